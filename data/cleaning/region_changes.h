/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_REGION_CHANGES_H
#define FYP_DATA_CLEANING_REGION_CHANGES_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/*
 * The file of changed codes, extra codes and other names:
 * data/cleaning/region_changes.yaml, whose head explains it. Private to
 * data/cleaning/.
 */

enum fyp_region_change_kind {
    FYP_REGION_RECODED,  /* the same place under another code */
    FYP_REGION_PROMOTED, /* county to city or district, the same place */
    FYP_REGION_MERGED,   /* into another one */
    FYP_REGION_DIVIDED   /* into several */
};

struct fyp_region_change {
    const char *old_code;
    const char **new_codes;
    size_t new_count;
    const char *since;    /* YYYY-MM or YYYY-MM-DD */
    int kind;             /* enum fyp_region_change_kind */
    const char *old_name; /* NULL: not given */
    const char *note, *source;
    int line;
};

/** More names of a code, known otherwise or only here. */
struct fyp_region_names {
    const char *code;
    const char **names;
    size_t name_count;
    const char *source;
    int line;
};

struct fyp_region_changes {
    struct fyp_region_change *changes; /* sorted by old code */
    size_t change_count;
    struct fyp_region_names *extra;
    size_t extra_count;
    struct fyp_region_names *other;
    size_t other_count;
};

/** Reads the file and checks its codes. Strings live in the arena. */
enum fyp_status fyp_region_changes_read(
    const char *path, struct fyp_arena *arena, struct fyp_region_changes *out,
    struct fyp_error *err);

/** The change of an old code; NULL: none. */
const struct fyp_region_change *fyp_region_changes_find(
    const struct fyp_region_changes *changes, const char *code);

/** Whether a figure of that year stands under the new code; year 0: today. */
bool fyp_region_change_applies(
    const struct fyp_region_change *change, int year);

#endif
