/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "indicators/home.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The plans of this program, as shipped. FYP_TEST_HOME is the root of the
 * source tree, set by meson.build. */

static void open_home(struct fyp_home *home)
{
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    setenv("FYP_HOME", FYP_TEST_HOME, 1);
    cr_assert_eq(
        fyp_home_init(home, &err), FYP_OK, "%s: %s", err.place, err.text);
    fyp_home_read_plans(home, &problems, &err);
    for (size_t i = 0; i < problems.count; i++) {
        cr_expect(
            fyp_problem_is_warning(&problems.items[i]), "%s: FYP-%03d %s",
            problems.items[i].place, (int)problems.items[i].status,
            problems.items[i].text);
    }
    cr_assert_eq(err.status, FYP_OK, "%s: %s", err.place, err.text);
    fyp_problems_finish(&problems);
}

static const struct fyp_plan *
find_plan(const struct fyp_home *home, const char *id)
{
    for (size_t i = 0; i < home->plan_count; i++) {
        if (strcmp(home->plans[i]->id, id) == 0) {
            return home->plans[i];
        }
    }
    cr_assert_fail("no plan %s", id);
    return NULL;
}

static const struct fyp_indicator *
find_row(const struct fyp_plan *plan, const char *number)
{
    for (size_t i = 0; i < plan->indicator_count; i++) {
        if (strcmp(plan->indicators[i].number, number) == 0) {
            return &plan->indicators[i];
        }
    }
    cr_assert_fail("%s has no row %s", plan->id, number);
    return NULL;
}

struct plan_row {
    const char *id, *region;
    int baseline_year, end_year;
    size_t indicators;
    const char *published; /* NULL: not printed */
};

/* Source: the documents in indicators/texts (专栏1); rows counted by hand. */
static const struct plan_row plan_rows[] = {
    {"guangdong-2016", "440000", 2015, 2020, 11, NULL},
    {"huzhong-2021", "232764", 2020, 2025, 11, "2022-11-21"},
    {"leshan-2023", "511100", 2022, 2025, 30, NULL},
    {"luojiang-2021", "510604", 2020, 2025, 12, "2022-06-14"},
    {"nanning-2011", "450100", 2010, 2015, 20, NULL},
    {"yangjiang-2021", "441700", 2020, 2025, 11, NULL},
    {"yongji-2021", "140881", 2020, 2025, 11, "2022-12-09"},
};

Test(bundled, every_plan_reads_without_a_problem_and_has_all_its_rows)
{
    struct fyp_home home;
    open_home(&home);
    size_t count = sizeof plan_rows / sizeof *plan_rows;
    cr_assert_geq(home.plan_count, count);
    for (size_t i = 0; i < count; i++) {
        const struct plan_row *row = &plan_rows[i];
        const struct fyp_plan *plan = find_plan(&home, row->id);
        cr_expect_str_eq(plan->region.code, row->region, "%s", row->id);
        cr_expect_eq(plan->baseline_year, row->baseline_year, "%s", row->id);
        cr_expect_eq(plan->end_year, row->end_year, "%s", row->id);
        cr_expect_eq(
            plan->indicator_count, row->indicators,
            "%s: %zu rows, expected %zu", row->id, plan->indicator_count,
            row->indicators);
        cr_expect_eq(plan->published == NULL, row->published == NULL);
        if (row->published != NULL && plan->published != NULL) {
            cr_expect_str_eq(plan->published, row->published, "%s", row->id);
        }
    }
    fyp_home_finish(&home);
}

/* Which plans come with a warning is part of what they say: Yangjiang aims
 * at >90 and >95 from 91.5 and 97.7 (text, line 47). */
Test(bundled, only_two_targets_of_yangjiang_lie_below_their_baselines)
{
    struct fyp_home home;
    struct fyp_problems problems = {0};
    setenv("FYP_HOME", FYP_TEST_HOME, 1);
    cr_assert_eq(fyp_home_init(&home, NULL), FYP_OK);
    cr_assert_eq(fyp_home_read_plans(&home, &problems, NULL), FYP_OK);
    const struct fyp_error *found[2] = {NULL, NULL};
    size_t count = 0;
    for (size_t i = 0; i < problems.count; i++) {
        if (problems.items[i].status == FYP_W_PLAN_TARGET_WORSE) {
            cr_assert_lt(count, 2, "%s", problems.items[i].place);
            found[count++] = &problems.items[i];
        }
    }
    cr_assert_eq(count, 2);
    for (size_t i = 0; i < 2; i++) {
        cr_expect_not_null(strstr(found[i]->place, "yangjiang-2021.yaml:"));
    }
    cr_expect_not_null(strstr(found[0]->text, "91.5"));
    cr_expect_not_null(strstr(found[1]->text, "97.7"));
    fyp_problems_finish(&problems);
    fyp_home_finish(&home);
}

struct printed_row {
    const char *plan, *number;
    const char *baseline; /* as printed; NULL: no cell */
    enum fyp_blank blank;
    const char *target; /* as printed */
    enum fyp_target_kind kind;
    enum fyp_comparator comparator;
    double value; /* 0 where there is none */
    enum fyp_attribute attribute;
    enum fyp_kind indicator_kind;
};

#define VALUE FYP_TARGET_VALUE
#define REFERENCE FYP_TARGET_REFERENCE
#define GT FYP_COMPARE_GT
#define GE FYP_COMPARE_GE
#define LE FYP_COMPARE_LE
#define BINDING FYP_BINDING
#define ANTICIPATORY FYP_ANTICIPATORY
#define UNSTATED FYP_ATTRIBUTE_NONE

/* Source: 专栏1 of each document, read by eye in indicators/texts. */
/* clang-format off */
static const struct printed_row printed_rows[] = {
    {"luojiang-2021", "1", "--", FYP_BLANK_DASH, "与本地区生产总值增长基本同步",
     REFERENCE, GE, 0, ANTICIPATORY, FYP_KIND_GROWTH},
    {"luojiang-2021", "2", "—", FYP_BLANK_DASH, "0.02",
     VALUE, GE, 200, ANTICIPATORY, FYP_KIND_CUMULATIVE},
    {"luojiang-2021", "6", "96", FYP_BLANK_NONE, "＞96",
     VALUE, GT, 96, ANTICIPATORY, FYP_KIND_LEVEL},
    {"luojiang-2021", "11", "33", FYP_BLANK_NONE, "170",
     VALUE, GE, 170, BINDING, FYP_KIND_CUMULATIVE},
    {"luojiang-2021", "12", "—", FYP_BLANK_DASH, "100",
     VALUE, GE, 100, BINDING, FYP_KIND_LEVEL},
    {"yongji-2021", "1", NULL, FYP_BLANK_NO_COLUMN, "与全市地区生产总值增长同步",
     REFERENCE, GE, 0, ANTICIPATORY, FYP_KIND_GROWTH},
    {"yongji-2021", "6", NULL, FYP_BLANK_NO_COLUMN, ">90",
     VALUE, GT, 90, ANTICIPATORY, FYP_KIND_LEVEL},
    {"yongji-2021", "8", NULL, FYP_BLANK_NO_COLUMN, "≥98",
     VALUE, GE, 98, ANTICIPATORY, FYP_KIND_LEVEL},
    {"yongji-2021", "11", NULL, FYP_BLANK_NO_COLUMN, "100",
     VALUE, GE, 100, BINDING, FYP_KIND_CUMULATIVE},
    {"yangjiang-2021", "1", "—", FYP_BLANK_DASH, "与国内生产总值增长基本同步",
     REFERENCE, GE, 0, ANTICIPATORY, FYP_KIND_GROWTH},
    {"yangjiang-2021", "2", "5464", FYP_BLANK_NONE, "8464",
     VALUE, GE, 8464, ANTICIPATORY, FYP_KIND_LEVEL},
    {"yangjiang-2021", "6", "—", FYP_BLANK_DASH, "> 90%",
     VALUE, GT, 90, ANTICIPATORY, FYP_KIND_LEVEL},
    {"yangjiang-2021", "8", "96.5%", FYP_BLANK_NONE, "> 97%",
     VALUE, GT, 97, ANTICIPATORY, FYP_KIND_LEVEL},
    {"yangjiang-2021", "11", "—", FYP_BLANK_DASH, "100%",
     VALUE, GE, 100, ANTICIPATORY, FYP_KIND_LEVEL},
    {"huzhong-2021", "2", "——", FYP_BLANK_DASH, "——",
     FYP_TARGET_NONE, FYP_COMPARE_NONE, 0, ANTICIPATORY, FYP_KIND_CUMULATIVE},
    {"huzhong-2021", "7", ">95", FYP_BLANK_NONE, ">95",
     VALUE, GT, 95, ANTICIPATORY, FYP_KIND_LEVEL},
    {"huzhong-2021", "9", ">80", FYP_BLANK_NONE, "85",
     VALUE, GE, 85, BINDING, FYP_KIND_LEVEL},
    {"huzhong-2021", "11", "——", FYP_BLANK_DASH, "96",
     VALUE, GE, 96, BINDING, FYP_KIND_CUMULATIVE},
    {"leshan-2023", "3", NULL, FYP_BLANK_NO_COLUMN, "不低于55%",
     VALUE, GE, 55, UNSTATED, FYP_KIND_LEVEL},
    {"leshan-2023", "15", NULL, FYP_BLANK_NO_COLUMN, "15%以内",
     VALUE, LE, 15, UNSTATED, FYP_KIND_LEVEL},
    {"guangdong-2016", "1", NULL, FYP_BLANK_NO_COLUMN, "大于6.8%",
     VALUE, GT, 6.8, UNSTATED, FYP_KIND_GROWTH},
    {"nanning-2011", "1", NULL, FYP_BLANK_NO_COLUMN, "≥50",
     VALUE, GE, 50, UNSTATED, FYP_KIND_LEVEL},
    {"nanning-2011", "7", NULL, FYP_BLANK_NO_COLUMN, "≥2.5",
     VALUE, GE, 25000, UNSTATED, FYP_KIND_CUMULATIVE},
    {"nanning-2011", "18", NULL, FYP_BLANK_NO_COLUMN, "≤42",
     VALUE, LE, 42, UNSTATED, FYP_KIND_LEVEL},
};
/* clang-format on */

static void expect_printed(
    const struct printed_row *row, const struct fyp_indicator *indicator)
{
    const struct fyp_baseline *baseline = &indicator->baseline;
    const struct fyp_target *target = &indicator->target;
    const char *printed = baseline->text == NULL ? "(none)" : baseline->text;
    const char *expected = row->baseline == NULL ? "(none)" : row->baseline;
    cr_expect_str_eq(
        printed, expected, "%s %s: baseline %s, expected %s", row->plan,
        row->number, printed, expected);
    cr_expect_eq(baseline->blank, row->blank, "%s %s", row->plan, row->number);
    cr_expect_str_eq(
        target->text, row->target, "%s %s: target %s, expected %s", row->plan,
        row->number, target->text, row->target);
    cr_expect_eq(target->kind, row->kind, "%s %s", row->plan, row->number);
    cr_expect_eq(
        target->comparator, row->comparator, "%s %s", row->plan, row->number);
    cr_expect(
        fyp_equal(target->value.value, row->value),
        "%s %s: target %g, expected %g", row->plan, row->number,
        target->value.value, row->value);
    cr_expect_eq(
        indicator->attribute, row->attribute, "%s %s", row->plan, row->number);
    cr_expect_eq(
        indicator->kind, row->indicator_kind, "%s %s", row->plan, row->number);
}

Test(bundled, targets_and_baselines_stand_as_printed)
{
    struct fyp_home home;
    open_home(&home);
    for (size_t i = 0; i < sizeof printed_rows / sizeof *printed_rows; i++) {
        const struct printed_row *row = &printed_rows[i];
        expect_printed(row, find_row(find_plan(&home, row->plan), row->number));
    }
    fyp_home_finish(&home);
}

Test(bundled, decided_readings_are_in_the_plans)
{
    struct fyp_home home;
    open_home(&home);
    const struct fyp_plan *luojiang = find_plan(&home, "luojiang-2021");
    const struct fyp_indicator *associations = find_row(luojiang, "12");
    cr_assert_eq(associations->milestone_count, 1);
    cr_expect_eq(associations->milestones[0].year, 2022);
    cr_expect(fyp_equal(associations->milestones[0].value.value, 100));
    cr_expect_eq(fyp_target_decimals(&find_row(luojiang, "2")->target), -2);
    cr_expect_null(find_row(luojiang, "1")->target.reference.region);
    const struct fyp_plan *yangjiang = find_plan(&home, "yangjiang-2021");
    cr_expect_str_eq(
        find_row(yangjiang, "1")->target.reference.region, "100000");
    cr_expect(
        fyp_equal(find_row(yangjiang, "6")->baseline.prose.value.value, 91.5));
    const struct fyp_prose_baseline *enrolment =
        &find_row(find_plan(&home, "yongji-2021"), "8")->baseline.prose;
    cr_expect(enrolment->present && fyp_equal(enrolment->value.value, 95));
    cr_expect_eq(enrolment->comparator, FYP_COMPARE_GT);
    cr_expect_eq(
        find_row(find_plan(&home, "huzhong-2021"), "7")->baseline.comparator,
        FYP_COMPARE_GT, "a baseline >95 is a bound");
    fyp_home_finish(&home);
}

/* --- quotations --- */

struct document {
    char *text;   /* without blanks */
    size_t *line; /* offset in text where each line begins, from 1 */
    int lines;
};

/** Bytes of a blank at text, 0 where there is none. */
static size_t blank_length(const char *text)
{
    static const char *const blanks[] = {
        " ",
        "\t",
        "\r",
        "\n",
        "\f",
        "\v",
        "\xC2\xA0",
        "\xE3\x80\x80",
        "\xE2\x80\x82",
        "\xE2\x80\x83",
        "\xE2\x80\x89",
        "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        size_t length = strlen(blanks[i]);
        if (strncmp(text, blanks[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

static void strip(const char *from, char *to)
{
    while (*from != '\0') {
        size_t blank = blank_length(from);
        from += blank;
        if (blank == 0) {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

/** false where the plan has no text file (Guangdong). */
static bool open_document(const char *id, struct document *document)
{
    char path[1024];
    char *raw = NULL;
    size_t length = 0;
    snprintf(
        path, sizeof path, "%s/indicators/texts/%s.txt", FYP_TEST_HOME, id);
    if (fyp_file_read(path, 1 << 24, &raw, &length, NULL) != FYP_OK) {
        return false;
    }
    document->text = malloc(length + 1);
    document->line = malloc((length + 3) * sizeof *document->line);
    cr_assert(document->text != NULL && document->line != NULL);
    document->lines = 0;
    size_t used = 0;
    for (char *line = raw; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        document->line[++document->lines] = used;
        strip(line, document->text + used);
        used += strlen(document->text + used);
        line = end == NULL ? NULL : end + 1;
    }
    document->line[document->lines + 1] = used + 1;
    free(raw);
    return true;
}

static void close_document(struct document *document)
{
    free(document->text);
    free(document->line);
}

static size_t quotations;

static void expect_quotation(
    const struct document *document, const struct fyp_citation *source,
    const char *plan, const char *number)
{
    if (source->quote == NULL) {
        return;
    }
    quotations++;
    cr_expect(
        source->line >= 1 && source->line <= document->lines, "%s %s: line %d",
        plan, number, source->line);
    if (source->line < 1 || source->line > document->lines) {
        return;
    }
    char *quote = malloc(strlen(source->quote) + 1);
    cr_assert_not_null(quote);
    strip(source->quote, quote);
    const char *at =
        strstr(document->text + document->line[source->line], quote);
    cr_expect(
        at != NULL &&
            (size_t)(at - document->text) < document->line[source->line + 1],
        "%s %s: line %d does not begin “%s”", plan, number, source->line,
        source->quote);
    free(quote);
}

static void expect_plan_quotations(
    const struct document *document, const struct fyp_plan *plan)
{
    expect_quotation(document, &plan->source, plan->id, "");
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const struct fyp_indicator *row = &plan->indicators[i];
        expect_quotation(document, &row->source, plan->id, row->number);
        expect_quotation(
            document, &row->baseline.prose.source, plan->id, row->number);
        for (size_t k = 0; k < row->milestone_count; k++) {
            expect_quotation(
                document, &row->milestones[k].source, plan->id, row->number);
        }
    }
}

Test(bundled, every_quotation_stands_in_the_text_on_its_line)
{
    struct fyp_home home;
    open_home(&home);
    size_t documents = 0;
    for (size_t i = 0; i < home.plan_count; i++) {
        struct document document;
        if (open_document(home.plans[i]->id, &document)) {
            documents++;
            expect_plan_quotations(&document, home.plans[i]);
            close_document(&document);
        }
    }
    cr_expect_geq(documents, 5);
    cr_expect_gt(quotations, 75, "%zu quotations", quotations);
    fyp_home_finish(&home);
}
