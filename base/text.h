/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_TEXT_H
#define FYP_BASE_TEXT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * UTF-8 text: validity, width in columns, folding for comparison, and the
 * growing buffer that the writers use. The program never calls setlocale.
 */

/**
 * Decodes one character of strict UTF-8 (no overlong forms, no surrogates,
 * at most U+10FFFF).
 * @return bytes used, 1..4; 0 when the bytes are not valid.
 */
size_t fyp_utf8_decode(const char *text, size_t length, uint32_t *codepoint);

/** Offset of the first byte that is not valid UTF-8, or length. */
size_t fyp_utf8_valid_prefix(const char *text, size_t length);

/** Columns on a terminal: East Asian wide and full-width characters are 2,
 *  combining marks and control characters 0, “ ” — … and invalid bytes 1. */
size_t fyp_text_width(const char *text);

/** Largest prefix of at most size bytes that ends between characters. */
size_t fyp_text_cut(const char *text, size_t length, size_t size);

/**
 * Copies text with control characters, bytes that are not UTF-8 and
 * characters that turn the writing direction shown as \xNN.
 * @return false when out did not suffice; it then ends between characters.
 */
bool fyp_text_escape(const char *text, char *out, size_t size);

/**
 * The form in which names are compared: full-width ASCII to ASCII, ASCII
 * lower case, all blanks (also U+3000, U+00A0, zero-width) and a trailing
 * bracketed unit such as （%）, (万人次) or （元/人月） removed. Brackets that
 * hold something else, such as （16岁以上）, stay.
 * @param out  Always terminated; cut where size does not suffice.
 */
void fyp_text_fold(const char *text, char *out, size_t size);

/** Trims ASCII blanks, U+3000 and U+00A0 at both ends, in place; what stays
 *  is moved to the start of text, which is returned. */
char *fyp_text_trim(char *text);

enum { FYP_CELL_NAME_SIZE = 24 };

/** Name of a cell of a sheet, both from 1: "C7"; "7" for column 0. */
void fyp_cell_name(int row, int column, char out[FYP_CELL_NAME_SIZE]);

/* A growing buffer. Zero-initialise; after a failed append everything is
 * ignored and failed stays set. */
struct fyp_buffer {
    char *data; /* terminated when length > 0 */
    size_t length;
    size_t capacity;
    bool failed;
};

void fyp_buffer_bytes(struct fyp_buffer *buffer, const char *data, size_t n);
void fyp_buffer_text(struct fyp_buffer *buffer, const char *text);
void fyp_buffer_format(struct fyp_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** Text padded with blanks to columns on the right (left if negative). */
void fyp_buffer_padded(
    struct fyp_buffer *buffer, const char *text, int columns);
void fyp_buffer_finish(struct fyp_buffer *buffer);

/** Prints text with control characters shown as \xNN, so that a file name
 *  or a cell cannot steer the terminal. */
void fyp_print_safe(FILE *stream, const char *text);

/** Why a file could not be opened, read or written, in the user's language;
 *  an errno that is rare in the words of the C library. */
const char *fyp_reason_text(int error);

/**
 * Reads a whole regular file of at most max_size bytes. The place of a
 * failure is the path.
 * @param out  malloc'ed, terminated; the caller frees it. NULL on failure.
 */
enum fyp_status fyp_file_read(
    const char *path, size_t max_size, char **out, size_t *out_length,
    struct fyp_error *err);

#endif
