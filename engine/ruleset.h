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

struct fyp_weight {
    const char *code;
    double weight; /* >= 0 */
};

struct fyp_ruleset {
    const char *name;
    const char *version;
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
    const struct fyp_weight *weights; /* NULL: all equal to 1 */
    size_t weight_count;
    double satisfaction_weight; /* of the score, 0 <= w < 1; 0 */
};

/** The house rules. */
struct fyp_ruleset fyp_ruleset_builtin(void);

/** Weight of an indicator code: as listed, else 1. */
double fyp_ruleset_weight(const struct fyp_ruleset *ruleset, const char *code);

#endif
