/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "yaml_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct fyp_yaml_choice comparators[] = {
    {">", FYP_COMPARE_GT},  {">=", FYP_COMPARE_GE}, {"<", FYP_COMPARE_LT},
    {"<=", FYP_COMPARE_LE}, {"=", FYP_COMPARE_EQ},  {NULL, 0}};

static const struct fyp_yaml_field target_schema[] = {
    {.key = "原文",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct sample_target, text)},
    {.key = "比较",
     .type = FYP_YAML_CHOICE,
     .offset = offsetof(struct sample_target, comparator),
     .choices = comparators},
    {.key = "数值",
     .type = FYP_YAML_DECIMAL,
     .offset = offsetof(struct sample_target, value)},
    {.key = "推定",
     .type = FYP_YAML_BOOLEAN,
     .offset = offsetof(struct sample_target, inferred)},
    {.key = NULL}};

static const struct fyp_yaml_field item_schema[] = {
    {.key = "序号",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct sample_item, number)},
    {.key = "名称",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct sample_item, name)},
    {.key = "单位",
     .type = FYP_YAML_TEXT,
     .offset = offsetof(struct sample_item, unit)},
    {.key = "目标",
     .type = FYP_YAML_MAP,
     .required = true,
     .offset = offsetof(struct sample_item, target),
     .fields = target_schema,
     .line_offset_plus_one = offsetof(struct sample_target, line) + 1,
     .present_offset_plus_one = offsetof(struct sample_target, present) + 1},
    {.key = "自然范围",
     .type = FYP_YAML_RANGE,
     .offset = offsetof(struct sample_item, low)},
    {.key = "说明",
     .type = FYP_YAML_TEXTS,
     .offset = offsetof(struct sample_item, notes),
     .count_offset = offsetof(struct sample_item, note_count)},
    {.key = NULL}};

const struct fyp_yaml_field sample_schema[] = {
    {.key = "规划",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct sample, id)},
    {.key = "标题",
     .type = FYP_YAML_TEXT,
     .offset = offsetof(struct sample, title)},
    {.key = "基期年",
     .type = FYP_YAML_INTEGER,
     .required = true,
     .offset = offsetof(struct sample, year),
     .low = 1990,
     .high = 2100},
    {.key = "发布日期",
     .type = FYP_YAML_DATE,
     .offset = offsetof(struct sample, published)},
    {.key = "上限",
     .type = FYP_YAML_BOUND,
     .offset = offsetof(struct sample, ceiling)},
    {.key = "说明",
     .type = FYP_YAML_TEXTS,
     .offset = offsetof(struct sample, notes),
     .count_offset = offsetof(struct sample, note_count)},
    {.key = "指标",
     .type = FYP_YAML_MAPS,
     .offset = offsetof(struct sample, items),
     .count_offset = offsetof(struct sample, item_count),
     .fields = item_schema,
     .item_size = sizeof(struct sample_item),
     .line_offset_plus_one = offsetof(struct sample_item, line) + 1},
    {.key = NULL}};

const char sample_text[] = "# 一份完整的文件\n"
                           "规划: sample-2021\n"
                           "标题: \"“十四五”规划：样本\"\n"
                           "基期年: 2020\n"
                           "发布日期: 2022-06-14\n"
                           "上限: 96.50\n"
                           "说明: 一条\n"
                           "指标:\n"
                           "  - 序号: 1 # 行尾的注释\n"
                           "    名称: 覆盖率\n"
                           "    单位: \"%\"\n"
                           "    目标: {原文: \"＞96\", 比较: \">\", 数值: 96}\n"
                           "    自然范围: [0, 100]\n"
                           "    说明: [甲, '乙：“丙”']\n"
                           "  - 序号: \"2\"\n"
                           "    名称: |\n"
                           "      培训\n"
                           "    单位: ~\n"
                           "    目标:\n"
                           "      原文: 0.02\n"
                           "      比较: \">=\"\n"
                           "      数值: \"200\"\n"
                           "      推定: 是\n"
                           "    自然范围: [0, 无上限]\n"
                           "    说明:\n"
                           "      - 一\n"
                           "      - 二\n"
                           "      - 三\n";

void reading_init(struct reading *reading, const char *text, size_t length)
{
    int file;

    memset(reading, 0, sizeof *reading);
    strcpy(reading->path, "/tmp/fyp-yaml-XXXXXX");
    file = mkstemp(reading->path);
    cr_assert_geq(file, 0);
    cr_assert_eq(write(file, text, length), (ssize_t)length);
    cr_assert_eq(close(file), 0);
    reading->status = fyp_yaml_read(
        reading->path, sample_schema, &reading->sample, &reading->arena,
        &reading->problems);
    (void)unlink(reading->path);
}

void reading_finish(struct reading *reading)
{
    fyp_problems_finish(&reading->problems);
    fyp_arena_finish(&reading->arena);
}

const char *place_in(const struct reading *reading, size_t problem)
{
    const char *place = reading->problems.items[problem].place;
    const size_t n = strlen(reading->path);

    cr_assert_eq(strncmp(place, reading->path, n), 0, "%s", place);
    cr_assert_eq(place[n], ':', "%s", place);
    return place + n + 1;
}
