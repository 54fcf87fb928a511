/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "engine/whole.h"
#include "reports/summary.h"

#include <stdlib.h>
#include <string.h>

static enum fyp_status write_workbook(
    const struct fyp_request *request, const char *path,
    struct fyp_summary *summary, struct fyp_error *err)
{
    struct fyp_whole whole;
    enum fyp_status status = fyp_evaluate_whole(request, &whole, err);
    if (status == FYP_OK) {
        status =
            fyp_report_workbook(&whole.evaluation, request->figures, path, err);
    }
    if (status == FYP_OK) {
        fyp_summary_add(summary, &whole.evaluation, path);
    }
    fyp_whole_finish(&whole);
    return status;
}

/* The workbooks of a batch. */
struct batch {
    const struct fyp_options *options;
    struct fyp_summary *summary;
};

/* One of them: DIR/<plan>-<year>-<stage>.xlsx */
static enum fyp_status write_of_batch(
    void *context, const struct fyp_request *request, struct fyp_error *err)
{
    const struct batch *batch = context;
    struct fyp_buffer path = {0};

    fyp_buffer_format(
        &path, "%s/%s-%d-%s.xlsx", batch->options->output, request->plan->id,
        request->year, fyp_stage_name(request->stage));
    if (path.failed) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    const enum fyp_status status =
        write_workbook(request, path.data, batch->summary, err);
    fyp_buffer_finish(&path);
    return status;
}

static int report_one(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_summary *summary)
{
    struct fyp_request request;
    struct fyp_error err = {0};
    const int code = fyp_session_request(session, options, &request);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    struct fyp_quality_findings findings = {0};
    enum fyp_status status =
        fyp_session_question(session, &request, &findings, &err);
    if (status == FYP_OK) {
        status = write_workbook(&request, options->output, summary, &err);
    }
    fyp_quality_findings_finish(&findings);
    return status == FYP_OK ? FYP_EXIT_DONE : fyp_console_error(&err);
}

/* What was written is told even when something else failed. */
static int print_summary(
    const struct fyp_summary *summary, enum fyp_format format, int code)
{
    struct fyp_buffer out = {0};

    if (summary->row_count == 0 && code != FYP_EXIT_DONE) {
        return code;
    }
    fyp_summary_report(summary, format, &out);
    const int print_code = fyp_console_print(&out);
    return code != FYP_EXIT_DONE ? code : print_code;
}

int fyp_command_report(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_summary summary = {0};
    struct batch batch = {.options = options, .summary = &summary};
    struct fyp_error err = {0};
    const bool one = options->argument_count == 1 && options->year != 0;
    const bool all = options->all && options->argument_count == 0;
    int code;

    if (options->output == NULL || !(all || (one && !options->all))) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "report PLAN --year Y -o OUT.xlsx | report --all -o DIR");
        return fyp_console_error(&err);
    }
    if (one && !fyp_options_workbook_name(options->output)) {
        fyp_fail(&err, FYP_E_USAGE_VALUE, "-o", options->output, "*.xlsx");
        return fyp_console_error(&err);
    }
    if (options->target_version == FYP_TARGETS_BOTH) {
        fyp_fail(
            &err, FYP_E_USAGE_VALUE, "--targets", "both",
            "original | 1, 2, 3 …");
        return fyp_console_error(&err);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE &&
        fyp_session_checks(&session, false, &err) != FYP_OK) {
        code = fyp_session_checks_failure(&session, &err);
    }
    if (code == FYP_EXIT_DONE) {
        code = all ? fyp_batch_run(options, &session, write_of_batch, &batch)
                   : report_one(options, &session, &summary);
        code = print_summary(&summary, options->format, code);
    }
    fyp_summary_finish(&summary);
    fyp_session_close(&session);
    return code;
}
