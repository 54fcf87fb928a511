/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_ROW_H
#define FYP_DATA_CLEANING_ROW_H

#include "data/cleaning/missing.h"
#include "data/cleaning/number.h"
#include "data/cleaning/regions.h"
#include "data/store/store.h"
#include "data/tables/observation.h"
#include "indicators/catalogue.h"

/*
 * What one figure of a table says. It is understood whole or not at all:
 * whatever is doubtful about it is a reason to reject it, told with what
 * stood there; what was put right on the way is recorded with it. The rules
 * for clerks are in docs/data-file.md.
 */

/** What the cells are read against. Zero-initialise, then set. */
struct fyp_row_reader {
    const struct fyp_catalogue *catalogue;
    const struct fyp_regions *regions;
    const struct fyp_missing_marks *marks;
    /* the indicator of the row before: files are mostly in runs */
    const struct fyp_catalogue_entry *last_entry;
    char last_text[256];
};

/** What was read: a figure, or a declared absence of one. */
struct fyp_understood {
    struct fyp_store_row row;      /* figure.line, .column are set */
    enum fyp_missing_kind missing; /* FYP_MISSING_NONE: there is a figure */
};

/**
 * Understands an observation. Where the value is empty it is computed:
 *
 *     100 * numerator / denominator   for the unit "%"
 *     numerator / denominator         otherwise
 *
 * A value given beside both must agree with that within half a unit of its
 * own last digit.
 *
 * @param observation  Its cells are trimmed in place; out points into them.
 * @param out          Zeroed on failure.
 * @param notes        Warnings of a row that is understood (FYP_W_…) are
 *                     added; must not be NULL.
 * @retval FYP_E_ROW_…, FYP_E_REGION_…  Why the row is rejected.
 */
enum fyp_status fyp_row_understand(
    struct fyp_row_reader *reader, struct fyp_observation *observation,
    struct fyp_understood *out, struct fyp_problems *notes,
    struct fyp_error *err);

#endif
