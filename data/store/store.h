/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_STORE_STORE_H
#define FYP_DATA_STORE_STORE_H

#include "data/fieldwork/kept.h"
#include "data/figures.h"

/*
 * The SQLite store: figures with their origin and their earlier versions,
 * imports, what was found wrong with them. STRICT tables, application_id
 * 0x66797031 ("fyp1"), user_version 3. The schema is data/store/schema.sql;
 * a store of version 1 is brought up to date when it is opened, one of
 * version 2 when it is opened for writing.
 *
 *   open.c, migrate.c   is this one of ours, and of today?
 *   place.c, origin.c   the two numbers that a row consists of
 *   put.c               figures and gaps in
 *   imports.c           one import, all imports, taking one back
 *   findings.c          what was wrong, for the sender
 *   trace.c             where one figure comes from
 *   load.c              figures out
 *   fieldwork.c         third parties' files in
 *   fieldwork_load.c    and out
 */

struct fyp_store; /* opaque */

enum fyp_store_mode {
    /* must exist; never written, but for undoing what a process that was
     * killed has left half-done, and for bringing an older store up to date */
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
};

/** Id of the latest import of the same bytes that was not taken back, 0 where
 *  there is none. A file whose rows were rejected for want of a reason may
 *  come again with one: such an import is not found then. */
enum fyp_status fyp_store_find_import(
    struct fyp_store *store, const struct fyp_import_file *file, long long *id,
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
 * Stores a figure: new, the same as the current one, or a new version (the
 * old one moves to figure_history).
 *
 * Two figures differ when their values do, when the row gives a numerator, a
 * denominator or a price basis that the stored figure does not have, and when
 * one of them is a demonstration. Unit,
 * status, source and note do not make another figure: without a reason for
 * revision the row confirms the stored one, and what it says is kept with the
 * confirmation; with a reason it becomes the new version.
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

enum { FYP_STORE_GROUP = 16 };

/**
 * Stores figures for places that hold none, all of them or none of them;
 * faster than one by one.
 * @param rows    Shape [FYP_STORE_GROUP].
 * @param stored  false: one of the places is taken, or may have been; nothing
 *                was stored, fyp_store_put is to be asked for each.
 */
enum fyp_status fyp_store_put_new(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *const *rows, bool *stored,
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

/* What is known of the imports. */

/** One import as the history tells it. Strings belong to the store and last
 *  until the next call of any function of it. */
struct fyp_import_record {
    long long id;
    const char *file;
    const char *sha256;
    const char *imported_at; /* UTC: 2026-01-31T08:15:00Z */
    const char *reason;      /* of its revisions; NULL: none was given */
    const char *undone_at;   /* NULL: it was not taken back */
    struct fyp_import_counts counts;
    long blocking, questions;     /* findings of either severity */
    enum fyp_fieldwork_kind kind; /* NONE: figures */
};

/** @return other than FYP_OK to stop, which is passed on. */
typedef enum fyp_status (*fyp_import_visit)(
    void *context, const struct fyp_import_record *record,
    struct fyp_error *err);

/** Visits all imports, in their order, those taken back too. */
enum fyp_status fyp_store_history(
    struct fyp_store *store, fyp_import_visit visit, void *context,
    struct fyp_error *err);

/** @retval FYP_E_IMPORT_UNKNOWN  There is no import of that number. */
enum fyp_status fyp_store_import_record(
    struct fyp_store *store, long long import_id, struct fyp_import_record *out,
    struct fyp_error *err);

enum fyp_finding_kind {
    FYP_FINDING_BLOCKING, /* the row was rejected */
    FYP_FINDING_QUESTION  /* accepted, somebody should look at it */
};

/** One finding of an import. Strings last until the visit returns. */
struct fyp_store_finding_record {
    enum fyp_finding_kind severity;
    struct fyp_store_place place; /* line 0: the whole file or sheet */
    const char *raw;              /* what stood there */
    int status;                   /* shown as FYP-328 */
    const char *text;             /* what is wrong */
    const char *cure;             /* what would be right; may be "" */
};

typedef enum fyp_status (*fyp_finding_visit)(
    void *context, const struct fyp_store_finding_record *finding,
    struct fyp_error *err);

/**
 * Visits the findings of an import: those that block first, then by sheet (in
 * the order of the workbook), line and column. None for an unknown import.
 * visit must not use the store.
 */
enum fyp_status fyp_store_findings(
    struct fyp_store *store, long long import_id, fyp_finding_visit visit,
    void *context, struct fyp_error *err);

/**
 * Takes an import back whole: its new figures go, its revisions give back
 * the version before; all of it stays in figure_history. The same file can be
 * imported again afterwards.
 *
 * @retval FYP_E_IMPORT_UNKNOWN   There is no import of that number.
 * @retval FYP_E_IMPORT_UNDONE    It was taken back before.
 * @retval FYP_E_IMPORT_BUILT_ON  A later import has revised or confirmed one
 *                                of its figures: that one is named, and must
 *                                be taken back first.
 */
enum fyp_status fyp_store_undo(
    struct fyp_store *store, long long import_id, struct fyp_error *err);

/* Where one figure comes from. */

enum fyp_trace_kind {
    FYP_TRACE_CURRENT,   /* what reports use */
    FYP_TRACE_REPLACED,  /* by a later version */
    FYP_TRACE_UNDONE,    /* taken back with its import */
    FYP_TRACE_CONFIRMED, /* the same figure, given once more */
    FYP_TRACE_MISSING    /* declared to be missing */
};

/** One thing that is known of a place. Strings last until the visit
 *  returns. */
struct fyp_trace_entry {
    enum fyp_trace_kind kind;
    struct fyp_store_row row; /* .figure.version: of the figure confirmed;
                                 0: declared missing */
    int missing;              /* enum fyp_missing_kind, or 0 */
    struct fyp_import_record import;
    long long replaced_by; /* import; 0: not replaced */
};

typedef enum fyp_status (*fyp_trace_visit)(
    void *context, const struct fyp_trace_entry *entry, struct fyp_error *err);

/** Visits all that is known of a region, indicator and year: for the year
 *  itself, then to date; the latest version first, then confirmations and
 *  gaps in the order of their imports. visit must not use the store. */
enum fyp_status fyp_store_trace(
    struct fyp_store *store, const struct fyp_figure *place,
    fyp_trace_visit visit, void *context, struct fyp_error *err);

/**
 * Loads the current figures of the regions that an import speaks of, before
 * it is committed.
 * @param most  An import that has stored more figures gives NULL.
 * @param out   The caller destroys it.
 */
enum fyp_status fyp_store_load_touched(
    struct fyp_store *store, long long import_id, long most,
    struct fyp_figures **out, struct fyp_error *err);

/**
 * Loads the current figures of some regions (all when n is 0), indexed.
 * @param regions  Codes, shape [n].
 * @param out      The caller destroys it.
 */
enum fyp_status fyp_store_load(
    struct fyp_store *store, const char *const *regions, size_t n,
    struct fyp_figures **out, struct fyp_error *err);

/** The same, and of upper and all that lies in it by its code: for 511100 the
 *  city with its counties, towns and villages. NULL: only the regions. */
enum fyp_status fyp_store_load_within(
    struct fyp_store *store, const char *const *regions, size_t n,
    const char *upper, struct fyp_figures **out, struct fyp_error *err);
/* What third parties brought back: kept beside the figures, taken back as an
 * import is. */

/**
 * Stores a file of a third party in one transaction.
 * @param import_id  Its number; that of the earlier one where it is there.
 * @param already    The same file with the same parameters is there: nothing
 *                   was changed.
 * @retval FYP_E_FIELD_SAVED_OTHER  The same recounts or answers are there
 *                                  with other parameters or another name.
 */
enum fyp_status fyp_store_save_fieldwork(
    struct fyp_store *store, const struct fyp_fieldwork *fieldwork,
    long long *import_id, bool *already, struct fyp_error *err);

/** All that was stored and not taken back, in the order of the imports. */
struct fyp_fieldwork_set {
    struct fyp_fieldwork *items;
    size_t count;
    struct fyp_arena arena;
};

/** @param out Zeroed on failure; release with fyp_fieldwork_set_finish. */
enum fyp_status fyp_store_load_fieldwork(
    struct fyp_store *store, struct fyp_fieldwork_set *out,
    struct fyp_error *err);
void fyp_fieldwork_set_finish(struct fyp_fieldwork_set *set);

#endif
