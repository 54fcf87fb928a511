/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/form_words.h"

#include "base/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    IDENTITY_ROWS = 40, /* the identity stands in one of the first rows */
    CODE_SIZE = 160,
    LINE_SIZE = 128,
    UNFILLED_SHOWN = 3,
    SAME_MIN = 3, /* so many figures, all as last year: last year's form? */
    TABLES_MAX = 64
};

struct fyp_form {
    struct fyp_source *source;
    size_t table;
    const char *path, *sheet;
    struct fyp_form_identity identity;
    const struct fyp_plan *plan; /* NULL: no plans are known */
    bool foreign;                /* a sheet beside the form: not read */
    int header_line;
    int position[FYP_FORM_COLUMNS]; /* of the cell; -1: no such column */
    /* found by looking through all rows */
    int rows, filled, example_line;
    int compared, same; /* with last year's figure */
    size_t unfilled;
    struct fyp_buffer unfilled_names;
    char lines[FYP_FORM_LINES][LINE_SIZE]; /* what was filled in */
    struct fyp_problems notes;
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
    const struct fyp_form *form, const struct fyp_table_row *row,
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
    const struct fyp_form *form, const struct fyp_table_row *row,
    enum fyp_form_column column)
{
    return cell_of(form, row, column)[0] != '\0';
}

static bool
has_figure(const struct fyp_form *form, const struct fyp_table_row *row)
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
kind_of(const struct fyp_form *form, const struct fyp_table_row *row)
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

static void take_heading(struct fyp_form *form, const struct fyp_table_row *row)
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

static void take_lines(struct fyp_form *form, const struct fyp_table_row *row)
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

static void add_unfilled(struct fyp_form *form, const struct fyp_table_row *row)
{
    const char *name = cell_of(form, row, FYP_FORM_NAME);
    if (form->unfilled++ >= UNFILLED_SHOWN) {
        return;
    }
    if (form->unfilled > 1) {
        fyp_buffer_text(&form->unfilled_names, fyp_text(FYP_M_LIST_SEPARATOR));
    }
    fyp_buffer_text(
        &form->unfilled_names,
        name[0] != '\0' ? name : cell_of(form, row, FYP_FORM_CODE));
}

static void
compare_years(struct fyp_form *form, const struct fyp_table_row *row)
{
    struct fyp_decimal now, last;
    if (fyp_decimal_parse(cell_of(form, row, FYP_FORM_VALUE), &now) &&
        fyp_decimal_parse(cell_of(form, row, FYP_FORM_LAST_YEAR), &last)) {
        form->compared++;
        form->same += fyp_equal(now.value, last.value);
    }
}

static void
take_indicator(struct fyp_form *form, const struct fyp_table_row *row)
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
static void take_example(struct fyp_form *form, const struct fyp_table_row *row)
{
    if (form->example_line == 0 &&
        (has_figure(form, row) || has_text(form, row, FYP_FORM_SOURCE) ||
         has_text(form, row, FYP_FORM_NOTE))) {
        form->example_line = row->line;
    }
}

static void take_row(struct fyp_form *form, const struct fyp_table_row *row)
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
look_through(struct fyp_form *form, struct fyp_error *err)
{
    struct fyp_table_row row = {.count = 1};
    enum fyp_status status = fyp_source_select(form->source, form->table, err);
    while (status == FYP_OK && row.count > 0) {
        status = fyp_source_next(form->source, &row, err);
        if (status == FYP_OK && row.count > 0) {
            take_row(form, &row);
        }
    }
    return status;
}

/* --- may it be used? --- */

/* The place of a whole form: its sheet, or a line of it. */
static enum fyp_status place(
    const struct fyp_form *form, int line, enum fyp_status status,
    struct fyp_error *err)
{
    if (form->sheet && line > 0) {
        (void)fyp_error_at(err, "%s!%s!%d", form->path, form->sheet, line);
    } else if (form->sheet) {
        (void)fyp_error_at(err, "%s!%s", form->path, form->sheet);
    } else if (line > 0) {
        (void)fyp_error_at(err, "%s:%d", form->path, line);
    }
    return status;
}

static void number_text(long long number, char out[24])
{
    (void)snprintf(out, 24, "%lld", number);
}

static void warn(
    struct fyp_form *form, enum fyp_status warning, const char *first,
    const char *second)
{
    struct fyp_error note = {.status = FYP_OK};
    (void)fyp_fail(&note, warning, first, second);
    (void)place(form, 0, warning, &note);
    fyp_problems_add(&form->notes, &note);
}

static enum fyp_status find_plan(
    struct fyp_form *form, const struct fyp_layout_request *request,
    struct fyp_error *err)
{
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
        warn(form, FYP_W_FORM_PLAN_CHANGED, form->plan->title, NULL);
    }
    return FYP_OK;
}

static enum fyp_status check_request(
    const struct fyp_form *form, const struct fyp_layout_request *request,
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
    const enum fyp_status status =
        fyp_regions_resolve(request->regions, request->region, &code, err);
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
check_filled(const struct fyp_form *form, struct fyp_error *err)
{
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
        const enum fyp_status status =
            fyp_fail(err, FYP_E_FORM_EXAMPLE, number);
        return place(form, form->example_line, status, err);
    }
    return FYP_OK;
}

static void note_doubts(struct fyp_form *form)
{
    char number[24];
    if (form->unfilled > 0 && !form->unfilled_names.failed) {
        number_text((long long)form->unfilled, number);
        if (form->unfilled > UNFILLED_SHOWN) {
            fyp_buffer_text(&form->unfilled_names, "…");
        }
        warn(form, FYP_W_FORM_INCOMPLETE, number, form->unfilled_names.data);
    }
    if (form->same >= SAME_MIN && form->same == form->compared &&
        form->compared == form->filled) {
        number_text(form->same, number);
        warn(form, FYP_W_FORM_LAST_YEAR, number, NULL);
    }
}

static enum fyp_status check_form(
    struct fyp_form *form, const struct fyp_layout_request *request,
    struct fyp_error *err)
{
    enum fyp_status status = find_plan(form, request, err);
    if (status == FYP_OK) {
        status = check_request(form, request, err);
    }
    if (status == FYP_OK) {
        status = look_through(form, err);
    }
    if (status == FYP_OK) {
        status = check_filled(form, err);
    }
    if (status == FYP_OK) {
        note_doubts(form);
    }
    return status;
}

/* A table without an identity: none of ours, unless another sheet of the
 * workbook is a form, or the workbook once was one. */
static enum fyp_status
check_stranger(struct fyp_form *form, bool *is_form, struct fyp_error *err)
{
    *is_form = false;
    if (fyp_source_kind(form->source) == FYP_SOURCE_TEXT) {
        return FYP_OK;
    }
    const enum fyp_status status =
        has_form_elsewhere(form->source, form->table, &form->foreign, err);
    if (status == FYP_OK && form->foreign) {
        *is_form = true;
        warn(form, FYP_W_FORM_OTHER_SHEET, form->sheet, NULL);
    } else if (
        status == FYP_OK &&
        fyp_source_property(form->source, FYP_FORM_PROPERTY)) {
        return fyp_fail(
            err, FYP_E_FORM_IDENTITY, fyp_form_identity_label(), "");
    }
    return status;
}

static enum fyp_status recognise(
    struct fyp_form *form, const struct fyp_layout_request *request,
    bool *is_form, struct fyp_error *err)
{
    char text[FYP_FORM_IDENTITY_SIZE];
    int line = 0;
    enum fyp_status status =
        find_identity(form->source, form->table, text, sizeof text, &line, err);
    *is_form = false;
    if (status != FYP_OK) {
        return status;
    }
    if (text[0] == '\0') {
        return check_stranger(form, is_form, err);
    }
    *is_form = true;
    if (!fyp_form_identity_read(text, &form->identity)) {
        status =
            fyp_fail(err, FYP_E_FORM_IDENTITY, fyp_form_identity_label(), text);
        return place(form, line, status, err);
    }
    return check_form(form, request, err);
}

enum fyp_status fyp_form_find(
    struct fyp_source *source, size_t table,
    const struct fyp_layout_request *request, struct fyp_form **out,
    struct fyp_error *err)
{
    bool is_form = false;
    *out = NULL;
    struct fyp_form *form = calloc(1, sizeof *form);
    if (!form) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    form->source = source;
    form->table = table;
    form->path = request->path;
    form->sheet = fyp_source_table(source, table)->sheet;
    const enum fyp_status status = recognise(form, request, &is_form, err);
    if (status != FYP_OK || !is_form) {
        (void)place(form, 0, status, err);
        fyp_form_destroy(form);
        return status;
    }
    *out = form;
    return FYP_OK;
}

void fyp_form_destroy(struct fyp_form *form)
{
    if (form) {
        fyp_problems_finish(&form->notes);
        fyp_buffer_finish(&form->unfilled_names);
        free(form);
    }
}

const struct fyp_problems *fyp_form_notes(const struct fyp_form *form)
{
    return &form->notes;
}

void fyp_form_explain(const struct fyp_form *form, struct fyp_buffer *out)
{
    char line[1024], year[24], header[24], rows[24], filled[24];
    if (form->foreign) {
        (void)fyp_say(
            line, sizeof line, FYP_M_FORM_EXPLAIN_FOREIGN,
            form->sheet ? form->sheet : "");
        fyp_buffer_text(out, line);
        return;
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

enum fyp_status fyp_form_begin(struct fyp_form *form, struct fyp_error *err)
{
    return form->foreign ? FYP_OK
                         : fyp_source_select(form->source, form->table, err);
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

/* "code" or "code@region". */
static enum fyp_status
read_code(struct fyp_form *form, const char *text, struct fyp_error *err)
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
    if (form->plan && !is_of_plan(form->plan, form->code)) {
        return fyp_fail(err, FYP_E_FORM_ROW_FOREIGN, text);
    }
    return FYP_OK;
}

/* Marks and column of the cells that hold the figure. */
static void find_figure(
    const struct fyp_form *form, const struct fyp_table_row *row,
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
    struct fyp_form *form, const struct fyp_table_row *row,
    struct fyp_observation *observation)
{
    static char nothing[1] = "";
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        observation->cells[i] = nothing;
    }
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

static bool
is_wanted(const struct fyp_form *form, const struct fyp_table_row *row)
{
    if (row->line <= form->header_line) {
        return false;
    }
    const enum row_kind kind = kind_of(form, row);
    return kind == ROW_STRAY ||
           (kind == ROW_INDICATOR && has_figure(form, row));
}

enum fyp_status fyp_form_next(
    struct fyp_form *form, struct fyp_observation *observation, bool *done,
    struct fyp_error *err)
{
    struct fyp_table_row row = {.count = 0};
    enum fyp_status status = FYP_OK;
    *observation = (struct fyp_observation){0};
    *done = form->foreign;
    if (form->foreign) {
        return FYP_OK;
    }
    do {
        status = fyp_source_next(form->source, &row, err);
    } while (status == FYP_OK && row.count > 0 && !is_wanted(form, &row));
    *done = status == FYP_OK && row.count == 0;
    if (status != FYP_OK || *done) {
        return status;
    }
    observation->line = row.line;
    observation->raw = row.raw;
    const char *code = cell_of(form, &row, FYP_FORM_CODE);
    if (code[0] == '\0') {
        return fyp_fail(err, FYP_E_FORM_ROW_CODE, NULL);
    }
    status = read_code(form, code, err);
    if (status == FYP_OK) {
        find_figure(form, &row, observation);
        fill(form, &row, observation);
    }
    return status;
}
