/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_STORE_STORE_H
#define FYP_DATA_STORE_STORE_H

#include "data/figures.h"

/*
 * The SQLite store: figures with their origin and their earlier versions,
 * imports, rejected rows. STRICT tables, foreign keys, application_id
 * 0x66797031 ("fyp1"), user_version 1. The schema is data/schema.sql.
 */

struct fyp_store; /* opaque */

enum fyp_store_mode {
    /* must exist; never written, but for undoing what a process that was
     * killed has left half-done */
    FYP_STORE_READ,
    FYP_STORE_WRITE /* made where it is missing */
};

/**
 * Opens a store and checks that it is one of ours and sound enough to use.
 * @retval FYP_E_STORE_…  Not a store of this program, newer than it,
 *                        damaged, busy, or (READ) missing.
 */
enum fyp_status fyp_store_open(
    const char *path, enum fyp_store_mode mode, struct fyp_store **out,
    struct fyp_error *err);
void fyp_store_close(struct fyp_store *store);

/* One import: everything between begin and commit is one transaction. */

struct fyp_import_file {
    const char *name; /* without its folder */
    char sha256[65];
    const char *revise_reason; /* why figures are revised; NULL: they are not */
    bool rehearsal; /* will be rolled back: the same bytes may have come before */
};

/** Id of an earlier import of the same bytes that was not taken back, 0 where
 *  there is none. */
enum fyp_status fyp_store_find_import(
    struct fyp_store *store, const char *sha256, long long *id,
    struct fyp_error *err);

/**
 * Begins the transaction of one import. Fails with FYP_E_STORE_BUSY when the
 * same bytes have been taken in since they were looked for.
 */
enum fyp_status fyp_store_begin(
    struct fyp_store *store, const struct fyp_import_file *file,
    long long *import_id, struct fyp_error *err);

/** One row as understood, with what stood in the file. */
struct fyp_store_row {
    struct fyp_figure figure; /* version, file are ignored */
    const char *value_text;   /* raw text of the value cell; "" if computed */
    unsigned normalised;      /* what was put right: enum fyp_normalisation of
                                 data/cleaning/number.h */
    const char *unit;         /* NULL: not given */
    struct fyp_decimal numerator, denominator;
    const char *status_text; /* NULL: not given */
    const char *note;        /* NULL: not given */
};

enum fyp_stored { FYP_STORED_NEW, FYP_STORED_CHANGED, FYP_STORED_SAME };

/** Where something stands in the file of an import. */
struct fyp_store_place {
    const char *sheet; /* NULL: a text file */
    int line;          /* from 1 */
    int column;        /* from 1; 0: the whole row */
};

/**
 * Stores a figure: new, the same as the current one in all that the row says
 * (value, numerator, denominator, price basis, status, source, note), or a
 * new version (the old one moves to figure_history).
 *
 * @retval FYP_E_ROW_TWICE  This import has spoken of the place before, with
 *                          another value; the first one stays.
 * @retval FYP_E_ROW_REVISION  The stored figure differs, and the import gives
 *                          no reason for a revision; the stored one stays.
 * In both cases the row is to be rejected, and the import goes on.
 */
enum fyp_status fyp_store_put(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, enum fyp_stored *what,
    struct fyp_error *err);

/**
 * Stores that a file declares a figure to be missing, and how; a figure that
 * is stored for the place stays.
 * @param row   Its place, value_text and origin are used.
 * @param kind  enum fyp_missing_kind of data/cleaning/missing.h, not 0.
 */
enum fyp_status fyp_store_put_missing(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, int kind, struct fyp_error *err);

/** Keeps a rejected row or a warning: place, raw text (its first 2,000
 *  bytes, cut between characters), number, text and cure. */
enum fyp_status fyp_store_finding(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_place *place, const char *raw,
    const struct fyp_error *finding, struct fyp_error *err);

struct fyp_import_counts {
    long rows; /* = added + changed + same + missing + rejected */
    long added, changed, same, missing, rejected;
};

enum fyp_status fyp_store_commit(
    struct fyp_store *store, long long import_id,
    const struct fyp_import_counts *counts, struct fyp_error *err);
void fyp_store_rollback(struct fyp_store *store);

/**
 * Loads the current figures of some regions (all when n is 0), indexed.
 * @param regions  Codes, shape [n].
 * @param out      The caller destroys it.
 */
enum fyp_status fyp_store_load(
    struct fyp_store *store, const char *const *regions, size_t n,
    struct fyp_figures **out, struct fyp_error *err);

#endif
