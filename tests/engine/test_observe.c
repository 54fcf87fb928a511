/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sections 2 and 3 of docs/methods.md: the value that is judged, and the
 * baseline. Expected values are worked out by hand, in the row.
 */
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>

struct observed {
    const char *name;
    struct sketch sketch;
    struct setting setting;
    double value;
    double baseline;
    enum fyp_baseline_source source;
    int value_year;
    const char *flags; /* NULL: not looked at */
};

static void check_observed(const struct observed *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct observed *row = &rows[i];
        char flags[SCENE_FLAGS_SIZE];
        const struct fyp_indicator_result result =
            scene_judge(&row->sketch, &row->setting);
        scene_expect(
            row->name, "hand", "value", result.value, row->value, 1e-12);
        scene_expect(
            row->name, "hand", "baseline", result.baseline, row->baseline,
            1e-12);
        scene_expect_text(
            row->name, "hand", "baseline source",
            fyp_baseline_source_name(result.baseline_source),
            fyp_baseline_source_name(row->source));
        scene_expect_text(
            row->name, "hand", "flags", scene_flags(result.flags, flags),
            row->flags);
        cr_assert_eq(
            result.value_year, row->value_year, "%s: value year %d, not %d",
            row->name, result.value_year, row->value_year);
    }
}

#define CHECK(rows) check_observed(rows, sizeof(rows) / sizeof *(rows))

static const struct observed levels[] = {
    {"the figure of the year",
     {.target = ">=91.35",
      .baseline = "84.6",
      .figures = "2022:86.13 2023:87.42 2024:90.06"},
     {0},
     87.42,
     84.6,
     FYP_BASELINE_TABLE,
     2023,
     ""},
    {"no figure of the year, though of others",
     {.target = ">=91.35",
      .baseline = "84.6",
      .figures = "2022:86.13 2024:90.06"},
     {0},
     UNDEFINED,
     84.6,
     FYP_BASELINE_TABLE,
     0,
     ""},
    {"a level marked to date is a state like any other",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2023~87.42"},
     {0},
     87.42,
     84.6,
     FYP_BASELINE_TABLE,
     2023,
     ""},
    {"the figure of the year goes before one to date",
     {.target = ">=91.35",
      .baseline = "84.6",
      .figures = "2023~86.99 2023:87.42"},
     {0},
     87.42,
     84.6,
     FYP_BASELINE_TABLE,
     2023,
     ""},
    {"a year before publication is retrospective",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2021:86.13"},
     {.year = 2021, .published = "2022-06-14"},
     86.13,
     84.6,
     FYP_BASELINE_TABLE,
     2021,
     "retrospective"},
    {"the year of publication is not",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2022:86.13"},
     {.year = 2022, .published = "2022-06"},
     86.13,
     84.6,
     FYP_BASELINE_TABLE,
     2022,
     ""},
    {"a bare number is marked",
     {.target = ">=91.35",
      .inferred = true,
      .baseline = "84.6",
      .figures = "2023:87.42"},
     {0},
     87.42,
     84.6,
     FYP_BASELINE_TABLE,
     2023,
     "inferred"},
    {"without a target the value is still shown",
     {.baseline = "84.6", .figures = "2023:83.97"},
     {0},
     83.97,
     84.6,
     FYP_BASELINE_TABLE,
     2023,
     ""},
    {"against a reference",
     {.target = ">=ref",
      .baseline = "1650",
      .figures = "2023:1903.5",
      .reference = "2023:1870"},
     {0},
     1903.5,
     1650,
     FYP_BASELINE_TABLE,
     2023,
     ""},
};

Test(observe, a_level_is_the_state_at_the_end_of_the_year)
{
    CHECK(levels);
}

static const struct observed sums[] = {
    {"all years since the baseline",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2020:33 2021:37 2022:41.5 2023:19.25 2024:88"},
     {0},
     37 + 41.5 + 19.25,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"a printed baseline is shown, not added",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .baseline = "33",
      .figures = "2021:37 2022:41.5 2023:19.25"},
     {0},
     97.75,
     33,
     FYP_BASELINE_TABLE,
     2023,
     ""},
    {"nor does its bound matter",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .baseline = ">33",
      .figures = "2021:37 2022:41.5 2023:19.25"},
     {0},
     97.75,
     33,
     FYP_BASELINE_TABLE,
     2023,
     ""},
    {"a gap in the middle",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2021:37 2023:19.25"},
     {0},
     56.25,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     "incomplete"},
    {"a gap at the end",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2021:37 2022:41.5"},
     {0},
     78.5,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2022,
     "incomplete"},
    {"no year at all",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2020:33 2024:88"},
     {0},
     UNDEFINED,
     UNDEFINED,
     FYP_BASELINE_NONE,
     0,
     ""},
    {"a figure to date stands for its years",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2021:37 2022~81.5 2023:19.25"},
     {0},
     81.5 + 19.25,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"and closes the gaps before it",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2022~81.5 2023:19.25"},
     {0},
     100.75,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"not those after it",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2021~37.5 2023:19.25"},
     {0},
     56.75,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     "incomplete"},
    {"the latest one counts",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2021~37.5 2022~81.5 2023~96.25 2024~120"},
     {0},
     96.25,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"beside a plain figure of its own year",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2021:37 2022:44 2023:19.25 2023~96.25"},
     {0},
     96.25,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"one of the baseline year belongs to the plan before",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2020~233 2021:37 2022:41.5 2023:19.25"},
     {0},
     97.75,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"corrections that cancel leave nothing",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=173",
      .figures = "2021:-0.3 2022:0.1 2023:0.2"},
     {0},
     0,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
};

Test(observe, a_cumulative_is_the_sum_since_the_baseline)
{
    CHECK(sums);
}

static const struct observed growths[] = {
    /* (1.0731 · 1.0519 · 1.0644)^(1/3) */
    {"the geometric mean of the years",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=6.2",
      .figures = "2020:9.9 2021:7.31 2022:5.19 2023:6.44 2024:1"},
     {0},
     6.3097683825903195,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"with a gap over what there is",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=6.2",
      .figures = "2021:7.31 2023:7.31"},
     {0},
     7.31,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     "incomplete"},
    {"a printed baseline has no part in it",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=6.2",
      .baseline = "8.4",
      .figures = "2021:7.31 2022:7.31 2023:7.31"},
     {0},
     7.31,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"what cancels is no growth",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=0",
      .figures = "2021:25 2022:-20 2023:0"},
     {0},
     0,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"all gone",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=6.2",
      .figures = "2021:7.31 2022:-100 2023:4"},
     {0},
     -100,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"more than all gone is no number",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=6.2",
      .figures = "2021:7.31 2022:-100.5 2023:4"},
     {0},
     UNDEFINED,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"only the years that the reference has too",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=ref",
      .tolerance = 0.5,
      .figures = "2021:7.31 2022:5.19 2023:7.31",
      .reference = "2021:6.8 2023:7"},
     {0},
     7.31,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     "incomplete"},
    {"without a common year the mean of its own",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=ref",
      .tolerance = 0.5,
      .figures = "2021:5.19 2022:5.19 2023:5.19",
      .reference = "2020:6.8"},
     {0},
     5.19,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"the reference of the nation",
     {.kind = FYP_KIND_GROWTH,
      .target = ">=ref",
      .tolerance = 0.5,
      .figures = "2021:5.19 2022:5.19 2023:5.19",
      .nation = "2021:8.4 2022:3 2023:5.2"},
     {0},
     5.19,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
};

Test(observe, a_growth_is_the_geometric_mean_of_the_plan_years)
{
    CHECK(growths);
}

static const struct observed events[] = {
    {"the latest share done",
     {.kind = FYP_KIND_EVENT,
      .target = ">=1",
      .figures = "2021:0.2 2022:0.65 2024:1"},
     {0},
     0.65,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2022,
     ""},
    {"it may fall as long as it is not done",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2021:0.65 2022:0.2"},
     {0},
     0.2,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2022,
     ""},
    {"once done it stays done",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2021:1 2022:0.2"},
     {0},
     1,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2022,
     ""},
    {"done in the baseline year belongs to the plan before",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2020:1"},
     {0},
     UNDEFINED,
     UNDEFINED,
     FYP_BASELINE_NONE,
     0,
     ""},
};

Test(observe, an_event_is_its_latest_figure)
{
    CHECK(events);
}

static const struct observed shares[] = {
    {"the share of the declared sub-regions that meet it",
     {.target = ">=1",
      .subregions = "511102=2023:1|511111=2023:0|"
                    "511123=2023:2|511124=2023:1"},
     {0},
     75,
     75,
     FYP_BASELINE_PROXY,
     2023,
     ""},
    {"one that says nothing does not meet it",
     {.target = ">=1", .subregions = "511102=2023:1|511111=|511123=2023:2"},
     {0},
     200.0 / 3,
     200.0 / 3,
     FYP_BASELINE_PROXY,
     2023,
     "incomplete"},
    {"none says anything",
     {.target = ">=1", .subregions = "511102=2022:1|511111=|511123=2022:2"},
     {0},
     UNDEFINED,
     200.0 / 3,
     FYP_BASELINE_PROXY,
     0,
     ""},
    {"its own strict comparator counts",
     {.target = ">40.7", .subregions = "511102=2023:40.7|511111=2023:40.71"},
     {0},
     50,
     50,
     FYP_BASELINE_PROXY,
     2023,
     ""},
    {"an observation of the share in the baseline year",
     {.target = "<=15",
      .subregions = "511102=2020:15 2023:14|511111=2020:16 2023:15"},
     {0},
     100,
     50,
     FYP_BASELINE_OBSERVED,
     2023,
     ""},
    {"figures rounded where asked for",
     {.target = ">=41",
      .baseline = "20",
      .subregions = "511102=2023:40.51|511111=2023:40.5"},
     {.comparison = FYP_COMPARE_ROUNDED},
     50,
     20,
     FYP_BASELINE_TABLE,
     2023,
     ""},
};

Test(observe, each_subregion_judges_the_share_of_those_that_meet_the_target)
{
    CHECK(shares);
}

static const struct observed baselines[] = {
    {"the table goes before the prose",
     {.target = ">=91.35",
      .baseline = "84.6",
      .prose = "83.1",
      .figures = "2020:85 2023:87.42"},
     {0},
     87.42,
     84.6,
     FYP_BASELINE_TABLE,
     2023,
     ""},
    {"the prose goes before an observation",
     {.target = ">=91.35", .prose = "83.1", .figures = "2020:85 2023:87.42"},
     {0},
     87.42,
     83.1,
     FYP_BASELINE_PROSE,
     2023,
     ""},
    {"an observation of the baseline year",
     {.target = ">=91.35", .figures = "2020:85.03 2023:87.42"},
     {0},
     87.42,
     85.03,
     FYP_BASELINE_OBSERVED,
     2023,
     ""},
    {"the first figure after it as a proxy",
     {.target = ">=91.35", .figures = "2022:86.11 2023:87.42"},
     {0},
     87.42,
     86.11,
     FYP_BASELINE_PROXY,
     2023,
     ""},
    {"an earlier figure is none",
     {.target = ">=91.35", .figures = "2019:82 2023:87.42"},
     {0},
     87.42,
     87.42,
     FYP_BASELINE_PROXY,
     2023,
     ""},
    {"no proxy where a milestone was due by then",
     {.target = ">=91.35",
      .milestones = "2022:85",
      .figures = "2022:86.11 2023:87.42"},
     {0},
     87.42,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
    {"a proxy where it comes later",
     {.target = ">=91.35",
      .milestones = "2023:85",
      .figures = "2022:86.11 2023:87.42"},
     {0},
     87.42,
     86.11,
     FYP_BASELINE_PROXY,
     2023,
     ""},
    {"a bound counts as its number",
     {.target = ">=98.5", .baseline = ">95.2", .figures = "2023:96.7"},
     {0},
     96.7,
     95.2,
     FYP_BASELINE_TABLE,
     2023,
     "bound"},
    {"a bound that includes its number too",
     {.target = ">=98.5", .prose = ">=95.2", .figures = "2023:96.7"},
     {0},
     96.7,
     95.2,
     FYP_BASELINE_PROSE,
     2023,
     "bound"},
    {"the bound of a prose that is not used is none",
     {.target = ">=98.5",
      .baseline = "95.2",
      .prose = ">94",
      .figures = "2023:96.7"},
     {0},
     96.7,
     95.2,
     FYP_BASELINE_TABLE,
     2023,
     ""},
    {"a step has none",
     {.target = ">=91.35",
      .path = FYP_PATH_STEP,
      .milestones = "2023:80.5",
      .baseline = ">84.6",
      .figures = "2020:85 2023:87.42"},
     {0},
     87.42,
     UNDEFINED,
     FYP_BASELINE_NONE,
     2023,
     ""},
};

Test(observe, the_baseline_is_the_first_that_exists)
{
    CHECK(baselines);
}

Test(observe, the_decimals_of_a_ratio_do_not_round_a_sum)
{
    /* a figure computed from its parts has no decimals of its own */
    const struct sketch sketch = {
        .kind = FYP_KIND_CUMULATIVE,
        .target = ">=173",
        .figures = "2021:3.3333333 2022:4 2023:5"};
    const struct fyp_indicator_result result =
        scene_judge(&sketch, &(struct setting){0});
    scene_expect("sum", "hand", "value", result.value, 12.3333333, 1e-12);
}

Test(observe, a_mismatch_of_price_bases_is_flagged)
{
    static const struct {
        enum fyp_price_basis own, reference;
        bool flagged;
    } rows[] = {
        {FYP_PRICE_NOMINAL, FYP_PRICE_REAL, true},
        {FYP_PRICE_REAL, FYP_PRICE_NOMINAL, true},
        {FYP_PRICE_REAL, FYP_PRICE_REAL, false},
        {FYP_PRICE_UNKNOWN, FYP_PRICE_REAL, false},
        {FYP_PRICE_NOMINAL, FYP_PRICE_UNKNOWN, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sketch sketch = {
            .kind = FYP_KIND_GROWTH, .target = ">=ref"};
        struct scene *scene =
            scene_create(&sketch, 1, &(struct setting){.year = 2021});
        struct fyp_figure own = {
            .region = SCENE_REGION,
            .indicator = "c0",
            .year = 2021,
            .value = scene_decimal("6.1"),
            .price_basis = rows[i].own};
        struct fyp_figure reference = {
            .region = SCENE_REGION,
            .indicator = "r0",
            .year = 2021,
            .value = scene_decimal("5.9"),
            .price_basis = rows[i].reference};
        struct fyp_evaluation again;

        fyp_figures_add(scene->figures, &own, NULL);
        fyp_figures_add(scene->figures, &reference, NULL);
        fyp_figures_index(scene->figures);
        const struct fyp_request request = {
            .plan = &scene->plan, .figures = scene->figures, .year = 2021};
        cr_assert_eq(fyp_evaluate(&request, &again, NULL), FYP_OK);
        const bool flagged =
            (again.indicators[0].flags & FYP_FLAG_PRICE_BASIS_MISMATCH) != 0;
        cr_assert_eq(flagged, rows[i].flagged, "row %zu", i);
        fyp_evaluation_finish(&again);
        scene_destroy(scene);
    }
}
