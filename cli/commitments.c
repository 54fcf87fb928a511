/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include "base/message.h"

static int
print_commitments(const struct fyp_request *request, enum fyp_format format)
{
    struct fyp_evaluation evaluation;
    struct fyp_judged_commitments judged;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (request->plan->commitments == NULL) {
        fyp_fail(
            &err, FYP_E_NO_COMMITMENTS, request->plan->id,
            fyp_text(FYP_M_SECTION_COMMITMENTS));
        return fyp_console_error(&err);
    }
    if (fyp_evaluate(request, &evaluation, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    const enum fyp_status status =
        fyp_commitments_judge(request, &evaluation, &judged, &err);
    evaluation.judged = &judged;
    if (status == FYP_OK) {
        fyp_report_commitments(&evaluation, format, &out);
    }
    fyp_judged_finish(&judged);
    fyp_evaluation_finish(&evaluation);
    return status == FYP_OK ? fyp_console_print(&out) : fyp_console_error(&err);
}

int fyp_command_commitments(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_request request;
    struct fyp_error err = {0};

    if (options->argument_count != 1 || options->year == 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "commitments PLAN --year Y …");
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_request(&session, options, &request);
    }
    if (code == FYP_EXIT_DONE) {
        code = print_commitments(&request, options->format);
    }
    fyp_session_close(&session);
    return code;
}
