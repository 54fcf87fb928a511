/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_XLSX_STYLE_H
#define FYP_REPORTS_XLSX_STYLE_H

#include "engine/evaluate.h"

#include <stdbool.h>

/*
 * How the workbook looks, in two tables: one row a cell style, one row a
 * verdict. Colours are 0xRRGGBB, of the Okabe-Ito family; text on its fill
 * has a contrast of at least 4.5 to 1, and no colour stands without a word
 * and a symbol (a test computes the one and looks for the other).
 */

enum {
    FYP_COLOUR_NONE = -1,
    FYP_COLOUR_BLUE = 0x0072B2,
    FYP_COLOUR_SKY = 0x56B4E9,
    FYP_COLOUR_GREEN = 0x009E73,
    FYP_COLOUR_VERMILLION = 0xD55E00,
    FYP_COLOUR_PURPLE = 0x8A4F7D,
    FYP_COLOUR_GREY = 0xBFBFBF,
    FYP_COLOUR_GRID = 0xD9D9D9,
    FYP_COLOUR_AXIS = 0x595959,
    FYP_COLOUR_LINE = 0x404040
};

/** Chinese Windows and Mac versions of Excel and WPS have this font; others
 *  replace it by theirs. */
#define FYP_FONT "微软雅黑"

enum fyp_style {
    FYP_STYLE_PLAIN,
    FYP_STYLE_TITLE,
    FYP_STYLE_SUBTITLE,
    FYP_STYLE_NOTICE,
    FYP_STYLE_CARD_LABEL,
    FYP_STYLE_CARD_VALUE,
    FYP_STYLE_CARD_WARNING,
    FYP_STYLE_CARD_NOTE,
    FYP_STYLE_CARD_NOTE_WARNING,
    FYP_STYLE_SENTENCE,
    FYP_STYLE_COUNTS,
    FYP_STYLE_HEAD,
    FYP_STYLE_HEAD_LEFT,
    FYP_STYLE_GROUP,
    FYP_STYLE_TEXT,
    FYP_STYLE_TEXT_SMALL,
    FYP_STYLE_CENTER,
    FYP_STYLE_CENTER_FIT,
    FYP_STYLE_NUMBER,
    FYP_STYLE_NUMBER_STRONG,
    FYP_STYLE_VALUE_TEXT,
    FYP_STYLE_VALUE_FIT,
    FYP_STYLE_TOTAL,
    FYP_STYLE_TOTAL_NUMBER,
    FYP_STYLE_CHIP_GOOD,
    FYP_STYLE_CHIP_AHEAD,
    FYP_STYLE_CHIP_TRACK,
    FYP_STYLE_CHIP_BEHIND,
    FYP_STYLE_CHIP_QUIET,
    FYP_STYLE_CHIP_UNSURE,
    FYP_STYLE_ITEM_BEHIND,
    FYP_STYLE_ITEM_QUIET,
    FYP_STYLE_ITEM_GOOD,
    FYP_STYLE_HEADING,
    FYP_STYLE_BODY,
    FYP_STYLE_NOTE,
    FYP_STYLE_CAPTION,
    FYP_STYLE_FINDING,
    FYP_STYLE_DATA_HEAD,
    FYP_STYLE_DATA_TEXT,
    FYP_STYLE_DATA_NUMBER,
    FYP_STYLE_INPUT_HEAD, /* of a form: what somebody fills in */
    FYP_STYLE_INPUT_NUMBER,
    FYP_STYLE_INPUT_TEXT,
    FYP_STYLE_INPUT_CENTER,
    FYP_STYLE_INPUT_LINE,
    FYP_STYLE_EXAMPLE_TEXT,
    FYP_STYLE_EXAMPLE_NUMBER,
    FYP_STYLE_NOT_ASKED,
    FYP_STYLE_LINE_LABEL,
    FYP_STYLE_LINK,   /* to another sheet */
    FYP_STYLE_LEGEND, /* how to read a page, as large as its text */
    FYP_STYLE_NOTICE_SIDE,
    FYP_STYLE_TEXT_FIT, /* one line */
    FYP_STYLE_COUNT
};

enum fyp_align { FYP_ALIGN_LEFT, FYP_ALIGN_CENTER, FYP_ALIGN_RIGHT };
enum fyp_edges {
    FYP_EDGES_NONE,
    FYP_EDGES_ALL,
    FYP_EDGES_BOTTOM,
    FYP_EDGES_RIGHT
};

struct fyp_style_row {
    double size; /* points */
    bool bold;
    bool italic;
    bool underline;
    int ink;
    int fill; /* FYP_COLOUR_NONE: white */
    enum fyp_align align;
    bool top;    /* vertically at the top, else in the middle */
    bool wrap;   /* several lines */
    bool shrink; /* one line, smaller where it would not fit */
    int indent;
    bool input; /* may be filled in where the sheet is protected; whatever is
                   typed is shown as it is */
    enum fyp_edges edges;
    int edge_colour;
};

const struct fyp_style_row *fyp_style_row(enum fyp_style style);

/** How a verdict looks in a cell and in a chart. */
struct fyp_verdict_look {
    enum fyp_style chip;
    int chart_colour;
    int chart_outline;
};

const struct fyp_verdict_look *fyp_verdict_look(enum fyp_verdict verdict);

#endif
