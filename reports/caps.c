/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/caps.h"

static bool is_bound(const struct fyp_evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        if (evaluation->indicators[i].caps_as_binding) {
            return true;
        }
    }
    return false;
}

struct fyp_caps fyp_caps_of(const struct fyp_evaluation *evaluation)
{
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    const enum fyp_grade from = evaluation->uncapped_grade;
    struct fyp_caps caps = {
        .binding = is_bound(evaluation),
        .binding_from = from,
        .binding_to = evaluation->grade,
        .majority = evaluation->capped_by_majority,
        .majority_from = from,
        .majority_to = evaluation->grade,
    };

    if (caps.binding && caps.majority) {
        caps.binding_to = evaluation->stage == FYP_STAGE_FINAL
                              ? ruleset->binding_cap_final
                              : ruleset->binding_cap;
        caps.majority_to = ruleset->majority_cap;
        if (caps.binding_to > caps.majority_to) {
            caps.majority_from = caps.binding_to;
        }
    }
    return caps;
}
