/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 9 of docs/methods.md: from the scores of the indicators to score,
 * attainment and grade of the plan.
 */
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FIGURE_SIZE = 32, PLAN_MAX = SCENE_INDICATORS };

/* A plan whose indicators have the scores asked for: baseline 0, target 100
 * and completion, so that the figure is the score; NAN is no figure. */
struct scored_plan {
    struct sketch sketches[PLAN_MAX];
    char figures[PLAN_MAX][FIGURE_SIZE];
    struct fyp_weight weights[PLAN_MAX];
    char codes[PLAN_MAX][8];
    size_t n;
};

static void
add_score(struct scored_plan *plan, double score, double weight, int year)
{
    const size_t i = plan->n++;

    cr_assert(i < PLAN_MAX);
    snprintf(plan->codes[i], sizeof plan->codes[i], "i%zu", i);
    plan->sketches[i] = (struct sketch){
        .target = ">=100", .baseline = "0", .code = plan->codes[i]};
    if (!isnan(score)) {
        snprintf(plan->figures[i], FIGURE_SIZE, "%d:%.15g", year, score);
        plan->sketches[i].figures = plan->figures[i];
    }
    plan->weights[i] = (struct fyp_weight){plan->codes[i], weight};
}

static struct scene *
run_plan(const struct scored_plan *plan, struct setting setting)
{
    setting.method = FYP_METHOD_COMPLETION;
    setting.weights = plan->weights;
    setting.weight_count = plan->n;
    return scene_create(plan->sketches, plan->n, &setting);
}

static double score_of(const struct scored_plan *plan, enum fyp_mean mean)
{
    struct scene *scene =
        run_plan(plan, (struct setting){.mean = mean, .lift_caps = true});
    cr_assert_eq(scene->status, FYP_OK);
    const double score = scene->evaluation.score;
    scene_destroy(scene);
    return score;
}

/* ---- oracle: bluefoxr/COINr 1.1.14, R 4.2.2 ---- */

Test(score, oracle_coinr_weighted_means)
{
    static const struct {
        const char *name;
        double x[3], w[3];
        enum fyp_mean mean;
        double expected, tolerance;
    } rows[] = {
        {"[R] a_amean",
         {80, 60, 70},
         {1, 2, 1},
         FYP_MEAN_ARITHMETIC,
         67.5,
         1e-12},
        {"[R] a_amean weights renormalised over NA",
         {80, 60, NAN},
         {1, 2, 1},
         FYP_MEAN_ARITHMETIC,
         66.6666666667,
         1e-11},
        {"[R] a_gmean",
         {80, 60, 70},
         {1, 2, 1},
         FYP_MEAN_GEOMETRIC,
         67.0073791767,
         1e-11},
        {"[T] a_gmean unweighted",
         {1, 2, 3},
         {1, 1, 1},
         FYP_MEAN_GEOMETRIC,
         1.81712059283,
         1e-11},
        {"[T] a_gmean weighted",
         {1, 2, 3},
         {1, 1, 2},
         FYP_MEAN_GEOMETRIC,
         2.05976714391,
         1e-11},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scored_plan plan = {.n = 0};
        for (size_t k = 0; k < 3; k++) {
            add_score(&plan, rows[i].x[k], rows[i].w[k], 2023);
        }
        scene_expect(
            rows[i].name, "COINr", "score", score_of(&plan, rows[i].mean),
            rows[i].expected, rows[i].tolerance);
    }
}

/* ---- published ---- */

/* [P] 南宁市"十二五"残疾人规划评估体系: twenty weights that add to 100; social
 * security 36, public service 36, living standard 28. A plan that reaches
 * everything but the first group has 64. */
Test(score, published_nanning_weights)
{
    static const double weights[] = {4, 4, 6, 6, 6, 6, 4, 5, 4, 5,
                                     5, 5, 4, 4, 4, 7, 7, 5, 5, 4};
    static const double group = 36;
    struct scored_plan plan = {.n = 0};
    double sum = 0;

    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        add_score(&plan, sum < group ? 0 : 100, weights[i], 2023);
        sum += weights[i];
    }
    scene_expect("weights", "Nanning", "sum", sum, 100, 1e-12);
    scene_expect(
        "weights", "Nanning", "score", score_of(&plan, FYP_MEAN_ARITHMETIC), 64,
        1e-12);
}

/* [P] 国家"十二五": 25 of 28 main indicators completed, 89.3 %. */
Test(score, published_25_of_28)
{
    struct scored_plan plan = {.n = 0};
    for (int i = 0; i < 28; i++) {
        add_score(&plan, i < 25 ? 100 : 71.3, 1, 2025);
    }
    struct scene *scene = run_plan(&plan, (struct setting){.year = 2025});
    const struct fyp_evaluation *got = &scene->evaluation;
    cr_assert_eq(got->consistency.completed, 25);
    cr_assert_eq(got->consistency.not_completed, 3);
    scene_expect(
        "25/28", "press", "share",
        100.0 * got->consistency.completed / got->consistency.with_target, 89.3,
        5e-4);
    cr_assert_eq(got->attainment.met, 25);
    scene_destroy(scene);
}

/* [P] 金川县两纲终期: 94 indicators, 4 not met, 2 without data; the report
 * says "90 met, 96 %". Met is 88: 93.62 % of all, 95.65 % of those with data;
 * 90 is never printed. */
Test(score, published_jinchuan_denominators)
{
    struct scored_plan plan = {.n = 0};
    for (int i = 0; i < 94; i++) {
        add_score(&plan, i < 88 ? 100 : i < 92 ? 55.5 : NAN, 1, 2025);
    }
    struct scene *scene = run_plan(&plan, (struct setting){.year = 2025});
    const struct fyp_attainment *got = &scene->evaluation.attainment;
    cr_assert_eq(got->met, 88);
    cr_assert_eq(got->with_target, 94);
    cr_assert_eq(got->due, 94);
    cr_assert_eq(got->assessable, 92);
    scene_expect(
        "88/94", "report", "share", 100.0 * got->met / got->with_target, 93.62,
        1e-4);
    scene_expect(
        "88/92", "report", "share", 100.0 * got->met / got->assessable, 95.65,
        1e-4);
    scene_destroy(scene);
}

/* [P] Xinhua 2023-12-26: of the 20 main indicators of the 14th plan 4 are
 * achieved early, 5 ahead, 7 on track, 4 behind; 16 of 20 or 80 % are on
 * track or better. */
Test(score, published_midterm_of_the_14th_plan)
{
    static const struct {
        double figure;
        int n;
        enum fyp_verdict verdict;
    } groups[] = {
        {100, 4, FYP_VERDICT_ACHIEVED},
        {77.5, 5, FYP_VERDICT_AHEAD},
        {60.3, 7, FYP_VERDICT_ON_TRACK},
        {41.7, 4, FYP_VERDICT_BEHIND},
    };
    struct scored_plan plan = {.n = 0};
    int shares[FYP_VERDICT_COUNT];

    for (size_t g = 0; g < 4; g++) {
        for (int i = 0; i < groups[g].n; i++) {
            add_score(&plan, groups[g].figure, 1, 2023);
        }
    }
    struct scene *scene = run_plan(&plan, (struct setting){0});
    const struct fyp_evaluation *got = &scene->evaluation;
    cr_assert_eq(got->stage, FYP_STAGE_MIDTERM);
    for (size_t g = 0; g < 4; g++) {
        cr_assert_eq(got->counts[groups[g].verdict], groups[g].n);
    }
    cr_assert_eq(got->behind_count, 4);
    fyp_whole_shares(got->counts, FYP_VERDICT_COUNT, shares);
    cr_assert_eq(shares[FYP_VERDICT_ACHIEVED], 20);
    cr_assert_eq(shares[FYP_VERDICT_AHEAD], 25);
    cr_assert_eq(shares[FYP_VERDICT_ON_TRACK], 35);
    cr_assert_eq(shares[FYP_VERDICT_BEHIND], 20);
    scene_destroy(scene);
}

/* ---- by hand ---- */

/* One of every status. */
static const struct sketch every_status[] = {
    {.figures = "2023:3"},
    {.target = ">=10", .path = FYP_PATH_STEP, .category = "A"},
    {.target = ">=10", .baseline = "0", .category = "A"},
    {.target = ">=ref", .figures = "2023:7"},
    {.target = ">=10", .baseline = "0", .figures = "2023:10", .category = "B"},
    {.target = ">=10", .baseline = "0", .figures = "2023:7", .category = "A"},
    {.target = ">=10", .baseline = "0", .figures = "2023:5.7", .category = "B"},
    {.target = ">=10", .baseline = "0", .figures = "2023:3", .category = "B"},
};
enum { EVERY_STATUS = sizeof every_status / sizeof *every_status };

Test(score, counts_and_denominators_of_every_status)
{
    struct scene *scene =
        scene_create(every_status, EVERY_STATUS, &(struct setting){0});
    const struct fyp_evaluation *got = &scene->evaluation;

    cr_assert_eq(scene->status, FYP_OK);
    static const enum fyp_verdict once[] = {
        FYP_VERDICT_MONITOR,        FYP_VERDICT_NOT_DUE,  FYP_VERDICT_NO_DATA,
        FYP_VERDICT_NOT_ASSESSABLE, FYP_VERDICT_ACHIEVED, FYP_VERDICT_AHEAD,
        FYP_VERDICT_ON_TRACK,       FYP_VERDICT_BEHIND};
    for (size_t i = 0; i < EVERY_STATUS; i++) {
        cr_assert_eq(got->counts[once[i]], 1, "%s", fyp_verdict_name(once[i]));
    }
    cr_assert_eq(got->counts[FYP_VERDICT_EXCEEDED], 0);
    cr_assert_eq(got->counts[FYP_VERDICT_NOT_ACHIEVED], 0);
    cr_assert_eq(got->attainment.met, 1);
    cr_assert_eq(got->attainment.with_target, 7);
    cr_assert_eq(got->attainment.due, 6);
    cr_assert_eq(got->attainment.assessable, 4);
    cr_assert_eq(got->behind_count, 1);
    /* 100, 100, 95, 50 */
    scene_expect("plan", "hand", "score", got->score, 345.0 / 4, 1e-12);
    scene_expect(
        "plan", "hand", "assessed weight", got->assessed_weight, 4.0 / 7,
        1e-12);
    scene_expect("plan", "hand", "elapsed", got->elapsed, 0.6, 1e-12);
    scene_destroy(scene);
}

Test(score, missing_data_count_as_zero_only_where_asked_for)
{
    const struct setting setting = {.missing = FYP_MISSING_ZERO};
    struct scene *scene = scene_create(every_status, EVERY_STATUS, &setting);
    const struct fyp_evaluation *got = &scene->evaluation;

    scene_expect("plan", "hand", "score", got->score, 345.0 / 5, 1e-12);
    scene_expect(
        "plan", "hand", "assessed weight", got->assessed_weight, 5.0 / 7,
        1e-12);
    cr_assert(isnan(got->indicators[2].score));
    cr_assert_eq(got->attainment.assessable, 4);
    scene_destroy(scene);
}

Test(score, categories_have_subtotals)
{
    struct scene *scene =
        scene_create(every_status, EVERY_STATUS, &(struct setting){0});
    const struct fyp_evaluation *got = &scene->evaluation;
    static const struct {
        const char *name;
        double score;
        int indicators, scored;
    } rows[] = {
        {NULL, UNDEFINED, 2, 0}, {"A", 100, 3, 1}, {"B", 245.0 / 3, 3, 3}};

    cr_assert_eq(got->category_count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct fyp_category_score *category = &got->categories[i];
        if (rows[i].name == NULL) {
            cr_assert_null(category->category);
        } else {
            cr_assert_str_eq(category->category, rows[i].name);
        }
        scene_expect(
            "category", "hand", "score", category->score, rows[i].score, 1e-12);
        cr_assert_eq(category->indicators, rows[i].indicators);
        cr_assert_eq(category->scored, rows[i].scored);
    }
    scene_destroy(scene);
}

Test(score, a_plan_without_any_figure_has_no_score_and_no_grade)
{
    static const struct sketch sketches[] = {
        {.target = ">=10", .baseline = "0", .attribute = FYP_BINDING},
        {.target = NULL},
    };
    struct scene *scene = scene_create(sketches, 2, &(struct setting){0});
    cr_assert_eq(scene->status, FYP_OK);
    cr_assert(isnan(scene->evaluation.score));
    cr_assert_eq(scene->evaluation.grade, FYP_GRADE_NONE);
    cr_assert_eq(scene->evaluation.capped_by_count, 0);
    scene_expect(
        "none", "hand", "assessed weight", scene->evaluation.assessed_weight, 0,
        1e-12);
    scene_destroy(scene);
}

Test(score, a_plan_that_only_monitors_has_no_assessed_weight)
{
    const struct sketch sketch = {.figures = "2023:3"};
    struct scene *scene = scene_create(&sketch, 1, &(struct setting){0});
    cr_assert_eq(scene->status, FYP_OK);
    cr_assert(isnan(scene->evaluation.assessed_weight));
    scene_destroy(scene);
}

Test(score, a_zero_is_an_error_in_a_geometric_mean)
{
    struct scored_plan plan = {.n = 0};
    add_score(&plan, 80, 1, 2023);
    add_score(&plan, 0, 1, 2023);
    struct scene *scene =
        run_plan(&plan, (struct setting){.mean = FYP_MEAN_GEOMETRIC});
    cr_assert_eq(scene->status, FYP_E_EVALUATE_GEOMETRIC_ZERO);
    cr_assert_null(scene->evaluation.indicators);
    scene_destroy(scene);
}

Test(score, missing_data_as_zero_are_an_error_there_too)
{
    struct scored_plan plan = {.n = 0};
    add_score(&plan, 80, 1, 2023);
    add_score(&plan, NAN, 1, 2023);
    struct scene *scene = run_plan(
        &plan, (struct setting){
                   .mean = FYP_MEAN_GEOMETRIC, .missing = FYP_MISSING_ZERO});
    cr_assert_eq(scene->status, FYP_E_EVALUATE_GEOMETRIC_ZERO);
    scene_destroy(scene);
}

Test(score, weights_that_add_to_nothing_are_refused)
{
    struct scored_plan plan = {.n = 0};
    add_score(&plan, 80, 0, 2023);
    add_score(&plan, NAN, 3, 2023);
    struct scene *scene = run_plan(&plan, (struct setting){0});
    cr_assert_eq(scene->status, FYP_E_EVALUATE_WEIGHTS);
    scene_destroy(scene);
}

Test(score, grades_begin_at_their_limits)
{
    static const struct {
        double score;
        enum fyp_grade grade;
    } rows[] = {
        {100, FYP_GRADE_EXCELLENT},
        {90, FYP_GRADE_EXCELLENT},
        {89.99999995, FYP_GRADE_EXCELLENT},
        {89.9999998, FYP_GRADE_GOOD},
        {80, FYP_GRADE_GOOD},
        {79.99, FYP_GRADE_PASS},
        {60, FYP_GRADE_PASS},
        {59.99, FYP_GRADE_FAIL},
        {0, FYP_GRADE_FAIL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scored_plan plan = {.n = 0};
        add_score(&plan, rows[i].score, 1, 2023);
        struct scene *scene =
            run_plan(&plan, (struct setting){.lift_caps = true});
        cr_assert_eq(
            scene->evaluation.grade, rows[i].grade, "%.9f: %s", rows[i].score,
            fyp_grade_name(scene->evaluation.grade));
        scene_destroy(scene);
    }
}

/* One indicator beside nineteen that are met: what it does to the grade.
 * 2023 is midterm, 2025 final. */
static const struct {
    const char *name;
    struct sketch sketch;
    int year;
    enum fyp_grade uncapped, grade;
} caps[] = {
    {"behind",
     {.target = ">=100", .baseline = "0", .figures = "2023:53"},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_GOOD},
    {"on_track",
     {.target = ">=100", .baseline = "0", .figures = "2023:54"},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_EXCELLENT},
    {"a milestone missed",
     {.target = ">=100",
      .baseline = "0",
      .milestones = "2023:81",
      .figures = "2023:80"},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_GOOD},
    {"not_achieved",
     {.target = ">=100", .baseline = "0", .figures = "2025:97"},
     2025,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_PASS},
    {"a mere threshold",
     {.target = ">100", .baseline = "0", .figures = "2025:100"},
     2025,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_EXCELLENT},
    {"without data",
     {.target = ">=100", .baseline = "0"},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_GOOD},
    {"without data, final",
     {.target = ">=100", .baseline = "0"},
     2025,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_PASS},
    {"incomplete and not assessable",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=100",
      .figures = "2021:10 2023:10"},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_GOOD},
    {"incomplete and not assessable, final",
     {.kind = FYP_KIND_GROWTH, .target = ">=6", .figures = "2025:9"},
     2025,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_PASS},
    {"incomplete but met",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=100",
      .figures = "2021:60 2023:60"},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_EXCELLENT},
    {"not assessable for another reason",
     {.target = ">=ref", .figures = "2023:10"},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_EXCELLENT},
    {"not due",
     {.target = ">=10", .path = FYP_PATH_STEP},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_EXCELLENT},
    {"monitor",
     {.figures = "2023:10"},
     2023,
     FYP_GRADE_EXCELLENT,
     FYP_GRADE_EXCELLENT},
};

static struct scene *run_cap(const struct sketch *first, struct setting setting)
{
    static const char figures[] = "2023:100 2025:100";
    struct sketch sketches[20];

    sketches[0] = *first;
    sketches[0].code = "first";
    for (size_t i = 1; i < 20; i++) {
        sketches[i] = (struct sketch){
            .target = ">=100", .baseline = "0", .figures = figures};
    }
    return scene_create(sketches, 20, &setting);
}

Test(score, a_binding_indicator_can_lower_the_grade)
{
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
        struct sketch sketch = caps[i].sketch;
        sketch.attribute = FYP_BINDING;
        struct scene *scene =
            run_cap(&sketch, (struct setting){.year = caps[i].year});
        const struct fyp_evaluation *got = &scene->evaluation;
        const bool lowered = caps[i].grade != caps[i].uncapped;

        cr_assert_eq(scene->status, FYP_OK);
        cr_assert_eq(got->uncapped_grade, caps[i].uncapped, "%s", caps[i].name);
        cr_assert_eq(
            got->grade, caps[i].grade, "%s: %s", caps[i].name,
            fyp_grade_name(got->grade));
        cr_assert_eq(
            got->capped_by_count, lowered ? 1U : 0U, "%s", caps[i].name);
        if (lowered) {
            cr_assert_str_eq(got->capped_by[0], "first");
        }
        scene_destroy(scene);
    }
}

Test(score, an_anticipatory_one_cannot)
{
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
        struct sketch sketch = caps[i].sketch;
        sketch.attribute = FYP_ANTICIPATORY;
        struct scene *scene =
            run_cap(&sketch, (struct setting){.year = caps[i].year});
        cr_assert_eq(
            scene->evaluation.grade, caps[i].uncapped, "%s", caps[i].name);
        cr_assert_eq(scene->evaluation.capped_by_count, 0);
        scene_destroy(scene);
    }
}

Test(score, a_ruleset_can_lift_the_caps)
{
    struct sketch sketch = caps[0].sketch;
    sketch.attribute = FYP_BINDING;
    struct scene *scene = run_cap(&sketch, (struct setting){.lift_caps = true});
    cr_assert_eq(scene->evaluation.grade, FYP_GRADE_EXCELLENT);
    cr_assert_eq(scene->evaluation.capped_by_count, 0);
    scene_destroy(scene);
}

/* [X] keptn skips a key indicator without data, so that it cannot fail the
 * plan. Here it lowers the grade. */
Test(score, not_matched_keptn_key_indicator_without_data)
{
    const struct sketch sketch = {.target = "<10", .attribute = FYP_BINDING};
    struct scene *scene = run_cap(&sketch, (struct setting){.year = 2025});
    scene_expect(
        "the rest", "hand", "score", scene->evaluation.score, 100, 1e-12);
    cr_assert_eq(scene->evaluation.grade, FYP_GRADE_PASS);
    scene_destroy(scene);
}

/* 53 of 100 after three years: behind, though 53/60 is good for the score. */
Test(score, more_than_half_behind_is_at_most_a_pass)
{
    static const struct {
        int behind, met;
        bool capped;
    } rows[] = {{5, 5, false}, {6, 5, true}, {1, 0, true}, {0, 3, false}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sketch sketches[20];
        size_t n = 0;
        for (int k = 0; k < rows[i].behind; k++) {
            sketches[n++] = (struct sketch){
                .target = ">=100", .baseline = "0", .figures = "2023:53"};
        }
        for (int k = 0; k < rows[i].met; k++) {
            sketches[n++] = (struct sketch){
                .target = ">=100", .baseline = "0", .figures = "2023:100"};
        }
        struct scene *scene = scene_create(sketches, n, &(struct setting){0});
        const struct fyp_evaluation *got = &scene->evaluation;
        cr_assert_eq(got->capped_by_majority, rows[i].capped, "row %zu", i);
        cr_assert_eq(
            got->grade, rows[i].capped ? FYP_GRADE_PASS : got->uncapped_grade,
            "row %zu", i);
        cr_assert_eq(
            got->capped_by_count, rows[i].capped ? (size_t)rows[i].behind : 0U,
            "row %zu", i);
        scene_destroy(scene);
    }
}

/* Six of ten behind are a pass at best; that one of them is binding, which
 * alone would leave a good, does not raise it again. */
Test(score, the_lower_of_two_caps_holds)
{
    struct sketch sketches[10];

    for (size_t i = 0; i < 10; i++) {
        sketches[i] = (struct sketch){
            .target = ">=100",
            .baseline = "0",
            .figures = i < 6 ? "2023:53" : "2023:100",
            .attribute = i == 2 ? FYP_BINDING : FYP_ANTICIPATORY};
    }
    struct scene *scene = scene_create(sketches, 10, &(struct setting){0});
    const struct fyp_evaluation *got = &scene->evaluation;
    cr_assert_eq(got->uncapped_grade, FYP_GRADE_EXCELLENT);
    cr_assert_eq(got->grade, FYP_GRADE_PASS);
    cr_assert_eq(got->capped_by_count, 6);
    scene_destroy(scene);
}

Test(score, binding_indicators_are_counted_on_their_own)
{
    struct sketch sketches[EVERY_STATUS];
    memcpy(sketches, every_status, sizeof sketches);
    sketches[2].attribute = FYP_BINDING; /* no data */
    sketches[4].attribute = FYP_BINDING; /* achieved */
    sketches[7].attribute = FYP_BINDING; /* behind */
    struct scene *scene =
        scene_create(sketches, EVERY_STATUS, &(struct setting){0});
    const struct fyp_attainment *got = &scene->evaluation.binding;
    cr_assert_eq(got->met, 1);
    cr_assert_eq(got->with_target, 3);
    cr_assert_eq(got->due, 3);
    cr_assert_eq(got->assessable, 2);
    scene_destroy(scene);
}

Test(score, whole_shares_add_to_100)
{
    static const struct {
        int parts[5];
        int shares[5];
    } rows[] = {
        {{1, 1, 1, 0, 0}, {34, 33, 33, 0, 0}},
        {{2, 3, 6, 0, 0}, {18, 27, 55, 0, 0}},
        {{1, 1, 1, 1, 2}, {17, 17, 17, 16, 33}},
        {{0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}},
        {{0, 7, 0, 0, 0}, {0, 100, 0, 0, 0}},
        {{88, 4, 2, 0, 0}, {94, 4, 2, 0, 0}},
        {{1, 199, 0, 0, 0}, {1, 99, 0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int got[5];
        fyp_whole_shares(rows[i].parts, 5, got);
        for (size_t k = 0; k < 5; k++) {
            cr_assert_eq(
                got[k], rows[i].shares[k], "row %zu, share %zu is %d", i, k,
                got[k]);
        }
    }
}
