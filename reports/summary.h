/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SUMMARY_H
#define FYP_REPORTS_SUMMARY_H

#include "reports/report.h"

/*
 * The table of a batch: plan, year, stage, score, grade, targets behind or
 * missed, and the workbook where one was written. A score never stands without
 * the number of targets missed and the share of the weight that it covers.
 * Zero-initialise, add, report, finish once.
 */

struct fyp_summary_row {
    const char *plan;
    const char *region; /* code */
    const char *place;  /* its name; NULL: the plan's own place */
    const char *file;   /* NULL: no workbook was asked for */
    int year;
    enum fyp_stage stage;
    double score; /* NAN where nothing is scored */
    char score_text[FYP_DECIMAL_TEXT_SIZE];
    enum fyp_grade grade;
    int missed;
    int as_zero;            /* without data, counted as 0 in the score */
    double assessed_weight; /* share */
    bool demonstration;
};

struct fyp_summary {
    struct fyp_summary_row *rows;
    size_t row_count, row_capacity;
    struct fyp_arena arena;
    bool failed; /* out of memory: some row is missing */
};

/** Copies what it needs of the evaluation and of path; NULL in all rows or
 *  in none. */
void fyp_summary_add(
    struct fyp_summary *summary, const struct fyp_evaluation *evaluation,
    const char *path);
void fyp_summary_report(
    const struct fyp_summary *summary, enum fyp_format format,
    struct fyp_buffer *out);
/** Closes the text form: how many, and where they are compared (NULL:
 *  nowhere). */
void fyp_summary_close(
    const struct fyp_summary *summary, const char *index,
    struct fyp_buffer *out);
void fyp_summary_finish(struct fyp_summary *summary);

#endif
