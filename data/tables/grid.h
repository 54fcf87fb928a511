/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_GRID_H
#define FYP_DATA_TABLES_GRID_H

#include "base/arena.h"
#include "data/readers/source.h"

/*
 * Rows of a table held in memory: its head, to recognise the layout by, or
 * all of it where the layout is a wide one. Blank rows are left out; every
 * row knows its line. What a file may make us hold is limited here.
 */

enum {
    FYP_GRID_ROWS_MAX = 60000,    /* rows that are not blank */
    FYP_GRID_CELLS_MAX = 2000000, /* cells of these rows */
    FYP_GRID_BYTES_MAX = 48 * 1024 * 1024
};

struct fyp_grid_row {
    char **cells;          /* shape [count]; may be written to */
    const uint16_t *marks; /* shape [count]; NULL: delimited text */
    size_t count;
    int line;
    const char *raw;
};

/* Zero-initialise; release with fyp_grid_finish. */
struct fyp_grid {
    struct fyp_arena arena; /* the cells */
    struct fyp_grid_row *rows;
    size_t count, capacity;
    size_t cells, bytes; /* held */
    size_t width;        /* cells of the longest row */
    bool complete;       /* the end of the table was read */
};

/**
 * Reads on until the grid holds that many rows or the table ends.
 * @param rows_max  At most FYP_GRID_ROWS_MAX.
 * @retval FYP_E_FILE_TOO_LARGE  More than a wide table may hold.
 */
enum fyp_status fyp_grid_read(
    struct fyp_grid *grid, struct fyp_source *source, size_t rows_max,
    struct fyp_error *err);
void fyp_grid_finish(struct fyp_grid *grid);

/** Text of a cell, "" beyond the end of the row. */
char *fyp_grid_cell(const struct fyp_grid_row *row, size_t column);
/** Its marks; 0 where none are known. */
unsigned fyp_grid_marks(const struct fyp_grid_row *row, size_t column);

/** Nothing but blanks (Excel leaves such lines behind). Cheap for a row that
 *  begins with a letter or digit. */
bool fyp_row_is_blank(char *const *cells, size_t count);
/** Copies text, cut between characters where it does not fit. */
void fyp_cell_copy(char *out, size_t size, const char *text);

/** A text as the cell of an observation. Cleaning trims cells in place: text
 *  must be writable memory, though it is not ours to change. */
char *fyp_cell_shared(const char *text);

/** Nothing but blanks in one cell. */
bool fyp_cell_is_blank(const char *text);

#endif
