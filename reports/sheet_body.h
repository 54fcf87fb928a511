/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SHEET_BODY_H
#define FYP_REPORTS_SHEET_BODY_H

#include "reports/sheets.h"

/*
 * A sheet that is read from top to bottom: heading, tables, lines of text.
 * It remembers how far it got, so that one printed page can be told from
 * more.
 */

struct fyp_sheet_body {
    const struct fyp_view *view;
    struct fyp_sheet *sheet;
    uint32_t row;         /* the next free one */
    uint32_t last_column; /* up to which texts reach */
    uint32_t width;       /* of all columns, pixels */
    uint32_t height;      /* of all rows so far, pixels */
    int repeat;           /* row repeated on each page; -1: none */
};

/** Heading of a sheet whose columns are so wide (pixels, shape [count]). */
void fyp_body_start(
    struct fyp_sheet_body *body, const char *title, const uint32_t *widths,
    uint32_t count);

/** Goes on below a row of so many pixels. */
void fyp_body_next(struct fyp_sheet_body *body, uint32_t pixels);

/** A row of empty space. */
void fyp_body_space(struct fyp_sheet_body *body);

/** One line over all columns. */
void fyp_body_line(
    struct fyp_sheet_body *body, enum fyp_style style, const char *text);

/** Every line of a text, ended by "\n", over all columns. */
void fyp_body_lines(
    struct fyp_sheet_body *body, enum fyp_style style,
    const struct fyp_buffer *text);

/** A4 landscape, on as few pages as stay readable. */
void fyp_body_finish(const struct fyp_sheet_body *body);

/** Pixels of a row whose cells take so many lines at most. */
uint32_t fyp_body_row_height(int lines);

#endif
