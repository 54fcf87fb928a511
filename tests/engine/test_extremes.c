/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A loop over all methods, kinds, paths and comparators, fed with nothing,
 * one value, zeros, negatives, NaN and numbers that no reader would let in.
 * What must hold: a score lies in 0..100 or is not there, as the status says.
 */
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

static const struct sketch kinds[] = {
    {.kind = FYP_KIND_LEVEL},
    {.kind = FYP_KIND_LEVEL,
     .path = FYP_PATH_STEP,
     .milestones = "2022:31.7 2024:44.9"},
    {.kind = FYP_KIND_LEVEL, .milestones = "2022:31.7 2024:-44.9"},
    {.kind = FYP_KIND_LEVEL, .milestones = "2022:0"},
    {.kind = FYP_KIND_CUMULATIVE},
    {.kind = FYP_KIND_CUMULATIVE,
     .path = FYP_PATH_STEP,
     .milestones = "2023:1e300"},
    {.kind = FYP_KIND_GROWTH},
    {.kind = FYP_KIND_EVENT},
    {.kind = FYP_KIND_EVENT, .milestones = "2023:1"},
    {.kind = FYP_KIND_LEVEL,
     .subregions = "511102=2023:40|511111=2023:-1e300|"
                   "511123=2025:1e300"},
};

static const char *const series[] = {
    NULL, /* nothing, all missing */
    "2023:41.3",
    "2020:41.3",
    "2021:0 2022:0 2023:0 2024:0 2025:0",
    "2021:-12.7 2022:-13.1 2023:-9.9 2024:-0.1 2025:-88",
    "2021:1e300 2022:1e300 2023:1e300 2024:1e300 2025:1e300",
    "2021:-1e300 2022:-1e300 2023:-1e300 2024:-1e300 2025:-1e300",
    "2021:1e300 2022:-1e300 2023:1e300 2024:-1e300 2025:1e300",
    "2020:-1e300 2021:1e-300 2023:1e-300 2025:-1e-300",
    "2021~37.1 2023:1e300 2025~-1e300",
    "2021:-100 2022:-100.1 2023:50",
    "2021:nan 2022:nan 2023:nan 2024:nan 2025:nan",
    "2020:nan 2021:41.3 2022:nan 2023:44.9 2024~nan 2025:nan",
};

static const char *const comparators[] = {">", ">=", "<", "<=", "="};
static const char *const numbers[] = {"0",      "50",     "-3.7", "1e300",
                                      "-1e300", "1e-300", "ref"};
static const char *const baselines[] = {NULL, "0", "50", "-1e300", "1e300"};

/* Taken in turn. */
static const struct setting settings[2] = {
    {.year = 2023},
    {.year = 2025,
     .comparison = FYP_COMPARE_ROUNDED,
     .missing = FYP_MISSING_ZERO,
     .lift_caps = true},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void
check_result(const struct fyp_indicator_result *result, const char *what)
{
    const bool scored = result->verdict >= FYP_VERDICT_EXCEEDED;

    cr_assert(result->verdict < FYP_VERDICT_COUNT, "%s", what);
    cr_assert_eq(
        isnan(result->score), !scored, "%s: %s with score %g", what,
        fyp_verdict_name(result->verdict), result->score);
    cr_assert(
        !scored || (result->score >= 0.0 && result->score <= 100.0),
        "%s: score %g", what, result->score);
    cr_assert(
        !scored || !signbit(result->score), "%s: score is minus zero", what);
    cr_assert(!isinf(result->value), "%s: value", what);
    cr_assert(!isinf(result->expected_value), "%s: expected value", what);
}

static void check_plan(const struct scene *scene, const char *what)
{
    const struct fyp_evaluation *got = &scene->evaluation;
    int sum = 0;

    cr_assert_eq(scene->status, FYP_OK, "%s", what);
    for (size_t i = 0; i < got->indicator_count; i++) {
        char place[160];
        snprintf(place, sizeof place, "%s, indicator %zu", what, i);
        check_result(&got->indicators[i], place);
    }
    for (int v = 0; v < FYP_VERDICT_COUNT; v++) {
        sum += got->counts[v];
    }
    cr_assert_eq(sum, (int)got->indicator_count, "%s", what);
    cr_assert(
        isnan(got->score) || (got->score >= 0.0 && got->score <= 100.0), "%s",
        what);
    cr_assert(got->attainment.met <= got->attainment.assessable, "%s", what);
    cr_assert(
        got->assessed_weight >= 0.0 && got->assessed_weight <= 1.0, "%s", what);
}

/* Plans of every number and baseline, one a comparator. */
static long
run_plan(const struct sketch *kind, const char *figures, struct setting setting)
{
    enum { SIZE = COUNT(numbers) * COUNT(baselines) };
    char targets[SIZE][16];
    long cases = 0;

    for (size_t c = 0; c < COUNT(comparators); c++) {
        struct sketch sketches[SIZE];
        size_t n = 0;
        for (size_t t = 0; t < COUNT(numbers); t++) {
            for (size_t b = 0; b < COUNT(baselines); b++) {
                snprintf(
                    targets[n], sizeof targets[n], "%s%s", comparators[c],
                    numbers[t]);
                sketches[n] = *kind;
                sketches[n].target = targets[n];
                sketches[n].baseline = baselines[b];
                sketches[n].figures = figures;
                sketches[n].reference = figures;
                n++;
            }
        }
        char what[96];
        snprintf(
            what, sizeof what, "kind %d, \"%s\", %s, %d, %s", (int)kind->kind,
            figures != NULL ? figures : "", comparators[c], setting.year,
            fyp_method_name(setting.method));
        struct scene *scene = scene_create(sketches, n, &setting);
        check_plan(scene, what);
        cases += (long)n;
        scene_destroy(scene);
    }
    return cases;
}

Test(extremes, no_input_gives_a_score_that_is_none, .timeout = 3000)
{
    long cases = 0;

    for (size_t k = 0; k < COUNT(kinds); k++) {
        for (size_t s = 0; s < COUNT(series); s++) {
            for (int m = 0; m < FYP_METHOD_COUNT; m++) {
                struct setting setting = settings[(s + (size_t)m) % 2];
                setting.method = (enum fyp_method)m;
                cases += run_plan(&kinds[k], series[s], setting);
            }
        }
    }
    cr_assert_eq(cases, 22750L * FYP_METHOD_COUNT, "%ld cases", cases);
}

Test(extremes, an_empty_plan_is_evaluated)
{
    struct scene *scene = scene_create(NULL, 0, &(struct setting){0});
    cr_assert_eq(scene->status, FYP_OK);
    cr_assert(isnan(scene->evaluation.score));
    cr_assert_eq(scene->evaluation.grade, FYP_GRADE_NONE);
    scene_destroy(scene);
}

Test(extremes, an_evaluation_can_be_finished_twice_and_when_empty)
{
    struct fyp_evaluation evaluation = {0};
    fyp_evaluation_finish(NULL);
    fyp_evaluation_finish(&evaluation);
    fyp_evaluation_finish(&evaluation);
    cr_assert_null(evaluation.indicators);
}
