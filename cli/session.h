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
    struct fyp_session_rules *rules;    /* read so far */
    struct fyp_problems problems;       /* of the plan files and the checks */
    struct fyp_fieldwork_set fieldwork; /* of the store, with the figures */
    struct fyp_third_party third_party; /* of fyp_session_third_party */
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

/** An indicator of session->plan by its number in the plan, else by code,
 *  name or alias of the catalogue. */
enum fyp_status fyp_session_indicator(
    const struct fyp_session *session, const char *text,
    const struct fyp_indicator **out, struct fyp_error *err);

/**
 * What one evaluation needs: the plan that arguments[0] names, the place, the
 * figures, the rules. The session owns the plan. Failures are already
 * printed.
 */
int fyp_session_request(
    struct fyp_session *session, const struct fyp_options *options,
    struct fyp_request *out);

/**
 * The same for the plan's own place and all that lies in it; the names of
 * regions are read too. options->region is not used.
 */
int fyp_session_whole_place(
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

/**
 * Hands a request what third parties stored for its plan, place and year. The
 * session owns it, until the next request. fyp_session_request does it, too.
 */
enum fyp_status fyp_session_third_party(
    struct fyp_session *session, struct fyp_request *request,
    struct fyp_error *err);

void fyp_session_close(struct fyp_session *session);

/** Answers a request and prints the answer; exit code. */
typedef int
fyp_session_answer(const struct fyp_request *request, enum fyp_format format);

/** All that a command does that only evaluates one plan: opens a session,
 *  makes the request, has it answered, closes. */
int fyp_session_run(
    const struct fyp_options *options, fyp_session_answer *answer);

#endif
