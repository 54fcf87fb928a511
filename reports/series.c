/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/series.h"

#include <math.h>
#include <string.h>

static bool
reserve(const struct fyp_evaluation *evaluation, struct fyp_series_set *set)
{
    const struct fyp_plan *plan = evaluation->plan;
    set->count = evaluation->indicator_count;
    set->year_count = (size_t)plan->end_year - (size_t)plan->baseline_year + 1;
    set->items =
        fyp_arena_alloc(&set->arena, set->count + 1, sizeof *set->items);
    for (size_t i = 0; set->items && i < set->count; i++) {
        struct fyp_series *series = &set->items[i];
        series->result = &evaluation->indicators[i];
        series->forecast.path.model = FYP_MODEL_COUNT;
        series->years = fyp_arena_alloc(
            &set->arena, set->year_count, sizeof *series->years);
        if (!series->years) {
            return false;
        }
        for (size_t k = 0; k < set->year_count; k++) {
            series->years[k] = (struct fyp_series_year){
                .year = plan->baseline_year + (int)k,
                .is_baseline = k == 0,
                .value = NAN,
                .expected = NAN,
                .target = series->result->target,
                .reference = NAN,
                .forecast = NAN,
                .forecast_low = NAN,
                .forecast_high = NAN};
        }
    }
    return set->items != NULL;
}

/* An expected value of a later year must not rest on a figure that had not
 * been reported in the evaluated year: a proxy or a reference. */
static bool
rests_on_later(const struct fyp_indicator_result *result, int evaluated_year)
{
    bool proxy = result->baseline_source == FYP_BASELINE_PROXY &&
                 result->baseline_year > evaluated_year;
    return proxy || result->indicator->target.kind == FYP_TARGET_REFERENCE;
}

static void take_year(
    const struct fyp_evaluation *evaluation, const struct fyp_evaluation *other,
    struct fyp_series_set *set)
{
    size_t k = (size_t)(other->year - evaluation->plan->baseline_year);
    bool later = other->year > evaluation->year;
    for (size_t i = 0; i < set->count; i++) {
        const struct fyp_indicator_result *result = &other->indicators[i];
        struct fyp_series_year *year = &set->items[i].years[k];
        if (!later) {
            year->value = result->value;
            year->reference = result->reference;
            year->demonstration = result->demonstration;
        }
        if (!later || !rests_on_later(result, evaluation->year)) {
            year->expected = result->expected_value;
        }
    }
}

static bool find_figures(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    struct fyp_series_set *set)
{
    size_t count = fyp_used_figures(evaluation, figures, NULL);
    set->used = fyp_arena_alloc(&set->arena, count + 1, sizeof *set->used);
    if (!set->used) {
        return false;
    }
    set->used_count = fyp_used_figures(evaluation, figures, set->used);
    for (size_t i = 0; i < set->used_count; i++) {
        const struct fyp_used_figure *used = &set->used[i];
        if (used->use != FYP_USE_OWN) {
            continue;
        }
        struct fyp_series_year *year =
            &set->items[used->result - evaluation->indicators]
                 .years[used->figure->year - evaluation->plan->baseline_year];
        if (used->figure->basis == FYP_BASIS_YEAR) {
            year->figure = used->figure;
        } else {
            year->to_date = used->figure;
        }
    }
    return true;
}

/* In y0 the line starts: from the baseline, for a sum over the plan from 0. */
static void start_lines(struct fyp_series_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct fyp_indicator_result *result = set->items[i].result;
        const struct fyp_indicator *indicator = result->indicator;
        struct fyp_series_year *start = &set->items[i].years[0];
        bool line = indicator->path == FYP_PATH_LINEAR &&
                    indicator->target.kind == FYP_TARGET_VALUE &&
                    !result->maintain;
        if (indicator->kind == FYP_KIND_CUMULATIVE) {
            start->value = 0.0;
        } else if (
            indicator->kind == FYP_KIND_LEVEL &&
            result->baseline_source != FYP_BASELINE_NONE &&
            result->baseline_source != FYP_BASELINE_PROXY) {
            start->value = result->baseline;
        }
        if (line) {
            start->expected = start->value;
        }
        if (result->baseline_source == FYP_BASELINE_OBSERVED && start->figure) {
            start->demonstration = start->figure->demonstration;
        }
    }
}

/* --- years to come --- */

static void carry_forward(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    struct fyp_series *series, struct fyp_outlook_year *ahead)
{
    const struct fyp_plan *plan = evaluation->plan;
    struct fyp_series_year *next =
        &series->years[evaluation->year - plan->baseline_year + 1];
    struct fyp_indicator_outlook asked;
    fyp_outlook_ask(evaluation, figures, series->result, &asked);
    fyp_outlook_path(
        &asked.question, evaluation->year + 1, &series->forecast.path, ahead);
    const size_t points = asked.points.count;
    series->forecast.decimals = asked.question.decimals;
    series->forecast.last_year =
        points > 0 ? asked.points.points[points - 1].year : 0;
    series->forecast.incomplete = asked.incomplete;
    for (int k = 0; k < plan->end_year - evaluation->year; k++) {
        next[k].forecast = ahead[k].value;
        next[k].forecast_low = ahead[k].low80;
        next[k].forecast_high = ahead[k].high80;
        next[k].demonstration = asked.demonstration && !isnan(ahead[k].value);
    }
}

/* In the last year there is nothing ahead. */
static bool look_ahead(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    struct fyp_series_set *set)
{
    const int left = evaluation->plan->end_year - evaluation->year;
    if (left < 1) {
        return true;
    }
    struct fyp_outlook_year *ahead =
        fyp_arena_alloc(&set->arena, (size_t)left, sizeof *ahead);
    for (size_t i = 0; ahead != NULL && i < set->count; i++) {
        carry_forward(evaluation, figures, &set->items[i], ahead);
    }
    return ahead != NULL;
}

/* --- all years --- */

static enum fyp_status evaluate_years(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    struct fyp_series_set *set, struct fyp_error *err)
{
    const struct fyp_plan *plan = evaluation->plan;
    /* Only the single indicators are wanted: weights and the kind of mean
       must not make a year fail whose score is not asked for. */
    struct fyp_ruleset ruleset = evaluation->ruleset;
    ruleset.mean = FYP_MEAN_ARITHMETIC;
    fyp_ruleset_drop_weights(&ruleset);
    for (int year = plan->baseline_year + 1; year <= plan->end_year; year++) {
        if (year == evaluation->year) {
            take_year(evaluation, evaluation, set);
            continue;
        }
        struct fyp_request request = {
            .plan = plan,
            .figures = figures,
            .ruleset = &ruleset,
            .region = evaluation->region,
            .year = year,
            .stage = FYP_STAGE_ANNUAL,
            .target_version = evaluation->target_version};
        struct fyp_evaluation other;
        enum fyp_status status = fyp_evaluate(&request, &other, err);
        if (status != FYP_OK) {
            return status;
        }
        take_year(evaluation, &other, set);
        fyp_evaluation_finish(&other);
    }
    return FYP_OK;
}

enum fyp_status fyp_series_init(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    struct fyp_series_set *out, struct fyp_error *err)
{
    memset(out, 0, sizeof *out);
    enum fyp_status status = FYP_OK;
    if (!reserve(evaluation, out) || !find_figures(evaluation, figures, out) ||
        !look_ahead(evaluation, figures, out)) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    } else {
        status = evaluate_years(evaluation, figures, out, err);
    }
    if (status != FYP_OK) {
        fyp_series_finish(out);
        return status;
    }
    start_lines(out);
    return FYP_OK;
}

void fyp_series_finish(struct fyp_series_set *set)
{
    if (set) {
        fyp_arena_finish(&set->arena);
        memset(set, 0, sizeof *set);
    }
}

bool fyp_series_has_figure(const struct fyp_series *series, size_t year_count)
{
    for (size_t k = 0; k < year_count; k++) {
        const struct fyp_series_year *year = &series->years[k];
        if (year->figure || year->to_date ||
            (!year->is_baseline && !isnan(year->value))) {
            return true;
        }
    }
    return false;
}
