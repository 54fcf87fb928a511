/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 14: which results carry the questions about a figure. One question
 * is put about one figure; the row says whether the indicator is to carry it.
 */
#include "scene.h"

#include <criterion/criterion.h>
#include <string.h>

struct asked {
    const char *name;
    struct sketch sketch;
    struct setting setting;
    const char *region; /* of the figure that is asked about; NULL: none, the
                           question is about the sub-regions */
    const char *code;   /* of its series */
    int year;
    enum fyp_basis basis;
    enum fyp_severity severity;
    size_t expected; /* questions of the result */
};

#define QUESTION FYP_SEVERITY_QUESTION

static const struct asked rows[] = {
    {"level: the year itself",
     {.target = ">=91.35",
      .baseline = "84.6",
      .figures = "2022:86.1 2023:87.4"},
     {0},
     SCENE_REGION,
     "c0",
     2023,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"level: a year before",
     {.target = ">=91.35",
      .baseline = "84.6",
      .figures = "2022:86.1 2023:87.4"},
     {0},
     SCENE_REGION,
     "c0",
     2022,
     FYP_BASIS_YEAR,
     QUESTION,
     0},
    {"level: the observed baseline",
     {.target = ">=91.35", .figures = "2020:84.6 2023:87.4"},
     {0},
     SCENE_REGION,
     "c0",
     2020,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"level: the baseline year under a printed baseline",
     {.target = ">=91.35",
      .baseline = "84.9",
      .figures = "2020:84.6 2023:87.4"},
     {0},
     SCENE_REGION,
     "c0",
     2020,
     FYP_BASIS_YEAR,
     QUESTION,
     0},
    {"level: a proxy",
     {.target = ">=91.35", .figures = "2021:84.6 2022:86.1 2023:87.4"},
     {0},
     SCENE_REGION,
     "c0",
     2021,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"level: after the evaluated year",
     {.target = ">=91.35",
      .baseline = "84.6",
      .figures = "2023:87.4 2024:90.1"},
     {0},
     SCENE_REGION,
     "c0",
     2024,
     FYP_BASIS_YEAR,
     QUESTION,
     0},
    {"a note is no question",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2023:87.4"},
     {0},
     SCENE_REGION,
     "c0",
     2023,
     FYP_BASIS_YEAR,
     FYP_SEVERITY_NOTE,
     0},
    {"a serious one is",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2023:87.4"},
     {0},
     SCENE_REGION,
     "c0",
     2023,
     FYP_BASIS_YEAR,
     FYP_SEVERITY_SERIOUS,
     1},
    {"sum: each year counts",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=170",
      .figures = "2021:23 2022:31 2023:29"},
     {0},
     SCENE_REGION,
     "c0",
     2021,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"sum: a running total takes the place of earlier years",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=170",
      .figures = "2021:23 2022~57 2023:29"},
     {0},
     SCENE_REGION,
     "c0",
     2021,
     FYP_BASIS_YEAR,
     QUESTION,
     0},
    {"sum: the running total itself",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=170",
      .figures = "2021:23 2022~57 2023:29"},
     {0},
     SCENE_REGION,
     "c0",
     2022,
     FYP_BASIS_TO_DATE,
     QUESTION,
     1},
    {"sum: what comes after the running total",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=170",
      .figures = "2021:23 2022~57 2023:29"},
     {0},
     SCENE_REGION,
     "c0",
     2023,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"sum: an older running total",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=170",
      .figures = "2022~57 2023~83"},
     {0},
     SCENE_REGION,
     "c0",
     2022,
     FYP_BASIS_TO_DATE,
     QUESTION,
     0},
    {"growth: every year",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=5.3",
      .figures = "2021:7.1 2022:6.3 2023:5.9"},
     {0},
     SCENE_REGION,
     "c0",
     2022,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"growth: its reference",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=ref",
      .figures = "2021:7.1 2022:6.3 2023:5.9",
      .reference = "2021:6.7 2022:5.9 2023:6.1"},
     {0},
     SCENE_REGION,
     "r0",
     2022,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"each sub-region: one of them",
     {.target = ">=60", .subregions = "511102=2023:61.4|511111=2023:57.3"},
     {0},
     "511111",
     "c0",
     2023,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"each sub-region: all of them together",
     {.target = ">=60", .subregions = "511102=2023:61.4|511111=2023:57.3"},
     {0},
     NULL,
     "c0",
     2023,
     FYP_BASIS_YEAR,
     QUESTION,
     1},
    {"each sub-region: together, in another year",
     {.target = ">=60",
      .baseline = "40",
      .subregions = "511102=2022:51 2023:61.4|511111=2022:51 2023:57.3"},
     {0},
     NULL,
     "c0",
     2022,
     FYP_BASIS_YEAR,
     QUESTION,
     0},
    {"the sub-regions together, where the place has its own figure",
     {.target = ">=60", .baseline = "40", .figures = "2023:61.4"},
     {0},
     NULL,
     "c0",
     2023,
     FYP_BASIS_YEAR,
     QUESTION,
     0},
};

static void
ask(const struct asked *row, struct scene *scene,
    struct fyp_quality_check *check, struct fyp_quality_finding *finding)
{
    *check = (struct fyp_quality_check){.code = 753, .severity = row->severity};
    *finding = (struct fyp_quality_finding){
        .check = check,
        .indicator = row->code,
        .region = row->region ? row->region : SCENE_REGION,
        .year = row->year,
        .basis = row->basis,
        .text = "?"};
    if (row->region) {
        finding->figure = fyp_figures_find(
            scene->figures, row->region, row->code, row->year, row->basis);
        cr_assert_not_null(finding->figure, "%s", row->name);
    }
}

Test(questions, a_result_carries_the_questions_about_what_went_into_it)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct asked *row = &rows[i];
        struct scene *scene = scene_create(&row->sketch, 1, &row->setting);
        struct fyp_quality_check check;
        struct fyp_quality_finding finding;
        struct fyp_evaluation evaluation;
        cr_assert_eq(scene->status, FYP_OK, "%s", row->name);
        ask(row, scene, &check, &finding);
        const struct fyp_quality_findings findings = {
            .items = &finding, .count = 1};
        const struct fyp_request request = {
            .plan = &scene->plan,
            .figures = scene->figures,
            .ruleset = &scene->ruleset,
            .year = scene->evaluation.year,
            .quality = &findings};
        cr_assert_eq(fyp_evaluate(&request, &evaluation, NULL), FYP_OK);
        const struct fyp_indicator_result *result = &evaluation.indicators[0];
        const struct fyp_indicator_result *before =
            &scene->evaluation.indicators[0];
        cr_expect_eq(
            result->question_count, row->expected, "%s: %zu, not %zu",
            row->name, result->question_count, row->expected);
        if (result->question_count > 0) {
            cr_expect_eq(result->questions[0], &finding, "%s", row->name);
        }
        /* asking changes nothing */
        cr_expect_eq(result->verdict, before->verdict, "%s", row->name);
        cr_expect(
            scene_near(result->value, before->value, 0) &&
                scene_near(result->score, before->score, 0),
            "%s", row->name);
        cr_expect_eq(before->question_count, 0, "%s", row->name);
        fyp_evaluation_finish(&evaluation);
        scene_destroy(scene);
    }
}
