/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"
#include "base/text.h"
#include "indicators/amendment.h"
#include "indicators/commitments_file.h"
#include "indicators/plan_check.h"
#include "indicators/schema.h"

#include <stdlib.h>
#include <string.h>

/* The format is described for its authors in docs/plan-file.md. */

enum {
    PLAN_SIZE_MAX = 4 * 1024 * 1024,
    TEXT_LINES_MAX = 1000000,
    ANY_YEAR = 9999 /* which years make sense is checked in plan_check.c */
};

static const struct fyp_yaml_choice comparator_words[] = {
    {">", FYP_COMPARE_GT},  {">=", FYP_COMPARE_GE}, {"<", FYP_COMPARE_LT},
    {"<=", FYP_COMPARE_LE}, {"=", FYP_COMPARE_EQ},  {NULL, 0}};

static const struct fyp_yaml_choice attribute_words[] = {
    {"约束性", FYP_BINDING}, {"预期性", FYP_ANTICIPATORY}, {NULL, 0}};

static const struct fyp_yaml_choice blank_words[] = {
    {"横线", FYP_BLANK_DASH},
    {"无此列", FYP_BLANK_NO_COLUMN},
    {"未录入", FYP_BLANK_NOT_ENTERED},
    {NULL, 0}};

/* A reference is told by its own key, 参照. */
static const struct fyp_yaml_choice target_words[] = {
    {"数值", FYP_TARGET_VALUE},
    {"无", FYP_TARGET_NONE},
    {"文字", FYP_TARGET_TEXT},
    {NULL, 0}};

static const struct fyp_yaml_choice path_words[] = {
    {"线性", FYP_PATH_LINEAR}, {"阶梯", FYP_PATH_STEP}, {NULL, 0}};

static const struct fyp_yaml_field citation_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "章节", fyp_citation, section),
    FYP_FIELD_INTEGER(FYP_MAY, "行", fyp_citation, line, 1, TEXT_LINES_MAX),
    FYP_FIELD(TEXT, FYP_MUST, "原文", fyp_citation, quote), FYP_FIELD_END};

static const struct fyp_yaml_field region_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "代码", fyp_region, code),
    FYP_FIELD(TEXT, FYP_MUST, "名称", fyp_region, name), FYP_FIELD_END};

static const struct fyp_yaml_field milestone_fields[] = {
    FYP_FIELD_INTEGER(FYP_MUST, "年份", fyp_milestone, year, 1, ANY_YEAR),
    FYP_FIELD_CHOICE(
        FYP_MUST, "比较", fyp_milestone, comparator, comparator_words),
    FYP_FIELD(DECIMAL, FYP_MUST, "数值", fyp_milestone, value),
    FYP_FIELD_CITATION(FYP_MUST, "出处", fyp_milestone, source), FYP_FIELD_END};

static const struct fyp_yaml_field prose_fields[] = {
    FYP_FIELD(DECIMAL, FYP_MUST, "数值", fyp_prose_baseline, value),
    FYP_FIELD_CHOICE(
        FYP_MAY, "比较", fyp_prose_baseline, comparator, comparator_words),
    FYP_FIELD_CITATION(FYP_MUST, "出处", fyp_prose_baseline, source),
    FYP_FIELD_END};

static const struct fyp_yaml_field baseline_fields[] = {
    FYP_FIELD(TEXT, FYP_MAY, "原文", fyp_baseline, text),
    FYP_FIELD_CHOICE(
        FYP_MAY, "比较", fyp_baseline, comparator, comparator_words),
    FYP_FIELD(DECIMAL, FYP_MAY, "数值", fyp_baseline, value),
    FYP_FIELD_CHOICE(FYP_MAY, "空白", fyp_baseline, blank, blank_words),
    FYP_FIELD_OPTIONAL_MAP(
        "正文", fyp_baseline, prose, prose_fields, fyp_prose_baseline),
    FYP_FIELD_END};

static const struct fyp_yaml_field reference_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "指标", fyp_reference, code),
    FYP_FIELD(TEXT, FYP_MAY, "地区", fyp_reference, region), FYP_FIELD_END};

static const struct fyp_yaml_field target_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "原文", fyp_target, text),
    FYP_FIELD_CHOICE(FYP_MAY, "类型", fyp_target, kind, target_words),
    FYP_FIELD_CHOICE(FYP_MAY, "比较", fyp_target, comparator, comparator_words),
    FYP_FIELD(DECIMAL, FYP_MAY, "数值", fyp_target, value),
    FYP_FIELD(BOOLEAN, FYP_MAY, "推定", fyp_target, inferred),
    FYP_FIELD(DECIMAL, FYP_MAY, "小数位", fyp_target, precision),
    FYP_FIELD_OPTIONAL_MAP(
        "参照", fyp_target, reference, reference_fields, fyp_reference),
    FYP_FIELD(DECIMAL, FYP_MAY, "容差", fyp_target, tolerance),
    FYP_FIELD_END};

static const struct fyp_yaml_field indicator_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "序号", fyp_indicator, number),
    FYP_FIELD(TEXT, FYP_MUST, "代码", fyp_indicator, code),
    FYP_FIELD(TEXT, FYP_MUST, "名称", fyp_indicator, name),
    FYP_FIELD(TEXT, FYP_MUST, "单位", fyp_indicator, unit),
    FYP_FIELD(TEXT, FYP_MAY, "印刷单位", fyp_indicator, printed_unit),
    FYP_FIELD(TEXT, FYP_MAY, "类别", fyp_indicator, category),
    FYP_FIELD_CHOICE(
        FYP_MAY, "属性", fyp_indicator, attribute, attribute_words),
    FYP_FIELD_CHOICE(FYP_MAY, "类型", fyp_indicator, kind, fyp_kind_words),
    FYP_FIELD_MAP(
        FYP_MUST, "基期", fyp_indicator, baseline, baseline_fields,
        fyp_baseline),
    FYP_FIELD_MAP(
        FYP_MUST, "目标", fyp_indicator, target, target_fields, fyp_target),
    FYP_FIELD_CHOICE(FYP_MAY, "路径", fyp_indicator, path, path_words),
    FYP_FIELD_MAPS(
        FYP_MAY, "节点", fyp_indicator, milestones, milestone_count,
        milestone_fields, fyp_milestone),
    FYP_FIELD(BOOLEAN, FYP_MAY, "逐地区", fyp_indicator, each_subregion),
    FYP_FIELD(RANGE, FYP_MAY, "自然范围", fyp_indicator, range),
    FYP_FIELD_CITATION(FYP_MUST, "出处", fyp_indicator, source),
    FYP_FIELD_TEXTS(FYP_MAY, "说明", fyp_indicator, notes, note_count),
    FYP_FIELD_END};

const struct fyp_yaml_field fyp_amendment_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "指标", fyp_amendment, code),
    FYP_FIELD_MAP(
        FYP_MUST, "目标", fyp_amendment, target, target_fields, fyp_target),
    FYP_FIELD_MAPS(
        FYP_MAY, "节点", fyp_amendment, milestones, milestone_count,
        milestone_fields, fyp_milestone),
    FYP_FIELD(DATE, FYP_MUST, "公布日期", fyp_amendment, published),
    FYP_FIELD_INTEGER(
        FYP_MAY, "生效年", fyp_amendment, effective_year, 1, ANY_YEAR),
    FYP_FIELD(TEXT, FYP_MUST, "机关", fyp_amendment, authority),
    FYP_FIELD(TEXT, FYP_MAY, "文号", fyp_amendment, document_number),
    FYP_FIELD(TEXT, FYP_MUST, "理由", fyp_amendment, reason),
    FYP_FIELD_CITATION(FYP_MUST, "出处", fyp_amendment, source),
    FYP_FIELD_END};

static const struct fyp_yaml_field plan_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "规划", fyp_plan, id),
    FYP_FIELD(TEXT, FYP_MUST, "标题", fyp_plan, title),
    FYP_FIELD_MAP(
        FYP_MUST, "地区", fyp_plan, region, region_fields, fyp_region),
    FYP_FIELD_INTEGER(FYP_MUST, "基期年", fyp_plan, baseline_year, 1, ANY_YEAR),
    FYP_FIELD_INTEGER(FYP_MUST, "目标年", fyp_plan, end_year, 1, ANY_YEAR),
    FYP_FIELD(DATE, FYP_MAY, "发布日期", fyp_plan, published),
    FYP_FIELD(TEXT, FYP_MAY, "文号", fyp_plan, document_number),
    FYP_FIELD(TEXT, FYP_MAY, "来源", fyp_plan, origin),
    FYP_FIELD(TEXT, FYP_MAY, "规则", fyp_plan, ruleset),
    FYP_FIELD_MAPS(
        FYP_MAY, "下级地区", fyp_plan, subregions, subregion_count,
        region_fields, fyp_region),
    FYP_FIELD_CITATION(FYP_MAY, "出处", fyp_plan, source),
    FYP_FIELD_TEXTS(FYP_MAY, "说明", fyp_plan, notes, note_count),
    FYP_FIELD_MAPS(
        FYP_MUST, "指标", fyp_plan, indicators, indicator_count,
        indicator_fields, fyp_indicator),
    FYP_FIELD_MAPS(
        FYP_MAY, "修订", fyp_plan, amendments, amendment_count,
        fyp_amendment_fields, fyp_amendment),
    FYP_FIELD_END};

/** The plan's own range, else the catalogue's, else that of a share. */
static void settle_range(struct fyp_indicator *indicator)
{
    struct fyp_range *range = &indicator->range;
    if (range->low.present || range->high.present) {
        return;
    }
    if (indicator->entry != NULL && indicator->entry->has_range) {
        *range = indicator->entry->range;
    } else if (
        indicator->kind == FYP_KIND_LEVEL && fyp_is_per_cent(indicator->unit)) {
        range->low = (struct fyp_decimal){.present = true, .value = 0};
        range->high = (struct fyp_decimal){.present = true, .value = 100};
    }
}

void fyp_target_settle(struct fyp_target *target)
{
    if (target->reference.present && target->kind == FYP_TARGET_VALUE) {
        target->kind = FYP_TARGET_REFERENCE;
    }
}

static void settle_indicator(
    struct fyp_indicator *indicator, const struct fyp_catalogue *catalogue)
{
    indicator->unit = fyp_unit_meant(indicator->unit);
    indicator->entry = fyp_catalogue_by_code(catalogue, indicator->code);
    if (indicator->kind == FYP_KIND_NONE && indicator->entry != NULL) {
        indicator->kind = indicator->entry->kind;
    }
    fyp_target_settle(&indicator->target);
    settle_range(indicator);
}

static void read_plan(
    struct fyp_plan *plan, const struct fyp_catalogue *catalogue,
    const char *text, struct fyp_findings *findings)
{
    struct fyp_problems read = {0};
    enum fyp_status status =
        fyp_yaml_read(findings->path, plan_fields, plan, &plan->arena, &read);
    fyp_findings_take(findings, &read, status);
    fyp_problems_finish(&read);
    if (status != FYP_OK) {
        return;
    }
    for (size_t i = 0; i < plan->indicator_count; i++) {
        settle_indicator(&plan->indicators[i], catalogue);
    }
    for (size_t i = 0; i < plan->amendment_count; i++) {
        if (!fyp_amendment_settle(plan, i, &plan->arena)) {
            struct fyp_error failure = {.status = FYP_OK};
            fyp_fail(&failure, FYP_E_MEMORY, "");
            fyp_findings_add(findings, &failure);
            return;
        }
    }
    fyp_plan_check(&(struct fyp_plan_check){
        .plan = plan,
        .catalogue = catalogue,
        .text = text,
        .findings = findings});
    fyp_commitments_read(plan, catalogue, findings);
}

/** Reads the bytes for the hash and the plan from them. */
static void open_plan(
    struct fyp_plan *plan, const struct fyp_catalogue *catalogue,
    struct fyp_findings *findings)
{
    struct fyp_error failure = {.status = FYP_OK};
    char *text = NULL;
    size_t length = 0;
    plan->path =
        fyp_arena_text(&plan->arena, findings->path, strlen(findings->path));
    if (plan->path == NULL) {
        fyp_fail(&failure, FYP_E_MEMORY, "");
    } else {
        fyp_file_read(findings->path, PLAN_SIZE_MAX, &text, &length, &failure);
    }
    if (failure.status != FYP_OK) {
        fyp_error_at(&failure, "%s", findings->path);
        fyp_findings_add(findings, &failure);
        return;
    }
    fyp_sha256_of(text, length, plan->sha256);
    (void)snprintf(
        plan->catalogue_sha256, sizeof plan->catalogue_sha256, "%s",
        fyp_catalogue_sha256(catalogue));
    read_plan(plan, catalogue, text, findings);
    free(text);
}

enum fyp_status fyp_plan_create(
    const char *path, const struct fyp_catalogue *catalogue,
    struct fyp_plan **out, struct fyp_problems *problems, struct fyp_error *err)
{
    return fyp_plan_create_beside(path, NULL, catalogue, out, problems, err);
}

enum fyp_status fyp_plan_create_beside(
    const char *path, const struct fyp_plan_beside *beside,
    const struct fyp_catalogue *catalogue, struct fyp_plan **out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    struct fyp_findings findings = {.path = path, .problems = problems};
    plan->beside = beside;
    open_plan(plan, catalogue, &findings);
    plan->beside = NULL; /* the caller's */
    enum fyp_status status = fyp_findings_end(&findings, err);
    if (status != FYP_OK) {
        fyp_plan_destroy(plan);
        return status;
    }
    *out = plan;
    return FYP_OK;
}

void fyp_plan_destroy(struct fyp_plan *plan)
{
    if (plan != NULL) {
        fyp_arena_finish(&plan->arena);
        free(plan);
    }
}

const struct fyp_indicator *
fyp_plan_indicator(const struct fyp_plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->indicator_count; i++) {
        if (strcmp(plan->indicators[i].code, code) == 0) {
            return &plan->indicators[i];
        }
    }
    return NULL;
}

int fyp_plan_published_year(const struct fyp_plan *plan)
{
    return plan->published == NULL ? 0 : (int)strtol(plan->published, NULL, 10);
}

int fyp_target_decimals(const struct fyp_target *target)
{
    return target->precision.present ? (int)target->precision.value
                                     : target->value.decimals;
}

const char *fyp_plan_region_name(const struct fyp_plan *plan, const char *code)
{
    if (strcmp(plan->region.code, code) == 0) {
        return plan->region.name;
    }
    for (size_t i = 0; i < plan->subregion_count; i++) {
        if (strcmp(plan->subregions[i].code, code) == 0) {
            return plan->subregions[i].name;
        }
    }
    return code;
}
