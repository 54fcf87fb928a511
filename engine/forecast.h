/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_FORECAST_H
#define FYP_ENGINE_FORECAST_H

#include "engine/series_text.h"

/*
 * One forecast of one short series of years. The figures go to a scale, are
 * carried forward there by one of two fits, and come back. Nothing here
 * knows a plan; which forecast is asked for is decided in engine/outlook.c.
 *
 *   line  ordinary least squares of y on the year. The value of year h is
 *         Student's t with n - 2 degrees of freedom around the line:
 *             se^2 = s^2 (1 + 1/n + (h - mean)^2 / sum (year - mean)^2)
 *   step  a random walk with drift: m changes d_j over g_j years are
 *         independent, with mean g_j mu and variance g_j sigma^2. So
 *             mu  = sum d_j / sum g_j
 *             s^2 = sum (d_j - g_j mu)^2 / g_j / (m - 1)
 *             se^2 = s^2 (H + H^2 / sum g_j),  H years ahead,
 *         with m - 1 degrees of freedom: n - 2, where all changes count.
 *
 * Source:    line: Draper and Smith, Applied Regression Analysis, 3rd ed.,
 *            section 3.1 (prediction of a new observation); step: Hyndman
 *            and Athanasopoulos, Forecasting: Principles and Practice, 3rd
 *            ed., section 5.5 (drift method), h (1 + h/(T - 1)).
 * Deviation: step: t instead of normal quantiles, for the series are short;
 *            years without a figure make one longer change.
 * Checked:   tests/engine/test_outlook.c; naive twin in tests/twin/.
 */

/** Where the fit is made. */
enum fyp_fit_scale {
    FYP_SCALE_PLAIN,
    FYP_SCALE_LOGIT, /* ln(x / (100 - x)), 0 < x < 100 */
    FYP_SCALE_LOG    /* ln x, x > 0 */
};

enum fyp_fit { FYP_FIT_LINE, FYP_FIT_STEP };

struct fyp_forecast_rule {
    enum fyp_fit_scale scale;
    enum fyp_fit fit;
    size_t window; /* step: the last changes that count; 0: all */
};

/** Why there is no forecast. */
enum fyp_refusal {
    FYP_REFUSED_NOT,
    FYP_REFUSED_KIND,      /* growth and events have no trend */
    FYP_REFUSED_TOO_SHORT, /* fewer than two points */
    FYP_REFUSED_NOT_RATE,  /* logit: not a rate of 0..100 */
    FYP_REFUSED_RATE_ENDS, /* logit: a value not strictly in 0..100 */
    FYP_REFUSED_ZERO,      /* geometric: a value of 0 or below */
    FYP_REFUSED_NOT_FINITE /* NaN, or beyond the largest number */
};

/** A distribution of the value of one year, kept on its scale. */
struct fyp_forecast {
    enum fyp_fit_scale scale;
    int exponent;  /* PLAIN: what is below is divided by 2^exponent */
    double centre; /* of the t distribution */
    double error;  /* its scale; 0: perfect fit; NAN: two points only */
    int freedom;   /* degrees; 0 where error is NAN */
};

/**
 * Fits the points and looks ahead to a year.
 *
 * A fit is perfect where no residual exceeds 1e-9 of the largest absolute
 * value on the scale, the equality of docs/methods.md section 1.
 *
 * @param points  Shape [n], ascending years, n <= FYP_SERIES_POINTS_MAX.
 * @param year    After the last point.
 * @param out     Zeroed when refused.
 * @return FYP_REFUSED_NOT, or why there is none.
 */
enum fyp_refusal fyp_forecast_make(
    const struct fyp_forecast_rule *rule, const struct fyp_year_value *points,
    size_t n, int year, struct fyp_forecast *out);

/** The centre, in the unit of the series: the median of the distribution. */
double fyp_forecast_value(const struct fyp_forecast *forecast);

/** The value below which a share (0 < share < 1) of the distribution lies;
 *  NAN without an error. */
double fyp_forecast_quantile(const struct fyp_forecast *forecast, double share);

/**
 * Probability that comparator holds against bound. "=" means: rounds to the
 * bound at its decimals, for a single number has no probability.
 *
 * @return 0..1; exactly 0 or 1 for a perfect fit; NAN without an error or
 *         for a bound that is NAN.
 */
double fyp_forecast_probability(
    const struct fyp_forecast *forecast, enum fyp_comparator comparator,
    double bound, int decimals);

#endif
