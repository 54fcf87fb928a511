/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ratio estimator against Cochran's examples, and the verdict on a
 * reported figure.
 */
#include "engine/verification.h"

#include "expect.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>

static void quiet(void)
{
    gsl_set_error_handler_off();
}

TestSuite(verification, .init = quiet);

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* Cochran 1977, table 6.1: sizes of 49 cities (thousands), 1920 and 1930; the
 * same numbers are R boot::bigcity. */
static const double cities_1920[] = {
    76, 138, 67,  29,  381, 23,  37,  120, 61, 387, 93,  172, 78,
    66, 60,  46,  2,   507, 179, 121, 50,  44, 77,  64,  64,  56,
    40, 40,  38,  136, 116, 46,  243, 87,  30, 71,  256, 43,  25,
    94, 43,  298, 36,  161, 74,  45,  36,  50, 48};
static const double cities_1930[] = {
    80, 143, 67,  50,  464, 48,  63,  115, 69,  459, 104, 183, 106,
    86, 57,  65,  50,  634, 260, 113, 64,  58,  89,  63,  77,  142,
    60, 64,  52,  139, 130, 53,  291, 105, 111, 79,  288, 61,  57,
    85, 50,  317, 46,  232, 93,  53,  54,  58,  75};

/* Cochran 1977, table 2.2: income and food cost of 33 families. Sums as
 * printed: 2394, 907.2, cross products 66678, squares 177254 and 28224. */
static const double income[] = {62, 62, 87, 65, 58, 92, 88, 79, 83, 62, 63,
                                62, 60, 75, 90, 75, 69, 83, 85, 73, 66, 58,
                                77, 69, 65, 77, 69, 95, 77, 69, 69, 67, 63};
static const double food[] = {
    14.3, 20.8, 22.7, 30.5, 41.2, 28.2, 24.2, 30.0, 24.2, 44.4, 13.4,
    19.8, 29.4, 27.1, 22.2, 37.7, 22.6, 36.0, 20.6, 27.7, 25.9, 23.3,
    39.8, 16.8, 37.8, 34.8, 28.7, 63.0, 19.5, 21.6, 18.2, 20.1, 20.7};

Test(verification, cochrans_cities_grow_to_the_printed_total)
{
    const struct fyp_ratio got = fyp_ratio_estimate(
        cities_1920, cities_1930, COUNT(cities_1920), 196, 0.95);
    cr_assert_eq(COUNT(cities_1920), 49);
    /* p. 151: 6262 / 5054 * 22919 = 28397 */
    expect_near(
        "ratio estimate of the total", "Cochran 1977, section 6.2",
        got.ratio * 22919, 28397, 0.5 / 28397);
}

Test(verification, cochrans_families_spend_the_printed_share_on_food)
{
    const struct fyp_ratio got =
        fyp_ratio_estimate(income, food, COUNT(income), 0, 0.95);
    const char *source = "Cochran 1977, section 2.11";
    cr_assert_eq(COUNT(income), 33);
    expect_near(
        "per cent of the income", source, 100 * got.ratio, 37.9, 1.4e-3);
    expect_near(
        "its standard error", source, 100 * got.standard_error, 2.38, 2.2e-3);
}

/* tests/engine/fieldwork_twin.py: the plain formula in exact fractions, the
 * t quantile by bisection on the series of the t distribution. */
Test(verification, the_twin_gives_the_same_interval)
{
    static const double x[] = {23.85, 41.2, 17.0, 30.6, 0.0, 52.75, 11.3};
    static const double y[] = {22.1, 41.2, 12.4, 31.9, 1.5, 44.05, 11.3};
    const struct fyp_ratio got = fyp_ratio_estimate(x, y, COUNT(x), 64, 0.95);
    const char *source = "fieldwork_twin.py";
    expect_near("ratio", source, got.ratio, 0.9306734578381437, 1e-12);
    expect_near("se", source, got.standard_error, 0.04463844165686764, 1e-12);
    expect_near("low", source, got.low, 0.8214471259313112, 1e-10);
    expect_near("high", source, got.high, 1.0398997897449762, 1e-10);
}

Test(verification, the_same_factor_at_every_site_leaves_no_doubt)
{
    static const double x[] = {23.0, 46.0, 115.0}, y[] = {20.7, 41.4, 103.5};
    const struct fyp_ratio got = fyp_ratio_estimate(x, y, 3, 0, 0.95);
    expect_near("ratio", "property", got.ratio, 0.9, 1e-15);
    expect_near("low", "property", got.low, 0.9, 1e-12);
    expect_near("high", "property", got.high, 0.9, 1e-12);
}

Test(verification, another_unit_does_not_change_the_factor)
{
    double x[COUNT(income)], y[COUNT(income)];
    for (size_t i = 0; i < COUNT(income); i++) {
        x[i] = 2385 * income[COUNT(income) - 1 - i];
        y[i] = 2385 * food[COUNT(income) - 1 - i];
    }
    const struct fyp_ratio a =
        fyp_ratio_estimate(income, food, COUNT(income), 0, 0.95);
    const struct fyp_ratio b = fyp_ratio_estimate(x, y, COUNT(x), 0, 0.95);
    expect_near("ratio", "scaling and order", b.ratio, a.ratio, 1e-13);
    expect_near("low", "scaling and order", b.low, a.low, 1e-13);
}

Test(verification, a_census_of_the_sites_has_no_error)
{
    const struct fyp_ratio got =
        fyp_ratio_estimate(income, food, COUNT(income), 33, 0.95);
    expect_near("se", "property", got.standard_error, 0.0, 1e-15);
    expect_near("low", "property", got.low, got.ratio, 1e-15);
}

/* pairs, values of x and y, is there a ratio, is there an interval */
static const struct {
    const char *name;
    size_t n;
    double x[3], y[3];
    bool ratio, interval;
} extremes[] = {
    {"nothing", 0, {0}, {0}, false, false},
    {"one pair", 1, {23.85}, {22.1}, true, false},
    {"nothing reported", 3, {0, 0, 0}, {3, 4, 5}, false, false},
    {"nothing found", 3, {3, 4, 5}, {0, 0, 0}, true, true},
    {"negative", 2, {-3, -4}, {3, 4}, false, false},
    {"NaN reported", 2, {NAN, 4}, {3, 4}, false, false},
    {"NaN found", 2, {3, 4}, {NAN, 4}, false, false},
    {"1e300", 3, {1e300, 1e300, 1e300}, {1e300, 2e300, 1e300}, true, false},
};

Test(verification, a_ratio_is_a_number_or_not_defined)
{
    for (size_t i = 0; i < COUNT(extremes); i++) {
        const struct fyp_ratio got = fyp_ratio_estimate(
            extremes[i].x, extremes[i].y, extremes[i].n, 0, 0.95);
        cr_assert_eq(
            isfinite(got.ratio) != 0, extremes[i].ratio, "%s: ratio %g",
            extremes[i].name, got.ratio);
        cr_assert_eq(
            isfinite(got.low) && isfinite(got.high), extremes[i].interval,
            "%s: %g .. %g", extremes[i].name, got.low, got.high);
        cr_assert(!isinf(got.low) && !isinf(got.standard_error), "inf");
    }
}

/* --- the verdict --- */

static struct fyp_indicator indicators[] = {
    {.number = "1", .code = "rate", .unit = "%", .kind = FYP_KIND_LEVEL},
    {.number = "2", .code = "people", .unit = "人", .kind = FYP_KIND_LEVEL},
    {.number = "3", .code = "growth", .unit = "%", .kind = FYP_KIND_GROWTH},
    {.number = "4", .code = "silent", .unit = "%", .kind = FYP_KIND_LEVEL},
};
static const struct fyp_plan plan = {
    .id = "p",
    .region = {.code = "510604"},
    .baseline_year = 2020,
    .end_year = 2025,
    .indicators = indicators,
    .indicator_count = COUNT(indicators),
};

/* One indicator, one row of the sample, one reported figure (NAN: none). */
static struct fyp_verified
verify_one(size_t indicator, const struct fyp_recount *row, double reported)
{
    struct fyp_figures *figures = NULL;
    struct fyp_verification got;
    struct fyp_recount item = *row;
    item.indicator = &indicators[indicator];
    const struct fyp_recounts recounts = {.items = &item, .count = 1};
    const struct fyp_figure figure = {
        .region = "510604",
        .indicator = indicators[indicator].code,
        .year = 2023,
        .value = {.present = true, .value = reported},
        .source = "",
        .file = "a.csv",
    };

    cr_assert_eq(fyp_figures_create(&figures, NULL), FYP_OK);
    if (!isnan(reported)) {
        cr_assert_eq(fyp_figures_add(figures, &figure, NULL), FYP_OK);
    }
    fyp_figures_index(figures);
    const struct fyp_verification_request request = {
        .plan = &plan,
        .figures = figures,
        .recounts = &recounts,
        .year = 2023,
        .confidence = 0.95,
    };
    cr_assert_eq(fyp_verify(&request, &got, NULL), FYP_OK);
    cr_assert_eq(got.count, 1, "only the sampled one");
    const struct fyp_verified verified = got.items[0];
    fyp_verification_finish(&got);
    fyp_figures_destroy(figures);
    return verified;
}

/* 46 of 50 at 95 %: 80.76572164040372 to 97.77720363450703 */
static const struct {
    const char *name;
    size_t indicator;
    long long confirmed, checked;
    double reported;
    enum fyp_agreement agreement;
} verdicts[] = {
    {"inside", 0, 46, 50, 96.5, FYP_AGREEMENT_CONSISTENT},
    {"on the upper limit", 0, 46, 50, 97.77720363450703,
     FYP_AGREEMENT_CONSISTENT},
    {"just above", 0, 46, 50, 97.7773, FYP_AGREEMENT_OVER_REPORTED},
    {"on the lower limit", 0, 46, 50, 80.76572164040372,
     FYP_AGREEMENT_CONSISTENT},
    {"just below", 0, 46, 50, 80.7656, FYP_AGREEMENT_UNDER_REPORTED},
    {"all confirmed, 100 reported", 0, 50, 50, 100, FYP_AGREEMENT_CONSISTENT},
    {"none confirmed, 0 reported", 0, 0, 50, 0, FYP_AGREEMENT_CONSISTENT},
    {"none confirmed, some reported", 0, 0, 50, 7.2,
     FYP_AGREEMENT_OVER_REPORTED},
    {"no figure", 0, 46, 50, NAN, FYP_AGREEMENT_NONE},
    {"no share verified", 0, 0, 0, 96.5, FYP_AGREEMENT_NONE},
    {"not in per cent", 1, 46, 50, 96.5, FYP_AGREEMENT_NONE},
    {"growth is no share", 2, 46, 50, 6.5, FYP_AGREEMENT_NONE},
};

Test(verification, a_figure_is_held_against_the_interval)
{
    for (size_t i = 0; i < COUNT(verdicts); i++) {
        const struct fyp_recount row = {
            .confirmed = verdicts[i].confirmed, .checked = verdicts[i].checked};
        const struct fyp_verified got =
            verify_one(verdicts[i].indicator, &row, verdicts[i].reported);
        cr_assert_eq(
            got.agreement, verdicts[i].agreement, "%s: %d", verdicts[i].name,
            (int)got.agreement);
    }
}

/* The factor of one site is its own recount over its report. */
static const struct {
    const char *name;
    double reported, recounted;
    bool flagged, off;
} factors[] = {
    {"the same", 238.5, 238.5, false, false},
    {"on 0.90", 100, 90, false, false},
    {"0.3 of 0.27", 0.3, 0.27, false, false},
    {"below 0.90", 100, 89.99, true, true},
    {"on 1.10", 100, 110, false, false},
    {"above 1.10", 100, 110.01, true, true},
    {"nothing reported, something found", 0, 3, false, true},
    {"nothing reported, nothing found", 0, 0, false, false},
};

Test(verification, a_factor_is_flagged_outside_of_its_bounds)
{
    for (size_t i = 0; i < COUNT(factors); i++) {
        const struct fyp_recount row = {
            .reported = {true, factors[i].reported, 2},
            .recounted = {true, factors[i].recounted, 2}};
        const struct fyp_verified got = verify_one(1, &row, 238.5);
        cr_assert_eq(
            got.factor_flagged, factors[i].flagged, "%s", factors[i].name);
        cr_assert_eq(got.sites_off.hits, factors[i].off, "%s", factors[i].name);
        cr_assert_eq(got.sites_off.total, 1);
    }
}
