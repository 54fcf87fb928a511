/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/ruleset.h"

#include <string.h>

struct fyp_ruleset fyp_ruleset_builtin(void)
{
    return (struct fyp_ruleset){
        .name = "house",
        .version = "1",
        .least_scale = 0.02,
        .band_ahead = 1.10,
        .band_on_track = 0.90,
        .growth_ahead = 0.5,
        .least_growth = 2.0,
        .exceeded_share = 0.01,
        .midterm_share = 0.5,
        .grade_limits =
            {
                [FYP_GRADE_PASS] = 60.0,
                [FYP_GRADE_GOOD] = 80.0,
                [FYP_GRADE_EXCELLENT] = 90.0,
            },
        .binding_cap = FYP_GRADE_GOOD,
        .binding_cap_final = FYP_GRADE_PASS,
        .majority_cap = FYP_GRADE_PASS,
        .method = FYP_METHOD_PACE,
        .comparison = FYP_COMPARE_FULL,
        .missing = FYP_MISSING_SKIP,
        .mean = FYP_MEAN_ARITHMETIC,
    };
}

double fyp_ruleset_weight(const struct fyp_ruleset *ruleset, const char *code)
{
    for (size_t i = 0; i < ruleset->weight_count; i++) {
        if (strcmp(ruleset->weights[i].code, code) == 0) {
            return ruleset->weights[i].weight;
        }
    }
    return 1.0;
}

struct fyp_bands fyp_ruleset_bands(
    const struct fyp_ruleset *ruleset, const struct fyp_indicator *indicator)
{
    for (size_t i = 0; i < ruleset->band_count; i++) {
        if (strcmp(ruleset->bands[i].code, indicator->code) == 0) {
            return ruleset->bands[i];
        }
    }
    return (struct fyp_bands){
        .ahead = ruleset->band_ahead, .on_track = ruleset->band_on_track};
}

void fyp_ruleset_drop_weights(struct fyp_ruleset *ruleset)
{
    ruleset->weighting = FYP_WEIGHTING_EQUAL;
    ruleset->weights = NULL;
    ruleset->weight_count = 0;
    ruleset->weight_total = 0.0;
    ruleset->ahp = (struct fyp_ahp){0};
}
