/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xls.h"

#include "base/message.h"
#include "data/readers/xls_parts.h"

#include <stdlib.h>

struct reader {
    struct fyp_compound *compound;
    struct fyp_stream *stream;
    struct fyp_xls_book book;
};

static void close_reader(void *context)
{
    struct reader *reader = context;
    if (reader) {
        fyp_stream_close(reader->stream);
        fyp_compound_close(reader->compound);
        fyp_xls_book_finish(&reader->book);
        free(reader);
    }
}

static void
tell(struct fyp_spreadsheet *book, enum fyp_status status, const char *what)
{
    struct fyp_error note = {.status = FYP_OK};
    (void)fyp_fail(&note, status, what);
    fyp_problems_add(fyp_spreadsheet_notes(book), &note);
}

/** Macros, objects, links: said once each, never opened. */
static void
tell_ignored(struct fyp_spreadsheet *book, const struct reader *reader)
{
    const struct {
        bool found;
        enum fyp_message what;
    } rows[] = {
        {reader->book.macros ||
             fyp_compound_holds(reader->compound, "_VBA_PROJECT_CUR"),
         FYP_M_XLSX_MACROS},
        {fyp_compound_holds(reader->compound, "MBD"), FYP_M_XLSX_OBJECTS},
        {reader->book.links, FYP_M_XLSX_LINKS},
        {reader->book.connections, FYP_M_XLSX_CONNECTIONS}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        if (rows[r].found) {
            tell(book, FYP_W_XLSX_IGNORED, fyp_text(rows[r].what));
        }
    }
    if (reader->book.from_1904) {
        tell(book, FYP_W_XLSX_EPOCH, NULL);
    }
}

/** Excel 95 and before called the stream Book; a file for both has both. */
static enum fyp_status find_stream(struct reader *reader, struct fyp_error *err)
{
    static const char *const names[] = {"Workbook", "Book"};
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && !reader->stream &&
                       i < sizeof names / sizeof *names;
         i++) {
        status =
            fyp_stream_open(reader->compound, names[i], &reader->stream, err);
    }
    if (status == FYP_OK && !reader->stream) {
        status = fyp_fail(err, FYP_E_SOURCE_KIND, fyp_text(FYP_M_KIND_OLE));
    }
    return status;
}

static enum fyp_status
open_reader(struct fyp_spreadsheet *book, void **out, struct fyp_error *err)
{
    struct reader *reader = calloc(1, sizeof *reader);
    *out = reader;
    if (!reader) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status =
        fyp_compound_open(fyp_spreadsheet_bytes(book), &reader->compound, err);
    if (status == FYP_OK) {
        status = find_stream(reader, err);
    }
    if (status == FYP_OK) {
        reader->book.records.stream = reader->stream;
        status = fyp_xls_book_read(&reader->book, err);
    }
    for (size_t i = 0; status == FYP_OK && i < reader->book.sheet_count; i++) {
        const struct fyp_xls_sheet_part *sheet = &reader->book.sheets[i];
        status =
            fyp_spreadsheet_add_sheet(book, sheet->name, sheet->hidden, err);
    }
    if (status == FYP_OK) {
        tell_ignored(book, reader);
    }
    return status;
}

static enum fyp_status load_sheet(
    void *context, size_t index, struct fyp_sheet *sheet,
    struct fyp_problems *notes, struct fyp_error *err)
{
    struct reader *reader = context;
    return fyp_xls_sheet_read(&reader->book, index, sheet, notes, err);
}

/** Those of an .xls stand in a stream of their own format, which nothing
 *  asks for: a form is known by its cells. */
static const char *find_property(const void *context, const char *name)
{
    (void)context;
    (void)name;
    return NULL;
}

const struct fyp_spreadsheet_format fyp_spreadsheet_xls = {
    .kind = FYP_SOURCE_XLS,
    .open = open_reader,
    .load = load_sheet,
    .property = find_property,
    .close = close_reader};
