/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_EXPLAINING_H
#define FYP_ENGINE_EXPLAINING_H

#include "engine/explain.h"
#include "engine/judge.h"

/*
 * Inside of the engine: a chain while it grows. explain_figures.c tells what
 * went in, explain_judgement.c what was made of it, explain.c puts both
 * together.
 */

struct fyp_explaining {
    struct fyp_explanation *out;
    const struct fyp_evaluation *evaluation;
    const struct fyp_indicator_result *result;
    struct fyp_judge judge; /* as it was when the result was made */
    struct fyp_step spare;  /* takes what is said when memory is out */
    bool failed;
};

/** A further step, everything absent but its kind and rule; never NULL. */
struct fyp_step *fyp_explaining_add(
    struct fyp_explaining *chain, enum fyp_step_kind kind,
    enum fyp_step_rule rule);

/** A step with a number. */
struct fyp_step *fyp_explaining_number(
    struct fyp_explaining *chain, enum fyp_step_kind kind,
    enum fyp_step_rule rule, double result);

/** How the step's result comes about. Without effect where the result or a
 *  term is not finite: there is nothing to recompute then.
 *  @param terms  Copied. */
void fyp_explaining_formula(
    struct fyp_explaining *chain, struct fyp_step *step,
    enum fyp_formula formula, const double *terms, size_t count);

/* fyp_explaining_terms(chain, step, FYP_FORMULA_LEAD, p, q) */
#define fyp_explaining_terms(chain, step, formula, ...)                        \
    fyp_explaining_formula(                                                    \
        (chain), (step), (formula), (const double[]){__VA_ARGS__},             \
        sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

/** Figures, gaps, x and the reference. */
void fyp_explain_figures(struct fyp_explaining *chain);

/** Baseline, target and milestones. */
void fyp_explain_promise(struct fyp_explaining *chain);

/** From the elapsed share to the status. */
void fyp_explain_judgement(struct fyp_explaining *chain);

/** Score, weight, flags, questions, cap. */
void fyp_explain_score(struct fyp_explaining *chain);

#endif
