/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "engine/whole.h"
#include "reports/summary.h"
#include "reports/targets.h"

static int print_evaluation(
    struct fyp_session *session, struct fyp_request *request,
    enum fyp_format format)
{
    struct fyp_quality_findings findings = {0};
    struct fyp_whole whole;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_session_checks(session, false, &err) != FYP_OK ||
        fyp_session_question(session, request, &findings, &err) != FYP_OK) {
        return fyp_session_checks_failure(session, &err);
    }
    const enum fyp_status status = fyp_evaluate_whole(request, &whole, &err);
    if (status == FYP_OK) {
        fyp_report_evaluation(&whole.evaluation, format, &out);
    }
    fyp_whole_finish(&whole);
    fyp_quality_findings_finish(&findings);
    return status == FYP_OK ? fyp_console_print(&out) : fyp_console_error(&err);
}

/* The targets as published beside those in force. */
static int print_both(const struct fyp_request *request, enum fyp_format format)
{
    struct fyp_evaluation original = {0};
    struct fyp_evaluation amended = {0};
    struct fyp_request first = *request;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (format == FYP_FORMAT_CSV) {
        fyp_fail(
            &err, FYP_E_USAGE_VALUE, "--targets both --format", "csv",
            "text | json");
        return fyp_console_error(&err);
    }
    first.target_version = 1;
    enum fyp_status status = fyp_evaluate(&first, &original, &err);
    if (status == FYP_OK) {
        status = fyp_evaluate(request, &amended, &err);
    }
    if (status == FYP_OK) {
        fyp_report_both_targets(&original, &amended, format, &out);
    }
    fyp_evaluation_finish(&original);
    fyp_evaluation_finish(&amended);
    return status == FYP_OK ? fyp_console_print(&out) : fyp_console_error(&err);
}

static enum fyp_status add_to_summary(
    const struct fyp_batch *batch, size_t index, struct fyp_summary *summary,
    struct fyp_error *err)
{
    struct fyp_batch_ready ready;
    struct fyp_evaluation evaluation;
    enum fyp_status status = fyp_batch_prepare(batch, index, &ready, err);

    if (status != FYP_OK) {
        return status;
    }
    status = fyp_evaluate(&ready.request, &evaluation, err);
    if (status == FYP_OK) {
        fyp_summary_add(summary, &evaluation, NULL);
        fyp_evaluation_finish(&evaluation);
    }
    fyp_batch_release(&ready);
    return status;
}

/* One that fails is told and does not stop the others. */
static int add_all(const struct fyp_batch *batch, struct fyp_summary *summary)
{
    int code = FYP_EXIT_DONE;

    for (size_t i = 0; i < batch->count; i++) {
        struct fyp_error err = {0};
        fyp_console_progress(batch->items[i].plan->id, i, batch->count);
        if (add_to_summary(batch, i, summary, &err) != FYP_OK) {
            code = fyp_console_error(&err);
        }
    }
    fyp_console_progress("", 1, 1);
    return code;
}

static int
evaluate_all(const struct fyp_options *options, struct fyp_session *session)
{
    struct fyp_summary summary = {0};
    struct fyp_batch batch = {0};
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_session_checks(session, false, &err) != FYP_OK) {
        return fyp_session_checks_failure(session, &err);
    }
    int code = fyp_batch_plans(options, session, &batch);
    const int failure = add_all(&batch, &summary);
    code = failure != FYP_EXIT_DONE ? failure : code;
    if (summary.row_count > 0 || code == FYP_EXIT_DONE) {
        fyp_summary_report(&summary, options->format, &out);
        const int print_code = fyp_console_print(&out);
        code = code != FYP_EXIT_DONE ? code : print_code;
    }
    fyp_summary_finish(&summary);
    fyp_batch_finish(&batch);
    return code;
}

static int
evaluate_one(const struct fyp_options *options, struct fyp_session *session)
{
    struct fyp_request request;
    const int code = fyp_session_request(session, options, &request);
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    return options->target_version == FYP_TARGETS_BOTH
               ? print_both(&request, options->format)
               : print_evaluation(session, &request, options->format);
}

int fyp_command_evaluate(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};
    const bool one = options->argument_count == 1 && options->year != 0;
    const bool all = options->argument_count == 0 && options->region == NULL &&
                     options->target_version != FYP_TARGETS_BOTH;

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
