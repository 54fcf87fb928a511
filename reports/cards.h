/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_CARDS_H
#define FYP_REPORTS_CARDS_H

#include "base/message.h"
#include "base/text.h"
#include "engine/evaluate.h"

/*
 * The cards on top of the overview: what decides. A score never stands
 * without the number of targets missed, and where it covers only a part of
 * the indicators the card says so in plain words.
 */

enum {
    FYP_CARD_SCORE,
    FYP_CARD_MISSED,
    FYP_CARD_BINDING,
    FYP_CARD_ASSESSABLE,
    FYP_CARD_RATE,
    FYP_CARD_COUNT
};

struct fyp_card {
    enum fyp_message label;
    char value[160];
    struct fyp_buffer note; /* lines; terminated unless note.failed */
    bool warning;           /* the value is bad news */
    bool note_warning;      /* the note must not be overlooked */
};

void fyp_cards_init(
    const struct fyp_evaluation *evaluation,
    struct fyp_card cards[FYP_CARD_COUNT]);
void fyp_cards_finish(struct fyp_card cards[FYP_CARD_COUNT]);

#endif
