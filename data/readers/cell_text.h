/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_CELL_TEXT_H
#define FYP_DATA_READERS_CELL_TEXT_H

#include "base/decimal.h"
#include "data/readers/source.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The text of a number cell. A workbook keeps binary numbers and shows them
 * through a format; what a clerk saw and meant is the decimal text.
 */

/** What the number format of a cell makes of its number. */
enum fyp_cell_format { FYP_FORMAT_PLAIN, FYP_FORMAT_PER_CENT, FYP_FORMAT_DATE };

/**
 * Class of a number format by its code, such as 0.0%, yyyy"年"m"月".
 * Source: ISO/IEC 29500-1 section 18.8.31.
 * Deviation: times of day are dates too; only the first section counts.
 */
enum fyp_cell_format fyp_format_of_code(const char *code);

/** Class of a built-in format by its number, with those of zh-CN.
 *  Source: ISO/IEC 29500-1 section 18.8.30. */
enum fyp_cell_format fyp_format_of_id(unsigned id);

/**
 * Reads a number as it stands in the file: digits, a point, an exponent;
 * nothing else, no blanks, no hexadecimal, no NaN, no infinity; a number that
 * overflows or vanishes is none.
 * @param out  Untouched on failure.
 */
bool fyp_cell_number(const char *text, double *out);

/**
 * Decimal text with 15 significant digits and no exponent; as per cent with
 * the point moved two places on those digits, not in binary: 0.965 is 96.5%.
 */
void fyp_cell_number_text(
    double value, bool per_cent, char out[FYP_DECIMAL_TEXT_SIZE]);

/**
 * "2021-01-01" of a serial number, with " 13:30:00" where it has a time.
 * @param from_1904  Day 0 is 1904-01-01, not 1899-12-31.
 * @param out        Untouched on failure.
 * @return false: no such day. 60 is 1900-02-29, which never was; below 1 and
 *         above 2958465 (9999-12-31) there is none.
 */
bool fyp_cell_date_text(
    double serial, bool from_1904, char out[FYP_DECIMAL_TEXT_SIZE]);

/**
 * The text of a number in its format, and what is to be known of it.
 * @param marks  Bits of enum fyp_cell_mark: a number, and what it is shown
 *               as; broken where the format asks for a day that there is not.
 */
void fyp_cell_show(
    double value, enum fyp_cell_format format, bool from_1904,
    char out[FYP_DECIMAL_TEXT_SIZE], unsigned *marks);

#endif
