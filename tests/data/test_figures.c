/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/figures.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { REGIONS = 7, CODES = 5, YEARS = 6, BASES = 2 };
enum { PLACES = REGIONS * CODES * YEARS * BASES };

/* Place number n of a grid; the value says which one it is. */
static struct fyp_figure figure_of(uint32_t n, char names[2][32])
{
    snprintf(names[0], 32, "51%04u", n % REGIONS * 3);
    snprintf(names[1], 32, "code_%u", n / REGIONS % CODES);
    return (struct fyp_figure){
        .region = names[0],
        .indicator = names[1],
        .year = 2020 + (int)(n / REGIONS / CODES % YEARS),
        .basis = (enum fyp_basis)(n / REGIONS / CODES / YEARS),
        .value = {true, 0.37 + n, 2},
        .source = n % 3 == 0 ? "年报" : "表",
        .file = "a.csv",
        .line = (int)n + 2,
        .version = 1};
}

/* Every place once, in a random order, with every stride-th left out. */
static struct fyp_figures *shuffled(uint64_t seed, uint32_t stride)
{
    static uint32_t order[PLACES];
    for (uint32_t i = 0; i < PLACES; i++) {
        order[i] = i;
    }
    for (uint32_t i = PLACES - 1; i > 0; i--) {
        uint32_t other = next_number(&seed, i + 1);
        uint32_t kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
    struct fyp_figures *figures = NULL;
    cr_assert_eq(fyp_figures_create(&figures, NULL), FYP_OK);
    for (uint32_t i = 0; i < PLACES; i++) {
        if (order[i] % stride != 0) {
            char names[2][32];
            struct fyp_figure figure = figure_of(order[i], names);
            cr_assert_eq(fyp_figures_add(figures, &figure, NULL), FYP_OK);
        }
    }
    fyp_figures_index(figures);
    return figures;
}

Test(figures, each_is_found_at_its_place_and_nowhere_else)
{
    enum { STRIDE = 4 };
    struct fyp_figures *figures = shuffled(87, STRIDE);
    cr_assert_eq(fyp_figures_count(figures), PLACES - PLACES / STRIDE);
    for (uint32_t i = 0; i < PLACES; i++) {
        char names[2][32];
        struct fyp_figure place = figure_of(i, names);
        const struct fyp_figure *found = fyp_figures_find(
            figures, place.region, place.indicator, place.year, place.basis);
        if (i % STRIDE == 0) {
            cr_expect_null(found, "place %u is not to be there", i);
            continue;
        }
        cr_assert_not_null(found, "place %u", i);
        cr_expect_float_eq(found->value.value, place.value.value, 1e-12);
        cr_expect_eq(found->line, place.line);
        cr_expect_str_eq(found->source, place.source);
    }
    cr_expect_null(
        fyp_figures_find(figures, "510003", "code_9", 2021, FYP_BASIS_YEAR));
    cr_expect_null(
        fyp_figures_find(figures, "510003", "code_1", 1949, FYP_BASIS_YEAR));
    fyp_figures_destroy(figures);
}

Test(figures, their_order_does_not_depend_on_the_order_of_adding)
{
    struct fyp_figures *a = shuffled(1, PLACES + 1);
    struct fyp_figures *b = shuffled(2, PLACES + 1);
    cr_assert_eq(fyp_figures_count(a), PLACES - 1);
    cr_expect(same_figures(a, b));
    for (size_t i = 1; i < fyp_figures_count(a); i++) {
        const struct fyp_figure *left = fyp_figures_at(a, i - 1);
        const struct fyp_figure *right = fyp_figures_at(a, i);
        int order = strcmp(left->region, right->region);
        order = order != 0 ? order : strcmp(left->indicator, right->indicator);
        order = order != 0 ? order : left->year - right->year;
        order = order != 0 ? order : (int)left->basis - (int)right->basis;
        cr_expect_lt(order, 0, "%zu does not come after %zu", i, i - 1);
    }
    fyp_figures_destroy(a);
    fyp_figures_destroy(b);
}

Test(figures, more_can_be_added_after_indexing)
{
    struct fyp_figures *figures = NULL;
    cr_assert_eq(fyp_figures_create(&figures, NULL), FYP_OK);
    fyp_figures_index(figures);
    cr_expect_null(
        fyp_figures_find(figures, "510604", "share", 2023, FYP_BASIS_YEAR));
    for (uint32_t i = 0; i < PLACES; i++) {
        char names[2][32];
        struct fyp_figure figure = figure_of(i, names);
        cr_assert_eq(fyp_figures_add(figures, &figure, NULL), FYP_OK);
        fyp_figures_index(figures);
        const struct fyp_figure *found = fyp_figures_find(
            figures, figure.region, figure.indicator, figure.year,
            figure.basis);
        cr_assert(found && found->line == figure.line, "place %u", i);
    }
    fyp_figures_destroy(figures);
}

Test(figures, strings_are_copies)
{
    char region[] = "510604", indicator[] = "share", source[] = "年报";
    struct fyp_figures *figures = NULL;
    cr_assert_eq(fyp_figures_create(&figures, NULL), FYP_OK);
    struct fyp_figure figure = {
        .region = region,
        .indicator = indicator,
        .year = 2023,
        .value = {true, 91.46, 2},
        .source = source};
    cr_assert_eq(fyp_figures_add(figures, &figure, NULL), FYP_OK);
    memset(region, 'x', strlen(region));
    memset(indicator, 'x', strlen(indicator));
    memset(source, 'x', strlen(source));
    fyp_figures_index(figures);
    const struct fyp_figure *found =
        fyp_figures_find(figures, "510604", "share", 2023, FYP_BASIS_YEAR);
    cr_assert_not_null(found);
    cr_expect_str_eq(found->source, "年报");
    cr_expect_str_eq(found->file, "");
    fyp_figures_destroy(figures);
    fyp_figures_destroy(NULL);
}

Test(
    figures, a_place_given_twice_is_a_mistake_of_the_program, .signal = SIGABRT)
{
    struct fyp_figures *figures = NULL;
    fyp_figures_create(&figures, NULL);
    char names[2][32];
    struct fyp_figure figure = figure_of(17, names);
    fyp_figures_add(figures, &figure, NULL);
    fyp_figures_add(figures, &figure, NULL);
    fyp_figures_index(figures);
}
