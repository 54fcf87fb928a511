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

/** Name of the place of a subject. */
const char *
fyp_sensitivity_place(const struct fyp_sensitivity_subject *subject);

#endif
