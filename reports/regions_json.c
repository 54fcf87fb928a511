/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/json.h"
#include "reports/parts.h"
#include "reports/regions.h"

#include <math.h>

/* "subregions" (ranking), "heatmap" (indicators by sub-regions), "totals",
 * "each_subregion", "spread". A place is {"region": code, "name": …}. */

static void
put_place(struct fyp_json *object, const struct fyp_region_node *node)
{
    fyp_json_text(object, "region", node->code);
    fyp_json_text(object, "name", node->name);
}

static void put_places(
    struct fyp_json *parent, const char *key,
    const struct fyp_subregions *subregions, const size_t *nodes, size_t count)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < count; i++) {
        struct fyp_json object = fyp_json_object();
        put_place(&object, &subregions->tree.nodes[nodes[i]]);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, key, &array);
}

static void
put_subregions(struct fyp_json *root, const struct fyp_subregions *subregions)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_subregion *item = subregions->ranking[i];
        const struct fyp_region_node *node =
            &subregions->tree.nodes[item->node];
        const struct fyp_evaluation *evaluation = &item->evaluation;
        struct fyp_json object = fyp_json_object();
        put_place(&object, node);
        fyp_json_positive(&object, "rank", item->rank);
        fyp_json_number(&object, "score", evaluation->score);
        fyp_json_text(&object, "grade", fyp_grade_name(evaluation->grade));
        fyp_json_number(
            &object, "assessed_weight", evaluation->assessed_weight);
        fyp_json_integer(&object, "behind_count", evaluation->behind_count);
        fyp_json_boolean(&object, "declared", node->declared);
        fyp_json_boolean(&object, "counted", node->counts);
        fyp_json_boolean(&object, "demonstration", evaluation->demonstration);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "subregions", &array);
}

static void put_identity(
    struct fyp_json *object, const struct fyp_subregions *subregions, size_t i)
{
    const struct fyp_indicator *indicator =
        &subregions->evaluation.plan->indicators[i];

    fyp_json_text(object, "no", indicator->number);
    fyp_json_text(object, "code", indicator->code);
    fyp_json_text(object, "name", indicator->name);
    fyp_json_text(object, "unit", indicator->unit);
}

static void put_cells(
    struct fyp_json *parent, const struct fyp_subregions *subregions,
    size_t indicator)
{
    struct fyp_json cells = fyp_json_array();

    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_subregion *item = &subregions->items[i];
        const struct fyp_indicator_result *result =
            &item->evaluation.indicators[indicator];
        struct fyp_json object = fyp_json_object();
        fyp_json_text(
            &object, "region", subregions->tree.nodes[item->node].code);
        fyp_json_text(&object, "status", fyp_verdict_name(result->verdict));
        fyp_json_number(
            &object, "value",
            result->indicator->each_subregion
                ? fyp_own_target(item, indicator).value
                : result->value);
        fyp_json_number(&object, "score", result->score);
        fyp_json_put(&cells, NULL, &object);
    }
    fyp_json_put(parent, "cells", &cells);
}

static void
put_heatmap(struct fyp_json *root, const struct fyp_subregions *subregions)
{
    struct fyp_json map = fyp_json_object();
    struct fyp_json regions = fyp_json_array();
    struct fyp_json indicators = fyp_json_array();

    for (size_t i = 0; i < subregions->count; i++) {
        fyp_json_text(
            &regions, NULL,
            subregions->tree.nodes[subregions->items[i].node].code);
    }
    for (size_t i = 0; i < subregions->indicator_count; i++) {
        struct fyp_json object = fyp_json_object();
        put_identity(&object, subregions, i);
        fyp_json_boolean(&object, "whole_place", subregions->whole_only[i]);
        put_cells(&object, subregions, i);
        fyp_json_put(&indicators, NULL, &object);
    }
    fyp_json_put(&map, "regions", &regions);
    fyp_json_put(&map, "indicators", &indicators);
    fyp_json_put(root, "heatmap", &map);
}

/* --- totals --- */

static void
put_agreement(struct fyp_json *object, enum fyp_agreement_of_totals agreement)
{
    if (agreement == FYP_TOTALS_NOT_COMPARED) {
        fyp_json_null(object, "agrees");
    } else {
        fyp_json_boolean(object, "agrees", agreement == FYP_TOTALS_AGREE);
    }
}

static void put_total(
    struct fyp_json *places, const struct fyp_subregions *subregions,
    size_t indicator, size_t node)
{
    const struct fyp_region_total *total =
        fyp_subregions_total(subregions, indicator, node);
    const struct fyp_region_node *place = &subregions->tree.nodes[node];
    struct fyp_json object = fyp_json_object();

    put_place(&object, place);
    fyp_json_text(
        &object, "parent",
        node > 0 ? subregions->tree.nodes[place->parent].code : NULL);
    fyp_json_integer(&object, "depth", place->depth);
    fyp_json_boolean(&object, "counted", node == 0 || place->counts);
    fyp_json_number(&object, "reported", total->reported);
    fyp_json_boolean(
        &object, "reported_incomplete", total->reported_incomplete);
    fyp_json_number(&object, "computed", total->computed.value);
    fyp_json_text(&object, "way", fyp_rollup_way_name(total->computed.way));
    fyp_json_text(
        &object, "refused", fyp_rollup_refusal_name(total->computed.refusal));
    fyp_json_number(&object, "numerator", total->computed.numerator);
    fyp_json_number(&object, "denominator", total->computed.denominator);
    fyp_json_number(&object, "difference", total->difference);
    put_agreement(&object, total->agreement);
    fyp_json_integer(&object, "parts", (long long)total->known);
    fyp_json_boolean(&object, "incomplete", total->incomplete);
    put_places(
        &object, "missing", subregions, total->missing, total->missing_count);
    put_places(
        &object, "incomplete_parts", subregions, total->partial,
        total->partial_count);
    fyp_json_boolean(&object, "demonstration", total->demonstration);
    fyp_json_put(places, NULL, &object);
}

static void
put_totals(struct fyp_json *root, const struct fyp_subregions *subregions)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < subregions->indicator_count; i++) {
        const struct fyp_indicator *indicator =
            &subregions->evaluation.plan->indicators[i];
        struct fyp_json object = fyp_json_object();
        struct fyp_json places = fyp_json_array();
        put_identity(&object, subregions, i);
        fyp_json_text(&object, "weight_code", indicator->entry->weight_code);
        for (size_t k = 0; k < subregions->tree.count; k++) {
            put_total(&places, subregions, i, k);
        }
        fyp_json_put(&object, "places", &places);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "totals", &array);
}

/* --- each sub-region --- */

static void put_own_targets(
    struct fyp_json *parent, const struct fyp_subregions *subregions,
    size_t indicator)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_subregion *item = &subregions->items[i];
        const struct fyp_own_target own = fyp_own_target(item, indicator);
        if (!subregions->tree.nodes[item->node].declared) {
            continue;
        }
        struct fyp_json object = fyp_json_object();
        put_place(&object, &subregions->tree.nodes[item->node]);
        fyp_json_number(&object, "value", own.value);
        if (isnan(own.value)) {
            fyp_json_null(&object, "met");
        } else {
            fyp_json_boolean(&object, "met", own.met);
        }
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(parent, "regions", &array);
}

static void
put_each(struct fyp_json *root, const struct fyp_subregions *subregions)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < subregions->indicator_count; i++) {
        const struct fyp_indicator_result *result =
            &subregions->evaluation.indicators[i];
        const struct fyp_indicator *indicator = result->indicator;
        if (!indicator->each_subregion) {
            continue;
        }
        struct fyp_json object = fyp_json_object();
        put_identity(&object, subregions, i);
        fyp_json_comparator(
            &object, "comparator", indicator->target.comparator);
        fyp_json_decimal(&object, "target", &indicator->target.value);
        fyp_json_text(&object, "status", fyp_verdict_name(result->verdict));
        fyp_json_integer(&object, "met", (long long)result->subregions_met);
        fyp_json_integer(&object, "known", (long long)result->subregions_known);
        fyp_json_integer(
            &object, "declared",
            (long long)subregions->evaluation.plan->subregion_count);
        put_own_targets(&object, subregions, i);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "each_subregion", &array);
}

static void
put_spread(struct fyp_json *root, const struct fyp_subregions *subregions)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < subregions->indicator_count; i++) {
        const struct fyp_indicator_spread *line = &subregions->spreads[i];
        struct fyp_json object = fyp_json_object();
        put_identity(&object, subregions, i);
        fyp_json_integer(&object, "count", (long long)line->spread.count);
        fyp_json_text(
            &object, "weights", fyp_spread_weights_name(line->weights));
        fyp_json_number(&object, "mean", line->spread.mean);
        fyp_json_number(&object, "variation", line->spread.variation);
        fyp_json_number(&object, "min", line->spread.least);
        fyp_json_number(&object, "max", line->spread.most);
        fyp_json_number(&object, "max_min_ratio", line->spread.ratio);
        put_places(&object, "best", subregions, line->best, line->best_count);
        put_places(
            &object, "worst", subregions, line->worst, line->worst_count);
        fyp_json_boolean(&object, "demonstration", line->demonstration);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "spread", &array);
}

void fyp_subregions_json(
    const struct fyp_subregions *subregions, struct fyp_buffer *out)
{
    const struct fyp_evaluation *evaluation = &subregions->evaluation;
    const struct fyp_plan *plan = evaluation->plan;
    struct fyp_json root = fyp_json_object();

    fyp_json_text(&root, "plan", plan->id);
    fyp_json_text(&root, "region", evaluation->region);
    fyp_json_integer(&root, "year", evaluation->year);
    fyp_json_text(&root, "stage", fyp_stage_name(evaluation->stage));
    fyp_json_integer(&root, "target_version", evaluation->target_version);
    fyp_json_text(&root, "title", plan->title);
    fyp_json_text(&root, "region_name", plan->region.name);
    fyp_json_number(&root, "score", evaluation->score);
    fyp_json_text(&root, "method", fyp_method_name(evaluation->ruleset.method));
    fyp_json_boolean(&root, "demonstration", subregions->demonstration);
    fyp_json_text(
        &root, "data_notice",
        subregions->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    put_subregions(&root, subregions);
    put_each(&root, subregions);
    put_totals(&root, subregions);
    put_spread(&root, subregions);
    put_heatmap(&root, subregions);
    fyp_json_write(&root, out);
}
