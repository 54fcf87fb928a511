/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 12 of docs/methods.md: one total from its parts.
 */
#include "engine/rollup.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

#define U NAN
#define EXACT 1e-15

enum { MOST_PARTS = 4 };

struct row {
    const char *name, *source;
    enum fyp_rollup rule;
    double factor;
    struct fyp_part parts[MOST_PARTS]; /* value, n, d, weight, rounding */
    size_t count;
    enum fyp_rollup_way way;
    enum fyp_rollup_refusal refusal;
    double expected, tolerance;
};

/* Success rates of two treatments by size of the stone: the total is not the
 * mean of the rates. */
static const struct row published[] = {
    {"open surgery",
     "Charig et al., British Medical Journal 292, 1986, pp. 879-882: 273 of "
     "350, "
     "78 %",
     FYP_ROLLUP_RATIO,
     100,
     {{93, 81, 87, U, 0.5}, {73, 192, 263, U, 0.5}},
     2,
     FYP_WAY_RATIO,
     FYP_ROLLUP_FINE,
     78,
     EXACT},
    {"nephrolithotomy",
     "Charig et al., British Medical Journal 292, 1986, pp. 879-882: 289 of "
     "350, "
     "83 %",
     FYP_ROLLUP_RATIO,
     100,
     {{87, 234, 270, U, 0.5}, {69, 55, 80, U, 0.5}},
     2,
     FYP_WAY_RATIO,
     FYP_ROLLUP_FINE,
     100 * 289.0 / 350,
     EXACT},
};

static const struct row by_hand[] = {
    {"counts add",
     "hand",
     FYP_ROLLUP_SUM,
     1,
     {{17, U, U, U, 0.5}, {0, U, U, U, 0.5}, {23, U, U, U, 0.5}},
     3,
     FYP_WAY_SUM,
     FYP_ROLLUP_FINE,
     40,
     EXACT},
    {"a sum of decimals has no residue",
     "0.1 + 0.2 - 0.3",
     FYP_ROLLUP_SUM,
     1,
     {{0.1, U, U, U, 0}, {0.2, U, U, U, 0}, {-0.3, U, U, U, 0}},
     3,
     FYP_WAY_SUM,
     FYP_ROLLUP_FINE,
     0,
     0},
    {"counts ignore numerators",
     "rule",
     FYP_ROLLUP_SUM,
     100,
     {{50, 1, 2, U, 0.5}, {25, 1, 4, U, 0.5}},
     2,
     FYP_WAY_SUM,
     FYP_ROLLUP_FINE,
     75,
     EXACT},
    {"an amount per head",
     "(3*700 + 1*500)/4",
     FYP_ROLLUP_RATIO,
     1,
     {{700, 2100, 3, U, 0.5}, {500, 500, 1, U, 0.5}},
     2,
     FYP_WAY_RATIO,
     FYP_ROLLUP_FINE,
     650,
     EXACT},
    {"nobody to count in one part",
     "81/87",
     FYP_ROLLUP_RATIO,
     100,
     {{93.1, 81, 87, U, 0.05}, {100, 0, 0, U, 0.5}},
     2,
     FYP_WAY_RATIO,
     FYP_ROLLUP_FINE,
     100 * 81.0 / 87,
     EXACT},
    {"one numerator is missing: the declared weights",
     "(1*90 + 3*70)/4",
     FYP_ROLLUP_RATIO,
     100,
     {{90, 9, 10, 1, 0.5}, {70, U, U, 3, 0.5}},
     2,
     FYP_WAY_WEIGHTED,
     FYP_ROLLUP_FINE,
     75,
     EXACT},
    {"one weight is missing: the plain mean",
     "(90 + 70)/2",
     FYP_ROLLUP_RATIO,
     100,
     {{90, 9, 10, 1, 0.5}, {70, U, U, U, 0.5}},
     2,
     FYP_WAY_PLAIN,
     FYP_ROLLUP_FINE,
     80,
     EXACT},
    {"a weighted mean with denominators is their ratio",
     "(9 + 7)/(10 + 20)",
     FYP_ROLLUP_WEIGHTED,
     100,
     {{90, 9, 10, 1, 0}, {35, 7, 20, 3, 0}},
     2,
     FYP_WAY_RATIO,
     FYP_ROLLUP_FINE,
     160.0 / 3,
     EXACT},
    {"numerator and value in different units are no ratio",
     "0.23 ten thousand yuan of 4600 yuan for 2",
     FYP_ROLLUP_RATIO,
     1,
     {{0.23, 4600, 2, 2, 0.005}, {0.11, 1100, 1, 1, 0.005}},
     2,
     FYP_WAY_WEIGHTED,
     FYP_ROLLUP_FINE,
     0.19,
     EXACT},
    {"one part alone",
     "hand",
     FYP_ROLLUP_WEIGHTED,
     1,
     {{6.3, U, U, U, 0}},
     1,
     FYP_WAY_PLAIN,
     FYP_ROLLUP_FINE,
     6.3,
     EXACT},
    {"negative values may be averaged",
     "(2*-1.5 + 1*3)/3",
     FYP_ROLLUP_WEIGHTED,
     1,
     {{-1.5, U, U, 2, 0}, {3, U, U, 1, 0}},
     2,
     FYP_WAY_WEIGHTED,
     FYP_ROLLUP_FINE,
     0,
     EXACT},
};

static const struct row refused[] = {
    {"no part",
     "rule",
     FYP_ROLLUP_SUM,
     1,
     {{0, 0, 0, 0, 0}},
     0,
     FYP_WAY_NONE,
     FYP_ROLLUP_NO_PARTS,
     U,
     0},
    {"no part of a rate",
     "rule",
     FYP_ROLLUP_RATIO,
     100,
     {{0, 0, 0, 0, 0}},
     0,
     FYP_WAY_NONE,
     FYP_ROLLUP_NO_PARTS,
     U,
     0},
    {"not to be rolled up",
     "rule",
     FYP_ROLLUP_NONE,
     1,
     {{5, U, U, U, 0}},
     1,
     FYP_WAY_NONE,
     FYP_ROLLUP_NOT_ADDED,
     U,
     0},
    {"all denominators are 0",
     "rule",
     FYP_ROLLUP_RATIO,
     100,
     {{100, 0, 0, 4, 0}, {100, 0, 0, 4, 0}},
     2,
     FYP_WAY_NONE,
     FYP_ROLLUP_NO_WEIGHT,
     U,
     0},
    {"all weights are 0",
     "rule",
     FYP_ROLLUP_WEIGHTED,
     1,
     {{100, U, U, 0, 0}, {90, U, U, 0, 0}},
     2,
     FYP_WAY_NONE,
     FYP_ROLLUP_NO_WEIGHT,
     U,
     0},
    {"a negative denominator",
     "rule",
     FYP_ROLLUP_RATIO,
     100,
     {{90, 9, 10, 4, 0}, {90, -9, -10, 4, 0}},
     2,
     FYP_WAY_NONE,
     FYP_ROLLUP_NEGATIVE,
     U,
     0},
    {"a negative weight",
     "rule",
     FYP_ROLLUP_WEIGHTED,
     1,
     {{90, U, U, 4, 0}, {90, U, U, -1, 0}},
     2,
     FYP_WAY_NONE,
     FYP_ROLLUP_NEGATIVE,
     U,
     0},
    {"a value that is no number",
     "rule",
     FYP_ROLLUP_SUM,
     1,
     {{90, U, U, 4, 0}, {U, U, U, 1, 0}},
     2,
     FYP_WAY_NONE,
     FYP_ROLLUP_NOT_FINITE,
     U,
     0},
    {"an infinite value",
     "rule",
     FYP_ROLLUP_WEIGHTED,
     1,
     {{INFINITY, U, U, 4, 0}},
     1,
     FYP_WAY_NONE,
     FYP_ROLLUP_NOT_FINITE,
     U,
     0},
    {"an infinite weight",
     "rule",
     FYP_ROLLUP_WEIGHTED,
     1,
     {{1, U, U, INFINITY, 0}},
     1,
     FYP_WAY_NONE,
     FYP_ROLLUP_NOT_FINITE,
     U,
     0},
    {"a sum beyond any double",
     "rule",
     FYP_ROLLUP_SUM,
     1,
     {{DBL_MAX, U, U, U, 0}, {DBL_MAX, U, U, U, 0}},
     2,
     FYP_WAY_NONE,
     FYP_ROLLUP_NOT_FINITE,
     U,
     0},
    {"denominators beyond any double",
     "rule",
     FYP_ROLLUP_RATIO,
     1,
     {{1, 1e308, 1e308, U, 0}, {1, 1e308, 1e308, U, 0}},
     2,
     FYP_WAY_NONE,
     FYP_ROLLUP_NOT_FINITE,
     U,
     0},
};

static void check(const struct row *row)
{
    struct fyp_total total;

    fyp_roll_up(row->parts, row->count, row->rule, row->factor, &total);
    cr_expect_eq(
        total.refusal, row->refusal, "%s: refusal %d", row->name,
        (int)total.refusal);
    cr_expect_eq(total.way, row->way, "%s: way %d", row->name, (int)total.way);
    scene_expect(
        row->name, row->source, "total", total.value, row->expected,
        row->tolerance);
}

Test(rollup, totals_of_rates_are_those_that_were_published)
{
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        check(&published[i]);
    }
}

Test(rollup, totals_are_those_worked_out_by_hand)
{
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        check(&by_hand[i]);
    }
}

Test(rollup, what_has_no_total_says_why)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        check(&refused[i]);
    }
}

/* --- properties --- */

static const struct fyp_part two[] = {
    {61.4, 307, 500, 3.7, 0.05}, {88.25, 353, 400, 1.9, 0.005}};

Test(rollup, the_order_of_the_parts_does_not_matter)
{
    const struct fyp_part turned[] = {two[1], two[0]};

    for (int rule = FYP_ROLLUP_RATIO; rule <= FYP_ROLLUP_WEIGHTED; rule++) {
        struct fyp_total a, b;
        fyp_roll_up(two, 2, (enum fyp_rollup)rule, 100, &a);
        fyp_roll_up(turned, 2, (enum fyp_rollup)rule, 100, &b);
        scene_expect("turned", "property", "total", b.value, a.value, EXACT);
    }
}

Test(rollup, what_all_parts_share_is_the_total_of_every_mean)
{
    for (int rule = FYP_ROLLUP_RATIO; rule <= FYP_ROLLUP_WEIGHTED; rule++) {
        const struct fyp_part parts[] = {
            {61.4, 307, 500, 3.7, 0.05}, {61.4, 614, 1000, 0.01, 0.05}};
        struct fyp_total total;
        if (rule != FYP_ROLLUP_SUM) {
            fyp_roll_up(parts, 2, (enum fyp_rollup)rule, 100, &total);
            scene_expect(
                "equal", "property", "total", total.value, 61.4, EXACT);
        }
    }
}

/* Two levels or one: a sum of numerators does not care. */
Test(rollup, a_ratio_of_ratios_is_the_ratio_of_all)
{
    const struct fyp_part third = {70, 7, 10, NAN, 0};
    struct fyp_total pair, all, level;
    const struct fyp_part parts[] = {two[0], two[1], third};

    fyp_roll_up(parts, 3, FYP_ROLLUP_RATIO, 100, &all);
    fyp_roll_up(two, 2, FYP_ROLLUP_RATIO, 100, &pair);
    const struct fyp_part nested[] = {
        {pair.value, pair.numerator, pair.denominator, NAN, pair.rounding},
        third};
    fyp_roll_up(nested, 2, FYP_ROLLUP_RATIO, 100, &level);
    cr_expect_eq(level.way, FYP_WAY_RATIO);
    scene_expect("nested", "property", "total", level.value, all.value, EXACT);
}

/* --- what no figure should be --- */

/* Every rule over every odd number in every place of a part: a finite total
 * or a reason. */
Test(rollup, nothing_odd_becomes_a_total_without_a_reason)
{
    static const double odd[] = {0,      -0.0,  1,      -1,       1e300,
                                 -1e300, 1e308, 5e-324, INFINITY, NAN};
    enum { ODD = sizeof odd / sizeof *odd };

    for (int rule = FYP_ROLLUP_NONE; rule <= FYP_ROLLUP_WEIGHTED; rule++) {
        for (int i = 0; i < ODD * ODD * ODD * ODD; i++) {
            const struct fyp_part parts[] = {
                {odd[i % ODD], odd[i / ODD % ODD], odd[i / ODD / ODD % ODD],
                 odd[i / ODD / ODD / ODD], 0.5},
                two[0]};
            for (size_t n = 0; n <= 2; n++) {
                struct fyp_total total;
                fyp_roll_up(parts, n, (enum fyp_rollup)rule, 100, &total);
                cr_assert_eq(
                    total.refusal == FYP_ROLLUP_FINE,
                    isfinite(total.value) != 0, "rule %d case %d", rule, i);
                cr_assert_eq(
                    total.way == FYP_WAY_NONE,
                    total.refusal != FYP_ROLLUP_FINE);
                cr_assert_eq(
                    fyp_rollup_refusal_name(total.refusal) == NULL,
                    fyp_rollup_way_name(total.way) != NULL);
            }
        }
    }
}

/* Means of the largest numbers are no larger. */
Test(rollup, means_of_huge_values_do_not_overflow)
{
    static const struct fyp_part huge[] = {
        {1e300, NAN, NAN, 1e300, 0},
        {1e300, NAN, NAN, 3e300, 0},
        {DBL_MAX, NAN, NAN, 1e-300, 0}};
    struct fyp_total total;

    fyp_roll_up(huge, 2, FYP_ROLLUP_WEIGHTED, 1, &total);
    scene_expect("1e300", "hand", "weighted", total.value, 1e300, 1e-14);
    fyp_roll_up(huge, 3, FYP_ROLLUP_WEIGHTED, 1, &total);
    cr_expect(isfinite(total.value));
}
