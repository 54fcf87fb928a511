/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "data/cleaning/number.h"

#include <stddef.h>
#include <string.h>

enum { FIRST_YEAR = 1949, LAST_YEAR = 2100, YEAR_DIGITS = 4 };

/** Value of the digit that text begins with, ASCII or Chinese; -1: none. */
static int digit_at(const char *text, size_t *length)
{
    static const char *const chinese[] = {"〇", "一", "二", "三", "四",
                                          "五", "六", "七", "八", "九"};
    if (text[0] >= '0' && text[0] <= '9') {
        *length = 1;
        return text[0] - '0';
    }
    for (int i = 0; i < (int)(sizeof chinese / sizeof *chinese); i++) {
        *length = strlen(chinese[i]);
        if (strncmp(text, chinese[i], *length) == 0) {
            return i;
        }
    }
    return -1;
}

int fyp_year_read(const char *text)
{
    static const char *const ends[] = {"", "年", ".0", "-01-01"};
    char folded[32];
    const char *at = folded;
    int year = 0;
    fyp_text_fold(text, folded, sizeof folded);
    for (int n = 0; n < YEAR_DIGITS; n++) {
        size_t length = 0;
        int digit = digit_at(at, &length);
        if (digit < 0) {
            return 0;
        }
        year = 10 * year + digit;
        at += length;
    }
    bool ended = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        ended = ended || strcmp(at, ends[i]) == 0;
    }
    return ended && year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}
