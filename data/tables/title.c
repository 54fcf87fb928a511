/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/title.h"

#include "base/text.h"
#include "data/cleaning/number.h"
#include "data/tables/heading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEXT_SIZE = 256, /* of a title that is looked at */
    YEAR_DIGITS = 4,
    LAST_MONTH = 12,
    LAST_DAY = 31
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/** Length of the longest word that text begins with; 0: none. */
static size_t begins(const char *text, const char *const *words, size_t count)
{
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        if (length > longest && strncmp(text, words[i], length) == 0) {
            longest = length;
        }
    }
    return longest;
}

/** Whether text ends, before at, with one of the words. */
static bool
ends(const char *text, const char *at, const char *const *words, size_t count)
{
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        found = found || ((size_t)(at - text) >= length &&
                          strncmp(at - length, words[i], length) == 0);
    }
    return found;
}

/** The first of the words that stands in text; NULL: none. */
static const char *
holds(const char *text, const char *const *words, size_t count)
{
    const char *found = NULL;
    for (size_t i = 0; !found && i < count; i++) {
        found = strstr(text, words[i]) ? words[i] : NULL;
    }
    return found;
}

static size_t digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

/** Bytes of a word that joins the ends of a range; 0: none. */
static size_t joint_at(const char *text)
{
    static const char *const words[] = {"—", "–",  "－", "-", "～",
                                        "~", "至", "到", "─"};
    size_t length = 0;
    size_t next;
    while ((next = begins(text + length, words, COUNT(words))) > 0) {
        length += next; /* —— */
    }
    return length;
}

/** A number in Chinese: the digits one by one (二〇二四) or up to 99 (十二).
 *  Bytes used; 0: none. */
static size_t numeral_at(const char *text, int *value)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "零", "○"};
    size_t used = 0;
    int units = 0, tens = -1;
    for (int count = 0; count < YEAR_DIGITS; count++) {
        int digit = 0;
        while (digit < (int)COUNT(digits) &&
               strncmp(text + used, digits[digit], strlen(digits[digit])) !=
                   0) {
            digit++;
        }
        if (digit < (int)COUNT(digits)) {
            used += strlen(digits[digit]);
            units = 10 * units + (digit < 10 ? digit : 0);
        } else if (tens < 0 && strncmp(text + used, "十", 3) == 0) {
            used += strlen("十");
            tens = units > 0 ? units : 1;
            units = 0;
        } else {
            break;
        }
    }
    *value = units + (tens > 0 ? 10 * tens : 0);
    return used;
}

/** Numbers before 年, 月 and 日 in digits: 二〇二四年六月 as 2024年6月. */
static void western(const char *text, char out[TEXT_SIZE])
{
    static const char *const behind[] = {"年", "月", "日"};
    size_t used = 0;
    while (*text != '\0' && used + 16 < TEXT_SIZE) {
        int value = 0;
        size_t length = numeral_at(text, &value);
        if (length > 0 && begins(text + length, behind, COUNT(behind)) > 0) {
            used += (size_t)snprintf(out + used, TEXT_SIZE - used, "%d", value);
            text += length;
        } else {
            out[used] = *text;
            used++;
            text++;
        }
    }
    out[used] = '\0';
}

/* A time that was found: a year, perhaps months, perhaps a day. */
struct moment {
    int year, month, last, day; /* 0: not said; last: of a range of months */
    bool named;                 /* 月 stands there, not 2024-1 */
    const char *rest;           /* behind it */
};

static int number(const char *text, size_t length)
{
    return length > 0 && length <= YEAR_DIGITS ? (int)strtol(text, NULL, 10)
                                               : 0;
}

/** "1-9月", "1月至9月", "9月30日" behind a year or alone. */
static bool read_months(const char *text, struct moment *out)
{
    size_t month = strlen("月");
    size_t digits = digits_at(text);
    if (digits == 0 || digits > 2) {
        return false;
    }
    int first = number(text, digits);
    text += digits;
    bool named = strncmp(text, "月", month) == 0;
    const char *from = text + (named ? month : 0);
    from += strncmp(from, "份", strlen("份")) == 0 ? strlen("份") : 0;
    size_t joint = joint_at(from);
    size_t more = joint > 0 ? digits_at(from + joint) : 0;
    bool range =
        more > 0 && more <= 2 && strncmp(from + joint + more, "月", month) == 0;
    if (!named && !range) {
        return false;
    }
    out->named = true;
    out->month = first;
    out->last = range ? number(from + joint, more) : first;
    out->rest = range ? from + joint + more + month : from;
    size_t day = range ? 0 : digits_at(out->rest);
    if (day > 0 && day <= 2) {
        out->day = number(out->rest, day);
        out->rest += day;
        out->rest += strncmp(out->rest, "日", strlen("日")) == 0 ? 3 : 0;
    }
    return true;
}

/** "1月1日至12月31日": the day that it reaches to, of a year begun on its
 *  first day. */
static void read_until(struct moment *out)
{
    struct moment until = {.year = out->year};
    size_t joint = joint_at(out->rest);
    if (joint > 0 && out->month == 1 && out->day <= 1 &&
        read_months(out->rest + joint, &until)) {
        out->last = until.last;
        out->day = until.day;
        out->rest = until.rest;
    }
}

/** "-01-15", ".6" behind a year. */
static void read_date(const char *text, struct moment *out)
{
    int *const parts[] = {&out->month, &out->day};
    const char separator = *text;
    for (size_t i = 0; i < COUNT(parts); i++) {
        size_t digits =
            separator != '\0' && strchr("-./_", separator) && *text == separator
                ? digits_at(text + 1)
                : 0;
        if (digits == 0 || digits > 2) {
            break;
        }
        *parts[i] = number(text + 1, digits);
        text += 1 + digits;
        out->rest = text;
    }
    out->last = out->month;
}

/** "〔2024〕", "(2024)15号", "2024年第3号", "2024号". */
static bool is_document(const char *text, const char *at, const char *rest)
{
    static const char *const open[] = {"〔", "[", "【", "(", "﹝"};
    static const char *const sure[] = {"〔", "[", "﹝"};
    static const char *const close[] = {"〕", "]", "】", ")", "﹞"};
    size_t closed = begins(rest, close, COUNT(close));
    bool bracket = closed > 0 && ends(text, at, open, COUNT(open));
    if (bracket && ends(text, at, sure, COUNT(sure))) {
        return true;
    }
    rest += bracket ? closed : 0;
    rest += strncmp(rest, "年", strlen("年")) == 0 ? strlen("年") : 0;
    rest += strncmp(rest, "第", strlen("第")) == 0 ? strlen("第") : 0;
    rest += digits_at(rest);
    return strncmp(rest, "号", strlen("号")) == 0;
}

/** "2000户" is no year. */
static bool is_count(const char *rest)
{
    static const char *const units[] = {"户", "元", "万", "个", "名",
                                        "套", "件", "余", "多", "人次"};
    return begins(rest, units, COUNT(units)) > 0;
}

/** Whether what follows says that the table was made then: 填报, 制 … */
static bool is_making(const char *rest)
{
    static const char *const words[] = {
        "填",   "制",   "编",   "报送", "上报", "报出", "公布", "发布",
        "公开", "印",   "出版", "更新", "打印", "导出", "盖章", "提供",
        "整理", "下发", "修订", "修改", "成文", "报)"};
    return begins(rest, words, COUNT(words)) > 0 || strcmp(rest, "报") == 0;
}

/** Whether the day is the last of the year, or nothing says that it is not:
 *  12月, 12月底, 1-12月. */
static bool is_year_end(const struct moment *moment)
{
    static const char *const parts[] = {"上旬", "中旬", "初", "前"};
    if (moment->last != LAST_MONTH ||
        begins(moment->rest, parts, COUNT(parts)) > 0) {
        return false;
    }
    return moment->month != moment->last
               ? moment->month == 1
               : moment->day == 0 || moment->day == LAST_DAY;
}

static void
keep(char out[FYP_TITLE_WORD_SIZE], const char *text, const char *end)
{
    size_t length =
        fyp_text_cut(text, (size_t)(end - text), FYP_TITLE_WORD_SIZE - 1);
    (void)snprintf(out, FYP_TITLE_WORD_SIZE, "%.*s", (int)length, text);
}

static void add_year(struct fyp_title *out, int year)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", year);
    bool known = fyp_year_read(text) == 0;
    for (size_t i = 0; i < out->year_count; i++) {
        known = known || out->years[i] == year;
    }
    if (!known && out->year_count < FYP_TITLE_YEARS_MAX) {
        out->years[out->year_count] = year;
        out->year_count++;
    }
}

/** What a time says of the figures. */
static void take(
    const char *text, const char *at, const struct moment *moment,
    struct fyp_title *out)
{
    static const char *const until[] = {"截至", "截止", "截止到", "截至到",
                                        "至",   "到",   "止"};
    bool reaches = ends(text, at, until, COUNT(until));
    bool date = moment->day > 0 && moment->month == moment->last && !reaches;
    bool making = is_making(moment->rest);
    if (!making && is_year_end(moment)) {
        if (moment->year > 0) {
            add_year(out, moment->year);
        }
    } else if (making || date) {
        keep(out->passed, at, moment->rest);
    } else {
        keep(out->part, at, moment->rest);
        out->part_year = moment->year;
    }
}

/** 年初, not 年初步统计. */
static bool begins_year(const char *rest)
{
    static const char *const start[] = {"年初", "年年初"};
    size_t length = begins(rest, start, COUNT(start));
    return length > 0 && strncmp(rest + length, "步", strlen("步")) != 0;
}

/** One year and what stands behind it. Returns where to go on. */
static const char *
read_year(const char *text, const char *at, struct fyp_title *out)
{
    struct moment moment = {.year = number(at, YEAR_DIGITS)};
    const char *rest = at + YEAR_DIGITS;
    size_t word = strncmp(rest, "年", strlen("年")) == 0 ? strlen("年") : 0;
    size_t joint = joint_at(rest + word);
    bool range = joint > 0 && digits_at(rest + word + joint) == YEAR_DIGITS;
    moment.rest = rest;
    if (range) {
        return rest + word + joint + YEAR_DIGITS;
    }
    if (is_document(text, at, rest) || is_count(rest)) {
        keep(out->passed, at, rest);
        return rest;
    }
    if (word == 0) {
        read_date(rest, &moment);
    } else if (read_months(rest + word, &moment)) {
        read_until(&moment);
    } else {
        moment.rest = rest + word;
    }
    if (begins_year(rest)) {
        keep(out->part, at, rest + strlen("年初"));
        out->part_year = moment.year;
    } else if (moment.month > 0) {
        take(text, at, &moment, out);
    } else if (is_making(moment.rest)) {
        keep(out->passed, at, moment.rest);
    } else {
        add_year(out, moment.year);
    }
    return moment.rest;
}

/** Months that name no year: "1-9月", "截至9月底". */
static const char *
read_alone(const char *text, const char *at, struct fyp_title *out)
{
    struct moment moment = {.year = 0};
    if (!read_months(at, &moment)) {
        return at + digits_at(at);
    }
    take(text, at, &moment, out);
    return moment.rest;
}

static void read_times(const char *text, struct fyp_title *out)
{
    static const char *const parts[] = {"上半年", "下半年", "季度",  "半年",
                                        "季报",   "月度",   "月报表"};
    const char *part = holds(text, parts, COUNT(parts));
    const char *at = text;
    while (*at != '\0') {
        size_t digits = digits_at(at);
        if (digits == YEAR_DIGITS) {
            at = read_year(text, at, out);
        } else if (digits > 0) {
            at = read_alone(text, at, out);
        } else {
            at++;
        }
    }
    if (part) {
        keep(out->part, part, part + strlen(part));
        out->part_year = 0;
    }
}

/** Takes words out of text where they mean something else. */
static void without(char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        for (char *at = text; (at = strstr(at, words[i])) != NULL;) {
            memmove(at, at + length, strlen(at + length) + 1);
        }
    }
}

/** Whether the words say that something was done: 完成情况, not 完成时限. */
static bool tells_results(const char *text)
{
    static const char *const sure[] = {
        "计划完成情况", "计划完成率", "计划完成进度", "计划完成程度"};
    static const char *const limits[] = {
        "计划完成", "完成时限", "完成时间", "完成期限", "确保完成", "按时完成",
        "前完成",   "需完成",   "须完成",   "要完成",   "实现目标", "落实责任"};
    static const char *const results[] = {
        "完成", "执行", "进展", "落实", "实现", "达成", "推进",
        "实施", "实绩", "结果", "监测", "评估", "评价", "自评"};
    char rest[TEXT_SIZE];
    (void)snprintf(rest, sizeof rest, "%s", text);
    without(rest, limits, COUNT(limits));
    return holds(text, sure, COUNT(sure)) ||
           holds(rest, results, COUNT(results));
}

/** Words of what is still to be done. 目标任务完成情况 tells what was done,
 *  预计完成情况 what is expected. */
static void read_promise(char *text, struct fyp_title *out)
{
    static const char *const names[] = {
        "行动计划", "五年计划", "计划生育", "计划单列", "目标人群"};
    static const char *const never[] = {"预计",       "预测",      "力争",
                                        "拟完成",     "应完成",    "待完成",
                                        "计划完成数", "计划完成量"};
    static const char *const mostly[] = {"目标",     "计划",     "任务",
                                         "预期",     "指标分解", "分解表",
                                         "指标下达", "预算"};
    without(text, names, COUNT(names));
    const char *word = holds(text, never, COUNT(never));
    if (!word && !tells_results(text)) {
        word = holds(text, mostly, COUNT(mostly));
    }
    if (word) {
        keep(out->promise, word, word + strlen(word));
    }
}

/** 累计 of the year is the year's figure. */
static void read_basis(char *text, struct fyp_title *out)
{
    static const char *const years[] = {
        "本年累计", "当年累计",   "全年累计",   "年内累计",
        "年度累计", "1-12月累计", "1—12月累计", "1至12月累计"};
    without(text, years, COUNT(years));
    out->to_date = strstr(text, "累计") != NULL;
}

void fyp_title_read(const char *text, struct fyp_title *out)
{
    static const char *const early[] = {"快报", "初步"};
    char folded[TEXT_SIZE], plain[TEXT_SIZE];
    *out = (struct fyp_title){.year_count = 0};
    fyp_text_fold(text, folded, sizeof folded);
    western(folded, plain);
    read_times(plain, out);
    if (fyp_label_kind(text) == FYP_LABEL_FOOT) {
        return; /* a remark may speak of anything */
    }
    out->preliminary = holds(plain, early, COUNT(early)) != NULL;
    read_basis(plain, out);
    read_promise(plain, out);
}
