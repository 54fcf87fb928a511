/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/message.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(error);

Test(error, a_failure_carries_status_text_and_source)
{
    struct fyp_error err = {0};

    cr_assert_eq(
        fyp_fail(&err, FYP_E_FILE_TOO_LARGE, "5.1 MB", "4.0 MB"),
        FYP_E_FILE_TOO_LARGE);
    cr_assert_eq(err.status, FYP_E_FILE_TOO_LARGE);
    cr_assert_str_eq(err.text, "文件太大：5.1 MB，上限 4.0 MB");
    cr_assert_str_eq(err.place, "");
    cr_assert_str_eq(err.source_file, __FILE__);
    cr_assert_gt(err.source_line, 0);
}

Test(error, a_cure_shows_the_same_arguments)
{
    struct fyp_error err = {0};

    (void)fyp_fail(&err, FYP_E_PLAN_ID_FILE, "a-2021", "b\x07");
    cr_assert_str_eq(err.text, "规划编号 a-2021 与文件名 b\\x07 不同");
    cr_assert_str_eq(err.cure, "改其中一个，文件名应为 a-2021.yaml");
    (void)fyp_fail(&err, FYP_OK, NULL);
    cr_assert_str_eq(err.cure, "");
}

Test(error, no_error_to_fill_and_no_arguments_are_fine)
{
    struct fyp_error err = {0};

    cr_assert_eq(fyp_fail(NULL, FYP_E_MEMORY, NULL), FYP_E_MEMORY);
    cr_assert_eq(fyp_error_at(NULL, "%s", "x"), FYP_OK);
    cr_assert_eq(fyp_fail(&err, FYP_E_MEMORY, NULL), FYP_E_MEMORY);
    cr_assert_str_eq(err.text, "内存不足");
    cr_assert_eq(
        fyp_error_set(&err, FYP_E_INTERNAL, "f", 1, NULL), FYP_E_INTERNAL);
    cr_assert_str_eq(err.text, "程序内部错误：{1}");
}

Test(error, a_new_failure_forgets_the_old_one)
{
    struct fyp_error err = {0};

    (void)fyp_fail(&err, FYP_E_FILE_OPEN, "a");
    (void)fyp_error_at(&err, "x.csv:3");
    (void)fyp_fail(&err, FYP_E_MEMORY, NULL);
    cr_assert_str_eq(err.place, "");
    cr_assert_str_eq(err.text, "内存不足");
}

Test(error, the_innermost_place_wins)
{
    struct fyp_error err = {0};

    (void)fyp_fail(&err, FYP_E_FILE_OPEN, "a");
    cr_assert_eq(
        fyp_error_at(&err, "%s:%d:%d", "stats.csv", 14, 3), FYP_E_FILE_OPEN);
    (void)fyp_error_at(&err, "%s", "outer");
    cr_assert_str_eq(err.place, "stats.csv:14:3");
}

Test(error, control_characters_and_broken_bytes_are_shown)
{
    struct fyp_error err = {0};

    (void)fyp_fail(&err, FYP_E_INTERNAL, "a\x1b[31m\nb\xFF");
    cr_assert_str_eq(err.text, "程序内部错误：a\\x1B[31m\\x0Ab\\xFF");
    (void)fyp_error_at(&err, "%s", "x\ty");
    cr_assert_str_eq(err.place, "x\\x09y");
}

Test(error, long_arguments_are_cut_between_characters)
{
    struct fyp_error err = {0};
    char longer[4000] = "";

    for (int i = 0; i < 1000; i++) {
        strcat(longer, i % 2 ? "疾" : "残");
    }
    for (size_t shift = 0; shift < 3; shift++) {
        memset(longer, 'x', shift);
        (void)fyp_fail(&err, FYP_E_FILE_TOO_LARGE, longer, "4 MB");
        cr_assert_eq(
            fyp_utf8_valid_prefix(err.text, strlen(err.text)), strlen(err.text),
            "shift %zu", shift);
        cr_assert_not_null(strstr(err.text, "…，上限 4 MB"), "%s", err.text);
        (void)memcpy(longer, "残", 3);
    }
}

Test(error, a_text_that_is_too_long_is_cut_between_characters)
{
    struct fyp_error err = {0};
    char longer[1001] = "";

    for (int i = 0; i < 300; i++) {
        strcat(longer, "残");
    }
    (void)fyp_fail(&err, FYP_E_YAML_CHOICE, longer, longer, longer, longer);
    cr_assert_lt(strlen(err.text), sizeof err.text);
    cr_assert_gt(strlen(err.text), sizeof err.text - 4);
    cr_assert_eq(
        fyp_utf8_valid_prefix(err.text, strlen(err.text)), strlen(err.text));
}

Test(error, a_long_place_keeps_its_end)
{
    struct fyp_error err = {0};
    char path[3001] = "";

    for (int i = 0; i < 1000; i++) {
        strcat(path, "规");
    }
    for (size_t cut = 0; cut < 3; cut++) {
        (void)fyp_fail(&err, FYP_E_FILE_OPEN, "a");
        (void)fyp_error_at(&err, "%s/%.*s:12:5", path, (int)cut, "xyz");
        cr_assert_lt(strlen(err.place), sizeof err.place);
        cr_assert_eq(strncmp(err.place, "…", 3), 0);
        cr_assert_eq(
            fyp_utf8_valid_prefix(err.place, strlen(err.place)),
            strlen(err.place));
        cr_assert_str_eq(err.place + strlen(err.place) - 5, ":12:5");
    }
}

Test(error, problems_are_copied_and_those_beyond_the_limit_counted)
{
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};

    for (int i = 0; i < FYP_PROBLEMS_MAX + 7; i++) {
        (void)fyp_fail(&err, FYP_E_FILE_OPEN, "a");
        (void)fyp_error_at(&err, "row %d", i);
        fyp_problems_add(&problems, &err);
    }
    cr_assert_eq(problems.count, FYP_PROBLEMS_MAX);
    cr_assert_eq(problems.dropped, 7);
    cr_assert_str_eq(problems.items[0].place, "row 0");
    cr_assert_str_eq(problems.items[FYP_PROBLEMS_MAX - 1].place, "row 199");
    fyp_problems_finish(&problems);
    cr_assert_eq(problems.count, 0);
    cr_assert_null(problems.items);
    fyp_problems_finish(&problems);
    fyp_problems_finish(NULL);
    fyp_problems_add(NULL, &err);
}
