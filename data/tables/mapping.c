/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/mapping_fields.h"

#include "base/text.h"
#include "base/yaml.h"
#include "data/tables/layout.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1949, LAST_YEAR = 2100 };

static const struct fyp_yaml_choice layout_words[] = {
    {"长表", FYP_LAYOUT_LONG},
    {"年份横排", FYP_LAYOUT_YEARS_ACROSS},
    {"地区纵列", FYP_LAYOUT_REGIONS_DOWN},
    {NULL, 0}};

static const struct fyp_yaml_choice role_words[] = {
    {"地区代码", FYP_ROLE_REGION_CODE},
    {"地区名称", FYP_ROLE_REGION},
    {"指标", FYP_ROLE_INDICATOR},
    {"年份", FYP_ROLE_YEAR},
    {"单位", FYP_ROLE_UNIT},
    {"口径", FYP_ROLE_BASIS},
    {"状态", FYP_ROLE_STATUS},
    {"来源", FYP_ROLE_SOURCE},
    {"备注", FYP_ROLE_NOTE},
    {"数值", FYP_ROLE_VALUE},
    {"分子", FYP_ROLE_NUMERATOR},
    {"分母", FYP_ROLE_DENOMINATOR},
    {"忽略", FYP_ROLE_IGNORED},
    {NULL, 0}};

#define FIELD(s, m) offsetof(struct s, m)

static const struct fyp_yaml_field column_fields[] = {
    {.key = "列",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = FIELD(fyp_mapped_column, column)},
    {.key = "作用",
     .type = FYP_YAML_CHOICE,
     .required = true,
     .offset = FIELD(fyp_mapped_column, role),
     .choices = role_words},
    {.key = "指标",
     .type = FYP_YAML_TEXT,
     .offset = FIELD(fyp_mapped_column, indicator)},
    {.key = "年份",
     .type = FYP_YAML_INTEGER,
     .offset = FIELD(fyp_mapped_column, year),
     .low = FIRST_YEAR,
     .high = LAST_YEAR},
    {.key = "单位",
     .type = FYP_YAML_TEXT,
     .offset = FIELD(fyp_mapped_column, unit)},
    {.key = NULL}};

static const struct fyp_yaml_field name_fields[] = {
    {.key = "原文",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = FIELD(fyp_mapped_name, text)},
    {.key = "指标",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = FIELD(fyp_mapped_name, indicator)},
    {.key = NULL}};

static const struct fyp_yaml_field schema[] = {
    {.key = "布局",
     .type = FYP_YAML_CHOICE,
     .required = true,
     .offset = FIELD(fyp_mapping, layout),
     .choices = layout_words},
    {.key = "工作表",
     .type = FYP_YAML_TEXT,
     .offset = FIELD(fyp_mapping, sheet)},
    {.key = "表头行",
     .type = FYP_YAML_RANGE,
     .offset = FIELD(fyp_mapping, header_first)},
    {.key = "数据行",
     .type = FYP_YAML_RANGE,
     .offset = FIELD(fyp_mapping, data_first)},
    {.key = "地区",
     .type = FYP_YAML_TEXT,
     .offset = FIELD(fyp_mapping, region)},
    {.key = "年份",
     .type = FYP_YAML_INTEGER,
     .offset = FIELD(fyp_mapping, year),
     .low = FIRST_YEAR,
     .high = LAST_YEAR},
    {.key = "单位", .type = FYP_YAML_TEXT, .offset = FIELD(fyp_mapping, unit)},
    {.key = "缺失标记",
     .type = FYP_YAML_TEXT,
     .offset = FIELD(fyp_mapping, marks)},
    {.key = "列",
     .type = FYP_YAML_MAPS,
     .offset = FIELD(fyp_mapping, columns),
     .count_offset = FIELD(fyp_mapping, column_count),
     .fields = column_fields,
     .item_size = sizeof(struct fyp_mapped_column),
     .line_offset_plus_one = FIELD(fyp_mapped_column, line) + 1},
    {.key = "指标对照",
     .type = FYP_YAML_MAPS,
     .offset = FIELD(fyp_mapping, names),
     .count_offset = FIELD(fyp_mapping, name_count),
     .fields = name_fields,
     .item_size = sizeof(struct fyp_mapped_name),
     .line_offset_plus_one = FIELD(fyp_mapped_name, line) + 1},
    {.key = NULL}};

enum fyp_status fyp_mapping_create(
    const char *path, struct fyp_mapping **out, struct fyp_problems *problems,
    struct fyp_error *err)
{
    *out = NULL;
    struct fyp_problems own = {0};
    struct fyp_problems *found = problems ? problems : &own;
    struct fyp_mapping *mapping = calloc(1, sizeof *mapping);
    if (!mapping) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    size_t before = found->count;
    enum fyp_status status =
        fyp_yaml_read(path, schema, mapping, &mapping->arena, found);
    mapping->path = fyp_arena_text(&mapping->arena, path, strlen(path));
    if (status == FYP_OK && !mapping->path) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    } else if (status != FYP_OK && err && found->count > before) {
        *err = found->items[before];
    }
    fyp_problems_finish(&own);
    if (status != FYP_OK) {
        fyp_mapping_destroy(mapping);
        return status;
    }
    *out = mapping;
    return FYP_OK;
}

void fyp_mapping_destroy(struct fyp_mapping *mapping)
{
    if (mapping) {
        struct fyp_arena arena = mapping->arena;
        free(mapping);
        fyp_arena_finish(&arena);
    }
}

const char *fyp_mapping_marks_of(const struct fyp_mapping *mapping)
{
    return mapping->marks;
}

bool fyp_mapping_has_line(const struct fyp_mapping *mapping, int line)
{
    if (!mapping) {
        return true;
    }
    const struct fyp_decimal *first = &mapping->data_first;
    const struct fyp_decimal *last = &mapping->data_last;
    return !(first->present && line < first->value) &&
           !(last->present && line > last->value);
}

const char *
fyp_mapping_indicator(const struct fyp_mapping *mapping, const char *text)
{
    char wanted[FYP_HEADING_SIZE], known[FYP_HEADING_SIZE];
    fyp_text_fold(text, wanted, sizeof wanted);
    for (size_t i = 0; mapping && i < mapping->name_count; i++) {
        fyp_text_fold(mapping->names[i].text, known, sizeof known);
        if (strcmp(wanted, known) == 0) {
            return mapping->names[i].indicator;
        }
    }
    return NULL;
}
