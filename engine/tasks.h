/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_TASKS_H
#define FYP_ENGINE_TASKS_H

#include "data/fieldwork/progress.h"

/*
 * The ledger of tasks in one year: how each stands by what units reported,
 * and how many of each sort a unit leads.
 *
 *   reported for the year           as reported
 *   not reported, done before       done: what is done stays done
 *   otherwise                       not reported; what was reported last is
 *                                   told beside it and never carried on
 *
 * A unit is counted under its full name where the plan declares one. Where
 * a document does not divide the units of a task, each of them is counted
 * among those in charge. Source: house rule; docs/methods.md section 20.
 */

struct fyp_task_line {
    const struct fyp_task *task;
    enum fyp_task_status status;
    const struct fyp_task_report *report; /* that says so; NULL: none */
    const struct fyp_task_report *last;   /* before the year, where nothing
                                             is reported for it; or NULL */
};

struct fyp_unit_line {
    const char *unit; /* full name, else as printed */
    size_t lead;      /* tasks in its charge */
    size_t cooperating;
    size_t lead_counts[FYP_TASK_STATUS_COUNT]; /* of those in its charge */
};

struct fyp_ledger {
    const struct fyp_plan *plan;
    int year;
    const char *unit; /* only its tasks; NULL: all */
    struct fyp_task_line *lines;
    size_t count;
    size_t counts[FYP_TASK_STATUS_COUNT];
    struct fyp_unit_line *units; /* as they first appear */
    size_t unit_count;
    struct fyp_arena arena;
};

/**
 * @param progress  NULL: nothing was reported.
 * @param unit      As printed, or a full name; NULL: all.
 * @param out       Zeroed on failure; release with fyp_ledger_finish. Points
 *                  into plan and progress.
 * @retval FYP_E_NO_COMMITMENTS  The plan has no tasks.
 * @retval FYP_E_TASK_UNIT       No task has that unit.
 */
enum fyp_status fyp_ledger_make(
    const struct fyp_plan *plan, int year, const char *unit,
    const struct fyp_progress *progress, struct fyp_ledger *out,
    struct fyp_error *err);
void fyp_ledger_finish(struct fyp_ledger *ledger);

#endif
