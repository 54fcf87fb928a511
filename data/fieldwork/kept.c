/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fieldwork/kept.h"

#include "data/fieldwork/grow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *fyp_fieldwork_kind_name(enum fyp_fieldwork_kind kind)
{
    static const char *const names[FYP_FIELDWORK_KINDS] = {
        [FYP_FIELDWORK_NONE] = NULL,
        [FYP_FIELDWORK_SITES] = "sites",
        [FYP_FIELDWORK_RECOUNTS] = "recounts",
        [FYP_FIELDWORK_ANSWERS] = "answers",
    };
    return names[kind];
}

static void
keep_file(const struct fyp_field_file *file, struct fyp_fieldwork *out)
{
    const char *slash = strrchr(file->path, '/');

    out->file = slash != NULL ? slash + 1 : file->path;
    out->sha256 = file->sha256;
    out->sheet = file->sheet[0] != '\0' ? file->sheet : NULL;
}

enum fyp_status fyp_keep_sites(
    const struct fyp_sites *sites, const size_t *drawn, size_t count,
    struct fyp_arena *arena, struct fyp_fieldwork *out, struct fyp_error *err)
{
    struct fyp_kept_site *list =
        fyp_arena_alloc(arena, count + 1, sizeof *list);

    if (list == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        const struct fyp_site *site = &sites->items[drawn[i]];
        list[i] = (struct fyp_kept_site){site->id, site->name, site->line};
    }
    out->kind = FYP_FIELDWORK_SITES;
    out->sites = list;
    out->count = count;
    out->population = (long long)sites->count;
    keep_file(&sites->file, out);
    return FYP_OK;
}

enum fyp_status fyp_keep_recounts(
    const struct fyp_recounts *recounts, struct fyp_arena *arena,
    struct fyp_fieldwork *out, struct fyp_error *err)
{
    const size_t count = recounts->count;
    struct fyp_kept_recount *list =
        fyp_arena_alloc(arena, count + 1, sizeof *list);

    if (list == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        const struct fyp_recount *row = &recounts->items[i];
        list[i] = (struct fyp_kept_recount){
            .indicator = row->indicator->code,
            .site = row->site,
            .reported = row->reported,
            .recounted = row->recounted,
            .checked = row->checked,
            .confirmed = row->confirmed,
            .line = row->line,
        };
    }
    out->kind = FYP_FIELDWORK_RECOUNTS;
    out->recounts = list;
    out->count = count;
    keep_file(&recounts->file, out);
    return FYP_OK;
}

/* --- answers, added up --- */

/* Question, group and answer have small numbers: a table of all combinations
 * says where each stands in the list. */
struct adding {
    const struct fyp_answers *answers;
    struct fyp_kept_answers *list;
    size_t *place; /* 1 + index in the list; 0: not there yet */
    size_t values; /* of the scale, and one for no answer */
};

static size_t *place_of(const struct adding *adding, const struct fyp_answer *a)
{
    const struct fyp_answers *answers = adding->answers;
    const size_t group = a->group < 0 ? 0 : 1 + (size_t)a->group;
    const long long step = (long long)a->value - answers->scale.low;
    const size_t value = a->given ? 1 + (size_t)step : 0;
    const size_t row = (size_t)a->question * (answers->group_count + 1) + group;

    return &adding->place[row * adding->values + value];
}

static size_t add_up(const struct adding *adding)
{
    const struct fyp_answers *answers = adding->answers;
    size_t count = 0;

    for (size_t i = 0; i < answers->count; i++) {
        const struct fyp_answer *answer = &answers->items[i];
        size_t *place = place_of(adding, answer);
        if (*place == 0) {
            adding->list[count++] = (struct fyp_kept_answers){
                .question = answers->questions[answer->question],
                .group =
                    answer->group < 0 ? NULL : answers->groups[answer->group],
                .given = answer->given,
                .value = answer->given ? (int)answer->value : 0,
                .line = answer->line,
            };
            *place = count;
        }
        adding->list[*place - 1].people++;
    }
    return count;
}

enum fyp_status fyp_keep_answers(
    const struct fyp_answers *answers, struct fyp_arena *arena,
    struct fyp_fieldwork *out, struct fyp_error *err)
{
    struct adding adding = {
        .answers = answers,
        .values = 2 + (size_t)(answers->scale.high - answers->scale.low),
    };
    const size_t places =
        answers->question_count * (answers->group_count + 1) * adding.values;

    adding.list =
        fyp_arena_alloc(arena, answers->count + 1, sizeof *adding.list);
    adding.place = calloc(places + 1, sizeof *adding.place);
    if (adding.list == NULL || adding.place == NULL) {
        free(adding.place);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    out->count = add_up(&adding);
    free(adding.place);
    out->kind = FYP_FIELDWORK_ANSWERS;
    out->answers = adding.list;
    out->scale = answers->scale;
    keep_file(&answers->file, out);
    return FYP_OK;
}

/* --- the way back --- */

static struct fyp_field_file file_of(const struct fyp_fieldwork *fieldwork)
{
    struct fyp_field_file file = {
        .path = fieldwork->file, .taken = fieldwork->count};

    snprintf(file.sha256, sizeof file.sha256, "%s", fieldwork->sha256);
    snprintf(
        file.sheet, sizeof file.sheet, "%s",
        fieldwork->sheet != NULL ? fieldwork->sheet : "");
    return file;
}

enum fyp_status fyp_kept_recounts(
    const struct fyp_fieldwork *fieldwork, const struct fyp_plan *plan,
    struct fyp_recounts *out, size_t *unknown, struct fyp_error *err)
{
    *unknown = 0;
    *out = (struct fyp_recounts){.plan = plan, .file = file_of(fieldwork)};
    out->items = calloc(fieldwork->count + 1, sizeof *out->items);
    if (out->items == NULL) {
        *out = (struct fyp_recounts){0};
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    out->capacity = fieldwork->count + 1;
    for (size_t i = 0; i < fieldwork->count; i++) {
        const struct fyp_kept_recount *row = &fieldwork->recounts[i];
        const struct fyp_indicator *indicator =
            fyp_plan_indicator(plan, row->indicator);
        if (indicator == NULL) {
            (*unknown)++;
            continue;
        }
        out->items[out->count++] = (struct fyp_recount){
            .indicator = indicator,
            .site = row->site,
            .reported = row->reported,
            .recounted = row->recounted,
            .checked = row->checked,
            .confirmed = row->confirmed,
            .line = row->line,
        };
    }
    return FYP_OK;
}

/* Index of a name; the store holds no more names than a file may. */
static int name_index(const char **names, size_t *count, const char *name)
{
    size_t i = 0;

    while (i < *count && strcmp(names[i], name) != 0) {
        i++;
    }
    if (i == FYP_ANSWERS_NAMES_MAX) {
        return -1;
    }
    if (i == *count) {
        names[(*count)++] = name;
    }
    return (int)i;
}

static enum fyp_status too_many(struct fyp_error *err)
{
    char limit[24];

    snprintf(limit, sizeof limit, "%d", (int)FYP_FIELD_ROWS_MAX);
    return fyp_fail(err, FYP_E_FIELD_TOO_MANY, limit);
}

static enum fyp_status put_answers(
    const struct fyp_kept_answers *kept, struct fyp_answers *out,
    struct fyp_error *err)
{
    struct fyp_answer answer = {
        .question =
            name_index(out->questions, &out->question_count, kept->question),
        .group = -1,
        .given = kept->given,
        .value = kept->value,
        .line = kept->line,
    };
    const size_t room = FYP_FIELD_ROWS_MAX - out->count;

    if (kept->group != NULL) {
        answer.group = name_index(out->groups, &out->group_count, kept->group);
    }
    if (answer.question < 0 || (kept->group != NULL && answer.group < 0) ||
        kept->people > (long long)room) {
        return too_many(err);
    }
    for (long long i = 0; i < kept->people; i++) {
        if (!fyp_field_grow(
                &out->items, out->count, &out->capacity, sizeof answer)) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        out->items[out->count++] = answer;
    }
    return FYP_OK;
}

enum fyp_status fyp_kept_answers(
    const struct fyp_fieldwork *fieldwork, struct fyp_answers *out,
    struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;

    *out = (struct fyp_answers){
        .scale = fieldwork->scale, .file = file_of(fieldwork)};
    for (size_t i = 0; status == FYP_OK && i < fieldwork->count; i++) {
        status = put_answers(&fieldwork->answers[i], out, err);
    }
    if (status == FYP_OK) {
        out->file.taken = out->count;
    } else {
        fyp_answers_finish(out);
    }
    return status;
}
