/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/layout.h"

#include "base/message.h"
#include "data/tables/heading.h"
#include "data/tables/layout_kinds.h"
#include "data/tables/mapping_fields.h"
#include "data/tables/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows that are looked at before a layout is chosen, and what of them is
 * shown where none fits. */
enum { HEAD_ROWS = 60, SHOWN_ROWS = 3 };

/* In the order in which they are tried; the stricter ones first. */
static const struct fyp_layout_recogniser *const recognisers[] = {
    &fyp_layout_form, &fyp_layout_long, &fyp_layout_years, &fyp_layout_regions};

enum fyp_status fyp_layout_place(
    const struct fyp_layout *layout, int line, int column,
    struct fyp_error *err)
{
    char cell[FYP_CELL_NAME_SIZE];
    const char *path = layout->request.path;
    if (!layout->sheet) {
        return fyp_error_at(err, "%s:%d", path, line);
    }
    fyp_cell_name(line, column, cell);
    return fyp_error_at(err, "%s!%s!%s", path, layout->sheet, cell);
}

void fyp_layout_note(
    struct fyp_layout *layout, int line, int column, struct fyp_error *note)
{
    (void)fyp_layout_place(layout, line, column, note);
    fyp_problems_add(&layout->notes, note);
}

void fyp_layout_blank(
    struct fyp_observation *observation, int line, const char *raw)
{
    static char nothing[1] = "";
    *observation = (struct fyp_observation){.line = line, .raw = raw};
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        observation->cells[i] = nothing;
    }
}

enum fyp_status
fyp_layout_read_all(struct fyp_layout *layout, struct fyp_error *err)
{
    enum fyp_status status =
        fyp_grid_read(&layout->grid, layout->source, FYP_GRID_ROWS_MAX, err);
    if (status == FYP_OK && !layout->grid.complete) {
        /* one more row than allowed says how many there are too many */
        status = fyp_grid_read(
            &layout->grid, layout->source, FYP_GRID_ROWS_MAX + 1, err);
    }
    return status;
}

enum fyp_status
fyp_layout_unknown(const struct fyp_layout *layout, struct fyp_error *err)
{
    struct fyp_names seen = {0};
    for (size_t i = 0; i < layout->grid.count && i < SHOWN_ROWS; i++) {
        fyp_names_add(&seen, layout->grid.rows[i].raw);
    }
    (void)fyp_names_refuse(&seen, FYP_E_LAYOUT_UNKNOWN, NULL, err);
    (void)fyp_layout_place(layout, layout->grid.rows[0].line, 0, err);
    return FYP_E_LAYOUT_UNKNOWN;
}

/* A sheet of words (how to fill in, a cover) beside those with figures. */
static bool is_words(const struct fyp_layout *layout)
{
    bool figures = false;
    for (size_t i = 0; i < layout->grid.count; i++) {
        const struct fyp_grid_row *row = &layout->grid.rows[i];
        for (size_t c = 0; c < row->count; c++) {
            figures = figures || fyp_text_is_figure(row->cells[c]) ||
                      (fyp_grid_marks(row, c) & FYP_CELL_NUMBER) != 0;
        }
    }
    return layout->sheet && layout->grid.complete && !figures;
}

static enum fyp_status
note_words(struct fyp_layout *layout, struct fyp_error *err)
{
    struct fyp_error note = {.status = FYP_OK};
    (void)err;
    (void)fyp_fail(&note, FYP_W_LAYOUT_SHEET, NULL);
    fyp_layout_note(layout, layout->grid.rows[0].line, 0, &note);
    return FYP_OK;
}

static enum fyp_status
begin_words(struct fyp_layout *layout, struct fyp_error *err)
{
    (void)layout;
    (void)err;
    return FYP_OK;
}

static enum fyp_status next_words(
    struct fyp_layout *layout, struct fyp_observation *observation, bool *done,
    struct fyp_error *err)
{
    (void)layout;
    (void)observation;
    (void)err;
    *done = true;
    return FYP_OK;
}

static void
explain_words(const struct fyp_layout *layout, struct fyp_buffer *out)
{
    (void)layout;
    fyp_buffer_text(out, fyp_text(FYP_M_LAYOUT_NONE));
    fyp_buffer_text(out, "\n");
}

static const struct fyp_layout_recogniser words = {
    .kind = FYP_LAYOUT_LONG,
    .is_like = is_words,
    .recognise = note_words,
    .begin = begin_words,
    .next = next_words,
    .explain = explain_words};

/** 指标对照 names indicators of the catalogue. */
static enum fyp_status
check_names(const struct fyp_layout_request *request, struct fyp_error *err)
{
    const struct fyp_mapping *mapping = request->mapping;
    for (size_t i = 0; mapping && i < mapping->name_count; i++) {
        const struct fyp_mapped_name *name = &mapping->names[i];
        if (!fyp_catalogue_find(request->catalogue, name->indicator)) {
            (void)fyp_fail(err, FYP_E_MAPPING_FIT, name->indicator);
            (void)fyp_error_at(err, "%s:%d", mapping->path, name->line);
            return FYP_E_MAPPING_FIT;
        }
    }
    return FYP_OK;
}

static enum fyp_status
recognise(struct fyp_layout *layout, struct fyp_error *err)
{
    const struct fyp_mapping *mapping = layout->request.mapping;
    enum fyp_status status = check_names(&layout->request, err);
    if (status != FYP_OK) {
        return status;
    }
    size_t count = sizeof recognisers / sizeof *recognisers;
    for (size_t i = 0; i < count && !layout->recogniser; i++) {
        bool chosen = mapping ? (int)recognisers[i]->kind == mapping->layout
                              : recognisers[i]->is_like(layout);
        layout->recogniser = chosen ? recognisers[i] : NULL;
    }
    if (!layout->recogniser && is_words(layout)) {
        layout->recogniser = &words;
    }
    return layout->recogniser ? layout->recogniser->recognise(layout, err)
                              : fyp_layout_unknown(layout, err);
}

/** A mapping for one sheet leaves the others alone; a sheet that no table has
 *  is a mistake in the mapping. */
static enum fyp_status
is_wanted(const struct fyp_layout *layout, bool *wanted, struct fyp_error *err)
{
    const struct fyp_mapping *mapping = layout->request.mapping;
    const char *sheet = mapping ? mapping->sheet : NULL;
    *wanted = !sheet || !layout->sheet || strcmp(sheet, layout->sheet) == 0;
    bool exists = *wanted;
    size_t count = fyp_source_table_count(layout->source);
    for (size_t i = 0; !exists && i < count; i++) {
        const char *name = fyp_source_table(layout->source, i)->sheet;
        exists = name && strcmp(sheet, name) == 0;
    }
    if (exists) {
        return FYP_OK;
    }
    (void)fyp_fail(err, FYP_E_MAPPING_FIT, sheet);
    return fyp_error_at(err, "%s", mapping->path);
}

static enum fyp_status
look(struct fyp_layout *layout, struct fyp_layout **out, struct fyp_error *err)
{
    bool wanted = true;
    enum fyp_status status = is_wanted(layout, &wanted, err);
    if (status != FYP_OK || !wanted) {
        return status;
    }
    status = fyp_source_select(layout->source, layout->table, err);
    if (status == FYP_OK) {
        status = fyp_grid_read(&layout->grid, layout->source, HEAD_ROWS, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    if (layout->grid.count == 0) {
        /* an empty sheet beside others is nothing to complain of */
        return layout->sheet ? FYP_OK : fyp_fail(err, FYP_E_CSV_EMPTY, NULL);
    }
    status = recognise(layout, err);
    *out = status == FYP_OK ? layout : NULL;
    return status;
}

enum fyp_status fyp_layout_find(
    struct fyp_source *source, size_t table,
    const struct fyp_layout_request *request, struct fyp_layout **out,
    struct fyp_error *err)
{
    *out = NULL;
    struct fyp_layout *layout = calloc(1, sizeof *layout);
    if (!layout) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    layout->source = source;
    layout->table = table;
    layout->request = *request;
    layout->sheet = fyp_source_table(source, table)->sheet;
    enum fyp_status status = look(layout, out, err);
    if (!*out) {
        fyp_layout_destroy(layout);
    }
    return status;
}

void fyp_layout_destroy(struct fyp_layout *layout)
{
    if (layout) {
        fyp_problems_finish(&layout->notes);
        fyp_grid_finish(&layout->grid);
        fyp_arena_finish(&layout->arena);
        free(layout);
    }
}

enum fyp_layout_kind fyp_layout_kind(const struct fyp_layout *layout)
{
    return layout->recogniser->kind;
}

const struct fyp_problems *fyp_layout_notes(const struct fyp_layout *layout)
{
    return &layout->notes;
}

static void explain_line(
    struct fyp_buffer *out, enum fyp_message message, const char *a,
    const char *b)
{
    char text[FYP_ERROR_TEXT_SIZE];
    (void)fyp_say(text, sizeof text, message, a, b);
    fyp_buffer_text(out, text);
    fyp_buffer_text(out, "\n");
}

static const char *delimiter_text(char delimiter)
{
    static const struct {
        char delimiter;
        enum fyp_message name;
    } names[] = {
        {',', FYP_M_DELIMITER_COMMA},
        {'\t', FYP_M_SEPARATOR_TAB},
        {';', FYP_M_SEPARATOR_SEMICOLON},
        {'|', FYP_M_DELIMITER_BAR},
        {'F', FYP_M_SEPARATOR_WIDE_COMMA}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].delimiter == delimiter) {
            return fyp_text(names[i].name);
        }
    }
    return "";
}

void fyp_layout_explain(const struct fyp_layout *layout, struct fyp_buffer *out)
{
    const char *encoding = fyp_source_encoding(layout->source);
    if (layout->sheet) {
        explain_line(out, FYP_M_EXPLAIN_SHEET, layout->sheet, NULL);
    } else {
        const struct fyp_table_info *table =
            fyp_source_table(layout->source, layout->table);
        explain_line(
            out, FYP_M_EXPLAIN_TEXT, encoding ? encoding : "",
            delimiter_text(table->delimiter));
    }
    static const enum fyp_message kinds[] = {
        [FYP_LAYOUT_LONG] = FYP_M_LAYOUT_LONG,
        [FYP_LAYOUT_YEARS_ACROSS] = FYP_M_LAYOUT_YEARS,
        [FYP_LAYOUT_REGIONS_DOWN] = FYP_M_LAYOUT_REGIONS,
        [FYP_LAYOUT_FORM] = FYP_M_LAYOUT_FORM};
    if (layout->recogniser != &words) {
        explain_line(
            out, FYP_M_EXPLAIN_LAYOUT,
            fyp_text(kinds[layout->recogniser->kind]), NULL);
    }
    layout->recogniser->explain(layout, out);
    for (size_t i = 0; i < layout->notes.count; i++) {
        explain_line(
            out, FYP_M_EXPLAIN_NOTE, layout->notes.items[i].place,
            layout->notes.items[i].text);
    }
}

enum fyp_status
fyp_layout_begin(struct fyp_layout *layout, struct fyp_error *err)
{
    return layout->recogniser->begin(layout, err);
}

enum fyp_status fyp_layout_next(
    struct fyp_layout *layout, struct fyp_observation *observation, bool *done,
    struct fyp_error *err)
{
    return layout->recogniser->next(layout, observation, done, err);
}

bool fyp_layout_is_of_row(enum fyp_status status)
{
    return fyp_status_exit_code(status) == FYP_EXIT_ROWS_REJECTED ||
           status == FYP_E_REGION_UNKNOWN || status == FYP_E_REGION_AMBIGUOUS ||
           status == FYP_E_REGION_CODE;
}
