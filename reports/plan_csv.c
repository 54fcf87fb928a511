/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/parts.h"

#include <math.h>

static const char *const header[] = {
    "plan",
    "no",
    "code",
    "name",
    "unit",
    "printed_unit",
    "category",
    "attribute",
    "kind",
    "baseline_text",
    "baseline_value",
    "baseline_comparator",
    "baseline_source",
    "baseline_blank",
    "target_text",
    "target_kind",
    "target_comparator",
    "target_value",
    "target_inferred",
    "target_decimals",
    "reference",
    "reference_region",
    "tolerance",
    "path",
    "milestones",
    "each_subregion",
    "source_section",
    "source_line",
    "source_quote",
    "notes",
};

static const char *const list_header[] = {
    "id",         "title",       "region",       "baseline_year",
    "end_year",   "region_name", "published",    "document_number",
    "indicators", "binding",     "anticipatory",
};

/* "2022>=100;2023>=100" */
static void
put_milestones(struct fyp_csv_row *row, const struct fyp_indicator *indicator)
{
    struct fyp_buffer text = {0};
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        char number[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(
            milestone->value.value, milestone->value.decimals, number);
        fyp_buffer_format(
            &text, "%s%d%s%s", i == 0 ? "" : ";", milestone->year,
            fyp_comparator_text(milestone->comparator), number);
    }
    fyp_csv_text(row, text.length > 0 ? text.data : NULL);
    row->out->failed = row->out->failed || text.failed;
    fyp_buffer_finish(&text);
}

static void
put_notes(struct fyp_csv_row *row, const struct fyp_indicator *indicator)
{
    struct fyp_buffer text = {0};
    for (size_t i = 0; i < indicator->note_count; i++) {
        fyp_buffer_text(&text, i == 0 ? "" : "\n");
        fyp_buffer_text(&text, indicator->notes[i]);
    }
    fyp_csv_text(row, text.length > 0 ? text.data : NULL);
    row->out->failed = row->out->failed || text.failed;
    fyp_buffer_finish(&text);
}

static void
put_baseline(struct fyp_csv_row *row, const struct fyp_indicator *indicator)
{
    const struct fyp_printed_baseline printed = fyp_printed_baseline(indicator);
    fyp_csv_text(row, indicator->baseline.text);
    fyp_csv_decimal(row, &printed.value);
    fyp_csv_comparator(row, printed.comparator);
    fyp_csv_text(row, fyp_baseline_source_name(printed.source));
    fyp_csv_text(row, fyp_blank_key(indicator->baseline.blank));
}

static void put_target(
    struct fyp_csv_row *row, const struct fyp_plan *plan,
    const struct fyp_target *target)
{
    const bool value = target->kind == FYP_TARGET_VALUE;
    const double tolerance =
        target->tolerance.present ? target->tolerance.value : 0.0;

    fyp_csv_text(row, target->text);
    fyp_csv_text(row, fyp_target_kind_key(target->kind));
    fyp_csv_comparator(row, target->comparator);
    fyp_csv_decimal(row, &target->value);
    fyp_csv_boolean(row, target->inferred);
    fyp_csv_number(row, value ? (double)fyp_target_decimals(target) : NAN);
    fyp_csv_text(
        row, target->reference.present ? target->reference.code : NULL);
    fyp_csv_text(row, fyp_reference_region(plan, target));
    fyp_csv_number(row, target->reference.present ? tolerance : NAN);
}

static void put_indicator(
    const struct fyp_plan *plan, const struct fyp_indicator *indicator,
    struct fyp_buffer *out)
{
    struct fyp_csv_row row = {.out = out};
    const struct fyp_citation *source = &indicator->source;

    fyp_csv_text(&row, plan->id);
    fyp_csv_text(&row, indicator->number);
    fyp_csv_text(&row, indicator->code);
    fyp_csv_text(&row, indicator->name);
    fyp_csv_text(&row, indicator->unit);
    fyp_csv_text(&row, indicator->printed_unit);
    fyp_csv_text(&row, indicator->category);
    fyp_csv_text(&row, fyp_attribute_key(indicator->attribute));
    fyp_csv_text(&row, fyp_kind_name(indicator->kind));
    put_baseline(&row, indicator);
    put_target(&row, plan, &indicator->target);
    fyp_csv_text(&row, fyp_path_key(indicator->path));
    put_milestones(&row, indicator);
    fyp_csv_boolean(&row, indicator->each_subregion);
    fyp_csv_text(&row, source->section);
    fyp_csv_positive(&row, source->line);
    fyp_csv_text(&row, source->quote);
    put_notes(&row, indicator);
    fyp_csv_end(&row);
}

void fyp_plan_csv(const struct fyp_plan *plan, struct fyp_buffer *out)
{
    fyp_csv_texts(out, header, sizeof header / sizeof header[0]);
    for (size_t i = 0; i < plan->indicator_count; i++) {
        put_indicator(plan, &plan->indicators[i], out);
    }
}

void fyp_plan_list_csv(
    struct fyp_plan *const *plans, size_t count, struct fyp_buffer *out)
{
    fyp_csv_texts(out, list_header, sizeof list_header / sizeof list_header[0]);
    for (size_t i = 0; i < count; i++) {
        const struct fyp_plan *plan = plans[i];
        struct fyp_csv_row row = {.out = out};
        fyp_csv_text(&row, plan->id);
        fyp_csv_text(&row, plan->title);
        fyp_csv_text(&row, plan->region.code);
        fyp_csv_integer(&row, plan->baseline_year);
        fyp_csv_integer(&row, plan->end_year);
        fyp_csv_text(&row, plan->region.name);
        fyp_csv_text(&row, plan->published);
        fyp_csv_text(&row, plan->document_number);
        fyp_csv_integer(&row, (long long)plan->indicator_count);
        fyp_csv_integer(&row, fyp_plan_count_attribute(plan, FYP_BINDING));
        fyp_csv_integer(&row, fyp_plan_count_attribute(plan, FYP_ANTICIPATORY));
        fyp_csv_end(&row);
    }
}
