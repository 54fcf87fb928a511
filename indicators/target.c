/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/target.h"

#include <math.h>

double
fyp_value_compared(double value, int decimals, enum fyp_comparison comparison)
{
    return comparison == FYP_COMPARE_ROUNDED
               ? fyp_round_half_even(value, decimals)
               : value;
}

bool fyp_target_met(
    double value, enum fyp_comparator comparator, double bound, int decimals,
    enum fyp_comparison comparison)
{
    return fyp_compare(
        fyp_value_compared(value, decimals, comparison), comparator, bound);
}

int fyp_target_direction(
    enum fyp_comparator comparator, double target, double baseline)
{
    switch (comparator) {
    case FYP_COMPARE_LT:
    case FYP_COMPARE_LE:
        return -1;
    case FYP_COMPARE_EQ:
        return fyp_less(target, baseline) ? -1 : 1;
    case FYP_COMPARE_GT:
    case FYP_COMPARE_GE:
    case FYP_COMPARE_NONE:
        break;
    }
    return 1;
}

const struct fyp_milestone *fyp_milestone_in_force(
    const struct fyp_indicator *indicator, int year, int end_year)
{
    const struct fyp_milestone *in_force = NULL;
    if (year >= end_year) {
        return NULL;
    }
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        if (indicator->milestones[i].year <= year) {
            in_force = &indicator->milestones[i];
        }
    }
    return in_force;
}

bool fyp_path_segment(
    const struct fyp_path_point *points, size_t n, double year,
    struct fyp_path_segment *out)
{
    if (isnan(year) || year < points[0].year) {
        return false;
    }
    size_t k = 0;
    while (k + 1 < n && year >= points[k + 1].year) {
        k++;
    }
    out->from = points[k];
    out->to = points[k + 1 < n ? k + 1 : k];
    return true;
}

/* At a corner the share is exactly 0 and its own value comes out. */
double fyp_segment_value(const struct fyp_path_segment *segment, double year)
{
    const struct fyp_path_point *from = &segment->from;
    const struct fyp_path_point *to = &segment->to;
    if (to->year <= from->year) {
        return from->value;
    }
    return from->value + (to->value - from->value) * (year - from->year) /
                             (to->year - from->year);
}
