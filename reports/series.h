/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SERIES_H
#define FYP_REPORTS_SERIES_H

#include "engine/outlook.h"
#include "engine/used.h"

/*
 * An indicator over the years of its plan, for the trend charts and the data
 * sheet: what was reported, what was judged, what was due. Each year is
 * evaluated by the engine with the same rules; nothing is computed here.
 *
 * Years after the evaluated one have an expected value only where it does
 * not rest on figures that came later, and a forecast: the model that
 * `fyp outlook` chooses for the target year, from the same points.
 */

struct fyp_series_year {
    int year;
    const struct fyp_figure *figure;  /* that went in; NULL: none */
    const struct fyp_figure *to_date; /* running total; NULL: none */
    bool is_baseline;                 /* the row of y0 */
    double value;     /* judged, in y0 the baseline; NAN: none */
    double expected;  /* e(t), in y0 the start of the line; NAN: none */
    double target;    /* NAN: none */
    double reference; /* g_r or ref_t; NAN: none */
    double forecast;  /* of years after the evaluated one; NAN: none */
    double forecast_low, forecast_high; /* 80 %; NAN: none, two points */
    bool demonstration; /* a demonstration figure went into value, after
                           the evaluated year into the forecast */
};

/** How the forecast of a series was made. */
struct fyp_series_forecast {
    struct fyp_outlook_path path; /* model COUNT: none */
    int decimals;                 /* of the target as printed */
    int last_year;                /* of the points; 0: none */
    bool incomplete;              /* a value with a gap was left out */
};

struct fyp_series {
    struct fyp_series_year *years;             /* shape [count], from y0 */
    const struct fyp_indicator_result *result; /* of the evaluated year */
    struct fyp_series_forecast forecast;
};

struct fyp_series_set {
    struct fyp_series *items; /* as the indicators of the plan */
    size_t count;
    size_t year_count;            /* y0 .. y1 */
    struct fyp_used_figure *used; /* shape [used_count] */
    size_t used_count;
    struct fyp_arena arena;
};

/**
 * Evaluates every year of the plan.
 * @param out  Zeroed on failure; points into evaluation and figures.
 */
enum fyp_status fyp_series_init(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    struct fyp_series_set *out, struct fyp_error *err);
void fyp_series_finish(struct fyp_series_set *set);

/** Is there any figure to draw up to the evaluated year? */
bool fyp_series_has_figure(const struct fyp_series *series, size_t year_count);

#endif
