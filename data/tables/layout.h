/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_LAYOUT_H
#define FYP_DATA_TABLES_LAYOUT_H

#include "base/text.h"
#include "data/cleaning/regions.h"
#include "data/readers/source.h"
#include "data/tables/mapping.h"
#include "data/tables/observation.h"
#include "indicators/catalogue.h"

/*
 * Where the figures stand in a table. Recognised are
 *
 *   long           one figure a row, a header of known column names
 *   years_across   one indicator a row, one year a column (yearbooks)
 *   regions_down   one region a row, one indicator a column, one year
 *   form           the project's own form (data/tables/form.h)
 *
 * with title rows, lines of units, headers of up to three rows with merged
 * cells, totals, and notes below the table. What cannot be recognised with
 * certainty is refused with what was seen; a mapping file then says it
 * (docs/data-file.md). Every decision can be told: fyp_layout_explain.
 */

enum fyp_layout_kind {
    FYP_LAYOUT_LONG,
    FYP_LAYOUT_YEARS_ACROSS,
    FYP_LAYOUT_REGIONS_DOWN,
    FYP_LAYOUT_FORM
};

/** What the recogniser may use besides the table. */
struct fyp_layout_request {
    const struct fyp_catalogue *catalogue;
    const struct fyp_regions *regions;
    const char *path;                  /* of the file, for places */
    const char *file_name;             /* without its folder, as UTF-8 */
    const char *region;                /* --region, NULL: not given */
    int year;                          /* --year, 0: not given */
    const struct fyp_mapping *mapping; /* NULL: none */
    struct fyp_plan *const *plans;     /* whose forms are known, shape
                                          [plan_count]; NULL: any */
    size_t plan_count;
};

struct fyp_layout; /* opaque; owns its strings */

/**
 * Recognises the layout of one table of a source. The source is read and
 * left at an undefined row.
 *
 * @param out  NULL on failure, or (with FYP_OK) when the table holds nothing
 *             at all; release with fyp_layout_destroy.
 * @retval FYP_E_HEADER_…, FYP_E_LAYOUT_…, FYP_E_FORM_…
 *         What was seen and what would settle it; the place is set:
 *         "stats.csv:3", "a.xlsx!表1!C3".
 */
enum fyp_status fyp_layout_find(
    struct fyp_source *source, size_t table,
    const struct fyp_layout_request *request, struct fyp_layout **out,
    struct fyp_error *err);
void fyp_layout_destroy(struct fyp_layout *layout);

enum fyp_layout_kind fyp_layout_kind(const struct fyp_layout *layout);

/** Warnings of the recognition (hidden rows, a total left out …). */
const struct fyp_problems *fyp_layout_notes(const struct fyp_layout *layout);

/** Encoding, delimiter, header rows, orientation, unit lines, what each
 *  column became, which rows were taken for notes or totals: in words. */
void fyp_layout_explain(
    const struct fyp_layout *layout, struct fyp_buffer *out);

/** Starts handing out figures, from the first row of the table. */
enum fyp_status
fyp_layout_begin(struct fyp_layout *layout, struct fyp_error *err);

/**
 * The next figure of the table.
 * @param done  true when there is none left.
 * @param err   FYP_E_ROW_CELLS and other failures of one row
 *              (fyp_layout_is_of_row) have observation->line and ->raw set:
 *              the row is to be rejected, and reading goes on. Any other
 *              failure refuses the file.
 */
enum fyp_status fyp_layout_next(
    struct fyp_layout *layout, struct fyp_observation *observation, bool *done,
    struct fyp_error *err);

/** Whether a failure is of one row: also that of a region, which elsewhere
 *  refuses what was asked for. */
bool fyp_layout_is_of_row(enum fyp_status status);

#endif
