/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/duties.h"

#include "base/message.h"
#include "engine/evaluate.h"

#include <stdio.h>
#include <string.h>

/** The first year with an elapsed share of at least midterm_share. */
static int midterm_year(const struct fyp_plan *plan)
{
    const struct fyp_ruleset ruleset = fyp_ruleset_builtin();
    int year = plan->baseline_year + 1;
    while (year < plan->end_year &&
           fyp_less(fyp_elapsed_share(plan, year), ruleset.midterm_share)) {
        year++;
    }
    return year;
}

static void
years_of(const struct fyp_plan *plan, const struct fyp_duty *duty, int years[2])
{
    years[0] = duty->from_year;
    years[1] = duty->to_year;
    if (duty->recurrence == FYP_MIDTERM) {
        years[0] = midterm_year(plan);
        years[1] = years[0];
    }
    if (duty->recurrence == FYP_ONCE) {
        years[0] = duty->to_year;
    }
    if (duty->recurrence == FYP_UNWRITTEN) {
        years[0] = 0;
        years[1] = 0;
    }
}

/* Of a line without a year any report counts, the last one is told. */
static const struct fyp_done_report *
report_of(const struct fyp_done *done, const struct fyp_duty_line *line, int on)
{
    const struct fyp_done_report *last = NULL;
    for (size_t i = 0; done != NULL && i < done->count; i++) {
        const struct fyp_done_report *report = &done->items[i];
        if ((line->year == 0 || report->year == line->year) &&
            report->day <= on && strcmp(report->duty, line->duty->id) == 0 &&
            (last == NULL || report->day > last->day)) {
            last = report;
        }
    }
    return last;
}

static enum fyp_duty_status status_of(const struct fyp_duty_line *line, int on)
{
    if (line->report != NULL) {
        return FYP_DUTY_DONE;
    }
    if (line->year == 0) {
        return FYP_DUTY_UNDATED;
    }
    if (line->due < on) {
        return FYP_DUTY_OVERDUE;
    }
    return line->year <= on / 10000 ? FYP_DUTY_DUE : FYP_DUTY_LATER;
}

static void add_line(
    struct fyp_calendar *out, const struct fyp_duty *duty, int year,
    const struct fyp_done *done)
{
    struct fyp_duty_line *line = &out->lines[out->count++];
    *line = (struct fyp_duty_line){
        .duty = duty,
        .year = year,
        .due = year == 0 ? 0 : year * 10000 + duty->month * 100 + duty->day,
        .due_inferred = year != 0 && duty->due == NULL};
    line->report = report_of(done, line, out->on);
    line->late = line->year != 0 && line->report != NULL &&
                 line->report->day > line->due;
    line->status = status_of(line, out->on);
    out->counts[line->status]++;
}

static size_t count_lines(const struct fyp_plan *plan)
{
    const struct fyp_commitments *all = plan->commitments;
    size_t count = 0;
    for (size_t i = 0; i < all->duty_count; i++) {
        int years[2];
        years_of(plan, &all->duties[i], years);
        count += (size_t)(years[1] - years[0] + 1);
    }
    return count;
}

enum fyp_status fyp_calendar_make(
    const struct fyp_plan *plan, int on, const struct fyp_done *done,
    struct fyp_calendar *out, struct fyp_error *err)
{
    const struct fyp_commitments *all = plan->commitments;
    *out = (struct fyp_calendar){.plan = plan, .on = on};
    if (all == NULL || all->duty_count == 0) {
        return fyp_fail(
            err, FYP_E_NO_COMMITMENTS, plan->id,
            fyp_text(FYP_M_SECTION_DUTIES));
    }
    out->lines =
        fyp_arena_alloc(&out->arena, count_lines(plan), sizeof *out->lines);
    if (out->lines == NULL) {
        fyp_calendar_finish(out);
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    for (size_t i = 0; i < all->duty_count; i++) {
        int years[2];
        years_of(plan, &all->duties[i], years);
        for (int year = years[0]; year <= years[1]; year++) {
            add_line(out, &all->duties[i], year, done);
        }
    }
    return FYP_OK;
}

void fyp_calendar_finish(struct fyp_calendar *calendar)
{
    if (calendar != NULL) {
        fyp_arena_finish(&calendar->arena);
        *calendar = (struct fyp_calendar){0};
    }
}

const char *fyp_duty_status_name(enum fyp_duty_status status)
{
    static const char *const names[FYP_DUTY_STATUS_COUNT] = {
        [FYP_DUTY_DONE] = "done",
        [FYP_DUTY_OVERDUE] = "overdue",
        [FYP_DUTY_DUE] = "due",
        [FYP_DUTY_LATER] = "later",
        [FYP_DUTY_UNDATED] = "undated"};
    return names[status];
}

void fyp_day_text(int day, char out[FYP_DAY_TEXT_SIZE])
{
    snprintf(
        out, FYP_DAY_TEXT_SIZE, "%04d-%02d-%02d", day / 10000 % 10000,
        day / 100 % 100, day % 100);
}
