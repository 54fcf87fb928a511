/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/csv_row.h"
#include "reports/parts.h"
#include "reports/regions.h"

#include <math.h>

/* One row an indicator and place, the plan's own place first. status, value
 * and score are those of sub-regions, the spread stands in the row of the
 * plan's place. Names in one cell are separated by ";". */

static const char *const header[] = {
    "plan",
    "region",
    "year",
    "stage",
    "no",
    "code",
    "name",
    "unit",
    "whole_place",
    "subregion",
    "subregion_name",
    "parent",
    "depth",
    "counted",
    "rank",
    "subregion_score",
    "assessed_weight",
    "status",
    "value",
    "score",
    "reported",
    "reported_incomplete",
    "computed",
    "way",
    "refused",
    "difference",
    "agrees",
    "parts",
    "incomplete",
    "missing",
    "incomplete_parts",
    "spread_count",
    "weights",
    "mean",
    "variation",
    "min",
    "max",
    "max_min_ratio",
    "best",
    "worst",
    "demonstration",
    "data_notice",
};

static void put_names(
    struct fyp_csv_row *row, const struct fyp_subregions *subregions,
    const size_t *nodes, size_t count)
{
    struct fyp_buffer names = {0};

    for (size_t i = 0; i < count; i++) {
        fyp_buffer_text(&names, i > 0 ? ";" : "");
        fyp_buffer_text(&names, subregions->tree.nodes[nodes[i]].name);
    }
    fyp_csv_text(row, names.length > 0 ? names.data : NULL);
    row->out->failed = row->out->failed || names.failed;
    fyp_buffer_finish(&names);
}

static void put_blanks(struct fyp_csv_row *row, int count)
{
    for (int i = 0; i < count; i++) {
        fyp_csv_text(row, NULL);
    }
}

static void put_identity(
    struct fyp_csv_row *row, const struct fyp_subregions *subregions,
    size_t indicator)
{
    const struct fyp_evaluation *evaluation = &subregions->evaluation;
    const struct fyp_indicator *promised =
        &evaluation->plan->indicators[indicator];

    fyp_csv_text(row, evaluation->plan->id);
    fyp_csv_text(row, evaluation->region);
    fyp_csv_integer(row, evaluation->year);
    fyp_csv_text(row, fyp_stage_name(evaluation->stage));
    fyp_csv_text(row, promised->number);
    fyp_csv_text(row, promised->code);
    fyp_csv_text(row, promised->name);
    fyp_csv_text(row, promised->unit);
    fyp_csv_boolean(row, subregions->whole_only[indicator]);
}

/* Place, rank and verdict. */
static void put_place(
    struct fyp_csv_row *row, const struct fyp_subregions *subregions,
    size_t indicator, size_t node)
{
    enum { VERDICT_CELLS = 6 };
    const struct fyp_region_node *place = &subregions->tree.nodes[node];
    const struct fyp_subregion *item = fyp_subregion_at(subregions, node);

    fyp_csv_text(row, place->code);
    fyp_csv_text(row, place->name);
    fyp_csv_text(
        row, node > 0 ? subregions->tree.nodes[place->parent].code : NULL);
    fyp_csv_integer(row, place->depth);
    fyp_csv_boolean(row, node == 0 || place->counts);
    if (item == NULL) {
        put_blanks(row, VERDICT_CELLS);
        return;
    }
    const struct fyp_indicator_result *result =
        &item->evaluation.indicators[indicator];
    fyp_csv_positive(row, item->rank);
    fyp_csv_number(row, item->evaluation.score);
    fyp_csv_number(row, item->evaluation.assessed_weight);
    fyp_csv_text(row, fyp_verdict_name(result->verdict));
    fyp_csv_number(
        row, result->indicator->each_subregion
                 ? fyp_own_target(item, indicator).value
                 : result->value);
    fyp_csv_number(row, result->score);
}

static void put_total(
    struct fyp_csv_row *row, const struct fyp_subregions *subregions,
    const struct fyp_region_total *total)
{
    fyp_csv_number(row, total->reported);
    fyp_csv_boolean(row, total->reported_incomplete);
    fyp_csv_number(row, total->computed.value);
    fyp_csv_text(row, fyp_rollup_way_name(total->computed.way));
    fyp_csv_text(row, fyp_rollup_refusal_name(total->computed.refusal));
    fyp_csv_number(row, total->difference);
    if (total->agreement == FYP_TOTALS_NOT_COMPARED) {
        fyp_csv_text(row, NULL);
    } else {
        fyp_csv_boolean(row, total->agreement == FYP_TOTALS_AGREE);
    }
    fyp_csv_integer(row, (long long)total->known);
    fyp_csv_boolean(row, total->incomplete);
    put_names(row, subregions, total->missing, total->missing_count);
    put_names(row, subregions, total->partial, total->partial_count);
}

static void put_spread(
    struct fyp_csv_row *row, const struct fyp_subregions *subregions,
    const struct fyp_indicator_spread *line)
{
    fyp_csv_integer(row, (long long)line->spread.count);
    fyp_csv_text(row, fyp_spread_weights_name(line->weights));
    fyp_csv_number(row, line->spread.mean);
    fyp_csv_number(row, line->spread.variation);
    fyp_csv_number(row, line->spread.least);
    fyp_csv_number(row, line->spread.most);
    fyp_csv_number(row, line->spread.ratio);
    put_names(row, subregions, line->best, line->best_count);
    put_names(row, subregions, line->worst, line->worst_count);
}

static bool is_made_up(
    const struct fyp_subregions *subregions, size_t indicator, size_t node)
{
    const struct fyp_subregion *item = fyp_subregion_at(subregions, node);

    return fyp_subregions_total(subregions, indicator, node)->demonstration ||
           (item != NULL &&
            item->evaluation.indicators[indicator].demonstration) ||
           (node == 0 && subregions->spreads[indicator].demonstration);
}

static void put_row(
    const struct fyp_subregions *subregions, size_t indicator, size_t node,
    struct fyp_buffer *out)
{
    enum { SPREAD_CELLS = 9 };
    const bool made_up = is_made_up(subregions, indicator, node);
    struct fyp_csv_row row = {.out = out};

    put_identity(&row, subregions, indicator);
    put_place(&row, subregions, indicator, node);
    put_total(
        &row, subregions, fyp_subregions_total(subregions, indicator, node));
    if (node == 0) {
        put_spread(&row, subregions, &subregions->spreads[indicator]);
    } else {
        put_blanks(&row, SPREAD_CELLS);
    }
    fyp_csv_boolean(&row, made_up);
    fyp_csv_text(&row, made_up ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    fyp_csv_end(&row);
}

void fyp_subregions_csv(
    const struct fyp_subregions *subregions, struct fyp_buffer *out)
{
    fyp_csv_texts(out, header, sizeof header / sizeof *header);
    for (size_t i = 0; i < subregions->indicator_count; i++) {
        for (size_t k = 0; k < subregions->tree.count; k++) {
            put_row(subregions, i, k, out);
        }
    }
}
