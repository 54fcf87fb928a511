/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 11 of docs/methods.md: the points at which a result is tried.
 */
#include "engine/design.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

static struct fyp_design make(size_t points, size_t columns, uint64_t seed)
{
    struct fyp_design design;

    cr_assert_eq(
        fyp_design_create(points, columns, seed, &design, NULL), FYP_OK);
    cr_assert_eq(design.points, points);
    cr_assert_eq(design.columns, columns);
    return design;
}

static double at(const struct fyp_design *design, size_t row, size_t column)
{
    return design->values[row * design->columns + column];
}

/* In units of 2^-30, which is exact. */
static uint32_t
digits(const struct fyp_design *design, size_t row, size_t column)
{
    return (uint32_t)(at(design, row, column) * 1073741824.0);
}

/* Against the first point, whose digits are the shift itself. */
static double
unshifted(const struct fyp_design *design, size_t row, size_t column)
{
    return (double)(digits(design, row, column) ^ digits(design, 0, column)) /
           1073741824.0;
}

/* ---- published ---- */

Test(design, published_first_points_of_the_sequence_of_sobol)
{
    /* Bratley and Fox, ACM TOMS 14, 1988, algorithm 659, in the order of
       Antonov and Saleev; the same in the reference manual of GSL */
    static const double expected[8][3] = {
        {0, 0, 0},
        {0.5, 0.5, 0.5},
        {0.75, 0.25, 0.75},
        {0.25, 0.75, 0.25},
        {0.375, 0.375, 0.625},
        {0.875, 0.875, 0.125},
        {0.625, 0.125, 0.375},
        {0.125, 0.625, 0.875},
    };
    struct fyp_design design = make(64, 3, 2385);

    cr_assert_eq(design.kind, FYP_DESIGN_SOBOL);
    for (size_t row = 0; row < 8; row++) {
        for (size_t column = 0; column < 3; column++) {
            cr_assert_float_eq(
                unshifted(&design, row, column), expected[row][column], 0.0,
                "point %zu, column %zu: %g", row, column,
                unshifted(&design, row, column));
        }
    }
    fyp_design_finish(&design);
}

/* ---- properties ---- */

static const struct {
    size_t points, columns;
    enum fyp_design_kind kind;
} sizes[] = {
    {64, 2, FYP_DESIGN_SOBOL},    {1024, 30, FYP_DESIGN_SOBOL},
    {2048, 40, FYP_DESIGN_SOBOL}, {64, 42, FYP_DESIGN_LATIN},
    {1024, 66, FYP_DESIGN_LATIN}, {128, 200, FYP_DESIGN_LATIN},
};

Test(design, every_interval_of_every_column_holds_one_point)
{
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const size_t n = sizes[i].points;
        struct fyp_design design = make(n, sizes[i].columns, 7 + i);
        cr_assert_eq(design.kind, sizes[i].kind, "row %zu", i);
        for (size_t column = 0; column < sizes[i].columns; column++) {
            unsigned char seen[2048] = {0};
            for (size_t row = 0; row < n; row++) {
                const double value = at(&design, row, column);
                cr_assert(
                    value >= 0.0 && value < 1.0, "%g in row %zu of %zu, %zu",
                    value, row, i, column);
                seen[(size_t)(value * (double)n)]++;
            }
            for (size_t k = 0; k < n; k++) {
                cr_assert_eq(
                    seen[k], 1, "interval %zu of column %zu, size %zu", k,
                    column, i);
            }
        }
        fyp_design_finish(&design);
    }
}

Test(design, pairs_of_the_first_columns_are_balanced_too)
{
    struct fyp_design design = make(1024, 30, 1);
    int cells[4][2] = {{0}};

    for (size_t row = 0; row < 1024; row++) {
        cells[(int)(4 * at(&design, row, 0))][(int)(2 * at(&design, row, 1))]++;
    }
    for (int method = 0; method < 4; method++) {
        cr_assert_eq(cells[method][0], 128);
        cr_assert_eq(cells[method][1], 128);
    }
    fyp_design_finish(&design);
}

Test(design, the_seed_alone_decides)
{
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const size_t bytes =
            sizes[i].points * sizes[i].columns * sizeof(double);
        struct fyp_design one = make(sizes[i].points, sizes[i].columns, 5);
        struct fyp_design same = make(sizes[i].points, sizes[i].columns, 5);
        struct fyp_design other = make(sizes[i].points, sizes[i].columns, 6);
        cr_assert_eq(memcmp(one.values, same.values, bytes), 0, "row %zu", i);
        cr_assert_neq(memcmp(one.values, other.values, bytes), 0, "row %zu", i);
        fyp_design_finish(&one);
        fyp_design_finish(&same);
        fyp_design_finish(&other);
    }
}

Test(design, no_two_halves_of_a_point_are_the_same)
{
    struct fyp_design design = make(1024, 40, 1);

    for (size_t row = 0; row < 1024; row++) {
        bool differs = false;
        for (size_t column = 0; column < 20; column++) {
            differs = differs || digits(&design, row, column) !=
                                     digits(&design, row, column + 20);
        }
        cr_assert(differs, "row %zu", row);
    }
    fyp_design_finish(&design);
}

/* ---- boundaries ---- */

Test(design, only_powers_of_two_within_the_limits_are_allowed)
{
    static const size_t no[] = {0,   1,    32,   63,    65,
                                100, 1000, 1023, 24576, 32768};
    static const size_t yes[] = {64, 128, 1024, 16384};

    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        cr_assert_not(fyp_design_allows(no[i]), "%zu", no[i]);
    }
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        cr_assert(fyp_design_allows(yes[i]), "%zu", yes[i]);
    }
}

Test(design, one_can_be_finished_twice_and_when_empty)
{
    struct fyp_design design = make(64, 2, 0);

    fyp_design_finish(NULL);
    fyp_design_finish(&design);
    fyp_design_finish(&design);
    cr_assert_null(design.values);
}

Test(design, more_than_memory_can_hold_is_refused)
{
    struct fyp_design design;
    struct fyp_error err = {0};

    cr_assert_eq(
        fyp_design_create(64, SIZE_MAX / 64, 1, &design, &err), FYP_E_MEMORY);
    cr_assert_null(design.values);
}
