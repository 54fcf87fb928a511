/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include "base/message.h"
#include "reports/form.h"

#include <unistd.h>

/* Last year's figures, where there are any: a form can be made before the
 * first import. */
static int load_figures(
    struct fyp_session *session, const struct fyp_options *options,
    const char *region)
{
    char line[512];
    if (access(options->db, F_OK) == 0) {
        return fyp_session_figures(
            session, options->db, &session->plan, 1, region);
    }
    fyp_say(line, sizeof line, FYP_M_FORM_NO_STORE, options->db);
    fyp_console_note(line);
    return FYP_EXIT_DONE;
}

static int write_form(
    const struct fyp_session *session, const struct fyp_options *options,
    const char *region)
{
    struct fyp_error err = {0};
    struct fyp_buffer out = {0};
    char count[24], line[1024];
    size_t rows = 0;
    const struct fyp_form_request request = {
        .plan = session->plan,
        .catalogue = session->home.catalogue,
        .figures = session->figures,
        .year = options->year,
        .region = region,
        .region_name = fyp_regions_name(session->regions, region)};
    if (fyp_report_form(&request, options->output, &rows, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    snprintf(count, sizeof count, "%zu", rows);
    fyp_say(line, sizeof line, FYP_M_FORM_WRITTEN, options->output, count);
    fyp_buffer_format(&out, "%s\n", line);
    return fyp_console_print(&out);
}

static int
make_form(struct fyp_session *session, const struct fyp_options *options)
{
    const char *region = NULL;
    int code = fyp_session_plan(session, options->arguments[0], &session->plan);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_region(
            session,
            options->region ? options->region : session->plan->region.code,
            &region);
    }
    if (code == FYP_EXIT_DONE) {
        code = load_figures(session, options, region);
    }
    return code == FYP_EXIT_DONE ? write_form(session, options, region) : code;
}

int fyp_command_template(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};

    if (options->argument_count != 1 || options->year == 0 ||
        options->output == NULL) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "template PLAN --year Y [--region R] -o FILE.xlsx");
        return fyp_console_error(&err);
    }
    if (!fyp_options_workbook_name(options->output)) {
        fyp_fail(&err, FYP_E_USAGE_VALUE, "-o", options->output, "*.xlsx");
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = make_form(&session, options);
    }
    fyp_session_close(&session);
    return code;
}
