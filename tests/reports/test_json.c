/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/json.h"
#include "reports/report.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* The contract of `evaluate --format json`, key by key and in order; the
 * order is that of the requirements. */

static const char *const evaluation_keys[] = {
    "plan",   "region",          "year",
    "stage",  "elapsed",         "score",
    "grade",  "grade_capped_by", "assessed_weight",
    "counts", "attainment",      "indicators"};
static const char *const indicator_keys[] = {
    "no",     "code",       "name",     "unit",     "attribute",
    "kind",   "comparator", "target",   "baseline", "baseline_source",
    "value",  "progress",   "expected", "pace",     "lead",
    "status", "flags",      "method",   "score",    "weight"};
static const char *const attainment_keys[] = {
    "met", "with_target", "due", "assessable"};

static json_t *parsed(struct fyp_buffer *out)
{
    json_error_t error;
    cr_assert_not(out->failed);
    cr_assert_eq(fyp_utf8_valid_prefix(out->data, out->length), out->length);
    json_t *root =
        json_loadb(out->data, out->length, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(root, "%s at line %d", error.text, error.line);
    fyp_buffer_finish(out);
    return root;
}

static json_t *evaluated(const struct fyp_evaluation *evaluation)
{
    struct fyp_buffer out = {0};
    fyp_report_evaluation(evaluation, FYP_FORMAT_JSON, &out);
    return parsed(&out);
}

/* All keys are there, in this order; others may stand between them. */
static void expect_keys(json_t *object, const char *const *keys, size_t count)
{
    size_t found = 0;
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        found += found < count && strcmp(key, keys[found]) == 0;
    }
    cr_expect_eq(
        found, count, "\"%s\" is missing or out of order",
        found < count ? keys[found] : "");
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

Test(json, the_keys_of_an_evaluation_are_those_of_the_contract_in_order)
{
    json_t *root = evaluated(sample_evaluation());
    size_t i;
    json_t *indicator;

    expect_keys(root, evaluation_keys, COUNT(evaluation_keys));
    expect_keys(
        json_object_get(root, "attainment"), attainment_keys,
        COUNT(attainment_keys));
    cr_assert_eq(
        json_array_size(json_object_get(root, "indicators")), SAMPLE_COUNT);
    json_array_foreach(json_object_get(root, "indicators"), i, indicator)
    {
        expect_keys(indicator, indicator_keys, COUNT(indicator_keys));
    }
    json_decref(root);
}

static json_t *indicator_of(json_t *root, size_t i)
{
    return json_array_get(json_object_get(root, "indicators"), i);
}

static double number_of(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    cr_assert(json_is_number(value), "\"%s\" is not a number", key);
    return json_number_value(value);
}

static const char *text_of(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    cr_assert_not_null(text, "\"%s\" is not a text", key);
    return text;
}

Test(json, the_head_of_an_evaluation_holds_its_figures_as_shares)
{
    json_t *root = evaluated(sample_evaluation());
    json_t *counts = json_object_get(root, "counts");

    cr_expect_str_eq(text_of(root, "plan"), "sample-2021");
    cr_expect_str_eq(text_of(root, "region"), "510600");
    cr_expect_str_eq(text_of(root, "region_name"), "某市");
    cr_expect_str_eq(text_of(root, "stage"), "midterm");
    cr_expect_float_eq(number_of(root, "elapsed"), 0.6, 1e-15);
    cr_expect_float_eq(number_of(root, "score"), 79.97, 1e-13);
    cr_expect_str_eq(text_of(root, "grade"), "pass");
    cr_expect_str_eq(text_of(root, "grade_uncapped"), "good");
    cr_expect_eq(number_of(root, "targets_missed"), 3);
    cr_expect_eq(json_object_size(counts), FYP_VERDICT_COUNT);
    cr_expect_eq(number_of(counts, "behind"), 3);
    cr_expect_eq(number_of(counts, "exceeded"), 0);
    json_t *capped = json_object_get(root, "grade_capped_by");
    cr_expect_eq(json_array_size(capped), 1);
    cr_expect_str_eq(
        json_string_value(json_array_get(capped, 0)),
        "village_association_coverage");
    json_decref(root);
}

Test(json, what_is_not_defined_is_null_and_never_left_out)
{
    static const char *const undefined[] = {
        "met",       "method", "baseline", "value",     "progress",
        "expected",  "pace",   "lead",     "score",     "expected_value",
        "reference", "scale",  "obstacle", "value_year"};
    json_t *root = evaluated(sample_evaluation());
    json_t *no_data = indicator_of(root, SAMPLE_NO_DATA);
    for (size_t i = 0; i < COUNT(undefined); i++) {
        cr_expect(
            json_is_null(json_object_get(no_data, undefined[i])), "\"%s\"",
            undefined[i]);
    }
    json_t *monitor = indicator_of(root, SAMPLE_MONITOR);
    cr_expect(json_is_null(json_object_get(monitor, "comparator")));
    cr_expect(json_is_null(json_object_get(monitor, "target")));
    cr_expect(json_is_null(json_object_get(monitor, "attribute")));
    cr_expect(json_is_null(json_object_get(root, "data_notice")));
    json_decref(root);
}

Test(json, an_evaluation_without_score_has_neither_score_nor_grade)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->score = NAN;
    evaluation->assessed_weight = NAN;
    evaluation->grade = FYP_GRADE_NONE;
    evaluation->uncapped_grade = FYP_GRADE_NONE;
    evaluation->capped_by_count = 0;
    json_t *root = evaluated(evaluation);
    cr_expect(json_is_null(json_object_get(root, "score")));
    cr_expect(json_is_null(json_object_get(root, "grade")));
    cr_expect(json_is_null(json_object_get(root, "assessed_weight")));
    cr_expect_eq(json_array_size(json_object_get(root, "grade_capped_by")), 0);
    json_decref(root);
}

Test(json, each_indicator_tells_figure_target_status_and_flags)
{
    json_t *root = evaluated(sample_evaluation());
    json_t *behind = indicator_of(root, SAMPLE_BEHIND);
    json_t *step = indicator_of(root, SAMPLE_STEP);

    cr_expect_str_eq(text_of(behind, "name"), "送教上门占比, \"最多\"");
    cr_expect_str_eq(text_of(behind, "comparator"), "<=");
    cr_expect_float_eq(number_of(behind, "target"), 14.9, 1e-14);
    cr_expect_eq(number_of(behind, "baseline"), 25);
    cr_expect_str_eq(text_of(behind, "baseline_text"), ">25");
    cr_expect_str_eq(text_of(behind, "baseline_source"), "table");
    cr_expect_float_eq(number_of(behind, "value"), 14.904, 1e-14);
    cr_expect_str_eq(text_of(behind, "status"), "behind");
    cr_expect_str_eq(text_of(behind, "attribute"), "binding");
    cr_expect_str_eq(text_of(behind, "method"), "pace");
    json_t *flags = json_object_get(step, "flags");
    cr_assert_eq(json_array_size(flags), 2);
    cr_expect_str_eq(json_string_value(json_array_get(flags, 0)), "inferred");
    cr_expect_str_eq(
        json_string_value(json_array_get(flags, 1)), "milestone_missed");
    json_t *open = indicator_of(root, SAMPLE_NOT_ASSESSABLE);
    cr_expect_str_eq(text_of(open, "obstacle"), "no_expected_value");
    cr_expect_str_eq(text_of(open, "baseline_source"), "proxy");
    json_decref(root);
}

Test(json, every_figure_stands_under_its_own_key)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    sample_fill(&evaluation->indicators[0]);
    json_t *root = evaluated(evaluation);
    for (size_t i = 0; i < SAMPLE_FIGURES; i++) {
        const char *key = sample_figures[i].key;
        cr_expect_float_eq(
            number_of(indicator_of(root, 0), key), sample_figures[i].figure,
            1e-13, "\"%s\"", key);
    }
    json_t *attainment = json_object_get(root, "attainment");
    json_t *binding = json_object_get(root, "binding_attainment");
    json_t *consistency = json_object_get(root, "consistency");
    cr_expect_eq(number_of(attainment, "met"), 2);
    cr_expect_eq(number_of(attainment, "with_target"), 9);
    cr_expect_eq(number_of(attainment, "due"), 8);
    cr_expect_eq(number_of(attainment, "assessable"), 6);
    cr_expect_eq(number_of(binding, "met"), 1);
    cr_expect_eq(number_of(consistency, "completed"), 1);
    cr_expect_eq(number_of(consistency, "with_target"), 9);
    json_decref(root);
}

Test(json, the_ruleset_is_told_with_its_limits)
{
    json_t *root = evaluated(sample_evaluation());
    json_t *ruleset = json_object_get(root, "ruleset");
    json_t *limits = json_object_get(ruleset, "grade_limits");
    cr_expect_eq(json_object_size(limits), 3);
    cr_expect_eq(number_of(limits, "excellent"), 90);
    cr_expect_eq(number_of(limits, "good"), 80);
    cr_expect_eq(number_of(limits, "pass"), 60);
    cr_expect_float_eq(number_of(ruleset, "band_ahead"), 1.1, 1e-15);
    cr_expect_float_eq(number_of(ruleset, "band_on_track"), 0.9, 1e-15);
    cr_expect_float_eq(number_of(ruleset, "least_scale"), 0.02, 1e-15);
    cr_expect_str_eq(text_of(ruleset, "binding_cap_final"), "pass");
    cr_expect_str_eq(text_of(root, "comparison"), "full");
    json_decref(root);
}

Test(json, a_demonstration_says_so)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->demonstration = true;
    json_t *root = evaluated(evaluation);
    cr_expect_str_eq(text_of(root, "data_notice"), "示例数据，非真实统计");
    cr_expect(json_is_true(json_object_get(root, "demonstration")));
    json_decref(root);
}

/* The sentences of the explanations are for people. Each is there, and none
 * has a place that nothing was put into. */
static json_t *without_sentences(const struct fyp_evaluation *evaluation)
{
    struct fyp_buffer out = {0};
    fyp_report_evaluation(evaluation, FYP_FORMAT_JSON, &out);
    json_t *root = json_loads(out.data, 0, NULL);
    json_t *indicator, *step;
    size_t i, k;

    json_array_foreach(json_object_get(root, "indicators"), i, indicator)
    {
        json_array_foreach(json_object_get(indicator, "explanation"), k, step)
        {
            const char *text = text_of(step, "text");
            cr_expect_not_null(text);
            cr_expect(
                text && text[0] != '\0' && !strchr(text, '{'), "%s", text);
            (void)json_object_del(step, "text");
        }
    }
    fyp_buffer_finish(&out);
    return root;
}

Test(json, keys_and_words_do_not_follow_the_language)
{
    json_t *zh = without_sentences(sample_evaluation());
    fyp_language_set(FYP_LANGUAGE_EN);
    json_t *en = without_sentences(sample_evaluation());
    cr_expect_not_null(zh);
    cr_expect(json_equal(zh, en));
    json_decref(zh);
    json_decref(en);
}

struct number_row {
    double number;
    const char *written;
};

static const struct number_row number_rows[] = {
    {0.6, "0.6"},
    {96, "96"},
    {0.1 + 0.2, "0.3"},
    {-0.0, "0"},
    {96.45, "96.45"},
    {1e15, "1000000000000000"},
    {123456789.125, "123456789.125"},
    {1.0 / 3, "0.333333333333333"},
    {NAN, "null"},
    {INFINITY, "null"},
    {-INFINITY, "null"},
    {-8.8, "-8.8"},
};

Test(json, numbers_are_written_with_15_digits_and_what_is_no_number_as_null)
{
    for (size_t i = 0; i < COUNT(number_rows); i++) {
        struct fyp_buffer out = {0};
        struct fyp_json array = fyp_json_array();
        char expected[64];
        fyp_json_number(&array, NULL, number_rows[i].number);
        fyp_json_write(&array, &out);
        snprintf(
            expected, sizeof expected, "[\n  %s\n]\n", number_rows[i].written);
        cr_assert_not(out.failed);
        cr_expect_str_eq(
            out.data, expected, "%.17g: %s", number_rows[i].number, out.data);
        fyp_buffer_finish(&out);
    }
}

Test(json, extreme_numbers_read_back)
{
    static const double numbers[] = {1e300, -1e300, 1e-300, 2.385e17};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct fyp_buffer out = {0};
        struct fyp_json array = fyp_json_array();
        fyp_json_number(&array, NULL, numbers[i]);
        fyp_json_write(&array, &out);
        json_t *root = parsed(&out);
        const double read = json_number_value(json_array_get(root, 0));
        cr_expect_lt(
            fabs(read / numbers[i] - 1), 1e-14, "%.17g: %.17g", numbers[i],
            read);
        json_decref(root);
    }
}

Test(json, bytes_that_are_not_utf8_become_replacement_characters)
{
    struct fyp_buffer out = {0};
    struct fyp_json array = fyp_json_array();
    fyp_json_text(
        &array, NULL,
        "\xFF残\xE6\xAE"
        "x\x80");
    fyp_json_write(&array, &out);
    json_t *root = parsed(&out);
    cr_expect_str_eq(json_string_value(json_array_get(root, 0)), "�残��x�");
    json_decref(root);
}

Test(json, what_could_not_be_built_fails_as_a_whole)
{
    struct fyp_buffer out = {0};
    struct fyp_json array = fyp_json_array();
    struct fyp_json lost = {.failed = true};
    fyp_json_put(&array, NULL, &lost);
    cr_expect(array.failed);
    struct fyp_json half = fyp_json_array();
    half.failed = true;
    struct fyp_json whole = fyp_json_object();
    fyp_json_put(&whole, "half", &half);
    cr_expect(whole.failed, "a part that failed fails the whole");
    fyp_json_write(&whole, &out);
    fyp_json_write(&array, &out);
    cr_expect(out.failed);
    cr_expect_eq(out.length, 0);
    fyp_buffer_finish(&out);
}
