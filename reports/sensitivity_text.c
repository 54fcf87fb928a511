/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/parts.h"
#include "reports/sensitivity.h"
#include "reports/targets.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    CELL_SIZE = 2 * FYP_DECIMAL_TEXT_SIZE + 64,
    INDEX_DECIMALS = FYP_INDEX_DECIMALS,
    MOST_RANK_DECIMALS = 1,
    OWN_COLUMNS = 9 /* of a table of several, before those of the factors */
};

static const struct {
    enum fyp_message name, how;
} factor_words[] = {
    [FYP_FACTOR_WEIGHTS] = {FYP_M_FACTOR_WEIGHTS, FYP_M_FACTOR_WEIGHTS_HOW},
    [FYP_FACTOR_METHOD] = {FYP_M_FACTOR_METHOD, FYP_M_FACTOR_METHOD_HOW},
    [FYP_FACTOR_MEAN] = {FYP_M_FACTOR_MEAN, FYP_M_FACTOR_MEAN_HOW},
    [FYP_FACTOR_BANDS] = {FYP_M_FACTOR_BANDS, FYP_M_FACTOR_BANDS_HOW},
};

static_assert(
    FYP_METHOD_COUNT == 4, "FACTOR_METHOD_HOW names the methods one by one");

/* --- numbers --- */

static void say_line(struct fyp_text_page *page, enum fyp_message message)
{
    fyp_buffer_text(page->out, fyp_text(message));
    fyp_page_line_end(page);
}

/* Never "-0.000". */
static void show_index(double index, char out[FYP_DECIMAL_TEXT_SIZE])
{
    const double shown = fyp_round_half_even(index, INDEX_DECIMALS);

    fyp_show_number(fyp_equal(shown, 0.0) ? 0.0 : shown, INDEX_DECIMALS, out);
}

/* A percentile of ranks may lie between two of them. */
static void show_rank(double rank, char out[FYP_DECIMAL_TEXT_SIZE])
{
    const bool whole = fyp_equal(rank, round(rank));

    fyp_show_number(rank, whole ? 0 : MOST_RANK_DECIMALS, out);
}

static const char *score_words(
    struct fyp_text_page *page, const struct fyp_sensitivity_subject *subject,
    double score)
{
    char text[FYP_DECIMAL_TEXT_SIZE];

    if (isnan(score)) {
        return FYP_SHOWN_UNDEFINED;
    }
    fyp_show_score(score, &subject->evaluation.ruleset, text);
    return fyp_page_plain(page, text);
}

static void show_covered(
    const struct fyp_evaluation *evaluation, char out[FYP_DECIMAL_TEXT_SIZE])
{
    if (isnan(evaluation->assessed_weight)) {
        snprintf(out, FYP_DECIMAL_TEXT_SIZE, "%s", FYP_SHOWN_UNDEFINED);
    } else {
        fyp_show_share(evaluation->assessed_weight, out);
    }
}

/* Of several, each is named; one alone is the subject of the page. */
static const char *subject_words(
    struct fyp_text_page *page, const struct fyp_sensitivity *sensitivity,
    const struct fyp_sensitivity_subject *subject)
{
    const struct fyp_plan *plan = subject->evaluation.plan;
    const struct fyp_plan *first = sensitivity->subjects[0].evaluation.plan;
    const struct fyp_plan *last =
        sensitivity->subjects[sensitivity->subject_count - 1].evaluation.plan;

    return fyp_page_plain(
        page, first == last ? fyp_sensitivity_place(subject) : plan->id);
}

/* --- one --- */

static void say_grades(
    struct fyp_text_page *page, const struct fyp_sensitivity *sensitivity,
    const struct fyp_sensitivity_subject *subject)
{
    struct fyp_buffer list = {0};
    struct fyp_text_page words = {.out = &list};
    char share[FYP_DECIMAL_TEXT_SIZE];

    for (int grade = FYP_GRADE_EXCELLENT; grade >= FYP_GRADE_NONE; grade--) {
        const size_t runs = subject->grades[grade];
        if (runs == 0) {
            continue;
        }
        if (list.length > 0) {
            fyp_buffer_text(&list, fyp_text(FYP_M_NAME_BETWEEN));
        }
        fyp_show_share((double)runs / (double)sensitivity->runs, share);
        fyp_page_say(
            &words, FYP_M_SENSITIVITY_GRADE,
            fyp_word_grade((enum fyp_grade)grade),
            fyp_page_number(&words, (long long)runs), share);
    }
    fyp_page_say(page, FYP_M_SENSITIVITY_GRADES, list.data);
    fyp_page_line_end(page);
    page->out->failed = page->out->failed || list.failed;
    fyp_page_finish(&words);
    fyp_buffer_finish(&list);
}

static void say_spread(
    struct fyp_text_page *page, const struct fyp_sensitivity_subject *subject)
{
    fyp_page_say(
        page, FYP_M_SENSITIVITY_SPREAD,
        score_words(page, subject, subject->indices.mean),
        score_words(page, subject, subject->median),
        score_words(page, subject, subject->low),
        score_words(page, subject, subject->high));
    fyp_page_line_end(page);
}

static void print_factors(
    const struct fyp_sensitivity_subject *subject, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_SENSITIVITY_FACTOR), 12, false},
        {fyp_text(FYP_M_COLUMN_VARIED), 56, false},
        {fyp_text(FYP_M_COLUMN_INDEX_FIRST), 18, true},
        {fyp_text(FYP_M_COLUMN_INDEX_TOTAL), 12, true},
        {fyp_text(FYP_M_COLUMN_GRADE_CHANGE), 16, true},
    };
    struct fyp_text_table table;
    char cell[FYP_DECIMAL_TEXT_SIZE];

    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        fyp_text_table_add(&table, fyp_text(factor_words[factor].name));
        fyp_text_table_add(&table, fyp_text(factor_words[factor].how));
        show_index(subject->indices.first[factor], cell);
        fyp_text_table_add(&table, cell);
        show_index(subject->indices.total[factor], cell);
        fyp_text_table_add(&table, cell);
        fyp_show_share(subject->grade_change[factor], cell);
        fyp_text_table_add(&table, cell);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void say_findings(
    struct fyp_text_page *page, const struct fyp_sensitivity *sensitivity)
{
    const struct fyp_sensitivity_subject *subject = &sensitivity->subjects[0];
    const struct fyp_evaluation *evaluation = &subject->evaluation;
    char covered[FYP_DECIMAL_TEXT_SIZE];

    show_covered(evaluation, covered);
    fyp_page_say(
        page, FYP_M_SENSITIVITY_SCORE,
        score_words(page, subject, evaluation->score),
        fyp_word_grade(evaluation->grade),
        fyp_page_number(page, (long long)sensitivity->runs),
        fyp_page_number(page, evaluation->behind_count), covered);
    fyp_page_line_end(page);
    if (subject->scored_runs == 0) {
        say_line(page, FYP_M_SENSITIVITY_NO_SCORE);
    } else {
        say_spread(page, subject);
        say_grades(page, sensitivity, subject);
    }
}

void fyp_sensitivity_findings(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    say_findings(&page, sensitivity);
    fyp_page_finish(&page);
}

const char *fyp_word_factor(enum fyp_factor factor)
{
    return fyp_text(factor_words[factor].name);
}

const char *fyp_word_factor_how(enum fyp_factor factor)
{
    return fyp_text(factor_words[factor].how);
}

static void
say_one(struct fyp_text_page *page, const struct fyp_sensitivity *sensitivity)
{
    const struct fyp_sensitivity_subject *subject = &sensitivity->subjects[0];
    const struct fyp_evaluation *evaluation = &subject->evaluation;

    fyp_page_say(
        page, FYP_M_SENSITIVITY_HEAD,
        fyp_page_plain(page, evaluation->plan->title),
        fyp_page_plain(page, fyp_sensitivity_place(subject)),
        fyp_page_number(page, evaluation->year),
        fyp_word_stage(evaluation->stage));
    fyp_page_line_end(page);
    fyp_targets_say_version(evaluation, page);
    fyp_page_line_end(page);
    say_findings(page, sensitivity);
    fyp_page_line_end(page);
    print_factors(subject, page->out);
}

/* --- several --- */

static void
add_range(struct fyp_text_table *table, const char *low, const char *high)
{
    char cell[CELL_SIZE];

    fyp_say(cell, sizeof cell, FYP_M_OUTLOOK_INTERVAL, low, high);
    fyp_text_table_add(table, cell);
}

void fyp_rank_range_text(
    const struct fyp_sensitivity_subject *subject, char *out, size_t size)
{
    char low[FYP_DECIMAL_TEXT_SIZE];
    char high[FYP_DECIMAL_TEXT_SIZE];

    show_rank(subject->rank_low, low);
    show_rank(subject->rank_high, high);
    if (isnan(subject->rank_median) || strcmp(low, high) == 0) {
        snprintf(out, size, "%s", low);
    } else {
        fyp_say(out, size, FYP_M_OUTLOOK_INTERVAL, low, high);
    }
}

static void add_ranks(
    struct fyp_text_table *table, const struct fyp_sensitivity_subject *subject)
{
    char cell[CELL_SIZE];

    show_rank(subject->rank_median, cell);
    fyp_text_table_add(table, cell);
    fyp_rank_range_text(subject, cell, sizeof cell);
    fyp_text_table_add(table, cell);
}

static void add_scores(
    struct fyp_text_page *page, struct fyp_text_table *table,
    const struct fyp_sensitivity_subject *subject)
{
    const struct fyp_evaluation *evaluation = &subject->evaluation;
    char covered[FYP_DECIMAL_TEXT_SIZE];

    show_covered(evaluation, covered);
    fyp_text_table_add(table, score_words(page, subject, evaluation->score));
    fyp_text_table_add(table, fyp_word_grade(evaluation->grade));
    fyp_text_table_add(table, fyp_page_number(page, evaluation->behind_count));
    fyp_text_table_add(table, covered);
    fyp_text_table_add(table, score_words(page, subject, subject->median));
    if (subject->scored_runs == 0) {
        fyp_text_table_add(table, FYP_SHOWN_UNDEFINED);
        return;
    }
    add_range(
        table, score_words(page, subject, subject->low),
        score_words(page, subject, subject->high));
}

static void add_totals(
    struct fyp_text_table *table, const struct fyp_sensitivity_subject *subject)
{
    char cell[FYP_DECIMAL_TEXT_SIZE];

    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        show_index(subject->indices.total[factor], cell);
        fyp_text_table_add(table, cell);
    }
}

static void
print_several(struct fyp_text_page *page, const struct fyp_sensitivity *all)
{
    const bool regions = all->subjects[0].evaluation.plan ==
                         all->subjects[all->subject_count - 1].evaluation.plan;
    char totals[FYP_FACTOR_COUNT][64];
    struct fyp_text_column columns[OWN_COLUMNS + FYP_FACTOR_COUNT] = {
        {fyp_text(regions ? FYP_M_COLUMN_REGION : FYP_M_COLUMN_PLAN), 24,
         false},
        {fyp_text(FYP_M_COLUMN_SCORE), 8, true},
        {fyp_text(FYP_M_COLUMN_GRADE), 10, false},
        {fyp_text(FYP_M_COLUMN_MISSED), 14, true},
        {fyp_text(FYP_M_COLUMN_ASSESSED), 10, true},
        {fyp_text(FYP_M_COLUMN_SENSITIVITY_MEDIAN), 8, true},
        {fyp_text(FYP_M_COLUMN_SENSITIVITY_RANGE), 18, true},
        {fyp_text(FYP_M_COLUMN_RANK_MEDIAN), 12, true},
        {fyp_text(FYP_M_COLUMN_RANK_RANGE), 14, true},
    };
    struct fyp_text_table table;

    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        fyp_say(
            totals[factor], sizeof totals[factor], FYP_M_COLUMN_INDEX_OF,
            fyp_text(factor_words[factor].name));
        columns[OWN_COLUMNS + factor] =
            (struct fyp_text_column){totals[factor], 18, true};
    }
    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (size_t s = 0; s < all->subject_count; s++) {
        const struct fyp_sensitivity_subject *subject = &all->subjects[s];
        fyp_text_table_add(&table, subject_words(page, all, subject));
        add_scores(page, &table, subject);
        add_ranks(&table, subject);
        add_totals(&table, subject);
    }
    fyp_text_table_print(&table, page->out);
    fyp_text_table_finish(&table);
}

/* By which targets each is judged, where they were amended. */
static void
say_versions(struct fyp_text_page *page, const struct fyp_sensitivity *all)
{
    for (size_t s = 0; s < all->subject_count; s++) {
        const struct fyp_evaluation *evaluation = &all->subjects[s].evaluation;
        if (evaluation->target_versions > 1) {
            fyp_page_say(
                page, FYP_M_SENSITIVITY_VERSION,
                fyp_page_plain(page, evaluation->plan->id),
                fyp_page_number(page, evaluation->target_version),
                fyp_page_number(page, evaluation->target_versions));
            fyp_page_line_end(page);
        }
    }
}

static void
say_several(struct fyp_text_page *page, const struct fyp_sensitivity *all)
{
    const struct fyp_evaluation *first = &all->subjects[0].evaluation;
    const struct fyp_evaluation *last =
        &all->subjects[all->subject_count - 1].evaluation;
    const char *count = fyp_page_number(page, (long long)all->subject_count);
    const char *year = fyp_page_number(page, first->year);

    if (first->plan == last->plan) {
        fyp_page_say(
            page, FYP_M_SENSITIVITY_HEAD_REGIONS,
            fyp_page_plain(page, first->plan->title), year,
            fyp_word_stage(first->stage), count);
        fyp_page_line_end(page);
        fyp_targets_say_version(first, page);
    } else {
        fyp_page_say(page, FYP_M_SENSITIVITY_HEAD_PLANS, count, year);
        fyp_page_line_end(page);
        say_versions(page, all);
    }
    fyp_page_line_end(page);
    print_several(page, all);
}

/* --- notes --- */

/* Names of all whose indices are refused for one reason. */
static void list_refused(
    struct fyp_text_page *list, const struct fyp_sensitivity *sensitivity,
    enum fyp_indices_refusal refusal)
{
    for (size_t s = 0; s < sensitivity->subject_count; s++) {
        const struct fyp_sensitivity_subject *subject =
            &sensitivity->subjects[s];
        if (subject->indices.refusal != refusal) {
            continue;
        }
        if (list->out->length > 0) {
            fyp_buffer_text(list->out, fyp_text(FYP_M_NAME_BETWEEN));
        }
        fyp_buffer_text(list->out, subject_words(list, sensitivity, subject));
    }
}

static void say_refused(
    struct fyp_text_page *page, const struct fyp_sensitivity *sensitivity,
    enum fyp_indices_refusal refusal, enum fyp_message words)
{
    struct fyp_buffer names = {0};
    struct fyp_text_page list = {.out = &names};

    list_refused(&list, sensitivity, refusal);
    if (names.length > 0) {
        fyp_page_say(page, words, names.data);
        fyp_page_line_end(page);
    }
    page->out->failed = page->out->failed || names.failed;
    fyp_page_finish(&list);
    fyp_buffer_finish(&names);
}

/* What is counted in runs is told of each. */
static void say_counts(
    struct fyp_text_page *page, const struct fyp_sensitivity *sensitivity,
    const struct fyp_sensitivity_subject *subject)
{
    const char *name = subject_words(page, sensitivity, subject);
    const size_t unscored = sensitivity->runs - subject->scored_runs;

    if (unscored > 0) {
        fyp_page_say(
            page, FYP_M_SENSITIVITY_UNSCORED, name,
            fyp_page_number(page, (long long)unscored));
        fyp_page_line_end(page);
    }
    if (subject->arithmetic_runs > 0) {
        fyp_page_say(
            page, FYP_M_SENSITIVITY_ARITHMETIC, name,
            fyp_page_number(page, (long long)subject->arithmetic_runs));
        fyp_page_line_end(page);
    }
}

/* Only an incomplete sum lets the bands reach the score. */
static bool bands_move_a_score(const struct fyp_sensitivity *sensitivity)
{
    for (size_t s = 0; s < sensitivity->subject_count; s++) {
        const struct fyp_sensitivity_subject *subject =
            &sensitivity->subjects[s];
        const bool some = subject->scored_runs > 0 &&
                          subject->scored_runs < sensitivity->runs;
        if (some || subject->indices.total[FYP_FACTOR_BANDS] > 0.0) {
            return true;
        }
    }
    return false;
}

static const char *seed_words(struct fyp_text_page *page, uint64_t seed)
{
    char text[32];

    snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
    return fyp_page_plain(page, text);
}

static void
say_notes(struct fyp_text_page *page, const struct fyp_sensitivity *sensitivity)
{
    for (size_t s = 0; s < sensitivity->subject_count; s++) {
        say_counts(page, sensitivity, &sensitivity->subjects[s]);
    }
    say_refused(
        page, sensitivity, FYP_INDICES_NO_VARIANCE, FYP_M_SENSITIVITY_EQUAL);
    say_refused(
        page, sensitivity, FYP_INDICES_NOT_FINITE,
        FYP_M_SENSITIVITY_NOT_FINITE);
    say_line(page, FYP_M_SENSITIVITY_HOW);
    say_line(
        page, bands_move_a_score(sensitivity) ? FYP_M_SENSITIVITY_BANDS_SCORE
                                              : FYP_M_SENSITIVITY_BANDS_GRADE);
    if (sensitivity->subject_count > 1) {
        say_line(page, FYP_M_SENSITIVITY_RANKS);
    }
    fyp_page_say(
        page,
        sensitivity->design == FYP_DESIGN_SOBOL
            ? FYP_M_SENSITIVITY_DESIGN_SOBOL
            : FYP_M_SENSITIVITY_DESIGN_LATIN,
        fyp_page_number(page, (long long)sensitivity->points),
        seed_words(page, sensitivity->seed),
        fyp_page_number(
            page,
            (long long)(sensitivity->evaluations * sensitivity->subject_count)));
    fyp_page_line_end(page);
    say_line(page, FYP_M_SENSITIVITY_NOT_DATA);
}

void fyp_sensitivity_notes(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    say_notes(&page, sensitivity);
    fyp_page_finish(&page);
}

void fyp_sensitivity_text(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    if (sensitivity->demonstration) {
        say_line(&page, FYP_M_DEMO_NOTICE);
    }
    if (sensitivity->subject_count == 1) {
        say_one(&page, sensitivity);
    } else {
        say_several(&page, sensitivity);
    }
    fyp_page_line_end(&page);
    say_line(&page, FYP_M_NOTES_TITLE);
    say_notes(&page, sensitivity);
    fyp_page_finish(&page);
}
