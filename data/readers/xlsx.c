/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xlsx.h"

#include "data/readers/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    struct fyp_zip *zip;
    struct fyp_xlsx_parts parts;
    struct fyp_xlsx_strings strings;
};

static void close_reader(void *context)
{
    struct reader *reader = context;
    if (reader) {
        fyp_zip_close(reader->zip);
        fyp_xlsx_parts_finish(&reader->parts);
        fyp_xlsx_strings_finish(&reader->strings);
        free(reader);
    }
}

static void note_epoch(struct fyp_spreadsheet *book)
{
    struct fyp_error note = {.status = FYP_OK};
    (void)fyp_fail(&note, FYP_W_XLSX_EPOCH, NULL);
    fyp_problems_add(fyp_spreadsheet_notes(book), &note);
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
        fyp_zip_open(fyp_spreadsheet_bytes(book), &reader->zip, err);
    if (status == FYP_OK) {
        status = fyp_xlsx_parts_find(
            reader->zip, &reader->parts, fyp_spreadsheet_notes(book), err);
    }
    if (status == FYP_OK && reader->parts.strings) {
        status = fyp_xlsx_strings_read(
            reader->zip, reader->parts.strings, &reader->strings, err);
    }
    for (size_t i = 0; status == FYP_OK && i < reader->parts.sheet_count; i++) {
        const struct fyp_xlsx_sheet_part *sheet = &reader->parts.sheets[i];
        status =
            fyp_spreadsheet_add_sheet(book, sheet->name, sheet->hidden, err);
    }
    if (status == FYP_OK && reader->parts.from_1904) {
        note_epoch(book);
    }
    return status;
}

static enum fyp_status load_sheet(
    void *context, size_t index, struct fyp_sheet *sheet,
    struct fyp_problems *notes, struct fyp_error *err)
{
    const struct reader *reader = context;
    const struct fyp_xlsx_context around = {
        .strings = &reader->strings,
        .formats = reader->parts.formats,
        .format_count = reader->parts.format_count,
        .from_1904 = reader->parts.from_1904,
        .never_opened = reader->parts.never_opened};
    return fyp_xlsx_sheet_read(
        reader->zip, reader->parts.sheets[index].member, &around, sheet, notes,
        err);
}

static const char *find_property(const void *context, const char *name)
{
    const struct reader *reader = context;
    for (size_t i = 0; i < reader->parts.property_count; i++) {
        if (strcmp(reader->parts.properties[i].name, name) == 0) {
            return reader->parts.properties[i].value;
        }
    }
    return NULL;
}

const struct fyp_spreadsheet_format fyp_spreadsheet_xlsx = {
    .kind = FYP_SOURCE_XLSX,
    .open = open_reader,
    .load = load_sheet,
    .property = find_property,
    .close = close_reader};
