/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/csv.h"

#include "base/message.h"
#include "base/text.h"
#include "data/readers/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CAPACITY = 1 << 18,
    GUARD = 16, /* bytes behind the text: line ends, where scanning stops */
    SHOWN_TEXT_SIZE = 24
};

struct fyp_csv {
    struct fyp_text_file *file;
    struct fyp_delimiter delimiter;
    /* The same bytes twice, capacity + GUARD of them: as they are in the
     * file, and with the fields of the current record terminated. */
    char *data, *text;
    size_t start, end, capacity;
    bool at_end; /* nothing left to read behind data[end] */
    int line;    /* of data[start] */
    /* The marks, that is delimiters and line ends, of the eight bytes at
     * data[word_at] that have not been used. */
    uint64_t marks;
    size_t word_at;
    uint64_t delimiter_word; /* its first byte, eight times */
    char *fields[FYP_CSV_FIELDS_MAX];
};

/* One pass over the record that begins at data[start]. Where the buffer ends
 * inside it, the pass is thrown away and repeated with more in the buffer. */
struct scan {
    size_t at;
    size_t count; /* of fields */
    int line;
    int quote_line; /* of the quote that is open; 0: none */
    size_t record_end;
};

enum step {
    STEP_TEXT, /* no mark after all: the field goes on */
    STEP_FIELD,
    STEP_RECORD,
    STEP_MORE,
    STEP_MANY,
    STEP_QUOTE_OPEN,
    STEP_QUOTE_TEXT
};

/** Delimiters and line ends among eight bytes; perhaps other control
 *  characters from 08 to 0F, which end_field passes over. */
static inline uint64_t marks_at(const struct fyp_csv *csv, size_t at)
{
    const uint64_t high_bits = FYP_WORD_ONES * 0xF8;
    uint64_t word = fyp_word_load(csv->data + at);
    return fyp_word_zeros(word ^ csv->delimiter_word) |
           fyp_word_zeros((word & high_bits) ^ fyp_word_of('\b'));
}

static void seek_marks(struct fyp_csv *csv, size_t at)
{
    csv->word_at = at;
    csv->marks = marks_at(csv, at);
}

/** The guard has marks, so there always is a next one. */
static inline size_t next_mark(struct fyp_csv *csv)
{
    while (csv->marks == 0) {
        csv->word_at += sizeof csv->marks;
        csv->marks = marks_at(csv, csv->word_at);
    }
    size_t at = csv->word_at + fyp_word_first(csv->marks);
    csv->marks &= csv->marks - 1;
    return at;
}

static enum fyp_status grow(struct fyp_csv *csv, struct fyp_error *err)
{
    size_t capacity = csv->capacity * 2;
    char *data = realloc(csv->data, capacity + GUARD);
    if (!data) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    csv->data = data;
    char *text = realloc(csv->text, capacity + GUARD);
    if (!text) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    csv->text = text;
    csv->capacity = capacity;
    return FYP_OK;
}

/** Reads behind what is left in the buffer. */
static enum fyp_status refill(struct fyp_csv *csv, struct fyp_error *err)
{
    memmove(csv->data, csv->data + csv->start, csv->end - csv->start);
    csv->end -= csv->start;
    csv->start = 0;
    enum fyp_status status = FYP_OK;
    if (csv->capacity - csv->end < FYP_DECODER_LEAST) {
        status = grow(csv, err);
    }
    size_t got = 0;
    if (status == FYP_OK) {
        status = fyp_text_file_read(
            csv->file, csv->data + csv->end, csv->capacity - csv->end, &got,
            err);
    }
    csv->end += got;
    csv->at_end = got == 0;
    memset(csv->data + csv->end, '\n', GUARD);
    memcpy(csv->text, csv->data, csv->end + GUARD);
    seek_marks(csv, 0);
    return status;
}

enum fyp_status fyp_csv_rewind(struct fyp_csv *csv, struct fyp_error *err)
{
    csv->start = csv->end = 0;
    csv->line = 1;
    enum fyp_status status = fyp_text_file_rewind(csv->file, err);
    if (status == FYP_OK) {
        status = refill(csv, err);
    }
    if (status != FYP_OK || !csv->delimiter.declared) {
        return status;
    }
    if (csv->delimiter.skip > csv->end) {
        return fyp_fail(err, FYP_E_CSV_CHANGED, NULL);
    }
    csv->start = csv->delimiter.skip;
    csv->line++;
    seek_marks(csv, csv->start);
    return FYP_OK;
}

static void note_delimiter(struct fyp_csv *csv)
{
    static const struct {
        char name;
        enum fyp_message text;
    } names[] = {
        {'\t', FYP_M_SEPARATOR_TAB},
        {';', FYP_M_SEPARATOR_SEMICOLON},
        {'|', FYP_M_SEPARATOR_BAR},
        {'F', FYP_M_SEPARATOR_WIDE_COMMA},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].name == csv->delimiter.name) {
            struct fyp_error note = {0};
            (void)fyp_fail(
                &note, FYP_W_TEXT_FILE_DELIMITER, fyp_text(names[i].text));
            fyp_problems_add(fyp_text_file_notes(csv->file), &note);
        }
    }
}

/** Looks at the first records for what divides them. */
static enum fyp_status
find_delimiter(struct fyp_csv *csv, struct fyp_error *err)
{
    enum fyp_status status = fyp_csv_rewind(csv, err);
    while (status == FYP_OK && !csv->at_end && csv->end < csv->capacity / 2) {
        status = refill(csv, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    csv->delimiter = fyp_delimiter_find(csv->data, csv->end, csv->at_end);
    csv->delimiter_word = fyp_word_of(csv->delimiter.bytes[0]);
    note_delimiter(csv);
    return fyp_csv_rewind(csv, err);
}

enum fyp_status
fyp_csv_create(const char *path, struct fyp_csv **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_csv *csv = calloc(1, sizeof *csv);
    if (!csv) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    csv->capacity = FIRST_CAPACITY;
    csv->data = malloc(csv->capacity + GUARD);
    csv->text = malloc(csv->capacity + GUARD);
    enum fyp_status status =
        csv->data && csv->text ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
    if (status == FYP_OK) {
        status = fyp_text_file_create(path, &csv->file, err);
    }
    if (status == FYP_OK) {
        status = find_delimiter(csv, err);
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
    fyp_text_file_destroy(csv->file);
    free(csv->data);
    free(csv->text);
    free(csv);
}

long long fyp_csv_size(const struct fyp_csv *csv)
{
    return fyp_text_file_size(csv->file);
}

long long fyp_csv_position(const struct fyp_csv *csv)
{
    return fyp_text_file_position(csv->file);
}

const char *fyp_csv_sha256(const struct fyp_csv *csv)
{
    return fyp_text_file_sha256(csv->file);
}

enum fyp_encoding fyp_csv_encoding(const struct fyp_csv *csv)
{
    return fyp_text_file_encoding(csv->file);
}

const struct fyp_problems *fyp_csv_notes(const struct fyp_csv *csv)
{
    return fyp_text_file_notes(csv->file);
}

char fyp_csv_delimiter(const struct fyp_csv *csv)
{
    return csv->delimiter.name;
}

static bool is_delimiter(const struct fyp_csv *csv, size_t at)
{
    return csv->data[at] == csv->delimiter.bytes[0] &&
           (csv->delimiter.size == 1 ||
            memcmp(csv->data + at, csv->delimiter.bytes, csv->delimiter.size) ==
                0);
}

static enum step end_line(struct fyp_csv *csv, struct scan *scan, size_t at)
{
    scan->record_end = scan->at = at;
    if (at >= csv->end) { /* a line end of the guard */
        return csv->at_end ? STEP_RECORD : STEP_MORE;
    }
    scan->at++;
    if (csv->data[at] == '\r') {
        if (scan->at == csv->end && !csv->at_end) {
            return STEP_MORE; /* is a line feed the next byte? */
        }
        if (scan->at < csv->end && csv->data[scan->at] == '\n') {
            scan->at++;
            seek_marks(csv, scan->at);
        }
    }
    scan->line++;
    return STEP_RECORD;
}

/** What stands at a mark, or behind a quoted field. */
static inline enum step
end_field(struct fyp_csv *csv, struct scan *scan, size_t at)
{
    if (is_delimiter(csv, at)) {
        scan->at = at + csv->delimiter.size;
        return STEP_FIELD;
    }
    if (csv->data[at] == '\n' || csv->data[at] == '\r') {
        return end_line(csv, scan, at);
    }
    return STEP_TEXT;
}

static inline enum step scan_plain(struct fyp_csv *csv, struct scan *scan)
{
    size_t at;
    enum step step;
    do {
        at = next_mark(csv);
        step = end_field(csv, scan, at);
    } while (step == STEP_TEXT);
    csv->text[at] = '\0';
    return step;
}

/** data[at] is a quote that is not the first of a pair. */
static enum step close_quote(struct fyp_csv *csv, struct scan *scan, size_t at)
{
    size_t behind = at + 1;
    if (csv->end - behind < csv->delimiter.size && !csv->at_end) {
        return STEP_MORE; /* what follows is not there yet */
    }
    seek_marks(csv, behind);
    (void)next_mark(csv);
    enum step step = end_field(csv, scan, behind);
    if (step == STEP_TEXT) {
        scan->at = behind;
        return STEP_QUOTE_TEXT;
    }
    scan->quote_line = 0;
    return step;
}

static enum step scan_quoted(struct fyp_csv *csv, struct scan *scan)
{
    char *out = csv->text + scan->at;
    scan->quote_line = scan->line;
    for (size_t at = scan->at + 1; at < csv->end; at++) {
        char c = csv->data[at];
        char next = (char)(at + 1 < csv->end ? csv->data[at + 1] : '\0');
        if (c == '"' && next != '"') {
            *out = '\0';
            return close_quote(csv, scan, at);
        }
        if (c == '"') {
            at++;
        } else if (c == '\n' || (c == '\r' && next != '\n')) {
            scan->line++;
            if (scan->line - scan->quote_line > FYP_CSV_QUOTED_LINES_MAX) {
                return STEP_QUOTE_OPEN;
            }
        }
        *out++ = c;
    }
    return csv->at_end ? STEP_QUOTE_OPEN : STEP_MORE;
}

/** One pass over a record. */
static enum step scan_record(struct fyp_csv *csv, struct scan *scan)
{
    *scan = (struct scan){.at = csv->start, .line = csv->line};
    enum step step = STEP_FIELD;
    while (step == STEP_FIELD) {
        if (scan->count == FYP_CSV_FIELDS_MAX) {
            return STEP_MANY;
        }
        csv->fields[scan->count++] = csv->text + scan->at;
        step = csv->data[scan->at] == '"' ? scan_quoted(csv, scan)
                                          : scan_plain(csv, scan);
    }
    return step;
}

static enum fyp_status quote_open(int line, struct fyp_error *err)
{
    char number[16], lines[16];
    (void)snprintf(number, sizeof number, "%d", line);
    (void)snprintf(lines, sizeof lines, "%d", FYP_CSV_QUOTED_LINES_MAX);
    return fyp_fail(err, FYP_E_CSV_QUOTE_OPEN, number, lines);
}

static enum fyp_status quote_text(
    const struct fyp_csv *csv, const struct scan *scan, struct fyp_error *err)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", scan->quote_line);
    const char *from = csv->data + scan->at;
    char text[SHOWN_TEXT_SIZE + 1];
    size_t length = 0;
    while (length < SHOWN_TEXT_SIZE && from[length] != '\n' &&
           from[length] != '\r' && !is_delimiter(csv, scan->at + length)) {
        length++;
    }
    length = fyp_text_cut(from, length, length);
    memcpy(text, from, length);
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

static enum fyp_status too_many_lines(struct fyp_error *err)
{
    char lines[16];
    (void)snprintf(lines, sizeof lines, "%d", FYP_CSV_LINES_MAX);
    return fyp_fail(err, FYP_E_TEXT_FILE_LINES, lines);
}

static enum fyp_status
more_needed(struct fyp_csv *csv, const struct scan *scan, struct fyp_error *err)
{
    if (csv->end - csv->start < FYP_CSV_RECORD_MAX - FYP_DECODER_LEAST) {
        return refill(csv, err);
    }
    return scan->quote_line > 0 ? quote_open(scan->quote_line, err)
                                : too_long(csv->line, err);
}

/** Hands out what a pass has found and steps behind it. */
static void take_record(
    struct fyp_csv *csv, const struct scan *scan, struct fyp_csv_record *record)
{
    csv->data[scan->record_end] = '\0';
    *record = (struct fyp_csv_record){
        .fields = csv->fields,
        .count = scan->count,
        .line = csv->line,
        .raw = csv->data + csv->start};
    csv->start = scan->at;
    csv->line = scan->line;
}

enum fyp_status fyp_csv_next(
    struct fyp_csv *csv, struct fyp_csv_record *record, struct fyp_error *err)
{
    *record = (struct fyp_csv_record){0};
    for (;;) {
        if (csv->start == csv->end && csv->at_end) {
            return fyp_text_file_check(csv->file, err);
        }
        struct scan scan;
        enum fyp_status status = FYP_OK;
        switch (scan_record(csv, &scan)) {
        case STEP_RECORD:
            if (csv->line > FYP_CSV_LINES_MAX) {
                return too_many_lines(err);
            }
            take_record(csv, &scan, record);
            return FYP_OK;
        case STEP_QUOTE_TEXT:
            return quote_text(csv, &scan, err);
        case STEP_QUOTE_OPEN:
            return quote_open(scan.quote_line, err);
        case STEP_MANY:
            return too_long(csv->line, err);
        case STEP_MORE:
        default:
            status = more_needed(csv, &scan, err);
            break;
        }
        if (status != FYP_OK) {
            return status;
        }
    }
}
