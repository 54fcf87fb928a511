/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_REPORT_ALL_H
#define FYP_CLI_REPORT_ALL_H

#include "cli/session.h"

/**
 * fyp report --all: a workbook for each item of a batch, by several processes
 * (cli/workers.h), into the folder that -o names, which is made where it is
 * absent; then index.xlsx, which compares them. The same bytes, messages and
 * table whatever the number of processes. What fails is told and does not
 * stop the others. The checks must have been read. Exit code.
 */
int fyp_report_all(
    const struct fyp_options *options, struct fyp_session *session);

#endif
