/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_ENGINE_EXPECT_H
#define FYP_TESTS_ENGINE_EXPECT_H

/** Fails with name, source and both numbers unless got is expected within
 *  tolerance, relative to 1 or to the larger of the two; NAN expects NAN. */
void expect_near(
    const char *name, const char *source, double got, double expected,
    double tolerance);

#endif
