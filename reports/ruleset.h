/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_RULESET_H
#define FYP_REPORTS_RULESET_H

#include "reports/json.h"
#include "reports/report.h"

/*
 * Rulesets in words: the set itself, in what it differs from the house rules,
 * and what weight each indicator had in an evaluation.
 */

/** Text is the YAML file that reads back to it, JSON one object; CSV as
 *  text. */
void fyp_report_ruleset(
    const struct fyp_ruleset *ruleset, enum fyp_format format,
    struct fyp_buffer *out);

/** Puts the keys of a ruleset into an object that the caller made. */
void fyp_json_fill_ruleset(
    struct fyp_json *object, const struct fyp_ruleset *ruleset);

/** "ruleset" of an evaluation: the same with the rows of an entropy. */
void fyp_json_put_ruleset(
    struct fyp_json *parent, const struct fyp_evaluation *evaluation);

/** "计分方法：实现程度法（内置为序时进度法）；…"; nothing where all is as in
 * the house rules. Weights are told by fyp_tell_weights. */
void fyp_tell_differences(
    const struct fyp_ruleset *ruleset, struct fyp_buffer *out);

/** In which of the four ways a ruleset gives weights, and what came of it. */
void fyp_tell_weighting(
    const struct fyp_ruleset *ruleset, struct fyp_buffer *out);

/** How the weights came about and each one's share of all indicators with a
 *  target, in per cent; nothing where all are equal. */
void fyp_tell_weights(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out);

#endif
