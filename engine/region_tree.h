/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_REGION_TREE_H
#define FYP_ENGINE_REGION_TREE_H

#include "data/cleaning/regions.h"
#include "data/figures.h"
#include "indicators/plan.h"

#include <stdint.h>

/*
 * Which region lies in which: the plan's place at the top, its declared
 * sub-regions below it, and every region that has figures below the place,
 * with the levels between. 510604001 lies in 510604, that in 510600, that in
 * 510000; a declared sub-region lies in the plan's place whatever its code.
 *
 * Where the plan declares its sub-regions, only they count for its own place:
 * another region directly below it (a development zone that is part of a
 * district) would be counted twice. Elsewhere every known region counts.
 */

#define FYP_NO_NODE SIZE_MAX

struct fyp_region_node {
    const char *code;
    const char *name;                /* the code where no name is known */
    size_t parent;                   /* FYP_NO_NODE for the top */
    size_t first_child, child_count; /* in the tree's children */
    int depth;                       /* 0: the plan's place */
    bool declared;                   /* a 下级地区 of the plan */
    bool counts;                     /* goes into what lies above it */
};

struct fyp_region_tree {
    struct fyp_region_node *nodes; /* [0] is the top; a parent comes before
                                      its children, codes ascend */
    size_t count;
    size_t *children; /* of the first node, of the second … */
};

/**
 * @param names  NULL: only the plan's own names are known.
 * @param arena  Owns the tree; codes and names point into plan, figures and
 *               names.
 */
enum fyp_status fyp_region_tree_build(
    const struct fyp_plan *plan, const struct fyp_figures *figures,
    const struct fyp_regions *names, struct fyp_arena *arena,
    struct fyp_region_tree *out, struct fyp_error *err);

#endif
