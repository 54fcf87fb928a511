/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/commitments.h"

#include "reports/csv_row.h"
#include "reports/parts.h"
#include "reports/sections.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- text --- */

static void say_judged(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation,
    const struct fyp_commitment_result *item)
{
    const struct fyp_indicator_result *result = &item->result;
    char value[FYP_DECIMAL_TEXT_SIZE];

    fyp_show_value(result, evaluation->ruleset.comparison, value);
    fyp_page_say(
        page,
        isnan(result->value) ? FYP_M_COMMITMENT_NO_FIGURE
                             : FYP_M_COMMITMENT_JUDGED,
        fyp_symbol_verdict(result->verdict),
        fyp_word_verdict(result->verdict, item->stage),
        fyp_page_number(page, item->year), value,
        fyp_page_plain(page, item->result.indicator->unit));
    if (item->each_year) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_COMMITMENT_EACH_YEAR));
    }
    if (result->obstacle != FYP_OBSTACLE_NONE) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_LIST_BETWEEN));
        fyp_buffer_text(page->out, fyp_word_obstacle(result->obstacle));
    }
    if (result->demonstration) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_LIST_BETWEEN));
        fyp_buffer_text(page->out, fyp_text(FYP_M_DEMO_NOTICE));
    }
}

static void say_commitment(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation,
    const struct fyp_commitment_result *item)
{
    const struct fyp_commitment *commitment = item->commitment;
    fyp_page_say(
        page, FYP_M_SECTION_ENTRY, fyp_page_plain(page, commitment->id),
        fyp_page_plain(page, commitment->measure));
    fyp_buffer_text(page->out, fyp_text(FYP_M_SECTION_COLON));
    fyp_say_bound(page, commitment);
    fyp_page_line_end(page);
    fyp_buffer_text(page->out, "    ");
    if (commitment->main_code != NULL) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_COMMITMENT_MAIN));
        fyp_buffer_text(page->out, fyp_text(FYP_M_LIST_BETWEEN));
    }
    if (item->unjudged == FYP_JUDGED) {
        say_judged(page, evaluation, item);
    } else {
        fyp_page_say(
            page, FYP_M_COMMITMENT_LISTED, fyp_word_unjudged(item->unjudged));
    }
    fyp_page_line_end(page);
}

/* A document without a table of main indicators has them in its text, so
 * that they are listed here once more: then it is said how many. */
static void say_title(
    struct fyp_text_page *page, const struct fyp_judged_commitments *judged)
{
    fyp_page_say(
        page,
        judged->main_count > 0 ? FYP_M_COMMITMENT_TITLE_MAIN
                               : FYP_M_COMMITMENT_TITLE,
        fyp_page_number(page, (long long)judged->count),
        fyp_page_number(page, (long long)judged->judged_count),
        fyp_page_number(page, (long long)judged->main_count));
    fyp_page_line_end(page);
}

static void
say_place(struct fyp_text_page *page, const struct fyp_evaluation *evaluation)
{
    const struct fyp_judged_commitments *judged = evaluation->judged;

    if (judged->demonstration) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_DEMO_NOTICE));
        fyp_page_line_end(page);
    }
    fyp_page_head(page, evaluation);
    say_title(page, judged);
}

static void
write_text(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    const struct fyp_judged_commitments *judged = evaluation->judged;
    struct fyp_text_page page = {.out = out};

    say_place(&page, evaluation);
    fyp_page_line_end(&page);
    for (size_t i = 0; i < judged->count; i++) {
        say_commitment(&page, evaluation, &judged->items[i]);
    }
    fyp_text_conflicts(&page, evaluation);
    fyp_page_finish(&page);
}

void fyp_text_commitments(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation)
{
    const struct fyp_judged_commitments *judged = evaluation->judged;
    if (judged == NULL || judged->judged_count == 0) {
        return;
    }
    fyp_page_line_end(page);
    say_title(page, judged);
    for (size_t i = 0; i < judged->count; i++) {
        if (judged->items[i].unjudged == FYP_JUDGED) {
            say_commitment(page, evaluation, &judged->items[i]);
        }
    }
}

/* Each after the first behind a comma; what does not fit is left out. */
static void add_part(char out[FYP_OTHER_TEXT_SIZE], const char *part)
{
    const size_t length = strlen(out);
    snprintf(
        out + length, FYP_OTHER_TEXT_SIZE - length, "%s%s",
        length == 0 ? "" : fyp_text(FYP_M_PART_BETWEEN), part);
}

void fyp_other_text(
    const struct fyp_other_result *other, char out[FYP_OTHER_TEXT_SIZE])
{
    const struct fyp_other_reading *reading = other->reading;
    char part[FYP_SHOWN_TARGET_SIZE], number[FYP_DECIMAL_TEXT_SIZE];
    out[0] = '\0';
    if (reading->value.present || reading->comparator != FYP_COMPARE_NONE) {
        fyp_show_target(other->result.indicator, part);
        add_part(out, part);
    }
    if (reading->baseline.present) {
        fyp_decimal_format(
            reading->baseline.value, reading->baseline.decimals, number);
        fyp_say(part, sizeof part, FYP_M_OTHER_BASELINE, number);
        add_part(out, part);
    }
    if (reading->year != 0) {
        snprintf(number, sizeof number, "%d", reading->year);
        fyp_say(part, sizeof part, FYP_M_OTHER_YEAR, number);
        add_part(out, part);
    }
}

static void say_other(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation,
    const struct fyp_other_result *other)
{
    char reading[FYP_OTHER_TEXT_SIZE];
    fyp_other_text(other, reading);
    fyp_buffer_text(page->out, "    ");
    fyp_page_say(
        page, other->differs ? FYP_M_OTHER_DIFFERS : FYP_M_OTHER_SAME,
        fyp_page_plain(page, other->result.indicator->name), reading,
        fyp_word_verdict(other->result.verdict, evaluation->stage),
        fyp_word_verdict(other->chosen->verdict, evaluation->stage));
    fyp_page_line_end(page);
}

static void say_conflict(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation,
    const struct fyp_conflict *conflict)
{
    const struct fyp_judged_commitments *judged = evaluation->judged;
    fyp_page_say(
        page, FYP_M_SECTION_CONFLICT, fyp_page_plain(page, conflict->id),
        fyp_word_conflict(conflict->kind),
        fyp_page_plain(page, conflict->statement));
    fyp_page_line_end(page);
    fyp_buffer_text(page->out, "    ");
    fyp_page_say(
        page, FYP_M_SECTION_READING, fyp_page_plain(page, conflict->reading));
    fyp_page_line_end(page);
    for (size_t i = 0; i < judged->other_count; i++) {
        if (judged->others[i].conflict == conflict) {
            say_other(page, evaluation, &judged->others[i]);
        }
    }
}

void fyp_text_conflicts(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation)
{
    const struct fyp_judged_commitments *judged = evaluation->judged;
    const struct fyp_commitments *all =
        judged == NULL ? NULL : judged->commitments;
    bool first = true;
    for (size_t i = 0; all != NULL && i < all->conflict_count; i++) {
        const struct fyp_conflict *conflict = &all->conflicts[i];
        if (conflict->code_count + conflict->other_count == 0) {
            continue;
        }
        if (first) {
            fyp_page_line_end(page);
            fyp_buffer_text(page->out, fyp_text(FYP_M_CONFLICTS_TITLE));
            fyp_page_line_end(page);
        }
        first = false;
        say_conflict(page, evaluation, conflict);
    }
}

/* Who leads, three at most by name; who cooperates stands in the ledger. */
static void say_lead(struct fyp_text_page *page, const struct fyp_task *task)
{
    enum { NAMED = 3 };
    const size_t count = task->lead.count;
    const size_t named = count < NAMED ? count : NAMED;
    struct fyp_buffer names = {0};
    char number[24];

    fyp_join_texts(
        task->lead.items, named, fyp_text(FYP_M_NAME_BETWEEN), &names);
    if (count > named) {
        char more[64];
        (void)snprintf(number, sizeof number, "%zu", count);
        (void)fyp_say(more, sizeof more, FYP_M_TASK_AND_OTHERS, number);
        fyp_buffer_text(&names, more);
    }
    if (count > 0 && !names.failed) {
        fyp_page_say(
            page,
            task->division == FYP_DIVISION_UNDIVIDED ? FYP_M_TASK_TOGETHER
                                                     : FYP_M_TASK_LEAD,
            fyp_page_plain(page, names.data));
    }
    page->out->failed |= names.failed;
    fyp_buffer_finish(&names);
}

void fyp_text_in_charge(
    const struct fyp_plan *plan, const char *code, size_t most,
    struct fyp_buffer *out)
{
    const struct fyp_task_link *link =
        plan->commitments == NULL ? NULL
                                  : fyp_task_link_of(plan->commitments, code);
    struct fyp_text_page page = {.out = out};
    bool first = true;
    for (size_t i = 0; link != NULL && i < link->task_count && i < most; i++) {
        size_t at = 0;
        const struct fyp_task *task;
        while ((task = fyp_task_next(plan->commitments, link->tasks[i], &at)) !=
               NULL) {
            if (!first) {
                fyp_buffer_text(out, fyp_text(FYP_M_LIST_BETWEEN));
            }
            first = false;
            fyp_page_say(
                &page, FYP_M_IN_CHARGE, fyp_page_plain(&page, task->number));
            say_lead(&page, task);
        }
    }
    fyp_page_finish(&page);
}

/* --- JSON and CSV --- */

static void
write_json(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    const struct fyp_judged_commitments *judged = evaluation->judged;
    struct fyp_json root = fyp_json_object();

    fyp_json_text(&root, "plan", evaluation->plan->id);
    fyp_json_text(&root, "title", evaluation->plan->title);
    fyp_json_text(&root, "region", evaluation->region);
    fyp_json_integer(&root, "year", evaluation->year);
    fyp_json_text(&root, "stage", fyp_stage_name(evaluation->stage));
    fyp_json_boolean(&root, "demonstration", judged->demonstration);
    fyp_json_text(
        &root, "data_notice",
        judged->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    fyp_json_integer(&root, "judged", (long long)judged->judged_count);
    fyp_json_integer(&root, "main", (long long)judged->main_count);
    fyp_json_commitments(&root, judged);
    fyp_json_conflicts(&root, judged);
    fyp_json_write(&root, out);
}

static void put_row(
    const struct fyp_evaluation *evaluation,
    const struct fyp_commitment_result *item, struct fyp_buffer *out)
{
    const struct fyp_commitment *commitment = item->commitment;
    const struct fyp_indicator_result *result = &item->result;
    const bool judged = item->unjudged == FYP_JUDGED;
    struct fyp_csv_row row = {.out = out};

    fyp_csv_text(&row, evaluation->plan->id);
    fyp_csv_text(&row, evaluation->region);
    fyp_csv_integer(&row, evaluation->year);
    fyp_csv_text(&row, commitment->id);
    fyp_csv_text(&row, commitment->measure);
    fyp_csv_comparator(&row, commitment->comparator);
    fyp_csv_decimal(&row, &commitment->value);
    fyp_csv_text(&row, commitment->unit);
    fyp_csv_boolean(&row, commitment->cap);
    fyp_csv_text(&row, fyp_force_name(commitment->force));
    fyp_csv_text(&row, commitment->code);
    fyp_csv_text(&row, commitment->main_code);
    fyp_csv_text(&row, fyp_unjudged_name(item->unjudged));
    fyp_csv_positive(&row, item->year);
    fyp_csv_number(&row, judged ? result->value : NAN);
    fyp_csv_text(&row, judged ? fyp_verdict_name(result->verdict) : NULL);
    fyp_csv_number(&row, judged ? result->score : NAN);
    fyp_csv_text(
        &row, result->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    fyp_csv_end(&row);
}

static void
write_csv(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    static const char *const titles[] = {
        "plan",       "region",         "year",       "id",          "measure",
        "comparator", "value",          "unit",       "cap",         "force",
        "indicator",  "main_indicator", "why_not",    "judged_year", "figure",
        "status",     "score",          "data_notice"};
    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < evaluation->judged->count; i++) {
        put_row(evaluation, &evaluation->judged->items[i], out);
    }
}

void fyp_report_commitments(
    const struct fyp_evaluation *evaluation, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        write_text(evaluation, out);
        break;
    case FYP_FORMAT_JSON:
        write_json(evaluation, out);
        break;
    case FYP_FORMAT_CSV:
        write_csv(evaluation, out);
        break;
    }
}
