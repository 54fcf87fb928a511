/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/missing.h"
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct fyp_missing_marks *marks_of(const char *path, const char *source)
{
    struct fyp_missing_marks *marks = NULL;
    struct fyp_error err = {.status = FYP_OK};
    (void)fyp_missing_marks_create(path, source, &marks, NULL, &err);
    cr_assert_not_null(marks, "%s: %s", err.place, err.text);
    return marks;
}

static const char shipped[] = FYP_TEST_HOME "/data/cleaning/missing_marks.yaml";

struct mark {
    const char *text;
    enum fyp_missing_kind kind;
};

static const struct mark usual[] = {
    {"—", FYP_MISSING_UNKNOWN},
    {"——", FYP_MISSING_UNKNOWN},
    {"－", FYP_MISSING_UNKNOWN},
    {"-", FYP_MISSING_UNKNOWN},
    {"--", FYP_MISSING_UNKNOWN},
    {"……", FYP_MISSING_UNKNOWN},
    {"…", FYP_MISSING_UNKNOWN},
    {".", FYP_MISSING_UNKNOWN},
    {"/", FYP_MISSING_UNKNOWN},
    {"\\", FYP_MISSING_UNKNOWN},
    {"无", FYP_MISSING_UNKNOWN},
    {"暂无", FYP_MISSING_NOT_YET},
    {"未统计", FYP_MISSING_UNKNOWN},
    {"N/A", FYP_MISSING_UNKNOWN},
    {"n/a", FYP_MISSING_UNKNOWN},
    {"NULL", FYP_MISSING_UNKNOWN},
    {"#N/A", FYP_MISSING_UNKNOWN},
    {"", FYP_MISSING_UNKNOWN},
    {" ", FYP_MISSING_UNKNOWN},
    {"　", FYP_MISSING_UNKNOWN},
    {"×", FYP_MISSING_UNKNOWN},
    {"*", FYP_MISSING_UNKNOWN},
    {"＊", FYP_MISSING_UNKNOWN},
    {"暂 无", FYP_MISSING_NOT_YET},
    {"不适用", FYP_MISSING_NOT_APPLICABLE},
    {"保密", FYP_MISSING_SUPPRESSED},
    {"尚无", FYP_MISSING_NOT_YET},
    {"0", FYP_MISSING_NONE},
    {"０", FYP_MISSING_NONE},
    {"0.00", FYP_MISSING_NONE},
    {"91.46", FYP_MISSING_NONE},
    {"约95", FYP_MISSING_NONE},
    {"一", FYP_MISSING_NONE}, /* the numeral, not a dash */
    {"#DIV/0!", FYP_MISSING_NONE},
    {"无此项工作", FYP_MISSING_NONE},
};

/* The same answers from the file and from what is built in. */
Test(missing, the_usual_marks_mean_what_they_mean_with_and_without_the_file)
{
    struct fyp_missing_marks *marks = marks_of(shipped, NULL);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        cr_expect_eq(
            fyp_missing_find(marks, usual[i].text), usual[i].kind,
            "file: \"%s\"", usual[i].text);
        cr_expect_eq(
            fyp_missing_find(NULL, usual[i].text), usual[i].kind,
            "built in: \"%s\"", usual[i].text);
    }
    fyp_missing_marks_destroy(marks);
    fyp_missing_marks_destroy(NULL);
}

Test(missing, every_source_that_comes_with_the_program_can_be_read)
{
    static const char *const sources[] = {
        "通用", "中国统计年鉴", "成都统计年鉴", "中国残疾人事业统计年鉴"};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct fyp_missing_marks *marks = marks_of(shipped, sources[i]);
        cr_expect_eq(fyp_missing_find(marks, ""), FYP_MISSING_UNKNOWN);
        cr_expect_eq(fyp_missing_find(marks, "-"), FYP_MISSING_UNKNOWN);
        cr_expect_eq(fyp_missing_find(marks, "0"), FYP_MISSING_NONE);
        fyp_missing_marks_destroy(marks);
    }
}

static const char own[] = "缺失标记:\n"
                          "  - 来源: 通用\n"
                          "    标记:\n"
                          "      - {写法: [\"—\", \"…\"], 含义: 不详}\n"
                          "      - {写法: 暂无, 含义: 尚无}\n"
                          "  - 来源: 某市年鉴\n"
                          "    空白: 不足最小单位\n"
                          "    标记:\n"
                          "      - {写法: \"…\", 含义: 不足最小单位}\n"
                          "      - {写法: [\"*\", 略], 含义: 不公开}\n"
                          "      - {写法: \"—\", 含义: 不适用}\n";

Test(missing, a_mark_means_what_its_own_source_says_first)
{
    static const struct mark rows[] = {
        {"", FYP_MISSING_BELOW_UNIT},      {"…", FYP_MISSING_BELOW_UNIT},
        {"＊", FYP_MISSING_SUPPRESSED},    {"略", FYP_MISSING_SUPPRESSED},
        {"—", FYP_MISSING_NOT_APPLICABLE}, {"暂无", FYP_MISSING_NOT_YET},
        {"n/a", FYP_MISSING_NONE},         {"0", FYP_MISSING_NONE}};
    struct folder folder = folder_make();
    folder_write(&folder, "own.yaml", own);
    struct fyp_missing_marks *marks =
        marks_of(folder_file(&folder, "own.yaml"), "某市 年鉴");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(
            fyp_missing_find(marks, rows[i].text), rows[i].kind, "\"%s\": %d",
            rows[i].text, (int)fyp_missing_find(marks, rows[i].text));
    }
    fyp_missing_marks_destroy(marks);
    folder_remove(&folder);
}

struct bad_file {
    const char *from, *to;
    enum fyp_status status;
    const char *message;
};

static const struct bad_file bad_files[] = {
    {"[\"*\", 略]", "[\"*\", \"0\"]", FYP_E_MISSING_MARK, "0"},
    {"[\"*\", 略]", "[\"*\", \"０．０\"]", FYP_E_MISSING_MARK, "０．０"},
    {"[\"*\", 略]", "[\"*\", \"12,345\"]", FYP_E_MISSING_MARK, "12,345"},
    {"[\"*\", 略]", "[\"*\", \"…\"]", FYP_E_MISSING_MARK, "…"},
    {"[\"*\", 略]", "[\"*\", \"　\"]", FYP_E_MISSING_MARK, "　"},
    {"来源: 某市年鉴", "来源: 某县年鉴", FYP_E_MISSING_SOURCE,
     "通用、某县年鉴"},
};

Test(missing, a_table_that_cannot_be_used_is_refused)
{
    for (size_t i = 0; i < sizeof bad_files / sizeof *bad_files; i++) {
        struct folder folder = folder_make();
        struct fyp_missing_marks *marks = NULL;
        struct fyp_error err = {.status = FYP_OK};
        char *text = replaced(own, bad_files[i].from, bad_files[i].to);
        folder_write(&folder, "own.yaml", text);
        enum fyp_status status = fyp_missing_marks_create(
            folder_file(&folder, "own.yaml"), "某市年鉴", &marks, NULL, &err);
        cr_expect_eq(
            status, bad_files[i].status, "%s: %s", bad_files[i].to, err.text);
        cr_expect_null(marks);
        cr_expect_not_null(
            strstr(err.text, bad_files[i].message), "%s", err.text);
        free(text);
        folder_remove(&folder);
    }
}

Test(missing, a_file_that_is_not_there_or_no_table_is_refused_with_its_place)
{
    struct folder folder = folder_make();
    struct fyp_missing_marks *marks = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    cr_expect_neq(
        fyp_missing_marks_create(
            folder_file(&folder, "none.yaml"), NULL, &marks, &problems, &err),
        FYP_OK);
    cr_expect_not_null(strstr(err.place, "none.yaml"), "%s", err.place);
    folder_write(
        &folder, "bad.yaml",
        "缺失标记:\n  - 来源: 通用\n    空白: 零\n    标志: []\n");
    cr_expect_neq(
        fyp_missing_marks_create(
            folder_file(&folder, "bad.yaml"), NULL, &marks, &problems, &err),
        FYP_OK);
    cr_expect_null(marks);
    cr_expect_geq(problems.count, 3, "%zu", problems.count);
    fyp_problems_finish(&problems);
    folder_remove(&folder);
}
