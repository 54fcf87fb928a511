/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/region_tree.h"

#include "data/cleaning/region_code.h"

#include <stdlib.h>
#include <string.h>

/* Levels of a code: village, town, county, prefecture, province. */
enum { LEVELS = 5, PROVINCE = 2, PREFECTURE = 4, COUNTY = 6 };

struct planting {
    const struct fyp_plan *plan;
    struct fyp_arena *arena;
    const char **codes; /* the top first, then ascending */
    size_t count, capacity;
};

static bool is_declared(const struct fyp_plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->subregion_count; i++) {
        if (strcmp(plan->subregions[i].code, code) == 0) {
            return true;
        }
    }
    return false;
}

/* Zeros in the digits from start to the end of a county's code. */
static bool is_zero_from(const char *code, size_t start)
{
    return strspn(code + start, "0") == COUNTY - start;
}

/* The region in which another lies by its code: 510604001 -> 510604 ->
 * 510600 -> 510000 -> 100000. */
static void upper_code(const char *code, char out[FYP_REGION_CODE_SIZE])
{
    const size_t length = strlen(code);

    if (length > COUNTY) {
        memcpy(out, code, length - 3);
        out[length - 3] = '\0';
        return;
    }
    memcpy(out, code, COUNTY + 1);
    if (is_zero_from(code, PROVINCE)) {
        memcpy(out, "100000", COUNTY + 1);
    } else if (is_zero_from(code, PREFECTURE)) {
        memset(out + PROVINCE, '0', COUNTY - PROVINCE);
    } else {
        memset(out + PREFECTURE, '0', COUNTY - PREFECTURE);
    }
}

static bool add_code(struct planting *planting, const char *code)
{
    if (planting->count == planting->capacity) {
        const size_t capacity =
            planting->capacity > 0 ? 2 * planting->capacity : 64;
        const char **codes =
            fyp_arena_alloc(planting->arena, capacity, sizeof *codes);
        if (codes == NULL) {
            return false;
        }
        if (planting->count > 0) {
            memcpy(codes, planting->codes, planting->count * sizeof *codes);
        }
        planting->codes = codes;
        planting->capacity = capacity;
    }
    planting->codes[planting->count++] = code;
    return true;
}

/* Adds a region and the levels between it and the plan's place. */
static bool add_with_levels(struct planting *planting, const char *code)
{
    const char *top = planting->plan->region.code;
    char upper[FYP_REGION_CODE_SIZE];

    while (!is_declared(planting->plan, code)) {
        if (!add_code(planting, code)) {
            return false;
        }
        upper_code(code, upper);
        if (!fyp_region_code_is_above(top, upper)) {
            return true; /* the place itself */
        }
        code = fyp_arena_text(planting->arena, upper, strlen(upper));
        if (code == NULL) {
            return false;
        }
    }
    return true;
}

/* Figures are in the order of their regions. */
static bool
add_measured(struct planting *planting, const struct fyp_figures *figures)
{
    const char *top = planting->plan->region.code;
    const char *before = "";

    for (size_t i = 0; i < fyp_figures_count(figures); i++) {
        const char *code = fyp_figures_at(figures, i)->region;
        if (strcmp(code, before) == 0) {
            continue;
        }
        before = code;
        if (fyp_region_code_is_above(top, code) &&
            !add_with_levels(planting, code)) {
            return false;
        }
    }
    return true;
}

static int compare_codes(const void *left, const void *right)
{
    const char *const *a = left;
    const char *const *b = right;

    return strcmp(*a, *b);
}

static bool
collect(struct planting *planting, const struct fyp_figures *figures)
{
    const struct fyp_plan *plan = planting->plan;
    bool added = add_code(planting, plan->region.code);

    for (size_t i = 0; added && i < plan->subregion_count; i++) {
        if (strcmp(plan->subregions[i].code, plan->region.code) != 0) {
            added = add_code(planting, plan->subregions[i].code);
        }
    }
    if (!added || !add_measured(planting, figures)) {
        return false;
    }
    const char **codes = planting->codes;
    size_t count = 1;
    qsort(codes + 1, planting->count - 1, sizeof *codes, compare_codes);
    for (size_t i = 1; i < planting->count; i++) {
        if (strcmp(codes[i], codes[count - 1]) != 0) {
            codes[count++] = codes[i];
        }
    }
    planting->count = count;
    return true;
}

/* Where a region of the tree stands; the top where it is none. */
static size_t node_of(const struct planting *planting, const char *code)
{
    const char **found = bsearch(
        &code, planting->codes + 1, planting->count - 1,
        sizeof *planting->codes, compare_codes);

    return found != NULL ? (size_t)(found - planting->codes) : 0;
}

static const char *name_of(
    const struct planting *planting, const struct fyp_regions *names,
    const char *code)
{
    const struct fyp_plan *plan = planting->plan;

    if (strcmp(code, plan->region.code) == 0) {
        return plan->region.name;
    }
    for (size_t i = 0; i < plan->subregion_count; i++) {
        if (strcmp(plan->subregions[i].code, code) == 0) {
            return plan->subregions[i].name;
        }
    }
    return names != NULL ? fyp_regions_name(names, code) : code;
}

static void fill_node(
    const struct planting *planting, size_t index,
    struct fyp_region_node *nodes)
{
    const struct fyp_plan *plan = planting->plan;
    struct fyp_region_node *node = &nodes[index];

    node->code = planting->codes[index];
    if (index == 0) {
        node->parent = FYP_NO_NODE;
        return;
    }
    node->declared = is_declared(plan, node->code);
    if (!node->declared) {
        char upper[FYP_REGION_CODE_SIZE];
        upper_code(node->code, upper);
        node->parent = node_of(planting, upper);
    }
    node->depth = nodes[node->parent].depth + 1;
    node->counts =
        node->declared || node->parent != 0 || plan->subregion_count == 0;
    nodes[node->parent].child_count++;
}

static void list_children(struct fyp_region_tree *tree)
{
    size_t first = 0;

    for (size_t i = 0; i < tree->count; i++) {
        tree->nodes[i].first_child = first;
        first += tree->nodes[i].child_count;
        tree->nodes[i].child_count = 0;
    }
    for (size_t i = 1; i < tree->count; i++) {
        struct fyp_region_node *parent = &tree->nodes[tree->nodes[i].parent];
        tree->children[parent->first_child + parent->child_count++] = i;
    }
}

enum fyp_status fyp_region_tree_build(
    const struct fyp_plan *plan, const struct fyp_figures *figures,
    const struct fyp_regions *names, struct fyp_arena *arena,
    struct fyp_region_tree *out, struct fyp_error *err)
{
    struct planting planting = {.plan = plan, .arena = arena};

    *out = (struct fyp_region_tree){0};
    if (!collect(&planting, figures)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    struct fyp_region_node *nodes =
        fyp_arena_alloc(arena, planting.count, sizeof *nodes);
    size_t *children = fyp_arena_alloc(arena, planting.count, sizeof *children);
    if (nodes == NULL || children == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < planting.count; i++) {
        fill_node(&planting, i, nodes);
        nodes[i].name = name_of(&planting, names, nodes[i].code);
    }
    *out = (struct fyp_region_tree){
        .nodes = nodes, .count = planting.count, .children = children};
    list_children(out);
    return FYP_OK;
}
