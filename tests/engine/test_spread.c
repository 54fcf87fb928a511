/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 12 of docs/methods.md: how far places are apart.
 */
#include "engine/spread.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

#define U NAN

enum { MOST_PLACES = 8 };

struct row {
    const char *name, *source;
    double values[MOST_PLACES], weights[MOST_PLACES]; /* weights[0] 0: equal */
    size_t count;
    double mean, variation, ratio, tolerance;
};

static const struct row published[] = {
    {"three values",
     "Wikipedia, Coefficient of variation, Examples: 8.165/100",
     {90, 100, 110},
     {0},
     3,
     100,
     0.08165,
     110.0 / 90,
     5e-6},
};

/* Made by tests/twin/regions_twin.py (Python 3.11.2, exact fractions). */
#define ORACLE "tests/twin/regions_twin.py, Python 3.11.2"
static const struct row oracle[] = {
    {"four places",
     ORACLE,
     {61.4, 88.25, 73.9, 2.385},
     {3.7, 1.9, 12.4, 0.6},
     4,
     70.57236559139785,
     0.2033876969970978,
     37.0020964360587,
     1e-13},
    {"five rates close to each other",
     ORACLE,
     {96.5, 97.31, 88.2, 91.35, 99.07},
     {307, 1204, 59, 433, 2381},
     5,
     97.49789233576642,
     0.025781303500524648,
     1.1232426303854874,
     1e-13},
    {"small numbers and one large",
     ORACLE,
     {0, 0.004, 17.2},
     {3, 11, 0.5},
     3,
     0.5961379310344828,
     5.2636063560281645,
     U,
     1e-13},
};

static const struct row by_hand[] = {
    {"two places, one three times the other",
     "m = 70, s^2 = 300",
     {40, 80},
     {1, 3},
     2,
     70,
     0.24743582965269675,
     2,
     1e-15},
    {"all alike", "hand", {7.7, 7.7, 7.7}, {3, 5, 11}, 3, 7.7, 0, 1, 1e-15},
    {"a weight of 0 moves no mean",
     "hand",
     {40, 80, 0.01},
     {1, 3, 0},
     3,
     70,
     0.24743582965269675,
     8000,
     1e-12},
    {"a place with nothing",
     "m = 2, s^2 = 4; no ratio to 0",
     {0, 4},
     {0},
     2,
     2,
     1,
     U,
     1e-15},
    {"nothing anywhere", "no ratio scale at 0", {0, 0}, {0}, 2, 0, U, U, 0},
    {"a negative value",
     "no ratio scale below 0",
     {-2, 8},
     {0},
     2,
     3,
     U,
     U,
     1e-15},
};

static void measure(const struct row *row, struct fyp_spread *out)
{
    double scratch[2 * MOST_PLACES];
    const bool equal = fyp_equal(row->weights[0], 0.0);

    fyp_spread_measure(
        row->values, equal ? NULL : row->weights, row->count, scratch, out);
}

static void check(const struct row *row)
{
    struct fyp_spread spread;

    measure(row, &spread);
    scene_expect(
        row->name, row->source, "mean", spread.mean, row->mean, row->tolerance);
    scene_expect(
        row->name, row->source, "variation", spread.variation, row->variation,
        row->tolerance);
    scene_expect(
        row->name, row->source, "ratio", spread.ratio, row->ratio, 1e-12);
}

Test(spread, a_coefficient_is_the_one_that_was_published)
{
    check(&published[0]);
}

Test(spread, coefficients_agree_with_exact_fractions)
{
    for (size_t i = 0; i < sizeof oracle / sizeof *oracle; i++) {
        check(&oracle[i]);
    }
}

Test(spread, coefficients_are_those_worked_out_by_hand)
{
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        check(&by_hand[i]);
    }
}

/* --- properties --- */

static const struct row some = {
    .values = {61.4, 88.25, 73.9, 2.385},
    .weights = {3.7, 1.9, 12.4, 0.6},
    .count = 4,
};

/* Another unit, other weights in proportion: the same. 1e300 overflows the
 * square of a value long before it overflows the value. */
Test(spread, neither_unit_nor_scale_of_the_weights_matters)
{
    static const double scales[] = {1e-300, 0.01, 1, 10000, 1e300};
    struct fyp_spread plain, scaled;

    measure(&some, &plain);
    for (size_t k = 0; k < sizeof scales / sizeof *scales; k++) {
        struct row row = some;
        for (size_t i = 0; i < row.count; i++) {
            row.values[i] *= scales[k];
            row.weights[i] *= scales[k];
        }
        measure(&row, &scaled);
        scene_expect(
            "scaled", "property", "variation", scaled.variation,
            plain.variation, 1e-13);
        scene_expect(
            "scaled", "property", "ratio", scaled.ratio, plain.ratio, 1e-13);
    }
}

Test(spread, a_place_of_weight_2_is_two_places)
{
    const struct row once = {
        .values = {5.2, 9.1, 7.3}, .weights = {2, 1, 1}, .count = 3};
    const struct row twice = {
        .values = {5.2, 5.2, 9.1, 7.3}, .weights = {1, 1, 1, 1}, .count = 4};
    struct fyp_spread a, b;

    measure(&once, &a);
    measure(&twice, &b);
    scene_expect("2", "property", "mean", a.mean, b.mean, 1e-14);
    scene_expect("2", "property", "variation", a.variation, b.variation, 1e-14);
}

/* --- what no figure should be --- */

Test(spread, fewer_than_two_places_have_no_spread)
{
    for (size_t n = 0; n < 2; n++) {
        struct row row = some;
        struct fyp_spread spread;
        row.count = n;
        measure(&row, &spread);
        cr_expect_eq(spread.count, n);
        cr_expect(isnan(spread.mean) && isnan(spread.variation));
        cr_expect(isnan(spread.ratio) && isnan(spread.least));
    }
}

/* A number or "not defined", never infinite, never negative. */
Test(spread, nothing_odd_becomes_a_coefficient)
{
    static const double odd[] = {0,      -0.0,  1,      -1,       1e300,
                                 -1e300, 1e308, 5e-324, INFINITY, NAN};
    enum { ODD = sizeof odd / sizeof *odd };

    for (int i = 0; i < ODD * ODD * ODD * ODD; i++) {
        const double values[] = {odd[i % ODD], odd[i / ODD % ODD]};
        const double weights[] = {
            odd[i / ODD / ODD % ODD], odd[i / ODD / ODD / ODD]};
        double scratch[4];
        struct fyp_spread spread;
        fyp_spread_measure(values, weights, 2, scratch, &spread);
        cr_assert(!isinf(spread.mean), "case %d", i);
        cr_assert(isnan(spread.variation) || spread.variation >= 0);
        cr_assert(!isinf(spread.variation) && !isinf(spread.ratio));
        cr_assert(isnan(spread.ratio) || spread.ratio >= 1);
        const bool numbers = isfinite(values[0]) && isfinite(values[1]) &&
                             isfinite(weights[0]) && isfinite(weights[1]);
        cr_assert(numbers || isnan(spread.mean));
    }
}
