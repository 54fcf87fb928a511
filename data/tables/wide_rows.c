/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/wide_rows.h"

#include "base/text.h"
#include "data/cleaning/number.h"
#include "data/tables/mapping_fields.h"

#include <stdlib.h>
#include <string.h>

static const char *const places_above[] = {"全省", "全自治区"};
static const char *const places_below[] = {"全县", "全区", "全旗"};

static bool is_figure_role(enum fyp_role role)
{
    return role >= FYP_ROLE_VALUE && role <= FYP_ROLE_DENOMINATOR;
}

/** Cells of a row that have a column in the header. */
static size_t
width_of(const struct fyp_wide *wide, const struct fyp_grid_row *row)
{
    return row->count < wide->column_count ? row->count : wide->column_count;
}

/** Whether anything stands in the columns of figures. */
static bool
has_figures(const struct fyp_wide *wide, const struct fyp_grid_row *row)
{
    size_t width = width_of(wide, row);
    for (size_t c = 0; c < width; c++) {
        if (is_figure_role(wide->columns[c].role) &&
            !(fyp_grid_marks(row, c) & FYP_CELL_MERGED) &&
            !fyp_cell_is_blank(row->cells[c])) {
            return true;
        }
    }
    return false;
}

/** The first text of a row, "" where all is blank. */
static const char *first_text(const struct fyp_grid_row *row)
{
    for (size_t c = 0; c < row->count; c++) {
        if (!fyp_cell_is_blank(row->cells[c])) {
            return row->cells[c];
        }
    }
    return "";
}

char *fyp_wide_row_label(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row)
{
    const struct fyp_grid_row *cells = &layout->grid.rows[row];
    int code = wide->of_role[FYP_ROLE_REGION_CODE];
    size_t label = wide->label < 0 ? cells->count : (size_t)wide->label;
    char *text = fyp_grid_cell(cells, label);
    bool regions = wide->kind == FYP_LAYOUT_REGIONS_DOWN;
    if (regions && fyp_cell_is_blank(text) && code >= 0) {
        text = fyp_grid_cell(cells, (size_t)code);
    }
    return text;
}

const struct fyp_catalogue_entry *fyp_wide_row_indicator(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row)
{
    const struct fyp_layout_request *request = &layout->request;
    char *label = fyp_wide_row_label(layout, wide, row);
    const char *mapped = fyp_mapping_indicator(request->mapping, label);
    if (mapped) {
        return fyp_catalogue_find(request->catalogue, mapped);
    }
    return fyp_label_kind(label) == FYP_LABEL_ORDINARY
               ? fyp_label_indicator(request->catalogue, label)
               : NULL;
}

/** Whether the name of a row without figures is one of ours: a gap, not a
 *  heading between the rows. */
static bool is_known(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row)
{
    if (wide->kind == FYP_LAYOUT_YEARS_ACROSS) {
        return fyp_wide_row_indicator(layout, wide, row) != NULL;
    }
    const char *code = NULL;
    const char *label = fyp_wide_row_label(layout, wide, row);
    return fyp_regions_resolve(layout->request.regions, label, &code, NULL) ==
           FYP_OK;
}

/** A figure that cannot be a year stands in a column of figures. */
static bool
has_plain_figure(const struct fyp_wide *wide, const struct fyp_grid_row *row)
{
    size_t width = width_of(wide, row);
    for (size_t c = 0; c < width; c++) {
        if (is_figure_role(wide->columns[c].role) &&
            fyp_text_is_figure(row->cells[c]) &&
            fyp_year_read(row->cells[c]) == 0) {
            return true;
        }
    }
    return false;
}

/** A row that names columns again: another table begins. */
static bool is_header_again(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row)
{
    const struct fyp_grid_row *cells = &layout->grid.rows[row];
    if (has_plain_figure(wide, cells)) {
        return false;
    }
    for (size_t c = 0; c < cells->count; c++) {
        struct fyp_heading heading;
        fyp_heading_read(layout->request.catalogue, cells->cells[c], &heading);
        bool label = heading.role == FYP_ROLE_REGION ||
                     heading.role == FYP_ROLE_REGION_CODE ||
                     heading.role == FYP_ROLE_INDICATOR;
        bool over_figures =
            c < wide->column_count && is_figure_role(wide->columns[c].role);
        if (label || (over_figures && heading.role >= FYP_ROLE_VALUE &&
                      !fyp_text_is_figure(cells->cells[c]))) {
            return true;
        }
    }
    return false;
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    char folded[FYP_HEADING_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        found = found || strcmp(folded, words[i]) == 0;
    }
    return found;
}

/** 全省 of a county's table is not the county's figure. */
static bool fits_level(const char *label, const char *code)
{
    bool province = strlen(code) == 6 && strcmp(code + 2, "0000") == 0 &&
                    strcmp(code, "100000") != 0;
    bool county = strlen(code) == 6 && strcmp(code + 4, "00") != 0;
    bool above = is_one_of(
        label, places_above, sizeof places_above / sizeof *places_above);
    bool below = is_one_of(
        label, places_below, sizeof places_below / sizeof *places_below);
    return above ? province : below ? county : true;
}

static enum fyp_row_kind
total_kind(const struct fyp_wide *wide, const char *label, enum fyp_label kind)
{
    const struct fyp_context_item *region = &wide->context.region;
    bool taken = wide->kind == FYP_LAYOUT_REGIONS_DOWN && region->found &&
                 (kind == FYP_LABEL_TOTAL ||
                  (kind == FYP_LABEL_WHOLE && fits_level(label, region->text)));
    return taken ? FYP_ROW_TOTAL : FYP_ROW_TOTAL_LEFT;
}

/** Printed forms number their columns: 甲, 乙, 1, 2, 3. */
static bool is_numbering(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row)
{
    static const char *const names[] = {"",  "甲", "乙", "丙",  "丁",
                                        "a", "b",  "c",  "栏次"};
    const struct fyp_grid_row *cells = &layout->grid.rows[row];
    const char *label = fyp_wide_row_label(layout, wide, row);
    size_t width = width_of(wide, cells);
    long before = 0;
    bool rising = row == wide->header_last + 1 &&
                  is_one_of(label, names, sizeof names / sizeof *names);
    for (size_t c = 0; rising && c < width; c++) {
        const char *text = cells->cells[c];
        if (is_figure_role(wide->columns[c].role)) {
            char *end = NULL;
            long number = strtol(text, &end, 10);
            rising = end != text && *end == '\0' && number > 0 &&
                     (before == 0 || number == before + 1);
            before = number;
        }
    }
    return rising && before > 0;
}

static enum fyp_row_kind
kind_of(const struct fyp_layout *layout, struct fyp_wide *wide, size_t row)
{
    const struct fyp_mapping *mapping = layout->request.mapping;
    const struct fyp_grid_row *cells = &layout->grid.rows[row];
    const char *label = fyp_wide_row_label(layout, wide, row);
    if (!fyp_mapping_has_line(mapping, cells->line)) {
        return FYP_ROW_OUTSIDE;
    }
    if (fyp_label_kind(first_text(cells)) == FYP_LABEL_FOOT) {
        return FYP_ROW_FOOT;
    }
    if (fyp_mapping_indicator(mapping, label)) {
        return FYP_ROW_FIGURES;
    }
    if (is_numbering(layout, wide, row)) {
        return FYP_ROW_TEXT;
    }
    if (!has_figures(wide, cells)) {
        return is_known(layout, wide, row) ? FYP_ROW_FIGURES : FYP_ROW_TEXT;
    }
    enum fyp_label kind = fyp_label_kind(label);
    if (kind == FYP_LABEL_PART) {
        return FYP_ROW_PART;
    }
    return kind == FYP_LABEL_ORDINARY ? FYP_ROW_FIGURES
                                      : total_kind(wide, label, kind);
}

/** 资料来源：… below the table is the source of every figure in it. */
static void take_source(struct fyp_wide *wide, const char *text)
{
    static const char *const words[] = {"资料来源", "数据来源", "来源"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *rest = fyp_text_after(text, words[i]);
        if (rest && wide->source[0] == '\0') {
            fyp_cell_copy(wide->source, sizeof wide->source, rest);
            fyp_text_trim(wide->source);
        }
    }
}

static enum fyp_status refuse_tables(
    const struct fyp_layout *layout, size_t row, struct fyp_error *err)
{
    const struct fyp_grid_row *cells = &layout->grid.rows[row];
    char line[24];
    (void)snprintf(line, sizeof line, "%d", cells->line);
    (void)fyp_fail(err, FYP_E_LAYOUT_TABLES, line, first_text(cells));
    (void)fyp_layout_place(layout, cells->line, 0, err);
    return FYP_E_LAYOUT_TABLES;
}

static void
note_left(struct fyp_layout *layout, const struct fyp_wide *wide, size_t row)
{
    struct fyp_error note = {.status = FYP_OK};
    const struct fyp_grid_row *cells = &layout->grid.rows[row];
    const char *label = fyp_wide_row_label(layout, wide, row);
    if (wide->row_kinds[row] == FYP_ROW_PART) {
        (void)fyp_fail(&note, FYP_W_LAYOUT_PART, label);
    } else {
        (void)fyp_fail(&note, FYP_W_LAYOUT_TOTAL, label);
    }
    fyp_layout_note(layout, cells->line, 0, &note);
}

/** Hidden rows and columns hold figures like others; somebody should know. */
static void note_hidden(struct fyp_layout *layout, const struct fyp_wide *wide)
{
    size_t hidden = 0;
    int line = 0;
    for (size_t i = wide->header_last + 1; i < layout->grid.count; i++) {
        const struct fyp_grid_row *row = &layout->grid.rows[i];
        size_t width = width_of(wide, row);
        for (size_t c = 0; c < width; c++) {
            bool figure = wide->row_kinds[i] <= FYP_ROW_TOTAL &&
                          is_figure_role(wide->columns[c].role) &&
                          !fyp_cell_is_blank(row->cells[c]) &&
                          (fyp_grid_marks(row, c) & FYP_CELL_HIDDEN);
            hidden += figure;
            line = figure && line == 0 ? row->line : line;
        }
    }
    if (hidden > 0) {
        struct fyp_error note = {.status = FYP_OK};
        char count[24];
        (void)snprintf(count, sizeof count, "%zu", hidden);
        (void)fyp_fail(&note, FYP_W_LAYOUT_HIDDEN, count);
        fyp_layout_note(layout, line, 0, &note);
    }
}

enum fyp_status fyp_wide_rows_find(
    struct fyp_layout *layout, struct fyp_wide *wide, struct fyp_error *err)
{
    size_t count = layout->grid.count;
    bool below = false;
    wide->row_kinds = fyp_arena_alloc(&layout->arena, count, 1);
    if (!wide->row_kinds) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = wide->header_last + 1; i < count; i++) {
        enum fyp_row_kind kind = kind_of(layout, wide, i);
        bool figures = kind <= FYP_ROW_PART;
        wide->row_kinds[i] = (unsigned char)kind;
        if ((figures && (below || is_header_again(layout, wide, i)))) {
            return refuse_tables(layout, i, err);
        }
        below = below || kind == FYP_ROW_FOOT;
        if (kind == FYP_ROW_FOOT) {
            take_source(wide, first_text(&layout->grid.rows[i]));
        } else if (kind == FYP_ROW_PART || kind == FYP_ROW_TOTAL_LEFT) {
            note_left(layout, wide, i);
        }
    }
    note_hidden(layout, wide);
    return FYP_OK;
}
