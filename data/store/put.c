/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { RAW_MAX = 2000 };

#define PLACE "indicator = ?1 AND year = ?2 AND region = ?3 AND basis = ?4"
#define LOADED                                                                 \
    "SELECT region, indicator, year, basis, value, decimals, price_basis,"     \
    " source, file, line, version, numerator, denominator"                     \
    " FROM figure LEFT JOIN import ON import.id = import_id "
#define IN_ORDER " ORDER BY indicator, year, region, basis"

/* ?1 … ?4 are the place and ?5 … ?14 what is said of it, in all of them. */
static const char *const statement_texts[FYP_STATEMENT_COUNT] = {
    [FYP_STATEMENT_FIND_IMPORT] = "SELECT id FROM import WHERE sha256 = ?1",
    [FYP_STATEMENT_BEGIN_IMPORT] =
        "INSERT INTO import (file, sha256, imported_at) VALUES (?1, ?2, ?3)",
    [FYP_STATEMENT_COUNTS] =
        "UPDATE import SET row_count = ?2, added = ?3, changed = ?4,"
        " same = ?5, rejected = ?6 WHERE id = ?1",
    [FYP_STATEMENT_INSERT] =
        "INSERT INTO figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12, ?13, ?14, ?15, ?16, 1) ON CONFLICT DO NOTHING",
    [FYP_STATEMENT_CURRENT] =
        "SELECT import_id, line, value, decimals, value IS ?5,"
        " value IS ?5 AND numerator IS ?9 AND denominator IS ?10"
        " AND price_basis IS ?11 AND status IS ?12 AND source IS ?13"
        " AND note IS ?14 FROM figure WHERE " PLACE,
    [FYP_STATEMENT_CONFIRM] =
        "INSERT INTO temp.confirmed VALUES (?1, ?2, ?3, ?4, ?5)",
    [FYP_STATEMENT_CONFIRMED] = "SELECT line FROM temp.confirmed WHERE " PLACE,
    [FYP_STATEMENT_KEEP_OLD] =
        "INSERT INTO figure_history SELECT figure.*, ?5 FROM figure"
        " WHERE " PLACE,
    [FYP_STATEMENT_REPLACE] =
        "UPDATE figure SET value = ?5, decimals = ?6, value_text = ?7,"
        " unit = ?8, numerator = ?9, denominator = ?10, price_basis = ?11,"
        " status = ?12, source = ?13, note = ?14, import_id = ?15,"
        " line = ?16, version = version + 1 WHERE " PLACE,
    [FYP_STATEMENT_REJECT] =
        "INSERT INTO rejected_row VALUES (?1, ?2, ?3, ?4, ?5)",
    [FYP_STATEMENT_LOAD_ALL] = LOADED IN_ORDER,
    [FYP_STATEMENT_LOAD_REGION] =
        LOADED "WHERE indicator = ?1 AND year = ?2 AND region = ?3" IN_ORDER,
    /* not (indicator, year) > (?1, ?2): SQLite seeks that with >= and then
     * walks through the whole slice that it is to leave behind */
    [FYP_STATEMENT_NEXT_SLICE] =
        "SELECT * FROM (SELECT indicator, year FROM figure"
        " WHERE indicator = ?1 AND year > ?2 ORDER BY year LIMIT 1)"
        " UNION ALL "
        "SELECT * FROM (SELECT indicator, year FROM figure"
        " WHERE indicator > ?1 ORDER BY indicator, year LIMIT 1)"
        " ORDER BY 1, 2 LIMIT 1",
};

const char *const fyp_store_basis_words[] = {
    [FYP_BASIS_YEAR] = "year", [FYP_BASIS_TO_DATE] = "to_date"};

const char *const fyp_store_price_words[] = {
    [FYP_PRICE_UNKNOWN] = NULL,
    [FYP_PRICE_NOMINAL] = "nominal",
    [FYP_PRICE_REAL] = "real"};

enum fyp_status fyp_store_prepare(
    struct fyp_store *store, enum fyp_store_statement which, sqlite3_stmt **out,
    struct fyp_error *err)
{
    if (!store->statements[which]) {
        int rc = sqlite3_prepare_v3(
            store->db, statement_texts[which], -1, SQLITE_PREPARE_PERSISTENT,
            &store->statements[which], NULL);
        if (rc != SQLITE_OK) {
            return fyp_store_failed(store, rc, err);
        }
    }
    *out = store->statements[which];
    return FYP_OK;
}

/* Binding fails only for want of memory or a wrong number; a value that is
 * not bound is NULL, which the tables refuse where it would matter. */
static void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    (void)sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

static void
bind_number(sqlite3_stmt *statement, int index, struct fyp_decimal number)
{
    if (number.present) {
        (void)sqlite3_bind_double(statement, index, number.value);
    } else {
        (void)sqlite3_bind_null(statement, index);
    }
}

static void bind_place(sqlite3_stmt *statement, const struct fyp_figure *figure)
{
    bind_text(statement, 1, figure->indicator);
    (void)sqlite3_bind_int(statement, 2, figure->year);
    bind_text(statement, 3, figure->region);
    bind_text(statement, 4, fyp_store_basis_words[figure->basis]);
}

/** The place and what is said of it: parameters 1 to 14. */
static void bind_row(sqlite3_stmt *statement, const struct fyp_store_row *row)
{
    const struct fyp_figure *figure = &row->figure;
    bind_place(statement, figure);
    bind_number(statement, 5, figure->value);
    (void)sqlite3_bind_int(statement, 6, figure->value.decimals);
    bind_text(statement, 7, row->value_text);
    bind_text(statement, 8, row->unit);
    bind_number(statement, 9, row->numerator);
    bind_number(statement, 10, row->denominator);
    bind_text(statement, 11, fyp_store_price_words[figure->price_basis]);
    bind_text(statement, 12, row->status_text);
    bind_text(statement, 13, figure->source ? figure->source : "");
    bind_text(statement, 14, row->note);
}

/** Runs a statement that gives no rows. */
static enum fyp_status
run(struct fyp_store *store, sqlite3_stmt *statement, struct fyp_error *err)
{
    int rc = sqlite3_step(statement);
    enum fyp_status status =
        rc == SQLITE_DONE ? FYP_OK : fyp_store_failed(store, rc, err);
    (void)sqlite3_reset(statement);
    return status;
}

enum fyp_status fyp_store_step(
    struct fyp_store *store, sqlite3_stmt *statement, bool *row,
    struct fyp_error *err)
{
    int rc = sqlite3_step(statement);
    *row = rc == SQLITE_ROW;
    if (*row) {
        return FYP_OK;
    }
    enum fyp_status status =
        rc == SQLITE_DONE ? FYP_OK : fyp_store_failed(store, rc, err);
    (void)sqlite3_reset(statement);
    return status;
}

enum fyp_status fyp_store_find_import(
    struct fyp_store *store, const char *sha256, long long *id,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_FIND_IMPORT, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    bind_text(statement, 1, sha256);
    bool row = false;
    status = fyp_store_step(store, statement, &row, err);
    if (status == FYP_OK) {
        *id = row ? sqlite3_column_int64(statement, 0) : 0;
    }
    (void)sqlite3_reset(statement);
    return status;
}

static enum fyp_status insert_import(
    struct fyp_store *store, const struct fyp_import_file *file,
    long long *import_id, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_BEGIN_IMPORT, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    char moment[32] = "";
    time_t now = time(NULL);
    struct tm parts;
    if (gmtime_r(&now, &parts)) {
        (void)strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", &parts);
    }
    bind_text(statement, 1, file->name);
    bind_text(statement, 2, file->sha256);
    bind_text(statement, 3, moment);
    status = run(store, statement, err);
    if (status == FYP_OK) {
        *import_id = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

/* Places at which this import says what was known before. The figure there
 * keeps its origin, so that only this table, kept by SQLite in a temporary
 * file, knows that the place has been spoken of in this file. */
static const char confirmed_table[] =
    "CREATE TEMP TABLE IF NOT EXISTS confirmed ("
    " indicator TEXT, year INTEGER, region TEXT, basis TEXT, line INTEGER,"
    " PRIMARY KEY (indicator, year, region, basis)) WITHOUT ROWID;"
    "DELETE FROM temp.confirmed";

enum fyp_status fyp_store_begin(
    struct fyp_store *store, const struct fyp_import_file *file,
    long long *import_id, struct fyp_error *err)
{
    enum fyp_status status = fyp_store_run(store, confirmed_table, err);
    if (status == FYP_OK) {
        status = fyp_store_run(store, "BEGIN IMMEDIATE", err);
    }
    if (status != FYP_OK) {
        return status;
    }
    long long earlier = 0;
    status = fyp_store_find_import(store, file->sha256, &earlier, err);
    if (status == FYP_OK && earlier > 0) {
        /* another program has just taken in the same file */
        status = fyp_store_failed(store, SQLITE_BUSY, err);
    }
    if (status == FYP_OK) {
        status = insert_import(store, file, import_id, err);
    }
    if (status != FYP_OK) {
        fyp_store_rollback(store);
    }
    return status;
}

/* What the store holds at the place of a row. */
struct current {
    long long import_id;
    int line;
    struct fyp_decimal value;
    bool same_value; /* as the row's */
    bool same;       /* in all that the row says */
};

static enum fyp_status read_current(
    struct fyp_store *store, const struct fyp_store_row *row,
    struct current *out, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_CURRENT, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    bind_row(statement, row);
    int rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW) {
        *out = (struct current){
            .import_id = sqlite3_column_int64(statement, 0),
            .line = sqlite3_column_int(statement, 1),
            .value =
                {true, sqlite3_column_double(statement, 2),
                 sqlite3_column_int(statement, 3)},
            .same_value = sqlite3_column_int(statement, 4) != 0,
            .same = sqlite3_column_int(statement, 5) != 0};
    } else {
        /* a key that is taken and not to be found */
        status = fyp_store_failed(
            store, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc, err);
    }
    (void)sqlite3_reset(statement);
    return status;
}

/** Line of this file that confirmed the place, 0 where none did. */
static enum fyp_status confirmed_line(
    struct fyp_store *store, const struct fyp_figure *place, int *line,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_CONFIRMED, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    bind_place(statement, place);
    bool row = false;
    status = fyp_store_step(store, statement, &row, err);
    *line = row ? sqlite3_column_int(statement, 0) : 0;
    (void)sqlite3_reset(statement);
    return status;
}

static enum fyp_status confirm(
    struct fyp_store *store, const struct fyp_figure *figure,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_CONFIRM, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    bind_place(statement, figure);
    (void)sqlite3_bind_int(statement, 5, figure->line);
    return run(store, statement, err);
}

static enum fyp_status twice(
    const struct current *current, int line, const struct fyp_figure *figure,
    struct fyp_error *err)
{
    char first[FYP_DECIMAL_TEXT_SIZE], second[FYP_DECIMAL_TEXT_SIZE];
    char number[16];
    fyp_decimal_format(current->value.value, current->value.decimals, first);
    fyp_decimal_format(figure->value.value, figure->value.decimals, second);
    (void)snprintf(number, sizeof number, "%d", line);
    return fyp_fail(err, FYP_E_ROW_TWICE, number, first, second);
}

static enum fyp_status new_version(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_KEEP_OLD, &statement, err);
    if (status == FYP_OK) {
        bind_place(statement, &row->figure);
        (void)sqlite3_bind_int64(statement, 5, import_id);
        status = run(store, statement, err);
    }
    if (status == FYP_OK) {
        status =
            fyp_store_prepare(store, FYP_STATEMENT_REPLACE, &statement, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    bind_row(statement, row);
    (void)sqlite3_bind_int64(statement, 15, import_id);
    (void)sqlite3_bind_int(statement, 16, row->figure.line);
    return run(store, statement, err);
}

/** The place is taken: by this file, or by an earlier one. */
static enum fyp_status put_again(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, enum fyp_stored *what,
    struct fyp_error *err)
{
    struct current current = {0};
    enum fyp_status status = read_current(store, row, &current, err);
    int line = 0; /* of this file, that spoke of the place before */
    if (status == FYP_OK && current.import_id == import_id) {
        line = current.line;
    } else if (status == FYP_OK) {
        status = confirmed_line(store, &row->figure, &line, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    *what = FYP_STORED_SAME;
    if (line > 0) {
        return current.same_value ? FYP_OK
                                  : twice(&current, line, &row->figure, err);
    }
    if (current.same) {
        return confirm(store, &row->figure, err);
    }
    *what = FYP_STORED_CHANGED;
    return new_version(store, import_id, row, err);
}

enum fyp_status fyp_store_put(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, enum fyp_stored *what,
    struct fyp_error *err)
{
    assert(isfinite(row->figure.value.value));
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_INSERT, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    bind_row(statement, row);
    (void)sqlite3_bind_int64(statement, 15, import_id);
    (void)sqlite3_bind_int(statement, 16, row->figure.line);
    status = run(store, statement, err);
    if (status == FYP_OK && sqlite3_changes(store->db) == 0) {
        return put_again(store, import_id, row, what, err);
    }
    *what = FYP_STORED_NEW;
    return status;
}

enum fyp_status fyp_store_put_missing(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, int kind, struct fyp_error *err)
{
    (void)store;
    (void)import_id;
    (void)row;
    (void)kind;
    (void)err;
    return FYP_OK;
}

enum fyp_status fyp_store_finding(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_place *place, const char *raw,
    const struct fyp_error *reason, struct fyp_error *err)
{
    if (fyp_problem_is_warning(reason)) {
        return FYP_OK;
    }
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_REJECT, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    size_t length = fyp_text_cut(raw, strlen(raw), RAW_MAX);
    (void)sqlite3_bind_int64(statement, 1, import_id);
    (void)sqlite3_bind_int(statement, 2, place->line);
    (void)sqlite3_bind_text(statement, 3, raw, (int)length, SQLITE_STATIC);
    (void)sqlite3_bind_int(statement, 4, (int)reason->status);
    bind_text(statement, 5, reason->text);
    return run(store, statement, err);
}

enum fyp_status fyp_store_commit(
    struct fyp_store *store, long long import_id,
    const struct fyp_import_counts *counts, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_COUNTS, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    (void)sqlite3_bind_int64(statement, 1, import_id);
    (void)sqlite3_bind_int64(statement, 2, counts->rows);
    (void)sqlite3_bind_int64(statement, 3, counts->added);
    (void)sqlite3_bind_int64(statement, 4, counts->changed);
    (void)sqlite3_bind_int64(statement, 5, counts->same);
    (void)sqlite3_bind_int64(statement, 6, counts->rejected);
    status = run(store, statement, err);
    return status == FYP_OK ? fyp_store_run(store, "COMMIT", err) : status;
}

void fyp_store_rollback(struct fyp_store *store)
{
    if (!sqlite3_get_autocommit(store->db)) {
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
}
