/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/index_sheets.h"

#include <stdio.h>
#include <string.h>

/*
 * 方法与来源 of the index: how it is read, what may be compared with what,
 * by which rules and program it was made.
 */

enum { TERM, TEXT, COLUMNS };

static const uint32_t widths[COLUMNS] = {[TERM] = 150, [TEXT] = 570};

static void
write_entry(struct fyp_index_page *page, const char *term, const char *text)
{
    const int lines = fyp_text_lines(text, 10.5, widths[TEXT] - 10);
    const int other = fyp_text_lines(term, 10.5, widths[TERM] - 10);

    fyp_sheet_text(page->sheet, page->row, TERM, FYP_STYLE_TEXT, term);
    fyp_sheet_text(page->sheet, page->row, TEXT, FYP_STYLE_TEXT, text);
    fyp_sheet_row_height(
        page->sheet, page->row++,
        (uint32_t)((lines > other ? lines : other) * 19 + 6));
}

static void write_terms(struct fyp_index_page *page)
{
    const bool regions = page->index->regions;
    const struct {
        enum fyp_message term, text;
    } terms[] = {
        {FYP_M_INDEX_COMPARED,
         regions ? FYP_M_INDEX_CAVEAT_REGIONS : FYP_M_INDEX_CAVEAT_PLANS},
        {FYP_M_COLUMN_SCORE, FYP_M_INDEX_TERM_SCORE},
        {FYP_M_INDEX_GRADE, FYP_M_INDEX_TERM_GRADE},
        {FYP_M_INDEX_MET, FYP_M_INDEX_TERM_MET},
        {FYP_M_INDEX_ASSESSED, FYP_M_INDEX_TERM_ASSESSED},
        {FYP_M_COLUMN_RANK, FYP_M_INDEX_TERM_RANK},
        {FYP_M_SHEET_INDEX_MATRIX, FYP_M_INDEX_MATRIX_HOW},
        {FYP_M_SHEET_DATA, FYP_M_INDEX_TERM_DATA},
        {FYP_M_COLUMN_FILE, FYP_M_INDEX_TERM_FILE},
    };

    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        if (terms[i].term != FYP_M_COLUMN_RANK || regions) {
            write_entry(page, fyp_text(terms[i].term), fyp_text(terms[i].text));
        }
    }
}

static bool is_first(const struct fyp_index *index, size_t book)
{
    for (size_t i = 0; i < book; i++) {
        if (strcmp(index->books[i].rules, index->books[book].rules) == 0) {
            return false;
        }
    }
    return true;
}

static void write_versions(struct fyp_index_page *page)
{
    const struct fyp_index *index = page->index;

    write_entry(page, fyp_text(FYP_M_INDEX_PROGRAM), "fyp " FYP_VERSION);
    for (size_t i = 0; i < index->count; i++) {
        if (!is_first(index, i)) {
            continue;
        }
        char text[384], number[24];
        size_t count = 0;
        for (size_t k = i; k < index->count; k++) {
            count += strcmp(index->books[k].rules, index->books[i].rules) == 0;
        }
        snprintf(number, sizeof number, "%zu", count);
        fyp_say(
            text, sizeof text, FYP_M_INDEX_RULES_OF, index->books[i].rules,
            number);
        write_entry(page, fyp_text(FYP_M_METHOD_RULESET), text);
    }
}

void fyp_index_method(struct fyp_index_page *page)
{
    page->columns = COLUMNS;
    for (uint32_t c = 0; c < COLUMNS; c++) {
        fyp_sheet_column_width(page->sheet, c, c, widths[c]);
        page->width += widths[c];
    }
    page->row = fyp_sheet_heading(
        page->view, page->sheet, fyp_text(FYP_M_SHEET_METHOD), COLUMNS - 1);
    fyp_index_say(page, FYP_STYLE_HEADING, fyp_text(FYP_M_INDEX_HOW));
    write_terms(page);
    fyp_index_say(page, FYP_STYLE_HEADING, fyp_text(FYP_M_INDEX_VERSIONS));
    write_versions(page);
    const struct fyp_page printed = {
        .landscape = false,
        .area = fyp_area(0, 0, page->row - 1, COLUMNS - 1),
        .repeat_first = -1,
        .repeat_last = -1,
        .notice = page->view->notice,
        .footer = page->view->footer};
    fyp_sheet_page(page->sheet, &printed);
}
