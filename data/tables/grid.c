/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/grid.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blanks begin with one of few bytes; everything else is decided by the
 * first byte of a cell. */
bool fyp_cell_is_blank(const char *text)
{
    while (*text != '\0') {
        unsigned char first = (unsigned char)*text;
        if (first > ' ' && first != 0xC2 && first != 0xE2 && first != 0xE3 &&
            first != 0xEF) {
            return false;
        }
        char folded[8];
        char one[5] = {0};
        size_t length = strlen(text);
        uint32_t codepoint = 0;
        size_t n = fyp_utf8_decode(text, length, &codepoint);
        if (n == 0) {
            return false;
        }
        memcpy(one, text, n);
        fyp_text_fold(one, folded, sizeof folded);
        if (folded[0] != '\0') {
            return false;
        }
        text += n;
    }
    return true;
}

char *fyp_cell_shared(const char *text)
{
    union {
        const char *shared;
        char *cell;
    } both = {.shared = text};
    return both.cell;
}

void fyp_cell_copy(char *out, size_t size, const char *text)
{
    size_t length = fyp_text_cut(text, strlen(text), size - 1);
    memmove(out, text, length);
    out[length] = '\0';
}

bool fyp_row_is_blank(char *const *cells, size_t count)
{
    size_t i = 0;
    while (i < count && fyp_cell_is_blank(cells[i])) {
        i++;
    }
    return i == count;
}

static enum fyp_status
too_large(const struct fyp_grid *grid, struct fyp_error *err)
{
    char found[64], limit[64];
    (void)snprintf(
        found, sizeof found, "%zu × %zu", grid->count + 1, grid->width);
    (void)snprintf(
        limit, sizeof limit, "%d × %d", FYP_GRID_ROWS_MAX,
        FYP_GRID_CELLS_MAX / FYP_GRID_ROWS_MAX);
    return fyp_fail(err, FYP_E_FILE_TOO_LARGE, found, limit);
}

static bool make_room(struct fyp_grid *grid)
{
    if (grid->count < grid->capacity) {
        return true;
    }
    size_t capacity = grid->capacity > 0 ? 2 * grid->capacity : 64;
    struct fyp_grid_row *rows =
        realloc(grid->rows, capacity * sizeof *grid->rows);
    if (!rows) {
        return false;
    }
    grid->rows = rows;
    grid->capacity = capacity;
    return true;
}

static const uint16_t *
copy_marks(struct fyp_grid *grid, const struct fyp_table_row *row)
{
    uint16_t *marks = fyp_arena_alloc(&grid->arena, row->count, sizeof *marks);
    if (marks) {
        memcpy(marks, row->marks, row->count * sizeof *marks);
    }
    return marks;
}

static bool copy_row(struct fyp_grid *grid, const struct fyp_table_row *row)
{
    struct fyp_grid_row copy = {.count = row->count, .line = row->line};
    copy.cells = fyp_arena_alloc(&grid->arena, row->count, sizeof *copy.cells);
    copy.raw = fyp_arena_text(&grid->arena, row->raw, strlen(row->raw));
    bool ok = copy.cells && copy.raw && make_room(grid);
    if (ok && row->marks) {
        copy.marks = copy_marks(grid, row);
        ok = copy.marks != NULL;
    }
    for (size_t i = 0; ok && i < row->count; i++) {
        copy.cells[i] =
            fyp_arena_text(&grid->arena, row->cells[i], strlen(row->cells[i]));
        ok = copy.cells[i] != NULL;
    }
    if (ok) {
        grid->rows[grid->count] = copy;
        grid->count++;
    }
    return ok;
}

static enum fyp_status add_row(
    struct fyp_grid *grid, const struct fyp_table_row *row,
    struct fyp_error *err)
{
    grid->width = row->count > grid->width ? row->count : grid->width;
    grid->cells += row->count;
    grid->bytes += 2 * strlen(row->raw) + row->count;
    if (grid->count == FYP_GRID_ROWS_MAX || grid->cells > FYP_GRID_CELLS_MAX ||
        grid->bytes > FYP_GRID_BYTES_MAX) {
        return too_large(grid, err);
    }
    if (!copy_row(grid, row)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    return FYP_OK;
}

enum fyp_status fyp_grid_read(
    struct fyp_grid *grid, struct fyp_source *source, size_t rows_max,
    struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    while (status == FYP_OK && !grid->complete && grid->count < rows_max) {
        struct fyp_table_row row;
        status = fyp_source_next(source, &row, err);
        if (status != FYP_OK) {
            break;
        }
        grid->complete = row.count == 0;
        if (!grid->complete && !fyp_row_is_blank(row.cells, row.count)) {
            status = add_row(grid, &row, err);
        }
    }
    return status;
}

void fyp_grid_finish(struct fyp_grid *grid)
{
    fyp_arena_finish(&grid->arena);
    free(grid->rows);
    *grid = (struct fyp_grid){0};
}

char *fyp_grid_cell(const struct fyp_grid_row *row, size_t column)
{
    static char nothing[1] = "";
    return column < row->count ? row->cells[column] : nothing;
}

unsigned fyp_grid_marks(const struct fyp_grid_row *row, size_t column)
{
    return row->marks && column < row->count ? row->marks[column] : 0;
}
