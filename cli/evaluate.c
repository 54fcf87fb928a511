/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "reports/summary.h"

static int print_evaluation(
    struct fyp_session *session, struct fyp_request *request,
    enum fyp_format format)
{
    struct fyp_quality_findings findings = {0};
    struct fyp_evaluation evaluation;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_session_checks(session, false, &err) != FYP_OK ||
        fyp_session_question(session, request, &findings, &err) != FYP_OK) {
        return fyp_session_checks_failure(session, &err);
    }
    if (fyp_evaluate(request, &evaluation, &err) != FYP_OK) {
        fyp_quality_findings_finish(&findings);
        return fyp_console_error(&err);
    }
    fyp_report_evaluation(&evaluation, format, &out);
    fyp_evaluation_finish(&evaluation);
    fyp_quality_findings_finish(&findings);
    return fyp_console_print(&out);
}

static enum fyp_status add_to_summary(
    void *context, const struct fyp_request *request, struct fyp_error *err)
{
    struct fyp_evaluation evaluation;
    const enum fyp_status status = fyp_evaluate(request, &evaluation, err);
    if (status == FYP_OK) {
        fyp_summary_add(context, &evaluation, NULL);
        fyp_evaluation_finish(&evaluation);
    }
    return status;
}

static int
evaluate_all(const struct fyp_options *options, struct fyp_session *session)
{
    struct fyp_summary summary = {0};
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_session_checks(session, false, &err) != FYP_OK) {
        return fyp_session_checks_failure(session, &err);
    }
    int code = fyp_batch_run(options, session, add_to_summary, &summary);
    if (summary.row_count > 0 || code == FYP_EXIT_DONE) {
        fyp_summary_report(&summary, options->format, &out);
        const int print_code = fyp_console_print(&out);
        code = code != FYP_EXIT_DONE ? code : print_code;
    }
    fyp_summary_finish(&summary);
    return code;
}

static int
evaluate_one(const struct fyp_options *options, struct fyp_session *session)
{
    struct fyp_request request;
    const int code = fyp_session_request(session, options, &request);
    return code == FYP_EXIT_DONE
               ? print_evaluation(session, &request, options->format)
               : code;
}

int fyp_command_evaluate(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};
    const bool one = options->argument_count == 1 && options->year != 0;
    const bool all = options->argument_count == 0 && options->region == NULL;

    if (options->all ? !all : !one) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "evaluate PLAN --year Y … | evaluate --all [--year Y] …");
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = options->all ? evaluate_all(options, &session)
                            : evaluate_one(options, &session);
    }
    fyp_session_close(&session);
    return code;
}
