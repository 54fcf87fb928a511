/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_EXPLAIN_H
#define FYP_ENGINE_EXPLAIN_H

#include "engine/evaluate.h"

/*
 * Why this score? One result of an evaluation as a chain of steps, from the
 * figures that went in to the cap of the grade: what was taken, which rule
 * applied, which formula with which numbers.
 *
 * Nothing is computed here. Every number of a step is one of the result, of
 * the plan, of the ruleset or of a figure; where a formula needs a number in
 * between, the step of the engine that computes it has kept it in the result.
 * A step holds no words: reports/explain_words.c has them, and
 * reports/explain_formula.c writes the formulas.
 *
 * Source: docs/methods.md section 17.
 */

/** The links of the chain, in its order. */
enum fyp_step_kind {
    FYP_STEP_FIGURE,
    FYP_STEP_GAP, /* a year or a place without a figure */
    FYP_STEP_VALUE,
    FYP_STEP_REFERENCE,
    FYP_STEP_BASELINE,
    FYP_STEP_TARGET,
    FYP_STEP_MILESTONE,
    FYP_STEP_ELAPSED,
    FYP_STEP_DIRECTION,
    FYP_STEP_EXPECTED_VALUE,
    FYP_STEP_SCALE,
    FYP_STEP_PACE,
    FYP_STEP_PROGRESS,
    FYP_STEP_EXPECTED,
    FYP_STEP_LEAD,
    FYP_STEP_COMPARISON,
    FYP_STEP_STATUS,
    FYP_STEP_SCORE,
    FYP_STEP_WEIGHT,
    FYP_STEP_CONTRIBUTION,
    FYP_STEP_FLAG,
    FYP_STEP_QUESTION,
    FYP_STEP_CAP,
    FYP_STEP_COUNT
};

/** What a step says; the list is explain_rules.def. */
enum fyp_step_rule {
#define FYP_STEP_RULE(name, json) FYP_BY_##name,
#include "engine/explain_rules.def"
#undef FYP_STEP_RULE
    FYP_STEP_RULE_COUNT
};

/** How the result of a step follows from its terms, in their order. */
enum fyp_formula {
    FYP_FORMULA_NONE,
    FYP_FORMULA_SUM,             /* any number of terms */
    FYP_FORMULA_MEAN,            /* geometric mean of changes in per cent */
    FYP_FORMULA_SUBREGIONS,      /* met, places */
    FYP_FORMULA_ELAPSED,         /* t, y0, y1 */
    FYP_FORMULA_LINE,            /* t, t1, v1, t2, v2 */
    FYP_FORMULA_TOLERANCE,       /* reference, tolerance */
    FYP_FORMULA_SCALE_DISTANCE,  /* e, b, k, T */
    FYP_FORMULA_SCALE_LEAST,     /* k, T */
    FYP_FORMULA_SCALE_REFERENCE, /* k, reference */
    FYP_FORMULA_SCALE_GROWTH,    /* against, least */
    FYP_FORMULA_PACE,            /* s, x, e, scale */
    FYP_FORMULA_PROGRESS,        /* x, b, T */
    FYP_FORMULA_EXPECTED,        /* e, b, T */
    FYP_FORMULA_LEAD,            /* p, q */
    FYP_FORMULA_SCORE_PACE,      /* pace */
    FYP_FORMULA_COMPLETION,      /* s, x, T, scale */
    FYP_FORMULA_REALISATION,     /* x, T */
    FYP_FORMULA_REALISATION_DOWN,
    FYP_FORMULA_EFFICACY,     /* x, b, T */
    FYP_FORMULA_EVENT,        /* x */
    FYP_FORMULA_CEILING,      /* score, ceiling */
    FYP_FORMULA_WEIGHT,       /* w, W */
    FYP_FORMULA_CONTRIBUTION, /* w, score, W */
    FYP_FORMULA_COUNT
};

struct fyp_step {
    enum fyp_step_kind kind;
    enum fyp_step_rule rule;
    enum fyp_formula formula;
    double result;       /* NAN: the step has no number */
    const double *terms; /* shape [term_count] */
    size_t term_count;
    double bound; /* comparison: what x was held against; else NAN */
    enum fyp_comparator comparator;            /* comparison only */
    int year;                                  /* 0: none */
    const char *region;                        /* code; NULL: the plan's */
    const struct fyp_figure *figure;           /* NULL: none */
    const struct fyp_milestone *milestone;     /* NULL: none */
    const struct fyp_quality_finding *finding; /* question only */
    int flag;                                  /* bit, flag only */
    enum fyp_grade grade;                      /* cap only: the limit */
};

struct fyp_explanation {
    const struct fyp_evaluation *evaluation;
    const struct fyp_indicator_result *result;
    struct fyp_step *steps;
    size_t count, capacity;
    struct fyp_arena arena;
};

/**
 * The chain of one result.
 * @param result  One of evaluation->indicators.
 * @param out     Zeroed on failure; release with fyp_explanation_finish.
 *                Points into the evaluation, its plan and its figures.
 */
enum fyp_status fyp_explain(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_explanation *out,
    struct fyp_error *err);
void fyp_explanation_finish(struct fyp_explanation *explanation);

/* Words of the JSON contract. */
const char *fyp_step_kind_name(enum fyp_step_kind kind);
const char *fyp_step_rule_name(enum fyp_step_rule rule);

#endif
