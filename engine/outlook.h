/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_OUTLOOK_H
#define FYP_ENGINE_OUTLOOK_H

#include "engine/evaluate.h"
#include "engine/forecast.h"

/*
 * Where a series is heading: every candidate model carried to the target
 * year, the one that is chosen named, what is still needed a year, and how
 * far off each model would have been about the last year.
 *
 * An outlook is beside the score and never in it.
 *
 * Source: docs/methods.md section 10.
 */

/** Rows of the table of models in engine/outlook.c. */
enum fyp_model {
    FYP_MODEL_LINEAR,      /* least squares */
    FYP_MODEL_LOGIT,       /* least squares of ln(x / (100 - x)) */
    FYP_MODEL_MEAN_CHANGE, /* mean of the last five annual changes */
    FYP_MODEL_GEOMETRIC,   /* mean annual rate of growth */
    FYP_MODEL_COUNT        /* also: none is chosen */
};

/** Is the series a rate between 0 and 100? */
enum fyp_rate {
    FYP_RATE_UNKNOWN, /* no unit: taken for one where everything fits */
    FYP_RATE_YES,
    FYP_RATE_NO
};

struct fyp_model_result {
    enum fyp_refusal refusal;            /* all below is NAN where refused */
    double value;                        /* of the target year */
    double low80, high80, low95, high95; /* NAN: two points */
    double probability; /* that the target is met, 0..1; NAN: two points
                           or no numeric target */
    bool perfect;       /* no residual: the interval has no width */
    bool meets;         /* value meets the target */
    bool outside_range; /* value lies outside the natural range */
    /* The last year, forecast without it; NAN for fewer than three points. */
    double backtest_value, backtest_error; /* error: forecast - figure */
};

struct fyp_outlook_question {
    const struct fyp_year_series *points; /* cumulative: running totals from
                                             (y0, 0); growth: the rates */
    int end_year;                         /* y1, after the last point */
    enum fyp_kind kind;
    enum fyp_rate rate;
    enum fyp_comparator comparator; /* NONE: no target */
    double target;                  /* NAN: none, or no number */
    int decimals;                   /* of the target as printed */
    struct fyp_range range;
    bool incomplete; /* a sum with a gap: its last point is older than it */
};

struct fyp_outlook {
    struct fyp_model_result models[FYP_MODEL_COUNT];
    enum fyp_model chosen; /* COUNT: none */
    bool rate_inferred;    /* no unit was given; taken for a rate */
    size_t count;          /* of points */
    int last_year;         /* of the last point; 0: none */
    double last_value;     /* growth: the mean of all; NAN: none */
    double needed;         /* a year, from the last point to the end */
};

/**
 * All models for one series.
 *
 * Needed per remaining year is (T - x)/(y1 - t), t being the year of the
 * last point; for growth the rate that each remaining year must have so that
 * the geometric mean of all years is T (house rule; NAN where a year
 * between is missing).
 *
 * Chosen: mean_change for two points and for cumulative; logit for a rate
 * whose target lies strictly between 0 and 100; else linear, also where the
 * logit is refused; none for fewer than two points.
 *
 * Source:    docs/methods.md section 10.
 * Deviation: none.
 * Checked:   tests/engine/test_outlook.c; tests/twin/outlook_twin.py.
 */
void fyp_outlook_compute(
    const struct fyp_outlook_question *question, struct fyp_outlook *out);

/** One year on the way to the end; NAN where it is not defined. */
struct fyp_outlook_year {
    double value;
    double low80, high80; /* NAN: two points */
};

/** The chosen model over the years, for a picture. */
struct fyp_outlook_path {
    enum fyp_model model;     /* COUNT: none, and all years are NAN */
    enum fyp_refusal refusal; /* why none */
    bool outside_range;       /* the last value is, of the natural range */
    bool band_outside_range;  /* an end of its interval is */
};

/**
 * The model that fyp_outlook_compute chooses for question->end_year, carried
 * to each year from first_year to that one: the last element has the very
 * numbers of fyp_outlook_compute. Nothing else is computed, so that a
 * workbook can afford it.
 *
 * @param first_year  After the last point, <= question->end_year.
 * @param years       Shape [end_year - first_year + 1].
 *
 * Source:  docs/methods.md section 10.
 * Checked: tests/engine/test_outlook.c; tests/cli/test_outlook.py.
 */
void fyp_outlook_path(
    const struct fyp_outlook_question *question, int first_year,
    struct fyp_outlook_path *path, struct fyp_outlook_year *years);

/**
 * Running totals of what was done year by year, from 0 at the end of the
 * year before the first; a year without a figure ends them.
 * @return false where that left figures out.
 */
bool fyp_running_totals(
    const struct fyp_year_series *flows, struct fyp_year_series *out);

/** One indicator of a plan. */
struct fyp_indicator_outlook {
    const struct fyp_indicator_result *result; /* of the evaluated year */
    struct fyp_year_series points;             /* that went in */
    bool demonstration; /* a demonstration figure is among them */
    bool incomplete;    /* a value with a gap was left out */
    struct fyp_outlook_question question; /* points to points above */
    struct fyp_outlook outlook;
};

struct fyp_plan_outlook {
    struct fyp_evaluation evaluation;
    struct fyp_indicator_outlook *indicators; /* as in the plan */
    size_t indicator_count;
    bool demonstration;
    struct fyp_arena arena;
};

/**
 * The outlook of every indicator, seen from request->year. Points are the
 * baseline and every year from y0 + 1 on that has a value without a gap:
 * a sum or a share of sub-regions that is incomplete is no point.
 *
 * @param out  Zeroed on failure; release with fyp_plan_outlook_finish.
 *             Points into plan and figures, which must outlive it.
 * @retval FYP_E_OUTLOOK_END  The year is the last one of the plan.
 * @retval other              As fyp_evaluate.
 */
enum fyp_status fyp_outlook_plan(
    const struct fyp_request *request, struct fyp_plan_outlook *out,
    struct fyp_error *err);
void fyp_plan_outlook_finish(struct fyp_plan_outlook *outlook);

/**
 * What fyp_outlook_plan asks about one result, without the answer: points up
 * to the evaluated year and no later ones.
 *
 * @param evaluation  Made from these figures; a ruleset's weights and mean
 *                    make no difference.
 * @param result      One of evaluation->indicators.
 * @param out         outlook is zeroed; question points to out->points, so
 *                    do not copy it.
 */
void fyp_outlook_ask(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const struct fyp_indicator_result *result,
    struct fyp_indicator_outlook *out);

/** 0 to 100. */
struct fyp_range fyp_rate_range(void);

/* Words of the JSON contract. */
const char *fyp_model_name(enum fyp_model model);       /* NULL for COUNT */
const char *fyp_refusal_name(enum fyp_refusal refusal); /* NULL for NOT */

#endif
