/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/contents.h"

#include "base/message.h"
#include "engine/commitments.h"
#include "engine/peers.h"
#include "engine/sensitivity.h"
#include "engine/subregions.h"

#include <stdio.h>

/* What is counted for the words of a sheet. */

static size_t count_indicators(const struct fyp_view *view)
{
    return view->evaluation->indicator_count;
}

static size_t count_target_year(const struct fyp_view *view)
{
    return (size_t)view->evaluation->plan->end_year;
}

static size_t count_places(const struct fyp_view *view)
{
    return view->extras.subregions->count;
}

static size_t count_methods(const struct fyp_view *view)
{
    (void)view;
    return FYP_BESIDE_COUNT;
}

static size_t count_runs(const struct fyp_view *view)
{
    return view->extras.sensitivity->runs;
}

static size_t count_commitments(const struct fyp_view *view)
{
    return view->evaluation->judged->count;
}

static size_t count_questions(const struct fyp_view *view)
{
    return view->evaluation->quality->count;
}

static size_t count_tasks(const struct fyp_view *view)
{
    return view->evaluation->plan->commitments->task_count;
}

static size_t count_figures(const struct fyp_view *view)
{
    return view->series->used_count;
}

struct words {
    enum fyp_message note; /* with {1} where something is counted */
    size_t (*count)(const struct fyp_view *view);
};

static const struct words words[FYP_SHEET_COUNT] = {
    [FYP_SHEET_INDICATORS] = {FYP_M_CONTENTS_INDICATORS, count_indicators},
    [FYP_SHEET_MIDTERM] = {FYP_M_CONTENTS_MIDTERM, count_target_year},
    [FYP_SHEET_FINAL] = {FYP_M_CONTENTS_FINAL, NULL},
    [FYP_SHEET_DETAILS] = {FYP_M_CONTENTS_DETAILS, NULL},
    [FYP_SHEET_SCORING] = {FYP_M_CONTENTS_SCORING, NULL},
    [FYP_SHEET_REGIONS] = {FYP_M_CONTENTS_REGIONS, count_places},
    [FYP_SHEET_COMPARE] = {FYP_M_CONTENTS_COMPARE, count_methods},
    [FYP_SHEET_SENSITIVITY] = {FYP_M_CONTENTS_SENSITIVITY, count_runs},
    [FYP_SHEET_COMMITMENTS] = {FYP_M_CONTENTS_COMMITMENTS, count_commitments},
    [FYP_SHEET_FIELDWORK] = {FYP_M_CONTENTS_FIELDWORK, NULL},
    [FYP_SHEET_QUALITY] = {FYP_M_CONTENTS_QUALITY, count_questions},
    [FYP_SHEET_TASKS] = {FYP_M_CONTENTS_TASKS, count_tasks},
    [FYP_SHEET_DATA] = {FYP_M_CONTENTS_DATA, count_figures},
    [FYP_SHEET_METHOD] = {FYP_M_CONTENTS_METHOD, NULL},
};

static void tell(const struct fyp_view *view, size_t id, struct fyp_buffer *out)
{
    char note[256] = "", count[24] = "";
    if (words[id].count != NULL) {
        (void)snprintf(count, sizeof count, "%zu", words[id].count(view));
    }
    (void)fyp_say(note, sizeof note, words[id].note, count);
    fyp_buffer_text(out, fyp_sheet_name(view->sheets[id]));
    if (note[0] != '\0') {
        fyp_buffer_text(out, fyp_text(FYP_M_CONTENTS_BETWEEN));
        fyp_buffer_text(out, note);
    }
    fyp_buffer_bytes(out, "", 1);
}

void fyp_contents_init(const struct fyp_view *view, struct fyp_contents *out)
{
    *out = (struct fyp_contents){.count = 0};
    for (size_t id = 0; id < FYP_SHEET_COUNT; id++) {
        if (id != FYP_SHEET_OVERVIEW && view->sheets[id] != NULL) {
            struct fyp_contents_entry *entry = &out->items[out->count++];
            entry->sheet = view->sheets[id];
            tell(view, id, &entry->text);
        }
    }
}

void fyp_contents_finish(struct fyp_contents *contents)
{
    for (size_t i = 0; i < contents->count; i++) {
        fyp_buffer_finish(&contents->items[i].text);
    }
}
