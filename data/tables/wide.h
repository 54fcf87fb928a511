/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_WIDE_H
#define FYP_DATA_TABLES_WIDE_H

#include "data/tables/context.h"

/*
 * What the two wide layouts share. A figure belongs to the row and the column
 * it stands in; either may name its indicator, its year, its region, its
 * unit, and what neither says the table says (context.h). Columns of one
 * indicator and year (numerator, denominator, value) form a group; each row
 * hands out one observation a group.
 */

enum fyp_row_kind {
    FYP_ROW_FIGURES,
    FYP_ROW_TOTAL,      /* of the table's own region: taken */
    FYP_ROW_TOTAL_LEFT, /* a total that belongs to nothing: left out */
    FYP_ROW_PART,       /* 其中：, #: left out */
    FYP_ROW_FOOT,       /* a note or a signature */
    FYP_ROW_TEXT,       /* a heading between the rows, no figures */
    FYP_ROW_OUTSIDE     /* outside 数据行 of the mapping */
};

struct fyp_wide_column {
    enum fyp_role role; /* never FYP_ROLE_DATA once recognised */
    int year;           /* 0: not said here */
    const struct fyp_catalogue_entry *entry; /* NULL: not said here */
    char unit[FYP_UNIT_SIZE];
    char heading[FYP_HEADING_SIZE]; /* as it stands, rows joined */
};

struct fyp_wide_group {
    const struct fyp_catalogue_entry *entry; /* NULL: the row says it */
    int year;
    char year_text[12];                /* "" : the row or the table says it */
    int value, numerator, denominator; /* columns; -1: none */
};

struct fyp_wide {
    enum fyp_layout_kind kind;
    size_t header_first, header_last; /* rows of the grid */
    struct fyp_wide_column *columns;
    size_t column_count;
    int label;                      /* column of the rows' names; -1: none */
    int of_role[FYP_ROLE_DATA + 1]; /* first column of a role; -1: none */
    struct fyp_wide_group *groups;
    size_t group_count;
    unsigned char *row_kinds; /* enum fyp_row_kind, shape [grid.count] */
    struct fyp_context context;
    char source[FYP_HEADING_SIZE]; /* of a line 资料来源：; "" */
    size_t row, group;             /* the next figure */
    char row_unit[FYP_UNIT_SIZE];  /* in the name of the row */
    const struct fyp_catalogue_entry *row_entry; /* that the row names */
};

/** What the head of a table shows, for is_like. */
struct fyp_wide_look {
    bool found;               /* there is a header */
    bool names_regions;       /* a column of regions has its name there */
    bool names_indicators;    /* a column of indicators has */
    bool nameless;            /* the first column has texts but no name */
    size_t years, indicators; /* columns that name one */
};
struct fyp_wide_look fyp_wide_look(const struct fyp_layout *layout);

/** recognise, begin, next, explain of both wide layouts. */
enum fyp_status fyp_wide_recognise(
    struct fyp_layout *layout, enum fyp_layout_kind kind,
    struct fyp_error *err);
enum fyp_status
fyp_wide_begin(struct fyp_layout *layout, struct fyp_error *err);
enum fyp_status fyp_wide_next(
    struct fyp_layout *layout, struct fyp_observation *observation, bool *done,
    struct fyp_error *err);
void fyp_wide_explain(const struct fyp_layout *layout, struct fyp_buffer *out);

#endif
