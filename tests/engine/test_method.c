/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 8 of docs/methods.md: the score of one indicator by each method,
 * and what peers' programs give for the same numbers.
 */
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>

struct scored {
    const char *name;
    struct sketch sketch;
    struct setting setting;
    double scores[FYP_METHOD_COUNT];
    bool fell_back[FYP_METHOD_COUNT];
};

static void check_scored(const struct scored *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct scored *row = &rows[i];
        for (int m = 0; m < FYP_METHOD_COUNT; m++) {
            struct setting setting = row->setting;
            setting.method = (enum fyp_method)m;
            const struct fyp_indicator_result got =
                scene_judge(&row->sketch, &setting);
            const char *method = fyp_method_name(setting.method);
            scene_expect(
                row->name, "hand", method, got.score, row->scores[m], 1e-12);
            cr_assert_eq(
                got.method_fell_back, row->fell_back[m], "%s: %s, fell back %d",
                row->name, method, got.method_fell_back);
            scene_expect_text(
                row->name, "hand", "method", fyp_method_name(got.method),
                row->fell_back[m] ? "pace" : method);
        }
    }
}

#define CHECK(rows) check_scored(rows, sizeof(rows) / sizeof *(rows))

/* in the order pace, completion, realisation, efficacy */
static const struct scored methods[] = {
    {"a line",
     {.target = ">=81.9", .baseline = "52.4", .figures = "2023:65.31"},
     {0},
     {1291 / 17.7, 1291 / 29.5, 6531 / 81.9, 60 + 40 * 12.91 / 29.5},
     {0}},
    {"lower is better",
     {.target = "<=18.2", .baseline = "31.7", .figures = "2023:27.11"},
     {0},
     {100 * 4.59 / 8.1, 100 * 4.59 / 13.5, 1820 / 27.11, 60 + 40 * 4.59 / 13.5},
     {0}},
    {"a sum",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2021:37 2022:11.5 2023:19.25"},
     {0},
     {6775 / 103.8, 6775 / 173.0, 6775 / 173.0, 60 + 40 * 67.75 / 173},
     {0}},
    {"met is 100 whatever the method",
     {.target = ">=81.9", .baseline = "52.4", .figures = "2023:81.9"},
     {0},
     {100, 100, 100, 100},
     {0}},
    {"met is 100 where the milestone is missed",
     {.target = ">=81.9",
      .baseline = "52.4",
      .milestones = "2022:99",
      .figures = "2023:82.3"},
     {0},
     {100, 100, 100, 100},
     {0}},
    {"not met in the final stage is at most 99",
     {.target = ">=81.9", .baseline = "2.4", .figures = "2025:81.8"},
     {.year = 2025},
     {99, 99, 99, 99},
     {0}},
    {"ahead may be 100 before it",
     {.target = ">=81.9", .baseline = "52.4", .figures = "2023:81.8"},
     {0},
     {100, 100 * (1 - 0.1 / 29.5), 8180 / 81.9, 60 + 40 * 29.4 / 29.5},
     {0}},
    {"a level that is to be maintained",
     {.target = ">=95", .baseline = "97", .figures = "2023:93.575"},
     {0},
     {25, 25, 98.5, 25},
     {false, false, false, true}},
    {"b = T",
     {.target = ">=95", .baseline = "95", .figures = "2023:93.575"},
     {0},
     {25, 25, 98.5, 25},
     {false, false, false, true}},
    {"T = 0 has no ratio",
     {.target = "<=0", .baseline = "7.3", .figures = "2023:3.65"},
     {0},
     {365 / 4.38, 50, 365 / 4.38, 80},
     {false, false, true, false}},
    {"a negative ratio",
     {.target = ">=81.9", .baseline = "52.4", .figures = "2023:-2"},
     {0},
     {0, 0, 0, 0},
     {false, false, true, false}},
    {"nothing left where lower is better has no ratio",
     {.target = "=5", .baseline = "31.7", .figures = "2023:0"},
     {0},
     {100, 100, 100, 100},
     {false, false, true, false}},
    {"a step has its own e, and no baseline",
     {.target = ">=120.5",
      .path = FYP_PATH_STEP,
      .milestones = "2023:110.5",
      .figures = "2023:109.295"},
     {0},
     {50, 50, 100 * 109.295 / 120.5, 50},
     {false, false, false, true}},
    {"a line without a baseline",
     {.target = ">=91.35", .milestones = "2023:87.35", .figures = "2023:86"},
     {0},
     {100 * (1 - 1.35 / 1.827), 0, 100 * 86 / 91.35, 100 * (1 - 1.35 / 1.827)},
     {false, false, false, true}},
    {"growth has its own e and scale",
     {.kind = FYP_KIND_GROWTH, .target = ">=6.8", .figures = "2021:5.1"},
     {.year = 2021},
     {75, 75, 75, 75},
     {false, false, false, true}},
    {"a reference has no T",
     {.target = ">=ref",
      .baseline = "1650",
      .figures = "2023:1860.65",
      .reference = "2023:1870"},
     {0},
     {75, 75, 75, 75},
     {false, false, true, true}},
    {"the share done of an event",
     {.kind = FYP_KIND_EVENT,
      .target = ">=1",
      .milestones = "2022:1",
      .figures = "2022:0.37"},
     {0},
     {37, 37, 37, 37},
     {false, true, true, true}},
    {"each sub-region: the share of them",
     {.target = ">=1",
      .baseline = "20",
      .subregions = "511102=2023:1|511111=2023:0|511123=2023:0|511124=2023:2|"
                    "511126=2023:0"},
     {0},
     {100 * 20 / 48.0, 25, 40, 70},
     {0}},
};

Test(method, every_method_scores_or_falls_back_to_pace)
{
    CHECK(methods);
}

Test(method, a_status_without_a_score_has_none_by_any_method)
{
    static const struct sketch sketches[] = {
        {.figures = "2023:87.42"},
        {.target = ">=1.5", .path = FYP_PATH_STEP, .figures = "2023:1.1"},
        {.target = ">=1.5", .baseline = "0.7"},
        {.target = ">=ref", .figures = "2023:1.1"},
    };
    for (size_t i = 0; i < sizeof sketches / sizeof *sketches; i++) {
        for (int m = 0; m < FYP_METHOD_COUNT; m++) {
            const struct setting setting = {.method = (enum fyp_method)m};
            cr_assert(
                isnan(scene_judge(&sketches[i], &setting).score), "sketch %zu",
                i);
        }
    }
}

/* ---- published ---- */

/* 功效系数法, textbook form, as docs/methods.md section 8 gives it: 5.81 from
 * 6 to 12 is 58.73. */
Test(method, published_efficacy_of_5_81_from_6_to_12)
{
    const struct sketch sketch = {
        .target = ">=12", .baseline = "6", .figures = "2023:5.81"};
    const struct fyp_indicator_result got =
        scene_judge(&sketch, &(struct setting){.method = FYP_METHOD_EFFICACY});
    scene_expect("5.81", "textbook", "score", got.score, 58.73, 1e-4);
    cr_assert_not(got.method_fell_back);
}

/* [P] hikaya-io/activity#397: a target above the baseline is a ratio without
 * it (90 of 80 -> 100 is 90 %, not 50 %); one below is the share of the way
 * (75 of 100 -> 50 is 50 %). */
Test(method, published_hikaya_per_cent_met)
{
    const struct sketch above = {
        .target = ">=100", .baseline = "80", .figures = "2025:90"};
    const struct sketch below = {
        .target = "<=50", .baseline = "100", .figures = "2025:75"};
    const struct setting setting = {
        .year = 2025, .method = FYP_METHOD_REALISATION};
    scene_expect(
        "above", "hikaya", "realisation", scene_judge(&above, &setting).score,
        90, 1e-12);
    scene_expect(
        "below", "hikaya", "p", scene_judge(&below, &setting).progress, 0.5,
        1e-12);
}

/* [P] puzzle/okr#1661: from 10 to 0, now 7, is 30 %, where lower is better. */
Test(method, published_okr_lower_is_better_down_to_zero)
{
    const struct sketch sketch = {
        .target = "<=0", .baseline = "10", .figures = "2023:7"};
    const struct fyp_indicator_result got = scene_judge(
        &sketch, &(struct setting){.method = FYP_METHOD_COMPLETION});
    scene_expect("7", "okr", "p", got.progress, 0.3, 1e-12);
    scene_expect("7", "okr", "completion", got.score, 30, 1e-12);
}

/* [P] NBS, mid-term monitoring of 儿童发展纲要 2011-2020: infant mortality 13.1
 * in 2010, target < 10; under five 16.4, target < 13: both met early, in
 * 2015, at 8.1 and 10.7. */
Test(method, published_child_mortality_was_met_early)
{
    static const struct sketch sketches[] = {
        {.target = "<10", .baseline = "13.1", .figures = "2015:8.1"},
        {.target = "<13", .baseline = "16.4", .figures = "2015:10.7"},
    };
    const struct setting setting = {
        .baseline_year = 2010, .end_year = 2020, .year = 2015};
    for (size_t i = 0; i < 2; i++) {
        const struct fyp_indicator_result got =
            scene_judge(&sketches[i], &setting);
        cr_assert_eq(got.verdict, FYP_VERDICT_ACHIEVED, "sketch %zu", i);
        cr_assert_eq(got.flags, 0U, "sketch %zu", i);
    }
}

/* [P] 十四五残疾人规划, vocational training: 217 of 200 (ten thousand persons)
 * is 108.5 %. */
Test(method, published_training_over_target)
{
    const struct sketch sketch = {
        .kind = FYP_KIND_CUMULATIVE, .target = ">=200", .figures = "2025~217"};
    const struct fyp_indicator_result got =
        scene_judge(&sketch, &(struct setting){.year = 2025});
    scene_expect("217", "plan", "p", got.progress, 1.085, 1e-12);
    cr_assert_eq(got.verdict, FYP_VERDICT_EXCEEDED);
    scene_expect("217", "plan", "score", got.score, 100, 1e-12);
}

/* [P] 广东省残疾人事业发展"十四五"规划: four rates of 2020 already above the
 * national targets of 2025: to be maintained, not measured from a distance. */
Test(method, published_guangdong_targets_met_at_the_baseline)
{
    static const struct sketch sketches[] = {
        {.target = ">90", .baseline = "91.82", .figures = "2023:92.4"},
        {.target = ">95", .baseline = "97.41", .figures = "2023:97.41"},
        {.target = ">85", .baseline = "98.16", .figures = "2023:98.03"},
        {.target = ">85", .baseline = "98.84", .figures = "2023:99.1"},
    };
    for (size_t i = 0; i < sizeof sketches / sizeof *sketches; i++) {
        const struct fyp_indicator_result got =
            scene_judge(&sketches[i], &(struct setting){0});
        cr_assert(got.maintain && isnan(got.progress), "rate %zu", i);
        cr_assert_eq(got.verdict, FYP_VERDICT_ON_TRACK, "rate %zu", i);
        scene_expect("rate", "Guangdong", "score", got.score, 100, 1e-12);
    }
}

/* ---- oracle: one set of data, the measures of several programs ---- */

Test(method, oracle_cross_method_rows)
{
    static const struct {
        const char *name;
        struct sketch sketch;
        double progress, expected, lead, realisation, tolerance;
    } rows[] = {
        {"20 -> 120 of 170 households",
         {.target = ">=170", .baseline = "20", .figures = "2023:120"},
         0.6667,
         0.6,
         0.0667,
         70.59,
         5e-5},
        {"10 -> 8 of 5, lower is better",
         {.target = "<=5", .baseline = "10", .figures = "2023:8"},
         0.4,
         0.6,
         -0.2,
         62.5,
         1e-9},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct fyp_indicator_result got = scene_judge(
            &rows[i].sketch,
            &(struct setting){.method = FYP_METHOD_REALISATION});
        const char *name = rows[i].name;
        const double tolerance = rows[i].tolerance;
        scene_expect(
            name, "[R/D]", "completion", got.progress, rows[i].progress,
            tolerance);
        scene_expect(
            name, "[R/D]", "time", got.expected, rows[i].expected, tolerance);
        scene_expect(name, "[R/D]", "lead", got.lead, rows[i].lead, tolerance);
        scene_expect(
            name, "[R/D]", "ratio", got.score, rows[i].realisation, tolerance);
    }
}

/* [D] Destatis DNS, a value to be kept above 90: met and rising, met but
 * falling, not met but rising, not met and not rising. */
Test(method, oracle_destatis_four_ways_to_maintain)
{
    static const struct {
        const char *figures;
        unsigned flag;
    } rows[] = {
        {"2022:91.8 2023:92", FYP_FLAG_MAINTAINED},
        {"2022:92.2 2023:92", FYP_FLAG_SLIPPING},
        {"2022:87.8 2023:88", FYP_FLAG_RECOVERING},
        {"2022:88 2023:88", FYP_FLAG_LOST},
    };
    const unsigned all = FYP_FLAG_MAINTAINED | FYP_FLAG_SLIPPING |
                         FYP_FLAG_RECOVERING | FYP_FLAG_LOST;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sketch sketch = {
            .target = ">=90", .baseline = "90.5", .figures = rows[i].figures};
        cr_assert_eq(
            scene_judge(&sketch, &(struct setting){0}).flags & all,
            rows[i].flag, "%s", rows[i].figures);
    }
}

/* [Rt] open-sdg/sdg-build ProgressMeasure.py: what is met, counts as met, and
 * what was met at the baseline and lost does not. */
Test(method, oracle_open_sdg_target_achieved)
{
    static const struct {
        const char *name;
        struct sketch sketch;
        bool met;
    } rows[] = {
        {"exactly at the target",
         {.target = ">=90", .baseline = "50", .figures = "2020:90"},
         true},
        {"met at the baseline, still met though falling",
         {.target = ">=90", .baseline = "95", .figures = "2020:92"},
         true},
        {"met at the baseline, then lost",
         {.target = ">=90", .baseline = "95", .figures = "2020:89"},
         false},
    };
    const struct setting setting = {
        .baseline_year = 2015, .end_year = 2030, .year = 2020};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct fyp_indicator_result got =
            scene_judge(&rows[i].sketch, &setting);
        cr_assert_eq(got.met, rows[i].met, "%s", rows[i].name);
        cr_assert_eq(got.score > 99.5, rows[i].met, "%s", rows[i].name);
    }
}

/* [T-like] EUSTAT-DES SeriesProgressEustat: the last value of a yes or no. */
Test(method, oracle_eustat_binary_indicator)
{
    const struct sketch yes = {
        .kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2025:1"};
    const struct sketch no = {
        .kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2025:0"};
    const struct setting setting = {.year = 2025};
    scene_expect(
        "1", "EUSTAT", "score", scene_judge(&yes, &setting).score, 100, 1e-12);
    scene_expect(
        "0", "EUSTAT", "score", scene_judge(&no, &setting).score, 0, 1e-12);
}

/* ---- [X]: results known to be wrong at the source ---- */

/* open-sdg replaces a zero baseline by 0.001 and finds "substantial progress"
 * with 10 of 170 after three of five years. */
Test(method, not_matched_open_sdg_zero_baseline)
{
    const struct sketch sketch = {
        .target = ">=170", .baseline = "0", .figures = "2023:10"};
    const struct fyp_indicator_result got =
        scene_judge(&sketch, &(struct setting){0});
    scene_expect("10 of 170", "right", "p", got.progress, 10.0 / 170, 1e-12);
    scene_expect("10 of 170", "right", "score", got.score, 1000 / 102.0, 1e-12);
    cr_assert_eq(got.verdict, FYP_VERDICT_BEHIND);
}

/* open-sdg: baseline equal to the target and a fall give minus infinity. */
Test(method, not_matched_open_sdg_baseline_equal_to_target)
{
    const struct sketch sketch = {
        .target = ">=90", .baseline = "90", .figures = "2020:89"};
    const struct fyp_indicator_result got = scene_judge(
        &sketch, &(struct setting){
                     .baseline_year = 2015, .end_year = 2020, .year = 2020});
    cr_assert(isfinite(got.pace));
    scene_expect("89", "right", "score", got.score, 100 * (1 - 1 / 1.8), 1e-12);
}

/* open-sdg: a target year equal to the base year divides by zero. */
Test(method, not_matched_open_sdg_plan_without_years)
{
    const struct sketch sketch = {
        .target = ">=90", .baseline = "50", .figures = "2020:60"};
    const struct setting setting = {
        .baseline_year = 2015, .end_year = 2015, .year = 2020};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    cr_assert_eq(scene->status, FYP_E_EVALUATE_YEAR);
    scene_destroy(scene);
}

/* Akvo RSR implements "at most 100" with max: 80 % becomes 100. */
Test(method, not_matched_akvo_at_most_100)
{
    const struct sketch sketch = {
        .target = ">=62.5", .baseline = "10", .figures = "2025:50"};
    const struct setting setting = {
        .year = 2025, .method = FYP_METHOD_REALISATION};
    scene_expect(
        "80 %", "right", "score", scene_judge(&sketch, &setting).score, 80,
        1e-12);
}
