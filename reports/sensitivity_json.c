/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/json.h"
#include "reports/parts.h"
#include "reports/sensitivity.h"

#include <math.h>

static void put_place(
    struct fyp_json *object, const struct fyp_sensitivity_subject *subject)
{
    const struct fyp_evaluation *evaluation = &subject->evaluation;

    fyp_json_text(object, "plan", evaluation->plan->id);
    fyp_json_text(object, "region", evaluation->region);
    fyp_json_integer(object, "year", evaluation->year);
    fyp_json_text(object, "stage", fyp_stage_name(evaluation->stage));
    fyp_json_integer(object, "target_version", evaluation->target_version);
    fyp_json_text(object, "title", evaluation->plan->title);
    fyp_json_text(object, "region_name", fyp_sensitivity_place(subject));
    fyp_json_number(object, "score", evaluation->score);
    fyp_json_text(object, "grade", fyp_grade_name(evaluation->grade));
    fyp_json_integer(object, "targets_missed", evaluation->behind_count);
    fyp_json_number(object, "assessed_weight", evaluation->assessed_weight);
}

static void put_distribution(
    struct fyp_json *object, const struct fyp_sensitivity_subject *subject)
{
    struct fyp_json distribution = fyp_json_object();

    fyp_json_number(&distribution, "mean", subject->indices.mean);
    fyp_json_number(&distribution, "sd", subject->indices.sd);
    fyp_json_number(&distribution, "p5", subject->low);
    fyp_json_number(&distribution, "p50", subject->median);
    fyp_json_number(&distribution, "p95", subject->high);
    fyp_json_put(object, "distribution", &distribution);
}

static void put_grades(
    struct fyp_json *object, const struct fyp_sensitivity_subject *subject,
    size_t runs)
{
    struct fyp_json shares = fyp_json_object();

    for (int grade = FYP_GRADE_EXCELLENT; grade > FYP_GRADE_NONE; grade--) {
        fyp_json_number(
            &shares, fyp_grade_name((enum fyp_grade)grade),
            (double)subject->grades[grade] / (double)runs);
    }
    fyp_json_number(
        &shares, "none",
        (double)subject->grades[FYP_GRADE_NONE] / (double)runs);
    fyp_json_put(object, "grade_shares", &shares);
}

static void put_factors(
    struct fyp_json *object, const struct fyp_sensitivity_subject *subject)
{
    struct fyp_json factors = fyp_json_object();

    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        struct fyp_json item = fyp_json_object();
        fyp_json_number(&item, "first", subject->indices.first[factor]);
        fyp_json_number(&item, "total", subject->indices.total[factor]);
        fyp_json_number(&item, "grade_change", subject->grade_change[factor]);
        fyp_json_put(&factors, fyp_factor_name((enum fyp_factor)factor), &item);
    }
    fyp_json_put(object, "factors", &factors);
    fyp_json_text(
        object, "indices_refused",
        fyp_indices_refusal_name(subject->indices.refusal));
}

static void
put_rank(struct fyp_json *object, const struct fyp_sensitivity_subject *subject)
{
    if (isnan(subject->rank_median)) {
        fyp_json_null(object, "rank");
        return;
    }
    struct fyp_json rank = fyp_json_object();
    fyp_json_number(&rank, "p5", subject->rank_low);
    fyp_json_number(&rank, "p50", subject->rank_median);
    fyp_json_number(&rank, "p95", subject->rank_high);
    fyp_json_put(object, "rank", &rank);
}

static void put_subject(
    struct fyp_json *array, const struct fyp_sensitivity *sensitivity,
    const struct fyp_sensitivity_subject *subject)
{
    struct fyp_json object = fyp_json_object();

    put_place(&object, subject);
    put_distribution(&object, subject);
    put_grades(&object, subject, sensitivity->runs);
    put_factors(&object, subject);
    put_rank(&object, subject);
    fyp_json_integer(&object, "scored_runs", (long long)subject->scored_runs);
    fyp_json_integer(
        &object, "arithmetic_runs", (long long)subject->arithmetic_runs);
    fyp_json_boolean(
        &object, "demonstration", subject->evaluation.demonstration);
    fyp_json_put(array, NULL, &object);
}

/* A seed can be larger than any number that JSON's readers hold exactly. */
static void put_seed(struct fyp_json *root, uint64_t seed)
{
    struct fyp_buffer text = {0};

    fyp_buffer_format(&text, "%llu", (unsigned long long)seed);
    fyp_json_text(root, "seed", text.data);
    root->failed = root->failed || text.failed;
    fyp_buffer_finish(&text);
}

void fyp_sensitivity_json(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json array = fyp_json_array();

    fyp_json_integer(&root, "points", (long long)sensitivity->points);
    fyp_json_integer(&root, "runs", (long long)sensitivity->runs);
    fyp_json_integer(&root, "evaluations", (long long)sensitivity->evaluations);
    fyp_json_integer(&root, "inputs", (long long)sensitivity->dimension);
    fyp_json_text(&root, "design", fyp_design_name(sensitivity->design));
    put_seed(&root, sensitivity->seed);
    fyp_json_boolean(&root, "demonstration", sensitivity->demonstration);
    fyp_json_text(
        &root, "data_notice",
        sensitivity->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    for (size_t s = 0; s < sensitivity->subject_count; s++) {
        put_subject(&array, sensitivity, &sensitivity->subjects[s]);
    }
    fyp_json_put(&root, "results", &array);
    fyp_json_write(&root, out);
}
