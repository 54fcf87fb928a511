/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/shown.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Figures beside their targets. Source of all rows: docs/methods.md section
 * 1: where rounding would hide the verdict, more digits are shown.
 */

struct shown_row {
    const char *name;
    double value;
    int comparator;
    double target;
    int decimals;     /* of the target as printed */
    double expected;  /* e(t) */
    const char *full; /* as shown after a full-value comparison */
    const char *rounded;
};

static const struct shown_row rows[] = {
    {"below 15, met", 14.996, FYP_COMPARE_LT, 15, 0, 16, "14.996", "15"},
    {"15.004 is not below 15", 15.004, FYP_COMPARE_LE, 15, 0, 16, "15.004",
     "15"},
    {"15 at most, as reported", 14.6, FYP_COMPARE_LE, 15, 0, 16, "14.6", "15"},
    {"a whole figure stays whole", 87, FYP_COMPARE_GE, 85, 0, 83, "87", "87"},
    {"decimals of the plan are kept", 97, FYP_COMPARE_GE, 96.5, 1, 94, "97.0",
     "97.0"},
    {"at most two decimals without need", 91.23456, FYP_COMPARE_GE, 96, 0, 90,
     "91.23", "91.23"},
    {"just short of 100", 99.99996, FYP_COMPARE_GE, 100, 0, 100, "99.99996",
     "100"},
    {"just above a strict 96", 96.0004, FYP_COMPARE_GT, 96, 0, 95, "96.0004",
     "96"},
    {"a strict target at its own value", 96, FYP_COMPARE_GT, 96, 0, 95, "96",
     "96"},
    {"equal to the target within 1e-9", 96 + 1e-11, FYP_COMPARE_GE, 96, 0, 95,
     "96", "96"},
    {"half to even: 96.445", 96.445, FYP_COMPARE_GE, 97, 0, 95, "96.44",
     "96.44"},
    {"a half that a spreadsheet rounds up", 95.995, FYP_COMPARE_GE, 96, 0, 95,
     "95.995", "96"},
    {"just short of what is due", 79.9984, FYP_COMPARE_GE, 90, 0, 80, "79.998",
     "79.998"},
    {"thousands", 5464, FYP_COMPARE_GE, 8464, 0, 7264, "5464", "5464"},
    {"printed in hundreds", 149, FYP_COMPARE_GE, 200, -2, 120, "149", "149"},
    {"hundreds, rounded up to the target", 150, FYP_COMPARE_GE, 200, -2, 120,
     "150", "200"},
    {"not above a strict 95 once rounded", 95.3, FYP_COMPARE_GT, 95, 0, 94,
     "95.3", "95"},
    {"rounded onto a strict 95", 94.93, FYP_COMPARE_GT, 95, 0, 94, "94.93",
     "95"},
    {"negative", -2.5, FYP_COMPARE_GE, -2, 0, -3, "-2.5", "-2"},
    {"no value", NAN, FYP_COMPARE_GE, 85, 0, 80, "—", "—"},
    {"1e300", 1e300, FYP_COMPARE_GE, 85, 0, NAN, NULL, NULL},
};

static struct fyp_indicator level(const struct shown_row *row)
{
    return (struct fyp_indicator){
        .kind = FYP_KIND_LEVEL,
        .target = {
            .kind = FYP_TARGET_VALUE,
            .comparator = (enum fyp_comparator)row->comparator,
            .value = {true, row->target, row->decimals < 0 ? 0 : row->decimals},
            .precision = {true, row->decimals, 0}}};
}

static struct fyp_indicator_result
judged(const struct shown_row *row, const struct fyp_indicator *indicator)
{
    return (struct fyp_indicator_result){
        .indicator = indicator,
        .value = row->value,
        .comparator = (enum fyp_comparator)row->comparator,
        .target = row->target,
        .expected_value = row->expected,
        .reference = NAN,
        .baseline = NAN};
}

Test(shown, a_figure_is_shown_on_its_own_side_of_the_target)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct shown_row *row = &rows[i];
        const struct fyp_indicator indicator = level(row);
        const struct fyp_indicator_result result = judged(row, &indicator);
        char full[FYP_DECIMAL_TEXT_SIZE];
        char rounded[FYP_DECIMAL_TEXT_SIZE];
        fyp_show_value(&result, FYP_COMPARE_FULL, full);
        fyp_show_value(&result, FYP_COMPARE_ROUNDED, rounded);
        if (row->full != NULL) {
            cr_expect_str_eq(full, row->full, "%s: %s", row->name, full);
            cr_expect_str_eq(
                rounded, row->rounded, "%s: %s", row->name, rounded);
        }
        cr_expect_str_not_empty(full, "%s", row->name);
    }
}

/* Property: for every comparator and a fine grid around the bound, what is
 * printed compares with the bound as the value itself does. */
Test(shown, what_is_printed_never_contradicts_the_comparison)
{
    int checked = 0;
    for (int step = -4000; step <= 4000; step++) {
        const double value = 96.5 + step / 32000.0;
        for (int decimals = 0; decimals <= 2; decimals++) {
            const struct shown_row row = {
                "grid", value, FYP_COMPARE_GE, 96.5, decimals, NAN, NULL, NULL};
            const struct fyp_indicator indicator = level(&row);
            const struct fyp_indicator_result result = judged(&row, &indicator);
            char text[FYP_DECIMAL_TEXT_SIZE];
            fyp_show_value(&result, FYP_COMPARE_FULL, text);
            const double read = strtod(text, NULL);
            cr_assert_eq(
                fyp_more(read, 96.5), fyp_more(value, 96.5), "%.17g as %s",
                value, text);
            cr_assert_eq(
                fyp_less(read, 96.5), fyp_less(value, 96.5), "%.17g as %s",
                value, text);
            checked++;
        }
    }
    cr_expect_eq(checked, 3 * 8001);
}

Test(shown, after_rounded_comparison_the_shown_value_meets_what_the_engine_met)
{
    for (int step = -4000; step <= 4000; step++) {
        const double value = 96.5 + step / 2000.0;
        const struct shown_row row = {"grid", value, FYP_COMPARE_GE, 96.5,
                                      1,      96.1,  NULL,           NULL};
        const struct fyp_indicator indicator = level(&row);
        const struct fyp_indicator_result result = judged(&row, &indicator);
        char text[FYP_DECIMAL_TEXT_SIZE];
        fyp_show_value(&result, FYP_COMPARE_ROUNDED, text);
        const bool met =
            fyp_target_met(value, FYP_COMPARE_GE, 96.5, 1, FYP_COMPARE_ROUNDED);
        cr_assert_eq(
            fyp_compare(strtod(text, NULL), FYP_COMPARE_GE, 96.5), met,
            "%.17g as %s", value, text);
    }
}

Test(shown, the_expected_value_is_kept_apart_from_the_figure)
{
    const struct shown_row row = {"near", 95.6, FYP_COMPARE_GE, 98, 0, 95.6013,
                                  "",     ""};
    const struct fyp_indicator indicator = level(&row);
    struct fyp_indicator_result result = judged(&row, &indicator);
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_show_expected(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "95.601");
    result.expected_value = 95.6;
    fyp_show_expected(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "95.6");
    result.expected_value = 60 + 2.0 / 3;
    fyp_show_expected(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "60.67");
    result.expected_value = NAN;
    fyp_show_expected(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "—");
}

Test(shown, a_growth_is_shown_on_its_own_side_of_its_reference)
{
    const struct fyp_indicator indicator = {
        .kind = FYP_KIND_GROWTH,
        .target = {
            .kind = FYP_TARGET_REFERENCE,
            .comparator = FYP_COMPARE_GE,
            .reference = {.present = true, .code = "gdp_growth"}}};
    const struct fyp_indicator_result result = {
        .indicator = &indicator,
        .value = 5.8447,
        .target = NAN,
        .reference = 6.3449,
        .expected_value = 5.8449};
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_show_value(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "5.8");
    fyp_show_expected(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "5.84");
    fyp_show_reference(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "6.34");
}

Test(shown, a_level_is_shown_on_its_own_side_of_its_reference)
{
    const struct fyp_indicator indicator = {
        .kind = FYP_KIND_LEVEL,
        .target = {
            .kind = FYP_TARGET_REFERENCE,
            .comparator = FYP_COMPARE_GE,
            .reference = {.present = true, .code = "minimum_wage"}}};
    struct fyp_indicator_result result = {
        .indicator = &indicator,
        .value = 1969.997,
        .target = NAN,
        .reference = 1970,
        .expected_value = NAN};
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_show_value(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "1969.997");
    fyp_show_reference(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "1970");
    result.value = 2024;
    fyp_show_value(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "2024");
}

Test(shown, an_event_not_quite_done_is_not_shown_as_done)
{
    const struct fyp_indicator indicator = {
        .kind = FYP_KIND_EVENT,
        .target = {.kind = FYP_TARGET_TEXT, .comparator = FYP_COMPARE_NONE}};
    struct fyp_indicator done = indicator;
    struct fyp_indicator_result result = {
        .indicator = &indicator,
        .value = 0.9996,
        .target = NAN,
        .reference = NAN,
        .expected_value = NAN};
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_show_value(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "0.9996");
    /* Events are never judged by their rounded value. */
    done.target.kind = FYP_TARGET_VALUE;
    done.target.value = (struct fyp_decimal){true, 1, 0};
    result.indicator = &done;
    result.target = 1;
    fyp_show_value(&result, FYP_COMPARE_ROUNDED, text);
    cr_expect_str_eq(text, "0.9996");
}

Test(shown, a_share_of_sub_regions_is_not_judged_rounded)
{
    const struct fyp_indicator indicator = {
        .kind = FYP_KIND_LEVEL,
        .each_subregion = true,
        .target = {
            .kind = FYP_TARGET_VALUE,
            .comparator = FYP_COMPARE_GE,
            .value = {true, 1, 0}}};
    const struct fyp_indicator_result result = {
        .indicator = &indicator,
        .value = 300.0 / 7,
        .target = 100,
        .reference = NAN,
        .expected_value = NAN};
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_show_value(&result, FYP_COMPARE_ROUNDED, text);
    cr_expect_str_eq(text, "42.9");
    fyp_show_value(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "42.9");
}

Test(shown, a_figure_just_short_of_a_due_milestone_is_not_rounded_up_to_it)
{
    struct fyp_milestone milestone = {
        .year = 2022, .comparator = FYP_COMPARE_GE, .value = {true, 90, 0}};
    struct fyp_indicator_result result;
    struct fyp_indicator indicator = level(&rows[0]);
    char text[FYP_DECIMAL_TEXT_SIZE];

    indicator.target.value.value = 100;
    indicator.milestones = &milestone;
    indicator.milestone_count = 1;
    result = judged(&rows[0], &indicator);
    result.target = 100;
    result.expected_value = 95;
    result.value = 89.9996;
    fyp_show_value(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "89.9996");
}

struct share_row {
    double share;
    const char *shown;
};

static const struct share_row share_rows[] = {
    {0.6, "60"},         {0.7321, "73.2"},     {1.0, "100"},
    {0.99996, "99.996"}, {1.00004, "100.004"}, {0.0, "0"},
    {0.00004, "0.004"},  {-0.125, "-12.5"},    {2.385, "238.5"},
    {0.29, "29"},        {NAN, "—"},
};

Test(shown, a_share_is_neither_rounded_to_nothing_nor_to_everything)
{
    for (size_t i = 0; i < sizeof share_rows / sizeof share_rows[0]; i++) {
        char text[FYP_DECIMAL_TEXT_SIZE];
        fyp_show_share(share_rows[i].share, text);
        cr_expect_str_eq(
            text, share_rows[i].shown, "%.17g: %s", share_rows[i].share, text);
    }
}

static const struct share_row score_rows[] = {
    {87.43, "87.4"},  {89.97, "89.97"}, {79.9996, "79.9996"}, {90, "90.0"},
    {59.96, "59.96"}, {100, "100.0"},   {99.98, "99.98"},     {0, "0.0"},
    {0.01, "0.01"},   {60.04, "60.04"}, {NAN, "—"},
};

Test(shown, a_score_does_not_reach_a_grade_limit_by_rounding)
{
    const struct fyp_ruleset ruleset = fyp_ruleset_builtin();
    for (size_t i = 0; i < sizeof score_rows / sizeof score_rows[0]; i++) {
        char text[FYP_DECIMAL_TEXT_SIZE];
        fyp_show_score(score_rows[i].share, &ruleset, text);
        cr_expect_str_eq(
            text, score_rows[i].shown, "%.17g: %s", score_rows[i].share, text);
    }
}

struct limit_row {
    const char *name;
    int bound;
    int comparator;
    double baseline, value, target;
    enum fyp_limit limit;
    bool pace_at_most, pace_at_least;
};

/* p = (x - b)/(T - b): with a true b above the bound it falls where x < T and
 * rises where x > T. Checked by hand: b 95 -> 97, T 99: x 97 gives 0.5 -> 0,
 * x 100 gives 1.25 -> 1.5; b 25 -> 35, T 15: x 20 gives 0.5 -> 0.75, x 10
 * gives 1.5 -> 1.25. */
static const struct limit_row limit_rows[] = {
    {"> and rising", FYP_COMPARE_GT, FYP_COMPARE_GE, 95, 97, 99,
     FYP_LIMIT_AT_MOST, true, false},
    {">= and rising", FYP_COMPARE_GE, FYP_COMPARE_GT, 95, 97, 99,
     FYP_LIMIT_AT_MOST, true, false},
    {"> and rising, beyond", FYP_COMPARE_GT, FYP_COMPARE_GE, 95, 100, 99,
     FYP_LIMIT_AT_LEAST, false, false},
    {"< and falling", FYP_COMPARE_LT, FYP_COMPARE_LE, 25, 20, 15,
     FYP_LIMIT_AT_MOST, true, false},
    {"< and falling, beyond", FYP_COMPARE_LT, FYP_COMPARE_LE, 25, 10, 15,
     FYP_LIMIT_AT_LEAST, false, false},
    {"> and falling", FYP_COMPARE_GT, FYP_COMPARE_LE, 25, 20, 15,
     FYP_LIMIT_AT_LEAST, false, true},
    {"> and falling, beyond", FYP_COMPARE_GT, FYP_COMPARE_LE, 25, 10, 15,
     FYP_LIMIT_AT_MOST, false, false},
    {"< and rising", FYP_COMPARE_LT, FYP_COMPARE_GE, 95, 97, 99,
     FYP_LIMIT_AT_LEAST, false, true},
    {"at the target", FYP_COMPARE_GT, FYP_COMPARE_GE, 95, 99, 99,
     FYP_LIMIT_NONE, false, false},
    {"equal, rising", FYP_COMPARE_GT, FYP_COMPARE_EQ, 95, 97, 99,
     FYP_LIMIT_AT_MOST, true, false},
};

static struct fyp_indicator_result
bounded(const struct limit_row *row, const struct fyp_indicator *indicator)
{
    return (struct fyp_indicator_result){
        .indicator = indicator,
        .comparator = (enum fyp_comparator)row->comparator,
        .value = row->value,
        .baseline = row->baseline,
        .baseline_source = FYP_BASELINE_TABLE,
        .target = row->target,
        .progress =
            (row->value - row->baseline) / (row->target - row->baseline),
        .met = fyp_compare(
            row->value, (enum fyp_comparator)row->comparator, row->target),
        .flags = FYP_FLAG_BOUND};
}

Test(shown, progress_from_a_bound_is_a_limit_on_the_side_of_the_target)
{
    for (size_t i = 0; i < sizeof limit_rows / sizeof limit_rows[0]; i++) {
        const struct limit_row *row = &limit_rows[i];
        const struct fyp_indicator indicator = {
            .baseline = {
                .comparator = (enum fyp_comparator)row->bound,
                .value = {true, row->baseline, 0}}};
        struct fyp_indicator_result result = bounded(row, &indicator);
        cr_expect(fyp_shown_limit(&result) == row->limit, "%s", row->name);
        cr_expect_eq(
            fyp_shown_at_most(&result), row->pace_at_most, "%s", row->name);
        cr_expect_eq(
            fyp_shown_at_least(&result), row->pace_at_least, "%s", row->name);
        result.flags = 0;
        cr_expect_eq(fyp_shown_limit(&result), FYP_LIMIT_NONE, "%s", row->name);
        cr_expect_not(fyp_shown_at_most(&result), "%s", row->name);
        cr_expect_not(fyp_shown_at_least(&result), "%s", row->name);
    }
}

struct progress_row {
    double progress, expected;
    const char *shown, *due;
};

/* With the bands 0.90 and 1.10. */
static const struct progress_row progress_rows[] = {
    {0.5496, 0.5, "54.96", "50"},
    {0.55, 0.5, "55", "50"},
    {0.44996, 0.5, "44.996", "50"},
    {0.5912, 0.6, "59.1", "60"},
    {0.59996, 0.6, "59.996", "60"},
    {1.1, 0.6, "110", "60"},
    {0.99996, 1, "99.996", "100"},
    {-0.125, 0.6, "-12.5", "60"},
    {0.5, 0, "50", "0"},
    {NAN, NAN, "—", "—"},
    {1.1 / 1.5, 1 / 1.5, "73.3", "66.7"},
    {NAN, 0.6, "—", "60"},
};

Test(shown, two_shares_divide_into_the_band_that_was_found)
{
    const struct fyp_ruleset ruleset = fyp_ruleset_builtin();
    for (size_t i = 0; i < sizeof progress_rows / sizeof progress_rows[0];
         i++) {
        const struct progress_row *row = &progress_rows[i];
        const struct fyp_indicator_result result = {
            .progress = row->progress, .expected = row->expected};
        char progress[FYP_DECIMAL_TEXT_SIZE];
        char expected[FYP_DECIMAL_TEXT_SIZE];
        fyp_show_progress(&result, &ruleset, progress, expected);
        cr_expect_str_eq(progress, row->shown, "row %zu: %s", i, progress);
        cr_expect_str_eq(expected, row->due, "row %zu: %s", i, expected);
    }
}

Test(shown, a_rounded_value_never_stands_alone)
{
    const struct shown_row row = {"", 99.87, FYP_COMPARE_GE, 100, 0, 100,
                                  "", ""};
    const struct fyp_indicator indicator = level(&row);
    struct fyp_indicator_result result = judged(&row, &indicator);
    char text[FYP_SHOWN_JUDGED_SIZE];

    fyp_show_judged(&result, FYP_COMPARE_ROUNDED, text);
    cr_expect_str_eq(text, "99.87（修约 100）");
    fyp_show_judged(&result, FYP_COMPARE_FULL, text);
    cr_expect_str_eq(text, "99.87");
    result.value = 92.3; /* rounding leaves it where it is */
    fyp_show_judged(&result, FYP_COMPARE_ROUNDED, text);
    cr_expect_str_eq(text, "92.3");
    result.value = NAN;
    fyp_show_judged(&result, FYP_COMPARE_ROUNDED, text);
    cr_expect_str_eq(text, "—");
}

Test(shown, a_target_is_shown_as_understood_or_as_printed)
{
    struct fyp_indicator indicator = level(&rows[0]);
    char text[FYP_SHOWN_TARGET_SIZE];

    fyp_show_target(&indicator, text);
    cr_expect_str_eq(text, "＜15");
    indicator.each_subregion = true;
    fyp_show_target(&indicator, text);
    cr_expect_str_eq(text, "各地＜15");
    cr_expect_str_eq(fyp_shown_unit(&indicator), "%");
    indicator.each_subregion = false;
    indicator.target.kind = FYP_TARGET_NONE;
    indicator.target.text = "——";
    fyp_show_target(&indicator, text);
    cr_expect_str_eq(text, "—");
    indicator.target.kind = FYP_TARGET_TEXT;
    indicator.target.text = "逐步提高";
    fyp_show_target(&indicator, text);
    cr_expect_str_eq(text, "逐步提高");
}

Test(shown, a_long_printed_target_is_cut_between_characters)
{
    char longer[1024] = "";
    char text[FYP_SHOWN_TARGET_SIZE];
    for (size_t i = 0; i + 3 < sizeof longer; i += 3) {
        longer[i] = '\xE6';
        longer[i + 1] = '\xAE';
        longer[i + 2] = '\x8B';
    }
    const struct fyp_indicator indicator = {
        .target = {.kind = FYP_TARGET_TEXT, .text = longer}};
    fyp_show_target(&indicator, text);
    cr_expect_eq(strlen(text), 255);
    cr_expect_eq(fyp_utf8_valid_prefix(text, 255), 255);
}

Test(shown, a_baseline_tells_where_it_comes_from)
{
    const struct fyp_indicator indicator = {
        .baseline = {
            .comparator = FYP_COMPARE_GT,
            .value = {true, 95, 0},
            .prose = {.present = true, .value = {true, 91.5, 1}}}};
    struct fyp_indicator_result result = {
        .indicator = &indicator, .baseline = 81.5, .baseline_year = 2021};
    static const char *const shown[] = {
        [FYP_BASELINE_NONE] = "—",
        [FYP_BASELINE_TABLE] = "＞95",
        [FYP_BASELINE_PROSE] = "91.5（正文）",
        [FYP_BASELINE_OBSERVED] = "81.5（统计）",
        [FYP_BASELINE_PROXY] = "81.5（2021年）",
    };
    for (int i = FYP_BASELINE_NONE; i <= FYP_BASELINE_PROXY; i++) {
        char text[FYP_SHOWN_TARGET_SIZE];
        result.baseline_source = (enum fyp_baseline_source)i;
        fyp_show_baseline(&result, text);
        cr_expect_str_eq(text, shown[i], "source %d", i);
    }
}

Test(shown, an_observed_share_of_sub_regions_is_shown_in_per_cent)
{
    const struct fyp_indicator indicator = {.each_subregion = true};
    const struct fyp_indicator_result result = {
        .indicator = &indicator,
        .baseline = 600.0 / 11,
        .baseline_source = FYP_BASELINE_OBSERVED};
    char text[FYP_SHOWN_TARGET_SIZE];
    fyp_show_baseline(&result, text);
    cr_expect_str_eq(text, "54.5%（统计）");
}
