/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sheet_body.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_HEIGHT = 17, PADDING = 6, SPACE = 10 };

/* So much more than a page fitted to its width holds may stand on one, in
 * smaller letters, before a further one is begun. */
static const double squeeze = 1.25;

void fyp_body_start(
    struct fyp_sheet_body *body, const char *title, const uint32_t *widths,
    uint32_t count)
{
    body->last_column = count - 1;
    body->width = 0;
    body->repeat = -1;
    for (uint32_t c = 0; c < count; c++) {
        fyp_sheet_column_width(body->sheet, c, c, widths[c]);
        body->width += widths[c];
    }
    body->height = fyp_heading_height(body->view);
    body->row =
        fyp_sheet_heading(body->view, body->sheet, title, body->last_column);
}

uint32_t fyp_body_row_height(int lines)
{
    return (uint32_t)(lines * LINE_HEIGHT + PADDING);
}

void fyp_body_next(struct fyp_sheet_body *body, uint32_t pixels)
{
    fyp_sheet_row_height(body->sheet, body->row++, pixels);
    body->height += pixels;
}

void fyp_body_space(struct fyp_sheet_body *body)
{
    fyp_body_next(body, SPACE);
}

void fyp_body_line(
    struct fyp_sheet_body *body, enum fyp_style style, const char *text)
{
    const struct fyp_style_row *look = fyp_style_row(style);
    const int lines = fyp_text_lines(text, look->size, body->width);

    fyp_sheet_merged(
        body->sheet, fyp_area(body->row, 0, body->row, body->last_column),
        style, text);
    fyp_body_next(body, fyp_body_row_height(lines));
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
        fyp_body_line(body, style, line);
        free(line);
        at += length + 1;
    }
}

void fyp_body_finish(const struct fyp_sheet_body *body)
{
    const double page = (double)body->width * fyp_page_ratio(true);
    const struct fyp_page printed = {
        .landscape = true,
        .pages_tall = (int)ceil((double)body->height / (page * squeeze)),
        .area = fyp_area(0, 0, body->row - 1, body->last_column),
        .repeat_first = body->repeat,
        .repeat_last = body->repeat,
        .notice = body->view->notice,
        .footer = body->view->footer};

    fyp_sheet_page(body->sheet, &printed);
}
