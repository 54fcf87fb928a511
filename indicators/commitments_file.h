/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_COMMITMENTS_FILE_H
#define FYP_INDICATORS_COMMITMENTS_FILE_H

#include "indicators/commitments.h"
#include "indicators/findings.h"

/*
 * Reads commitments/<id>.yaml beside the folder of a plan. Private to
 * indicators/; programs reach it through fyp_plan_create.
 */

/**
 * Fills plan->commitments where there is such a file; everything wrong with
 * it, and what is strange in it, goes to findings with its own path.
 */
void fyp_commitments_read(
    struct fyp_plan *plan, const struct fyp_catalogue *catalogue,
    struct fyp_findings *findings);

/** What must hold between the fields (commitments_check.c). */
void fyp_commitments_check(
    const struct fyp_plan *plan, const struct fyp_commitments *commitments,
    struct fyp_findings *findings);

#endif
