/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include <inttypes.h>
#include <stdio.h>

/*
 * A third party's file is an import of another kind: it has a number, can be
 * taken back, and writes to tables of its own only.
 */

enum { SEED_SIZE = 24 };

static void bind_positive(sqlite3_stmt *statement, int index, long long number)
{
    if (number > 0) {
        (void)sqlite3_bind_int64(statement, index, number);
    } else {
        (void)sqlite3_bind_null(statement, index);
    }
}

/** Parameters 2 to 17 of ADD_FIELDWORK and FIND_FIELDWORK; what the kind has
 *  not stays NULL. seed must outlive the statement's run. */
static void bind_head(
    sqlite3_stmt *statement, const struct fyp_fieldwork *fieldwork,
    char seed[SEED_SIZE])
{
    (void)sqlite3_clear_bindings(statement);
    fyp_store_bind_text(statement, 2, fyp_fieldwork_kind_name(fieldwork->kind));
    fyp_store_bind_text(statement, 3, fieldwork->plan);
    fyp_store_bind_text(statement, 4, fieldwork->region);
    (void)sqlite3_bind_int(statement, 5, fieldwork->year);
    fyp_store_bind_text(statement, 6, fieldwork->by);
    fyp_store_bind_text(statement, 7, fieldwork->sheet);
    (void)sqlite3_bind_double(statement, 8, fieldwork->confidence);
    if (fieldwork->kind == FYP_FIELDWORK_SITES) {
        (void)snprintf(seed, SEED_SIZE, "%" PRIu64, fieldwork->seed);
        fyp_store_bind_text(statement, 9, fieldwork->indicator);
        (void)sqlite3_bind_double(statement, 10, fieldwork->margin);
        (void)sqlite3_bind_double(statement, 11, fieldwork->share);
        (void)sqlite3_bind_int64(statement, 12, fieldwork->population);
        fyp_store_bind_text(statement, 13, seed);
        fyp_store_bind_text(statement, 14, fieldwork->generator);
    } else if (fieldwork->kind == FYP_FIELDWORK_ANSWERS) {
        (void)sqlite3_bind_int(statement, 15, fieldwork->scale.low);
        (void)sqlite3_bind_int(statement, 16, fieldwork->scale.high);
        bind_positive(statement, 17, fieldwork->invited);
    }
}

static enum fyp_status
saved_other(struct fyp_store *store, long long id, struct fyp_error *err)
{
    char number[24];
    (void)snprintf(number, sizeof number, "%lld", id);
    (void)fyp_fail(err, FYP_E_FIELD_SAVED_OTHER, number);
    (void)fyp_error_at(err, "%s", store->path);
    return FYP_E_FIELD_SAVED_OTHER;
}

/** The same file, for the same thing: 0 where it is not there. A sample may
 *  be drawn once more with another margin, it grows then. */
static enum fyp_status find_same(
    struct fyp_store *store, const struct fyp_fieldwork *fieldwork,
    long long *import_id, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    char seed[SEED_SIZE];
    bool row = false;
    *import_id = 0;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_FIND_FIELDWORK, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    bind_head(statement, fieldwork, seed);
    fyp_store_bind_text(statement, 1, fieldwork->sha256);
    status = fyp_store_step(store, statement, &row, err);
    if (status != FYP_OK || !row) {
        return status;
    }
    const long long found = sqlite3_column_int64(statement, 0);
    const bool same = sqlite3_column_int(statement, 1) != 0;
    (void)sqlite3_reset(statement);
    if (same) {
        *import_id = found;
    } else if (fieldwork->kind != FYP_FIELDWORK_SITES) {
        status = saved_other(store, found, err);
    }
    return status;
}

static enum fyp_status add_head(
    struct fyp_store *store, const struct fyp_fieldwork *fieldwork,
    long long *import_id, struct fyp_error *err)
{
    struct fyp_import_file named = {.name = fieldwork->file};
    sqlite3_stmt *statement = NULL;
    char seed[SEED_SIZE];
    (void)snprintf(named.sha256, sizeof named.sha256, "%s", fieldwork->sha256);
    enum fyp_status status =
        fyp_store_insert_import(store, &named, import_id, err);
    if (status == FYP_OK) {
        status = fyp_store_prepare(
            store, FYP_STATEMENT_ADD_FIELDWORK, &statement, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    bind_head(statement, fieldwork, seed);
    (void)sqlite3_bind_int64(statement, 1, *import_id);
    return fyp_store_execute(store, statement, err);
}

static void bind_site(sqlite3_stmt *statement, const struct fyp_kept_site *site)
{
    fyp_store_bind_text(statement, 3, site->site);
    fyp_store_bind_text(statement, 4, site->name);
    (void)sqlite3_bind_int(statement, 5, site->line);
}

static void
bind_recount(sqlite3_stmt *statement, const struct fyp_kept_recount *recount)
{
    fyp_store_bind_text(statement, 3, recount->indicator);
    fyp_store_bind_text(statement, 4, recount->site);
    fyp_store_bind_number(statement, 5, recount->reported);
    fyp_store_bind_number(statement, 6, recount->recounted);
    (void)sqlite3_bind_int64(statement, 7, recount->checked);
    (void)sqlite3_bind_int64(statement, 8, recount->confirmed);
    (void)sqlite3_bind_int(statement, 9, recount->line);
}

static void
bind_answers(sqlite3_stmt *statement, const struct fyp_kept_answers *answers)
{
    fyp_store_bind_text(statement, 3, answers->question);
    fyp_store_bind_text(statement, 4, answers->group);
    if (answers->given) {
        (void)sqlite3_bind_int(statement, 5, answers->value);
    } else {
        (void)sqlite3_bind_null(statement, 5);
    }
    (void)sqlite3_bind_int64(statement, 6, answers->people);
    (void)sqlite3_bind_int(statement, 7, answers->line);
}

static enum fyp_status add_rows(
    struct fyp_store *store, const struct fyp_fieldwork *fieldwork,
    long long import_id, struct fyp_error *err)
{
    static const enum fyp_store_statement adding[FYP_FIELDWORK_KINDS] = {
        [FYP_FIELDWORK_SITES] = FYP_STATEMENT_ADD_DRAWN,
        [FYP_FIELDWORK_RECOUNTS] = FYP_STATEMENT_ADD_RECOUNT,
        [FYP_FIELDWORK_ANSWERS] = FYP_STATEMENT_ADD_ANSWERS,
    };
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < fieldwork->count; i++) {
        sqlite3_stmt *statement = NULL;
        status = fyp_store_prepare_for(
            store, adding[fieldwork->kind], import_id, &statement, err);
        if (status != FYP_OK) {
            return status;
        }
        (void)sqlite3_bind_int64(statement, 2, (long long)i + 1);
        if (fieldwork->kind == FYP_FIELDWORK_SITES) {
            bind_site(statement, &fieldwork->sites[i]);
        } else if (fieldwork->kind == FYP_FIELDWORK_RECOUNTS) {
            bind_recount(statement, &fieldwork->recounts[i]);
        } else {
            bind_answers(statement, &fieldwork->answers[i]);
        }
        status = fyp_store_execute(store, statement, err);
    }
    return status;
}

static long rows_of(const struct fyp_fieldwork *fieldwork)
{
    long long rows = (long long)fieldwork->count;
    if (fieldwork->kind == FYP_FIELDWORK_ANSWERS) {
        rows = 0;
        for (size_t i = 0; i < fieldwork->count; i++) {
            rows += fieldwork->answers[i].people;
        }
    }
    return (long)rows;
}

enum fyp_status fyp_store_save_fieldwork(
    struct fyp_store *store, const struct fyp_fieldwork *fieldwork,
    long long *import_id, bool *already, struct fyp_error *err)
{
    enum fyp_status status = fyp_store_run(store, "BEGIN IMMEDIATE", err);
    if (status != FYP_OK) {
        return status;
    }
    status = find_same(store, fieldwork, import_id, err);
    *already = status == FYP_OK && *import_id > 0;
    if (status == FYP_OK && !*already) {
        status = add_head(store, fieldwork, import_id, err);
        if (status == FYP_OK) {
            status = add_rows(store, fieldwork, *import_id, err);
        }
        if (status == FYP_OK) {
            const long rows = rows_of(fieldwork);
            const struct fyp_import_counts counts = {
                .rows = rows, .added = rows};
            status = fyp_store_commit(store, *import_id, &counts, err);
        }
    }
    fyp_store_rollback(store); /* nothing, where it was committed */
    return status;
}
