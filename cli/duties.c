/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fieldwork.h"

static int print_calendar(
    const struct fyp_plan *plan, const struct fyp_options *options,
    const struct fyp_done *done)
{
    struct fyp_calendar calendar;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_calendar_make(plan, options->on, done, &calendar, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_calendar(&calendar, done, options->format, &out);
    fyp_calendar_finish(&calendar);
    return done == NULL ? fyp_console_print(&out)
                        : fyp_fieldwork_print(&out, &done->file);
}

static int
calendar_of(const struct fyp_plan *plan, const struct fyp_options *options)
{
    struct fyp_done done;
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};

    /* A plan without duties is told before its file is read. */
    if (options->done == NULL || plan->commitments == NULL) {
        return print_calendar(plan, options, NULL);
    }
    const enum fyp_status status =
        fyp_done_read(options->done, plan, &done, &problems, &err);
    int code = fyp_fieldwork_told(status, &problems, &err);
    if (code == FYP_EXIT_DONE) {
        code = print_calendar(plan, options, &done);
    }
    fyp_done_finish(&done);
    return code;
}

int fyp_command_duties(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};

    if (options->argument_count != 1 || options->on == 0) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "duties PLAN --on YYYY-MM-DD [--done FILE]");
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_plan(&session, options->arguments[0], &session.plan);
    }
    if (code == FYP_EXIT_DONE) {
        code = calendar_of(session.plan, options);
    }
    fyp_session_close(&session);
    return code;
}
