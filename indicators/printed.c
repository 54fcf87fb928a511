/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/printed.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER_SIZE = 48, FIRST_YEAR = 1900, LAST_YEAR = 2200 };

struct sign {
    const char *text;
    enum fyp_comparator comparator;
};

/* Longer ones first where one begins with another. */
static const struct sign signs_before[] = {
    {">=", FYP_COMPARE_GE},     {"≥", FYP_COMPARE_GE},
    {"≧", FYP_COMPARE_GE},      {"⩾", FYP_COMPARE_GE},
    {"<=", FYP_COMPARE_LE},     {"≤", FYP_COMPARE_LE},
    {"≦", FYP_COMPARE_LE},      {"⩽", FYP_COMPARE_LE},
    {">", FYP_COMPARE_GT},      {"<", FYP_COMPARE_LT},
    {"=", FYP_COMPARE_EQ},      {"不低于", FYP_COMPARE_GE},
    {"不少于", FYP_COMPARE_GE}, {"不小于", FYP_COMPARE_GE},
    {"至少", FYP_COMPARE_GE},   {"不超过", FYP_COMPARE_LE},
    {"不高于", FYP_COMPARE_LE}, {"不多于", FYP_COMPARE_LE},
    {"不大于", FYP_COMPARE_LE}, {"至多", FYP_COMPARE_LE},
    {"大于", FYP_COMPARE_GT},   {"超过", FYP_COMPARE_GT},
    {"高于", FYP_COMPARE_GT},   {"多于", FYP_COMPARE_GT},
    {"小于", FYP_COMPARE_LT},   {"低于", FYP_COMPARE_LT},
    {"少于", FYP_COMPARE_LT},   {"不足", FYP_COMPARE_LT},
    {"不到", FYP_COMPARE_LT},   {NULL, FYP_COMPARE_NONE}};

/* These follow the number: "50人以上党政机关" elsewhere in a sentence is no
 * sign of the value. */
static const struct sign signs_behind[] = {
    {"及以上", FYP_COMPARE_GE}, {"以上", FYP_COMPARE_GE},
    {"以内", FYP_COMPARE_LE},   {"及以下", FYP_COMPARE_LE},
    {"以下", FYP_COMPARE_LE},   {NULL, FYP_COMPARE_NONE}};

/* A number after these is a difference, unless 至 or 到 follows. */
static const char *const change_words[] = {"提高", "提升", "增加", "新增",
                                           "减少", "下降", "降低", NULL};

/* What may stand between a number and 以上. */
static const char *const unit_parts[] = {" ",  "%",  "元", "/",  "人", "次",
                                         "户", "所", "个", "名", "月", "年",
                                         "（", "）", "(",  ")",  NULL};

static const char *const openings[] = {" ", "(", "（", "个", NULL};

static const char *const endings[] = {")", "）", ",",  "，", "。",
                                      ";", "；", "、", "的", NULL};

struct reader {
    const char *at;
    const char *unit;
    struct fyp_printed *out;
    size_t numbers; /* that differ */
    bool other;     /* a number of something else */
    bool change;
    bool reach;
    bool contradicts;
    enum fyp_comparator comparator;
};

static size_t begins_with_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strncmp(text, *words, strlen(*words)) == 0) {
            return strlen(*words);
        }
    }
    return 0;
}

static const char *skip(const char *at, const char *const *words)
{
    size_t length;
    while ((length = begins_with_one_of(at, words)) > 0) {
        at += length;
    }
    return at;
}

static const struct sign *sign_at(const char *at, const struct sign *signs)
{
    while (signs->text != NULL &&
           strncmp(at, signs->text, strlen(signs->text)) != 0) {
        signs++;
    }
    return signs->text == NULL ? NULL : signs;
}

static void take_sign(struct reader *reader, enum fyp_comparator comparator)
{
    reader->contradicts =
        reader->contradicts || (reader->comparator != FYP_COMPARE_NONE &&
                                reader->comparator != comparator);
    reader->comparator = comparator;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** Digits, grouped by commas ("8,464") or not, perhaps with a fraction. */
static size_t scan_number(const char *at, char out[NUMBER_SIZE])
{
    size_t n = 0;
    size_t length = 0;
    bool point = false;
    for (;; n++) {
        bool grouping = n > 0 && at[n] == ',' && !point &&
                        strspn(at + n + 1, "0123456789") == 3;
        bool fraction = n > 0 && at[n] == '.' && !point && is_digit(at[n + 1]);
        if (!is_digit(at[n]) && !grouping && !fraction) {
            break;
        }
        point = point || fraction;
        if (!grouping && length < NUMBER_SIZE - 1) {
            out[length++] = at[n];
        }
    }
    out[length] = '\0';
    return n;
}

static bool is_year(const char *digits, const char *behind)
{
    struct fyp_decimal year;
    return strlen(digits) == 4 && fyp_decimal_parse(digits, &year) &&
           year.value >= FIRST_YEAR && year.value <= LAST_YEAR &&
           strncmp(behind, "年", strlen("年")) == 0;
}

/** What follows a number of this unit: the unit, a sign, or nothing. */
static bool is_of_unit(const char *behind, const char *unit)
{
    behind = skip(behind, openings);
    size_t first = 1; /* bytes of the unit's first character */
    while (((unsigned char)unit[0] & 0x80U) != 0 &&
           ((unsigned char)unit[first] & 0xC0U) == 0x80U) {
        first++;
    }
    return behind[0] == '\0' || sign_at(behind, signs_behind) != NULL ||
           begins_with_one_of(behind, endings) > 0 ||
           (unit[0] != '\0' && strncmp(behind, unit, first) == 0);
}

static void take_number(struct reader *reader, const char *digits)
{
    struct fyp_decimal value;
    if (!is_of_unit(reader->at, reader->unit) ||
        !fyp_decimal_parse(digits, &value)) {
        reader->other = true;
        return;
    }
    const struct fyp_decimal *known = &reader->out->value;
    if (known->present && fyp_equal(known->value, value.value)) {
        return; /* 15%以上（含15%） */
    }
    reader->numbers++;
    reader->out->value = value;
}

static void read_number(struct reader *reader, bool negative)
{
    char digits[NUMBER_SIZE + 1] = "-";
    reader->at += negative;
    reader->at += scan_number(reader->at, digits + 1);
    if (!is_year(digits + 1, reader->at)) {
        take_number(reader, digits + !negative);
    }
    const char *behind = skip(reader->at, unit_parts);
    const struct sign *sign = sign_at(behind, signs_behind);
    if (sign != NULL) {
        take_sign(reader, sign->comparator);
    }
}

/** One step over a text that is no number. */
static void read_word(struct reader *reader)
{
    const struct sign *sign = sign_at(reader->at, signs_before);
    size_t change = begins_with_one_of(reader->at, change_words);
    if (sign != NULL) {
        take_sign(reader, sign->comparator);
        reader->at += strlen(sign->text);
    } else if (change > 0) {
        static const char *const to[] = {"至", "到", NULL};
        reader->at += change;
        reader->change =
            reader->change || begins_with_one_of(reader->at, to) == 0;
    } else {
        reader->reach =
            reader->reach || strncmp(reader->at, "达", strlen("达")) == 0;
        reader->at++;
    }
}

/** Full-width ASCII becomes ASCII, except the comma, which does not group;
 *  U+3000 and U+00A0 become blanks. */
static void normalise(const char *text, struct fyp_buffer *out)
{
    size_t left = strlen(text);
    fyp_buffer_text(out, "");
    while (left > 0) {
        uint32_t c = 0;
        size_t n = fyp_utf8_decode(text, left, &c);
        char ascii = 0;
        if (c > 0xFF00 && c < 0xFF5F && c != 0xFF0C) {
            ascii = (char)(c - 0xFF00 + 0x20);
        } else if (c == 0x3000 || c == 0xA0) {
            ascii = ' ';
        }
        n = n == 0 ? 1 : n;
        fyp_buffer_bytes(out, ascii != 0 ? &ascii : text, ascii != 0 ? 1 : n);
        text += n;
        left -= n;
    }
}

/** The number, with its unit or not, and nothing else. */
static bool is_bare(const char *text, const char *unit)
{
    static const char *const blanks[] = {" ", NULL};
    char digits[NUMBER_SIZE];
    text = skip(text, blanks);
    text += text[0] == '-';
    size_t length = scan_number(text, digits);
    text = skip(text + length, blanks);
    if (unit[0] != '\0' && strncmp(text, unit, strlen(unit)) == 0) {
        text = skip(text + strlen(unit), blanks);
    }
    return length > 0 && text[0] == '\0';
}

bool fyp_printed_read(
    const char *text, const char *unit, struct fyp_printed *out)
{
    struct fyp_buffer plain = {0};
    *out = (struct fyp_printed){.comparator = FYP_COMPARE_NONE};
    normalise(text, &plain);
    if (plain.failed) {
        fyp_buffer_finish(&plain);
        return false;
    }
    unit = strcmp(unit, "％") == 0 ? "%" : unit;
    struct reader reader = {.at = plain.data, .unit = unit, .out = out};
    while (*reader.at != '\0') {
        bool negative = reader.at[0] == '-' && is_digit(reader.at[1]) &&
                        (reader.at == plain.data || !is_digit(reader.at[-1]));
        if (negative || is_digit(*reader.at)) {
            read_number(&reader, negative);
        } else {
            read_word(&reader);
        }
    }
    bool one = reader.numbers == 1 && !reader.other && !reader.change;
    bool none = reader.numbers == 0 && !reader.other;
    if (!one) {
        out->value = (struct fyp_decimal){.present = false};
    }
    if ((one || none) && !reader.contradicts) {
        out->comparator = reader.comparator;
        out->reach = reader.reach && reader.comparator == FYP_COMPARE_NONE;
    }
    out->bare = one && is_bare(plain.data, unit);
    fyp_buffer_finish(&plain);
    return true;
}
