/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/layout.h"

#include "data/tables/columns.h"
#include "data/tables/form.h"

#include <stdio.h>
#include <stdlib.h>

struct fyp_layout {
    struct fyp_source *source;
    size_t table;
    const char *path;
    int header_line;
    struct fyp_columns columns;
    struct fyp_problems notes;
    struct fyp_form *form; /* NULL: the long form */
};

/** Nothing but blanks: Excel leaves such lines behind. */
static bool is_blank(const struct fyp_table_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (fyp_text_trim(row->cells[i])[0] != '\0') {
            return false;
        }
    }
    return true;
}

/** The next row that is not blank; count 0 at the end. */
static enum fyp_status next_row(
    struct fyp_source *source, struct fyp_table_row *row, struct fyp_error *err)
{
    enum fyp_status status;
    do {
        status = fyp_source_next(source, row, err);
    } while (status == FYP_OK && row->count > 0 && is_blank(row));
    return status;
}

static enum fyp_status
find_header(struct fyp_layout *layout, struct fyp_error *err)
{
    struct fyp_table_row header;
    enum fyp_status status = next_row(layout->source, &header, err);
    if (status != FYP_OK) {
        return status;
    }
    if (header.count == 0) {
        return fyp_fail(err, FYP_E_CSV_EMPTY, NULL);
    }
    layout->header_line = header.line;
    status = fyp_columns_find(&header, &layout->columns, err);
    if (status != FYP_OK) {
        (void)fyp_error_at(err, "%s:%d", layout->path, header.line);
    }
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
    layout->path = request->path;
    enum fyp_status status =
        fyp_form_find(source, table, request, &layout->form, err);
    if (status == FYP_OK && !layout->form) {
        status = fyp_source_select(source, table, err);
    }
    if (status == FYP_OK && !layout->form) {
        status = find_header(layout, err);
    }
    if (status != FYP_OK) {
        fyp_layout_destroy(layout);
        return status;
    }
    *out = layout;
    return FYP_OK;
}

void fyp_layout_destroy(struct fyp_layout *layout)
{
    if (layout) {
        fyp_problems_finish(&layout->notes);
        fyp_form_destroy(layout->form);
        free(layout);
    }
}

enum fyp_layout_kind fyp_layout_kind(const struct fyp_layout *layout)
{
    return layout->form ? FYP_LAYOUT_FORM : FYP_LAYOUT_LONG;
}

const struct fyp_problems *fyp_layout_notes(const struct fyp_layout *layout)
{
    return layout->form ? fyp_form_notes(layout->form) : &layout->notes;
}

void fyp_layout_explain(const struct fyp_layout *layout, struct fyp_buffer *out)
{
    if (layout->form) {
        fyp_form_explain(layout->form, out);
    } else {
        fyp_buffer_format(out, "%d\n", layout->header_line);
    }
}

enum fyp_status
fyp_layout_begin(struct fyp_layout *layout, struct fyp_error *err)
{
    if (layout->form) {
        return fyp_form_begin(layout->form, err);
    }
    enum fyp_status status =
        fyp_source_select(layout->source, layout->table, err);
    struct fyp_table_row header;
    if (status == FYP_OK) {
        status = next_row(layout->source, &header, err);
    }
    return status;
}

static enum fyp_status check_cells(
    const struct fyp_layout *layout, const struct fyp_table_row *row,
    struct fyp_error *err)
{
    if (row->count == layout->columns.count) {
        return FYP_OK;
    }
    char found[24], wanted[24];
    (void)snprintf(found, sizeof found, "%zu", row->count);
    (void)snprintf(wanted, sizeof wanted, "%zu", layout->columns.count);
    return fyp_fail(err, FYP_E_ROW_CELLS, found, wanted);
}

enum fyp_status fyp_layout_next(
    struct fyp_layout *layout, struct fyp_observation *observation, bool *done,
    struct fyp_error *err)
{
    static char nothing[1] = "";
    struct fyp_table_row row;
    if (layout->form) {
        return fyp_form_next(layout->form, observation, done, err);
    }
    *observation = (struct fyp_observation){0};
    enum fyp_status status = next_row(layout->source, &row, err);
    *done = status == FYP_OK && row.count == 0;
    if (status != FYP_OK || *done) {
        return status;
    }
    observation->line = row.line;
    observation->raw = row.raw;
    status = check_cells(layout, &row, err);
    for (int i = 0; status == FYP_OK && i < FYP_COLUMN_COUNT; i++) {
        int position = layout->columns.position[i];
        observation->cells[i] = position < 0 ? nothing : row.cells[position];
    }
    return status;
}
