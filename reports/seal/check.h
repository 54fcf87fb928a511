/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_CHECK_H
#define FYP_REPORTS_SEAL_CHECK_H

#include "reports/report.h"
#include "reports/seal/differences.h"
#include "reports/seal/opened.h"

/*
 * What `fyp verify-seal` finds: first every file against the manifest, then
 * the evaluation once more, from the folder alone, against what was sealed.
 * A folder with changed files is computed again too, where it can be read:
 * whoever finds a change wants to know what it does.
 */

struct fyp_seal_check {
    const char *folder; /* as given */
    struct fyp_seal_manifest manifest;
    struct fyp_seal_damages damages;
    struct fyp_seal_opened opened; /* where opened_it */
    struct fyp_seal_result result; /* where recomputed */
    struct fyp_seal_differences differences;
    bool opened_it;
    bool recomputed;
    bool same_version;         /* of the program, where opened_it */
    struct fyp_error obstacle; /* why it was not recomputed */
    bool equal;                /* no damage, recomputed, no difference */
};

/**
 * Checks a folder.
 * @param out     Release with fyp_seal_check_finish, also after a failure.
 * @retval FYP_E_SEAL_…  It is no sealed folder. Damage and differences are no
 *                       failure: see out.
 */
enum fyp_status fyp_seal_check_folder(
    const char *folder, struct fyp_seal_check *out, struct fyp_error *err);
void fyp_seal_check_finish(struct fyp_seal_check *check);

/** Appends what was found, text or JSON. */
void fyp_report_seal_check(
    const struct fyp_seal_check *check, enum fyp_format format,
    struct fyp_buffer *out);

/* The parts of it. */
void fyp_seal_check_text(
    const struct fyp_seal_check *check, struct fyp_buffer *out);
void fyp_seal_check_json(
    const struct fyp_seal_check *check, struct fyp_buffer *out);

#endif
