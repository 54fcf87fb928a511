/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/index_sheets.h"
#include "reports/words.h"

#include <math.h>

/*
 * 数据 of the index: one plain table from A1 on, a row for each indicator of
 * each workbook, for programs and for people who filter. What is not defined
 * is "—", never a blank.
 */

enum column {
    PLAN,
    REGION_CODE,
    REGION,
    YEAR,
    STAGE,
    NUMBER,
    CODE,
    NAME,
    UNIT,
    NATURE,
    KIND,
    BASELINE,
    TARGET,
    VALUE,
    VALUE_YEAR,
    DUE,
    PROGRESS,
    EXPECTED,
    PACE,
    STATUS,
    SCORE,
    WEIGHT,
    FLAGS,
    QUESTIONS,
    STATE,
    TITLE,
    FILE_NAME,
    COLUMNS
};

enum { SCALE_PCT = 62 }; /* two pages wide */

static const struct {
    enum fyp_message title;
    uint32_t width; /* pixels */
} columns[COLUMNS] = {
    [PLAN] = {FYP_M_COLUMN_PLAN, 110},
    [TITLE] = {FYP_M_COLUMN_TITLE, 200},
    [REGION_CODE] = {FYP_M_INDEX_REGION_CODE, 70},
    [REGION] = {FYP_M_COLUMN_REGION, 90},
    [YEAR] = {FYP_M_COLUMN_YEAR, 46},
    [STAGE] = {FYP_M_COLUMN_STAGE, 70},
    [NUMBER] = {FYP_M_COLUMN_NUMBER, 40},
    [CODE] = {FYP_M_COLUMN_CODE, 190},
    [NAME] = {FYP_M_COLUMN_INDICATOR, 220},
    [UNIT] = {FYP_M_COLUMN_UNIT, 60},
    [NATURE] = {FYP_M_COLUMN_ATTRIBUTE, 60},
    [KIND] = {FYP_M_COLUMN_KIND, 50},
    [BASELINE] = {FYP_M_COLUMN_BASELINE, 80},
    [TARGET] = {FYP_M_COLUMN_TARGET, 80},
    [VALUE] = {FYP_M_COLUMN_JUDGED, 70},
    [VALUE_YEAR] = {FYP_M_INDEX_VALUE_YEAR, 60},
    [DUE] = {FYP_M_COLUMN_EXPECTED_VALUE, 70},
    [PROGRESS] = {FYP_M_COLUMN_PROGRESS, 64},
    [EXPECTED] = {FYP_M_COLUMN_EXPECTED, 64},
    [PACE] = {FYP_M_COLUMN_PACE, 56},
    [STATUS] = {FYP_M_COLUMN_STATUS, 110},
    [SCORE] = {FYP_M_COLUMN_SCORE, 56},
    [WEIGHT] = {FYP_M_INDEX_WEIGHT, 64},
    [FLAGS] = {FYP_M_INDEX_FLAGS, 200},
    [QUESTIONS] = {FYP_M_INDEX_QUESTIONS, 60},
    [STATE] = {FYP_M_DATA_STATE, 140},
    [FILE_NAME] = {FYP_M_COLUMN_FILE, 220},
};

static void put_text(
    const struct fyp_index_page *page, enum column column, const char *text)
{
    fyp_sheet_text(
        page->sheet, page->row, column, FYP_STYLE_DATA_TEXT,
        text[0] != '\0' ? text : FYP_SHOWN_UNDEFINED);
}

static void put_number(
    const struct fyp_index_page *page, enum column column,
    struct fyp_number number)
{
    fyp_sheet_number(
        page->sheet, page->row, column, FYP_STYLE_DATA_NUMBER, number);
}

/* A number where the text is one, so that it can be sorted. */
static void put_either(
    const struct fyp_index_page *page, enum column column, const char *text)
{
    fyp_sheet_number_or_text(
        page->sheet, page->row, column, FYP_STYLE_DATA_TEXT,
        text[0] != '\0' ? text : FYP_SHOWN_UNDEFINED);
}

static struct fyp_number year_number(int year)
{
    return (struct fyp_number){.value = year > 0 ? (double)year : (double)NAN};
}

static void
write_book(const struct fyp_index_page *page, const struct fyp_index_book *book)
{
    put_text(page, PLAN, book->plan);
    put_text(page, TITLE, book->title);
    put_text(page, REGION_CODE, book->region);
    put_text(page, REGION, book->name);
    put_number(page, YEAR, year_number(book->year));
    put_text(page, STAGE, fyp_word_stage(book->stage));
    put_text(page, FILE_NAME, book->file);
}

static void write_line(
    const struct fyp_index_page *page, const struct fyp_index_book *book,
    const struct fyp_index_line *line)
{
    char status[96];

    put_either(page, NUMBER, line->number);
    put_text(page, CODE, line->code);
    put_text(page, NAME, line->name);
    put_text(page, UNIT, line->unit);
    put_text(page, NATURE, fyp_word_attribute(line->attribute));
    put_text(page, KIND, fyp_word_kind(line->kind));
    put_either(page, BASELINE, line->baseline);
    put_either(page, TARGET, line->target);
    put_number(page, VALUE, line->value);
    put_number(page, VALUE_YEAR, year_number(line->value_year));
    put_number(page, DUE, line->due);
    put_number(page, PROGRESS, line->progress);
    put_number(page, EXPECTED, line->expected);
    put_number(page, PACE, line->pace);
    fyp_index_status(line->verdict, book->stage, status, sizeof status);
    put_text(page, STATUS, status);
    put_number(page, SCORE, line->score);
    put_number(page, WEIGHT, line->weight);
    put_text(page, FLAGS, line->flags);
    put_number(
        page, QUESTIONS, (struct fyp_number){.value = (double)line->questions});
    put_text(
        page, STATE, line->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : "");
}

void fyp_index_data(struct fyp_index_page *page)
{
    const struct fyp_index *index = page->index;
    const char *titles[COLUMNS];

    for (uint32_t c = 0; c < COLUMNS; c++) {
        fyp_sheet_column_width(page->sheet, c, c, columns[c].width);
        titles[c] = fyp_text(columns[c].title);
    }
    fyp_sheet_row_height(page->sheet, 0, 38);
    page->row = 1;
    for (size_t i = 0; i < index->count; i++) {
        const struct fyp_index_book *book = &index->books[i];
        for (size_t k = 0; k < book->line_count; k++) {
            write_book(page, book);
            write_line(page, book, &book->lines[k]);
            page->row++;
        }
    }
    const struct fyp_area area = fyp_area(0, 0, page->row - 1, COLUMNS - 1);
    fyp_sheet_table(page->sheet, area, FYP_STYLE_DATA_HEAD, titles);
    fyp_sheet_freeze(page->sheet, 1, 0);
    const struct fyp_page printed = {
        .landscape = true,
        .scale_pct = SCALE_PCT,
        .repeat_columns = YEAR + 1,
        .area = area,
        .repeat_first = 0,
        .repeat_last = 0,
        .notice = page->view->notice,
        .footer = page->view->footer};
    fyp_sheet_page(page->sheet, &printed);
}
