/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What third parties stored, beside an evaluation: the published rows come out
 * of what was kept, no score moves by a bit, and the one weight that a ruleset
 * may give to satisfaction does what section 13 of docs/methods.md says.
 */
#include "engine/third_party.h"

#include "expect.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void quiet(void)
{
    gsl_set_error_handler_off();
}

TestSuite(third_party, .init = quiet);

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
static const char hash[65] =
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

enum { ROWS_MAX = 64, FILES_MAX = 4 };

/* A plan of two indicators, and the files of third parties. */
struct stage {
    struct scene *scene;
    struct fyp_fieldwork files[FILES_MAX];
    struct fyp_fieldwork_set set;
    struct fyp_third_party third;
    struct fyp_evaluation evaluation;
};

static const struct sketch sketches[] = {
    {.target = ">=98.6",
     .baseline = "91.2",
     .figures = "2021:93.1 2023:96.37",
     .attribute = FYP_BINDING},
    {.target = ">=62.5", .baseline = "40.1", .figures = "2023:47.9"},
};

static struct stage set_up(void)
{
    const struct setting setting = {.year = 2023};
    struct stage stage = {
        .scene = scene_create(sketches, COUNT(sketches), &setting)};
    stage.scene->plan.id = "p";
    for (size_t i = 0; i < COUNT(sketches); i++) {
        stage.scene->indicators[i].unit = "%";
    }
    return stage;
}

static struct fyp_fieldwork *
add(struct stage *stage, enum fyp_fieldwork_kind kind, size_t count)
{
    struct fyp_fieldwork *file = &stage->files[stage->set.count++];
    *file = (struct fyp_fieldwork){
        .kind = kind,
        .import_id = 10 + (long long)stage->set.count,
        .file = "a.csv",
        .sha256 = hash,
        .saved_at = "2024-03-02T08:15:00Z",
        .plan = "p",
        .region = SCENE_REGION,
        .year = 2023,
        .by = "某评估公司",
        .confidence = 0.95,
        .scale = {1, 5},
        .count = count};
    stage->set.items = stage->files;
    return file;
}

/* All that was stored, and the evaluation beside it. */
static enum fyp_status
evaluate(struct stage *stage, double weight, struct fyp_error *err)
{
    struct fyp_ruleset ruleset = fyp_ruleset_builtin();
    const struct fyp_third_party_request asked = {
        .set = &stage->set,
        .plan = &stage->scene->plan,
        .figures = stage->scene->figures,
        .year = 2023};
    ruleset.satisfaction_weight = weight;
    cr_assert_eq(fyp_third_party_create(&asked, &stage->third, NULL), FYP_OK);
    const struct fyp_request request = {
        .plan = &stage->scene->plan,
        .figures = stage->scene->figures,
        .ruleset = &ruleset,
        .year = 2023,
        .third_party = &stage->third};
    return fyp_evaluate(&request, &stage->evaluation, err);
}

static void tear_down(struct stage *stage)
{
    fyp_evaluation_finish(&stage->evaluation);
    fyp_third_party_finish(&stage->third);
    fyp_third_party_finish(&stage->third);
    fyp_third_party_finish(NULL);
    scene_destroy(stage->scene);
}

static struct fyp_decimal decimal(double value)
{
    return (struct fyp_decimal){.present = true, .value = value};
}

/* Cochran 1977, table 2.2, the rows of test_verification.c. */
static const double income[] = {62, 62, 87, 65, 58, 92, 88, 79, 83, 62, 63,
                                62, 60, 75, 90, 75, 69, 83, 85, 73, 66, 58,
                                77, 69, 65, 77, 69, 95, 77, 69, 69, 67, 63};
static const double food[] = {
    14.3, 20.8, 22.7, 30.5, 41.2, 28.2, 24.2, 30.0, 24.2, 44.4, 13.4,
    19.8, 29.4, 27.1, 22.2, 37.7, 22.6, 36.0, 20.6, 27.7, 25.9, 23.3,
    39.8, 16.8, 37.8, 34.8, 28.7, 63.0, 19.5, 21.6, 18.2, 20.1, 20.7};

Test(third_party, a_published_ratio_comes_out_of_what_was_kept)
{
    struct stage stage = set_up();
    struct fyp_kept_recount rows[ROWS_MAX];
    const char *source = "Cochran 1977, section 2.11";
    for (size_t i = 0; i < COUNT(income); i++) {
        rows[i] = (struct fyp_kept_recount){
            .indicator = i == 7 ? "gone" : "c0",
            .site = "s",
            .reported = decimal(income[i]),
            .recounted = decimal(food[i])};
    }
    rows[COUNT(income)] = rows[7];
    rows[COUNT(income)].indicator = "c0";
    add(&stage, FYP_FIELDWORK_RECOUNTS, COUNT(income) + 1)->recounts = rows;
    cr_assert_eq(evaluate(&stage, 0, NULL), FYP_OK);
    cr_assert_eq(stage.third.verification_count, 1);
    const struct fyp_third_verification *got = &stage.third.verifications[0];
    cr_expect_eq(got->unknown, 1);
    cr_assert_eq(got->result.count, 1);
    const struct fyp_ratio *factor = &got->result.items[0].factor;
    cr_expect_eq(factor->pairs, 33);
    expect_near("per cent", source, 100 * factor->ratio, 37.9, 1.4e-3);
    expect_near("its se", source, 100 * factor->standard_error, 2.38, 2.2e-3);
    tear_down(&stage);
}

/* tests/engine/fieldwork_twin.py, the row of test_satisfaction.c: 5 4 4 3 5 2
 * - 4 1 5 - in that order; kept as numbers of each answer. */
static struct fyp_kept_answers twin_answers[] = {
    {"总体满意度", NULL, true, 5, 3, 2},  {"总体满意度", NULL, true, 4, 3, 3},
    {"总体满意度", NULL, true, 3, 1, 5},  {"总体满意度", NULL, true, 2, 1, 7},
    {"总体满意度", NULL, false, 0, 2, 8}, {"总体满意度", NULL, true, 1, 1, 10},
};

Test(third_party, satisfaction_is_the_same_to_the_bit_in_any_order)
{
    static const int orders[][6] = {
        {0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}, {2, 0, 4, 5, 1, 3}};
    double first[3] = {0};
    for (size_t k = 0; k < COUNT(orders); k++) {
        struct stage stage = set_up();
        struct fyp_kept_answers rows[6];
        for (size_t i = 0; i < 6; i++) {
            rows[i] = twin_answers[orders[k][i]];
        }
        add(&stage, FYP_FIELDWORK_ANSWERS, 6)->answers = rows;
        cr_assert_eq(evaluate(&stage, 0, NULL), FYP_OK);
        cr_assert_eq(stage.third.survey_count, 1);
        const struct fyp_satisfaction *got =
            &stage.third.surveys[0].result.items[0];
        cr_expect_eq(got->answered, 9);
        cr_expect_eq(got->asked, 11);
        /* 100 * (24 / 9) / 4 */
        expect_near("mean", "by hand", got->mean, 200.0 / 3, 1e-14);
        const double all[3] = {got->mean, got->mean_low, got->mean_high};
        if (k == 0) {
            memcpy(first, all, sizeof first);
        }
        cr_expect_eq(memcmp(first, all, sizeof first), 0);
        tear_down(&stage);
    }
}

static bool same_number(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

Test(third_party, no_score_moves_by_a_bit)
{
    struct stage stage = set_up();
    struct fyp_kept_recount rows[] = {
        {"c0", "a", {0}, {0}, 100, 61, 2},
        {"c1", "a", decimal(10), decimal(2), 50, 1, 3}};
    const struct fyp_evaluation *plain = &stage.scene->evaluation;
    add(&stage, FYP_FIELDWORK_RECOUNTS, 2)->recounts = rows;
    add(&stage, FYP_FIELDWORK_ANSWERS, 6)->answers = twin_answers;
    cr_assert_eq(evaluate(&stage, 0, NULL), FYP_OK);
    const struct fyp_evaluation *beside = &stage.evaluation;
    cr_expect(same_number(plain->score, beside->score));
    cr_expect(same_number(plain->score, beside->parts.targets));
    cr_expect(isnan(beside->parts.satisfaction));
    cr_expect_eq(plain->grade, beside->grade);
    for (size_t i = 0; i < plain->indicator_count; i++) {
        const struct fyp_indicator_result *a = &plain->indicators[i];
        const struct fyp_indicator_result *b = &beside->indicators[i];
        cr_expect(same_number(a->score, b->score));
        cr_expect(same_number(a->value, b->value));
        cr_expect(same_number(a->pace, b->pace));
        cr_expect_eq(a->verdict, b->verdict);
        cr_expect_eq(a->flags, b->flags);
    }
    /* and what was found is said */
    cr_expect_eq(beside->indicators[0].over_reported, 11);
    cr_expect_eq(beside->indicators[1].over_reported, 11);
    cr_expect_eq(
        stage.third.verifications[0].result.items[0].agreement,
        FYP_AGREEMENT_OVER_REPORTED);
    tear_down(&stage);
}

Test(third_party, other_plans_places_and_years_are_not_reported)
{
    struct stage stage = set_up();
    struct fyp_kept_recount rows[] = {{"c0", "a", {0}, {0}, 100, 61, 2}};
    for (int i = 0; i < 3; i++) {
        add(&stage, FYP_FIELDWORK_RECOUNTS, 1)->recounts = rows;
    }
    stage.files[0].plan = "q";
    stage.files[1].region = "511102";
    stage.files[2].year = 2022;
    cr_assert_eq(evaluate(&stage, 0, NULL), FYP_OK);
    cr_expect(fyp_third_party_is_empty(&stage.third));
    cr_expect_eq(stage.evaluation.indicators[0].over_reported, 0);
    tear_down(&stage);
}

/* --- the weight --- */

struct weight_row {
    const char *name;
    const char *source;
    double weight;
    double tolerance;
};

static const struct weight_row weight_rows[] = {
    {"none", "by hand", 0.0, 1e-15},
    {"a fifth", "by hand", 0.2, 1e-14},
    {"odd", "by hand", 0.137, 1e-14},
    {"nearly all", "by hand", 0.999999, 1e-14},
    {"next to nothing", "by hand", 1e-300, 1e-15},
};

Test(third_party, the_weight_joins_the_two_parts)
{
    for (size_t i = 0; i < COUNT(weight_rows); i++) {
        const struct weight_row *row = &weight_rows[i];
        struct stage stage = set_up();
        add(&stage, FYP_FIELDWORK_ANSWERS, 6)->answers = twin_answers;
        cr_assert_eq(evaluate(&stage, row->weight, NULL), FYP_OK);
        const double targets = stage.scene->evaluation.score;
        const struct fyp_score_parts *parts = &stage.evaluation.parts;
        expect_near(
            row->name, row->source, stage.evaluation.score,
            targets + row->weight * (200.0 / 3 - targets), row->tolerance);
        cr_expect(same_number(parts->targets, targets));
        if (row->weight > 0) {
            expect_near(
                row->name, row->source, parts->satisfaction, 200.0 / 3, 1e-14);
            cr_expect_str_eq(parts->question, "总体满意度");
            cr_expect_eq(parts->import_id, 11);
        }
        tear_down(&stage);
    }
}

/* The grade follows the score that is printed. */
Test(third_party, the_grade_is_that_of_the_joined_score)
{
    struct stage stage = set_up();
    struct fyp_kept_answers bad[] = {{"q", NULL, true, 1, 20, 2}};
    add(&stage, FYP_FIELDWORK_ANSWERS, 1)->answers = bad;
    cr_assert_eq(evaluate(&stage, 0.9, NULL), FYP_OK);
    cr_expect(stage.evaluation.score < 20);
    cr_expect_eq(stage.evaluation.grade, FYP_GRADE_FAIL);
    tear_down(&stage);
}

static struct fyp_kept_answers two_questions[] = {
    {"服务", NULL, true, 5, 3, 2}, {"态度", NULL, true, 1, 3, 3}};
static struct fyp_kept_answers declared[] = {
    {"服务", NULL, true, 5, 3, 2},
    {" 总体 满意度（分）", "农村", true, 1, 3, 3},
    {"态度", NULL, true, 5, 3, 2}};
static struct fyp_kept_answers in_english[] = {
    {"service", NULL, true, 5, 3, 2},
    {"Overall satisfaction", NULL, true, 2, 3, 3}};
static struct fyp_kept_answers silent[] = {{"q", NULL, false, 0, 3, 2}};

struct refusal {
    const char *name;
    double weight;
    struct fyp_kept_answers *answers; /* NULL: no survey */
    size_t count;
    int surveys;
    enum fyp_status status;
};

static const struct refusal refusals[] = {
    {"no survey", 0.2, NULL, 0, 0, FYP_E_SATISFACTION_NONE},
    {"two surveys", 0.2, silent, 1, 2, FYP_E_SATISFACTION_SEVERAL},
    {"two questions", 0.2, two_questions, 2, 1, FYP_E_SATISFACTION_QUESTION},
    {"a declared one", 0.2, declared, 3, 1, FYP_OK},
    {"in English", 0.2, in_english, 2, 1, FYP_OK},
    {"no answer", 0.2, silent, 1, 1, FYP_E_SATISFACTION_ANSWERS},
    {"an empty file", 0.2, silent, 0, 1, FYP_E_SATISFACTION_QUESTION},
    {"all of it", 1.0, twin_answers, 6, 1, FYP_E_SATISFACTION_WEIGHT},
    {"negative", -0.1, twin_answers, 6, 1, FYP_E_SATISFACTION_WEIGHT},
    {"too much", 1e300, twin_answers, 6, 1, FYP_E_SATISFACTION_WEIGHT},
    {"no number", NAN, twin_answers, 6, 1, FYP_E_SATISFACTION_WEIGHT},
    {"no weight, no survey", 0.0, NULL, 0, 0, FYP_OK},
    {"no weight, two surveys", 0.0, two_questions, 2, 2, FYP_OK},
};

Test(third_party, what_a_weight_cannot_mean_is_refused)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const struct refusal *row = &refusals[i];
        struct stage stage = set_up();
        struct fyp_error err = {0};
        for (int k = 0; k < row->surveys; k++) {
            add(&stage, FYP_FIELDWORK_ANSWERS, row->count)->answers =
                row->answers;
        }
        const enum fyp_status status = evaluate(&stage, row->weight, &err);
        cr_expect_eq(
            status, row->status, "%s: expected %d, found %d: %s", row->name,
            (int)row->status, (int)status, err.text);
        if (status != FYP_OK) {
            cr_expect_null(stage.evaluation.indicators, "%s", row->name);
            cr_expect(strstr(err.text, "{") == NULL, "%s", err.text);
        }
        tear_down(&stage);
    }
}

Test(third_party, the_declared_question_counts_for_all_groups)
{
    struct stage stage = set_up();
    add(&stage, FYP_FIELDWORK_ANSWERS, 3)->answers = declared;
    cr_assert_eq(evaluate(&stage, 0.5, NULL), FYP_OK);
    expect_near(
        "lowest answer", "by hand", stage.evaluation.parts.satisfaction, 0.0,
        1e-15);
    tear_down(&stage);
}

/* --- the sample that was drawn --- */

Test(third_party, the_latest_sample_is_the_one_that_is_held_against)
{
    struct stage stage = set_up();
    struct fyp_kept_site old[] = {{"x", "", 2}};
    struct fyp_kept_site drawn[] = {{"b", "", 9}, {"a", "", 2}, {"c", "", 4}};
    struct fyp_kept_recount rows[] = {
        {"c0", "z", {0}, {0}, 1, 1, 2},
        {"c0", "a", {0}, {0}, 1, 1, 3},
        {"c1", "b", {0}, {0}, 1, 1, 4},
        {"c0", "A", {0}, {0}, 1, 1, 5}};
    struct fyp_fieldwork *file = add(&stage, FYP_FIELDWORK_SITES, 1);
    file->sites = old;
    file->indicator = "c0";
    file = add(&stage, FYP_FIELDWORK_SITES, 3);
    file->sites = drawn;
    file->indicator = "c0";
    add(&stage, FYP_FIELDWORK_RECOUNTS, 4)->recounts = rows;
    cr_assert_eq(evaluate(&stage, 0, NULL), FYP_OK);
    const struct fyp_drawn_check *check =
        &stage.third.verifications[0].checks[0];
    cr_assert_not_null(check->sample);
    cr_expect_eq(check->sample->import_id, 12);
    cr_assert_eq(check->not_drawn_count, 2);
    cr_expect_str_eq(check->not_drawn[0], "z");
    cr_expect_str_eq(check->not_drawn[1], "A");
    cr_assert_eq(check->missing_count, 2);
    cr_expect_str_eq(check->missing[0], "b");
    cr_expect_str_eq(check->missing[1], "c");
    cr_expect_null(stage.third.verifications[0].checks[1].sample);
    tear_down(&stage);
}

/* --- nothing, one, zeros, missing, the extreme --- */

static const double odd[] = {0.0, 1.0, 23.85, 1e300, 1e-300};

Test(third_party, odd_recounts_are_reported_or_not_defined)
{
    for (size_t i = 0; i < COUNT(odd); i++) {
        for (size_t k = 0; k < COUNT(odd); k++) {
            for (size_t n = 0; n <= 3; n++) {
                struct stage stage = set_up();
                struct fyp_kept_recount rows[3];
                for (size_t r = 0; r < 3; r++) {
                    rows[r] = (struct fyp_kept_recount){"c0",
                                                        "a",
                                                        decimal(odd[i]),
                                                        decimal(odd[k]),
                                                        (long long)i,
                                                        0,
                                                        2};
                }
                add(&stage, FYP_FIELDWORK_RECOUNTS, n)->recounts = rows;
                cr_assert_eq(evaluate(&stage, 0, NULL), FYP_OK);
                const struct fyp_verification *got =
                    &stage.third.verifications[0].result;
                cr_expect_eq(got->count, n > 0 ? 1 : 0);
                cr_expect(
                    n == 0 || isnan(got->items[0].factor.ratio) ||
                    isfinite(got->items[0].factor.ratio));
                tear_down(&stage);
            }
        }
    }
}

Test(third_party, more_answers_than_a_file_may_hold_are_refused)
{
    struct stage stage = set_up();
    struct fyp_kept_answers many[] = {
        {"q", NULL, true, 5, FYP_FIELD_ROWS_MAX, 2},
        {"q", NULL, true, 4, 1, 3}};
    add(&stage, FYP_FIELDWORK_ANSWERS, 2)->answers = many;
    const struct fyp_third_party_request asked = {
        .set = &stage.set, .plan = &stage.scene->plan, .year = 2023};
    cr_expect_eq(
        fyp_third_party_create(&asked, &stage.third, NULL),
        FYP_E_FIELD_TOO_MANY);
    cr_expect(fyp_third_party_is_empty(&stage.third));
    tear_down(&stage);
}
