/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_TEXT_FILE_H
#define FYP_DATA_READERS_TEXT_FILE_H

#include "data/readers/encoding.h"

/*
 * A text file as UTF-8, whatever it is encoded in (text_survey.h). It is read
 * twice through one descriptor: once to settle the encoding, then to hand out
 * its text. Memory is constant; a file that is already UTF-8 is read straight
 * into the caller's buffer.
 */

#define FYP_TEXT_FILE_MAX 2000000000LL /* bytes */

struct fyp_text_file; /* opaque */

/**
 * Opens a regular file and reads all of it once.
 * @param out  NULL on failure; release with fyp_text_file_destroy.
 * @retval FYP_E_FILE_…  Cannot be read, is no regular file, is too large.
 * @retval other         Those of fyp_text_survey.
 */
enum fyp_status fyp_text_file_create(
    const char *path, struct fyp_text_file **out, struct fyp_error *err);
void fyp_text_file_destroy(struct fyp_text_file *file);

/** Back to the start of the text, behind a byte order mark. */
enum fyp_status
fyp_text_file_rewind(struct fyp_text_file *file, struct fyp_error *err);

/**
 * The next bytes of the text.
 * @param size  At least FYP_DECODER_LEAST.
 * @param got   0 at the end.
 */
enum fyp_status fyp_text_file_read(
    struct fyp_text_file *file, char *data, size_t size, size_t *got,
    struct fyp_error *err);

/**
 * To be asked at the end: the second reading must have seen what the first
 * one checked.
 * @retval FYP_E_CSV_CHANGED  The file changed since it was opened.
 * @retval FYP_E_FILE_READ    The fingerprint could not be taken.
 */
enum fyp_status
fyp_text_file_check(struct fyp_text_file *file, struct fyp_error *err);

enum fyp_encoding fyp_text_file_encoding(const struct fyp_text_file *file);
/** Bytes of the file, and how many of them have been read. */
long long fyp_text_file_size(const struct fyp_text_file *file);
long long fyp_text_file_position(const struct fyp_text_file *file);
/** SHA-256 of the file's bytes, 64 hexadecimal digits; waits for it. "" when
 *  it cannot be had: reading to the end fails then, too. */
const char *fyp_text_file_sha256(const struct fyp_text_file *file);
/** What was noticed; whoever reads the text adds to it. */
struct fyp_problems *fyp_text_file_notes(struct fyp_text_file *file);

#endif
