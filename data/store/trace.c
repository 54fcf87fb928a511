/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include <math.h>
#include <string.h>

/** Columns 0 to 7 and TRACE_COLUMNS of statement.c. Strings last until the
 *  next step. */
static void read_entry(
    sqlite3_stmt *row, const struct fyp_figure *place,
    struct fyp_trace_entry *out)
{
    struct fyp_store_row *figure = &out->row;
    out->replaced_by = sqlite3_column_int64(row, 1);
    out->missing = sqlite3_column_int(row, 3);
    figure->figure = *place;
    figure->figure.version = sqlite3_column_int(row, 0);
    figure->figure.value = fyp_store_number(row, 4);
    figure->figure.value.decimals = sqlite3_column_int(row, 5);
    figure->numerator = fyp_store_number(row, 6);
    figure->denominator = fyp_store_number(row, 7);
    figure->figure.line = sqlite3_column_int(row, 8);
    figure->figure.column = sqlite3_column_int(row, 9);
    figure->value_text = fyp_store_text(row, 10);
    figure->note = fyp_store_text(row, 11);
    figure->figure.sheet = fyp_store_text(row, 12);
    figure->unit = fyp_store_text(row, 13);
    figure->figure.price_basis = fyp_store_price_of(fyp_store_text(row, 14));
    figure->status_text = fyp_store_text(row, 15);
    figure->figure.source = fyp_store_text(row, 16);
    figure->figure.marks = (unsigned)sqlite3_column_int64(row, 17);
    figure->normalised = (unsigned)sqlite3_column_int64(row, 18);
    out->import.id = sqlite3_column_int64(row, 19);
    out->import.file = fyp_store_text(row, 20);
    out->import.sha256 = fyp_store_text(row, 21);
    out->import.imported_at = fyp_store_text(row, 22);
    out->import.reason = fyp_store_text(row, 23);
    out->import.undone_at = fyp_store_text(row, 24);
    figure->figure.file = out->import.file;
    figure->figure.import_id = out->import.id;
    figure->figure.numerator = figure->numerator;
    figure->figure.denominator = figure->denominator;
}

static bool is_text_or_null(const char *text)
{
    return !text || fyp_store_is_text(text);
}

static bool is_sound(const struct fyp_trace_entry *entry)
{
    const struct fyp_store_row *row = &entry->row;
    return fyp_store_is_text(row->value_text) && is_text_or_null(row->note) &&
           is_text_or_null(row->figure.sheet) && is_text_or_null(row->unit) &&
           is_text_or_null(row->status_text) &&
           fyp_store_is_text(row->figure.source) &&
           fyp_store_is_text(entry->import.file) &&
           fyp_store_is_text(entry->import.sha256) &&
           fyp_store_is_text(entry->import.imported_at) &&
           is_text_or_null(entry->import.reason) &&
           is_text_or_null(entry->import.undone_at) &&
           isfinite(row->figure.value.value);
}

static enum fyp_trace_kind
kind_of(enum fyp_store_statement which, sqlite3_stmt *row)
{
    if (which == FYP_STATEMENT_TRACE_CONFIRMED) {
        return FYP_TRACE_CONFIRMED;
    }
    if (which == FYP_STATEMENT_TRACE_GAPS) {
        return FYP_TRACE_MISSING;
    }
    if (sqlite3_column_int(row, 2) != 0) {
        return FYP_TRACE_CURRENT;
    }
    return sqlite3_column_type(row, 1) == SQLITE_NULL ? FYP_TRACE_UNDONE
                                                      : FYP_TRACE_REPLACED;
}

struct tracing {
    struct fyp_store *store;
    struct fyp_figure place;
    fyp_trace_visit visit;
    void *context;
};

static enum fyp_status visit_rows(
    const struct tracing *tracing, long long place,
    enum fyp_store_statement which, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status =
        fyp_store_prepare_for(tracing->store, which, place, &statement, err);
    bool row = true;
    while (status == FYP_OK && row) {
        struct fyp_trace_entry entry = {0};
        status = fyp_store_step(tracing->store, statement, &row, err);
        if (status == FYP_OK && row) {
            read_entry(statement, &tracing->place, &entry);
            entry.kind = kind_of(which, statement);
            status = is_sound(&entry)
                         ? tracing->visit(tracing->context, &entry, err)
                         : fyp_store_damaged(tracing->store, err);
        }
    }
    if (statement) {
        (void)sqlite3_reset(statement);
    }
    return status;
}

static enum fyp_status visit_basis(
    struct tracing *tracing, long long place, enum fyp_basis basis,
    struct fyp_error *err)
{
    static const enum fyp_store_statement parts[] = {
        FYP_STATEMENT_TRACE_VERSIONS, FYP_STATEMENT_TRACE_CONFIRMED,
        FYP_STATEMENT_TRACE_GAPS};
    enum fyp_status status = FYP_OK;
    tracing->place.basis = basis;
    for (size_t i = 0; status == FYP_OK && i < sizeof parts / sizeof *parts;
         i++) {
        status = visit_rows(
            tracing, place | (basis == FYP_BASIS_TO_DATE), parts[i], err);
    }
    return status;
}

enum fyp_status fyp_store_trace(
    struct fyp_store *store, const struct fyp_figure *place,
    fyp_trace_visit visit, void *context, struct fyp_error *err)
{
    struct tracing tracing = {
        .store = store,
        .place =
            {.region = place->region,
             .indicator = place->indicator,
             .year = place->year},
        .visit = visit,
        .context = context};
    /* one snapshot, however many queries it takes */
    enum fyp_status status = fyp_store_run(store, "BEGIN", err);
    if (status != FYP_OK) {
        return status;
    }
    status = fyp_store_read_indicators(store, err);
    int indicator =
        status == FYP_OK ? fyp_store_indicator(store, place->indicator) : 0;
    long long region = fyp_place_region(place->region);
    if (status == FYP_OK && indicator > 0 && region >= 0) {
        long long first = fyp_place_slice(indicator, place->year) | region;
        status = visit_basis(&tracing, first, FYP_BASIS_YEAR, err);
        if (status == FYP_OK) {
            status = visit_basis(&tracing, first, FYP_BASIS_TO_DATE, err);
        }
    }
    fyp_store_rollback(store);
    return status;
}
