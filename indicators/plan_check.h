/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_PLAN_CHECK_H
#define FYP_INDICATORS_PLAN_CHECK_H

#include "indicators/findings.h"
#include "indicators/plan.h"

/*
 * What must hold between the fields of a plan file that its schema cannot
 * say. Every problem is reported, with its line. Private to indicators/.
 *
 *   plan_check.c       the plan as a whole: id, years, regions, numbers
 *   indicator_check.c  one indicator: target, milestones, baseline, range
 *   amendment_check.c  targets revised in mid-plan
 *   printed_check.c    what is entered against what is printed
 *   quotation.c        quotations against the text of the document
 */

struct fyp_plan_check {
    const struct fyp_plan *plan; /* read without a schema problem, and with
                                    its defaults filled in */
    const struct fyp_catalogue *catalogue;
    const char *text; /* of the file, to find the lines of top-level keys */
    struct fyp_findings *findings;
};

void fyp_plan_check(const struct fyp_plan_check *check);

void fyp_indicator_check(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator);

/** The target and milestones of an amended indicator: its baseline is that of
 *  the plan and was checked there. */
void fyp_target_check(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator);

/** One amendment of check->plan, and its place after the one before. */
void fyp_amendment_check(const struct fyp_plan_check *check, size_t index);

/** The target alone against its printed text. */
void fyp_printed_target_check(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator);

/** Target and baseline against their printed texts. */
void fyp_printed_check(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator);

/**
 * Holds every quotation with a line against texts/<id>.txt beside the folder
 * of the plan: it must begin on that line, blanks ignored. Without such a
 * file nothing is checked and nothing is said.
 */
void fyp_quotations_check(const struct fyp_plan_check *check);

/** Line of a top-level key, which the schema does not tell; 1 if unsure. */
int fyp_plan_key_line(const struct fyp_plan_check *check, const char *key);

/** Reports a code that is not one of 6, 9 or 12 digits. */
void fyp_region_code_check(
    const struct fyp_plan_check *check, const char *code, const char *field,
    int line);

#endif
