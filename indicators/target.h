/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_TARGET_H
#define FYP_INDICATORS_TARGET_H

#include "indicators/plan.h"

/*
 * Where a target is judged: does a value meet a bound, and what was the path
 * to it. Pure functions of the plan's text; statistics come in as numbers.
 */

/** Full-value comparison or comparison after rounding (GB/T 8170-2008). */
enum fyp_comparison { FYP_COMPARE_FULL, FYP_COMPARE_ROUNDED };

/** The value that is compared: as reported, or rounded half to even to the
 *  decimals of what it is held against. */
double
fyp_value_compared(double value, int decimals, enum fyp_comparison comparison);

/**
 * Does value meet bound?
 * @param decimals  Of the target as printed; used by FYP_COMPARE_ROUNDED.
 * Source: docs/methods.md section 1.
 */
bool fyp_target_met(
    double value, enum fyp_comparator comparator, double bound, int decimals,
    enum fyp_comparison comparison);

/** +1 where higher is better, -1 where lower is; "=": the sign of T - b, +1
 *  without b (NaN) or at T = b. Source: docs/methods.md section 4. */
int fyp_target_direction(
    enum fyp_comparator comparator, double target, double baseline);

/** One corner of the expected path: a year and the value due in it. */
struct fyp_path_point {
    double year;
    double value;
};

/** The milestone in force in a year: the last one not after it; NULL before
 *  the first. From end_year on the target itself is in force, not a
 *  milestone, and NULL is returned as well. */
const struct fyp_milestone *fyp_milestone_in_force(
    const struct fyp_indicator *indicator, int year, int end_year);

/** The straight line of a path on which a year lies: from one corner to the
 *  next; both are the last corner from there on. */
struct fyp_path_segment {
    struct fyp_path_point from, to;
};

/**
 * The segment of a year; at a corner the one that begins there.
 * @param points  In ascending years, shape [n], n >= 1.
 * @retval false  year lies before the first point; *out is untouched.
 */
bool fyp_path_segment(
    const struct fyp_path_point *points, size_t n, double year,
    struct fyp_path_segment *out);

/** Value at year on a segment. */
double fyp_segment_value(const struct fyp_path_segment *segment, double year);

#endif
