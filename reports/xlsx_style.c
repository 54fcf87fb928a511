/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_style.h"

#include <assert.h>

enum {
    INK = 0x262626,
    INK_SOFT = 0x595959,
    INK_DEEP = 0x00456B,
    INK_WARNING = 0x8F3A00,
    WHITE = 0xFFFFFF,
    PAPER_CARD = 0xF1F5F9,
    PAPER_GROUP = 0xE8EEF4,
    PAPER_WARNING = 0xFBE3D3,
    PAPER_QUIET = 0xF2F2F2,
    PAPER_GOOD = 0xD6E8F5,
    PAPER_INPUT = 0xFFF9DB,
    FILL_INPUT_HEAD = 0x7A4A00,
    NONE = FYP_COLOUR_NONE,
    GRID = FYP_COLOUR_GRID
};

#define CARD(points, heavy, colour, at_top)                                    \
    {                                                                          \
        .size = (points), .bold = (heavy), .ink = (colour),                    \
        .fill = PAPER_CARD, .wrap = true, .top = (at_top), .indent = 1,        \
        .edges = FYP_EDGES_RIGHT, .edge_colour = WHITE                         \
    }
#define CELL(points, heavy, alignment, wrapped)                                \
    {                                                                          \
        .size = (points), .bold = (heavy), .ink = INK, .fill = NONE,           \
        .align = (alignment), .wrap = (wrapped), .edges = FYP_EDGES_ALL,       \
        .edge_colour = GRID                                                    \
    }
/* A number with its marks (＊, ※) must never turn into ####. */
#define NUMBER(heavy)                                                          \
    {                                                                          \
        .size = 10.5, .bold = (heavy), .ink = INK, .fill = NONE,               \
        .align = FYP_ALIGN_RIGHT, .shrink = true, .edges = FYP_EDGES_ALL,      \
        .edge_colour = GRID                                                    \
    }
#define FIT(points, alignment)                                                 \
    {                                                                          \
        .size = (points), .ink = INK, .fill = NONE, .align = (alignment),      \
        .shrink = true, .edges = FYP_EDGES_ALL, .edge_colour = GRID            \
    }
#define CHIP(colour, paper, slanted)                                           \
    {                                                                          \
        .size = 10.5, .bold = true, .italic = (slanted), .ink = (colour),      \
        .fill = (paper), .align = FYP_ALIGN_CENTER, .shrink = true,            \
        .edges = FYP_EDGES_ALL, .edge_colour = GRID                            \
    }
#define ITEM(colour, paper)                                                    \
    {                                                                          \
        .size = 10.5, .ink = (colour), .fill = (paper), .wrap = true,          \
        .indent = 1, .edges = FYP_EDGES_ALL, .edge_colour = WHITE              \
    }
#define FREE(points, heavy, colour, wrapped, at_top)                           \
    {                                                                          \
        .size = (points), .bold = (heavy), .ink = (colour), .fill = NONE,      \
        .wrap = (wrapped), .top = (at_top)                                     \
    }
#define HEAD(alignment)                                                        \
    {                                                                          \
        .size = 10.5, .bold = true, .ink = WHITE, .fill = FYP_COLOUR_BLUE,     \
        .align = (alignment), .wrap = true, .edges = FYP_EDGES_ALL,            \
        .edge_colour = WHITE                                                   \
    }
#define INPUT(colour, paper, slanted, alignment)                               \
    {                                                                          \
        .size = 10.5, .italic = (slanted), .ink = (colour), .fill = (paper),   \
        .align = (alignment), .wrap = true, .input = true,                     \
        .edges = FYP_EDGES_ALL, .edge_colour = FYP_COLOUR_GREY                 \
    }
static const struct fyp_style_row rows[FYP_STYLE_COUNT] = {
    [FYP_STYLE_PLAIN] = FREE(10.5, false, INK, false, false),
    [FYP_STYLE_TITLE] = FREE(20, true, INK_DEEP, false, false),
    [FYP_STYLE_SUBTITLE] = FREE(10.5, false, INK_SOFT, false, false),
    [FYP_STYLE_NOTICE] =
        {.size = 11,
         .bold = true,
         .ink = INK_WARNING,
         .fill = PAPER_WARNING,
         .align = FYP_ALIGN_CENTER,
         .wrap = true},
    [FYP_STYLE_CARD_LABEL] = CARD(10.5, false, INK_SOFT, false),
    [FYP_STYLE_CARD_VALUE] = CARD(20, true, INK_DEEP, false),
    [FYP_STYLE_CARD_WARNING] = CARD(20, true, INK_WARNING, false),
    [FYP_STYLE_CARD_NOTE] = CARD(10.5, false, INK_SOFT, true),
    [FYP_STYLE_CARD_NOTE_WARNING] = CARD(10.5, true, INK_WARNING, true),
    [FYP_STYLE_SENTENCE] = FREE(12, true, INK, true, false),
    [FYP_STYLE_COUNTS] = FREE(10.5, false, INK, true, false),
    [FYP_STYLE_HEAD] = HEAD(FYP_ALIGN_CENTER),
    [FYP_STYLE_HEAD_LEFT] = HEAD(FYP_ALIGN_LEFT),
    [FYP_STYLE_GROUP] =
        {.size = 10.5,
         .bold = true,
         .ink = INK_DEEP,
         .fill = PAPER_GROUP,
         .edges = FYP_EDGES_BOTTOM,
         .edge_colour = GRID},
    [FYP_STYLE_TEXT] = CELL(10.5, false, FYP_ALIGN_LEFT, true),
    [FYP_STYLE_TEXT_SMALL] = CELL(9, false, FYP_ALIGN_LEFT, true),
    [FYP_STYLE_CENTER] = CELL(10.5, false, FYP_ALIGN_CENTER, true),
    [FYP_STYLE_CENTER_FIT] = FIT(10.5, FYP_ALIGN_CENTER),
    [FYP_STYLE_NUMBER] = NUMBER(false),
    [FYP_STYLE_NUMBER_STRONG] = NUMBER(true),
    [FYP_STYLE_VALUE_TEXT] = CELL(10.5, false, FYP_ALIGN_RIGHT, true),
    [FYP_STYLE_VALUE_FIT] = FIT(10.5, FYP_ALIGN_RIGHT),
    [FYP_STYLE_TOTAL] =
        {.size = 10.5,
         .bold = true,
         .ink = INK,
         .fill = PAPER_GROUP,
         .wrap = true,
         .edges = FYP_EDGES_ALL,
         .edge_colour = GRID},
    [FYP_STYLE_TOTAL_NUMBER] =
        {.size = 10.5,
         .bold = true,
         .ink = INK,
         .fill = PAPER_GROUP,
         .align = FYP_ALIGN_RIGHT,
         .shrink = true,
         .edges = FYP_EDGES_ALL,
         .edge_colour = GRID},
    [FYP_STYLE_CHIP_GOOD] = CHIP(INK_DEEP, PAPER_GOOD, false),
    [FYP_STYLE_CHIP_AHEAD] = CHIP(0x1A5A7F, 0xE6F4FB, false),
    [FYP_STYLE_CHIP_TRACK] = CHIP(0x005A45, 0xDDF1EA, false),
    [FYP_STYLE_CHIP_BEHIND] = CHIP(INK_WARNING, PAPER_WARNING, false),
    [FYP_STYLE_CHIP_QUIET] = CHIP(INK_SOFT, PAPER_QUIET, false),
    [FYP_STYLE_CHIP_UNSURE] = CHIP(INK_SOFT, PAPER_QUIET, true),
    [FYP_STYLE_ITEM_BEHIND] = ITEM(INK_WARNING, PAPER_WARNING),
    [FYP_STYLE_ITEM_QUIET] = ITEM(INK_SOFT, PAPER_QUIET),
    [FYP_STYLE_ITEM_GOOD] = ITEM(INK_DEEP, PAPER_GOOD),
    [FYP_STYLE_HEADING] =
        {.size = 13,
         .bold = true,
         .ink = INK_DEEP,
         .fill = NONE,
         .edges = FYP_EDGES_BOTTOM,
         .edge_colour = FYP_COLOUR_BLUE},
    [FYP_STYLE_BODY] = FREE(10.5, false, INK, true, true),
    [FYP_STYLE_NOTE] = FREE(9, false, INK_SOFT, true, true),
    [FYP_STYLE_CAPTION] = FREE(11, true, INK, true, false),
    [FYP_STYLE_FINDING] = FREE(9.5, false, INK, true, true),
    [FYP_STYLE_DATA_HEAD] = HEAD(FYP_ALIGN_LEFT),
    [FYP_STYLE_DATA_TEXT] = FIT(10, FYP_ALIGN_LEFT),
    [FYP_STYLE_DATA_NUMBER] = CELL(10, false, FYP_ALIGN_RIGHT, false),
    [FYP_STYLE_INPUT_HEAD] =
        {.size = 10,
         .bold = true,
         .ink = WHITE,
         .fill = FILL_INPUT_HEAD,
         .align = FYP_ALIGN_CENTER,
         .wrap = true,
         .edges = FYP_EDGES_ALL,
         .edge_colour = WHITE},
    [FYP_STYLE_INPUT_NUMBER] = INPUT(INK, PAPER_INPUT, false, FYP_ALIGN_RIGHT),
    [FYP_STYLE_INPUT_TEXT] = INPUT(INK, PAPER_INPUT, false, FYP_ALIGN_LEFT),
    [FYP_STYLE_INPUT_CENTER] = INPUT(INK, PAPER_INPUT, false, FYP_ALIGN_CENTER),
    [FYP_STYLE_INPUT_LINE] =
        {.size = 10.5,
         .ink = INK,
         .fill = PAPER_INPUT,
         .input = true,
         .edges = FYP_EDGES_BOTTOM,
         .edge_colour = INK_SOFT},
    [FYP_STYLE_EXAMPLE_TEXT] =
        INPUT(INK_SOFT, PAPER_QUIET, true, FYP_ALIGN_LEFT),
    [FYP_STYLE_EXAMPLE_NUMBER] =
        INPUT(INK_SOFT, PAPER_QUIET, true, FYP_ALIGN_RIGHT),
    [FYP_STYLE_NOT_ASKED] =
        {.size = 10,
         .ink = INK_SOFT,
         .fill = PAPER_QUIET,
         .align = FYP_ALIGN_CENTER,
         .edges = FYP_EDGES_ALL,
         .edge_colour = GRID},
    [FYP_STYLE_LINE_LABEL] =
        {.size = 10.5, .ink = INK, .fill = NONE, .align = FYP_ALIGN_RIGHT},
    [FYP_STYLE_LINK] =
        {.size = 10.5, .underline = true, .ink = INK_DEEP, .fill = NONE},
    [FYP_STYLE_LEGEND] = FREE(10.5, false, INK_SOFT, true, true),
    [FYP_STYLE_TEXT_FIT] = FIT(10.5, FYP_ALIGN_LEFT),
    [FYP_STYLE_NOTICE_SIDE] =
        {.size = 10.5,
         .bold = true,
         .ink = INK_WARNING,
         .fill = PAPER_WARNING,
         .align = FYP_ALIGN_CENTER},
};

#define LOOK(name, colour, line)                                               \
    {                                                                          \
        .chip = FYP_STYLE_CHIP_##name, .chart_colour = (colour),               \
        .chart_outline = (line)                                                \
    }

static const struct fyp_verdict_look looks[FYP_VERDICT_COUNT] = {
    [FYP_VERDICT_MONITOR] = LOOK(QUIET, FYP_COLOUR_GREY, FYP_COLOUR_GREY),
    [FYP_VERDICT_NOT_DUE] = LOOK(QUIET, FYP_COLOUR_GREY, FYP_COLOUR_GREY),
    [FYP_VERDICT_NO_DATA] = LOOK(QUIET, FYP_COLOUR_GREY, FYP_COLOUR_GREY),
    [FYP_VERDICT_NOT_ASSESSABLE] =
        LOOK(UNSURE, FYP_COLOUR_GREY, FYP_COLOUR_AXIS),
    [FYP_VERDICT_EXCEEDED] = LOOK(GOOD, FYP_COLOUR_BLUE, FYP_COLOUR_BLUE),
    [FYP_VERDICT_ACHIEVED] = LOOK(GOOD, FYP_COLOUR_BLUE, FYP_COLOUR_BLUE),
    [FYP_VERDICT_AHEAD] = LOOK(AHEAD, FYP_COLOUR_SKY, FYP_COLOUR_BLUE),
    [FYP_VERDICT_ON_TRACK] = LOOK(TRACK, FYP_COLOUR_GREEN, FYP_COLOUR_GREEN),
    [FYP_VERDICT_BEHIND] =
        LOOK(BEHIND, FYP_COLOUR_VERMILLION, FYP_COLOUR_VERMILLION),
    [FYP_VERDICT_NOT_ACHIEVED] =
        LOOK(BEHIND, FYP_COLOUR_VERMILLION, FYP_COLOUR_VERMILLION),
};

const struct fyp_style_row *fyp_style_row(enum fyp_style style)
{
    assert((unsigned)style < FYP_STYLE_COUNT);
    return &rows[style];
}

const struct fyp_verdict_look *fyp_verdict_look(enum fyp_verdict verdict)
{
    assert((unsigned)verdict < FYP_VERDICT_COUNT);
    return &looks[verdict];
}
