/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/heading.h"

#include "base/text.h"
#include "data/cleaning/number.h"
#include "data/tables/grid.h"

#include <stdio.h>
#include <string.h>

struct word {
    const char *text; /* folded */
    int value;
};

/* What offices write over the columns that hold no figures. */
static const struct word roles[] = {
    {"地区", FYP_ROLE_REGION},
    {"地区名称", FYP_ROLE_REGION},
    {"地区名", FYP_ROLE_REGION},
    {"地市", FYP_ROLE_REGION},
    {"市州", FYP_ROLE_REGION},
    {"市(州)", FYP_ROLE_REGION},
    {"省份", FYP_ROLE_REGION},
    {"省市", FYP_ROLE_REGION},
    {"城市", FYP_ROLE_REGION},
    {"区县", FYP_ROLE_REGION},
    {"县区", FYP_ROLE_REGION},
    {"县(区)", FYP_ROLE_REGION},
    {"区(县)", FYP_ROLE_REGION},
    {"市县", FYP_ROLE_REGION},
    {"县市区", FYP_ROLE_REGION},
    {"县(市、区)", FYP_ROLE_REGION},
    {"县(市区)", FYP_ROLE_REGION},
    {"市(县、区)", FYP_ROLE_REGION},
    {"市、县(区)", FYP_ROLE_REGION},
    {"区(市、县)", FYP_ROLE_REGION},
    {"行政区", FYP_ROLE_REGION},
    {"行政区划", FYP_ROLE_REGION},
    {"行政区域", FYP_ROLE_REGION},
    {"区划名称", FYP_ROLE_REGION},
    {"乡镇", FYP_ROLE_REGION},
    {"乡镇(街道)", FYP_ROLE_REGION},
    {"region", FYP_ROLE_REGION},
    {"region_name", FYP_ROLE_REGION},
    {"地区代码", FYP_ROLE_REGION_CODE},
    {"行政区划代码", FYP_ROLE_REGION_CODE},
    {"区划代码", FYP_ROLE_REGION_CODE},
    {"行政区代码", FYP_ROLE_REGION_CODE},
    {"区划编码", FYP_ROLE_REGION_CODE},
    {"regioncode", FYP_ROLE_REGION_CODE},
    {"region_code", FYP_ROLE_REGION_CODE},
    {"指标", FYP_ROLE_INDICATOR},
    {"指标名称", FYP_ROLE_INDICATOR},
    {"项目", FYP_ROLE_INDICATOR},
    {"指标项目", FYP_ROLE_INDICATOR},
    {"统计指标", FYP_ROLE_INDICATOR},
    {"主要指标", FYP_ROLE_INDICATOR},
    {"item", FYP_ROLE_INDICATOR},
    {"indicator", FYP_ROLE_INDICATOR},
    {"年份", FYP_ROLE_YEAR},
    {"年度", FYP_ROLE_YEAR},
    {"year", FYP_ROLE_YEAR},
    {"单位", FYP_ROLE_UNIT},
    {"计量单位", FYP_ROLE_UNIT},
    {"unit", FYP_ROLE_UNIT},
    {"口径", FYP_ROLE_BASIS},
    {"basis", FYP_ROLE_BASIS},
    {"状态", FYP_ROLE_STATUS},
    {"status", FYP_ROLE_STATUS},
    {"来源", FYP_ROLE_SOURCE},
    {"数据来源", FYP_ROLE_SOURCE},
    {"资料来源", FYP_ROLE_SOURCE},
    {"source", FYP_ROLE_SOURCE},
    {"备注", FYP_ROLE_NOTE},
    {"说明", FYP_ROLE_NOTE},
    {"note", FYP_ROLE_NOTE},
    {"序号", FYP_ROLE_IGNORED},
    {"编号", FYP_ROLE_IGNORED},
    {"no", FYP_ROLE_IGNORED},
    {"no.", FYP_ROLE_IGNORED},
    {"数值", FYP_ROLE_VALUE},
    {"数量", FYP_ROLE_VALUE},
    {"比例", FYP_ROLE_VALUE},
    {"比率", FYP_ROLE_VALUE},
    {"value", FYP_ROLE_VALUE},
    {"实际", FYP_ROLE_VALUE},
    {"实际数", FYP_ROLE_VALUE},
    {"实际值", FYP_ROLE_VALUE},
    {"实际完成", FYP_ROLE_VALUE},
    {"实际完成数", FYP_ROLE_VALUE},
    {"实际完成值", FYP_ROLE_VALUE},
    {"实际完成情况", FYP_ROLE_VALUE},
    {"完成数", FYP_ROLE_VALUE},
    {"完成值", FYP_ROLE_VALUE},
    {"完成情况", FYP_ROLE_VALUE},
    {"统计数", FYP_ROLE_VALUE},
    {"指标值", FYP_ROLE_VALUE},
    {"分子", FYP_ROLE_NUMERATOR},
    {"numerator", FYP_ROLE_NUMERATOR},
    {"分母", FYP_ROLE_DENOMINATOR},
    {"denominator", FYP_ROLE_DENOMINATOR}};

static const struct word labels[] = {
    {"合计", FYP_LABEL_TOTAL},    {"总计", FYP_LABEL_TOTAL},
    {"总数", FYP_LABEL_TOTAL},    {"合计数", FYP_LABEL_TOTAL},
    {"共计", FYP_LABEL_TOTAL},    {"total", FYP_LABEL_TOTAL},
    {"全省", FYP_LABEL_WHOLE},    {"全自治区", FYP_LABEL_WHOLE},
    {"全市", FYP_LABEL_WHOLE},    {"全州", FYP_LABEL_WHOLE},
    {"全盟", FYP_LABEL_WHOLE},    {"全县", FYP_LABEL_WHOLE},
    {"全区", FYP_LABEL_WHOLE},    {"全旗", FYP_LABEL_WHOLE},
    {"小计", FYP_LABEL_SUBTOTAL}, {"subtotal", FYP_LABEL_SUBTOTAL}};

/* Words that open a line below (or above) the figures. */
static const char *const feet[] = {
    "注",    "备注", "附注", "说明",   "资料来源", "数据来源", "来源", "填表",
    "制表",  "审核", "复核", "负责人", "单位负责", "统计负责", "联系", "电话",
    "填报",  "报出", "报送", "上报",   "日期",     "盖章",     "公章", "(盖章",
    "(公章", "经办", "主管", "分管",   "source",   "note"};

static int
word_value(const char *folded, const struct word *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(folded, words[i].text) == 0) {
            return words[i].value;
        }
    }
    return 0;
}

#define VALUE_IN(table, folded)                                                \
    word_value((folded), (table), sizeof(table) / sizeof *(table))

/** A unit in brackets vanishes when a name is folded. */
bool fyp_text_is_unit(const char *text)
{
    char name[FYP_UNIT_SIZE + 8], folded[FYP_UNIT_SIZE + 8];
    if (strlen(text) >= FYP_UNIT_SIZE || fyp_cell_is_blank(text) ||
        strpbrk(text, "()") || strstr(text, "（") || strstr(text, "）")) {
        return false;
    }
    (void)snprintf(name, sizeof name, "x(%s)", text);
    fyp_text_fold(name, folded, sizeof folded);
    return strcmp(folded, "x") == 0;
}

static bool starts(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/** Bytes of the bracket, half or full width, that text begins with. */
static size_t bracket_at(const char *text, char half, const char *full)
{
    if (text[0] == half) {
        return 1;
    }
    return starts(text, full) ? strlen(full) : 0;
}

/** The last bracket or slash that is followed by a unit to the end. */
static bool unit_from(const char *at, char unit[FYP_UNIT_SIZE])
{
    char text[FYP_HEADING_SIZE];
    bool bracket = bracket_at(at, '(', "（") > 0;
    size_t open = bracket ? bracket_at(at, '(', "（") : 1;
    if (!bracket && at[0] != '/') {
        open = starts(at, "／") ? strlen("／") : 0;
    }
    if (open == 0) {
        return false;
    }
    fyp_cell_copy(text, sizeof text, at + open);
    fyp_text_trim(text);
    size_t length = strlen(text);
    if (bracket) {
        size_t close = length > 0 && text[length - 1] == ')' ? 1 : 0;
        if (length >= strlen("）") &&
            strcmp(text + length - strlen("）"), "）") == 0) {
            close = strlen("）");
        }
        if (close == 0) {
            return false;
        }
        text[length - close] = '\0';
    }
    const char *named = fyp_text_after(text, "单位");
    const char *content = named ? named : text;
    if (!fyp_text_is_unit(content)) {
        return false;
    }
    fyp_cell_copy(unit, FYP_UNIT_SIZE, content);
    return true;
}

void fyp_unit_split(
    const char *text, char *name, size_t size, char unit[FYP_UNIT_SIZE])
{
    fyp_cell_copy(name, size, text);
    unit[0] = '\0';
    if (fyp_text_is_unit(text)) {
        return;
    }
    for (size_t at = 1; at < strlen(name); at++) {
        if (unit_from(name + at, unit)) {
            name[at] = '\0';
            fyp_text_trim(name);
            return;
        }
    }
}

/** Bytes of a number before a name: "1.", "1、", "（一）", "(2)", "①". */
static size_t number_before(const char *text)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五",
                                           "六", "七", "八", "九", "十"};
    static const char *const ends[] = {"、", "．", ".", "）", ")"};
    size_t at = bracket_at(text, '(', "（");
    size_t start = at;
    bool more = true;
    if (starts(text, "\xE2\x91")) { /* U+2460 to U+247F: circled numbers */
        return 3;
    }
    while (more) {
        size_t digits = strspn(text + at, "0123456789");
        for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
            digits += digits == 0 && starts(text + at, numerals[i])
                          ? strlen(numerals[i])
                          : 0;
        }
        at += digits;
        more = digits > 0;
    }
    for (size_t i = 0; at > start && i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        char next =
            (char)(starts(text + at, ends[i]) ? text[at + length] : '0');
        if (next != '\0' && (next < '0' || next > '9')) {
            return at + length;
        }
    }
    return 0;
}

/** An English name behind a Chinese one: 指标名称 Item. */
static void cut_english(char *text)
{
    bool chinese = false;
    size_t cut = 0;
    for (size_t at = 0; text[at] != '\0'; at++) {
        bool wide = ((unsigned char)text[at] & 0x80U) != 0;
        bool letter = (text[at] >= 'A' && text[at] <= 'Z') ||
                      (text[at] >= 'a' && text[at] <= 'z');
        chinese = chinese || wide;
        if (wide) {
            cut = 0;
        } else if (
            chinese && letter && cut == 0 && strchr(" \t\r\n", text[at - 1])) {
            cut = at;
        }
    }
    if (cut > 0) {
        text[cut] = '\0';
    }
}

void fyp_label_clean(const char *label, char *out, size_t size)
{
    char text[FYP_HEADING_SIZE];
    fyp_cell_copy(text, sizeof text, label);
    fyp_text_trim(text);
    size_t skip = number_before(text);
    cut_english(text);
    fyp_cell_copy(out, size, text + skip);
    fyp_text_trim(out);
}

const struct fyp_catalogue_entry *
fyp_label_indicator(const struct fyp_catalogue *catalogue, const char *label)
{
    char clean[FYP_HEADING_SIZE], name[FYP_HEADING_SIZE];
    char unit[FYP_UNIT_SIZE];
    const struct fyp_catalogue_entry *entry =
        fyp_catalogue_find(catalogue, label);
    if (!entry) {
        fyp_label_clean(label, clean, sizeof clean);
        entry = fyp_catalogue_find(catalogue, clean);
        if (!entry) {
            fyp_unit_split(clean, name, sizeof name, unit);
            entry = fyp_catalogue_find(catalogue, name);
        }
    }
    return entry;
}

/** "2023年参保率": the year, and what follows it; NULL: no year before it. */
static const char *year_before(const char *text, int *year)
{
    static const char *const ends[] = {"年末", "年底", "年度", "年"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = strstr(text, ends[i]);
        size_t length = end ? (size_t)(end - text) + strlen(ends[i]) : 0;
        char front[FYP_UNIT_SIZE];
        if (length == 0 || length >= sizeof front || text[length] == '\0') {
            continue;
        }
        (void)snprintf(front, sizeof front, "%.*s", (int)length, text);
        *year = fyp_year_read(front);
        if (*year > 0) {
            return text + length;
        }
    }
    return NULL;
}

/** Everything but a year before other words. */
static void read_plain(
    const struct fyp_catalogue *catalogue, const char *text,
    struct fyp_heading *out)
{
    char clean[FYP_HEADING_SIZE], name[FYP_HEADING_SIZE];
    char folded[FYP_HEADING_SIZE];
    fyp_label_clean(text, clean, sizeof clean);
    fyp_unit_split(clean, name, sizeof name, out->unit);
    fyp_text_fold(name, folded, sizeof folded);
    int role = VALUE_IN(roles, folded);
    if (role != 0) {
        out->role = (enum fyp_role)role;
        return;
    }
    out->year = fyp_year_read(name);
    out->entry = out->year > 0 ? NULL : fyp_label_indicator(catalogue, text);
    out->role = out->year > 0 || out->entry ? FYP_ROLE_DATA : FYP_ROLE_UNKNOWN;
    if (out->role == FYP_ROLE_UNKNOWN && fyp_text_is_unit(clean)) {
        fyp_cell_copy(out->unit, sizeof out->unit, clean);
        out->role = FYP_ROLE_DATA;
    }
}

void fyp_heading_read(
    const struct fyp_catalogue *catalogue, const char *text,
    struct fyp_heading *out)
{
    *out = (struct fyp_heading){.role = FYP_ROLE_BLANK};
    if (fyp_cell_is_blank(text)) {
        return;
    }
    read_plain(catalogue, text, out);
    int year = 0;
    const char *rest =
        out->role == FYP_ROLE_UNKNOWN ? year_before(text, &year) : NULL;
    if (rest) {
        struct fyp_heading behind = {.role = FYP_ROLE_BLANK};
        read_plain(catalogue, rest, &behind);
        if (behind.year == 0 && behind.role >= FYP_ROLE_VALUE) {
            *out = behind;
            out->year = year;
        }
    }
}

bool fyp_text_is_category(const char *text)
{
    static const struct word categories[] = {
        {"社会保障", 1},
        {"基本公共服务", 1},
        {"公共服务", 1},
        {"社会保险", 1},
        {"生活保障", 1},
        {"基本保障", 1},
        {"民生保障", 1},
        {"兜底保障", 1},
        {"康复", 1},
        {"康复服务", 1},
        {"教育", 1},
        {"教育服务", 1},
        {"就业", 1},
        {"就业创业", 1},
        {"就业增收", 1},
        {"收入和就业", 1},
        {"收入与就业", 1},
        {"增收就业", 1},
        {"无障碍", 1},
        {"无障碍环境", 1},
        {"无障碍改造", 1},
        {"服务设施", 1},
        {"基础设施", 1},
        {"组织建设", 1},
        {"基层组织", 1},
        {"文化体育", 1},
        {"文体", 1},
        {"托养", 1},
        {"托养服务", 1},
        {"照护服务", 1},
        {"权益保障", 1},
        {"扶贫", 1},
        {"脱贫攻坚", 1},
        {"服务保障", 1},
        {"主要指标", 1},
        {"指标", 1},
        {"社会保障和基本公共服务", 1},
        {"社会保障与基本公共服务", 1}};
    char clean[FYP_HEADING_SIZE], folded[FYP_HEADING_SIZE];
    fyp_label_clean(text, clean, sizeof clean);
    fyp_text_fold(clean, folded, sizeof folded);
    return VALUE_IN(categories, folded) != 0;
}

const char *fyp_text_after(const char *text, const char *word)
{
    if (!starts(text, word)) {
        return NULL;
    }
    const char *rest = text + strlen(word);
    if (rest[0] == ':') {
        return rest + 1;
    }
    return starts(rest, "：") ? rest + strlen("：") : NULL;
}

/** A word of feet[] with a colon somewhere behind it, with a number ("注1"),
 *  or with 人, 电话 or the like as a whole cell. */
static bool is_foot(const char *folded)
{
    static const char *const whole[] = {
        "填表人",     "审核人",     "制表人",   "复核人",   "负责人",
        "单位负责人", "统计负责人", "联系人",   "联系电话", "电话",
        "填报人",     "填报单位",   "填报日期", "填表日期", "报出日期",
        "日期",       "经办人",     "(盖章)",   "(公章)",   "注"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        if (strcmp(folded, whole[i]) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof feet / sizeof *feet; i++) {
        const char *rest = folded + strlen(feet[i]);
        if (starts(folded, feet[i]) &&
            (strchr(rest, ':') || (*rest >= '0' && *rest <= '9'))) {
            return true;
        }
    }
    return false;
}

enum fyp_label fyp_label_kind(const char *label)
{
    char folded[FYP_HEADING_SIZE];
    fyp_text_fold(label, folded, sizeof folded);
    if (folded[0] == '#' || starts(folded, "其中")) {
        return FYP_LABEL_PART;
    }
    int kind = VALUE_IN(labels, folded);
    if (kind != 0) {
        return (enum fyp_label)kind;
    }
    return is_foot(folded) ? FYP_LABEL_FOOT : FYP_LABEL_ORDINARY;
}

/** Bytes of a sign that may stand in a figure; 0: none. */
static size_t sign_at(const char *text)
{
    static const char *const signs[] = {"‰", "万", "亿", "千",  "约",
                                        "≥", "≤",  "×",  "—",   "–",
                                        "…", "±",  "～", "左右"};
    if (strchr("0123456789.+-,%/()~<>=*\\eE'", text[0])) {
        return 1;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (starts(text, signs[i])) {
            return strlen(signs[i]);
        }
    }
    return 0;
}

bool fyp_text_is_figure(const char *text)
{
    static const struct word marks[] = {
        {"无", 1},   {"暂无", 1}, {"未统计", 1}, {"n/a", 1},  {"缺", 1},
        {"null", 1}, {"#n/a", 1}, {"无数据", 1}, {"不详", 1}, {"未报", 1}};
    char folded[FYP_HEADING_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    if (VALUE_IN(marks, folded) != 0) {
        return true;
    }
    const char *at = folded;
    bool digits = false;
    while (*at != '\0' && sign_at(at) > 0) {
        digits = digits || (*at >= '0' && *at <= '9');
        at += sign_at(at);
    }
    return *at == '\0' && folded[0] != '\0' &&
           (digits || !fyp_text_is_unit(folded));
}
