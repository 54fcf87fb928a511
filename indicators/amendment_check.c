/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/amendment.h"
#include "indicators/plan_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What must hold for a target that is revised in mid-plan. */

enum { YEAR_SIZE = 16 };

/** Dates may end with the month: what both have is compared. */
static int compare_dates(const char *a, const char *b)
{
    size_t n = strlen(a);
    size_t m = strlen(b);
    return strncmp(a, b, n < m ? n : m);
}

static void
check_date(const struct fyp_plan_check *check, const struct fyp_amendment *of)
{
    const struct fyp_plan *plan = check->plan;
    char year[YEAR_SIZE];
    snprintf(year, sizeof year, "%d", of->effective_year);
    if (of->effective_year <= plan->baseline_year ||
        of->effective_year > plan->end_year) {
        char first[YEAR_SIZE], last[YEAR_SIZE];
        snprintf(first, sizeof first, "%d", plan->baseline_year + 1);
        snprintf(last, sizeof last, "%d", plan->end_year);
        fyp_found(
            check->findings, of->line, FYP_E_AMEND_YEAR, of->code, year, first,
            last);
    }
    if (plan->published != NULL &&
        compare_dates(of->published, plan->published) < 0) {
        fyp_found(
            check->findings, of->line, FYP_E_AMEND_DATE, of->code,
            of->published, plan->published);
    }
    if (of->effective_year < strtol(of->published, NULL, 10)) {
        fyp_found(
            check->findings, of->line, FYP_W_AMEND_RETROACTIVE, of->code,
            of->published, year);
    }
}

/** Versions are counted in the order of the file: neither date nor effective
 *  year may fall. */
static void
check_order(const struct fyp_plan_check *check, const struct fyp_amendment *of)
{
    if (of == check->plan->amendments) {
        return;
    }
    const struct fyp_amendment *earlier = of - 1;
    if (of->effective_year < earlier->effective_year ||
        compare_dates(of->published, earlier->published) < 0) {
        char year[YEAR_SIZE], than[YEAR_SIZE];
        snprintf(year, sizeof year, "%d", of->effective_year);
        snprintf(than, sizeof than, "%d", earlier->effective_year);
        fyp_found(
            check->findings, of->line, FYP_E_AMEND_ORDER, of->code,
            of->published, year, earlier->published, than);
    }
}

static void
check_twice(const struct fyp_plan_check *check, const struct fyp_amendment *of)
{
    for (const struct fyp_amendment *earlier = check->plan->amendments;
         earlier < of; earlier++) {
        if (strcmp(earlier->code, of->code) == 0 &&
            strcmp(earlier->published, of->published) == 0) {
            char line[YEAR_SIZE];
            snprintf(line, sizeof line, "%d", earlier->line);
            fyp_found(
                check->findings, of->line, FYP_E_AMEND_TWICE, of->code,
                of->published, line);
            return;
        }
    }
}

static void
check_change(const struct fyp_plan_check *check, const struct fyp_amendment *of)
{
    if (fyp_targets_equal(of->before, of->after)) {
        fyp_found(
            check->findings, of->line, FYP_E_AMEND_SAME, of->code,
            of->target.text);
    }
    if (of->before->milestone_count > 0 && of->milestone_count == 0) {
        char count[32];
        snprintf(count, sizeof count, "%zu", of->before->milestone_count);
        fyp_found(
            check->findings, of->line, FYP_W_AMEND_MILESTONES, of->code, count);
    }
}

void fyp_amendment_check(const struct fyp_plan_check *check, size_t index)
{
    const struct fyp_amendment *amendment = &check->plan->amendments[index];
    check_date(check, amendment);
    check_order(check, amendment);
    if (amendment->before == NULL) {
        fyp_found(
            check->findings, amendment->line, FYP_E_AMEND_CODE,
            amendment->code);
        return;
    }
    check_twice(check, amendment);
    if (amendment->after->kind == FYP_KIND_NONE ||
        amendment->after->entry == NULL) {
        return; /* of an unknown code: told with the indicator */
    }
    fyp_target_check(check, amendment->after);
    check_change(check, amendment);
}
