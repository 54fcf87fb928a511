/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/outlook.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include <math.h>
#include <stdio.h>

static const char usage[] =
    "outlook PLAN --year Y … | outlook --series Y:X,… --target '>=T' --end Y …";

static int usage_error(void)
{
    struct fyp_error err = {0};

    fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, usage);
    return fyp_console_error(&err);
}

/* --- a plan --- */

static int
print_outlook(const struct fyp_request *request, enum fyp_format format)
{
    struct fyp_plan_outlook outlook;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_outlook_plan(request, &outlook, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_outlook(&outlook, format, &out);
    fyp_plan_outlook_finish(&outlook);
    return fyp_console_print(&out);
}

/* --- a series --- */

static enum fyp_rate
asked_rate(const char *unit, const struct fyp_asked_target *target)
{
    if (unit == NULL) {
        return target->per_cent ? FYP_RATE_YES : FYP_RATE_UNKNOWN;
    }
    return fyp_is_per_cent(unit) ? FYP_RATE_YES : FYP_RATE_NO;
}

/* The years that are left after the last figure. */
static enum fyp_status check_end(
    const struct fyp_year_series *points, int end_year, struct fyp_error *err)
{
    char last[16];
    char end[16];

    if (points->count == 0 ||
        points->points[points->count - 1].year < end_year) {
        return FYP_OK;
    }
    snprintf(last, sizeof last, "%d", points->points[points->count - 1].year);
    snprintf(end, sizeof end, "%d", end_year);
    return fyp_fail(err, FYP_E_OUTLOOK_END, last, end);
}

/* Fills question and incomplete; points is where the question points to. */
static enum fyp_status read_question(
    const struct fyp_options *options, struct fyp_year_series *points,
    struct fyp_asked_outlook *asked, struct fyp_error *err)
{
    struct fyp_year_series series;
    struct fyp_asked_target target;
    enum fyp_status status =
        fyp_series_text_read(options->series, &series, err);

    if (status == FYP_OK) {
        status = fyp_target_text_read(options->target, &target, err);
    }
    if (status == FYP_OK) {
        series = fyp_series_until(&series, options->year);
        status = check_end(&series, options->end_year, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    if (options->kind == FYP_KIND_CUMULATIVE) {
        asked->incomplete = !fyp_running_totals(&series, points);
    } else {
        *points = series;
    }
    asked->inferred = target.inferred;
    asked->question = (struct fyp_outlook_question){
        .points = points,
        .end_year = options->end_year,
        .kind = options->kind == FYP_KIND_NONE ? FYP_KIND_LEVEL : options->kind,
        .rate = asked_rate(options->unit, &target),
        .comparator = target.comparator,
        .target = target.value.value,
        .decimals = target.value.decimals,
    };
    asked->question.incomplete = asked->incomplete;
    if (asked->question.rate == FYP_RATE_YES) {
        asked->question.range = fyp_rate_range();
    }
    return FYP_OK;
}

static int outlook_of_series(const struct fyp_options *options)
{
    struct fyp_year_series points = {0};
    struct fyp_asked_outlook asked = {0};
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (read_question(options, &points, &asked, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_outlook_compute(&asked.question, &asked.outlook);
    fyp_report_asked_outlook(&asked, options->format, &out);
    return fyp_console_print(&out);
}

int fyp_command_outlook(const struct fyp_options *options)
{
    const bool all = options->series != NULL && options->target != NULL &&
                     options->end_year != 0;
    const bool none = options->series == NULL && options->target == NULL &&
                      options->end_year == 0 &&
                      options->kind == FYP_KIND_NONE && options->unit == NULL;

    if (all && options->argument_count == 0 && options->region == NULL &&
        options->ruleset_name == NULL) {
        return outlook_of_series(options);
    }
    if (none && options->argument_count == 1 && options->year != 0) {
        return fyp_session_run(options, print_outlook);
    }
    return usage_error();
}
