/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_WEIGHING_H
#define FYP_ENGINE_WEIGHING_H

#include "engine/evaluate.h"

/*
 * The weights of one evaluation: do those of the ruleset fit the plan, and
 * which figures does the entropy take?
 *
 * Source: docs/methods.md section 16.
 */

/**
 * Settles out->ruleset.weights for out->plan: nothing to do for equal ones;
 * weights that add to a declared total, or come from a matrix, must cover
 * every indicator with a target; entropy is computed from the figures into
 * out->arena, and out->weighing tells from which.
 *
 * @param out  plan, ruleset, region and year are filled.
 * @retval FYP_E_RULESET_WEIGHTING  An indicator has no weight, or figures for
 *                the entropy are missing; the first of them is named.
 */
enum fyp_status fyp_weigh(
    const struct fyp_figures *figures, struct fyp_evaluation *out,
    struct fyp_error *err);

/** Adds what is to be known before weights are used for a plan: indicators
 *  that count as 1 (FYP-780), weights without use (FYP-782). */
void fyp_weighing_notes(
    const struct fyp_plan *plan, const struct fyp_ruleset *ruleset,
    struct fyp_problems *notes);

#endif
