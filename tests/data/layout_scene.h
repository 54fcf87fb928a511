/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_DATA_LAYOUT_SCENE_H
#define FYP_TESTS_DATA_LAYOUT_SCENE_H

#include "data/import.h"
#include "data/tables/layout.h"
#include "tests/indicators/files.h"

/*
 * What becomes of a table before anything is cleaned: one line an
 * observation,
 *
 *     line:column region|name|indicator|year|value|unit|numerator|denominator
 *
 * with its source in brackets where it has one, "!" and the number of the
 * message for a row that is rejected, or for a table that is refused.
 */

struct layout_table {
    const char *file; /* name */
    const char *text; /* NULL: the file is at path */
    const char *path;
    const char *region;  /* --region */
    int year;            /* --year */
    const char *mapping; /* text of a mapping file; NULL: none */
    const char *mapping_path;
};

struct layout_read {
    struct fyp_buffer observations, notes, explained;
    struct fyp_error refused; /* status FYP_OK: it was not */
    int kind;                 /* enum fyp_layout_kind; -1: refused */
};

/** Reads a table with the regions of a scene and a catalogue. */
struct layout_read layout_read(
    const struct layout_table *table, const struct fyp_catalogue *catalogue,
    const struct fyp_regions *regions, const struct folder *folder);
void layout_read_finish(struct layout_read *read);

#endif
