/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/quality.h"
#include "base/message.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include <stdio.h>

/* The baseline year has figures too, and an evaluation may rest on them. */
static enum fyp_status
check_year(const struct fyp_plan *plan, int year, struct fyp_error *err)
{
    char asked[16], first[16], last[16];
    if (year >= plan->baseline_year && year <= plan->end_year) {
        return FYP_OK;
    }
    (void)snprintf(asked, sizeof asked, "%d", year);
    (void)snprintf(first, sizeof first, "%d", plan->baseline_year);
    (void)snprintf(last, sizeof last, "%d", plan->end_year);
    return fyp_fail(err, FYP_E_EVALUATE_YEAR, asked, first, last);
}

/* Here the checks are what was asked for: without them there is no answer. */
static int print_questions(
    struct fyp_session *session, const struct fyp_request *request,
    enum fyp_format format)
{
    struct fyp_quality_findings findings = {0};
    struct fyp_request asked = *request;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    enum fyp_status status = check_year(request->plan, request->year, &err);
    if (status == FYP_OK) {
        status = fyp_session_checks(session, true, &err);
    }
    if (status == FYP_OK) {
        status = fyp_session_question(session, &asked, &findings, &err);
    }
    if (status != FYP_OK) {
        return fyp_session_checks_failure(session, &err);
    }
    fyp_report_quality(
        &(struct fyp_quality_report){
            .plan = request->plan,
            .region = request->region,
            .year = request->year,
            .findings = &findings},
        format, &out);
    fyp_quality_findings_finish(&findings);
    return fyp_console_print(&out);
}

int fyp_command_quality(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_request request;
    struct fyp_error err = {0};
    int code;

    if (options->argument_count != 1 || options->year == 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "quality PLAN --year Y …");
        return fyp_console_error(&err);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_request(&session, options, &request);
    }
    if (code == FYP_EXIT_DONE) {
        code = print_questions(&session, &request, options->format);
    }
    fyp_session_close(&session);
    return code;
}
