/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/trend_chart.h"

#include <math.h>

/*
 * The value axis. It shows all that was reported, due and promised, and the
 * forecast. An interval may be so wide that the figures would become a flat
 * line: it widens the axis by the span of all these at most, and by a quarter
 * of it beyond the natural range; there its lines leave the picture, and the
 * finding has their numbers.
 */

/* Room that a label takes over or under a point, share of the span. */
#define LABEL_ROOM 0.14
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
    double span = span_of(scale), low, high;
    natural_range(series->result->indicator, &low, &high);
    const double least = fmin(low, scale->low) - span;
    const double most = fmax(high, scale->high) + span;
    for (size_t k = 0; k < count; k++) {
        if (isfinite(series->years[k].forecast)) {
            widen(scale, between(series->years[k].forecast, least, most));
        }
    }
    span = span_of(scale);
    low = fmax(fmin(low, scale->low) - 0.25 * span, scale->low - span);
    high = fmin(fmax(high, scale->high) + 0.25 * span, scale->high + span);
    for (size_t k = 0; k < count; k++) {
        if (isfinite(series->years[k].forecast_low)) {
            widen(scale, between(series->years[k].forecast_low, low, high));
            widen(scale, between(series->years[k].forecast_high, low, high));
        }
    }
}

/* --- labels --- */

/* Where a label stands beside its point: years to the right, shares of the
 * span upwards. */
struct box {
    double left, right, bottom, top;
};

static const struct box boxes[FYP_LABELS_SIDES] = {
    [FYP_LABELS_ABOVE] = {-0.2, 0.2, 0.02, LABEL_ROOM},
    [FYP_LABELS_BELOW] = {-0.2, 0.2, -LABEL_ROOM, -0.02},
    [FYP_LABELS_RIGHT] = {0.06, 0.5, -0.05, 0.05},
};

static double target(const struct fyp_series_year *year)
{
    return year->target;
}

static double expected(const struct fyp_series_year *year)
{
    return year->expected;
}

static double reference(const struct fyp_series_year *year)
{
    return year->reference;
}

static double judged(const struct fyp_series_year *year)
{
    return year->value;
}

typedef double line_value(const struct fyp_series_year *year);
static line_value *const lines[] = {target, expected, reference, judged};

/* A point with the years about it. */
struct spot {
    const struct fyp_series_year *years;
    size_t count;
    int at;
    double span;
};

/* Height of a line above the point, a part of a year away from it; shares of
 * the span, NAN where the line is not drawn there. */
static double height_at(const struct spot *spot, line_value *line, double away)
{
    const int next = spot->at + (away < 0.0 ? -1 : 1);
    const double here = line(&spot->years[spot->at]);
    if (next < 0 || next >= (int)spot->count) {
        return NAN;
    }
    const double there = line(&spot->years[next]);
    const double value = here + fabs(away) * (there - here);
    return (value - spot->years[spot->at].value) / spot->span;
}

static bool crosses(double from, double to, const struct box *box)
{
    return isfinite(from) && isfinite(to) && fmin(from, to) < box->top &&
           fmax(from, to) > box->bottom;
}

static bool
is_struck(const struct spot *spot, line_value *line, const struct box *box)
{
    const double here =
        (line(&spot->years[spot->at]) - spot->years[spot->at].value) /
        spot->span;
    const double right = height_at(spot, line, box->right);
    if (box->left > 0.0) {
        return crosses(height_at(spot, line, box->left), right, box);
    }
    return crosses(here, here, box) || crosses(here, right, box) ||
           crosses(height_at(spot, line, box->left), here, box);
}

/* How many lines and ends of the axis are in the way of a label. */
static int crowd(
    const struct fyp_series *series, size_t count, const struct scale *scale,
    int point, enum fyp_label_side side)
{
    enum { END_OF_AXIS = 2 };
    const struct box *box = &boxes[side];
    const struct spot spot = {series->years, count, point, span_of(scale)};
    const double value = series->years[point].value;
    int found = 0;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        found += is_struck(&spot, lines[i], box) ? 1 : 0;
    }
    if (value + box->top * spot.span > scale->ceiling ||
        value + box->bottom * spot.span < scale->floor) {
        found += END_OF_AXIS;
    }
    return found;
}

static enum fyp_label_side side_of(
    const struct fyp_series *series, size_t count,
    const struct fyp_trend_ends *ends, const struct scale *scale)
{
    enum fyp_label_side best = FYP_LABELS_ABOVE;
    int least = -1;
    for (int i = 0; ends->last >= 0 && i < FYP_LABELS_SIDES; i++) {
        const enum fyp_label_side side = (enum fyp_label_side)i;
        int found = crowd(series, count, scale, ends->last, side);
        if (ends->first_labelled && ends->first != ends->last) {
            found += crowd(series, count, scale, ends->first, side);
        }
        if (least < 0 || found < least) {
            best = side;
            least = found;
        }
    }
    return best;
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
    const struct scale *scale, enum fyp_label_side side,
    struct fyp_line_chart *chart)
{
    const double span = span_of(scale);
    const double above = side == FYP_LABELS_ABOVE ? LABEL_ROOM : free_room;
    const double under = side == FYP_LABELS_BELOW ? LABEL_ROOM : free_room;
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

enum fyp_label_side fyp_trend_scale(
    const struct fyp_series *series, size_t year_count,
    const struct fyp_trend_ends *ends, struct fyp_line_chart *chart)
{
    struct scale scale = {.low = INFINITY, .high = -INFINITY};
    take_figures(series, year_count, &scale);
    if (!isfinite(scale.low)) {
        widen(&scale, 0.0);
    }
    take_forecast(series, year_count, &scale);
    find_ends(series->result->indicator, &scale);
    const enum fyp_label_side side = side_of(series, year_count, ends, &scale);
    round_ends(&scale, side, chart);
    return side;
}
