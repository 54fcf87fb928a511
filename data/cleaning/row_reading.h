/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_ROW_READING_H
#define FYP_DATA_CLEANING_ROW_READING_H

#include "data/cleaning/row.h"

/*
 * One row while it is being understood, for row.c (which place, which
 * indicator, which unit) and row_value.c (which figure). Private to them.
 */

struct fyp_reading {
    struct fyp_row_reader *reader;
    const struct fyp_observation *observation;
    char *const *cells; /* shape [FYP_COLUMN_COUNT] */
    const struct fyp_catalogue_entry *entry;
    struct fyp_store_row *out;
    enum fyp_missing_kind missing;
    enum fyp_number_suffix suffix; /* of the value; NONE: none, or no value */
    bool written;                  /* the value was not computed */
    struct fyp_problems *notes;
    struct fyp_error *err;
};

/** The cell of a column, "" where the table has no such column. */
static inline const char *
fyp_reading_cell(const struct fyp_reading *reading, enum fyp_column column)
{
    return reading->cells[column];
}

/** The cell, NULL where nothing is in it. */
static inline const char *
fyp_reading_given(const struct fyp_reading *reading, enum fyp_column column)
{
    const char *text = fyp_reading_cell(reading, column);
    return text[0] != '\0' ? text : NULL;
}

/** A warning about the row; arguments that it does not have are NULL. */
void fyp_reading_remark(
    const struct fyp_reading *reading, enum fyp_status status,
    const char *first, const char *second, const char *third);

/* The steps of row_value.c, in their order. */

/** What a workbook says of the cells besides their text. */
enum fyp_status fyp_reading_check_marks(struct fyp_reading *reading);

/** Value, numerator and denominator: a figure, or a declared gap. */
enum fyp_status fyp_reading_read_value(struct fyp_reading *reading);

/** The natural range; whole numbers. */
enum fyp_status fyp_reading_check_range(struct fyp_reading *reading);

/** Counts how percentages are written, when all else is settled. */
enum fyp_status fyp_reading_tally(struct fyp_reading *reading);

#endif
