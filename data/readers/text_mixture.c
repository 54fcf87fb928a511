/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/text_mixture.h"

#include "base/message.h"
#include "base/text.h"
#include "data/readers/encoding.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    NONE = -1,
    SURE_CHARACTERS = 2 /* of three bytes: a line that is UTF-8 by intent */
};

struct mixture {
    long long offset; /* of the block */
    int line;
    long long utf8, other; /* first line of each kind; NONE: none yet */
    int utf8_line, other_line;
};

static size_t first_high(const char *line, size_t length)
{
    size_t at = 0;
    while (at < length && (unsigned char)line[at] < 0x80) {
        at++;
    }
    return at;
}

/** A line speaks for UTF-8 only with characters that GB18030 hardly gives
 *  rise to; one of two bytes may be either. */
static void
judge_line(struct mixture *mixture, const char *line, size_t length, size_t at)
{
    size_t high = first_high(line, length);
    size_t good = high + fyp_utf8_valid_prefix(line + high, length - high);
    long long offset = mixture->offset + (long long)at;
    size_t characters = 0;
    for (size_t i = high; i < good; i++) {
        unsigned char byte = (unsigned char)line[i];
        characters += byte >= 0xE3 && byte <= 0xEF;
    }
    if (good < length && mixture->other == NONE) {
        mixture->other = offset + (long long)good;
        mixture->other_line = mixture->line;
    }
    if (good == length && characters >= SURE_CHARACTERS &&
        mixture->utf8 == NONE) {
        mixture->utf8 = offset + (long long)high;
        mixture->utf8_line = mixture->line;
    }
}

/** The line feed or carriage return that ends a line; NULL: not there. */
static const char *line_end(const char *line, size_t length)
{
    const char *feed = memchr(line, '\n', length);
    const char *carriage =
        memchr(line, '\r', feed ? (size_t)(feed - line) : length);
    return carriage ? carriage : feed;
}

/** Judges the whole lines of a block, and what is left when it is all there
 *  can be; gives how much of it they take. */
static size_t
judge_lines(struct mixture *mixture, const char *data, size_t length, bool all)
{
    size_t at = 0;
    while (at < length) {
        const char *end = line_end(data + at, length - at);
        bool whole = end && end + 1 < data + length;
        if (!whole && (!all || at > 0)) {
            break; /* more of this line, or of its end, is to come */
        }
        size_t size = end ? (size_t)(end - (data + at)) : length - at;
        bool pair = whole && end[0] == '\r' && end[1] == '\n';
        judge_line(mixture, data + at, size, at);
        mixture->line += end != NULL;
        at += size + (end != NULL) + pair;
    }
    return at;
}

static enum fyp_status
mixed(const struct mixture *mixture, struct fyp_error *err)
{
    bool utf8_first = mixture->utf8 < mixture->other;
    long long at = utf8_first ? mixture->other : mixture->utf8;
    char offset[32], line[16];
    (void)snprintf(offset, sizeof offset, "%lld", at);
    (void)snprintf(
        line, sizeof line, "%d",
        utf8_first ? mixture->other_line : mixture->utf8_line);
    const char *other = fyp_text(FYP_M_ENCODING_OTHER);
    return fyp_fail(
        err, FYP_E_TEXT_FILE_MIXED, offset, line, utf8_first ? "UTF-8" : other,
        utf8_first ? other : "UTF-8");
}

enum fyp_status fyp_text_check_mixture(
    int file, char *block, size_t size, struct fyp_error *err)
{
    struct mixture mixture = {.line = 1, .utf8 = NONE, .other = NONE};
    enum fyp_status status = FYP_OK;
    size_t kept = 0;
    size_t got = 1;
    while (status == FYP_OK && got > 0 &&
           (mixture.utf8 == NONE || mixture.other == NONE)) {
        status = fyp_file_block(file, block + kept, size - kept, &got, err);
        size_t length = kept + got;
        bool all = got == 0 || length == size;
        size_t used = judge_lines(&mixture, block, length, all);
        kept = length - used;
        memmove(block, block + used, kept);
        mixture.offset += (long long)used;
    }
    if (status == FYP_OK && mixture.utf8 != NONE && mixture.other != NONE) {
        status = mixed(&mixture, err);
    }
    return status;
}
