/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_WRITER_H
#define FYP_DATA_WRITER_H

#include "data/cleaning/row.h"
#include "data/import.h"

/*
 * What was understood of a file on its way into the store. Reading and
 * understanding takes about as long as storing, so that a big file is stored
 * on a thread of its own: rows are copied into batches of bounded size, the
 * batches go round. A file that fits into one batch needs no thread.
 *
 * Order is kept, so that the result is the same with and without a thread.
 * Until fyp_writer_finish nobody else may use the store or the result, but
 * for result->counts.rows, which the reader counts.
 */

struct fyp_writer; /* opaque */

/** @param result  Counts and findings are added to it. */
enum fyp_status fyp_writer_create(
    struct fyp_store *store, long long import_id, const char *path,
    struct fyp_import_result *result, struct fyp_writer **out,
    struct fyp_error *err);

/**
 * Queues a row that was understood: a figure, or a declared absence of one.
 * All that the row points to is copied, but for the sheet and the code of
 * the indicator, which must last until fyp_writer_finish.
 *
 * @retval FYP_OK  Queued. The store's word on it comes later: a failure from
 *                 the next call that hands a batch over, or at the end.
 */
enum fyp_status fyp_writer_row(
    struct fyp_writer *writer, const struct fyp_understood *understood,
    const struct fyp_store_place *place, const char *raw,
    struct fyp_error *err);

/**
 * Queues a rejected row or a warning; a place is added to it where it has
 * none. What is not a warning counts as a rejected row.
 * @param place  line 0: the file or sheet as a whole.
 */
enum fyp_status fyp_writer_finding(
    struct fyp_writer *writer, const struct fyp_store_place *place,
    const char *raw, const struct fyp_error *finding, struct fyp_error *err);

/**
 * Waits until all is stored and releases the writer.
 * @param status  Of reading: what is still queued is thrown away unless it
 *                is FYP_OK.
 * @return status, or the first failure of the store.
 */
enum fyp_status fyp_writer_finish(
    struct fyp_writer *writer, enum fyp_status status, struct fyp_error *err);

#endif
