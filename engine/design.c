/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/design.h"

#include "engine/sampling.h"

#include <assert.h>
#include <stdlib.h>

#include <gsl/gsl_qrng.h>

bool fyp_design_allows(size_t points)
{
    return points >= FYP_DESIGN_POINTS_LEAST &&
           points <= FYP_DESIGN_POINTS_MOST && (points & (points - 1)) == 0;
}

/* GSL's numbers are multiples of 2^-30. */
enum { SOBOL_BITS = 30 };
static const double sobol_unit = 1.0 / (double)(1L << SOBOL_BITS);

static double shifted(double value, uint64_t shift)
{
    const uint64_t digits = (uint64_t)(value / sobol_unit);

    return (double)(digits ^ shift) * sobol_unit;
}

/* The first row stays the origin: GSL's own first point is the second. */
static void fill_sobol(gsl_qrng *sequence, uint64_t seed, struct fyp_design *to)
{
    struct fyp_generator generator = {seed};
    uint64_t shifts[FYP_DESIGN_SOBOL_COLUMNS];

    for (size_t c = 0; c < to->columns; c++) {
        shifts[c] = fyp_generator_next(&generator) >> (64 - SOBOL_BITS);
    }
    for (size_t i = 0; i < to->points; i++) {
        double *row = to->values + i * to->columns;
        if (i > 0) {
            gsl_qrng_get(sequence, row);
        }
        for (size_t c = 0; c < to->columns; c++) {
            row[c] = shifted(row[c], shifts[c]);
        }
    }
}

static enum fyp_status
make_sobol(uint64_t seed, struct fyp_design *to, struct fyp_error *err)
{
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)to->columns);

    if (sequence == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    fill_sobol(sequence, seed, to);
    gsl_qrng_free(sequence);
    return FYP_OK;
}

static void shuffle(struct fyp_generator *generator, size_t *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        items[i] = i;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t j = i + (size_t)fyp_generator_below(generator, n - i);
        const size_t kept = items[i];
        items[i] = items[j];
        items[j] = kept;
    }
}

/* 32 binary digits inside of the interval: with more, the sum could round
 * up to the next one and the last number to 1. */
static double place_in(struct fyp_generator *generator)
{
    return (double)(fyp_generator_next(generator) >> 32) /
           (double)(UINT64_C(1) << 32);
}

static enum fyp_status
make_latin(uint64_t seed, struct fyp_design *to, struct fyp_error *err)
{
    struct fyp_generator generator = {seed};
    size_t *order = malloc(to->points * sizeof *order);

    if (order == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t c = 0; c < to->columns; c++) {
        shuffle(&generator, order, to->points);
        for (size_t i = 0; i < to->points; i++) {
            to->values[i * to->columns + c] =
                ((double)order[i] + place_in(&generator)) / (double)to->points;
        }
    }
    free(order);
    return FYP_OK;
}

enum fyp_status fyp_design_create(
    size_t points, size_t columns, uint64_t seed, struct fyp_design *out,
    struct fyp_error *err)
{
    assert(fyp_design_allows(points) && columns > 0);
    *out = (struct fyp_design){
        .kind = columns <= FYP_DESIGN_SOBOL_COLUMNS ? FYP_DESIGN_SOBOL
                                                    : FYP_DESIGN_LATIN,
        .points = points,
        .columns = columns,
    };
    if (columns <= SIZE_MAX / sizeof(double) / points) {
        out->values = calloc(points * columns, sizeof *out->values);
    }
    if (out->values == NULL) {
        *out = (struct fyp_design){0};
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    const enum fyp_status status = out->kind == FYP_DESIGN_SOBOL
                                       ? make_sobol(seed, out, err)
                                       : make_latin(seed, out, err);
    if (status != FYP_OK) {
        fyp_design_finish(out);
    }
    return status;
}

void fyp_design_finish(struct fyp_design *design)
{
    if (design != NULL) {
        free(design->values);
        *design = (struct fyp_design){0};
    }
}

const char *fyp_design_name(enum fyp_design_kind kind)
{
    return kind == FYP_DESIGN_SOBOL ? "sobol" : "latin_hypercube";
}
