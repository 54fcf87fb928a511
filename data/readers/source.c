/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/source.h"

#include "data/readers/csv.h"
#include "data/readers/kind.h"
#include "data/readers/xls.h"
#include "data/readers/xlsx.h"

#include <stdlib.h>

struct fyp_source {
    struct fyp_spreadsheet *book; /* NULL: delimited text */
    struct fyp_csv *csv;
    struct fyp_table_info table;
    bool fresh; /* nothing read since opening or selecting */
};

/** A workbook, or whatever else is not text. Text: *out stays as it is. */
static enum fyp_status
open_book(const char *path, struct fyp_spreadsheet **out, struct fyp_error *err)
{
    struct fyp_bytes bytes;
    enum fyp_file_kind kind = FYP_FILE_TEXT;
    enum fyp_message what = FYP_M_NOTHING;
    enum fyp_status status = fyp_bytes_open(&bytes, path, err);
    if (status == FYP_OK) {
        status = fyp_kind_find(&bytes, &kind, &what, err);
    }
    if (status == FYP_OK && kind == FYP_FILE_ZIP) {
        return fyp_spreadsheet_open(&bytes, &fyp_spreadsheet_xlsx, out, err);
    }
    if (status == FYP_OK && kind == FYP_FILE_XLS) {
        return fyp_spreadsheet_open(&bytes, &fyp_spreadsheet_xls, out, err);
    }
    if (status == FYP_OK && kind == FYP_FILE_OTHER) {
        status = fyp_fail(err, FYP_E_SOURCE_KIND, fyp_text(what));
    } else if (status == FYP_OK && kind == FYP_FILE_PASSWORD) {
        status = fyp_fail(err, FYP_E_SOURCE_PASSWORD, NULL);
    } else if (status == FYP_OK && kind == FYP_FILE_OLDER_XLS) {
        status = fyp_fail(err, FYP_E_SOURCE_XLS, NULL);
    }
    fyp_bytes_close(&bytes);
    return status;
}

enum fyp_status fyp_source_open(
    const char *path, struct fyp_source **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_source *source = calloc(1, sizeof *source);
    if (!source) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    source->fresh = true;
    enum fyp_status status = open_book(path, &source->book, err);
    if (status == FYP_OK && !source->book) {
        status = fyp_csv_create(path, &source->csv, err);
    }
    if (status != FYP_OK) {
        fyp_source_close(source);
        return status;
    }
    if (source->csv) {
        source->table.delimiter = fyp_csv_delimiter(source->csv);
    }
    *out = source;
    return FYP_OK;
}

void fyp_source_close(struct fyp_source *source)
{
    if (source) {
        fyp_spreadsheet_close(source->book);
        fyp_csv_destroy(source->csv);
        free(source);
    }
}

enum fyp_source_kind fyp_source_kind(const struct fyp_source *source)
{
    return source->book ? fyp_spreadsheet_kind(source->book) : FYP_SOURCE_TEXT;
}

const char *fyp_source_encoding(const struct fyp_source *source)
{
    if (source->book) {
        return NULL;
    }
    return fyp_encoding_name(fyp_csv_encoding(source->csv));
}

const char *fyp_source_sha256(const struct fyp_source *source)
{
    if (source->book) {
        return fyp_spreadsheet_sha256(source->book);
    }
    return fyp_csv_sha256(source->csv);
}

long long fyp_source_size(const struct fyp_source *source)
{
    if (source->book) {
        return fyp_spreadsheet_size(source->book);
    }
    return fyp_csv_size(source->csv);
}

long long fyp_source_position(const struct fyp_source *source)
{
    if (source->book) {
        return fyp_spreadsheet_position(source->book);
    }
    return fyp_csv_position(source->csv);
}

const struct fyp_problems *fyp_source_notes(const struct fyp_source *source)
{
    if (source->book) {
        return fyp_spreadsheet_notes(source->book);
    }
    return fyp_csv_notes(source->csv);
}

size_t fyp_source_table_count(const struct fyp_source *source)
{
    if (source->book) {
        return fyp_spreadsheet_count(source->book);
    }
    return 1;
}

const struct fyp_table_info *
fyp_source_table(const struct fyp_source *source, size_t index)
{
    if (source->book) {
        return fyp_spreadsheet_table(source->book, index);
    }
    return &source->table;
}

enum fyp_status fyp_source_select(
    struct fyp_source *source, size_t table, struct fyp_error *err)
{
    if (source->book) {
        return fyp_spreadsheet_select(source->book, table, err);
    }
    if (source->fresh) {
        return FYP_OK;
    }
    source->fresh = true;
    return fyp_csv_rewind(source->csv, err);
}

enum fyp_status fyp_source_next(
    struct fyp_source *source, struct fyp_table_row *row, struct fyp_error *err)
{
    struct fyp_csv_record record;
    if (source->book) {
        return fyp_spreadsheet_next(source->book, row, err);
    }
    source->fresh = false;
    enum fyp_status status = fyp_csv_next(source->csv, &record, err);
    *row = (struct fyp_table_row){
        .cells = record.fields,
        .count = record.count,
        .line = record.line,
        .raw = record.raw};
    return status;
}

const char *
fyp_source_property(const struct fyp_source *source, const char *name)
{
    return source->book ? fyp_spreadsheet_property(source->book, name) : NULL;
}
