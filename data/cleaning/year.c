/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/number.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

enum { FIRST_YEAR = 1949, LAST_YEAR = 2100, YEAR_DIGITS = 4, TEXT_SIZE = 64 };

struct word {
    const char *text;
    int value;
};

static const struct word digits[] = {
    {"〇", 0}, {"零", 0}, {"○", 0},  {"一", 1}, {"二", 2}, {"三", 3},
    {"四", 4}, {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}};

/* The last year of a five-year plan, as its end is written in headers. */
static const struct word plans[] = {
    {"十一五", 2010},
    {"十二五", 2015},
    {"十三五", 2020},
    {"十四五", 2025},
    {"十五五", 2030}};

/** The word that text begins with; NULL: none. */
static const struct word *
word_at(const char *text, const struct word *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(text, words[i].text, strlen(words[i].text)) == 0) {
            return &words[i];
        }
    }
    return NULL;
}

/** Four digits of one kind. Bytes used; 0: not there. */
static size_t read_digits(const char *text, int *year)
{
    int value = 0;
    if (strspn(text, "0123456789") >= YEAR_DIGITS) {
        for (int i = 0; i < YEAR_DIGITS; i++) {
            assert(text[i] >= '0' && text[i] <= '9');
            value = 10 * value + (text[i] - '0');
        }
        *year = value;
        return YEAR_DIGITS;
    }
    size_t used = 0;
    for (int i = 0; i < YEAR_DIGITS; i++) {
        const struct word *digit =
            word_at(text + used, digits, sizeof digits / sizeof *digits);
        if (!digit) {
            return 0;
        }
        value = 10 * value + digit->value;
        used += strlen(digit->text);
    }
    *year = value;
    return used;
}

/** What may stand behind the digits and leaves it a whole year. */
static bool is_ending(const char *rest, bool western)
{
    static const char *const always[] = {"年", "年末", "年底", "年度", "年终"};
    static const char *const after_digits[] = {
        "", ".0", ".00", "-01-01", "-12-31"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        if (strcmp(rest, always[i]) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof after_digits / sizeof *after_digits; i++) {
        if (strcmp(rest, after_digits[i]) == 0) {
            return western || i == 0;
        }
    }
    return false;
}

/** “十四五”末: the quotation marks are left out before. */
static int plan_end(const char *text)
{
    const struct word *plan =
        word_at(text, plans, sizeof plans / sizeof *plans);
    if (!plan) {
        return 0;
    }
    const char *rest = text + strlen(plan->text);
    return strcmp(rest, "末") == 0 || strcmp(rest, "期末") == 0 ||
                   strcmp(rest, "规划期末") == 0
               ? plan->value
               : 0;
}

static void without_quotes(const char *text, char *out, size_t size)
{
    static const char *const quotes[] = {"“", "”", "\"", "「", "」", "'"};
    size_t used = 0;
    while (*text != '\0' && used + 1 < size) {
        size_t length = 0;
        for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
            if (strncmp(text, quotes[i], strlen(quotes[i])) == 0) {
                length = strlen(quotes[i]);
            }
        }
        if (length > 0) {
            text += length;
        } else {
            out[used] = *text;
            used++;
            text++;
        }
    }
    out[used] = '\0';
}

int fyp_year_read(const char *text)
{
    char folded[TEXT_SIZE], plain[TEXT_SIZE];
    int year = 0;
    if (strlen(text) >= TEXT_SIZE) {
        return 0;
    }
    fyp_text_fold(text, folded, sizeof folded);
    without_quotes(folded, plain, sizeof plain);
    size_t used = read_digits(plain, &year);
    if (used == 0) {
        return plan_end(plain);
    }
    bool usable = year >= FIRST_YEAR && year <= LAST_YEAR &&
                  is_ending(plain + used, used == YEAR_DIGITS);
    return usable ? year : 0;
}
