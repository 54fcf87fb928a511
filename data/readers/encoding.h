/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_ENCODING_H
#define FYP_DATA_READERS_ENCODING_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Bytes of a file to UTF-8, block by block, in constant memory.
 *
 * GB18030 and UTF-16 go through iconv, which is asked for "GB18030" and never
 * for "GBK": that one lacks 㐂, 𠮷 and the euro sign, which occur in names.
 */

enum fyp_encoding {
    FYP_ENCODING_UTF8,
    FYP_ENCODING_GB18030,
    FYP_ENCODING_UTF16LE,
    FYP_ENCODING_UTF16BE
};

/** "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE". */
const char *fyp_encoding_name(enum fyp_encoding encoding);

struct fyp_decoder; /* opaque */

/**
 * @param file    Read from where it stands; stays the caller's.
 * @param offset  Where it stands, for messages.
 * @param out     NULL on failure; release with fyp_decoder_destroy.
 */
enum fyp_status fyp_decoder_create(
    int file, enum fyp_encoding encoding, long long offset,
    struct fyp_decoder **out, struct fyp_error *err);
void fyp_decoder_destroy(struct fyp_decoder *decoder);

/**
 * The next bytes of UTF-8; whole characters.
 * @param size  At least FYP_DECODER_LEAST.
 * @param got   0 at the end of the file.
 * @retval FYP_E_TEXT_FILE_BROKEN  Not of this encoding; fyp_decoder_offset
 *                                 is the place.
 * @retval FYP_E_TEXT_FILE_NUL     A NUL character.
 * @retval FYP_E_TEXT_FILE_MARK    A byte order mark inside UTF-16.
 */
enum fyp_status fyp_decoder_read(
    struct fyp_decoder *decoder, char *data, size_t size, size_t *got,
    struct fyp_error *err);

enum { FYP_DECODER_LEAST = 16 };

/** Offset in the file of what comes next. */
long long fyp_decoder_offset(const struct fyp_decoder *decoder);

/** Converts a short text at once; out is terminated. false: it cannot be. */
bool fyp_decode_text(
    enum fyp_encoding encoding, char *text, size_t length, char *out,
    size_t size);

/** Reads at most size bytes; *got is 0 at the end of the file. */
enum fyp_status fyp_file_block(
    int file, char *data, size_t size, size_t *got, struct fyp_error *err);

/** Fails with one offset as the first argument. */
enum fyp_status fyp_fail_offset(
    struct fyp_error *err, enum fyp_status status, long long offset,
    const char *second);

#endif
