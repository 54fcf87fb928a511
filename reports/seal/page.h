/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_PAGE_H
#define FYP_REPORTS_SEAL_PAGE_H

#include "reports/seal/parts.h"
#include "reports/seal/record.h"

/* The page that tells a reader without the program what lies in the folder,
 * where the figures come from and how all of it can be checked. Chinese,
 * whatever the current language. */

struct fyp_seal_page {
    const struct fyp_seal_record *record;
    const struct fyp_evaluation *evaluation;
    const struct fyp_sealed_figures *figures;
    bool (*has)(const void *context, enum fyp_seal_part part);
    const void *context;
};

void fyp_seal_page_write(
    const struct fyp_seal_page *page, struct fyp_buffer *out);

#endif
