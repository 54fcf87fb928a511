/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_WEIGHTS_H
#define FYP_ENGINE_WEIGHTS_H

#include "base/error.h"
#include "engine/ruleset.h"

/*
 * Weights that are computed: from judgements of experts two by two (AHP), or
 * from the figures themselves (entropy). Pure functions of numbers; where
 * the figures come from is told in engine/weighing.h.
 *
 * Source: docs/methods.md section 18.
 */

enum {
    FYP_AHP_MAX = 15,        /* the random index ends there */
    FYP_ENTROPY_ROWS_MIN = 3 /* with two rows all entropies are 0 */
};

/** Above it a matrix contradicts itself too much (Saaty 1980, page 21). */
#define FYP_AHP_RATIO_MAX 0.10

/**
 * Saaty's random index: the mean consistency index of random reciprocal
 * matrices of order n.
 * @return NAN beyond 1 .. FYP_AHP_MAX.
 * Source: Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980, page 21.
 */
double fyp_random_index(size_t n);

/**
 * The matrix of rows of text such as "1 3 1/5": n numbers a row, or in row i
 * its n - i + 1 numbers from the diagonal on, the rest being reciprocals.
 *
 * @param matrix  Shape [n * n], n = ahp->count <= FYP_AHP_MAX.
 * @param row     On failure the row, from 0; may be NULL.
 * @retval FYP_E_RULESET_MATRIX  The cell and what is wrong with it: no number,
 *                outside 1/9 .. 9, not 1 on the diagonal, not the reciprocal
 *                of its mirror image, too few or too many in the row.
 */
enum fyp_status fyp_ahp_matrix(
    const struct fyp_ahp *ahp, double *matrix, size_t *row,
    struct fyp_error *err);

/**
 * Principal eigenvector of a positive reciprocal matrix, adding to 1, with
 * lambda_max, CI = (lambda_max - n)/(n - 1) and CR = CI/RI. CR is 0 for
 * n <= 2. A ratio above 0.10 is told, not refused.
 *
 * @param matrix   Shape [n * n], by rows.
 * @param weights  Shape [n]; untouched on failure.
 * @param out      lambda_max, consistency_… are set.
 * @retval FYP_E_RULESET_MATRIX  n of 0 or above FYP_AHP_MAX, a number that is
 *                not positive and finite, or not reciprocal.
 */
enum fyp_status fyp_ahp_weights(
    const double *matrix, size_t n, double *weights, struct fyp_ahp *out,
    struct fyp_error *err);

/** Figures for the entropy: rows are places or years. */
struct fyp_entropy_table {
    const double *values; /* shape [rows * columns], by rows */
    size_t rows;
    size_t columns;
    const int *directions; /* shape [columns]: +1 higher is better, -1 */
};

/**
 * Weights by entropy: each column to 0 .. 1 by its smallest and largest
 * value, shares p of the column's sum, H = -sum(p ln p)/ln(rows),
 * w = (1 - H)/sum(1 - H). A column whose values are all equal has H = 1 and
 * the weight 0.
 *
 * @param weights    Shape [columns], adding to 1; untouched on failure.
 * @param entropies  Shape [columns]; may be NULL.
 * @retval FYP_E_RULESET_WEIGHTING  No column, fewer than three rows, a value
 *                that is not finite, or all columns constant.
 */
enum fyp_status fyp_entropy_weights(
    const struct fyp_entropy_table *table, double *weights, double *entropies,
    struct fyp_error *err);

#endif
