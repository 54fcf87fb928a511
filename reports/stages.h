/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_STAGES_H
#define FYP_REPORTS_STAGES_H

#include "engine/stages.h"
#include "reports/json.h"
#include "reports/text_page.h"

/*
 * 中期研判 and 终期回看: what an evaluation answers because of its stage, in
 * words, on a terminal, as JSON; the sheet of the workbook is sheet_stage.c.
 * All of them print nothing where evaluation->stages is NULL.
 */

/** Title, lines and table, behind the table of the evaluation. */
void fyp_stage_text(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out);

/** The keys "midterm" and "final"; null where the stage has none. */
void fyp_stage_json(
    struct fyp_json *root, const struct fyp_evaluation *evaluation);

/** What the answers come to, a line each, in words. */
void fyp_stage_lines(
    const struct fyp_evaluation *evaluation, struct fyp_text_page *page);

/** How the forecasts were made, a line each. */
void fyp_stage_remarks(
    const struct fyp_evaluation *evaluation, struct fyp_text_page *page);

/** "中期研判：推到 2025 年" */
void fyp_stage_title(
    const struct fyp_evaluation *evaluation, struct fyp_text_page *page);

/** Decimals of forecast and intervals: they never put the forecast on the
 *  other side of its target, nor an end on the other side of what came. */
int fyp_stage_decimals(
    const struct fyp_stage_answers *answers, const struct fyp_stage_item *item);

enum { FYP_STAGE_CELL_SIZE = 320 };

/** Model, pace …, or why there is no forecast. */
void fyp_stage_basis_cell(
    const struct fyp_stage_item *item, char out[FYP_STAGE_CELL_SIZE]);

/** "滞后于预期；按此进度达不到"; "" for none. */
void fyp_stage_warning_cell(
    const struct fyp_stage_item *item, char out[FYP_STAGE_CELL_SIZE]);

/** "80 %和95 %区间内", "都不在" …; a dash without an interval. */
const char *fyp_stage_inside_word(const struct fyp_stage_item *item);

const char *fyp_word_foresight(enum fyp_foresight foresight);
const char *fyp_word_outcome(enum fyp_outcome outcome);

#endif
