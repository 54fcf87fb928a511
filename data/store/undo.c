/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include <stdio.h>

/*
 * Taking an import back. Its figures move to earlier_figure, replaced by
 * nobody; what they had replaced becomes current again. Numbers of versions
 * never come twice: the next version of a place counts from the highest that
 * it ever had.
 */

static enum fyp_status refuse(
    const struct fyp_store *store, enum fyp_status why, long long id,
    const char *what, struct fyp_error *err)
{
    char number[24];
    (void)snprintf(number, sizeof number, "%lld", id);
    (void)fyp_fail(err, why, number, what);
    (void)fyp_error_at(err, "%s", store->path);
    return why;
}

/** Names the latest import that stands on one of these figures. */
static enum fyp_status check_built_on(
    struct fyp_store *store, long long import_id, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_BUILT_ON, import_id, &statement, err);
    bool row = false;
    if (status == FYP_OK) {
        status = fyp_store_step(store, statement, &row, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    long long later = row ? sqlite3_column_int64(statement, 0) : 0;
    (void)sqlite3_reset(statement);
    if (later == 0) {
        return FYP_OK;
    }
    struct fyp_import_record record;
    char name[512];
    status = fyp_store_import_record(store, later, &record, err);
    if (status != FYP_OK) {
        return status;
    }
    (void)snprintf(name, sizeof name, "%lld (%s)", later, record.file);
    return refuse(store, FYP_E_IMPORT_BUILT_ON, import_id, name, err);
}

static enum fyp_status
check_undo(struct fyp_store *store, long long import_id, struct fyp_error *err)
{
    struct fyp_import_record record;
    enum fyp_status status =
        fyp_store_import_record(store, import_id, &record, err);
    if (status != FYP_OK) {
        return status;
    }
    if (record.undone_at) {
        return refuse(
            store, FYP_E_IMPORT_UNDONE, import_id, record.undone_at, err);
    }
    return check_built_on(store, import_id, err);
}

static enum fyp_status move_figures(
    struct fyp_store *store, long long import_id, struct fyp_error *err)
{
    static const enum fyp_store_statement steps[] = {
        FYP_STATEMENT_UNDO_KEEP, FYP_STATEMENT_UNDO_REMOVE,
        FYP_STATEMENT_UNDO_RESTORE, FYP_STATEMENT_UNDO_RESTORED,
        FYP_STATEMENT_UNDO_MARK};
    char moment[FYP_MOMENT_SIZE];
    fyp_store_now(moment);
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < sizeof steps / sizeof *steps;
         i++) {
        sqlite3_stmt *statement = NULL;
        status =
            fyp_store_prepare_for(store, steps[i], import_id, &statement, err);
        if (status == FYP_OK && steps[i] == FYP_STATEMENT_UNDO_MARK) {
            fyp_store_bind_text(statement, 2, moment);
        }
        if (status == FYP_OK) {
            status = fyp_store_execute(store, statement, err);
        }
    }
    return status;
}

enum fyp_status fyp_store_undo(
    struct fyp_store *store, long long import_id, struct fyp_error *err)
{
    enum fyp_status status = fyp_store_run(store, "BEGIN IMMEDIATE", err);
    if (status != FYP_OK) {
        return status;
    }
    status = check_undo(store, import_id, err);
    if (status == FYP_OK) {
        status = move_figures(store, import_id, err);
    }
    if (status == FYP_OK) {
        status = fyp_store_run(store, "COMMIT", err);
    }
    fyp_store_rollback(store); /* nothing, where it was committed */
    return status;
}
