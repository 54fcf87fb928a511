/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/outlook.h"

#include "engine/judge.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MEAN_CHANGE_YEARS = 5 };

static const struct model {
    const char *name;
    struct fyp_forecast_rule rule;
} models[FYP_MODEL_COUNT] = {
    [FYP_MODEL_LINEAR] = {"linear", {FYP_SCALE_PLAIN, FYP_FIT_LINE, 0}},
    [FYP_MODEL_LOGIT] = {"logit", {FYP_SCALE_LOGIT, FYP_FIT_LINE, 0}},
    [FYP_MODEL_MEAN_CHANGE] =
        {"mean_change", {FYP_SCALE_PLAIN, FYP_FIT_STEP, MEAN_CHANGE_YEARS}},
    [FYP_MODEL_GEOMETRIC] = {"geometric", {FYP_SCALE_LOG, FYP_FIT_STEP, 0}},
};

const char *fyp_model_name(enum fyp_model model)
{
    return model < FYP_MODEL_COUNT ? models[model].name : NULL;
}

const char *fyp_refusal_name(enum fyp_refusal refusal)
{
    static const char *const names[] = {
        [FYP_REFUSED_NOT] = NULL,
        [FYP_REFUSED_KIND] = "kind",
        [FYP_REFUSED_TOO_SHORT] = "too_short",
        [FYP_REFUSED_NOT_RATE] = "not_a_rate",
        [FYP_REFUSED_RATE_ENDS] = "not_inside_0_100",
        [FYP_REFUSED_ZERO] = "zero_or_negative",
        [FYP_REFUSED_NOT_FINITE] = "not_finite",
    };

    return names[refusal];
}

/* --- one series --- */

static bool has_trend(enum fyp_kind kind)
{
    return kind != FYP_KIND_GROWTH && kind != FYP_KIND_EVENT;
}

static bool is_outside(const struct fyp_range *range, double value)
{
    return (range->low.present && fyp_less(value, range->low.value)) ||
           (range->high.present && fyp_more(value, range->high.value));
}

static enum fyp_refusal make_forecast(
    const struct fyp_outlook_question *question, enum fyp_model model,
    struct fyp_forecast *out)
{
    const struct fyp_year_series *points = question->points;

    if (!has_trend(question->kind)) {
        return FYP_REFUSED_KIND;
    }
    if (model == FYP_MODEL_LOGIT && question->rate == FYP_RATE_NO) {
        return FYP_REFUSED_NOT_RATE;
    }
    return fyp_forecast_make(
        &models[model].rule, points->points, points->count, question->end_year,
        out);
}

/* How far off would the model have been about the last year? */
static void backtest(
    const struct fyp_year_series *points, enum fyp_model model,
    struct fyp_model_result *result)
{
    struct fyp_forecast forecast;

    if (points->count < 3) {
        return;
    }
    const struct fyp_year_value *last = &points->points[points->count - 1];
    if (fyp_forecast_make(
            &models[model].rule, points->points, points->count - 1, last->year,
            &forecast) == FYP_REFUSED_NOT) {
        result->backtest_value = fyp_forecast_value(&forecast);
        result->backtest_error = result->backtest_value - last->value;
    }
}

static struct fyp_model_result
run_model(const struct fyp_outlook_question *question, enum fyp_model model)
{
    struct fyp_model_result result = {
        .value = NAN,
        .low80 = NAN,
        .high80 = NAN,
        .low95 = NAN,
        .high95 = NAN,
        .probability = NAN,
        .backtest_value = NAN,
        .backtest_error = NAN,
    };
    struct fyp_forecast forecast;

    result.refusal = make_forecast(question, model, &forecast);
    if (result.refusal != FYP_REFUSED_NOT) {
        return result;
    }
    result.value = fyp_forecast_value(&forecast);
    result.low80 = fyp_forecast_quantile(&forecast, 0.1);
    result.high80 = fyp_forecast_quantile(&forecast, 0.9);
    result.low95 = fyp_forecast_quantile(&forecast, 0.025);
    result.high95 = fyp_forecast_quantile(&forecast, 0.975);
    result.probability = fyp_forecast_probability(
        &forecast, question->comparator, question->target, question->decimals);
    result.perfect = !isnan(forecast.error) && forecast.error <= 0.0;
    result.meets =
        !isnan(question->target) &&
        fyp_target_met(
            result.value, question->comparator, question->target,
            question->decimals,
            question->comparator == FYP_COMPARE_EQ ? FYP_COMPARE_ROUNDED
                                                   : FYP_COMPARE_FULL);
    result.outside_range = is_outside(&question->range, result.value);
    backtest(question->points, model, &result);
    return result;
}

/* A logit never reaches the ends of its scale: about a target of 100 it
 * says 0 whatever the figures are. */
static bool is_at_end(double target)
{
    return !isnan(target) &&
           (!fyp_more(target, 0.0) || !fyp_less(target, 100.0));
}

/* Without a unit: could all of it be per cent? */
static bool fits_a_rate(const struct fyp_outlook_question *question)
{
    if (question->rate != FYP_RATE_UNKNOWN ||
        question->kind != FYP_KIND_LEVEL || question->points->count < 2) {
        return false;
    }
    for (size_t i = 0; i < question->points->count; i++) {
        const double value = question->points->points[i].value;
        if (!(value >= 0.0 && value <= 100.0)) {
            return false;
        }
    }
    return isnan(question->target) ||
           (question->target >= 0.0 && question->target <= 100.0);
}

static bool
is_refused(const struct fyp_outlook_question *question, enum fyp_model model)
{
    struct fyp_forecast forecast;
    return make_forecast(question, model, &forecast) != FYP_REFUSED_NOT;
}

static enum fyp_model
choose(const struct fyp_outlook_question *question, bool rate_inferred)
{
    enum fyp_model chosen = FYP_MODEL_LINEAR;

    if (question->points->count == 2 || question->kind == FYP_KIND_CUMULATIVE) {
        chosen = FYP_MODEL_MEAN_CHANGE;
    } else if (
        (question->rate == FYP_RATE_YES || rate_inferred) &&
        !is_at_end(question->target)) {
        chosen = FYP_MODEL_LOGIT;
    }
    if (!is_refused(question, chosen)) {
        return chosen;
    }
    return is_refused(question, FYP_MODEL_LINEAR) ? FYP_MODEL_COUNT
                                                  : FYP_MODEL_LINEAR;
}

static double growth_logs(const struct fyp_year_series *points)
{
    double sum = 0.0;

    for (size_t i = 0; i < points->count; i++) {
        sum += log1p(points->points[i].value / 100.0);
    }
    return sum;
}

static double mean_growth(const struct fyp_year_series *points)
{
    return 100.0 * expm1(growth_logs(points) / (double)points->count);
}

/* The rate of each remaining year that makes the mean of all years T. */
static double needed_growth(const struct fyp_outlook_question *question)
{
    const struct fyp_year_series *points = question->points;
    const int first = points->points[0].year;
    const int last = points->points[points->count - 1].year;
    const int remaining = question->end_year - last;

    if (last - first + 1 != (int)points->count) {
        return NAN;
    }
    const double all =
        (question->end_year - first + 1) * log1p(question->target / 100.0);
    return 100.0 * expm1((all - growth_logs(points)) / remaining);
}

static double needed(const struct fyp_outlook_question *question)
{
    const struct fyp_year_series *points = question->points;

    /* Of a sum with a gap it is not known what is left to do, and over how
     * many years. */
    if (points->count == 0 || question->kind == FYP_KIND_EVENT ||
        question->incomplete) {
        return NAN;
    }
    const struct fyp_year_value *last = &points->points[points->count - 1];
    if (last->year >= question->end_year) {
        return NAN;
    }
    if (question->kind == FYP_KIND_GROWTH) {
        return needed_growth(question);
    }
    return (question->target - last->value) / (question->end_year - last->year);
}

void fyp_outlook_compute(
    const struct fyp_outlook_question *question, struct fyp_outlook *out)
{
    const struct fyp_year_series *points = question->points;
    struct fyp_outlook_question as_read = *question;

    *out = (struct fyp_outlook){.count = points->count, .last_value = NAN};
    if (points->count > 0) {
        out->last_year = points->points[points->count - 1].year;
        out->last_value = question->kind == FYP_KIND_GROWTH
                              ? mean_growth(points)
                              : points->points[points->count - 1].value;
    }
    out->rate_inferred = fits_a_rate(question);
    if (out->rate_inferred) {
        as_read.range = fyp_rate_range();
    }
    for (int i = 0; i < FYP_MODEL_COUNT; i++) {
        out->models[i] = run_model(&as_read, (enum fyp_model)i);
    }
    out->chosen = choose(question, out->rate_inferred);
    out->needed = needed(question);
}

/* --- the same over the years --- */

static struct fyp_outlook_year
carry(const struct fyp_outlook_question *question, enum fyp_model model)
{
    struct fyp_outlook_year year = {.value = NAN, .low80 = NAN, .high80 = NAN};
    struct fyp_forecast forecast;

    if (model != FYP_MODEL_COUNT &&
        make_forecast(question, model, &forecast) == FYP_REFUSED_NOT) {
        year.value = fyp_forecast_value(&forecast);
        year.low80 = fyp_forecast_quantile(&forecast, 0.1);
        year.high80 = fyp_forecast_quantile(&forecast, 0.9);
    }
    return year;
}

void fyp_outlook_path(
    const struct fyp_outlook_question *question, int first_year,
    struct fyp_outlook_path *path, struct fyp_outlook_year *years)
{
    const bool rate_inferred = fits_a_rate(question);
    const struct fyp_range range =
        rate_inferred ? fyp_rate_range() : question->range;
    struct fyp_outlook_question then = *question;
    struct fyp_forecast forecast;

    *path = (struct fyp_outlook_path){.model = choose(question, rate_inferred)};
    if (path->model == FYP_MODEL_COUNT) {
        path->refusal = make_forecast(question, FYP_MODEL_LINEAR, &forecast);
    }
    for (int year = first_year; year <= question->end_year; year++) {
        then.end_year = year;
        years[year - first_year] = carry(&then, path->model);
    }
    const struct fyp_outlook_year *last =
        &years[question->end_year - first_year];
    path->outside_range = is_outside(&range, last->value);
    path->band_outside_range =
        is_outside(&range, last->low80) || is_outside(&range, last->high80);
}

bool fyp_running_totals(
    const struct fyp_year_series *flows, struct fyp_year_series *out)
{
    double total = 0.0;
    size_t used = 0;

    out->count = 0;
    if (flows->count == 0) {
        return true;
    }
    out->points[out->count++] =
        (struct fyp_year_value){.year = flows->points[0].year - 1};
    while (used < flows->count && out->count < FYP_SERIES_POINTS_MAX &&
           flows->points[used].year == out->points[used].year + 1) {
        total += flows->points[used].value;
        out->points[out->count++] = (struct fyp_year_value){
            .year = flows->points[used].year, .value = total};
        used++;
    }
    return used == flows->count;
}

/* --- the indicators of a plan --- */

static void
add_point(struct fyp_indicator_outlook *item, int year, double value)
{
    struct fyp_year_series *points = &item->points;

    if (!isnan(value) && points->count < FYP_SERIES_POINTS_MAX) {
        points->points[points->count++] =
            (struct fyp_year_value){.year = year, .value = value};
    }
}

/* An indicator by steps has no b in its formulas, but its series has. */
static double
printed_start(const struct fyp_judge *judge, const struct fyp_indicator *of)
{
    if (strcmp(judge->region, judge->plan->region.code) == 0) {
        if (of->baseline.value.present) {
            return of->baseline.value.value;
        }
        if (of->baseline.prose.present) {
            return of->baseline.prose.value.value;
        }
    }
    return fyp_level_at(judge, of, judge->plan->baseline_year);
}

static void
add_start(const struct fyp_judge *judge, struct fyp_indicator_outlook *item)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    const int start = judge->plan->baseline_year;

    if (indicator->kind == FYP_KIND_CUMULATIVE) {
        add_point(item, start, 0.0);
    } else if (indicator->kind == FYP_KIND_LEVEL) {
        add_point(item, start, printed_start(judge, indicator));
    }
}

static void collect_points(
    const struct fyp_judge *judge, struct fyp_indicator_outlook *item)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    struct fyp_judge then = *judge;

    add_start(judge, item);
    for (int year = judge->plan->baseline_year + 1; year <= judge->year;
         year++) {
        struct fyp_indicator_result result;
        then.year = year;
        fyp_observe(&then, indicator, &result);
        item->demonstration |= result.demonstration;
        if (indicator->kind == FYP_KIND_GROWTH) {
            add_point(item, year, fyp_level_at(&then, indicator, year));
        } else if ((result.flags & FYP_FLAG_INCOMPLETE) != 0) {
            item->incomplete = true;
        } else {
            add_point(item, year, result.value);
        }
    }
}

struct fyp_range fyp_rate_range(void)
{
    return (struct fyp_range){
        .low = {.present = true, .value = 0.0},
        .high = {.present = true, .value = 100.0}};
}

/* Per cent of something that cannot exceed it. */
static enum fyp_rate rate_of(const struct fyp_indicator *indicator)
{
    const struct fyp_range *range = &indicator->range;

    if (indicator->each_subregion) {
        return FYP_RATE_YES;
    }
    const bool whole = range->low.present && range->high.present &&
                       fyp_equal(range->low.value, 0.0) &&
                       fyp_equal(range->high.value, 100.0);
    return whole && fyp_is_per_cent(indicator->unit) ? FYP_RATE_YES
                                                     : FYP_RATE_NO;
}

static void
ask(const struct fyp_judge *judge, struct fyp_indicator_outlook *item)
{
    const struct fyp_indicator_result *result = item->result;
    const struct fyp_indicator *indicator = result->indicator;

    item->question = (struct fyp_outlook_question){
        .points = &item->points,
        .end_year = judge->plan->end_year,
        .kind = indicator->kind,
        .rate = rate_of(indicator),
        .comparator = result->comparator,
        .target = result->target,
        .decimals = indicator->each_subregion
                        ? 0
                        : fyp_target_decimals(&indicator->target),
        .range =
            indicator->each_subregion ? fyp_rate_range() : indicator->range,
    };

    collect_points(judge, item);
    item->question.incomplete = indicator->kind == FYP_KIND_CUMULATIVE &&
                                (result->flags & FYP_FLAG_INCOMPLETE) != 0;
}

static struct fyp_judge judge_of(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures)
{
    return (struct fyp_judge){
        .plan = evaluation->plan,
        .figures = figures,
        .ruleset = &evaluation->ruleset,
        .region = evaluation->region,
        .year = evaluation->year,
        .stage = evaluation->stage,
    };
}

void fyp_outlook_ask(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const struct fyp_indicator_result *result,
    struct fyp_indicator_outlook *out)
{
    const struct fyp_judge judge = judge_of(evaluation, figures);

    *out = (struct fyp_indicator_outlook){.result = result};
    ask(&judge, out);
}

static void
look_ahead(const struct fyp_judge *judge, struct fyp_indicator_outlook *item)
{
    ask(judge, item);
    fyp_outlook_compute(&item->question, &item->outlook);
}

static enum fyp_status
check_year(const struct fyp_request *request, struct fyp_error *err)
{
    char year[16];

    if (request->year != request->plan->end_year) {
        return FYP_OK;
    }
    snprintf(year, sizeof year, "%d", request->year);
    return fyp_fail(err, FYP_E_OUTLOOK_END, year, year);
}

static enum fyp_status look_at_all(
    const struct fyp_request *request, struct fyp_plan_outlook *out,
    struct fyp_error *err)
{
    const struct fyp_evaluation *evaluation = &out->evaluation;
    const struct fyp_judge judge = judge_of(evaluation, request->figures);
    const size_t count = evaluation->indicator_count;

    out->indicators =
        fyp_arena_alloc(&out->arena, count + 1, sizeof *out->indicators);
    if (out->indicators == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    out->indicator_count = count;
    for (size_t i = 0; i < count; i++) {
        struct fyp_indicator_outlook *item = &out->indicators[i];
        item->result = &evaluation->indicators[i];
        look_ahead(&judge, item);
        out->demonstration |= item->demonstration;
    }
    return FYP_OK;
}

/* The plan's score is not looked at: no rule about it may fail. */
static enum fyp_status evaluate_singly(
    const struct fyp_request *request, struct fyp_evaluation *out,
    struct fyp_error *err)
{
    struct fyp_request single = *request;
    struct fyp_ruleset ruleset =
        request->ruleset != NULL ? *request->ruleset : fyp_ruleset_builtin();
    ruleset.mean = FYP_MEAN_ARITHMETIC;
    fyp_ruleset_drop_weights(&ruleset);
    single.ruleset = &ruleset;
    return fyp_evaluate(&single, out, err);
}

enum fyp_status fyp_outlook_plan(
    const struct fyp_request *request, struct fyp_plan_outlook *out,
    struct fyp_error *err)
{
    enum fyp_status status = check_year(request, err);

    *out = (struct fyp_plan_outlook){0};
    if (status == FYP_OK) {
        status = evaluate_singly(request, &out->evaluation, err);
    }
    if (status == FYP_OK) {
        status = look_at_all(request, out, err);
    }
    if (status != FYP_OK) {
        fyp_plan_outlook_finish(out);
    }
    return status;
}

void fyp_plan_outlook_finish(struct fyp_plan_outlook *outlook)
{
    if (outlook != NULL) {
        fyp_evaluation_finish(&outlook->evaluation);
        fyp_arena_finish(&outlook->arena);
        *outlook = (struct fyp_plan_outlook){0};
    }
}
