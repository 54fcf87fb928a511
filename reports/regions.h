/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_REGIONS_H
#define FYP_REPORTS_REGIONS_H

#include "engine/subregions.h"
#include "reports/report.h"

/*
 * A plan over its sub-regions: text with ranking, targets that each must
 * meet, totals and spread; JSON with all of it and the heat map of
 * indicators by sub-regions; CSV with one row an indicator and place.
 */

void fyp_report_subregions(
    const struct fyp_subregions *subregions, enum fyp_format format,
    struct fyp_buffer *out);

/* --- inside of reports --- */

void fyp_subregions_text(
    const struct fyp_subregions *subregions, struct fyp_buffer *out);
void fyp_subregions_json(
    const struct fyp_subregions *subregions, struct fyp_buffer *out);
void fyp_subregions_csv(
    const struct fyp_subregions *subregions, struct fyp_buffer *out);

/** What the ranks and the spread are worth, a line each; without what concerns
 *  totals only. */
void fyp_subregions_notes(
    const struct fyp_subregions *subregions, struct fyp_buffer *out);

/** Decimals with which a mean or a ratio is shown beside a bound (NAN: none):
 *  whole numbers without, others with two or as many as keep the side. */
int fyp_spread_decimals(double value, double bound);

/** Words in the current language; "" for NONE and FINE. */
const char *fyp_word_rollup_way(enum fyp_rollup_way way);
const char *fyp_word_rollup_refusal(enum fyp_rollup_refusal refusal);
const char *fyp_word_spread_weights(enum fyp_spread_weights weights);

/** Has a place anything to show about an indicator besides its own figure:
 *  figures of places in it? */
bool fyp_total_has_parts(const struct fyp_region_total *total);

/** The sub-region's own figure of an each-subregion target and whether it
 *  meets it. */
struct fyp_own_target {
    double value; /* NAN: no figure */
    bool met;
};
struct fyp_own_target
fyp_own_target(const struct fyp_subregion *item, size_t indicator);

/** The sub-region at a node; NULL for the top and what lies deeper. */
const struct fyp_subregion *
fyp_subregion_at(const struct fyp_subregions *subregions, size_t node);

#endif
