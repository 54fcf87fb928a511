/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_DESIGN_H
#define FYP_ENGINE_DESIGN_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/*
 * Points that fill the unit cube evenly, the same on every machine: a
 * sequence of Sobol' where GSL has one, else a Latin hypercube.
 *
 * Source: docs/methods.md section 11.
 */

enum fyp_design_kind { FYP_DESIGN_SOBOL, FYP_DESIGN_LATIN };

struct fyp_design {
    enum fyp_design_kind kind;
    size_t points;
    size_t columns;
    double *values; /* shape [points * columns], row by row, in [0, 1) */
};

/** Most dimensions of GSL's sequence of Sobol'; beyond, it silently returns
 *  zeros. */
enum { FYP_DESIGN_SOBOL_COLUMNS = 40 };

enum { FYP_DESIGN_POINTS_LEAST = 64, FYP_DESIGN_POINTS_MOST = 16384 };

/** A power of two within the limits above: other lengths of a sequence of
 *  Sobol' are not balanced. */
bool fyp_design_allows(size_t points);

/**
 * Up to 40 columns a sequence of Sobol' from its very first point on, the
 * origin, which GSL leaves out: without it the first 2^m points are not a
 * net, and a choice between four would not be drawn equally often (Owen, On
 * dropping the first Sobol' point, 2020). All points are then moved by one
 * digital shift: x xor s in 30 binary digits, s from the seed for each
 * column. It keeps the net, and takes the first two points away from the
 * diagonal, where two halves of a point are the same.
 *
 * Beyond 40 columns a Latin hypercube: each column is a permutation of the
 * points (Fisher and Yates), each at a random place of its interval.
 *
 * @param points  As fyp_design_allows.
 * @param out     Zeroed on failure; release with fyp_design_finish.
 * Source:    Antonov and Saleev, Computational Mathematics and Mathematical
 *            Physics 19, 1979, as in GSL; McKay, Beckman and Conover,
 *            Technometrics 21, 1979; random numbers: engine/sampling.h.
 * Deviation: none.
 * Checked:   tests/engine/test_design.c; tests/twin/sensitivity_twin.py,
 *            which has the direction numbers again.
 */
enum fyp_status fyp_design_create(
    size_t points, size_t columns, uint64_t seed, struct fyp_design *out,
    struct fyp_error *err);
void fyp_design_finish(struct fyp_design *design);

/* Word of the JSON contract. */
const char *fyp_design_name(enum fyp_design_kind kind);

#endif
