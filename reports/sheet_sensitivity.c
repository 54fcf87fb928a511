/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/sensitivity.h"
#include "reports/sheet_body.h"
#include "reports/words.h"

#include <assert.h>
#include <stdio.h>

/*
 * 敏感性: how sure the score is, by the choice of rules; what
 * `fyp sensitivity` says of one plan. Left out where no run gives a score.
 */

/* Scores and grades side by side, the factors below over all columns. */
enum { SCORES = 5, HOW_WIDTH = 600 };
enum { LABEL, LABEL_END, SCORE, GAP, GRADE, FIRST, TOTAL, CHANGE, COLUMNS };

static const uint32_t widths[COLUMNS] = {
    [LABEL] = 150, [LABEL_END] = 210, [SCORE] = 120, [GAP] = 40,
    [GRADE] = 260, [FIRST] = 120,     [TOTAL] = 120, [CHANGE] = 130};

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

/* Never "-0.000". */
static struct fyp_number index_number(double index)
{
    const double shown = fyp_round_half_even(index, FYP_INDEX_DECIMALS);
    return (struct fyp_number){
        .value = fyp_equal(shown, 0.0) ? 0.0 : shown,
        .decimals = FYP_INDEX_DECIMALS};
}

static void
put(const struct fyp_sheet_body *body, uint32_t first, uint32_t last,
    enum fyp_style style, const char *text)
{
    fyp_sheet_merged(
        body->sheet, fyp_area(body->row, first, body->row, last), style, text);
}

static void write_score(const struct fyp_sheet_body *body, int line)
{
    const struct fyp_sensitivity_subject *subject = subject_of(body);
    const struct {
        enum fyp_message label;
        double score;
    } scores[SCORES] = {
        {FYP_M_SENSITIVITY_ROW_IN_FORCE, subject->evaluation.score},
        {FYP_M_SENSITIVITY_ROW_MEAN, subject->indices.mean},
        {FYP_M_SENSITIVITY_ROW_LOW, subject->low},
        {FYP_M_SENSITIVITY_ROW_MEDIAN, subject->median},
        {FYP_M_SENSITIVITY_ROW_HIGH, subject->high}};

    put(body, LABEL, LABEL_END, FYP_STYLE_TEXT, fyp_text(scores[line].label));
    fyp_sheet_number(
        body->sheet, body->row, SCORE, FYP_STYLE_NUMBER,
        fyp_score_number(scores[line].score, &subject->evaluation.ruleset));
}

static void write_grade(const struct fyp_sheet_body *body, enum fyp_grade grade)
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
    put(body, GRADE, FIRST, FYP_STYLE_TEXT, text);
    fyp_sheet_number(
        body->sheet, body->row, TOTAL, FYP_STYLE_NUMBER,
        (struct fyp_number){.value = (double)runs});
    fyp_sheet_number(
        body->sheet, body->row, CHANGE, FYP_STYLE_NUMBER,
        fyp_share_number((double)runs / all));
}

static_assert(
    FYP_GRADE_EXCELLENT - FYP_GRADE_NONE < SCORES,
    "a line for each grade, and for none");

static void write_titles(struct fyp_sheet_body *body)
{
    fyp_body_space(body);
    put(body, LABEL, SCORE, FYP_STYLE_HEADING,
        fyp_text(FYP_M_SENSITIVITY_TABLE_SCORES));
    put(body, GRADE, CHANGE, FYP_STYLE_HEADING,
        fyp_text(FYP_M_SENSITIVITY_TABLE_GRADES));
    fyp_body_below_heading(body);
    put(body, LABEL, LABEL_END, FYP_STYLE_HEAD_LEFT,
        fyp_text(FYP_M_COLUMN_STATISTIC));
    fyp_sheet_text(
        body->sheet, body->row, SCORE, FYP_STYLE_HEAD,
        fyp_text(FYP_M_COLUMN_SCORE));
    put(body, GRADE, FIRST, FYP_STYLE_HEAD_LEFT, fyp_text(FYP_M_COLUMN_GRADE));
    fyp_sheet_text(
        body->sheet, body->row, TOTAL, FYP_STYLE_HEAD,
        fyp_text(FYP_M_COLUMN_TRIALS));
    fyp_sheet_text(
        body->sheet, body->row, CHANGE, FYP_STYLE_HEAD,
        fyp_text(FYP_M_COLUMN_TRIAL_SHARE));
    fyp_body_next(body, fyp_body_row_height(1));
}

/* The best grade first; "no grade" only where a run has none. */
static void write_scores_and_grades(struct fyp_sheet_body *body)
{
    const int last = subject_of(body)->grades[FYP_GRADE_NONE] > 0
                         ? FYP_GRADE_NONE
                         : FYP_GRADE_NONE + 1;

    write_titles(body);
    for (int line = 0; line < SCORES; line++) {
        const int grade = FYP_GRADE_EXCELLENT - line;
        write_score(body, line);
        if (grade >= last) {
            write_grade(body, (enum fyp_grade)grade);
        }
        fyp_body_next(body, fyp_body_row_height(1));
    }
}

static void write_factor(struct fyp_sheet_body *body, enum fyp_factor factor)
{
    const struct fyp_sensitivity_subject *subject = subject_of(body);
    const char *how = fyp_word_factor_how(factor);

    fyp_sheet_text(
        body->sheet, body->row, LABEL, FYP_STYLE_TEXT, fyp_word_factor(factor));
    put(body, LABEL_END, GRADE, FYP_STYLE_TEXT, how);
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
        body, fyp_body_row_height(fyp_text_lines(how, 10.5, HOW_WIDTH)));
}

static void write_factors(struct fyp_sheet_body *body)
{
    static const enum fyp_message heads[] = {
        FYP_M_COLUMN_INDEX_FIRST, FYP_M_COLUMN_INDEX_TOTAL,
        FYP_M_COLUMN_GRADE_CHANGE};

    fyp_body_space(body);
    fyp_body_line(
        body, FYP_STYLE_HEADING, fyp_text(FYP_M_SENSITIVITY_TABLE_FACTORS));
    fyp_sheet_text(
        body->sheet, body->row, LABEL, FYP_STYLE_HEAD_LEFT,
        fyp_text(FYP_M_COLUMN_SENSITIVITY_FACTOR));
    put(body, LABEL_END, GRADE, FYP_STYLE_HEAD_LEFT,
        fyp_text(FYP_M_COLUMN_VARIED));
    for (uint32_t c = FIRST; c < COLUMNS; c++) {
        fyp_sheet_text(
            body->sheet, body->row, c, FYP_STYLE_HEAD,
            fyp_text(heads[c - FIRST]));
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
    write_scores_and_grades(&body);
    write_factors(&body);
    fyp_body_space(&body);
    fyp_sensitivity_notes(view->extras.sensitivity, &notes);
    fyp_body_lines(&body, FYP_STYLE_NOTE, &notes);
    fyp_buffer_finish(&findings);
    fyp_buffer_finish(&notes);
    fyp_body_finish(&body);
}
