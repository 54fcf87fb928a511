/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_RANK_RANGES_H
#define FYP_ENGINE_RANK_RANGES_H

#include "engine/sensitivity.h"
#include "engine/subregions.h"

/*
 * How sure are the ranks of sub-regions: the trials of engine/sensitivity.h
 * over those that fyp_subregions_evaluate ranks, judged by the same targets,
 * so that a rank and its range speak of the same scores. (Trials of a part
 * of a place by itself, as `fyp sensitivity --regions` runs them, judge the
 * amounts that are promised for the whole place, too.)
 *
 * Source: docs/methods.md sections 11 and 12.
 */

/** Base points: 512 runs, which are enough for three percentiles of ranks. */
enum { FYP_RANK_POINTS = 256 };

/**
 * @param whole       The request that subregions came from.
 * @param out         A subject for each ranked sub-region, in the order of
 *                    codes; none where no two are ranked. Zeroed on failure;
 *                    release with fyp_sensitivity_finish. Points into both
 *                    of the above.
 * @retval other  As fyp_sensitivity_compute.
 * Checked: tests/engine/test_sensitivity.c; tests/cli/test_beside_sheets.py.
 */
enum fyp_status fyp_rank_ranges_compute(
    const struct fyp_request *whole, const struct fyp_subregions *subregions,
    struct fyp_sensitivity *out, struct fyp_error *err);

/** The trials of a place; NULL where it has none. */
const struct fyp_sensitivity_subject *
fyp_rank_range_of(const struct fyp_sensitivity *ranges, const char *region);

#endif
