/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_REGIONS_H
#define FYP_DATA_CLEANING_REGIONS_H

#include "base/error.h"
#include "indicators/plan.h"

/*
 * Names of regions, so that a row may say 罗江区 instead of 510604. Known are
 * the nation (100000: 全国, 中国) and every region and sub-region named by a
 * plan, with and without the leading city ("德阳市罗江区", "罗江区").
 */

struct fyp_regions; /* opaque */

enum fyp_status fyp_regions_create(
    struct fyp_plan *const *plans, size_t plan_count, struct fyp_regions **out,
    struct fyp_error *err);
void fyp_regions_destroy(struct fyp_regions *regions);

/**
 * Code of a region given by code (6, 9 or 12 digits, known or not) or name.
 *
 * @param code  Untouched on failure. Points into regions, or is text itself
 *              when that is a code.
 * @retval FYP_E_REGION_UNKNOWN    Neither a code nor a known name.
 * @retval FYP_E_REGION_AMBIGUOUS  A name of more than one region.
 */
enum fyp_status fyp_regions_resolve(
    const struct fyp_regions *regions, const char *text, const char **code,
    struct fyp_error *err);

/** Name of a code; the code itself where none is known. */
const char *
fyp_regions_name(const struct fyp_regions *regions, const char *code);

#endif
