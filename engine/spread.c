/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/spread.h"

#include "base/decimal.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_statistics_double.h>

static bool are_usable(const double *values, const double *weights, size_t n)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const double weight = weights != NULL ? weights[i] : 1.0;
        if (!isfinite(values[i]) || !isfinite(weight) || weight < 0.0) {
            return false;
        }
        any = any || weight > 0.0;
    }
    return any;
}

/* Largest absolute value; 1 where all are 0. */
static double largest_of(const double *values, size_t n)
{
    double largest = 0.0;

    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(values[i]));
    }
    return largest > 0.0 ? largest : 1.0;
}

static void scale(const double *values, size_t n, double by, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = values[i] / by;
    }
}

/* GSL squares the values: scaled to at most 1 they cannot overflow. Its
 * variance about a fixed mean divides by the sum of weights, which is the
 * definition; gsl_stats_wvariance would correct for a sample. */
static void measure(
    const double *values, const double *weights, size_t n, double by,
    struct fyp_spread *out)
{
    const double mean = gsl_stats_wmean(weights, 1, values, 1, n);
    const double variance =
        gsl_stats_wvariance_with_fixed_mean(weights, 1, values, 1, n, mean);

    out->mean = mean * by;
    if (!fyp_less(out->least, 0.0) && fyp_more(mean, 0.0)) {
        out->variation = sqrt(variance) / mean;
    }
}

void fyp_spread_measure(
    const double *values, const double *weights, size_t count, double *scratch,
    struct fyp_spread *out)
{
    *out = (struct fyp_spread){count, NAN, NAN, NAN, NAN, NAN};
    if (count < 2 || !are_usable(values, weights, count)) {
        return;
    }
    const double by = largest_of(values, count);
    double *scaled_weights = scratch + count;
    scale(values, count, by, scratch);
    if (weights != NULL) {
        scale(weights, count, largest_of(weights, count), scaled_weights);
    }
    for (size_t i = 0; i < count; i++) {
        if (weights == NULL) {
            scaled_weights[i] = 1.0;
        }
        out->least = fmin(out->least, values[i]);
        out->most = fmax(out->most, values[i]);
    }
    measure(scratch, scaled_weights, count, by, out);
    const double ratio = out->most / out->least;
    if (fyp_more(out->least, 0.0) && isfinite(ratio)) {
        out->ratio = ratio;
    }
}
