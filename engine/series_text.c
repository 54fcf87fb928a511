/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/series_text.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_SIZE = 64,  /* of one number with its exponent */
    EXPONENT_MAX = 400 /* beyond any double */
};

/* "1.5e-4": the part before the exponent is decimal text, and the decimals
 * are those of the number written out. */
static bool read_exponent(const char *text, struct fyp_decimal *out)
{
    char mantissa[NUMBER_SIZE];
    const char *at = strchr(text, 'e');
    struct fyp_decimal number = {0};

    if (at == NULL || at - text >= NUMBER_SIZE) {
        return false;
    }
    memcpy(mantissa, text, (size_t)(at - text));
    mantissa[at - text] = '\0';
    if (!fyp_decimal_parse(mantissa, &number)) {
        return false;
    }
    const char *digits = at + 1 + (at[1] == '+' || at[1] == '-');
    const size_t length = strspn(digits, "0123456789");
    if (length == 0 || length > 3 || digits[length] != '\0') {
        return false;
    }
    const long power = strtol(at + 1, NULL, 10);
    const long decimals = number.decimals - power;
    number.value = strtod(text, NULL) + 0.0;
    number.decimals = decimals < 0 ? 0 : (int)decimals;
    if (!isfinite(number.value) || number.decimals > EXPONENT_MAX) {
        return false;
    }
    *out = number;
    return true;
}

/* text is folded: ASCII, lower case, no blanks. */
static bool read_number(const char *text, struct fyp_decimal *out)
{
    return fyp_decimal_parse(text, out) || read_exponent(text, out);
}

/* Behind a year: nothing, or the end of a range such as 2015-16. */
static const char *skip_range(const char *text)
{
    if (*text != '-' && *text != '/') {
        return text;
    }
    const size_t length = strspn(text + 1, "0123456789");
    return length == 2 || length == 4 ? text + 1 + length : text;
}

static bool read_point(const char *text, struct fyp_year_value *out)
{
    struct fyp_decimal value;
    int year = 0;

    if (strspn(text, "0123456789") != 4) {
        return false;
    }
    const char *colon = skip_range(text + 4);
    if (*colon != ':' || !read_number(colon + 1, &value)) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        year = 10 * year + (text[i] - '0');
    }
    if (year < FYP_SERIES_YEAR_MIN || year > FYP_SERIES_YEAR_MAX) {
        return false;
    }
    *out = (struct fyp_year_value){.year = year, .value = value.value};
    return true;
}

/* Keeps the years ascending; false where the year is there already. */
static bool insert(struct fyp_year_series *series, struct fyp_year_value point)
{
    size_t at = series->count;

    while (at > 0 && series->points[at - 1].year > point.year) {
        at--;
    }
    if (at > 0 && series->points[at - 1].year == point.year) {
        return false;
    }
    memmove(
        series->points + at + 1, series->points + at,
        (series->count - at) * sizeof *series->points);
    series->points[at] = point;
    series->count++;
    return true;
}

static enum fyp_status too_long(struct fyp_error *err)
{
    char limit[16];

    snprintf(limit, sizeof limit, "%d", (int)FYP_SERIES_POINTS_MAX);
    return fyp_fail(err, FYP_E_SERIES_LONG, limit);
}

static enum fyp_status add_piece(
    struct fyp_year_series *series, const char *piece, struct fyp_error *err)
{
    struct fyp_year_value point;

    if (!read_point(piece, &point)) {
        return fyp_fail(err, FYP_E_SERIES_POINT, piece);
    }
    if (series->count == FYP_SERIES_POINTS_MAX) {
        return too_long(err);
    }
    if (!insert(series, point)) {
        return fyp_fail(err, FYP_E_SERIES_TWICE, piece);
    }
    return FYP_OK;
}

enum fyp_status fyp_series_text_read(
    const char *text, struct fyp_year_series *out, struct fyp_error *err)
{
    static const size_t room = FYP_SERIES_TEXT_MAX + 1;
    enum fyp_status status = FYP_OK;
    char *folded;
    char *piece;

    out->count = 0;
    if (strlen(text) > FYP_SERIES_TEXT_MAX) {
        return too_long(err);
    }
    folded = malloc(room);
    if (folded == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    fyp_text_fold(text, folded, room);
    piece = folded;
    while (status == FYP_OK && piece != NULL) {
        char *comma = strchr(piece, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        status = add_piece(out, piece, err);
        piece = comma;
    }
    free(folded);
    if (status != FYP_OK) {
        out->count = 0;
    }
    return status;
}

/* The comparator at the start of *text, which moves behind it. */
static enum fyp_comparator take_comparator(const char **text)
{
    static const struct {
        const char *sign;
        enum fyp_comparator comparator;
    } signs[] = {
        {">=", FYP_COMPARE_GE}, {"≥", FYP_COMPARE_GE}, {"<=", FYP_COMPARE_LE},
        {"≤", FYP_COMPARE_LE},  {">", FYP_COMPARE_GT}, {"<", FYP_COMPARE_LT},
        {"=", FYP_COMPARE_EQ},
    };

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const size_t length = strlen(signs[i].sign);
        if (strncmp(*text, signs[i].sign, length) == 0) {
            *text += length;
            return signs[i].comparator;
        }
    }
    return FYP_COMPARE_NONE;
}

enum fyp_status fyp_target_text_read(
    const char *text, struct fyp_asked_target *out, struct fyp_error *err)
{
    struct fyp_asked_target target = {0};
    char folded[NUMBER_SIZE + 8];
    const char *at = folded;

    memset(out, 0, sizeof *out);
    fyp_text_fold(text, folded, sizeof folded);
    target.comparator = take_comparator(&at);
    if (target.comparator == FYP_COMPARE_NONE) {
        target.comparator = FYP_COMPARE_GE;
        target.inferred = true;
    }
    const size_t length = strlen(at);
    if (length > 0 && at[length - 1] == '%') {
        folded[strlen(folded) - 1] = '\0';
        target.per_cent = true;
    }
    if (strlen(text) > NUMBER_SIZE || !read_number(at, &target.value)) {
        return fyp_fail(err, FYP_E_SERIES_TARGET, text);
    }
    *out = target;
    return FYP_OK;
}

struct fyp_year_series
fyp_series_until(const struct fyp_year_series *series, int year)
{
    struct fyp_year_series cut = *series;

    while (year != 0 && cut.count > 0 &&
           cut.points[cut.count - 1].year > year) {
        cut.count--;
    }
    return cut;
}
