/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_NUMBER_H
#define FYP_DATA_CLEANING_NUMBER_H

#include "base/decimal.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A number as people write it in a cell, and what had to be put right to
 * read it. Nothing is guessed: 1,234.5 is grouped as declared, 12,34 is not a
 * number; 约95, ≥95, 90-95, 123① and words are not numbers.
 */

/** What was put right. Bits; stored with the figure, told by fyp trace. */
enum fyp_normalisation {
    FYP_NORMAL_FULL_WIDTH = 1 << 0,      /* ９６．５ － ＋ ％ */
    FYP_NORMAL_INVISIBLE = 1 << 1,       /* zero-width, no-break, thin blanks */
    FYP_NORMAL_GROUPING = 1 << 2,        /* 1,234.5 */
    FYP_NORMAL_PER_CENT = 1 << 3,        /* a per cent sign taken off */
    FYP_NORMAL_PER_MILLE = 1 << 4,       /* ‰: divided by 10 */
    FYP_NORMAL_SHARE = 1 << 5,           /* unit 小数: multiplied by 100 */
    FYP_NORMAL_TEN_THOUSAND = 1 << 6,    /* 万 in the cell */
    FYP_NORMAL_HUNDRED_MILLION = 1 << 7, /* 亿 in the cell */
    FYP_NORMAL_UNIT = 1 << 8,            /* converted to the catalogue's unit */
    FYP_NORMAL_COMPUTED = 1 << 9,        /* from numerator and denominator */
    FYP_NORMAL_BINARY_TAIL = 1 << 10,    /* 96.49999999999999 read as 96.5 */
    FYP_NORMAL_PLUS = 1 << 11,           /* a leading + */
    FYP_NORMAL_REGION_NAME = 1 << 12,    /* region by name */
    FYP_NORMAL_REGION_CODE = 1 << 13,    /* an old code, a longer code */
    FYP_NORMAL_YEAR = 1 << 14 /* 二〇二一年, ２０２１, a date */
};

/** A sign or word behind the digits that scales them. */
enum fyp_number_suffix {
    FYP_SUFFIX_NONE,
    FYP_SUFFIX_PER_CENT,
    FYP_SUFFIX_PER_MILLE,
    FYP_SUFFIX_TEN_THOUSAND,
    FYP_SUFFIX_HUNDRED_MILLION
};

struct fyp_read_number {
    struct fyp_decimal value; /* as written, before the suffix scales it */
    enum fyp_number_suffix suffix;
    unsigned normalised; /* enum fyp_normalisation */
};

/**
 * Reads the whole text of a cell.
 * @param out  Untouched on failure.
 * @return false: not a number.
 */
bool fyp_number_read(const char *text, struct fyp_read_number *out);

/**
 * A year as headers write it: 2021, 2021年, ２０２１, 二〇二一年, 2021.0,
 * 2021-01-01 of a date cell. 1949 to 2100.
 * @return 0: not a year.
 */
int fyp_year_read(const char *text);

#endif
