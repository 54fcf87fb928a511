/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include <string.h>

/* Asks the store once more: for what stood in the cells. */
static enum fyp_status write_chain(
    const char *db, const struct fyp_explanation *explanation,
    enum fyp_format format, struct fyp_buffer *out, struct fyp_error *err)
{
    struct fyp_explain_view view = {.explanation = explanation};
    struct fyp_arena arena = {0};
    struct fyp_store *store = NULL;
    enum fyp_status status = fyp_store_open(db, FYP_STORE_READ, &store, err);

    if (status == FYP_OK) {
        status = fyp_explain_read_origins(
            store, explanation, &arena, &view.origins, err);
    }
    fyp_store_close(store);
    if (status == FYP_OK) {
        fyp_report_explanation(&view, format, out);
    }
    fyp_arena_finish(&arena);
    return status;
}

/* By its code: where targets were amended the evaluation has a plan of its
 * own, and indicator lies in the one that was read. */
static const struct fyp_indicator_result *
result_of(const struct fyp_evaluation *evaluation, const char *code)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        if (strcmp(evaluation->indicators[i].indicator->code, code) == 0) {
            return &evaluation->indicators[i];
        }
    }
    return NULL;
}

static enum fyp_status explain_indicator(
    const struct fyp_options *options, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator *indicator, struct fyp_buffer *out,
    struct fyp_error *err)
{
    const struct fyp_indicator_result *result =
        result_of(evaluation, indicator->code);
    struct fyp_explanation explanation;

    if (result == NULL) {
        return fyp_fail(err, FYP_E_TRACE_INDICATOR, indicator->code);
    }
    enum fyp_status status = fyp_explain(evaluation, result, &explanation, err);

    if (status == FYP_OK) {
        status =
            write_chain(options->db, &explanation, options->format, out, err);
        fyp_explanation_finish(&explanation);
    }
    return status;
}

static int print_chain(
    const struct fyp_options *options, const struct fyp_request *request,
    const struct fyp_indicator *indicator)
{
    struct fyp_evaluation evaluation;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    enum fyp_status status = fyp_evaluate(request, &evaluation, &err);

    if (status == FYP_OK) {
        status = explain_indicator(options, &evaluation, indicator, &out, &err);
        fyp_evaluation_finish(&evaluation);
    }
    if (status == FYP_OK) {
        return fyp_console_print(&out);
    }
    fyp_buffer_finish(&out);
    return fyp_console_error(&err);
}

static int explain_in(
    struct fyp_session *session, const struct fyp_options *options,
    struct fyp_request *request)
{
    const struct fyp_indicator *indicator = NULL;
    struct fyp_quality_findings findings = {0};
    struct fyp_error err = {0};

    if (fyp_session_indicator(
            session, options->arguments[1], &indicator, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    if (fyp_session_checks(session, false, &err) != FYP_OK ||
        fyp_session_question(session, request, &findings, &err) != FYP_OK) {
        return fyp_session_checks_failure(session, &err);
    }
    const int code = print_chain(options, request, indicator);
    fyp_quality_findings_finish(&findings);
    return code;
}

static int usage_error(const struct fyp_options *options)
{
    struct fyp_error err = {0};

    if (options->format == FYP_FORMAT_CSV) {
        fyp_fail(&err, FYP_E_USAGE_VALUE, "--format", "csv", "text | json");
    } else if (options->target_version == FYP_TARGETS_BOTH) {
        fyp_fail(
            &err, FYP_E_USAGE_VALUE, "--targets", "both",
            "original | 1, 2, 3 …");
    } else {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS, "explain PLAN INDICATOR --year Y …");
    }
    return fyp_console_error(&err);
}

int fyp_command_explain(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_request request;
    int code;

    if (options->argument_count != 2 || options->year == 0 ||
        options->format == FYP_FORMAT_CSV ||
        options->target_version == FYP_TARGETS_BOTH) {
        return usage_error(options);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_request(&session, options, &request);
    }
    if (code == FYP_EXIT_DONE) {
        code = explain_in(&session, options, &request);
    }
    fyp_session_close(&session);
    return code;
}
