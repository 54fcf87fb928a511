/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/rollup.h"

#include "engine/judge.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_statistics_double.h>

/* As of the sums in observe.c: what doubles add to decimals. */
enum { RESIDUE_DECIMALS = 12 };

const char *fyp_rollup_way_name(enum fyp_rollup_way way)
{
    static const char *const names[] = {
        [FYP_WAY_NONE] = NULL,          [FYP_WAY_SUM] = "sum",
        [FYP_WAY_RATIO] = "ratio",      [FYP_WAY_WEIGHTED] = "weighted_mean",
        [FYP_WAY_PLAIN] = "plain_mean",
    };

    return names[way];
}

const char *fyp_rollup_refusal_name(enum fyp_rollup_refusal refusal)
{
    static const char *const names[] = {
        [FYP_ROLLUP_FINE] = NULL,
        [FYP_ROLLUP_NOT_ADDED] = "not_rolled_up",
        [FYP_ROLLUP_NO_PARTS] = "no_parts",
        [FYP_ROLLUP_NO_WEIGHT] = "zero_weight",
        [FYP_ROLLUP_NEGATIVE] = "negative_weight",
        [FYP_ROLLUP_NOT_FINITE] = "not_finite",
    };

    return names[refusal];
}

/* --- one total --- */

static bool is_ratio(const struct fyp_part *part, double factor)
{
    if (isnan(part->numerator) || isnan(part->denominator)) {
        return false;
    }
    if (!fyp_more(part->denominator, 0.0)) {
        return true; /* nobody to count, or refused */
    }
    const double value = part->numerator / part->denominator * factor;
    const double larger = fmax(fabs(value), fabs(part->value));
    return fabs(value - part->value) <= part->rounding + FYP_EQUALITY * larger;
}

static enum fyp_rollup_way choose_way(
    const struct fyp_part *parts, size_t n, enum fyp_rollup rule, double factor)
{
    bool ratio = true;
    bool weights = true;

    if (rule == FYP_ROLLUP_NONE || rule == FYP_ROLLUP_SUM) {
        return rule == FYP_ROLLUP_SUM ? FYP_WAY_SUM : FYP_WAY_NONE;
    }
    for (size_t i = 0; i < n; i++) {
        ratio = ratio && is_ratio(&parts[i], factor);
        weights = weights && !isnan(parts[i].weight);
    }
    if (ratio) {
        return FYP_WAY_RATIO;
    }
    return weights ? FYP_WAY_WEIGHTED : FYP_WAY_PLAIN;
}

static enum fyp_rollup_refusal
check_weights(const struct fyp_part *parts, size_t n, enum fyp_rollup_way way)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const double weight =
            way == FYP_WAY_RATIO ? parts[i].denominator : parts[i].weight;
        if (fyp_less(weight, 0.0)) {
            return FYP_ROLLUP_NEGATIVE;
        }
        if (!isfinite(weight)) {
            return FYP_ROLLUP_NOT_FINITE;
        }
        any = any || fyp_more(weight, 0.0);
    }
    return any ? FYP_ROLLUP_FINE : FYP_ROLLUP_NO_WEIGHT;
}

static enum fyp_rollup_refusal
check_parts(const struct fyp_part *parts, size_t n, enum fyp_rollup_way way)
{
    if (way == FYP_WAY_NONE) {
        return FYP_ROLLUP_NOT_ADDED;
    }
    if (n == 0) {
        return FYP_ROLLUP_NO_PARTS;
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(parts[i].value)) {
            return FYP_ROLLUP_NOT_FINITE;
        }
    }
    return way == FYP_WAY_RATIO || way == FYP_WAY_WEIGHTED
               ? check_weights(parts, n, way)
               : FYP_ROLLUP_FINE;
}

static double without_residue(double value)
{
    return fyp_round_half_even(value, RESIDUE_DECIMALS);
}

/* From a field of one part to that of the next, as GSL counts. */
enum { STRIDE = sizeof(struct fyp_part) / sizeof(double) };

/* Sum of one field of the parts; without the residue of decimals. */
static double sum_of(const double *field, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += field[i * STRIDE];
    }
    return without_residue(sum);
}

/* GSL multiplies a weight by a change of the mean: neither can overflow where
 * the mean itself does not. */
static double
mean_of(const struct fyp_part *parts, size_t n, enum fyp_rollup_way way)
{
    return without_residue(
        way == FYP_WAY_WEIGHTED
            ? gsl_stats_wmean(&parts->weight, STRIDE, &parts->value, STRIDE, n)
            : gsl_stats_mean(&parts->value, STRIDE, n));
}

static double largest_rounding(const struct fyp_part *parts, size_t n)
{
    double largest = 0.0;

    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, parts[i].rounding);
    }
    return largest;
}

static void compute(
    const struct fyp_part *parts, size_t n, double factor,
    struct fyp_total *out)
{
    switch (out->way) {
    case FYP_WAY_SUM:
        out->value = sum_of(&parts->value, n);
        out->rounding = sum_of(&parts->rounding, n);
        break;
    case FYP_WAY_RATIO:
        out->numerator = sum_of(&parts->numerator, n);
        out->denominator = sum_of(&parts->denominator, n);
        out->value = out->numerator / out->denominator * factor;
        break;
    case FYP_WAY_WEIGHTED:
    case FYP_WAY_PLAIN:
        out->value = mean_of(parts, n, out->way);
        out->rounding = largest_rounding(parts, n);
        break;
    case FYP_WAY_NONE:
        break;
    }
}

static struct fyp_total no_total(enum fyp_rollup_refusal refusal)
{
    return (struct fyp_total){
        .refusal = refusal,
        .value = NAN,
        .numerator = NAN,
        .denominator = NAN,
    };
}

void fyp_roll_up(
    const struct fyp_part *parts, size_t n, enum fyp_rollup rule, double factor,
    struct fyp_total *out)
{
    const enum fyp_rollup_way way = choose_way(parts, n, rule, factor);

    *out = no_total(check_parts(parts, n, way));
    if (out->refusal != FYP_ROLLUP_FINE) {
        return;
    }
    out->way = way;
    compute(parts, n, factor, out);
    if (!isfinite(out->value) || isinf(out->denominator)) {
        *out = no_total(FYP_ROLLUP_NOT_FINITE);
    }
}

/* --- a tree --- */

/* What is the same for all places of one roll-up. */
struct climbing {
    const struct fyp_rollup_request *request;
    struct fyp_judge judge;
    const struct fyp_indicator *indicator;
    struct fyp_ruleset rules;
    /* of the declared series, shape [tree->count]; NULL: none declared */
    const struct fyp_region_total *weights;
    struct fyp_part *parts; /* of one place; room for all */
    size_t *nodes;          /* the same */
    struct fyp_arena *arena;
};

static double per_cent_factor(const struct fyp_indicator *indicator)
{
    return fyp_is_per_cent(indicator->unit) ? 100.0 : 1.0;
}

static double half_unit(int decimals)
{
    return 0.5 * pow(10.0, -decimals);
}

/* A value that numerator and denominator give exactly, as where a row gives
 * only these, is not rounded. */
static double rounding_of(const struct fyp_figure *figure, double factor)
{
    if (figure->numerator.present && figure->denominator.present &&
        fyp_more(figure->denominator.value, 0.0) &&
        fyp_equal(
            figure->value.value,
            figure->numerator.value / figure->denominator.value * factor)) {
        return 0.0;
    }
    return half_unit(figure->value.decimals);
}

/* A sum of years is rounded in each; half a unit of the coarsest. */
static double rounding_of_years(const struct fyp_judge *judge, const char *code)
{
    double coarsest = 0.0;

    for (int year = judge->plan->baseline_year + 1; year <= judge->year;
         year++) {
        for (int basis = FYP_BASIS_YEAR; basis <= FYP_BASIS_TO_DATE; basis++) {
            const struct fyp_figure *figure = fyp_figures_find(
                judge->figures, judge->region, code, year,
                (enum fyp_basis)basis);
            if (figure != NULL) {
                coarsest = fmax(coarsest, half_unit(figure->value.decimals));
            }
        }
    }
    return coarsest;
}

/* The figure of a place: a running sum for cumulative, else of the year. */
static void take_reported(
    struct climbing *climbing, const char *region,
    struct fyp_region_total *total)
{
    const struct fyp_indicator *indicator = climbing->indicator;
    struct fyp_indicator_result result;

    climbing->judge.region = region;
    fyp_observe(&climbing->judge, indicator, &result);
    if (indicator->kind == FYP_KIND_CUMULATIVE) {
        total->reported = result.value;
        total->reported_incomplete = (result.flags & FYP_FLAG_INCOMPLETE) != 0;
        total->part.rounding =
            rounding_of_years(&climbing->judge, indicator->code);
        total->demonstration = result.demonstration;
    } else if (result.figure != NULL) {
        const struct fyp_figure *figure = result.figure;
        total->reported = figure->value.value;
        total->demonstration = figure->demonstration;
        if (figure->numerator.present && figure->denominator.present) {
            total->part.numerator = figure->numerator.value;
            total->part.denominator = figure->denominator.value;
        }
        total->part.rounding = rounding_of(figure, per_cent_factor(indicator));
    }
    total->part.value = total->reported;
    total->part_incomplete = total->reported_incomplete;
}

/* Children with a figure become parts, the others are named. */
static size_t gather(
    struct climbing *climbing, size_t node, struct fyp_region_total *totals,
    size_t *partial)
{
    const struct fyp_region_tree *tree = climbing->request->tree;
    const struct fyp_region_node *place = &tree->nodes[node];
    struct fyp_region_total *total = &totals[node];
    size_t missing = 0;

    assert(climbing->nodes);

    for (size_t i = 0; i < place->child_count; i++) {
        const size_t child = tree->children[place->first_child + i];
        const struct fyp_region_total *below = &totals[child];
        if (!tree->nodes[child].counts) {
            continue;
        }
        if (isnan(below->part.value)) {
            climbing->nodes[missing++] = child;
            continue;
        }
        total->demonstration |= below->demonstration;
        if (below->part_incomplete) {
            partial[total->partial_count++] = child;
        }
        climbing->parts[total->known++] = below->part;
    }
    return missing;
}

static void
compare_totals(struct fyp_region_total *total, const struct fyp_part *parts)
{
    const double own = total->part.rounding;

    total->difference = NAN;
    total->allowed = NAN;
    if (isnan(total->reported) || isnan(total->computed.value)) {
        return;
    }
    total->difference =
        fyp_equal(total->reported, total->computed.value)
            ? 0.0
            : without_residue(total->reported - total->computed.value);
    total->allowed = total->computed.rounding + own;
    if (total->computed.way == FYP_WAY_SUM) {
        total->allowed = 0.0;
        for (size_t i = 0; i < total->known; i++) {
            total->allowed += fmax(parts[i].rounding, own);
        }
    }
    if (total->incomplete || total->reported_incomplete) {
        return;
    }
    const double larger =
        fmax(fabs(total->reported), fabs(total->computed.value));
    total->agreement =
        fabs(total->difference) <= total->allowed + FYP_EQUALITY * larger
            ? FYP_TOTALS_AGREE
            : FYP_TOTALS_DIFFER;
}

/* Where a place reports nothing, its computed total goes upwards. */
static void
pass_on(struct climbing *climbing, size_t node, struct fyp_region_total *total)
{
    if (isnan(total->reported)) {
        total->part.value = total->computed.value;
        total->part.numerator = total->computed.numerator;
        total->part.denominator = total->computed.denominator;
        total->part.rounding = total->computed.rounding;
        total->part_incomplete = total->incomplete;
    }
    if (climbing->weights != NULL && !climbing->weights[node].part_incomplete) {
        total->part.weight = climbing->weights[node].part.value;
    }
}

/* Made-up weights make a total one of made-up figures. */
static bool has_made_up_weight(const struct climbing *climbing, size_t node)
{
    const struct fyp_region_tree *tree = climbing->request->tree;
    const struct fyp_region_node *place = &tree->nodes[node];
    bool made_up = false;

    assert(climbing->weights);
    for (size_t i = 0; i < place->child_count; i++) {
        const size_t child = tree->children[place->first_child + i];
        made_up |=
            tree->nodes[child].counts && climbing->weights[child].demonstration;
    }
    return made_up;
}

static enum fyp_status keep_names(
    struct climbing *climbing, struct fyp_region_total *total, size_t missing,
    const size_t *partial, struct fyp_error *err)
{
    size_t *kept = fyp_arena_alloc(
        climbing->arena, missing + total->partial_count + 1, sizeof *kept);

    if (kept == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < missing; i++) {
        kept[i] = climbing->nodes[i];
    }
    for (size_t i = 0; i < total->partial_count; i++) {
        kept[missing + i] = partial[i];
    }
    total->missing = kept;
    total->missing_count = missing;
    total->partial = kept + missing;
    return FYP_OK;
}

static enum fyp_status climb(
    struct climbing *climbing, size_t node, struct fyp_region_total *totals,
    struct fyp_error *err)
{
    const struct fyp_region_tree *tree = climbing->request->tree;
    struct fyp_region_total *total = &totals[node];
    size_t *partial = climbing->nodes + tree->count;
    enum fyp_status status = FYP_OK;

    *total = (struct fyp_region_total){
        .reported = NAN,
        .part =
            {.value = NAN, .numerator = NAN, .denominator = NAN, .weight = NAN},
    };
    take_reported(climbing, tree->nodes[node].code, total);
    const size_t missing = gather(climbing, node, totals, partial);
    fyp_roll_up(
        climbing->parts, total->known, climbing->indicator->entry->rollup,
        per_cent_factor(climbing->indicator), &total->computed);
    if (total->computed.way == FYP_WAY_WEIGHTED) {
        total->demonstration |= has_made_up_weight(climbing, node);
    }
    if (total->known > 0) {
        total->incomplete = missing > 0 || total->partial_count > 0;
        status = keep_names(climbing, total, missing, partial, err);
    }
    compare_totals(total, climbing->parts);
    pass_on(climbing, node, total);
    return status;
}

static enum fyp_status climb_all(
    struct climbing *climbing, struct fyp_region_total *out,
    struct fyp_error *err)
{
    const struct fyp_region_tree *tree = climbing->request->tree;
    struct fyp_arena scratch = {0};
    enum fyp_status status = FYP_OK;

    climbing->parts =
        fyp_arena_alloc(&scratch, tree->count + 1, sizeof *climbing->parts);
    climbing->nodes =
        fyp_arena_alloc(&scratch, 2 * tree->count + 1, sizeof(size_t));
    if (climbing->parts == NULL || climbing->nodes == NULL) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = tree->count; status == FYP_OK && i > 0; i--) {
        status = climb(climbing, i - 1, out, err);
    }
    fyp_arena_finish(&scratch);
    return status;
}

static enum fyp_status climb_tree(
    const struct fyp_rollup_request *request,
    const struct fyp_indicator *indicator,
    const struct fyp_region_total *weights, struct fyp_arena *arena,
    struct fyp_region_total *out, struct fyp_error *err)
{
    struct climbing climbing = {
        .request = request,
        .indicator = indicator,
        .rules = fyp_ruleset_builtin(),
        .weights = weights,
        .arena = arena,
    };

    climbing.judge = (struct fyp_judge){
        .plan = request->plan,
        .figures = request->figures,
        .ruleset = &climbing.rules,
        .year = request->year,
        .stage = FYP_STAGE_ANNUAL,
    };
    return climb_all(&climbing, out, err);
}

/* The declared series over the same tree: reported, else added up, and only
 * where nothing is missing. NULL where none is declared. */
static enum fyp_status weigh(
    const struct fyp_rollup_request *request, const char *code,
    struct fyp_arena *arena, const struct fyp_region_total **out,
    struct fyp_error *err)
{
    const struct fyp_catalogue_entry *entry =
        request->catalogue != NULL && code != NULL
            ? fyp_catalogue_by_code(request->catalogue, code)
            : NULL;

    *out = NULL;
    if (entry == NULL) {
        return FYP_OK;
    }
    const struct fyp_indicator series = {
        .code = entry->code,
        .name = entry->name,
        .unit = entry->unit,
        .kind = FYP_KIND_LEVEL,
        .target = {.kind = FYP_TARGET_NONE},
        .entry = entry,
    };
    struct fyp_region_total *totals =
        fyp_arena_alloc(arena, request->tree->count, sizeof *totals);
    if (totals == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    *out = totals;
    return climb_tree(request, &series, NULL, arena, totals, err);
}

enum fyp_status fyp_roll_up_tree(
    const struct fyp_rollup_request *request,
    const struct fyp_indicator *indicator, struct fyp_arena *arena,
    struct fyp_region_total *out, struct fyp_error *err)
{
    const struct fyp_region_total *weights = NULL;
    const enum fyp_status status =
        weigh(request, indicator->entry->weight_code, arena, &weights, err);

    return status == FYP_OK
               ? climb_tree(request, indicator, weights, arena, out, err)
               : status;
}
