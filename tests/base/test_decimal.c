/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/decimal.h"

#include <criterion/criterion.h>
#include <math.h>

TestSuite(decimal);

/* --- reading --- */

static const struct {
    const char *text;
    double value;
    int decimals;
} readable[] = {
    {"96.50", 96.5, 2},
    {"96", 96.0, 0},
    {"-0.5", -0.5, 1},
    {"+3", 3.0, 0},
    {"007", 7.0, 0},
    {"0.0041", 0.0041, 4},
    {"-0", 0.0, 0},
    {"123456789.123456789", 123456789.123456789, 9},
    {"0.00000000000000000000000000000000000001", 1e-38, 38},
    {"9999999999999999999999999999999999999999", 1e40, 0},
};

Test(decimal, plain_figures_are_read_with_their_decimals)
{
    for (size_t i = 0; i < sizeof readable / sizeof readable[0]; i++) {
        struct fyp_decimal d = {0};

        cr_assert(
            fyp_decimal_parse(readable[i].text, &d), "\"%s\"",
            readable[i].text);
        cr_assert(d.present, "\"%s\"", readable[i].text);
        cr_assert_eq(
            d.decimals, readable[i].decimals, "\"%s\": %d decimals",
            readable[i].text, d.decimals);
        cr_assert_leq(
            fabs(d.value - readable[i].value), 1e-15 * fabs(readable[i].value),
            "\"%s\": %.17g", readable[i].text, d.value);
        cr_assert(
            !signbit(d.value) || d.value < 0.0, "\"%s\" is -0",
            readable[i].text);
    }
}

static const char *const unreadable[] = {
    "",
    "+",
    "-",
    ".",
    ".5",
    "5.",
    "-.5",
    "1e5",
    "1E5",
    "92%",
    "2026年",
    "1,000",
    " 1",
    "1 ",
    "1\n",
    "0x10",
    "inf",
    "nan",
    "-inf",
    "１",
    "９６",
    "1.2.3",
    "--1",
    "+-1",
    "1-",
    "1_000",
    "1'000",
    "1。5",
    "1·5",
    "—",
    "约5",
    "5万",
    "0.5.",
    "1..2",
    "٣",
    "0b1",
    "1f",
    "\xFF",
    "1\xC2",
    "~",
    "10000000000000000000000000000000000000000" /* 41 characters */};

Test(decimal, anything_else_is_refused_and_leaves_the_output_alone)
{
    for (size_t i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++) {
        struct fyp_decimal d = {
            .present = false, .value = 2.385, .decimals = 7};

        cr_assert_not(
            fyp_decimal_parse(unreadable[i], &d), "\"%s\"", unreadable[i]);
        cr_assert(
            !d.present && d.decimals == 7 && d.value > 2.384,
            "\"%s\" changed the output", unreadable[i]);
    }
}

/* --- comparing --- */

/* Bounds of every size and sign; the shares by which a value differs. */
static const double bounds[] = {96.0, 0.02,  -3.5,  2.385, 1e-12,
                                2e15, -1e-7, 1e300, 85.0};

static const struct {
    enum fyp_comparator comparator;
    bool below, at, above; /* the verdict there */
} verdicts[] = {{FYP_COMPARE_GT, false, false, true},
                {FYP_COMPARE_GE, false, true, true},
                {FYP_COMPARE_LT, true, false, false},
                {FYP_COMPARE_LE, true, true, false},
                {FYP_COMPARE_EQ, false, true, false},
                {FYP_COMPARE_NONE, false, false, false}};

Test(decimal, every_comparator_at_just_below_and_just_above_its_bound)
{
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        for (size_t j = 0; j < sizeof bounds / sizeof bounds[0]; j++) {
            const double b = bounds[j];
            const enum fyp_comparator c = verdicts[i].comparator;
            const char *sign = fyp_comparator_text(c);

            cr_assert_eq(
                fyp_compare(b - 1e-8 * fabs(b), c, b), verdicts[i].below,
                "just below %g, \"%s\"", b, sign);
            cr_assert_eq(
                fyp_compare(b, c, b), verdicts[i].at, "at %g, \"%s\"", b, sign);
            cr_assert_eq(
                fyp_compare(b - 5e-10 * fabs(b), c, b), verdicts[i].at,
                "a whisker below %g, \"%s\"", b, sign);
            cr_assert_eq(
                fyp_compare(b + 5e-10 * fabs(b), c, b), verdicts[i].at,
                "a whisker above %g, \"%s\"", b, sign);
            cr_assert_eq(
                fyp_compare(b + 1e-8 * fabs(b), c, b), verdicts[i].above,
                "just above %g, \"%s\"", b, sign);
        }
    }
}

Test(decimal, what_binary_arithmetic_did_is_forgiven)
{
    double sum = 0.0;

    for (int i = 0; i < 10; i++) {
        sum += 0.1;
    }
    cr_assert(fyp_equal(0.004 * 5, 0.02));
    cr_assert(fyp_equal(sum, 1.0));
    cr_assert(fyp_equal(0.1 + 0.2, 0.3));
    cr_assert_not(fyp_compare(0.1 + 0.2, FYP_COMPARE_GT, 0.3));
    cr_assert(fyp_compare(sum, FYP_COMPARE_GE, 1.0));
    cr_assert_not(fyp_equal(96.0, 96.000001));
}

Test(decimal, equality_at_zero_is_exact)
{
    cr_assert(fyp_equal(0.0, 0.0));
    cr_assert(fyp_equal(0.0, -0.0));
    cr_assert_not(fyp_equal(0.0, 1e-300));
    cr_assert(fyp_less(0.0, 1e-300));
    cr_assert_not(fyp_equal(1.0, -1.0));
}

Test(decimal, comparing_is_consistent_for_every_pair)
{
    static const double values[] = {-INFINITY, -1e308, -2.5,    -1e-300,
                                    0.0,       5e-324, 1e-300,  2.385,
                                    2.3850001, 1e308,  INFINITY};
    enum { N = sizeof values / sizeof values[0] };

    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            const double a = values[i];
            const double b = values[j];
            const int holds = fyp_less(a, b) + fyp_equal(a, b) + fyp_more(a, b);

            cr_assert_eq(holds, 1, "%g against %g", a, b);
            cr_assert_eq(fyp_equal(a, b), fyp_equal(b, a), "%g, %g", a, b);
            cr_assert_eq(fyp_less(a, b), fyp_more(b, a), "%g, %g", a, b);
            cr_assert_eq(fyp_less(a, b), i < j, "%g, %g", a, b);
        }
    }
}

Test(decimal, nothing_holds_for_nan)
{
    for (int c = FYP_COMPARE_NONE; c <= FYP_COMPARE_EQ; c++) {
        const enum fyp_comparator comparator = (enum fyp_comparator)c;

        cr_assert_not(fyp_compare(NAN, comparator, 1.0));
        cr_assert_not(fyp_compare(1.0, comparator, NAN));
        cr_assert_not(fyp_compare(NAN, comparator, NAN));
    }
}

Test(decimal, comparators_are_written_in_two_ways)
{
    cr_assert_str_eq(fyp_comparator_text(FYP_COMPARE_NONE), "");
    cr_assert_str_eq(fyp_comparator_text(FYP_COMPARE_GT), ">");
    cr_assert_str_eq(fyp_comparator_text(FYP_COMPARE_GE), ">=");
    cr_assert_str_eq(fyp_comparator_text(FYP_COMPARE_LT), "<");
    cr_assert_str_eq(fyp_comparator_text(FYP_COMPARE_LE), "<=");
    cr_assert_str_eq(fyp_comparator_text(FYP_COMPARE_EQ), "=");
    cr_assert_str_eq(fyp_comparator_sign(FYP_COMPARE_NONE), "");
    cr_assert_str_eq(fyp_comparator_sign(FYP_COMPARE_GT), "＞");
    cr_assert_str_eq(fyp_comparator_sign(FYP_COMPARE_GE), "≥");
    cr_assert_str_eq(fyp_comparator_sign(FYP_COMPARE_LT), "＜");
    cr_assert_str_eq(fyp_comparator_sign(FYP_COMPARE_LE), "≤");
    cr_assert_str_eq(fyp_comparator_sign(FYP_COMPARE_EQ), "＝");
}

/* --- writing --- */

static const struct {
    double value;
    int min_decimals;
    const char *expected;
} written[] = {
    {96.5, 0, "96.5"},
    {96.5, 2, "96.50"},
    {96.0, 0, "96"},
    {96.0, 1, "96.0"},
    {0.1 + 0.2, 0, "0.3"},
    {1.0 / 3.0, 0, "0.333333333333333"},
    {2.0 / 3.0, 1, "0.666666666666667"},
    {-2.385, 0, "-2.385"},
    {0.0, 0, "0"},
    {-0.0, 0, "0"},
    {-0.0, 2, "0.00"},
    {NAN, 2, ""},
    {INFINITY, 0, ""},
    {-INFINITY, 0, ""},
    {1e15, 0, "1000000000000000"},
    {123456789012345678.0, 0, "123456789012346000"},
    {0.00001, 0, "0.00001"},
    {1e-40, 0, "0.0000000000000000000000000000000000000001"},
    {1e59, 0, "100000000000000000000000000000000000000000000000000000000000"},
    {-1.5e59, 5,
     "-150000000000000000000000000000000000000000000000000000000000.0"},
    {1e300, 0, "1e+300"},
    {1e-300, 0, "1e-300"},
    {-2.5e-300, 3, "-2.5e-300"},
    {5e-324, 0, "4.94065645841247e-324"},
    {1.7976931348623157e308, 0, "1.79769313486232e+308"},
    {2.5, 1000,
     "2.50000000000000000000000000000000000000000000000000000000000"
     "0"},
    {2.5, -3, "2.5"},
};

Test(decimal, a_number_is_written_shortest_and_never_with_an_exponent)
{
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        char text[FYP_DECIMAL_TEXT_SIZE];

        fyp_decimal_format(written[i].value, written[i].min_decimals, text);
        cr_assert_str_eq(
            text, written[i].expected, "%.17g with %d: \"%s\"",
            written[i].value, written[i].min_decimals, text);
    }
}

static const struct {
    double value;
    int decimals;
    const char *expected;
} fixed[] = {
    {96.45, 1, "96.4"},    {96.55, 1, "96.6"},
    {96.0, 2, "96.00"},    {-0.04, 1, "0.0"},
    {-0.05, 1, "0.0"},     {-0.06, 1, "-0.1"},
    {999.95, 1, "1000.0"}, {99.995, 2, "100.00"},
    {1268, -2, "1300"},    {0.1, 20, "0.10000000000000000000"},
    {2.5, 0, "2"},         {3.5, 0, "4"},
    {NAN, 1, ""},          {INFINITY, 1, ""},
    {1e300, 2, "1e+300"},  {0.004 * 5, 2, "0.02"},
    {40.0, -2, "0"},
};

Test(decimal, a_fixed_number_of_decimals_is_rounded_half_to_even)
{
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        char text[FYP_DECIMAL_TEXT_SIZE];

        fyp_decimal_format_fixed(fixed[i].value, fixed[i].decimals, text);
        cr_assert_str_eq(
            text, fixed[i].expected, "%.17g with %d: \"%s\"", fixed[i].value,
            fixed[i].decimals, text);
    }
}
