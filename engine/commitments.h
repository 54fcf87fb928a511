/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_COMMITMENTS_H
#define FYP_ENGINE_COMMITMENTS_H

#include "engine/evaluate.h"
#include "indicators/commitments.h"

/*
 * Commitments outside of the table of main indicators, judged by the same
 * steps (engine/judge.h) and never mixed into the plan's score; and what
 * contradictions of the document would change.
 *
 *   cap, or recurrence 每年…  a level by steps that is in force from the first
 *                            year of the plan: x_t itself against the bound
 *   otherwise                as an indicator of its kind and path, to its own
 *                            deadline, or to the end of the plan without one;
 *                            from the deadline on, the deadline's year is
 *                            judged, in the final stage
 *
 * Source: house rule; docs/methods.md section 19.
 */

/** Why a commitment is listed and not judged. */
enum fyp_unjudged {
    FYP_JUDGED,
    FYP_UNJUDGED_WORDS,      /* no number: nothing is made up */
    FYP_UNJUDGED_NO_FIGURES, /* no code of the catalogue */
    FYP_UNJUDGED_RECURRENCE, /* of another rhythm than a year */
    FYP_UNJUDGED_KIND,       /* a sum with a target that is no floor */
    FYP_UNJUDGED_PAST        /* its deadline is not after the base year */
};

struct fyp_commitment_result {
    const struct fyp_commitment *commitment;
    enum fyp_unjudged unjudged; /* FYP_JUDGED: what follows holds */
    bool each_year;             /* a cap, or each year by itself */
    int year;                   /* judged: t, or the deadline before it */
    int end_year;               /* to which the path runs */
    enum fyp_stage stage;
    struct fyp_indicator_result result;
};

/** One other reading of a main indicator. */
struct fyp_other_result {
    const struct fyp_conflict *conflict;
    const struct fyp_other_reading *reading;
    const struct fyp_indicator_result *chosen; /* of the evaluation */
    struct fyp_indicator_result result;
    bool differs; /* in its status */
};

struct fyp_judged_commitments {
    const struct fyp_commitments *commitments; /* NULL: the plan has none */
    struct fyp_commitment_result *items;       /* as in the file */
    size_t count;
    size_t judged_count;
    size_t main_count; /* that are main indicators at the same time */
    struct fyp_other_result *others; /* by conflict */
    size_t other_count;
    bool demonstration; /* a demonstration figure went in */
    struct fyp_arena arena;
};

/**
 * Judges the commitments of a plan in the year of an evaluation.
 *
 * @param evaluation  Of the same request; the other readings are set beside
 *                    its results. Must outlive out, like the request.
 * @param out         Empty where the plan has no file of commitments. Zeroed
 *                    on failure; release with fyp_judged_finish.
 */
enum fyp_status fyp_commitments_judge(
    const struct fyp_request *request, const struct fyp_evaluation *evaluation,
    struct fyp_judged_commitments *out, struct fyp_error *err);
void fyp_judged_finish(struct fyp_judged_commitments *judged);

/** Does a contradiction touch the indicator? */
bool fyp_conflict_touches(
    const struct fyp_conflict *conflict, const char *code);

/** "words", "no_figures" …; NULL for FYP_JUDGED. */
const char *fyp_unjudged_name(enum fyp_unjudged unjudged);

#endif
