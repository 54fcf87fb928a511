/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/index_sheets.h"
#include "reports/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * 指标对比: a row a workbook, a column each indicator that at least two of
 * them have; status and progress in words, the colour only repeats them. Of
 * many indicators the print goes on on further pages, with the first columns
 * repeated.
 */

enum { LABEL, YEAR, STAGE, FIRST_CELL };
enum {
    CELL_WIDTH = 86,
    ROW_LINES = 3,
    SCALE_PCT = 88, /* ten indicators a page */
    COLUMNS_MAX = 16000
};

static const uint32_t leading[FIRST_CELL] = {
    [LABEL] = 180, [YEAR] = 46, [STAGE] = 66};

/* One indicator of the catalogue, and how many workbooks have it. */
struct shared {
    const char *code, *name;
    size_t books;
};

struct map {
    struct shared *items; /* shape [count]: the first so many are shown */
    size_t count, shown;
};

/* --- which --- */

static struct shared *find(const struct map *map, const char *code)
{
    for (size_t i = 0; i < map->count; i++) {
        if (strcmp(map->items[i].code, code) == 0) {
            return &map->items[i];
        }
    }
    return NULL;
}

static bool
count_line(struct map *map, size_t *capacity, const struct fyp_index_line *line)
{
    struct shared *item = find(map, line->code);

    if (item != NULL) {
        item->books++;
        return true;
    }
    if (map->count == *capacity) {
        const size_t more = *capacity == 0 ? 64 : 2 * *capacity;
        struct shared *items = realloc(map->items, more * sizeof *items);
        if (items == NULL) {
            return false;
        }
        map->items = items;
        *capacity = more;
    }
    map->items[map->count++] = (struct shared){
        .code = line->code, .name = line->common_name, .books = 1};
    return true;
}

/* Those of many workbooks first; alike ones by code. */
static int compare_shared(const void *left, const void *right)
{
    const struct shared *a = left, *b = right;
    const int order = (a->books < b->books) - (a->books > b->books);
    return order != 0 ? order : strcmp(a->code, b->code);
}

static bool init_map(const struct fyp_index *index, struct map *map)
{
    size_t capacity = 0;

    *map = (struct map){.count = 0};
    for (size_t i = 0; i < index->count; i++) {
        const struct fyp_index_book *book = &index->books[i];
        for (size_t k = 0; k < book->line_count; k++) {
            if (!count_line(map, &capacity, &book->lines[k])) {
                return false;
            }
        }
    }
    if (map->count > 0) {
        qsort(map->items, map->count, sizeof *map->items, compare_shared);
    }
    while (map->shown < map->count && map->shown < COLUMNS_MAX &&
           map->items[map->shown].books > 1) {
        map->shown++;
    }
    return true;
}

/* --- cells --- */

static const struct fyp_index_line *
line_of(const struct fyp_index_book *book, const char *code)
{
    for (size_t i = 0; i < book->line_count; i++) {
        if (strcmp(book->lines[i].code, code) == 0) {
            return &book->lines[i];
        }
    }
    return NULL;
}

static void write_cell(
    const struct fyp_index_page *page, uint32_t column,
    const struct fyp_index_book *book, const char *code)
{
    const struct fyp_index_line *line = line_of(book, code);
    char status[96], text[192];

    if (line == NULL) {
        fyp_sheet_text(
            page->sheet, page->row, column, FYP_STYLE_NOT_ASKED,
            fyp_text(FYP_M_INDEX_NOT_PROMISED));
        return;
    }
    fyp_index_status(line->verdict, book->stage, status, sizeof status);
    snprintf(
        text, sizeof text, "%s%s%s", status,
        line->progress_text[0] != '\0' ? "\n" : "", line->progress_text);
    fyp_sheet_text(
        page->sheet, page->row, column, fyp_verdict_look(line->verdict)->chip,
        text);
}

static void write_row(
    struct fyp_index_page *page, const struct map *map,
    const struct fyp_index_book *book)
{
    const char *label = fyp_index_label(page->index, book);
    const int lines = fyp_text_lines(label, 9, leading[LABEL] - 10);

    fyp_sheet_text(page->sheet, page->row, LABEL, FYP_STYLE_TEXT_SMALL, label);
    fyp_sheet_number(
        page->sheet, page->row, YEAR, FYP_STYLE_NUMBER,
        (struct fyp_number){.value = book->year});
    fyp_sheet_text(
        page->sheet, page->row, STAGE, FYP_STYLE_TEXT_SMALL,
        fyp_word_stage(book->stage));
    for (size_t i = 0; i < map->shown; i++) {
        write_cell(page, (uint32_t)(FIRST_CELL + i), book, map->items[i].code);
    }
    fyp_sheet_row_height(
        page->sheet, page->row++,
        (uint32_t)((lines > ROW_LINES ? lines : ROW_LINES) * 17 + 4));
}

static void write_head(struct fyp_index_page *page, const struct map *map)
{
    const enum fyp_message heads[FIRST_CELL] = {
        [LABEL] =
            page->index->regions ? FYP_M_COLUMN_REGION : FYP_M_COLUMN_TITLE,
        [YEAR] = FYP_M_COLUMN_YEAR,
        [STAGE] = FYP_M_COLUMN_STAGE};
    int most = 1;

    for (uint32_t c = 0; c < FIRST_CELL; c++) {
        fyp_sheet_text(
            page->sheet, page->row, c, FYP_STYLE_HEAD, fyp_text(heads[c]));
    }
    for (size_t i = 0; i < map->shown; i++) {
        const char *name = map->items[i].name;
        const int lines = fyp_text_lines(name, 10, CELL_WIDTH - 14);
        most = lines > most ? lines : most;
        fyp_sheet_text(
            page->sheet, page->row, (uint32_t)(FIRST_CELL + i), FYP_STYLE_HEAD,
            name);
    }
    fyp_sheet_row_height(page->sheet, page->row++, (uint32_t)(most * 18 + 6));
    fyp_sheet_freeze(page->sheet, page->row, FIRST_CELL);
}

/* --- what is not shown --- */

static void say_left_out(struct fyp_index_page *page, const struct map *map)
{
    struct fyp_buffer text = {0};
    const char *before = fyp_text(FYP_M_INDEX_MATRIX_LEFT_OUT);

    if (map->shown == map->count) {
        return;
    }
    fyp_buffer_text(&text, before);
    for (size_t i = map->shown; i < map->count; i++) {
        fyp_buffer_text(
            &text, i > map->shown ? fyp_text(FYP_M_LIST_SEPARATOR) : "");
        fyp_buffer_text(&text, map->items[i].name);
    }
    if (text.failed) {
        fyp_sheet_fail_memory(page->sheet);
    } else {
        fyp_index_say(page, FYP_STYLE_NOTE, text.data);
    }
    fyp_buffer_finish(&text);
}

static void start(struct fyp_index_page *page, const struct map *map)
{
    enum { TEXT_CELLS = 10 }; /* texts reach over so many, one page */

    for (uint32_t c = 0; c < FIRST_CELL; c++) {
        fyp_sheet_column_width(page->sheet, c, c, leading[c]);
        page->width += leading[c];
    }
    fyp_sheet_column_width(
        page->sheet, FIRST_CELL,
        (uint32_t)(FIRST_CELL + (map->shown > TEXT_CELLS ? map->shown : TEXT_CELLS)),
        CELL_WIDTH);
    page->columns = FIRST_CELL + TEXT_CELLS;
    page->width += TEXT_CELLS * CELL_WIDTH;
    page->row = fyp_sheet_heading(
        page->view, page->sheet, fyp_text(FYP_M_SHEET_INDEX_MATRIX),
        page->columns - 1);
}

void fyp_index_matrix(struct fyp_index_page *page)
{
    struct map map;

    if (!init_map(page->index, &map)) {
        free(map.items);
        fyp_sheet_fail_memory(page->sheet);
        return;
    }
    start(page, &map);
    fyp_index_say(
        page, FYP_STYLE_BODY,
        fyp_text(
            map.shown > 0 ? FYP_M_INDEX_MATRIX_HOW : FYP_M_INDEX_MATRIX_NONE));
    say_left_out(page, &map);
    const int head = (int)page->row;
    write_head(page, &map);
    for (size_t i = 0; i < page->index->count; i++) {
        write_row(page, &map, &page->index->books[i]);
    }
    const uint32_t last = (uint32_t)(FIRST_CELL + map.shown);
    const struct fyp_page printed = {
        .landscape = true,
        .scale_pct = SCALE_PCT,
        .area = fyp_area(
            0, 0, page->row - 1,
            (last > page->columns ? last : page->columns) - 1),
        .repeat_first = head,
        .repeat_last = head,
        .repeat_columns = FIRST_CELL,
        .notice = page->view->notice,
        .footer = page->view->footer};
    fyp_sheet_page(page->sheet, &printed);
    free(map.items);
}
