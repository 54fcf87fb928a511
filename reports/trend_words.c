/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/outlook.h"
#include "reports/parts.h"
#include "reports/trend_chart.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

/* --- first and last value --- */

/* A point's value as reported, with up to two of its own decimals; a mean or
 * a share with those of the evaluated year. */
static void end_text(
    const struct fyp_view *view, const struct fyp_series *series, int point,
    char out[FYP_DECIMAL_TEXT_SIZE])
{
    const struct fyp_indicator_result *result = series->result;
    enum fyp_comparison comparison = view->evaluation->ruleset.comparison;
    double value = series->years[point].value;
    bool computed = result->indicator->kind == FYP_KIND_GROWTH ||
                    result->indicator->each_subregion;
    if (series->years[point].year == view->evaluation->year) {
        fyp_show_value(result, comparison, out);
    } else if (computed) {
        fyp_show_number(value, fyp_show_decimals(result, comparison), out);
    } else {
        fyp_decimal_format(fyp_round_half_even(value, 2), 0, out);
    }
}

/* A printed baseline reads as printed: ">80" is a bound, no measured point. */
static void
show_printed_start(const struct fyp_series *series, struct fyp_trend_ends *ends)
{
    const struct fyp_indicator_result *result = series->result;
    char number[FYP_DECIMAL_TEXT_SIZE];
    if (!series->years[ends->first].is_baseline ||
        result->indicator->kind != FYP_KIND_LEVEL ||
        result->baseline_source == FYP_BASELINE_OBSERVED) {
        return;
    }
    struct fyp_printed_baseline printed =
        fyp_printed_baseline(result->indicator);
    bool bound = (result->flags & FYP_FLAG_BOUND) != 0;
    fyp_show_number(printed.value.value, printed.value.decimals, number);
    (void)snprintf(
        ends->first_text, sizeof ends->first_text, "%s%.40s",
        bound ? fyp_comparator_sign(printed.comparator) : "", number);
    if (ends->last == ends->first) {
        (void)snprintf(
            ends->last_text, sizeof ends->last_text, "%s", ends->first_text);
    }
}

void fyp_trend_ends_find(
    const struct fyp_view *view, const struct fyp_series *series,
    struct fyp_trend_ends *out)
{
    *out = (struct fyp_trend_ends){.first = -1, .last = -1};
    for (size_t k = 0; k < view->series->year_count; k++) {
        if (isfinite(series->years[k].value)) {
            out->last = (int)k;
            out->first = out->first < 0 ? (int)k : out->first;
        }
    }
    if (out->last >= 0) {
        out->first_labelled =
            series->result->indicator->kind != FYP_KIND_CUMULATIVE ||
            !series->years[out->first].is_baseline;
        end_text(view, series, out->first, out->first_text);
        end_text(view, series, out->last, out->last_text);
        show_printed_start(series, out);
    }
}

/* --- the finding --- */

static void say_values(
    const struct fyp_view *view, const struct fyp_series *series,
    const struct fyp_trend_ends *ends, struct fyp_text_page *page)
{
    const size_t count = view->series->year_count;
    char expected[FYP_DECIMAL_TEXT_SIZE], goal[FYP_SHOWN_TARGET_SIZE];
    fyp_show_expected(
        series->result, view->evaluation->ruleset.comparison, expected);
    fyp_show_target(series->result->indicator, goal);
    if (ends->last < 0) {
        fyp_page_say(
            page,
            fyp_series_has_figure(series, count) ? FYP_M_TREND_NO_VALUE
                                                 : FYP_M_TREND_EMPTY,
            goal);
        return;
    }
    const char *last = fyp_page_number(page, series->years[ends->last].year);
    if (ends->first == ends->last) {
        fyp_page_say(
            page, FYP_M_TREND_ONE, last, ends->last_text, expected, goal);
        return;
    }
    fyp_page_say(
        page, FYP_M_TREND_FINDING,
        fyp_page_number(page, series->years[ends->first].year),
        ends->first_text, last, ends->last_text, expected, goal);
}

static void say_remark(struct fyp_text_page *page, enum fyp_message remark)
{
    fyp_buffer_text(page->out, fyp_text(FYP_M_TREND_PAUSE));
    fyp_buffer_text(page->out, fyp_text(remark));
}

/* What a reader has to know before a forecast is quoted. */
static void say_doubts(
    const struct fyp_view *view, const struct fyp_series *series,
    const struct fyp_series_year *last, struct fyp_text_page *page)
{
    const struct fyp_series_forecast *forecast = &series->forecast;
    if (isnan(last->forecast_low)) {
        say_remark(page, FYP_M_OUTLOOK_TWO_POINTS);
    } else if (!(last->forecast_low < last->forecast_high)) {
        say_remark(page, FYP_M_OUTLOOK_PERFECT);
    }
    if (forecast->path.outside_range) {
        say_remark(page, FYP_M_OUTLOOK_OUTSIDE);
    } else if (forecast->path.band_outside_range) {
        say_remark(page, FYP_M_TREND_BAND_OUTSIDE);
    }
    if (forecast->last_year < view->evaluation->year) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_TREND_PAUSE));
        fyp_page_say(
            page, FYP_M_OUTLOOK_OLD,
            fyp_page_number(page, view->evaluation->year),
            fyp_page_number(page, forecast->last_year));
    }
}

static void say_forecast(
    const struct fyp_view *view, const struct fyp_series *series,
    struct fyp_text_page *page)
{
    const struct fyp_series_forecast *forecast = &series->forecast;
    const struct fyp_series_year *last =
        &series->years[view->series->year_count - 1];
    char value[FYP_DECIMAL_TEXT_SIZE], interval[FYP_INTERVAL_TEXT_SIZE];
    if (forecast->path.model == FYP_MODEL_COUNT) {
        fyp_page_say(
            page, FYP_M_TREND_NO_FORECAST,
            fyp_word_refusal(forecast->path.refusal));
        return;
    }
    const int decimals = fyp_forecast_decimals(
        forecast->decimals, series->result->target, last->forecast);
    fyp_show_number(last->forecast, decimals, value);
    fyp_show_interval(
        last->forecast_low, last->forecast_high, decimals, interval);
    fyp_page_say(
        page,
        isnan(last->forecast_low) ? FYP_M_TREND_FORECAST_BARE
                                  : FYP_M_TREND_FORECAST,
        fyp_word_model(forecast->path.model), fyp_page_number(page, last->year),
        value, interval);
    say_doubts(view, series, last, page);
}

void fyp_trend_tell(
    const struct fyp_view *view, const struct fyp_series *series,
    const struct fyp_trend_ends *ends, char *out, size_t size)
{
    struct fyp_buffer text = {0};
    struct fyp_text_page page = {.out = &text};
    say_values(view, series, ends, &page);
    if (view->evaluation->year < view->evaluation->plan->end_year) {
        fyp_buffer_text(&text, fyp_text(FYP_M_TREND_STOP));
        say_forecast(view, series, &page);
    }
    fyp_page_finish(&page);
    if (text.failed) {
        fyp_sheet_fail_memory(view->sheets[FYP_SHEET_DETAILS]);
    }
    (void)snprintf(out, size, "%s", text.failed ? "" : text.data);
    fyp_buffer_finish(&text);
}
