/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_REGIONS_H
#define FYP_REPORTS_SEAL_REGIONS_H

#include "base/text.h"
#include "data/cleaning/regions.h"
#include "reports/seal/figures.h"

/*
 * regions.csv: the names of the places that the figures are of. The program
 * knows them from all of its plans, of which only one is sealed.
 */

/** @param region  One more code, of the place that was evaluated. */
void fyp_seal_regions_write(
    const struct fyp_regions *regions, const struct fyp_sealed_figures *figures,
    const char *region, struct fyp_buffer *out);

/**
 * Reads the names back.
 * @param changes_path  region_changes.yaml of the seal; NULL: there is none.
 * @retval FYP_E_SEAL_FIGURES  A row that is none, with file and line.
 */
enum fyp_status fyp_seal_regions_read(
    const char *path, const char *changes_path, struct fyp_regions **out,
    struct fyp_error *err);

#endif
