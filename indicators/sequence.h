/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_SEQUENCE_H
#define FYP_INDICATORS_SEQUENCE_H

#include "base/text.h"

/*
 * Printed numbers of rows, 1, 2, 3 …, and those that a list leaves out. A
 * list with a number such as 三（一）1 or 4-2 is no sequence, and nothing
 * can be missing from it.
 */

enum { FYP_SEQUENCE_MAX = 9999 }; /* larger numbers are no sequence */

/** Zero-initialise. */
struct fyp_sequence {
    bool seen[FYP_SEQUENCE_MAX + 1];
    int largest;
    bool broken; /* a number that is not plain digits */
};

/** The number of one more row. */
void fyp_sequence_add(struct fyp_sequence *sequence, const char *number);

/**
 * Appends what is missing from 1 to the largest: "3 7", the first ten and
 * then " …".
 * @return false: nothing is, or it could not be written.
 */
bool fyp_sequence_missing(
    const struct fyp_sequence *sequence, struct fyp_buffer *out);

#endif
