/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_REGION_CODE_H
#define FYP_DATA_CLEANING_REGION_CODE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Region codes as digits: 6 for a county and above (GB/T 2260), 9 for a town,
 * 12 for a village (GB/T 10114 and the practice of the statistical offices).
 */

enum { FYP_REGION_CODE_SIZE = 16 };

/** Begins like a code and is no word: to be read as one, or refused as one. */
bool fyp_region_code_meant(const char *folded);

/**
 * Reads a code; puts zeros to 2 and 4 digits and takes those off that only
 * say that there is no lower level.
 * @param folded  The text after fyp_text_fold.
 * @param text    The text itself, for the message.
 * @param out     Untouched on failure.
 * @retval FYP_E_REGION_CODE  With what is wrong about it.
 */
enum fyp_status fyp_region_code_read(
    const char *folded, const char *text, char out[FYP_REGION_CODE_SIZE],
    struct fyp_error *err);

/** 6, 9 or 12 digits, not beginning with 0. */
bool fyp_region_code_is_full(const char *text);

/** Digits of a full code that name something: 511100 has 4, 100000 none. */
size_t fyp_region_code_digits(const char *code);

/** Whether a region lies in the other: 511100 is above 511102, 100000 above
 *  everything; none is above itself. */
bool fyp_region_code_is_above(const char *upper, const char *lower);

/** The sum of the districts (市辖区) or counties of a municipality, such as
 *  110100: no county, although its code looks like that of a prefecture. */
bool fyp_region_code_is_aggregate(const char *code);

#endif
