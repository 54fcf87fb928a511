/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/session.h"

#include "cli/console.h"

int fyp_session_open(struct fyp_session *session)
{
    struct fyp_error err = {0};
    if (fyp_home_init(&session->home, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    return FYP_EXIT_DONE;
}

/* The problems of a plan file say more than the one failure. */
static int
plan_failure(struct fyp_session *session, const struct fyp_error *err)
{
    if (session->problems.count == 0) {
        return fyp_console_error(err);
    }
    fyp_console_problems(stderr, &session->problems);
    return fyp_status_exit_code(err->status);
}

int fyp_session_plans(struct fyp_session *session)
{
    struct fyp_error err = {0};
    if (fyp_home_read_plans(&session->home, &session->problems, &err) !=
        FYP_OK) {
        return plan_failure(session, &err);
    }
    return FYP_EXIT_DONE;
}

int fyp_session_plan(
    struct fyp_session *session, const char *name, struct fyp_plan **out)
{
    struct fyp_error err = {0};
    if (fyp_home_plan(&session->home, name, out, &session->problems, &err) !=
        FYP_OK) {
        return plan_failure(session, &err);
    }
    return FYP_EXIT_DONE;
}

int fyp_session_region(
    struct fyp_session *session, struct fyp_plan *plan, const char *text,
    const char **code)
{
    struct fyp_error err = {0};

    *code = NULL;
    if (text == NULL) {
        return FYP_EXIT_DONE;
    }
    if (fyp_regions_create(&plan, 1, &session->regions, &err) != FYP_OK ||
        fyp_regions_resolve(session->regions, text, code, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    return FYP_EXIT_DONE;
}

int fyp_session_figures(struct fyp_session *session, const char *db)
{
    struct fyp_store *store = NULL;
    struct fyp_error err = {0};

    if (fyp_store_open(db, FYP_STORE_READ, &store, &err) != FYP_OK ||
        fyp_store_load(store, NULL, 0, &session->figures, &err) != FYP_OK) {
        fyp_store_close(store);
        return fyp_console_error(&err);
    }
    fyp_store_close(store);
    return FYP_EXIT_DONE;
}

void fyp_session_close(struct fyp_session *session)
{
    fyp_figures_destroy(session->figures);
    fyp_regions_destroy(session->regions);
    fyp_home_finish(&session->home);
    fyp_problems_finish(&session->problems);
    *session = (struct fyp_session){0};
}
