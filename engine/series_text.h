/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_SERIES_TEXT_H
#define FYP_ENGINE_SERIES_TEXT_H

#include "base/decimal.h"

/*
 * A series and a target written on one line, for a quick question without a
 * plan and for checking:
 *
 *     --series 2020:82,2023:86 --target '>=90'
 *
 * Full-width forms (２０２０：８２，…) and blanks are read like the plain
 * ones, and "≥" "≤" like ">=" "<=". A range of years, 2015-16 or 2015/16,
 * is its first year. A number is plain decimal text or has an
 * exponent ("1e-4"); it is finite.
 */

struct fyp_year_value {
    int year;
    double value; /* finite */
};

enum {
    FYP_SERIES_POINTS_MAX = 128,
    FYP_SERIES_YEAR_MIN = 1900,
    FYP_SERIES_YEAR_MAX = 2200,
    FYP_SERIES_TEXT_MAX = 8000 /* bytes of a series that is read */
};

struct fyp_year_series {
    struct fyp_year_value points[FYP_SERIES_POINTS_MAX]; /* ascending years */
    size_t count;
};

/** A target as asked for on the command line. */
struct fyp_asked_target {
    enum fyp_comparator comparator;
    bool inferred; /* a bare number, read as >= */
    bool per_cent; /* "%" stands behind the number */
    struct fyp_decimal value;
};

/**
 * Reads "2020:82,2023:86", in any order of years.
 *
 * @param out  count 0 on failure.
 * @retval FYP_E_SERIES_POINT  A piece is not year:number; the message quotes
 *                             it. Also for an empty text.
 * @retval FYP_E_SERIES_TWICE  A year stands twice.
 * @retval FYP_E_SERIES_LONG   More than FYP_SERIES_POINTS_MAX points or
 *                             FYP_SERIES_TEXT_MAX bytes.
 */
enum fyp_status fyp_series_text_read(
    const char *text, struct fyp_year_series *out, struct fyp_error *err);

/**
 * Reads ">=90", "<=5.5%", "=100" or "90" (which is >=, inferred).
 *
 * @param out  Zeroed on failure.
 * @retval FYP_E_SERIES_TARGET  Not a comparator and a number.
 */
enum fyp_status fyp_target_text_read(
    const char *text, struct fyp_asked_target *out, struct fyp_error *err);

/** The points up to and with a year; 0 takes all. */
struct fyp_year_series
fyp_series_until(const struct fyp_year_series *series, int year);

#endif
