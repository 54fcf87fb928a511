/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/commitments.h"
#include "indicators/home.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* What the shipped plans bind to beside their main indicators. The numbers
 * are those of docs/plans.md, counted there from the documents, so that an
 * entry that is lost or added shows. FYP_TEST_HOME is the root of the source
 * tree, set by meson.build. */

static struct fyp_home home;
static struct fyp_problems problems;

static void open_home(void)
{
    struct fyp_error err = {.status = FYP_OK};
    setenv("FYP_HOME", FYP_TEST_HOME, 1);
    cr_assert_eq(fyp_home_init(&home, &err), FYP_OK, "%s", err.text);
    fyp_home_read_plans(&home, &problems, &err);
    cr_assert_eq(err.status, FYP_OK, "%s: %s", err.place, err.text);
}

static void close_home(void)
{
    fyp_problems_finish(&problems);
    fyp_home_finish(&home);
}

TestSuite(whole_plans, .init = open_home, .fini = close_home);

static const struct fyp_plan *find_plan(const char *id)
{
    for (size_t i = 0; i < home.plan_count; i++) {
        if (strcmp(home.plans[i]->id, id) == 0) {
            return home.plans[i];
        }
    }
    cr_assert_fail("no plan %s", id);
    return NULL;
}

static const struct fyp_commitments *find_whole(const char *id)
{
    const struct fyp_plan *plan = find_plan(id);
    cr_assert_not_null(plan->commitments, "%s", id);
    return plan->commitments;
}

static void expect_count(
    const char *plan, const char *what, size_t counted, size_t expected)
{
    cr_expect_eq(
        counted, expected, "%s: %zu %s, docs/plans.md says %zu", plan, counted,
        what, expected);
}

/* --- commitments --- */

struct commitment_row {
    const char *plan;
    size_t count, hard, declared, soft, with_value, caps, with_code, judged,
        main;
};

/* Source: docs/plans.md, first line of each table. */
static const struct commitment_row commitment_rows[] = {
    {"leshan-2023", 52, 21, 28, 3, 45, 4, 27, 27, 30},
    {"luojiang-2021", 57, 1, 55, 1, 28, 1, 5, 5, 0},
    {"yongji-2021", 39, 2, 37, 0, 17, 0, 5, 5, 0},
    {"huzhong-2021", 51, 5, 45, 1, 20, 1, 4, 4, 0},
    {"yangjiang-2021", 68, 1, 66, 1, 23, 0, 15, 10, 0},
};

static struct commitment_row count_commitments(const char *id)
{
    const struct fyp_commitments *all = find_whole(id);
    size_t forces[FYP_FORCE_SOFT + 1] = {0};
    struct commitment_row row = {.plan = id, .count = all->count};
    for (size_t i = 0; i < all->count; i++) {
        const struct fyp_commitment *item = &all->items[i];
        const bool has_code = item->code != NULL;
        forces[item->force]++;
        row.with_value += item->value.present;
        row.caps += item->cap;
        row.with_code += has_code;
        row.main += item->main_code != NULL;
        row.judged += has_code && item->value.present;
    }
    row.hard = forces[FYP_FORCE_HARD];
    row.declared = forces[FYP_FORCE_DECLARED];
    row.soft = forces[FYP_FORCE_SOFT];
    return row;
}

Test(whole_plans, commitments_are_as_many_as_the_page_on_the_plans_says)
{
    for (size_t i = 0; i < sizeof commitment_rows / sizeof *commitment_rows;
         i++) {
        const struct commitment_row *row = &commitment_rows[i];
        const struct commitment_row got = count_commitments(row->plan);
        expect_count(row->plan, "commitments", got.count, row->count);
        expect_count(row->plan, "hard ones", got.hard, row->hard);
        expect_count(row->plan, "declared ones", got.declared, row->declared);
        expect_count(row->plan, "soft ones", got.soft, row->soft);
        expect_count(
            row->plan, "with a value", got.with_value, row->with_value);
        expect_count(row->plan, "caps", got.caps, row->caps);
        expect_count(row->plan, "with a code", got.with_code, row->with_code);
        expect_count(
            row->plan, "that are main indicators", got.main, row->main);
        expect_count(row->plan, "to be judged", got.judged, row->judged);
    }
}

/* --- tasks and duties --- */

struct task_row {
    const char *plan;
    size_t tasks;
    const char *last_number; /* NULL: no tasks */
    size_t links;
    size_t duties, yearly, midterm, once, unwritten;
};

/* Source: docs/plans.md; the numbers as the documents print them. */
static const struct task_row task_rows[] = {
    {"leshan-2023", 23, "23", 30, 7, 7, 0, 0, 0},
    {"luojiang-2021", 48, "49", 11, 13, 9, 1, 1, 2},
    {"yongji-2021", 27, "三（五）5", 10, 15, 10, 1, 1, 3},
    {"huzhong-2021", 0, NULL, 0, 21, 16, 1, 1, 3},
    {"yangjiang-2021", 35, "35", 9, 21, 15, 2, 2, 2},
};

static size_t
count_duties(const struct fyp_commitments *all, enum fyp_recurrence recurrence)
{
    size_t count = 0;
    for (size_t i = 0; i < all->duty_count; i++) {
        count += all->duties[i].recurrence == recurrence;
    }
    return count;
}

Test(whole_plans, tasks_and_duties_are_as_many_as_the_page_on_the_plans_says)
{
    for (size_t i = 0; i < sizeof task_rows / sizeof *task_rows; i++) {
        const struct task_row *row = &task_rows[i];
        const struct fyp_commitments *all = find_whole(row->plan);
        expect_count(row->plan, "tasks", all->task_count, row->tasks);
        if (row->last_number != NULL) {
            cr_assert_gt(all->task_count, 0, "%s", row->plan);
            cr_expect_str_eq(
                all->tasks[all->task_count - 1].number, row->last_number);
        }
        expect_count(row->plan, "指标任务", all->link_count, row->links);
        expect_count(row->plan, "duties", all->duty_count, row->duties);
        expect_count(
            row->plan, "每年", count_duties(all, FYP_YEARLY), row->yearly);
        expect_count(
            row->plan, "中期", count_duties(all, FYP_MIDTERM), row->midterm);
        expect_count(row->plan, "一次", count_duties(all, FYP_ONCE), row->once);
        expect_count(
            row->plan, "未写频次", count_duties(all, FYP_UNWRITTEN),
            row->unwritten);
    }
}

/* --- contradictions --- */

struct conflict_row {
    const char *plan;
    size_t count;
    size_t kinds[FYP_CONFLICT_OTHER + 1];
    size_t touching; /* a main indicator */
    size_t with_others, others;
};

/* Source: docs/plans.md. */
static const struct conflict_row conflict_rows[] = {
    {"leshan-2023",
     15,
     {[FYP_CONFLICT_NO_REFERENCE] = 8,
      [FYP_CONFLICT_TWO_DEADLINES] = 2,
      [FYP_CONFLICT_TWO_THRESHOLDS] = 1,
      [FYP_CONFLICT_OTHER] = 4},
     11,
     2,
     2},
    {"luojiang-2021",
     29,
     {[FYP_CONFLICT_STRICTNESS] = 14,
      [FYP_CONFLICT_TWO_FIGURES] = 3,
      [FYP_CONFLICT_NO_REFERENCE] = 3,
      [FYP_CONFLICT_TWO_DEADLINES] = 2,
      [FYP_CONFLICT_BASELINE] = 2,
      [FYP_CONFLICT_MISSING_NUMBER] = 2,
      [FYP_CONFLICT_TWO_THRESHOLDS] = 1,
      [FYP_CONFLICT_OTHER] = 2},
     12,
     2,
     2},
    {"yongji-2021",
     17,
     {[FYP_CONFLICT_STRICTNESS] = 6,
      [FYP_CONFLICT_NO_REFERENCE] = 3,
      [FYP_CONFLICT_TWO_THRESHOLDS] = 2,
      [FYP_CONFLICT_TWO_FIGURES] = 1,
      [FYP_CONFLICT_OTHER] = 5},
     7,
     1,
     1},
    {"huzhong-2021",
     26,
     {[FYP_CONFLICT_STRICTNESS] = 8,
      [FYP_CONFLICT_NO_REFERENCE] = 6,
      [FYP_CONFLICT_OTHER] = 12},
     9,
     0,
     0},
    {"yangjiang-2021",
     24,
     {[FYP_CONFLICT_NO_REFERENCE] = 5,
      [FYP_CONFLICT_BASELINE] = 4,
      [FYP_CONFLICT_BELOW_BASELINE] = 2,
      [FYP_CONFLICT_STRICTNESS] = 5,
      [FYP_CONFLICT_OTHER] = 8},
     15,
     4,
     4},
};

static struct conflict_row count_conflicts(const char *id)
{
    const struct fyp_commitments *all = find_whole(id);
    struct conflict_row row = {.plan = id, .count = all->conflict_count};
    for (size_t i = 0; i < all->conflict_count; i++) {
        const struct fyp_conflict *conflict = &all->conflicts[i];
        row.kinds[conflict->kind]++;
        row.touching += conflict->code_count > 0;
        row.with_others += conflict->other_count > 0;
        row.others += conflict->other_count;
    }
    return row;
}

Test(whole_plans, contradictions_are_as_many_as_the_page_on_the_plans_says)
{
    for (size_t i = 0; i < sizeof conflict_rows / sizeof *conflict_rows; i++) {
        const struct conflict_row *row = &conflict_rows[i];
        const struct conflict_row got = count_conflicts(row->plan);
        expect_count(row->plan, "conflicts", got.count, row->count);
        for (int kind = 0; kind <= FYP_CONFLICT_OTHER; kind++) {
            const char *name = fyp_conflict_name((enum fyp_conflict_kind)kind);
            expect_count(
                row->plan, name == NULL ? "of no kind" : name, got.kinds[kind],
                row->kinds[kind]);
        }
        expect_count(row->plan, "touching", got.touching, row->touching);
        expect_count(row->plan, "with 另解", got.with_others, row->with_others);
        expect_count(row->plan, "另解", got.others, row->others);
    }
}

/* --- what the check says --- */

struct warning_row {
    const char *file;
    enum fyp_status status;
    const char *about; /* stands in its text */
};

/* Source: the documents themselves. Luojiang's table of tasks has no number
 * 26; Yangjiang aims at >90 and >95 from 91.5 and 97.7, in its table and
 * again in its division of tasks. A quotation that does not check would
 * show here as FYP-247. */
static const struct warning_row warning_rows[] = {
    {"commitments/luojiang-2021.yaml", FYP_W_TASK_MISSING, "26"},
    {"plans/yangjiang-2021.yaml", FYP_W_PLAN_TARGET_WORSE, "91.5"},
    {"plans/yangjiang-2021.yaml", FYP_W_PLAN_TARGET_WORSE, "97.7"},
    {"commitments/yangjiang-2021.yaml", FYP_W_COMMITMENT_WORSE, "91.5"},
    {"commitments/yangjiang-2021.yaml", FYP_W_COMMITMENT_WORSE, "97.7"},
};

Test(whole_plans, every_quotation_checks_and_only_the_known_warnings_remain)
{
    const size_t expected = sizeof warning_rows / sizeof *warning_rows;
    bool found[sizeof warning_rows / sizeof *warning_rows] = {false};
    for (size_t i = 0; i < problems.count; i++) {
        const struct fyp_error *problem = &problems.items[i];
        bool known = false;
        for (size_t k = 0; k < expected && !known; k++) {
            const struct warning_row *row = &warning_rows[k];
            known = !found[k] && row->status == problem->status &&
                    strstr(problem->place, row->file) != NULL &&
                    strstr(problem->text, row->about) != NULL;
            found[k] = found[k] || known;
        }
        cr_expect(
            known, "%s: FYP-%03d %s", problem->place, (int)problem->status,
            problem->text);
    }
    for (size_t k = 0; k < expected; k++) {
        cr_expect(
            found[k], "%s does not warn of %s any more", warning_rows[k].file,
            warning_rows[k].about);
    }
}
