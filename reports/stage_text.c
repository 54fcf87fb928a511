/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/outlook.h"
#include "reports/stages.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

enum { ERROR_DECIMALS = 2 };

static void add_forecast(
    struct fyp_text_table *table, const struct fyp_stage_item *item,
    int decimals)
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    char cell[FYP_DECIMAL_TEXT_SIZE + 8];

    fyp_show_number(item->value, decimals, number);
    snprintf(
        cell, sizeof cell, "%s%s%s", item->at_least ? "≥" : "", number,
        item->perfect ? "＊" : "");
    fyp_text_table_add(table, cell);
}

static void add_interval(
    struct fyp_text_table *table, double low, double high, int decimals)
{
    char cell[FYP_INTERVAL_TEXT_SIZE];
    fyp_show_interval(low, high, decimals, cell);
    fyp_text_table_add(table, cell);
}

/* Number, name, unit, target, basis. */
static void
add_names(struct fyp_text_table *table, const struct fyp_stage_item *item)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    char target[FYP_SHOWN_TARGET_SIZE];
    char basis[FYP_STAGE_CELL_SIZE];

    fyp_text_table_add(table, indicator->number);
    fyp_text_table_add(table, indicator->name);
    fyp_text_table_add(table, fyp_shown_unit(indicator));
    fyp_show_target(indicator, target);
    fyp_text_table_add(table, target);
    fyp_stage_basis_cell(item, basis);
    fyp_text_table_add(table, basis);
}

static void add_midterm(
    struct fyp_text_table *table, const struct fyp_stage_answers *answers,
    const struct fyp_stage_item *item)
{
    const int decimals = fyp_stage_decimals(answers, item);
    char warning[FYP_STAGE_CELL_SIZE];

    add_names(table, item);
    fyp_text_table_number(
        table, item->last_year != 0 ? (double)item->last_year : (double)NAN, 0);
    add_forecast(table, item, decimals);
    add_interval(table, item->low80, item->high80, decimals);
    fyp_text_table_share(table, item->probability);
    fyp_text_table_number(table, item->needed, ERROR_DECIMALS);
    fyp_text_table_add(table, fyp_word_foresight(item->foresight));
    fyp_stage_warning_cell(item, warning);
    fyp_text_table_add(table, warning);
}

static void
print_midterm(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    const struct fyp_stage_answers *answers = evaluation->stages;
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 32, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 10, false},
        {fyp_text(FYP_M_COLUMN_TARGET), 20, true},
        {fyp_text(FYP_M_COLUMN_BASIS), 20, false},
        {fyp_text(FYP_M_COLUMN_LAST_FIGURE), 10, true},
        {fyp_text(FYP_M_COLUMN_FORECAST), 14, true},
        {fyp_text(FYP_M_COLUMN_INTERVAL_80), 22, true},
        {fyp_text(FYP_M_COLUMN_PROBABILITY), 14, true},
        {fyp_text(FYP_M_COLUMN_NEEDED), 14, true},
        {fyp_text(FYP_M_COLUMN_FORESIGHT), 16, false},
        {fyp_text(FYP_M_COLUMN_WARNING), 40, false},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < answers->count; i++) {
        add_midterm(&table, answers, &answers->items[i]);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void add_final(
    struct fyp_text_table *table, const struct fyp_evaluation *evaluation,
    const struct fyp_stage_item *item)
{
    const int decimals = fyp_stage_decimals(evaluation->stages, item);
    char actual[FYP_SHOWN_JUDGED_SIZE];

    add_names(table, item);
    add_forecast(table, item, decimals);
    add_interval(table, item->low80, item->high80, decimals);
    add_interval(table, item->low95, item->high95, decimals);
    fyp_show_judged(item->result, evaluation->ruleset.comparison, actual);
    fyp_text_table_add(table, actual);
    fyp_text_table_number(table, item->error, ERROR_DECIMALS);
    fyp_text_table_add(table, fyp_stage_inside_word(item));
    fyp_text_table_add(table, fyp_word_foresight(item->foresight));
    fyp_text_table_add(
        table, fyp_word_verdict(item->result->verdict, evaluation->stage));
    fyp_text_table_add(table, fyp_word_outcome(item->outcome));
}

static void
print_final(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    const struct fyp_stage_answers *answers = evaluation->stages;
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 32, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 10, false},
        {fyp_text(FYP_M_COLUMN_TARGET), 20, true},
        {fyp_text(FYP_M_COLUMN_BASIS), 20, false},
        {fyp_text(FYP_M_COLUMN_FORECAST), 14, true},
        {fyp_text(FYP_M_COLUMN_INTERVAL_80), 22, true},
        {fyp_text(FYP_M_COLUMN_INTERVAL_95), 22, true},
        {fyp_text(FYP_M_COLUMN_ACTUAL), 24, true},
        {fyp_text(FYP_M_COLUMN_FORECAST_ERROR), 12, true},
        {fyp_text(FYP_M_COLUMN_INSIDE), 20, false},
        {fyp_text(FYP_M_COLUMN_SAID), 14, false},
        {fyp_text(FYP_M_COLUMN_CAME), 14, false},
        {fyp_text(FYP_M_COLUMN_OUTCOME), 14, false},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < answers->count; i++) {
        add_final(&table, evaluation, &answers->items[i]);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

void fyp_stage_text(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};
    const struct fyp_stage_answers *answers = evaluation->stages;

    if (answers == NULL) {
        return;
    }
    fyp_page_line_end(&page);
    fyp_stage_title(evaluation, &page);
    fyp_page_line_end(&page);
    fyp_stage_lines(evaluation, &page);
    if (answers->seen_from != 0) {
        fyp_page_line_end(&page);
        if (answers->stage == FYP_STAGE_MIDTERM) {
            print_midterm(evaluation, out);
        } else {
            print_final(evaluation, out);
        }
        fyp_stage_remarks(evaluation, &page);
    }
    fyp_page_finish(&page);
}
