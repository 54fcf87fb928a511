/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fieldwork/table.h"

#include "base/message.h"
#include "base/text.h"
#include "data/readers/source.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 64, PASSED_OVER = -1 };

/* One table on its way: which cell of a row belongs to which column. */
struct reading {
    const struct fyp_field_form *form;
    struct fyp_source *source;
    size_t table;                        /* of the source */
    const char *sheet;                   /* NULL: text */
    size_t cells;                        /* of the header */
    int position[FYP_FIELD_COLUMNS_MAX]; /* of a column; -1: not there */
    size_t hidden;                       /* rows that nobody sees in Excel */
    const char *path;
    struct fyp_field_file *file;
    struct fyp_problems *problems;
};

const char *
fyp_field_column_name(const struct fyp_field_form *form, size_t column)
{
    const struct fyp_field_column *c = &form->columns[column];
    return fyp_language_get() == FYP_LANGUAGE_EN ? c->english : c->chinese;
}

static bool is_name_of(const struct fyp_field_column *column, const char *name)
{
    const size_t others = sizeof column->others / sizeof *column->others;

    if (strcmp(name, column->english) == 0 ||
        strcmp(name, column->chinese) == 0) {
        return true;
    }
    for (size_t i = 0; i < others && column->others[i] != NULL; i++) {
        if (strcmp(name, column->others[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Folding removes a bracketed unit; "上报数（万人）" says something about the
 * numbers and is not to be passed over. */
static int column_of(const struct fyp_field_form *form, const char *text)
{
    char folded[NAME_SIZE];

    if (strchr(text, '(') != NULL || strstr(text, "（") != NULL) {
        return PASSED_OVER;
    }
    fyp_text_fold(text, folded, sizeof folded);
    for (size_t i = 0; i < form->count; i++) {
        if (is_name_of(&form->columns[i], folded)) {
            return (int)i;
        }
    }
    return PASSED_OVER;
}

/* Names of the columns for a message: all of them, or those that a header
 * has to have and has not. */
static void join_columns(
    const struct reading *reading, bool missing, char *out, size_t size)
{
    const struct fyp_field_form *form = reading->form;

    out[0] = '\0';
    for (size_t i = 0; i < form->count; i++) {
        if (missing &&
            (!form->columns[i].required || reading->position[i] >= 0)) {
            continue;
        }
        const size_t used = strlen(out);
        snprintf(
            out + used, size - used, "%s%s",
            used > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "",
            fyp_field_column_name(form, i));
    }
}

static enum fyp_status read_header(
    struct reading *reading, const struct fyp_table_row *row,
    struct fyp_error *err)
{
    char names[256];

    for (size_t i = 0; i < FYP_FIELD_COLUMNS_MAX; i++) {
        reading->position[i] = -1;
    }
    reading->cells = row->count;
    for (size_t i = 0; i < row->count; i++) {
        const char *name = fyp_text_trim(row->cells[i]);
        const int column = column_of(reading->form, name);
        if (column == PASSED_OVER && !reading->form->open) {
            join_columns(reading, false, names, sizeof names);
            return fyp_fail(err, FYP_E_HEADER_UNKNOWN, name, names);
        }
        if (column == PASSED_OVER) {
            continue;
        }
        if (reading->position[column] >= 0) {
            return fyp_fail(err, FYP_E_HEADER_TWICE, name);
        }
        reading->position[column] = (int)i;
    }
    join_columns(reading, true, names, sizeof names);
    return names[0] == '\0' ? FYP_OK : fyp_fail(err, FYP_E_FIELD_HEADER, names);
}

static bool is_blank(const struct fyp_table_row *row, size_t first)
{
    for (size_t i = first; i < row->count; i++) {
        if (fyp_text_trim(row->cells[i])[0] != '\0') {
            return false;
        }
    }
    return true;
}

/* What a spreadsheet shows there and the author did not write. */
static enum fyp_status check_marks(
    const struct reading *reading, const struct fyp_table_row *row,
    size_t column, struct fyp_error *err)
{
    const unsigned never =
        FYP_CELL_BROKEN | FYP_CELL_TWICE | FYP_CELL_NEVER_CALCULATED;
    const unsigned marks = row->marks[reading->position[column]];
    const bool spans = reading->form->columns[column].spans;
    enum fyp_message why = FYP_M_FIELD_CELL_BROKEN;

    if ((marks & never) == 0) {
        if (spans || (marks & (FYP_CELL_DATE | FYP_CELL_MERGED)) == 0) {
            return FYP_OK;
        }
        why = (marks & FYP_CELL_DATE) != 0 ? FYP_M_FIELD_CELL_DATE
                                           : FYP_M_FIELD_CELL_MERGED;
    }
    return fyp_fail(
        err, FYP_E_FIELD_CELL, fyp_field_column_name(reading->form, column),
        row->cells[reading->position[column]], fyp_text(why));
}

/* A sheet ends its rows where the last filled cell is. */
static enum fyp_status check_cells(
    const struct reading *reading, const struct fyp_table_row *row,
    struct fyp_error *err)
{
    char cells[24], columns[24];

    if (row->count == reading->cells ||
        (reading->sheet != NULL &&
         (row->count < reading->cells || is_blank(row, reading->cells)))) {
        return FYP_OK;
    }
    snprintf(cells, sizeof cells, "%zu", row->count);
    snprintf(columns, sizeof columns, "%zu", reading->cells);
    return fyp_fail(err, FYP_E_ROW_CELLS, cells, columns);
}

static enum fyp_status take_row(
    struct reading *reading, const struct fyp_table_row *from,
    const struct fyp_field_taker *taker, struct fyp_error *err)
{
    struct fyp_field_row row = {.form = reading->form, .line = from->line};
    enum fyp_status status = check_cells(reading, from, err);
    bool hidden = false;

    for (size_t i = 0; status == FYP_OK && i < reading->form->count; i++) {
        const int at = reading->position[i];
        row.cells[i] = "";
        if (at < 0 || (size_t)at >= from->count) {
            continue;
        }
        row.cells[i] = fyp_text_trim(from->cells[at]);
        if (from->marks != NULL) {
            hidden |= (from->marks[at] & FYP_CELL_HIDDEN) != 0;
            status = check_marks(reading, from, i, err);
        }
    }
    if (status == FYP_OK) {
        reading->hidden += hidden;
        status = taker->take(taker->into, &row, err);
    }
    return status;
}

/* A row that cannot be used is told and passed over. */
static enum fyp_status settle(
    const struct reading *reading, int line, struct fyp_error *problem,
    struct fyp_error *err)
{
    if (problem->status == FYP_OK) {
        reading->file->taken++;
        return FYP_OK;
    }
    if (reading->sheet != NULL) {
        fyp_error_at(problem, "%s!%s!%d", reading->path, reading->sheet, line);
    } else {
        fyp_error_at(problem, "%s:%d", reading->path, line);
    }
    if (fyp_status_exit_code(problem->status) != FYP_EXIT_ROWS_REJECTED) {
        if (err != NULL) {
            *err = *problem;
        }
        return problem->status;
    }
    reading->file->rejected++;
    fyp_problems_add(reading->problems, problem);
    return FYP_OK;
}

static enum fyp_status
check_room(const struct fyp_field_file *file, struct fyp_error *err)
{
    char limit[24];

    if (file->taken + file->rejected < FYP_FIELD_ROWS_MAX) {
        return FYP_OK;
    }
    snprintf(limit, sizeof limit, "%d", FYP_FIELD_ROWS_MAX);
    return fyp_fail(err, FYP_E_FIELD_TOO_MANY, limit);
}

static enum fyp_status read_rows(
    struct reading *reading, const struct fyp_field_taker *taker,
    struct fyp_error *err)
{
    struct fyp_table_row row;
    enum fyp_status status;

    while ((status = fyp_source_next(reading->source, &row, err)) == FYP_OK &&
           row.count > 0) {
        struct fyp_error problem = {0};
        if (is_blank(&row, 0)) {
            continue;
        }
        status = check_room(reading->file, err);
        if (status == FYP_OK) {
            take_row(reading, &row, taker, &problem);
            status = settle(reading, row.line, &problem, err);
        }
        if (status != FYP_OK) {
            return status;
        }
    }
    return status;
}

static bool is_other_row(enum fyp_status status)
{
    return status == FYP_E_HEADER_UNKNOWN || status == FYP_E_FIELD_HEADER;
}

/* The header is among the first rows that are not blank; where none of them
 * is one, the first tells what is wrong. */
static enum fyp_status
find_header(struct reading *reading, struct fyp_error *err)
{
    struct fyp_table_row row;
    struct fyp_error first = {0};

    for (int tried = 0; tried < FYP_FIELD_HEADER_ROWS;) {
        struct fyp_error problem = {0};
        enum fyp_status status =
            fyp_source_next(reading->source, &row, &problem);
        if (status == FYP_OK && row.count == 0) {
            break;
        }
        if (status == FYP_OK && is_blank(&row, 0)) {
            continue;
        }
        if (status == FYP_OK) {
            status = read_header(reading, &row, &problem);
        }
        if (status == FYP_OK) {
            return FYP_OK;
        }
        first = tried == 0 ? problem : first;
        if (!is_other_row(status)) {
            first = problem;
            break;
        }
        tried++;
    }
    if (first.status == FYP_OK) {
        return fyp_fail(err, FYP_E_CSV_EMPTY, NULL);
    }
    if (err != NULL) {
        *err = first;
    }
    return first.status;
}

static enum fyp_status
try_table(struct reading *reading, size_t table, struct fyp_error *err)
{
    reading->table = table;
    reading->sheet = fyp_source_table(reading->source, table)->sheet;
    const enum fyp_status status =
        fyp_source_select(reading->source, table, err);
    return status == FYP_OK ? find_header(reading, err) : status;
}

/* Two sheets that fit: which one is meant, nobody said. */
static enum fyp_status
refuse_two(const struct reading *reading, size_t first, struct fyp_error *err)
{
    return fyp_fail(
        err, FYP_E_FIELD_SHEETS,
        fyp_source_table(reading->source, first)->sheet, reading->sheet);
}

/* Goes to the row behind the header of the one sheet that has it. */
static enum fyp_status
find_table(struct reading *reading, struct fyp_error *err)
{
    const size_t count = fyp_source_table_count(reading->source);
    struct fyp_error first = {0};
    size_t found = count;

    for (size_t i = 0; i < count; i++) {
        struct fyp_error problem = {0};
        if (fyp_source_table(reading->source, i)->hidden) {
            continue;
        }
        const enum fyp_status status = try_table(reading, i, &problem);
        if (status == FYP_OK && found < count) {
            return refuse_two(reading, found, err);
        }
        found = status == FYP_OK ? i : found;
        if (first.status == FYP_OK || first.status == FYP_E_CSV_EMPTY) {
            first = problem;
        }
    }
    if (found < count) {
        return count > 1 ? try_table(reading, found, err) : FYP_OK;
    }
    if (first.status == FYP_OK) {
        return fyp_fail(err, FYP_E_CSV_EMPTY, NULL);
    }
    if (err != NULL) {
        *err = first;
    }
    return first.status;
}

static void tell_notes(const struct reading *reading)
{
    const struct fyp_problems *notes = fyp_source_notes(reading->source);

    for (size_t i = 0; i < notes->count; i++) {
        struct fyp_error note = notes->items[i];
        fyp_error_at(&note, "%s", reading->path);
        fyp_problems_add(reading->problems, &note);
    }
}

static void tell_hidden(const struct reading *reading)
{
    struct fyp_error note = {0};
    char rows[24];

    if (reading->hidden == 0) {
        return;
    }
    snprintf(rows, sizeof rows, "%zu", reading->hidden);
    fyp_fail(&note, FYP_W_FIELD_HIDDEN, rows);
    fyp_error_at(&note, "%s!%s", reading->path, reading->sheet);
    fyp_problems_add(reading->problems, &note);
}

static enum fyp_status read_table(
    struct reading *reading, const struct fyp_field_taker *taker,
    struct fyp_error *err)
{
    tell_notes(reading);
    snprintf(
        reading->file->sha256, sizeof reading->file->sha256, "%s",
        fyp_source_sha256(reading->source));
    enum fyp_status status = find_table(reading, err);
    if (status == FYP_OK) {
        snprintf(
            reading->file->sheet, sizeof reading->file->sheet, "%s",
            reading->sheet != NULL ? reading->sheet : "");
        status = read_rows(reading, taker, err);
    }
    if (status == FYP_OK && reading->file->taken == 0) {
        status = fyp_fail(err, FYP_E_FIELD_NO_ROW, NULL);
    }
    tell_hidden(reading);
    return status;
}

enum fyp_status fyp_field_read(
    const char *path, const struct fyp_field_form *form,
    struct fyp_field_taker taker, struct fyp_field_file *file,
    struct fyp_problems *problems, struct fyp_error *err)
{
    struct reading reading = {
        .form = form, .path = path, .file = file, .problems = problems};

    *file = (struct fyp_field_file){.path = path};
    enum fyp_status status = fyp_source_open(path, &reading.source, err);
    if (status == FYP_OK) {
        status = read_table(&reading, &taker, err);
    }
    fyp_source_close(reading.source);
    if (status != FYP_OK) {
        fyp_error_at(err, "%s", path);
    }
    return status;
}

enum fyp_status fyp_field_need(
    const struct fyp_field_row *row, size_t column, struct fyp_error *err)
{
    if (row->cells[column][0] != '\0') {
        return FYP_OK;
    }
    return fyp_fail(
        err, FYP_E_ROW_BLANK, fyp_field_column_name(row->form, column));
}

enum fyp_status fyp_field_amount(
    const struct fyp_field_row *row, size_t column, struct fyp_decimal *out,
    struct fyp_error *err)
{
    const char *text = row->cells[column];
    struct fyp_decimal number = {0};

    if (text[0] == '\0') {
        return FYP_OK;
    }
    if (!fyp_decimal_parse(text, &number) || number.value < 0.0) {
        return fyp_fail(
            err, FYP_E_FIELD_AMOUNT, fyp_field_column_name(row->form, column),
            text);
    }
    *out = number;
    return FYP_OK;
}

/* --- rows seen before --- */

struct fyp_field_mark {
    const char *first, *second; /* first NULL: free */
    int line;
};

/* FNV-1a, the two texts with a zero between them. */
static uint64_t hash_of(const char *first, const char *second)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (int part = 0; part < 2; part++) {
        const char *at = part == 0 ? first : second;
        do {
            hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
        } while (*at++ != '\0');
    }
    return hash;
}

static struct fyp_field_mark *find_mark(
    const struct fyp_field_seen *seen, const char *first, const char *second)
{
    size_t at = (size_t)hash_of(first, second) & (seen->capacity - 1);

    while (seen->marks[at].first != NULL &&
           (strcmp(seen->marks[at].first, first) != 0 ||
            strcmp(seen->marks[at].second, second) != 0)) {
        at = (at + 1) & (seen->capacity - 1);
    }
    return &seen->marks[at];
}

/* Never more than half full. */
static bool make_room(struct fyp_field_seen *seen)
{
    struct fyp_field_seen larger = *seen;

    if (2 * (seen->count + 1) <= seen->capacity) {
        return true;
    }
    larger.capacity = seen->capacity == 0 ? 64 : 2 * seen->capacity;
    larger.marks = calloc(larger.capacity, sizeof *larger.marks);
    if (larger.marks == NULL) {
        return false;
    }
    for (size_t i = 0; i < seen->capacity; i++) {
        const struct fyp_field_mark *mark = &seen->marks[i];
        if (mark->first != NULL) {
            *find_mark(&larger, mark->first, mark->second) = *mark;
        }
    }
    free(seen->marks);
    *seen = larger;
    return true;
}

enum fyp_status fyp_field_once(
    struct fyp_field_seen *seen, const char *first, const char *second,
    int line, struct fyp_error *err)
{
    if (!make_room(seen)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    struct fyp_field_mark *mark = find_mark(seen, first, second);
    if (mark->first != NULL) {
        char earlier[24];
        snprintf(earlier, sizeof earlier, "%d", mark->line);
        return fyp_fail(
            err, FYP_E_FIELD_TWICE, second[0] != '\0' ? second : first,
            earlier);
    }
    mark->second = fyp_arena_text(&seen->arena, second, strlen(second));
    mark->first = fyp_arena_text(&seen->arena, first, strlen(first));
    mark->line = line;
    if (mark->first == NULL || mark->second == NULL) {
        mark->first = NULL;
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    seen->count++;
    return FYP_OK;
}

void fyp_field_seen_finish(struct fyp_field_seen *seen)
{
    if (seen != NULL) {
        free(seen->marks);
        fyp_arena_finish(&seen->arena);
        *seen = (struct fyp_field_seen){0};
    }
}
