/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "parts_of.h"
#include "reports/xlsx_formula.h"
#include "reports/xlsx_safe.h"
#include "reports/xlsx_verify.h"
#include "reports/xlsx_write.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Formulas: which ones are taken, and that a formula and its result stand in
 * the file as they were meant. */

static char path[64];

static void set_up(void)
{
    snprintf(path, sizeof path, "%s", "/tmp/fyp-formula-XXXXXX");
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    close(file);
}

static void tear_down(void)
{
    (void)remove(path);
}

TestSuite(formula, .init = set_up, .fini = tear_down);

static const struct {
    const char *name, *formula;
    bool taken;
} formula_rows[] = {
    {"a sum", "SUM(A1:B2)", true},
    {"a comparison of texts", "IF(A1<>\"—\",\"达到 & ok\",'数据'!$C$3)", true},
    {"a call in a text", "IF(A1=\"NOW()\",1,0)", true},
    {"powers and signs", "-A1^2*(B1/C1)&\"%\"", true},
    {"nothing", "", false},
    {"what changes by itself", "NOW()", false},
    {"what reaches outside", "HYPERLINK(\"http://x\")", false},
    {"what came after Excel 2010", "IFS(A1>1,2)", false},
    {"what depends on the language", "TEXT(A1,\"0.0\")", false},
    {"another workbook", "[1]Sheet1!A1", false},
    {"an array", "SUM({1,2})", false},
    {"a table's column", "SUM(T[数])", false},
    {"a program", "cmd|'/C calc'!A0", false},
    {"a text without end", "IF(A1=\"x,1,0)", false},
    {"a sheet name without end", "'数据!A1", false},
    {"small letters", "sum(A1:A2)", false},
    {"a sheet name without quotes", "数据!A1", false},
};

Test(formula, only_what_all_programs_share_is_taken)
{
    for (size_t i = 0; i < sizeof formula_rows / sizeof *formula_rows; i++) {
        cr_expect_eq(
            fyp_xlsx_formula_is_plain(formula_rows[i].formula),
            formula_rows[i].taken, "%s", formula_rows[i].name);
    }
}

Test(formula, one_that_is_longer_than_excel_allows_is_refused)
{
    enum { LONGEST = 8192 };
    char text[LONGEST + 3];
    memset(text, '1', sizeof text);
    text[LONGEST] = '\0';
    cr_expect(fyp_xlsx_formula_is_plain(text));
    text[LONGEST] = '1';
    text[LONGEST + 1] = '\0';
    cr_expect_not(fyp_xlsx_formula_is_plain(text));
}

static struct fyp_sheet *open_book(struct fyp_book **book)
{
    const struct fyp_book_properties properties = {
        .title = "t", .subject = "s", .author = "a", .created = 1};
    cr_assert_eq(fyp_book_create(path, &properties, book, NULL), FYP_OK);
    return fyp_book_sheet(*book, "数据");
}

static const char comparison[] = "IF(A1<2,\"小于 & \"\"2\"\"\",\"—\")";

/* A number, a formula of it, one with a text, one that is not defined. */
static enum fyp_status write_book(struct fyp_error *err)
{
    struct fyp_book *book = NULL;
    struct fyp_sheet *sheet = open_book(&book);
    const struct fyp_number one = {.value = 1.5, .decimals = 1};
    const struct fyp_number three = {.value = 3.0};
    const struct fyp_number none = {.value = NAN};
    fyp_sheet_number(sheet, 0, 0, FYP_STYLE_PLAIN, one);
    fyp_sheet_formula(sheet, 0, 1, FYP_STYLE_PLAIN, "A1*2", three);
    fyp_sheet_formula_text(
        sheet, 0, 2, FYP_STYLE_PLAIN, comparison, "小于 & \"2\"");
    fyp_sheet_formula(sheet, 0, 3, FYP_STYLE_PLAIN, "IF(A1>2,1,\"—\")", none);
    return fyp_book_close(book, err);
}

Test(formula, a_formula_and_its_result_are_written_and_read_again)
{
    struct fyp_error err = {0};
    cr_assert_eq(write_book(&err), FYP_OK, "%s", err.text);
    char *text = part_text(path, "xl/worksheets/sheet1.xml");
    cr_assert_not_null(text);
    cr_expect_not_null(strstr(text, "<f>A1*2</f><v>3</v>"));
    cr_expect_not_null(strstr(
        text, "<f>IF(A1&lt;2,\"小于 &amp; \"\"2\"\"\",\"—\")</f>"
              "<v>小于 &amp; \"2\"</v>"));
    cr_expect_not_null(strstr(text, "<v>—</v>"));
    free(text);
}

Test(formula, one_that_is_not_shared_stops_the_workbook)
{
    struct fyp_error err = {0};
    struct fyp_book *book = NULL;
    struct fyp_sheet *sheet = open_book(&book);
    const struct fyp_number one = {.value = 1.0};
    fyp_sheet_formula(sheet, 0, 0, FYP_STYLE_PLAIN, "RAND()", one);
    cr_expect_eq(fyp_book_close(book, &err), FYP_E_INTERNAL);
}

static uint64_t hash_of(const char *text)
{
    return fyp_xlsx_hash(FYP_XLSX_HASH_START, text, strlen(text));
}

Test(formula, another_formula_or_another_result_is_found)
{
    cr_assert_eq(write_book(NULL), FYP_OK);
    const struct fyp_xlsx_cell sound[] = {
        {.number = 1.5},
        {.column = 1,
         .is_formula = true,
         .number = 3.0,
         .formula = hash_of("A1*2")},
        {.column = 2,
         .is_formula = true,
         .is_text = true,
         .hash = hash_of("小于 & \"2\""),
         .formula = hash_of(comparison)},
        {.column = 3,
         .is_formula = true,
         .is_text = true,
         .hash = hash_of("—"),
         .formula = hash_of("IF(A1>2,1,\"—\")")},
    };
    enum { CELLS = sizeof sound / sizeof *sound, CHANGES = 5 };
    for (int change = 0; change <= CHANGES; change++) {
        struct fyp_xlsx_cell cells[CELLS];
        struct fyp_error err = {0};
        const struct fyp_xlsx_sheet sheet = {
            .name = "数据", .cells = cells, .count = CELLS};
        memcpy(cells, sound, sizeof cells);
        cells[1].number += change == 1;
        cells[1].formula += change == 2;
        cells[1].is_formula = change != 3;
        cells[2].hash += change == 4;
        cells[0].is_formula = change == 5;
        cr_expect_eq(
            fyp_xlsx_verify(path, &sheet, 1, &err),
            change == 0 ? FYP_OK : FYP_E_REPORT_VERIFY, "change %d: %s", change,
            err.text);
    }
}
