/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_REPORT_H
#define FYP_REPORTS_REPORT_H

#include "base/text.h"
#include "engine/evaluate.h"

struct fyp_beside;
struct fyp_sensitivity;
struct fyp_subregions;

/*
 * What people and programs read: text, JSON and CSV on stdout, the workbook
 * on disk. A report only shows what the engine decided.
 */

enum fyp_format { FYP_FORMAT_TEXT, FYP_FORMAT_JSON, FYP_FORMAT_CSV };

/* Append to out; check out->failed at the end. The JSON keys are the
 * published contract and never translated. */
void fyp_report_evaluation(
    const struct fyp_evaluation *evaluation, enum fyp_format format,
    struct fyp_buffer *out);
void fyp_report_plan(
    const struct fyp_plan *plan, enum fyp_format format,
    struct fyp_buffer *out);
void fyp_report_plan_list(
    struct fyp_plan *const *plans, size_t count, enum fyp_format format,
    struct fyp_buffer *out);

/**
 * The sentence a mid-term report opens with, in the current language:
 * "12项主要指标中，1项提前实现、4项快于预期、…"
 */
void fyp_report_sentence(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out);

/**
 * Writes the dashboard workbook: to a temporary name in the folder of path,
 * closed, re-opened and verified, synced, renamed. Same input, same bytes.
 *
 * @param figures  For the trend charts; the same as in the evaluation.
 * @retval FYP_E_REPORT_…  Nothing is left behind; an older file of that name
 *                         is untouched.
 */
enum fyp_status fyp_report_workbook(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const char *path, struct fyp_error *err);

/** What was computed beside an evaluation, of the same plan, place and year;
 *  a sheet each. NULL: not asked for, no sheet. */
struct fyp_workbook_extras {
    const struct fyp_beside *beside;           /* 方法比较 */
    const struct fyp_sensitivity *sensitivity; /* 敏感性; one subject */
    const struct fyp_subregions *subregions;   /* 地区对比 */
    const struct fyp_sensitivity *rank_ranges; /* beside its ranks */
    bool brief; /* only the sheets that every workbook has */
    bool batch; /* one of many: who writes them syncs the folder once
                   (fyp_publish_finish) */
};

/** The same with the sheets of what was computed beside. */
enum fyp_status fyp_report_workbook_with(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const struct fyp_workbook_extras *extras, const char *path,
    struct fyp_error *err);

#endif
