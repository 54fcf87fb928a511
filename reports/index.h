/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_INDEX_H
#define FYP_REPORTS_INDEX_H

#include "engine/evaluate.h"

/*
 * The workbook that compares the workbooks of a batch: 总览, a row each with
 * score, grade and what stands behind them; 指标对比, the status of the
 * indicators that they share; 数据, every result as one plain table;
 * 方法与来源, how to read it.
 *
 * Scores of different plans are no ranking: the plans promise different
 * things. The places of one plan are judged by the same targets, so they are
 * ranked as in `fyp regions` (docs/methods.md section 12), year by year.
 */

struct fyp_index; /* opaque; owns copies of all that it shows */

/** What an evaluation does not know of itself. */
struct fyp_index_place {
    const char *name; /* of the place */
    const char *file; /* of the workbook, without folders */
    bool part;        /* of the place of the plan */
    bool ranked;      /* among these parts */
};

/** @param regions  The workbooks are of one plan, of its place and parts.
 *  @param out      Released by fyp_index_destroy. */
enum fyp_status
fyp_index_create(bool regions, struct fyp_index **out, struct fyp_error *err);
void fyp_index_destroy(struct fyp_index *index); /* accepts NULL */

/** Takes over what it shows of an evaluation. Workbooks are shown in the
 *  order in which they come; those of one plan's places year by year, the
 *  place itself first, the parts by their rank. */
enum fyp_status fyp_index_add(
    struct fyp_index *index, const struct fyp_evaluation *evaluation,
    const struct fyp_index_place *place, struct fyp_error *err);

/** Writes the workbook as fyp_report_workbook does. Once.
 *  @retval FYP_E_REPORT_…  Nothing is left behind. */
enum fyp_status fyp_index_write(
    struct fyp_index *index, const char *path, struct fyp_error *err);

#endif
