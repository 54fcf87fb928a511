/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Fieldwork out of the store. What no file could have brought is damage. */

enum fyp_fieldwork_kind fyp_store_kind_of(const char *word)
{
    for (int kind = FYP_FIELDWORK_SITES; word && kind < FYP_FIELDWORK_KINDS;
         kind++) {
        const enum fyp_fieldwork_kind found = (enum fyp_fieldwork_kind)kind;
        if (strcmp(fyp_fieldwork_kind_name(found), word) == 0) {
            return found;
        }
    }
    return FYP_FIELDWORK_NONE;
}

/* One load: the set on its way, and whether all was sound so far. */
struct loading {
    struct fyp_store *store;
    struct fyp_fieldwork_set *set;
    bool sound;
};

/** A copy of a text; NULL for NULL, which must allow it. */
static const char *
copy(struct loading *loading, sqlite3_stmt *row, int index, bool optional)
{
    const char *text = fyp_store_text(row, index);
    if (!text && optional) {
        return NULL;
    }
    if (!text || !fyp_store_is_text(text)) {
        loading->sound = false;
        return "";
    }
    const char *kept = fyp_arena_text(&loading->set->arena, text, strlen(text));
    loading->sound &= kept != NULL;
    return kept ? kept : "";
}

static uint64_t seed_of(struct loading *loading, sqlite3_stmt *row, int index)
{
    const char *text = fyp_store_text(row, index);
    char *end = NULL;
    errno = 0;
    const unsigned long long seed = text ? strtoull(text, &end, 10) : 0;
    loading->sound &= text && errno == 0 && end != text && *end == '\0';
    return seed;
}

static void
read_head(struct loading *loading, sqlite3_stmt *row, struct fyp_fieldwork *out)
{
    *out = (struct fyp_fieldwork){
        .import_id = sqlite3_column_int64(row, 0),
        .kind = fyp_store_kind_of(fyp_store_text(row, 1)),
        .plan = copy(loading, row, 2, false),
        .region = copy(loading, row, 3, false),
        .year = sqlite3_column_int(row, 4),
        .by = copy(loading, row, 5, false),
        .sheet = copy(loading, row, 6, true),
        .confidence = sqlite3_column_double(row, 7),
        .indicator = copy(loading, row, 8, true),
        .margin = sqlite3_column_double(row, 9),
        .share = sqlite3_column_double(row, 10),
        .population = sqlite3_column_int64(row, 11),
        .generator = copy(loading, row, 13, true),
        .scale = {sqlite3_column_int(row, 14), sqlite3_column_int(row, 15)},
        .invited = sqlite3_column_int64(row, 16),
        .file = copy(loading, row, 17, false),
        .sha256 = copy(loading, row, 18, false),
        .saved_at = copy(loading, row, 19, false),
    };
    loading->sound &= out->kind != FYP_FIELDWORK_NONE && out->confidence > 0 &&
                      out->confidence < 1 && strlen(out->sha256) == 64;
    if (out->kind == FYP_FIELDWORK_SITES) {
        out->seed = seed_of(loading, row, 12);
        loading->sound &= out->indicator != NULL && out->generator != NULL;
    } else if (out->kind == FYP_FIELDWORK_ANSWERS) {
        loading->sound &=
            out->scale.low >= 0 && out->scale.low < out->scale.high;
    }
}

static struct fyp_kept_site
read_site(struct loading *loading, sqlite3_stmt *row)
{
    return (struct fyp_kept_site){
        .site = copy(loading, row, 0, false),
        .name = copy(loading, row, 1, false),
        .line = sqlite3_column_int(row, 2),
    };
}

static struct fyp_kept_recount
read_recount(struct loading *loading, sqlite3_stmt *row)
{
    return (struct fyp_kept_recount){
        .indicator = copy(loading, row, 0, false),
        .site = copy(loading, row, 1, false),
        .reported = fyp_store_number(row, 2),
        .recounted = fyp_store_number(row, 3),
        .checked = sqlite3_column_int64(row, 4),
        .confirmed = sqlite3_column_int64(row, 5),
        .line = sqlite3_column_int(row, 6),
    };
}

static struct fyp_kept_answers read_answers(
    struct loading *loading, sqlite3_stmt *row, const struct fyp_scale *scale)
{
    const struct fyp_kept_answers answers = {
        .question = copy(loading, row, 0, false),
        .group = copy(loading, row, 1, true),
        .given = sqlite3_column_type(row, 2) != SQLITE_NULL,
        .value = sqlite3_column_int(row, 2),
        .people = sqlite3_column_int64(row, 3),
        .line = sqlite3_column_int(row, 4),
    };
    loading->sound &= answers.people <= FYP_FIELD_ROWS_MAX &&
                      (!answers.given || (answers.value >= scale->low &&
                                          answers.value <= scale->high));
    return answers;
}

/** Room for one row more; the list is given to the arena at the end. */
static void *room_for(void *list, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return list;
    }
    *capacity = *capacity > 0 ? 2 * *capacity : 64;
    return realloc(list, *capacity * size);
}

static const size_t row_sizes[FYP_FIELDWORK_KINDS] = {
    [FYP_FIELDWORK_SITES] = sizeof(struct fyp_kept_site),
    [FYP_FIELDWORK_RECOUNTS] = sizeof(struct fyp_kept_recount),
    [FYP_FIELDWORK_ANSWERS] = sizeof(struct fyp_kept_answers),
};

static void read_row(
    struct loading *loading, sqlite3_stmt *row,
    const struct fyp_fieldwork *fieldwork, void *list)
{
    const size_t at = fieldwork->count;
    if (fieldwork->kind == FYP_FIELDWORK_SITES) {
        ((struct fyp_kept_site *)list)[at] = read_site(loading, row);
    } else if (fieldwork->kind == FYP_FIELDWORK_RECOUNTS) {
        ((struct fyp_kept_recount *)list)[at] = read_recount(loading, row);
    } else {
        ((struct fyp_kept_answers *)list)[at] =
            read_answers(loading, row, &fieldwork->scale);
    }
}

static enum fyp_status keep_list(
    struct loading *loading, struct fyp_fieldwork *fieldwork, const void *list,
    struct fyp_error *err)
{
    const size_t size = row_sizes[fieldwork->kind];
    void *kept =
        fyp_arena_alloc(&loading->set->arena, fieldwork->count + 1, size);
    if (!kept) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    if (fieldwork->count > 0 && list) {
        memcpy(kept, list, fieldwork->count * size);
    }
    if (fieldwork->kind == FYP_FIELDWORK_SITES) {
        fieldwork->sites = kept;
    } else if (fieldwork->kind == FYP_FIELDWORK_RECOUNTS) {
        fieldwork->recounts = kept;
    } else {
        fieldwork->answers = kept;
    }
    return FYP_OK;
}

static enum fyp_status load_rows(
    struct loading *loading, struct fyp_fieldwork *fieldwork,
    struct fyp_error *err)
{
    static const enum fyp_store_statement queries[FYP_FIELDWORK_KINDS] = {
        [FYP_FIELDWORK_SITES] = FYP_STATEMENT_DRAWN,
        [FYP_FIELDWORK_RECOUNTS] = FYP_STATEMENT_RECOUNTS,
        [FYP_FIELDWORK_ANSWERS] = FYP_STATEMENT_ANSWERS,
    };
    struct fyp_store *store = loading->store;
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    void *list = NULL;
    bool row = true;
    enum fyp_status status = fyp_store_prepare_for(
        store, queries[fieldwork->kind], fieldwork->import_id, &statement, err);
    while (status == FYP_OK && row && loading->sound) {
        status = fyp_store_step(store, statement, &row, err);
        if (status != FYP_OK || !row) {
            break;
        }
        void *larger = room_for(
            list, fieldwork->count, &capacity, row_sizes[fieldwork->kind]);
        if (!larger) {
            status = fyp_fail(err, FYP_E_MEMORY, NULL);
            break;
        }
        list = larger;
        read_row(loading, statement, fieldwork, list);
        fieldwork->count++;
        loading->sound &= fieldwork->count <= FYP_FIELD_ROWS_MAX;
    }
    if (statement) {
        (void)sqlite3_reset(statement);
    }
    if (status == FYP_OK) {
        status = keep_list(loading, fieldwork, list, err);
    }
    free(list);
    return status;
}

/** The heads first: their statement must end before rows are read. */
static enum fyp_status
load_heads(struct loading *loading, struct fyp_error *err)
{
    struct fyp_fieldwork_set *set = loading->set;
    sqlite3_stmt *statement = NULL;
    struct fyp_fieldwork *list = NULL;
    size_t capacity = 0;
    bool row = true;
    enum fyp_status status = fyp_store_prepare(
        loading->store, FYP_STATEMENT_FIELDWORK, &statement, err);
    while (status == FYP_OK && row) {
        status = fyp_store_step(loading->store, statement, &row, err);
        if (status != FYP_OK || !row) {
            break;
        }
        struct fyp_fieldwork *larger =
            room_for(list, set->count, &capacity, sizeof *list);
        if (!larger) {
            status = fyp_fail(err, FYP_E_MEMORY, NULL);
            break;
        }
        list = larger;
        read_head(loading, statement, &list[set->count++]);
    }
    if (statement) {
        (void)sqlite3_reset(statement);
    }
    set->items = fyp_arena_alloc(&set->arena, set->count + 1, sizeof *list);
    if (status == FYP_OK && !set->items) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    if (status == FYP_OK && list && set->items) {
        memcpy(set->items, list, set->count * sizeof *list);
    }
    free(list);
    return status;
}

enum fyp_status fyp_store_load_fieldwork(
    struct fyp_store *store, struct fyp_fieldwork_set *out,
    struct fyp_error *err)
{
    struct loading loading = {.store = store, .set = out, .sound = true};
    *out = (struct fyp_fieldwork_set){0};
    enum fyp_status status = load_heads(&loading, err);
    for (size_t i = 0; status == FYP_OK && loading.sound && i < out->count;
         i++) {
        status = load_rows(&loading, &out->items[i], err);
    }
    if (status == FYP_OK && !loading.sound) {
        status = fyp_store_damaged(store, err);
    }
    if (status != FYP_OK) {
        fyp_fieldwork_set_finish(out);
    }
    return status;
}

void fyp_fieldwork_set_finish(struct fyp_fieldwork_set *set)
{
    if (set) {
        fyp_arena_finish(&set->arena);
        *set = (struct fyp_fieldwork_set){0};
    }
}
