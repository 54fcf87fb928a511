/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/outlook.h"
#include "reports/sheets.h"
#include "reports/stages.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/*
 * 中期研判 or 终期回看: what an evaluation answers because of its stage. What
 * it comes to stands on top in sentences, a row an indicator below, how it
 * was made at the end. A sheet is there only in its stage.
 */

enum {
    BODY_HEIGHT = 21,
    LINE_HEIGHT = 20,
    SPACE_HEIGHT = 6,
    ERROR_DECIMALS = 2,
    ONE_PAGE_ROWS = 16 /* indicators that one page holds legibly */
};

struct column {
    enum fyp_message title;
    uint32_t width; /* pixels */
};

static const struct column midterm_columns[] = {
    {FYP_M_COLUMN_NUMBER, 40},       {FYP_M_COLUMN_INDICATOR, 246},
    {FYP_M_COLUMN_UNIT, 64},         {FYP_M_COLUMN_TARGET, 106},
    {FYP_M_COLUMN_BASIS, 104},       {FYP_M_COLUMN_FORECAST, 84},
    {FYP_M_COLUMN_INTERVAL_80, 120}, {FYP_M_COLUMN_PROBABILITY, 106},
    {FYP_M_COLUMN_NEEDED, 76},       {FYP_M_COLUMN_FORESIGHT, 76},
    {FYP_M_COLUMN_WARNING, 176},
};
enum { MIDTERM_COLUMNS = sizeof midterm_columns / sizeof midterm_columns[0] };

static const struct column final_columns[] = {
    {FYP_M_COLUMN_NUMBER, 40},       {FYP_M_COLUMN_INDICATOR, 236},
    {FYP_M_COLUMN_UNIT, 58},         {FYP_M_COLUMN_TARGET, 92},
    {FYP_M_COLUMN_BASIS, 104},       {FYP_M_COLUMN_FORECAST, 84},
    {FYP_M_COLUMN_INTERVAL_80, 112}, {FYP_M_COLUMN_INTERVAL_95, 112},
    {FYP_M_COLUMN_ACTUAL, 70},       {FYP_M_COLUMN_FORECAST_ERROR, 84},
    {FYP_M_COLUMN_INSIDE, 104},      {FYP_M_COLUMN_SAID, 76},
    {FYP_M_COLUMN_CAME, 84},         {FYP_M_COLUMN_OUTCOME, 104},
};
enum { FINAL_COLUMNS = sizeof final_columns / sizeof final_columns[0] };

struct page {
    const struct fyp_view *view;
    struct fyp_sheet *sheet;
    const struct column *columns;
    uint32_t column_count;
    uint32_t row;
    uint32_t column; /* of the next cell */
};

static bool has_stage(const struct fyp_view *view, enum fyp_stage stage)
{
    const struct fyp_stage_answers *answers = view->evaluation->stages;
    return answers != NULL && answers->stage == stage;
}

bool fyp_has_sheet_midterm(const struct fyp_view *view)
{
    return has_stage(view, FYP_STAGE_MIDTERM);
}

bool fyp_has_sheet_final(const struct fyp_view *view)
{
    return has_stage(view, FYP_STAGE_FINAL);
}

/* --- sentences --- */

static uint32_t whole_width(const struct page *page)
{
    uint32_t width = 0;
    for (uint32_t c = 0; c < page->column_count; c++) {
        width += page->columns[c].width;
    }
    return width;
}

static void paragraph(struct page *page, const char *text)
{
    const int lines = fyp_text_lines(text, 10.5, whole_width(page));
    fyp_sheet_row_height(
        page->sheet, page->row, (uint32_t)(lines * BODY_HEIGHT + 3));
    fyp_sheet_merged(
        page->sheet, fyp_area(page->row, 0, page->row, page->column_count - 1),
        FYP_STYLE_BODY, text);
    page->row++;
}

typedef void
say(const struct fyp_evaluation *evaluation, struct fyp_text_page *page);

/* Each line that a report says is a paragraph here. */
static void paragraphs(struct page *page, say *tell)
{
    struct fyp_buffer text = {0};
    struct fyp_text_page lines = {.out = &text};

    tell(page->view->evaluation, &lines);
    fyp_page_finish(&lines);
    char *line = text.failed ? NULL : text.data;
    while (line != NULL && *line != '\0') {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        paragraph(page, line);
        line = end == NULL ? NULL : end + 1;
    }
    fyp_buffer_finish(&text);
}

/* --- cells --- */

static void put_text(struct page *page, const char *text)
{
    fyp_sheet_text(
        page->sheet, page->row, page->column++, FYP_STYLE_TEXT, text);
}

/* Beside numbers, which stand at the right edge of their cells. */
static void put_middle(struct page *page, const char *text)
{
    fyp_sheet_text(
        page->sheet, page->row, page->column++, FYP_STYLE_CENTER_FIT, text);
}

static void put_number(struct page *page, struct fyp_number number)
{
    fyp_sheet_number(
        page->sheet, page->row, page->column++, FYP_STYLE_NUMBER, number);
}

/* A perfect fit has its mark behind the interval: behind a number of the
 * workbook the same mark says something else. */
static void put_interval(
    struct page *page, const struct fyp_stage_item *item, bool wide,
    int decimals)
{
    char interval[FYP_INTERVAL_TEXT_SIZE];
    char text[FYP_INTERVAL_TEXT_SIZE + 8];

    fyp_show_interval(
        wide ? item->low95 : item->low80, wide ? item->high95 : item->high80,
        decimals, interval);
    (void)snprintf(
        text, sizeof text, "%s%s", interval, item->perfect ? "＊" : "");
    put_middle(page, text);
}

static void
put_forecast(struct page *page, const struct fyp_stage_item *item, int decimals)
{
    put_number(
        page,
        (struct fyp_number){
            .value = item->value,
            .decimals = decimals,
            .form = item->at_least ? FYP_NUMBER_AT_LEAST : FYP_NUMBER_PLAIN});
}

/* Number, name, unit, target, basis; the height of the row from its texts. */
static void put_names(
    struct page *page, const struct fyp_stage_item *item, const char *last)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    char target[FYP_SHOWN_TARGET_SIZE];
    char basis[FYP_STAGE_CELL_SIZE];

    fyp_show_target(indicator, target);
    fyp_stage_basis_cell(item, basis);
    const char *const texts[] = {
        indicator->name, fyp_shown_unit(indicator), target, basis};
    int lines =
        fyp_text_lines(last, 10.0, page->columns[page->column_count - 1].width);

    page->column = 0;
    fyp_sheet_number_or_text(
        page->sheet, page->row, page->column++, FYP_STYLE_CENTER,
        indicator->number);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const int needed =
            fyp_text_lines(texts[i], 10.0, page->columns[i + 1].width);
        lines = needed > lines ? needed : lines;
        put_text(page, texts[i]);
    }
    fyp_sheet_row_height(
        page->sheet, page->row, (uint32_t)(lines * LINE_HEIGHT + 5));
}

/* Where the target is met now nothing is needed, and a number that tells by
 * how much it could fall back would be read as a demand. */
static void put_needed(struct page *page, const struct fyp_stage_item *item)
{
    if (item->result->target_met && isfinite(item->needed)) {
        put_middle(page, fyp_text(FYP_M_STAGE_ALREADY_MET));
        return;
    }
    put_number(
        page, (struct fyp_number){
                  .value = fyp_round_half_even(item->needed, ERROR_DECIMALS),
                  .decimals = ERROR_DECIMALS});
}

static void put_midterm(
    struct page *page, const struct fyp_stage_answers *answers,
    const struct fyp_stage_item *item)
{
    const int decimals = fyp_stage_decimals(answers, item);
    char warning[FYP_STAGE_CELL_SIZE];
    char share[FYP_DECIMAL_TEXT_SIZE] = FYP_SHOWN_UNDEFINED;

    fyp_stage_warning_cell(item, warning);
    if (!isnan(item->probability)) {
        fyp_show_share(item->probability, share);
    }
    put_names(page, item, warning);
    put_forecast(page, item, decimals);
    put_interval(page, item, false, decimals);
    fyp_sheet_number_or_text(
        page->sheet, page->row, page->column++, FYP_STYLE_CENTER, share);
    put_needed(page, item);
    put_middle(page, fyp_word_foresight(item->foresight));
    put_text(page, warning[0] != '\0' ? warning : FYP_SHOWN_UNDEFINED);
    page->row++;
}

static void put_final(
    struct page *page, const struct fyp_stage_answers *answers,
    const struct fyp_stage_item *item)
{
    const struct fyp_evaluation *evaluation = page->view->evaluation;
    const int decimals = fyp_stage_decimals(answers, item);
    const char *outcome = fyp_word_outcome(item->outcome);

    put_names(page, item, outcome);
    put_forecast(page, item, decimals);
    put_interval(page, item, false, decimals);
    put_interval(page, item, true, decimals);
    put_number(page, fyp_value_number(evaluation, item->result));
    put_number(
        page, (struct fyp_number){
                  .value = fyp_round_half_even(item->error, ERROR_DECIMALS),
                  .decimals = ERROR_DECIMALS});
    put_middle(page, fyp_stage_inside_word(item));
    put_middle(page, fyp_word_foresight(item->foresight));
    put_middle(
        page, fyp_word_verdict(item->result->verdict, evaluation->stage));
    put_middle(page, outcome);
    page->row++;
}

/* --- the sheet --- */

static void write_titles(struct page *page)
{
    for (uint32_t c = 0; c < page->column_count; c++) {
        fyp_sheet_text(
            page->sheet, page->row, c, FYP_STYLE_HEAD,
            fyp_text(page->columns[c].title));
    }
    fyp_sheet_row_height(page->sheet, page->row++, 38);
}

static void write_table(struct page *page)
{
    const struct fyp_stage_answers *answers = page->view->evaluation->stages;

    write_titles(page);
    for (size_t i = 0; i < answers->count; i++) {
        if (answers->stage == FYP_STAGE_MIDTERM) {
            put_midterm(page, answers, &answers->items[i]);
        } else {
            put_final(page, answers, &answers->items[i]);
        }
    }
}

static void write_sheet(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->view->evaluation;
    struct fyp_buffer title = {0};
    struct fyp_text_page words = {.out = &title};
    int titles = -1;

    for (uint32_t c = 0; c < page->column_count; c++) {
        fyp_sheet_column_width(page->sheet, c, c, page->columns[c].width);
    }
    fyp_stage_title(evaluation, &words);
    page->row = fyp_sheet_heading(
        page->view, page->sheet, title.data == NULL ? "" : title.data,
        page->column_count - 1);
    fyp_page_finish(&words);
    fyp_buffer_finish(&title);
    paragraphs(page, fyp_stage_lines);
    if (evaluation->stages->seen_from != 0) {
        fyp_sheet_row_height(page->sheet, page->row++, SPACE_HEIGHT);
        titles = (int)page->row;
        write_table(page);
        fyp_sheet_row_height(page->sheet, page->row++, SPACE_HEIGHT);
        paragraphs(page, fyp_stage_remarks);
    }
    const struct fyp_page printed = {
        .landscape = true,
        .pages_tall = evaluation->stages->count <= ONE_PAGE_ROWS ? 1 : 0,
        .area = fyp_area(0, 0, page->row - 1, page->column_count - 1),
        .repeat_first = titles,
        .repeat_last = titles,
        .notice = page->view->notice,
        .footer = page->view->footer};
    fyp_sheet_page(page->sheet, &printed);
}

void fyp_sheet_midterm(const struct fyp_view *view)
{
    struct page page = {
        .view = view,
        .sheet = view->sheets[FYP_SHEET_MIDTERM],
        .columns = midterm_columns,
        .column_count = MIDTERM_COLUMNS};
    write_sheet(&page);
}

void fyp_sheet_final(const struct fyp_view *view)
{
    struct page page = {
        .view = view,
        .sheet = view->sheets[FYP_SHEET_FINAL],
        .columns = final_columns,
        .column_count = FINAL_COLUMNS};
    write_sheet(&page);
}
