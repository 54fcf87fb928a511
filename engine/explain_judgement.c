/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/explaining.h"

#include <math.h>

/* What was promised, and how far along x is (sections 3 to 7). */

static bool has_path(const struct fyp_indicator *indicator)
{
    return indicator->target.kind == FYP_TARGET_VALUE &&
           (indicator->kind == FYP_KIND_LEVEL ||
            indicator->kind == FYP_KIND_CUMULATIVE);
}

/* A number with a comparator, or another series; no event. */
static bool is_measured(const struct fyp_indicator *indicator)
{
    return indicator->kind != FYP_KIND_EVENT &&
           (indicator->target.kind == FYP_TARGET_VALUE ||
            indicator->target.kind == FYP_TARGET_REFERENCE);
}

/* --- baseline --- */

static enum fyp_step_rule
baseline_rule(const struct fyp_indicator_result *result)
{
    static const enum fyp_step_rule rules[] = {
        [FYP_BASELINE_NONE] = FYP_BY_BASELINE_NONE,
        [FYP_BASELINE_TABLE] = FYP_BY_BASELINE_TABLE,
        [FYP_BASELINE_PROSE] = FYP_BY_BASELINE_PROSE,
        [FYP_BASELINE_OBSERVED] = FYP_BY_BASELINE_OBSERVED,
        [FYP_BASELINE_PROXY] = FYP_BY_BASELINE_PROXY,
    };
    const struct fyp_indicator *indicator = result->indicator;

    if (indicator->kind == FYP_KIND_CUMULATIVE) {
        return result->baseline_source == FYP_BASELINE_NONE
                   ? FYP_BY_BASELINE_SUM
                   : FYP_BY_BASELINE_SUM_PRINTED;
    }
    if (indicator->kind != FYP_KIND_LEVEL || fyp_is_step(indicator)) {
        return FYP_BY_BASELINE_UNUSED;
    }
    return rules[result->baseline_source];
}

static void tell_baseline(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const struct fyp_prose_baseline *prose = &result->indicator->baseline.prose;
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_BASELINE, baseline_rule(result), result->baseline);

    step->year = result->baseline_year;
    if (result->baseline_source == FYP_BASELINE_TABLE && prose->present) {
        step = fyp_explaining_number(
            chain, FYP_STEP_BASELINE, FYP_BY_BASELINE_CONTRADICTED,
            prose->value.value);
        step->year = result->baseline_year;
    }
}

/* --- target --- */

static enum fyp_step_rule target_rule(const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;

    if (target->kind == FYP_TARGET_NONE) {
        return FYP_BY_TARGET_NONE;
    }
    if (target->kind == FYP_TARGET_TEXT) {
        return FYP_BY_TARGET_TEXT;
    }
    if (indicator->kind == FYP_KIND_EVENT) {
        return FYP_BY_TARGET_EVENT;
    }
    if (target->kind == FYP_TARGET_VALUE) {
        return indicator->each_subregion ? FYP_BY_TARGET_SUBREGIONS
                                         : FYP_BY_TARGET_VALUE;
    }
    return target->tolerance.present && fyp_more(target->tolerance.value, 0.0)
               ? FYP_BY_TARGET_REFERENCE_TOLERANT
               : FYP_BY_TARGET_REFERENCE;
}

static void tell_target(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const struct fyp_indicator *indicator = result->indicator;
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_TARGET, target_rule(indicator), result->target);

    step->comparator = result->comparator;
    step->year = chain->judge.plan->end_year;
    if (step->rule == FYP_BY_TARGET_EVENT) {
        step->year = fyp_event_deadline(&chain->judge, indicator);
    } else if (step->rule == FYP_BY_TARGET_REFERENCE_TOLERANT) {
        step->bound = indicator->target.tolerance.value;
    } else if (step->rule == FYP_BY_TARGET_SUBREGIONS) {
        step->bound = indicator->target.value.value;
    }
}

static enum fyp_step_rule milestone_rule(
    const struct fyp_explaining *chain, const struct fyp_milestone *milestone)
{
    if (milestone->year > chain->judge.year) {
        return FYP_BY_MILESTONE_LATER;
    }
    if (isnan(chain->result->value)) {
        return FYP_BY_MILESTONE_UNKNOWN;
    }
    return fyp_falls_short(&chain->judge, chain->result, milestone)
               ? FYP_BY_MILESTONE_MISSED
               : FYP_BY_MILESTONE_REACHED;
}

static void tell_milestones(struct fyp_explaining *chain)
{
    const struct fyp_indicator *indicator = chain->result->indicator;

    for (size_t i = 0; has_path(indicator) && i < indicator->milestone_count;
         i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        struct fyp_step *step = fyp_explaining_number(
            chain, FYP_STEP_MILESTONE, milestone_rule(chain, milestone),
            milestone->value.value);
        step->year = milestone->year;
        step->milestone = milestone;
        step->comparator = milestone->comparator;
    }
}

void fyp_explain_promise(struct fyp_explaining *chain)
{
    tell_baseline(chain);
    tell_target(chain);
    tell_milestones(chain);
}

/* --- expected value --- */

static void tell_elapsed(struct fyp_explaining *chain)
{
    const struct fyp_plan *plan = chain->judge.plan;
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_ELAPSED, FYP_BY_ELAPSED, chain->evaluation->elapsed);
    fyp_explaining_terms(
        chain, step, FYP_FORMULA_ELAPSED, chain->judge.year,
        plan->baseline_year, plan->end_year);
}

static void tell_direction(struct fyp_explaining *chain)
{
    const int direction = fyp_result_direction(chain->result);
    (void)fyp_explaining_number(
        chain, FYP_STEP_DIRECTION,
        direction > 0 ? FYP_BY_DIRECTION_UP : FYP_BY_DIRECTION_DOWN, direction);
}

static struct fyp_step *
tell_expected(struct fyp_explaining *chain, enum fyp_step_rule rule)
{
    return fyp_explaining_number(
        chain, FYP_STEP_EXPECTED_VALUE, rule, chain->result->expected_value);
}

static void tell_line(struct fyp_explaining *chain)
{
    const struct fyp_path_point *from = &chain->result->segment.from;
    const struct fyp_path_point *to = &chain->result->segment.to;

    if (to->year <= from->year) {
        (void)tell_expected(chain, FYP_BY_EXPECTED_END);
        return;
    }
    struct fyp_step *step = tell_expected(chain, FYP_BY_EXPECTED_LINE);
    fyp_explaining_terms(
        chain, step, FYP_FORMULA_LINE, chain->judge.year, from->year,
        from->value, to->year, to->value);
}

static void tell_step_value(struct fyp_explaining *chain)
{
    const struct fyp_milestone *milestone = fyp_milestone_in_force(
        chain->result->indicator, chain->judge.year,
        chain->judge.plan->end_year);
    struct fyp_step *step = tell_expected(
        chain,
        milestone != NULL ? FYP_BY_EXPECTED_STEP : FYP_BY_EXPECTED_STEP_TARGET);
    step->milestone = milestone;
    step->year =
        milestone != NULL ? milestone->year : chain->judge.plan->end_year;
}

static void tell_expected_reference(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const struct fyp_target *target = &result->indicator->target;

    if (target->kind == FYP_TARGET_VALUE) {
        (void)tell_expected(chain, FYP_BY_EXPECTED_TARGET);
    } else if (
        target_rule(result->indicator) == FYP_BY_TARGET_REFERENCE_TOLERANT &&
        result->indicator->kind == FYP_KIND_GROWTH) {
        struct fyp_step *step = tell_expected(chain, FYP_BY_EXPECTED_TOLERANCE);
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_TOLERANCE, result->reference,
            target->tolerance.value);
    } else {
        (void)tell_expected(chain, FYP_BY_EXPECTED_REFERENCE);
    }
}

/* Why there is no e(t). */
static void tell_no_expected(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    enum fyp_step_rule rule = FYP_BY_EXPECTED_NO_START;

    if (result->indicator->target.kind == FYP_TARGET_REFERENCE) {
        rule = FYP_BY_EXPECTED_NO_REFERENCE;
    } else if (fyp_is_step(result->indicator)) {
        rule = FYP_BY_EXPECTED_NOT_DUE;
    } else if (result->baseline_source == FYP_BASELINE_PROXY) {
        rule = FYP_BY_EXPECTED_PROXY_YEAR;
    }
    struct fyp_step *step = tell_expected(chain, rule);
    step->year = chain->judge.year;
}

static void tell_expected_value(struct fyp_explaining *chain)
{
    switch (chain->result->expected_rule) {
    case FYP_EXPECTED_NONE:
        tell_no_expected(chain);
        break;
    case FYP_EXPECTED_FINAL:
        (void)tell_expected(chain, FYP_BY_EXPECTED_FINAL);
        break;
    case FYP_EXPECTED_MAINTAIN:
        (void)tell_expected(chain, FYP_BY_EXPECTED_MAINTAIN);
        break;
    case FYP_EXPECTED_STEP:
        tell_step_value(chain);
        break;
    case FYP_EXPECTED_LINE:
        tell_line(chain);
        break;
    case FYP_EXPECTED_REFERENCE:
        tell_expected_reference(chain);
        break;
    }
}

/* --- scale and pace --- */

static void tell_path_scale(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const double least = chain->judge.ruleset->least_scale;
    const bool distance = result->due_distance > 0.0;
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_SCALE,
        distance ? FYP_BY_SCALE_DISTANCE : FYP_BY_SCALE_LEAST, result->scale);

    if (distance) {
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_SCALE_DISTANCE, result->expected_value,
            fyp_formula_baseline(result), least, result->target);
    } else {
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_SCALE_LEAST, least, result->target);
    }
}

static void tell_scale(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const struct fyp_ruleset *ruleset = chain->judge.ruleset;
    struct fyp_step *step;

    if (isnan(result->scale)) {
        return;
    }
    if (result->indicator->kind == FYP_KIND_GROWTH) {
        step = fyp_explaining_number(
            chain, FYP_STEP_SCALE, FYP_BY_SCALE_GROWTH, result->scale);
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_SCALE_GROWTH, fyp_bound_of(result),
            ruleset->least_growth);
    } else if (result->indicator->target.kind == FYP_TARGET_REFERENCE) {
        step = fyp_explaining_number(
            chain, FYP_STEP_SCALE, FYP_BY_SCALE_REFERENCE, result->scale);
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_SCALE_REFERENCE, ruleset->least_scale,
            result->reference);
    } else {
        tell_path_scale(chain);
    }
}

static void tell_pace(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;

    if (isnan(result->pace)) {
        return;
    }
    if (fyp_equal(result->scale, 0.0)) {
        (void)fyp_explaining_number(
            chain, FYP_STEP_PACE,
            result->met ? FYP_BY_PACE_NO_SCALE_MET
                        : FYP_BY_PACE_NO_SCALE_MISSED,
            result->pace);
        return;
    }
    struct fyp_step *step =
        fyp_explaining_number(chain, FYP_STEP_PACE, FYP_BY_PACE, result->pace);
    fyp_explaining_terms(
        chain, step, FYP_FORMULA_PACE, fyp_result_direction(result),
        result->value, result->expected_value, result->scale);
}

static void tell_shares(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const double baseline = fyp_formula_baseline(result);
    struct fyp_step *step;

    if (!isnan(result->progress)) {
        step = fyp_explaining_number(
            chain, FYP_STEP_PROGRESS, FYP_BY_PROGRESS, result->progress);
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_PROGRESS, result->value, baseline,
            result->target);
    }
    if (!isnan(result->expected)) {
        step = fyp_explaining_number(
            chain, FYP_STEP_EXPECTED, FYP_BY_EXPECTED_SHARE, result->expected);
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_EXPECTED, result->expected_value, baseline,
            result->target);
    }
    if (!isnan(result->lead)) {
        step = fyp_explaining_number(
            chain, FYP_STEP_LEAD, FYP_BY_LEAD, result->lead);
        fyp_explaining_terms(
            chain, step, FYP_FORMULA_LEAD, result->progress, result->expected);
    }
}

/* --- comparison --- */

/* What a step asks for before the end of the plan. */
static void
tell_requirement(struct fyp_explaining *chain, double value, double bound)
{
    const struct fyp_indicator_result *result = chain->result;
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_COMPARISON,
        result->met ? FYP_BY_REQUIREMENT_MET : FYP_BY_REQUIREMENT_NOT_MET,
        value);
    step->bound = bound;
    step->comparator =
        fyp_result_direction(result) > 0 ? FYP_COMPARE_GE : FYP_COMPARE_LE;
}

static void tell_target_comparison(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const double held = fyp_value_held(&chain->judge, result);
    const bool rounded = !fyp_equal(held, result->value);
    enum fyp_step_rule rule = FYP_BY_NOT_MET;

    if (rounded) {
        rule = result->target_met ? FYP_BY_MET_ROUNDED : FYP_BY_NOT_MET_ROUNDED;
    } else if (result->target_met) {
        rule = FYP_BY_MET;
    }
    struct fyp_step *step =
        fyp_explaining_number(chain, FYP_STEP_COMPARISON, rule, held);
    step->bound = fyp_bound_of(result);
    step->comparator = result->comparator;
}

static void tell_comparison(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const struct fyp_indicator *indicator = result->indicator;

    if (isnan(result->value) || isnan(fyp_bound_of(result))) {
        return;
    }
    if (fyp_is_step(indicator) &&
        chain->judge.year < chain->judge.plan->end_year) {
        const struct fyp_milestone *milestone = fyp_milestone_in_force(
            indicator, chain->judge.year, chain->judge.plan->end_year);
        if (milestone != NULL) {
            tell_requirement(
                chain,
                fyp_compared(
                    &chain->judge, result->value, milestone->value.decimals),
                milestone->value.value);
        }
        return;
    }
    if (indicator->kind == FYP_KIND_GROWTH &&
        indicator->target.kind == FYP_TARGET_REFERENCE) {
        tell_requirement(chain, result->value, result->expected_value);
        return;
    }
    tell_target_comparison(chain);
}

/* --- status --- */

_Static_assert(
    (int)FYP_BY_DECIDED_MILESTONE_MISSED - (int)FYP_BY_DECIDED_MONITOR ==
        (int)FYP_DECIDED_MILESTONE_MISSED,
    "the steps of a status are in the order of enum fyp_verdict_rule");

/* Until when nothing is due. */
static int due_year(const struct fyp_explaining *chain)
{
    const struct fyp_indicator *indicator = chain->result->indicator;

    if (indicator->kind == FYP_KIND_EVENT) {
        return fyp_event_deadline(&chain->judge, indicator);
    }
    return indicator->milestone_count > 0 ? indicator->milestones[0].year
                                          : chain->judge.plan->end_year;
}

static void tell_status(struct fyp_explaining *chain)
{
    const enum fyp_verdict_rule decided = chain->result->verdict_rule;
    struct fyp_step *step = fyp_explaining_add(
        chain, FYP_STEP_STATUS,
        (enum fyp_step_rule)(FYP_BY_DECIDED_MONITOR + (int)decided));
    step->year = due_year(chain);
}

void fyp_explain_judgement(struct fyp_explaining *chain)
{
    const struct fyp_indicator *indicator = chain->result->indicator;

    tell_elapsed(chain);
    if (is_measured(indicator)) {
        tell_direction(chain);
        tell_expected_value(chain);
        tell_scale(chain);
        tell_pace(chain);
        tell_shares(chain);
        tell_comparison(chain);
    }
    tell_status(chain);
}
