/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SHEETS_H
#define FYP_REPORTS_SHEETS_H

#include "reports/report.h"
#include "reports/series.h"
#include "reports/shown.h"
#include "reports/xlsx_chart.h"
#include "reports/xlsx_write.h"

/*
 * The sheets of the workbook, one file each. A new sheet is one function
 * here, one file sheet_<name>.c and one row in the table of workbook.c.
 */

enum fyp_sheet_id {
    FYP_SHEET_OVERVIEW,
    FYP_SHEET_INDICATORS,
    FYP_SHEET_MIDTERM, /* NULL but in its stage; so the next */
    FYP_SHEET_FINAL,
    FYP_SHEET_DETAILS,
    FYP_SHEET_SCORING,
    FYP_SHEET_REGIONS, /* these three where they were asked for */
    FYP_SHEET_COMPARE,
    FYP_SHEET_SENSITIVITY,
    FYP_SHEET_COMMITMENTS, /* NULL where none are entered */
    FYP_SHEET_FIELDWORK,   /* NULL where no third party stored anything */
    FYP_SHEET_QUALITY,     /* NULL where nothing was found */
    FYP_SHEET_TASKS,       /* NULL where none are entered */
    FYP_SHEET_DATA,
    FYP_SHEET_METHOD,
    FYP_SHEET_COUNT
};

/** What every sheet is made from. */
struct fyp_view {
    const struct fyp_evaluation *evaluation;
    const struct fyp_figures *figures;
    const struct fyp_series_set *series;
    struct fyp_workbook_extras extras;
    /* All sheets exist before the first is written: charts of one sheet
       draw the cells of another. NULL where adding it failed. */
    struct fyp_sheet *sheets[FYP_SHEET_COUNT];
    const char *notice; /* demonstration figures went in; else NULL */
    char subtitle[512]; /* region, year, stage, elapsed share */
    char footer[256];   /* plan, year, stage */
};

void fyp_sheet_overview(const struct fyp_view *view);
void fyp_sheet_indicators(const struct fyp_view *view);
void fyp_sheet_details(const struct fyp_view *view);
void fyp_sheet_scoring(const struct fyp_view *view);
void fyp_sheet_data(const struct fyp_view *view);
void fyp_sheet_quality(const struct fyp_view *view);
void fyp_sheet_midterm(const struct fyp_view *view);
void fyp_sheet_final(const struct fyp_view *view);
void fyp_sheet_fieldwork(const struct fyp_view *view);
void fyp_sheet_commitments(const struct fyp_view *view);
void fyp_sheet_tasks(const struct fyp_view *view);
void fyp_sheet_regions(const struct fyp_view *view);
void fyp_sheet_compare(const struct fyp_view *view);
void fyp_sheet_sensitivity(const struct fyp_view *view);
void fyp_sheet_method(const struct fyp_view *view);

/** Is there any indicator to score? */
bool fyp_has_sheet_scoring(const struct fyp_view *view);
/** Row of an indicator on that sheet, from 0. */
uint32_t fyp_scoring_row(const struct fyp_view *view, size_t index);

/** How the method scores one indicator, in words. */
const char *fyp_method_score_text(enum fyp_method method);

/** Is there anything to ask about the figures? */
bool fyp_has_sheet_quality(const struct fyp_view *view);
/** Commitments that were judged, tasks that were entered? */
bool fyp_has_sheet_commitments(const struct fyp_view *view);
bool fyp_has_sheet_tasks(const struct fyp_view *view);

/** Sub-regions with figures, methods side by side, a score to try out? */
bool fyp_has_sheet_regions(const struct fyp_view *view);
bool fyp_has_sheet_compare(const struct fyp_view *view);
bool fyp_has_sheet_sensitivity(const struct fyp_view *view);

/** Are there answers of the mid-term, of the end of the plan? */
bool fyp_has_sheet_midterm(const struct fyp_view *view);
bool fyp_has_sheet_final(const struct fyp_view *view);
/** Did a third party store anything for this plan, place and year? */
bool fyp_has_sheet_fieldwork(const struct fyp_view *view);

/* --- the data sheet, as charts see it --- */

enum fyp_data_column {
    FYP_DATA_NUMBER,
    FYP_DATA_CODE,
    FYP_DATA_NAME,
    FYP_DATA_REGION,
    FYP_DATA_UNIT,
    FYP_DATA_YEAR,
    FYP_DATA_REPORTED,
    FYP_DATA_BASIS,
    FYP_DATA_JUDGED,
    FYP_DATA_EXPECTED,
    FYP_DATA_TARGET,
    FYP_DATA_REFERENCE,
    FYP_DATA_FORECAST,
    FYP_DATA_FORECAST_LOW,
    FYP_DATA_FORECAST_HIGH,
    FYP_DATA_ELAPSED,
    FYP_DATA_STATE,
    FYP_DATA_SOURCE,
    FYP_DATA_FILE,
    FYP_DATA_VERSION,
    FYP_DATA_COLUMNS
};

/** Cells of one indicator in one column, from y0 to y1. */
struct fyp_chart_range fyp_data_range(
    const struct fyp_view *view, size_t indicator, enum fyp_data_column column);

/** Row of a figure of view->series->used that has one of its own below the
 *  years: a reference, a sub-region, a running total beside a figure. */
uint32_t fyp_data_used_row(const struct fyp_view *view, size_t used);

/* --- what sheets share --- */

/** Rows and columns of a merged text. */
struct fyp_area fyp_area(
    uint32_t first_row, uint32_t first_column, uint32_t last_row,
    uint32_t last_column);

/** "▼ 滞后于预期" */
void fyp_verdict_text(
    const struct fyp_evaluation *evaluation, enum fyp_verdict verdict,
    char *out, size_t size);

/** Colours the statuses of an area by what stands in them, so that the colour
 *  follows when somebody recalculates. */
void fyp_sheet_verdict_colours(
    const struct fyp_view *view, struct fyp_sheet *sheet, struct fyp_area area);

/** All verdicts, in the order in which reports tell them. */
extern const enum fyp_verdict fyp_verdict_order[FYP_VERDICT_COUNT];

/** The judged value, the expected one, the share of the way: with decimals
 *  that never contradict the verdict. */
struct fyp_number fyp_value_number(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result);
struct fyp_number fyp_expected_number(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result);
struct fyp_number fyp_share_number(double share);
struct fyp_number
fyp_progress_number(const struct fyp_indicator_result *result);
struct fyp_number
fyp_score_number(double score, const struct fyp_ruleset *ruleset);

/** The pace, with two or more decimals, that keep it on its side of the
 *  bands; NAN under maintain, step and reference. */
struct fyp_number fyp_pace_number(
    const struct fyp_indicator_result *result,
    const struct fyp_ruleset *ruleset);

/** A cell that is a number where the text is one, so that Excel does not
 *  mark it as a number stored as text. */
void fyp_sheet_number_or_text(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, const char *text);

/** Title, subtitle and, where it belongs, the notice of demonstration
 *  figures on top of a sheet.
 *  @return the first free row. */
uint32_t fyp_sheet_heading(
    const struct fyp_view *view, struct fyp_sheet *sheet, const char *title,
    uint32_t last_column);

/** Pixels that fyp_sheet_heading takes. */
uint32_t fyp_heading_height(const struct fyp_view *view);

/** "第 2、7 项" of the results that a test picks; "" for none. */
typedef bool fyp_picks(const struct fyp_indicator_result *result);
void fyp_numbers_of(
    const struct fyp_evaluation *evaluation, fyp_picks *picks,
    struct fyp_buffer *out);

#endif
