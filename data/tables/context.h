/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_CONTEXT_H
#define FYP_DATA_TABLES_CONTEXT_H

#include "data/tables/heading.h"
#include "data/tables/layout_kinds.h"

/*
 * What is said about a whole table outside its rows and columns: the region
 * and the year of its title, of the sheet's or the file's name, of the
 * command line or a mapping; the line of units.
 *
 * A mapping settles it alone. Otherwise everything found must agree: two
 * regions or two years from two places are not for the program to choose
 * between. A region that lies in another one is no contradiction. What the
 * command line says settles what others leave open, and must be among what they
 * say, if they say anything.
 */

enum fyp_origin {
    FYP_FROM_MAPPING,
    FYP_FROM_OPTION,
    FYP_FROM_TITLE,
    FYP_FROM_SHEET,
    FYP_FROM_FILE
};

enum { FYP_CONTEXT_UNITS_MAX = 8, FYP_CONTEXT_WHY_SIZE = 512 };

/** One thing that was looked for. */
struct fyp_context_item {
    bool found;
    enum fyp_origin origin;         /* of the first that says so */
    char text[24];                  /* code of the region; year in digits */
    char why[FYP_CONTEXT_WHY_SIZE]; /* where not found: the reason */
};

struct fyp_context {
    struct fyp_context_item region, year;
    char units[FYP_CONTEXT_UNITS_MAX][FYP_UNIT_SIZE];
    size_t unit_count;
    char doubt[FYP_CONTEXT_WHY_SIZE]; /* a title says that these are not the
                                         results of whole years; "" */
    bool to_date, preliminary;        /* 累计, 快报 of a title or name */
    int unit_line;                    /* 0: none */
    char bad_unit[FYP_UNIT_SIZE]; /* a line of units that is not understood */
};

/** Looks at the first rows of the grid (titles) and everything else. */
void fyp_context_find(
    const struct fyp_layout *layout, size_t title_rows,
    struct fyp_context *out);

/** @retval FYP_E_LAYOUT_PLACE  Not found, or not certain. */
enum fyp_status fyp_context_need_region(
    const struct fyp_context *context, struct fyp_error *err);
enum fyp_status
fyp_context_need_year(const struct fyp_context *context, struct fyp_error *err);

/**
 * The unit of a column or row that names none itself: that of the line of
 * units. Where the line names several, the one that is a unit of the
 * indicator.
 * @param unit  "" where there is no line of units.
 * @retval FYP_E_LAYOUT_PLACE  None of several fits, or more than one may.
 */
enum fyp_status fyp_context_unit(
    const struct fyp_context *context, const struct fyp_catalogue_entry *entry,
    const char **unit, struct fyp_error *err);

/**
 * The basis and the status of a figure whose table has no column for them:
 * 累计 in a title makes totals to date of what is counted (a rate is what it
 * is at the end of the year either way), 快报 or 初步 a preliminary figure.
 * @param own  Columns that the table has, whose cells stay as they are.
 */
struct fyp_context_own {
    bool basis, status;
};
void fyp_context_complete(
    const struct fyp_context *context, const struct fyp_context_own *own,
    const struct fyp_catalogue_entry *entry, struct fyp_observation *out);

/** Adds the warnings of what fyp_context_complete will do, and tells it. */
void fyp_context_note(
    struct fyp_layout *layout, const struct fyp_context *context,
    const struct fyp_context_own *own, int line);
void fyp_context_explain(
    const struct fyp_context *context, const struct fyp_context_own *own,
    struct fyp_buffer *out);

/** "标题", "文件名" …, in the current language. */
const char *fyp_origin_text(enum fyp_origin origin);

#endif
