/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/words.h"

#include <criterion/criterion.h>
#include <string.h>

/* The vocabulary of docs/methods.md section 7, with the symbols of the
 * dashboard; before the final stage and in it. */

struct verdict_row {
    const char *name;
    int verdict;
    const char *running, *final, *symbol;
};

static const struct verdict_row verdict_rows[FYP_VERDICT_COUNT] = {
    {"monitor", FYP_VERDICT_MONITOR, "仅监测", "仅监测", "○"},
    {"not due", FYP_VERDICT_NOT_DUE, "未到期", "未到期", "○"},
    {"no data", FYP_VERDICT_NO_DATA, "无数据", "无数据", "—"},
    {"not assessable", FYP_VERDICT_NOT_ASSESSABLE, "不可判", "不可判", "？"},
    {"exceeded", FYP_VERDICT_EXCEEDED, "超额完成", "超额完成", "✔"},
    {"achieved", FYP_VERDICT_ACHIEVED, "提前实现", "完成", "✔"},
    {"ahead", FYP_VERDICT_AHEAD, "快于预期", "快于预期", "▲"},
    {"on track", FYP_VERDICT_ON_TRACK, "基本符合预期", "基本符合预期", "●"},
    {"behind", FYP_VERDICT_BEHIND, "滞后于预期", "滞后于预期", "▼"},
    {"not achieved", FYP_VERDICT_NOT_ACHIEVED, "未完成", "未完成", "▼"},
};

Test(words, a_verdict_has_the_word_of_its_stage_and_its_symbol)
{
    for (size_t i = 0; i < FYP_VERDICT_COUNT; i++) {
        const struct verdict_row *row = &verdict_rows[i];
        const enum fyp_verdict verdict = (enum fyp_verdict)row->verdict;
        cr_expect_str_eq(
            fyp_word_verdict(verdict, FYP_STAGE_ANNUAL), row->running, "%s",
            row->name);
        cr_expect_str_eq(
            fyp_word_verdict(verdict, FYP_STAGE_MIDTERM), row->running, "%s",
            row->name);
        cr_expect_str_eq(
            fyp_word_verdict(verdict, FYP_STAGE_FINAL), row->final, "%s",
            row->name);
        cr_expect_str_eq(
            fyp_symbol_verdict(verdict), row->symbol, "%s", row->name);
    }
}

Test(words, only_behind_and_not_achieved_are_missed)
{
    for (int verdict = 0; verdict < FYP_VERDICT_COUNT; verdict++) {
        const bool missed = verdict == FYP_VERDICT_BEHIND ||
                            verdict == FYP_VERDICT_NOT_ACHIEVED;
        cr_expect_eq(
            fyp_verdict_is_missed((enum fyp_verdict)verdict), missed,
            "verdict %d", verdict);
    }
}

/* All words of all tables: a hole in one of them shows as an empty word, a
 * row put twice as a repeated one. */
enum { WORDS_MAX = 64 };

static size_t all_words(const char **words)
{
    size_t n = 0;
    for (int i = FYP_STAGE_ANNUAL; i <= FYP_STAGE_FINAL; i++) {
        words[n++] = fyp_word_stage((enum fyp_stage)i);
    }
    for (int i = FYP_GRADE_NONE; i <= FYP_GRADE_EXCELLENT; i++) {
        words[n++] = fyp_word_grade((enum fyp_grade)i);
    }
    words[n++] = fyp_word_cap(FYP_GRADE_NONE);
    for (int i = FYP_ATTRIBUTE_NONE; i <= FYP_ANTICIPATORY; i++) {
        words[n++] = fyp_word_attribute((enum fyp_attribute)i);
    }
    for (int i = FYP_KIND_LEVEL; i <= FYP_KIND_EVENT; i++) {
        words[n++] = fyp_word_kind((enum fyp_kind)i);
    }
    for (int i = 0; i < FYP_METHOD_COUNT; i++) {
        words[n++] = fyp_word_method((enum fyp_method)i);
    }
    for (int i = FYP_COMPARE_FULL; i <= FYP_COMPARE_ROUNDED; i++) {
        words[n++] = fyp_word_comparison((enum fyp_comparison)i);
    }
    for (int i = FYP_BASELINE_NONE; i <= FYP_BASELINE_PROXY; i++) {
        words[n++] = fyp_word_baseline_source((enum fyp_baseline_source)i);
    }
    for (int i = FYP_BLANK_DASH; i <= FYP_BLANK_NOT_ENTERED; i++) {
        words[n++] = fyp_word_blank((enum fyp_blank)i);
    }
    for (int i = FYP_PATH_LINEAR; i <= FYP_PATH_STEP; i++) {
        words[n++] = fyp_word_path((enum fyp_path)i);
    }
    for (int i = 0; i < FYP_FLAG_COUNT; i++) {
        words[n++] = fyp_word_flag(i);
    }
    for (int i = FYP_OBSTACLE_NO_REFERENCE; i <= FYP_OBSTACLE_INCOMPLETE_GROWTH;
         i++) {
        words[n++] = fyp_word_obstacle((enum fyp_obstacle)i);
    }
    return n;
}

Test(words, every_enum_value_has_a_word_of_its_own_in_both_languages)
{
    const char *zh[WORDS_MAX];
    const char *en[WORDS_MAX];
    fyp_language_set(FYP_LANGUAGE_ZH);
    const size_t n = all_words(zh);
    fyp_language_set(FYP_LANGUAGE_EN);
    cr_assert_eq(all_words(en), n);
    cr_assert_leq(n, (size_t)WORDS_MAX);
    for (size_t i = 0; i < n; i++) {
        cr_expect_str_not_empty(zh[i], "word %zu", i);
        cr_expect_str_not_empty(en[i], "word %zu", i);
        cr_expect_str_neq(zh[i], en[i], "word %zu is not translated", i);
        for (size_t other = 0; other < i; other++) {
            cr_expect_str_neq(zh[i], zh[other], "%zu and %zu", i, other);
        }
    }
}

/* Where the flag and the obstacle of a gap meet, the obstacle speaks. */
Test(words, a_gap_is_told_once)
{
    const struct fyp_indicator indicator = {.number = "1"};
    struct fyp_indicator_result result = {.indicator = &indicator};
    int bit = 0;
    while ((1U << bit) != FYP_FLAG_INCOMPLETE) {
        bit++;
    }
    cr_expect_str_eq(fyp_word_result_flag(&result, bit), fyp_word_flag(bit));
    result.obstacle = FYP_OBSTACLE_NO_REFERENCE;
    cr_expect_str_eq(fyp_word_result_flag(&result, bit), fyp_word_flag(bit));
    result.obstacle = FYP_OBSTACLE_INCOMPLETE_SUM;
    cr_expect_str_empty(fyp_word_result_flag(&result, bit));
    result.obstacle = FYP_OBSTACLE_INCOMPLETE_GROWTH;
    cr_expect_str_empty(fyp_word_result_flag(&result, bit));
}

Test(words, what_says_nothing_has_no_word)
{
    cr_expect_str_empty(fyp_word_kind(FYP_KIND_NONE));
    cr_expect_str_empty(fyp_word_blank(FYP_BLANK_NONE));
    cr_expect_str_empty(fyp_word_obstacle(FYP_OBSTACLE_NONE));
}

Test(words, flags_are_told_in_the_order_of_their_bits)
{
    struct fyp_buffer out = {0};
    fyp_word_flags(
        FYP_FLAG_REGRESSED | FYP_FLAG_INFERRED | FYP_FLAG_LOST, " / ", &out);
    cr_assert_not(out.failed);
    char expected[256];
    snprintf(
        expected, sizeof expected, "%s / %s / %s", fyp_word_flag(0),
        fyp_word_flag(4), fyp_word_flag(8));
    cr_expect_str_eq(out.data, expected);
    fyp_buffer_finish(&out);
    fyp_word_flags(0, ";", &out);
    cr_expect_eq(out.length, 0);
    fyp_buffer_finish(&out);
}
