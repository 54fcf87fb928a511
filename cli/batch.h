/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_BATCH_H
#define FYP_CLI_BATCH_H

#include "cli/session.h"

/*
 * All plans of the home, one evaluation after the other: for every year in
 * which anything was measured, or for the one year that --year names.
 */

/** Does something with one evaluation to be made; the request holds plan,
 *  figures, rules, year, stage (never DEFAULT) and questions. */
typedef enum fyp_status fyp_batch_visit(
    void *context, const struct fyp_request *request, struct fyp_error *err);

/**
 * Visits plan by plan, year by year. An evaluation that fails is told and
 * does not stop the others; its exit code is returned. Failures are already
 * printed. The checks must have been read (fyp_session_checks).
 */
int fyp_batch_run(
    const struct fyp_options *options, struct fyp_session *session,
    fyp_batch_visit *visit, void *context);

#endif
