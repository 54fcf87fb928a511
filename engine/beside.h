/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_BESIDE_H
#define FYP_ENGINE_BESIDE_H

#include "engine/peers.h"

/*
 * Methods side by side: every row of engine/peers.h for every indicator of a
 * plan, or for one series that somebody types. Our own four are taken from
 * the evaluation itself; the peers are given the same value, baseline, target
 * and verdict, so that a difference is one of method and not of data.
 *
 * Where our own method would fall back to pace (section 8), it refuses here:
 * a comparison must not show one method under the name of another.
 */

struct fyp_beside_line {
    struct fyp_beside_result results[FYP_BESIDE_COUNT];
};

struct fyp_beside {
    struct fyp_evaluation evaluation; /* by pace; what was judged */
    struct fyp_beside_line *lines;    /* as evaluation.indicators */
    double statcan_score; /* mean over the indicators that have one, or NAN */
    enum fyp_peer_class statcan_class;
    int statcan_count;
    struct fyp_arena arena;
};

/**
 * Runs all methods over a plan.
 *
 * @param request  As for fyp_evaluate; weights, mean and missing policy of
 *                 its ruleset concern the plan's score and are not used.
 * @param out      Zeroed on failure; release with fyp_beside_finish. Points
 *                 into plan and figures, which must outlive it.
 */
enum fyp_status fyp_beside_plan(
    const struct fyp_request *request, struct fyp_beside *out,
    struct fyp_error *err);
void fyp_beside_finish(struct fyp_beside *beside);

/** A question without a plan. */
struct fyp_beside_question {
    const struct fyp_year_value *points; /* shape [point_count], ascending
                                            years, none twice */
    size_t point_count;                  /* >= 1 */
    enum fyp_comparator comparator;
    struct fyp_decimal target;
    enum fyp_kind kind;
    bool rate; /* in per cent: 0 to 100 is its natural range */
    enum fyp_comparison comparison;
    int end_year;
    int year; /* 0: that of the last figure up to end_year */
};

/**
 * All methods for one series. The baseline of a level is its first figure;
 * a sum and a growth start in the year before theirs.
 *
 * @param out  Shape [FYP_BESIDE_COUNT]; untouched on failure.
 * @param verdict  Status of the engine, the reason of FYP_E_PEER_UNSCORED.
 * @retval FYP_E_USAGE_VALUE     end_year not after the first year, or a
 *                               comparator that the kind does not allow.
 * @retval FYP_E_EVALUATE_YEAR   year outside of the series' years to end.
 */
enum fyp_status fyp_beside_series(
    const struct fyp_beside_question *question, struct fyp_beside_result *out,
    enum fyp_verdict *verdict, struct fyp_error *err);

#endif
