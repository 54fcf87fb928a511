/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_WORKBOOK_H
#define FYP_CLI_WORKBOOK_H

#include "engine/evaluate.h"
#include "reports/summary.h"

/** How a workbook is asked for. */
struct fyp_workbook_wish {
    const char *path;
    bool brief; /* five sheets, nothing computed beside the evaluation */
    bool batch; /* one of many: the folder is synced by who asked for them */
};

/**
 * Evaluates, computes what is shown beside the evaluation (methods,
 * sensitivity, sub-regions), writes the workbook.
 * @param summary  Gets a row; NULL: nobody wants one.
 */
enum fyp_status fyp_workbook_write(
    const struct fyp_request *request, const struct fyp_workbook_wish *wish,
    struct fyp_summary *summary, struct fyp_error *err);

#endif
