/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_FIELDWORK_KEPT_H
#define FYP_DATA_FIELDWORK_KEPT_H

#include "data/fieldwork/answers.h"
#include "data/fieldwork/recounts.h"
#include "data/fieldwork/sites.h"

#include <stdint.h>

/*
 * What is kept of a third party's file: all that its results are computed
 * from, so that they can be computed again, and not more. Of a survey that is
 * how often each answer was given; nobody who answered is to be found.
 */

enum fyp_fieldwork_kind {
    FYP_FIELDWORK_NONE,
    FYP_FIELDWORK_SITES,    /* a sample that was drawn */
    FYP_FIELDWORK_RECOUNTS, /* what was counted again */
    FYP_FIELDWORK_ANSWERS   /* of a survey */
};
enum { FYP_FIELDWORK_KINDS = 4 };

/** "sites", "recounts", "answers"; NULL for NONE. */
const char *fyp_fieldwork_kind_name(enum fyp_fieldwork_kind kind);

struct fyp_kept_site {
    const char *site;
    const char *name; /* "" where none */
    int line;
};

struct fyp_kept_recount {
    const char *indicator; /* code */
    const char *site;
    struct fyp_decimal reported, recounted; /* both or none */
    long long checked, confirmed;
    int line;
};

struct fyp_kept_answers {
    const char *question;
    const char *group; /* NULL: none was given */
    bool given;        /* false: asked, no answer */
    int value;         /* on the scale */
    long long people;
    int line; /* where it first stood */
};

/** One file of a third party. Of the three lists one is filled. */
struct fyp_fieldwork {
    enum fyp_fieldwork_kind kind;
    long long import_id;  /* 0: not stored yet */
    const char *file;     /* without its folder */
    const char *sha256;   /* 64 hexadecimal digits */
    const char *sheet;    /* NULL: text */
    const char *saved_at; /* UTC; NULL: not stored yet */
    const char *plan;     /* id */
    const char *region;   /* code */
    int year;
    const char *by; /* who answers for it */
    double confidence;
    /* sites */
    const char *indicator; /* code; NULL otherwise */
    double margin, share;
    long long population; /* sites on the list */
    uint64_t seed;
    const char *generator;
    /* answers */
    struct fyp_scale scale;
    long long invited; /* 0: not told */
    struct fyp_kept_site *sites;
    struct fyp_kept_recount *recounts;
    struct fyp_kept_answers *answers;
    size_t count; /* of the list that is filled */
};

/**
 * Fill the list, file, hash and sheet from what was read. Texts stay those of
 * the table, which must outlive it; the list lies in the arena.
 */
enum fyp_status fyp_keep_sites(
    const struct fyp_sites *sites, const size_t *drawn, size_t count,
    struct fyp_arena *arena, struct fyp_fieldwork *out, struct fyp_error *err);
enum fyp_status fyp_keep_recounts(
    const struct fyp_recounts *recounts, struct fyp_arena *arena,
    struct fyp_fieldwork *out, struct fyp_error *err);
/** Adds answers up, in the order in which they first appear. */
enum fyp_status fyp_keep_answers(
    const struct fyp_answers *answers, struct fyp_arena *arena,
    struct fyp_fieldwork *out, struct fyp_error *err);

/**
 * The way back.
 * @param unknown  Rows of indicators that the plan has not (any more); they
 *                 are left out.
 * @param out      Zeroed on failure; released as if it had been read. Texts
 *                 are those of the fieldwork, which must outlive it.
 */
enum fyp_status fyp_kept_recounts(
    const struct fyp_fieldwork *fieldwork, const struct fyp_plan *plan,
    struct fyp_recounts *out, size_t *unknown, struct fyp_error *err);
enum fyp_status fyp_kept_answers(
    const struct fyp_fieldwork *fieldwork, struct fyp_answers *out,
    struct fyp_error *err);

#endif
