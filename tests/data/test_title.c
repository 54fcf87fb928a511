/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/title.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Titles as offices write them: the years of the figures, and what else. */
static const struct {
    const char *text;
    const char *years; /* "2023 2024" */
    const char *part, *promise, *passed;
    bool to_date, preliminary;
} titles[] = {
    {.text = "乐山市2024年残疾人统计表", .years = "2024"},
    {.text = "2024年度", .years = "2024"},
    {.text = "２０２４ 年", .years = "2024"},
    {.text = "乐山市情况（2024）", .years = "2024"},
    {.text = "【2024】情况", .years = "2024"},
    {.text = "二〇二四年情况", .years = "2024"},
    {.text = "二○二四年六月", .years = "", .part = "2024年6月"},
    {.text = "截至2024年底", .years = "2024"},
    {.text = "截至2024年12月31日", .years = "2024"},
    {.text = "截至二〇二四年十二月三十一日", .years = "2024"},
    {.text = "2024-12-31情况", .years = "2024"},
    {.text = "2024年12月末", .years = "2024"},
    {.text = "2024年1-12月", .years = "2024"},
    {.text = "2024年1月至12月", .years = "2024"},
    {.text = "2024年1月1日至12月31日", .years = "2024"},
    {.text = "2024年1月1日至6月30日",
     .years = "",
     .part = "2024年1月1日至6月30日"},
    {.text = "2022年、2023年", .years = "2022 2023"},
    {.text = "2021—2025年", .years = ""},
    {.text = "2021年——2025年", .years = ""},
    {.text = "2021年至2025年", .years = ""},

    {.text = "2024年1-9月", .years = "", .part = "2024年1-9月"},
    {.text = "2024年10-12月", .years = "", .part = "2024年10-12月"},
    {.text = "1—9月情况", .years = "", .part = "1—9月"},
    {.text = "2024年上半年", .years = "2024", .part = "上半年"},
    {.text = "2024年第三季度", .years = "2024", .part = "季度"},
    {.text = "2024年9月末", .years = "", .part = "2024年9月"},
    {.text = "截至2024年6月30日情况", .years = "", .part = "2024年6月30日"},
    {.text = "截至2024年12月20日", .years = "", .part = "2024年12月20日"},
    {.text = "截至2024年11月）", .years = "", .part = "2024年11月"},
    {.text = "2024年初", .years = "", .part = "2024年初"},
    {.text = "报送2024-06", .years = "", .part = "2024-06"},

    {.text = "2024年1月15日填报", .years = "", .passed = "2024年1月15日"},
    {.text = "2024年12月31日填报", .years = "", .passed = "2024年12月31日"},
    {.text = "2025年1月制", .years = "", .passed = "2025年1月"},
    {.text = "2024年4月公布的情况", .years = "", .passed = "2024年4月"},
    {.text = "2024年编", .years = "", .passed = "2024年"},
    {.text = "2024.1.15", .years = "", .passed = "2024.1.15"},
    {.text = "2024_01_15", .years = "", .passed = "2024_01_15"},
    {.text = "2023年情况（2024年1月15日报送）",
     .years = "2023",
     .passed = "2024年1月15日"},
    {.text = "乐残联〔2024〕15号", .years = "", .passed = "2024"},
    {.text = "乐府办发[2024]7号", .years = "", .passed = "2024"},
    {.text = "乐府办发（2024）7号", .years = "", .passed = "2024"},
    {.text = "2024年第7号", .years = "", .passed = "2024"},
    {.text = "改造2000户情况", .years = "", .passed = "2000"},

    {.text = "2024年目标任务", .years = "2024", .promise = "目标"},
    {.text = "2024年计划", .years = "2024", .promise = "计划"},
    {.text = "2024年工作任务分解表", .years = "2024", .promise = "任务"},
    {.text = "2024年预计完成情况", .years = "2024", .promise = "预计"},
    {.text = "2024年计划完成改造户数", .years = "2024", .promise = "计划"},
    {.text = "2024年任务及完成时限", .years = "2024", .promise = "任务"},
    {.text = "2024年任务（12月底前完成）", .years = "2024", .promise = "任务"},
    {.text = "2024年实现目标", .years = "2024", .promise = "目标"},
    {.text = "2023年度目标任务完成情况", .years = "2023"},
    {.text = "2023年计划完成情况", .years = "2023"},
    {.text = "2023年绩效目标自评表", .years = "2023"},
    {.text = "“十四五”规划2023年执行情况", .years = "2023"},
    {.text = "助残行动计划2023年统计", .years = "2023"},
    {.text = "计划单列市2023年情况", .years = "2023"},
    {.text = "注：完成目标任务的填 1", .years = ""},

    {.text = "2024年累计完成情况", .years = "2024", .to_date = true},
    {.text = "2024年本年累计", .years = "2024"},
    {.text = "2024年1-12月累计", .years = "2024"},
    {.text = "2024年统计快报", .years = "2024", .preliminary = true},
    {.text = "2024年初步统计", .years = "2024", .preliminary = true},
    {.text = "", .years = ""},
    {.text = "年", .years = ""},
    {.text = "\xE5\xB9", .years = ""},
};

static const char *given(const char *text)
{
    return text ? text : "";
}

Test(title, the_time_of_the_figures_is_told_from_other_times)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct fyp_title title;
        char years[64] = "";
        fyp_title_read(titles[i].text, &title);
        for (size_t y = 0; y < title.year_count; y++) {
            size_t length = strlen(years);
            (void)snprintf(
                years + length, sizeof years - length, "%s%d", y > 0 ? " " : "",
                title.years[y]);
        }
        const char *text = titles[i].text;
        cr_expect_str_eq(years, titles[i].years, "%s: years %s", text, years);
        cr_expect_str_eq(
            title.part, given(titles[i].part), "%s: part %s", text, title.part);
        cr_expect_str_eq(
            title.promise, given(titles[i].promise), "%s: promise %s", text,
            title.promise);
        cr_expect_str_eq(
            title.passed, given(titles[i].passed), "%s: passed %s", text,
            title.passed);
        cr_expect_eq(title.to_date, titles[i].to_date, "%s", text);
        cr_expect_eq(title.preliminary, titles[i].preliminary, "%s", text);
    }
}

/* Any bytes, cut anywhere: nothing is read or written out of bounds. */
Test(title, a_title_may_be_cut_anywhere)
{
    size_t read = 0;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        char text[256];
        for (size_t n = strlen(titles[i].text); n > 0; n--) {
            struct fyp_title title;
            (void)snprintf(text, sizeof text, "%.*s", (int)n, titles[i].text);
            fyp_title_read(text, &title);
            cr_assert_leq(title.year_count, FYP_TITLE_YEARS_MAX);
            read++;
        }
    }
    cr_expect_gt(read, 1000);
}
