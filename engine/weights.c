/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/weights.h"

#include "base/message.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>

/* --- the matrix of judgements --- */

double fyp_random_index(size_t n)
{
    static const double index[FYP_AHP_MAX + 1] = {
        NAN,  0.0,  0.0,  0.58, 0.90, 1.12, 1.24, 1.32,
        1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
    return n <= FYP_AHP_MAX ? index[n] : NAN;
}

static enum fyp_status refuse_cell(
    size_t row, size_t column, const char *found, enum fyp_message reason,
    struct fyp_error *err)
{
    char r[32];
    char c[32];
    (void)snprintf(r, sizeof r, "%zu", row + 1);
    (void)snprintf(c, sizeof c, "%zu", column + 1);
    return fyp_fail(err, FYP_E_RULESET_MATRIX, r, c, found, fyp_text(reason));
}

/* A number as in "3" "0.5" "1/3"; false: not understood, or not finite. */
static bool parse_judgement(const char *text, double *out)
{
    char part[64];
    struct fyp_decimal top;
    struct fyp_decimal bottom = {.present = true, .value = 1.0};
    const char *slash = strchr(text, '/');
    const size_t length = slash == NULL ? strlen(text) : (size_t)(slash - text);

    if (length >= sizeof part) {
        return false;
    }
    memcpy(part, text, length);
    part[length] = '\0';
    if (!fyp_decimal_parse(part, &top) ||
        (slash != NULL && !fyp_decimal_parse(slash + 1, &bottom)) ||
        fyp_equal(bottom.value, 0.0)) {
        return false;
    }
    *out = top.value / bottom.value;
    return isfinite(*out);
}

enum { ROW_TEXT_SIZE = 1024 };

/* Numbers of one row of text; at most n. */
struct row_numbers {
    double values[FYP_AHP_MAX];
    size_t count;
};

/* The parts of a row between blanks; *count counts what does not fit too. */
static enum fyp_status read_row(
    const struct fyp_ahp *ahp, size_t row, struct row_numbers *out,
    struct fyp_error *err)
{
    char copy[ROW_TEXT_SIZE];
    char *rest = copy;
    const char *part;

    out->count = 0;
    if (strlen(ahp->rows[row].text) >= sizeof copy) {
        return refuse_cell(row, 0, "…", FYP_M_AHP_ROW_LENGTH, err);
    }
    (void)snprintf(copy, sizeof copy, "%s", ahp->rows[row].text);
    while ((part = strtok_r(rest, " \t", &rest)) != NULL) {
        double value;
        if (!parse_judgement(part, &value)) {
            return refuse_cell(row, out->count, part, FYP_M_AHP_NUMBER, err);
        }
        if (out->count == ahp->count) {
            return refuse_cell(
                row, out->count, part, FYP_M_AHP_ROW_LENGTH, err);
        }
        out->values[out->count++] = value;
    }
    return FYP_OK;
}

/* All rows full, or row i from the diagonal on. The last row tells nothing:
 * it is told by the first one that has an own length in both. */
static bool is_upper(const size_t *counts, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (counts[i] != n - i) {
            return false;
        }
    }
    return counts[0] == n;
}

static enum fyp_status check_lengths(
    const size_t *counts, size_t n, bool upper, size_t *row,
    struct fyp_error *err)
{
    for (size_t i = 0; i < n && !upper; i++) {
        if (counts[i] != n) {
            *row = i;
            return refuse_cell(i, counts[i], "", FYP_M_AHP_ROW_LENGTH, err);
        }
    }
    return FYP_OK;
}

/* One cell: on the scale, 1 on the diagonal, reciprocal. */
static enum fyp_status check_cell(
    const double *matrix, size_t n, size_t i, size_t k, struct fyp_error *err)
{
    const double value = matrix[i * n + k];
    char found[FYP_DECIMAL_TEXT_SIZE];
    enum fyp_message reason = FYP_M_NOTHING;

    if (!fyp_more(value, 0.0) || fyp_less(value, 1.0 / 9.0) ||
        fyp_more(value, 9.0)) {
        reason = FYP_M_AHP_SCALE;
    } else if (i == k && !fyp_equal(value, 1.0)) {
        reason = FYP_M_AHP_DIAGONAL;
    } else if (!fyp_equal(value * matrix[k * n + i], 1.0)) {
        reason = FYP_M_AHP_RECIPROCAL;
    } else {
        return FYP_OK;
    }
    fyp_decimal_format(value, 0, found);
    return refuse_cell(i, k, found, reason, err);
}

/* The upper half is looked at first: the other mirrors it. */
static enum fyp_status
check_cells(const double *matrix, size_t n, size_t *row, struct fyp_error *err)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            const enum fyp_status status = check_cell(matrix, n, i, k, err);
            if (status != FYP_OK) {
                *row = i;
                return status;
            }
        }
    }
    return FYP_OK;
}

static enum fyp_status refuse_order(size_t n, struct fyp_error *err)
{
    char found[32];
    (void)snprintf(found, sizeof found, "%zu", n);
    return refuse_cell(0, 0, found, FYP_M_AHP_ORDER, err);
}

static void place_row(
    const struct row_numbers *numbers, size_t i, size_t n, bool upper,
    double *matrix)
{
    for (size_t k = 0; k < n && !upper; k++) {
        matrix[i * n + k] = numbers->values[k];
    }
    for (size_t k = i; k < n && upper; k++) {
        matrix[i * n + k] = numbers->values[k - i];
        matrix[k * n + i] =
            k == i ? matrix[i * n + k] : 1.0 / numbers->values[k - i];
    }
}

enum fyp_status fyp_ahp_matrix(
    const struct fyp_ahp *ahp, double *matrix, size_t *row,
    struct fyp_error *err)
{
    struct row_numbers rows[FYP_AHP_MAX] = {0};
    size_t counts[FYP_AHP_MAX] = {0};
    const size_t n = ahp->count;
    size_t at = 0;
    enum fyp_status status = FYP_OK;

    if (n == 0 || n > FYP_AHP_MAX) {
        status = refuse_order(n, err);
    }
    for (size_t i = 0; i < n && status == FYP_OK; i++) {
        at = i;
        status = read_row(ahp, i, &rows[i], err);
        counts[i] = rows[i].count;
    }
    const bool upper = status == FYP_OK && is_upper(counts, n);
    if (status == FYP_OK) {
        status = check_lengths(counts, n, upper, &at, err);
    }
    for (size_t i = 0; i < n && status == FYP_OK; i++) {
        place_row(&rows[i], i, n, upper, matrix);
    }
    if (status == FYP_OK) {
        status = check_cells(matrix, n, &at, err);
    }
    if (row != NULL) {
        *row = at;
    }
    return status;
}

/* --- its principal eigenvector --- */

/* The largest eigenvalue of a positive matrix is real and simple, and its
 * vector has one sign (Perron). */
static size_t
principal(const gsl_vector_complex *values, const gsl_matrix_complex *vectors)
{
    size_t best = 0;
    for (size_t i = 1; i < vectors->size1; i++) {
        if (GSL_REAL(gsl_vector_complex_get(values, i)) >
            GSL_REAL(gsl_vector_complex_get(values, best))) {
            best = i;
        }
    }
    return best;
}

struct eigen {
    gsl_matrix *matrix;
    gsl_vector_complex *values;
    gsl_matrix_complex *vectors;
    gsl_eigen_nonsymmv_workspace *work;
};

static void finish_eigen(struct eigen *eigen)
{
    if (eigen->matrix != NULL) {
        gsl_matrix_free(eigen->matrix);
    }
    if (eigen->values != NULL) {
        gsl_vector_complex_free(eigen->values);
    }
    if (eigen->vectors != NULL) {
        gsl_matrix_complex_free(eigen->vectors);
    }
    if (eigen->work != NULL) {
        gsl_eigen_nonsymmv_free(eigen->work);
    }
}

static bool init_eigen(struct eigen *eigen, const double *matrix, size_t n)
{
    *eigen = (struct eigen){
        .matrix = gsl_matrix_alloc(n, n),
        .values = gsl_vector_complex_alloc(n),
        .vectors = gsl_matrix_complex_alloc(n, n),
        .work = gsl_eigen_nonsymmv_alloc(n)};
    if (eigen->matrix == NULL || eigen->values == NULL ||
        eigen->vectors == NULL || eigen->work == NULL) {
        finish_eigen(eigen);
        return false;
    }
    memcpy(eigen->matrix->data, matrix, n * n * sizeof *matrix);
    return true;
}

/* The vector divided by its own sum, which takes its sign away too. */
static double take_vector(const struct eigen *eigen, size_t n, double *weights)
{
    const size_t best = principal(eigen->values, eigen->vectors);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += GSL_REAL(gsl_matrix_complex_get(eigen->vectors, i, best));
    }
    for (size_t i = 0; i < n; i++) {
        weights[i] =
            GSL_REAL(gsl_matrix_complex_get(eigen->vectors, i, best)) / sum;
    }
    return GSL_REAL(gsl_vector_complex_get(eigen->values, best));
}

static void rate_consistency(double lambda_max, size_t n, struct fyp_ahp *out)
{
    out->lambda_max = lambda_max;
    out->random_index = fyp_random_index(n);
    /* Below n only by rounding. */
    out->consistency_index =
        n > 1 ? fmax(0.0, (lambda_max - (double)n) / ((double)n - 1.0)) : 0.0;
    out->consistency_ratio =
        n > 2 ? out->consistency_index / out->random_index : 0.0;
}

enum fyp_status fyp_ahp_weights(
    const double *matrix, size_t n, double *weights, struct fyp_ahp *out,
    struct fyp_error *err)
{
    struct eigen eigen;
    size_t row;
    enum fyp_status status = n == 0 || n > FYP_AHP_MAX
                                 ? refuse_order(n, err)
                                 : check_cells(matrix, n, &row, err);
    if (status != FYP_OK) {
        return status;
    }
    gsl_set_error_handler_off();
    if (!init_eigen(&eigen, matrix, n)) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    if (gsl_eigen_nonsymmv(
            eigen.matrix, eigen.values, eigen.vectors, eigen.work) !=
        GSL_SUCCESS) {
        status = fyp_fail(err, FYP_E_INTERNAL, "gsl_eigen_nonsymmv");
    } else {
        rate_consistency(take_vector(&eigen, n, weights), n, out);
    }
    finish_eigen(&eigen);
    return status;
}

/* --- entropy --- */

/* The place of a value between the ends of its column, 0 .. 1; halves,
 * because the distance of two large numbers need not be a number. */
static double placed(
    const struct fyp_entropy_table *table, size_t r, size_t c, double low,
    double high)
{
    const double value = table->values[r * table->columns + c];
    const double width = high / 2.0 - low / 2.0;
    return table->directions[c] < 0 ? (high / 2.0 - value / 2.0) / width
                                    : (value / 2.0 - low / 2.0) / width;
}

/* H of one column; 1 where all values are equal. */
static double column_entropy(const struct fyp_entropy_table *table, size_t c)
{
    double low = table->values[c];
    double high = low;
    double sum = 0.0;
    double entropy = 0.0;

    for (size_t r = 1; r < table->rows; r++) {
        const double value = table->values[r * table->columns + c];
        low = fmin(low, value);
        high = fmax(high, value);
    }
    if (fyp_equal(low, high)) {
        return 1.0;
    }
    for (size_t r = 0; r < table->rows; r++) {
        sum += placed(table, r, c, low, high);
    }
    for (size_t r = 0; r < table->rows; r++) {
        const double share = placed(table, r, c, low, high) / sum;
        entropy -= share > 0.0 ? share * log(share) : 0.0;
    }
    return entropy / log((double)table->rows);
}

static enum fyp_status
check_table(const struct fyp_entropy_table *table, struct fyp_error *err)
{
    char found[32];

    if (table->columns == 0) {
        return fyp_fail(
            err, FYP_E_RULESET_WEIGHTING, fyp_text(FYP_M_ENTROPY_NO_COLUMN));
    }
    if (table->rows < FYP_ENTROPY_ROWS_MIN) {
        char reason[256];
        (void)snprintf(found, sizeof found, "%zu", table->rows);
        (void)fyp_say(reason, sizeof reason, FYP_M_ENTROPY_FEW_ROWS, found);
        return fyp_fail(err, FYP_E_RULESET_WEIGHTING, reason);
    }
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        if (!isfinite(table->values[i])) {
            return fyp_fail(
                err, FYP_E_RULESET_WEIGHTING,
                fyp_text(FYP_M_ENTROPY_NOT_FINITE));
        }
    }
    return FYP_OK;
}

enum fyp_status fyp_entropy_weights(
    const struct fyp_entropy_table *table, double *weights, double *entropies,
    struct fyp_error *err)
{
    const enum fyp_status status = check_table(table, err);
    double sum = 0.0;

    if (status != FYP_OK) {
        return status;
    }
    for (size_t c = 0; c < table->columns; c++) {
        sum += 1.0 - column_entropy(table, c);
    }
    if (!(sum > 0.0)) {
        return fyp_fail(
            err, FYP_E_RULESET_WEIGHTING, fyp_text(FYP_M_ENTROPY_ALL_CONSTANT));
    }
    for (size_t c = 0; c < table->columns; c++) {
        const double entropy = column_entropy(table, c);
        weights[c] = (1.0 - entropy) / sum;
        if (entropies != NULL) {
            entropies[c] = entropy;
        }
    }
    return FYP_OK;
}
