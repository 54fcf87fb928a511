/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_RENDER_H
#define FYP_REPORTS_SEAL_RENDER_H

#include "base/text.h"
#include "engine/whole.h"

/*
 * The evaluation as it is sealed, and as it is made again when a seal is
 * verified: the same steps both times, always with the Chinese words,
 * whatever the language of whoever runs the program.
 */

struct fyp_seal_question {
    const struct fyp_plan *plan;
    const struct fyp_figures *figures;
    const struct fyp_ruleset *ruleset;
    const struct fyp_catalogue *catalogue;
    const struct fyp_quality_checks *checks; /* NULL: nothing is asked */
    const struct fyp_regions *regions;       /* NULL: codes stand for names */
    const char *region;                      /* NULL: the plan's own */
    int year;
    enum fyp_stage stage;
    int target_version;                          /* 0: the one in force */
    const struct fyp_fieldwork_set *third_party; /* NULL: none */
};

/** Zero-initialise; must not be copied or moved once it is filled; release
 *  with fyp_seal_result_finish. */
struct fyp_seal_result {
    struct fyp_quality_findings findings;
    struct fyp_third_party third_party;
    struct fyp_whole whole;
    struct fyp_buffer json; /* as `fyp evaluate --format json` prints it */
    struct fyp_buffer page; /* as `fyp evaluate` prints it */
};

/**
 * Evaluates and renders.
 * @param out  Points into what the question holds. Zeroed on failure.
 */
enum fyp_status fyp_seal_render(
    const struct fyp_seal_question *question, struct fyp_seal_result *out,
    struct fyp_error *err);
void fyp_seal_result_finish(struct fyp_seal_result *result);

#endif
