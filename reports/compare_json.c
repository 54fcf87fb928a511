/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compare.h"

#include "base/message.h"
#include "reports/json.h"
#include "reports/parts.h"

#include <stdio.h>

static void put_second_reason(
    struct fyp_json *object, const struct fyp_beside_result *result, int method,
    enum fyp_verdict verdict)
{
    char key[64], reason[FYP_BESIDE_REASON_SIZE];

    if (result->second_refusal == FYP_OK) {
        return;
    }
    snprintf(key, sizeof key, "%s_refused", fyp_beside_row(method)->keys[1]);
    fyp_beside_reason(result->second_refusal, method, verdict, reason);
    fyp_json_text(object, key, reason);
}

static void put_result(
    struct fyp_json *parent, const struct fyp_beside_result *result, int method,
    enum fyp_verdict verdict)
{
    const struct fyp_beside_row *row = fyp_beside_row(method);
    struct fyp_json object = fyp_json_object();
    char reason[FYP_BESIDE_REASON_SIZE];

    if (result->refusal != FYP_OK) {
        fyp_beside_reason(result->refusal, method, verdict, reason);
        fyp_json_text(&object, "refused", reason);
        fyp_json_put(parent, row->name, &object);
        return;
    }
    for (int i = 0; i < 2 && row->keys[i] != NULL; i++) {
        fyp_json_number(&object, row->keys[i], result->values[i]);
    }
    if (row->class_key != NULL) {
        fyp_json_text(
            &object, row->class_key, fyp_peer_class_name(result->classes[0]));
    }
    put_second_reason(&object, result, method, verdict);
    fyp_json_put(parent, row->name, &object);
}

static void put_methods(
    struct fyp_json *parent, const struct fyp_beside_result *results,
    enum fyp_verdict verdict)
{
    struct fyp_json methods = fyp_json_object();

    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        put_result(&methods, &results[method], method, verdict);
    }
    fyp_json_put(parent, "methods", &methods);
}

void fyp_beside_series_json(
    const struct fyp_beside_result *results, enum fyp_verdict verdict,
    struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();

    put_methods(&root, results, verdict);
    fyp_json_write(&root, out);
}

static void put_indicator(
    struct fyp_json *array, const struct fyp_indicator_result *result,
    const struct fyp_beside_line *line)
{
    const struct fyp_indicator *indicator = result->indicator;
    struct fyp_json object = fyp_json_object();

    fyp_json_text(&object, "no", indicator->number);
    fyp_json_text(&object, "code", indicator->code);
    fyp_json_text(&object, "name", indicator->name);
    fyp_json_text(&object, "unit", indicator->unit);
    fyp_json_text(&object, "kind", fyp_kind_name(indicator->kind));
    fyp_json_comparator(&object, "comparator", result->comparator);
    fyp_json_number(&object, "target", result->target);
    fyp_json_number(&object, "baseline", result->baseline);
    fyp_json_number(&object, "value", result->value);
    fyp_json_text(&object, "status", fyp_verdict_name(result->verdict));
    put_methods(&object, line->results, result->verdict);
    fyp_json_put(array, NULL, &object);
}

/* Where each method comes from and in what it differs from there. */
static void put_table(struct fyp_json *root)
{
    struct fyp_json array = fyp_json_array();

    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        const struct fyp_beside_row *row = fyp_beside_row(method);
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "method", row->name);
        fyp_json_text(&object, "title", fyp_text(row->title));
        fyp_json_text(&object, "source", fyp_text(row->source));
        fyp_json_text(&object, "deviation", fyp_text(row->deviation));
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "sources", &array);
}

static void
put_statcan_mean(struct fyp_json *root, const struct fyp_beside *beside)
{
    struct fyp_json object = fyp_json_object();

    fyp_json_number(&object, "score", beside->statcan_score);
    fyp_json_text(&object, "class", fyp_peer_class_name(beside->statcan_class));
    fyp_json_integer(&object, "indicators", beside->statcan_count);
    fyp_json_put(root, "statcan_mean", &object);
}

void fyp_beside_json(const struct fyp_beside *beside, struct fyp_buffer *out)
{
    const struct fyp_evaluation *evaluation = &beside->evaluation;
    struct fyp_json root = fyp_json_object();
    struct fyp_json array = fyp_json_array();

    fyp_json_text(&root, "plan", evaluation->plan->id);
    fyp_json_text(&root, "region", evaluation->region);
    fyp_json_integer(&root, "year", evaluation->year);
    fyp_json_text(&root, "stage", fyp_stage_name(evaluation->stage));
    fyp_json_integer(&root, "target_version", evaluation->target_version);
    fyp_json_boolean(&root, "demonstration", evaluation->demonstration);
    fyp_json_text(
        &root, "data_notice",
        evaluation->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    put_statcan_mean(&root, beside);
    put_table(&root);
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        put_indicator(&array, &evaluation->indicators[i], &beside->lines[i]);
    }
    fyp_json_put(&root, "indicators", &array);
    fyp_json_write(&root, out);
}
