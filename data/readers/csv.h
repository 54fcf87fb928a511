/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_CSV_H
#define FYP_DATA_READERS_CSV_H

#include "data/readers/delimiter.h"
#include "data/readers/text_file.h"

/*
 * Delimited text, one record at a time: RFC 4180 with the line numbers that
 * an error message needs. Encoding and delimiter are found from the content
 * (text_file.h, delimiter.h); memory does not grow with the file.
 *
 * Why our own parser: a record keeps its raw text and its line, a quote that
 * is never closed is told with the line that opened it, and with SQLite
 * behind it it is faster than libcsv. It looks at eight bytes at a time and
 * leaves the fields where they are: the text stands in memory twice, once
 * with its fields terminated and once as it is in the file.
 *
 * Source: RFC 4180 section 2.
 * Deviation: other delimiters than the comma; lines may end in CRLF, LF or
 *            CR; a quote inside an unquoted field is an ordinary character,
 *            as Excel writes and reads it; a byte order mark is skipped, and
 *            so is a first line "sep=;"; a quoted field of more than
 *            FYP_CSV_QUOTED_LINES_MAX lines is taken for one that is never
 *            closed, because a stray quote further on would close it and
 *            everything between would be one cell.
 */

enum {
    FYP_CSV_RECORD_MAX = 1 << 20, /* bytes of one record, as UTF-8 */
    FYP_CSV_FIELDS_MAX = 16384,   /* as many as a sheet of Excel has columns */
    FYP_CSV_QUOTED_LINES_MAX = 100,
    FYP_CSV_LINES_MAX = 10000000
};

struct fyp_csv; /* opaque */

struct fyp_csv_record {
    char **fields;   /* shape [count], quotes resolved; may be written to */
    size_t count;    /* 0: the end of the file */
    int line;        /* where the record begins, from 1 */
    const char *raw; /* the whole record as it stands in the file */
};

/**
 * Opens a regular file and reads all of it once.
 * @param out     NULL on failure; release with fyp_csv_destroy.
 * @retval other  Those of fyp_text_file_create.
 */
enum fyp_status
fyp_csv_create(const char *path, struct fyp_csv **out, struct fyp_error *err);
void fyp_csv_destroy(struct fyp_csv *csv);

/** Back to the first record. */
enum fyp_status fyp_csv_rewind(struct fyp_csv *csv, struct fyp_error *err);

/** Bytes of the file, and how many of them have been read. */
long long fyp_csv_size(const struct fyp_csv *csv);
long long fyp_csv_position(const struct fyp_csv *csv);

/** SHA-256 of the file's bytes; waits for it, see fyp_text_file_sha256. */
const char *fyp_csv_sha256(const struct fyp_csv *csv);

enum fyp_encoding fyp_csv_encoding(const struct fyp_csv *csv);

/** What was noticed about encoding and delimiter. */
const struct fyp_problems *fyp_csv_notes(const struct fyp_csv *csv);

/** ',', ';', '\t', '|' or 'F' for the full-width comma. */
char fyp_csv_delimiter(const struct fyp_csv *csv);

/**
 * Reads the next record. Blank lines are records of one empty field.
 * @param record  Valid until the next call; count 0 at the end.
 * @retval FYP_E_CSV_QUOTE_OPEN  A quote is never closed.
 * @retval FYP_E_CSV_QUOTE_TEXT  Text follows a closing quote.
 * @retval FYP_E_CSV_LONG        A record or its number of fields is too big.
 * @retval FYP_E_TEXT_FILE_LINES The file has too many lines.
 * @retval FYP_E_CSV_CHANGED     The file changed since it was opened.
 */
enum fyp_status fyp_csv_next(
    struct fyp_csv *csv, struct fyp_csv_record *record, struct fyp_error *err);

#endif
