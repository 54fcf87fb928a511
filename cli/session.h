/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_SESSION_H
#define FYP_CLI_SESSION_H

#include "cli/options.h"
#include "data/cleaning/regions.h"
#include "data/store/store.h"
#include "engine/ruleset_file.h"
#include "indicators/home.h"

/*
 * What evaluating commands open: the catalogue and plans, and the figures of
 * a store. Zero-initialise, open what is needed, close once.
 */
struct fyp_session {
    struct fyp_home home;
    struct fyp_plan *plan; /* of fyp_session_request */
    struct fyp_figures *figures;
    struct fyp_regions *regions;
    struct fyp_quality_checks *checks; /* NULL: not read, or not there */
    bool checks_looked_for;
    struct fyp_session_rules *rules; /* read so far */
    struct fyp_problems problems;    /* of the plan files and the checks */
};

/** Reads the catalogue. Failures are already printed; exit code. */
int fyp_session_open(struct fyp_session *session);

/** Reads all plans of the home. Failures are already printed. */
int fyp_session_plans(struct fyp_session *session);

/** Reads one plan by id or path; the caller destroys it. Failures are
 *  already printed. */
int fyp_session_plan(
    struct fyp_session *session, const char *name, struct fyp_plan **out);

enum { FYP_SESSION_PATH_SIZE = 4096 };

/** Path of a file of data/cleaning/ in the home, such as region_changes.yaml;
 *  NULL where there is none. */
const char *fyp_session_data_file(
    const struct fyp_session *session, const char *name,
    char out[FYP_SESSION_PATH_SIZE]);

/**
 * Loads the current figures of the places that plans speak of: their own
 * regions, sub-regions and references. Failures are already printed.
 * @param region  One more code; NULL for none.
 */
int fyp_session_figures(
    struct fyp_session *session, const char *db, struct fyp_plan *const *plans,
    size_t plan_count, const char *region);

/** Code of the place that --region names, of session->plan or any other; NULL
 *  where it was not given. Failures are already printed. */
int fyp_session_region(
    struct fyp_session *session, const char *text, const char **code);

/**
 * What one evaluation needs: the plan that arguments[0] names, the place, the
 * figures, the rules. The session owns the plan. Failures are already
 * printed.
 */
int fyp_session_request(
    struct fyp_session *session, const struct fyp_options *options,
    struct fyp_request *out);

/**
 * The rules by which a plan is evaluated: --ruleset, else what the plan's file
 * names, else the house rules; with what else the command line chose. They
 * live until the session is closed. Notes about their weights go to stderr.
 * Failures are already printed.
 */
int fyp_session_ruleset(
    struct fyp_session *session, const struct fyp_options *options,
    const struct fyp_plan *plan, const struct fyp_ruleset **out);

/**
 * Reads the checks of the data, once.
 * @param must  false: where there is no file of checks, that is noted on
 *              stderr and nothing is checked.
 */
enum fyp_status fyp_session_checks(
    struct fyp_session *session, bool must, struct fyp_error *err);

/** Prints why the checks could not be read or run; exit code. */
int fyp_session_checks_failure(
    struct fyp_session *session, const struct fyp_error *err);

/**
 * Runs the checks over the figures of a request and hands it the findings.
 * @param findings  The caller releases them, after the evaluation.
 */
enum fyp_status fyp_session_question(
    const struct fyp_session *session, struct fyp_request *request,
    struct fyp_quality_findings *findings, struct fyp_error *err);

void fyp_session_close(struct fyp_session *session);

#endif
