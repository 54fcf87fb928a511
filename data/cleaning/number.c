/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/number.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLAIN_SIZE = 64,  /* longest cell that may be a number, rewritten */
    SIGNIFICANT = 15, /* digits that every double keeps */
    GROUP = 3
};

/* What one character becomes. Besides the characters of a number: */
enum {
    REFUSED = 0,
    DROPPED = 'd', /* invisible, without width */
    BLANK = ' ',   /* only before a suffix and at the ends */
    THIN = '_',    /* a blank that typesetters put between groups */
    PER_MILLE = 'm',
    TEN_THOUSAND = 'w',
    HUNDRED_MILLION = 'y'
};

/* The text in plain characters, and what that took. */
struct plain {
    char text[PLAIN_SIZE];
    size_t length;
    unsigned normalised;
};

static char plain_ascii(uint32_t codepoint)
{
    if (codepoint != 0 && codepoint < 0x80 &&
        strchr("0123456789+-.,% ", (int)codepoint)) {
        return (char)codepoint;
    }
    return REFUSED;
}

/** What a character beyond ASCII becomes. */
static char plain_wide(uint32_t codepoint, unsigned *normalised)
{
    static const struct {
        uint32_t codepoint;
        char plain;
        unsigned normalised;
    } table[] = {
        {0x2030, PER_MILLE, 0},
        {0x4E07, TEN_THOUSAND, 0},
        {0x4EBF, HUNDRED_MILLION, 0},
        {0x2212, '-', FYP_NORMAL_FULL_WIDTH}, /* the minus of mathematics */
        {0x3000, BLANK, FYP_NORMAL_INVISIBLE},
        {0x00A0, THIN, FYP_NORMAL_INVISIBLE},
        {0x2009, THIN, FYP_NORMAL_INVISIBLE},
        {0x202F, THIN, FYP_NORMAL_INVISIBLE},
        {0x00AD, DROPPED, FYP_NORMAL_INVISIBLE},
        {0x2060, DROPPED, FYP_NORMAL_INVISIBLE},
        {0xFEFF, DROPPED, FYP_NORMAL_INVISIBLE},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].codepoint == codepoint) {
            *normalised |= table[i].normalised;
            return table[i].plain;
        }
    }
    if (codepoint >= 0x200B && codepoint <= 0x200F) {
        *normalised |= FYP_NORMAL_INVISIBLE;
        return DROPPED;
    }
    if (codepoint >= 0xFF01 && codepoint <= 0xFF5E) {
        *normalised |= FYP_NORMAL_FULL_WIDTH;
        return plain_ascii(codepoint - 0xFEE0);
    }
    return REFUSED;
}

/** @return false: a character that no number has, or too many of them. */
static bool make_plain(const char *text, struct plain *out)
{
    size_t left = strlen(text);
    while (left > 0) {
        uint32_t codepoint = 0;
        size_t n = fyp_utf8_decode(text, left, &codepoint);
        char c = REFUSED;
        if (codepoint < 0x80) {
            c = plain_ascii(codepoint);
        } else {
            c = plain_wide(codepoint, &out->normalised);
        }
        if (n == 0 || c == REFUSED || out->length == PLAIN_SIZE - 1) {
            return false;
        }
        if (c != DROPPED) {
            out->text[out->length++] = c;
        }
        text += n;
        left -= n;
    }
    out->text[out->length] = '\0';
    return true;
}

static bool is_blank(char c)
{
    return c == BLANK || c == THIN;
}

static void trim_end(struct plain *plain)
{
    while (plain->length > 0 && is_blank(plain->text[plain->length - 1])) {
        plain->length--;
    }
    plain->text[plain->length] = '\0';
}

static void trim(struct plain *plain)
{
    size_t start = 0;
    while (is_blank(plain->text[start])) {
        start++;
    }
    plain->length -= start;
    memmove(plain->text, plain->text + start, plain->length + 1);
    trim_end(plain);
}

/** Takes the sign or word off that scales the digits before it. */
static enum fyp_number_suffix take_suffix(struct plain *plain)
{
    static const struct {
        char plain;
        enum fyp_number_suffix suffix;
        unsigned normalised;
    } table[] = {
        {'%', FYP_SUFFIX_PER_CENT, FYP_NORMAL_PER_CENT},
        {PER_MILLE, FYP_SUFFIX_PER_MILLE, FYP_NORMAL_PER_MILLE},
        {TEN_THOUSAND, FYP_SUFFIX_TEN_THOUSAND, FYP_NORMAL_TEN_THOUSAND},
        {HUNDRED_MILLION, FYP_SUFFIX_HUNDRED_MILLION,
         FYP_NORMAL_HUNDRED_MILLION}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (plain->length > 0 &&
            plain->text[plain->length - 1] == table[i].plain) {
            plain->length--;
            trim_end(plain);
            plain->normalised |= table[i].normalised;
            return table[i].suffix;
        }
    }
    return FYP_SUFFIX_NONE;
}

static size_t digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

/**
 * Takes the separators out of 1,234.5: one to three digits, not beginning
 * with 0, then groups of three, all divided by the same character.
 * @return false where the groups are anything else.
 */
static bool ungroup(struct plain *plain)
{
    char *at = plain->text + (plain->text[0] == '+' || plain->text[0] == '-');
    size_t first = digits_at(at);
    char separator = at[first];
    if (separator != ',' && separator != THIN) {
        return true;
    }
    if (first < 1 || first > GROUP || at[0] == '0') {
        return false;
    }
    const char *from = at + first;
    char *to = at + first;
    while (*from == separator) {
        if (digits_at(from + 1) != GROUP) {
            return false;
        }
        memmove(to, from + 1, GROUP);
        to += GROUP;
        from += 1 + GROUP;
    }
    memmove(to, from, strlen(from) + 1);
    plain->normalised |= FYP_NORMAL_GROUPING;
    return true;
}

/** Digits from the first that is not 0 to the last one written. */
static size_t significant_digits(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        bool digit = *text >= '0' && *text <= '9';
        count += digit && (count > 0 || *text != '0');
    }
    return count;
}

/** A double printed with more digits than it keeps: 96.49999999999999 was
 *  96.5 in the workbook that wrote it. */
static void drop_binary_tail(struct fyp_read_number *number)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(number->value.value, 0, text);
    if (fyp_decimal_parse(text, &number->value)) {
        number->normalised |= FYP_NORMAL_BINARY_TAIL;
    }
}

/** Plain ASCII digits, with what is to be noted about them. */
static bool read_digits(const char *text, struct fyp_read_number *out)
{
    if (!fyp_decimal_parse(text, &out->value)) {
        return false;
    }
    if (text[0] == '+') {
        out->normalised |= FYP_NORMAL_PLUS;
    }
    if (strlen(text) > SIGNIFICANT && significant_digits(text) > SIGNIFICANT) {
        drop_binary_tail(out);
    }
    return true;
}

/** Excel hides the apostrophe with which a number is entered as text; other
 *  programs then write it. */
static const char *after_apostrophe(const char *text, unsigned *normalised)
{
    static const char *const marks[] = {"'", "’", "＇"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);
        if (strncmp(text, marks[i], length) == 0) {
            *normalised |= FYP_NORMAL_INVISIBLE;
            return text + length;
        }
    }
    return text;
}

bool fyp_number_read(const char *text, struct fyp_read_number *out)
{
    struct fyp_read_number number = {.suffix = FYP_SUFFIX_NONE};
    if (read_digits(text, &number)) {
        *out = number;
        return true;
    }
    struct plain plain = {.length = 0};
    if (!make_plain(after_apostrophe(text, &plain.normalised), &plain)) {
        return false;
    }
    trim(&plain);
    number.suffix = take_suffix(&plain);
    if (!ungroup(&plain) || !read_digits(plain.text, &number)) {
        return false;
    }
    number.normalised |= plain.normalised;
    *out = number;
    return true;
}
