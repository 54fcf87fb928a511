/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/index_sheets.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * 指标对比: a row a workbook, a column each indicator of which at least two of
 * them have figures; status and progress in words, the colour only repeats
 * them. As many indicators as fit on a page stand side by side, the next ones
 * in a further block below, of those workbooks that have any of them.
 */

enum { LABEL, YEAR, STAGE, FIRST_CELL };
enum {
    CELLS = 10, /* indicators side by side, at most */
    CELL_WIDTH = 86,
    CELL_WIDTH_MOST = 124, /* the longest status in one line */
    SPACE = 10,
    SCALE_PCT = 88 /* as wide as a page */
};

static const uint32_t leading[FIRST_CELL] = {
    [LABEL] = 168, [YEAR] = 46, [STAGE] = 78};

/* One indicator of the catalogue, and how many workbooks have it. */
struct shared {
    const char *code, *name;
    size_t books, figures; /* that have it, that have figures of it */
};

struct map {
    struct shared *items; /* shape [count]: the first so many are shown */
    size_t count, shown;
    uint32_t cells, width; /* side by side; of each, pixels */
    uint32_t page, used;   /* pixels that a page holds, of the one begun */
    uint32_t breaks[FYP_PAGE_BREAKS_MAX];
    size_t break_count;
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

static struct shared *
add(struct map *map, size_t *capacity, const struct fyp_index_line *line)
{
    if (map->count == *capacity) {
        const size_t more = *capacity == 0 ? 64 : 2 * *capacity;
        struct shared *items = realloc(map->items, more * sizeof *items);
        if (items == NULL) {
            return NULL;
        }
        map->items = items;
        *capacity = more;
    }
    map->items[map->count] =
        (struct shared){.code = line->code, .name = line->common_name};
    return &map->items[map->count++];
}

/* @param counts  Its figures speak: of one plan's places those of the parts
 *                 are compared. */
static bool count_line(
    struct map *map, size_t *capacity, const struct fyp_index_line *line,
    bool counts)
{
    struct shared *item = find(map, line->code);

    if (item == NULL) {
        item = add(map, capacity, line);
    }
    if (item != NULL) {
        item->books++;
        item->figures += counts && isfinite(line->value.value);
    }
    return item != NULL;
}

/* Those of many workbooks first; alike ones by code. */
static int compare_shared(const void *left, const void *right)
{
    const struct shared *a = left, *b = right;
    int order = (a->figures < 2) - (b->figures < 2);

    if (order == 0) {
        order = (a->books < b->books) - (a->books > b->books);
    }
    return order != 0 ? order : strcmp(a->code, b->code);
}

static bool init_map(const struct fyp_index *index, struct map *map)
{
    size_t capacity = 0;

    *map = (struct map){.count = 0};
    for (size_t i = 0; i < index->count; i++) {
        const struct fyp_index_book *book = &index->books[i];
        const bool counts = !index->regions || book->part;
        for (size_t k = 0; k < book->line_count; k++) {
            if (!count_line(map, &capacity, &book->lines[k], counts)) {
                return false;
            }
        }
    }
    if (map->count > 0) {
        qsort(map->items, map->count, sizeof *map->items, compare_shared);
    }
    while (map->shown < map->count && map->items[map->shown].figures > 1) {
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

static bool
has_any(const struct map *map, size_t from, const struct fyp_index_book *book)
{
    for (size_t i = from; i < map->shown && i < from + CELLS; i++) {
        if (line_of(book, map->items[i].code) != NULL) {
            return true;
        }
    }
    return false;
}

static void
next_row(struct fyp_index_page *page, struct map *map, uint32_t pixels)
{
    fyp_sheet_row_height(page->sheet, page->row++, pixels);
    map->used += pixels;
}

static void
write_head(struct fyp_index_page *page, struct map *map, size_t from)
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
    for (uint32_t c = 0; c < CELLS && from + c < map->shown; c++) {
        const char *name = map->items[from + c].name;
        const int lines = fyp_text_lines(name, 10, map->width - 14);
        most = lines > most ? lines : most;
        fyp_sheet_text(
            page->sheet, page->row, FIRST_CELL + c, FYP_STYLE_HEAD, name);
    }
    next_row(page, map, (uint32_t)(most * 18 + 6));
}

/* Where a row would not fit, the block goes on on a new page under its heads;
 * of very many pages the later ones break where they may. */
static void turn_page(
    struct fyp_index_page *page, struct map *map, size_t from, uint32_t pixels)
{
    if (map->used + pixels > map->page &&
        map->break_count < FYP_PAGE_BREAKS_MAX) {
        map->breaks[map->break_count++] = page->row;
        map->used = 0;
        write_head(page, map, from);
    }
}

/* Of a status and the progress below it; English words do not break. */
static int least_lines(const struct map *map)
{
    const int status = map->width == CELL_WIDTH_MOST           ? 1
                       : fyp_language_get() == FYP_LANGUAGE_EN ? 3
                                                               : 2;
    return status + 1;
}

static void write_row(
    struct fyp_index_page *page, struct map *map, size_t from,
    const struct fyp_index_book *book)
{
    const char *label = fyp_index_label(page->index, book);
    const int least = least_lines(map);
    const int lines = fyp_text_lines(label, 9, leading[LABEL] - 10);
    const uint32_t pixels =
        (uint32_t)((lines > least ? lines : least) * 16 + 4);

    turn_page(page, map, from, pixels);
    fyp_sheet_text(page->sheet, page->row, LABEL, FYP_STYLE_TEXT_SMALL, label);
    fyp_sheet_number(
        page->sheet, page->row, YEAR, FYP_STYLE_CENTER,
        (struct fyp_number){.value = book->year});
    fyp_sheet_text(
        page->sheet, page->row, STAGE, FYP_STYLE_TEXT_SMALL,
        fyp_word_stage(book->stage));
    for (uint32_t c = 0; c < CELLS && from + c < map->shown; c++) {
        write_cell(page, FIRST_CELL + c, book, map->items[from + c].code);
    }
    next_row(page, map, pixels);
}

static void
write_block(struct fyp_index_page *page, struct map *map, size_t from)
{
    const struct fyp_index *index = page->index;

    if (from > 0) {
        next_row(page, map, SPACE);
        if (map->break_count < FYP_PAGE_BREAKS_MAX) {
            map->breaks[map->break_count++] = page->row;
            map->used = 0;
        }
    }
    write_head(page, map, from);
    for (size_t i = 0; i < index->count; i++) {
        if (has_any(map, from, &index->books[i])) {
            write_row(page, map, from, &index->books[i]);
        }
    }
}

/* --- what is not shown --- */

static void say_left_out(struct fyp_index_page *page, struct map *map)
{
    struct fyp_buffer text = {0};

    if (map->shown == map->count) {
        return;
    }
    fyp_buffer_text(&text, fyp_text(FYP_M_INDEX_MATRIX_LEFT_OUT));
    for (size_t i = map->shown; i < map->count; i++) {
        fyp_buffer_text(
            &text, i > map->shown ? fyp_text(FYP_M_LIST_SEPARATOR) : "");
        fyp_buffer_text(&text, map->items[i].name);
    }
    next_row(page, map, SPACE);
    if (text.failed) {
        fyp_sheet_fail_memory(page->sheet);
    } else {
        (void)fyp_index_say(page, FYP_STYLE_NOTE, text.data);
    }
    fyp_buffer_finish(&text);
}

/* Few indicators get wider columns. */
static void measure(struct map *map)
{
    const uint32_t shown = (uint32_t)(map->shown < CELLS ? map->shown : CELLS);
    const uint32_t room = CELLS * CELL_WIDTH;

    map->cells = shown > 4 ? shown : 4;
    map->width = room / map->cells < CELL_WIDTH_MOST ? room / map->cells
                                                     : CELL_WIDTH_MOST;
    map->page =
        (uint32_t)(fyp_page_width(true) * fyp_page_ratio(true) * 100.0 / SCALE_PCT);
}

static void start(struct fyp_index_page *page, struct map *map)
{
    measure(map);
    page->columns = FIRST_CELL + map->cells;
    for (uint32_t c = 0; c < page->columns; c++) {
        const uint32_t width = c < FIRST_CELL ? leading[c] : map->width;
        fyp_sheet_column_width(page->sheet, c, c, width);
        page->width += width;
    }
    page->row = fyp_sheet_heading(
        page->view, page->sheet, fyp_text(FYP_M_SHEET_INDEX_MATRIX),
        page->columns - 1);
    map->used = fyp_heading_height(page->view);
}

static void write_map(struct fyp_index_page *page, struct map *map)
{
    map->used += fyp_index_say(
        page, FYP_STYLE_BODY,
        fyp_text(
            map->shown > 0 ? FYP_M_INDEX_MATRIX_HOW : FYP_M_INDEX_MATRIX_NONE));
    if (map->shown <= CELLS) {
        fyp_sheet_freeze(page->sheet, page->row + 1, FIRST_CELL);
    }
    for (size_t from = 0; from < map->shown; from += CELLS) {
        write_block(page, map, from);
    }
    say_left_out(page, map);
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
    write_map(page, &map);
    struct fyp_page printed = {
        .landscape = true,
        .scale_pct = SCALE_PCT,
        .area = fyp_area(0, 0, page->row - 1, page->columns - 1),
        .repeat_first = -1,
        .repeat_last = -1,
        .break_count = map.break_count,
        .notice = page->view->notice,
        .footer = page->view->footer};
    memcpy(printed.breaks, map.breaks, sizeof printed.breaks);
    fyp_sheet_page(page->sheet, &printed);
    free(map.items);
}
