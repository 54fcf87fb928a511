/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xlsx_parts.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

/* The part of a sheet, settled and handed out row by row. */

static const char shared[] =
    "<sst><si><t>地区</t></si><si><t>指标</t></si><si><t>年报</t></si></sst>";
static const unsigned char formats[] = {
    FYP_FORMAT_PLAIN, FYP_FORMAT_PER_CENT, FYP_FORMAT_PER_CENT,
    FYP_FORMAT_DATE};

static void read_rows(struct fyp_sheet *sheet)
{
    struct fyp_table_row row;
    struct fyp_error err = {.status = FYP_OK};
    int line = 0;
    while (fyp_sheet_next(sheet, &row, &err) == FYP_OK && row.count > 0) {
        size_t length = row.count - 1; /* the tabs */
        for (size_t i = 0; i < row.count; i++) {
            length += strlen(row.cells[i]);
        }
        if (row.line <= line || row.line > FYP_SHEET_ROWS ||
            row.count > FYP_SHEET_COLUMNS || strlen(row.raw) != length) {
            abort();
        }
        line = row.line;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fyp_xlsx_strings strings = {.count = 0};
    struct fyp_error err = {.status = FYP_OK};
    struct fyp_problems notes = {.count = 0};
    struct fyp_sheet sheet = {.name = "表"};
    if (fyp_xlsx_strings_read_memory(
            shared, sizeof shared - 1, &strings, &err) != FYP_OK) {
        abort();
    }
    const struct fyp_xlsx_context context = {
        .strings = &strings,
        .formats = formats,
        .format_count = sizeof formats,
        .from_1904 = size % 2 == 1,
        .never_opened = true};
    enum fyp_status status =
        fyp_xlsx_sheet_read_memory(data, size, &context, &sheet, &notes, &err);
    if (status != err.status) {
        abort(); /* refused without a reason */
    }
    if (status == FYP_OK) {
        read_rows(&sheet);
    }
    fyp_sheet_finish(&sheet);
    fyp_problems_finish(&notes);
    fyp_xlsx_strings_finish(&strings);
    return 0;
}
