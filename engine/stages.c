/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/stages.h"

#include "engine/used.h"

#include <math.h>

int fyp_midterm_year(
    const struct fyp_plan *plan, const struct fyp_ruleset *ruleset)
{
    for (int year = plan->baseline_year + 1; year < plan->end_year; year++) {
        if (fyp_default_stage(plan, ruleset, year) == FYP_STAGE_MIDTERM) {
            return year;
        }
    }
    return 0;
}

/* --- what the target year will bring --- */

static enum fyp_foresight foresight_of(bool meets)
{
    return meets ? FYP_FORESIGHT_MEETS : FYP_FORESIGHT_MISSES;
}

static bool is_judged(const struct fyp_indicator_result *result)
{
    return result->verdict != FYP_VERDICT_NO_DATA &&
           result->verdict != FYP_VERDICT_NOT_ASSESSABLE;
}

static void
take_model(const struct fyp_outlook *outlook, struct fyp_stage_item *item)
{
    const struct fyp_model_result *chosen = &outlook->models[outlook->chosen];

    item->basis = FYP_BASIS_OF_MODEL;
    item->model = outlook->chosen;
    item->refusal = FYP_REFUSED_NOT;
    item->value = chosen->value;
    item->low80 = chosen->low80;
    item->high80 = chosen->high80;
    item->low95 = chosen->low95;
    item->high95 = chosen->high95;
    item->probability = chosen->probability;
    item->perfect = chosen->perfect;
    item->outside_range = chosen->outside_range;
    item->foresight = foresight_of(chosen->meets);
}

/* The same per year as until now. */
static double at_this_pace(const struct fyp_evaluation *then, double value)
{
    return value / then->elapsed;
}

/* A sum with a gap is at least what is known of it: it can prove that the
 * target will be met, not that it will be missed. */
static void take_sum(
    const struct fyp_evaluation *then, const struct fyp_indicator_result *seen,
    struct fyp_stage_item *item)
{
    if (isnan(seen->value)) {
        return;
    }
    item->basis = FYP_BASIS_OF_PACE;
    item->value = at_this_pace(then, seen->value);
    item->at_least = (seen->flags & FYP_FLAG_INCOMPLETE) != 0;
    const bool meets = fyp_compare(item->value, seen->comparator, seen->target);
    if (meets || !item->at_least) {
        item->foresight = foresight_of(meets);
    }
}

/* Of an event that has not begun no pace is known. */
static void take_event(
    const struct fyp_evaluation *then, const struct fyp_indicator_result *seen,
    struct fyp_stage_item *item)
{
    if (seen->met) {
        item->basis = FYP_BASIS_OF_COMPLETION;
        item->value = seen->value;
        item->foresight = FYP_FORESIGHT_MEETS;
    } else if (fyp_more(seen->value, 0.0)) {
        item->basis = FYP_BASIS_OF_PACE;
        item->value = at_this_pace(then, seen->value);
        item->foresight = foresight_of(!fyp_less(item->value, 1.0));
    }
}

/* The mean rate so far goes on; a reference goes on as it did, too. */
static void take_as_judged(
    const struct fyp_indicator_result *seen, enum fyp_stage_basis basis,
    struct fyp_stage_item *item)
{
    if (is_judged(seen)) {
        item->basis = basis;
        item->value = seen->value;
        item->foresight = foresight_of(seen->met);
    }
}

static void take_without_model(
    const struct fyp_evaluation *then, const struct fyp_indicator_result *seen,
    struct fyp_stage_item *item)
{
    const struct fyp_indicator *indicator = seen->indicator;

    switch (indicator->kind) {
    case FYP_KIND_CUMULATIVE:
        take_sum(then, seen, item);
        break;
    case FYP_KIND_EVENT:
        take_event(then, seen, item);
        break;
    case FYP_KIND_GROWTH:
        take_as_judged(seen, FYP_BASIS_OF_PACE, item);
        break;
    case FYP_KIND_NONE:
    case FYP_KIND_LEVEL:
        if (indicator->target.kind == FYP_TARGET_REFERENCE) {
            take_as_judged(seen, FYP_BASIS_OF_STANDING, item);
        }
        break;
    }
    if (!isfinite(item->value)) {
        item->basis = FYP_BASIS_OF_NOTHING;
        item->value = NAN;
        item->foresight = FYP_FORESIGHT_UNKNOWN;
    }
}

static struct fyp_stage_item
blank_item(const struct fyp_indicator_result *result)
{
    return (struct fyp_stage_item){
        .result = result,
        .model = FYP_MODEL_COUNT,
        .refusal = FYP_REFUSED_NOT,
        .value = NAN,
        .low80 = NAN,
        .high80 = NAN,
        .low95 = NAN,
        .high95 = NAN,
        .probability = NAN,
        .needed = NAN,
        .seen = NAN,
        .error = NAN,
    };
}

/* A reference has no number for a model to be held against. */
static bool has_model(const struct fyp_indicator_outlook *from)
{
    return from->outlook.chosen != FYP_MODEL_COUNT &&
           !isnan(from->question.target);
}

static void look_ahead(
    const struct fyp_plan_outlook *outlook,
    const struct fyp_indicator_outlook *from, struct fyp_stage_item *item)
{
    const struct fyp_indicator_result *seen = from->result;

    item->seen = seen->value;
    item->verdict_then = seen->verdict;
    item->looked = true;
    item->points = from->outlook.count;
    item->last_year = from->outlook.last_year;
    item->needed = from->outlook.needed;
    if (has_model(from)) {
        take_model(&from->outlook, item);
    } else {
        item->refusal = from->outlook.models[FYP_MODEL_LINEAR].refusal;
        take_without_model(&outlook->evaluation, seen, item);
    }
    /* What has been added up is not lost again. */
    if (seen->indicator->kind == FYP_KIND_CUMULATIVE && seen->target_met) {
        item->foresight = FYP_FORESIGHT_MEETS;
    }
}

/* --- mid-term --- */

static unsigned warnings_of(const struct fyp_stage_item *item)
{
    unsigned warnings = 0;

    if (item->result->indicator->attribute != FYP_BINDING) {
        return 0;
    }
    if (item->result->verdict == FYP_VERDICT_BEHIND) {
        warnings |= FYP_WARNING_BEHIND;
    }
    if (item->foresight == FYP_FORESIGHT_MISSES) {
        warnings |= FYP_WARNING_MISSES;
    }
    if (!is_judged(item->result) || item->foresight == FYP_FORESIGHT_UNKNOWN) {
        warnings |= FYP_WARNING_UNKNOWN;
    }
    return warnings;
}

/* --- final --- */

static enum fyp_inside inside(double value, double low, double high)
{
    if (isnan(value) || isnan(low) || isnan(high)) {
        return FYP_INSIDE_UNDEFINED;
    }
    return fyp_less(value, low) || fyp_more(value, high) ? FYP_INSIDE_NO
                                                         : FYP_INSIDE_YES;
}

static enum fyp_foresight happened(enum fyp_verdict verdict)
{
    switch (verdict) {
    case FYP_VERDICT_EXCEEDED:
    case FYP_VERDICT_ACHIEVED:
        return FYP_FORESIGHT_MEETS;
    case FYP_VERDICT_NOT_ACHIEVED:
        return FYP_FORESIGHT_MISSES;
    default:
        return FYP_FORESIGHT_UNKNOWN;
    }
}

static enum fyp_outcome
outcome_of(enum fyp_foresight said, enum fyp_foresight came)
{
    if (said == FYP_FORESIGHT_UNKNOWN || came == FYP_FORESIGHT_UNKNOWN) {
        return FYP_OUTCOME_UNKNOWN;
    }
    if (said == came) {
        return FYP_OUTCOME_RIGHT;
    }
    return said == FYP_FORESIGHT_MISSES ? FYP_OUTCOME_FALSE_ALARM
                                        : FYP_OUTCOME_SURPRISE;
}

/* A sum with a gap did not come to what is known of it. */
static double came(const struct fyp_indicator_result *result)
{
    return (result->flags & FYP_FLAG_INCOMPLETE) == 0 ? result->value
                                                      : (double)NAN;
}

static void look_back(struct fyp_stage_item *item)
{
    const double actual = came(item->result);

    item->error = item->at_least ? (double)NAN : item->value - actual;
    item->inside80 = inside(actual, item->low80, item->high80);
    item->inside95 = inside(actual, item->low95, item->high95);
    item->happened = happened(item->result->verdict);
    item->outcome = outcome_of(item->foresight, item->happened);
}

/* --- all of them --- */

static void
count_item(const struct fyp_stage_item *item, struct fyp_stage_answers *answers)
{
    answers->meets += item->foresight == FYP_FORESIGHT_MEETS;
    answers->misses += item->foresight == FYP_FORESIGHT_MISSES;
    answers->unknown += item->foresight == FYP_FORESIGHT_UNKNOWN;
    answers->warned += item->warnings != 0;
    answers->right += item->outcome == FYP_OUTCOME_RIGHT;
    answers->false_alarms += item->outcome == FYP_OUTCOME_FALSE_ALARM;
    answers->surprises += item->outcome == FYP_OUTCOME_SURPRISE;
    answers->with80 += item->inside80 != FYP_INSIDE_UNDEFINED;
    answers->within80 += item->inside80 == FYP_INSIDE_YES;
    answers->with95 += item->inside95 != FYP_INSIDE_UNDEFINED;
    answers->within95 += item->inside95 == FYP_INSIDE_YES;
}

static void answer_all(
    const struct fyp_evaluation *evaluation,
    const struct fyp_plan_outlook *outlook, struct fyp_stage_answers *answers)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (result->verdict == FYP_VERDICT_MONITOR) {
            continue;
        }
        struct fyp_stage_item *item = &answers->items[answers->count++];
        *item = blank_item(result);
        if (outlook != NULL) {
            look_ahead(outlook, &outlook->indicators[i], item);
        }
        if (answers->stage == FYP_STAGE_MIDTERM) {
            item->warnings = warnings_of(item);
        } else {
            look_back(item);
        }
        count_item(item, answers);
    }
}

static enum fyp_status count_revised(
    const struct fyp_evaluation *then, const struct fyp_figures *figures,
    struct fyp_stage_answers *answers, struct fyp_error *err)
{
    struct fyp_arena room = {0};
    const size_t count = fyp_used_figures(then, figures, NULL);
    struct fyp_used_figure *used =
        fyp_arena_alloc(&room, count + 1, sizeof *used);

    if (used == NULL) {
        fyp_arena_finish(&room);
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    (void)fyp_used_figures(then, figures, used);
    for (size_t i = 0; i < count; i++) {
        answers->revised += used[i].figure->version > 1;
    }
    fyp_arena_finish(&room);
    return FYP_OK;
}

/* What can make the score of the mid-term year an error is of no interest
 * here: the forecast rests on figures and targets alone. */
static enum fyp_status look_from(
    const struct fyp_request *request, const struct fyp_evaluation *evaluation,
    int year, struct fyp_plan_outlook *out, struct fyp_error *err)
{
    struct fyp_ruleset ruleset = evaluation->ruleset;
    struct fyp_request then = *request;

    ruleset.mean = FYP_MEAN_ARITHMETIC;
    ruleset.weights = NULL;
    ruleset.weight_count = 0;
    then.ruleset = &ruleset;
    then.year = year;
    then.stage = FYP_STAGE_MIDTERM;
    then.target_version = evaluation->target_version;
    then.quality = NULL;
    return fyp_outlook_plan(&then, out, err);
}

static enum fyp_status fill(
    const struct fyp_request *request, struct fyp_evaluation *evaluation,
    struct fyp_stage_answers *answers, struct fyp_error *err)
{
    struct fyp_plan_outlook outlook;
    enum fyp_status status;

    if (answers->seen_from == 0) {
        answer_all(evaluation, NULL, answers);
        return FYP_OK;
    }
    status = look_from(request, evaluation, answers->seen_from, &outlook, err);
    if (status == FYP_OK) {
        answer_all(evaluation, &outlook, answers);
        answers->demonstration = outlook.demonstration;
        status =
            count_revised(&outlook.evaluation, request->figures, answers, err);
        fyp_plan_outlook_finish(&outlook);
    }
    return status;
}

enum fyp_status fyp_stages_answer(
    const struct fyp_request *request, struct fyp_evaluation *evaluation,
    struct fyp_error *err)
{
    const struct fyp_plan *plan = evaluation->plan;
    const bool final = evaluation->stage == FYP_STAGE_FINAL;

    if (!final && (evaluation->stage != FYP_STAGE_MIDTERM ||
                   evaluation->year == plan->end_year)) {
        return FYP_OK;
    }
    struct fyp_stage_answers *answers =
        fyp_arena_alloc(&evaluation->arena, 1, sizeof *answers);
    struct fyp_stage_item *items = fyp_arena_alloc(
        &evaluation->arena, evaluation->indicator_count + 1, sizeof *items);
    if (answers == NULL || items == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    *answers = (struct fyp_stage_answers){
        .stage = evaluation->stage,
        .seen_from = final ? fyp_midterm_year(plan, &evaluation->ruleset)
                           : evaluation->year,
        .end_year = plan->end_year,
        .items = items,
        .demonstration = evaluation->demonstration,
    };
    const enum fyp_status status = fill(request, evaluation, answers, err);
    if (status == FYP_OK) {
        answers->demonstration |= evaluation->demonstration;
        evaluation->stages = answers;
    }
    return status;
}

/* --- names --- */

const char *fyp_stage_basis_name(enum fyp_stage_basis basis)
{
    static const char *const names[] = {
        [FYP_BASIS_OF_NOTHING] = NULL,
        [FYP_BASIS_OF_MODEL] = "model",
        [FYP_BASIS_OF_PACE] = "pace",
        [FYP_BASIS_OF_STANDING] = "as_it_stands",
        [FYP_BASIS_OF_COMPLETION] = "completed",
    };
    return names[basis];
}

const char *fyp_foresight_name(enum fyp_foresight foresight)
{
    static const char *const names[] = {
        [FYP_FORESIGHT_UNKNOWN] = NULL,
        [FYP_FORESIGHT_MEETS] = "met",
        [FYP_FORESIGHT_MISSES] = "missed",
    };
    return names[foresight];
}

const char *fyp_warning_name(int bit)
{
    static const char *const names[FYP_WARNING_COUNT] = {
        "behind", "will_be_missed", "cannot_be_judged"};
    return names[bit];
}

const char *fyp_outcome_name(enum fyp_outcome outcome)
{
    static const char *const names[] = {
        [FYP_OUTCOME_UNKNOWN] = NULL,
        [FYP_OUTCOME_RIGHT] = "right",
        [FYP_OUTCOME_FALSE_ALARM] = "false_alarm",
        [FYP_OUTCOME_SURPRISE] = "unforeseen_miss",
    };
    return names[outcome];
}
