/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/region_changes.h"

#include "base/yaml.h"
#include "data/cleaning/region_code.h"

#include <stdlib.h>
#include <string.h>

static const struct fyp_yaml_choice kinds[] = {
    {"改码", FYP_REGION_RECODED},
    {"升格", FYP_REGION_PROMOTED},
    {"撤并", FYP_REGION_MERGED},
    {"拆分", FYP_REGION_DIVIDED},
    {NULL, 0}};

static const struct fyp_yaml_field change_fields[] = {
    {.key = "旧代码",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct fyp_region_change, old_code)},
    {.key = "新代码",
     .type = FYP_YAML_TEXTS,
     .required = true,
     .offset = offsetof(struct fyp_region_change, new_codes),
     .count_offset = offsetof(struct fyp_region_change, new_count)},
    {.key = "自",
     .type = FYP_YAML_DATE,
     .required = true,
     .offset = offsetof(struct fyp_region_change, since)},
    {.key = "种类",
     .type = FYP_YAML_CHOICE,
     .required = true,
     .offset = offsetof(struct fyp_region_change, kind),
     .choices = kinds},
    {.key = "旧名称",
     .type = FYP_YAML_TEXT,
     .offset = offsetof(struct fyp_region_change, old_name)},
    {.key = "说明",
     .type = FYP_YAML_TEXT,
     .offset = offsetof(struct fyp_region_change, note)},
    {.key = "来源",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct fyp_region_change, source)},
    {.key = NULL}};

static const struct fyp_yaml_field names_fields[] = {
    {.key = "代码",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct fyp_region_names, code)},
    {.key = "名称",
     .type = FYP_YAML_TEXTS,
     .required = true,
     .offset = offsetof(struct fyp_region_names, names),
     .count_offset = offsetof(struct fyp_region_names, name_count)},
    {.key = "来源",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct fyp_region_names, source)},
    {.key = NULL}};

#define LIST(text, member, count, schema, type_name)                           \
    {                                                                          \
        .key = (text), .type = FYP_YAML_MAPS,                                  \
        .offset = offsetof(struct fyp_region_changes, member),                 \
        .count_offset = offsetof(struct fyp_region_changes, count),            \
        .fields = (schema), .item_size = sizeof(struct type_name),             \
        .line_offset_plus_one = offsetof(struct type_name, line) + 1           \
    }

static const struct fyp_yaml_field file_fields[] = {
    LIST("代码变动", changes, change_count, change_fields, fyp_region_change),
    LIST("增设代码", extra, extra_count, names_fields, fyp_region_names),
    LIST("其他名称", other, other_count, names_fields, fyp_region_names),
    {.key = NULL}};

static int compare(const void *left, const void *right)
{
    const struct fyp_region_change *a = left;
    const struct fyp_region_change *b = right;
    return strcmp(a->old_code, b->old_code);
}

static enum fyp_status
refuse(const char *path, int line, const char *code, struct fyp_error *err)
{
    enum fyp_status status = fyp_fail(err, FYP_E_REGION_TABLE, code);
    (void)fyp_error_at(err, "%s:%d", path, line);
    return status;
}

static enum fyp_status check_change(
    const struct fyp_region_change *change, const char *path,
    struct fyp_error *err)
{
    if (!fyp_region_code_is_full(change->old_code)) {
        return refuse(path, change->line, change->old_code, err);
    }
    for (size_t i = 0; i < change->new_count; i++) {
        const char *code = change->new_codes[i];
        if (!fyp_region_code_is_full(code) ||
            strcmp(code, change->old_code) == 0) {
            return refuse(path, change->line, code, err);
        }
    }
    return FYP_OK;
}

static enum fyp_status check_names(
    const struct fyp_region_names *names, size_t count, const char *path,
    struct fyp_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!fyp_region_code_is_full(names[i].code)) {
            return refuse(path, names[i].line, names[i].code, err);
        }
    }
    return FYP_OK;
}

static enum fyp_status check(
    struct fyp_region_changes *changes, const char *path, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < changes->change_count; i++) {
        status = check_change(&changes->changes[i], path, err);
    }
    if (status == FYP_OK) {
        status = check_names(changes->extra, changes->extra_count, path, err);
    }
    if (status == FYP_OK) {
        status = check_names(changes->other, changes->other_count, path, err);
    }
    if (status != FYP_OK || changes->change_count == 0) {
        return status;
    }
    qsort(
        changes->changes, changes->change_count, sizeof *changes->changes,
        compare);
    for (size_t i = 1; i < changes->change_count; i++) {
        const struct fyp_region_change *change = &changes->changes[i];
        if (compare(&changes->changes[i - 1], change) == 0) {
            return refuse(path, change->line, change->old_code, err);
        }
    }
    return FYP_OK;
}

enum fyp_status fyp_region_changes_read(
    const char *path, struct fyp_arena *arena, struct fyp_region_changes *out,
    struct fyp_error *err)
{
    struct fyp_problems problems = {0};
    enum fyp_status status =
        fyp_yaml_read(path, file_fields, out, arena, &problems);
    if (status != FYP_OK && err && problems.count > 0) {
        *err = problems.items[0];
    }
    fyp_problems_finish(&problems);
    return status == FYP_OK ? check(out, path, err) : status;
}

const struct fyp_region_change *fyp_region_changes_find(
    const struct fyp_region_changes *changes, const char *code)
{
    const struct fyp_region_change key = {.old_code = code};
    return changes->change_count == 0
               ? NULL
               : bsearch(
                     &key, changes->changes, changes->change_count,
                     sizeof *changes->changes, compare);
}

bool fyp_region_change_applies(const struct fyp_region_change *change, int year)
{
    bool same_place = change->kind == FYP_REGION_RECODED ||
                      change->kind == FYP_REGION_PROMOTED;
    return same_place || year == 0 ||
           year >= (int)strtol(change->since, NULL, 10);
}
