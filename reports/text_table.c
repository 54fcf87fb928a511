/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text_table.h"

#include "reports/shown.h"
#include "reports/text_page.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2, FIRST_CAPACITY = 128 };

void fyp_text_table_init(
    struct fyp_text_table *table, const struct fyp_text_column *columns,
    size_t column_count)
{
    assert(column_count > 0 && column_count <= FYP_TEXT_COLUMNS_MAX);
    *table = (struct fyp_text_table){
        .columns = columns, .column_count = column_count};
}

static bool grow(struct fyp_text_table *table)
{
    const size_t capacity =
        table->capacity == 0 ? FIRST_CAPACITY : 2 * table->capacity;
    if (capacity > SIZE_MAX / sizeof *table->cells) {
        return false;
    }
    const char **cells = realloc(table->cells, capacity * sizeof *table->cells);
    if (cells == NULL) {
        return false;
    }
    table->cells = cells;
    table->capacity = capacity;
    return true;
}

void fyp_text_table_add(struct fyp_text_table *table, const char *text)
{
    if (table->failed) {
        return;
    }
    if (table->cell_count == table->capacity && !grow(table)) {
        table->failed = true;
        return;
    }
    const char *copy = fyp_text_harmless(&table->arena, text);
    if (copy == NULL) {
        table->failed = true;
        return;
    }
    table->cells[table->cell_count++] = copy;
}

/* Display width of the first n bytes, which are one character. */
static size_t character_width(const char *text, size_t n)
{
    char one[8] = {0};
    memcpy(one, text, n);
    return fyp_text_width(one);
}

/* Bytes of text that fit into columns; at least one character. */
static size_t fitting(const char *text, size_t columns)
{
    const size_t length = strlen(text);
    size_t at = 0;
    size_t width = 0;
    while (at < length) {
        uint32_t codepoint = 0;
        size_t n = fyp_utf8_decode(text + at, length - at, &codepoint);
        n = n == 0 ? 1 : n;
        width += character_width(text + at, n);
        if (width > columns && at > 0) {
            break;
        }
        at += n;
    }
    return at;
}

static size_t column_width(const struct fyp_text_table *table, size_t column)
{
    const size_t limit = table->columns[column].limit;
    size_t width = fyp_text_width(table->columns[column].title);
    for (size_t i = column; i < table->cell_count; i += table->column_count) {
        const size_t wide = fyp_text_width(table->cells[i]);
        width = wide > width ? wide : width;
    }
    return width < limit ? width : limit;
}

static void blanks(struct fyp_buffer *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fyp_buffer_bytes(out, " ", 1);
    }
}

static void trim_line(struct fyp_buffer *out)
{
    while (!out->failed && out->length > 0 &&
           out->data[out->length - 1] == ' ') {
        out->length--;
        out->data[out->length] = '\0';
    }
}

/* One printed line of a row: what fits of each cell; moves on the cells.
 * What goes on from the line before starts at the left, also in numbers. */
static void print_line(
    const struct fyp_text_table *table, const size_t *widths, const char **rest,
    bool first, struct fyp_buffer *out)
{
    for (size_t column = 0; column < table->column_count; column++) {
        char piece[512];
        const bool right = first && table->columns[column].right;
        const int width = (int)widths[column];
        size_t n = fitting(rest[column], widths[column]);
        n = fyp_text_cut(rest[column], n, sizeof piece - 1);
        memcpy(piece, rest[column], n);
        piece[n] = '\0';
        rest[column] += n;
        fyp_buffer_padded(out, piece, right ? -width : width);
        blanks(out, GAP);
    }
    trim_line(out);
    fyp_buffer_text(out, "\n");
}

static bool is_done(const struct fyp_text_table *table, const char *const *rest)
{
    for (size_t column = 0; column < table->column_count; column++) {
        if (rest[column][0] != '\0') {
            return false;
        }
    }
    return true;
}

static void print_row(
    const struct fyp_text_table *table, const size_t *widths, const char **rest,
    struct fyp_buffer *out)
{
    bool first = true;
    do {
        print_line(table, widths, rest, first, out);
        first = false;
    } while (!is_done(table, rest));
}

static void print_rule(
    const struct fyp_text_table *table, const size_t *widths,
    struct fyp_buffer *out)
{
    for (size_t column = 0; column < table->column_count; column++) {
        for (size_t i = 0; i < widths[column]; i++) {
            fyp_buffer_text(out, "-");
        }
        blanks(out, GAP);
    }
    trim_line(out);
    fyp_buffer_text(out, "\n");
}

void fyp_text_table_number(
    struct fyp_text_table *table, double value, int decimals)
{
    char cell[FYP_DECIMAL_TEXT_SIZE];

    fyp_show_number(value, decimals, cell);
    fyp_text_table_add(table, cell);
}

void fyp_text_table_share(struct fyp_text_table *table, double share)
{
    char cell[FYP_DECIMAL_TEXT_SIZE] = FYP_SHOWN_UNDEFINED;

    if (!isnan(share)) {
        fyp_show_share(share, cell);
    }
    fyp_text_table_add(table, cell);
}

void fyp_text_table_print(
    const struct fyp_text_table *table, struct fyp_buffer *out)
{
    size_t widths[FYP_TEXT_COLUMNS_MAX];
    const char *rest[FYP_TEXT_COLUMNS_MAX];

    if (table->failed) {
        out->failed = true;
        return;
    }
    assert(table->cell_count % table->column_count == 0);
    for (size_t column = 0; column < table->column_count; column++) {
        widths[column] = column_width(table, column);
        rest[column] = table->columns[column].title;
    }
    print_row(table, widths, rest, out);
    print_rule(table, widths, out);
    for (size_t i = 0; i < table->cell_count; i += table->column_count) {
        memcpy(rest, table->cells + i, table->column_count * sizeof *rest);
        print_row(table, widths, rest, out);
    }
}

void fyp_text_table_finish(struct fyp_text_table *table)
{
    if (table == NULL) {
        return;
    }
    free(table->cells);
    fyp_arena_finish(&table->arena);
    *table = (struct fyp_text_table){0};
}
