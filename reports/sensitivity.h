/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SENSITIVITY_H
#define FYP_REPORTS_SENSITIVITY_H

#include "engine/sensitivity.h"
#include "reports/report.h"

/*
 * How sure a score is, as people and programs read it: text, JSON with one
 * object and CSV with one row for each plan and place.
 */

void fyp_report_sensitivity(
    const struct fyp_sensitivity *sensitivity, enum fyp_format format,
    struct fyp_buffer *out);

/* --- inside of reports --- */

void fyp_sensitivity_text(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out);
void fyp_sensitivity_json(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out);
void fyp_sensitivity_csv(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out);

/** What the runs gave, of one plan; the notes. A line each. */
void fyp_sensitivity_findings(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out);
void fyp_sensitivity_notes(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out);

/** "权重" and how it is varied. */
const char *fyp_word_factor(enum fyp_factor factor);
const char *fyp_word_factor_how(enum fyp_factor factor);

enum { FYP_INDEX_DECIMALS = 3 };

/** Name of the place of a subject. */
const char *
fyp_sensitivity_place(const struct fyp_sensitivity_subject *subject);

/** "2 至 4": between which ranks nine of ten runs lie; "2" where they are the
 *  same; FYP_SHOWN_UNDEFINED without a rank. */
void fyp_rank_range_text(
    const struct fyp_sensitivity_subject *subject, char *out, size_t size);

#endif
