/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_XLS_RECORDS_H
#define FYP_DATA_READERS_XLS_RECORDS_H

#include "base/message.h"
#include "base/text.h"
#include "data/readers/compound_file.h"

/*
 * The records of an old workbook (BIFF8): a number, a length, so many bytes.
 * A record that does not fit goes on in CONTINUE records behind it; whoever
 * reads one through the functions below does not notice.
 *
 * Every function fails where the file has fewer bytes than it says, and no
 * length in it makes anything allocate.
 *
 * Source:    [MS-XLS] revision 9, sections 2.1.4, 2.5.268, 2.5.293, 2.5.294.
 * Deviation: a record may be longer than 8224 bytes, and a text may be split
 *            anywhere, also inside its head.
 */

enum fyp_xls_type {
    FYP_XLS_FORMULA = 0x0006,
    FYP_XLS_EOF = 0x000A,
    FYP_XLS_EXTERNSHEET = 0x0017,
    FYP_XLS_DATEMODE = 0x0022,
    FYP_XLS_FILEPASS = 0x002F,
    FYP_XLS_CONTINUE = 0x003C,
    FYP_XLS_COLINFO = 0x007D,
    FYP_XLS_BOUNDSHEET = 0x0085,
    FYP_XLS_MULRK = 0x00BD,
    FYP_XLS_RSTRING = 0x00D6,
    FYP_XLS_XF = 0x00E0,
    FYP_XLS_MERGEDCELLS = 0x00E5,
    FYP_XLS_SST = 0x00FC,
    FYP_XLS_LABELSST = 0x00FD,
    FYP_XLS_SUPBOOK = 0x01AE,
    FYP_XLS_NUMBER = 0x0203,
    FYP_XLS_LABEL = 0x0204,
    FYP_XLS_BOOLERR = 0x0205,
    FYP_XLS_STRING = 0x0207,
    FYP_XLS_ROW = 0x0208,
    FYP_XLS_RK = 0x027E,
    FYP_XLS_FORMAT = 0x041E,
    FYP_XLS_BOF = 0x0809,
    FYP_XLS_DCONN = 0x0876
};

enum { FYP_XLS_RECORD_MAX = 65535, FYP_XLS_VERSION = 0x0600 };

/** A place in the stream. Zero-initialise, set stream. */
struct fyp_xls_records {
    struct fyp_stream *stream;
    size_t next;   /* offset of the record behind this one */
    size_t offset; /* of this one */
    unsigned type; /* of this one; its CONTINUE records are of this type too */
    size_t size;   /* of this piece */
    size_t at;     /* what has been read of it */
    unsigned char data[FYP_XLS_RECORD_MAX];
};

/** Goes to a place in the stream, where a record must begin. */
void fyp_xls_seek(struct fyp_xls_records *records, size_t offset);

/** The next record; CONTINUE records that nobody wanted are passed over.
 *  @retval FYP_E_XLS_RECORD  The stream ends. */
enum fyp_status
fyp_xls_next(struct fyp_xls_records *records, struct fyp_error *err);

/** Fails with the place of the record that is being read. */
enum fyp_status fyp_xls_bad(
    const struct fyp_xls_records *records, enum fyp_message reason,
    struct fyp_error *err);

/** The next size bytes of a record, over its pieces. Numbers are little
 *  endian. */
enum fyp_status fyp_xls_bytes(
    struct fyp_xls_records *records, unsigned char *out, size_t size,
    struct fyp_error *err);
enum fyp_status fyp_xls_skip(
    struct fyp_xls_records *records, size_t size, struct fyp_error *err);
/** Is all of it read, and does it not go on? */
bool fyp_xls_is_done(struct fyp_xls_records *records);
unsigned fyp_xls_16(const unsigned char *at);
uint32_t fyp_xls_32(const unsigned char *at);
double fyp_xls_double(const unsigned char *at);

/** How a text begins. */
enum fyp_xls_text {
    FYP_XLS_TEXT_SHORT, /* 8 bits of length */
    FYP_XLS_TEXT_LONG,  /* 16 bits */
};

/**
 * A text as UTF-8, without its formatting and phonetic runs, which are passed
 * over. NUL and what is no character becomes U+FFFD.
 * @param out  Emptied first.
 * @retval FYP_E_XLS_RECORD  Incomplete, or beyond FYP_CELL_TEXT_MAX.
 */
enum fyp_status fyp_xls_text_read(
    struct fyp_xls_records *records, enum fyp_xls_text kind,
    struct fyp_buffer *out, struct fyp_error *err);

#endif
