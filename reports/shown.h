/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SHOWN_H
#define FYP_REPORTS_SHOWN_H

#include "base/text.h"
#include "engine/evaluate.h"

/*
 * Figures as people read them. The rule is one of honesty: a report must
 * never show "15 %" beside "below 15 %: met". Every figure of a result is
 * therefore shown through the functions below, which add digits until what
 * is printed says the same as the verdict.
 *
 * Source: docs/methods.md section 1.
 */

/** Shown where a figure is not defined. */
#define FYP_SHOWN_UNDEFINED "—"

/** Most decimals that a figure is shown with. */
enum { FYP_SHOWN_DECIMALS_MAX = 12 };

/**
 * Decimals with which the judged value x of a result is shown: those that
 * the plan prints for this indicator or that the figure was reported with (at
 * most two), and more where rounding would put x on the other side of its
 * target, its reference, its expected value or a milestone.
 *
 * @param comparison  Of the evaluation's ruleset. Where a comparison of
 *                    rounded values was decided by the rounding, the rounded
 *                    value is what is shown.
 * @return 0 .. FYP_SHOWN_DECIMALS_MAX; holds for half-to-even as well as
 *         for the half-up rounding of a spreadsheet's number format.
 */
int fyp_show_decimals(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison);

/**
 * The number that is shown for x: x itself, or the rounded value (perhaps to
 * tens or hundreds) where that stands elsewhere to the target than x.
 */
double fyp_shown_value(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison);

/** x as text, FYP_SHOWN_UNDEFINED where there is none. */
void fyp_show_value(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    char out[FYP_DECIMAL_TEXT_SIZE]);

enum { FYP_SHOWN_JUDGED_SIZE = 2 * FYP_DECIMAL_TEXT_SIZE + 32 };

/**
 * x as reported, and behind it the rounded value where that is what was
 * judged: "99.87（修约 100）".
 */
void fyp_show_judged(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    char out[FYP_SHOWN_JUDGED_SIZE]);

/** e(t) as text, with decimals that keep it apart from x. */
void fyp_show_expected(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    char out[FYP_DECIMAL_TEXT_SIZE]);

/** g_r or the reference of the year as text, kept apart from x alike. */
void fyp_show_reference(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    char out[FYP_DECIMAL_TEXT_SIZE]);

/** Decimals with which e(t) is shown. */
int fyp_show_expected_decimals(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison);

/** A number with fixed decimals; FYP_SHOWN_UNDEFINED for NAN. */
void fyp_show_number(
    double value, int decimals, char out[FYP_DECIMAL_TEXT_SIZE]);

/**
 * A share as per cent without the sign: 0.6 is "60", 0.7321 "73.2". Rounding
 * never makes "0" of something, nor "100" of something else.
 */
void fyp_show_share(double share, char out[FYP_DECIMAL_TEXT_SIZE]);

/**
 * Progress and expected share of one result, each as fyp_show_share, with
 * more digits where the reader's own division of the two would fall into
 * another band of the pace: 54.96 of 50 is not 55.0 of 50.
 */
void fyp_show_progress(
    const struct fyp_indicator_result *result,
    const struct fyp_ruleset *ruleset, char progress[FYP_DECIMAL_TEXT_SIZE],
    char expected[FYP_DECIMAL_TEXT_SIZE]);

/** A score with one decimal, rounded so that it never reaches a grade limit
 *  (60, 80, 90, 100) that the score itself does not reach. */
void fyp_show_score(
    double score, const struct fyp_ruleset *ruleset,
    char out[FYP_DECIMAL_TEXT_SIZE]);

/** Decimals with which fyp_show_score shows a score. */
int fyp_show_score_decimals(double score, const struct fyp_ruleset *ruleset);

enum { FYP_SHOWN_TARGET_SIZE = 256 };

/**
 * The target as one cell: "≥96" from comparator and number ("各地≥1" where
 * each sub-region must meet it), as printed where it is a reference or a
 * text, FYP_SHOWN_UNDEFINED where there is none.
 */
void fyp_show_target(
    const struct fyp_indicator *indicator, char out[FYP_SHOWN_TARGET_SIZE]);

/** What a baseline that is a bound (">95") makes of the progress shown. */
enum fyp_limit { FYP_LIMIT_NONE, FYP_LIMIT_AT_MOST, FYP_LIMIT_AT_LEAST };

/**
 * Is progress an upper or a lower limit? From p = (x - b)/(T - b) follows
 * dp/db = (x - T)/(T - b)^2: with a true baseline above the bound, progress
 * is at most what is shown where x < T, at least that where x > T, and 1 in
 * any case where x = T; below the bound the other way round. It does not
 * matter which direction is the better one.
 *
 * Source: docs/methods.md section 3, which tells the first case only.
 */
enum fyp_limit fyp_shown_limit(const struct fyp_indicator_result *result);

/**
 * Is the pace an upper limit? As progress while x is short of the target;
 * beyond it e(t) moves with the baseline too, and the pace has no side.
 */
bool fyp_shown_at_most(const struct fyp_indicator_result *result);

/** Is the pace a lower limit? */
bool fyp_shown_at_least(const struct fyp_indicator_result *result);

/** Unit of the judged value: "%" where it is the share of sub-regions. */
const char *fyp_shown_unit(const struct fyp_indicator *indicator);

/**
 * The baseline as one cell: ">95", "96", with "（正文）" or "（2021年）" behind
 * it where it does not come from the table; FYP_SHOWN_UNDEFINED for none.
 */
void fyp_show_baseline(
    const struct fyp_indicator_result *result, char out[FYP_SHOWN_TARGET_SIZE]);

#endif
