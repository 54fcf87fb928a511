/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_DECIMAL_H
#define FYP_BASE_DECIMAL_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Figures are decimal text before they are binary numbers. A decimal keeps
 * the double nearest to its text and the number of decimals it was written
 * with; comparisons forgive what binary arithmetic did to it.
 *
 * Source: docs/methods.md section 1 (GB/T 8170-2008 section 4).
 */

struct fyp_decimal {
    bool present;
    double value;
    int decimals; /* digits after the point as written: "96.50" has 2 */
};

/** Comparators are data. FYP_COMPARE_NONE: none was printed. */
enum fyp_comparator {
    FYP_COMPARE_NONE,
    FYP_COMPARE_GT,
    FYP_COMPARE_GE,
    FYP_COMPARE_LT,
    FYP_COMPARE_LE,
    FYP_COMPARE_EQ
};

/** Two numbers closer than this share of the larger one are equal. */
#define FYP_EQUALITY 1e-9

/**
 * Reads an optional sign, digits and at most one point, ASCII, nothing else:
 * no exponent, no grouping, no per cent sign, no blanks. "5." and ".5" are
 * refused. At most 40 characters; the result is finite.
 *
 * @param out  Untouched on failure.
 * @return true when the whole text is such a number.
 */
bool fyp_decimal_parse(const char *text, struct fyp_decimal *out);

/** Equal within FYP_EQUALITY of the larger absolute value. */
bool fyp_equal(double a, double b);

/** a is smaller (larger) than b and not equal to it. NaN: false. */
bool fyp_less(double a, double b);
bool fyp_more(double a, double b);

/** value comparator bound, e.g. 96 > 95. FYP_COMPARE_NONE: false. */
bool fyp_compare(double value, enum fyp_comparator comparator, double bound);

/** ">" ">=" "<" "<=" "=" or "" */
const char *fyp_comparator_text(enum fyp_comparator comparator);

/** "＞" "≥" "＜" "≤" "＝" or "", for reports. */
const char *fyp_comparator_sign(enum fyp_comparator comparator);

/**
 * Rounds half to even to a number of decimals (may be negative: -2 rounds
 * to hundreds), on the 15 significant decimal digits of value, so that
 * 96.45 with one decimal is 96.4 although its double lies above. Never -0;
 * NaN and infinities come back as they are.
 * Source: GB/T 8170-2008 section 3 (修约规则).
 */
double fyp_round_half_even(double value, int decimals);

enum { FYP_DECIMAL_TEXT_SIZE = 64 };

/**
 * Shortest plain decimal text (never an exponent) that reads back as value
 * to 15 significant digits, with at least min_decimals digits after the
 * point. "-0" is written "0". NaN and infinities give "". A magnitude that
 * does not fit into out (1e300) is the one case with an exponent.
 */
void fyp_decimal_format(
    double value, int min_decimals, char out[FYP_DECIMAL_TEXT_SIZE]);

/** Fixed number of decimals, half to even; for display only. */
void fyp_decimal_format_fixed(
    double value, int decimals, char out[FYP_DECIMAL_TEXT_SIZE]);

#endif
