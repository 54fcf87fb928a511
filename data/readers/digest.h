/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_DIGEST_H
#define FYP_DATA_READERS_DIGEST_H

#include "base/error.h"

#include <stdbool.h>

/*
 * The SHA-256 of a file, computed beside whatever else is done with it: the
 * fingerprint takes longer than the checking and splitting of all of its
 * rows. It reads through a position of its own and touches nothing else.
 * For a small file, or where no thread can be had, it is computed when it is
 * asked for.
 */

enum { FYP_DIGEST_SMALL = 1000000 /* bytes; from here on a thread pays */ };

struct fyp_digest; /* opaque */

/**
 * @param file  Stays the caller's and must stay open until fyp_digest_destroy.
 * @param size  Bytes of it, as far as known.
 * @param out   NULL on failure.
 */
enum fyp_status fyp_digest_create(
    int file, long long size, struct fyp_digest **out, struct fyp_error *err);

/** Stops computing and waits for it to stop. */
void fyp_digest_destroy(struct fyp_digest *digest);

/**
 * Waits until the digest is there.
 * @return 64 hexadecimal digits; "" when the file could not be read, which
 *         fyp_digest_check tells.
 */
const char *fyp_digest_text(struct fyp_digest *digest);

/** @retval FYP_E_FILE_READ  The file could not be read to its end. */
enum fyp_status
fyp_digest_check(struct fyp_digest *digest, struct fyp_error *err);

#endif
