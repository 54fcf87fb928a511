/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/report.h"
#include "reports/summary.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* --- the table --- */

static const struct fyp_text_column columns[] = {
    {"序号", 6, true}, {"指标", 10, false}, {"Value", 8, true}};

static void
print_cells(const char *const *cells, size_t count, struct fyp_buffer *out)
{
    struct fyp_text_table table;
    fyp_text_table_init(&table, columns, 3);
    for (size_t i = 0; i < count; i++) {
        fyp_text_table_add(&table, cells[i]);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
    cr_assert_not(out->failed);
}

Test(text, columns_are_as_wide_as_what_they_show)
{
    static const char *const cells[] = {"1",  "残疾人", "96.5",
                                        "10", "abc",    "—"};
    struct fyp_buffer out = {0};
    print_cells(cells, 6, &out);
    cr_expect_str_eq(
        out.data, "序号  指标    Value\n"
                  "----  ------  -----\n"
                  "   1  残疾人   96.5\n"
                  "  10  abc         —\n");
    fyp_buffer_finish(&out);
}

Test(text, a_cell_wider_than_its_column_goes_on_in_the_next_line)
{
    static const char *const cells[] = {
        "1", "困难重度残疾人家庭", "与生产总值同步"};
    struct fyp_buffer out = {0};
    print_cells(cells, 3, &out);
    cr_expect_str_eq(
        out.data, "序号  指标           Value\n"
                  "----  ----------  --------\n"
                  "   1  困难重度残  与生产总\n"
                  "      疾人家庭    值同步\n");
    fyp_buffer_finish(&out);
}

Test(text, a_table_without_rows_has_titles_only)
{
    struct fyp_buffer out = {0};
    print_cells(NULL, 0, &out);
    cr_expect_str_eq(out.data, "序号  指标  Value\n----  ----  -----\n");
    fyp_buffer_finish(&out);
}

Test(text, a_cell_of_zero_width_characters_ends)
{
    char accents[600];
    for (size_t i = 0; i + 2 < sizeof accents; i += 2) {
        accents[i] = '\xCC'; /* U+0301, a combining accent */
        accents[i + 1] = '\x81';
    }
    accents[sizeof accents - 2] = '\0';
    const char *const cells[] = {"1", accents, "2"};
    struct fyp_buffer out = {0};
    print_cells(cells, 3, &out);
    cr_expect_gt(out.length, strlen(accents));
    fyp_buffer_finish(&out);
}

struct harmless_row {
    const char *text;
    const char *shown;
};

static const struct harmless_row harmless_rows[] = {
    {"残疾人 abc", "残疾人 abc"},
    {"\x1b[31m", "\\x1B[31m"},
    {"a\nb\tc", "a\\x0Ab\\x09c"},
    {"\xC2\x9B"
     "31m",
     "\\xC2\\x9B31m"}, /* U+009B, CSI in one character */
    {"\x7F", "\\x7F"},
    {"\xFF\xE6\xAE", "\\xFF\\xE6\\xAE"},
    {"", ""},
};

Test(text, what_stands_in_a_file_cannot_steer_the_terminal)
{
    struct fyp_arena arena = {0};
    for (size_t i = 0; i < sizeof harmless_rows / sizeof harmless_rows[0];
         i++) {
        const char *shown = fyp_text_harmless(&arena, harmless_rows[i].text);
        cr_assert_not_null(shown);
        cr_expect_str_eq(shown, harmless_rows[i].shown, "row %zu", i);
    }
    fyp_arena_finish(&arena);
}

/* --- the evaluation --- */

static struct fyp_buffer told(const struct fyp_evaluation *evaluation)
{
    struct fyp_buffer out = {0};
    fyp_report_evaluation(evaluation, FYP_FORMAT_TEXT, &out);
    cr_assert_not(out.failed);
    cr_assert_eq(fyp_utf8_valid_prefix(out.data, out.length), out.length);
    return out;
}

static void expect_told(const struct fyp_buffer *out, const char *text)
{
    cr_expect_not_null(
        strstr(out->data, text), "\"%s\" is missing in:\n%s", text, out->data);
}

static void expect_untold(const struct fyp_buffer *out, const char *text)
{
    cr_expect_null(
        strstr(out->data, text), "\"%s\" is too much in:\n%s", text, out->data);
}

Test(text, an_evaluation_opens_with_verdict_and_denominators)
{
    struct fyp_buffer out = told(sample_evaluation());
    static const char opening[] =
        "某市“十四五”残疾人保障和发展规划\n"
        "某市（510600） · 2023年 · 中期评估 · 时间进度 60 %\n"
        "综合得分 79.97 · 合格 · 滞后或未完成 3 项；"
        "得分和评级只覆盖有目标指标权重的 66.7 %（有目标 9 项，可判 6 项）\n"
        "评级由良好降为合格：受约束性指标“村（社区）残协建会率”"
        "（滞后于预期）限制\n"
        "达标 2 项 / 可监测 6 项（33.3 %）；有目标 9 项，其中已到期 8 项"
        "；按有目标 9 项计为 22.2 %\n"
        "其中约束性：达标 1 项 / 可监测 4 项（25 %）；"
        "有目标 4 项，其中已到期 4 项\n"
        "\n"
        "10项主要指标中，1项提前实现、1项快于预期、1项基本符合预期、"
        "3项滞后于预期、1项无数据、1项不可判、1项未到期、1项仅监测。\n";
    cr_expect_eq(
        strncmp(out.data, opening, sizeof opening - 1), 0, "%s", out.data);
    expect_untold(&out, "示例数据");
    fyp_buffer_finish(&out);
}

static void lift_caps(struct fyp_evaluation *evaluation)
{
    evaluation->capped_by_count = 0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        evaluation->indicators[i].caps_as_binding = false;
    }
}

Test(text, a_full_score_does_not_speak_of_a_covered_share)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->assessed_weight = 1;
    lift_caps(evaluation);
    struct fyp_buffer out = told(evaluation);
    expect_untold(&out, "只覆盖");
    expect_untold(&out, "评级由");
    expect_told(&out, "滞后或未完成 3 项\n");
    fyp_buffer_finish(&out);
}

Test(text, nearly_everything_is_not_shown_as_everything)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->assessed_weight = 0.99996;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "权重的 99.996 %");
    fyp_buffer_finish(&out);
}

Test(text, without_a_score_the_number_of_misses_still_stands)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->score = NAN;
    evaluation->assessed_weight = 0;
    evaluation->grade = FYP_GRADE_NONE;
    lift_caps(evaluation);
    evaluation->attainment.assessable = 0;
    evaluation->attainment.met = 0;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "综合得分 — · 没有可评分的指标 · 滞后或未完成 3 项\n");
    expect_told(&out, "达标 0 项 / 可监测 0 项；有目标 9 项");
    fyp_buffer_finish(&out);
}

Test(text, a_cap_by_the_majority_is_told)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    lift_caps(evaluation);
    evaluation->capped_by_majority = true;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "评级由良好降为合格：已评分权重的一半以上滞后或未完成\n");
    fyp_buffer_finish(&out);
}

/* The codes that lowered the grade are then those of everything behind; a
 * plan that marks none of them 约束性 must not be told that they are. */
Test(text, the_majority_is_not_called_binding)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->indicators[SAMPLE_STEP].caps_as_binding = false;
    evaluation->indicators[SAMPLE_STEP].caps_in_majority = true;
    evaluation->capped_by_majority = true;
    struct fyp_buffer out = told(evaluation);
    expect_untold(&out, "受约束性指标");
    expect_told(&out, "评级由良好降为合格：已评分权重的一半以上滞后或未完成\n");
    fyp_buffer_finish(&out);
}

/* Before the final stage a binding one leaves a good, the majority a pass. */
Test(text, two_caps_are_told_one_after_the_other)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->uncapped_grade = FYP_GRADE_EXCELLENT;
    evaluation->capped_by_majority = true;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "评级由优秀降为良好：受约束性指标“村（社区）残协建会率”");
    expect_told(&out, "评级由良好降为合格：已评分权重的一半以上滞后或未完成\n");
    fyp_buffer_finish(&out);
}

Test(text, a_demonstration_is_told_first)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->demonstration = true;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        evaluation->indicators[i].demonstration = true;
    }
    struct fyp_buffer out = told(evaluation);
    cr_expect_eq(strncmp(out.data, "示例数据，非真实统计\n", 31), 0);
    fyp_buffer_finish(&out);
}

Test(text, demonstration_figures_among_real_ones_are_marked)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->demonstration = true;
    evaluation->indicators[SAMPLE_STEP].demonstration = true;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "示例数据，非真实统计：带“示例”的指标\n");
    expect_told(&out, "；示例");
    fyp_buffer_finish(&out);
}

Test(text, every_indicator_stands_with_figure_target_word_and_symbol)
{
    struct fyp_buffer out = told(sample_evaluation());
    expect_told(
        &out,
        "98.6                         ≥98     110%       60%  ✔ 提前实现");
    expect_told(&out, "▲ 快于预期");
    expect_told(&out, "● 基本符合预期");
    expect_told(&out, "14.904                       ≤14.9  ≥99.96%");
    expect_told(&out, "— 无数据            —\n");
    expect_told(&out, "？ 不可判");
    expect_told(&out, "○ 未到期");
    expect_told(&out, "○ 仅监测");
    expect_told(&out, "99.996                        ≥100");
    expect_told(&out, "75%                      各地≥1");
    expect_told(&out, "辅助器具\\x1B[31m适配率");
    fyp_buffer_finish(&out);
}

Test(text, remarks_say_in_words_what_went_in)
{
    struct fyp_buffer out = told(sample_evaluation());
    expect_told(&out, "参照值 6.75，应达 6.25\n");
    expect_told(
        &out, "按“达到”理解；缺年份数据，按已有年份计算；"
              "正文另有基期 39（第一章第一节），按表；数值截至 2022 年\n");
    expect_told(&out, "基期为界限值，进度为下限\n");
    expect_told(&out, "缺基期，本年没有应达值；以 2023 年的数代替基期\n");
    expect_told(&out, "节点要求未达到；序时进度法在此不适用");
    expect_told(&out, "4 个下级地区中 3 个达到，有数的 3 个\n");
    expect_told(&out, "计分：序时进度法；比较：全数值比较法；规则集：");
    expect_told(&out, "序时比＝1±（数值－应达值）÷尺度");
    expect_told(
        &out, "序时比不低于 1.10 为快于预期，不低于 0.90 为基本符合预期");
    fyp_buffer_finish(&out);
}

/* ">25" for a rate that must fall: the true baseline is higher. */
Test(text, progress_beyond_the_target_has_the_limit_on_the_other_side)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    struct fyp_indicator_result *result =
        &evaluation->indicators[SAMPLE_BEHIND];
    result->met = true;
    result->value = 12;
    result->progress = 13 / 10.1;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "：基期为界限值，进度为上限\n");
    expect_told(&out, "≤14.9  ≤128.7%");
    fyp_buffer_finish(&out);
    result->value = 14.9;
    result->progress = 1;
    out = told(evaluation);
    expect_told(&out, "：基期为界限值\n");
    expect_told(&out, "≤14.9   100%");
    fyp_buffer_finish(&out);
}

Test(text, a_share_has_the_digits_that_its_band_needs)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->indicators[SAMPLE_ON_TRACK].progress = 0.5496;
    evaluation->indicators[SAMPLE_ON_TRACK].expected = 0.5;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "54.96%       50%  ● 基本符合预期");
    fyp_buffer_finish(&out);
}

Test(text, a_rounded_value_stands_beside_the_reported_one)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->ruleset.comparison = FYP_COMPARE_ROUNDED;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "99.996（修约 100）");
    expect_told(&out, "14.904（修约 14.9）");
    fyp_buffer_finish(&out);
}

Test(text, zeros_made_of_missing_data_stand_beside_the_score)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    struct fyp_buffer out = told(evaluation);
    expect_untold(&out, "按 0 分计");
    fyp_buffer_finish(&out);
    evaluation->ruleset.missing = FYP_MISSING_ZERO;
    out = told(evaluation);
    expect_told(&out, "滞后或未完成 3 项；1 项无数据按 0 分计；");
    fyp_buffer_finish(&out);
}

Test(text, what_an_obstacle_says_is_not_said_again)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    struct fyp_indicator_result *result =
        &evaluation->indicators[SAMPLE_ON_TRACK];
    result->verdict = FYP_VERDICT_NOT_ASSESSABLE;
    result->obstacle = FYP_OBSTACLE_INCOMPLETE_SUM;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "缺年份，累计数不能证明未达标；原文只印数字");
    expect_untold(&out, "缺年份数据");
    fyp_buffer_finish(&out);
}

Test(text, a_binding_indicator_at_a_strict_target_is_told_not_to_cap)
{
    struct fyp_evaluation *evaluation = sample_final();
    struct fyp_indicator_result *result = &evaluation->indicators[SAMPLE_STEP];
    struct fyp_buffer out = told(evaluation);
    expect_untold(&out, "不降等级");
    fyp_buffer_finish(&out);
    result->flags |= FYP_FLAG_AT_THRESHOLD;
    out = told(evaluation);
    expect_told(
        &out, "约束性指标“村（社区）残协建会率”恰等于严格目标值，"
              "未完成，按规则不降等级\n");
    fyp_buffer_finish(&out);
}

/* A baseline that equals a strict target does not meet it. */
Test(text, no_line_calls_one_number_both_met_and_not_met)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->indicators[SAMPLE_STEP].flags =
        FYP_FLAG_LOST | FYP_FLAG_AT_THRESHOLD;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "起点不差于目标值，现未达标；恰等于严格目标值");
    expect_untold(&out, "起点已达标");
    fyp_buffer_finish(&out);
}

Test(text, what_is_due_is_told_where_it_is_not_the_target)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->indicators[SAMPLE_STEP].expected_value = 95;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "节点要求未达到；应达 95；");
    expect_untold(&out, "应达 100");
    fyp_buffer_finish(&out);
}

Test(text, a_flag_of_many_indicators_is_told_once)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        evaluation->indicators[i].flags |= FYP_FLAG_RETROSPECTIVE;
    }
    evaluation->indicators[SAMPLE_ACHIEVED].flags |= FYP_FLAG_INFERRED;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "全部指标：评估年早于规划发布\n");
    expect_told(&out, "第 1、3、5、9 项：原文只印数字，按“达到”理解\n");
    const char *first = strstr(out.data, "评估年早于规划发布");
    cr_assert_not_null(first);
    cr_expect_null(strstr(first + 1, "评估年早于规划发布"));
    fyp_buffer_finish(&out);
}

Test(text, the_final_assessment_counts_what_is_completed)
{
    struct fyp_buffer out = told(sample_final());
    expect_told(&out, "2025年 · 终期评估 · 时间进度 100 %\n");
    expect_told(
        &out, "有目标 9 项：完成 2 项（其中超额完成 1 项）、未完成 3 项"
              "；其余 4 项：无数据 1 项、不可判 1 项、未到期 1 项\n");
    expect_told(&out, "✔ 超额完成");
    expect_told(&out, "▼ 未完成");
    expect_untold(&out, "▼ 滞后于预期");
    fyp_buffer_finish(&out);
}

Test(text, policies_other_than_the_usual_are_told)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->ruleset.missing = FYP_MISSING_ZERO;
    evaluation->ruleset.mean = FYP_MEAN_GEOMETRIC;
    evaluation->ruleset.comparison = FYP_COMPARE_ROUNDED;
    evaluation->ruleset.method = FYP_METHOD_EFFICACY;
    struct fyp_buffer out = told(evaluation);
    expect_told(&out, "计分：功效系数法；比较：修约值比较法；");
    expect_told(
        &out, "；无数据的指标按 0 分计入综合得分；综合得分为几何平均\n");
    expect_told(&out, "功效系数法在此不适用，改用序时进度法\n");
    fyp_buffer_finish(&out);
}

/* The sample has one indicator without data. */
Test(text, the_table_of_workbooks_tells_zeros_made_of_missing_data)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    struct fyp_summary summary = {0};
    struct fyp_buffer out = {0};

    fyp_summary_add(&summary, evaluation, "a.xlsx");
    fyp_summary_report(&summary, FYP_FORMAT_TEXT, &out);
    expect_untold(&out, "按 0 分计");
    fyp_buffer_finish(&out);
    evaluation->ruleset.missing = FYP_MISSING_ZERO;
    fyp_summary_add(&summary, evaluation, "b.xlsx");
    fyp_summary_report(&summary, FYP_FORMAT_TEXT, &out);
    expect_told(&out, "79.97  合格；1 项无数据按 0 分计             3");
    cr_expect_not(out.failed);
    fyp_buffer_finish(&out);
    fyp_summary_finish(&summary);
}

Test(text, the_table_is_aligned_by_display_width)
{
    struct fyp_buffer out = told(sample_evaluation());
    const char *rule = strstr(out.data, "----");
    cr_assert_not_null(rule);
    int rows = 0;
    size_t status_at = 0;
    char *line = strchr(rule, '\n') + 1;
    while (line[0] != '\n') {
        char *end = strchr(line, '\n');
        *end = '\0';
        /* The status begins behind the last gap but one. */
        char *status = strstr(line, "  ✔");
        static const char *const symbols[] = {
            "  ▲", "  ●", "  ▼", "  ？", "  ○ "};
        for (size_t i = 0; status == NULL && i < 5; i++) {
            status = strstr(line, symbols[i]);
        }
        if (status != NULL) {
            *status = '\0';
            const size_t width = fyp_text_width(line);
            status_at = status_at == 0 ? width : status_at;
            cr_expect_eq(width, status_at, "%s", line);
            rows++;
        }
        line = end + 1;
    }
    cr_expect_eq(rows, SAMPLE_COUNT - 1, "all but the one without data");
    fyp_buffer_finish(&out);
}

Test(text, english_has_no_chinese_words_of_its_own)
{
    fyp_language_set(FYP_LANGUAGE_EN);
    struct fyp_buffer out = told(sample_evaluation());
    static const char *const words[] = {"综合得分", "序号", "滞后", "约束性",
                                        "达标",     "；",   "参照", "计分"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        expect_untold(&out, words[i]);
    }
    expect_told(&out, "Score 79.97 · pass · behind or not achieved: 3");
    fyp_buffer_finish(&out);
}
