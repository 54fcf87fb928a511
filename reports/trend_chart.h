/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_TREND_CHART_H
#define FYP_REPORTS_TREND_CHART_H

#include "reports/sheets.h"

/*
 * The chart of one indicator over the years of its plan, and what it shows
 * in words: figures, expected path, target, reference, and in years to come
 * the forecast with its band.
 *
 *   trend_chart.c   which lines, where their cells are
 *   trend_scale.c   the value axis, and on which side labels stand
 *   trend_words.c   first and last value, the finding, the forecast
 */

/** First and last point of the judged line, and how they read. */
struct fyp_trend_ends {
    int first, last;     /* index of a year; -1: no point */
    bool first_labelled; /* no: a sum starts from 0, as all sums do */
    char first_text[FYP_DECIMAL_TEXT_SIZE], last_text[FYP_DECIMAL_TEXT_SIZE];
};

struct fyp_trend {
    bool has_figure; /* else there is nothing to draw */
    struct fyp_trend_ends ends;
    struct fyp_line_chart chart; /* its place is left to the caller */
    char title[512];             /* "9 残疾人基本康复覆盖率" */
    char heading[640];           /* the same with its unit, if it has one */
    char axis[128];
    char finding[1536];
    char alternative[2400];
};

/** All about one indicator. The chart points to the texts: do not copy it. */
void fyp_trend_init(
    const struct fyp_view *view, size_t index, struct fyp_trend *out);

/* --- inside of the three files --- */

/** Growth starts in the first year of the plan, everything else in y0. */
size_t fyp_trend_first_year(const struct fyp_series *series);

void fyp_trend_ends_find(
    const struct fyp_view *view, const struct fyp_series *series,
    struct fyp_trend_ends *out);

/** "2020年 85 → 2023年 88.2；应达 87.0，目标 ≥90。按已有数据外推……" */
void fyp_trend_tell(
    const struct fyp_view *view, const struct fyp_series *series,
    const struct fyp_trend_ends *ends, char *out, size_t size);

/**
 * The value axis of a chart.
 * @return the side on which the fewest lines strike through a label.
 */
enum fyp_label_side fyp_trend_scale(
    const struct fyp_series *series, size_t year_count,
    const struct fyp_trend_ends *ends, struct fyp_line_chart *chart);

#endif
