/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "data/readers/delimiter.h"
#include "data/readers/source.h"
#include "data/readers/text_file.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BYTES(text) (text), sizeof(text) - 1

/* A file of these bytes as text, and what was noticed. */
struct reading {
    enum fyp_status status;
    struct fyp_error err;
    enum fyp_encoding encoding;
    struct fyp_buffer text;
    size_t notes;
    struct fyp_error note; /* the first */
};

static enum fyp_status
read_text(struct fyp_text_file *file, struct reading *reading)
{
    enum { SMALL = FYP_DECODER_LEAST * 3, LARGE = 5003 };
    char block[LARGE];
    size_t size = fyp_text_file_size(file) < LARGE ? SMALL : LARGE;
    size_t got = 1;
    enum fyp_status status = FYP_OK;
    while (status == FYP_OK && got > 0) {
        status = fyp_text_file_read(file, block, size, &got, &reading->err);
        fyp_buffer_bytes(&reading->text, block, got);
    }
    return status == FYP_OK ? fyp_text_file_check(file, &reading->err) : status;
}

static struct reading read_bytes(const void *bytes, size_t size)
{
    struct scene scene = {.folder = folder_make()};
    struct reading reading = {0};
    struct fyp_text_file *file = NULL;
    reading.status = fyp_text_file_create(
        scene_file(&scene, "t.csv", bytes, size), &file, &reading.err);
    if (reading.status == FYP_OK) {
        reading.encoding = fyp_text_file_encoding(file);
        const struct fyp_problems *notes = fyp_text_file_notes(file);
        reading.notes = notes->count;
        if (notes->count > 0) {
            reading.note = notes->items[0];
        }
        reading.status = read_text(file, &reading);
        cr_expect_eq(fyp_text_file_position(file), (long long)size);
    }
    fyp_text_file_destroy(file);
    folder_remove(&scene.folder);
    return reading;
}

/* Sources: the bytes of GB18030 and UTF-16 are those of Python's codecs. */
struct accepted {
    const char *name;
    const char *bytes;
    size_t size;
    const char *text;
    enum fyp_encoding encoding;
    enum fyp_status note; /* FYP_OK: none */
};

static const struct accepted accepted[] = {
    {"ASCII", BYTES("a,b\n96.43,7\n"), "a,b\n96.43,7\n", FYP_ENCODING_UTF8,
     FYP_OK},
    {"UTF-8", BYTES("罗江区,九𠮷\n"), "罗江区,九𠮷\n", FYP_ENCODING_UTF8,
     FYP_OK},
    {"UTF-8 with a mark", BYTES("\xEF\xBB\xBF罗江区"), "罗江区",
     FYP_ENCODING_UTF8, FYP_OK},
    {"UTF-8 with two marks", BYTES("\xEF\xBB\xBF\xEF\xBB\xBF罗江区"), "罗江区",
     FYP_ENCODING_UTF8, FYP_W_TEXT_FILE_MARK_TWICE},
    {"GB18030, two bytes", BYTES("\xC2\xDE\xBD\xAD\xC7\xF8,\xB5\xD8"),
     "罗江区,地", FYP_ENCODING_GB18030, FYP_W_TEXT_FILE_ENCODING},
    {"GB18030, two bytes that could be an overlong slash", BYTES("\xC0\xAF"),
     "蜡", FYP_ENCODING_GB18030, FYP_W_TEXT_FILE_ENCODING},
    {"GB18030, four bytes: 㙍 𬭚 㐂 𠮷",
     BYTES(
         "\x82\x30\xAB\x33,\x99\x33\xAA\x34,\x81\x39\xEF\x31,\x95\x34\xB2\x35"),
     "㙍,𬭚,㐂,𠮷", FYP_ENCODING_GB18030, FYP_W_TEXT_FILE_ENCODING},
    {"GB18030, what GBK lacks: 䶮 €", BYTES("\xFE\x9F,\xA2\xE3"), "䶮,€",
     FYP_ENCODING_GB18030, FYP_W_TEXT_FILE_ENCODING},
    {"GB18030 with a mark", BYTES("\x84\x31\x95\x33\xC7\xF8\n"), "区\n",
     FYP_ENCODING_GB18030, FYP_W_TEXT_FILE_ENCODING},
    {"UTF-16LE with a mark",
     BYTES("\xFF\xFE\x57\x7F\x5F\x6C\x3A\x53,\0"
           "7\0\n\0"),
     "罗江区,7\n", FYP_ENCODING_UTF16LE, FYP_W_TEXT_FILE_ENCODING},
    {"UTF-16BE with a mark",
     BYTES("\xFE\xFF\x7F\x57\x6C\x5F\x53\x3A\0,\0"
           "7\0\n"),
     "罗江区,7\n", FYP_ENCODING_UTF16BE, FYP_W_TEXT_FILE_ENCODING},
    {"UTF-16LE without a mark, 一 with a NUL of its own",
     BYTES("\0\x4E,\0"
           "9\0"
           "6\0.\0"
           "4\0\r\0\n\0"),
     "一,96.4\r\n", FYP_ENCODING_UTF16LE, FYP_W_TEXT_FILE_ENCODING},
    {"UTF-16BE without a mark",
     BYTES("\x57\x30\x53\x3A\0,\0a\0\n\0"
           "7\0,\0"
           "8\0\n"),
     "地区,a\n7,8\n", FYP_ENCODING_UTF16BE, FYP_W_TEXT_FILE_ENCODING},
    {"UTF-16LE, 𬭚 in two units", BYTES("\xFF\xFE\x72\xD8\x5A\xDF,\0x\0"),
     "\xF0\xAC\xAD\x9A,x", FYP_ENCODING_UTF16LE, FYP_W_TEXT_FILE_ENCODING},
    {"UTF-16LE, a character whose byte is a comma", BYTES("\xFF\xFE\x2C\x4E"),
     "丬", FYP_ENCODING_UTF16LE, FYP_W_TEXT_FILE_ENCODING},
    {"一省女 in GB18030, which is UTF-8 as well",
     BYTES("a\n\xD2\xBB\xCA\xA1\xC5\xAE\n"), "a\n\xD2\xBB\xCA\xA1\xC5\xAE\n",
     FYP_ENCODING_UTF8, FYP_W_TEXT_FILE_EITHER},
    {"a few accents among Chinese are no doubt", BYTES("区 ±0.5 ·\n"),
     "区 ±0.5 ·\n", FYP_ENCODING_UTF8, FYP_OK},
};

Test(text_file, every_usual_encoding_arrives_as_utf_8)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        const struct accepted *row = &accepted[i];
        struct reading reading = read_bytes(row->bytes, row->size);
        const char *text = reading.text.data ? reading.text.data : "";
        cr_expect_eq(
            reading.status, FYP_OK, "%s: %s", row->name, reading.err.text);
        cr_expect(
            strcmp(text, row->text) == 0, "%s: expected %s, found %s",
            row->name, row->text, text);
        cr_expect_eq(
            reading.encoding, row->encoding, "%s: expected %s, found %s",
            row->name, fyp_encoding_name(row->encoding),
            fyp_encoding_name(reading.encoding));
        cr_expect_eq(
            reading.note.status, row->note, "%s: note %d, expected %d",
            row->name, (int)reading.note.status, (int)row->note);
        cr_expect_eq(
            reading.notes, row->note == FYP_OK ? 0U : 1U, "%s: %zu notes",
            row->name, reading.notes);
        fyp_buffer_finish(&reading.text);
    }
}

Test(text_file, a_doubtful_encoding_is_shown_in_both_readings)
{
    struct reading reading = read_bytes(BYTES("a,\xD2\xBB\xCA\xA1,b\n"));
    cr_expect_eq(reading.note.status, FYP_W_TEXT_FILE_EITHER);
    cr_expect_not_null(
        strstr(reading.note.text, "“\xD2\xBB\xCA\xA1”"), "%s",
        reading.note.text);
    cr_expect_not_null(
        strstr(reading.note.text, "“一省”"), "%s", reading.note.text);
    fyp_buffer_finish(&reading.text);
}

struct refused {
    const char *name;
    const char *bytes;
    size_t size;
    enum fyp_status status;
    const char *text; /* what the message must hold */
};

#define HEAD "地区,指标\n" /* 14 bytes of UTF-8 */

static const struct refused refused[] = {
    {"no bytes", BYTES(""), FYP_E_CSV_EMPTY, "空"},
    {"only a mark", BYTES("\xEF\xBB\xBF"), FYP_E_CSV_EMPTY, "空"},
    {"only two marks", BYTES("\xEF\xBB\xBF\xEF\xBB\xBF"), FYP_E_CSV_EMPTY,
     "空"},
    {"only a mark of UTF-16", BYTES("\xFF\xFE"), FYP_E_CSV_EMPTY, "空"},
    {"no encoding at all", BYTES("a,\xFF\xFE\n"), FYP_E_CSV_ENCODING,
     "偏移 2 "},
    {"overlong", BYTES(HEAD "ab\xC0\xAF,7\n"), FYP_E_TEXT_FILE_MIXED,
     "偏移 16 字节（第 2 行）"},
    {"surrogate", BYTES("a\xED\xA0\x80\n"), FYP_E_CSV_ENCODING, "偏移 1 "},
    {"surrogate among Chinese", BYTES(HEAD "罗\xED\xA0\x80江区\n"),
     FYP_E_TEXT_FILE_MIXED, "偏移 17 字节（第 2 行）"},
    {"above U+10FFFF", BYTES("a\xF4\x90\x80\x80"), FYP_E_CSV_ENCODING,
     "偏移 1 "},
    {"the last character cut", BYTES("ab\xE5\x9C"), FYP_E_CSV_ENCODING,
     "偏移 2 "},
    {"the last character cut, among Chinese", BYTES(HEAD "罗江\xE5\x8C"),
     FYP_E_TEXT_FILE_MIXED, "偏移 20 字节（第 2 行）"},
    {"the last character cut, of GB18030", BYTES("\xC2\xDE\xBD\xAD\xC7"),
     FYP_E_CSV_ENCODING, "偏移 0 "},
    {"header in GB18030, rows in UTF-8",
     BYTES("\xB5\xD8\xC7\xF8,\xCA\xFD\n罗江,7\n"), FYP_E_TEXT_FILE_MIXED,
     "偏移 8 字节（第 2 行）起是UTF-8"},
    {"header in GB18030, rows in UTF-8, carriage returns",
     BYTES("\xB5\xD8\xC7\xF8\r\xCA\xFD,\r罗江,7\r"), FYP_E_TEXT_FILE_MIXED,
     "偏移 9 字节（第 3 行）起是UTF-8"},
    {"header in GB18030, rows in UTF-8, CRLF",
     BYTES("\xB5\xD8\xC7\xF8\r\n\xCA\xFD,\r\n罗江"), FYP_E_TEXT_FILE_MIXED,
     "偏移 11 字节（第 3 行）起是UTF-8"},
    {"header in UTF-8, rows in GB18030",
     BYTES(HEAD "7,\n\xC2\xDE\xBD\xAD\xC7\xF8,8\n"), FYP_E_TEXT_FILE_MIXED,
     "前面是UTF-8，偏移 17 字节（第 3 行）"},
    {"a mark inside",
     BYTES("a,b\n\xEF\xBB\xBF"
           "a,b\n"),
     FYP_E_TEXT_FILE_MARK, "偏移 4 "},
    {"a mark behind three bytes", BYTES("a\r\n\xEF\xBB\xBF\n"),
     FYP_E_TEXT_FILE_MARK, "偏移 3 "},
    {"a mark at the start and one inside",
     BYTES("\xEF\xBB\xBF"
           "a,b\n\xEF\xBB\xBF"
           "a,b\n"),
     FYP_E_TEXT_FILE_MARK, "偏移 7 "},
    {"three marks",
     BYTES("\xEF\xBB\xBF\xEF\xBB\xBF\xEF\xBB\xBF"
           "a\n"),
     FYP_E_TEXT_FILE_MARK, "偏移 6 "},
    {"a mark inside UTF-16",
     BYTES("\xFF\xFE"
           "a\0\n\0\xFF\xFE"
           "b\0"),
     FYP_E_TEXT_FILE_MARK, "偏移 6 "},
    {"a mark of UTF-8 before GB18030", BYTES("\xEF\xBB\xBF\xC7\xF8\n"),
     FYP_E_TEXT_FILE_BROKEN, "偏移 3 "},
    {"UTF-16 cut in a unit",
     BYTES("\xFF\xFE"
           "a\0b"),
     FYP_E_TEXT_FILE_BROKEN, "偏移 4 "},
    {"UTF-16, half a pair", BYTES("\xFE\xFF\0a\xD8\x72\0b"),
     FYP_E_TEXT_FILE_BROKEN, "偏移 4 "},
    {"UTF-16, a NUL",
     BYTES("\xFF\xFE"
           "a\0\0\0b\0"),
     FYP_E_TEXT_FILE_NUL, "偏移 4 "},
    {"UTF-32", BYTES("\xFF\xFE\0\0a\0\0\0"), FYP_E_TEXT_FILE_NUL, "偏移 2 "},
    {"NUL in a word of ASCII", BYTES("abcdefgh\0jklmnopq"), FYP_E_TEXT_FILE_NUL,
     "偏移 8 "},
    {"NUL at the end", BYTES("a,b\n\0"), FYP_E_TEXT_FILE_NUL, "偏移 4 "},
    {"NUL among GB18030", BYTES("\xC7\xF8\xC7\xF8\xC7\xF8\xC7\xF8\n\0x"),
     FYP_E_TEXT_FILE_NUL, "偏移 9 "},
    {"1A at the end", BYTES("a,b\n7,8\n\x1A"), FYP_E_TEXT_FILE_END, "偏移 8 "},
    {"1A and line ends at the end", BYTES("a,b\n7,8\x1A\r\n\n"),
     FYP_E_TEXT_FILE_END, "偏移 7 "},
    {"1A at the end of GB18030", BYTES("\xC7\xF8,\xC7\xF8\n\x1A"),
     FYP_E_TEXT_FILE_END, "偏移 6 "},
};

Test(text_file, what_has_no_one_encoding_is_refused_with_the_offset)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct refused *row = &refused[i];
        struct reading reading = read_bytes(row->bytes, row->size);
        cr_expect_eq(
            reading.status, row->status, "%s: expected %d, found %d (%s)",
            row->name, (int)row->status, (int)reading.status, reading.err.text);
        cr_expect_not_null(
            strstr(reading.err.text, row->text), "%s: \"%s\" not in \"%s\"",
            row->name, row->text, reading.err.text);
        fyp_buffer_finish(&reading.text);
    }
}

/* Whatever stands at the end of a block: in the survey, 256 KiB, and in the
 * decoder, 64 KiB. */
struct piece {
    const char *name;
    const char *bytes;
    size_t size;
    const char *text;
};

static const struct piece pieces[] = {
    {"UTF-8", BYTES("区𠮷é"), "区𠮷é"},
    {"GB18030", BYTES("\xC7\xF8\x95\x34\xB2\x35\xA2\xE3"), "区𠮷€"},
};

Test(text_file, a_block_may_end_inside_a_character)
{
    static char bytes[(1 << 18) + 64];
    static const size_t ends[] = {1 << 16, 1 << 17, 1 << 18};
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
            for (size_t at = ends[e] - 10; at <= ends[e]; at++) {
                memset(bytes, 'a', sizeof bytes);
                memcpy(bytes, pieces[p].bytes, pieces[p].size);
                memcpy(bytes + at, pieces[p].bytes, pieces[p].size);
                struct reading reading = read_bytes(bytes, sizeof bytes);
                size_t length = strlen(pieces[p].text);
                size_t found = at + length - pieces[p].size;
                cr_expect_eq(reading.status, FYP_OK, "%s", reading.err.text);
                cr_assert_eq(
                    reading.text.length,
                    sizeof bytes + 2 * (length - pieces[p].size));
                cr_expect_eq(
                    memcmp(reading.text.data + found, pieces[p].text, length),
                    0, "%s at %zu", pieces[p].name, at);
                cr_expect_eq(
                    reading.text.data[found - 1], 'a', "%s at %zu",
                    pieces[p].name, at);
                cr_expect_eq(
                    reading.text.data[found + length], 'a', "%s at %zu",
                    pieces[p].name, at);
                fyp_buffer_finish(&reading.text);
            }
        }
    }
}

/* A broken character near the end of a block, behind a good one. */
Test(text_file, the_offset_of_a_bad_byte_is_right_beyond_the_first_block)
{
    enum { BLOCK = 1 << 18 };
    static char bytes[BLOCK + 64];
    for (size_t at = BLOCK - 5; at < BLOCK + 2; at++) {
        memset(bytes, 'a', sizeof bytes);
        memcpy(bytes + at, "\xE7\xBD\x97\xE7\xBD\x20", 6);
        char offset[32];
        snprintf(offset, sizeof offset, "偏移 %zu ", at + 3);
        struct reading reading = read_bytes(bytes, sizeof bytes);
        cr_expect_eq(reading.status, FYP_E_CSV_ENCODING);
        cr_expect_not_null(
            strstr(reading.err.text, offset), "%s not in %s", offset,
            reading.err.text);
        fyp_buffer_finish(&reading.text);
    }
}

static void put_utf16(struct fyp_buffer *out, const char *text, bool little)
{
    for (size_t left = strlen(text); left > 0;) {
        uint32_t c = 0;
        size_t n = fyp_utf8_decode(text, left, &c);
        uint32_t units[2] = {c, 0};
        if (c > 0xFFFF) {
            units[0] = 0xD800 + ((c - 0x10000) >> 10);
            units[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        for (int i = 0; i < (c > 0xFFFF ? 2 : 1); i++) {
            char high = (char)(units[i] >> 8), low = (char)(units[i] & 0xFF);
            fyp_buffer_bytes(out, little ? &low : &high, 1);
            fyp_buffer_bytes(out, little ? &high : &low, 1);
        }
        text += n;
        left -= n;
    }
}

/* Property: a table written as UTF-16 by a plain encoder is read back. */
Test(text_file, random_tables_in_utf_16_come_back)
{
    static const char *const words[] = {"罗江区", "一", "96.43", "𠮷",
                                        "7",      "·",  "2023",  "，"};
    uint64_t state = 20241118;
    for (int round = 0; round < 60; round++) {
        struct fyp_buffer text = {0}, bytes = {0};
        bool little = next_number(&state, 2) == 0;
        bool marked = next_number(&state, 2) == 0;
        for (uint32_t n = 0; n < 2000; n++) {
            fyp_buffer_text(&text, words[next_number(&state, 8)]);
            fyp_buffer_text(&text, next_number(&state, 5) == 0 ? "\r\n" : ",");
        }
        put_utf16(&bytes, marked ? "\uFEFF" : "", little);
        put_utf16(&bytes, text.data, little);
        struct reading reading = read_bytes(bytes.data, bytes.length);
        cr_assert_eq(
            reading.status, FYP_OK, "round %d: %s", round, reading.err.text);
        cr_assert_str_eq(reading.text.data, text.data, "round %d", round);
        fyp_buffer_finish(&reading.text);
        fyp_buffer_finish(&text);
        fyp_buffer_finish(&bytes);
    }
}

/* A regular file is found to be GB18030 only after all of it has been read;
 * the fingerprint is that of its bytes, not of its text. */
Test(text_file, the_fingerprint_is_of_the_bytes)
{
    struct scene scene = {.folder = folder_make()};
    struct fyp_text_file *file = NULL;
    cr_assert_eq(
        fyp_text_file_create(
            scene_file(&scene, "t.csv", BYTES("\xC7\xF8,7\n")), &file, NULL),
        FYP_OK);
    /* printf '\307\370,7\n' | sha256sum */
    cr_expect_str_eq(
        fyp_text_file_sha256(file),
        "2de81866e8f6213f25d9cf08cb29837d4dd9b6dbf74ec3ba2f62f27b348848f1");
    fyp_text_file_destroy(file);
    folder_remove(&scene.folder);
}

struct divided {
    const char *name;
    const char *text;
    char delimiter;
    const char *cells; /* of the last row, with / between them */
};

static const struct divided divided[] = {
    {"commas", "地区,数值\n罗江区,7\n", ',', "罗江区/7"},
    {"tabs", "地区\t数值\n罗江区\t7\n", '\t', "罗江区/7"},
    {"tabs, 1,234 in the rows",
     "地区\t年份\t数值\n甲\t2021\t1,234\n乙\t2021\t5,678\n", '\t',
     "乙/2021/5,678"},
    {"semicolons, decimal commas", "地区;数值\n甲;96,5\n乙;97,5\n", ';',
     "乙/97,5"},
    {"bars", "地区|数值\n甲|7\n", '|', "甲/7"},
    {"full-width commas", "地区，数值\n甲，7\n", 'F', "甲/7"},
    {"full-width commas, 1,234 in the rows",
     "地区，数值\n甲，1,234\n乙，5,678\n", 'F', "乙/5,678"},
    {"full-width commas and quotes", "地区，备注\n甲，\"一，\"\"二\"\"\"\n",
     'F', "甲/一，\"二\""},
    {"full-width comma at the end of the file", "地区，数值\n甲，", 'F', "甲/"},
    {"commas, full-width ones in every remark",
     "地区,数值,备注\n甲,7,一，二，三，四\n乙,8,一，二，三，四\n", ',',
     "乙/8/一，二，三，四"},
    {"commas, a title with full-width ones",
     "罗江区，2023年，统计表\n地区,数值\n甲,7\n乙,8\n丙,9\n", ',', "丙/9"},
    {"commas, semicolons in quotes", "a,b\n\"x;y;z\",\"u;v;w\"\n", ',',
     "x;y;z/u;v;w"},
    {"ragged commas", "a,b,c\n1,2\n1,2,3\n1,2,3,4\n", ',', "1/2/3/4"},
    {"one name alone", "地区\n罗江区\n", ',', "罗江区"},
    {"declared", "sep=;\r\na,b;c\n1,2;3\n", ';', "1,2/3"},
    {"declared, a tab", "SEP=\t\na\tb\n7\t8\n", '\t', "7/8"},
    {"declared, a full-width comma", "sep=，\na，b\n7，8\n", 'F', "7/8"},
    {"declared, the comma itself", "sep=,\na,b\n7,8\n", ',', "7/8"},
    {"not declared: a name that looks so", "sep=;x;b\n7;8;9\n", ';', "7/8/9"},
};

static void
join_last_row(struct fyp_source *source, struct fyp_buffer *out, int *line)
{
    struct fyp_table_row row;
    struct fyp_error err = {.status = FYP_OK};
    for (;;) {
        cr_assert_eq(
            fyp_source_next(source, &row, &err), FYP_OK, "%s", err.text);
        if (row.count == 0) {
            return;
        }
        out->length = 0;
        *line = row.line;
        for (size_t i = 0; i < row.count; i++) {
            fyp_buffer_text(out, i > 0 ? "/" : "");
            fyp_buffer_text(out, row.cells[i]);
        }
    }
}

Test(text_file, the_delimiter_is_found_from_the_first_records)
{
    for (size_t i = 0; i < sizeof divided / sizeof *divided; i++) {
        const struct divided *row = &divided[i];
        struct scene scene = {.folder = folder_make()};
        struct fyp_source *source = NULL;
        struct fyp_error err = {.status = FYP_OK};
        struct fyp_buffer found = {0};
        int line = 0, lines = 0;
        const char *path =
            scene_file(&scene, "t.txt", row->text, strlen(row->text));
        cr_assert_eq(
            fyp_source_open(path, &source, &err), FYP_OK, "%s: %s", row->name,
            err.text);
        char delimiter = fyp_source_table(source, 0)->delimiter;
        cr_expect_eq(
            delimiter, row->delimiter, "%s: expected %c, found %c", row->name,
            row->delimiter, delimiter);
        bool noted = fyp_source_notes(source)->count == 1 &&
                     fyp_source_notes(source)->items[0].status ==
                         FYP_W_TEXT_FILE_DELIMITER;
        cr_expect_eq(noted, row->delimiter != ',', "%s", row->name);
        join_last_row(source, &found, &line);
        cr_expect(
            found.data && strcmp(found.data, row->cells) == 0,
            "%s: expected %s, found %s", row->name, row->cells, found.data);
        for (const char *c = row->text; *c != '\0'; c++) {
            lines += *c == '\n' && c[1] != '\0';
        }
        cr_expect_eq(line, lines + 1, "%s: line %d", row->name, line);
        fyp_source_close(source);
        fyp_buffer_finish(&found);
        folder_remove(&scene.folder);
    }
}

/* Every record of one delimiter is that of another with its bytes swapped. */
Test(text_file, every_delimiter_divides_alike)
{
    static const char *const delimiters[] = {",", "\t", ";", "|", "，"};
    enum { RECORDS = 40000 };
    for (size_t d = 0; d < sizeof delimiters / sizeof *delimiters; d++) {
        struct scene scene = {.folder = folder_make()};
        struct fyp_buffer text = {0}, found = {0};
        char last[64];
        uint64_t state = 713;
        for (int i = 0; i < RECORDS; i++) {
            unsigned number = next_number(&state, 100000);
            fyp_buffer_format(
                &text, "区%u%s%s%u%s\n", number, delimiters[d],
                i % 7 == 0 ? "\"一\"" : "二", number / 3, delimiters[d]);
            snprintf(
                last, sizeof last, "区%u/%s%u/", number, i % 7 == 0 ? "" : "二",
                number / 3);
            if (i % 7 == 0) { /* a quoted cell ends at its quote */
                text.length -= strlen(delimiters[d]) + 1;
                while (text.data[text.length - 1] != '"') {
                    text.length--;
                }
                fyp_buffer_format(&text, "%s\n", delimiters[d]);
                snprintf(last, sizeof last, "区%u/一/", number);
            }
        }
        struct fyp_source *source = NULL;
        int line = 0;
        const char *path = scene_file(&scene, "t.txt", text.data, text.length);
        cr_assert_eq(fyp_source_open(path, &source, NULL), FYP_OK);
        join_last_row(source, &found, &line);
        cr_expect_str_eq(found.data, last, "%s", delimiters[d]);
        cr_expect_eq(line, RECORDS, "%s: %d", delimiters[d], line);
        fyp_source_close(source);
        fyp_buffer_finish(&text);
        fyp_buffer_finish(&found);
        folder_remove(&scene.folder);
    }
}
