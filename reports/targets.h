/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_TARGETS_H
#define FYP_REPORTS_TARGETS_H

#include "engine/evaluate.h"
#include "reports/json.h"
#include "reports/report.h"
#include "reports/text_page.h"

/*
 * Targets that were revised in mid-plan: under which version an evaluation
 * was made, what was amended, and two versions side by side. Of a plan
 * without amendments nothing is said.
 */

/** "按第 2 版目标评价（共 2 版…）", a line; nothing for one version only. */
void fyp_targets_say_version(
    const struct fyp_evaluation *evaluation, struct fyp_text_page *page);

/** A blank line, a title and each amendment: old target, new one, date,
 *  authority, reason. */
void fyp_targets_say(const struct fyp_plan *plan, struct fyp_text_page *page);

/** One amendment in words, without a line end. */
void fyp_amendment_say(
    const struct fyp_plan *plan, const struct fyp_amendment *amendment,
    struct fyp_text_page *page);

/** The key "amendments": a list, empty where there are none. */
void fyp_targets_json(struct fyp_json *root, const struct fyp_plan *plan);

/** The key "amended" of an indicator: its latest amendment in a version, or
 *  null. */
void fyp_amended_json(
    struct fyp_json *object, const struct fyp_plan *plan,
    const struct fyp_indicator *indicator, int version);

/**
 * The same year under the targets as published and as amended: both scores
 * and every row whose target, status or score differs.
 * @param format  FYP_FORMAT_TEXT or FYP_FORMAT_JSON.
 */
void fyp_report_both_targets(
    const struct fyp_evaluation *original, const struct fyp_evaluation *amended,
    enum fyp_format format, struct fyp_buffer *out);

#endif
