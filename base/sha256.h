/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_SHA256_H
#define FYP_BASE_SHA256_H

#include <stddef.h>

#include <nettle/sha2.h>

/*
 * The fingerprint of a file's bytes, by which a file that comes twice, a plan
 * that was edited or a list of sites that was sorted is recognised.
 *
 * Source: FIPS 180-4, as nettle computes it; test vectors of NIST in
 * tests/base/test_sha256.c.
 */

enum { FYP_SHA256_TEXT_SIZE = 65 }; /* 64 small hexadecimal digits */

/** Bytes on their way: begin, add as often as needed, end once. */
struct fyp_sha256 {
    struct sha256_ctx context;
};

void fyp_sha256_begin(struct fyp_sha256 *sha256);
void fyp_sha256_add(
    struct fyp_sha256 *sha256, const void *bytes, size_t length);
void fyp_sha256_end(struct fyp_sha256 *sha256, char out[FYP_SHA256_TEXT_SIZE]);

/** All at once. */
void fyp_sha256_of(
    const void *bytes, size_t length, char out[FYP_SHA256_TEXT_SIZE]);

#endif
