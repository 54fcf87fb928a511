/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_TRACE_H
#define FYP_REPORTS_TRACE_H

#include "data/store/store.h"
#include "indicators/plan.h"
#include "reports/report.h"

/*
 * Where figures come from: all that the store knows of one of them, and the
 * list of imports. Append to out; check out->failed at the end. The JSON keys
 * and CSV columns are the published contract and never translated.
 */

struct fyp_trace_request {
    const struct fyp_plan *plan;
    const struct fyp_indicator *indicator;
    const char *region; /* code */
    const char *region_name;
    int year;
};

enum fyp_status fyp_report_trace(
    struct fyp_store *store, const struct fyp_trace_request *request,
    enum fyp_format format, struct fyp_buffer *out, struct fyp_error *err);

enum fyp_status fyp_report_history(
    struct fyp_store *store, enum fyp_format format, struct fyp_buffer *out,
    struct fyp_error *err);

/** Code of a kind of entry, such as "replaced", and its word. */
const char *fyp_trace_kind_code(enum fyp_trace_kind kind);
/** Codes of what was put right, such as "full_width"; NULL at the end. */
const char *fyp_normalisation_code(size_t index);
/** Codes of what is to be known of a cell, such as "formula". */
const char *fyp_cell_mark_code(size_t index);
/** The same in words; NULL at the end. */
const char *fyp_word_normalisation(size_t index);
const char *fyp_word_cell_mark(size_t index);
/** Code of a kind of gap, such as "not_yet". */
const char *fyp_missing_code(int kind);

/* The parts of fyp_report_trace, one a format. */
enum fyp_status fyp_trace_text(
    struct fyp_store *store, const struct fyp_trace_request *request,
    struct fyp_buffer *out, struct fyp_error *err);
enum fyp_status fyp_trace_json(
    struct fyp_store *store, const struct fyp_trace_request *request,
    struct fyp_buffer *out, struct fyp_error *err);
enum fyp_status fyp_trace_csv(
    struct fyp_store *store, const struct fyp_trace_request *request,
    struct fyp_buffer *out, struct fyp_error *err);

#endif
