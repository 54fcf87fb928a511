/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_formula.h"

#include <stddef.h>
#include <string.h>

enum { FORMULA_MAX = 8192 };

/* Part of ISO/IEC 29500 from its first edition, so in every program that
 * reads .xlsx. Not here: what is volatile (NOW, OFFSET, INDIRECT), what
 * reaches outside (HYPERLINK, WEBSERVICE), what came after Excel 2010 (IFS,
 * XLOOKUP, TEXTJOIN …), what depends on the language (TEXT). */
static const char *const functions[] = {
    "ABS",     "AND",   "AVERAGE", "CHOOSE", "COUNT",      "COUNTIF",
    "EXP",     "IF",    "INT",     "INDEX",  "ISNUMBER",   "LN",
    "MATCH",   "MAX",   "MIN",     "NOT",    "OR",         "POWER",
    "PRODUCT", "ROUND", "SUM",     "SUMIF",  "SUMPRODUCT",
};

static bool is_function(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strlen(functions[i]) == length &&
            strncmp(functions[i], name, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '$';
}

/** Behind the text or sheet name that begins here; NULL: it has no end. */
static const char *behind_quoted(const char *at)
{
    const char *end = strchr(at + 1, *at);
    return end ? end + 1 : NULL;
}

bool fyp_xlsx_formula_is_plain(const char *formula)
{
    const char *at = formula;
    if (formula[0] == '\0' || strlen(formula) > FORMULA_MAX) {
        return false;
    }
    while (at && *at != '\0') {
        const char *word = at;
        if (*at == '"' || *at == '\'') {
            at = behind_quoted(at);
            continue;
        }
        while (is_word(*at)) {
            at++;
        }
        if (at > word) {
            if (*at == '(' && !is_function(word, (size_t)(at - word))) {
                return false;
            }
        } else if (strchr("()+-*/^&=<>,:! ", *at)) {
            at++;
        } else {
            return false;
        }
    }
    return at != NULL;
}
