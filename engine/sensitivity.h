/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_SENSITIVITY_H
#define FYP_ENGINE_SENSITIVITY_H

#include "engine/evaluate.h"
#include "engine/indices.h"

/*
 * How sure is the score: the same evaluation, run again and again with other
 * weights, another method, another mean and moved bands, all of which a
 * committee could have chosen instead. The figures stay what they are.
 *
 * Every run is one fyp_evaluate with a changed ruleset: there is no second
 * arithmetic of scores.
 *
 * Source: docs/methods.md section 11.
 */

/** What is varied; each is one group of inputs. */
enum fyp_factor {
    FYP_FACTOR_WEIGHTS, /* each times 0.75 .. 1.25, by code */
    FYP_FACTOR_METHOD,  /* one of the methods of section 8 */
    FYP_FACTOR_MEAN,    /* arithmetic or geometric */
    FYP_FACTOR_BANDS,   /* both bands of the pace moved by -0.05 .. 0.05 */
    FYP_FACTOR_COUNT
};

enum { FYP_SENSITIVITY_POINTS = 1024, FYP_SENSITIVITY_SEED = 1 };

/** One plan in one place. */
struct fyp_sensitivity_subject {
    struct fyp_evaluation evaluation;      /* by the ruleset as it is */
    struct fyp_indices indices;            /* groups by enum fyp_factor */
    double grade_change[FYP_FACTOR_COUNT]; /* share of points whose grade is
                                              another with another factor */
    size_t scored_runs;       /* of the runs: those with a score; of these: */
    double low, median, high; /* 5th, 50th, 95th percentile */
    size_t grades[FYP_GRADE_EXCELLENT + 1]; /* runs by grade */
    size_t arithmetic_runs; /* a geometric mean was drawn and is not defined:
                               the arithmetic one was taken */
    double rank_low, rank_median, rank_high; /* over the runs with a score,
                                                1 is best; NAN for one alone */
    double *values;            /* score of every run, as fyp_indices_run */
    unsigned char *run_grades; /* enum fyp_grade of every run */
};

struct fyp_sensitivity {
    struct fyp_sensitivity_subject *subjects; /* as asked */
    size_t subject_count;
    size_t points;
    size_t runs;        /* 2 * points: the independent ones, of which the
                           distribution, the grades and the ranks are */
    size_t evaluations; /* of one subject: also those for the indices */
    size_t dimension;   /* inputs that vary: weights + 3 */
    enum fyp_design_kind design;
    uint64_t seed;
    bool demonstration;
    struct fyp_arena arena;
};

/** Called now and then. */
typedef void
fyp_sensitivity_progress(void *context, long long done, long long total);

struct fyp_sensitivity_question {
    const struct fyp_request *requests; /* shape [count], count >= 1 */
    size_t count;
    size_t points; /* as fyp_design_allows */
    uint64_t seed;
    fyp_sensitivity_progress *progress; /* NULL: nobody watches */
    void *context;
    bool ranks_only; /* a third of the runs: no indices, no grade_change */
};

/**
 * Runs all subjects over the same points: in one run all have the same
 * method, mean, bands, and the same factor for the weight of a code, so that
 * their scores may be ranked.
 *
 * A geometric mean is refused where a score is 0. Such a run takes the
 * arithmetic mean and is counted: without it the points would no longer fill
 * the cube evenly, and the indices would mean nothing.
 *
 * @param out  Zeroed on failure; release with fyp_sensitivity_finish.
 *             Points into plans and figures, which must outlive it.
 * @retval FYP_E_SENSITIVITY_TWICE  The same plan twice in the same place.
 * @retval other  As fyp_evaluate, with the plan as its place.
 * Checked: tests/engine/test_sensitivity.c; tests/twin/compare_sensitivity.py.
 */
enum fyp_status fyp_sensitivity_compute(
    const struct fyp_sensitivity_question *question,
    struct fyp_sensitivity *out, struct fyp_error *err);
void fyp_sensitivity_finish(struct fyp_sensitivity *sensitivity);

/* Words of the JSON contract. */
const char *fyp_factor_name(enum fyp_factor factor);

#endif
