/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/trend_chart.h"

#include <math.h>

/*
 * The value axis. It shows all that was reported, due and promised, and the
 * forecast. An interval may be so wide that the figures would become a flat
 * line: it widens the axis by the span of all these at most, and nothing
 * that is forecast widens it far beyond the natural range; there the lines
 * leave the picture, and the finding has their numbers.
 */

/* Room that a label takes on its side of a point, share of the span. */
static const double label_room = 0.18;
static const double free_room = 0.05;

struct scale {
    double low, high;
    double floor, ceiling; /* ends of the natural range that nothing passes;
                              infinite: none */
};

static void widen(struct scale *scale, double value)
{
    if (isfinite(value)) {
        scale->low = fmin(scale->low, value);
        scale->high = fmax(scale->high, value);
    }
}

size_t fyp_trend_first_year(const struct fyp_series *series)
{
    return series->result->indicator->kind == FYP_KIND_GROWTH ? 1 : 0;
}

static void
take_figures(const struct fyp_series *series, size_t count, struct scale *scale)
{
    const enum fyp_kind kind = series->result->indicator->kind;
    for (size_t k = fyp_trend_first_year(series); k < count; k++) {
        const struct fyp_series_year *year = &series->years[k];
        widen(scale, year->value);
        widen(scale, year->expected);
        widen(scale, year->target);
        widen(scale, year->reference);
        if (kind == FYP_KIND_GROWTH && year->figure) {
            widen(scale, year->figure->value.value);
        }
    }
    if (kind == FYP_KIND_CUMULATIVE) {
        widen(scale, 0.0);
    }
}

/* Figures that hardly move must not look like a mountain: the axis spans at
 * least 5 % of them. */
static double span_of(const struct scale *scale)
{
    const double least = 0.05 * fmax(fabs(scale->high), fabs(scale->low));
    return fmax(scale->high - scale->low, least > 0.0 ? least : 1.0);
}

static void
natural_range(const struct fyp_indicator *indicator, double *low, double *high)
{
    const struct fyp_range *range = &indicator->range;
    *low = range->low.present ? range->low.value : (double)-INFINITY;
    *high = range->high.present ? range->high.value : (double)INFINITY;
    if (indicator->each_subregion) {
        *low = 0.0;
        *high = 100.0;
    }
}

static void
find_ends(const struct fyp_indicator *indicator, struct scale *scale)
{
    double low, high;
    natural_range(indicator, &low, &high);
    if (scale->low >= 0.0) {
        low = fmax(low, 0.0);
    }
    scale->floor = scale->low >= low ? low : (double)-INFINITY;
    scale->ceiling = scale->high <= high ? high : (double)INFINITY;
}

static double between(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

static void take_forecast(
    const struct fyp_series *series, size_t count, struct scale *scale)
{
    double low, high;
    natural_range(series->result->indicator, &low, &high);
    low = fmin(low, scale->low) - 0.25 * span_of(scale);
    high = fmax(high, scale->high) + 0.25 * span_of(scale);
    for (size_t k = 0; k < count; k++) {
        if (isfinite(series->years[k].forecast)) {
            widen(scale, between(series->years[k].forecast, low, high));
        }
    }
    low = fmax(low, scale->low - span_of(scale));
    high = fmin(high, scale->high + span_of(scale));
    for (size_t k = 0; k < count; k++) {
        if (isfinite(series->years[k].forecast_low)) {
            widen(scale, between(series->years[k].forecast_low, low, high));
            widen(scale, between(series->years[k].forecast_high, low, high));
        }
    }
}

/* --- labels --- */

static int strikes(double line, double value, double from, double to)
{
    return isfinite(line) && line - value > from && line - value < to ? 1 : 0;
}

/* How many lines run through a label over or under a point. */
static int
crowd(const struct fyp_series_year *year, const struct scale *scale, bool below)
{
    const double span = span_of(scale);
    const double from = below ? -label_room * span : 0.01 * span;
    const double to = below ? -0.01 * span : label_room * span;
    const double edge = below ? scale->floor : scale->ceiling;
    return strikes(year->target, year->value, from, to) +
           strikes(year->expected, year->value, from, to) +
           strikes(year->reference, year->value, from, to) +
           2 * (fabs(edge - year->value) < label_room * span ? 1 : 0);
}

static bool are_below(
    const struct fyp_series *series, const struct fyp_trend_ends *ends,
    const struct scale *scale)
{
    int above = 0, below = 0;
    if (ends->last < 0) {
        return false;
    }
    const int points[] = {ends->first, ends->last};
    for (size_t i = 0; i < 2; i++) {
        above += crowd(&series->years[points[i]], scale, false);
        below += crowd(&series->years[points[i]], scale, true);
    }
    return below < above;
}

/* --- round ends --- */

/* 1, 2 or 5 times a power of ten, for about five steps. */
static double round_step(double span)
{
    double raw = span / 5.0;
    double power = pow(10.0, floor(log10(raw)));
    double share = raw / power;
    return power * (share <= 1.0   ? 1.0
                    : share <= 2.0 ? 2.0
                    : share <= 5.0 ? 5.0
                                   : 10.0);
}

static void round_ends(
    const struct scale *scale, bool labels_below, struct fyp_line_chart *chart)
{
    const double span = span_of(scale);
    const double above = labels_below ? free_room : label_room;
    const double under = labels_below ? label_room : free_room;
    const double high = fmin(scale->high + above * span, scale->ceiling);
    double low = fmin(scale->low - under * span, high - span);
    low = fmax(low, scale->floor);
    chart->step = round_step(span);
    chart->low = chart->step * floor(low / chart->step + 1e-9);
    chart->high = chart->step * ceil(high / chart->step - 1e-9);
    chart->low = fmax(chart->low, scale->floor);
    chart->high = fmin(chart->high, scale->ceiling);
    chart->axis_decimals = (int)fmax(0.0, ceil(-log10(chart->step) - 1e-9));
}

void fyp_trend_scale(
    const struct fyp_series *series, size_t year_count,
    const struct fyp_trend_ends *ends, struct fyp_line_chart *chart,
    bool *labels_below)
{
    struct scale scale = {.low = INFINITY, .high = -INFINITY};
    take_figures(series, year_count, &scale);
    if (!isfinite(scale.low)) {
        widen(&scale, 0.0);
    }
    take_forecast(series, year_count, &scale);
    find_ends(series->result->indicator, &scale);
    *labels_below = are_below(series, ends, &scale);
    round_ends(&scale, *labels_below, chart);
}
