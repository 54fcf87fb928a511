/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xls_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    ROWS = 65536,
    BITS = 64,
    BOF_OF_CELLS = 0x0010,
    DEPTH_MAX = 16,    /* charts on the sheet stand inside its records */
    FORMULA_MAX = 8192 /* bytes that are looked at */
};

struct state {
    struct fyp_xls_book *book;
    struct fyp_xls_records *records;
    struct fyp_sheet *sheet;
    struct fyp_buffer text;
    struct fyp_sheet_cell cell;  /* the one being read */
    enum fyp_cell_format format; /* of it */
    bool waiting; /* the text of its formula stands in a record to come */
    int depth;
    uint64_t hidden_rows[ROWS / BITS]; /* bits */
};

/* --- cells --- */

static enum fyp_status
add_text(struct state *state, const char *text, struct fyp_error *err)
{
    const unsigned telling = FYP_CELL_BROKEN | FYP_CELL_NEVER_CALCULATED;
    if (text[0] == '\0' && (state->cell.marks & telling) == 0) {
        return FYP_OK; /* nothing stands here */
    }
    return fyp_sheet_add(state->sheet, state->cell, text, strlen(text), err);
}

static enum fyp_status
add_number(struct state *state, double value, struct fyp_error *err)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    unsigned marks = FYP_CELL_BROKEN;
    if (!isfinite(value)) {
        state->cell.marks |= (uint16_t)marks;
        return add_text(state, isnan(value) ? "NaN" : "INF", err);
    }
    fyp_cell_show(value, state->format, state->book->from_1904, text, &marks);
    state->cell.marks |= (uint16_t)marks;
    return add_text(state, text, err);
}

static enum fyp_status
add_error(struct state *state, unsigned code, struct fyp_error *err)
{
    static const struct {
        unsigned code;
        const char *text;
    } rows[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"},
                {0x17, "#REF!"},  {0x1D, "#NAME?"},  {0x24, "#NUM!"},
                {0x2A, "#N/A"}};
    const char *text = "#?";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text = rows[i].code == code ? rows[i].text : text;
    }
    state->cell.marks |= FYP_CELL_BROKEN;
    return add_text(state, text, err);
}

static enum fyp_status
add_boolean(struct state *state, bool value, struct fyp_error *err)
{
    state->cell.marks |= FYP_CELL_BROKEN;
    return add_text(state, value ? "TRUE" : "FALSE", err);
}

/** A formula whose text never came. */
static enum fyp_status end_waiting(struct state *state, struct fyp_error *err)
{
    if (!state->waiting) {
        return FYP_OK;
    }
    state->waiting = false;
    state->cell.marks |= FYP_CELL_NEVER_CALCULATED;
    return add_text(state, "", err);
}

static enum fyp_status bad_column(
    struct state *state, unsigned row, unsigned column, struct fyp_error *err)
{
    char name[FYP_CELL_NAME_SIZE];
    fyp_cell_name((int)row + 1, (int)column + 1, name);
    return fyp_fail(err, FYP_E_XLSX_REFERENCE, state->sheet->name, name);
}

static enum fyp_status begin_cell(
    struct state *state, unsigned row, unsigned column, unsigned format,
    struct fyp_error *err)
{
    enum fyp_status status = end_waiting(state, err);
    if (status == FYP_OK && column >= FYP_XLS_COLUMNS) {
        return bad_column(state, row, column, err);
    }
    state->cell =
        (struct fyp_sheet_cell){.row = row, .column = (uint16_t)column};
    state->format = fyp_xls_format(state->book, format);
    return status;
}

/** Row, column, format; what most records of cells begin with. */
static enum fyp_status read_place(struct state *state, struct fyp_error *err)
{
    unsigned char head[6] = {0};
    enum fyp_status status =
        fyp_xls_bytes(state->records, head, sizeof head, err);
    return status == FYP_OK ? begin_cell(
                                  state, fyp_xls_16(head), fyp_xls_16(head + 2),
                                  fyp_xls_16(head + 4), err)
                            : status;
}

/** A number in 30 bits: the upper ones of a double, or a whole number; and
 *  either may be a hundred times too large. */
static double packed_number(uint32_t bits)
{
    enum { HUNDRED = 1 << 0, WHOLE = 1 << 1 };
    double value = 0;
    if ((bits & WHOLE) != 0) {
        /* the upper 30 bits, with their sign */
        int64_t whole = (int64_t)(bits >> 2);
        whole -= (bits & UINT32_C(0x80000000)) != 0 ? INT64_C(1) << 30 : 0;
        value = (double)whole;
    } else {
        uint64_t wide = (uint64_t)(bits & ~UINT32_C(3)) << 32;
        memcpy(&value, &wide, sizeof value);
    }
    return (bits & HUNDRED) != 0 ? value / 100 : value;
}

static enum fyp_status take_number(struct state *state, struct fyp_error *err)
{
    unsigned char value[8] = {0};
    enum fyp_status status = read_place(state, err);
    if (status == FYP_OK) {
        status = fyp_xls_bytes(state->records, value, sizeof value, err);
    }
    return status == FYP_OK ? add_number(state, fyp_xls_double(value), err)
                            : status;
}

static enum fyp_status take_packed(struct state *state, struct fyp_error *err)
{
    unsigned char value[4] = {0};
    enum fyp_status status = read_place(state, err);
    if (status == FYP_OK) {
        status = fyp_xls_bytes(state->records, value, sizeof value, err);
    }
    return status == FYP_OK
               ? add_number(state, packed_number(fyp_xls_32(value)), err)
               : status;
}

/** A row, the first column, numbers, the last column. */
static enum fyp_status take_several(struct state *state, struct fyp_error *err)
{
    enum { EACH = 6, AROUND = 6 };
    unsigned char head[4] = {0}, item[EACH] = {0};
    size_t count = state->records->size < AROUND
                       ? 0
                       : (state->records->size - AROUND) / EACH;
    enum fyp_status status =
        fyp_xls_bytes(state->records, head, sizeof head, err);
    for (size_t i = 0; status == FYP_OK && i < count; i++) {
        status = fyp_xls_bytes(state->records, item, sizeof item, err);
        if (status == FYP_OK) {
            status = begin_cell(
                state, fyp_xls_16(head), fyp_xls_16(head + 2) + (unsigned)i,
                fyp_xls_16(item), err);
        }
        if (status == FYP_OK) {
            status =
                add_number(state, packed_number(fyp_xls_32(item + 2)), err);
        }
    }
    return status;
}

static enum fyp_status take_shared(struct state *state, struct fyp_error *err)
{
    unsigned char value[4] = {0};
    const struct fyp_xlsx_strings *strings = &state->book->strings;
    enum fyp_status status = read_place(state, err);
    if (status == FYP_OK) {
        status = fyp_xls_bytes(state->records, value, sizeof value, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    uint32_t index = fyp_xls_32(value);
    if (index >= strings->count) {
        char number[16];
        (void)snprintf(number, sizeof number, "%lu", (unsigned long)index);
        state->cell.marks |= FYP_CELL_BROKEN;
        return add_text(state, number, err);
    }
    uint32_t offset = strings->offsets[index];
    state->cell.text = offset | FYP_SHEET_SHARED;
    return strings->pool.data[offset] == '\0'
               ? FYP_OK /* nothing stands here */
               : fyp_sheet_add_shared(state->sheet, state->cell, err);
}

/** A text of its own; its formatting, where it has some, stands behind. */
static enum fyp_status take_label(struct state *state, struct fyp_error *err)
{
    enum fyp_status status = read_place(state, err);
    if (status == FYP_OK) {
        status = fyp_xls_text_read(
            state->records, FYP_XLS_TEXT_LONG, &state->text, err);
    }
    return status == FYP_OK
               ? add_text(
                     state, state->text.length > 0 ? state->text.data : "", err)
               : status;
}

static enum fyp_status take_truth(struct state *state, struct fyp_error *err)
{
    unsigned char value[2] = {0};
    enum fyp_status status = read_place(state, err);
    if (status == FYP_OK) {
        status = fyp_xls_bytes(state->records, value, sizeof value, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    return value[1] != 0 ? add_error(state, value[0], err)
                         : add_boolean(state, value[0] != 0, err);
}

/* --- formulas --- */

/** What a formula came to when it was last calculated. */
static enum fyp_status add_result(
    struct state *state, const unsigned char *value, struct fyp_error *err)
{
    enum { TEXT, TRUTH, ERROR };
    if (value[6] != 0xFF || value[7] != 0xFF) {
        return add_number(state, fyp_xls_double(value), err);
    }
    switch (value[0]) {
    case TEXT:
        state->waiting = true;
        return FYP_OK;
    case TRUTH:
        return add_boolean(state, value[2] != 0, err);
    case ERROR:
        return add_error(state, value[2], err);
    default:
        return FYP_OK; /* an empty text */
    }
}

static enum fyp_status take_formula(struct state *state, struct fyp_error *err)
{
    enum { FLAGS = 8, LENGTH = 14, SIZE = 16, WHEN_LOADED = 1 << 1 };
    unsigned char head[SIZE] = {0}, tokens[FORMULA_MAX];
    static const unsigned char zero[8] = {0};
    enum fyp_status status = read_place(state, err);
    if (status == FYP_OK) {
        status = fyp_xls_bytes(state->records, head, sizeof head, err);
    }
    size_t length = fyp_xls_16(head + LENGTH);
    length = length < FORMULA_MAX ? length : FORMULA_MAX;
    if (status == FYP_OK) {
        status = fyp_xls_bytes(state->records, tokens, length, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    state->cell.marks = FYP_CELL_FORMULA;
    /* libraries write 0 and ask the program that opens it to calculate */
    if ((head[FLAGS] & WHEN_LOADED) != 0 &&
        memcmp(head, zero, sizeof zero) == 0) {
        state->cell.marks |= FYP_CELL_NEVER_CALCULATED;
    }
    if (fyp_xls_is_external(state->book, tokens, length)) {
        state->cell.marks |= FYP_CELL_EXTERNAL;
    }
    return add_result(state, head, err);
}

/** The text that a formula came to. */
static enum fyp_status take_text(struct state *state, struct fyp_error *err)
{
    if (!state->waiting) {
        return FYP_OK;
    }
    enum fyp_status status =
        fyp_xls_text_read(state->records, FYP_XLS_TEXT_LONG, &state->text, err);
    if (status != FYP_OK) {
        return status;
    }
    state->waiting = false;
    return add_text(state, state->text.length > 0 ? state->text.data : "", err);
}

/* --- rows, columns, merged ranges --- */

static enum fyp_status take_row(struct state *state, struct fyp_error *err)
{
    enum { FLAGS = 12, SIZE = 16, HIDDEN = 1 << 5 };
    unsigned char head[SIZE] = {0};
    enum fyp_status status =
        fyp_xls_bytes(state->records, head, sizeof head, err);
    unsigned row = fyp_xls_16(head);
    if (status == FYP_OK && (head[FLAGS] & HIDDEN) != 0) {
        state->hidden_rows[row / BITS] |= UINT64_C(1) << (row % BITS);
    }
    return status;
}

static enum fyp_status take_columns(struct state *state, struct fyp_error *err)
{
    enum { LAST = 2, WIDTH = 4, FLAGS = 8, SIZE = 10, HIDDEN = 1 << 0 };
    unsigned char head[SIZE] = {0};
    enum fyp_status status =
        fyp_xls_bytes(state->records, head, sizeof head, err);
    if (status == FYP_OK &&
        ((head[FLAGS] & HIDDEN) != 0 || fyp_xls_16(head + WIDTH) == 0)) {
        fyp_sheet_hide_columns(
            state->sheet, fyp_xls_16(head), fyp_xls_16(head + LAST));
    }
    return status;
}

static enum fyp_status
add_merge(struct state *state, const unsigned char *at, struct fyp_error *err)
{
    struct fyp_sheet_range range = {
        .row = fyp_xls_16(at),
        .last_row = fyp_xls_16(at + 2),
        .column = (uint16_t)fyp_xls_16(at + 4),
        .last_column = (uint16_t)fyp_xls_16(at + 6)};
    if (range.last_row < range.row || range.last_column < range.column ||
        range.last_column >= FYP_XLS_COLUMNS) {
        return bad_column(state, range.row, range.last_column, err);
    }
    bool single =
        range.row == range.last_row && range.column == range.last_column;
    return single ? FYP_OK : fyp_sheet_merge(state->sheet, range, err);
}

static enum fyp_status take_merges(struct state *state, struct fyp_error *err)
{
    unsigned char count[2] = {0}, range[8] = {0};
    enum fyp_status status =
        fyp_xls_bytes(state->records, count, sizeof count, err);
    for (unsigned i = 0; status == FYP_OK && i < fyp_xls_16(count); i++) {
        status = fyp_xls_bytes(state->records, range, sizeof range, err);
        if (status == FYP_OK) {
            status = add_merge(state, range, err);
        }
    }
    return status;
}

/* --- all of it --- */

typedef enum fyp_status taker(struct state *state, struct fyp_error *err);

static const struct {
    unsigned type;
    taker *take;
} takers[] = {
    {FYP_XLS_NUMBER, take_number},   {FYP_XLS_RK, take_packed},
    {FYP_XLS_MULRK, take_several},   {FYP_XLS_LABELSST, take_shared},
    {FYP_XLS_LABEL, take_label},     {FYP_XLS_RSTRING, take_label},
    {FYP_XLS_BOOLERR, take_truth},   {FYP_XLS_FORMULA, take_formula},
    {FYP_XLS_STRING, take_text},     {FYP_XLS_ROW, take_row},
    {FYP_XLS_COLINFO, take_columns}, {FYP_XLS_MERGEDCELLS, take_merges},
};

static enum fyp_status take_record(struct state *state, struct fyp_error *err)
{
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
        if (takers[i].type == state->records->type) {
            return takers[i].take(state, err);
        }
    }
    return FYP_OK;
}

static enum fyp_status
begin_sheet(struct state *state, size_t offset, struct fyp_error *err)
{
    unsigned char head[4] = {0};
    fyp_xls_seek(state->records, offset);
    enum fyp_status status = fyp_xls_next(state->records, err);
    if (status == FYP_OK && state->records->type != FYP_XLS_BOF) {
        return fyp_xls_bad(state->records, FYP_M_XLS_BEGIN, err);
    }
    if (status == FYP_OK) {
        status = fyp_xls_bytes(state->records, head, sizeof head, err);
    }
    bool good = fyp_xls_16(head) == FYP_XLS_VERSION &&
                fyp_xls_16(head + 2) == BOF_OF_CELLS;
    state->depth = 1;
    return status != FYP_OK || good
               ? status
               : fyp_xls_bad(state->records, FYP_M_XLS_BEGIN, err);
}

static enum fyp_status read_records(struct state *state, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    while (status == FYP_OK && state->depth > 0) {
        status = fyp_xls_next(state->records, err);
        if (status != FYP_OK) {
            break;
        }
        if (state->records->type == FYP_XLS_BOF) {
            state->depth++;
        } else if (state->records->type == FYP_XLS_EOF) {
            state->depth--;
        } else if (state->depth == 1) {
            /* numbers inside a chart are copies of those in the cells */
            status = take_record(state, err);
        }
        if (state->depth > DEPTH_MAX) {
            status = fyp_xls_bad(state->records, FYP_M_XLS_NESTED, err);
        }
    }
    return status == FYP_OK ? end_waiting(state, err) : status;
}

static void hide_rows(struct state *state)
{
    for (size_t i = 0; i < state->sheet->count; i++) {
        struct fyp_sheet_cell *cell = &state->sheet->cells[i];
        uint64_t bits = state->hidden_rows[cell->row / BITS];
        if ((bits >> (cell->row % BITS) & 1) != 0) {
            cell->marks |= FYP_CELL_HIDDEN;
        }
    }
}

enum fyp_status fyp_xls_sheet_read(
    struct fyp_xls_book *book, size_t index, struct fyp_sheet *sheet,
    struct fyp_problems *notes, struct fyp_error *err)
{
    struct state state = {
        .book = book, .records = &book->records, .sheet = sheet};
    sheet->shared = &book->strings.pool;
    enum fyp_status status =
        begin_sheet(&state, book->sheets[index].offset, err);
    if (status == FYP_OK) {
        status = read_records(&state, err);
    }
    fyp_buffer_finish(&state.text);
    if (status == FYP_OK) {
        hide_rows(&state);
        status = fyp_sheet_settle(sheet, notes, err);
    }
    return status;
}
