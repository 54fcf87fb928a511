/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include "base/message.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_SIZE = 512, WHERE_SIZE = 400, GROUPS_OFF_ROWS = 4096 };

/* What one row means to the store, and what the store holds at its place. */
struct putting {
    struct fyp_store *store;
    long long import_id;
    const struct fyp_store_row *row;
    long long place, origin;
};

struct current {
    struct fyp_decimal value, numerator, denominator;
    int line, column, version;
    const char *note, *sheet, *unit, *status, *source, *file;
    enum fyp_price_basis price_basis;
    long long import_id;
};

/** The place and what is said of it: parameters first to first + 9. */
static void
bind_row(sqlite3_stmt *statement, int first, const struct putting *putting)
{
    const struct fyp_store_row *row = putting->row;
    const char *text = row->value_text ? row->value_text : "";
    (void)sqlite3_bind_int64(statement, first, putting->place);
    (void)sqlite3_bind_double(statement, first + 1, row->figure.value.value);
    (void)sqlite3_bind_int(statement, first + 2, row->figure.value.decimals);
    fyp_store_bind_text(statement, first + 3, text);
    (void)sqlite3_bind_int64(statement, first + 4, putting->origin);
    (void)sqlite3_bind_int(statement, first + 5, row->figure.line);
    (void)sqlite3_bind_int(statement, first + 6, row->figure.column);
    fyp_store_bind_number(statement, first + 7, row->numerator);
    fyp_store_bind_number(statement, first + 8, row->denominator);
    fyp_store_bind_text(statement, first + 9, row->note);
}

/** Exactly: these are the same texts read again, not results. */
static bool same_number(struct fyp_decimal a, struct fyp_decimal b)
{
    return a.present == b.present && !(a.value < b.value) &&
           !(a.value > b.value);
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/** An invented figure is another one than a measured one of the same value. */
static bool is_demonstration(const char *source)
{
    return source && strstr(source, "示例数据") != NULL;
}

/** What the row gives besides the value is not what is stored. */
static bool
differs_beside(const struct current *current, const struct fyp_store_row *row)
{
    return (row->numerator.present &&
            !same_number(row->numerator, current->numerator)) ||
           (row->denominator.present &&
            !same_number(row->denominator, current->denominator)) ||
           (row->figure.price_basis != FYP_PRICE_UNKNOWN &&
            row->figure.price_basis != current->price_basis) ||
           is_demonstration(row->figure.source) !=
               is_demonstration(current->source);
}

static bool
differs(const struct current *current, const struct fyp_store_row *row)
{
    return !same_number(row->figure.value, current->value) ||
           differs_beside(current, row);
}

/** The same figure with other words about it. */
static bool
differs_in_words(const struct current *current, const struct fyp_store_row *row)
{
    return !same_text(row->unit, current->unit) ||
           !same_text(row->status_text, current->status) ||
           !same_text(row->figure.source, current->source) ||
           !same_text(row->note, current->note);
}

/** "91.46", and where that is not what differs "91.46 (2873/3141, real)". */
static void show_figure(
    struct fyp_decimal value, const struct current *beside,
    char out[SHOWN_SIZE])
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(value.value, value.decimals, number);
    (void)snprintf(out, SHOWN_SIZE, "%s", number);
    if (!beside) {
        return;
    }
    char above[FYP_DECIMAL_TEXT_SIZE] = "—", below[FYP_DECIMAL_TEXT_SIZE] = "—";
    if (beside->numerator.present) {
        fyp_decimal_format(beside->numerator.value, 0, above);
    }
    if (beside->denominator.present) {
        fyp_decimal_format(beside->denominator.value, 0, below);
    }
    static const enum fyp_message prices[] = {
        [FYP_PRICE_UNKNOWN] = FYP_M_PRICE_UNKNOWN,
        [FYP_PRICE_NOMINAL] = FYP_M_PRICE_NOMINAL,
        [FYP_PRICE_REAL] = FYP_M_PRICE_REAL};
    (void)fyp_say(
        out, SHOWN_SIZE, FYP_M_STORE_FIGURE_BESIDE, number, above, below,
        fyp_text(prices[beside->price_basis]),
        beside->source ? beside->source : "");
}

/** "第 7 行", or of a sheet or a wide table " 表1!C7 格". */
static void
show_cell(const char *sheet, int line, int column, char out[WHERE_SIZE])
{
    char cell[FYP_CELL_NAME_SIZE], place[WHERE_SIZE];
    fyp_cell_name(line, column, cell);
    (void)snprintf(
        place, sizeof place, "%s%s%s", sheet ? sheet : "", sheet ? "!" : "",
        cell);
    (void)fyp_say(
        out, WHERE_SIZE,
        sheet || column > 0 ? FYP_M_WHERE_CELL : FYP_M_WHERE_LINE, place);
}

static enum fyp_status revision(
    const struct current *current, const struct fyp_store_row *row,
    struct fyp_error *err)
{
    const struct fyp_figure *figure = &row->figure;
    const struct current theirs = {
        .numerator = row->numerator,
        .denominator = row->denominator,
        .price_basis = figure->price_basis,
        .source = figure->source};
    bool beside = same_number(figure->value, current->value);
    char stored[SHOWN_SIZE], given[SHOWN_SIZE], cell[WHERE_SIZE], number[24];
    char from[WHERE_SIZE + SHOWN_SIZE];
    show_figure(current->value, beside ? current : NULL, stored);
    show_figure(figure->value, beside ? &theirs : NULL, given);
    show_cell(current->sheet, current->line, current->column, cell);
    (void)snprintf(number, sizeof number, "%lld", current->import_id);
    (void)fyp_say(
        from, sizeof from, FYP_M_STORE_FROM, current->file, cell, number);
    return fyp_fail(err, FYP_E_ROW_REVISION, stored, from, given);
}

static enum fyp_status twice(
    const struct current *current, const char *cell,
    const struct fyp_figure *figure, struct fyp_error *err)
{
    char first[FYP_DECIMAL_TEXT_SIZE], second[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(current->value.value, current->value.decimals, first);
    fyp_decimal_format(figure->value.value, figure->value.decimals, second);
    return fyp_fail(err, FYP_E_ROW_TWICE, cell, first, second);
}

/** Strings of out last until the statement is reset. */
static void read_current(sqlite3_stmt *row, struct current *out)
{
    *out = (struct current){
        .value = fyp_store_number(row, 0),
        .numerator = fyp_store_number(row, 2),
        .denominator = fyp_store_number(row, 3),
        .line = sqlite3_column_int(row, 4),
        .column = sqlite3_column_int(row, 5),
        .version = sqlite3_column_int(row, 6),
        .note = fyp_store_text(row, 7),
        .sheet = fyp_store_text(row, 8),
        .unit = fyp_store_text(row, 9),
        .price_basis = fyp_store_price_of(fyp_store_text(row, 10)),
        .status = fyp_store_text(row, 11),
        .source = fyp_store_text(row, 12),
        .import_id = sqlite3_column_int64(row, 13),
        .file = fyp_store_text(row, 14)};
    out->value.decimals = sqlite3_column_int(row, 1);
}

/** Where this file has confirmed the place already; "" where it has not. */
static enum fyp_status confirmed_cell(
    const struct putting *putting, char cell[WHERE_SIZE], struct fyp_error *err)
{
    struct fyp_store *store = putting->store;
    sqlite3_stmt *statement = NULL;
    cell[0] = '\0';
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_CONFIRMED, putting->place, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    (void)sqlite3_bind_int64(statement, 2, putting->import_id);
    bool row = false;
    status = fyp_store_step(store, statement, &row, err);
    if (row) {
        show_cell(
            fyp_store_text(statement, 2), sqlite3_column_int(statement, 0),
            sqlite3_column_int(statement, 1), cell);
    }
    (void)sqlite3_reset(statement);
    return status;
}

/** Parameters 4 to 8 of a confirmation and of a gap. */
static void bind_mention(sqlite3_stmt *statement, const struct putting *putting)
{
    const struct fyp_store_row *row = putting->row;
    (void)sqlite3_bind_int64(statement, 2, putting->import_id);
    fyp_store_bind_text(statement, 4, row->value_text ? row->value_text : "");
    (void)sqlite3_bind_int64(statement, 5, putting->origin);
    (void)sqlite3_bind_int(statement, 6, row->figure.line);
    (void)sqlite3_bind_int(statement, 7, row->figure.column);
    fyp_store_bind_text(statement, 8, row->note);
}

static enum fyp_status
confirm(const struct putting *putting, int version, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        putting->store, FYP_STATEMENT_CONFIRM, putting->place, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    (void)sqlite3_bind_int(statement, 3, version);
    bind_mention(statement, putting);
    return fyp_store_execute(putting->store, statement, err);
}

static enum fyp_status
new_version(const struct putting *putting, struct fyp_error *err)
{
    struct fyp_store *store = putting->store;
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_KEEP_OLD, putting->place, &statement, err);
    if (status == FYP_OK) {
        (void)sqlite3_bind_int64(statement, 2, putting->import_id);
        status = fyp_store_execute(store, statement, err);
    }
    if (status == FYP_OK) {
        status =
            fyp_store_prepare(store, FYP_STATEMENT_REPLACE, &statement, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    bind_row(statement, 1, putting);
    return fyp_store_execute(store, statement, err);
}

enum decision { SAME_AGAIN, TWICE, CONFIRM, REFUSE, REVISE };

static enum decision decide(
    const struct putting *putting, const struct current *current, bool spoken)
{
    bool other = differs(current, putting->row);
    if (spoken) {
        return same_number(putting->row->figure.value, current->value)
                   ? SAME_AGAIN
                   : TWICE;
    }
    if (!putting->store->revises) {
        return other ? REFUSE : CONFIRM;
    }
    return other || differs_in_words(current, putting->row) ? REVISE : CONFIRM;
}

/** The place is taken: by this file, or by an earlier one. */
static enum fyp_status settle(
    const struct putting *putting, const struct current *current,
    enum fyp_stored *what, struct fyp_error *err)
{
    char cell[WHERE_SIZE]; /* of this file, that spoke of the place before */
    enum fyp_status status = FYP_OK;
    if (current->import_id == putting->import_id) {
        show_cell(current->sheet, current->line, current->column, cell);
    } else {
        status = confirmed_cell(putting, cell, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    *what = FYP_STORED_SAME;
    switch (decide(putting, current, cell[0] != '\0')) {
    case TWICE:
        return twice(current, cell, &putting->row->figure, err);
    case CONFIRM:
        return confirm(putting, current->version, err);
    case REFUSE:
        return revision(current, putting->row, err);
    case REVISE:
        *what = FYP_STORED_CHANGED;
        return new_version(putting, err);
    case SAME_AGAIN:
    default:
        return FYP_OK;
    }
}

static enum fyp_status put_again(
    const struct putting *putting, enum fyp_stored *what, struct fyp_error *err)
{
    struct fyp_store *store = putting->store;
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_CURRENT, putting->place, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    struct current current;
    int rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW) {
        read_current(statement, &current);
        status = fyp_store_is_text(current.file)
                     ? settle(putting, &current, what, err)
                     : fyp_store_damaged(store, err);
    } else {
        /* a key that is taken and not to be found */
        status = fyp_store_failed(
            store, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc, err);
    }
    (void)sqlite3_reset(statement);
    return status;
}

/** Finds the two numbers of a row. */
static enum fyp_status locate(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, struct putting *out, struct fyp_error *err)
{
    *out = (struct putting){.store = store, .import_id = import_id, .row = row};
    enum fyp_status status =
        fyp_store_place_of(store, &row->figure, &out->place, err);
    return status == FYP_OK
               ? fyp_store_origin_of(store, import_id, row, &out->origin, err)
               : status;
}

enum fyp_status fyp_store_put(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, enum fyp_stored *what,
    struct fyp_error *err)
{
    assert(isfinite(row->figure.value.value));
    struct putting putting;
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = locate(store, import_id, row, &putting, err);
    if (status == FYP_OK) {
        status = fyp_store_prepare(
            store,
            store->any_undone ? FYP_STATEMENT_INSERT_AGAIN
                              : FYP_STATEMENT_INSERT,
            &statement, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    bind_row(statement, 1, &putting);
    status = fyp_store_execute(store, statement, err);
    if (status == FYP_OK && sqlite3_changes(store->db) == 0) {
        return put_again(&putting, what, err);
    }
    *what = FYP_STORED_NEW;
    return status;
}

/** Runs a bound group; a place that is taken undoes all of it. */
static enum fyp_status insert_group(
    struct fyp_store *store, sqlite3_stmt *statement, bool *stored,
    struct fyp_error *err)
{
    int rc = sqlite3_step(statement);
    *stored = rc == SQLITE_DONE;
    (void)sqlite3_reset(statement);
    if (rc == SQLITE_CONSTRAINT_PRIMARYKEY) {
        store->groups_off = GROUPS_OFF_ROWS;
        return FYP_OK;
    }
    return *stored ? FYP_OK : fyp_store_failed(store, rc, err);
}

enum fyp_status fyp_store_put_new(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *const *rows, bool *stored,
    struct fyp_error *err)
{
    *stored = false;
    if (store->any_undone || store->groups_off > 0) {
        store->groups_off -= store->groups_off > 0 ? FYP_STORE_GROUP : 0;
        return FYP_OK;
    }
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_INSERT_GROUP, &statement, err);
    for (int i = 0; status == FYP_OK && i < FYP_STORE_GROUP; i++) {
        struct putting putting;
        assert(isfinite(rows[i]->figure.value.value));
        status = locate(store, import_id, rows[i], &putting, err);
        if (status == FYP_OK) {
            bind_row(statement, 1 + FYP_FIGURE_PARAMETERS * i, &putting);
        }
    }
    return status == FYP_OK ? insert_group(store, statement, stored, err)
                            : status;
}

enum fyp_status fyp_store_put_missing(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, int kind, struct fyp_error *err)
{
    struct putting putting;
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = locate(store, import_id, row, &putting, err);
    if (status == FYP_OK) {
        status = fyp_store_prepare_for(
            store, FYP_STATEMENT_ADD_GAP, putting.place, &statement, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    (void)sqlite3_bind_int(statement, 3, kind);
    bind_mention(statement, &putting);
    return fyp_store_execute(store, statement, err);
}
