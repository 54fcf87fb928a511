/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_FIELDWORK_TABLE_H
#define FYP_DATA_FIELDWORK_TABLE_H

#include "base/arena.h"
#include "base/decimal.h"
#include "base/error.h"

/*
 * The tables that a third party brings back: delimited text, or the one sheet
 * of a workbook whose header fits, its columns declared by the reader of that
 * kind of table. A row is taken whole or rejected with its line; only what
 * makes all rows doubtful refuses the file. What users may write is in
 * docs/third-party.md.
 */

enum {
    FYP_FIELD_COLUMNS_MAX = 8, /* that a kind of table declares */
    FYP_FIELD_ROWS_MAX = 1000000,
    FYP_FIELD_HEADER_ROWS = 10, /* among which the header stands */
    FYP_FIELD_SHEET_SIZE = 128  /* 31 characters of a name, and more */
};

struct fyp_field_column {
    const char *english, *chinese; /* shown; folded forms are accepted */
    const char *others[4];         /* further names, folded; NULL ends */
    bool required;
    bool spans; /* one merged cell may name it for several rows; a date is
                   taken as well, as "2024-12-18" */
};

/** A kind of table. */
struct fyp_field_form {
    const struct fyp_field_column *columns;
    size_t count;
    bool open; /* columns that are not declared are passed over */
};

/** One row: the cells in the order of the form, trimmed, "" where blank. */
struct fyp_field_row {
    const struct fyp_field_form *form;
    const char *cells[FYP_FIELD_COLUMNS_MAX];
    int line;
};

/** What a result is traced back to. */
struct fyp_field_file {
    const char *path; /* as given */
    char sha256[65];
    char sheet[FYP_FIELD_SHEET_SIZE]; /* "" for text */
    size_t taken, rejected;
};

/**
 * Takes one row. A status whose exit code is FYP_EXIT_ROWS_REJECTED rejects
 * the row, any other failure ends the reading.
 */
typedef enum fyp_status fyp_field_take(
    void *into, const struct fyp_field_row *row, struct fyp_error *err);

struct fyp_field_taker {
    fyp_field_take *take;
    void *into;
};

/**
 * Reads a whole table. Titles may stand above the header. In a workbook hidden
 * sheets are passed over, hidden rows are taken, and a cell that shows an
 * error, a date or a part of a merged range rejects its row.
 * @param problems  What opening the file told; every rejected row, with file,
 *                  sheet and line.
 * @retval FYP_E_FIELD_SHEETS    The header stands on two sheets.
 * @retval FYP_E_FIELD_HEADER    Columns missing; _HEADER_UNKNOWN, _TWICE.
 * @retval FYP_E_FIELD_NO_ROW    No row could be taken.
 * @retval FYP_E_FIELD_TOO_MANY  More than FYP_FIELD_ROWS_MAX rows.
 */
enum fyp_status fyp_field_read(
    const char *path, const struct fyp_field_form *form,
    struct fyp_field_taker taker, struct fyp_field_file *file,
    struct fyp_problems *problems, struct fyp_error *err);

/** Name of a column in the user's language. */
const char *
fyp_field_column_name(const struct fyp_field_form *form, size_t column);

/** Fails with FYP_E_ROW_BLANK where the cell is empty. */
enum fyp_status fyp_field_need(
    const struct fyp_field_row *row, size_t column, struct fyp_error *err);

/** A number of 0 or more; a blank cell leaves out absent. */
enum fyp_status fyp_field_amount(
    const struct fyp_field_row *row, size_t column, struct fyp_decimal *out,
    struct fyp_error *err);

/* The rows that were seen, by a key. Zero-initialise. */
struct fyp_field_seen {
    struct fyp_field_mark *marks; /* open addressing, shape [capacity] */
    size_t count, capacity;
    struct fyp_arena arena;
};

/**
 * Remembers a key of two texts.
 * @param line  Of this row; where the key is known already, untouched but
 *              the earlier line is told: FYP_E_FIELD_TWICE with both texts.
 */
enum fyp_status fyp_field_once(
    struct fyp_field_seen *seen, const char *first, const char *second,
    int line, struct fyp_error *err);
void fyp_field_seen_finish(struct fyp_field_seen *seen);

#endif
