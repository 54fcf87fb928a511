/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_WIDE_ROWS_H
#define FYP_DATA_TABLES_WIDE_ROWS_H

#include "data/tables/wide.h"

/**
 * Finds what each row below the header is. Totals, parts and hidden figures
 * are told as warnings.
 * @param arena  Where wide->row_kinds are kept.
 * @retval FYP_E_LAYOUT_TABLES  A second header, or figures below the notes.
 */
enum fyp_status fyp_wide_rows_find(
    struct fyp_layout *layout, struct fyp_wide *wide, struct fyp_error *err);

/** Name of a row, "" where it has none: a region or an indicator. */
char *fyp_wide_row_label(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row);

/** The indicator that a row names, by the mapping or the catalogue; NULL:
 *  none. */
const struct fyp_catalogue_entry *fyp_wide_row_indicator(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row);

#endif
