/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold whatever the numbers are: the unit does not matter, nor the
 * order of the indicators, nor the sign convention; more is never worse.
 * Cases come from a fixed sequence of pseudo-random numbers.
 */
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

enum { CASES = 1200, CLIMBS = 200, TEXT_SIZE = 32, LIST_SIZE = 128 };

/* Numerical Recipes' 64-bit LCG (Knuth's constants); only the high bits. */
static unsigned draw(uint64_t *state, unsigned n)
{
    *state =
        *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*state >> 33) % n;
}

/* One random level or sum, in numbers; texts are made from it. */
struct numbers {
    enum fyp_kind kind;
    enum fyp_comparator comparator;
    enum fyp_path path;
    bool reference, has_baseline, has_milestone;
    double target, baseline, milestone;
    double figures[5]; /* 2021 .. 2025 */
    bool missing[5];
    struct setting setting;
};

struct texts {
    char target[TEXT_SIZE], baseline[TEXT_SIZE], milestone[TEXT_SIZE];
    char figures[LIST_SIZE], reference[TEXT_SIZE];
    struct sketch sketch;
};

/* Halves and tenths, so that bounds are often hit. */
static double draw_value(uint64_t *state, double low, double high)
{
    return low + draw(state, (unsigned)((high - low) * 10) + 1) / 10.0;
}

static struct numbers draw_numbers(uint64_t *state, double low, double high)
{
    static const enum fyp_comparator comparators[] = {
        FYP_COMPARE_GE, FYP_COMPARE_GT, FYP_COMPARE_LE, FYP_COMPARE_LT,
        FYP_COMPARE_EQ};
    struct numbers n = {
        .kind = draw(state, 4) == 0 ? FYP_KIND_CUMULATIVE : FYP_KIND_LEVEL,
        .path = draw(state, 4) == 0 ? FYP_PATH_STEP : FYP_PATH_LINEAR,
        .has_baseline = draw(state, 4) != 0,
        .has_milestone = draw(state, 3) == 0,
        .target = draw_value(state, low, high),
        .baseline = draw_value(state, low, high),
        .milestone = draw_value(state, low, high),
        .setting = {.year = 2021 + (int)draw(state, 5)},
    };
    n.comparator =
        comparators[draw(state, n.kind == FYP_KIND_CUMULATIVE ? 2 : 5)];
    n.reference = n.kind == FYP_KIND_LEVEL && draw(state, 6) == 0;
    for (int i = 0; i < 5; i++) {
        n.figures[i] = draw_value(state, low, high);
        n.missing[i] = draw(state, 5) == 0;
    }
    n.setting.stage = n.setting.year == 2025 && draw(state, 2) == 0
                          ? FYP_STAGE_ANNUAL
                          : FYP_STAGE_DEFAULT;
    return n;
}

static void write_texts(const struct numbers *n, struct texts *out)
{
    int length = 0;

    snprintf(
        out->target, TEXT_SIZE, n->reference ? "%sref" : "%s%.15g",
        fyp_comparator_text(n->comparator), n->target);
    snprintf(out->baseline, TEXT_SIZE, "%.15g", n->baseline);
    snprintf(out->milestone, TEXT_SIZE, "2023:%.15g", n->milestone);
    snprintf(out->reference, TEXT_SIZE, "%d:%.15g", n->setting.year, n->target);
    out->figures[0] = '\0';
    for (int i = 0; i < 5; i++) {
        if (!n->missing[i]) {
            length += snprintf(
                out->figures + length, LIST_SIZE - (size_t)length, " %d:%.15g",
                2021 + i, n->figures[i]);
        }
    }
    out->sketch = (struct sketch){
        .kind = n->kind,
        .target = out->target,
        .path = n->path,
        .baseline = n->has_baseline ? out->baseline : NULL,
        .milestones = n->has_milestone && !n->reference ? out->milestone : NULL,
        .figures = out->figures,
        .reference = n->reference ? out->reference : NULL,
    };
}

static struct fyp_indicator_result
judge_numbers(const struct numbers *n, enum fyp_method method)
{
    struct texts texts;
    struct setting setting = n->setting;

    write_texts(n, &texts);
    setting.method = method;
    return scene_judge(&texts.sketch, &setting);
}

/* x -> factor · x, all of it. */
static struct numbers scaled(struct numbers n, double factor)
{
    n.target *= factor;
    n.baseline *= factor;
    n.milestone *= factor;
    for (int i = 0; i < 5; i++) {
        n.figures[i] *= factor;
    }
    return n;
}

static void expect_same(
    const struct fyp_indicator_result *a, const struct fyp_indicator_result *b,
    const char *what, int i)
{
    char name[64];

    snprintf(name, sizeof name, "%s, case %d", what, i);
    scene_expect(name, "property", "score", b->score, a->score, 1e-9);
    scene_expect(name, "property", "pace", b->pace, a->pace, 1e-9);
    scene_expect(name, "property", "p", b->progress, a->progress, 1e-9);
    scene_expect(name, "property", "q", b->expected, a->expected, 1e-9);
    scene_expect(name, "property", "lead", b->lead, a->lead, 1e-9);
    scene_expect_text(
        name, "property", "status", fyp_verdict_name(b->verdict),
        fyp_verdict_name(a->verdict));
    cr_assert_eq(a->flags, b->flags, "%s: %x, %x", name, a->flags, b->flags);
    cr_assert_eq(a->met, b->met, "%s", name);
}

Test(property, the_unit_does_not_matter)
{
    static const double factors[] = {10000, 0.0001, 7.3};
    uint64_t state = 20260115;
    int scored = 0;

    for (int i = 0; i < CASES; i++) {
        const struct numbers n = draw_numbers(&state, -30, 120);
        const struct numbers other = scaled(n, factors[i % 3]);
        const enum fyp_method method = (enum fyp_method)(i % FYP_METHOD_COUNT);
        const struct fyp_indicator_result a = judge_numbers(&n, method);
        const struct fyp_indicator_result b = judge_numbers(&other, method);
        expect_same(&a, &b, "unit", i);
        scored += !isnan(a.score);
    }
    cr_assert(scored > CASES / 2, "only %d scored", scored);
}

static enum fyp_comparator flipped(enum fyp_comparator comparator)
{
    switch (comparator) {
    case FYP_COMPARE_GT:
        return FYP_COMPARE_LT;
    case FYP_COMPARE_GE:
        return FYP_COMPARE_LE;
    case FYP_COMPARE_LT:
        return FYP_COMPARE_GT;
    case FYP_COMPARE_LE:
        return FYP_COMPARE_GE;
    default:
        return comparator;
    }
}

/* x/T against T/x is no mirror: realisation is left out; and "=" has no
 * better side where there is no baseline. */
Test(property, less_of_an_evil_is_more_of_a_good)
{
    static const enum fyp_method methods[] = {
        FYP_METHOD_PACE, FYP_METHOD_COMPLETION, FYP_METHOD_EFFICACY};
    uint64_t state = 20260116;
    int scored = 0;

    for (int i = 0; i < CASES; i++) {
        const struct numbers n = draw_numbers(&state, -30, 120);
        if (n.kind != FYP_KIND_LEVEL || n.comparator == FYP_COMPARE_EQ) {
            continue;
        }
        struct numbers mirror = scaled(n, -1);
        mirror.comparator = flipped(n.comparator);
        const struct fyp_indicator_result a = judge_numbers(&n, methods[i % 3]);
        const struct fyp_indicator_result b =
            judge_numbers(&mirror, methods[i % 3]);
        expect_same(&a, &b, "mirror", i);
        scored += !isnan(a.score);
    }
    cr_assert(scored > CASES / 3, "only %d scored", scored);
}

/* The better the figure, the better status and score; the earlier figures
 * and the baseline stay as they are. Below zero realisation is pace. */
Test(property, a_better_figure_never_scores_less)
{
    uint64_t state = 20260117;
    int compared = 0;

    for (int i = 0; i < CLIMBS; i++) {
        struct numbers n = draw_numbers(&state, 1, 120);
        if (n.comparator == FYP_COMPARE_EQ || !n.has_baseline) {
            continue;
        }
        const int year = n.setting.year - 2021;
        const bool higher =
            n.comparator == FYP_COMPARE_GT || n.comparator == FYP_COMPARE_GE;
        const enum fyp_method method = (enum fyp_method)(i % FYP_METHOD_COUNT);
        double last_score = -1.0;
        int last_verdict = FYP_VERDICT_COUNT;

        n.missing[year] = false;
        for (int step = 0; step <= 40; step++) {
            n.figures[year] = higher ? 3.0 * step : 3.0 * (41 - step);
            const struct fyp_indicator_result got = judge_numbers(&n, method);
            if (isnan(got.score)) {
                continue;
            }
            cr_assert(
                got.score >= last_score - 1e-9,
                "case %d, %s, x = %g: %.12g after %.12g", i,
                fyp_method_name(method), n.figures[year], got.score,
                last_score);
            cr_assert(
                (int)got.verdict <= last_verdict, "case %d, x = %g: %s", i,
                n.figures[year], fyp_verdict_name(got.verdict));
            last_score = got.score;
            last_verdict = (int)got.verdict;
            compared++;
        }
    }
    cr_assert(compared > 15 * CLIMBS, "only %d compared", compared);
}

enum { PLAN = 24 };

static struct scene *
run_permuted(const struct texts *texts, const size_t *order, int year)
{
    static const char *const codes[PLAN] = {
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l",
        "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x"};
    struct fyp_weight weights[PLAN];
    struct sketch sketches[PLAN];

    for (size_t i = 0; i < PLAN; i++) {
        sketches[i] = texts[order[i]].sketch;
        sketches[i].code = codes[order[i]];
        sketches[i].attribute =
            order[i] % 5 == 0 ? FYP_BINDING : FYP_ANTICIPATORY;
        weights[i] =
            (struct fyp_weight){codes[i], 0.5 + 0.37 * (double)(i % 7)};
    }
    return scene_create(
        sketches, PLAN,
        &(struct setting){
            .year = year, .weights = weights, .weight_count = PLAN});
}

Test(property, the_order_of_the_indicators_does_not_matter)
{
    uint64_t state = 20260118;

    for (int round = 0; round < 60; round++) {
        struct texts texts[PLAN];
        size_t order[PLAN], straight[PLAN];
        const int year = 2021 + round % 5;

        for (size_t i = 0; i < PLAN; i++) {
            struct numbers n = draw_numbers(&state, 1, 120);
            n.setting.year = year;
            write_texts(&n, &texts[i]);
            order[i] = straight[i] = i;
        }
        for (size_t i = PLAN - 1; i > 0; i--) {
            const size_t k = draw(&state, (unsigned)i + 1);
            const size_t kept = order[i];
            order[i] = order[k];
            order[k] = kept;
        }
        struct scene *a = run_permuted(texts, straight, year);
        struct scene *b = run_permuted(texts, order, year);
        const struct fyp_evaluation *x = &a->evaluation;
        const struct fyp_evaluation *y = &b->evaluation;
        scene_expect(
            "permuted", "property", "score", y->score, x->score, 1e-12);
        scene_expect(
            "permuted", "property", "assessed weight", y->assessed_weight,
            x->assessed_weight, 1e-12);
        cr_assert_eq(x->grade, y->grade);
        cr_assert_eq(x->capped_by_count, y->capped_by_count);
        for (int v = 0; v < FYP_VERDICT_COUNT; v++) {
            cr_assert_eq(x->counts[v], y->counts[v]);
        }
        scene_destroy(a);
        scene_destroy(b);
    }
}
