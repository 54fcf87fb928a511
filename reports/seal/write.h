/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_WRITE_H
#define FYP_REPORTS_SEAL_WRITE_H

#include "reports/seal/render.h"

#include "data/store/store.h"

/** What is sealed, and the files that were used. */
struct fyp_seal_request {
    struct fyp_seal_question question;
    struct fyp_store *store; /* that the figures were loaded from */
    const char *catalogue_path;
    const char *checks_path;         /* NULL: no checks */
    const char *region_changes_path; /* NULL: none */
    const char *sealed_on;           /* 2026-01-31; NULL: not told */
    const char *sealed_by;           /* NULL: not told */
};

struct fyp_seal_written {
    char fingerprint[65]; /* SHA-256 of the manifest */
    size_t files;         /* with the manifest */
    size_t figures;
};

/**
 * Writes the folder: into a temporary one beside it, which is then read and
 * computed again as fyp verify-seal would, and renamed only when the result
 * is the same. Same store, plan and options, same bytes.
 *
 * @param out  Zeroed on failure.
 * @retval FYP_E_SEAL_EXISTS          Something of that name is there.
 * @retval FYP_E_SEAL_WRITE           The disk does not allow it.
 * @retval FYP_E_SEAL_STORE_CHANGED   Somebody imported meanwhile.
 * @retval FYP_E_SEAL_NOT_REPRODUCED  The result does not follow from what
 *                                    was written.
 * Nothing is left behind after a failure.
 */
enum fyp_status fyp_seal_write(
    const struct fyp_seal_request *request, const char *folder,
    struct fyp_seal_written *out, struct fyp_error *err);

#endif
