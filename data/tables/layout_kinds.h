/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_LAYOUT_KINDS_H
#define FYP_DATA_TABLES_LAYOUT_KINDS_H

#include "data/tables/grid.h"
#include "data/tables/layout.h"

/*
 * The inside of a layout, for the files that recognise one: layout_long.c,
 * layout_years.c, layout_regions.c, form.c. Each is one row of a table in
 * layout.c, tried in its order; the first that finds the head of a table to
 * be like its own takes it, and understands it or refuses it.
 */

struct fyp_layout_recogniser {
    enum fyp_layout_kind kind;

    /** Whether the head of the table (layout->grid) can only be this. */
    bool (*is_like)(const struct fyp_layout *layout);

    /** Understands the table. What is needed later goes to layout->own,
     *  allocated in layout->arena; warnings go to layout->notes. A failure
     *  has its place (fyp_layout_place), and refuses the file. */
    enum fyp_status (*recognise)(
        struct fyp_layout *layout, struct fyp_error *err);

    /** fyp_layout_begin, _next and _explain of this layout; *observation is
     *  zeroed, every cell "". */
    enum fyp_status (*begin)(struct fyp_layout *layout, struct fyp_error *err);
    enum fyp_status (*next)(
        struct fyp_layout *layout, struct fyp_observation *observation,
        bool *done, struct fyp_error *err);
    void (*explain)(const struct fyp_layout *layout, struct fyp_buffer *out);
};

struct fyp_layout {
    const struct fyp_layout_recogniser *recogniser;
    struct fyp_source *source;
    size_t table;
    const char *sheet; /* its name; NULL: delimited text */
    struct fyp_layout_request request;
    struct fyp_arena arena;
    struct fyp_grid grid; /* the first rows that are not blank; all of them
                             after fyp_layout_read_all */
    struct fyp_problems notes;
    void *own; /* of the recogniser; lives in the arena */
};

extern const struct fyp_layout_recogniser fyp_layout_long;
extern const struct fyp_layout_recogniser fyp_layout_years;
extern const struct fyp_layout_recogniser fyp_layout_regions;
extern const struct fyp_layout_recogniser fyp_layout_form;

/** Reads the rest of the table into layout->grid. */
enum fyp_status
fyp_layout_read_all(struct fyp_layout *layout, struct fyp_error *err);

/** Sets the place of a failure: "stats.csv:14", "a.xlsx!表1!C7"; column from
 *  1, 0 where a whole row is meant. Returns err->status. */
enum fyp_status fyp_layout_place(
    const struct fyp_layout *layout, int line, int column,
    struct fyp_error *err);

/** Adds a warning to layout->notes with its place; the note is made by
 *  fyp_fail before. */
void fyp_layout_note(
    struct fyp_layout *layout, int line, int column, struct fyp_error *note);

/** Refuses a table that is like nothing known, with its first rows. */
enum fyp_status
fyp_layout_unknown(const struct fyp_layout *layout, struct fyp_error *err);

/** An observation with every cell "", of one row of the grid. */
void fyp_layout_blank(
    struct fyp_observation *observation, int line, const char *raw);

#endif
