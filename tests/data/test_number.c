/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/number.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDE FYP_NORMAL_FULL_WIDTH
#define UNSEEN FYP_NORMAL_INVISIBLE
#define GROUPED FYP_NORMAL_GROUPING

struct accepted {
    const char *text;
    const char *plain; /* the same number in ASCII digits */
    unsigned normalised;
    enum fyp_number_suffix suffix;
};

static const struct accepted accepted[] = {
    {"96.5", "96.5", 0, FYP_SUFFIX_NONE},
    {"0", "0", 0, FYP_SUFFIX_NONE},
    {"-3.17", "-3.17", 0, FYP_SUFFIX_NONE},
    {"-0", "0", 0, FYP_SUFFIX_NONE},
    {"-0.00", "0.00", 0, FYP_SUFFIX_NONE},
    {"+6.85", "6.85", FYP_NORMAL_PLUS, FYP_SUFFIX_NONE},
    {"＋２", "2", WIDE | FYP_NORMAL_PLUS, FYP_SUFFIX_NONE},
    {"９６．５％", "96.5", WIDE | FYP_NORMAL_PER_CENT, FYP_SUFFIX_PER_CENT},
    {"96.5％", "96.5", WIDE | FYP_NORMAL_PER_CENT, FYP_SUFFIX_PER_CENT},
    {"96.5%", "96.5", FYP_NORMAL_PER_CENT, FYP_SUFFIX_PER_CENT},
    {"96.5 %", "96.5", FYP_NORMAL_PER_CENT, FYP_SUFFIX_PER_CENT},
    {"965‰", "965", FYP_NORMAL_PER_MILLE, FYP_SUFFIX_PER_MILLE},
    {"－３", "-3", WIDE, FYP_SUFFIX_NONE},
    {"−3.2", "-3.2", WIDE, FYP_SUFFIX_NONE}, /* U+2212 */
    {"1,234.5", "1234.5", GROUPED, FYP_SUFFIX_NONE},
    {"-1,234,567", "-1234567", GROUPED, FYP_SUFFIX_NONE},
    {"1，234", "1234", WIDE | GROUPED, FYP_SUFFIX_NONE},
    {"１２，３４５．６", "12345.6", WIDE | GROUPED, FYP_SUFFIX_NONE},
    {"3.2万", "3.2", FYP_NORMAL_TEN_THOUSAND, FYP_SUFFIX_TEN_THOUSAND},
    {"1,203.7 亿", "1203.7", GROUPED | FYP_NORMAL_HUNDRED_MILLION,
     FYP_SUFFIX_HUNDRED_MILLION},
    {"1\xE2\x80\x89"
     "234",
     "1234", UNSEEN | GROUPED, FYP_SUFFIX_NONE}, /* thin blank */
    {"1\xC2\xA0"
     "234",
     "1234", UNSEEN | GROUPED, FYP_SUFFIX_NONE}, /* no-break blank */
    {"1\xE2\x80\x8B"
     "234",
     "1234", UNSEEN, FYP_SUFFIX_NONE}, /* zero-width blank */
    {"\xE2\x80\x8F"
     "1234",
     "1234", UNSEEN, FYP_SUFFIX_NONE}, /* right-to-left mark */
    {"1\xC2\xAD"
     "234",
     "1234", UNSEEN, FYP_SUFFIX_NONE}, /* soft hyphen */
    {"\xEF\xBB\xBF"
     "96.5",
     "96.5", UNSEEN, FYP_SUFFIX_NONE}, /* byte order mark */
    {"　87.31　", "87.31", UNSEEN, FYP_SUFFIX_NONE},
    {"'87.31", "87.31", UNSEEN, FYP_SUFFIX_NONE},
    {"’87.31", "87.31", UNSEEN, FYP_SUFFIX_NONE},
    {"96.49999999999999", "96.5", FYP_NORMAL_BINARY_TAIL, FYP_SUFFIX_NONE},
    {"0.30000000000000004", "0.3", FYP_NORMAL_BINARY_TAIL, FYP_SUFFIX_NONE},
    {"96.49999999999999%", "96.5", FYP_NORMAL_BINARY_TAIL | FYP_NORMAL_PER_CENT,
     FYP_SUFFIX_PER_CENT},
    {"96.4512345678901", "96.4512345678901", 0, FYP_SUFFIX_NONE}, /* 15 */
    {"0.000000000000000001", "0.000000000000000001", 0, FYP_SUFFIX_NONE},
    {"123456789012345", "123456789012345", 0, FYP_SUFFIX_NONE},
    {"12345678901234567", "12345678901234600", FYP_NORMAL_BINARY_TAIL,
     FYP_SUFFIX_NONE}, /* 15 digits are all that a workbook keeps */
};

Test(number, what_is_accepted_is_the_number_and_says_what_was_put_right)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        const struct accepted *row = &accepted[i];
        struct fyp_read_number found = {.suffix = FYP_SUFFIX_NONE};
        struct fyp_decimal plain = {.present = false};
        cr_assert(fyp_decimal_parse(row->plain, &plain));
        cr_expect(fyp_number_read(row->text, &found), "\"%s\"", row->text);
        cr_expect(
            memcmp(&found.value.value, &plain.value, sizeof plain.value) == 0,
            "\"%s\" is %.17g, not %.17g", row->text, found.value.value,
            plain.value);
        cr_expect_eq(
            found.value.decimals, plain.decimals, "\"%s\": %d decimals",
            row->text, found.value.decimals);
        cr_expect_eq(
            found.normalised, row->normalised, "\"%s\": %#x, not %#x",
            row->text, found.normalised, row->normalised);
        cr_expect_eq(found.suffix, row->suffix, "\"%s\"", row->text);
    }
}

static const char *const refused[] = {
    "",
    " ",
    "约95",
    "95左右",
    "≥95",
    ">95",
    "＞95",
    ">95%",
    "不低于95",
    "95±2",
    "90-95",
    "90～95",
    "90~95",
    "90—95",
    "12,34",
    "1.234,5",
    "1,2345",
    "1,23",
    ",234",
    "1,234,",
    "1,,234",
    "0,123",
    "1 234",
    "1'234",
    "12345,678",
    "1,234.567,8",
    "1e5",
    "1E+11",
    "1e-3",
    "0x10",
    "1/2",
    "3-1",
    "3月1日",
    "2024.2.30",
    "123①",
    "123*",
    "96.5¹",
    "123（预计）",
    "p123",
    "123(含下放)",
    "9O",
    "l23",
    "O",
    "96。5",
    "96：5",
    "٣",
    "１２a",
    "九十六点五",
    "三成",
    "百分之九十六",
    "1万2千",
    "3万亿",
    "万",
    "%",
    "96.5%%",
    "％",
    "96.5%‰",
    "%96.5",
    "5.",
    ".5",
    "+",
    "-",
    "--5",
    "+-5",
    "5-",
    "（５）",
    "(5)",
    "1.2.3",
    "nan",
    "NAN",
    "inf",
    "-INF",
    "=1+1",
    "￥5",
    "5元",
    "3.2萬",
    "1_000",
    "11111111111111111111111111111111111111111",
    "1,111,111,111,111,111,111,111,111,111,111,111,111,111,111,111,111",
    "\xFF"
    "5",
    "5\xE4\xB8",
    "1\xE2\x80\x89"
    "23",
    "1\xC2\xA0"
    "2345",
    "1\xE2\x80\x89"
    "234,567",
    "９６．５．",
    "#N/A",
    "#DIV/0!",
    "#REF!",
};

Test(number, what_is_not_one_certain_number_is_refused_and_leaves_nothing)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct fyp_read_number found;
        struct fyp_read_number before;
        memset(&found, 0x5A, sizeof found);
        memset(&before, 0x5A, sizeof before);
        cr_expect_not(
            fyp_number_read(refused[i], &found), "\"%s\" is %g", refused[i],
            found.value.value);
        cr_expect_eq(memcmp(&found, &before, sizeof found), 0);
    }
}

/* A slow twin: writes a number with groups of three, reads it back. */
Test(number, grouping_is_read_as_it_is_written)
{
    uint64_t state = 20231;
    for (int i = 0; i < 20000; i++) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407U;
        long long whole = (long long)(state >> 24) % 100000000000;
        char plain[32], grouped[48];
        int length = snprintf(plain, sizeof plain, "%lld", whole);
        size_t at = 0;
        for (int k = 0; k < length; k++) {
            if (k > 0 && (length - k) % 3 == 0) {
                grouped[at++] = ',';
            }
            grouped[at++] = plain[k];
        }
        grouped[at] = '\0';
        struct fyp_read_number found = {.suffix = FYP_SUFFIX_NONE};
        cr_assert(fyp_number_read(grouped, &found), "%s", grouped);
        cr_assert_eq((long long)found.value.value, whole, "%s", grouped);
        cr_assert_eq(
            found.normalised, length > 3 ? (unsigned)GROUPED : 0U, "%s",
            grouped);
    }
}

/* Every character put before, into and behind a number: it is refused, or
 * what came of it is said. */
Test(number, no_character_is_passed_over_in_silence)
{
    for (uint32_t codepoint = 1; codepoint < 0x10000; codepoint++) {
        char utf8[4] = "", text[16];
        if (codepoint >= 0xD800 && codepoint <= 0xDFFF) {
            continue;
        }
        if (codepoint < 0x80) {
            utf8[0] = (char)codepoint;
        } else if (codepoint < 0x800) {
            utf8[0] = (char)(0xC0 | (codepoint >> 6));
            utf8[1] = (char)(0x80 | (codepoint & 0x3F));
        } else {
            utf8[0] = (char)(0xE0 | (codepoint >> 12));
            utf8[1] = (char)(0x80 | ((codepoint >> 6) & 0x3F));
            utf8[2] = (char)(0x80 | (codepoint & 0x3F));
        }
        snprintf(text, sizeof text, "83%.3s7", utf8);
        struct fyp_read_number found = {.suffix = FYP_SUFFIX_NONE};
        bool digit = codepoint >= '0' && codepoint <= '9';
        if (fyp_number_read(text, &found) && !digit && codepoint != '.') {
            cr_expect_neq(
                found.normalised, 0, "U+%04X is read as %g",
                (unsigned)codepoint, found.value.value);
        }
    }
}
