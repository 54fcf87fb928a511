/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_FIELDWORK_PROGRESS_H
#define FYP_DATA_FIELDWORK_PROGRESS_H

#include "data/fieldwork/table.h"
#include "indicators/commitments.h"

/*
 * What units report about the tasks and the duties of a plan, as CSV: a task,
 * a year and how it stands; a duty, the day it was done, and what proves it.
 */

enum fyp_task_status {
    FYP_TASK_NOT_REPORTED,
    FYP_TASK_DONE,      /* 完成 */
    FYP_TASK_UNDER_WAY, /* 进行中 */
    FYP_TASK_LATE,      /* 滞后 */
    FYP_TASK_STATUS_COUNT
};

struct fyp_task_report {
    const char *task; /* printed number */
    int year;
    enum fyp_task_status status; /* never NOT_REPORTED */
    const char *note;            /* "" where none; so evidence */
    const char *evidence;
    int line;
};

struct fyp_progress {
    const struct fyp_plan *plan;
    struct fyp_task_report *items;
    size_t count, capacity;
    struct fyp_field_file file;
    struct fyp_field_seen seen;
    struct fyp_arena arena;
};

/**
 * Reads task,year,status,note,evidence (任务,年份,状态,说明,佐证).
 * Both readers take delimited text or a workbook (data/fieldwork/table.h).
 * @param plan  Has commitments; unknown tasks, years outside and two rows of
 *              one task and year are rejected.
 * @param out   Zeroed on failure; release with fyp_progress_finish.
 */
enum fyp_status fyp_progress_read(
    const char *path, const struct fyp_plan *plan, struct fyp_progress *out,
    struct fyp_problems *problems, struct fyp_error *err);
void fyp_progress_finish(struct fyp_progress *progress);

const char *fyp_task_status_name(enum fyp_task_status status);

/** A day as year * 10000 + month * 100 + day; 0 where text is no YYYY-MM-DD
 *  of the calendar. Days compare as numbers. */
int fyp_day_read(const char *text);

struct fyp_done_report {
    const char *duty; /* id */
    int year;         /* of the duty that was done */
    int day;          /* of fyp_day_read */
    const char *evidence;
    const char *note; /* "" where none */
    int line;
};

struct fyp_done {
    const struct fyp_plan *plan;
    struct fyp_done_report *items;
    size_t count, capacity;
    struct fyp_field_file file;
    struct fyp_field_seen seen;
    struct fyp_arena arena;
};

/**
 * Reads duty,date,evidence[,year,note] (事项,日期,佐证,年份,说明). Without a
 * year that of the day counts. A row without a day or evidence is rejected:
 * that is what marking a duty done takes.
 * @param out  Zeroed on failure; release with fyp_done_finish.
 */
enum fyp_status fyp_done_read(
    const char *path, const struct fyp_plan *plan, struct fyp_done *out,
    struct fyp_problems *problems, struct fyp_error *err);
void fyp_done_finish(struct fyp_done *done);

#endif
