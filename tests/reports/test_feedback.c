/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "parts_of.h"
#include "reports/feedback.h"
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The sheet for the sender, of an import whose findings are put into the
 * store by hand, in another order than the sheet tells them.
 */

static struct folder folder;
static struct fyp_store *store;
static char path[128];

static void set_up(void)
{
    struct fyp_error err = {0};
    folder = folder_make();
    snprintf(path, sizeof path, "%s", folder_file(&folder, "fyp.db"));
    fyp_store_open(path, FYP_STORE_WRITE, &store, &err);
    cr_assert_not_null(store, "%s", err.text);
    snprintf(path, sizeof path, "%s", folder_file(&folder, "feedback.xlsx"));
}

static void tear_down(void)
{
    fyp_language_set(FYP_LANGUAGE_ZH);
    fyp_store_close(store);
    folder_remove(&folder);
}

TestSuite(feedback, .init = set_up, .fini = tear_down);

struct found {
    const char *sheet;
    int line, column;
    const char *raw;
    enum fyp_status status;
    const char *argument;
};

static const struct found found_rows[] = {
    {NULL, 0, 0, "", FYP_W_FORM_OTHER_SHEET, "草稿"},
    {"表1", 9, 3, "甲\t乙\t87.35\t丁", FYP_W_FORM_LAST_YEAR, "413"},
    {"表1", 14, 3, "甲\t乙\t约95\t丁", FYP_E_ROW_BLANK, "第二"},
    {"表1", 7, 0, "罗江区\t参保率\t约96", FYP_E_ROW_BLANK, "第一"},
    {"表1", 15, 2, "=HYPERLINK(\"http://x\")\t\t\t", FYP_E_ROW_BLANK, "第三"},
};

static long long take_in(const struct found *rows, size_t count)
{
    struct fyp_import_file file = {.name = "统计.xlsx"};
    struct fyp_import_counts counts = {.rows = 31, .added = 28, .rejected = 3};
    long long id = 0;
    memset(file.sha256, 'a', 64);
    cr_assert_eq(fyp_store_begin(store, &file, &id, NULL), FYP_OK);
    for (size_t i = 0; i < count; i++) {
        struct fyp_error finding = {0};
        const struct fyp_store_place place = {
            .sheet = rows[i].sheet,
            .line = rows[i].line,
            .column = rows[i].column};
        (void)fyp_fail(&finding, rows[i].status, rows[i].argument);
        cr_assert_eq(
            fyp_store_finding(store, id, &place, rows[i].raw, &finding, NULL),
            FYP_OK);
    }
    cr_assert_eq(fyp_store_commit(store, id, &counts, NULL), FYP_OK);
    return id;
}

static char *write_feedback(long long id, long expected)
{
    struct fyp_error err = {0};
    long count = -1;
    cr_assert_eq(
        fyp_report_feedback(store, id, path, &count, &err), FYP_OK, "%s",
        err.text);
    cr_assert_eq(count, expected, "%ld findings", count);
    char *strings = part_text(path, "xl/sharedStrings.xml");
    cr_assert_not_null(strings);
    return strings;
}

static long at(const char *strings, const char *text)
{
    const char *found = strstr(strings, text);
    return found ? (long)(found - strings) : -1;
}

Test(feedback, each_place_says_what_stood_there_and_what_blocks_comes_first)
{
    const size_t n = sizeof found_rows / sizeof *found_rows;
    char *strings = write_feedback(take_in(found_rows, n), 5);
    static const char *const order[] = {
        "统计.xlsx", "（3 处）",  "表1 第 7 行", "罗江区|参保率|约96",
        "“第一”",    "表1!C14",   ">约95<",      "“第二”",
        "表1!B15",   "HYPERLINK", "（2 处）",    "草稿",
        "表1!C9",    ">87.35<",   "413"};
    long before = 0;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        long place = at(strings, order[i]);
        cr_expect_gt(place, before, "%s at %ld", order[i], place);
        before = place > 0 ? place : before;
    }
    cr_expect_not_null(strstr(strings, "✖"));
    cr_expect_not_null(strstr(strings, "？"));
    free(strings);
}

Test(feedback, an_import_without_findings_says_so)
{
    char *strings = write_feedback(take_in(NULL, 0), 0);
    cr_expect_not_null(strstr(strings, "✔"));
    cr_expect_not_null(strstr(strings, "收下 28"));
    free(strings);
}

Test(feedback, headings_are_in_the_language_that_is_set)
{
    long long id = take_in(found_rows, 2);
    fyp_language_set(FYP_LANGUAGE_EN);
    char *strings = write_feedback(id, 2);
    cr_expect_not_null(strstr(strings, "What is wrong"));
    cr_expect_null(strstr(strings, "怎样改"));
    free(strings);
}

Test(feedback, an_import_that_was_taken_back_is_marked)
{
    long long id = take_in(found_rows, 2);
    cr_assert_eq(fyp_store_undo(store, id, NULL), FYP_OK);
    char *strings = write_feedback(id, 2);
    cr_expect_not_null(strstr(strings, "撤销"));
    free(strings);
}

Test(feedback, an_unknown_import_has_no_sheet)
{
    struct fyp_error err = {0};
    cr_expect_eq(
        fyp_report_feedback(store, 71, path, NULL, &err), FYP_E_IMPORT_UNKNOWN);
    cr_expect_null(part_text(path, "xl/workbook.xml"));
}
