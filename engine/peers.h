/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_PEERS_H
#define FYP_ENGINE_PEERS_H

#include "base/message.h"
#include "engine/evaluate.h"
#include "engine/series_text.h"

/*
 * Would another method say the same? One table of methods: our own four and
 * those by which other statistical offices judge their indicators. The peers'
 * results stand beside the official score and never go into it.
 *
 * A peer's method is a pure function of one case: the target, and a series
 * whose first point is the baseline and whose last is the judged value. Where
 * a method does not apply it refuses, with a numbered reason (FYP-510 to
 * 519); it is never patched so that it gives a number after all. Known from
 * the peers' own programs: a zero baseline replaced by 0.001 makes 10 of 170
 * "substantial progress", a baseline equal to the target gives minus
 * infinity.
 *
 * Source: docs/methods.md section 15, with each peer's document and edition.
 */

/** Rows of the table. The first are those of enum fyp_method, in its order. */
enum fyp_beside_method {
    FYP_BESIDE_STATCAN = FYP_METHOD_COUNT,
    FYP_BESIDE_UNSD,
    FYP_BESIDE_ESCAP,
    FYP_BESIDE_DESTATIS,
    FYP_BESIDE_GOALPOSTS,
    FYP_BESIDE_COUNT
};

/** The words in which the peers say their result; see fyp_peer_class_name. */
enum fyp_peer_class {
    FYP_CLASS_NONE,
    FYP_CLASS_TARGET_ACHIEVED, /* statcan */
    FYP_CLASS_SUBSTANTIAL,
    FYP_CLASS_MODERATE,
    FYP_CLASS_LIMITED,
    FYP_CLASS_DETERIORATION,
    FYP_CLASS_REACHED_OR_CLOSE, /* unsd: 3, 2, 1 */
    FYP_CLASS_TO_ACCELERATE,
    FYP_CLASS_STAGNATION,
    FYP_CLASS_ON_TRACK, /* escap, current status */
    FYP_CLASS_SLOW,
    FYP_CLASS_REGRESSION,
    FYP_CLASS_WILL_MEET, /* escap, anticipated progress */
    FYP_CLASS_NEEDS_MORE,
    FYP_CLASS_NO_PROGRESS,
    FYP_CLASS_SUN, /* destatis, from best to worst */
    FYP_CLASS_SLIGHTLY_CLOUDY,
    FYP_CLASS_CLOUD,
    FYP_CLASS_THUNDERSTORM,
    FYP_CLASS_COUNT
};

/** What a peer's method is asked. */
struct fyp_peer_case {
    enum fyp_kind kind;
    enum fyp_comparator comparator; /* NONE: no target */
    double target;                  /* NAN: no number */
    bool met;      /* the target's own comparator, as the engine compared */
    int direction; /* +1 higher is better, -1 lower is; 0: not known */
    double limit;  /* natural end in the better direction, NAN: none; used
                      where there is no target */
    double top;    /* rates lie in 0 .. top, NAN: they do not */
    int end_year;
    bool has_baseline;                   /* points[0] is it */
    const struct fyp_year_value *points; /* shape [point_count], ascending
                                            years; the last one is judged */
    size_t point_count;
};

/** What a method says of one case. What is not defined is NAN. */
struct fyp_beside_result {
    enum fyp_status refusal;        /* FYP_OK: it says something */
    double values[2];               /* by the keys of its row */
    enum fyp_status second_refusal; /* why values[1] alone is not defined */
    enum fyp_peer_class classes[2]; /* of values[0] and values[1] */
    double growth;                  /* annual, as a share; statcan, unsd */
};

struct fyp_beside_row {
    const char *name;      /* "statcan": command line and JSON */
    const char *keys[2];   /* of values[]; NULL: none */
    const char *class_key; /* under which classes[0] stands; NULL: not */
    void (*run)(
        const struct fyp_peer_case *peer_case,
        struct fyp_beside_result *out); /* NULL: one of our own four */
    int least_years;                    /* that the method needs figures of */
    enum fyp_message title, source, deviation;
};

/** The row of a method, 0 .. FYP_BESIDE_COUNT - 1. */
const struct fyp_beside_row *fyp_beside_row(int method);

/** Runs a peer's method; our own four are run by engine/beside.h. A result
 *  that is no finite number is refused (FYP_E_PEER_NOT_FINITE). */
struct fyp_beside_result
fyp_peer_run(int method, const struct fyp_peer_case *peer_case);

/** A result in which nothing is defined yet. */
struct fyp_beside_result fyp_beside_refused(enum fyp_status reason);

/** "substantial_progress", "sun", …; NULL for FYP_CLASS_NONE. */
const char *fyp_peer_class_name(enum fyp_peer_class peer_class);

/**
 * statcan over several series: the mean of the scores and its class; all
 * targets achieved is a class of its own.
 *
 * @param scores  -5 .. 5, shape [n].
 * @param mean    NAN for n = 0. May be NULL.
 * Source: open-sdg/sdg-build, sdg/ProgressMeasure.py, get_indicator_progress
 *         and get_progress_status_from_score.
 */
enum fyp_peer_class fyp_statcan_class_of_scores(
    const double *scores, size_t n, bool all_achieved, double *mean);

/** Score of a ratio of growth rates, and of a growth rate without a target
 *  (coefficient 1 far from a natural limit). */
double fyp_statcan_score_of_ratio(double ratio);
double fyp_statcan_score_of_growth(double growth, double coefficient);

/** How much less is asked of what is near its natural limit, 0 .. 1. */
double fyp_statcan_coefficient(double baseline, double limit);

/** Compound annual growth as a share, -1 < g; both of one sign, not zero. */
double fyp_annual_growth(double from, double to, int years);

/** Classes of ESCAP's indices. */
enum fyp_peer_class fyp_escap_current_class(double index);
enum fyp_peer_class fyp_escap_anticipated_class(double index);

/**
 * Mean annual change on the logit scale, carried on to a year. Where a value
 * lies at an end of 0 .. top the logit has no change: the last value stays.
 * @param points  Shape [n], n >= 2, ascending years.
 * @return NAN where a value lies outside of 0 .. top, or top is NAN.
 * Source: spalmas/SDG-MENARO, progress_assessment_functions.R, cagr().
 */
double fyp_logit_step_forecast(
    const struct fyp_year_value *points, size_t n, double top, int year);

/** Several targets at once: the worst symbol of shape [n] counts; n >= 1. */
enum fyp_peer_class
fyp_destatis_worst(const enum fyp_peer_class *symbols, size_t n);

/**
 * Place between two posts, 0 .. 1, outside of them cut.
 * @param direction  +1: high is 1; -1: low is 1.
 * @retval NAN  The posts coincide.
 * Source: COINr 1.1.14, n_goalposts.
 */
double fyp_goalposts(double value, double low, double high, int direction);

#endif
