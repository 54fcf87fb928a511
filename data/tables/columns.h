/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_COLUMNS_H
#define FYP_DATA_TABLES_COLUMNS_H

#include "data/readers/source.h"
#include "data/tables/observation.h"

/*
 * The header of a long-form file: which cell of a row holds what. Names are
 * English or Chinese, in any order, compared folded; a file with unknown,
 * doubled or missing columns is refused, because a column that is not
 * understood may be the one that matters.
 */

struct fyp_columns {
    int position[FYP_COLUMN_COUNT]; /* index of the cell; -1: no such column */
    size_t count;                   /* cells of a row */
};

/** What is known of the whole table, so that no column need say it. */
struct fyp_columns_given {
    bool region, year;
};

/** Whether a row can only be a header of the long form, sound or not. */
bool fyp_columns_is_header(const struct fyp_table_row *row);

/**
 * Reads the header.
 * @param out  Untouched on failure.
 * @retval FYP_E_HEADER_SEPARATOR  One cell that another separator divides.
 * @retval FYP_E_HEADER_UNKNOWN, _TWICE  Names every such column.
 */
enum fyp_status fyp_columns_find(
    const struct fyp_table_row *header, struct fyp_columns *out,
    struct fyp_error *err);

/** @retval FYP_E_HEADER_MISSING  Names every required column that neither
 *                                the header nor the table gives. */
enum fyp_status fyp_columns_need(
    const struct fyp_columns *found, const struct fyp_columns_given *given,
    struct fyp_error *err);

#endif
