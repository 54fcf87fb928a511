/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/verification.h"

#include "base/decimal.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pairs of one indicator; x, y and residuals have room for all rows. */
struct workspace {
    double *x, *y;
};

static double finite_or_nan(double value)
{
    return isfinite(value) ? value : NAN;
}

/* Mean square of y - R x, whose mean is 0, over n - 1. */
static double
residual_variance(const double *x, const double *y, size_t n, double ratio)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        const double residual = y[i] - ratio * x[i];
        sum += residual * residual;
    }
    return sum / (double)(n - 1);
}

struct fyp_ratio fyp_ratio_estimate(
    const double *x, const double *y, size_t n, long long population,
    double confidence)
{
    struct fyp_ratio out = {
        .pairs = n,
        .ratio = NAN,
        .standard_error = NAN,
        .low = NAN,
        .high = NAN};
    const double count = (double)n;

    if (n == 0) {
        return out;
    }
    const double mean_x = gsl_stats_mean(x, 1, n);
    const double mean_y = gsl_stats_mean(y, 1, n);
    if (!(mean_x > 0.0)) {
        return out;
    }
    out.ratio = finite_or_nan(mean_y / mean_x);
    if (n < 2 || isnan(out.ratio)) {
        return out;
    }
    const double left =
        population > 0 ? fmax(0.0, 1.0 - count / (double)population) : 1.0;
    const double variance = residual_variance(x, y, n, out.ratio);
    out.standard_error = finite_or_nan(sqrt(left * variance / count) / mean_x);
    if (confidence > 0.0 && confidence < 1.0) {
        const double t =
            gsl_cdf_tdist_Qinv((1.0 - confidence) / 2.0, count - 1.0);
        out.low = finite_or_nan(out.ratio - t * out.standard_error);
        out.high = finite_or_nan(out.ratio + t * out.standard_error);
    }
    return out;
}

const char *fyp_agreement_name(enum fyp_agreement agreement)
{
    static const char *const names[] = {
        [FYP_AGREEMENT_CONSISTENT] = "consistent",
        [FYP_AGREEMENT_OVER_REPORTED] = "over_reported",
        [FYP_AGREEMENT_UNDER_REPORTED] = "under_reported",
    };
    return names[agreement];
}

/* The figure of the year, the plain one before the one to date. */
static const struct fyp_figure *figure_of(
    const struct fyp_verification_request *request,
    const struct fyp_indicator *indicator)
{
    const char *region =
        request->region ? request->region : request->plan->region.code;
    const struct fyp_figure *figure = fyp_figures_find(
        request->figures, region, indicator->code, request->year,
        FYP_BASIS_YEAR);
    if (figure == NULL) {
        figure = fyp_figures_find(
            request->figures, region, indicator->code, request->year,
            FYP_BASIS_TO_DATE);
    }
    return figure;
}

/* A share of cases says something about a rate, and about nothing else. */
static bool is_rate(const struct fyp_indicator *indicator)
{
    return indicator->kind == FYP_KIND_LEVEL && !indicator->each_subregion &&
           strcmp(indicator->unit, "%") == 0;
}

static enum fyp_agreement agreement_of(const struct fyp_verified *verified)
{
    const struct fyp_share *share = &verified->share;

    if (verified->figure == NULL || isnan(share->low) ||
        !is_rate(verified->indicator)) {
        return FYP_AGREEMENT_NONE;
    }
    const double reported = verified->figure->value.value;
    if (fyp_more(reported, 100.0 * share->high)) {
        return FYP_AGREEMENT_OVER_REPORTED;
    }
    if (fyp_less(reported, 100.0 * share->low)) {
        return FYP_AGREEMENT_UNDER_REPORTED;
    }
    return FYP_AGREEMENT_CONSISTENT;
}

static bool is_off(double reported, double recounted)
{
    return fyp_more(
        fabs(recounted - reported), FYP_VERIFY_TOLERANCE * fabs(reported));
}

/* What the rows of one indicator add up to. */
struct sums {
    size_t rows, pairs;
    long long checked, confirmed, off;
};

static struct sums gather(
    const struct fyp_recounts *recounts, const struct fyp_indicator *indicator,
    const struct workspace *work)
{
    struct sums sums = {0};

    for (size_t i = 0; i < recounts->count; i++) {
        const struct fyp_recount *row = &recounts->items[i];
        if (row->indicator != indicator) {
            continue;
        }
        sums.rows++;
        sums.checked += row->checked;
        sums.confirmed += row->confirmed;
        if (!row->reported.present) {
            continue;
        }
        work->x[sums.pairs] = row->reported.value;
        work->y[sums.pairs] = row->recounted.value;
        sums.off += is_off(row->reported.value, row->recounted.value);
        sums.pairs++;
    }
    return sums;
}

static void verify_indicator(
    const struct fyp_verification_request *request,
    const struct fyp_indicator *indicator, const struct workspace *work,
    struct fyp_verified *out)
{
    const struct sums sums = gather(request->recounts, indicator, work);

    *out = (struct fyp_verified){
        .indicator = indicator,
        .figure = figure_of(request, indicator),
        .rows = sums.rows,
        .share = fyp_share_measure(
            sums.confirmed, sums.checked, request->confidence),
        .factor = fyp_ratio_estimate(
            work->x, work->y, sums.pairs, request->population,
            request->confidence),
        .sites_off = fyp_share_measure(
            sums.off, (long long)sums.pairs, request->confidence),
    };
    out->agreement = agreement_of(out);
    out->factor_flagged =
        fyp_less(out->factor.ratio, 1.0 - FYP_VERIFY_TOLERANCE) ||
        fyp_more(out->factor.ratio, 1.0 + FYP_VERIFY_TOLERANCE);
}

enum fyp_status fyp_verify(
    const struct fyp_verification_request *request,
    struct fyp_verification *out, struct fyp_error *err)
{
    const struct fyp_plan *plan = request->plan;
    const size_t room = request->recounts->count + 1;

    *out = (struct fyp_verification){
        .confidence = request->confidence, .population = request->population};
    const struct workspace work = {
        .x = fyp_arena_alloc(&out->arena, room, sizeof *work.x),
        .y = fyp_arena_alloc(&out->arena, room, sizeof *work.y),
    };
    out->items = fyp_arena_alloc(
        &out->arena, plan->indicator_count + 1, sizeof *out->items);
    if (work.x == NULL || work.y == NULL || out->items == NULL) {
        fyp_verification_finish(out);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < plan->indicator_count; i++) {
        struct fyp_verified *item = &out->items[out->count];
        verify_indicator(request, &plan->indicators[i], &work, item);
        out->count += item->rows > 0;
    }
    return FYP_OK;
}

void fyp_verification_finish(struct fyp_verification *verification)
{
    if (verification != NULL) {
        fyp_arena_finish(&verification->arena);
        *verification = (struct fyp_verification){0};
    }
}
