/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/indicators/files.h"

#include "indicators/home.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct fyp_plan *read_small(
    const struct folder *folder, const struct fyp_catalogue *catalogue,
    const char *text)
{
    struct fyp_plan *plan = NULL;
    struct fyp_error err = {.status = FYP_OK};
    folder_write(folder, "t.yaml", text);
    fyp_plan_create(
        folder_file(folder, "t.yaml"), catalogue, &plan, NULL, &err);
    cr_assert_not_null(plan, "%s: %s", err.place, err.text);
    return plan;
}

static void expect_decimal(
    const struct fyp_decimal *decimal, double value, int decimals,
    const char *what)
{
    cr_expect(decimal->present, "%s is there", what);
    cr_expect(
        fyp_equal(decimal->value, value), "%s: %.15g, expected %.15g", what,
        decimal->value, value);
    cr_expect_eq(
        decimal->decimals, decimals, "%s: %d decimals, expected %d", what,
        decimal->decimals, decimals);
}

static void expect_plan_level(const struct fyp_plan *plan)
{
    cr_expect_str_eq(plan->id, "t");
    cr_expect_str_eq(plan->title, "试");
    cr_expect_str_eq(plan->region.code, "510604");
    cr_expect_str_eq(plan->region.name, "罗江区");
    cr_expect_eq(plan->region.line, 4);
    cr_expect_eq(plan->baseline_year, 2020);
    cr_expect_eq(plan->end_year, 2025);
    cr_expect_str_eq(plan->published, "2022-06-14");
    cr_expect_eq(fyp_plan_published_year(plan), 2022);
    cr_expect_str_eq(plan->document_number, "甲〔2022〕1号");
    cr_expect_str_eq(plan->origin, "某机关");
    cr_expect_eq(plan->source.line, 3);
    cr_assert_eq(plan->subregion_count, 2);
    cr_expect_str_eq(plan->subregions[1].code, "510604002");
    cr_assert_eq(plan->note_count, 1);
    cr_expect_str_eq(plan->notes[0], "一条");
    cr_assert_eq(plan->indicator_count, 6);
    cr_expect_eq(strlen(plan->sha256), 64);
}

static void expect_share(const struct fyp_indicator *share)
{
    cr_expect_str_eq(share->number, "1");
    cr_expect_str_eq(share->category, "保障");
    cr_expect_eq(share->attribute, FYP_BINDING);
    cr_expect_eq(share->kind, FYP_KIND_LEVEL);
    cr_expect_eq(share->path, FYP_PATH_LINEAR);
    cr_expect_null(share->printed_unit);
    cr_expect_eq(share->line, line_of(small_plan, "序号: 1"));
    const struct fyp_baseline *baseline = &share->baseline;
    cr_expect_str_eq(baseline->text, ">87.3");
    cr_expect_eq(baseline->comparator, FYP_COMPARE_GT);
    expect_decimal(&baseline->value, 87.3, 1, "baseline");
    cr_expect(baseline->prose.present);
    expect_decimal(&baseline->prose.value, 86.9, 1, "prose baseline");
    cr_expect_eq(baseline->prose.source.line, 9);
    cr_expect_str_eq(share->target.text, "＞91.46");
    cr_expect_eq(share->target.comparator, FYP_COMPARE_GT);
    cr_expect_eq(share->target.kind, FYP_TARGET_VALUE);
    expect_decimal(&share->target.value, 91.46, 2, "target");
    cr_expect_eq(fyp_target_decimals(&share->target), 2);
    cr_assert_eq(share->milestone_count, 2);
    cr_expect_eq(share->milestones[1].year, 2024);
    expect_decimal(&share->milestones[1].value, 90.2, 1, "milestone");
    cr_expect_str_eq(share->milestones[1].source.quote, "戊");
    cr_expect_str_eq(share->source.section, "专栏1");
    cr_expect_eq(share->note_count, 2);
    expect_decimal(&share->range.high, 100, 0, "range");
}

static void expect_others(const struct fyp_plan *plan)
{
    const struct fyp_indicator *counted = &plan->indicators[1];
    cr_expect_str_eq(counted->printed_unit, "百户");
    cr_expect_eq(counted->baseline.blank, FYP_BLANK_DASH);
    cr_expect_str_eq(counted->baseline.text, "—");
    cr_expect(counted->target.inferred);
    cr_expect_eq(fyp_target_decimals(&counted->target), -1);
    cr_expect_eq(counted->kind, FYP_KIND_CUMULATIVE, "from the catalogue");
    const struct fyp_indicator *growing = &plan->indicators[2];
    cr_expect_eq(growing->target.kind, FYP_TARGET_REFERENCE);
    cr_expect_str_eq(growing->target.reference.region, "100000");
    expect_decimal(&growing->target.tolerance, 0.5, 1, "tolerance");
    cr_expect_eq(growing->baseline.blank, FYP_BLANK_NO_COLUMN);
    cr_expect_null(growing->baseline.text);
    const struct fyp_indicator *done = &plan->indicators[3];
    cr_expect_str_eq(done->unit, "", "无 means that there is no unit");
    cr_expect_eq(done->baseline.blank, FYP_BLANK_NOT_ENTERED);
    cr_expect_eq(done->attribute, FYP_ATTRIBUTE_NONE);
    cr_expect_null(done->category);
    const struct fyp_indicator *each = &plan->indicators[5];
    cr_expect(each->each_subregion);
    cr_expect_eq(each->path, FYP_PATH_STEP);
    cr_expect_eq(each->kind, FYP_KIND_LEVEL, "the plan overrides a growth");
    cr_expect_str_eq(each->entry->code, "gdp");
}

Test(plan_file, every_field_is_read_as_written)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_plan *plan = read_small(&folder, catalogue, small_plan);
    expect_plan_level(plan);
    expect_share(&plan->indicators[0]);
    expect_others(plan);
    cr_expect_eq(fyp_plan_indicator(plan, "counted"), &plan->indicators[1]);
    cr_expect_null(fyp_plan_indicator(plan, "another"));
    cr_expect_str_eq(plan->path, folder_file(&folder, "t.yaml"));
    fyp_plan_destroy(plan);
    fyp_plan_destroy(NULL);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

struct range_row {
    const char *name;
    const char *from, *to;
    size_t indicator; /* index */
    bool low_present, high_present;
    double low, high;
};

static const struct range_row range_rows[] = {
    {"the catalogue's", "规划: t", "规划: t", 0, true, true, 0, 100},
    {"the catalogue's, open", "规划: t", "规划: t", 1, true, false, 0, 0},
    {"none of a growth", "规划: t", "规划: t", 2, false, false, 0, 0},
    {"none of an event", "规划: t", "规划: t", 3, false, false, 0, 0},
    {"of a share, by its unit", "规划: t", "规划: t", 4, true, true, 0, 100},
    {"the plan's own", "规划: t", "规划: t", 5, true, false, 0, 0},
    {"the plan's before the catalogue's", "    属性: 约束性\n",
     "    自然范围: [13.7, 98.6]\n", 0, true, true, 13.7, 98.6},
    {"the plan's before the catalogue's, open", "    属性: 约束性\n",
     "    自然范围: [13.7, 无上限]\n", 0, true, false, 13.7, 0},
    {"none of a level without range and per cent",
     "    单位: \"%\"\n    基期: {原文: \"23.7\"",
     "    单位: 元\n    基期: {原文: \"23.7\"", 4, false, false, 0, 0},
};

static void
expect_range(const struct range_row *row, const struct fyp_range *range)
{
    cr_expect_eq(range->low.present, row->low_present, "%s: low", row->name);
    cr_expect_eq(range->high.present, row->high_present, "%s: high", row->name);
    cr_expect(
        !row->low_present || fyp_equal(range->low.value, row->low),
        "%s: low %g, expected %g", row->name, range->low.value, row->low);
    cr_expect(
        !row->high_present || fyp_equal(range->high.value, row->high),
        "%s: high %g, expected %g", row->name, range->high.value, row->high);
}

Test(plan_file, the_natural_range_is_the_plans_the_catalogues_or_a_shares)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    for (size_t i = 0; i < sizeof range_rows / sizeof *range_rows; i++) {
        const struct range_row *row = &range_rows[i];
        char *text = replaced(small_plan, row->from, row->to);
        struct fyp_plan *plan = read_small(&folder, catalogue, text);
        expect_range(row, &plan->indicators[row->indicator].range);
        fyp_plan_destroy(plan);
        free(text);
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

Test(plan_file, no_target_and_a_text_are_kinds_of_their_own)
{
    static const struct {
        const char *to;
        enum fyp_target_kind kind;
    } rows[] = {
        {"{原文: \"——\", 类型: 无}", FYP_TARGET_NONE},
        {"{原文: 逐步提高, 类型: 文字}", FYP_TARGET_TEXT},
        {"{原文: \"＞1.7\", 类型: 数值, 比较: \">\", 数值: 170}",
         FYP_TARGET_VALUE}};
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = replaced(
            small_plan,
            "{原文: \"1.7\", 比较: \">=\", 数值: 170, 推定: 是, 小数位: -1}",
            rows[i].to);
        struct fyp_plan *plan = read_small(&folder, catalogue, text);
        const struct fyp_target *target = &plan->indicators[1].target;
        cr_expect_eq(target->kind, rows[i].kind, "%s", rows[i].to);
        cr_expect_eq(
            target->comparator == FYP_COMPARE_NONE,
            rows[i].kind != FYP_TARGET_VALUE, "%s", rows[i].to);
        fyp_plan_destroy(plan);
        free(text);
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

/* Oracle: sha256sum of the same bytes. */
Test(plan_file, the_hash_is_that_of_the_file)
{
    static const char text[] =
        "规划: t\n标题: 试\n地区: {代码: \"510604\", 名称: 罗江区}\n"
        "基期年: 2020\n目标年: 2025\n指标:\n"
        "  - {序号: 1, 代码: done, 名称: 甲, 单位: 无, 基期: {空白: 无此列},"
        " 目标: {原文: 建成, 类型: 文字}, 出处: {章节: 一, 原文: 甲}}\n";
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_plan *plan = read_small(&folder, catalogue, text);
    cr_expect_str_eq(
        plan->sha256,
        "a33ad9e55363169fd980a412d3407962907e159c932ad70cc8f7a0762801a687");
    fyp_plan_destroy(plan);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

/* Every kind of schema fault, seen through a plan file: the walk itself is
 * tested in tests/base. */
struct schema_fault {
    const char *name;
    const char *from, *to;
    const char *at;
    enum fyp_status status;
    const char *path; /* of the field, must be in the text */
};

static const struct schema_fault schema_faults[] = {
    {"no printed target", "{原文: 15%以内, 比较", "{比较", "{比较",
     FYP_E_YAML_MISSING, "指标[5].目标.原文"},
    {"an empty printed target", "{原文: 15%以内, 比较", "{原文: \"\", 比较",
     "{原文: \"\", 比较", FYP_E_YAML_MISSING, "指标[5].目标.原文"},
    {"a per cent sign", "数值: 23.7}", "数值: 23.7%}", "23.7%",
     FYP_E_YAML_DECIMAL, "指标[5].基期.数值"},
    {"a full-width comparator", "比较: \"<=\"", "比较: \"≤\"", "≤",
     FYP_E_YAML_CHOICE, "指标[5].目标.比较"},
    {"an unknown key", "    路径: 阶梯", "    线路: 阶梯", "线路",
     FYP_E_YAML_UNKNOWN_KEY, "线路"},
    {"a milestone without source",
     "{年份: 2023, 比较: \">=\", 数值: 1, 出处: {章节: 三, 原文: 壬}}",
     "{年份: 2023, 比较: \">=\", 数值: 1}", "年份: 2023, 比较: \">=\"",
     FYP_E_YAML_MISSING, "指标[4].节点[1].出处"},
    {"no source", "    出处: {章节: 四, 原文: 丑}\n", "", "序号: 5",
     FYP_E_YAML_MISSING, "指标[5].出处"},
    {"a year in words", "基期年: 2020", "基期年: 2020年", "基期年",
     FYP_E_YAML_INTEGER, "基期年"},
};

Test(plan_file, schema_faults_name_file_line_and_field)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    for (size_t i = 0; i < sizeof schema_faults / sizeof *schema_faults; i++) {
        const struct schema_fault *row = &schema_faults[i];
        char *text = replaced(small_plan, row->from, row->to);
        char place[64];
        struct fyp_plan *plan = NULL;
        struct fyp_error err = {.status = FYP_OK};
        folder_write(&folder, "t.yaml", text);
        enum fyp_status status = fyp_plan_create(
            folder_file(&folder, "t.yaml"), catalogue, &plan, NULL, &err);
        snprintf(place, sizeof place, "t.yaml:%d:", line_of(text, row->at));
        cr_expect_eq(
            status, row->status, "%s: FYP-%03d %s", row->name, (int)status,
            err.text);
        cr_expect_null(plan, "%s", row->name);
        cr_expect_not_null(
            strstr(err.place, place), "%s: %s, expected %s", row->name,
            err.place, place);
        cr_expect_not_null(
            strstr(err.text, row->path), "%s: %s", row->name, err.text);
        free(text);
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

Test(plan_file, a_missing_file_is_refused_with_its_name)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status = fyp_plan_create(
        folder_file(&folder, "none.yaml"), catalogue, &plan, &problems, &err);
    cr_expect_eq(status, FYP_E_FILE_OPEN, "FYP-%03d", (int)status);
    cr_expect_null(plan);
    cr_expect_eq(problems.count, 1);
    cr_expect_not_null(strstr(err.place, "none.yaml"), "%s", err.place);
    fyp_problems_finish(&problems);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}
