/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/cell_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_TEXT_MAX = 400, /* 1e308 written out, and a tail */
    SHIFT_1904 = 1462,
    LEAP_THAT_NEVER_WAS = 60,
    LAST_DAY = 2958465,
    DAY_SECONDS = 86400,
    MORE_FOR_PER_CENT = 3,
    UNIX_EPOCH = 25569 /* serial number of 1970-01-01 */
};

/* --- formats --- */

/** Behind a literal of a format code: "…", [...], \x, _x, *x, General or
 *  G/通用格式. NULL: none begins here. */
static const char *skip_literal(const char *at)
{
    static const char *const general[] = {"General", "G/"};
    for (size_t i = 0; i < sizeof general / sizeof *general; i++) {
        if (strncmp(at, general[i], strlen(general[i])) == 0) {
            return at + strlen(general[i]);
        }
    }
    char close = *at == '"' ? '"' : ']';
    switch (*at) {
    case '"':
    case '[':
        at++;
        while (*at != '\0' && *at != close) {
            at++;
        }
        return *at == '\0' ? at : at + 1;
    case '\\':
    case '_':
    case '*':
        return at[1] == '\0' ? at + 1 : at + 2;
    default:
        return NULL;
    }
}

enum fyp_cell_format fyp_format_of_code(const char *code)
{
    enum fyp_cell_format found = FYP_FORMAT_PLAIN;
    for (const char *at = code; *at != '\0' && *at != ';';) {
        const char *behind = skip_literal(at);
        if (behind) {
            at = behind;
            continue;
        }
        if (*at == '%') {
            return FYP_FORMAT_PER_CENT;
        }
        /* E+00 is an exponent, a lone e is a year */
        bool exponent =
            (*at == 'E' || *at == 'e') && (at[1] == '+' || at[1] == '-');
        if (!exponent && strchr("yYmMdDhHsSeE", *at) != NULL) {
            found = FYP_FORMAT_DATE;
        }
        at++;
    }
    return found;
}

enum fyp_cell_format fyp_format_of_id(unsigned id)
{
    static const struct {
        unsigned first, last;
        enum fyp_cell_format format;
    } rows[] = {
        {9, 10, FYP_FORMAT_PER_CENT},
        {14, 22, FYP_FORMAT_DATE},
        {27, 36, FYP_FORMAT_DATE},
        {45, 47, FYP_FORMAT_DATE},
        {50, 58, FYP_FORMAT_DATE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (id >= rows[i].first && id <= rows[i].last) {
            return rows[i].format;
        }
    }
    return FYP_FORMAT_PLAIN;
}

/* --- numbers --- */

static size_t count_digits(const char *text, bool *not_zero)
{
    size_t n = 0;
    while (text[n] >= '0' && text[n] <= '9') {
        *not_zero = *not_zero || text[n] != '0';
        n++;
    }
    return n;
}

/** Is the whole text a decimal number, and not written as zero? */
static bool is_decimal(const char *text, bool *not_zero)
{
    bool ignored = false;
    *not_zero = false;
    text += *text == '-' || *text == '+';
    size_t whole = count_digits(text, not_zero);
    text += whole;
    size_t decimals = 0;
    if (*text == '.') {
        text++;
        decimals = count_digits(text, not_zero);
        text += decimals;
    }
    if (whole + decimals == 0) {
        return false;
    }
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '-' || *text == '+';
        size_t exponent = count_digits(text, &ignored);
        if (exponent == 0) {
            return false;
        }
        text += exponent;
    }
    return *text == '\0';
}

bool fyp_cell_number(const char *text, double *out)
{
    bool not_zero = false;
    if (strlen(text) > NUMBER_TEXT_MAX || !is_decimal(text, &not_zero)) {
        return false;
    }
    double value = strtod(text, NULL);
    if (!isfinite(value) || (not_zero && fpclassify(value) == FP_ZERO)) {
        return false;
    }
    *out = value;
    return true;
}

/** Adds a digit, but no zero in front of a whole number. */
static size_t add_digit(char *out, size_t n, size_t start, char digit)
{
    if (n == start + 1 && out[start] == '0') {
        n = start;
    }
    out[n] = digit;
    return n + 1;
}

/** Moves the decimal point two places to the right. out has room for three
 *  characters more than text. */
static void times_hundred(const char *text, char *out)
{
    size_t n = 0;
    if (*text == '-') {
        out[n++] = *text++;
    }
    size_t start = n;
    for (; *text != '\0' && *text != '.'; text++) {
        n = add_digit(out, n, start, *text);
    }
    text += *text == '.';
    for (int place = 0; place < 2; place++) {
        n = add_digit(out, n, start, (char)(*text != '\0' ? *text : '0'));
        text += *text != '\0';
    }
    if (*text != '\0') {
        out[n++] = '.';
    }
    while (*text != '\0') {
        out[n++] = *text++;
    }
    out[n++] = '%';
    out[n] = '\0';
}

void fyp_cell_number_text(
    double value, bool per_cent, char out[FYP_DECIMAL_TEXT_SIZE])
{
    if (!per_cent) {
        fyp_decimal_format(value, 0, out);
        return;
    }
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(value, 0, text);
    if (strpbrk(text, "eE") != NULL ||
        strlen(text) + MORE_FOR_PER_CENT >= FYP_DECIMAL_TEXT_SIZE) {
        (void)snprintf(out, FYP_DECIMAL_TEXT_SIZE, "%.15g%%", value * 100);
        return;
    }
    times_hundred(text, out);
}

/* --- dates --- */

/** Year, month and day of days since 1970-01-01, proleptic Gregorian.
 *  Source: Richards, "Calendars", Explanatory Supplement to the Astronomical
 *  Almanac, 3rd edition, section 15.11.3. */
static void civil(long days, int *year, int *month, int *day)
{
    const long julian = days + 2440588; /* day number of 1970-01-01 */
    long f = julian + 1401 + (((4 * julian + 274277) / 146097) * 3) / 4 - 38;
    long e = 4 * f + 3;
    long h = 5 * ((e % 1461) / 4) + 2;
    *day = (int)((h % 153) / 5 + 1);
    *month = (int)((h / 153 + 2) % 12 + 1);
    *year = (int)(e / 1461 - 4716 + (12 + 2 - *month) / 12);
}

bool fyp_cell_date_text(
    double serial, bool from_1904, char out[FYP_DECIMAL_TEXT_SIZE])
{
    double shifted = from_1904 ? serial + SHIFT_1904 : serial;
    if (!(serial >= 0 && shifted >= 1 && shifted < LAST_DAY + 1)) {
        return false;
    }
    long day_number = (long)floor(shifted);
    long seconds = lround((shifted - (double)day_number) * DAY_SECONDS);
    if (seconds == DAY_SECONDS) { /* rounded up to midnight */
        seconds = 0;
        day_number++;
    }
    if ((day_number == LEAP_THAT_NEVER_WAS && !from_1904) ||
        day_number > LAST_DAY) {
        return false;
    }
    /* before the day that never was all days are one off */
    long days = day_number - UNIX_EPOCH +
                (day_number < LEAP_THAT_NEVER_WAS && !from_1904);
    int year = 0, month = 0, day = 0;
    civil(days, &year, &month, &day);
    int length = snprintf(
        out, FYP_DECIMAL_TEXT_SIZE, "%04d-%02d-%02d", year, month, day);
    if (seconds > 0) {
        (void)snprintf(
            out + length, (size_t)(FYP_DECIMAL_TEXT_SIZE - length),
            " %02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60,
            seconds % 60);
    }
    return true;
}

/* --- all of it --- */

void fyp_cell_show(
    double value, enum fyp_cell_format format, bool from_1904,
    char out[FYP_DECIMAL_TEXT_SIZE], unsigned *marks)
{
    bool date = format == FYP_FORMAT_DATE;
    bool per_cent = format == FYP_FORMAT_PER_CENT;
    *marks = FYP_CELL_NUMBER;
    *marks |= date ? FYP_CELL_DATE : 0U;
    *marks |= per_cent ? FYP_CELL_PER_CENT : 0U;
    bool good = !date || fyp_cell_date_text(value, from_1904, out);
    if (!date || !good) {
        fyp_cell_number_text(value, per_cent, out);
    }
    *marks |= good ? 0U : FYP_CELL_BROKEN;
}
