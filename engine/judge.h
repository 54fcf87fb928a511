/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_JUDGE_H
#define FYP_ENGINE_JUDGE_H

#include "engine/evaluate.h"

/*
 * Inside of the engine: the steps that judge one indicator, in order. Each
 * fills its part of the result and reads only what earlier steps filled:
 *
 *   fyp_observe -> fyp_measure_progress -> fyp_decide -> fyp_method_score
 *
 * Sections are those of docs/methods.md.
 */

/** What is the same for all indicators of one evaluation. */
struct fyp_judge {
    const struct fyp_plan *plan;
    const struct fyp_figures *figures;
    const struct fyp_ruleset *ruleset;
    const char *region;
    int year;
    enum fyp_stage stage;
};

/** All steps below over one indicator, and its weight. */
void fyp_judge_indicator(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    struct fyp_indicator_result *result);

/** x, b, the target's number and the reference (sections 2, 3, 5). */
void fyp_observe(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    struct fyp_indicator_result *result);

/** Expected value, scale, pace, shares and flags (sections 4 to 6). */
void fyp_measure_progress(
    const struct fyp_judge *judge, struct fyp_indicator_result *result);

/** Status (section 7). */
void fyp_decide(
    const struct fyp_judge *judge, struct fyp_indicator_result *result);

/** Score by the ruleset's method, or by pace where that is not defined
 *  (section 8). NAN for a status without a score. */
void fyp_method_score(
    const struct fyp_judge *judge, struct fyp_indicator_result *result);

/** Weights, score, counts, attainment and grade of the plan (section 9). */
enum fyp_status
fyp_score_plan(struct fyp_evaluation *evaluation, struct fyp_error *err);

/** Gives each result the questions about figures that went into it
 *  (section 14). */
enum fyp_status fyp_attach_questions(
    const struct fyp_request *request, struct fyp_evaluation *evaluation,
    struct fyp_error *err);

/**
 * Figure of one year for a level: the state at its end.
 * @return NAN where there is none; each-subregion: the share of sub-regions
 *         that meet the target, in per cent.
 */
double fyp_level_at(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    int year);

/** Goes by steps: what is in force is due at once (section 4). */
bool fyp_is_step(const struct fyp_indicator *indicator);

/** The number that x is held against: ref_t for a level reference, T. */
double fyp_bound_of(const struct fyp_indicator_result *result);

/** x, rounded to decimals where the ruleset compares rounded values. */
double fyp_compared(const struct fyp_judge *judge, double value, int decimals);

/** The b of the formulas: 0 for cumulative, the baseline or proxy for a
 *  level, NAN for a level by steps, for growth and event. */
double fyp_formula_baseline(const struct fyp_indicator_result *result);

/** s of section 4. */
int fyp_result_direction(const struct fyp_indicator_result *result);

/** Pace for an expected value; needs value, target, met, maintain filled. */
double fyp_pace_against(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    double expected_value, double *scale);

/** Has a status that carries a score. */
bool fyp_verdict_is_scored(enum fyp_verdict verdict);

#endif
