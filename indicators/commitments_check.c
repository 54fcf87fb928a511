/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/commitments_file.h"

#include "base/text.h"
#include "indicators/quotation.h"
#include "indicators/sequence.h"

#include <stdio.h>
#include <string.h>

/*
 * What must hold between the fields of a file of commitments. What the
 * document itself prints wrong (a number left out, a number twice, a target
 * below its baseline) is a warning: nothing here corrects a document.
 */

enum { FIRST_YEAR = 1949, LAST_YEAR = 2100, NUMBER_SIZE = 16 };

struct check {
    const struct fyp_plan *plan;
    const struct fyp_commitments *commitments;
    struct fyp_findings *findings;
};

static const char *year_text(int year, char out[NUMBER_SIZE])
{
    snprintf(out, NUMBER_SIZE, "%d", year);
    return out;
}

/** Reports an id that an earlier item of the list has; stride bytes apart,
 *  the id being the first member, the line at line_offset. */
static void check_ids(
    const struct check *check, const void *items, size_t count, size_t stride,
    size_t line_offset)
{
    for (size_t i = 0; i < count; i++) {
        const char *item = (const char *)items + i * stride;
        const char *const *id = (const void *)item;
        for (size_t k = 0; k < i; k++) {
            const char *before = (const char *)items + k * stride;
            const char *const *known = (const void *)before;
            if (strcmp(*known, *id) == 0) {
                char line[NUMBER_SIZE];
                year_text(
                    *(const int *)(const void *)(before + line_offset), line);
                fyp_found(
                    check->findings,
                    *(const int *)(const void *)(item + line_offset),
                    FYP_E_COMMITMENT_TWICE, *id, line);
                break;
            }
        }
    }
}

static void check_tasks_named(
    const struct check *check, const char *who, const char **tasks,
    size_t count, int line)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        if (fyp_task_next(check->commitments, tasks[i], &at) == NULL) {
            fyp_found(
                check->findings, line, FYP_E_COMMITMENT_TASK, who, tasks[i]);
        }
    }
}

/* --- commitments --- */

static void
check_value(const struct check *check, const struct fyp_commitment *item)
{
    bool down = item->comparator == FYP_COMPARE_LT ||
                item->comparator == FYP_COMPARE_LE;
    if (item->value.present != (item->comparator != FYP_COMPARE_NONE)) {
        fyp_found(
            check->findings, item->line, FYP_E_COMMITMENT_VALUE, item->id,
            "比较", "数值");
    }
    if (item->cap && !down) {
        fyp_found(check->findings, item->line, FYP_E_COMMITMENT_CAP, item->id);
    }
}

static bool is_sensible(int year)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR;
}

static void
check_years(const struct check *check, const struct fyp_commitment *item)
{
    char year[NUMBER_SIZE];
    int last = 0;
    if (item->year != 0 &&
        (!is_sensible(item->year) || item->year < check->plan->baseline_year)) {
        fyp_found(
            check->findings, item->line, FYP_E_COMMITMENT_YEAR, item->id,
            year_text(item->year, year));
    }
    for (size_t i = 0; i < item->step_count; i++) {
        const struct fyp_year_step *step = &item->steps[i];
        if (!is_sensible(step->year) || step->year <= last) {
            fyp_found(
                check->findings, step->line, FYP_E_COMMITMENT_STEP, item->id,
                year_text(step->year, year));
        }
        if (step->value.present != (step->comparator != FYP_COMPARE_NONE)) {
            fyp_found(
                check->findings, step->line, FYP_E_COMMITMENT_VALUE, item->id,
                "节点.比较", "节点.数值");
        }
        last = step->year;
    }
}

static bool
knows_unit(const struct fyp_catalogue_entry *entry, const char *unit)
{
    bool known = strcmp(entry->unit, unit) == 0;
    for (size_t i = 0; i < entry->other_unit_count; i++) {
        known = known || strcmp(entry->other_units[i], unit) == 0;
    }
    return known || (strcmp(entry->unit, "%") == 0 && strcmp(unit, "％") == 0);
}

static void
check_code(const struct check *check, const struct fyp_commitment *item)
{
    if (item->code == NULL) {
        return;
    }
    if (item->entry == NULL) {
        fyp_found(
            check->findings, item->line, FYP_E_COMMITMENT_CODE, item->id,
            item->code);
    } else if (
        item->value.present &&
        !knows_unit(item->entry, item->unit == NULL ? "" : item->unit)) {
        fyp_found(
            check->findings, item->line, FYP_E_COMMITMENT_UNIT, item->id,
            item->unit == NULL ? "" : item->unit, item->code,
            item->entry->unit);
    }
}

/** The digits of a quotation, grouped or full-width ones made plain. */
static void plain_digits(const char *quote, struct fyp_buffer *out)
{
    size_t left = strlen(quote);
    fyp_buffer_text(out, "");
    while (left > 0) {
        uint32_t c = 0;
        size_t n = fyp_utf8_decode(quote, left, &c);
        n = n == 0 ? 1 : n;
        if (c >= 0xFF10 && c <= 0xFF19) {
            char digit = (char)('0' + (c - 0xFF10));
            fyp_buffer_bytes(out, &digit, 1);
        } else if (c != ',') {
            fyp_buffer_bytes(out, quote, n);
        }
        quote += n;
        left -= n;
    }
}

/** Is the number there, and no part of a longer one? */
static bool holds_number(const char *text, const char *number)
{
    static const char digits[] = "0123456789.";
    const char *at = text;
    while ((at = strstr(at, number)) != NULL) {
        const char *end = at + strlen(number);
        bool starts = at == text || strchr(digits, at[-1]) == NULL;
        if (starts && (*end == '\0' || strchr("0123456789", *end) == NULL)) {
            return true;
        }
        at++;
    }
    return false;
}

/** A slip of the pen changes a verdict; 一所, 0.02万 need a 说明. */
static void
warn_printed(const struct check *check, const struct fyp_commitment *item)
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    struct fyp_buffer quote = {0};
    if (!item->value.present || item->note_count > 0) {
        return;
    }
    fyp_decimal_format(item->value.value, 0, number);
    plain_digits(item->source.quote, &quote);
    if (!quote.failed && !holds_number(quote.data, number)) {
        fyp_found(
            check->findings, item->line, FYP_W_COMMITMENT_PRINTED, item->id,
            number, item->source.quote);
    }
    fyp_buffer_finish(&quote);
}

static void
warn_worse(const struct check *check, const struct fyp_commitment *item)
{
    bool up = item->comparator == FYP_COMPARE_GT ||
              item->comparator == FYP_COMPARE_GE;
    bool down = item->comparator == FYP_COMPARE_LT ||
                item->comparator == FYP_COMPARE_LE;
    double target = item->value.value;
    double start = item->baseline.value;
    if (!item->baseline.present || item->kind == FYP_KIND_CUMULATIVE ||
        !((up && fyp_less(target, start)) ||
          (down && fyp_more(target, start)))) {
        return;
    }
    char value[FYP_DECIMAL_TEXT_SIZE];
    char from[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(target, item->value.decimals, value);
    fyp_decimal_format(start, item->baseline.decimals, from);
    fyp_found(
        check->findings, item->line, FYP_W_COMMITMENT_WORSE, item->id, value,
        from);
}

/** The main indicator that a commitment says it is. */
static void
check_main(const struct check *check, const struct fyp_commitment *item)
{
    if (item->main_code == NULL) {
        return;
    }
    if (fyp_plan_indicator(check->plan, item->main_code) == NULL) {
        fyp_found(
            check->findings, item->line, FYP_E_CONFLICT_CODE, item->id,
            item->main_code);
    } else if (item->code != NULL && strcmp(item->code, item->main_code) != 0) {
        fyp_found(
            check->findings, item->line, FYP_E_COMMITMENT_MAIN, item->id,
            item->code, item->main_code);
    }
}

static void check_commitments(const struct check *check)
{
    const struct fyp_commitments *all = check->commitments;
    check_ids(
        check, all->items, all->count, sizeof *all->items,
        offsetof(struct fyp_commitment, line));
    for (size_t i = 0; i < all->count; i++) {
        const struct fyp_commitment *item = &all->items[i];
        check_value(check, item);
        check_years(check, item);
        check_code(check, item);
        check_main(check, item);
        check_tasks_named(
            check, item->id, item->tasks, item->task_count, item->line);
        warn_printed(check, item);
        warn_worse(check, item);
    }
}

/* --- tasks --- */

/** The document's list may leave one out. */
static void warn_missing(const struct check *check)
{
    const struct fyp_commitments *all = check->commitments;
    struct fyp_sequence sequence = {.broken = false};
    struct fyp_buffer missing = {0};
    for (size_t i = 0; i < all->task_count; i++) {
        fyp_sequence_add(&sequence, all->tasks[i].number);
    }
    if (fyp_sequence_missing(&sequence, &missing)) {
        char rows[NUMBER_SIZE];
        char last[NUMBER_SIZE];
        fyp_found(
            check->findings, all->tasks[0].line, FYP_W_TASK_MISSING,
            year_text((int)all->task_count, rows),
            year_text(sequence.largest, last), missing.data);
    }
    fyp_buffer_finish(&missing);
}

static void warn_twice(const struct check *check, const struct fyp_task *task)
{
    const struct fyp_task *earlier = check->commitments->tasks;
    for (; earlier < task; earlier++) {
        if (strcmp(earlier->number, task->number) == 0) {
            char line[NUMBER_SIZE];
            fyp_found(
                check->findings, task->line, FYP_W_TASK_TWICE, task->number,
                year_text(earlier->line, line));
            return;
        }
    }
}

static void check_task(const struct check *check, const struct fyp_task *task)
{
    bool columns = task->division == FYP_DIVISION_COLUMNS;
    warn_twice(check, task);
    if (task->units_text != NULL && task->division == FYP_DIVISION_NONE) {
        fyp_found(
            check->findings, task->line, FYP_E_TASK_DIVISION, task->number);
    }
    if (task->cooperating_text != NULL && !columns) {
        fyp_found(
            check->findings, task->line, FYP_E_TASK_COLUMNS, task->number);
    }
    if (task->units_text == NULL) {
        fyp_found(
            check->findings, task->line, FYP_W_TASK_NO_UNIT, task->number);
    }
}

static void check_tasks(const struct check *check)
{
    const struct fyp_commitments *all = check->commitments;
    check_ids(
        check, all->aliases, all->alias_count, sizeof *all->aliases,
        offsetof(struct fyp_alias, line));
    for (size_t i = 0; i < all->task_count; i++) {
        check_task(check, &all->tasks[i]);
    }
    warn_missing(check);
}

static void check_links(const struct check *check)
{
    const struct fyp_commitments *all = check->commitments;
    check_ids(
        check, all->links, all->link_count, sizeof *all->links,
        offsetof(struct fyp_task_link, line));
    for (size_t i = 0; i < all->link_count; i++) {
        const struct fyp_task_link *link = &all->links[i];
        if (fyp_plan_indicator(check->plan, link->code) == NULL) {
            fyp_found(
                check->findings, link->line, FYP_E_CONFLICT_CODE, "指标任务",
                link->code);
        }
        check_tasks_named(
            check, link->code, link->tasks, link->task_count, link->line);
    }
}

/* --- duties and conflicts --- */

static void check_duties(const struct check *check)
{
    const struct fyp_commitments *all = check->commitments;
    check_ids(
        check, all->duties, all->duty_count, sizeof *all->duties,
        offsetof(struct fyp_duty, line));
    for (size_t i = 0; i < all->duty_count; i++) {
        const struct fyp_duty *duty = &all->duties[i];
        if (duty->month == 0) {
            fyp_found(
                check->findings, duty->line, FYP_E_DUTY_DUE, duty->id,
                duty->due);
        }
        if (duty->recurrence == FYP_UNWRITTEN && duty->due != NULL) {
            fyp_found(
                check->findings, duty->line, FYP_E_DUTY_UNWRITTEN, duty->id,
                duty->due);
        }
        if (!is_sensible(duty->from_year) || !is_sensible(duty->to_year) ||
            duty->from_year > duty->to_year) {
            char from[NUMBER_SIZE];
            char to[NUMBER_SIZE];
            fyp_found(
                check->findings, duty->line, FYP_E_DUTY_YEARS, duty->id,
                year_text(duty->from_year, from), year_text(duty->to_year, to));
        }
    }
}

static bool
has_commitment(const struct fyp_commitments *commitments, const char *id)
{
    for (size_t i = 0; i < commitments->count; i++) {
        if (strcmp(commitments->items[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void
check_touched(const struct check *check, const struct fyp_conflict *conflict)
{
    for (size_t i = 0; i < conflict->code_count; i++) {
        if (fyp_plan_indicator(check->plan, conflict->codes[i]) == NULL) {
            fyp_found(
                check->findings, conflict->line, FYP_E_CONFLICT_CODE,
                conflict->id, conflict->codes[i]);
        }
    }
    for (size_t i = 0; i < conflict->commitment_count; i++) {
        if (!has_commitment(check->commitments, conflict->commitments[i])) {
            fyp_found(
                check->findings, conflict->line, FYP_E_CONFLICT_COMMITMENT,
                conflict->id, conflict->commitments[i]);
        }
    }
}

static void
check_others(const struct check *check, const struct fyp_conflict *conflict)
{
    for (size_t i = 0; i < conflict->other_count; i++) {
        const struct fyp_other_reading *other = &conflict->others[i];
        const struct fyp_indicator *indicator =
            fyp_plan_indicator(check->plan, other->code);
        if (indicator == NULL) {
            fyp_found(
                check->findings, other->line, FYP_E_CONFLICT_CODE, conflict->id,
                other->code);
        } else if (
            !other->value.present && !other->baseline.present &&
            other->comparator == FYP_COMPARE_NONE && other->year == 0) {
            fyp_found(
                check->findings, other->line, FYP_E_CONFLICT_OTHER,
                conflict->id, other->code);
        } else if (indicator->target.kind != FYP_TARGET_VALUE) {
            fyp_found(
                check->findings, other->line, FYP_E_CONFLICT_NO_NUMBER,
                conflict->id, other->code);
        }
    }
}

/** Another deadline lies in the plan. */
static void check_other_years(
    const struct check *check, const struct fyp_conflict *conflict)
{
    const int first = check->plan->baseline_year + 1;
    for (size_t i = 0; i < conflict->other_count; i++) {
        const struct fyp_other_reading *other = &conflict->others[i];
        if (other->year != 0 &&
            (other->year < first || other->year > check->plan->end_year)) {
            char year[NUMBER_SIZE];
            char from[NUMBER_SIZE];
            char to[NUMBER_SIZE];
            fyp_found(
                check->findings, other->line, FYP_E_CONFLICT_YEAR, conflict->id,
                year_text(other->year, year), year_text(first, from),
                year_text(check->plan->end_year, to));
        }
    }
}

static void check_conflicts(const struct check *check)
{
    const struct fyp_commitments *all = check->commitments;
    check_ids(
        check, all->conflicts, all->conflict_count, sizeof *all->conflicts,
        offsetof(struct fyp_conflict, line));
    for (size_t i = 0; i < all->conflict_count; i++) {
        const struct fyp_conflict *conflict = &all->conflicts[i];
        if (conflict->evidence_count == 0) {
            fyp_found(
                check->findings, conflict->line, FYP_E_CONFLICT_EVIDENCE,
                conflict->id);
        }
        check_touched(check, conflict);
        check_others(check, conflict);
        check_other_years(check, conflict);
    }
}

/* --- quotations --- */

static void quote_tasks(
    const struct fyp_document *document, const struct fyp_commitments *all)
{
    const struct fyp_citation *rule = &all->rule.source;
    fyp_document_check(document, rule->quote, rule->line, all->rule.line);
    for (size_t i = 0; i < all->task_count; i++) {
        const struct fyp_task *task = &all->tasks[i];
        fyp_document_check(document, task->text, task->text_line, task->line);
        fyp_document_check(
            document, task->units_text, task->units_line, task->line);
        fyp_document_check(
            document, task->cooperating_text, task->units_line, task->line);
    }
}

static void check_quotations(const struct check *check)
{
    const struct fyp_commitments *all = check->commitments;
    struct fyp_document document;
    if (fyp_document_open(check->plan, check->findings, &document)) {
        for (size_t i = 0; i < all->count; i++) {
            const struct fyp_commitment *item = &all->items[i];
            fyp_document_check(
                &document, item->source.quote, item->source.line, item->line);
        }
        quote_tasks(&document, all);
        for (size_t i = 0; i < all->duty_count; i++) {
            const struct fyp_duty *duty = &all->duties[i];
            fyp_document_check(
                &document, duty->source.quote, duty->source.line, duty->line);
        }
        for (size_t i = 0; i < all->conflict_count; i++) {
            const struct fyp_conflict *conflict = &all->conflicts[i];
            for (size_t k = 0; k < conflict->evidence_count; k++) {
                fyp_document_check(
                    &document, conflict->evidence[k].quote,
                    conflict->evidence[k].line, conflict->line);
            }
        }
    }
    fyp_document_close(&document);
}

void fyp_commitments_check(
    const struct fyp_plan *plan, const struct fyp_commitments *commitments,
    struct fyp_findings *findings)
{
    const struct check check = {
        .plan = plan, .commitments = commitments, .findings = findings};
    if (strcmp(commitments->id, plan->id) != 0) {
        fyp_found(
            findings, 1, FYP_E_COMMITMENTS_PLAN, commitments->id, plan->id);
    }
    check_commitments(&check);
    check_tasks(&check);
    check_links(&check);
    check_duties(&check);
    check_conflicts(&check);
    check_quotations(&check);
}
