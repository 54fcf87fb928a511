/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/yaml.h"
#include "data/quality/internal.h"
#include "indicators/findings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Between the bundled checks and those of the user lie numbers of other
 * messages. */
enum { FIRST_CODE = 750, LAST_BUNDLED = 771, FIRST_OWN = 775, LAST_CODE = 779 };

/** A threshold of one indicator (指标阈值). */
struct setting {
    const char *indicator;
    int code;
    struct fyp_decimal threshold;
    int line;
};

/** A check that is not run (停用): for one indicator, or for all. */
struct silence {
    const char *indicator; /* NULL: all */
    int code;
    int line;
};

struct fyp_quality_checks {
    struct fyp_arena arena;
    struct fyp_quality_check *items; /* by code */
    size_t count;
    struct setting *settings;
    size_t setting_count;
    struct silence *silences;
    size_t silence_count;
    const char **whole_units;
    size_t whole_unit_count;
};

static const struct fyp_yaml_choice rule_words[] = {
    {"自然范围", FYP_RULE_RANGE},
    {"分子大于分母", FYP_RULE_PART_OVER_WHOLE},
    {"分子除以分母", FYP_RULE_RATIO},
    {"比上年", FYP_RULE_JUMP},
    {"单位倍数", FYP_RULE_UNIT_SLIP},
    {"连年相同", FYP_RULE_SAME_VALUE},
    {"同级离群", FYP_RULE_OUTLIER},
    {"合计与分项", FYP_RULE_SUM},
    {"合计差一个分项", FYP_RULE_SUM_OFF_BY_PART},
    {"累计减少", FYP_RULE_TOTAL_FALLS},
    {"修订", FYP_RULE_REVISED},
    {"应为整数", FYP_RULE_NOT_WHOLE},
    {"同级全同", FYP_RULE_ALL_SAME},
    {"末位0或5", FYP_RULE_ROUND_DIGITS},
    {"分母过小", FYP_RULE_SMALL_DENOMINATOR},
    {"分母突变", FYP_RULE_DENOMINATOR_BREAK},
    {"两级都报", FYP_RULE_BOTH_LEVELS},
    {"缺下级地区", FYP_RULE_COVERAGE},
    {"当年与累计混用", FYP_RULE_MIXED_BASIS},
    {"公式未计算", FYP_RULE_NEVER_CALCULATED},
    {"隐藏", FYP_RULE_HIDDEN},
    {"外部引用", FYP_RULE_EXTERNAL},
    {NULL, 0}};

static const struct fyp_yaml_choice severity_words[] = {
    {"提示", FYP_SEVERITY_NOTE},
    {"提问", FYP_SEVERITY_QUESTION},
    {"严重", FYP_SEVERITY_SERIOUS},
    {NULL, 0}};

/* clang-format off */
#define CHECK(yaml_type, text, must, member)                                   \
    {.key = (text), .type = FYP_YAML_##yaml_type, .required = (must),          \
     .offset = offsetof(struct fyp_quality_check, member)}

static const struct fyp_yaml_field check_fields[] = {
    {.key = "编号", .type = FYP_YAML_INTEGER, .required = true,
     .offset = offsetof(struct fyp_quality_check, code),
     .low = FIRST_CODE, .high = LAST_CODE},
    CHECK(TEXT, "名称", true, name),
    CHECK(TEXT, "英文名", true, english_name),
    {.key = "规则", .type = FYP_YAML_CHOICE, .required = true,
     .offset = offsetof(struct fyp_quality_check, rule),
     .choices = rule_words},
    {.key = "严重程度", .type = FYP_YAML_CHOICE, .required = true,
     .offset = offsetof(struct fyp_quality_check, severity),
     .choices = severity_words},
    CHECK(DECIMAL, "阈值", false, threshold),
    CHECK(DECIMAL, "最小差", false, least),
    CHECK(TEXT, "提问", true, question),
    CHECK(TEXT, "英文提问", true, english_question),
    {.key = NULL}};
#undef CHECK

static const struct fyp_yaml_field setting_fields[] = {
    {.key = "指标", .type = FYP_YAML_TEXT, .required = true,
     .offset = offsetof(struct setting, indicator)},
    {.key = "核查", .type = FYP_YAML_INTEGER, .required = true,
     .offset = offsetof(struct setting, code),
     .low = FIRST_CODE, .high = LAST_CODE},
    {.key = "阈值", .type = FYP_YAML_DECIMAL, .required = true,
     .offset = offsetof(struct setting, threshold)},
    {.key = NULL}};

static const struct fyp_yaml_field silence_fields[] = {
    {.key = "指标", .type = FYP_YAML_TEXT,
     .offset = offsetof(struct silence, indicator)},
    {.key = "核查", .type = FYP_YAML_INTEGER, .required = true,
     .offset = offsetof(struct silence, code),
     .low = FIRST_CODE, .high = LAST_CODE},
    {.key = NULL}};

#define LIST(text, must, member, counter, schema, inner)                       \
    {.key = (text), .type = FYP_YAML_MAPS, .required = (must),                 \
     .offset = offsetof(struct fyp_quality_checks, member),                    \
     .count_offset = offsetof(struct fyp_quality_checks, counter),             \
     .fields = (schema), .item_size = sizeof(struct inner),                    \
     .line_offset_plus_one = offsetof(struct inner, line) + 1}

static const struct fyp_yaml_field file_fields[] = {
    LIST("核查", true, items, count, check_fields, fyp_quality_check),
    {.key = "整数单位", .type = FYP_YAML_TEXTS,
     .offset = offsetof(struct fyp_quality_checks, whole_units),
     .count_offset = offsetof(struct fyp_quality_checks, whole_unit_count)},
    LIST("指标阈值", false, settings, setting_count, setting_fields, setting),
    LIST("停用", false, silences, silence_count, silence_fields, silence),
    {.key = NULL}};
#undef LIST
/* clang-format on */

bool fyp_quality_rule_has_threshold(enum fyp_quality_rule rule)
{
    switch (rule) {
    case FYP_RULE_RATIO:
    case FYP_RULE_JUMP:
    case FYP_RULE_UNIT_SLIP:
    case FYP_RULE_SAME_VALUE:
    case FYP_RULE_OUTLIER:
    case FYP_RULE_SUM:
    case FYP_RULE_SUM_OFF_BY_PART:
    case FYP_RULE_REVISED:
    case FYP_RULE_ALL_SAME:
    case FYP_RULE_ROUND_DIGITS:
    case FYP_RULE_SMALL_DENOMINATOR:
    case FYP_RULE_DENOMINATOR_BREAK:
        return true;
    default:
        return false;
    }
}

/* --- what must hold between the fields --- */

static const struct fyp_quality_check *
find_check(const struct fyp_quality_checks *checks, int code)
{
    for (size_t i = 0; i < checks->count; i++) {
        if (checks->items[i].code == code) {
            return &checks->items[i];
        }
    }
    return NULL;
}

static void number_text(int number, char out[16])
{
    (void)snprintf(out, 16, "%d", number);
}

static void check_threshold(
    struct fyp_findings *findings, int line, int code,
    enum fyp_quality_rule rule, const struct fyp_decimal *threshold)
{
    char number[16];
    number_text(code, number);
    if (!fyp_quality_rule_has_threshold(rule)) {
        if (threshold->present) {
            fyp_found(findings, line, FYP_E_QUALITY_NO_THRESHOLD, number);
        }
    } else if (!threshold->present || !(threshold->value > 0.0)) {
        fyp_found(findings, line, FYP_E_QUALITY_THRESHOLD, number);
    }
}

/** {1} to {9}; a brace without such a number is a slip of the pen. */
static bool is_template(const char *text)
{
    for (const char *at = strpbrk(text, "{}"); at; at = strpbrk(at, "{}")) {
        if (at[0] != '{' || at[1] < '1' || at[1] > '9' || at[2] != '}') {
            return false;
        }
        at += 3;
    }
    return true;
}

static void check_one(
    struct fyp_findings *findings, const struct fyp_quality_checks *checks,
    const struct fyp_quality_check *check)
{
    char number[16];
    number_text(check->code, number);
    if (check->code > LAST_BUNDLED && check->code < FIRST_OWN) {
        fyp_found(findings, check->line, FYP_E_QUALITY_CODE, number);
    }
    if (find_check(checks, check->code) != check) {
        fyp_found(findings, check->line, FYP_E_QUALITY_TWICE, number);
    }
    check_threshold(
        findings, check->line, check->code, check->rule, &check->threshold);
    if (!is_template(check->question) ||
        !is_template(check->english_question)) {
        fyp_found(findings, check->line, FYP_E_QUALITY_QUESTION, number);
    }
}

/** The check that a setting speaks of; NULL (and told): none. */
static const struct fyp_quality_check *check_reference(
    struct fyp_findings *findings, const struct fyp_quality_checks *checks,
    const struct fyp_catalogue *catalogue, const struct silence *what)
{
    const struct fyp_quality_check *check = find_check(checks, what->code);
    char number[16];
    number_text(what->code, number);
    if (!check) {
        fyp_found(findings, what->line, FYP_E_QUALITY_UNKNOWN, number);
    }
    if (what->indicator && !fyp_catalogue_by_code(catalogue, what->indicator)) {
        fyp_found(
            findings, what->line, FYP_E_QUALITY_INDICATOR, what->indicator);
    }
    return check;
}

static void check_file(
    struct fyp_findings *findings, const struct fyp_quality_checks *checks,
    const struct fyp_catalogue *catalogue)
{
    for (size_t i = 0; i < checks->count; i++) {
        check_one(findings, checks, &checks->items[i]);
    }
    for (size_t i = 0; i < checks->setting_count; i++) {
        const struct setting *setting = &checks->settings[i];
        const struct silence what = {
            .indicator = setting->indicator,
            .code = setting->code,
            .line = setting->line};
        const struct fyp_quality_check *check =
            check_reference(findings, checks, catalogue, &what);
        if (check) {
            check_threshold(
                findings, setting->line, setting->code, check->rule,
                &setting->threshold);
        }
    }
    for (size_t i = 0; i < checks->silence_count; i++) {
        (void)check_reference(
            findings, checks, catalogue, &checks->silences[i]);
    }
}

/* --- the file --- */

static int compare_codes(const void *left, const void *right)
{
    const struct fyp_quality_check *a = left;
    const struct fyp_quality_check *b = right;
    return a->code - b->code;
}

enum fyp_status fyp_quality_checks_create(
    const char *path, const struct fyp_catalogue *catalogue,
    struct fyp_quality_checks **out, struct fyp_problems *problems,
    struct fyp_error *err)
{
    struct fyp_findings findings = {.path = path, .problems = problems};
    struct fyp_problems read = {0};
    struct fyp_quality_checks *checks = calloc(1, sizeof *checks);
    *out = NULL;
    if (!checks) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status =
        fyp_yaml_read(path, file_fields, checks, &checks->arena, &read);
    fyp_findings_take(&findings, &read, status);
    fyp_problems_finish(&read);
    if (status == FYP_OK) {
        check_file(&findings, checks, catalogue);
    }
    status = fyp_findings_end(&findings, err);
    if (status != FYP_OK) {
        fyp_quality_checks_destroy(checks);
        return status;
    }
    if (checks->count > 1) {
        qsort(
            checks->items, checks->count, sizeof *checks->items, compare_codes);
    }
    *out = checks;
    return FYP_OK;
}

void fyp_quality_checks_destroy(struct fyp_quality_checks *checks)
{
    if (checks) {
        fyp_arena_finish(&checks->arena);
        free(checks);
    }
}

/* --- what is asked of it --- */

size_t fyp_quality_checks_count(const struct fyp_quality_checks *checks)
{
    return checks->count;
}

const struct fyp_quality_check *
fyp_quality_checks_at(const struct fyp_quality_checks *checks, size_t index)
{
    return &checks->items[index];
}

bool fyp_quality_is_whole_unit(
    const struct fyp_quality_checks *checks, const char *unit)
{
    for (size_t i = 0; i < checks->whole_unit_count; i++) {
        if (strcmp(checks->whole_units[i], unit) == 0) {
            return true;
        }
    }
    return false;
}

bool fyp_quality_threshold(
    const struct fyp_quality_checks *checks,
    const struct fyp_quality_check *check, const char *indicator,
    double *threshold)
{
    for (size_t i = 0; i < checks->silence_count; i++) {
        const struct silence *silence = &checks->silences[i];
        if (silence->code == check->code &&
            (!silence->indicator ||
             strcmp(silence->indicator, indicator) == 0)) {
            return false;
        }
    }
    *threshold = check->threshold.present ? check->threshold.value : NAN;
    for (size_t i = 0; i < checks->setting_count; i++) {
        const struct setting *setting = &checks->settings[i];
        if (setting->code == check->code &&
            strcmp(setting->indicator, indicator) == 0) {
            *threshold = setting->threshold.value;
        }
    }
    return true;
}

const char *fyp_severity_name(enum fyp_severity severity)
{
    static const char *const names[] = {
        [FYP_SEVERITY_NOTE] = "note",
        [FYP_SEVERITY_QUESTION] = "question",
        [FYP_SEVERITY_SERIOUS] = "serious"};
    return names[severity];
}

const char *fyp_quality_check_name(const struct fyp_quality_check *check)
{
    return fyp_language_get() == FYP_LANGUAGE_EN ? check->english_name
                                                 : check->name;
}
