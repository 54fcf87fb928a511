/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/explaining.h"

#include <math.h>

/* From the status to the points, and what else is to be said (sections 8, 9
 * and 14). */

/* --- the method's own formula --- */

static struct fyp_step *
tell_score(struct fyp_explaining *chain, enum fyp_step_rule rule, double score)
{
    return fyp_explaining_number(chain, FYP_STEP_SCORE, rule, score);
}

static void
tell_pace_score(struct fyp_explaining *chain, enum fyp_step_rule rule)
{
    struct fyp_step *step =
        tell_score(chain, rule, chain->result->method_score);
    fyp_explaining_terms(
        chain, step, FYP_FORMULA_SCORE_PACE, chain->result->pace);
}

/* The scale towards T, as engine/method.c measures it. */
static void tell_completion_scale(struct fyp_explaining *chain, double scale)
{
    const struct fyp_indicator_result *result = chain->result;
    const double least = chain->judge.ruleset->least_scale;
    const bool distance = fyp_due_distance(result, result->target) > 0.0;
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_SCALE,
        distance ? FYP_BY_SCORE_COMPLETION_SCALE
                 : FYP_BY_SCORE_COMPLETION_LEAST,
        scale);

    if (distance) {
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_SCALE_DISTANCE, result->target,
            fyp_formula_baseline(result), least, result->target);
    } else {
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_SCALE_LEAST, least, result->target);
    }
}

static void tell_completion(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const struct fyp_indicator *indicator = result->indicator;
    double scale;

    if (indicator->kind == FYP_KIND_GROWTH || fyp_is_step(indicator) ||
        indicator->target.kind == FYP_TARGET_REFERENCE) {
        tell_pace_score(chain, FYP_BY_SCORE_COMPLETION_OWN);
        return;
    }
    (void)fyp_pace_against(&chain->judge, result, result->target, &scale);
    if (fyp_equal(scale, 0.0)) {
        (void)tell_score(
            chain, FYP_BY_SCORE_COMPLETION_NO_SCALE, result->method_score);
        return;
    }
    tell_completion_scale(chain, scale);
    struct fyp_step *step =
        tell_score(chain, FYP_BY_SCORE_COMPLETION, result->method_score);
    fyp_explaining_terms(
        chain, step, FYP_FORMULA_COMPLETION, fyp_result_direction(result),
        result->value, result->target, scale);
}

static void tell_realisation(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const bool higher = fyp_result_direction(result) > 0;
    struct fyp_step *step = tell_score(
        chain,
        higher ? FYP_BY_SCORE_REALISATION : FYP_BY_SCORE_REALISATION_DOWN,
        result->method_score);
    fyp_explaining_terms(
        chain, step,
        higher ? FYP_FORMULA_REALISATION : FYP_FORMULA_REALISATION_DOWN,
        result->value, result->target);
}

static void tell_efficacy(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    struct fyp_step *step =
        tell_score(chain, FYP_BY_SCORE_EFFICACY, result->method_score);
    fyp_explaining_terms(
        chain, step, FYP_FORMULA_EFFICACY, result->value,
        fyp_formula_baseline(result), result->target);
}

static void tell_event_score(struct fyp_explaining *chain)
{
    struct fyp_step *step =
        tell_score(chain, FYP_BY_SCORE_EVENT, chain->result->method_score);
    fyp_explaining_terms(chain, step, FYP_FORMULA_EVENT, chain->result->value);
}

static void tell_method(struct fyp_explaining *chain)
{
    if (chain->result->indicator->kind == FYP_KIND_EVENT) {
        tell_event_score(chain);
        return;
    }
    switch (chain->result->method) {
    case FYP_METHOD_COMPLETION:
        tell_completion(chain);
        break;
    case FYP_METHOD_REALISATION:
        tell_realisation(chain);
        break;
    case FYP_METHOD_EFFICACY:
        tell_efficacy(chain);
        break;
    case FYP_METHOD_PACE:
    case FYP_METHOD_COUNT:
        tell_pace_score(chain, FYP_BY_SCORE_PACE);
        break;
    }
}

/* --- what all methods share --- */

static void tell_fall_back(struct fyp_explaining *chain)
{
    if (chain->result->method_fell_back) {
        (void)fyp_explaining_add(
            chain, FYP_STEP_SCORE,
            chain->result->indicator->kind == FYP_KIND_EVENT
                ? FYP_BY_SCORE_EVENT_ONLY
                : FYP_BY_SCORE_FELL_BACK);
    }
}

static void tell_scored(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;

    tell_fall_back(chain);
    if (result->met) {
        (void)tell_score(chain, FYP_BY_SCORE_MET, result->score);
        return;
    }
    tell_method(chain);
    if (fyp_less(result->score, result->method_score)) {
        struct fyp_step *step =
            tell_score(chain, FYP_BY_SCORE_CEILING, result->score);
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_CEILING, result->method_score,
            FYP_MISSED_CEILING);
    }
}

static void tell_weight(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const double sum = chain->evaluation->scored_weight;
    struct fyp_step *step;

    if (isnan(result->plan_score)) {
        (void)fyp_explaining_number(
            chain, FYP_STEP_WEIGHT, FYP_BY_WEIGHT_OUT, result->weight);
        return;
    }
    step = fyp_explaining_number(
        chain, FYP_STEP_WEIGHT, FYP_BY_WEIGHT, result->weight_share);
    fyp_explaining_terms(chain, step, FYP_FORMULA_WEIGHT, result->weight, sum);
    if (!isnan(result->contribution)) {
        step = fyp_explaining_number(
            chain, FYP_STEP_CONTRIBUTION,
            chain->evaluation->parts.weight > 0.0 ? FYP_BY_CONTRIBUTION_TARGETS
                                                  : FYP_BY_CONTRIBUTION,
            result->contribution);
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_CONTRIBUTION, result->weight,
            result->plan_score, sum);
    }
}

/* --- flags, questions, caps --- */

static void tell_flags(struct fyp_explaining *chain)
{
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        if ((chain->result->flags & (1U << bit)) != 0) {
            struct fyp_step *step =
                fyp_explaining_add(chain, FYP_STEP_FLAG, FYP_BY_FLAG);
            step->flag = bit;
        }
    }
}

static void tell_questions(struct fyp_explaining *chain)
{
    for (size_t i = 0; i < chain->result->question_count; i++) {
        struct fyp_step *step =
            fyp_explaining_add(chain, FYP_STEP_QUESTION, FYP_BY_QUESTION);
        step->finding = chain->result->questions[i];
        step->year = step->finding->year;
    }
}

static void tell_cap(
    struct fyp_explaining *chain, enum fyp_step_rule rule, enum fyp_grade grade)
{
    struct fyp_step *step = fyp_explaining_add(chain, FYP_STEP_CAP, rule);
    step->grade = grade;
}

static void tell_caps(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const struct fyp_ruleset *ruleset = chain->judge.ruleset;
    const enum fyp_grade cap = fyp_binding_cap(ruleset, chain->judge.stage);

    if (result->caps_as_binding) {
        tell_cap(chain, FYP_BY_CAP_BINDING, cap);
    } else if (result->binding_caps && cap != FYP_GRADE_NONE) {
        tell_cap(chain, FYP_BY_CAP_IDLE, cap);
    }
    if (result->caps_in_majority) {
        tell_cap(chain, FYP_BY_CAP_MAJORITY, ruleset->majority_cap);
    }
}

void fyp_explain_score(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;

    if (fyp_verdict_is_scored(result->verdict)) {
        tell_scored(chain);
    } else {
        (void)tell_score(
            chain,
            isnan(result->plan_score) ? FYP_BY_SCORE_NONE : FYP_BY_SCORE_ZERO,
            result->plan_score);
    }
    tell_weight(chain);
    tell_flags(chain);
    tell_questions(chain);
    tell_caps(chain);
}
