/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_QUALITY_H
#define FYP_REPORTS_QUALITY_H

#include "reports/report.h"

/*
 * Figures that deserve a question: the list of `fyp quality`, the words for
 * it, and the mark that such a figure carries in every report.
 */

/** Behind a figure that is asked about; the legends explain it. */
#define FYP_MARK_QUESTIONED "※"

struct fyp_quality_report {
    const struct fyp_plan *plan;
    const char *region; /* NULL: the plan's own place and its sub-regions */
    int year;
    const struct fyp_quality_findings *findings;
};

/** Appends to out; check out->failed at the end. */
void fyp_report_quality(
    const struct fyp_quality_report *report, enum fyp_format format,
    struct fyp_buffer *out);

/** 严重, 提问, 提示 */
const char *fyp_word_severity(enum fyp_severity severity);

enum { FYP_QUALITY_CODE_SIZE = 16, FYP_FIGURE_PLACE_SIZE = 640 };

/** "FYP-753" */
void fyp_quality_code(
    const struct fyp_quality_check *check, char out[FYP_QUALITY_CODE_SIZE]);

/** "stats.csv:14", "a.xlsx!表1!C7"; "" without a figure. */
void fyp_figure_place(
    const struct fyp_figure *figure, char out[FYP_FIGURE_PLACE_SIZE]);

/** The questions about a result: "FYP-753 比上年变动过大、FYP-760 应为整数",
 *  each check once; nothing where there is none. */
void fyp_tell_questions(
    const struct fyp_indicator_result *result, struct fyp_buffer *out);

/** How many results of an evaluation have questions. */
size_t fyp_questioned_results(const struct fyp_evaluation *evaluation);

/* One form each. */
void fyp_quality_text(
    const struct fyp_quality_report *report, struct fyp_buffer *out);
void fyp_quality_json(
    const struct fyp_quality_report *report, struct fyp_buffer *out);
void fyp_quality_csv(
    const struct fyp_quality_report *report, struct fyp_buffer *out);

#endif
