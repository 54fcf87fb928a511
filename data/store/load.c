/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include "base/message.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *column_text(sqlite3_stmt *row, int index)
{
    return (const char *)sqlite3_column_text(row, index);
}

static bool is_text(const char *text)
{
    size_t length = text ? strlen(text) : 0;
    return text && fyp_utf8_valid_prefix(text, length) == length;
}

static bool is_word(const char *text, const char *word)
{
    return text && word && strcmp(text, word) == 0;
}

/** The store keeps no decimals of a part of a ratio; its shortest text has
 *  them again. */
static struct fyp_decimal read_part(sqlite3_stmt *row, int index)
{
    struct fyp_decimal part = {0};
    if (sqlite3_column_type(row, index) == SQLITE_FLOAT) {
        part.present = true;
        part.value = sqlite3_column_double(row, index);
    }
    return part;
}

/** The figure of a loaded row. The tables of a sound store exclude what
 *  is checked here; a damaged page does not. */
static bool read_figure(sqlite3_stmt *row, struct fyp_figure *out)
{
    const char *basis = column_text(row, 3);
    const char *price = column_text(row, 6);
    bool to_date = is_word(basis, fyp_store_basis_words[FYP_BASIS_TO_DATE]);
    *out = (struct fyp_figure){
        .region = column_text(row, 0),
        .indicator = column_text(row, 1),
        .year = sqlite3_column_int(row, 2),
        .basis = to_date ? FYP_BASIS_TO_DATE : FYP_BASIS_YEAR,
        .value =
            {true, sqlite3_column_double(row, 4), sqlite3_column_int(row, 5)},
        .numerator = read_part(row, 11),
        .denominator = read_part(row, 12),
        .source = column_text(row, 7),
        .file = column_text(row, 8),
        .line = sqlite3_column_int(row, 9),
        .version = sqlite3_column_int(row, 10)};
    if (is_word(price, fyp_store_price_words[FYP_PRICE_NOMINAL])) {
        out->price_basis = FYP_PRICE_NOMINAL;
    } else if (is_word(price, fyp_store_price_words[FYP_PRICE_REAL])) {
        out->price_basis = FYP_PRICE_REAL;
    }
    bool sound =
        is_text(out->region) && is_text(out->indicator) &&
        is_text(out->source) && is_text(out->file) &&
        (to_date || is_word(basis, fyp_store_basis_words[FYP_BASIS_YEAR])) &&
        sqlite3_column_type(row, 4) == SQLITE_FLOAT &&
        isfinite(out->value.value) && isfinite(out->numerator.value) &&
        isfinite(out->denominator.value) && out->value.decimals >= 0 &&
        out->version >= 1;
    if (sound) {
        out->demonstration = strstr(out->source, "示例数据") != NULL;
    }
    return sound;
}

/** Rows come in key order; one that does not is damage, and so is a place
 *  that comes twice. */
static bool
is_after(const struct fyp_figure *figure, const struct fyp_figure *before)
{
    int order = strcmp(figure->indicator, before->indicator);
    if (order == 0) {
        order = (figure->year > before->year) - (figure->year < before->year);
    }
    if (order == 0) {
        order = strcmp(figure->region, before->region);
    }
    if (order == 0) {
        order = strcmp(
            fyp_store_basis_words[figure->basis],
            fyp_store_basis_words[before->basis]);
    }
    return order > 0;
}

static enum fyp_status
damaged(const struct fyp_store *store, struct fyp_error *err)
{
    fyp_fail(err, FYP_E_STORE_DAMAGED, fyp_text(FYP_M_STORE_BAD_ROW));
    (void)fyp_error_at(err, "%s", store->path);
    return FYP_E_STORE_DAMAGED;
}

/** Adds all rows of a bound query. */
static enum fyp_status add_rows(
    struct fyp_store *store, sqlite3_stmt *statement,
    struct fyp_figures *figures, struct fyp_error *err)
{
    for (;;) {
        bool row = false;
        enum fyp_status status = fyp_store_step(store, statement, &row, err);
        if (status != FYP_OK || !row) {
            return status;
        }
        struct fyp_figure figure;
        size_t count = fyp_figures_count(figures);
        if (!read_figure(statement, &figure) ||
            (count > 0 &&
             !is_after(&figure, fyp_figures_at(figures, count - 1)))) {
            status = damaged(store, err);
        } else {
            status = fyp_figures_add(figures, &figure, err);
        }
        if (status != FYP_OK) {
            (void)sqlite3_reset(statement);
            return status;
        }
    }
}

static int compare_codes(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

struct codes {
    const char **items; /* sorted, each once */
    size_t count;
};

static enum fyp_status sort_codes(
    const char *const *regions, size_t n, struct codes *out,
    struct fyp_error *err)
{
    out->items = calloc(n, sizeof *out->items);
    if (!out->items) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    memcpy(out->items, regions, n * sizeof *out->items);
    qsort(out->items, n, sizeof *out->items, compare_codes);
    for (size_t i = 0; i < n; i++) {
        const char *code = out->items[i];
        if (i == 0 || strcmp(out->items[out->count - 1], code) != 0) {
            out->items[out->count++] = code;
        }
    }
    return FYP_OK;
}

/* The key begins with indicator and year; there are few such pairs beside
 * the figures of a whole country, so that going from pair to pair and looking
 * up the regions in each is far cheaper than reading everything, and needs no
 * second index, which would slow every import. */
struct slice {
    struct fyp_buffer indicator;
    int year;
};

static const char *slice_indicator(const struct slice *slice)
{
    return slice->indicator.length > 0 ? slice->indicator.data : "";
}

/** Takes over the pair of a row; one that does not come after the last is
 *  damage, and would go round for ever. */
static enum fyp_status take_slice(
    struct fyp_store *store, sqlite3_stmt *row, struct slice *slice,
    struct fyp_error *err)
{
    const char *indicator = column_text(row, 0);
    int year = sqlite3_column_int(row, 1);
    int order = indicator ? strcmp(indicator, slice_indicator(slice)) : -1;
    if (order < 0 || (order == 0 && year <= slice->year)) {
        return damaged(store, err);
    }
    slice->year = year;
    slice->indicator.length = 0;
    fyp_buffer_text(&slice->indicator, indicator);
    return slice->indicator.failed ? fyp_fail(err, FYP_E_MEMORY, NULL) : FYP_OK;
}

static enum fyp_status next_slice(
    struct fyp_store *store, struct slice *slice, bool *more,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_NEXT_SLICE, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    (void)sqlite3_bind_text(
        statement, 1, slice_indicator(slice), -1, SQLITE_STATIC);
    (void)sqlite3_bind_int(statement, 2, slice->year);
    status = fyp_store_step(store, statement, more, err);
    if (status == FYP_OK && *more) {
        status = take_slice(store, statement, slice, err);
    }
    (void)sqlite3_reset(statement);
    return status;
}

/** Figures of some regions in one slice. */
static enum fyp_status load_slice(
    struct fyp_store *store, const struct slice *slice,
    const struct codes *codes, struct fyp_figures *figures,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare(store, FYP_STATEMENT_LOAD_REGION, &statement, err);
    for (size_t i = 0; status == FYP_OK && i < codes->count; i++) {
        (void)sqlite3_bind_text(
            statement, 1, slice_indicator(slice), -1, SQLITE_STATIC);
        (void)sqlite3_bind_int(statement, 2, slice->year);
        (void)sqlite3_bind_text(
            statement, 3, codes->items[i], -1, SQLITE_STATIC);
        status = add_rows(store, statement, figures, err);
    }
    return status;
}

static enum fyp_status load_regions(
    struct fyp_store *store, const struct codes *codes,
    struct fyp_figures *figures, struct fyp_error *err)
{
    struct slice slice = {0};
    bool more = false;
    enum fyp_status status = next_slice(store, &slice, &more, err);
    while (status == FYP_OK && more) {
        status = load_slice(store, &slice, codes, figures, err);
        if (status == FYP_OK) {
            status = next_slice(store, &slice, &more, err);
        }
    }
    fyp_buffer_finish(&slice.indicator);
    return status;
}

static enum fyp_status load(
    struct fyp_store *store, const char *const *regions, size_t n,
    struct fyp_figures *figures, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status;
    if (n == 0) {
        status =
            fyp_store_prepare(store, FYP_STATEMENT_LOAD_ALL, &statement, err);
        return status == FYP_OK ? add_rows(store, statement, figures, err)
                                : status;
    }
    struct codes codes = {0};
    status = sort_codes(regions, n, &codes, err);
    if (status == FYP_OK) {
        status = load_regions(store, &codes, figures, err);
    }
    free(codes.items);
    return status;
}

enum fyp_status fyp_store_load(
    struct fyp_store *store, const char *const *regions, size_t n,
    struct fyp_figures **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_figures *figures = NULL;
    enum fyp_status status = fyp_figures_create(&figures, err);
    if (status == FYP_OK) {
        /* one snapshot, however many queries it takes */
        status = fyp_store_run(store, "BEGIN", err);
    }
    if (status == FYP_OK) {
        status = load(store, regions, n, figures, err);
        fyp_store_rollback(store);
    }
    if (status != FYP_OK) {
        fyp_figures_destroy(figures);
        return status;
    }
    fyp_figures_index(figures);
    *out = figures;
    return FYP_OK;
}
