/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/csv_row.h"
#include "reports/sensitivity.h"

static const char *const header[] = {
    "plan",
    "region",
    "year",
    "stage",
    "region_name",
    "score",
    "grade",
    "targets_missed",
    "assessed_weight",
    "mean",
    "sd",
    "p5",
    "p50",
    "p95",
    "excellent",
    "good",
    "pass",
    "fail",
    "no_grade",
    "weights_first",
    "weights_total",
    "weights_grade_change",
    "method_first",
    "method_total",
    "method_grade_change",
    "mean_first",
    "mean_total",
    "mean_grade_change",
    "bands_first",
    "bands_total",
    "bands_grade_change",
    "indices_refused",
    "rank_p5",
    "rank_p50",
    "rank_p95",
    "points",
    "runs",
    "scored_runs",
    "arithmetic_runs",
    "design",
    "seed",
    "demonstration",
    "data_notice",
};

static void put_place(
    struct fyp_csv_row *row, const struct fyp_sensitivity_subject *subject)
{
    const struct fyp_evaluation *evaluation = &subject->evaluation;

    fyp_csv_text(row, evaluation->plan->id);
    fyp_csv_text(row, evaluation->region);
    fyp_csv_integer(row, evaluation->year);
    fyp_csv_text(row, fyp_stage_name(evaluation->stage));
    fyp_csv_text(row, fyp_sensitivity_place(subject));
    fyp_csv_number(row, evaluation->score);
    fyp_csv_text(row, fyp_grade_name(evaluation->grade));
    fyp_csv_integer(row, evaluation->behind_count);
    fyp_csv_number(row, evaluation->assessed_weight);
}

static void put_distribution(
    struct fyp_csv_row *row, const struct fyp_sensitivity_subject *subject,
    size_t runs)
{
    fyp_csv_number(row, subject->indices.mean);
    fyp_csv_number(row, subject->indices.sd);
    fyp_csv_number(row, subject->low);
    fyp_csv_number(row, subject->median);
    fyp_csv_number(row, subject->high);
    for (int grade = FYP_GRADE_EXCELLENT; grade >= FYP_GRADE_NONE; grade--) {
        fyp_csv_number(row, (double)subject->grades[grade] / (double)runs);
    }
}

static void put_factors(
    struct fyp_csv_row *row, const struct fyp_sensitivity_subject *subject)
{
    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        fyp_csv_number(row, subject->indices.first[factor]);
        fyp_csv_number(row, subject->indices.total[factor]);
        fyp_csv_number(row, subject->grade_change[factor]);
    }
    fyp_csv_text(row, fyp_indices_refusal_name(subject->indices.refusal));
    fyp_csv_number(row, subject->rank_low);
    fyp_csv_number(row, subject->rank_median);
    fyp_csv_number(row, subject->rank_high);
}

static void put_design(
    struct fyp_csv_row *row, const struct fyp_sensitivity *sensitivity,
    const struct fyp_sensitivity_subject *subject)
{
    struct fyp_buffer seed = {0};

    fyp_csv_integer(row, (long long)sensitivity->points);
    fyp_csv_integer(row, (long long)sensitivity->runs);
    fyp_csv_integer(row, (long long)subject->scored_runs);
    fyp_csv_integer(row, (long long)subject->arithmetic_runs);
    fyp_csv_text(row, fyp_design_name(sensitivity->design));
    fyp_buffer_format(&seed, "%llu", (unsigned long long)sensitivity->seed);
    fyp_csv_text(row, seed.data);
    row->out->failed = row->out->failed || seed.failed;
    fyp_buffer_finish(&seed);
}

void fyp_sensitivity_csv(
    const struct fyp_sensitivity *sensitivity, struct fyp_buffer *out)
{
    fyp_csv_texts(out, header, sizeof header / sizeof *header);
    for (size_t s = 0; s < sensitivity->subject_count; s++) {
        const struct fyp_sensitivity_subject *subject =
            &sensitivity->subjects[s];
        const bool demonstration = subject->evaluation.demonstration;
        struct fyp_csv_row row = {.out = out};
        put_place(&row, subject);
        put_distribution(&row, subject, sensitivity->runs);
        put_factors(&row, subject);
        put_design(&row, sensitivity, subject);
        fyp_csv_boolean(&row, demonstration);
        fyp_csv_text(&row, demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
        fyp_csv_end(&row);
    }
}
