/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/regions.h"

#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"
#include "data/cleaning/number.h"
#include "data/cleaning/region_changes.h"
#include "data/cleaning/region_code.h"
#include "data/cleaning/region_names.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAME_SIZE = 192,
    TEXT_SIZE = 768, /* of a title in which a region is looked for */
    LIST_SIZE = 256,
    MATCHES_MAX = 64,
    CHANGES_MAX = 8 /* one after the other; more is a circle */
};

/* How much of the name of a region a key is. */
enum form {
    FORM_FULL, /* as the plan or table names it, below a city with the city */
    FORM_CUT,  /* without higher levels: many places may bear it */
    FORM_SHORT /* without its own level as well: may be a common word */
};

/* One name of one region. The same table type serves both ways: from a
 * folded name to codes, and from a code to names; entries of the same key
 * stay in the order in which they were added. */
struct entry {
    const char *key;
    const char *value;
    size_t order;
    enum form form;
};

struct table {
    struct entry *entries;
    size_t count, capacity;
};

struct fyp_regions {
    struct fyp_arena arena; /* the strings */
    struct table codes;     /* folded name -> code */
    struct table names;     /* code -> name */
    struct fyp_region_changes changes;
    char *changed; /* the code of the last call, where it is not its text */
};

static bool
add(struct table *table, const char *key, const char *value, enum form form)
{
    if (table->count == table->capacity) {
        size_t capacity = table->capacity > 0 ? 2 * table->capacity : 256;
        struct entry *entries =
            realloc(table->entries, capacity * sizeof *entries);
        if (!entries) {
            return false;
        }
        table->entries = entries;
        table->capacity = capacity;
    }
    table->entries[table->count] =
        (struct entry){key, value, table->count, form};
    table->count++;
    return true;
}

static const char *keep(struct fyp_regions *regions, const char *text)
{
    return fyp_arena_text(&regions->arena, text, strlen(text));
}

static bool add_name(
    struct fyp_regions *regions, const char *name, const char *code,
    enum form form)
{
    char folded[NAME_SIZE];
    fyp_text_fold(name, folded, sizeof folded);
    const char *key = keep(regions, folded);
    return key && add(&regions->codes, key, code, form);
}

/**
 * Adds a region under its name, under that without leading levels, and
 * both without their own level.
 * @param form  Of the name as it is.
 */
static bool add_names(
    struct fyp_regions *regions, const char *name, const char *code,
    enum form form)
{
    bool ok = true;
    for (const char *at = name; ok && at; at = fyp_region_name_inner(at)) {
        char brief[NAME_SIZE];
        ok = add_name(regions, at, code, at == name ? form : FORM_CUT);
        if (ok && fyp_region_name_short(at, brief, sizeof brief)) {
            ok = add_name(regions, brief, code, FORM_SHORT);
        }
    }
    return ok;
}

/** @param city  Below which it lies: 乐山市市中区; NULL: none. */
static bool add_region(
    struct fyp_regions *regions, const char *code_text, const char *name_text,
    const char *city)
{
    const char *code = keep(regions, code_text);
    const char *name = keep(regions, name_text);
    bool ok = code && name && add(&regions->names, code, name, FORM_FULL) &&
              add_names(regions, name, code, city ? FORM_CUT : FORM_FULL);
    if (ok && city) {
        char full[NAME_SIZE];
        (void)snprintf(full, sizeof full, "%s%s", city, name);
        ok = add_name(regions, full, code, FORM_FULL);
    }
    return ok;
}

static bool add_plan(struct fyp_regions *regions, const struct fyp_plan *plan)
{
    const struct fyp_region *region = &plan->region;
    bool ok = add_region(regions, region->code, region->name, NULL);
    for (size_t i = 0; ok && i < plan->subregion_count; i++) {
        region = &plan->subregions[i];
        ok = add_region(regions, region->code, region->name, plan->region.name);
    }
    return ok;
}

static bool add_known(struct fyp_regions *regions)
{
    bool ok = add_region(regions, "100000", "全国", NULL) &&
              add_region(regions, "100000", "中国", NULL);
    for (size_t i = 0; ok && fyp_provinces[i].code; i++) {
        ok = add_region(
            regions, fyp_provinces[i].code, fyp_provinces[i].name, NULL);
    }
    return ok;
}

static bool add_listed(
    struct fyp_regions *regions, const struct fyp_region_names *list,
    size_t count)
{
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        for (size_t k = 0; ok && k < list[i].name_count; k++) {
            ok = add(&regions->names, list[i].code, list[i].names[k],
                     FORM_FULL) &&
                 add_name(regions, list[i].names[k], list[i].code, FORM_FULL);
        }
    }
    return ok;
}

static bool add_changes(struct fyp_regions *regions)
{
    const struct fyp_region_changes *changes = &regions->changes;
    bool ok = add_listed(regions, changes->extra, changes->extra_count) &&
              add_listed(regions, changes->other, changes->other_count);
    for (size_t i = 0; ok && i < changes->change_count; i++) {
        const struct fyp_region_change *change = &changes->changes[i];
        ok = !change->old_name ||
             (add(&regions->names, change->old_code, change->old_name,
                  FORM_FULL) &&
              add_name(regions, change->old_name, change->old_code, FORM_FULL));
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

static bool is_key(const struct table *table, size_t index, const char *key)
{
    return index < table->count && strcmp(table->entries[index].key, key) == 0;
}

enum fyp_status fyp_regions_create(
    struct fyp_plan *const *plans, size_t plan_count, const char *changes_path,
    struct fyp_regions **out, struct fyp_error *err)
{
    *out = NULL;
    enum fyp_status status = FYP_OK;
    struct fyp_regions *regions = calloc(1, sizeof *regions);
    if (regions && changes_path) {
        status = fyp_region_changes_read(
            changes_path, &regions->arena, &regions->changes, err);
    }
    if (status != FYP_OK) {
        fyp_regions_destroy(regions);
        return status;
    }
    bool ok = regions != NULL;
    if (ok) {
        regions->changed =
            fyp_arena_alloc(&regions->arena, FYP_REGION_CODE_SIZE, 1);
        ok = regions->changed != NULL;
    }
    for (size_t i = 0; ok && i < plan_count; i++) {
        ok = add_plan(regions, plans[i]);
    }
    if (!ok || !add_known(regions) || !add_changes(regions)) {
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

/* One way from a text to a code. */
struct lookup {
    const struct fyp_regions *regions;
    const char *text;
    int year;
    char code[FYP_REGION_CODE_SIZE];
    unsigned normalised;
    const struct fyp_region_change *change; /* the last one; NULL: none */
};

/** "410204、320106": each code once. */
static void
list_codes(const char *const *codes, size_t count, char *list, size_t size)
{
    list[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list);
        if (!strstr(list, codes[i])) {
            (void)snprintf(
                list + length, size - length, "%s%s",
                length > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "", codes[i]);
        }
    }
}

/** Follows the changes of a code, a few in a row. */
static enum fyp_status follow(struct lookup *lookup, struct fyp_error *err)
{
    const struct fyp_region_changes *changes = &lookup->regions->changes;
    for (int i = 0; i < CHANGES_MAX; i++) {
        const struct fyp_region_change *change =
            fyp_region_changes_find(changes, lookup->code);
        if (!change || !fyp_region_change_applies(change, lookup->year)) {
            return FYP_OK;
        }
        if (change->new_count != 1) {
            char list[LIST_SIZE];
            list_codes(change->new_codes, change->new_count, list, sizeof list);
            return fyp_fail(
                err, FYP_E_REGION_DIVIDED, lookup->code, change->since, list);
        }
        (void)snprintf(
            lookup->code, sizeof lookup->code, "%s", change->new_codes[0]);
        lookup->change = change;
        lookup->normalised |= FYP_NORMAL_REGION_CODE;
    }
    return fyp_fail(err, FYP_E_REGION_TABLE, lookup->code);
}

static enum fyp_status ambiguous(
    const struct table *codes, size_t first, const char *text,
    struct fyp_error *err)
{
    const char *found[MATCHES_MAX];
    size_t count = 0;
    char list[LIST_SIZE];
    const char *key = codes->entries[first].key;
    for (size_t i = first; count < MATCHES_MAX && is_key(codes, i, key); i++) {
        found[count++] = codes->entries[i].value;
    }
    list_codes(found, count, list, sizeof list);
    return fyp_fail(err, FYP_E_REGION_AMBIGUOUS, text, list);
}

/**
 * The one code that bears a folded name, after the changes of codes.
 * @param province  Its first two digits; "": any.
 */
static enum fyp_status named(
    struct lookup *lookup, const char *folded, const char *province,
    struct fyp_error *err)
{
    const struct table *codes = &lookup->regions->codes;
    size_t first = find(codes, folded);
    struct lookup found = {.code = ""};
    for (size_t i = first; is_key(codes, i, folded); i++) {
        const char *code = codes->entries[i].value;
        if (strncmp(code, province, strlen(province)) != 0) {
            continue;
        }
        struct lookup next = *lookup;
        (void)snprintf(next.code, sizeof next.code, "%s", code);
        enum fyp_status status = follow(&next, err);
        if (status != FYP_OK) {
            return status;
        }
        if (found.code[0] != '\0' && strcmp(found.code, next.code) != 0) {
            return ambiguous(codes, first, lookup->text, err);
        }
        found = found.code[0] == '\0' ? next : found;
    }
    if (found.code[0] == '\0') {
        return fyp_fail(err, FYP_E_REGION_UNKNOWN, lookup->text);
    }
    *lookup = found;
    lookup->normalised |= FYP_NORMAL_REGION_NAME;
    return FYP_OK;
}

/** Bytes of a province's name, long or short, that text begins with. */
static size_t province_at(const char *text, const char *name)
{
    char brief[NAME_SIZE];
    size_t length = strlen(name);
    if (strncmp(text, name, length) == 0) {
        return length;
    }
    if (!fyp_region_name_short(name, brief, sizeof brief)) {
        return 0;
    }
    length = strlen(brief);
    return strncmp(text, brief, length) == 0 ? length : 0;
}

/** A name, or one with its province before it: 四川省德阳市罗江区. */
static enum fyp_status
named_anywhere(struct lookup *lookup, const char *folded, struct fyp_error *err)
{
    const struct table *codes = &lookup->regions->codes;
    if (find(codes, folded) < codes->count) {
        return named(lookup, folded, "", err);
    }
    for (size_t i = 0; fyp_provinces[i].code; i++) {
        char province[] = {
            fyp_provinces[i].code[0], fyp_provinces[i].code[1], '\0'};
        size_t length = province_at(folded, fyp_provinces[i].name);
        if (length > 0 && find(codes, folded + length) < codes->count) {
            return named(lookup, folded + length, province, err);
        }
    }
    return fyp_fail(err, FYP_E_REGION_UNKNOWN, lookup->text);
}

static enum fyp_status look_up(struct lookup *lookup, struct fyp_error *err)
{
    char folded[NAME_SIZE];
    const char *text = lookup->text;
    text += text[0] == '\'' && text[1] >= '0' && text[1] <= '9';
    if (!fyp_region_code_is_full(text)) { /* most are */
        fyp_text_fold(text, folded, sizeof folded);
        text = folded;
    }
    if (!fyp_region_code_meant(text)) {
        return named_anywhere(lookup, text, err);
    }
    enum fyp_status status =
        fyp_region_code_read(text, lookup->text, lookup->code, err);
    if (status == FYP_OK && strcmp(lookup->text, lookup->code) != 0) {
        lookup->normalised |= FYP_NORMAL_REGION_CODE;
    }
    return status == FYP_OK ? follow(lookup, err) : status;
}

/** The string that stays: the text itself, one of ours, or the scratch. */
static const char *
lasting(const struct fyp_regions *regions, const struct lookup *lookup)
{
    if (strcmp(lookup->text, lookup->code) == 0) {
        return lookup->text;
    }
    size_t index = find(&regions->names, lookup->code);
    if (index < regions->names.count) {
        return regions->names.entries[index].key;
    }
    memcpy(regions->changed, lookup->code, sizeof lookup->code);
    return regions->changed;
}

enum fyp_status fyp_regions_resolve(
    const struct fyp_regions *regions, const char *text, int year,
    const char **code, unsigned *normalised, struct fyp_error *err)
{
    struct lookup lookup = {.regions = regions, .text = text, .year = year};
    enum fyp_status status = look_up(&lookup, err);
    if (status == FYP_OK) {
        *code = lasting(regions, &lookup);
        if (normalised) {
            *normalised |= lookup.normalised;
        }
    }
    return status;
}

bool fyp_regions_is_plain(const struct fyp_regions *regions, const char *text)
{
    size_t length = 0;
    while (text[length] >= '0' && text[length] <= '9') {
        length++;
    }
    return text[length] == '\0' && (length == 9 || length == 12) &&
           text[0] != '0' && strcmp(text + length - 3, "000") != 0 &&
           !fyp_region_changes_find(&regions->changes, text);
}

static void remark_change(
    const struct fyp_region_change *change, const char *code,
    struct fyp_problems *notes)
{
    static const enum fyp_message words[] = {
        [FYP_REGION_RECODED] = FYP_M_CHANGE_RECODED,
        [FYP_REGION_PROMOTED] = FYP_M_CHANGE_PROMOTED,
        [FYP_REGION_MERGED] = FYP_M_CHANGE_MERGED,
        [FYP_REGION_DIVIDED] = FYP_M_CHANGE_DIVIDED};
    struct fyp_error note = {.status = FYP_OK};
    (void)fyp_fail(
        &note, FYP_W_REGION_CHANGED, change->old_code, change->since,
        fyp_text(words[change->kind]), code);
    fyp_problems_add(notes, &note);
}

void fyp_regions_remark(
    const struct fyp_regions *regions, const char *text, const char *name,
    int year, struct fyp_problems *notes)
{
    struct lookup lookup = {.regions = regions, .text = text, .year = year};
    char folded[NAME_SIZE];
    if (look_up(&lookup, NULL) != FYP_OK) {
        return;
    }
    if (lookup.change && lookup.change->kind != FYP_REGION_RECODED &&
        lookup.change->kind != FYP_REGION_PROMOTED) {
        remark_change(lookup.change, lookup.code, notes);
    }
    bool first_below =
        strlen(lookup.code) == 6 && strcmp(lookup.code + 4, "01") == 0;
    if (first_below) {
        fyp_text_fold(name, folded, sizeof folded);
        first_below = strcmp(folded, "市辖区") == 0;
    }
    if (first_below || fyp_region_code_is_aggregate(lookup.code)) {
        struct fyp_error note = {.status = FYP_OK};
        (void)fyp_fail(&note, FYP_W_REGION_AGGREGATE, text);
        fyp_problems_add(notes, &note);
    }
}

/** Whether the folded text ends with one of the names of a code: higher
 *  levels may stand before it, 本级 and the like not behind it. */
static bool names_it(
    const struct fyp_regions *regions, const char *code, const char *folded)
{
    const struct table *codes = &regions->codes;
    size_t length = strlen(folded);
    for (size_t i = 0; i < codes->count; i++) {
        const struct entry *entry = &codes->entries[i];
        size_t tail = strlen(entry->key);
        if (strcmp(entry->value, code) == 0 && entry->form != FORM_SHORT &&
            tail <= length && strcmp(folded + length - tail, entry->key) == 0) {
            return true;
        }
    }
    return false;
}

/** Whether a name is that of one region alone, and not of this code. */
static bool
names_another(const struct table *codes, const char *folded, const char *code)
{
    bool another = false;
    for (size_t i = find(codes, folded); is_key(codes, i, folded); i++) {
        if (strcmp(codes->entries[i].value, code) == 0) {
            return false;
        }
        another = another || codes->entries[i].form == FORM_FULL;
    }
    return another;
}

/** Whether a known name is one of the names of the code. */
static bool
bears(const struct fyp_regions *regions, const char *folded, const char *code)
{
    const struct table *codes = &regions->codes;
    for (size_t i = find(codes, folded); is_key(codes, i, folded); i++) {
        struct lookup lookup = {.regions = regions, .text = folded};
        (void)snprintf(
            lookup.code, sizeof lookup.code, "%s", codes->entries[i].value);
        if (follow(&lookup, NULL) == FYP_OK && strcmp(lookup.code, code) == 0) {
            return true;
        }
    }
    return false;
}

enum fyp_status fyp_regions_agree(
    const struct fyp_regions *regions, const char *code, const char *name,
    struct fyp_error *err)
{
    char folded[NAME_SIZE];
    fyp_text_fold(name, folded, sizeof folded);
    bool known = find(&regions->names, code) < regions->names.count;
    if (folded[0] == '\0' || strcmp(folded, code) == 0 ||
        fyp_regions_is_total(name) || bears(regions, folded, code)) {
        return FYP_OK;
    }
    bool conflict = known ? !names_it(regions, code, folded)
                          : names_another(&regions->codes, folded, code);
    return conflict ? fyp_fail(
                          err, FYP_E_REGION_CONFLICT, code,
                          known ? fyp_regions_name(regions, code)
                                : fyp_text(FYP_M_REGION_NOT_LISTED),
                          name)
                    : FYP_OK;
}

const char *
fyp_regions_name(const struct fyp_regions *regions, const char *code)
{
    size_t index = find(&regions->names, code);
    return index < regions->names.count ? regions->names.entries[index].value
                                        : code;
}

/* A name where it stands in a text. */
struct match {
    size_t start, end;
    const char *code;
};

static size_t
find_matches(const struct table *codes, const char *text, struct match *out)
{
    size_t count = 0;
    for (size_t i = 0; i < codes->count; i++) {
        const struct entry *entry = &codes->entries[i];
        if (entry->form == FORM_SHORT || strcmp(entry->key, "中国") == 0) {
            continue;
        }
        const char *at = strstr(text, entry->key);
        for (; at && count < MATCHES_MAX; at = strstr(at + 1, entry->key)) {
            size_t start = (size_t)(at - text);
            out[count++] =
                (struct match){start, start + strlen(entry->key), entry->value};
        }
    }
    return count;
}

/** Inside a longer name, or the level above another one. */
static bool is_lesser(const struct match *matches, size_t count, size_t index)
{
    const struct match *one = &matches[index];
    for (size_t i = 0; i < count; i++) {
        const struct match *other = &matches[i];
        bool inside = other->start <= one->start && other->end >= one->end &&
                      other->end - other->start > one->end - one->start;
        if (inside || fyp_region_code_is_above(one->code, other->code)) {
            return true;
        }
    }
    return false;
}

/** Whether a name goes on with a lower level: 德阳市 | 旌阳区. */
static bool goes_on(const char *rest)
{
    static const char stops[] = "各分全所年残及和与、辖的人";
    enum { LOOKED_AT = 5 };
    for (int i = 0; i < LOOKED_AT && (unsigned char)*rest >= 0x80; i++) {
        uint32_t codepoint = 0;
        char character[8] = "";
        size_t n = fyp_utf8_decode(rest, strlen(rest), &codepoint);
        if (n == 0) {
            return false;
        }
        (void)snprintf(character, sizeof character, "%.*s", (int)n, rest);
        if (strstr(stops, character)) {
            return false;
        }
        if (fyp_region_level_at(rest) > 0) {
            return true;
        }
        rest += n;
    }
    return false;
}

bool fyp_regions_in_text(
    const struct fyp_regions *regions, const char *text, const char **code)
{
    char folded[TEXT_SIZE];
    struct match matches[MATCHES_MAX];
    const struct match *only = NULL;
    fyp_text_fold(text, folded, sizeof folded);
    size_t count = find_matches(&regions->codes, folded, matches);
    for (size_t i = 0; i < count; i++) {
        if (is_lesser(matches, count, i)) {
            continue;
        }
        if ((only && strcmp(only->code, matches[i].code) != 0) ||
            goes_on(folded + matches[i].end)) {
            return false;
        }
        only = &matches[i];
    }
    if (only && count < MATCHES_MAX) {
        *code = only->code;
    }
    return only && count < MATCHES_MAX;
}

bool fyp_regions_is_total(const char *text)
{
    static const char *const words[] = {
        "合计", "总计", "共计", "小计", "总数", "全省", "全自治区",
        "全市", "全区", "全县", "全州", "全盟", "全旗", "全地区"};
    char folded[NAME_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    size_t length = strlen(folded);
    if (length > 0 && folded[length - 1] == ':') {
        folded[length - 1] = '\0';
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(folded, words[i]) == 0) {
            return true;
        }
    }
    return false;
}
