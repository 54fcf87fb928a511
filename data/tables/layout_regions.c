/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/wide.h"

/*
 * One region a row, one indicator (or its numerator, denominator and value) a
 * column. The year is that of the table, or stands over the columns, or has a
 * column of its own.
 */

static bool is_like(const struct fyp_layout *layout)
{
    struct fyp_wide_look look = fyp_wide_look(layout);
    return look.found && !look.names_indicators &&
           (look.names_regions || (look.nameless && look.indicators > 0));
}

static enum fyp_status
recognise(struct fyp_layout *layout, struct fyp_error *err)
{
    return fyp_wide_recognise(layout, FYP_LAYOUT_REGIONS_DOWN, err);
}

const struct fyp_layout_recogniser fyp_layout_regions = {
    .kind = FYP_LAYOUT_REGIONS_DOWN,
    .is_like = is_like,
    .recognise = recognise,
    .begin = fyp_wide_begin,
    .next = fyp_wide_next,
    .explain = fyp_wide_explain};
