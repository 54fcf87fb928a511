/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/catalogue.h"

#include "base/sha256.h"
#include "base/text.h"
#include "indicators/findings.h"
#include "indicators/schema.h"

#include <stdlib.h>
#include <string.h>

/* A query longer than this names nothing in any catalogue. */
enum { NAME_SIZE = 512, CODE_SIZE = 64 };

/** One name under which an entry is found, folded. */
struct name {
    const char *folded;
    const char *text;
    const struct fyp_catalogue_entry *entry;
};

struct fyp_catalogue {
    struct fyp_arena arena;
    struct fyp_catalogue_entry *entries;
    size_t count;
    struct name *names; /* codes, names, aliases; sorted by folded */
    size_t name_count;
    char sha256[FYP_SHA256_TEXT_SIZE]; /* of the file */
};

const struct fyp_yaml_choice fyp_kind_words[] = {
    {"水平", FYP_KIND_LEVEL},
    {"累计", FYP_KIND_CUMULATIVE},
    {"增速", FYP_KIND_GROWTH},
    {"事项", FYP_KIND_EVENT},
    {NULL, 0}};

static const struct fyp_yaml_choice direction_words[] = {
    {"越高越好", FYP_HIGHER_IS_BETTER},
    {"越低越好", FYP_LOWER_IS_BETTER},
    {NULL, 0}};

static const struct fyp_yaml_choice rollup_words[] = {
    {"分子分母", FYP_ROLLUP_RATIO},
    {"相加", FYP_ROLLUP_SUM},
    {"加权平均", FYP_ROLLUP_WEIGHTED},
    {"不汇总", FYP_ROLLUP_NONE},
    {NULL, 0}};

static const struct fyp_yaml_field entry_fields[] = {
    FYP_FIELD(TEXT, FYP_MUST, "代码", fyp_catalogue_entry, code),
    FYP_FIELD(TEXT, FYP_MUST, "名称", fyp_catalogue_entry, name),
    FYP_FIELD(TEXT, FYP_MUST, "英文名", fyp_catalogue_entry, english_name),
    FYP_FIELD_TEXTS(FYP_MAY, "别名", fyp_catalogue_entry, aliases, alias_count),
    FYP_FIELD(TEXT, FYP_MUST, "单位", fyp_catalogue_entry, unit),
    FYP_FIELD_TEXTS(
        FYP_MAY, "其他单位", fyp_catalogue_entry, other_units,
        other_unit_count),
    FYP_FIELD_CHOICE(
        FYP_MUST, "类型", fyp_catalogue_entry, kind, fyp_kind_words),
    FYP_FIELD_CHOICE(
        FYP_MUST, "方向", fyp_catalogue_entry, direction, direction_words),
    FYP_FIELD(RANGE, FYP_MAY, "自然范围", fyp_catalogue_entry, range),
    FYP_FIELD_CHOICE(
        FYP_MUST, "汇总", fyp_catalogue_entry, rollup, rollup_words),
    FYP_FIELD(TEXT, FYP_MAY, "权数", fyp_catalogue_entry, weight_code),
    FYP_FIELD(TEXT, FYP_MUST, "定义", fyp_catalogue_entry, definition),
    FYP_FIELD_END};

static const struct fyp_yaml_field catalogue_fields[] = {
    FYP_FIELD_MAPS(
        FYP_MUST, "指标目录", fyp_catalogue, entries, count, entry_fields,
        fyp_catalogue_entry),
    FYP_FIELD_END};

const char *fyp_unit_meant(const char *unit)
{
    return strcmp(unit, "无") == 0 ? "" : unit;
}

static bool code_is_well_formed(const char *code)
{
    size_t length = strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return code[0] >= 'a' && code[0] <= 'z' && code[length] == '\0' &&
           length < CODE_SIZE;
}

static int compare_names(const void *a, const void *b)
{
    const struct name *x = a;
    const struct name *y = b;
    int order = strcmp(x->folded, y->folded);
    if (order == 0) {
        order = (x->entry > y->entry) - (x->entry < y->entry);
    }
    return order;
}

/** @return false when out of memory. */
static bool add_name(
    struct fyp_catalogue *catalogue, const struct fyp_catalogue_entry *entry,
    const char *text)
{
    size_t size = strlen(text) + 1;
    char *folded = fyp_arena_alloc(&catalogue->arena, size, 1);
    if (folded == NULL) {
        return false;
    }
    fyp_text_fold(text, folded, size);
    catalogue->names[catalogue->name_count++] =
        (struct name){.folded = folded, .text = text, .entry = entry};
    return true;
}

static enum fyp_status
build_names(struct fyp_catalogue *catalogue, struct fyp_error *err)
{
    size_t most = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        most += 2 + catalogue->entries[i].alias_count;
    }
    catalogue->names =
        fyp_arena_alloc(&catalogue->arena, most, sizeof *catalogue->names);
    bool added = catalogue->names != NULL;
    for (size_t i = 0; added && i < catalogue->count; i++) {
        const struct fyp_catalogue_entry *entry = &catalogue->entries[i];
        added = add_name(catalogue, entry, entry->code) &&
                add_name(catalogue, entry, entry->name);
        for (size_t k = 0; added && k < entry->alias_count; k++) {
            added = add_name(catalogue, entry, entry->aliases[k]);
        }
    }
    if (!added) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    qsort(
        catalogue->names, catalogue->name_count, sizeof *catalogue->names,
        compare_names);
    return FYP_OK;
}

static void check_names(
    struct fyp_findings *findings, const struct fyp_catalogue *catalogue)
{
    for (size_t i = 1; i < catalogue->name_count; i++) {
        const struct name *earlier = &catalogue->names[i - 1];
        const struct name *name = &catalogue->names[i];
        if (strcmp(earlier->folded, name->folded) == 0) {
            char line[16];
            snprintf(line, sizeof line, "%d", earlier->entry->line);
            fyp_found(
                findings, name->entry->line, FYP_E_CATALOGUE_TWICE,
                name->entry->code, name->text, earlier->entry->code, line);
        }
    }
}

/* What weighs places must itself add up over them, and only a mean takes a
 * weight. */
static void check_weights(
    struct fyp_findings *findings, const struct fyp_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct fyp_catalogue_entry *entry = &catalogue->entries[i];
        if (entry->weight_code == NULL) {
            continue;
        }
        const struct fyp_catalogue_entry *weight =
            fyp_catalogue_by_code(catalogue, entry->weight_code);
        const bool is_mean = entry->rollup == FYP_ROLLUP_RATIO ||
                             entry->rollup == FYP_ROLLUP_WEIGHTED;
        if (!is_mean || weight == NULL || weight->rollup != FYP_ROLLUP_SUM) {
            fyp_found(
                findings, entry->line, FYP_E_CATALOGUE_WEIGHT, entry->code,
                entry->weight_code);
        }
    }
}

static void settle_entries(struct fyp_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        struct fyp_catalogue_entry *entry = &catalogue->entries[i];
        entry->unit = fyp_unit_meant(entry->unit);
        entry->has_range =
            entry->range.low.present || entry->range.high.present;
    }
}

/* A file that cannot be read is told by who reads it after this. */
static void hash_file(struct fyp_catalogue *catalogue, const char *path)
{
    enum { CATALOGUE_SIZE_MAX = 4 * 1024 * 1024 };
    char *text = NULL;
    size_t length = 0;
    if (fyp_file_read(path, CATALOGUE_SIZE_MAX, &text, &length, NULL) ==
        FYP_OK) {
        fyp_sha256_of(text, length, catalogue->sha256);
        free(text);
    }
}

static void
read_catalogue(struct fyp_catalogue *catalogue, struct fyp_findings *findings)
{
    struct fyp_problems read = {0};
    enum fyp_status status = fyp_yaml_read(
        findings->path, catalogue_fields, catalogue, &catalogue->arena, &read);
    fyp_findings_take(findings, &read, status);
    fyp_problems_finish(&read);
    if (status != FYP_OK) {
        return;
    }
    struct fyp_error failure = {.status = FYP_OK};
    if (build_names(catalogue, &failure) != FYP_OK) {
        fyp_findings_add(findings, &failure);
        return;
    }
    settle_entries(catalogue);
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct fyp_catalogue_entry *entry = &catalogue->entries[i];
        if (!code_is_well_formed(entry->code)) {
            fyp_found(findings, entry->line, FYP_E_CATALOGUE_CODE, entry->code);
        }
    }
    check_names(findings, catalogue);
    check_weights(findings, catalogue);
}

enum fyp_status fyp_catalogue_create(
    const char *path, struct fyp_catalogue **out, struct fyp_problems *problems,
    struct fyp_error *err)
{
    *out = NULL;
    struct fyp_catalogue *catalogue = calloc(1, sizeof *catalogue);
    if (catalogue == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    struct fyp_findings findings = {.path = path, .problems = problems};
    hash_file(catalogue, path);
    read_catalogue(catalogue, &findings);
    enum fyp_status status = fyp_findings_end(&findings, err);
    if (status != FYP_OK) {
        fyp_catalogue_destroy(catalogue);
        return status;
    }
    *out = catalogue;
    return FYP_OK;
}

void fyp_catalogue_destroy(struct fyp_catalogue *catalogue)
{
    if (catalogue != NULL) {
        fyp_arena_finish(&catalogue->arena);
        free(catalogue);
    }
}

const char *fyp_catalogue_sha256(const struct fyp_catalogue *catalogue)
{
    return catalogue->sha256;
}

size_t fyp_catalogue_count(const struct fyp_catalogue *catalogue)
{
    return catalogue->count;
}

const struct fyp_catalogue_entry *
fyp_catalogue_at(const struct fyp_catalogue *catalogue, size_t index)
{
    return index < catalogue->count ? &catalogue->entries[index] : NULL;
}

const struct fyp_catalogue_entry *
fyp_catalogue_find(const struct fyp_catalogue *catalogue, const char *text)
{
    char folded[NAME_SIZE];
    if (strlen(text) >= sizeof folded) {
        return NULL;
    }
    fyp_text_fold(text, folded, sizeof folded);
    size_t low = 0;
    size_t high = catalogue->name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(catalogue->names[middle].folded, folded);
        if (order == 0) {
            return catalogue->names[middle].entry;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const struct fyp_catalogue_entry *
fyp_catalogue_by_code(const struct fyp_catalogue *catalogue, const char *code)
{
    const struct fyp_catalogue_entry *entry =
        fyp_catalogue_find(catalogue, code);
    return entry != NULL && strcmp(entry->code, code) == 0 ? entry : NULL;
}

/** Levenshtein distance of two codes; both shorter than CODE_SIZE. */
static size_t distance(const char *a, const char *b)
{
    size_t row[CODE_SIZE];
    size_t width = strlen(b);
    for (size_t j = 0; j <= width; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < width; j++) {
            size_t replaced = diagonal + (a[i] != b[j]);
            size_t moved = (row[j] < row[j + 1] ? row[j] : row[j + 1]) + 1;
            diagonal = row[j + 1];
            row[j + 1] = replaced < moved ? replaced : moved;
        }
    }
    return row[width];
}

const struct fyp_catalogue_entry *
fyp_catalogue_closest(const struct fyp_catalogue *catalogue, const char *text)
{
    const struct fyp_catalogue_entry *closest =
        fyp_catalogue_find(catalogue, text);
    size_t length = strlen(text);
    if (closest != NULL || length >= CODE_SIZE) {
        return closest;
    }
    size_t least = length / 3 + 1;
    for (size_t i = 0; i < catalogue->count; i++) {
        size_t found = distance(text, catalogue->entries[i].code);
        if (found < least) {
            least = found;
            closest = &catalogue->entries[i];
        }
    }
    return closest;
}

bool fyp_is_per_cent(const char *unit)
{
    return strcmp(unit, "%") == 0 || strcmp(unit, "％") == 0;
}
