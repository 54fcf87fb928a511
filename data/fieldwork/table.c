/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fieldwork/table.h"

#include "base/message.h"
#include "base/text.h"
#include "data/readers/csv.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 64, PASSED_OVER = -1 };

/* One table on its way: which cell of a record belongs to which column. */
struct reading {
    const struct fyp_field_form *form;
    size_t cells;                        /* of the header */
    int position[FYP_FIELD_COLUMNS_MAX]; /* of a column; -1: not there */
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
    struct reading *reading, const struct fyp_csv_record *record,
    struct fyp_error *err)
{
    char names[256];

    for (size_t i = 0; i < FYP_FIELD_COLUMNS_MAX; i++) {
        reading->position[i] = -1;
    }
    reading->cells = record->count;
    for (size_t i = 0; i < record->count; i++) {
        const int column = column_of(reading->form, record->fields[i]);
        if (column == PASSED_OVER && !reading->form->open) {
            join_columns(reading, false, names, sizeof names);
            return fyp_fail(
                err, FYP_E_HEADER_UNKNOWN, record->fields[i], names);
        }
        if (column == PASSED_OVER) {
            continue;
        }
        if (reading->position[column] >= 0) {
            return fyp_fail(err, FYP_E_HEADER_TWICE, record->fields[i]);
        }
        reading->position[column] = (int)i;
    }
    join_columns(reading, true, names, sizeof names);
    return names[0] == '\0' ? FYP_OK : fyp_fail(err, FYP_E_FIELD_HEADER, names);
}

static bool is_blank(const struct fyp_csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (fyp_text_trim(record->fields[i])[0] != '\0') {
            return false;
        }
    }
    return true;
}

static enum fyp_status take_record(
    const struct reading *reading, const struct fyp_csv_record *record,
    fyp_field_take *take, void *into, struct fyp_error *err)
{
    struct fyp_field_row row = {.form = reading->form, .line = record->line};

    if (record->count != reading->cells) {
        char cells[24], columns[24];
        snprintf(cells, sizeof cells, "%zu", record->count);
        snprintf(columns, sizeof columns, "%zu", reading->cells);
        return fyp_fail(err, FYP_E_ROW_CELLS, cells, columns);
    }
    for (size_t i = 0; i < reading->form->count; i++) {
        const int at = reading->position[i];
        row.cells[i] = at < 0 ? "" : record->fields[at]; /* trimmed already */
    }
    return take(into, &row, err);
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
    fyp_error_at(problem, "%s:%d", reading->path, line);
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
    const struct reading *reading, struct fyp_csv *csv, fyp_field_take *take,
    void *into, struct fyp_error *err)
{
    struct fyp_csv_record record;
    enum fyp_status status;

    while ((status = fyp_csv_next(csv, &record, err)) == FYP_OK &&
           record.count > 0) {
        struct fyp_error problem = {0};
        if (is_blank(&record)) {
            continue;
        }
        status = check_room(reading->file, err);
        if (status == FYP_OK) {
            take_record(reading, &record, take, into, &problem);
            status = settle(reading, record.line, &problem, err);
        }
        if (status != FYP_OK) {
            return status;
        }
    }
    return status;
}

/* The header is the first record that is not blank. */
static enum fyp_status
find_header(struct reading *reading, struct fyp_csv *csv, struct fyp_error *err)
{
    struct fyp_csv_record record;
    enum fyp_status status;

    do {
        status = fyp_csv_next(csv, &record, err);
    } while (status == FYP_OK && record.count > 0 && is_blank(&record));
    if (status != FYP_OK) {
        return status;
    }
    return record.count == 0 ? fyp_fail(err, FYP_E_CSV_EMPTY, NULL)
                             : read_header(reading, &record, err);
}

enum fyp_status fyp_field_read(
    const char *path, const struct fyp_field_form *form,
    struct fyp_field_taker taker, struct fyp_field_file *file,
    struct fyp_problems *problems, struct fyp_error *err)
{
    struct reading reading = {
        .form = form, .path = path, .file = file, .problems = problems};
    struct fyp_csv *csv = NULL;

    *file = (struct fyp_field_file){.path = path};
    enum fyp_status status = fyp_csv_create(path, &csv, err);
    if (status == FYP_OK) {
        snprintf(file->sha256, sizeof file->sha256, "%s", fyp_csv_sha256(csv));
        status = find_header(&reading, csv, err);
    }
    if (status == FYP_OK) {
        status = read_rows(&reading, csv, taker.take, taker.into, err);
    }
    if (status == FYP_OK && file->taken == 0) {
        status = fyp_fail(err, FYP_E_FIELD_NO_ROW, NULL);
    }
    fyp_csv_destroy(csv);
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
