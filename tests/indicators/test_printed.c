/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/printed.h"
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* A printed text, the unit of its indicator, and what it says. NAN: no
 * number that can be told. */
struct row {
    const char *text, *unit;
    double value;
    enum fyp_comparator comparator;
    bool bare, reach;
};

/* clang-format off */
static const struct row rows[] = {
    /* signs */
    {"＞91.46", "%", 91.46, FYP_COMPARE_GT, false, false},
    {"> 90%", "%", 90, FYP_COMPARE_GT, false, false},
    {"≥98", "%", 98, FYP_COMPARE_GE, false, false},
    {"＞＝９８．５％", "%", 98.5, FYP_COMPARE_GE, false, false},
    {">=98.5", "%", 98.5, FYP_COMPARE_GE, false, false},
    {"＜15%", "%", 15, FYP_COMPARE_LT, false, false},
    {"≤15", "%", 15, FYP_COMPARE_LE, false, false},
    /* words */
    {"大于6.8%", "%", 6.8, FYP_COMPARE_GT, false, false},
    {"超过 95%", "%", 95, FYP_COMPARE_GT, false, false},
    {"不超过15%", "%", 15, FYP_COMPARE_LE, false, false},
    {"不低于低保标准的50%", "%", 50, FYP_COMPARE_GE, false, false},
    {"低于15%", "%", 15, FYP_COMPARE_LT, false, false},
    {"不足15%", "%", 15, FYP_COMPARE_LT, false, false},
    {"15%以内", "%", 15, FYP_COMPARE_LE, false, false},
    {"降低至15%以内", "%", 15, FYP_COMPARE_LE, false, false},
    {"达到60%以上", "%", 60, FYP_COMPARE_GE, false, false},
    {"15%以上（含15%）", "%", 15, FYP_COMPARE_GE, false, false},
    {"不少于6个月", "月/年", 6, FYP_COMPARE_GE, false, false},
    {"户均不低于1900元/年", "元/户年", 1900, FYP_COMPARE_GE, false, false},
    {"1900元/年以上", "元/户年", 1900, FYP_COMPARE_GE, false, false},
    {"达95%", "%", 95, FYP_COMPARE_NONE, false, true},
    {"2025年达到120元", "元/人月", 120, FYP_COMPARE_NONE, false, true},
    {"每人每月120元", "元/人月", 120, FYP_COMPARE_NONE, false, false},
    {"到2025年参保率为92.6%", "%", 92.6, FYP_COMPARE_NONE, false, false},
    /* bare numbers */
    {"100", "%", 100, FYP_COMPARE_NONE, true, false},
    {" 96.5 % ", "%", 96.5, FYP_COMPARE_NONE, true, false},
    {"９６．５％", "％", 96.5, FYP_COMPARE_NONE, true, false},
    {"170户", "户", 170, FYP_COMPARE_NONE, true, false},
    {"8,464", "人", 8464, FYP_COMPARE_NONE, true, false},
    {"-3.2", "%", -3.2, FYP_COMPARE_NONE, true, false},
    {"1", "", 1, FYP_COMPARE_NONE, true, false},
    /* nothing that can be held against a figure */
    {"全覆盖", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"至少安排1名残疾人就业", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"编制50人以上的党政机关100%", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"县级以上医院100%", "%", 100, FYP_COMPARE_NONE, false, false},
    {"比上年提高5%", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"5个百分点", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"1至2期", "期", NAN, FYP_COMPARE_NONE, false, false},
    {"50%-60%", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"大于90%，不超过95%", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"0.02万", "人次", NAN, FYP_COMPARE_NONE, false, false},
    {"", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"——", "%", NAN, FYP_COMPARE_NONE, false, false},
    {"每月不低于最低工资", "元/月", NAN, FYP_COMPARE_GE, false, false},
    {"与国内生产总值增长基本同步", "%", NAN, FYP_COMPARE_NONE, false, false},
};
/* clang-format on */

Test(printed, a_text_says_its_number_and_its_sign_or_nothing)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct fyp_printed printed;
        cr_assert(fyp_printed_read(row->text, row->unit, &printed));
        bool same = isnan(row->value)
                        ? !printed.value.present
                        : printed.value.present &&
                              fyp_equal(printed.value.value, row->value);
        cr_expect(
            same, "“%s”: value %g, expected %g", row->text,
            printed.value.present ? printed.value.value : NAN, row->value);
        cr_expect_eq(
            printed.comparator, row->comparator, "“%s”: \"%s\"", row->text,
            fyp_comparator_text(printed.comparator));
        cr_expect_eq(printed.bare, row->bare, "“%s”: bare", row->text);
        cr_expect_eq(printed.reach, row->reach, "“%s”: reach", row->text);
    }
}

static enum fyp_status
read_beside_text(const char *plan, const char *text, struct fyp_error *err)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_plan *read = NULL;
    folder_make_inner(&folder, "plans");
    folder_write(&folder, "plans/t.yaml", plan);
    if (text != NULL) {
        folder_make_inner(&folder, "texts");
        folder_write(&folder, "texts/t.txt", text);
    }
    enum fyp_status status = fyp_plan_create(
        folder_file(&folder, "plans/t.yaml"), catalogue, &read, NULL, err);
    fyp_plan_destroy(read);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
    return status;
}

static const char short_plan[] =
    "规划: t\n标题: 试\n地区: {代码: \"510604\", 名称: 罗江区}\n"
    "基期年: 2020\n目标年: 2025\n"
    "出处: {章节: 通知, 行: 2, 原文: 2022年6月}\n"
    "指标:\n  - 序号: 1\n    代码: share\n    名称: 参保率\n    单位: \"%\"\n"
    "    基期: {空白: 无此列}\n    目标: {原文: ＞96, 比较: \">\", 数值: 96}\n"
    "    出处: {章节: 专栏1, 行: 3, 原文: \"参保率（%） ＞96 预期性\"}\n";

Test(quotation, each_begins_on_its_line_blanks_and_line_ends_ignored)
{
    static const struct {
        const char *name, *text;
        const char *place; /* of the problem; NULL: sound */
    } cases[] = {
        {"no text", NULL, NULL},
        {"one cell a line", "一\n 2022年 6月\n参保率（%）\n＞96\n预期性\n",
         NULL},
        {"CRLF and U+3000", "一\r\n甲2022年6月\r\n　参保率（%）＞96预期性",
         NULL},
        {"a line too late", "2022年6月\n\n参保率（%）＞96预期性\n", "t.yaml:6"},
        {"a line too early", "一\n2022年6月\n\n参保率（%）＞96预期性\n",
         "t.yaml:8"},
        {"another word", "一\n2022年6月\n参保率（%）＞95预期性\n", "t.yaml:8"},
        {"the text ends before", "一\n2022年6月", "t.yaml:8"},
        {"an empty text", "", "t.yaml:6"},
        {"bytes that are no UTF-8", "\xC2\n2022年6月\n参保率（%）＞96预期性",
         NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            read_beside_text(short_plan, cases[i].text, &err);
        enum fyp_status expected =
            cases[i].place == NULL ? FYP_OK : FYP_E_PLAN_QUOTATION;
        cr_expect_eq(
            status, expected, "%s: FYP-%03d %s", cases[i].name, (int)status,
            err.text);
        cr_expect(
            cases[i].place == NULL || strstr(err.place, cases[i].place),
            "%s: %s", cases[i].name, err.place);
    }
}
