/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include <stdint.h>

#include <nettle/base16.h>

void fyp_sha256_begin(struct fyp_sha256 *sha256)
{
    sha256_init(&sha256->context);
}

void fyp_sha256_add(struct fyp_sha256 *sha256, const void *bytes, size_t length)
{
    sha256_update(&sha256->context, length, bytes);
}

void fyp_sha256_end(struct fyp_sha256 *sha256, char out[FYP_SHA256_TEXT_SIZE])
{
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(&sha256->context, sizeof digest, digest);
    base16_encode_update(out, sizeof digest, digest);
    out[FYP_SHA256_TEXT_SIZE - 1] = '\0';
}

void fyp_sha256_of(
    const void *bytes, size_t length, char out[FYP_SHA256_TEXT_SIZE])
{
    struct fyp_sha256 sha256;

    fyp_sha256_begin(&sha256);
    fyp_sha256_add(&sha256, bytes, length);
    fyp_sha256_end(&sha256, out);
}
