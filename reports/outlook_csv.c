/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/csv_row.h"
#include "reports/outlook.h"
#include "reports/parts.h"

#include <math.h>

/* Of a plan one row an indicator: the chosen model in full, of the others
 * value and probability. Of a series one row a model. */

static const char *const plan_header[] = {
    "plan",
    "region",
    "year",
    "end",
    "no",
    "code",
    "name",
    "unit",
    "attribute",
    "kind",
    "comparator",
    "target",
    "target_text",
    "value_year",
    "value",
    "needed_per_year",
    "points",
    "chosen",
    "refused",
    "forecast",
    "low80",
    "high80",
    "low95",
    "high95",
    "probability",
    "meets",
    "perfect_fit",
    "outside_range",
    "backtest_value",
    "backtest_error",
    "linear",
    "linear_probability",
    "logit",
    "logit_probability",
    "mean_change",
    "mean_change_probability",
    "geometric",
    "geometric_probability",
    "baseline_bound",
    "incomplete",
    "demonstration",
    "data_notice",
};

static const char *const series_header[] = {
    "model",       "chosen",        "refused",        "value",          "low80",
    "high80",      "low95",         "high95",         "probability",    "meets",
    "perfect_fit", "outside_range", "backtest_value", "backtest_error",
};

static void put_result(
    struct fyp_csv_row *row, const struct fyp_model_result *result,
    bool has_target)
{
    fyp_csv_number(row, result->value);
    fyp_csv_number(row, result->low80);
    fyp_csv_number(row, result->high80);
    fyp_csv_number(row, result->low95);
    fyp_csv_number(row, result->high95);
    fyp_csv_number(row, result->probability);
    if (has_target) {
        fyp_csv_boolean(row, result->meets);
    } else {
        fyp_csv_text(row, NULL);
    }
    fyp_csv_boolean(row, result->perfect);
    fyp_csv_boolean(row, result->outside_range);
    fyp_csv_number(row, result->backtest_value);
    fyp_csv_number(row, result->backtest_error);
}

static void put_blanks(struct fyp_csv_row *row, int count)
{
    for (int i = 0; i < count; i++) {
        fyp_csv_text(row, NULL);
    }
}

enum { RESULT_CELLS = 11 };

static void
put_promise(struct fyp_csv_row *row, const struct fyp_indicator_outlook *item)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    fyp_csv_text(row, indicator->number);
    fyp_csv_text(row, indicator->code);
    fyp_csv_text(row, indicator->name);
    fyp_csv_text(row, indicator->unit);
    fyp_csv_text(row, fyp_attribute_key(indicator->attribute));
    fyp_csv_text(row, fyp_kind_name(indicator->kind));
    fyp_csv_comparator(row, item->question.comparator);
    fyp_csv_number(row, item->question.target);
    fyp_csv_text(row, indicator->target.text);
}

static void
put_outlook(struct fyp_csv_row *row, const struct fyp_indicator_outlook *item)
{
    const struct fyp_outlook *outlook = &item->outlook;
    const struct fyp_model_result *chosen = fyp_outlook_chosen(outlook);

    fyp_csv_positive(row, outlook->last_year);
    fyp_csv_number(row, outlook->last_value);
    fyp_csv_number(row, outlook->needed);
    fyp_csv_integer(row, (long long)outlook->count);
    fyp_csv_text(row, fyp_model_name(outlook->chosen));
    fyp_csv_text(row, fyp_refusal_name(fyp_outlook_refusal(outlook)));
    if (chosen == NULL) {
        put_blanks(row, RESULT_CELLS);
    } else {
        put_result(row, chosen, !isnan(item->question.target));
    }
    for (int model = 0; model < FYP_MODEL_COUNT; model++) {
        fyp_csv_number(row, outlook->models[model].value);
        fyp_csv_number(row, outlook->models[model].probability);
    }
}

void fyp_outlook_csv(
    const struct fyp_plan_outlook *outlook, struct fyp_buffer *out)
{
    const struct fyp_evaluation *evaluation = &outlook->evaluation;

    fyp_csv_texts(out, plan_header, sizeof plan_header / sizeof *plan_header);
    for (size_t i = 0; i < outlook->indicator_count; i++) {
        const struct fyp_indicator_outlook *item = &outlook->indicators[i];
        struct fyp_csv_row row = {.out = out};
        fyp_csv_text(&row, evaluation->plan->id);
        fyp_csv_text(&row, evaluation->region);
        fyp_csv_integer(&row, evaluation->year);
        fyp_csv_integer(&row, evaluation->plan->end_year);
        put_promise(&row, item);
        put_outlook(&row, item);
        fyp_csv_boolean(&row, (item->result->flags & FYP_FLAG_BOUND) != 0);
        fyp_csv_boolean(&row, item->incomplete);
        fyp_csv_boolean(&row, item->demonstration);
        fyp_csv_text(
            &row, item->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
        fyp_csv_end(&row);
    }
}

void fyp_asked_outlook_csv(
    const struct fyp_asked_outlook *asked, struct fyp_buffer *out)
{
    fyp_csv_texts(
        out, series_header, sizeof series_header / sizeof *series_header);
    for (int i = 0; i < FYP_MODEL_COUNT; i++) {
        const enum fyp_model model = (enum fyp_model)i;
        const struct fyp_model_result *result = &asked->outlook.models[model];
        struct fyp_csv_row row = {.out = out};
        fyp_csv_text(&row, fyp_model_name(model));
        fyp_csv_boolean(&row, model == asked->outlook.chosen);
        fyp_csv_text(&row, fyp_refusal_name(result->refusal));
        if (result->refusal == FYP_REFUSED_NOT) {
            put_result(&row, result, !isnan(asked->question.target));
        } else {
            put_blanks(&row, RESULT_CELLS);
        }
        fyp_csv_end(&row);
    }
}
