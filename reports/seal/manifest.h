/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_MANIFEST_H
#define FYP_REPORTS_SEAL_MANIFEST_H

#include "base/arena.h"
#include "base/text.h"

/*
 * SHA256SUMS, in the form that `sha256sum -c` reads: 64 small hexadecimal
 * digits, two blanks, the name of a file of this folder. Names with a slash,
 * "." and "..", control characters or a backslash are refused, and so is a
 * name that comes twice; files are looked at where they lie, links are not
 * followed, and nothing but a regular file of bounded size is opened.
 */

struct fyp_seal_entry {
    const char *name;
    char sha256[65];
};

/** Zero-initialise; release with fyp_seal_manifest_finish. */
struct fyp_seal_manifest {
    struct fyp_seal_entry *items; /* sorted by name, by bytes */
    size_t count;
    char sha256[65]; /* of the manifest itself: the seal's fingerprint */
    struct fyp_arena arena;
};

/** Fingerprints of all files of a folder but the manifest. */
enum fyp_status fyp_seal_manifest_of(
    const char *folder, struct fyp_seal_manifest *out, struct fyp_error *err);

/** The text of the file. */
void fyp_seal_manifest_text(
    const struct fyp_seal_manifest *manifest, struct fyp_buffer *out);

/**
 * Reads the manifest of a folder.
 * @retval FYP_E_SEAL_FOLDER    Not a folder, or without a manifest.
 * @retval FYP_E_SEAL_MANIFEST  A line that is none.
 * @retval FYP_E_SEAL_ENTRY     The manifest is no regular file, or too big.
 */
enum fyp_status fyp_seal_manifest_read(
    const char *folder, struct fyp_seal_manifest *out, struct fyp_error *err);
void fyp_seal_manifest_finish(struct fyp_seal_manifest *manifest);

bool fyp_seal_manifest_lists(
    const struct fyp_seal_manifest *manifest, const char *name);

/** What is wrong with one file of a folder. */
enum fyp_seal_damage_kind {
    FYP_SEAL_MISSING,    /* listed, not there */
    FYP_SEAL_ADDITIONAL, /* there, not listed */
    FYP_SEAL_CHANGED,    /* other bytes than listed */
    FYP_SEAL_UNUSABLE,   /* a link, a pipe, a folder, too big, unreadable */
    FYP_SEAL_DAMAGE_KINDS
};

struct fyp_seal_damage {
    enum fyp_seal_damage_kind kind;
    const char *name;
    const char *reason; /* UNUSABLE; else NULL */
};

struct fyp_seal_damages {
    struct fyp_seal_damage *items; /* sorted by name */
    size_t count;
    struct fyp_arena arena;
};

/** Compares a folder with its manifest. */
enum fyp_status fyp_seal_manifest_check(
    const char *folder, const struct fyp_seal_manifest *manifest,
    struct fyp_seal_damages *out, struct fyp_error *err);
void fyp_seal_damages_finish(struct fyp_seal_damages *damages);

#endif
