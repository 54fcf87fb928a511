/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/trace.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include <string.h>

static bool is_number(const struct fyp_indicator *indicator, const char *text)
{
    return indicator->number != NULL && strcmp(indicator->number, text) == 0;
}

/* The indicators of a plan that carry a number, as a list of codes. */
static enum fyp_status
several(const struct fyp_plan *plan, const char *text, struct fyp_error *err)
{
    char codes[256] = "";
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const size_t used = strlen(codes);
        if (is_number(&plan->indicators[i], text)) {
            (void)snprintf(
                codes + used, sizeof codes - used, "%s%s", used > 0 ? ", " : "",
                plan->indicators[i].code);
        }
    }
    return fyp_fail(err, FYP_E_TRACE_NUMBER, text, codes);
}

/* By its number in the plan, else by code, name or alias of the catalogue. */
static enum fyp_status find_indicator(
    const struct fyp_session *session, const char *text,
    const struct fyp_indicator **out, struct fyp_error *err)
{
    const struct fyp_plan *plan = session->plan;
    size_t found = 0;
    *out = NULL;
    for (size_t i = 0; i < plan->indicator_count; i++) {
        if (is_number(&plan->indicators[i], text)) {
            *out = &plan->indicators[i];
            found++;
        }
    }
    if (found > 1) {
        return several(plan, text, err);
    }
    const struct fyp_catalogue_entry *entry =
        found == 0 ? fyp_catalogue_find(session->home.catalogue, text) : NULL;
    if (entry != NULL) {
        *out = fyp_plan_indicator(plan, entry->code);
    }
    return *out != NULL ? FYP_OK : fyp_fail(err, FYP_E_TRACE_INDICATOR, text);
}

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
    if (find_indicator(
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
