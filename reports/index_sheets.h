/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_INDEX_SHEETS_H
#define FYP_REPORTS_INDEX_SHEETS_H

#include "reports/index.h"
#include "reports/sheets.h"

/* Inside of the index workbook: what it keeps, and its sheets, a file each. */

/** One indicator of one workbook. */
struct fyp_index_line {
    const char *number, *code, *name, *unit;
    const char *common_name;       /* of the catalogue */
    const char *baseline, *target; /* as shown */
    const char *flags;             /* in words; "" for none */
    const char *progress_text;     /* with its sign; "" for none */
    enum fyp_attribute attribute;
    enum fyp_kind kind;
    struct fyp_number value, due, progress, expected, pace, score, weight;
    int value_year;
    enum fyp_verdict verdict;
    size_t questions;
    bool demonstration;
};

/** One workbook. */
struct fyp_index_book {
    const char *plan, *title, *region, *name, *file;
    const char *rules;  /* name and version */
    const char *remark; /* what caps the grade, why there is none; "" */
    bool part, ranked;
    int rank; /* 0: none */
    int year;
    enum fyp_stage stage;
    enum fyp_grade grade;
    double raw_score;
    struct fyp_number elapsed, score, assessed;
    int missed;
    int counts[FYP_VERDICT_COUNT];
    struct fyp_attainment attainment;
    bool demonstration;
    struct fyp_index_line *lines; /* shape [line_count] */
    size_t line_count;
    size_t order; /* in which they came */
};

struct fyp_index {
    struct fyp_index_book *books; /* shape [count] */
    size_t count, capacity;
    bool regions;
    bool demonstration;
    int last_year;
    struct fyp_arena arena;
};

enum fyp_index_sheet_id {
    FYP_INDEX_OVERVIEW,
    FYP_INDEX_MATRIX,
    FYP_INDEX_DATA,
    FYP_INDEX_METHOD,
    FYP_INDEX_SHEETS
};

/** One sheet being written. */
struct fyp_index_page {
    const struct fyp_index *index;
    const struct fyp_view *view; /* notice, subtitle and footer only */
    struct fyp_sheet *sheet;
    uint32_t row;     /* the next free one */
    uint32_t columns; /* up to which texts reach */
    uint32_t width;   /* of these, pixels */
};

void fyp_index_overview(struct fyp_index_page *page);
void fyp_index_matrix(struct fyp_index_page *page);
void fyp_index_data(struct fyp_index_page *page);
void fyp_index_method(struct fyp_index_page *page);

/** One paragraph over the columns of the page.
 *  @return its height, pixels. */
uint32_t fyp_index_say(
    struct fyp_index_page *page, enum fyp_style style, const char *text);

/** Symbol and word of a status. */
void fyp_index_status(
    enum fyp_verdict verdict, enum fyp_stage stage, char *out, size_t size);

/** "罗江区 2023" beside cells: the place where they are of one plan, else the
 *  plan's title. */
const char *fyp_index_label(
    const struct fyp_index *index, const struct fyp_index_book *book);

#endif
