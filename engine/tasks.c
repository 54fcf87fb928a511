/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/tasks.h"

#include "base/message.h"
#include "base/text.h"

#include <string.h>

enum { UNITS_NAMED = 40 }; /* in a message */

static bool is_same_unit(
    const struct fyp_commitments *commitments, const char *a, const char *b)
{
    return strcmp(
               fyp_unit_full(commitments, a), fyp_unit_full(commitments, b)) ==
           0;
}

static bool has_unit(
    const struct fyp_commitments *commitments, const struct fyp_units *units,
    const char *unit)
{
    for (size_t i = 0; i < units->count; i++) {
        if (is_same_unit(commitments, units->items[i], unit)) {
            return true;
        }
    }
    return false;
}

/* --- how a task stands --- */

static void settle_status(
    struct fyp_task_line *line, const struct fyp_progress *progress, int year)
{
    const struct fyp_task_report *of_year = NULL;
    const struct fyp_task_report *done = NULL; /* the first time */
    for (size_t i = 0; i < progress->count; i++) {
        const struct fyp_task_report *report = &progress->items[i];
        if (strcmp(report->task, line->task->number) != 0 ||
            report->year > year) {
            continue;
        }
        if (report->year == year) {
            of_year = report;
            continue;
        }
        if (line->last == NULL || report->year > line->last->year) {
            line->last = report;
        }
        if (report->status == FYP_TASK_DONE &&
            (done == NULL || report->year < done->year)) {
            done = report;
        }
    }
    line->report = of_year != NULL ? of_year : done;
    if (line->report != NULL) {
        line->status = line->report->status;
        line->last = NULL;
    }
}

static bool
make_lines(struct fyp_ledger *out, const struct fyp_progress *progress)
{
    const struct fyp_commitments *all = out->plan->commitments;
    out->lines =
        fyp_arena_alloc(&out->arena, all->task_count, sizeof *out->lines);
    if (out->lines == NULL) {
        return false;
    }
    for (size_t i = 0; i < all->task_count; i++) {
        const struct fyp_task *task = &all->tasks[i];
        if (out->unit != NULL && !has_unit(all, &task->lead, out->unit) &&
            !has_unit(all, &task->cooperating, out->unit)) {
            continue;
        }
        struct fyp_task_line *line = &out->lines[out->count++];
        *line = (struct fyp_task_line){.task = task};
        if (progress != NULL) {
            settle_status(line, progress, out->year);
        }
        out->counts[line->status]++;
    }
    return true;
}

/* --- units --- */

static struct fyp_unit_line *
unit_line(struct fyp_ledger *out, const char *printed)
{
    const char *unit = fyp_unit_full(out->plan->commitments, printed);
    for (size_t i = 0; i < out->unit_count; i++) {
        if (strcmp(out->units[i].unit, unit) == 0) {
            return &out->units[i];
        }
    }
    struct fyp_unit_line *line = &out->units[out->unit_count++];
    *line = (struct fyp_unit_line){.unit = unit};
    return line;
}

static bool count_units(struct fyp_ledger *out)
{
    size_t most = 0;
    for (size_t i = 0; i < out->count; i++) {
        const struct fyp_task *task = out->lines[i].task;
        most += task->lead.count + task->cooperating.count;
    }
    out->units = fyp_arena_alloc(&out->arena, most + 1, sizeof *out->units);
    if (out->units == NULL) {
        return false;
    }
    for (size_t i = 0; i < out->count; i++) {
        const struct fyp_task_line *line = &out->lines[i];
        for (size_t k = 0; k < line->task->lead.count; k++) {
            struct fyp_unit_line *unit =
                unit_line(out, line->task->lead.items[k]);
            unit->lead++;
            unit->lead_counts[line->status]++;
        }
        for (size_t k = 0; k < line->task->cooperating.count; k++) {
            unit_line(out, line->task->cooperating.items[k])->cooperating++;
        }
    }
    return true;
}

/** Which units there are, for a message. */
static enum fyp_status unknown_unit(
    const struct fyp_plan *plan, const char *unit, struct fyp_error *err)
{
    struct fyp_ledger all;
    struct fyp_buffer names = {0};
    enum fyp_status status =
        fyp_ledger_make(plan, plan->end_year, NULL, NULL, &all, err);
    if (status != FYP_OK) {
        return status;
    }
    for (size_t i = 0; i < all.unit_count && i < UNITS_NAMED; i++) {
        fyp_buffer_text(&names, i > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "");
        fyp_buffer_text(&names, all.units[i].unit);
    }
    status = fyp_fail(
        err, FYP_E_TASK_UNIT, unit,
        names.length > 0 && !names.failed ? names.data : "");
    fyp_buffer_finish(&names);
    fyp_ledger_finish(&all);
    return status;
}

enum fyp_status fyp_ledger_make(
    const struct fyp_plan *plan, int year, const char *unit,
    const struct fyp_progress *progress, struct fyp_ledger *out,
    struct fyp_error *err)
{
    *out = (struct fyp_ledger){.plan = plan, .year = year, .unit = unit};
    if (plan->commitments == NULL || plan->commitments->task_count == 0) {
        return fyp_fail(
            err, FYP_E_NO_COMMITMENTS, plan->id, fyp_text(FYP_M_SECTION_TASKS));
    }
    if (!make_lines(out, progress) || !count_units(out)) {
        fyp_ledger_finish(out);
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    if (out->count == 0) {
        fyp_ledger_finish(out);
        return unknown_unit(plan, unit, err);
    }
    return FYP_OK;
}

void fyp_ledger_finish(struct fyp_ledger *ledger)
{
    if (ledger != NULL) {
        fyp_arena_finish(&ledger->arena);
        *ledger = (struct fyp_ledger){0};
    }
}
