/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sections.h"
#include "reports/shown.h"

/* --- pieces --- */

static void indent(struct fyp_text_page *page)
{
    fyp_buffer_text(page->out, "    ");
}

static void
say_part(struct fyp_text_page *page, enum fyp_message title, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        indent(page);
        fyp_page_say(page, title, fyp_page_plain(page, text));
        fyp_page_line_end(page);
    }
}

static void
say_place(struct fyp_text_page *page, const struct fyp_citation *place)
{
    indent(page);
    if (place->section != NULL) {
        fyp_page_say(
            page, FYP_M_SECTION_CITED, fyp_page_plain(page, place->section),
            fyp_page_number(page, place->line));
    } else {
        fyp_page_say(
            page, FYP_M_SECTION_CITED_LINE, fyp_page_number(page, place->line));
    }
    fyp_page_say(page, FYP_M_PLAN_QUOTED, fyp_page_plain(page, place->quote));
    fyp_page_line_end(page);
}

static void
say_notes(struct fyp_text_page *page, const char **notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        say_part(page, FYP_M_SECTION_NOTE, notes[i]);
    }
}

static const char *
joined(struct fyp_text_page *page, const char *const *texts, size_t count)
{
    struct fyp_buffer text = {0};
    fyp_join_texts(texts, count, fyp_text(FYP_M_NAME_BETWEEN), &text);
    page->out->failed = page->out->failed || text.failed;
    const char *copy = text.length > 0 ? fyp_page_plain(page, text.data) : "";
    fyp_buffer_finish(&text);
    return copy;
}

void fyp_say_bound(
    struct fyp_text_page *page, const struct fyp_commitment *item)
{
    char value[FYP_DECIMAL_TEXT_SIZE];
    if (!item->value.present) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_COMMITMENT_WORDS));
        return;
    }
    fyp_decimal_format(item->value.value, item->value.decimals, value);
    fyp_page_say(
        page, item->cap ? FYP_M_COMMITMENT_CAP : FYP_M_COMMITMENT_BOUND,
        fyp_comparator_sign(item->comparator), value,
        fyp_page_plain(page, item->unit));
}

void fyp_say_units(struct fyp_text_page *page, const struct fyp_task *task)
{
    const char *lead = joined(page, task->lead.items, task->lead.count);
    const char *others =
        joined(page, task->cooperating.items, task->cooperating.count);
    if (task->lead.count == 0) {
        return;
    }
    fyp_page_say(
        page,
        task->division == FYP_DIVISION_UNDIVIDED ? FYP_M_TASK_TOGETHER
                                                 : FYP_M_TASK_LEAD,
        lead);
    if (task->cooperating.count > 0) {
        fyp_page_say(page, FYP_M_TASK_COOPERATING, others);
    }
}

/* --- sections --- */

static void
say_steps(struct fyp_text_page *page, const struct fyp_commitment *item)
{
    for (size_t i = 0; i < item->step_count; i++) {
        const struct fyp_year_step *step = &item->steps[i];
        char value[FYP_DECIMAL_TEXT_SIZE] = "";
        if (step->value.present) {
            fyp_decimal_format(step->value.value, step->value.decimals, value);
        }
        indent(page);
        fyp_page_say(
            page, FYP_M_SECTION_STEP, fyp_page_number(page, step->year),
            fyp_comparator_sign(step->comparator), value,
            fyp_page_plain(page, step->text));
        fyp_page_line_end(page);
    }
}

static void
say_commitment(struct fyp_text_page *page, const struct fyp_commitment *item)
{
    fyp_page_say(
        page, FYP_M_SECTION_ENTRY, fyp_page_plain(page, item->id),
        fyp_page_plain(page, item->measure));
    fyp_buffer_text(page->out, fyp_text(FYP_M_SECTION_COLON));
    fyp_say_bound(page, item);
    fyp_page_say(page, FYP_M_SECTION_FORCE, fyp_word_force(item->force));
    fyp_page_line_end(page);
    say_part(page, FYP_M_SECTION_POPULATION, item->population);
    say_part(page, FYP_M_SECTION_DEADLINE, item->deadline_text);
    say_part(page, FYP_M_SECTION_RECURRENCE, item->recurrence);
    say_steps(page, item);
    say_part(page, FYP_M_SECTION_INDICATOR, item->code);
    say_part(page, FYP_M_SECTION_MAIN, item->main_code);
    if (item->task_count > 0) {
        say_part(
            page, FYP_M_SECTION_OF_TASKS,
            joined(page, item->tasks, item->task_count));
    }
    say_place(page, &item->source);
    say_notes(page, item->notes, item->note_count);
}

static void
say_commitments(struct fyp_text_page *page, const struct fyp_commitments *all)
{
    for (size_t i = 0; i < all->count; i++) {
        say_commitment(page, &all->items[i]);
    }
}

static void say_task(struct fyp_text_page *page, const struct fyp_task *task)
{
    fyp_page_say(
        page, FYP_M_SECTION_ENTRY, fyp_page_plain(page, task->number),
        fyp_page_plain(page, task->text));
    fyp_page_line_end(page);
    if (task->lead.count > 0) {
        indent(page);
        fyp_say_units(page, task);
        fyp_page_line_end(page);
    }
    indent(page);
    fyp_page_say(
        page, FYP_M_SECTION_CITED_LINE, fyp_page_number(page, task->text_line));
    fyp_page_line_end(page);
    say_notes(page, task->notes, task->note_count);
}

static void
say_tasks(struct fyp_text_page *page, const struct fyp_commitments *all)
{
    if (all->rule.present) {
        fyp_page_say(
            page, FYP_M_SECTION_RULE, fyp_word_division(all->rule.division));
        if (all->rule.source.quote != NULL) {
            fyp_page_say(
                page, FYP_M_PLAN_QUOTED,
                fyp_page_plain(page, all->rule.source.quote));
        }
        fyp_page_line_end(page);
    }
    for (size_t i = 0; i < all->task_count; i++) {
        say_task(page, &all->tasks[i]);
    }
    for (size_t i = 0; i < all->alias_count; i++) {
        fyp_page_say(
            page, FYP_M_SECTION_ALIAS,
            fyp_page_plain(page, all->aliases[i].name),
            fyp_page_plain(page, all->aliases[i].full));
        fyp_page_line_end(page);
    }
}

static const char *
due_text(struct fyp_text_page *page, const struct fyp_duty *duty)
{
    if (duty->recurrence == FYP_UNWRITTEN) {
        return fyp_text(FYP_M_DUTY_NO_DAY);
    }
    return duty->due == NULL ? fyp_text(FYP_M_DUTY_YEAR_END)
                             : fyp_page_plain(page, duty->due);
}

static void say_duty(struct fyp_text_page *page, const struct fyp_duty *duty)
{
    fyp_page_say(
        page, FYP_M_SECTION_ENTRY, fyp_page_plain(page, duty->id),
        fyp_page_plain(page, duty->text));
    fyp_page_say(
        page, FYP_M_SECTION_RHYTHM, fyp_word_recurrence(duty->recurrence),
        fyp_page_number(page, duty->from_year),
        fyp_page_number(page, duty->to_year), due_text(page, duty));
    fyp_page_line_end(page);
    say_part(page, FYP_M_SECTION_RECURRENCE, duty->recurrence_text);
    say_part(page, FYP_M_SECTION_DEADLINE, duty->deadline_text);
    say_part(
        page, FYP_M_SECTION_UNITS, joined(page, duty->units, duty->unit_count));
    say_place(page, &duty->source);
    say_notes(page, duty->notes, duty->note_count);
}

static void
say_duties(struct fyp_text_page *page, const struct fyp_commitments *all)
{
    for (size_t i = 0; i < all->duty_count; i++) {
        say_duty(page, &all->duties[i]);
    }
}

static void
say_conflicts(struct fyp_text_page *page, const struct fyp_commitments *all)
{
    for (size_t i = 0; i < all->conflict_count; i++) {
        const struct fyp_conflict *conflict = &all->conflicts[i];
        fyp_page_say(
            page, FYP_M_SECTION_CONFLICT, fyp_page_plain(page, conflict->id),
            fyp_word_conflict(conflict->kind),
            fyp_page_plain(page, conflict->statement));
        fyp_page_line_end(page);
        for (size_t k = 0; k < conflict->evidence_count; k++) {
            say_place(page, &conflict->evidence[k]);
        }
        say_part(page, FYP_M_SECTION_READING, conflict->reading);
        say_part(page, FYP_M_SECTION_REASON, conflict->reason);
        say_part(
            page, FYP_M_SECTION_TOUCHES,
            joined(page, conflict->codes, conflict->code_count));
    }
}

static size_t
count_of(const struct fyp_commitments *all, enum fyp_section section)
{
    const size_t counts[] = {
        [FYP_SECTION_NONE] = 0,
        [FYP_SECTION_COMMITMENTS] = all->count,
        [FYP_SECTION_TASKS] = all->task_count,
        [FYP_SECTION_DUTIES] = all->duty_count,
        [FYP_SECTION_CONFLICTS] = all->conflict_count};
    return counts[section];
}

void fyp_section_text(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    enum fyp_section section, struct fyp_buffer *out)
{
    static const struct {
        enum fyp_message title;
        void (*say)(struct fyp_text_page *, const struct fyp_commitments *);
    } forms[] = {
        [FYP_SECTION_NONE] = {FYP_M_NOTHING, NULL},
        [FYP_SECTION_COMMITMENTS] =
            {FYP_M_SECTION_COMMITMENTS, say_commitments},
        [FYP_SECTION_TASKS] = {FYP_M_SECTION_TASKS, say_tasks},
        [FYP_SECTION_DUTIES] = {FYP_M_SECTION_DUTIES, say_duties},
        [FYP_SECTION_CONFLICTS] = {FYP_M_SECTION_CONFLICTS, say_conflicts}};
    struct fyp_text_page page = {.out = out};
    const size_t count = count_of(all, section);

    fyp_page_say(
        &page, FYP_M_SECTION_TITLE, fyp_page_plain(&page, plan->title),
        fyp_text(forms[section].title),
        fyp_page_number(&page, (long long)count));
    fyp_page_line_end(&page);
    say_notes(&page, all->notes, all->note_count);
    if (forms[section].say != NULL) {
        forms[section].say(&page, all);
    }
    fyp_page_finish(&page);
}

void fyp_report_section(
    const struct fyp_plan *plan, enum fyp_section section,
    enum fyp_format format, struct fyp_buffer *out)
{
    static const struct fyp_commitments none = {.id = NULL};
    const struct fyp_commitments *all =
        plan->commitments == NULL ? &none : plan->commitments;
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_section_text(plan, all, section, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_section_json(plan, all, section, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_section_csv(plan, all, section, out);
        break;
    }
}
