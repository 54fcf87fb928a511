/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/commitments_file.h"
#include "base/sha256.h"

#include "base/text.h"
#include "indicators/division.h"
#include "indicators/schema.h"

#include <limits.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The format is described for its authors in docs/commitments-file.md. */

enum {
    FILE_SIZE_MAX = 4 * 1024 * 1024,
    TEXT_LINES_MAX = 1000000,
    ANY_YEAR = 9999, /* which years make sense: commitments_check.c */
    LAST_MONTH = 12,
    LAST_DAY = 31
};

static const struct fyp_yaml_choice comparator_words[] = {
    {">", FYP_COMPARE_GT},
    {">=", FYP_COMPARE_GE},
    {"<", FYP_COMPARE_LT},
    {"<=", FYP_COMPARE_LE},
    {"=", FYP_COMPARE_EQ},
    {"无", FYP_COMPARE_NONE},
    {NULL, 0}};

static const struct fyp_yaml_choice force_words[] = {
    {"硬性", FYP_FORCE_HARD},
    {"声明", FYP_FORCE_DECLARED},
    {"鼓励", FYP_FORCE_SOFT},
    {NULL, 0}};

static const struct fyp_yaml_choice path_words[] = {
    {"线性", FYP_PATH_LINEAR}, {"阶梯", FYP_PATH_STEP}, {NULL, 0}};

static const struct fyp_yaml_choice division_words[] = {
    {"逗号前牵头", FYP_DIVISION_COMMA},   {"首位牵头", FYP_DIVISION_FIRST},
    {"分栏", FYP_DIVISION_COLUMNS},       {"标明牵头", FYP_DIVISION_MARKED},
    {"不分主次", FYP_DIVISION_UNDIVIDED}, {NULL, 0}};

static const struct fyp_yaml_choice recurrence_words[] = {
    {"每年", FYP_YEARLY},
    {"中期", FYP_MIDTERM},
    {"一次", FYP_ONCE},
    {"未写频次", FYP_UNWRITTEN},
    {NULL, 0}};

static const struct fyp_yaml_choice conflict_words[] = {
    {"目标两数", FYP_CONFLICT_TWO_FIGURES},
    {"门槛两数", FYP_CONFLICT_TWO_THRESHOLDS},
    {"目标差于基期", FYP_CONFLICT_BELOW_BASELINE},
    {"基期两数", FYP_CONFLICT_BASELINE},
    {"严宽不一", FYP_CONFLICT_STRICTNESS},
    {"期限两说", FYP_CONFLICT_TWO_DEADLINES},
    {"编号缺漏", FYP_CONFLICT_MISSING_NUMBER},
    {"参照未给", FYP_CONFLICT_NO_REFERENCE},
    {"其他", FYP_CONFLICT_OTHER},
    {NULL, 0}};

static const struct fyp_yaml_field step_fields[] = {
    FYP_FIELD_INTEGER(FYP_MUST, "年份", fyp_year_step, year, 1, ANY_YEAR),
    FYP_FIELD_CHOICE(
        FYP_MAY, "比较", fyp_year_step, comparator, comparator_words),
    FYP_FIELD(DECIMAL, FYP_MAY, "数值", fyp_year_step, value),
    FYP_FIELD(TEXT, FYP_MAY, "内容", fyp_year_step, text), FYP_FIELD_END};

static const struct fyp_yaml_field commitment_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "编号", fyp_commitment, id),
    FYP_FIELD(TEXT, FYP_MUST, "内容", fyp_commitment, measure),
    FYP_FIELD_CHOICE(
        FYP_MUST, "比较", fyp_commitment, comparator, comparator_words),
    FYP_FIELD(DECIMAL, FYP_MAY, "数值", fyp_commitment, value),
    FYP_FIELD(TEXT, FYP_MAY, "单位", fyp_commitment, unit),
    FYP_FIELD(TEXT, FYP_MAY, "对象", fyp_commitment, population),
    FYP_FIELD(TEXT, FYP_MAY, "期限原文", fyp_commitment, deadline_text),
    FYP_FIELD_INTEGER(FYP_MAY, "期限", fyp_commitment, year, 1, ANY_YEAR),
    FYP_FIELD(TEXT, FYP_MAY, "频次", fyp_commitment, recurrence),
    FYP_FIELD_CHOICE(FYP_MUST, "约束力", fyp_commitment, force, force_words),
    FYP_FIELD(BOOLEAN, FYP_MAY, "上限", fyp_commitment, cap),
    FYP_FIELD_MAPS(
        FYP_MAY, "节点", fyp_commitment, steps, step_count, step_fields,
        fyp_year_step),
    FYP_FIELD(TEXT, FYP_MAY, "专栏", fyp_commitment, box),
    FYP_FIELD(TEXT, FYP_MAY, "指标", fyp_commitment, code),
    FYP_FIELD(TEXT, FYP_MAY, "主要指标", fyp_commitment, main_code),
    FYP_FIELD_CHOICE(FYP_MAY, "类型", fyp_commitment, kind, fyp_kind_words),
    FYP_FIELD_CHOICE(FYP_MAY, "路径", fyp_commitment, path, path_words),
    FYP_FIELD(DECIMAL, FYP_MAY, "基期", fyp_commitment, baseline),
    FYP_FIELD_TEXTS(FYP_MAY, "任务", fyp_commitment, tasks, task_count),
    FYP_FIELD_TEXTS(FYP_MAY, "说明", fyp_commitment, notes, note_count),
    FYP_FIELD(TEXT, FYP_MUST, "章节", fyp_commitment, source.section),
    FYP_FIELD_INTEGER(
        FYP_MUST, "行", fyp_commitment, source.line, 1, TEXT_LINES_MAX),
    FYP_FIELD(TEXT, FYP_MUST, "原文", fyp_commitment, source.quote),
    FYP_FIELD_END};

static const struct fyp_yaml_field rule_fields[] = {
    FYP_FIELD_CHOICE(FYP_MUST, "方式", fyp_task_rule, division, division_words),
    FYP_FIELD(TEXT, FYP_MAY, "章节", fyp_task_rule, source.section),
    FYP_FIELD_INTEGER(
        FYP_MAY, "行", fyp_task_rule, source.line, 1, TEXT_LINES_MAX),
    FYP_FIELD(TEXT, FYP_MAY, "原文", fyp_task_rule, source.quote),
    FYP_FIELD_END};

static const struct fyp_yaml_field task_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "序号", fyp_task, number),
    FYP_FIELD(TEXT, FYP_MUST, "内容", fyp_task, text),
    FYP_FIELD(TEXT, FYP_MAY, "章节", fyp_task, section),
    FYP_FIELD_INTEGER(FYP_MUST, "行", fyp_task, text_line, 1, TEXT_LINES_MAX),
    FYP_FIELD(TEXT, FYP_MAY, "责任单位", fyp_task, units_text),
    FYP_FIELD(TEXT, FYP_MAY, "配合单位", fyp_task, cooperating_text),
    FYP_FIELD_INTEGER(
        FYP_MAY, "单位行", fyp_task, units_line, 1, TEXT_LINES_MAX),
    FYP_FIELD_CHOICE(FYP_MAY, "方式", fyp_task, division, division_words),
    FYP_FIELD_TEXTS(FYP_MAY, "说明", fyp_task, notes, note_count),
    FYP_FIELD_END};

static const struct fyp_yaml_field alias_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "别名", fyp_alias, name),
    FYP_FIELD(TEXT, FYP_MUST, "全称", fyp_alias, full), FYP_FIELD_END};

static const struct fyp_yaml_field link_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "指标", fyp_task_link, code),
    FYP_FIELD_TEXTS(FYP_MUST, "任务", fyp_task_link, tasks, task_count),
    FYP_FIELD_END};

static const struct fyp_yaml_field duty_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "编号", fyp_duty, id),
    FYP_FIELD(TEXT, FYP_MUST, "内容", fyp_duty, text),
    FYP_FIELD_CHOICE(FYP_MUST, "频次", fyp_duty, recurrence, recurrence_words),
    FYP_FIELD(TEXT, FYP_MAY, "频次原文", fyp_duty, recurrence_text),
    FYP_FIELD(TEXT, FYP_MAY, "期限原文", fyp_duty, deadline_text),
    FYP_FIELD(TEXT, FYP_MAY, "截止", fyp_duty, due),
    FYP_FIELD_INTEGER(FYP_MAY, "起年", fyp_duty, from_year, 1, ANY_YEAR),
    FYP_FIELD_INTEGER(FYP_MAY, "止年", fyp_duty, to_year, 1, ANY_YEAR),
    FYP_FIELD_TEXTS(FYP_MAY, "责任单位", fyp_duty, units, unit_count),
    FYP_FIELD_TEXTS(FYP_MAY, "说明", fyp_duty, notes, note_count),
    FYP_FIELD(TEXT, FYP_MUST, "章节", fyp_duty, source.section),
    FYP_FIELD_INTEGER(FYP_MUST, "行", fyp_duty, source.line, 1, TEXT_LINES_MAX),
    FYP_FIELD(TEXT, FYP_MUST, "原文", fyp_duty, source.quote),
    FYP_FIELD_END};

static const struct fyp_yaml_field evidence_fields[] = {
    FYP_FIELD(TEXT, FYP_MAY, "章节", fyp_citation, section),
    FYP_FIELD_INTEGER(FYP_MUST, "行", fyp_citation, line, 1, TEXT_LINES_MAX),
    FYP_FIELD(TEXT, FYP_MUST, "原文", fyp_citation, quote), FYP_FIELD_END};

static const struct fyp_yaml_field other_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "指标", fyp_other_reading, code),
    FYP_FIELD_CHOICE(
        FYP_MAY, "比较", fyp_other_reading, comparator, comparator_words),
    FYP_FIELD(DECIMAL, FYP_MAY, "数值", fyp_other_reading, value),
    FYP_FIELD(DECIMAL, FYP_MAY, "基期", fyp_other_reading, baseline),
    FYP_FIELD_INTEGER(FYP_MAY, "期限", fyp_other_reading, year, 1, ANY_YEAR),
    FYP_FIELD_END};

static const struct fyp_yaml_field conflict_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "编号", fyp_conflict, id),
    FYP_FIELD_CHOICE(FYP_MUST, "类型", fyp_conflict, kind, conflict_words),
    FYP_FIELD(TEXT, FYP_MUST, "说明", fyp_conflict, statement),
    {.key = "证据",
     .type = FYP_YAML_MAPS,
     .offset = offsetof(struct fyp_conflict, evidence),
     .count_offset = offsetof(struct fyp_conflict, evidence_count),
     .fields = evidence_fields,
     .item_size = sizeof(struct fyp_citation)},
    FYP_FIELD(TEXT, FYP_MUST, "采用", fyp_conflict, reading),
    FYP_FIELD(TEXT, FYP_MUST, "理由", fyp_conflict, reason),
    FYP_FIELD_TEXTS(FYP_MAY, "指标", fyp_conflict, codes, code_count),
    FYP_FIELD_TEXTS(
        FYP_MAY, "承诺", fyp_conflict, commitments, commitment_count),
    FYP_FIELD_MAPS(
        FYP_MAY, "另解", fyp_conflict, others, other_count, other_fields,
        fyp_other_reading),
    FYP_FIELD_END};

static const struct fyp_yaml_field file_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "规划", fyp_commitments, id),
    FYP_FIELD_TEXTS(FYP_MAY, "说明", fyp_commitments, notes, note_count),
    FYP_FIELD_MAPS(
        FYP_MAY, "承诺", fyp_commitments, items, count, commitment_fields,
        fyp_commitment),
    FYP_FIELD_OPTIONAL_MAP(
        "任务约定", fyp_commitments, rule, rule_fields, fyp_task_rule),
    FYP_FIELD_MAPS(
        FYP_MAY, "任务", fyp_commitments, tasks, task_count, task_fields,
        fyp_task),
    FYP_FIELD_MAPS(
        FYP_MAY, "单位别名", fyp_commitments, aliases, alias_count,
        alias_fields, fyp_alias),
    FYP_FIELD_MAPS(
        FYP_MAY, "指标任务", fyp_commitments, links, link_count, link_fields,
        fyp_task_link),
    FYP_FIELD_MAPS(
        FYP_MAY, "重复事项", fyp_commitments, duties, duty_count, duty_fields,
        fyp_duty),
    FYP_FIELD_MAPS(
        FYP_MAY, "矛盾", fyp_commitments, conflicts, conflict_count,
        conflict_fields, fyp_conflict),
    FYP_FIELD_END};

/* --- what the file leaves to the plan and to the conventions --- */

/** "12-20" to its parts; 0, 0 where it is no day of a year. */
static void settle_due(struct fyp_duty *duty)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    duty->month = LAST_MONTH;
    duty->day = LAST_DAY;
    if (duty->due == NULL) {
        return;
    }
    const char *due = duty->due;
    if (strspn(due, "0123456789") == 2 && due[2] == '-' &&
        strspn(due + 3, "0123456789") == 2 && due[5] == '\0') {
        duty->month = (int)strtol(due, NULL, 10);
        duty->day = (int)strtol(due + 3, NULL, 10);
    } else {
        duty->month = 0;
    }
    if (duty->month < 1 || duty->month > LAST_MONTH || duty->day < 1 ||
        duty->day > days[duty->month - 1]) {
        duty->month = 0;
        duty->day = 0;
    }
}

static void settle_duty(struct fyp_duty *duty, const struct fyp_plan *plan)
{
    settle_due(duty);
    if (duty->to_year == 0) {
        duty->to_year = plan->end_year;
    }
    if (duty->from_year == 0) {
        duty->from_year = duty->recurrence == FYP_ONCE
                              ? duty->to_year
                              : plan->baseline_year + 1;
    }
}

static void settle_task(
    struct fyp_task *task, const struct fyp_commitments *commitments,
    struct fyp_plan *plan, struct fyp_findings *findings)
{
    const char *problem = NULL;
    if (task->division == FYP_DIVISION_NONE) {
        task->division = commitments->rule.division;
    }
    task->units_line =
        task->units_line == 0 ? task->text_line : task->units_line;
    if (!fyp_task_divide(task, &plan->arena, &problem)) {
        fyp_found(findings, task->line, FYP_E_MEMORY, "");
    } else if (problem != NULL) {
        fyp_found(
            findings, task->line, FYP_E_TASK_UNITS, task->number,
            task->units_text);
    }
}

static void settle(
    struct fyp_plan *plan, struct fyp_commitments *commitments,
    const struct fyp_catalogue *catalogue, struct fyp_findings *findings)
{
    for (size_t i = 0; i < commitments->count; i++) {
        struct fyp_commitment *item = &commitments->items[i];
        if (item->unit != NULL) {
            item->unit = fyp_unit_meant(item->unit);
        }
        if (item->code != NULL) {
            item->entry = fyp_catalogue_by_code(catalogue, item->code);
        }
        if (item->kind == FYP_KIND_NONE && item->entry != NULL) {
            item->kind = item->entry->kind;
        }
    }
    for (size_t i = 0; i < commitments->task_count; i++) {
        settle_task(&commitments->tasks[i], commitments, plan, findings);
    }
    for (size_t i = 0; i < commitments->duty_count; i++) {
        settle_duty(&commitments->duties[i], plan);
    }
}

/* --- the file --- */

/** Bytes of path that name the folder above the one of the file: "a/" of
 *  "a/plans/x.yaml"; *up: it cannot be told, and "../" is to be added. */
static size_t folder_above(const char *path, bool *up)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - path);
    size_t start = folder;
    while (start > 0 && path[start - 1] != '/') {
        start--;
    }
    *up = slash == NULL || folder == start || path[start] == '.';
    return *up && slash != NULL ? folder + 1 : start;
}

/** plans/x.yaml has its commitments in commitments/x.yaml beside plans. */
static bool find_file(const struct fyp_plan *plan, char out[PATH_MAX])
{
    bool up = false;
    if (plan->beside != NULL) {
        const char *given = plan->beside->commitments;
        return given != NULL && strlen(given) < PATH_MAX &&
               snprintf(out, PATH_MAX, "%s", given) > 0;
    }
    size_t folder = folder_above(plan->path, &up);
    if (plan->id[strspn(plan->id, "abcdefghijklmnopqrstuvwxyz0123456789-")] !=
        '\0') {
        return false;
    }
    int length = snprintf(
        out, PATH_MAX, "%.*s%scommitments/%s.yaml", (int)folder, plan->path,
        up ? "../" : "", plan->id);
    return length > 0 && length < PATH_MAX && access(out, F_OK) == 0;
}

static void read_file(
    struct fyp_plan *plan, struct fyp_commitments *commitments,
    const struct fyp_catalogue *catalogue, struct fyp_findings *findings)
{
    struct fyp_problems problems = {0};
    enum fyp_status status = fyp_yaml_read(
        findings->path, file_fields, commitments, &plan->arena, &problems);
    fyp_findings_take(findings, &problems, status);
    fyp_problems_finish(&problems);
    if (status == FYP_OK) {
        settle(plan, commitments, catalogue, findings);
        fyp_commitments_check(plan, commitments, findings);
    }
}

static void open_file(
    struct fyp_plan *plan, struct fyp_commitments *commitments,
    const struct fyp_catalogue *catalogue, struct fyp_findings *findings)
{
    struct fyp_error failure = {.status = FYP_OK};
    char *text = NULL;
    size_t length = 0;
    if (fyp_file_read(
            findings->path, FILE_SIZE_MAX, &text, &length, &failure) !=
        FYP_OK) {
        fyp_error_at(&failure, "%s", findings->path);
        fyp_findings_add(findings, &failure);
        return;
    }
    fyp_sha256_of(text, length, commitments->sha256);
    free(text);
    read_file(plan, commitments, catalogue, findings);
}

void fyp_commitments_read(
    struct fyp_plan *plan, const struct fyp_catalogue *catalogue,
    struct fyp_findings *findings)
{
    char path[PATH_MAX];
    if (!find_file(plan, path)) {
        return;
    }
    struct fyp_commitments *commitments =
        fyp_arena_alloc(&plan->arena, 1, sizeof *commitments);
    char *kept = fyp_arena_text(&plan->arena, path, strlen(path));
    if (commitments == NULL || kept == NULL) {
        fyp_found(findings, 1, FYP_E_MEMORY, "");
        return;
    }
    commitments->path = kept;
    struct fyp_findings own = {.path = kept, .problems = findings->problems};
    open_file(plan, commitments, catalogue, &own);
    if (findings->first.status == FYP_OK) {
        findings->first = own.first;
    }
    plan->commitments = commitments;
}

/* --- looking things up --- */

const struct fyp_task *fyp_task_next(
    const struct fyp_commitments *commitments, const char *number, size_t *at)
{
    while (*at < commitments->task_count) {
        const struct fyp_task *task = &commitments->tasks[(*at)++];
        if (strcmp(task->number, number) == 0) {
            return task;
        }
    }
    return NULL;
}

const struct fyp_task_link *
fyp_task_link_of(const struct fyp_commitments *commitments, const char *code)
{
    for (size_t i = 0; i < commitments->link_count; i++) {
        if (strcmp(commitments->links[i].code, code) == 0) {
            return &commitments->links[i];
        }
    }
    return NULL;
}

const char *
fyp_unit_full(const struct fyp_commitments *commitments, const char *name)
{
    for (size_t i = 0; i < commitments->alias_count; i++) {
        if (strcmp(commitments->aliases[i].name, name) == 0) {
            return commitments->aliases[i].full;
        }
    }
    return name;
}

const char *fyp_force_name(enum fyp_force force)
{
    static const char *const names[] = {
        [FYP_FORCE_NONE] = NULL,
        [FYP_FORCE_HARD] = "hard",
        [FYP_FORCE_DECLARED] = "declared",
        [FYP_FORCE_SOFT] = "soft"};
    return names[force];
}

const char *fyp_division_name(enum fyp_division division)
{
    static const char *const names[] = {[FYP_DIVISION_NONE] = NULL,
                                        [FYP_DIVISION_COMMA] = "comma",
                                        [FYP_DIVISION_FIRST] = "first",
                                        [FYP_DIVISION_COLUMNS] = "columns",
                                        [FYP_DIVISION_MARKED] = "marked",
                                        [FYP_DIVISION_UNDIVIDED] = "undivided"};
    return names[division];
}

const char *fyp_recurrence_name(enum fyp_recurrence recurrence)
{
    static const char *const names[] = {
        [FYP_RECURRENCE_NONE] = NULL,
        [FYP_YEARLY] = "yearly",
        [FYP_MIDTERM] = "midterm",
        [FYP_ONCE] = "once",
        [FYP_UNWRITTEN] = "unwritten"};
    return names[recurrence];
}

const char *fyp_conflict_name(enum fyp_conflict_kind kind)
{
    static const char *const names[] = {
        [FYP_CONFLICT_NONE] = NULL,
        [FYP_CONFLICT_TWO_FIGURES] = "two_figures",
        [FYP_CONFLICT_TWO_THRESHOLDS] = "two_thresholds",
        [FYP_CONFLICT_BELOW_BASELINE] = "target_below_baseline",
        [FYP_CONFLICT_BASELINE] = "two_baselines",
        [FYP_CONFLICT_STRICTNESS] = "strict_and_inclusive",
        [FYP_CONFLICT_TWO_DEADLINES] = "two_deadlines",
        [FYP_CONFLICT_MISSING_NUMBER] = "missing_number",
        [FYP_CONFLICT_NO_REFERENCE] = "reference_not_given",
        [FYP_CONFLICT_OTHER] = "other"};
    return names[kind];
}
