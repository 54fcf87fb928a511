/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/report.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

/* The contract of `plan show --format json`. */

static const char *const plan_keys[] = {
    "id", "title", "region", "baseline_year", "end_year", "indicators"};
static const char *const indicator_keys[] = {
    "no",   "code",     "name",   "unit", "category",   "attribute",
    "kind", "baseline", "target", "path", "milestones", "notes"};
static const char *const baseline_keys[] = {
    "text", "value", "comparator", "source"};
static const char *const target_keys[] = {
    "text",     "kind", "comparator", "value", "reference", "reference_region",
    "tolerance"};
static const char *const milestone_keys[] = {"year", "comparator", "value"};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static json_t *shown(void)
{
    struct fyp_buffer out = {0};
    json_error_t error;
    fyp_report_plan(sample_plan(), FYP_FORMAT_JSON, &out);
    cr_assert_not(out.failed);
    json_t *root =
        json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(root, "%s at line %d", error.text, error.line);
    fyp_buffer_finish(&out);
    return root;
}

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

static json_t *part(json_t *root, size_t i, const char *key)
{
    json_t *indicator = json_array_get(json_object_get(root, "indicators"), i);
    json_t *value = json_object_get(indicator, key);
    cr_assert_not_null(value, "no \"%s\" in indicator %zu", key, i);
    return value;
}

static const char *text_of(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    cr_assert_not_null(text, "\"%s\" is not a text", key);
    return text;
}

static bool is_null(json_t *object, const char *key)
{
    return json_is_null(json_object_get(object, key));
}

Test(plan_report, the_keys_of_a_plan_are_those_of_the_contract_in_order)
{
    json_t *root = shown();
    size_t i;
    json_t *indicator;

    expect_keys(root, plan_keys, COUNT(plan_keys));
    json_array_foreach(json_object_get(root, "indicators"), i, indicator)
    {
        expect_keys(indicator, indicator_keys, COUNT(indicator_keys));
        expect_keys(
            json_object_get(indicator, "baseline"), baseline_keys,
            COUNT(baseline_keys));
        expect_keys(
            json_object_get(indicator, "target"), target_keys,
            COUNT(target_keys));
    }
    cr_expect_eq(i, SAMPLE_COUNT);
    expect_keys(
        json_array_get(part(root, SAMPLE_STEP, "milestones"), 0),
        milestone_keys, COUNT(milestone_keys));
    json_decref(root);
}

struct baseline_row {
    int row;
    const char *text; /* NULL: null */
    double value;     /* negative: null */
    const char *comparator;
    const char *source;
    const char *blank;
};

static const struct baseline_row baseline_rows[] = {
    {SAMPLE_ACHIEVED, "92", 92, NULL, "table", NULL},
    {SAMPLE_BEHIND, ">25", 25, ">", "table", NULL},
    {SAMPLE_AHEAD, "--", -1, NULL, "none", "dash"},
    {SAMPLE_NO_DATA, NULL, -1, NULL, "none", "no_column"},
    {SAMPLE_NOT_ASSESSABLE, NULL, -1, NULL, "none", "not_entered"},
    {SAMPLE_MONITOR, "—", 91.5, ">", "prose", "dash"},
};

static void expect_text(json_t *object, const char *key, const char *text)
{
    if (text == NULL) {
        cr_expect(is_null(object, key), "\"%s\" is not null", key);
    } else {
        cr_expect_str_eq(text_of(object, key), text);
    }
}

Test(plan_report, the_three_blanks_and_the_prose_of_a_baseline_are_kept_apart)
{
    json_t *root = shown();
    for (size_t i = 0; i < COUNT(baseline_rows); i++) {
        const struct baseline_row *row = &baseline_rows[i];
        json_t *baseline = part(root, (size_t)row->row, "baseline");
        expect_text(baseline, "text", row->text);
        expect_text(baseline, "comparator", row->comparator);
        expect_text(baseline, "source", row->source);
        expect_text(baseline, "blank", row->blank);
        if (row->value < 0) {
            cr_expect(is_null(baseline, "value"), "row %zu", i);
        } else {
            cr_expect_float_eq(
                json_number_value(json_object_get(baseline, "value")),
                row->value, 1e-12, "row %zu", i);
        }
    }
    json_decref(root);
}

Test(plan_report, a_baseline_of_the_prose_stands_beside_the_one_of_the_table)
{
    json_t *root = shown();
    json_t *baseline = part(root, SAMPLE_ON_TRACK, "baseline");
    json_t *prose = json_object_get(baseline, "prose");
    cr_expect_str_eq(text_of(baseline, "source"), "table");
    cr_expect_eq(json_integer_value(json_object_get(baseline, "value")), 33);
    cr_expect_eq(json_integer_value(json_object_get(prose, "value")), 39);
    cr_expect(is_null(prose, "comparator"));
    cr_expect_str_eq(
        text_of(json_object_get(prose, "source"), "quote"), "完成改造39户");
    cr_expect(is_null(part(root, SAMPLE_ACHIEVED, "baseline"), "prose"));
    json_decref(root);
}

Test(plan_report, a_target_is_told_as_printed_and_as_understood)
{
    json_t *root = shown();
    json_t *value = part(root, SAMPLE_NO_DATA, "target");
    json_t *reference = part(root, SAMPLE_AHEAD, "target");
    json_t *none = part(root, SAMPLE_MONITOR, "target");

    cr_expect_str_eq(text_of(value, "text"), "85");
    cr_expect_str_eq(text_of(value, "kind"), "value");
    cr_expect_str_eq(text_of(value, "comparator"), ">=");
    cr_expect(json_is_true(json_object_get(value, "inferred")));
    cr_expect(is_null(value, "reference"));
    cr_expect(is_null(value, "tolerance"));

    cr_expect_str_eq(text_of(reference, "kind"), "reference");
    cr_expect_str_eq(text_of(reference, "reference"), "gdp_growth");
    cr_expect_str_eq(text_of(reference, "reference_region"), "100000");
    cr_expect_float_eq(
        json_number_value(json_object_get(reference, "tolerance")), 0.5, 1e-15);
    cr_expect(is_null(reference, "value"));
    cr_expect(is_null(reference, "decimals"));

    cr_expect_str_eq(text_of(none, "kind"), "none");
    cr_expect_str_eq(text_of(none, "text"), "——");
    cr_expect(is_null(none, "comparator"));
    json_decref(root);
}

Test(plan_report, a_reference_without_region_is_to_the_plans_own)
{
    struct fyp_plan plan = *sample_plan();
    struct fyp_indicator indicator = plan.indicators[SAMPLE_AHEAD];
    struct fyp_buffer out = {0};
    indicator.target.reference.region = NULL;
    plan.indicators = &indicator;
    plan.indicator_count = 1;
    fyp_report_plan(&plan, FYP_FORMAT_JSON, &out);
    cr_expect_not_null(
        strstr(out.data, "\"reference_region\": \"510600\""), "%s", out.data);
    fyp_buffer_finish(&out);
}

Test(plan_report, every_indicator_tells_where_it_stands)
{
    json_t *root = shown();
    json_t *source = part(root, SAMPLE_ACHIEVED, "source");
    json_t *unknown = part(root, SAMPLE_NO_DATA, "source");
    cr_expect_str_eq(text_of(source, "section"), "专栏1");
    cr_expect_eq(json_integer_value(json_object_get(source, "line")), 65);
    cr_expect(is_null(unknown, "line"));
    cr_expect_str_eq(
        json_string_value(part(root, SAMPLE_STEP, "path")), "step");
    cr_expect_eq(json_array_size(part(root, SAMPLE_ON_TRACK, "notes")), 2);
    cr_expect(json_is_true(part(root, SAMPLE_SUBREGIONS, "each_subregion")));
    json_decref(root);
}

Test(plan_report, the_list_is_an_array_of_plans)
{
    struct fyp_buffer out = {0};
    struct fyp_plan copy = *sample_plan();
    struct fyp_plan *const plans[] = {&copy, &copy, &copy};
    fyp_report_plan_list(plans, 3, FYP_FORMAT_JSON, &out);
    cr_assert_not(out.failed);
    json_t *root = json_loads(out.data, 0, NULL);
    cr_assert_eq(json_array_size(root), 3);
    cr_expect_str_eq(text_of(json_array_get(root, 2), "id"), "sample-2021");
    cr_expect_eq(
        json_integer_value(
            json_object_get(json_array_get(root, 0), "indicators")),
        SAMPLE_COUNT);
    json_decref(root);
    fyp_buffer_finish(&out);
}

Test(plan_report, an_empty_list_is_an_empty_array)
{
    struct fyp_buffer out = {0};
    fyp_report_plan_list(NULL, 0, FYP_FORMAT_JSON, &out);
    cr_expect_str_eq(out.data, "[]\n");
    fyp_buffer_finish(&out);
}

static void expect_told(const struct fyp_buffer *out, const char *text)
{
    cr_expect_not_null(
        strstr(out->data, text), "\"%s\" is missing in:\n%s", text, out->data);
}

Test(plan_report, the_text_shows_the_table_and_the_quotations)
{
    struct fyp_buffer out = {0};
    fyp_report_plan(sample_plan(), FYP_FORMAT_TEXT, &out);
    cr_assert_not(out.failed);
    expect_told(&out, "规划期 2021—2025 年，基期 2020 年\n");
    expect_told(&out, "指标 10 项：约束性 4 项、预期性 2 项、未标明 4 项\n");
    expect_told(&out, "无此列");
    expect_told(&out, "未录入");
    expect_told(&out, "各地≥1");
    expect_told(&out, "出处 专栏1，行 65：“1.困难残疾人生活补贴覆盖率");
    expect_told(&out, "出处 专栏1，行 66\n");
    expect_told(&out, "正文中的基期 ＞91.5\n");
    expect_told(&out, "2022年节点 ≥100\n");
    expect_told(&out, "参照 gdp_growth（100000），容差 0.5 个百分点\n");
    expect_told(&out, "逐地区判断\n");
    expect_told(&out, "辅助器具\\x1B[31m适配率\n");
    fyp_buffer_finish(&out);
}

Test(plan_report, the_text_list_is_a_table)
{
    struct fyp_buffer out = {0};
    struct fyp_plan copy = *sample_plan();
    struct fyp_plan *const plans[] = {&copy};
    fyp_report_plan_list(plans, 1, FYP_FORMAT_TEXT, &out);
    cr_assert_not(out.failed);
    expect_told(&out, "规划编号");
    expect_told(&out, "sample-2021  某市“十四五”残疾人保障和发展规划  某市");
    expect_told(&out, "2021—2025      10       4\n");
    fyp_buffer_finish(&out);
}
