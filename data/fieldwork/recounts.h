/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_FIELDWORK_RECOUNTS_H
#define FYP_DATA_FIELDWORK_RECOUNTS_H

#include "data/fieldwork/table.h"
#include "indicators/catalogue.h"
#include "indicators/plan.h"

/*
 * What was counted again on the spot, one row an indicator and site: the
 * amount reported and the amount found, or how many cases were checked and
 * how many of them confirmed, or both pairs.
 */

struct fyp_recount {
    const struct fyp_indicator *indicator; /* of the plan */
    const char *site;
    struct fyp_decimal reported, recounted; /* both present or both absent */
    long long checked, confirmed;           /* 0 and 0 where not given */
    int line;
};

struct fyp_recounts {
    struct fyp_recount *items;
    size_t count;
    size_t capacity;
    const struct fyp_plan *plan;
    const struct fyp_catalogue *catalogue;
    struct fyp_field_file file;
    struct fyp_field_seen seen;
    struct fyp_arena arena;
};

/** Reads a sample. @param out Zeroed on failure; fyp_recounts_finish. The
 *  plan must outlive it. */
enum fyp_status fyp_recounts_read(
    const char *path, const struct fyp_plan *plan,
    const struct fyp_catalogue *catalogue, struct fyp_recounts *out,
    struct fyp_problems *problems, struct fyp_error *err);
void fyp_recounts_finish(struct fyp_recounts *recounts);

/** The plan's indicator of that printed number, printed name, code, name or
 *  alias; NULL when there is none. */
const struct fyp_indicator *fyp_field_indicator(
    const struct fyp_plan *plan, const struct fyp_catalogue *catalogue,
    const char *text);

#endif
