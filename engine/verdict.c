/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/judge.h"

#include <math.h>

/*
 * Section 7: the first row that applies. The bands between on_track and
 * behind are ours, no published review states them.
 */

bool fyp_verdict_is_scored(enum fyp_verdict verdict)
{
    return verdict != FYP_VERDICT_MONITOR && verdict != FYP_VERDICT_NOT_DUE &&
           verdict != FYP_VERDICT_NO_DATA &&
           verdict != FYP_VERDICT_NOT_ASSESSABLE;
}

static bool is_reference_level(const struct fyp_indicator *indicator)
{
    return indicator->kind == FYP_KIND_LEVEL &&
           indicator->target.kind == FYP_TARGET_REFERENCE;
}

static int
deadline(const struct fyp_judge *judge, const struct fyp_indicator *indicator)
{
    return indicator->milestone_count > 0 ? indicator->milestones[0].year
                                          : judge->plan->end_year;
}

static bool is_not_due(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    if (indicator->kind == FYP_KIND_EVENT) {
        return judge->year < deadline(judge, indicator) && !result->met;
    }
    return fyp_is_step(indicator) && judge->year < judge->plan->end_year &&
           fyp_milestone_in_force(
               indicator, judge->year, judge->plan->end_year) == NULL;
}

static bool lacks_reference(const struct fyp_indicator_result *result)
{
    return result->indicator->target.kind == FYP_TARGET_REFERENCE &&
           isnan(result->reference);
}

/* Growth cannot be judged without the year itself, nor at the end with any
 * year missing. */
static bool growth_is_open(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    if (result->indicator->kind != FYP_KIND_GROWTH) {
        return false;
    }
    if (judge->stage == FYP_STAGE_FINAL &&
        (result->flags & FYP_FLAG_INCOMPLETE) != 0) {
        return true;
    }
    return result->growth_lacks_year;
}

static enum fyp_obstacle obstacle(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const enum fyp_kind kind = result->indicator->kind;
    if (lacks_reference(result)) {
        return FYP_OBSTACLE_NO_REFERENCE;
    }
    if (growth_is_open(judge, result)) {
        return FYP_OBSTACLE_INCOMPLETE_GROWTH;
    }
    if (kind != FYP_KIND_EVENT && isnan(result->pace)) {
        /* A proxy in its own year, or a mean that is not defined. */
        return FYP_OBSTACLE_NO_EXPECTED;
    }
    return FYP_OBSTACLE_NONE;
}

/* The end of the natural range in the better direction leaves no room. */
static bool is_natural_end(const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    const struct fyp_decimal *end = fyp_result_direction(result) > 0
                                        ? &indicator->range.high
                                        : &indicator->range.low;
    if (indicator->each_subregion) {
        return true; /* 100 % of the sub-regions */
    }
    return end->present && fyp_equal(fyp_bound_of(result), end->value);
}

static bool is_exceeded(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    const double target = fyp_bound_of(result);
    double value = result->value;

    if (indicator->kind == FYP_KIND_GROWTH ||
        indicator->kind == FYP_KIND_EVENT ||
        result->comparator == FYP_COMPARE_EQ || is_natural_end(result) ||
        (result->flags & FYP_FLAG_REGRESSED) != 0) {
        return false;
    }
    if (indicator->target.kind == FYP_TARGET_VALUE) {
        value =
            fyp_compared(judge, value, fyp_target_decimals(&indicator->target));
    }
    const double beyond = fyp_result_direction(result) * (value - target);
    return !fyp_equal(value, target) &&
           !fyp_less(beyond, judge->ruleset->exceeded_share * fabs(target));
}

static enum fyp_verdict final_verdict(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    if (!result->met) {
        return FYP_VERDICT_NOT_ACHIEVED;
    }
    return is_exceeded(judge, result) ? FYP_VERDICT_EXCEEDED
                                      : FYP_VERDICT_ACHIEVED;
}

static enum fyp_verdict growth_verdict(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const double lead =
        fyp_result_direction(result) * (result->value - fyp_bound_of(result));
    if (!fyp_less(lead, judge->ruleset->growth_ahead)) {
        return FYP_VERDICT_AHEAD;
    }
    if (result->met || (result->flags & FYP_FLAG_AT_THRESHOLD) != 0) {
        return FYP_VERDICT_ON_TRACK;
    }
    return FYP_VERDICT_BEHIND;
}

/* A sum that meets its target is achieved on any path; a level only where
 * it had a distance to cover. */
static bool is_achieved_early(const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    if (!result->target_met || is_reference_level(indicator)) {
        return false;
    }
    return indicator->kind == FYP_KIND_CUMULATIVE ||
           (!result->maintain && !fyp_is_step(indicator) &&
            !isnan(result->baseline));
}

static enum fyp_verdict path_verdict(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    const bool never_ahead = result->maintain || fyp_is_step(indicator) ||
                             is_reference_level(indicator);
    const struct fyp_bands bands = fyp_ruleset_bands(judge->ruleset, indicator);
    const bool reaches_ahead = !fyp_less(result->pace, bands.ahead);

    if (is_achieved_early(result)) {
        return FYP_VERDICT_ACHIEVED;
    }
    if (never_ahead && result->met) {
        return FYP_VERDICT_ON_TRACK;
    }
    if (reaches_ahead) {
        return never_ahead ? FYP_VERDICT_BEHIND : FYP_VERDICT_AHEAD;
    }
    return fyp_less(result->pace, bands.on_track) ? FYP_VERDICT_BEHIND
                                                  : FYP_VERDICT_ON_TRACK;
}

static enum fyp_verdict running_verdict(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const enum fyp_kind kind = result->indicator->kind;
    enum fyp_verdict verdict;

    if (kind == FYP_KIND_EVENT) {
        return result->met ? FYP_VERDICT_ACHIEVED : FYP_VERDICT_BEHIND;
    }
    verdict = kind == FYP_KIND_GROWTH ? growth_verdict(judge, result)
                                      : path_verdict(judge, result);
    if ((result->flags & FYP_FLAG_MILESTONE_MISSED) != 0) {
        return FYP_VERDICT_BEHIND;
    }
    return verdict;
}

/* A sum with a gap can prove that a target is met, not that it is missed. */
static bool gap_hides_verdict(
    const struct fyp_indicator_result *result, enum fyp_verdict verdict)
{
    return result->indicator->kind == FYP_KIND_CUMULATIVE &&
           (result->flags & FYP_FLAG_INCOMPLETE) != 0 &&
           (verdict == FYP_VERDICT_BEHIND ||
            verdict == FYP_VERDICT_NOT_ACHIEVED);
}

void fyp_decide(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;

    if (indicator->target.kind == FYP_TARGET_NONE ||
        indicator->target.kind == FYP_TARGET_TEXT) {
        result->verdict = FYP_VERDICT_MONITOR;
        return;
    }
    if (is_not_due(judge, result)) {
        result->verdict = FYP_VERDICT_NOT_DUE;
        return;
    }
    if (isnan(result->value) && result->value_year == 0) {
        result->verdict = FYP_VERDICT_NO_DATA;
        return;
    }
    result->obstacle = obstacle(judge, result);
    if (result->obstacle != FYP_OBSTACLE_NONE) {
        result->verdict = FYP_VERDICT_NOT_ASSESSABLE;
        return;
    }
    result->verdict = judge->stage == FYP_STAGE_FINAL
                          ? final_verdict(judge, result)
                          : running_verdict(judge, result);
    if (gap_hides_verdict(result, result->verdict)) {
        result->obstacle = FYP_OBSTACLE_INCOMPLETE_SUM;
        result->verdict = FYP_VERDICT_NOT_ASSESSABLE;
    }
}
