/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sheets.h"

#include "base/message.h"
#include "reports/words.h"

#include <math.h>
#include <string.h>

struct fyp_area fyp_area(
    uint32_t first_row, uint32_t first_column, uint32_t last_row,
    uint32_t last_column)
{
    return (struct fyp_area){first_row, first_column, last_row, last_column};
}

const enum fyp_verdict fyp_verdict_order[FYP_VERDICT_COUNT] = {
    FYP_VERDICT_EXCEEDED, FYP_VERDICT_ACHIEVED,       FYP_VERDICT_AHEAD,
    FYP_VERDICT_ON_TRACK, FYP_VERDICT_BEHIND,         FYP_VERDICT_NOT_ACHIEVED,
    FYP_VERDICT_NO_DATA,  FYP_VERDICT_NOT_ASSESSABLE, FYP_VERDICT_NOT_DUE,
    FYP_VERDICT_MONITOR};

void fyp_verdict_text(
    const struct fyp_evaluation *evaluation, enum fyp_verdict verdict,
    char *out, size_t size)
{
    (void)snprintf(
        out, size, "%s %s", fyp_symbol_verdict(verdict),
        fyp_word_verdict(verdict, evaluation->stage));
}

void fyp_sheet_verdict_colours(
    const struct fyp_view *view, struct fyp_sheet *sheet, struct fyp_area area)
{
    for (int v = 0; v < FYP_VERDICT_COUNT; v++) {
        char text[128];
        fyp_verdict_text(
            view->evaluation, (enum fyp_verdict)v, text, sizeof text);
        fyp_sheet_colour_text(
            sheet, area, text, fyp_verdict_look((enum fyp_verdict)v)->chip);
    }
}

struct fyp_number fyp_value_number(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    enum fyp_comparison comparison = evaluation->ruleset.comparison;
    return (struct fyp_number){
        .value = fyp_shown_value(result, comparison),
        .decimals = fyp_show_decimals(result, comparison),
        .form = result->question_count > 0 ? FYP_NUMBER_QUESTIONED
                                           : FYP_NUMBER_PLAIN};
}

struct fyp_number fyp_expected_number(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    return (struct fyp_number){
        .value = result->expected_value,
        .decimals =
            fyp_show_expected_decimals(result, evaluation->ruleset.comparison)};
}

struct fyp_number fyp_share_number(double share)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_show_share(share, text);
    const char *point = strchr(text, '.');
    return (struct fyp_number){
        .value = share,
        .decimals = point ? (int)strlen(point + 1) : 0,
        .form = FYP_NUMBER_PERCENT};
}

struct fyp_number fyp_progress_number(const struct fyp_indicator_result *result)
{
    struct fyp_number number = fyp_share_number(result->progress);
    if (fyp_shown_at_most(result)) {
        number.form = FYP_NUMBER_PERCENT_AT_MOST;
    } else if (fyp_shown_at_least(result)) {
        number.form = FYP_NUMBER_PERCENT_AT_LEAST;
    }
    return number;
}

struct fyp_number
fyp_score_number(double score, const struct fyp_ruleset *ruleset)
{
    return (struct fyp_number){
        .value = score, .decimals = fyp_show_score_decimals(score, ruleset)};
}

/* Is the rounded number on the same side of a band as the number? A
 * spreadsheet rounds halves up, our texts to even. */
static bool keeps_band(double value, double band, int decimals)
{
    double power = pow(10.0, decimals);
    double even = fyp_round_half_even(value, decimals);
    double up = floor(value * power + 0.5) / power;
    bool below = fyp_less(value, band);
    return fyp_less(even, band) == below && fyp_less(up, band) == below;
}

/* Where only a requirement is met or missed the scale is a small share of
 * it, and a pace such as 12.35 would tell nothing. */
static bool tells_pace(const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    return !result->maintain && indicator->path != FYP_PATH_STEP &&
           indicator->target.kind != FYP_TARGET_REFERENCE;
}

struct fyp_number fyp_pace_number(
    const struct fyp_indicator_result *result,
    const struct fyp_ruleset *ruleset)
{
    const struct fyp_bands bands =
        fyp_ruleset_bands(ruleset, result->indicator);
    double pace = tells_pace(result) ? result->pace : (double)NAN;
    int decimals = 2;
    while (isfinite(pace) && decimals < FYP_SHOWN_DECIMALS_MAX &&
           !(keeps_band(pace, bands.ahead, decimals) &&
             keeps_band(pace, bands.on_track, decimals) &&
             keeps_band(pace, 1.0, decimals))) {
        decimals++;
    }
    return (struct fyp_number){
        .value = pace,
        .decimals = decimals,
        .form = fyp_shown_at_most(result)    ? FYP_NUMBER_AT_MOST
                : fyp_shown_at_least(result) ? FYP_NUMBER_AT_LEAST
                                             : FYP_NUMBER_PLAIN};
}

void fyp_sheet_number_or_text(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, const char *text)
{
    struct fyp_decimal decimal;
    if (text && fyp_decimal_parse(text, &decimal)) {
        fyp_sheet_number(
            sheet, row, column, style,
            (struct fyp_number){
                .value = decimal.value, .decimals = decimal.decimals});
    } else {
        fyp_sheet_text(sheet, row, column, style, text);
    }
}

enum {
    TITLE_HEIGHT = 40,
    SUBTITLE_HEIGHT = 22,
    NOTICE_HEIGHT = 24,
    SPACE_HEIGHT = 8
};

uint32_t fyp_heading_height(const struct fyp_view *view)
{
    return TITLE_HEIGHT + SUBTITLE_HEIGHT + SPACE_HEIGHT +
           (view->notice ? NOTICE_HEIGHT : 0);
}

uint32_t fyp_sheet_heading(
    const struct fyp_view *view, struct fyp_sheet *sheet, const char *title,
    uint32_t last_column)
{
    uint32_t row = 0;
    fyp_sheet_row_height(sheet, row, TITLE_HEIGHT);
    fyp_sheet_text(sheet, row++, 0, FYP_STYLE_TITLE, title);
    fyp_sheet_row_height(sheet, row, SUBTITLE_HEIGHT);
    fyp_sheet_text(sheet, row++, 0, FYP_STYLE_SUBTITLE, view->subtitle);
    if (view->notice) {
        fyp_sheet_row_height(sheet, row, NOTICE_HEIGHT);
        fyp_sheet_merged(
            sheet, fyp_area(row, 0, row, last_column), FYP_STYLE_NOTICE,
            view->notice);
        row++;
    }
    fyp_sheet_row_height(sheet, row, SPACE_HEIGHT);
    return row + 1;
}

/* Does the printed number of b come right after that of a? */
static bool follows(
    const struct fyp_indicator_result *a, const struct fyp_indicator_result *b)
{
    struct fyp_decimal x, y;
    return fyp_decimal_parse(a->indicator->number, &x) &&
           fyp_decimal_parse(b->indicator->number, &y) && x.decimals == 0 &&
           y.decimals == 0 && fyp_equal(x.value + 1.0, y.value);
}

/* The numbers first to last as printed: "2", "2、3" or, of four and more,
 * "2—5". */
static void add_numbers(
    const struct fyp_evaluation *evaluation, size_t first, size_t last,
    struct fyp_buffer *list)
{
    enum { RANGE_LEAST = 4 };
    const struct fyp_indicator_result *results = evaluation->indicators;
    const size_t step = last - first + 1 >= RANGE_LEAST ? last - first : 1;
    char range[128];
    for (size_t i = first; i <= last; i += step) {
        if (list->length > 0 && (step == 1 || i == first)) {
            fyp_buffer_text(list, fyp_text(FYP_M_NAME_BETWEEN));
        }
        if (step == 1) {
            fyp_buffer_text(list, results[i].indicator->number);
        } else if (i == first) {
            (void)fyp_say(
                range, sizeof range, FYP_M_SHEET_NUMBERS_RANGE,
                results[first].indicator->number,
                results[last].indicator->number);
            fyp_buffer_text(list, range);
        }
    }
}

void fyp_numbers_of(
    const struct fyp_evaluation *evaluation, fyp_picks *picks,
    struct fyp_buffer *out)
{
    struct fyp_buffer list = {0};
    const struct fyp_indicator_result *results = evaluation->indicators;
    const size_t n = evaluation->indicator_count;
    size_t first = 0;
    while (first < n) {
        size_t end = first;
        while (end < n && picks(&results[end]) &&
               (end == first || follows(&results[end - 1], &results[end]))) {
            end++;
        }
        if (end > first) {
            add_numbers(evaluation, first, end - 1, &list);
        }
        first = end > first ? end : first + 1;
    }
    if (list.length > 0 && !list.failed) {
        char text[512];
        (void)fyp_say(text, sizeof text, FYP_M_SHEET_NUMBERS, list.data);
        fyp_buffer_text(out, text);
    }
    fyp_buffer_finish(&list);
}
