/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Weights from judgements and from entropy: printed examples, numbers of
 * tests/engine/weights_oracle.py, what must hold for any input.
 */
#include "engine/weights.h"

#include "expect.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

enum { ORDER_MAX = 8 };

/* The rows of a matrix as a ruleset file has them. */
static struct fyp_ahp
ahp_of(const char *const *texts, struct fyp_judgement *rows)
{
    struct fyp_ahp ahp = {.rows = rows};
    while (ahp.count < ORDER_MAX && texts[ahp.count] != NULL) {
        rows[ahp.count] = (struct fyp_judgement){"c", texts[ahp.count]};
        ahp.count++;
    }
    return ahp;
}

static enum fyp_status
weigh(const char *const *texts, double *weights, struct fyp_ahp *out)
{
    struct fyp_judgement rows[ORDER_MAX];
    double matrix[ORDER_MAX * ORDER_MAX];
    *out = ahp_of(texts, rows);
    const enum fyp_status status = fyp_ahp_matrix(out, matrix, NULL, NULL);
    return status != FYP_OK
               ? status
               : fyp_ahp_weights(matrix, out->count, weights, out, NULL);
}

/* --- published --- */

/* Numbers as printed: lambda_max and CR to the digits given. */
static const struct {
    const char *source;
    const char *texts[ORDER_MAX];
    double lambda_max, lambda_tolerance, ratio, ratio_tolerance;
    double weights[ORDER_MAX];
} published[] = {
    {"Saaty 1990, How to make a decision, EJOR 48, buying a house: 9.669, "
     "0.169",
     {"1 5 3 7 6 6 1/3 1/4", "1/5 1 1/3 5 3 3 1/5 1/7", "1/3 3 1 6 3 4 6 1/5",
      "1/7 1/5 1/6 1 1/3 1/4 1/7 1/8", "1/6 1/3 1/3 3 1 1/2 1/5 1/6",
      "1/6 1/3 1/4 4 2 1 1/5 1/6", "3 5 1/6 7 5 5 1 1/2", "4 7 5 8 6 6 2 1"},
     9.669,
     5.1e-4,
     0.169,
     5.1e-4,
     {0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333}},
    {"Saaty 2008, Decision making with the AHP, drinks in the USA: CR 0.022",
     {"1 9 5 2 1 1 1/2", "1/9 1 1/3 1/9 1/9 1/9 1/9", "1/5 3 1 1/3 1/4 1/3 1/9",
      "1/2 9 3 1 1/2 1 1/3", "1 9 4 2 1 2 1/2", "1 9 3 1 1/2 1 1/3",
      "2 9 9 3 2 3 1"},
     NAN,
     0,
     0.022,
     5.1e-4,
     {0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327}},
    {"Saaty 1977, A scaling method, J. Math. Psych. 15, distances: 6.45",
     {"1 1/3 8 3 3 7", "3 1 9 3 3 9", "1/8 1/9 1 1/6 1/5 2",
      "1/3 1/3 6 1 1/3 6", "1/3 1/3 5 3 1 6", "1/7 1/9 1/2 1/6 1/6 1"},
     6.45,
     5.1e-3,
     NAN,
     0,
     {0.262, 0.397, 0.033, 0.116, 0.164, 0.027}},
};

Test(weights, judgements_give_the_printed_weights_and_ratios)
{
    for (size_t i = 0; i < COUNT(published); i++) {
        struct fyp_ahp got;
        double weights[ORDER_MAX];
        const char *source = published[i].source;
        cr_assert_eq(
            weigh(published[i].texts, weights, &got), FYP_OK, "%s", source);
        for (size_t k = 0; k < got.count; k++) {
            cr_expect(
                fabs(weights[k] - published[i].weights[k]) < 6e-4,
                "%s: weight %zu is %.9g, printed %g, tolerance 6e-4", source, k,
                weights[k], published[i].weights[k]);
        }
        cr_expect(
            isnan(published[i].lambda_max) ||
                fabs(got.lambda_max - published[i].lambda_max) <
                    published[i].lambda_tolerance,
            "%s: lambda_max %.9g", source, got.lambda_max);
        cr_expect(
            isnan(published[i].ratio) ||
                fabs(got.consistency_ratio - published[i].ratio) <
                    published[i].ratio_tolerance,
            "%s: CR %.9g", source, got.consistency_ratio);
    }
}

/* 指标权重确定方法之熵权法 (renrendoc.com/paper/133129052): 11 wards of a
 * hospital, 9 kinds of nursing care; H and w as printed, two decimals. */
static const double wards[11 * 9] = {
    100,  90,   100, 84,   90,   100, 100, 100,  100,  100,  100, 78.6, 100,
    90,   100,  100, 100,  100,  75,  100, 85.7, 100,  90,   100, 100,  100,
    100,  100,  100, 78.6, 100,  90,  100, 94.4, 100,  100,  100, 90,   100,
    100,  100,  90,  100,  100,  80,  100, 100,  100,  100,  90,  100,  100,
    85.7, 100,  100, 100,  78.6, 100, 90,  100,  55.6, 100,  100, 87.5, 100,
    85.7, 100,  100, 100,  100,  100, 100, 100,  100,  92.9, 100, 80,   100,
    100,  100,  100, 100,  90,   100, 100, 100,  100,  100,  100, 100,  100,
    100,  92.9, 100, 90,   100,  100, 100, 100};
static const double ward_entropies[9] = {0.95, 0.87, 0.84, 0.96, 0.94,
                                         0.96, 0.96, 0.96, 0.96};
static const double ward_weights[9] = {0.08, 0.22, 0.27, 0.07, 0.11,
                                       0.07, 0.07, 0.07, 0.07};

Test(weights, entropy_gives_the_printed_weights_of_eleven_wards)
{
    static const int directions[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    const struct fyp_entropy_table table = {wards, 11, 9, directions};
    double weights[9];
    double entropies[9];
    cr_assert_eq(fyp_entropy_weights(&table, weights, entropies, NULL), FYP_OK);
    for (size_t i = 0; i < 9; i++) {
        cr_expect(
            fabs(entropies[i] - ward_entropies[i]) < 5.1e-3, "H %zu: %.9g", i,
            entropies[i]);
        cr_expect(
            fabs(weights[i] - ward_weights[i]) < 5.1e-3, "w %zu: %.9g", i,
            weights[i]);
    }
}

/* Saaty 1980, The Analytic Hierarchy Process, page 21. */
Test(weights, the_random_index_is_that_of_1980)
{
    static const double printed[] = {0,    0,    0.58, 0.90, 1.12,
                                     1.24, 1.32, 1.41, 1.45, 1.49,
                                     1.51, 1.48, 1.56, 1.57, 1.59};
    for (size_t n = 1; n <= COUNT(printed); n++) {
        cr_expect_float_eq(fyp_random_index(n), printed[n - 1], 1e-15);
    }
    cr_expect(isnan(fyp_random_index(0)));
    cr_expect(isnan(fyp_random_index(16)));
}

/* --- oracle: tests/engine/weights_oracle.py, Python 3.11 --- */

static const struct {
    const char *name;
    double lambda_max;
    double weights[ORDER_MAX];
    const char *texts[ORDER_MAX];
} eigen_oracle[] = {
    {"three",
     3.0036945980636394,
     {0.6483290138222367, 0.2296507940626371, 0.12202019211512621},
     {"1 3 5", "1/3 1 2", "1/5 1/2 1"}},
    {"three, its upper half",
     3.0036945980636394,
     {0.6483290138222367, 0.2296507940626371, 0.12202019211512621},
     {"1 3 5", "1 2", "1"}},
    {"two", 2.0, {0.875, 0.125}, {"1 7", "1/7 1"}},
    {"one", 1.0, {1.0}, {"1"}},
    {"circle",
     10.11111111111111,
     {0.3333333333333333, 0.3333333333333333, 0.3333333333333333},
     {"1 9 1/9", "1/9 1 9", "9 1/9 1"}},
    {"four",
     4.221667537849814,
     {0.4512682030996656, 0.26784165624169853, 0.0754823863307044,
      0.2054077543279315},
     {"1 2 4 3", "1/2 1 3 2", "1/4 1/3 1 1/5", "1/3 1/2 5 1"}},
    {"house",
     9.668887317118154,
     {0.17301747464834766, 0.053975722999039306, 0.1881102988574408,
      0.017507911308195692, 0.031043736403902296, 0.03632220215465609,
      0.16683367362634788, 0.3331889800020703},
     {"1 5 3 7 6 6 1/3 1/4", "1 1/3 5 3 3 1/5 1/7", "1 6 3 4 6 1/5",
      "1 1/3 1/4 1/7 1/8", "1 1/2 1/5 1/6", "1 1/5 1/6", "1 1/2", "1"}},
};

Test(weights, eigenvectors_are_those_of_sixty_digits)
{
    for (size_t i = 0; i < COUNT(eigen_oracle); i++) {
        struct fyp_ahp got;
        double weights[ORDER_MAX];
        const char *name = eigen_oracle[i].name;
        cr_assert_eq(
            weigh(eigen_oracle[i].texts, weights, &got), FYP_OK, "%s", name);
        const double n = (double)got.count;
        const double index =
            n > 1 ? (eigen_oracle[i].lambda_max - n) / (n - 1) : 0.0;
        expect_near(
            name, "lambda_max", got.lambda_max, eigen_oracle[i].lambda_max,
            1e-12);
        expect_near(name, "CI", got.consistency_index, index, 1e-12);
        expect_near(
            name, "CR", got.consistency_ratio,
            n > 2 ? index / fyp_random_index(got.count) : 0.0, 1e-12);
        for (size_t k = 0; k < got.count; k++) {
            expect_near(
                name, "weight", weights[k], eigen_oracle[i].weights[k], 1e-12);
        }
    }
}

static const struct {
    const char *name;
    size_t rows, columns;
    int directions[3];
    double values[15];
    double entropies[3];
    double weights[3];
} entropy_oracle[] = {
    {"three places",
     3,
     2,
     {1, -1},
     {61.4, 44.2, 72.8, 39.7, 66.1, 40.9},
     {0.5496631787152303, 0.620114790896003},
     {0.5424293800947334, 0.45757061990526654}},
    {"negatives and a constant",
     4,
     3,
     {1, 1, -1},
     {-3.2, 0.4, 7, 1.9, 0.4, 5, -0.6, 0.4, 11, 4.7, 0.4, 6},
     {0.7276248138599517, 1.0, 0.7827981151788009},
     {0.556347922106034, 0.0, 0.44365207789396605}},
    {"five years",
     5,
     2,
     {1, 1},
     {82.1, 1310, 83.9, 1375.5, 86.2, 1388, 86.9, 1460.25, 90.3, 1502},
     {0.7864930342882043, 0.8038226459075933},
     {0.5211499571519741, 0.47885004284802585}},
};

Test(weights, entropies_are_those_of_sixty_digits)
{
    for (size_t i = 0; i < COUNT(entropy_oracle); i++) {
        const char *name = entropy_oracle[i].name;
        const struct fyp_entropy_table table = {
            entropy_oracle[i].values, entropy_oracle[i].rows,
            entropy_oracle[i].columns, entropy_oracle[i].directions};
        double weights[3];
        double entropies[3];
        cr_assert_eq(
            fyp_entropy_weights(&table, weights, entropies, NULL), FYP_OK, "%s",
            name);
        for (size_t c = 0; c < table.columns; c++) {
            expect_near(
                name, "H", entropies[c], entropy_oracle[i].entropies[c], 1e-12);
            expect_near(
                name, "weight", weights[c], entropy_oracle[i].weights[c],
                1e-12);
        }
    }
}

/* --- cells that are refused --- */

static const struct {
    const char *name;
    const char *texts[ORDER_MAX];
    const char *cell; /* in the message, in Chinese */
} refused[] = {
    {"no number", {"1 x", "1"}, "第 1 行第 2 列（x）"},
    {"a number cut", {"1 3/", "1"}, "第 1 行第 2 列（3/）"},
    {"a division by zero", {"1 1/0", "1"}, "第 1 行第 2 列（1/0）"},
    {"zero", {"1 0", "1"}, "第 1 行第 2 列（0）"},
    {"negative", {"1 3", "-1/3 1"}, "第 1 行第 2 列（3）"},
    {"negative in the upper half", {"1 -3", "1"}, "第 1 行第 2 列（-3）"},
    {"above nine", {"1 9.1", "1"}, "第 1 行第 2 列（9.1）"},
    {"below a ninth", {"1 0.1", "1"}, "第 1 行第 2 列（0.1）"},
    {"huge", {"1 9999999999999999999999", "1"}, "第 1 行第 2 列（"},
    {"two on the diagonal", {"2 3", "1/3 1"}, "第 1 行第 1 列（2）"},
    {"not reciprocal", {"1 3", "0.33 1"}, "第 1 行第 2 列（3）"},
    {"not reciprocal further down",
     {"1 3 5", "1/3 1 2", "1/5 1/3 1"},
     "第 2 行第 3 列（2）"},
    {"a row too short", {"1 3 5", "1/3 1", "1/5 1/2 1"}, "第 2 行第 3 列"},
    {"a row too long", {"1 3", "1/3 1 1"}, "第 2 行第 3 列（1）"},
    {"an empty row", {"1 3", ""}, "第 2 行第 1 列"},
    {"full-width digits", {"1 ３", "1"}, "第 1 行第 2 列（３）"},
};

Test(weights, a_judgement_that_cannot_be_used_is_refused_with_its_cell)
{
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct fyp_judgement rows[ORDER_MAX];
        double matrix[ORDER_MAX * ORDER_MAX];
        struct fyp_error err = {0};
        const struct fyp_ahp ahp = ahp_of(refused[i].texts, rows);
        size_t row = 99;
        cr_expect_eq(
            fyp_ahp_matrix(&ahp, matrix, &row, &err), FYP_E_RULESET_MATRIX,
            "%s", refused[i].name);
        cr_expect(
            strstr(err.text, refused[i].cell) != NULL, "%s: %s, expected %s",
            refused[i].name, err.text, refused[i].cell);
        cr_expect_lt(row, ahp.count, "%s", refused[i].name);
    }
}

Test(weights, orders_without_a_random_index_are_refused)
{
    double matrix[17 * 17];
    double weights[17];
    struct fyp_ahp out;
    for (size_t i = 0; i < COUNT(matrix); i++) {
        matrix[i] = 1.0;
    }
    const size_t orders[] = {0, 16, 17};
    for (size_t i = 0; i < COUNT(orders); i++) {
        const struct fyp_ahp ahp = {.count = orders[i]};
        cr_expect_eq(
            fyp_ahp_weights(matrix, orders[i], weights, &out, NULL),
            FYP_E_RULESET_MATRIX);
        cr_expect_eq(
            fyp_ahp_matrix(&ahp, matrix, NULL, NULL), FYP_E_RULESET_MATRIX);
    }
    for (size_t n = 1; n <= FYP_AHP_MAX; n++) {
        cr_assert_eq(fyp_ahp_weights(matrix, n, weights, &out, NULL), FYP_OK);
        for (size_t k = 0; k < n; k++) {
            expect_near("all equal", "1/n", weights[k], 1.0 / (double)n, 1e-12);
        }
        expect_near("all equal", "CR", out.consistency_ratio, 0.0, 1e-12);
    }
}

/* --- properties --- */

static unsigned long long state = 20260101;

static double random_unit(void)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(state >> 11) / 9007199254740992.0;
}

/* A reciprocal matrix of random judgements of Saaty's seventeen. */
static void random_matrix(double *matrix, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        matrix[i * n + i] = 1.0;
        for (size_t k = i + 1; k < n; k++) {
            const double grade = 1.0 + floor(9.0 * random_unit());
            const double value = random_unit() < 0.5 ? grade : 1.0 / grade;
            matrix[i * n + k] = value;
            matrix[k * n + i] = 1.0 / value;
        }
    }
}

/* Naive twin: powers of the matrix. */
static void power_weights(const double *matrix, size_t n, double *weights)
{
    double image[FYP_AHP_MAX];
    for (size_t i = 0; i < n; i++) {
        weights[i] = 1.0 / (double)n;
    }
    for (int step = 0; step < 5000; step++) {
        double sum = 0.0;
        for (size_t i = 0; i < n; i++) {
            image[i] = 0.0;
            for (size_t k = 0; k < n; k++) {
                image[i] += matrix[i * n + k] * weights[k];
            }
            sum += image[i];
        }
        for (size_t i = 0; i < n; i++) {
            weights[i] = image[i] / sum;
        }
    }
}

Test(weights, any_matrix_of_judgements_agrees_with_its_powers)
{
    for (int round = 0; round < 120; round++) {
        const size_t n = 1 + (size_t)round % FYP_AHP_MAX;
        double matrix[FYP_AHP_MAX * FYP_AHP_MAX];
        double weights[FYP_AHP_MAX];
        double naive[FYP_AHP_MAX];
        struct fyp_ahp out = {0};
        double sum = 0.0;
        random_matrix(matrix, n);
        cr_assert_eq(fyp_ahp_weights(matrix, n, weights, &out, NULL), FYP_OK);
        power_weights(matrix, n, naive);
        for (size_t i = 0; i < n; i++) {
            sum += weights[i];
            cr_expect_gt(weights[i], 0.0);
            expect_near("random", "powers", weights[i], naive[i], 1e-10);
        }
        expect_near("random", "sum", sum, 1.0, 1e-12);
        cr_expect(out.consistency_index >= 0.0);
        cr_expect(out.lambda_max > (double)n - 1e-9);
    }
}

Test(weights, a_matrix_of_ratios_gives_back_its_weights)
{
    static const double given[5] = {0.31, 0.07, 0.235, 0.185, 0.2};
    double matrix[25];
    double weights[5];
    struct fyp_ahp out;
    for (size_t i = 0; i < 25; i++) {
        matrix[i] = given[i / 5] / given[i % 5];
    }
    cr_assert_eq(fyp_ahp_weights(matrix, 5, weights, &out, NULL), FYP_OK);
    for (size_t i = 0; i < 5; i++) {
        expect_near("consistent", "given", weights[i], given[i], 1e-12);
    }
    expect_near("consistent", "CR", out.consistency_ratio, 0.0, 1e-12);
}

Test(weights, entropy_does_not_care_about_unit_order_or_direction_with_sign)
{
    static const int up[2] = {1, 1};
    static const int down[2] = {1, -1};
    static const double values[10] = {82.1, 1310, 83.9,    1375.5, 86.2,
                                      1388, 86.9, 1460.25, 90.3,   1502};
    double scaled[10];
    double turned[10];
    double a[2];
    double b[2];
    double c[2];
    for (size_t r = 0; r < 5; r++) {
        scaled[2 * r] = 100.0 * values[2 * r] - 7.0;
        scaled[2 * r + 1] = values[2 * r + 1] / 1000.0;
        turned[2 * (4 - r)] = values[2 * r];
        turned[2 * (4 - r) + 1] = -values[2 * r + 1];
    }
    const struct fyp_entropy_table first = {values, 5, 2, up};
    const struct fyp_entropy_table second = {scaled, 5, 2, up};
    const struct fyp_entropy_table third = {turned, 5, 2, down};
    cr_assert_eq(fyp_entropy_weights(&first, a, NULL, NULL), FYP_OK);
    cr_assert_eq(fyp_entropy_weights(&second, b, NULL, NULL), FYP_OK);
    cr_assert_eq(fyp_entropy_weights(&third, c, NULL, NULL), FYP_OK);
    for (size_t i = 0; i < 2; i++) {
        expect_near("unit", "same", b[i], a[i], 1e-12);
        expect_near("direction", "same", c[i], a[i], 1e-12);
    }
}

/* --- degenerate inputs --- */

static const double odd[] = {0.0,    1.0,      -1.0, 1e300,    -1e300, 1.7e308,
                             1e-300, -1.7e308, NAN,  INFINITY, 50.0};

/* Every pair of odd numbers in a column of each length, beside a sound one. */
Test(weights, odd_figures_give_weights_that_add_to_one_or_a_refusal)
{
    static const int directions[2] = {1, -1};
    for (size_t i = 0; i < COUNT(odd); i++) {
        for (size_t k = 0; k < COUNT(odd); k++) {
            for (size_t rows = 0; rows <= 5; rows++) {
                double values[10];
                double weights[2] = {-1.0, -1.0};
                for (size_t r = 0; r < rows; r++) {
                    values[2 * r] = r % 2 == 0 ? odd[i] : odd[k];
                    values[2 * r + 1] = (double)(r * r);
                }
                const struct fyp_entropy_table table = {
                    values, rows, 2, directions};
                const enum fyp_status status =
                    fyp_entropy_weights(&table, weights, NULL, NULL);
                if (rows < FYP_ENTROPY_ROWS_MIN || !isfinite(odd[i]) ||
                    !isfinite(odd[k])) {
                    cr_expect_eq(status, FYP_E_RULESET_WEIGHTING);
                    cr_expect_float_eq(weights[0], -1.0, 0.0);
                    continue;
                }
                cr_assert_eq(status, FYP_OK);
                cr_expect(weights[0] >= 0.0 && weights[1] >= 0.0);
                expect_near("odd", "sum", weights[0] + weights[1], 1.0, 1e-12);
            }
        }
    }
}

Test(weights, nothing_and_only_constants_have_no_entropy_weights)
{
    static const int directions[2] = {1, 1};
    static const double same[6] = {3.7, 0, 3.7, 0, 3.7, 0};
    double weights[2];
    const struct fyp_entropy_table none = {same, 3, 0, directions};
    const struct fyp_entropy_table constant = {same, 3, 2, directions};
    cr_expect_eq(
        fyp_entropy_weights(&none, weights, NULL, NULL),
        FYP_E_RULESET_WEIGHTING);
    cr_expect_eq(
        fyp_entropy_weights(&constant, weights, NULL, NULL),
        FYP_E_RULESET_WEIGHTING);
}

Test(weights, odd_numbers_in_a_matrix_are_refused)
{
    for (size_t i = 0; i < COUNT(odd); i++) {
        const double matrix[4] = {1.0, odd[i], 1.0 / odd[i], 1.0};
        double weights[2] = {-1.0, -1.0};
        struct fyp_ahp out;
        const enum fyp_status status =
            fyp_ahp_weights(matrix, 2, weights, &out, NULL);
        const bool sound = odd[i] >= 1.0 && odd[i] <= 9.0;
        cr_expect_eq(status, sound ? FYP_OK : FYP_E_RULESET_MATRIX);
        cr_expect(sound || (weights[0] < 0.0 && weights[1] < 0.0));
    }
}
