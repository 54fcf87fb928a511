/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xls_records.h"
#include "data/readers/sheet.h"

#include <stdio.h>
#include <string.h>

enum {
    HEAD_SIZE = 4,
    NUMBER_SIZE = 24,
    WIDE = 1 << 0,     /* two bytes a character */
    PHONETIC = 1 << 2, /* bytes behind the characters … */
    RICH = 1 << 3,     /* … and before those, runs of 4 bytes */
    RUN_SIZE = 4
};

static const uint32_t REPLACEMENT = 0xFFFD;

unsigned fyp_xls_16(const unsigned char *at)
{
    return (unsigned)(at[0] | at[1] << 8);
}

uint32_t fyp_xls_32(const unsigned char *at)
{
    return (uint32_t)fyp_xls_16(at) | (uint32_t)fyp_xls_16(at + 2) << 16;
}

double fyp_xls_double(const unsigned char *at)
{
    uint64_t bits = (uint64_t)fyp_xls_32(at) | (uint64_t)fyp_xls_32(at + 4)
                                                   << 32;
    double value = 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

enum fyp_status fyp_xls_bad(
    const struct fyp_xls_records *records, enum fyp_message reason,
    struct fyp_error *err)
{
    char type[NUMBER_SIZE], offset[NUMBER_SIZE];
    (void)snprintf(type, sizeof type, "%04X", records->type);
    (void)snprintf(offset, sizeof offset, "%zu", records->offset);
    return fyp_fail(err, FYP_E_XLS_RECORD, fyp_text(reason), type, offset);
}

/* --- records and their pieces --- */

void fyp_xls_seek(struct fyp_xls_records *records, size_t offset)
{
    records->next = records->offset = offset;
    records->type = 0;
    records->size = records->at = 0;
}

/** Type and length of what comes next. false: the stream ends. */
static enum fyp_status read_head(
    struct fyp_xls_records *records, unsigned *type, size_t *size,
    struct fyp_error *err)
{
    unsigned char head[HEAD_SIZE];
    size_t all = fyp_stream_size(records->stream);
    if (records->next > all || all - records->next < HEAD_SIZE) {
        return fyp_xls_bad(records, FYP_M_XLS_END, err);
    }
    enum fyp_status status =
        fyp_stream_read(records->stream, records->next, head, HEAD_SIZE, err);
    if (status != FYP_OK) {
        return status;
    }
    *type = fyp_xls_16(head);
    *size = fyp_xls_16(head + 2);
    if (*size > all - records->next - HEAD_SIZE) {
        return fyp_xls_bad(records, FYP_M_XLS_END, err);
    }
    return FYP_OK;
}

static enum fyp_status
read_piece(struct fyp_xls_records *records, size_t size, struct fyp_error *err)
{
    records->size = size;
    records->at = 0;
    size_t from = records->next + HEAD_SIZE;
    records->next = from + size;
    return fyp_stream_read(records->stream, from, records->data, size, err);
}

enum fyp_status
fyp_xls_next(struct fyp_xls_records *records, struct fyp_error *err)
{
    unsigned type = FYP_XLS_CONTINUE;
    enum fyp_status status = FYP_OK;
    while (status == FYP_OK && type == FYP_XLS_CONTINUE) {
        size_t size = 0;
        status = read_head(records, &type, &size, err);
        if (status == FYP_OK) {
            records->offset = records->next;
            records->type = type;
            status = read_piece(records, size, err);
        }
    }
    return status;
}

/** The next piece of a record that goes on. */
static enum fyp_status next_piece(
    struct fyp_xls_records *records, enum fyp_message reason,
    struct fyp_error *err)
{
    unsigned type = 0;
    size_t size = 0;
    enum fyp_status status = read_head(records, &type, &size, err);
    if (status == FYP_OK && type != FYP_XLS_CONTINUE) {
        return fyp_xls_bad(records, reason, err);
    }
    return status == FYP_OK ? read_piece(records, size, err) : status;
}

bool fyp_xls_is_done(struct fyp_xls_records *records)
{
    unsigned type = 0;
    size_t size = 0;
    return records->at == records->size &&
           (read_head(records, &type, &size, NULL) != FYP_OK ||
            type != FYP_XLS_CONTINUE);
}

enum fyp_status fyp_xls_bytes(
    struct fyp_xls_records *records, unsigned char *out, size_t size,
    struct fyp_error *err)
{
    while (size > 0) {
        if (records->at == records->size) {
            enum fyp_status status = next_piece(records, FYP_M_XLS_SHORT, err);
            if (status != FYP_OK) {
                return status;
            }
        }
        size_t left = records->size - records->at;
        size_t n = size < left ? size : left;
        memcpy(out, records->data + records->at, n);
        records->at += n;
        out += n;
        size -= n;
    }
    return FYP_OK;
}

enum fyp_status fyp_xls_skip(
    struct fyp_xls_records *records, size_t size, struct fyp_error *err)
{
    while (size > 0) {
        if (records->at == records->size) {
            enum fyp_status status = next_piece(records, FYP_M_XLS_SHORT, err);
            if (status != FYP_OK) {
                return status;
            }
        }
        size_t left = records->size - records->at;
        size_t n = size < left ? size : left;
        records->at += n;
        size -= n;
    }
    return FYP_OK;
}

/* --- texts --- */

/** Units of UTF-16 on their way to UTF-8. */
struct units {
    struct fyp_buffer *out;
    uint32_t high; /* first half of a pair; 0: none waits */
};

static void put_character(struct fyp_buffer *out, uint32_t code)
{
    bool none = code == 0 || code == 0xFFFE || code == 0xFFFF ||
                (code >= 0xD800 && code <= 0xDFFF);
    char bytes[4];
    size_t n = 0;
    code = none ? REPLACEMENT : code;
    if (code < 0x80) {
        bytes[n++] = (char)code;
    } else if (code < 0x800) {
        bytes[n++] = (char)(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        bytes[n++] = (char)(0xE0 | code >> 12);
        bytes[n++] = (char)(0x80 | (code >> 6 & 0x3F));
    } else {
        bytes[n++] = (char)(0xF0 | code >> 18);
        bytes[n++] = (char)(0x80 | (code >> 12 & 0x3F));
        bytes[n++] = (char)(0x80 | (code >> 6 & 0x3F));
    }
    if (code >= 0x80) {
        bytes[n++] = (char)(0x80 | (code & 0x3F));
    }
    fyp_buffer_bytes(out, bytes, n);
}

static void put_unit(struct units *units, uint32_t unit)
{
    uint32_t high = units->high;
    units->high = 0;
    if (high != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
        put_character(
            units->out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
        return;
    }
    if (high != 0) {
        put_character(units->out, REPLACEMENT);
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        units->high = unit;
    } else {
        put_character(units->out, unit);
    }
}

/**
 * The characters. Where they go on in another piece, that begins with a byte
 * which says anew how wide they are.
 */
static enum fyp_status read_characters(
    struct fyp_xls_records *records, size_t count, bool wide,
    struct fyp_buffer *out, struct fyp_error *err)
{
    struct units units = {.out = out};
    enum fyp_status status = FYP_OK;
    while (status == FYP_OK && count > 0) {
        if (records->at == records->size) {
            unsigned char flags = 0;
            status = next_piece(records, FYP_M_XLS_TEXT, err);
            if (status == FYP_OK) {
                status = fyp_xls_bytes(records, &flags, 1, err);
            }
            wide = (flags & WIDE) != 0;
            continue;
        }
        unsigned char pair[2] = {0, 0};
        status = fyp_xls_bytes(records, pair, wide ? 2 : 1, err);
        if (status == FYP_OK) {
            put_unit(&units, fyp_xls_16(pair));
        }
        count--;
    }
    if (units.high != 0) {
        put_character(out, REPLACEMENT);
    }
    return status;
}

enum fyp_status fyp_xls_text_read(
    struct fyp_xls_records *records, enum fyp_xls_text kind,
    struct fyp_buffer *out, struct fyp_error *err)
{
    unsigned char head[2] = {0, 0}, flags = 0, more[4] = {0, 0, 0, 0};
    size_t runs = 0, phonetic = 0;
    out->length = 0;
    enum fyp_status status =
        fyp_xls_bytes(records, head, kind == FYP_XLS_TEXT_LONG ? 2 : 1, err);
    if (status == FYP_OK) {
        status = fyp_xls_bytes(records, &flags, 1, err);
    }
    if (status == FYP_OK && (flags & RICH) != 0) {
        status = fyp_xls_bytes(records, more, 2, err);
        runs = fyp_xls_16(more);
    }
    if (status == FYP_OK && (flags & PHONETIC) != 0) {
        status = fyp_xls_bytes(records, more, 4, err);
        phonetic = fyp_xls_32(more);
    }
    if (status == FYP_OK) {
        status = read_characters(
            records, fyp_xls_16(head), (flags & WIDE) != 0, out, err);
    }
    if (status == FYP_OK && out->failed) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    if (status == FYP_OK && out->length > FYP_CELL_TEXT_MAX) {
        return fyp_xls_bad(records, FYP_M_XLS_TEXT, err);
    }
    if (status == FYP_OK) {
        status = fyp_xls_skip(records, runs * RUN_SIZE, err);
    }
    return status == FYP_OK ? fyp_xls_skip(records, phonetic, err) : status;
}
