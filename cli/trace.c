/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/trace.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

static int print_trace(
    const struct fyp_options *options, const struct fyp_trace_request *request)
{
    struct fyp_store *store = NULL;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    enum fyp_status status =
        fyp_store_open(options->db, FYP_STORE_READ, &store, &err);
    if (status == FYP_OK) {
        status = fyp_report_trace(store, request, options->format, &out, &err);
    }
    fyp_store_close(store);
    if (status == FYP_OK) {
        return fyp_console_print(&out);
    }
    fyp_buffer_finish(&out);
    return fyp_console_error(&err);
}

static int trace(struct fyp_session *session, const struct fyp_options *options)
{
    struct fyp_trace_request request = {.year = options->year};
    struct fyp_error err = {0};
    int code = fyp_session_plan(session, options->arguments[0], &session->plan);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_region(session, options->region, &request.region);
    }
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    if (fyp_session_indicator(
            session, options->arguments[1], &request.indicator, &err) !=
        FYP_OK) {
        return fyp_console_error(&err);
    }
    request.plan = session->plan;
    request.region_name = session->plan->region.name;
    if (request.region == NULL) {
        request.region = session->plan->region.code;
    } else {
        request.region_name =
            fyp_regions_name(session->regions, request.region);
    }
    return print_trace(options, &request);
}

int fyp_command_trace(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};
    int code;

    if (options->argument_count != 2 || options->year == 0) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "trace PLAN INDICATOR --year Y [--region R]");
        return fyp_console_error(&err);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = trace(&session, options);
    }
    fyp_session_close(&session);
    return code;
}
