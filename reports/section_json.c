/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/commitments.h"
#include "reports/sections.h"

#include <math.h>

static void put_texts(
    struct fyp_json *parent, const char *key, const char *const *texts,
    size_t count)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < count; i++) {
        fyp_json_text(&array, NULL, texts[i]);
    }
    fyp_json_put(parent, key, &array);
}

static void
put_steps(struct fyp_json *parent, const struct fyp_commitment *item)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < item->step_count; i++) {
        const struct fyp_year_step *step = &item->steps[i];
        struct fyp_json object = fyp_json_object();
        fyp_json_integer(&object, "year", step->year);
        fyp_json_comparator(&object, "comparator", step->comparator);
        fyp_json_decimal(&object, "value", &step->value);
        fyp_json_text(&object, "text", step->text);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "milestones", &array);
}

void fyp_json_commitment(
    struct fyp_json *object, const struct fyp_commitment *item)
{
    fyp_json_text(object, "id", item->id);
    fyp_json_text(object, "measure", item->measure);
    fyp_json_comparator(object, "comparator", item->comparator);
    fyp_json_decimal(object, "value", &item->value);
    fyp_json_text(object, "unit", item->unit);
    fyp_json_text(object, "deadline_text", item->deadline_text);
    fyp_json_positive(object, "year", item->year);
    fyp_json_text(object, "recurrence", item->recurrence);
    fyp_json_text(object, "population", item->population);
    fyp_json_text(object, "force", fyp_force_name(item->force));
    fyp_json_text(object, "section", item->source.section);
    fyp_json_integer(object, "line", item->source.line);
    fyp_json_text(object, "quote", item->source.quote);
    put_texts(object, "tasks", item->tasks, item->task_count);
    fyp_json_boolean(object, "cap", item->cap);
    put_steps(object, item);
    fyp_json_text(object, "box", item->box);
    fyp_json_text(object, "indicator", item->code);
    fyp_json_text(object, "main_indicator", item->main_code);
    put_texts(object, "notes", item->notes, item->note_count);
}

void fyp_json_task(struct fyp_json *object, const struct fyp_task *task)
{
    fyp_json_text(object, "no", task->number);
    fyp_json_text(object, "text", task->text);
    put_texts(object, "lead", task->lead.items, task->lead.count);
    put_texts(
        object, "cooperating", task->cooperating.items,
        task->cooperating.count);
    fyp_json_integer(object, "line", task->text_line);
    fyp_json_text(object, "division", fyp_division_name(task->division));
}

static void
put_commitments(struct fyp_json *root, const struct fyp_commitments *all)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < all->count; i++) {
        struct fyp_json object = fyp_json_object();
        fyp_json_commitment(&object, &all->items[i]);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "commitments", &array);
}

static void put_rule(struct fyp_json *root, const struct fyp_task_rule *rule)
{
    if (!rule->present) {
        fyp_json_null(root, "rule");
        return;
    }
    struct fyp_json object = fyp_json_object();
    fyp_json_text(&object, "division", fyp_division_name(rule->division));
    fyp_json_positive(&object, "line", rule->source.line);
    fyp_json_text(&object, "quote", rule->source.quote);
    fyp_json_put(root, "rule", &object);
}

static void put_tasks(struct fyp_json *root, const struct fyp_commitments *all)
{
    struct fyp_json array = fyp_json_array();
    struct fyp_json aliases = fyp_json_array();
    put_rule(root, &all->rule);
    for (size_t i = 0; i < all->task_count; i++) {
        struct fyp_json object = fyp_json_object();
        fyp_json_task(&object, &all->tasks[i]);
        fyp_json_text(&object, "section", all->tasks[i].section);
        put_texts(
            &object, "notes", all->tasks[i].notes, all->tasks[i].note_count);
        fyp_json_put(&array, NULL, &object);
    }
    for (size_t i = 0; i < all->alias_count; i++) {
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "name", all->aliases[i].name);
        fyp_json_text(&object, "full", all->aliases[i].full);
        fyp_json_put(&aliases, NULL, &object);
    }
    fyp_json_put(root, "tasks", &array);
    fyp_json_put(root, "aliases", &aliases);
}

static void put_duties(struct fyp_json *root, const struct fyp_commitments *all)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < all->duty_count; i++) {
        const struct fyp_duty *duty = &all->duties[i];
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "id", duty->id);
        fyp_json_text(&object, "text", duty->text);
        fyp_json_text(
            &object, "recurrence", fyp_recurrence_name(duty->recurrence));
        fyp_json_text(&object, "recurrence_text", duty->recurrence_text);
        fyp_json_text(&object, "deadline_text", duty->deadline_text);
        fyp_json_text(&object, "due", duty->due);
        fyp_json_integer(&object, "from_year", duty->from_year);
        fyp_json_integer(&object, "to_year", duty->to_year);
        put_texts(&object, "units", duty->units, duty->unit_count);
        fyp_json_text(&object, "section", duty->source.section);
        fyp_json_integer(&object, "line", duty->source.line);
        fyp_json_text(&object, "quote", duty->source.quote);
        put_texts(&object, "notes", duty->notes, duty->note_count);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "duties", &array);
}

static void
put_evidence(struct fyp_json *parent, const struct fyp_conflict *conflict)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < conflict->evidence_count; i++) {
        const struct fyp_citation *place = &conflict->evidence[i];
        struct fyp_json object = fyp_json_object();
        fyp_json_integer(&object, "line", place->line);
        fyp_json_text(&object, "quote", place->quote);
        fyp_json_text(&object, "section", place->section);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "evidence", &array);
}

static void
put_others(struct fyp_json *parent, const struct fyp_conflict *conflict)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < conflict->other_count; i++) {
        const struct fyp_other_reading *other = &conflict->others[i];
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "indicator", other->code);
        fyp_json_comparator(&object, "comparator", other->comparator);
        fyp_json_decimal(&object, "value", &other->value);
        fyp_json_decimal(&object, "baseline", &other->baseline);
        fyp_json_positive(&object, "year", other->year);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "other_readings", &array);
}

void fyp_json_conflict(
    struct fyp_json *object, const struct fyp_conflict *conflict)
{
    fyp_json_text(object, "id", conflict->id);
    fyp_json_text(object, "kind", fyp_conflict_name(conflict->kind));
    fyp_json_text(object, "statement", conflict->statement);
    put_evidence(object, conflict);
    fyp_json_text(object, "reading", conflict->reading);
    fyp_json_text(object, "reason", conflict->reason);
    put_texts(object, "indicators", conflict->codes, conflict->code_count);
    put_texts(
        object, "commitments", conflict->commitments,
        conflict->commitment_count);
    put_others(object, conflict);
}

static void
put_conflicts(struct fyp_json *root, const struct fyp_commitments *all)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < all->conflict_count; i++) {
        struct fyp_json object = fyp_json_object();
        fyp_json_conflict(&object, &all->conflicts[i]);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "conflicts", &array);
}

void fyp_section_json(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    enum fyp_section section, struct fyp_buffer *out)
{
    static void (*const puts[])(
        struct fyp_json *, const struct fyp_commitments *) = {
        [FYP_SECTION_NONE] = NULL,
        [FYP_SECTION_COMMITMENTS] = put_commitments,
        [FYP_SECTION_TASKS] = put_tasks,
        [FYP_SECTION_DUTIES] = put_duties,
        [FYP_SECTION_CONFLICTS] = put_conflicts};
    struct fyp_json root = fyp_json_object();
    fyp_json_text(&root, "plan", plan->id);
    fyp_json_text(&root, "title", plan->title);
    if (puts[section] != NULL) {
        puts[section](&root, all);
    }
    put_texts(&root, "notes", all->notes, all->note_count);
    fyp_json_write(&root, out);
}

/* --- inside of an evaluation --- */

void fyp_json_tasks_of(
    struct fyp_json *parent, const struct fyp_plan *plan, const char *code)
{
    struct fyp_json array = fyp_json_array();
    const struct fyp_task_link *link =
        plan->commitments == NULL ? NULL
                                  : fyp_task_link_of(plan->commitments, code);
    for (size_t i = 0; link != NULL && i < link->task_count; i++) {
        size_t at = 0;
        const struct fyp_task *task;
        while ((task = fyp_task_next(plan->commitments, link->tasks[i], &at)) !=
               NULL) {
            struct fyp_json object = fyp_json_object();
            fyp_json_task(&object, task);
            fyp_json_put(&array, NULL, &object);
        }
    }
    fyp_json_put(parent, "tasks", &array);
}

static void
put_result(struct fyp_json *object, const struct fyp_commitment_result *item)
{
    const struct fyp_indicator_result *result = &item->result;
    const bool judged = item->unjudged == FYP_JUDGED;
    fyp_json_boolean(object, "judged", judged);
    fyp_json_text(object, "why_not", fyp_unjudged_name(item->unjudged));
    fyp_json_positive(object, "judged_year", item->year);
    fyp_json_boolean(object, "each_year", item->each_year);
    fyp_json_text(object, "stage", judged ? fyp_stage_name(item->stage) : NULL);
    fyp_json_number(object, "figure", judged ? result->value : NAN);
    fyp_json_positive(object, "figure_year", result->value_year);
    fyp_json_number(object, "baseline", judged ? result->baseline : NAN);
    fyp_json_number(
        object, "expected_value", judged ? result->expected_value : NAN);
    fyp_json_text(
        object, "status", judged ? fyp_verdict_name(result->verdict) : NULL);
    if (judged && !isnan(result->score)) {
        fyp_json_boolean(object, "met", result->met);
    } else {
        fyp_json_null(object, "met");
    }
    fyp_json_number(object, "score", judged ? result->score : NAN);
    fyp_json_boolean(object, "demonstration", result->demonstration);
}

void fyp_json_commitments(
    struct fyp_json *parent, const struct fyp_judged_commitments *judged)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < judged->count; i++) {
        struct fyp_json object = fyp_json_object();
        fyp_json_commitment(&object, judged->items[i].commitment);
        put_result(&object, &judged->items[i]);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "commitments", &array);
}

static void
put_other(struct fyp_json *array, const struct fyp_other_result *other)
{
    const struct fyp_indicator_result *result = &other->result;
    struct fyp_json object = fyp_json_object();
    fyp_json_text(&object, "indicator", other->reading->code);
    fyp_json_comparator(&object, "comparator", result->comparator);
    fyp_json_number(&object, "target", result->target);
    fyp_json_number(
        &object, "baseline",
        other->reading->baseline.present ? other->reading->baseline.value
                                         : result->baseline);
    fyp_json_positive(&object, "year", other->reading->year);
    fyp_json_text(&object, "status", fyp_verdict_name(result->verdict));
    fyp_json_number(&object, "score", result->score);
    fyp_json_text(
        &object, "status_as_read", fyp_verdict_name(other->chosen->verdict));
    fyp_json_number(&object, "score_as_read", other->chosen->score);
    fyp_json_boolean(&object, "differs", other->differs);
    fyp_json_put(array, NULL, &object);
}

static void put_touching(
    struct fyp_json *array, const struct fyp_judged_commitments *judged,
    const struct fyp_conflict *conflict)
{
    struct fyp_json object = fyp_json_object();
    struct fyp_json others = fyp_json_array();
    fyp_json_conflict(&object, conflict);
    for (size_t i = 0; i < judged->other_count; i++) {
        if (judged->others[i].conflict == conflict) {
            put_other(&others, &judged->others[i]);
        }
    }
    fyp_json_put(&object, "other_verdicts", &others);
    fyp_json_put(array, NULL, &object);
}

void fyp_json_conflicts(
    struct fyp_json *parent, const struct fyp_judged_commitments *judged)
{
    const struct fyp_commitments *all = judged->commitments;
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; all != NULL && i < all->conflict_count; i++) {
        const struct fyp_conflict *conflict = &all->conflicts[i];
        if (conflict->code_count + conflict->other_count > 0) {
            put_touching(&array, judged, conflict);
        }
    }
    fyp_json_put(parent, "conflicts", &array);
}
