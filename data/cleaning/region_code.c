/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/region_code.h"

#include "base/message.h"

#include <stdio.h>
#include <string.h>

enum { NATION_LENGTH = 0, REASON_SIZE = 160 };

static const char digits[] = "0123456789";

bool fyp_region_code_meant(const char *folded)
{
    return folded[0] >= '0' && folded[0] <= '9' &&
           folded[strspn(folded, "0123456789abcdefghijklmnopqrstuvwxyz.+-")] ==
               '\0';
}

bool fyp_region_code_is_full(const char *text)
{
    size_t length = strspn(text, digits);
    return text[length] == '\0' && text[0] != '0' &&
           (length == 6 || length == 9 || length == 12);
}

static enum fyp_status refuse(
    const char *text, enum fyp_message reason, size_t length,
    struct fyp_error *err)
{
    char number[24], words[REASON_SIZE];
    (void)snprintf(number, sizeof number, "%zu", length);
    (void)fyp_say(words, sizeof words, reason, number);
    return fyp_fail(err, FYP_E_REGION_CODE, text, words);
}

/** ".0" or ".00" behind the digits: a code that was stored as a number. */
static bool is_point_zero(const char *tail)
{
    size_t zeros = tail[0] == '.' ? strspn(tail + 1, "0") : 0;
    return zeros > 0 && tail[1 + zeros] == '\0';
}

static bool ends_in_zeros(const char *code, size_t length, size_t zeros)
{
    return strspn(code + length - zeros, "0") >= zeros;
}

/** 510604000000 is 510604, 510604001000 is 510604001. */
static size_t without_zeros(const char *code, size_t length)
{
    while (length > 6 && ends_in_zeros(code, length, 3)) {
        length -= 3;
    }
    return length;
}

enum fyp_status fyp_region_code_read(
    const char *folded, const char *text, char out[FYP_REGION_CODE_SIZE],
    struct fyp_error *err)
{
    size_t length = strspn(folded, digits);
    const char *tail = folded + length;
    char code[FYP_REGION_CODE_SIZE] = "000000";
    if (tail[0] != '\0' && !is_point_zero(tail)) {
        bool exponent = strpbrk(tail, "e+") != NULL &&
                        tail[strspn(tail, "0123456789.e+")] == '\0';
        return refuse(
            text, exponent ? FYP_M_CODE_EXPONENT : FYP_M_CODE_LETTER, length,
            err);
    }
    if (folded[0] == '0') {
        return refuse(text, FYP_M_CODE_ZERO, length, err);
    }
    if (length == 17 || (length == 15 && !ends_in_zeros(folded, length, 3))) {
        return refuse(text, FYP_M_CODE_TAIL, length, err);
    }
    bool known = length == 2 || length == 4 || length == 6 || length == 9 ||
                 length == 12 || length == 15;
    if (!known) {
        return refuse(text, FYP_M_CODE_LENGTH, length, err);
    }
    memcpy(code, folded, length);
    if (length >= 6) {
        code[without_zeros(folded, length)] = '\0';
    }
    memcpy(out, code, sizeof code);
    return FYP_OK;
}

size_t fyp_region_code_digits(const char *code)
{
    size_t length = strlen(code);
    if (strcmp(code, "100000") == 0) {
        return NATION_LENGTH;
    }
    while (length == 6 || length == 4) {
        if (!ends_in_zeros(code, length, 2)) {
            break;
        }
        length -= 2;
    }
    return length;
}

bool fyp_region_code_is_above(const char *upper, const char *lower)
{
    size_t length = fyp_region_code_digits(upper);
    return strcmp(upper, lower) != 0 &&
           fyp_region_code_digits(lower) > length &&
           strncmp(upper, lower, length) == 0;
}

bool fyp_region_code_is_aggregate(const char *code)
{
    static const char *const municipalities[] = {"11", "12", "31", "50"};
    for (size_t i = 0; i < sizeof municipalities / sizeof *municipalities;
         i++) {
        if (strncmp(code, municipalities[i], 2) == 0) {
            return strcmp(code + 2, "0100") == 0 ||
                   strcmp(code + 2, "0200") == 0;
        }
    }
    return false;
}
