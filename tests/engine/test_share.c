/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interval of Clopper and Pearson: what R, scipy and MATLAB print, exact
 * sums, and what must hold for any count.
 */
#include "engine/share.h"

#include "expect.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>

static void quiet(void)
{
    gsl_set_error_handler_off();
}

TestSuite(share, .init = quiet);

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static const struct {
    const char *source;
    long long hits, total;
    double confidence, low, high, tolerance;
} published[] = {
    {"R stats::binom.test, example after Conover 1971 p. 97", 682, 925, 0.95,
     0.7076683, 0.7654066, 5.1e-8},
    {"R stats::binom.test(9, 24, 1/6), printed example", 9, 24, 0.95, 0.1879929,
     0.5940636, 5.1e-8},
    {"R stats::binom.test(1, 1497, 0.0033, conf.level = 0.9)", 1, 1497, 0.90,
     3.426347e-05, 3.164954e-03, 5.1e-10},
    {"scipy, tests of stats.binomtest, numbers of R, k = 0", 0, 10, 0.95, 0.0,
     0.3084971, 5.1e-8},
    {"MATLAB binofit(3, 10)", 3, 10, 0.95, 0.0667395112, 0.6524528501, 5.1e-11},
};

Test(share, published_intervals_are_met)
{
    for (size_t i = 0; i < COUNT(published); i++) {
        const struct fyp_share got = fyp_share_measure(
            published[i].hits, published[i].total, published[i].confidence);
        const char *source = published[i].source;
        const double tolerance = published[i].tolerance;
        expect_near("low", source, got.low, published[i].low, tolerance);
        expect_near("high", source, got.high, published[i].high, tolerance);
    }
}

/* tests/engine/share_oracle.py, Python 3.11: exact binomial sums. */
static const struct {
    long long hits, total;
    double confidence, low, high;
} oracle[] = {
    {0, 1, 0.95, 0.0, 0.975},
    {1, 1, 0.95, 0.025, 1.0},
    {0, 10, 0.95, 0.0, 0.30849710781876083},
    {10, 10, 0.95, 0.6915028921812392, 1.0},
    {3, 10, 0.95, 0.06673951117773447, 0.6524528500599973},
    {1, 20, 0.9, 0.0025613787765302806, 0.21610616420684733},
    {7, 23, 0.8, 0.17815778668162863, 0.4585561464566264},
    {46, 50, 0.95, 0.8076572164040372, 0.9777720363450703},
    {91, 97, 0.99, 0.8464501954051478, 0.9838647333786179},
    {136, 150, 0.95, 0.8483614686963519, 0.9480298277055218},
    {385, 385, 0.95, 0.990464251289245, 1.0},
    {362, 385, 0.95, 0.9117061775045525, 0.9617565848652435},
    {1, 1497, 0.9, 3.4263470700993726e-05, 0.0031649543449938605},
    {682, 925, 0.95, 0.707668264079039, 0.7654065582415253},
    {1371, 1500, 0.9999, 0.8825894080953052, 0.9395837057063722},
};

Test(share, exact_binomial_sums_give_the_same_limits)
{
    for (size_t i = 0; i < COUNT(oracle); i++) {
        char name[64];
        const struct fyp_share got = fyp_share_measure(
            oracle[i].hits, oracle[i].total, oracle[i].confidence);
        snprintf(
            name, sizeof name, "%lld of %lld", oracle[i].hits, oracle[i].total);
        expect_near(name, "exact sums, low", got.low, oracle[i].low, 1e-12);
        expect_near(name, "exact sums, high", got.high, oracle[i].high, 1e-12);
    }
}

/* Closed forms: 1 - (a/2)^(1/n) and (a/2)^(1/n). */
Test(share, nothing_and_everything_have_closed_limits)
{
    static const long long totals[] = {1, 2, 37, 1000, 99991, 1000000};
    for (size_t i = 0; i < COUNT(totals); i++) {
        const double n = (double)totals[i];
        const struct fyp_share none = fyp_share_measure(0, totals[i], 0.95);
        const struct fyp_share all =
            fyp_share_measure(totals[i], totals[i], 0.95);
        const double limit = -expm1(log(0.025) / n);
        cr_assert_float_eq(none.low, 0.0, 0.0);
        expect_near("none, high", "closed", none.high / limit, 1.0, 1e-9);
        expect_near("all, low", "closed", all.low, 1.0 - limit, 1e-12);
        cr_assert_float_eq(all.high, 1.0, 0.0);
    }
}

Test(share, the_interval_holds_the_share_and_mirrors)
{
    for (long long n = 1; n <= 400; n += n < 20 ? 1 : 19) {
        for (long long k = 0; k <= n; k++) {
            const struct fyp_share got = fyp_share_measure(k, n, 0.95);
            const struct fyp_share other = fyp_share_measure(n - k, n, 0.95);
            cr_assert(
                got.low <= got.share && got.share <= got.high, "%lld/%lld", k,
                n);
            expect_near("mirror", "property", got.low, 1.0 - other.high, 1e-12);
        }
    }
}

Test(share, a_larger_confidence_is_wider_and_a_larger_sample_narrower)
{
    double width = 0.0;
    for (int i = 50; i < 100; i += 7) {
        const struct fyp_share got = fyp_share_measure(31, 47, i / 100.0);
        cr_assert_gt(got.high - got.low, width);
        width = got.high - got.low;
    }
    for (long long n = 1; n <= 100000; n *= 10) {
        const struct fyp_share got = fyp_share_measure(3 * n, 7 * n, 0.95);
        cr_assert_lt(got.high - got.low, n == 1 ? 1.0 : width, "%lld", n);
        width = got.high - got.low;
    }
}

/* Every number of hits that a large sample can have ends and is a number. */
Test(share, the_largest_samples_converge_for_any_share)
{
    for (long long k = 0; k <= FYP_SHARE_TOTAL_MAX;
         k += FYP_SHARE_TOTAL_MAX / 250) {
        const struct fyp_share got =
            fyp_share_measure(k, FYP_SHARE_TOTAL_MAX, 0.95);
        const double p = got.share, n = (double)FYP_SHARE_TOTAL_MAX;
        const double normal = 1.96 * sqrt(p * (1 - p) / n);
        cr_assert(
            p - got.low <= 1.1 * normal + 5e-6 &&
                got.high - p <= 1.1 * normal + 5e-6,
            "%lld: %.9f .. %.9f", k, got.low, got.high);
    }
}

static const struct {
    long long hits, total;
    double confidence;
} senseless[] = {
    {0, 0, 0.95},
    {1, 0, 0.95},
    {-1, 10, 0.95},
    {11, 10, 0.95},
    {0, -5, 0.95},
    {3, 10, 0.0},
    {3, 10, 1.0},
    {3, 10, NAN},
    {3, 10, -1e300},
    {3, 10, 1e300},
    {3, FYP_SHARE_TOTAL_MAX + 1, 0.95},
};

Test(share, counts_without_sense_have_no_interval)
{
    for (size_t i = 0; i < COUNT(senseless); i++) {
        const struct fyp_share got = fyp_share_measure(
            senseless[i].hits, senseless[i].total, senseless[i].confidence);
        cr_assert(isnan(got.low) && isnan(got.high), "row %zu", i);
    }
}
