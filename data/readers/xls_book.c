/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xls_parts.h"

#include <stdio.h>
#include <string.h>

enum {
    BOF_OF_BOOK = 0x0005,
    OLDER_BOF_1 = 0x0009, /* Excel 2, 3, 4 */
    OLDER_BOF_2 = 0x0209,
    OLDER_BOF_3 = 0x0409,
    SHEET_OF_CELLS = 0,
    SHEET_OF_MACROS = 1,
    SELF = 0x0401,   /* a workbook that is this one … */
    ADD_IN = 0x3A01, /* … or functions of an add-in */
    LIMIT_SIZE = 16
};

static enum fyp_status
beyond(struct fyp_error *err, enum fyp_message what, int most)
{
    char limit[LIMIT_SIZE];
    (void)snprintf(limit, sizeof limit, "%d", most);
    return fyp_fail(err, FYP_E_XLSX_LIMIT, fyp_text(what), limit);
}

static enum fyp_status
read_begin(struct fyp_xls_book *book, struct fyp_error *err)
{
    unsigned char head[4] = {0};
    struct fyp_xls_records *records = &book->records;
    fyp_xls_seek(records, 0);
    enum fyp_status status = fyp_xls_next(records, err);
    if (status != FYP_OK) {
        return status;
    }
    bool older = records->type == OLDER_BOF_1 || records->type == OLDER_BOF_2 ||
                 records->type == OLDER_BOF_3;
    if (!older && records->type != FYP_XLS_BOF) {
        return fyp_xls_bad(records, FYP_M_XLS_BEGIN, err);
    }
    status = fyp_xls_bytes(records, head, sizeof head, err);
    if (status != FYP_OK) {
        return status;
    }
    if (older || fyp_xls_16(head) != FYP_XLS_VERSION) {
        return fyp_fail(err, FYP_E_SOURCE_XLS, NULL);
    }
    return fyp_xls_16(head + 2) == BOF_OF_BOOK
               ? FYP_OK
               : fyp_xls_bad(records, FYP_M_XLS_BEGIN, err);
}

/* --- one function a record --- */

static enum fyp_status take_password(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    (void)book;
    (void)text;
    return fyp_fail(err, FYP_E_SOURCE_PASSWORD, NULL);
}

static enum fyp_status take_epoch(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    unsigned char value[2] = {0};
    (void)text;
    enum fyp_status status =
        fyp_xls_bytes(&book->records, value, sizeof value, err);
    book->from_1904 = fyp_xls_16(value) == 1;
    return status;
}

static bool is_known(
    const struct fyp_xls_book *book, const struct fyp_xls_sheet_part *sheet)
{
    for (size_t i = 0; i < book->sheet_count; i++) {
        if (book->sheets[i].offset == sheet->offset ||
            strcmp(book->sheets[i].name, sheet->name) == 0) {
            return true;
        }
    }
    return false;
}

static enum fyp_status add_sheet(
    struct fyp_xls_book *book, struct fyp_xls_sheet_part sheet,
    struct fyp_error *err)
{
    if (sheet.name[0] == '\0' || is_known(book, &sheet)) {
        return fyp_xls_bad(&book->records, FYP_M_XLS_SAME_SHEET, err);
    }
    if (book->sheet_count == FYP_XLSX_SHEETS_MAX) {
        return beyond(err, FYP_M_XLSX_SHEETS, FYP_XLSX_SHEETS_MAX);
    }
    book->sheets[book->sheet_count++] = sheet;
    return FYP_OK;
}

static enum fyp_status take_sheet(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    enum { STATE = 4, KIND = 5, HIDDEN = 3, SIZE = 6 };
    unsigned char head[SIZE] = {0};
    enum fyp_status status =
        fyp_xls_bytes(&book->records, head, sizeof head, err);
    if (status == FYP_OK) {
        status =
            fyp_xls_text_read(&book->records, FYP_XLS_TEXT_SHORT, text, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    book->macros |= head[KIND] == SHEET_OF_MACROS;
    if (head[KIND] != SHEET_OF_CELLS) {
        return FYP_OK; /* charts and macros hold no figures */
    }
    struct fyp_xls_sheet_part sheet = {
        .name = fyp_arena_text(
            &book->arena, text->length > 0 ? text->data : "", text->length),
        .offset = fyp_xls_32(head),
        .hidden = (head[STATE] & HIDDEN) != 0};
    return sheet.name ? add_sheet(book, sheet, err)
                      : fyp_fail(err, FYP_E_MEMORY, NULL);
}

static enum fyp_status take_format(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    unsigned char number[2] = {0};
    enum fyp_status status =
        fyp_xls_bytes(&book->records, number, sizeof number, err);
    if (status == FYP_OK) {
        status =
            fyp_xls_text_read(&book->records, FYP_XLS_TEXT_LONG, text, err);
    }
    if (status == FYP_OK) {
        const char *code = text->length > 0 ? text->data : "";
        book->custom[fyp_xls_16(number)] =
            (unsigned char)(fyp_format_of_code(code) + 1);
    }
    return status;
}

static enum fyp_status take_cell_format(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    unsigned char head[4] = {0};
    (void)text;
    if (book->format_count == FYP_XLS_NUMBERS) {
        return beyond(err, FYP_M_XLSX_STYLES, FYP_XLS_NUMBERS);
    }
    enum fyp_status status =
        fyp_xls_bytes(&book->records, head, sizeof head, err);
    book->formats[book->format_count++] = (uint16_t)fyp_xls_16(head + 2);
    return status;
}

/** How many texts the table claims to have is believed only as long as there
 *  are texts; one that is cut off refuses the file. */
static enum fyp_status take_texts(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    enum { COUNT = 4, SIZE = 8 };
    unsigned char head[SIZE] = {0};
    enum fyp_status status =
        fyp_xls_bytes(&book->records, head, sizeof head, err);
    uint32_t count = fyp_xls_32(head + COUNT);
    if (book->strings.count > 0) {
        return fyp_xls_bad(&book->records, FYP_M_XLS_TEXT, err);
    }
    for (uint32_t i = 0;
         status == FYP_OK && i < count && !fyp_xls_is_done(&book->records);
         i++) {
        status =
            fyp_xls_text_read(&book->records, FYP_XLS_TEXT_LONG, text, err);
        if (status == FYP_OK) {
            status = fyp_xlsx_strings_add(
                &book->strings, text->data, text->length, err);
        }
    }
    return status;
}

/** A workbook that formulas may refer to. */
static enum fyp_status take_workbook(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    unsigned char head[4] = {0};
    (void)text;
    enum fyp_status status =
        fyp_xls_bytes(&book->records, head, sizeof head, err);
    unsigned name = fyp_xls_16(head + 2);
    bool outside = name != SELF && name != ADD_IN;
    if (status == FYP_OK && book->workbook_count < FYP_XLS_NUMBERS) {
        book->outside[book->workbook_count++] = outside;
        book->links |= outside;
    }
    return status;
}

/** The sheets that formulas may refer to, and in which workbooks. */
static enum fyp_status take_references(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    unsigned char count[2] = {0}, reference[6] = {0};
    (void)text;
    enum fyp_status status =
        fyp_xls_bytes(&book->records, count, sizeof count, err);
    for (unsigned i = 0; status == FYP_OK && i < fyp_xls_16(count); i++) {
        status =
            fyp_xls_bytes(&book->records, reference, sizeof reference, err);
        book->external[i] = book->outside[fyp_xls_16(reference)];
    }
    return status;
}

static enum fyp_status take_connection(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    (void)text;
    (void)err;
    book->connections = true;
    return FYP_OK;
}

/* --- all of them --- */

typedef enum fyp_status taker(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err);

static const struct {
    unsigned type;
    taker *take;
} takers[] = {
    {FYP_XLS_FILEPASS, take_password}, {FYP_XLS_DATEMODE, take_epoch},
    {FYP_XLS_BOUNDSHEET, take_sheet},  {FYP_XLS_FORMAT, take_format},
    {FYP_XLS_XF, take_cell_format},    {FYP_XLS_SST, take_texts},
    {FYP_XLS_SUPBOOK, take_workbook},  {FYP_XLS_EXTERNSHEET, take_references},
    {FYP_XLS_DCONN, take_connection},
};

static enum fyp_status take_record(
    struct fyp_xls_book *book, struct fyp_buffer *text, struct fyp_error *err)
{
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
        if (takers[i].type == book->records.type) {
            return takers[i].take(book, text, err);
        }
    }
    return FYP_OK;
}

enum fyp_status
fyp_xls_book_read(struct fyp_xls_book *book, struct fyp_error *err)
{
    struct fyp_buffer text = {0};
    book->sheets = fyp_arena_alloc(
        &book->arena, FYP_XLSX_SHEETS_MAX, sizeof *book->sheets);
    enum fyp_status status = book->sheets ? read_begin(book, err)
                                          : fyp_fail(err, FYP_E_MEMORY, NULL);
    while (status == FYP_OK && book->records.type != FYP_XLS_EOF) {
        status = fyp_xls_next(&book->records, err);
        if (status == FYP_OK) {
            status = take_record(book, &text, err);
        }
    }
    fyp_buffer_finish(&text);
    if (status == FYP_OK && book->sheet_count == 0) {
        status = fyp_fail(err, FYP_E_XLSX_NO_SHEET, NULL);
    }
    return status;
}

void fyp_xls_book_finish(struct fyp_xls_book *book)
{
    fyp_xlsx_strings_finish(&book->strings);
    fyp_arena_finish(&book->arena);
    book->sheet_count = 0;
}

enum fyp_cell_format
fyp_xls_format(const struct fyp_xls_book *book, unsigned number)
{
    if (number >= book->format_count) {
        return FYP_FORMAT_PLAIN;
    }
    unsigned id = book->formats[number];
    return book->custom[id] != 0 ? (enum fyp_cell_format)(book->custom[id] - 1)
                                 : fyp_format_of_id(id);
}
