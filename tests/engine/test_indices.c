/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 11 of docs/methods.md: the estimator of Sobol' indices, on
 * functions whose indices are known.
 */
#include "engine/indices.h"
#include "expect.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { INPUTS_MAX = 24 };
static const double pi = 3.14159265358979323846;

/* A function of the unit cube, and the group of each of its inputs. */
struct trial {
    double (*function)(const double *point);
    size_t dimension;
    int groups[INPUTS_MAX];
    int group_count;
};

static double ishigami(const double *point)
{
    const double x1 = pi * (2.0 * point[0] - 1.0);
    const double x2 = pi * (2.0 * point[1] - 1.0);
    const double x3 = pi * (2.0 * point[2] - 1.0);

    return sin(x1) + 7.0 * sin(x2) * sin(x2) + 0.1 * pow(x3, 4) * sin(x1);
}

/* Sobol's g-function, a = 0, 1, 4.5, 9, 99, 99, 99, 99. */
static double g_function(const double *point)
{
    static const double a[8] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    double product = 1.0;

    for (int i = 0; i < 8; i++) {
        product *= (fabs(4.0 * point[i] - 2.0) + a[i]) / (1.0 + a[i]);
    }
    return product;
}

static enum fyp_status call(
    void *context, size_t run, const double *point, double *out,
    struct fyp_error *err)
{
    const struct trial *trial = context;

    (void)run;
    (void)err;
    *out = trial->function(point);
    return FYP_OK;
}

static struct fyp_indices
estimate(struct trial *trial, size_t points, uint64_t seed)
{
    struct fyp_design design;
    struct fyp_indices indices;

    cr_assert_eq(
        fyp_design_create(points, 2 * trial->dimension, seed, &design, NULL),
        FYP_OK);
    const struct fyp_indices_question question = {
        .design = &design,
        .dimension = trial->dimension,
        .groups = trial->groups,
        .group_count = trial->group_count,
        .function = call,
        .context = trial,
    };
    double *values = calloc(fyp_indices_runs(&question), sizeof *values);
    cr_assert_not_null(values);
    cr_assert_eq(fyp_indices_run(&question, values, NULL), FYP_OK);
    cr_assert_eq(
        fyp_indices_estimate(&question, values, &indices, NULL), FYP_OK);
    free(values);
    fyp_design_finish(&design);
    return indices;
}

/* ---- published ---- */

/* Mean a/2, variance a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2. */
#define ISHIGAMI "Ishigami and Homma 1990; Sobol' and Levitan 1999"
#define G_FUNCTION "Saltelli and Sobol' 1995; V_i = 1/3/(1 + a_i)^2"

static const struct {
    const char *name, *source;
    struct trial trial;
    double mean, first[8], total[8];
    double tolerance;
} published[] = {
    {"Ishigami, a = 7, b = 0.1",
     ISHIGAMI,
     {ishigami, 3, {0, 1, 2}, 3},
     3.5,
     {0.3139051827, 0.4424111447, 0},
     {0.5575888553, 0.4424111447, 0.2436836725},
     0.003},
    {"Ishigami, first and third input in one group",
     ISHIGAMI ", sums of its indices",
     {ishigami, 3, {1, 0, 1}, 2},
     3.5,
     {0.4424111447, 0.5575888553},
     {0.4424111447, 0.5575888553},
     0.003},
    {"g-function of eight inputs",
     G_FUNCTION,
     {g_function, 8, {0, 1, 2, 3, 4, 5, 6, 7}, 8},
     1.0,
     {0.7162, 0.1790, 0.0237, 0.0072, 0.0001, 0.0001, 0.0001, 0.0001},
     {0.7871, 0.2422, 0.0343, 0.0105, 0.0001, 0.0001, 0.0001, 0.0001},
     0.003},
};

Test(indices, published_functions_have_their_known_indices)
{
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        struct trial trial = published[i].trial;
        const struct fyp_indices got = estimate(&trial, 16384, 1);
        cr_assert_eq(got.refusal, FYP_INDICES_GIVEN);
        expect_near(
            published[i].name, published[i].source, got.mean, published[i].mean,
            published[i].tolerance);
        for (int group = 0; group < trial.group_count; group++) {
            expect_near(
                published[i].name, published[i].source, got.first[group],
                published[i].first[group], published[i].tolerance);
            expect_near(
                published[i].name, published[i].source, got.total[group],
                published[i].total[group], published[i].tolerance);
        }
    }
}

/* The same with the default number of points: what a report says of its
 * own error. */
Test(indices, published_indices_are_met_within_three_hundredths_by_1024_points)
{
    for (uint64_t seed = 1; seed <= 10; seed++) {
        for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
            struct trial trial = published[i].trial;
            const struct fyp_indices got = estimate(&trial, 1024, seed);
            for (int group = 0; group < trial.group_count; group++) {
                expect_near(
                    published[i].name, published[i].source, got.first[group],
                    published[i].first[group], 0.03);
                expect_near(
                    published[i].name, published[i].source, got.total[group],
                    published[i].total[group], 0.03);
            }
        }
    }
}

/* x1 + 2 x2 of 24 inputs: 1/5 and 4/5; 48 columns are a Latin hypercube. */
static double weighted_sum(const double *point)
{
    return point[0] + 2.0 * point[1];
}

Test(indices, a_latin_hypercube_finds_them_too)
{
    struct trial trial = {weighted_sum, 24, {0, 1}, 3};

    for (size_t i = 2; i < 24; i++) {
        trial.groups[i] = 2;
    }
    const struct fyp_indices got = estimate(&trial, 16384, 1);
    expect_near("first", "by hand", got.first[0], 0.2, 0.02);
    expect_near("second", "by hand", got.first[1], 0.8, 0.02);
    expect_near("first, total", "by hand", got.total[0], 0.2, 0.02);
    expect_near("second, total", "by hand", got.total[1], 0.8, 0.02);
    cr_assert_eq(got.first[2], 0.0);
    cr_assert_eq(got.total[2], 0.0);
}

/* ---- properties ---- */

static double shifted_g(const double *point)
{
    return 2.385 * g_function(point) + 1000.0;
}

Test(indices, property_neither_scale_nor_place_of_a_result_matters)
{
    struct trial plain = {g_function, 8, {0, 1, 2, 3, 4, 5, 6, 7}, 8};
    struct trial moved = plain;

    moved.function = shifted_g;
    const struct fyp_indices a = estimate(&plain, 1024, 3);
    const struct fyp_indices b = estimate(&moved, 1024, 3);
    for (int group = 0; group < 8; group++) {
        expect_near("first", "property", b.first[group], a.first[group], 1e-9);
        expect_near("total", "property", b.total[group], a.total[group], 1e-9);
    }
}

Test(indices, property_the_only_factor_explains_everything)
{
    struct trial trial = {g_function, 8, {0}, 1};
    const struct fyp_indices got = estimate(&trial, 1024, 2);

    expect_near("first", "property", got.first[0], 1.0, 0.05);
    expect_near("total", "property", got.total[0], 1.0, 0.05);
}

/* ---- snapshot: the same bits from every compiler ---- */

Test(indices, snapshot_the_bits_do_not_depend_on_the_compiler)
{
    struct trial trial = {g_function, 8, {0, 1, 2, 3, 4, 5, 6, 7}, 8};
    const struct fyp_indices got = estimate(&trial, 1024, 1);

    cr_assert_eq(got.mean, 0x1.fffca88f6d5dbp-1, "%a", got.mean);
    cr_assert_eq(got.sd, 0x1.5cf233c182a14p-1, "%a", got.sd);
    cr_assert_eq(got.first[0], 0x1.6f9adb06fdb0fp-1, "%a", got.first[0]);
    cr_assert_eq(got.total[1], 0x1.fa3eff84ddb7ap-3, "%a", got.total[1]);
}

/* ---- boundaries ---- */

static double always_nan(const double *point)
{
    (void)point;
    return NAN;
}
static double sometimes_nan(const double *point)
{
    return point[0] < 0.02 ? NAN : point[0];
}
static double always_zero(const double *point)
{
    (void)point;
    return 0.0;
}
static double minus_seven(const double *point)
{
    (void)point;
    return -7.13;
}
static double noise_of_rounding(const double *point)
{
    return 98.5 + 1e-13 * point[0];
}
static double huge(const double *point)
{
    return 1e300 * (point[0] - 0.5);
}
static double infinite(const double *point)
{
    return point[0] < 0.5 ? INFINITY : 1.0;
}
static double tiny(const double *point)
{
    return 1e-200 * point[0];
}
static double negative(const double *point)
{
    return -40.0 - point[0];
}

static const struct {
    const char *name;
    double (*function)(const double *point);
    enum fyp_indices_refusal refusal;
    double mean, sd;
} degenerate[] = {
    {"never defined", always_nan, FYP_INDICES_UNDEFINED, NAN, NAN},
    {"not always defined", sometimes_nan, FYP_INDICES_UNDEFINED, NAN, NAN},
    {"zeros", always_zero, FYP_INDICES_NO_VARIANCE, 0.0, 0.0},
    {"one value", minus_seven, FYP_INDICES_NO_VARIANCE, -7.13, 0.0},
    {"rounding only", noise_of_rounding, FYP_INDICES_NO_VARIANCE, 98.5, 0.0},
    {"1e300", huge, FYP_INDICES_NOT_FINITE, NAN, NAN},
    {"infinite", infinite, FYP_INDICES_NOT_FINITE, NAN, NAN},
    {"1e-200", tiny, FYP_INDICES_NO_VARIANCE, 5e-201, 0.0},
    {"negative", negative, FYP_INDICES_GIVEN, -40.5, 0.28867513459481287},
};

Test(indices, what_has_no_spread_has_no_indices_and_says_why)
{
    for (size_t i = 0; i < sizeof degenerate / sizeof *degenerate; i++) {
        struct trial trial = {degenerate[i].function, 2, {0, 1}, 2};
        const struct fyp_indices got = estimate(&trial, 256, 1);
        const bool given = degenerate[i].refusal == FYP_INDICES_GIVEN;
        cr_assert_eq(
            got.refusal, degenerate[i].refusal, "%s: %d", degenerate[i].name,
            (int)got.refusal);
        expect_near(
            degenerate[i].name, "by hand", got.mean, degenerate[i].mean, 1e-3);
        expect_near(
            degenerate[i].name, "by hand", got.sd, degenerate[i].sd, 1e-3);
        cr_assert_eq(isnan(got.first[0]), !given, "%s", degenerate[i].name);
        cr_assert_eq(isnan(got.total[1]), !given, "%s", degenerate[i].name);
        cr_assert_eq(
            fyp_indices_refusal_name(got.refusal) == NULL, given, "%s",
            degenerate[i].name);
    }
}

static enum fyp_status refuse(
    void *context, size_t run, const double *point, double *out,
    struct fyp_error *err)
{
    (void)context;
    (void)point;
    *out = 1.0;
    return run == 17 ? fyp_fail(err, FYP_E_EVALUATE_WEIGHTS, NULL) : FYP_OK;
}

Test(indices, a_run_that_fails_ends_them)
{
    static const int groups[] = {0, 1};
    double values[64 * 4];
    struct fyp_design design;
    struct fyp_error err = {0};

    cr_assert_eq(fyp_design_create(64, 4, 1, &design, NULL), FYP_OK);
    const struct fyp_indices_question question = {
        .design = &design,
        .dimension = 2,
        .groups = groups,
        .group_count = 2,
        .function = refuse,
    };
    cr_assert_eq(
        fyp_indices_run(&question, values, &err), FYP_E_EVALUATE_WEIGHTS);
    cr_assert_eq(err.status, FYP_E_EVALUATE_WEIGHTS);
    fyp_design_finish(&design);
}
