/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_WHOLE_H
#define FYP_ENGINE_WHOLE_H

#include "engine/commitments.h"
#include "engine/evaluate.h"

/*
 * All that a report or a seal of one evaluation tells: the judged indicators,
 * the answers of the stage (engine/stages.h), and what the plan binds to
 * beside them (engine/commitments.h).
 */

struct fyp_whole {
    struct fyp_evaluation evaluation; /* points to judged */
    struct fyp_judged_commitments judged;
};

/**
 * @param out  Zeroed on failure; must not be copied or moved; release with
 *             fyp_whole_finish. Points into the request's plan and figures.
 * @retval other  Of fyp_evaluate, fyp_stages_answer, fyp_commitments_judge.
 */
enum fyp_status fyp_evaluate_whole(
    const struct fyp_request *request, struct fyp_whole *out,
    struct fyp_error *err);
void fyp_whole_finish(struct fyp_whole *whole);

#endif
