/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fieldwork.h"

static int print_ledger(
    const struct fyp_plan *plan, const struct fyp_options *options,
    const struct fyp_progress *progress)
{
    struct fyp_ledger ledger;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_ledger_make(
            plan, options->year, options->unit, progress, &ledger, &err) !=
        FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_ledger(&ledger, progress, options->format, &out);
    fyp_ledger_finish(&ledger);
    return progress == NULL ? fyp_console_print(&out)
                            : fyp_fieldwork_print(&out, &progress->file);
}

static int
ledger_of(const struct fyp_plan *plan, const struct fyp_options *options)
{
    struct fyp_progress progress;
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};
    int code = fyp_fieldwork_check_year(plan, options->year);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    /* A plan without tasks is told before its file is read. */
    if (options->progress == NULL || plan->commitments == NULL) {
        return print_ledger(plan, options, NULL);
    }
    const enum fyp_status status =
        fyp_progress_read(options->progress, plan, &progress, &problems, &err);
    code = fyp_fieldwork_told(status, &problems, &err);
    if (code == FYP_EXIT_DONE) {
        code = print_ledger(plan, options, &progress);
    }
    fyp_progress_finish(&progress);
    return code;
}

int fyp_command_tasks(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};

    if (options->argument_count != 1 || options->year == 0) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "tasks PLAN --year Y [--unit U] [--progress FILE]");
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_plan(&session, options->arguments[0], &session.plan);
    }
    if (code == FYP_EXIT_DONE) {
        code = ledger_of(session.plan, options);
    }
    fyp_session_close(&session);
    return code;
}
