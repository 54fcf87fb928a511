/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/bytes.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_SIZE = 1 << 16 };

enum fyp_status
fyp_bytes_open(struct fyp_bytes *bytes, const char *path, struct fyp_error *err)
{
    *bytes = (struct fyp_bytes){.file = -1};
    bytes->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (bytes->file < 0 || fstat(bytes->file, &bytes->seen) != 0) {
        return fyp_fail(err, FYP_E_FILE_OPEN, fyp_reason_text(errno));
    }
    if (!S_ISREG(bytes->seen.st_mode)) {
        return fyp_fail(err, FYP_E_FILE_KIND, path);
    }
    bytes->size = (long long)bytes->seen.st_size;
    return FYP_OK;
}

void fyp_bytes_close(struct fyp_bytes *bytes)
{
    if (!bytes->memory && bytes->file >= 0) {
        (void)close(bytes->file);
    }
    *bytes = (struct fyp_bytes){.file = -1};
}

struct fyp_bytes fyp_bytes_of(const void *memory, size_t size)
{
    return (struct fyp_bytes){
        .file = -1, .memory = memory, .size = (long long)size};
}

enum fyp_status fyp_bytes_read(
    const struct fyp_bytes *bytes, long long offset, void *out, size_t length,
    struct fyp_error *err)
{
    if (offset < 0 || offset > bytes->size ||
        (long long)length > bytes->size - offset) {
        return fyp_fail(err, FYP_E_CSV_CHANGED, NULL);
    }
    if (bytes->memory) {
        memcpy(out, bytes->memory + offset, length);
        return FYP_OK;
    }
    char *at = out;
    while (length > 0) {
        ssize_t n = pread(bytes->file, at, length, (off_t)offset);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
        }
        if (n == 0) {
            return fyp_fail(err, FYP_E_CSV_CHANGED, NULL);
        }
        at += n;
        offset += n;
        length -= (size_t)n;
    }
    return FYP_OK;
}

enum fyp_status fyp_bytes_sha256(
    const struct fyp_bytes *bytes, char out[FYP_SHA256_TEXT_SIZE],
    struct fyp_error *err)
{
    uint8_t block[BLOCK_SIZE];
    struct fyp_sha256 sha256;
    fyp_sha256_begin(&sha256);
    long long at = 0;
    while (at < bytes->size) {
        long long left = bytes->size - at;
        size_t length = left < BLOCK_SIZE ? (size_t)left : BLOCK_SIZE;
        enum fyp_status status = fyp_bytes_read(bytes, at, block, length, err);
        if (status != FYP_OK) {
            return status;
        }
        fyp_sha256_add(&sha256, block, length);
        at += (long long)length;
    }
    fyp_sha256_end(&sha256, out);
    return FYP_OK;
}

enum fyp_status
fyp_bytes_unchanged(const struct fyp_bytes *bytes, struct fyp_error *err)
{
    struct stat now;
    if (bytes->memory) {
        return FYP_OK;
    }
    if (fstat(bytes->file, &now) != 0) {
        return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
    }
    bool same = now.st_size == bytes->seen.st_size &&
                now.st_mtim.tv_sec == bytes->seen.st_mtim.tv_sec &&
                now.st_mtim.tv_nsec == bytes->seen.st_mtim.tv_nsec;
    return same ? FYP_OK : fyp_fail(err, FYP_E_CSV_CHANGED, NULL);
}
