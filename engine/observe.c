/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/judge.h"

#include <math.h>
#include <string.h>

/*
 * Sums and means of decimals carry a binary residue. Kept to 12 decimals, a
 * sum that cancels (-0.3 + 0.1 + 0.2) is 0, the mean of equal rates is that
 * very rate, and +25 % and -20 % give 0; otherwise the residue would decide
 * a comparison with 0.
 */
static double without_residue(double value)
{
    enum { DECIMALS = 12 };
    return fyp_round_half_even(value, DECIMALS);
}

/* The figure of a year. A running total marked "to date" is a state at the
 * end of the year, so a level takes either basis, the plain one first. */
const struct fyp_figure *fyp_state_figure(
    const struct fyp_judge *judge, const char *region, const char *code,
    int year)
{
    const struct fyp_figure *figure =
        fyp_figures_find(judge->figures, region, code, year, FYP_BASIS_YEAR);
    if (figure == NULL) {
        figure = fyp_figures_find(
            judge->figures, region, code, year, FYP_BASIS_TO_DATE);
    }
    return figure;
}

static bool is_own_place(const struct fyp_judge *judge)
{
    return strcmp(judge->region, judge->plan->region.code) == 0;
}

/* Where an each-subregion target is to be met: in every declared sub-region
 * of the plan's own place; elsewhere in the evaluated place itself, which is
 * not judged by its neighbours. */
size_t fyp_place_count(const struct fyp_judge *judge)
{
    return is_own_place(judge) ? judge->plan->subregion_count : 1;
}

const char *fyp_place_code(const struct fyp_judge *judge, size_t index)
{
    return is_own_place(judge) ? judge->plan->subregions[index].code
                               : judge->region;
}

struct subregion_share {
    size_t known, met;
    double share_pct;
};

bool fyp_subregion_meets(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    const struct fyp_figure *figure)
{
    const struct fyp_target *target = &indicator->target;
    return fyp_target_met(
        figure->value.value, target->comparator, target->value.value,
        fyp_target_decimals(target), judge->ruleset->comparison);
}

static struct subregion_share share_of_subregions(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    int year)
{
    struct subregion_share share = {.share_pct = NAN};

    for (size_t i = 0; i < fyp_place_count(judge); i++) {
        const struct fyp_figure *figure = fyp_state_figure(
            judge, fyp_place_code(judge, i), indicator->code, year);
        if (figure == NULL) {
            continue;
        }
        share.known++;
        share.met += fyp_subregion_meets(judge, indicator, figure);
    }
    if (share.known > 0) {
        share.share_pct =
            100.0 * (double)share.met / (double)fyp_place_count(judge);
    }
    return share;
}

double fyp_level_at(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    int year)
{
    if (indicator->each_subregion) {
        return share_of_subregions(judge, indicator, year).share_pct;
    }
    const struct fyp_figure *figure =
        fyp_state_figure(judge, judge->region, indicator->code, year);
    return figure == NULL ? NAN : figure->value.value;
}

static void note_figure(
    struct fyp_indicator_result *result, const struct fyp_figure *figure)
{
    result->demonstration |= figure->demonstration;
    if (figure->year >= result->value_year) {
        result->value_year = figure->year;
    }
}

static void observe_level(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;

    result->value = fyp_level_at(judge, indicator, judge->year);
    if (!indicator->each_subregion) {
        if (result->figure != NULL) {
            note_figure(result, result->figure);
        }
        return;
    }
    const struct subregion_share share =
        share_of_subregions(judge, indicator, judge->year);
    result->subregions_met = share.met;
    result->subregions_known = share.known;
    if (share.known > 0 && share.known < fyp_place_count(judge)) {
        result->flags |= FYP_FLAG_INCOMPLETE;
    }
    for (size_t i = 0; i < fyp_place_count(judge); i++) {
        const struct fyp_figure *figure = fyp_state_figure(
            judge, fyp_place_code(judge, i), indicator->code, judge->year);
        if (figure != NULL) {
            note_figure(result, figure);
        }
    }
}

const struct fyp_figure *
fyp_sum_start(const struct fyp_judge *judge, const char *code)
{
    for (int year = judge->year; year > judge->plan->baseline_year; year--) {
        const struct fyp_figure *figure = fyp_figures_find(
            judge->figures, judge->region, code, year, FYP_BASIS_TO_DATE);
        if (figure != NULL) {
            return figure;
        }
    }
    return NULL;
}

/* Σ over y0 < s <= t; a "to date" figure stands for all years up to its
 * own, so only what comes after the latest one is added. */
static void observe_cumulative(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const char *code = result->indicator->code;
    const struct fyp_figure *total = fyp_sum_start(judge, code);
    int first = judge->plan->baseline_year + 1;
    double sum = 0.0;
    bool any = false;
    bool gap = false;

    if (total != NULL) {
        sum = total->value.value;
        any = true;
        note_figure(result, total);
        first = total->year + 1;
    }
    for (int year = first; year <= judge->year; year++) {
        const struct fyp_figure *figure = fyp_figures_find(
            judge->figures, judge->region, code, year, FYP_BASIS_YEAR);
        if (figure == NULL) {
            gap = true;
            continue;
        }
        sum += figure->value.value;
        any = true;
        note_figure(result, figure);
    }
    if (any) {
        result->value = without_residue(sum);
        result->flags |= gap ? FYP_FLAG_INCOMPLETE : 0;
    }
}

static void observe_event(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    for (int year = judge->plan->baseline_year + 1; year <= judge->year;
         year++) {
        const struct fyp_figure *figure = fyp_state_figure(
            judge, judge->region, result->indicator->code, year);
        if (figure == NULL) {
            continue;
        }
        const bool done = !fyp_less(figure->value.value, 1.0);
        /* Once done it stays done. */
        if (done || isnan(result->value) || fyp_less(result->value, 1.0)) {
            result->value = figure->value.value;
        }
        note_figure(result, figure);
    }
}

/* Geometric mean of yearly changes, in per cent, kept as a sum of logs; a
 * change below -100 % makes it undefined. */
struct growth_mean {
    double log_sum;
    int years;
};

static void growth_add(struct growth_mean *mean, double change_pct)
{
    mean->log_sum += log1p(change_pct / 100.0);
    mean->years++;
}

static double growth_value(const struct growth_mean *mean)
{
    if (mean->years == 0) {
        return NAN;
    }
    return without_residue(100.0 * expm1(mean->log_sum / mean->years));
}

static bool
prices_differ(const struct fyp_figure *a, const struct fyp_figure *b)
{
    return a->price_basis != FYP_PRICE_UNKNOWN &&
           b->price_basis != FYP_PRICE_UNKNOWN &&
           a->price_basis != b->price_basis;
}

/* The means of one growth indicator: over all its own years, and over the
 * years that its reference has too. */
struct growth_means {
    struct growth_mean own, common, reference;
    bool has_year; /* the evaluated year is among those that count */
};

const char *fyp_reference_place(
    const struct fyp_judge *judge, const struct fyp_reference *reference)
{
    return reference->region != NULL ? reference->region : judge->region;
}

static void add_growth_year(
    const struct fyp_judge *judge, struct fyp_indicator_result *result,
    int year, struct growth_means *means)
{
    const struct fyp_indicator *indicator = result->indicator;
    const struct fyp_reference *reference = &indicator->target.reference;
    const char *place = fyp_reference_place(judge, reference);
    const struct fyp_figure *figure =
        fyp_state_figure(judge, judge->region, indicator->code, year);

    if (figure == NULL) {
        return;
    }
    growth_add(&means->own, figure->value.value);
    note_figure(result, figure);
    if (!reference->present) {
        means->has_year = year == judge->year;
        return;
    }
    const struct fyp_figure *beside =
        fyp_state_figure(judge, place, reference->code, year);
    if (beside == NULL) {
        return;
    }
    means->has_year = year == judge->year;
    growth_add(&means->common, figure->value.value);
    growth_add(&means->reference, beside->value.value);
    result->demonstration |= beside->demonstration;
    if (prices_differ(figure, beside)) {
        result->flags |= FYP_FLAG_PRICE_BASIS_MISMATCH;
    }
}

/* With a reference both means run over the years that both series have;
 * without any such year the value is the mean of its own years. */
static void observe_growth(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const int first = judge->plan->baseline_year + 1;
    struct growth_means means = {0};

    for (int year = first; year <= judge->year; year++) {
        add_growth_year(judge, result, year, &means);
    }
    const struct growth_mean *used =
        means.common.years > 0 ? &means.common : &means.own;
    result->value = growth_value(used);
    result->reference = growth_value(&means.reference);
    result->growth_lacks_year = !means.has_year;
    if (used->years > 0 && used->years < judge->year - first + 1) {
        result->flags |= FYP_FLAG_INCOMPLETE;
    }
}

static void observe_level_reference(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_reference *reference =
        &result->indicator->target.reference;
    const char *place = fyp_reference_place(judge, reference);
    const struct fyp_figure *beside =
        fyp_state_figure(judge, place, reference->code, judge->year);
    if (beside != NULL) {
        result->reference = beside->value.value;
        result->demonstration |= beside->demonstration;
    }
}

/* The first figure after y0, unless a milestone was due by then. */
static void
find_proxy(const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    for (int year = judge->plan->baseline_year + 1; year <= judge->year;
         year++) {
        const double value = fyp_level_at(judge, indicator, year);
        if (isnan(value)) {
            continue;
        }
        if (indicator->milestone_count > 0 &&
            indicator->milestones[0].year <= year) {
            return;
        }
        result->baseline = value;
        result->baseline_source = FYP_BASELINE_PROXY;
        result->baseline_year = year;
        return;
    }
}

/* A bound matters where b is in the formulas; for a sum b is 0. */
static bool printed_baseline(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_baseline *baseline = &result->indicator->baseline;
    enum fyp_comparator bound = FYP_COMPARE_NONE;

    if (!is_own_place(judge)) {
        return false; /* what is printed is the baseline of the plan's place */
    }
    if (baseline->value.present) {
        result->baseline = baseline->value.value;
        result->baseline_source = FYP_BASELINE_TABLE;
        bound = baseline->comparator;
    } else if (baseline->prose.present) {
        result->baseline = baseline->prose.value.value;
        result->baseline_source = FYP_BASELINE_PROSE;
        bound = baseline->prose.comparator;
    } else {
        return false;
    }
    result->baseline_year = judge->plan->baseline_year;
    if (bound != FYP_COMPARE_NONE && bound != FYP_COMPARE_EQ &&
        result->indicator->kind == FYP_KIND_LEVEL) {
        result->flags |= FYP_FLAG_BOUND;
    }
    return true;
}

static void find_baseline(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    const int start = judge->plan->baseline_year;

    if (indicator->kind == FYP_KIND_CUMULATIVE) {
        printed_baseline(judge, result);
        return;
    }
    if (indicator->kind != FYP_KIND_LEVEL || fyp_is_step(indicator) ||
        printed_baseline(judge, result)) {
        return;
    }
    const double observed = fyp_level_at(judge, indicator, start);
    if (!isnan(observed)) {
        result->baseline = observed;
        result->baseline_source = FYP_BASELINE_OBSERVED;
        result->baseline_year = start;
        return;
    }
    find_proxy(judge, result);
}

static void fill_target(struct fyp_indicator_result *result)
{
    const struct fyp_target *target = &result->indicator->target;

    result->comparator = target->comparator;
    if (target->kind == FYP_TARGET_VALUE) {
        result->target = target->value.value;
    }
    if (target->inferred) {
        result->flags |= FYP_FLAG_INFERRED;
    }
    if (result->indicator->each_subregion) {
        result->comparator = FYP_COMPARE_GE;
        result->target = 100.0;
    }
}

void fyp_observe(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    struct fyp_indicator_result *result)
{
    *result = (struct fyp_indicator_result){
        .indicator = indicator,
        .figure = fyp_state_figure(
            judge, judge->region, indicator->code, judge->year),
        .value = NAN,
        .target = NAN,
        .reference = NAN,
        .baseline = NAN,
        .expected_value = NAN,
        .scale = NAN,
        .due_distance = NAN,
        .pace = NAN,
        .progress = NAN,
        .expected = NAN,
        .lead = NAN,
        .method_score = NAN,
        .score = NAN,
        .plan_score = NAN,
        .weight_share = NAN,
        .contribution = NAN,
        .weight = NAN,
        .method = judge->ruleset->method,
    };
    fill_target(result);
    switch (indicator->kind) {
    case FYP_KIND_CUMULATIVE:
        observe_cumulative(judge, result);
        break;
    case FYP_KIND_GROWTH:
        observe_growth(judge, result);
        break;
    case FYP_KIND_EVENT:
        observe_event(judge, result);
        break;
    case FYP_KIND_NONE:
    case FYP_KIND_LEVEL:
        observe_level(judge, result);
        if (indicator->target.kind == FYP_TARGET_REFERENCE) {
            observe_level_reference(judge, result);
        }
        break;
    }
    find_baseline(judge, result);
    const int published = fyp_plan_published_year(judge->plan);
    if (published > 0 && judge->year < published) {
        result->flags |= FYP_FLAG_RETROSPECTIVE;
    }
}
