/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/summary.h"

#include "base/message.h"
#include "reports/csv_row.h"
#include "reports/json.h"
#include "reports/parts.h"
#include "reports/shown.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_SIZE = 128 };

static struct fyp_summary_row *new_row(struct fyp_summary *summary)
{
    if (summary->row_count == summary->row_capacity) {
        const size_t capacity =
            summary->row_capacity == 0 ? 32 : 2 * summary->row_capacity;
        struct fyp_summary_row *rows =
            realloc(summary->rows, capacity * sizeof *rows);
        if (rows == NULL) {
            return NULL;
        }
        summary->rows = rows;
        summary->row_capacity = capacity;
    }
    return &summary->rows[summary->row_count++];
}

static const char *keep(struct fyp_summary *summary, const char *text)
{
    return text == NULL ? NULL
                        : fyp_arena_text(&summary->arena, text, strlen(text));
}

void fyp_summary_add(
    struct fyp_summary *summary, const struct fyp_evaluation *evaluation,
    const char *path)
{
    const struct fyp_plan *about = evaluation->plan;
    const bool elsewhere = strcmp(evaluation->region, about->region.code) != 0;
    const char *plan = keep(summary, about->id);
    const char *region = keep(summary, evaluation->region);
    const char *place = keep(
        summary,
        elsewhere ? fyp_plan_region_name(about, evaluation->region) : NULL);
    const char *file = keep(summary, path);
    const bool copied = plan != NULL && region != NULL &&
                        (place != NULL || !elsewhere) &&
                        (file != NULL || path == NULL);
    struct fyp_summary_row *row = copied ? new_row(summary) : NULL;

    if (row == NULL) {
        summary->failed = true;
        return;
    }
    *row = (struct fyp_summary_row){
        .plan = plan,
        .region = region,
        .place = place,
        .file = file,
        .year = evaluation->year,
        .stage = evaluation->stage,
        .score = evaluation->score,
        .grade = evaluation->grade,
        .missed = evaluation->behind_count,
        .as_zero = evaluation->ruleset.missing == FYP_MISSING_ZERO
                       ? evaluation->counts[FYP_VERDICT_NO_DATA]
                       : 0,
        .assessed_weight = evaluation->assessed_weight,
        .demonstration = evaluation->demonstration,
    };
    fyp_show_score(evaluation->score, &evaluation->ruleset, row->score_text);
}

/* The grade, and how many made-up zeros it rests on. */
static void
add_grade(struct fyp_text_table *table, const struct fyp_summary_row *row)
{
    char number[16];
    char zeros[CELL_SIZE] = "";
    char cell[2 * CELL_SIZE];

    if (row->as_zero > 0) {
        snprintf(number, sizeof number, "%d", row->as_zero);
        fyp_say(zeros, sizeof zeros, FYP_M_MISSING_AS_ZERO, number);
    }
    snprintf(
        cell, sizeof cell, "%s%s%s", fyp_word_grade(row->grade),
        row->as_zero > 0 ? fyp_text(FYP_M_LIST_BETWEEN) : "", zeros);
    fyp_text_table_add(table, cell);
}

static bool has_files(const struct fyp_summary *summary)
{
    return summary->row_count > 0 && summary->rows[0].file != NULL;
}

static void
print_text(const struct fyp_summary *summary, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_PLAN), 40, false},
        {fyp_text(FYP_M_COLUMN_YEAR), 6, true},
        {fyp_text(FYP_M_COLUMN_STAGE), 20, false},
        {fyp_text(FYP_M_COLUMN_SCORE), 10, true},
        {fyp_text(FYP_M_COLUMN_GRADE), 40, false},
        {fyp_text(FYP_M_COLUMN_MISSED), 24, true},
        {fyp_text(FYP_M_COLUMN_ASSESSED), 10, true},
        {fyp_text(FYP_M_COLUMN_FILE), 200, false},
    };
    struct fyp_text_table table;
    bool demonstration = false;

    fyp_text_table_init(
        &table, columns,
        sizeof columns / sizeof *columns - (has_files(summary) ? 0 : 1));
    for (size_t i = 0; i < summary->row_count; i++) {
        const struct fyp_summary_row *row = &summary->rows[i];
        char plan[320], number[FYP_DECIMAL_TEXT_SIZE];

        demonstration |= row->demonstration;
        snprintf(
            plan, sizeof plan, "%s%s%s%s", row->plan,
            row->place != NULL ? " " : "", row->place != NULL ? row->place : "",
            row->demonstration ? " *" : "");
        fyp_text_table_add(&table, plan);
        snprintf(number, sizeof number, "%d", row->year);
        fyp_text_table_add(&table, number);
        fyp_text_table_add(&table, fyp_word_stage(row->stage));
        fyp_text_table_add(&table, row->score_text);
        add_grade(&table, row);
        snprintf(number, sizeof number, "%d", row->missed);
        fyp_text_table_add(&table, number);
        fyp_show_share(row->assessed_weight, number);
        fyp_text_table_add(&table, number);
        if (row->file != NULL) {
            fyp_text_table_add(&table, row->file);
        }
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
    if (demonstration) {
        fyp_buffer_format(out, "* %s\n", fyp_text(FYP_M_SUMMARY_DEMO));
    }
}

static void
print_json(const struct fyp_summary *summary, struct fyp_buffer *out)
{
    struct fyp_json rows = fyp_json_array();

    for (size_t i = 0; i < summary->row_count; i++) {
        const struct fyp_summary_row *row = &summary->rows[i];
        struct fyp_json item = fyp_json_object();
        fyp_json_text(&item, "plan", row->plan);
        fyp_json_integer(&item, "year", row->year);
        fyp_json_text(&item, "stage", fyp_stage_name(row->stage));
        fyp_json_number(&item, "score", row->score);
        fyp_json_text(&item, "grade", fyp_grade_name(row->grade));
        fyp_json_integer(&item, "targets_missed", row->missed);
        fyp_json_number(&item, "assessed_weight", row->assessed_weight);
        fyp_json_boolean(&item, "demonstration", row->demonstration);
        fyp_json_text(&item, "region", row->region);
        if (row->file != NULL) {
            fyp_json_text(&item, "file", row->file);
        }
        fyp_json_put(&rows, NULL, &item);
    }
    fyp_json_write(&rows, out);
}

static void print_csv(const struct fyp_summary *summary, struct fyp_buffer *out)
{
    static const char *const header[] = {
        "plan",   "year",           "stage",           "score",
        "grade",  "targets_missed", "assessed_weight", "demonstration",
        "region", "file",
    };

    fyp_csv_texts(
        out, header,
        sizeof header / sizeof *header - (has_files(summary) ? 0 : 1));
    for (size_t i = 0; i < summary->row_count; i++) {
        const struct fyp_summary_row *row = &summary->rows[i];
        struct fyp_csv_row cells = {.out = out};
        fyp_csv_text(&cells, row->plan);
        fyp_csv_integer(&cells, row->year);
        fyp_csv_text(&cells, fyp_stage_name(row->stage));
        fyp_csv_number(&cells, row->score);
        fyp_csv_text(&cells, fyp_grade_name(row->grade));
        fyp_csv_integer(&cells, row->missed);
        fyp_csv_number(&cells, row->assessed_weight);
        fyp_csv_boolean(&cells, row->demonstration);
        fyp_csv_text(&cells, row->region);
        if (row->file != NULL) {
            fyp_csv_text(&cells, row->file);
        }
        fyp_csv_end(&cells);
    }
}

void fyp_summary_report(
    const struct fyp_summary *summary, enum fyp_format format,
    struct fyp_buffer *out)
{
    out->failed = out->failed || summary->failed;
    switch (format) {
    case FYP_FORMAT_TEXT:
        print_text(summary, out);
        break;
    case FYP_FORMAT_JSON:
        print_json(summary, out);
        break;
    case FYP_FORMAT_CSV:
        print_csv(summary, out);
        break;
    }
}

void fyp_summary_close(
    const struct fyp_summary *summary, const char *index,
    struct fyp_buffer *out)
{
    char count[24], text[640];

    snprintf(count, sizeof count, "%zu", summary->row_count);
    fyp_say(
        text, sizeof text,
        index != NULL ? FYP_M_INDEX_FILE_IS : FYP_M_INDEX_NOT_WRITTEN, count,
        index);
    fyp_buffer_text(out, text);
    fyp_buffer_text(out, "\n");
}

void fyp_summary_finish(struct fyp_summary *summary)
{
    if (summary == NULL) {
        return;
    }
    free(summary->rows);
    fyp_arena_finish(&summary->arena);
    *summary = (struct fyp_summary){0};
}
