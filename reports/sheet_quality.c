/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/parts.h"
#include "reports/quality.h"
#include "reports/sheets.h"

#include <math.h>
#include <stdio.h>

/*
 * 数据质量: one plain table from A1 on, a row a question, in the order of the
 * plan's indicators; it can be filtered and sent on. The sheet is there only
 * when something was found.
 */

/* More than anybody reads; a sheet of Excel ends at 1,048,576 rows. */
enum { ROWS_MAX = 10000 };

enum column {
    CODE,
    SEVERITY,
    CHECK,
    REGION,
    INDICATOR,
    YEAR,
    FIGURE,
    MEASURED,
    THRESHOLD,
    QUESTION,
    PLACE,
    COLUMN_COUNT
};

static const struct {
    enum fyp_message title;
    uint32_t width; /* pixels */
} columns[COLUMN_COUNT] = {
    [CODE] = {FYP_M_COLUMN_CHECK_CODE, 62},
    [SEVERITY] = {FYP_M_COLUMN_SEVERITY, 62},
    [CHECK] = {FYP_M_COLUMN_CHECK, 130},
    [REGION] = {FYP_M_COLUMN_REGION, 84},
    [INDICATOR] = {FYP_M_COLUMN_INDICATOR, 200},
    [YEAR] = {FYP_M_COLUMN_YEAR, 46},
    [FIGURE] = {FYP_M_COLUMN_QUESTIONED, 70},
    [MEASURED] = {FYP_M_COLUMN_MEASURED, 70},
    [THRESHOLD] = {FYP_M_COLUMN_THRESHOLD, 56},
    [QUESTION] = {FYP_M_COLUMN_ASKED, 420},
    [PLACE] = {FYP_M_COLUMN_FILE, 210},
};

bool fyp_has_sheet_quality(const struct fyp_view *view)
{
    const struct fyp_quality_findings *findings = view->evaluation->quality;
    return findings && findings->count > 0;
}

/* Digits beyond the second tell nothing about a share or a z-score. */
static void write_measure(
    struct fyp_sheet *sheet, uint32_t row, enum column column, double value)
{
    enum { SHOWN_DECIMALS = 2 };
    double shown = fyp_round_half_even(value, SHOWN_DECIMALS);
    fyp_sheet_number(
        sheet, row, column, FYP_STYLE_DATA_NUMBER,
        (struct fyp_number){
            .value = shown,
            .decimals = fyp_equal(shown, round(shown)) ? 0 : SHOWN_DECIMALS});
}

static void write_figure(
    struct fyp_sheet *sheet, uint32_t row, const struct fyp_figure *figure)
{
    struct fyp_number number = {.value = NAN};
    if (figure) {
        number.value = figure->value.value;
        number.decimals = figure->value.decimals;
    }
    fyp_sheet_number(sheet, row, FIGURE, FYP_STYLE_DATA_NUMBER, number);
}

static void
set_height(struct fyp_sheet *sheet, uint32_t row, const char *const *texts)
{
    int lines = 1;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        /* numbers and names in it do not break anywhere */
        uint32_t width = columns[c].width - columns[c].width / 6;
        int needed = texts[c] ? fyp_text_lines(texts[c], 9, width) : 1;
        lines = needed > lines ? needed : lines;
    }
    fyp_sheet_row_height(sheet, row, (uint32_t)(lines * 16 + 5));
}

static void write_finding(
    struct fyp_sheet *sheet, uint32_t row,
    const struct fyp_quality_finding *finding)
{
    char code[FYP_QUALITY_CODE_SIZE], place[FYP_FIGURE_PLACE_SIZE];
    fyp_quality_code(finding->check, code);
    fyp_figure_place(finding->figure, place);
    const char *const texts[COLUMN_COUNT] = {
        [CODE] = code,
        [SEVERITY] = fyp_word_severity(finding->check->severity),
        [CHECK] = fyp_quality_check_name(finding->check),
        [REGION] = finding->place,
        [INDICATOR] = finding->name,
        [QUESTION] = finding->text,
        [PLACE] = place};
    for (uint32_t c = 0; c < COLUMN_COUNT; c++) {
        if (texts[c]) {
            fyp_sheet_text(
                sheet, row, c, FYP_STYLE_TEXT_SMALL,
                texts[c][0] != '\0' ? texts[c] : FYP_SHOWN_UNDEFINED);
        }
    }
    fyp_sheet_number(
        sheet, row, YEAR, FYP_STYLE_DATA_NUMBER,
        (struct fyp_number){.value = finding->year});
    write_figure(sheet, row, finding->figure);
    write_measure(sheet, row, MEASURED, finding->measured);
    write_measure(sheet, row, THRESHOLD, finding->threshold);
    set_height(sheet, row, texts);
}

static void write_rest(struct fyp_sheet *sheet, uint32_t row, size_t left)
{
    char count[24], text[160];
    (void)snprintf(count, sizeof count, "%zu", left);
    (void)fyp_say(text, sizeof text, FYP_M_QUALITY_MORE, count);
    for (uint32_t c = 0; c < COLUMN_COUNT; c++) {
        fyp_sheet_text(
            sheet, row, c, FYP_STYLE_TEXT_SMALL,
            c == QUESTION ? text : FYP_SHOWN_UNDEFINED);
    }
}

void fyp_sheet_quality(const struct fyp_view *view)
{
    struct fyp_sheet *sheet = view->sheets[FYP_SHEET_QUALITY];
    const struct fyp_quality_findings *findings = view->evaluation->quality;
    const char *titles[COLUMN_COUNT];
    for (uint32_t c = 0; c < COLUMN_COUNT; c++) {
        fyp_sheet_column_width(sheet, c, c, columns[c].width);
        titles[c] = fyp_text(columns[c].title);
    }
    fyp_sheet_row_height(sheet, 0, 38);
    uint32_t row = 1;
    for (size_t i = 0; i < findings->count && i < ROWS_MAX; i++) {
        write_finding(sheet, row++, &findings->items[i]);
    }
    if (findings->count > ROWS_MAX) {
        write_rest(sheet, row++, findings->count - ROWS_MAX);
    }
    fyp_sheet_table(
        sheet, fyp_area(0, 0, row - 1, COLUMN_COUNT - 1), FYP_STYLE_DATA_HEAD,
        titles);
    fyp_sheet_freeze(sheet, 1, 0);
    struct fyp_page page = {
        .landscape = true,
        .area = fyp_area(0, 0, row - 1, COLUMN_COUNT - 1),
        .repeat_first = 0,
        .repeat_last = 0,
        .notice = view->notice,
        .footer = view->footer};
    fyp_sheet_page(sheet, &page);
}
