/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compare.h"

#include "base/message.h"
#include "reports/parts.h"
#include "reports/shown.h"
#include "reports/targets.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CELL_SIZE = FYP_BESIDE_CELL_SIZE };

/* What the columns are called and what a number in them is. */
static const struct {
    enum fyp_message column, says;
} heads[FYP_BESIDE_COUNT] = {
    [FYP_METHOD_PACE] = {FYP_M_BESIDE_COLUMN_PACE, FYP_M_BESIDE_SAYS_SCORE},
    [FYP_METHOD_COMPLETION] =
        {FYP_M_BESIDE_COLUMN_COMPLETION, FYP_M_BESIDE_SAYS_SCORE},
    [FYP_METHOD_REALISATION] =
        {FYP_M_BESIDE_COLUMN_REALISATION, FYP_M_BESIDE_SAYS_SCORE},
    [FYP_METHOD_EFFICACY] =
        {FYP_M_BESIDE_COLUMN_EFFICACY, FYP_M_BESIDE_SAYS_SCORE},
    [FYP_BESIDE_STATCAN] =
        {FYP_M_BESIDE_COLUMN_STATCAN, FYP_M_BESIDE_SAYS_STATCAN},
    [FYP_BESIDE_UNSD] = {FYP_M_BESIDE_COLUMN_UNSD, FYP_M_BESIDE_SAYS_UNSD},
    [FYP_BESIDE_ESCAP] = {FYP_M_BESIDE_COLUMN_ESCAP, FYP_M_BESIDE_SAYS_ESCAP},
    [FYP_BESIDE_DESTATIS] =
        {FYP_M_BESIDE_COLUMN_DESTATIS, FYP_M_BESIDE_SAYS_DESTATIS},
    [FYP_BESIDE_GOALPOSTS] =
        {FYP_M_BESIDE_COLUMN_GOALPOSTS, FYP_M_BESIDE_SAYS_SCORE},
};

/* A number, or the number of the reason why there is none. */
static void show(
    double value, int decimals, enum fyp_status reason,
    char out[FYP_DECIMAL_TEXT_SIZE])
{
    if (reason != FYP_OK) {
        snprintf(out, FYP_DECIMAL_TEXT_SIZE, "— %d", (int)reason);
    } else {
        fyp_show_number(value, decimals, out);
    }
}

const char *fyp_beside_column(int method)
{
    return fyp_text(heads[method].column);
}

void fyp_beside_cell(
    const struct fyp_beside_result *result, int method,
    const struct fyp_ruleset *ruleset, char out[CELL_SIZE])
{
    char first[FYP_DECIMAL_TEXT_SIZE], second[FYP_DECIMAL_TEXT_SIZE];

    if (result->refusal != FYP_OK) {
        snprintf(out, CELL_SIZE, "— %d", (int)result->refusal);
    } else if (method < FYP_METHOD_COUNT || method == FYP_BESIDE_GOALPOSTS) {
        fyp_show_score(result->values[0], ruleset, first);
        snprintf(out, CELL_SIZE, "%s", first);
    } else if (method == FYP_BESIDE_DESTATIS) {
        snprintf(out, CELL_SIZE, "%s", fyp_word_peer_class(result->classes[0]));
    } else if (method == FYP_BESIDE_ESCAP) {
        show(result->values[0], 2, FYP_OK, first);
        show(result->values[1], 2, result->second_refusal, second);
        fyp_say(out, CELL_SIZE, FYP_M_BESIDE_SLASH, first, second);
    } else {
        fyp_show_number(
            result->values[1], method == FYP_BESIDE_UNSD ? 0 : 2, first);
        snprintf(out, CELL_SIZE, "%s", first);
    }
}

static void
add_row(struct fyp_text_table *table, const struct fyp_beside *beside, size_t i)
{
    const struct fyp_evaluation *evaluation = &beside->evaluation;
    const struct fyp_indicator_result *result = &evaluation->indicators[i];
    char target[FYP_SHOWN_TARGET_SIZE], value[FYP_DECIMAL_TEXT_SIZE];
    char cell[CELL_SIZE];

    fyp_text_table_add(table, result->indicator->number);
    fyp_text_table_add(table, result->indicator->name);
    fyp_show_target(result->indicator, target);
    fyp_text_table_add(table, target);
    fyp_show_value(result, evaluation->ruleset.comparison, value);
    fyp_text_table_add(table, value);
    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        fyp_beside_cell(
            &beside->lines[i].results[method], method, &evaluation->ruleset,
            cell);
        fyp_text_table_add(table, cell);
    }
}

static void put_table(const struct fyp_beside *beside, struct fyp_buffer *out)
{
    struct fyp_text_column columns[4 + FYP_BESIDE_COUNT] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 26, false},
        {fyp_text(FYP_M_COLUMN_TARGET), 14, true},
        {fyp_text(FYP_M_COLUMN_VALUE), 12, true},
    };
    struct fyp_text_table table;

    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        columns[4 + method] =
            (struct fyp_text_column){fyp_text(heads[method].column), 16, true};
    }
    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < beside->evaluation.indicator_count; i++) {
        add_row(&table, beside, i);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

/* What occurs in a table: the reasons, and of the first of them, too few
 * years, the fewest and the most that a method asked for. */
struct reasons {
    bool seen[FYP_E_PEER_NOT_FINITE + 1];
    int least, most;
};

static void
note_reason(struct reasons *reasons, enum fyp_status reason, int method)
{
    const int years = fyp_beside_row(method)->least_years;

    reasons->seen[reason] = true;
    if (reason == FYP_E_PEER_TOO_SHORT) {
        reasons->least = reasons->least == 0 || years < reasons->least
                             ? years
                             : reasons->least;
        reasons->most = years > reasons->most ? years : reasons->most;
    }
}

static struct reasons reasons_of(const struct fyp_beside *beside)
{
    struct reasons reasons = {.least = 0};

    for (size_t i = 0; i < beside->evaluation.indicator_count; i++) {
        for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
            const struct fyp_beside_result *result =
                &beside->lines[i].results[method];
            note_reason(&reasons, result->refusal, method);
            note_reason(&reasons, result->second_refusal, method);
        }
    }
    return reasons;
}

/* What stands in the braces of a reason that holds for many cells. */
static void argument_of(
    const struct reasons *reasons, enum fyp_status reason, char out[CELL_SIZE])
{
    char least[16], most[16];

    if (reason != FYP_E_PEER_TOO_SHORT) {
        snprintf(out, CELL_SIZE, "%s", fyp_text(FYP_M_BESIDE_WHY_UNSCORED));
        return;
    }
    snprintf(least, sizeof least, "%d", reasons->least);
    snprintf(most, sizeof most, "%d", reasons->most);
    if (reasons->least == reasons->most) {
        snprintf(out, CELL_SIZE, "%s", least);
    } else {
        fyp_say(out, CELL_SIZE, FYP_M_BESIDE_SLASH, least, most);
    }
}

static void put_reasons(const struct fyp_beside *beside, struct fyp_buffer *out)
{
    const struct reasons reasons = reasons_of(beside);
    bool any = false;

    for (int reason = FYP_E_PEER_TOO_SHORT; reason <= FYP_E_PEER_NOT_FINITE;
         reason++) {
        char text[FYP_BESIDE_REASON_SIZE], argument[CELL_SIZE];
        if (!reasons.seen[reason]) {
            continue;
        }
        argument_of(&reasons, (enum fyp_status)reason, argument);
        (void)fyp_expand(
            text, sizeof text, fyp_status_text((enum fyp_status)reason),
            (const char *const[]){argument, NULL});
        fyp_buffer_format(
            out, "%s  %d  %s\n", any ? "" : fyp_text(FYP_M_BESIDE_REFUSED_LINE),
            reason, text);
        any = true;
    }
}

static void put_heads(struct fyp_buffer *out)
{
    fyp_buffer_format(out, "%s\n", fyp_text(FYP_M_BESIDE_HOW));
    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        const struct fyp_beside_row *row = fyp_beside_row(method);
        char line[512];
        fyp_say(
            line, sizeof line, FYP_M_BESIDE_LEGEND,
            fyp_text(heads[method].column), fyp_text(row->title),
            fyp_text(heads[method].says), fyp_text(row->source),
            fyp_text(row->deviation));
        fyp_buffer_format(out, "  %s\n", line);
    }
}

void fyp_beside_notes(const struct fyp_beside *beside, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};
    char number[FYP_DECIMAL_TEXT_SIZE];

    if (beside->statcan_count > 0) {
        fyp_show_number(beside->statcan_score, 2, number);
        fyp_page_say(
            &page, FYP_M_BESIDE_STATCAN_MEAN, number,
            fyp_word_peer_class(beside->statcan_class),
            fyp_page_number(&page, beside->statcan_count),
            fyp_page_number(
                &page, (long long)beside->evaluation.indicator_count));
        fyp_page_line_end(&page);
    }
    put_reasons(beside, out);
    put_heads(out);
    fyp_page_finish(&page);
}

void fyp_beside_text(const struct fyp_beside *beside, struct fyp_buffer *out)
{
    const struct fyp_evaluation *evaluation = &beside->evaluation;
    struct fyp_text_page page = {.out = out};

    fyp_page_say(
        &page, FYP_M_BESIDE_TITLE,
        fyp_page_plain(&page, evaluation->plan->title),
        fyp_page_number(&page, evaluation->year));
    fyp_page_line_end(&page);
    fyp_page_place(&page, evaluation);
    fyp_targets_say_version(evaluation, &page);
    if (evaluation->demonstration) {
        fyp_buffer_format(out, "%s\n", fyp_text(FYP_M_DEMO_NOTICE));
    }
    fyp_buffer_format(out, "%s\n\n", fyp_text(FYP_M_BESIDE_RULE));
    put_table(beside, out);
    fyp_buffer_text(out, "\n");
    fyp_beside_notes(beside, out);
    fyp_page_finish(&page);
}

/* --- one series --- */

/* "1.8（进展中等）" */
static void
with_word(const char *number, enum fyp_peer_class word, char out[CELL_SIZE])
{
    if (word == FYP_CLASS_NONE) {
        snprintf(out, CELL_SIZE, "%s", number);
    } else {
        fyp_say(
            out, CELL_SIZE, FYP_M_BESIDE_BRACKET, number,
            fyp_word_peer_class(word));
    }
}

static void
statcan_cell(const struct fyp_beside_result *result, char out[CELL_SIZE])
{
    char ratio[FYP_DECIMAL_TEXT_SIZE], score[FYP_DECIMAL_TEXT_SIZE];

    fyp_show_number(result->values[0], 4, ratio);
    fyp_show_number(result->values[1], 4, score);
    fyp_say(
        out, CELL_SIZE, FYP_M_BESIDE_STATCAN_CELL, score,
        fyp_word_peer_class(result->classes[0]), ratio);
}

static void
unsd_cell(const struct fyp_beside_result *result, char out[CELL_SIZE])
{
    char share[FYP_DECIMAL_TEXT_SIZE], score[FYP_DECIMAL_TEXT_SIZE];

    fyp_show_number(100.0 * result->values[0], 2, share);
    fyp_show_number(result->values[1], 0, score);
    fyp_say(
        out, CELL_SIZE, FYP_M_BESIDE_UNSD_CELL, score,
        fyp_word_peer_class(result->classes[1]), share);
}

static void escap_cell(
    const struct fyp_beside_result *result, enum fyp_verdict verdict,
    char out[CELL_SIZE])
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    char first[CELL_SIZE], second[CELL_SIZE];
    char reason[FYP_BESIDE_REASON_SIZE];

    fyp_show_number(result->values[0], 4, number);
    with_word(number, result->classes[0], first);
    fyp_show_number(result->values[1], 4, number);
    with_word(number, result->classes[1], second);
    if (result->second_refusal != FYP_OK) {
        fyp_beside_reason(
            result->second_refusal, FYP_BESIDE_ESCAP, verdict, reason);
        fyp_say(second, sizeof second, FYP_M_BESIDE_NONE, reason);
    }
    fyp_say(out, CELL_SIZE, FYP_M_BESIDE_SLASH, first, second);
}

static void
destatis_cell(const struct fyp_beside_result *result, char out[CELL_SIZE])
{
    char share[FYP_DECIMAL_TEXT_SIZE];
    const char *word = fyp_word_peer_class(result->classes[0]);

    if (isnan(result->values[0])) {
        snprintf(out, CELL_SIZE, "%s", word);
        return;
    }
    fyp_show_number(100.0 * result->values[0], 2, share);
    fyp_say(out, CELL_SIZE, FYP_M_BESIDE_SHARE, word, share);
}

static void full_cell(
    const struct fyp_beside_result *result, int method,
    enum fyp_verdict verdict, char out[CELL_SIZE])
{
    char text[FYP_BESIDE_REASON_SIZE], number[FYP_DECIMAL_TEXT_SIZE];

    if (result->refusal != FYP_OK) {
        fyp_beside_reason(result->refusal, method, verdict, text);
        fyp_say(out, CELL_SIZE, FYP_M_BESIDE_NONE, text);
        return;
    }
    switch (method) {
    case FYP_BESIDE_STATCAN:
        statcan_cell(result, out);
        break;
    case FYP_BESIDE_UNSD:
        unsd_cell(result, out);
        break;
    case FYP_BESIDE_ESCAP:
        escap_cell(result, verdict, out);
        break;
    case FYP_BESIDE_DESTATIS:
        destatis_cell(result, out);
        break;
    default:
        fyp_show_number(result->values[0], 4, number);
        snprintf(out, CELL_SIZE, "%s", number);
        break;
    }
}

void fyp_beside_series_text(
    const struct fyp_beside_result *results, enum fyp_verdict verdict,
    struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_BESIDE_METHOD), 36, false},
        {fyp_text(FYP_M_BESIDE_RESULT), 60, false},
        {fyp_text(FYP_M_BESIDE_SOURCE), 40, false},
        {fyp_text(FYP_M_BESIDE_DEVIATION), 40, false},
    };
    struct fyp_text_table table;
    char cell[CELL_SIZE];

    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
        const struct fyp_beside_row *row = fyp_beside_row(method);
        fyp_text_table_add(&table, fyp_text(row->title));
        full_cell(&results[method], method, verdict, cell);
        fyp_text_table_add(&table, cell);
        fyp_text_table_add(&table, fyp_text(row->source));
        fyp_text_table_add(&table, fyp_text(row->deviation));
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}
