/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_SATISFACTION_H
#define FYP_ENGINE_SATISFACTION_H

#include "base/arena.h"
#include "data/fieldwork/answers.h"
#include "engine/share.h"

/*
 * What people answered, by question and group. Stands beside the score of a
 * plan, and in it only where a ruleset gives it a weight.
 */

struct fyp_satisfaction {
    const char *question;
    const char *group;          /* NULL: all who were asked */
    size_t asked;               /* rows, or the number invited */
    size_t answered;            /* n */
    double response_rate;       /* answered / asked; NAN where not known */
    double mean;                /* 0 .. 100; NAN without answers */
    double mean_low, mean_high; /* NAN below two answers */
    struct fyp_share satisfied; /* in the upper quarter of the scale */
};

struct fyp_survey {
    double confidence;
    struct fyp_satisfaction *items; /* question by question: all, groups */
    size_t count;
    struct fyp_arena arena;
};

struct fyp_survey_request {
    const struct fyp_answers *answers;
    struct fyp_scale scale;
    long long invited; /* people asked, for the rows of all; 0: rows count */
    double confidence;
};

/**
 * One item for each question, and one for each group that has rows for it.
 *
 *     a = 100 * (answer - low end) / (high end - low end)
 *     mean -+ t(n - 1) * s / sqrt(n), cut to 0 .. 100
 *     satisfied: a >= 75, the top two of five; interval of fyp_share_measure
 *
 * @param out  Zeroed on failure; release with fyp_survey_finish.
 * Source:    the top two of five is the usual reading of a five-point scale;
 *            that other scales take the same quarter is a house rule.
 * Deviation: the interval of the mean treats the points of the scale as
 *            equally far apart.
 * Checked:   tests/engine/test_satisfaction.c.
 */
enum fyp_status fyp_survey_summarise(
    const struct fyp_survey_request *request, struct fyp_survey *out,
    struct fyp_error *err);
void fyp_survey_finish(struct fyp_survey *survey);

#endif
