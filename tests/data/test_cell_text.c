/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/cell_text.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Sources: "18.8.30" and "18.8.31" are sections of ISO/IEC 29500-1; the
 * codes with 年 and 通用格式 are what Chinese Excel writes. */
static const struct {
    const char *code;
    enum fyp_cell_format expected;
} codes[] = {
    {"General", FYP_FORMAT_PLAIN},
    {"G/通用格式", FYP_FORMAT_PLAIN},
    {"0.00", FYP_FORMAT_PLAIN},
    {"#,##0.00;[Red]-#,##0.00", FYP_FORMAT_PLAIN},
    {"0.00E+00", FYP_FORMAT_PLAIN},
    {"0.0%", FYP_FORMAT_PER_CENT},
    {"0.0_%", FYP_FORMAT_PLAIN},
    {"0.00_ ;[Red]-0.00\\ ", FYP_FORMAT_PLAIN},
    {"0\"%\"", FYP_FORMAT_PLAIN},
    {"0\\%", FYP_FORMAT_PLAIN},
    {"0.0;0.0%", FYP_FORMAT_PLAIN},
    {"[Red]0.0%", FYP_FORMAT_PER_CENT},
    {"yyyy-mm-dd", FYP_FORMAT_DATE},
    {"yyyy\"年\"m\"月\"d\"日\";@", FYP_FORMAT_DATE},
    {"[$-804]yyyy\\-mm", FYP_FORMAT_DATE},
    {"0\"day\"", FYP_FORMAT_PLAIN},
    {"[DBNum1][$-804]General", FYP_FORMAT_PLAIN},
    {"h:mm:ss", FYP_FORMAT_DATE},
    {"@", FYP_FORMAT_PLAIN},
    {"\"never closed", FYP_FORMAT_PLAIN},
    {"0\\", FYP_FORMAT_PLAIN},
    {"", FYP_FORMAT_PLAIN},
};

Test(cell_text, a_format_code_is_per_cent_or_a_date_or_neither)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        cr_expect_eq(
            fyp_format_of_code(codes[i].code), codes[i].expected,
            "%s: expected %d, found %d", codes[i].code, (int)codes[i].expected,
            (int)fyp_format_of_code(codes[i].code));
    }
}

Test(cell_text, built_in_formats_have_their_class)
{
    static const struct {
        unsigned id;
        enum fyp_cell_format expected;
    } rows[] = {{0, FYP_FORMAT_PLAIN},      {4, FYP_FORMAT_PLAIN},
                {9, FYP_FORMAT_PER_CENT},   {10, FYP_FORMAT_PER_CENT},
                {11, FYP_FORMAT_PLAIN},     {12, FYP_FORMAT_PLAIN},
                {14, FYP_FORMAT_DATE},      {22, FYP_FORMAT_DATE},
                {23, FYP_FORMAT_PLAIN},     {31, FYP_FORMAT_DATE},
                {37, FYP_FORMAT_PLAIN},     {45, FYP_FORMAT_DATE},
                {49, FYP_FORMAT_PLAIN},     {57, FYP_FORMAT_DATE},
                {4000000, FYP_FORMAT_PLAIN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(
            fyp_format_of_id(rows[i].id), rows[i].expected, "%u", rows[i].id);
    }
}

/* What stands in <v>, and the text of the cell; NULL: not a number. */
static const struct {
    const char *value;
    const char *plain;
    const char *per_cent;
} numbers[] = {
    {"96.499999999999986", "96.5", "9650%"},
    {"0.965", "0.965", "96.5%"},
    {"0.96499999999999997", "0.965", "96.5%"},
    {"0.28999999999999998", "0.29", "29%"},
    {"0.57999999999999996", "0.58", "58%"},
    {"1.1499999999999999", "1.15", "115%"},
    {"-0.032", "-0.032", "-3.2%"},
    {"5.0000000000000001E-3", "0.005", "0.5%"},
    {"0.00007", "0.00007", "0.007%"},
    {"1E+11", "100000000000", "10000000000000%"},
    {"3.301E+11", "330100000000", "33010000000000%"},
    {"510604", "510604", "51060400%"},
    {"0", "0", "0%"},
    {"-0", "0", "0%"},
    {"1", "1", "100%"},
    {"+7.25", "7.25", "725%"},
    {".5", "0.5", "50%"},
    {"5.", "5", "500%"},
    {"0.30000000000000004", "0.3", "30%"},
    {"123456789012345680", "123456789012346000", "12345678901234600000%"},
    {"NaN", NULL, NULL},
    {"INF", NULL, NULL},
    {"-inf", NULL, NULL},
    {"1e999", NULL, NULL},
    {"1e-999", NULL, NULL},
    {"0x1F", NULL, NULL},
    {"1,5", NULL, NULL},
    {" 5", NULL, NULL},
    {"5 ", NULL, NULL},
    {"5abc", NULL, NULL},
    {"--5", NULL, NULL},
    {"1e", NULL, NULL},
    {"1e+", NULL, NULL},
    {".", NULL, NULL},
    {"-", NULL, NULL},
    {"", NULL, NULL},
    {"1.2.3", NULL, NULL},
    {"٣", NULL, NULL},
};

Test(cell_text, a_number_has_fifteen_digits_and_no_exponent)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        double value = -7.75;
        char plain[FYP_DECIMAL_TEXT_SIZE], per_cent[FYP_DECIMAL_TEXT_SIZE];
        bool good = fyp_cell_number(numbers[i].value, &value);
        cr_expect_eq(good, numbers[i].plain != NULL, "“%s”", numbers[i].value);
        if (!good || !numbers[i].plain) {
            cr_expect(
                good || (value < -7.7 && value > -7.8), "“%s” changed",
                numbers[i].value);
            continue;
        }
        fyp_cell_number_text(value, false, plain);
        fyp_cell_number_text(value, true, per_cent);
        cr_expect_str_eq(
            plain, numbers[i].plain, "%s: expected %s, found %s",
            numbers[i].value, numbers[i].plain, plain);
        cr_expect_str_eq(
            per_cent, numbers[i].per_cent, "%s: expected %s, found %s",
            numbers[i].value, numbers[i].per_cent, per_cent);
    }
}

Test(cell_text, every_percentage_with_three_decimals_keeps_its_digits)
{
    for (int n = -20000; n <= 200000; n += 7) {
        char value[32], expected[32], found[FYP_DECIMAL_TEXT_SIZE];
        double number = 0;
        /* n thousandths of a per cent, written as a share */
        snprintf(
            value, sizeof value, "%s%d.%05d", n < 0 ? "-" : "",
            (n < 0 ? -n : n) / 100000, (n < 0 ? -n : n) % 100000);
        int length = snprintf(
            expected, sizeof expected, "%s%d.%03d", n < 0 ? "-" : "",
            (n < 0 ? -n : n) / 1000, (n < 0 ? -n : n) % 1000);
        while (expected[length - 1] == '0') {
            expected[--length] = '\0';
        }
        if (expected[length - 1] == '.') {
            expected[--length] = '\0';
        }
        strcpy(expected + length, "%");
        cr_assert(fyp_cell_number(value, &number), "%s", value);
        fyp_cell_number_text(number, true, found);
        cr_assert_str_eq(
            found, n == 0 ? "0%" : expected, "%s: expected %s, found %s", value,
            expected, found);
    }
}

Test(cell_text, a_number_of_any_size_fits)
{
    static const char *const values[] = {
        "1e308",
        "-1.7976931348623157e308",
        "5e-324",
        "2.2250738585072014e-308",
        "-1.2345678901234567e-45",
        "9.87654321098765e60"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char out[FYP_DECIMAL_TEXT_SIZE];
        double value = 0;
        cr_assert(fyp_cell_number(values[i], &value), "%s", values[i]);
        for (int per_cent = 0; per_cent <= 1; per_cent++) {
            memset(out, 'x', sizeof out);
            fyp_cell_number_text(value, per_cent == 1, out);
            cr_expect_not_null(
                memchr(out, '\0', sizeof out), "%s is not closed", values[i]);
            cr_expect_eq(strchr(out, '%') != NULL, per_cent == 1);
        }
    }
}

/* Source: what Excel shows for these serial numbers; "" is no day. */
static const struct {
    double serial;
    const char *from_1900;
    const char *from_1904;
} days[] = {
    {44197, "2021-01-01", "2025-01-02"},
    {45356, "2024-03-05", "2028-03-06"},
    {45291, "2023-12-31", "2028-01-01"},
    {36585, "2000-02-29", "2004-03-01"},
    {1, "1900-01-01", "1904-01-02"},
    {59, "1900-02-28", "1904-02-29"},
    {60, "", "1904-03-01"},
    {61, "1900-03-01", "1904-03-02"},
    {0, "", "1904-01-01"},
    {-1, "", ""},
    {0.4375, "", "1904-01-01 10:30:00"},
    {44197.5625, "2021-01-01 13:30:00", "2025-01-02 13:30:00"},
    {44196.9999999999, "2021-01-01", "2025-01-02"},
    {2957003, "9995-12-30", "9999-12-31"},
    {2957004, "9995-12-31", ""},
    {2958465, "9999-12-31", ""},
    {2958465.9999999999, "", ""},
    {2958466, "", ""},
    {1e300, "", ""},
};

static void expect_date(double serial, bool from_1904, const char *expected)
{
    char found[FYP_DECIMAL_TEXT_SIZE] = "";
    bool good = fyp_cell_date_text(serial, from_1904, found);
    cr_expect_eq(good, expected[0] != '\0', "%.10g", serial);
    cr_expect_str_eq(
        found, expected, "%.10g: expected %s, found %s", serial, expected,
        found);
}

Test(cell_text, a_serial_number_is_the_day_that_excel_shows)
{
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        expect_date(days[i].serial, false, days[i].from_1900);
        expect_date(days[i].serial, true, days[i].from_1904);
    }
}

static int month_days(int year, int month)
{
    static const int usual[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return usual[month - 1] + (month == 2 && leap);
}

/* The naive twin: counts up the calendar, day by day. */
Test(cell_text, every_day_from_1900_to_9999_follows_the_one_before)
{
    int year = 1900, month = 3, day = 1;
    for (long serial = 61; serial <= 2958465; serial++) {
        char expected[FYP_DECIMAL_TEXT_SIZE], found[FYP_DECIMAL_TEXT_SIZE];
        snprintf(expected, sizeof expected, "%04d-%02d-%02d", year, month, day);
        cr_assert(fyp_cell_date_text((double)serial, false, found));
        cr_assert(
            strcmp(expected, found) == 0, "%ld: expected %s, found %s", serial,
            expected, found);
        if (++day > month_days(year, month)) {
            day = 1;
            month++;
        }
        if (month > 12) {
            month = 1;
            year++;
        }
    }
    cr_expect_eq(year, 10000);
}
