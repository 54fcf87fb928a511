/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_COMMITMENTS_H
#define FYP_REPORTS_COMMITMENTS_H

#include "engine/commitments.h"
#include "engine/duties.h"
#include "engine/tasks.h"
#include "reports/json.h"
#include "reports/report.h"
#include "reports/shown.h"
#include "reports/text_page.h"

/*
 * What a plan binds to beside its main indicators, as text, JSON and CSV:
 * its sections as they were entered, the ledger of tasks, the calendar of
 * duties, and the commitments that have figures. Texts are one paragraph an
 * entry rather than tables, for they are long, and are listened to as well.
 */

enum fyp_section {
    FYP_SECTION_NONE,
    FYP_SECTION_COMMITMENTS,
    FYP_SECTION_TASKS,
    FYP_SECTION_DUTIES,
    FYP_SECTION_CONFLICTS
};

/** An empty list where the plan has nothing of it. */
void fyp_report_section(
    const struct fyp_plan *plan, enum fyp_section section,
    enum fyp_format format, struct fyp_buffer *out);

/** @param progress  NULL: no file was given. */
void fyp_report_ledger(
    const struct fyp_ledger *ledger, const struct fyp_progress *progress,
    enum fyp_format format, struct fyp_buffer *out);

/** @param done  NULL: no file was given. */
void fyp_report_calendar(
    const struct fyp_calendar *calendar, const struct fyp_done *done,
    enum fyp_format format, struct fyp_buffer *out);

/** Of evaluation->judged, which must be there. */
void fyp_report_commitments(
    const struct fyp_evaluation *evaluation, enum fyp_format format,
    struct fyp_buffer *out);

/* --- inside of the reports --- */

/** "commitments": […] with verdicts. */
void fyp_json_commitments(
    struct fyp_json *parent, const struct fyp_judged_commitments *judged);
/** "conflicts": […] that touch main indicators, with the other verdicts. */
void fyp_json_conflicts(
    struct fyp_json *parent, const struct fyp_judged_commitments *judged);
/** "tasks": […] that a main indicator stands for, with their units. */
void fyp_json_tasks_of(
    struct fyp_json *parent, const struct fyp_plan *plan, const char *code);

/** The judged commitments, one line each; nothing without any. */
void fyp_text_commitments(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation);
/** The contradictions that touch main indicators; nothing without any. */
void fyp_text_conflicts(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation);

/** "任务 8 牵头：区人社局" of the tasks of a main indicator, three units at
 * most by name, and the first most tasks; nothing where the plan tells none.
 * Harmless to a terminal. */
void fyp_text_in_charge(
    const struct fyp_plan *plan, const char *code, size_t most,
    struct fyp_buffer *out);

enum { FYP_OTHER_TEXT_SIZE = FYP_SHOWN_TARGET_SIZE + 160 };
/** Another reading by what differs in it: "≥97", "基期 96.52",
 *  "期限 2025 年", several with a comma between. */
void fyp_other_text(
    const struct fyp_other_result *other, char out[FYP_OTHER_TEXT_SIZE]);

/** Appends texts, each after the first behind separator. */
void fyp_join_texts(
    const char *const *texts, size_t count, const char *separator,
    struct fyp_buffer *out);

/* Words in the current language. */
const char *fyp_word_force(enum fyp_force force);
const char *fyp_word_division(enum fyp_division division);
const char *fyp_word_recurrence(enum fyp_recurrence recurrence);
const char *fyp_word_conflict(enum fyp_conflict_kind kind);
const char *fyp_word_task_status(enum fyp_task_status status);
const char *fyp_word_duty_status(enum fyp_duty_status status);
const char *fyp_word_unjudged(enum fyp_unjudged unjudged);

#endif
