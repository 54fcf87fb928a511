/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/wide.h"

/*
 * One indicator a row, years across, as yearbooks print it; or one column of
 * figures for the year of the title. The region is that of the table, or has
 * a column of its own.
 */

static bool is_like(const struct fyp_layout *layout)
{
    struct fyp_wide_look look = fyp_wide_look(layout);
    return look.found &&
           (look.names_indicators ||
            (look.nameless && look.years > 0 && look.indicators == 0));
}

static enum fyp_status
recognise(struct fyp_layout *layout, struct fyp_error *err)
{
    return fyp_wide_recognise(layout, FYP_LAYOUT_YEARS_ACROSS, err);
}

const struct fyp_layout_recogniser fyp_layout_years = {
    .kind = FYP_LAYOUT_YEARS_ACROSS,
    .is_like = is_like,
    .recognise = recognise,
    .begin = fyp_wide_begin,
    .next = fyp_wide_next,
    .explain = fyp_wide_explain};
