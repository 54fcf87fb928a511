/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xlsx_parts.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEPTH_ROOT = 1,
    DEPTH_SECTION = 2, /* sheetData, cols, mergeCells */
    DEPTH_ITEM = 3,    /* row, col, mergeCell */
    DEPTH_CELL = 4,
    DEPTH_INNER = 5, /* v, f, is */
    COLUMN_ELEMENTS_MAX = FYP_SHEET_COLUMNS,
    FORMULA_MAX = 8192, /* bytes that are looked at */
    LETTERS = 26,
    BITS = 64
};

enum section { SECTION_OTHER, SECTION_DATA, SECTION_COLUMNS, SECTION_MERGES };

/** The t attribute of a cell. */
enum type {
    TYPE_NUMBER,
    TYPE_SHARED,
    TYPE_TEXT, /* the text of a formula */
    TYPE_INLINE,
    TYPE_BOOLEAN,
    TYPE_ERROR,
    TYPE_DATE,
    TYPE_UNKNOWN
};

/** What character data belongs to. */
enum place { PLACE_NONE, PLACE_VALUE, PLACE_FORMULA, PLACE_INLINE };

struct state {
    const struct fyp_xlsx_context *context;
    struct fyp_sheet *sheet;
    enum section section;
    int column_elements;
    /* the row */
    bool in_row;
    uint32_t row, next_row; /* from 0 */
    uint16_t row_marks;
    uint64_t *rows_seen; /* bits */
    /* the cell */
    bool in_cell, has_value, has_formula;
    uint32_t column, next_column;
    enum type type;
    enum fyp_cell_format format;
    enum place place;
    int skipped; /* depth of the element that is passed over; 0: none */
    struct fyp_buffer text, formula;
};

/* --- references --- */

/** Digits only, from 1 to most; 0: something else. */
static uint32_t whole_number(const char *text, uint32_t most)
{
    uint32_t value = 0;
    if (!text || *text == '0' || *text == '\0') {
        return 0;
    }
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9') {
            return 0;
        }
        value = value * 10 + (uint32_t)(*text - '0');
        if (value > most) {
            return 0;
        }
    }
    return value;
}

/** "B7": column 1, row 6. Capitals and digits only, inside the grid. */
static bool parse_reference(const char *text, uint32_t *row, uint32_t *column)
{
    uint32_t letters = 0;
    for (; *text >= 'A' && *text <= 'Z'; text++) {
        letters = letters * LETTERS + (uint32_t)(*text - 'A') + 1;
        if (letters > FYP_SHEET_COLUMNS) {
            return false;
        }
    }
    uint32_t number = whole_number(text, FYP_SHEET_ROWS);
    if (letters == 0 || number == 0) {
        return false;
    }
    *column = letters - 1;
    *row = number - 1;
    return true;
}

static void bad_reference(
    struct fyp_xml *xml, const struct state *state, const char *reference)
{
    fyp_xml_stop(
        xml, fyp_fail(
                 fyp_xml_error(xml), FYP_E_XLSX_REFERENCE, state->sheet->name,
                 reference ? reference : ""));
}

/* --- columns and merged ranges --- */

static void
take_column(struct fyp_xml *xml, struct state *state, const char **attributes)
{
    const char *width = fyp_xml_attribute(attributes, "width");
    bool hidden = fyp_xml_is_true(fyp_xml_attribute(attributes, "hidden")) ||
                  (width && strcmp(width, "0") == 0);
    const char *from = fyp_xml_attribute(attributes, "min");
    const char *to = fyp_xml_attribute(attributes, "max");
    uint32_t first = whole_number(from, FYP_SHEET_COLUMNS);
    uint32_t last = whole_number(to, FYP_SHEET_COLUMNS);
    if (first == 0 || last < first ||
        ++state->column_elements > COLUMN_ELEMENTS_MAX) {
        bad_reference(xml, state, last < first ? to : from);
    } else if (hidden) {
        fyp_sheet_hide_columns(state->sheet, first - 1, last - 1);
    }
}

static bool parse_range(const char *text, struct fyp_sheet_range *range)
{
    enum { REFERENCE_SIZE = 12 };
    char first[REFERENCE_SIZE];
    const char *colon = strchr(text, ':');
    size_t length = colon ? (size_t)(colon - text) : strlen(text);
    if (length >= sizeof first) {
        return false;
    }
    memcpy(first, text, length);
    first[length] = '\0';
    uint32_t row = 0, column = 0, last_row = 0, last_column = 0;
    if (!parse_reference(first, &row, &column) ||
        !parse_reference(colon ? colon + 1 : first, &last_row, &last_column) ||
        last_row < row || last_column < column) {
        return false;
    }
    *range = (struct fyp_sheet_range){
        .row = row,
        .last_row = last_row,
        .column = (uint16_t)column,
        .last_column = (uint16_t)last_column};
    return true;
}

static void
take_merge(struct fyp_xml *xml, struct state *state, const char **attributes)
{
    const char *text = fyp_xml_attribute(attributes, "ref");
    struct fyp_sheet_range range;
    if (!text || !parse_range(text, &range)) {
        bad_reference(xml, state, text);
        return;
    }
    if (range.row != range.last_row || range.column != range.last_column) {
        fyp_xml_stop(
            xml, fyp_sheet_merge(state->sheet, range, fyp_xml_error(xml)));
    }
}

/* --- rows --- */

static void
begin_row(struct fyp_xml *xml, struct state *state, const char **attributes)
{
    const char *number = fyp_xml_attribute(attributes, "r");
    const char *height = fyp_xml_attribute(attributes, "ht");
    state->in_row = true;
    state->row = state->next_row;
    if (number) {
        uint32_t row = whole_number(number, FYP_SHEET_ROWS);
        if (row == 0) {
            bad_reference(xml, state, number);
            return;
        }
        state->row = row - 1;
    }
    if (state->row >= FYP_SHEET_ROWS) {
        bad_reference(xml, state, "1048577");
        return;
    }
    state->next_row = state->row + 1;
    state->next_column = 0;
    state->row_marks = 0;
    if (fyp_xml_is_true(fyp_xml_attribute(attributes, "hidden")) ||
        (height && strcmp(height, "0") == 0)) {
        state->row_marks |= FYP_CELL_HIDDEN;
    }
    uint64_t bit = UINT64_C(1) << (state->row % BITS);
    if ((state->rows_seen[state->row / BITS] & bit) != 0) {
        state->row_marks |= FYP_CELL_TWICE;
    }
    state->rows_seen[state->row / BITS] |= bit;
}

/* --- cells --- */

static enum type find_type(const char *text)
{
    static const struct {
        const char *text;
        enum type type;
    } rows[] = {{"n", TYPE_NUMBER},  {"s", TYPE_SHARED},
                {"str", TYPE_TEXT},  {"inlineStr", TYPE_INLINE},
                {"b", TYPE_BOOLEAN}, {"e", TYPE_ERROR},
                {"d", TYPE_DATE}};
    if (!text) {
        return TYPE_NUMBER;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(text, rows[i].text) == 0) {
            return rows[i].type;
        }
    }
    return TYPE_UNKNOWN;
}

static enum fyp_cell_format
find_format(const struct fyp_xlsx_context *context, const char *style)
{
    uint32_t index = whole_number(style, FYP_XLSX_STYLES_MAX);
    if (index >= context->format_count) {
        return FYP_FORMAT_PLAIN;
    }
    return (enum fyp_cell_format)context->formats[index];
}

/* Cells are most of a workbook: one walk over the attributes. */
static void
begin_cell(struct fyp_xml *xml, struct state *state, const char **attributes)
{
    const char *reference = NULL, *style = NULL, *type = NULL;
    for (; *attributes; attributes += 2) {
        switch (attributes[0][1] == '\0' ? attributes[0][0] : '\0') {
        case 'r':
            reference = attributes[1];
            break;
        case 's':
            style = attributes[1];
            break;
        case 't':
            type = attributes[1];
            break;
        default:
            break;
        }
    }
    uint32_t row = state->row;
    state->column = state->next_column;
    bool good = !reference || parse_reference(reference, &row, &state->column);
    if (!good || row != state->row || state->column >= FYP_SHEET_COLUMNS) {
        bad_reference(xml, state, reference ? reference : "XFE");
        return;
    }
    state->next_column = state->column + 1;
    state->type = find_type(type);
    state->format = find_format(state->context, style);
    state->in_cell = true;
    state->has_value = state->has_formula = false;
    state->text.length = state->formula.length = 0;
}

/** Something inside <c>. */
static void begin_inner(struct state *state, const char *name, int depth)
{
    bool in_inline = state->place == PLACE_INLINE;
    if (depth == DEPTH_INNER && strcmp(name, "v") == 0) {
        state->place = PLACE_VALUE;
        state->has_value = true;
    } else if (depth == DEPTH_INNER && strcmp(name, "f") == 0) {
        state->place = PLACE_FORMULA;
        state->has_formula = true;
    } else if (depth == DEPTH_INNER && strcmp(name, "is") == 0) {
        state->place = PLACE_INLINE;
        state->has_value = true;
    } else if (
        !in_inline || (strcmp(name, "t") != 0 && strcmp(name, "r") != 0)) {
        state->skipped = depth; /* rPh, extLst */
    }
}

static bool holds_file_name(const char *text, size_t length)
{
    static const char ending[] = ".xls";
    for (size_t i = 0; i + sizeof ending - 1 <= length; i++) {
        if (memcmp(text + i, ending, sizeof ending - 1) == 0) {
            return true;
        }
    }
    return false;
}

/** Does a formula refer to another workbook: [1]表1!A1, '[年报.xlsx]表1'!A1?
 *  A column of a table, 表[2021], is none: a name stands before it. */
static bool is_external(const char *formula, size_t length)
{
    int depth = 0;
    char before = '\0';
    for (size_t i = 0; i < length; i++) {
        char c = formula[i];
        bool name = isalnum((unsigned char)before) || before == '_' ||
                    before == '.' || (before & 0x80) != 0;
        if (c == '[' && depth == 0 && !name) {
            size_t digits = strspn(formula + i + 1, "0123456789");
            size_t inside = strcspn(formula + i + 1, "]");
            if (digits > 0 && digits == inside) {
                return true;
            }
            if (holds_file_name(formula + i + 1, inside)) {
                return true;
            }
        }
        depth += c == '[';
        depth -= c == ']' && depth > 0;
        before = c;
    }
    return false;
}

static unsigned formula_marks(const struct state *state)
{
    if (!state->has_formula) {
        return 0;
    }
    unsigned marks = FYP_CELL_FORMULA;
    bool empty = state->text.length == 0;
    bool number = state->type == TYPE_NUMBER;
    double value = 1;
    bool nothing = !state->has_value || (number && empty);
    if (nothing || (number && state->context->never_opened &&
                    fyp_cell_number(state->text.data, &value) && value >= 0 &&
                    value <= 0)) {
        marks |= FYP_CELL_NEVER_CALCULATED;
    }
    if (state->formula.length > 0 &&
        is_external(state->formula.data, state->formula.length)) {
        marks |= FYP_CELL_EXTERNAL;
    }
    return marks;
}

/** What a cell comes to: its text, its marks. */
struct result {
    const char *text;
    size_t length;
    unsigned marks;
    bool shared; /* the text is in the shared pool, at offset */
    uint32_t offset;
    char number[FYP_DECIMAL_TEXT_SIZE];
};

static void take_number(const struct state *state, struct result *result)
{
    double value = 0;
    unsigned marks = 0;
    if (result->length == 0) {
        return; /* a blank cell that has only a format */
    }
    if (!fyp_cell_number(result->text, &value)) {
        result->marks |= FYP_CELL_BROKEN;
        return;
    }
    fyp_cell_show(
        value, state->format, state->context->from_1904, result->number,
        &marks);
    result->marks |= marks;
    result->text = result->number;
    result->length = strlen(result->number);
}

static void take_shared(const struct state *state, struct result *result)
{
    const struct fyp_xlsx_strings *strings = state->context->strings;
    bool zero = strcmp(result->text, "0") == 0;
    uint32_t index = whole_number(result->text, FYP_SHEET_CELLS_MAX);
    if ((index == 0 && !zero) || !strings || index >= strings->count) {
        result->marks |= FYP_CELL_BROKEN;
        return;
    }
    result->shared = true;
    result->offset = strings->offsets[index];
    result->text = strings->pool.data + result->offset;
    result->length = strlen(result->text);
}

/** 2021-01-01, with or without T and a time. */
static void take_iso_date(struct result *result)
{
    static const char pattern[] = "dddd-dd-dd";
    size_t n = 0;
    while (n < sizeof pattern - 1 && n < result->length &&
           (pattern[n] == 'd' ? isdigit((unsigned char)result->text[n]) != 0
                              : result->text[n] == pattern[n])) {
        n++;
    }
    bool whole = n == sizeof pattern - 1 &&
                 (result->text[n] == '\0' || result->text[n] == 'T');
    result->marks |= whole ? FYP_CELL_DATE : FYP_CELL_BROKEN;
    result->length = whole ? n : result->length;
}

static void take_boolean(struct result *result)
{
    bool yes = strcmp(result->text, "1") == 0;
    if (yes || strcmp(result->text, "0") == 0) {
        result->text = yes ? "TRUE" : "FALSE";
        result->length = strlen(result->text);
    }
    result->marks |= FYP_CELL_BROKEN;
}

static void take_typed(struct state *state, struct result *result)
{
    switch (state->type) {
    case TYPE_NUMBER:
        take_number(state, result);
        break;
    case TYPE_SHARED:
        take_shared(state, result);
        break;
    case TYPE_TEXT:
    case TYPE_INLINE:
        if (result->length > 0) {
            result->length =
                fyp_xlsx_unescape(state->text.data, state->text.length);
        }
        break;
    case TYPE_BOOLEAN:
        take_boolean(result);
        break;
    case TYPE_DATE:
        take_iso_date(result);
        break;
    case TYPE_ERROR:
    case TYPE_UNKNOWN:
        result->marks |= FYP_CELL_BROKEN;
        break;
    }
}

static void end_cell(struct fyp_xml *xml, struct state *state)
{
    struct fyp_error *err = fyp_xml_error(xml);
    struct result result = {.text = "", .length = state->text.length};
    state->in_cell = false;
    if (state->text.failed || state->formula.failed) {
        fyp_xml_stop(xml, fyp_fail(err, FYP_E_MEMORY, NULL));
        return;
    }
    if (result.length > 0) {
        result.text = state->text.data;
    }
    result.marks = formula_marks(state);
    if (state->has_value) {
        take_typed(state, &result);
    }
    const unsigned telling = FYP_CELL_BROKEN | FYP_CELL_NEVER_CALCULATED;
    if (result.length == 0 && (result.marks & telling) == 0) {
        return; /* nothing stands here */
    }
    struct fyp_sheet_cell cell = {
        .row = state->row,
        .column = (uint16_t)state->column,
        .marks = (uint16_t)(result.marks | state->row_marks),
        .text = result.offset | FYP_SHEET_SHARED};
    fyp_xml_stop(
        xml, result.shared
                 ? fyp_sheet_add_shared(state->sheet, cell, err)
                 : fyp_sheet_add(
                       state->sheet, cell, result.text, result.length, err));
}

/* --- the part --- */

static void begin_section(struct state *state, const char *name)
{
    state->section = SECTION_OTHER;
    if (strcmp(name, "sheetData") == 0) {
        state->section = SECTION_DATA;
    } else if (strcmp(name, "cols") == 0) {
        state->section = SECTION_COLUMNS;
    } else if (strcmp(name, "mergeCells") == 0) {
        state->section = SECTION_MERGES;
    }
}

static void begin_item(
    struct fyp_xml *xml, struct state *state, const char *name,
    const char **attributes)
{
    if (state->section == SECTION_DATA && strcmp(name, "row") == 0) {
        begin_row(xml, state, attributes);
    } else if (state->section == SECTION_COLUMNS && strcmp(name, "col") == 0) {
        take_column(xml, state, attributes);
    } else if (
        state->section == SECTION_MERGES && strcmp(name, "mergeCell") == 0) {
        take_merge(xml, state, attributes);
    }
}

static void on_start(
    struct fyp_xml *xml, void *context, const char *name,
    const char **attributes)
{
    struct state *state = context;
    int depth = fyp_xml_depth(xml);
    if (state->in_cell) {
        if (state->skipped == 0) {
            begin_inner(state, name, depth);
        }
    } else if (depth == DEPTH_CELL) {
        if (state->in_row && strcmp(name, "c") == 0) {
            begin_cell(xml, state, attributes);
        }
    } else if (depth == DEPTH_ITEM) {
        begin_item(xml, state, name, attributes);
    } else if (depth == DEPTH_SECTION) {
        begin_section(state, name);
    } else if (depth == DEPTH_ROOT) {
        fyp_xml_expect_root(xml, "worksheet", name);
    }
}

static void on_end(struct fyp_xml *xml, void *context, const char *name)
{
    struct state *state = context;
    int depth = fyp_xml_depth(xml);
    (void)name;
    if (state->skipped > 0) {
        state->skipped = depth == state->skipped ? 0 : state->skipped;
    } else if (depth == DEPTH_INNER) {
        state->place = PLACE_NONE;
    } else if (depth == DEPTH_CELL && state->in_cell) {
        end_cell(xml, state);
    } else if (depth == DEPTH_ITEM) {
        state->in_row = false;
    }
}

/** Character data of an inline string stands in its <t>, one level deeper. */
static struct fyp_buffer *buffer_for(struct state *state, int depth)
{
    switch (state->place) {
    case PLACE_VALUE:
        return &state->text;
    case PLACE_INLINE:
        return depth > DEPTH_INNER ? &state->text : NULL;
    case PLACE_FORMULA:
        return state->formula.length < FORMULA_MAX ? &state->formula : NULL;
    case PLACE_NONE:
        break;
    }
    return NULL;
}

static void
on_text(struct fyp_xml *xml, void *context, const char *text, size_t length)
{
    struct state *state = context;
    struct fyp_buffer *buffer = state->in_cell && state->skipped == 0
                                    ? buffer_for(state, fyp_xml_depth(xml))
                                    : NULL;
    if (!buffer) {
        return;
    }
    fyp_buffer_bytes(buffer, text, length);
    if (state->text.length > FYP_CELL_TEXT_MAX) {
        char limit[16];
        (void)snprintf(limit, sizeof limit, "%d", FYP_CELL_TEXT_MAX / 1024);
        fyp_xml_stop(
            xml, fyp_fail(
                     fyp_xml_error(xml), FYP_E_XLSX_XML_TOKEN,
                     fyp_xml_part(xml), limit));
    }
}

static bool begin_sheet(
    struct state *state, const struct fyp_xlsx_context *context,
    struct fyp_sheet *sheet)
{
    *state = (struct state){.context = context, .sheet = sheet};
    sheet->shared = context->strings ? &context->strings->pool : NULL;
    state->rows_seen = calloc(FYP_SHEET_ROWS / BITS, sizeof *state->rows_seen);
    return state->rows_seen != NULL;
}

static enum fyp_status end_sheet(
    struct state *state, enum fyp_status status, struct fyp_problems *notes,
    struct fyp_error *err)
{
    fyp_buffer_finish(&state->text);
    fyp_buffer_finish(&state->formula);
    free(state->rows_seen);
    return status == FYP_OK ? fyp_sheet_settle(state->sheet, notes, err)
                            : status;
}

static const struct fyp_xml_handler handler = {
    .start = on_start, .end = on_end, .text = on_text};

enum fyp_status fyp_xlsx_sheet_read(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    const struct fyp_xlsx_context *context, struct fyp_sheet *sheet,
    struct fyp_problems *notes, struct fyp_error *err)
{
    struct state state;
    if (!begin_sheet(&state, context, sheet)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    struct fyp_xml_handler mine = handler;
    mine.context = &state;
    enum fyp_status status = fyp_xml_read_member(zip, member, &mine, err);
    return end_sheet(&state, status, notes, err);
}

enum fyp_status fyp_xlsx_sheet_read_memory(
    const void *memory, size_t size, const struct fyp_xlsx_context *context,
    struct fyp_sheet *sheet, struct fyp_problems *notes, struct fyp_error *err)
{
    struct state state;
    if (!begin_sheet(&state, context, sheet)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    struct fyp_xml_handler mine = handler;
    mine.context = &state;
    enum fyp_status status =
        fyp_xml_read_memory(memory, size, sheet->name, &mine, err);
    return end_sheet(&state, status, notes, err);
}
