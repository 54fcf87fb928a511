/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "indicators/amendment.h"
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * Targets revised in mid-plan: what is read, what is refused, and how one is
 * put into a plan file without touching anything else.
 */

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A sound amendment of the small plan's first indicator: b = 87.3, T > 91.46,
 * milestones 2022 and 2024. */
static const char amendment[] =
    "# 中期调整\n"
    "指标: share\n"
    "目标: {原文: \"≥90.5\", 比较: \">=\", 数值: 90.5}\n"
    "节点:\n"
    "  - {年份: 2024, 比较: \">=\", 数值: 89.4, 出处: {章节: 一, 原文: 八}}\n"
    "公布日期: 2023-09-01\n"
    "机关: 区政府残工委\n"
    "文号: 残工委〔2023〕7号\n"
    "理由: 参保口径调整，“新农合”并入 \\ \"城乡居民\"\n"
    "出处: {章节: 二, 行: 4, 原文: \"由91.46%调整为90.5%: 自2023年起\"}\n";

struct scene {
    struct folder folder;
    struct fyp_catalogue *catalogue;
    char path[128];
};

static struct scene scene_of(const char *plan)
{
    struct scene scene = {.folder = folder_make()};
    scene.catalogue = small_catalogue_read(&scene.folder);
    folder_write(&scene.folder, "t.yaml", plan);
    snprintf(
        scene.path, sizeof scene.path, "%s",
        folder_file(&scene.folder, "t.yaml"));
    return scene;
}

static void end(struct scene *scene)
{
    fyp_catalogue_destroy(scene->catalogue);
    folder_remove(&scene->folder);
}

static struct fyp_plan *plan_of(const struct scene *scene)
{
    struct fyp_plan *plan = NULL;
    struct fyp_error err = {0};
    cr_assert_eq(
        fyp_plan_create(scene->path, scene->catalogue, &plan, NULL, &err),
        FYP_OK, "%s %s", err.place, err.text);
    return plan;
}

static char *bytes_of(const char *path)
{
    char *text = NULL;
    size_t length = 0;
    cr_assert_eq(fyp_file_read(path, 1 << 20, &text, &length, NULL), FYP_OK);
    return text;
}

/* Puts text into the plan of the scene. */
static enum fyp_status amend(
    const struct scene *scene, const char *text, bool dry_run,
    struct fyp_amended *out, struct fyp_problems *problems)
{
    char file[128];
    folder_write(&scene->folder, "a.yaml", text);
    snprintf(file, sizeof file, "%s", folder_file(&scene->folder, "a.yaml"));
    struct fyp_plan *plan = plan_of(scene);
    const struct fyp_amend_request request = {
        .plan = plan,
        .catalogue = scene->catalogue,
        .file = file,
        .dry_run = dry_run};
    const enum fyp_status status =
        fyp_plan_amend(&request, out, problems, NULL);
    fyp_plan_destroy(plan);
    return status;
}

static void amend_well(const struct scene *scene, const char *text)
{
    struct fyp_amended amended;
    struct fyp_problems problems = {0};
    const enum fyp_status status =
        amend(scene, text, false, &amended, &problems);
    cr_assert_eq(
        status, FYP_OK, "%d: %s", (int)status,
        problems.count > 0 ? problems.items[0].text : "");
    fyp_amended_finish(&amended);
    fyp_problems_finish(&problems);
}

/* Files of the folder, hidden ones too. */
static int files_in(const struct folder *folder)
{
    int count = 0;
    DIR *directory = opendir(folder->path);
    while (directory != NULL && readdir(directory) != NULL) {
        count++;
    }
    closedir(directory);
    return count;
}

/* --- putting one in --- */

Test(amendment, every_byte_of_the_plan_stays_and_the_amendment_follows)
{
    struct scene scene = scene_of(small_plan);
    amend_well(&scene, amendment);
    char *text = bytes_of(scene.path);
    cr_expect_eq(strncmp(text, small_plan, strlen(small_plan)), 0);
    cr_expect_eq(
        strncmp(text + strlen(small_plan), "修订:\n  - 指标: \"share\"\n", 20),
        0, "%s", text + strlen(small_plan));
    cr_expect_eq(files_in(&scene.folder), 2 + 3); /* . .. catalogue t a */
    free(text);
    end(&scene);
}

Test(amendment, what_was_written_is_read_back_field_by_field)
{
    struct scene scene = scene_of(small_plan);
    amend_well(&scene, amendment);
    struct fyp_plan *plan = plan_of(&scene);
    cr_assert_eq(plan->amendment_count, 1);
    const struct fyp_amendment *got = &plan->amendments[0];
    cr_expect_str_eq(got->code, "share");
    cr_expect_str_eq(got->target.text, "≥90.5");
    cr_expect_eq(got->target.comparator, FYP_COMPARE_GE);
    cr_expect(fyp_equal(got->target.value.value, 90.5));
    cr_expect_eq(got->target.value.decimals, 1);
    cr_expect_eq(got->milestone_count, 1);
    cr_expect_eq(got->milestones[0].year, 2024);
    cr_expect_str_eq(got->published, "2023-09-01");
    cr_expect_eq(got->effective_year, 2023);
    cr_expect_str_eq(got->authority, "区政府残工委");
    cr_expect_str_eq(got->document_number, "残工委〔2023〕7号");
    cr_expect_str_eq(got->reason, "参保口径调整，“新农合”并入 \\ \"城乡居民\"");
    cr_expect_str_eq(got->source.quote, "由91.46%调整为90.5%: 自2023年起");
    cr_expect_eq(got->source.line, 4);
    cr_expect(fyp_equal(got->before->target.value.value, 91.46));
    cr_expect_eq(got->before->milestone_count, 2);
    cr_expect(fyp_equal(got->after->target.value.value, 90.5));
    fyp_plan_destroy(plan);
    end(&scene);
}

Test(amendment, the_same_one_twice_changes_nothing_and_says_so)
{
    struct scene scene = scene_of(small_plan);
    struct fyp_amended amended;
    amend_well(&scene, amendment);
    char *once = bytes_of(scene.path);
    cr_assert_eq(amend(&scene, amendment, false, &amended, NULL), FYP_OK);
    cr_expect(amended.was_there);
    cr_expect_null(amended.added);
    cr_expect_eq(amended.index, 0);
    fyp_amended_finish(&amended);
    char *twice = bytes_of(scene.path);
    cr_expect_str_eq(twice, once);
    free(once);
    free(twice);
    end(&scene);
}

Test(amendment, a_dry_run_shows_what_would_be_written_and_writes_nothing)
{
    struct scene scene = scene_of(small_plan);
    struct fyp_amended amended;
    cr_assert_eq(amend(&scene, amendment, true, &amended, NULL), FYP_OK);
    cr_expect_not_null(strstr(amended.added, "数值: 90.5"));
    cr_expect_eq(fyp_plan_version_count(amended.plan), 2);
    fyp_amended_finish(&amended);
    fyp_amended_finish(&amended);
    fyp_amended_finish(NULL);
    char *text = bytes_of(scene.path);
    cr_expect_str_eq(text, small_plan);
    cr_expect_eq(files_in(&scene.folder), 2 + 3);
    free(text);
    end(&scene);
}

Test(amendment, a_second_one_stands_behind_the_first)
{
    struct scene scene = scene_of(small_plan);
    amend_well(&scene, amendment);
    char *later = replaced(amendment, "2023-09-01", "2024-03");
    char *other = replaced(
        later, "≥90.5\", 比较: \">=\", 数值: 90.5",
        "≥89.9\", 比较: \">=\", 数值: 89.9");
    amend_well(&scene, other);
    struct fyp_plan *plan = plan_of(&scene);
    cr_assert_eq(plan->amendment_count, 2);
    cr_expect(fyp_equal(plan->amendments[1].before->target.value.value, 90.5));
    cr_expect_eq(fyp_plan_version_in_force(plan, 2022), 1);
    cr_expect_eq(fyp_plan_version_in_force(plan, 2023), 2);
    cr_expect_eq(fyp_plan_version_in_force(plan, 2025), 3);
    cr_expect_eq(fyp_amendment_version(plan, &plan->amendments[1]), 3);
    cr_expect_null(fyp_plan_amendment_of(plan, "share", 1));
    cr_expect_eq(fyp_plan_amendment_of(plan, "share", 2), &plan->amendments[0]);
    cr_expect_null(fyp_plan_amendment_of(plan, "counted", 3));
    fyp_plan_destroy(plan);
    free(later);
    free(other);
    end(&scene);
}

/* Ways in which a plan file may end or hold its amendments already. */
static const struct layout {
    const char *name;
    const char *tail; /* behind the small plan */
} layouts[] = {
    {"a comment at the end", "# 完\n"},
    {"no line end", "# 完"},
    {"an empty key", "修订:\n"},
    {"a key in quotes", "\"修订\":\n"},
    {"a list without indent",
     "修订:\n"
     "- 指标: counted\n"
     "  目标: {原文: \"1.5\", 比较: \">=\", 数值: 150, 推定: 是, 小数位: -1}\n"
     "  公布日期: 2022-12\n"
     "  机关: 区\n"
     "  理由: 缩减\n"
     "  出处: {章节: 一, 原文: 甲}\n"},
    {"a deep list, and comments behind it",
     "修订:\n"
     "      - 指标: counted\n"
     "        目标: {原文: \"1.5\", 比较: \">=\", 数值: 150, 推定: 是,"
     " 小数位: -1}\n"
     "        公布日期: 2022-12\n"
     "        机关: 区\n"
     "        理由: 缩减\n"
     "        出处: {章节: 一, 原文: 甲}\n"
     "# 以上已核\n\n"},
};

Test(amendment, it_finds_its_place_however_the_file_ends)
{
    for (size_t i = 0; i < COUNT(layouts); i++) {
        char plan_text[8192];
        snprintf(
            plan_text, sizeof plan_text, "%s%s", small_plan, layouts[i].tail);
        struct scene scene = scene_of(plan_text);
        struct fyp_amended amended;
        struct fyp_problems problems = {0};
        const enum fyp_status status =
            amend(&scene, amendment, false, &amended, &problems);
        cr_assert_eq(status, FYP_OK, "%s: %d", layouts[i].name, (int)status);
        /* What was there is there, in its order, but for the new lines. */
        char *text = bytes_of(scene.path);
        char *at = strstr(text, amended.added);
        cr_assert_not_null(at, "%s", layouts[i].name);
        memmove(
            at, at + strlen(amended.added),
            strlen(at + strlen(amended.added)) + 1);
        cr_expect_str_eq(text, plan_text, "%s", layouts[i].name);
        free(text);
        fyp_amended_finish(&amended);
        fyp_problems_finish(&problems);
        end(&scene);
    }
}

Test(amendment, a_key_before_others_keeps_its_place)
{
    static const char section[] =
        "修订:\n"
        "  - 指标: counted\n"
        "    目标: {原文: \"1.5\", 比较: \">=\", 数值: 150, 推定: 是,"
        " 小数位: -1}\n"
        "    公布日期: 2022-12\n"
        "    机关: 区\n"
        "    理由: 缩减\n"
        "    出处: {章节: 一, 原文: 甲}\n"
        "# 指标如下\n"
        "指标:\n";
    char *plan_text = replaced(small_plan, "\n指标:\n", "\nX指标:\n");
    char *whole = replaced(plan_text, "X指标:\n", section);
    struct scene scene = scene_of(whole);
    amend_well(&scene, amendment);
    char *text = bytes_of(scene.path);
    const char *added = strstr(text, "指标: \"share\"");
    const char *rest = strstr(text, "# 指标如下\n指标:\n");
    cr_assert_not_null(added);
    cr_assert_not_null(rest);
    cr_expect_lt(added, rest);
    free(text);
    free(whole);
    free(plan_text);
    end(&scene);
}

Test(amendment, lines_end_as_those_of_the_file)
{
    struct fyp_buffer text = {0};
    for (const char *at = small_plan; *at != '\0'; at++) {
        fyp_buffer_text(&text, *at == '\n' ? "\r" : "");
        fyp_buffer_bytes(&text, at, 1);
    }
    struct scene scene = scene_of(text.data);
    amend_well(&scene, amendment);
    char *after = bytes_of(scene.path);
    size_t returns = 0, lines = 0;
    for (const char *at = after; *at != '\0'; at++) {
        returns += *at == '\r';
        lines += *at == '\n';
    }
    cr_expect_eq(returns, lines);
    free(after);
    fyp_buffer_finish(&text);
    end(&scene);
}

/* --- what is refused --- */

static const struct refusal {
    const char *name;
    const char *from, *to;
    enum fyp_status status;
} refusals[] = {
    {"an unknown code", "指标: share", "指标: sharp", FYP_E_AMEND_CODE},
    {"a year after the plan", "机关:", "生效年: 2026\n机关:", FYP_E_AMEND_YEAR},
    {"the baseline year", "机关:", "生效年: 2020\n机关:", FYP_E_AMEND_YEAR},
    {"a date before the plan", "2023-09-01", "2022-06-13", FYP_E_AMEND_DATE},
    {"no such day", "2023-09-01", "2023-02-30", FYP_E_YAML_DATE},
    {"the target of before",
     "≥90.5\", 比较: \">=\", 数值: 90.5}\n节点:\n  - "
     "{年份: 2024, 比较: \">=\", 数值: 89.4, 出处: {章节: 一, 原文: 八}}",
     "＞91.46\", 比较: \">\", 数值: 91.46}\n节点:\n  - {年份: 2022, 比较: "
     "\">=\", 数值: 88.1, 出处: {章节: 一, 原文: 八}}\n  - {年份: 2024, 比较: "
     "\">=\", 数值: 90.2, 出处: {章节: 一, 原文: 八}}",
     FYP_E_AMEND_SAME},
    {"a target unlike its print", "数值: 90.5", "数值: 95.0",
     FYP_E_PLAN_PRINTED_VALUE},
    {"a milestone after the plan", "年份: 2024", "年份: 2025",
     FYP_E_PLAN_MILESTONE_YEAR},
    {"a milestone of another direction", "2024, 比较: \">=\"",
     "2024, 比较: \"<=\"", FYP_E_PLAN_MILESTONE_DIRECTION},
    {"a target beyond its range", "≥90.5\", 比较: \">=\", 数值: 90.5",
     "≥190.5\", 比较: \">=\", 数值: 190.5", FYP_E_PLAN_OUTSIDE_RANGE},
    {"a comparator that a sum has not",
     "指标: share\n目标: {原文: \"≥90.5\", 比较: \">=\", 数值: 90.5}",
     "指标: counted\n目标: {原文: \"≤1.5\", 比较: \"<=\", 数值: 150}",
     FYP_E_PLAN_CUMULATIVE},
    {"no reason", "理由:", "原因:", FYP_E_YAML_UNKNOWN_KEY},
};

Test(amendment, one_that_is_refused_leaves_the_file_as_it_was)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        struct scene scene = scene_of(small_plan);
        char *text = replaced(amendment, refusals[i].from, refusals[i].to);
        struct fyp_amended amended;
        struct fyp_problems problems = {0};
        bool found = false;

        cr_expect_neq(
            amend(&scene, text, false, &amended, &problems), FYP_OK, "%s",
            refusals[i].name);
        cr_expect_null(amended.plan);
        for (size_t k = 0; k < problems.count; k++) {
            found |= problems.items[k].status == refusals[i].status;
        }
        cr_expect(
            found, "%s: %d %s", refusals[i].name,
            problems.count > 0 ? (int)problems.items[0].status : 0,
            problems.count > 0 ? problems.items[0].text : "");
        char *after = bytes_of(scene.path);
        cr_expect_str_eq(after, small_plan, "%s", refusals[i].name);
        cr_expect_eq(files_in(&scene.folder), 2 + 3, "%s", refusals[i].name);
        free(after);
        free(text);
        fyp_problems_finish(&problems);
        end(&scene);
    }
}

Test(amendment, another_one_of_the_same_day_or_an_earlier_one_is_refused)
{
    struct scene scene = scene_of(small_plan);
    struct fyp_amended amended;
    amend_well(&scene, amendment);
    char *before = bytes_of(scene.path);
    char *other = replaced(amendment, "数值: 89.4", "数值: 89.3");
    char *earlier = replaced(other, "2023-09-01", "2022-09-01");
    cr_expect_eq(
        amend(&scene, other, false, &amended, NULL), FYP_E_AMEND_TWICE);
    cr_expect_eq(
        amend(&scene, earlier, false, &amended, NULL), FYP_E_AMEND_ORDER);
    char *after = bytes_of(scene.path);
    cr_expect_str_eq(after, before);
    free(before);
    free(after);
    free(other);
    free(earlier);
    end(&scene);
}

Test(amendment, a_list_in_brackets_is_left_to_the_hand)
{
    char plan_text[8192];
    snprintf(
        plan_text, sizeof plan_text,
        "%s修订: [{指标: counted, 目标: {原文: \"1.5\", 比较: \">=\", 数值: "
        "150, 推定: 是, 小数位: -1}, 公布日期: 2022-12, 机关: 区, 理由: 缩减, "
        "出处: {章节: 一, 原文: 甲}}]\n",
        small_plan);
    struct scene scene = scene_of(plan_text);
    struct fyp_amended amended;
    cr_expect_eq(
        amend(&scene, amendment, false, &amended, NULL), FYP_E_AMEND_LAYOUT);
    char *after = bytes_of(scene.path);
    cr_expect_str_eq(after, plan_text);
    cr_expect_eq(files_in(&scene.folder), 2 + 3);
    free(after);
    end(&scene);
}

Test(amendment, a_read_only_file_stays_and_keeps_its_rights_otherwise)
{
    struct scene scene = scene_of(small_plan);
    struct fyp_amended amended;
    struct stat state;
    cr_assert_eq(chmod(scene.path, 0444), 0);
    cr_expect_eq(
        amend(&scene, amendment, false, &amended, NULL), FYP_E_AMEND_WRITE);
    cr_assert_eq(chmod(scene.path, 0640), 0);
    amend_well(&scene, amendment);
    cr_assert_eq(stat(scene.path, &state), 0);
    cr_expect_eq(state.st_mode & 0777, 0640);
    end(&scene);
}

/* --- notes --- */

static bool notes(const char *text, enum fyp_status status)
{
    struct scene scene = scene_of(small_plan);
    struct fyp_amended amended;
    struct fyp_problems problems = {0};
    bool found = false;
    cr_assert_eq(amend(&scene, text, false, &amended, &problems), FYP_OK);
    for (size_t i = 0; i < problems.count; i++) {
        found |= problems.items[i].status == status;
        cr_expect(fyp_problem_is_warning(&problems.items[i]));
    }
    fyp_amended_finish(&amended);
    fyp_problems_finish(&problems);
    end(&scene);
    return found;
}

Test(amendment, milestones_that_fall_away_and_years_judged_anew_are_told)
{
    char *without = replaced(
        amendment,
        "节点:\n  - {年份: 2024, 比较: \">=\", 数值: 89.4, 出处: {章节: 一, "
        "原文: 八}}\n",
        "");
    char *back = replaced(amendment, "机关:", "生效年: 2022\n机关:");
    cr_expect(notes(without, FYP_W_AMEND_MILESTONES));
    cr_expect_not(notes(amendment, FYP_W_AMEND_MILESTONES));
    cr_expect(notes(back, FYP_W_AMEND_RETROACTIVE));
    cr_expect_not(notes(amendment, FYP_W_AMEND_RETROACTIVE));
    free(without);
    free(back);
}

/* --- every kind of target can be written and read again --- */

static const struct kind {
    const char *name, *code, *target;
} targets[] = {
    {"a strict number", "share", "{原文: \"＞90\", 比较: \">\", 数值: 90}"},
    {"an inferred number with its precision", "counted",
     "{原文: \"1.50\", 比较: \">=\", 数值: 150.0, 推定: 是, 小数位: -1}"},
    {"a number below zero", "growing",
     "{原文: \"≥-0.5\", 比较: \">=\", 数值: -0.5}"},
    {"another reference", "growing",
     "{原文: 同步, 参照: {指标: gdp}, 比较: \">=\", 容差: 0}"},
    {"words", "share", "{原文: \"稳步提高: 见 '附件'\", 类型: 文字}"},
    {"no target any more", "share", "{原文: 取消, 类型: 无}"},
};

Test(amendment, every_kind_of_target_survives_the_file)
{
    for (size_t i = 0; i < COUNT(targets); i++) {
        char text[1024];
        snprintf(
            text, sizeof text,
            "指标: %s\n目标: %s\n公布日期: 2024-01\n机关: 区\n理由: 改\n"
            "出处: {章节: 一, 原文: 甲}\n",
            targets[i].code, targets[i].target);
        struct scene scene = scene_of(small_plan);
        struct fyp_amended amended;
        struct fyp_problems problems = {0};
        cr_assert_eq(
            amend(&scene, text, false, &amended, &problems), FYP_OK, "%s: %s",
            targets[i].name, problems.count > 0 ? problems.items[0].text : "");
        fyp_amended_finish(&amended);
        cr_assert_eq(amend(&scene, text, false, &amended, NULL), FYP_OK);
        cr_expect(amended.was_there, "%s", targets[i].name);
        fyp_amended_finish(&amended);
        fyp_problems_finish(&problems);
        end(&scene);
    }
}
