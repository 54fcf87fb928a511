/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/outlook.h"
#include "reports/parts.h"
#include "reports/targets.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

enum { CELL_SIZE = FYP_INTERVAL_TEXT_SIZE, MOST_DECIMALS = 2 };

/* --- numbers --- */

static int
forecast_decimals(const struct fyp_outlook_question *question, double value)
{
    return fyp_forecast_decimals(question->decimals, question->target, value);
}

static void
show_interval(double low, double high, int decimals, char out[CELL_SIZE])
{
    fyp_show_interval(low, high, decimals, out);
}

/* Forecast, both intervals, probability, back-test: five cells. */
static void add_result(
    struct fyp_text_table *table, const struct fyp_outlook_question *question,
    const struct fyp_model_result *result)
{
    const int decimals = forecast_decimals(question, result->value);
    char cell[CELL_SIZE];

    fyp_text_table_number(table, result->value, decimals);
    show_interval(result->low80, result->high80, decimals, cell);
    fyp_text_table_add(table, cell);
    show_interval(result->low95, result->high95, decimals, cell);
    fyp_text_table_add(table, cell);
    fyp_text_table_share(table, result->probability);
    fyp_text_table_number(table, result->backtest_error, MOST_DECIMALS);
}

static void add_no_result(struct fyp_text_table *table)
{
    for (int i = 0; i < 5; i++) {
        fyp_text_table_add(table, FYP_SHOWN_UNDEFINED);
    }
}

/* --- a plan --- */

static void add_latest(
    struct fyp_text_table *table, const struct fyp_indicator_outlook *item)
{
    const struct fyp_outlook *outlook = &item->outlook;
    char value[FYP_DECIMAL_TEXT_SIZE];
    char year[16];
    char cell[CELL_SIZE];

    if (isnan(outlook->last_value)) {
        fyp_text_table_add(table, FYP_SHOWN_UNDEFINED);
        return;
    }
    if (item->result->value_year == outlook->last_year) {
        fyp_show_value(item->result, FYP_COMPARE_FULL, value);
    } else {
        fyp_decimal_format(outlook->last_value, 0, value);
    }
    snprintf(year, sizeof year, "%d", outlook->last_year);
    fyp_say(cell, sizeof cell, FYP_M_OUTLOOK_LATEST, value, year);
    fyp_text_table_add(table, cell);
}

static void
add_row(struct fyp_text_table *table, const struct fyp_indicator_outlook *item)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    const struct fyp_model_result *chosen = fyp_outlook_chosen(&item->outlook);
    char target[FYP_SHOWN_TARGET_SIZE];

    fyp_text_table_add(table, indicator->number);
    fyp_text_table_add(table, indicator->name);
    fyp_text_table_add(table, fyp_shown_unit(indicator));
    add_latest(table, item);
    fyp_show_target(indicator, target);
    fyp_text_table_add(table, target);
    fyp_text_table_number(table, item->outlook.needed, MOST_DECIMALS);
    if (chosen == NULL) {
        fyp_text_table_add(table, FYP_SHOWN_UNDEFINED);
        add_no_result(table);
        return;
    }
    fyp_text_table_add(table, fyp_word_model(item->outlook.chosen));
    add_result(table, &item->question, chosen);
}

static void
print_plan_table(const struct fyp_plan_outlook *outlook, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 26, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 8, false},
        {fyp_text(FYP_M_COLUMN_LATEST), 20, true},
        {fyp_text(FYP_M_COLUMN_TARGET), 16, true},
        {fyp_text(FYP_M_COLUMN_NEEDED), 14, true},
        {fyp_text(FYP_M_COLUMN_MODEL), 12, false},
        {fyp_text(FYP_M_COLUMN_FORECAST), 12, true},
        {fyp_text(FYP_M_COLUMN_INTERVAL_80), 20, true},
        {fyp_text(FYP_M_COLUMN_INTERVAL_95), 20, true},
        {fyp_text(FYP_M_COLUMN_PROBABILITY), 14, true},
        {fyp_text(FYP_M_COLUMN_BACKTEST), 16, true},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < outlook->indicator_count; i++) {
        add_row(&table, &outlook->indicators[i]);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void say_plan_head(
    struct fyp_text_page *page, const struct fyp_plan_outlook *outlook)
{
    const struct fyp_evaluation *evaluation = &outlook->evaluation;
    const struct fyp_plan *plan = evaluation->plan;

    if (outlook->demonstration) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_DEMO_NOTICE));
        fyp_page_line_end(page);
    }
    fyp_page_say(
        page, FYP_M_OUTLOOK_HEAD, fyp_page_plain(page, plan->title),
        fyp_page_plain(page, fyp_plan_region_name(plan, evaluation->region)),
        fyp_page_number(page, evaluation->year),
        fyp_page_number(page, plan->end_year));
    fyp_page_line_end(page);
    fyp_targets_say_version(evaluation, page);
}

/* Can it be said whether the course meets the target? */
static bool is_judged(const struct fyp_indicator_outlook *item)
{
    return fyp_outlook_chosen(&item->outlook) != NULL &&
           !isnan(item->question.target);
}

static bool is_missed(const struct fyp_indicator_outlook *item)
{
    return is_judged(item) && !fyp_outlook_chosen(&item->outlook)->meets;
}

static void
list_missed(const struct fyp_plan_outlook *outlook, struct fyp_text_page *list)
{
    for (size_t i = 0; i < outlook->indicator_count; i++) {
        const struct fyp_indicator_outlook *item = &outlook->indicators[i];
        const struct fyp_indicator *indicator = item->result->indicator;
        if (!is_missed(item)) {
            continue;
        }
        if (list->out->length > 0) {
            fyp_buffer_text(list->out, fyp_text(FYP_M_NAME_BETWEEN));
        }
        fyp_page_say(
            list,
            indicator->attribute == FYP_BINDING ? FYP_M_OUTLOOK_MISSED_BINDING
                                                : FYP_M_NAME_QUOTED,
            fyp_page_plain(list, indicator->name));
    }
}

static void
say_missed(struct fyp_text_page *page, const struct fyp_plan_outlook *outlook)
{
    struct fyp_buffer names = {0};
    struct fyp_text_page list = {.out = &names};

    list_missed(outlook, &list);
    if (names.length > 0) {
        fyp_page_say(page, FYP_M_OUTLOOK_MISSED, names.data);
        fyp_page_line_end(page);
    }
    page->out->failed = page->out->failed || names.failed;
    fyp_page_finish(&list);
    fyp_buffer_finish(&names);
}

static void
say_course(struct fyp_text_page *page, const struct fyp_plan_outlook *outlook)
{
    int judged = 0;
    int missed = 0;

    for (size_t i = 0; i < outlook->indicator_count; i++) {
        judged += is_judged(&outlook->indicators[i]);
        missed += is_missed(&outlook->indicators[i]);
    }
    fyp_page_say(
        page, FYP_M_OUTLOOK_COURSE,
        fyp_page_number(page, outlook->evaluation.plan->end_year),
        fyp_page_number(page, judged), fyp_page_number(page, judged - missed),
        fyp_page_number(page, missed));
    fyp_page_line_end(page);
    say_missed(page, outlook);
    fyp_page_line_end(page);
}

/* --- remarks --- */

static void remark(struct fyp_buffer *remarks, const char *text)
{
    if (remarks->length > 0) {
        fyp_buffer_text(remarks, fyp_text(FYP_M_LIST_BETWEEN));
    }
    fyp_buffer_text(remarks, text);
}

static void
remark_result(struct fyp_buffer *remarks, const struct fyp_outlook *outlook)
{
    const struct fyp_model_result *chosen = fyp_outlook_chosen(outlook);

    if (chosen == NULL) {
        remark(remarks, fyp_word_refusal(fyp_outlook_refusal(outlook)));
        return;
    }
    if (outlook->count == 2) {
        remark(remarks, fyp_text(FYP_M_OUTLOOK_TWO_POINTS));
    }
    if (chosen->perfect) {
        remark(remarks, fyp_text(FYP_M_OUTLOOK_PERFECT));
    }
    if (chosen->outside_range) {
        remark(remarks, fyp_text(FYP_M_OUTLOOK_OUTSIDE));
    }
}

static void remark_points(
    struct fyp_text_page *page, const struct fyp_indicator_outlook *item,
    int year, struct fyp_buffer *remarks)
{
    const struct fyp_outlook *outlook = &item->outlook;
    char text[256];

    if (item->incomplete) {
        remark(remarks, fyp_text(FYP_M_FLAG_INCOMPLETE));
    }
    if ((item->result->flags & FYP_FLAG_BOUND) != 0) {
        remark(remarks, fyp_text(FYP_M_FLAG_BOUND));
    }
    if (outlook->last_year != 0 && outlook->last_year < year) {
        fyp_say(
            text, sizeof text, FYP_M_OUTLOOK_OLD, fyp_page_number(page, year),
            fyp_page_number(page, outlook->last_year));
        remark(remarks, text);
    }
}

static void say_remarks(
    struct fyp_text_page *page, const struct fyp_plan_outlook *outlook,
    const struct fyp_indicator_outlook *item)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    struct fyp_buffer remarks = {0};

    remark_result(&remarks, &item->outlook);
    remark_points(page, item, outlook->evaluation.year, &remarks);
    if (remarks.length > 0) {
        fyp_page_say(
            page, FYP_M_NOTE_INDICATOR, fyp_page_plain(page, indicator->number),
            fyp_page_plain(page, indicator->name), remarks.data);
        fyp_page_line_end(page);
    }
    page->out->failed = page->out->failed || remarks.failed;
    fyp_buffer_finish(&remarks);
}

static void say_line(struct fyp_text_page *page, enum fyp_message message)
{
    fyp_buffer_text(page->out, fyp_text(message));
    fyp_page_line_end(page);
}

void fyp_outlook_text(
    const struct fyp_plan_outlook *outlook, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    say_plan_head(&page, outlook);
    say_course(&page, outlook);
    print_plan_table(outlook, out);
    fyp_page_line_end(&page);
    say_line(&page, FYP_M_NOTES_TITLE);
    for (size_t i = 0; i < outlook->indicator_count; i++) {
        say_remarks(&page, outlook, &outlook->indicators[i]);
    }
    say_line(&page, FYP_M_OUTLOOK_DEFAULTS);
    say_line(&page, FYP_M_OUTLOOK_HOW);
    fyp_page_finish(&page);
}

/* --- a series --- */

static void
print_models(const struct fyp_asked_outlook *asked, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_MODEL), 14, false},
        {fyp_text(FYP_M_COLUMN_FORECAST), 14, true},
        {fyp_text(FYP_M_COLUMN_INTERVAL_80), 24, true},
        {fyp_text(FYP_M_COLUMN_INTERVAL_95), 24, true},
        {fyp_text(FYP_M_COLUMN_PROBABILITY), 14, true},
        {fyp_text(FYP_M_COLUMN_BACKTEST), 16, true},
        {fyp_text(FYP_M_COLUMN_NOTES), 40, false},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (int i = 0; i < FYP_MODEL_COUNT; i++) {
        const enum fyp_model model = (enum fyp_model)i;
        const struct fyp_model_result *result = &asked->outlook.models[model];
        fyp_text_table_add(&table, fyp_word_model(model));
        if (result->refusal == FYP_REFUSED_NOT) {
            add_result(&table, &asked->question, result);
        } else {
            add_no_result(&table);
        }
        fyp_text_table_add(
            &table, result->perfect ? fyp_text(FYP_M_OUTLOOK_PERFECT)
                                    : fyp_word_refusal(result->refusal));
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void
say_asked(struct fyp_text_page *page, const struct fyp_asked_outlook *asked)
{
    const struct fyp_outlook_question *question = &asked->question;
    char number[FYP_DECIMAL_TEXT_SIZE];
    char target[FYP_DECIMAL_TEXT_SIZE + 8];

    fyp_decimal_format(question->target, 0, number);
    snprintf(
        target, sizeof target, "%s%s",
        fyp_comparator_sign(question->comparator), number);
    fyp_page_say(
        page, FYP_M_OUTLOOK_ASKED, fyp_page_number(page, question->end_year),
        fyp_page_plain(page, target));
    fyp_page_line_end(page);
}

static void
say_needed(struct fyp_text_page *page, const struct fyp_outlook *outlook)
{
    char value[FYP_DECIMAL_TEXT_SIZE];
    char needed[FYP_DECIMAL_TEXT_SIZE];

    if (isnan(outlook->needed) || isnan(outlook->last_value)) {
        return;
    }
    fyp_decimal_format(outlook->last_value, 0, value);
    fyp_show_number(outlook->needed, MOST_DECIMALS, needed);
    fyp_page_say(
        page, FYP_M_OUTLOOK_NEEDED, fyp_page_number(page, outlook->last_year),
        fyp_page_plain(page, value), fyp_page_plain(page, needed));
    fyp_page_line_end(page);
}

void fyp_asked_outlook_text(
    const struct fyp_asked_outlook *asked, struct fyp_buffer *out)
{
    const struct fyp_outlook *outlook = &asked->outlook;
    struct fyp_text_page page = {.out = out};

    say_asked(&page, asked);
    print_models(asked, out);
    if (outlook->chosen == FYP_MODEL_COUNT) {
        say_line(&page, FYP_M_OUTLOOK_NONE);
    } else {
        fyp_page_say(
            &page, FYP_M_OUTLOOK_CHOSEN, fyp_word_model(outlook->chosen));
        fyp_page_line_end(&page);
    }
    say_needed(&page, outlook);
    if (outlook->count == 2) {
        say_line(&page, FYP_M_OUTLOOK_TWO_POINTS);
    }
    if (outlook->rate_inferred) {
        say_line(&page, FYP_M_OUTLOOK_RATE_INFERRED);
    }
    if (asked->incomplete) {
        say_line(&page, FYP_M_OUTLOOK_GAP);
    }
    if (asked->inferred) {
        say_line(&page, FYP_M_FLAG_INFERRED);
    }
    say_line(&page, FYP_M_OUTLOOK_HOW);
    fyp_page_finish(&page);
}
