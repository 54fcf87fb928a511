/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lowered the grade, told cap by cap (docs/methods.md, section 9).
 *
 * A plan can be lowered twice: by 约束性 indicators and by the majority of
 * its weight. The two are told one after the other, the second from where
 * the first left off, and the 约束性 ones by themselves: an indicator that
 * only belongs to the majority is not called 约束性.
 */
#ifndef FYP_REPORTS_CAPS_H
#define FYP_REPORTS_CAPS_H

#include "engine/evaluate.h"

struct fyp_caps {
    bool binding; /* a 约束性 indicator lowered the grade */
    enum fyp_grade binding_from, binding_to;
    bool majority;
    enum fyp_grade majority_from, majority_to;
};

struct fyp_caps fyp_caps_of(const struct fyp_evaluation *evaluation);

#endif
