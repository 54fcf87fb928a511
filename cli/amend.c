/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "indicators/amendment.h"
#include "reports/targets.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* fyp plan amend PLAN FILE */

/* Does the file lie in the folder of the plans that come with the program? */
static bool is_bundled(const struct fyp_home *home, const char *path)
{
    char file[PATH_MAX], folder[PATH_MAX], given[PATH_MAX];
    const int length =
        snprintf(given, sizeof given, "%s/indicators/plans", home->folder);

    if (length < 0 || (size_t)length >= sizeof given ||
        realpath(path, file) == NULL || realpath(given, folder) == NULL) {
        return false;
    }
    const char *slash = strrchr(file, '/');
    return slash != NULL && (size_t)(slash - file) == strlen(folder) &&
           strncmp(file, folder, strlen(folder)) == 0;
}

static enum fyp_status check_own(
    const struct fyp_home *home, const struct fyp_plan *plan,
    struct fyp_error *err)
{
    char file[PATH_MAX];

    if (!is_bundled(home, plan->path)) {
        return FYP_OK;
    }
    snprintf(file, sizeof file, "%s.yaml", plan->id);
    return fyp_fail(err, FYP_E_AMEND_BUNDLED, plan->id, plan->path, file);
}

static int
print_amended(const struct fyp_amended *amended, const char *path, bool dry_run)
{
    const struct fyp_amendment *amendment =
        &amended->plan->amendments[amended->index];
    struct fyp_buffer out = {0};
    struct fyp_text_page page = {.out = &out};
    const char *name = fyp_page_plain(&page, path);

    if (amended->was_there) {
        fyp_page_say(&page, FYP_M_AMEND_THERE, name);
    } else if (dry_run) {
        fyp_page_say(&page, FYP_M_AMEND_WOULD, name);
        fyp_page_line_end(&page);
        fyp_buffer_text(&out, amended->added);
    } else {
        fyp_page_say(
            &page, FYP_M_AMEND_DONE, name,
            fyp_page_number(&page, fyp_plan_version_count(amended->plan)));
    }
    if (!dry_run || amended->was_there) {
        fyp_page_line_end(&page);
    }
    fyp_amendment_say(amended->plan, amendment, &page);
    fyp_page_line_end(&page);
    fyp_page_say(
        &page, FYP_M_AMEND_EFFECT,
        fyp_page_number(&page, amendment->effective_year));
    fyp_page_line_end(&page);
    fyp_page_finish(&page);
    return fyp_console_print(&out);
}

static int amend(
    const struct fyp_options *options, struct fyp_session *session,
    const struct fyp_plan *plan)
{
    const struct fyp_amend_request request = {
        .plan = plan,
        .catalogue = session->home.catalogue,
        .file = options->arguments[2],
        .dry_run = options->dry_run};
    struct fyp_problems problems = {0};
    struct fyp_amended amended = {0};
    struct fyp_error err = {0};
    enum fyp_status status = check_own(&session->home, plan, &err);

    if (status == FYP_OK) {
        status = fyp_plan_amend(&request, &amended, &problems, &err);
    }
    fyp_console_problems(stderr, &problems);
    int code = FYP_EXIT_DONE;
    if (status == FYP_OK) {
        code = print_amended(&amended, plan->path, options->dry_run);
    } else {
        /* What was found in the file is on the list already. */
        bool told = false;
        for (size_t i = 0; i < problems.count; i++) {
            told |= problems.items[i].status == status;
        }
        code = told ? fyp_status_exit_code(status) : fyp_console_error(&err);
    }
    fyp_amended_finish(&amended);
    fyp_problems_finish(&problems);
    return code;
}

int fyp_plan_amend_command(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_plan *plan = NULL;
    int code = fyp_session_open(&session);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_plan(&session, options->arguments[1], &plan);
    }
    if (code == FYP_EXIT_DONE) {
        code = amend(options, &session, plan);
    }
    fyp_plan_destroy(plan);
    fyp_session_close(&session);
    return code;
}
