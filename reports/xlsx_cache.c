/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_book.h"

#include <stdlib.h>
#include <string.h>

/*
 * The points that a chart keeps beside the names of its cells, for programs
 * that show it without reading the sheet. libxlsxwriter keeps a 0 for a blank
 * cell that has borders, and a preview would draw lines down to it; here the
 * points are those that were written, and a blank has none.
 */

static const struct fyp_sheet *
sheet_of(const struct fyp_book *book, const lxw_series_range *range)
{
    for (size_t i = 0; range->sheetname && i < book->sheet_count; i++) {
        if (strcmp(book->sheets[i].name, range->sheetname) == 0) {
            return &book->sheets[i];
        }
    }
    return NULL;
}

/* Cells are in order already. */
static const struct fyp_xlsx_cell *
cell_at(const struct fyp_sheet *sheet, uint32_t row, uint32_t column)
{
    size_t low = 0, high = sheet->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct fyp_xlsx_cell *cell = &sheet->cells[middle];
        if (cell->row == row && cell->column == column) {
            return cell;
        }
        if (cell->row < row || (cell->row == row && cell->column < column)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static bool has_text(const struct fyp_sheet *sheet, lxw_series_range *range)
{
    bool text = false;
    for (uint32_t row = range->first_row; row <= range->last_row; row++) {
        const struct fyp_xlsx_cell *cell =
            cell_at(sheet, row, range->first_col);
        text |= cell && cell->is_text;
    }
    return text;
}

static void keep_range(
    struct fyp_book *book, const struct fyp_sheet *sheet,
    lxw_series_range *range)
{
    range->ignore_cache = LXW_TRUE; /* filled here, not by the library */
    for (uint32_t row = range->first_row; row <= range->last_row; row++) {
        const struct fyp_xlsx_cell *cell =
            cell_at(sheet, row, range->first_col);
        /* the library releases it */
        lxw_series_data_point *point = calloc(1, sizeof *point);
        if (!point) {
            fyp_book_fail_memory(book);
            return;
        }
        point->no_data = !cell || cell->is_text;
        point->number = point->no_data ? 0.0 : cell->number;
        STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
        range->num_data_points++;
    }
}

void fyp_book_keep_points(struct fyp_book *book)
{
    lxw_chart *chart = NULL;
    STAILQ_FOREACH(chart, book->workbook->charts, list_pointers)
    {
        lxw_chart_series *series = NULL;
        STAILQ_FOREACH(series, chart->series_list, list_pointers)
        {
            const struct fyp_sheet *sheet = sheet_of(book, series->values);
            if (sheet) {
                keep_range(book, sheet, series->values);
            }
            sheet = sheet_of(book, series->categories);
            if (sheet && !has_text(sheet, series->categories)) {
                keep_range(book, sheet, series->categories);
            }
        }
    }
}
