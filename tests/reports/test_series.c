/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/outlook.h"
#include "reports/series.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/*
 * Forecasts beside the figures of the years: those of the engine's outlook,
 * after the evaluated year only, from figures up to it only.
 */

enum { START = 2020, EVALUATED = 2023, END = 2025 };

/* One indicator a situation; years 2021 and on, NAN: no figure. */
static const struct {
    const char *code;
    double values[5];
} rows[] = {
    {"rehabilitation_coverage", {81.37, 84.9, 83.26, 12.5, NAN}},
    {"living_subsidy_coverage", {93.31, 98.06, 99.93, 55.1, NAN}},
    {"income_growth", {7.31, 6.02, 6.87, 9.1, NAN}},
    {"skills_training", {31, 47, 39, 800, NAN}},
};

/* Figures of the years up to one, some of them only for demonstration. */
static struct fyp_figures *figures_until(int year, bool demonstration)
{
    struct fyp_figures *figures = NULL;
    cr_assert_eq(fyp_figures_create(&figures, NULL), FYP_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int k = 0; START + 1 + k <= year; k++) {
            const struct fyp_figure figure = {
                .region = "510600",
                .indicator = rows[i].code,
                .year = START + 1 + k,
                .basis = FYP_BASIS_YEAR,
                .value =
                    {.present = true,
                     .value = rows[i].values[k],
                     .decimals = 2},
                .source = "made up for this test",
                .file = "a.csv",
                .line = 2,
                .version = 1,
                .demonstration = demonstration};
            if (!isnan(rows[i].values[k])) {
                cr_assert_eq(fyp_figures_add(figures, &figure, NULL), FYP_OK);
            }
        }
    }
    fyp_figures_index(figures);
    return figures;
}

static struct fyp_series_set series_of(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures)
{
    struct fyp_series_set set;
    cr_assert_eq(fyp_series_init(evaluation, figures, &set, NULL), FYP_OK);
    return set;
}

static bool is_same(double a, double b)
{
    return (isnan(a) && isnan(b)) || !(a < b || a > b);
}

Test(series, the_forecast_of_the_last_year_is_that_of_the_outlook)
{
    const struct fyp_evaluation *evaluation = sample_evaluation();
    struct fyp_figures *figures = figures_until(EVALUATED, false);
    struct fyp_series_set set = series_of(evaluation, figures);
    const struct fyp_request request = {
        .plan = evaluation->plan,
        .figures = figures,
        .region = evaluation->region,
        .year = EVALUATED};
    struct fyp_plan_outlook outlook;
    size_t forecasts = 0;
    cr_assert_eq(fyp_outlook_plan(&request, &outlook, NULL), FYP_OK);
    for (size_t i = 0; i < set.count; i++) {
        const struct fyp_outlook *wanted = &outlook.indicators[i].outlook;
        const struct fyp_series *series = &set.items[i];
        const struct fyp_series_year *last = &series->years[END - START];
        const char *code = series->result->indicator->code;
        cr_expect_eq(series->forecast.path.model, wanted->chosen, "%s", code);
        if (wanted->chosen == FYP_MODEL_COUNT) {
            cr_expect(isnan(last->forecast), "%s", code);
            continue;
        }
        const struct fyp_model_result *end = &wanted->models[wanted->chosen];
        cr_expect(is_same(last->forecast, end->value), "%s", code);
        cr_expect(is_same(last->forecast_low, end->low80), "%s", code);
        cr_expect(is_same(last->forecast_high, end->high80), "%s", code);
        forecasts += isfinite(last->forecast_low) ? 1 : 0;
    }
    cr_expect_geq(forecasts, 2, "%zu forecasts with an interval", forecasts);
    fyp_plan_outlook_finish(&outlook);
    fyp_series_finish(&set);
    fyp_figures_destroy(figures);
}

Test(series, figures_of_later_years_change_no_forecast)
{
    const struct fyp_evaluation *evaluation = sample_evaluation();
    struct fyp_figures *then = figures_until(EVALUATED, false);
    struct fyp_figures *now = figures_until(EVALUATED + 1, false);
    struct fyp_series_set before = series_of(evaluation, then);
    struct fyp_series_set after = series_of(evaluation, now);
    for (size_t i = 0; i < before.count; i++) {
        for (size_t k = 0; k < before.year_count; k++) {
            const struct fyp_series_year *a = &before.items[i].years[k];
            const struct fyp_series_year *b = &after.items[i].years[k];
            cr_expect(is_same(a->forecast, b->forecast), "%zu %zu", i, k);
            cr_expect(is_same(a->forecast_low, b->forecast_low));
            cr_expect(is_same(a->forecast_high, b->forecast_high));
        }
    }
    fyp_series_finish(&before);
    fyp_series_finish(&after);
    fyp_figures_destroy(then);
    fyp_figures_destroy(now);
}

Test(series, no_year_up_to_the_evaluated_one_has_a_forecast)
{
    struct fyp_figures *figures = figures_until(EVALUATED, true);
    struct fyp_series_set set = series_of(sample_evaluation(), figures);
    size_t marked = 0;
    for (size_t i = 0; i < set.count; i++) {
        for (size_t k = 0; k < set.year_count; k++) {
            const struct fyp_series_year *year = &set.items[i].years[k];
            const bool later = year->year > EVALUATED;
            cr_expect(later || isnan(year->forecast), "%zu %zu", i, k);
            cr_expect(!later || isnan(year->value), "%zu %zu", i, k);
            marked += later && year->demonstration ? 1 : 0;
        }
    }
    cr_expect_gt(marked, 0, "no forecast of demonstration figures is marked");
    fyp_series_finish(&set);
    fyp_figures_destroy(figures);
}

Test(series, in_the_last_year_nothing_is_ahead)
{
    struct fyp_figures *figures = figures_until(END, false);
    struct fyp_series_set set = series_of(sample_final(), figures);
    for (size_t i = 0; i < set.count; i++) {
        cr_expect_eq(set.items[i].forecast.path.model, FYP_MODEL_COUNT);
        for (size_t k = 0; k < set.year_count; k++) {
            cr_expect(isnan(set.items[i].years[k].forecast));
        }
    }
    fyp_series_finish(&set);
    fyp_figures_destroy(figures);
}
