/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/caps.h"
#include "reports/commitments.h"
#include "reports/parts.h"
#include "reports/quality.h"
#include "reports/ruleset.h"
#include "reports/stages.h"
#include "reports/targets.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <math.h>
#include <string.h>

/* A flag of more indicators than this is told once, with their numbers. */
enum { FLAG_TOLD_SINGLY = 3 };

struct page {
    const struct fyp_evaluation *evaluation;
    struct fyp_text_page text;
};

/* --- head --- */

static bool is_partly_demonstration(const struct fyp_evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (!result->demonstration && !isnan(result->value)) {
            return evaluation->demonstration;
        }
    }
    return false;
}

static void say_demonstration(struct page *page)
{
    if (!page->evaluation->demonstration) {
        return;
    }
    if (is_partly_demonstration(page->evaluation)) {
        fyp_page_say(
            &page->text, FYP_M_HEAD_DEMO_PART, fyp_text(FYP_M_DEMO_NOTICE));
    } else {
        fyp_buffer_text(page->text.out, fyp_text(FYP_M_DEMO_NOTICE));
    }
    fyp_page_line_end(&page->text);
}

/* A score of part of the plan says so beside it. */
static void say_assessed_share(struct page *page)
{
    const struct fyp_attainment *attainment = &page->evaluation->attainment;
    const double share = page->evaluation->assessed_weight;
    char text[FYP_DECIMAL_TEXT_SIZE];
    if (fyp_less(share, 1.0)) {
        fyp_show_share(share, text);
        fyp_buffer_text(page->text.out, fyp_text(FYP_M_LIST_BETWEEN));
        fyp_page_say(
            &page->text, FYP_M_HEAD_ASSESSED, text,
            fyp_page_number(&page->text, attainment->with_target),
            fyp_page_number(&page->text, attainment->assessable));
    }
}

/* Nor does one with made-up zeros hide them. */
static void say_counted_as_zero(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    const int count = evaluation->counts[FYP_VERDICT_NO_DATA];
    if (evaluation->ruleset.missing == FYP_MISSING_ZERO && count > 0) {
        fyp_buffer_text(page->text.out, fyp_text(FYP_M_LIST_BETWEEN));
        fyp_page_say(
            &page->text, FYP_M_MISSING_AS_ZERO,
            fyp_page_number(&page->text, count));
    }
}

/* A score never stands without the number of those behind. */
static void say_score(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    struct fyp_text_page *text = &page->text;
    const char *missed = fyp_page_number(text, evaluation->behind_count);
    char score[FYP_DECIMAL_TEXT_SIZE];

    if (isnan(evaluation->score)) {
        fyp_page_say(text, FYP_M_HEAD_NO_SCORE, missed);
    } else {
        fyp_show_score(evaluation->score, &evaluation->ruleset, score);
        fyp_page_say(
            text, FYP_M_HEAD_SCORE, score, fyp_word_grade(evaluation->grade),
            missed);
        say_counted_as_zero(page);
        say_assessed_share(page);
    }
    fyp_page_line_end(text);
}

/* “name”（status） of each 约束性 indicator that lowered the grade. */
static void list_capping(const struct page *page, struct fyp_text_page *list)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    bool first = true;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (!result->caps_as_binding) {
            continue;
        }
        fyp_buffer_text(list->out, first ? "" : fyp_text(FYP_M_NAME_BETWEEN));
        fyp_page_say(
            list, FYP_M_CAP_QUOTED,
            fyp_page_plain(list, result->indicator->name),
            fyp_word_verdict(result->verdict, evaluation->stage));
        first = false;
    }
}

static void say_caps(struct page *page)
{
    const struct fyp_caps caps = fyp_caps_of(page->evaluation);

    if (caps.binding) {
        struct fyp_buffer names = {0};
        struct fyp_text_page list = {.out = &names};
        list_capping(page, &list);
        fyp_page_say(
            &page->text, FYP_M_HEAD_CAPPED_BINDING,
            fyp_word_grade(caps.binding_from), fyp_word_grade(caps.binding_to),
            names.length > 0 ? names.data : "");
        fyp_page_line_end(&page->text);
        page->text.out->failed = page->text.out->failed || names.failed;
        fyp_page_finish(&list);
        fyp_buffer_finish(&names);
    }
    if (caps.majority) {
        fyp_page_say(
            &page->text, FYP_M_HEAD_CAPPED_MAJORITY,
            fyp_word_grade(caps.majority_from),
            fyp_word_grade(caps.majority_to));
        fyp_page_line_end(&page->text);
    }
}

static bool is_spared_threshold(const struct fyp_indicator_result *result)
{
    return result->indicator->attribute == FYP_BINDING &&
           result->verdict == FYP_VERDICT_NOT_ACHIEVED &&
           (result->flags & FYP_FLAG_AT_THRESHOLD) != 0;
}

/* A binding indicator that is not achieved, and yet lowers no grade. */
static void say_spared_thresholds(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    struct fyp_buffer names = {0};
    struct fyp_text_page list = {.out = &names};

    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (!is_spared_threshold(result)) {
            continue;
        }
        if (names.length > 0) {
            fyp_buffer_text(&names, fyp_text(FYP_M_NAME_BETWEEN));
        }
        fyp_page_say(
            &list, FYP_M_NAME_QUOTED,
            fyp_page_plain(&list, result->indicator->name));
    }
    if (names.length > 0) {
        fyp_page_say(&page->text, FYP_M_HEAD_AT_THRESHOLD, names.data);
        fyp_page_line_end(&page->text);
    }
    page->text.out->failed = page->text.out->failed || names.failed;
    fyp_page_finish(&list);
    fyp_buffer_finish(&names);
}

static void say_attainment(
    struct page *page, enum fyp_message message,
    const struct fyp_attainment *attainment)
{
    struct fyp_text_page *text = &page->text;
    char share[FYP_DECIMAL_TEXT_SIZE];
    char rate[FYP_DECIMAL_TEXT_SIZE + 16] = "";

    if (attainment->with_target == 0) {
        return;
    }
    if (attainment->assessable > 0) {
        fyp_show_share((double)attainment->met / attainment->assessable, share);
        fyp_say(rate, sizeof rate, FYP_M_HEAD_RATE, share);
    }
    fyp_page_say(
        text, message, fyp_page_number(text, attainment->met),
        fyp_page_number(text, attainment->assessable), rate,
        fyp_page_number(text, attainment->with_target),
        fyp_page_number(text, attainment->due));
    if (attainment->assessable > 0 &&
        attainment->assessable < attainment->with_target) {
        fyp_show_share(
            (double)attainment->met / attainment->with_target, share);
        fyp_page_say(
            text, FYP_M_HEAD_RATE_ALL,
            fyp_page_number(text, attainment->with_target), share);
    }
    fyp_page_line_end(text);
}

/* What is neither achieved nor not achieved at the end, and why. */
static void say_undecided(struct page *page)
{
    static const enum fyp_verdict undecided[] = {
        FYP_VERDICT_NO_DATA, FYP_VERDICT_NOT_ASSESSABLE, FYP_VERDICT_NOT_DUE};
    const struct fyp_evaluation *evaluation = page->evaluation;
    const struct fyp_consistency *consistency = &evaluation->consistency;
    const int others = consistency->with_target - consistency->completed -
                       consistency->not_completed;
    struct fyp_text_page *text = &page->text;
    bool first = true;

    if (others <= 0) {
        return;
    }
    fyp_page_say(text, FYP_M_HEAD_OTHERS, fyp_page_number(text, others));
    for (size_t i = 0; i < sizeof undecided / sizeof undecided[0]; i++) {
        const int count = evaluation->counts[undecided[i]];
        if (count == 0) {
            continue;
        }
        if (!first) {
            fyp_buffer_text(text->out, fyp_text(FYP_M_NAME_BETWEEN));
        }
        fyp_page_say(
            text, FYP_M_HEAD_OTHER,
            fyp_word_verdict(undecided[i], evaluation->stage),
            fyp_page_number(text, count));
        first = false;
    }
}

static void say_consistency(struct page *page)
{
    const struct fyp_consistency *consistency = &page->evaluation->consistency;
    struct fyp_text_page *text = &page->text;
    if (page->evaluation->stage != FYP_STAGE_FINAL) {
        return;
    }
    fyp_page_say(
        text, FYP_M_HEAD_CONSISTENCY,
        fyp_page_number(text, consistency->completed),
        fyp_page_number(text, consistency->exceeded),
        fyp_page_number(text, consistency->not_completed),
        fyp_page_number(text, consistency->with_target));
    say_undecided(page);
    fyp_page_line_end(text);
}

static void say_questions(struct page *page)
{
    size_t count = fyp_questioned_results(page->evaluation);
    if (count > 0) {
        fyp_page_say(
            &page->text, FYP_M_QUALITY_HEAD,
            fyp_page_number(&page->text, (long long)count));
        fyp_page_line_end(&page->text);
    }
}

static void say_score_parts(struct page *page)
{
    if (page->evaluation->parts.weight > 0.0) {
        fyp_score_parts_text(page->evaluation, page->text.out);
        fyp_page_line_end(&page->text);
    }
}

/* A binding figure that somebody else could not confirm. */
static void say_over_reported(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    struct fyp_text_page *text = &page->text;

    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (result->over_reported == 0 ||
            result->indicator->attribute != FYP_BINDING) {
            continue;
        }
        fyp_page_say(
            text, FYP_M_THIRD_OVER,
            fyp_page_plain(text, result->indicator->number),
            fyp_page_plain(text, result->indicator->name),
            fyp_page_number(text, result->over_reported));
        fyp_page_line_end(text);
    }
}

static void say_head(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    say_demonstration(page);
    fyp_page_head(&page->text, page->evaluation);
    fyp_targets_say_version(evaluation, &page->text);
    say_score(page);
    say_score_parts(page);
    say_caps(page);
    say_over_reported(page);
    say_spared_thresholds(page);
    say_attainment(page, FYP_M_HEAD_ATTAINMENT, &evaluation->attainment);
    say_attainment(page, FYP_M_HEAD_BINDING, &evaluation->binding);
    say_consistency(page);
    say_questions(page);
    fyp_page_line_end(&page->text);
    fyp_report_sentence(evaluation, page->text.out);
    fyp_page_line_end(&page->text);
    fyp_page_line_end(&page->text);
}

/* --- table --- */

/* Progress, with the sign of a limit, beside what was expected. */
static void add_progress(
    struct fyp_text_table *table, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    static const char *const signs[] = {
        [FYP_LIMIT_NONE] = "",
        [FYP_LIMIT_AT_MOST] = "≤",
        [FYP_LIMIT_AT_LEAST] = "≥",
    };
    char progress[FYP_DECIMAL_TEXT_SIZE];
    char expected[FYP_DECIMAL_TEXT_SIZE];
    char cell[FYP_DECIMAL_TEXT_SIZE + 8];

    fyp_show_progress(result, &evaluation->ruleset, progress, expected);
    snprintf(
        cell, sizeof cell, "%s%s%s", signs[fyp_shown_limit(result)], progress,
        isnan(result->progress) ? "" : "%");
    fyp_text_table_add(table, cell);
    snprintf(
        cell, sizeof cell, "%s%s", expected,
        isnan(result->expected) ? "" : "%");
    fyp_text_table_add(table, cell);
}

static void add_status(
    struct fyp_text_table *table, enum fyp_verdict verdict,
    enum fyp_stage stage)
{
    char cell[64];
    snprintf(
        cell, sizeof cell, "%s %s", fyp_symbol_verdict(verdict),
        fyp_word_verdict(verdict, stage));
    fyp_text_table_add(table, cell);
}

/* A share of sub-regions has another unit than the plan's column. */
static void add_value(
    struct fyp_text_table *table, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    char value[FYP_SHOWN_JUDGED_SIZE];
    char cell[FYP_SHOWN_JUDGED_SIZE + 8];
    const bool share =
        result->indicator->each_subregion && !isnan(result->value);

    fyp_show_judged(result, evaluation->ruleset.comparison, value);
    snprintf(
        cell, sizeof cell, "%s%s%s", value, share ? "%" : "",
        result->question_count > 0 ? FYP_MARK_QUESTIONED : "");
    fyp_text_table_add(table, cell);
}

static void add_row(
    struct fyp_text_table *table, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    char cell[FYP_SHOWN_TARGET_SIZE];

    fyp_text_table_add(table, indicator->number);
    fyp_text_table_add(table, indicator->name);
    fyp_text_table_add(table, indicator->unit);
    fyp_text_table_add(table, fyp_word_attribute(indicator->attribute));
    fyp_show_baseline(result, cell);
    fyp_text_table_add(table, cell);
    add_value(table, evaluation, result);
    fyp_show_target(indicator, cell);
    fyp_text_table_add(table, cell);
    add_progress(table, evaluation, result);
    add_status(table, result->verdict, evaluation->stage);
    fyp_show_score(result->score, &evaluation->ruleset, cell);
    fyp_text_table_add(table, cell);
}

static void print_table(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 32, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 10, false},
        {fyp_text(FYP_M_COLUMN_ATTRIBUTE), 12, false},
        {fyp_text(FYP_M_COLUMN_BASELINE), 16, true},
        {fyp_text(FYP_M_COLUMN_VALUE), 24, true},
        {fyp_text(FYP_M_COLUMN_TARGET), 28, true},
        {fyp_text(FYP_M_COLUMN_PROGRESS), 10, true},
        {fyp_text(FYP_M_COLUMN_EXPECTED), 10, true},
        {fyp_text(FYP_M_COLUMN_STATUS), 20, false},
        {fyp_text(FYP_M_COLUMN_SCORE), 10, true},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        add_row(&table, evaluation, &evaluation->indicators[i]);
    }
    fyp_text_table_print(&table, page->text.out);
    fyp_text_table_finish(&table);
}

/* --- notes --- */

/* Has it the flag, and something to say about it? */
static bool tells_flag(const struct fyp_indicator_result *result, int bit)
{
    return (result->flags & (1U << bit)) != 0 &&
           fyp_word_result_flag(result, bit)[0] != '\0';
}

static size_t count_flag(const struct fyp_evaluation *evaluation, int bit)
{
    size_t count = 0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        count += tells_flag(&evaluation->indicators[i], bit);
    }
    return count;
}

static bool is_told_once(const struct fyp_evaluation *evaluation, int bit)
{
    /* What a bound says depends on the indicator. */
    return (1U << bit) != FYP_FLAG_BOUND &&
           count_flag(evaluation, bit) > FLAG_TOLD_SINGLY;
}

static void say_common_flag(struct page *page, int bit)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    struct fyp_buffer numbers = {0};

    if (count_flag(evaluation, bit) == evaluation->indicator_count) {
        fyp_page_say(&page->text, FYP_M_NOTE_ALL, fyp_word_flag(bit));
        fyp_page_line_end(&page->text);
        return;
    }
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (!tells_flag(result, bit)) {
            continue;
        }
        if (numbers.length > 0) {
            fyp_buffer_text(&numbers, fyp_text(FYP_M_NAME_BETWEEN));
        }
        fyp_buffer_text(
            &numbers, fyp_page_plain(&page->text, result->indicator->number));
    }
    fyp_page_say(
        &page->text, FYP_M_NOTE_SOME, numbers.length > 0 ? numbers.data : "",
        fyp_word_flag(bit));
    fyp_page_line_end(&page->text);
    page->text.out->failed = page->text.out->failed || numbers.failed;
    fyp_buffer_finish(&numbers);
}

/* Starts one more remark of an indicator. */
static void next_remark(struct fyp_text_page *remarks)
{
    if (remarks->out->length > 0) {
        fyp_buffer_text(remarks->out, fyp_text(FYP_M_LIST_BETWEEN));
    }
}

static void remark_flags(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_text_page *remarks)
{
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        if (tells_flag(result, bit) && !is_told_once(evaluation, bit)) {
            next_remark(remarks);
            fyp_buffer_text(remarks->out, fyp_word_result_flag(result, bit));
        }
    }
}

/* Where there is no share of a distance, what was due is told as a value,
 * unless it is the target itself. */
static void remark_expected(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_text_page *remarks)
{
    char expected[FYP_DECIMAL_TEXT_SIZE];
    char reference[FYP_DECIMAL_TEXT_SIZE];

    if (isnan(result->expected_value) || !isnan(result->expected) ||
        fyp_equal(result->expected_value, result->target)) {
        return;
    }
    next_remark(remarks);
    fyp_show_expected(result, evaluation->ruleset.comparison, expected);
    if (isnan(result->reference)) {
        fyp_page_say(remarks, FYP_M_NOTE_EXPECTED, expected);
        return;
    }
    fyp_show_reference(result, evaluation->ruleset.comparison, reference);
    fyp_page_say(remarks, FYP_M_NOTE_REFERENCE, reference, expected);
}

static void remark_baseline(
    const struct fyp_indicator_result *result, struct fyp_text_page *remarks)
{
    const struct fyp_prose_baseline *prose = &result->indicator->baseline.prose;
    char value[FYP_DECIMAL_TEXT_SIZE];

    if (result->baseline_source == FYP_BASELINE_PROXY) {
        next_remark(remarks);
        fyp_page_say(
            remarks, FYP_M_NOTE_PROXY,
            fyp_page_number(remarks, result->baseline_year));
    }
    if (result->baseline_source == FYP_BASELINE_TABLE && prose->present) {
        fyp_decimal_format(prose->value.value, prose->value.decimals, value);
        next_remark(remarks);
        fyp_page_say(
            remarks, FYP_M_NOTE_PROSE_BASELINE, value,
            fyp_page_plain(remarks, prose->source.section));
    }
}

static void remark_figure(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_text_page *remarks)
{
    if (result->value_year != 0 && result->value_year < evaluation->year) {
        next_remark(remarks);
        fyp_page_say(
            remarks, FYP_M_NOTE_VALUE_YEAR,
            fyp_page_number(remarks, result->value_year));
    }
    if (result->indicator->each_subregion) {
        next_remark(remarks);
        fyp_page_say(
            remarks, FYP_M_NOTE_SUBREGIONS,
            fyp_page_number(remarks, (long long)result->subregions_met),
            fyp_page_number(
                remarks, (long long)evaluation->plan->subregion_count),
            fyp_page_number(remarks, (long long)result->subregions_known));
    }
    if (result->demonstration && is_partly_demonstration(evaluation)) {
        next_remark(remarks);
        fyp_buffer_text(remarks->out, fyp_text(FYP_M_NOTE_DEMO));
    }
}

static void remark_questions(
    const struct fyp_indicator_result *result, struct fyp_text_page *remarks)
{
    struct fyp_buffer checks = {0};
    fyp_tell_questions(result, &checks);
    if (checks.length > 0) {
        next_remark(remarks);
        fyp_page_say(
            remarks, FYP_M_QUALITY_NOTE, fyp_page_plain(remarks, checks.data));
    }
    remarks->out->failed = remarks->out->failed || checks.failed;
    fyp_buffer_finish(&checks);
}

static void remark_method(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_text_page *remarks)
{
    if (result->method_fell_back) {
        next_remark(remarks);
        fyp_page_say(
            remarks, FYP_M_NOTE_FELL_BACK,
            fyp_word_method(evaluation->ruleset.method),
            fyp_word_method(result->method));
    }
}

/* Whose work it is, where a target is missed. */
static void remark_in_charge(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_text_page *remarks)
{
    struct fyp_buffer charge = {0};
    if (!fyp_verdict_is_missed(result->verdict)) {
        return;
    }
    fyp_text_in_charge(
        evaluation->plan, result->indicator->code, SIZE_MAX, &charge);
    if (charge.length > 0) {
        next_remark(remarks);
        fyp_buffer_text(remarks->out, charge.data);
    }
    remarks->out->failed = remarks->out->failed || charge.failed;
    fyp_buffer_finish(&charge);
}

static void
say_remarks(struct page *page, const struct fyp_indicator_result *result)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    struct fyp_text_page *text = &page->text;
    struct fyp_buffer collected = {0};
    struct fyp_text_page remarks = {.out = &collected};

    if (result->obstacle != FYP_OBSTACLE_NONE) {
        fyp_buffer_text(&collected, fyp_word_obstacle(result->obstacle));
    }
    remark_flags(evaluation, result, &remarks);
    remark_expected(evaluation, result, &remarks);
    remark_baseline(result, &remarks);
    remark_figure(evaluation, result, &remarks);
    remark_method(evaluation, result, &remarks);
    remark_questions(result, &remarks);
    if (result->over_reported != 0) {
        next_remark(&remarks);
        fyp_buffer_text(remarks.out, fyp_text(FYP_M_ATTENTION_OVER));
    }
    remark_in_charge(evaluation, result, &remarks);
    if (collected.length > 0) {
        fyp_page_say(
            text, FYP_M_NOTE_INDICATOR,
            fyp_page_plain(text, result->indicator->number),
            fyp_page_plain(text, result->indicator->name), collected.data);
        fyp_page_line_end(text);
    }
    text->out->failed = text->out->failed || collected.failed;
    fyp_page_finish(&remarks);
    fyp_buffer_finish(&collected);
}

/* Weights and what else is not as in the house rules. */
static void say_rules(struct page *page)
{
    struct fyp_text_page *text = &page->text;
    struct fyp_buffer told = {0};

    fyp_tell_weights(page->evaluation, &told);
    if (told.length > 0) {
        fyp_page_say(text, FYP_M_NOTE_WEIGHTS, fyp_page_plain(text, told.data));
        fyp_page_line_end(text);
    }
    text->out->failed = text->out->failed || told.failed;
    fyp_buffer_finish(&told);
    told = (struct fyp_buffer){0};
    fyp_tell_differences(&page->evaluation->ruleset, &told);
    if (told.length > 0) {
        fyp_page_say(
            text, FYP_M_NOTE_DIFFERENCES, fyp_page_plain(text, told.data));
        fyp_page_line_end(text);
    }
    text->out->failed = text->out->failed || told.failed;
    fyp_buffer_finish(&told);
}

static void say_ruleset(struct page *page)
{
    const struct fyp_ruleset *ruleset = &page->evaluation->ruleset;
    struct fyp_text_page *text = &page->text;
    char ahead[FYP_DECIMAL_TEXT_SIZE];
    char on_track[FYP_DECIMAL_TEXT_SIZE];

    fyp_page_say(
        text, FYP_M_NOTE_METHOD, fyp_word_method(ruleset->method),
        fyp_word_comparison(ruleset->comparison),
        fyp_page_plain(text, ruleset->name),
        fyp_page_plain(text, ruleset->version));
    if (ruleset->missing == FYP_MISSING_ZERO) {
        fyp_buffer_text(text->out, fyp_text(FYP_M_LIST_BETWEEN));
        fyp_buffer_text(text->out, fyp_text(FYP_M_NOTE_MISSING_ZERO));
    }
    if (ruleset->mean == FYP_MEAN_GEOMETRIC) {
        fyp_buffer_text(text->out, fyp_text(FYP_M_LIST_BETWEEN));
        fyp_buffer_text(text->out, fyp_text(FYP_M_NOTE_GEOMETRIC));
    }
    fyp_page_line_end(text);
    say_rules(page);
    fyp_decimal_format(ruleset->band_ahead, 2, ahead);
    fyp_decimal_format(ruleset->band_on_track, 2, on_track);
    fyp_page_say(text, FYP_M_NOTE_BANDS, ahead, on_track);
    fyp_page_line_end(text);
    fyp_buffer_text(text->out, fyp_text(FYP_M_NOTE_PACE));
    fyp_page_line_end(text);
    fyp_buffer_text(text->out, fyp_text(FYP_M_NOTE_COLUMNS));
    fyp_page_line_end(text);
    if (fyp_questioned_results(page->evaluation) > 0) {
        fyp_buffer_text(text->out, fyp_text(FYP_M_QUALITY_LEGEND));
        fyp_page_line_end(text);
    }
}

static void say_notes(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;

    fyp_page_line_end(&page->text);
    fyp_buffer_text(page->text.out, fyp_text(FYP_M_NOTES_TITLE));
    fyp_page_line_end(&page->text);
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        say_remarks(page, &evaluation->indicators[i]);
    }
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        if (is_told_once(evaluation, bit)) {
            say_common_flag(page, bit);
        }
    }
    say_ruleset(page);
}

void fyp_evaluation_text(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    struct page page = {.evaluation = evaluation, .text = {.out = out}};
    say_head(&page);
    print_table(&page);
    fyp_targets_say(evaluation->plan, &page.text);
    fyp_stage_text(evaluation, out);
    fyp_third_party_text(evaluation, out);
    say_notes(&page);
    fyp_text_commitments(&page.text, evaluation);
    fyp_text_conflicts(&page.text, evaluation);
    fyp_page_finish(&page.text);
}
