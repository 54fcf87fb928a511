/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_XLSX_CHART_H
#define FYP_REPORTS_XLSX_CHART_H

#include "reports/xlsx_write.h"

/*
 * The two charts of the workbook, described by data: lines over years, and
 * bars with a time line. Colours, fonts and grid are the same everywhere.
 */

enum { FYP_CHART_SERIES_MAX = 6 };

/** Rows of one column, first to last. */
struct fyp_chart_range {
    const struct fyp_sheet *sheet;
    uint32_t first_row, last_row, column;
};

enum fyp_chart_line {
    FYP_LINE_OBSERVED,  /* solid, round marks, first and last labelled */
    FYP_LINE_YEARLY,    /* marks only: what each year gave */
    FYP_LINE_EXPECTED,  /* dashed */
    FYP_LINE_TARGET,    /* solid, dark */
    FYP_LINE_REFERENCE, /* dotted, square marks */
    FYP_LINE_FORECAST,  /* dotted, hollow diamonds */
    FYP_LINE_LOW,       /* ends of the forecast's band: thin, no marks */
    FYP_LINE_HIGH,
    FYP_LINE_KINDS
};

/** Where the values stand beside their points. */
enum fyp_label_side {
    FYP_LABELS_ABOVE,
    FYP_LABELS_BELOW,
    FYP_LABELS_RIGHT,
    FYP_LABELS_SIDES
};

struct fyp_chart_series {
    const char *name;
    enum fyp_chart_line line;
    struct fyp_chart_range values;
    bool single; /* one point, which needs a mark to be seen */
    bool steps;  /* marks only: between them nothing changes gradually */
    /* FYP_LINE_OBSERVED: points that carry their value, and how. */
    int first_point, last_point; /* -1: none */
    const char *first_label, *last_label;
    enum fyp_label_side labels;
};

/** Place of a chart, in pixels from the corner of a cell. */
struct fyp_chart_place {
    uint32_t row, column;
    int x, y, width, height;
};

struct fyp_line_chart {
    const char *title;
    const char *years;   /* title of the axis of years */
    const char *unit;    /* title of the axis of values, with the unit */
    const char *finding; /* alternative text */
    struct fyp_chart_range categories;
    bool band; /* the first and the last series are the ends of a band: bars
                  in a light tint between them, one name for both */
    struct fyp_chart_series series[FYP_CHART_SERIES_MAX];
    size_t count;
    double low, high, step; /* of the value axis */
    int axis_decimals;
    struct fyp_chart_place place;
};

void fyp_sheet_line_chart(
    struct fyp_sheet *sheet, const struct fyp_line_chart *spec);

/** One horizontal bar a row, in the colour of its verdict, and a vertical
 *  line through all of them. */
struct fyp_bar_chart {
    const char *finding;   /* alternative text */
    const char *name;      /* of the bars */
    const char *line_name; /* of the line */
    struct fyp_chart_range categories, values, line;
    const struct fyp_verdict_look **looks; /* shape [rows]; NULL: no bar */
    struct fyp_chart_place place;
};

void fyp_sheet_bar_chart(
    struct fyp_sheet *sheet, const struct fyp_bar_chart *spec);

#endif
