/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/attention.h"
#include "reports/quality.h"
#include "tests/reports/sample.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

/* The list of questions in its three forms, and the marks in an evaluation,
 * from findings made by hand, with texts that a terminal or a spreadsheet
 * must not obey. */

static const struct fyp_quality_check note = {
    .code = 764,
    .name = "两级都报",
    .english_name = "Both levels",
    .severity = FYP_SEVERITY_NOTE};
static const struct fyp_quality_check question = {
    .code = 753,
    .name = "比上年变动过大",
    .english_name = "Jump",
    .severity = FYP_SEVERITY_QUESTION};
static const struct fyp_quality_check serious = {
    .code = 757,
    .name = "合计不符",
    .english_name = "Total differs",
    .severity = FYP_SEVERITY_SERIOUS};

static const struct fyp_figure figures[] = {
    {.region = "510604",
     .indicator = "c2",
     .year = 2023,
     .value = {true, 41.38, 2},
     .file = "=cmd\033[2J.csv",
     .line = 17,
     .version = 1},
    {.region = "510604",
     .indicator = "c2",
     .year = 2022,
     .value = {true, 29, 0},
     .file = "乙.xlsx",
     .sheet = "表1",
     .line = 7,
     .column = 3,
     .version = 2},
};

static struct fyp_quality_finding items[] = {
    {.check = &note,
     .indicator = "c1",
     .name = "甲",
     .region = "510604",
     .place = "罗江区",
     .year = 2023,
     .measured = 4,
     .threshold = NAN,
     .text = "先提示"},
    {.check = &question,
     .indicator = "c2",
     .name = "乙",
     .region = "510604",
     .place = "罗江区",
     .year = 2023,
     .figure = &figures[0],
     .beside = &figures[1],
     .measured = 42.69,
     .threshold = 30,
     .text = "=1+1 再提问\033[31m"},
    {.check = &serious,
     .indicator = "c3",
     .name = "丙",
     .region = "510604",
     .place = "罗江区",
     .year = 2022,
     .basis = FYP_BASIS_TO_DATE,
     .figure = &figures[1],
     .measured = -3.5,
     .threshold = 0.5,
     .text = "最严重"},
};
static const struct fyp_quality_findings findings = {
    .items = items, .count = sizeof items / sizeof *items};

static struct fyp_buffer told(enum fyp_format format)
{
    struct fyp_buffer out = {0};
    const struct fyp_quality_report report = {
        .plan = sample_plan(), .year = 2023, .findings = &findings};
    fyp_report_quality(&report, format, &out);
    fyp_buffer_bytes(&out, "", 1);
    cr_assert(!out.failed);
    return out;
}

static const char *place_of(const char *text, const char *piece)
{
    const char *at = strstr(text, piece);
    cr_assert_not_null(at, "%s is not in\n%s", piece, text);
    return at;
}

Test(quality, the_text_tells_the_gravest_first_with_where_it_stands)
{
    struct fyp_buffer out = told(FYP_FORMAT_TEXT);
    const char *first = place_of(out.data, "FYP-757 严重：最严重");
    const char *second = place_of(out.data, "FYP-753 提问：");
    const char *third = place_of(out.data, "FYP-764 提示：先提示");
    cr_expect(first < second && second < third, "%s", out.data);
    (void)place_of(out.data, "乙.xlsx!表1!C7");
    (void)place_of(out.data, ".csv:17");
    (void)place_of(out.data, "共 3 条：严重 1，提问 1，提示 1");
    cr_expect_null(strchr(out.data, '\033'), "a terminal would obey this");
    fyp_buffer_finish(&out);
}

Test(quality, the_json_has_each_question_with_both_figures)
{
    struct fyp_buffer out = told(FYP_FORMAT_JSON);
    json_t *root = json_loads(out.data, 0, NULL);
    cr_assert_not_null(root, "%s", out.data);
    json_t *list = json_object_get(root, "findings");
    cr_assert_eq(json_array_size(list), 3);
    json_t *group = json_array_get(list, 0);
    cr_expect_str_eq(
        json_string_value(json_object_get(group, "code")), "FYP-764");
    cr_expect(json_is_null(json_object_get(group, "figure")));
    cr_expect(json_is_null(json_object_get(group, "threshold")));
    json_t *jump = json_array_get(list, 1);
    cr_expect_str_eq(
        json_string_value(json_object_get(jump, "severity")), "question");
    cr_expect_eq(json_real_value(json_object_get(jump, "measured")), 42.69);
    json_t *beside = json_object_get(jump, "beside");
    cr_expect_eq(json_integer_value(json_object_get(beside, "year")), 2022);
    cr_expect_str_eq(
        json_string_value(json_object_get(beside, "place")), "乙.xlsx!表1!C7");
    json_t *counts = json_object_get(root, "counts");
    cr_expect_eq(json_integer_value(json_object_get(counts, "serious")), 1);
    cr_expect_str_eq(
        json_string_value(json_object_get(json_array_get(list, 2), "basis")),
        "to_date");
    json_decref(root);
    fyp_buffer_finish(&out);
}

Test(quality, the_csv_has_a_row_a_question_and_no_formula)
{
    struct fyp_buffer out = told(FYP_FORMAT_CSV);
    size_t lines = 0;
    for (const char *at = out.data; *at != '\0'; at++) {
        lines += *at == '\n';
    }
    cr_expect_eq(lines, 4, "%s", out.data);
    (void)place_of(out.data, "FYP-753,question,比上年变动过大,c2,乙,");
    (void)place_of(out.data, ",41.38,42.69,30,29,2022,");
    (void)place_of(out.data, "'=1+1");
    (void)place_of(out.data, "'=cmd");
    fyp_buffer_finish(&out);
}

Test(quality, nothing_found_is_said)
{
    static const struct fyp_quality_findings none = {0};
    struct fyp_buffer out = {0};
    const struct fyp_quality_report report = {
        .plan = sample_plan(), .year = 2023, .findings = &none};
    fyp_report_quality(&report, FYP_FORMAT_TEXT, &out);
    fyp_buffer_bytes(&out, "", 1);
    (void)place_of(out.data, "没有需要提问的数");
    fyp_buffer_finish(&out);
}

/* --- in an evaluation --- */

static const struct fyp_quality_finding *asked[] = {
    &items[1], &items[2], &items[1]};

static struct fyp_evaluation *questioned(enum sample_row row)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->quality = &findings;
    evaluation->indicators[row].questions = asked;
    evaluation->indicators[row].question_count = 3;
    return evaluation;
}

Test(quality, a_result_names_each_check_once)
{
    const struct fyp_evaluation *evaluation = questioned(SAMPLE_ACHIEVED);
    struct fyp_buffer out = {0};
    fyp_tell_questions(&evaluation->indicators[SAMPLE_ACHIEVED], &out);
    fyp_buffer_bytes(&out, "", 1);
    cr_expect_str_eq(out.data, "FYP-753 比上年变动过大、FYP-757 合计不符");
    fyp_buffer_finish(&out);
    cr_expect_eq(fyp_questioned_results(evaluation), 1);
}

Test(quality, only_the_questioned_figure_is_marked_in_the_text)
{
    const struct fyp_evaluation *evaluation = questioned(SAMPLE_ACHIEVED);
    struct fyp_buffer out = {0};
    fyp_report_evaluation(evaluation, FYP_FORMAT_TEXT, &out);
    fyp_buffer_bytes(&out, "", 1);
    (void)place_of(out.data, "98.6" FYP_MARK_QUESTIONED);
    (void)place_of(out.data, "※ 数据有疑问：FYP-753");
    (void)place_of(out.data, fyp_text(FYP_M_QUALITY_LEGEND));
    size_t marks = 0;
    for (const char *at = out.data; (at = strstr(at, "※")); at += 3) {
        marks++;
    }
    /* figure, count in the head, remark, legend */
    cr_expect_eq(marks, 4, "%zu\n%s", marks, out.data);
    fyp_buffer_finish(&out);
}

Test(quality, without_questions_no_mark_and_no_legend)
{
    struct fyp_buffer out = {0};
    fyp_report_evaluation(sample_evaluation(), FYP_FORMAT_TEXT, &out);
    fyp_buffer_bytes(&out, "", 1);
    cr_expect_null(strstr(out.data, "※"), "%s", out.data);
    fyp_buffer_finish(&out);
}

Test(quality, a_questioned_result_needs_attention_after_all_others)
{
    const struct fyp_indicator_result *list[SAMPLE_COUNT];
    const size_t before = fyp_attention_list(sample_evaluation(), list);
    const struct fyp_evaluation *evaluation = questioned(SAMPLE_AHEAD);
    const size_t after = fyp_attention_list(evaluation, list);
    cr_assert_eq(after, before + 1);
    cr_expect_eq(list[after - 1], &evaluation->indicators[SAMPLE_AHEAD]);
    struct fyp_buffer reason = {0};
    fyp_attention_reason(evaluation, list[after - 1], &reason);
    fyp_buffer_bytes(&reason, "", 1);
    cr_expect_str_eq(
        reason.data, "※ 数据有疑问：FYP-753 比上年变动过大、FYP-757 合计不符");
    fyp_buffer_finish(&reason);
    /* one that is behind stays where it was, and says so besides */
    evaluation = questioned(SAMPLE_BEHIND);
    cr_assert_eq(fyp_attention_list(evaluation, list), before);
    struct fyp_buffer behind = {0};
    fyp_attention_reason(
        evaluation, &evaluation->indicators[SAMPLE_BEHIND], &behind);
    fyp_buffer_bytes(&behind, "", 1);
    cr_expect(strstr(behind.data, "；※ 数据有疑问") > behind.data);
    fyp_buffer_finish(&behind);
}
