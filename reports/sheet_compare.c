/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/compare.h"
#include "reports/sheet_body.h"
#include "reports/words.h"

/*
 * 方法比较: what other methods say of the same figures, a row an indicator, a
 * column a method; below it the numbers of the refusals in words. The text of
 * `fyp compare` shows the same cells.
 */

enum {
    NUMBER,
    NAME,
    TARGET,
    VALUE,
    STATUS,
    FIRST_METHOD,
    COLUMNS = FIRST_METHOD + FYP_BESIDE_COUNT,
    METHOD_WIDTH = 74,
    HEAD_HEIGHT = 42
};

static const struct {
    enum fyp_message title;
    uint32_t width; /* pixels */
} before[FIRST_METHOD] = {
    [NUMBER] = {FYP_M_COLUMN_NUMBER, 42},
    [NAME] = {FYP_M_COLUMN_INDICATOR, 178},
    [TARGET] = {FYP_M_COLUMN_TARGET, 86},
    [VALUE] = {FYP_M_COLUMN_VALUE, 76},
    [STATUS] = {FYP_M_COLUMN_STATUS, 110},
};

bool fyp_has_sheet_compare(const struct fyp_view *view)
{
    const struct fyp_beside *beside = view->extras.beside;
    return beside != NULL && beside->evaluation.indicator_count > 0;
}

static void write_head(struct fyp_sheet_body *body)
{
    for (uint32_t c = 0; c < COLUMNS; c++) {
        fyp_sheet_text(
            body->sheet, body->row, c, FYP_STYLE_HEAD,
            c < FIRST_METHOD ? fyp_text(before[c].title)
                             : fyp_beside_column((int)(c - FIRST_METHOD)));
    }
    fyp_sheet_freeze(body->sheet, body->row + 1, NAME + 1);
    fyp_body_repeat(body, HEAD_HEIGHT);
    fyp_body_keep(body, 1);
    fyp_body_next(body, HEAD_HEIGHT);
}

static int write_methods(
    const struct fyp_sheet_body *body, const struct fyp_beside *beside,
    size_t index)
{
    int most = 1;

    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        const struct fyp_beside_result *result =
            &beside->lines[index].results[method];
        const uint32_t column = FIRST_METHOD + (uint32_t)method;
        char cell[FYP_BESIDE_CELL_SIZE];
        fyp_beside_cell(result, method, &beside->evaluation.ruleset, cell);
        const int lines = fyp_text_lines(cell, 10, METHOD_WIDTH + 4);
        most = lines > most ? lines : most;
        fyp_sheet_number_or_text(
            body->sheet, body->row, column,
            result->refusal == FYP_OK ? FYP_STYLE_CENTER
                                      : FYP_STYLE_CHIP_UNSURE,
            cell);
    }
    return most;
}

static void write_row(
    struct fyp_sheet_body *body, const struct fyp_beside *beside, size_t index)
{
    const struct fyp_evaluation *evaluation = &beside->evaluation;
    const struct fyp_indicator_result *result = &evaluation->indicators[index];
    char text[FYP_SHOWN_TARGET_SIZE], status[128];
    const char *name = result->indicator->name;
    int lines = fyp_text_lines(name, 10.5, before[NAME].width);

    fyp_sheet_number_or_text(
        body->sheet, body->row, NUMBER, FYP_STYLE_CENTER,
        result->indicator->number);
    fyp_sheet_text(body->sheet, body->row, NAME, FYP_STYLE_TEXT, name);
    fyp_show_target(result->indicator, text);
    fyp_sheet_text(body->sheet, body->row, TARGET, FYP_STYLE_VALUE_TEXT, text);
    const int target = fyp_text_lines(text, 10.5, before[TARGET].width);
    lines = target > lines ? target : lines;
    fyp_sheet_number(
        body->sheet, body->row, VALUE, FYP_STYLE_NUMBER,
        fyp_value_number(evaluation, result));
    fyp_verdict_text(evaluation, result->verdict, status, sizeof status);
    fyp_sheet_text(
        body->sheet, body->row, STATUS, fyp_verdict_look(result->verdict)->chip,
        status);
    const int needed = fyp_text_lines(status, 10, before[STATUS].width + 6);
    lines = needed > lines ? needed : lines;
    const int others = write_methods(body, beside, index);
    fyp_body_next(body, fyp_body_row_height(others > lines ? others : lines));
}

/* Does a figure carry the mark ※? */
static bool is_questioned(const struct fyp_evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        if (evaluation->indicators[i].question_count > 0) {
            return true;
        }
    }
    return false;
}

void fyp_sheet_compare(const struct fyp_view *view)
{
    const struct fyp_beside *beside = view->extras.beside;
    struct fyp_sheet_body body = {
        .view = view, .sheet = view->sheets[FYP_SHEET_COMPARE]};
    struct fyp_buffer notes = {0};
    uint32_t widths[COLUMNS];

    for (uint32_t c = 0; c < COLUMNS; c++) {
        widths[c] = c < FIRST_METHOD ? before[c].width : METHOD_WIDTH;
    }
    fyp_body_start(&body, fyp_text(FYP_M_SHEET_COMPARE), widths, COLUMNS);
    fyp_body_line(&body, FYP_STYLE_BODY, fyp_text(FYP_M_BESIDE_RULE));
    write_head(&body);
    for (size_t i = 0; i < beside->evaluation.indicator_count; i++) {
        write_row(&body, beside, i);
    }
    if (body.break_count == 0) {
        body.repeat = -1; /* the notes need no titles of columns */
        body.repeat_height = 0;
    }
    fyp_body_space(&body);
    if (is_questioned(&beside->evaluation)) {
        fyp_body_line(&body, FYP_STYLE_NOTE, fyp_text(FYP_M_QUALITY_LEGEND));
    }
    fyp_beside_notes(beside, &notes);
    fyp_body_lines(&body, FYP_STYLE_NOTE, &notes);
    fyp_buffer_finish(&notes);
    fyp_body_finish(&body);
}
