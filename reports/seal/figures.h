/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_FIGURES_H
#define FYP_REPORTS_SEAL_FIGURES_H

#include "base/arena.h"
#include "base/text.h"
#include "data/store/store.h"
#include "indicators/catalogue.h"

/*
 * The figures of a sealed evaluation, all that the program had before it, and
 * where each comes from. Two files say it:
 *
 *   origins.csv  everything: numbers with as many digits as read back to the
 *                bit, what stood in the cell, sheet, cell, file, its
 *                SHA-256, when it was taken in, version; English columns
 *   figures.csv  the same figures as `fyp import` reads them
 * (docs/data-file.md)
 *
 * Only origins.csv is read back; figures.csv must be what follows from it.
 * A text that a spreadsheet would take for a formula stands behind an
 * apostrophe, and so does, in origins.csv, one that begins with an
 * apostrophe: what is read back is what was there.
 */

struct fyp_sealed_figure {
    struct fyp_figure figure;
    const char *raw;    /* the value's cell; "" if computed */
    const char *unit;   /* as given; NULL: not given */
    const char *status; /* so */
    const char *note;   /* so */
    unsigned normalised;
    const char *sha256; /* of figure.file */
    const char *imported_at;
    const char *reason; /* of the import's revisions; NULL: none */
};

/** In order of region, indicator, year, basis; each place once.
 *  Zero-initialise; release with fyp_sealed_figures_finish. */
struct fyp_sealed_figures {
    struct fyp_sealed_figure *items;
    size_t count, capacity;
    struct fyp_arena arena; /* the texts */
};

void fyp_sealed_figures_finish(struct fyp_sealed_figures *figures);

/**
 * Asks the store where each of the figures comes from.
 * @retval FYP_E_SEAL_STORE_CHANGED  The store no longer holds these figures.
 */
enum fyp_status fyp_sealed_figures_collect(
    struct fyp_store *store, const struct fyp_figures *figures,
    struct fyp_sealed_figures *out, struct fyp_error *err);

/** The text of origins.csv. */
void fyp_sealed_figures_origins(
    const struct fyp_sealed_figures *figures, struct fyp_buffer *out);

/** The text of figures.csv. */
void fyp_sealed_figures_csv(
    const struct fyp_sealed_figures *figures,
    const struct fyp_catalogue *catalogue, struct fyp_buffer *out);

/**
 * Reads origins.csv back. Everything must be as the program writes it.
 * @retval FYP_E_SEAL_FIGURES  What is wrong, with file and line.
 */
enum fyp_status fyp_sealed_figures_read(
    const char *path, struct fyp_sealed_figures *out, struct fyp_error *err);

/** The figures as the engine wants them; the caller destroys *out. */
enum fyp_status fyp_sealed_figures_load(
    const struct fyp_sealed_figures *figures, struct fyp_figures **out,
    struct fyp_error *err);

/** Copies one in, at the end. For the two above and for tests. */
enum fyp_status fyp_sealed_figures_add(
    struct fyp_sealed_figures *figures, const struct fyp_sealed_figure *figure,
    struct fyp_error *err);

enum { FYP_SEAL_NUMBER_SIZE = 64 };
/** The fewest digits that read back to the same double; 17 always do. */
void fyp_seal_number_text(double number, char out[FYP_SEAL_NUMBER_SIZE]);

/* The columns of origins.csv. */
enum fyp_origin_column {
    FYP_ORIGIN_REGION,
    FYP_ORIGIN_CODE,
    FYP_ORIGIN_YEAR,
    FYP_ORIGIN_BASIS,
    FYP_ORIGIN_VALUE,
    FYP_ORIGIN_DECIMALS,
    FYP_ORIGIN_NUMERATOR,
    FYP_ORIGIN_DENOMINATOR,
    FYP_ORIGIN_PRICE_BASIS,
    FYP_ORIGIN_VERSION,
    FYP_ORIGIN_RAW,
    FYP_ORIGIN_UNIT,
    FYP_ORIGIN_STATUS,
    FYP_ORIGIN_SOURCE,
    FYP_ORIGIN_NOTE,
    FYP_ORIGIN_NORMALISED,
    FYP_ORIGIN_MARKS,
    FYP_ORIGIN_SHEET,
    FYP_ORIGIN_LINE,
    FYP_ORIGIN_COLUMN,
    FYP_ORIGIN_CELL,
    FYP_ORIGIN_IMPORT,
    FYP_ORIGIN_FILE,
    FYP_ORIGIN_SHA256,
    FYP_ORIGIN_IMPORTED_AT,
    FYP_ORIGIN_REASON,
    FYP_ORIGIN_COLUMNS
};
extern const char *const fyp_origin_columns[FYP_ORIGIN_COLUMNS];

#endif
