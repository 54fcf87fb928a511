/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/report_all.h"
#include "cli/session.h"
#include "cli/workbook.h"

static int
report_one(const struct fyp_options *options, struct fyp_session *session)
{
    const struct fyp_workbook_wish wish = {
        .path = options->output, .brief = options->brief};
    struct fyp_quality_findings findings = {0};
    struct fyp_summary summary = {0};
    struct fyp_buffer out = {0};
    struct fyp_request request;
    struct fyp_error err = {0};
    const int code = fyp_session_request(session, options, &request);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    enum fyp_status status =
        fyp_session_question(session, &request, &findings, &err);
    if (status == FYP_OK) {
        status = fyp_workbook_write(&request, &wish, &summary, &err);
    }
    fyp_quality_findings_finish(&findings);
    if (status == FYP_OK) {
        fyp_summary_report(&summary, options->format, &out);
    }
    fyp_summary_finish(&summary);
    return status == FYP_OK ? fyp_console_print(&out) : fyp_console_error(&err);
}

/* What the arguments must be like before anything is opened. */
static enum fyp_status
check_arguments(const struct fyp_options *options, struct fyp_error *err)
{
    const bool one = !options->all && options->argument_count == 1 &&
                     options->year != 0 && options->jobs == 0;
    const bool all =
        options->all && options->argument_count <= 1 && options->region == NULL;

    if (options->output == NULL || !(one || all)) {
        return fyp_fail(
            err, FYP_E_USAGE_ARGUMENTS,
            "report PLAN --year Y [--brief] -o OUT.xlsx | report --all [PLAN] "
            "[--year Y] [--brief] [--jobs N] -o DIR");
    }
    if (one && !fyp_options_workbook_name(options->output)) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "-o", options->output, "*.xlsx");
    }
    if (options->target_version == FYP_TARGETS_BOTH) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--targets", "both",
            "original | 1, 2, 3 …");
    }
    return FYP_OK;
}

int fyp_command_report(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};

    if (check_arguments(options, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE &&
        fyp_session_checks(&session, false, &err) != FYP_OK) {
        code = fyp_session_checks_failure(&session, &err);
    }
    if (code == FYP_EXIT_DONE) {
        code = options->all ? fyp_report_all(options, &session)
                            : report_one(options, &session);
    }
    fyp_session_close(&session);
    return code;
}
