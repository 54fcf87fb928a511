/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_input.h"

#include "base/text.h"
#include "reports/xlsx_book.h"
#include "reports/xlsx_safe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Limits of Excel, in characters. */
enum { TITLE_MAX = 32, TEXT_MAX = 255 };

static bool is_open(const struct fyp_sheet *sheet)
{
    return sheet && fyp_book_ok(sheet->book);
}

void fyp_sheet_protect(struct fyp_sheet *sheet)
{
    if (is_open(sheet)) {
        lxw_protection options = {
            .format_columns = LXW_TRUE,
            .format_rows = LXW_TRUE,
            .delete_rows = LXW_TRUE};
        worksheet_protect(sheet->worksheet, NULL, &options);
    }
}

/** A safe copy of at most so many characters; NULL when out of memory. */
static char *cut_text(const char *text, size_t characters)
{
    char *safe = fyp_xlsx_safe_text(text);
    size_t end = 0;
    for (size_t n = 0; safe && safe[end] != '\0' && n < characters; n++) {
        uint32_t codepoint = 0;
        const size_t used =
            fyp_utf8_decode(safe + end, strlen(safe + end), &codepoint);
        end += used > 0 ? used : 1;
    }
    if (safe) {
        safe[end] = '\0';
    }
    return safe;
}

/* Adds the words to a check and writes it. */
static void write_check(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    lxw_data_validation *check, const struct fyp_input_words *words)
{
    check->input_title = cut_text(words->title, TITLE_MAX);
    check->input_message = cut_text(words->prompt, TEXT_MAX);
    check->error_title = cut_text(words->wrong_title, TITLE_MAX);
    check->error_message = cut_text(words->wrong, TEXT_MAX);
    check->error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
    if (check->input_title && check->input_message && check->error_title &&
        check->error_message) {
        fyp_book_fail_library(
            sheet->book, worksheet_data_validation_cell(
                             sheet->worksheet, row, (lxw_col_t)column, check));
    } else {
        fyp_book_fail_memory(sheet->book);
    }
    free(check->input_title);
    free(check->input_message);
    free(check->error_title);
    free(check->error_message);
}

void fyp_sheet_input_number(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column, double low,
    double high, const struct fyp_input_words *words)
{
    /* Beyond 15 digits nothing typed is a figure. */
    static const double largest = 1e15;
    if (is_open(sheet)) {
        lxw_data_validation check = {
            .validate = LXW_VALIDATION_TYPE_DECIMAL,
            .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
            .minimum_number = isnan(low) ? -largest : low,
            .maximum_number = isnan(high) ? largest : high};
        write_check(sheet, row, column, &check, words);
    }
}

void fyp_sheet_input_choice(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    const char *const *choices, const struct fyp_input_words *words)
{
    enum { CHOICES_MAX = 8 };
    char *list[CHOICES_MAX + 1] = {0};
    size_t count = 0;
    bool whole = true;
    if (!is_open(sheet)) {
        return;
    }
    for (; count < CHOICES_MAX && choices[count]; count++) {
        list[count] = fyp_xlsx_safe_text(choices[count]);
        whole = whole && list[count];
    }
    if (whole) {
        lxw_data_validation check = {
            .validate = LXW_VALIDATION_TYPE_LIST, .value_list = list};
        write_check(sheet, row, column, &check, words);
    } else {
        fyp_book_fail_memory(sheet->book);
    }
    for (size_t i = 0; i < count; i++) {
        free(list[i]);
    }
}

void fyp_book_property(
    struct fyp_book *book, const char *name, const char *value)
{
    if (fyp_book_ok(book)) {
        char *safe = fyp_xlsx_safe_text(value);
        if (safe) {
            fyp_book_fail_library(
                book, workbook_set_custom_property_string(
                          book->workbook, name, safe));
        } else {
            fyp_book_fail_memory(book);
        }
        free(safe);
    }
}
