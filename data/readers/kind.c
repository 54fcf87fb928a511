/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/kind.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEAD_SIZE = 1024,
    ENTRY_SIZE = 128,      /* of the directory of an OLE file */
    ENTRY_NAME_SIZE = 64,  /* UTF-16LE, terminated */
    BLOCK_SIZE = 512 * 128 /* whole sectors of whole entries */
};

struct mark {
    const char *bytes;
    size_t size;
    enum fyp_file_kind kind;
    enum fyp_message what;
};

#define BYTES(text) (text), sizeof(text) - 1

static const struct mark marks[] = {
    {BYTES("PK\3\4"), FYP_FILE_ZIP, FYP_M_NOTHING},
    {BYTES("PK\5\6"), FYP_FILE_ZIP, FYP_M_NOTHING},
    {BYTES("PK\7\x08"), FYP_FILE_ZIP, FYP_M_NOTHING},
    {BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), FYP_FILE_XLS, FYP_M_NOTHING},
    {BYTES("\x09\0\4\0"), FYP_FILE_OLDER_XLS, FYP_M_NOTHING},
    {BYTES("\x09\2\6\0"), FYP_FILE_OLDER_XLS, FYP_M_NOTHING},
    {BYTES("\x09\4\6\0"), FYP_FILE_OLDER_XLS, FYP_M_NOTHING},
    {BYTES("\x09\x08\x08\0"), FYP_FILE_OLDER_XLS, FYP_M_NOTHING},
    {BYTES("\x09\x08\x10\0"), FYP_FILE_OLDER_XLS, FYP_M_NOTHING},
    {BYTES("%PDF-"), FYP_FILE_OTHER, FYP_M_KIND_PDF},
    {BYTES("Rar!\x1A\x07"), FYP_FILE_OTHER, FYP_M_KIND_RAR},
    {BYTES("7z\xBC\xAF\x27\x1C"), FYP_FILE_OTHER, FYP_M_KIND_7Z},
    {BYTES("\x1F\x8B\x08"), FYP_FILE_OTHER, FYP_M_KIND_GZIP},
    {BYTES("{\\rtf"), FYP_FILE_OTHER, FYP_M_KIND_RTF},
    {BYTES("SQLite format 3\0"), FYP_FILE_OTHER, FYP_M_KIND_SQLITE},
    {BYTES("\x7F"
           "ELF"),
     FYP_FILE_OTHER, FYP_M_KIND_PROGRAM},
    {BYTES("MZ\x90\0"), FYP_FILE_OTHER, FYP_M_KIND_PROGRAM},
    {BYTES("\x89PNG\r\n\x1A\n"), FYP_FILE_OTHER, FYP_M_KIND_IMAGE},
    {BYTES("\xFF\xD8\xFF"), FYP_FILE_OTHER, FYP_M_KIND_IMAGE},
    {BYTES("GIF8"), FYP_FILE_OTHER, FYP_M_KIND_IMAGE},
    {BYTES("II*\0"), FYP_FILE_OTHER, FYP_M_KIND_IMAGE},
    {BYTES("MM\0*"), FYP_FILE_OTHER, FYP_M_KIND_IMAGE},
};

/* Markup is told from text after blanks, in any case. */
static const struct mark openings[] = {
    {BYTES("<?xml"), FYP_FILE_OTHER, FYP_M_KIND_XML},
    {BYTES("<workbook"), FYP_FILE_OTHER, FYP_M_KIND_XML},
    {BYTES("<!doctype"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("<html"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("<head"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("<meta"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("<style"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("<body"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("<div"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("<table"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("<!--"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
    {BYTES("mime-version:"), FYP_FILE_OTHER, FYP_M_KIND_HTML},
};

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool opens_with(const char *text, size_t length, const struct mark *mark)
{
    if (length < mark->size) {
        return false;
    }
    for (size_t i = 0; i < mark->size; i++) {
        if (lower(text[i]) != mark->bytes[i]) {
            return false;
        }
    }
    return true;
}

static const struct mark *find_mark(const char *head, size_t length)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (length >= marks[i].size &&
            memcmp(head, marks[i].bytes, marks[i].size) == 0) {
            return &marks[i];
        }
    }
    size_t start = length >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (start < length && strchr(" \t\r\n", head[start]) != NULL &&
           head[start] != '\0') {
        start++;
    }
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        if (opens_with(head + start, length - start, &openings[i])) {
            return &openings[i];
        }
    }
    return NULL;
}

/* --- OLE: what does it hold? --- */

/* What names of streams say, in the order in which they decide. */
static const struct {
    const char *name;
    enum fyp_file_kind kind;
} streams[] = {
    {"EncryptedPackage", FYP_FILE_PASSWORD},
    {"Workbook", FYP_FILE_XLS},
    {"Book", FYP_FILE_XLS},
    {"Root Entry", FYP_FILE_OTHER}};

enum { STREAMS = sizeof streams / sizeof *streams };

static bool is_named(const unsigned char *entry, const char *name)
{
    assert(entry);
    size_t length = strlen(name);
    size_t size =
        (size_t)(entry[ENTRY_NAME_SIZE] | entry[ENTRY_NAME_SIZE + 1] << 8);
    if (size != 2 * (length + 1) || size > ENTRY_NAME_SIZE) {
        return false;
    }
    for (size_t i = 0; i <= length; i++) {
        if (entry[2 * i] != (unsigned char)name[i] || entry[2 * i + 1] != 0) {
            return false;
        }
    }
    return true;
}

static void
look_for_streams(const unsigned char *block, size_t length, bool *found)
{
    for (size_t at = 0; at + ENTRY_SIZE <= length; at += ENTRY_SIZE) {
        for (size_t s = 0; s < STREAMS; s++) {
            found[s] = found[s] || is_named(block + at, streams[s].name);
        }
    }
}

/* The entries of the directory lie on multiples of their size, wherever the
 * chain of sectors leads; so nothing in the file needs to be followed. */
static enum fyp_status find_streams(
    const struct fyp_bytes *bytes, enum fyp_file_kind *kind,
    enum fyp_message *what, struct fyp_error *err)
{
    bool found[STREAMS] = {false};
    unsigned char *block = malloc(BLOCK_SIZE);
    enum fyp_status status = block ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
    long long at = 0;
    while (status == FYP_OK && at < bytes->size) {
        long long left = bytes->size - at;
        size_t length = left < BLOCK_SIZE ? (size_t)left : BLOCK_SIZE;
        status = fyp_bytes_read(bytes, at, block, length, err);
        if (status == FYP_OK) {
            look_for_streams(block, length, found);
        }
        at += (long long)length;
    }
    free(block);
    /* without its directory nobody knows: the reader will say what is wrong */
    *kind = FYP_FILE_XLS;
    *what = FYP_M_KIND_OLE;
    for (size_t s = STREAMS; s > 0; s--) {
        *kind = found[s - 1] ? streams[s - 1].kind : *kind;
    }
    return status;
}

enum fyp_status fyp_kind_find(
    const struct fyp_bytes *bytes, enum fyp_file_kind *kind,
    enum fyp_message *what, struct fyp_error *err)
{
    char head[HEAD_SIZE];
    size_t length = bytes->size < HEAD_SIZE ? (size_t)bytes->size : sizeof head;
    *kind = FYP_FILE_TEXT;
    *what = FYP_M_NOTHING;
    enum fyp_status status = fyp_bytes_read(bytes, 0, head, length, err);
    if (status != FYP_OK) {
        return status;
    }
    const struct mark *mark = find_mark(head, length);
    if (!mark) {
        return FYP_OK;
    }
    *kind = mark->kind;
    *what = mark->what;
    return mark->kind == FYP_FILE_XLS ? find_streams(bytes, kind, what, err)
                                      : FYP_OK;
}
