/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/units.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Folded texts that are not magnitude and dimension, or are another way of
 * writing one. */
static const struct named {
    const char *text, *dimension;
    int exponent;
} named[] = {
    {"", "无", 0},
    {"无", "无", 0},
    {"%", "%", 0},
    {"百分比", "%", 0},
    {"百分数", "%", 0},
    {"‰", "%", -1},
    {"千分比", "%", -1},
    {"小数", "%", 2},
    {"百分点", "百分点", 0}, /* a difference, no level */
    {"个百分点", "百分点", 0},
    {"千分点", "百分点", -1},
    {"名", "人", 0},
    {"公里", "米", 3},
    {"公顷", "平方米", 4},
    {"元/人·月", "元/人月", 0},
    {"元/人/月", "元/人月", 0},
    {"元/月·人", "元/人月", 0},
    {"元/月/人", "元/人月", 0},
    {"元/(人·月)", "元/人月", 0},
    {"元/人·年", "元/人年", 0},
    {"元/人/年", "元/人年", 0},
    {"元/年·人", "元/人年", 0},
    {"元/年/人", "元/人年", 0},
    {"元/(人·年)", "元/人年", 0},
    {"元/户·年", "元/户年", 0},
    {"元/户/年", "元/户年", 0},
    {"元/年·户", "元/户年", 0},
    {"元/年/户", "元/户年", 0},
    {"元/(户·年)", "元/户年", 0},
};

/* Longer ones first; a dimension must follow. */
static const struct {
    const char *text;
    int exponent;
} magnitudes[] = {{"百万", 6},  {"千万", 7}, {"十万", 5}, {"十亿", 9},
                  {"百亿", 10}, {"十", 1},   {"百", 2},   {"千", 3},
                  {"万", 4},    {"亿", 8}};

static const char *const whole[] = {"人", "人次", "户", "户次",
                                    "个", "所",   "家"};

static const struct named *find_named(const char *text)
{
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (strcmp(named[i].text, text) == 0) {
            return &named[i];
        }
    }
    return NULL;
}

/** Bytes of the magnitude that text begins with; 0: none. */
static size_t magnitude_at(const char *text, int *exponent)
{
    for (size_t i = 0; i < sizeof magnitudes / sizeof *magnitudes; i++) {
        size_t length = strlen(magnitudes[i].text);
        if (strncmp(text, magnitudes[i].text, length) == 0 &&
            text[length] != '\0') {
            *exponent = magnitudes[i].exponent;
            return length;
        }
    }
    return 0;
}

/** (万人) says 万人. */
static const char *without_brackets(char *folded)
{
    size_t length = strlen(folded);
    if (length > 2 && folded[0] == '(' && folded[length - 1] == ')') {
        folded[length - 1] = '\0';
        return folded + 1;
    }
    return folded;
}

static bool is_whole(const char *dimension)
{
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        if (strcmp(whole[i], dimension) == 0) {
            return true;
        }
    }
    return false;
}

struct fyp_unit fyp_unit_read(const char *text)
{
    char folded[FYP_UNIT_DIMENSION_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    const char *rest = without_brackets(folded);
    struct fyp_unit unit = {.exponent = 0};
    const struct named *known = find_named(rest);
    if (!known) {
        rest += magnitude_at(rest, &unit.exponent);
        known = find_named(rest);
    }
    unit.exponent += known ? known->exponent : 0;
    (void)snprintf(
        unit.dimension, sizeof unit.dimension, "%s",
        known ? known->dimension : rest);
    unit.whole = is_whole(unit.dimension);
    return unit;
}

bool fyp_unit_same(const struct fyp_unit *a, const struct fyp_unit *b)
{
    return a->exponent == b->exponent &&
           strcmp(a->dimension, b->dimension) == 0;
}

bool fyp_unit_between(
    const struct fyp_unit *from, const struct fyp_unit *to, int *exponent)
{
    if (strcmp(from->dimension, to->dimension) != 0) {
        return false;
    }
    *exponent = from->exponent - to->exponent;
    return true;
}

struct fyp_decimal fyp_unit_shift(struct fyp_decimal value, int exponent)
{
    if (exponent == 0 || !value.present) {
        return value;
    }
    char digits[FYP_DECIMAL_TEXT_SIZE], text[FYP_DECIMAL_TEXT_SIZE + 16];
    fyp_decimal_format(value.value, 0, digits);
    (void)snprintf(text, sizeof text, "%se%d", digits, exponent);
    value.value = strtod(text, NULL) + 0.0;
    value.decimals -= exponent;
    return value;
}
