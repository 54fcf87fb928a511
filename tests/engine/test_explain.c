/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 17 of docs/methods.md: the chain from the figures to the score.
 *
 * The rows marked "hand" were worked out on paper from the page. That every
 * formula gives its number again is tested from outside, over the bundled
 * plans and all methods (tests/cli/test_explain.py), and here over values
 * that no plan has.
 */
#include "engine/explain.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A chain with all that it points into. */
struct told {
    struct scene *scene;
    struct fyp_explanation chain;
};

static struct told
tell(const struct sketch *sketch, const struct setting *setting)
{
    struct told told = {.scene = scene_create(sketch, 1, setting)};
    const struct fyp_evaluation *evaluation = &told.scene->evaluation;

    cr_assert_eq(told.scene->status, FYP_OK);
    cr_assert_eq(
        fyp_explain(evaluation, evaluation->indicators, &told.chain, NULL),
        FYP_OK);
    return told;
}

static void forget(struct told *told)
{
    fyp_explanation_finish(&told->chain);
    scene_destroy(told->scene);
}

static const struct fyp_step *
find(const struct told *told, enum fyp_step_rule rule)
{
    for (size_t i = 0; i < told->chain.count; i++) {
        if (told->chain.steps[i].rule == rule) {
            return &told->chain.steps[i];
        }
    }
    return NULL;
}

/* --- rules --- */

enum { RULES_MAX = 8 };

/* What is asked, and the steps that must be there with their number; a rule
 * of 0 (the first of the list) ends a row that has fewer. */
static const struct {
    const char *name;
    struct sketch sketch;
    struct setting setting;
    struct {
        enum fyp_step_rule rule;
        double result;
    } steps[RULES_MAX];
} rows[] = {
    {"level on a line",
     {.target = ">=98.5", .baseline = "92.35", .figures = "2023:94.81"},
     {0},
     {{FYP_BY_VALUE_OF_YEAR, 94.81},
      {FYP_BY_BASELINE_TABLE, 92.35},
      {FYP_BY_TARGET_VALUE, 98.5},
      {FYP_BY_ELAPSED, 0.6},
      {FYP_BY_EXPECTED_LINE, 96.04},
      {FYP_BY_SCALE_DISTANCE, 3.69},
      {FYP_BY_PACE, 1.0 - 1.23 / 3.69},
      {FYP_BY_DECIDED_PACE_BEHIND, NAN}}},
    {"lower is better, over a milestone",
     {.target = "<=15.2",
      .baseline = "27.74",
      .milestones = "2022:21.4",
      .figures = "2023:18.86"},
     {0},
     {{FYP_BY_DIRECTION_DOWN, -1},
      {FYP_BY_MILESTONE_REACHED, 21.4},
      {FYP_BY_EXPECTED_LINE, 21.4 + (15.2 - 21.4) / 3},
      {FYP_BY_NOT_MET, 18.86},
      {FYP_BY_CONTRIBUTION, 100}}},
    {"a bound of the prose",
     {.target = ">=97", .prose = ">95.5", .figures = "2023:96.1"},
     {0},
     {{FYP_BY_BASELINE_PROSE, 95.5}, {FYP_BY_FLAG, NAN}}},
    {"a baseline observed",
     {.target = ">=61.7", .figures = "2020:44.3 2023:55.9"},
     {0},
     {{FYP_BY_FIGURE_START, 44.3}, {FYP_BY_BASELINE_OBSERVED, 44.3}}},
    {"a proxy",
     {.target = ">=61.7", .figures = "2021:44.3 2023:55.9"},
     {0},
     {{FYP_BY_FIGURE_START, 44.3},
      {FYP_BY_BASELINE_PROXY, 44.3},
      {FYP_BY_EXPECTED_LINE, 44.3 + (61.7 - 44.3) * 2 / 4}}},
    {"a proxy in its own year",
     {.target = ">=61.7", .figures = "2023:55.9"},
     {0},
     {{FYP_BY_EXPECTED_PROXY_YEAR, NAN},
      {FYP_BY_DECIDED_OBSTACLE, NAN},
      {FYP_BY_SCORE_NONE, NAN},
      {FYP_BY_WEIGHT_OUT, 1}}},
    {"a line without a start",
     {.target = ">=61.7", .milestones = "2022:50", .figures = "2022:44.3"},
     {.year = 2022},
     {{FYP_BY_BASELINE_NONE, NAN}, {FYP_BY_MILESTONE_MISSED, 50}}},
    {"maintain, falling through",
     {.target = ">=95.4", .baseline = "97.2", .figures = "2022:96.8 2023:93.1"},
     {0},
     {{FYP_BY_FIGURE_EARLIER, 96.8},
      {FYP_BY_EXPECTED_MAINTAIN, 95.4},
      {FYP_BY_SCALE_LEAST, 1.908},
      {FYP_BY_SCORE_PACE, 0},
      {FYP_BY_DECIDED_PACE_BEHIND, NAN}}},
    {"maintain, a hair below: the ceiling",
     {.target = ">=95.4", .baseline = "97.2", .figures = "2023:95.39"},
     {0},
     {{FYP_BY_SCORE_PACE, 100.0 * (1 - 0.01 / 1.908)},
      {FYP_BY_SCORE_CEILING, 99}}},
    {"steps",
     {.target = ">=7",
      .path = FYP_PATH_STEP,
      .milestones = "2022:3",
      .figures = "2023:4"},
     {0},
     {{FYP_BY_BASELINE_UNUSED, NAN},
      {FYP_BY_EXPECTED_STEP, 3},
      {FYP_BY_REQUIREMENT_MET, 4},
      {FYP_BY_DECIDED_REQUIREMENT_MET, NAN}}},
    {"steps before the first",
     {.target = ">=7",
      .path = FYP_PATH_STEP,
      .milestones = "2024:3",
      .figures = "2023:4"},
     {0},
     {{FYP_BY_MILESTONE_LATER, 3},
      {FYP_BY_EXPECTED_NOT_DUE, NAN},
      {FYP_BY_DECIDED_NOT_DUE, NAN}}},
    {"steps at their end",
     {.target = ">=7",
      .path = FYP_PATH_STEP,
      .milestones = "2022:3",
      .figures = "2025:6.5"},
     {.year = 2025, .stage = FYP_STAGE_ANNUAL},
     {{FYP_BY_EXPECTED_STEP_TARGET, 7}, {FYP_BY_NOT_MET, 6.5}}},
    {"the end of a line, not final",
     {.target = ">=61.7", .baseline = "44.3", .figures = "2025:60.2"},
     {.year = 2025, .stage = FYP_STAGE_ANNUAL},
     {{FYP_BY_EXPECTED_END, 61.7}}},
    {"final, exceeded",
     {.target = ">=61.7", .baseline = "44.3", .figures = "2025:63.2"},
     {.year = 2025},
     {{FYP_BY_EXPECTED_FINAL, 61.7},
      {FYP_BY_DECIDED_FINAL_EXCEEDED, NAN},
      {FYP_BY_SCORE_MET, 100}}},
    {"final, met",
     {.target = ">=61.7", .baseline = "44.3", .figures = "2025:61.7"},
     {.year = 2025},
     {{FYP_BY_DECIDED_FINAL_MET, NAN}}},
    {"final, missed",
     {.target = ">=61.7", .baseline = "44.3", .figures = "2025:61.6"},
     {.year = 2025},
     {{FYP_BY_DECIDED_FINAL_MISSED, NAN}, {FYP_BY_SCORE_CEILING, 99}}},
    {"met when rounded",
     {.target = ">=61.7", .baseline = "44.3", .figures = "2025:61.66"},
     {.year = 2025, .comparison = FYP_COMPARE_ROUNDED},
     {{FYP_BY_MET_ROUNDED, 61.7}}},
    {"a sum with a gap",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=200",
      .figures = "2021:37 2023:51"},
     {0},
     {{FYP_BY_GAP, NAN},
      {FYP_BY_VALUE_SUM, 88},
      {FYP_BY_BASELINE_SUM, NAN},
      {FYP_BY_EXPECTED_LINE, 120},
      {FYP_BY_PROGRESS, 0.44},
      {FYP_BY_EXPECTED_SHARE, 0.6},
      {FYP_BY_LEAD, -0.16},
      {FYP_BY_DECIDED_OBSTACLE, NAN}}},
    {"a sum from a running total, its baseline only shown",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=170",
      .baseline = "33",
      .figures = "2021:12 2022~77 2023:51"},
     {0},
     {{FYP_BY_FIGURE_TOTAL, 77},
      {FYP_BY_VALUE_SUM_FROM_TOTAL, 128},
      {FYP_BY_BASELINE_SUM_PRINTED, 33}}},
    {"a sum that is done",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=80", .figures = "2023:88"},
     {0},
     {{FYP_BY_DECIDED_TARGET_MET, NAN}}},
    {"growth against a reference",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=ref",
      .tolerance = 0.5,
      .figures = "2021:8.73 2022:6.41 2023:6.87",
      .reference = "2021:8.14 2023:6.38"},
     {0},
     {{FYP_BY_GAP_REFERENCE, NAN},
      {FYP_BY_VALUE_MEAN_COMMON, 7.795988329807524},
      {FYP_BY_REFERENCE_MEAN, 7.256390019429615},
      {FYP_BY_EXPECTED_TOLERANCE, 6.756390019429615},
      {FYP_BY_SCALE_GROWTH, 7.256390019429615},
      {FYP_BY_REQUIREMENT_MET, 7.795988329807524}}},
    {"growth against a number, at its threshold",
     {.kind = FYP_KIND_GROWTH,
      .target = ">6.5",
      .figures = "2021:6.5 2022:6.5 2023:6.5"},
     {0},
     {{FYP_BY_VALUE_MEAN, 6.5},
      {FYP_BY_EXPECTED_TARGET, 6.5},
      {FYP_BY_DECIDED_GROWTH_AT_THRESHOLD, NAN}}},
    {"growth without a reference",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .figures = "2023:6.5"},
     {0},
     {{FYP_BY_REFERENCE_NONE, NAN},
      {FYP_BY_VALUE_MEAN, 6.5},
      {FYP_BY_EXPECTED_NO_REFERENCE, NAN}}},
    {"a growth below -100 per cent",
     {.kind = FYP_KIND_GROWTH, .target = ">=2", .figures = "2023:-101"},
     {0},
     {{FYP_BY_VALUE_MEAN_UNDEFINED, NAN}, {FYP_BY_DECIDED_OBSTACLE, NAN}}},
    {"a level against a reference",
     {.target = ">=ref", .figures = "2023:2105", .reference = "2023:2070"},
     {0},
     {{FYP_BY_REFERENCE_OF_YEAR, 2070},
      {FYP_BY_EXPECTED_REFERENCE, 2070},
      {FYP_BY_SCALE_REFERENCE, 41.4},
      {FYP_BY_MET, 2105}}},
    {"an event that is late",
     {.kind = FYP_KIND_EVENT,
      .target = ">=1",
      .milestones = "2022:1",
      .figures = "2021:0.2 2023:0.7"},
     {0},
     {{FYP_BY_TARGET_EVENT, 1},
      {FYP_BY_VALUE_LATEST, 0.7},
      {FYP_BY_DECIDED_EVENT_LATE, NAN},
      {FYP_BY_SCORE_EVENT, 70}}},
    {"an event that is done, by another method",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2021:1 2023:0.7"},
     {.method = FYP_METHOD_EFFICACY},
     {{FYP_BY_VALUE_DONE, 1},
      {FYP_BY_SCORE_EVENT_ONLY, NAN},
      {FYP_BY_DECIDED_EVENT_DONE, NAN}}},
    {"sub-regions",
     {.target = ">=60", .subregions = "511102=2023:61.4|511111=|511123=2023:7"},
     {0},
     {{FYP_BY_FIGURE_SUBREGION_MET, 61.4},
      {FYP_BY_GAP_SUBREGION, NAN},
      {FYP_BY_FIGURE_SUBREGION_MISSED, 7},
      {FYP_BY_VALUE_SUBREGIONS, 100.0 / 3},
      {FYP_BY_TARGET_SUBREGIONS, 100}}},
    {"nothing at all",
     {.target = ">=60", .attribute = FYP_BINDING},
     {.missing = FYP_MISSING_ZERO},
     {{FYP_BY_GAP, NAN},
      {FYP_BY_VALUE_NONE, NAN},
      {FYP_BY_DECIDED_NO_DATA, NAN},
      {FYP_BY_SCORE_ZERO, 0},
      {FYP_BY_CAP_IDLE, NAN}}},
    {"no target",
     {.figures = "2023:61"},
     {0},
     {{FYP_BY_TARGET_NONE, NAN}, {FYP_BY_DECIDED_MONITOR, NAN}}},
    {"a target in words",
     {.target = "text", .figures = "2023:61"},
     {0},
     {{FYP_BY_TARGET_TEXT, NAN}, {FYP_BY_DECIDED_MONITOR, NAN}}},
    {"no distance to a target of 0",
     {.target = "<=0", .baseline = "0", .figures = "2023:3"},
     {0},
     {{FYP_BY_PACE_NO_SCALE_MISSED, 0}}},
    {"completion",
     {.target = ">=98.5", .baseline = "92.35", .figures = "2023:94.81"},
     {.method = FYP_METHOD_COMPLETION},
     {{FYP_BY_SCORE_COMPLETION_SCALE, 6.15},
      {FYP_BY_SCORE_COMPLETION, 100.0 * (1 - 3.69 / 6.15)}}},
    {"realisation, lower is better",
     {.target = "<=15.2", .baseline = "27.74", .figures = "2023:18.86"},
     {.method = FYP_METHOD_REALISATION},
     {{FYP_BY_SCORE_REALISATION_DOWN, 1520 / 18.86}}},
    {"efficacy where it is not defined",
     {.target = ">=95.4", .baseline = "97.2", .figures = "2023:93.1"},
     {.method = FYP_METHOD_EFFICACY},
     {{FYP_BY_SCORE_FELL_BACK, NAN}, {FYP_BY_SCORE_PACE, 0}}},
};
enum { ROWS = sizeof rows / sizeof *rows };

Test(explain, each_kind_of_indicator_has_its_steps_and_numbers)
{
    for (size_t i = 0; i < ROWS; i++) {
        struct told told = tell(&rows[i].sketch, &rows[i].setting);
        for (int k = 0; k < RULES_MAX && rows[i].steps[k].rule != 0; k++) {
            const enum fyp_step_rule rule = rows[i].steps[k].rule;
            const struct fyp_step *step = find(&told, rule);
            cr_assert_not_null(
                step, "%s: no step %s", rows[i].name, fyp_step_rule_name(rule));
            scene_expect(
                rows[i].name, "hand", fyp_step_rule_name(rule), step->result,
                rows[i].steps[k].result, 1e-12);
        }
        forget(&told);
    }
}

/* --- order and names --- */

Test(explain, steps_come_in_the_order_of_the_chain)
{
    for (size_t i = 0; i < ROWS; i++) {
        struct told told = tell(&rows[i].sketch, &rows[i].setting);
        for (size_t k = 1; k < told.chain.count; k++) {
            const struct fyp_step *before = &told.chain.steps[k - 1];
            const struct fyp_step *step = &told.chain.steps[k];
            /* figures, gaps and means of both series come year by year; the
               scale of completion belongs to the score */
            const bool free_order =
                step->kind <= FYP_STEP_REFERENCE ||
                step->rule == FYP_BY_SCORE_COMPLETION_SCALE ||
                step->rule == FYP_BY_SCORE_COMPLETION_LEAST;
            cr_expect(
                free_order || step->kind >= before->kind, "%s: %s after %s",
                rows[i].name, fyp_step_rule_name(step->rule),
                fyp_step_rule_name(before->rule));
        }
        forget(&told);
    }
}

Test(explain, every_kind_and_every_rule_has_a_name_of_its_own)
{
    for (int i = 0; i < FYP_STEP_COUNT; i++) {
        cr_expect_not_null(fyp_step_kind_name((enum fyp_step_kind)i));
    }
    for (int i = 0; i < FYP_STEP_RULE_COUNT; i++) {
        for (int k = 0; k < i; k++) {
            cr_expect_str_neq(
                fyp_step_rule_name((enum fyp_step_rule)i),
                fyp_step_rule_name((enum fyp_step_rule)k));
        }
    }
}

/* --- caps --- */

Test(explain, what_lowers_the_grade_says_so_and_the_others_do_not)
{
    static const struct sketch sketches[] = {
        {.target = ">=60",
         .baseline = "40",
         .figures = "2023:41",
         .attribute = FYP_BINDING},
        {.target = ">=60", .baseline = "40", .figures = "2023:59"},
        {.target = ">=60", .baseline = "40", .figures = "2023:61"},
        {.target = ">=60", .baseline = "40", .figures = "2023:62"},
        {.target = ">=60", .baseline = "40", .figures = "2023:63"},
        {.target = ">=60", .baseline = "40", .figures = "2023:64"},
        {.target = ">=60", .baseline = "40", .figures = "2023:65"},
        {.target = ">=60", .baseline = "40", .figures = "2023:66"},
        {.target = ">=60", .baseline = "40", .figures = "2023:67"},
        {.target = ">=60", .baseline = "40", .figures = "2023:68"},
        {.target = ">=60", .baseline = "40", .figures = "2023:69"},
        {.target = ">=60", .baseline = "40", .figures = "2023:71"},
    };
    const struct setting setting = {0};
    struct scene *scene =
        scene_create(sketches, sizeof sketches / sizeof *sketches, &setting);
    const struct fyp_evaluation *evaluation = &scene->evaluation;

    cr_assert_eq(evaluation->uncapped_grade, FYP_GRADE_EXCELLENT);
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        struct told told = {0};
        cr_assert_eq(
            fyp_explain(
                evaluation, &evaluation->indicators[i], &told.chain, NULL),
            FYP_OK);
        const struct fyp_step *cap = find(&told, FYP_BY_CAP_BINDING);
        cr_expect_eq(cap != NULL, i == 0, "indicator %zu", i);
        cr_expect(cap == NULL || cap->grade == FYP_GRADE_GOOD);
        fyp_explanation_finish(&told.chain);
    }
    scene_destroy(scene);
}

Test(explain, a_majority_behind_caps_through_each_of_them)
{
    static const struct sketch sketch = {
        .target = ">=60", .baseline = "40", .figures = "2023:50.7"};
    const struct setting setting = {0};
    struct told told = tell(&sketch, &setting);
    const struct fyp_step *cap = find(&told, FYP_BY_CAP_MAJORITY);

    cr_assert_not_null(cap);
    cr_expect_eq(cap->grade, FYP_GRADE_PASS);
    forget(&told);
}

/* --- hostile values --- */

static const char *const figures[] = {
    "",           "2023:0",      "2021:0 2022:0 2023:0",  "2023:-7.3",
    "2023:1e300", "2023:-1e300", "2020:1e300 2023:-1e300"};
static const char *const targets[] = {">=0",     ">=61.7", "<=-3.2", "=5",
                                      ">=1e300", ">=ref",  NULL};

/* Terms of a formula are finite, and so is what it comes to. */
static void check_finite(const struct told *told, const char *what)
{
    for (size_t i = 0; i < told->chain.count; i++) {
        const struct fyp_step *step = &told->chain.steps[i];
        cr_expect_neq(step->kind, FYP_STEP_COUNT);
        for (size_t k = 0; k < step->term_count; k++) {
            cr_expect(
                isfinite(step->terms[k]) && isfinite(step->result), "%s: %s",
                what, fyp_step_rule_name(step->rule));
        }
    }
    cr_expect_gt(told->chain.count, 4);
}

static void check_all_methods(struct sketch *sketch, enum fyp_stage stage)
{
    char what[256];
    for (int method = 0; method < FYP_METHOD_COUNT; method++) {
        const struct setting setting = {
            .year = stage == FYP_STAGE_FINAL ? 2025 : 2023,
            .stage = stage,
            .method = (enum fyp_method)method};
        snprintf(
            what, sizeof what, "kind %d, target %s, figures %s, method %d",
            (int)sketch->kind, sketch->target != NULL ? sketch->target : "-",
            sketch->figures, method);
        struct told told = tell(sketch, &setting);
        check_finite(&told, what);
        forget(&told);
    }
}

Test(explain, no_figure_makes_a_formula_that_cannot_be_computed)
{
    for (int kind = FYP_KIND_LEVEL; kind <= FYP_KIND_EVENT; kind++) {
        for (size_t t = 0; t < sizeof targets / sizeof *targets; t++) {
            for (size_t f = 0; f < sizeof figures / sizeof *figures; f++) {
                struct sketch sketch = {
                    .kind = (enum fyp_kind)kind,
                    .target = targets[t],
                    .figures = figures[f],
                    .reference = "2023:1e300",
                    .baseline = f % 2 == 0 ? "1e300" : NULL};
                check_all_methods(&sketch, FYP_STAGE_ANNUAL);
                check_all_methods(&sketch, FYP_STAGE_FINAL);
            }
        }
    }
}

Test(explain, a_chain_can_be_finished_twice_and_when_empty)
{
    struct fyp_explanation empty = {0};
    fyp_explanation_finish(NULL);
    fyp_explanation_finish(&empty);
    fyp_explanation_finish(&empty);
}
