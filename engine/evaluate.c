/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/judge.h"
#include "engine/weighing.h"

#include "indicators/amendment.h"

#include <stdio.h>

double fyp_elapsed_share(const struct fyp_plan *plan, int year)
{
    return (double)(year - plan->baseline_year) /
           (double)(plan->end_year - plan->baseline_year);
}

enum fyp_stage fyp_default_stage(
    const struct fyp_plan *plan, const struct fyp_ruleset *ruleset, int year)
{
    if (year == plan->end_year) {
        return FYP_STAGE_FINAL;
    }
    const double share = ruleset->midterm_share;
    const bool reached = !fyp_less(fyp_elapsed_share(plan, year), share);
    const bool before = !fyp_less(fyp_elapsed_share(plan, year - 1), share);
    return reached && !before ? FYP_STAGE_MIDTERM : FYP_STAGE_ANNUAL;
}

static enum fyp_status
check_year(const struct fyp_request *request, struct fyp_error *err)
{
    const struct fyp_plan *plan = request->plan;
    char year[16], first[16], last[16];

    snprintf(year, sizeof year, "%d", request->year);
    snprintf(first, sizeof first, "%d", plan->baseline_year + 1);
    snprintf(last, sizeof last, "%d", plan->end_year);
    if (request->year <= plan->baseline_year ||
        request->year > plan->end_year) {
        return fyp_fail(err, FYP_E_EVALUATE_YEAR, year, first, last);
    }
    if (request->stage == FYP_STAGE_FINAL && request->year != plan->end_year) {
        return fyp_fail(err, FYP_E_EVALUATE_FINAL, year, last);
    }
    return FYP_OK;
}

void fyp_judge_indicator(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    struct fyp_indicator_result *result)
{
    fyp_observe(judge, indicator, result);
    fyp_measure_progress(judge, result);
    fyp_decide(judge, result);
    fyp_method_score(judge, result);
    result->weight = fyp_ruleset_weight(judge->ruleset, indicator->code);
}

static enum fyp_status judge_all(
    const struct fyp_judge *judge, struct fyp_evaluation *out,
    struct fyp_error *err)
{
    const struct fyp_plan *plan = judge->plan;
    const size_t n = plan->indicator_count;

    out->indicators = fyp_arena_alloc(&out->arena, n, sizeof *out->indicators);
    if (out->indicators == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    out->indicator_count = n;
    for (size_t i = 0; i < n; i++) {
        fyp_judge_indicator(judge, &plan->indicators[i], &out->indicators[i]);
        out->demonstration |= out->indicators[i].demonstration;
    }
    return fyp_score_plan(out, err);
}

/* The plan with the targets that are asked for (section 16). */
static enum fyp_status choose_targets(
    const struct fyp_request *request, struct fyp_evaluation *out,
    struct fyp_error *err)
{
    const struct fyp_plan *plan = request->plan;
    char version[16], count[16];

    out->target_versions = fyp_plan_version_count(plan);
    out->target_version = request->target_version != 0
                              ? request->target_version
                              : fyp_plan_version_in_force(plan, request->year);
    if (out->target_version < 1 || out->target_version > out->target_versions) {
        snprintf(version, sizeof version, "%d", out->target_version);
        snprintf(count, sizeof count, "%d", out->target_versions);
        return fyp_fail(err, FYP_E_TARGETS_VERSION, plan->id, version, count);
    }
    out->plan = fyp_plan_at_version(plan, out->target_version, &out->arena);
    return out->plan == NULL ? fyp_fail(err, FYP_E_MEMORY, "") : FYP_OK;
}

enum fyp_status fyp_evaluate(
    const struct fyp_request *request, struct fyp_evaluation *out,
    struct fyp_error *err)
{
    enum fyp_status status;

    *out = (struct fyp_evaluation){0};
    status = check_year(request, err);
    if (status == FYP_OK) {
        status = choose_targets(request, out, err);
    }
    if (status != FYP_OK) {
        fyp_evaluation_finish(out);
        return status;
    }
    const struct fyp_plan *plan = out->plan;
    out->figures = request->figures;
    out->ruleset =
        request->ruleset != NULL ? *request->ruleset : fyp_ruleset_builtin();
    out->region = request->region != NULL ? request->region : plan->region.code;
    out->year = request->year;
    out->elapsed = fyp_elapsed_share(plan, request->year);
    out->stage = request->stage != FYP_STAGE_DEFAULT
                     ? request->stage
                     : fyp_default_stage(plan, &out->ruleset, request->year);
    out->third_party = request->third_party;
    const struct fyp_judge judge = {
        .plan = plan,
        .figures = request->figures,
        .ruleset = &out->ruleset,
        .region = out->region,
        .year = request->year,
        .stage = out->stage,
    };
    status = fyp_weigh(request->figures, out, err);
    if (status == FYP_OK) {
        status = judge_all(&judge, out, err);
    }
    if (status == FYP_OK && out->third_party != NULL) {
        fyp_attach_third_party(out);
    }
    if (status == FYP_OK && request->quality != NULL) {
        status = fyp_attach_questions(request, out, err);
    }
    if (status != FYP_OK) {
        fyp_evaluation_finish(out);
    }
    return status;
}

void fyp_evaluation_finish(struct fyp_evaluation *evaluation)
{
    if (evaluation == NULL) {
        return;
    }
    fyp_arena_finish(&evaluation->arena);
    *evaluation = (struct fyp_evaluation){0};
}
