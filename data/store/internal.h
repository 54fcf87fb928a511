/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_STORE_INTERNAL_H
#define FYP_DATA_STORE_INTERNAL_H

#include "base/arena.h"
#include "base/text.h"
#include "data/store/store.h"

#include <sqlite3.h>
#include <stdint.h>

/* Shared by the files of this folder; store.h lists them. */

/* Prepared when first used, kept until the store is closed. */
enum fyp_store_statement {
    FYP_STATEMENT_FIND_IMPORT,
    FYP_STATEMENT_BEGIN_IMPORT,
    FYP_STATEMENT_COUNTS,
    FYP_STATEMENT_ANY_UNDONE,
    FYP_STATEMENT_INDICATORS,
    FYP_STATEMENT_ADD_INDICATOR,
    FYP_STATEMENT_ADD_ORIGIN,
    FYP_STATEMENT_READ_ORIGIN,
    FYP_STATEMENT_INSERT,
    FYP_STATEMENT_INSERT_GROUP,
    FYP_STATEMENT_INSERT_AGAIN,
    FYP_STATEMENT_CURRENT,
    FYP_STATEMENT_CONFIRM,
    FYP_STATEMENT_CONFIRMED,
    FYP_STATEMENT_KEEP_OLD,
    FYP_STATEMENT_REPLACE,
    FYP_STATEMENT_ADD_GAP,
    FYP_STATEMENT_ADD_FINDING,
    FYP_STATEMENT_FINDINGS,
    FYP_STATEMENT_HISTORY,
    FYP_STATEMENT_IMPORT_RECORD,
    FYP_STATEMENT_BUILT_ON,
    FYP_STATEMENT_UNDO_KEEP,
    FYP_STATEMENT_UNDO_REMOVE,
    FYP_STATEMENT_UNDO_RESTORE,
    FYP_STATEMENT_UNDO_RESTORED,
    FYP_STATEMENT_UNDO_MARK,
    FYP_STATEMENT_TRACE_VERSIONS,
    FYP_STATEMENT_TRACE_CONFIRMED,
    FYP_STATEMENT_TRACE_GAPS,
    FYP_STATEMENT_LOAD_ALL,
    FYP_STATEMENT_LOAD_REGION,
    FYP_STATEMENT_NEXT_PLACE,
    FYP_STATEMENT_TOUCHED,
    FYP_STATEMENT_FIND_FIELDWORK,
    FYP_STATEMENT_ADD_FIELDWORK,
    FYP_STATEMENT_ADD_DRAWN,
    FYP_STATEMENT_ADD_RECOUNT,
    FYP_STATEMENT_ADD_ANSWERS,
    FYP_STATEMENT_FIELDWORK,
    FYP_STATEMENT_DRAWN,
    FYP_STATEMENT_RECOUNTS,
    FYP_STATEMENT_ANSWERS,
    FYP_STATEMENT_COUNT
};

/* --- place.c: one integer for indicator, year, region, basis --- */

/** The indicators of the store, by number and by code. */
struct fyp_store_indicators {
    struct fyp_arena arena;
    const char **by_id; /* shape [count + 1]; by_id[0] is NULL */
    uint16_t *by_code;  /* ids in the order of their codes, shape [count] */
    size_t count;       /* ids are 1 … count */
    size_t capacity;
    uint16_t last; /* found last: files come in runs; 0: none */
};

enum { FYP_INDICATORS_MAX = 16383, FYP_REGION_TEXT_SIZE = 16 };

/** A place taken apart. */
struct fyp_place_parts {
    int indicator; /* number in the store */
    int year;
    char region[FYP_REGION_TEXT_SIZE];
    enum fyp_basis basis;
};

/** @return false for what is no place, as only damage can bring about. */
bool fyp_place_parts(long long place, struct fyp_place_parts *out);

/** First place of an indicator and year; regions follow. */
long long fyp_place_slice(int indicator, int year);

/** The bits of a region, its basis being the year; -1: not a code of 6, 9 or
 *  12 digits, of which there is no figure. */
long long fyp_place_region(const char *code);

/** Counties and above, towns, villages. */
enum { FYP_PLACE_LEVELS = 3 };

/**
 * A region and those of one level that lie in it: first to last bits.
 * @param level  0 .. FYP_PLACE_LEVELS - 1.
 * @return false: none can, or upper is no code.
 */
bool fyp_place_below(
    const char *upper, int level, long long *first, long long *last);

/** Of a place, the bits of its region: as fyp_place_region. */
#define FYP_PLACE_REGION_BITS ((INT64_C(1) << 41) - 2)

/* --- origin.c: what rows of one import share --- */

struct fyp_origin {
    long long import_id;
    const char *file;  /* only when read */
    const char *sheet; /* NULL: a text file */
    const char *unit, *status;
    const char *source; /* not NULL */
    enum fyp_price_basis price_basis;
    unsigned marks, normalised;
};

struct fyp_origin_slot {
    long long id; /* 0: free */
    struct fyp_origin origin;
    char *text; /* its strings */
};

enum { FYP_ORIGIN_SLOTS = 512 };

struct fyp_store {
    sqlite3 *db;
    char *path;  /* as given; the place in messages */
    int version; /* of its schema: FYP_STORE_VERSION, or 2 in a store that is
                    only read */
    sqlite3_stmt *statements[FYP_STATEMENT_COUNT];
    struct fyp_store_indicators indicators;
    /* of the import that goes on */
    struct fyp_origin_slot origins[FYP_ORIGIN_SLOTS];
    size_t last_origin; /* slot */
    bool revises;       /* there is a reason for revisions */
    bool any_undone;    /* a place without a figure may have had versions */
    int groups_off;     /* no groups for so many rows: places were taken */
    long long finding_count;
    /* of the import that was asked for last */
    struct fyp_arena record;
};

/** Words of the columns price_basis and severity; NULL for unknown prices. */
extern const char *const fyp_store_price_words[];
extern const char *const fyp_store_severity_words[];

/** Reads all indicators; to be called inside the transaction that uses
 *  them. */
enum fyp_status
fyp_store_read_indicators(struct fyp_store *store, struct fyp_error *err);
void fyp_store_forget_indicators(struct fyp_store *store);

/** Number of a code, 0 where the store has none. */
int fyp_store_indicator(struct fyp_store *store, const char *code);

/** The place of a figure; its indicator is added where it is missing. */
enum fyp_status fyp_store_place_of(
    struct fyp_store *store, const struct fyp_figure *figure, long long *place,
    struct fyp_error *err);

/** The origin of a row, added where it is not among the latest ones. */
enum fyp_status fyp_store_origin_of(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, long long *id, struct fyp_error *err);
void fyp_store_forget_origins(struct fyp_store *store);

enum fyp_price_basis fyp_store_price_of(const char *word);

/* --- statement.c --- */

/** The prepared statement, reset; it belongs to the store. */
enum fyp_status fyp_store_prepare(
    struct fyp_store *store, enum fyp_store_statement which, sqlite3_stmt **out,
    struct fyp_error *err);

enum { FYP_FIGURE_PARAMETERS = 10 };

/** The same with one integer bound. */
enum fyp_status fyp_store_prepare_for(
    struct fyp_store *store, enum fyp_store_statement which, long long number,
    sqlite3_stmt **out, struct fyp_error *err);

/** Steps a query; *row says whether there is a row. Resets it when not. */
enum fyp_status fyp_store_step(
    struct fyp_store *store, sqlite3_stmt *statement, bool *row,
    struct fyp_error *err);

/** Runs a bound statement that gives no rows. */
enum fyp_status fyp_store_execute(
    struct fyp_store *store, sqlite3_stmt *statement, struct fyp_error *err);

/* Binding fails only for want of memory or a wrong number; a value that is
 * not bound is NULL, which the tables refuse where it would matter. */
void fyp_store_bind_text(sqlite3_stmt *statement, int index, const char *text);
void fyp_store_bind_number(
    sqlite3_stmt *statement, int index, struct fyp_decimal number);

/** Text of a column; NULL where it is NULL. */
const char *fyp_store_text(sqlite3_stmt *row, int index);
struct fyp_decimal fyp_store_number(sqlite3_stmt *row, int index);

/** Valid UTF-8 and not NULL. */
bool fyp_store_is_text(const char *text);

/** Turns a result code of SQLite into a numbered failure at the store's
 *  path. rc must not be SQLITE_OK, _ROW or _DONE. */
enum fyp_status
fyp_store_failed(const struct fyp_store *store, int rc, struct fyp_error *err);

/** A row that a sound store cannot hold. */
enum fyp_status
fyp_store_damaged(const struct fyp_store *store, struct fyp_error *err);

/** Runs statements without parameters or results. */
enum fyp_status
fyp_store_run(struct fyp_store *store, const char *sql, struct fyp_error *err);

/* --- imports.c --- */

enum { FYP_MOMENT_SIZE = 32 };

/** The time, as the store writes it. */
void fyp_store_now(char out[FYP_MOMENT_SIZE]);

/** Adds a row to the table import, inside of a transaction. */
enum fyp_status fyp_store_insert_import(
    struct fyp_store *store, const struct fyp_import_file *file,
    long long *import_id, struct fyp_error *err);

/* --- fieldwork_load.c --- */

/** Of the column kind; NONE for NULL and for anything else. */
enum fyp_fieldwork_kind fyp_store_kind_of(const char *word);

/* --- migrate.c --- */

enum { FYP_STORE_VERSION = 3 };

/** The statements of a schema; version is 1 … FYP_STORE_VERSION. */
const char *const *fyp_store_schema(int version, size_t *count);

/** Brings a store of an older version up to date, inside of a transaction. */
enum fyp_status
fyp_store_migrate(struct fyp_store *store, int version, struct fyp_error *err);

/** In a store of version 2 that is only read: the tables that it lacks, empty
 *  and in memory, so that every question can be asked. */
enum fyp_status
fyp_store_lend_tables(struct fyp_store *store, struct fyp_error *err);

#endif
