/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_FORM_H
#define FYP_REPORTS_FORM_H

#include "data/figures.h"
#include "indicators/plan.h"

/*
 * The form that an office fills in for one year: a row for each indicator of
 * a plan (for each sub-region, where the plan judges these), with what it
 * means, its unit and last year's figure; below it one for each series of the
 * same place that a target refers to. Cells for input are open and checked
 * while somebody types, everything else is locked, nothing is hidden.
 * data/tables/form.h reads it again.
 */

struct fyp_form_request {
    const struct fyp_plan *plan;
    const struct fyp_catalogue *catalogue;
    const struct fyp_figures *figures; /* for last year's; NULL: none */
    int year;
    const char *region; /* code */
    const char *region_name;
};

/**
 * Writes the form; same input, same bytes.
 * @param rows  How many are to be filled in; may be NULL.
 * @retval FYP_E_EVALUATE_YEAR  Not a year of the plan, nor its baseline.
 * @retval FYP_E_FORM_EXISTS    The file is there: it may have been filled in.
 * @retval FYP_E_REPORT_…       Nothing is left behind.
 */
enum fyp_status fyp_report_form(
    const struct fyp_form_request *request, const char *path, size_t *rows,
    struct fyp_error *err);

#endif
