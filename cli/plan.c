/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include "base/message.h"
#include "engine/weighing.h"

#include <string.h>

static int list_plans(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_buffer out = {0};
    int code = fyp_session_open(&session);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_plans(&session);
    }
    if (code == FYP_EXIT_DONE) {
        fyp_report_plan_list(
            session.home.plans, session.home.plan_count, options->format, &out);
        code = fyp_console_print(&out);
    }
    fyp_session_close(&session);
    return code;
}

/* The contradictions that somebody entered, behind what the program found. */
static int print_entered(const struct fyp_plan *plan)
{
    const struct fyp_commitments *all = plan->commitments;
    struct fyp_buffer out = {0};
    struct fyp_text_page page = {.out = &out};

    if (all == NULL) {
        return FYP_EXIT_DONE;
    }
    fyp_page_say(
        &page, FYP_M_CHECK_WHOLE, fyp_page_number(&page, (long long)all->count),
        fyp_page_number(&page, (long long)all->task_count),
        fyp_page_number(&page, (long long)all->duty_count),
        fyp_page_number(&page, (long long)all->conflict_count));
    fyp_page_line_end(&page);
    fyp_page_finish(&page);
    if (all->conflict_count > 0) {
        fyp_report_section(plan, FYP_SECTION_CONFLICTS, FYP_FORMAT_TEXT, &out);
    }
    return fyp_console_print(&out);
}

static int show_plan(const struct fyp_options *options, const char *name)
{
    struct fyp_session session = {0};
    struct fyp_plan *plan = NULL;
    struct fyp_buffer out = {0};
    int code = fyp_session_open(&session);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_plan(&session, name, &plan);
    }
    if (code == FYP_EXIT_DONE) {
        if (options->section != FYP_SECTION_NONE) {
            fyp_report_section(plan, options->section, options->format, &out);
        } else {
            fyp_report_plan(plan, options->format, &out);
        }
        code = fyp_console_print(&out);
    }
    fyp_plan_destroy(plan);
    fyp_session_close(&session);
    return code;
}

/* The ruleset that a plan names must be there and sound; exit code. */
static int
check_ruleset(const struct fyp_session *session, const struct fyp_plan *plan)
{
    struct fyp_ruleset_file *file = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};

    if (plan->ruleset == NULL) {
        return FYP_EXIT_DONE;
    }
    const enum fyp_status status =
        fyp_ruleset_find(&session->home, plan->ruleset, &file, &problems, &err);
    if (status != FYP_OK && problems.count == 0) {
        fyp_error_at(&err, "%s", plan->path);
        fyp_problems_add(&problems, &err);
    }
    if (status == FYP_OK) {
        fyp_weighing_notes(plan, &file->rules, &problems);
    }
    fyp_console_problems(stdout, &problems);
    fyp_problems_finish(&problems);
    fyp_ruleset_file_destroy(file);
    return fyp_status_exit_code(status);
}

/* What is found is what was asked for: data, on stdout. */
static int check_plan(const char *name)
{
    struct fyp_session session = {0};
    struct fyp_plan *plan = NULL;
    struct fyp_error err = {0};
    int code = fyp_session_open(&session);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    const enum fyp_status status =
        fyp_home_plan(&session.home, name, &plan, &session.problems, &err);
    if (status != FYP_OK && session.problems.count == 0) {
        code = fyp_console_error(&err);
    } else {
        code = fyp_status_exit_code(status);
        fyp_console_problems(stdout, &session.problems);
    }
    if (status == FYP_OK) {
        code = check_ruleset(&session, plan);
    }
    if (status == FYP_OK && code == FYP_EXIT_DONE) {
        char count[32], line[512];
        snprintf(count, sizeof count, "%zu", plan->indicator_count);
        fyp_say(line, sizeof line, FYP_M_PLAN_SOUND, plan->title, count);
        printf("%s\n", line);
        code = print_entered(plan);
    }
    fyp_plan_destroy(plan);
    fyp_session_close(&session);
    return code;
}

int fyp_command_plan(const struct fyp_options *options)
{
    const char *verb = options->argument_count > 0 ? options->arguments[0] : "";
    const bool amend = strcmp(verb, "amend") == 0;
    struct fyp_error err = {0};

    if (options->dry_run && !amend) {
        fyp_fail(&err, FYP_E_USAGE_OPTION, "--dry-run");
        return fyp_console_error(&err);
    }
    if (options->section != FYP_SECTION_NONE && strcmp(verb, "show") != 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "plan show PLAN [--section S]");
        return fyp_console_error(&err);
    }
    if (strcmp(verb, "list") == 0 && options->argument_count == 1) {
        return list_plans(options);
    }
    if (strcmp(verb, "show") == 0 && options->argument_count == 2) {
        return show_plan(options, options->arguments[1]);
    }
    if (strcmp(verb, "check") == 0 && options->argument_count == 2) {
        return check_plan(options->arguments[1]);
    }
    if (amend && options->argument_count == 3) {
        return fyp_plan_amend_command(options);
    }
    fyp_fail(
        &err, FYP_E_USAGE_ARGUMENTS,
        "plan list | show PLAN | check FILE | amend PLAN FILE");
    return fyp_console_error(&err);
}
