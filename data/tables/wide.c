/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/wide.h"

#include "base/message.h"
#include "base/text.h"
#include "data/tables/mapping_fields.h"
#include "data/tables/names.h"
#include "data/tables/wide_header.h"
#include "data/tables/wide_rows.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { FIRST_OF_TM = 1900, YEARS_MAX = 64 };

static bool is_figure_role(enum fyp_role role)
{
    return role >= FYP_ROLE_VALUE && role <= FYP_ROLE_DENOMINATOR;
}

struct fyp_wide_look fyp_wide_look(const struct fyp_layout *layout)
{
    struct fyp_wide_look look = {.found = false};
    struct fyp_wide wide = {.label = -1};
    struct fyp_arena arena = {0};
    look.found = fyp_wide_header_find(layout, &arena, &wide);
    if (look.found) {
        fyp_wide_header_index(layout, &wide);
        look.names_indicators = wide.of_role[FYP_ROLE_INDICATOR] >= 0;
        look.names_regions = wide.of_role[FYP_ROLE_REGION] >= 0 ||
                             wide.of_role[FYP_ROLE_REGION_CODE] >= 0;
        look.nameless =
            wide.label >= 0 && !look.names_indicators && !look.names_regions;
    }
    for (size_t i = 0; look.found && i < wide.column_count; i++) {
        look.years += wide.columns[i].year > 0;
        look.indicators += wide.columns[i].entry != NULL;
    }
    fyp_arena_finish(&arena);
    return look;
}

/** Marks columns that have texts beside figures. */
static bool *find_filled(struct fyp_layout *layout, const struct fyp_wide *wide)
{
    bool *filled =
        fyp_arena_alloc(&layout->arena, wide->column_count, sizeof *filled);
    for (size_t i = wide->header_last + 1; filled && i < layout->grid.count;
         i++) {
        const struct fyp_grid_row *row = &layout->grid.rows[i];
        size_t width =
            row->count < wide->column_count ? row->count : wide->column_count;
        for (size_t c = 0; wide->row_kinds[i] <= FYP_ROW_PART && c < width;
             c++) {
            filled[c] = filled[c] || !fyp_cell_is_blank(row->cells[c]);
        }
    }
    return filled;
}

/** Columns that are not understood, or that have figures but no name. */
static enum fyp_status check_columns(
    struct fyp_layout *layout, const struct fyp_wide *wide,
    struct fyp_error *err)
{
    struct fyp_names unknown = {0};
    const bool *filled = find_filled(layout, wide);
    if (!filled) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t c = 0; c < wide->column_count; c++) {
        const struct fyp_wide_column *column = &wide->columns[c];
        bool nameless = column->role == FYP_ROLE_BLANK && filled[c] &&
                        (int)c != wide->label;
        if (nameless || column->role == FYP_ROLE_UNKNOWN) {
            fyp_names_add_cell(&unknown, column->heading, c);
        }
    }
    enum fyp_status status =
        fyp_names_refuse(&unknown, FYP_E_LAYOUT_COLUMNS, NULL, err);
    if (status != FYP_OK) {
        (void)fyp_layout_place(
            layout, layout->grid.rows[wide->header_first].line, 0, err);
    }
    return status;
}

/** The column's place in its group; NULL where it is taken. */
static int *slot_of(struct fyp_wide_group *group, enum fyp_role role)
{
    int *slot = role == FYP_ROLE_NUMERATOR     ? &group->numerator
                : role == FYP_ROLE_DENOMINATOR ? &group->denominator
                                               : &group->value;
    return *slot < 0 ? slot : NULL;
}

static struct fyp_wide_group *
group_of(struct fyp_wide *wide, const struct fyp_wide_column *column)
{
    size_t i = 0;
    while (i < wide->group_count && (wide->groups[i].entry != column->entry ||
                                     wide->groups[i].year != column->year)) {
        i++;
    }
    struct fyp_wide_group *group = &wide->groups[i];
    if (i == wide->group_count) {
        *group = (struct fyp_wide_group){
            .entry = column->entry,
            .year = column->year,
            .value = -1,
            .numerator = -1,
            .denominator = -1};
        if (column->year > 0) {
            (void)snprintf(
                group->year_text, sizeof group->year_text, "%d", column->year);
        }
        wide->group_count++;
    }
    return group;
}

/** Sorts the columns of figures into groups; two of one kind are doubtful,
 *  and so are two columns of regions. */
static enum fyp_status make_groups(
    struct fyp_layout *layout, struct fyp_wide *wide, struct fyp_error *err)
{
    struct fyp_names twice = {0};
    wide->groups = fyp_arena_alloc(
        &layout->arena, wide->column_count, sizeof *wide->groups);
    if (!wide->groups) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t c = 0; c < wide->column_count; c++) {
        const struct fyp_wide_column *column = &wide->columns[c];
        int *slot = NULL;
        if (is_figure_role(column->role)) {
            slot = slot_of(group_of(wide, column), column->role);
        }
        if (slot) {
            *slot = (int)c;
        } else if (
            is_figure_role(column->role) ||
            (column->role >= FYP_ROLE_REGION &&
             column->role < FYP_ROLE_IGNORED &&
             wide->of_role[column->role] != (int)c)) {
            fyp_names_add(&twice, column->heading);
        }
    }
    enum fyp_status status =
        fyp_names_refuse(&twice, FYP_E_LAYOUT_TWICE, NULL, err);
    if (status != FYP_OK) {
        (void)fyp_layout_place(
            layout, layout->grid.rows[wide->header_first].line, 0, err);
    }
    return status;
}

/** What neither rows nor columns say must be known of the table. */
static enum fyp_status
check_context(const struct fyp_wide *wide, struct fyp_error *err)
{
    bool region = wide->kind == FYP_LAYOUT_REGIONS_DOWN ||
                  wide->of_role[FYP_ROLE_REGION] >= 0 ||
                  wide->of_role[FYP_ROLE_REGION_CODE] >= 0;
    bool year = wide->of_role[FYP_ROLE_YEAR] >= 0;
    enum fyp_status status =
        region ? FYP_OK : fyp_context_need_region(&wide->context, err);
    if (status == FYP_OK && wide->context.doubt[0] != '\0') {
        status = fyp_fail(
            err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_YEAR),
            wide->context.doubt);
    }
    for (size_t i = 0; status == FYP_OK && i < wide->group_count; i++) {
        const struct fyp_wide_group *group = &wide->groups[i];
        if (group->year == 0 && !year) {
            status = fyp_context_need_year(&wide->context, err);
        } else if (!group->entry && wide->kind == FYP_LAYOUT_REGIONS_DOWN) {
            status = fyp_fail(
                err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_INDICATOR),
                fyp_text(FYP_M_PLACE_NO_INDICATOR));
        }
    }
    return status;
}

/** --year beside columns that name other years. */
static enum fyp_status check_option(
    const struct fyp_layout *layout, const struct fyp_wide *wide,
    struct fyp_error *err)
{
    int wanted = layout->request.year;
    bool named = false;
    bool among = false;
    for (size_t i = 0; i < wide->group_count; i++) {
        named = named || wide->groups[i].year > 0;
        among = among || wide->groups[i].year == wanted;
    }
    if (wanted == 0 || layout->request.mapping || !named || among) {
        return FYP_OK;
    }
    char why[FYP_CONTEXT_WHY_SIZE], year[16];
    (void)snprintf(year, sizeof year, "%d", wanted);
    (void)fyp_say(
        why, sizeof why, FYP_M_PLACE_OPTION, year,
        wide->columns[wide->groups[0].value >= 0 ? wide->groups[0].value : 0]
            .heading);
    return fyp_fail(err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_YEAR), why);
}

/** Unit of a group's values, NULL where their column names none. That of
 *  numerators and denominators is another one. */
static const char *
column_unit(const struct fyp_wide *wide, const struct fyp_wide_group *group)
{
    const char *unit = group->value < 0 ? "" : wide->columns[group->value].unit;
    return unit[0] != '\0' ? unit : NULL;
}

/** A numerator in 万人 over a denominator in 人 is no share. */
static enum fyp_status
check_ratios(const struct fyp_wide *wide, struct fyp_error *err)
{
    for (size_t g = 0; g < wide->group_count; g++) {
        const struct fyp_wide_group *group = &wide->groups[g];
        if (group->numerator < 0 || group->denominator < 0) {
            continue;
        }
        const char *above = wide->columns[group->numerator].unit;
        const char *below = wide->columns[group->denominator].unit;
        if (above[0] != '\0' && below[0] != '\0' && strcmp(above, below) != 0) {
            char why[FYP_CONTEXT_WHY_SIZE];
            (void)fyp_say(
                why, sizeof why, FYP_M_PLACE_RATIO, above, below,
                wide->columns[group->numerator].heading);
            return fyp_fail(
                err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_UNIT), why);
        }
    }
    return FYP_OK;
}

/** A line of several units must settle every row and column that has none of
 *  its own. */
static enum fyp_status check_units(
    const struct fyp_layout *layout, const struct fyp_wide *wide,
    struct fyp_error *err)
{
    const char *unit = NULL;
    enum fyp_status status = check_ratios(wide, err);
    if (status == FYP_OK && wide->context.bad_unit[0] != '\0') {
        return fyp_context_unit(&wide->context, NULL, &unit, err);
    }
    bool said = wide->of_role[FYP_ROLE_UNIT] >= 0;
    for (size_t g = 0; status == FYP_OK && !said && g < wide->group_count;
         g++) {
        const struct fyp_wide_group *group = &wide->groups[g];
        if (group->entry && group->value >= 0 && !column_unit(wide, group)) {
            status = fyp_context_unit(&wide->context, group->entry, &unit, err);
        }
    }
    bool rows = wide->kind == FYP_LAYOUT_YEARS_ACROSS && !said;
    for (size_t i = wide->header_last + 1;
         rows && status == FYP_OK && i < layout->grid.count; i++) {
        const struct fyp_catalogue_entry *entry =
            wide->row_kinds[i] == FYP_ROW_FIGURES
                ? fyp_wide_row_indicator(layout, wide, i)
                : NULL;
        char name[FYP_HEADING_SIZE], own[FYP_UNIT_SIZE];
        fyp_unit_split(
            fyp_wide_row_label(layout, wide, i), name, sizeof name, own);
        if (entry && own[0] == '\0') {
            status = fyp_context_unit(&wide->context, entry, &unit, err);
        }
    }
    return status;
}

/** Of rows that name indicators, one at least must be known. */
static enum fyp_status check_rows(
    const struct fyp_layout *layout, const struct fyp_wide *wide,
    struct fyp_error *err)
{
    struct fyp_names unknown = {0};
    bool known = wide->kind != FYP_LAYOUT_YEARS_ACROSS;
    for (size_t i = wide->header_last + 1; !known && i < layout->grid.count;
         i++) {
        known = wide->row_kinds[i] == FYP_ROW_FIGURES &&
                fyp_wide_row_indicator(layout, wide, i);
        if (!known && wide->row_kinds[i] == FYP_ROW_FIGURES) {
            fyp_names_add_cell(
                &unknown, fyp_wide_row_label(layout, wide, i),
                (size_t)wide->label);
        }
    }
    enum fyp_status status = FYP_OK;
    if (known) {
        fyp_buffer_finish(&unknown.joined);
    } else {
        status = fyp_names_refuse(&unknown, FYP_E_LAYOUT_COLUMNS, NULL, err);
    }
    return status;
}

static int this_year(void)
{
    time_t now = time(NULL);
    struct tm parts;
    return gmtime_r(&now, &parts) ? parts.tm_year + FIRST_OF_TM : 0;
}

static void note_year(
    struct fyp_layout *layout, const struct fyp_wide *wide,
    enum fyp_message message, const char *years)
{
    struct fyp_error note = {.status = FYP_OK};
    char text[FYP_HEADING_SIZE];
    (void)fyp_say(text, sizeof text, message, years);
    (void)fyp_fail(&note, FYP_W_LAYOUT_YEARS, text);
    fyp_layout_note(
        layout, layout->grid.rows[wide->header_first].line, 0, &note);
}

/** Years that are left out between others, and years still to come. */
static void note_years(struct fyp_layout *layout, const struct fyp_wide *wide)
{
    int first = 0, last = 0, now = this_year();
    size_t count = 0;
    bool seen[YEARS_MAX * 4] = {false};
    for (size_t i = 0; i < wide->group_count; i++) {
        int year = wide->groups[i].year;
        first = year > 0 && (first == 0 || year < first) ? year : first;
        last = year > last ? year : last;
        size_t place = (size_t)(year - 1900);
        if (year > 1900 && place < sizeof seen && !seen[place]) {
            seen[place] = true;
            count++;
        }
    }
    char text[48];
    if (first > 0 && (size_t)last - (size_t)first + 1 > count) {
        (void)snprintf(text, sizeof text, "%d—%d", first, last);
        note_year(layout, wide, FYP_M_YEARS_GAP, text);
    }
    if (now > 0 && last > now) {
        (void)snprintf(text, sizeof text, "%d", last);
        note_year(layout, wide, FYP_M_YEARS_FUTURE, text);
    }
}

static struct fyp_context_own own_columns(const struct fyp_wide *wide)
{
    return (struct fyp_context_own){
        .basis = wide->of_role[FYP_ROLE_BASIS] >= 0,
        .status = wide->of_role[FYP_ROLE_STATUS] >= 0};
}

/** A year that only the name of the sheet or of the file says. */
static void
note_year_of(struct fyp_layout *layout, const struct fyp_wide *wide, int line)
{
    const struct fyp_context_item *year = &wide->context.year;
    bool used = false;
    for (size_t i = 0; i < wide->group_count; i++) {
        used = used || wide->groups[i].year == 0;
    }
    if (used && wide->of_role[FYP_ROLE_YEAR] < 0 && year->found &&
        year->origin > FYP_FROM_TITLE) {
        struct fyp_error note = {.status = FYP_OK};
        (void)fyp_fail(
            &note, FYP_W_LAYOUT_YEAR, fyp_origin_text(year->origin),
            year->text);
        fyp_layout_note(layout, line, 0, &note);
    }
}

/** What was taken from outside the table should be seen by somebody. */
static void note_context(struct fyp_layout *layout, const struct fyp_wide *wide)
{
    const struct fyp_context_item *region = &wide->context.region;
    int line = layout->grid.rows[wide->header_first].line;
    bool used = wide->kind == FYP_LAYOUT_YEARS_ACROSS &&
                wide->of_role[FYP_ROLE_REGION] < 0 &&
                wide->of_role[FYP_ROLE_REGION_CODE] < 0;
    if (used && region->origin >= FYP_FROM_TITLE) {
        struct fyp_error note = {.status = FYP_OK};
        (void)fyp_fail(
            &note, FYP_W_LAYOUT_REGION, fyp_origin_text(region->origin),
            fyp_regions_name(layout->request.regions, region->text),
            region->text);
        fyp_layout_note(layout, line, 0, &note);
    }
    note_year_of(layout, wide, line);
    const struct fyp_context_own own = own_columns(wide);
    fyp_context_note(layout, &wide->context, &own, line);
}

static enum fyp_status
check(struct fyp_layout *layout, struct fyp_wide *wide, struct fyp_error *err)
{
    enum fyp_status status = make_groups(layout, wide, err);
    if (status == FYP_OK) {
        status = fyp_wide_rows_find(layout, wide, err);
    }
    if (status == FYP_OK) {
        status = check_columns(layout, wide, err);
    }
    if (status == FYP_OK && wide->group_count == 0) {
        status = fyp_fail(
            err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_YEAR),
            fyp_text(FYP_M_PLACE_NO_FIGURES));
    }
    if (status == FYP_OK) {
        status = check_context(wide, err);
    }
    if (status == FYP_OK) {
        status = check_option(layout, wide, err);
    }
    if (status == FYP_OK) {
        status = check_rows(layout, wide, err);
    }
    return status == FYP_OK ? check_units(layout, wide, err) : status;
}

enum fyp_status fyp_wide_recognise(
    struct fyp_layout *layout, enum fyp_layout_kind kind, struct fyp_error *err)
{
    struct fyp_wide *wide = fyp_arena_alloc(&layout->arena, 1, sizeof *wide);
    if (!wide) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    *wide = (struct fyp_wide){.kind = kind, .label = -1};
    enum fyp_status status = fyp_layout_read_all(layout, err);
    if (status == FYP_OK &&
        !fyp_wide_header_find(layout, &layout->arena, wide)) {
        status = fyp_layout_unknown(layout, err);
    }
    if (status == FYP_OK) {
        status = fyp_wide_header_map(layout, wide, err);
    }
    if (status == FYP_OK) {
        fyp_wide_header_index(layout, wide);
        fyp_context_find(layout, wide->header_first, &wide->context);
        status = check(layout, wide, err);
    }
    if (status != FYP_OK) {
        (void)fyp_layout_place(
            layout,
            layout->grid.count > 0 ? layout->grid.rows[wide->header_first].line
                                   : 1,
            0, err);
        return status;
    }
    note_years(layout, wide);
    note_context(layout, wide);
    layout->own = wide;
    return FYP_OK;
}

enum fyp_status fyp_wide_begin(struct fyp_layout *layout, struct fyp_error *err)
{
    struct fyp_wide *wide = layout->own;
    (void)err;
    wide->row = wide->header_last + 1;
    wide->group = 0;
    return FYP_OK;
}

/** Cell of the column of a role, "" where there is none. */
static char *role_cell(
    const struct fyp_wide *wide, const struct fyp_grid_row *row,
    enum fyp_role role)
{
    static char nothing[1] = "";
    int column = wide->of_role[role];
    return column < 0 ? nothing : fyp_grid_cell(row, (size_t)column);
}

/** Code and name, whichever are there; of the table where the row has none
 *  of its own or is its total. */
static void fill_region(
    struct fyp_wide *wide, const struct fyp_grid_row *row,
    struct fyp_observation *out)
{
    char *code = role_cell(wide, row, FYP_ROLE_REGION_CODE);
    char *name = role_cell(wide, row, FYP_ROLE_REGION);
    bool nameless = wide->kind == FYP_LAYOUT_REGIONS_DOWN &&
                    wide->of_role[FYP_ROLE_REGION] < 0 && wide->label >= 0 &&
                    wide->label != wide->of_role[FYP_ROLE_REGION_CODE];
    if (nameless) {
        name = fyp_grid_cell(row, (size_t)wide->label);
    }
    bool has_code = !fyp_cell_is_blank(code);
    bool said = wide->kind == FYP_LAYOUT_REGIONS_DOWN ||
                wide->of_role[FYP_ROLE_REGION] >= 0 ||
                wide->of_role[FYP_ROLE_REGION_CODE] >= 0;
    if (!said || wide->row_kinds[wide->row] == FYP_ROW_TOTAL) {
        out->cells[FYP_COLUMN_REGION] = wide->context.region.text;
    } else if (has_code) {
        out->cells[FYP_COLUMN_REGION] = code;
        out->cells[FYP_COLUMN_REGION_NAME] = name;
    } else {
        out->cells[FYP_COLUMN_REGION] = name;
    }
}

static void fill_year(
    struct fyp_wide *wide, const struct fyp_grid_row *row,
    struct fyp_wide_group *group, struct fyp_observation *out)
{
    if (group->year > 0) {
        out->cells[FYP_COLUMN_YEAR] = group->year_text;
    } else if (wide->of_role[FYP_ROLE_YEAR] >= 0) {
        out->cells[FYP_COLUMN_YEAR] = role_cell(wide, row, FYP_ROLE_YEAR);
    } else {
        out->cells[FYP_COLUMN_YEAR] = wide->context.year.text;
    }
}

/** The unit of the column, of the row, of the row's name, of the table. */
static void fill_unit(
    const struct fyp_layout *layout, struct fyp_wide *wide,
    const struct fyp_catalogue_entry *entry, struct fyp_observation *out)
{
    const struct fyp_grid_row *row = &layout->grid.rows[wide->row];
    const char *unit = column_unit(wide, &wide->groups[wide->group]);
    char *cell = role_cell(wide, row, FYP_ROLE_UNIT);
    if (wide->groups[wide->group].value < 0) {
        return; /* the share is computed, in the catalogue's unit */
    }
    if (unit) {
        out->cells[FYP_COLUMN_UNIT] = fyp_cell_shared(unit);
        return;
    }
    if (!fyp_cell_is_blank(cell)) {
        out->cells[FYP_COLUMN_UNIT] = cell;
        return;
    }
    out->cells[FYP_COLUMN_UNIT] = wide->row_unit;
    if (wide->row_unit[0] == '\0' &&
        fyp_context_unit(&wide->context, entry, &unit, NULL) == FYP_OK &&
        unit[0] != '\0') {
        out->cells[FYP_COLUMN_UNIT] = fyp_cell_shared(unit);
    }
}

/** A figure in cells that were merged belongs to several places at once. */
static bool
is_spread(const struct fyp_layout *layout, size_t row, size_t column)
{
    const struct fyp_grid_row *cells = &layout->grid.rows[row];
    const char *text = fyp_grid_cell(cells, column);
    bool below = row + 1 < layout->grid.count &&
                 (fyp_grid_marks(cells + 1, column) & FYP_CELL_MERGED) &&
                 strcmp(fyp_grid_cell(cells + 1, column), text) == 0;
    bool beside = (fyp_grid_marks(cells, column + 1) & FYP_CELL_MERGED) &&
                  strcmp(fyp_grid_cell(cells, column + 1), text) == 0;
    return below || beside ||
           (fyp_grid_marks(cells, column) & FYP_CELL_MERGED) != 0;
}

static void fill_figure(
    const struct fyp_layout *layout, struct fyp_wide *wide,
    const struct fyp_catalogue_entry *entry, struct fyp_observation *out)
{
    const struct fyp_grid_row *row = &layout->grid.rows[wide->row];
    const struct fyp_wide_group *group = &wide->groups[wide->group];
    const struct {
        enum fyp_column cell;
        int column;
    } parts[] = {
        {FYP_COLUMN_DENOMINATOR, group->denominator},
        {FYP_COLUMN_NUMERATOR, group->numerator},
        {FYP_COLUMN_VALUE, group->value}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].column >= 0) {
            size_t column = (size_t)parts[i].column;
            out->cells[parts[i].cell] = fyp_grid_cell(row, column);
            out->marks |= fyp_grid_marks(row, column);
            if (is_spread(layout, wide->row, column)) {
                out->marks |= FYP_CELL_MERGED;
            }
            out->column = parts[i].column + 1;
        }
    }
    out->cells[FYP_COLUMN_BASIS] = role_cell(wide, row, FYP_ROLE_BASIS);
    out->cells[FYP_COLUMN_STATUS] = role_cell(wide, row, FYP_ROLE_STATUS);
    const struct fyp_context_own own = own_columns(wide);
    fyp_context_complete(&wide->context, &own, entry, out);
    out->cells[FYP_COLUMN_NOTE] = role_cell(wide, row, FYP_ROLE_NOTE);
    out->cells[FYP_COLUMN_SOURCE] = role_cell(wide, row, FYP_ROLE_SOURCE);
    if (fyp_cell_is_blank(out->cells[FYP_COLUMN_SOURCE])) {
        out->cells[FYP_COLUMN_SOURCE] = wide->source;
    }
}

/** A text row with more or fewer cells than the header is doubtful: a comma
 *  too many moves every figure. */
static enum fyp_status check_cells(
    const struct fyp_layout *layout, const struct fyp_wide *wide,
    const struct fyp_grid_row *row, struct fyp_error *err)
{
    if (layout->sheet || row->count == wide->column_count) {
        return FYP_OK;
    }
    char found[24], wanted[24];
    (void)snprintf(found, sizeof found, "%zu", row->count);
    (void)snprintf(wanted, sizeof wanted, "%zu", wide->column_count);
    return fyp_fail(err, FYP_E_ROW_CELLS, found, wanted);
}

/** A region that no year makes known is told once for all figures of its
 *  row. Everything else about it is for the cleaning. */
static enum fyp_status check_region(
    const struct fyp_layout *layout, const struct fyp_wide *wide,
    struct fyp_observation *out, struct fyp_error *err)
{
    const char *code = NULL;
    const char *text = fyp_text_trim(out->cells[FYP_COLUMN_REGION]);
    if (text[0] == '\0') {
        return FYP_OK;
    }
    enum fyp_status status =
        fyp_regions_resolve(layout->request.regions, text, 0, &code, NULL, err);
    if (status == FYP_E_REGION_UNKNOWN || status == FYP_E_REGION_AMBIGUOUS ||
        status == FYP_E_REGION_CODE) {
        int named = wide->of_role[FYP_ROLE_REGION];
        out->column = (named >= 0 ? named : wide->label) + 1;
        return status;
    }
    return FYP_OK;
}

/** What the name of a row says, once for all its figures. */
static void read_name(const struct fyp_layout *layout, struct fyp_wide *wide)
{
    char name[FYP_HEADING_SIZE];
    wide->row_unit[0] = '\0';
    wide->row_entry = NULL;
    if (wide->kind == FYP_LAYOUT_YEARS_ACROSS) {
        fyp_unit_split(
            fyp_wide_row_label(layout, wide, wide->row), name, sizeof name,
            wide->row_unit);
        wide->row_entry = fyp_wide_row_indicator(layout, wide, wide->row);
    }
}

static enum fyp_status fill(
    const struct fyp_layout *layout, struct fyp_wide *wide,
    struct fyp_observation *out, struct fyp_error *err)
{
    const struct fyp_grid_row *row = &layout->grid.rows[wide->row];
    struct fyp_wide_group *group = &wide->groups[wide->group];
    enum fyp_status status = check_cells(layout, wide, row, err);
    if (status != FYP_OK) {
        return status;
    }
    if (wide->group == 0) {
        read_name(layout, wide);
    }
    const struct fyp_catalogue_entry *entry =
        group->entry ? group->entry : wide->row_entry;
    if (!entry) {
        char name[FYP_HEADING_SIZE];
        const char *label = fyp_wide_row_label(layout, wide, wide->row);
        fyp_label_clean(label, name, sizeof name);
        out->column = wide->label + 1;
        return name[0] == '\0' ? fyp_fail(
                                     err, FYP_E_ROW_BLANK,
                                     fyp_column_name(FYP_COLUMN_INDICATOR))
                               : fyp_fail(err, FYP_E_ROW_INDICATOR, name);
    }
    out->cells[FYP_COLUMN_INDICATOR] = fyp_cell_shared(entry->code);
    fill_region(wide, row, out);
    status = wide->group == 0 ? check_region(layout, wide, out, err) : FYP_OK;
    if (status != FYP_OK) {
        return status;
    }
    fill_year(wide, row, group, out);
    fill_figure(layout, wide, entry, out);
    fill_unit(layout, wide, entry, out);
    return FYP_OK;
}

static bool has_row(const struct fyp_layout *layout, struct fyp_wide *wide)
{
    while (wide->row < layout->grid.count &&
           wide->row_kinds[wide->row] > FYP_ROW_TOTAL) {
        wide->row++;
        wide->group = 0;
    }
    return wide->row < layout->grid.count;
}

enum fyp_status fyp_wide_next(
    struct fyp_layout *layout, struct fyp_observation *observation, bool *done,
    struct fyp_error *err)
{
    struct fyp_wide *wide = layout->own;
    *done = !has_row(layout, wide);
    if (*done) {
        return FYP_OK;
    }
    const struct fyp_grid_row *row = &layout->grid.rows[wide->row];
    fyp_layout_blank(observation, row->line, row->raw);
    enum fyp_status status = fill(layout, wide, observation, err);
    wide->group++;
    if (status != FYP_OK || wide->group == wide->group_count) {
        wide->row++;
        wide->group = 0;
    }
    return status;
}
