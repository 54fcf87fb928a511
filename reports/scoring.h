/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SCORING_H
#define FYP_REPORTS_SCORING_H

#include "reports/sheets.h"

#include <stdarg.h>

/*
 * The arithmetic of the engine once more, as formulas of a spreadsheet, so
 * that a reader can follow every number from the data sheet to the score,
 * change a figure and see what follows. What is fixed by the plan (kind,
 * path, comparator, milestones) and by the rules is written into the
 * formulas; what is measured is taken from the data sheet. Every formula
 * carries the engine's own result; a test has a spreadsheet recalculate all
 * of them and compares.
 *
 * Source: docs/methods.md sections 1 to 9, and engine/ beside it.
 */

/** Columns of the sheet 评分过程, from A on. */
enum fyp_scoring_column {
    FYP_SCORING_NUMBER,
    FYP_SCORING_NAME,
    FYP_SCORING_RULE,
    FYP_SCORING_DIRECTION,     /* s: 1 or -1 */
    FYP_SCORING_TARGET,        /* T */
    FYP_SCORING_BASELINE,      /* b of the formulas */
    FYP_SCORING_BASELINE_YEAR, /* y0, or f of a proxy */
    FYP_SCORING_VALUE,         /* x */
    FYP_SCORING_REFERENCE,     /* g_r or ref_t */
    FYP_SCORING_COMPLETE,      /* 1: no year is missing, else 0 */
    FYP_SCORING_MET,           /* 1 or 0 */
    FYP_SCORING_MAINTAIN,      /* 1 or 0 */
    FYP_SCORING_EXPECTED,      /* e */
    FYP_SCORING_SCALE,
    FYP_SCORING_PACE,
    FYP_SCORING_MISSED, /* a milestone that is due: 1 or 0 */
    FYP_SCORING_STATUS,
    FYP_SCORING_SCORE,
    FYP_SCORING_WEIGHT,
    FYP_SCORING_COUNTED, /* weight that enters the score */
    FYP_SCORING_PART,    /* weight times score */
    FYP_SCORING_CAPS,    /* lowers the grade: 1 or 0 */
    FYP_SCORING_COLUMNS
};

enum { FYP_SCORING_NAME_SIZE = 16 };

/** The formulas of one indicator, while they are made. */
struct fyp_scoring {
    const struct fyp_view *view;
    const struct fyp_indicator_result *result;
    size_t index; /* of the indicator */
    /* names of the cells of its row: "H7" */
    char cell[FYP_SCORING_COLUMNS][FYP_SCORING_NAME_SIZE];
    struct fyp_arena *arena; /* owns all texts */
    bool failed;             /* out of memory: a text is "" */
};

/** Name of a cell of the sheet: "H7"; row from 0. */
void fyp_scoring_cell(
    enum fyp_scoring_column column, uint32_t row,
    char out[FYP_SCORING_NAME_SIZE]);

/** The same cell as another sheet names it: "'评分过程'!H7". */
const char *
fyp_scoring_link(struct fyp_scoring *scoring, enum fyp_scoring_column column);

/** A figure of a year on the data sheet: "'数据'!G7". */
const char *fyp_scoring_figure(struct fyp_scoring *scoring, int year);

/** The plan's score, as another sheet names its cell. */
const char *fyp_scoring_total(struct fyp_scoring *scoring);

/** Makes ready for one indicator; the arena is the caller's. */
void fyp_scoring_init(
    struct fyp_scoring *scoring, const struct fyp_view *view, size_t index,
    struct fyp_arena *arena);

/** A text of the arena, by a printf format. */
const char *
fyp_scoring_text(struct fyp_scoring *scoring, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The formula of a column, without "="; NULL where the cell is a constant
 *  of the plan or of the rules. */
const char *fyp_scoring_formula(
    struct fyp_scoring *scoring, enum fyp_scoring_column column);

/* --- pieces, each true or false or a number --- */

/** "x >= y" as the engine means it: equal within 1e-9 of the larger. */
const char *fyp_scoring_compare(
    struct fyp_scoring *scoring, const char *x, enum fyp_comparator comparator,
    const char *y);

/** x as it is compared: rounded half to even to decimals where the rules say
 *  so. */
const char *
fyp_scoring_compared(struct fyp_scoring *scoring, const char *x, int decimals);

/** A number so that it reads back as the same. */
const char *fyp_scoring_number(struct fyp_scoring *scoring, double value);

/** Does x meet T itself (not a milestone)? */
const char *
fyp_scoring_meets_target(struct fyp_scoring *scoring, const char *x);

/** The word of a verdict with its symbol, quoted for a formula. */
const char *
fyp_scoring_word(struct fyp_scoring *scoring, enum fyp_verdict verdict);

/** What the plan fixes: a target that is another series; a path by steps. */
bool fyp_scoring_has_reference(const struct fyp_scoring *scoring);
bool fyp_scoring_is_step(const struct fyp_scoring *scoring);

/** x, b, f, the reference and whether all years are there: the first half,
 *  in scoring_observed.c. */
const char *fyp_scoring_observed(
    struct fyp_scoring *scoring, enum fyp_scoring_column column);

/** The status: scoring_status.c. */
const char *fyp_scoring_status(struct fyp_scoring *scoring);

/** Years of growth without figures: no figure at all, or none for the
 *  evaluated year. For the status. */
const char *fyp_scoring_growth_has_any(struct fyp_scoring *scoring);
const char *fyp_scoring_growth_has_year(struct fyp_scoring *scoring);

#endif
