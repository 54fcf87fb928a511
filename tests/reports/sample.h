/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_REPORTS_SAMPLE_H
#define FYP_TESTS_REPORTS_SAMPLE_H

#include "engine/evaluate.h"

/*
 * One evaluation made by hand, so that what the reports show can be told
 * from what the engine decides: ten indicators, a status each as before the
 * final stage, with texts that a terminal or a spreadsheet must not obey.
 */

enum sample_row {
    SAMPLE_ACHIEVED,       /* level 92 -> 98.6, target 98, binding */
    SAMPLE_AHEAD,          /* growth against a reference */
    SAMPLE_ON_TRACK,       /* cumulative 117 of 170, printed baseline 33 */
    SAMPLE_BEHIND,         /* 14.96 beside "at most 14.9": baseline > 12 */
    SAMPLE_NO_DATA,        /* bare 85 */
    SAMPLE_NOT_ASSESSABLE, /* proxy in its own year */
    SAMPLE_NOT_DUE,        /* event */
    SAMPLE_MONITOR,        /* no target */
    SAMPLE_STEP,           /* 99.96 where 100 was due in 2022 */
    SAMPLE_SUBREGIONS,     /* 3 of 4 sub-regions, one without figure */
    SAMPLE_COUNT
};

/** A plan 2021-2025 with an indicator for each row. */
const struct fyp_plan *sample_plan(void);

/**
 * Its mid-term evaluation of 2023, score 79.97, lowered from good to pass.
 * Static storage, made anew by each call.
 */
struct fyp_evaluation *sample_evaluation(void);

/** Figures of one result, all different; with their keys in the reports. */
struct sample_figure {
    const char *key;
    double figure;
};
enum { SAMPLE_FIGURES = 12 };
extern const struct sample_figure sample_figures[SAMPLE_FIGURES];
/** Puts them into a result. */
void sample_fill(struct fyp_indicator_result *result);

/** The same plan at its end, 2025. */
struct fyp_evaluation *sample_final(void);

#endif
