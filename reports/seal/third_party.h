/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_THIRD_PARTY_H
#define FYP_REPORTS_SEAL_THIRD_PARTY_H

#include "base/text.h"
#include "data/store/store.h"

/*
 * third_party.json: what third parties stored for the plan, place and year,
 * as it was kept (data/fieldwork/kept.h): samples, recounts, answers added
 * up, with file, hash, number of the import and who answers for it. Numbers
 * that must come back to the bit are texts with the fewest digits that do.
 */

/** What is sealed of a set; the rest of it is of other evaluations. */
struct fyp_seal_third_party {
    const struct fyp_fieldwork_set *set; /* NULL: none */
    const char *plan;                    /* id */
    const char *region;                  /* code */
    int year;
};

/** How many of the set are sealed. */
size_t fyp_seal_third_party_count(const struct fyp_seal_third_party *stored);

void fyp_seal_third_party_write(
    const struct fyp_seal_third_party *stored, struct fyp_buffer *out);

/**
 * Reads the file back. What no store can hold is refused.
 * @param out  Zeroed on failure; release with fyp_fieldwork_set_finish.
 * @retval FYP_E_SEAL_RECORD  What is wrong: "fieldwork[2].rows[7].people".
 */
enum fyp_status fyp_seal_third_party_read(
    const char *path, struct fyp_fieldwork_set *out, struct fyp_error *err);

#endif
