/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_INDICES_H
#define FYP_ENGINE_INDICES_H

#include "engine/design.h"

/*
 * How much of the variance of a result comes from each of its inputs:
 * indices of Sobol', by group of inputs, for any function.
 *
 * Source: docs/methods.md section 11.
 */

enum { FYP_INDICES_GROUPS_MAX = 8 };

/** Why there are no indices. */
enum fyp_indices_refusal {
    FYP_INDICES_GIVEN,
    FYP_INDICES_UNDEFINED,  /* a run has no result */
    FYP_INDICES_NOT_FINITE, /* a result, or its variance, is beyond numbers */
    FYP_INDICES_NO_VARIANCE /* all results are equal (section 1) */
};

struct fyp_indices {
    enum fyp_indices_refusal refusal;
    double mean, sd;                      /* NAN where refused; of equal */
    double first[FYP_INDICES_GROUPS_MAX]; /* results they are given */
    double total[FYP_INDICES_GROUPS_MAX];
};

/**
 * The function: one result for one point of the unit cube.
 * @param run    0 .. fyp_indices_runs - 1, in this order: for each row of
 *               the design its runs A, B and one a group.
 * @param point  Shape [dimension].
 * @param out    NAN: not defined there.
 */
typedef enum fyp_status fyp_indices_function(
    void *context, size_t run, const double *point, double *out,
    struct fyp_error *err);

struct fyp_indices_question {
    const struct fyp_design *design; /* of 2 * dimension columns */
    size_t dimension;
    const int *groups; /* shape [dimension]: 0 .. group_count - 1 */
    int group_count;   /* 1 .. FYP_INDICES_GROUPS_MAX */
    fyp_indices_function *function;
    void *context;
};

/** Runs of a row: A, B, and A with the inputs of one group from B. */
size_t fyp_indices_parts(const struct fyp_indices_question *question);

/** points * (groups + 2). */
size_t fyp_indices_runs(const struct fyp_indices_question *question);

/**
 * Runs the function over the whole design.
 * @param values  Shape [fyp_indices_runs], row by row.
 */
enum fyp_status fyp_indices_run(
    const struct fyp_indices_question *question, double *values,
    struct fyp_error *err);

/**
 * The indices of what fyp_indices_run has found. With f0 and V the mean and
 * variance of all A and B:
 *
 *     first_i = 1/N  * sum (f(B) - f0) (f(AB_i) - f(A)) / V
 *     total_i = 1/2N * sum (f(A) - f(AB_i))^2 / V
 *
 * An estimate may lie a little outside of 0..1; it is not cut.
 * Source:    Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola,
 *            Computer Physics Communications 181, 2010, table 2, rows (b)
 *            and (f), the latter of Jansen, 1999.
 * Deviation: f(B) is taken from its mean: the estimate is the same in the
 *            limit and much less noisy where the mean is large beside the
 *            spread, as it is for scores.
 * Checked:   tests/engine/test_indices.c, functions of Ishigami and Sobol'
 *            with known indices; twin: tests/twin/sensitivity_twin.py.
 */
enum fyp_status fyp_indices_estimate(
    const struct fyp_indices_question *question, const double *values,
    struct fyp_indices *out, struct fyp_error *err);

/* Word of the JSON contract; NULL where there are indices. */
const char *fyp_indices_refusal_name(enum fyp_indices_refusal refusal);

#endif
