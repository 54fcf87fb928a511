/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/zip_container.h"

#include "base/message.h"
#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    END_SIZE = 22,
    CENTRAL_SIZE = 46,
    LOCAL_SIZE = 30,
    LOCATOR_SIZE = 20,
    COMMENT_MAX = 65535,
    METHOD_STORED = 0,
    METHOD_DEFLATED = 8,
    FLAG_ENCRYPTED = 1 << 0,
    FLAG_DESCRIPTOR = 1 << 3, /* sizes follow the data */
    FLAG_STRONG = 1 << 6,
    FLAG_MASKED = 1 << 13,
    EXTRA_ZIP64 = 1,
    EXTRA_HEAD = 4,
    REASON_SIZE = 320,
    DIRECTORY_MAX = FYP_ZIP_MEMBERS_MAX * 1024
};
static const uint32_t escape32 = 0xFFFFFFFF; /* "see the ZIP64 record" */
static const uint16_t escape16 = 0xFFFF;

struct fyp_zip {
    const struct fyp_bytes *bytes;
    struct fyp_zip_member *members; /* sorted by name */
    size_t count;
};

struct fyp_zip_stream {
    const struct fyp_zip *zip;
    const struct fyp_zip_member *member;
    z_stream inflater;
    bool ready; /* inflater is to be released */
    bool done;
    uint64_t taken; /* packed bytes */
    uint64_t given; /* inflated bytes */
    uint32_t crc;
    unsigned char block[FYP_ZIP_STREAM_BLOCK];
};

static uint16_t get16(const unsigned char *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static uint32_t get32(const unsigned char *at)
{
    return get16(at) | (uint32_t)get16(at + 2) << 16;
}

static bool is_signature(const unsigned char *at, unsigned char kind)
{
    return at[0] == 'P' && at[1] == 'K' && at[2] == kind && at[3] == kind + 1;
}

/** Fails with a reason that names a member, or none ("" ). */
static enum fyp_status
damaged(struct fyp_error *err, enum fyp_message reason, const char *name)
{
    char text[REASON_SIZE];
    fyp_say(text, sizeof text, reason, name);
    return fyp_fail(err, FYP_E_XLSX_DAMAGED, text);
}

static enum fyp_status unusual(struct fyp_error *err, enum fyp_message what)
{
    return fyp_fail(err, FYP_E_XLSX_ZIP_KIND, fyp_text(what));
}

/* --- the end record --- */

struct ending {
    uint64_t directory; /* offset */
    uint32_t size;      /* of the directory */
    uint16_t count;
};

/** No end record in the last 22 bytes: one with a comment, with something
 *  behind it, or none. */
static enum fyp_status
look_back(const struct fyp_bytes *bytes, struct fyp_error *err)
{
    long long size = bytes->size < END_SIZE + COMMENT_MAX
                         ? bytes->size
                         : END_SIZE + COMMENT_MAX;
    unsigned char *tail = malloc((size_t)size + 1);
    if (!tail) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status =
        fyp_bytes_read(bytes, bytes->size - size, tail, (size_t)size, err);
    if (status != FYP_OK) {
        free(tail);
        return status;
    }
    long long at = size - END_SIZE;
    while (at >= 0 && !is_signature(tail + at, 5)) {
        at--;
    }
    long long behind = size - END_SIZE - at;
    long long comment = at >= 0 ? get16(tail + at + END_SIZE - 2) : 0;
    free(tail);
    if (at < 0) {
        return damaged(err, FYP_M_ZIP_NO_END, NULL);
    }
    if (comment == behind) {
        return unusual(err, FYP_M_ZIP_COMMENT);
    }
    char number[32], text[REASON_SIZE];
    (void)snprintf(number, sizeof number, "%lld", behind);
    fyp_say(text, sizeof text, FYP_M_ZIP_TRAILING, number);
    return fyp_fail(err, FYP_E_XLSX_ZIP_KIND, text);
}

static enum fyp_status check_ending(
    const struct fyp_bytes *bytes, const unsigned char *end,
    struct ending *ending, struct fyp_error *err)
{
    uint16_t here = get16(end + 8);
    ending->count = get16(end + 10);
    ending->size = get32(end + 12);
    uint32_t directory = get32(end + 16);
    if (directory == escape32 || ending->size == escape32 ||
        ending->count == escape16) {
        return unusual(err, FYP_M_ZIP_64);
    }
    if (get16(end + 4) != 0 || get16(end + 6) != 0 || here != ending->count) {
        return unusual(err, FYP_M_ZIP_DISKS);
    }
    ending->directory = directory;
    uint64_t end_at = (uint64_t)bytes->size - END_SIZE;
    if (ending->directory + ending->size != end_at) {
        unsigned char locator[4] = {0};
        if (end_at >= LOCATOR_SIZE &&
            fyp_bytes_read(
                bytes, (long long)end_at - LOCATOR_SIZE, locator,
                sizeof locator, NULL) == FYP_OK &&
            is_signature(locator, 6)) {
            return unusual(err, FYP_M_ZIP_64);
        }
        return unusual(err, FYP_M_ZIP_GAP);
    }
    return FYP_OK;
}

static enum fyp_status find_ending(
    const struct fyp_bytes *bytes, struct ending *ending, struct fyp_error *err)
{
    unsigned char end[END_SIZE];
    if (bytes->size < END_SIZE) {
        return damaged(err, FYP_M_ZIP_NO_END, NULL);
    }
    enum fyp_status status =
        fyp_bytes_read(bytes, bytes->size - END_SIZE, end, sizeof end, err);
    if (status != FYP_OK) {
        return status;
    }
    if (!is_signature(end, 5) || get16(end + END_SIZE - 2) != 0) {
        return look_back(bytes, err);
    }
    return check_ending(bytes, end, ending, err);
}

/* --- names --- */

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int compare_names(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return (unsigned char)lower(*a) - (unsigned char)lower(*b);
}

/** A part of a path that is not "", "." or "..". */
static bool is_safe_part(const char *part, size_t length)
{
    return length > 0 && !(length <= 2 && memcmp(part, "..", length) == 0);
}

static bool is_safe_name(const char *name, size_t length)
{
    if (length == 0 || length > FYP_ZIP_NAME_MAX ||
        fyp_utf8_valid_prefix(name, length) < length) {
        return false;
    }
    size_t start = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)name[i];
        if (c < 0x20 || c == 0x7F || c == '\\' || c == ':') {
            return false;
        }
        if (c == '/') {
            if (!is_safe_part(name + start, i - start)) {
                return false;
            }
            start = i + 1;
        }
    }
    /* "xl/" is an entry of a folder */
    return start == length || is_safe_part(name + start, length - start);
}

static enum fyp_status
bad_name(const char *name, size_t length, struct fyp_error *err)
{
    char text[FYP_ZIP_NAME_MAX + 1];
    size_t shown = length < sizeof text - 1 ? length : sizeof text - 1;
    memcpy(text, name, shown);
    text[shown] = '\0';
    return fyp_fail(err, FYP_E_XLSX_MEMBER_NAME, text);
}

static int by_name(const void *a, const void *b)
{
    const struct fyp_zip_member *x = a;
    const struct fyp_zip_member *y = b;
    return compare_names(x->name, y->name);
}

static enum fyp_status sort_members(struct fyp_zip *zip, struct fyp_error *err)
{
    if (zip->count > 1) {
        qsort(zip->members, zip->count, sizeof *zip->members, by_name);
    }
    for (size_t i = 1; i < zip->count; i++) {
        if (by_name(&zip->members[i - 1], &zip->members[i]) == 0) {
            return fyp_fail(err, FYP_E_XLSX_MEMBER_TWICE, zip->members[i].name);
        }
    }
    return FYP_OK;
}

/* --- the directory --- */

static enum fyp_status
check_kind(const struct fyp_zip_member *member, struct fyp_error *err)
{
    if ((member->flags & (FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED)) != 0) {
        return fyp_fail(err, FYP_E_XLSX_ENCRYPTED, member->name);
    }
    if (member->method != METHOD_STORED && member->method != METHOD_DEFLATED) {
        char number[16];
        (void)snprintf(number, sizeof number, "%d", (int)member->method);
        return fyp_fail(err, FYP_E_XLSX_METHOD, member->name, number);
    }
    if (member->size == escape32 || member->packed_size == escape32 ||
        member->offset == escape32) {
        return unusual(err, FYP_M_ZIP_64);
    }
    if (member->method == METHOD_STORED &&
        member->size != member->packed_size) {
        return fyp_fail(err, FYP_E_XLSX_SIZE, member->name);
    }
    return FYP_OK;
}

/** Reads one record of the directory; *at moves behind it. */
static enum fyp_status take_record(
    struct fyp_zip *zip, const unsigned char *directory, size_t size,
    size_t *at, struct fyp_error *err)
{
    const unsigned char *record = directory + *at;
    if (size - *at < CENTRAL_SIZE || !is_signature(record, 1)) {
        return damaged(err, FYP_M_ZIP_DIRECTORY, NULL);
    }
    size_t name_size = get16(record + 28);
    size_t whole = CENTRAL_SIZE + name_size + get16(record + 30) +
                   (size_t)get16(record + 32);
    if (whole > size - *at) {
        return damaged(err, FYP_M_ZIP_DIRECTORY, NULL);
    }
    const char *name = (const char *)record + CENTRAL_SIZE;
    if (!is_safe_name(name, name_size)) {
        return bad_name(name, name_size, err);
    }
    struct fyp_zip_member *member = &zip->members[zip->count];
    member->name = malloc(name_size + 1);
    if (!member->name) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    memcpy(member->name, name, name_size);
    member->name[name_size] = '\0';
    zip->count++;
    member->flags = get16(record + 8);
    member->method = get16(record + 10);
    member->crc = get32(record + 16);
    member->packed_size = get32(record + 20);
    member->size = get32(record + 24);
    member->offset = get32(record + 42);
    *at += whole;
    return check_kind(member, err);
}

static enum fyp_status too_many(unsigned count, struct fyp_error *err)
{
    char found[16], limit[16];
    (void)snprintf(found, sizeof found, "%u", count);
    (void)snprintf(limit, sizeof limit, "%d", (int)FYP_ZIP_MEMBERS_MAX);
    return fyp_fail(err, FYP_E_XLSX_MEMBERS, found, limit);
}

static enum fyp_status take_records(
    struct fyp_zip *zip, const unsigned char *directory,
    const struct ending *ending, struct fyp_error *err)
{
    size_t at = 0;
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < ending->count; i++) {
        status = take_record(zip, directory, ending->size, &at, err);
    }
    if (status == FYP_OK && at != ending->size) {
        return damaged(err, FYP_M_ZIP_DIRECTORY, NULL);
    }
    return status;
}

static enum fyp_status
read_directory(struct fyp_zip *zip, struct fyp_error *err)
{
    struct ending ending = {0};
    enum fyp_status status = find_ending(zip->bytes, &ending, err);
    if (status != FYP_OK) {
        return status;
    }
    if (ending.count > FYP_ZIP_MEMBERS_MAX) {
        return too_many(ending.count, err);
    }
    if (ending.size > DIRECTORY_MAX) {
        return damaged(err, FYP_M_ZIP_DIRECTORY, NULL);
    }
    unsigned char *directory = malloc((size_t)ending.size + 1);
    zip->members = calloc((size_t)ending.count + 1, sizeof *zip->members);
    if (!directory || !zip->members) {
        free(directory);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    status = fyp_bytes_read(
        zip->bytes, (long long)ending.directory, directory, ending.size, err);
    if (status == FYP_OK) {
        status = take_records(zip, directory, &ending, err);
    }
    free(directory);
    return status;
}

/* --- local heads --- */

static bool has_zip64_extra(const unsigned char *extra, size_t size)
{
    size_t at = 0;
    while (size - at >= EXTRA_HEAD) {
        size_t length = get16(extra + at + 2);
        if (get16(extra + at) == EXTRA_ZIP64) {
            return true;
        }
        if (length > size - at - EXTRA_HEAD) {
            return false;
        }
        at += EXTRA_HEAD + length;
    }
    return false;
}

/** A size of a local head: that of the directory, 0 when it follows the
 *  data, or the sign that it stands in the extra field. */
static bool fits(
    uint32_t local, uint32_t central, const struct fyp_zip_member *member,
    bool zip64)
{
    return local == central ||
           (local == 0 && (member->flags & FLAG_DESCRIPTOR) != 0) ||
           (local == escape32 && zip64);
}

static bool head_agrees(
    const unsigned char *head, const struct fyp_zip_member *member, bool zip64)
{
    const unsigned mattering = FLAG_ENCRYPTED | FLAG_DESCRIPTOR | FLAG_MASKED;
    return ((get16(head + 6) ^ member->flags) & mattering) == 0 &&
           get16(head + 8) == member->method &&
           fits(get32(head + 14), member->crc, member, false) &&
           fits(get32(head + 18), member->packed_size, member, zip64) &&
           fits(get32(head + 22), member->size, member, zip64);
}

/** Name and extra field behind the fixed part of a local head. */
static enum fyp_status read_rest(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    const unsigned char *head, unsigned char **rest, struct fyp_error *err)
{
    size_t size = get16(head + 26) + (size_t)get16(head + 28);
    *rest = malloc(size + 1);
    if (!*rest) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    if ((uint64_t)zip->bytes->size < member->offset + LOCAL_SIZE + size) {
        return damaged(err, FYP_M_ZIP_LOCAL, member->name);
    }
    return fyp_bytes_read(
        zip->bytes, (long long)member->offset + LOCAL_SIZE, *rest, size, err);
}

static enum fyp_status check_local(
    const struct fyp_zip *zip, struct fyp_zip_member *member,
    struct fyp_error *err)
{
    unsigned char head[LOCAL_SIZE];
    if ((uint64_t)zip->bytes->size < member->offset + LOCAL_SIZE) {
        return damaged(err, FYP_M_ZIP_LOCAL, member->name);
    }
    enum fyp_status status = fyp_bytes_read(
        zip->bytes, (long long)member->offset, head, sizeof head, err);
    if (status != FYP_OK) {
        return status;
    }
    size_t name_size = get16(head + 26);
    size_t extra_size = get16(head + 28);
    unsigned char *rest = NULL;
    if (!is_signature(head, 3)) {
        return damaged(err, FYP_M_ZIP_LOCAL, member->name);
    }
    status = read_rest(zip, member, head, &rest, err);
    if (status == FYP_OK) {
        bool zip64 = has_zip64_extra(rest + name_size, extra_size);
        bool same_name = name_size == strlen(member->name) &&
                         memcmp(rest, member->name, name_size) == 0;
        if (!same_name) {
            status = damaged(err, FYP_M_ZIP_LOCAL, member->name);
        } else if (!head_agrees(head, member, zip64)) {
            status = fyp_fail(err, FYP_E_XLSX_SIZE, member->name);
        }
    }
    free(rest);
    member->data = member->offset + LOCAL_SIZE + name_size + extra_size;
    return status;
}

static int by_offset(const void *a, const void *b)
{
    const struct fyp_zip_member *x = *(const struct fyp_zip_member *const *)a;
    const struct fyp_zip_member *y = *(const struct fyp_zip_member *const *)b;
    return (x->offset > y->offset) - (x->offset < y->offset);
}

/** No member reaches into another one or into the directory. */
static enum fyp_status
check_overlaps(const struct fyp_zip *zip, struct fyp_error *err)
{
    const struct fyp_zip_member **sorted =
        calloc(zip->count + 1, sizeof(struct fyp_zip_member *));
    if (!sorted) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < zip->count; i++) {
        sorted[i] = &zip->members[i];
    }
    qsort(sorted, zip->count, sizeof(struct fyp_zip_member *), by_offset);
    struct ending ending = {0};
    enum fyp_status status = find_ending(zip->bytes, &ending, err);
    for (size_t i = 0; status == FYP_OK && i < zip->count; i++) {
        uint64_t next =
            i + 1 < zip->count ? sorted[i + 1]->offset : ending.directory;
        if (sorted[i]->data + sorted[i]->packed_size > next) {
            status = fyp_fail(err, FYP_E_XLSX_OVERLAP, sorted[i]->name);
        }
    }
    free(sorted);
    return status;
}

static enum fyp_status check_heads(struct fyp_zip *zip, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < zip->count; i++) {
        status = check_local(zip, &zip->members[i], err);
    }
    return status == FYP_OK ? check_overlaps(zip, err) : status;
}

/* --- streams --- */

enum fyp_status fyp_zip_stream_open(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    struct fyp_zip_stream **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_zip_stream *stream = calloc(1, sizeof *stream);
    if (!stream) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    stream->zip = zip;
    stream->member = member;
    stream->crc = (uint32_t)crc32(0, NULL, 0);
    if (member->method == METHOD_DEFLATED) {
        if (inflateInit2(&stream->inflater, -MAX_WBITS) != Z_OK) {
            free(stream);
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        stream->ready = true;
    }
    *out = stream;
    return FYP_OK;
}

void fyp_zip_stream_close(struct fyp_zip_stream *stream)
{
    if (stream) {
        if (stream->ready) {
            (void)inflateEnd(&stream->inflater);
        }
        free(stream);
    }
}

long long fyp_zip_stream_position(const struct fyp_zip_stream *stream)
{
    return (long long)(stream->taken - stream->inflater.avail_in);
}

/** The next packed bytes into the block; *got is 0 when there are none. */
static enum fyp_status take_block(
    struct fyp_zip_stream *stream, size_t most, size_t *got,
    struct fyp_error *err)
{
    uint64_t left = stream->member->packed_size - stream->taken;
    *got = left < most ? (size_t)left : most;
    enum fyp_status status = fyp_bytes_read(
        stream->zip->bytes,
        (long long)stream->member->data + (long long)stream->taken,
        stream->block, *got, err);
    if (status == FYP_OK) {
        stream->taken += *got;
    }
    return status;
}

static enum fyp_status read_stored(
    struct fyp_zip_stream *stream, void *out, size_t size, size_t *got,
    struct fyp_error *err)
{
    size_t most = size < sizeof stream->block ? size : sizeof stream->block;
    enum fyp_status status = take_block(stream, most, got, err);
    if (status == FYP_OK) {
        memcpy(out, stream->block, *got);
        stream->done = *got == 0;
    }
    return status;
}

static enum fyp_status read_deflated(
    struct fyp_zip_stream *stream, void *out, size_t size, size_t *got,
    struct fyp_error *err)
{
    z_stream *z = &stream->inflater;
    z->next_out = out;
    z->avail_out = (uInt)size;
    *got = 0;
    int code = Z_OK;
    while (code == Z_OK && z->avail_out > 0) {
        if (z->avail_in == 0) {
            size_t length = 0;
            enum fyp_status status =
                take_block(stream, sizeof stream->block, &length, err);
            if (status != FYP_OK) {
                return status;
            }
            z->next_in = stream->block;
            z->avail_in = (uInt)length;
        }
        code = inflate(z, Z_NO_FLUSH);
    }
    *got = size - z->avail_out;
    bool ended = code == Z_STREAM_END;
    if (code != Z_OK && !ended) { /* also Z_BUF_ERROR: no more input */
        return damaged(err, FYP_M_ZIP_DATA, stream->member->name);
    }
    stream->done = ended;
    return FYP_OK;
}

/** Does the stream stay within what its member claims and the limits allow? */
static enum fyp_status
check_growth(const struct fyp_zip_stream *stream, struct fyp_error *err)
{
    const struct fyp_zip_member *member = stream->member;
    uint64_t taken = (uint64_t)fyp_zip_stream_position(stream);
    if (stream->given > FYP_ZIP_RATIO_FROM &&
        stream->given / FYP_ZIP_RATIO_MAX > taken) {
        char limit[16];
        (void)snprintf(limit, sizeof limit, "%d", (int)FYP_ZIP_RATIO_MAX);
        return fyp_fail(err, FYP_E_XLSX_RATIO, member->name, limit);
    }
    if (stream->given > member->size) {
        return fyp_fail(err, FYP_E_XLSX_SIZE, member->name);
    }
    return FYP_OK;
}

static enum fyp_status
check_end(const struct fyp_zip_stream *stream, struct fyp_error *err)
{
    const struct fyp_zip_member *member = stream->member;
    if (stream->given != member->size ||
        fyp_zip_stream_position(stream) != (long long)member->packed_size) {
        return fyp_fail(err, FYP_E_XLSX_SIZE, member->name);
    }
    if (stream->crc != member->crc) {
        return fyp_fail(err, FYP_E_XLSX_CHECKSUM, member->name);
    }
    return FYP_OK;
}

enum fyp_status fyp_zip_stream_read(
    struct fyp_zip_stream *stream, void *out, size_t size, size_t *got,
    struct fyp_error *err)
{
    *got = 0;
    assert(stream);
    if (stream->done || size == 0) {
        return FYP_OK;
    }
    enum fyp_status status = stream->ready
                                 ? read_deflated(stream, out, size, got, err)
                                 : read_stored(stream, out, size, got, err);
    if (status != FYP_OK) {
        return status;
    }
    stream->given += *got;
    stream->crc = (uint32_t)crc32(stream->crc, out, (uInt)*got);
    status = check_growth(stream, err);
    if (status == FYP_OK && stream->done) {
        status = check_end(stream, err);
    }
    return status;
}

/* --- all of it --- */

static enum fyp_status inflate_member(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    uint64_t *total, struct fyp_error *err)
{
    unsigned char block[FYP_ZIP_STREAM_BLOCK];
    struct fyp_zip_stream *stream = NULL;
    enum fyp_status status = fyp_zip_stream_open(zip, member, &stream, err);
    size_t got = 1;
    while (status == FYP_OK && got > 0) {
        status = fyp_zip_stream_read(stream, block, sizeof block, &got, err);
        *total += got;
        if (status == FYP_OK && *total > FYP_ZIP_INFLATED_MAX) {
            char limit[16];
            (void)snprintf(
                limit, sizeof limit, "%d", FYP_ZIP_INFLATED_MAX / 1000000);
            status = fyp_fail(err, FYP_E_XLSX_INFLATED, limit);
        }
    }
    fyp_zip_stream_close(stream);
    return status;
}

static enum fyp_status
inflate_all(const struct fyp_zip *zip, struct fyp_error *err)
{
    uint64_t total = 0;
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < zip->count; i++) {
        status = inflate_member(zip, &zip->members[i], &total, err);
    }
    return status;
}

enum fyp_status fyp_zip_open(
    const struct fyp_bytes *bytes, struct fyp_zip **out, struct fyp_error *err)
{
    *out = NULL;
    if (bytes->size > FYP_ZIP_FILE_MAX) {
        char size[32], limit[32];
        (void)snprintf(size, sizeof size, "%lld MB", bytes->size / 1000000);
        (void)snprintf(
            limit, sizeof limit, "%d MB", FYP_ZIP_FILE_MAX / 1000000);
        return fyp_fail(err, FYP_E_FILE_TOO_LARGE, size, limit);
    }
    struct fyp_zip *zip = calloc(1, sizeof *zip);
    if (!zip) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    zip->bytes = bytes;
    enum fyp_status status = read_directory(zip, err);
    if (status == FYP_OK) {
        status = sort_members(zip, err);
    }
    if (status == FYP_OK) {
        status = check_heads(zip, err);
    }
    if (status == FYP_OK) {
        status = inflate_all(zip, err);
    }
    if (status != FYP_OK) {
        fyp_zip_close(zip);
        return status;
    }
    *out = zip;
    return FYP_OK;
}

void fyp_zip_close(struct fyp_zip *zip)
{
    if (zip) {
        for (size_t i = 0; i < zip->count; i++) {
            free(zip->members[i].name);
        }
        free(zip->members);
        free(zip);
    }
}

size_t fyp_zip_count(const struct fyp_zip *zip)
{
    return zip->count;
}

const struct fyp_zip_member *
fyp_zip_member(const struct fyp_zip *zip, size_t index)
{
    return &zip->members[index];
}

const struct fyp_zip_member *
fyp_zip_find(const struct fyp_zip *zip, const char *name)
{
    size_t low = 0, high = zip->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_names(zip->members[middle].name, name);
        if (order == 0) {
            return &zip->members[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}
