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

/**
 * Are progress and pace of a missed target upper limits, to be shown as "at
 * most"? So where the baseline is a bound on the near side (">95" for a rate
 * that must rise): the true baseline is nearer to the target.
 *
 * Source: docs/methods.md section 3.
 */
bool fyp_shown_at_most(const struct fyp_indicator_result *result);

/**
 * The other case: a bound on the far side (">25" for a rate that must fall)
 * makes them lower limits, "at least".
 *
 * Source:    from p = (x - b)/(T - b), where dp/db has the sign of x - T.
 * Deviation: docs/methods.md section 3 knows the upper limit only.
 */
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
