/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_CSV_H
#define FYP_DATA_READERS_CSV_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Delimited text, one record at a time: RFC 4180 with the line numbers that
 * an error message needs. The file is read twice through one descriptor:
 * once to see that all of it is UTF-8 and to take its fingerprint, then to
 * hand out records; memory does not grow with the file.
 *
 * Why our own parser: a record keeps its raw text and its line, a quote that
 * is never closed is told with the line that opened it, and with SQLite
 * behind it it is faster than libcsv.
 *
 * Source: RFC 4180 section 2.
 * Deviation: lines may end in CRLF, LF or CR; a quote inside an unquoted
 *            field is an ordinary character, as Excel writes and reads it;
 *            a byte order mark is skipped.
 */

enum {
    FYP_CSV_RECORD_MAX = 1 << 20, /* bytes of one record */
    FYP_CSV_FIELDS_MAX = 1024
};
#define FYP_CSV_FILE_MAX 2000000000LL /* bytes, so that lines fit an int */

struct fyp_csv; /* opaque */

struct fyp_csv_record {
    char **fields;   /* shape [count], quotes resolved; may be written to */
    size_t count;    /* 0: the end of the file */
    int line;        /* where the record begins, from 1 */
    const char *raw; /* the whole record as it stands in the file */
};

/**
 * Opens a regular file and reads all of it once.
 * @param out  NULL on failure; release with fyp_csv_destroy.
 * @retval FYP_E_CSV_ENCODING  Not UTF-8, or a NUL byte; names the offset.
 * @retval FYP_E_CSV_EMPTY     No bytes, or only a byte order mark.
 */
enum fyp_status
fyp_csv_create(const char *path, struct fyp_csv **out, struct fyp_error *err);
void fyp_csv_destroy(struct fyp_csv *csv);

/** Back to the first record. */
enum fyp_status fyp_csv_rewind(struct fyp_csv *csv, struct fyp_error *err);

/** Bytes of the file, and how many have been handed out. */
long long fyp_csv_size(const struct fyp_csv *csv);
long long fyp_csv_position(const struct fyp_csv *csv);

/** SHA-256 of the file's bytes, 64 hexadecimal digits. */
const char *fyp_csv_sha256(const struct fyp_csv *csv);

/**
 * Reads the next record. Blank lines are records of one empty field.
 * @param record  Valid until the next call; count 0 at the end.
 * @retval FYP_E_CSV_QUOTE_OPEN  A quote is never closed.
 * @retval FYP_E_CSV_QUOTE_TEXT  Text follows a closing quote.
 * @retval FYP_E_CSV_LONG        A record or its number of fields is too big.
 * @retval FYP_E_CSV_CHANGED     The file changed since it was opened.
 */
enum fyp_status fyp_csv_next(
    struct fyp_csv *csv, struct fyp_csv_record *record, struct fyp_error *err);

#endif
