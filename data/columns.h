/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_COLUMNS_H
#define FYP_DATA_COLUMNS_H

#include "data/csv.h"

/*
 * The header of a long-form file: which cell of a row holds what. Names are
 * English or Chinese, in any order, compared folded; a file with unknown,
 * doubled or missing columns is refused, because a column that is not
 * understood may be the one that matters.
 */

enum fyp_column {
    FYP_COLUMN_REGION,
    FYP_COLUMN_INDICATOR,
    FYP_COLUMN_YEAR,
    FYP_COLUMN_VALUE,
    FYP_COLUMN_UNIT,
    FYP_COLUMN_BASIS,
    FYP_COLUMN_NUMERATOR,
    FYP_COLUMN_DENOMINATOR,
    FYP_COLUMN_STATUS,
    FYP_COLUMN_SOURCE,
    FYP_COLUMN_NOTE,
    FYP_COLUMN_PRICE_BASIS,
    FYP_COLUMN_COUNT
};

struct fyp_columns {
    int position[FYP_COLUMN_COUNT]; /* index of the cell; -1: no such column */
    size_t count;                   /* cells of a row */
};

/**
 * Reads the header.
 * @param out  Untouched on failure.
 * @retval FYP_E_HEADER_SEPARATOR  One cell that another separator divides.
 * @retval FYP_E_HEADER_UNKNOWN, _TWICE, _MISSING  Names every such column.
 */
enum fyp_status fyp_columns_find(
    const struct fyp_csv_record *header, struct fyp_columns *out,
    struct fyp_error *err);

/** Name of a column in the current language, as it may stand in a header. */
const char *fyp_column_name(enum fyp_column column);

#endif
