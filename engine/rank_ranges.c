/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/rank_ranges.h"

#include <stdlib.h>
#include <string.h>

/* The question about one of them; rules is filled and pointed to. */
static struct fyp_request ask_part(
    const struct fyp_request *whole, const struct fyp_subregions *subregions,
    const struct fyp_subregion *item, struct fyp_ruleset *rules)
{
    const char *code = subregions->tree.nodes[item->node].code;
    struct fyp_request part = fyp_part_request(whole, code, rules);

    part.plan = &subregions->judged;
    part.quality = NULL;
    return part;
}

enum fyp_status fyp_rank_ranges_compute(
    const struct fyp_request *whole, const struct fyp_subregions *subregions,
    struct fyp_sensitivity *out, struct fyp_error *err)
{
    struct fyp_request *parts = calloc(subregions->count + 1, sizeof *parts);
    struct fyp_ruleset rules;
    struct fyp_sensitivity_question question = {
        .requests = parts,
        .points = FYP_RANK_POINTS,
        .seed = FYP_SENSITIVITY_SEED,
        .ranks_only = true};
    enum fyp_status status = FYP_OK;

    *out = (struct fyp_sensitivity){0};
    if (parts == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_subregion *item = &subregions->items[i];
        if (item->rank > 0) {
            parts[question.count++] = ask_part(whole, subregions, item, &rules);
        }
    }
    if (question.count > 1) {
        status = fyp_sensitivity_compute(&question, out, err);
    }
    free(parts);
    return status;
}

const struct fyp_sensitivity_subject *
fyp_rank_range_of(const struct fyp_sensitivity *ranges, const char *region)
{
    for (size_t i = 0; ranges != NULL && i < ranges->subject_count; i++) {
        if (strcmp(ranges->subjects[i].evaluation.region, region) == 0) {
            return &ranges->subjects[i];
        }
    }
    return NULL;
}
