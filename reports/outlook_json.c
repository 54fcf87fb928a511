/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/json.h"
#include "reports/outlook.h"
#include "reports/parts.h"

#include <math.h>

/* The published contract: "models" by name with value, low80, high80,
 * low95, high95 and probability, or {"refused": reason}; then "chosen". */

static void put_backtest(
    struct fyp_json *parent, const struct fyp_outlook *outlook,
    const struct fyp_model_result *result)
{
    if (isnan(result->backtest_value)) {
        fyp_json_null(parent, "backtest");
        return;
    }
    struct fyp_json object = fyp_json_object();
    fyp_json_integer(&object, "year", outlook->last_year);
    fyp_json_number(&object, "value", result->backtest_value);
    fyp_json_number(&object, "error", result->backtest_error);
    fyp_json_put(parent, "backtest", &object);
}

static void put_model(
    struct fyp_json *parent, const struct fyp_outlook_question *question,
    const struct fyp_outlook *outlook, enum fyp_model model)
{
    const struct fyp_model_result *result = &outlook->models[model];
    struct fyp_json object = fyp_json_object();

    if (result->refusal != FYP_REFUSED_NOT) {
        fyp_json_text(&object, "refused", fyp_refusal_name(result->refusal));
        fyp_json_put(parent, fyp_model_name(model), &object);
        return;
    }
    fyp_json_number(&object, "value", result->value);
    fyp_json_number(&object, "low80", result->low80);
    fyp_json_number(&object, "high80", result->high80);
    fyp_json_number(&object, "low95", result->low95);
    fyp_json_number(&object, "high95", result->high95);
    fyp_json_number(&object, "probability", result->probability);
    if (isnan(question->target)) {
        fyp_json_null(&object, "meets");
    } else {
        fyp_json_boolean(&object, "meets", result->meets);
    }
    fyp_json_boolean(&object, "perfect_fit", result->perfect);
    fyp_json_boolean(&object, "outside_range", result->outside_range);
    put_backtest(&object, outlook, result);
    fyp_json_put(parent, fyp_model_name(model), &object);
}

static void
put_points(struct fyp_json *parent, const struct fyp_year_series *points)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < points->count; i++) {
        struct fyp_json object = fyp_json_object();
        fyp_json_integer(&object, "year", points->points[i].year);
        fyp_json_number(&object, "value", points->points[i].value);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "points", &array);
}

/* The models first, as the contract has it. */
static void put_outlook(
    struct fyp_json *parent, const struct fyp_outlook_question *question,
    const struct fyp_outlook *outlook)
{
    struct fyp_json object = fyp_json_object();
    for (int model = 0; model < FYP_MODEL_COUNT; model++) {
        put_model(&object, question, outlook, (enum fyp_model)model);
    }
    fyp_json_put(parent, "models", &object);
    fyp_json_text(parent, "chosen", fyp_model_name(outlook->chosen));
    fyp_json_integer(parent, "end", question->end_year);
    fyp_json_text(parent, "kind", fyp_kind_name(question->kind));
    fyp_json_comparator(parent, "comparator", question->comparator);
    fyp_json_number(parent, "target", question->target);
    fyp_json_positive(parent, "value_year", outlook->last_year);
    fyp_json_number(parent, "value", outlook->last_value);
    fyp_json_number(parent, "needed_per_year", outlook->needed);
    put_points(parent, question->points);
}

void fyp_asked_outlook_json(
    const struct fyp_asked_outlook *asked, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();

    put_outlook(&root, &asked->question, &asked->outlook);
    fyp_json_boolean(&root, "target_inferred", asked->inferred);
    fyp_json_boolean(&root, "rate_inferred", asked->outlook.rate_inferred);
    fyp_json_boolean(&root, "incomplete", asked->incomplete);
    fyp_json_write(&root, out);
}

static void
put_indicator(struct fyp_json *array, const struct fyp_indicator_outlook *item)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    struct fyp_json object = fyp_json_object();

    fyp_json_text(&object, "no", indicator->number);
    fyp_json_text(&object, "code", indicator->code);
    fyp_json_text(&object, "name", indicator->name);
    fyp_json_text(&object, "unit", indicator->unit);
    fyp_json_text(
        &object, "attribute", fyp_attribute_key(indicator->attribute));
    put_outlook(&object, &item->question, &item->outlook);
    fyp_json_text(&object, "target_text", indicator->target.text);
    fyp_json_boolean(
        &object, "baseline_bound", (item->result->flags & FYP_FLAG_BOUND) != 0);
    fyp_json_boolean(&object, "incomplete", item->incomplete);
    fyp_json_boolean(&object, "demonstration", item->demonstration);
    fyp_json_put(array, NULL, &object);
}

void fyp_outlook_json(
    const struct fyp_plan_outlook *outlook, struct fyp_buffer *out)
{
    const struct fyp_evaluation *evaluation = &outlook->evaluation;
    const struct fyp_plan *plan = evaluation->plan;
    struct fyp_json root = fyp_json_object();
    struct fyp_json array = fyp_json_array();

    fyp_json_text(&root, "plan", plan->id);
    fyp_json_text(&root, "region", evaluation->region);
    fyp_json_integer(&root, "year", evaluation->year);
    fyp_json_integer(&root, "end", plan->end_year);
    fyp_json_text(&root, "title", plan->title);
    fyp_json_text(
        &root, "region_name", fyp_plan_region_name(plan, evaluation->region));
    fyp_json_boolean(&root, "demonstration", outlook->demonstration);
    fyp_json_text(
        &root, "data_notice",
        outlook->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    fyp_json_integer(&root, "target_version", evaluation->target_version);
    for (size_t i = 0; i < outlook->indicator_count; i++) {
        put_indicator(&array, &outlook->indicators[i]);
    }
    fyp_json_put(&root, "indicators", &array);
    fyp_json_write(&root, out);
}
