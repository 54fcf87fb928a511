/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/report.h"
#include "reports/words.h"

/* In the order in which a mid-term report tells them: what is done, what
 * moves, what does not, what cannot be told. */
static const enum fyp_verdict told[] = {
    FYP_VERDICT_EXCEEDED, FYP_VERDICT_ACHIEVED,       FYP_VERDICT_AHEAD,
    FYP_VERDICT_ON_TRACK, FYP_VERDICT_BEHIND,         FYP_VERDICT_NOT_ACHIEVED,
    FYP_VERDICT_NO_DATA,  FYP_VERDICT_NOT_ASSESSABLE, FYP_VERDICT_NOT_DUE,
    FYP_VERDICT_MONITOR,
};

enum { PART_SIZE = 128 };

static void tell_group(
    const struct fyp_evaluation *evaluation, enum fyp_verdict verdict,
    struct fyp_buffer *out)
{
    char number[16];
    char part[PART_SIZE];
    snprintf(number, sizeof number, "%d", evaluation->counts[verdict]);
    fyp_say(
        part, sizeof part, FYP_M_SENTENCE_ITEM, number,
        fyp_word_verdict(verdict, evaluation->stage));
    fyp_buffer_text(out, part);
}

void fyp_report_sentence(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    char number[24];
    char part[PART_SIZE];
    bool first = true;

    snprintf(number, sizeof number, "%zu", evaluation->indicator_count);
    fyp_say(part, sizeof part, FYP_M_SENTENCE_START, number);
    fyp_buffer_text(out, part);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        if (evaluation->counts[told[i]] == 0) {
            continue;
        }
        if (!first) {
            fyp_buffer_text(out, fyp_text(FYP_M_SENTENCE_BETWEEN));
        }
        tell_group(evaluation, told[i], out);
        first = false;
    }
    fyp_buffer_text(out, fyp_text(FYP_M_SENTENCE_END));
}
