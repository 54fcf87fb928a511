/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/quality/internal.h"

#include "base/message.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A place beside its sub-regions, and they among themselves. What each rule
 * measures is told in docs/quality.md. */

/* Three peers have a median absolute deviation, but it is then the smaller of
 * two gaps, and the third of any three that are not evenly spaced stands
 * out. */
enum { LEAST_PEERS = 4 };

static size_t known_peers(const struct fyp_trial *trial)
{
    size_t known = 0;
    for (size_t i = 0; i < trial->peer_count; i++) {
        known += trial->peers[i] != NULL;
    }
    return known;
}

static int compare_numbers(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/** Sorts values. */
static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, compare_numbers);
    return n % 2 == 1 ? values[n / 2]
                      : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

struct fyp_spread
fyp_spread_of(const struct fyp_figure *const *peers, size_t n, double *scratch)
{
    struct fyp_spread spread = {.median = NAN, .deviation = NAN};
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        if (peers[i]) {
            int decimals = peers[i]->value.decimals;
            scratch[known++] = peers[i]->value.value;
            spread.decimals =
                decimals > spread.decimals ? decimals : spread.decimals;
        }
    }
    if (known < LEAST_PEERS) {
        return spread;
    }
    spread.median = median(scratch, known);
    for (size_t i = 0; i < known; i++) {
        scratch[i] = fabs(scratch[i] - spread.median);
    }
    spread.deviation = median(scratch, known);
    return spread;
}

/* --- a factor near 10, 100, 10,000 --- */

static const int factors[] = {10, 100, 10000};
enum { FACTOR_COUNT = sizeof factors / sizeof factors[0] };

/** The factor that lies between two values; 0: none. */
static int factor_between(
    const struct fyp_trial *trial, double value, double other, int least)
{
    if (fyp_equal(other, 0.0) || !(value / other > 0.0)) {
        return 0;
    }
    double ratio = fabs(value / other);
    ratio = ratio < 1.0 ? 1.0 / ratio : ratio;
    double leeway = 1.0 + trial->threshold / 100.0;
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        if (factors[i] >= least && !fyp_less(ratio, factors[i] / leeway) &&
            !fyp_more(ratio, factors[i] * leeway)) {
            return factors[i];
        }
    }
    return 0;
}

static bool
is_slip(int factor, double value, double other, struct fyp_measure *out)
{
    out->measured = value / other;
    (void)snprintf(out->extra, sizeof out->extra, "%d", factor);
    return true;
}

/* A running total may well be ten times that of its first year. */
static bool
slips_in_time(const struct fyp_trial *trial, struct fyp_measure *out)
{
    const struct fyp_figure *before = fyp_year_before(trial);
    double value = trial->figure->value.value;
    if (!before) {
        return false;
    }
    int factor = factor_between(
        trial, value, before->value.value,
        fyp_is_running_total(trial) ? 100 : 10);
    if (factor == 0) {
        return false;
    }
    out->beside = before;
    out->other = before->value.value;
    out->other_decimals = before->value.decimals;
    return is_slip(factor, value, out->other, out);
}

/* Counts go with the size of a place, rates do not. */
static bool
slips_among_peers(const struct fyp_trial *trial, struct fyp_measure *out)
{
    bool additive = trial->entry->rollup == FYP_ROLLUP_SUM;
    double value = trial->figure->value.value;
    if (additive && !trial->is_peer) {
        return false;
    }
    double middle = trial->spread.median;
    int factor =
        isnan(middle)
            ? 0
            : factor_between(trial, value, middle, additive ? 100 : 10);
    if (factor == 0) {
        return false;
    }
    out->other = middle;
    out->other_decimals = trial->spread.decimals;
    return is_slip(factor, value, out->other, out);
}

bool fyp_rule_unit_slip(const struct fyp_trial *trial, struct fyp_measure *out)
{
    if (trial->kind == FYP_KIND_GROWTH || trial->kind == FYP_KIND_EVENT) {
        return false;
    }
    return slips_in_time(trial, out) || slips_among_peers(trial, out);
}

/*
 * Modified z-score, 0.6745 (x - median) / MAD.
 *
 * Source:    B. Iglewicz, D. C. Hoaglin, How to Detect and Handle Outliers,
 *            ASQC Quality Press 1993, section 3.
 * Deviation: not defined for fewer than LEAST_PEERS, nor where MAD is 0 (they
 *            propose the mean deviation then, which half of a group that
 *            agrees makes as small as one likes).
 */
bool fyp_rule_outlier(const struct fyp_trial *trial, struct fyp_measure *out)
{
    if (!trial->is_peer || trial->kind == FYP_KIND_EVENT) {
        return false;
    }
    const struct fyp_spread *spread = &trial->spread;
    if (isnan(spread->median) ||
        !(spread->deviation > FYP_EQUALITY * fabs(spread->median))) {
        return false;
    }
    out->measured = 0.6745 * (trial->figure->value.value - spread->median) /
                    spread->deviation;
    out->other = spread->median;
    out->other_decimals = spread->decimals;
    return fyp_more(fabs(out->measured), trial->threshold);
}

/* --- total and parts --- */

struct sum {
    double parts;   /* of those that are there */
    double allowed; /* by rounding */
    size_t known;
};

/** @return false where there is nothing to add or nothing to compare. */
static bool add_parts(const struct fyp_trial *trial, struct sum *out)
{
    *out = (struct sum){0};
    if (!trial->figure || trial->is_peer ||
        trial->entry->rollup != FYP_ROLLUP_SUM) {
        return false;
    }
    int printed = trial->figure->value.decimals;
    for (size_t i = 0; i < trial->peer_count; i++) {
        const struct fyp_figure *part = trial->peers[i];
        if (!part) {
            continue;
        }
        int decimals =
            part->value.decimals < printed ? part->value.decimals : printed;
        out->parts += part->value.value;
        out->allowed += trial->threshold * pow(10.0, -decimals);
        out->known++;
    }
    return out->known > 0;
}

/* Of the total and its parts. */
struct decimals {
    int fewest, most;
};

static struct decimals printed_decimals(const struct fyp_trial *trial)
{
    int own = trial->figure->value.decimals;
    struct decimals printed = {.fewest = own, .most = own};
    for (size_t i = 0; i < trial->peer_count; i++) {
        if (trial->peers[i]) {
            int decimals = trial->peers[i]->value.decimals;
            printed.most = decimals > printed.most ? decimals : printed.most;
            printed.fewest =
                decimals < printed.fewest ? decimals : printed.fewest;
        }
    }
    return printed;
}

/* A sum of decimals carries a binary residue, which would be printed. */
static double without_residue(double value)
{
    enum { DECIMALS = 9 };
    return fyp_round_half_even(value, DECIMALS);
}

/* Where parts are missing, the others together may still be too many. */
static bool differs(
    const struct fyp_trial *trial, const struct sum *sum,
    struct fyp_measure *out)
{
    double total = trial->figure->value.value;
    bool too_many = fyp_less(total, sum->parts - sum->allowed);
    bool too_few = sum->known == trial->peer_count &&
                   fyp_more(total, sum->parts + sum->allowed);
    out->other_decimals = printed_decimals(trial).most;
    out->other = without_residue(sum->parts);
    out->measured = without_residue(total - sum->parts);
    return too_many || too_few;
}

bool fyp_rule_sum(const struct fyp_trial *trial, struct fyp_measure *out)
{
    struct sum sum;
    return add_parts(trial, &sum) && differs(trial, &sum, out);
}

/* One part left out of the total, or counted twice in it: to the last digit,
 * since among many parts there is always one that is near the gap. */
bool fyp_rule_sum_off_by_part(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    struct sum sum;
    if (!add_parts(trial, &sum) || sum.known != trial->peer_count ||
        !differs(trial, &sum, out)) {
        return false;
    }
    double gap = fabs(out->measured);
    double leeway =
        trial->threshold * pow(10.0, -printed_decimals(trial).fewest);
    for (size_t i = 0; i < trial->peer_count; i++) {
        double part = trial->peers[i]->value.value;
        if (fyp_more(part, leeway) && !fyp_more(fabs(gap - part), leeway)) {
            out->beside = trial->peers[i];
            (void)snprintf(
                out->extra, sizeof out->extra, "%s",
                trial->plan->subregions[i].name);
            return true;
        }
    }
    return false;
}

/* --- the sub-regions as a group --- */

static const struct fyp_figure *first_peer(const struct fyp_trial *trial)
{
    for (size_t i = 0; i < trial->peer_count; i++) {
        if (trial->peers[i]) {
            return trial->peers[i];
        }
    }
    return NULL;
}

static bool is_same_everywhere(const struct fyp_trial *trial)
{
    const struct fyp_figure *first = first_peer(trial);
    for (size_t i = 0; i < trial->peer_count; i++) {
        const struct fyp_figure *peer = trial->peers[i];
        if (peer && !fyp_equal(peer->value.value, first->value.value)) {
            return false;
        }
    }
    return true;
}

bool fyp_rule_all_same(const struct fyp_trial *trial, struct fyp_measure *out)
{
    const struct fyp_figure *first = first_peer(trial);
    if (!first || trial->kind == FYP_KIND_EVENT ||
        fyp_is_at_bound(trial, first->value.value) ||
        !is_same_everywhere(trial)) {
        return false;
    }
    out->measured = (double)known_peers(trial);
    out->other = first->value.value;
    out->other_decimals = first->value.decimals;
    return out->measured >= trial->threshold;
}

static bool ends_in_0_or_5(const struct fyp_decimal *number)
{
    double scaled = round(number->value * pow(10.0, number->decimals));
    double rest = fmod(fabs(scaled), 5.0);
    return fyp_equal(rest, 0.0);
}

/* Figures at an end of the range end in 0 by nature and tell nothing. */
bool fyp_rule_round_digits(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    int counted = 0;
    if (trial->kind == FYP_KIND_EVENT || !first_peer(trial) ||
        is_same_everywhere(trial)) {
        return false;
    }
    for (size_t i = 0; i < trial->peer_count; i++) {
        const struct fyp_figure *peer = trial->peers[i];
        if (!peer || fyp_is_at_bound(trial, peer->value.value)) {
            continue;
        }
        if (!ends_in_0_or_5(&peer->value)) {
            return false;
        }
        counted++;
    }
    out->measured = counted;
    return counted >= trial->threshold;
}

bool fyp_rule_both_levels(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    out->measured = (double)known_peers(trial);
    return trial->figure && !trial->is_peer && first_peer(trial) &&
           trial->entry->rollup == FYP_ROLLUP_SUM;
}

/* A sub-region has reported when it gave either basis; so this is asked once
 * a year, with the yearly figures. */
static bool has_reported(const struct fyp_trial *trial, size_t subregion)
{
    return trial->peers[subregion] ||
           fyp_figures_find(
               trial->figures, trial->plan->subregions[subregion].code,
               trial->entry->code, trial->year, FYP_BASIS_TO_DATE);
}

bool fyp_rule_coverage(const struct fyp_trial *trial, struct fyp_measure *out)
{
    size_t missing = 0;
    if (trial->basis != FYP_BASIS_YEAR) {
        return false;
    }
    for (size_t i = 0; i < trial->peer_count; i++) {
        if (has_reported(trial, i)) {
            continue;
        }
        size_t used = strlen(out->extra);
        const char *name = trial->plan->subregions[i].name;
        const char *between = missing > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "";
        /* what does not fit is counted all the same */
        if (used + strlen(between) + strlen(name) < sizeof out->extra) {
            (void)snprintf(
                out->extra + used, sizeof out->extra - used, "%s%s", between,
                name);
        }
        missing++;
    }
    out->measured = (double)missing;
    out->other = (double)trial->peer_count;
    return missing > 0 && missing < trial->peer_count;
}
