/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SHEET_BODY_H
#define FYP_REPORTS_SHEET_BODY_H

#include "reports/sheets.h"

/*
 * A sheet that is read from top to bottom: heading, tables, lines of text.
 * It remembers how far it got and where a printed page ends: a heading goes
 * to the next page with what it is the heading of. Pages are not squeezed,
 * for the smallest letters, of 9 points, must not print below 8: so all
 * columns together take at most FYP_BODY_WIDTH.
 */

enum { FYP_BODY_WIDTH = 1160 }; /* pixels */

struct fyp_sheet_body {
    const struct fyp_view *view;
    struct fyp_sheet *sheet;
    uint32_t row;         /* the next free one */
    uint32_t last_column; /* up to which texts reach */
    uint32_t width;       /* of all columns, pixels */
    int repeat;           /* row repeated on each page; -1: none */
    uint32_t repeat_height;
    uint32_t height;       /* of all rows so far, pixels */
    bool retitled;         /* a table was given its titles again */
    uint32_t page;         /* pixels that a page holds */
    uint32_t used;         /* of the page begun, by finished blocks */
    uint32_t block_row;    /* first row of those that stay together */
    uint32_t block_height; /* of these so far; 0: none begun */
    uint32_t kept;         /* rows to come that are not the last of theirs */
    uint32_t breaks[FYP_PAGE_BREAKS_MAX];
    size_t break_count;
};

/** Heading of a sheet whose columns are so wide (pixels, shape [count]). */
void fyp_body_start(
    struct fyp_sheet_body *body, const char *title, const uint32_t *widths,
    uint32_t count);

/** Goes on below a row of so many pixels. */
void fyp_body_next(struct fyp_sheet_body *body, uint32_t pixels);

/** The next rows, so many, each stay on a page with the row after them. */
void fyp_body_keep(struct fyp_sheet_body *body, uint32_t rows);

/** Would a row of so many pixels begin a new page? A table that goes on there
 *  is given its titles again. */
bool fyp_body_turns(struct fyp_sheet_body *body, uint32_t pixels);

/** The next row, so high, is repeated on top of each page. */
void fyp_body_repeat(struct fyp_sheet_body *body, uint32_t pixels);

/** A row of empty space. */
void fyp_body_space(struct fyp_sheet_body *body);

/** Goes on below a row of headings, which stays with what follows. */
void fyp_body_below_heading(struct fyp_sheet_body *body);

/** One line over all columns. */
void fyp_body_line(
    struct fyp_sheet_body *body, enum fyp_style style, const char *text);

/** Every line of a text, ended by "\n", over all columns. */
void fyp_body_lines(
    struct fyp_sheet_body *body, enum fyp_style style,
    const struct fyp_buffer *text);

/** A4 landscape; on one page where its letters stay readable. */
void fyp_body_finish(const struct fyp_sheet_body *body);

/** Pixels of a row whose cells take so many lines at most. */
uint32_t fyp_body_row_height(int lines);

#endif
