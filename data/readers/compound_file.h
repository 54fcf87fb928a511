/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_COMPOUND_FILE_H
#define FYP_DATA_READERS_COMPOUND_FILE_H

#include "data/readers/bytes.h"

#include <stdbool.h>

/*
 * A compound file (OLE2), the container of the old .xls: a file system in a
 * file, with sectors, a table that chains them (FAT), smaller sectors for
 * small streams, and a directory.
 *
 * Nothing in it is believed: every chain is walked once, inside the file, and
 * no sector may belong to two of them, so that no chain can turn in a circle;
 * every size is held against what its chain really has.
 *
 * Source:    [MS-CFB] revision 12, sections 2.1 to 2.6.
 * Deviation: names are compared without regard to the case of ASCII letters
 *            only; the colours of the directory's trees are not looked at.
 */

enum {
    FYP_COMPOUND_FILE_MAX = 100 * 1000 * 1000, /* bytes */
    FYP_COMPOUND_ENTRIES_MAX = 65536,          /* of the directory */
    FYP_COMPOUND_NAME_MAX = 31                 /* characters */
};

struct fyp_compound; /* opaque */

/**
 * @param bytes  Stays the caller's, and where it is.
 * @param out    NULL on failure; release with fyp_compound_close.
 * @retval FYP_E_XLSX_DAMAGED  Cut off, or its tables contradict each other.
 * @retval FYP_E_FILE_TOO_LARGE  Larger than FYP_COMPOUND_FILE_MAX.
 * @retval FYP_E_XLSX_LIMIT    More entries than FYP_COMPOUND_ENTRIES_MAX.
 */
enum fyp_status fyp_compound_open(
    const struct fyp_bytes *bytes, struct fyp_compound **out,
    struct fyp_error *err);
void fyp_compound_close(struct fyp_compound *compound);

/** Does the name of a stream or folder at the top begin like that? */
bool fyp_compound_holds(const struct fyp_compound *compound, const char *start);

/** A stream at the top, whose chain has been walked. */
struct fyp_stream; /* opaque */

/**
 * @param out  NULL on failure and where there is no stream of that name;
 *             release with fyp_stream_close, before the compound file.
 * @retval FYP_E_XLSX_DAMAGED  Its chain does not hold what it should.
 */
enum fyp_status fyp_stream_open(
    struct fyp_compound *compound, const char *name, struct fyp_stream **out,
    struct fyp_error *err);
void fyp_stream_close(struct fyp_stream *stream);
size_t fyp_stream_size(const struct fyp_stream *stream);

/**
 * Reads exactly length bytes from offset; cheap where reads go forward.
 * @pre offset + length is at most the size.
 */
enum fyp_status fyp_stream_read(
    struct fyp_stream *stream, size_t offset, void *out, size_t length,
    struct fyp_error *err);

#endif
