/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/ruleset_file.h"

#include "base/message.h"
#include "engine/ruleset_raw.h"
#include "engine/ruleset_words.h"

#include "base/sha256.h"
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The format is described for its authors in docs/rulesets.md. */

enum { RULESET_SIZE_MAX = 4 * 1024 * 1024, NAMES_MAX = 1000 };

const struct fyp_yaml_choice fyp_ruleset_method_words[] = {
    {"序时进度", FYP_METHOD_PACE},
    {"目标完成度", FYP_METHOD_COMPLETION},
    {"实现程度", FYP_METHOD_REALISATION},
    {"功效系数", FYP_METHOD_EFFICACY},
    {NULL, 0}};
const struct fyp_yaml_choice fyp_ruleset_comparison_words[] = {
    {"全数值", FYP_COMPARE_FULL}, {"修约值", FYP_COMPARE_ROUNDED}, {NULL, 0}};
const struct fyp_yaml_choice fyp_ruleset_missing_words[] = {
    {"不计分", FYP_MISSING_SKIP}, {"按零分", FYP_MISSING_ZERO}, {NULL, 0}};
const struct fyp_yaml_choice fyp_ruleset_mean_words[] = {
    {"算术", FYP_MEAN_ARITHMETIC}, {"几何", FYP_MEAN_GEOMETRIC}, {NULL, 0}};
const struct fyp_yaml_choice fyp_ruleset_weighting_words[] = {
    {"等权", FYP_WEIGHTING_EQUAL},
    {"按代码", FYP_WEIGHTING_LISTED},
    {"判断矩阵", FYP_WEIGHTING_AHP},
    {"熵权", FYP_WEIGHTING_ENTROPY},
    {NULL, 0}};
const struct fyp_yaml_choice fyp_ruleset_cap_words[] = {
    {"不封顶", FYP_GRADE_NONE},
    {"不合格", FYP_GRADE_FAIL},
    {"合格", FYP_GRADE_PASS},
    {"良好", FYP_GRADE_GOOD},
    {NULL, 0}};

const char *fyp_ruleset_word(const struct fyp_yaml_choice *words, int value)
{
    for (; words->word != NULL; words++) {
        if (words->value == value) {
            return words->word;
        }
    }
    return "";
}

/* clang-format off */
#define AT(kind, text, must, owner, member)                                    \
    {.key = (text), .type = FYP_YAML_##kind, .required = (must),               \
     .offset = offsetof(struct owner, member)}
#define WORD(text, owner, member, words)                                       \
    {.key = (text), .type = FYP_YAML_CHOICE,                                   \
     .offset = offsetof(struct owner, member), .choices = (words)}
#define MAP(text, member, schema, inner)                                       \
    {.key = (text), .type = FYP_YAML_MAP,                                      \
     .offset = offsetof(struct fyp_raw_ruleset, member), .fields = (schema),   \
     .line_offset_plus_one = offsetof(struct inner, line) + 1}
#define LIST(text, must, owner, member, counter, schema, inner)                \
    {.key = (text), .type = FYP_YAML_MAPS, .required = (must),                 \
     .offset = offsetof(struct owner, member),                                 \
     .count_offset = offsetof(struct owner, counter), .fields = (schema),      \
     .item_size = sizeof(struct inner),                                        \
     .line_offset_plus_one = offsetof(struct inner, line) + 1}

static const struct fyp_yaml_field band_fields[] = {
    AT(DECIMAL, "快于预期", false, fyp_raw_bands, ahead),
    AT(DECIMAL, "基本符合预期", false, fyp_raw_bands, on_track),
    {.key = NULL}};

static const struct fyp_yaml_field own_fields[] = {
    AT(TEXT, "指标", true, fyp_raw_bands, code),
    AT(DECIMAL, "快于预期", false, fyp_raw_bands, ahead),
    AT(DECIMAL, "基本符合预期", false, fyp_raw_bands, on_track),
    {.key = NULL}};

static const struct fyp_yaml_field growth_fields[] = {
    AT(DECIMAL, "快于预期", false, fyp_raw_growth, ahead),
    AT(DECIMAL, "最小尺度", false, fyp_raw_growth, least),
    {.key = NULL}};

static const struct fyp_yaml_field grade_fields[] = {
    AT(DECIMAL, "优秀", false, fyp_raw_grades, excellent),
    AT(DECIMAL, "良好", false, fyp_raw_grades, good),
    AT(DECIMAL, "合格", false, fyp_raw_grades, pass),
    {.key = NULL}};

static const struct fyp_yaml_field cap_fields[] = {
    WORD("约束性指标滞后", fyp_raw_caps, binding, fyp_ruleset_cap_words),
    WORD("终期约束性指标滞后", fyp_raw_caps, binding_final,
         fyp_ruleset_cap_words),
    WORD("过半权重滞后", fyp_raw_caps, majority, fyp_ruleset_cap_words),
    {.key = NULL}};

static const struct fyp_yaml_field weight_fields[] = {
    AT(TEXT, "指标", true, fyp_raw_weight, code),
    AT(DECIMAL, "权重", true, fyp_raw_weight, weight),
    {.key = NULL}};

static const struct fyp_yaml_field judgement_fields[] = {
    AT(TEXT, "指标", true, fyp_raw_judgement, code),
    AT(TEXT, "判断", true, fyp_raw_judgement, text),
    {.key = NULL}};

static const struct fyp_yaml_field matrix_fields[] = {
    AT(BOOLEAN, "接受不一致", false, fyp_raw_matrix, accept),
    LIST("行", true, fyp_raw_matrix, rows, count, judgement_fields,
         fyp_raw_judgement),
    {.key = NULL}};

static const struct fyp_yaml_field ruleset_fields[] = {
    AT(TEXT, "规则集", true, fyp_raw_ruleset, name),
    AT(TEXT, "版本", true, fyp_raw_ruleset, version),
    {.key = "说明", .type = FYP_YAML_TEXTS,
     .offset = offsetof(struct fyp_raw_ruleset, notes),
     .count_offset = offsetof(struct fyp_raw_ruleset, note_count)},
    WORD("计分方法", fyp_raw_ruleset, method, fyp_ruleset_method_words),
    WORD("比较方法", fyp_raw_ruleset, comparison, fyp_ruleset_comparison_words),
    WORD("无数据", fyp_raw_ruleset, missing, fyp_ruleset_missing_words),
    WORD("平均", fyp_raw_ruleset, mean, fyp_ruleset_mean_words),
    MAP("分档", bands, band_fields, fyp_raw_bands),
    MAP("增速分档", growth, growth_fields, fyp_raw_growth),
    AT(DECIMAL, "最小尺度", false, fyp_raw_ruleset, least_scale),
    AT(DECIMAL, "超额幅度", false, fyp_raw_ruleset, exceeded),
    AT(DECIMAL, "中期时间进度", false, fyp_raw_ruleset, midterm),
    MAP("等级", grades, grade_fields, fyp_raw_grades),
    MAP("封顶", caps, cap_fields, fyp_raw_caps),
    WORD("权重方法", fyp_raw_ruleset, weighting, fyp_ruleset_weighting_words),
    LIST("权重", false, fyp_raw_ruleset, weights, weight_count, weight_fields,
         fyp_raw_weight),
    AT(DECIMAL, "权重合计", false, fyp_raw_ruleset, total),
    {.key = "判断矩阵", .type = FYP_YAML_MAP,
     .offset = offsetof(struct fyp_raw_ruleset, matrix),
     .fields = matrix_fields,
     .line_offset_plus_one = offsetof(struct fyp_raw_matrix, line) + 1,
     .present_offset_plus_one = offsetof(struct fyp_raw_matrix, present) + 1},
    AT(DECIMAL, "满意度权重", false, fyp_raw_ruleset, satisfaction),
    LIST("按指标", false, fyp_raw_ruleset, own, own_count, own_fields,
         fyp_raw_bands),
    {.key = NULL}};
/* clang-format on */

/* The house rules, for what a file leaves out. */
static struct fyp_raw_ruleset raw_defaults(void)
{
    const struct fyp_ruleset house = fyp_ruleset_builtin();
    return (struct fyp_raw_ruleset){
        .method = (int)house.method,
        .comparison = (int)house.comparison,
        .missing = (int)house.missing,
        .mean = (int)house.mean,
        .weighting = -1,
        .caps = {
            .binding = (int)house.binding_cap,
            .binding_final = (int)house.binding_cap_final,
            .majority = (int)house.majority_cap}};
}

static void read_ruleset(
    struct fyp_ruleset_file *file, const struct fyp_catalogue *catalogue,
    const char *text, struct fyp_findings *findings)
{
    struct fyp_raw_ruleset raw = raw_defaults();
    struct fyp_problems read = {0};
    const enum fyp_status status = fyp_yaml_read(
        findings->path, ruleset_fields, &raw, &file->arena, &read);

    fyp_findings_take(findings, &read, status);
    fyp_problems_finish(&read);
    if (status == FYP_OK) {
        fyp_ruleset_check_run(&(struct fyp_ruleset_check){
            .raw = &raw,
            .catalogue = catalogue,
            .text = text,
            .findings = findings,
            .file = file});
    }
}

/* Reads the bytes for the hash and the rules from them. */
static void open_ruleset(
    struct fyp_ruleset_file *file, const struct fyp_catalogue *catalogue,
    struct fyp_findings *findings)
{
    struct fyp_error failure = {.status = FYP_OK};
    char *text = NULL;
    size_t length = 0;

    file->path =
        fyp_arena_text(&file->arena, findings->path, strlen(findings->path));
    if (file->path == NULL) {
        fyp_fail(&failure, FYP_E_MEMORY, "");
    } else {
        fyp_file_read(
            findings->path, RULESET_SIZE_MAX, &text, &length, &failure);
    }
    if (failure.status != FYP_OK) {
        fyp_error_at(&failure, "%s", findings->path);
        fyp_findings_add(findings, &failure);
        return;
    }
    fyp_sha256_of(text, length, file->sha256);
    read_ruleset(file, catalogue, text, findings);
    file->rules.sha256 = file->sha256;
    free(text);
}

enum fyp_status fyp_ruleset_file_create(
    const char *path, const struct fyp_catalogue *catalogue,
    struct fyp_ruleset_file **out, struct fyp_problems *problems,
    struct fyp_error *err)
{
    *out = NULL;
    struct fyp_ruleset_file *file = calloc(1, sizeof *file);
    if (file == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    struct fyp_findings findings = {.path = path, .problems = problems};
    file->rules = fyp_ruleset_builtin();
    open_ruleset(file, catalogue, &findings);
    const enum fyp_status status = fyp_findings_end(&findings, err);
    if (status != FYP_OK) {
        fyp_ruleset_file_destroy(file);
        return status;
    }
    *out = file;
    return FYP_OK;
}

void fyp_ruleset_file_destroy(struct fyp_ruleset_file *file)
{
    if (file != NULL) {
        fyp_arena_finish(&file->arena);
        free(file);
    }
}

/* --- by name --- */

static const char suffix[] = ".yaml";

static bool is_path(const char *text)
{
    const size_t length = strlen(text);
    const size_t end = sizeof suffix - 1;
    return strchr(text, '/') != NULL ||
           (length > end && strcmp(text + length - end, suffix) == 0);
}

static enum fyp_status
create_house(struct fyp_ruleset_file **out, struct fyp_error *err)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    (*out)->rules = fyp_ruleset_builtin();
    (*out)->path = "";
    return FYP_OK;
}

static int is_ruleset_file(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && is_path(entry->d_name);
}

/* "house nanning-2011", sorted. */
static void known_names(const char *folder, struct fyp_buffer *out)
{
    struct dirent **entries = NULL;
    const int count = scandir(folder, &entries, is_ruleset_file, alphasort);

    fyp_buffer_text(out, fyp_ruleset_builtin().name);
    for (int i = 0; i < count; i++) {
        if (i < NAMES_MAX) {
            fyp_buffer_text(out, " ");
            fyp_buffer_bytes(
                out, entries[i]->d_name,
                strlen(entries[i]->d_name) - (sizeof suffix - 1));
        }
        free(entries[i]);
    }
    free(entries);
}

static enum fyp_status
unknown(const char *folder, const char *name, struct fyp_error *err)
{
    struct fyp_buffer names = {0};
    known_names(folder, &names);
    const enum fyp_status status = fyp_fail(
        err, FYP_E_RULESET_UNKNOWN, name, names.failed ? "house" : names.data);
    fyp_buffer_finish(&names);
    return status;
}

/* A name is letters, digits and '-': no path can be made of it. */
static bool is_name(const char *text)
{
    const size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length > 0 && length < 100 && text[length] == '\0';
}

static bool exists(const char *path)
{
    return access(path, R_OK) == 0;
}

static enum fyp_status find_named(
    const struct fyp_home *home, const char *name,
    struct fyp_ruleset_file **out, struct fyp_problems *problems,
    struct fyp_error *err)
{
    char folder[PATH_MAX];
    char path[PATH_MAX + 128];

    (void)snprintf(
        folder, sizeof folder, "%s/indicators/rulesets", home->folder);
    (void)snprintf(path, sizeof path, "%s/%s%s", folder, name, suffix);
    if (!is_name(name) || !exists(path)) {
        return unknown(folder, name, err);
    }
    const enum fyp_status status =
        fyp_ruleset_file_create(path, home->catalogue, out, problems, err);
    if (status == FYP_OK && strcmp((*out)->rules.name, name) != 0) {
        fyp_fail(
            err, FYP_E_RULESET_NAME, (*out)->rules.name,
            fyp_text(FYP_M_RULESET_NAME_FILE));
        fyp_error_at(err, "%s", path);
        fyp_ruleset_file_destroy(*out);
        *out = NULL;
        return FYP_E_RULESET_NAME;
    }
    return status;
}

enum fyp_status fyp_ruleset_find(
    const struct fyp_home *home, const char *name_or_path,
    struct fyp_ruleset_file **out, struct fyp_problems *problems,
    struct fyp_error *err)
{
    *out = NULL;
    if (is_path(name_or_path)) {
        return fyp_ruleset_file_create(
            name_or_path, home->catalogue, out, problems, err);
    }
    if (strcmp(name_or_path, fyp_ruleset_builtin().name) == 0) {
        return create_house(out, err);
    }
    return find_named(home, name_or_path, out, problems, err);
}
