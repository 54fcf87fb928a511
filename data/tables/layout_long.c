/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/text.h"
#include "data/tables/columns.h"
#include "data/tables/context.h"
#include "data/tables/layout_kinds.h"
#include "data/tables/mapping_fields.h"
#include "data/tables/wide_header.h"

#include <stdio.h>
#include <string.h>

/*
 * One figure a row, under a header of known names; above it there may be
 * titles. The only layout that large files have, so nothing is held and a row
 * is handed on as pointers.
 */

enum { SEARCHED_ROWS = 20 };

struct long_table {
    size_t header; /* row of the grid */
    int header_line;
    struct fyp_columns columns;
    struct fyp_context context;
    bool needs_region, needs_year; /* of the table, for every row */
    const char *unit; /* of a row that names none; NULL or "": none */
};

static struct fyp_table_row as_row(const struct fyp_grid_row *row)
{
    return (struct fyp_table_row){
        .cells = row->cells,
        .marks = row->marks,
        .count = row->count,
        .line = row->line,
        .raw = row->raw};
}

/** Row of the header; count of the grid where there is none. */
static size_t find_header(const struct fyp_layout *layout)
{
    const struct fyp_grid *grid = &layout->grid;
    size_t most = grid->count < SEARCHED_ROWS ? grid->count : SEARCHED_ROWS;
    for (size_t i = 0; i < most; i++) {
        const struct fyp_table_row row = as_row(&grid->rows[i]);
        if (fyp_columns_is_header(&row)) {
            return i;
        }
    }
    return grid->count;
}

static bool is_like(const struct fyp_layout *layout)
{
    return find_header(layout) < layout->grid.count;
}

static enum fyp_column column_of(enum fyp_role role)
{
    static const enum fyp_column columns[] = {
        [FYP_ROLE_REGION] = FYP_COLUMN_REGION_NAME,
        [FYP_ROLE_REGION_CODE] = FYP_COLUMN_REGION,
        [FYP_ROLE_INDICATOR] = FYP_COLUMN_INDICATOR,
        [FYP_ROLE_YEAR] = FYP_COLUMN_YEAR,
        [FYP_ROLE_UNIT] = FYP_COLUMN_UNIT,
        [FYP_ROLE_BASIS] = FYP_COLUMN_BASIS,
        [FYP_ROLE_STATUS] = FYP_COLUMN_STATUS,
        [FYP_ROLE_SOURCE] = FYP_COLUMN_SOURCE,
        [FYP_ROLE_NOTE] = FYP_COLUMN_NOTE,
        [FYP_ROLE_VALUE] = FYP_COLUMN_VALUE,
        [FYP_ROLE_NUMERATOR] = FYP_COLUMN_NUMERATOR,
        [FYP_ROLE_DENOMINATOR] = FYP_COLUMN_DENOMINATOR,
        [FYP_ROLE_DATA] = FYP_COLUMN_COUNT};
    return role == FYP_ROLE_IGNORED || role < FYP_ROLE_REGION ? FYP_COLUMN_COUNT
                                                              : columns[role];
}

/** Columns of a long table whose names a mapping gives. */
static enum fyp_status map_columns(
    struct fyp_layout *layout, struct long_table *table, struct fyp_error *err)
{
    struct fyp_wide wide = {.kind = FYP_LAYOUT_LONG};
    if (!fyp_wide_header_find(layout, &layout->arena, &wide)) {
        return fyp_layout_unknown(layout, err);
    }
    enum fyp_status status = fyp_wide_header_map(layout, &wide, err);
    table->header = wide.header_last;
    table->columns.count = wide.column_count;
    int *position = table->columns.position;
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        position[i] = -1;
    }
    for (size_t i = 0; status == FYP_OK && i < wide.column_count; i++) {
        const struct fyp_wide_column *column = &wide.columns[i];
        enum fyp_column wanted = column_of(column->role);
        if (wanted != FYP_COLUMN_COUNT && position[wanted] >= 0) {
            status = fyp_fail(err, FYP_E_LAYOUT_TWICE, column->heading);
        } else if (wanted != FYP_COLUMN_COUNT) {
            position[wanted] = (int)i;
        } else if (column->role == FYP_ROLE_UNKNOWN) {
            status = fyp_fail(err, FYP_E_LAYOUT_COLUMNS, column->heading);
        }
    }
    if (position[FYP_COLUMN_REGION] < 0) {
        position[FYP_COLUMN_REGION] = position[FYP_COLUMN_REGION_NAME];
        position[FYP_COLUMN_REGION_NAME] = -1;
    }
    return status;
}

static enum fyp_status find_columns(
    struct fyp_layout *layout, struct long_table *table, struct fyp_error *err)
{
    const struct fyp_mapping *mapping = layout->request.mapping;
    size_t header = find_header(layout);
    if (mapping && (mapping->column_count > 0 || header == layout->grid.count ||
                    mapping->header_first.present)) {
        return map_columns(layout, table, err);
    }
    table->header = header;
    const struct fyp_table_row row = as_row(&layout->grid.rows[header]);
    return fyp_columns_find(&row, &table->columns, err);
}

/** What the header leaves open, the table must say. */
static enum fyp_status
find_rest(struct long_table *table, struct fyp_error *err)
{
    const int *position = table->columns.position;
    const struct fyp_columns_given given = {
        .region = table->context.region.found,
        .year = table->context.year.found};
    table->needs_region = position[FYP_COLUMN_REGION] < 0;
    table->needs_year = position[FYP_COLUMN_YEAR] < 0;
    enum fyp_status status = fyp_columns_need(&table->columns, &given, err);
    /* one line of units counts for every row that names none */
    if (status == FYP_OK &&
        (position[FYP_COLUMN_UNIT] < 0 || table->context.unit_count <= 1)) {
        status = fyp_context_unit(&table->context, NULL, &table->unit, err);
    }
    return status;
}

static struct fyp_context_own own_columns(const struct long_table *table)
{
    return (struct fyp_context_own){
        .basis = table->columns.position[FYP_COLUMN_BASIS] >= 0,
        .status = table->columns.position[FYP_COLUMN_STATUS] >= 0};
}

static enum fyp_status
recognise(struct fyp_layout *layout, struct fyp_error *err)
{
    struct long_table *table =
        fyp_arena_alloc(&layout->arena, 1, sizeof *table);
    if (!table) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = find_columns(layout, table, err);
    if (status == FYP_OK) {
        fyp_context_find(layout, table->header, &table->context);
        status = find_rest(table, err);
    }
    table->header_line = layout->grid.rows[table->header].line;
    if (status != FYP_OK) {
        (void)fyp_layout_place(layout, table->header_line, 0, err);
        return status;
    }
    const struct fyp_context_own own = own_columns(table);
    fyp_context_note(layout, &table->context, &own, table->header_line);
    layout->own = table;
    return FYP_OK;
}

/** The next row that is not blank; count 0 at the end. */
static enum fyp_status next_row(
    struct fyp_source *source, struct fyp_table_row *row, struct fyp_error *err)
{
    enum fyp_status status;
    do {
        status = fyp_source_next(source, row, err);
    } while (status == FYP_OK && row->count > 0 &&
             fyp_row_is_blank(row->cells, row->count));
    return status;
}

static enum fyp_status begin(struct fyp_layout *layout, struct fyp_error *err)
{
    const struct long_table *table = layout->own;
    enum fyp_status status =
        fyp_source_select(layout->source, layout->table, err);
    struct fyp_table_row row = {.line = 0};
    do {
        if (status == FYP_OK) {
            status = fyp_source_next(layout->source, &row, err);
        }
    } while (status == FYP_OK && row.count > 0 &&
             row.line < table->header_line);
    return status;
}

/** Fewer cells are usual in a sheet, which leaves blank ones out; in a text
 *  they mean a comma lost. */
static enum fyp_status check_cells(
    const struct fyp_layout *layout, const struct fyp_table_row *row,
    struct fyp_error *err)
{
    const struct long_table *table = layout->own;
    size_t count = table->columns.count;
    if (row->count == count ||
        (layout->sheet &&
         (row->count < count ||
          fyp_row_is_blank(row->cells + count, row->count - count)))) {
        return FYP_OK;
    }
    char found[24], wanted[24];
    (void)snprintf(found, sizeof found, "%zu", row->count);
    (void)snprintf(wanted, sizeof wanted, "%zu", count);
    return fyp_fail(err, FYP_E_ROW_CELLS, found, wanted);
}

/** A note below the table has no indicator; nothing else is asked of the
 *  many rows that have one. */
static bool
is_foot(const struct long_table *table, const struct fyp_table_row *row)
{
    size_t indicator = (size_t)table->columns.position[FYP_COLUMN_INDICATOR];
    if (indicator < row->count && !fyp_cell_is_blank(row->cells[indicator])) {
        return false;
    }
    size_t first = 0;
    while (fyp_cell_is_blank(row->cells[first])) {
        first++;
    }
    return fyp_label_kind(row->cells[first]) == FYP_LABEL_FOOT;
}

/** What 指标对照 says the row's indicator is. */
static void
map_indicator(const struct fyp_layout *layout, struct fyp_observation *out)
{
    const char *mapped = fyp_mapping_indicator(
        layout->request.mapping, out->cells[FYP_COLUMN_INDICATOR]);
    if (mapped) {
        out->cells[FYP_COLUMN_INDICATOR] = fyp_cell_shared(mapped);
    }
}

static void fill(
    struct fyp_layout *layout, const struct fyp_table_row *row,
    struct fyp_observation *out)
{
    struct long_table *table = layout->own;
    const int *position = table->columns.position;
    static const enum fyp_column figures[] = {
        FYP_COLUMN_VALUE, FYP_COLUMN_NUMERATOR, FYP_COLUMN_DENOMINATOR};
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        if (position[i] >= 0 && (size_t)position[i] < row->count) {
            out->cells[i] = row->cells[position[i]];
        }
    }
    if (table->needs_region) {
        out->cells[FYP_COLUMN_REGION] = table->context.region.text;
    }
    if (table->needs_year) {
        out->cells[FYP_COLUMN_YEAR] = table->context.year.text;
    }
    for (size_t i = 0; row->marks && i < sizeof figures / sizeof *figures;
         i++) {
        int column = position[figures[i]];
        if (column >= 0 && (size_t)column < row->count) {
            out->marks |= row->marks[column];
        }
    }
    if (table->unit && table->unit[0] != '\0' &&
        fyp_cell_is_blank(out->cells[FYP_COLUMN_UNIT])) {
        out->cells[FYP_COLUMN_UNIT] = fyp_cell_shared(table->unit);
    }
    if (layout->request.mapping) {
        map_indicator(layout, out);
    }
    if (table->context.to_date || table->context.preliminary) {
        const struct fyp_context_own own = own_columns(table);
        fyp_context_complete(
            &table->context, &own,
            fyp_catalogue_find(
                layout->request.catalogue, out->cells[FYP_COLUMN_INDICATOR]),
            out);
    }
    if (layout->sheet) {
        out->column = position[FYP_COLUMN_VALUE] + 1;
    }
}

static enum fyp_status next(
    struct fyp_layout *layout, struct fyp_observation *observation, bool *done,
    struct fyp_error *err)
{
    const struct long_table *table = layout->own;
    struct fyp_table_row row;
    enum fyp_status status;
    do {
        status = next_row(layout->source, &row, err);
        *done = status == FYP_OK && row.count == 0;
    } while (status == FYP_OK && !*done &&
             (is_foot(table, &row) ||
              !fyp_mapping_has_line(layout->request.mapping, row.line)));
    if (status != FYP_OK || *done) {
        return status;
    }
    fyp_layout_blank(observation, row.line, row.raw);
    status = check_cells(layout, &row, err);
    if (status == FYP_OK) {
        fill(layout, &row, observation);
    }
    return status;
}

static void
say(struct fyp_buffer *out, enum fyp_message message, const char *a,
    const char *b)
{
    char text[FYP_HEADING_SIZE * 2];
    (void)fyp_say(text, sizeof text, message, a, b);
    fyp_buffer_text(out, text);
    fyp_buffer_text(out, "\n");
}

static void explain(const struct fyp_layout *layout, struct fyp_buffer *out)
{
    const struct long_table *table = layout->own;
    char number[FYP_CELL_NAME_SIZE];
    (void)snprintf(number, sizeof number, "%d", table->header_line);
    say(out, FYP_M_EXPLAIN_HEADER, number, number);
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        int column = table->columns.position[i];
        if (column >= 0) {
            const struct fyp_grid_row *row = &layout->grid.rows[table->header];
            (void)snprintf(number, sizeof number, "%d", column + 1);
            char text[FYP_HEADING_SIZE * 2];
            (void)fyp_say(
                text, sizeof text, FYP_M_EXPLAIN_COLUMN, number,
                fyp_grid_cell(row, (size_t)column),
                fyp_column_name((enum fyp_column)i));
            fyp_buffer_text(out, text);
            fyp_buffer_text(out, "\n");
        }
    }
    if (table->unit && table->unit[0] != '\0') {
        (void)snprintf(number, sizeof number, "%d", table->context.unit_line);
        say(out, FYP_M_EXPLAIN_UNIT, table->unit, number);
    }
    if (table->needs_region) {
        say(out, FYP_M_EXPLAIN_REGION,
            fyp_regions_name(
                layout->request.regions, table->context.region.text),
            fyp_origin_text(table->context.region.origin));
    }
    if (table->needs_year) {
        say(out, FYP_M_EXPLAIN_YEAR, table->context.year.text,
            fyp_origin_text(table->context.year.origin));
    }
    const struct fyp_context_own own = own_columns(table);
    fyp_context_explain(&table->context, &own, out);
}

const struct fyp_layout_recogniser fyp_layout_long = {
    .kind = FYP_LAYOUT_LONG,
    .is_like = is_like,
    .recognise = recognise,
    .begin = begin,
    .next = next,
    .explain = explain};
