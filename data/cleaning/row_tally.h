/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_ROW_TALLY_H
#define FYP_DATA_CLEANING_ROW_TALLY_H

#include "data/cleaning/row.h"

/*
 * How the percentages of one indicator are written through a table. One cell
 * does not tell whether 0.92 is 0.92 % or 92 %; a column often does. Nothing
 * is changed by it: it is asked about. Private to data/cleaning/.
 */

/** A percentage as it was written. */
struct fyp_row_percentage {
    const struct fyp_catalogue_entry *entry;
    const char *text;
    int line, column;
    double value;    /* per cent */
    bool with_sign;  /* %, ‰ */
    bool bare_level; /* a level of 0 to 100 without sign, unit 小数, numerator
                        and denominator: may be a share */
};

/**
 * Counts a percentage.
 * @param ask  Set where this very cell should be asked about: the first share
 *             of its column, and the others where larger figures came before.
 */
enum fyp_status fyp_row_tally_add(
    struct fyp_row_reader *reader, const struct fyp_row_percentage *percentage,
    bool *ask, struct fyp_error *err);

#endif
