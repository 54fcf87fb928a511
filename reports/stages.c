/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/stages.h"

#include "reports/outlook.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

/* --- words --- */

const char *fyp_word_foresight(enum fyp_foresight foresight)
{
    static const enum fyp_message words[] = {
        [FYP_FORESIGHT_UNKNOWN] = FYP_M_FORESIGHT_UNKNOWN,
        [FYP_FORESIGHT_MEETS] = FYP_M_FORESIGHT_MEETS,
        [FYP_FORESIGHT_MISSES] = FYP_M_FORESIGHT_MISSES,
    };
    return fyp_text(words[foresight]);
}

const char *fyp_word_outcome(enum fyp_outcome outcome)
{
    static const enum fyp_message words[] = {
        [FYP_OUTCOME_UNKNOWN] = FYP_M_OUTCOME_UNKNOWN,
        [FYP_OUTCOME_RIGHT] = FYP_M_OUTCOME_RIGHT,
        [FYP_OUTCOME_FALSE_ALARM] = FYP_M_OUTCOME_FALSE_ALARM,
        [FYP_OUTCOME_SURPRISE] = FYP_M_OUTCOME_SURPRISE,
    };
    return fyp_text(words[outcome]);
}

const char *fyp_stage_inside_word(const struct fyp_stage_item *item)
{
    if (item->inside95 == FYP_INSIDE_UNDEFINED) {
        return FYP_SHOWN_UNDEFINED;
    }
    if (item->inside80 == FYP_INSIDE_YES) {
        return fyp_text(FYP_M_STAGE_INSIDE_80);
    }
    return fyp_text(
        item->inside95 == FYP_INSIDE_YES ? FYP_M_STAGE_INSIDE_95
                                         : FYP_M_STAGE_OUTSIDE);
}

/* --- cells --- */

/* What the forecast is held against. */
static double bound_of(const struct fyp_stage_item *item)
{
    const struct fyp_indicator_result *result = item->result;

    if (result->indicator->kind == FYP_KIND_EVENT) {
        return 1.0;
    }
    return isnan(result->target) ? result->expected_value : result->target;
}

static int more(int a, int b)
{
    return a > b ? a : b;
}

int fyp_stage_decimals(
    const struct fyp_stage_answers *answers, const struct fyp_stage_item *item)
{
    const struct fyp_indicator *indicator = item->result->indicator;
    const int printed =
        indicator->each_subregion ? 0 : fyp_target_decimals(&indicator->target);
    const double came = item->result->value;
    const double ends[] = {
        item->low80, item->high80, item->low95, item->high95};
    int decimals = fyp_forecast_decimals(printed, bound_of(item), item->value);

    for (size_t i = 0;
         answers->stage == FYP_STAGE_FINAL && i < sizeof ends / sizeof ends[0];
         i++) {
        if (!isnan(ends[i])) {
            decimals =
                more(decimals, fyp_forecast_decimals(printed, came, ends[i]));
        }
    }
    return decimals;
}

/* Why nothing could be said. */
static const char *why_nothing(const struct fyp_stage_item *item)
{
    if (item->result->indicator->kind == FYP_KIND_EVENT) {
        return fyp_text(FYP_M_BASIS_NOT_BEGUN);
    }
    if (item->refusal == FYP_REFUSED_NOT || item->refusal == FYP_REFUSED_KIND) {
        return fyp_text(FYP_M_BASIS_NOTHING);
    }
    return fyp_word_refusal(item->refusal);
}

static const char *basis_word(const struct fyp_stage_item *item)
{
    switch (item->basis) {
    case FYP_BASIS_OF_MODEL:
        return fyp_word_model(item->model);
    case FYP_BASIS_OF_PACE:
        return fyp_text(FYP_M_BASIS_PACE);
    case FYP_BASIS_OF_STANDING:
        return fyp_text(FYP_M_BASIS_STANDING);
    case FYP_BASIS_OF_COMPLETION:
        return fyp_text(FYP_M_BASIS_COMPLETION);
    case FYP_BASIS_OF_NOTHING:
        break;
    }
    return why_nothing(item);
}

void fyp_stage_basis_cell(
    const struct fyp_stage_item *item, char out[FYP_STAGE_CELL_SIZE])
{
    snprintf(out, FYP_STAGE_CELL_SIZE, "%s", basis_word(item));
}

void fyp_stage_warning_cell(
    const struct fyp_stage_item *item, char out[FYP_STAGE_CELL_SIZE])
{
    static const enum fyp_message words[FYP_WARNING_COUNT] = {
        FYP_M_WARNING_BEHIND, FYP_M_WARNING_MISSES, FYP_M_WARNING_UNKNOWN};
    size_t used = 0;

    out[0] = '\0';
    for (int bit = 0; bit < FYP_WARNING_COUNT; bit++) {
        if ((item->warnings & (1U << bit)) != 0 && used < FYP_STAGE_CELL_SIZE) {
            used += (size_t)snprintf(
                out + used, FYP_STAGE_CELL_SIZE - used, "%s%s",
                used > 0 ? fyp_text(FYP_M_LIST_BETWEEN) : "",
                fyp_text(words[bit]));
        }
    }
}

/* --- lines --- */

typedef bool picks(const struct fyp_stage_item *item);

static bool is_missed(const struct fyp_stage_item *item)
{
    return item->foresight == FYP_FORESIGHT_MISSES;
}

static bool is_unknown(const struct fyp_stage_item *item)
{
    return item->foresight == FYP_FORESIGHT_UNKNOWN;
}

static bool is_exceeded(const struct fyp_stage_item *item)
{
    return item->result->verdict == FYP_VERDICT_EXCEEDED;
}

static bool is_achieved(const struct fyp_stage_item *item)
{
    return item->result->verdict == FYP_VERDICT_ACHIEVED;
}

static bool is_not_achieved(const struct fyp_stage_item *item)
{
    return item->result->verdict == FYP_VERDICT_NOT_ACHIEVED;
}

static bool is_undecided(const struct fyp_stage_item *item)
{
    return item->happened == FYP_FORESIGHT_UNKNOWN;
}

static bool is_outside(const struct fyp_stage_item *item)
{
    return item->outside_range;
}

static bool is_false_alarm(const struct fyp_stage_item *item)
{
    return item->outcome == FYP_OUTCOME_FALSE_ALARM;
}

static bool is_surprise(const struct fyp_stage_item *item)
{
    return item->outcome == FYP_OUTCOME_SURPRISE;
}

/* “name”（约束性）、“name” */
static int list_names(
    const struct fyp_stage_answers *answers, picks *pick,
    struct fyp_text_page *list)
{
    int count = 0;

    for (size_t i = 0; i < answers->count; i++) {
        const struct fyp_stage_item *item = &answers->items[i];
        const struct fyp_indicator *indicator = item->result->indicator;
        if (!pick(item)) {
            continue;
        }
        if (count++ > 0) {
            fyp_buffer_text(list->out, fyp_text(FYP_M_NAME_BETWEEN));
        }
        fyp_page_say(
            list,
            indicator->attribute == FYP_BINDING ? FYP_M_OUTLOOK_MISSED_BINDING
                                                : FYP_M_NAME_QUOTED,
            fyp_page_plain(list, indicator->name));
    }
    return count;
}

/* "message" with the number and the names of those picked; none: nothing. */
static void say_picked(
    const struct fyp_stage_answers *answers, picks *pick,
    enum fyp_message message, struct fyp_text_page *page)
{
    struct fyp_buffer names = {0};
    struct fyp_text_page list = {.out = &names};
    const int count = list_names(answers, pick, &list);

    if (count > 0 && names.data != NULL) {
        fyp_page_say(page, message, fyp_page_number(page, count), names.data);
        fyp_page_line_end(page);
    }
    page->out->failed = page->out->failed || names.failed;
    fyp_page_finish(&list);
    fyp_buffer_finish(&names);
}

static void say_warnings(
    const struct fyp_stage_answers *answers, struct fyp_text_page *page)
{
    struct fyp_buffer names = {0};
    struct fyp_text_page list = {.out = &names};

    if (answers->warned == 0) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_STAGE_NO_WARNING));
        fyp_page_line_end(page);
        return;
    }
    for (size_t i = 0; i < answers->count; i++) {
        const struct fyp_stage_item *item = &answers->items[i];
        char reasons[FYP_STAGE_CELL_SIZE];
        if (item->warnings == 0) {
            continue;
        }
        if (names.length > 0) {
            fyp_buffer_text(&names, fyp_text(FYP_M_NAME_BETWEEN));
        }
        fyp_stage_warning_cell(item, reasons);
        fyp_page_say(
            &list, FYP_M_STAGE_WARNED,
            fyp_page_plain(&list, item->result->indicator->name), reasons);
    }
    fyp_page_say(
        page, FYP_M_STAGE_WARNINGS, fyp_page_number(page, answers->warned),
        names.data == NULL ? "" : names.data);
    fyp_page_line_end(page);
    page->out->failed = page->out->failed || names.failed;
    fyp_page_finish(&list);
    fyp_buffer_finish(&names);
}

static void
say_midterm(const struct fyp_stage_answers *answers, struct fyp_text_page *page)
{
    fyp_page_say(
        page, FYP_M_STAGE_COURSE, fyp_page_number(page, answers->end_year),
        fyp_page_number(page, (long long)answers->count),
        fyp_page_number(page, answers->meets),
        fyp_page_number(page, answers->misses),
        fyp_page_number(page, answers->unknown));
    fyp_page_line_end(page);
    say_picked(answers, is_missed, FYP_M_STAGE_MISSES, page);
    say_picked(answers, is_unknown, FYP_M_STAGE_UNKNOWN, page);
    say_warnings(answers, page);
}

static void say_accuracy(
    const struct fyp_stage_answers *answers, struct fyp_text_page *page)
{
    const int compared =
        answers->right + answers->false_alarms + answers->surprises;

    fyp_page_say(
        page, FYP_M_STAGE_ACCURACY, fyp_page_number(page, answers->seen_from),
        fyp_page_number(page, compared), fyp_page_number(page, answers->right),
        fyp_page_number(page, answers->false_alarms),
        fyp_page_number(page, answers->surprises));
    fyp_page_line_end(page);
    say_picked(answers, is_false_alarm, FYP_M_STAGE_FALSE_ALARMS, page);
    say_picked(answers, is_surprise, FYP_M_STAGE_SURPRISES, page);
    if (answers->with80 > 0) {
        fyp_page_say(
            page, FYP_M_STAGE_WITHIN, fyp_page_number(page, answers->with80),
            fyp_page_number(page, answers->within80),
            fyp_page_number(page, answers->within95));
        fyp_page_line_end(page);
    }
}

static void
say_final(const struct fyp_stage_answers *answers, struct fyp_text_page *page)
{
    say_picked(answers, is_exceeded, FYP_M_STAGE_EXCEEDED, page);
    say_picked(answers, is_achieved, FYP_M_STAGE_ACHIEVED, page);
    say_picked(answers, is_not_achieved, FYP_M_STAGE_NOT_ACHIEVED, page);
    say_picked(answers, is_undecided, FYP_M_STAGE_UNDECIDED, page);
    if (answers->seen_from == 0) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_STAGE_NO_MIDTERM));
        fyp_page_line_end(page);
        return;
    }
    say_accuracy(answers, page);
}

void fyp_stage_lines(
    const struct fyp_evaluation *evaluation, struct fyp_text_page *page)
{
    const struct fyp_stage_answers *answers = evaluation->stages;

    if (answers == NULL) {
        return;
    }
    if (answers->demonstration && !evaluation->demonstration) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_DEMO_NOTICE));
        fyp_page_line_end(page);
    }
    if (answers->stage == FYP_STAGE_MIDTERM) {
        say_midterm(answers, page);
    } else {
        say_final(answers, page);
    }
}

void fyp_stage_title(
    const struct fyp_evaluation *evaluation, struct fyp_text_page *page)
{
    const struct fyp_stage_answers *answers = evaluation->stages;

    fyp_page_say(
        page,
        answers->stage == FYP_STAGE_MIDTERM ? FYP_M_STAGE_TITLE_MIDTERM
                                            : FYP_M_STAGE_TITLE_FINAL,
        fyp_page_number(page, answers->end_year));
}

void fyp_stage_remarks(
    const struct fyp_evaluation *evaluation, struct fyp_text_page *page)
{
    const struct fyp_stage_answers *answers = evaluation->stages;
    bool perfect = false;

    if (answers == NULL || answers->seen_from == 0) {
        return;
    }
    if (answers->stage == FYP_STAGE_FINAL) {
        fyp_page_say(
            page, FYP_M_STAGE_TODAY, fyp_page_number(page, answers->seen_from),
            fyp_page_number(page, (long long)answers->revised));
        fyp_page_line_end(page);
    }
    for (size_t i = 0; i < answers->count; i++) {
        perfect |= answers->items[i].perfect;
    }
    fyp_buffer_text(page->out, fyp_text(FYP_M_STAGE_HOW));
    fyp_page_line_end(page);
    if (perfect) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_STAGE_PERFECT));
        fyp_page_line_end(page);
    }
    say_picked(answers, is_outside, FYP_M_STAGE_OUTSIDE_RANGE, page);
}
