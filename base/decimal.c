/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEXT_MAX = 40,    /* characters of a figure that is read */
    SIGNIFICANT = 15, /* digits that every double keeps */
    PLACES_MAX = 400  /* beyond any exponent of a double */
};

/* A finite value as 0.d1 d2 d3 … times 10 to the power of point. */
struct digits {
    bool negative;
    char digit[SIGNIFICANT + 1]; /* characters, no trailing zeros; "": 0 */
    int count;
    int point;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool fyp_decimal_parse(const char *text, struct fyp_decimal *out)
{
    const char *at = text + (text[0] == '+' || text[0] == '-');
    int decimals = 0;
    double value;

    if (!is_digit(*at)) {
        return false;
    }
    while (is_digit(*at)) {
        at++;
    }
    if (*at == '.') {
        at++;
        while (is_digit(at[decimals])) {
            decimals++;
        }
        if (decimals == 0) {
            return false;
        }
        at += decimals;
    }
    if (*at != '\0' || at - text > TEXT_MAX) {
        return false;
    }
    value = strtod(text, NULL) + 0.0; /* no negative zero */
    *out = (struct fyp_decimal){
        .present = true, .value = value, .decimals = decimals};
    return true;
}

bool fyp_equal(double a, double b)
{
    if (isinf(a) || isinf(b)) {
        return isinf(a) && isinf(b) && signbit(a) == signbit(b);
    }
    return fabs(a - b) <= FYP_EQUALITY * fmax(fabs(a), fabs(b));
}

bool fyp_less(double a, double b)
{
    return a < b && !fyp_equal(a, b);
}

bool fyp_more(double a, double b)
{
    return a > b && !fyp_equal(a, b);
}

bool fyp_compare(double value, enum fyp_comparator comparator, double bound)
{
    switch (comparator) {
    case FYP_COMPARE_GT:
        return fyp_more(value, bound);
    case FYP_COMPARE_GE:
        return value > bound || fyp_equal(value, bound);
    case FYP_COMPARE_LT:
        return fyp_less(value, bound);
    case FYP_COMPARE_LE:
        return value < bound || fyp_equal(value, bound);
    case FYP_COMPARE_EQ:
        return fyp_equal(value, bound);
    case FYP_COMPARE_NONE:
        break;
    }
    return false;
}

const char *fyp_comparator_text(enum fyp_comparator comparator)
{
    static const char *const texts[] = {
        [FYP_COMPARE_NONE] = "", [FYP_COMPARE_GT] = ">",
        [FYP_COMPARE_GE] = ">=", [FYP_COMPARE_LT] = "<",
        [FYP_COMPARE_LE] = "<=", [FYP_COMPARE_EQ] = "="};

    return texts[comparator];
}

const char *fyp_comparator_sign(enum fyp_comparator comparator)
{
    static const char *const signs[] = {
        [FYP_COMPARE_NONE] = "", [FYP_COMPARE_GT] = "＞",
        [FYP_COMPARE_GE] = "≥",  [FYP_COMPARE_LT] = "＜",
        [FYP_COMPARE_LE] = "≤",  [FYP_COMPARE_EQ] = "＝"};

    return signs[comparator];
}

static void strip_zeros(struct digits *d)
{
    while (d->count > 0 && d->digit[d->count - 1] == '0') {
        d->count--;
    }
    d->digit[d->count] = '\0';
    if (d->count == 0) {
        d->negative = false;
        d->point = 0;
    }
}

static struct digits digits_of(double value)
{
    struct digits d = {.negative = signbit(value)};
    char text[32]; /* d.dddddddddddddde+ddd */

    (void)snprintf(text, sizeof text, "%.*e", SIGNIFICANT - 1, fabs(value));
    d.digit[0] = text[0];
    memcpy(d.digit + 1, text + 2, SIGNIFICANT - 1);
    d.count = SIGNIFICANT;
    d.point = 1 + (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    strip_zeros(&d);
    return d;
}

/* Does the part after the first kept digits round up? Ties go to even. */
static bool rounds_up(const struct digits *d, int kept)
{
    const char first = d->digit[kept];

    if (first != '5') {
        return first > '5';
    }
    if (d->count > kept + 1) {
        return true;
    }
    return kept > 0 && (d->digit[kept - 1] - '0') % 2 != 0;
}

static void carry(struct digits *d)
{
    int i = d->count - 1;

    while (i >= 0 && d->digit[i] == '9') {
        i--;
    }
    if (i >= 0) {
        d->digit[i]++;
        d->count = i + 1;
        return;
    }
    d->digit[0] = '1'; /* 999 became 1000 */
    d->count = 1;
    d->point++;
}

static void round_digits(struct digits *d, int decimals)
{
    int kept;
    bool up;

    decimals = decimals > PLACES_MAX ? PLACES_MAX : decimals;
    decimals = decimals < -PLACES_MAX ? -PLACES_MAX : decimals;
    kept = d->point + decimals;
    if (kept >= d->count) {
        return;
    }
    up = kept >= 0 && rounds_up(d, kept);
    d->count = kept < 0 ? 0 : kept;
    if (up) {
        carry(d);
    }
    strip_zeros(d);
}

static double value_of(const struct digits *d)
{
    char text[48];

    if (d->count == 0) {
        return 0.0;
    }
    (void)snprintf(
        text, sizeof text, "%s%.*se%d", d->negative ? "-" : "", d->count,
        d->digit, d->point - d->count);
    return strtod(text, NULL);
}

double fyp_round_half_even(double value, int decimals)
{
    struct digits d;
    double rounded;

    if (!isfinite(value)) {
        return value;
    }
    d = digits_of(value);
    round_digits(&d, decimals);
    rounded = value_of(&d);
    /* The largest doubles lie above the largest 15-digit number. */
    return isfinite(rounded) ? rounded : value;
}

/* The digit that stands for 10 to the power of place. */
static char digit_at(const struct digits *d, int place)
{
    const int i = d->point - 1 - place;

    if (i < 0 || i >= d->count) {
        return '0';
    }
    return d->digit[i];
}

/* Plain notation; false when it does not fit. Padding gives way first. */
static bool write_plain(
    const struct digits *d, int min_decimals, char out[FYP_DECIMAL_TEXT_SIZE])
{
    const int whole = d->point > 1 ? d->point : 1;
    const int needed = d->count > d->point ? d->count - d->point : 0;
    const int room = FYP_DECIMAL_TEXT_SIZE - 3 - whole;
    int decimals = needed > min_decimals ? needed : min_decimals;
    char *at = out;

    if (room < needed) {
        return false;
    }
    decimals = decimals > room ? room : decimals;
    if (d->negative) {
        *at++ = '-';
    }
    for (int place = whole - 1; place >= 0; place--) {
        *at++ = digit_at(d, place);
    }
    if (decimals > 0) {
        *at++ = '.';
    }
    for (int place = 1; place <= decimals; place++) {
        *at++ = digit_at(d, -place);
    }
    *at = '\0';
    return true;
}

void fyp_decimal_format(
    double value, int min_decimals, char out[FYP_DECIMAL_TEXT_SIZE])
{
    struct digits d;

    out[0] = '\0';
    if (!isfinite(value)) {
        return;
    }
    d = digits_of(value);
    if (!write_plain(&d, min_decimals, out)) {
        (void)snprintf(out, FYP_DECIMAL_TEXT_SIZE, "%.15g", value);
    }
}

void fyp_decimal_format_fixed(
    double value, int decimals, char out[FYP_DECIMAL_TEXT_SIZE])
{
    struct digits d;

    out[0] = '\0';
    if (!isfinite(value)) {
        return;
    }
    d = digits_of(value);
    round_digits(&d, decimals);
    if (!write_plain(&d, decimals, out)) {
        (void)snprintf(out, FYP_DECIMAL_TEXT_SIZE, "%.15g", value);
    }
}
