/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_STORE_INTERNAL_H
#define FYP_DATA_STORE_INTERNAL_H

#include "data/store/store.h"

#include <sqlite3.h>

/*
 * Shared by store_open.c (is this one of our stores, and sound?), store.c
 * (what goes in) and store_load.c (what comes out).
 */

/* Prepared when first used, kept until the store is closed. */
enum fyp_store_statement {
    FYP_STATEMENT_FIND_IMPORT,
    FYP_STATEMENT_BEGIN_IMPORT,
    FYP_STATEMENT_COUNTS,
    FYP_STATEMENT_INSERT,
    FYP_STATEMENT_CURRENT,
    FYP_STATEMENT_CONFIRM,
    FYP_STATEMENT_CONFIRMED,
    FYP_STATEMENT_KEEP_OLD,
    FYP_STATEMENT_REPLACE,
    FYP_STATEMENT_REJECT,
    FYP_STATEMENT_LOAD_ALL,
    FYP_STATEMENT_LOAD_REGION,
    FYP_STATEMENT_NEXT_SLICE,
    FYP_STATEMENT_COUNT
};

struct fyp_store {
    sqlite3 *db;
    char *path; /* as given; the place in messages */
    sqlite3_stmt *statements[FYP_STATEMENT_COUNT];
};

/* Words of the columns basis and price_basis; NULL for unknown prices. */
extern const char *const fyp_store_basis_words[];
extern const char *const fyp_store_price_words[];

/** The prepared statement, reset; it belongs to the store. */
enum fyp_status fyp_store_prepare(
    struct fyp_store *store, enum fyp_store_statement which, sqlite3_stmt **out,
    struct fyp_error *err);

/** Steps a query; *row says whether there is a row. Resets it when not. */
enum fyp_status fyp_store_step(
    struct fyp_store *store, sqlite3_stmt *statement, bool *row,
    struct fyp_error *err);

/** Turns a result code of SQLite into a numbered failure at the store's
 *  path. rc must not be SQLITE_OK, _ROW or _DONE. */
enum fyp_status
fyp_store_failed(const struct fyp_store *store, int rc, struct fyp_error *err);

/** Runs statements without parameters or results. */
enum fyp_status
fyp_store_run(struct fyp_store *store, const char *sql, struct fyp_error *err);

#endif
