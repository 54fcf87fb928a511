/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/regions.h"

#include "base/message.h"

#include <math.h>

void fyp_report_subregions(
    const struct fyp_subregions *subregions, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_subregions_text(subregions, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_subregions_json(subregions, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_subregions_csv(subregions, out);
        break;
    }
}

const char *fyp_word_rollup_way(enum fyp_rollup_way way)
{
    static const enum fyp_message words[] = {
        [FYP_WAY_NONE] = FYP_M_NOTHING,
        [FYP_WAY_SUM] = FYP_M_WAY_SUM,
        [FYP_WAY_RATIO] = FYP_M_WAY_RATIO,
        [FYP_WAY_WEIGHTED] = FYP_M_WAY_WEIGHTED,
        [FYP_WAY_PLAIN] = FYP_M_WAY_PLAIN,
    };

    return fyp_text(words[way]);
}

const char *fyp_word_rollup_refusal(enum fyp_rollup_refusal refusal)
{
    static const enum fyp_message words[] = {
        [FYP_ROLLUP_FINE] = FYP_M_NOTHING,
        [FYP_ROLLUP_NOT_ADDED] = FYP_M_ROLLUP_NOT_ADDED,
        [FYP_ROLLUP_NO_PARTS] = FYP_M_ROLLUP_NO_PARTS,
        [FYP_ROLLUP_NO_WEIGHT] = FYP_M_ROLLUP_NO_WEIGHT,
        [FYP_ROLLUP_NEGATIVE] = FYP_M_ROLLUP_NEGATIVE,
        [FYP_ROLLUP_NOT_FINITE] = FYP_M_ROLLUP_NOT_FINITE,
    };

    return fyp_text(words[refusal]);
}

const char *fyp_word_spread_weights(enum fyp_spread_weights weights)
{
    static const enum fyp_message words[] = {
        [FYP_SPREAD_EQUAL] = FYP_M_SPREAD_EQUAL,
        [FYP_SPREAD_DENOMINATORS] = FYP_M_SPREAD_DENOMINATORS,
        [FYP_SPREAD_SERIES] = FYP_M_SPREAD_SERIES,
    };

    return fyp_text(words[weights]);
}

bool fyp_total_has_parts(const struct fyp_region_total *total)
{
    return total->known > 0;
}

struct fyp_own_target
fyp_own_target(const struct fyp_subregion *item, size_t indicator)
{
    const struct fyp_indicator_result *result =
        &item->evaluation.indicators[indicator];

    return (struct fyp_own_target){
        .value = result->figure != NULL ? result->figure->value.value : NAN,
        .met = result->subregions_met > 0,
    };
}

const struct fyp_subregion *
fyp_subregion_at(const struct fyp_subregions *subregions, size_t node)
{
    for (size_t i = 0; i < subregions->count; i++) {
        if (subregions->items[i].node == node) {
            return &subregions->items[i];
        }
    }
    return NULL;
}
