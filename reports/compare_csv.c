/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compare.h"

#include "base/message.h"
#include "reports/csv_row.h"

#include <stdio.h>

/* One row an indicator; a method's numbers stand under "<method>_<key>", as
 * in the JSON, and why it has none under "<method>_refused". */

static const char *const plan_header[] = {
    "plan",   "region",   "year",  "stage",  "no",
    "code",   "name",     "unit",  "kind",   "comparator",
    "target", "baseline", "value", "status", "demonstration",
};

static void
add_heading(struct fyp_csv_row *row, const char *method, const char *key)
{
    char heading[64];

    if (key != NULL) {
        snprintf(heading, sizeof heading, "%s_%s", method, key);
        fyp_csv_text(row, heading);
    }
}

static void put_header(struct fyp_buffer *out)
{
    struct fyp_csv_row row = {.out = out};

    for (size_t i = 0; i < sizeof plan_header / sizeof *plan_header; i++) {
        fyp_csv_text(&row, plan_header[i]);
    }
    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        const struct fyp_beside_row *method_row = fyp_beside_row(method);
        add_heading(&row, method_row->name, method_row->keys[0]);
        add_heading(&row, method_row->name, method_row->keys[1]);
        add_heading(&row, method_row->name, method_row->class_key);
        add_heading(&row, method_row->name, "refused");
    }
    fyp_csv_end(&row);
}

/* The whole method refused, or its second number alone. */
static void put_reason(
    struct fyp_csv_row *row, const struct fyp_beside_result *result, int method,
    enum fyp_verdict verdict)
{
    char reason[FYP_BESIDE_REASON_SIZE];

    fyp_beside_reason(
        result->refusal != FYP_OK ? result->refusal : result->second_refusal,
        method, verdict, reason);
    fyp_csv_text(row, reason[0] != '\0' ? reason : NULL);
}

static void put_result(
    struct fyp_csv_row *row, const struct fyp_beside_result *result, int method,
    enum fyp_verdict verdict)
{
    const struct fyp_beside_row *method_row = fyp_beside_row(method);

    for (int i = 0; i < 2 && method_row->keys[i] != NULL; i++) {
        fyp_csv_number(row, result->values[i]);
    }
    if (method_row->class_key != NULL) {
        fyp_csv_text(row, fyp_peer_class_name(result->classes[0]));
    }
    put_reason(row, result, method, verdict);
}

static void put_indicator(
    struct fyp_csv_row *row, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;

    fyp_csv_text(row, evaluation->plan->id);
    fyp_csv_text(row, evaluation->region);
    fyp_csv_integer(row, evaluation->year);
    fyp_csv_text(row, fyp_stage_name(evaluation->stage));
    fyp_csv_text(row, indicator->number);
    fyp_csv_text(row, indicator->code);
    fyp_csv_text(row, indicator->name);
    fyp_csv_text(row, indicator->unit);
    fyp_csv_text(row, fyp_kind_name(indicator->kind));
    fyp_csv_comparator(row, result->comparator);
    fyp_csv_number(row, result->target);
    fyp_csv_number(row, result->baseline);
    fyp_csv_number(row, result->value);
    fyp_csv_text(row, fyp_verdict_name(result->verdict));
    fyp_csv_boolean(row, result->demonstration);
}

void fyp_beside_csv(const struct fyp_beside *beside, struct fyp_buffer *out)
{
    const struct fyp_evaluation *evaluation = &beside->evaluation;

    put_header(out);
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        struct fyp_csv_row row = {.out = out};
        put_indicator(&row, evaluation, result);
        for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
            put_result(
                &row, &beside->lines[i].results[method], method,
                result->verdict);
        }
        fyp_csv_end(&row);
    }
}

static void put_series_row(
    struct fyp_buffer *out, const struct fyp_beside_result *result, int method,
    enum fyp_verdict verdict)
{
    const struct fyp_beside_row *method_row = fyp_beside_row(method);
    struct fyp_csv_row row = {.out = out};

    fyp_csv_text(&row, method_row->name);
    for (int i = 0; i < 2; i++) {
        fyp_csv_text(&row, method_row->keys[i]);
        fyp_csv_number(&row, result->values[i]);
    }
    fyp_csv_text(&row, fyp_peer_class_name(result->classes[0]));
    put_reason(&row, result, method, verdict);
    fyp_csv_end(&row);
}

void fyp_beside_series_csv(
    const struct fyp_beside_result *results, enum fyp_verdict verdict,
    struct fyp_buffer *out)
{
    static const char *const header[] = {
        "method",       "key",   "value",   "second_key",
        "second_value", "class", "refused",
    };

    fyp_csv_texts(out, header, sizeof header / sizeof *header);
    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        put_series_row(out, &results[method], method, verdict);
    }
}
