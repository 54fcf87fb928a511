/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include <stdlib.h>
#include <string.h>

/*
 * The latest origins of an import are kept in a table of fixed size, each in
 * the one slot that its hash gives. One that was pushed out by another is
 * written again when it comes back: the same origin may stand in the store
 * more than once, which costs a few bytes and no search.
 */

const char *const fyp_store_price_words[] = {
    [FYP_PRICE_UNKNOWN] = NULL,
    [FYP_PRICE_NOMINAL] = "nominal",
    [FYP_PRICE_REAL] = "real"};

enum fyp_price_basis fyp_store_price_of(const char *word)
{
    if (!word) {
        return FYP_PRICE_UNKNOWN;
    }
    return strcmp(word, fyp_store_price_words[FYP_PRICE_REAL]) == 0
               ? FYP_PRICE_REAL
               : FYP_PRICE_NOMINAL;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_origin(const struct fyp_origin *a, const struct fyp_origin *b)
{
    return a->import_id == b->import_id && a->marks == b->marks &&
           a->normalised == b->normalised && a->price_basis == b->price_basis &&
           same_text(a->source, b->source) && same_text(a->unit, b->unit) &&
           same_text(a->status, b->status) && same_text(a->sheet, b->sheet);
}

/* FNV-1a; see data/figures.c. */
static uint64_t mix(uint64_t hash, const char *text)
{
    for (const char *at = text ? text : "\1"; *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    }
    return (hash ^ 0xFF) * UINT64_C(0x100000001b3);
}

static size_t slot_of(const struct fyp_origin *origin)
{
    uint64_t hash = mix(UINT64_C(0xcbf29ce484222325), origin->source);
    hash = mix(hash, origin->unit);
    hash = mix(hash, origin->status);
    hash = mix(hash, origin->sheet);
    hash = (hash ^ origin->marks ^ ((uint64_t)origin->normalised << 16) ^
            ((uint64_t)origin->price_basis << 48)) *
           UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(hash >> 32) % FYP_ORIGIN_SLOTS;
}

static size_t size_of(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static const char *copy(char **to, const char *text)
{
    if (!text) {
        return NULL;
    }
    size_t size = strlen(text) + 1;
    char *start = memcpy(*to, text, size);
    *to += size;
    return start;
}

static bool fill_slot(
    struct fyp_origin_slot *slot, const struct fyp_origin *origin, long long id)
{
    size_t size = size_of(origin->source) + size_of(origin->unit) +
                  size_of(origin->status) + size_of(origin->sheet);
    char *text = malloc(size);
    if (!text) {
        return false;
    }
    free(slot->text);
    char *to = text;
    *slot = (struct fyp_origin_slot){.id = id, .origin = *origin, .text = text};
    slot->origin.source = copy(&to, origin->source);
    slot->origin.unit = copy(&to, origin->unit);
    slot->origin.status = copy(&to, origin->status);
    slot->origin.sheet = copy(&to, origin->sheet);
    return true;
}

static enum fyp_status insert(
    struct fyp_store *store, const struct fyp_origin *origin, long long *id,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_ADD_ORIGIN, origin->import_id, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    fyp_store_bind_text(statement, 2, origin->sheet);
    fyp_store_bind_text(statement, 3, origin->unit);
    fyp_store_bind_text(
        statement, 4, fyp_store_price_words[origin->price_basis]);
    fyp_store_bind_text(statement, 5, origin->status);
    fyp_store_bind_text(statement, 6, origin->source);
    (void)sqlite3_bind_int64(statement, 7, origin->marks);
    (void)sqlite3_bind_int64(statement, 8, origin->normalised);
    status = fyp_store_execute(store, statement, err);
    *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum fyp_status fyp_store_origin_of(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_row *row, long long *id, struct fyp_error *err)
{
    const struct fyp_origin origin = {
        .import_id = import_id,
        .sheet = row->figure.sheet,
        .unit = row->unit,
        .status = row->status_text,
        .source = row->figure.source ? row->figure.source : "",
        .price_basis = row->figure.price_basis,
        .marks = row->figure.marks,
        .normalised = row->normalised};
    struct fyp_origin_slot *slot = &store->origins[store->last_origin];
    if (slot->id == 0 || !same_origin(&slot->origin, &origin)) {
        store->last_origin = slot_of(&origin);
        slot = &store->origins[store->last_origin];
    }
    if (slot->id == 0 || !same_origin(&slot->origin, &origin)) {
        enum fyp_status status = insert(store, &origin, id, err);
        if (status == FYP_OK && !fill_slot(slot, &origin, *id)) {
            status = fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        return status;
    }
    *id = slot->id;
    return FYP_OK;
}

void fyp_store_forget_origins(struct fyp_store *store)
{
    for (size_t i = 0; i < FYP_ORIGIN_SLOTS; i++) {
        free(store->origins[i].text);
        store->origins[i] = (struct fyp_origin_slot){0};
    }
}
