/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/index_sheets.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/*
 * 总览 of the index: a row a workbook, as wide as a page. A score never
 * stands without the number of targets missed, what caps the grade and the
 * share of the weight that it covers. Of the statuses only those that occur
 * have a column.
 */

enum column {
    RANK,
    TITLE,
    PLACE,
    YEAR,
    STAGE,
    ELAPSED,
    SCORE,
    GRADE,
    MISSED,
    MET,
    ASSESSED,
    COUNTS /* one a status, then the file */
};

enum {
    HEAD_LINES = 4,
    COUNT_WIDTH = 44,
    COUNT_WIDTH_EN = 76, /* for the longest word of a status */
    FILE_WIDTH = 150
};

static const struct {
    enum fyp_message title;
    uint32_t width; /* pixels */
} leading[COUNTS] = {
    [RANK] = {FYP_M_COLUMN_RANK, 40},
    [TITLE] = {FYP_M_COLUMN_TITLE, 190},
    [PLACE] = {FYP_M_COLUMN_REGION, 84},
    [YEAR] = {FYP_M_COLUMN_YEAR, 46},
    [STAGE] = {FYP_M_COLUMN_STAGE, 76},
    [ELAPSED] = {FYP_M_INDEX_ELAPSED, 66},
    [SCORE] = {FYP_M_COLUMN_SCORE, 56},
    [GRADE] = {FYP_M_INDEX_GRADE, 150},
    [MISSED] = {FYP_M_COLUMN_MISSED, 72},
    [MET] = {FYP_M_INDEX_MET, 66},
    [ASSESSED] = {FYP_M_INDEX_ASSESSED, 68},
};

/* The columns of this index, from left to right. */
struct layout {
    enum column columns[COUNTS];
    uint32_t count; /* of the leading ones */
    enum fyp_verdict verdicts[FYP_VERDICT_COUNT];
    uint32_t verdict_count;
};

static bool occurs(const struct fyp_index *index, enum fyp_verdict verdict)
{
    for (size_t i = 0; i < index->count; i++) {
        if (index->books[i].counts[verdict] > 0) {
            return true;
        }
    }
    return false;
}

/* Ranks and nothing but the place where all are of one plan; its title stands
 * on top. */
static void init_layout(const struct fyp_index *index, struct layout *layout)
{
    *layout = (struct layout){.count = 0};
    for (int column = 0; column < COUNTS; column++) {
        if (column != (index->regions ? TITLE : RANK)) {
            layout->columns[layout->count++] = (enum column)column;
        }
    }
    for (size_t i = 0; i < FYP_VERDICT_COUNT; i++) {
        if (occurs(index, fyp_verdict_order[i])) {
            layout->verdicts[layout->verdict_count++] = fyp_verdict_order[i];
        }
    }
}

static uint32_t count_width(void)
{
    return fyp_language_get() == FYP_LANGUAGE_EN ? COUNT_WIDTH_EN : COUNT_WIDTH;
}

static void start(struct fyp_index_page *page, const struct layout *layout)
{
    const uint32_t file = layout->count + layout->verdict_count;

    for (uint32_t c = 0; c <= file; c++) {
        const uint32_t width = c < layout->count
                                   ? leading[layout->columns[c]].width
                               : c < file ? count_width()
                                          : FILE_WIDTH;
        fyp_sheet_column_width(page->sheet, c, c, width);
        page->width += width;
    }
    page->columns = file + 1;
    page->row = fyp_sheet_heading(
        page->view, page->sheet, fyp_text(FYP_M_INDEX_TITLE), file);
}

/* "优秀 3 份、良好 10 份" */
static void say_grades(struct fyp_index_page *page)
{
    struct fyp_buffer list = {0};
    char text[640], number[24];

    for (int grade = FYP_GRADE_EXCELLENT; grade >= FYP_GRADE_NONE; grade--) {
        size_t count = 0;
        for (size_t i = 0; i < page->index->count; i++) {
            count += page->index->books[i].grade == (enum fyp_grade)grade;
        }
        if (count > 0) {
            snprintf(number, sizeof number, "%zu", count);
            fyp_say(
                text, sizeof text, FYP_M_INDEX_GRADE_COUNT,
                fyp_word_grade((enum fyp_grade)grade), number);
            fyp_buffer_text(
                &list, list.length > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "");
            fyp_buffer_text(&list, text);
        }
    }
    if (list.failed) {
        fyp_sheet_fail_memory(page->sheet);
    } else {
        snprintf(number, sizeof number, "%zu", page->index->count);
        fyp_say(text, sizeof text, FYP_M_INDEX_SENTENCE, number, list.data);
        fyp_index_say(page, FYP_STYLE_SENTENCE, text);
    }
    fyp_buffer_finish(&list);
}

static void verdict_title(enum fyp_verdict verdict, char *out, size_t size)
{
    snprintf(
        out, size, "%s\n%s", fyp_symbol_verdict(verdict),
        verdict == FYP_VERDICT_ACHIEVED
            ? fyp_text(FYP_M_INDEX_ACHIEVED)
            : fyp_word_verdict(verdict, FYP_STAGE_ANNUAL));
}

static void write_head(struct fyp_index_page *page, const struct layout *layout)
{
    const uint32_t file = layout->count + layout->verdict_count;
    char text[128];

    for (uint32_t c = 0; c < layout->count; c++) {
        fyp_sheet_text(
            page->sheet, page->row, c, FYP_STYLE_HEAD,
            fyp_text(leading[layout->columns[c]].title));
    }
    for (uint32_t v = 0; v < layout->verdict_count; v++) {
        verdict_title(layout->verdicts[v], text, sizeof text);
        fyp_sheet_text(
            page->sheet, page->row, layout->count + v, FYP_STYLE_HEAD, text);
    }
    fyp_sheet_text(
        page->sheet, page->row, file, FYP_STYLE_HEAD_LEFT,
        fyp_text(FYP_M_COLUMN_FILE));
    fyp_sheet_row_height(page->sheet, page->row, HEAD_LINES * 19 + 10);
    fyp_sheet_freeze(page->sheet, page->row + 1, 2);
    page->row++;
}

static struct fyp_number whole(int number)
{
    return (struct fyp_number){.value = number};
}

/* @return the lines that it takes. */
static int write_text(
    const struct fyp_index_page *page, uint32_t column, uint32_t width,
    const char *text)
{
    fyp_sheet_text(page->sheet, page->row, column, FYP_STYLE_TEXT_SMALL, text);
    return fyp_text_lines(text, 9, width);
}

static int write_grade(
    const struct fyp_index_page *page, uint32_t column,
    const struct fyp_index_book *book)
{
    struct fyp_buffer text = {0};

    fyp_buffer_text(&text, fyp_word_grade(book->grade));
    if (book->remark[0] != '\0') {
        fyp_buffer_text(&text, fyp_text(FYP_M_OVERVIEW_COLON));
        fyp_buffer_text(&text, book->remark);
    }
    if (text.failed) {
        fyp_sheet_fail_memory(page->sheet);
    }
    const int lines = write_text(
        page, column, leading[GRADE].width, text.failed ? "" : text.data);
    fyp_buffer_finish(&text);
    return lines;
}

static void write_met(
    const struct fyp_index_page *page, uint32_t column,
    const struct fyp_index_book *book)
{
    char text[48];

    snprintf(
        text, sizeof text, "%d / %d", book->attainment.met,
        book->attainment.assessable);
    fyp_sheet_text(page->sheet, page->row, column, FYP_STYLE_CENTER_FIT, text);
}

static void write_number(
    const struct fyp_index_page *page, uint32_t column, enum fyp_style style,
    struct fyp_number number)
{
    fyp_sheet_number(page->sheet, page->row, column, style, number);
}

/* @return the lines that the cell takes. */
static int write_cell(
    const struct fyp_index_page *page, uint32_t c, enum column column,
    const struct fyp_index_book *book)
{
    const uint32_t width = leading[column].width;

    switch (column) {
    case RANK:
        write_number(
            page, c, FYP_STYLE_CENTER,
            (struct fyp_number){
                .value = book->rank > 0 ? (double)book->rank : (double)NAN});
        break;
    case TITLE:
        return write_text(page, c, width, book->title);
    case PLACE:
        return write_text(page, c, width, book->name);
    case YEAR:
        write_number(page, c, FYP_STYLE_CENTER, whole(book->year));
        break;
    case STAGE:
        return write_text(page, c, width, fyp_word_stage(book->stage));
    case ELAPSED:
        write_number(page, c, FYP_STYLE_NUMBER, book->elapsed);
        break;
    case SCORE:
        write_number(page, c, FYP_STYLE_NUMBER_STRONG, book->score);
        break;
    case GRADE:
        return write_grade(page, c, book);
    case MISSED:
        write_number(page, c, FYP_STYLE_NUMBER_STRONG, whole(book->missed));
        break;
    case MET:
        write_met(page, c, book);
        break;
    case ASSESSED:
        write_number(page, c, FYP_STYLE_NUMBER, book->assessed);
        break;
    case COUNTS:
        break;
    }
    return 1;
}

static void write_row(
    struct fyp_index_page *page, const struct layout *layout,
    const struct fyp_index_book *book)
{
    const uint32_t file = layout->count + layout->verdict_count;
    int lines = write_text(page, file, FILE_WIDTH, book->file);

    for (uint32_t c = 0; c < layout->count; c++) {
        const int needed = write_cell(page, c, layout->columns[c], book);
        lines = needed > lines ? needed : lines;
    }
    for (uint32_t v = 0; v < layout->verdict_count; v++) {
        const enum fyp_verdict verdict = layout->verdicts[v];
        const int count = book->counts[verdict];
        write_number(
            page, layout->count + v,
            count > 0 ? fyp_verdict_look(verdict)->chip : FYP_STYLE_CENTER,
            whole(count));
    }
    fyp_sheet_row_height(page->sheet, page->row++, (uint32_t)(lines * 16 + 6));
}

void fyp_index_overview(struct fyp_index_page *page)
{
    const struct fyp_index *index = page->index;
    struct layout layout;

    init_layout(index, &layout);
    start(page, &layout);
    say_grades(page);
    fyp_index_say(
        page, FYP_STYLE_BODY,
        fyp_text(
            index->regions ? FYP_M_INDEX_CAVEAT_REGIONS
                           : FYP_M_INDEX_CAVEAT_PLANS));
    const int head = (int)page->row;
    write_head(page, &layout);
    for (size_t i = 0; i < index->count; i++) {
        write_row(page, &layout, &index->books[i]);
    }
    const struct fyp_page printed = {
        .landscape = true,
        .area = fyp_area(0, 0, page->row - 1, page->columns - 1),
        .repeat_first = head,
        .repeat_last = head,
        .notice = page->view->notice,
        .footer = page->view->footer};
    fyp_sheet_page(page->sheet, &printed);
}
