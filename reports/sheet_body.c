/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sheet_body.h"

#include "base/message.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINE_HEIGHT = 18,
    PADDING = 6,
    SPACE = 10,
    HEADING_HEIGHT = 30,
    HEADING_GAP = 5,
    LEAST_SCALE_PCT = 89
};

/* Columns and rows come out a little larger in some programs. */
static const double width_slack = 0.98, height_slack = 0.96;

static int scale_pct(uint32_t width)
{
    return (int)(100.0 * width_slack * fyp_page_width(true) / width);
}

/** Pixels of rows that a page of so many pixels of columns holds. */
static uint32_t page_height(uint32_t width)
{
    return (
        uint32_t)(height_slack * 100.0 / scale_pct(width) * fyp_page_width(true) * fyp_page_ratio(true));
}

void fyp_body_start(
    struct fyp_sheet_body *body, const char *title, const uint32_t *widths,
    uint32_t count)
{
    body->last_column = count - 1;
    body->width = 0;
    body->repeat = -1;
    body->repeat_height = 0;
    for (uint32_t c = 0; c < count; c++) {
        fyp_sheet_column_width(body->sheet, c, c, widths[c]);
        body->width += widths[c];
    }
    body->page = page_height(body->width);
    body->height = fyp_heading_height(body->view);
    body->used = body->height;
    body->row =
        fyp_sheet_heading(body->view, body->sheet, title, body->last_column);
}

uint32_t fyp_body_row_height(int lines)
{
    return (uint32_t)(lines * LINE_HEIGHT + PADDING);
}

void fyp_body_keep(struct fyp_sheet_body *body, uint32_t rows)
{
    body->kept = rows > body->kept ? rows : body->kept;
}

void fyp_body_repeat(struct fyp_sheet_body *body, uint32_t pixels)
{
    body->repeat = (int)body->row;
    body->repeat_height = pixels;
}

static bool turns(const struct fyp_sheet_body *body, uint32_t pixels)
{
    return body->used + body->block_height + pixels > body->page;
}

bool fyp_body_turns(struct fyp_sheet_body *body, uint32_t pixels)
{
    const bool turned = turns(body, pixels);

    body->retitled = body->retitled || turned;
    return turned;
}

/* A new page: before the block begun, or where that alone is longer than a
 * page, within it. */
static void turn_page(struct fyp_sheet_body *body)
{
    if (body->used <= body->repeat_height) {
        body->block_row = body->row;
        body->block_height = 0;
    }
    if (body->break_count < FYP_PAGE_BREAKS_MAX) {
        body->breaks[body->break_count++] = body->block_row;
    }
    body->used = body->repeat_height;
}

void fyp_body_next(struct fyp_sheet_body *body, uint32_t pixels)
{
    if (body->block_height == 0) {
        body->block_row = body->row;
    }
    while (turns(body, pixels) &&
           (body->used > body->repeat_height || body->block_height > 0)) {
        turn_page(body);
    }
    fyp_sheet_row_height(body->sheet, body->row++, pixels);
    body->height += pixels;
    body->block_height += pixels;
    if (body->kept > 0) {
        body->kept--;
    } else {
        body->used += body->block_height;
        body->block_height = 0;
    }
}

void fyp_body_space(struct fyp_sheet_body *body)
{
    fyp_body_next(body, SPACE);
}

void fyp_body_below_heading(struct fyp_sheet_body *body)
{
    fyp_body_keep(body, 3); /* gap, titles, the first row */
    fyp_body_next(body, HEADING_HEIGHT);
    fyp_body_next(body, HEADING_GAP);
}

void fyp_body_line(
    struct fyp_sheet_body *body, enum fyp_style style, const char *text)
{
    const struct fyp_style_row *look = fyp_style_row(style);
    const int lines = fyp_text_lines(text, look->size, body->width);

    fyp_sheet_merged(
        body->sheet, fyp_area(body->row, 0, body->row, body->last_column),
        style, text);
    if (style == FYP_STYLE_HEADING) {
        fyp_body_below_heading(body);
    } else {
        const double line = look->size * LINE_HEIGHT / 10.5;
        fyp_body_next(body, (uint32_t)(lines * line) + PADDING);
    }
}

static bool ends_with(const char *text, const char *sign)
{
    const size_t length = strlen(text);
    const size_t last = strcspn(sign, " "); /* ": " in English */

    return length >= last && strncmp(text + length - last, sign, last) == 0;
}

void fyp_body_lines(
    struct fyp_sheet_body *body, enum fyp_style style,
    const struct fyp_buffer *text)
{
    if (text->failed) {
        fyp_sheet_fail_memory(body->sheet);
        return;
    }
    for (size_t at = 0; at < text->length;) {
        const size_t length = strcspn(text->data + at, "\n");
        char *line = strndup(text->data + at, length);
        if (line == NULL) {
            fyp_sheet_fail_memory(body->sheet);
            return;
        }
        if (ends_with(line, fyp_text(FYP_M_SECTION_COLON))) {
            fyp_body_keep(body, 1); /* a list follows */
        }
        fyp_body_line(body, style, line);
        free(line);
        at += length + 1;
    }
}

void fyp_body_finish(const struct fyp_sheet_body *body)
{
    /* on one page it is fitted, so that no program spills a row; a little
       more than a page at its scale may be */
    const double most =
        fyp_page_ratio(true) * fyp_page_width(true) * 100.0 / LEAST_SCALE_PCT;
    struct fyp_page printed = {
        .landscape = true,
        .pages_tall = 1,
        .area = fyp_area(0, 0, body->row - 1, body->last_column),
        .repeat_first = body->repeat,
        .repeat_last = body->repeat,
        .notice = body->view->notice,
        .footer = body->view->footer};

    assert(body->width <= FYP_BODY_WIDTH);
    if (body->break_count > 0 && (body->retitled || body->height > most)) {
        printed.pages_tall = 0;
        printed.scale_pct = scale_pct(body->width);
        printed.break_count = body->break_count;
        memcpy(printed.breaks, body->breaks, sizeof printed.breaks);
    }
    fyp_sheet_page(body->sheet, &printed);
}
