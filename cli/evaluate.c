/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

static int evaluate_plan(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_plan *plan)
{
    struct fyp_evaluation evaluation;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    struct fyp_request request = {
        .plan = plan,
        .figures = session->figures,
        .ruleset = &options->ruleset,
        .year = options->year,
        .stage = options->stage,
    };

    int code =
        fyp_session_region(session, plan, options->region, &request.region);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    if (fyp_evaluate(&request, &evaluation, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_evaluation(&evaluation, options->format, &out);
    code = fyp_console_print(&out);
    fyp_evaluation_finish(&evaluation);
    return code;
}

int fyp_command_evaluate(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_plan *plan = NULL;
    struct fyp_error err = {0};
    int code;

    if (options->argument_count != 1 || options->year == 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "evaluate PLAN --year Y …");
        return fyp_console_error(&err);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_plan(&session, options->arguments[0], &plan);
    }
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_figures(&session, options->db);
    }
    if (code == FYP_EXIT_DONE) {
        code = evaluate_plan(options, &session, plan);
    }
    fyp_plan_destroy(plan);
    fyp_session_close(&session);
    return code;
}
