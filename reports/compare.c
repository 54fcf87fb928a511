/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compare.h"

#include "base/message.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

void fyp_report_beside(
    const struct fyp_beside *beside, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_beside_text(beside, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_beside_json(beside, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_beside_csv(beside, out);
        break;
    }
}

void fyp_report_beside_series(
    const struct fyp_beside_result *results, enum fyp_verdict verdict,
    enum fyp_format format, struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_beside_series_text(results, verdict, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_beside_series_json(results, verdict, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_beside_series_csv(results, verdict, out);
        break;
    }
}

/* What stands in the braces of a reason: the years that a method needs, or
 * why there is nothing to judge; a status that has a score can only lack a
 * year of its sum. */
static const char *argument_of(
    enum fyp_status reason, int method, enum fyp_verdict verdict,
    char number[16])
{
    if (reason == FYP_E_PEER_TOO_SHORT) {
        snprintf(number, 16, "%d", fyp_beside_row(method)->least_years);
        return number;
    }
    return verdict >= FYP_VERDICT_EXCEEDED
               ? fyp_text(FYP_M_FLAG_INCOMPLETE)
               : fyp_word_verdict(verdict, FYP_STAGE_ANNUAL);
}

void fyp_beside_reason(
    enum fyp_status reason, int method, enum fyp_verdict verdict,
    char out[FYP_BESIDE_REASON_SIZE])
{
    char number[16];
    const char *const arguments[] = {
        argument_of(reason, method, verdict, number), NULL};

    if (reason == FYP_OK) {
        out[0] = '\0';
        return;
    }
    const int used =
        snprintf(out, FYP_BESIDE_REASON_SIZE, "FYP-%03d ", (int)reason);
    (void)fyp_expand(
        out + used, FYP_BESIDE_REASON_SIZE - (size_t)used,
        fyp_status_text(reason), arguments);
}

const char *fyp_word_peer_class(enum fyp_peer_class peer_class)
{
    static const enum fyp_message words[FYP_CLASS_COUNT] = {
        [FYP_CLASS_NONE] = FYP_M_NOTHING,
        [FYP_CLASS_TARGET_ACHIEVED] = FYP_M_CLASS_TARGET_ACHIEVED,
        [FYP_CLASS_SUBSTANTIAL] = FYP_M_CLASS_SUBSTANTIAL,
        [FYP_CLASS_MODERATE] = FYP_M_CLASS_MODERATE,
        [FYP_CLASS_LIMITED] = FYP_M_CLASS_LIMITED,
        [FYP_CLASS_DETERIORATION] = FYP_M_CLASS_DETERIORATION,
        [FYP_CLASS_REACHED_OR_CLOSE] = FYP_M_CLASS_REACHED_OR_CLOSE,
        [FYP_CLASS_TO_ACCELERATE] = FYP_M_CLASS_TO_ACCELERATE,
        [FYP_CLASS_STAGNATION] = FYP_M_CLASS_STAGNATION,
        [FYP_CLASS_ON_TRACK] = FYP_M_CLASS_ON_TRACK,
        [FYP_CLASS_SLOW] = FYP_M_CLASS_SLOW,
        [FYP_CLASS_REGRESSION] = FYP_M_CLASS_REGRESSION,
        [FYP_CLASS_WILL_MEET] = FYP_M_CLASS_WILL_MEET,
        [FYP_CLASS_NEEDS_MORE] = FYP_M_CLASS_NEEDS_MORE,
        [FYP_CLASS_NO_PROGRESS] = FYP_M_CLASS_NO_PROGRESS,
        [FYP_CLASS_SUN] = FYP_M_CLASS_SUN,
        [FYP_CLASS_SLIGHTLY_CLOUDY] = FYP_M_CLASS_SLIGHTLY_CLOUDY,
        [FYP_CLASS_CLOUD] = FYP_M_CLASS_CLOUD,
        [FYP_CLASS_THUNDERSTORM] = FYP_M_CLASS_THUNDERSTORM,
    };
    return fyp_text(words[peer_class]);
}
