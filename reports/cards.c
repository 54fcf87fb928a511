/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/cards.h"

#include "reports/caps.h"
#include "reports/sheets.h"
#include "reports/words.h"

#include <string.h>

static void add_note(struct fyp_card *card, const char *text)
{
    if (text[0] != '\0') {
        if (card->note.length > 0) {
            fyp_buffer_text(&card->note, "\n");
        }
        fyp_buffer_text(&card->note, text);
    }
}

static bool is_missed(const struct fyp_indicator_result *result)
{
    return fyp_verdict_is_missed(result->verdict);
}

static bool has_no_figure(const struct fyp_indicator_result *result)
{
    return result->verdict == FYP_VERDICT_NO_DATA;
}

static bool is_not_assessable(const struct fyp_indicator_result *result)
{
    return result->verdict == FYP_VERDICT_NOT_ASSESSABLE;
}

static bool is_binding_missed(const struct fyp_indicator_result *result)
{
    return result->indicator->attribute == FYP_BINDING && is_missed(result);
}

/* Numbers, as printed, of the 约束性 indicators that lowered the grade. */
static void
cap_numbers(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (result->caps_as_binding) {
            fyp_buffer_text(
                out, out->length > 0 ? fyp_text(FYP_M_NAME_BETWEEN) : "");
            fyp_buffer_text(out, result->indicator->number);
        }
    }
}

static void
tell_cap(const struct fyp_evaluation *evaluation, struct fyp_card *card)
{
    const struct fyp_caps caps = fyp_caps_of(evaluation);
    char text[384];
    if (evaluation->grade == evaluation->uncapped_grade) {
        return;
    }
    card->note_warning = true;
    struct fyp_buffer numbers = {0};
    cap_numbers(evaluation, &numbers);
    if (caps.binding && numbers.length > 0 && !numbers.failed) {
        (void)fyp_say(
            text, sizeof text, FYP_M_CARD_CAPPED_BINDING,
            fyp_word_grade(caps.binding_from), fyp_word_grade(caps.binding_to),
            numbers.data);
        add_note(card, text);
    }
    if (caps.majority) {
        (void)fyp_say(
            text, sizeof text, FYP_M_CARD_CAPPED_MAJORITY,
            fyp_word_grade(caps.majority_from),
            fyp_word_grade(caps.majority_to));
        add_note(card, text);
    }
    fyp_buffer_finish(&numbers);
}

static void
score_card(const struct fyp_evaluation *evaluation, struct fyp_card *card)
{
    char score[FYP_DECIMAL_TEXT_SIZE], share[FYP_DECIMAL_TEXT_SIZE];
    char missed[16], text[256];
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    card->label = FYP_M_CARD_SCORE;
    fyp_show_score(evaluation->score, ruleset, score);
    (void)snprintf(
        card->value, sizeof card->value, "%s　%s", score,
        fyp_word_grade(evaluation->grade));
    if (fyp_less(evaluation->assessed_weight, 1.0)) {
        fyp_show_share(evaluation->assessed_weight, share);
        (void)fyp_say(text, sizeof text, FYP_M_CARD_COVERS, share);
        card->note_warning = true;
        add_note(card, text);
    }
    tell_cap(evaluation, card);
    if (card->note.length == 0) {
        (void)snprintf(missed, sizeof missed, "%d", evaluation->behind_count);
        (void)fyp_say(text, sizeof text, FYP_M_CARD_WITH_MISSED, missed);
        add_note(card, text);
    }
}

static void
missed_card(const struct fyp_evaluation *evaluation, struct fyp_card *card)
{
    char count[16];
    card->label = FYP_M_CARD_MISSED;
    (void)snprintf(count, sizeof count, "%d", evaluation->behind_count);
    (void)fyp_say(card->value, sizeof card->value, FYP_M_CARD_ITEMS, count);
    card->warning = evaluation->behind_count > 0;
    struct fyp_buffer numbers = {0};
    fyp_numbers_of(evaluation, is_missed, &numbers);
    if (numbers.length > 0 && !numbers.failed) {
        add_note(card, numbers.data);
    }
    fyp_buffer_finish(&numbers);
    if (evaluation->behind_count == 0) {
        add_note(
            card, fyp_text(
                      evaluation->attainment.assessable > 0
                          ? FYP_M_CARD_NONE_MISSED
                          : FYP_M_CARD_NONE_JUDGED));
    }
}

static void
binding_card(const struct fyp_evaluation *evaluation, struct fyp_card *card)
{
    char met[16], of[16], total[16], text[256];
    bool printed = false;
    int binding = 0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        enum fyp_attribute attribute =
            evaluation->indicators[i].indicator->attribute;
        printed |= attribute != FYP_ATTRIBUTE_NONE;
        binding += attribute == FYP_BINDING;
    }
    card->label = FYP_M_CARD_BINDING;
    if (!printed) {
        (void)snprintf(
            card->value, sizeof card->value, "%s", FYP_SHOWN_UNDEFINED);
        add_note(card, fyp_text(FYP_M_CARD_NO_ATTRIBUTE));
        return;
    }
    (void)snprintf(met, sizeof met, "%d", evaluation->binding.met);
    (void)snprintf(of, sizeof of, "%d", evaluation->binding.assessable);
    (void)snprintf(total, sizeof total, "%d", binding);
    (void)fyp_say(card->value, sizeof card->value, FYP_M_CARD_MET_OF, met, of);
    (void)fyp_say(text, sizeof text, FYP_M_CARD_BINDING_NOTE, total, of);
    add_note(card, text);
    struct fyp_buffer numbers = {0};
    fyp_numbers_of(evaluation, is_binding_missed, &numbers);
    if (numbers.length > 0 && !numbers.failed) {
        (void)fyp_say(
            text, sizeof text, FYP_M_CARD_BINDING_MISSED, numbers.data);
        card->note_warning = true;
        add_note(card, text);
    }
    fyp_buffer_finish(&numbers);
}

static void
assessable_card(const struct fyp_evaluation *evaluation, struct fyp_card *card)
{
    const struct fyp_attainment *attainment = &evaluation->attainment;
    char a[16], b[16], text[640];
    card->label = FYP_M_CARD_ASSESSABLE;
    (void)snprintf(a, sizeof a, "%d", attainment->assessable);
    (void)snprintf(b, sizeof b, "%d", attainment->with_target);
    (void)fyp_say(card->value, sizeof card->value, FYP_M_CARD_OF, a, b);
    struct fyp_buffer absent = {0}, unclear = {0};
    fyp_numbers_of(evaluation, has_no_figure, &absent);
    fyp_numbers_of(evaluation, is_not_assessable, &unclear);
    if (absent.length > 0 && !absent.failed) {
        (void)fyp_say(text, sizeof text, FYP_M_CARD_NO_DATA, absent.data);
        add_note(card, text);
    }
    if (unclear.length > 0 && !unclear.failed) {
        (void)fyp_say(text, sizeof text, FYP_M_CARD_UNCLEAR, unclear.data);
        add_note(card, text);
    }
    card->note_warning = card->note.length > 0;
    if (card->note.length == 0) {
        add_note(card, fyp_text(FYP_M_CARD_ASSESSABLE_NOTE));
    }
    fyp_buffer_finish(&absent);
    fyp_buffer_finish(&unclear);
}

static void
rate_card(const struct fyp_evaluation *evaluation, struct fyp_card *card)
{
    const struct fyp_attainment *attainment = &evaluation->attainment;
    char a[16], b[16], due[16], all[16], text[256];
    char share[FYP_DECIMAL_TEXT_SIZE], whole[FYP_DECIMAL_TEXT_SIZE];
    card->label = FYP_M_CARD_RATE;
    (void)snprintf(a, sizeof a, "%d", attainment->met);
    (void)snprintf(b, sizeof b, "%d", attainment->assessable);
    (void)snprintf(due, sizeof due, "%d", attainment->due);
    (void)fyp_say(card->value, sizeof card->value, FYP_M_CARD_OF, a, b);
    if (attainment->assessable > 0) {
        fyp_show_share((double)attainment->met / attainment->assessable, share);
        fyp_show_share(
            (double)attainment->met / attainment->with_target, whole);
        (void)snprintf(all, sizeof all, "%d", attainment->with_target);
        (void)fyp_say(
            text, sizeof text, FYP_M_CARD_RATE_NOTE, share, all, whole, due);
        add_note(card, text);
    }
}

void fyp_cards_init(
    const struct fyp_evaluation *evaluation,
    struct fyp_card cards[FYP_CARD_COUNT])
{
    static void (*const makers[FYP_CARD_COUNT])(
        const struct fyp_evaluation *, struct fyp_card *) = {
        [FYP_CARD_SCORE] = score_card,
        [FYP_CARD_MISSED] = missed_card,
        [FYP_CARD_BINDING] = binding_card,
        [FYP_CARD_ASSESSABLE] = assessable_card,
        [FYP_CARD_RATE] = rate_card};
    for (size_t i = 0; i < FYP_CARD_COUNT; i++) {
        cards[i] = (struct fyp_card){.label = FYP_M_CARD_SCORE};
        makers[i](evaluation, &cards[i]);
        fyp_buffer_bytes(&cards[i].note, "", 1);
    }
}

void fyp_cards_finish(struct fyp_card cards[FYP_CARD_COUNT])
{
    for (size_t i = 0; i < FYP_CARD_COUNT; i++) {
        fyp_buffer_finish(&cards[i].note);
    }
}
