/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/explain.h"
#include "reports/sheets.h"
#include "reports/xlsx_book.h"

/*
 * 指标详情: how each score came about. A block an indicator, a row for each
 * part of its chain, a line for each sentence; a block that fits on a page is
 * not cut in two. Page breaks are set by hand, so the sheet has a scale.
 */

enum {
    PART_WIDTH = 96,
    TEXT_WIDTH = 764,
    LAST_COLUMN = 1,
    LINE_HEIGHT = 17,
    ROW_PADDING = 7,
    HEAD_HEIGHT = 30,
    GAP_HEIGHT = 12,
    LINES_MAX = 24, /* Excel's rows end at 546 pixels */
    ROWS_MAX = 64   /* of one block */
};

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
    struct detail_row rows[ROWS_MAX];
    size_t row_count;
    bool failed;
};

/* --- one block --- */

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

static uint32_t block_height(const struct details *details)
{
    uint32_t height = HEAD_HEIGHT + GAP_HEIGHT;
    for (size_t i = 0; i < details->row_count; i++) {
        height += row_height(&details->rows[i]);
    }
    return height;
}

/* A new page before a block that would be cut, unless it is longer than a
 * page anyway. */
static void turn_page(struct details *details)
{
    struct fyp_page *page = &details->page;
    const uint32_t height = block_height(details);

    if (details->used > 0 && details->used + height > details->height &&
        page->break_count < FYP_PAGE_BREAKS_MAX) {
        page->breaks[page->break_count++] = details->row;
        details->used = 0;
    }
    details->used = (details->used + height) % details->height;
}

static void
write_head(struct details *details, const struct fyp_explanation *explanation)
{
    const struct fyp_indicator *indicator = explanation->result->indicator;
    struct fyp_buffer head = {0};
    struct fyp_text_page page = {.out = &head};

    fyp_buffer_format(&head, "%s %s　", indicator->number, indicator->name);
    fyp_explain_conclusion(explanation, &page);
    fyp_page_finish(&page);
    details->failed = details->failed || head.failed;
    if (!head.failed) {
        fyp_sheet_row_height(details->sheet, details->row, HEAD_HEIGHT);
        fyp_sheet_merged(
            details->sheet,
            fyp_area(details->row, 0, details->row, LAST_COLUMN),
            FYP_STYLE_GROUP, head.data);
        details->row++;
    }
    fyp_buffer_finish(&head);
}

static void write_rows(struct details *details)
{
    for (size_t i = 0; i < details->row_count; i++) {
        struct detail_row *row = &details->rows[i];
        details->failed = details->failed || row->text.failed;
        fyp_sheet_row_height(details->sheet, details->row, row_height(row));
        fyp_sheet_text(
            details->sheet, details->row, 0, FYP_STYLE_TEXT_SMALL, row->title);
        fyp_sheet_text(
            details->sheet, details->row, 1, FYP_STYLE_TEXT_SMALL,
            row->text.failed ? NULL : row->text.data);
        fyp_buffer_finish(&row->text);
        details->row++;
    }
    details->row_count = 0;
    fyp_sheet_row_height(details->sheet, details->row++, GAP_HEIGHT);
}

static void
write_block(struct details *details, const struct fyp_indicator_result *result)
{
    struct fyp_explanation explanation;
    const struct fyp_explain_view view = {.explanation = &explanation};

    if (fyp_explain(details->view->evaluation, result, &explanation, NULL) !=
        FYP_OK) {
        details->failed = true;
        return;
    }
    for (size_t i = 0; i < explanation.count; i++) {
        add_sentence(details, &view, i);
    }
    turn_page(details);
    write_head(details, &explanation);
    write_rows(details);
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

void fyp_sheet_details(const struct fyp_view *view)
{
    const struct fyp_evaluation *evaluation = view->evaluation;
    struct details details = {
        .view = view, .sheet = view->sheets[FYP_SHEET_DETAILS]};

    fyp_sheet_column_width(details.sheet, 0, 0, PART_WIDTH);
    fyp_sheet_column_width(details.sheet, 1, 1, TEXT_WIDTH);
    details.row = fyp_sheet_heading(
        view, details.sheet, fyp_text(FYP_M_SHEET_DETAILS), LAST_COLUMN);
    details.page = (struct fyp_page){
        .scale_pct =
            (int)(98.0 * fyp_page_width(false) / (PART_WIDTH + TEXT_WIDTH)),
        .repeat_first = 0,
        .repeat_last = (int)details.row - 1,
        .notice = view->notice,
        .footer = view->footer};
    details.height = height_of_page(&details);
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        write_block(&details, &evaluation->indicators[i]);
    }
    fyp_sheet_row_height(details.sheet, details.row, LINE_HEIGHT + ROW_PADDING);
    fyp_sheet_merged(
        details.sheet, fyp_area(details.row, 0, details.row, LAST_COLUMN),
        FYP_STYLE_NOTE, fyp_text(FYP_M_WHY_HOW));
    details.page.area = fyp_area(0, 0, details.row, LAST_COLUMN);
    fyp_sheet_page(details.sheet, &details.page);
    if (details.failed && details.sheet != NULL) {
        fyp_book_fail_memory(details.sheet->book);
    }
}
