/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expect.h"

#include <criterion/criterion.h>
#include <math.h>

void expect_near(
    const char *name, const char *source, double got, double expected,
    double tolerance)
{
    const double size = fmax(1.0, fmax(fabs(got), fabs(expected)));
    const bool near =
        isnan(expected) ? isnan(got) : fabs(got - expected) <= tolerance * size;
    cr_assert(
        near, "%s (%s): got %.17g, expected %.17g within %g", name, source, got,
        expected, tolerance);
}
