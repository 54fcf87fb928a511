/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 12 of docs/methods.md: regions in regions, their totals, ranks and
 * best and worst, on figures in memory. Random trees are compared with a
 * twin by tests/twin/compare_regions.py.
 */
#include "engine/rank_ranges.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { YEAR = 2023, MOST = 16 };

/* A figure of the year; region NULL: no more. */
struct entry {
    const char *region, *value;
    const char *numerator, *denominator; /* NULL: none */
};

struct case_ {
    struct fyp_plan plan;
    struct fyp_indicator indicator;
    struct fyp_catalogue_entry entry;
    struct fyp_region declared[4];
    struct fyp_figures *figures;
    struct fyp_subregions result;
    enum fyp_status status;
    struct fyp_error err;
};

static void add_entry(struct case_ *c, const struct entry *entry)
{
    struct fyp_figure figure = {
        .region = entry->region,
        .indicator = "x",
        .year = YEAR,
        .value = scene_decimal(entry->value),
    };
    if (entry->numerator != NULL) {
        figure.numerator = scene_decimal(entry->numerator);
        figure.denominator = scene_decimal(entry->denominator);
    }
    cr_assert_eq(fyp_figures_add(c->figures, &figure, NULL), FYP_OK);
}

/* A plan of 511100 with one indicator; declared: codes, NULL ends. */
static void
run(struct case_ *c, enum fyp_rollup rule, const char *target,
    const char *const *declared, const struct entry *entries)
{
    *c = (struct case_){0};
    c->entry = (struct fyp_catalogue_entry){
        .code = "x",
        .unit = "%",
        .rollup = rule,
        .direction = FYP_HIGHER_IS_BETTER};
    c->indicator = (struct fyp_indicator){
        .number = "1",
        .code = "x",
        .name = "x",
        .unit = "%",
        .kind = FYP_KIND_LEVEL,
        .entry = &c->entry,
        .target = {.kind = FYP_TARGET_NONE}};
    if (target != NULL) {
        c->indicator.target = (struct fyp_target){
            .text = target,
            .kind = FYP_TARGET_VALUE,
            .comparator =
                target[0] == '<'
                    ? FYP_COMPARE_LE
                    : (target[0] == '=' ? FYP_COMPARE_EQ : FYP_COMPARE_GE),
            .value = scene_decimal(target + strspn(target, "<>="))};
    }
    c->plan = (struct fyp_plan){
        .id = "p",
        .region = {.code = "511100", .name = "city"},
        .baseline_year = 2020,
        .end_year = 2025,
        .indicators = &c->indicator,
        .indicator_count = 1,
        .subregions = c->declared};
    for (; declared != NULL && *declared != NULL; declared++) {
        c->declared[c->plan.subregion_count++] =
            (struct fyp_region){.code = *declared, .name = *declared};
    }
    cr_assert_eq(fyp_figures_create(&c->figures, NULL), FYP_OK);
    for (; entries->region != NULL; entries++) {
        add_entry(c, entries);
    }
    fyp_figures_index(c->figures);
    const struct fyp_request request = {
        .plan = &c->plan, .figures = c->figures, .year = YEAR};
    c->status =
        fyp_subregions_evaluate(&request, NULL, NULL, &c->result, &c->err);
}

static void finish(struct case_ *c)
{
    fyp_subregions_finish(&c->result);
    fyp_figures_destroy(c->figures);
}

static size_t node_of(const struct case_ *c, const char *code)
{
    for (size_t i = 0; i < c->result.tree.count; i++) {
        if (strcmp(c->result.tree.nodes[i].code, code) == 0) {
            return i;
        }
    }
    cr_assert_fail("%s is not in the tree", code);
    return 0;
}

static const struct fyp_region_total *
total_of(const struct case_ *c, const char *code)
{
    return fyp_subregions_total(&c->result, 0, node_of(c, code));
}

/* "511102 511111" */
static const char *
names_of(const struct case_ *c, const size_t *nodes, size_t count)
{
    static char text[256];

    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const size_t used = strlen(text);
        snprintf(
            text + used, sizeof text - used, "%s%s", i > 0 ? " " : "",
            c->result.tree.nodes[nodes[i]].code);
    }
    return text;
}

/* --- the tree --- */

Test(regions, a_village_lies_in_its_town_its_county_and_the_city)
{
    static const struct entry entries[] = {
        {"511102003001", "7", NULL, NULL},
        {"511200", "9", NULL, NULL}, /* elsewhere */
        {NULL, NULL, NULL, NULL}};
    static const struct {
        const char *code, *parent;
    } expected[] = {
        {"511102", "511100"},
        {"511102003", "511102"},
        {"511102003001", "511102003"},
    };
    struct case_ c;

    run(&c, FYP_ROLLUP_SUM, NULL, NULL, entries);
    cr_assert_eq(c.status, FYP_OK);
    cr_assert_eq(c.result.tree.count, 4);
    for (size_t i = 0; i < 3; i++) {
        const struct fyp_region_node *node =
            &c.result.tree.nodes[node_of(&c, expected[i].code)];
        cr_expect_str_eq(
            c.result.tree.nodes[node->parent].code, expected[i].parent);
        cr_expect_eq(node->depth, (int)i + 1);
    }
    finish(&c);
}

Test(regions, a_place_without_any_part_is_refused_by_number)
{
    static const struct entry entries[] = {
        {"511100", "7", NULL, NULL}, {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_SUM, NULL, NULL, entries);
    cr_expect_eq(c.status, FYP_E_REGIONS_NONE);
    cr_expect_eq(c.result.count, 0);
    finish(&c);
}

/* --- totals --- */

static const char *const two_counties[] = {"511102", "511111", NULL};

/* 81 of 87 and 192 of 263 in towns, the county reports nothing. */
Test(regions, towns_add_up_to_a_county_and_counties_to_the_city)
{
    static const struct entry entries[] = {
        {"511102001", "93", "81", "87"},
        {"511102002", "73", "192", "263"},
        {"511111", "83", "289", "350"},
        {"511100", "80", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_RATIO, ">=90", two_counties, entries);
    cr_assert_eq(c.status, FYP_OK);
    const struct fyp_region_total *city = total_of(&c, "511100");
    scene_expect(
        "county", "Charig 1986", "computed",
        total_of(&c, "511102")->computed.value, 78, 1e-15);
    scene_expect(
        "city", "562 of 700", "computed", city->computed.value,
        100 * 562.0 / 700, 1e-15);
    scene_expect("city", "as given", "reported", city->reported, 80, 0);
    cr_expect_eq(city->agreement, FYP_TOTALS_AGREE); /* 80 may be 80.29 */
    cr_expect_not(city->incomplete);
    cr_expect_eq(city->computed.way, FYP_WAY_RATIO);
    finish(&c);
}

Test(regions, what_is_missing_is_named_at_every_level_and_never_filled_in)
{
    static const struct entry entries[] = {
        {"511102001", "4", NULL, NULL},
        {"511102002", "6", NULL, NULL},
        {"511100", "10", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_SUM, NULL, two_counties, entries);
    const struct fyp_region_total *city = total_of(&c, "511100");
    scene_expect("city", "hand", "computed", city->computed.value, 10, 0);
    cr_expect(city->incomplete);
    cr_expect_eq(city->agreement, FYP_TOTALS_NOT_COMPARED);
    cr_expect_str_eq(
        names_of(&c, city->missing, city->missing_count), "511111");
    cr_expect_eq(city->partial_count, 0);
    finish(&c);
}

Test(regions, an_incomplete_part_makes_its_total_incomplete)
{
    static const struct entry entries[] = {
        {"511102001", "4", NULL, NULL},
        {"511102002001", "6", NULL, NULL},
        {"511102002002", "1", NULL, NULL},
        {"511111", "9", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_SUM, NULL, two_counties, entries);
    cr_expect_not(total_of(&c, "511100")->incomplete);
    scene_expect(
        "city", "4 + 6 + 1 + 9", "computed",
        total_of(&c, "511100")->computed.value, 20, 0);
    finish(&c);
    static const struct entry gap[] = {
        {"511102001", "4", NULL, NULL},
        {"511102002", "6", NULL, NULL},
        {"511111001", "2", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    struct fyp_figure other = {
        .region = "511111002",
        .indicator = "y",
        .year = 2021,
        .value = scene_decimal("3")};
    run(&c, FYP_ROLLUP_SUM, NULL, two_counties, gap);
    fyp_subregions_finish(&c.result);
    cr_assert_eq(fyp_figures_add(c.figures, &other, NULL), FYP_OK);
    fyp_figures_index(c.figures);
    const struct fyp_request request = {
        .plan = &c.plan, .figures = c.figures, .year = YEAR};
    cr_assert_eq(
        fyp_subregions_evaluate(&request, NULL, NULL, &c.result, NULL), FYP_OK);
    const struct fyp_region_total *city = total_of(&c, "511100");
    cr_expect(city->incomplete);
    cr_expect_str_eq(
        names_of(&c, city->partial, city->partial_count), "511111");
    const struct fyp_region_total *county = total_of(&c, "511111");
    cr_expect_str_eq(
        names_of(&c, county->missing, county->missing_count), "511111002");
    finish(&c);
}

Test(regions, a_reported_figure_goes_upwards_and_its_difference_is_shown)
{
    static const struct entry entries[] = {
        {"511102", "100", NULL, NULL},   {"511102001", "30", NULL, NULL},
        {"511102002", "40", NULL, NULL}, {"511111", "50", NULL, NULL},
        {"511100", "151", NULL, NULL},   {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_SUM, NULL, two_counties, entries);
    const struct fyp_region_total *county = total_of(&c, "511102");
    scene_expect("county", "hand", "difference", county->difference, 30, 0);
    cr_expect_eq(county->agreement, FYP_TOTALS_DIFFER);
    const struct fyp_region_total *city = total_of(&c, "511100");
    scene_expect("city", "hand", "computed", city->computed.value, 150, 0);
    scene_expect("city", "hand", "difference", city->difference, 1, 0);
    scene_expect("city", "FYP-757", "allowed", city->allowed, 1, 0);
    cr_expect_eq(city->agreement, FYP_TOTALS_AGREE);
    finish(&c);
}

Test(regions, a_place_that_is_not_declared_is_shown_and_not_counted)
{
    static const struct entry entries[] = {
        {"511102", "100", NULL, NULL},
        {"511111", "50", NULL, NULL},
        {"511199", "7", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_SUM, NULL, two_counties, entries);
    scene_expect(
        "city", "hand", "computed", total_of(&c, "511100")->computed.value, 150,
        0);
    cr_expect_eq(c.result.count, 3);
    cr_expect_eq(c.result.spreads[0].spread.count, 2);
    finish(&c);
    run(&c, FYP_ROLLUP_SUM, NULL, NULL, entries);
    scene_expect(
        "nothing declared", "hand", "computed",
        total_of(&c, "511100")->computed.value, 157, 0);
    finish(&c);
}

/* --- judged and ranked --- */

Test(regions, ranks_are_shared_and_the_next_one_is_left_out)
{
    static const double scores[] = {70, 90, NAN, 70 + 1e-12, 60.5, 0, 100};
    static const int expected[] = {3, 2, 0, 3, 5, 6, 1};
    int ranks[7];

    fyp_rank_scores(scores, 7, ranks);
    for (int i = 0; i < 7; i++) {
        cr_expect_eq(ranks[i], expected[i], "%d: %d", i, ranks[i]);
    }
    fyp_rank_scores(scores, 0, ranks);
}

Test(regions, printed_baselines_of_the_city_do_not_judge_its_counties)
{
    static const struct entry entries[] = {
        {"511102", "95", NULL, NULL},
        {"511111", "50", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_RATIO, ">=90", two_counties, entries);
    const struct fyp_indicator_result *met =
        &c.result.items[0].evaluation.indicators[0];
    const struct fyp_indicator_result *short_of =
        &c.result.items[1].evaluation.indicators[0];
    cr_expect_eq(met->baseline_source, FYP_BASELINE_PROXY);
    cr_expect_eq(c.result.items[0].rank, 1);
    /* the only figure is its own proxy: nothing can be said */
    cr_expect_eq(short_of->verdict, FYP_VERDICT_NOT_ASSESSABLE);
    cr_expect_eq(c.result.items[1].rank, 0);
    cr_expect_eq(c.result.ranking[1], &c.result.items[1]);
    finish(&c);
}

Test(regions, an_amount_of_the_city_is_asked_of_no_county)
{
    static const struct entry entries[] = {
        {"511102", "95", NULL, NULL},
        {"511111", "50", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_SUM, ">=140", two_counties, entries);
    cr_expect(c.result.whole_only[0]);
    for (size_t i = 0; i < 2; i++) {
        cr_expect_eq(
            c.result.items[i].evaluation.indicators[0].verdict,
            FYP_VERDICT_MONITOR);
        cr_expect_eq(c.result.items[i].rank, 0);
    }
    cr_expect_eq(c.result.spreads[0].worst_count, 0);
    finish(&c);
}

/* 99 and 95 meet the target under every rule; of 50 nothing can be said; the
 * amount of an earlier test is asked of no county and ranks none. */
Test(regions, ranges_of_ranks_are_those_of_what_was_ranked)
{
    static const struct entry entries[] = {
        {"511102", "95", NULL, NULL},
        {"511111", "99", NULL, NULL},
        {"511112", "50", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    static const enum fyp_rollup rules[] = {FYP_ROLLUP_RATIO, FYP_ROLLUP_SUM};

    for (size_t i = 0; i < 2; i++) {
        struct fyp_sensitivity ranges;
        struct case_ c;
        run(&c, rules[i], ">=90", NULL, entries);
        const struct fyp_request request = {
            .plan = &c.plan, .figures = c.figures, .year = YEAR};
        cr_assert_eq(
            fyp_rank_ranges_compute(&request, &c.result, &ranges, NULL),
            FYP_OK);
        const struct fyp_sensitivity_subject *one =
            fyp_rank_range_of(&ranges, "511111");
        cr_expect_eq(ranges.subject_count, i == 0 ? 2 : 0);
        cr_expect_eq(one != NULL, i == 0);
        cr_expect(
            one == NULL ||
            (fyp_equal(one->rank_low, 1.0) && fyp_equal(one->rank_high, 1.0) &&
             one->scored_runs == 2 * FYP_RANK_POINTS));
        cr_expect_null(fyp_rank_range_of(&ranges, "511112"));
        cr_expect_null(fyp_rank_range_of(NULL, "511111"));
        fyp_sensitivity_finish(&ranges);
        finish(&c);
    }
}

/* --- best and worst --- */

static const struct {
    const char *name, *target;
    const char *best, *worst;
} extremes[] = {
    {"more is better", ">=90", "511102", "511111 511112"},
    {"less is better", "<=90", "511111 511112", "511102"},
    {"the nearest is best", "=60", "511111 511112", "511102"},
    {"the catalogue says so", NULL, "511102", "511111 511112"},
};

Test(regions, the_worst_lies_in_the_bad_direction_and_ties_are_all_named)
{
    static const struct entry entries[] = {
        {"511102", "95", NULL, NULL},
        {"511111", "50", NULL, NULL},
        {"511112", "50", NULL, NULL},
        {NULL, NULL, NULL, NULL}};

    for (size_t i = 0; i < sizeof extremes / sizeof *extremes; i++) {
        struct case_ c;
        run(&c, FYP_ROLLUP_RATIO, extremes[i].target, NULL, entries);
        const struct fyp_indicator_spread *line = &c.result.spreads[0];
        cr_expect_str_eq(
            names_of(&c, line->best, line->best_count), extremes[i].best, "%s",
            extremes[i].name);
        cr_expect_str_eq(
            names_of(&c, line->worst, line->worst_count), extremes[i].worst,
            "%s", extremes[i].name);
        cr_expect_eq(line->weights, FYP_SPREAD_EQUAL);
        finish(&c);
    }
}

Test(regions, places_that_are_all_equal_have_no_best_and_no_worst)
{
    static const struct entry entries[] = {
        {"511102", "50", NULL, NULL},
        {"511111", "50", NULL, NULL},
        {NULL, NULL, NULL, NULL}};
    struct case_ c;

    run(&c, FYP_ROLLUP_RATIO, ">=90", NULL, entries);
    cr_expect_eq(c.result.spreads[0].best_count, 0);
    cr_expect_eq(c.result.spreads[0].worst_count, 0);
    scene_expect(
        "equal", "hand", "variation", c.result.spreads[0].spread.variation, 0,
        0);
    finish(&c);
}

/* --- what no figure should be --- */

/* Every rule over odd figures of two counties: a finite total or a reason. */
Test(regions, odd_figures_end_in_a_number_or_a_reason)
{
    static const char *const odd[] = {"0",     "1",      "-1",   "2.385",
                                      "1e300", "-1e300", "1e308"};
    enum { ODD = sizeof odd / sizeof *odd };

    for (int rule = FYP_ROLLUP_NONE; rule <= FYP_ROLLUP_WEIGHTED; rule++) {
        for (int i = 0; i < ODD * ODD; i++) {
            const struct entry entries[] = {
                {"511102", odd[i % ODD], NULL, NULL},
                {"511111", odd[i / ODD], "1", "2"},
                {NULL, NULL, NULL, NULL}};
            struct case_ c;
            run(&c, (enum fyp_rollup)rule, ">=1", NULL, entries);
            cr_assert_eq(c.status, FYP_OK);
            const struct fyp_total *total = &total_of(&c, "511100")->computed;
            cr_assert_eq(
                total->refusal == FYP_ROLLUP_FINE, isfinite(total->value) != 0);
            cr_assert(!isinf(c.result.spreads[0].spread.variation));
            cr_assert(!isinf(c.result.spreads[0].spread.ratio));
            finish(&c);
        }
    }
}
