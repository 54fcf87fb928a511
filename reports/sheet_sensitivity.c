/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/sensitivity.h"
#include "reports/sheet_body.h"
#include "reports/words.h"

#include <stdio.h>

/*
 * 敏感性: how sure the score is, by the choice of rules; what
 * `fyp sensitivity` says of one plan. Left out where no run gives a score.
 */

enum { LABEL, WORDS, FIRST, TOTAL, CHANGE, COLUMNS };

static const uint32_t widths[COLUMNS] = {
    [LABEL] = 150, [WORDS] = 560, [FIRST] = 150, [TOTAL] = 130, [CHANGE] = 150};

static const struct fyp_sensitivity_subject *
subject_of(const struct fyp_sheet_body *body)
{
    return &body->view->extras.sensitivity->subjects[0];
}

bool fyp_has_sheet_sensitivity(const struct fyp_view *view)
{
    const struct fyp_sensitivity *trials = view->extras.sensitivity;
    return trials != NULL && trials->subject_count == 1 &&
           trials->subjects[0].scored_runs > 0;
}

static void write_title(struct fyp_sheet_body *body, enum fyp_message title)
{
    fyp_body_space(body);
    fyp_body_line(body, FYP_STYLE_HEADING, fyp_text(title));
}

/* Never "-0.000". */
static struct fyp_number index_number(double index)
{
    const double shown = fyp_round_half_even(index, FYP_INDEX_DECIMALS);
    return (struct fyp_number){
        .value = fyp_equal(shown, 0.0) ? 0.0 : shown,
        .decimals = FYP_INDEX_DECIMALS};
}

static void
write_score(struct fyp_sheet_body *body, enum fyp_message label, double score)
{
    const struct fyp_ruleset *rules = &subject_of(body)->evaluation.ruleset;

    fyp_sheet_merged(
        body->sheet, fyp_area(body->row, LABEL, body->row, WORDS),
        FYP_STYLE_TEXT, fyp_text(label));
    fyp_sheet_number(
        body->sheet, body->row, FIRST, FYP_STYLE_NUMBER,
        fyp_score_number(score, rules));
    fyp_body_next(body, fyp_body_row_height(1));
}

static void write_scores(struct fyp_sheet_body *body)
{
    const struct fyp_sensitivity_subject *subject = subject_of(body);

    write_title(body, FYP_M_SENSITIVITY_TABLE_SCORES);
    fyp_sheet_merged(
        body->sheet, fyp_area(body->row, LABEL, body->row, WORDS),
        FYP_STYLE_HEAD_LEFT, fyp_text(FYP_M_COLUMN_STATISTIC));
    fyp_sheet_text(
        body->sheet, body->row, FIRST, FYP_STYLE_HEAD,
        fyp_text(FYP_M_COLUMN_SCORE));
    fyp_body_next(body, fyp_body_row_height(1));
    write_score(
        body, FYP_M_SENSITIVITY_ROW_IN_FORCE, subject->evaluation.score);
    write_score(body, FYP_M_SENSITIVITY_ROW_MEAN, subject->indices.mean);
    write_score(body, FYP_M_SENSITIVITY_ROW_LOW, subject->low);
    write_score(body, FYP_M_SENSITIVITY_ROW_MEDIAN, subject->median);
    write_score(body, FYP_M_SENSITIVITY_ROW_HIGH, subject->high);
}

static void write_grade(struct fyp_sheet_body *body, enum fyp_grade grade)
{
    const struct fyp_sensitivity_subject *subject = subject_of(body);
    const size_t runs = subject->grades[grade];
    const double all = (double)body->view->extras.sensitivity->runs;
    const bool in_force = subject->evaluation.grade == grade;
    char text[128];

    snprintf(
        text, sizeof text, "%s%s%s", fyp_word_grade(grade),
        in_force ? fyp_text(FYP_M_LIST_BETWEEN) : "",
        in_force ? fyp_text(FYP_M_SENSITIVITY_ROW_IN_FORCE) : "");
    fyp_sheet_merged(
        body->sheet, fyp_area(body->row, LABEL, body->row, WORDS),
        FYP_STYLE_TEXT, text);
    fyp_sheet_number(
        body->sheet, body->row, FIRST, FYP_STYLE_NUMBER,
        (struct fyp_number){.value = (double)runs});
    fyp_sheet_number(
        body->sheet, body->row, TOTAL, FYP_STYLE_NUMBER,
        fyp_share_number((double)runs / all));
    fyp_body_next(body, fyp_body_row_height(1));
}

static void write_grades(struct fyp_sheet_body *body)
{
    const struct fyp_sensitivity_subject *subject = subject_of(body);

    write_title(body, FYP_M_SENSITIVITY_TABLE_GRADES);
    fyp_sheet_merged(
        body->sheet, fyp_area(body->row, LABEL, body->row, WORDS),
        FYP_STYLE_HEAD_LEFT, fyp_text(FYP_M_COLUMN_GRADE));
    fyp_sheet_text(
        body->sheet, body->row, FIRST, FYP_STYLE_HEAD,
        fyp_text(FYP_M_COLUMN_TRIALS));
    fyp_sheet_text(
        body->sheet, body->row, TOTAL, FYP_STYLE_HEAD,
        fyp_text(FYP_M_COLUMN_TRIAL_SHARE));
    fyp_body_next(body, fyp_body_row_height(1));
    for (int grade = FYP_GRADE_EXCELLENT; grade > FYP_GRADE_NONE; grade--) {
        write_grade(body, (enum fyp_grade)grade);
    }
    if (subject->grades[FYP_GRADE_NONE] > 0) {
        write_grade(body, FYP_GRADE_NONE);
    }
}

static void write_factor(struct fyp_sheet_body *body, enum fyp_factor factor)
{
    const struct fyp_sensitivity_subject *subject = subject_of(body);
    const char *how = fyp_word_factor_how(factor);

    fyp_sheet_text(
        body->sheet, body->row, LABEL, FYP_STYLE_TEXT, fyp_word_factor(factor));
    fyp_sheet_text(body->sheet, body->row, WORDS, FYP_STYLE_TEXT, how);
    fyp_sheet_number(
        body->sheet, body->row, FIRST, FYP_STYLE_NUMBER,
        index_number(subject->indices.first[factor]));
    fyp_sheet_number(
        body->sheet, body->row, TOTAL, FYP_STYLE_NUMBER,
        index_number(subject->indices.total[factor]));
    fyp_sheet_number(
        body->sheet, body->row, CHANGE, FYP_STYLE_NUMBER,
        fyp_share_number(subject->grade_change[factor]));
    fyp_body_next(
        body,
        fyp_body_row_height(fyp_text_lines(how, 10.5, widths[WORDS] - 60)));
}

static void write_factors(struct fyp_sheet_body *body)
{
    static const enum fyp_message heads[COLUMNS] = {
        [LABEL] = FYP_M_COLUMN_SENSITIVITY_FACTOR,
        [WORDS] = FYP_M_COLUMN_VARIED,
        [FIRST] = FYP_M_COLUMN_INDEX_FIRST,
        [TOTAL] = FYP_M_COLUMN_INDEX_TOTAL,
        [CHANGE] = FYP_M_COLUMN_GRADE_CHANGE};

    write_title(body, FYP_M_SENSITIVITY_TABLE_FACTORS);
    for (uint32_t c = 0; c < COLUMNS; c++) {
        fyp_sheet_text(
            body->sheet, body->row, c,
            c < FIRST ? FYP_STYLE_HEAD_LEFT : FYP_STYLE_HEAD,
            fyp_text(heads[c]));
    }
    fyp_body_next(body, fyp_body_row_height(1));
    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        write_factor(body, (enum fyp_factor)factor);
    }
}

void fyp_sheet_sensitivity(const struct fyp_view *view)
{
    struct fyp_sheet_body body = {
        .view = view, .sheet = view->sheets[FYP_SHEET_SENSITIVITY]};
    struct fyp_buffer findings = {0}, notes = {0};

    fyp_body_start(&body, fyp_text(FYP_M_SHEET_SENSITIVITY), widths, COLUMNS);
    fyp_sensitivity_findings(view->extras.sensitivity, &findings);
    fyp_body_lines(&body, FYP_STYLE_BODY, &findings);
    write_scores(&body);
    write_grades(&body);
    write_factors(&body);
    fyp_body_space(&body);
    fyp_sensitivity_notes(view->extras.sensitivity, &notes);
    fyp_body_lines(&body, FYP_STYLE_NOTE, &notes);
    fyp_buffer_finish(&findings);
    fyp_buffer_finish(&notes);
    fyp_body_finish(&body);
}
