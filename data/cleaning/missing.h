/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_MISSING_H
#define FYP_DATA_CLEANING_MISSING_H

#include "base/error.h"

/*
 * What a mark in place of a number means. Yearbooks disagree: a blank is
 * "unknown" in one and "unknown, none, or below half a unit" in another. So
 * there is a table per source, data/cleaning/missing_marks.yaml, which users
 * may add to. 0 is never missing.
 */

enum fyp_missing_kind {
    FYP_MISSING_NONE, /* not missing */
    FYP_MISSING_UNKNOWN,
    FYP_MISSING_NOT_APPLICABLE,
    FYP_MISSING_BELOW_UNIT, /* there is something, less than half a unit */
    FYP_MISSING_SUPPRESSED, /* withheld, such as a group too small */
    FYP_MISSING_NOT_YET     /* not yet counted or published */
};

struct fyp_missing_marks; /* opaque: the marks of one source */

/**
 * Reads the tables and takes that of one source.
 * @param source  Its name in the file; NULL: the usual ones (通用).
 * @param out     NULL on failure; release with fyp_missing_marks_destroy.
 * @retval FYP_E_MISSING_SOURCE  No such source; names those that are there.
 * @retval FYP_E_MISSING_MARK    A mark that is a number, or has two meanings.
 */
enum fyp_status fyp_missing_marks_create(
    const char *path, const char *source, struct fyp_missing_marks **out,
    struct fyp_problems *problems, struct fyp_error *err);
void fyp_missing_marks_destroy(struct fyp_missing_marks *marks);

/**
 * What a cell's text means; FYP_MISSING_NONE where it is not a mark. What the
 * source does not say is read as among the usual marks; a blank is unknown
 * where neither says more. Texts are compared folded.
 * @param marks  NULL: the usual marks that are built in.
 */
enum fyp_missing_kind
fyp_missing_find(const struct fyp_missing_marks *marks, const char *text);

#endif
