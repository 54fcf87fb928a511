/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_SOURCE_H
#define FYP_DATA_READERS_SOURCE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A file of statistics, whatever its kind: one table for delimited text, one
 * for each sheet of a workbook. Rows come one at a time, from the first to
 * the last; selecting a table starts it again, so that whoever recognises a
 * layout may look first and read afterwards.
 *
 * The kind is found from the content, never from the name. Opening reads the
 * whole file once: its fingerprint is taken, its encoding or container is
 * checked, and nothing that the file says about its own size is believed.
 * Memory is bounded by the limits of the readers, not by the file.
 *
 *   text_file.c   encoding, delimiter; csv.c: records
 *   xlsx_*.c      .xlsx: zip container, XML parts, sheets
 *   xls_*.c       .xls of Excel 97 to 2003: compound file, records, sheets
 *   kind.c        which of them it is, or what else; that is told and
 *   source.c      refused with how to save it again
 */

enum fyp_source_kind { FYP_SOURCE_TEXT, FYP_SOURCE_XLSX, FYP_SOURCE_XLS };

/** What is known of a cell besides its text. Bits. */
enum fyp_cell_mark {
    FYP_CELL_NUMBER = 1 << 0,   /* a number cell, not a text cell */
    FYP_CELL_PER_CENT = 1 << 1, /* shown as per cent: 0.965 comes as "96.5%" */
    FYP_CELL_DATE = 1 << 2,     /* a date: comes as "2021-01-01" */
    FYP_CELL_FORMULA = 1 << 3,  /* computed in the workbook */
    FYP_CELL_NEVER_CALCULATED = 1 << 4, /* a formula whose value was never
                                           computed by a spreadsheet program */
    FYP_CELL_EXTERNAL = 1 << 5, /* its formula refers to another workbook */
    FYP_CELL_BROKEN = 1 << 6,   /* #DIV/0!, a bad reference, a number that is
                                   none, …: never to be used as a figure; its
                                   text is what stood there */
    FYP_CELL_TWICE = 1 << 7,    /* the file gives it twice; never to be used */
    FYP_CELL_HIDDEN = 1 << 8,   /* in a hidden row, column or sheet */
    FYP_CELL_MERGED = 1 << 9    /* inside a merged range but not its first
                                   cell; its text is that of the first one */
};

struct fyp_table_row {
    char **cells;          /* shape [count]; UTF-8, "" where blank; may be
                              written to until the next row is read */
    const uint16_t *marks; /* shape [count]; NULL: delimited text, no marks */
    size_t count;          /* cells; 0: the end of the table */
    int line;        /* in the text file, or the row of the sheet; from 1 */
    const char *raw; /* as it stands in the file; the cells of a sheet
                        with tabs between them */
};

struct fyp_table_info {
    const char *sheet; /* name; NULL: delimited text */
    bool hidden;       /* hidden or very hidden sheet */
    char delimiter;    /* text: ',', ';', '\t', '|' or 'F' for ，; 0: sheet */
};

struct fyp_source; /* opaque */

/**
 * Opens a regular file, finds its kind and reads all of it once.
 *
 * @param out  NULL on failure; release with fyp_source_close.
 * @retval FYP_E_FILE_…    Cannot be read, is not a regular file, too large.
 * @retval FYP_E_CSV_…     Text whose encoding or quotes cannot be settled.
 * @retval FYP_E_XLSX_…    A damaged, hostile, encrypted or foreign container.
 * @retval FYP_E_SOURCE_…  Another kind of file: says which, and how to save
 *                         it again.
 */
enum fyp_status fyp_source_open(
    const char *path, struct fyp_source **out, struct fyp_error *err);
void fyp_source_close(struct fyp_source *source);

enum fyp_source_kind fyp_source_kind(const struct fyp_source *source);
/** "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"; NULL for workbooks. */
const char *fyp_source_encoding(const struct fyp_source *source);
/** SHA-256 of the file's bytes, 64 hexadecimal digits. */
const char *fyp_source_sha256(const struct fyp_source *source);
/** Bytes of the file, and how many of them reading has come past; for the
 *  progress bar. */
long long fyp_source_size(const struct fyp_source *source);
long long fyp_source_position(const struct fyp_source *source);

/** What was put right or left out while opening (encoding guessed, macros,
 *  external links ignored …): warnings, FYP_W_…. Owned by the source. */
const struct fyp_problems *fyp_source_notes(const struct fyp_source *source);

size_t fyp_source_table_count(const struct fyp_source *source);
const struct fyp_table_info *
fyp_source_table(const struct fyp_source *source, size_t index);

/** Goes to the first row of a table. */
enum fyp_status fyp_source_select(
    struct fyp_source *source, size_t table, struct fyp_error *err);

/**
 * Reads the next row; blank lines of a text are rows of blank cells, rows
 * that a sheet leaves out are not given.
 * @param row  Valid until the next call; count 0 at the end.
 */
enum fyp_status fyp_source_next(
    struct fyp_source *source, struct fyp_table_row *row,
    struct fyp_error *err);

/** Text property of a workbook (docProps/custom.xml); NULL: not there. */
const char *
fyp_source_property(const struct fyp_source *source, const char *name);

#endif
