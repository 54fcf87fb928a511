/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/encoding.h"

#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_SIZE = 1 << 16, UNIT_SIZE = 2, MARK = 0xFEFF };

struct fyp_decoder {
    int file;
    enum fyp_encoding encoding;
    iconv_t converter;
    long long offset; /* in the file, of bytes[start] */
    size_t start, end;
    bool at_end; /* nothing left to read behind bytes[end] */
    char bytes[BLOCK_SIZE];
};

const char *fyp_encoding_name(enum fyp_encoding encoding)
{
    static const char *const names[] = {
        [FYP_ENCODING_UTF8] = "UTF-8",
        [FYP_ENCODING_GB18030] = "GB18030",
        [FYP_ENCODING_UTF16LE] = "UTF-16LE",
        [FYP_ENCODING_UTF16BE] = "UTF-16BE"};
    return names[encoding];
}

enum fyp_status fyp_file_block(
    int file, char *data, size_t size, size_t *got, struct fyp_error *err)
{
    ssize_t n;
    *got = 0;
    do {
        n = read(file, data, size);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
    }
    *got = (size_t)n;
    return FYP_OK;
}

enum fyp_status fyp_fail_offset(
    struct fyp_error *err, enum fyp_status status, long long offset,
    const char *second)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%lld", offset);
    return fyp_fail(err, status, text, second);
}

enum fyp_status fyp_decoder_create(
    int file, enum fyp_encoding encoding, long long offset,
    struct fyp_decoder **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_decoder *decoder = malloc(sizeof *decoder);
    if (!decoder) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    decoder->file = file;
    decoder->encoding = encoding;
    decoder->offset = offset;
    decoder->start = decoder->end = 0;
    decoder->at_end = false;
    decoder->converter = iconv_open("UTF-8", fyp_encoding_name(encoding));
    if (decoder->converter == (iconv_t)-1) {
        free(decoder);
        return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
    }
    *out = decoder;
    return FYP_OK;
}

void fyp_decoder_destroy(struct fyp_decoder *decoder)
{
    if (decoder) {
        (void)iconv_close(decoder->converter);
        free(decoder);
    }
}

/** A NUL byte is never part of another character in GB18030. */
static enum fyp_status check_bytes(
    const struct fyp_decoder *decoder, const char *bytes, size_t length,
    struct fyp_error *err)
{
    const char *nul = memchr(bytes, '\0', length);
    if (!nul) {
        return FYP_OK;
    }
    long long offset =
        decoder->offset + (nul - (decoder->bytes + decoder->start));
    return fyp_fail_offset(err, FYP_E_TEXT_FILE_NUL, offset, NULL);
}

/** No NUL and no byte order mark among the units of UTF-16. */
static enum fyp_status check_units(
    const struct fyp_decoder *decoder, const char *bytes, size_t length,
    struct fyp_error *err)
{
    bool little = decoder->encoding == FYP_ENCODING_UTF16LE;
    /* whole units are kept and read until the end, so none is cut before */
    for (size_t i = 0; i + 1 < length; i += UNIT_SIZE) {
        unsigned first = (unsigned char)bytes[i];
        unsigned second = (unsigned char)bytes[i + 1];
        unsigned unit = little ? second << 8 | first : first << 8 | second;
        if (unit == 0 || unit == MARK) {
            long long offset = decoder->offset + (long long)i +
                               (bytes - (decoder->bytes + decoder->start));
            return fyp_fail_offset(
                err, unit == 0 ? FYP_E_TEXT_FILE_NUL : FYP_E_TEXT_FILE_MARK,
                offset, NULL);
        }
    }
    return FYP_OK;
}

/** Moves what was not converted to the start and reads behind it. */
static enum fyp_status fill(struct fyp_decoder *decoder, struct fyp_error *err)
{
    size_t kept = decoder->end - decoder->start;
    memmove(decoder->bytes, decoder->bytes + decoder->start, kept);
    decoder->start = 0;
    decoder->end = kept;
    while (!decoder->at_end && decoder->end < BLOCK_SIZE) {
        size_t got = 0;
        enum fyp_status status = fyp_file_block(
            decoder->file, decoder->bytes + decoder->end,
            BLOCK_SIZE - decoder->end, &got, err);
        if (status != FYP_OK) {
            return status;
        }
        decoder->end += got;
        decoder->at_end = got == 0;
    }
    const char *fresh = decoder->bytes + kept;
    size_t length = decoder->end - kept;
    return decoder->encoding == FYP_ENCODING_GB18030
               ? check_bytes(decoder, fresh, length, err)
               : check_units(decoder, fresh, length, err);
}

/** Converts what it can. */
static enum fyp_status convert(
    struct fyp_decoder *decoder, char *data, size_t size, size_t *got,
    struct fyp_error *err)
{
    char *in = decoder->bytes + decoder->start;
    size_t in_left = decoder->end - decoder->start;
    char *out = data;
    size_t out_left = size;
    size_t result = iconv(decoder->converter, &in, &in_left, &out, &out_left);
    int reason = result == (size_t)-1 ? errno : 0;
    size_t used = (size_t)(in - (decoder->bytes + decoder->start));
    decoder->start += used;
    decoder->offset += (long long)used;
    *got = size - out_left;
    bool cut = reason == EINVAL && decoder->at_end;
    if (*got == 0 && (reason == EILSEQ || cut)) {
        return fyp_fail_offset(
            err, FYP_E_TEXT_FILE_BROKEN, decoder->offset,
            fyp_encoding_name(decoder->encoding));
    }
    return FYP_OK;
}

enum fyp_status fyp_decoder_read(
    struct fyp_decoder *decoder, char *data, size_t size, size_t *got,
    struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    *got = 0;
    while (status == FYP_OK && *got == 0) {
        if (decoder->end - decoder->start < FYP_DECODER_LEAST) {
            status = fill(decoder, err);
        }
        if (status != FYP_OK || decoder->start == decoder->end) {
            return status;
        }
        status = convert(decoder, data, size, got, err);
    }
    return status;
}

long long fyp_decoder_offset(const struct fyp_decoder *decoder)
{
    return decoder->offset;
}

bool fyp_decode_text(
    enum fyp_encoding encoding, char *text, size_t length, char *out,
    size_t size)
{
    iconv_t converter = iconv_open("UTF-8", fyp_encoding_name(encoding));
    if (converter == (iconv_t)-1) {
        return false;
    }
    char *end = out;
    size_t out_left = size - 1;
    size_t result = iconv(converter, &text, &length, &end, &out_left);
    *end = '\0';
    (void)iconv_close(converter);
    return result != (size_t)-1;
}
