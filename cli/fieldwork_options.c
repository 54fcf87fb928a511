/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fieldwork_options.h"

#include "base/message.h"
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

enum { SCALE_MAX = 100 };
#define INVITED_MAX 1000000000U

struct fyp_fieldwork_options fyp_fieldwork_defaults(void)
{
    return (struct fyp_fieldwork_options){
        .confidence = 0.95, .margin = 0.05, .share = 0.5, .scale = {1, 5}};
}

/* A plain decimal from low to high, both included. */
static enum fyp_status read_between(
    const char *option, const char *text, const double range[2], double *out,
    struct fyp_error *err)
{
    struct fyp_decimal number;
    char low[FYP_DECIMAL_TEXT_SIZE], high[FYP_DECIMAL_TEXT_SIZE];
    char allowed[2 * FYP_DECIMAL_TEXT_SIZE + 8];

    if (fyp_decimal_parse(text, &number) && number.value >= range[0] &&
        number.value <= range[1]) {
        *out = number.value;
        return FYP_OK;
    }
    fyp_decimal_format(range[0], 0, low);
    fyp_decimal_format(range[1], 0, high);
    snprintf(allowed, sizeof allowed, "%s .. %s", low, high);
    return fyp_fail(err, FYP_E_USAGE_VALUE, option, text, allowed);
}

enum fyp_status fyp_fieldwork_confidence(
    const char *text, struct fyp_options *out, struct fyp_error *err)
{
    static const double range[2] = {0.5, 0.9999};
    return read_between(
        "--confidence", text, range, &out->fieldwork.confidence, err);
}

enum fyp_status fyp_fieldwork_margin(
    const char *text, struct fyp_options *out, struct fyp_error *err)
{
    static const double range[2] = {0.001, 0.5};
    return read_between("--margin", text, range, &out->fieldwork.margin, err);
}

enum fyp_status fyp_fieldwork_share(
    const char *text, struct fyp_options *out, struct fyp_error *err)
{
    static const double range[2] = {0.001, 0.999};
    return read_between("--share", text, range, &out->fieldwork.share, err);
}

/* Digits up to max; length tells how many were read, 0 for none. */
static uint64_t read_digits(const char *text, uint64_t max, size_t *length)
{
    uint64_t value = 0;
    size_t n = 0;

    while (text[n] >= '0' && text[n] <= '9') {
        const uint64_t digit = (uint64_t)(text[n] - '0');
        if (value > (max - digit) / 10) {
            *length = 0;
            return 0;
        }
        value = 10 * value + digit;
        n++;
    }
    *length = n;
    return value;
}

enum fyp_status fyp_fieldwork_seed(
    const char *text, struct fyp_options *out, struct fyp_error *err)
{
    size_t length;
    const uint64_t seed = read_digits(text, UINT64_MAX, &length);

    if (length == 0 || text[length] != '\0') {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--seed", text,
            "0 .. 18446744073709551615");
    }
    out->fieldwork.seed = seed;
    out->fieldwork.has_seed = true;
    return FYP_OK;
}

/* "1-5", "0-10" */
enum fyp_status fyp_fieldwork_scale(
    const char *text, struct fyp_options *out, struct fyp_error *err)
{
    size_t first, second = 0;
    const uint64_t low = read_digits(text, SCALE_MAX, &first);
    uint64_t high = 0;

    if (first > 0 && text[first] == '-') {
        high = read_digits(text + first + 1, SCALE_MAX, &second);
    }
    if (second == 0 || text[first + 1 + second] != '\0' || low >= high) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--scale", text, "1-5 | 0-10 | 0-100 …");
    }
    out->fieldwork.scale = (struct fyp_scale){(int)low, (int)high};
    return FYP_OK;
}

enum fyp_status fyp_fieldwork_invited(
    const char *text, struct fyp_options *out, struct fyp_error *err)
{
    size_t length;
    const uint64_t invited = read_digits(text, INVITED_MAX, &length);

    if (length == 0 || text[length] != '\0' || invited == 0) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--invited", text, "1 .. 1000000000");
    }
    out->fieldwork.invited = (long long)invited;
    return FYP_OK;
}

/* A name that says something: it stands in every report of the result. */
