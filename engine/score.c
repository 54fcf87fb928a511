/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/judge.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

/* Section 9: from the indicators' scores to the plan's. */

static bool is_missed(enum fyp_verdict verdict)
{
    return verdict == FYP_VERDICT_BEHIND || verdict == FYP_VERDICT_NOT_ACHIEVED;
}

static bool has_target(const struct fyp_indicator_result *result)
{
    return result->verdict != FYP_VERDICT_MONITOR;
}

/* Score that enters the plan's; NAN where the indicator stays out. */
static double plan_score(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    if (result->verdict == FYP_VERDICT_NO_DATA &&
        evaluation->ruleset.missing == FYP_MISSING_ZERO) {
        return 0.0;
    }
    return result->score;
}

struct mean_input {
    double *scores, *weights; /* shape [n], room for all indicators */
    size_t n;
    double weight_sum;
};

/* GSL's weighted mean renormalises: weights need not add to 1. The geometric
 * mean is the mean of the logarithms. */
static enum fyp_status mean_score(
    const struct fyp_evaluation *evaluation, const struct mean_input *input,
    double *out, struct fyp_error *err)
{
    if (input->n == 0) {
        *out = NAN;
        return FYP_OK;
    }
    if (fyp_equal(input->weight_sum, 0.0)) {
        return fyp_fail(err, FYP_E_EVALUATE_WEIGHTS, "");
    }
    const bool geometric = evaluation->ruleset.mean == FYP_MEAN_GEOMETRIC;
    if (geometric) {
        for (size_t i = 0; i < input->n; i++) {
            input->scores[i] = log(input->scores[i]);
        }
    }
    const double mean =
        gsl_stats_wmean(input->weights, 1, input->scores, 1, input->n);
    *out = geometric ? exp(mean) : mean;
    return FYP_OK;
}

static enum fyp_status refuse_zero_in_geometric_mean(
    const struct fyp_evaluation *evaluation, struct fyp_error *err)
{
    if (evaluation->ruleset.mean != FYP_MEAN_GEOMETRIC) {
        return FYP_OK;
    }
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        const double score = plan_score(evaluation, result);
        if (!isnan(score) && fyp_equal(score, 0.0)) {
            return fyp_fail(
                err, FYP_E_EVALUATE_GEOMETRIC_ZERO, result->indicator->name);
        }
    }
    return FYP_OK;
}

static bool same_category(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Scores of all indicators, or of one category, ready for the mean. */
static void collect(
    const struct fyp_evaluation *evaluation,
    const struct fyp_category_score *category, struct mean_input *input)
{
    input->n = 0;
    input->weight_sum = 0.0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        const double score = plan_score(evaluation, result);
        if (isnan(score) ||
            (category != NULL &&
             !same_category(category->category, result->indicator->category))) {
            continue;
        }
        input->scores[input->n] = score;
        input->weights[input->n] = result->weight;
        input->weight_sum += result->weight;
        input->n++;
    }
}

static struct fyp_category_score *
category_of(struct fyp_evaluation *evaluation, const char *name)
{
    for (size_t i = 0; i < evaluation->category_count; i++) {
        if (same_category(evaluation->categories[i].category, name)) {
            return &evaluation->categories[i];
        }
    }
    struct fyp_category_score *added =
        &evaluation->categories[evaluation->category_count++];
    added->category = name;
    added->score = NAN;
    return added;
}

static enum fyp_status score_categories(
    struct fyp_evaluation *evaluation, struct mean_input *input,
    struct fyp_error *err)
{
    evaluation->categories = fyp_arena_alloc(
        &evaluation->arena, evaluation->indicator_count,
        sizeof *evaluation->categories);
    if (evaluation->categories == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        category_of(evaluation, evaluation->indicators[i].indicator->category)
            ->indicators++;
    }
    for (size_t i = 0; i < evaluation->category_count; i++) {
        struct fyp_category_score *category = &evaluation->categories[i];
        collect(evaluation, category, input);
        category->scored = (int)input->n;
        if (!fyp_equal(input->weight_sum, 0.0)) {
            mean_score(evaluation, input, &category->score, NULL);
        }
    }
    return FYP_OK;
}

/* What each indicator brings into the score. */
static void share_out(struct fyp_evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        struct fyp_indicator_result *result = &evaluation->indicators[i];
        result->plan_score = plan_score(evaluation, result);
        if (isnan(result->plan_score)) {
            continue;
        }
        result->weight_share = result->weight / evaluation->scored_weight;
        if (evaluation->ruleset.mean == FYP_MEAN_ARITHMETIC) {
            result->contribution = result->weight_share * result->plan_score;
        }
    }
}

static enum fyp_status
score_means(struct fyp_evaluation *evaluation, struct fyp_error *err)
{
    const size_t n = evaluation->indicator_count;
    struct mean_input input = {
        .scores = fyp_arena_alloc(&evaluation->arena, n, sizeof(double)),
        .weights = fyp_arena_alloc(&evaluation->arena, n, sizeof(double)),
    };
    enum fyp_status status;

    if (input.scores == NULL || input.weights == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    status = refuse_zero_in_geometric_mean(evaluation, err);
    if (status != FYP_OK) {
        return status;
    }
    collect(evaluation, NULL, &input);
    status = mean_score(evaluation, &input, &evaluation->score, err);
    if (status != FYP_OK) {
        return status;
    }
    evaluation->scored_weight = input.weight_sum;
    share_out(evaluation);
    double with_target = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (has_target(&evaluation->indicators[i])) {
            with_target += evaluation->indicators[i].weight;
        }
    }
    evaluation->assessed_weight =
        fyp_equal(with_target, 0.0) ? NAN : input.weight_sum / with_target;
    return score_categories(evaluation, &input, err);
}

static void add_attainment(
    struct fyp_attainment *attainment,
    const struct fyp_indicator_result *result)
{
    const enum fyp_verdict verdict = result->verdict;

    if (!has_target(result)) {
        return;
    }
    attainment->with_target++;
    attainment->due += verdict != FYP_VERDICT_NOT_DUE;
    if (fyp_verdict_is_scored(verdict)) {
        attainment->assessable++;
        attainment->met += result->met;
    }
}

static void count_results(struct fyp_evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        evaluation->counts[result->verdict]++;
        evaluation->behind_count += is_missed(result->verdict);
        add_attainment(&evaluation->attainment, result);
        if (result->indicator->attribute == FYP_BINDING) {
            add_attainment(&evaluation->binding, result);
        }
    }
    const int *counts = evaluation->counts;
    evaluation->consistency = (struct fyp_consistency){
        .completed =
            counts[FYP_VERDICT_ACHIEVED] + counts[FYP_VERDICT_EXCEEDED],
        .exceeded = counts[FYP_VERDICT_EXCEEDED],
        .not_completed = counts[FYP_VERDICT_NOT_ACHIEVED],
        .with_target = evaluation->attainment.with_target,
    };
}

static enum fyp_grade grade_of(const struct fyp_ruleset *ruleset, double score)
{
    if (isnan(score)) {
        return FYP_GRADE_NONE;
    }
    enum fyp_grade grade = FYP_GRADE_EXCELLENT;
    while (grade > FYP_GRADE_FAIL &&
           fyp_less(score, ruleset->grade_limits[grade])) {
        grade--;
    }
    return grade;
}

/* A binding indicator that is missed, without data, or a sum or mean with a
 * gap that cannot be judged. A strict target hit exactly does not cap. */
static bool binding_caps(const struct fyp_indicator_result *result)
{
    if (result->indicator->attribute != FYP_BINDING) {
        return false;
    }
    switch (result->verdict) {
    case FYP_VERDICT_BEHIND:
    case FYP_VERDICT_NO_DATA:
        return true;
    case FYP_VERDICT_NOT_ACHIEVED:
        return (result->flags & FYP_FLAG_AT_THRESHOLD) == 0;
    case FYP_VERDICT_NOT_ASSESSABLE:
        return (result->flags & FYP_FLAG_INCOMPLETE) != 0;
    default:
        return false;
    }
}

/* More than half of the scored weight is missed. */
bool fyp_majority_missed(const struct fyp_evaluation *evaluation)
{
    double scored = 0.0;
    double missed = 0.0;

    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (isnan(plan_score(evaluation, result))) {
            continue;
        }
        scored += result->weight;
        missed += is_missed(result->verdict) ? result->weight : 0.0;
    }
    return fyp_more(missed, scored / 2.0);
}

/* NONE lifts a cap. */
static bool lowers(enum fyp_grade cap, enum fyp_grade grade)
{
    return cap != FYP_GRADE_NONE && cap < grade;
}

enum fyp_grade
fyp_binding_cap(const struct fyp_ruleset *ruleset, enum fyp_stage stage)
{
    return stage == FYP_STAGE_FINAL ? ruleset->binding_cap_final
                                    : ruleset->binding_cap;
}

static enum fyp_status
cap_grade(struct fyp_evaluation *evaluation, struct fyp_error *err)
{
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    const enum fyp_grade uncapped = evaluation->uncapped_grade;
    const enum fyp_grade binding_cap =
        fyp_binding_cap(ruleset, evaluation->stage);
    const bool majority = fyp_majority_missed(evaluation) &&
                          lowers(ruleset->majority_cap, uncapped);

    evaluation->capped_by_majority = majority;
    evaluation->capped_by = fyp_arena_alloc(
        &evaluation->arena, evaluation->indicator_count,
        sizeof *evaluation->capped_by);
    if (evaluation->capped_by == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    if (majority) {
        evaluation->grade = ruleset->majority_cap;
    }
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        struct fyp_indicator_result *result = &evaluation->indicators[i];
        result->binding_caps = binding_caps(result);
        const bool binding =
            result->binding_caps && lowers(binding_cap, uncapped);
        const bool in_majority = majority && is_missed(result->verdict) &&
                                 fyp_more(result->weight, 0.0);
        result->caps_as_binding = binding;
        result->caps_in_majority = in_majority;
        if (!binding && !in_majority) {
            continue;
        }
        evaluation->capped_by[evaluation->capped_by_count++] =
            result->indicator->code;
        if (binding && binding_cap < evaluation->grade) {
            evaluation->grade = binding_cap;
        }
    }
    return FYP_OK;
}

enum fyp_status
fyp_score_plan(struct fyp_evaluation *evaluation, struct fyp_error *err)
{
    enum fyp_status status = score_means(evaluation, err);
    if (status == FYP_OK) {
        status = fyp_weigh_satisfaction(evaluation, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    count_results(evaluation);
    evaluation->uncapped_grade =
        grade_of(&evaluation->ruleset, evaluation->score);
    evaluation->grade = evaluation->uncapped_grade;
    return cap_grade(evaluation, err);
}

/* Largest remainder, in whole numbers: 100·part = quotient·sum + rest. */
void fyp_whole_shares(const int *parts, size_t n, int *out)
{
    enum { PARTS_MAX = 64 };
    long rests[PARTS_MAX];
    long sum = 0;
    long left = 100;

    assert(n <= PARTS_MAX);
    for (size_t i = 0; i < n; i++) {
        sum += parts[i];
        out[i] = 0;
    }
    if (sum == 0) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = (int)(100L * parts[i] / sum);
        rests[i] = 100L * parts[i] % sum;
        left -= out[i];
    }
    for (; left > 0; left--) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++) {
            if (rests[i] > rests[best]) {
                best = i;
            }
        }
        out[best]++;
        rests[best] = -1;
    }
}
