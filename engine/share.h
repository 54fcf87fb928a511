/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_SHARE_H
#define FYP_ENGINE_SHARE_H

/*
 * A share counted in a sample, with what the sample says of the share in the
 * population. Shares are fractions (0.6).
 */

struct fyp_share {
    long long hits, total; /* k of n */
    double share;          /* k / n; NAN where n is 0 */
    double low, high;      /* NAN where share is, or n is too large */
};

/** Beyond it GSL's beta distribution does not converge everywhere. */
#define FYP_SHARE_TOTAL_MAX 1000000LL

/**
 * k of n with the interval of Clopper and Pearson, which holds what it
 * promises for every n and every share: at least `confidence` of such
 * intervals cover the true one.
 *
 *     P(X >= k | low) = P(X <= k | high) = (1 - confidence) / 2
 *
 * that is, quantiles of Beta(k, n - k + 1) and Beta(k + 1, n - k); low is 0
 * for k = 0, high is 1 for k = n.
 *
 * @param confidence  In (0, 1); anything else leaves low and high NAN.
 * Source:    Clopper and Pearson, The use of confidence or fiducial limits
 *            illustrated in the case of the binomial, Biometrika 26, 1934.
 * Deviation: by bisection on gsl_cdf_beta_P and _Q, because gsl_cdf_beta_Pinv
 *            does not end where a parameter is 0 and gives NaN for large n.
 *            One-sided at k = 0 and k = n only in that the other limit is
 *            fixed: the tail stays (1 - confidence) / 2, as in R binom.test.
 * Checked:   tests/engine/test_share.c; oracle: tests/engine/share_oracle.py,
 *            exact binomial sums, no beta function.
 */
struct fyp_share
fyp_share_measure(long long hits, long long total, double confidence);

#endif
