/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/commitments.h"

#include "engine/judge.h"

#include <string.h>

/* What is the same for all commitments of one call. */
struct judging {
    const struct fyp_request *request;
    const struct fyp_evaluation *evaluation;
    struct fyp_judged_commitments *out;
};

static bool recurs_yearly(const struct fyp_commitment *commitment)
{
    return commitment->recurrence != NULL &&
           strncmp(commitment->recurrence, "每年", strlen("每年")) == 0;
}

static bool is_upward(enum fyp_comparator comparator)
{
    return comparator == FYP_COMPARE_GT || comparator == FYP_COMPARE_GE;
}

static enum fyp_unjudged
reason_against(const struct judging *judging, const struct fyp_commitment *item)
{
    bool each_year = item->cap || recurs_yearly(item);
    if (!item->value.present) {
        return FYP_UNJUDGED_WORDS;
    }
    if (item->entry == NULL) {
        return FYP_UNJUDGED_NO_FIGURES;
    }
    if (item->recurrence != NULL && !each_year) {
        return FYP_UNJUDGED_RECURRENCE;
    }
    if (item->kind == FYP_KIND_CUMULATIVE && !each_year &&
        !is_upward(item->comparator)) {
        return FYP_UNJUDGED_KIND;
    }
    if (item->year != 0 &&
        item->year <= judging->request->plan->baseline_year) {
        return FYP_UNJUDGED_PAST;
    }
    return FYP_JUDGED;
}

/* --- a commitment as an indicator --- */

static bool is_rate(const struct fyp_indicator *indicator)
{
    return indicator->kind == FYP_KIND_LEVEL &&
           (strcmp(indicator->unit, "%") == 0 ||
            strcmp(indicator->unit, "％") == 0);
}

static struct fyp_range range_of(const struct fyp_indicator *indicator)
{
    struct fyp_range range = {.low = {.present = false}};
    if (indicator->entry->has_range) {
        range = indicator->entry->range;
    } else if (is_rate(indicator)) {
        range.low = (struct fyp_decimal){.present = true, .value = 0};
        range.high = (struct fyp_decimal){.present = true, .value = 100};
    }
    return range;
}

/** Year steps with a figure, inside of the period. */
static void take_steps(
    const struct fyp_commitment *item, const struct fyp_plan *plan,
    struct fyp_indicator *indicator)
{
    for (size_t i = 0; i < item->step_count; i++) {
        const struct fyp_year_step *step = &item->steps[i];
        if (step->value.present && step->year > plan->baseline_year &&
            step->year < plan->end_year) {
            indicator->milestones[indicator->milestone_count++] =
                (struct fyp_milestone){
                    .year = step->year,
                    .comparator = step->comparator,
                    .value = step->value,
                    .source = item->source,
                    .line = step->line};
        }
    }
}

/** In force from the first year on, where no step says otherwise. */
static void
hold_each_year(const struct fyp_plan *plan, struct fyp_indicator *indicator)
{
    indicator->kind = FYP_KIND_LEVEL;
    indicator->path = FYP_PATH_STEP;
    if (indicator->milestone_count == 0 &&
        plan->baseline_year + 1 < plan->end_year) {
        indicator->milestones[indicator->milestone_count++] =
            (struct fyp_milestone){
                .year = plan->baseline_year + 1,
                .comparator = indicator->target.comparator,
                .value = indicator->target.value,
                .source = indicator->source,
                .line = indicator->line};
    }
}

/** @return NULL when out of memory. */
static struct fyp_indicator *as_indicator(
    const struct fyp_commitment *item, const struct fyp_plan *plan,
    bool each_year, struct fyp_arena *arena)
{
    struct fyp_indicator *indicator =
        fyp_arena_alloc(arena, 1, sizeof *indicator);
    struct fyp_milestone *milestones =
        fyp_arena_alloc(arena, item->step_count + 1, sizeof *milestones);
    if (indicator == NULL || milestones == NULL) {
        return NULL;
    }
    *indicator = (struct fyp_indicator){
        .number = item->id,
        .code = item->code,
        .name = item->measure,
        .unit = item->unit == NULL ? item->entry->unit : item->unit,
        .kind = item->kind,
        .path = item->path,
        .target =
            {.text = item->source.quote,
             .kind = FYP_TARGET_VALUE,
             .comparator = item->comparator,
             .value = item->value,
             .line = item->line},
        .milestones = milestones,
        .source = item->source,
        .line = item->line,
        .entry = item->entry};
    indicator->baseline.value = item->baseline;
    indicator->baseline.blank =
        item->baseline.present ? FYP_BLANK_NONE : FYP_BLANK_NOT_ENTERED;
    take_steps(item, plan, indicator);
    if (each_year) {
        hold_each_year(plan, indicator);
    }
    indicator->range = range_of(indicator);
    return indicator;
}

/* Before its deadline a commitment is in the stage of the evaluation; one
 * that reaches beyond the plan has no final stage yet. */
static enum fyp_stage
stage_of(const struct judging *judging, const struct fyp_commitment_result *own)
{
    if (own->year == own->end_year) {
        return FYP_STAGE_FINAL;
    }
    return judging->evaluation->stage == FYP_STAGE_FINAL
               ? FYP_STAGE_ANNUAL
               : judging->evaluation->stage;
}

static bool judge_one(
    const struct judging *judging, const struct fyp_commitment *item,
    struct fyp_commitment_result *own)
{
    const struct fyp_request *request = judging->request;
    struct fyp_arena *arena = &judging->out->arena;
    struct fyp_plan *plan = fyp_arena_alloc(arena, 1, sizeof *plan);
    *own = (struct fyp_commitment_result){
        .commitment = item, .unjudged = reason_against(judging, item)};
    if (own->unjudged != FYP_JUDGED || plan == NULL) {
        return plan != NULL;
    }
    own->each_year = item->cap || recurs_yearly(item);
    own->end_year = item->year != 0 ? item->year : request->plan->end_year;
    own->year = request->year < own->end_year ? request->year : own->end_year;
    own->stage = stage_of(judging, own);
    *plan = *request->plan;
    plan->end_year = own->end_year;
    const struct fyp_indicator *indicator =
        as_indicator(item, plan, own->each_year, arena);
    if (indicator == NULL) {
        return false;
    }
    const struct fyp_judge judge = {
        .plan = plan,
        .figures = request->figures,
        .ruleset = &judging->evaluation->ruleset,
        .region = judging->evaluation->region,
        .year = own->year,
        .stage = own->stage};
    fyp_judge_indicator(&judge, indicator, &own->result);
    judging->out->judged_count++;
    judging->out->demonstration |= own->result.demonstration;
    return true;
}

static bool judge_items(const struct judging *judging)
{
    const struct fyp_commitments *all = judging->out->commitments;
    struct fyp_judged_commitments *out = judging->out;
    out->items = fyp_arena_alloc(&out->arena, all->count, sizeof *out->items);
    if (out->items == NULL && all->count > 0) {
        return false;
    }
    out->count = all->count;
    for (size_t i = 0; i < all->count; i++) {
        if (!judge_one(judging, &all->items[i], &out->items[i])) {
            return false;
        }
        out->main_count += all->items[i].main_code != NULL;
    }
    return true;
}

/* --- other readings --- */

static void read_otherwise(
    const struct fyp_other_reading *reading, struct fyp_indicator *indicator)
{
    if (reading->comparator != FYP_COMPARE_NONE) {
        indicator->target.comparator = reading->comparator;
    }
    if (reading->value.present) {
        indicator->target.value = reading->value;
    }
    if (reading->baseline.present) {
        indicator->baseline.value = reading->baseline;
        indicator->baseline.comparator = FYP_COMPARE_NONE;
        indicator->baseline.blank = FYP_BLANK_NONE;
        indicator->baseline.prose.present = false;
    }
}

/** Due in another year: a straight path to it. The plan's year steps are
 *  those of the reading that was chosen. @return false when out of memory. */
static bool set_deadline(
    const struct fyp_other_reading *reading, const struct fyp_plan *plan,
    struct fyp_indicator *indicator, struct fyp_arena *arena)
{
    if (reading->year == 0) {
        return true;
    }
    indicator->path = FYP_PATH_LINEAR;
    indicator->milestones = NULL;
    indicator->milestone_count = 0;
    if (reading->year >= plan->end_year) {
        return true;
    }
    struct fyp_milestone *due = fyp_arena_alloc(arena, 1, sizeof *due);
    if (due == NULL) {
        return false;
    }
    *due = (struct fyp_milestone){
        .year = reading->year,
        .comparator = indicator->target.comparator,
        .value = indicator->target.value,
        .source = indicator->source,
        .line = reading->line};
    if (indicator->each_subregion) {
        due->comparator = FYP_COMPARE_GE;
        due->value = (struct fyp_decimal){.present = true, .value = 100.0};
    }
    indicator->milestones = due;
    indicator->milestone_count = 1;
    return true;
}

static const struct fyp_indicator_result *
result_of(const struct fyp_evaluation *evaluation, const char *code)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        if (strcmp(evaluation->indicators[i].indicator->code, code) == 0) {
            return &evaluation->indicators[i];
        }
    }
    return NULL;
}

static bool judge_other(
    const struct judging *judging, const struct fyp_conflict *conflict,
    const struct fyp_other_reading *reading)
{
    const struct fyp_evaluation *evaluation = judging->evaluation;
    struct fyp_judged_commitments *out = judging->out;
    const struct fyp_indicator_result *chosen =
        result_of(evaluation, reading->code);
    struct fyp_indicator *indicator =
        fyp_arena_alloc(&out->arena, 1, sizeof *indicator);
    if (chosen == NULL || indicator == NULL) {
        return indicator != NULL;
    }
    *indicator = *chosen->indicator;
    read_otherwise(reading, indicator);
    if (!set_deadline(
            reading, judging->request->plan, indicator, &out->arena)) {
        return false;
    }
    const struct fyp_judge judge = {
        .plan = judging->request->plan,
        .figures = judging->request->figures,
        .ruleset = &evaluation->ruleset,
        .region = evaluation->region,
        .year = evaluation->year,
        .stage = evaluation->stage};
    struct fyp_other_result *other = &out->others[out->other_count++];
    *other = (struct fyp_other_result){
        .conflict = conflict, .reading = reading, .chosen = chosen};
    fyp_judge_indicator(&judge, indicator, &other->result);
    other->differs = other->result.verdict != chosen->verdict;
    return true;
}

static bool judge_others(const struct judging *judging)
{
    const struct fyp_commitments *all = judging->out->commitments;
    struct fyp_judged_commitments *out = judging->out;
    size_t count = 0;
    for (size_t i = 0; i < all->conflict_count; i++) {
        count += all->conflicts[i].other_count;
    }
    out->others = fyp_arena_alloc(&out->arena, count, sizeof *out->others);
    if (out->others == NULL && count > 0) {
        return false;
    }
    for (size_t i = 0; i < all->conflict_count; i++) {
        const struct fyp_conflict *conflict = &all->conflicts[i];
        for (size_t k = 0; k < conflict->other_count; k++) {
            if (!judge_other(judging, conflict, &conflict->others[k])) {
                return false;
            }
        }
    }
    return true;
}

enum fyp_status fyp_commitments_judge(
    const struct fyp_request *request, const struct fyp_evaluation *evaluation,
    struct fyp_judged_commitments *out, struct fyp_error *err)
{
    const struct judging judging = {
        .request = request, .evaluation = evaluation, .out = out};
    *out = (struct fyp_judged_commitments){
        .commitments = request->plan->commitments};
    if (out->commitments == NULL ||
        (judge_items(&judging) && judge_others(&judging))) {
        return FYP_OK;
    }
    fyp_judged_finish(out);
    return fyp_fail(err, FYP_E_MEMORY, "");
}

void fyp_judged_finish(struct fyp_judged_commitments *judged)
{
    if (judged != NULL) {
        fyp_arena_finish(&judged->arena);
        *judged = (struct fyp_judged_commitments){0};
    }
}

bool fyp_conflict_touches(const struct fyp_conflict *conflict, const char *code)
{
    for (size_t i = 0; i < conflict->code_count; i++) {
        if (strcmp(conflict->codes[i], code) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < conflict->other_count; i++) {
        if (strcmp(conflict->others[i].code, code) == 0) {
            return true;
        }
    }
    return false;
}

const char *fyp_unjudged_name(enum fyp_unjudged unjudged)
{
    static const char *const names[] = {
        [FYP_JUDGED] = NULL,
        [FYP_UNJUDGED_WORDS] = "no_number",
        [FYP_UNJUDGED_NO_FIGURES] = "no_figures",
        [FYP_UNJUDGED_RECURRENCE] = "recurrence",
        [FYP_UNJUDGED_KIND] = "kind",
        [FYP_UNJUDGED_PAST] = "past"};
    return names[unjudged];
}
