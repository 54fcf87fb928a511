/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/whole.h"

#include "engine/stages.h"

enum fyp_status fyp_evaluate_whole(
    const struct fyp_request *request, struct fyp_whole *out,
    struct fyp_error *err)
{
    *out = (struct fyp_whole){0};
    enum fyp_status status = fyp_evaluate(request, &out->evaluation, err);
    if (status == FYP_OK) {
        status = fyp_stages_answer(request, &out->evaluation, err);
    }
    if (status == FYP_OK) {
        status =
            fyp_commitments_judge(request, &out->evaluation, &out->judged, err);
        out->evaluation.judged = &out->judged;
    }
    if (status != FYP_OK) {
        fyp_whole_finish(out);
    }
    return status;
}

void fyp_whole_finish(struct fyp_whole *whole)
{
    if (whole) {
        fyp_judged_finish(&whole->judged);
        fyp_evaluation_finish(&whole->evaluation);
        *whole = (struct fyp_whole){0};
    }
}
