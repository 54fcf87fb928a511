/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain.h"

#include "base/message.h"
#include "reports/shown.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <string.h>

/* A formula is written once, in symbols; what a program reads and what a
 * person reads are made of it. */

enum { TERMS_MAX = 6, WORD_SIZE = 16 };

static const struct {
    const char *symbols;
    const char *names[TERMS_MAX]; /* of the terms, in the step's order */
} formulas[FYP_FORMULA_COUNT] = {
    [FYP_FORMULA_SUBREGIONS] = {"100*met/places", {"met", "places"}},
    [FYP_FORMULA_ELAPSED] = {"(t - y0)/(y1 - y0)", {"t", "y0", "y1"}},
    [FYP_FORMULA_LINE] =
        {"v1 + (v2 - v1)*(t - t1)/(t2 - t1)", {"t", "t1", "v1", "t2", "v2"}},
    [FYP_FORMULA_TOLERANCE] =
        {"reference - tolerance", {"reference", "tolerance"}},
    [FYP_FORMULA_SCALE_DISTANCE] =
        {"max(abs(e - b), k*abs(T))", {"e", "b", "k", "T"}},
    [FYP_FORMULA_SCALE_LEAST] = {"k*abs(T)", {"k", "T"}},
    [FYP_FORMULA_SCALE_REFERENCE] = {"k*abs(reference)", {"k", "reference"}},
    [FYP_FORMULA_SCALE_GROWTH] =
        {"max(abs(against), least)", {"against", "least"}},
    [FYP_FORMULA_PACE] = {"1 + s*(x - e)/scale", {"s", "x", "e", "scale"}},
    [FYP_FORMULA_PROGRESS] = {"(x - b)/(T - b)", {"x", "b", "T"}},
    [FYP_FORMULA_EXPECTED] = {"(e - b)/(T - b)", {"e", "b", "T"}},
    [FYP_FORMULA_LEAD] = {"p - q", {"p", "q"}},
    [FYP_FORMULA_SCORE_PACE] = {"100*max(0, min(1, pace))", {"pace"}},
    [FYP_FORMULA_COMPLETION] =
        {"100*max(0, min(1, 1 + s*(x - T)/scale))", {"s", "x", "T", "scale"}},
    [FYP_FORMULA_REALISATION] = {"100*min(1, x/T)", {"x", "T"}},
    [FYP_FORMULA_REALISATION_DOWN] = {"100*min(1, T/x)", {"x", "T"}},
    [FYP_FORMULA_EFFICACY] =
        {"max(0, min(100, 60 + 40*(x - b)/(T - b)))", {"x", "b", "T"}},
    [FYP_FORMULA_EVENT] = {"100*max(0, min(1, x))", {"x"}},
    [FYP_FORMULA_CEILING] = {"min(score, ceiling)", {"score", "ceiling"}},
    [FYP_FORMULA_WEIGHT] = {"w/W", {"w", "W"}},
    [FYP_FORMULA_CONTRIBUTION] = {"w*score/W", {"w", "score", "W"}},
};

static const struct {
    const char *name;
    enum fyp_message word;
} words[] = {
    {"met", FYP_M_TERM_MET},
    {"places", FYP_M_TERM_PLACES},
    {"t", FYP_M_TERM_YEAR},
    {"y0", FYP_M_TERM_BASELINE_YEAR},
    {"y1", FYP_M_TERM_TARGET_YEAR},
    {"t1", FYP_M_TERM_FROM_YEAR},
    {"v1", FYP_M_TERM_FROM_VALUE},
    {"t2", FYP_M_TERM_TO_YEAR},
    {"v2", FYP_M_TERM_TO_VALUE},
    {"reference", FYP_M_TERM_REFERENCE},
    {"tolerance", FYP_M_TERM_TOLERANCE},
    {"e", FYP_M_TERM_EXPECTED},
    {"b", FYP_M_TERM_BASELINE},
    {"k", FYP_M_TERM_LEAST_SHARE},
    {"T", FYP_M_TERM_TARGET},
    {"against", FYP_M_TERM_AGAINST},
    {"least", FYP_M_TERM_LEAST},
    {"s", FYP_M_TERM_DIRECTION},
    {"x", FYP_M_TERM_VALUE},
    {"scale", FYP_M_TERM_SCALE},
    {"p", FYP_M_TERM_PROGRESS},
    {"q", FYP_M_TERM_EXPECTED_SHARE},
    {"pace", FYP_M_TERM_PACE},
    {"score", FYP_M_TERM_SCORE},
    {"ceiling", FYP_M_TERM_CEILING},
    {"w", FYP_M_TERM_WEIGHT},
    {"W", FYP_M_TERM_WEIGHTS},
};

const char *const *fyp_formula_names(enum fyp_formula formula)
{
    return formulas[formula].symbols == NULL ? NULL : formulas[formula].names;
}

const char *fyp_formula_symbols(enum fyp_formula formula)
{
    return formulas[formula].symbols;
}

/* --- numbers --- */

void fyp_explain_number(double value, char out[FYP_DECIMAL_TEXT_SIZE])
{
    enum { DIGITS = 10 };
    double rounded = value;

    if (!isfinite(value)) {
        (void)snprintf(out, FYP_DECIMAL_TEXT_SIZE, "%s", FYP_SHOWN_UNDEFINED);
        return;
    }
    if (fabs(value) > 0.0) {
        const int magnitude = (int)floor(log10(fabs(value)));
        rounded = fyp_round_half_even(value, DIGITS - 1 - magnitude);
    }
    fyp_decimal_format(rounded, 0, out);
}

typedef void write_number(double value, char out[FYP_DECIMAL_TEXT_SIZE]);

static void all_digits(double value, char out[FYP_DECIMAL_TEXT_SIZE])
{
    fyp_decimal_format(value, 0, out);
}

/* Negative ones in brackets, so that no two signs meet. */
static void
put_number(struct fyp_buffer *out, double value, write_number *number)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    number(value, text);
    fyp_buffer_format(out, text[0] == '-' ? "(%s)" : "%s", text);
}

/* --- symbols replaced --- */

static int place_of(const struct fyp_step *step, const char *name)
{
    const char *const *names = formulas[step->formula].names;
    for (int i = 0; i < TERMS_MAX && names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static const char *word_of(const char *name)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].name, name) == 0) {
            return fyp_text(words[i].word);
        }
    }
    return name;
}

/* One symbol as its number or, with number NULL, as its word; max, min and
 * abs stay. */
static void put_symbol(
    const struct fyp_step *step, const char *name, write_number *number,
    struct fyp_buffer *out)
{
    const int place = place_of(step, name);

    if (place < 0) {
        fyp_buffer_text(out, name);
    } else if (number == NULL) {
        fyp_buffer_text(out, word_of(name));
    } else {
        put_number(out, step->terms[place], number);
    }
}

static void put_symbols(
    const struct fyp_step *step, write_number *number, struct fyp_buffer *out)
{
    const char *at = formulas[step->formula].symbols;

    while (*at != '\0') {
        char name[WORD_SIZE];
        size_t length = 0;
        while (isalpha((unsigned char)at[0]) ||
               (length > 0 && isdigit((unsigned char)at[0]))) {
            assert(length + 1 < sizeof name);
            name[length++] = *at++;
        }
        name[length] = '\0';
        if (length > 0) {
            put_symbol(step, name, number, out);
        } else {
            fyp_buffer_bytes(out, at++, 1);
        }
    }
}

/* --- any number of terms --- */

static void put_sum(
    const struct fyp_step *step, write_number *number, struct fyp_buffer *out)
{
    for (size_t i = 0; i < step->term_count; i++) {
        if (i > 0) {
            fyp_buffer_text(out, " + ");
        }
        put_number(out, step->terms[i], number);
    }
}

/* 100*(((1 + 8.2/100)*(1 + 6.9/100))^(1/2) - 1) */
static void put_mean(
    const struct fyp_step *step, write_number *number, struct fyp_buffer *out)
{
    fyp_buffer_text(out, "100*((");
    for (size_t i = 0; i < step->term_count; i++) {
        fyp_buffer_text(out, i > 0 ? "*(1 + " : "(1 + ");
        put_number(out, step->terms[i], number);
        fyp_buffer_text(out, "/100)");
    }
    fyp_buffer_format(out, ")^(1/%zu) - 1)", step->term_count);
}

static void put_formula(
    const struct fyp_step *step, write_number *number, struct fyp_buffer *out)
{
    switch (step->formula) {
    case FYP_FORMULA_NONE:
    case FYP_FORMULA_COUNT:
        break;
    case FYP_FORMULA_SUM:
        put_sum(step, number, out);
        break;
    case FYP_FORMULA_MEAN:
        put_mean(step, number, out);
        break;
    default:
        put_symbols(step, number, out);
        break;
    }
}

void fyp_formula_numbers(const struct fyp_step *step, struct fyp_buffer *out)
{
    put_formula(step, all_digits, out);
}

/* --- as people write it --- */

/* × ÷ − for * / -, and bars for abs( ). */
static void put_pretty(const char *text, struct fyp_buffer *out)
{
    enum { DEPTH_MAX = 8 };
    bool bars[DEPTH_MAX] = {false};
    int depth = 0;

    for (const char *at = text; *at != '\0'; at++) {
        const bool absolute = strncmp(at, "abs(", 4) == 0;
        if (absolute) {
            at += 3;
        }
        switch (*at) {
        case '(':
            assert(depth < DEPTH_MAX);
            bars[depth++] = absolute;
            fyp_buffer_text(out, absolute ? "|" : "(");
            break;
        case ')':
            assert(depth > 0);
            fyp_buffer_text(out, bars[--depth] ? "|" : ")");
            break;
        case '*':
            fyp_buffer_text(out, "×");
            break;
        case '/':
            fyp_buffer_text(out, "÷");
            break;
        case '-':
            fyp_buffer_text(out, "−");
            break;
        default:
            fyp_buffer_bytes(out, at, 1);
            break;
        }
    }
}

static void take_pretty(struct fyp_buffer *plain, struct fyp_buffer *out)
{
    if (plain->length > 0 && !plain->failed) {
        put_pretty(plain->data, out);
    }
    out->failed = out->failed || plain->failed;
    fyp_buffer_finish(plain);
}

void fyp_formula_words(const struct fyp_step *step, struct fyp_buffer *out)
{
    struct fyp_buffer plain = {0};

    if (formulas[step->formula].symbols != NULL) {
        put_symbols(step, NULL, &plain);
    }
    take_pretty(&plain, out);
}

void fyp_formula_shown(const struct fyp_step *step, struct fyp_buffer *out)
{
    struct fyp_buffer plain = {0};

    put_formula(step, fyp_explain_number, &plain);
    take_pretty(&plain, out);
}
