/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/figures.h"

#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64, SLOTS_PER_FIGURE = 2 };

/* Figures sorted by place for reading in order, and a table of slots, open
 * addressing, for finding one: a slot holds an index plus one, 0 is free.
 * There are always at least twice as many slots as figures. */
struct fyp_figures {
    struct fyp_arena arena; /* the strings */
    struct fyp_figure *items;
    size_t count, capacity;
    uint32_t *slots; /* shape [SLOTS_PER_FIGURE * capacity] */
    bool indexed;
};

enum fyp_status
fyp_figures_create(struct fyp_figures **out, struct fyp_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
}

void fyp_figures_destroy(struct fyp_figures *figures)
{
    if (!figures) {
        return;
    }
    fyp_arena_finish(&figures->arena);
    free(figures->items);
    free(figures->slots);
    free(figures);
}

/** Capacities are powers of two, so that a slot is found with a mask. */
static bool grow(struct fyp_figures *figures)
{
    size_t capacity =
        figures->capacity > 0 ? 2 * figures->capacity : FIRST_CAPACITY;
    if (capacity > UINT32_MAX / SLOTS_PER_FIGURE) {
        return false;
    }
    struct fyp_figure *items =
        realloc(figures->items, capacity * sizeof *items);
    if (!items) {
        return false;
    }
    figures->items = items;
    uint32_t *slots =
        realloc(figures->slots, SLOTS_PER_FIGURE * capacity * sizeof *slots);
    if (!slots) {
        return false;
    }
    figures->slots = slots;
    figures->capacity = capacity;
    return true;
}

/** A copy of text; the copy of the figure before is used again where it is
 *  the same, which it mostly is: figures come in runs. */
static const char *
keep(struct fyp_figures *figures, const char *text, const char *before)
{
    if (before && strcmp(text, before) == 0) {
        return before;
    }
    return fyp_arena_text(&figures->arena, text, strlen(text));
}

enum fyp_status fyp_figures_add(
    struct fyp_figures *figures, const struct fyp_figure *figure,
    struct fyp_error *err)
{
    assert(figure->value.present);
    if (figures->count == figures->capacity && !grow(figures)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    static const struct fyp_figure none = {0};
    const struct fyp_figure *before = figures->count > 0 && !figures->indexed
                                          ? &figures->items[figures->count - 1]
                                          : &none;
    struct fyp_figure copy = *figure;
    copy.region = keep(figures, figure->region, before->region);
    copy.indicator = keep(figures, figure->indicator, before->indicator);
    copy.source =
        keep(figures, figure->source ? figure->source : "", before->source);
    copy.file = keep(figures, figure->file ? figure->file : "", before->file);
    copy.sha256 =
        keep(figures, figure->sha256 ? figure->sha256 : "", before->sha256);
    if (figure->sheet) {
        copy.sheet = keep(figures, figure->sheet, before->sheet);
    }
    if (!copy.region || !copy.indicator || !copy.source || !copy.file ||
        !copy.sha256 || (figure->sheet && !copy.sheet)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    figures->items[figures->count++] = copy;
    figures->indexed = false;
    return FYP_OK;
}

static int compare_places(const void *left, const void *right)
{
    const struct fyp_figure *a = left;
    const struct fyp_figure *b = right;
    int order = strcmp(a->region, b->region);
    if (order == 0) {
        order = strcmp(a->indicator, b->indicator);
    }
    if (order == 0) {
        order = (a->year > b->year) - (a->year < b->year);
    }
    if (order == 0) {
        order = (a->basis > b->basis) - (a->basis < b->basis);
    }
    return order;
}

/* FNV-1a, 64 bits. Source: G. Fowler, L. C. Noll, K.-P. Vo,
 * draft-eastlake-fnv-17, section 5. */
static uint64_t mix(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    }
    return hash;
}

static size_t
first_slot(const struct fyp_figures *figures, const struct fyp_figure *place)
{
    uint64_t hash = mix(UINT64_C(0xcbf29ce484222325), place->region);
    hash = mix(hash, place->indicator);
    hash = (hash ^ (uint64_t)(2 * place->year + (int)place->basis)) *
           UINT64_C(0x9e3779b97f4a7c15);
    size_t slots = SLOTS_PER_FIGURE * figures->capacity;
    return (size_t)(hash >> 32) & (slots - 1);
}

void fyp_figures_index(struct fyp_figures *figures)
{
    figures->indexed = true;
    if (figures->count == 0) {
        return;
    }
    qsort(
        figures->items, figures->count, sizeof *figures->items, compare_places);
    size_t slots = SLOTS_PER_FIGURE * figures->capacity;
    memset(figures->slots, 0, slots * sizeof *figures->slots);
    for (size_t i = 0; i < figures->count; i++) {
        const struct fyp_figure *item = &figures->items[i];
        assert(i == 0 || compare_places(item - 1, item) < 0);
        size_t at = first_slot(figures, item);
        while (figures->slots[at] != 0) {
            at = (at + 1) & (slots - 1);
        }
        figures->slots[at] = (uint32_t)(i + 1);
    }
}

const struct fyp_figure *fyp_figures_find(
    const struct fyp_figures *figures, const char *region,
    const char *indicator, int year, enum fyp_basis basis)
{
    assert(figures->indexed);
    if (figures->count == 0) {
        return NULL;
    }
    struct fyp_figure place = {
        .region = region, .indicator = indicator, .year = year, .basis = basis};
    size_t slots = SLOTS_PER_FIGURE * figures->capacity;
    size_t at = first_slot(figures, &place);
    for (; figures->slots[at] != 0; at = (at + 1) & (slots - 1)) {
        const struct fyp_figure *item = &figures->items[figures->slots[at] - 1];
        if (compare_places(item, &place) == 0) {
            return item;
        }
    }
    return NULL;
}

size_t fyp_figures_count(const struct fyp_figures *figures)
{
    return figures->count;
}

const struct fyp_figure *
fyp_figures_at(const struct fyp_figures *figures, size_t index)
{
    assert(index < figures->count);
    return &figures->items[index];
}
