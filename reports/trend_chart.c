/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/trend_chart.h"

#include "base/message.h"
#include "reports/parts.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- the lines --- */

static double judged(const struct fyp_series_year *year)
{
    return year->value;
}

static double reported(const struct fyp_series_year *year)
{
    return year->figure ? year->figure->value.value : (double)NAN;
}

static bool lies_on(double a, double b)
{
    return isfinite(a) && isfinite(b) && fyp_equal(a, b);
}

/* An expected path that lies on the line of the target or of the reference
 * is not drawn a second time. */
static double own_expected(const struct fyp_series_year *year)
{
    bool drawn = lies_on(year->expected, year->target) ||
                 lies_on(year->expected, year->reference);
    return drawn ? (double)NAN : year->expected;
}

static double target(const struct fyp_series_year *year)
{
    return year->target;
}

static double reference(const struct fyp_series_year *year)
{
    return year->reference;
}

static double forecast(const struct fyp_series_year *year)
{
    return year->forecast;
}

static double forecast_low(const struct fyp_series_year *year)
{
    return year->forecast_low;
}

static double forecast_high(const struct fyp_series_year *year)
{
    return year->forecast_high;
}

struct drawn_line {
    enum fyp_chart_line line;
    enum fyp_data_column column;
    enum fyp_message name;
    double (*value)(const struct fyp_series_year *);
};

/* The ends of the band are the first and the last line: Excel draws its bars
 * between these two. Never more than six come together: what has a forecast
 * is no growth, and only growth draws the figures of single years. */
static const struct drawn_line drawn_lines[] = {
    {FYP_LINE_LOW, FYP_DATA_FORECAST_LOW, FYP_M_TREND_LINE_LOW, forecast_low},
    {FYP_LINE_OBSERVED, FYP_DATA_JUDGED, FYP_M_TREND_JUDGED, judged},
    {FYP_LINE_YEARLY, FYP_DATA_REPORTED, FYP_M_TREND_YEARLY, reported},
    {FYP_LINE_REFERENCE, FYP_DATA_REFERENCE, FYP_M_TREND_REFERENCE, reference},
    {FYP_LINE_EXPECTED, FYP_DATA_EXPECTED, FYP_M_TREND_EXPECTED, own_expected},
    {FYP_LINE_TARGET, FYP_DATA_TARGET, FYP_M_TREND_TARGET, target},
    {FYP_LINE_FORECAST, FYP_DATA_FORECAST, FYP_M_TREND_LINE_FORECAST, forecast},
    {FYP_LINE_HIGH, FYP_DATA_FORECAST_HIGH, FYP_M_TREND_LINE_BAND,
     forecast_high},
};

static enum fyp_message judged_name(const struct fyp_indicator *indicator)
{
    switch (indicator->kind) {
    case FYP_KIND_CUMULATIVE:
        return FYP_M_TREND_SUM;
    case FYP_KIND_GROWTH:
        return FYP_M_TREND_MEAN;
    default:
        return FYP_M_TREND_JUDGED;
    }
}

static size_t count_points(
    const struct fyp_series *series, size_t year_count,
    const struct drawn_line *drawn)
{
    size_t count = 0;
    if (drawn->line == FYP_LINE_YEARLY &&
        series->result->indicator->kind != FYP_KIND_GROWTH) {
        return 0;
    }
    for (size_t k = fyp_trend_first_year(series); k < year_count; k++) {
        count += isfinite(drawn->value(&series->years[k])) ? 1 : 0;
    }
    return count;
}

static struct fyp_chart_range drawn_range(
    const struct fyp_view *view, size_t index, enum fyp_data_column column)
{
    struct fyp_chart_range range = fyp_data_range(view, index, column);
    range.first_row +=
        (uint32_t)fyp_trend_first_year(&view->series->items[index]);
    return range;
}

static void add_lines(
    const struct fyp_view *view, size_t index, enum fyp_label_side labels,
    struct fyp_trend *out)
{
    const struct fyp_series *series = &view->series->items[index];
    const struct fyp_indicator *indicator = series->result->indicator;
    const int first = (int)fyp_trend_first_year(series);
    struct fyp_line_chart *chart = &out->chart;
    for (size_t i = 0; i < sizeof drawn_lines / sizeof drawn_lines[0]; i++) {
        const struct drawn_line *drawn = &drawn_lines[i];
        const size_t points =
            count_points(series, view->series->year_count, drawn);
        if (points == 0 || chart->count == FYP_CHART_SERIES_MAX) {
            continue;
        }
        chart->series[chart->count++] = (struct fyp_chart_series){
            .name = fyp_text(
                drawn->line == FYP_LINE_OBSERVED ? judged_name(indicator)
                                                 : drawn->name),
            .line = drawn->line,
            .values = drawn_range(view, index, drawn->column),
            .single = points == 1,
            .steps = drawn->line == FYP_LINE_EXPECTED &&
                     indicator->path == FYP_PATH_STEP,
            .first_point =
                out->ends.first_labelled ? out->ends.first - first : -1,
            .last_point = out->ends.last - first,
            .first_label = out->ends.first_text,
            .last_label = out->ends.last_text,
            .labels = labels};
        chart->band = chart->band || drawn->line == FYP_LINE_HIGH;
    }
}

/* --- texts --- */

/* "数值（%）"; what is counted in nothing has no unit. */
static void with_unit(
    const struct fyp_indicator *indicator, const char *text, char *out,
    size_t size)
{
    const char *unit = fyp_shown_unit(indicator);
    if (unit[0] == '\0' || strcmp(indicator->unit, "无") == 0) {
        (void)snprintf(out, size, "%s", text);
    } else {
        (void)fyp_say(out, size, FYP_M_TREND_WITH_UNIT, text, unit);
    }
}

static void write_texts(
    const struct fyp_view *view, const struct fyp_series *series,
    struct fyp_trend *out)
{
    const struct fyp_indicator *indicator = series->result->indicator;
    char status[64];
    (void)snprintf(
        out->title, sizeof out->title, "%s %s", indicator->number,
        indicator->name);
    with_unit(indicator, out->title, out->heading, sizeof out->heading);
    with_unit(
        indicator, fyp_text(judged_name(indicator)), out->axis,
        sizeof out->axis);
    fyp_trend_tell(view, series, &out->ends, out->finding, sizeof out->finding);
    fyp_verdict_text(
        view->evaluation, series->result->verdict, status, sizeof status);
    (void)fyp_say(
        out->alternative, sizeof out->alternative, FYP_M_TREND_ALTERNATIVE,
        out->heading, out->finding, status);
}

void fyp_trend_init(
    const struct fyp_view *view, size_t index, struct fyp_trend *out)
{
    const struct fyp_series *series = &view->series->items[index];
    const size_t years = view->series->year_count;
    *out =
        (struct fyp_trend){.has_figure = fyp_series_has_figure(series, years)};
    fyp_trend_ends_find(view, series, &out->ends);
    write_texts(view, series, out);
    out->chart = (struct fyp_line_chart){
        .title = out->title,
        .years = fyp_text(FYP_M_TREND_YEARS),
        .unit = out->axis,
        .finding = out->alternative,
        .categories = drawn_range(view, index, FYP_DATA_YEAR)};
    add_lines(
        view, index, fyp_trend_scale(series, years, &out->ends, &out->chart),
        out);
}
