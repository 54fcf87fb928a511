/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_write.h"

#include "base/message.h"
#include "base/text.h"
#include "reports/shown.h"
#include "reports/xlsx_book.h"
#include "reports/xlsx_formula.h"
#include "reports/xlsx_safe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the book --- */

bool fyp_book_ok(const struct fyp_book *book)
{
    return book->error.status == FYP_OK;
}

void fyp_book_fail_memory(struct fyp_book *book)
{
    if (fyp_book_ok(book)) {
        (void)fyp_fail(&book->error, FYP_E_MEMORY, NULL);
    }
}

void fyp_book_fail_library(struct fyp_book *book, lxw_error error)
{
    if (error != LXW_NO_ERROR && fyp_book_ok(book)) {
        (void)fyp_fail(&book->error, FYP_E_REPORT_WRITE, lxw_strerror(error));
    }
}

static void set_properties(
    struct fyp_book *book, const struct fyp_book_properties *properties)
{
    char *title = fyp_xlsx_safe_text(properties->title);
    char *subject = fyp_xlsx_safe_text(properties->subject);
    char *author = fyp_xlsx_safe_text(properties->author);
    if (title && subject && author) {
        lxw_doc_properties values = {
            .title = title,
            .subject = subject,
            .author = author,
            .created = properties->created};
        fyp_book_fail_library(
            book, workbook_set_properties(book->workbook, &values));
    } else {
        fyp_book_fail_memory(book);
    }
    free(title);
    free(subject);
    free(author);
}

/* Widths of columns are counted in digits of the workbook's default font.
 * libxlsxwriter's is Calibri 11, which LibreOffice replaces by fonts up to a
 * third wider, so that every page would be too wide. Verdana 8 has the same
 * 7 pixels in Excel, and its usual stand-in, DejaVu Sans, is as wide. */
static void set_default_font(lxw_workbook *workbook)
{
    lxw_format *first = STAILQ_FIRST(workbook->formats);
    format_set_font_name(first, "Verdana");
    format_set_font_size(first, 8);
}

enum fyp_status fyp_book_create(
    const char *path, const struct fyp_book_properties *properties,
    struct fyp_book **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_book *book = calloc(1, sizeof *book);
    if (!book) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    book->path = strdup(path);
    lxw_workbook_options options = {.use_zip64 = LXW_FALSE};
    book->workbook = book->path ? workbook_new_opt(path, &options) : NULL;
    if (!book->workbook) {
        fyp_book_discard(book);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    book->values_only = properties->values_only;
    set_default_font(book->workbook);
    set_properties(book, properties);
    *out = book;
    return FYP_OK;
}

static void release(struct fyp_book *book)
{
    for (size_t i = 0; i < book->sheet_count; i++) {
        free(book->sheets[i].name);
        free(book->sheets[i].cells);
    }
    free(book->path);
    free(book);
}

void fyp_book_discard(struct fyp_book *book)
{
    if (book) {
        lxw_workbook_free(book->workbook);
        release(book);
    }
}

struct fyp_sheet *fyp_book_sheet(struct fyp_book *book, const char *name)
{
    if (!fyp_book_ok(book) || book->sheet_count == FYP_BOOK_SHEETS_MAX) {
        return NULL;
    }
    struct fyp_sheet *sheet = &book->sheets[book->sheet_count];
    /* An empty name would be replaced by "Sheet1". */
    lxw_error refused =
        name[0] == '\0' ? LXW_ERROR_PARAMETER_VALIDATION
                        : workbook_validate_sheet_name(book->workbook, name);
    if (refused != LXW_NO_ERROR) {
        (void)fyp_fail(&book->error, FYP_E_INTERNAL, lxw_strerror(refused));
        return NULL;
    }
    sheet->book = book;
    sheet->name = strdup(name);
    sheet->worksheet = workbook_add_worksheet(book->workbook, name);
    if (!sheet->name || !sheet->worksheet) {
        free(sheet->name);
        sheet->name = NULL;
        fyp_book_fail_memory(book);
        return NULL;
    }
    book->sheet_count++;
    worksheet_gridlines(sheet->worksheet, LXW_HIDE_ALL_GRIDLINES);
    return sheet;
}

const char *fyp_sheet_name(const struct fyp_sheet *sheet)
{
    return sheet ? sheet->name : "";
}

static int by_place(const void *a, const void *b)
{
    const struct fyp_xlsx_cell *x = a;
    const struct fyp_xlsx_cell *y = b;
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    return (x->column > y->column) - (x->column < y->column);
}

/* Sorts what was written; a cell written twice is a mistake of a sheet. */
static void order_cells(struct fyp_book *book, struct fyp_xlsx_sheet *expected)
{
    for (size_t i = 0; i < book->sheet_count; i++) {
        struct fyp_sheet *sheet = &book->sheets[i];
        if (sheet->count > 0) {
            qsort(sheet->cells, sheet->count, sizeof *sheet->cells, by_place);
        }
        for (size_t k = 1; k < sheet->count; k++) {
            if (by_place(&sheet->cells[k - 1], &sheet->cells[k]) == 0 &&
                fyp_book_ok(book)) {
                (void)fyp_fail(
                    &book->error, FYP_E_INTERNAL, "cell written twice",
                    sheet->name);
            }
        }
        expected[i] = (struct fyp_xlsx_sheet){
            .name = sheet->name,
            .cells = sheet->cells,
            .count = sheet->count,
            .table = sheet->has_table ? &sheet->table : NULL,
            .filter = sheet->has_filter ? &sheet->filter : NULL};
    }
}

enum fyp_status fyp_book_close(struct fyp_book *book, struct fyp_error *err)
{
    struct fyp_xlsx_sheet expected[FYP_BOOK_SHEETS_MAX];
    order_cells(book, expected);
    if (fyp_book_ok(book)) {
        worksheet_activate(book->sheets[0].worksheet);
        fyp_book_keep_points(book);
        /* Frees the workbook, also when it fails. */
        lxw_error error = workbook_close(book->workbook);
        fyp_book_fail_library(book, error);
    } else {
        lxw_workbook_free(book->workbook);
    }
    if (fyp_book_ok(book)) {
        (void)fyp_xlsx_verify(
            book->path, expected, book->sheet_count, &book->error);
    }
    enum fyp_status status = book->error.status;
    if (err && status != FYP_OK) {
        *err = book->error;
    }
    release(book);
    return status;
}

/* --- formats --- */

static void set_edges(lxw_format *format, const struct fyp_style_row *row)
{
    lxw_color_t colour = (lxw_color_t)row->edge_colour;
    switch (row->edges) {
    case FYP_EDGES_NONE:
        break;
    case FYP_EDGES_ALL:
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, colour);
        break;
    case FYP_EDGES_BOTTOM:
        format_set_bottom(format, LXW_BORDER_MEDIUM);
        format_set_bottom_color(format, colour);
        break;
    case FYP_EDGES_RIGHT:
        format_set_right(format, LXW_BORDER_THICK);
        format_set_right_color(format, colour);
        break;
    }
}

static void
set_number_form(lxw_format *format, enum fyp_number_form form, int decimals)
{
    char digits[FYP_FORMAT_DECIMALS_MAX + 3] = "0";
    if (decimals > 0) {
        digits[1] = '.';
        memset(digits + 2, '0', (size_t)decimals);
        digits[2 + decimals] = '\0';
    }
    static const char *const templates[FYP_NUMBER_FORM_COUNT] = {
        [FYP_NUMBER_PLAIN] = "{1}",
        [FYP_NUMBER_PERCENT] = "{1}%",
        [FYP_NUMBER_PERCENT_AT_MOST] = "\"≤\"{1}%",
        [FYP_NUMBER_PERCENT_AT_LEAST] = "\"≥\"{1}%",
        [FYP_NUMBER_AT_MOST] = "\"≤\"{1}",
        [FYP_NUMBER_AT_LEAST] = "\"≥\"{1}",
        [FYP_NUMBER_TO_DATE] = "{1}\"＊\"",
        [FYP_NUMBER_QUESTIONED] = "{1}\"※\"",
        [FYP_NUMBER_TO_DATE_QUESTIONED] = "{1}\"＊※\"",
    };
    char text[64];
    const char *arguments[] = {digits, NULL};
    (void)fyp_expand(text, sizeof text, templates[form], arguments);
    format_set_num_format(format, text);
}

static lxw_format *new_format(
    struct fyp_book *book, enum fyp_style style, enum fyp_number_form form,
    int decimals)
{
    static const uint8_t aligns[] = {
        [FYP_ALIGN_LEFT] = LXW_ALIGN_LEFT,
        [FYP_ALIGN_CENTER] = LXW_ALIGN_CENTER,
        [FYP_ALIGN_RIGHT] = LXW_ALIGN_RIGHT};
    lxw_format *format = workbook_add_format(book->workbook);
    if (!format) {
        fyp_book_fail_memory(book);
        return NULL;
    }
    const struct fyp_style_row *row = fyp_style_row(style);
    format_set_font_name(format, FYP_FONT);
    format_set_font_size(format, row->size);
    format_set_font_color(format, (lxw_color_t)row->ink);
    if (row->bold) {
        format_set_bold(format);
    }
    if (row->italic) {
        format_set_italic(format);
    }
    if (row->underline) {
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    if (row->fill != FYP_COLOUR_NONE) {
        format_set_bg_color(format, (lxw_color_t)row->fill);
        format_set_pattern(format, LXW_PATTERN_SOLID);
    }
    format_set_align(format, aligns[row->align]);
    format_set_align(
        format, row->top ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
    if (row->wrap) {
        format_set_text_wrap(format);
    }
    if (row->shrink) {
        format_set_shrink(format);
    }
    if (row->indent > 0) {
        format_set_indent(format, (uint8_t)row->indent);
    }
    set_edges(format, row);
    if (row->input) {
        format_set_unlocked(format); /* and the form "General" */
    } else {
        set_number_form(format, form, decimals);
    }
    return format;
}

static lxw_format *format_of(
    struct fyp_book *book, enum fyp_style style, enum fyp_number_form form,
    int decimals)
{
    if (decimals < 0) {
        decimals = 0;
    }
    if (decimals > FYP_FORMAT_DECIMALS_MAX) {
        decimals = FYP_FORMAT_DECIMALS_MAX;
    }
    lxw_format **place = &book->formats[style][form][decimals];
    if (!*place) {
        *place = new_format(book, style, form, decimals);
    }
    return *place;
}

static lxw_format *text_format(struct fyp_book *book, enum fyp_style style)
{
    return format_of(book, style, FYP_NUMBER_PLAIN, 0);
}

/* --- cells --- */

static bool is_open(const struct fyp_sheet *sheet)
{
    return sheet && fyp_book_ok(sheet->book);
}

static void remember(struct fyp_sheet *sheet, struct fyp_xlsx_cell cell)
{
    if (sheet->count == sheet->capacity) {
        size_t capacity = sheet->capacity ? 2 * sheet->capacity : 256;
        struct fyp_xlsx_cell *cells =
            realloc(sheet->cells, capacity * sizeof *cells);
        if (!cells) {
            fyp_book_fail_memory(sheet->book);
            return;
        }
        sheet->cells = cells;
        sheet->capacity = capacity;
    }
    sheet->cells[sheet->count++] = cell;
}

static void write_blank(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style)
{
    fyp_book_fail_library(
        sheet->book, worksheet_write_blank(
                         sheet->worksheet, row, (lxw_col_t)column,
                         text_format(sheet->book, style)));
}

void fyp_sheet_number(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, struct fyp_number number)
{
    if (!is_open(sheet)) {
        return;
    }
    if (!isfinite(number.value)) {
        if (number.blank_if_undefined) {
            write_blank(sheet, row, column, style);
        } else {
            fyp_sheet_text(sheet, row, column, style, FYP_SHOWN_UNDEFINED);
        }
        return;
    }
    double value = fyp_xlsx_number(number.value);
    fyp_book_fail_library(
        sheet->book,
        worksheet_write_number(
            sheet->worksheet, row, (lxw_col_t)column, value,
            format_of(sheet->book, style, number.form, number.decimals)));
    remember(
        sheet,
        (struct fyp_xlsx_cell){.row = row, .column = column, .number = value});
}

static void remember_text(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column, const char *safe)
{
    remember(
        sheet,
        (struct fyp_xlsx_cell){
            .row = row,
            .column = column,
            .is_text = true,
            .hash = fyp_xlsx_hash(FYP_XLSX_HASH_START, safe, strlen(safe))});
}

void fyp_sheet_text(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, const char *text)
{
    if (!is_open(sheet)) {
        return;
    }
    if (!text || text[0] == '\0') {
        write_blank(sheet, row, column, style);
        return;
    }
    char *safe = fyp_xlsx_safe_text(text);
    if (!safe) {
        fyp_book_fail_memory(sheet->book);
        return;
    }
    fyp_book_fail_library(
        sheet->book, worksheet_write_string(
                         sheet->worksheet, row, (lxw_col_t)column, safe,
                         text_format(sheet->book, style)));
    remember_text(sheet, row, column, safe);
    free(safe);
}

static bool wants_values(const struct fyp_sheet *sheet)
{
    return sheet && sheet->book->values_only;
}

/* Formulas are the program's own; texts of others never come here. */
static bool takes_formula(struct fyp_sheet *sheet, const char *formula)
{
    if (!is_open(sheet)) {
        return false;
    }
    if (!fyp_xlsx_formula_is_plain(formula)) {
        (void)fyp_fail(&sheet->book->error, FYP_E_INTERNAL, "formula", formula);
        return false;
    }
    return true;
}

static void remember_formula(
    struct fyp_sheet *sheet, struct fyp_xlsx_cell cell, const char *formula)
{
    cell.is_formula = true;
    cell.formula = fyp_xlsx_hash(FYP_XLSX_HASH_START, formula, strlen(formula));
    remember(sheet, cell);
}

void fyp_sheet_formula(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, const char *formula, struct fyp_number result)
{
    if (wants_values(sheet)) {
        fyp_sheet_number(sheet, row, column, style, result);
        return;
    }
    if (!isfinite(result.value)) {
        fyp_sheet_formula_text(
            sheet, row, column, style, formula, FYP_SHOWN_UNDEFINED);
        return;
    }
    if (!takes_formula(sheet, formula)) {
        return;
    }
    const double value = fyp_xlsx_number(result.value);
    fyp_book_fail_library(
        sheet->book,
        worksheet_write_formula_num(
            sheet->worksheet, row, (lxw_col_t)column, formula,
            format_of(sheet->book, style, result.form, result.decimals),
            value));
    remember_formula(
        sheet,
        (struct fyp_xlsx_cell){.row = row, .column = column, .number = value},
        formula);
}

void fyp_sheet_formula_text(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, const char *formula, const char *result)
{
    if (wants_values(sheet)) {
        fyp_sheet_text(sheet, row, column, style, result);
        return;
    }
    if (!takes_formula(sheet, formula)) {
        return;
    }
    char *safe = fyp_xlsx_safe_text(result);
    if (!safe) {
        fyp_book_fail_memory(sheet->book);
        return;
    }
    fyp_book_fail_library(
        sheet->book, worksheet_write_formula_str(
                         sheet->worksheet, row, (lxw_col_t)column, formula,
                         text_format(sheet->book, style), safe));
    remember_formula(
        sheet,
        (struct fyp_xlsx_cell){
            .row = row,
            .column = column,
            .is_text = true,
            .hash = fyp_xlsx_hash(FYP_XLSX_HASH_START, safe, strlen(safe))},
        formula);
    free(safe);
}

void fyp_sheet_fail_memory(struct fyp_sheet *sheet)
{
    if (sheet) {
        fyp_book_fail_memory(sheet->book);
    }
}

/* Merges and formats; the first cell is written afterwards. */
static void
merge(struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style)
{
    bool single = area.first_row == area.last_row &&
                  area.first_column == area.last_column;
    if (!single) {
        fyp_book_fail_library(
            sheet->book,
            worksheet_merge_range(
                sheet->worksheet, area.first_row, (lxw_col_t)area.first_column,
                area.last_row, (lxw_col_t)area.last_column, "",
                text_format(sheet->book, style)));
    }
}

void fyp_sheet_merged(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const char *text)
{
    if (is_open(sheet)) {
        merge(sheet, area, style);
        fyp_sheet_text(sheet, area.first_row, area.first_column, style, text);
    }
}

void fyp_sheet_link(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const struct fyp_sheet *target, const char *text)
{
    char place[192];
    if (!is_open(sheet) || !target) {
        return;
    }
    char *safe = fyp_xlsx_safe_text(text);
    if (!safe) {
        fyp_book_fail_memory(sheet->book);
        return;
    }
    (void)snprintf(place, sizeof place, "internal:'%s'!A1", target->name);
    merge(sheet, area, style);
    fyp_book_fail_library(
        sheet->book,
        worksheet_write_url_opt(
            sheet->worksheet, area.first_row, (lxw_col_t)area.first_column,
            place, text_format(sheet->book, style), safe, NULL));
    remember_text(sheet, area.first_row, area.first_column, safe);
    free(safe);
}

void fyp_sheet_colour_text(
    struct fyp_sheet *sheet, struct fyp_area area, const char *text,
    enum fyp_style style)
{
    char quoted[256];
    if (!is_open(sheet)) {
        return;
    }
    lxw_format *format = workbook_add_format(sheet->book->workbook);
    if (!format) {
        fyp_book_fail_memory(sheet->book);
        return;
    }
    const struct fyp_style_row *row = fyp_style_row(style);
    format_set_font_color(format, (lxw_color_t)row->ink);
    format_set_bg_color(format, (lxw_color_t)row->fill);
    (void)snprintf(quoted, sizeof quoted, "\"%s\"", text);
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
        .value_string = quoted,
        .format = format};
    fyp_book_fail_library(
        sheet->book,
        worksheet_conditional_format_range(
            sheet->worksheet, area.first_row, (lxw_col_t)area.first_column,
            area.last_row, (lxw_col_t)area.last_column, &rule));
}

enum { RUNS_MAX = 32 };

static void write_runs(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    lxw_rich_string_tuple *parts)
{
    lxw_rich_string_tuple *list[RUNS_MAX + 1] = {0};
    struct fyp_buffer whole = {0};
    size_t n = 0;
    for (; parts[n].string; n++) {
        list[n] = &parts[n];
        fyp_buffer_text(&whole, parts[n].string);
    }
    fyp_buffer_bytes(&whole, "", 1);
    if (whole.failed) {
        fyp_book_fail_memory(sheet->book);
    } else {
        fyp_book_fail_library(
            sheet->book,
            worksheet_write_rich_string(
                sheet->worksheet, area.first_row, (lxw_col_t)area.first_column,
                list, text_format(sheet->book, style)));
        remember_text(sheet, area.first_row, area.first_column, whole.data);
    }
    fyp_buffer_finish(&whole);
}

void fyp_sheet_runs(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const struct fyp_run *runs, size_t n)
{
    lxw_rich_string_tuple parts[RUNS_MAX + 1] = {0};
    size_t count = 0;
    if (!is_open(sheet)) {
        return;
    }
    for (size_t i = 0; i < n && count < RUNS_MAX; i++) {
        if (runs[i].text[0] == '\0') {
            continue;
        }
        parts[count].format = text_format(sheet->book, runs[i].style);
        parts[count].string = fyp_xlsx_safe_text(runs[i].text);
        if (!parts[count].string) {
            fyp_book_fail_memory(sheet->book);
            break;
        }
        count++;
    }
    if (count < 2) {
        fyp_sheet_merged(sheet, area, style, count == 1 ? parts[0].string : "");
    } else if (fyp_book_ok(sheet->book)) {
        merge(sheet, area, style);
        write_runs(sheet, area, style, parts);
    }
    for (size_t i = 0; i < count; i++) {
        free(parts[i].string);
    }
}

/* --- tables --- */

static struct fyp_xlsx_range range_of(struct fyp_area area)
{
    return (struct fyp_xlsx_range){
        area.first_row, area.first_column, area.last_row, area.last_column};
}

/* Excel repairs a table whose headers are blank, equal or of two lines. */
static bool
takes_table(struct fyp_sheet *sheet, const char *const *titles, size_t count)
{
    bool fits = !sheet->has_table && !sheet->has_filter;
    for (size_t i = 0; i < count; i++) {
        fits = fits && titles[i][0] != '\0' && !strchr(titles[i], '\n');
        for (size_t k = 0; k < i; k++) {
            fits = fits && strcmp(titles[i], titles[k]) != 0;
        }
    }
    if (!fits) {
        (void)fyp_fail(
            &sheet->book->error, FYP_E_INTERNAL, "table", sheet->name);
    }
    return fits;
}

static void add_table(
    struct fyp_sheet *sheet, struct fyp_area area, lxw_table_column **columns)
{
    /* Its cells have styles of their own; the name is "Table1" and so on. */
    lxw_table_options options = {
        .columns = columns,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = 0};
    fyp_book_fail_library(
        sheet->book,
        worksheet_add_table(
            sheet->worksheet, area.first_row, (lxw_col_t)area.first_column,
            area.last_row, (lxw_col_t)area.last_column, &options));
}

/* Headers that can be written, and the hash by which they are known again;
 * the library writes them into their cells. */
static void write_table(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const char *const *titles)
{
    const size_t count = area.last_column - area.first_column + 1;
    lxw_table_column *columns = calloc(count, sizeof *columns);
    lxw_table_column **list = calloc(count + 1, sizeof *list);
    uint64_t hash = FYP_XLSX_HASH_START;
    bool whole = columns && list;
    for (size_t i = 0; whole && i < count; i++) {
        char *safe = fyp_xlsx_safe_text(titles[i]);
        columns[i].header = safe;
        columns[i].header_format = text_format(sheet->book, style);
        list[i] = &columns[i];
        whole = safe != NULL;
        if (whole) {
            const uint32_t column = area.first_column + (uint32_t)i;
            remember_text(sheet, area.first_row, column, safe);
            hash = fyp_xlsx_hash(hash, safe, strlen(safe));
            hash = fyp_xlsx_hash(hash, "\n", 1);
        }
    }
    if (whole) {
        add_table(sheet, area, list);
        sheet->has_table = true;
        sheet->table = (struct fyp_xlsx_table){range_of(area), hash};
    } else {
        fyp_book_fail_memory(sheet->book);
    }
    for (size_t i = 0; columns && i < count; i++) {
        free(columns[i].header);
    }
    free(columns);
    free(list);
}

void fyp_sheet_table(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const char *const *titles)
{
    const uint32_t count = area.last_column - area.first_column + 1;
    if (!is_open(sheet) || !takes_table(sheet, titles, count)) {
        return;
    }
    if (area.last_row > area.first_row) {
        write_table(sheet, area, style, titles);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        fyp_sheet_text(
            sheet, area.first_row, area.first_column + i, style, titles[i]);
    }
}

void fyp_sheet_filter(struct fyp_sheet *sheet, struct fyp_area area)
{
    if (is_open(sheet) && takes_table(sheet, NULL, 0)) {
        fyp_book_fail_library(
            sheet->book,
            worksheet_autofilter(
                sheet->worksheet, area.first_row, (lxw_col_t)area.first_column,
                area.last_row, (lxw_col_t)area.last_column));
        sheet->has_filter = true;
        sheet->filter = range_of(area);
    }
}

/* --- the sheet --- */

void fyp_sheet_column_width(
    struct fyp_sheet *sheet, uint32_t first, uint32_t last, uint32_t pixels)
{
    if (is_open(sheet)) {
        fyp_book_fail_library(
            sheet->book, worksheet_set_column_pixels(
                             sheet->worksheet, (lxw_col_t)first,
                             (lxw_col_t)last, pixels, NULL));
    }
}

void fyp_sheet_row_height(
    struct fyp_sheet *sheet, uint32_t row, uint32_t pixels)
{
    if (is_open(sheet)) {
        fyp_book_fail_library(
            sheet->book,
            worksheet_set_row_pixels(sheet->worksheet, row, pixels, NULL));
    }
}

void fyp_sheet_freeze(struct fyp_sheet *sheet, uint32_t row, uint32_t column)
{
    if (is_open(sheet)) {
        worksheet_freeze_panes(sheet->worksheet, row, (lxw_col_t)column);
    }
}

/* Inches; 8 mm beside, 14 mm above and below for the page lines. */
static const double margin_side = 0.32, margin_end = 0.55;
static const double a4_long = 11.69, a4_short = 8.27;

double fyp_page_width(bool landscape)
{
    return 96.0 * ((landscape ? a4_long : a4_short) - 2.0 * margin_side);
}

double fyp_page_ratio(bool landscape)
{
    double height = (landscape ? a4_short : a4_long) - 2.0 * margin_end;
    return 96.0 * height / fyp_page_width(landscape);
}

/* Excel allows 255 characters a line; "&" starts a code there, and a blank
 * keeps a text that starts with a digit apart from the size before it. */
static void
page_line(char *out, size_t size, const char *code, const char *text)
{
    struct fyp_buffer line = {0};
    char *safe = fyp_xlsx_safe_text(text ? text : "");
    fyp_buffer_text(&line, code);
    for (const char *c = safe; c && *c; c++) {
        fyp_buffer_bytes(&line, *c == '\n' ? " " : c, 1);
        if (*c == '&') {
            fyp_buffer_text(&line, "&");
        }
    }
    size_t length = line.failed || !line.data
                        ? 0
                        : fyp_text_cut(line.data, line.length, size - 1);
    memcpy(out, length > 0 ? line.data : "", length);
    out[length] = '\0';
    fyp_buffer_finish(&line);
    free(safe);
}

static void set_page_lines(struct fyp_sheet *sheet, const struct fyp_page *page)
{
    char left[180], line[256];
    page_line(left, sizeof left, "&L&9 ", page->footer);
    (void)snprintf(line, sizeof line, "%s&R&9 &P / &N", left);
    fyp_book_fail_library(
        sheet->book, worksheet_set_footer(sheet->worksheet, line));
    if (page->notice) {
        page_line(line, sizeof line, "&C&11 ", page->notice);
        fyp_book_fail_library(
            sheet->book, worksheet_set_header(sheet->worksheet, line));
    }
}

static void set_breaks(struct fyp_sheet *sheet, const struct fyp_page *page)
{
    lxw_row_t breaks[FYP_PAGE_BREAKS_MAX + 1] = {0};
    for (size_t i = 0; i < page->break_count; i++) {
        breaks[i] = page->breaks[i];
    }
    if (page->break_count > 0) {
        fyp_book_fail_library(
            sheet->book, worksheet_set_h_pagebreaks(sheet->worksheet, breaks));
    }
}

void fyp_sheet_page(struct fyp_sheet *sheet, const struct fyp_page *page)
{
    if (!is_open(sheet)) {
        return;
    }
    lxw_worksheet *worksheet = sheet->worksheet;
    enum { PAPER_A4 = 9 };
    worksheet_set_paper(worksheet, PAPER_A4);
    if (page->landscape) {
        worksheet_set_landscape(worksheet);
    }
    worksheet_set_margins(
        worksheet, margin_side, margin_side, margin_end, margin_end);
    worksheet_center_horizontally(worksheet);
    if (page->scale_pct > 0) {
        worksheet_set_print_scale(worksheet, (uint16_t)page->scale_pct);
    } else {
        worksheet_fit_to_pages(worksheet, 1, (uint16_t)page->pages_tall);
    }
    fyp_book_fail_library(
        sheet->book,
        worksheet_print_area(
            worksheet, page->area.first_row, (lxw_col_t)page->area.first_column,
            page->area.last_row, (lxw_col_t)page->area.last_column));
    if (page->repeat_first >= 0) {
        fyp_book_fail_library(
            sheet->book, worksheet_repeat_rows(
                             worksheet, (lxw_row_t)page->repeat_first,
                             (lxw_row_t)page->repeat_last));
    }
    if (page->repeat_columns > 0) {
        fyp_book_fail_library(
            sheet->book,
            worksheet_repeat_columns(
                worksheet, 0, (lxw_col_t)(page->repeat_columns - 1)));
    }
    set_breaks(sheet, page);
    set_page_lines(sheet, page);
}

/* Pixels of one line of text: a Chinese character is as wide as its font is
 * high, a Latin one up to 0.62 of that; 4 % slack for wider fonts. */
static double line_width(const char *text, size_t length, double points)
{
    double em = points * 96.0 / 72.0 * 1.04, width = 0.0;
    size_t used = 0;
    for (size_t i = 0; i < length; i += used) {
        uint32_t c = 0;
        used = fyp_utf8_decode(text + i, length - i, &c);
        used = used == 0 ? 1 : used;
        width += c < 0x2E80 ? 0.62 * em : em;
    }
    return width;
}

int fyp_text_lines(const char *text, double points, uint32_t pixels)
{
    /* The edges of a cell, and what is lost where a character is not
       broken. */
    double room = fmax(20.0, (double)pixels - 10.0 - 0.5 * points);
    int lines = 0;
    for (const char *part = text; part;) {
        const char *end = strchr(part, '\n');
        size_t length = end ? (size_t)(end - part) : strlen(part);
        lines += (int)fmax(1.0, ceil(line_width(part, length, points) / room));
        part = end ? end + 1 : NULL;
    }
    return lines;
}
