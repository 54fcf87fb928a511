/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_RULESET_H
#define FYP_ENGINE_RULESET_H

#include "base/arena.h"
#include "indicators/target.h"

/*
 * What a committee may decide about the arithmetic: bands, weights, method,
 * missing policy, grade limits, caps. The house rules are the built-in set;
 * every report prints its name.
 *
 * Source: docs/methods.md sections 4 and 7 to 9.
 */

/** Rows of the method table in engine/method.c. */
enum fyp_method {
    FYP_METHOD_PACE,
    FYP_METHOD_COMPLETION,
    FYP_METHOD_REALISATION,
    FYP_METHOD_EFFICACY,
    FYP_METHOD_COUNT
};

enum fyp_missing { FYP_MISSING_SKIP, FYP_MISSING_ZERO };
enum fyp_mean { FYP_MEAN_ARITHMETIC, FYP_MEAN_GEOMETRIC };

enum fyp_grade {
    FYP_GRADE_NONE, /* no scored indicator */
    FYP_GRADE_FAIL,
    FYP_GRADE_PASS,
    FYP_GRADE_GOOD,
    FYP_GRADE_EXCELLENT
};

/** How the weights of the indicators come about. */
enum fyp_weighting {
    FYP_WEIGHTING_EQUAL,
    FYP_WEIGHTING_LISTED,  /* by code */
    FYP_WEIGHTING_AHP,     /* from a matrix of judgements */
    FYP_WEIGHTING_ENTROPY, /* from the figures, when a year is evaluated */
    FYP_WEIGHTING_COUNT
};

struct fyp_weight {
    const char *code;
    double weight; /* >= 0 */
};

/** Bands of the status, in pace; of all indicators or of one. */
struct fyp_bands {
    const char *code; /* NULL: of all that have none of their own */
    double ahead;
    double on_track;
};

/** One row of the matrix of judgements, as written: "1 3 1/5". */
struct fyp_judgement {
    const char *code;
    const char *text;
};

/** A matrix of judgements and what came of it (engine/weights.h). */
struct fyp_ahp {
    const struct fyp_judgement *rows; /* NULL: none */
    size_t count;
    bool accept_inconsistent; /* a ratio above 0.10 is taken */
    double lambda_max;
    double consistency_index;
    double random_index;
    double consistency_ratio;
};

struct fyp_ruleset {
    const char *name;
    const char *version;
    const char *sha256;         /* of the file; NULL: built in */
    double least_scale;         /* share of |T|, 0.02 */
    double band_ahead;          /* pace, 1.10 */
    double band_on_track;       /* pace, 0.90 */
    double growth_ahead;        /* percentage points, 0.5 */
    double least_growth;        /* percentage points, scale of a growth, 2 */
    double exceeded_share;      /* of |T|, 0.01 */
    double midterm_share;       /* elapsed share, 0.5 */
    double grade_limits[5];     /* by enum fyp_grade: least score */
    enum fyp_grade binding_cap; /* before the final stage: GOOD */
    enum fyp_grade binding_cap_final; /* in it: PASS */
    enum fyp_grade majority_cap;      /* PASS; NONE lifts a cap */
    enum fyp_method method;
    enum fyp_comparison comparison;
    enum fyp_missing missing;
    enum fyp_mean mean;
    enum fyp_weighting weighting;
    const struct fyp_weight *weights; /* NULL: all equal to 1. ENTROPY: set in
                                         the evaluation's copy only */
    size_t weight_count;
    double weight_total;           /* as declared; 0: not declared */
    struct fyp_ahp ahp;            /* AHP only */
    const struct fyp_bands *bands; /* of single indicators */
    size_t band_count;
    double satisfaction_weight; /* share of the score, 0 <= w < 1; 0 */
    const char *const *notes;   /* what the file says about itself */
    size_t note_count;
};

/** The house rules. */
struct fyp_ruleset fyp_ruleset_builtin(void);

/** Weight of an indicator code: as listed, else 1. */
double fyp_ruleset_weight(const struct fyp_ruleset *ruleset, const char *code);

/** Bands of an indicator: its own, else those of the ruleset. */
struct fyp_bands fyp_ruleset_bands(
    const struct fyp_ruleset *ruleset, const struct fyp_indicator *indicator);

/** The same rules with all weights equal, for evaluations of which only the
 *  single indicators are wanted. */
void fyp_ruleset_drop_weights(struct fyp_ruleset *ruleset);

#endif
