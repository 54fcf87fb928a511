/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_SESSION_H
#define FYP_CLI_SESSION_H

#include "cli/options.h"
#include "data/regions.h"
#include "data/store.h"
#include "indicators/home.h"

/*
 * What evaluating commands open: the catalogue and plans, and the figures of
 * a store. Zero-initialise, open what is needed, close once.
 */
struct fyp_session {
    struct fyp_home home;
    struct fyp_figures *figures;
    struct fyp_regions *regions;
    struct fyp_problems problems; /* of the plan files */
};

/** Reads the catalogue. Failures are already printed; exit code. */
int fyp_session_open(struct fyp_session *session);

/** Reads all plans of the home. Failures are already printed. */
int fyp_session_plans(struct fyp_session *session);

/** Reads one plan by id or path; the caller destroys it. Failures are
 *  already printed. */
int fyp_session_plan(
    struct fyp_session *session, const char *name, struct fyp_plan **out);

/** Code of a region given by code or by a name that the plan knows; *code is
 *  NULL for text NULL. Failures are already printed. */
int fyp_session_region(
    struct fyp_session *session, struct fyp_plan *plan, const char *text,
    const char **code);

/** Loads every current figure of the store. Failures are already printed. */
int fyp_session_figures(struct fyp_session *session, const char *db);

void fyp_session_close(struct fyp_session *session);

#endif
