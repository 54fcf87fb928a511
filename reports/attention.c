/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/attention.h"

#include "base/message.h"
#include "reports/commitments.h"
#include "reports/quality.h"
#include "reports/shown.h"
#include "reports/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OVER_REPORTED = 3, ONLY_QUESTIONED = 6, NOT_LISTED = 99 };

/* What was met at the start and is not now; the status may still be good. */
static bool is_not_kept(const struct fyp_indicator_result *result)
{
    return (result->flags & FYP_FLAG_LOST) != 0 ||
           (result->maintain && isfinite(result->value) && !result->target_met);
}

/* Of the others it is told where they are listed anyway. */
static bool is_over_reported(const struct fyp_indicator_result *result)
{
    return result->over_reported != 0 &&
           result->indicator->attribute == FYP_BINDING;
}

static int rank(const struct fyp_indicator_result *result)
{
    if (fyp_verdict_is_missed(result->verdict)) {
        return 0;
    }
    if (result->verdict == FYP_VERDICT_NO_DATA) {
        return 1;
    }
    if (result->verdict == FYP_VERDICT_NOT_ASSESSABLE) {
        return 2;
    }
    if (is_over_reported(result)) {
        return OVER_REPORTED;
    }
    if (is_not_kept(result)) {
        return 4;
    }
    if ((result->flags & FYP_FLAG_AT_THRESHOLD) != 0) {
        return 5;
    }
    return result->question_count > 0 ? ONLY_QUESTIONED : NOT_LISTED;
}

static int order(double a, double b)
{
    return (a > b) - (a < b);
}

static int worse_first(const void *a, const void *b)
{
    const struct fyp_indicator_result *x =
        *(const struct fyp_indicator_result *const *)a;
    const struct fyp_indicator_result *y =
        *(const struct fyp_indicator_result *const *)b;
    int difference = rank(x) - rank(y);
    if (difference == 0) {
        difference = (y->indicator->attribute == FYP_BINDING) -
                     (x->indicator->attribute == FYP_BINDING);
    }
    if (difference == 0 && !isnan(x->score) && !isnan(y->score)) {
        difference = order(x->score, y->score);
    }
    /* Results lie in one array, in the order of the plan. */
    return difference != 0 ? difference : (x > y) - (x < y);
}

size_t fyp_attention_list(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result **out)
{
    size_t n = 0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        if (rank(&evaluation->indicators[i]) != NOT_LISTED) {
            out[n++] = &evaluation->indicators[i];
        }
    }
    if (n > 1) {
        qsort(out, n, sizeof *out, worse_first);
    }
    return n;
}

static void add_part(struct fyp_buffer *out, size_t start, const char *text)
{
    if (text[0] == '\0') {
        return;
    }
    if (out->length > start) {
        fyp_buffer_text(out, fyp_text(FYP_M_LIST_BETWEEN));
    }
    fyp_buffer_text(out, text);
}

/* The gap between the figure and what it was held against, both as they are
 * shown, so that a reader gets the same; "" where there is none. */
static void gap_text(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, double against, char *out,
    size_t size)
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    enum fyp_comparison comparison = evaluation->ruleset.comparison;
    int a = fyp_show_decimals(result, comparison);
    int b = fyp_show_expected_decimals(result, comparison);
    double gap = fabs(
        fyp_round_half_even(fyp_shown_value(result, comparison), a) -
        fyp_round_half_even(against, b));
    bool per_cent = strcmp(result->indicator->unit, "%") == 0 ||
                    result->indicator->each_subregion;
    out[0] = '\0';
    if (isnan(gap) || fyp_equal(result->value, against) ||
        !(result->pace < 1.0)) {
        return;
    }
    fyp_show_number(gap, a > b ? a : b, number);
    (void)fyp_say(
        out, size, FYP_M_ATTENTION_GAP, number,
        per_cent ? fyp_text(FYP_M_ATTENTION_POINTS) : result->indicator->unit);
}

static void tell_missed(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_buffer *out)
{
    char value[FYP_DECIMAL_TEXT_SIZE], expected[FYP_DECIMAL_TEXT_SIZE];
    char gap[128], text[FYP_SHOWN_TARGET_SIZE + 256];
    enum fyp_comparison comparison = evaluation->ruleset.comparison;
    fyp_show_value(result, comparison, value);
    fyp_show_expected(result, comparison, expected);
    gap_text(evaluation, result, result->expected_value, gap, sizeof gap);
    if (result->indicator->kind == FYP_KIND_EVENT) {
        (void)fyp_say(text, sizeof text, FYP_M_ATTENTION_EVENT, value);
    } else if (
        (result->verdict == FYP_VERDICT_NOT_ACHIEVED || is_not_kept(result)) &&
        result->indicator->target.kind == FYP_TARGET_VALUE) {
        char target[FYP_SHOWN_TARGET_SIZE];
        fyp_show_target(result->indicator, target);
        (void)fyp_say(
            text, sizeof text, FYP_M_ATTENTION_TARGET, value, target, gap);
    } else {
        (void)fyp_say(
            text, sizeof text, FYP_M_ATTENTION_EXPECTED, value, expected, gap);
    }
    fyp_buffer_text(out, text);
}

static void tell_threshold(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_buffer *out)
{
    char value[FYP_DECIMAL_TEXT_SIZE], target[FYP_SHOWN_TARGET_SIZE];
    char text[FYP_SHOWN_TARGET_SIZE + 256];
    fyp_show_value(result, evaluation->ruleset.comparison, value);
    fyp_show_target(result->indicator, target);
    (void)fyp_say(text, sizeof text, FYP_M_ATTENTION_THRESHOLD, value, target);
    fyp_buffer_text(out, text);
}

/* What is known besides; that a target is only matched says tell_threshold. */
static void tell_flags(
    const struct fyp_indicator_result *result, size_t start,
    struct fyp_buffer *out)
{
    const unsigned telling = FYP_FLAG_INCOMPLETE | FYP_FLAG_REGRESSED |
                             FYP_FLAG_SLIPPING | FYP_FLAG_RECOVERING |
                             FYP_FLAG_LOST | FYP_FLAG_MILESTONE_MISSED |
                             FYP_FLAG_PRICE_BASIS_MISMATCH;
    unsigned flags = result->flags & telling;
    if (result->obstacle == FYP_OBSTACLE_INCOMPLETE_SUM ||
        result->obstacle == FYP_OBSTACLE_INCOMPLETE_GROWTH) {
        flags &= ~(unsigned)FYP_FLAG_INCOMPLETE; /* said already */
    }
    if (fyp_verdict_is_missed(result->verdict)) {
        flags |= result->flags & FYP_FLAG_AT_THRESHOLD;
    }
    struct fyp_buffer words = {0};
    fyp_word_flags(flags, fyp_text(FYP_M_LIST_BETWEEN), &words);
    if (words.length > 0 && !words.failed) {
        add_part(out, start, words.data);
    }
    fyp_buffer_finish(&words);
}

/* A verdict rests on figures; whoever reads it must know of the doubt. */
static void tell_questions(
    const struct fyp_indicator_result *result, size_t start,
    struct fyp_buffer *out)
{
    struct fyp_buffer checks = {0};
    char text[512];
    fyp_tell_questions(result, &checks);
    if (checks.length > 0 && !checks.failed) {
        (void)fyp_say(text, sizeof text, FYP_M_QUALITY_NOTE, checks.data);
        add_part(out, start, text);
    }
    fyp_buffer_finish(&checks);
}

/* Whose work it is, where the plan says so. */
static void tell_in_charge(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, size_t start,
    struct fyp_buffer *out)
{
    struct fyp_buffer charge = {0};
    fyp_text_in_charge(evaluation->plan, result->indicator->code, &charge);
    if (charge.length > 0 && !charge.failed) {
        add_part(out, start, charge.data);
    }
    fyp_buffer_finish(&charge);
}

void fyp_attention_reason(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_buffer *out)
{
    size_t start = out->length;
    char text[128], year[16];
    bool at_threshold = !fyp_verdict_is_missed(result->verdict) &&
                        (result->flags & FYP_FLAG_AT_THRESHOLD) != 0;
    if (result->verdict == FYP_VERDICT_NO_DATA) {
        (void)snprintf(year, sizeof year, "%d", evaluation->year);
        bool state = result->indicator->kind == FYP_KIND_LEVEL;
        (void)fyp_say(
            text, sizeof text,
            state ? FYP_M_ATTENTION_NO_DATA : FYP_M_ATTENTION_NO_DATA_SO_FAR,
            year);
        fyp_buffer_text(out, text);
    } else if (result->verdict == FYP_VERDICT_NOT_ASSESSABLE) {
        fyp_buffer_text(out, fyp_word_obstacle(result->obstacle));
    } else if (at_threshold) {
        tell_threshold(evaluation, result, out);
    } else if (rank(result) < OVER_REPORTED || is_not_kept(result)) {
        tell_missed(evaluation, result, out);
    }
    tell_flags(result, start, out);
    if (result->over_reported != 0) {
        add_part(out, start, fyp_text(FYP_M_ATTENTION_OVER));
    }
    tell_questions(result, start, out);
    tell_in_charge(evaluation, result, start, out);
}
