/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <math.h>
#include <string.h>

#define NUMBER(v, d)                                                           \
    {                                                                          \
        .present = true, .value = (v), .decimals = (d)                         \
    }

static struct fyp_milestone step_milestones[] = {
    {.year = 2022,
     .comparator = FYP_COMPARE_GE,
     .value = NUMBER(100, 0),
     .source = {"二（五）", 88, "2022年底前全部建立"}},
};

static const char *notes[] = {
    "读作累计完成数：33 是 2020 年的数，不在 170 之内。",
    "=cmd() 开头的说明，不是公式",
};

static struct fyp_indicator indicators[SAMPLE_COUNT] = {
    [SAMPLE_ACHIEVED] =
        {.number = "1",
         .code = "living_subsidy_coverage",
         .name = "困难残疾人生活补贴覆盖率",
         .unit = "%",
         .category = "社会保障",
         .attribute = FYP_BINDING,
         .kind = FYP_KIND_LEVEL,
         .baseline = {.text = "92", .value = NUMBER(92, 0)},
         .target =
             {.text = "≥98",
              .kind = FYP_TARGET_VALUE,
              .comparator = FYP_COMPARE_GE,
              .value = NUMBER(98, 0)},
         .source = {"专栏1", 65, "1.困难残疾人生活补贴覆盖率 92 ≥98 约束性"}},
    [SAMPLE_AHEAD] =
        {.number = "2",
         .code = "income_growth",
         .name = "残疾人家庭人均可支配收入年均增速",
         .unit = "%",
         .attribute = FYP_ANTICIPATORY,
         .kind = FYP_KIND_GROWTH,
         .baseline = {.text = "--", .blank = FYP_BLANK_DASH},
         .target =
             {.text = "与国内生产总值增长基本同步",
              .kind = FYP_TARGET_REFERENCE,
              .comparator = FYP_COMPARE_GE,
              .reference =
                  {.present = true, .code = "gdp_growth", .region = "100000"},
              .tolerance = NUMBER(0.5, 1)},
         .source = {"专栏1", 66, NULL}},
    [SAMPLE_ON_TRACK] =
        {.number = "3",
         .code = "home_modification_households",
         .name = "困难重度残疾人家庭无障碍改造户数",
         .unit = "户",
         .category = "公共服务",
         .attribute = FYP_BINDING,
         .kind = FYP_KIND_CUMULATIVE,
         .baseline =
             {.text = "33",
              .value = NUMBER(33, 0),
              .prose =
                  {.present = true,
                   .value = NUMBER(39, 0),
                   .source = {"第一章第一节", 41, "完成改造39户"}}},
         .target =
             {.text = "170",
              .kind = FYP_TARGET_VALUE,
              .comparator = FYP_COMPARE_GE,
              .inferred = true,
              .value = NUMBER(170, 0)},
         .source = {"专栏1", 67, NULL},
         .notes = notes,
         .note_count = 2},
    [SAMPLE_BEHIND] =
        {.number = "4",
         .code = "home_teaching_share",
         .name = "送教上门占比, \"最多\"",
         .unit = "%",
         .category = "公共服务",
         .attribute = FYP_BINDING,
         .kind = FYP_KIND_LEVEL,
         .baseline =
             {.text = ">25",
              .comparator = FYP_COMPARE_GT,
              .value = NUMBER(25, 0)},
         .target =
             {.text = "≤14.9",
              .kind = FYP_TARGET_VALUE,
              .comparator = FYP_COMPARE_LE,
              .value = NUMBER(14.9, 1)},
         .source = {"专栏1", 68, NULL}},
    [SAMPLE_NO_DATA] =
        {.number = "5",
         .code = "rehabilitation_coverage",
         .name = "=残疾人基本康复服务覆盖率",
         .unit = "%",
         .attribute = FYP_ANTICIPATORY,
         .kind = FYP_KIND_LEVEL,
         .baseline = {.blank = FYP_BLANK_NO_COLUMN},
         .target =
             {.text = "85",
              .kind = FYP_TARGET_VALUE,
              .comparator = FYP_COMPARE_GE,
              .inferred = true,
              .value = NUMBER(85, 0)}},
    [SAMPLE_NOT_ASSESSABLE] =
        {.number = "6",
         .code = "assistive_device_coverage",
         .name = "辅助器具\x1b[31m适配率",
         .unit = "%",
         .kind = FYP_KIND_LEVEL,
         .baseline = {.blank = FYP_BLANK_NOT_ENTERED},
         .target =
             {.text = "＞90",
              .kind = FYP_TARGET_VALUE,
              .comparator = FYP_COMPARE_GT,
              .value = NUMBER(90, 0)}},
    [SAMPLE_NOT_DUE] =
        {.number = "7",
         .code = "staffing_quota",
         .name = "编制50人以上单位安排残疾人",
         .unit = "无",
         .kind = FYP_KIND_EVENT,
         .baseline = {.blank = FYP_BLANK_NO_COLUMN},
         .target =
             {.text = "至少1名",
              .kind = FYP_TARGET_VALUE,
              .comparator = FYP_COMPARE_GE,
              .value = NUMBER(1, 0)}},
    [SAMPLE_MONITOR] =
        {.number = "8",
         .code = "skills_training",
         .name = "职业技能培训人次",
         .unit = "人次",
         .printed_unit = "万人次",
         .kind = FYP_KIND_CUMULATIVE,
         .baseline =
             {.text = "—",
              .blank = FYP_BLANK_DASH,
              .prose =
                  {.present = true,
                   .comparator = FYP_COMPARE_GT,
                   .value = NUMBER(91.5, 1),
                   .source = {"第一章", 45, "超过91.5"}}},
         .target = {.text = "——", .kind = FYP_TARGET_NONE}},
    [SAMPLE_STEP] =
        {.number = "9",
         .code = "village_association_coverage",
         .name = "村（社区）残协建会率",
         .unit = "%",
         .attribute = FYP_BINDING,
         .kind = FYP_KIND_LEVEL,
         .path = FYP_PATH_STEP,
         .baseline = {.text = "—", .blank = FYP_BLANK_DASH},
         .target =
             {.text = "100%",
              .kind = FYP_TARGET_VALUE,
              .comparator = FYP_COMPARE_GE,
              .inferred = true,
              .value = NUMBER(100, 0)},
         .milestones = step_milestones,
         .milestone_count = 1},
    [SAMPLE_SUBREGIONS] =
        {.number = "10",
         .code = "support_institution",
         .name = "每县至少1所辅助性就业机构",
         .unit = "所",
         .kind = FYP_KIND_LEVEL,
         .each_subregion = true,
         .baseline = {.blank = FYP_BLANK_NO_COLUMN},
         .target =
             {.text = "至少1所",
              .kind = FYP_TARGET_VALUE,
              .comparator = FYP_COMPARE_GE,
              .value = NUMBER(1, 0)},
         .range = {.low = NUMBER(0, 0)}},
};

static struct fyp_region subregions[] = {
    {.code = "510601", .name = "甲区"},
    {.code = "510602", .name = "乙区"},
    {.code = "510603", .name = "丙县"},
    {.code = "510605", .name = "丁县"},
};

static const char *plan_notes[] = {"整份规划的说明"};

static struct fyp_plan plan = {
    .id = "sample-2021",
    .title = "某市“十四五”残疾人保障和发展规划",
    .region = {.code = "510600", .name = "某市"},
    .baseline_year = 2020,
    .end_year = 2025,
    .published = "2022-06-14",
    .document_number = "某府发〔2022〕6号",
    .source = {"文首", 3, "2022年6月14日"},
    .subregions = subregions,
    .subregion_count = sizeof subregions / sizeof subregions[0],
    .notes = plan_notes,
    .note_count = 1,
    .indicators = indicators,
    .indicator_count = SAMPLE_COUNT,
    .path = "sample-2021.yaml",
    .sha256 = "00",
};

static struct fyp_indicator_result results[SAMPLE_COUNT];
static struct fyp_category_score categories[] = {
    {"社会保障", 100, 1, 1}, {NULL, NAN, 7, 5}, {"公共服务", 70.125, 2, 2}};
static const char *capped_by[] = {"village_association_coverage"};
static struct fyp_evaluation evaluation;

/* Everything that is not defined; the rows below fill in what is. */
static void empty_result(size_t i)
{
    const struct fyp_indicator *indicator = &indicators[i];
    const struct fyp_target *target = &indicator->target;
    results[i] = (struct fyp_indicator_result){
        .indicator = indicator,
        .value = NAN,
        .comparator = target->comparator,
        .target = target->kind == FYP_TARGET_VALUE ? target->value.value : NAN,
        .reference = NAN,
        .baseline = NAN,
        .expected_value = NAN,
        .scale = NAN,
        .pace = NAN,
        .progress = NAN,
        .expected = NAN,
        .lead = NAN,
        .due_distance = NAN,
        .method_score = NAN,
        .score = NAN,
        .plan_score = NAN,
        .weight = 1,
        .weight_share = NAN,
        .contribution = NAN,
        .flags = target->inferred ? FYP_FLAG_INFERRED : 0,
    };
}

static void
fill_value(size_t i, double value, double expected, double pace, double score)
{
    results[i].value = value;
    results[i].value_year = 2023;
    results[i].expected_value = expected;
    results[i].pace = pace;
    results[i].score = score;
}

static void fill_shares(size_t i, double progress, double expected)
{
    results[i].progress = progress;
    results[i].expected = expected;
    results[i].lead = progress - expected;
}

static void fill_baseline(size_t i, double value)
{
    results[i].baseline = value;
    results[i].baseline_source = FYP_BASELINE_TABLE;
    results[i].baseline_year = 2020;
}

static void fill_moving(void)
{
    struct fyp_indicator_result *behind = &results[SAMPLE_BEHIND];

    fill_value(SAMPLE_ACHIEVED, 98.6, 95.6, 1.83, 100);
    fill_shares(SAMPLE_ACHIEVED, 1.1, 0.6);
    fill_baseline(SAMPLE_ACHIEVED, 92);
    results[SAMPLE_ACHIEVED].met = true;
    results[SAMPLE_ACHIEVED].verdict = FYP_VERDICT_ACHIEVED;

    fill_value(SAMPLE_AHEAD, 7.3333333333333, 6.25, 1.16, 100);
    results[SAMPLE_AHEAD].reference = 6.75;
    results[SAMPLE_AHEAD].met = true;
    results[SAMPLE_AHEAD].verdict = FYP_VERDICT_AHEAD;

    fill_value(SAMPLE_ON_TRACK, 100.5, 102, 0.985, 98.5);
    fill_shares(SAMPLE_ON_TRACK, 0.5912, 0.6);
    fill_baseline(SAMPLE_ON_TRACK, 33);
    results[SAMPLE_ON_TRACK].value_year = 2022;
    results[SAMPLE_ON_TRACK].flags |= FYP_FLAG_INCOMPLETE;
    results[SAMPLE_ON_TRACK].verdict = FYP_VERDICT_ON_TRACK;

    fill_value(SAMPLE_BEHIND, 14.904, 14.9, 0.41, 41);
    fill_shares(SAMPLE_BEHIND, 0.9996, 0.6);
    fill_baseline(SAMPLE_BEHIND, 25);
    behind->flags |= FYP_FLAG_BOUND;
    behind->verdict = FYP_VERDICT_BEHIND;
}

static void fill_others(void)
{
    struct fyp_indicator_result *open = &results[SAMPLE_NOT_ASSESSABLE];
    struct fyp_indicator_result *step = &results[SAMPLE_STEP];
    struct fyp_indicator_result *share = &results[SAMPLE_SUBREGIONS];

    results[SAMPLE_NO_DATA].verdict = FYP_VERDICT_NO_DATA;

    fill_value(SAMPLE_NOT_ASSESSABLE, 81.5, NAN, NAN, NAN);
    open->baseline = 81.5;
    open->baseline_source = FYP_BASELINE_PROXY;
    open->baseline_year = 2023;
    open->obstacle = FYP_OBSTACLE_NO_EXPECTED;
    open->verdict = FYP_VERDICT_NOT_ASSESSABLE;

    results[SAMPLE_NOT_DUE].verdict = FYP_VERDICT_NOT_DUE;
    results[SAMPLE_MONITOR].verdict = FYP_VERDICT_MONITOR;
    fill_value(SAMPLE_MONITOR, 1234, NAN, NAN, NAN);

    fill_value(SAMPLE_STEP, 99.996, 100, 0.998, 99);
    step->flags |= FYP_FLAG_MILESTONE_MISSED;
    step->method_fell_back = true;
    step->verdict = FYP_VERDICT_BEHIND;
    step->binding_caps = true;
    step->caps_as_binding = true;

    fill_value(SAMPLE_SUBREGIONS, 75, 100, 0.5, 50);
    share->target = 100;
    share->subregions_met = 3;
    share->subregions_known = 3;
    share->verdict = FYP_VERDICT_BEHIND;
}

static void count_results(void)
{
    memset(evaluation.counts, 0, sizeof evaluation.counts);
    evaluation.behind_count = 0;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        const enum fyp_verdict verdict = results[i].verdict;
        evaluation.counts[verdict]++;
        evaluation.behind_count += verdict == FYP_VERDICT_BEHIND ||
                                   verdict == FYP_VERDICT_NOT_ACHIEVED;
    }
}

const struct fyp_plan *sample_plan(void)
{
    return &plan;
}

/* Nothing was measured: the results were made by hand. */
static const struct fyp_figures *no_figures(void)
{
    static struct fyp_figures *figures;
    if (figures == NULL && fyp_figures_create(&figures, NULL) == FYP_OK) {
        fyp_figures_index(figures);
    }
    return figures;
}

struct fyp_evaluation *sample_evaluation(void)
{
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        empty_result(i);
    }
    fill_moving();
    fill_others();
    evaluation = (struct fyp_evaluation){
        .plan = &plan,
        .figures = no_figures(),
        .ruleset = fyp_ruleset_builtin(),
        .region = "510600",
        .year = 2023,
        .stage = FYP_STAGE_MIDTERM,
        .elapsed = 0.6,
        .score = 79.97,
        .grade = FYP_GRADE_PASS,
        .uncapped_grade = FYP_GRADE_GOOD,
        .capped_by = capped_by,
        .capped_by_count = 1,
        .assessed_weight = 0.6666666666666666,
        .scored_weight = 6,
        .attainment = {.met = 2, .with_target = 9, .due = 8, .assessable = 6},
        .binding = {.met = 1, .with_target = 4, .due = 4, .assessable = 4},
        .consistency =
            {.completed = 1,
             .exceeded = 0,
             .not_completed = 0,
             .with_target = 9},
        .categories = categories,
        .category_count = 3,
        .indicators = results,
        .indicator_count = SAMPLE_COUNT,
    };
    count_results();
    return &evaluation;
}

struct fyp_evaluation *sample_final(void)
{
    sample_evaluation();
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        struct fyp_indicator_result *result = &results[i];
        if (result->verdict == FYP_VERDICT_BEHIND) {
            result->verdict = FYP_VERDICT_NOT_ACHIEVED;
        }
    }
    results[SAMPLE_AHEAD].verdict = FYP_VERDICT_ACHIEVED;
    results[SAMPLE_ACHIEVED].verdict = FYP_VERDICT_EXCEEDED;
    evaluation.stage = FYP_STAGE_FINAL;
    evaluation.year = 2025;
    evaluation.elapsed = 1;
    evaluation.consistency.completed = 2;
    evaluation.consistency.exceeded = 1;
    evaluation.consistency.not_completed = 3;
    count_results();
    return &evaluation;
}

const struct sample_figure sample_figures[SAMPLE_FIGURES] = {
    {"target", 2.385},         {"baseline", 3.496},  {"value", 4.507},
    {"progress", 0.5618},      {"expected", 0.672},  {"pace", 0.783},
    {"lead", 0.894},           {"score", 90.5},      {"weight", 1.016},
    {"expected_value", 11.27}, {"reference", 12.38}, {"scale", 13.49},
};

void sample_fill(struct fyp_indicator_result *result)
{
    result->target = sample_figures[0].figure;
    result->baseline = sample_figures[1].figure;
    result->value = sample_figures[2].figure;
    result->progress = sample_figures[3].figure;
    result->expected = sample_figures[4].figure;
    result->pace = sample_figures[5].figure;
    result->lead = sample_figures[6].figure;
    result->score = sample_figures[7].figure;
    result->weight = sample_figures[8].figure;
    result->expected_value = sample_figures[9].figure;
    result->reference = sample_figures[10].figure;
    result->scale = sample_figures[11].figure;
}
