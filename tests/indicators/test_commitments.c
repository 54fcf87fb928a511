/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/indicators/files.h"

#include "indicators/commitments.h"
#include "indicators/division.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sound file for the plan "t" that uses every field. */
static const char sound[] =
    "规划: t\n"
    "说明: 全篇\n"
    "承诺:\n"
    "  - 编号: c1\n"
    "    内容: 甲的比例\n"
    "    比较: \">=\"\n"
    "    数值: 37.4\n"
    "    单位: \"%\"\n"
    "    对象: 乙\n"
    "    期限原文: 到2024年\n"
    "    期限: 2024\n"
    "    频次: 每年\n"
    "    约束力: 硬性\n"
    "    节点: [{年份: 2021, 内容: 试点},"
    " {年份: 2023, 比较: \">=\", 数值: 31.9}]\n"
    "    专栏: 专栏2\n"
    "    指标: share\n"
    "    类型: 水平\n"
    "    路径: 阶梯\n"
    "    基期: 29.3\n"
    "    任务: [1, 三]\n"
    "    章节: 一\n"
    "    行: 2\n"
    "    原文: 甲不低于37.4%\n"
    "  - 编号: c2\n"
    "    内容: 封顶\n"
    "    比较: \"<=\"\n"
    "    数值: 1537\n"
    "    约束力: 鼓励\n"
    "    上限: 是\n"
    "    章节: 一\n"
    "    行: 3\n"
    "    原文: 不超过１，５３７户或1,537户\n"
    "  - {编号: c3, 内容: 一批, 比较: 无, 约束力: 声明, 章节: 一, 行: 3,"
    " 原文: 一批}\n"
    "任务约定: {方式: 逗号前牵头, 章节: 一, 行: 5, 原文: 逗号前为牵头单位}\n"
    "任务:\n"
    "  - {序号: 1, 内容: 子丑, 章节: 二, 行: 6,\n"
    "     责任单位: \"民政局、各县（市、区）政府，财政局、残联\", 单位行: 7}\n"
    "  - {序号: 三, 内容: 寅卯, 行: 8, 责任单位: 甲局, 配合单位: 乙局,"
    " 方式: 分栏, 说明: 重}\n"
    "单位别名: [{别名: 残联, 全称: 残疾人联合会}]\n"
    "指标任务: [{指标: counted, 任务: [1]}]\n"
    "重复事项:\n"
    "  - {编号: d1, 内容: 报告, 频次: 每年, 频次原文: 每年, 期限原文: 年底前,"
    " 截止: \"12-20\", 起年: 2022, 止年: 2024, 责任单位: [甲局, 乙局],"
    " 章节: 三, 行: 9, 原文: 书面报告}\n"
    "  - {编号: d2, 内容: 评估, 频次: 一次, 章节: 三, 行: 9, 原文: 书面}\n"
    "矛盾:\n"
    "  - 编号: x1\n"
    "    类型: 目标两数\n"
    "    说明: 一处百户，一处百五\n"
    "    证据: [{章节: 一, 行: 2, 原文: 甲不}, {行: 3, 原文: 不超过}]\n"
    "    采用: 表里的数\n"
    "    理由: 表为准\n"
    "    指标: [counted]\n"
    "    承诺: [c2]\n"
    "    另解: [{指标: counted, 比较: \">\", 数值: 259, 基期: 7}]\n";

static const char text_of_t[] =
    "甲\n甲不低于 37.4%\n不超过１，５３７户或1,537户"
    "一批\n\n逗号前为牵头单位\n子\n丑\n寅卯甲局\n";
static const char document[] =
    "甲\n"
    "甲不低于\t37.4%\n"
    "不超过１，５３７户或1,537户，一批\n"
    "\n"
    "（逗号前为牵头单位）\n"
    "子\n丑民政局、各县（市、区）政府，财政局、残联\n"
    "寅　卯 甲局 乙局\n"
    "书面报告\n";

/** Folders plans/ and commitments/, the plan and its catalogue. */
struct place {
    struct folder folder;
    struct fyp_catalogue *catalogue;
};

static struct place place_make(void)
{
    struct place place = {.folder = folder_make()};
    place.catalogue = small_catalogue_read(&place.folder);
    folder_make_inner(&place.folder, "plans");
    folder_make_inner(&place.folder, "commitments");
    folder_write(&place.folder, "plans/t.yaml", small_plan);
    return place;
}

static void place_remove(struct place *place)
{
    fyp_catalogue_destroy(place->catalogue);
    folder_remove(&place->folder);
}

static enum fyp_status read_with(
    const struct place *place, const char *text, struct fyp_plan **plan,
    struct fyp_problems *problems, struct fyp_error *err)
{
    folder_write(&place->folder, "commitments/t.yaml", text);
    return fyp_plan_create(
        folder_file(&place->folder, "plans/t.yaml"), place->catalogue, plan,
        problems, err);
}

static struct fyp_plan *read_sound(const struct place *place, const char *text)
{
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    read_with(place, text, &plan, &problems, &err);
    cr_assert_not_null(plan, "%s: %s", err.place, err.text);
    cr_assert_eq(
        problems.count, 0, "%s",
        problems.count > 0 ? problems.items[0].text : "");
    fyp_problems_finish(&problems);
    return plan;
}

static void expect_first_commitment(const struct fyp_commitment *item)
{
    cr_expect_str_eq(item->id, "c1");
    cr_expect_str_eq(item->measure, "甲的比例");
    cr_expect_eq(item->comparator, FYP_COMPARE_GE);
    cr_expect(fyp_equal(item->value.value, 37.4));
    cr_expect_str_eq(item->unit, "%");
    cr_expect_str_eq(item->population, "乙");
    cr_expect_str_eq(item->deadline_text, "到2024年");
    cr_expect_eq(item->year, 2024);
    cr_expect_str_eq(item->recurrence, "每年");
    cr_expect_eq(item->force, FYP_FORCE_HARD);
    cr_expect_not(item->cap);
    cr_assert_eq(item->step_count, 2);
    cr_expect_str_eq(item->steps[0].text, "试点");
    cr_expect_not(item->steps[0].value.present);
    cr_expect(fyp_equal(item->steps[1].value.value, 31.9));
    cr_expect_str_eq(item->box, "专栏2");
    cr_expect_str_eq(item->entry->code, "share");
    cr_expect_eq(item->kind, FYP_KIND_LEVEL);
    cr_expect_eq(item->path, FYP_PATH_STEP);
    cr_expect(fyp_equal(item->baseline.value, 29.3));
    cr_assert_eq(item->task_count, 2);
    cr_expect_str_eq(item->tasks[1], "三");
    cr_expect_eq(item->source.line, 2);
    cr_expect_eq(item->line, line_of(sound, "编号: c1"));
}

static void expect_tasks(const struct fyp_commitments *all)
{
    size_t at = 0;
    cr_assert_eq(all->task_count, 2);
    const struct fyp_task *task = fyp_task_next(all, "1", &at);
    cr_expect_eq(task, &all->tasks[0]);
    cr_expect_null(fyp_task_next(all, "1", &at));
    cr_assert_eq(task->lead.count, 2);
    cr_expect_str_eq(task->lead.items[1], "各县（市、区）政府");
    cr_assert_eq(task->cooperating.count, 2);
    cr_expect_str_eq(
        fyp_unit_full(all, task->cooperating.items[1]), "残疾人联合会");
    cr_expect_str_eq(fyp_unit_full(all, "财政局"), "财政局");
    cr_expect_eq(all->tasks[1].division, FYP_DIVISION_COLUMNS);
    cr_expect_str_eq(all->tasks[1].cooperating.items[0], "乙局");
    cr_expect_eq(all->tasks[1].units_line, 8, "as the text's own line");
    cr_expect_str_eq(fyp_task_link_of(all, "counted")->tasks[0], "1");
    cr_expect_null(fyp_task_link_of(all, "share"));
}

static void expect_duties_and_conflict(const struct fyp_commitments *all)
{
    const struct fyp_duty *duty = &all->duties[0];
    cr_expect_eq(duty->recurrence, FYP_YEARLY);
    cr_expect_eq(duty->month * 100 + duty->day, 1220);
    cr_expect_eq(duty->from_year, 2022);
    cr_expect_eq(duty->to_year, 2024);
    cr_assert_eq(duty->unit_count, 2);
    cr_expect_eq(all->duties[1].from_year, 2025, "once: in the last year");
    cr_expect_eq(all->duties[1].month * 100 + all->duties[1].day, 1231);
    const struct fyp_conflict *conflict = &all->conflicts[0];
    cr_expect_eq(conflict->kind, FYP_CONFLICT_TWO_FIGURES);
    cr_assert_eq(conflict->evidence_count, 2);
    cr_expect_eq(conflict->evidence[1].line, 3);
    cr_expect_str_eq(conflict->reading, "表里的数");
    cr_expect_str_eq(conflict->codes[0], "counted");
    cr_expect_str_eq(conflict->commitments[0], "c2");
    cr_expect_eq(conflict->others[0].comparator, FYP_COMPARE_GT);
    cr_expect(fyp_equal(conflict->others[0].baseline.value, 7.0));
}

Test(commitments, every_field_is_read_as_written)
{
    struct place place = place_make();
    struct fyp_plan *plan = read_sound(&place, sound);
    const struct fyp_commitments *all = plan->commitments;
    cr_assert_not_null(all);
    cr_assert_eq(all->count, 3);
    expect_first_commitment(&all->items[0]);
    cr_expect(all->items[1].cap);
    cr_expect_eq(all->items[2].comparator, FYP_COMPARE_NONE);
    cr_expect_eq(all->rule.division, FYP_DIVISION_COMMA);
    expect_tasks(all);
    expect_duties_and_conflict(all);
    cr_expect_eq(strlen(all->sha256), 64);
    fyp_plan_destroy(plan);
    place_remove(&place);
}

Test(commitments, a_plan_without_the_file_is_as_sound_as_before)
{
    struct place place = place_make();
    struct fyp_plan *plan = NULL;
    struct fyp_error err = {.status = FYP_OK};
    fyp_plan_create(
        folder_file(&place.folder, "plans/t.yaml"), place.catalogue, &plan,
        NULL, &err);
    cr_assert_not_null(plan, "%s", err.text);
    cr_expect_null(plan->commitments);
    fyp_plan_destroy(plan);
    place_remove(&place);
}

Test(commitments, files_that_lie_elsewhere_are_read_instead_of_those_beside)
{
    struct place place = place_make();
    char text[PATH_MAX];
    folder_write(&place.folder, "commitments/t.yaml", "no commitments at all");
    for (int given = 0; given <= 1; given++) {
        struct fyp_plan *plan = NULL;
        struct fyp_error err = {.status = FYP_OK};
        const struct fyp_plan_beside beside = {
            .commitments =
                given ? folder_file(&place.folder, "plans/t.yaml") : NULL};
        const enum fyp_status status = fyp_plan_create_beside(
            folder_file(&place.folder, "plans/t.yaml"), &beside,
            place.catalogue, &plan, NULL, &err);
        cr_expect_eq(status == FYP_OK, !given, "%s", err.text);
        cr_assert_eq(plan != NULL, !given);
        if (plan != NULL) {
            cr_expect_null(plan->commitments);
            cr_expect_null(plan->beside);
            cr_expect_not(fyp_plan_document(plan, text, sizeof text));
        }
        fyp_plan_destroy(plan);
    }
    place_remove(&place);
}

Test(commitments, quotations_are_held_against_the_text)
{
    struct place place = place_make();
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    /* The plan's own quotations have no place in this text. */
    char *without = replaced(
        small_plan, "出处: {章节: 通知, 行: 3, 原文: 甲}\n",
        "出处: {章节: 通知, 行: 1, 原文: 甲}\n");
    char *sourceless = replaced(without, "行: 9, 原文: 丙", "原文: 丙");
    char *bare = replaced(sourceless, "行: 40, 原文: 己", "原文: 己");
    folder_make_inner(&place.folder, "texts");
    folder_write(&place.folder, "texts/t.txt", document);
    folder_write(&place.folder, "plans/t.yaml", bare);
    fyp_plan_destroy(read_sound(&place, sound));
    folder_write(&place.folder, "texts/t.txt", text_of_t);
    read_with(&place, sound, &plan, &problems, &err);
    cr_expect_null(plan);
    cr_expect_eq(err.status, FYP_E_PLAN_QUOTATION);
    cr_expect_not_null(strstr(err.place, "commitments/t.yaml:"));
    cr_expect_gt(problems.count, 2);
    fyp_problems_finish(&problems);
    free(bare);
    free(sourceless);
    free(without);
    place_remove(&place);
}

struct damage {
    const char *name;
    const char *from, *to;
    enum fyp_status status;
};

static const struct damage damages[] = {
    {"another plan", "规划: t\n", "规划: u\n", FYP_E_COMMITMENTS_PLAN},
    {"an id twice", "编号: c3", "编号: c1", FYP_E_COMMITMENT_TWICE},
    {"a duty's id twice", "编号: d2", "编号: d1", FYP_E_COMMITMENT_TWICE},
    {"a number without a comparator", "比较: 无,", "比较: 无, 数值: 3.7,",
     FYP_E_COMMITMENT_VALUE},
    {"a step's comparator without a number",
     "{年份: 2023, 比较: \">=\", 数值: 31.9}", "{年份: 2023, 比较: \">=\"}",
     FYP_E_COMMITMENT_VALUE},
    {"a cap from below", "比较: \"<=\"\n    数值: 1537",
     "比较: \">=\"\n    数值: 1537", FYP_E_COMMITMENT_CAP},
    {"a deadline before the plan", "期限: 2024", "期限: 2019",
     FYP_E_COMMITMENT_YEAR},
    {"an unknown code", "指标: share", "指标: shares", FYP_E_COMMITMENT_CODE},
    {"another unit", "单位: \"%\"", "单位: 户", FYP_E_COMMITMENT_UNIT},
    {"a task that is none", "任务: [1, 三]", "任务: [1, 四]",
     FYP_E_COMMITMENT_TASK},
    {"a task of an indicator that is none", "指标: counted, 任务: [1]",
     "指标: counted, 任务: [2]", FYP_E_COMMITMENT_TASK},
    {"steps in another order", "{年份: 2021, 内容: 试点}",
     "{年份: 2023, 内容: 试点}", FYP_E_COMMITMENT_STEP},
    {"no convention",
     "任务约定: {方式: 逗号前牵头, 章节: 一, 行: 5, "
     "原文: 逗号前为牵头单位}\n",
     "", FYP_E_TASK_DIVISION},
    {"an open bracket", "（市、区）政府", "（市、区政府", FYP_E_TASK_UNITS},
    {"nothing between two commas", "财政局、残联", "财政局、、残联",
     FYP_E_TASK_UNITS},
    {"no mark", "方式: 逗号前牵头", "方式: 标明牵头", FYP_E_TASK_UNITS},
    {"two columns where there are none", "方式: 分栏", "方式: 不分主次",
     FYP_E_TASK_COLUMNS},
    {"no month", "截止: \"12-20\"", "截止: \"13-20\"", FYP_E_DUTY_DUE},
    {"no day", "截止: \"12-20\"", "截止: \"02-30\"", FYP_E_DUTY_DUE},
    {"words for a day", "截止: \"12-20\"", "截止: 年底", FYP_E_DUTY_DUE},
    {"years the wrong way round", "起年: 2022", "起年: 2025", FYP_E_DUTY_YEARS},
    {"no evidence",
     "证据: [{章节: 一, 行: 2, 原文: 甲不}, {行: 3, 原文: 不超过}]", "证据: []",
     FYP_E_CONFLICT_EVIDENCE},
    {"a main indicator that is none", "    指标: [counted]",
     "    指标: [county]", FYP_E_CONFLICT_CODE},
    {"tasks of a main indicator that is none", "指标任务: [{指标: counted",
     "指标任务: [{指标: county", FYP_E_CONFLICT_CODE},
    {"a commitment that is none", "承诺: [c2]", "承诺: [c9]",
     FYP_E_CONFLICT_COMMITMENT},
    {"another reading of nothing",
     "{指标: counted, 比较: \">\", 数值: 259, 基期: 7}", "{指标: counted}",
     FYP_E_CONFLICT_OTHER},
    {"another reading of a reference", "另解: [{指标: counted,",
     "另解: [{指标: growing,", FYP_E_CONFLICT_NO_NUMBER},
    {"a commitment that is a main indicator that is none", "    上限: 是\n",
     "    上限: 是\n    主要指标: county\n", FYP_E_CONFLICT_CODE},
    {"two codes for one main indicator", "    指标: share\n",
     "    指标: share\n    主要指标: counted\n", FYP_E_COMMITMENT_MAIN},
    {"a deadline after the plan", "数值: 259, 基期: 7}", "期限: 2026}",
     FYP_E_CONFLICT_YEAR},
    {"a deadline before the plan", "数值: 259, 基期: 7}", "期限: 2020}",
     FYP_E_CONFLICT_YEAR},
    {"a deadline alone", "比较: \">\", 数值: 259, 基期: 7}", "期限: 2024}",
     FYP_OK},
    {"a day without a rhythm", "频次: 每年, 频次原文",
     "频次: 未写频次, 频次原文", FYP_E_DUTY_UNWRITTEN},
    {"no rhythm", "频次: 一次, 章节", "频次: 未写频次, 章节", FYP_OK},
    {"a number left out", "- {序号: 三,", "- {序号: 3,", FYP_E_COMMITMENT_TASK},
    /* warnings */
    {"a gap in the numbers", "任务: [1, 三]\n", "任务: [1]\n", FYP_OK},
    {"a task without units", "责任单位: 甲局, 配合单位: 乙局, 方式: 分栏, ", "",
     FYP_W_TASK_NO_UNIT},
    {"a number that is not printed", "数值: 1537", "数值: 153",
     FYP_W_COMMITMENT_PRINTED},
    {"a target below its baseline", "基期: 29.3", "基期: 39.3",
     FYP_W_COMMITMENT_WORSE},
};

static void check_damage(const struct place *place, const struct damage *row)
{
    char *text = replaced(sound, row->from, row->to);
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status = read_with(place, text, &plan, &problems, &err);
    bool warning = fyp_status_exit_code(row->status) == FYP_EXIT_DONE;
    bool found = row->status == FYP_OK && problems.count == 0;
    for (size_t i = 0; i < problems.count; i++) {
        found = found || problems.items[i].status == row->status;
        cr_expect_not_null(
            strstr(problems.items[i].place, "commitments/t.yaml:"), "%s: %s",
            row->name, problems.items[i].place);
        cr_expect_null(
            strchr(problems.items[i].text, '{'), "%s: %s", row->name,
            problems.items[i].text);
    }
    cr_expect(found, "%s: no FYP-%03d", row->name, (int)row->status);
    cr_expect_eq(status == FYP_OK, warning, "%s", row->name);
    cr_expect_eq(plan != NULL, warning, "%s", row->name);
    fyp_plan_destroy(plan);
    fyp_problems_finish(&problems);
    free(text);
}

Test(commitments, every_rule_is_reported_with_its_number)
{
    struct place place = place_make();
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        check_damage(&place, &damages[i]);
    }
    place_remove(&place);
}

/** 48 rows numbered to 49, and one number twice: the document's own slips. */
Test(commitments, slips_of_the_document_are_told_and_kept)
{
    static const char rows[] =
        "规划: t\n任务约定: {方式: 首位牵头}\n任务:\n"
        "  - {序号: 1, 内容: 甲, 行: 1, 责任单位: 甲局}\n"
        "  - {序号: 2, 内容: 乙, 行: 1, 责任单位: 甲局}\n"
        "  - {序号: 4, 内容: 丙, 行: 1, 责任单位: 甲局}\n"
        "  - {序号: 4, 内容: 丁, 行: 1, 责任单位: 甲局}\n";
    struct place place = place_make();
    struct fyp_plan *plan = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    cr_assert_eq(read_with(&place, rows, &plan, &problems, &err), FYP_OK);
    cr_assert_eq(problems.count, 2);
    cr_expect_eq(problems.items[0].status, FYP_W_TASK_TWICE);
    cr_expect_eq(problems.items[1].status, FYP_W_TASK_MISSING);
    cr_expect_not_null(strstr(problems.items[1].text, "缺 3"));
    cr_expect_eq(plan->commitments->task_count, 4);
    fyp_plan_destroy(plan);
    fyp_problems_finish(&problems);
    place_remove(&place);
}

/* --- who leads --- */

struct division_row {
    const char *name, *source;
    enum fyp_division division;
    const char *units, *others;
    const char *lead, *cooperating; /* joined by | */
};

static const struct division_row divisions[] = {
    {"before the comma", "Leshan 2023, line 22", FYP_DIVISION_COMMA,
     "市民政局、市乡村振兴局、市残联，市财政局、市统计局、各县（市、区）人民政"
     "府、"
     "乐山高新区管委会（逗号前为牵头单位，下同）",
     NULL, "市民政局|市乡村振兴局|市残联",
     "市财政局|市统计局|各县（市、区）人民政府|乐山高新区管委会"},
    {"no comma: all lead", "house rule", FYP_DIVISION_COMMA, "市残联、市财政局",
     NULL, "市残联|市财政局", ""},
    {"the first, and commas that separate", "Luojiang 2021, line 498",
     FYP_DIVISION_FIRST, "区人社局，区医保局、区残联，各镇人民政府", NULL,
     "区人社局", "区医保局|区残联|各镇人民政府"},
    {"one alone", "house rule", FYP_DIVISION_FIRST, " 区残联 ", NULL, "区残联",
     ""},
    {"a column each", "Yangjiang 2021, line 422", FYP_DIVISION_COLUMNS,
     "市教育局、市残联", "市财政局、市妇联", "市教育局|市残联",
     "市财政局|市妇联"},
    {"marked", "Yongji 2021, line 96", FYP_DIVISION_MARKED,
     "牵头单位：市农业农村局[市乡村振兴局]、各镇[街道]，参与单位：市委组织部、"
     "市残联",
     NULL, "市农业农村局[市乡村振兴局]|各镇[街道]", "市委组织部|市残联"},
    {"marked, nobody else", "house rule", FYP_DIVISION_MARKED,
     "牵头单位：市残联", NULL, "市残联", ""},
    {"undivided", "Yongji 2021, line 100", FYP_DIVISION_UNDIVIDED,
     "责任单位：市民政局、市人社局", NULL, "市民政局|市人社局", ""},
    {"a name may end in a bracket", "house rule", FYP_DIVISION_COMMA,
     "市残联，各镇（街道、园区）", NULL, "市残联", "各镇（街道、园区）"},
};

static void join(const struct fyp_units *units, char out[512])
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < units->count; i++) {
        used += (size_t)snprintf(
            out + used, 512 - used, "%s%s", i > 0 ? "|" : "", units->items[i]);
    }
}

Test(commitments, units_are_divided_as_each_document_says)
{
    for (size_t i = 0; i < sizeof divisions / sizeof *divisions; i++) {
        const struct division_row *row = &divisions[i];
        struct fyp_arena arena = {0};
        const char *problem = NULL;
        struct fyp_task task = {
            .units_text = row->units,
            .cooperating_text = row->others,
            .division = row->division};
        char lead[512], cooperating[512];
        cr_assert(fyp_task_divide(&task, &arena, &problem));
        cr_expect_null(problem, "%s: %s", row->name, problem);
        join(&task.lead, lead);
        join(&task.cooperating, cooperating);
        cr_expect_str_eq(
            lead, row->lead, "%s (%s): %s", row->name, row->source, lead);
        cr_expect_str_eq(
            cooperating, row->cooperating, "%s (%s): %s", row->name,
            row->source, cooperating);
        fyp_arena_finish(&arena);
    }
}

/* --- numbers --- */

static bool is_provoked(int number)
{
    if (number == FYP_W_TASK_TWICE || number == FYP_W_TASK_MISSING) {
        return true; /* slips of the document */
    }
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        if ((int)damages[i].status == number) {
            return true;
        }
    }
    return false;
}

Test(commitments, every_number_has_a_row_that_provokes_it)
{
    for (int number = FYP_E_COMMITMENTS_PLAN; number <= FYP_E_DUTY_UNWRITTEN;
         number++) {
        cr_expect(is_provoked(number), "no row for FYP-%03d", number);
    }
    for (int number = FYP_W_TASK_MISSING; number <= FYP_W_COMMITMENT_WORSE;
         number++) {
        cr_expect(is_provoked(number), "no row for FYP-%03d", number);
    }
}
