/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/form_words.h"

#include "base/message.h"
#include "data/tables/layout_kinds.h"

#include <stdio.h>
#include <string.h>

enum {
    IDENTITY_ROWS = 40, /* the identity stands in one of the first rows */
    CODE_SIZE = 160,
    LINE_SIZE = 128,
    UNFILLED_SHOWN = 3,
    NAMES_SIZE = 512,
    SAME_MIN = 3, /* so many figures, all as last year: last year's form? */
    TABLES_MAX = 64
};

/* The own of a layout. */
struct form {
    struct fyp_form_identity identity;
    const struct fyp_plan *plan; /* NULL: no plans are known */
    bool foreign;                /* a sheet beside the form: not read */
    int header_line;
    int position[FYP_FORM_COLUMNS]; /* of the cell; -1: no such column */
    /* found by looking through all rows */
    int rows, filled, example_line;
    int compared, same; /* with last year's figure */
    size_t unfilled;
    char unfilled_names[NAMES_SIZE];
    char lines[FYP_FORM_LINES][LINE_SIZE]; /* what was filled in */
    /* of the row that is handed out */
    char code[CODE_SIZE], region[FYP_FORM_REGION_SIZE], year[8];
};

/* --- rows --- */

/* The text of a merged range is given in each of its cells. */
static char *cell_at(const struct fyp_table_row *row, size_t i)
{
    static char nothing[1] = "";
    if (i >= row->count ||
        (row->marks && (row->marks[i] & FYP_CELL_MERGED) != 0)) {
        return nothing;
    }
    return fyp_text_trim(row->cells[i]);
}

static char *cell_of(
    const struct form *form, const struct fyp_table_row *row,
    enum fyp_form_column column)
{
    static char nothing[1] = "";
    const int position = form->position[column];
    char *text = position < 0 ? nothing : cell_at(row, (size_t)position);
    /* in place of a value it is a mark of the clerk's */
    const bool is_blank =
        column != FYP_FORM_VALUE && strcmp(text, FYP_FORM_NOT_ASKED) == 0;
    return is_blank ? nothing : text;
}

static bool has_text(
    const struct form *form, const struct fyp_table_row *row,
    enum fyp_form_column column)
{
    return cell_of(form, row, column)[0] != '\0';
}

static bool has_figure(const struct form *form, const struct fyp_table_row *row)
{
    return has_text(form, row, FYP_FORM_VALUE) ||
           has_text(form, row, FYP_FORM_NUMERATOR) ||
           has_text(form, row, FYP_FORM_DENOMINATOR);
}

enum row_kind {
    ROW_OTHER,     /* blank, a note, a signature */
    ROW_EXAMPLE,   /* the example, whether cleared or not */
    ROW_INDICATOR, /* has a code */
    ROW_STRAY      /* has a figure and no code */
};

static bool has_label(const struct fyp_table_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (fyp_form_line_of(cell_at(row, i)) != FYP_FORM_LINES) {
            return true;
        }
    }
    return false;
}

static enum row_kind
kind_of(const struct form *form, const struct fyp_table_row *row)
{
    if (fyp_form_is_example(cell_of(form, row, FYP_FORM_CODE)) ||
        fyp_form_is_example(cell_of(form, row, FYP_FORM_NUMBER)) ||
        fyp_form_is_example(cell_of(form, row, FYP_FORM_NAME))) {
        return ROW_EXAMPLE;
    }
    if (has_text(form, row, FYP_FORM_CODE)) {
        return ROW_INDICATOR;
    }
    return has_figure(form, row) && !has_label(row) ? ROW_STRAY : ROW_OTHER;
}

/* --- looking through the table --- */

/* Looks for the identity in the first rows of a table.
 * @param text  What the cell holds, "" where there is none. */
static enum fyp_status find_identity(
    struct fyp_source *source, size_t table, char *text, size_t size, int *line,
    struct fyp_error *err)
{
    struct fyp_table_row row = {.count = 1};
    enum fyp_status status = fyp_source_select(source, table, err);
    text[0] = '\0';
    for (int n = 0; status == FYP_OK && row.count > 0 && n < IDENTITY_ROWS;
         n++) {
        status = fyp_source_next(source, &row, err);
        for (size_t i = 0; status == FYP_OK && i < row.count; i++) {
            if (fyp_form_identity_marked(row.cells[i])) {
                (void)snprintf(text, size, "%s", row.cells[i]);
                *line = row.line;
                return FYP_OK;
            }
        }
    }
    return status;
}

/* Whether another table of the file is a form. */
static enum fyp_status has_form_elsewhere(
    struct fyp_source *source, size_t table, bool *found, struct fyp_error *err)
{
    const size_t count = fyp_source_table_count(source);
    enum fyp_status status = FYP_OK;
    *found = false;
    for (size_t i = 0;
         status == FYP_OK && !*found && i < count && i < TABLES_MAX; i++) {
        char text[FYP_FORM_IDENTITY_SIZE];
        int line = 0;
        if (i == table || fyp_source_table(source, i)->hidden) {
            continue;
        }
        status = find_identity(source, i, text, sizeof text, &line, err);
        *found = text[0] != '\0';
    }
    return status;
}

static void take_heading(struct form *form, const struct fyp_table_row *row)
{
    int position[FYP_FORM_COLUMNS];
    for (int i = 0; i < FYP_FORM_COLUMNS; i++) {
        position[i] = -1;
    }
    for (size_t i = 0; i < row->count; i++) {
        const char *text = cell_at(row, i);
        const int column = fyp_form_column_of(text);
        if (text[0] != '\0' && column != FYP_FORM_COLUMNS &&
            position[column] < 0) {
            position[column] = (int)i;
        }
    }
    if (position[FYP_FORM_CODE] >= 0 && position[FYP_FORM_VALUE] >= 0 &&
        position[FYP_FORM_NUMERATOR] >= 0 &&
        position[FYP_FORM_DENOMINATOR] >= 0) {
        memcpy(form->position, position, sizeof position);
        form->header_line = row->line;
    }
}

static void take_lines(struct form *form, const struct fyp_table_row *row)
{
    int label = FYP_FORM_LINES;
    for (size_t i = 0; i < row->count; i++) {
        const char *text = cell_at(row, i);
        const int found = fyp_form_line_of(text);
        if (found != FYP_FORM_LINES) {
            label = found;
        } else if (text[0] != '\0' && label != FYP_FORM_LINES) {
            (void)snprintf(form->lines[label], LINE_SIZE, "%.120s", text);
            form->lines[label][fyp_utf8_valid_prefix(
                form->lines[label], strlen(form->lines[label]))] = '\0';
        }
    }
}

static void add_unfilled(struct form *form, const struct fyp_table_row *row)
{
    const char *name = cell_of(form, row, FYP_FORM_NAME);
    const size_t used = strlen(form->unfilled_names);
    if (form->unfilled++ >= UNFILLED_SHOWN) {
        return;
    }
    (void)snprintf(
        form->unfilled_names + used, NAMES_SIZE - used, "%s%s",
        used > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "",
        name[0] != '\0' ? name : cell_of(form, row, FYP_FORM_CODE));
    form->unfilled_names[fyp_utf8_valid_prefix(
        form->unfilled_names, strlen(form->unfilled_names))] = '\0';
}

static void compare_years(struct form *form, const struct fyp_table_row *row)
{
    struct fyp_decimal now, last;
    if (fyp_decimal_parse(cell_of(form, row, FYP_FORM_VALUE), &now) &&
        fyp_decimal_parse(cell_of(form, row, FYP_FORM_LAST_YEAR), &last)) {
        form->compared++;
        form->same += fyp_equal(now.value, last.value);
    }
}

static void take_indicator(struct form *form, const struct fyp_table_row *row)
{
    form->rows++;
    if (has_figure(form, row)) {
        form->filled++;
        compare_years(form, row);
    } else {
        add_unfilled(form, row);
    }
}

/* An example is still there as long as one of the cells that a clerk fills
 * in holds something. */
static void take_example(struct form *form, const struct fyp_table_row *row)
{
    if (form->example_line == 0 &&
        (has_figure(form, row) || has_text(form, row, FYP_FORM_SOURCE) ||
         has_text(form, row, FYP_FORM_NOTE))) {
        form->example_line = row->line;
    }
}

static void take_row(struct form *form, const struct fyp_table_row *row)
{
    if (form->header_line == 0) {
        take_heading(form, row);
        return;
    }
    switch (kind_of(form, row)) {
    case ROW_EXAMPLE:
        take_example(form, row);
        break;
    case ROW_INDICATOR:
        take_indicator(form, row);
        break;
    case ROW_STRAY:
        form->filled++;
        break;
    case ROW_OTHER:
        take_lines(form, row);
        break;
    }
}

static enum fyp_status
look_through(struct fyp_layout *layout, struct fyp_error *err)
{
    struct fyp_table_row row = {.count = 1};
    enum fyp_status status =
        fyp_source_select(layout->source, layout->table, err);
    while (status == FYP_OK && row.count > 0) {
        status = fyp_source_next(layout->source, &row, err);
        if (status == FYP_OK && row.count > 0) {
            take_row(layout->own, &row);
        }
    }
    return status;
}

/* --- may it be used? --- */

static void number_text(long long number, char out[24])
{
    (void)snprintf(out, 24, "%lld", number);
}

/* A warning of the whole sheet. */
static void warn(
    struct fyp_layout *layout, enum fyp_status warning, const char *first,
    const char *second)
{
    struct fyp_error note = {.status = FYP_OK};
    (void)fyp_fail(&note, warning, first, second);
    if (layout->sheet) {
        (void)fyp_error_at(&note, "%s!%s", layout->request.path, layout->sheet);
    }
    fyp_problems_add(&layout->notes, &note);
}

static enum fyp_status
find_plan(struct fyp_layout *layout, struct fyp_error *err)
{
    const struct fyp_layout_request *request = &layout->request;
    struct form *form = layout->own;
    for (size_t i = 0; i < request->plan_count; i++) {
        if (strcmp(request->plans[i]->id, form->identity.plan) == 0) {
            form->plan = request->plans[i];
        }
    }
    if (!form->plan && request->plan_count > 0) {
        return fyp_fail(err, FYP_E_FORM_PLAN, form->identity.plan);
    }
    if (form->plan && strncmp(
                          form->plan->sha256, form->identity.hash,
                          strlen(form->identity.hash)) != 0) {
        warn(layout, FYP_W_FORM_PLAN_CHANGED, form->plan->title, NULL);
    }
    return FYP_OK;
}

static enum fyp_status check_request(
    const struct form *form, const struct fyp_layout_request *request,
    struct fyp_error *err)
{
    const struct fyp_form_identity *identity = &form->identity;
    char found[24], wanted[24];
    const char *code = NULL;
    if (request->year != 0 && request->year != identity->year) {
        number_text(identity->year, found);
        number_text(request->year, wanted);
        return fyp_fail(err, FYP_E_FORM_YEAR, found, wanted);
    }
    if (!request->region) {
        return FYP_OK;
    }
    const enum fyp_status status = fyp_regions_resolve(
        request->regions, request->region, 0, &code, NULL, err);
    if (status == FYP_OK && strcmp(code, identity->region) != 0) {
        return fyp_fail(
            err, FYP_E_FORM_REGION,
            fyp_regions_name(request->regions, identity->region),
            fyp_regions_name(request->regions, code));
    }
    return status;
}

/* What a clerk forgot, from the gravest on. */
static enum fyp_status
check_filled(const struct fyp_layout *layout, struct fyp_error *err)
{
    const struct form *form = layout->own;
    char number[24];
    if (form->header_line == 0) {
        return fyp_fail(
            err, FYP_E_FORM_HEADER, fyp_form_heading(FYP_FORM_VALUE),
            fyp_form_heading(FYP_FORM_NUMERATOR),
            fyp_form_heading(FYP_FORM_DENOMINATOR),
            fyp_form_heading(FYP_FORM_CODE));
    }
    if (form->rows == 0 && form->filled == 0) {
        return fyp_fail(err, FYP_E_FORM_NO_ROWS, NULL);
    }
    if (form->filled == 0) {
        number_text(form->rows, number);
        return fyp_fail(err, FYP_E_FORM_EMPTY, number);
    }
    if (form->example_line > 0) {
        number_text(form->example_line, number);
        (void)fyp_fail(err, FYP_E_FORM_EXAMPLE, number);
        (void)fyp_layout_place(layout, form->example_line, 0, err);
        return FYP_E_FORM_EXAMPLE;
    }
    return FYP_OK;
}

static void note_doubts(struct fyp_layout *layout)
{
    const struct form *form = layout->own;
    char number[24];
    if (form->unfilled > 0) {
        number_text((long long)form->unfilled, number);
        warn(layout, FYP_W_FORM_INCOMPLETE, number, form->unfilled_names);
    }
    if (form->same >= SAME_MIN && form->same == form->compared &&
        form->compared == form->filled) {
        number_text(form->same, number);
        warn(layout, FYP_W_FORM_LAST_YEAR, number, NULL);
    }
}

static enum fyp_status
check_form(struct fyp_layout *layout, struct fyp_error *err)
{
    enum fyp_status status = find_plan(layout, err);
    if (status == FYP_OK) {
        status = check_request(layout->own, &layout->request, err);
    }
    if (status == FYP_OK) {
        status = look_through(layout, err);
    }
    if (status == FYP_OK) {
        status = check_filled(layout, err);
    }
    if (status == FYP_OK) {
        note_doubts(layout);
    }
    return status;
}

/* A table without an identity, beside a form or in what once was one. */
static enum fyp_status
check_stranger(struct fyp_layout *layout, struct fyp_error *err)
{
    struct form *form = layout->own;
    const enum fyp_status status =
        has_form_elsewhere(layout->source, layout->table, &form->foreign, err);
    if (status == FYP_OK && !form->foreign) {
        return fyp_fail(
            err, FYP_E_FORM_IDENTITY, fyp_form_identity_label(), "");
    }
    if (status == FYP_OK) {
        warn(layout, FYP_W_FORM_OTHER_SHEET, layout->sheet, NULL);
    }
    return status;
}

static enum fyp_status
recognise(struct fyp_layout *layout, struct fyp_error *err)
{
    char text[FYP_FORM_IDENTITY_SIZE];
    int line = 0;
    struct form *form = fyp_arena_alloc(&layout->arena, 1, sizeof *form);
    if (!form) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    layout->own = form;
    enum fyp_status status = find_identity(
        layout->source, layout->table, text, sizeof text, &line, err);
    if (status != FYP_OK) {
        return status;
    }
    if (text[0] == '\0') {
        return check_stranger(layout, err);
    }
    if (!fyp_form_identity_read(text, &form->identity)) {
        status =
            fyp_fail(err, FYP_E_FORM_IDENTITY, fyp_form_identity_label(), text);
        (void)fyp_layout_place(layout, line, 0, err);
        return status;
    }
    return check_form(layout, err);
}

/* --- is it one? --- */

static bool head_is_marked(const struct fyp_grid *grid)
{
    for (size_t i = 0; i < grid->count; i++) {
        for (size_t k = 0; k < grid->rows[i].count; k++) {
            if (fyp_form_identity_marked(grid->rows[i].cells[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Reads the source to where the head of the table ended. */
static enum fyp_status return_to_head(const struct fyp_layout *layout)
{
    struct fyp_table_row row = {.count = 1};
    size_t rows = 0;
    enum fyp_status status =
        fyp_source_select(layout->source, layout->table, NULL);
    while (status == FYP_OK && row.count > 0 && rows < layout->grid.count) {
        status = fyp_source_next(layout->source, &row, NULL);
        rows += status == FYP_OK && row.count > 0 &&
                !fyp_row_is_blank(row.cells, row.count);
    }
    return status;
}

/* Also a sheet beside a form, and one of a workbook that has the property of
 * a form: a cell may have been lost, and the sheet must not pass for another
 * table. */
static bool is_like(const struct fyp_layout *layout)
{
    bool beside = false;
    if (head_is_marked(&layout->grid)) {
        return true;
    }
    if (fyp_source_kind(layout->source) == FYP_SOURCE_TEXT) {
        return false;
    }
    if (fyp_source_property(layout->source, FYP_FORM_PROPERTY)) {
        return true;
    }
    /* what fails here fails again in recognise, and is told there */
    const enum fyp_status status =
        has_form_elsewhere(layout->source, layout->table, &beside, NULL);
    return return_to_head(layout) != FYP_OK || status != FYP_OK || beside;
}

/* --- in words --- */

static void explain(const struct fyp_layout *layout, struct fyp_buffer *out)
{
    const struct form *form = layout->own;
    char line[1024], year[24], header[24], rows[24], filled[24];
    if (form->foreign) {
        return; /* the note says it */
    }
    number_text(form->identity.year, year);
    number_text(form->header_line, header);
    number_text(form->rows, rows);
    number_text(form->filled, filled);
    (void)fyp_say(
        line, sizeof line, FYP_M_FORM_EXPLAIN, form->identity.plan, year,
        form->identity.region, header, rows, filled);
    fyp_buffer_text(out, line);
    for (int i = 0; i < FYP_FORM_LINES; i++) {
        if (form->lines[i][0] != '\0') {
            (void)fyp_say(
                line, sizeof line, FYP_M_FORM_EXPLAIN_LINE,
                fyp_form_line_label((enum fyp_form_line)i), form->lines[i]);
            fyp_buffer_text(out, line);
        }
    }
}

/* --- handing out figures --- */

static enum fyp_status begin(struct fyp_layout *layout, struct fyp_error *err)
{
    const struct form *form = layout->own;
    return form->foreign
               ? FYP_OK
               : fyp_source_select(layout->source, layout->table, err);
}

/* A plan needs its indicators and the series that targets refer to. */
static bool is_of_plan(const struct fyp_plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const struct fyp_reference *reference =
            &plan->indicators[i].target.reference;
        if (strcmp(plan->indicators[i].code, code) == 0 ||
            (reference->present && strcmp(reference->code, code) == 0)) {
            return true;
        }
    }
    return false;
}

static bool is_of_form(const struct form *form, const char *region)
{
    bool found = strcmp(region, form->identity.region) == 0;
    for (size_t i = 0; !found && i < form->plan->subregion_count; i++) {
        found = strcmp(region, form->plan->subregions[i].code) == 0;
    }
    return found;
}

/* "code" or "code@region". */
static enum fyp_status
read_code(struct form *form, const char *text, struct fyp_error *err)
{
    const char *at = strchr(text, '@');
    const size_t length = at ? (size_t)(at - text) : strlen(text);
    const char *region = at ? at + 1 : form->identity.region;
    if (length >= CODE_SIZE || strlen(region) >= FYP_FORM_REGION_SIZE) {
        return fyp_fail(err, FYP_E_FORM_ROW_FOREIGN, text);
    }
    memcpy(form->code, text, length);
    form->code[length] = '\0';
    (void)snprintf(form->region, sizeof form->region, "%s", region);
    if (form->plan && (!is_of_plan(form->plan, form->code) ||
                       !is_of_form(form, form->region))) {
        return fyp_fail(err, FYP_E_FORM_ROW_FOREIGN, text);
    }
    return FYP_OK;
}

/* Marks and column of the cells that hold the figure. */
static void find_figure(
    const struct form *form, const struct fyp_table_row *row,
    struct fyp_observation *observation)
{
    static const enum fyp_form_column figures[] = {
        FYP_FORM_DENOMINATOR, FYP_FORM_NUMERATOR, FYP_FORM_VALUE};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const int position = form->position[figures[i]];
        if (has_text(form, row, figures[i])) {
            observation->column = position + 1;
            observation->marks |= row->marks ? row->marks[position] : 0U;
        }
    }
}

static void fill(
    struct form *form, const struct fyp_table_row *row,
    struct fyp_observation *observation)
{
    (void)snprintf(form->year, sizeof form->year, "%d", form->identity.year);
    char **cells = observation->cells;
    cells[FYP_COLUMN_REGION] = form->region;
    cells[FYP_COLUMN_INDICATOR] = form->code;
    cells[FYP_COLUMN_YEAR] = form->year;
    cells[FYP_COLUMN_VALUE] = cell_of(form, row, FYP_FORM_VALUE);
    cells[FYP_COLUMN_UNIT] = cell_of(form, row, FYP_FORM_UNIT);
    cells[FYP_COLUMN_BASIS] = cell_of(form, row, FYP_FORM_BASIS);
    cells[FYP_COLUMN_NUMERATOR] = cell_of(form, row, FYP_FORM_NUMERATOR);
    cells[FYP_COLUMN_DENOMINATOR] = cell_of(form, row, FYP_FORM_DENOMINATOR);
    cells[FYP_COLUMN_SOURCE] = cell_of(form, row, FYP_FORM_SOURCE);
    cells[FYP_COLUMN_NOTE] = cell_of(form, row, FYP_FORM_NOTE);
}

static bool is_wanted(const struct form *form, const struct fyp_table_row *row)
{
    if (row->line <= form->header_line) {
        return false;
    }
    const enum row_kind kind = kind_of(form, row);
    return kind == ROW_STRAY ||
           (kind == ROW_INDICATOR && has_figure(form, row));
}

static enum fyp_status next(
    struct fyp_layout *layout, struct fyp_observation *observation, bool *done,
    struct fyp_error *err)
{
    struct form *form = layout->own;
    struct fyp_table_row row = {.count = 0};
    enum fyp_status status = FYP_OK;
    fyp_layout_blank(observation, 0, "");
    *done = form->foreign;
    if (form->foreign) {
        return FYP_OK;
    }
    do {
        status = fyp_source_next(layout->source, &row, err);
    } while (status == FYP_OK && row.count > 0 && !is_wanted(form, &row));
    *done = status == FYP_OK && row.count == 0;
    if (status != FYP_OK || *done) {
        return status;
    }
    fyp_layout_blank(observation, row.line, row.raw);
    find_figure(form, &row, observation);
    const char *code = cell_of(form, &row, FYP_FORM_CODE);
    if (code[0] == '\0') {
        return fyp_fail(err, FYP_E_FORM_ROW_CODE, NULL);
    }
    status = read_code(form, code, err);
    if (status == FYP_OK) {
        fill(form, &row, observation);
    } else {
        observation->column = form->position[FYP_FORM_CODE] + 1;
    }
    return status;
}

const struct fyp_layout_recogniser fyp_layout_form = {
    .kind = FYP_LAYOUT_FORM,
    .is_like = is_like,
    .recognise = recognise,
    .begin = begin,
    .next = next,
    .explain = explain};
