/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/spreadsheet.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SHEETS = 16 };

struct fyp_spreadsheet {
    struct fyp_bytes bytes;
    char sha256[FYP_SHA256_TEXT_SIZE];
    const struct fyp_spreadsheet_format *format;
    void *reader;
    struct fyp_table_info *tables;
    size_t count, capacity;
    struct fyp_problems notes;
    struct fyp_sheet sheet;
    size_t loaded; /* which sheet that is; count: none */
};

const struct fyp_bytes *
fyp_spreadsheet_bytes(const struct fyp_spreadsheet *book)
{
    return &book->bytes;
}

struct fyp_problems *fyp_spreadsheet_notes(struct fyp_spreadsheet *book)
{
    return &book->notes;
}

enum fyp_status fyp_spreadsheet_add_sheet(
    struct fyp_spreadsheet *book, const char *name, bool hidden,
    struct fyp_error *err)
{
    if (book->count == book->capacity) {
        size_t capacity =
            book->capacity > 0 ? book->capacity * 2 : FIRST_SHEETS;
        struct fyp_table_info *tables =
            realloc(book->tables, capacity * sizeof *tables);
        if (!tables) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        book->tables = tables;
        book->capacity = capacity;
    }
    char *copy = strdup(name);
    if (!copy) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    book->tables[book->count++] =
        (struct fyp_table_info){.sheet = copy, .hidden = hidden};
    return FYP_OK;
}

static enum fyp_status load(
    struct fyp_spreadsheet *book, size_t index, struct fyp_problems *notes,
    struct fyp_error *err)
{
    fyp_sheet_finish(&book->sheet);
    book->loaded = book->count;
    book->sheet.name = book->tables[index].sheet;
    book->sheet.hidden = book->tables[index].hidden;
    enum fyp_status status =
        book->format->load(book->reader, index, &book->sheet, notes, err);
    if (status == FYP_OK) {
        book->loaded = index;
    }
    return status;
}

static void reverse_notes(struct fyp_problems *notes, size_t from)
{
    for (size_t to = notes->count; from + 1 < to; from++) {
        to--;
        struct fyp_error spare = notes->items[from];
        notes->items[from] = notes->items[to];
        notes->items[to] = spare;
    }
}

/** Every sheet once; from the last to the first, which is the one that is
 *  most likely to be asked for next. Notes come in the order of sheets. */
static enum fyp_status
survey(struct fyp_spreadsheet *book, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    size_t noted = book->notes.count;
    for (size_t i = book->count; status == FYP_OK && i > 0; i--) {
        const struct fyp_table_info *table = &book->tables[i - 1];
        if (!table->hidden) {
            status = load(book, i - 1, &book->notes, err);
        } else {
            struct fyp_error note = {.status = FYP_OK};
            (void)fyp_fail(&note, FYP_W_XLSX_HIDDEN_SHEET, table->sheet);
            fyp_problems_add(&book->notes, &note);
        }
    }
    reverse_notes(&book->notes, noted);
    return status;
}

enum fyp_status fyp_spreadsheet_open(
    struct fyp_bytes *bytes, const struct fyp_spreadsheet_format *format,
    struct fyp_spreadsheet **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_spreadsheet *book = calloc(1, sizeof *book);
    if (!book) {
        fyp_bytes_close(bytes);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    book->bytes = *bytes;
    *bytes = (struct fyp_bytes){.file = -1};
    book->format = format;
    enum fyp_status status = format->open(book, &book->reader, err);
    book->loaded = book->count;
    if (status == FYP_OK) {
        status = survey(book, err);
    }
    if (status == FYP_OK) {
        status = fyp_bytes_sha256(&book->bytes, book->sha256, err);
    }
    if (status == FYP_OK) {
        status = fyp_bytes_unchanged(&book->bytes, err);
    }
    if (status != FYP_OK) {
        fyp_spreadsheet_close(book);
        return status;
    }
    *out = book;
    return FYP_OK;
}

void fyp_spreadsheet_close(struct fyp_spreadsheet *book)
{
    if (!book) {
        return;
    }
    fyp_sheet_finish(&book->sheet);
    book->format->close(book->reader);
    for (size_t i = 0; i < book->count; i++) {
        free((char *)book->tables[i].sheet);
    }
    free(book->tables);
    fyp_problems_finish(&book->notes);
    fyp_bytes_close(&book->bytes);
    free(book);
}

enum fyp_source_kind fyp_spreadsheet_kind(const struct fyp_spreadsheet *book)
{
    return book->format->kind;
}

const char *fyp_spreadsheet_sha256(const struct fyp_spreadsheet *book)
{
    return book->sha256;
}

long long fyp_spreadsheet_size(const struct fyp_spreadsheet *book)
{
    return book->bytes.size;
}

long long fyp_spreadsheet_position(const struct fyp_spreadsheet *book)
{
    if (book->loaded >= book->count) {
        return 0;
    }
    double share = 1;
    if (book->sheet.count > 0) {
        share = (double)book->sheet.next / (double)book->sheet.count;
    }
    return (long long)((double)book->bytes.size *
                       (((double)book->loaded + share) /
                        (double)book->count));
}

size_t fyp_spreadsheet_count(const struct fyp_spreadsheet *book)
{
    return book->count;
}

const struct fyp_table_info *
fyp_spreadsheet_table(const struct fyp_spreadsheet *book, size_t index)
{
    return &book->tables[index];
}

enum fyp_status fyp_spreadsheet_select(
    struct fyp_spreadsheet *book, size_t index, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    if (book->loaded != index) {
        status = load(book, index, NULL, err);
    }
    if (status == FYP_OK) {
        status = fyp_bytes_unchanged(&book->bytes, err);
    }
    fyp_sheet_rewind(&book->sheet);
    return status;
}

enum fyp_status fyp_spreadsheet_next(
    struct fyp_spreadsheet *book, struct fyp_table_row *row,
    struct fyp_error *err)
{
    if (book->loaded >= book->count && book->count > 0) {
        enum fyp_status status = fyp_spreadsheet_select(book, 0, err);
        if (status != FYP_OK) {
            *row = (struct fyp_table_row){0};
            return status;
        }
    }
    return fyp_sheet_next(&book->sheet, row, err);
}

const char *
fyp_spreadsheet_property(const struct fyp_spreadsheet *book, const char *name)
{
    return book->format->property(book->reader, name);
}
