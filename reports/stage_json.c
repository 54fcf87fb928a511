/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/stages.h"

static void put_codes(
    struct fyp_json *parent, const char *key,
    const struct fyp_stage_answers *answers,
    bool (*pick)(const struct fyp_stage_item *item))
{
    struct fyp_json codes = fyp_json_array();
    for (size_t i = 0; i < answers->count; i++) {
        if (pick(&answers->items[i])) {
            fyp_json_text(
                &codes, NULL, answers->items[i].result->indicator->code);
        }
    }
    fyp_json_put(parent, key, &codes);
}

static bool will_meet(const struct fyp_stage_item *item)
{
    return item->foresight == FYP_FORESIGHT_MEETS;
}

static bool will_miss(const struct fyp_stage_item *item)
{
    return item->foresight == FYP_FORESIGHT_MISSES;
}

static bool is_unknown(const struct fyp_stage_item *item)
{
    return item->foresight == FYP_FORESIGHT_UNKNOWN;
}

static bool is_exceeded(const struct fyp_stage_item *item)
{
    return item->result->verdict == FYP_VERDICT_EXCEEDED;
}

static bool has_met(const struct fyp_stage_item *item)
{
    return item->result->verdict == FYP_VERDICT_ACHIEVED;
}

static bool has_missed(const struct fyp_stage_item *item)
{
    return item->happened == FYP_FORESIGHT_MISSES;
}

static bool is_undecided(const struct fyp_stage_item *item)
{
    return item->happened == FYP_FORESIGHT_UNKNOWN;
}

static bool is_warned(const struct fyp_stage_item *item)
{
    return item->warnings != 0;
}

/* What was or is seen ahead. */
static void
put_forecast(struct fyp_json *object, const struct fyp_stage_item *item)
{
    fyp_json_text(object, "code", item->result->indicator->code);
    fyp_json_text(object, "basis", fyp_stage_basis_name(item->basis));
    fyp_json_text(object, "model", fyp_model_name(item->model));
    fyp_json_text(object, "no_model", fyp_refusal_name(item->refusal));
    fyp_json_number(object, "forecast", item->value);
    fyp_json_boolean(object, "at_least", item->at_least);
    fyp_json_number(object, "low80", item->low80);
    fyp_json_number(object, "high80", item->high80);
    fyp_json_number(object, "low95", item->low95);
    fyp_json_number(object, "high95", item->high95);
    fyp_json_number(object, "probability", item->probability);
    fyp_json_boolean(object, "perfect_fit", item->perfect);
    fyp_json_boolean(object, "outside_range", item->outside_range);
    fyp_json_integer(object, "points", (long long)item->points);
    fyp_json_positive(object, "last_year", item->last_year);
    fyp_json_number(object, "needed_per_year", item->needed);
    fyp_json_text(object, "foresight", fyp_foresight_name(item->foresight));
}

static void
put_warnings(struct fyp_json *parent, const struct fyp_stage_item *item)
{
    struct fyp_json reasons = fyp_json_array();
    for (int bit = 0; bit < FYP_WARNING_COUNT; bit++) {
        if ((item->warnings & (1U << bit)) != 0) {
            fyp_json_text(&reasons, NULL, fyp_warning_name(bit));
        }
    }
    fyp_json_put(parent, "warnings", &reasons);
}

static void put_items(
    struct fyp_json *parent, const struct fyp_stage_answers *answers,
    void (*put_rest)(struct fyp_json *object, const struct fyp_stage_item *))
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < answers->count; i++) {
        struct fyp_json object = fyp_json_object();
        put_forecast(&object, &answers->items[i]);
        put_rest(&object, &answers->items[i]);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "indicators", &array);
}

static void
put_midterm(struct fyp_json *root, const struct fyp_stage_answers *answers)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_integer(&object, "seen_from", answers->seen_from);
    fyp_json_integer(&object, "target_year", answers->end_year);
    fyp_json_boolean(&object, "demonstration", answers->demonstration);
    put_codes(&object, "will_be_met", answers, will_meet);
    put_codes(&object, "will_be_missed", answers, will_miss);
    put_codes(&object, "unknown", answers, is_unknown);
    put_codes(&object, "binding_warnings", answers, is_warned);
    put_items(&object, answers, put_warnings);
    fyp_json_put(root, "midterm", &object);
}

static void
put_inside(struct fyp_json *object, const char *key, enum fyp_inside inside)
{
    if (inside == FYP_INSIDE_UNDEFINED) {
        fyp_json_null(object, key);
    } else {
        fyp_json_boolean(object, key, inside == FYP_INSIDE_YES);
    }
}

static void
put_what_came(struct fyp_json *object, const struct fyp_stage_item *item)
{
    fyp_json_number(object, "midterm_value", item->seen);
    fyp_json_text(
        object, "midterm_status",
        item->looked ? fyp_verdict_name(item->verdict_then) : NULL);
    fyp_json_number(object, "actual", item->result->value);
    fyp_json_number(object, "error", item->error);
    put_inside(object, "inside80", item->inside80);
    put_inside(object, "inside95", item->inside95);
    fyp_json_text(object, "happened", fyp_foresight_name(item->happened));
    fyp_json_text(object, "outcome", fyp_outcome_name(item->outcome));
}

static void
put_count(struct fyp_json *parent, const char *key, int within, int of)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_integer(&object, "within", within);
    fyp_json_integer(&object, "of", of);
    fyp_json_put(parent, key, &object);
}

static void
put_final(struct fyp_json *root, const struct fyp_stage_answers *answers)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_positive(&object, "seen_from", answers->seen_from);
    fyp_json_integer(&object, "target_year", answers->end_year);
    fyp_json_boolean(&object, "demonstration", answers->demonstration);
    put_codes(&object, "exceeded", answers, is_exceeded);
    put_codes(&object, "met", answers, has_met);
    put_codes(&object, "missed", answers, has_missed);
    put_codes(&object, "undecided", answers, is_undecided);
    fyp_json_integer(&object, "right", answers->right);
    fyp_json_integer(&object, "false_alarms", answers->false_alarms);
    fyp_json_integer(&object, "unforeseen_misses", answers->surprises);
    put_count(&object, "interval80", answers->within80, answers->with80);
    put_count(&object, "interval95", answers->within95, answers->with95);
    fyp_json_integer(&object, "revised_figures", (long long)answers->revised);
    put_items(&object, answers, put_what_came);
    fyp_json_put(root, "final", &object);
}

void fyp_stage_json(
    struct fyp_json *root, const struct fyp_evaluation *evaluation)
{
    const struct fyp_stage_answers *answers = evaluation->stages;
    const bool midterm = answers != NULL && answers->stage == FYP_STAGE_MIDTERM;

    if (midterm) {
        put_midterm(root, answers);
    } else {
        fyp_json_null(root, "midterm");
    }
    if (answers != NULL && !midterm) {
        put_final(root, answers);
    } else {
        fyp_json_null(root, "final");
    }
}
