/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many sites and which: published sample sizes, the generator's
 * published numbers, and what must hold for any selection.
 */
#include "engine/sampling.h"

#include "expect.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void quiet(void)
{
    gsl_set_error_handler_off();
}

TestSuite(sampling, .init = quiet);

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* Confidence for which z is 2. */
#define TWO_SIGMA 0.9544997361036416

static const struct {
    const char *name, *source;
    struct fyp_sample_design design;
    long long needed;
} published[] = {
    {"95 %, 5 points, no limit",
     "Cochran 1963, p. 75; every textbook",
     {0.95, 0.05, 0.5, 0},
     385},
    {"95 %, 3 points, no limit", "the same", {0.95, 0.03, 0.5, 0}, 1068},
    {"99 %, 5 points, no limit", "the same", {0.99, 0.05, 0.5, 0}, 664},
    {"3200 islanders, t = 2",
     "Cochran 1977, section 4.4, p. 76",
     {TWO_SIGMA, 0.05, 0.5, 3200},
     356},
    {"ten thousand",
     "Krejcie and Morgan 1970, table 1",
     {0.95, 0.05, 0.5, 10000},
     370},
    {"a thousand", "the same", {0.95, 0.05, 0.5, 1000}, 278},
    {"a hundred", "the same", {0.95, 0.05, 0.5, 100}, 80},
    {"ten", "the same", {0.95, 0.05, 0.5, 10}, 10},
};

Test(sampling, published_sizes_are_met)
{
    for (size_t i = 0; i < COUNT(published); i++) {
        const struct fyp_sample_size got =
            fyp_sample_size(&published[i].design);
        cr_assert_eq(
            got.needed, published[i].needed, "%s (%s): got %lld, expected %lld",
            published[i].name, published[i].source, got.needed,
            published[i].needed);
    }
}

/* Krejcie and Morgan 1970, table 1: population and sample, every one. */
static const int krejcie_morgan[][2] = {
    {10, 10},     {15, 14},     {20, 19},     {25, 24},     {30, 28},
    {35, 32},     {40, 36},     {45, 40},     {50, 44},     {55, 48},
    {60, 52},     {65, 56},     {70, 59},     {75, 63},     {80, 66},
    {85, 70},     {90, 73},     {95, 76},     {100, 80},    {110, 86},
    {120, 92},    {130, 97},    {140, 103},   {150, 108},   {160, 113},
    {170, 118},   {180, 123},   {190, 127},   {200, 132},   {210, 136},
    {220, 140},   {230, 144},   {240, 148},   {250, 152},   {260, 155},
    {270, 159},   {280, 162},   {290, 165},   {300, 169},   {320, 175},
    {340, 181},   {360, 186},   {380, 191},   {400, 196},   {420, 201},
    {440, 205},   {460, 210},   {480, 214},   {500, 217},   {550, 226},
    {600, 234},   {650, 242},   {700, 248},   {750, 254},   {800, 260},
    {850, 265},   {900, 269},   {950, 274},   {1000, 278},  {1100, 285},
    {1200, 291},  {1300, 297},  {1400, 302},  {1500, 306},  {1600, 310},
    {1700, 313},  {1800, 317},  {1900, 320},  {2000, 322},  {2200, 327},
    {2400, 331},  {2600, 335},  {2800, 338},  {3000, 341},  {3500, 346},
    {4000, 351},  {4500, 354},  {5000, 357},  {6000, 361},  {7000, 364},
    {8000, 367},  {9000, 368},  {10000, 370}, {15000, 375}, {20000, 377},
    {30000, 379}, {40000, 380}, {50000, 381}, {75000, 382}, {1000000, 384},
};

/* They round to the nearest, we round up; the number before is the same. */
Test(sampling, the_table_of_krejcie_and_morgan_is_the_same_before_rounding)
{
    for (size_t i = 0; i < COUNT(krejcie_morgan); i++) {
        const int *row = krejcie_morgan[i];
        const struct fyp_sample_size got = fyp_sample_size(
            &(struct fyp_sample_design){0.95, 0.05, 0.5, row[0]});
        cr_assert(
            fabs(got.exact - row[1]) <= 0.55, "N = %d: got %.6f, printed %d",
            row[0], got.exact, row[1]);
        cr_assert(
            (double)got.needed >= got.exact &&
                (double)got.needed < got.exact + 1.0,
            "N = %d: %.6f is not %lld rounded up", row[0], got.exact,
            got.needed);
    }
}

static const struct {
    const char *name;
    struct fyp_sample_design design;
} senseless[] = {
    {"confidence 0", {0.0, 0.05, 0.5, 100}},
    {"confidence 1", {1.0, 0.05, 0.5, 100}},
    {"confidence NaN", {NAN, 0.05, 0.5, 100}},
    {"margin 0", {0.95, 0.0, 0.5, 100}},
    {"margin 1", {0.95, 1.0, 0.5, 100}},
    {"margin negative", {0.95, -0.05, 0.5, 100}},
    {"margin NaN", {0.95, NAN, 0.5, 100}},
    {"margin too small for a number", {0.95, 1e-300, 0.5, 100}},
    {"share 0", {0.95, 0.05, 0.0, 100}},
    {"share 1", {0.95, 0.05, 1.0, 100}},
    {"share NaN", {0.95, 0.05, NAN, 100}},
    {"share 1e300", {0.95, 0.05, 1e300, 100}},
    {"population negative", {0.95, 0.05, 0.5, -1}},
};

Test(sampling, a_design_without_sense_needs_nothing)
{
    for (size_t i = 0; i < COUNT(senseless); i++) {
        const struct fyp_sample_size got =
            fyp_sample_size(&senseless[i].design);
        cr_assert(
            got.needed == 0 && isnan(got.exact) && isnan(got.z), "%s: %lld",
            senseless[i].name, got.needed);
    }
}

Test(sampling, at_least_one_and_never_more_than_there_are)
{
    static const double margins[] = {0.001, 0.0237, 0.05, 0.3, 0.5, 0.97};
    for (long long n = 1; n < 3000; n += n < 50 ? 1 : 37) {
        for (size_t i = 0; i < COUNT(margins); i++) {
            const struct fyp_sample_size got = fyp_sample_size(
                &(struct fyp_sample_design){0.95, margins[i], 0.237, n});
            cr_assert(
                got.needed >= 1 && got.needed <= n, "N %lld, e %g: %lld", n,
                margins[i], got.needed);
        }
    }
}

/* First outputs for the seed 1234567: Rosetta Code, "Pseudo-random
 * numbers/Splitmix64", from Vigna's splitmix64.c. */
Test(sampling, the_generator_gives_the_published_numbers)
{
    static const uint64_t expected[] = {
        UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
        UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
        UINT64_C(16408922859458223821)};
    struct fyp_generator generator = {1234567};
    for (size_t i = 0; i < COUNT(expected); i++) {
        cr_assert_eq(fyp_generator_next(&generator), expected[i], "%zu", i);
    }
}

/* oracle: tests/engine/fieldwork_twin.py, select(20231, 60, 9) */
Test(sampling, a_seed_gives_the_same_sites_as_the_twin)
{
    static const size_t expected[] = {34, 17, 28, 12, 5, 36, 43, 13, 24};
    size_t pool[60];
    fyp_sample_select(20231, 60, 9, pool);
    for (size_t i = 0; i < COUNT(expected); i++) {
        cr_assert_eq(pool[i], expected[i], "%zu: %zu", i, pool[i]);
    }
}

Test(sampling, any_selection_has_different_sites_from_the_list)
{
    enum { MOST = 97 };
    size_t pool[MOST];
    for (size_t n = 1; n <= MOST; n++) {
        bool seen[MOST] = {false};
        fyp_sample_select(n * 2385, n, n, pool);
        for (size_t i = 0; i < n; i++) {
            cr_assert(pool[i] < n && !seen[pool[i]], "%zu of %zu", i, n);
            seen[pool[i]] = true;
        }
    }
}

Test(sampling, a_longer_selection_begins_with_the_shorter_one)
{
    size_t shorter[211], longer[211];
    fyp_sample_select(77003, 211, 23, shorter);
    fyp_sample_select(77003, 211, 139, longer);
    cr_assert_eq(memcmp(shorter, longer, 23 * sizeof *shorter), 0);
}

Test(sampling, nothing_of_nothing_is_drawn)
{
    size_t pool[1] = {7};
    fyp_sample_select(1, 0, 0, pool);
    cr_assert_eq(pool[0], 7);
}

/* 20000 selections of 3 out of 8: each site 7500 times, standard deviation
 * of such a count about 68. */
Test(sampling, each_site_is_drawn_equally_often)
{
    enum { SITES = 8, NEEDED = 3, RUNS = 20000 };
    int drawn[SITES] = {0};
    size_t pool[SITES];
    for (uint64_t seed = 0; seed < RUNS; seed++) {
        fyp_sample_select(seed, SITES, NEEDED, pool);
        for (size_t i = 0; i < NEEDED; i++) {
            drawn[pool[i]]++;
        }
    }
    for (size_t i = 0; i < SITES; i++) {
        cr_assert(abs(drawn[i] - 7500) < 5 * 68, "%zu: %d", i, drawn[i]);
    }
}

Test(sampling, a_bound_near_the_top_is_kept)
{
    struct fyp_generator generator = {2385};
    const uint64_t bound = (UINT64_C(1) << 63) + 1;
    for (int i = 0; i < 1000; i++) {
        cr_assert_lt(fyp_generator_below(&generator, bound), bound);
        cr_assert_eq(fyp_generator_below(&generator, 1), 0);
    }
}
