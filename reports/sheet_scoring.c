/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/report.h"
#include "reports/scoring.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/*
 * 评分过程: from the figures of the data sheet to the plan's score and grade,
 * each step a formula that a reader can follow. A row an indicator, then the
 * plan. The formulas come from scoring.c; their results are the engine's.
 */

enum { ONE_PAGE_ROWS = 14 }; /* indicators that one page holds */

struct column {
    enum fyp_message title;
    uint32_t width; /* pixels */
};

static const struct column columns[FYP_SCORING_COLUMNS] = {
    [FYP_SCORING_NUMBER] = {FYP_M_COLUMN_NUMBER, 36},
    [FYP_SCORING_NAME] = {FYP_M_COLUMN_INDICATOR, 236},
    [FYP_SCORING_RULE] = {FYP_M_SCORING_RULE, 106},
    [FYP_SCORING_DIRECTION] = {FYP_M_SCORING_DIRECTION, 38},
    [FYP_SCORING_TARGET] = {FYP_M_SCORING_TARGET, 56},
    [FYP_SCORING_BASELINE] = {FYP_M_SCORING_BASELINE, 58},
    [FYP_SCORING_BASELINE_YEAR] = {FYP_M_SCORING_BASELINE_YEAR, 50},
    [FYP_SCORING_VALUE] = {FYP_M_SCORING_VALUE, 60},
    [FYP_SCORING_REFERENCE] = {FYP_M_SCORING_REFERENCE, 56},
    [FYP_SCORING_COMPLETE] = {FYP_M_SCORING_COMPLETE, 38},
    [FYP_SCORING_MET] = {FYP_M_SCORING_MET, 38},
    [FYP_SCORING_MAINTAIN] = {FYP_M_SCORING_MAINTAIN, 42},
    [FYP_SCORING_EXPECTED] = {FYP_M_SCORING_EXPECTED, 62},
    [FYP_SCORING_SCALE] = {FYP_M_SCORING_SCALE, 58},
    [FYP_SCORING_PACE] = {FYP_M_SCORING_PACE, 56},
    [FYP_SCORING_MISSED] = {FYP_M_SCORING_MISSED, 42},
    [FYP_SCORING_STATUS] = {FYP_M_COLUMN_STATUS, 116},
    [FYP_SCORING_SCORE] = {FYP_M_COLUMN_SCORE, 58},
    [FYP_SCORING_WEIGHT] = {FYP_M_SCORING_WEIGHT, 46},
    [FYP_SCORING_COUNTED] = {FYP_M_SCORING_COUNTED, 48},
    [FYP_SCORING_PART] = {FYP_M_SCORING_PART, 60},
    [FYP_SCORING_CAPS] = {FYP_M_SCORING_CAPS, 38},
};

/* The sheet, while it is written. */
struct table {
    const struct fyp_view *view;
    struct fyp_sheet *sheet;
    struct fyp_arena arena;
    bool failed; /* some formula is missing: out of memory */
    uint32_t row;
    uint32_t first, last; /* rows of the indicators */
    uint32_t head_height; /* repeated on every page */
    double room;          /* pixels left on the printed page */
    struct fyp_page print;
};

/* As wide as a page; fixed, for pages are broken here. */
enum { SCALE_PCT = 75 };

static double page_height(void)
{
    return 0.98 * fyp_page_ratio(true) * fyp_page_width(true) * 100.0 /
           SCALE_PCT;
}

/* A new page before the next row where so many pixels do not fit on this. */
static void keep_together(struct table *table, double needed)
{
    struct fyp_page *print = &table->print;
    if (needed > table->room && print->break_count < FYP_PAGE_BREAKS_MAX) {
        print->breaks[print->break_count++] = table->row;
        table->room = page_height() - table->head_height;
    }
}

static void set_height(struct table *table, uint32_t height)
{
    keep_together(table, height);
    table->room -= height;
    fyp_sheet_row_height(table->sheet, table->row, height);
}

/* Up to three decimals, as many as are not zeros. */
static struct fyp_number number_of(double value)
{
    enum { SHOWN_DECIMALS = 3 };
    int decimals = 0;
    if (isfinite(value)) {
        char text[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(fyp_round_half_even(value, SHOWN_DECIMALS), 0, text);
        const char *point = strchr(text, '.');
        decimals = point ? (int)strlen(point + 1) : 0;
    }
    return (struct fyp_number){.value = value, .decimals = decimals};
}

static bool is_judged(const struct fyp_indicator_result *result)
{
    return result->verdict != FYP_VERDICT_MONITOR;
}

static int direction_of(const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    const bool sum = indicator->kind == FYP_KIND_CUMULATIVE;
    if (indicator->target.kind == FYP_TARGET_REFERENCE) {
        return indicator->kind == FYP_KIND_GROWTH
                   ? 1
                   : fyp_target_direction(
                         result->comparator, result->reference,
                         result->baseline);
    }
    return fyp_target_direction(
        result->comparator, result->target, sum ? 0.0 : result->baseline);
}

static bool runs_over_years(const struct fyp_indicator_result *result)
{
    return result->indicator->kind == FYP_KIND_CUMULATIVE ||
           result->indicator->kind == FYP_KIND_GROWTH;
}

static bool is_complete(const struct fyp_indicator_result *result)
{
    return (result->flags & FYP_FLAG_INCOMPLETE) == 0 &&
           (result->value_year > 0 || !runs_over_years(result));
}

/* The score as it enters the plan's; NAN where the indicator stays out. */
static double counted_score(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    const bool zero = result->verdict == FYP_VERDICT_NO_DATA &&
                      evaluation->ruleset.missing == FYP_MISSING_ZERO;
    return zero ? 0.0 : result->score;
}

static double part_of(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    if (isnan(result->score)) {
        return 0.0;
    }
    return result->weight * (evaluation->ruleset.mean == FYP_MEAN_GEOMETRIC
                                 ? log(result->score)
                                 : result->score);
}

/* b of the formulas: sums start from 0, growth, events and steps have none. */
static double baseline_of(const struct fyp_indicator_result *result)
{
    return result->indicator->kind == FYP_KIND_CUMULATIVE ? 0.0
                                                          : result->baseline;
}

static double baseline_year_of(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    if (result->indicator->kind == FYP_KIND_CUMULATIVE) {
        return evaluation->plan->baseline_year;
    }
    return isnan(result->baseline) ? (double)NAN : result->baseline_year;
}

/* What the engine has for a column. */
static double result_of(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, enum fyp_scoring_column column)
{
    switch (column) {
    case FYP_SCORING_DIRECTION:
        return is_judged(result) ? direction_of(result) : (double)NAN;
    case FYP_SCORING_TARGET:
        return result->target;
    case FYP_SCORING_BASELINE:
        return baseline_of(result);
    case FYP_SCORING_BASELINE_YEAR:
        return baseline_year_of(evaluation, result);
    case FYP_SCORING_VALUE:
        return result->value;
    case FYP_SCORING_REFERENCE:
        return result->reference;
    case FYP_SCORING_COMPLETE:
        return is_complete(result);
    case FYP_SCORING_MET:
        return result->met;
    case FYP_SCORING_MAINTAIN:
        return result->maintain;
    case FYP_SCORING_EXPECTED:
        return result->expected_value;
    case FYP_SCORING_SCALE:
        return result->scale;
    case FYP_SCORING_PACE:
        return result->pace;
    case FYP_SCORING_MISSED:
        return (result->flags & FYP_FLAG_MILESTONE_MISSED) != 0;
    case FYP_SCORING_SCORE:
        return result->score;
    case FYP_SCORING_WEIGHT:
        return is_judged(result) ? result->weight : (double)NAN;
    case FYP_SCORING_COUNTED:
        return isnan(counted_score(evaluation, result)) ? 0.0 : result->weight;
    case FYP_SCORING_PART:
        return part_of(evaluation, result);
    case FYP_SCORING_CAPS:
        return result->binding_caps;
    case FYP_SCORING_NUMBER:
    case FYP_SCORING_NAME:
    case FYP_SCORING_RULE:
    case FYP_SCORING_STATUS:
    case FYP_SCORING_COLUMNS:
        break;
    }
    return NAN;
}

static void write_head(struct table *table)
{
    int lines = 1;
    for (uint32_t c = 0; c < FYP_SCORING_COLUMNS; c++) {
        const char *title = fyp_text(columns[c].title);
        const int needed = fyp_text_lines(title, 10.0, columns[c].width + 6);
        lines = needed > lines ? needed : lines;
        fyp_sheet_column_width(table->sheet, c, c, columns[c].width);
        fyp_sheet_text(table->sheet, table->row, c, FYP_STYLE_HEAD, title);
    }
    table->head_height = (uint32_t)(lines * 20 + 6);
    set_height(table, table->head_height);
    table->row++;
}

/* "水平 · 阶梯 · ≥" */
static void show_rule(const struct fyp_indicator_result *result, char out[96])
{
    const struct fyp_indicator *indicator = result->indicator;
    const bool path = indicator->target.kind == FYP_TARGET_VALUE &&
                      (indicator->kind == FYP_KIND_LEVEL ||
                       indicator->kind == FYP_KIND_CUMULATIVE);
    const char *symbol =
        is_judged(result) ? fyp_comparator_sign(result->comparator) : "";
    (void)snprintf(
        out, 96, "%s%s%s%s%s", fyp_word_kind(indicator->kind),
        path ? " · " : "", path ? fyp_word_path(indicator->path) : "",
        symbol[0] ? " · " : "", symbol);
}

static void write_cell(
    struct table *table, struct fyp_scoring *scoring,
    enum fyp_scoring_column column)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    const char *formula = fyp_scoring_formula(scoring, column);
    const struct fyp_number number =
        number_of(result_of(evaluation, scoring->result, column));
    if (column == FYP_SCORING_STATUS) {
        char text[128];
        const enum fyp_style chip =
            fyp_verdict_look(scoring->result->verdict)->chip;
        fyp_verdict_text(
            evaluation, scoring->result->verdict, text, sizeof text);
        if (formula) {
            fyp_sheet_formula_text(
                table->sheet, table->row, column, chip, formula, text);
        } else {
            fyp_sheet_text(table->sheet, table->row, column, chip, text);
        }
    } else if (formula) {
        fyp_sheet_formula(
            table->sheet, table->row, column, FYP_STYLE_NUMBER, formula,
            number);
    } else {
        fyp_sheet_number(
            table->sheet, table->row, column, FYP_STYLE_NUMBER, number);
    }
}

static void write_row(struct table *table, size_t index)
{
    const struct fyp_indicator_result *result =
        &table->view->evaluation->indicators[index];
    struct fyp_scoring scoring;
    char rule[96];
    fyp_scoring_init(&scoring, table->view, index, &table->arena);
    show_rule(result, rule);
    const int name_lines = fyp_text_lines(
        result->indicator->name, 10.0, columns[FYP_SCORING_NAME].width);
    const int rule_lines =
        fyp_text_lines(rule, 10.0, columns[FYP_SCORING_RULE].width + 30);
    const int lines = name_lines > rule_lines ? name_lines : rule_lines;
    set_height(table, (uint32_t)(lines * 20 + (lines < 2 ? 8 : 4)));
    fyp_sheet_number_or_text(
        table->sheet, table->row, FYP_SCORING_NUMBER, FYP_STYLE_CENTER,
        result->indicator->number);
    fyp_sheet_text(
        table->sheet, table->row, FYP_SCORING_NAME, FYP_STYLE_TEXT,
        result->indicator->name);
    fyp_sheet_text(
        table->sheet, table->row, FYP_SCORING_RULE, FYP_STYLE_TEXT, rule);
    for (uint32_t c = FYP_SCORING_DIRECTION; c < FYP_SCORING_COLUMNS; c++) {
        write_cell(table, &scoring, (enum fyp_scoring_column)c);
    }
    table->failed |= scoring.failed;
    table->row++;
}

uint32_t fyp_scoring_row(const struct fyp_view *view, size_t index)
{
    enum { HEADING_ROWS = 3 }; /* title, subtitle, space; then the head */
    return HEADING_ROWS + (view->notice ? 1U : 0U) + 1U + (uint32_t)index;
}

/* Row of the plan's score: the first line, or the third where it has two
 * parts. */
static uint32_t score_row(const struct fyp_view *view)
{
    const struct fyp_evaluation *evaluation = view->evaluation;
    return fyp_scoring_row(view, evaluation->indicator_count) +
           (evaluation->parts.question != NULL ? 2U : 0U);
}

const char *fyp_scoring_total(struct fyp_scoring *scoring)
{
    const struct fyp_view *view = scoring->view;
    char cell[FYP_SCORING_NAME_SIZE];
    fyp_scoring_cell(FYP_SCORING_SCORE, score_row(view), cell);
    return fyp_scoring_text(
        scoring, "'%s'!%s", fyp_sheet_name(view->sheets[FYP_SHEET_SCORING]),
        cell);
}

/* --- the plan --- */

/* A text of the arena; the column's cells of all indicators come in as
 * "T7:T18". */
static const char *cells_of(struct table *table, enum fyp_scoring_column column)
{
    char first[FYP_SCORING_NAME_SIZE], last[FYP_SCORING_NAME_SIZE];
    struct fyp_scoring scoring = {.arena = &table->arena};
    fyp_scoring_cell(column, table->first, first);
    fyp_scoring_cell(column, table->last, last);
    const char *text = fyp_scoring_text(&scoring, "%s:%s", first, last);
    table->failed |= scoring.failed;
    return text;
}

enum { LINE_HEIGHT = 23, LINES = 10 }; /* at most so many */

/* One line of the plan: what, the number, and how it comes about. */
static void write_line(
    struct table *table, enum fyp_message label, const char *formula,
    struct fyp_number number)
{
    set_height(table, LINE_HEIGHT);
    fyp_sheet_merged(
        table->sheet, fyp_area(table->row, 0, table->row, FYP_SCORING_STATUS),
        FYP_STYLE_TOTAL, fyp_text(label));
    fyp_sheet_formula(
        table->sheet, table->row, FYP_SCORING_SCORE, FYP_STYLE_TOTAL_NUMBER,
        formula, number);
    table->row++;
}

/* Name of the cell that write_line fills next. */
static const char *
next_cell(struct table *table, char out[FYP_SCORING_NAME_SIZE])
{
    fyp_scoring_cell(FYP_SCORING_SCORE, table->row, out);
    return out;
}

static double binding_count(const struct fyp_evaluation *evaluation)
{
    double count = 0.0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        count += evaluation->indicators[i].binding_caps;
    }
    return count;
}

static const char *quoted_verdict(struct table *table, enum fyp_verdict verdict)
{
    char text[128];
    struct fyp_scoring scoring = {.arena = &table->arena};
    fyp_verdict_text(table->view->evaluation, verdict, text, sizeof text);
    const char *quoted = fyp_scoring_text(&scoring, "\"%s\"", text);
    table->failed |= scoring.failed;
    return quoted;
}

/* A number 1 to 4, fail to excellent, as in enum fyp_grade; NAN: none. */
static struct fyp_number grade_number(enum fyp_grade grade)
{
    return (struct fyp_number){
        .value = grade == FYP_GRADE_NONE ? (double)NAN : (double)grade};
}

static const char *grade_formula(
    struct fyp_scoring *scoring, const struct fyp_ruleset *ruleset,
    const char *score)
{
    const char *formula = "1";
    for (int grade = FYP_GRADE_PASS; grade <= FYP_GRADE_EXCELLENT; grade++) {
        formula = fyp_scoring_text(
            scoring, "IF(%s,%d,%s)",
            fyp_scoring_compare(
                scoring, score, FYP_COMPARE_GE,
                fyp_scoring_number(scoring, ruleset->grade_limits[grade])),
            grade, formula);
    }
    return fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),%s,\"—\")", score, formula);
}

/* 4 where a cap is lifted: it lowers nothing. */
static int cap_number(enum fyp_grade cap)
{
    return cap == FYP_GRADE_NONE ? FYP_GRADE_EXCELLENT : (int)cap;
}

static void write_grade_word(
    struct table *table, struct fyp_scoring *scoring, const char *grade)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    set_height(table, LINE_HEIGHT);
    fyp_sheet_merged(
        table->sheet, fyp_area(table->row, 0, table->row, FYP_SCORING_STATUS),
        FYP_STYLE_TOTAL, fyp_text(FYP_M_SCORING_GRADE));
    fyp_sheet_formula_text(
        table->sheet, table->row, FYP_SCORING_SCORE, FYP_STYLE_TOTAL_NUMBER,
        fyp_scoring_text(
            scoring,
            "IF(ISNUMBER(%s),CHOOSE(%s,\"%s\",\"%s\",\"%s\",\"%s\"),"
            "\"%s\")",
            grade, grade, fyp_word_grade(FYP_GRADE_FAIL),
            fyp_word_grade(FYP_GRADE_PASS), fyp_word_grade(FYP_GRADE_GOOD),
            fyp_word_grade(FYP_GRADE_EXCELLENT),
            fyp_word_grade(FYP_GRADE_NONE)),
        fyp_word_grade(evaluation->grade));
    table->row++;
}

/* Where the ruleset weighs satisfaction, the score has two parts. */
static void write_satisfaction(struct table *table, struct fyp_scoring *scoring)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    const struct fyp_score_parts *parts = &evaluation->parts;
    char targets[FYP_SCORING_NAME_SIZE], satisfaction[FYP_SCORING_NAME_SIZE];
    if (parts->question == NULL) {
        return;
    }
    fyp_scoring_cell(FYP_SCORING_SCORE, table->row - 1, targets);
    next_cell(table, satisfaction);
    write_line(
        table, FYP_M_SCORING_SATISFACTION,
        fyp_scoring_number(scoring, parts->satisfaction),
        number_of(parts->satisfaction));
    const char *weight = fyp_scoring_number(scoring, parts->weight);
    write_line(
        table, FYP_M_SCORING_BOTH,
        fyp_scoring_text(
            scoring, "IF(ISNUMBER(%s),(1-%s)*%s+%s*%s,\"—\")", targets, weight,
            targets, weight, satisfaction),
        fyp_score_number(evaluation->score, &evaluation->ruleset));
}

/* Sum of what the engine has for a column. */
static double sum_of(struct table *table, enum fyp_scoring_column column)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    double sum = 0.0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const double value =
            result_of(evaluation, &evaluation->indicators[i], column);
        sum += isnan(value) ? 0.0 : value;
    }
    return sum;
}

/* At most two decimals, in narrow cells. */
static struct fyp_number sum_number(double sum)
{
    enum { SUM_DECIMALS = 2 };
    struct fyp_number number = number_of(sum);
    number.decimals =
        number.decimals > SUM_DECIMALS ? SUM_DECIMALS : number.decimals;
    return number;
}

/* Beside the score the sums that it is made of. */
static void write_sums(struct table *table, struct fyp_scoring *scoring)
{
    static const enum fyp_scoring_column summed[] = {
        FYP_SCORING_WEIGHT, FYP_SCORING_COUNTED, FYP_SCORING_PART};
    for (size_t i = 0; i < sizeof summed / sizeof *summed; i++) {
        fyp_sheet_formula(
            table->sheet, table->row, summed[i], FYP_STYLE_TOTAL_NUMBER,
            fyp_scoring_text(scoring, "SUM(%s)", cells_of(table, summed[i])),
            sum_number(sum_of(table, summed[i])));
    }
}

static void write_score(struct table *table, struct fyp_scoring *scoring)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    const bool geometric = evaluation->ruleset.mean == FYP_MEAN_GEOMETRIC;
    const char *counted = cells_of(table, FYP_SCORING_COUNTED);
    const char *parts = cells_of(table, FYP_SCORING_PART);
    write_sums(table, scoring);
    write_line(
        table, geometric ? FYP_M_SCORING_TOTAL_GEOMETRIC : FYP_M_SCORING_TOTAL,
        fyp_scoring_text(
            scoring,
            geometric ? "IF(SUM(%s)=0,\"—\",EXP(SUM(%s)/SUM(%s)))"
                      : "IF(SUM(%s)=0,\"—\",SUM(%s)/SUM(%s))",
            counted, parts, counted),
        fyp_score_number(evaluation->parts.targets, &evaluation->ruleset));
    write_satisfaction(table, scoring);
    write_line(
        table, FYP_M_SCORING_ASSESSED,
        fyp_scoring_text(
            scoring, "IF(SUM(%s)=0,\"—\",SUM(%s)/SUM(%s))",
            cells_of(table, FYP_SCORING_WEIGHT), counted,
            cells_of(table, FYP_SCORING_WEIGHT)),
        fyp_share_number(evaluation->assessed_weight));
}

static void
write_caps(struct table *table, struct fyp_scoring *scoring, const char *score)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    const char *status = cells_of(table, FYP_SCORING_STATUS);
    const char *counted = cells_of(table, FYP_SCORING_COUNTED);
    const char *behind = quoted_verdict(table, FYP_VERDICT_BEHIND);
    const char *missed = quoted_verdict(table, FYP_VERDICT_NOT_ACHIEVED);
    char grade[FYP_SCORING_NAME_SIZE], binding[FYP_SCORING_NAME_SIZE];
    char majority[FYP_SCORING_NAME_SIZE], capped[FYP_SCORING_NAME_SIZE];
    write_line(
        table, FYP_M_SCORING_MISSED_COUNT,
        fyp_scoring_text(
            scoring, "COUNTIF(%s,%s)+COUNTIF(%s,%s)", status, behind, status,
            missed),
        (struct fyp_number){.value = evaluation->behind_count});
    next_cell(table, grade);
    write_line(
        table, FYP_M_SCORING_UNCAPPED, grade_formula(scoring, ruleset, score),
        grade_number(evaluation->uncapped_grade));
    next_cell(table, binding);
    write_line(
        table, FYP_M_SCORING_BINDING,
        fyp_scoring_text(scoring, "SUM(%s)", cells_of(table, FYP_SCORING_CAPS)),
        (struct fyp_number){.value = binding_count(evaluation)});
    next_cell(table, majority);
    const char *lost = fyp_scoring_text(
        scoring, "SUMIF(%s,%s,%s)+SUMIF(%s,%s,%s)", status, behind, counted,
        status, missed, counted);
    write_line(
        table, FYP_M_SCORING_MAJORITY,
        fyp_scoring_text(
            scoring, "IF(%s,1,0)",
            fyp_scoring_compare(
                scoring, lost, FYP_COMPARE_GT,
                fyp_scoring_text(scoring, "SUM(%s)/2", counted))),
        (struct fyp_number){.value = fyp_majority_missed(evaluation)});
    next_cell(table, capped);
    const enum fyp_grade cap = evaluation->stage == FYP_STAGE_FINAL
                                   ? ruleset->binding_cap_final
                                   : ruleset->binding_cap;
    write_line(
        table, FYP_M_SCORING_CAPPED,
        fyp_scoring_text(
            scoring,
            "IF(ISNUMBER(%s),MIN(%s,IF(%s>0,%d,4),IF(%s=1,%d,4)),\"—\")", grade,
            grade, binding, cap_number(cap), majority,
            cap_number(ruleset->majority_cap)),
        grade_number(evaluation->grade));
    write_grade_word(table, scoring, capped);
}

static void write_plan(struct table *table)
{
    struct fyp_scoring scoring = {.view = table->view, .arena = &table->arena};
    char score[FYP_SCORING_NAME_SIZE];
    fyp_scoring_cell(FYP_SCORING_SCORE, score_row(table->view), score);
    keep_together(table, LINES * LINE_HEIGHT);
    write_score(table, &scoring);
    write_caps(table, &scoring, score);
    table->failed |= scoring.failed;
}

static void write_note(struct table *table, const char *text)
{
    uint32_t width = 0;
    for (size_t c = 0; c < FYP_SCORING_COLUMNS; c++) {
        width += columns[c].width;
    }
    const int lines = fyp_text_lines(text, 10.5, width * 24 / 25);
    set_height(table, (uint32_t)(lines * 20 + 2));
    fyp_sheet_merged(
        table->sheet,
        fyp_area(table->row, 0, table->row, FYP_SCORING_COLUMNS - 1),
        FYP_STYLE_LEGEND, text);
    table->row++;
}

/* What each column holds, for whoever follows the numbers on paper. */
static void write_notes(struct table *table)
{
    const struct fyp_ruleset *ruleset = &table->view->evaluation->ruleset;
    char text[2048], scale[FYP_DECIMAL_TEXT_SIZE],
        growth[FYP_DECIMAL_TEXT_SIZE];
    set_height(table, 8);
    table->row++;
    write_note(table, fyp_text(FYP_M_SCORING_NOTE_FORMULAS));
    write_note(table, fyp_text(FYP_M_SCORING_NOTE_PLAN));
    write_note(table, fyp_text(FYP_M_SCORING_NOTE_VALUE));
    fyp_decimal_format(100.0 * ruleset->least_scale, 0, scale);
    fyp_decimal_format(ruleset->least_growth, 0, growth);
    (void)fyp_say(
        text, sizeof text, FYP_M_SCORING_NOTE_PACE, scale, growth,
        fyp_method_score_text(ruleset->method));
    write_note(table, text);
    write_note(table, fyp_text(FYP_M_SCORING_NOTE_CHANGE));
}

bool fyp_has_sheet_scoring(const struct fyp_view *view)
{
    return view->evaluation->indicator_count > 0;
}

void fyp_sheet_scoring(const struct fyp_view *view)
{
    struct table table = {
        .view = view, .sheet = view->sheets[FYP_SHEET_SCORING]};
    table.row = fyp_sheet_heading(
        view, table.sheet, fyp_text(FYP_M_SHEET_SCORING),
        FYP_SCORING_COLUMNS - 1);
    const uint32_t head = table.row;
    table.room = page_height() - fyp_heading_height(view);
    write_head(&table);
    table.first = table.row;
    for (size_t i = 0; i < view->evaluation->indicator_count; i++) {
        write_row(&table, i);
    }
    table.last = table.row - 1;
    fyp_sheet_verdict_colours(
        view, table.sheet,
        fyp_area(
            table.first, FYP_SCORING_STATUS, table.last, FYP_SCORING_STATUS));
    write_plan(&table);
    write_notes(&table);
    if (table.failed) {
        fyp_sheet_fail_memory(table.sheet);
    }
    fyp_sheet_freeze(table.sheet, head + 1, FYP_SCORING_NAME + 1);
    table.print.landscape = true;
    table.print.scale_pct = SCALE_PCT;
    table.print.area = fyp_area(0, 0, table.row - 1, FYP_SCORING_COLUMNS - 1);
    table.print.repeat_first = (int)head;
    table.print.repeat_last = (int)head;
    table.print.notice = view->notice;
    table.print.footer = view->footer;
    if (view->evaluation->indicator_count <= ONE_PAGE_ROWS) {
        table.print.scale_pct = 0; /* all of it on one page */
        table.print.pages_tall = 1;
        table.print.break_count = 0;
    }
    fyp_sheet_page(table.sheet, &table.print);
    fyp_arena_finish(&table.arena);
}
