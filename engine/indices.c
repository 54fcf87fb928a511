/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/indices.h"

#include "base/decimal.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_statistics_double.h>

enum { PART_A, PART_B, PARTS_BASE };

size_t fyp_indices_parts(const struct fyp_indices_question *question)
{
    return PARTS_BASE + (size_t)question->group_count;
}

size_t fyp_indices_runs(const struct fyp_indices_question *question)
{
    return question->design->points * fyp_indices_parts(question);
}

/* The point of one run: the halves of a row are A and B. */
static void set_point(
    const struct fyp_indices_question *question, const double *row, size_t part,
    double *point)
{
    const size_t d = question->dimension;

    for (size_t c = 0; c < d; c++) {
        const bool exchanged = part >= PARTS_BASE &&
                               question->groups[c] == (int)(part - PARTS_BASE);
        point[c] = part == PART_B || exchanged ? row[d + c] : row[c];
    }
}

static enum fyp_status run_all(
    const struct fyp_indices_question *question, double *point, double *values,
    struct fyp_error *err)
{
    const size_t parts = fyp_indices_parts(question);
    const size_t runs = fyp_indices_runs(question);

    for (size_t run = 0; run < runs; run++) {
        const double *row =
            question->design->values + run / parts * question->design->columns;
        set_point(question, row, run % parts, point);
        const enum fyp_status status = question->function(
            question->context, run, point, &values[run], err);
        if (status != FYP_OK) {
            return status;
        }
    }
    return FYP_OK;
}

enum fyp_status fyp_indices_run(
    const struct fyp_indices_question *question, double *values,
    struct fyp_error *err)
{
    double *point = malloc(question->dimension * sizeof *point);

    assert(question->design->columns == 2 * question->dimension);
    assert(
        question->group_count >= 1 &&
        question->group_count <= FYP_INDICES_GROUPS_MAX);
    if (point == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    const enum fyp_status status = run_all(question, point, values, err);
    free(point);
    return status;
}

/* Neumaier's sum: what one addition loses goes into the rest. */
struct sum {
    double sum, rest;
};

static void add(struct sum *to, double value)
{
    const double sum = to->sum + value;

    if (fabs(to->sum) >= fabs(value)) {
        to->rest += (to->sum - sum) + value;
    } else {
        to->rest += (value - sum) + to->sum;
    }
    to->sum = sum;
}

static double total_of(const struct sum *sum)
{
    return sum->sum + sum->rest;
}

static void estimate_group(
    const struct fyp_indices_question *question, const double *values,
    int group, struct fyp_indices *out)
{
    const size_t parts = fyp_indices_parts(question);
    const double n = (double)question->design->points;
    const double variance = out->sd * out->sd;
    struct sum first = {0};
    struct sum total = {0};

    for (size_t i = 0; i < question->design->points; i++) {
        const double *row = values + i * parts;
        const double change = row[PARTS_BASE + group] - row[PART_A];
        add(&first, (row[PART_B] - out->mean) * change);
        add(&total, change * change);
    }
    out->first[group] = total_of(&first) / n / variance;
    out->total[group] = total_of(&total) / (2.0 * n) / variance;
}

/* Not a number anywhere outweighs infinite, which outweighs equal. */
static enum fyp_indices_refusal check(const double *values, size_t n)
{
    bool finite = true;
    double low = values[0];
    double high = values[0];

    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i])) {
            return FYP_INDICES_UNDEFINED;
        }
        finite = finite && isfinite(values[i]);
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    if (!finite) {
        return FYP_INDICES_NOT_FINITE;
    }
    return fyp_equal(low, high) ? FYP_INDICES_NO_VARIANCE : FYP_INDICES_GIVEN;
}

/* Mean and standard deviation of A and B, which base has room for. */
static void describe(
    const struct fyp_indices_question *question, const double *values,
    double *base, struct fyp_indices *out)
{
    const size_t parts = fyp_indices_parts(question);
    const size_t points = question->design->points;

    for (size_t i = 0; i < points; i++) {
        base[i] = values[i * parts + PART_A];
        base[points + i] = values[i * parts + PART_B];
    }
    out->mean = gsl_stats_mean(base, 1, 2 * points);
    out->sd = gsl_stats_sd_with_fixed_mean(base, 1, 2 * points, out->mean);
    if (!isfinite(out->mean) || !isfinite(out->sd * out->sd)) {
        out->refusal = FYP_INDICES_NOT_FINITE;
        out->mean = NAN;
        out->sd = NAN;
    } else if (
        out->refusal == FYP_INDICES_NO_VARIANCE ||
        fyp_equal(out->sd * out->sd, 0.0)) {
        out->refusal = FYP_INDICES_NO_VARIANCE;
        out->sd = 0.0; /* not the residue of binary arithmetic */
    }
}

/* Sums of squares can leave the numbers where the variance does not. */
static void refuse_beyond_numbers(int group_count, struct fyp_indices *out)
{
    for (int group = 0; group < group_count; group++) {
        if (!isfinite(out->first[group]) || !isfinite(out->total[group])) {
            out->refusal = FYP_INDICES_NOT_FINITE;
        }
    }
    for (int group = 0;
         out->refusal != FYP_INDICES_GIVEN && group < FYP_INDICES_GROUPS_MAX;
         group++) {
        out->first[group] = NAN;
        out->total[group] = NAN;
    }
}

enum fyp_status fyp_indices_estimate(
    const struct fyp_indices_question *question, const double *values,
    struct fyp_indices *out, struct fyp_error *err)
{
    double *base = malloc(2 * question->design->points * sizeof *base);

    *out = (struct fyp_indices){.mean = NAN, .sd = NAN};
    for (int group = 0; group < FYP_INDICES_GROUPS_MAX; group++) {
        out->first[group] = NAN;
        out->total[group] = NAN;
    }
    if (base == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    out->refusal = check(values, fyp_indices_runs(question));
    if (out->refusal == FYP_INDICES_GIVEN ||
        out->refusal == FYP_INDICES_NO_VARIANCE) {
        describe(question, values, base, out);
    }
    free(base);
    if (out->refusal == FYP_INDICES_GIVEN) {
        for (int group = 0; group < question->group_count; group++) {
            estimate_group(question, values, group, out);
        }
        refuse_beyond_numbers(question->group_count, out);
    }
    return FYP_OK;
}

const char *fyp_indices_refusal_name(enum fyp_indices_refusal refusal)
{
    static const char *const names[] = {
        [FYP_INDICES_GIVEN] = NULL,
        [FYP_INDICES_UNDEFINED] = "no_score",
        [FYP_INDICES_NOT_FINITE] = "not_finite",
        [FYP_INDICES_NO_VARIANCE] = "no_variance",
    };

    return names[refusal];
}
