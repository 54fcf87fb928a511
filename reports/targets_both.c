/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/amendment.h"
#include "reports/parts.h"
#include "reports/targets.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

/* Two evaluations of one year, under two versions of the targets. */
struct pair {
    const struct fyp_evaluation *original, *amended;
};

static bool is_one(const struct pair *pair)
{
    return pair->original->target_version == pair->amended->target_version;
}

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || fyp_equal(a, b);
}

static bool differs(const struct pair *pair, size_t i)
{
    const struct fyp_indicator_result *a = &pair->original->indicators[i];
    const struct fyp_indicator_result *b = &pair->amended->indicators[i];

    return !fyp_targets_equal(a->indicator, b->indicator) ||
           a->verdict != b->verdict || a->flags != b->flags ||
           !same_number(a->score, b->score) ||
           !same_number(a->expected_value, b->expected_value);
}

static int count_differences(const struct pair *pair)
{
    int count = 0;
    for (size_t i = 0; i < pair->original->indicator_count; i++) {
        count += differs(pair, i);
    }
    return count;
}

/* --- text --- */

static void say_head(struct fyp_text_page *page, const struct pair *pair)
{
    const struct fyp_evaluation *evaluation = pair->amended;

    if (evaluation->demonstration || pair->original->demonstration) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_DEMO_NOTICE));
        fyp_page_line_end(page);
    }
    fyp_page_head(page, evaluation);
}

static void say_score(
    struct fyp_text_page *page, enum fyp_message name,
    const struct fyp_evaluation *evaluation)
{
    char score[FYP_DECIMAL_TEXT_SIZE];

    fyp_show_score(evaluation->score, &evaluation->ruleset, score);
    fyp_page_say(
        page, FYP_M_BOTH_SCORE, fyp_text(name), score,
        evaluation->grade == FYP_GRADE_NONE ? FYP_SHOWN_UNDEFINED
                                            : fyp_word_grade(evaluation->grade),
        fyp_page_number(page, evaluation->behind_count));
    fyp_page_line_end(page);
}

static void
add_target(struct fyp_text_table *table, const struct fyp_indicator *indicator)
{
    char cell[FYP_SHOWN_TARGET_SIZE];
    fyp_show_target(indicator, cell);
    fyp_text_table_add(table, cell);
}

static void add_status(
    struct fyp_text_table *table, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    char cell[64];
    snprintf(
        cell, sizeof cell, "%s %s", fyp_symbol_verdict(result->verdict),
        fyp_word_verdict(result->verdict, evaluation->stage));
    fyp_text_table_add(table, cell);
}

static void add_score(
    struct fyp_text_table *table, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    char cell[FYP_DECIMAL_TEXT_SIZE];
    fyp_show_score(result->score, &evaluation->ruleset, cell);
    fyp_text_table_add(table, cell);
}

/* x with the digits that neither verdict contradicts. */
static void
add_value(struct fyp_text_table *table, const struct pair *pair, size_t i)
{
    const enum fyp_comparison comparison = pair->amended->ruleset.comparison;
    const struct fyp_indicator_result *a = &pair->original->indicators[i];
    const struct fyp_indicator_result *b = &pair->amended->indicators[i];
    char cell[FYP_SHOWN_JUDGED_SIZE];

    fyp_show_judged(
        fyp_show_decimals(a, comparison) > fyp_show_decimals(b, comparison) ? a
                                                                            : b,
        comparison, cell);
    fyp_text_table_add(table, cell);
}

static void
add_row(struct fyp_text_table *table, const struct pair *pair, size_t i)
{
    const struct fyp_indicator_result *a = &pair->original->indicators[i];
    const struct fyp_indicator_result *b = &pair->amended->indicators[i];

    fyp_text_table_add(table, a->indicator->number);
    fyp_text_table_add(table, a->indicator->name);
    fyp_text_table_add(table, fyp_shown_unit(a->indicator));
    add_value(table, pair, i);
    add_target(table, a->indicator);
    add_target(table, b->indicator);
    add_status(table, pair->original, a);
    add_status(table, pair->amended, b);
    add_score(table, pair->original, a);
    add_score(table, pair->amended, b);
}

static void print_table(const struct pair *pair, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 32, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 10, false},
        {fyp_text(FYP_M_COLUMN_VALUE), 24, true},
        {fyp_text(FYP_M_COLUMN_TARGET_ORIGINAL), 24, true},
        {fyp_text(FYP_M_COLUMN_TARGET_AMENDED), 24, true},
        {fyp_text(FYP_M_COLUMN_STATUS_ORIGINAL), 22, false},
        {fyp_text(FYP_M_COLUMN_STATUS_AMENDED), 22, false},
        {fyp_text(FYP_M_COLUMN_SCORE_ORIGINAL), 20, true},
        {fyp_text(FYP_M_COLUMN_SCORE_AMENDED), 20, true},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < pair->original->indicator_count; i++) {
        if (differs(pair, i)) {
            add_row(&table, pair, i);
        }
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void say_differences(struct fyp_text_page *page, const struct pair *pair)
{
    const int count = count_differences(pair);

    fyp_page_line_end(page);
    if (count == 0) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_BOTH_NONE));
        fyp_page_line_end(page);
        return;
    }
    fyp_page_say(page, FYP_M_BOTH_DIFFERENCES, fyp_page_number(page, count));
    fyp_page_line_end(page);
    print_table(pair, page->out);
}

static void put_text(const struct pair *pair, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    say_head(&page, pair);
    if (is_one(pair)) {
        fyp_page_say(
            &page, FYP_M_BOTH_SAME, fyp_page_number(&page, pair->amended->year),
            fyp_page_number(&page, pair->amended->target_versions));
        fyp_page_line_end(&page);
        say_score(&page, FYP_M_BOTH_ORIGINAL, pair->original);
    } else {
        fyp_page_say(
            &page, FYP_M_BOTH_HEAD,
            fyp_page_number(&page, pair->amended->target_version));
        fyp_page_line_end(&page);
        say_score(&page, FYP_M_BOTH_ORIGINAL, pair->original);
        say_score(&page, FYP_M_BOTH_AMENDED, pair->amended);
        say_differences(&page, pair);
    }
    fyp_targets_say(pair->amended->plan, &page);
    fyp_page_finish(&page);
}

/* --- JSON --- */

static void put_score(
    struct fyp_json *parent, const char *key,
    const struct fyp_evaluation *evaluation)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_integer(&object, "target_version", evaluation->target_version);
    fyp_json_number(&object, "score", evaluation->score);
    fyp_json_text(&object, "grade", fyp_grade_name(evaluation->grade));
    fyp_json_integer(&object, "targets_missed", evaluation->behind_count);
    fyp_json_integer(&object, "met", evaluation->attainment.met);
    fyp_json_integer(&object, "assessable", evaluation->attainment.assessable);
    fyp_json_put(parent, key, &object);
}

static void put_side(
    struct fyp_json *parent, const char *key,
    const struct fyp_indicator_result *result)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_text(&object, "target_text", result->indicator->target.text);
    fyp_json_comparator(&object, "comparator", result->comparator);
    fyp_json_number(&object, "target", result->target);
    fyp_json_number(&object, "expected_value", result->expected_value);
    fyp_json_text(&object, "status", fyp_verdict_name(result->verdict));
    fyp_json_number(&object, "score", result->score);
    fyp_json_put(parent, key, &object);
}

static void put_differences(struct fyp_json *root, const struct pair *pair)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < pair->original->indicator_count; i++) {
        const struct fyp_indicator_result *a = &pair->original->indicators[i];
        if (!differs(pair, i)) {
            continue;
        }
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "no", a->indicator->number);
        fyp_json_text(&object, "code", a->indicator->code);
        fyp_json_text(&object, "name", a->indicator->name);
        fyp_json_number(&object, "value", a->value);
        put_side(&object, "original", a);
        put_side(&object, "amended", &pair->amended->indicators[i]);
        fyp_json_put(&array, NULL, &object);
    }
    fyp_json_put(root, "differences", &array);
}

static void put_json(const struct pair *pair, struct fyp_buffer *out)
{
    const struct fyp_evaluation *evaluation = pair->amended;
    struct fyp_json root = fyp_json_object();
    const bool demonstration =
        evaluation->demonstration || pair->original->demonstration;

    fyp_json_text(&root, "plan", evaluation->plan->id);
    fyp_json_text(&root, "region", evaluation->region);
    fyp_json_integer(&root, "year", evaluation->year);
    fyp_json_text(&root, "stage", fyp_stage_name(evaluation->stage));
    fyp_json_boolean(&root, "demonstration", demonstration);
    fyp_json_text(
        &root, "data_notice",
        demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    fyp_json_integer(&root, "target_versions", evaluation->target_versions);
    put_score(&root, "original", pair->original);
    put_score(&root, "amended", pair->amended);
    put_differences(&root, pair);
    fyp_targets_json(&root, evaluation->plan);
    fyp_json_write(&root, out);
}

void fyp_report_both_targets(
    const struct fyp_evaluation *original, const struct fyp_evaluation *amended,
    enum fyp_format format, struct fyp_buffer *out)
{
    const struct pair pair = {.original = original, .amended = amended};

    if (format == FYP_FORMAT_JSON) {
        put_json(&pair, out);
    } else {
        put_text(&pair, out);
    }
}
