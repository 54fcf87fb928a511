/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_SUBREGIONS_H
#define FYP_ENGINE_SUBREGIONS_H

#include "engine/rollup.h"
#include "engine/spread.h"

/*
 * A plan over the sub-regions of its place: totals rolled up beside the
 * reported ones, every sub-region judged by the plan's targets and ranked,
 * and how far apart they are.
 *
 * A sub-region is judged as fyp_evaluate judges another place: not by the
 * printed baselines, which are the plan's own. Amounts that add up over
 * places (汇总: 相加) are promised for the whole place and by no part of it:
 * for sub-regions they are followed only, unless each is to meet them.
 *
 * Computed totals are shown and never judged.
 *
 * Source: docs/methods.md section 12.
 */

struct fyp_subregion {
    size_t node; /* in the tree */
    struct fyp_evaluation evaluation;
    int rank; /* 1, 2, 2, 4 by score; 0: without a score, or not declared */
};

enum fyp_spread_weights {
    FYP_SPREAD_EQUAL,
    FYP_SPREAD_DENOMINATORS, /* of the figures */
    FYP_SPREAD_SERIES        /* the declared one */
};

/** How far apart the sub-regions are in one indicator. */
struct fyp_indicator_spread {
    struct fyp_spread spread;
    enum fyp_spread_weights weights;
    /* nodes; none where no direction is better, where all are equal, and for
       amounts that add up, of which a large place has more */
    const size_t *best, *worst;
    size_t best_count, worst_count;
    bool demonstration;
};

struct fyp_subregions {
    struct fyp_evaluation evaluation; /* of the plan's own place */
    struct fyp_region_tree tree;
    struct fyp_plan judged; /* by which sub-regions are judged */
    bool *whole_only;       /* an amount of the whole place; [indicators] */
    struct fyp_subregion *items; /* in the order of codes */
    size_t count;
    const struct fyp_subregion **ranking; /* shape [count], best first; those
                                             without a rank last */
    /* shape [indicators][tree.count] */
    struct fyp_region_total *totals;
    struct fyp_indicator_spread *spreads; /* shape [indicators] */
    size_t indicator_count;
    bool demonstration;
    struct fyp_arena arena;
};

/**
 * @param request    As for fyp_evaluate; region must be NULL. Its figures are
 *                   those of the place and all that lies in it.
 * @param catalogue  For the weights that it declares; NULL: none.
 * @param names      NULL: only the plan's own names are known.
 * @param out        Zeroed on failure; release with fyp_subregions_finish.
 *                   Points into all of the above.
 * @retval FYP_E_REGIONS_NONE  No sub-region is declared, none has figures.
 * @retval other               As fyp_evaluate.
 */
enum fyp_status fyp_subregions_evaluate(
    const struct fyp_request *request, const struct fyp_catalogue *catalogue,
    const struct fyp_regions *names, struct fyp_subregions *out,
    struct fyp_error *err);
void fyp_subregions_finish(struct fyp_subregions *subregions);

/**
 * A plan as it concerns the parts of its place: amounts that add up are
 * followed only.
 * @param arena       Owns what is new; else out points into plan.
 * @param whole_only  Which they are, shape [indicators]; may be NULL.
 */
enum fyp_status fyp_plan_of_parts(
    const struct fyp_plan *plan, struct fyp_arena *arena, struct fyp_plan *out,
    bool *whole_only, struct fyp_error *err);

/** Of one indicator and one place. */
const struct fyp_region_total *fyp_subregions_total(
    const struct fyp_subregions *subregions, size_t indicator, size_t node);

/** Ranks 1, 2, 2, 4 of scores, best first; 0 for NAN. Equal as in section 1.
 *  @param ranks  Shape [n]. */
void fyp_rank_scores(const double *scores, size_t n, int *ranks);

/** "equal", "denominators", "series" */
const char *fyp_spread_weights_name(enum fyp_spread_weights weights);

/**
 * The same question about a part of the place: what third parties found out
 * concerns the whole, so a part is judged by its targets alone, and a weight
 * of satisfaction counts for nothing.
 * @param rules  Filled; the request points to it.
 */
struct fyp_request fyp_part_request(
    const struct fyp_request *whole, const char *region,
    struct fyp_ruleset *rules);

#endif
