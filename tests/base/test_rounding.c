/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/decimal.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

TestSuite(rounding);

/* GB 8170: GB/T 8170-2008 《数值修约规则与极限数值的表示和判定》, the examples
 * of 3.2 (进舍规则) and 3.3 (不允许连续修约). */
static const struct {
    const char *source;
    double value;
    int decimals;
    double expected;
} rows[] = {
    {"GB 8170 3.2.1", 12.1498, 0, 12.0},
    {"GB 8170 3.2.1", 12.1498, 1, 12.1},
    {"GB 8170 3.2.2", 1268, -2, 1300},
    {"GB 8170 3.2.3", 10.5002, 0, 11},
    {"GB 8170 3.2.4", 1.050, 1, 1.0},
    {"GB 8170 3.2.4", 0.35, 1, 0.4},
    {"GB 8170 3.2.4", 2500, -3, 2000},
    {"GB 8170 3.2.4", 3500, -3, 4000},
    {"GB 8170 3.2.5", -355, -1, -360},
    {"GB 8170 3.2.5", -325, -1, -320},
    {"GB 8170 3.2.5", -365, -1, -360},
    {"GB 8170 3.2.5", -0.0365, 3, -0.036},
    {"GB 8170 3.3.1", 97.46, 0, 97},
    {"GB 8170 3.3.1", 15.4546, 0, 15},
    {"double above the tie", 96.45, 1, 96.4},
    {"double above the tie", 96.55, 1, 96.6},
    {"double below the tie", 1.005, 2, 1.00},
    {"double below the tie", 2.675, 2, 2.68},
    {"half of the first place", 0.5, 0, 0},
    {"half of the first place", 1.5, 0, 2},
    {"half of the first place", 50, -2, 0},
    {"more than half of it", 50.1, -2, 100},
    {"half a place lower", 5, -2, 0},
    {"carry through", 999.95, 1, 1000.0},
    {"carry through", -999.5, 0, -1000},
    {"carry from nothing", 0.951, 0, 1},
    {"far below", 0.0004, 2, 0},
    {"nothing to round", 2.385, 3, 2.385},
    {"nothing to round", 2.385, 300, 2.385},
    {"15 digits", 0.1 + 0.2, 17, 0.3},
    {"far beyond", 2.385, -300, 0},
    {"largest double", 1.7976931348623157e308, 0, 1.7976931348623157e308},
    {"least double", 5e-324, 330, 5e-324},
    {"extreme arguments", 2.385, 2147483647, 2.385},
    {"extreme arguments", 2.385, -2147483647 - 1, 0},
};

Test(rounding, half_goes_to_even_on_the_decimal_digits)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const double got = fyp_round_half_even(rows[i].value, rows[i].decimals);

        cr_assert_leq(
            fabs(got - rows[i].expected), 1e-15 * fabs(rows[i].expected),
            "%s: %.17g with %d decimals is %.17g, expected %.17g",
            rows[i].source, rows[i].value, rows[i].decimals, got,
            rows[i].expected);
    }
}

Test(rounding, zero_has_no_sign_and_what_is_no_number_passes)
{
    cr_assert(!signbit(fyp_round_half_even(-0.4, 0)));
    cr_assert(!signbit(fyp_round_half_even(-0.0, 2)));
    cr_assert(isnan(fyp_round_half_even(NAN, 1)));
    cr_assert(isinf(fyp_round_half_even(INFINITY, 1)));
    cr_assert(fyp_round_half_even(-INFINITY, 1) < 0.0);
}

/* The same numbers on every machine (a linear congruence, Knuth's MMIX). */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return *state >> 20;
}

/* n / 10^from rounded to places decimals, as a whole number of those. */
static int64_t naive_round(int64_t n, int from, int places)
{
    int64_t step = 1;
    int64_t whole;
    int64_t rest;

    for (int i = places; i < from; i++) {
        step *= 10;
    }
    whole = n / step;
    rest = n % step;
    if (2 * rest > step || (2 * rest == step && whole % 2 != 0)) {
        whole++;
    }
    return whole;
}

Test(rounding, agrees_with_whole_number_arithmetic_on_random_figures)
{
    uint64_t state = 20210604;
    int ties = 0;

    for (int i = 0; i < 20000; i++) {
        const int from = (int)(next_random(&state) % 6);
        const int places = from - (int)(next_random(&state) % 5);
        int64_t n = (int64_t)(next_random(&state) % 1000000000000U);
        char text[48];
        double value;
        double expected;
        double got;

        if (i % 2 == 0) { /* half of them end in 5: many ties */
            n = n / 10 * 10 + 5;
        }
        (void)snprintf(text, sizeof text, "%lldE%d", (long long)n, -from);
        value = strtod(text, NULL);
        (void)snprintf(
            text, sizeof text, "%lldE%d",
            (long long)naive_round(n, from, places), -places);
        expected = strtod(text, NULL);
        got = fyp_round_half_even(value, places);
        cr_assert_leq(
            fabs(got - expected), 0.0, "%.17g with %d: %.17g, not %s", value,
            places, got, text);
        got = fyp_round_half_even(-value, places);
        cr_assert_leq(
            fabs(got + expected), 0.0, "-%.17g with %d", value, places);
        ties += i % 2 == 0 && places == from - 1;
    }
    cr_assert_gt(ties, 1000);
}

Test(rounding, rounding_twice_changes_nothing_and_order_is_kept)
{
    uint64_t state = 510604;
    double last = -INFINITY;

    for (int i = 0; i < 10000; i++) {
        const double value =
            ((double)(next_random(&state) % 2000000U) - 1e6) / 7919.0;
        const int places = (int)(next_random(&state) % 7) - 2;
        const double once = fyp_round_half_even(value, places);
        const double half = 0.5 * pow(10.0, -places);

        cr_assert_leq(
            fabs(fyp_round_half_even(once, places) - once), 0.0,
            "%.17g with %d", value, places);
        cr_assert_leq(
            fabs(once - value), half * (1 + 1e-9), "%.17g with %d", value,
            places);
    }
    for (int i = -5000; i <= 5000; i++) {
        const double rounded = fyp_round_half_even(i / 997.0, 1);

        cr_assert_geq(rounded, last, "%d / 997", i);
        last = rounded;
    }
}

Test(rounding, a_written_number_reads_back_to_fifteen_digits)
{
    uint64_t state = 441700;

    for (int i = 0; i < 20000; i++) {
        const int exponent = (int)(next_random(&state) % 50) - 24;
        const double value =
            ((double)(next_random(&state) % 2000000000U) - 1e9) / 7919.0 *
            pow(10.0, exponent / 2);
        char text[FYP_DECIMAL_TEXT_SIZE];
        struct fyp_decimal d;

        fyp_decimal_format(value, 0, text);
        cr_assert(fyp_decimal_parse(text, &d), "%.17g: \"%s\"", value, text);
        cr_assert_leq(
            fabs(d.value - value), 5.1e-15 * fabs(value), "%.17g: \"%s\"",
            value, text);
    }
}
