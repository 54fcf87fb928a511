/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "yaml_sample.h"

#include "base/message.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(yaml);

/* A file that is sound but for what follows; line 3 is the first of it. */
#define HEAD "规划: a\n基期年: 2020\n"
#define ITEM HEAD "指标:\n  - 序号: 1\n    名称: b\n"

static void assert_decimal(
    const char *name, const struct fyp_decimal *d, double value, int decimals)
{
    cr_assert(d->present, "%s", name);
    cr_assert_leq(fabs(d->value - value), 0.0, "%s: %.17g", name, d->value);
    cr_assert_eq(d->decimals, decimals, "%s: %d", name, d->decimals);
}

Test(yaml, a_sound_file_fills_every_kind_of_field)
{
    struct reading r;
    const struct sample *s = &r.sample;

    reading_init(&r, sample_text, strlen(sample_text));
    cr_assert_eq(r.status, FYP_OK, "%s", r.problems.items[0].text);
    cr_assert_eq(r.problems.count, 0);
    cr_assert_str_eq(s->id, "sample-2021");
    cr_assert_str_eq(s->title, "“十四五”规划：样本");
    cr_assert_str_eq(s->published, "2022-06-14");
    cr_assert_eq(s->year, 2020);
    assert_decimal("上限", &s->ceiling, 96.5, 2);
    cr_assert_eq(s->note_count, 1);
    cr_assert_str_eq(s->notes[0], "一条");
    cr_assert_eq(s->item_count, 2);
    reading_finish(&r);
}

Test(yaml, items_of_a_list_are_read_in_both_notations)
{
    struct reading r;
    const struct sample_item *item;

    reading_init(&r, sample_text, strlen(sample_text));
    item = &r.sample.items[0];
    cr_assert_eq(item->line, 9);
    cr_assert_str_eq(item->number, "1");
    cr_assert_str_eq(item->unit, "%");
    cr_assert(item->target.present);
    cr_assert_eq(item->target.line, 12);
    cr_assert_str_eq(item->target.text, "＞96");
    cr_assert_eq(item->target.comparator, FYP_COMPARE_GT);
    assert_decimal("数值", &item->target.value, 96, 0);
    cr_assert_not(item->target.inferred);
    assert_decimal("下限", &item->low, 0, 0);
    assert_decimal("上限", &item->high, 100, 0);
    cr_assert_eq(item->note_count, 2);
    cr_assert_str_eq(item->notes[1], "乙：“丙”");
    item = &r.sample.items[1];
    cr_assert_eq(item->line, 15);
    cr_assert_str_eq(item->name, "培训\n");
    cr_assert_null(item->unit);
    cr_assert_eq(item->target.line, 20);
    cr_assert_str_eq(item->target.text, "0.02");
    cr_assert_eq(item->target.comparator, FYP_COMPARE_GE);
    assert_decimal("数值", &item->target.value, 200, 0);
    cr_assert(item->target.inferred);
    assert_decimal("下限", &item->low, 0, 0);
    cr_assert_not(item->high.present);
    cr_assert_eq(item->note_count, 3);
    cr_assert_str_eq(item->notes[2], "三");
    reading_finish(&r);
}

Test(yaml, what_is_absent_or_null_leaves_the_caller_s_value)
{
    static const char text[] = HEAD "标题:\n发布日期: ~\n上限:\n说明:\n指标:\n";
    const char path[] = "/tmp/fyp-yaml-null.yaml";
    struct sample s = {.title = "先", .note_count = 7, .year = 1};
    struct fyp_arena arena = {0};
    FILE *file = fopen(path, "w");

    s.ceiling = (struct fyp_decimal){true, 2.385, 3};
    cr_assert_geq(fputs(text, file), 0);
    cr_assert_eq(fclose(file), 0);
    cr_assert_eq(fyp_yaml_read(path, sample_schema, &s, &arena, NULL), FYP_OK);
    (void)unlink(path);
    cr_assert_str_eq(s.title, "先");
    cr_assert_eq(s.note_count, 7);
    cr_assert_eq(s.year, 2020);
    cr_assert_null(s.published);
    assert_decimal("上限", &s.ceiling, 2.385, 3);
    fyp_arena_finish(&arena);
}

Test(yaml, no_bound_in_words_clears_what_was_there)
{
    struct reading r;

    reading_init(&r, HEAD "上限: 无上限\n", strlen(HEAD "上限: 无上限\n"));
    cr_assert_eq(r.status, FYP_OK);
    cr_assert_not(r.sample.ceiling.present);
    reading_finish(&r);
}

Test(yaml, a_quoted_tilde_and_a_quoted_nothing_are_texts)
{
    static const char text[] = HEAD "标题: \"~\"\n说明: \"\"\n";
    struct reading r;

    reading_init(&r, text, strlen(text));
    cr_assert_eq(r.status, FYP_OK);
    cr_assert_str_eq(r.sample.title, "~");
    cr_assert_eq(r.sample.note_count, 1);
    cr_assert_str_eq(r.sample.notes[0], "");
    reading_finish(&r);
}

static const char *const same[] = {
    "\xEF\xBB\xBF" HEAD,       "规划: a\r\n基期年: 2020\r\n",
    "---\n" HEAD "...\n",      "%YAML 1.1\n---\n" HEAD,
    "{规划: a, 基期年: 2020}", "\"规划\": 'a'\n'基期年': \"2020\"",
};

Test(yaml, byte_order_mark_line_ends_and_notation_do_not_matter)
{
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        struct reading r;

        reading_init(&r, same[i], strlen(same[i]));
        cr_assert_eq(r.status, FYP_OK, "row %zu: %d", i, (int)r.status);
        cr_assert_str_eq(r.sample.id, "a", "row %zu", i);
        cr_assert_eq(r.sample.year, 2020, "row %zu", i);
        reading_finish(&r);
    }
}

/* One fault a file: its status, its place, and what the text must say. */
static const struct {
    const char *name;
    const char *text;
    enum fyp_status status;
    const char *place;
    const char *says;
} faults[] = {
    {"unknown key", HEAD "题标: x\n", FYP_E_YAML_UNKNOWN_KEY, "3:1",
     "文件开头一级：没有“题标”这个字段（是不是“标题”？）；可用的字段：规划、标"
     "题、基期年、发布日期、上限、说明、指标"},
    {"unknown key, far from all", HEAD "经费预算: x\n", FYP_E_YAML_UNKNOWN_KEY,
     "3:1", "没有“经费预算”这个字段；可用"},
    {"unknown key inside", ITEM "    目标: {原文: x, 数直: 1}\n",
     FYP_E_YAML_UNKNOWN_KEY, "6:17",
     "指标[1].目标：没有“数直”这个字段（是不是“数值”？）"},
    {"merge key", HEAD "<<: {a: b}\n", FYP_E_YAML_UNKNOWN_KEY, "3:1", "“<<”"},
    {"key twice", HEAD "基期年: 2021\n", FYP_E_YAML_DUPLICATE_KEY, "3:1",
     "基期年：写了两次，前一次在第 2 行"},
    {"key twice inside", ITEM "    目标: {原文: x, 原文: y}\n",
     FYP_E_YAML_DUPLICATE_KEY, "6:17", "指标[1].目标.原文：写了两次"},
    {"required key missing", "规划: a\n", FYP_E_YAML_MISSING, "1:1",
     "基期年：必填，没有写；应是一个整数"},
    {"required key missing inside", ITEM, FYP_E_YAML_MISSING, "4:5",
     "指标[1].目标：必填"},
    {"required key null", "规划: ~\n基期年: 2020\n", FYP_E_YAML_MISSING, "1:1",
     "规划：必填"},
    {"required key empty", "基期年: 2020\n规划: \"\"\n", FYP_E_YAML_MISSING,
     "2:1", "规划：必填"},
    {"map for text", HEAD "标题: {a: 1}\n", FYP_E_YAML_KIND, "3:5",
     "标题：应是一段文字，读到的是一组字段"},
    {"list for text", HEAD "标题: [a]\n", FYP_E_YAML_KIND, "3:5",
     "标题：应是一段文字，读到的是一个列表"},
    {"text for list of maps", HEAD "指标: x\n", FYP_E_YAML_KIND, "3:5",
     "指标：应是一个列表，每项以“- ”开头，读到的是文字“x”"},
    {"map for list of maps", HEAD "指标: {序号: 1}\n", FYP_E_YAML_KIND, "3:5",
     "指标：应是一个列表"},
    {"text for an item", HEAD "指标:\n  - x\n", FYP_E_YAML_KIND, "4:5",
     "指标[1]：应是一组“字段: 值”，读到的是文字“x”"},
    {"nothing for an item", HEAD "指标:\n  -\n", FYP_E_YAML_KIND, "4:4",
     "指标[1]：应是一组“字段: 值”，读到的是空白"},
    {"text for map", ITEM "    目标: 96\n", FYP_E_YAML_KIND, "6:9",
     "指标[1].目标：应是一组“字段: 值”"},
    {"map in a list of texts", HEAD "说明: [a, {b: c}]\n", FYP_E_YAML_KIND,
     "3:9", "说明[2]：应是一段文字，读到的是一组字段"},
    {"nothing in a list of texts", HEAD "说明: [a, ~]\n", FYP_E_YAML_KIND,
     "3:9", "说明[2]：应是一段文字，读到的是空白"},
    {"text for range", ITEM "    目标: {原文: x}\n    自然范围: 0-100\n",
     FYP_E_YAML_KIND, "7:11", "应是两端，如 [0, 100]"},
    {"list for number", HEAD "上限: [1]\n", FYP_E_YAML_KIND, "3:5",
     "上限：应是一个数，或“无上限”“无下限”"},
    {"top is a list", "- a\n", FYP_E_YAML_KIND, "1:1",
     "文件开头一级：应是一组“字段: 值”，读到的是一个列表"},
    {"top is a text", "abc\n", FYP_E_YAML_KIND, "1:1", "文字“abc”"},
    {"year with a unit", "规划: a\n基期年: 2020年\n", FYP_E_YAML_INTEGER, "2:6",
     "基期年：“2020年”不是整数"},
    {"year with a point", "规划: a\n基期年: 2020.0\n", FYP_E_YAML_INTEGER,
     "2:6", "“2020.0”"},
    {"year of ten digits", "规划: a\n基期年: 1234567890\n", FYP_E_YAML_INTEGER,
     "2:6", "“1234567890”"},
    {"year too early", "规划: a\n基期年: 1989\n", FYP_E_YAML_INTEGER_RANGE,
     "2:6", "基期年：1989 超出范围，可写 1990 到 2100"},
    {"year too late", "规划: a\n基期年: 2101\n", FYP_E_YAML_INTEGER_RANGE,
     "2:6", "2101"},
    {"per cent sign", ITEM "    目标: {原文: x, 数值: 92%}\n",
     FYP_E_YAML_DECIMAL, "6:21", "指标[1].目标.数值：“92%”不是普通小数"},
    {"exponent", ITEM "    目标: {原文: x, 数值: 1e5}\n", FYP_E_YAML_DECIMAL,
     "6:21", "“1e5”"},
    {"thousands", ITEM "    目标: {原文: x, 数值: \"1,000\"}\n",
     FYP_E_YAML_DECIMAL, "6:21", "“1,000”"},
    {"full-width digits", ITEM "    目标: {原文: x, 数值: ９６}\n",
     FYP_E_YAML_DECIMAL, "6:21", "“９６”"},
    {"quoted nothing for number", HEAD "上限: \"\"\n", FYP_E_YAML_BOUND, "3:5",
     "上限：“”不是普通小数，也不是“无上限”“无下限”"},
    {"bound misspelt", HEAD "上限: 无上线\n", FYP_E_YAML_BOUND, "3:5",
     "“无上线”"},
    {"yes in English", ITEM "    目标: {原文: x, 推定: yes}\n",
     FYP_E_YAML_BOOLEAN, "6:21", "“yes”读不懂，只能写“是”或“否”"},
    {"true", ITEM "    目标: {原文: x, 推定: true}\n", FYP_E_YAML_BOOLEAN,
     "6:21", "“true”"},
    {"comparator as a sign", ITEM "    目标: {原文: x, 比较: ≥}\n",
     FYP_E_YAML_CHOICE, "6:21",
     "指标[1].目标.比较：没有“≥”这种写法；可写：>、>=、<、<=、="},
    {"full-width comparator", ITEM "    目标: {原文: x, 比较: ＞＝}\n",
     FYP_E_YAML_CHOICE, "6:21", "“＞＝”这种写法（是不是“>=”？）"},
    {"day that does not exist", HEAD "发布日期: 2022-02-30\n", FYP_E_YAML_DATE,
     "3:7", "发布日期：“2022-02-30”不是日期"},
    {"one end", ITEM "    目标: {原文: x}\n    自然范围: [0]\n",
     FYP_E_YAML_RANGE, "7:11", "指标[1].自然范围：范围要写两端，读到 1 个数"},
    {"three ends", ITEM "    目标: {原文: x}\n    自然范围: [0, 1, 2]\n",
     FYP_E_YAML_RANGE, "7:11", "读到 3 个数"},
    {"ends reversed", ITEM "    目标: {原文: x}\n    自然范围: [100, 0.5]\n",
     FYP_E_YAML_RANGE_ORDER, "7:11", "下限 100 大于上限 0.5"},
    {"end is no number", ITEM "    目标: {原文: x}\n    自然范围: [0, 100%]\n",
     FYP_E_YAML_BOUND, "7:15", "“100%”"},
    {"end is nothing", ITEM "    目标: {原文: x}\n    自然范围: [0, ~]\n",
     FYP_E_YAML_KIND, "7:15", "读到的是空白"},
    {"key is a list", HEAD "? [a]\n: b\n", FYP_E_YAML_KEY, "3:3",
     "字段名应是一个词，读到的是一个列表"},
    {"key is nothing", HEAD "\"\": b\n", FYP_E_YAML_KEY, "3:1", "空白"},
};

Test(yaml, each_fault_has_its_number_its_place_and_its_words)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct reading r;

        reading_init(&r, faults[i].text, strlen(faults[i].text));
        cr_assert_eq(
            r.problems.count, 1, "%s: %zu problems", faults[i].name,
            r.problems.count);
        cr_assert_eq(
            r.status, faults[i].status, "%s: FYP-%03d %s", faults[i].name,
            (int)r.status, r.problems.items[0].text);
        cr_assert_eq(
            r.problems.items[0].status, r.status, "%s", faults[i].name);
        cr_assert_str_eq(
            place_in(&r, 0), faults[i].place, "%s: %s", faults[i].name,
            r.problems.items[0].place);
        cr_assert_not_null(
            strstr(r.problems.items[0].text, faults[i].says), "%s: \"%s\"",
            faults[i].name, r.problems.items[0].text);
        reading_finish(&r);
    }
}

static const char *const dates[] = {
    "2022-06-14", "2022-06", "2020-02-29", "2000-02-29", "1900-12-31"};
static const char *const no_dates[] = {
    "2022",       "2022-6-1",   "2022-13",    "2022-00",     "2022-06-31",
    "2021-02-29", "1900-02-29", "2022-06-00", "1899-12-31",  "2022/06/14",
    "2022-06-1",  "20220614",   "2022年6月",  "2022-06-14x", "202a-06-14"};

Test(yaml, dates_are_those_of_the_calendar)
{
    char text[128];
    struct reading r;

    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        (void)snprintf(text, sizeof text, HEAD "发布日期: %s\n", dates[i]);
        reading_init(&r, text, strlen(text));
        cr_assert_eq(r.status, FYP_OK, "%s", dates[i]);
        cr_assert_str_eq(r.sample.published, dates[i]);
        reading_finish(&r);
    }
    for (size_t i = 0; i < sizeof no_dates / sizeof no_dates[0]; i++) {
        (void)snprintf(text, sizeof text, HEAD "发布日期: %s\n", no_dates[i]);
        reading_init(&r, text, strlen(text));
        cr_assert_eq(r.status, FYP_E_YAML_DATE, "%s", no_dates[i]);
        cr_assert_null(r.sample.published, "%s", no_dates[i]);
        reading_finish(&r);
    }
}

static const char many_faults[] = "规划: a\n"
                                  "基期年: 二〇二〇\n"
                                  "备注: x\n"
                                  "指标:\n"
                                  "  - 序号: 1\n"
                                  "    目标: {原文: x, 比较: 大于, 数值: 约5}\n"
                                  "  - x\n"
                                  "  - 序号: 3\n"
                                  "    名称: [a]\n"
                                  "    目标: {比较: \">\"}\n";

static const struct {
    enum fyp_status status;
    const char *place;
    const char *says;
} many[] = {
    {FYP_E_YAML_INTEGER, "2:6", "基期年"},
    {FYP_E_YAML_UNKNOWN_KEY, "3:1", "备注"},
    {FYP_E_YAML_CHOICE, "6:21", "指标[1].目标.比较"},
    {FYP_E_YAML_DECIMAL, "6:29", "指标[1].目标.数值"},
    {FYP_E_YAML_MISSING, "5:5", "指标[1].名称"},
    {FYP_E_YAML_KIND, "7:5", "指标[2]"},
    {FYP_E_YAML_KIND, "9:9", "指标[3].名称"},
    {FYP_E_YAML_MISSING, "10:9", "指标[3].目标.原文"},
};

Test(yaml, all_problems_of_a_file_are_reported)
{
    const size_t n = sizeof many / sizeof many[0];
    struct reading r;

    reading_init(&r, many_faults, strlen(many_faults));
    cr_assert_eq(r.problems.count, n, "%zu problems", r.problems.count);
    cr_assert_eq(r.status, many[0].status);
    for (size_t i = 0; i < n; i++) {
        const char *text = r.problems.items[i].text;

        cr_assert_eq(r.problems.items[i].status, many[i].status, "%s", text);
        cr_assert_str_eq(place_in(&r, i), many[i].place, "%s", text);
        cr_assert_not_null(strstr(text, many[i].says), "%s", text);
    }
    reading_finish(&r);
}

Test(yaml, problems_speak_english_when_asked)
{
    struct reading r;

    fyp_language_set(FYP_LANGUAGE_EN);
    reading_init(&r, HEAD "题标: x\n", strlen(HEAD "题标: x\n"));
    cr_assert_str_eq(
        r.problems.items[0].text,
        "the top of the file: there is no key \"题标\" (did you mean "
        "\"标题\"?); allowed: 规划, 标题, 基期年, 发布日期, 上限, 说明, 指标");
    reading_finish(&r);
}

Test(yaml, a_missing_file_is_a_problem_too)
{
    struct sample sample = {0};
    struct fyp_arena arena = {0};
    struct fyp_problems problems = {0};

    cr_assert_eq(
        fyp_yaml_read(
            "/nowhere/x.yaml", sample_schema, &sample, &arena, &problems),
        FYP_E_FILE_OPEN);
    cr_assert_eq(problems.count, 1);
    cr_assert_str_eq(problems.items[0].place, "/nowhere/x.yaml");
    fyp_problems_finish(&problems);
    cr_assert_eq(
        fyp_yaml_read("/nowhere/x.yaml", sample_schema, &sample, &arena, NULL),
        FYP_E_FILE_OPEN);
    fyp_arena_finish(&arena);
}

Test(yaml, a_file_beyond_four_megabytes_is_refused)
{
    const size_t length = 4 * 1024 * 1024 + 1;
    char *text = malloc(length);
    struct reading r;

    memset(text, '#', length);
    reading_init(&r, text, length);
    cr_assert_eq(r.status, FYP_E_FILE_TOO_LARGE);
    cr_assert_str_eq(r.problems.items[0].place, r.path);
    reading_finish(&r);
    free(text);
}

/* What a reading must keep whatever the bytes are. */
static void assert_sound(const struct reading *r, const char *what, size_t at)
{
    cr_assert_eq(
        r->status == FYP_OK, r->problems.count == 0, "%s at %zu", what, at);
    for (size_t i = 0; i < r->problems.count; i++) {
        const struct fyp_error *p = &r->problems.items[i];

        cr_assert(i > 0 || p->status == r->status, "%s at %zu", what, at);
        cr_assert_neq(p->text[0], '\0', "%s at %zu", what, at);
        cr_assert_eq(
            fyp_utf8_valid_prefix(p->text, strlen(p->text)), strlen(p->text),
            "%s at %zu", what, at);
        cr_assert_null(strpbrk(p->text, "\n\t\r\x1b"), "%s at %zu", what, at);
        (void)place_in(r, i);
    }
}

Test(yaml, a_sound_file_cut_anywhere_is_read_or_refused)
{
    const size_t length = strlen(sample_text);
    size_t refused = 0;

    for (size_t n = 0; n < length; n++) {
        struct reading r;

        reading_init(&r, sample_text, n);
        assert_sound(&r, "cut", n);
        refused += r.status != FYP_OK;
        reading_finish(&r);
    }
    cr_assert_gt(refused, length / 2);
}

/* A quarter of the bytes at each place, so that valgrind takes seconds. */
Test(yaml, a_sound_file_with_any_byte_replaced_is_read_or_refused)
{
    static const char bytes[] =
        "\0\t\n \"'#%&*,-:>?@[]`{|}!~\\\x80\xC0\xED\xFF";
    const size_t length = strlen(sample_text);
    char *text = malloc(length);
    size_t refused = 0;

    for (size_t at = 0; at < length; at++) {
        for (size_t i = at % 4; i < sizeof bytes - 1; i += 4) {
            struct reading r;

            memcpy(text, sample_text, length);
            text[at] = bytes[i];
            reading_init(&r, text, length);
            assert_sound(&r, "byte", at);
            refused += r.status != FYP_OK;
            reading_finish(&r);
        }
    }
    cr_assert_gt(refused, length);
    free(text);
}
