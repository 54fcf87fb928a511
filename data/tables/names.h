/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_NAMES_H
#define FYP_DATA_TABLES_NAMES_H

#include "base/text.h"

/* Names of columns joined for a message; the first few say enough.
 * Zero-initialise; fyp_names_refuse releases. */
struct fyp_names {
    struct fyp_buffer joined;
    size_t count;
};

void fyp_names_add(struct fyp_names *names, const char *name);

/** A cell of a header, or "column 5 (no name)"; index from 0. */
void fyp_names_add_cell(
    struct fyp_names *names, const char *cell, size_t index);

/** Refuses with the names, if there are any; {2} is known. Releases them. */
enum fyp_status fyp_names_refuse(
    struct fyp_names *names, enum fyp_status status, const char *known,
    struct fyp_error *err);

#endif
