/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/region_names.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_CHARACTERS = 2 };

const struct fyp_province fyp_provinces[] = {
    {"110000", "北京市"},
    {"120000", "天津市"},
    {"130000", "河北省"},
    {"140000", "山西省"},
    {"150000", "内蒙古自治区"},
    {"210000", "辽宁省"},
    {"220000", "吉林省"},
    {"230000", "黑龙江省"},
    {"310000", "上海市"},
    {"320000", "江苏省"},
    {"330000", "浙江省"},
    {"340000", "安徽省"},
    {"350000", "福建省"},
    {"360000", "江西省"},
    {"370000", "山东省"},
    {"410000", "河南省"},
    {"420000", "湖北省"},
    {"430000", "湖南省"},
    {"440000", "广东省"},
    {"450000", "广西壮族自治区"},
    {"460000", "海南省"},
    {"500000", "重庆市"},
    {"510000", "四川省"},
    {"520000", "贵州省"},
    {"530000", "云南省"},
    {"540000", "西藏自治区"},
    {"610000", "陕西省"},
    {"620000", "甘肃省"},
    {"630000", "青海省"},
    {"640000", "宁夏回族自治区"},
    {"650000", "新疆维吾尔自治区"},
    {"710000", "台湾省"},
    {"810000", "香港特别行政区"},
    {"820000", "澳门特别行政区"},
    {NULL, NULL}};

/* Words that end the names of higher levels; longer ones first. */
static const char *const upper_levels[] = {"自治区", "自治州", "地区", "省",
                                           "市",     "盟",     NULL};

/* Words that end names; longer ones first. */
static const char *const own_levels[] = {
    "特别行政区", "自治区", "自治州", "自治县", "自治旗",
    "地区",       "林区",   "新区",   "省",     "市",
    "区",         "县",     "旗",     "盟",     NULL};

static const char *const autonomous[] = {
    "自治区", "自治州", "自治县", "自治旗", NULL};

/* As they stand in names of autonomous regions. */
static const char *const peoples[] = {
    "维吾尔族", "蒙古族", "柯尔克孜", "哈萨克族", "达斡尔族", "鄂伦春",
    "鄂温克族", "塔吉克", "哈尼族",   "布依族",   "土家族",   "朝鲜族",
    "傈僳族",   "景颇族", "拉祜族",   "布朗族",   "仡佬族",   "仫佬族",
    "毛南族",   "保安族", "东乡族",   "撒拉族",   "裕固族",   "锡伯",
    "哈萨克",   "维吾尔", "纳西族",   "普米族",   "独龙族",   "壮族",
    "回族",     "藏族",   "羌族",     "彝族",     "白族",     "傣族",
    "苗族",     "侗族",   "满族",     "瑶族",     "黎族",     "畲族",
    "水族",     "佤族",   "怒族",     "土族",     "各族",     NULL};

static size_t characters(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        n += ((unsigned char)text[i] & 0xC0U) != 0x80U;
    }
    return n;
}

/** Bytes of the first word of the list that text begins with; 0: none. */
static size_t begins_with(const char *text, const char *const *words)
{
    for (size_t i = 0; words[i]; i++) {
        size_t length = strlen(words[i]);
        if (strncmp(text, words[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

/** The same at the end of the first length bytes of text. */
static size_t
ends_with(const char *text, size_t length, const char *const *words)
{
    for (size_t i = 0; words[i]; i++) {
        size_t n = strlen(words[i]);
        if (n < length && strncmp(text + length - n, words[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

size_t fyp_region_level_at(const char *text)
{
    static const char *const levels[] = {"区", "县", "市", "旗",
                                         "镇", "乡", NULL};
    return begins_with(text, levels);
}

const char *fyp_region_name_inner(const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        size_t length = begins_with(at, upper_levels);
        if (length == 0 ||
            characters(name, (size_t)(at - name)) < LEAST_CHARACTERS) {
            continue;
        }
        const char *rest = at + length;
        return characters(rest, strlen(rest)) >= LEAST_CHARACTERS ? rest : NULL;
    }
    return NULL;
}

bool fyp_region_name_short(const char *name, char *out, size_t size)
{
    size_t length = strlen(name);
    size_t level = ends_with(name, length, own_levels);
    bool peopled = ends_with(name, length, autonomous) > 0;
    length -= level;
    while (peopled) {
        size_t people = ends_with(name, length, peoples);
        peopled =
            people > 0 && characters(name, length - people) >= LEAST_CHARACTERS;
        length -= peopled ? people : 0;
    }
    if (level == 0 || length >= size ||
        characters(name, length) < LEAST_CHARACTERS) {
        return false;
    }
    (void)snprintf(out, size, "%.*s", (int)length, name);
    return true;
}
