/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 11 of docs/methods.md: how sure the score of a plan is.
 */
#include "engine/sensitivity.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define HAND "worked out by hand"

static struct fyp_request request_of(const struct scene *scene)
{
    return (struct fyp_request){
        .plan = &scene->plan,
        .figures = scene->figures,
        .ruleset = &scene->ruleset,
        .year = scene->evaluation.year,
        .stage = scene->evaluation.stage,
        .region = scene->evaluation.region,
    };
}

static struct fyp_sensitivity
compute(const struct fyp_request *requests, size_t n, size_t points)
{
    const struct fyp_sensitivity_question question = {
        .requests = requests,
        .count = n,
        .points = points,
        .seed = FYP_SENSITIVITY_SEED,
    };
    struct fyp_sensitivity got;
    struct fyp_error err = {0};

    cr_assert_eq(
        fyp_sensitivity_compute(&question, &got, &err), FYP_OK, "%s", err.text);
    return got;
}

static struct fyp_sensitivity of_scene(const struct scene *scene, size_t points)
{
    const struct fyp_request request = request_of(scene);

    cr_assert_eq(scene->status, FYP_OK);
    return compute(&request, 1, points);
}

/* ---- by hand ---- */

/* 40 of 100 from 0 when 60 were due: pace 100·40/60, completion 40,
 * realisation 40, efficacy 60 + 40·0.4 = 76. Neither mean nor weight matter
 * to one indicator; each method is drawn 512 times in 2,048. */
static const struct sketch forty = {
    .target = ">=100", .baseline = "0", .figures = "2023:40"};

Test(sensitivity, one_indicator_has_the_scores_of_the_four_methods)
{
    struct scene *scene = scene_create(&forty, 1, &(struct setting){0});
    struct fyp_sensitivity got = of_scene(scene, 1024);
    const struct fyp_sensitivity_subject *subject = &got.subjects[0];
    const double pace = 200.0 / 3.0;

    scene_expect(
        "forty", HAND, "score", subject->evaluation.score, pace, 1e-12);
    scene_expect(
        "forty", HAND, "mean", subject->indices.mean,
        (pace + 40.0 + 40.0 + 76.0) / 4.0, 1e-12);
    scene_expect("forty", HAND, "p5", subject->low, 40.0, 1e-12);
    scene_expect(
        "forty", HAND, "median", subject->median, (40.0 + pace) / 2.0, 1e-12);
    scene_expect("forty", HAND, "p95", subject->high, 76.0, 1e-12);
    cr_assert_eq(subject->scored_runs, 2048);
    cr_assert_eq(subject->grades[FYP_GRADE_FAIL], 1024);
    cr_assert_eq(subject->grades[FYP_GRADE_PASS], 1024);
    cr_assert_eq(subject->indices.refusal, FYP_INDICES_GIVEN);
    scene_expect(
        "forty", HAND, "method", subject->indices.first[FYP_FACTOR_METHOD], 1.0,
        0.03);
    scene_expect(
        "forty", HAND, "method, total",
        subject->indices.total[FYP_FACTOR_METHOD], 1.0, 0.03);
    scene_expect(
        "forty", HAND, "weights", subject->indices.total[FYP_FACTOR_WEIGHTS],
        0.0, 1e-20);
    cr_assert_eq(subject->indices.total[FYP_FACTOR_BANDS], 0.0);
    cr_assert(isnan(subject->rank_low) && isnan(subject->rank_high));
    fyp_sensitivity_finish(&got);
    scene_destroy(scene);
}

/* 9 that are met and a binding one whose pace is 0.92: behind once the band
 * of 0.90 moves up by more than 0.02, in 3 of 10 runs; excellent becomes
 * good. Drawn again, the band gives another grade with 2·0.3·0.7 = 0.42. */
static void sketch_binding(struct sketch sketches[10])
{
    for (int i = 0; i < 9; i++) {
        sketches[i] = (struct sketch){
            .target = ">=96.3", .baseline = "12.7", .figures = "2023:97.1"};
    }
    sketches[9] = (struct sketch){
        .target = ">=100",
        .baseline = "0",
        .figures = "2023:55.2",
        .attribute = FYP_BINDING};
}

Test(sensitivity, bands_move_the_grade_and_not_the_score)
{
    struct sketch sketches[10];

    sketch_binding(sketches);
    struct scene *scene = scene_create(sketches, 10, &(struct setting){0});
    struct fyp_sensitivity got = of_scene(scene, 4096);
    const struct fyp_sensitivity_subject *subject = &got.subjects[0];
    cr_assert_eq(subject->evaluation.grade, FYP_GRADE_EXCELLENT);
    cr_assert_eq(subject->indices.first[FYP_FACTOR_BANDS], 0.0);
    cr_assert_eq(subject->indices.total[FYP_FACTOR_BANDS], 0.0);
    scene_expect(
        "binding", HAND, "share good",
        (double)subject->grades[FYP_GRADE_GOOD] / (double)got.runs, 0.3, 0.001);
    cr_assert_eq(
        subject->grades[FYP_GRADE_GOOD] + subject->grades[FYP_GRADE_EXCELLENT],
        got.runs);
    scene_expect(
        "binding", HAND, "grade changes",
        subject->grade_change[FYP_FACTOR_BANDS], 0.42, 0.02);
    cr_assert_eq(subject->grade_change[FYP_FACTOR_METHOD], 0.0);
    fyp_sensitivity_finish(&got);
    scene_destroy(scene);
}

/* A sum without 2022 has x = 54.6 of 60 due, pace 0.91: behind it would be
 * not assessable and without a score, so here the bands reach the score. */
Test(sensitivity, an_incomplete_sum_near_a_band_lets_the_bands_move_the_score)
{
    const struct sketch sketches[2] = {
        {.kind = FYP_KIND_CUMULATIVE,
         .target = ">=100",
         .figures = "2021:30.1 2023:24.5"},
        {.target = ">=96.3", .baseline = "12.7", .figures = "2023:97.1"},
    };
    struct scene *scene = scene_create(sketches, 2, &(struct setting){0});
    struct fyp_sensitivity got = of_scene(scene, 1024);
    const struct fyp_sensitivity_subject *subject = &got.subjects[0];

    cr_assert_eq(subject->indices.refusal, FYP_INDICES_GIVEN);
    cr_assert_gt(subject->indices.total[FYP_FACTOR_BANDS], 0.1);
    cr_assert_gt(subject->indices.first[FYP_FACTOR_BANDS], 0.05);
    fyp_sensitivity_finish(&got);
    scene_destroy(scene);
}

/* The same sum alone: without it no score. */
Test(sensitivity, runs_without_a_score_are_counted_and_refuse_the_indices)
{
    const struct sketch sketch = {
        .kind = FYP_KIND_CUMULATIVE,
        .target = ">=100",
        .figures = "2021:30.1 2023:24.5"};
    struct scene *scene = scene_create(&sketch, 1, &(struct setting){0});
    struct fyp_sensitivity got = of_scene(scene, 1024);
    const struct fyp_sensitivity_subject *subject = &got.subjects[0];

    cr_assert_eq(subject->indices.refusal, FYP_INDICES_UNDEFINED);
    cr_assert(isnan(subject->indices.first[FYP_FACTOR_METHOD]));
    /* 0.90 + d <= 0.91, d uniform in -0.05 .. 0.05: 6 of 10 */
    scene_expect(
        "sum alone", HAND, "share scored",
        (double)subject->scored_runs / (double)got.runs, 0.6, 0.002);
    cr_assert_eq(
        subject->grades[FYP_GRADE_NONE], got.runs - subject->scored_runs);
    scene_expect("sum alone", HAND, "p5", subject->low, 54.6, 1e-9);
    fyp_sensitivity_finish(&got);
    scene_destroy(scene);
}

/* ---- degenerate plans ---- */

static const struct sketch met = {
    .target = ">=96.3", .baseline = "12.7", .figures = "2023:97.1"};
static const struct sketch empty = {.target = ">=96.3", .baseline = "12.7"};
static const struct sketch followed = {.figures = "2023:97.1"};
/* Below its baseline: pace, efficacy 0, not so completion or realisation. */
static const struct sketch fallen = {
    .target = ">=96.3", .baseline = "82.7", .figures = "2023:41.9"};

static const struct {
    const char *name;
    const struct sketch *first, *second;
    enum fyp_indices_refusal refusal;
    double score, mean; /* ANY: not looked at */
    size_t scored, arithmetic;
} degenerate[] = {
    {"no figure", &empty, &empty, FYP_INDICES_UNDEFINED, NAN, NAN, 0, 0},
    {"nothing to judge", &followed, &followed, FYP_INDICES_UNDEFINED, NAN, NAN,
     0, 0},
    {"all met", &met, &met, FYP_INDICES_NO_VARIANCE, 100.0, 100.0, 2048, 0},
    {"one met, one without figure", &met, &empty, FYP_INDICES_NO_VARIANCE,
     100.0, 100.0, 2048, 0},
    {"a zero in three methods of four, by half of the means", &met, &fallen,
     FYP_INDICES_GIVEN, 50.0, ANY, 2048, 768},
};

Test(sensitivity, plans_with_little_to_judge_say_so)
{
    for (size_t i = 0; i < sizeof degenerate / sizeof *degenerate; i++) {
        const struct sketch pair[2] = {
            *degenerate[i].first, *degenerate[i].second};
        const char *name = degenerate[i].name;
        struct scene *scene = scene_create(pair, 2, &(struct setting){0});
        struct fyp_sensitivity got = of_scene(scene, 1024);
        const struct fyp_sensitivity_subject *subject = &got.subjects[0];
        cr_assert_eq(
            subject->indices.refusal, degenerate[i].refusal, "%s: %d", name,
            (int)subject->indices.refusal);
        scene_expect(
            name, HAND, "score", subject->evaluation.score, degenerate[i].score,
            1e-12);
        scene_expect(
            name, HAND, "mean", subject->indices.mean, degenerate[i].mean,
            1e-12);
        cr_assert_eq(subject->scored_runs, degenerate[i].scored, "%s", name);
        cr_assert_eq(
            subject->arithmetic_runs, degenerate[i].arithmetic, "%s: %zu", name,
            subject->arithmetic_runs);
        cr_assert(!isinf(subject->low) && !isinf(subject->high), "%s", name);
        fyp_sensitivity_finish(&got);
        scene_destroy(scene);
    }
}

Test(sensitivity, an_empty_plan_has_no_score_and_no_indices)
{
    struct scene *scene = scene_create(NULL, 0, &(struct setting){0});
    struct fyp_sensitivity got = of_scene(scene, 64);

    cr_assert_eq(got.subjects[0].indices.refusal, FYP_INDICES_UNDEFINED);
    cr_assert_eq(got.subjects[0].scored_runs, 0);
    cr_assert(isnan(got.subjects[0].median));
    fyp_sensitivity_finish(&got);
    scene_destroy(scene);
}

static const char *const series[] = {
    NULL,
    "2023:41.3",
    "2020:41.3",
    "2021:0 2022:0 2023:0",
    "2021:-12.7 2022:-13.1 2023:-9.9",
    "2021:1e300 2022:1e300 2023:1e300",
    "2021:-1e300 2022:-1e300 2023:-1e300",
    "2020:-1e300 2021:1e-300 2023:1e-300",
};
static const char *const targets[] = {">=50", "<0",     "=-3.7", ">=1e300",
                                      ">0",   "<=1e-9", "text"};
static const enum fyp_kind kinds[] = {
    FYP_KIND_LEVEL, FYP_KIND_CUMULATIVE, FYP_KIND_GROWTH, FYP_KIND_EVENT};

static void check_bounds(
    const struct fyp_sensitivity_subject *subject, size_t runs,
    const char *what)
{
    size_t graded = 0;

    for (int grade = 0; grade <= FYP_GRADE_EXCELLENT; grade++) {
        graded += subject->grades[grade];
    }
    cr_assert_eq(graded, runs, "%s", what);
    cr_assert_eq(subject->scored_runs == 0, isnan(subject->median), "%s", what);
    if (subject->scored_runs > 0) {
        cr_assert(
            subject->low >= 0.0 && subject->low <= subject->median &&
                subject->median <= subject->high &&
                !fyp_more(subject->high, 100.0),
            "%s: %g %g %g", what, subject->low, subject->median, subject->high);
    }
    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        cr_assert_eq(
            isfinite(subject->indices.first[factor]) &&
                isfinite(subject->indices.total[factor]),
            subject->indices.refusal == FYP_INDICES_GIVEN, "%s, factor %d",
            what, factor);
        cr_assert(subject->grade_change[factor] <= 1.0, "%s", what);
    }
}

Test(sensitivity, no_input_gives_numbers_that_are_none)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (size_t s = 0; s < sizeof series / sizeof *series; s++) {
            struct sketch sketches[7];
            char what[64];
            for (size_t t = 0; t < 7; t++) {
                sketches[t] = (struct sketch){
                    .kind = kinds[k],
                    .target = targets[t],
                    .baseline = t % 2 == 0 ? "12.7" : NULL,
                    .figures = series[s]};
            }
            snprintf(what, sizeof what, "kind %zu, series %zu", k, s);
            struct scene *scene =
                scene_create(sketches, 7, &(struct setting){0});
            struct fyp_sensitivity got = of_scene(scene, 64);
            check_bounds(&got.subjects[0], got.runs, what);
            fyp_sensitivity_finish(&got);
            scene_destroy(scene);
        }
    }
}

/* ---- properties ---- */

static const struct sketch mixed[3] = {
    {.target = ">=96.3", .baseline = "82.7", .figures = "2023:89.1"},
    {.target = "<=3.1", .baseline = "8.9", .figures = "2023:6.4"},
    {.kind = FYP_KIND_CUMULATIVE,
     .target = ">=340",
     .figures = "2021:51 2022:47 2023:66"},
};

/* One run is the engine's own evaluation with the ruleset of that run. */
Test(sensitivity, property_a_run_is_an_evaluation_with_another_ruleset)
{
    struct scene *scene = scene_create(mixed, 3, &(struct setting){0});
    struct fyp_sensitivity got = of_scene(scene, 64);
    struct fyp_design design;

    cr_assert_eq(got.dimension, 6);
    cr_assert_eq(fyp_design_create(64, 12, 1, &design, NULL), FYP_OK);
    for (size_t row = 0; row < 64; row++) {
        const double *point = design.values + row * 12;
        const struct fyp_weight weights[3] = {
            {"c0", 0.75 + 0.5 * point[3]},
            {"c1", 0.75 + 0.5 * point[4]},
            {"c2", 0.75 + 0.5 * point[5]},
        };
        const struct setting setting = {
            .method = (enum fyp_method)(int)(4.0 * point[0]),
            .mean = point[1] < 0.5 ? FYP_MEAN_ARITHMETIC : FYP_MEAN_GEOMETRIC,
            .weights = weights,
            .weight_count = 3,
        };
        struct scene *run = scene_create(mixed, 3, &setting);
        cr_assert_eq(run->status, FYP_OK);
        cr_assert_eq(
            run->evaluation.score, got.subjects[0].values[row * 6],
            "row %zu: %.17g, %.17g", row, run->evaluation.score,
            got.subjects[0].values[row * 6]);
        scene_destroy(run);
    }
    fyp_design_finish(&design);
    fyp_sensitivity_finish(&got);
    scene_destroy(scene);
}

Test(sensitivity, property_the_same_question_has_the_same_bits)
{
    struct scene *scene = scene_create(mixed, 3, &(struct setting){0});
    struct fyp_sensitivity one = of_scene(scene, 256);
    struct fyp_sensitivity two = of_scene(scene, 256);
    const size_t bytes = one.evaluations * sizeof(double);

    cr_assert_eq(
        memcmp(one.subjects[0].values, two.subjects[0].values, bytes), 0);
    cr_assert_eq(
        memcmp(
            &one.subjects[0].indices, &two.subjects[0].indices,
            sizeof one.subjects[0].indices),
        0);
    fyp_sensitivity_finish(&one);
    fyp_sensitivity_finish(&two);
    scene_destroy(scene);
}

Test(sensitivity, property_equal_factors_of_all_weights_change_nothing)
{
    const struct fyp_weight weights[3] = {
        {"c0", 2.385}, {"c1", 2.385}, {"c2", 2.385}};
    struct scene *plain = scene_create(mixed, 3, &(struct setting){0});
    struct scene *heavy = scene_create(
        mixed, 3, &(struct setting){.weights = weights, .weight_count = 3});
    struct fyp_sensitivity one = of_scene(plain, 64);
    struct fyp_sensitivity two = of_scene(heavy, 64);

    for (size_t run = 0; run < one.evaluations; run++) {
        scene_expect(
            "weights", "property", "score", two.subjects[0].values[run],
            one.subjects[0].values[run], 1e-12);
    }
    fyp_sensitivity_finish(&one);
    fyp_sensitivity_finish(&two);
    scene_destroy(plain);
    scene_destroy(heavy);
}

/* ---- ranks ---- */

static const struct {
    const char *name;
    const char *figures[3];
    double low[3], median[3], high[3];
} ranks[] = {
    {"one ahead of all, two equal",
     {"2023:57.3", "2023:41.9", "2023:41.9"},
     {1, 2, 2},
     {1, 2, 2},
     {1, 2, 2}},
    {"all equal",
     {"2023:41.9", "2023:41.9", "2023:41.9"},
     {1, 1, 1},
     {1, 1, 1},
     {1, 1, 1}},
    {"one without a figure",
     {"2023:41.9", NULL, "2023:57.3"},
     {2, NAN, 1},
     {2, NAN, 1},
     {2, NAN, 1}},
};

Test(sensitivity, ranks_compare_the_scores_of_one_run)
{
    static const char *const ids[3] = {"a", "b", "c"};

    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        struct scene *scenes[3];
        struct fyp_request requests[3];
        for (size_t k = 0; k < 3; k++) {
            struct sketch sketch = forty;
            sketch.figures = ranks[i].figures[k];
            scenes[k] = scene_create(&sketch, 1, &(struct setting){0});
            scenes[k]->plan.id = ids[k];
            requests[k] = request_of(scenes[k]);
        }
        struct fyp_sensitivity got = compute(requests, 3, 128);
        for (size_t k = 0; k < 3; k++) {
            const struct fyp_sensitivity_subject *subject = &got.subjects[k];
            scene_expect(
                ranks[i].name, HAND, "low", subject->rank_low, ranks[i].low[k],
                1e-12);
            scene_expect(
                ranks[i].name, HAND, "median", subject->rank_median,
                ranks[i].median[k], 1e-12);
            scene_expect(
                ranks[i].name, HAND, "high", subject->rank_high,
                ranks[i].high[k], 1e-12);
            scene_destroy(scenes[k]);
        }
        fyp_sensitivity_finish(&got);
    }
}

/* pace, completion, realisation, efficacy: 15.3, 9.2, 91.0, 63.7 near the
 * end of the way and 92.1, 55.3, 55.5, 82.1 far from it. */
Test(sensitivity, a_rank_that_depends_on_the_method_has_a_range)
{
    const struct sketch near = {
        .target = ">=99.1", .baseline = "89.3", .figures = "2023:90.2"};
    const struct sketch far = {
        .target = ">=90.7", .baseline = "0.4", .figures = "2023:50.3"};
    struct scene *scenes[2] = {
        scene_create(&near, 1, &(struct setting){0}),
        scene_create(&far, 1, &(struct setting){0})};
    struct fyp_request requests[2];

    scenes[1]->plan.id = "far";
    requests[0] = request_of(scenes[0]);
    requests[1] = request_of(scenes[1]);
    struct fyp_sensitivity got = compute(requests, 2, 128);
    scene_expect("near", HAND, "low", got.subjects[0].rank_low, 1, 1e-12);
    scene_expect("near", HAND, "median", got.subjects[0].rank_median, 2, 1e-12);
    scene_expect("near", HAND, "high", got.subjects[0].rank_high, 2, 1e-12);
    scene_expect("far", HAND, "low", got.subjects[1].rank_low, 1, 1e-12);
    scene_expect("far", HAND, "high", got.subjects[1].rank_high, 2, 1e-12);
    fyp_sensitivity_finish(&got);
    scene_destroy(scenes[0]);
    scene_destroy(scenes[1]);
}

/* A third of the runs is enough for the ranks: they are the same ones. */
Test(sensitivity, ranks_alone_are_those_of_all_runs)
{
    const struct sketch near = {
        .target = ">=99.1", .baseline = "89.3", .figures = "2023:90.2"};
    struct scene *scenes[2] = {
        scene_create(&near, 1, &(struct setting){0}),
        scene_create(&forty, 1, &(struct setting){0})};
    struct fyp_request requests[2];

    scenes[1]->plan.id = "forty";
    requests[0] = request_of(scenes[0]);
    requests[1] = request_of(scenes[1]);
    struct fyp_sensitivity all = compute(requests, 2, 128), got;
    const struct fyp_sensitivity_question question = {
        .requests = requests,
        .count = 2,
        .points = 128,
        .seed = FYP_SENSITIVITY_SEED,
        .ranks_only = true};
    cr_assert_eq(fyp_sensitivity_compute(&question, &got, NULL), FYP_OK);
    for (size_t i = 0; i < 2; i++) {
        const struct fyp_sensitivity_subject *whole = &all.subjects[i];
        const struct fyp_sensitivity_subject *part = &got.subjects[i];
        scene_expect("low", HAND, "", part->rank_low, whole->rank_low, 0);
        scene_expect("high", HAND, "", part->rank_high, whole->rank_high, 0);
        scene_expect("p5", HAND, "", part->low, whole->low, 0);
        cr_expect_eq(part->scored_runs, whole->scored_runs);
        cr_expect_neq(part->indices.refusal, FYP_INDICES_GIVEN);
        cr_expect(isnan(part->grade_change[FYP_FACTOR_METHOD]));
    }
    fyp_sensitivity_finish(&got);
    fyp_sensitivity_finish(&all);
    scene_destroy(scenes[0]);
    scene_destroy(scenes[1]);
}

/* ---- refusals ---- */

static enum fyp_status
refused(const struct fyp_request *requests, size_t n, struct fyp_error *err)
{
    const struct fyp_sensitivity_question question = {
        .requests = requests, .count = n, .points = 64};
    struct fyp_sensitivity got;
    const enum fyp_status status =
        fyp_sensitivity_compute(&question, &got, err);

    cr_assert_null(got.subjects);
    cr_assert_eq(got.subject_count, 0);
    return status;
}

Test(sensitivity, the_same_plan_twice_is_refused)
{
    struct scene *scene = scene_create(mixed, 3, &(struct setting){0});
    struct fyp_error err = {0};
    struct fyp_request requests[2] = {request_of(scene), request_of(scene)};

    cr_assert_eq(refused(requests, 2, &err), FYP_E_SENSITIVITY_TWICE);
    requests[0].region = NULL; /* its own place is the same place */
    cr_assert_eq(refused(requests, 2, &err), FYP_E_SENSITIVITY_TWICE);
    scene_destroy(scene);
}

Test(sensitivity, what_an_evaluation_refuses_is_refused_with_the_plan_as_place)
{
    const struct sketch pair[2] = {met, fallen};
    const struct fyp_weight nothing[2] = {{"c0", 0.0}, {"c1", 0.0}};
    struct scene *scene = scene_create(pair, 2, &(struct setting){0});
    struct fyp_request request = request_of(scene);
    struct fyp_error err = {0};

    request.year = 2026;
    cr_assert_eq(refused(&request, 1, &err), FYP_E_EVALUATE_YEAR);
    cr_assert_str_eq(err.place, "scene");
    request.year = 2023;
    request.stage = FYP_STAGE_FINAL;
    cr_assert_eq(refused(&request, 1, NULL), FYP_E_EVALUATE_FINAL);
    request.stage = FYP_STAGE_DEFAULT;
    scene->ruleset.mean = FYP_MEAN_GEOMETRIC;
    cr_assert_eq(refused(&request, 1, NULL), FYP_E_EVALUATE_GEOMETRIC_ZERO);
    scene->ruleset.mean = FYP_MEAN_ARITHMETIC;
    scene->ruleset.weights = nothing;
    scene->ruleset.weight_count = 2;
    cr_assert_eq(refused(&request, 1, NULL), FYP_E_EVALUATE_WEIGHTS);
    scene_destroy(scene);
}

Test(sensitivity, one_can_be_finished_twice_and_when_empty)
{
    struct scene *scene = scene_create(mixed, 3, &(struct setting){0});
    struct fyp_sensitivity got = of_scene(scene, 64);

    fyp_sensitivity_finish(NULL);
    fyp_sensitivity_finish(&got);
    fyp_sensitivity_finish(&got);
    cr_assert_null(got.subjects);
    scene_destroy(scene);
}

/* ---- snapshot ---- */

/* The same bits from gcc and clang, and whether or not the C library uses
 * fused multiplication for the geometric mean. */
Test(sensitivity, snapshot_the_bits_do_not_depend_on_the_compiler)
{
    struct scene *scene = scene_create(mixed, 3, &(struct setting){0});
    struct fyp_sensitivity got = of_scene(scene, 1024);
    const struct fyp_sensitivity_subject *subject = &got.subjects[0];
    const struct {
        const char *name;
        double got, expected;
    } rows[] = {
        {"mean", subject->indices.mean, 0x1.06f2663bb4091p+6},
        {"p5", subject->low, 0x1.6f83519025796p+5},
        {"p95", subject->high, 0x1.3a1194d3c4537p+6},
        {"weights", subject->indices.first[FYP_FACTOR_WEIGHTS],
         0x1.6ffe2d5fd97fbp-10},
        {"method", subject->indices.total[FYP_FACTOR_METHOD],
         0x1.fee0cd6cf3a92p-1},
        {"mean of scores", subject->indices.total[FYP_FACTOR_MEAN],
         0x1.b47f161f500e5p-9},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert_eq(
            rows[i].got, rows[i].expected, "%s: %a, expected %a", rows[i].name,
            rows[i].got, rows[i].expected);
    }
    fyp_sensitivity_finish(&got);
    scene_destroy(scene);
}
