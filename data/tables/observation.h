/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_OBSERVATION_H
#define FYP_DATA_TABLES_OBSERVATION_H

#include <stdint.h>

/*
 * One figure as it stands in a table: the texts, nothing understood yet.
 * Whatever the layout, a figure leaves data/tables/ in this form and enters
 * data/cleaning/ in this form.
 */

/** The columns of the long form; a wide table fills the same places from its
 *  headers, its title and what the user said. */
enum fyp_column {
    FYP_COLUMN_REGION,
    FYP_COLUMN_INDICATOR,
    FYP_COLUMN_YEAR,
    FYP_COLUMN_VALUE,
    FYP_COLUMN_UNIT,
    FYP_COLUMN_BASIS,
    FYP_COLUMN_NUMERATOR,
    FYP_COLUMN_DENOMINATOR,
    FYP_COLUMN_STATUS,
    FYP_COLUMN_SOURCE,
    FYP_COLUMN_NOTE,
    FYP_COLUMN_PRICE_BASIS,
    FYP_COLUMN_REGION_NAME, /* beside a code, which it must agree with */
    FYP_COLUMN_COUNT
};

/** Name of a column in the current language, as it may stand in a header. */
const char *fyp_column_name(enum fyp_column column);

struct fyp_observation {
    char *cells[FYP_COLUMN_COUNT]; /* never NULL: "" where nothing stands;
                                      trimmed in place by the cleaning */
    unsigned marks;  /* of value, numerator, denominator; enum fyp_cell_mark */
    int line;        /* row of the figure, from 1 */
    int column;      /* of the value, from 1; 0: the long form of a text */
    const char *raw; /* the whole row as it stands */
};

#endif
