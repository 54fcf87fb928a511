/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Satisfaction by question and group: numbers of the twin, boundaries of
 * "satisfied", response rates.
 */
#include "engine/satisfaction.h"

#include "expect.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>

static void quiet(void)
{
    gsl_set_error_handler_off();
}

TestSuite(satisfaction, .init = quiet);

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
enum { ANSWERS_MAX = 32, SILENT = -1 };

/* One question, no groups; SILENT was asked and did not answer. */
static struct fyp_satisfaction summarise(
    struct fyp_scale scale, const double *values, size_t n, long long invited)
{
    struct fyp_answer items[ANSWERS_MAX];
    struct fyp_answers answers = {
        .items = items,
        .count = n,
        .questions = {"q"},
        .question_count = 1,
        .scale = scale};
    struct fyp_survey got;

    for (size_t i = 0; i < n; i++) {
        items[i] = (struct fyp_answer){
            .group = -1, .given = values[i] >= 0, .value = values[i]};
    }
    const struct fyp_survey_request request = {&answers, scale, invited, 0.95};
    cr_assert_eq(fyp_survey_summarise(&request, &got, NULL), FYP_OK);
    cr_assert_eq(got.count, n > 0 ? 1 : 0);
    const struct fyp_satisfaction first =
        n > 0 ? got.items[0] : (struct fyp_satisfaction){0};
    fyp_survey_finish(&got);
    return first;
}

/* tests/engine/fieldwork_twin.py */
Test(satisfaction, the_twin_gives_the_same_mean_and_interval)
{
    static const double values[] = {5, 4, 4, 3, 5, 2, SILENT, 4, 1, 5, SILENT};
    const struct fyp_satisfaction got =
        summarise((struct fyp_scale){1, 5}, values, COUNT(values), 0);
    const char *source = "fieldwork_twin.py";
    cr_assert_eq(got.answered, 9);
    cr_assert_eq(got.asked, 11);
    cr_assert_eq(got.satisfied.hits, 6);
    expect_near("response", source, got.response_rate, 9.0 / 11, 1e-15);
    expect_near("mean", source, got.mean, 66.66666666666667, 1e-13);
    expect_near("low", source, got.mean_low, 39.49014730921524, 1e-10);
    expect_near("high", source, got.mean_high, 93.8431860241181, 1e-10);
}

static const struct {
    const char *name;
    struct fyp_scale scale;
    double answer, mean;
    bool satisfied;
} boundaries[] = {
    {"1 of 1-5", {1, 5}, 1, 0, false},
    {"3 of 1-5", {1, 5}, 3, 50, false},
    {"4 of 1-5", {1, 5}, 4, 75, true},
    {"5 of 1-5", {1, 5}, 5, 100, true},
    {"7 of 0-10", {0, 10}, 7, 70, false},
    {"8 of 0-10", {0, 10}, 8, 80, true},
    {"5 of 1-7", {1, 7}, 5, 200 / 3.0, false},
    {"6 of 1-7", {1, 7}, 6, 250 / 3.0, true},
    {"0 of 0-1", {0, 1}, 0, 0, false},
    {"1 of 0-1", {0, 1}, 1, 100, true},
};

Test(satisfaction, the_upper_quarter_of_the_scale_is_satisfied)
{
    for (size_t i = 0; i < COUNT(boundaries); i++) {
        const struct fyp_satisfaction got =
            summarise(boundaries[i].scale, &boundaries[i].answer, 1, 0);
        expect_near(
            boundaries[i].name, "hand", got.mean, boundaries[i].mean, 1e-14);
        cr_assert_eq(
            got.satisfied.hits, boundaries[i].satisfied, "%s",
            boundaries[i].name);
        cr_assert(isnan(got.mean_low) && isnan(got.mean_high));
    }
}

Test(satisfaction, the_scale_may_begin_elsewhere)
{
    static const double a[] = {1, 3, 4, 2, 4}, b[] = {10, 30, 40, 20, 40};
    const struct fyp_satisfaction x =
        summarise((struct fyp_scale){1, 5}, a, COUNT(a), 0);
    const struct fyp_satisfaction y =
        summarise((struct fyp_scale){10, 50}, b, COUNT(b), 0);
    expect_near("mean", "property", x.mean, y.mean, 1e-14);
    expect_near("low", "property", x.mean_low, y.mean_low, 1e-13);
    cr_assert_eq(x.satisfied.hits, y.satisfied.hits);
}

Test(satisfaction, silence_is_no_answer)
{
    static const double values[] = {SILENT, SILENT, SILENT};
    const struct fyp_satisfaction got =
        summarise((struct fyp_scale){1, 5}, values, COUNT(values), 0);
    cr_assert_eq(got.answered, 0);
    cr_assert(isnan(got.mean) && isnan(got.satisfied.share));
    expect_near("response", "hand", got.response_rate, 0.0, 0.0);
}

Test(satisfaction, nothing_asked_gives_nothing)
{
    summarise((struct fyp_scale){1, 5}, NULL, 0, 0);
}

Test(satisfaction, the_interval_stays_on_the_scale)
{
    static const double values[] = {5, 5, 5, 1};
    const struct fyp_satisfaction got =
        summarise((struct fyp_scale){1, 5}, values, COUNT(values), 0);
    expect_near("high", "property", got.mean_high, 100, 0.0);
    cr_assert_geq(got.mean_low, 0.0);
}

Test(satisfaction, people_invited_count_for_all_and_not_for_a_group)
{
    struct fyp_answer items[] = {
        {.group = 0, .given = true, .value = 4},
        {.group = 1, .given = true, .value = 2},
        {.group = -1, .given = true, .value = 5},
        {.group = 0, .given = false},
    };
    struct fyp_answers answers = {
        .items = items,
        .count = COUNT(items),
        .questions = {"q"},
        .question_count = 1,
        .groups = {"a", "b"},
        .group_count = 2};
    const struct fyp_survey_request request = {&answers, {1, 5}, 16, 0.95};
    struct fyp_survey got;
    cr_assert_eq(fyp_survey_summarise(&request, &got, NULL), FYP_OK);
    cr_assert_eq(got.count, 3);
    cr_assert_null(got.items[0].group);
    cr_assert_eq(got.items[0].answered, 3);
    expect_near("all", "hand", got.items[0].response_rate, 3 / 16.0, 1e-15);
    cr_assert_str_eq(got.items[1].group, "a");
    cr_assert_eq(got.items[1].answered, 1);
    expect_near("group", "hand", got.items[1].response_rate, NAN, 0.0);
    expect_near("group b", "hand", got.items[2].mean, 25, 1e-15);
    fyp_survey_finish(&got);
}
