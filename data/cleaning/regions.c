/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/regions.h"

#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 192, LIST_SIZE = 256, LEAST_CHARACTERS = 2 };

/* One name of one region. The same table type serves both ways: from a
 * folded name to codes, and from a code to names; entries of the same key
 * stay in the order in which they were added. */
struct entry {
    const char *key;
    const char *value;
    size_t order;
};

struct table {
    struct entry *entries;
    size_t count, capacity;
};

struct fyp_regions {
    struct fyp_arena arena; /* the strings */
    struct table codes;     /* folded name -> code */
    struct table names;     /* code -> name */
};

static const struct fyp_region nation[] = {
    {.code = "100000", .name = "全国"}, {.code = "100000", .name = "中国"}};

/* Words that end the names of higher levels; longer ones first. */
static const char *const levels[] = {"自治区", "自治州", "地区",
                                     "省",     "市",     "盟"};

static size_t characters(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        n += ((unsigned char)text[i] & 0xC0U) != 0x80U;
    }
    return n;
}

/** Bytes of the level word that text begins with; 0: none. */
static size_t level_at(const char *text)
{
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        size_t length = strlen(levels[i]);
        if (strncmp(text, levels[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

/**
 * The name without its leading level: 德阳市罗江区 -> 罗江区. Two characters
 * at least stand before the level's word and behind it, so that 市中区 and
 * 沙市区 stay whole.
 * @return NULL where there is nothing to leave out.
 */
static const char *without_level(const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        size_t length = level_at(at);
        if (length == 0 ||
            characters(name, (size_t)(at - name)) < LEAST_CHARACTERS) {
            continue;
        }
        const char *rest = at + length;
        return characters(rest, strlen(rest)) >= LEAST_CHARACTERS ? rest : NULL;
    }
    return NULL;
}

static bool add(struct table *table, const char *key, const char *value)
{
    if (table->count == table->capacity) {
        size_t capacity = table->capacity > 0 ? 2 * table->capacity : 64;
        struct entry *entries =
            realloc(table->entries, capacity * sizeof *entries);
        if (!entries) {
            return false;
        }
        table->entries = entries;
        table->capacity = capacity;
    }
    table->entries[table->count] = (struct entry){key, value, table->count};
    table->count++;
    return true;
}

static const char *keep(struct fyp_regions *regions, const char *text)
{
    return fyp_arena_text(&regions->arena, text, strlen(text));
}

static bool
add_name(struct fyp_regions *regions, const char *name, const char *code)
{
    char folded[NAME_SIZE];
    fyp_text_fold(name, folded, sizeof folded);
    const char *key = keep(regions, folded);
    return key && add(&regions->codes, key, code);
}

/**
 * Adds a region under its name, under that without leading levels, and
 * below a city also under both names together: 乐山市市中区.
 * @param city  NULL: none.
 */
static bool add_region(
    struct fyp_regions *regions, const struct fyp_region *region,
    const char *city)
{
    const char *code = keep(regions, region->code);
    const char *name = keep(regions, region->name);
    bool ok = code && name && add(&regions->names, code, name);
    for (const char *at = name; ok && at; at = without_level(at)) {
        ok = add_name(regions, at, code);
    }
    if (ok && city) {
        char full[NAME_SIZE];
        (void)snprintf(full, sizeof full, "%s%s", city, name);
        ok = add_name(regions, full, code);
    }
    return ok;
}

static bool add_plan(struct fyp_regions *regions, const struct fyp_plan *plan)
{
    bool ok = add_region(regions, &plan->region, NULL);
    for (size_t i = 0; ok && i < plan->subregion_count; i++) {
        ok = add_region(regions, &plan->subregions[i], plan->region.name);
    }
    return ok;
}

static int compare(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = strcmp(a->key, b->key);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static void sort(struct table *table)
{
    if (table->count > 0) {
        qsort(table->entries, table->count, sizeof *table->entries, compare);
    }
}

/** Index of the first entry of a key; count where there is none. */
static size_t find(const struct table *table, const char *key)
{
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(table->entries[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found =
        low < table->count && strcmp(table->entries[low].key, key) == 0;
    return found ? low : table->count;
}

enum fyp_status fyp_regions_create(
    struct fyp_plan *const *plans, size_t plan_count, struct fyp_regions **out,
    struct fyp_error *err)
{
    *out = NULL;
    struct fyp_regions *regions = calloc(1, sizeof *regions);
    bool ok = regions != NULL;
    for (size_t i = 0; ok && i < sizeof nation / sizeof *nation; i++) {
        ok = add_region(regions, &nation[i], NULL);
    }
    for (size_t i = 0; ok && i < plan_count; i++) {
        ok = add_plan(regions, plans[i]);
    }
    if (!ok) {
        fyp_regions_destroy(regions);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    sort(&regions->codes);
    sort(&regions->names);
    *out = regions;
    return FYP_OK;
}

void fyp_regions_destroy(struct fyp_regions *regions)
{
    if (!regions) {
        return;
    }
    fyp_arena_finish(&regions->arena);
    free(regions->codes.entries);
    free(regions->names.entries);
    free(regions);
}

static bool is_code(const char *text)
{
    size_t length = strspn(text, "0123456789");
    return text[length] == '\0' && (length == 6 || length == 9 || length == 12);
}

/** Lists the codes of a name, each once. */
static enum fyp_status ambiguous(
    const struct table *codes, size_t first, const char *text,
    struct fyp_error *err)
{
    char list[LIST_SIZE] = "";
    const char *key = codes->entries[first].key;
    for (size_t i = first;
         i < codes->count && strcmp(codes->entries[i].key, key) == 0; i++) {
        const char *code = codes->entries[i].value;
        size_t length = strlen(list);
        if (!strstr(list, code)) {
            (void)snprintf(
                list + length, sizeof list - length, "%s%s",
                length > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "", code);
        }
    }
    return fyp_fail(err, FYP_E_REGION_AMBIGUOUS, text, list);
}

enum fyp_status fyp_regions_resolve(
    const struct fyp_regions *regions, const char *text, const char **code,
    struct fyp_error *err)
{
    if (is_code(text)) {
        *code = text;
        return FYP_OK;
    }
    char folded[NAME_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    const struct table *codes = &regions->codes;
    size_t first = find(codes, folded);
    if (first == codes->count) {
        return fyp_fail(err, FYP_E_REGION_UNKNOWN, text);
    }
    const char *found = codes->entries[first].value;
    for (size_t i = first + 1;
         i < codes->count && strcmp(codes->entries[i].key, folded) == 0; i++) {
        if (strcmp(codes->entries[i].value, found) != 0) {
            return ambiguous(codes, first, text, err);
        }
    }
    *code = found;
    return FYP_OK;
}

const char *
fyp_regions_name(const struct fyp_regions *regions, const char *code)
{
    size_t first = find(&regions->names, code);
    return first < regions->names.count ? regions->names.entries[first].value
                                        : code;
}
