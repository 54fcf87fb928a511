/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/explain.h"
#include "reports/trend_chart.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

/*
 * 指标详情: a block an indicator: what it is and what it came to, the chart,
 * what the chart shows in words, then the chain, a row for each part of it
 * and a line for each sentence: from the figures with their sources to flags
 * and questions. A block that fits on a page is not cut in two. Page breaks
 * are set by hand, so the sheet has a scale.
 */

enum {
    COLUMN_PART,
    COLUMN_TEXT,
    COLUMN_ATTRIBUTE,
    COLUMN_STATUS,
    COLUMN_SCORE,
    LAST_COLUMN = COLUMN_SCORE
};

/* Pixels. */
enum {
    PART_WIDTH = 96,
    NAME_WIDTH = 424,
    ATTRIBUTE_WIDTH = 110,
    STATUS_WIDTH = 130,
    SCORE_WIDTH = 100,
    TEXT_WIDTH = NAME_WIDTH + ATTRIBUTE_WIDTH + STATUS_WIDTH + SCORE_WIDTH,
    PAGE_WIDTH = PART_WIDTH + TEXT_WIDTH,
    CHART_LEAST = 250,
    CHART_MOST = 400,
    CHART_MARGIN = 8,
    LINE_HEIGHT = 17,
    HEAD_LINE = 19,
    ROW_PADDING = 7,
    HEAD_PADDING = 11,
    GAP_HEIGHT = 16
};

enum {
    LINES_MAX = 24, /* Excel's rows end at 546 pixels */
    ROWS_MAX = 64   /* of one block */
};

static const uint32_t widths[LAST_COLUMN + 1] = {
    PART_WIDTH, NAME_WIDTH, ATTRIBUTE_WIDTH, STATUS_WIDTH, SCORE_WIDTH};

/* One row, before it is written: where a block ends is known only then. */
struct detail_row {
    const char *title;
    struct fyp_buffer text;
    int lines;
};

struct details {
    const struct fyp_view *view;
    struct fyp_sheet *sheet;
    struct fyp_page page;
    uint32_t row;
    uint32_t used;   /* pixels of the page so far */
    uint32_t height; /* pixels of a page below the heading */
    uint32_t chart_height;
    struct fyp_trend trend;
    struct detail_row rows[ROWS_MAX];
    size_t row_count;
    bool failed;
};

/* --- rows and pages --- */

static void turn_page(struct details *details)
{
    struct fyp_page *page = &details->page;
    if (page->break_count < FYP_PAGE_BREAKS_MAX) {
        page->breaks[page->break_count++] = details->row;
    }
    details->used = 0;
}

/* The next row, of a height; on a new page where it would be cut. */
static uint32_t next_row(struct details *details, uint32_t height)
{
    if (details->used > 0 && details->used + height > details->height) {
        turn_page(details);
    }
    details->used += height;
    fyp_sheet_row_height(details->sheet, details->row, height);
    return details->row++;
}

/* --- the chain --- */

static int lines_of(const char *text)
{
    /* numbers and names in it do not break anywhere */
    return fyp_text_lines(text, 9, TEXT_WIDTH - TEXT_WIDTH / 24);
}

/* The row that the next sentence of a part goes into. */
static struct detail_row *
row_for(struct details *details, const char *title, int lines)
{
    struct detail_row *last =
        details->row_count > 0 ? &details->rows[details->row_count - 1] : NULL;

    if (last != NULL && last->title == title &&
        (last->lines + lines <= LINES_MAX || details->row_count == ROWS_MAX)) {
        return last;
    }
    if (details->row_count < ROWS_MAX) {
        last = &details->rows[details->row_count++];
        *last = (struct detail_row){.title = title};
    }
    return last;
}

static void add_sentence(
    struct details *details, const struct fyp_explain_view *view, size_t step)
{
    struct fyp_buffer sentence = {0};
    struct fyp_text_page page = {.out = &sentence};

    fyp_explain_sentence(view, step, &page);
    fyp_page_finish(&page);
    details->failed = details->failed || sentence.failed;
    if (!sentence.failed && sentence.length > 0) {
        const int lines = lines_of(sentence.data);
        struct detail_row *row = row_for(
            details,
            fyp_explain_part_title(
                fyp_explain_part(&view->explanation->steps[step])),
            lines);
        fyp_buffer_text(&row->text, row->text.length > 0 ? "\n" : "");
        fyp_buffer_text(&row->text, sentence.data);
        row->lines += lines;
    }
    fyp_buffer_finish(&sentence);
}

static uint32_t row_height(const struct detail_row *row)
{
    const int lines = row->lines < LINES_MAX ? row->lines : LINES_MAX + 6;
    return (uint32_t)(lines * LINE_HEIGHT + ROW_PADDING);
}

static void write_rows(struct details *details)
{
    for (size_t i = 0; i < details->row_count; i++) {
        struct detail_row *row = &details->rows[i];
        const uint32_t at = next_row(details, row_height(row));
        details->failed = details->failed || row->text.failed;
        fyp_sheet_text(
            details->sheet, at, COLUMN_PART, FYP_STYLE_TEXT_SMALL, row->title);
        fyp_sheet_merged(
            details->sheet, fyp_area(at, COLUMN_TEXT, at, LAST_COLUMN),
            FYP_STYLE_TEXT_SMALL, row->text.failed ? NULL : row->text.data);
        fyp_buffer_finish(&row->text);
    }
    details->row_count = 0;
}

/* --- the head --- */

static uint32_t head_height(const struct fyp_trend *trend)
{
    const int lines =
        fyp_text_lines(trend->heading, 10.5, PART_WIDTH + NAME_WIDTH - 24);
    return (uint32_t)(lines * HEAD_LINE + HEAD_PADDING);
}

static void
score_of(const struct details *details, double score, char *out, size_t size)
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    if (isnan(score)) {
        (void)snprintf(out, size, "%s", fyp_text(FYP_M_DETAIL_UNSCORED));
        return;
    }
    fyp_show_score(score, &details->view->evaluation->ruleset, number);
    (void)fyp_say(out, size, FYP_M_DETAIL_SCORE, number);
}

static void
write_head(struct details *details, const struct fyp_indicator_result *result)
{
    struct fyp_sheet *sheet = details->sheet;
    const uint32_t row = next_row(details, head_height(&details->trend));
    char status[64], score[FYP_DECIMAL_TEXT_SIZE + 32];

    fyp_verdict_text(
        details->view->evaluation, result->verdict, status, sizeof status);
    score_of(details, result->score, score, sizeof score);
    fyp_sheet_merged(
        sheet, fyp_area(row, COLUMN_PART, row, COLUMN_TEXT),
        FYP_STYLE_HEAD_LEFT, details->trend.heading);
    fyp_sheet_text(
        sheet, row, COLUMN_ATTRIBUTE, FYP_STYLE_HEAD,
        fyp_word_attribute(result->indicator->attribute));
    fyp_sheet_text(
        sheet, row, COLUMN_STATUS, fyp_verdict_look(result->verdict)->chip,
        status);
    fyp_sheet_text(sheet, row, COLUMN_SCORE, FYP_STYLE_HEAD, score);
}

/* --- the chart --- */

static uint32_t finding_height(const struct fyp_trend *trend)
{
    const int lines =
        fyp_text_lines(trend->finding, 10.5, PAGE_WIDTH - PAGE_WIDTH / 24);
    return (uint32_t)(lines * HEAD_LINE + ROW_PADDING);
}

static void write_chart(struct details *details)
{
    struct fyp_trend *trend = &details->trend;
    if (trend->has_figure) {
        trend->chart.place = (struct fyp_chart_place){
            .row = next_row(details, details->chart_height + CHART_MARGIN),
            .y = CHART_MARGIN / 2,
            .width = PAGE_WIDTH,
            .height = (int)details->chart_height};
        fyp_sheet_line_chart(details->sheet, &trend->chart);
    }
    const uint32_t row = next_row(details, finding_height(trend));
    fyp_sheet_merged(
        details->sheet, fyp_area(row, COLUMN_PART, row, LAST_COLUMN),
        FYP_STYLE_BODY, trend->finding);
}

/* --- one block --- */

/* With the chart as low as it can be. */
static uint32_t block_height(const struct details *details)
{
    const struct fyp_trend *trend = &details->trend;
    uint32_t height = head_height(trend) + finding_height(trend) + GAP_HEIGHT +
                      (trend->has_figure ? CHART_LEAST + CHART_MARGIN : 0);
    for (size_t i = 0; i < details->row_count; i++) {
        height += row_height(&details->rows[i]);
    }
    return height;
}

/* A new page before a block that would be cut. Where no other block would fit
 * below it on its page the chart is higher. */
static void begin_block(struct details *details, uint32_t height)
{
    enum { SMALL_BLOCK = 300 };

    if (details->used > 0 && details->used + height > details->height) {
        turn_page(details);
    }
    details->chart_height = CHART_LEAST;
    if (details->trend.has_figure && details->used + height < details->height) {
        const uint32_t left = details->height - details->used - height;
        const uint32_t more = CHART_MOST - CHART_LEAST;
        if (left < SMALL_BLOCK + CHART_LEAST) {
            details->chart_height += left < more ? left : more;
        }
    }
}

static void write_block(struct details *details, size_t index)
{
    const struct fyp_evaluation *evaluation = details->view->evaluation;
    const struct fyp_indicator_result *result = &evaluation->indicators[index];
    struct fyp_explanation explanation;
    const struct fyp_explain_view view = {.explanation = &explanation};

    if (fyp_explain(evaluation, result, &explanation, NULL) != FYP_OK) {
        details->failed = true;
        return;
    }
    for (size_t i = 0; i < explanation.count; i++) {
        add_sentence(details, &view, i);
    }
    fyp_trend_init(details->view, index, &details->trend);
    begin_block(details, block_height(details));
    write_head(details, result);
    write_chart(details);
    write_rows(details);
    fyp_sheet_row_height(details->sheet, details->row++, GAP_HEIGHT);
    details->used += GAP_HEIGHT;
    fyp_explanation_finish(&explanation);
}

/* --- the sheet --- */

/* 4 % are left for programs that set rows a little higher. */
static uint32_t height_of_page(const struct details *details)
{
    const double page = fyp_page_width(false) * fyp_page_ratio(false) * 100.0 /
                        details->page.scale_pct * 0.96;
    return (uint32_t)page - fyp_heading_height(details->view);
}

/* Above the blocks: behind them it might have a page of its own. So may it
 * have none here: it takes from the margin that is left for programs. */
static void write_note(struct details *details)
{
    const char *note = fyp_text(FYP_M_WHY_HOW);
    const int lines = fyp_text_lines(note, 9, PAGE_WIDTH - PAGE_WIDTH / 24);
    const uint32_t row =
        next_row(details, (uint32_t)(lines * LINE_HEIGHT + ROW_PADDING));
    fyp_sheet_merged(
        details->sheet, fyp_area(row, 0, row, LAST_COLUMN), FYP_STYLE_NOTE,
        note);
    details->used = 0;
}

void fyp_sheet_details(const struct fyp_view *view)
{
    struct details details = {
        .view = view, .sheet = view->sheets[FYP_SHEET_DETAILS]};

    for (uint32_t c = 0; c <= LAST_COLUMN; c++) {
        fyp_sheet_column_width(details.sheet, c, c, widths[c]);
    }
    details.row = fyp_sheet_heading(
        view, details.sheet, fyp_text(FYP_M_SHEET_DETAILS), LAST_COLUMN);
    details.page = (struct fyp_page){
        .scale_pct = (int)(98.0 * fyp_page_width(false) / PAGE_WIDTH),
        .repeat_first = 0,
        .repeat_last = (int)details.row - 1,
        .notice = view->notice,
        .footer = view->footer};
    details.height = height_of_page(&details);
    write_note(&details);
    for (size_t i = 0; i < view->evaluation->indicator_count; i++) {
        write_block(&details, i);
    }
    details.page.area = fyp_area(0, 0, details.row - 1, LAST_COLUMN);
    fyp_sheet_page(details.sheet, &details.page);
    if (details.failed) {
        fyp_sheet_fail_memory(details.sheet);
    }
}
