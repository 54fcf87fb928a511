/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_FEEDBACK_H
#define FYP_REPORTS_FEEDBACK_H

#include "data/store/store.h"

/*
 * The sheet that goes back to whoever sent a file: place by place what stood
 * there, what is wrong with it and what would be right; first what blocks,
 * then what only has to be confirmed, with a column for the answer.
 */

/**
 * Writes the sheet for one import; same input, same bytes.
 * @param findings  How many the import has; may be NULL.
 * @retval FYP_E_IMPORT_UNKNOWN  There is no import of that number.
 * @retval FYP_E_REPORT_…        Nothing is left behind; an older file of that
 *                               name is untouched.
 */
enum fyp_status fyp_report_feedback(
    struct fyp_store *store, long long import_id, const char *path,
    long *findings, struct fyp_error *err);

#endif
