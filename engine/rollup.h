/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_ROLLUP_H
#define FYP_ENGINE_ROLLUP_H

#include "engine/evaluate.h"
#include "engine/region_tree.h"

/*
 * Totals of a place from its parts, beside what the place itself reports. A
 * deeper level is rolled up first; where a part reports its own figure, that
 * one goes on upwards, where it does not, its computed total does. Nothing is
 * filled in: what lacks is named, and nothing that was reported is changed.
 *
 * Source: docs/methods.md section 12.
 */

/** How a total was computed; the names of the JSON contract are in
 *  fyp_rollup_way_name. */
enum fyp_rollup_way {
    FYP_WAY_NONE,
    FYP_WAY_SUM,      /* counts add */
    FYP_WAY_RATIO,    /* sum of numerators over sum of denominators */
    FYP_WAY_WEIGHTED, /* mean weighted by the declared series */
    FYP_WAY_PLAIN     /* plain mean: a flag by itself */
};

/** Why there is no total. */
enum fyp_rollup_refusal {
    FYP_ROLLUP_FINE,
    FYP_ROLLUP_NOT_ADDED,  /* the catalogue says 不汇总 */
    FYP_ROLLUP_NO_PARTS,   /* no part has a figure */
    FYP_ROLLUP_NO_WEIGHT,  /* denominators or weights add to nothing */
    FYP_ROLLUP_NEGATIVE,   /* a denominator or weight below 0 */
    FYP_ROLLUP_NOT_FINITE, /* a part is no number, or the total is none */
};

/** One part of a total. */
struct fyp_part {
    double value;
    double numerator, denominator; /* NAN where not given */
    double weight;                 /* of the declared series; NAN: none */
    double rounding; /* half a unit of its last decimal; 0: exact */
};

struct fyp_total {
    enum fyp_rollup_way way;
    enum fyp_rollup_refusal refusal;
    double value;                  /* NAN where refused */
    double numerator, denominator; /* of RATIO, else NAN */
    double rounding;               /* what the parts' rounding may amount to */
};

/**
 * One total.
 *
 *     sum        sum of x
 *     ratio      factor * sum of n / sum of d
 *     weighted   sum of w x / sum of w
 *     plain      sum of x / count
 *
 * RATIO and WEIGHTED take the first of the last three whose inputs all parts
 * have; n and d count only where factor * n / d is the value, but for its
 * rounding (a row may give numerator and value in different units).
 *
 * @param parts   Shape [n].
 * @param factor  100 for a value in per cent, else 1.
 * Source:    docs/methods.md section 12.
 * Deviation: none.
 * Checked:   tests/engine/test_rollup.c; tests/twin/regions_twin.py.
 */
void fyp_roll_up(
    const struct fyp_part *parts, size_t n, enum fyp_rollup rule, double factor,
    struct fyp_total *out);

/** Do a reported and a computed total say the same? */
enum fyp_agreement_of_totals {
    FYP_TOTALS_NOT_COMPARED, /* one of them is missing or incomplete */
    FYP_TOTALS_AGREE,
    FYP_TOTALS_DIFFER
};

/** One place of the tree, one indicator. */
struct fyp_region_total {
    double reported;          /* NAN: none */
    bool reported_incomplete; /* a year of a sum is missing */
    struct fyp_part part;     /* as it goes upwards; value NAN: not at all */
    bool part_incomplete;
    struct fyp_total computed; /* of its children */
    bool incomplete;           /* computed: parts are missing or incomplete */
    double difference;         /* reported - computed; 0 where equal */
    double allowed;            /* by which rounding may make them differ */
    enum fyp_agreement_of_totals agreement;
    size_t known;          /* children that have a figure */
    const size_t *missing; /* nodes of counted children without one */
    size_t missing_count;
    const size_t *partial; /* nodes of children that are incomplete */
    size_t partial_count;
    bool demonstration; /* a demonstration figure is reported, or went in */
};

struct fyp_rollup_request {
    const struct fyp_plan *plan;
    const struct fyp_figures *figures;
    const struct fyp_catalogue *catalogue; /* for weights; NULL: none */
    const struct fyp_region_tree *tree;
    int year;
};

/**
 * Totals of one indicator over the whole tree.
 * @param arena  Owns the lists of missing and partial parts.
 * @param out    Shape [tree->count].
 */
enum fyp_status fyp_roll_up_tree(
    const struct fyp_rollup_request *request,
    const struct fyp_indicator *indicator, struct fyp_arena *arena,
    struct fyp_region_total *out, struct fyp_error *err);

/* Words of the JSON contract; NULL for NONE, FINE and NOT_COMPARED. */
const char *fyp_rollup_way_name(enum fyp_rollup_way way);
const char *fyp_rollup_refusal_name(enum fyp_rollup_refusal refusal);

#endif
