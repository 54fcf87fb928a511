/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_TEXT_TABLE_H
#define FYP_REPORTS_TEXT_TABLE_H

#include "base/arena.h"
#include "base/text.h"

/*
 * A table for a terminal, aligned by display width: a Chinese character
 * takes two columns. Cells wider than the limit of their column go on in the
 * next line. What comes from files cannot steer the terminal: control
 * characters are shown as \xNN.
 */

struct fyp_text_column {
    const char *title;
    size_t limit; /* widest cell, in columns, >= 2 */
    bool right;   /* numbers */
};

enum { FYP_TEXT_COLUMNS_MAX = 16 };

struct fyp_text_table {
    const struct fyp_text_column *columns;
    size_t column_count; /* 1 .. FYP_TEXT_COLUMNS_MAX */
    const char **cells;  /* row by row */
    size_t cell_count;
    size_t capacity;
    struct fyp_arena arena;
    bool failed;
};

/** columns must outlive the table. */
void fyp_text_table_init(
    struct fyp_text_table *table, const struct fyp_text_column *columns,
    size_t column_count);

/** The next cell, from left to right; text is copied. */
void fyp_text_table_add(struct fyp_text_table *table, const char *text);

/** A number with fixed decimals, a share in per cent as the next cell;
 *  FYP_SHOWN_UNDEFINED where it is not defined. */
void fyp_text_table_number(
    struct fyp_text_table *table, double value, int decimals);
void fyp_text_table_share(struct fyp_text_table *table, double share);

/** Titles, a rule, the rows; every row must be complete. */
void fyp_text_table_print(
    const struct fyp_text_table *table, struct fyp_buffer *out);
void fyp_text_table_finish(struct fyp_text_table *table);

#endif
