/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/text_survey.h"

#include "base/text.h"
#include "data/readers/text_mixture.h"
#include "data/readers/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BLOCK_SIZE = 1 << 18,
    LONGEST_PART = 3, /* a character cut by the end of a block */
    NONE = -1,
    MARK = 0xFEFF,
    SUBSTITUTE = 0x1A,
    UTF8_MARK_SIZE = 3,
    UTF16_MARK_SIZE = 2,
    GB18030_MARK_SIZE = 4,
    SHOWN_BYTES = 24
};

/* What one reading of the bytes has found; offsets in the file, NONE: none. */
struct finding {
    long long size;
    long long bad; /* first byte that is not UTF-8, or a NUL */
    int mark_size; /* of the marks of UTF-8 at the start */
    bool bad_is_nul;
    bool bad_is_cut;    /* a character that the end of the file cuts */
    long long mark;     /* first byte order mark behind the start, as UTF-8 */
    long long narrow;   /* first character of two bytes */
    bool wide;          /* characters of three or four bytes */
    unsigned char last; /* last byte that is no line end */
    long long last_offset;
    size_t pairs;        /* of bytes in the first block, */
    size_t little, big;  /* … with a NUL and ASCII, as UTF-16 has them */
    size_t start_length; /* of start */
    char start[2 * GB18030_MARK_SIZE];
};

struct survey {
    int file;
    long long max_size;
    char *block;
    struct finding found;
    struct fyp_text_survey *out;
};

/** Bytes at the start of data that are ASCII but not NUL; at the end of data
 *  up to seven fewer. */
static size_t ascii_words(const char *data, size_t length)
{
    size_t at = 0;
    for (; at + sizeof(uint64_t) <= length; at += sizeof(uint64_t)) {
        uint64_t word = fyp_word_load(data + at);
        uint64_t others = (word | (word - FYP_WORD_ONES)) & FYP_WORD_TOPS;
        if (others != 0) {
            /* the lowest bit is right, those above may be borrowed */
            return at + fyp_word_first(others);
        }
    }
    return at;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0U) == 0x80U;
}

/** A character of one or three bytes, without looking at the rare ones;
 *  0: look. */
static size_t usual_character(const char *data, size_t length)
{
    unsigned char lead = (unsigned char)data[0];
    if (lead < 0x80) {
        return lead > 0;
    }
    bool usual = lead > 0xE0 && lead < 0xED && length >= 3 &&
                 continues(data[1]) && continues(data[2]);
    return usual ? 3 : 0;
}

/** One character; 0: none, or a NUL. */
static size_t take_character(
    struct finding *found, const char *data, size_t length, long long offset)
{
    size_t n = usual_character(data, length);
    if (n > 0) {
        found->wide = found->wide || n > 1;
        return n;
    }
    uint32_t codepoint = 0;
    n = fyp_utf8_decode(data, length, &codepoint);
    if (n == 0 || codepoint == 0) {
        return 0;
    }
    if (codepoint == MARK && found->mark == NONE &&
        offset >= found->mark_size) {
        found->mark = offset;
    }
    found->wide = found->wide || n > 2;
    if (n == 2 && found->narrow == NONE) {
        found->narrow = offset;
    }
    return n;
}

/** Length of data up to its first NUL or its first byte that is not UTF-8. */
static size_t take_text(
    struct finding *found, const char *data, size_t length, long long offset)
{
    size_t at = 0;
    while (at < length) {
        if ((unsigned char)data[at] < 0x80) {
            at += ascii_words(data + at, length - at);
        }
        if (at < length) {
            size_t n = take_character(
                found, data + at, length - at, offset + (long long)at);
            if (n == 0) {
                break;
            }
            at += n;
        }
    }
    return at;
}

static bool is_start_of_character(const char *text, size_t length)
{
    unsigned char lead = (unsigned char)text[0];
    size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    bool part = length < whole;
    for (size_t i = 1; i < length; i++) {
        part = part && continues(text[i]);
    }
    return part;
}

/** Checks one block as UTF-8; *kept bytes at its end wait for the next. */
static void take_utf8(
    struct finding *found, const char *data, size_t length, bool last,
    size_t *kept)
{
    long long offset = found->size - (long long)length;
    size_t good = take_text(found, data, length, offset);
    size_t rest = length - good;
    *kept = 0;
    if (rest == 0) {
        return;
    }
    bool part =
        rest <= LONGEST_PART && is_start_of_character(data + good, rest);
    if (part && !last) {
        *kept = rest;
        return;
    }
    found->bad = offset + (long long)good;
    found->bad_is_nul = data[good] == '\0';
    found->bad_is_cut = part;
}

static bool is_ascii(char byte)
{
    return byte > 0;
}

/** How the first block would look as UTF-16. */
static void count_pairs(struct finding *found, const char *data, size_t length)
{
    found->pairs = length / 2;
    for (size_t i = 0; i + 1 < length; i += 2) {
        found->little += is_ascii(data[i]) && data[i + 1] == '\0';
        found->big += data[i] == '\0' && is_ascii(data[i + 1]);
    }
}

/** Bytes of the marks at the start of the file, of which there may be two. */
static int
marks_at_start(const struct finding *found, const char *mark, size_t mark_size)
{
    size_t size = 0;
    while (size + mark_size <= found->start_length && size < 2 * mark_size &&
           memcmp(found->start + size, mark, mark_size) == 0) {
        size += mark_size;
    }
    return (int)size;
}

static void take_start(struct finding *found, const char *data, size_t length)
{
    found->start_length =
        length < sizeof found->start ? length : sizeof found->start;
    memcpy(found->start, data, found->start_length);
    count_pairs(found, data, length);
    found->mark_size = marks_at_start(found, "\xEF\xBB\xBF", UTF8_MARK_SIZE);
}

static void take_last(struct finding *found, const char *data, size_t length)
{
    while (length > 0 &&
           (data[length - 1] == '\n' || data[length - 1] == '\r')) {
        length--;
    }
    if (length > 0) {
        found->last = (unsigned char)data[length - 1];
        found->last_offset = found->size + (long long)length - 1;
    }
}

/** First reading: what do the bytes look like? */
static enum fyp_status read_all(struct survey *survey, struct fyp_error *err)
{
    struct finding *found = &survey->found;
    *found = (struct finding){.bad = NONE, .mark = NONE, .narrow = NONE};
    size_t kept = 0;
    size_t got = 1;
    while (got > 0) {
        enum fyp_status status = fyp_file_block(
            survey->file, survey->block + kept, BLOCK_SIZE - kept, &got, err);
        if (status != FYP_OK) {
            return status;
        }
        if (found->size == 0) {
            take_start(found, survey->block, got);
        }
        take_last(found, survey->block + kept, got);
        found->size += (long long)got;
        if (found->size > survey->max_size) {
            return fyp_fail(err, FYP_E_CSV_CHANGED, NULL);
        }
        size_t length = kept + got;
        kept = 0;
        if (found->bad == NONE) {
            take_utf8(found, survey->block, length, got == 0, &kept);
            memmove(survey->block, survey->block + length - kept, kept);
        }
    }
    return FYP_OK;
}

static void add_note(
    struct survey *survey, enum fyp_status status, const char *first,
    const char *second)
{
    struct fyp_error note = {0};
    (void)fyp_fail(&note, status, first, second);
    fyp_problems_add(&survey->out->notes, &note);
}

static enum fyp_status
go_to(const struct survey *survey, long long offset, struct fyp_error *err)
{
    return lseek(survey->file, (off_t)offset, SEEK_SET) == (off_t)offset
               ? FYP_OK
               : fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
}

/** Reads all of the file as another encoding. */
static enum fyp_status try_encoding(
    const struct survey *survey, enum fyp_encoding encoding, int mark_size,
    struct fyp_error *err)
{
    struct fyp_decoder *decoder = NULL;
    enum fyp_status status = go_to(survey, mark_size, err);
    if (status == FYP_OK) {
        status = fyp_decoder_create(
            survey->file, encoding, mark_size, &decoder, err);
    }
    size_t got = 1;
    while (status == FYP_OK && got > 0) {
        status =
            fyp_decoder_read(decoder, survey->block, BLOCK_SIZE, &got, err);
    }
    fyp_decoder_destroy(decoder);
    return status;
}

/** Nothing else is tried; usual_size is that of one mark. */
static enum fyp_status settle(
    struct survey *survey, enum fyp_encoding encoding, int mark_size,
    int usual_size, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    if (encoding != FYP_ENCODING_UTF8) {
        status = try_encoding(survey, encoding, mark_size, err);
        add_note(
            survey, FYP_W_TEXT_FILE_ENCODING, fyp_encoding_name(encoding),
            NULL);
    }
    if (mark_size > usual_size) {
        add_note(survey, FYP_W_TEXT_FILE_MARK_TWICE, NULL, NULL);
    }
    if (status == FYP_OK && survey->found.size <= mark_size) {
        status = fyp_fail(err, FYP_E_CSV_EMPTY, NULL);
    }
    survey->out->encoding = encoding;
    survey->out->mark_size = mark_size;
    return status;
}

/** Neither mark, nor UTF-8, nor UTF-16: GB18030 or nothing. */
static enum fyp_status
take_gb18030(struct survey *survey, struct fyp_error *err)
{
    const struct finding *found = &survey->found;
    enum fyp_status status = go_to(survey, 0, err);
    if (status == FYP_OK) {
        status = fyp_text_check_mixture(
            survey->file, survey->block, BLOCK_SIZE, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    if (found->bad_is_cut) { /* the file ends inside a character of UTF-8 */
        return fyp_fail_offset(err, FYP_E_CSV_ENCODING, found->bad, NULL);
    }
    struct fyp_error reason = {0};
    int mark_size =
        marks_at_start(found, "\x84\x31\x95\x33", GB18030_MARK_SIZE);
    status = settle(
        survey, FYP_ENCODING_GB18030, mark_size, GB18030_MARK_SIZE, &reason);
    if (status == FYP_E_TEXT_FILE_BROKEN) {
        return fyp_fail_offset(err, FYP_E_CSV_ENCODING, found->bad, NULL);
    }
    if (status != FYP_OK && err) {
        *err = reason;
    }
    return status;
}

/** The NUL bytes of UTF-16 stand beside ASCII, always on the same side. */
static bool
looks_like_utf16(const struct finding *found, enum fyp_encoding *encoding)
{
    enum { SHARE = 4, CLEARLY = 4 };
    size_t more = found->little > found->big ? found->little : found->big;
    size_t less = found->little > found->big ? found->big : found->little;
    *encoding = found->little > found->big ? FYP_ENCODING_UTF16LE
                                           : FYP_ENCODING_UTF16BE;
    return more > 0 && more >= CLEARLY * less && more * SHARE >= found->pairs;
}

/** Nothing but characters of two bytes: shows the first in both readings. */
static enum fyp_status note_either(struct survey *survey, struct fyp_error *err)
{
    const struct finding *found = &survey->found;
    if (found->wide || found->narrow == NONE) {
        return FYP_OK;
    }
    char bytes[SHOWN_BYTES] = "", text[SHOWN_BYTES + 1];
    char other[2 * SHOWN_BYTES + 1];
    size_t got = 0;
    enum fyp_status status = go_to(survey, found->narrow, err);
    if (status == FYP_OK) {
        status = fyp_file_block(survey->file, bytes, SHOWN_BYTES, &got, err);
    }
    size_t length = 0;
    while (length < got / 2 * 2 && !is_ascii(bytes[length])) {
        length++;
    }
    memcpy(text, bytes, length);
    text[length] = '\0';
    if (status == FYP_OK &&
        fyp_decode_text(
            FYP_ENCODING_GB18030, text, length, other, sizeof other)) {
        add_note(survey, FYP_W_TEXT_FILE_EITHER, text, other);
    }
    return status;
}

static enum fyp_status
check_marked(const struct survey *survey, bool marked, struct fyp_error *err)
{
    const struct finding *found = &survey->found;
    if (found->bad != NONE && found->bad_is_nul) {
        return fyp_fail_offset(err, FYP_E_TEXT_FILE_NUL, found->bad, NULL);
    }
    if (found->bad != NONE && marked) {
        return fyp_fail_offset(
            err, FYP_E_TEXT_FILE_BROKEN, found->bad,
            fyp_encoding_name(FYP_ENCODING_UTF8));
    }
    return FYP_OK;
}

/** What old programs put at the end of a text; they stop reading there. */
static enum fyp_status
check_last(const struct survey *survey, struct fyp_error *err)
{
    const struct finding *found = &survey->found;
    return found->last == SUBSTITUTE
               ? fyp_fail_offset(
                     err, FYP_E_TEXT_FILE_END, found->last_offset, NULL)
               : FYP_OK;
}

/** All of it UTF-8, or refused for what stands in it. */
static enum fyp_status
take_as_utf8(struct survey *survey, struct fyp_error *err)
{
    int mark_size = survey->found.mark_size;
    enum fyp_status status =
        settle(survey, FYP_ENCODING_UTF8, mark_size, UTF8_MARK_SIZE, err);
    if (status == FYP_OK && survey->found.mark != NONE) {
        status = fyp_fail_offset(
            err, FYP_E_TEXT_FILE_MARK, survey->found.mark, NULL);
    }
    if (status == FYP_OK && mark_size == 0) {
        status = note_either(survey, err);
    }
    return status;
}

static enum fyp_status
decide_unmarked(struct survey *survey, struct fyp_error *err)
{
    const struct finding *found = &survey->found;
    int mark_size = found->mark_size;
    enum fyp_encoding encoding = FYP_ENCODING_UTF8;
    if (mark_size == 0 && found->bad != NONE &&
        looks_like_utf16(found, &encoding)) {
        return settle(survey, encoding, 0, 0, err);
    }
    enum fyp_status status = check_marked(survey, mark_size > 0, err);
    if (status == FYP_OK) {
        status = check_last(survey, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    return found->bad == NONE ? take_as_utf8(survey, err)
                              : take_gb18030(survey, err);
}

static enum fyp_status decide(struct survey *survey, struct fyp_error *err)
{
    const struct finding *found = &survey->found;
    int little = marks_at_start(found, "\xFF\xFE", UTF16_MARK_SIZE);
    int big = marks_at_start(found, "\xFE\xFF", UTF16_MARK_SIZE);
    if (little > 0) {
        return settle(
            survey, FYP_ENCODING_UTF16LE, little, UTF16_MARK_SIZE, err);
    }
    if (big > 0) {
        return settle(survey, FYP_ENCODING_UTF16BE, big, UTF16_MARK_SIZE, err);
    }
    return decide_unmarked(survey, err);
}

enum fyp_status fyp_text_survey(
    int file, long long max_size, struct fyp_text_survey *out,
    struct fyp_error *err)
{
    *out = (struct fyp_text_survey){0};
    struct survey survey = {
        .file = file,
        .max_size = max_size,
        .block = malloc(BLOCK_SIZE),
        .out = out};
    if (!survey.block) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = read_all(&survey, err);
    if (status == FYP_OK) {
        status = decide(&survey, err);
    }
    free(survey.block);
    if (status != FYP_OK) {
        fyp_problems_finish(&out->notes);
        *out = (struct fyp_text_survey){0};
    }
    return status;
}
