/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_COMPARE_H
#define FYP_REPORTS_COMPARE_H

#include "engine/beside.h"
#include "reports/report.h"

/*
 * Methods side by side as people and programs read them. In JSON a method is
 * an object under its name; one that does not apply is {"refused": reason},
 * and where only its second number is not defined that one is null, with the
 * reason under "<key>_refused".
 */

/** A plan: one row an indicator. */
void fyp_report_beside(
    const struct fyp_beside *beside, enum fyp_format format,
    struct fyp_buffer *out);

/**
 * One series: one row a method.
 * @param results  Shape [FYP_BESIDE_COUNT].
 * @param verdict  As from fyp_beside_series.
 */
void fyp_report_beside_series(
    const struct fyp_beside_result *results, enum fyp_verdict verdict,
    enum fyp_format format, struct fyp_buffer *out);

/* Inside of reports: one function for each form, a file each. */
void fyp_beside_text(const struct fyp_beside *beside, struct fyp_buffer *out);
void fyp_beside_json(const struct fyp_beside *beside, struct fyp_buffer *out);
void fyp_beside_csv(const struct fyp_beside *beside, struct fyp_buffer *out);
void fyp_beside_series_text(
    const struct fyp_beside_result *results, enum fyp_verdict verdict,
    struct fyp_buffer *out);
void fyp_beside_series_json(
    const struct fyp_beside_result *results, enum fyp_verdict verdict,
    struct fyp_buffer *out);
void fyp_beside_series_csv(
    const struct fyp_beside_result *results, enum fyp_verdict verdict,
    struct fyp_buffer *out);

enum { FYP_BESIDE_REASON_SIZE = 320 };

/** "FYP-511 …": why a method says nothing; "" for FYP_OK. */
void fyp_beside_reason(
    enum fyp_status reason, int method, enum fyp_verdict verdict,
    char out[FYP_BESIDE_REASON_SIZE]);

/** "进度法", …: what a method's column is called. */
const char *fyp_beside_column(int method);

enum { FYP_BESIDE_CELL_SIZE = 2 * FYP_BESIDE_REASON_SIZE };

/** The number or the word by which a method judges; "— 511" where it
 *  refuses. */
void fyp_beside_cell(
    const struct fyp_beside_result *result, int method,
    const struct fyp_ruleset *ruleset, char out[FYP_BESIDE_CELL_SIZE]);

/** Below the table, a line each: the mean of statcan, the refusals that
 *  occur, how each method is read. */
void fyp_beside_notes(const struct fyp_beside *beside, struct fyp_buffer *out);

/** "进展显著", "晴"; "" for FYP_CLASS_NONE. */
const char *fyp_word_peer_class(enum fyp_peer_class peer_class);

#endif
