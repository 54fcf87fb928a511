/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xls.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

/* A whole old workbook: compound file, records, every sheet row by row. */

static void read_sheet(struct fyp_spreadsheet *book, size_t index)
{
    struct fyp_table_row row = {.count = 1};
    struct fyp_error err = {.status = FYP_OK};
    int line = 0;
    enum fyp_status status = fyp_spreadsheet_select(book, index, &err);
    while (status == FYP_OK && row.count > 0) {
        status = fyp_spreadsheet_next(book, &row, &err);
        size_t length = row.count > 0 ? row.count - 1 : 0; /* the tabs */
        for (size_t i = 0; i < row.count; i++) {
            length += strlen(row.cells[i]);
        }
        if (row.count > 0 && (row.line <= line || row.line > 65536 ||
                              row.count > 256 || strlen(row.raw) != length)) {
            abort();
        }
        line = row.line;
    }
    if (status != err.status) {
        abort(); /* refused without a reason */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fyp_bytes bytes = fyp_bytes_of(data, size);
    struct fyp_spreadsheet *book = NULL;
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status =
        fyp_spreadsheet_open(&bytes, &fyp_spreadsheet_xls, &book, &err);
    if (status != err.status || (status == FYP_OK) != (book != NULL)) {
        abort();
    }
    for (size_t i = 0; book && i < fyp_spreadsheet_count(book); i++) {
        read_sheet(book, i);
    }
    fyp_spreadsheet_close(book);
    return 0;
}
