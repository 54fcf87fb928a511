/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/csv.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <sha256.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FIRST_CAPACITY = 1 << 17,
    MARK_SIZE = 3,    /* bytes of the byte order mark */
    LONGEST_PART = 3, /* a character cut by the end of a block */
    SHOWN_TEXT_SIZE = 24
};

struct fyp_csv {
    int file;
    char *data; /* one byte longer than capacity, for a terminator */
    size_t start, end, capacity;
    long long read_bytes; /* of the file, into data */
    bool at_end;          /* nothing left to read behind data[end] */
    char *text;           /* the fields of the current record, terminated */
    char *fields[FYP_CSV_FIELDS_MAX];
    int line; /* of data[start] */
    struct stat seen;
    char sha256[SHA256_DIGEST_STRING_LENGTH];
};

/* One pass over the record that begins at data[start]. Where the buffer ends
 * inside it, the pass is thrown away and repeated with more in the buffer. */
struct scan {
    const char *at, *end;
    char *out;
    int line;
    int quote_line; /* of the quote that is open; 0: none */
    const char *record_end;
};

enum step { STEP_FIELD, STEP_RECORD, STEP_MORE, STEP_QUOTE_TEXT };

static enum fyp_status failed_read(struct fyp_error *err)
{
    return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
}

/** Reads at most size bytes; *got is 0 at the end of the file. */
static enum fyp_status read_block(
    int file, char *data, size_t size, size_t *got, struct fyp_error *err)
{
    ssize_t n;
    do {
        n = read(file, data, size);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return failed_read(err);
    }
    *got = (size_t)n;
    return FYP_OK;
}

static bool is_start_of_character(const char *text, size_t length)
{
    unsigned char lead = (unsigned char)text[0];
    size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    return length < whole;
}

/** Bytes at the start of data that are ASCII but not NUL, counted in whole
 *  words: most of a file is digits, commas and codes. */
static size_t ascii_words(const char *data, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t tops = UINT64_C(0x8080808080808080);
    size_t at = 0;
    for (uint64_t word; at + sizeof word <= length; at += sizeof word) {
        memcpy(&word, data + at, sizeof word);
        if ((word & tops) != 0 || ((word - ones) & tops) != 0) {
            break;
        }
    }
    return at;
}

/** Length of data up to its first NUL or its first byte that is not UTF-8. */
static size_t text_prefix(const char *data, size_t length)
{
    size_t at = 0;
    while (at < length) {
        at += ascii_words(data + at, length - at);
        uint32_t codepoint = 0;
        size_t n = fyp_utf8_decode(data + at, length - at, &codepoint);
        if (at < length && (n == 0 || codepoint == 0)) {
            break;
        }
        at += n;
    }
    return at;
}

static enum fyp_status not_utf8(long long offset, struct fyp_error *err)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%lld", offset);
    return fyp_fail(err, FYP_E_CSV_ENCODING, text);
}

/** Checks one block; *kept bytes at its end wait for the next block. */
static enum fyp_status check_block(
    const char *data, size_t length, long long offset, bool last, size_t *kept,
    struct fyp_error *err)
{
    size_t good = text_prefix(data, length);
    *kept = length - good;
    bool may_go_on = !last && *kept > 0 && *kept <= LONGEST_PART &&
                     is_start_of_character(data + good, *kept);
    if (*kept > 0 && !may_go_on) {
        return not_utf8(offset + (long long)good, err);
    }
    return FYP_OK;
}

/** First reading: is all of it text, and what is its fingerprint? */
static enum fyp_status survey(struct fyp_csv *csv, struct fyp_error *err)
{
    SHA256_CTX digest;
    SHA256Init(&digest);
    long long offset = 0; /* of data[0] in the file */
    size_t kept = 0;
    size_t got = 1;
    while (got > 0) {
        enum fyp_status status = read_block(
            csv->file, csv->data + kept, csv->capacity - kept, &got, err);
        if (status != FYP_OK) {
            return status;
        }
        SHA256Update(&digest, (const uint8_t *)csv->data + kept, got);
        size_t length = kept + got;
        status = check_block(csv->data, length, offset, got == 0, &kept, err);
        if (status != FYP_OK) {
            return status;
        }
        memmove(csv->data, csv->data + length - kept, kept);
        offset += (long long)(length - kept);
        if (offset > FYP_CSV_FILE_MAX) {
            return fyp_fail(err, FYP_E_CSV_CHANGED, NULL);
        }
    }
    SHA256End(&digest, csv->sha256);
    return FYP_OK;
}

static enum fyp_status refill(struct fyp_csv *csv, struct fyp_error *err)
{
    memmove(csv->data, csv->data + csv->start, csv->end - csv->start);
    csv->end -= csv->start;
    csv->start = 0;
    if (csv->end == csv->capacity) {
        size_t capacity = csv->capacity * 2;
        char *data = realloc(csv->data, capacity + 1);
        if (!data) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        csv->data = data;
        char *text = realloc(csv->text, capacity + 1);
        if (!text) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        csv->text = text;
        csv->capacity = capacity;
    }
    size_t got = 0;
    enum fyp_status status = read_block(
        csv->file, csv->data + csv->end, csv->capacity - csv->end, &got, err);
    csv->end += got;
    csv->read_bytes += (long long)got;
    csv->at_end = got == 0;
    return status;
}

/** Opens only what has a size and stays where it is. */
static enum fyp_status
open_file(struct fyp_csv *csv, const char *path, struct fyp_error *err)
{
    csv->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (csv->file < 0 || fstat(csv->file, &csv->seen) != 0) {
        return fyp_fail(err, FYP_E_FILE_OPEN, fyp_reason_text(errno));
    }
    if (!S_ISREG(csv->seen.st_mode)) {
        return fyp_fail(err, FYP_E_FILE_KIND, path);
    }
    if (csv->seen.st_size > FYP_CSV_FILE_MAX) {
        char size[32], limit[32];
        (void)snprintf(
            size, sizeof size, "%lld MB",
            (long long)csv->seen.st_size / 1000000);
        (void)snprintf(
            limit, sizeof limit, "%lld MB", FYP_CSV_FILE_MAX / 1000000);
        return fyp_fail(err, FYP_E_FILE_TOO_LARGE, size, limit);
    }
    return FYP_OK;
}

/** Second reading: back to the start, behind the byte order mark. */
static enum fyp_status rewind_file(struct fyp_csv *csv, struct fyp_error *err)
{
    if (lseek(csv->file, 0, SEEK_SET) != 0) {
        return failed_read(err);
    }
    enum fyp_status status = refill(csv, err);
    if (status != FYP_OK) {
        return status;
    }
    if (csv->end >= MARK_SIZE &&
        memcmp(csv->data, "\xEF\xBB\xBF", MARK_SIZE) == 0) {
        csv->start = MARK_SIZE;
    }
    csv->line = 1;
    return csv->start < csv->end ? FYP_OK
                                 : fyp_fail(err, FYP_E_CSV_EMPTY, NULL);
}

enum fyp_status
fyp_csv_create(const char *path, struct fyp_csv **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_csv *csv = calloc(1, sizeof *csv);
    if (!csv) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    csv->file = -1;
    csv->capacity = FIRST_CAPACITY;
    csv->data = malloc(csv->capacity + 1);
    csv->text = malloc(csv->capacity + 1);
    if (!csv->data || !csv->text) {
        fyp_csv_destroy(csv);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = open_file(csv, path, err);
    if (status == FYP_OK) {
        status = survey(csv, err);
    }
    if (status == FYP_OK) {
        status = rewind_file(csv, err);
    }
    if (status != FYP_OK) {
        fyp_csv_destroy(csv);
        return status;
    }
    *out = csv;
    return FYP_OK;
}

void fyp_csv_destroy(struct fyp_csv *csv)
{
    if (!csv) {
        return;
    }
    if (csv->file >= 0) {
        (void)close(csv->file);
    }
    free(csv->data);
    free(csv->text);
    free(csv);
}

enum fyp_status fyp_csv_rewind(struct fyp_csv *csv, struct fyp_error *err)
{
    csv->start = csv->end = 0;
    csv->read_bytes = 0;
    csv->at_end = false;
    return rewind_file(csv, err);
}

long long fyp_csv_size(const struct fyp_csv *csv)
{
    return (long long)csv->seen.st_size;
}

long long fyp_csv_position(const struct fyp_csv *csv)
{
    return csv->read_bytes - (long long)(csv->end - csv->start);
}

const char *fyp_csv_sha256(const struct fyp_csv *csv)
{
    return csv->sha256;
}

/** What stands behind a field: a comma, a line end, the end of the file. */
static enum step end_field(struct scan *scan, bool at_end)
{
    *scan->out++ = '\0';
    if (scan->at == scan->end) {
        scan->record_end = scan->at;
        return at_end ? STEP_RECORD : STEP_MORE;
    }
    if (*scan->at == ',') {
        scan->at++;
        return STEP_FIELD;
    }
    scan->record_end = scan->at;
    if (*scan->at == '\r' && scan->at + 1 == scan->end && !at_end) {
        return STEP_MORE; /* is a line feed the next byte? */
    }
    if (*scan->at == '\r' && scan->at + 1 < scan->end && scan->at[1] == '\n') {
        scan->at++;
    }
    scan->at++;
    scan->line++;
    return STEP_RECORD;
}

static enum step scan_plain(struct scan *scan, bool at_end)
{
    const char *from = scan->at;
    const char *at = from;
    while (at < scan->end && *at != ',' && *at != '\n' && *at != '\r') {
        at++;
    }
    memcpy(scan->out, from, (size_t)(at - from));
    scan->out += at - from;
    scan->at = at;
    return end_field(scan, at_end);
}

static bool ends_field(char c)
{
    return c == ',' || c == '\n' || c == '\r';
}

/** scan->at is on a quote that is not the first of a pair. */
static enum step close_quote(struct scan *scan, bool at_end)
{
    if (scan->at + 1 == scan->end && !at_end) {
        return STEP_MORE; /* is it the first of a pair after all? */
    }
    scan->at++;
    if (scan->at < scan->end && !ends_field(*scan->at)) {
        return STEP_QUOTE_TEXT;
    }
    scan->quote_line = 0;
    return end_field(scan, at_end);
}

static enum step scan_quoted(struct scan *scan, bool at_end)
{
    scan->quote_line = scan->line;
    for (scan->at++; scan->at < scan->end; scan->at++) {
        char next = '\0';
        if (scan->at + 1 < scan->end) {
            next = scan->at[1];
        }
        if (*scan->at == '"') {
            if (next != '"') {
                return close_quote(scan, at_end);
            }
            scan->at++;
        } else if (*scan->at == '\n' || (*scan->at == '\r' && next != '\n')) {
            scan->line++;
        }
        *scan->out++ = *scan->at;
    }
    return STEP_MORE;
}

/** One pass over a record; STEP_FIELD: there are too many fields. */
static enum step
scan_record(struct fyp_csv *csv, struct scan *scan, size_t *count)
{
    *scan = (struct scan){
        .at = csv->data + csv->start,
        .end = csv->data + csv->end,
        .out = csv->text,
        .line = csv->line};
    enum step step = STEP_FIELD;
    *count = 0;
    while (step == STEP_FIELD && *count < FYP_CSV_FIELDS_MAX) {
        csv->fields[(*count)++] = scan->out;
        bool quoted = scan->at < scan->end && *scan->at == '"';
        step = quoted ? scan_quoted(scan, csv->at_end)
                      : scan_plain(scan, csv->at_end);
    }
    return step;
}

static enum fyp_status quote_open(int line, struct fyp_error *err)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", line);
    return fyp_fail(err, FYP_E_CSV_QUOTE_OPEN, number);
}

static enum fyp_status
quote_text(const struct scan *scan, struct fyp_error *err)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", scan->quote_line);
    char text[SHOWN_TEXT_SIZE + 1];
    size_t length = 0;
    while (scan->at + length < scan->end && length < SHOWN_TEXT_SIZE &&
           !ends_field(scan->at[length])) {
        length++;
    }
    length = fyp_text_cut(scan->at, length, length);
    memcpy(text, scan->at, length);
    text[length] = '\0';
    return fyp_fail(err, FYP_E_CSV_QUOTE_TEXT, number, text);
}

static enum fyp_status too_long(int line, struct fyp_error *err)
{
    char number[16], size[16], fields[16];
    (void)snprintf(number, sizeof number, "%d", line);
    (void)snprintf(size, sizeof size, "%d", FYP_CSV_RECORD_MAX);
    (void)snprintf(fields, sizeof fields, "%d", FYP_CSV_FIELDS_MAX);
    return fyp_fail(err, FYP_E_CSV_LONG, number, size, fields);
}

/** The second reading must have seen what the first one checked. */
static enum fyp_status
check_unchanged(struct fyp_csv *csv, struct fyp_error *err)
{
    struct stat now;
    if (fstat(csv->file, &now) != 0) {
        return failed_read(err);
    }
    bool same = now.st_size == csv->seen.st_size &&
                now.st_mtim.tv_sec == csv->seen.st_mtim.tv_sec &&
                now.st_mtim.tv_nsec == csv->seen.st_mtim.tv_nsec;
    return same ? FYP_OK : fyp_fail(err, FYP_E_CSV_CHANGED, NULL);
}

/** Hands out what a pass has found and steps behind it. */
static void take_record(
    struct fyp_csv *csv, const struct scan *scan, size_t count,
    struct fyp_csv_record *record)
{
    csv->data[scan->record_end - csv->data] = '\0';
    *record = (struct fyp_csv_record){
        .fields = csv->fields,
        .count = count,
        .line = csv->line,
        .raw = csv->data + csv->start};
    csv->start = (size_t)(scan->at - csv->data);
    csv->line = scan->line;
}

static enum fyp_status
more_needed(struct fyp_csv *csv, const struct scan *scan, struct fyp_error *err)
{
    bool too_big = csv->end - csv->start >= FYP_CSV_RECORD_MAX;
    if (scan->quote_line > 0 && (csv->at_end || too_big)) {
        return quote_open(scan->quote_line, err);
    }
    return too_big ? too_long(csv->line, err) : refill(csv, err);
}

enum fyp_status fyp_csv_next(
    struct fyp_csv *csv, struct fyp_csv_record *record, struct fyp_error *err)
{
    *record = (struct fyp_csv_record){0};
    for (;;) {
        if (csv->start == csv->end && csv->at_end) {
            return check_unchanged(csv, err);
        }
        struct scan scan;
        size_t count;
        enum fyp_status status = FYP_OK;
        switch (scan_record(csv, &scan, &count)) {
        case STEP_RECORD:
            take_record(csv, &scan, count, record);
            return FYP_OK;
        case STEP_MORE:
            status = more_needed(csv, &scan, err);
            break;
        case STEP_QUOTE_TEXT:
            return quote_text(&scan, err);
        case STEP_FIELD:
            return too_long(csv->line, err);
        }
        if (status != FYP_OK) {
            return status;
        }
    }
}
