/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_IMPORT_H
#define FYP_DATA_IMPORT_H

#include "base/text.h"
#include "data/cleaning/regions.h"
#include "data/store/store.h"
#include "indicators/catalogue.h"

/*
 * From a file to the store, the way of the data in one place:
 *
 *   readers/   bytes         ► rows of cells
 *   tables/    rows of cells ► observations: the texts of one figure
 *   cleaning/  observation   ► a figure that is understood, or the reason why
 *                              it is not
 *   store/     figure        ► kept, with where it came from
 *
 * A row that cannot be used is rejected with its place, raw text and reason,
 * and kept; the rest of the file goes in, in one transaction.
 */

struct fyp_mapping;
struct fyp_quality_checks;
struct fyp_missing_marks;

/* Of a bigger file nobody would read the questions; `fyp quality` asks them
 * for one plan. */
enum { FYP_IMPORT_ASKED = 20000 };

struct fyp_import_request {
    const char *path;
    const struct fyp_catalogue *catalogue;
    const struct fyp_regions *regions;
    struct fyp_plan *const *plans; /* whose forms are known; NULL: any */
    size_t plan_count;
    const struct fyp_missing_marks *marks;   /* NULL: the usual ones */
    const struct fyp_mapping *mapping;       /* NULL: recognise the layout */
    const char *region;                      /* of the table; NULL: not given */
    int year;                                /* of the table; 0: not given */
    const struct fyp_quality_checks *checks; /* asked about what comes in,
                                                up to FYP_IMPORT_ASKED figures;
                                                NULL: nothing is asked */
    const char *revise_reason; /* NULL: a figure that differs is refused */
    bool dry_run;              /* everything but the storing */
    /* Called every few thousand rows with what has been read of the file in
     * bytes; may be NULL. false: stop, the store stays as it was. */
    bool (*progress)(void *context, long long done, long long total);
    void *context;
    struct fyp_buffer *explain; /* what was recognised, in words; or NULL */
};

struct fyp_import_result {
    long long import_id;   /* of this, or of the earlier import */
    bool already_imported; /* the same bytes came before; nothing changed */
    struct fyp_import_counts counts;
    struct fyp_problems findings; /* rejected rows and warnings, each with its
                                     place: "stats.csv:14", "a.xlsx!表1!C7" */
};

/**
 * @param result  Zeroed on failure. The caller releases result->findings
 *                with fyp_problems_finish.
 * @retval FYP_OK   The file was taken in (some rows may be rejected: see
 *                  result->counts.rejected).
 * @retval FYP_E_STOPPED  progress said so.
 * @retval other    The file was refused as a whole; the store is unchanged.
 */
enum fyp_status fyp_import(
    struct fyp_store *store, const struct fyp_import_request *request,
    struct fyp_import_result *result, struct fyp_error *err);

#endif
