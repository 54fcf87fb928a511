/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include "data/cleaning/region_code.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From the highest bit: 0, 14 indicator, 8 year, 40 region, 1 basis. */
enum { INDICATOR_SHIFT = 49, YEAR_SHIFT = 41, YEAR_0 = 1900, YEAR_MAX = 255 };

/* Regions of 12 digits, then those of 6, then those of 9. */
#define AFTER_12 INT64_C(1000000000000)
#define AFTER_6 INT64_C(1000001000000)
#define AFTER_9 INT64_C(1001001000000)

long long fyp_place_slice(int indicator, int year)
{
    assert(indicator >= 0 && indicator <= FYP_INDICATORS_MAX);
    assert(year >= YEAR_0 && year <= YEAR_0 + YEAR_MAX);
    return ((long long)indicator << INDICATOR_SHIFT) |
           ((long long)(year - YEAR_0) << YEAR_SHIFT);
}

long long fyp_place_region(const char *code)
{
    long long number = 0;
    size_t n = 0;
    for (; code[n] >= '0' && code[n] <= '9' && n < 13; n++) {
        number = 10 * number + (code[n] - '0');
    }
    if (code[n] != '\0' || (n != 6 && n != 9 && n != 12)) {
        return -1;
    }
    if (n == 6) {
        number += AFTER_12;
    } else if (n == 9) {
        number += AFTER_6;
    }
    return number << 1;
}

bool fyp_place_below(
    const char *upper, int level, long long *first, long long *last)
{
    static const int digits[FYP_PLACE_LEVELS] = {6, 9, 12};
    char low[FYP_REGION_TEXT_SIZE] = "", high[FYP_REGION_TEXT_SIZE] = "";
    const size_t length = fyp_region_code_digits(upper);
    const size_t size = (size_t)digits[level];
    if (fyp_place_region(upper) < 0 || length > size) {
        return false;
    }
    /* the digits that name all there are: only the place itself */
    memset(low, '0', size);
    memset(high, '9', size);
    memcpy(low, upper, length);
    memcpy(high, upper, length);
    *first = fyp_place_region(low);
    *last = fyp_place_region(high) + 1;
    return true;
}

bool fyp_place_parts(long long place, struct fyp_place_parts *out)
{
    *out = (struct fyp_place_parts){0};
    if (place < 0) {
        return false;
    }
    long long region = (place >> 1) & ((INT64_C(1) << (YEAR_SHIFT - 1)) - 1);
    out->indicator = (int)(place >> INDICATOR_SHIFT);
    out->year = YEAR_0 + (int)((place >> YEAR_SHIFT) & YEAR_MAX);
    out->basis = (place & 1) != 0 ? FYP_BASIS_TO_DATE : FYP_BASIS_YEAR;
    int digits = 12;
    if (region >= AFTER_6) {
        digits = 9;
        region -= AFTER_6;
    } else if (region >= AFTER_12) {
        digits = 6;
        region -= AFTER_12;
    }
    (void)snprintf(out->region, sizeof out->region, "%0*lld", digits, region);
    return region < AFTER_9 - AFTER_6 || digits != 9;
}

/** Place among by_code where a code is, or would be. */
static size_t
position_of(const struct fyp_store_indicators *indicators, const char *code)
{
    size_t low = 0;
    size_t high = indicators->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(indicators->by_id[indicators->by_code[middle]], code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int fyp_store_indicator(struct fyp_store *store, const char *code)
{
    struct fyp_store_indicators *indicators = &store->indicators;
    if (indicators->last > 0 &&
        strcmp(indicators->by_id[indicators->last], code) == 0) {
        return indicators->last;
    }
    size_t at = position_of(indicators, code);
    if (at == indicators->count ||
        strcmp(indicators->by_id[indicators->by_code[at]], code) != 0) {
        return 0;
    }
    indicators->last = indicators->by_code[at];
    return indicators->last;
}

static bool grow(struct fyp_store_indicators *indicators)
{
    size_t capacity = indicators->capacity > 0 ? 2 * indicators->capacity : 64;
    const char **by_id =
        realloc(indicators->by_id, (capacity + 1) * sizeof *by_id);
    if (!by_id) {
        return false;
    }
    indicators->by_id = by_id;
    by_id[0] = NULL;
    uint16_t *by_code =
        realloc(indicators->by_code, capacity * sizeof *by_code);
    if (!by_code) {
        return false;
    }
    indicators->by_code = by_code;
    indicators->capacity = capacity;
    return true;
}

/** Takes a code in under the next number. */
static enum fyp_status
remember(struct fyp_store *store, const char *code, struct fyp_error *err)
{
    struct fyp_store_indicators *indicators = &store->indicators;
    if (indicators->count == indicators->capacity && !grow(indicators)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    const char *copy = fyp_arena_text(&indicators->arena, code, strlen(code));
    if (!copy) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    size_t at = position_of(indicators, code);
    memmove(
        indicators->by_code + at + 1, indicators->by_code + at,
        (indicators->count - at) * sizeof *indicators->by_code);
    indicators->by_code[at] = (uint16_t)++indicators->count;
    indicators->by_id[indicators->count] = copy;
    return FYP_OK;
}

void fyp_store_forget_indicators(struct fyp_store *store)
{
    fyp_arena_finish(&store->indicators.arena);
    free(store->indicators.by_id);
    free(store->indicators.by_code);
    store->indicators = (struct fyp_store_indicators){0};
}

enum fyp_status
fyp_store_read_indicators(struct fyp_store *store, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    fyp_store_forget_indicators(store);
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_INDICATORS, &statement, err);
    bool row = true;
    while (status == FYP_OK && row) {
        status = fyp_store_step(store, statement, &row, err);
        if (status != FYP_OK || !row) {
            break;
        }
        const char *code = fyp_store_text(statement, 1);
        long long id = sqlite3_column_int64(statement, 0);
        bool sound = fyp_store_is_text(code) &&
                     id == (long long)store->indicators.count + 1 &&
                     id <= FYP_INDICATORS_MAX;
        status =
            sound ? remember(store, code, err) : fyp_store_damaged(store, err);
    }
    if (statement) {
        (void)sqlite3_reset(statement);
    }
    return status;
}

static enum fyp_status
add_indicator(struct fyp_store *store, const char *code, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_ADD_INDICATOR,
        (long long)store->indicators.count + 1, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    fyp_store_bind_text(statement, 2, code);
    status = fyp_store_execute(store, statement, err);
    return status == FYP_OK ? remember(store, code, err) : status;
}

enum fyp_status fyp_store_place_of(
    struct fyp_store *store, const struct fyp_figure *figure, long long *place,
    struct fyp_error *err)
{
    int indicator = fyp_store_indicator(store, figure->indicator);
    if (indicator == 0) {
        enum fyp_status status = add_indicator(store, figure->indicator, err);
        if (status != FYP_OK) {
            return status;
        }
        indicator = (int)store->indicators.count;
    }
    long long region = fyp_place_region(figure->region);
    assert(region >= 0);
    *place = fyp_place_slice(indicator, figure->year) | region |
             (figure->basis == FYP_BASIS_TO_DATE);
    return FYP_OK;
}
