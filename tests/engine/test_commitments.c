/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scene.h"

#include "engine/commitments.h"
#include "engine/duties.h"
#include "engine/tasks.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- commitments: the same steps as for main indicators --- */

/* A plan with one main indicator "c0", whose figures a commitment shares. */
struct promise {
    const char *name, *source;
    enum fyp_kind kind;
    enum fyp_comparator comparator;
    const char *value; /* NULL: words */
    int deadline;
    const char *recurrence;
    bool cap;
    const char *baseline;
    const char *figures;
    int year;
    enum fyp_unjudged unjudged;
    int judged_year;
    enum fyp_stage stage;
    enum fyp_verdict verdict;
    double figure, expected, score;
};

static const struct promise promises[] = {
    {"a level to the end of the plan", "by hand: 29.3 + 0.6 * 8.1",
     FYP_KIND_LEVEL, FYP_COMPARE_GE, "37.4", 0, NULL, false, "29.3",
     "2023:33.2", 2023, FYP_JUDGED, 2023, FYP_STAGE_MIDTERM, FYP_VERDICT_BEHIND,
     33.2, 34.16, 100 * (33.2 - 29.3) / (34.16 - 29.3)},
    {"a deadline of its own", "by hand: 29.3 + 0.5 * 8.1", FYP_KIND_LEVEL,
     FYP_COMPARE_GE, "37.4", 2024, NULL, false, "29.3", "2022:33.9", 2022,
     FYP_JUDGED, 2022, FYP_STAGE_ANNUAL, FYP_VERDICT_AHEAD, 33.9, 33.35, 100},
    {"behind its deadline that year is judged", "by hand", FYP_KIND_LEVEL,
     FYP_COMPARE_GE, "37.4", 2023, NULL, false, "29.3", "2023:36.1 2024:38.2",
     2024, FYP_JUDGED, 2023, FYP_STAGE_FINAL, FYP_VERDICT_NOT_ACHIEVED, 36.1,
     37.4, 100 * (36.1 - 29.3) / (37.4 - 29.3)},
    {"a cap is in force from the first year", "by hand", FYP_KIND_LEVEL,
     FYP_COMPARE_LE, "20", 0, NULL, true, NULL, "2021:19.7", 2021, FYP_JUDGED,
     2021, FYP_STAGE_ANNUAL, FYP_VERDICT_ON_TRACK, 19.7, 20, 100},
    {"a cap that is passed", "by hand: 1 - 0.3 / (0.02 * 20)", FYP_KIND_LEVEL,
     FYP_COMPARE_LE, "20", 0, NULL, true, NULL, "2021:19.7 2022:20.3", 2022,
     FYP_JUDGED, 2022, FYP_STAGE_ANNUAL, FYP_VERDICT_BEHIND, 20.3, 20, 25},
    {"a bound that is no cap at its own value", "Civil Code art. 1259",
     FYP_KIND_LEVEL, FYP_COMPARE_LE, "20", 0, NULL, true, NULL, "2022:20", 2022,
     FYP_JUDGED, 2022, FYP_STAGE_ANNUAL, FYP_VERDICT_ON_TRACK, 20, 20, 100},
    {"every year by itself, a sum too", "by hand", FYP_KIND_CUMULATIVE,
     FYP_COMPARE_GE, "23", 0, "每年至少", false, NULL, "2021:41 2022:24", 2022,
     FYP_JUDGED, 2022, FYP_STAGE_ANNUAL, FYP_VERDICT_ON_TRACK, 24, 23, 100},
    {"every year by itself: a good year does not help the next", "by hand",
     FYP_KIND_CUMULATIVE, FYP_COMPARE_GE, "23", 0, "每年", false, NULL,
     "2021:41 2022:22.77", 2022, FYP_JUDGED, 2022, FYP_STAGE_ANNUAL,
     FYP_VERDICT_BEHIND, 22.77, 23, 100 * (1 - 0.23 / 0.46)},
    {"a sum to a deadline", "by hand: 2 / 5 of 170", FYP_KIND_CUMULATIVE,
     FYP_COMPARE_GE, "170", 0, NULL, false, NULL, "2021:29 2022:41", 2022,
     FYP_JUDGED, 2022, FYP_STAGE_ANNUAL, FYP_VERDICT_ON_TRACK, 70, 68, 100},
    {"no figure", "section 7", FYP_KIND_LEVEL, FYP_COMPARE_GE, "37.4", 0, NULL,
     false, NULL, NULL, 2023, FYP_JUDGED, 2023, FYP_STAGE_MIDTERM,
     FYP_VERDICT_NO_DATA, NAN, ANY, NAN},
    {"words", "section 19", FYP_KIND_LEVEL, FYP_COMPARE_NONE, NULL, 0, NULL,
     false, NULL, "2023:33.2", 2023, FYP_UNJUDGED_WORDS, 0, 0, 0, 0, 0, 0},
    {"another rhythm", "section 19", FYP_KIND_LEVEL, FYP_COMPARE_GE, "3.7", 0,
     "每两周一次", false, NULL, "2023:33.2", 2023, FYP_UNJUDGED_RECURRENCE, 0,
     0, 0, 0, 0, 0},
    {"a growing standard", "section 19", FYP_KIND_LEVEL, FYP_COMPARE_GE, "3.7",
     0, "逐年提高", false, NULL, "2023:33.2", 2023, FYP_UNJUDGED_RECURRENCE, 0,
     0, 0, 0, 0, 0},
    {"a sum from above", "section 2", FYP_KIND_CUMULATIVE, FYP_COMPARE_LE,
     "170", 0, NULL, false, NULL, "2023:33.2", 2023, FYP_UNJUDGED_KIND, 0, 0, 0,
     0, 0, 0},
    {"a deadline before the plan", "section 19", FYP_KIND_LEVEL, FYP_COMPARE_GE,
     "3.7", 2020, NULL, false, NULL, "2023:33.2", 2023, FYP_UNJUDGED_PAST, 0, 0,
     0, 0, 0, 0},
};

/* What a commitment needs besides itself. */
struct stage_set {
    struct scene *scene;
    struct fyp_catalogue_entry entry;
    struct fyp_commitment item;
    struct fyp_commitments all;
    struct fyp_request request;
};

static void set_make(struct stage_set *set, const struct promise *row)
{
    const struct sketch sketch = {
        .kind = row->kind, .target = ">=1", .figures = row->figures};
    const struct setting setting = {.year = row->year};
    *set = (struct stage_set){
        .scene = scene_create(&sketch, 1, &setting),
        .entry = {.code = "c0", .unit = "件", .kind = row->kind}};
    cr_assert_eq(set->scene->status, FYP_OK, "%s", row->name);
    set->item = (struct fyp_commitment){
        .id = "c",
        .measure = "甲",
        .comparator = row->comparator,
        .unit = "件",
        .year = row->deadline,
        .recurrence = row->recurrence,
        .force = FYP_FORCE_HARD,
        .cap = row->cap,
        .code = "c0",
        .kind = row->kind,
        .source = {.quote = "乙"},
        .entry = &set->entry};
    if (row->value != NULL) {
        set->item.value = scene_decimal(row->value);
    }
    if (row->baseline != NULL) {
        set->item.baseline = scene_decimal(row->baseline);
    }
    set->all = (struct fyp_commitments){.items = &set->item, .count = 1};
    set->scene->plan.commitments = &set->all;
    set->request = (struct fyp_request){
        .plan = &set->scene->plan,
        .figures = set->scene->figures,
        .ruleset = &set->scene->ruleset,
        .year = row->year};
}

static void check_promise(
    const struct promise *row, const struct fyp_commitment_result *own)
{
    const struct fyp_indicator_result *result = &own->result;
    cr_expect_eq(
        own->unjudged, row->unjudged, "%s: %d", row->name, (int)own->unjudged);
    if (row->unjudged != FYP_JUDGED) {
        return;
    }
    cr_expect_eq(own->year, row->judged_year, "%s: %d", row->name, own->year);
    cr_expect_eq(own->stage, row->stage, "%s: %d", row->name, (int)own->stage);
    scene_expect_text(
        row->name, row->source, "status", fyp_verdict_name(result->verdict),
        fyp_verdict_name(row->verdict));
    scene_expect(
        row->name, row->source, "figure", result->value, row->figure, 1e-12);
    scene_expect(
        row->name, row->source, "expected", result->expected_value,
        row->expected, 1e-12);
    scene_expect(
        row->name, row->source, "score", result->score, row->score, 1e-9);
}

Test(commitments, each_is_judged_as_what_it_is)
{
    for (size_t i = 0; i < COUNT(promises); i++) {
        struct stage_set set;
        struct fyp_judged_commitments judged;
        set_make(&set, &promises[i]);
        double score = set.scene->evaluation.score;
        cr_assert_eq(
            fyp_commitments_judge(
                &set.request, &set.scene->evaluation, &judged, NULL),
            FYP_OK);
        cr_assert_eq(judged.count, 1);
        cr_expect_eq(judged.judged_count, promises[i].unjudged == FYP_JUDGED);
        check_promise(&promises[i], &judged.items[0]);
        cr_expect(
            scene_near(set.scene->evaluation.score, score, 0),
            "the plan's score is untouched");
        fyp_judged_finish(&judged);
        scene_destroy(set.scene);
    }
}

/** The same promise in the table and beside it has the same result. */
Test(commitments, a_commitment_is_judged_as_a_main_indicator_would_be)
{
    static const char *const figures[] = {
        NULL,
        "2021:0",
        "2021:31.7 2023:35.2",
        "2023:37.4",
        "2022:-3.9 2023:-1e300",
        "2021:1e300 2023:1e300",
        "2020:30.1 2023:29.8"};
    static const enum fyp_kind kinds[] = {
        FYP_KIND_LEVEL, FYP_KIND_CUMULATIVE, FYP_KIND_GROWTH, FYP_KIND_EVENT};
    for (size_t i = 0; i < COUNT(figures) * COUNT(kinds) * 5; i++) {
        const struct promise row = {
            .name = "equal",
            .kind = kinds[i % COUNT(kinds)],
            .comparator = FYP_COMPARE_GE,
            .value = "37.4",
            .figures = figures[i / COUNT(kinds) % COUNT(figures)],
            .year = 2021 + (int)(i / COUNT(kinds) / COUNT(figures))};
        const struct sketch sketch = {
            .kind = row.kind, .target = ">=37.4", .figures = row.figures};
        const struct setting setting = {.year = row.year};
        struct stage_set set;
        struct fyp_judged_commitments judged;
        set_make(&set, &row);
        struct fyp_indicator_result alone = scene_judge(&sketch, &setting);
        cr_assert_eq(
            fyp_commitments_judge(
                &set.request, &set.scene->evaluation, &judged, NULL),
            FYP_OK);
        const struct fyp_indicator_result *own = &judged.items[0].result;
        cr_expect_eq(own->verdict, alone.verdict, "row %zu", i);
        cr_expect_eq(own->flags, alone.flags, "row %zu", i);
        scene_expect("value", "twin", "x", own->value, alone.value, 0);
        scene_expect("pace", "twin", "pace", own->pace, alone.pace, 0);
        scene_expect("score", "twin", "score", own->score, alone.score, 0);
        fyp_judged_finish(&judged);
        scene_destroy(set.scene);
    }
}

Test(commitments, a_plan_without_the_file_has_nothing_to_judge)
{
    const struct sketch sketch = {.target = ">=3.7", .figures = "2023:4.1"};
    const struct setting setting = {.year = 2023};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    const struct fyp_request request = {
        .plan = &scene->plan, .figures = scene->figures, .year = 2023};
    struct fyp_judged_commitments judged;
    cr_assert_eq(
        fyp_commitments_judge(&request, &scene->evaluation, &judged, NULL),
        FYP_OK);
    cr_expect_eq(judged.count + judged.other_count, 0);
    cr_expect_null(judged.commitments);
    fyp_judged_finish(&judged);
    fyp_judged_finish(NULL);
    scene_destroy(scene);
}

/* --- the other reading of a contradiction --- */

struct reading_row {
    const char *name;
    enum fyp_comparator comparator;
    const char *value, *baseline;
    enum fyp_verdict verdict;
    bool differs;
    int year;
};

/* Against ">=91.4" from 84.6, 90.2 in 2023: met 70 % of 60 %. */
static const struct reading_row readings[] = {
    {"the same", FYP_COMPARE_GE, "91.4", NULL, FYP_VERDICT_AHEAD, false, 0},
    {"a lower target", FYP_COMPARE_NONE, "90.2", NULL, FYP_VERDICT_ACHIEVED,
     true, 0},
    {"the same number, strictly", FYP_COMPARE_GT, "90.2", NULL,
     FYP_VERDICT_AHEAD, false, 0},
    {"a higher target", FYP_COMPARE_NONE, "99.7", NULL, FYP_VERDICT_BEHIND,
     true, 0},
    {"another baseline", FYP_COMPARE_NONE, NULL, "89.4", FYP_VERDICT_BEHIND,
     true, 0},
    {"due in the end as well", FYP_COMPARE_NONE, NULL, NULL, FYP_VERDICT_AHEAD,
     false, 2025},
    {"due this year, and missed", FYP_COMPARE_NONE, NULL, NULL,
     FYP_VERDICT_BEHIND, true, 2023},
    {"due next year: 5.6 of 3/4 * 6.8 is under 1.1", FYP_COMPARE_NONE, NULL,
     NULL, FYP_VERDICT_ON_TRACK, true, 2024},
    {"a lower target by this year", FYP_COMPARE_NONE, "90.2", NULL,
     FYP_VERDICT_ACHIEVED, true, 2023},
};

Test(commitments, the_other_reading_is_judged_beside_the_chosen_one)
{
    const struct sketch sketch = {
        .target = ">=91.4", .baseline = "84.6", .figures = "2023:90.2"};
    const struct setting setting = {.year = 2023};
    for (size_t i = 0; i < COUNT(readings); i++) {
        const struct reading_row *row = &readings[i];
        struct scene *scene = scene_create(&sketch, 1, &setting);
        struct fyp_other_reading other = {
            .code = "c0", .comparator = row->comparator, .year = row->year};
        struct fyp_conflict conflict = {
            .id = "x", .others = &other, .other_count = 1};
        struct fyp_commitments all = {
            .conflicts = &conflict, .conflict_count = 1};
        struct fyp_judged_commitments judged;
        if (row->value != NULL) {
            other.value = scene_decimal(row->value);
        }
        if (row->baseline != NULL) {
            other.baseline = scene_decimal(row->baseline);
        }
        scene->plan.commitments = &all;
        const struct fyp_request request = {
            .plan = &scene->plan, .figures = scene->figures, .year = 2023};
        cr_assert_eq(
            fyp_commitments_judge(&request, &scene->evaluation, &judged, NULL),
            FYP_OK);
        cr_assert_eq(judged.other_count, 1);
        scene_expect_text(
            row->name, "by hand", "status",
            fyp_verdict_name(judged.others[0].result.verdict),
            fyp_verdict_name(row->verdict));
        cr_expect_eq(judged.others[0].differs, row->differs, "%s", row->name);
        cr_expect(fyp_conflict_touches(&conflict, "c0"));
        cr_expect_not(fyp_conflict_touches(&conflict, "c1"));
        fyp_judged_finish(&judged);
        scene_destroy(scene);
    }
}

/* --- tasks --- */

static const char *lead_a[] = {"甲局"};
static const char *lead_b[] = {"乙局", "甲"};
static const char *with_c[] = {"丙局", "甲局"};

struct ledger_row {
    const char *name;
    int year;
    enum fyp_task_status first, second;
    int told; /* year of the report behind the first; 0: none */
    int last; /* of the last report before, where nothing is told */
};

/* Task 1: under way 2021, done 2022, late (again) 2024. Task 2: late 2023. */
static const struct ledger_row ledgers[] = {
    {"as reported", 2021, FYP_TASK_UNDER_WAY, FYP_TASK_NOT_REPORTED, 2021, 0},
    {"done", 2022, FYP_TASK_DONE, FYP_TASK_NOT_REPORTED, 2022, 0},
    {"what is done stays done", 2023, FYP_TASK_DONE, FYP_TASK_LATE, 2022, 0},
    {"unless somebody reports otherwise", 2024, FYP_TASK_LATE,
     FYP_TASK_NOT_REPORTED, 2024, 0},
    {"once done, done", 2025, FYP_TASK_DONE, FYP_TASK_NOT_REPORTED, 2022, 0},
};

Test(tasks, a_ledger_carries_on_what_is_done_and_nothing_else)
{
    struct fyp_task tasks[] = {
        {.number = "1", .lead = {lead_a, 1}, .cooperating = {with_c, 1}},
        {.number = "2", .lead = {lead_b, 2}, .cooperating = {with_c, 2}}};
    struct fyp_alias alias = {.name = "甲", .full = "甲局"};
    struct fyp_commitments all = {
        .tasks = tasks, .task_count = 2, .aliases = &alias, .alias_count = 1};
    struct fyp_plan plan = {.id = "t", .baseline_year = 2020, .end_year = 2025};
    struct fyp_task_report reports[] = {
        {"1", 2024, FYP_TASK_LATE, "", "", 2},
        {"1", 2021, FYP_TASK_UNDER_WAY, "", "", 3},
        {"2", 2023, FYP_TASK_LATE, "", "", 4},
        {"1", 2022, FYP_TASK_DONE, "", "", 5}};
    const struct fyp_progress progress = {.items = reports, .count = 4};
    plan.commitments = &all;
    for (size_t i = 0; i < COUNT(ledgers); i++) {
        const struct ledger_row *row = &ledgers[i];
        struct fyp_ledger ledger;
        cr_assert_eq(
            fyp_ledger_make(&plan, row->year, NULL, &progress, &ledger, NULL),
            FYP_OK);
        cr_expect_eq(ledger.lines[0].status, row->first, "%s", row->name);
        cr_expect_eq(ledger.lines[1].status, row->second, "%s", row->name);
        cr_expect_eq(ledger.lines[0].report->year, row->told, "%s", row->name);
        cr_expect_eq(
            ledger.counts[row->first] + ledger.counts[row->second],
            row->first == row->second ? 4 : 2, "%s", row->name);
        cr_assert_eq(ledger.unit_count, 3, "甲 is 甲局");
        cr_expect_eq(ledger.units[0].lead, 2);
        cr_expect_eq(ledger.units[0].cooperating, 1);
        fyp_ledger_finish(&ledger);
    }
    struct fyp_ledger ledger;
    cr_assert_eq(
        fyp_ledger_make(&plan, 2024, "丙局", &progress, &ledger, NULL), FYP_OK);
    cr_expect_eq(ledger.count, 2);
    cr_expect_eq(ledger.lines[1].last->year, 2023);
    fyp_ledger_finish(&ledger);
    cr_expect_eq(
        fyp_ledger_make(&plan, 2024, "丁局", &progress, &ledger, NULL),
        FYP_E_TASK_UNIT);
    cr_expect_eq(
        fyp_ledger_make(&plan, 2024, "乙局", NULL, &ledger, NULL), FYP_OK);
    cr_expect_eq(ledger.counts[FYP_TASK_NOT_REPORTED], 1);
    fyp_ledger_finish(&ledger);
    plan.commitments = NULL;
    cr_expect_eq(
        fyp_ledger_make(&plan, 2024, NULL, NULL, &ledger, NULL),
        FYP_E_NO_COMMITMENTS);
    fyp_ledger_finish(NULL);
}

/* --- duties --- */

struct day_row {
    const char *name;
    int on;
    size_t done, overdue, due, later;
};

/* Leshan 2023-2025: a report by 20 December of every year; one assessment in
 * the middle, one at the end. 2023's report was made on 2023-12-18, 2024's
 * on 2025-01-06, late. */
static const struct day_row days[] = {
    {"before the plan", 20221231, 0, 0, 0, 5},
    {"the first day", 20230101, 0, 0, 1, 4},
    {"the day itself is not late", 20231217, 0, 0, 1, 4},
    {"done", 20231218, 1, 0, 0, 4},
    {"the middle of the plan", 20240101, 1, 0, 2, 2},
    {"due on its day", 20241220, 1, 0, 2, 2},
    {"overdue the day after", 20241221, 1, 1, 1, 2},
    {"done late is done", 20250106, 2, 1, 2, 0},
    {"the end", 20251231, 2, 2, 1, 0},
    {"after the end", 20260101, 2, 3, 0, 0},
};

Test(duties, each_day_finds_what_is_due_overdue_and_done)
{
    struct fyp_duty duties[] = {
        {.id = "d1",
         .recurrence = FYP_YEARLY,
         .due = "12-20",
         .month = 12,
         .day = 20,
         .from_year = 2023,
         .to_year = 2025},
        {.id = "d2",
         .recurrence = FYP_MIDTERM,
         .month = 12,
         .day = 31,
         .from_year = 2023,
         .to_year = 2025},
        {.id = "d3",
         .recurrence = FYP_ONCE,
         .month = 12,
         .day = 31,
         .from_year = 2025,
         .to_year = 2025}};
    struct fyp_commitments all = {.duties = duties, .duty_count = 3};
    struct fyp_plan plan = {.id = "t", .baseline_year = 2022, .end_year = 2025};
    struct fyp_done_report reports[] = {
        {.duty = "d1", .year = 2023, .day = 20231218, .evidence = "甲"},
        {.duty = "d1", .year = 2024, .day = 20250106, .evidence = "乙"}};
    const struct fyp_done done = {.items = reports, .count = 2};
    struct fyp_calendar calendar;
    plan.commitments = &all;
    for (size_t i = 0; i < COUNT(days); i++) {
        const struct day_row *row = &days[i];
        cr_assert_eq(
            fyp_calendar_make(&plan, row->on, &done, &calendar, NULL), FYP_OK);
        cr_expect_eq(calendar.count, 5, "%s", row->name);
        cr_expect_eq(
            calendar.counts[FYP_DUTY_DONE], row->done, "%s: %zu done",
            row->name, calendar.counts[FYP_DUTY_DONE]);
        cr_expect_eq(
            calendar.counts[FYP_DUTY_OVERDUE], row->overdue, "%s: %zu overdue",
            row->name, calendar.counts[FYP_DUTY_OVERDUE]);
        cr_expect_eq(
            calendar.counts[FYP_DUTY_DUE], row->due, "%s: %zu due", row->name,
            calendar.counts[FYP_DUTY_DUE]);
        cr_expect_eq(
            calendar.counts[FYP_DUTY_LATER], row->later, "%s: %zu later",
            row->name, calendar.counts[FYP_DUTY_LATER]);
        fyp_calendar_finish(&calendar);
    }
    cr_assert_eq(
        fyp_calendar_make(&plan, 20251231, &done, &calendar, NULL), FYP_OK);
    cr_expect_not(calendar.lines[0].late);
    cr_expect(calendar.lines[1].late);
    cr_expect_not(calendar.lines[0].due_inferred);
    cr_expect_eq(calendar.lines[3].year, 2024, "the middle of 2023-2025");
    cr_expect(calendar.lines[3].due_inferred);
    fyp_calendar_finish(&calendar);
    all.duty_count = 0;
    cr_expect_eq(
        fyp_calendar_make(&plan, 20251231, &done, &calendar, NULL),
        FYP_E_NO_COMMITMENTS);
    fyp_calendar_finish(NULL);
}

Test(duties, one_without_a_rhythm_is_listed_and_never_overdue)
{
    struct fyp_duty duty = {
        .id = "d1",
        .recurrence = FYP_UNWRITTEN,
        .month = 12,
        .day = 31,
        .from_year = 2023,
        .to_year = 2025};
    struct fyp_commitments all = {.duties = &duty, .duty_count = 1};
    struct fyp_plan plan = {
        .id = "t",
        .baseline_year = 2022,
        .end_year = 2025,
        .commitments = &all};
    struct fyp_done_report reports[] = {
        {.duty = "d1", .year = 2025, .day = 20250106, .evidence = "乙"},
        {.duty = "d1", .year = 2023, .day = 20231218, .evidence = "甲"}};
    const struct fyp_done done = {.items = reports, .count = 2};
    static const int on[] = {20220101, 20231217, 20231218, 20250106, 20301231};
    static const int told[] = {0, 0, 20231218, 20250106, 20250106};
    struct fyp_calendar calendar;
    for (size_t i = 0; i < COUNT(on); i++) {
        cr_assert_eq(
            fyp_calendar_make(&plan, on[i], &done, &calendar, NULL), FYP_OK);
        cr_assert_eq(calendar.count, 1);
        const struct fyp_duty_line *line = &calendar.lines[0];
        cr_expect_eq(line->due, 0);
        cr_expect_not(line->due_inferred || line->late);
        cr_expect_eq(
            line->status, told[i] == 0 ? FYP_DUTY_UNDATED : FYP_DUTY_DONE,
            "on %d", on[i]);
        cr_expect_eq(line->report == NULL ? 0 : line->report->day, told[i]);
        fyp_calendar_finish(&calendar);
    }
    cr_assert_eq(
        fyp_calendar_make(&plan, 20301231, NULL, &calendar, NULL), FYP_OK);
    cr_expect_eq(calendar.counts[FYP_DUTY_UNDATED], 1);
    fyp_calendar_finish(&calendar);
}

struct date_row {
    const char *text;
    int day;
};

static const struct date_row dates[] = {
    {"2024-12-20", 20241220},
    {"2024-02-29", 20240229},
    {"2023-02-29", 0},
    {"2100-02-29", 0},
    {"2000-02-29", 20000229},
    {"2024-13-01", 0},
    {"2024-04-31", 0},
    {"2024-4-3", 0},
    {"20241220", 0},
    {"2024-12-20 ", 0},
    {"", 0},
    {"2024/12/20", 0},
    {"-024-12-20", 0},
    {"2024-00-10", 0},
    {"2024-10-00", 0}};

Test(duties, a_day_is_one_of_the_calendar)
{
    for (size_t i = 0; i < COUNT(dates); i++) {
        int day = fyp_day_read(dates[i].text);
        cr_expect_eq(day, dates[i].day, "%s: %d", dates[i].text, day);
    }
}
