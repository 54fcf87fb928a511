/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_MAPPING_FIELDS_H
#define FYP_DATA_TABLES_MAPPING_FIELDS_H

#include "base/arena.h"
#include "base/decimal.h"
#include "data/tables/heading.h"
#include "data/tables/mapping.h"

#include <stdbool.h>

/*
 * What a mapping file says, for the recognisers. A field that is not given
 * is NULL, 0, or absent.
 */

/** A column, by its letter or number, or by its heading. */
struct fyp_mapped_column {
    const char *column;
    int role;              /* enum fyp_role; FYP_ROLE_DATA: not given */
    const char *indicator; /* code or name */
    int year;
    const char *unit;
    int line; /* in the mapping file */
};

/** A label of a row, or a heading, and the indicator it means. */
struct fyp_mapped_name {
    const char *text;
    const char *indicator;
    int line;
};

struct fyp_mapping {
    struct fyp_arena arena;
    const char *path;
    int layout; /* enum fyp_layout_kind; -1: not given */
    const char *sheet;
    struct fyp_decimal header_first, header_last; /* lines, from 1 */
    struct fyp_decimal data_first, data_last;
    const char *region;
    int year;
    const char *unit;
    const char *marks;
    struct fyp_mapped_column *columns;
    size_t column_count;
    struct fyp_mapped_name *names;
    size_t name_count;
};

/** Whether a line may hold figures: within 数据行, or none was given. */
bool fyp_mapping_has_line(const struct fyp_mapping *mapping, int line);

/** The indicator that 指标对照 gives for a text, compared folded; NULL: it
 *  gives none. mapping may be NULL. */
const char *
fyp_mapping_indicator(const struct fyp_mapping *mapping, const char *text);

#endif
