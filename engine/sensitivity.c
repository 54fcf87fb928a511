/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sensitivity.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

/* Where the inputs stand in a point: the choices first, for the first
 * columns of a sequence of Sobol' are its best; then one weight a code. */
enum { INPUT_METHOD, INPUT_MEAN, INPUT_BANDS, INPUT_WEIGHTS };

static const double weight_least = 0.75;
static const double weight_width = 0.5;
static const double band_least = -0.05;
static const double band_width = 0.1;

enum { PROGRESS_STEP = 256 };

/* Everything that the runs of one subject need. */
struct laboratory {
    const struct fyp_sensitivity_question *question;
    struct fyp_sensitivity *out;
    const char **codes; /* whose weights vary, shape [code_count] */
    size_t code_count;
    struct fyp_weight *weights; /* of the run, shape [code_count] */
    struct fyp_bands *bands;    /* of the run, of single indicators */
    size_t band_room;
    int *groups; /* shape [dimension] */
    struct fyp_design design;
    double *sorted; /* room for the runs */
    size_t subject; /* at work on this one */
};

/* --- what varies --- */

static bool holds(const struct laboratory *lab, const char *code)
{
    for (size_t i = 0; i < lab->code_count; i++) {
        if (strcmp(lab->codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

/* Codes of the indicators with a target, each once, in the order of the
 * plans. */
static void collect_codes(struct laboratory *lab)
{
    for (size_t s = 0; s < lab->question->count; s++) {
        const struct fyp_plan *plan = lab->question->requests[s].plan;
        for (size_t i = 0; i < plan->indicator_count; i++) {
            const struct fyp_indicator *indicator = &plan->indicators[i];
            if (indicator->target.kind != FYP_TARGET_NONE &&
                indicator->target.kind != FYP_TARGET_TEXT &&
                !holds(lab, indicator->code)) {
                lab->codes[lab->code_count++] = indicator->code;
            }
        }
    }
}

static void set_groups(struct laboratory *lab)
{
    lab->groups[INPUT_METHOD] = FYP_FACTOR_METHOD;
    lab->groups[INPUT_MEAN] = FYP_FACTOR_MEAN;
    lab->groups[INPUT_BANDS] = FYP_FACTOR_BANDS;
    for (size_t i = 0; i < lab->code_count; i++) {
        lab->groups[INPUT_WEIGHTS + i] = FYP_FACTOR_WEIGHTS;
    }
}

/* As it was resolved for the evaluation that is not varied: weights from
 * entropy are weights by code from here on. */
static const struct fyp_ruleset *base_ruleset(const struct laboratory *lab)
{
    return &lab->out->subjects[lab->subject].evaluation.ruleset;
}

/* All bands move together, those of single indicators too. */
static void move_bands(
    const struct laboratory *lab, const struct fyp_ruleset *base, double shift,
    struct fyp_ruleset *ruleset)
{
    ruleset->band_ahead += shift;
    ruleset->band_on_track += shift;
    for (size_t i = 0; i < base->band_count && i < lab->band_room; i++) {
        lab->bands[i] = base->bands[i];
        lab->bands[i].ahead += shift;
        lab->bands[i].on_track += shift;
    }
    ruleset->bands = base->band_count > 0 ? lab->bands : NULL;
}

/* The ruleset of one run. */
static struct fyp_ruleset varied(
    const struct laboratory *lab, const struct fyp_ruleset *base,
    const double *point)
{
    struct fyp_ruleset ruleset = *base;
    const double shift = band_least + band_width * point[INPUT_BANDS];

    ruleset.method =
        (enum fyp_method)(int)(FYP_METHOD_COUNT * point[INPUT_METHOD]);
    ruleset.mean =
        point[INPUT_MEAN] < 0.5 ? FYP_MEAN_ARITHMETIC : FYP_MEAN_GEOMETRIC;
    move_bands(lab, base, shift, &ruleset);
    for (size_t i = 0; i < lab->code_count; i++) {
        lab->weights[i] = (struct fyp_weight){
            .code = lab->codes[i],
            .weight = fyp_ruleset_weight(base, lab->codes[i]) *
                      (weight_least + weight_width * point[INPUT_WEIGHTS + i]),
        };
    }
    ruleset.weighting = FYP_WEIGHTING_LISTED;
    ruleset.weight_total = 0.0;
    ruleset.weights = lab->weights;
    ruleset.weight_count = lab->code_count;
    return ruleset;
}

/* --- one run --- */

static enum fyp_status locate(
    const struct fyp_plan *plan, struct fyp_error *err, enum fyp_status status)
{
    if (status != FYP_OK) {
        fyp_error_at(err, "%s", plan->id);
    }
    return status;
}

static enum fyp_status evaluate_run(
    const struct laboratory *lab, const double *point,
    struct fyp_evaluation *evaluation, bool *arithmetic, struct fyp_error *err)
{
    struct fyp_request request = lab->question->requests[lab->subject];
    struct fyp_ruleset ruleset = varied(lab, base_ruleset(lab), point);
    enum fyp_status status;

    request.ruleset = &ruleset;
    request.quality = NULL;
    *arithmetic = false;
    if (ruleset.mean == FYP_MEAN_GEOMETRIC) {
        status = fyp_evaluate(&request, evaluation, err);
        if (status != FYP_E_EVALUATE_GEOMETRIC_ZERO) {
            return locate(request.plan, err, status);
        }
        if (err != NULL) {
            *err = (struct fyp_error){0};
        }
        ruleset.mean = FYP_MEAN_ARITHMETIC;
        *arithmetic = true;
    }
    status = fyp_evaluate(&request, evaluation, err);
    return locate(request.plan, err, status);
}

static void report_progress(const struct laboratory *lab, size_t run)
{
    const size_t done = lab->subject * lab->out->evaluations + run;

    if (lab->question->progress != NULL && run % PROGRESS_STEP == 0) {
        lab->question->progress(
            lab->question->context, (long long)done,
            (long long)lab->question->count * (long long)lab->out->evaluations);
    }
}

/* The runs A and B of each row come first in it. */
static bool is_base_run(size_t run)
{
    return run % (FYP_FACTOR_COUNT + 2) < 2;
}

static enum fyp_status one_run(
    void *context, size_t run, const double *point, double *out,
    struct fyp_error *err)
{
    const struct laboratory *lab = context;
    struct fyp_sensitivity_subject *subject = &lab->out->subjects[lab->subject];
    struct fyp_evaluation evaluation;
    bool arithmetic;

    report_progress(lab, run);
    if (lab->question->ranks_only && !is_base_run(run)) {
        *out = NAN;
        return FYP_OK;
    }
    const enum fyp_status status =
        evaluate_run(lab, point, &evaluation, &arithmetic, err);
    if (status != FYP_OK) {
        return status;
    }
    *out = evaluation.score;
    subject->run_grades[run] = (unsigned char)evaluation.grade;
    if (is_base_run(run)) {
        subject->grades[evaluation.grade]++;
        subject->scored_runs += isnan(evaluation.score) ? 0 : 1;
        subject->arithmetic_runs += arithmetic ? 1 : 0;
    }
    fyp_evaluation_finish(&evaluation);
    return FYP_OK;
}

/* --- what the runs say --- */

/* Sorts the first n of numbers and takes the three percentiles. */
static void percentiles(
    double *numbers, size_t n, double *low, double *median, double *high)
{
    *low = NAN;
    *median = NAN;
    *high = NAN;
    if (n == 0) {
        return;
    }
    gsl_sort(numbers, 1, n);
    *low = gsl_stats_quantile_from_sorted_data(numbers, 1, n, 0.05);
    *median = gsl_stats_quantile_from_sorted_data(numbers, 1, n, 0.5);
    *high = gsl_stats_quantile_from_sorted_data(numbers, 1, n, 0.95);
}

static void
describe_scores(struct laboratory *lab, struct fyp_sensitivity_subject *subject)
{
    size_t n = 0;

    for (size_t run = 0; run < lab->out->evaluations; run++) {
        if (is_base_run(run) && !isnan(subject->values[run])) {
            lab->sorted[n++] = subject->values[run];
        }
    }
    percentiles(
        lab->sorted, n, &subject->low, &subject->median, &subject->high);
}

/* The grade is a word: what a factor does to it is how often it turns when
 * the factor alone is drawn again. */
static void describe_grades(
    const struct laboratory *lab, struct fyp_sensitivity_subject *subject)
{
    const size_t parts = FYP_FACTOR_COUNT + 2;

    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        size_t changes = 0;
        for (size_t i = 0; i < lab->out->points; i++) {
            const unsigned char *row = subject->run_grades + i * parts;
            changes += row[0] != row[2 + factor] ? 1 : 0;
        }
        subject->grade_change[factor] =
            lab->question->ranks_only
                ? (double)NAN
                : (double)changes / (double)lab->out->points;
    }
}

static enum fyp_status
run_subject(struct laboratory *lab, size_t index, struct fyp_error *err)
{
    struct fyp_sensitivity_subject *subject = &lab->out->subjects[index];
    const struct fyp_indices_question question = {
        .design = &lab->design,
        .dimension = lab->out->dimension,
        .groups = lab->groups,
        .group_count = FYP_FACTOR_COUNT,
        .function = one_run,
        .context = lab,
    };
    enum fyp_status status;

    lab->subject = index;
    status = fyp_indices_run(&question, subject->values, err);
    if (status == FYP_OK) {
        status = fyp_indices_estimate(
            &question, subject->values, &subject->indices, err);
    }
    if (status == FYP_OK) {
        describe_scores(lab, subject);
        describe_grades(lab, subject);
    }
    return status;
}

/* --- ranks --- */

/* 1 + those with a higher score; equal scores share the better rank. */
static double
rank_in_run(const struct fyp_sensitivity *out, size_t index, size_t run)
{
    const double own = out->subjects[index].values[run];
    int rank = 1;

    for (size_t s = 0; s < out->subject_count; s++) {
        const double other = out->subjects[s].values[run];
        rank += !isnan(other) && fyp_more(other, own) ? 1 : 0;
    }
    return rank;
}

static void rank_subject(struct laboratory *lab, size_t index)
{
    struct fyp_sensitivity_subject *subject = &lab->out->subjects[index];
    size_t n = 0;

    for (size_t run = 0; run < lab->out->evaluations; run++) {
        if (is_base_run(run) && !isnan(subject->values[run])) {
            lab->sorted[n++] = rank_in_run(lab->out, index, run);
        }
    }
    percentiles(
        lab->sorted, n, &subject->rank_low, &subject->rank_median,
        &subject->rank_high);
}

static void rank_all(struct laboratory *lab)
{
    for (size_t s = 0; s < lab->out->subject_count; s++) {
        if (lab->out->subject_count > 1) {
            rank_subject(lab, s);
        } else {
            lab->out->subjects[s].rank_low = NAN;
            lab->out->subjects[s].rank_median = NAN;
            lab->out->subjects[s].rank_high = NAN;
        }
    }
}

/* --- all of it --- */

static bool
same_subject(const struct fyp_request *a, const struct fyp_request *b)
{
    const char *place = a->region != NULL ? a->region : a->plan->region.code;
    const char *other = b->region != NULL ? b->region : b->plan->region.code;

    return strcmp(a->plan->id, b->plan->id) == 0 && strcmp(place, other) == 0;
}

static enum fyp_status refuse_twice(
    const struct fyp_sensitivity_question *question, struct fyp_error *err)
{
    for (size_t i = 0; i < question->count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (same_subject(&question->requests[i], &question->requests[k])) {
                return fyp_fail(
                    err, FYP_E_SENSITIVITY_TWICE,
                    question->requests[i].plan->id);
            }
        }
    }
    return FYP_OK;
}

/* The evaluation as the ruleset has it: also tells at once what every run
 * would be refused for. */
static enum fyp_status
evaluate_all(struct laboratory *lab, struct fyp_error *err)
{
    for (size_t s = 0; s < lab->question->count; s++) {
        const struct fyp_request *request = &lab->question->requests[s];
        struct fyp_evaluation *evaluation = &lab->out->subjects[s].evaluation;
        const enum fyp_status status = fyp_evaluate(request, evaluation, err);
        if (status != FYP_OK) {
            return locate(request->plan, err, status);
        }
        lab->out->demonstration |= evaluation->demonstration;
    }
    return FYP_OK;
}

static enum fyp_status
make_room_for_codes(struct laboratory *lab, struct fyp_error *err)
{
    struct fyp_arena *arena = &lab->out->arena;
    size_t room = 1;

    for (size_t s = 0; s < lab->question->count; s++) {
        room += lab->question->requests[s].plan->indicator_count;
    }
    lab->codes = fyp_arena_alloc(arena, room, sizeof *lab->codes);
    lab->weights = fyp_arena_alloc(arena, room, sizeof *lab->weights);
    for (size_t s = 0; s < lab->question->count; s++) {
        const size_t bands =
            lab->out->subjects[s].evaluation.ruleset.band_count;
        lab->band_room = bands > lab->band_room ? bands : lab->band_room;
    }
    lab->bands = fyp_arena_alloc(arena, lab->band_room, sizeof *lab->bands);
    lab->groups =
        fyp_arena_alloc(arena, INPUT_WEIGHTS + room, sizeof *lab->groups);
    if (lab->codes == NULL || lab->weights == NULL || lab->groups == NULL ||
        lab->bands == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    return FYP_OK;
}

static enum fyp_status
make_room_for_runs(struct laboratory *lab, struct fyp_error *err)
{
    struct fyp_sensitivity *out = lab->out;
    const size_t n = out->evaluations;
    bool enough;

    lab->sorted = fyp_arena_alloc(&out->arena, out->runs, sizeof *lab->sorted);
    enough = lab->sorted != NULL;
    for (size_t s = 0; s < out->subject_count; s++) {
        struct fyp_sensitivity_subject *subject = &out->subjects[s];
        subject->values =
            fyp_arena_alloc(&out->arena, n, sizeof *subject->values);
        subject->run_grades =
            fyp_arena_alloc(&out->arena, n, sizeof *subject->run_grades);
        enough =
            enough && subject->values != NULL && subject->run_grades != NULL;
    }
    return enough ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
}

static enum fyp_status prepare(struct laboratory *lab, struct fyp_error *err)
{
    struct fyp_sensitivity *out = lab->out;
    enum fyp_status status = make_room_for_codes(lab, err);

    if (status != FYP_OK) {
        return status;
    }
    collect_codes(lab);
    set_groups(lab);
    out->points = lab->question->points;
    out->seed = lab->question->seed;
    out->runs = 2 * out->points;
    out->evaluations = out->points * (FYP_FACTOR_COUNT + 2);
    out->dimension = INPUT_WEIGHTS + lab->code_count;
    status = make_room_for_runs(lab, err);
    if (status == FYP_OK) {
        status = fyp_design_create(
            out->points, 2 * out->dimension, out->seed, &lab->design, err);
    }
    out->design = lab->design.kind;
    return status;
}

static enum fyp_status run_lab(struct laboratory *lab, struct fyp_error *err)
{
    enum fyp_status status = evaluate_all(lab, err);

    if (status == FYP_OK) {
        status = prepare(lab, err);
    }
    for (size_t s = 0; status == FYP_OK && s < lab->question->count; s++) {
        status = run_subject(lab, s, err);
    }
    if (status == FYP_OK) {
        rank_all(lab);
    }
    return status;
}

enum fyp_status fyp_sensitivity_compute(
    const struct fyp_sensitivity_question *question,
    struct fyp_sensitivity *out, struct fyp_error *err)
{
    struct laboratory lab = {.question = question, .out = out};
    enum fyp_status status = refuse_twice(question, err);

    *out = (struct fyp_sensitivity){0};
    if (status != FYP_OK) {
        return status;
    }
    out->subjects =
        fyp_arena_alloc(&out->arena, question->count, sizeof *out->subjects);
    if (out->subjects == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    out->subject_count = question->count;
    status = run_lab(&lab, err);
    fyp_design_finish(&lab.design);
    if (status != FYP_OK) {
        fyp_sensitivity_finish(out);
    }
    return status;
}

void fyp_sensitivity_finish(struct fyp_sensitivity *sensitivity)
{
    if (sensitivity == NULL) {
        return;
    }
    for (size_t s = 0; s < sensitivity->subject_count; s++) {
        fyp_evaluation_finish(&sensitivity->subjects[s].evaluation);
    }
    fyp_arena_finish(&sensitivity->arena);
    *sensitivity = (struct fyp_sensitivity){0};
}

const char *fyp_factor_name(enum fyp_factor factor)
{
    static const char *const names[] = {
        [FYP_FACTOR_WEIGHTS] = "weights",
        [FYP_FACTOR_METHOD] = "method",
        [FYP_FACTOR_MEAN] = "mean",
        [FYP_FACTOR_BANDS] = "bands",
    };

    return names[factor];
}
