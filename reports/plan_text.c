/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/parts.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <string.h>

/* --- plan show --- */

static void say_optional(
    struct fyp_text_page *page, enum fyp_message message, const char *value)
{
    if (value != NULL) {
        fyp_page_say(page, message, fyp_page_plain(page, value));
        fyp_page_line_end(page);
    }
}

static void say_head(struct fyp_text_page *page, const struct fyp_plan *plan)
{
    fyp_buffer_text(page->out, fyp_page_plain(page, plan->title));
    fyp_page_line_end(page);
    fyp_page_say(
        page, FYP_M_HEAD_REGION, fyp_page_plain(page, plan->region.name),
        fyp_page_plain(page, plan->region.code));
    fyp_page_line_end(page);
    fyp_page_say(
        page, FYP_M_PLAN_PERIOD, fyp_page_number(page, plan->baseline_year + 1),
        fyp_page_number(page, plan->end_year),
        fyp_page_number(page, plan->baseline_year));
    fyp_page_line_end(page);
    say_optional(page, FYP_M_PLAN_PUBLISHED, plan->published);
    say_optional(page, FYP_M_PLAN_DOCUMENT, plan->document_number);
    say_optional(page, FYP_M_PLAN_ORIGIN, plan->origin);
    say_optional(page, FYP_M_PLAN_RULESET, plan->ruleset);
    fyp_page_say(
        page, FYP_M_PLAN_COUNTS,
        fyp_page_number(page, (long long)plan->indicator_count),
        fyp_page_number(page, fyp_plan_count_attribute(plan, FYP_BINDING)),
        fyp_page_number(page, fyp_plan_count_attribute(plan, FYP_ANTICIPATORY)),
        fyp_page_number(
            page, fyp_plan_count_attribute(plan, FYP_ATTRIBUTE_NONE)));
    fyp_page_line_end(page);
    fyp_page_line_end(page);
}

/* What is printed; where nothing is, the kind of blank in words. */
static const char *printed_baseline(const struct fyp_indicator *indicator)
{
    const struct fyp_baseline *baseline = &indicator->baseline;
    if (baseline->text != NULL) {
        return baseline->text;
    }
    return fyp_word_blank(baseline->blank);
}

static void
add_row(struct fyp_text_table *table, const struct fyp_indicator *indicator)
{
    char target[FYP_SHOWN_TARGET_SIZE];
    const struct fyp_target *printed = &indicator->target;

    fyp_show_target(indicator, target);
    fyp_text_table_add(table, indicator->number);
    fyp_text_table_add(table, indicator->name);
    fyp_text_table_add(table, indicator->unit);
    fyp_text_table_add(
        table, indicator->category == NULL ? "" : indicator->category);
    fyp_text_table_add(table, fyp_word_attribute(indicator->attribute));
    fyp_text_table_add(table, fyp_word_kind(indicator->kind));
    fyp_text_table_add(table, printed_baseline(indicator));
    fyp_text_table_add(
        table, printed->text == NULL ? FYP_SHOWN_UNDEFINED : printed->text);
    fyp_text_table_add(table, printed->kind == FYP_TARGET_VALUE ? target : "");
    fyp_text_table_add(table, indicator->code);
}

static void print_table(const struct fyp_plan *plan, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 32, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 10, false},
        {fyp_text(FYP_M_COLUMN_CATEGORY), 22, false},
        {fyp_text(FYP_M_COLUMN_ATTRIBUTE), 12, false},
        {fyp_text(FYP_M_COLUMN_KIND), 10, false},
        {fyp_text(FYP_M_COLUMN_BASELINE_PRINTED), 19, true},
        {fyp_text(FYP_M_COLUMN_TARGET_PRINTED), 20, true},
        {fyp_text(FYP_M_COLUMN_TARGET_READ), 10, true},
        {fyp_text(FYP_M_COLUMN_CODE), 44, false},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < plan->indicator_count; i++) {
        add_row(&table, &plan->indicators[i]);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void say_indented(struct fyp_text_page *page)
{
    fyp_buffer_text(page->out, "    ");
}

/* Section, line and quotation, as a line of its own. */
static void
say_citation(struct fyp_text_page *page, const struct fyp_citation *citation)
{
    if (citation->section == NULL && citation->quote == NULL) {
        return;
    }
    say_indented(page);
    fyp_page_say(
        page, FYP_M_PLAN_CITED, fyp_page_plain(page, citation->section));
    if (citation->line > 0) {
        fyp_page_say(
            page, FYP_M_PLAN_CITED_LINE, fyp_page_number(page, citation->line));
    }
    if (citation->quote != NULL) {
        fyp_page_say(
            page, FYP_M_PLAN_QUOTED, fyp_page_plain(page, citation->quote));
    }
    fyp_page_line_end(page);
}

static void
say_prose(struct fyp_text_page *page, const struct fyp_prose_baseline *prose)
{
    char value[FYP_DECIMAL_TEXT_SIZE];
    char shown[FYP_DECIMAL_TEXT_SIZE + 8];

    if (!prose->present) {
        return;
    }
    fyp_decimal_format(prose->value.value, prose->value.decimals, value);
    snprintf(
        shown, sizeof shown, "%s%s", fyp_comparator_sign(prose->comparator),
        value);
    say_indented(page);
    fyp_page_say(page, FYP_M_PLAN_PROSE, shown);
    fyp_page_line_end(page);
    say_citation(page, &prose->source);
}

static void say_reference(
    struct fyp_text_page *page, const struct fyp_plan *plan,
    const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;
    const double tolerance =
        target->tolerance.present ? target->tolerance.value : 0.0;
    char number[FYP_DECIMAL_TEXT_SIZE];

    if (!target->reference.present) {
        return;
    }
    const char *code = fyp_page_plain(page, target->reference.code);
    const char *region =
        fyp_page_plain(page, fyp_reference_region(plan, target));
    fyp_decimal_format(tolerance, 0, number);
    say_indented(page);
    if (indicator->kind == FYP_KIND_GROWTH) {
        fyp_page_say(page, FYP_M_PLAN_REFERENCE, code, region, number);
    } else {
        fyp_page_say(page, FYP_M_PLAN_REFERENCE_LEVEL, code, region);
    }
    fyp_page_line_end(page);
}

static void
say_path(struct fyp_text_page *page, const struct fyp_indicator *indicator)
{
    if (indicator->path == FYP_PATH_STEP) {
        say_indented(page);
        fyp_buffer_text(page->out, fyp_text(FYP_M_PLAN_STEP));
        fyp_page_line_end(page);
    }
    if (indicator->each_subregion) {
        say_indented(page);
        fyp_buffer_text(page->out, fyp_text(FYP_M_PLAN_EACH_SUBREGION));
        fyp_page_line_end(page);
    }
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        char value[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(
            milestone->value.value, milestone->value.decimals, value);
        say_indented(page);
        fyp_page_say(
            page, FYP_M_PLAN_MILESTONE, fyp_page_number(page, milestone->year),
            fyp_comparator_sign(milestone->comparator), value);
        fyp_page_line_end(page);
        say_citation(page, &milestone->source);
    }
}

static void
say_texts(struct fyp_text_page *page, const char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        say_indented(page);
        fyp_buffer_text(page->out, fyp_page_plain(page, texts[i]));
        fyp_page_line_end(page);
    }
}

static void say_indicator(
    struct fyp_text_page *page, const struct fyp_plan *plan,
    const struct fyp_indicator *indicator)
{
    fyp_buffer_text(page->out, fyp_page_plain(page, indicator->number));
    fyp_buffer_text(page->out, " ");
    fyp_buffer_text(page->out, fyp_page_plain(page, indicator->name));
    fyp_page_line_end(page);
    say_citation(page, &indicator->source);
    say_prose(page, &indicator->baseline.prose);
    say_reference(page, plan, indicator);
    say_path(page, indicator);
    say_texts(page, indicator->notes, indicator->note_count);
}

void fyp_plan_text(const struct fyp_plan *plan, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    say_head(&page, plan);
    print_table(plan, out);
    fyp_page_line_end(&page);
    fyp_buffer_text(out, fyp_text(FYP_M_NOTES_TITLE));
    fyp_page_line_end(&page);
    say_texts(&page, plan->notes, plan->note_count);
    for (size_t i = 0; i < plan->indicator_count; i++) {
        say_indicator(&page, plan, &plan->indicators[i]);
    }
    fyp_page_finish(&page);
}

/* --- plan list --- */

static void add_plan(struct fyp_text_table *table, const struct fyp_plan *plan)
{
    char cell[64];
    char first[16];
    char last[16];

    fyp_text_table_add(table, plan->id);
    fyp_text_table_add(table, plan->title);
    fyp_text_table_add(table, plan->region.name);
    snprintf(first, sizeof first, "%d", plan->baseline_year + 1);
    snprintf(last, sizeof last, "%d", plan->end_year);
    fyp_say(cell, sizeof cell, FYP_M_PLAN_PERIOD_CELL, first, last);
    fyp_text_table_add(table, cell);
    snprintf(cell, sizeof cell, "%zu", plan->indicator_count);
    fyp_text_table_add(table, cell);
    snprintf(
        cell, sizeof cell, "%d", fyp_plan_count_attribute(plan, FYP_BINDING));
    fyp_text_table_add(table, cell);
}

void fyp_plan_list_text(
    struct fyp_plan *const *plans, size_t count, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_PLAN), 30, false},
        {fyp_text(FYP_M_COLUMN_TITLE), 56, false},
        {fyp_text(FYP_M_COLUMN_REGION), 24, false},
        {fyp_text(FYP_M_COLUMN_PERIOD), 12, false},
        {fyp_text(FYP_M_COLUMN_INDICATORS), 10, true},
        {fyp_text(FYP_M_COLUMN_BINDING), 10, true},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < count; i++) {
        add_plan(&table, plans[i]);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}
