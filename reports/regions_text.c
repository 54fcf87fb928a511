/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/parts.h"
#include "reports/regions.h"
#include "reports/targets.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

enum { LEAST_DECIMALS = 2 };

/* --- numbers --- */

/* Below, at or above the bound, as comparisons see it. */
static int side_of(double value, double bound)
{
    return (int)fyp_more(value, bound) - (int)fyp_less(value, bound);
}

/* Whole numbers without decimals; others with two, and with more where
 * rounding would put the number on the other side of bound. */
int fyp_spread_decimals(double value, double bound)
{
    int decimals = LEAST_DECIMALS;

    if (fyp_equal(value, fyp_round_half_even(value, 0))) {
        decimals = 0;
    }
    while (!isnan(bound) && decimals < FYP_SHOWN_DECIMALS_MAX &&
           side_of(fyp_round_half_even(value, decimals), bound) !=
               side_of(value, bound)) {
        decimals++;
    }
    return decimals;
}

static void
show_beside(double value, double bound, char out[FYP_DECIMAL_TEXT_SIZE])
{
    fyp_show_number(value, fyp_spread_decimals(value, bound), out);
}

/* As it was reported. */
static void show_reported(double value, char out[FYP_DECIMAL_TEXT_SIZE])
{
    if (isnan(value)) {
        snprintf(out, FYP_DECIMAL_TEXT_SIZE, "%s", FYP_SHOWN_UNDEFINED);
    } else {
        fyp_decimal_format(value, 0, out);
    }
}

/* --- lines --- */

static void say_line(struct fyp_text_page *page, enum fyp_message message)
{
    fyp_buffer_text(page->out, fyp_text(message));
    fyp_page_line_end(page);
}

static void say_title(struct fyp_text_page *page, enum fyp_message message)
{
    fyp_page_line_end(page);
    say_line(page, message);
}

/* "A、B、C"; FYP_SHOWN_UNDEFINED for none. Belongs to the page. */
static const char *names_of(
    struct fyp_text_page *page, const struct fyp_subregions *subregions,
    const size_t *nodes, size_t count)
{
    struct fyp_buffer names = {0};

    for (size_t i = 0; i < count; i++) {
        fyp_buffer_text(&names, i > 0 ? fyp_text(FYP_M_NAME_BETWEEN) : "");
        fyp_buffer_text(&names, subregions->tree.nodes[nodes[i]].name);
    }
    const char *text = fyp_page_plain(
        page, names.length > 0 ? names.data : FYP_SHOWN_UNDEFINED);
    page->out->failed = page->out->failed || names.failed;
    fyp_buffer_finish(&names);
    return text;
}

static void
say_head(struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    const struct fyp_evaluation *evaluation = &subregions->evaluation;
    const struct fyp_plan *plan = evaluation->plan;
    char elapsed[FYP_DECIMAL_TEXT_SIZE];

    if (subregions->demonstration) {
        say_line(page, FYP_M_DEMO_NOTICE);
    }
    fyp_page_say(page, FYP_M_REGIONS_HEAD, fyp_page_plain(page, plan->title));
    fyp_page_line_end(page);
    fyp_show_share(evaluation->elapsed, elapsed);
    fyp_page_say(
        page, FYP_M_HEAD_PLACE, fyp_page_plain(page, plan->region.name),
        fyp_page_plain(page, plan->region.code),
        fyp_page_number(page, evaluation->year),
        fyp_word_stage(evaluation->stage), elapsed);
    fyp_page_line_end(page);
    fyp_targets_say_version(evaluation, page);
}

/* --- ranking --- */

static void add_rank(
    struct fyp_text_table *table, const struct fyp_subregions *subregions,
    const struct fyp_subregion *item)
{
    const struct fyp_evaluation *evaluation = &item->evaluation;
    const struct fyp_region_node *node = &subregions->tree.nodes[item->node];
    char cell[FYP_DECIMAL_TEXT_SIZE];

    snprintf(cell, sizeof cell, "%d", item->rank);
    fyp_text_table_add(table, item->rank > 0 ? cell : FYP_SHOWN_UNDEFINED);
    fyp_text_table_add(table, node->name);
    fyp_text_table_add(table, node->code);
    if (isnan(evaluation->score)) {
        fyp_text_table_add(table, FYP_SHOWN_UNDEFINED);
        fyp_text_table_add(table, FYP_SHOWN_UNDEFINED);
    } else {
        fyp_show_score(evaluation->score, &evaluation->ruleset, cell);
        fyp_text_table_add(table, cell);
        fyp_text_table_add(table, fyp_word_grade(evaluation->grade));
    }
    snprintf(cell, sizeof cell, "%d", evaluation->behind_count);
    fyp_text_table_add(table, cell);
    fyp_show_share(evaluation->assessed_weight, cell);
    fyp_text_table_add(table, cell);
}

static void print_ranking(
    struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_RANK), 6, true},
        {fyp_text(FYP_M_COLUMN_REGION), 24, false},
        {fyp_text(FYP_M_COLUMN_CODE), 12, false},
        {fyp_text(FYP_M_COLUMN_SCORE), 8, true},
        {fyp_text(FYP_M_COLUMN_GRADE), 10, false},
        {fyp_text(FYP_M_COLUMN_MISSED), 12, true},
        {fyp_text(FYP_M_COLUMN_ASSESSED), 12, true},
    };
    struct fyp_text_table table;

    say_title(page, FYP_M_REGIONS_RANKING);
    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < subregions->count; i++) {
        add_rank(&table, subregions, subregions->ranking[i]);
    }
    fyp_text_table_print(&table, page->out);
    fyp_text_table_finish(&table);
}

/* --- each sub-region --- */

static void add_own_target(
    struct fyp_text_table *table, const struct fyp_indicator *indicator,
    const char *place, const struct fyp_own_target *own)
{
    char cell[FYP_DECIMAL_TEXT_SIZE];
    char target[FYP_SHOWN_TARGET_SIZE];

    fyp_text_table_add(table, indicator->number);
    fyp_text_table_add(table, place);
    show_reported(own->value, cell);
    fyp_text_table_add(table, cell);
    fyp_show_target(indicator, target);
    fyp_text_table_add(table, target);
    if (isnan(own->value)) {
        fyp_text_table_add(table, fyp_text(FYP_M_EACH_NO_DATA));
    } else {
        fyp_text_table_add(
            table, fyp_text(own->met ? FYP_M_EACH_MET : FYP_M_EACH_NOT_MET));
    }
}

static size_t add_each(
    struct fyp_text_table *table, const struct fyp_subregions *subregions,
    size_t indicator)
{
    const struct fyp_indicator *promised =
        &subregions->evaluation.plan->indicators[indicator];

    if (!promised->each_subregion) {
        return 0;
    }
    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_subregion *item = &subregions->items[i];
        const struct fyp_region_node *node =
            &subregions->tree.nodes[item->node];
        if (node->declared) {
            const struct fyp_own_target own = fyp_own_target(item, indicator);
            add_own_target(table, promised, node->name, &own);
        }
    }
    return 1;
}

static void
say_counts(struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    const struct fyp_evaluation *evaluation = &subregions->evaluation;
    const size_t declared = evaluation->plan->subregion_count;

    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (!result->indicator->each_subregion) {
            continue;
        }
        fyp_page_say(
            page, FYP_M_EACH_COUNTS,
            fyp_page_plain(page, result->indicator->number),
            fyp_page_plain(page, result->indicator->name),
            fyp_page_number(page, (long long)declared),
            fyp_page_number(page, (long long)result->subregions_met),
            fyp_page_number(
                page,
                (long long)(result->subregions_known - result->subregions_met)),
            fyp_page_number(
                page, (long long)(declared - result->subregions_known)));
        fyp_page_line_end(page);
    }
}

static void
print_each(struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_REGION), 24, false},
        {fyp_text(FYP_M_COLUMN_VALUE), 16, true},
        {fyp_text(FYP_M_COLUMN_TARGET), 16, true},
        {fyp_text(FYP_M_COLUMN_EACH), 10, false},
    };
    struct fyp_text_table table;
    size_t found = 0;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < subregions->indicator_count; i++) {
        found += add_each(&table, subregions, i);
    }
    if (found > 0) {
        say_title(page, FYP_M_REGIONS_EACH);
        say_counts(page, subregions);
        fyp_text_table_print(&table, page->out);
    }
    fyp_text_table_finish(&table);
}

/* --- totals --- */

static const char *agreement_word(const struct fyp_region_total *total)
{
    static const enum fyp_message words[] = {
        [FYP_TOTALS_NOT_COMPARED] = FYP_M_NOTHING,
        [FYP_TOTALS_AGREE] = FYP_M_TOTALS_AGREE,
        [FYP_TOTALS_DIFFER] = FYP_M_TOTALS_DIFFER,
    };

    return fyp_text(
        total->incomplete ? FYP_M_TOTALS_INCOMPLETE : words[total->agreement]);
}

static void add_total(
    struct fyp_text_table *table, const struct fyp_subregions *subregions,
    size_t indicator, size_t node)
{
    const struct fyp_indicator *promised =
        &subregions->evaluation.plan->indicators[indicator];
    const struct fyp_region_total *total =
        fyp_subregions_total(subregions, indicator, node);
    char cell[FYP_DECIMAL_TEXT_SIZE];

    fyp_text_table_add(table, promised->number);
    fyp_text_table_add(table, promised->name);
    fyp_text_table_add(table, promised->unit);
    fyp_text_table_add(table, subregions->tree.nodes[node].name);
    show_reported(total->reported, cell);
    fyp_text_table_add(table, cell);
    show_beside(total->computed.value, total->reported, cell);
    fyp_text_table_add(table, cell);
    show_beside(total->difference, 0.0, cell);
    fyp_text_table_add(table, cell);
    fyp_text_table_add(
        table, total->computed.refusal == FYP_ROLLUP_FINE
                   ? fyp_word_rollup_way(total->computed.way)
                   : fyp_word_rollup_refusal(total->computed.refusal));
    fyp_text_table_add(table, agreement_word(total));
}

static void print_totals(
    struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 26, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 8, false},
        {fyp_text(FYP_M_COLUMN_REGION), 20, false},
        {fyp_text(FYP_M_COLUMN_REPORTED), 16, true},
        {fyp_text(FYP_M_COLUMN_COMPUTED), 16, true},
        {fyp_text(FYP_M_COLUMN_DIFFERENCE), 14, true},
        {fyp_text(FYP_M_COLUMN_WAY), 26, false},
        {fyp_text(FYP_M_COLUMN_AGREES), 10, false},
    };
    struct fyp_text_table table;

    say_title(page, FYP_M_REGIONS_TOTALS);
    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < subregions->indicator_count; i++) {
        for (size_t k = 0; k < subregions->tree.count; k++) {
            if (fyp_total_has_parts(fyp_subregions_total(subregions, i, k))) {
                add_total(&table, subregions, i, k);
            }
        }
    }
    fyp_text_table_print(&table, page->out);
    fyp_text_table_finish(&table);
}

static void say_gaps(
    struct fyp_text_page *page, const struct fyp_subregions *subregions,
    size_t indicator, size_t node)
{
    const struct fyp_indicator *promised =
        &subregions->evaluation.plan->indicators[indicator];
    const struct fyp_region_total *total =
        fyp_subregions_total(subregions, indicator, node);
    const char *place = fyp_page_plain(page, subregions->tree.nodes[node].name);

    if (total->missing_count > 0) {
        fyp_page_say(
            page, FYP_M_TOTALS_MISSING, fyp_page_plain(page, promised->number),
            fyp_page_plain(page, promised->name), place,
            names_of(page, subregions, total->missing, total->missing_count));
        fyp_page_line_end(page);
    }
    if (total->partial_count > 0) {
        fyp_page_say(
            page, FYP_M_TOTALS_PARTIAL, fyp_page_plain(page, promised->number),
            fyp_page_plain(page, promised->name), place,
            names_of(page, subregions, total->partial, total->partial_count));
        fyp_page_line_end(page);
    }
}

/* --- spread --- */

static void add_spread(
    struct fyp_text_page *page, struct fyp_text_table *table,
    const struct fyp_subregions *subregions, size_t indicator)
{
    const struct fyp_indicator *promised =
        &subregions->evaluation.plan->indicators[indicator];
    const struct fyp_indicator_spread *line = &subregions->spreads[indicator];
    const struct fyp_spread *spread = &line->spread;
    char cell[FYP_DECIMAL_TEXT_SIZE];

    fyp_text_table_add(table, promised->number);
    fyp_text_table_add(table, promised->name);
    fyp_text_table_add(table, promised->unit);
    snprintf(cell, sizeof cell, "%zu", spread->count);
    fyp_text_table_add(table, cell);
    show_beside(spread->mean, NAN, cell);
    fyp_text_table_add(table, cell);
    fyp_text_table_share(table, spread->variation);
    show_beside(spread->ratio, 1.0, cell);
    fyp_text_table_add(table, cell);
    fyp_text_table_add(
        table, names_of(page, subregions, line->best, line->best_count));
    fyp_text_table_add(
        table, names_of(page, subregions, line->worst, line->worst_count));
    fyp_text_table_add(table, fyp_word_spread_weights(line->weights));
}

static void print_spread(
    struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 26, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 8, false},
        {fyp_text(FYP_M_COLUMN_PLACES), 8, true},
        {fyp_text(FYP_M_COLUMN_SPREAD_MEAN), 14, true},
        {fyp_text(FYP_M_COLUMN_VARIATION), 12, true},
        {fyp_text(FYP_M_COLUMN_RATIO), 12, true},
        {fyp_text(FYP_M_COLUMN_BEST), 24, false},
        {fyp_text(FYP_M_COLUMN_WORST), 24, false},
        {fyp_text(FYP_M_COLUMN_WEIGHTS), 12, false},
    };
    struct fyp_text_table table;

    say_title(page, FYP_M_REGIONS_SPREAD);
    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < subregions->indicator_count; i++) {
        if (subregions->spreads[i].spread.count > 1) {
            add_spread(page, &table, subregions, i);
        }
    }
    fyp_text_table_print(&table, page->out);
    fyp_text_table_finish(&table);
}

/* --- notes --- */

static void say_unranked(
    struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_subregion *item = subregions->ranking[i];
        const struct fyp_region_node *node =
            &subregions->tree.nodes[item->node];
        if (item->rank > 0) {
            continue;
        }
        fyp_page_say(
            page, node->counts ? FYP_M_REGIONS_NO_SCORE : FYP_M_REGIONS_EXTRA,
            fyp_page_plain(page, node->name), fyp_page_plain(page, node->code));
        fyp_page_line_end(page);
    }
}

/* Scores of different indicators are compared with care. */
static void say_coverage(
    struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    double least = INFINITY;
    double most = -INFINITY;

    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_subregion *item = &subregions->items[i];
        if (item->rank > 0) {
            least = fmin(least, item->evaluation.assessed_weight);
            most = fmax(most, item->evaluation.assessed_weight);
        }
    }
    if (fyp_less(least, most)) {
        char low[FYP_DECIMAL_TEXT_SIZE];
        char high[FYP_DECIMAL_TEXT_SIZE];
        fyp_show_share(least, low);
        fyp_show_share(most, high);
        fyp_page_say(page, FYP_M_REGIONS_COVERAGE, low, high);
        fyp_page_line_end(page);
    }
}

static void say_whole_only(
    struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    struct fyp_buffer names = {0};

    for (size_t i = 0; i < subregions->indicator_count; i++) {
        if (subregions->whole_only[i]) {
            fyp_buffer_text(
                &names, names.length > 0 ? fyp_text(FYP_M_NAME_BETWEEN) : "");
            fyp_buffer_text(
                &names, subregions->evaluation.plan->indicators[i].name);
        }
    }
    if (names.length > 0) {
        fyp_page_say(
            page, FYP_M_REGIONS_WHOLE_ONLY, fyp_page_plain(page, names.data));
        fyp_page_line_end(page);
    }
    page->out->failed = page->out->failed || names.failed;
    fyp_buffer_finish(&names);
}

/* What the ranks and the judgements are worth. */
static void
say_worth(struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    const struct fyp_plan *plan = subregions->evaluation.plan;

    say_coverage(page, subregions);
    say_whole_only(page, subregions);
    fyp_page_say(
        page, FYP_M_REGIONS_BASELINES, fyp_page_plain(page, plan->region.name));
    fyp_page_line_end(page);
}

void fyp_subregions_notes(
    const struct fyp_subregions *subregions, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    say_unranked(&page, subregions);
    say_worth(&page, subregions);
    say_line(&page, FYP_M_REGIONS_HOW_SPREAD);
    fyp_page_finish(&page);
}

static void
say_notes(struct fyp_text_page *page, const struct fyp_subregions *subregions)
{
    say_title(page, FYP_M_NOTES_TITLE);
    say_unranked(page, subregions);
    for (size_t i = 0; i < subregions->indicator_count; i++) {
        for (size_t k = 0; k < subregions->tree.count; k++) {
            say_gaps(page, subregions, i, k);
        }
    }
    say_worth(page, subregions);
    say_line(page, FYP_M_REGIONS_HOW_TOTALS);
    say_line(page, FYP_M_REGIONS_HOW_SPREAD);
}

void fyp_subregions_text(
    const struct fyp_subregions *subregions, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    say_head(&page, subregions);
    print_ranking(&page, subregions);
    print_each(&page, subregions);
    print_totals(&page, subregions);
    print_spread(&page, subregions);
    say_notes(&page, subregions);
    fyp_page_finish(&page);
}
