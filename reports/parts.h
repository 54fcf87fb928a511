/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_PARTS_H
#define FYP_REPORTS_PARTS_H

#include "reports/json.h"
#include "reports/report.h"
#include "reports/text_page.h"

/* Inside of reports: one function for each report and form, a file each. */

/** The line of place, year, stage and elapsed share that texts begin with; head
 *  puts the plan's title before it. */
void fyp_page_place(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation);
void fyp_page_head(
    struct fyp_text_page *page, const struct fyp_evaluation *evaluation);

void fyp_evaluation_text(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out);
void fyp_evaluation_json(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out);
void fyp_evaluation_csv(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out);

/** Inside of the evaluation: what third parties found, in words after the
 *  table, and as "third_party"; nothing and null where nothing is stored. */
void fyp_third_party_text(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out);
void fyp_third_party_json(
    struct fyp_json *root, const struct fyp_evaluation *evaluation);
/** "核查，第 5 次：…": who found it, when, in which file. */
void fyp_third_party_record(
    const struct fyp_fieldwork *fieldwork, struct fyp_buffer *out);
/** What the score consists of, where satisfaction has a weight; else nothing.
 *  No line end. */
void fyp_score_parts_text(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out);

void fyp_plan_text(const struct fyp_plan *plan, struct fyp_buffer *out);
void fyp_plan_json(const struct fyp_plan *plan, struct fyp_buffer *out);
void fyp_plan_csv(const struct fyp_plan *plan, struct fyp_buffer *out);

void fyp_plan_list_text(
    struct fyp_plan *const *plans, size_t count, struct fyp_buffer *out);
void fyp_plan_list_json(
    struct fyp_plan *const *plans, size_t count, struct fyp_buffer *out);
void fyp_plan_list_csv(
    struct fyp_plan *const *plans, size_t count, struct fyp_buffer *out);

/** Indicators of one attribute. */
int fyp_plan_count_attribute(
    const struct fyp_plan *plan, enum fyp_attribute attribute);

/* Words of the contract that the engine does not name; NULL where the
 * document says nothing. */
const char *fyp_attribute_key(enum fyp_attribute attribute);
const char *fyp_target_kind_key(enum fyp_target_kind kind);
const char *fyp_path_key(enum fyp_path path);
const char *fyp_blank_key(enum fyp_blank blank);
const char *fyp_obstacle_key(enum fyp_obstacle obstacle);
const char *fyp_comparison_key(enum fyp_comparison comparison);

/** What stands for the baseline in the plan: the table's figure, else the
 *  one of the prose. */
struct fyp_printed_baseline {
    enum fyp_baseline_source source; /* TABLE, PROSE or NONE */
    enum fyp_comparator comparator;
    struct fyp_decimal value;
};
struct fyp_printed_baseline
fyp_printed_baseline(const struct fyp_indicator *indicator);

/** The series that a target is held against: its region code, the plan's own
 *  where the file names none; NULL without a reference. */
const char *fyp_reference_region(
    const struct fyp_plan *plan, const struct fyp_target *target);

#endif
