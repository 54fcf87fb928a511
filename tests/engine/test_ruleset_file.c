/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ruleset files: what is read, what is refused and where, and that what is
 * printed reads back to the same rules.
 */
#include "engine/ruleset_file.h"

#include "expect.h"
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* Uses every field, with values unlike those of the house. */
static const char full[] =
    "规则集: every-field\n"
    "版本: \"2026 年第 2 版 \\\"试行\\\" \\\\\"\n"
    "说明: [第一条, \"第二条: 有冒号\"]\n"
    "计分方法: 功效系数\n"
    "比较方法: 修约值\n"
    "无数据: 按零分\n"
    "平均: 几何\n"
    "分档: {快于预期: 1.25, 基本符合预期: 0.85}\n"
    "增速分档: {快于预期: 0.75, 最小尺度: 1.5}\n"
    "最小尺度: 0.035\n"
    "超额幅度: 0.055\n"
    "中期时间进度: 0.4\n"
    "等级: {优秀: 92.5, 良好: 81, 合格: 65}\n"
    "封顶: {约束性指标滞后: 合格, 终期约束性指标滞后: 不合格,"
    " 过半权重滞后: 不封顶}\n"
    "权重方法: 按代码\n"
    "权重:\n"
    "  - {指标: share, 权重: 12.5}\n"
    "  - {指标: counted, 权重: 37.25}\n"
    "  - {指标: done, 权重: 0}\n"
    "权重合计: 49.75\n"
    "满意度权重: 0.2\n"
    "按指标:\n"
    "  - {指标: share, 快于预期: 1.4, 基本符合预期: 0.7}\n"
    "  - {指标: growing, 基本符合预期: 0.95}\n";

static const char matrix[] = "规则集: judged\n"
                             "版本: 3\n"
                             "判断矩阵:\n"
                             "  接受不一致: 否\n"
                             "  行:\n"
                             "    - {指标: share, 判断: 1 3 5}\n"
                             "    - {指标: counted, 判断: 1/3 1 2}\n"
                             "    - {指标: done, 判断: 1/5 1/2 1}\n";

/* Reads a text; NULL where it is refused, with the problems. */
static struct fyp_ruleset_file *
read_text(const char *text, struct fyp_problems *problems)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_ruleset_file *file = NULL;
    folder_write(&folder, "r.yaml", text);
    fyp_ruleset_file_create(
        folder_file(&folder, "r.yaml"), catalogue, &file, problems, NULL);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
    return file;
}

static struct fyp_ruleset_file *read_sound(const char *text)
{
    struct fyp_problems problems = {0};
    struct fyp_ruleset_file *file = read_text(text, &problems);
    cr_assert(
        file != NULL, "%s: %s",
        problems.count > 0 ? problems.items[0].place : "",
        problems.count > 0 ? problems.items[0].text : "");
    fyp_problems_finish(&problems);
    return file;
}

static char *printed(const struct fyp_ruleset *rules)
{
    struct fyp_buffer out = {0};
    fyp_ruleset_print(rules, &out);
    cr_assert_not(out.failed);
    return out.data;
}

#define AT(field) offsetof(struct fyp_ruleset, field)

/* The numbers of full. */
static const struct {
    const char *name;
    size_t offset;
    double expected;
} full_numbers[] = {
    {"ahead", AT(band_ahead), 1.25},
    {"on track", AT(band_on_track), 0.85},
    {"growth ahead", AT(growth_ahead), 0.75},
    {"least growth", AT(least_growth), 1.5},
    {"least scale", AT(least_scale), 0.035},
    {"exceeded", AT(exceeded_share), 0.055},
    {"mid-term", AT(midterm_share), 0.4},
    {"excellent", AT(grade_limits[FYP_GRADE_EXCELLENT]), 92.5},
    {"good", AT(grade_limits[FYP_GRADE_GOOD]), 81},
    {"pass", AT(grade_limits[FYP_GRADE_PASS]), 65},
    {"total of weights", AT(weight_total), 49.75},
    {"satisfaction", AT(satisfaction_weight), 0.2},
};

/* Bands of its own, one of its own, those of all. */
static const struct {
    const char *code;
    double ahead, on_track;
} full_bands[] = {
    {"share", 1.4, 0.7}, {"growing", 1.25, 0.95}, {"gdp", 1.25, 0.85}};

Test(ruleset_file, every_field_is_taken)
{
    struct fyp_ruleset_file *file = read_sound(full);
    const struct fyp_ruleset *rules = &file->rules;
    cr_expect_str_eq(rules->name, "every-field");
    cr_expect_str_eq(rules->version, "2026 年第 2 版 \"试行\" \\");
    cr_expect_eq(rules->note_count, 2);
    cr_expect_eq(rules->method, FYP_METHOD_EFFICACY);
    cr_expect_eq(rules->comparison, FYP_COMPARE_ROUNDED);
    cr_expect_eq(rules->missing, FYP_MISSING_ZERO);
    cr_expect_eq(rules->mean, FYP_MEAN_GEOMETRIC);
    for (size_t i = 0; i < COUNT(full_numbers); i++) {
        const double *number =
            (const void *)((const char *)rules + full_numbers[i].offset);
        expect_near(
            full_numbers[i].name, "file", *number, full_numbers[i].expected,
            1e-15);
    }
    cr_expect_eq(rules->binding_cap, FYP_GRADE_PASS);
    cr_expect_eq(rules->binding_cap_final, FYP_GRADE_FAIL);
    cr_expect_eq(rules->majority_cap, FYP_GRADE_NONE);
    cr_expect_eq(rules->weighting, FYP_WEIGHTING_LISTED);
    expect_near("w", "file", fyp_ruleset_weight(rules, "counted"), 37.25, 0);
    expect_near("w", "file", fyp_ruleset_weight(rules, "done"), 0, 0);
    for (size_t i = 0; i < COUNT(full_bands); i++) {
        const struct fyp_indicator indicator = {.code = full_bands[i].code};
        const struct fyp_bands bands = fyp_ruleset_bands(rules, &indicator);
        expect_near(
            full_bands[i].code, "file", bands.ahead, full_bands[i].ahead,
            1e-15);
        expect_near(
            full_bands[i].code, "file", bands.on_track, full_bands[i].on_track,
            1e-15);
    }
    cr_expect_eq(strlen(file->sha256), 64);
    fyp_ruleset_file_destroy(file);
}

Test(ruleset_file, a_name_and_a_version_alone_are_the_house_rules)
{
    struct fyp_ruleset_file *file = read_sound("规则集: bare\n版本: 1\n");
    struct fyp_ruleset rules = file->rules;
    const struct fyp_ruleset house = fyp_ruleset_builtin();
    rules.name = house.name;
    char *own = printed(&rules);
    char *other = printed(&house);
    cr_expect_str_eq(own, other);
    free(own);
    free(other);
    fyp_ruleset_file_destroy(file);
}

static const char *const sound_texts[] = {
    full,
    matrix,
    "规则集: bare\n版本: \"1\"\n",
    "规则集: \"figures\"\n版本: 1\n权重方法: 熵权\n",
    "\xEF\xBB\xBF规则集: marked\n版本: 1\n权重方法: 等权\n",
    "规则集: house\n版本: 1\n计分方法: 实现程度\n平均: 几何\n",
    "规则集: circle\n版本: 1\n判断矩阵: {接受不一致: 是, 行: [{指标: share,"
    " 判断: 1 9 1/9}, {指标: done, 判断: 1 9}, {指标: gdp, 判断: 1}]}\n",
};

Test(ruleset_file, what_is_printed_reads_back_to_the_same)
{
    for (size_t i = 0; i < COUNT(sound_texts); i++) {
        struct fyp_ruleset_file *file = read_sound(sound_texts[i]);
        char *once = printed(&file->rules);
        struct fyp_ruleset_file *again = read_sound(once);
        char *twice = printed(&again->rules);
        cr_expect_str_eq(once, twice, "text %zu", i);
        cr_expect_eq(again->rules.weighting, file->rules.weighting);
        cr_expect_eq(again->rules.weight_count, file->rules.weight_count);
        for (size_t k = 0; k < file->rules.weight_count; k++) {
            expect_near(
                again->rules.weights[k].code, "read back",
                again->rules.weights[k].weight, file->rules.weights[k].weight,
                1e-15);
        }
        free(once);
        free(twice);
        fyp_ruleset_file_destroy(again);
        fyp_ruleset_file_destroy(file);
    }
    const struct fyp_ruleset house = fyp_ruleset_builtin();
    char *text = printed(&house);
    fyp_ruleset_file_destroy(read_sound(text));
    free(text);
}

Test(ruleset_file, judgements_become_weights_when_the_file_is_read)
{
    struct fyp_ruleset_file *file = read_sound(matrix);
    cr_expect_eq(file->rules.weighting, FYP_WEIGHTING_AHP);
    /* tests/engine/weights_oracle.py, "three" */
    expect_near(
        "AHP", "oracle", fyp_ruleset_weight(&file->rules, "counted"),
        0.2296507940626371, 1e-12);
    expect_near(
        "AHP", "oracle", file->rules.ahp.lambda_max, 3.0036945980636394, 1e-12);
    fyp_ruleset_file_destroy(file);
}

/* Each row damages a sound text in one place and expects one problem, at the
 * line where "at" first stands in the damaged text. */
struct damage {
    const char *name;
    const char *text, *from, *to, *at;
    enum fyp_status status;
};

/* clang-format off */
static const struct damage damages[] = {
    /* the schema */
    {"an unknown key", full, "平均: 几何", "平均值: 几何", "平均值", FYP_E_YAML_UNKNOWN_KEY},
    {"a key twice", full, "平均: 几何", "平均: 几何\n平均: 算术", "平均: 算术",
     FYP_E_YAML_DUPLICATE_KEY},
    {"no name", full, "规则集: every-field\n", "", "版本", FYP_E_YAML_MISSING},
    {"no version", full, "版本: \"2026 年第 2 版 \\\"试行\\\" \\\\\"\n", "", "规则集",
     FYP_E_YAML_MISSING},
    {"a method of another office", full, "计分方法: 功效系数", "计分方法: unsd", "unsd",
     FYP_E_YAML_CHOICE},
    {"a word for a number", full, "最小尺度: 0.035", "最小尺度: 小", "小\n",
     FYP_E_YAML_DECIMAL},
    {"per cent for a share", full, "超额幅度: 0.055", "超额幅度: 5.5%", "5.5%",
     FYP_E_YAML_DECIMAL},
    {"an infinite weight", full, "权重: 12.5", "权重: .inf", ".inf", FYP_E_YAML_DECIMAL},
    {"a weight that is no number", full, "权重: 12.5", "权重: nan", "nan",
     FYP_E_YAML_DECIMAL},
    {"a weight without an indicator", full, "{指标: done, 权重: 0}", "{权重: 0}",
     "{权重: 0}", FYP_E_YAML_MISSING},
    /* names */
    {"a name with a capital", full, "every-field", "Every", "Every", FYP_E_RULESET_NAME},
    {"a name that walks up", full, "every-field", "../x", "../x", FYP_E_RULESET_NAME},
    {"house with other contents", full, "every-field", "house", "house",
     FYP_E_RULESET_NAME},
    /* numbers */
    {"least scale 0", full, "最小尺度: 0.035", "最小尺度: 0", "最小尺度: 0\n",
     FYP_E_RULESET_VALUE},
    {"least scale above 1", full, "最小尺度: 0.035", "最小尺度: 1.01", "1.01",
     FYP_E_RULESET_VALUE},
    {"exceeded below 0", full, "0.055", "-0.01", "-0.01", FYP_E_RULESET_VALUE},
    {"mid-term at 0", full, "中期时间进度: 0.4", "中期时间进度: 0.0", "中期",
     FYP_E_RULESET_VALUE},
    {"satisfaction of 1", full, "满意度权重: 0.2", "满意度权重: 1", "满意度",
     FYP_E_RULESET_VALUE},
    {"satisfaction below 0", full, "满意度权重: 0.2", "满意度权重: -0.1", "满意度",
     FYP_E_RULESET_VALUE},
    {"ahead below 1", full, "快于预期: 1.25", "快于预期: 0.95", "0.95, ",
     FYP_E_RULESET_VALUE},
    {"on track above 1", full, "基本符合预期: 0.85", "基本符合预期: 1.05", "1.05",
     FYP_E_RULESET_VALUE},
    {"bands that meet", full, "快于预期: 1.4, 基本符合预期: 0.7",
     "快于预期: 1, 基本符合预期: 1", "快于预期: 1, ", FYP_E_RULESET_ORDER},
    {"a growth band below 0", full, "快于预期: 0.75", "快于预期: -0.75", "-0.75",
     FYP_E_RULESET_VALUE},
    {"a growth scale of 0", full, "最小尺度: 1.5", "最小尺度: 0", "增速分档",
     FYP_E_RULESET_VALUE},
    {"grades that descend", full, "良好: 81", "良好: 64.5", "64.5", FYP_E_RULESET_ORDER},
    {"grades that meet", full, "优秀: 92.5", "优秀: 81", "优秀", FYP_E_RULESET_ORDER},
    {"a grade above 100", full, "优秀: 92.5", "优秀: 100.5", "100.5",
     FYP_E_RULESET_VALUE},
    /* codes */
    {"an unknown code", full, "{指标: done, 权重: 0}", "{指标: nothing-like, 权重: 0}",
     "nothing-like", FYP_E_RULESET_CODE},
    {"a misspelt code", full, "{指标: counted,", "{指标: count,", "count,",
     FYP_E_RULESET_CODE},
    {"a code of bands", full, "{指标: growing,", "{指标: growin,", "growin,",
     FYP_E_RULESET_CODE},
    {"a weight twice", full, "{指标: done, 权重: 0}", "{指标: share, 权重: 0}",
     "{指标: share, 权重: 0}", FYP_E_RULESET_CODE_TWICE},
    {"bands twice", full, "{指标: growing,", "{指标: share,", "基本符合预期: 0.95",
     FYP_E_RULESET_CODE_TWICE},
    {"a row of judgements twice", matrix, "{指标: done,", "{指标: share,", "1/5 1/2 1",
     FYP_E_RULESET_CODE_TWICE},
    /* weights */
    {"a negative weight", full, "权重: 12.5", "权重: -12.5", "-12.5",
     FYP_E_RULESET_VALUE},
    {"a weight of ten millions", full, "权重: 12.5", "权重: 10000000", "10000000",
     FYP_E_RULESET_VALUE},
    {"weights that miss their total", full, "37.25", "37.5", "权重合计",
     FYP_E_RULESET_WEIGHTS},
    {"a total of 0", full, "权重合计: 49.75", "权重合计: 0", "权重合计",
     FYP_E_RULESET_VALUE},
    {"the word of another way", full, "权重方法: 按代码", "权重方法: 等权", "权重方法",
     FYP_E_RULESET_VALUE},
    {"both ways at once", matrix, "版本: 3\n",
     "版本: 3\n权重: [{指标: share, 权重: 1}]\n", "判断矩阵", FYP_E_RULESET_VALUE},
    {"judgements announced, none there", "规则集: a\n版本: 1\n权重方法: 判断矩阵\n",
     "规则集: a", "规则集: b", "权重方法", FYP_E_RULESET_VALUE},
    {"a total without weights", "规则集: a\n版本: 1\n权重合计: 100\n", "规则集: a",
     "规则集: b", "权重合计", FYP_E_RULESET_VALUE},
    {"all weights 0", "规则集: a\n版本: 1\n权重: [{指标: share, 权重: 5}]\n",
     "权重: 5", "权重: 0", "权重: [", FYP_E_RULESET_WEIGHTS},
    /* judgements */
    {"a judgement that is no number", matrix, "1/3 1 2", "1/3 1 二", "二",
     FYP_E_RULESET_MATRIX},
    {"judgements that are not reciprocal", matrix, "1/5 1/2 1", "1/5 0.4 1", "1/3 1 2",
     FYP_E_RULESET_MATRIX},
    {"a judgement of 0", matrix, "1 3 5", "1 0 5", "1 0 5", FYP_E_RULESET_MATRIX},
    {"judgements in a circle", matrix,
     "判断: 1 3 5}\n    - {指标: counted, 判断: 1/3 1 2}\n"
     "    - {指标: done, 判断: 1/5 1/2 1}",
     "判断: 1 9 1/9}\n    - {指标: counted, 判断: 1/9 1 9}\n"
     "    - {指标: done, 判断: 9 1/9 1}", "接受不一致", FYP_E_RULESET_CONSISTENCY},
};
/* clang-format on */

Test(ruleset_file, one_slip_is_one_problem_at_its_line)
{
    for (size_t i = 0; i < COUNT(damages); i++) {
        const struct damage *row = &damages[i];
        char *text = replaced(row->text, row->from, row->to);
        struct fyp_problems problems = {0};
        struct fyp_ruleset_file *file = read_text(text, &problems);
        char place[64];
        cr_expect_null(file, "%s is taken", row->name);
        cr_assert_eq(
            problems.count, 1, "%s: %zu problems, second %s", row->name,
            problems.count, problems.count > 1 ? problems.items[1].text : "");
        cr_expect_eq(
            problems.items[0].status, row->status, "%s: FYP-%d %s", row->name,
            (int)problems.items[0].status, problems.items[0].text);
        snprintf(place, sizeof place, "r.yaml:%d", line_of(text, row->at));
        cr_expect(
            strstr(problems.items[0].place, place) != NULL,
            "%s: at %s, expected %s", row->name, problems.items[0].place,
            place);
        fyp_problems_finish(&problems);
        fyp_ruleset_file_destroy(file);
        free(text);
    }
}

Test(ruleset_file, an_accepted_contradiction_is_a_warning)
{
    struct fyp_problems problems = {0};
    struct fyp_ruleset_file *file =
        read_text(sound_texts[COUNT(sound_texts) - 1], &problems);
    cr_assert_not_null(file);
    cr_assert_eq(problems.count, 1);
    cr_expect_eq(problems.items[0].status, FYP_W_RULESET_INCONSISTENT);
    cr_expect(fyp_problem_is_warning(&problems.items[0]));
    fyp_problems_finish(&problems);
    fyp_ruleset_file_destroy(file);
}

/* Ten megabytes, bytes that are no text, nothing: refused, nothing kept. */
Test(ruleset_file, files_that_are_no_rulesets_are_refused_whole)
{
    enum { SIZE = 10 * 1024 * 1024 };
    char *large = malloc(SIZE + 1);
    cr_assert_not_null(large);
    memset(large, '#', SIZE);
    large[SIZE] = '\0';
    const char *const texts[] = {large,          "",
                                 "# 只有注释\n", "\xFF\xFE规",
                                 "- 甲\n- 乙\n", "规则集：a\n版本：1\n"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct fyp_problems problems = {0};
        struct fyp_ruleset_file *file = read_text(texts[i], &problems);
        cr_expect_null(file, "text %zu is taken", i);
        cr_expect_gt(problems.count, 0, "text %zu: no reason", i);
        fyp_problems_finish(&problems);
    }
    free(large);
}

/* --- by name --- */

static void open_home(struct fyp_home *home)
{
    struct fyp_error err = {0};
    setenv("FYP_HOME", FYP_TEST_HOME, 1);
    cr_assert_eq(fyp_home_init(home, &err), FYP_OK, "%s", err.text);
}

Test(ruleset_file, a_name_finds_the_bundled_file_and_house_needs_none)
{
    struct fyp_home home;
    struct fyp_ruleset_file *file = NULL;
    open_home(&home);
    cr_assert_eq(
        fyp_ruleset_find(&home, "nanning-2011", &file, NULL, NULL), FYP_OK);
    cr_expect_str_eq(file->rules.name, "nanning-2011");
    fyp_ruleset_file_destroy(file);
    cr_assert_eq(fyp_ruleset_find(&home, "house", &file, NULL, NULL), FYP_OK);
    cr_expect_str_eq(file->path, "");
    cr_expect_eq(file->rules.weighting, FYP_WEIGHTING_EQUAL);
    fyp_ruleset_file_destroy(file);
    static const char *const unknown[] = {"",    "nanning",      "../nanning",
                                          "a b", "NANNING-2011", "."};
    for (size_t i = 0; i < COUNT(unknown); i++) {
        struct fyp_error err = {0};
        const enum fyp_status status =
            fyp_ruleset_find(&home, unknown[i], &file, NULL, &err);
        cr_expect_neq(status, FYP_OK, "%s", unknown[i]);
        cr_expect_null(file);
        cr_expect(
            strchr(unknown[i], '/') != NULL ||
                strstr(err.text, "house nanning-2011") != NULL,
            "%s: %s", unknown[i], err.text);
    }
    fyp_home_finish(&home);
}

/* Source: the city's printed table: weights in its order, adding to 100. */
static const int nanning_weights[20] = {4, 4, 6, 6, 6, 6, 4, 5, 4, 5,
                                        5, 5, 4, 4, 4, 7, 7, 5, 5, 4};

Test(ruleset_file, nannings_weights_are_those_of_its_table)
{
    struct fyp_home home;
    struct fyp_ruleset_file *file = NULL;
    struct fyp_plan *plan = NULL;
    int sum = 0;
    open_home(&home);
    cr_assert_eq(
        fyp_home_plan(&home, "nanning-2011", &plan, NULL, NULL), FYP_OK);
    cr_assert_str_eq(plan->ruleset, "nanning-2011");
    cr_assert_eq(
        fyp_ruleset_find(&home, plan->ruleset, &file, NULL, NULL), FYP_OK);
    cr_assert_eq(plan->indicator_count, 20);
    cr_expect_eq(file->rules.weight_count, 20);
    cr_expect_eq(file->rules.method, FYP_METHOD_REALISATION);
    for (size_t i = 0; i < 20; i++) {
        sum += nanning_weights[i];
        expect_near(
            plan->indicators[i].name, "printed table",
            fyp_ruleset_weight(&file->rules, plan->indicators[i].code),
            nanning_weights[i], 1e-15);
    }
    cr_expect_eq(sum, 100);
    expect_near("total", "printed", file->rules.weight_total, 100, 1e-15);
    fyp_plan_destroy(plan);
    fyp_ruleset_file_destroy(file);
    fyp_home_finish(&home);
}
