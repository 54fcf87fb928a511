/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_WIDE_HEADER_H
#define FYP_DATA_TABLES_WIDE_HEADER_H

#include "data/tables/wide.h"

/*
 * The header of a wide table: which rows it is, and what each column became.
 * A heading may stand in up to three rows; what stands over several columns
 * (merged, or written once with blanks behind it) belongs to each of them.
 */

enum { FYP_HEADER_ROWS_MAX = 3 };

/**
 * Finds the header rows, reads the columns and applies a mapping's 列.
 * @param arena  Where wide->columns are kept.
 * @return false where there is no header, or memory ran out.
 */
bool fyp_wide_header_find(
    const struct fyp_layout *layout, struct fyp_arena *arena,
    struct fyp_wide *wide);

/** Applies 列 of a mapping to the columns.
 *  @retval FYP_E_MAPPING_FIT  A column or an indicator that is not there. */
enum fyp_status fyp_wide_header_map(
    const struct fyp_layout *layout, struct fyp_wide *wide,
    struct fyp_error *err);

/** First column of each role, and the column of the rows' names. */
void fyp_wide_header_index(
    const struct fyp_layout *layout, struct fyp_wide *wide);

#endif
