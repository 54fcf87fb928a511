/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_BYTES_H
#define FYP_DATA_READERS_BYTES_H

#include "base/error.h"
#include "base/sha256.h"

#include <stddef.h>
#include <sys/stat.h>

/*
 * The bytes of a file, read at any place through one descriptor, so that a
 * name that changes its meaning changes nothing. Containers are read through
 * this; the fuzzers and tests put memory in the place of the file.
 */

struct fyp_bytes {
    int file;                    /* -1: memory */
    const unsigned char *memory; /* NULL: a file */
    long long size;
    struct stat seen; /* of the file, when it was opened */
};

/**
 * Opens what has a size and stays where it is: a regular file.
 * @param bytes  Release with fyp_bytes_close, also after a failure.
 * @retval FYP_E_FILE_OPEN, FYP_E_FILE_KIND  Not there, or a pipe, device, ….
 */
enum fyp_status fyp_bytes_open(
    struct fyp_bytes *bytes, const char *path, struct fyp_error *err);
void fyp_bytes_close(struct fyp_bytes *bytes);

/** A view of memory that the caller keeps. */
struct fyp_bytes fyp_bytes_of(const void *memory, size_t size);

/**
 * Reads exactly length bytes from offset.
 * @retval FYP_E_CSV_CHANGED  There are fewer: the file changed, or offset
 *                            and length were not checked against size.
 */
enum fyp_status fyp_bytes_read(
    const struct fyp_bytes *bytes, long long offset, void *out, size_t length,
    struct fyp_error *err);

/** SHA-256 of all bytes, 64 hexadecimal digits. */
enum fyp_status fyp_bytes_sha256(
    const struct fyp_bytes *bytes, char out[FYP_SHA256_TEXT_SIZE],
    struct fyp_error *err);

/** FYP_E_CSV_CHANGED when the file is not what it was when it was opened. */
enum fyp_status
fyp_bytes_unchanged(const struct fyp_bytes *bytes, struct fyp_error *err);

#endif
