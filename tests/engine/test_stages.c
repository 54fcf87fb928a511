/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 16 of docs/methods.md: what an evaluation answers because of its
 * stage, and which version of the targets it is made under.
 *
 * The rows marked "twin" were printed by "tests/twin/stages_twin.py ROWS"
 * (Python 3.11.2, standard library only), which is written from the page.
 */
#include "engine/stages.h"
#include "indicators/amendment.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TWIN "tests/twin/stages_twin.py, Python 3.11.2"
#define U NAN

/* 80, 81.5, 83, 85: mean 82.375, slope 8.25/5, residuals 0.1, -0.05, -0.2,
 * 0.15, se^2 = 0.0375 (1 + 1/4 + 3.5^2/5) = 0.13875. */
#define LEVEL "2021:81.5 2022:83 2023:85"

static struct fyp_request
request_of(const struct scene *scene, const struct setting *setting)
{
    return (struct fyp_request){
        .plan = &scene->plan,
        .figures = scene->figures,
        .ruleset = &scene->ruleset,
        .year = setting->year != 0 ? setting->year : 2023,
        .stage = setting->stage,
        .region = setting->place,
    };
}

/* Answers of a scene; they live with it. */
static const struct fyp_stage_answers *
answer(struct scene *scene, const struct setting *setting)
{
    const struct fyp_request request = request_of(scene, setting);

    cr_assert_eq(scene->status, FYP_OK);
    cr_assert_eq(fyp_stages_answer(&request, &scene->evaluation, NULL), FYP_OK);
    return scene->evaluation.stages;
}

/* --- mid-term --- */

static const struct ahead {
    const char *name, *source;
    struct sketch sketch;
    enum fyp_stage_basis basis;
    double value;
    enum fyp_foresight foresight;
    unsigned warnings;
} aheads[] = {
    {"a line that falls short",
     TWIN,
     {.target = ">=90",
      .baseline = "80",
      .figures = LEVEL,
      .attribute = FYP_BINDING},
     FYP_BASIS_OF_MODEL,
     88.15,
     FYP_FORESIGHT_MISSES,
     FYP_WARNING_BEHIND | FYP_WARNING_MISSES},
    {"a line that reaches it",
     TWIN,
     {.target = ">=88", .baseline = "80", .figures = LEVEL},
     FYP_BASIS_OF_MODEL,
     88.15,
     FYP_FORESIGHT_MEETS,
     0},
    {"a strict target on the line",
     "hand",
     {.target = ">86", .baseline = "80", .figures = "2021:81.2 2023:83.6"},
     FYP_BASIS_OF_MODEL,
     86,
     FYP_FORESIGHT_MISSES,
     0},
    {"a sum",
     TWIN,
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=170",
      .figures = "2021:30 2022:34 2023:41"},
     FYP_BASIS_OF_MODEL,
     175,
     FYP_FORESIGHT_MEETS,
     0},
    {"a sum that is met and will not be lost",
     "hand",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=60",
      .figures = "2021:30 2022:34 2023:-41.5"},
     FYP_BASIS_OF_MODEL,
     37.5,
     FYP_FORESIGHT_MISSES,
     0},
    {"a sum with a gap, not to be told",
     "hand: 75/0.6",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=170",
      .figures = "2022:34 2023:41",
      .attribute = FYP_BINDING},
     FYP_BASIS_OF_PACE,
     125,
     FYP_FORESIGHT_UNKNOWN,
     FYP_WARNING_UNKNOWN},
    {"a sum with a gap that is enough",
     "hand: 75/0.6",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=120",
      .figures = "2022:34 2023:41"},
     FYP_BASIS_OF_PACE,
     125,
     FYP_FORESIGHT_MEETS,
     0},
    {"a growth that goes on",
     TWIN,
     {.kind = FYP_KIND_GROWTH,
      .target = ">=6",
      .figures = "2021:5 2022:6.2 2023:7.1"},
     FYP_BASIS_OF_PACE,
     6.0965093518339675,
     FYP_FORESIGHT_MEETS,
     0},
    {"a growth behind its reference",
     "hand",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=ref",
      .tolerance = 0.5,
      .figures = "2021:5 2022:5 2023:5",
      .reference = "2021:6 2022:6 2023:6"},
     FYP_BASIS_OF_PACE,
     5,
     FYP_FORESIGHT_MISSES,
     0},
    {"a growth without its reference",
     "hand",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=ref",
      .figures = "2021:5 2022:5 2023:5"},
     FYP_BASIS_OF_NOTHING,
     U,
     FYP_FORESIGHT_UNKNOWN,
     0},
    {"half an event",
     "hand: 0.5/0.6",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2023:0.5"},
     FYP_BASIS_OF_PACE,
     0.5 / 0.6,
     FYP_FORESIGHT_MISSES,
     0},
    {"most of an event",
     "hand: 0.6/0.6",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2023:0.6"},
     FYP_BASIS_OF_PACE,
     1,
     FYP_FORESIGHT_MEETS,
     0},
    {"an event that is done",
     "hand",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2022:1"},
     FYP_BASIS_OF_COMPLETION,
     1,
     FYP_FORESIGHT_MEETS,
     0},
    {"an event that has not begun",
     "hand",
     {.kind = FYP_KIND_EVENT,
      .target = ">=1",
      .figures = "2023:0",
      .attribute = FYP_BINDING},
     FYP_BASIS_OF_NOTHING,
     U,
     FYP_FORESIGHT_UNKNOWN,
     FYP_WARNING_UNKNOWN},
    {"not below the minimum wage",
     "hand",
     {.target = ">=ref", .figures = "2023:2100", .reference = "2023:1800"},
     FYP_BASIS_OF_STANDING,
     2100,
     FYP_FORESIGHT_MEETS,
     0},
    {"one figure alone",
     "hand",
     {.target = ">=90", .figures = "2023:88"},
     FYP_BASIS_OF_NOTHING,
     U,
     FYP_FORESIGHT_UNKNOWN,
     0},
    {"no figure at all",
     "hand",
     {.target = ">=90", .attribute = FYP_BINDING},
     FYP_BASIS_OF_NOTHING,
     U,
     FYP_FORESIGHT_UNKNOWN,
     FYP_WARNING_UNKNOWN},
};

Test(stages, the_mid_term_says_what_the_target_year_will_bring)
{
    const struct setting setting = {.year = 2023};
    for (size_t i = 0; i < COUNT(aheads); i++) {
        const struct ahead *row = &aheads[i];
        struct scene *scene = scene_create(&row->sketch, 1, &setting);
        const struct fyp_stage_answers *answers = answer(scene, &setting);

        cr_assert_not_null(answers, "%s", row->name);
        cr_assert_eq(answers->count, 1, "%s", row->name);
        cr_expect_eq(answers->seen_from, 2023, "%s", row->name);
        const struct fyp_stage_item *item = &answers->items[0];
        cr_expect_eq(
            item->basis, row->basis, "%s: %d", row->name, (int)item->basis);
        cr_expect_eq(
            item->foresight, row->foresight, "%s: %d", row->name,
            (int)item->foresight);
        cr_expect_eq(
            item->warnings, row->warnings, "%s: %u", row->name, item->warnings);
        scene_expect(
            row->name, row->source, "value", item->value, row->value, 1e-9);
        scene_destroy(scene);
    }
}

Test(stages, a_sum_that_met_its_target_is_met_whatever_its_trend)
{
    const struct sketch sketch = {
        .kind = FYP_KIND_CUMULATIVE,
        .target = ">=60",
        .figures = "2021:90 2022:1 2023:-20"};
    const struct setting setting = {.year = 2023};
    struct scene *scene = scene_create(&sketch, 1, &setting);

    cr_expect_eq(
        answer(scene, &setting)->items[0].foresight, FYP_FORESIGHT_MEETS);
    scene_destroy(scene);
}

/* --- final --- */

static const struct behind {
    const char *name;
    const char *target, *figures;
    double value, error;
    enum fyp_inside inside80, inside95;
    enum fyp_outcome outcome;
} behinds[] = {
    {"foreseen", ">=90", LEVEL " 2024:86 2025:88.2", 88.15, -0.05,
     FYP_INSIDE_YES, FYP_INSIDE_YES, FYP_OUTCOME_RIGHT},
    {"a false alarm", ">=90", LEVEL " 2024:86 2025:90.4", 88.15, -2.25,
     FYP_INSIDE_NO, FYP_INSIDE_NO, FYP_OUTCOME_FALSE_ALARM},
    {"a surprise", ">=88", LEVEL " 2024:86 2025:87.1", 88.15, 1.05,
     FYP_INSIDE_NO, FYP_INSIDE_YES, FYP_OUTCOME_SURPRISE},
    {"no figure in the end", ">=88", LEVEL, 88.15, U, FYP_INSIDE_UNDEFINED,
     FYP_INSIDE_UNDEFINED, FYP_OUTCOME_UNKNOWN},
    {"nothing to forecast from", ">=88", "2025:89", U, U, FYP_INSIDE_UNDEFINED,
     FYP_INSIDE_UNDEFINED, FYP_OUTCOME_UNKNOWN},
};

Test(stages, the_end_tells_how_far_off_the_mid_term_forecast_was)
{
    const struct setting setting = {.year = 2025};
    for (size_t i = 0; i < COUNT(behinds); i++) {
        const struct behind *row = &behinds[i];
        const struct sketch sketch = {
            .target = row->target, .baseline = "80", .figures = row->figures};
        struct scene *scene = scene_create(&sketch, 1, &setting);
        const struct fyp_stage_answers *answers = answer(scene, &setting);

        cr_assert_not_null(answers, "%s", row->name);
        cr_expect_eq(answers->stage, FYP_STAGE_FINAL);
        cr_expect_eq(answers->seen_from, 2023);
        const struct fyp_stage_item *item = &answers->items[0];
        scene_expect(row->name, TWIN, "value", item->value, row->value, 1e-9);
        scene_expect(row->name, TWIN, "error", item->error, row->error, 1e-9);
        cr_expect_eq(item->inside80, row->inside80, "%s", row->name);
        cr_expect_eq(item->inside95, row->inside95, "%s", row->name);
        cr_expect_eq(item->outcome, row->outcome, "%s", row->name);
        scene_destroy(scene);
    }
}

/* t(0.9; 2) = 1.885618083164127 and t(0.975; 2) = 4.302652729749464
 * (Abramowitz and Stegun, table 26.10; closed form for two degrees). */
Test(stages, the_interval_is_the_one_of_the_mid_term_not_of_the_end)
{
    const struct sketch sketch = {
        .target = ">=90", .baseline = "80", .figures = LEVEL " 2025:99"};
    const struct setting setting = {.year = 2025};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    const struct fyp_stage_item *item = &answer(scene, &setting)->items[0];
    const double error = sqrt(0.13875);

    scene_expect(
        "interval", "hand", "low80", item->low80,
        88.15 - 1.885618083164127 * error, 1e-12);
    scene_expect(
        "interval", "hand", "high95", item->high95,
        88.15 + 4.302652729749464 * error, 1e-12);
    cr_expect_eq(item->points, 4);
    cr_expect_eq(item->last_year, 2023);
    scene_destroy(scene);
}

Test(stages, counts_add_up_over_the_indicators)
{
    const struct sketch sketches[] = {
        {.target = ">=90", .baseline = "80", .figures = LEVEL " 2025:88.2"},
        {.target = ">=90", .baseline = "80", .figures = LEVEL " 2025:90.4"},
        {.target = ">=88", .baseline = "80", .figures = LEVEL " 2025:87.1"},
        {.figures = "2025:3"}, /* no target */
        {.target = ">=88"},
    };
    const struct setting setting = {.year = 2025};
    struct scene *scene = scene_create(sketches, COUNT(sketches), &setting);
    const struct fyp_stage_answers *answers = answer(scene, &setting);

    cr_expect_eq(answers->count, 4);
    cr_expect_eq(answers->right, 1);
    cr_expect_eq(answers->false_alarms, 1);
    cr_expect_eq(answers->surprises, 1);
    cr_expect_eq(answers->with80, 3);
    cr_expect_eq(answers->within80, 1);
    cr_expect_eq(answers->within95, 2);
    cr_expect_eq(answers->meets + answers->misses + answers->unknown, 4);
    cr_expect_eq(answers->unknown, 1);
    cr_expect_eq(answers->revised, 0);
    scene_destroy(scene);
}

/* --- when there is nothing to say --- */

Test(stages, an_annual_review_and_a_mid_term_of_the_last_year_have_no_answers)
{
    static const struct setting settings[] = {
        {.year = 2022}, {.year = 2025, .stage = FYP_STAGE_MIDTERM}};
    const struct sketch sketch = {
        .target = ">=90", .baseline = "80", .figures = LEVEL " 2025:91"};
    for (size_t i = 0; i < COUNT(settings); i++) {
        struct scene *scene = scene_create(&sketch, 1, &settings[i]);
        cr_expect_null(answer(scene, &settings[i]));
        scene_destroy(scene);
    }
}

Test(stages, a_plan_of_one_year_has_no_mid_term_to_look_back_to)
{
    const struct sketch sketch = {
        .target = ">=90", .baseline = "80", .figures = "2021:91"};
    const struct setting setting = {.year = 2021, .end_year = 2021};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    const struct fyp_stage_answers *answers = answer(scene, &setting);

    cr_assert_not_null(answers);
    cr_expect_eq(answers->seen_from, 0);
    cr_expect_eq(answers->items[0].happened, FYP_FORESIGHT_MEETS);
    cr_expect_not(answers->items[0].looked);
    scene_destroy(scene);
}

Test(stages, a_score_of_zero_under_a_geometric_mean_does_not_stop_the_look_back)
{
    const struct sketch sketches[] = {
        {.target = ">=90", .baseline = "80", .figures = "2023:70 2025:90"},
        {.target = ">=90", .baseline = "80", .figures = LEVEL " 2025:91"}};
    const struct setting setting = {.year = 2025, .mean = FYP_MEAN_GEOMETRIC};
    struct scene *scene = scene_create(sketches, 2, &setting);

    cr_expect_not_null(answer(scene, &setting));
    scene_destroy(scene);
}

/* --- all that may come --- */

static const char *const series[] = {
    NULL,
    "2023:41.3",
    "2020:41.3 2023:41.4",
    "2021:0 2022:0 2023:0 2024:0 2025:0",
    "2021:-12.7 2022:-13.1 2023:-9.9 2025:-88",
    "2021:1e300 2022:1e300 2023:1e300 2024:1e300 2025:1e300",
    "2021:1e300 2022:-1e300 2023:1e300 2025:-1e300",
    "2021~37.1 2023:1e300 2025~-1e300",
};
static const char *const targets[] = {">=0",      ">50",   "<=-3.7", "=1e300",
                                      ">=-1e300", ">=ref", NULL};
static const enum fyp_kind kinds[] = {
    FYP_KIND_LEVEL, FYP_KIND_CUMULATIVE, FYP_KIND_GROWTH, FYP_KIND_EVENT};

static void check_item(const struct fyp_stage_item *item, const char *what)
{
    cr_assert(!isinf(item->value), "%s", what);
    cr_assert_eq(
        isnan(item->value), item->basis == FYP_BASIS_OF_NOTHING, "%s", what);
    cr_assert(
        item->basis != FYP_BASIS_OF_NOTHING ||
            item->foresight != FYP_FORESIGHT_MISSES,
        "%s", what);
    cr_assert(
        isnan(item->probability) ||
            (item->probability >= 0.0 && item->probability <= 1.0),
        "%s", what);
    cr_assert_eq(
        item->outcome != FYP_OUTCOME_UNKNOWN,
        item->foresight != FYP_FORESIGHT_UNKNOWN &&
            item->happened != FYP_FORESIGHT_UNKNOWN,
        "%s", what);
}

Test(stages, nothing_zeros_negatives_and_huge_numbers_have_answers_or_none)
{
    static const struct setting settings[] = {{.year = 2023}, {.year = 2025}};
    for (size_t i = 0; i < COUNT(series) * COUNT(targets) * COUNT(kinds) * 2;
         i++) {
        const size_t rest = i / 2 / COUNT(kinds);
        const struct sketch sketch = {
            .kind = kinds[i / 2 % COUNT(kinds)],
            .figures = series[rest / COUNT(targets)],
            .target = targets[rest % COUNT(targets)],
            .attribute = FYP_BINDING,
            .reference = "2023:1e300 2025:-1e300"};
        const struct setting *setting = &settings[i % 2];
        struct scene *scene = scene_create(&sketch, 1, setting);
        const struct fyp_stage_answers *answers = answer(scene, setting);
        char what[160];

        snprintf(
            what, sizeof what, "kind %d, %s, %s, %d", (int)sketch.kind,
            sketch.figures == NULL ? "-" : sketch.figures,
            sketch.target == NULL ? "-" : sketch.target, setting->year);
        cr_assert_not_null(answers, "%s", what);
        cr_assert_eq(answers->count, sketch.target == NULL ? 0U : 1U);
        if (answers->count > 0) {
            check_item(&answers->items[0], what);
        }
        scene_destroy(scene);
    }
}

Test(stages, every_word_of_the_contract_is_there_once)
{
    static const enum fyp_stage_basis bases[] = {
        FYP_BASIS_OF_MODEL, FYP_BASIS_OF_PACE, FYP_BASIS_OF_STANDING,
        FYP_BASIS_OF_COMPLETION};
    cr_expect_null(fyp_stage_basis_name(FYP_BASIS_OF_NOTHING));
    for (size_t i = 0; i < COUNT(bases); i++) {
        for (size_t k = 0; k < i; k++) {
            cr_expect_str_neq(
                fyp_stage_basis_name(bases[i]), fyp_stage_basis_name(bases[k]));
        }
    }
    cr_expect_null(fyp_foresight_name(FYP_FORESIGHT_UNKNOWN));
    cr_expect_null(fyp_outcome_name(FYP_OUTCOME_UNKNOWN));
    for (int bit = 0; bit < FYP_WARNING_COUNT; bit++) {
        cr_expect_not_null(fyp_warning_name(bit));
    }
}

/* --- versions of the targets --- */

/* The target of the first indicator of a scene becomes another one. */
struct amended {
    struct fyp_amendment amendments[2];
    struct fyp_arena arena;
};

static void amend(
    struct scene *scene, struct amended *amended, const char *number,
    int effective_year)
{
    const size_t index = scene->plan.amendment_count++;
    struct fyp_amendment *amendment = &amended->amendments[index];

    *amendment = (struct fyp_amendment){
        .code = scene->indicators[0].code,
        .target =
            {.text = number,
             .comparator = FYP_COMPARE_GE,
             .value = scene_decimal(number)},
        .published = "2022-07",
        .effective_year = effective_year,
    };
    scene->plan.amendments = amended->amendments;
    cr_assert(fyp_amendment_settle(&scene->plan, index, &amended->arena));
}

static const struct version {
    const char *name;
    int year, asked, version;
    double target, expected;
} versions[] = {
    /* b = 80; T = 90, from 2023 on 86, from 2025 on 84 */
    {"before the amendment", 2022, 0, 1, 90, 84},
    {"in its first year", 2023, 0, 2, 86, 83.6},
    {"later", 2024, 0, 2, 86, 84.8},
    {"after the second", 2025, 0, 3, 84, 84},
    {"the targets as published", 2024, 1, 1, 90, 88},
    {"an amendment before its time", 2021, 3, 3, 84, 80.8},
};

Test(stages, a_year_is_judged_by_the_version_in_force_or_the_one_asked_for)
{
    for (size_t i = 0; i < COUNT(versions); i++) {
        const struct version *row = &versions[i];
        const struct sketch sketch = {
            .target = ">=90",
            .baseline = "80",
            .milestones = "2022:84",
            .figures = LEVEL " 2024:86 2025:87"};
        const struct setting setting = {.year = row->year};
        struct scene *scene = scene_create(&sketch, 1, &setting);
        struct amended amended = {.arena = {0}};
        struct fyp_evaluation evaluation;

        amend(scene, &amended, "86", 2023);
        amend(scene, &amended, "84", 2025);
        struct fyp_request request = request_of(scene, &setting);
        request.target_version = row->asked;
        cr_assert_eq(fyp_evaluate(&request, &evaluation, NULL), FYP_OK);
        cr_expect_eq(evaluation.target_version, row->version, "%s", row->name);
        cr_expect_eq(evaluation.target_versions, 3);
        scene_expect(
            row->name, "hand", "target", evaluation.indicators[0].target,
            row->target, 1e-15);
        scene_expect(
            row->name, "hand", "expected",
            evaluation.indicators[0].expected_value, row->expected, 1e-12);
        fyp_evaluation_finish(&evaluation);
        fyp_arena_finish(&amended.arena);
        scene_destroy(scene);
    }
}

Test(stages, a_plan_at_one_version_can_be_asked_for_another)
{
    const struct sketch sketch = {.target = ">=90", .baseline = "80"};
    const struct setting setting = {0};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    struct amended amended = {.arena = {0}};

    amend(scene, &amended, "86", 2023);
    const struct fyp_plan *second =
        fyp_plan_at_version(&scene->plan, 2, &amended.arena);
    const struct fyp_plan *first =
        fyp_plan_at_version(second, 1, &amended.arena);
    cr_expect_eq(
        fyp_plan_at_version(&scene->plan, 1, &amended.arena), &scene->plan);
    cr_expect_neq(second, &scene->plan);
    scene_expect(
        "second", "hand", "target", second->indicators[0].target.value.value,
        86, 1e-15);
    scene_expect(
        "first again", "hand", "target",
        first->indicators[0].target.value.value, 90, 1e-15);
    fyp_arena_finish(&amended.arena);
    scene_destroy(scene);
}

Test(stages, the_look_back_uses_the_targets_of_the_evaluation)
{
    const struct sketch sketch = {
        .target = ">=90", .baseline = "80", .figures = LEVEL " 2025:88.2"};
    const struct setting setting = {.year = 2025};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    struct amended amended = {.arena = {0}};

    amend(scene, &amended, "88", 2024);
    const struct fyp_request request = request_of(scene, &setting);
    struct fyp_evaluation evaluation;
    cr_assert_eq(fyp_evaluate(&request, &evaluation, NULL), FYP_OK);
    cr_assert_eq(fyp_stages_answer(&request, &evaluation, NULL), FYP_OK);
    cr_expect_eq(evaluation.stages->items[0].foresight, FYP_FORESIGHT_MEETS);
    cr_expect_eq(evaluation.stages->items[0].outcome, FYP_OUTCOME_RIGHT);
    fyp_evaluation_finish(&evaluation);
    fyp_arena_finish(&amended.arena);
    scene_destroy(scene);
}

Test(stages, a_version_that_does_not_exist_is_refused)
{
    const struct sketch sketch = {.target = ">=90", .figures = LEVEL};
    const struct setting setting = {0};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    struct fyp_request request = request_of(scene, &setting);
    struct fyp_evaluation evaluation;

    request.target_version = 2;
    cr_expect_eq(
        fyp_evaluate(&request, &evaluation, NULL), FYP_E_TARGETS_VERSION);
    request.target_version = -1;
    cr_expect_eq(
        fyp_evaluate(&request, &evaluation, NULL), FYP_E_TARGETS_VERSION);
    cr_expect_null(evaluation.plan);
    scene_destroy(scene);
}
