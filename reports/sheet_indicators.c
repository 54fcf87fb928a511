/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sheets.h"

#include "base/message.h"
#include "base/text.h"
#include "reports/quality.h"
#include "reports/report.h"
#include "reports/scoring.h"
#include "reports/words.h"
#include "reports/xlsx_safe.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/*
 * 指标进度: the table that a reviewer prints. One row an indicator, with the
 * figure of each year up to the evaluated one; below it the score with what
 * it covers, the subtotals, and what the symbols mean.
 */

enum place {
    NUMBER,
    NAME,
    UNIT,
    ATTRIBUTE,
    BASELINE,
    FIRST_YEAR /* the years come here, then the rest */
};
enum after {
    JUDGED,
    EXPECTED_VALUE,
    TARGET,
    PROGRESS,
    EXPECTED,
    PACE,
    STATUS,
    SCORE,
    TREND,
    NOTES,
    AFTER_COUNT
};

struct column {
    enum fyp_message title;
    uint32_t width; /* pixels */
};

static const struct column before[FIRST_YEAR] = {
    [NUMBER] = {FYP_M_COLUMN_NUMBER, 38},
    [NAME] = {FYP_M_COLUMN_INDICATOR, 190},
    [UNIT] = {FYP_M_COLUMN_UNIT, 58},
    [ATTRIBUTE] = {FYP_M_COLUMN_ATTRIBUTE, 70},
    [BASELINE] = {FYP_M_COLUMN_BASELINE, 104},
};
static const struct column after[AFTER_COUNT] = {
    [JUDGED] = {FYP_M_COLUMN_JUDGED, 66},
    [EXPECTED_VALUE] = {FYP_M_COLUMN_EXPECTED_VALUE, 66},
    [TARGET] = {FYP_M_COLUMN_TARGET, 104},
    [PROGRESS] = {FYP_M_COLUMN_PROGRESS, 74},
    [EXPECTED] = {FYP_M_COLUMN_EXPECTED, 74},
    [PACE] = {FYP_M_COLUMN_PACE, 56},
    [STATUS] = {FYP_M_COLUMN_STATUS, 116},
    [SCORE] = {FYP_M_COLUMN_SCORE, 56},
    [TREND] = {FYP_M_COLUMN_TREND, 72},
    [NOTES] = {FYP_M_COLUMN_NOTES, 200},
};
enum { YEAR_WIDTH = 66, LINE_HEIGHT = 20, HEAD_HEIGHT = 44 };

/* The table, while it is written. */
struct table {
    const struct fyp_view *view;
    struct fyp_sheet *sheet;
    uint32_t years; /* columns of years */
    bool mixed;     /* some figures are real, so the others are marked */
    uint32_t row;
    uint32_t height;        /* pixels of all rows so far */
    struct fyp_arena arena; /* texts of formulas */
    bool failed;            /* some are missing: out of memory */
};

static uint32_t column_of(const struct table *table, enum after column)
{
    return FIRST_YEAR + table->years + (uint32_t)column;
}

static uint32_t last_column(const struct table *table)
{
    return column_of(table, NOTES);
}

static uint32_t width_of(const struct table *table)
{
    uint32_t width = table->years * YEAR_WIDTH;
    for (size_t i = 0; i < FIRST_YEAR; i++) {
        width += before[i].width;
    }
    for (size_t i = 0; i < AFTER_COUNT; i++) {
        width += after[i].width;
    }
    return width;
}

/* Of the row that is being written. */
static void set_row_height(struct table *table, uint32_t pixels)
{
    fyp_sheet_row_height(table->sheet, table->row, pixels);
    table->height += pixels;
}

static void write_head(struct table *table)
{
    struct fyp_sheet *sheet = table->sheet;
    const struct fyp_plan *plan = table->view->evaluation->plan;
    for (uint32_t c = 0; c < FIRST_YEAR; c++) {
        fyp_sheet_column_width(sheet, c, c, before[c].width);
        fyp_sheet_text(
            sheet, table->row, c, FYP_STYLE_HEAD, fyp_text(before[c].title));
    }
    for (uint32_t k = 0; k < table->years; k++) {
        char year[16], title[32];
        uint32_t c = FIRST_YEAR + k;
        (void)snprintf(
            year, sizeof year, "%d", plan->baseline_year + 1 + (int)k);
        (void)fyp_say(title, sizeof title, FYP_M_COLUMN_OF_YEAR, year);
        fyp_sheet_column_width(sheet, c, c, YEAR_WIDTH);
        fyp_sheet_text(sheet, table->row, c, FYP_STYLE_HEAD, title);
    }
    for (uint32_t k = 0; k < AFTER_COUNT; k++) {
        uint32_t c = column_of(table, (enum after)k);
        fyp_sheet_column_width(sheet, c, c, after[k].width);
        fyp_sheet_text(
            sheet, table->row, c, FYP_STYLE_HEAD, fyp_text(after[k].title));
    }
    set_row_height(table, HEAD_HEIGHT);
    table->row++;
}

/* A running total carries its sign, what is asked about another. */
static enum fyp_number_form
year_form(const struct table *table, const struct fyp_series_year *year)
{
    const struct fyp_quality_findings *findings =
        table->view->evaluation->quality;
    if (year->figure) {
        return fyp_quality_is_questioned(findings, year->figure)
                   ? FYP_NUMBER_QUESTIONED
                   : FYP_NUMBER_PLAIN;
    }
    return fyp_quality_is_questioned(findings, year->to_date)
               ? FYP_NUMBER_TO_DATE_QUESTIONED
               : FYP_NUMBER_TO_DATE;
}

/* A figure as it was reported, with its own decimals. A share of sub-regions
 * has no figure of its own. */
static struct fyp_number year_number(
    const struct table *table, const struct fyp_indicator_result *result,
    const struct fyp_series_year *year)
{
    const struct fyp_figure *figure =
        year->figure ? year->figure : year->to_date;
    struct fyp_number number = {.value = NAN};
    if (figure) {
        number.value = figure->value.value;
        number.decimals = figure->value.decimals;
        number.form = year_form(table, year);
    } else if (result->indicator->each_subregion) {
        number.value = year->value;
        number.decimals = 1;
    }
    return number;
}

/* A figure is a link to the data sheet. */
static void write_year(
    const struct table *table, struct fyp_scoring *scoring, uint32_t column,
    const struct fyp_series_year *year)
{
    const bool composed = scoring->result->indicator->each_subregion;
    const bool figure = year->figure || year->to_date;
    const struct fyp_number number = year_number(table, scoring->result, year);
    const char *missing = fyp_text(FYP_M_SYMBOL_MISSING);
    const char *cell = fyp_scoring_figure(scoring, year->year);
    const char *formula = fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),%s,\"%s\")", cell, cell, missing);
    if (isfinite(number.value) && !figure) {
        fyp_sheet_number(
            table->sheet, table->row, column, FYP_STYLE_NUMBER, number);
    } else if (isfinite(number.value)) {
        fyp_sheet_formula(
            table->sheet, table->row, column, FYP_STYLE_NUMBER, formula,
            number);
    } else if (composed) {
        fyp_sheet_text(
            table->sheet, table->row, column, FYP_STYLE_VALUE_TEXT, missing);
    } else {
        fyp_sheet_formula_text(
            table->sheet, table->row, column, FYP_STYLE_VALUE_TEXT, formula,
            missing);
    }
}

static void add_remark(struct fyp_buffer *out, const char *text)
{
    if (text[0] != '\0') {
        fyp_buffer_text(
            out, out->length > 0 ? fyp_text(FYP_M_LIST_BETWEEN) : "");
        fyp_buffer_text(out, text);
    }
}

/* How a target was read concerns many of them and stands below the table. A
 * bound on the far side of the target turns the meaning of its flag. */
static void
add_flags(const struct fyp_indicator_result *result, struct fyp_buffer *out)
{
    unsigned flags = result->flags & ~(unsigned)FYP_FLAG_INFERRED;
    if (result->obstacle == FYP_OBSTACLE_INCOMPLETE_SUM ||
        result->obstacle == FYP_OBSTACLE_INCOMPLETE_GROWTH) {
        flags &= ~(unsigned)FYP_FLAG_INCOMPLETE; /* said already */
    }
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        unsigned flag = 1U << bit;
        if ((flags & flag) == 0) {
            continue;
        }
        add_remark(
            out, flag == FYP_FLAG_BOUND && fyp_shown_at_least(result)
                     ? fyp_text(FYP_M_NOTE_BOUND_LOWER)
                     : fyp_word_flag(bit));
    }
}

static void add_subregions(
    const struct table *table, const struct fyp_indicator_result *result,
    struct fyp_buffer *out)
{
    const struct fyp_plan *plan = table->view->evaluation->plan;
    char met[32], of[32], known[32], text[256];
    (void)snprintf(met, sizeof met, "%zu", result->subregions_met);
    (void)snprintf(of, sizeof of, "%zu", plan->subregion_count);
    (void)snprintf(known, sizeof known, "%zu", result->subregions_known);
    (void)fyp_say(text, sizeof text, FYP_M_NOTE_SUBREGIONS, met, of, known);
    add_remark(out, text);
}

static void
add_questions(const struct fyp_indicator_result *result, struct fyp_buffer *out)
{
    struct fyp_buffer checks = {0};
    fyp_tell_questions(result, &checks);
    if (checks.length > 0 && !checks.failed) {
        char text[512];
        (void)fyp_say(text, sizeof text, FYP_M_QUALITY_NOTE, checks.data);
        add_remark(out, text);
    }
    fyp_buffer_finish(&checks);
}

static void tell_notes(
    const struct table *table, const struct fyp_indicator_result *result,
    struct fyp_buffer *out)
{
    char text[96], number[FYP_DECIMAL_TEXT_SIZE];
    add_remark(out, fyp_word_obstacle(result->obstacle));
    add_flags(result, out);
    if (result->indicator->each_subregion) {
        add_subregions(table, result, out);
    }
    if (isfinite(result->reference)) {
        fyp_show_reference(
            result, table->view->evaluation->ruleset.comparison, number);
        (void)fyp_say(text, sizeof text, FYP_M_OVERVIEW_REFERENCE, number);
        add_remark(out, text);
    }
    if (result->demonstration && table->mixed) {
        add_remark(out, fyp_text(FYP_M_NOTE_DEMO));
    }
    add_questions(result, out);
}

/* A number that the sheet of the scoring computes. */
static void write_link(
    const struct table *table, struct fyp_scoring *scoring, enum after column,
    enum fyp_scoring_column from, struct fyp_number number)
{
    fyp_sheet_formula(
        table->sheet, table->row, column_of(table, column),
        column == JUDGED ? FYP_STYLE_NUMBER_STRONG : FYP_STYLE_NUMBER,
        fyp_scoring_link(scoring, from), number);
}

/* The judged value; where the rules compare rounded values and rounding
 * decides, the rounded one. */
static void write_judged(const struct table *table, struct fyp_scoring *scoring)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    const struct fyp_indicator_result *result = scoring->result;
    const struct fyp_number number = fyp_value_number(evaluation, result);
    const char *link = fyp_scoring_link(scoring, FYP_SCORING_VALUE);
    if (isnan(number.value) || fyp_equal(number.value, result->value)) {
        write_link(table, scoring, JUDGED, FYP_SCORING_VALUE, number);
        return;
    }
    fyp_sheet_formula(
        table->sheet, table->row, column_of(table, JUDGED),
        FYP_STYLE_NUMBER_STRONG,
        fyp_scoring_compared(
            scoring, link, fyp_target_decimals(&result->indicator->target)),
        number);
}

/* (value - b)/(T - b): a share of the whole way; not defined under maintain,
 * by steps, or without a distance. */
static void write_share(
    const struct table *table, struct fyp_scoring *scoring, enum after column,
    struct fyp_number number)
{
    const struct fyp_indicator *indicator = scoring->result->indicator;
    const char *value = fyp_scoring_link(
        scoring, column == PROGRESS ? FYP_SCORING_VALUE : FYP_SCORING_EXPECTED);
    const char *expected = fyp_scoring_link(scoring, FYP_SCORING_EXPECTED);
    const char *target = fyp_scoring_link(scoring, FYP_SCORING_TARGET);
    const char *baseline = fyp_scoring_link(scoring, FYP_SCORING_BASELINE);
    if (indicator->path == FYP_PATH_STEP ||
        indicator->target.kind != FYP_TARGET_VALUE ||
        (indicator->kind != FYP_KIND_LEVEL &&
         indicator->kind != FYP_KIND_CUMULATIVE)) {
        fyp_sheet_number(
            table->sheet, table->row, column_of(table, column),
            FYP_STYLE_NUMBER, number);
        return;
    }
    fyp_sheet_formula(
        table->sheet, table->row, column_of(table, column), FYP_STYLE_NUMBER,
        fyp_scoring_text(
            scoring,
            "IF(AND(ISNUMBER(%s),ISNUMBER(%s),ISNUMBER(%s),%s=0),"
            "IF(%s,\"—\",(%s-%s)/(%s-%s)),\"—\")",
            value, expected, baseline,
            fyp_scoring_link(scoring, FYP_SCORING_MAINTAIN),
            fyp_scoring_compare(scoring, target, FYP_COMPARE_EQ, baseline),
            value, baseline, target, baseline),
        number);
}

static void
write_numbers(const struct table *table, struct fyp_scoring *scoring)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    const struct fyp_indicator_result *result = scoring->result;
    const struct fyp_number pace = fyp_pace_number(result, ruleset);
    write_judged(table, scoring);
    write_link(
        table, scoring, EXPECTED_VALUE, FYP_SCORING_EXPECTED,
        fyp_expected_number(evaluation, result));
    write_share(table, scoring, PROGRESS, fyp_progress_number(result));
    write_share(table, scoring, EXPECTED, fyp_share_number(result->expected));
    if (isnan(pace.value) && !isnan(result->pace)) {
        fyp_sheet_number(
            table->sheet, table->row, column_of(table, PACE), FYP_STYLE_NUMBER,
            pace);
    } else {
        write_link(table, scoring, PACE, FYP_SCORING_PACE, pace);
    }
    write_link(
        table, scoring, SCORE, FYP_SCORING_SCORE,
        fyp_score_number(result->score, ruleset));
}

/* --- the trend: a row of bars made of characters --- */

/* Each a step higher; ▄ and █ sit differently in some fonts. */
static const char *const bars[] = {"▁", "▂", "▃", "▅", "▇"};
enum { BAR_STEPS = sizeof bars / sizeof bars[0] };

/* The cells of a row that its trend is made from, and their ends. */
struct trend {
    const struct fyp_series *series;
    uint32_t first, last; /* columns */
    double low, high;
    int numbers;
    bool single, total; /* figures of one year, running totals */
    char range[2 * FYP_CELL_NAME_SIZE];
};

/* What stands in one of them; NAN where it is no number. */
static double trend_value(
    const struct table *table, const struct trend *trend, uint32_t column)
{
    const struct fyp_indicator_result *result = trend->series->result;
    if (column == BASELINE) {
        struct fyp_decimal decimal;
        char text[FYP_SHOWN_TARGET_SIZE];
        fyp_show_baseline(result, text);
        return fyp_decimal_parse(text, &decimal) ? decimal.value : (double)NAN;
    }
    const double value =
        year_number(
            table, result, &trend->series->years[column - FIRST_YEAR + 1])
            .value;
    return isfinite(value) ? fyp_xlsx_number(value) : value;
}

/* A level starts from its baseline; sums and growth from the first year. */
static struct trend
find_trend(const struct table *table, const struct fyp_series *series)
{
    struct trend trend = {
        .series = series,
        .first = BASELINE,
        .last = FIRST_YEAR + table->years - 1,
        .low = INFINITY,
        .high = -INFINITY};
    char first[FYP_CELL_NAME_SIZE], last[FYP_CELL_NAME_SIZE];
    if (series->result->indicator->kind != FYP_KIND_LEVEL ||
        isnan(trend_value(table, &trend, BASELINE))) {
        trend.first = FIRST_YEAR;
    }
    for (uint32_t c = trend.first; c <= trend.last; c++) {
        const double value = trend_value(table, &trend, c);
        if (isfinite(value)) {
            trend.low = fmin(trend.low, value);
            trend.high = fmax(trend.high, value);
            trend.numbers++;
        }
    }
    for (uint32_t k = 1; k <= table->years; k++) {
        trend.single |= series->years[k].figure != NULL;
        trend.total |= !series->years[k].figure && series->years[k].to_date;
    }
    fyp_cell_name((int)table->row + 1, (int)trend.first + 1, first);
    fyp_cell_name((int)table->row + 1, (int)trend.last + 1, last);
    (void)snprintf(trend.range, sizeof trend.range, "%s:%s", first, last);
    return trend;
}

static const char *bar_of(const struct trend *trend, double value)
{
    const double steps = BAR_STEPS - 1, span = trend->high - trend->low;
    if (!isfinite(value)) {
        return fyp_text(FYP_M_SYMBOL_MISSING);
    }
    if (!(span > 0.0)) {
        return bars[BAR_STEPS / 2];
    }
    /* as in bar_formula */
    const double step =
        fyp_round_half_even(steps * (value - trend->low) / span + 0.5, 9);
    return bars[(size_t)floor(step)];
}

static const char *bar_formula(
    struct fyp_scoring *scoring, const struct trend *trend, const char *cell)
{
    const char *span = trend->range;
    return fyp_scoring_text(
        scoring,
        "IF(ISNUMBER(%s),IF(MAX(%s)=MIN(%s),\"%s\",CHOOSE(1+INT(ROUND("
        "%d*(%s-MIN(%s))/(MAX(%s)-MIN(%s))+0.5,9)),"
        "\"%s\",\"%s\",\"%s\",\"%s\",\"%s\")),\"%s\")",
        cell, span, span, bars[BAR_STEPS / 2], BAR_STEPS - 1, cell, span, span,
        span, bars[0], bars[1], bars[2], bars[3], bars[4],
        fyp_text(FYP_M_SYMBOL_MISSING));
}

/* One number has no trend, nor have years mixed with running totals. */
static void write_trend(
    const struct table *table, struct fyp_scoring *scoring,
    const struct fyp_series *series)
{
    const struct trend trend = find_trend(table, series);
    const uint32_t place = column_of(table, TREND);
    struct fyp_buffer shown = {0};
    const char *formula = NULL;
    if (trend.last < trend.first || (trend.single && trend.total)) {
        fyp_sheet_text(
            table->sheet, table->row, place, FYP_STYLE_CENTER_FIT,
            FYP_SHOWN_UNDEFINED);
        return;
    }
    for (uint32_t c = trend.first; c <= trend.last; c++) {
        char cell[FYP_CELL_NAME_SIZE];
        fyp_cell_name((int)table->row + 1, (int)c + 1, cell);
        fyp_buffer_text(&shown, bar_of(&trend, trend_value(table, &trend, c)));
        const char *part = bar_formula(scoring, &trend, cell);
        formula =
            formula ? fyp_scoring_text(scoring, "%s&%s", formula, part) : part;
    }
    fyp_buffer_bytes(&shown, "", 1);
    scoring->failed |= shown.failed;
    fyp_sheet_formula_text(
        table->sheet, table->row, place, FYP_STYLE_CENTER_FIT,
        fyp_scoring_text(
            scoring, "IF(COUNT(%s)<2,\"%s\",%s)", trend.range,
            FYP_SHOWN_UNDEFINED, formula ? formula : "0"),
        trend.numbers < 2 || shown.failed ? FYP_SHOWN_UNDEFINED : shown.data);
    fyp_buffer_finish(&shown);
}

/* --- a row --- */

static void set_height(
    struct table *table, const char *name, const char *goal, const char *notes)
{
    int lines = fyp_text_lines(name, 10.5, before[NAME].width);
    int other = fyp_text_lines(goal, 10.5, after[TARGET].width);
    lines = other > lines ? other : lines;
    other = fyp_text_lines(notes, 9, after[NOTES].width);
    lines = other > lines ? other : lines;
    lines = lines < 2 ? 2 : lines;
    set_row_height(table, (uint32_t)(lines * LINE_HEIGHT + 6));
}

static void write_words(struct table *table, struct fyp_scoring *scoring)
{
    const struct fyp_indicator_result *result = scoring->result;
    const struct fyp_indicator *indicator = result->indicator;
    struct fyp_sheet *sheet = table->sheet;
    uint32_t row = table->row;
    char text[FYP_SHOWN_TARGET_SIZE];
    struct fyp_buffer notes = {0};
    fyp_sheet_number_or_text(
        sheet, row, NUMBER, FYP_STYLE_CENTER, indicator->number);
    fyp_sheet_text(sheet, row, NAME, FYP_STYLE_TEXT, indicator->name);
    fyp_sheet_text(
        sheet, row, UNIT, FYP_STYLE_CENTER_FIT, fyp_shown_unit(indicator));
    fyp_sheet_text(
        sheet, row, ATTRIBUTE, FYP_STYLE_CENTER_FIT,
        fyp_word_attribute(indicator->attribute));
    fyp_show_baseline(result, text);
    fyp_sheet_number_or_text(sheet, row, BASELINE, FYP_STYLE_VALUE_FIT, text);
    fyp_verdict_text(
        table->view->evaluation, result->verdict, text, sizeof text);
    fyp_sheet_formula_text(
        sheet, row, column_of(table, STATUS),
        fyp_verdict_look(result->verdict)->chip,
        fyp_scoring_link(scoring, FYP_SCORING_STATUS), text);
    fyp_show_target(indicator, text);
    fyp_sheet_text(
        sheet, row, column_of(table, TARGET), FYP_STYLE_VALUE_TEXT, text);
    tell_notes(table, result, &notes);
    const char *told = notes.data && !notes.failed ? notes.data : "";
    fyp_sheet_text(
        sheet, row, column_of(table, NOTES), FYP_STYLE_TEXT_SMALL, told);
    set_height(table, indicator->name, text, told);
    fyp_buffer_finish(&notes);
}

static void write_rows(struct table *table)
{
    const struct fyp_series_set *set = table->view->series;
    const uint32_t first = table->row;
    for (size_t i = 0; i < set->count; i++) {
        const struct fyp_series *series = &set->items[i];
        struct fyp_scoring scoring;
        fyp_scoring_init(&scoring, table->view, i, &table->arena);
        write_words(table, &scoring);
        for (uint32_t k = 0; k < table->years; k++) {
            write_year(table, &scoring, FIRST_YEAR + k, &series->years[k + 1]);
        }
        write_numbers(table, &scoring);
        write_trend(table, &scoring, series);
        table->failed |= scoring.failed;
        table->row++;
    }
    if (set->count > 0) {
        const uint32_t status = column_of(table, STATUS);
        fyp_sheet_verdict_colours(
            table->view, table->sheet,
            fyp_area(first, status, table->row - 1, status));
        fyp_sheet_filter(
            table->sheet,
            fyp_area(first - 1, 0, table->row - 1, last_column(table)));
    }
}

/* --- below the table --- */

static void write_total(
    struct table *table, const char *label, const char *formula, double score)
{
    uint32_t score_column = column_of(table, SCORE);
    set_row_height(table, 26);
    fyp_sheet_merged(
        table->sheet, fyp_area(table->row, 0, table->row, score_column - 1),
        FYP_STYLE_TOTAL, label);
    fyp_sheet_formula(
        table->sheet, table->row, score_column, FYP_STYLE_TOTAL_NUMBER, formula,
        fyp_score_number(score, &table->view->evaluation->ruleset));
    for (uint32_t c = score_column + 1; c <= last_column(table); c++) {
        fyp_sheet_text(table->sheet, table->row, c, FYP_STYLE_TOTAL, "");
    }
    table->row++;
}

/* The weighted mean over the indicators of a category. */
static const char *category_formula(
    struct table *table, struct fyp_scoring *scoring, const char *category)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    const char *counted = "0";
    const char *parts = "0";
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const char *own = evaluation->indicators[i].indicator->category;
        if (!own || strcmp(own, category) != 0) {
            continue;
        }
        fyp_scoring_init(scoring, table->view, i, &table->arena);
        counted = fyp_scoring_text(
            scoring, "%s+%s", counted,
            fyp_scoring_link(scoring, FYP_SCORING_COUNTED));
        parts = fyp_scoring_text(
            scoring, "%s+%s", parts,
            fyp_scoring_link(scoring, FYP_SCORING_PART));
        table->failed |= scoring->failed;
    }
    return fyp_scoring_text(
        scoring,
        evaluation->ruleset.mean == FYP_MEAN_GEOMETRIC
            ? "IF(%s=0,\"—\",EXP((%s)/(%s)))"
            : "IF(%s=0,\"—\",(%s)/(%s))",
        counted, parts, counted);
}

static void write_totals(struct table *table)
{
    const struct fyp_evaluation *evaluation = table->view->evaluation;
    struct fyp_scoring scoring = {.view = table->view, .arena = &table->arena};
    char label[512], missed[16], covered[FYP_DECIMAL_TEXT_SIZE];
    (void)snprintf(missed, sizeof missed, "%d", evaluation->behind_count);
    fyp_show_share(evaluation->assessed_weight, covered);
    (void)fyp_say(
        label, sizeof label, FYP_M_TOTAL_SCORE,
        fyp_word_grade(evaluation->grade), missed, covered);
    write_total(table, label, fyp_scoring_total(&scoring), evaluation->score);
    for (size_t i = 0; i < evaluation->category_count; i++) {
        const struct fyp_category_score *category = &evaluation->categories[i];
        if (!category->category) {
            continue;
        }
        char n[16], scored[16];
        (void)snprintf(n, sizeof n, "%d", category->indicators);
        (void)snprintf(scored, sizeof scored, "%d", category->scored);
        (void)fyp_say(
            label, sizeof label, FYP_M_TOTAL_CATEGORY, category->category, n,
            scored);
        write_total(
            table, label, category_formula(table, &scoring, category->category),
            category->score);
    }
    table->failed |= scoring.failed;
}

static void write_note(struct table *table, const char *text)
{
    int lines = fyp_text_lines(text, 9, width_of(table));
    set_row_height(table, (uint32_t)(lines * 16 + 4));
    fyp_sheet_merged(
        table->sheet, fyp_area(table->row, 0, table->row, last_column(table)),
        FYP_STYLE_NOTE, text);
    table->row++;
}

static bool is_inferred(const struct fyp_indicator_result *result)
{
    return (result->flags & FYP_FLAG_INFERRED) != 0;
}

static void write_notes(struct table *table)
{
    struct fyp_buffer inferred = {0};
    write_note(table, fyp_text(FYP_M_INDICATORS_SYMBOLS));
    write_note(table, fyp_text(FYP_M_INDICATORS_COLUMNS));
    if (fyp_has_sheet_quality(table->view)) {
        write_note(table, fyp_text(FYP_M_QUALITY_LEGEND));
    }
    fyp_numbers_of(table->view->evaluation, is_inferred, &inferred);
    if (inferred.length > 0 && !inferred.failed) {
        char text[640];
        (void)fyp_say(
            text, sizeof text, FYP_M_INDICATORS_INFERRED, inferred.data);
        write_note(table, text);
    }
    fyp_buffer_finish(&inferred);
}

/* What hardly fills a last page, notes without their table, is pressed onto
 * the pages before it; 0: as many pages as there are. */
static int pages_tall(const struct table *table)
{
    const double pressed_most = 1.1;
    const double page = width_of(table) * fyp_page_ratio(true) - HEAD_HEIGHT;
    const double pages = table->height / page;
    const double whole = floor(pages);
    return whole >= 1.0 && pages <= whole * pressed_most ? (int)whole : 0;
}

void fyp_sheet_indicators(const struct fyp_view *view)
{
    const struct fyp_evaluation *evaluation = view->evaluation;
    struct table table = {
        .view = view,
        .sheet = view->sheets[FYP_SHEET_INDICATORS],
        .years =
            (uint32_t)(evaluation->year - evaluation->plan->baseline_year)};
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        table.mixed |= !result->demonstration && isfinite(result->value);
    }
    table.row = fyp_sheet_heading(
        view, table.sheet, fyp_text(FYP_M_SHEET_INDICATORS),
        last_column(&table));
    table.height = fyp_heading_height(view);
    uint32_t head = table.row;
    write_head(&table);
    write_rows(&table);
    write_totals(&table);
    set_row_height(&table, 8);
    table.row++;
    write_notes(&table);
    if (table.failed) {
        fyp_sheet_fail_memory(table.sheet);
    }
    fyp_arena_finish(&table.arena);
    fyp_sheet_freeze(table.sheet, head + 1, NAME + 1);
    struct fyp_page page = {
        .landscape = true,
        .pages_tall = pages_tall(&table),
        .area = fyp_area(0, 0, table.row - 1, last_column(&table)),
        .repeat_first = (int)head,
        .repeat_last = (int)head,
        .notice = view->notice,
        .footer = view->footer};
    fyp_sheet_page(table.sheet, &page);
}
