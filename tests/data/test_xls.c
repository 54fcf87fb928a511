/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xls_parts.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* The parts of an old workbook: compound file, records, texts, formulas. All
 * that can be wrong with a whole one has its file in
 * tests/intake/cases_xls.py. */

enum {
    SECTOR = 512,
    SECTORS = 16,
    SIZE = SECTOR * (SECTORS + 1),
    DATA = 9, /* sectors of the stream, from sector 2 on */
    DATA_SIZE = DATA * SECTOR - 137
};

static void put_16(unsigned char *at, unsigned value)
{
    at[0] = (unsigned char)(value & 0xFF);
    at[1] = (unsigned char)(value >> 8 & 0xFF);
}

static void put_32(unsigned char *at, uint32_t value)
{
    put_16(at, value & 0xFFFF);
    put_16(at + 2, value >> 16);
}

static void put_name(unsigned char *entry, const char *name, unsigned kind)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++) {
        entry[2 * i] = (unsigned char)name[i];
    }
    put_16(entry + 64, (unsigned)(2 * (length + 1)));
    entry[66] = (unsigned char)kind;
    memset(entry + 68, 0xFF, 12); /* no neighbours, nothing inside */
}

/** Sector 0: the table; 1: the directory; then the stream, its sectors from
 *  the last to the first. */
static void make_file(unsigned char *out)
{
    static const unsigned char signature[] = {0xD0, 0xCF, 0x11, 0xE0,
                                              0xA1, 0xB1, 0x1A, 0xE1};
    memset(out, 0, SIZE);
    memcpy(out, signature, sizeof signature);
    put_16(out + 26, 3);
    put_16(out + 28, 0xFFFE);
    put_16(out + 30, 9);
    put_16(out + 32, 6);
    put_32(out + 44, 1);
    put_32(out + 48, 1);
    put_32(out + 56, 4096);
    put_32(out + 60, 0xFFFFFFFE);
    put_32(out + 68, 0xFFFFFFFE);
    memset(out + 76, 0xFF, SECTOR - 76);
    put_32(out + 76, 0);
    unsigned char *table = out + SECTOR;
    memset(table, 0xFF, SECTOR);
    put_32(table, 0xFFFFFFFD);
    put_32(table + 4, 0xFFFFFFFE);
    for (size_t i = 0; i < DATA; i++) {
        put_32(table + 4 * (2 + i), i == 0 ? 0xFFFFFFFE : (uint32_t)(1 + i));
        unsigned char *sector = out + SECTOR * (3 + i);
        for (size_t at = 0; at < SECTOR; at++) {
            size_t offset = (DATA - 1 - i) * SECTOR + at;
            sector[at] = (unsigned char)(offset * 7 + offset / 251);
        }
    }
    unsigned char *root = out + SECTOR * (size_t)2;
    put_name(root, "Root Entry", 5);
    put_32(root + 76, 1);
    put_32(root + 116, 0xFFFFFFFE);
    put_name(root + 128, "Workbook", 2);
    put_32(root + 128 + 116, 2 + DATA - 1);
    put_32(root + 128 + 120, DATA_SIZE);
}

/** Reads the whole stream; checks what comes. */
static enum fyp_status read_file(const unsigned char *file, size_t size)
{
    struct fyp_bytes bytes = fyp_bytes_of(file, size);
    struct fyp_compound *compound = NULL;
    struct fyp_stream *stream = NULL;
    struct fyp_error err = {.status = FYP_OK};
    static unsigned char data[SIZE];
    enum fyp_status status = fyp_compound_open(&bytes, &compound, &err);
    if (status == FYP_OK) {
        status = fyp_stream_open(compound, "workbook", &stream, &err);
    }
    if (stream) {
        status =
            fyp_stream_read(stream, 0, data, fyp_stream_size(stream), &err);
    }
    cr_expect_eq(status, err.status);
    fyp_stream_close(stream);
    fyp_compound_close(compound);
    return status;
}

Test(xls, a_stream_is_its_chain_and_not_the_order_of_sectors)
{
    static const struct {
        size_t offset, length;
    } rows[] = {{0, DATA_SIZE}, {511, 2}, {DATA_SIZE - 1, 1}, {3, 1026},
                {2048, 512},    {0, 1},   {1000, 0},          {4095, 376}};
    static unsigned char file[SIZE], data[SIZE];
    struct fyp_compound *compound = NULL;
    struct fyp_stream *stream = NULL;
    make_file(file);
    struct fyp_bytes bytes = fyp_bytes_of(file, SIZE);
    cr_assert_eq(fyp_compound_open(&bytes, &compound, NULL), FYP_OK);
    cr_expect(fyp_compound_holds(compound, "WORK"));
    cr_expect_not(fyp_compound_holds(compound, "Workbooks"));
    cr_assert_eq(fyp_stream_open(compound, "Book", &stream, NULL), FYP_OK);
    cr_assert_null(stream);
    cr_assert_eq(fyp_stream_open(compound, "Workbook", &stream, NULL), FYP_OK);
    cr_assert_eq(fyp_stream_size(stream), DATA_SIZE);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        size_t wrong = 0;
        cr_assert_eq(
            fyp_stream_read(stream, rows[r].offset, data, rows[r].length, NULL),
            FYP_OK);
        for (size_t i = 0; i < rows[r].length; i++) {
            size_t at = rows[r].offset + i;
            wrong += data[i] != (unsigned char)(at * 7 + at / 251);
        }
        cr_expect_eq(wrong, 0, "row %zu: %zu bytes are wrong", r, wrong);
    }
    fyp_stream_close(stream);
    fyp_compound_close(compound);
}

Test(xls, a_compound_file_may_be_cut_or_damaged_anywhere)
{
    static unsigned char file[SIZE];
    size_t cut = 0, damaged = 0;
    make_file(file);
    cr_assert_eq(read_file(file, SIZE), FYP_OK);
    /* the last five sectors are free, and may be missing */
    for (size_t size = 0; size < SECTOR * (size_t)(3 + DATA); size++) {
        cut += read_file(file, size) == FYP_E_XLSX_DAMAGED;
    }
    cr_expect_eq(cut, SECTOR * (size_t)(3 + DATA), "%zu", cut);
    for (size_t at = 0; at < SECTOR * (size_t)3; at++) {
        static const unsigned char changes[] = {0x01, 0x80, 0xFF};
        for (size_t c = 0; c < sizeof changes; c++) {
            file[at] ^= changes[c];
            enum fyp_status status = read_file(file, SIZE);
            cr_expect(
                status == FYP_OK || status == FYP_E_XLSX_DAMAGED,
                "byte %zu: %d", at, (int)status);
            damaged += status != FYP_OK;
            file[at] ^= changes[c];
        }
    }
    cr_expect_gt(damaged, 200, "%zu", damaged);
}

/* --- texts --- */

#define BYTES(text) (text), sizeof(text) - 1

static const struct {
    const char *name, *bytes;
    size_t size;
    const char *expected; /* NULL: refused */
} texts[] = {
    {"empty", BYTES("\0\0\0"), ""},
    {"narrow", BYTES("\3\0\0a\xE9\x7A"), "aéz"},
    {"wide", BYTES("\2\0\1\x57\x7F\x5F\x6C"), "罗江"},
    {"with runs", BYTES("\1\0\x08\2\0a12345678"), "a"},
    {"with phonetics", BYTES("\1\0\4\3\0\0\0axyz"), "a"},
    {"with both",
     BYTES("\1\0\x0D\1\0\2\0\0\0a\0"
           "1234xy"),
     "a"},
    {"a pair", BYTES("\2\0\1\x42\xD8\xB7\xDF"), "𠮷"},
    {"half a pair at the end", BYTES("\1\0\1\x42\xD8"), "\xEF\xBF\xBD"},
    {"the other half alone", BYTES("\2\0\1\xB7\xDF\x61\0"),
     "\xEF\xBF\xBD"
     "a"},
    {"two first halves", BYTES("\2\0\1\x42\xD8\x42\xD8"),
     "\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"NUL", BYTES("\2\0\0\0b"),
     "\xEF\xBF\xBD"
     "b"},
    {"U+FFFF", BYTES("\1\0\1\xFF\xFF"), "\xEF\xBF\xBD"},
    {"shorter than it says", BYTES("\4\0\0abc"), NULL},
    {"half a unit", BYTES("\1\0\1a"), NULL},
    {"no flags", BYTES("\1\0"), NULL},
    {"runs cut off", BYTES("\1\0\x08\2\0a1234567"), NULL},
    {"4 GiB of phonetics",
     BYTES("\1\0\4\xFF\xFF\xFF\xFF"
           "a"),
     NULL},
};

/** One record of these bytes, then an end, in a file of its own. */
static void put_record(unsigned char *file, const char *bytes, size_t size)
{
    static unsigned char data[DATA * SECTOR];
    memset(data, 0, sizeof data);
    put_16(data, FYP_XLS_LABEL);
    put_16(data + 2, (unsigned)size);
    memcpy(data + 4, bytes, size);
    put_16(data + 4 + size, FYP_XLS_EOF);
    make_file(file);
    for (size_t i = 0; i < DATA; i++) {
        memcpy(file + SECTOR * (3 + i), data + SECTOR * (DATA - 1 - i), SECTOR);
    }
}

Test(xls, a_text_is_read_as_far_as_its_record_goes)
{
    static unsigned char file[SIZE];
    struct fyp_xls_records *records = calloc(1, sizeof *records);
    cr_assert_not_null(records);
    for (size_t r = 0; r < sizeof texts / sizeof *texts; r++) {
        struct fyp_compound *compound = NULL;
        struct fyp_buffer text = {0};
        struct fyp_error err = {.status = FYP_OK};
        put_record(file, texts[r].bytes, texts[r].size);
        struct fyp_bytes bytes = fyp_bytes_of(file, SIZE);
        cr_assert_eq(fyp_compound_open(&bytes, &compound, NULL), FYP_OK);
        cr_assert_eq(
            fyp_stream_open(compound, "Workbook", &records->stream, NULL),
            FYP_OK);
        fyp_xls_seek(records, 0);
        cr_assert_eq(fyp_xls_next(records, &err), FYP_OK);
        fyp_xls_text_read(records, FYP_XLS_TEXT_LONG, &text, &err);
        const char *found = text.length > 0 ? text.data : "";
        if (texts[r].expected) {
            cr_expect_eq(err.status, FYP_OK, "%s", texts[r].name);
            cr_expect_str_eq(
                found, texts[r].expected, "%s: expected %s, found %s",
                texts[r].name, texts[r].expected, found);
        } else {
            cr_expect_eq(err.status, FYP_E_XLS_RECORD, "%s", texts[r].name);
        }
        fyp_buffer_finish(&text);
        fyp_stream_close(records->stream);
        fyp_compound_close(compound);
    }
    free(records);
}

/* --- formulas --- */

static const struct {
    const char *name, *tokens;
    size_t size;
    bool external;
} formulas[] = {
    {"nothing", BYTES(""), false},
    {"1+A1", BYTES("\x1E\1\0\x44\0\0\0\xC0\3"), false},
    {"a sheet of this workbook", BYTES("\x3A\0\0\0\0\0\0"), false},
    {"another workbook", BYTES("\x3A\1\0\0\0\0\0"), true},
    {"another workbook, as a value", BYTES("\x5A\1\0\0\0\0\0"), true},
    {"an area of another workbook, in an array",
     BYTES("\x7B\1\0\0\0\0\0\0\0\0\0"), true},
    {"a name of another workbook", BYTES("\x39\1\0\0\0\0\0"), true},
    {"behind a text", BYTES("\x17\2\1\x5A\1\x5A\1\x3A\1\0\0\0\0\0"), true},
    {"inside a text", BYTES("\x17\3\0\x3A\1\0"), false},
    {"behind a choice", BYTES("\x19\4\1\0\0\0\0\0\x3A\1\0\0\0\0\0"), true},
    {"behind what is unknown", BYTES("\x18\1\0\0\0\0\x3A\1\0\0\0\0\0"), false},
    {"cut off", BYTES("\x3A\1\0\0"), false},
    {"a choice of 65,536 cut off", BYTES("\x19\4\xFF\xFF\x3A\1\0\0"), false},
    {"a reference that is not listed", BYTES("\x3A\xFF\xFF\0\0\0\0"), false},
};

Test(xls, a_formula_is_searched_for_other_workbooks)
{
    struct fyp_xls_book *book = calloc(1, sizeof *book);
    cr_assert_not_null(book);
    book->external[1] = 1;
    for (size_t r = 0; r < sizeof formulas / sizeof *formulas; r++) {
        bool found = fyp_xls_is_external(
            book, (const unsigned char *)formulas[r].tokens, formulas[r].size);
        cr_expect_eq(
            found, formulas[r].external, "%s: expected %d, found %d",
            formulas[r].name, formulas[r].external, found);
    }
    free(book);
}
