/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/commitments.h"
#include "reports/explain.h"
#include "reports/json.h"
#include "reports/parts.h"
#include "reports/quality.h"
#include "reports/ruleset.h"
#include "reports/stages.h"
#include "reports/targets.h"

#include <math.h>

/* The published contract: its keys come in its order; what is more stands
 * between "attainment" and "indicators", or behind the last key. */

static const char *data_notice(bool demonstration)
{
    return demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL;
}

static void put_attainment(
    struct fyp_json *parent, const char *key,
    const struct fyp_attainment *attainment)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_integer(&object, "met", attainment->met);
    fyp_json_integer(&object, "with_target", attainment->with_target);
    fyp_json_integer(&object, "due", attainment->due);
    fyp_json_integer(&object, "assessable", attainment->assessable);
    fyp_json_put(parent, key, &object);
}

static void
put_counts(struct fyp_json *parent, const struct fyp_evaluation *evaluation)
{
    struct fyp_json object = fyp_json_object();
    for (int verdict = 0; verdict < FYP_VERDICT_COUNT; verdict++) {
        fyp_json_integer(
            &object, fyp_verdict_name((enum fyp_verdict)verdict),
            evaluation->counts[verdict]);
    }
    fyp_json_put(parent, "counts", &object);
}

static void
put_capped_by(struct fyp_json *parent, const struct fyp_evaluation *evaluation)
{
    struct fyp_json codes = fyp_json_array();
    for (size_t i = 0; i < evaluation->capped_by_count; i++) {
        fyp_json_text(&codes, NULL, evaluation->capped_by[i]);
    }
    fyp_json_put(parent, "grade_capped_by", &codes);
}

static void put_consistency(
    struct fyp_json *parent, const struct fyp_consistency *consistency)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_integer(&object, "completed", consistency->completed);
    fyp_json_integer(&object, "exceeded", consistency->exceeded);
    fyp_json_integer(&object, "not_completed", consistency->not_completed);
    fyp_json_integer(&object, "with_target", consistency->with_target);
    fyp_json_put(parent, "consistency", &object);
}

static void
put_categories(struct fyp_json *parent, const struct fyp_evaluation *evaluation)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < evaluation->category_count; i++) {
        const struct fyp_category_score *category = &evaluation->categories[i];
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "category", category->category);
        fyp_json_number(&object, "score", category->score);
        fyp_json_integer(&object, "indicators", category->indicators);
        fyp_json_integer(&object, "scored", category->scored);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "categories", &array);
}

static void put_flags(struct fyp_json *parent, unsigned flags)
{
    struct fyp_json array = fyp_json_array();
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        if ((flags & (1U << bit)) != 0) {
            fyp_json_text(&array, NULL, fyp_flag_name(bit));
        }
    }
    fyp_json_put(parent, "flags", &array);
}

static void put_questions(
    struct fyp_json *parent, const struct fyp_indicator_result *result)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < result->question_count; i++) {
        const struct fyp_quality_finding *finding = result->questions[i];
        struct fyp_json object = fyp_json_object();
        char code[FYP_QUALITY_CODE_SIZE];
        fyp_quality_code(finding->check, code);
        fyp_json_text(&object, "code", code);
        fyp_json_text(
            &object, "severity", fyp_severity_name(finding->check->severity));
        fyp_json_text(&object, "text", finding->text);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "questions", &array);
}

/* What the contract does not ask for, behind it. */
static void put_more_of_indicator(
    struct fyp_json *object, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;

    fyp_json_text(object, "category", indicator->category);
    fyp_json_number(object, "expected_value", result->expected_value);
    if (isnan(result->score)) {
        fyp_json_null(object, "met");
    } else {
        fyp_json_boolean(object, "met", result->met);
    }
    fyp_json_text(object, "obstacle", fyp_obstacle_key(result->obstacle));
    fyp_json_positive(object, "value_year", result->value_year);
    fyp_json_number(object, "reference", result->reference);
    fyp_json_number(object, "scale", result->scale);
    fyp_json_boolean(object, "method_fell_back", result->method_fell_back);
    fyp_json_text(object, "target_text", indicator->target.text);
    fyp_json_text(object, "baseline_text", indicator->baseline.text);
    fyp_json_positive(object, "baseline_year", result->baseline_year);
    fyp_json_boolean(object, "maintain", result->maintain);
    if (indicator->each_subregion) {
        fyp_json_integer(
            object, "subregions_met", (long long)result->subregions_met);
        fyp_json_integer(
            object, "subregions_known", (long long)result->subregions_known);
    }
    fyp_json_boolean(object, "demonstration", result->demonstration);
    fyp_amended_json(
        object, evaluation->plan, indicator, evaluation->target_version);
}

/* The chain from the figures to the score. */
static void put_explanation(
    struct fyp_json *object, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    struct fyp_explanation explanation;
    const struct fyp_explain_view view = {.explanation = &explanation};

    if (fyp_explain(evaluation, result, &explanation, NULL) != FYP_OK) {
        object->failed = true;
        return;
    }
    fyp_explain_put_steps(object, "explanation", &view);
    fyp_explanation_finish(&explanation);
}

static void put_indicator(
    struct fyp_json *array, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    struct fyp_json object = fyp_json_object();

    fyp_json_text(&object, "no", indicator->number);
    fyp_json_text(&object, "code", indicator->code);
    fyp_json_text(&object, "name", indicator->name);
    fyp_json_text(&object, "unit", indicator->unit);
    fyp_json_text(
        &object, "attribute", fyp_attribute_key(indicator->attribute));
    fyp_json_text(&object, "kind", fyp_kind_name(indicator->kind));
    fyp_json_comparator(&object, "comparator", result->comparator);
    fyp_json_number(&object, "target", result->target);
    fyp_json_number(&object, "baseline", result->baseline);
    fyp_json_text(
        &object, "baseline_source",
        fyp_baseline_source_name(result->baseline_source));
    fyp_json_number(&object, "value", result->value);
    fyp_json_number(&object, "progress", result->progress);
    fyp_json_number(&object, "expected", result->expected);
    fyp_json_number(&object, "pace", result->pace);
    fyp_json_number(&object, "lead", result->lead);
    fyp_json_text(&object, "status", fyp_verdict_name(result->verdict));
    put_flags(&object, result->flags);
    put_questions(&object, result);
    fyp_json_text(
        &object, "method",
        isnan(result->score) ? NULL : fyp_method_name(result->method));
    fyp_json_number(&object, "score", result->score);
    fyp_json_number(&object, "weight", result->weight);
    put_more_of_indicator(&object, evaluation, result);
    put_explanation(&object, evaluation, result);
    fyp_json_tasks_of(&object, evaluation->plan, indicator->code);
    fyp_json_put(array, NULL, &object);
}

static void
put_indicators(struct fyp_json *root, const struct fyp_evaluation *evaluation)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        put_indicator(&array, evaluation, &evaluation->indicators[i]);
    }
    fyp_json_put(root, "indicators", &array);
}

/* What the contract does not ask for, before the long list. */
static void
put_more_of_plan(struct fyp_json *root, const struct fyp_evaluation *evaluation)
{
    const struct fyp_plan *plan = evaluation->plan;
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;

    fyp_json_text(root, "title", plan->title);
    fyp_json_text(
        root, "region_name", fyp_plan_region_name(plan, evaluation->region));
    fyp_json_boolean(root, "demonstration", evaluation->demonstration);
    fyp_json_text(root, "data_notice", data_notice(evaluation->demonstration));
    fyp_json_integer(root, "targets_missed", evaluation->behind_count);
    fyp_json_text(
        root, "grade_uncapped", fyp_grade_name(evaluation->uncapped_grade));
    fyp_json_boolean(
        root, "capped_by_majority", evaluation->capped_by_majority);
    put_attainment(root, "binding_attainment", &evaluation->binding);
    put_consistency(root, &evaluation->consistency);
    put_categories(root, evaluation);
    fyp_json_text(root, "method", fyp_method_name(ruleset->method));
    fyp_json_text(root, "comparison", fyp_comparison_key(ruleset->comparison));
    fyp_json_integer(root, "target_version", evaluation->target_version);
    fyp_json_integer(root, "target_versions", evaluation->target_versions);
    fyp_targets_json(root, plan);
    fyp_stage_json(root, evaluation);
    fyp_json_put_ruleset(root, evaluation);
}

void fyp_evaluation_json(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();

    fyp_json_text(&root, "plan", evaluation->plan->id);
    fyp_json_text(&root, "region", evaluation->region);
    fyp_json_integer(&root, "year", evaluation->year);
    fyp_json_text(&root, "stage", fyp_stage_name(evaluation->stage));
    fyp_json_number(&root, "elapsed", evaluation->elapsed);
    fyp_json_number(&root, "score", evaluation->score);
    fyp_json_text(&root, "grade", fyp_grade_name(evaluation->grade));
    put_capped_by(&root, evaluation);
    fyp_json_number(&root, "assessed_weight", evaluation->assessed_weight);
    put_counts(&root, evaluation);
    put_attainment(&root, "attainment", &evaluation->attainment);
    put_more_of_plan(&root, evaluation);
    put_indicators(&root, evaluation);
    fyp_third_party_json(&root, evaluation);
    if (evaluation->judged != NULL) {
        fyp_json_commitments(&root, evaluation->judged);
        fyp_json_conflicts(&root, evaluation->judged);
    }
    fyp_json_write(&root, out);
}
