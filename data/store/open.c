/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include "base/message.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The rollback journal, SQLite's default, and not WAL: the store is one file
 * that is copied, mailed and kept beside the workbooks, often on a network
 * drive, where the shared memory of WAL does not work. One import is one
 * transaction, so that WAL's cheap small commits would gain nothing.
 */

enum {
    APPLICATION_ID = 0x66797031, /* "fyp1" */
    BUSY_MILLISECONDS = 5000
};

static const char list_objects[] =
    "SELECT type, name, tbl_name, ifnull(sql, '') FROM main.sqlite_schema"
    " ORDER BY type, name";

static enum fyp_status status_of(int rc)
{
    switch (rc & 0xFF) { /* without the extended part */
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return FYP_E_STORE_BUSY;
    case SQLITE_CORRUPT:
        return FYP_E_STORE_DAMAGED;
    case SQLITE_NOTADB:
        return FYP_E_STORE_FOREIGN;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return FYP_E_STORE_WRITE;
    case SQLITE_NOMEM:
        return FYP_E_MEMORY;
    default:
        return FYP_E_INTERNAL;
    }
}

enum fyp_status
fyp_store_failed(const struct fyp_store *store, int rc, struct fyp_error *err)
{
    enum fyp_status status = status_of(rc);
    const char *reason = sqlite3_errstr(rc);
    if (status == FYP_E_STORE_FOREIGN) {
        reason = fyp_text(FYP_M_STORE_NOT_SQLITE);
    } else if (status == FYP_E_INTERNAL) {
        reason = sqlite3_errmsg(store->db);
    }
    fyp_fail(err, status, reason);
    (void)fyp_error_at(err, "%s", store->path);
    return status;
}

/** The one integer that a pragma or query gives. */
static enum fyp_status
ask(struct fyp_store *store, const char *sql, int *out, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
    }
    if (rc == SQLITE_ROW) {
        *out = sqlite3_column_int(statement, 0);
    }
    (void)sqlite3_finalize(statement);
    return rc == SQLITE_ROW ? FYP_OK : fyp_store_failed(store, rc, err);
}

static enum fyp_status foreign(
    const struct fyp_store *store, enum fyp_message why, struct fyp_error *err)
{
    fyp_fail(err, FYP_E_STORE_FOREIGN, fyp_text(why));
    (void)fyp_error_at(err, "%s", store->path);
    return FYP_E_STORE_FOREIGN;
}

static enum fyp_status
create_schema(struct fyp_store *store, struct fyp_error *err)
{
    char pragmas[96];
    (void)snprintf(
        pragmas, sizeof pragmas,
        "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID,
        FYP_STORE_VERSION);
    enum fyp_status status = fyp_store_run(store, pragmas, err);
    size_t n = 0;
    const char *const *statements = fyp_store_schema(FYP_STORE_VERSION, &n);
    for (size_t i = 0; status == FYP_OK && i < n; i++) {
        status = fyp_store_run(store, statements[i], err);
    }
    return status;
}

/** A new file, or one without a single page. */
static enum fyp_status
is_empty(struct fyp_store *store, bool *empty, struct fyp_error *err)
{
    int objects = 0;
    int application = 0;
    enum fyp_status status =
        ask(store, "SELECT count(*) FROM main.sqlite_schema", &objects, err);
    if (status == FYP_OK) {
        status = ask(store, "PRAGMA application_id", &application, err);
    }
    *empty = objects == 0 && application == 0;
    return status;
}

/** Makes the schema in one transaction; whoever comes second waits for it
 *  and finds it made. */
static enum fyp_status
create_if_empty(struct fyp_store *store, struct fyp_error *err)
{
    bool empty = false;
    enum fyp_status status = is_empty(store, &empty, err);
    if (status != FYP_OK || !empty) {
        return status;
    }
    status = fyp_store_run(store, "BEGIN IMMEDIATE", err);
    if (status != FYP_OK) {
        return status;
    }
    status = is_empty(store, &empty, err);
    if (status == FYP_OK && empty) {
        status = create_schema(store, err);
    }
    if (status == FYP_OK) {
        status = fyp_store_run(store, "COMMIT", err);
    }
    fyp_store_rollback(store); /* nothing, where it was committed */
    return status;
}

/** The objects of a database as one text: type, name, table, statement. */
static int describe(sqlite3 *db, struct fyp_buffer *out)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(db, list_objects, -1, &statement, NULL);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(statement);
        for (int i = 0; rc == SQLITE_ROW && i < 4; i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            fyp_buffer_text(out, text ? text : "");
            fyp_buffer_text(out, "\n");
        }
    }
    (void)sqlite3_finalize(statement);
    return rc == SQLITE_DONE && out->failed ? SQLITE_NOMEM : rc;
}

/** The same of a database that has just been made by this program. */
static int describe_ours(int version, struct fyp_buffer *out)
{
    sqlite3 *db = NULL;
    int rc = sqlite3_open(":memory:", &db);
    size_t n = 0;
    const char *const *statements = fyp_store_schema(version, &n);
    for (size_t i = 0; rc == SQLITE_OK && i < n; i++) {
        rc = sqlite3_exec(db, statements[i], NULL, NULL, NULL);
    }
    if (rc == SQLITE_OK) {
        rc = describe(db, out);
    }
    (void)sqlite3_close(db);
    return rc;
}

/** No table, index, view or trigger more or less than ours: a foreign one
 *  could run when ours are used. */
static enum fyp_status
check_objects(const struct fyp_store *store, int version, struct fyp_error *err)
{
    struct fyp_buffer found = {0};
    struct fyp_buffer ours = {0};
    int rc = describe(store->db, &found);
    if (rc == SQLITE_DONE) {
        rc = describe_ours(version, &ours);
    }
    enum fyp_status status = FYP_OK;
    if (rc != SQLITE_DONE) {
        status = fyp_store_failed(store, rc, err);
    } else if (!found.data || strcmp(found.data, ours.data) != 0) {
        status = foreign(store, FYP_M_STORE_OTHER_TABLES, err);
    }
    fyp_buffer_finish(&found);
    fyp_buffer_finish(&ours);
    return status;
}

static enum fyp_status
check_version(struct fyp_store *store, int *version, struct fyp_error *err)
{
    int application = 0;
    enum fyp_status status =
        ask(store, "PRAGMA application_id", &application, err);
    if (status == FYP_OK) {
        status = ask(store, "PRAGMA user_version", version, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    if (application != APPLICATION_ID) {
        return foreign(store, FYP_M_STORE_OTHER_PROGRAM, err);
    }
    if (*version > FYP_STORE_VERSION) {
        char theirs[16], ours[16];
        (void)snprintf(theirs, sizeof theirs, "%d", *version);
        (void)snprintf(ours, sizeof ours, "%d", FYP_STORE_VERSION);
        (void)fyp_fail(err, FYP_E_STORE_NEWER, theirs, ours);
        (void)fyp_error_at(err, "%s", store->path);
        return FYP_E_STORE_NEWER;
    }
    return *version >= 1 ? FYP_OK
                         : foreign(store, FYP_M_STORE_OTHER_TABLES, err);
}

/** Brings an older store up to date, by whoever comes first. */
static enum fyp_status bring_up(struct fyp_store *store, struct fyp_error *err)
{
    int version = 0;
    enum fyp_status status = fyp_store_run(store, "BEGIN IMMEDIATE", err);
    if (status == FYP_OK) {
        status = check_version(store, &version, err);
    }
    if (status == FYP_OK) {
        status = check_objects(store, version, err);
    }
    if (status == FYP_OK && version < FYP_STORE_VERSION) {
        status = fyp_store_migrate(store, version, err);
    }
    if (status == FYP_OK) {
        status = fyp_store_run(store, "COMMIT", err);
    }
    fyp_store_rollback(store); /* nothing, where it was committed */
    return status;
}

/** Ours, word for word, and of today. Version 2 lacks nothing that figures
 *  need: who only reads, leaves it as it is. */
static enum fyp_status check_store(
    struct fyp_store *store, enum fyp_store_mode mode, struct fyp_error *err)
{
    int version = 0;
    enum fyp_status status = check_version(store, &version, err);
    store->version = FYP_STORE_VERSION;
    if (status == FYP_OK && version == 2 && mode == FYP_STORE_READ) {
        store->version = version;
        status = check_objects(store, version, err);
        return status == FYP_OK ? fyp_store_lend_tables(store, err) : status;
    }
    if (status == FYP_OK && version < FYP_STORE_VERSION) {
        status = bring_up(store, err);
    }
    return status == FYP_OK ? check_objects(store, FYP_STORE_VERSION, err)
                            : status;
}

/** SQLite reads the missing end of a last page as zeros. */
static enum fyp_status
check_size(struct fyp_store *store, struct fyp_error *err)
{
    struct stat file;
    int page_size = 0;
    enum fyp_status status = ask(store, "PRAGMA page_size", &page_size, err);
    if (status == FYP_OK && page_size > 0 && stat(store->path, &file) == 0 &&
        file.st_size % page_size != 0) {
        status = fyp_store_failed(store, SQLITE_CORRUPT, err);
    }
    return status;
}

/* A file from elsewhere must not run code of its own, and damaged cells are
 * to be noticed. 32 MB of cache hold the ends of all runs of a big import.
 * Foreign keys are for readers of the file, not enforced: every number that
 * is written was read or given out by this connection before, and looking it
 * up again would cost a fifth of an import. */
static enum fyp_status configure(struct fyp_store *store, struct fyp_error *err)
{
    (void)sqlite3_extended_result_codes(store->db, 1);
    (void)sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    return fyp_store_run(
        store, "PRAGMA cell_size_check = ON; PRAGMA cache_size = -32000", err);
}

/* A reader opens for writing too, where it may: a journal left by a process
 * that was killed is rolled back by whoever comes next. query_only keeps it
 * from writing anything else. */
static enum fyp_status open_database(
    struct fyp_store *store, enum fyp_store_mode mode, struct fyp_error *err)
{
    /* "file:…" and ":memory:" are names of files here */
    const char *folder = store->path[0] == '/' ? "" : "./";
    struct fyp_buffer name = {0};
    fyp_buffer_format(&name, "%s%s", folder, store->path);
    if (name.failed) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                (mode == FYP_STORE_WRITE ? SQLITE_OPEN_CREATE : 0);
    int rc = sqlite3_open_v2(name.data, &store->db, flags, NULL);
    fyp_buffer_finish(&name);
    if (rc != SQLITE_OK) {
        return fyp_store_failed(store, rc, err);
    }
    return configure(store, err);
}

/* SQLite takes any file of a few bytes for an empty database and would write
 * over it. A journal beside the file is another matter: whoever was at work
 * there was interrupted, and SQLite is to put it right. */
static bool begins_as_database(const char *path)
{
    static const char mark[16] = "SQLite format 3";
    struct fyp_buffer journal = {0};
    fyp_buffer_format(&journal, "%s-journal", path);
    bool interrupted = journal.data && access(journal.data, F_OK) == 0;
    fyp_buffer_finish(&journal);
    char start[sizeof mark] = "";
    FILE *file = fopen(path, "rb");
    if (interrupted || !file) {
        if (file) {
            (void)fclose(file);
        }
        return true; /* let SQLite say what is wrong */
    }
    size_t n = fread(start, 1, sizeof start, file);
    (void)fclose(file);
    return n == sizeof start && memcmp(start, mark, sizeof mark) == 0;
}

/** Refuses what is no database before SQLite sees it. */
static enum fyp_status check_file(
    const struct fyp_store *store, enum fyp_store_mode mode,
    struct fyp_error *err)
{
    struct stat file;
    bool there = stat(store->path, &file) == 0;
    if (there && !S_ISREG(file.st_mode)) {
        return foreign(store, FYP_M_STORE_NOT_SQLITE, err);
    }
    if (there && file.st_size > 0) {
        return begins_as_database(store->path)
                   ? FYP_OK
                   : foreign(store, FYP_M_STORE_NOT_SQLITE, err);
    }
    if (mode == FYP_STORE_READ) {
        fyp_fail(err, FYP_E_STORE_MISSING, NULL);
        (void)fyp_error_at(err, "%s", store->path);
        return FYP_E_STORE_MISSING;
    }
    return FYP_OK;
}

enum fyp_status fyp_store_open(
    const char *path, enum fyp_store_mode mode, struct fyp_store **out,
    struct fyp_error *err)
{
    *out = NULL;
    /* Counting every allocation takes a lock each time; nobody reads it. Too
     * late, and without effect, once SQLite is in use. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    struct fyp_store *store = calloc(1, sizeof *store);
    if (!store || !(store->path = strdup(path))) {
        free(store);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = check_file(store, mode, err);
    if (status == FYP_OK) {
        status = open_database(store, mode, err);
    }
    if (status == FYP_OK && mode == FYP_STORE_WRITE) {
        status = create_if_empty(store, err);
    }
    if (status == FYP_OK) {
        status = check_store(store, mode, err);
    }
    if (status == FYP_OK) {
        status = check_size(store, err);
    }
    if (status == FYP_OK && mode == FYP_STORE_READ) {
        status = fyp_store_run(store, "PRAGMA query_only = ON", err);
    }
    if (status != FYP_OK) {
        fyp_store_close(store);
        return status;
    }
    *out = store;
    return FYP_OK;
}

void fyp_store_close(struct fyp_store *store)
{
    if (!store) {
        return;
    }
    for (int i = 0; i < FYP_STATEMENT_COUNT; i++) {
        (void)sqlite3_finalize(store->statements[i]);
    }
    (void)sqlite3_close(store->db);
    fyp_store_forget_indicators(store);
    fyp_store_forget_origins(store);
    fyp_arena_finish(&store->record);
    free(store->path);
    free(store);
}
