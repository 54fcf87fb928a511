/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/fieldwork.h"
#include "reports/parts.h"
#include "reports/sheets.h"

#include <math.h>
#include <stdio.h>

/*
 * 核查与满意度: what third parties stored for this plan, place and year,
 * beside the committee's own figures. A table of verified indicators, a table
 * of questions, then who found it in which file. The sheet is there only when
 * something is stored.
 */

enum { WIDTH_FIRST = 150, WIDTH_NAME = 190, WIDTH = 78, COLUMNS = 16 };

/* A row is a text (NULL: none) or a number in each column. */
struct cell {
    const char *text;
    bool is_number; /* where the text is one, as of an indicator */
    double number;  /* NAN: not defined */
    int decimals;
};

static const enum fyp_message verified_titles[COLUMNS] = {
    FYP_M_COLUMN_RECORD,        FYP_M_COLUMN_INDICATOR,
    FYP_M_COLUMN_NUMBER,        FYP_M_COLUMN_UNIT,
    FYP_M_COLUMN_REPORTED,      FYP_M_COLUMN_CONFIRMED_CASES,
    FYP_M_COLUMN_CHECKED_CASES, FYP_M_COLUMN_SHARE_VERIFIED,
    FYP_M_COLUMN_VERIFIED_LOW,  FYP_M_COLUMN_VERIFIED_HIGH,
    FYP_M_COLUMN_AGREEMENT,     FYP_M_COLUMN_FACTOR,
    FYP_M_COLUMN_FACTOR_LOW,    FYP_M_COLUMN_FACTOR_HIGH,
    FYP_M_COLUMN_FACTOR_FLAG,   FYP_M_COLUMN_SITES_OFF,
};

enum { SURVEY_COLUMNS = 12 };
static const enum fyp_message survey_titles[SURVEY_COLUMNS] = {
    FYP_M_COLUMN_RECORD,          FYP_M_COLUMN_QUESTION,
    FYP_M_COLUMN_GROUP,           FYP_M_COLUMN_ASKED_PEOPLE,
    FYP_M_COLUMN_ANSWERED_PEOPLE, FYP_M_COLUMN_RESPONSE,
    FYP_M_COLUMN_MEAN_ONLY,       FYP_M_COLUMN_MEAN_LOW,
    FYP_M_COLUMN_MEAN_HIGH,       FYP_M_COLUMN_SATISFIED_ONLY,
    FYP_M_COLUMN_SATISFIED_LOW,   FYP_M_COLUMN_SATISFIED_HIGH,
};

bool fyp_has_sheet_fieldwork(const struct fyp_view *view)
{
    return !fyp_third_party_is_empty(view->evaluation->third_party);
}

static void write_titles(
    struct fyp_sheet *sheet, uint32_t row, const enum fyp_message *titles,
    uint32_t count)
{
    for (uint32_t c = 0; c < count; c++) {
        fyp_sheet_text(sheet, row, c, FYP_STYLE_DATA_HEAD, fyp_text(titles[c]));
    }
    fyp_sheet_row_height(sheet, row, 38);
}

static void write_text(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    const struct cell *cell)
{
    if (cell->is_number) {
        fyp_sheet_number_or_text(
            sheet, row, column, FYP_STYLE_TEXT_SMALL, cell->text);
    } else {
        fyp_sheet_text(sheet, row, column, FYP_STYLE_TEXT_SMALL, cell->text);
    }
}

static void write_row(
    struct fyp_sheet *sheet, uint32_t row, const struct cell *cells,
    uint32_t count)
{
    int lines = 1;

    for (uint32_t c = 0; c < count; c++) {
        if (cells[c].text != NULL) {
            const uint32_t width = c == 0   ? WIDTH_FIRST
                                   : c == 1 ? WIDTH_NAME
                                            : WIDTH;
            const int needed =
                fyp_text_lines(cells[c].text, 9, width - width / 6);
            lines = needed > lines ? needed : lines;
            write_text(sheet, row, c, &cells[c]);
            continue;
        }
        fyp_sheet_number(
            sheet, row, c, FYP_STYLE_DATA_NUMBER,
            (struct fyp_number){
                .value =
                    fyp_round_half_even(cells[c].number, cells[c].decimals),
                .decimals = cells[c].decimals});
    }
    fyp_sheet_row_height(sheet, row, (uint32_t)(lines * 16 + 5));
}

static struct cell text_cell(const char *text)
{
    return (struct cell){.text = text != NULL ? text : ""};
}

static struct cell number_cell(double number, int decimals)
{
    return (struct cell){.number = number, .decimals = decimals};
}

/* "第 5 次，某某，2024-03-02" */
static const char *
record_name(const struct fyp_fieldwork *fieldwork, char out[256])
{
    char number[24], day[11];

    snprintf(number, sizeof number, "%lld", fieldwork->import_id);
    snprintf(day, sizeof day, "%s", fieldwork->saved_at);
    fyp_say(out, 256, FYP_M_THIRD_RECORD_SHORT, number, fieldwork->by, day);
    return out;
}

static void write_verified(
    struct fyp_sheet *sheet, uint32_t row, const char *record,
    const struct fyp_verified *item)
{
    const struct fyp_share *share = &item->share;
    const struct fyp_ratio *factor = &item->factor;
    const bool checked = share->total > 0;
    const int decimals = fyp_field_share_decimals(item);
    const int digits = fyp_field_factor_decimals(item);
    char off[64] = FYP_SHOWN_UNDEFINED, hits[24], total[24];
    const struct cell cells[COLUMNS] = {
        text_cell(record),
        text_cell(item->indicator->name),
        {.text = item->indicator->number, .is_number = true},
        text_cell(item->indicator->unit),
        number_cell(
            item->figure ? item->figure->value.value : NAN,
            item->figure ? item->figure->value.decimals : 0),
        number_cell(checked ? (double)share->hits : NAN, 0),
        number_cell(checked ? (double)share->total : NAN, 0),
        number_cell(100.0 * share->share, decimals),
        number_cell(100.0 * share->low, decimals),
        number_cell(100.0 * share->high, decimals),
        text_cell(fyp_field_agreement_word(item->agreement)),
        number_cell(factor->ratio, digits),
        number_cell(factor->low, digits),
        number_cell(factor->high, digits),
        text_cell(item->factor_flagged ? "*" : ""),
        text_cell(off),
    };

    if (item->sites_off.total > 0) {
        snprintf(hits, sizeof hits, "%lld", item->sites_off.hits);
        snprintf(total, sizeof total, "%lld", item->sites_off.total);
        fyp_say(off, sizeof off, FYP_M_FIELD_COUNTED, hits, total);
    }
    write_row(sheet, row, cells, COLUMNS);
}

static uint32_t write_verifications(
    struct fyp_sheet *sheet, uint32_t row, const struct fyp_third_party *all)
{
    char record[256];

    if (all->verification_count == 0) {
        return row;
    }
    write_titles(sheet, row++, verified_titles, COLUMNS);
    for (size_t i = 0; i < all->verification_count; i++) {
        const struct fyp_third_verification *one = &all->verifications[i];
        record_name(one->fieldwork, record);
        for (size_t k = 0; k < one->result.count; k++) {
            write_verified(sheet, row++, record, &one->result.items[k]);
        }
    }
    return row + 1;
}

static void write_satisfaction(
    struct fyp_sheet *sheet, uint32_t row, const char *record,
    const struct fyp_satisfaction *item)
{
    const struct fyp_share *share = &item->satisfied;
    const struct cell cells[SURVEY_COLUMNS] = {
        text_cell(record),
        text_cell(item->question),
        text_cell(item->group ? item->group : fyp_text(FYP_M_SURVEY_ALL)),
        number_cell(item->asked > 0 ? (double)item->asked : NAN, 0),
        number_cell((double)item->answered, 0),
        number_cell(100.0 * item->response_rate, 1),
        number_cell(item->mean, 1),
        number_cell(item->mean_low, 1),
        number_cell(item->mean_high, 1),
        number_cell(100.0 * share->share, 1),
        number_cell(100.0 * share->low, 1),
        number_cell(100.0 * share->high, 1),
    };

    write_row(sheet, row, cells, SURVEY_COLUMNS);
}

static uint32_t write_surveys(
    struct fyp_sheet *sheet, uint32_t row, const struct fyp_third_party *all)
{
    char record[256];

    if (all->survey_count == 0) {
        return row;
    }
    write_titles(sheet, row++, survey_titles, SURVEY_COLUMNS);
    for (size_t i = 0; i < all->survey_count; i++) {
        const struct fyp_third_survey *one = &all->surveys[i];
        record_name(one->fieldwork, record);
        for (size_t k = 0; k < one->result.count; k++) {
            write_satisfaction(sheet, row++, record, &one->result.items[k]);
        }
    }
    return row + 1;
}

/* --- what is told below --- */

/* A line over the whole width; the buffer is emptied. */
static uint32_t
write_line(struct fyp_sheet *sheet, uint32_t row, struct fyp_buffer *text)
{
    const uint32_t width = WIDTH_FIRST + WIDTH_NAME + (COLUMNS - 2) * WIDTH;
    const char *line = text->length > 0 && !text->failed ? text->data : "";
    const int lines = fyp_text_lines(line, 9, width - width / 6);

    fyp_sheet_merged(
        sheet, fyp_area(row, 0, row, COLUMNS - 1), FYP_STYLE_TEXT_SMALL, line);
    fyp_sheet_row_height(sheet, row, (uint32_t)(lines * 16 + 5));
    fyp_buffer_finish(text);
    *text = (struct fyp_buffer){0};
    return row + 1;
}

static uint32_t write_drawn(
    struct fyp_sheet *sheet, uint32_t row,
    const struct fyp_third_verification *one)
{
    for (size_t i = 0; i < one->result.count; i++) {
        struct fyp_buffer text = {0};
        struct fyp_text_page page = {.out = &text};
        fyp_field_say_drawn(
            &page, one->result.items[i].indicator, &one->checks[i]);
        fyp_page_finish(&page);
        if (text.length > 0) {
            text.data[--text.length] = '\0'; /* the last line's end */
            row = write_line(sheet, row, &text);
        }
    }
    return row;
}

static uint32_t write_records(
    struct fyp_sheet *sheet, uint32_t row, const struct fyp_third_party *all)
{
    struct fyp_buffer text = {0};

    for (size_t i = 0; i < all->verification_count; i++) {
        const struct fyp_third_verification *one = &all->verifications[i];
        fyp_third_party_record(one->fieldwork, &text);
        row = write_line(sheet, row, &text);
        row = write_drawn(sheet, row, one);
        if (one->unknown > 0) {
            struct fyp_text_page page = {.out = &text};
            fyp_page_say(
                &page, FYP_M_THIRD_UNKNOWN,
                fyp_page_number(&page, (long long)one->unknown));
            fyp_page_finish(&page);
            row = write_line(sheet, row, &text);
        }
    }
    for (size_t i = 0; i < all->survey_count; i++) {
        fyp_third_party_record(all->surveys[i].fieldwork, &text);
        row = write_line(sheet, row, &text);
    }
    return row;
}

static uint32_t
write_parts(const struct fyp_view *view, struct fyp_sheet *sheet, uint32_t row)
{
    const double weight = view->evaluation->parts.weight;
    struct fyp_buffer text = {0};
    struct fyp_text_page page = {.out = &text};
    char share[FYP_DECIMAL_TEXT_SIZE];

    if (weight > 0.0) {
        fyp_show_share(weight, share);
        fyp_page_say(&page, FYP_M_THIRD_TITLE_WEIGHED, share);
        fyp_page_finish(&page);
        row = write_line(sheet, row, &text);
        fyp_score_parts_text(view->evaluation, &text);
    } else {
        fyp_buffer_text(&text, fyp_text(FYP_M_THIRD_TITLE));
    }
    return write_line(sheet, row, &text);
}

void fyp_sheet_fieldwork(const struct fyp_view *view)
{
    struct fyp_sheet *sheet = view->sheets[FYP_SHEET_FIELDWORK];
    const struct fyp_third_party *all = view->evaluation->third_party;

    fyp_sheet_column_width(sheet, 0, 0, WIDTH_FIRST);
    fyp_sheet_column_width(sheet, 1, 1, WIDTH_NAME);
    fyp_sheet_column_width(sheet, 2, COLUMNS - 1, WIDTH);
    uint32_t row = fyp_sheet_heading(
        view, sheet, fyp_text(FYP_M_SHEET_FIELDWORK), COLUMNS - 1);
    row = write_parts(view, sheet, row) + 1;
    row = write_verifications(sheet, row, all);
    row = write_surveys(sheet, row, all);
    row = write_records(sheet, row, all);
    const struct fyp_page page = {
        .landscape = true,
        .area = fyp_area(0, 0, row - 1, COLUMNS - 1),
        .repeat_first = -1,
        .repeat_last = -1,
        .notice = view->notice,
        .footer = view->footer};
    fyp_sheet_page(sheet, &page);
}
