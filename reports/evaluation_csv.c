/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/csv_row.h"
#include "reports/parts.h"
#include "reports/quality.h"

#include <math.h>

/* One row an indicator, under the keys of the JSON; each row tells plan,
 * place, year and stage, so that files of many plans can be put together. */

static const char *const header[] = {
    "plan",
    "region",
    "year",
    "stage",
    "no",
    "code",
    "name",
    "unit",
    "category",
    "attribute",
    "kind",
    "comparator",
    "target",
    "target_text",
    "baseline",
    "baseline_source",
    "baseline_text",
    "value",
    "value_year",
    "expected_value",
    "progress",
    "expected",
    "pace",
    "lead",
    "status",
    "met",
    "flags",
    "obstacle",
    "reference",
    "scale",
    "method",
    "method_fell_back",
    "score",
    "weight",
    "demonstration",
    "data_notice",
    "questions",
    "target_version",
};

static void put_flags(struct fyp_csv_row *row, unsigned flags)
{
    struct fyp_buffer text = {0};
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        if ((flags & (1U << bit)) == 0) {
            continue;
        }
        if (text.length > 0) {
            fyp_buffer_text(&text, ";");
        }
        fyp_buffer_text(&text, fyp_flag_name(bit));
    }
    fyp_csv_text(row, text.length > 0 ? text.data : NULL);
    row->out->failed = row->out->failed || text.failed;
    fyp_buffer_finish(&text);
}

static void put_questions(
    struct fyp_csv_row *row, const struct fyp_indicator_result *result)
{
    struct fyp_buffer text = {0};
    for (size_t i = 0; i < result->question_count; i++) {
        char code[FYP_QUALITY_CODE_SIZE];
        fyp_quality_code(result->questions[i]->check, code);
        fyp_buffer_text(&text, text.length > 0 ? ";" : "");
        fyp_buffer_text(&text, code);
    }
    fyp_csv_text(row, text.length > 0 ? text.data : NULL);
    row->out->failed = row->out->failed || text.failed;
    fyp_buffer_finish(&text);
}

static void
put_promise(struct fyp_csv_row *row, const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    fyp_csv_text(row, indicator->number);
    fyp_csv_text(row, indicator->code);
    fyp_csv_text(row, indicator->name);
    fyp_csv_text(row, indicator->unit);
    fyp_csv_text(row, indicator->category);
    fyp_csv_text(row, fyp_attribute_key(indicator->attribute));
    fyp_csv_text(row, fyp_kind_name(indicator->kind));
    fyp_csv_comparator(row, result->comparator);
    fyp_csv_number(row, result->target);
    fyp_csv_text(row, indicator->target.text);
    fyp_csv_number(row, result->baseline);
    fyp_csv_text(row, fyp_baseline_source_name(result->baseline_source));
    fyp_csv_text(row, indicator->baseline.text);
}

static void
put_finding(struct fyp_csv_row *row, const struct fyp_indicator_result *result)
{
    fyp_csv_number(row, result->value);
    fyp_csv_positive(row, result->value_year);
    fyp_csv_number(row, result->expected_value);
    fyp_csv_number(row, result->progress);
    fyp_csv_number(row, result->expected);
    fyp_csv_number(row, result->pace);
    fyp_csv_number(row, result->lead);
    fyp_csv_text(row, fyp_verdict_name(result->verdict));
    if (isnan(result->score)) {
        fyp_csv_text(row, NULL); /* nothing was judged */
    } else {
        fyp_csv_boolean(row, result->met);
    }
    put_flags(row, result->flags);
    fyp_csv_text(row, fyp_obstacle_key(result->obstacle));
    fyp_csv_number(row, result->reference);
    fyp_csv_number(row, result->scale);
    fyp_csv_text(
        row, isnan(result->score) ? NULL : fyp_method_name(result->method));
    fyp_csv_boolean(row, result->method_fell_back);
    fyp_csv_number(row, result->score);
    fyp_csv_number(row, result->weight);
    fyp_csv_boolean(row, result->demonstration);
    fyp_csv_text(
        row, result->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    put_questions(row, result);
}

void fyp_evaluation_csv(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    fyp_csv_texts(out, header, sizeof header / sizeof header[0]);
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        struct fyp_csv_row row = {.out = out};
        fyp_csv_text(&row, evaluation->plan->id);
        fyp_csv_text(&row, evaluation->region);
        fyp_csv_integer(&row, evaluation->year);
        fyp_csv_text(&row, fyp_stage_name(evaluation->stage));
        put_promise(&row, &evaluation->indicators[i]);
        put_finding(&row, &evaluation->indicators[i]);
        fyp_csv_integer(&row, evaluation->target_version);
        fyp_csv_end(&row);
    }
}
