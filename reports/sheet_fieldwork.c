/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/fieldwork.h"
#include "reports/parts.h"
#include "reports/sheet_body.h"

#include <math.h>
#include <stdio.h>

/*
 * 核查与满意度: what third parties stored for this plan, place and year,
 * beside the committee's own figures. A table of verified indicators, a table
 * of questions, then who found it in which file. The sheet is there only when
 * something is stored.
 */

enum {
    SUBJECT = 1,
    COLUMNS = 16,
    SURVEY_COLUMNS = 12,
    LINE = 16, /* pixels */
    PADDING = 6
};

/* Of both tables, pixels. */
static const uint32_t widths[COLUMNS] = {66, 148, 52, 52, 76, 76, 70, 68,
                                         68, 78,  92, 78, 58, 58, 64, 56};

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
    struct fyp_sheet_body *body, const enum fyp_message *titles, uint32_t count)
{
    int most = 1;

    for (uint32_t c = 0; c < count; c++) {
        const char *title = fyp_text(titles[c]);
        const int lines = fyp_text_lines(title, 10, widths[c] - 8);
        most = lines > most ? lines : most;
        fyp_sheet_text(body->sheet, body->row, c, FYP_STYLE_HEAD, title);
    }
    fyp_body_keep(body, 1);
    fyp_body_next(body, fyp_body_row_height(most));
}

static void write_text(
    const struct fyp_sheet_body *body, uint32_t column, const struct cell *cell)
{
    if (cell->is_number) {
        fyp_sheet_number_or_text(
            body->sheet, body->row, column, FYP_STYLE_CENTER, cell->text);
    } else {
        fyp_sheet_text(
            body->sheet, body->row, column,
            column == SUBJECT ? FYP_STYLE_TEXT_SMALL : FYP_STYLE_CENTER,
            cell->text);
    }
}

static int lines_of(const struct cell *cells, uint32_t count)
{
    int most = 1;

    for (uint32_t c = 0; c < count; c++) {
        if (cells[c].text != NULL) {
            const int lines = fyp_text_lines(
                cells[c].text, 9, c == SUBJECT ? widths[c] : widths[c] + 14);
            most = lines > most ? lines : most;
        }
    }
    return most;
}

/* A row of a table; its titles again where it begins a page. */
static void write_row(
    struct fyp_sheet_body *body, const struct cell *cells,
    const enum fyp_message *titles, uint32_t count)
{
    const uint32_t height = LINE * (uint32_t)lines_of(cells, count) + PADDING;

    if (fyp_body_turns(body, height)) {
        write_titles(body, titles, count);
    }
    for (uint32_t c = 0; c < count; c++) {
        if (cells[c].text != NULL) {
            write_text(body, c, &cells[c]);
            continue;
        }
        fyp_sheet_number(
            body->sheet, body->row, c, FYP_STYLE_DATA_NUMBER,
            (struct fyp_number){
                .value =
                    fyp_round_half_even(cells[c].number, cells[c].decimals),
                .decimals = cells[c].decimals});
    }
    fyp_body_next(body, height);
}

static struct cell text_cell(const char *text)
{
    return (struct cell){.text = text != NULL ? text : FYP_SHOWN_UNDEFINED};
}

static struct cell number_cell(double number, int decimals)
{
    return (struct cell){.number = number, .decimals = decimals};
}

/* "第 5 次": who and when is told below the tables. */
static const char *
record_name(const struct fyp_fieldwork *fieldwork, char out[64])
{
    char number[24];

    snprintf(number, sizeof number, "%lld", fieldwork->import_id);
    fyp_say(out, 64, FYP_M_THIRD_RECORD_SHORT, number);
    return out;
}

/* Whether a factor lies outside of 0.90 to 1.10. */
static const char *flag_word(const struct fyp_verified *item)
{
    if (isnan(item->factor.ratio)) {
        return FYP_SHOWN_UNDEFINED;
    }
    return fyp_text(
        item->factor_flagged ? FYP_M_FACTOR_BEYOND : FYP_M_FACTOR_WITHIN);
}

static void write_verified(
    struct fyp_sheet_body *body, const char *record,
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
        text_cell(flag_word(item)),
        text_cell(off),
    };

    if (item->sites_off.total > 0) {
        snprintf(hits, sizeof hits, "%lld", item->sites_off.hits);
        snprintf(total, sizeof total, "%lld", item->sites_off.total);
        fyp_say(off, sizeof off, FYP_M_FIELD_COUNTED, hits, total);
    }
    write_row(body, cells, verified_titles, COLUMNS);
}

static void write_verifications(
    struct fyp_sheet_body *body, const struct fyp_third_party *all)
{
    char record[64];

    if (all->verification_count == 0) {
        return;
    }
    fyp_body_line(body, FYP_STYLE_HEADING, fyp_text(FYP_M_SHEET_VERIFIED));
    write_titles(body, verified_titles, COLUMNS);
    for (size_t i = 0; i < all->verification_count; i++) {
        const struct fyp_third_verification *one = &all->verifications[i];
        record_name(one->fieldwork, record);
        for (size_t k = 0; k < one->result.count; k++) {
            write_verified(body, record, &one->result.items[k]);
        }
    }
    fyp_body_space(body);
}

static void write_satisfaction(
    struct fyp_sheet_body *body, const char *record,
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

    write_row(body, cells, survey_titles, SURVEY_COLUMNS);
}

static void
write_surveys(struct fyp_sheet_body *body, const struct fyp_third_party *all)
{
    char record[64];

    if (all->survey_count == 0) {
        return;
    }
    fyp_body_line(body, FYP_STYLE_HEADING, fyp_text(FYP_M_SHEET_SURVEYED));
    write_titles(body, survey_titles, SURVEY_COLUMNS);
    for (size_t i = 0; i < all->survey_count; i++) {
        const struct fyp_third_survey *one = &all->surveys[i];
        record_name(one->fieldwork, record);
        for (size_t k = 0; k < one->result.count; k++) {
            write_satisfaction(body, record, &one->result.items[k]);
        }
    }
    fyp_body_space(body);
}

/* --- what is told below --- */

static void add_verification(
    struct fyp_text_page *page, const struct fyp_third_verification *one)
{
    fyp_third_party_record(one->fieldwork, page->out);
    fyp_page_line_end(page);
    for (size_t i = 0; i < one->result.count; i++) {
        fyp_field_say_drawn(
            page, one->result.items[i].indicator, &one->checks[i]);
    }
    if (one->unknown > 0) {
        fyp_page_say(
            page, FYP_M_THIRD_UNKNOWN,
            fyp_page_number(page, (long long)one->unknown));
        fyp_page_line_end(page);
    }
}

static void
write_records(struct fyp_sheet_body *body, const struct fyp_third_party *all)
{
    struct fyp_buffer text = {0};
    struct fyp_text_page page = {.out = &text};

    for (size_t i = 0; i < all->verification_count; i++) {
        add_verification(&page, &all->verifications[i]);
    }
    for (size_t i = 0; i < all->survey_count; i++) {
        fyp_third_party_record(all->surveys[i].fieldwork, &text);
        fyp_page_line_end(&page);
    }
    fyp_page_finish(&page);
    fyp_body_line(body, FYP_STYLE_HEADING, fyp_text(FYP_M_SHEET_RECORDS));
    fyp_body_lines(body, FYP_STYLE_NOTE, &text);
    fyp_buffer_finish(&text);
}

/* What of all this goes into the score. */
static void write_parts(struct fyp_sheet_body *body)
{
    const struct fyp_evaluation *evaluation = body->view->evaluation;
    const double weight = evaluation->parts.weight;
    struct fyp_buffer text = {0};
    struct fyp_text_page page = {.out = &text};
    char share[FYP_DECIMAL_TEXT_SIZE];

    if (weight > 0.0) {
        fyp_show_share(weight, share);
        fyp_page_say(&page, FYP_M_THIRD_TITLE_WEIGHED, share);
        fyp_page_line_end(&page);
        fyp_score_parts_text(evaluation, &text);
    } else {
        fyp_buffer_text(&text, fyp_text(FYP_M_THIRD_TITLE));
    }
    fyp_page_line_end(&page);
    fyp_page_finish(&page);
    fyp_body_lines(body, FYP_STYLE_BODY, &text);
    fyp_body_space(body);
    fyp_buffer_finish(&text);
}

void fyp_sheet_fieldwork(const struct fyp_view *view)
{
    const struct fyp_third_party *all = view->evaluation->third_party;
    struct fyp_sheet_body body = {
        .view = view, .sheet = view->sheets[FYP_SHEET_FIELDWORK]};

    fyp_body_start(&body, fyp_text(FYP_M_SHEET_FIELDWORK), widths, COLUMNS);
    write_parts(&body);
    write_verifications(&body, all);
    write_surveys(&body, all);
    write_records(&body, all);
    fyp_body_finish(&body);
}
