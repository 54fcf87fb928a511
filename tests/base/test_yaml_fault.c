/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "yaml_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(yaml_fault);

#define HEAD "规划: a\n基期年: 2020\n"
#define ITEM HEAD "指标:\n  - 序号: 1\n    名称: b\n"

/* What is no YAML, or more YAML than these files use. */
static const struct {
    const char *name;
    const char *text;
    enum fyp_status status;
    const char *place;
    const char *says;
} faults[] = {
    /* full-width colons */
    {"full-width colon", HEAD "标题：某某\n说明: x\n",
     FYP_E_YAML_COLON_FULLWIDTH, "3:3", "“标题：”用了全角冒号“：”"},
    {"full-width colon in the first line", "标题：某某\n" HEAD,
     FYP_E_YAML_COLON_FULLWIDTH, "1:3", "“标题：”"},
    {"full-width colon in the last line", HEAD "标题：某某\n",
     FYP_E_YAML_COLON_FULLWIDTH, "3:3", "“标题：”"},
    {"full-width colon and a comment below", "标题：某某\n# 注释\n\n" HEAD,
     FYP_E_YAML_COLON_FULLWIDTH, "1:3", "“标题：”"},
    {"full-width colon before a list", HEAD "指标：\n  - 序号: 1\n",
     FYP_E_YAML_COLON_FULLWIDTH, "3:3", "“指标：”"},
    {"full-width colon in an item", HEAD "指标:\n  - 序号：1\n    名称: b\n",
     FYP_E_YAML_COLON_FULLWIDTH, "4:7", "“序号：”"},
    {"full-width colons throughout an item",
     HEAD "指标:\n  - 序号：1\n    名称：b\n", FYP_E_YAML_COLON_FULLWIDTH,
     "4:5", "“序号：1 名称：b”"},
    {"full-width colon in brackets", ITEM "    目标: {原文：96}\n",
     FYP_E_YAML_COLON_FULLWIDTH, "6:10", "“原文：96”"},
    {"full-width colon for a map", ITEM "    目标: 原文：96\n",
     FYP_E_YAML_COLON_FULLWIDTH, "6:9", "“原文：96”"},
    {"nothing but a full-width colon", "规划：某某\n",
     FYP_E_YAML_COLON_FULLWIDTH, "1:1", "“规划：某某”"},
    {"both colons in one line", HEAD "标题：甲: 乙\n",
     FYP_E_YAML_COLON_FULLWIDTH, "3:1", "“标题：甲”"},
    /* colons and blanks */
    {"no blank after the colon", HEAD "标题:某某\n说明: x\n",
     FYP_E_YAML_COLON_SPACE, "3:3", "“标题:”的冒号后面没有空格"},
    {"no blank in the first line", "规划:a\n基期年: 2020\n",
     FYP_E_YAML_COLON_SPACE, "1:3", "“规划:”"},
    {"no blank in brackets", ITEM "    目标: {原文:96}\n",
     FYP_E_YAML_COLON_SPACE, "6:10", "“原文:96”"},
    {"two keys in one line", HEAD "标题: 甲: 乙\n", FYP_E_YAML_COLON, "3:6",
     "不该再有冒号"},
    {"no colon", HEAD "标题 某某\n说明: x\n", FYP_E_YAML_COLON_MISSING, "3:1",
     "“标题 某某”后面缺冒号"},
    {"second line of a text not indented", HEAD "标题: 甲\n乙\n说明: x\n",
     FYP_E_YAML_COLON_MISSING, "4:1", "“乙”"},
    /* indentation */
    {"tab", "规划: a\n\t基期年: 2020\n", FYP_E_YAML_TAB, "2:1", "Tab"},
    {"tab after blanks", HEAD "指标:\n  \t- 序号: 1\n", FYP_E_YAML_TAB, "4:3",
     "Tab"},
    {"tab in a block of text", HEAD "标题: |\n\tx\n", FYP_E_YAML_TAB, "4:1",
     "Tab"},
    {"too far right", HEAD "标题: x\n  说明: y\n", FYP_E_YAML_INDENT, "4:3",
     "缩进"},
    {"between two levels", ITEM "   目标: {原文: x}\n", FYP_E_YAML_INDENT,
     "6:4", "缩进"},
    {"item too far right", HEAD "指标:\n  - 序号: 1\n   - 序号: 2\n",
     FYP_E_YAML_INDENT, "5:4", "缩进"},
    {"first line indented", "  规划: a\n基期年: 2020\n", FYP_E_YAML_INDENT,
     "2:1", "缩进"},
    /* quotation marks and signs */
    {"quotation mark not closed", HEAD "标题: \"甲\n说明: x\n",
     FYP_E_YAML_QUOTE, "3:5", "没有结束"},
    {"single one not closed", HEAD "标题: '甲\n", FYP_E_YAML_QUOTE, "3:5",
     "没有结束"},
    {"text after the mark", HEAD "标题: \"甲\"和\"乙\"\n",
     FYP_E_YAML_AFTER_QUOTE, "3:8", "还有“和\"乙\"”"},
    {"no comma after the mark", ITEM "    目标: {原文: \"96\" 比较: \">\"}\n",
     FYP_E_YAML_AFTER_QUOTE, "6:19", "还有“比较: \">\"}”"},
    {"backslash", HEAD "标题: \"a\\q\"\n", FYP_E_YAML_ESCAPE, "3:7", "反斜杠"},
    {"per cent sign", HEAD "标题: %\n", FYP_E_YAML_NEEDS_QUOTES, "3:5",
     "以“%”开头"},
    {"comparator", HEAD "标题: >=\n", FYP_E_YAML_NEEDS_QUOTES, "3:5",
     "以“>=”开头"},
    {"comparator in brackets", ITEM "    目标: {原文: x, 比较: >=, 数值: 9}\n",
     FYP_E_YAML_NEEDS_QUOTES, "6:21", "以“>=”开头"},
    {"lone comparator", ITEM "    目标:\n      原文: x\n      比较: >\n",
     FYP_E_YAML_NEEDS_QUOTES, "8:11", "以“>”开头"},
    {"dash", HEAD "标题: -\n", FYP_E_YAML_NEEDS_QUOTES, "3:5", "以“-”开头"},
    {"question mark", HEAD "标题: ?\n", FYP_E_YAML_NEEDS_QUOTES, "3:5",
     "以“?”开头"},
    {"star and Chinese", HEAD "标题: *某\n", FYP_E_YAML_NEEDS_QUOTES, "3:5",
     "以“*某”开头"},
    {"at sign", HEAD "标题: @某\n", FYP_E_YAML_NEEDS_QUOTES, "3:5",
     "以“@某”开头"},
    /* brackets */
    {"bracket not closed", HEAD "标题: {a\n", FYP_E_YAML_BRACKET, "3:5",
     "括号"},
    {"list not closed", HEAD "说明: [a, b\n", FYP_E_YAML_BRACKET, "3:5",
     "括号"},
    {"full-width comma", ITEM "    目标: {原文: \"96\"，比较: \">\"}\n",
     FYP_E_YAML_COMMA_FULLWIDTH, "6:18", "“，”"},
    {"full-width comma after a number",
     ITEM "    目标: {原文: 96，比较: \">\"}\n", FYP_E_YAML_COMMA_FULLWIDTH,
     "6:16", "“，”"},
    {"full-width brackets", ITEM "    目标: ｛原文: 96, 比较: \">\"｝\n",
     FYP_E_YAML_COMMA_FULLWIDTH, "6:9", "“｛”"},
    {"two commas", HEAD "说明: [a, , b]\n", FYP_E_YAML_CONTENT, "3:9",
     "应有一个值"},
    {"value starts with a comma", HEAD "标题: , a\n", FYP_E_YAML_CONTENT, "3:5",
     "应有一个值"},
    /* what YAML allows and these files do not */
    {"anchor", HEAD "标题: &a 某\n", FYP_E_YAML_REFERENCE, "3:5", "“&a”"},
    {"anchor of a list", HEAD "说明: &b [x]\n", FYP_E_YAML_REFERENCE, "3:5",
     "“&b”"},
    {"alias", HEAD "标题: *a\n", FYP_E_YAML_REFERENCE, "3:5", "“*a”"},
    {"tag", HEAD "标题: !!str 某\n", FYP_E_YAML_REFERENCE, "3:5", "“!!str”"},
    {"tag of a map", ITEM "    目标: !t {原文: x}\n", FYP_E_YAML_REFERENCE,
     "6:9", "“!t”"},
    {"second document", HEAD "---\n规划: b\n", FYP_E_YAML_DOCUMENTS, "3:1",
     "---"},
    {"escaped control character", HEAD "标题: \"a\\0b\"\n", FYP_E_TEXT_CONTROL,
     "3:5", "U+0000"},
    {"what has no message of its own", "%YAML 1.1\n%YAML 1.1\n---\n" HEAD,
     FYP_E_YAML_SYNTAX, "2:1", "duplicate %YAML directive"},
    /* characters */
    {"control character", HEAD "标题: 甲\x07\n", FYP_E_TEXT_CONTROL, "3:6",
     "U+0007"},
    {"second byte order mark", HEAD "标题: 甲\uFEFF\n", FYP_E_TEXT_CONTROL,
     "3:6", "U+FEFF"},
    {"GBK", "规划: \xB2\xD0\xBC\xB2\n", FYP_E_TEXT_NOT_UTF8, "1:5", "0xB2"},
    {"UTF-16", "\xFF\xFEz\x01", FYP_E_TEXT_NOT_UTF8, "1:1", "0xFF"},
    {"overlong", "规划: \xC0\xAF\n", FYP_E_TEXT_NOT_UTF8, "1:5", "0xC0"},
    {"surrogate", "规划: \xED\xA0\x80\n", FYP_E_TEXT_NOT_UTF8, "1:5", "0xED"},
    {"cut character", "规划: \xE6\xAE", FYP_E_TEXT_NOT_UTF8, "1:5", "0xE6"},
    /* nothing */
    {"empty", "", FYP_E_YAML_EMPTY, "1:1", "没有内容"},
    {"only a byte order mark", "\xEF\xBB\xBF", FYP_E_YAML_EMPTY, "1:1",
     "没有内容"},
    {"only a comment", "# 注释\n", FYP_E_YAML_EMPTY, "1:1", "没有内容"},
};

Test(yaml_fault, each_has_its_number_its_place_and_its_words)
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
        cr_assert_str_eq(
            place_in(&r, 0), faults[i].place, "%s: %s", faults[i].name,
            r.problems.items[0].place);
        cr_assert_not_null(
            strstr(r.problems.items[0].text, faults[i].says), "%s: \"%s\"",
            faults[i].name, r.problems.items[0].text);
        reading_finish(&r);
    }
}

Test(yaml_fault, a_nul_byte_is_refused)
{
    static const char text[] = "规划: a\n标题: b\0c\n";
    struct reading r;

    reading_init(&r, text, sizeof text - 1);
    cr_assert_eq(r.status, FYP_E_TEXT_CONTROL);
    cr_assert_str_eq(place_in(&r, 0), "2:6");
    reading_finish(&r);
}

Test(yaml_fault, full_width_marks_in_texts_are_no_fault)
{
    static const char text[] =
        HEAD "标题: 甲：乙，丙｛丁｝\n说明: [一：二, \"三，四\", http://x]\n";
    struct reading r;

    reading_init(&r, text, strlen(text));
    cr_assert_eq(r.status, FYP_OK, "%s", r.problems.items[0].text);
    cr_assert_str_eq(r.sample.title, "甲：乙，丙｛丁｝");
    cr_assert_eq(r.sample.note_count, 3);
    cr_assert_str_eq(r.sample.notes[1], "三，四");
    reading_finish(&r);
}

Test(yaml_fault, an_anchor_does_not_hide_other_problems)
{
    static const char text[] =
        "规划: &a x\n基期年: 二〇\n标题: *a\n说明: !t y\n";
    static const char *const places[] = {"1:5", "3:5", "4:5", "2:6"};
    struct reading r;

    reading_init(&r, text, strlen(text));
    cr_assert_eq(r.status, FYP_E_YAML_REFERENCE);
    cr_assert_eq(r.problems.count, 4);
    for (size_t i = 0; i < 4; i++) {
        cr_assert_str_eq(place_in(&r, i), places[i]);
    }
    cr_assert_eq(r.problems.items[3].status, FYP_E_YAML_INTEGER);
    reading_finish(&r);
}

/* A text of one piece repeated between a start and an end. */
static char *repeated(const char *start, const char *piece, size_t times)
{
    const size_t n = strlen(start);
    const size_t m = strlen(piece);
    char *text = malloc(n + times * m + 1);

    memcpy(text, start, n + 1);
    for (size_t i = 0; i < times; i++) {
        memcpy(text + n + i * m, piece, m + 1);
    }
    return text;
}

static const struct {
    const char *name;
    const char *start, *piece;
    size_t times;
    enum fyp_status status;
    const char *place;
} hostile[] = {
    {"brackets", "标题: ", "[", 50000, FYP_E_YAML_DEPTH, "1:36"},
    {"braces", "标题: ", "{", 50000, FYP_E_YAML_DEPTH, "1:36"},
    {"dashes", "", "- ", 50000, FYP_E_YAML_DEPTH, "1:65"},
    {"keys in keys", "", "? ", 50000, FYP_E_YAML_DEPTH, "1:65"},
    {"a long list", "说明:\n", "- x\n", 10001, FYP_E_YAML_TOO_MANY, "10002:3"},
    {"a long map", "", "x: y\n", 10001, FYP_E_YAML_TOO_MANY, "10001:1"},
    {"a wide tree", "说明:\n", "- [1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]\n",
     10000, FYP_E_YAML_TOO_MANY, "9525:30"},
    {"an open quotation mark", "标题: \"", "a\n", 50000, FYP_E_YAML_QUOTE,
     "1:5"},
    {"only colons", "", "a: ", 50000, FYP_E_YAML_COLON, "1:5"},
};

Test(yaml_fault, hostile_files_are_refused_at_a_named_limit)
{
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        char *text =
            repeated(hostile[i].start, hostile[i].piece, hostile[i].times);
        struct reading r;

        reading_init(&r, text, strlen(text));
        cr_assert_eq(
            r.status, hostile[i].status, "%s: FYP-%03d", hostile[i].name,
            (int)r.status);
        cr_assert_str_eq(
            place_in(&r, 0), hostile[i].place, "%s: %s", hostile[i].name,
            place_in(&r, 0));
        reading_finish(&r);
        free(text);
    }
}

Test(yaml_fault, a_list_at_its_limit_is_read)
{
    char *text = repeated(HEAD "说明:\n", "- x\n", 10000);
    struct reading r;

    reading_init(&r, text, strlen(text));
    cr_assert_eq(r.status, FYP_OK);
    cr_assert_eq(r.sample.note_count, 10000);
    reading_finish(&r);
    free(text);
}
