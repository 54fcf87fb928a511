/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_ZIP_CONTAINER_H
#define FYP_DATA_READERS_ZIP_CONTAINER_H

#include "data/readers/bytes.h"

#include <stdint.h>

/*
 * The zip around a workbook. Opening walks the directory, checks every
 * member, and inflates all of them once into nothing, counting: after that
 * the container is sound, and whatever is read from it later has the size and
 * the checksum that it claims. No size in the file is used to allocate.
 *
 * Only what spreadsheet programs write is accepted: stored and deflated
 * members, no encryption, no ZIP64, no comment, the directory right before
 * the end record, no bytes behind it; members that do not overlap and whose
 * local heads agree with the directory; names that are safe as paths, though
 * nothing is ever written under them.
 *
 * Why not minizip: it looks for an end record anywhere in the last 64 KiB,
 * believes either of two contradicting heads and stops at no ratio; the walk
 * around it would be longer than this.
 *
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4; RFC 1951.
 */

enum {
    FYP_ZIP_MEMBERS_MAX = 2000,
    FYP_ZIP_NAME_MAX = 255, /* bytes */
    FYP_ZIP_RATIO_MAX = 100,
    FYP_ZIP_RATIO_FROM = 1 << 20, /* bytes inflated before the ratio counts:
                                     a small part may be all alike */
    FYP_ZIP_FILE_MAX = 100 * 1000 * 1000,     /* bytes of the container */
    FYP_ZIP_INFLATED_MAX = 256 * 1000 * 1000, /* bytes of all members */
    FYP_ZIP_STREAM_BLOCK = 1 << 14
};

struct fyp_zip_member {
    char *name;
    uint64_t offset; /* of the local head */
    uint64_t data;   /* offset of the packed bytes */
    uint32_t packed_size, size, crc;
    uint16_t method, flags;
};

struct fyp_zip; /* opaque */
struct fyp_zip_stream;

/**
 * @param bytes  Stays open as long as the zip.
 * @param out    NULL on failure; release with fyp_zip_close.
 * @retval FYP_E_XLSX_…  340 to 351: which of the rules above is broken.
 */
enum fyp_status fyp_zip_open(
    const struct fyp_bytes *bytes, struct fyp_zip **out, struct fyp_error *err);
void fyp_zip_close(struct fyp_zip *zip);

size_t fyp_zip_count(const struct fyp_zip *zip);
/** Members in the order of their names, ASCII letters in any case alike. */
const struct fyp_zip_member *
fyp_zip_member(const struct fyp_zip *zip, size_t index);
/** NULL: there is no such member. ASCII letters in any case are alike. */
const struct fyp_zip_member *
fyp_zip_find(const struct fyp_zip *zip, const char *name);

/** One member as a stream of bytes; *out is NULL on failure. */
enum fyp_status fyp_zip_stream_open(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    struct fyp_zip_stream **out, struct fyp_error *err);
void fyp_zip_stream_close(struct fyp_zip_stream *stream);

/**
 * Reads up to size bytes; *got is 0 at the end, where size and checksum have
 * been found right.
 */
enum fyp_status fyp_zip_stream_read(
    struct fyp_zip_stream *stream, void *out, size_t size, size_t *got,
    struct fyp_error *err);
/** Packed bytes that were read so far. */
long long fyp_zip_stream_position(const struct fyp_zip_stream *stream);

#endif
