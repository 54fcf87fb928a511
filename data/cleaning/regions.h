/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_REGIONS_H
#define FYP_DATA_CLEANING_REGIONS_H

#include "base/error.h"
#include "indicators/plan.h"

/*
 * Which region a row means. Known by name are the nation (100000: 全国,
 * 中国), the provinces, every region and sub-region named by a plan, and what
 * data/cleaning/region_changes.yaml adds: other names, codes that GB/T 2260
 * does not have (新疆生产建设兵团, 经开区 …), and changes of code by date.
 *
 * A name is also known without the leading levels and without its own
 * (德阳市罗江区, 罗江区, 罗江; 凉山彝族自治州, 凉山), compared folded. A code
 * need not be known: any of 6, 9 or 12 digits stands for itself.
 *
 * Source of codes and provinces: GB/T 2260-2007; longer codes: GB/T 10114.
 */

struct fyp_regions; /* opaque */

/**
 * @param changes_path  region_changes.yaml or a file like it; NULL: none.
 * @retval FYP_E_YAML…             The file cannot be understood.
 * @retval FYP_E_REGION_TABLE      A code or date in it cannot be used.
 */
enum fyp_status fyp_regions_create(
    struct fyp_plan *const *plans, size_t plan_count, const char *changes_path,
    struct fyp_regions **out, struct fyp_error *err);
void fyp_regions_destroy(struct fyp_regions *regions);

/**
 * Code of a region given by code or name.
 *
 *     51, 5106            province, prefecture: zeros are added
 *     510604000000        zeros that say nothing are taken off
 *     232324              an old code: the one that took its place
 *
 * Codes of 15 digits are read where the last three are 0; those of 17 and
 * codes that a spreadsheet has turned into 3.301E+11 are refused: their last
 * digits are lost.
 *
 * @param year        Of the figure; 0: not known, taken as today. A region
 *                    that was merged or divided keeps its old code before.
 * @param code        Untouched on failure. Points into regions, or is text
 *                    itself; where the code was changed it is valid until
 *                    the next call.
 * @param normalised  Bits of enum fyp_normalisation are added; may be NULL.
 * @retval FYP_E_REGION_UNKNOWN    Neither a code nor a known name.
 * @retval FYP_E_REGION_CODE       Digits, but no code.
 * @retval FYP_E_REGION_AMBIGUOUS  A name of more than one region.
 * @retval FYP_E_REGION_DIVIDED    An old code that became several.
 */
enum fyp_status fyp_regions_resolve(
    const struct fyp_regions *regions, const char *text, int year,
    const char **code, unsigned *normalised, struct fyp_error *err);

/** A code of today of 9 or 12 digits, such as it should be: resolving it would
 *  give the text itself, and there is nothing to remark. */
bool fyp_regions_is_plain(const struct fyp_regions *regions, const char *text);

/** What should be looked at about a region that was resolved: merged or
 *  divided since, or the sum 市辖区 in place of a district. Adds FYP_W_… */
void fyp_regions_remark(
    const struct fyp_regions *regions, const char *text, const char *name,
    int year, struct fyp_problems *notes);

/**
 * Whether a code and the name beside it are of one region. Of a code without
 * any known name only a name that is known to be another region's is refused;
 * words for totals (全市) agree with every code.
 * @retval FYP_E_REGION_CONFLICT  They are not.
 */
enum fyp_status fyp_regions_agree(
    const struct fyp_regions *regions, const char *code, const char *name,
    struct fyp_error *err);

/** Name of a code; the code itself where none is known. */
const char *
fyp_regions_name(const struct fyp_regions *regions, const char *code);

/**
 * The one region that a title or file name is about: the known name that
 * stands in it, higher levels before it aside (四川省德阳市罗江区).
 * @param code  Points into regions. Untouched where there is none.
 * @return false: none, more than one, or a name that goes on with a lower
 *         level that is not known (德阳市旌阳区).
 */
bool fyp_regions_in_text(
    const struct fyp_regions *regions, const char *text, const char **code);

/** 合计, 总计, 小计, 全省, 全市, 全区, 全县 …: a sum, not a region. */
bool fyp_regions_is_total(const char *text);

#endif
