/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_BATCH_H
#define FYP_CLI_BATCH_H

#include "cli/session.h"

/*
 * Many evaluations of one command: of all plans of the home, or of one plan's
 * place and the places in it; for every year in which anything was measured,
 * or for the one year that --year names.
 *
 * First the list is made and everything is read, then an item is prepared,
 * evaluated and released, one after the other or each in a process of its
 * own: preparing reads no file.
 */

/** One evaluation to be made. */
struct fyp_batch_item {
    const struct fyp_plan *plan; /* for a part of its place: as it concerns
                                    parts (engine/subregions.h) */
    const struct fyp_figures *figures;
    const struct fyp_ruleset *ruleset;
    const char *region; /* code of a part; NULL: the plan's own place */
    const char *name;   /* of that place */
    bool ranked;        /* among the parts of the place */
    int year;
    enum fyp_stage stage; /* never DEFAULT */
};

/** Zero-initialise; fill with one of the next two; finish once, before the
 *  session is closed. */
struct fyp_batch {
    struct fyp_session *session;
    const struct fyp_options *options;
    struct fyp_batch_item *items; /* by plan, year, code of the place */
    size_t count, capacity;
    struct fyp_figures **figures; /* that are not the session's */
    size_t figures_count;
    struct fyp_plan parts; /* the plan as it concerns parts of its place */
    struct fyp_ruleset part_rules;
    struct fyp_arena arena;
};

/**
 * All plans of the home. A plan whose ruleset cannot be read is told and left
 * out. Failures are already printed; exit code, that of the last.
 */
int fyp_batch_plans(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_batch *out);

/**
 * The plan that arguments[0] names: its own place, and each place that lies
 * directly in it and has figures. Failures are already printed; exit code.
 */
int fyp_batch_regions(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_batch *out);
void fyp_batch_finish(struct fyp_batch *batch);

/** One item, ready to be evaluated. */
struct fyp_batch_ready {
    struct fyp_request request;
    struct fyp_quality_findings findings;
};

/**
 * What third parties stored and which figures deserve a question. The checks
 * must have been read (fyp_session_checks).
 * @param out  Zeroed on failure; lives until the next is prepared.
 */
enum fyp_status fyp_batch_prepare(
    const struct fyp_batch *batch, size_t index, struct fyp_batch_ready *out,
    struct fyp_error *err);
void fyp_batch_release(struct fyp_batch_ready *ready);

#endif
