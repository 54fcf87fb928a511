/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/forecast.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fit.h>
#include <math.h>

/* The points on their scale; years count from the last one. */
struct scaled {
    double year[FYP_SERIES_POINTS_MAX];
    double y[FYP_SERIES_POINTS_MAX];
    size_t n;
    double ahead; /* from the last point to the year asked for */
    double largest;
};

static double to_scale(enum fyp_fit_scale scale, int exponent, double value)
{
    switch (scale) {
    case FYP_SCALE_LOGIT:
        if (value <= 0.0 || value >= 100.0) {
            return value <= 0.0 ? -INFINITY : INFINITY;
        }
        return log(value / (100.0 - value));
    case FYP_SCALE_LOG:
        return value <= 0.0 ? -INFINITY : log(value);
    case FYP_SCALE_PLAIN:
        break;
    }
    return ldexp(value, -exponent);
}

static double from_scale(enum fyp_fit_scale scale, int exponent, double y)
{
    switch (scale) {
    case FYP_SCALE_LOGIT:
        return 100.0 / (1.0 + exp(-y));
    case FYP_SCALE_LOG:
        return exp(y);
    case FYP_SCALE_PLAIN:
        break;
    }
    return ldexp(y, exponent);
}

static enum fyp_refusal check_value(enum fyp_fit_scale scale, double value)
{
    if (!isfinite(value)) {
        return FYP_REFUSED_NOT_FINITE;
    }
    if (scale == FYP_SCALE_LOGIT && (value <= 0.0 || value >= 100.0)) {
        return FYP_REFUSED_RATE_ENDS;
    }
    if (scale == FYP_SCALE_LOG && value <= 0.0) {
        return FYP_REFUSED_ZERO;
    }
    return FYP_REFUSED_NOT;
}

static enum fyp_refusal check_points(
    enum fyp_fit_scale scale, const struct fyp_year_value *points, size_t n)
{
    if (n < 2) {
        return FYP_REFUSED_TOO_SHORT;
    }
    for (size_t i = 0; i < n; i++) {
        const enum fyp_refusal refusal = check_value(scale, points[i].value);
        if (refusal != FYP_REFUSED_NOT) {
            return refusal;
        }
    }
    return FYP_REFUSED_NOT;
}

/* Squares of 1e300 would not fit: the plain scale is divided by a power of
 * two, which loses no bit. */
static int common_exponent(const struct fyp_year_value *points, size_t n)
{
    double largest = 0.0;
    int exponent = 0;

    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(points[i].value));
    }
    (void)frexp(largest, &exponent);
    return exponent;
}

static void fill_scaled(
    const struct fyp_year_value *points, size_t n, int year,
    struct fyp_forecast *forecast, struct scaled *out)
{
    const int last = points[n - 1].year;

    forecast->exponent =
        forecast->scale == FYP_SCALE_PLAIN ? common_exponent(points, n) : 0;
    out->n = n;
    out->ahead = year - last;
    out->largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        out->year[i] = points[i].year - last;
        out->y[i] =
            to_scale(forecast->scale, forecast->exponent, points[i].value);
        out->largest = fmax(out->largest, fabs(out->y[i]));
    }
}

static bool is_negligible(double residual, double largest)
{
    return fabs(residual) <= FYP_EQUALITY * largest;
}

/* GSL gives NaN covariances for two points; those are not asked for. */
static bool fit_line(const struct scaled *s, struct fyp_forecast *out)
{
    double c0, c1, cov00, cov01, cov11, sum, error;
    bool perfect = true;

    if (gsl_fit_linear(
            s->year, 1, s->y, 1, s->n, &c0, &c1, &cov00, &cov01, &cov11,
            &sum) != GSL_SUCCESS) {
        return false;
    }
    out->centre = c0 + c1 * s->ahead;
    if (s->n < 3) {
        return true;
    }
    if (gsl_fit_linear_est(
            s->ahead, c0, c1, cov00, cov01, cov11, &out->centre, &error) !=
        GSL_SUCCESS) {
        return false;
    }
    for (size_t i = 0; i < s->n; i++) {
        const double residual = s->y[i] - (c0 + c1 * s->year[i]);
        perfect = perfect && is_negligible(residual, s->largest);
    }
    out->freedom = (int)s->n - 2;
    out->error = perfect ? 0.0 : hypot(error, sqrt(sum / out->freedom));
    return isfinite(out->error);
}

static bool
fit_step(const struct scaled *s, size_t window, struct fyp_forecast *out)
{
    assert(s->n >= 2 && s->n <= FYP_SERIES_POINTS_MAX);
    const size_t changes = window > 0 && window < s->n - 1 ? window : s->n - 1;
    const size_t first = s->n - 1 - changes;
    const double span = s->year[s->n - 1] - s->year[first];
    const double drift = (s->y[s->n - 1] - s->y[first]) / span;
    double sum = 0.0;
    bool perfect = true;

    out->centre = s->y[s->n - 1] + drift * s->ahead;
    if (changes < 2) {
        return true;
    }
    for (size_t i = first; i + 1 < s->n; i++) {
        const double years = s->year[i + 1] - s->year[i];
        const double residual = s->y[i + 1] - s->y[i] - drift * years;
        sum += residual * residual / years;
        perfect = perfect && is_negligible(residual, s->largest);
    }
    out->freedom = (int)changes - 1;
    out->error =
        perfect
            ? 0.0
            : sqrt(
                  sum / out->freedom * (s->ahead + s->ahead * s->ahead / span));
    return isfinite(out->error);
}

enum fyp_refusal fyp_forecast_make(
    const struct fyp_forecast_rule *rule, const struct fyp_year_value *points,
    size_t n, int year, struct fyp_forecast *out)
{
    struct fyp_forecast forecast = {.scale = rule->scale, .error = NAN};
    struct scaled scaled;

    assert(n <= FYP_SERIES_POINTS_MAX);
    *out = (struct fyp_forecast){0};
    const enum fyp_refusal refusal = check_points(rule->scale, points, n);
    if (refusal != FYP_REFUSED_NOT) {
        return refusal;
    }
    fill_scaled(points, n, year, &forecast, &scaled);
    const bool fitted = rule->fit == FYP_FIT_LINE
                            ? fit_line(&scaled, &forecast)
                            : fit_step(&scaled, rule->window, &forecast);
    if (!fitted || !isfinite(fyp_forecast_value(&forecast))) {
        return FYP_REFUSED_NOT_FINITE;
    }
    *out = forecast;
    return FYP_REFUSED_NOT;
}

double fyp_forecast_value(const struct fyp_forecast *forecast)
{
    return from_scale(forecast->scale, forecast->exponent, forecast->centre);
}

double fyp_forecast_quantile(const struct fyp_forecast *forecast, double share)
{
    if (isnan(forecast->error) || forecast->freedom < 1) {
        return NAN;
    }
    const double t = gsl_cdf_tdist_Pinv(share, forecast->freedom);
    return from_scale(
        forecast->scale, forecast->exponent,
        forecast->centre + t * forecast->error);
}

/* Share of the distribution below a bound, and above it where upper: the
 * two are not told from 1 - the other, which loses small shares. */
static double
tail(const struct fyp_forecast *forecast, double bound, bool upper)
{
    const double y = to_scale(forecast->scale, forecast->exponent, bound);
    const double z = (y - forecast->centre) / forecast->error;

    if (isinf(z)) {
        return (z > 0.0) == upper ? 0.0 : 1.0;
    }
    return upper ? gsl_cdf_tdist_Q(z, forecast->freedom)
                 : gsl_cdf_tdist_P(z, forecast->freedom);
}

double fyp_forecast_probability(
    const struct fyp_forecast *forecast, enum fyp_comparator comparator,
    double bound, int decimals)
{
    const double half = 0.5 * pow(10.0, -decimals);
    const double value = fyp_forecast_value(forecast);

    if (isnan(forecast->error) || isnan(bound) ||
        comparator == FYP_COMPARE_NONE) {
        return NAN;
    }
    if (forecast->error <= 0.0) {
        return fyp_compare(
                   comparator == FYP_COMPARE_EQ
                       ? fyp_round_half_even(value, decimals)
                       : value,
                   comparator, bound)
                   ? 1.0
                   : 0.0;
    }
    switch (comparator) {
    case FYP_COMPARE_GT:
    case FYP_COMPARE_GE:
        return tail(forecast, bound, true);
    case FYP_COMPARE_LT:
    case FYP_COMPARE_LE:
        return tail(forecast, bound, false);
    case FYP_COMPARE_EQ:
    case FYP_COMPARE_NONE:
        break;
    }
    return tail(forecast, bound + half, false) -
           tail(forecast, bound - half, false);
}
