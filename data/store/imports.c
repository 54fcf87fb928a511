/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

void fyp_store_now(char out[FYP_MOMENT_SIZE])
{
    time_t now = time(NULL);
    struct tm parts;
    out[0] = '\0';
    if (gmtime_r(&now, &parts)) {
        (void)strftime(out, FYP_MOMENT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts);
    }
}

enum fyp_status fyp_store_find_import(
    struct fyp_store *store, const struct fyp_import_file *file, long long *id,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_FIND_IMPORT, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    fyp_store_bind_text(statement, 1, file->sha256);
    fyp_store_bind_text(statement, 2, file->revise_reason);
    bool row = false;
    status = fyp_store_step(store, statement, &row, err);
    if (status == FYP_OK) {
        *id = row ? sqlite3_column_int64(statement, 0) : 0;
    }
    (void)sqlite3_reset(statement);
    return status;
}

enum fyp_status fyp_store_insert_import(
    struct fyp_store *store, const struct fyp_import_file *file,
    long long *import_id, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_BEGIN_IMPORT, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    char moment[FYP_MOMENT_SIZE];
    fyp_store_now(moment);
    fyp_store_bind_text(statement, 1, file->name);
    fyp_store_bind_text(statement, 2, file->sha256);
    fyp_store_bind_text(statement, 3, moment);
    fyp_store_bind_text(statement, 4, file->revise_reason);
    status = fyp_store_execute(store, statement, err);
    if (status == FYP_OK) {
        *import_id = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

/** What putting needs to know of the store. */
static enum fyp_status
look_around(struct fyp_store *store, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    fyp_store_forget_origins(store);
    store->finding_count = 0;
    store->groups_off = 0;
    enum fyp_status status = fyp_store_read_indicators(store, err);
    if (status == FYP_OK) {
        status =
            fyp_store_prepare(store, FYP_STATEMENT_ANY_UNDONE, &statement, err);
    }
    if (status == FYP_OK) {
        status = fyp_store_step(store, statement, &store->any_undone, err);
        (void)sqlite3_reset(statement);
    }
    return status;
}

enum fyp_status fyp_store_begin(
    struct fyp_store *store, const struct fyp_import_file *file,
    long long *import_id, struct fyp_error *err)
{
    enum fyp_status status = fyp_store_run(store, "BEGIN IMMEDIATE", err);
    if (status != FYP_OK) {
        return status;
    }
    long long earlier = 0;
    status = fyp_store_find_import(store, file, &earlier, err);
    if (status == FYP_OK && earlier > 0) {
        /* another program has just taken in the same file */
        status = fyp_store_failed(store, SQLITE_BUSY, err);
    }
    if (status == FYP_OK) {
        status = look_around(store, err);
    }
    if (status == FYP_OK) {
        status = fyp_store_insert_import(store, file, import_id, err);
    }
    store->revises = file->revise_reason != NULL;
    if (status != FYP_OK) {
        fyp_store_rollback(store);
    }
    return status;
}

enum fyp_status fyp_store_commit(
    struct fyp_store *store, long long import_id,
    const struct fyp_import_counts *counts, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_COUNTS, import_id, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    const long numbers[] = {counts->rows, counts->added,   counts->changed,
                            counts->same, counts->missing, counts->rejected};
    for (int i = 0; i < (int)(sizeof numbers / sizeof *numbers); i++) {
        (void)sqlite3_bind_int64(statement, 2 + i, numbers[i]);
    }
    status = fyp_store_execute(store, statement, err);
    return status == FYP_OK ? fyp_store_run(store, "COMMIT", err) : status;
}

void fyp_store_rollback(struct fyp_store *store)
{
    if (!sqlite3_get_autocommit(store->db)) {
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
}

/** Strings of out last until the statement is reset. */
static bool read_record(sqlite3_stmt *row, struct fyp_import_record *out)
{
    *out = (struct fyp_import_record){
        .id = sqlite3_column_int64(row, 0),
        .file = fyp_store_text(row, 1),
        .sha256 = fyp_store_text(row, 2),
        .imported_at = fyp_store_text(row, 3),
        .reason = fyp_store_text(row, 4),
        .undone_at = fyp_store_text(row, 5),
        .counts =
            {.rows = (long)sqlite3_column_int64(row, 6),
             .added = (long)sqlite3_column_int64(row, 7),
             .changed = (long)sqlite3_column_int64(row, 8),
             .same = (long)sqlite3_column_int64(row, 9),
             .missing = (long)sqlite3_column_int64(row, 10),
             .rejected = (long)sqlite3_column_int64(row, 11)},
        .blocking = (long)sqlite3_column_int64(row, 12),
        .questions = (long)sqlite3_column_int64(row, 13),
        .kind = fyp_store_kind_of(fyp_store_text(row, 14))};
    return fyp_store_is_text(out->file) && fyp_store_is_text(out->sha256) &&
           fyp_store_is_text(out->imported_at) &&
           (!out->reason || fyp_store_is_text(out->reason)) &&
           (!out->undone_at || fyp_store_is_text(out->undone_at));
}

enum fyp_status fyp_store_history(
    struct fyp_store *store, fyp_import_visit visit, void *context,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_HISTORY, &statement, err);
    bool row = true;
    while (status == FYP_OK && row) {
        struct fyp_import_record record;
        status = fyp_store_step(store, statement, &row, err);
        if (status == FYP_OK && row) {
            status = read_record(statement, &record)
                         ? visit(context, &record, err)
                         : fyp_store_damaged(store, err);
        }
    }
    if (statement) {
        (void)sqlite3_reset(statement);
    }
    return status;
}

/** Replaces a text by a copy that lasts until the next record. */
static bool keep(struct fyp_store *store, const char **text)
{
    if (*text) {
        *text = fyp_arena_text(&store->record, *text, strlen(*text));
        return *text != NULL;
    }
    return true;
}

static enum fyp_status keep_record(
    struct fyp_store *store, struct fyp_import_record *record,
    struct fyp_error *err)
{
    fyp_arena_finish(&store->record);
    bool kept = keep(store, &record->file) && keep(store, &record->sha256) &&
                keep(store, &record->imported_at) &&
                keep(store, &record->reason) && keep(store, &record->undone_at);
    return kept ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
}

enum fyp_status fyp_store_import_record(
    struct fyp_store *store, long long import_id, struct fyp_import_record *out,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_IMPORT_RECORD, import_id, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    bool row = false;
    status = fyp_store_step(store, statement, &row, err);
    if (status == FYP_OK && !row) {
        char number[24];
        (void)snprintf(number, sizeof number, "%lld", import_id);
        (void)fyp_fail(err, FYP_E_IMPORT_UNKNOWN, number);
        (void)fyp_error_at(err, "%s", store->path);
        status = FYP_E_IMPORT_UNKNOWN;
    }
    if (status == FYP_OK) {
        status = read_record(statement, out) ? keep_record(store, out, err)
                                             : fyp_store_damaged(store, err);
    }
    (void)sqlite3_reset(statement);
    return status;
}
