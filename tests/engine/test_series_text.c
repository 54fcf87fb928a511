/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series and a target as they are written on the command line. */
#include "engine/series_text.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text;
    size_t count;
    int first_year;
    double first, last;
} good[] = {
    {"2020:82,2023:86", 2, 2020, 82, 86},
    {"2023:86,2020:82", 2, 2020, 82, 86},
    {" 2020 : 82.50 , 2023:-3.25 ", 2, 2020, 82.5, -3.25},
    {"２０２０：８２，２０２３：８６．５", 2, 2020, 82, 86.5},
    {"2015-16:61.3,2016-2017:62.1", 2, 2015, 61.3, 62.1},
    {"1900:0", 1, 1900, 0, 0},
    {"2200:1e300", 1, 2200, 1e300, 1e300},
    {"2020:5.81E-05,2021:+7", 2, 2020, 5.81e-5, 7},
};

Test(series_text, a_series_is_read_in_any_order_and_width)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct fyp_year_series series;
        cr_assert_eq(
            fyp_series_text_read(good[i].text, &series, NULL), FYP_OK, "%s",
            good[i].text);
        cr_assert_eq(series.count, good[i].count, "%s", good[i].text);
        cr_expect_eq(series.points[0].year, good[i].first_year);
        scene_expect(
            good[i].text, "hand", "first", series.points[0].value,
            good[i].first, 0);
        scene_expect(
            good[i].text, "hand", "last", series.points[series.count - 1].value,
            good[i].last, 0);
    }
}

static const struct {
    const char *text;
    enum fyp_status status;
} bad[] = {
    {"", FYP_E_SERIES_POINT},
    {",", FYP_E_SERIES_POINT},
    {"2020:82,", FYP_E_SERIES_POINT},
    {"2020:82,,2023:86", FYP_E_SERIES_POINT},
    {"2020=82", FYP_E_SERIES_POINT},
    {"2020:", FYP_E_SERIES_POINT},
    {":82", FYP_E_SERIES_POINT},
    {"20:82", FYP_E_SERIES_POINT},
    {"20200:82", FYP_E_SERIES_POINT},
    {"2015-6:82", FYP_E_SERIES_POINT},
    {"2015-16", FYP_E_SERIES_POINT},
    {"1899:82", FYP_E_SERIES_POINT},
    {"2201:82", FYP_E_SERIES_POINT},
    {"2020:nan", FYP_E_SERIES_POINT},
    {"2020:inf", FYP_E_SERIES_POINT},
    {"2020:1e999", FYP_E_SERIES_POINT},
    {"2020:1e", FYP_E_SERIES_POINT},
    {"2020:1e+", FYP_E_SERIES_POINT},
    {"2020:e5", FYP_E_SERIES_POINT},
    {"2020:1e5x", FYP_E_SERIES_POINT},
    {"2020:0x10", FYP_E_SERIES_POINT},
    {"2020:82%", FYP_E_SERIES_POINT},
    {"2020:82;2021:83", FYP_E_SERIES_POINT},
    {"2020:82,2020:83", FYP_E_SERIES_TWICE},
    {"2020:\xff", FYP_E_SERIES_POINT},
};

Test(series_text, what_is_no_series_is_refused_with_nothing_read)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fyp_year_series series = {.count = 7};
        struct fyp_error err = {0};
        cr_expect_eq(
            fyp_series_text_read(bad[i].text, &series, &err), bad[i].status,
            "%s: %d", bad[i].text, (int)err.status);
        cr_expect_eq(series.count, 0, "%s", bad[i].text);
    }
}

Test(series_text, a_series_has_at_most_so_many_years_and_bytes)
{
    enum { YEARS = FYP_SERIES_POINTS_MAX + 1, PIECE = 7 };
    char text[YEARS * PIECE + 1];
    char *many = malloc(FYP_SERIES_TEXT_MAX + 2);
    struct fyp_year_series series;
    int used = 0;

    for (int i = 0; i < YEARS; i++) {
        used += snprintf(
            text + used, sizeof text - (size_t)used, "%d:%d%s", 1950 + i,
            i % 10, i + 1 < YEARS ? "," : "");
    }
    cr_expect_eq(fyp_series_text_read(text, &series, NULL), FYP_E_SERIES_LONG);
    *strrchr(text, ',') = '\0';
    cr_expect_eq(fyp_series_text_read(text, &series, NULL), FYP_OK);
    cr_expect_eq(series.count, FYP_SERIES_POINTS_MAX);
    cr_assert_not_null(many);
    memset(many, ' ', FYP_SERIES_TEXT_MAX + 1);
    many[FYP_SERIES_TEXT_MAX + 1] = '\0';
    cr_expect_eq(fyp_series_text_read(many, &series, NULL), FYP_E_SERIES_LONG);
    free(many);
}

static const struct {
    const char *text;
    enum fyp_comparator comparator;
    double value;
    int decimals;
    bool inferred, per_cent;
} targets[] = {
    {">=90", FYP_COMPARE_GE, 90, 0, false, false},
    {"≥90.0", FYP_COMPARE_GE, 90, 1, false, false},
    {"＞＝９０", FYP_COMPARE_GE, 90, 0, false, false},
    {"> 90", FYP_COMPARE_GT, 90, 0, false, false},
    {"<=5.5%", FYP_COMPARE_LE, 5.5, 1, false, true},
    {"≤5.5％", FYP_COMPARE_LE, 5.5, 1, false, true},
    {"<-3.25", FYP_COMPARE_LT, -3.25, 2, false, false},
    {"=100", FYP_COMPARE_EQ, 100, 0, false, false},
    {"90", FYP_COMPARE_GE, 90, 0, true, false},
    {">=1.25e-3", FYP_COMPARE_GE, 0.00125, 5, false, false},
};

Test(series_text, a_target_is_a_comparator_and_a_number)
{
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct fyp_asked_target got;
        cr_assert_eq(
            fyp_target_text_read(targets[i].text, &got, NULL), FYP_OK, "%s",
            targets[i].text);
        cr_expect_eq(got.comparator, targets[i].comparator);
        cr_expect_eq(got.inferred, targets[i].inferred);
        cr_expect_eq(got.per_cent, targets[i].per_cent);
        cr_expect_eq(got.value.decimals, targets[i].decimals);
        scene_expect(
            targets[i].text, "hand", "value", got.value.value, targets[i].value,
            0);
    }
}

Test(series_text, what_is_no_target_is_refused)
{
    static const char *const texts[] = {
        "",
        ">=",
        ">=x",
        "=>90",
        "90>=",
        "!=90",
        "%",
        ">=nan",
        "≠90",
        ">=90,",
        ">=1e999",
        ">=1111111111111111111111111111111111111111111111111111111111111111111",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fyp_asked_target got = {.inferred = true};
        cr_expect_eq(
            fyp_target_text_read(texts[i], &got, NULL), FYP_E_SERIES_TARGET,
            "%s", texts[i]);
        cr_expect(!got.inferred && !got.value.present);
    }
}

Test(series_text, a_series_is_cut_behind_a_year)
{
    struct fyp_year_series series;

    cr_assert_eq(
        fyp_series_text_read("2020:1,2022:2,2023:3", &series, NULL), FYP_OK);
    cr_expect_eq(fyp_series_until(&series, 2022).count, 2);
    cr_expect_eq(fyp_series_until(&series, 2021).count, 1);
    cr_expect_eq(fyp_series_until(&series, 2019).count, 0);
    cr_expect_eq(fyp_series_until(&series, 0).count, 3);
}
