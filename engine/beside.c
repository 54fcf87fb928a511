/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/beside.h"

#include "engine/judge.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* One a year, for all years that a series can be written for, and t. */
enum { POINTS_MAX = FYP_SERIES_YEAR_MAX - FYP_SERIES_YEAR_MIN + 2 };

/* --- our own four --- */

static enum fyp_status
realisation_obstacle(const struct fyp_indicator_result *result)
{
    const bool zero =
        fyp_equal(result->target, 0.0) || fyp_equal(result->value, 0.0);

    if (isnan(result->target)) {
        return FYP_E_PEER_NO_NUMBER;
    }
    return zero ? FYP_E_PEER_ZERO : FYP_E_PEER_SIGN;
}

static enum fyp_status
efficacy_obstacle(const struct fyp_indicator_result *result)
{
    if (isnan(result->target)) {
        return FYP_E_PEER_NO_NUMBER;
    }
    return isnan(fyp_formula_baseline(result)) ? FYP_E_PEER_NO_BASELINE
                                               : FYP_E_PEER_NO_DISTANCE;
}

/* Why a method of ours is not defined here (section 8). */
static enum fyp_status
own_obstacle(int method, const struct fyp_indicator_result *result)
{
    if (isnan(result->score)) {
        return FYP_E_PEER_UNSCORED;
    }
    if (!result->method_fell_back) {
        return FYP_OK;
    }
    if (result->indicator->kind == FYP_KIND_EVENT) {
        return FYP_E_PEER_NO_RULE;
    }
    return method == FYP_METHOD_REALISATION ? realisation_obstacle(result)
                                            : efficacy_obstacle(result);
}

static struct fyp_beside_result
own_result(int method, const struct fyp_indicator_result *result)
{
    struct fyp_beside_result own =
        fyp_beside_refused(own_obstacle(method, result));

    if (own.refusal == FYP_OK) {
        own.values[0] = result->score;
    }
    return own;
}

/* --- what the peers are given --- */

struct points {
    struct fyp_year_value items[POINTS_MAX];
    size_t count;
};

static void add_point(struct points *points, int year, double value)
{
    if (!isnan(value) && points->count < POINTS_MAX) {
        points->items[points->count++] = (struct fyp_year_value){year, value};
    }
}

/* The running total up to a year that has a figure of its own and no gap
 * before it; NAN otherwise. */
static double total_at(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    int year)
{
    struct fyp_judge then = *judge;
    struct fyp_indicator_result result;

    then.year = year;
    fyp_observe(&then, indicator, &result);
    return result.value_year == year &&
                   (result.flags & FYP_FLAG_INCOMPLETE) == 0
               ? result.value
               : NAN;
}

/* The baseline and every year to t; the judged value is always the last. */
static bool collect_points(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    struct points *points)
{
    const struct fyp_indicator *indicator = result->indicator;
    const bool sum = indicator->kind == FYP_KIND_CUMULATIVE;
    const double baseline = fyp_formula_baseline(result);
    int start = judge->plan->baseline_year;

    if (result->baseline_source == FYP_BASELINE_PROXY && !sum) {
        start = result->baseline_year;
    }
    if (indicator->kind == FYP_KIND_LEVEL || sum) {
        add_point(points, start, baseline);
        for (int year = start + 1; year < judge->year; year++) {
            add_point(
                points, year,
                sum ? total_at(judge, indicator, year)
                    : fyp_level_at(judge, indicator, year));
        }
    }
    if (judge->year > start || points->count == 0) {
        add_point(points, judge->year, result->value);
    }
    return !isnan(baseline);
}

static int direction_of(const struct fyp_indicator_result *result)
{
    static const int directions[] = {
        [FYP_DIRECTION_NONE] = 0,
        [FYP_HIGHER_IS_BETTER] = 1,
        [FYP_LOWER_IS_BETTER] = -1,
    };
    const struct fyp_catalogue_entry *entry = result->indicator->entry;

    if (result->comparator != FYP_COMPARE_NONE) {
        return fyp_result_direction(result);
    }
    return entry != NULL ? directions[entry->direction] : 0;
}

/* What stands in every peer's way. */
static enum fyp_status value_obstacle(const struct fyp_indicator_result *result)
{
    const bool gap = result->indicator->kind == FYP_KIND_CUMULATIVE &&
                     (result->flags & FYP_FLAG_INCOMPLETE) != 0;

    if (result->indicator->kind == FYP_KIND_GROWTH) {
        return FYP_E_PEER_NO_RULE;
    }
    return isnan(result->value) || gap ? FYP_E_PEER_UNSCORED : FYP_OK;
}

static struct fyp_peer_case case_of(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    struct points *points)
{
    const struct fyp_range *range = &result->indicator->range;
    const bool rate = range->low.present && range->high.present &&
                      fyp_equal(range->low.value, 0.0);
    const int direction = direction_of(result);
    const struct fyp_decimal *limit =
        direction > 0 ? &range->high : &range->low;
    const bool has_baseline = collect_points(judge, result, points);

    return (struct fyp_peer_case){
        .kind = result->indicator->kind,
        .comparator = result->comparator,
        .target = result->target,
        .met = result->target_met,
        .direction = direction,
        .limit = direction != 0 && limit->present ? limit->value : NAN,
        .top = result->indicator->each_subregion ? 100.0
               : rate                            ? range->high.value
                                                 : NAN,
        .end_year = judge->plan->end_year,
        .has_baseline = has_baseline,
        .points = points->items,
        .point_count = points->count,
    };
}

static void run_peers(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    struct fyp_beside_line *line)
{
    struct points points = {.count = 0};
    const enum fyp_status obstacle = value_obstacle(result);
    const struct fyp_peer_case peer_case = case_of(judge, result, &points);

    for (int method = FYP_METHOD_COUNT; method < FYP_BESIDE_COUNT; method++) {
        line->results[method] = obstacle == FYP_OK
                                    ? fyp_peer_run(method, &peer_case)
                                    : fyp_beside_refused(obstacle);
    }
}

/* --- a plan --- */

/* One evaluation a method; only the scores of indicators are wanted. */
static enum fyp_status run_own(
    struct fyp_request request, int method, struct fyp_evaluation *out,
    struct fyp_error *err)
{
    struct fyp_ruleset ruleset =
        request.ruleset != NULL ? *request.ruleset : fyp_ruleset_builtin();
    ruleset.method = (enum fyp_method)method;
    ruleset.mean = FYP_MEAN_ARITHMETIC;
    ruleset.missing = FYP_MISSING_SKIP;
    fyp_ruleset_drop_weights(&ruleset);
    request.ruleset = &ruleset;
    return fyp_evaluate(&request, out, err);
}

static enum fyp_status run_all_own(
    const struct fyp_request *request, struct fyp_beside *out,
    struct fyp_error *err)
{
    for (int method = 0; method < FYP_METHOD_COUNT; method++) {
        struct fyp_evaluation evaluation;
        const enum fyp_status status =
            run_own(*request, method, &evaluation, err);
        if (status != FYP_OK) {
            return status;
        }
        for (size_t i = 0; i < evaluation.indicator_count; i++) {
            out->lines[i].results[method] =
                own_result(method, &evaluation.indicators[i]);
        }
        fyp_evaluation_finish(&evaluation);
    }
    return FYP_OK;
}

/* The mean over the indicators, as open-sdg forms it over series. */
static enum fyp_status
add_up_statcan(struct fyp_beside *out, struct fyp_error *err)
{
    const size_t n = out->evaluation.indicator_count;
    double *scores = fyp_arena_alloc(&out->arena, n + 1, sizeof *scores);
    bool all_achieved = true;
    size_t count = 0;

    if (scores == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < n; i++) {
        const struct fyp_beside_result *result =
            &out->lines[i].results[FYP_BESIDE_STATCAN];
        if (result->refusal == FYP_OK) {
            scores[count++] = result->values[1];
            all_achieved =
                all_achieved && result->classes[0] == FYP_CLASS_TARGET_ACHIEVED;
        }
    }
    out->statcan_count = (int)count;
    out->statcan_class = fyp_statcan_class_of_scores(
        scores, count, all_achieved, &out->statcan_score);
    return FYP_OK;
}

static struct fyp_judge judge_of(
    const struct fyp_request *request, const struct fyp_evaluation *evaluation)
{
    return (struct fyp_judge){
        .plan = request->plan,
        .figures = request->figures,
        .ruleset = &evaluation->ruleset,
        .region = evaluation->region,
        .year = evaluation->year,
        .stage = evaluation->stage,
    };
}

static enum fyp_status fill_lines(
    const struct fyp_request *request, struct fyp_beside *out,
    struct fyp_error *err)
{
    const size_t n = out->evaluation.indicator_count;

    out->lines = fyp_arena_alloc(&out->arena, n + 1, sizeof *out->lines);
    if (out->lines == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    const enum fyp_status status = run_all_own(request, out, err);
    if (status != FYP_OK) {
        return status;
    }
    const struct fyp_judge judge = judge_of(request, &out->evaluation);
    for (size_t i = 0; i < n; i++) {
        run_peers(&judge, &out->evaluation.indicators[i], &out->lines[i]);
    }
    return add_up_statcan(out, err);
}

enum fyp_status fyp_beside_plan(
    const struct fyp_request *request, struct fyp_beside *out,
    struct fyp_error *err)
{
    *out = (struct fyp_beside){0};
    enum fyp_status status =
        run_own(*request, FYP_METHOD_PACE, &out->evaluation, err);
    if (status == FYP_OK) {
        status = fill_lines(request, out, err);
    }
    if (status != FYP_OK) {
        fyp_beside_finish(out);
    }
    return status;
}

void fyp_beside_finish(struct fyp_beside *beside)
{
    if (beside == NULL) {
        return;
    }
    fyp_evaluation_finish(&beside->evaluation);
    fyp_arena_finish(&beside->arena);
    *beside = (struct fyp_beside){0};
}

/* --- a series without a plan --- */

#define SERIES_PLACE "000000"
#define SERIES_CODE "series"

/* A sum or a growth of a year belongs to the plan in full, so the plan starts
 * the year before; a level needs a figure to start from. */
static int first_plan_year(const struct fyp_beside_question *question, int year)
{
    const int first = question->points[0].year;
    return question->kind == FYP_KIND_LEVEL && year > first ? first : first - 1;
}

static int default_year(const struct fyp_beside_question *question)
{
    int year = question->points[0].year;

    for (size_t i = 0; i < question->point_count; i++) {
        if (question->points[i].year <= question->end_year) {
            year = question->points[i].year;
        }
    }
    return year;
}

static enum fyp_status check_question(
    const struct fyp_beside_question *question, struct fyp_error *err)
{
    const int first = question->points[0].year;
    const bool sum = question->kind == FYP_KIND_CUMULATIVE;
    char end[16], allowed[48];

    if (sum && question->comparator != FYP_COMPARE_GE &&
        question->comparator != FYP_COMPARE_GT) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--target",
            fyp_comparator_text(question->comparator), "> | >=");
    }
    if (question->end_year <= first) {
        snprintf(end, sizeof end, "%d", question->end_year);
        snprintf(allowed, sizeof allowed, "%d .. 2100", first + 1);
        return fyp_fail(err, FYP_E_USAGE_VALUE, "--end", end, allowed);
    }
    return FYP_OK;
}

static enum fyp_status fill_figures(
    const struct fyp_beside_question *question, struct fyp_figures *figures,
    struct fyp_error *err)
{
    for (size_t i = 0; i < question->point_count; i++) {
        const struct fyp_figure figure = {
            .region = SERIES_PLACE,
            .indicator = SERIES_CODE,
            .year = question->points[i].year,
            .value = {true, question->points[i].value, 0},
            .source = "",
            .file = "",
        };
        const enum fyp_status status = fyp_figures_add(figures, &figure, err);
        if (status != FYP_OK) {
            return status;
        }
    }
    fyp_figures_index(figures);
    return FYP_OK;
}

static struct fyp_indicator
indicator_of(const struct fyp_beside_question *question)
{
    return (struct fyp_indicator){
        .number = "",
        .code = SERIES_CODE,
        .name = SERIES_CODE,
        .unit = "",
        .kind = question->kind,
        .baseline = {.blank = FYP_BLANK_NO_COLUMN},
        .target =
            {.kind = FYP_TARGET_VALUE,
             .comparator = question->comparator,
             .value = question->target},
        .range =
            {.low = {question->rate, 0.0, 0},
             .high = {question->rate, 100.0, 0}},
    };
}

/* A plan of one indicator, evaluated like any other. */
static enum fyp_status
ask(const struct fyp_beside_question *question,
    const struct fyp_figures *figures, struct fyp_beside *out,
    struct fyp_error *err)
{
    struct fyp_indicator indicator = indicator_of(question);
    struct fyp_ruleset ruleset = fyp_ruleset_builtin();
    const int year =
        question->year != 0 ? question->year : default_year(question);
    const struct fyp_plan plan = {
        .id = SERIES_CODE,
        .title = SERIES_CODE,
        .region = {.code = SERIES_PLACE, .name = SERIES_PLACE},
        .baseline_year = first_plan_year(question, year),
        .end_year = question->end_year,
        .indicators = &indicator,
        .indicator_count = 1,
    };
    const struct fyp_request request = {
        .plan = &plan,
        .figures = figures,
        .ruleset = &ruleset,
        .year = year,
    };

    ruleset.comparison = question->comparison;
    return fyp_beside_plan(&request, out, err);
}

enum fyp_status fyp_beside_series(
    const struct fyp_beside_question *question, struct fyp_beside_result *out,
    enum fyp_verdict *verdict, struct fyp_error *err)
{
    struct fyp_beside beside = {0};
    struct fyp_figures *figures = NULL;
    enum fyp_status status = check_question(question, err);

    if (status == FYP_OK) {
        status = fyp_figures_create(&figures, err);
    }
    if (status == FYP_OK) {
        status = fill_figures(question, figures, err);
    }
    if (status == FYP_OK) {
        status = ask(question, figures, &beside, err);
    }
    if (status == FYP_OK) {
        assert(beside.lines);
        memcpy(out, beside.lines[0].results, sizeof beside.lines[0].results);
        *verdict = beside.evaluation.indicators[0].verdict;
    }
    fyp_beside_finish(&beside);
    fyp_figures_destroy(figures);
    return status;
}
