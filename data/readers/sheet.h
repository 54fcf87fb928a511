/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_SHEET_H
#define FYP_DATA_READERS_SHEET_H

#include "data/readers/source.h"

#include <stdint.h>

/*
 * One sheet of a workbook in memory, sparse: 12 bytes a filled cell and the
 * texts. What a file says about the extent of a sheet is never asked; a cell
 * in the last corner of the grid costs as much as one in the first.
 *
 * Filling: add cells in any order, hide and merge, then settle once. Reading:
 * rows in the order of the sheet, those that hold nothing left out.
 */

enum {
    FYP_SHEET_ROWS = 1048576,
    FYP_SHEET_COLUMNS = 16384,
    FYP_SHEET_CELLS_MAX = 2 * 1000 * 1000,  /* filled ones, merges included */
    FYP_SHEET_TEXT_MAX = 128 * 1000 * 1000, /* bytes of all texts */
    FYP_SHEET_MERGES_MAX = 100 * 1000,
    FYP_SHEET_AREA_MAX = 50 * 1000 * 1000, /* cells that reading hands out,
                                              blank ones included */
    FYP_CELL_TEXT_MAX = 131072 /* bytes of one cell: 32,767 characters */
};

/** Texts one behind the other, each terminated; found by their offset. */
struct fyp_text_pool {
    char *data;
    size_t length, capacity;
};

/** @retval FYP_E_XLSX_LIMIT  Beyond FYP_SHEET_TEXT_MAX. */
enum fyp_status fyp_text_pool_add(
    struct fyp_text_pool *pool, const char *text, size_t length,
    uint32_t *offset, struct fyp_error *err);
void fyp_text_pool_finish(struct fyp_text_pool *pool);

struct fyp_sheet_cell {
    uint32_t row;    /* from 0 */
    uint16_t column; /* from 0 */
    uint16_t marks;  /* enum fyp_cell_mark */
    uint32_t text;   /* offset in the pool; FYP_SHEET_SHARED: in the shared */
};

#define FYP_SHEET_SHARED UINT32_C(0x80000000)

/** A merged range, corners from 0, included. */
struct fyp_sheet_range {
    uint32_t row, last_row;
    uint16_t column, last_column;
};

struct fyp_sheet {
    const char *name;                   /* of the caller; for messages */
    const struct fyp_text_pool *shared; /* of the caller; may be NULL */
    struct fyp_text_pool pool;
    struct fyp_sheet_cell *cells;
    size_t count, capacity;
    struct fyp_sheet_range *merges;
    size_t merge_count, merge_capacity;
    uint64_t hidden_columns[FYP_SHEET_COLUMNS / 64]; /* bits */
    bool hidden;                                     /* all of it */
    bool unordered;      /* cells were not added in their order */
    bool rows_unordered; /* nor were rows */
    /* reading */
    size_t next;     /* the cell where the next row begins */
    char **texts;    /* shape [FYP_SHEET_COLUMNS] */
    uint16_t *marks; /* the same */
    char *row;       /* texts of the row, then the same with tabs */
    size_t row_capacity;
};

/** Zero-initialise before; releases everything and zeroes again. */
void fyp_sheet_finish(struct fyp_sheet *sheet);

/** Adds a filled cell with a text of its own. */
enum fyp_status fyp_sheet_add(
    struct fyp_sheet *sheet, struct fyp_sheet_cell cell, const char *text,
    size_t length, struct fyp_error *err);
/** Adds a filled cell whose text is in the shared pool, at cell.text. */
enum fyp_status fyp_sheet_add_shared(
    struct fyp_sheet *sheet, struct fyp_sheet_cell cell, struct fyp_error *err);
enum fyp_status fyp_sheet_merge(
    struct fyp_sheet *sheet, struct fyp_sheet_range range,
    struct fyp_error *err);
/** Columns from first to last, from 0. */
void fyp_sheet_hide_columns(
    struct fyp_sheet *sheet, uint32_t first, uint32_t last);

/**
 * After the last cell: sorts, marks cells given twice (their text becomes
 * both, with " | " between), spreads merged texts, marks hidden columns.
 * @param notes  What somebody should know: FYP_W_XLSX_….
 * @retval FYP_E_XLSX_MERGES  Merged ranges overlap.
 * @retval FYP_E_XLSX_LIMIT   The merged texts fill too many cells, or the
 *                            cells lie too far apart.
 */
enum fyp_status fyp_sheet_settle(
    struct fyp_sheet *sheet, struct fyp_problems *notes, struct fyp_error *err);

/** Back to the first row. */
void fyp_sheet_rewind(struct fyp_sheet *sheet);
/** The next row that holds something; count 0 at the end. */
enum fyp_status fyp_sheet_next(
    struct fyp_sheet *sheet, struct fyp_table_row *row, struct fyp_error *err);

#endif
