/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/target.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

/*
 * Every comparator at values below, at and above its bound. Source of all
 * rows: docs/methods.md section 1; full-value and rounded comparison as in
 * GB/T 8170-2008 section 4.
 */

#define BOUND 96.43
#define RATIO(excess) (BOUND * (1 + (excess)))

enum { GT = FYP_COMPARE_GT, GE, LT, LE, EQ };

struct met_row {
    const char *name;
    double value;
    bool expected[6]; /* NONE GT GE LT LE EQ */
};

static const struct met_row met_rows[] = {
    {"well below", 87.31, {false, false, false, true, true, false}},
    {"a hundredth below", 96.42, {false, false, false, true, true, false}},
    {"2e-9 below", RATIO(-2e-9), {false, false, false, true, true, false}},
    {"5e-10 below", RATIO(-5e-10), {false, false, true, false, true, true}},
    {"at it", BOUND, {false, false, true, false, true, true}},
    {"5e-10 above", RATIO(5e-10), {false, false, true, false, true, true}},
    {"2e-9 above", RATIO(2e-9), {false, true, true, false, false, false}},
    {"a hundredth above", 96.44, {false, true, true, false, false, false}},
    {"well above", 99.87, {false, true, true, false, false, false}},
    {"minus infinity", -INFINITY, {false, false, false, true, true, false}},
    {"1e300", 1e300, {false, true, true, false, false, false}},
    {"negative", -96.43, {false, false, false, true, true, false}},
    {"no value", NAN, {false, false, false, false, false, false}},
};

Test(target, every_comparator_below_at_and_above_its_bound)
{
    for (size_t i = 0; i < sizeof met_rows / sizeof *met_rows; i++) {
        const struct met_row *row = &met_rows[i];
        for (int comparator = 0; comparator <= EQ; comparator++) {
            bool met = fyp_target_met(
                row->value, (enum fyp_comparator)comparator, BOUND, 2,
                FYP_COMPARE_FULL);
            cr_expect_eq(
                met, row->expected[comparator], "%s, comparator \"%s\": %d",
                row->name, fyp_comparator_text((enum fyp_comparator)comparator),
                met);
        }
    }
}

struct rounded_row {
    const char *name;
    double value;
    int comparator;
    double bound;
    int decimals;
    bool full, rounded;
};

static const struct rounded_row rounded_rows[] = {
    {"below 15 %: 14.6 is 15", 14.6, LT, 15, 0, true, false},
    {"15 % at most: 15.4 is 15", 15.4, LE, 15, 0, false, true},
    {"15 % at most: 15.5 is 16", 15.5, LE, 15, 0, false, false},
    {"15 % at most: 14.5 is 14", 14.5, LE, 14, 0, false, true},
    {"above 96.4: 96.45 is 96.4", 96.45, GT, 96.4, 1, true, false},
    {"above 96.5: 96.55 is 96.6", 96.55, GT, 96.5, 1, true, true},
    {"96.6 at least: 96.55 is 96.6", 96.55, GE, 96.6, 1, false, true},
    {"200 (hundreds): 150 is 200", 150, GE, 200, -2, false, true},
    {"200 (hundreds): 149 is 100", 149, GE, 200, -2, false, false},
    {"above 200 (hundreds): 250 is 200", 250, GT, 200, -2, true, false},
    {"above 200 (hundreds): 251 is 300", 251, GT, 200, -2, true, true},
    {"equal: 3.14 is 3.1", 3.14, EQ, 3.1, 1, false, true},
    {"negative: -2.5 is -2", -2.5, GE, -2, 0, false, true},
    {"no value", NAN, GE, 15, 0, false, false},
};

Test(target, a_rounded_comparison_rounds_half_even_to_the_printed_decimals)
{
    for (size_t i = 0; i < sizeof rounded_rows / sizeof *rounded_rows; i++) {
        const struct rounded_row *row = &rounded_rows[i];
        enum fyp_comparator comparator = (enum fyp_comparator)row->comparator;
        bool full = fyp_target_met(
            row->value, comparator, row->bound, row->decimals,
            FYP_COMPARE_FULL);
        bool rounded = fyp_target_met(
            row->value, comparator, row->bound, row->decimals,
            FYP_COMPARE_ROUNDED);
        cr_expect_eq(full, row->full, "%s, full: %d", row->name, full);
        cr_expect_eq(
            rounded, row->rounded, "%s, rounded: %d", row->name, rounded);
    }
}

Test(target, nothing_meets_a_bound_that_is_not_known)
{
    for (int comparator = 0; comparator <= EQ; comparator++) {
        cr_expect_not(fyp_target_met(
            96.43, (enum fyp_comparator)comparator, NAN, 2, FYP_COMPARE_FULL));
        cr_expect_not(fyp_target_met(
            96.43, (enum fyp_comparator)comparator, NAN, 2,
            FYP_COMPARE_ROUNDED));
    }
}

Test(target, five_times_0_004_reaches_0_02_and_does_not_exceed_it)
{
    double sum = 0;
    for (int i = 0; i < 5; i++) {
        sum += 0.004;
    }
    cr_expect(fyp_target_met(sum, FYP_COMPARE_GE, 0.02, 2, FYP_COMPARE_FULL));
    cr_expect(fyp_target_met(sum, FYP_COMPARE_EQ, 0.02, 2, FYP_COMPARE_FULL));
    cr_expect_not(
        fyp_target_met(sum, FYP_COMPARE_GT, 0.02, 2, FYP_COMPARE_FULL));
}

Test(target, a_strict_target_is_not_met_at_its_own_value)
{
    srand(20250731);
    for (int i = 0; i < 10000; i++) {
        double bound = (rand() % 200000 - 100000) / 997.0;
        cr_assert_not(
            fyp_target_met(bound, FYP_COMPARE_GT, bound, 2, FYP_COMPARE_FULL));
        cr_assert_not(
            fyp_target_met(bound, FYP_COMPARE_LT, bound, 2, FYP_COMPARE_FULL));
        cr_assert(
            fyp_target_met(bound, FYP_COMPARE_GE, bound, 2, FYP_COMPARE_FULL));
    }
}

Test(target, a_value_meets_a_strict_target_or_the_opposite_inclusive_one)
{
    srand(4713);
    for (int i = 0; i < 10000; i++) {
        double bound = (rand() % 100000) / 991.0;
        double value = bound + (rand() % 2001 - 1000) * 1e-9;
        bool above =
            fyp_target_met(value, FYP_COMPARE_GT, bound, 2, FYP_COMPARE_FULL);
        bool not_above =
            fyp_target_met(value, FYP_COMPARE_LE, bound, 2, FYP_COMPARE_FULL);
        cr_assert_neq(above, not_above, "%.17g and %.17g", value, bound);
    }
}

struct direction_row {
    int comparator;
    double target, baseline;
    int expected;
};

static const struct direction_row direction_rows[] = {
    {FYP_COMPARE_NONE, 90.5, 80.3, 1},
    {GT, 90.5, 95.7, 1},
    {GE, 90.5, NAN, 1},
    {LT, 15.2, 23.7, -1},
    {LE, 15.2, 12.1, -1},
    {EQ, 90.5, 80.3, 1},
    {EQ, 80.3, 90.5, -1},
    {EQ, 80.3, 80.3, 1},
    {EQ, 80.3, 80.3 * (1 + 5e-10), 1},
    {EQ, 80.3, 80.3 * (1 + 2e-9), -1},
    {EQ, 80.3, NAN, 1},
};

/* Source: docs/methods.md section 4 (the sign s). */
Test(target, the_direction_is_the_comparators_and_for_equals_the_distances)
{
    for (size_t i = 0; i < sizeof direction_rows / sizeof *direction_rows;
         i++) {
        const struct direction_row *row = &direction_rows[i];
        int direction = fyp_target_direction(
            (enum fyp_comparator)row->comparator, row->target, row->baseline);
        cr_expect_eq(
            direction, row->expected, "row %zu: %+d, expected %+d", i,
            direction, row->expected);
    }
}

Test(target, the_milestone_in_force_is_the_last_one_not_after_the_year)
{
    struct fyp_milestone milestones[] = {{.year = 2022}, {.year = 2024}};
    struct fyp_indicator indicator = {
        .milestones = milestones, .milestone_count = 2};
    static const struct {
        int year, expected; /* year of the milestone, 0: none */
    } rows[] = {{2020, 0},    {2021, 0}, {2022, 2022}, {2023, 2022},
                {2024, 2024}, {2025, 0}, {2026, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct fyp_milestone *found =
            fyp_milestone_in_force(&indicator, rows[i].year, 2025);
        int year = found == NULL ? 0 : found->year;
        cr_expect_eq(
            year, rows[i].expected, "%d: %d, expected %d", rows[i].year, year,
            rows[i].expected);
    }
    indicator.milestone_count = 0;
    cr_expect_null(fyp_milestone_in_force(&indicator, 2023, 2025));
}

struct path_row {
    const char *name;
    double year, expected;
};

/* 61.7 in 2020, milestones 70.3 in 2022 and 69.1 in 2023, 95.6 in 2025.
 * By hand: 61.7 + 8.6/2 = 66.0; 69.1 + 26.5/2 = 82.35. */
static const struct fyp_path_point corners[] = {
    {2020, 61.7}, {2022, 70.3}, {2023, 69.1}, {2025, 95.6}};

static const struct path_row path_rows[] = {
    {"start", 2020, 61.7},
    {"half way to a milestone", 2021, 66.0},
    {"milestone", 2022, 70.3},
    {"milestone below it", 2023, 69.1},
    {"half way to the end", 2024, 82.35},
    {"end", 2025, 95.6},
    {"after the end", 2031, 95.6},
    {"a quarter of a year", 2020.25, 62.775},
};

static double
path_value(const struct fyp_path_point *points, size_t n, double year)
{
    struct fyp_path_segment segment;
    return fyp_path_segment(points, n, year, &segment)
               ? fyp_segment_value(&segment, year)
               : NAN;
}

Test(target, the_path_runs_straight_between_its_corners)
{
    for (size_t i = 0; i < sizeof path_rows / sizeof *path_rows; i++) {
        const struct path_row *row = &path_rows[i];
        double value = path_value(corners, 4, row->year);
        cr_expect(
            fabs(value - row->expected) <= 1e-12 * row->expected,
            "%s: %.17g, expected %.17g (relative 1e-12)", row->name, value,
            row->expected);
    }
    cr_expect(isnan(path_value(corners, 4, 2019.99)));
    cr_expect(isnan(path_value(corners, 4, NAN)));
}

Test(target, the_path_is_exact_at_its_corners)
{
    for (size_t i = 0; i < 4; i++) {
        double value = path_value(corners, 4, corners[i].year);
        cr_expect(
            !(value < corners[i].value) && !(value > corners[i].value),
            "corner %zu: %.17g", i, value);
    }
}

Test(target, a_path_of_any_corners_is_exact_at_each_of_them)
{
    srand(60902);
    for (int i = 0; i < 10000; i++) {
        double middle = (rand() % 1000000) / 983.0;
        const struct fyp_path_point points[] = {
            {2020, (rand() % 1000000) / 977.0},
            {2021 + rand() % 3, middle},
            {2025, (rand() % 1000000) / 991.0}};
        double value = path_value(points, 3, points[1].year);
        cr_assert(
            !(value < middle) && !(value > middle), "%.17g, expected %.17g",
            value, middle);
    }
}

Test(target, a_path_of_one_point_stays_at_it)
{
    const struct fyp_path_point one = {2022, 73.9};
    cr_expect(isnan(path_value(&one, 1, 2021)));
    cr_expect(fyp_equal(path_value(&one, 1, 2022), 73.9));
    cr_expect(fyp_equal(path_value(&one, 1, 2024), 73.9));
}

/* Property: a path between two points equals b + tau (T - b), section 4. */
Test(target, a_path_without_milestones_is_the_elapsed_share_of_the_distance)
{
    srand(90125);
    for (int i = 0; i < 10000; i++) {
        double baseline = (rand() % 100000) / 983.0;
        double target = (rand() % 100000) / 977.0;
        int length = 1 + rand() % 15;
        int year = rand() % (length + 1);
        const struct fyp_path_point line[] = {
            {2020, baseline}, {2020 + length, target}};
        double value = path_value(line, 2, 2020 + year);
        double expected =
            baseline + (double)year / length * (target - baseline);
        cr_assert(
            fabs(value - expected) <= 1e-12 * (fabs(expected) + 1),
            "%.17g to %.17g, %d of %d years: %.17g, expected %.17g", baseline,
            target, year, length, value, expected);
    }
}

Test(target, a_cumulative_path_from_zero_is_the_elapsed_share_of_the_target)
{
    const struct fyp_path_point line[] = {{2020, 0}, {2025, 170}};
    for (int year = 2020; year <= 2025; year++) {
        cr_expect(fyp_equal(path_value(line, 2, year), 34.0 * (year - 2020)));
    }
}
