/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/row_tally.h"

#include "base/message.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPOT_TEXT_SIZE = 32, ASKED_MAX = 20 };

/* Up to here a bare level may be a share, from there on it is none. */
#define SHARE_MOST 1.0
#define SHARE_NEVER 1.5

/* Where something was first seen. */
struct spot {
    int line, column; /* line 0: nowhere */
    char text[SPOT_TEXT_SIZE];
};

struct fyp_row_tally {
    struct spot with_sign, bare;           /* first of each */
    struct spot share, next_share, larger; /* among bare levels */
    long shares, asked;
};

static void
keep_spot(struct spot *spot, const struct fyp_row_percentage *percentage)
{
    if (spot->line > 0) {
        return;
    }
    size_t length = strlen(percentage->text);
    length = fyp_text_cut(percentage->text, length, SPOT_TEXT_SIZE - 1);
    spot->line = percentage->line;
    spot->column = percentage->column;
    memcpy(spot->text, percentage->text, length);
    spot->text[length] = '\0';
}

static void count_level(
    struct fyp_row_tally *tally, const struct fyp_row_percentage *percentage,
    bool *ask)
{
    double value = percentage->value;
    if (value > SHARE_NEVER) {
        keep_spot(&tally->larger, percentage);
    }
    if (!fyp_more(value, 0) || fyp_more(value, SHARE_MOST)) {
        return;
    }
    keep_spot(
        tally->shares == 0 ? &tally->share : &tally->next_share, percentage);
    tally->shares++;
    /* 1 is a usual figure of both kinds */
    *ask = fyp_less(value, SHARE_MOST) &&
           (tally->asked == 0 || tally->larger.line > 0) &&
           tally->asked < ASKED_MAX;
    tally->asked += *ask;
}

enum fyp_status fyp_row_tally_add(
    struct fyp_row_reader *reader, const struct fyp_row_percentage *percentage,
    bool *ask, struct fyp_error *err)
{
    *ask = false;
    if (!reader->tallies) {
        reader->tallies = calloc(
            fyp_catalogue_count(reader->catalogue), sizeof *reader->tallies);
        if (!reader->tallies) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
    }
    struct fyp_row_tally *tally =
        &reader->tallies
             [percentage->entry - fyp_catalogue_at(reader->catalogue, 0)];
    keep_spot(
        percentage->with_sign ? &tally->with_sign : &tally->bare, percentage);
    if (percentage->bare_level) {
        count_level(tally, percentage, ask);
    }
    return FYP_OK;
}

static void show_spot(const struct spot *spot, char *out, size_t size)
{
    char place[FYP_CELL_NAME_SIZE];
    fyp_cell_name(spot->line, spot->column, place);
    (void)fyp_say(
        out, size, spot->column > 0 ? FYP_M_PLACE_CELL : FYP_M_PLACE_LINE,
        place, spot->text);
}

static void tell(
    const struct fyp_catalogue_entry *entry, enum fyp_status status,
    const struct spot *const spots[2], long count, struct fyp_problems *notes)
{
    char first[FYP_CELL_NAME_SIZE + 2 * SPOT_TEXT_SIZE];
    char second[sizeof first], number[24];
    struct fyp_error note = {.status = FYP_OK};
    bool in_order = spots[0]->line < spots[1]->line ||
                    (spots[0]->line == spots[1]->line &&
                     spots[0]->column <= spots[1]->column);
    show_spot(spots[in_order ? 0 : 1], first, sizeof first);
    show_spot(spots[in_order ? 1 : 0], second, sizeof second);
    (void)snprintf(number, sizeof number, "%ld", count);
    (void)fyp_fail(&note, status, entry->name, first, second, number);
    fyp_problems_add(notes, &note);
}

/** One warning at most: the graver one. */
static void tell_tally(
    const struct fyp_catalogue_entry *entry, const struct fyp_row_tally *tally,
    struct fyp_problems *notes)
{
    if (tally->shares > 0 && tally->larger.line > 0) {
        tell(
            entry, FYP_W_ROW_MIXED_SCALES,
            (const struct spot *const[]){&tally->share, &tally->larger},
            tally->shares, notes);
    } else if (tally->with_sign.line > 0 && tally->bare.line > 0) {
        tell(
            entry, FYP_W_ROW_MIXED_SIGNS,
            (const struct spot *const[]){&tally->with_sign, &tally->bare}, 0,
            notes);
    } else if (tally->shares > 1 && tally->asked > 0) {
        tell(
            entry, FYP_W_ROW_ALL_SHARES,
            (const struct spot *const[]){&tally->share, &tally->next_share},
            tally->shares, notes);
    }
}

void fyp_row_finish(struct fyp_row_reader *reader, struct fyp_problems *notes)
{
    size_t count = reader->tallies ? fyp_catalogue_count(reader->catalogue) : 0;
    for (size_t i = 0; notes && i < count; i++) {
        tell_tally(
            fyp_catalogue_at(reader->catalogue, i), &reader->tallies[i], notes);
    }
    free(reader->tallies);
    reader->tallies = NULL;
}
