/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SECTIONS_H
#define FYP_REPORTS_SECTIONS_H

#include "reports/commitments.h"

/* Inside of reports: the sections of a plan, a file each form. */

void fyp_section_text(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    enum fyp_section section, struct fyp_buffer *out);
void fyp_section_json(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    enum fyp_section section, struct fyp_buffer *out);
void fyp_section_csv(
    const struct fyp_plan *plan, const struct fyp_commitments *all,
    enum fyp_section section, struct fyp_buffer *out);

/* The keys of the contract, into an object. */
void fyp_json_commitment(
    struct fyp_json *object, const struct fyp_commitment *item);
void fyp_json_task(struct fyp_json *object, const struct fyp_task *task);
void fyp_json_conflict(
    struct fyp_json *object, const struct fyp_conflict *conflict);

/** "≥ 15 %" of a commitment; its words where it has no number. */
void fyp_say_bound(
    struct fyp_text_page *page, const struct fyp_commitment *item);

/** Who leads and who cooperates, as a sentence; nothing without units. */
void fyp_say_units(struct fyp_text_page *page, const struct fyp_task *task);

#endif
