/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_DUTIES_H
#define FYP_ENGINE_DUTIES_H

#include "data/fieldwork/progress.h"
#include "engine/ruleset.h"

/*
 * What a plan asks for again and again, on one day: done, overdue, due this
 * year, or later.
 *
 *   每年  once in every year from its first to its last
 *   中期  in the first year with an elapsed share of at least the ruleset's
 *        midterm_share
 *   一次  in its last year
 *   未写频次  the document asks for it and does not say when or how often: one
 *        line without a year or a day, undated until it is reported, never
 *        overdue
 *
 * Each is due on its day, or on 31 December where the document names none,
 * which is marked. Overdue from the day after. A report made after that day
 * marks it done, late. Source: house rule; docs/methods.md section 21.
 */

enum fyp_duty_status {
    FYP_DUTY_DONE,
    FYP_DUTY_OVERDUE,
    FYP_DUTY_DUE,
    FYP_DUTY_LATER,
    FYP_DUTY_UNDATED,
    FYP_DUTY_STATUS_COUNT
};

struct fyp_duty_line {
    const struct fyp_duty *duty;
    int year; /* 0: none; so due */
    int due;  /* year * 10000 + month * 100 + day */
    bool due_inferred;
    enum fyp_duty_status status;
    const struct fyp_done_report *report; /* DONE; else NULL */
    bool late;                            /* done after its day */
};

struct fyp_calendar {
    const struct fyp_plan *plan;
    int on; /* day */
    struct fyp_duty_line *lines;
    size_t count;
    size_t counts[FYP_DUTY_STATUS_COUNT];
    struct fyp_arena arena;
};

/**
 * @param done  NULL: nothing was done. Reports of days after on do not count.
 * @param out   Zeroed on failure; release with fyp_calendar_finish.
 * @retval FYP_E_NO_COMMITMENTS  The plan has no duties.
 */
enum fyp_status fyp_calendar_make(
    const struct fyp_plan *plan, int on, const struct fyp_done *done,
    struct fyp_calendar *out, struct fyp_error *err);
void fyp_calendar_finish(struct fyp_calendar *calendar);

const char *fyp_duty_status_name(enum fyp_duty_status status);

enum { FYP_DAY_TEXT_SIZE = 16 };
/** "2024-12-20" */
void fyp_day_text(int day, char out[FYP_DAY_TEXT_SIZE]);

#endif
