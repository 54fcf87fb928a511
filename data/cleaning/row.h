/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_ROW_H
#define FYP_DATA_CLEANING_ROW_H

#include "data/cleaning/missing.h"
#include "data/cleaning/number.h"
#include "data/cleaning/regions.h"
#include "data/cleaning/units.h"
#include "data/store/store.h"
#include "data/tables/observation.h"
#include "indicators/catalogue.h"

/*
 * What one figure of a table says. It is understood whole or not at all:
 * whatever is doubtful about it is a reason to reject it, told with what
 * stood there; what was put right on the way is recorded with it. The rules
 * for clerks are in docs/data-file.md.
 */

struct fyp_row_tally; /* private to row_tally.c: one column, as written */

/** What the last row said and what that meant: files are mostly in runs, and
 *  folding every cell of two million rows would take longer than all else. */
struct fyp_row_memory {
    char indicator[256], region[96], region_name[96], unit[64], year_text[16];
    const struct fyp_catalogue_entry *entry; /* NULL: nothing remembered */
    char bracket[64];            /* unit in brackets behind the indicator */
    struct fyp_unit own;         /* of the catalogue */
    struct fyp_unit declared;    /* unit column or bracket, else own */
    struct fyp_unit target;      /* of the catalogue, to which it converts */
    bool unit_given, unit_known; /* known: the four above are of this row */
    int year;                    /* of the year's text; 0: none remembered */
    unsigned year_normalised;    /* FYP_NORMAL_YEAR or 0, with it */
    int region_year; /* in which the region was looked up; 0: none */
    char code[16];   /* of the region */
    unsigned region_normalised;
};

/** What the cells are read against. Zero-initialise, then set. */
struct fyp_row_reader {
    const struct fyp_catalogue *catalogue;
    const struct fyp_regions *regions;
    const struct fyp_missing_marks *marks; /* NULL: the usual ones */
    struct fyp_row_memory last;
    struct fyp_row_tally *tallies; /* shape [catalogue]; NULL: none yet */
};

/** What was read: a figure, or a declared absence of one. */
struct fyp_understood {
    struct fyp_store_row row;      /* figure.line, .column are set */
    enum fyp_missing_kind missing; /* FYP_MISSING_NONE: there is a figure */
};

/**
 * Understands an observation.
 *
 * The unit is that of the unit column or of the brackets behind the
 * indicator's name, else the catalogue's; a bare number is in that unit. A
 * sign or word behind the digits (%, ‰, 万, 亿) may add to it, not contradict
 * it. Value and unit are converted to the catalogue's unit, the written
 * decimals with them, but not below 0: 0.020 万人 is 200 with 0 decimals.
 *
 * Where the value is empty it is computed:
 *
 *     100 * numerator / denominator   for the unit "%"
 *     numerator / denominator         otherwise, in the unit of the row
 *
 * A value given beside both must agree with that within half a unit of its
 * own last digit. A mark (—, 暂无, blank …) in place of a figure is a declared
 * gap: out->missing says of which kind, and there is no value.
 *
 * @param observation  Its cells are trimmed in place; out points into them,
 *                     the region into reader. row.unit and row.value_text are
 *                     as written, the figure is in the catalogue's unit.
 * @param out          Zeroed on failure.
 * @param notes        Warnings of a row that is understood (FYP_W_…) are
 *                     added; must not be NULL.
 * @retval FYP_E_ROW_…, FYP_E_REGION_…  Why the row is rejected.
 */
enum fyp_status fyp_row_understand(
    struct fyp_row_reader *reader, struct fyp_observation *observation,
    struct fyp_understood *out, struct fyp_problems *notes,
    struct fyp_error *err);

/**
 * The end of a table: what its columns as a whole deserve to be asked (signs
 * of per cent on some figures only; shares among percentages), one warning a
 * column at most, with the first two places. Releases what was kept; the
 * reader can go on with the next table.
 * @param notes  NULL: nothing is told, only released.
 */
void fyp_row_finish(struct fyp_row_reader *reader, struct fyp_problems *notes);

#endif
