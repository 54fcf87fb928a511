/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_SAMPLING_H
#define FYP_ENGINE_SAMPLING_H

#include <stddef.h>
#include <stdint.h>

/*
 * How many sites to visit, and which. A selection can be drawn again by
 * anybody who has the list of sites and the seed: the generator is written
 * out here and does not depend on a library, a machine or a clock.
 */

struct fyp_sample_design {
    double confidence;    /* 0.95: of the two-sided interval, in (0, 1) */
    double margin;        /* 0.05: half the width of the interval, in (0, 1) */
    double share;         /* expected share, in (0, 1); 0.5 needs the most */
    long long population; /* sites there are; 0: unknown, taken as unlimited */
};

struct fyp_sample_size {
    double z;         /* quantile of the normal distribution */
    double unlimited; /* n0: for a population without limit */
    double exact;     /* n before it is rounded up */
    long long needed; /* n; 0 where the design makes no sense */
};

/**
 * Size of a simple random sample for a share, with the correction for a
 * finite population.
 *
 *     n0 = z^2 p (1 - p) / e^2,   n = n0 / (1 + (n0 - 1) / N), rounded up
 *
 * A NaN, or a number outside of its range, gives NAN and 0 for all.
 * Source:    Cochran, Sampling Techniques, 3rd ed. 1977, section 4.4,
 *            equations 4.2 and 4.4; the same formula written with chi-square
 *            is that of Krejcie and Morgan, Determining Sample Size for
 *            Research Activities, 1970.
 * Deviation: Krejcie and Morgan round to the nearest; rounding down would
 *            miss the margin that was asked for.
 * Checked:   tests/engine/test_sampling.c.
 */
struct fyp_sample_size fyp_sample_size(const struct fyp_sample_design *design);

/** SplitMix64; a seed is the first state. */
struct fyp_generator {
    uint64_t state;
};

/** Name and version of the way of selecting, for reports. */
#define FYP_SAMPLE_GENERATOR "splitmix64/fisher-yates/1"

/**
 * The next 64 bits.
 * Source:    Steele, Lea and Flood, Fast Splittable Pseudorandom Number
 *            Generators, OOPSLA 2014; constants of Vigna's splitmix64.c.
 * Deviation: none.
 */
uint64_t fyp_generator_next(struct fyp_generator *generator);

/** A whole number in 0 .. bound - 1, each equally likely: draws beyond the
 *  last whole multiple of bound are drawn again. bound > 0. */
uint64_t fyp_generator_below(struct fyp_generator *generator, uint64_t bound);

/**
 * Draws needed different positions out of 0 .. count - 1, every set equally
 * likely (simple random sampling without replacement): the first steps of
 * the shuffle of Fisher and Yates. A longer selection with the same seed
 * begins with the shorter one, so a sample can be enlarged.
 * @param pool  shape [count], overwritten; the positions drawn are its first
 *              needed items, in the order of drawing. needed <= count.
 */
void fyp_sample_select(
    uint64_t seed, size_t count, size_t needed, size_t *pool);

#endif
