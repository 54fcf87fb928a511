/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_ROW_H
#define FYP_DATA_ROW_H

#include "data/columns.h"
#include "data/regions.h"
#include "data/store.h"
#include "indicators/catalogue.h"

/*
 * What one row of a long-form file says. A row is understood whole or not at
 * all: whatever is doubtful about it is a reason to reject it, told with what
 * stood there. The rules for clerks are in docs/data-file.md.
 */

/** What the cells are read against. */
struct fyp_row_reader {
    const struct fyp_catalogue *catalogue;
    const struct fyp_regions *regions;
    struct fyp_columns columns;
    /* the indicator of the row before: files are mostly in runs */
    const struct fyp_catalogue_entry *last_entry;
    char last_text[256];
};

/**
 * Understands a row. Where the value is empty it is computed:
 *
 *     100 * numerator / denominator   for the unit "%"
 *     numerator / denominator         otherwise
 *
 * A value given beside both must agree with that within half a unit of its
 * own last digit.
 *
 * @param record  Its fields are trimmed in place; out points into them.
 * @param out     figure.line is set; zeroed on failure.
 * @param err     Must not be NULL. A row that is understood can leave a
 *                warning here (FYP_W_ROW_…).
 * @retval FYP_E_ROW_…, FYP_E_REGION_…  Why the row is rejected.
 */
enum fyp_status fyp_row_understand(
    struct fyp_row_reader *reader, const struct fyp_csv_record *record,
    struct fyp_store_row *out, struct fyp_error *err);

#endif
