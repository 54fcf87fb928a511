/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which weights an evaluation uses: those of the ruleset where they fit the
 * plan, entropy from sub-regions or years, and what is refused.
 */
#include "engine/weighing.h"

#include "engine/ruleset_file.h"
#include "expect.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* The scene once more, by other rules. */
static enum fyp_status evaluate(
    const struct scene *scene, const struct fyp_ruleset *rules, int year,
    struct fyp_evaluation *out, struct fyp_error *err)
{
    const struct fyp_request request = {
        .plan = &scene->plan,
        .figures = scene->figures,
        .ruleset = rules,
        .year = year};
    return fyp_evaluate(&request, out, err);
}

static struct fyp_ruleset by_entropy(void)
{
    struct fyp_ruleset rules = fyp_ruleset_builtin();
    rules.weighting = FYP_WEIGHTING_ENTROPY;
    return rules;
}

/* The numbers of tests/engine/weights_oracle.py, "three places". */
static const struct sketch places[] = {
    {.target = ">=90",
     .figures = "2023:66.8",
     .subregions = "511102=2023:61.4|511111=2023:72.8|511123=2023:66.1"},
    {.target = "<=40",
     .figures = "2023:41.6",
     .subregions = "511102=2023:44.2|511111=2023:39.7|511123=2023:40.9"},
    {.figures = "2023:7"}, /* followed only: no weight */
};

Test(weighing, entropy_takes_the_sub_regions_of_the_evaluated_year)
{
    struct scene *scene = scene_create(places, 3, &(struct setting){0});
    struct fyp_evaluation got;
    struct fyp_error err = {0};
    const struct fyp_ruleset rules = by_entropy();
    cr_assert_eq(
        evaluate(scene, &rules, 2023, &got, &err), FYP_OK, "%s", err.text);
    cr_expect_eq(got.weighing.rows, FYP_ENTROPY_SUBREGIONS);
    cr_expect_eq(got.weighing.row_count, 3);
    expect_near(
        "w1", "oracle", got.indicators[0].weight, 0.5424293800947334, 1e-12);
    expect_near(
        "w2", "oracle", got.indicators[1].weight, 0.45757061990526654, 1e-12);
    expect_near("w3", "followed", got.indicators[2].weight, 0.0, 0.0);
    fyp_evaluation_finish(&got);
    scene_destroy(scene);
}

static const struct sketch years[] = {
    {.target = ">=91",
     .figures = "2021:82.1 2022:83.9 2023:86.2 2024:86.9 "
                "2025:90.3"},
    {.target = ">=1500",
     .figures = "2021:1310 2022:1375.5 2023:1388 "
                "2024:1460.25 2025:1502"},
};

Test(weighing, entropy_takes_the_years_where_there_are_no_sub_regions)
{
    struct scene *scene = scene_create(years, 2, &(struct setting){0});
    struct fyp_evaluation got;
    const struct fyp_ruleset rules = by_entropy();
    cr_assert_eq(evaluate(scene, &rules, 2025, &got, NULL), FYP_OK);
    cr_expect_eq(got.weighing.rows, FYP_ENTROPY_YEARS);
    cr_expect_eq(got.weighing.row_count, 5);
    /* weights_oracle.py, "five years" */
    expect_near(
        "w1", "oracle", got.indicators[0].weight, 0.5211499571519741, 1e-12);
    fyp_evaluation_finish(&got);
    scene_destroy(scene);
}

/* Figures to date stand in one column where there are no others. */
Test(weighing, a_column_is_of_one_kind_of_figures)
{
    static const struct sketch sketches[] = {
        {.kind = FYP_KIND_CUMULATIVE,
         .target = ">=170",
         .figures = "2021~33 2022~71 2023~118"},
        {.kind = FYP_KIND_CUMULATIVE,
         .target = ">=90",
         .figures = "2021:11 2022:19 2023:23"},
    };
    static const struct sketch mixed[] = {
        {.kind = FYP_KIND_CUMULATIVE,
         .target = ">=170",
         .figures = "2021:33 2022~71 2023~118"},
        {.kind = FYP_KIND_CUMULATIVE,
         .target = ">=90",
         .figures = "2021:11 2022:19 2023:23"},
    };
    const struct fyp_ruleset rules = by_entropy();
    struct fyp_evaluation got;
    struct fyp_error err = {0};
    struct scene *scene = scene_create(sketches, 2, &(struct setting){0});
    cr_expect_eq(evaluate(scene, &rules, 2023, &got, NULL), FYP_OK);
    fyp_evaluation_finish(&got);
    scene_destroy(scene);
    scene = scene_create(mixed, 2, &(struct setting){0});
    cr_expect_eq(
        evaluate(scene, &rules, 2023, &got, &err), FYP_E_RULESET_WEIGHTING);
    cr_expect(strstr(err.text, "2022 年") != NULL, "%s", err.text);
    scene_destroy(scene);
}

/* A target "=": nearness to it is what differs. 4 and 6 are equally near. */
Test(weighing, entropy_of_an_equality_looks_at_the_distance)
{
    static const struct sketch sketches[] = {
        {.target = "=5", .figures = "2021:4 2022:6 2023:4"},
        {.target = ">=90", .figures = "2021:80 2022:84 2023:85"},
    };
    const struct fyp_ruleset rules = by_entropy();
    struct fyp_evaluation got;
    struct scene *scene = scene_create(sketches, 2, &(struct setting){0});
    cr_assert_eq(evaluate(scene, &rules, 2023, &got, NULL), FYP_OK);
    expect_near("=", "constant", got.indicators[0].weight, 0.0, 0.0);
    expect_near(">=", "all", got.indicators[1].weight, 1.0, 1e-15);
    fyp_evaluation_finish(&got);
    scene_destroy(scene);
}

static const struct {
    const char *name;
    struct sketch sketches[2];
    int year;
    const char *says;
} refused[] = {
    {"a year is missing",
     {{.target = ">=91", .figures = "2021:82.1 2023:86.2"},
      {.target = ">=9", .figures = "2021:1 2022:2 2023:4"}},
     2023,
     "共缺 1 个"},
    {"a place is missing",
     {{.target = ">=90",
       .subregions = "511102=2023:61.4|511111=|511123=2023:66.1"},
      {.target = "<=40", .figures = "2023:41.6"}},
     2023,
     "共缺 4 个"},
    {"two years are too few",
     {{.target = ">=91", .figures = "2021:82.1 2022:86.2"},
      {.target = ">=9", .figures = "2021:1 2022:2"}},
     2022,
     "现有 2 个"},
    {"nothing differs",
     {{.target = ">=91", .figures = "2021:82.1 2022:82.1 2023:82.1"},
      {.target = ">=9", .figures = "2021:0 2022:0 2023:0"}},
     2023,
     "没有差别"},
    {"nothing to judge",
     {{.figures = "2021:82.1"}, {.target = "text"}},
     2023,
     "没有要评的指标"},
};

Test(weighing, entropy_without_its_figures_is_refused_and_says_why)
{
    const struct fyp_ruleset rules = by_entropy();
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct scene *scene =
            scene_create(refused[i].sketches, 2, &(struct setting){0});
        struct fyp_evaluation got;
        struct fyp_error err = {0};
        scene->plan.region.name = "某市";
        cr_expect_eq(
            evaluate(scene, &rules, refused[i].year, &got, &err),
            FYP_E_RULESET_WEIGHTING, "%s", refused[i].name);
        /* the place of a year that is missing, by its name */
        cr_expect(i != 0 || strstr(err.text, "某市") != NULL, "%s", err.text);
        cr_expect(
            strstr(err.text, refused[i].says) != NULL, "%s: %s, expected %s",
            refused[i].name, err.text, refused[i].says);
        cr_expect_null(got.indicators);
        scene_destroy(scene);
    }
}

/* Odd figures in every place: weights that add to one, or a refusal. */
Test(weighing, odd_figures_never_give_odd_weights)
{
    static const char *const figures[] = {
        "",
        "2021:1",
        "2021:0 2022:0 2023:0",
        "2021:-3 2022:-1 2023:-2",
        "2021:1 2023:2",
        "2021:1" /* 1e39 */ "000000000000000000000000000000000000000"
        " 2022:-1000000000000000000000000000000000000000 2023:0",
        "2021:5 2022:6.5 2023:5.25"};
    const struct fyp_ruleset rules = by_entropy();
    for (size_t i = 0; i < COUNT(figures); i++) {
        for (size_t k = 0; k < COUNT(figures); k++) {
            const struct sketch sketches[] = {
                {.target = ">=7", .figures = figures[i]},
                {.target = "<=2", .figures = figures[k]}};
            struct scene *scene =
                scene_create(sketches, 2, &(struct setting){0});
            struct fyp_evaluation got;
            const enum fyp_status status =
                evaluate(scene, &rules, 2023, &got, NULL);
            if (status == FYP_OK) {
                expect_near(
                    figures[i], figures[k],
                    got.indicators[0].weight + got.indicators[1].weight, 1.0,
                    1e-12);
            } else {
                cr_expect(
                    status == FYP_E_RULESET_WEIGHTING ||
                    status == FYP_E_EVALUATE_WEIGHTS);
            }
            fyp_evaluation_finish(&got);
            scene_destroy(scene);
        }
    }
}

/* --- weights of a ruleset --- */

static const struct sketch pair[] = {
    {.target = ">=90", .baseline = "80", .figures = "2023:83"},
    {.target = ">=50", .baseline = "40", .figures = "2023:48"},
};

Test(weighing, weights_of_a_whole_must_cover_the_plan)
{
    static const struct fyp_weight one[] = {{"c0", 100.0}, {"elsewhere", 3.0}};
    struct scene *scene = scene_create(pair, 2, &(struct setting){0});
    struct fyp_ruleset rules = fyp_ruleset_builtin();
    struct fyp_evaluation got;
    struct fyp_problems notes = {0};

    rules.weighting = FYP_WEIGHTING_LISTED;
    rules.weights = one;
    rules.weight_count = 2;
    cr_assert_eq(evaluate(scene, &rules, 2023, &got, NULL), FYP_OK);
    expect_near("unlisted", "1", got.indicators[1].weight, 1.0, 0.0);
    fyp_evaluation_finish(&got);
    fyp_weighing_notes(&scene->plan, &rules, &notes);
    cr_assert_eq(notes.count, 2);
    cr_expect_eq(notes.items[0].status, FYP_W_RULESET_UNLISTED);
    cr_expect_eq(notes.items[1].status, FYP_W_RULESET_UNUSED);
    cr_expect(strstr(notes.items[1].text, "elsewhere") != NULL);
    fyp_problems_finish(&notes);
    rules.weight_total = 103.0;
    cr_expect_eq(
        evaluate(scene, &rules, 2023, &got, NULL), FYP_E_RULESET_WEIGHTING);
    rules.weight_total = 0.0;
    rules.weighting = FYP_WEIGHTING_AHP;
    cr_expect_eq(
        evaluate(scene, &rules, 2023, &got, NULL), FYP_E_RULESET_WEIGHTING);
    scene_destroy(scene);
}

/* c0: pace 3/6 = 0.5; c1: 8/6 = 1.33. */
Test(weighing, an_indicator_is_judged_by_its_own_bands)
{
    static const struct fyp_bands own[] = {{"c0", 1.4, 0.45}, {"c1", 1.4, 0.9}};
    struct scene *scene = scene_create(pair, 2, &(struct setting){0});
    struct fyp_ruleset rules = fyp_ruleset_builtin();
    struct fyp_evaluation got;

    cr_expect_eq(scene->evaluation.indicators[0].verdict, FYP_VERDICT_BEHIND);
    cr_expect_eq(scene->evaluation.indicators[1].verdict, FYP_VERDICT_AHEAD);
    rules.bands = own;
    rules.band_count = 2;
    cr_assert_eq(evaluate(scene, &rules, 2023, &got, NULL), FYP_OK);
    cr_expect_eq(got.indicators[0].verdict, FYP_VERDICT_ON_TRACK);
    cr_expect_eq(got.indicators[1].verdict, FYP_VERDICT_ON_TRACK);
    fyp_evaluation_finish(&got);
    scene_destroy(scene);
}

/* --- Nanning --- */

static void
add_figure(struct fyp_figures *figures, const char *code, const char *text)
{
    const struct fyp_figure figure = {
        .region = "450100",
        .indicator = code,
        .year = 2015,
        .value = scene_decimal(text),
        .source = "",
        .file = "",
        .version = 1};
    cr_assert_eq(fyp_figures_add(figures, &figure, NULL), FYP_OK);
}

/* By hand, with the printed targets and weights: 40 of 50 is 80 (weight 4);
 * an Engel coefficient of 45.5 where at most 42 is asked 100·42/45.5 (5); one
 * of 41 where at most 44 is asked is met (5). */
Test(weighing, nanning_judges_lower_is_better_by_realisation)
{
    struct fyp_home home;
    struct fyp_plan *plan = NULL;
    struct fyp_ruleset_file *file = NULL;
    struct fyp_figures *figures = NULL;
    struct fyp_evaluation got;

    setenv("FYP_HOME", FYP_TEST_HOME, 1);
    cr_assert_eq(fyp_home_init(&home, NULL), FYP_OK);
    cr_assert_eq(
        fyp_home_plan(&home, "nanning-2011", &plan, NULL, NULL), FYP_OK);
    cr_assert_eq(
        fyp_ruleset_find(&home, plan->ruleset, &file, NULL, NULL), FYP_OK);
    cr_assert_eq(fyp_figures_create(&figures, NULL), FYP_OK);
    add_figure(figures, "poor_living_aid_share", "40");
    add_figure(figures, "urban_household_engel_coefficient", "45.5");
    add_figure(figures, "rural_household_engel_coefficient", "41");
    fyp_figures_index(figures);
    const struct fyp_request request = {
        .plan = plan,
        .figures = figures,
        .ruleset = &file->rules,
        .year = 2015};
    cr_assert_eq(fyp_evaluate(&request, &got, NULL), FYP_OK);
    expect_near("40 of 50", "hand", got.indicators[0].score, 80.0, 1e-12);
    expect_near(
        "45.5, at most 42", "hand", got.indicators[17].score, 4200.0 / 45.5,
        1e-12);
    cr_expect_eq(got.indicators[17].verdict, FYP_VERDICT_NOT_ACHIEVED);
    expect_near("41, at most 44", "hand", got.indicators[18].score, 100.0, 0.0);
    cr_expect_eq(got.indicators[18].verdict, FYP_VERDICT_EXCEEDED);
    expect_near(
        "score", "hand", got.score,
        (4.0 * 80.0 + 5.0 * 4200.0 / 45.5 + 5.0 * 100.0) / 14.0, 1e-12);
    expect_near("assessed", "hand", got.assessed_weight, 0.14, 1e-12);
    cr_expect_eq(got.counts[FYP_VERDICT_NO_DATA], 17);
    cr_expect_eq(got.indicators[17].method, FYP_METHOD_REALISATION);
    fyp_evaluation_finish(&got);
    fyp_figures_destroy(figures);
    fyp_ruleset_file_destroy(file);
    fyp_plan_destroy(plan);
    fyp_home_finish(&home);
}
