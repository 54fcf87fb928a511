/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sections 1, 6 and 7 of docs/methods.md: when a target is met, and the
 * status, row by row of the table and at each of its bounds.
 */
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

struct judged {
    const char *name;
    struct sketch sketch;
    struct setting setting;
    const char *status;
    double score;
    const char *flags; /* NULL: not looked at */
};

static void check_judged(const struct judged *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct judged *row = &rows[i];
        char flags[SCENE_FLAGS_SIZE];
        const struct fyp_indicator_result got =
            scene_judge(&row->sketch, &row->setting);
        scene_expect_text(
            row->name, "hand", "status", fyp_verdict_name(got.verdict),
            row->status);
        scene_expect(row->name, "hand", "score", got.score, row->score, 1e-12);
        scene_expect_text(
            row->name, "hand", "flags", scene_flags(got.flags, flags),
            row->flags);
    }
}

#define CHECK(rows) check_judged(rows, sizeof(rows) / sizeof *(rows))

/* Every comparator at, just below and just above its bound; closer than
 * 1e-9 of the bound is at it (1e-9 · 37.64 = 3.8e-8). */
static const struct {
    const char *target, *value;
    bool met, at_threshold;
} comparisons[] = {
    {">37.64", "37.64", false, true},
    {">37.64", "37.65", true, false},
    {">37.64", "37.63", false, false},
    {">37.64", "37.64000003", false, true},
    {">37.64", "37.63999997", false, true},
    {">37.64", "37.64000005", true, false},
    {">37.64", "37.63999995", false, false},
    {">=37.64", "37.64", true, false},
    {">=37.64", "37.65", true, false},
    {">=37.64", "37.63", false, false},
    {">=37.64", "37.63999997", true, false},
    {">=37.64", "37.63999995", false, false},
    {"<37.64", "37.64", false, true},
    {"<37.64", "37.63", true, false},
    {"<37.64", "37.65", false, false},
    {"<37.64", "37.63999997", false, true},
    {"<37.64", "37.63999995", true, false},
    {"<37.64", "37.64000005", false, false},
    {"<=37.64", "37.64", true, false},
    {"<=37.64", "37.63", true, false},
    {"<=37.64", "37.65", false, false},
    {"<=37.64", "37.64000003", true, false},
    {"<=37.64", "37.64000005", false, false},
    {"=37.64", "37.64", true, false},
    {"=37.64", "37.64000003", true, false},
    {"=37.64", "37.64000005", false, false},
    {"=37.64", "37.63999995", false, false},
    {"=37.64", "37.65", false, false},
    {">-2.5", "-2.5", false, true},
    {">-2.5", "-2.49", true, false},
    {"<=-2.5", "-2.51", true, false},
    {">0", "0", false, true},
    {">0", "0.0000000001", true, false},
    {">=0", "-0.0000000001", false, false},
    {"<=0", "0", true, false},
};

Test(verdict, every_comparator_at_below_and_above_its_bound)
{
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        char figure[40];
        snprintf(figure, sizeof figure, "2025:%s", comparisons[i].value);
        const struct sketch sketch = {
            .target = comparisons[i].target, .baseline = "20.3",
            .figures = figure};
        const struct fyp_indicator_result got =
            scene_judge(&sketch, &(struct setting){.year = 2025});
        const bool at = (got.flags & FYP_FLAG_AT_THRESHOLD) != 0;
        cr_assert_eq(
            got.met, comparisons[i].met, "%s %s: met is %d",
            comparisons[i].value, comparisons[i].target, got.met);
        cr_assert_eq(
            at, comparisons[i].at_threshold, "%s %s: at_threshold is %d",
            comparisons[i].value, comparisons[i].target, at);
    }
}

static const struct judged exactness[] = {
    {"5 x 0.004 is 0.02",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=0.02",
      .figures = "2021:0.004 2022:0.004 2023:0.004 2024:0.004 2025:0.004"},
     {.year = 2025}, "achieved", 100, ""},
    {"and not more",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">0.02",
      .figures = "2021:0.004 2022:0.004 2023:0.004 2024:0.004 2025:0.004"},
     {.year = 2025}, "not_achieved", 99, "at_threshold"},
    {"0.1 + 0.2 is 0.3",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">0.3",
      .figures = "2021:0.1 2022:0.2"},
     {.year = 2022, .end_year = 2022}, "not_achieved", 99, "at_threshold"},
    {"-0.3 + 0.1 + 0.2 is 0",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=0",
      .figures = "2021:-0.3 2022:0.1 2023:0.2"},
     {.end_year = 2023}, "achieved", 100, ""},
    {"+25 % and -20 % is no growth",
     {.kind = FYP_KIND_GROWTH, .target = ">=0", .figures = "2021:25 2022:-20"},
     {.year = 2022}, "on_track", 100, ""},
    {"nor any decline",
     {.kind = FYP_KIND_GROWTH, .target = "<=0", .figures = "2021:25 2022:-20"},
     {.year = 2022}, "on_track", 100, ""},
};

Test(verdict, decimals_are_compared_as_they_were_written)
{
    CHECK(exactness);
}

/* GB/T 8170-2008 section 4: the value as reported, or rounded half to even to
 * the target's own decimals. */
static const struct judged roundings[] = {
    {"95.96 against 96, full",
     {.target = ">=96", .baseline = "90", .figures = "2025:95.96"},
     {.year = 2025}, "not_achieved", 99, ""},
    {"95.96 against 96, rounded",
     {.target = ">=96", .baseline = "90", .figures = "2025:95.96"},
     {.year = 2025, .comparison = FYP_COMPARE_ROUNDED}, "achieved", 100, ""},
    {"95.96 against 96.0 has a decimal to lose",
     {.target = ">=96.0", .baseline = "90", .figures = "2025:95.94"},
     {.year = 2025, .comparison = FYP_COMPARE_ROUNDED}, "not_achieved",
     100 * (1 - 0.06 / 6), ""},
    {"95.5 rounds to even: 96",
     {.target = ">=96", .baseline = "90", .figures = "2025:95.5"},
     {.year = 2025, .comparison = FYP_COMPARE_ROUNDED}, "achieved", 100, ""},
    {"96.5 rounds to even: 96, at a strict target",
     {.target = ">96", .baseline = "90", .figures = "2025:96.5"},
     {.year = 2025, .comparison = FYP_COMPARE_ROUNDED}, "not_achieved", 99,
     "at_threshold"},
    {"0.02 of 10,000 is 200, to hundreds",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=200", .precision = "-2",
      .figures = "2021:37 2022:43 2023:51 2024:11 2025:13"},
     {.year = 2025, .comparison = FYP_COMPARE_ROUNDED}, "achieved", 100, ""},
    {"150 rounds up to the even 200, 250 down to it",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">200", .precision = "-2",
      .figures = "2021:250 2022:0 2023:0 2024:0 2025:0"},
     {.year = 2025, .comparison = FYP_COMPARE_ROUNDED}, "not_achieved", 99,
     "at_threshold"},
    {"a share of sub-regions is never rounded up to all",
     {.target = ">=41", .baseline = "20",
      .subregions = "511102=2025:41|511111=2025:40|511123=2025:41"},
     {.year = 2025, .comparison = FYP_COMPARE_ROUNDED}, "not_achieved",
     100 * (1 - (100 - 200.0 / 3) / 80), ""},
    {"a milestone has its own decimals",
     {.target = ">=96", .baseline = "90", .milestones = "2023:93.6",
      .figures = "2023:93.55"},
     {.comparison = FYP_COMPARE_ROUNDED}, "on_track",
     100 * (1 - 0.05 / 3.6), ""},
    {"a baseline that rounds to the target is maintained",
     {.target = ">=96", .baseline = "95.7", .figures = "2023:95.8"},
     {.comparison = FYP_COMPARE_ROUNDED}, "on_track", 100, "maintained"},
};

Test(verdict, rounded_comparison_is_asked_for_never_implied)
{
    CHECK(roundings);
}

/* [P] grafana/grafana#1983: 99.99999, shown as 100, against 100. */
Test(verdict, oracle_grafana_a_displayed_value_is_not_the_value)
{
    const struct sketch sketch = {
        .target = ">=100", .baseline = "80", .figures = "2025:99.99999"};
    cr_assert_not(
        scene_judge(&sketch, &(struct setting){.year = 2025}).met);
    cr_assert(scene_judge(&sketch, &(struct setting){
                                       .year = 2025,
                                       .comparison = FYP_COMPARE_ROUNDED})
                  .met);
}

/* [T] keptn, evaluate_sli_handler_test.go: TestParseCriteriaString and
 * TestEvaluateValue. */
Test(verdict, oracle_keptn_comparisons)
{
    static const struct {
        const char *target, *value;
        bool met;
    } rows[] = {
        {"<10", "9.99", true},  {"<10", "10", false},
        {"<=10", "10", true},   {"<=10", "10.01", false},
        {"=10", "10", true},    {"=10", "10.01", false},
        {">10", "10", false},   {">10", "10.01", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char figure[32];
        snprintf(figure, sizeof figure, "2025:%s", rows[i].value);
        const struct sketch sketch = {
            .target = rows[i].target, .figures = figure};
        cr_assert_eq(
            scene_judge(&sketch, &(struct setting){.year = 2025}).met,
            rows[i].met, "%s %s", rows[i].value, rows[i].target);
    }
}

static const struct judged early_rows[] = {
    {"monitor: no target",
     {.baseline = "84.6", .figures = "2023:87.42"},
     {0}, "monitor", UNDEFINED, ""},
    {"monitor: a target in words, in the final stage, without data",
     {.target = "text"}, {.year = 2025}, "monitor", UNDEFINED, ""},
    {"not_due: step before its milestone, without data",
     {.target = ">=120.5", .path = FYP_PATH_STEP,
      .milestones = "2024:110.5"},
     {0}, "not_due", UNDEFINED, ""},
    {"not_due: step without any milestone",
     {.target = ">=120.5", .path = FYP_PATH_STEP, .figures = "2024:130"},
     {.year = 2024}, "not_due", UNDEFINED, ""},
    {"not_due: a sum by steps, even met",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=120.5",
      .path = FYP_PATH_STEP, .figures = "2021:130"},
     {.year = 2021}, "not_due", UNDEFINED, ""},
    {"not_due: event before its deadline",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2023:0.9"},
     {0}, "not_due", UNDEFINED, ""},
    {"not_due: event, no figure",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .milestones = "2024:1"},
     {0}, "not_due", UNDEFINED, ""},
    {"no_data: level",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2022:87"},
     {0}, "no_data", UNDEFINED, ""},
    {"no_data: sum",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=173", .figures = "2020:5"},
     {0}, "no_data", UNDEFINED, ""},
    {"no_data: growth",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .reference = "2023:6"},
     {0}, "no_data", UNDEFINED, ""},
    {"no_data: event after its deadline",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .milestones = "2022:1"},
     {0}, "no_data", UNDEFINED, ""},
    {"no_data: final",
     {.target = ">=91.35", .baseline = "84.6"},
     {.year = 2025}, "no_data", UNDEFINED, ""},
    {"not_assessable: no reference",
     {.target = ">=ref", .figures = "2023:1845.5"},
     {0}, "not_assessable", UNDEFINED, ""},
    {"not_assessable: no reference, final",
     {.target = ">=ref", .figures = "2025:1845.5"},
     {.year = 2025}, "not_assessable", UNDEFINED, ""},
    {"not_assessable: growth, no common year",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .figures = "2021:6.1",
      .reference = "2020:5"},
     {.year = 2021}, "not_assessable", UNDEFINED, ""},
    {"not_assessable: a proxy in its own year",
     {.target = ">=91.35", .figures = "2023:87.42"},
     {0}, "not_assessable", UNDEFINED, ""},
    {"but maintain if it meets the target",
     {.target = ">=91.35", .figures = "2023:91.35"},
     {0}, "on_track", 100, "maintained"},
    {"not_assessable: a line before its first milestone, no start",
     {.target = ">=91.35", .milestones = "2022:87.35", .figures = "2021:84"},
     {.year = 2021}, "not_assessable", UNDEFINED, ""},
    {"not_assessable: a sum with a gap that would be behind",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=173",
      .figures = "2021:37 2023:56"},
     {0}, "not_assessable", UNDEFINED, "incomplete"},
    {"on_track in spite of a gap",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=173",
      .figures = "2021:37 2023:56.5"},
     {0}, "on_track", 100 * 93.5 / 103.8, "incomplete"},
    {"achieved in spite of a gap",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=173",
      .figures = "2021:117 2023:56"},
     {0}, "achieved", 100, "incomplete"},
    {"not_assessable: a gap hides a missed milestone too",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=173",
      .milestones = "2022:103", .figures = "2021:37 2023:65"},
     {0}, "not_assessable", UNDEFINED, "incomplete milestone_missed"},
    {"not_assessable: an incomplete sum at the end",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=173",
      .figures = "2021:37 2023:65 2024:22 2025:48.5"},
     {.year = 2025}, "not_assessable", UNDEFINED, "incomplete"},
    {"achieved: an incomplete sum at the end that is enough",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=173",
      .figures = "2021:37 2023:65 2024:22 2025:49"},
     {.year = 2025}, "achieved", 100, "incomplete"},
    {"not_assessable: growth without the year itself",
     {.kind = FYP_KIND_GROWTH, .target = ">=5.5", .figures = "2022:6.1"},
     {0}, "not_assessable", UNDEFINED, "incomplete"},
    {"not_assessable: growth, the year missing in the reference",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref",
      .figures = "2021:6 2022:6 2023:6", .reference = "2021:5 2022:5"},
     {0}, "not_assessable", UNDEFINED, "incomplete"},
    {"growth with an earlier gap is judged",
     {.kind = FYP_KIND_GROWTH, .target = ">=5.9", .figures = "2023:6.1"},
     {0}, "on_track", 100, "incomplete"},
    {"but not at the end",
     {.kind = FYP_KIND_GROWTH, .target = ">=5.9",
      .figures = "2021:6 2022:6 2023:6 2025:6"},
     {.year = 2025}, "not_assessable", UNDEFINED, "incomplete"},
    {"not_assessable: a growth that is no number",
     {.kind = FYP_KIND_GROWTH, .target = ">=5.9", .figures = "2021:-130"},
     {.year = 2021}, "not_assessable", UNDEFINED, ""},
};

Test(verdict, what_cannot_be_judged_is_named)
{
    CHECK(early_rows);
}

/* b 0, T 100: e is 60 in 2023 and pace x/60. */
static const struct judged bands[] = {
    {"achieved: a level that had a distance to cover",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2023:91.35"},
     {0}, "achieved", 100, ""},
    {"not at a strict target: pace decides",
     {.target = ">91.35", .baseline = "84.6", .figures = "2023:91.35"},
     {0}, "ahead", 100, "at_threshold"},
    {"achieved: a sum",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=173", .figures = "2021:173"},
     {.year = 2021}, "achieved", 100, ""},
    {"achieved: an event before its deadline",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2021:1"},
     {.year = 2021}, "achieved", 100, ""},
    {"ahead at 1.10", {.target = ">=100", .baseline = "0",
      .figures = "2023:66"}, {0}, "ahead", 100, ""},
    {"ahead closer than 1e-9 to 1.10", {.target = ">=100", .baseline = "0",
      .figures = "2023:65.99999996"}, {0}, "ahead", 100, ""},
    {"on_track just below", {.target = ">=100", .baseline = "0",
      .figures = "2023:65.9"}, {0}, "on_track", 100, ""},
    {"on_track at 0.90", {.target = ">=100", .baseline = "0",
      .figures = "2023:54"}, {0}, "on_track", 90, ""},
    {"on_track closer than 1e-9 to 0.90", {.target = ">=100",
      .baseline = "0", .figures = "2023:53.99999998"}, {0}, "on_track",
      100 * 53.99999998 / 60, ""},
    {"behind just below", {.target = ">=100", .baseline = "0",
      .figures = "2023:53.9"}, {0}, "behind", 100 * 53.9 / 60, ""},
    {"behind, worse than the start", {.target = ">=100", .baseline = "0",
      .figures = "2023:-7.1"}, {0}, "behind", 0, "regressed"},
    {"a line without a baseline that meets its target is ahead, not achieved",
     {.target = ">=91.35", .milestones = "2022:87.35", .figures = "2023:92"},
     {0}, "ahead", 100, ""},
    {"a missed milestone is behind, score untouched",
     {.target = ">=91.35", .baseline = "84.6", .milestones = "2022:90.5",
      .figures = "2023:90.45"},
     {0}, "behind", 100 * (1 + (90.45 - 90.5 - 0.85 / 3) / (5.9 + 0.85 / 3)),
     "milestone_missed"},
    {"a milestone hit exactly is enough under a strict comparator",
     {.target = ">91.35", .baseline = "84.6", .milestones = "2023:90.5",
      .figures = "2023:90.5"},
     {0}, "on_track", 100, ""},
    {"a missed milestone takes achieved away, not the score",
     {.target = ">=91.35", .baseline = "84.6", .milestones = "2022:95.5",
      .figures = "2023:92.2"},
     {0}, "behind", 100, "milestone_missed"},
    {"annual in the target year uses the table",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2025:91.35"},
     {.year = 2025, .stage = FYP_STAGE_ANNUAL}, "achieved", 100, ""},
    {"and may be on_track",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2025:90.9"},
     {.year = 2025, .stage = FYP_STAGE_MIDTERM}, "on_track",
     100 * (1 - 0.45 / 6.75), ""},
};

Test(verdict, pace_falls_into_bands)
{
    CHECK(bands);
}

static const struct judged kept[] = {
    {"maintain met is on_track, never ahead",
     {.target = ">=50", .baseline = "60", .figures = "2023:99"},
     {0}, "on_track", 100, "maintained"},
    {"maintain missed by little is on_track, at most 99",
     {.target = ">=50", .baseline = "60", .figures = "2023:49.995"},
     {0}, "on_track", 99, "regressed lost"},
    {"maintain missed by a tenth of 2 %",
     {.target = ">=50", .baseline = "60", .figures = "2023:49.9"},
     {0}, "on_track", 90, "regressed lost"},
    {"maintain missed by more",
     {.target = ">=50", .baseline = "60", .figures = "2023:49.89"},
     {0}, "behind", 89, "regressed lost"},
    {"strict, at the number",
     {.target = ">50", .baseline = "60", .figures = "2023:50"},
     {0}, "on_track", 99, "regressed lost at_threshold"},
    {"an exact target overshot is behind",
     {.target = "=50", .baseline = "50", .figures = "2023:50.5"},
     {0}, "behind", 99, "recovering"},
    {"step at its milestone, strict target",
     {.target = ">120.5", .path = FYP_PATH_STEP, .milestones = "2023:110.5",
      .figures = "2023:110.5"},
     {0}, "on_track", 100, ""},
    {"step far above is not ahead",
     {.target = ">=120.5", .path = FYP_PATH_STEP, .milestones = "2023:110.5",
      .figures = "2023:140"},
     {0}, "on_track", 100, ""},
    {"step short of it, though hardly",
     {.target = ">=120.5", .path = FYP_PATH_STEP, .milestones = "2023:110.5",
      .figures = "2023:110.4"},
     {0}, "behind", 100 * (1 - 0.1 / 2.41), "milestone_missed"},
    {"step after a milestone in force",
     {.target = ">=120.5", .path = FYP_PATH_STEP, .milestones = "2022:110.5",
      .figures = "2024:111"},
     {.year = 2024}, "on_track", 100, ""},
    {"step in the last year, annual: the target, strictly",
     {.target = ">120.5", .path = FYP_PATH_STEP, .milestones = "2022:110.5",
      .figures = "2025:120.5"},
     {.year = 2025, .stage = FYP_STAGE_ANNUAL}, "on_track", 100,
     "at_threshold"},
    {"a sum by steps that meets its target is achieved",
     {.kind = FYP_KIND_CUMULATIVE, .target = ">=120.5",
      .path = FYP_PATH_STEP, .milestones = "2022:60", .figures = "2021:61 "
      "2022:59.5 2023:0"},
     {0}, "achieved", 100, ""},
    {"level reference met is on_track",
     {.target = ">=ref", .baseline = "1650", .figures = "2023:2900",
      .reference = "2023:1870"},
     {0}, "on_track", 100, ""},
    {"level reference missed by a twentieth of the scale",
     {.target = ">=ref", .figures = "2023:1868.13", .reference = "2023:1870"},
     {0}, "on_track", 95, ""},
    {"level reference missed",
     {.target = ">=ref", .figures = "2023:1860.65", .reference = "2023:1870"},
     {0}, "behind", 75, ""},
};

Test(verdict, maintain_step_and_reference_are_never_ahead)
{
    CHECK(kept);
}

static const struct judged growing[] = {
    {"half a point faster is ahead",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .tolerance = 0.5,
      .figures = "2021:6.3", .reference = "2021:5.8"},
     {.year = 2021}, "ahead", 100, ""},
    {"less is on_track",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .tolerance = 0.5,
      .figures = "2021:6.29", .reference = "2021:5.8"},
     {.year = 2021}, "on_track", 100, ""},
    {"half a point slower is in step, basically",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .tolerance = 0.5,
      .figures = "2021:5.3", .reference = "2021:5.8"},
     {.year = 2021}, "on_track", 100, ""},
    {"more is behind",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .tolerance = 0.5,
      .figures = "2021:5.29", .reference = "2021:5.8"},
     {.year = 2021}, "behind", 100 * (1 - 0.01 / 5.8), ""},
    {"without basically there is no tolerance",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .figures = "2021:5.79",
      .reference = "2021:5.8"},
     {.year = 2021}, "behind", 100 * (1 - 0.01 / 5.8), ""},
    {"a number: half a point above it",
     {.kind = FYP_KIND_GROWTH, .target = ">=6.8", .figures = "2021:7.3"},
     {.year = 2021}, "ahead", 100, ""},
    {"a number: met", {.kind = FYP_KIND_GROWTH, .target = ">=6.8",
      .figures = "2021:6.8"}, {.year = 2021}, "on_track", 100, ""},
    {"a number: at a strict one",
     {.kind = FYP_KIND_GROWTH, .target = ">6.8", .figures = "2021:6.8"},
     {.year = 2021}, "on_track", 100, "at_threshold"},
    {"a number: missed",
     {.kind = FYP_KIND_GROWTH, .target = ">=6.8", .figures = "2021:6.46"},
     {.year = 2021}, "behind", 95, ""},
    {"a number: lower is better",
     {.kind = FYP_KIND_GROWTH, .target = "<=3.1", .figures = "2021:2.6"},
     {.year = 2021}, "ahead", 100, ""},
    {"final: in step is achieved, never exceeded",
     {.kind = FYP_KIND_GROWTH, .target = ">=ref", .tolerance = 0.5,
      .figures = "2021:9.3", .reference = "2021:5.8"},
     {.year = 2021, .end_year = 2021}, "achieved", 100, ""},
    {"final: missed",
     {.kind = FYP_KIND_GROWTH, .target = ">6.8", .figures = "2021:6.8"},
     {.year = 2021, .end_year = 2021}, "not_achieved", 99, "at_threshold"},
};

Test(verdict, growth_is_measured_in_points)
{
    CHECK(growing);
}

static const struct judged deadlines[] = {
    {"behind at its deadline, the share done is the score",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .milestones = "2023:1",
      .figures = "2022:0.65"},
     {0}, "behind", 65, ""},
    {"behind after it",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .milestones = "2022:1",
      .figures = "2023:0"},
     {0}, "behind", 0, ""},
    {"not_due the year before",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .milestones = "2023:1",
      .figures = "2022:0.65"},
     {.year = 2022}, "not_due", UNDEFINED, ""},
    {"without a milestone the last year is the deadline",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2025:0.65"},
     {.year = 2025, .stage = FYP_STAGE_ANNUAL}, "behind", 65, ""},
    {"final: not_achieved",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2025:0.997"},
     {.year = 2025}, "not_achieved", 99, ""},
    {"final: achieved, never exceeded",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2023:1 2025:0.4"},
     {.year = 2025}, "achieved", 100, ""},
    {"a negative share is none",
     {.kind = FYP_KIND_EVENT, .target = ">=1", .figures = "2025:-0.4"},
     {.year = 2025}, "not_achieved", 0, ""},
};

Test(verdict, an_event_has_a_deadline)
{
    CHECK(deadlines);
}

static const struct judged finals[] = {
    {"achieved at its number",
     {.target = ">=80.5", .baseline = "70", .figures = "2025:80.5"},
     {.year = 2025}, "achieved", 100, ""},
    {"achieved, beyond it by less than 1 %",
     {.target = ">=80.5", .baseline = "70", .figures = "2025:81.3"},
     {.year = 2025}, "achieved", 100, ""},
    {"exceeded by 1 % of it",
     {.target = ">=80.5", .baseline = "70", .figures = "2025:81.305"},
     {.year = 2025}, "exceeded", 100, ""},
    {"exceeded, lower is better",
     {.target = "<=80.5", .baseline = "90", .figures = "2025:79.695"},
     {.year = 2025}, "exceeded", 100, ""},
    {"not where it got worse",
     {.target = ">=80.5", .baseline = "90", .figures = "2025:85"},
     {.year = 2025}, "achieved", 100, "regressed slipping"},
    {"exceeded under maintain where it did not",
     {.target = ">=80.5", .baseline = "84", .figures = "2025:85"},
     {.year = 2025}, "exceeded", 100, "maintained"},
    {"an exact one is never exceeded",
     {.target = "=80.5", .baseline = "70", .figures = "2025:80.5"},
     {.year = 2025}, "achieved", 100, ""},
    {"an exact one overshot is missed",
     {.target = "=80.5", .baseline = "70", .figures = "2025:90.5"},
     {.year = 2025}, "not_achieved", 99, ""},
    {"nor one at the end of its range",
     {.target = ">=100", .baseline = "70", .figures = "2025:105",
      .range_high = 100},
     {.year = 2025}, "achieved", 100, ""},
    {"the other end does not count",
     {.target = "<=100", .baseline = "170", .figures = "2025:95",
      .range_high = 100},
     {.year = 2025}, "exceeded", 100, ""},
    {"zero is the end where lower is better",
     {.target = "<=0", .baseline = "12", .figures = "2025:-1",
      .range_high = 100},
     {.year = 2025}, "achieved", 100, ""},
    {"T = 0 is exceeded by anything",
     {.target = ">=0", .baseline = "-12", .figures = "2025:0.001"},
     {.year = 2025}, "exceeded", 100, ""},
    {"T = 0 is not exceeded by nothing",
     {.target = ">=0", .baseline = "-12", .figures = "2025:0"},
     {.year = 2025}, "achieved", 100, ""},
    {"each sub-region is all that there is",
     {.target = ">=1", .subregions = "511102=2025:3|511111=2025:1"},
     {.year = 2025}, "achieved", 100, "maintained"},
    {"a reference, by 1 % of it",
     {.target = ">=ref", .baseline = "1650", .figures = "2025:1888.7",
      .reference = "2025:1870"},
     {.year = 2025}, "exceeded", 100, ""},
    {"a reference, by less",
     {.target = ">=ref", .baseline = "1650", .figures = "2025:1888.6",
      .reference = "2025:1870"},
     {.year = 2025}, "achieved", 100, ""},
    {"a sum", {.kind = FYP_KIND_CUMULATIVE, .target = ">=173",
      .figures = "2025~174.73"}, {.year = 2025}, "exceeded", 100, ""},
    {"a milestone missed does not count at the end",
     {.target = ">=80.5", .baseline = "70", .milestones = "2023:90",
      .figures = "2025:81"},
     {.year = 2025}, "achieved", 100, "milestone_missed"},
    {"not_achieved, at most 99",
     {.target = ">=80.5", .baseline = "0", .figures = "2025:80.4"},
     {.year = 2025}, "not_achieved", 99, ""},
    {"not_achieved, a strict one at its own number",
     {.target = ">80.5", .baseline = "70", .figures = "2025:80.5"},
     {.year = 2025}, "not_achieved", 99, "at_threshold"},
    {"a step at the end",
     {.target = ">=120.5", .path = FYP_PATH_STEP, .milestones = "2023:110.5",
      .figures = "2025:119.295"},
     {.year = 2025}, "not_achieved", 50, ""},
    {"a step without any milestone at the end",
     {.target = ">=120.5", .path = FYP_PATH_STEP, .figures = "2025:122"},
     {.year = 2025}, "exceeded", 100, ""},
};

Test(verdict, the_final_stage_knows_met_and_not_met)
{
    CHECK(finals);
}

Test(verdict, the_stage_follows_from_the_year)
{
    static const struct {
        int from, to, year;
        enum fyp_stage stage;
    } rows[] = {
        {2020, 2025, 2021, FYP_STAGE_ANNUAL},
        {2020, 2025, 2022, FYP_STAGE_ANNUAL},
        {2020, 2025, 2023, FYP_STAGE_MIDTERM},
        {2020, 2025, 2024, FYP_STAGE_ANNUAL},
        {2020, 2025, 2025, FYP_STAGE_FINAL},
        {2022, 2025, 2023, FYP_STAGE_ANNUAL},
        {2022, 2025, 2024, FYP_STAGE_MIDTERM},
        {2022, 2025, 2025, FYP_STAGE_FINAL},
        {2020, 2030, 2025, FYP_STAGE_MIDTERM},
        {2024, 2025, 2025, FYP_STAGE_FINAL},
    };
    const struct fyp_ruleset ruleset = fyp_ruleset_builtin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct fyp_plan plan = {
            .baseline_year = rows[i].from, .end_year = rows[i].to};
        cr_assert_eq(
            fyp_default_stage(&plan, &ruleset, rows[i].year), rows[i].stage,
            "%d of %d to %d", rows[i].year, rows[i].from, rows[i].to);
    }
}

Test(verdict, years_outside_the_plan_are_refused)
{
    static const struct {
        struct setting setting;
        enum fyp_status status;
    } rows[] = {
        {{.year = 2020}, FYP_E_EVALUATE_YEAR},
        {{.year = 2026}, FYP_E_EVALUATE_YEAR},
        {{.year = 2024, .stage = FYP_STAGE_FINAL}, FYP_E_EVALUATE_FINAL},
        {{.year = 2025, .stage = FYP_STAGE_FINAL}, FYP_OK},
        {{.year = 2025, .stage = FYP_STAGE_ANNUAL}, FYP_OK},
        {{.year = 2021, .stage = FYP_STAGE_MIDTERM}, FYP_OK},
    };
    const struct sketch sketch = {
        .target = ">=91.35", .baseline = "84.6", .figures = "2025:87.42"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene *scene = scene_create(&sketch, 1, &rows[i].setting);
        cr_assert_eq(scene->status, rows[i].status, "row %zu", i);
        scene_destroy(scene);
    }
}
