/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/satisfaction.h"

#include "base/decimal.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* From here on the 0 .. 100 scale an answer counts as satisfied. */
#define SATISFIED_FROM 75.0

/* The answers of one question and group, one after the other in values. */
struct cell {
    size_t rows;
    size_t answered;
    size_t start; /* in values */
};

struct workspace {
    struct cell *cells; /* shape [questions][1 + groups]; 0 is all */
    size_t width;       /* 1 + groups */
    double *values;     /* 0 .. 100 */
};

static struct cell *
cell_of(const struct workspace *work, const struct fyp_answer *answer, int part)
{
    const size_t column = part == 0 ? 0 : 1 + (size_t)answer->group;
    return &work->cells[(size_t)answer->question * work->width + column];
}

/* An answer belongs to all, and to its group where it has one. */
static int parts_of(const struct fyp_answer *answer)
{
    return answer->group < 0 ? 1 : 2;
}

static void
count_rows(const struct fyp_answers *answers, const struct workspace *work)
{
    for (size_t i = 0; i < answers->count; i++) {
        const struct fyp_answer *answer = &answers->items[i];
        for (int part = 0; part < parts_of(answer); part++) {
            cell_of(work, answer, part)->rows++;
        }
    }
    size_t start = 0;
    for (size_t i = 0; i < answers->question_count * work->width; i++) {
        work->cells[i].start = start;
        start += work->cells[i].rows;
    }
}

static void
place_values(const struct fyp_survey_request *request, struct workspace *work)
{
    const struct fyp_scale *scale = &request->scale;

    for (size_t i = 0; i < request->answers->count; i++) {
        const struct fyp_answer *answer = &request->answers->items[i];
        if (!answer->given) {
            continue;
        }
        const double value =
            100.0 * (answer->value - scale->low) / (scale->high - scale->low);
        for (int part = 0; part < parts_of(answer); part++) {
            struct cell *cell = cell_of(work, answer, part);
            work->values[cell->start + cell->answered++] = value;
        }
    }
}

static void measure_mean(
    const double *values, size_t n, double confidence,
    struct fyp_satisfaction *out)
{
    if (n == 0) {
        return;
    }
    out->mean = gsl_stats_mean(values, 1, n);
    if (n < 2) {
        return;
    }
    const double count = (double)n;
    const double error =
        gsl_stats_sd_m(values, 1, n, out->mean) / sqrt(count) *
        gsl_cdf_tdist_Qinv((1.0 - confidence) / 2.0, count - 1.0);
    if (isfinite(error)) {
        out->mean_low = fmax(0.0, out->mean - error);
        out->mean_high = fmin(100.0, out->mean + error);
    }
}

static long long count_satisfied(const double *values, size_t n)
{
    long long satisfied = 0;
    for (size_t i = 0; i < n; i++) {
        satisfied += !fyp_less(values[i], SATISFIED_FROM);
    }
    return satisfied;
}

static struct fyp_satisfaction measure(
    const struct fyp_survey_request *request, const struct cell *cell,
    const double *values, bool all)
{
    struct fyp_satisfaction out = {
        .asked = cell->rows,
        .answered = cell->answered,
        .response_rate = NAN,
        .mean = NAN,
        .mean_low = NAN,
        .mean_high = NAN,
        .satisfied = fyp_share_measure(
            count_satisfied(values, cell->answered), (long long)cell->answered,
            request->confidence),
    };
    if (request->invited > 0) {
        /* how many of a group were invited, nobody said */
        out.asked = all ? (size_t)request->invited : 0;
    }
    if (out.asked > 0) {
        out.response_rate = (double)out.answered / (double)out.asked;
    }
    measure_mean(values, cell->answered, request->confidence, &out);
    return out;
}

static int compare_values(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* A mean is summed up from the lowest answer on: rows in another order, and
 * answers that were kept by their number, give the same bits. */
static void sort_values(const struct cell *cell, double *values)
{
    if (cell->answered > 1) {
        qsort(
            values + cell->start, cell->answered, sizeof *values,
            compare_values);
    }
}

static void measure_all(
    const struct fyp_survey_request *request, const struct workspace *work,
    struct fyp_survey *out)
{
    const struct fyp_answers *answers = request->answers;

    for (size_t i = 0; i < answers->question_count * work->width; i++) {
        const struct cell *cell = &work->cells[i];
        const size_t column = i % work->width;
        if (cell->rows == 0) {
            continue;
        }
        sort_values(cell, work->values);
        struct fyp_satisfaction *item = &out->items[out->count++];
        *item = measure(request, cell, work->values + cell->start, column == 0);
        item->question = answers->questions[i / work->width];
        item->group = column == 0 ? NULL : answers->groups[column - 1];
    }
}

enum fyp_status fyp_survey_summarise(
    const struct fyp_survey_request *request, struct fyp_survey *out,
    struct fyp_error *err)
{
    const struct fyp_answers *answers = request->answers;
    struct workspace work = {.width = 1 + answers->group_count};
    const size_t cells = answers->question_count * work.width;

    *out = (struct fyp_survey){.confidence = request->confidence};
    work.cells = fyp_arena_alloc(&out->arena, cells + 1, sizeof *work.cells);
    work.values = fyp_arena_alloc(
        &out->arena, 2 * answers->count + 1, sizeof *work.values);
    out->items = fyp_arena_alloc(&out->arena, cells + 1, sizeof *out->items);
    if (!work.cells || !work.values || !out->items) {
        fyp_survey_finish(out);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    count_rows(answers, &work);
    place_values(request, &work);
    measure_all(request, &work, out);
    return FYP_OK;
}

void fyp_survey_finish(struct fyp_survey *survey)
{
    if (survey != NULL) {
        fyp_arena_finish(&survey->arena);
        *survey = (struct fyp_survey){0};
    }
}
