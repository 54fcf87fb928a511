/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/report.h"

#include "base/message.h"
#include "reports/parts.h"
#include "reports/words.h"

#include <string.h>

void fyp_report_evaluation(
    const struct fyp_evaluation *evaluation, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_evaluation_text(evaluation, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_evaluation_json(evaluation, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_evaluation_csv(evaluation, out);
        break;
    }
}

void fyp_report_plan(
    const struct fyp_plan *plan, enum fyp_format format, struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_plan_text(plan, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_plan_json(plan, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_plan_csv(plan, out);
        break;
    }
}

void fyp_report_plan_list(
    struct fyp_plan *const *plans, size_t count, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_plan_list_text(plans, count, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_plan_list_json(plans, count, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_plan_list_csv(plans, count, out);
        break;
    }
}

int fyp_plan_count_attribute(
    const struct fyp_plan *plan, enum fyp_attribute attribute)
{
    int count = 0;
    for (size_t i = 0; i < plan->indicator_count; i++) {
        count += plan->indicators[i].attribute == attribute;
    }
    return count;
}

const char *fyp_attribute_key(enum fyp_attribute attribute)
{
    static const char *const keys[] = {
        [FYP_ATTRIBUTE_NONE] = NULL,
        [FYP_BINDING] = "binding",
        [FYP_ANTICIPATORY] = "anticipatory",
    };
    return keys[attribute];
}

const char *fyp_target_kind_key(enum fyp_target_kind kind)
{
    static const char *const keys[] = {
        [FYP_TARGET_VALUE] = "value",
        [FYP_TARGET_REFERENCE] = "reference",
        [FYP_TARGET_NONE] = "none",
        [FYP_TARGET_TEXT] = "text",
    };
    return keys[kind];
}

const char *fyp_path_key(enum fyp_path path)
{
    return path == FYP_PATH_STEP ? "step" : "linear";
}

const char *fyp_blank_key(enum fyp_blank blank)
{
    static const char *const keys[] = {
        [FYP_BLANK_NONE] = NULL,
        [FYP_BLANK_DASH] = "dash",
        [FYP_BLANK_NO_COLUMN] = "no_column",
        [FYP_BLANK_NOT_ENTERED] = "not_entered",
    };
    return keys[blank];
}

const char *fyp_obstacle_key(enum fyp_obstacle obstacle)
{
    static const char *const keys[] = {
        [FYP_OBSTACLE_NONE] = NULL,
        [FYP_OBSTACLE_NO_REFERENCE] = "no_reference",
        [FYP_OBSTACLE_NO_EXPECTED] = "no_expected_value",
        [FYP_OBSTACLE_INCOMPLETE_SUM] = "incomplete_sum",
        [FYP_OBSTACLE_INCOMPLETE_GROWTH] = "incomplete_growth",
    };
    return keys[obstacle];
}

const char *fyp_comparison_key(enum fyp_comparison comparison)
{
    return comparison == FYP_COMPARE_ROUNDED ? "rounded" : "full";
}

struct fyp_printed_baseline
fyp_printed_baseline(const struct fyp_indicator *indicator)
{
    const struct fyp_baseline *baseline = &indicator->baseline;
    struct fyp_printed_baseline printed = {.source = FYP_BASELINE_NONE};

    if (baseline->value.present) {
        printed.source = FYP_BASELINE_TABLE;
        printed.comparator = baseline->comparator;
        printed.value = baseline->value;
    } else if (baseline->prose.present) {
        printed.source = FYP_BASELINE_PROSE;
        printed.comparator = baseline->prose.comparator;
        printed.value = baseline->prose.value;
    }
    return printed;
}

const char *fyp_reference_region(
    const struct fyp_plan *plan, const struct fyp_target *target)
{
    if (!target->reference.present) {
        return NULL;
    }
    return target->reference.region != NULL ? target->reference.region
                                            : plan->region.code;
}

void fyp_page_place(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation)
{
    char elapsed[FYP_DECIMAL_TEXT_SIZE];

    fyp_show_share(evaluation->elapsed, elapsed);
    fyp_page_say(
        page, FYP_M_HEAD_PLACE,
        fyp_page_plain(
            page, fyp_plan_region_name(evaluation->plan, evaluation->region)),
        fyp_page_plain(page, evaluation->region),
        fyp_page_number(page, evaluation->year),
        fyp_word_stage(evaluation->stage), elapsed);
    fyp_page_line_end(page);
}

void fyp_page_head(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation)
{
    fyp_buffer_text(page->out, fyp_page_plain(page, evaluation->plan->title));
    fyp_page_line_end(page);
    fyp_page_place(page, evaluation);
}
