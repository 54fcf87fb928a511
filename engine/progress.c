/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/judge.h"

#include <assert.h>
#include <math.h>

/* Milestones are part of a path; a plan has few of them. */
enum { PATH_POINTS_MAX = 64 };

static bool has_path(const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    return indicator->target.kind == FYP_TARGET_VALUE &&
           (indicator->kind == FYP_KIND_LEVEL ||
            indicator->kind == FYP_KIND_CUMULATIVE);
}

double fyp_formula_baseline(const struct fyp_indicator_result *result)
{
    return result->indicator->kind == FYP_KIND_CUMULATIVE ? 0.0
                                                          : result->baseline;
}

bool fyp_is_step(const struct fyp_indicator *indicator)
{
    return indicator->path == FYP_PATH_STEP &&
           indicator->target.kind == FYP_TARGET_VALUE &&
           (indicator->kind == FYP_KIND_LEVEL ||
            indicator->kind == FYP_KIND_CUMULATIVE);
}

double fyp_bound_of(const struct fyp_indicator_result *result)
{
    return result->indicator->target.kind == FYP_TARGET_REFERENCE
               ? result->reference
               : result->target;
}

int fyp_result_direction(const struct fyp_indicator_result *result)
{
    /* Growing in step with a reference means not slower than it. */
    if (result->indicator->kind == FYP_KIND_GROWTH &&
        result->indicator->target.kind == FYP_TARGET_REFERENCE) {
        return 1;
    }
    return fyp_target_direction(
        result->comparator, fyp_bound_of(result), fyp_formula_baseline(result));
}

double fyp_compared(const struct fyp_judge *judge, double value, int decimals)
{
    return fyp_value_compared(value, decimals, judge->ruleset->comparison);
}

/* Decimals of what is compared with the target; a share of sub-regions and
 * a reference have no printed precision and are never rounded. */
static double compared_with_target(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    double value)
{
    const struct fyp_indicator *indicator = result->indicator;
    if (indicator->each_subregion ||
        indicator->target.kind == FYP_TARGET_REFERENCE) {
        return value;
    }
    return fyp_compared(judge, value, fyp_target_decimals(&indicator->target));
}

/* Does a value meet the target's number (not its reference)? */
static bool meets_target(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    double value)
{
    return fyp_compare(
        compared_with_target(judge, result, value), result->comparator,
        result->target);
}

/* The maintain rule: a baseline (also a proxy) that already meets the
 * target or equals it has no distance to cover. */
static bool is_maintain(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    return indicator->kind == FYP_KIND_LEVEL &&
           indicator->target.kind == FYP_TARGET_VALUE &&
           !fyp_is_step(indicator) && !isnan(result->baseline) &&
           (meets_target(judge, result, result->baseline) ||
            fyp_equal(
                compared_with_target(judge, result, result->baseline),
                result->target));
}

/* Is there an e on the line? Then its segment is in the result. */
static bool
find_segment(const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    const double baseline = fyp_formula_baseline(result);
    const bool proxy = result->baseline_source == FYP_BASELINE_PROXY &&
                       indicator->kind == FYP_KIND_LEVEL;
    struct fyp_path_point points[PATH_POINTS_MAX + 2];
    size_t n = 0;

    assert(indicator->milestone_count <= PATH_POINTS_MAX);

    if (proxy && judge->year == result->baseline_year) {
        return false;
    }
    if (!isnan(baseline)) {
        const int start =
            proxy ? result->baseline_year : judge->plan->baseline_year;
        points[n++] = (struct fyp_path_point){start, baseline};
    }
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        points[n++] = (struct fyp_path_point){
            indicator->milestones[i].year,
            indicator->milestones[i].value.value};
    }
    if (n == 0) {
        return false;
    }
    points[n++] =
        (struct fyp_path_point){judge->plan->end_year, result->target};
    return fyp_path_segment(points, n, judge->year, &result->segment);
}

static double step_value(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    if (judge->year >= judge->plan->end_year) {
        return result->target;
    }
    const struct fyp_milestone *milestone = fyp_milestone_in_force(
        result->indicator, judge->year, judge->plan->end_year);
    return milestone == NULL ? NAN : milestone->value.value;
}

static void fill_expected(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    if (judge->stage == FYP_STAGE_FINAL || result->maintain) {
        result->expected_value = result->target;
        result->expected_rule = judge->stage == FYP_STAGE_FINAL
                                    ? FYP_EXPECTED_FINAL
                                    : FYP_EXPECTED_MAINTAIN;
    } else if (fyp_is_step(result->indicator)) {
        result->expected_value = step_value(judge, result);
        result->expected_rule = isnan(result->expected_value)
                                    ? FYP_EXPECTED_NONE
                                    : FYP_EXPECTED_STEP;
    } else if (find_segment(judge, result)) {
        result->expected_value =
            fyp_segment_value(&result->segment, judge->year);
        result->expected_rule = FYP_EXPECTED_LINE;
    }
}

/* The distance that should have been covered: 0 for maintain, step, and
 * where there is neither baseline nor proxy. */
double
fyp_due_distance(const struct fyp_indicator_result *result, double expected)
{
    const double baseline = fyp_formula_baseline(result);
    if (result->maintain || fyp_is_step(result->indicator) || isnan(baseline)) {
        return 0.0;
    }
    /* A residue of the interpolation is no distance. */
    return fyp_equal(expected, baseline) ? 0.0 : fabs(expected - baseline);
}

double fyp_pace_against(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    double expected, double *scale)
{
    *scale = fmax(
        fyp_due_distance(result, expected),
        judge->ruleset->least_scale * fabs(result->target));
    if (fyp_equal(*scale, 0.0)) {
        return result->met ? 1.0 : 0.0;
    }
    return 1.0 +
           fyp_result_direction(result) * (result->value - expected) / *scale;
}

static void fill_shares(struct fyp_indicator_result *result)
{
    const double baseline = fyp_formula_baseline(result);
    const double distance = result->target - baseline;

    if (result->maintain || fyp_is_step(result->indicator) || isnan(baseline) ||
        isnan(result->expected_value) || fyp_equal(result->target, baseline)) {
        return;
    }
    result->progress = (result->value - baseline) / distance;
    result->expected = (result->expected_value - baseline) / distance;
    result->lead = result->progress - result->expected;
}

static bool
is_worse(const struct fyp_indicator_result *result, double value, double than)
{
    return fyp_result_direction(result) > 0 ? fyp_less(value, than)
                                            : fyp_more(value, than);
}

int fyp_latest_earlier(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    double *value)
{
    for (int year = judge->year - 1; year > judge->plan->baseline_year;
         year--) {
        *value = fyp_level_at(judge, result->indicator, year);
        if (!isnan(*value)) {
            return year;
        }
    }
    *value = result->baseline;
    return 0;
}

static unsigned maintain_flag(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    double earlier;
    (void)fyp_latest_earlier(judge, result, &earlier);
    if (result->met) {
        return is_worse(result, result->value, earlier) ? FYP_FLAG_SLIPPING
                                                        : FYP_FLAG_MAINTAINED;
    }
    return is_worse(result, earlier, result->value) ? FYP_FLAG_RECOVERING
                                                    : FYP_FLAG_LOST;
}

/* Even under a strict comparator x = m_k is enough. */
bool fyp_falls_short(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    const struct fyp_milestone *milestone)
{
    const double value =
        result->indicator->each_subregion
            ? result->value
            : fyp_compared(judge, result->value, milestone->value.decimals);
    return is_worse(result, value, milestone->value.value);
}

static bool misses_milestone(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        if (milestone->year <= judge->year &&
            fyp_falls_short(judge, result, milestone)) {
            return true;
        }
    }
    return false;
}

/* What a step asks for now: the milestone in force, from y1 on the target. */
static bool meets_step(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    if (judge->year >= judge->plan->end_year) {
        return result->target_met;
    }
    const struct fyp_milestone *milestone = fyp_milestone_in_force(
        result->indicator, judge->year, judge->plan->end_year);
    return milestone != NULL && !fyp_falls_short(judge, result, milestone);
}

double fyp_value_held(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    return compared_with_target(judge, result, result->value);
}

static bool is_strict(enum fyp_comparator comparator)
{
    return comparator == FYP_COMPARE_GT || comparator == FYP_COMPARE_LT;
}

static bool is_growth_reference(const struct fyp_indicator_result *result)
{
    return result->indicator->kind == FYP_KIND_GROWTH &&
           result->indicator->target.kind == FYP_TARGET_REFERENCE;
}

static void
fill_flags(const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const double baseline = fyp_formula_baseline(result);

    if (!isnan(baseline) && is_worse(result, result->value, baseline)) {
        result->flags |= FYP_FLAG_REGRESSED;
    }
    if (result->maintain) {
        result->flags |= maintain_flag(judge, result);
    }
    if (has_path(result) && misses_milestone(judge, result)) {
        result->flags |= FYP_FLAG_MILESTONE_MISSED;
    }
    if (is_strict(result->comparator) && !is_growth_reference(result) &&
        fyp_equal(fyp_value_held(judge, result), fyp_bound_of(result))) {
        result->flags |= FYP_FLAG_AT_THRESHOLD;
    }
}

static void
measure_path(const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const bool known = !isnan(result->value);

    result->maintain = is_maintain(judge, result);
    fill_expected(judge, result);
    if (known) {
        result->target_met = meets_target(judge, result, result->value);
        result->met = fyp_is_step(result->indicator) ? meets_step(judge, result)
                                                     : result->target_met;
        fill_flags(judge, result);
    }
    if (!isnan(result->expected_value)) {
        result->due_distance = fyp_due_distance(result, result->expected_value);
    }
    if (known && !isnan(result->expected_value)) {
        result->pace = fyp_pace_against(
            judge, result, result->expected_value, &result->scale);
    }
    fill_shares(result);
}

/* Section 5: no path; judged over the years so far. */
static void measure_growth(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_target *target = &result->indicator->target;
    const bool referenced = target->kind == FYP_TARGET_REFERENCE;
    const double against = fyp_bound_of(result);
    const double tolerance =
        referenced && target->tolerance.present ? target->tolerance.value : 0.0;

    if (isnan(against)) {
        return;
    }
    result->expected_value = against - tolerance;
    result->expected_rule = FYP_EXPECTED_REFERENCE;
    if (isnan(result->value)) {
        return;
    }
    result->met = referenced ? !fyp_less(result->value, result->expected_value)
                             : meets_target(judge, result, result->value);
    result->target_met = result->met;
    result->scale = fmax(fabs(against), judge->ruleset->least_growth);
    result->pace = 1.0 + fyp_result_direction(result) *
                             (result->value - result->expected_value) /
                             result->scale;
    fill_flags(judge, result);
}

static void measure_level_reference(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    result->expected_value = result->reference;
    result->expected_rule =
        isnan(result->reference) ? FYP_EXPECTED_NONE : FYP_EXPECTED_REFERENCE;
    if (isnan(result->value)) {
        return;
    }
    fill_flags(judge, result); /* regressed needs no reference */
    if (isnan(result->reference)) {
        return;
    }
    result->met =
        fyp_compare(result->value, result->comparator, result->reference);
    result->target_met = result->met;
    result->scale = judge->ruleset->least_scale * fabs(result->reference);
    if (fyp_equal(result->scale, 0.0)) {
        result->pace = result->met ? 1.0 : 0.0;
    } else {
        result->pace = 1.0 + fyp_result_direction(result) *
                                 (result->value - result->reference) /
                                 result->scale;
    }
}

void fyp_measure_progress(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;

    if (indicator->target.kind == FYP_TARGET_NONE ||
        indicator->target.kind == FYP_TARGET_TEXT) {
        return;
    }
    if (indicator->kind == FYP_KIND_EVENT) {
        result->met = !isnan(result->value) && !fyp_less(result->value, 1.0);
        result->target_met = result->met;
        return;
    }
    if (indicator->kind == FYP_KIND_GROWTH) {
        measure_growth(judge, result);
    } else if (indicator->target.kind == FYP_TARGET_REFERENCE) {
        measure_level_reference(judge, result);
    } else {
        measure_path(judge, result);
    }
}
