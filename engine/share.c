/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/share.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

/* More halvings than doubles have between 0 and 1 near any p. */
enum { HALVINGS = 1100 };

/* Is p too small to be the limit? The smaller tail is asked, which keeps
 * its digits. */
static bool is_below(double p, double a, double b, double tail, bool upper)
{
    return upper ? gsl_cdf_beta_Q(p, a, b) > tail
                 : gsl_cdf_beta_P(p, a, b) < tail;
}

/* p with P(B <= p) = tail, or P(B > p) = tail where upper, B ~ Beta(a, b). */
static double beta_limit(double a, double b, double tail, bool upper)
{
    double low = 0.0, high = 1.0;

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = low + (high - low) / 2.0;
        if (!(middle > low && middle < high)) {
            break;
        }
        if (is_below(middle, a, b, tail, upper)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + (high - low) / 2.0;
}

struct fyp_share
fyp_share_measure(long long hits, long long total, double confidence)
{
    struct fyp_share out = {
        .hits = hits, .total = total, .share = NAN, .low = NAN, .high = NAN};

    if (total <= 0 || hits < 0 || hits > total) {
        return out;
    }
    const double k = (double)hits, n = (double)total;
    const double tail = (1.0 - confidence) / 2.0;
    out.share = k / n;
    if (!(confidence > 0.0 && confidence < 1.0) ||
        total > FYP_SHARE_TOTAL_MAX) {
        return out;
    }
    out.low = hits == 0 ? 0.0 : beta_limit(k, n - k + 1.0, tail, false);
    out.high = hits == total ? 1.0 : beta_limit(k + 1.0, n - k, tail, true);
    return out;
}
