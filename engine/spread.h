/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_SPREAD_H
#define FYP_ENGINE_SPREAD_H

#include <stddef.h>

/*
 * How far apart places are in one indicator.
 */

struct fyp_spread {
    size_t count;
    double mean;      /* by the weights */
    double variation; /* weighted coefficient of variation, a fraction */
    double least, most;
    double ratio; /* most / least */
};

/**
 * Weighted coefficient of variation and ratio of the extremes.
 *
 *     m = sum of w x / sum of w
 *     V = sqrt(sum of w (x - m)^2 / sum of w) / m
 *     ratio = max / min
 *
 * @param values   Shape [count].
 * @param weights  Shape [count]; NULL: all equal.
 * @param scratch  Shape [2 * count].
 * @param out      NAN throughout for fewer than two places, for a value or
 *                 weight that is no number, a weight below 0, weights that
 *                 add to 0. V also for a value below 0 and for m = 0 (no
 *                 ratio scale), the ratio for a least value of 0 or less.
 * Source:    Williamson, Regional Inequality and the Process of National
 *            Development, Economic Development and Cultural Change 13(4)
 *            part II, 1965: the index V_w.
 * Deviation: his weights are shares of the population and m is the nation's
 *            own figure; ours are the denominators of the indicator or the
 *            declared series, and m is the mean of the same places, so that
 *            V is 0 where all are equal.
 * Checked:   tests/engine/test_spread.c; tests/twin/regions_twin.py.
 */
void fyp_spread_measure(
    const double *values, const double *weights, size_t count, double *scratch,
    struct fyp_spread *out);

#endif
