/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/text.h"
#include "data/readers/source.h"
#include "data/tables/form.h"
#include "data/tables/layout.h"
#include "parts_of.h"
#include "reports/form.h"
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The form of the small plan, which has every kind of row: which cells are
 * open and what may be typed into them, and that the reader knows it again.
 */

static struct folder folder;
static struct fyp_catalogue *catalogue;
static struct fyp_plan *plan;
static struct fyp_figures *figures;
static char path[128];

static void add_figure(const char *code, int year, double value, int decimals)
{
    const struct fyp_figure figure = {
        .region = "510604",
        .indicator = code,
        .year = year,
        .basis =
            strcmp(code, "counted") == 0 ? FYP_BASIS_TO_DATE : FYP_BASIS_YEAR,
        .value = {.present = true, .value = value, .decimals = decimals},
        .source = "年报",
        .file = "a.csv",
        .line = 2,
        .version = 1};
    cr_assert_eq(fyp_figures_add(figures, &figure, NULL), FYP_OK);
}

static void set_up(void)
{
    folder = folder_make();
    catalogue = small_catalogue_read(&folder);
    folder_write(&folder, "t.yaml", small_plan);
    cr_assert_eq(
        fyp_plan_create(
            folder_file(&folder, "t.yaml"), catalogue, &plan, NULL, NULL),
        FYP_OK);
    cr_assert_eq(fyp_figures_create(&figures, NULL), FYP_OK);
    add_figure("share", 2022, 87.635, 3);
    add_figure("share", 2023, 88.214, 3);
    add_figure("counted", 2022, 117, 0);
    fyp_figures_index(figures);
    snprintf(path, sizeof path, "%s", folder_file(&folder, "form.xlsx"));
}

static void tear_down(void)
{
    fyp_language_set(FYP_LANGUAGE_ZH);
    fyp_figures_destroy(figures);
    fyp_plan_destroy(plan);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

TestSuite(form, .init = set_up, .fini = tear_down);

static enum fyp_status
write_form(const char *region, int year, size_t *rows, struct fyp_error *err)
{
    const struct fyp_form_request request = {
        .plan = plan,
        .catalogue = catalogue,
        .figures = figures,
        .year = year,
        .region = region,
        .region_name = "罗江区"};
    return fyp_report_form(&request, path, rows, err);
}

static char *sheet_of_form(const char *region, size_t expected_rows)
{
    struct fyp_error err = {0};
    size_t rows = 0;
    cr_assert_eq(
        write_form(region, 2023, &rows, &err), FYP_OK, "%s %s", err.place,
        err.text);
    cr_assert_eq(rows, expected_rows, "%zu rows", rows);
    char *sheet = part_text(path, "xl/worksheets/sheet1.xml");
    cr_assert_not_null(sheet);
    return sheet;
}

/* Number of the format of a cell, -1 where there is no such cell. */
static long format_of(const char *sheet, const char *cell)
{
    char start[64];
    long format = -1;
    snprintf(start, sizeof start, "<c r=\"%s\" s=\"", cell);
    const char *at = strstr(sheet, start);
    if (at) {
        format = strtol(at + strlen(start), NULL, 10);
    }
    return format;
}

/* Whether the format of a cell may be typed into. */
static bool is_open(const char *sheet, const char *cell)
{
    char *styles = part_text(path, "xl/styles.xml");
    cr_assert_not_null(styles);
    long format = format_of(sheet, cell);
    cr_assert_geq(format, 0, "no cell %s", cell);
    const char *at = strstr(styles, "<cellXfs");
    for (long i = 0; at && i <= format; i++) {
        at = strstr(at + 1, "<xf ");
    }
    cr_assert_not_null(at);
    const char *end = strstr(at + 1, "<xf ");
    const char *open = strstr(at, "locked=\"0\"");
    bool result = open && (!end || open < end);
    free(styles);
    return result;
}

/* The first row to be filled in is 8: title, place, identity, steps, groups,
 * headings, example. Columns: F basis, G value, H numerator, I denominator,
 * J source, K remark. */
static const struct cell_row {
    const char *name, *cell;
    bool open;
    const char *type, *low, *high; /* of the check; NULL: none */
} cell_rows[] = {
    {"example, number", "G7", true, NULL, NULL, NULL},
    {"example, code", "L7", true, NULL, NULL, NULL},
    {"share, name", "B8", false, NULL, NULL, NULL},
    {"share, last year", "E8", false, NULL, NULL, NULL},
    {"share, basis is given", "F8", false, NULL, NULL, NULL},
    {"share, range of the catalogue", "G8", true, "decimal", "0", "100"},
    {"share, numerator", "H8", true, "decimal", "0", "1000000000000000"},
    {"share, denominator", "I8", true, "decimal", "1E-06", "1000000000000000"},
    {"share, source", "J8", true, NULL, NULL, NULL},
    {"share, remark", "K8", true, NULL, NULL, NULL},
    {"share, code", "L8", false, NULL, NULL, NULL},
    {"counted, basis", "F9", true, "list", "\"当年,累计\"", NULL},
    {"counted, no upper bound", "G9", true, "decimal", "0", "1000000000000000"},
    {"counted, no numerator", "H9", false, NULL, NULL, NULL},
    {"growing, no bound", "G10", true, "decimal", "-1000000000000000",
     "1000000000000000"},
    {"growing, no denominator", "I10", false, NULL, NULL, NULL},
    {"shortfall, range of a share", "G12", true, "decimal", "0", "100"},
    {"first town", "G13", true, "decimal", "0", "1000000000000000"},
    {"second town", "G14", true, "decimal", "0", "1000000000000000"},
    {"second town, code", "L14", false, NULL, NULL, NULL},
};

static void check_cell(const char *sheet, const struct cell_row *row)
{
    char start[64], low[96], high[96];
    snprintf(start, sizeof start, "sqref=\"%s\"", row->cell);
    snprintf(
        low, sizeof low, "<formula1>%s</formula1>", row->low ? row->low : "");
    snprintf(
        high, sizeof high, "<formula2>%s</formula2>",
        row->high ? row->high : "");
    cr_expect_eq(
        is_open(sheet, row->cell), row->open, "%s %s", row->name, row->cell);
    const char *at = strstr(sheet, start);
    cr_expect_eq(at != NULL, row->type != NULL, "%s: a check?", row->name);
    if (!at || !row->type) {
        return;
    }
    const char *end = strstr(at, "</dataValidation>");
    const char *low_at = strstr(at, low), *high_at = strstr(at, high);
    cr_expect(low_at && low_at < end, "%s: %s in %.300s", row->name, low, at);
    cr_expect(
        !row->high || (high_at && high_at < end), "%s: %s in %.300s", row->name,
        high, at);
    cr_expect_not(
        strstr(at - 400 > sheet ? at - 400 : sheet, row->type) == NULL, "%s",
        row->name);
}

Test(form, what_is_asked_for_is_open_and_checked_the_rest_is_locked)
{
    char *sheet = sheet_of_form("510604", 7);
    for (size_t i = 0; i < sizeof cell_rows / sizeof *cell_rows; i++) {
        check_cell(sheet, &cell_rows[i]);
    }
    const char *lock = strstr(sheet, "<sheetProtection sheet=\"1\"");
    cr_assert_not_null(lock, "the sheet is not protected");
    cr_expect_null(strstr(sheet, "password="), "with a password");
    cr_expect_null(strstr(sheet, "hidden"), "something is hidden");
    cr_expect_null(
        strstr(sheet, "errorStyle"), "a check that does not stop anybody");
    cr_expect_not_null(strstr(sheet, "orientation=\"landscape\""));
    cr_expect_not_null(strstr(sheet, "paperSize=\"9\""));
    free(sheet);
}

Test(form, last_year_s_figures_stand_beside_the_cells_to_fill_in)
{
    char *sheet = sheet_of_form("510604", 7);
    cr_expect_not_null(strstr(sheet, "<v>87.63"));
    cr_expect_null(strstr(sheet, "<v>88.21"), "this year's is there");
    cr_expect_not_null(strstr(sheet, "<v>117</v>"));
    free(sheet);
}

Test(form, another_place_has_one_row_an_indicator)
{
    char *sheet = sheet_of_form("510604001", 6);
    cr_expect_geq(string_index(path, "gdp"), 0);
    cr_expect_eq(string_index(path, "gdp@510604001"), -1);
    free(sheet);
}

Test(form, codes_and_identity_are_texts_that_can_be_seen)
{
    free(sheet_of_form("510604", 7));
    static const char *const texts[] = {
        "share", "counted", "gdp@510604001", "gdp@510604002"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_expect_geq(string_index(path, texts[i]), 0, "%s", texts[i]);
    }
    char *strings = part_text(path, "xl/sharedStrings.xml");
    char *custom = part_text(path, "docProps/custom.xml");
    cr_assert(strings && custom);
    struct fyp_form_identity seen, kept;
    cr_expect(fyp_form_identity_read(strings, &seen));
    cr_expect(fyp_form_identity_read(custom, &kept));
    cr_expect_str_eq(seen.plan, "t");
    cr_expect_str_eq(seen.region, "510604");
    cr_expect_eq(seen.year, 2023);
    cr_expect_eq(strncmp(seen.hash, plan->sha256, 12), 0);
    cr_expect_eq(memcmp(&seen, &kept, sizeof seen), 0);
    free(strings);
    free(custom);
}

/* What the reader makes of the form that was just written. */
static enum fyp_status read_back(int year, struct fyp_error *err)
{
    struct fyp_source *source = NULL;
    struct fyp_layout *layout = NULL;
    const struct fyp_layout_request request = {
        .catalogue = catalogue,
        .path = path,
        .file_name = "form.xlsx",
        .year = year,
        .plans = &plan,
        .plan_count = 1};
    enum fyp_status status = fyp_source_open(path, &source, err);
    if (status == FYP_OK) {
        status = fyp_layout_find(source, 0, &request, &layout, err);
    }
    fyp_layout_destroy(layout);
    fyp_source_close(source);
    return status;
}

Test(form, the_reader_knows_it_again_in_either_language)
{
    for (int language = FYP_LANGUAGE_ZH; language <= FYP_LANGUAGE_EN;
         language++) {
        struct fyp_error err = {0};
        fyp_language_set((enum fyp_language)language);
        (void)remove(path);
        free(sheet_of_form("510604", 7));
        fyp_language_set(FYP_LANGUAGE_ZH);
        cr_expect_eq(read_back(0, &err), FYP_E_FORM_EMPTY, "%s", err.text);
        cr_expect_not_null(strstr(err.text, "7"), "%s", err.text);
        cr_expect_eq(read_back(2022, &err), FYP_E_FORM_YEAR, "%s", err.text);
    }
}

Test(form, same_input_gives_the_same_bytes)
{
    char *first = NULL, *second = NULL;
    size_t first_size = 0, second_size = 0;
    free(sheet_of_form("510604", 7));
    cr_assert_eq(
        fyp_file_read(path, 1 << 20, &first, &first_size, NULL), FYP_OK);
    (void)remove(path);
    free(sheet_of_form("510604", 7));
    cr_assert_eq(
        fyp_file_read(path, 1 << 20, &second, &second_size, NULL), FYP_OK);
    cr_assert_eq(first_size, second_size);
    cr_expect_eq(memcmp(first, second, first_size), 0);
    free(first);
    free(second);
}

Test(form, a_file_that_is_there_is_never_written_over)
{
    struct fyp_error err = {0};
    folder_write(&folder, "form.xlsx", "填好的");
    cr_expect_eq(write_form("510604", 2023, NULL, &err), FYP_E_FORM_EXISTS);
    char *text = NULL;
    size_t size = 0;
    cr_assert_eq(fyp_file_read(path, 100, &text, &size, NULL), FYP_OK);
    cr_expect_str_eq(text, "填好的");
    free(text);
}

Test(form, only_years_of_the_plan_have_a_form)
{
    static const struct {
        int year;
        enum fyp_status status;
    } rows[] = {
        {2019, FYP_E_EVALUATE_YEAR},
        {2020, FYP_OK},
        {2025, FYP_OK},
        {2026, FYP_E_EVALUATE_YEAR}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fyp_error err = {0};
        (void)remove(path);
        cr_expect_eq(
            write_form("510604", rows[i].year, NULL, &err), rows[i].status,
            "%d: %s", rows[i].year, err.text);
    }
}
