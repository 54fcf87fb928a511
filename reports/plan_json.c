/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/json.h"
#include "reports/parts.h"

#include <math.h>

static void put_citation(
    struct fyp_json *parent, const char *key,
    const struct fyp_citation *citation)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_text(&object, "section", citation->section);
    fyp_json_positive(&object, "line", citation->line);
    fyp_json_text(&object, "quote", citation->quote);
    fyp_json_put(parent, key, &object);
}

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
put_prose(struct fyp_json *parent, const struct fyp_prose_baseline *prose)
{
    if (!prose->present) {
        fyp_json_null(parent, "prose");
        return;
    }
    struct fyp_json object = fyp_json_object();
    fyp_json_decimal(&object, "value", &prose->value);
    fyp_json_comparator(&object, "comparator", prose->comparator);
    put_citation(&object, "source", &prose->source);
    fyp_json_put(parent, "prose", &object);
}

static void
put_baseline(struct fyp_json *parent, const struct fyp_indicator *indicator)
{
    const struct fyp_baseline *baseline = &indicator->baseline;
    const struct fyp_printed_baseline printed = fyp_printed_baseline(indicator);
    struct fyp_json object = fyp_json_object();

    fyp_json_text(&object, "text", baseline->text);
    fyp_json_decimal(&object, "value", &printed.value);
    fyp_json_comparator(&object, "comparator", printed.comparator);
    fyp_json_text(&object, "source", fyp_baseline_source_name(printed.source));
    fyp_json_text(&object, "blank", fyp_blank_key(baseline->blank));
    put_prose(&object, &baseline->prose);
    fyp_json_put(parent, "baseline", &object);
}

static void put_target(
    struct fyp_json *parent, const struct fyp_plan *plan,
    const struct fyp_target *target)
{
    struct fyp_json object = fyp_json_object();
    const bool value = target->kind == FYP_TARGET_VALUE;
    const double tolerance =
        target->tolerance.present ? target->tolerance.value : 0.0;

    fyp_json_text(&object, "text", target->text);
    fyp_json_text(&object, "kind", fyp_target_kind_key(target->kind));
    fyp_json_comparator(&object, "comparator", target->comparator);
    fyp_json_decimal(&object, "value", &target->value);
    fyp_json_text(
        &object, "reference",
        target->reference.present ? target->reference.code : NULL);
    fyp_json_text(
        &object, "reference_region", fyp_reference_region(plan, target));
    fyp_json_number(
        &object, "tolerance", target->reference.present ? tolerance : NAN);
    fyp_json_boolean(&object, "inferred", target->inferred);
    fyp_json_number(
        &object, "decimals", value ? (double)fyp_target_decimals(target) : NAN);
    fyp_json_put(parent, "target", &object);
}

static void
put_milestones(struct fyp_json *parent, const struct fyp_indicator *indicator)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        struct fyp_json object = fyp_json_object();
        fyp_json_integer(&object, "year", milestone->year);
        fyp_json_comparator(&object, "comparator", milestone->comparator);
        fyp_json_decimal(&object, "value", &milestone->value);
        put_citation(&object, "source", &milestone->source);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "milestones", &array);
}

static void
put_range(struct fyp_json *parent, const struct fyp_indicator *indicator)
{
    struct fyp_json range = fyp_json_array();
    fyp_json_decimal(&range, NULL, &indicator->range.low);
    fyp_json_decimal(&range, NULL, &indicator->range.high);
    fyp_json_put(parent, "range", &range);
}

static void put_indicator(
    struct fyp_json *array, const struct fyp_plan *plan,
    const struct fyp_indicator *indicator)
{
    struct fyp_json object = fyp_json_object();

    fyp_json_text(&object, "no", indicator->number);
    fyp_json_text(&object, "code", indicator->code);
    fyp_json_text(&object, "name", indicator->name);
    fyp_json_text(&object, "unit", indicator->unit);
    fyp_json_text(&object, "category", indicator->category);
    fyp_json_text(
        &object, "attribute", fyp_attribute_key(indicator->attribute));
    fyp_json_text(&object, "kind", fyp_kind_name(indicator->kind));
    put_baseline(&object, indicator);
    put_target(&object, plan, &indicator->target);
    fyp_json_text(&object, "path", fyp_path_key(indicator->path));
    put_milestones(&object, indicator);
    put_texts(
        &object, "notes", (const char *const *)indicator->notes,
        indicator->note_count);
    fyp_json_text(&object, "printed_unit", indicator->printed_unit);
    fyp_json_boolean(&object, "each_subregion", indicator->each_subregion);
    put_range(&object, indicator);
    put_citation(&object, "source", &indicator->source);
    fyp_json_put(array, NULL, &object);
}

static void put_subregions(struct fyp_json *parent, const struct fyp_plan *plan)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < plan->subregion_count; i++) {
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "region", plan->subregions[i].code);
        fyp_json_text(&object, "region_name", plan->subregions[i].name);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "subregions", &array);
}

/* The keys that a plan has in the list and on its own page. */
static void put_head(struct fyp_json *object, const struct fyp_plan *plan)
{
    fyp_json_text(object, "id", plan->id);
    fyp_json_text(object, "title", plan->title);
    fyp_json_text(object, "region", plan->region.code);
    fyp_json_integer(object, "baseline_year", plan->baseline_year);
    fyp_json_integer(object, "end_year", plan->end_year);
    fyp_json_text(object, "region_name", plan->region.name);
    fyp_json_text(object, "published", plan->published);
    fyp_json_text(object, "document_number", plan->document_number);
    fyp_json_text(object, "origin", plan->origin);
    fyp_json_text(object, "ruleset", plan->ruleset);
}

void fyp_plan_json(const struct fyp_plan *plan, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json array = fyp_json_array();

    put_head(&root, plan);
    put_citation(&root, "source", &plan->source);
    put_subregions(&root, plan);
    put_texts(
        &root, "notes", (const char *const *)plan->notes, plan->note_count);
    fyp_json_text(&root, "sha256", plan->sha256);
    for (size_t i = 0; i < plan->indicator_count; i++) {
        put_indicator(&array, plan, &plan->indicators[i]);
    }
    fyp_json_put(&root, "indicators", &array);
    fyp_json_write(&root, out);
}

void fyp_plan_list_json(
    struct fyp_plan *const *plans, size_t count, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_array();
    for (size_t i = 0; i < count; i++) {
        const struct fyp_plan *plan = plans[i];
        struct fyp_json object = fyp_json_object();
        put_head(&object, plan);
        fyp_json_integer(
            &object, "indicators", (long long)plan->indicator_count);
        fyp_json_integer(
            &object, "binding", fyp_plan_count_attribute(plan, FYP_BINDING));
        fyp_json_integer(
            &object, "anticipatory",
            fyp_plan_count_attribute(plan, FYP_ANTICIPATORY));
        fyp_json_put(&root, NULL, &object);
    }
    fyp_json_write(&root, out);
}
