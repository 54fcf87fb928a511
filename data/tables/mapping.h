/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_MAPPING_H
#define FYP_DATA_TABLES_MAPPING_H

#include "base/error.h"

/*
 * A mapping file: what a person says about a table that the program cannot
 * recognise, or should not guess about. YAML with Chinese keys, in the form
 * of docs/data-file.md; one example per layout is in data/tables/examples/.
 */

struct fyp_mapping; /* opaque; its fields are in mapping_fields.h */

/**
 * @param out       NULL on failure; release with fyp_mapping_destroy.
 * @param problems  Everything found in the file; may be NULL.
 */
enum fyp_status fyp_mapping_create(
    const char *path, struct fyp_mapping **out, struct fyp_problems *problems,
    struct fyp_error *err);
void fyp_mapping_destroy(struct fyp_mapping *mapping);

/** Name of the source whose missing marks apply; NULL: the usual ones. */
const char *fyp_mapping_marks_of(const struct fyp_mapping *mapping);

#endif
