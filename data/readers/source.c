/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/source.h"

#include "data/readers/csv.h"

#include <stdlib.h>

struct fyp_source {
    struct fyp_csv *csv;
    struct fyp_table_info table;
    struct fyp_problems notes;
    bool fresh; /* nothing read since opening or selecting */
};

enum fyp_status fyp_source_open(
    const char *path, struct fyp_source **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_source *source = calloc(1, sizeof *source);
    if (!source) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    source->table.delimiter = ',';
    source->fresh = true;
    enum fyp_status status = fyp_csv_create(path, &source->csv, err);
    if (status != FYP_OK) {
        fyp_source_close(source);
        return status;
    }
    *out = source;
    return FYP_OK;
}

void fyp_source_close(struct fyp_source *source)
{
    if (source) {
        fyp_csv_destroy(source->csv);
        fyp_problems_finish(&source->notes);
        free(source);
    }
}

enum fyp_source_kind fyp_source_kind(const struct fyp_source *source)
{
    (void)source;
    return FYP_SOURCE_TEXT;
}

const char *fyp_source_encoding(const struct fyp_source *source)
{
    (void)source;
    return "UTF-8";
}

const char *fyp_source_sha256(const struct fyp_source *source)
{
    return fyp_csv_sha256(source->csv);
}

long long fyp_source_size(const struct fyp_source *source)
{
    return fyp_csv_size(source->csv);
}

long long fyp_source_position(const struct fyp_source *source)
{
    return fyp_csv_position(source->csv);
}

const struct fyp_problems *fyp_source_notes(const struct fyp_source *source)
{
    return &source->notes;
}

size_t fyp_source_table_count(const struct fyp_source *source)
{
    (void)source;
    return 1;
}

const struct fyp_table_info *
fyp_source_table(const struct fyp_source *source, size_t index)
{
    (void)index;
    return &source->table;
}

enum fyp_status fyp_source_select(
    struct fyp_source *source, size_t table, struct fyp_error *err)
{
    (void)table;
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
    (void)source;
    (void)name;
    return NULL;
}
