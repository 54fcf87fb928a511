/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_UNITS_H
#define FYP_DATA_CLEANING_UNITS_H

#include "base/decimal.h"

#include <stdbool.h>

/*
 * Units of figures. A unit is a dimension (人, 户, 人次, 元/月, % …) and a
 * power of ten: 万人 is 人 times ten to the fourth. Numbers are converted
 * inside one dimension only, on their decimal digits, so that 0.02 万人次 is
 * 200 人次 exactly. 人 is not 户, 人次 is not 人, 元/月 is not 元/年, and a
 * 百分点 (a difference of percentages) is not a %.
 *
 * A word that stands in no table is a dimension of its own (所, 家, 件 …), and
 * 十, 百, 千, 万, 亿 may stand before each.
 */

enum { FYP_UNIT_DIMENSION_SIZE = 64 };

struct fyp_unit {
    char dimension[FYP_UNIT_DIMENSION_SIZE]; /* the unit itself, folded */
    int exponent;
    bool whole; /* counts things that cannot be halved: 人, 户, 所 … */
};

/** What a text says as a unit; blank and 无 are the dimension 无. */
struct fyp_unit fyp_unit_read(const char *text);

/** Of the same dimension and the same power of ten. */
bool fyp_unit_same(const struct fyp_unit *a, const struct fyp_unit *b);

/**
 * By which power of ten a number in one unit becomes one in the other.
 * @param exponent  Untouched on failure.
 * @return false: other dimensions.
 */
bool fyp_unit_between(
    const struct fyp_unit *from, const struct fyp_unit *to, int *exponent);

/**
 * Moves the point of a number: 3.25 by 4 is 32500. The decimals that were
 * written move with it: 0.020 by 4 has -1 of them, the figure is exact to
 * tens; whoever stores it stores 0.
 */
struct fyp_decimal fyp_unit_shift(struct fyp_decimal value, int exponent);

#endif
