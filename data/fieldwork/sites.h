/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_FIELDWORK_SITES_H
#define FYP_DATA_FIELDWORK_SITES_H

#include "data/fieldwork/table.h"

/*
 * The list that a sample is drawn from: villages, institutions, households,
 * one a row, each once. Further columns (address, telephone) are allowed and
 * passed over: no number of this list enters a result.
 */

struct fyp_site {
    const char *id;
    const char *name; /* "" where none */
    int line;
};

struct fyp_sites {
    struct fyp_site *items; /* in the order of the file */
    size_t count;
    size_t capacity;
    struct fyp_field_file file;
    struct fyp_field_seen seen;
    struct fyp_arena arena;
};

/** Reads a list. @param out Zeroed on failure; fyp_sites_finish. */
enum fyp_status fyp_sites_read(
    const char *path, struct fyp_sites *out, struct fyp_problems *problems,
    struct fyp_error *err);
void fyp_sites_finish(struct fyp_sites *sites);

#endif
