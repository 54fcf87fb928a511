/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words and formulas of an explanation. Which steps a chain has is tested
 * in tests/engine/test_explain.c; that the formulas give their numbers again,
 * in tests/cli/test_explain.py.
 */
#include "reports/explain.h"

#include "base/message.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static void restore_language(void)
{
    fyp_language_set(FYP_LANGUAGE_ZH);
}

TestSuite(explain, .fini = restore_language);

/* --- sentences --- */

static const struct fyp_figure figure = {
    .region = "510602",
    .indicator = "rehabilitation_coverage",
    .year = 2023,
    .value = {.present = true, .value = 83.70, .decimals = 2},
    .source = "年报\x1b[31m",
    .file = "报数.xlsx",
    .sheet = "表1",
    .line = 7,
    .column = 3,
    .marks = 1,
    .version = 2,
    .import_id = 5};
static const struct fyp_quality_check check = {
    .code = 753, .name = "比上年变动过大", .english_name = "jump"};
static const struct fyp_quality_finding finding = {
    .check = &check, .year = 2023, .text = "83.7 对吗？"};
static const struct fyp_milestone milestone = {
    .year = 2022,
    .comparator = FYP_COMPARE_GE,
    .value = {.present = true, .value = 80},
    .source = {"专栏1", 68, "到2022年达到80%"}};
static const struct fyp_explain_origin origin = {
    "８３.７", 3, "％", "2026-01-31T08:15:00Z"};
static const double terms[] = {2, 3, 5, 7, 11};

/* A step that has everything, so that any sentence can be made of it. */
static struct fyp_step step_of(enum fyp_step_kind kind, enum fyp_step_rule rule)
{
    return (struct fyp_step){
        .kind = kind,
        .rule = rule,
        .formula = FYP_FORMULA_PACE,
        .result = 0.87,
        .terms = terms,
        .term_count = 4,
        .bound = 61.7,
        .comparator = FYP_COMPARE_GE,
        .year = 2023,
        .region = "510602",
        .figure = &figure,
        .milestone = &milestone,
        .finding = &finding,
        .flag = 2,
        .grade = FYP_GRADE_GOOD};
}

/* The kind whose rules begin there, in the order of explain_rules.def. */
static const struct {
    enum fyp_step_rule first;
    enum fyp_step_kind kind;
} kinds[] = {
    {FYP_BY_FIGURE, FYP_STEP_FIGURE},
    {FYP_BY_GAP, FYP_STEP_GAP},
    {FYP_BY_VALUE_OF_YEAR, FYP_STEP_VALUE},
    {FYP_BY_REFERENCE_MEAN, FYP_STEP_REFERENCE},
    {FYP_BY_BASELINE_TABLE, FYP_STEP_BASELINE},
    {FYP_BY_TARGET_VALUE, FYP_STEP_TARGET},
    {FYP_BY_MILESTONE_REACHED, FYP_STEP_MILESTONE},
    {FYP_BY_ELAPSED, FYP_STEP_ELAPSED},
    {FYP_BY_DIRECTION_UP, FYP_STEP_DIRECTION},
    {FYP_BY_EXPECTED_FINAL, FYP_STEP_EXPECTED_VALUE},
    {FYP_BY_SCALE_DISTANCE, FYP_STEP_SCALE},
    {FYP_BY_PACE, FYP_STEP_PACE},
    {FYP_BY_PROGRESS, FYP_STEP_PROGRESS},
    {FYP_BY_EXPECTED_SHARE, FYP_STEP_EXPECTED},
    {FYP_BY_LEAD, FYP_STEP_LEAD},
    {FYP_BY_MET, FYP_STEP_COMPARISON},
    {FYP_BY_DECIDED_MONITOR, FYP_STEP_STATUS},
    {FYP_BY_SCORE_FELL_BACK, FYP_STEP_SCORE},
    {FYP_BY_WEIGHT, FYP_STEP_WEIGHT},
    {FYP_BY_CONTRIBUTION, FYP_STEP_CONTRIBUTION},
    {FYP_BY_FLAG, FYP_STEP_FLAG},
    {FYP_BY_QUESTION, FYP_STEP_QUESTION},
    {FYP_BY_CAP_BINDING, FYP_STEP_CAP},
};

static enum fyp_step_kind kind_of(enum fyp_step_rule rule)
{
    enum fyp_step_kind kind = FYP_STEP_FIGURE;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        kind = rule >= kinds[i].first ? kinds[i].kind : kind;
    }
    return kind;
}

static struct fyp_buffer sentence_of(
    const struct fyp_evaluation *evaluation, size_t row, struct fyp_step *step)
{
    const struct fyp_explanation chain = {
        .evaluation = evaluation,
        .result = &evaluation->indicators[row],
        .steps = step,
        .count = 1};
    const struct fyp_explain_view view = {
        .explanation = &chain, .origins = &origin};
    struct fyp_buffer out = {0};
    struct fyp_text_page page = {.out = &out};
    fyp_explain_sentence(&view, 0, &page);
    fyp_page_finish(&page);
    return out;
}

static void check_sentence(
    const struct fyp_evaluation *evaluation, size_t row, struct fyp_step step)
{
    struct fyp_buffer out = sentence_of(evaluation, row, &step);
    const char *rule = fyp_step_rule_name(step.rule);

    cr_assert_not(out.failed);
    cr_expect_gt(out.length, 4, "%s", rule);
    cr_expect_null(strchr(out.data, '{'), "%s: %s", rule, out.data);
    cr_expect_null(strchr(out.data, '\x1b'), "%s", rule);
    cr_expect_eq(fyp_utf8_valid_prefix(out.data, out.length), out.length);
    cr_expect_neq(out.data[out.length - 1], ' ', "%s", rule);
    fyp_buffer_finish(&out);
}

Test(explain, no_sentence_is_empty_or_keeps_a_place_in_either_language)
{
    for (int language = 0; language < 2; language++) {
        const struct fyp_evaluation *evaluation = sample_evaluation();
        fyp_language_set((enum fyp_language)language);
        for (size_t row = 0; row < SAMPLE_COUNT; row++) {
            for (int rule = 0; rule < FYP_STEP_RULE_COUNT; rule++) {
                check_sentence(
                    evaluation, row,
                    step_of(
                        kind_of((enum fyp_step_rule)rule),
                        (enum fyp_step_rule)rule));
            }
        }
    }
}

Test(explain, a_figure_tells_where_it_comes_from_and_what_was_put_right)
{
    struct fyp_step step = step_of(FYP_STEP_FIGURE, FYP_BY_FIGURE);
    struct fyp_buffer out =
        sentence_of(sample_evaluation(), SAMPLE_ACHIEVED, &step);
    const char *const told[] = {
        "2023",        "83.70 %",          "报数.xlsx!表1!C7",
        "第 5 次导入", "第 2 版",          "年报\\x1B[31m",
        "８３.７",     "全角字符改为半角", "去掉看不见的字符"};

    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        cr_expect(
            strstr(out.data, told[i]) != NULL, "%s: %s", told[i], out.data);
    }
    fyp_buffer_finish(&out);
}

/* --- formulas --- */

static const struct {
    const char *name;
    enum fyp_formula formula;
    double terms[5];
    size_t count;
    const char *numbers, *shown, *words;
} formulas[] = {
    {"pace, falling",
     FYP_FORMULA_PACE,
     {-1, 18.86, -3.5, 7.1},
     4,
     "1 + (-1)*(18.86 - (-3.5))/7.1",
     "1 + (−1)×(18.86 − (−3.5))÷7.1",
     "1 + 方向×(评估值 − 应达值)÷尺度"},
    {"bars for absolute values",
     FYP_FORMULA_SCALE_DISTANCE,
     {96.04, 92.35, 0.02, 98.5},
     4,
     "max(abs(96.04 - 92.35), 0.02*abs(98.5))",
     "max(|96.04 − 92.35|, 0.02×|98.5|)",
     "max(|应达值 − 基期|, 最小份额×|目标|)"},
    {"fifteen digits for programs, ten for people",
     FYP_FORMULA_LEAD,
     {2.0 / 3, 0.6},
     2,
     "0.666666666666667 - 0.6",
     "0.6666666667 − 0.6",
     "进度 − 应达进度"},
    {"a sum",
     FYP_FORMULA_SUM,
     {37, -4.5, 51},
     3,
     "37 + (-4.5) + 51",
     "37 + (−4.5) + 51",
     ""},
    {"a mean",
     FYP_FORMULA_MEAN,
     {8.73, -6.41},
     2,
     "100*(((1 + 8.73/100)*(1 + (-6.41)/100))^(1/2) - 1)",
     "100×(((1 + 8.73÷100)×(1 + (−6.41)÷100))^(1÷2) − 1)",
     ""},
    {"none", FYP_FORMULA_NONE, {0}, 0, "", "", ""},
};

static void expect_written(
    const char *row, const struct fyp_step *step,
    void (*write)(const struct fyp_step *, struct fyp_buffer *),
    const char *expected)
{
    struct fyp_buffer out = {0};
    write(step, &out);
    cr_assert_not(out.failed);
    cr_expect_str_eq(out.length > 0 ? out.data : "", expected, "%s", row);
    fyp_buffer_finish(&out);
}

Test(explain, a_formula_is_written_for_programs_and_for_people)
{
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        const struct fyp_step step = {
            .formula = formulas[i].formula,
            .terms = formulas[i].terms,
            .term_count = formulas[i].count};
        expect_written(
            formulas[i].name, &step, fyp_formula_numbers, formulas[i].numbers);
        expect_written(
            formulas[i].name, &step, fyp_formula_shown, formulas[i].shown);
        expect_written(
            formulas[i].name, &step, fyp_formula_words, formulas[i].words);
    }
}

Test(explain, every_formula_with_symbols_names_each_of_its_terms)
{
    for (int i = 0; i < FYP_FORMULA_COUNT; i++) {
        const char *symbols = fyp_formula_symbols((enum fyp_formula)i);
        const char *const *names = fyp_formula_names((enum fyp_formula)i);
        cr_expect_eq(symbols == NULL, names == NULL, "formula %d", i);
        for (int k = 0; names != NULL && names[k] != NULL; k++) {
            cr_expect(
                strstr(symbols, names[k]) != NULL, "%s in %s", names[k],
                symbols);
        }
    }
}

/* --- numbers --- */

static const struct {
    double number;
    const char *shown;
} numbers[] = {
    {0.0, "0"},
    {-0.0, "0"},
    {95.6, "95.6"},
    {-7.3, "-7.3"},
    {1.0 / 3, "0.3333333333"},
    {200.0 / 3, "66.66666667"},
    {0.8999999999, "0.8999999999"},
    {0.89999999995, "0.9"}, /* equal to 0.9 in every comparison */
    {1234567.891, "1234567.891"},
    {NAN, "—"},
    {INFINITY, "—"},
};

Test(explain, numbers_have_ten_digits_and_never_cross_a_limit)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[FYP_DECIMAL_TEXT_SIZE];
        fyp_explain_number(numbers[i].number, text);
        cr_expect_str_eq(text, numbers[i].shown, "row %zu", i);
    }
}

/* --- the whole page --- */

Test(explain, a_page_and_its_json_are_made_of_every_kind_of_result)
{
    for (int language = 0; language < 2; language++) {
        const struct fyp_evaluation *evaluation = sample_evaluation();
        fyp_language_set((enum fyp_language)language);
        for (size_t row = 0; row < SAMPLE_COUNT; row++) {
            struct fyp_explanation chain;
            struct fyp_buffer text = {0}, json = {0};
            const struct fyp_explain_view view = {.explanation = &chain};
            cr_assert_eq(
                fyp_explain(
                    evaluation, &evaluation->indicators[row], &chain, NULL),
                FYP_OK);
            fyp_report_explanation(&view, FYP_FORMAT_TEXT, &text);
            fyp_report_explanation(&view, FYP_FORMAT_JSON, &json);
            cr_expect(!text.failed && !json.failed);
            cr_expect_null(strchr(text.data, '{'));
            cr_expect_null(strchr(text.data, '\x1b'));
            json_t *read = json_loads(json.data, 0, NULL);
            cr_expect_eq(
                json_array_size(json_object_get(read, "explanation")),
                chain.count);
            json_decref(read);
            fyp_buffer_finish(&text);
            fyp_buffer_finish(&json);
            fyp_explanation_finish(&chain);
        }
    }
}
