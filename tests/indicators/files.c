/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char small_catalogue[] =
    "指标目录:\n"
    "  - {代码: share, 名称: 参保率, 英文名: Share, 别名: [养老参保率],\n"
    "     单位: \"%\", 类型: 水平, 方向: 越高越好, 自然范围: [0, 100],\n"
    "     汇总: 分子分母, 定义: 甲占乙}\n"
    "  - {代码: counted, 名称: 改造户数, 英文名: Counted, 单位: 户,\n"
    "     类型: 累计, 方向: 越高越好, 自然范围: [0, 无上限], 汇总: 相加,\n"
    "     定义: 户数}\n"
    "  - {代码: growing, 名称: 收入增速, 英文名: Growing, 单位: \"%\",\n"
    "     类型: 增速, 方向: 越高越好, 汇总: 加权平均, 定义: 比上年}\n"
    "  - {代码: gdp, 名称: 生产总值增速, 英文名: GDP, 单位: \"%\",\n"
    "     其他单位: [所], 类型: 增速, 方向: 越高越好, 汇总: 不汇总,"
    " 定义: 比上年}\n"
    "  - {代码: done, 名称: 中心建成, 英文名: Done, 单位: 无,\n"
    "     类型: 事项, 方向: 越高越好, 汇总: 相加, 定义: 建成为 1}\n"
    "  - {代码: shortfall, 名称: 送教占比, 英文名: Shortfall, 单位: \"%\",\n"
    "     其他单位: [元], 类型: 水平, 方向: 越低越好, 汇总: 分子分母,"
    " 定义: 丙占丁}\n";

const char small_plan[] =
    "# 说明\n"
    "规划: t\n"
    "标题: 试\n"
    "地区: {代码: \"510604\", 名称: 罗江区}\n"
    "基期年: 2020\n"
    "目标年: 2025\n"
    "发布日期: 2022-06-14\n"
    "文号: 甲〔2022〕1号\n"
    "来源: 某机关\n"
    "下级地区:\n"
    "  - {代码: \"510604001\", 名称: 甲镇}\n"
    "  - {代码: \"510604002\", 名称: 乙镇}\n"
    "出处: {章节: 通知, 行: 3, 原文: 甲}\n"
    "说明: 一条\n"
    "指标:\n"
    "  - 序号: 1\n"
    "    代码: share\n"
    "    名称: 参保率\n"
    "    单位: \"%\"\n"
    "    类别: 保障\n"
    "    属性: 约束性\n"
    "    基期: {原文: \">87.3\", 比较: \">\", 数值: 87.3,"
    " 正文: {数值: 86.9, 出处: {章节: 一, 行: 9, 原文: 丙}}}\n"
    "    目标: {原文: \"＞91.46\", 比较: \">\", 数值: 91.46}\n"
    "    节点:\n"
    "      - {年份: 2022, 比较: \">=\", 数值: 88.1,"
    " 出处: {章节: 二, 原文: 丁}}\n"
    "      - {年份: 2024, 比较: \">=\", 数值: 90.2,"
    " 出处: {章节: 二, 原文: 戊}}\n"
    "    出处: {章节: 专栏1, 行: 40, 原文: 己}\n"
    "    说明: [一, 二]\n"
    "  - 序号: 2\n"
    "    代码: counted\n"
    "    名称: 改造户数\n"
    "    单位: 户\n"
    "    印刷单位: 百户\n"
    "    基期: {原文: \"—\", 空白: 横线}\n"
    "    目标: {原文: \"1.7\", 比较: \">=\", 数值: 170, 推定: 是,"
    " 小数位: -1}\n"
    "    出处: {章节: 专栏1, 原文: 庚}\n"
    "  - 序号: 3\n"
    "    代码: growing\n"
    "    名称: 收入增速\n"
    "    单位: \"%\"\n"
    "    基期: {空白: 无此列}\n"
    "    目标: {原文: 基本同步, 参照: {指标: gdp, 地区: \"100000\"},"
    " 比较: \">=\", 容差: 0.5}\n"
    "    出处: {章节: 专栏1, 原文: 辛}\n"
    "  - 序号: 4\n"
    "    代码: done\n"
    "    名称: 中心建成\n"
    "    单位: 无\n"
    "    基期: {空白: 未录入}\n"
    "    目标: {原文: 建成, 比较: \">=\", 数值: 1}\n"
    "    节点: [{年份: 2023, 比较: \">=\", 数值: 1,"
    " 出处: {章节: 三, 原文: 壬}}]\n"
    "    出处: {章节: 三, 原文: 癸}\n"
    "  - 序号: 5\n"
    "    代码: shortfall\n"
    "    名称: 送教占比\n"
    "    单位: \"%\"\n"
    "    基期: {原文: \"23.7\", 数值: 23.7}\n"
    "    目标: {原文: 15%以内, 比较: \"<=\", 数值: 15}\n"
    "    节点: [{年份: 2023, 比较: \"<\", 数值: 19.3,"
    " 出处: {章节: 四, 原文: 子}}]\n"
    "    出处: {章节: 四, 原文: 丑}\n"
    "  - 序号: 6\n"
    "    代码: gdp\n"
    "    名称: 每镇一所\n"
    "    单位: 所\n"
    "    类型: 水平\n"
    "    路径: 阶梯\n"
    "    逐地区: 是\n"
    "    自然范围: [0, 无上限]\n"
    "    基期: {空白: 无此列}\n"
    "    目标: {原文: 一所, 比较: \">=\", 数值: 1}\n"
    "    节点: [{年份: 2021, 比较: \">=\", 数值: 100,"
    " 出处: {章节: 五, 原文: 寅}}]\n"
    "    出处: {章节: 五, 原文: 卯}\n";

struct folder folder_make(void)
{
    struct folder folder;
    snprintf(folder.path, sizeof folder.path, "/tmp/fyp-indicators-XXXXXX");
    cr_assert_not_null(mkdtemp(folder.path), "no folder for test files");
    return folder;
}

/** Appends "/name" of the first thing in the folder path; false when it is
 *  empty or no folder. */
static bool step_into(char *path, size_t size)
{
    bool found = false;
    DIR *folder = opendir(path);
    const struct dirent *file;
    while (folder != NULL && !found && (file = readdir(folder)) != NULL) {
        found =
            strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0;
        if (found) {
            size_t length = strlen(path);
            snprintf(path + length, size - length, "/%s", file->d_name);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return found;
}

/* No shell and no recursion: under valgrind a process costs a second. */
void folder_remove(struct folder *folder)
{
    char path[1024];
    do {
        snprintf(path, sizeof path, "%s", folder->path);
        while (step_into(path, sizeof path)) {
        }
        cr_assert_eq(remove(path), 0, "cannot remove %s", path);
    } while (strcmp(path, folder->path) != 0);
}

const char *folder_file(const struct folder *folder, const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    return path;
}

void folder_write(
    const struct folder *folder, const char *name, const char *text)
{
    FILE *file = fopen(folder_file(folder, name), "wb");
    cr_assert_not_null(file, "cannot write %s", name);
    cr_assert_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    cr_assert_eq(fclose(file), 0);
}

void folder_make_inner(const struct folder *folder, const char *name)
{
    cr_assert_eq(mkdir(folder_file(folder, name), 0700), 0);
}

struct fyp_catalogue *small_catalogue_read(const struct folder *folder)
{
    struct fyp_catalogue *catalogue = NULL;
    struct fyp_error err = {.status = FYP_OK};
    folder_write(folder, "catalogue.yaml", small_catalogue);
    fyp_catalogue_create(
        folder_file(folder, "catalogue.yaml"), &catalogue, NULL, &err);
    cr_assert_not_null(catalogue, "%s: %s", err.place, err.text);
    return catalogue;
}

char *replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    cr_assert_not_null(at, "the text has no \"%s\"", from);
    cr_assert_null(
        strstr(at + strlen(from), from), "\"%s\" is there twice", from);
    size_t before = (size_t)(at - text);
    size_t size = strlen(text) - strlen(from) + strlen(to) + 1;
    char *copy = malloc(size);
    cr_assert_not_null(copy);
    memcpy(copy, text, before);
    snprintf(copy + before, size - before, "%s%s", to, at + strlen(from));
    return copy;
}

int line_of(const char *text, const char *piece)
{
    const char *at = strstr(text, piece);
    cr_assert_not_null(at, "the text has no \"%s\"", piece);
    int line = 1;
    for (const char *c = text; c < at; c++) {
        line += *c == '\n';
    }
    return line;
}
