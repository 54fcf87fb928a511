/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/trace.h"

#include "data/cleaning/missing.h"

/* In the order of the bits of enum fyp_normalisation. */
static const char *const normalisation_codes[] = {
    "full_width",  "invisible",   "grouping",     "per_cent",
    "per_mille",   "share",       "ten_thousand", "hundred_million",
    "unit",        "computed",    "binary_tail",  "plus",
    "region_name", "region_code", "year",         NULL};

/* In the order of the bits of enum fyp_cell_mark. */
static const char *const mark_codes[] = {
    "number",           "per_cent", "date",   "formula",
    "never_calculated", "external", "broken", "twice",
    "hidden",           "merged",   NULL};

const char *fyp_normalisation_code(size_t index)
{
    const size_t n = sizeof normalisation_codes / sizeof(char *);
    return index < n ? normalisation_codes[index] : NULL;
}

const char *fyp_cell_mark_code(size_t index)
{
    const size_t n = sizeof mark_codes / sizeof(char *);
    return index < n ? mark_codes[index] : NULL;
}

const char *fyp_missing_code(int kind)
{
    static const char *const codes[] = {
        [FYP_MISSING_NONE] = NULL,
        [FYP_MISSING_UNKNOWN] = "unknown",
        [FYP_MISSING_NOT_APPLICABLE] = "not_applicable",
        [FYP_MISSING_BELOW_UNIT] = "below_unit",
        [FYP_MISSING_SUPPRESSED] = "suppressed",
        [FYP_MISSING_NOT_YET] = "not_yet"};
    const int n = sizeof codes / sizeof *codes;
    return kind >= 0 && kind < n ? codes[kind] : NULL;
}

const char *fyp_trace_kind_code(enum fyp_trace_kind kind)
{
    static const char *const codes[] = {
        [FYP_TRACE_CURRENT] = "current",
        [FYP_TRACE_REPLACED] = "replaced",
        [FYP_TRACE_UNDONE] = "undone",
        [FYP_TRACE_CONFIRMED] = "confirmed",
        [FYP_TRACE_MISSING] = "missing"};
    return codes[kind];
}

enum fyp_status fyp_report_trace(
    struct fyp_store *store, const struct fyp_trace_request *request,
    enum fyp_format format, struct fyp_buffer *out, struct fyp_error *err)
{
    switch (format) {
    case FYP_FORMAT_JSON:
        return fyp_trace_json(store, request, out, err);
    case FYP_FORMAT_CSV:
        return fyp_trace_csv(store, request, out, err);
    case FYP_FORMAT_TEXT:
    default:
        return fyp_trace_text(store, request, out, err);
    }
}
