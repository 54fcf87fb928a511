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

/** Adds satisfaction to the score where the ruleset gives it a weight, else
 *  leaves the score as it is, to the bit (section 13). */
enum fyp_status fyp_weigh_satisfaction(
    struct fyp_evaluation *evaluation, struct fyp_error *err);

/** Marks the results that a third party calls over-reported (section 13). */
void fyp_attach_third_party(struct fyp_evaluation *evaluation);

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

/**
 * The figure of a year where a state is asked for: the plain one, else the
 * running total.
 */
const struct fyp_figure *fyp_state_figure(
    const struct fyp_judge *judge, const char *region, const char *code,
    int year);

/** The running total where a sum starts: the latest one with
 *  y0 < year <= t; NULL where there is none (section 2). */
const struct fyp_figure *
fyp_sum_start(const struct fyp_judge *judge, const char *code);

/** The places that an each-subregion target is asked of: every declared
 *  sub-region of the plan's own place, elsewhere that place itself. */
size_t fyp_place_count(const struct fyp_judge *judge);
const char *fyp_place_code(const struct fyp_judge *judge, size_t index);

/** Does one sub-region's own figure meet the target that is asked of each? */
bool fyp_subregion_meets(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator,
    const struct fyp_figure *figure);

/** Code of the place of the series that a target is held against. */
const char *fyp_reference_place(
    const struct fyp_judge *judge, const struct fyp_reference *reference);

/** The latest earlier figure after y0, with which the maintain rule compares;
 *  @return its year, 0 where there is none. */
int fyp_latest_earlier(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    double *value);

/** Does x fall short of a milestone? x = m_k is enough (section 4). */
bool fyp_falls_short(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result,
    const struct fyp_milestone *milestone);

/** |e - b| as it counts in a scale for an expected value: 0 under maintain
 *  and step, without b, and where both are equal. */
double fyp_due_distance(
    const struct fyp_indicator_result *result, double expected_value);

/** The number that was compared with the target: x, or x rounded. */
double fyp_value_held(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result);

/** Year by which an event must be done. */
int fyp_event_deadline(
    const struct fyp_judge *judge, const struct fyp_indicator *indicator);

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

/** Most that an indicator scores that is missed in the final stage or under
 *  the maintain rule (section 8). */
#define FYP_MISSED_CEILING 99.0

/** Best grade of a plan with a 约束性 indicator that caps it; NONE lifts the
 *  cap (section 9). */
enum fyp_grade
fyp_binding_cap(const struct fyp_ruleset *ruleset, enum fyp_stage stage);

/** Has a status that carries a score. */
bool fyp_verdict_is_scored(enum fyp_verdict verdict);

#endif
