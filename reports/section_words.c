/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/commitments.h"

const char *fyp_word_force(enum fyp_force force)
{
    static const enum fyp_message words[] = {
        [FYP_FORCE_NONE] = FYP_M_NOTHING,
        [FYP_FORCE_HARD] = FYP_M_FORCE_HARD,
        [FYP_FORCE_DECLARED] = FYP_M_FORCE_DECLARED,
        [FYP_FORCE_SOFT] = FYP_M_FORCE_SOFT};
    return fyp_text(words[force]);
}

const char *fyp_word_division(enum fyp_division division)
{
    static const enum fyp_message words[] = {
        [FYP_DIVISION_NONE] = FYP_M_NOTHING,
        [FYP_DIVISION_COMMA] = FYP_M_DIVISION_COMMA,
        [FYP_DIVISION_FIRST] = FYP_M_DIVISION_FIRST,
        [FYP_DIVISION_COLUMNS] = FYP_M_DIVISION_COLUMNS,
        [FYP_DIVISION_MARKED] = FYP_M_DIVISION_MARKED,
        [FYP_DIVISION_UNDIVIDED] = FYP_M_DIVISION_UNDIVIDED};
    return fyp_text(words[division]);
}

const char *fyp_word_recurrence(enum fyp_recurrence recurrence)
{
    static const enum fyp_message words[] = {
        [FYP_RECURRENCE_NONE] = FYP_M_NOTHING,
        [FYP_YEARLY] = FYP_M_RECURRENCE_YEARLY,
        [FYP_MIDTERM] = FYP_M_RECURRENCE_MIDTERM,
        [FYP_ONCE] = FYP_M_RECURRENCE_ONCE,
        [FYP_UNWRITTEN] = FYP_M_RECURRENCE_UNWRITTEN};
    return fyp_text(words[recurrence]);
}

const char *fyp_word_conflict(enum fyp_conflict_kind kind)
{
    static const enum fyp_message words[] = {
        [FYP_CONFLICT_NONE] = FYP_M_NOTHING,
        [FYP_CONFLICT_TWO_FIGURES] = FYP_M_CONFLICT_TWO_FIGURES,
        [FYP_CONFLICT_TWO_THRESHOLDS] = FYP_M_CONFLICT_TWO_THRESHOLDS,
        [FYP_CONFLICT_BELOW_BASELINE] = FYP_M_CONFLICT_BELOW_BASELINE,
        [FYP_CONFLICT_BASELINE] = FYP_M_CONFLICT_BASELINE,
        [FYP_CONFLICT_STRICTNESS] = FYP_M_CONFLICT_STRICTNESS,
        [FYP_CONFLICT_TWO_DEADLINES] = FYP_M_CONFLICT_TWO_DEADLINES,
        [FYP_CONFLICT_MISSING_NUMBER] = FYP_M_CONFLICT_MISSING_NUMBER,
        [FYP_CONFLICT_NO_REFERENCE] = FYP_M_CONFLICT_NO_REFERENCE,
        [FYP_CONFLICT_OTHER] = FYP_M_CONFLICT_OTHER};
    return fyp_text(words[kind]);
}

const char *fyp_word_task_status(enum fyp_task_status status)
{
    static const enum fyp_message words[FYP_TASK_STATUS_COUNT] = {
        [FYP_TASK_NOT_REPORTED] = FYP_M_TASK_NOT_REPORTED,
        [FYP_TASK_DONE] = FYP_M_TASK_DONE,
        [FYP_TASK_UNDER_WAY] = FYP_M_TASK_UNDER_WAY,
        [FYP_TASK_LATE] = FYP_M_TASK_LATE};
    return fyp_text(words[status]);
}

const char *fyp_word_duty_status(enum fyp_duty_status status)
{
    static const enum fyp_message words[FYP_DUTY_STATUS_COUNT] = {
        [FYP_DUTY_DONE] = FYP_M_DUTY_DONE,
        [FYP_DUTY_OVERDUE] = FYP_M_DUTY_OVERDUE,
        [FYP_DUTY_DUE] = FYP_M_DUTY_DUE,
        [FYP_DUTY_LATER] = FYP_M_DUTY_LATER,
        [FYP_DUTY_UNDATED] = FYP_M_DUTY_UNDATED};
    return fyp_text(words[status]);
}

const char *fyp_word_unjudged(enum fyp_unjudged unjudged)
{
    static const enum fyp_message words[] = {
        [FYP_JUDGED] = FYP_M_NOTHING,
        [FYP_UNJUDGED_WORDS] = FYP_M_UNJUDGED_WORDS,
        [FYP_UNJUDGED_NO_FIGURES] = FYP_M_UNJUDGED_NO_FIGURES,
        [FYP_UNJUDGED_RECURRENCE] = FYP_M_UNJUDGED_RECURRENCE,
        [FYP_UNJUDGED_KIND] = FYP_M_UNJUDGED_KIND,
        [FYP_UNJUDGED_PAST] = FYP_M_UNJUDGED_PAST};
    return fyp_text(words[unjudged]);
}

void fyp_join_texts(
    const char *const *texts, size_t count, const char *separator,
    struct fyp_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        fyp_buffer_text(out, i > 0 ? separator : "");
        fyp_buffer_text(out, texts[i]);
    }
}
