/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/regions.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

static int print_regions(
    const struct fyp_session *session, const struct fyp_request *request,
    enum fyp_format format)
{
    struct fyp_subregions subregions;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_subregions_evaluate(
            request, session->home.catalogue, session->regions, &subregions,
            &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_subregions(&subregions, format, &out);
    fyp_subregions_finish(&subregions);
    return fyp_console_print(&out);
}

int fyp_command_regions(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_request request;
    struct fyp_error err = {0};
    int code;

    if (options->argument_count != 1 || options->year == 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "regions PLAN --year Y …");
        return fyp_console_error(&err);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_whole_place(&session, options, &request);
    }
    if (code == FYP_EXIT_DONE) {
        code = print_regions(&session, &request, options->format);
    }
    fyp_session_close(&session);
    return code;
}
