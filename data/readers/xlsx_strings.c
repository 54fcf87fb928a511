/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xlsx_parts.h"

#include "base/message.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ESCAPE_SIZE = 7, /* _x0041_ */
    FIRST_STRINGS = 256
};

/* --- _x0041_ --- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/** The character that is written as _xHHHH_ at text; 0: none is. */
static unsigned escaped(const char *text, size_t length)
{
    if (length < ESCAPE_SIZE || text[0] != '_' || text[1] != 'x' ||
        text[6] != '_') {
        return 0;
    }
    unsigned code = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0) {
            return 0;
        }
        code = code * 16 + (unsigned)digit;
    }
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return surrogate || code >= 0xFFFE ? 0 : code;
}

/** UTF-8 of a character below U+10000; returns bytes written, at most 3. */
static size_t encode(unsigned code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3F));
    out[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

size_t fyp_xlsx_unescape(char *text, size_t length)
{
    size_t from = 0, to = 0;
    while (from < length) {
        unsigned code = escaped(text + from, length - from);
        if (code != 0) {
            to += encode(code, text + to);
            from += ESCAPE_SIZE;
        } else {
            text[to++] = text[from++];
        }
    }
    text[to] = '\0';
    return to;
}

/* --- the part --- */

struct state {
    struct fyp_xlsx_strings *strings;
    struct fyp_buffer text;
    bool in_item;
    int skipped; /* depth of the element that is passed over; 0: none */
    bool in_text;
};

static void begin_inner(struct state *state, const char *name, int depth)
{
    if (strcmp(name, "t") == 0) {
        state->in_text = true;
    } else if (strcmp(name, "r") != 0) {
        state->skipped = depth; /* rPh: how it is read aloud */
    }
}

static void on_start(
    struct fyp_xml *xml, void *context, const char *name,
    const char **attributes)
{
    struct state *state = context;
    int depth = fyp_xml_depth(xml);
    (void)attributes;
    if (depth == 1) {
        fyp_xml_expect_root(xml, "sst", name);
    } else if (depth == 2) {
        state->in_item = strcmp(name, "si") == 0;
        state->text.length = 0;
    } else if (state->in_item && state->skipped == 0) {
        begin_inner(state, name, depth);
    }
}

static enum fyp_status
add_offset(struct fyp_xlsx_strings *strings, struct fyp_error *err)
{
    if (strings->count < strings->capacity) {
        return FYP_OK;
    }
    if (strings->count >= FYP_SHEET_CELLS_MAX) {
        char limit[24];
        (void)snprintf(limit, sizeof limit, "%d", FYP_SHEET_CELLS_MAX);
        return fyp_fail(
            err, FYP_E_XLSX_LIMIT, fyp_text(FYP_M_XLSX_TEXTS), limit);
    }
    size_t capacity =
        strings->capacity > 0 ? strings->capacity * 2 : FIRST_STRINGS;
    uint32_t *offsets = realloc(strings->offsets, capacity * sizeof *offsets);
    if (!offsets) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    strings->offsets = offsets;
    strings->capacity = capacity;
    return FYP_OK;
}

enum fyp_status fyp_xlsx_strings_add(
    struct fyp_xlsx_strings *strings, const char *text, size_t length,
    struct fyp_error *err)
{
    enum fyp_status status = add_offset(strings, err);
    if (status == FYP_OK) {
        status = fyp_text_pool_add(
            &strings->pool, text, length, &strings->offsets[strings->count],
            err);
    }
    strings->count += status == FYP_OK;
    return status;
}

static void end_item(struct fyp_xml *xml, struct state *state)
{
    struct fyp_xlsx_strings *strings = state->strings;
    struct fyp_error *err = fyp_xml_error(xml);
    if (state->text.failed) {
        fyp_xml_stop(xml, fyp_fail(err, FYP_E_MEMORY, NULL));
        return;
    }
    size_t length = 0;
    if (state->text.length > 0) {
        length = fyp_xlsx_unescape(state->text.data, state->text.length);
    }
    fyp_xml_stop(
        xml, fyp_xlsx_strings_add(strings, state->text.data, length, err));
}

static void on_end(struct fyp_xml *xml, void *context, const char *name)
{
    struct state *state = context;
    int depth = fyp_xml_depth(xml);
    if (state->skipped == depth) {
        state->skipped = 0;
    } else if (depth == 2 && state->in_item) {
        end_item(xml, state);
        state->in_item = false;
    } else if (state->in_text && strcmp(name, "t") == 0) {
        state->in_text = false;
    }
}

static void
on_text(struct fyp_xml *xml, void *context, const char *text, size_t length)
{
    struct state *state = context;
    if (!state->in_text || state->skipped > 0) {
        return;
    }
    fyp_buffer_bytes(&state->text, text, length);
    if (state->text.length > FYP_CELL_TEXT_MAX) {
        char limit[16];
        (void)snprintf(limit, sizeof limit, "%d", FYP_CELL_TEXT_MAX / 1024);
        fyp_xml_stop(
            xml, fyp_fail(
                     fyp_xml_error(xml), FYP_E_XLSX_XML_TOKEN,
                     fyp_xml_part(xml), limit));
    }
}

static const struct fyp_xml_handler handler = {
    .start = on_start, .end = on_end, .text = on_text};

enum fyp_status fyp_xlsx_strings_read(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    struct fyp_xlsx_strings *strings, struct fyp_error *err)
{
    struct state state = {.strings = strings};
    struct fyp_xml_handler mine = handler;
    mine.context = &state;
    enum fyp_status status = fyp_xml_read_member(zip, member, &mine, err);
    fyp_buffer_finish(&state.text);
    return status;
}

enum fyp_status fyp_xlsx_strings_read_memory(
    const void *memory, size_t size, struct fyp_xlsx_strings *strings,
    struct fyp_error *err)
{
    struct state state = {.strings = strings};
    struct fyp_xml_handler mine = handler;
    mine.context = &state;
    enum fyp_status status =
        fyp_xml_read_memory(memory, size, "xl/sharedStrings.xml", &mine, err);
    fyp_buffer_finish(&state.text);
    return status;
}

void fyp_xlsx_strings_finish(struct fyp_xlsx_strings *strings)
{
    fyp_text_pool_finish(&strings->pool);
    free(strings->offsets);
    *strings = (struct fyp_xlsx_strings){0};
}
