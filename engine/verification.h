/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_VERIFICATION_H
#define FYP_ENGINE_VERIFICATION_H

#include "base/arena.h"
#include "data/fieldwork/recounts.h"
#include "data/figures.h"
#include "engine/share.h"
#include "indicators/plan.h"

#include <stdbool.h>

/*
 * What a third party counted again, held against what was reported. The
 * results stand beside the committee's figures; nothing here changes a
 * figure, a status or a score.
 */

/** A total recounted over a total reported, from the same sites. */
struct fyp_ratio {
    size_t pairs;
    double ratio; /* NAN without pairs, or where nothing was reported */
    double standard_error; /* NAN below two pairs */
    double low, high;      /* t distribution, pairs - 1 degrees of freedom */
};

/**
 * Ratio estimator with its interval.
 *
 *     R = sum y / sum x
 *     se = sqrt((1 - n/N) / n * sum (y - R x)^2 / (n - 1)) / mean x
 *     low, high = R -+ t(n - 1) * se
 *
 * @param x, y        Reported, recounted; shape [n], x >= 0.
 * @param population  N, sites there are; 0: unknown, no correction.
 * Source:    Cochran, Sampling Techniques, 3rd ed. 1977, sections 2.11 and
 *            6.2 to 6.4 (the sample mean of x in the standard error).
 * Deviation: Cochran takes the normal quantile; samples of a review have 10
 *            to 50 sites, for which Student's is the honest one. low is not
 *            cut at 0. Large-sample theory: below 30 pairs the interval
 *            tends to be too narrow still.
 * Checked:   tests/engine/test_verification.c.
 */
struct fyp_ratio fyp_ratio_estimate(
    const double *x, const double *y, size_t n, long long population,
    double confidence);

enum fyp_agreement {
    FYP_AGREEMENT_NONE, /* no share verified, or no figure to hold it to */
    FYP_AGREEMENT_CONSISTENT,
    FYP_AGREEMENT_OVER_REPORTED,
    FYP_AGREEMENT_UNDER_REPORTED
};

/** "consistent", "over_reported", "under_reported"; NULL for NONE. */
const char *fyp_agreement_name(enum fyp_agreement agreement);

/** A factor outside of these is flagged, a site off by more than the same
 *  share of what it reported is counted. House rule. */
#define FYP_VERIFY_TOLERANCE 0.10

struct fyp_verified {
    const struct fyp_indicator *indicator;
    const struct fyp_figure *figure; /* of the year; NULL where none */
    size_t rows;                     /* of the sample, for this indicator */
    struct fyp_share share;          /* confirmed of checked */
    enum fyp_agreement agreement;    /* of the figure with share's interval */
    struct fyp_ratio factor;         /* recounted over reported */
    bool factor_flagged;             /* outside of 0.90 .. 1.10 */
    struct fyp_share sites_off;      /* sites off by more than 10 % */
};

struct fyp_verification {
    double confidence;
    long long population;
    struct fyp_verified *items; /* in the plan's order, sampled ones only */
    size_t count;
    struct fyp_arena arena;
};

struct fyp_verification_request {
    const struct fyp_plan *plan;
    const struct fyp_figures *figures;
    const struct fyp_recounts *recounts;
    const char *region; /* NULL: the plan's own */
    int year;
    long long population; /* sites there are; 0: unknown */
    double confidence;
};

/**
 * Verifies every indicator that the sample has rows for. The reported figure
 * is compared with the interval of the verified share only where it is a rate
 * (a level in per cent, not by sub-regions): inside or on a limit is
 * consistent.
 * @param out  Zeroed on failure; release with fyp_verification_finish.
 * Source: docs/methods.md section 13.
 */
enum fyp_status fyp_verify(
    const struct fyp_verification_request *request,
    struct fyp_verification *out, struct fyp_error *err);
void fyp_verification_finish(struct fyp_verification *verification);

#endif
