/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_FIGURES_H
#define FYP_DATA_FIGURES_H

#include "base/decimal.h"

/*
 * What was measured, in memory: an unordered heap of current figures turned
 * into an index by region, indicator, year and basis. The engine reads it;
 * it never asks the store.
 */

/** What one figure covers. */
enum fyp_basis {
    FYP_BASIS_YEAR,   /* the year itself */
    FYP_BASIS_TO_DATE /* all plan years up to this one */
};

/** Nominal or real prices, where the source says so. */
enum fyp_price_basis { FYP_PRICE_UNKNOWN, FYP_PRICE_NOMINAL, FYP_PRICE_REAL };

struct fyp_figure {
    const char *region;    /* code */
    const char *indicator; /* catalogue code */
    int year;
    enum fyp_basis basis;
    struct fyp_decimal value;                  /* always present, finite */
    struct fyp_decimal numerator, denominator; /* absent: not given */
    enum fyp_price_basis price_basis;
    const char *source; /* as given; "" where none */
    const char *file;   /* name of the imported file */
    const char *sha256; /* of that file, hexadecimal; "" where not known */
    const char *sheet;  /* in that file; NULL: a text file */
    int line;           /* in that file or sheet, from 1 */
    int column;         /* in that sheet, from 1; 0: not known */
    unsigned marks;     /* what is to be known of the cell:
                           enum fyp_cell_mark of data/readers/source.h */
    int version;        /* 1, 2 … */
    long long import_id;
    bool demonstration; /* the source says 示例数据 */
};

struct fyp_figures; /* opaque; owns copies of all strings */

enum fyp_status
fyp_figures_create(struct fyp_figures **out, struct fyp_error *err);
void fyp_figures_destroy(struct fyp_figures *figures);

/** Copies a figure in. Call fyp_figures_index after the last one. */
enum fyp_status fyp_figures_add(
    struct fyp_figures *figures, const struct fyp_figure *figure,
    struct fyp_error *err);

/** Sorts for finding; a place given twice is an assertion failure. */
void fyp_figures_index(struct fyp_figures *figures);

/** NULL when there is none. Valid until the next add or destroy. */
const struct fyp_figure *fyp_figures_find(
    const struct fyp_figures *figures, const char *region,
    const char *indicator, int year, enum fyp_basis basis);

size_t fyp_figures_count(const struct fyp_figures *figures);
/** In order of region, indicator, year, basis. */
const struct fyp_figure *
fyp_figures_at(const struct fyp_figures *figures, size_t index);

#endif
