/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/fieldwork.h"
#include "reports/shown.h"
#include "reports/text_table.h"

#include <math.h>
#include <stdio.h>

/* --- text --- */

static void add_interval(
    struct fyp_text_table *table, double value, double low, double high)
{
    const double numbers[3] = {value, low, high};
    char cell[FYP_FIELD_CELL_SIZE];

    fyp_field_interval(numbers, 1, cell);
    fyp_text_table_add(table, cell);
}

static void
add_answered(struct fyp_text_table *table, const struct fyp_satisfaction *item)
{
    char answered[24], asked[24] = FYP_SHOWN_UNDEFINED, cell[64];

    snprintf(answered, sizeof answered, "%zu", item->answered);
    if (item->asked > 0) {
        snprintf(asked, sizeof asked, "%zu", item->asked);
    }
    fyp_say(cell, sizeof cell, FYP_M_FIELD_COUNTED, answered, asked);
    fyp_text_table_add(table, cell);
}

static void
add_row(struct fyp_text_table *table, const struct fyp_satisfaction *item)
{
    const struct fyp_share *share = &item->satisfied;
    char rate[FYP_DECIMAL_TEXT_SIZE];

    fyp_text_table_add(table, item->question);
    fyp_text_table_add(
        table, item->group ? item->group : fyp_text(FYP_M_SURVEY_ALL));
    add_answered(table, item);
    fyp_show_number(100.0 * item->response_rate, 1, rate);
    fyp_text_table_add(table, rate);
    add_interval(table, item->mean, item->mean_low, item->mean_high);
    add_interval(
        table, 100.0 * share->share, 100.0 * share->low, 100.0 * share->high);
}

void fyp_field_survey_table(
    const struct fyp_survey *survey, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_QUESTION), 40, false},
        {fyp_text(FYP_M_COLUMN_GROUP), 20, false},
        {fyp_text(FYP_M_COLUMN_ANSWERED), 14, true},
        {fyp_text(FYP_M_COLUMN_RESPONSE), 10, true},
        {fyp_text(FYP_M_COLUMN_MEAN), 28, false},
        {fyp_text(FYP_M_COLUMN_SATISFIED), 28, false},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < survey->count; i++) {
        add_row(&table, &survey->items[i]);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void write_text(
    const struct fyp_fieldwork_head *head,
    const struct fyp_survey_request *request, const struct fyp_survey *survey,
    struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};
    char confidence[FYP_DECIMAL_TEXT_SIZE];

    fyp_decimal_format(100.0 * survey->confidence, 0, confidence);
    fyp_page_say(
        &page, FYP_M_SURVEY_TITLE, fyp_page_plain(&page, head->plan->title),
        fyp_page_number(&page, head->year), confidence);
    fyp_page_line_end(&page);
    fyp_field_say_file(&page, head->file);
    fyp_page_say(
        &page, FYP_M_SURVEY_SCALE, fyp_page_number(&page, request->scale.low),
        fyp_page_number(&page, request->scale.high));
    fyp_page_line_end(&page);
    fyp_page_line_end(&page);
    fyp_field_survey_table(survey, out);
    fyp_page_finish(&page);
}

/* --- JSON --- */

static void put_share(struct fyp_json *parent, const struct fyp_share *share)
{
    struct fyp_json json = fyp_json_object();

    fyp_json_integer(&json, "count", share->hits);
    fyp_json_number(&json, "share", share->share);
    fyp_json_number(&json, "low", share->low);
    fyp_json_number(&json, "high", share->high);
    fyp_json_put(parent, "satisfied", &json);
}

void fyp_field_json_satisfaction(
    struct fyp_json *json, const struct fyp_satisfaction *item)
{

    fyp_json_text(json, "question", item->question);
    fyp_json_text(json, "group", item->group);
    fyp_json_number(json, "asked", item->asked > 0 ? (double)item->asked : NAN);
    fyp_json_integer(json, "n", (long long)item->answered);
    fyp_json_number(json, "response_rate", item->response_rate);
    fyp_json_number(json, "mean", item->mean);
    fyp_json_number(json, "mean_low", item->mean_low);
    fyp_json_number(json, "mean_high", item->mean_high);
    put_share(json, &item->satisfied);
}

static void write_json(
    const struct fyp_fieldwork_head *head,
    const struct fyp_survey_request *request, const struct fyp_survey *survey,
    struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json scale = fyp_json_object();
    struct fyp_json items = fyp_json_array();

    fyp_json_text(&root, "plan", head->plan->id);
    fyp_json_text(&root, "region", head->region);
    fyp_json_integer(&root, "year", head->year);
    fyp_json_number(&root, "confidence", survey->confidence);
    fyp_json_integer(&scale, "low", request->scale.low);
    fyp_json_integer(&scale, "high", request->scale.high);
    fyp_json_put(&root, "scale", &scale);
    fyp_json_number(
        &root, "invited",
        request->invited > 0 ? (double)request->invited : NAN);
    fyp_field_json_file(&root, head->file);
    for (size_t i = 0; i < survey->count; i++) {
        struct fyp_json json = fyp_json_object();
        fyp_field_json_satisfaction(&json, &survey->items[i]);
        fyp_json_put(&items, NULL, &json);
    }
    fyp_json_put(&root, "results", &items);
    fyp_json_write(&root, out);
}

/* --- CSV --- */

static void put_cells(
    struct fyp_csv_row *row, const struct fyp_fieldwork_head *head,
    const struct fyp_satisfaction *item)
{
    fyp_csv_text(row, head->plan->id);
    fyp_csv_text(row, head->region);
    fyp_csv_integer(row, head->year);
    fyp_csv_text(row, item->question);
    fyp_csv_text(row, item->group);
    fyp_csv_number(row, item->asked > 0 ? (double)item->asked : NAN);
    fyp_csv_integer(row, (long long)item->answered);
    fyp_csv_number(row, item->response_rate);
    fyp_csv_number(row, item->mean);
    fyp_csv_number(row, item->mean_low);
    fyp_csv_number(row, item->mean_high);
    fyp_csv_integer(row, item->satisfied.hits);
    fyp_csv_number(row, item->satisfied.share);
    fyp_csv_number(row, item->satisfied.low);
    fyp_csv_number(row, item->satisfied.high);
    fyp_csv_end(row);
}

static void write_csv(
    const struct fyp_fieldwork_head *head, const struct fyp_survey *survey,
    struct fyp_buffer *out)
{
    static const char *const titles[] = {
        "plan",
        "region",
        "year",
        "question",
        "group",
        "asked",
        "n",
        "response_rate",
        "mean",
        "mean_low",
        "mean_high",
        "satisfied",
        "satisfied_share",
        "satisfied_low",
        "satisfied_high",
    };
    struct fyp_csv_row row = {.out = out};

    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < survey->count; i++) {
        put_cells(&row, head, &survey->items[i]);
    }
}

void fyp_report_survey(
    const struct fyp_fieldwork_head *head,
    const struct fyp_survey_request *request, const struct fyp_survey *survey,
    enum fyp_format format, struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        write_text(head, request, survey, out);
        break;
    case FYP_FORMAT_JSON:
        write_json(head, request, survey, out);
        break;
    case FYP_FORMAT_CSV:
        write_csv(head, survey, out);
        break;
    }
}
