/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_HEADING_H
#define FYP_DATA_TABLES_HEADING_H

#include "indicators/catalogue.h"

/*
 * What the texts around the figures of a table say: a cell of a header
 * ("2023年参保率（%）"), the label of a row ("其中：#城镇"), a line of units.
 * Texts are compared folded: blanks, line ends, zero-width characters and
 * full-width forms make no difference.
 */

enum { FYP_HEADING_SIZE = 256, FYP_UNIT_SIZE = 48 };

/** What a column, or one cell of its heading, is for. */
enum fyp_role {
    FYP_ROLE_BLANK,       /* nothing stands there */
    FYP_ROLE_UNKNOWN,     /* text that says nothing to us */
    FYP_ROLE_REGION,      /* 地区, 县（市、区） … */
    FYP_ROLE_REGION_CODE, /* 行政区划代码 … */
    FYP_ROLE_INDICATOR,   /* 指标名称, 项目 … */
    FYP_ROLE_YEAR,        /* 年份: the year is in the cells below */
    FYP_ROLE_UNIT,        /* 计量单位: the unit is in the cells below */
    FYP_ROLE_BASIS,
    FYP_ROLE_STATUS,
    FYP_ROLE_SOURCE,
    FYP_ROLE_NOTE,
    FYP_ROLE_IGNORED, /* 序号 */
    FYP_ROLE_VALUE,
    FYP_ROLE_NUMERATOR,
    FYP_ROLE_DENOMINATOR,
    FYP_ROLE_DATA, /* a year, an indicator, or a unit by itself */
};

struct fyp_heading {
    enum fyp_role role;
    int year;                                /* 0: none */
    const struct fyp_catalogue_entry *entry; /* NULL: none */
    char unit[FYP_UNIT_SIZE];                /* "" where none is given */
};

/** Reads one cell of a header. */
void fyp_heading_read(
    const struct fyp_catalogue *catalogue, const char *text,
    struct fyp_heading *out);

/**
 * The indicator that a label means: as it stands, or without a number before
 * it ("1.", "（一）"), a unit or an English name behind it. Not without
 * "其中：", which makes another thing of it.
 * @return NULL where the catalogue has none.
 */
const struct fyp_catalogue_entry *
fyp_label_indicator(const struct fyp_catalogue *catalogue, const char *label);

/** A label without its number, blanks around it, and an English name behind
 *  it. */
void fyp_label_clean(const char *label, char *out, size_t size);

/** Takes the unit off the end: "参保率（%）", "参保率/%" -> "参保率", "%".
 *  unit is "" where there is none. */
void fyp_unit_split(
    const char *text, char *name, size_t size, char unit[FYP_UNIT_SIZE]);

/** Whether the whole text is a unit: 万人, %, 元/人月. */
bool fyp_text_is_unit(const char *text);

/** What kind of row a label makes it. */
enum fyp_label {
    FYP_LABEL_ORDINARY,
    FYP_LABEL_TOTAL,    /* 合计, 总计 */
    FYP_LABEL_WHOLE,    /* 全省, 全市, 全县 …: total with a level */
    FYP_LABEL_SUBTOTAL, /* 小计 */
    FYP_LABEL_PART,     /* 其中：…, #… */
    FYP_LABEL_FOOT      /* 注：, 资料来源：, 填表人 …: no figures */
};

enum fyp_label fyp_label_kind(const char *label);

/** Whether a heading over indicators only sorts them (社会保障, 服务设施) and
 *  does not narrow them down, as 城镇 or 女性 would. */
bool fyp_text_is_category(const char *text);

/** Text behind the colon of a line that begins with such a word (资料来源：,
 *  单位：); NULL where it does not. */
const char *fyp_text_after(const char *text, const char *word);

/** Whether a cell may hold a figure or a mark in place of one: digits and
 *  signs only, no words. */
bool fyp_text_is_figure(const char *text);

#endif
