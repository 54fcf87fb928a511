/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/indicators/files.h"

#include "indicators/home.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Each row damages the sound plan in one place and expects exactly one
 * problem, at the line where "at" first stands in the damaged text.
 */
struct damage {
    const char *name;
    const char *from, *to;
    const char *at;
    enum fyp_status status;
};

/* clang-format off */
static const struct damage damages[] = {
    /* the plan as a whole */
    {"an id with a capital", "规划: t\n", "规划: T\n", "规划:", FYP_E_PLAN_ID},
    {"an id that walks up", "规划: t\n", "规划: ../t\n", "规划:", FYP_E_PLAN_ID},
    {"an id unlike the file", "规划: t\n", "规划: t-2\n", "规划:",
     FYP_E_PLAN_ID_FILE},
    {"a region of 5 digits", "地区: {代码: \"510604\"", "地区: {代码: \"51060\"",
     "51060\"", FYP_E_PLAN_REGION},
    {"a region of 18 digits", "地区: {代码: \"510604\"",
     "地区: {代码: \"510604510604510604\"", "510604510604510604",
     FYP_E_PLAN_REGION},
    {"a region with a letter", "地区: {代码: \"510604\"",
     "地区: {代码: \"51060X\"", "51060X", FYP_E_PLAN_REGION},
    {"years that do not ascend", "目标年: 2025", "目标年: 2020", "目标年:",
     FYP_E_PLAN_YEARS},
    {"a plan before 1949", "基期年: 2020", "基期年: 1948", "目标年:",
     FYP_E_PLAN_YEARS},
    {"a plan of 16 years", "目标年: 2025", "目标年: 2036", "目标年:",
     FYP_E_PLAN_YEARS},
    {"a sub-region twice", "510604002", "510604001", "乙镇",
     FYP_E_PLAN_SUBREGION_TWICE},
    {"a sub-region of 7 digits", "510604002", "5106042", "乙镇",
     FYP_E_PLAN_REGION},
    {"a number twice", "序号: 6", "序号: 5", "序号: 5\n    代码: gdp",
     FYP_E_PLAN_NUMBER_TWICE},
    {"a number missing", "序号: 6", "序号: 7", "指标:\n",
     FYP_E_PLAN_NUMBER_MISSING},
    {"a code twice", "代码: gdp\n    名称: 每镇一所\n    单位: 所",
     "代码: share\n    名称: 每镇一所\n    单位: \"%\"", "序号: 6",
     FYP_E_PLAN_CODE_TWICE},
    /* codes */
    {"a misspelt code", "代码: shortfall", "代码: shortfal", "序号: 5",
     FYP_E_PLAN_CODE_CLOSE},
    {"an alias for a code", "代码: shortfall", "代码: 养老参保率（%）", "序号: 5",
     FYP_E_PLAN_CODE_CLOSE},
    {"a code like none", "代码: shortfall", "代码: quite_another", "序号: 5",
     FYP_E_PLAN_CODE_UNKNOWN},
    {"a reference like none", "{指标: gdp,", "{指标: another,", "{指标: another,",
     FYP_E_PLAN_CODE_UNKNOWN},
    /* targets */
    {"a target without value", "比较: \">\", 数值: 91.46}", "比较: \">\"}",
     "＞91.46", FYP_E_PLAN_TARGET_VALUE},
    {"a target without comparator", "比较: \">\", 数值: 91.46}",
     "数值: 91.46}", "＞91.46", FYP_E_PLAN_TARGET_COMPARATOR},
    {"a reference without comparator", " 比较: \">=\", 容差: 0.5}",
     " 容差: 0.5}", "基本同步", FYP_E_PLAN_TARGET_COMPARATOR},
    {"no target, but a value", "比较: \">=\", 数值: 170, 推定: 是, 小数位: -1",
     "类型: 无, 数值: 170", "\"1.7\"", FYP_E_PLAN_TARGET_EXTRA},
    {"a text, but a comparator", "比较: \">=\", 数值: 170, 推定: 是, 小数位: -1",
     "类型: 文字, 比较: \">=\"", "\"1.7\"", FYP_E_PLAN_TARGET_EXTRA},
    {"no target, but decimals", "比较: \">=\", 数值: 170, 推定: 是, 小数位: -1",
     "类型: 无, 小数位: -1", "\"1.7\"", FYP_E_PLAN_TARGET_EXTRA},
    {"no target, but inferred", "比较: \">=\", 数值: 170, 推定: 是, 小数位: -1",
     "类型: 无, 推定: 是", "\"1.7\"", FYP_E_PLAN_TARGET_EXTRA},
    {"no target, but a reference", "比较: \">=\", 容差: 0.5", "类型: 无",
     "基本同步", FYP_E_PLAN_TARGET_EXTRA},
    {"a reference and a value", "比较: \">=\", 容差: 0.5",
     "比较: \">=\", 数值: 6.8", "基本同步", FYP_E_PLAN_TARGET_EXTRA},
    {"a cumulative target <=",
     "\"1.7\", 比较: \">=\", 数值: 170, 推定: 是",
     "\"≤1.7\", 比较: \"<=\", 数值: 170", "\"≤1.7\"",
     FYP_E_PLAN_CUMULATIVE},
    {"a cumulative target =",
     "\"1.7\", 比较: \">=\", 数值: 170, 推定: 是",
     "\"=1.7\", 比较: \"=\", 数值: 170", "\"=1.7\"",
     FYP_E_PLAN_CUMULATIVE},
    {"a cumulative reference", "比较: \">=\", 数值: 170, 推定: 是, 小数位: -1",
     "比较: \">=\", 参照: {指标: gdp}", "\"1.7\"", FYP_E_PLAN_REFERENCE_KIND},
    {"a reference to itself", "{指标: gdp, 地区: \"100000\"}",
     "{指标: growing}", "基本同步", FYP_E_PLAN_REFERENCE_SELF},
    {"a reference to nowhere", "地区: \"100000\"}", "地区: 全国}", "基本同步",
     FYP_E_PLAN_REGION},
    {"a strict target inferred", "比较: \">\", 数值: 91.46}",
     "比较: \">\", 数值: 91.46, 推定: 是}", "＞91.46", FYP_E_PLAN_INFERRED},
    {"a negative tolerance", "容差: 0.5", "容差: -0.5", "基本同步",
     FYP_E_PLAN_TOLERANCE},
    {"a tolerance without reference", "数值: 91.46}", "数值: 91.46, 容差: 0.5}",
     "＞91.46", FYP_E_PLAN_TOLERANCE},
    {"half a decimal", "小数位: -1", "小数位: -1.5", "\"1.7\"",
     FYP_E_PLAN_DECIMALS},
    {"ten decimals", "小数位: -1", "小数位: -10", "\"1.7\"",
     FYP_E_PLAN_DECIMALS},
    {"a target above its range", "91.46\", 比较: \">\", 数值: 91.46",
     "914.6\", 比较: \">\", 数值: 914.6", "＞914.6",
     FYP_E_PLAN_OUTSIDE_RANGE},
    {"a negative share", "15%以内, 比较: \"<=\", 数值: 15}",
     "-15%以内, 比较: \"<=\", 数值: -15}", "-15%以内",
     FYP_E_PLAN_OUTSIDE_RANGE},
    {"a baseline above its range", "{原文: \"23.7\", 数值: 23.7}",
     "{原文: \"237\", 数值: 237}", "\"237\"",
     FYP_E_PLAN_OUTSIDE_RANGE},
    {"a prose baseline above its range", "数值: 86.9", "数值: 869", ">87.3",
     FYP_E_PLAN_OUTSIDE_RANGE},
    {"a milestone above its range", "数值: 88.1", "数值: 881", "881",
     FYP_E_PLAN_OUTSIDE_RANGE},
    {"a share of sub-regions above 100", "2021, 比较: \">=\", 数值: 100",
     "2021, 比较: \">=\", 数值: 101", "101", FYP_E_PLAN_OUTSIDE_RANGE},
    /* units */
    {"a share as a count", "名称: 送教占比\n    单位: \"%\"",
     "名称: 送教占比\n    单位: 人", "序号: 5", FYP_E_PLAN_UNIT},
    {"a unit in quotes", "名称: 送教占比\n    单位: \"%\"",
     "名称: 送教占比\n    单位: “%”", "序号: 5", FYP_E_PLAN_UNIT},
    {"no unit", "名称: 送教占比\n    单位: \"%\"",
     "名称: 送教占比\n    单位: 无", "序号: 5", FYP_E_PLAN_UNIT},
    {"a unit where there is none", "名称: 中心建成\n    单位: 无",
     "名称: 中心建成\n    单位: 所", "序号: 4", FYP_E_PLAN_UNIT},
    {"each sub-region in another unit", "名称: 每镇一所\n    单位: 所",
     "名称: 每镇一所\n    单位: 座", "序号: 6", FYP_E_PLAN_UNIT},
    /* what is printed */
    {"digits swapped", "＞91.46", "＞91.64", "＞91.64",
     FYP_E_PLAN_PRINTED_VALUE},
    {"digits swapped beside a unit", "15%以内", "51%以内", "51%以内",
     FYP_E_PLAN_PRINTED_VALUE},
    {"a baseline's digits swapped", "\"23.7\"", "\"32.7\"", "32.7",
     FYP_E_PLAN_PRINTED_VALUE},
    {"a bound's digits swapped", "\">87.3\"", "\">83.7\"", ">83.7",
     FYP_E_PLAN_PRINTED_VALUE},
    {"a prose baseline's digits swapped", "原文: 丙", "原文: 参保率为68.9%",
     "参保率为68.9%", FYP_E_PLAN_PRINTED_VALUE},
    {"a strict sign read as at least", "比较: \">\", 数值: 91.46",
     "比较: \">=\", 数值: 91.46", "＞91.46", FYP_E_PLAN_PRINTED_COMPARATOR},
    {"within read as below", "15%以内, 比较: \"<=\"",
     "15%以内, 比较: \"<\"", "15%以内", FYP_E_PLAN_PRINTED_COMPARATOR},
    {"a bare number read as strict", "比较: \">=\", 数值: 170, 推定: 是",
     "比较: \">\", 数值: 170", "\"1.7\"", FYP_E_PLAN_PRINTED_COMPARATOR},
    {"a reference read as strict", "原文: 基本同步, 参照: {指标: gdp, 地区: "
     "\"100000\"}, 比较: \">=\"", "原文: 不低于全国, 参照: {指标: gdp, 地区: "
     "\"100000\"}, 比较: \">\"", "不低于全国", FYP_E_PLAN_PRINTED_COMPARATOR},
    {"a bound read as a figure", "比较: \">\", 数值: 87.3", "数值: 87.3",
     ">87.3", FYP_E_PLAN_PRINTED_COMPARATOR},
    {"a figure read as a bound", "原文: \"23.7\"",
     "比较: \">\", 原文: \"23.7\"", "23.7", FYP_E_PLAN_PRINTED_COMPARATOR},
    {"a prose bound read as a figure", "原文: 丙", "原文: 参保率超过86.9%",
     "参保率超过86.9%", FYP_E_PLAN_PRINTED_COMPARATOR},
    {"a bare number not inferred", "数值: 170, 推定: 是", "数值: 170",
     "\"1.7\"", FYP_E_PLAN_PRINTED_BARE},
    {"a printed sign inferred", "数值: 15}", "数值: 15, 推定: 是}", "15%以内",
     FYP_E_PLAN_PRINTED_SIGN},
    /* milestones */
    {"a milestone in the base year", "年份: 2022,", "年份: 2020,",
     "年份: 2020,", FYP_E_PLAN_MILESTONE_YEAR},
    {"a milestone in the target year", "年份: 2024,", "年份: 2025,",
     "年份: 2025,", FYP_E_PLAN_MILESTONE_YEAR},
    {"milestones out of order", "年份: 2024,", "年份: 2021,",
     "年份: 2021, 比较: \">=\", 数值: 90.2", FYP_E_PLAN_MILESTONE_ORDER},
    {"two milestones in a year", "年份: 2024,", "年份: 2022,", "90.2",
     FYP_E_PLAN_MILESTONE_ORDER},
    {"a milestone downwards", "2024, 比较: \">=\"", "2024, 比较: \"<=\"",
     "90.2", FYP_E_PLAN_MILESTONE_DIRECTION},
    {"a milestone upwards", "2023, 比较: \"<\"", "2023, 比较: \">\"", "19.3",
     FYP_E_PLAN_MILESTONE_DIRECTION},
    {"an equal milestone", "2023, 比较: \"<\"", "2023, 比较: \"=\"", "19.3",
     FYP_E_PLAN_MILESTONE_DIRECTION},
    {"a share of sub-regions downwards", "2021, 比较: \">=\"",
     "2021, 比较: \"<=\"", "2021, ", FYP_E_PLAN_MILESTONE_DIRECTION},
    {"a milestone of a growth", "    出处: {章节: 专栏1, 原文: 辛}",
     "    节点: [{年份: 2023, 比较: \">=\", 数值: 6.1, 出处: "
     "{章节: 一, 原文: 甲}}]\n    出处: {章节: 专栏1, 原文: 辛}",
     "数值: 6.1", FYP_E_PLAN_MILESTONE_KIND},
    {"a milestone of a reference", "23.7\", 数值: 23.7}\n    目标: {原文: "
     "15%以内, 比较: \"<=\", 数值: 15}",
     "23.7\", 数值: 23.7}\n    目标: {原文: 不高于, 比较: \"<=\", 参照: "
     "{指标: gdp}}", "子", FYP_E_PLAN_MILESTONE_KIND},
    {"a milestone without a target", "建成, 比较: \">=\", 数值: 1}",
     "建成, 类型: 无}", "壬", FYP_E_PLAN_MILESTONE_KIND},
    {"two deadlines", "[{年份: 2023, 比较: \">=\", 数值: 1,",
     "[{年份: 2022, 比较: \">=\", 数值: 1, 出处: {章节: 一, 原文: 甲}},"
     " {年份: 2023, 比较: \">=\", 数值: 1,", "壬",
     FYP_E_PLAN_MILESTONE_DEADLINE},
    /* each sub-region */
    {"each of no sub-regions",
     "下级地区:\n  - {代码: \"510604001\", 名称: 甲镇}\n"
     "  - {代码: \"510604002\", 名称: 乙镇}\n", "", "序号: 6",
     FYP_E_PLAN_EACH_SUBREGION_NONE},
    {"each sub-region's growth", "    基期: {空白: 无此列}\n    目标: {原文: 基本",
     "    逐地区: 是\n    基期: {空白: 无此列}\n    目标: {原文: 基本",
     "序号: 3", FYP_E_PLAN_EACH_SUBREGION_KIND},
    {"each sub-region's sum", "    印刷单位: 百户", "    逐地区: 是",
     "序号: 2", FYP_E_PLAN_EACH_SUBREGION_KIND},
    {"each sub-region's event", "    基期: {空白: 未录入}",
     "    逐地区: 是\n    基期: {空白: 未录入}", "序号: 4",
     FYP_E_PLAN_EACH_SUBREGION_KIND},
    /* baselines */
    {"a baseline that says nothing", "{原文: \"23.7\", 数值: 23.7}",
     "{原文: \"23.7\"}", "23.7", FYP_E_PLAN_BASELINE_EMPTY},
    {"a baseline not as printed", "{原文: \"23.7\", 数值: 23.7}",
     "{数值: 23.7}", "23.7", FYP_E_PLAN_BASELINE_TEXT},
    {"a dash not as printed", "{原文: \"—\", 空白: 横线}", "{空白: 横线}",
     "空白: 横线", FYP_E_PLAN_BASELINE_TEXT},
    {"an empty print", "{原文: \"23.7\", 数值: 23.7}",
     "{原文: \"\", 数值: 23.7}", "数值: 23.7", FYP_E_PLAN_BASELINE_TEXT},
    {"a figure and a dash", "{原文: \"—\", 空白: 横线}",
     "{原文: \"—\", 空白: 横线, 数值: 33}", "空白: 横线",
     FYP_E_PLAN_BASELINE_BOTH},
    {"a text of a missing column", "{空白: 未录入}",
     "{空白: 无此列, 原文: \"3\"}", "原文: \"3\"", FYP_E_PLAN_BASELINE_BOTH},
    {"an equal baseline", "87.3\", 比较: \">\"", "87.3\", 比较: \"=\"", ">87.3",
     FYP_E_PLAN_BASELINE_BOUND},
    {"an equal prose baseline", "数值: 86.9,", "数值: 86.9, 比较: \"=\",",
     ">87.3", FYP_E_PLAN_BASELINE_BOUND},
    {"a bound without a figure", "{空白: 未录入}",
     "{空白: 未录入, 比较: \">\"}", "未录入", FYP_E_PLAN_BASELINE_BOUND},
    /* warnings */
    {"a target below its baseline", "91.46\", 比较: \">\", 数值: 91.46",
     "87.1\", 比较: \">\", 数值: 87.1", "＞87.1",
     FYP_W_PLAN_TARGET_WORSE},
    {"a low-is-better target above it", "{原文: \"23.7\", 数值: 23.7}",
     "{原文: \"13.7\", 数值: 13.7}",
     "15%以内", FYP_W_PLAN_TARGET_WORSE},
    {"a target below its prose baseline", "{原文: \"23.7\", 数值: 23.7}",
     "{原文: \"—\", 空白: 横线, 正文: {数值: 12.9, 出处: "
     "{章节: 一, 原文: 甲}}}", "15%以内", FYP_W_PLAN_TARGET_WORSE},
    {"more than all", "91.46\", 比较: \">\", 数值: 91.46",
     "100\", 比较: \">\", 数值: 100", "＞100",
     FYP_W_PLAN_TARGET_UNREACHABLE},
    {"less than nothing", "15%以内, 比较: \"<=\", 数值: 15}",
     "不足0%, 比较: \"<\", 数值: 0}", "不足0%", FYP_W_PLAN_TARGET_UNREACHABLE},
};
/* clang-format on */

/** Reads text as plan "t"; the folder and the catalogue stay with the test. */
static enum fyp_status read_text(
    const struct folder *folder, const struct fyp_catalogue *catalogue,
    const char *text, struct fyp_plan **plan, struct fyp_problems *problems,
    struct fyp_error *err)
{
    folder_write(folder, "t.yaml", text);
    return fyp_plan_create(
        folder_file(folder, "t.yaml"), catalogue, plan, problems, err);
}

static void print_problems(const char *name, const struct fyp_problems *list)
{
    for (size_t i = 0; i < list->count; i++) {
        cr_log_error(
            "%s: %s: FYP-%03d %s", name, list->items[i].place,
            (int)list->items[i].status, list->items[i].text);
    }
}

static void expect_place(
    const struct damage *row, const struct fyp_error *problem, const char *text)
{
    char expected[64];
    snprintf(expected, sizeof expected, "/t.yaml:%d", line_of(text, row->at));
    size_t length = strlen(problem->place);
    bool ends =
        length > strlen(expected) &&
        strcmp(problem->place + length - strlen(expected), expected) == 0;
    cr_expect(
        ends, "%s: place %s, expected …%s", row->name, problem->place,
        expected);
}

static void check_damage(
    const struct damage *row, const struct folder *folder,
    const struct fyp_catalogue *catalogue)
{
    char *text = replaced(small_plan, row->from, row->to);
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status =
        read_text(folder, catalogue, text, &plan, &problems, &err);
    bool warning = fyp_status_exit_code(row->status) == FYP_EXIT_DONE;
    if (problems.count != 1 || problems.items[0].status != row->status) {
        print_problems(row->name, &problems);
        cr_expect_fail(
            "%s: %zu problems, expected one of FYP-%03d", row->name,
            problems.count, (int)row->status);
    } else {
        expect_place(row, &problems.items[0], text);
        cr_expect_null(
            strchr(problems.items[0].text, '{'), "%s: %s", row->name,
            problems.items[0].text);
    }
    cr_expect_eq(
        status, warning ? FYP_OK : row->status, "%s: FYP-%03d", row->name,
        (int)status);
    cr_expect_eq(err.status, status, "%s: err has the status", row->name);
    cr_expect_eq(plan != NULL, warning, "%s: plan returned", row->name);
    fyp_plan_destroy(plan);
    fyp_problems_finish(&problems);
    free(text);
}

Test(plan_check, every_rule_is_reported_with_its_number_and_its_line)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        check_damage(&damages[i], &folder, catalogue);
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

static bool is_provoked(enum fyp_status status)
{
    if (status == FYP_E_PLAN_QUOTATION) {
        return true; /* needs a text: test_printed.c */
    }
    if ((status >= FYP_E_COMMITMENTS_PLAN && status <= FYP_E_DUTY_UNWRITTEN) ||
        (status >= FYP_W_TASK_MISSING && status <= FYP_W_COMMITMENT_WORSE)) {
        return true; /* of another file: test_commitments.c */
    }
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        if (damages[i].status == status) {
            return true;
        }
    }
    return false;
}

/* Those of the catalogue and the home have their own tests. */
Test(plan_check, every_number_of_a_plan_has_a_row_that_provokes_it)
{
    static const int numbers[] = {
#define FYP_STATUS(name, number, exit_code, zh, zh_cure, en, en_cure) number,
#include "base/status.def"
#undef FYP_STATUS
    };
    size_t seen = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i] < 210 || numbers[i] > 299) {
            continue;
        }
        seen++;
        cr_expect(
            is_provoked((enum fyp_status)numbers[i]), "no row for FYP-%03d",
            numbers[i]);
    }
    cr_assert_gt(seen, 30);
}

Test(plan_check, the_sound_plan_has_no_problem)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status =
        read_text(&folder, catalogue, small_plan, &plan, &problems, &err);
    print_problems("the sound plan", &problems);
    cr_expect_eq(status, FYP_OK);
    cr_expect_eq(problems.count, 0);
    fyp_plan_destroy(plan);
    fyp_problems_finish(&problems);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

Test(plan_check, all_problems_of_a_file_are_reported_at_once)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    char *one = replaced(small_plan, "目标年: 2025", "目标年: 2036");
    char *two = replaced(one, "代码: shortfall", "代码: shortfal");
    char *three = replaced(two, "年份: 2024,", "年份: 2021,");
    char *four = replaced(
        three, "91.46\", 比较: \">\", 数值: 91.46",
        "87.1\", 比较: \">\", 数值: 87.1");
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status =
        read_text(&folder, catalogue, four, &plan, &problems, &err);
    static const enum fyp_status expected[] = {
        FYP_E_PLAN_YEARS, FYP_E_PLAN_MILESTONE_ORDER, FYP_W_PLAN_TARGET_WORSE,
        FYP_E_PLAN_CODE_CLOSE};
    if (problems.count != 4) {
        print_problems("four faults", &problems);
    }
    cr_assert_eq(problems.count, 4, "%zu problems", problems.count);
    for (size_t i = 0; i < 4; i++) {
        cr_expect_eq(problems.items[i].status, expected[i], "problem %zu", i);
    }
    cr_expect_eq(status, FYP_E_PLAN_YEARS);
    cr_expect_null(plan);
    cr_expect_not_null(strstr(problems.items[3].text, "shortfall"));
    fyp_problems_finish(&problems);
    fyp_catalogue_destroy(catalogue);
    free(one);
    free(two);
    free(three);
    free(four);
    folder_remove(&folder);
}

Test(plan_check, a_plan_is_read_without_a_list_and_without_an_error)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    char *text = replaced(small_plan, "目标年: 2025", "目标年: 2036");
    struct fyp_plan *plan = NULL;
    cr_expect_eq(
        read_text(&folder, catalogue, text, &plan, NULL, NULL),
        FYP_E_PLAN_YEARS);
    cr_expect_null(plan);
    cr_expect_eq(
        read_text(&folder, catalogue, small_plan, &plan, NULL, NULL), FYP_OK);
    cr_expect_not_null(plan);
    fyp_plan_destroy(plan);
    fyp_catalogue_destroy(catalogue);
    free(text);
    folder_remove(&folder);
}

Test(plan_check, a_plan_period_lies_in_1949_to_2100_and_has_at_most_15_years)
{
    static const struct {
        int from, to;
        bool sound;
    } rows[] = {{1949, 1954, true},  {1948, 1953, false}, {2090, 2100, true},
                {2096, 2101, false}, {2020, 2035, true},  {2020, 2036, false},
                {2020, 2021, true},  {2020, 2020, false}, {2025, 2020, false}};
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024];
        snprintf(
            text, sizeof text,
            "规划: t\n标题: 试\n地区: {代码: \"510604\", 名称: 罗江区}\n"
            "基期年: %d\n目标年: %d\n指标:\n  - {序号: 1, 代码: done,"
            " 名称: 甲, 单位: 无, 基期: {空白: 无此列}, 目标: {原文: 建成,"
            " 类型: 文字}, 出处: {章节: 一, 原文: 甲}}\n",
            rows[i].from, rows[i].to);
        struct fyp_plan *plan = NULL;
        enum fyp_status status =
            read_text(&folder, catalogue, text, &plan, NULL, NULL);
        cr_expect_eq(
            status, rows[i].sound ? FYP_OK : FYP_E_PLAN_YEARS,
            "%d to %d: FYP-%03d", rows[i].from, rows[i].to, (int)status);
        fyp_plan_destroy(plan);
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

Test(plan_check, more_than_nothing_is_reachable_where_there_is_no_upper_end)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    char *text = replaced(
        small_plan, "\"1.7\", 比较: \">=\", 数值: 170, 推定: 是",
        "\"大于0\", 比较: \">\", 数值: 0");
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    read_text(&folder, catalogue, text, &plan, &problems, NULL);
    print_problems("above 0", &problems);
    cr_expect_not_null(plan);
    cr_expect_eq(problems.count, 0);
    fyp_plan_destroy(plan);
    fyp_problems_finish(&problems);
    fyp_catalogue_destroy(catalogue);
    free(text);
    folder_remove(&folder);
}

Test(plan_check, a_long_gap_in_the_numbers_is_cut_short)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    char *text = replaced(small_plan, "序号: 6", "序号: 9999");
    struct fyp_plan *plan = NULL;
    struct fyp_error err = {.status = FYP_OK};
    cr_expect_eq(
        read_text(&folder, catalogue, text, &plan, NULL, &err),
        FYP_E_PLAN_NUMBER_MISSING);
    cr_expect_not_null(
        strstr(err.text, "6 7 8 9 10 11 12 13 14 15 …"), "%s", err.text);
    fyp_catalogue_destroy(catalogue);
    free(text);
    folder_remove(&folder);
}

Test(plan_check, numbers_that_are_no_plain_sequence_are_left_as_printed)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    char *text = replaced(small_plan, "序号: 6", "序号: 五（二）");
    struct fyp_plan *plan = NULL;
    struct fyp_error err = {.status = FYP_OK};
    cr_expect_eq(
        read_text(&folder, catalogue, text, &plan, NULL, &err), FYP_OK, "%s",
        err.text);
    cr_assert_not_null(plan);
    cr_expect_str_eq(plan->indicators[5].number, "五（二）");
    fyp_plan_destroy(plan);
    fyp_catalogue_destroy(catalogue);
    free(text);
    folder_remove(&folder);
}

Test(plan_check, a_date_that_is_not_in_the_calendar_is_refused)
{
    static const char *const dates[] = {
        "2022-02-29", "2022-13-01", "2022-00-10", "2022-04-31", "2022-06-00",
        "1900-02-29", "2022-13",    "2022/06/14", "2022"};
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        char *text = replaced(small_plan, "2022-06-14", dates[i]);
        struct fyp_plan *plan = NULL;
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            read_text(&folder, catalogue, text, &plan, NULL, &err);
        cr_expect_neq(status, FYP_OK, "%s was accepted", dates[i]);
        cr_expect_not_null(
            strstr(err.place, "t.yaml:7"), "%s: %s", dates[i], err.place);
        fyp_plan_destroy(plan);
        free(text);
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

Test(plan_check, a_leap_day_and_a_month_are_dates)
{
    static const struct {
        const char *date;
        int year;
    } rows[] = {{"2024-02-29", 2024}, {"2022-12-09", 2022}, {"2021-06", 2021}};
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = replaced(small_plan, "2022-06-14", rows[i].date);
        struct fyp_plan *plan = NULL;
        struct fyp_error err = {.status = FYP_OK};
        read_text(&folder, catalogue, text, &plan, NULL, &err);
        cr_assert_not_null(plan, "%s: %s", rows[i].date, err.text);
        cr_expect_str_eq(plan->published, rows[i].date);
        cr_expect_eq(fyp_plan_published_year(plan), rows[i].year);
        fyp_plan_destroy(plan);
        free(text);
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

/* A file cut anywhere is refused or read, never a crash; the sanitizers of
 * the gate look on. Steps of 5 bytes meet every byte of a Chinese character,
 * and leave valgrind some time; tests/base cuts at every byte. */
Test(plan_check, a_plan_cut_anywhere_is_refused_or_read)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    size_t length = strlen(small_plan);
    char *text = strdup(small_plan);
    size_t refused = 0;
    size_t cuts = 0;
    for (size_t cut = length; cut > 5; cut -= 5, cuts++) {
        text[cut - 1] = '\0';
        struct fyp_plan *plan = NULL;
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            read_text(&folder, catalogue, text, &plan, NULL, &err);
        cr_assert_eq(status == FYP_OK, plan != NULL, "cut at %zu", cut);
        cr_assert_eq(status, err.status, "cut at %zu", cut);
        refused += status != FYP_OK;
        fyp_plan_destroy(plan);
    }
    cr_expect_gt(refused, cuts / 2);
    fyp_catalogue_destroy(catalogue);
    free(text);
    folder_remove(&folder);
}
