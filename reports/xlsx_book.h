/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_XLSX_BOOK_H
#define FYP_REPORTS_XLSX_BOOK_H

#include "reports/xlsx_verify.h"
#include "reports/xlsx_write.h"

#include <xlsxwriter.h>

/*
 * Inside of a book, for xlsx_write.c, xlsx_chart.c, xlsx_cache.c and
 * xlsx_input.c only: no other file includes libxlsxwriter.
 */

enum { FYP_BOOK_SHEETS_MAX = 32, FYP_FORMAT_DECIMALS_MAX = 12 };

struct fyp_sheet {
    struct fyp_book *book;
    lxw_worksheet *worksheet;
    char *name;
    struct fyp_xlsx_cell *cells;
    size_t count, capacity;
    bool has_table, has_filter;
    struct fyp_xlsx_table table;
    struct fyp_xlsx_range filter;
};

struct fyp_book {
    lxw_workbook *workbook;
    char *path;
    struct fyp_error error; /* the first failure */
    struct fyp_sheet sheets[FYP_BOOK_SHEETS_MAX];
    size_t sheet_count;
    bool values_only;
    lxw_format *formats[FYP_STYLE_COUNT][FYP_NUMBER_FORM_COUNT]
                       [FYP_FORMAT_DECIMALS_MAX + 1];
};

/** True while nothing has failed. */
bool fyp_book_ok(const struct fyp_book *book);
void fyp_book_fail_memory(struct fyp_book *book);
void fyp_book_fail_library(struct fyp_book *book, lxw_error error);
/** Gives charts the points of their cells, which are in order. */
void fyp_book_keep_points(struct fyp_book *book);

#endif
