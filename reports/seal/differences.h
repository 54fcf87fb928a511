/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_DIFFERENCES_H
#define FYP_REPORTS_SEAL_DIFFERENCES_H

#include "base/arena.h"
#include "base/text.h"

#include <jansson.h>

/*
 * Two results value by value. A text, a status, a yes or no must be the same;
 * so must a number where the same version of the program computed both, and
 * within 1e-9 of the larger absolute value where versions differ.
 */

#define FYP_SEAL_TOLERANCE 1e-9

enum { FYP_SEAL_DIFFERENCES_MAX = 500 /* kept; all are counted */ };

struct fyp_seal_difference {
    const char *indicator;  /* its code; NULL: of the plan, or of a file */
    const char *field;      /* "attainment.met"; "figures.csv:14" */
    const char *sealed;     /* NULL: not there */
    const char *recomputed; /* NULL: not there */
};

/** Zero-initialise; release with fyp_seal_differences_finish. */
struct fyp_seal_differences {
    struct fyp_seal_difference items[FYP_SEAL_DIFFERENCES_MAX];
    size_t kept;
    size_t found;    /* more than kept where there are too many */
    size_t compared; /* values, and lines of files */
    bool failed;     /* out of memory */
    struct fyp_arena arena;
};

/**
 * Compares two results.
 * @param name     Put before the fields; NULL: nothing.
 * @param exactly  The versions are the same: numbers may not differ, and a
 *                 key that only the recomputed result has is a difference.
 */
void fyp_seal_compare_results(
    const char *name, const json_t *sealed, const json_t *recomputed,
    bool exactly, struct fyp_seal_differences *out);

/** Compares a file with what it should hold, line by line; where many lines
 *  differ, the first is told. */
void fyp_seal_compare_texts(
    const char *name, const char *sealed, size_t sealed_length,
    const struct fyp_buffer *recomputed, struct fyp_seal_differences *out);

void fyp_seal_differences_finish(struct fyp_seal_differences *differences);

#endif
