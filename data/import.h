/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_IMPORT_H
#define FYP_DATA_IMPORT_H

#include "data/regions.h"
#include "data/store.h"
#include "indicators/catalogue.h"

/*
 * From a file to the store: UTF-8 CSV in long form, one figure a row,
 * English or Chinese column names (docs/data-file.md). A row that cannot be
 * used is rejected with its line, raw text and reason, and kept; the rest of
 * the file goes in, in one transaction.
 */

struct fyp_import_result {
    long long import_id;   /* of this, or of the earlier import */
    bool already_imported; /* the same bytes came before; nothing changed */
    struct fyp_import_counts counts;
    struct fyp_problems rejected; /* each with its place, "stats.csv:14";
                                     warnings of accepted rows among them */
};

/**
 * @param result  Zeroed on failure. The caller releases result->rejected
 *                with fyp_problems_finish.
 * @retval FYP_OK   The file was taken in (some rows may be rejected: see
 *                  result->counts.rejected).
 * @retval other    The file was refused as a whole; the store is unchanged.
 */
enum fyp_status fyp_import_csv(
    struct fyp_store *store, const char *path,
    const struct fyp_catalogue *catalogue, const struct fyp_regions *regions,
    struct fyp_import_result *result, struct fyp_error *err);

#endif
