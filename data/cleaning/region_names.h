/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_CLEANING_REGION_NAMES_H
#define FYP_DATA_CLEANING_REGION_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Names of regions as words: which part of 德阳市罗江区 is the level above,
 * which is its own level. Private to data/cleaning/.
 */

struct fyp_province {
    const char *code, *name;
};

/** The 34 regions of the first level; GB/T 2260-2007. code NULL: the end. */
extern const struct fyp_province fyp_provinces[];

/**
 * The name without its leading level: 德阳市罗江区 -> 罗江区. Two characters
 * at least stand before the level's word and behind it, so that 市中区 and
 * 沙市区 stay whole.
 * @return NULL where there is nothing to leave out.
 */
const char *fyp_region_name_inner(const char *name);

/**
 * The name without its own level and, where that is autonomous, without the
 * peoples in it: 罗江区 -> 罗江, 凉山彝族自治州 -> 凉山.
 * @return false: fewer than two characters would be left, or nothing to
 *         leave out.
 */
bool fyp_region_name_short(const char *name, char *out, size_t size);

/** Bytes of 区, 县, 市, 旗, 镇, 乡 that text begins with; 0: none. */
size_t fyp_region_level_at(const char *text);

#endif
