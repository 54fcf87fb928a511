/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/wide_header.h"

#include "base/text.h"
#include "data/tables/mapping_fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEARCHED_ROWS = 40, LEAST_HEADINGS = 2 };

/* What one row of the grid looks like, as a row of a header. */
struct look {
    size_t own;     /* cells with a text of their own */
    size_t data;    /* that name a year, an indicator, a unit, a part */
    size_t unknown; /* words that say nothing to us */
    size_t figures; /* digits and signs that are no year */
    bool label;     /* names the column of regions or of indicators */
    bool title;     /* a line about the table, not a row of headings */
};

static bool is_own(const struct fyp_grid_row *row, size_t column)
{
    return !(fyp_grid_marks(row, column) & FYP_CELL_MERGED) &&
           !fyp_cell_is_blank(fyp_grid_cell(row, column));
}

static bool is_label(enum fyp_role role)
{
    return role == FYP_ROLE_REGION || role == FYP_ROLE_REGION_CODE ||
           role == FYP_ROLE_INDICATOR;
}

/** A role that a column of words has. */
static bool is_words(enum fyp_role role)
{
    return role >= FYP_ROLE_REGION && role <= FYP_ROLE_IGNORED;
}

static bool has_colon(const char *text)
{
    return strchr(text, ':') || strstr(text, "：");
}

static struct look
look_at(const struct fyp_layout *layout, const struct fyp_grid_row *row)
{
    struct look look = {.own = 0};
    for (size_t c = 0; c < row->count; c++) {
        const char *text = row->cells[c];
        struct fyp_heading heading;
        if (!is_own(row, c)) {
            continue;
        }
        fyp_heading_read(layout->request.catalogue, text, &heading);
        look.title =
            look.title ||
            (look.own == 0 &&
             (has_colon(text) || fyp_label_kind(text) == FYP_LABEL_FOOT));
        look.own++;
        look.label = look.label || is_label(heading.role);
        look.data += heading.role >= FYP_ROLE_VALUE;
        if (heading.role == FYP_ROLE_UNKNOWN) {
            look.figures += fyp_text_is_figure(text);
            look.unknown += !fyp_text_is_figure(text);
        }
    }
    look.title = look.title || look.own < LEAST_HEADINGS;
    return look;
}

/** Index of the row that names the columns; count where there is none. */
static size_t find_first(const struct fyp_layout *layout)
{
    const struct fyp_grid *grid = &layout->grid;
    size_t nameless = grid->count;
    size_t most = grid->count < SEARCHED_ROWS ? grid->count : SEARCHED_ROWS;
    for (size_t i = 0; i < most; i++) {
        struct look look = look_at(layout, &grid->rows[i]);
        if (look.label && !look.title) {
            return i;
        }
        if (nameless == grid->count && !look.title && look.figures == 0 &&
            look.data >= LEAST_HEADINGS) {
            nameless = i;
        }
    }
    return nameless;
}

/** Column of the first heading that names rows; 0 where none does. */
static size_t
label_column(const struct fyp_layout *layout, const struct fyp_grid_row *row)
{
    for (size_t c = 0; c < row->count; c++) {
        struct fyp_heading heading;
        fyp_heading_read(layout->request.catalogue, row->cells[c], &heading);
        if (is_label(heading.role)) {
            return c;
        }
    }
    return 0;
}

/** A row of group headings stands above: nothing over the rows' names, and
 *  nothing that is not a year or an indicator. */
static bool is_group_row(
    const struct fyp_layout *layout, const struct fyp_grid_row *row,
    size_t label)
{
    struct look look = look_at(layout, row);
    return look.own > 0 && look.data == look.own &&
           fyp_cell_is_blank(fyp_grid_cell(row, label));
}

/** A row that goes on naming the columns. */
static bool goes_on(
    const struct fyp_layout *layout, const struct fyp_grid_row *row,
    size_t label)
{
    struct look look = look_at(layout, row);
    const char *name = fyp_grid_cell(row, label);
    struct fyp_heading heading;
    fyp_heading_read(layout->request.catalogue, name, &heading);
    bool units = heading.role == FYP_ROLE_UNIT && look.unknown == 0;
    bool free = fyp_cell_is_blank(name) || is_label(heading.role) || units ||
                (fyp_grid_marks(row, label) & FYP_CELL_MERGED) != 0;
    return free && look.figures == 0 && look.data + look.unknown > 0 &&
           fyp_label_kind(name) != FYP_LABEL_FOOT;
}

/** Lines of a mapping's 表头行. */
static bool find_mapped(const struct fyp_layout *layout, struct fyp_wide *wide)
{
    const struct fyp_mapping *mapping = layout->request.mapping;
    bool found = false;
    for (size_t i = 0; i < layout->grid.count; i++) {
        int line = layout->grid.rows[i].line;
        if (line < mapping->header_first.value ||
            (mapping->header_last.present &&
             line > mapping->header_last.value)) {
            continue;
        }
        wide->header_first = found ? wide->header_first : i;
        wide->header_last = i;
        found = true;
    }
    return found &&
           wide->header_last - wide->header_first < FYP_HEADER_ROWS_MAX;
}

static bool find_rows(const struct fyp_layout *layout, struct fyp_wide *wide)
{
    const struct fyp_grid *grid = &layout->grid;
    const struct fyp_mapping *mapping = layout->request.mapping;
    if (mapping && mapping->header_first.present) {
        return find_mapped(layout, wide);
    }
    size_t first = find_first(layout);
    if (first == grid->count) {
        return false;
    }
    size_t label = label_column(layout, &grid->rows[first]);
    size_t last = first;
    while (last + 1 < grid->count && last - first + 1 < FYP_HEADER_ROWS_MAX &&
           goes_on(layout, &grid->rows[last + 1], label)) {
        last++;
    }
    while (first > 0 && last - first + 1 < FYP_HEADER_ROWS_MAX &&
           is_group_row(layout, &grid->rows[first - 1], label)) {
        first--;
    }
    wide->header_first = first;
    wide->header_last = last;
    return true;
}

static bool has_below(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row,
    size_t column)
{
    bool found = false;
    for (size_t i = row + 1; i <= wide->header_last; i++) {
        const char *text = fyp_grid_cell(&layout->grid.rows[i], column);
        found = found || !fyp_cell_is_blank(text);
    }
    return found;
}

/** Whether the heading below a column is one of words (备注 …), over which a
 *  group heading to the left does not reach. */
static bool is_words_below(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row,
    size_t column)
{
    bool words = false;
    for (size_t i = row + 1; i <= wide->header_last; i++) {
        struct fyp_heading heading;
        fyp_heading_read(
            layout->request.catalogue,
            fyp_grid_cell(&layout->grid.rows[i], column), &heading);
        words = words || is_words(heading.role);
    }
    return words;
}

/** Text over a column in one header row: its own, or the group heading that
 *  was written once, to the left of it. */
static const char *text_over(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t row,
    size_t column)
{
    const struct fyp_grid_row *cells = &layout->grid.rows[row];
    const char *text = fyp_grid_cell(cells, column);
    if (!fyp_cell_is_blank(text) || !has_below(layout, wide, row, column) ||
        is_words_below(layout, wide, row, column)) {
        return text;
    }
    size_t left = column;
    while (left > 0 && fyp_cell_is_blank(fyp_grid_cell(cells, left))) {
        left--;
    }
    bool group = has_below(layout, wide, row, left) &&
                 !is_words_below(layout, wide, row, left);
    struct fyp_heading heading;
    fyp_heading_read(
        layout->request.catalogue, fyp_grid_cell(cells, left), &heading);
    return group && !is_words(heading.role) ? fyp_grid_cell(cells, left) : text;
}

static void append(char *out, size_t size, const char *text, const char *joint)
{
    size_t length = strlen(out);
    (void)snprintf(
        out + length, size - length, "%s%s", length > 0 ? joint : "", text);
}

/** Letters only: the English line of a bilingual header. */
static bool is_english(const char *text)
{
    bool letters = false;
    for (; *text != '\0'; text++) {
        if (((unsigned char)*text & 0x80U) || (*text >= '0' && *text <= '9')) {
            return false;
        }
        letters = letters || (*text >= 'A' && *text <= 'z');
    }
    return letters;
}

/* A column while its headings are put together, from top to bottom. */
struct joining {
    const struct fyp_layout *layout;
    struct fyp_wide_column *column;
    char words[FYP_HEADING_SIZE]; /* indicator names and unknown words */
    bool unknown, conflict;
};

static void
join_data(struct joining *joining, const struct fyp_heading *heading)
{
    struct fyp_wide_column *column = joining->column;
    joining->conflict =
        joining->conflict ||
        (heading->year > 0 && column->year > 0 &&
         heading->year != column->year) ||
        (heading->entry && column->entry && heading->entry != column->entry);
    column->year = heading->year > 0 ? heading->year : column->year;
    column->entry = heading->entry ? heading->entry : column->entry;
}

static void join(struct joining *joining, const char *text)
{
    struct fyp_wide_column *column = joining->column;
    struct fyp_heading heading;
    fyp_heading_read(joining->layout->request.catalogue, text, &heading);
    bool english = heading.role == FYP_ROLE_UNKNOWN && is_english(text);
    bool units = heading.role == FYP_ROLE_UNIT && is_label(column->role);
    if (column->heading[0] != '\0' && (english || units)) {
        return;
    }
    append(column->heading, sizeof column->heading, text, " / ");
    if (heading.role == FYP_ROLE_UNKNOWN && fyp_text_is_category(text)) {
        return;
    }
    if (heading.unit[0] != '\0') {
        joining->conflict =
            joining->conflict || (column->unit[0] != '\0' &&
                                  strcmp(column->unit, heading.unit) != 0);
        fyp_cell_copy(column->unit, sizeof column->unit, heading.unit);
    }
    join_data(joining, &heading);
    if (heading.entry || heading.role == FYP_ROLE_UNKNOWN) {
        char name[FYP_HEADING_SIZE], unit[FYP_UNIT_SIZE];
        fyp_unit_split(text, name, sizeof name, unit);
        append(joining->words, sizeof joining->words, name, "");
        joining->unknown = joining->unknown || heading.role == FYP_ROLE_UNKNOWN;
    } else if (heading.role != FYP_ROLE_DATA) {
        joining->conflict =
            joining->conflict ||
            (column->role != FYP_ROLE_BLANK && column->role != heading.role);
        column->role = heading.role;
    }
}

/** Words of several rows may name an indicator together: 养老保险 over
 *  参保率. A mapping's 指标对照 counts for headings as well. */
static void settle_words(struct joining *joining)
{
    const struct fyp_layout_request *request = &joining->layout->request;
    const char *mapped =
        fyp_mapping_indicator(request->mapping, joining->words);
    const struct fyp_catalogue_entry *entry = fyp_label_indicator(
        request->catalogue, mapped ? mapped : joining->words);
    if (joining->words[0] != '\0' && entry && (mapped || joining->unknown)) {
        joining->column->entry = entry;
        joining->unknown = false;
    }
}

static void settle(struct joining *joining)
{
    struct fyp_wide_column *column = joining->column;
    settle_words(joining);
    bool data = column->year > 0 || column->entry;
    if (column->role == FYP_ROLE_YEAR && column->year > 0) {
        column->role = FYP_ROLE_BLANK; /* 年份 over the years themselves */
    }
    bool headed = column->role == FYP_ROLE_BLANK && column->heading[0] != '\0';
    if (joining->unknown || joining->conflict ||
        (data && is_words(column->role)) || (!data && headed)) {
        column->role = FYP_ROLE_UNKNOWN;
    } else if (data && column->role == FYP_ROLE_BLANK) {
        column->role = FYP_ROLE_VALUE;
    }
}

static void read_column(
    const struct fyp_layout *layout, struct fyp_wide *wide, size_t index)
{
    struct joining joining = {
        .layout = layout, .column = &wide->columns[index]};
    const char *before = "";
    for (size_t i = wide->header_first; i <= wide->header_last; i++) {
        const char *text = text_over(layout, wide, i, index);
        if (!fyp_cell_is_blank(text) && strcmp(text, before) != 0) {
            join(&joining, text);
            before = text;
        }
    }
    settle(&joining);
}

/** Columns that the header has; of a sheet also those without a heading. */
static size_t
count_columns(const struct fyp_layout *layout, const struct fyp_wide *wide)
{
    size_t count = 0;
    for (size_t i = wide->header_first; i <= wide->header_last; i++) {
        size_t cells = layout->grid.rows[i].count;
        count = cells > count ? cells : count;
    }
    return layout->sheet ? layout->grid.width : count;
}

bool fyp_wide_header_find(
    const struct fyp_layout *layout, struct fyp_arena *arena,
    struct fyp_wide *wide)
{
    if (!find_rows(layout, wide)) {
        return false;
    }
    wide->column_count = count_columns(layout, wide);
    wide->columns =
        fyp_arena_alloc(arena, wide->column_count, sizeof *wide->columns);
    for (size_t i = 0; wide->columns && i < wide->column_count; i++) {
        read_column(layout, wide, i);
    }
    return wide->columns != NULL;
}

/** Column of "C", "3" or a heading; column_count where there is none. */
static size_t find_column(const struct fyp_wide *wide, const char *wanted)
{
    size_t letters = strspn(wanted, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    size_t digits = strspn(wanted, "0123456789");
    size_t number = 0;
    if (letters <= 3 && wanted[letters] == '\0') {
        for (size_t i = 0; i < letters; i++) {
            number = 26 * number + (size_t)(wanted[i] - 'A' + 1);
        }
    } else if (digits <= 3 && wanted[digits] == '\0') {
        number = (size_t)strtoul(wanted, NULL, 10);
    }
    if (number > 0) {
        return number <= wide->column_count ? number - 1 : wide->column_count;
    }
    char folded[FYP_HEADING_SIZE], heading[FYP_HEADING_SIZE];
    fyp_text_fold(wanted, folded, sizeof folded);
    size_t i = 0;
    for (; i < wide->column_count; i++) {
        fyp_text_fold(wide->columns[i].heading, heading, sizeof heading);
        if (strcmp(folded, heading) == 0) {
            break;
        }
    }
    return i;
}

static enum fyp_status map_column(
    const struct fyp_layout *layout, struct fyp_wide *wide,
    const struct fyp_mapped_column *mapped, struct fyp_error *err)
{
    const struct fyp_mapping *mapping = layout->request.mapping;
    size_t index = find_column(wide, mapped->column);
    const struct fyp_catalogue_entry *entry =
        mapped->indicator
            ? fyp_catalogue_find(layout->request.catalogue, mapped->indicator)
            : NULL;
    const char *missing = index == wide->column_count   ? mapped->column
                          : mapped->indicator && !entry ? mapped->indicator
                                                        : NULL;
    if (missing) {
        (void)fyp_fail(err, FYP_E_MAPPING_FIT, missing);
        (void)fyp_error_at(err, "%s:%d", mapping->path, mapped->line);
        return FYP_E_MAPPING_FIT;
    }
    struct fyp_wide_column *column = &wide->columns[index];
    column->role = (enum fyp_role)mapped->role;
    bool figures = column->role >= FYP_ROLE_VALUE;
    column->entry = !figures ? NULL : entry ? entry : column->entry;
    if (mapped->year > 0 || !figures) {
        column->year = mapped->year;
    }
    if (mapped->unit) {
        fyp_cell_copy(column->unit, sizeof column->unit, mapped->unit);
    }
    return FYP_OK;
}

enum fyp_status fyp_wide_header_map(
    const struct fyp_layout *layout, struct fyp_wide *wide,
    struct fyp_error *err)
{
    const struct fyp_mapping *mapping = layout->request.mapping;
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; mapping && status == FYP_OK && i < mapping->column_count;
         i++) {
        status = map_column(layout, wide, &mapping->columns[i], err);
    }
    return status;
}

/** The first column without a heading that has texts below the header. */
static int
find_nameless(const struct fyp_layout *layout, const struct fyp_wide *wide)
{
    size_t first = wide->column_count;
    for (size_t i = wide->header_last + 1; i < layout->grid.count; i++) {
        const struct fyp_grid_row *row = &layout->grid.rows[i];
        for (size_t c = 0; c < first && c < row->count; c++) {
            if (wide->columns[c].role == FYP_ROLE_BLANK && is_own(row, c)) {
                first = c;
            }
        }
    }
    return first < wide->column_count ? (int)first : -1;
}

void fyp_wide_header_index(
    const struct fyp_layout *layout, struct fyp_wide *wide)
{
    for (int i = 0; i <= FYP_ROLE_DATA; i++) {
        wide->of_role[i] = -1;
    }
    for (size_t c = wide->column_count; c > 0; c--) {
        wide->of_role[wide->columns[c - 1].role] = (int)(c - 1);
    }
    wide->label = wide->of_role[FYP_ROLE_INDICATOR];
    if (wide->label < 0) {
        wide->label = wide->of_role[FYP_ROLE_REGION];
    }
    if (wide->label < 0) {
        wide->label = wide->of_role[FYP_ROLE_REGION_CODE];
    }
    if (wide->label < 0) {
        wide->label = find_nameless(layout, wide);
    }
}
