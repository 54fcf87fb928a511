/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/evaluate.h"

#include <assert.h>

const char *fyp_verdict_name(enum fyp_verdict verdict)
{
    static const char *const names[FYP_VERDICT_COUNT] = {
        [FYP_VERDICT_MONITOR] = "monitor",
        [FYP_VERDICT_NOT_DUE] = "not_due",
        [FYP_VERDICT_NO_DATA] = "no_data",
        [FYP_VERDICT_NOT_ASSESSABLE] = "not_assessable",
        [FYP_VERDICT_EXCEEDED] = "exceeded",
        [FYP_VERDICT_ACHIEVED] = "achieved",
        [FYP_VERDICT_AHEAD] = "ahead",
        [FYP_VERDICT_ON_TRACK] = "on_track",
        [FYP_VERDICT_BEHIND] = "behind",
        [FYP_VERDICT_NOT_ACHIEVED] = "not_achieved",
    };
    assert(verdict < FYP_VERDICT_COUNT);
    return names[verdict];
}

const char *fyp_stage_name(enum fyp_stage stage)
{
    static const char *const names[] = {
        [FYP_STAGE_DEFAULT] = "default",
        [FYP_STAGE_ANNUAL] = "annual",
        [FYP_STAGE_MIDTERM] = "midterm",
        [FYP_STAGE_FINAL] = "final",
    };
    return names[stage];
}

const char *fyp_grade_name(enum fyp_grade grade)
{
    static const char *const names[] = {
        [FYP_GRADE_NONE] = NULL,
        [FYP_GRADE_FAIL] = "fail",
        [FYP_GRADE_PASS] = "pass",
        [FYP_GRADE_GOOD] = "good",
        [FYP_GRADE_EXCELLENT] = "excellent",
    };
    return names[grade];
}

const char *fyp_flag_name(int bit)
{
    static const char *const names[FYP_FLAG_COUNT] = {
        "inferred",  "bound",        "incomplete",       "retrospective",
        "regressed", "maintained",   "slipping",         "recovering",
        "lost",      "at_threshold", "milestone_missed", "price_basis_mismatch",
    };
    assert(bit >= 0 && bit < FYP_FLAG_COUNT);
    return names[bit];
}

const char *fyp_baseline_source_name(enum fyp_baseline_source source)
{
    static const char *const names[] = {
        [FYP_BASELINE_NONE] = "none",   [FYP_BASELINE_TABLE] = "table",
        [FYP_BASELINE_PROSE] = "prose", [FYP_BASELINE_OBSERVED] = "observed",
        [FYP_BASELINE_PROXY] = "proxy",
    };
    return names[source];
}

const char *fyp_kind_name(enum fyp_kind kind)
{
    static const char *const names[] = {
        [FYP_KIND_NONE] = "none",
        [FYP_KIND_LEVEL] = "level",
        [FYP_KIND_CUMULATIVE] = "cumulative",
        [FYP_KIND_GROWTH] = "growth",
        [FYP_KIND_EVENT] = "event",
    };
    return names[kind];
}
