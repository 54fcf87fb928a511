/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/units.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct between {
    const char *from, *to;
    int exponent; /* NONE: not of one dimension */
};

enum { NONE = 99 };

static const struct between rows[] = {
    {"人", "人", 0},
    {"千人", "人", 3},
    {"万人", "人", 4},
    {"十万人", "人", 5},
    {"百万人", "人", 6},
    {"亿人", "人", 8},
    {"人", "万人", -4},
    {"名", "人", 0},
    {"（万人）", "人", 4},
    {" 万 人 ", "人", 4},
    {"人", "户", NONE},
    {"人次", "人", NONE},
    {"万人次", "人次", 4},
    {"万人次", "人", NONE},
    {"万户", "户", 4},
    {"元", "万元", -4},
    {"亿元", "元", 8},
    {"千元", "元", 3},
    {"元/月", "元/人月", NONE},
    {"元/年", "元/月", NONE},
    {"万元/人年", "元/人年", 4},
    {"元/人·月", "元/人月", 0},
    {"元/人/月", "元/人月", 0},
    {"元/户", "元/人", NONE},
    {"万元/户年", "元/户年", 4},
    {"%", "%", 0},
    {"％", "%", 0},
    {"百分比", "%", 0},
    {"‰", "%", -1},
    {"小数", "%", 2},
    {"百分点", "%", NONE},
    {"个百分点", "百分点", 0},
    {"小数", "人", NONE},
    {"公里", "米", 3},
    {"千米", "公里", 0},
    {"公里", "人", NONE},
    {"公顷", "平方米", 4},
    {"万平方米", "公顷", 0},
    {"亩", "公顷", NONE},
    {"所", "家", NONE},
    {"个", "所", NONE},
    {"百所", "所", 2},
    {"", "无", 0},
    {"无", "", 0},
    {"", "人", NONE},
    {"万", "人", NONE}, /* a number, no unit */
    {"月/年", "月/年", 0},
};

Test(units, one_dimension_is_converted_and_others_are_not)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fyp_unit from = fyp_unit_read(rows[i].from);
        struct fyp_unit to = fyp_unit_read(rows[i].to);
        int exponent = NONE;
        bool found = fyp_unit_between(&from, &to, &exponent);
        cr_expect_eq(
            exponent, rows[i].exponent, "%s to %s: %d", rows[i].from,
            rows[i].to, exponent);
        cr_expect_eq(found, rows[i].exponent != NONE);
        cr_expect_eq(
            fyp_unit_same(&from, &to), rows[i].exponent == 0, "%s and %s",
            rows[i].from, rows[i].to);
    }
}

struct shift {
    const char *text;
    int exponent;
    const char *expected;
    int decimals;
};

static const struct shift shifts[] = {
    {"0.02", 4, "200", -2},         {"0.020", 4, "200", -1},
    {"40.0", 4, "400000", -3},      {"88.3", 4, "883000", -3},
    {"1.23456", 4, "12345.6", 1},   {"0.9146", 2, "91.46", 2},
    {"0.29", 2, "29", 0},           {"0.57", 2, "57", 0},
    {"914.6", -1, "91.46", 2},      {"965", -1, "96.5", 1},
    {"-3.25", 8, "-325000000", -6}, {"0", 4, "0", -4},
    {"137", 0, "137", 0},           {"29371", -4, "2.9371", 4},
};

Test(units, a_shift_moves_decimal_digits_and_nothing_else)
{
    for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
        struct fyp_decimal value = {.present = false};
        cr_assert(fyp_decimal_parse(shifts[i].text, &value));
        struct fyp_decimal moved = fyp_unit_shift(value, shifts[i].exponent);
        double expected = strtod(shifts[i].expected, NULL);
        cr_expect(
            memcmp(&moved.value, &expected, sizeof expected) == 0,
            "%s by %d: %.17g, not %s", shifts[i].text, shifts[i].exponent,
            moved.value, shifts[i].expected);
        cr_expect_eq(
            moved.decimals, shifts[i].decimals, "%s by %d: %d decimals",
            shifts[i].text, shifts[i].exponent, moved.decimals);
    }
    struct fyp_decimal absent = {.present = false};
    cr_expect_not(fyp_unit_shift(absent, 4).present);
}

/* Property: every number of up to four decimals times ten thousand is a whole
 * number, exactly. With doubles alone 0.0029 * 10000 is not. */
Test(units, ten_thousands_with_four_decimals_are_whole)
{
    for (int i = 1; i < 200000; i += 7) {
        char text[32];
        struct fyp_decimal value = {.present = false};
        snprintf(text, sizeof text, "%d.%04d", i / 10000, i % 10000);
        cr_assert(fyp_decimal_parse(text, &value));
        double moved = fyp_unit_shift(value, 4).value;
        cr_assert_eq((long)moved, (long)i, "%s", text);
        cr_assert(!(moved < (double)i) && !(moved > (double)i), "%s", text);
    }
}
