/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_WORKERS_H
#define FYP_CLI_WORKERS_H

#include "base/error.h"

/*
 * Pieces of work that know nothing of each other, done by several processes.
 *
 * They are forked after everything has been read, so all of them see the same
 * plans and figures, and share the memory of them until somebody writes.
 * Processes and not threads: libxlsxwriter and our own code need not know,
 * and one that dies takes nothing with it. Nothing that is open may be used
 * by two of them: the store must be closed before.
 *
 * Each takes the next piece that nobody has taken, so that a long one holds
 * up nothing. Its result is its status, sent back through a pipe; what it
 * made lies on the disk. Which process does which piece differs from run to
 * run, so nothing that is written or printed may depend on it.
 *
 * A process that dies is replaced while pieces are left; the piece that it
 * was at has failed with FYP_E_WORKER. SIGINT and SIGTERM end all of them.
 */

struct fyp_workers {
    size_t count;     /* pieces 0 .. count - 1 */
    size_t processes; /* at most; 1: in this process, without fork */
    void *context;    /* of all three: */

    /** Does a piece, in a process of its own. Prints nothing. */
    enum fyp_status (*work)(void *context, size_t piece, struct fyp_error *err);

    /** A piece was done; called in this process, in any order. */
    void (*done)(void *context, size_t piece);

    /** A process ended in the middle of a piece: takes away what it left.
     *  Called in this process. */
    void (*clean)(void *context, size_t piece, long process);
};

/** What became of the pieces. Zeroed, filled by fyp_workers_run, released by
 *  fyp_workers_finish. */
struct fyp_workers_result {
    struct fyp_error **failures; /* shape [count]; NULL: done, or not begun */
    size_t count;
    int signal; /* that stopped it before the end; 0: none did */
};

/**
 * @param out  Also filled on failure.
 * @retval FYP_OK        All pieces were tried, or a signal came.
 * @retval FYP_E_MEMORY  Nothing was begun.
 */
enum fyp_status fyp_workers_run(
    const struct fyp_workers *workers, struct fyp_workers_result *out,
    struct fyp_error *err);
void fyp_workers_finish(struct fyp_workers_result *result);

/** Processors that are there to be used, at least 1. */
size_t fyp_workers_processors(void);

#endif
