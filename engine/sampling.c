/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sampling.h"

#include "base/decimal.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static bool is_inner(double value)
{
    return value > 0.0 && value < 1.0; /* false for NaN */
}

/* Rounded up, unless only the residue of binary arithmetic is above. */
static long long rounded_up(double value)
{
    const double floor_value = floor(value);
    const bool whole = fyp_equal(value, floor_value);
    return (long long)(whole ? floor_value : ceil(value));
}

struct fyp_sample_size fyp_sample_size(const struct fyp_sample_design *design)
{
    struct fyp_sample_size size = {.z = NAN, .unlimited = NAN, .exact = NAN};
    const double p = design->share, e = design->margin;

    if (!is_inner(design->confidence) || !is_inner(p) || !is_inner(e) ||
        design->population < 0) {
        return size;
    }
    const double z = gsl_cdf_ugaussian_Qinv((1.0 - design->confidence) / 2.0);
    const double n0 = z * z * p * (1.0 - p) / (e * e);
    /* 9e15: up to here a double holds every whole number */
    if (!isfinite(n0) || n0 > 9e15) {
        return size;
    }
    size.z = z;
    size.unlimited = n0;
    size.exact = design->population == 0
                     ? n0
                     : n0 / (1.0 + (n0 - 1.0) / (double)design->population);
    size.needed = rounded_up(size.exact);
    if (size.needed == 0) {
        size.needed = 1;
    }
    return size;
}

uint64_t fyp_generator_next(struct fyp_generator *generator)
{
    generator->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = generator->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t fyp_generator_below(struct fyp_generator *generator, uint64_t bound)
{
    assert(bound > 0);
    /* 2^64 mod bound: that many draws at the low end are one too many */
    const uint64_t surplus = (0 - bound) % bound;
    uint64_t draw;

    do {
        draw = fyp_generator_next(generator);
    } while (draw < surplus);
    return draw % bound;
}

void fyp_sample_select(uint64_t seed, size_t count, size_t needed, size_t *pool)
{
    struct fyp_generator generator = {seed};

    assert(needed <= count);
    for (size_t i = 0; i < count; i++) {
        pool[i] = i;
    }
    for (size_t i = 0; i < needed; i++) {
        const size_t j = i + (size_t)fyp_generator_below(&generator, count - i);
        const size_t drawn = pool[j];
        pool[j] = pool[i];
        pool[i] = drawn;
    }
}
