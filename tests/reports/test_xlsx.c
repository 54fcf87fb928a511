/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "parts_of.h"
#include "reports/xlsx_safe.h"
#include "reports/xlsx_verify.h"
#include "reports/xlsx_write.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

/*
 * Writing and reading again: what may go into a workbook, and that every
 * kind of damage and every mistake of the library is noticed.
 */

static char path[64];

static void set_up(void)
{
    snprintf(path, sizeof path, "%s", "/tmp/fyp-xlsx-XXXXXX");
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    close(file);
}

static void tear_down(void)
{
    (void)remove(path);
}

TestSuite(xlsx, .init = set_up, .fini = tear_down);

/* --- what may go in --- */

struct text_row {
    const char *name, *text, *safe, *label;
};

#define BAD "\xEF\xBF\xBD"

static const struct text_row text_rows[] = {
    {"plain", "残疾人 85.5 %", "残疾人 85.5 %", "残疾人 85.5 %"},
    {"empty", "", "", ""},
    {"formula", "=1+1", "=1+1", "＝1+1"},
    {"line ends", "a\r\nb\rc\nd", "a\nb\nc\nd", "a\nb\nc\nd"},
    {"tab", "a\tb", "a b", "a b"},
    {"escape character", "a\x1b[31mb", "a" BAD "[31mb", "a" BAD "[31mb"},
    {"delete and C1", "a\x7f\xC2\x85", "a" BAD BAD, "a" BAD BAD},
    {"lone byte", "85\xFF%", "85" BAD "%", "85" BAD "%"},
    {"cut character", "\xE6\xAE", BAD BAD, BAD BAD},
    {"surrogate", "\xED\xA0\x80", BAD BAD BAD, BAD BAD BAD},
    {"overlong", "\xC0\xAF", BAD BAD, BAD BAD},
    {"U+FFFE and U+FFFF", "\xEF\xBF\xBE\xEF\xBF\xBF", BAD BAD, BAD BAD},
    {"U+1FFFF", "\xF0\x9F\xBF\xBF", BAD, BAD},
    {"beyond the plane", "\xF0\xA0\xAE\xB7", "\xF0\xA0\xAE\xB7",
     "\xF0\xA0\xAE\xB7"},
    {"escape of Excel", "_x0041_", "_x005F_x0041_", "_x005F_x0041_"},
    {"no escape of Excel", "_x41_", "_x41_", "_x41_"},
};

Test(xlsx_safe, every_text_becomes_one_that_all_programs_can_read)
{
    for (size_t i = 0; i < sizeof text_rows / sizeof text_rows[0]; i++) {
        const struct text_row *row = &text_rows[i];
        char *safe = fyp_xlsx_safe_text(row->text);
        char *label = fyp_xlsx_safe_label(row->text);
        cr_assert(safe && label);
        cr_expect_str_eq(safe, row->safe, "%s: %s", row->name, safe);
        cr_expect_str_eq(label, row->label, "%s: %s", row->name, label);
        free(safe);
        free(label);
    }
}

Test(xlsx_safe, a_long_text_is_cut_at_what_excel_can_hold)
{
    static const struct {
        const char *piece;
        size_t count;
    } rows[] = {{"a", 40000},      {"残", 32760},
                {"残", 40000},     {"\xF0\xA0\xAE\xB7", 20000},
                {"_x0041_", 6000}, {"\xFF", 40000}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t step = strlen(rows[i].piece);
        char *text = malloc(step * rows[i].count + 1);
        cr_assert_not_null(text);
        for (size_t k = 0; k < rows[i].count; k++) {
            memcpy(text + k * step, rows[i].piece, step + 1);
        }
        char *safe = fyp_xlsx_safe_text(text);
        cr_assert_not_null(safe);
        size_t length = utf16_length(safe);
        cr_expect_leq(length, FYP_XLSX_TEXT_MAX, "row %zu: %zu", i, length);
        cr_expect_geq(length, 32750, "row %zu: %zu", i, length);
        cr_expect_eq(
            fyp_utf8_valid_prefix(safe, strlen(safe)), strlen(safe), "row %zu",
            i);
        free(safe);
        free(text);
    }
}

/* libxlsxwriter prints 16 digits, 17 are needed for any double: a number of
 * 15 digits must come back as the very same one. */
Test(xlsx_safe, a_number_survives_the_digits_of_the_library)
{
    static const double named[] = {
        0.0,
        -0.0,
        1e300,
        -1e300,
        1e-300,
        0.1,
        1.0 / 3.0,
        96.45,
        7.3333333333,
        5e-324,
        9.99999999999999e22,
        123456789012345.0};
    unsigned long long state = 20231231;
    for (size_t i = 0; i < 50000; i++) {
        double value = named[i % (sizeof named / sizeof named[0])];
        if (i >= sizeof named / sizeof named[0]) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            double share = (double)(state >> 11) / 9007199254740992.0;
            value = (share - 0.5) * pow(10.0, (double)(i % 40) - 20.0);
        }
        char text[64];
        double number = fyp_xlsx_number(value);
        snprintf(text, sizeof text, "%.16G", number);
        double back = strtod(text, NULL);
        /* The very same, so nothing lies between them. */
        cr_assert(back <= number && back >= number, "%.17g -> %s", value, text);
        cr_assert(
            fabs(number - value) <= 1e-14 * fabs(value) + 1e-322, "%.17g",
            value);
    }
}

/* --- a small workbook and what it should hold --- */

static struct fyp_xlsx_cell number_cell(uint32_t row, uint32_t column, double x)
{
    return (struct fyp_xlsx_cell){.row = row, .column = column, .number = x};
}

static struct fyp_xlsx_cell
text_cell(uint32_t row, uint32_t column, const char *text)
{
    return (struct fyp_xlsx_cell){
        .row = row,
        .column = column,
        .is_text = true,
        .hash = fyp_xlsx_hash(FYP_XLSX_HASH_START, text, strlen(text))};
}

enum { CELLS = 5 };
static struct fyp_xlsx_cell cells[CELLS];
static struct fyp_xlsx_sheet sheet = {.name = "数据", .cells = cells};

static struct fyp_book *new_book(void)
{
    static const struct fyp_book_properties properties = {
        .title = "标题", .subject = "主题", .author = "fyp", .created = 86400};
    struct fyp_book *book = NULL;
    cr_assert_eq(fyp_book_create(path, &properties, &book, NULL), FYP_OK);
    return book;
}

static struct fyp_number plain(double value)
{
    return (struct fyp_number){.value = value, .decimals = 2};
}

/* A1 a text, B1 a number, A2 what NAN becomes, B2 a blank, C2 a formula that
 * is a text, A3 runs. */
static void write_small(void)
{
    static const struct fyp_run runs[] = {
        {FYP_STYLE_CHIP_GOOD, "✔ 完成"}, {FYP_STYLE_CHIP_BEHIND, "▼ 滞后"}};
    struct fyp_error err = {0};
    struct fyp_book *book = new_book();
    struct fyp_sheet *target = fyp_book_sheet(book, "数据");
    struct fyp_number blank = plain(INFINITY);
    blank.blank_if_undefined = true;
    fyp_sheet_text(target, 0, 0, FYP_STYLE_TEXT, "覆盖率");
    fyp_sheet_number(target, 0, 1, FYP_STYLE_NUMBER, plain(96.4275));
    fyp_sheet_number(target, 1, 0, FYP_STYLE_NUMBER, plain(NAN));
    fyp_sheet_number(target, 1, 1, FYP_STYLE_NUMBER, blank);
    fyp_sheet_text(target, 1, 2, FYP_STYLE_TEXT, "=HYPERLINK(\"http://x\")");
    fyp_sheet_runs(
        target, (struct fyp_area){2, 0, 2, 3}, FYP_STYLE_COUNTS, runs, 2);
    cr_assert_eq(fyp_book_close(book, &err), FYP_OK, "%s", err.text);
    cells[0] = text_cell(0, 0, "覆盖率");
    cells[1] = number_cell(0, 1, 96.4275);
    cells[2] = text_cell(1, 0, "—");
    cells[3] = text_cell(1, 2, "=HYPERLINK(\"http://x\")");
    cells[4] = text_cell(2, 0, "✔ 完成▼ 滞后");
    sheet.count = CELLS;
}

static enum fyp_status verify(struct fyp_error *err)
{
    *err = (struct fyp_error){0};
    return fyp_xlsx_verify(path, &sheet, 1, err);
}

static void expect_refused(const char *what, const char *mentioned)
{
    struct fyp_error err;
    cr_expect_eq(verify(&err), FYP_E_REPORT_VERIFY, "%s", what);
    cr_expect_not_null(strstr(err.text, mentioned), "%s: %s", what, err.text);
}

Test(xlsx, what_is_not_a_number_is_written_as_symbol_or_blank)
{
    struct fyp_error err;
    write_small();
    cr_expect_eq(verify(&err), FYP_OK, "%s", err.text);
    char *text = part_text(path, "xl/worksheets/sheet1.xml");
    cr_assert_not_null(text);
    cr_expect_null(strstr(text, "nan"));
    cr_expect_null(strstr(text, "NAN"));
    cr_expect_null(strstr(text, "<f>"), "a text became a formula");
    cr_expect_null(strstr(text, "hyperlink"), "a text became a link");
    free(text);
}

Test(xlsx, a_number_a_text_or_a_cell_that_differs_is_found)
{
    write_small();
    cells[1].number = nextafter(96.4275, 100.0);
    expect_refused("next double", "数据!B1");
    write_small();
    cells[0] = text_cell(0, 0, "覆盖率 ");
    expect_refused("another text", "数据!A1");
    write_small();
    cells[2] = number_cell(1, 0, 0.0);
    expect_refused("text for a number", "数据!A2");
    write_small();
    sheet.count = CELLS - 1;
    expect_refused("a cell too many", "数据!A3");
    write_small();
    cells[1].column = 2;
    expect_refused("another place", "数据!B1");
    write_small();
    sheet.name = "另一张";
    expect_refused("another sheet", "数据");
    sheet.name = "数据";
}

/* Reads and writes the file's bytes. */
static char *read_bytes(size_t *length)
{
    char *bytes = NULL;
    cr_assert_eq(fyp_file_read(path, 16777216, &bytes, length, NULL), FYP_OK);
    return bytes;
}

static void write_bytes(const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    cr_assert_eq(fclose(file), 0);
}

Test(xlsx, a_file_cut_at_any_length_is_found)
{
    size_t length = 0;
    struct fyp_error err;
    write_small();
    char *bytes = read_bytes(&length);
    for (size_t cut = 0; cut < length; cut += 1 + cut / 40) {
        write_bytes(bytes, cut);
        cr_expect_eq(verify(&err), FYP_E_REPORT_VERIFY, "%zu bytes", cut);
    }
    write_bytes(bytes, length - 1);
    cr_expect_eq(verify(&err), FYP_E_REPORT_VERIFY, "all but one byte");
    free(bytes);
}

Test(xlsx, a_flipped_byte_of_any_part_is_found)
{
    enum { PARTS = 64 };
    struct part_place places[PARTS];
    struct fyp_error err;
    size_t length = 0;
    write_small();
    size_t count = part_places(path, places, PARTS);
    char *bytes = read_bytes(&length);
    cr_assert(count > 8 && count <= PARTS, "%zu parts", count);
    for (size_t i = 0; i < count; i++) {
        /* The mark of the end, in the last bytes, is not read any more once
         * the whole part is there. */
        for (long k = 0; k + 3 < places[i].length; k += 29) {
            char *byte = &bytes[places[i].offset + k];
            *byte = (char)(*byte ^ 0x10);
            write_bytes(bytes, length);
            cr_expect_eq(
                verify(&err), FYP_E_REPORT_VERIFY, "part %zu, byte %ld of %ld",
                i, k, places[i].length);
            *byte = (char)(*byte ^ 0x10);
        }
    }
    free(bytes);
}

/* --- mistakes of the library, made on purpose --- */

static lxw_workbook *raw_book(lxw_worksheet **out)
{
    lxw_workbook *workbook = workbook_new(path);
    cr_assert_not_null(workbook);
    *out = workbook_add_worksheet(workbook, "数据");
    cr_assert_not_null(*out);
    return workbook;
}

Test(xlsx, not_a_number_is_found_where_the_library_reports_success)
{
    static const double values[] = {NAN, INFINITY};
    for (size_t i = 0; i < 2; i++) {
        lxw_worksheet *raw = NULL;
        lxw_workbook *workbook = raw_book(&raw);
        cr_expect_eq(worksheet_write_number(raw, 0, 0, values[i], NULL), 0);
        cr_expect_eq(workbook_close(workbook), 0);
        cells[0] = number_cell(0, 0, values[i]);
        sheet.count = 1;
        expect_refused("not a number", "数据!A1");
    }
}

Test(xlsx, bytes_that_are_not_utf8_are_found)
{
    lxw_worksheet *raw = NULL;
    lxw_workbook *workbook = raw_book(&raw);
    (void)worksheet_write_string(raw, 0, 0, "85\xFF\xFE", NULL);
    (void)workbook_close(workbook);
    cells[0] = text_cell(0, 0, "85\xFF\xFE");
    sheet.count = 1;
    expect_refused("invalid UTF-8", "xl/sharedStrings.xml");
}

Test(xlsx, formulas_links_and_hidden_things_are_found)
{
    lxw_worksheet *raw = NULL;
    lxw_workbook *workbook = raw_book(&raw);
    (void)worksheet_write_formula(raw, 0, 0, "=1+1", NULL);
    (void)workbook_close(workbook);
    sheet.count = 0;
    expect_refused("formula", "数据!A1");

    workbook = raw_book(&raw);
    (void)worksheet_write_url(raw, 0, 0, "http://example.org/", NULL);
    (void)workbook_close(workbook);
    cells[0] = text_cell(0, 0, "http://example.org/");
    sheet.count = 1;
    expect_refused("link", "rels");

    workbook = raw_book(&raw);
    lxw_row_col_options hidden = {.hidden = 1};
    (void)worksheet_set_column_opt(raw, 1, 1, 10, NULL, &hidden);
    (void)workbook_close(workbook);
    sheet.count = 0;
    expect_refused("hidden column", "数据");

    workbook = raw_book(&raw);
    lxw_worksheet *second = workbook_add_worksheet(workbook, "另一张");
    worksheet_hide(second);
    (void)workbook_close(workbook);
    expect_refused("second sheet, hidden", "另一张");
}

Test(xlsx, zip64_is_found)
{
    lxw_workbook_options options = {.use_zip64 = LXW_TRUE};
    lxw_workbook *workbook = workbook_new_opt(path, &options);
    cr_assert_not_null(workbook);
    (void)workbook_add_worksheet(workbook, "数据");
    cr_expect_eq(workbook_close(workbook), 0);
    sheet.count = 0;
    expect_refused("ZIP64", "ZIP64");
}

/* --- tables and filters --- */

static const char *const titles[] = {"年度", "数值"};
static const struct fyp_area table_area = {0, 0, 2, 1};

/* Two columns under their headers, and a filter on a second sheet. */
static void write_table_book(void)
{
    struct fyp_error err = {0};
    struct fyp_book *book = new_book();
    struct fyp_sheet *target = fyp_book_sheet(book, "数据");
    struct fyp_sheet *other = fyp_book_sheet(book, "进度");
    fyp_sheet_table(target, table_area, FYP_STYLE_DATA_HEAD, titles);
    for (uint32_t i = 0; i < 4; i++) {
        fyp_sheet_number(
            target, 1 + i / 2, i % 2, FYP_STYLE_NUMBER, plain(2.385 + i));
        fyp_sheet_text(other, i / 2, i % 2, FYP_STYLE_TEXT, "项");
    }
    fyp_sheet_filter(other, (struct fyp_area){0, 0, 1, 1});
    cr_assert_eq(fyp_book_close(book, &err), FYP_OK, "%s", err.text);
}

/* What the book above should be, with these headers and this last row. */
static enum fyp_status verify_table(
    const char *headers, uint32_t last_row, uint32_t filtered,
    struct fyp_error *err)
{
    struct fyp_xlsx_cell own[6], others[4];
    const struct fyp_xlsx_table table = {
        .range = {0, 0, last_row, 1},
        .headers =
            fyp_xlsx_hash(FYP_XLSX_HASH_START, headers, strlen(headers))};
    const struct fyp_xlsx_range filter = {0, 0, filtered, 1};
    struct fyp_xlsx_sheet sheets[] = {
        {.name = "数据", .cells = own, .count = 6},
        {.name = "进度", .cells = others, .count = 4}};
    for (uint32_t i = 0; i < 2; i++) {
        own[i] = text_cell(0, i, titles[i]);
    }
    for (uint32_t i = 0; i < 4; i++) {
        own[2 + i] = number_cell(1 + i / 2, i % 2, 2.385 + i);
        others[i] = text_cell(i / 2, i % 2, "项");
    }
    sheets[0].table = last_row > 0 ? &table : NULL;
    sheets[1].filter = filtered > 0 ? &filter : NULL;
    *err = (struct fyp_error){0};
    return fyp_xlsx_verify(path, sheets, 2, err);
}

Test(xlsx, a_table_or_a_filter_that_differs_is_found)
{
    static const struct {
        const char *name, *headers;
        uint32_t last_row, filtered;
        const char *mentioned; /* NULL: nothing is wrong */
    } rows[] = {
        {"as written", "年度\n数值\n", 2, 1, NULL},
        {"another header", "年度\n数字\n", 2, 1, "table1.xml"},
        {"headers the other way round", "数值\n年度\n", 2, 1, "table1.xml"},
        {"a header less", "年度\n", 2, 1, "table1.xml"},
        {"another area", "年度\n数值\n", 3, 1, "table1.xml"},
        {"no table meant", "", 0, 1, "数据"},
        {"another filter", "年度\n数值\n", 2, 2, "进度"},
        {"no filter meant", "年度\n数值\n", 2, 0, "进度"},
    };
    write_table_book();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fyp_error err;
        enum fyp_status status = verify_table(
            rows[i].headers, rows[i].last_row, rows[i].filtered, &err);
        cr_expect_eq(
            status, rows[i].mentioned ? FYP_E_REPORT_VERIFY : FYP_OK, "%s: %s",
            rows[i].name, err.text);
        cr_expect(
            !rows[i].mentioned || strstr(err.text, rows[i].mentioned), "%s: %s",
            rows[i].name, err.text);
    }
}

Test(xlsx, a_table_or_a_filter_that_is_missing_is_found)
{
    struct fyp_error err;
    const struct fyp_xlsx_table table = {.range = {0, 0, 2, 3}};
    const struct fyp_xlsx_range filter = {0, 0, 2, 3};
    write_small();
    sheet.table = &table;
    expect_refused("no table", "数据");
    sheet.table = NULL;
    sheet.filter = &filter;
    expect_refused("no filter", "数据");
    sheet.filter = NULL;
    cr_expect_eq(verify(&err), FYP_OK, "%s", err.text);
}

Test(xlsx, headers_that_a_program_would_repair_are_a_mistake_of_the_program)
{
    static const char *const refused[][2] = {
        {"年度", "年度"}, {"年度", ""}, {"年度", "数\n值"}};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct fyp_error err = {0};
        struct fyp_book *book = new_book();
        struct fyp_sheet *target = fyp_book_sheet(book, "数据");
        fyp_sheet_table(target, table_area, FYP_STYLE_DATA_HEAD, refused[i]);
        cr_expect_eq(fyp_book_close(book, &err), FYP_E_INTERNAL, "row %zu", i);
    }
}

Test(xlsx, a_sheet_has_one_table_and_no_filter_beside_it)
{
    struct fyp_error err = {0};
    struct fyp_book *book = new_book();
    struct fyp_sheet *target = fyp_book_sheet(book, "数据");
    fyp_sheet_table(target, table_area, FYP_STYLE_DATA_HEAD, titles);
    fyp_sheet_filter(target, (struct fyp_area){4, 0, 6, 1});
    cr_expect_eq(fyp_book_close(book, &err), FYP_E_INTERNAL);
}

Test(xlsx, a_table_without_rows_has_its_headers_only)
{
    struct fyp_error err = {0};
    struct fyp_book *book = new_book();
    struct fyp_sheet *target = fyp_book_sheet(book, "数据");
    fyp_sheet_table(
        target, (struct fyp_area){0, 0, 0, 1}, FYP_STYLE_DATA_HEAD, titles);
    cr_expect_eq(fyp_book_close(book, &err), FYP_OK, "%s", err.text);
    cr_expect_geq(string_index(path, "数值"), 0);
    cr_expect_null(part_text(path, "xl/tables/table1.xml"));
}

/* --- the writer --- */

Test(xlsx, a_cell_written_twice_is_a_mistake_of_the_program)
{
    struct fyp_error err = {0};
    struct fyp_book *book = new_book();
    struct fyp_sheet *target = fyp_book_sheet(book, "数据");
    fyp_sheet_number(target, 3, 1, FYP_STYLE_NUMBER, plain(2.385));
    fyp_sheet_text(target, 3, 1, FYP_STYLE_TEXT, "再写一次");
    cr_expect_eq(fyp_book_close(book, &err), FYP_E_INTERNAL);
    cr_expect_neq(err.text[0], '\0');
}

Test(xlsx, a_sheet_name_that_excel_refuses_is_a_mistake_of_the_program)
{
    static const char *const names[] = {
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
        "a/b", "", "数据"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct fyp_error err = {0};
        struct fyp_book *book = new_book();
        cr_expect_not_null(fyp_book_sheet(book, "数据"));
        cr_expect_null(fyp_book_sheet(book, names[i]), "%s", names[i]);
        cr_expect_neq(fyp_book_close(book, &err), FYP_OK, "%s", names[i]);
    }
}

/* --- the palette --- */

/* Relative luminance and contrast as in WCAG 2.1. */
static double luminance(int colour)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0.0;
    for (int i = 0; i < 3; i++) {
        double part = ((colour >> (16 - 8 * i)) & 0xFF) / 255.0;
        sum +=
            weights[i] *
            (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

Test(xlsx_style, text_stands_out_from_its_fill)
{
    for (int i = 0; i < FYP_STYLE_COUNT; i++) {
        const struct fyp_style_row *row = fyp_style_row((enum fyp_style)i);
        int fill = row->fill == FYP_COLOUR_NONE ? 0xFFFFFF : row->fill;
        double a = luminance(row->ink), b = luminance(fill);
        double contrast = (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
        cr_expect_geq(contrast, 4.5, "style %d: %.2f", i, contrast);
        cr_expect_geq(row->size, 9.0, "style %d: %.1f points", i, row->size);
    }
}
