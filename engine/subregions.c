/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/subregions.h"

#include "engine/judge.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *fyp_spread_weights_name(enum fyp_spread_weights weights)
{
    static const char *const names[] = {
        [FYP_SPREAD_EQUAL] = "equal",
        [FYP_SPREAD_DENOMINATORS] = "denominators",
        [FYP_SPREAD_SERIES] = "series",
    };

    return names[weights];
}

const struct fyp_region_total *fyp_subregions_total(
    const struct fyp_subregions *subregions, size_t indicator, size_t node)
{
    return &subregions->totals[indicator * subregions->tree.count + node];
}

/* --- rank --- */

void fyp_rank_scores(const double *scores, size_t n, int *ranks)
{
    for (size_t i = 0; i < n; i++) {
        ranks[i] = isnan(scores[i]) ? 0 : 1;
        for (size_t k = 0; k < n && ranks[i] > 0; k++) {
            ranks[i] += fyp_more(scores[k], scores[i]);
        }
    }
}

/* Without a rank last, else by rank, then by code. */
static int compare_ranks(const void *left, const void *right)
{
    const struct fyp_subregion *a = *(const struct fyp_subregion *const *)left;
    const struct fyp_subregion *b = *(const struct fyp_subregion *const *)right;
    int order = (a->rank == 0) - (b->rank == 0);

    if (order == 0) {
        order = (a->rank > b->rank) - (a->rank < b->rank);
    }
    return order != 0 ? order : (a > b) - (a < b);
}

static enum fyp_status
rank_all(struct fyp_subregions *out, struct fyp_error *err)
{
    const size_t n = out->count;
    double *scores = fyp_arena_alloc(&out->arena, n + 1, sizeof *scores);
    int *ranks = fyp_arena_alloc(&out->arena, n + 1, sizeof *ranks);

    out->ranking = fyp_arena_alloc(&out->arena, n + 1, sizeof(*out->ranking));
    if (scores == NULL || ranks == NULL || out->ranking == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < n; i++) {
        const bool counts = out->tree.nodes[out->items[i].node].counts;
        scores[i] = counts ? out->items[i].evaluation.score : NAN;
    }
    fyp_rank_scores(scores, n, ranks);
    for (size_t i = 0; i < n; i++) {
        out->items[i].rank = ranks[i];
        out->ranking[i] = &out->items[i];
    }
    qsort(out->ranking, n, sizeof(*out->ranking), compare_ranks);
    return FYP_OK;
}

/* --- judging --- */

/* It adds up over places, so that a large one has more of it than a small
 * one. */
static bool is_amount(const struct fyp_indicator *indicator)
{
    return indicator->entry->rollup == FYP_ROLLUP_SUM &&
           !indicator->each_subregion;
}

static bool is_of_whole_place(const struct fyp_indicator *indicator)
{
    return is_amount(indicator) &&
           (indicator->target.kind == FYP_TARGET_VALUE ||
            indicator->target.kind == FYP_TARGET_REFERENCE);
}

/* Without what is promised for the whole place. */
static void follow_only(struct fyp_indicator *indicator)
{
    indicator->target = (struct fyp_target){
        .text = indicator->target.text,
        .kind = FYP_TARGET_NONE,
        .line = indicator->target.line,
    };
    indicator->milestone_count = 0;
}

enum fyp_status fyp_plan_of_parts(
    const struct fyp_plan *plan, struct fyp_arena *arena, struct fyp_plan *out,
    bool *whole_only, struct fyp_error *err)
{
    const size_t n = plan->indicator_count;
    struct fyp_indicator *indicators =
        fyp_arena_alloc(arena, n + 1, sizeof *indicators);

    *out = *plan;
    out->arena = (struct fyp_arena){0};
    if (indicators == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < n; i++) {
        const bool whole = is_of_whole_place(&plan->indicators[i]);
        indicators[i] = plan->indicators[i];
        if (whole) {
            follow_only(&indicators[i]);
        }
        if (whole_only != NULL) {
            whole_only[i] = whole;
        }
    }
    out->indicators = indicators;
    return FYP_OK;
}

static enum fyp_status plan_of_parts(
    const struct fyp_plan *plan, struct fyp_subregions *out,
    struct fyp_error *err)
{
    out->whole_only = fyp_arena_alloc(
        &out->arena, plan->indicator_count + 1, sizeof *out->whole_only);
    if (out->whole_only == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    return fyp_plan_of_parts(
        plan, &out->arena, &out->judged, out->whole_only, err);
}

struct fyp_request fyp_part_request(
    const struct fyp_request *whole, const char *region,
    struct fyp_ruleset *rules)
{
    struct fyp_request part = *whole;

    *rules = whole->ruleset != NULL ? *whole->ruleset : fyp_ruleset_builtin();
    rules->satisfaction_weight = 0.0;
    part.ruleset = rules;
    part.region = region;
    part.third_party = NULL;
    return part;
}

static enum fyp_status judge_part(
    const struct fyp_request *request, struct fyp_subregions *out, size_t node,
    struct fyp_error *err)
{
    struct fyp_ruleset rules;
    struct fyp_request part =
        fyp_part_request(request, out->tree.nodes[node].code, &rules);

    assert(out->items);
    struct fyp_subregion *item = &out->items[out->count];
    part.plan = &out->judged;
    part.quality = NULL;
    item->node = node;
    const enum fyp_status status = fyp_evaluate(&part, &item->evaluation, err);
    if (status != FYP_OK) {
        fyp_error_at(err, "%s", out->tree.nodes[node].name);
        return status;
    }
    out->count++;
    out->demonstration |= item->evaluation.demonstration;
    return FYP_OK;
}

static enum fyp_status judge_parts(
    const struct fyp_request *request, struct fyp_subregions *out,
    struct fyp_error *err)
{
    const struct fyp_region_node *top = &out->tree.nodes[0];
    enum fyp_status status = plan_of_parts(request->plan, out, err);

    out->items =
        fyp_arena_alloc(&out->arena, top->child_count, sizeof *out->items);
    if (status == FYP_OK && out->items == NULL) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; status == FYP_OK && i < top->child_count; i++) {
        status = judge_part(
            request, out, out->tree.children[top->first_child + i], err);
    }
    return status == FYP_OK ? rank_all(out, err) : status;
}

/* --- totals --- */

static enum fyp_status total_all(
    const struct fyp_request *request, const struct fyp_catalogue *catalogue,
    struct fyp_subregions *out, struct fyp_error *err)
{
    const struct fyp_plan *plan = request->plan;
    const size_t n = out->tree.count;
    const struct fyp_rollup_request rollup = {
        .plan = plan,
        .figures = request->figures,
        .catalogue = catalogue,
        .tree = &out->tree,
        .year = request->year,
    };
    enum fyp_status status = FYP_OK;

    out->totals = fyp_arena_alloc(
        &out->arena, plan->indicator_count, n * sizeof *out->totals);
    if (out->totals == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; status == FYP_OK && i < plan->indicator_count; i++) {
        struct fyp_region_total *totals = &out->totals[i * n];
        status = fyp_roll_up_tree(
            &rollup, &plan->indicators[i], &out->arena, totals, err);
        for (size_t k = 0; status == FYP_OK && k < n; k++) {
            out->demonstration |= totals[k].demonstration;
        }
    }
    return status;
}

/* --- spread --- */

/* The sub-regions whose value of an indicator is whole. */
struct places {
    size_t *nodes;
    double *values, *denominators, *weights; /* shape [room] */
    double *scratch;                         /* shape [2 * room] */
    size_t count;
    bool have_denominators, have_weights;
};

static bool
make_room(struct places *places, size_t room, struct fyp_arena *arena)
{
    double *numbers = fyp_arena_alloc(arena, 5 * room + 1, sizeof *numbers);

    places->nodes = fyp_arena_alloc(arena, room + 1, sizeof *places->nodes);
    if (numbers == NULL || places->nodes == NULL) {
        return false;
    }
    places->values = numbers;
    places->denominators = numbers + room;
    places->weights = numbers + 2 * room;
    places->scratch = numbers + 3 * room;
    return true;
}

static void find_places(
    const struct fyp_subregions *out, size_t indicator, struct places *places)
{
    places->count = 0;
    places->have_denominators = true;
    places->have_weights = true;
    for (size_t i = 0; i < out->count; i++) {
        const size_t node = out->items[i].node;
        const struct fyp_region_total *total =
            fyp_subregions_total(out, indicator, node);
        const struct fyp_part *part = &total->part;
        if (!out->tree.nodes[node].counts || isnan(part->value) ||
            total->part_incomplete) {
            continue;
        }
        places->nodes[places->count] = node;
        places->values[places->count] = part->value;
        places->denominators[places->count] = part->denominator;
        places->weights[places->count] = part->weight;
        places->have_denominators &= !isnan(part->denominator);
        places->have_weights &= !isnan(part->weight);
        places->count++;
    }
}

/* 1: more is better, -1: less is; 0: nobody says, or the nearest is. */
static int better_direction(const struct fyp_indicator *indicator)
{
    switch (indicator->target.comparator) {
    case FYP_COMPARE_GT:
    case FYP_COMPARE_GE:
        return 1;
    case FYP_COMPARE_LT:
    case FYP_COMPARE_LE:
        return -1;
    case FYP_COMPARE_EQ:
        return 0;
    case FYP_COMPARE_NONE:
        break;
    }
    return (indicator->entry->direction == FYP_HIGHER_IS_BETTER) -
           (indicator->entry->direction == FYP_LOWER_IS_BETTER);
}

/* How good a value is; more is better. NAN where nobody says. */
static double goodness(const struct fyp_indicator *indicator, double value)
{
    const int direction = better_direction(indicator);

    if (direction != 0) {
        return direction * value;
    }
    return indicator->target.kind == FYP_TARGET_VALUE &&
                   indicator->target.comparator == FYP_COMPARE_EQ
               ? -fabs(value - indicator->target.value.value)
               : NAN;
}

/* All places as good as the best, and as bad as the worst. */
static bool name_extremes(
    const struct fyp_indicator *indicator, const struct places *places,
    struct fyp_arena *arena, struct fyp_indicator_spread *out)
{
    size_t *best = fyp_arena_alloc(arena, 2 * places->count + 1, sizeof *best);
    size_t *worst = best != NULL ? best + places->count : NULL;
    double low = INFINITY;
    double high = -INFINITY;

    if (best == NULL) {
        return false;
    }
    for (size_t i = 0; i < places->count; i++) {
        const double good = goodness(indicator, places->values[i]);
        low = fmin(low, good);
        high = fmax(high, good);
    }
    out->best = best;
    out->worst = worst;
    if (!fyp_less(low, high)) {
        return true; /* all alike */
    }
    for (size_t i = 0; i < places->count; i++) {
        const double good = goodness(indicator, places->values[i]);
        if (fyp_equal(good, high)) {
            best[out->best_count++] = places->nodes[i];
        }
        if (fyp_equal(good, low)) {
            worst[out->worst_count++] = places->nodes[i];
        }
    }
    return true;
}

static bool
spread_one(struct fyp_subregions *out, size_t indicator, struct places *places)
{
    struct fyp_indicator_spread *line = &out->spreads[indicator];
    const struct fyp_indicator *promised =
        &out->evaluation.plan->indicators[indicator];
    const double *weights = NULL;

    find_places(out, indicator, places);
    if (places->count > 0 && places->have_denominators) {
        line->weights = FYP_SPREAD_DENOMINATORS;
        weights = places->denominators;
    } else if (places->count > 0 && places->have_weights) {
        line->weights = FYP_SPREAD_SERIES;
        weights = places->weights;
    }
    fyp_spread_measure(
        places->values, weights, places->count, places->scratch, &line->spread);
    for (size_t i = 0; i < places->count; i++) {
        line->demonstration |=
            fyp_subregions_total(out, indicator, places->nodes[i])
                ->demonstration;
    }
    return places->count < 2 || is_amount(promised) ||
           name_extremes(promised, places, &out->arena, line);
}

static enum fyp_status
spread_all(struct fyp_subregions *out, struct fyp_error *err)
{
    struct places places = {0};
    bool done = make_room(&places, out->count, &out->arena);

    out->spreads = fyp_arena_alloc(
        &out->arena, out->indicator_count + 1, sizeof *out->spreads);
    done = done && out->spreads != NULL;
    for (size_t i = 0; done && i < out->indicator_count; i++) {
        done = spread_one(out, i, &places);
    }
    return done ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
}

/* --- all of it --- */

static enum fyp_status fill(
    const struct fyp_request *request, const struct fyp_catalogue *catalogue,
    const struct fyp_regions *names, struct fyp_subregions *out,
    struct fyp_error *err)
{
    enum fyp_status status = fyp_region_tree_build(
        request->plan, request->figures, names, &out->arena, &out->tree, err);

    if (status == FYP_OK && out->tree.count < 2) {
        status = fyp_fail(
            err, FYP_E_REGIONS_NONE, request->plan->region.name,
            request->plan->region.code);
    }
    if (status == FYP_OK) {
        status = judge_parts(request, out, err);
    }
    if (status == FYP_OK) {
        status = total_all(request, catalogue, out, err);
    }
    return status == FYP_OK ? spread_all(out, err) : status;
}

enum fyp_status fyp_subregions_evaluate(
    const struct fyp_request *request, const struct fyp_catalogue *catalogue,
    const struct fyp_regions *names, struct fyp_subregions *out,
    struct fyp_error *err)
{
    *out = (struct fyp_subregions){
        .indicator_count = request->plan->indicator_count};
    enum fyp_status status = fyp_evaluate(request, &out->evaluation, err);

    out->demonstration = out->evaluation.demonstration;
    if (status == FYP_OK) {
        status = fill(request, catalogue, names, out, err);
    }
    if (status != FYP_OK) {
        fyp_subregions_finish(out);
    }
    return status;
}

void fyp_subregions_finish(struct fyp_subregions *subregions)
{
    if (subregions == NULL) {
        return;
    }
    for (size_t i = 0; i < subregions->count; i++) {
        fyp_evaluation_finish(&subregions->items[i].evaluation);
    }
    fyp_evaluation_finish(&subregions->evaluation);
    fyp_arena_finish(&subregions->arena);
    *subregions = (struct fyp_subregions){0};
}
