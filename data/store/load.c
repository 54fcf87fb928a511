/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Figures on their way out, in the order of their places. */
struct loading {
    struct fyp_store *store;
    struct fyp_figures *figures;
    long long place; /* of the figure before; -1: none yet */
    /* of the figure before: figures come in runs of one origin */
    long long origin_id;
    struct fyp_origin origin;
    const char *sha256; /* of its file */
    bool demonstration;
    struct fyp_buffer text; /* the strings of origin */
};

/** Appends a terminated copy; where it begins. */
static size_t append(struct fyp_buffer *text, const char *part)
{
    size_t start = text->length;
    fyp_buffer_bytes(text, part, strlen(part) + 1);
    return start;
}

/** Takes over the origin of a row; false where it is damaged. */
static bool take_origin(struct loading *loading, sqlite3_stmt *row)
{
    const char *sheet = fyp_store_text(row, 0);
    const char *source = fyp_store_text(row, 2);
    const char *file = fyp_store_text(row, 5);
    const char *sha256 = fyp_store_text(row, 6);
    if (!fyp_store_is_text(source) || !fyp_store_is_text(file) ||
        !fyp_store_is_text(sha256) || (sheet && !fyp_store_is_text(sheet))) {
        return false;
    }
    loading->text.length = 0;
    size_t source_at = append(&loading->text, source);
    size_t file_at = append(&loading->text, file);
    size_t sheet_at = append(&loading->text, sheet ? sheet : "");
    size_t sha256_at = append(&loading->text, sha256);
    const char *data = loading->text.data;
    if (loading->text.failed) {
        return true; /* told by read_origin */
    }
    loading->origin = (struct fyp_origin){
        .import_id = sqlite3_column_int64(row, 4),
        .source = data + source_at,
        .file = data + file_at,
        .sheet = sheet ? data + sheet_at : NULL,
        .price_basis = fyp_store_price_of(fyp_store_text(row, 1)),
        .marks = (unsigned)sqlite3_column_int64(row, 3)};
    loading->sha256 = data + sha256_at;
    loading->demonstration = strstr(source, "示例数据") != NULL;
    return true;
}

static enum fyp_status
read_origin(struct loading *loading, long long id, struct fyp_error *err)
{
    struct fyp_store *store = loading->store;
    sqlite3_stmt *statement = NULL;
    if (loading->origin_id == id) {
        return FYP_OK;
    }
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_READ_ORIGIN, id, &statement, err);
    bool row = false;
    if (status == FYP_OK) {
        status = fyp_store_step(store, statement, &row, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    if (!row || !take_origin(loading, statement)) {
        status = fyp_store_damaged(store, err);
    } else if (loading->text.failed) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    loading->origin_id = id;
    (void)sqlite3_reset(statement);
    return status;
}

/** A damaged page may hold anything; rows come in the order of their places,
 *  each once. */
static bool is_sound(
    const struct loading *loading, sqlite3_stmt *row,
    const struct fyp_place_parts *parts, const struct fyp_figure *figure)
{
    return sqlite3_column_int64(row, 0) > loading->place &&
           parts->indicator > 0 &&
           (size_t)parts->indicator <= loading->store->indicators.count &&
           sqlite3_column_type(row, 1) == SQLITE_FLOAT &&
           isfinite(figure->value.value) && figure->value.decimals >= 0 &&
           figure->version >= 1 && isfinite(figure->numerator.value) &&
           isfinite(figure->denominator.value);
}

/** Adds one row with its origin. */
static enum fyp_status
add_row(struct loading *loading, sqlite3_stmt *row, struct fyp_error *err)
{
    struct fyp_place_parts parts;
    bool is_place = fyp_place_parts(sqlite3_column_int64(row, 0), &parts);
    struct fyp_figure figure = {
        .region = parts.region,
        .year = parts.year,
        .basis = parts.basis,
        .value =
            {true, sqlite3_column_double(row, 1), sqlite3_column_int(row, 2)},
        .numerator = fyp_store_number(row, 7),
        .denominator = fyp_store_number(row, 8),
        .line = sqlite3_column_int(row, 4),
        .column = sqlite3_column_int(row, 5),
        .version = sqlite3_column_int(row, 6)};
    if (!is_place || !is_sound(loading, row, &parts, &figure)) {
        return fyp_store_damaged(loading->store, err);
    }
    enum fyp_status status =
        read_origin(loading, sqlite3_column_int64(row, 3), err);
    if (status != FYP_OK) {
        return status;
    }
    loading->place = sqlite3_column_int64(row, 0);
    figure.indicator = loading->store->indicators.by_id[parts.indicator];
    figure.price_basis = loading->origin.price_basis;
    figure.source = loading->origin.source;
    figure.file = loading->origin.file;
    figure.sha256 = loading->sha256;
    figure.sheet = loading->origin.sheet;
    figure.marks = loading->origin.marks;
    figure.import_id = loading->origin.import_id;
    figure.demonstration = loading->demonstration;
    return fyp_figures_add(loading->figures, &figure, err);
}

/** Adds all rows of a bound query. */
static enum fyp_status add_rows(
    struct loading *loading, sqlite3_stmt *statement, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    bool row = true;
    while (status == FYP_OK && row) {
        status = fyp_store_step(loading->store, statement, &row, err);
        if (status == FYP_OK && row) {
            status = add_row(loading, statement, err);
        }
    }
    (void)sqlite3_reset(statement);
    return status;
}

/* Regions beside each other, as bits of a place. */
struct span {
    long long first, last;
};

/* The longer one first, so that what it holds comes behind it. */
static int compare_spans(const void *left, const void *right)
{
    const struct span *a = left;
    const struct span *b = right;
    int order = (a->first > b->first) - (a->first < b->first);
    return order != 0 ? order : (a->last < b->last) - (a->last > b->last);
}

struct codes {
    struct span *items; /* sorted, no region twice */
    size_t count;
};

/* The bits of one region: both of its bases. */
static struct span span_of(long long region)
{
    return (struct span){region, region + 1};
}

/** Sorts the first known items; one lies in another or is apart from it. */
static void sort_items(struct codes *codes, size_t known)
{
    if (known > 0) {
        qsort(codes->items, known, sizeof *codes->items, compare_spans);
    }
    for (size_t i = 0; i < known; i++) {
        const struct span span = codes->items[i];
        if (i == 0 || codes->items[codes->count - 1].last < span.last) {
            codes->items[codes->count++] = span;
        }
    }
}

/** @param upper  All that lies in it, too; NULL: only the regions. */
static enum fyp_status sort_codes(
    const char *const *regions, size_t n, const char *upper, struct codes *out,
    struct fyp_error *err)
{
    out->items = calloc(n + FYP_PLACE_LEVELS, sizeof *out->items);
    if (!out->items) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        long long region = fyp_place_region(regions[i]);
        if (region >= 0) {
            out->items[known++] = span_of(region);
        }
    }
    for (int level = 0; upper && level < FYP_PLACE_LEVELS; level++) {
        struct span *span = &out->items[known];
        known += fyp_place_below(upper, level, &span->first, &span->last);
    }
    sort_items(out, known);
    return FYP_OK;
}

/** Regions of the figures that an import has stored; *few is false where
 *  there are more than most. */
static enum fyp_status touched_codes(
    struct fyp_store *store, long long import_id, long most, struct codes *out,
    bool *few, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    out->items = calloc((size_t)most + 1, sizeof *out->items);
    if (!out->items) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_TOUCHED, import_id, &statement, err);
    size_t known = 0;
    bool row = status == FYP_OK;
    while (status == FYP_OK && row && known <= (size_t)most) {
        status = fyp_store_step(store, statement, &row, err);
        if (status == FYP_OK && row) {
            out->items[known++] = span_of(
                sqlite3_column_int64(statement, 0) & FYP_PLACE_REGION_BITS);
        }
    }
    (void)sqlite3_reset(statement);
    *few = known <= (size_t)most;
    sort_items(out, known);
    return status;
}

/* A place begins with indicator and year; there are few such pairs beside the
 * figures of a whole country, so that going from pair to pair and looking up
 * the regions in each is far cheaper than reading everything, and needs no
 * second index, which would slow every import. */
static enum fyp_status next_slice(
    struct fyp_store *store, long long *slice, bool *more,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_NEXT_PLACE, *slice, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    status = fyp_store_step(store, statement, more, err);
    if (status == FYP_OK && *more) {
        struct fyp_place_parts parts;
        long long place = sqlite3_column_int64(statement, 0);
        if (place >= *slice && fyp_place_parts(place, &parts)) {
            *slice = fyp_place_slice(parts.indicator, parts.year);
        } else {
            status = fyp_store_damaged(store, err);
        }
    }
    (void)sqlite3_reset(statement);
    return status;
}

/** Figures of some regions in one slice. */
static enum fyp_status load_slice(
    struct loading *loading, long long slice, const struct codes *codes,
    struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < codes->count; i++) {
        status = fyp_store_prepare_for(
            loading->store, FYP_STATEMENT_LOAD_REGION,
            slice | codes->items[i].first, &statement, err);
        if (status == FYP_OK) {
            (void)sqlite3_bind_int64(
                statement, 2, slice | codes->items[i].last);
            status = add_rows(loading, statement, err);
        }
    }
    return status;
}

static enum fyp_status load_regions(
    struct loading *loading, const struct codes *codes, struct fyp_error *err)
{
    const long long step = fyp_place_slice(0, 1901);
    long long slice = 0;
    bool more = false;
    enum fyp_status status = next_slice(loading->store, &slice, &more, err);
    while (status == FYP_OK && more) {
        status = load_slice(loading, slice, codes, err);
        more = slice <= INT64_MAX - step;
        slice += more ? step : 0;
        if (status == FYP_OK && more) {
            status = next_slice(loading->store, &slice, &more, err);
        }
    }
    return status;
}

static enum fyp_status load(
    struct loading *loading, const char *const *regions, size_t n,
    const char *upper, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_read_indicators(loading->store, err);
    if (status != FYP_OK) {
        return status;
    }
    if (n == 0 && !upper) {
        status = fyp_store_prepare(
            loading->store, FYP_STATEMENT_LOAD_ALL, &statement, err);
        return status == FYP_OK ? add_rows(loading, statement, err) : status;
    }
    struct codes codes = {0};
    status = sort_codes(regions, n, upper, &codes, err);
    if (status == FYP_OK) {
        status = load_regions(loading, &codes, err);
    }
    free(codes.items);
    return status;
}

/** Hands over what was loaded, or releases it. */
static enum fyp_status end_loading(
    struct loading *loading, enum fyp_status status, struct fyp_figures **out)
{
    fyp_buffer_finish(&loading->text);
    if (status != FYP_OK) {
        fyp_figures_destroy(loading->figures);
        return status;
    }
    fyp_figures_index(loading->figures);
    *out = loading->figures;
    return FYP_OK;
}

enum fyp_status fyp_store_load_touched(
    struct fyp_store *store, long long import_id, long most,
    struct fyp_figures **out, struct fyp_error *err)
{
    *out = NULL;
    struct loading loading = {.store = store, .place = -1};
    struct codes codes = {0};
    bool few = false;
    enum fyp_status status =
        touched_codes(store, import_id, most, &codes, &few, err);
    if (status == FYP_OK && few) {
        status = fyp_figures_create(&loading.figures, err);
    }
    if (status == FYP_OK && few) {
        status = fyp_store_read_indicators(store, err);
    }
    if (status == FYP_OK && few) {
        status = load_regions(&loading, &codes, err);
    }
    free(codes.items);
    return few || status != FYP_OK ? end_loading(&loading, status, out)
                                   : FYP_OK;
}

enum fyp_status fyp_store_load_within(
    struct fyp_store *store, const char *const *regions, size_t n,
    const char *upper, struct fyp_figures **out, struct fyp_error *err)
{
    *out = NULL;
    struct loading loading = {.store = store, .place = -1};
    enum fyp_status status = fyp_figures_create(&loading.figures, err);
    if (status == FYP_OK) {
        /* one snapshot, however many queries it takes */
        status = fyp_store_run(store, "BEGIN", err);
    }
    if (status == FYP_OK) {
        status = load(&loading, regions, n, upper, err);
        fyp_store_rollback(store);
    }
    return end_loading(&loading, status, out);
}

enum fyp_status fyp_store_load(
    struct fyp_store *store, const char *const *regions, size_t n,
    struct fyp_figures **out, struct fyp_error *err)
{
    return fyp_store_load_within(store, regions, n, NULL, out, err);
}
