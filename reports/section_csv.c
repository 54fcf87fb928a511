/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/sections.h"

static void
put_list(struct fyp_csv_row *row, const char *const *texts, size_t count)
{
    struct fyp_buffer text = {0};
    fyp_join_texts(texts, count, ";", &text);
    fyp_csv_text(row, text.length > 0 ? text.data : NULL);
    row->out->failed = row->out->failed || text.failed;
    fyp_buffer_finish(&text);
}

static void put_commitments(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    struct fyp_buffer *out)
{
    static const char *const titles[] = {
        "plan",       "id",         "measure",       "comparator",
        "value",      "unit",       "deadline_text", "year",
        "recurrence", "population", "force",         "cap",
        "box",        "indicator",  "tasks",         "section",
        "line",       "quote",      "notes"};
    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < all->count; i++) {
        const struct fyp_commitment *item = &all->items[i];
        struct fyp_csv_row row = {.out = out};
        fyp_csv_text(&row, plan->id);
        fyp_csv_text(&row, item->id);
        fyp_csv_text(&row, item->measure);
        fyp_csv_comparator(&row, item->comparator);
        fyp_csv_decimal(&row, &item->value);
        fyp_csv_text(&row, item->unit);
        fyp_csv_text(&row, item->deadline_text);
        fyp_csv_positive(&row, item->year);
        fyp_csv_text(&row, item->recurrence);
        fyp_csv_text(&row, item->population);
        fyp_csv_text(&row, fyp_force_name(item->force));
        fyp_csv_boolean(&row, item->cap);
        fyp_csv_text(&row, item->box);
        fyp_csv_text(&row, item->code);
        put_list(&row, item->tasks, item->task_count);
        fyp_csv_text(&row, item->source.section);
        fyp_csv_positive(&row, item->source.line);
        fyp_csv_text(&row, item->source.quote);
        put_list(&row, item->notes, item->note_count);
        fyp_csv_end(&row);
    }
}

static void put_tasks(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    struct fyp_buffer *out)
{
    static const char *const titles[] = {"plan",    "no",          "text",
                                         "lead",    "cooperating", "division",
                                         "section", "line"};
    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < all->task_count; i++) {
        const struct fyp_task *task = &all->tasks[i];
        struct fyp_csv_row row = {.out = out};
        fyp_csv_text(&row, plan->id);
        fyp_csv_text(&row, task->number);
        fyp_csv_text(&row, task->text);
        put_list(&row, task->lead.items, task->lead.count);
        put_list(&row, task->cooperating.items, task->cooperating.count);
        fyp_csv_text(&row, fyp_division_name(task->division));
        fyp_csv_text(&row, task->section);
        fyp_csv_positive(&row, task->text_line);
        fyp_csv_end(&row);
    }
}

static void put_duties(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    struct fyp_buffer *out)
{
    static const char *const titles[] = {
        "plan",          "id",   "text",      "recurrence", "recurrence_text",
        "deadline_text", "due",  "from_year", "to_year",    "units",
        "section",       "line", "quote"};
    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < all->duty_count; i++) {
        const struct fyp_duty *duty = &all->duties[i];
        struct fyp_csv_row row = {.out = out};
        fyp_csv_text(&row, plan->id);
        fyp_csv_text(&row, duty->id);
        fyp_csv_text(&row, duty->text);
        fyp_csv_text(&row, fyp_recurrence_name(duty->recurrence));
        fyp_csv_text(&row, duty->recurrence_text);
        fyp_csv_text(&row, duty->deadline_text);
        fyp_csv_text(&row, duty->due);
        fyp_csv_positive(&row, duty->from_year);
        fyp_csv_positive(&row, duty->to_year);
        put_list(&row, duty->units, duty->unit_count);
        fyp_csv_text(&row, duty->source.section);
        fyp_csv_positive(&row, duty->source.line);
        fyp_csv_text(&row, duty->source.quote);
        fyp_csv_end(&row);
    }
}

/* One row a quotation, so that each line can be looked up. */
static void put_conflicts(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    struct fyp_buffer *out)
{
    static const char *const titles[] = {"plan",       "id",          "kind",
                                         "statement",  "reading",     "reason",
                                         "indicators", "commitments", "section",
                                         "line",       "quote"};
    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < all->conflict_count; i++) {
        const struct fyp_conflict *conflict = &all->conflicts[i];
        for (size_t k = 0; k < conflict->evidence_count; k++) {
            struct fyp_csv_row row = {.out = out};
            fyp_csv_text(&row, plan->id);
            fyp_csv_text(&row, conflict->id);
            fyp_csv_text(&row, fyp_conflict_name(conflict->kind));
            fyp_csv_text(&row, conflict->statement);
            fyp_csv_text(&row, conflict->reading);
            fyp_csv_text(&row, conflict->reason);
            put_list(&row, conflict->codes, conflict->code_count);
            put_list(&row, conflict->commitments, conflict->commitment_count);
            fyp_csv_text(&row, conflict->evidence[k].section);
            fyp_csv_positive(&row, conflict->evidence[k].line);
            fyp_csv_text(&row, conflict->evidence[k].quote);
            fyp_csv_end(&row);
        }
    }
}

void fyp_section_csv(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    enum fyp_section section, struct fyp_buffer *out)
{
    static void (*const puts[])(
        const struct fyp_plan *, const struct fyp_commitments *,
        struct fyp_buffer *) = {
        [FYP_SECTION_NONE] = NULL,
        [FYP_SECTION_COMMITMENTS] = put_commitments,
        [FYP_SECTION_TASKS] = put_tasks,
        [FYP_SECTION_DUTIES] = put_duties,
        [FYP_SECTION_CONFLICTS] = put_conflicts};
    if (puts[section] != NULL) {
        puts[section](plan, all, out);
    }
}
