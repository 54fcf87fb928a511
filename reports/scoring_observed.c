/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/scoring.h"

#include <math.h>
#include <string.h>

/* What was observed, as formulas over the data sheet: docs/methods.md
 * sections 2, 3 and 5; beside engine/observe.c. */

static int first_year(const struct fyp_scoring *scoring)
{
    return scoring->view->evaluation->plan->baseline_year;
}

/* The cell of a column of the data sheet: 'data'!G7. */
static const char *
data_cell(struct fyp_scoring *scoring, uint32_t row, uint32_t column)
{
    const struct fyp_sheet *sheet = scoring->view->sheets[FYP_SHEET_DATA];
    return fyp_scoring_text(
        scoring, "'%s'!%c%lu", fyp_sheet_name(sheet), (char)('A' + column),
        (unsigned long)row + 1);
}

/* The figure of a year, in the row of that year. */
const char *fyp_scoring_figure(struct fyp_scoring *scoring, int year)
{
    const struct fyp_chart_range range =
        fyp_data_range(scoring->view, scoring->index, FYP_DATA_REPORTED);
    return data_cell(
        scoring, range.first_row + (uint32_t)(year - first_year(scoring)),
        FYP_DATA_REPORTED);
}

static const struct fyp_series_year *
series_of(const struct fyp_scoring *scoring, int year)
{
    return &scoring->view->series->items[scoring->index]
                .years[year - first_year(scoring)];
}

/* The cell of a figure that has a row of its own below the years; NULL where
 * there is none. */
static const char *
figure_below(struct fyp_scoring *scoring, enum fyp_use use, int year)
{
    const struct fyp_series_set *set = scoring->view->series;
    for (size_t i = 0; i < set->used_count; i++) {
        const struct fyp_used_figure *used = &set->used[i];
        if (used->result == scoring->result && used->use == use &&
            used->figure->year == year &&
            (use != FYP_USE_OWN || used->figure->basis == FYP_BASIS_TO_DATE)) {
            return data_cell(
                scoring, fyp_data_used_row(scoring->view, i),
                FYP_DATA_REPORTED);
        }
    }
    return NULL;
}

/* --- the value --- */

/* Share of the declared sub-regions that meet the target; those without a
 * figure have no row and do not meet it. */
static const char *share_of_subregions(struct fyp_scoring *scoring)
{
    const struct fyp_series_set *set = scoring->view->series;
    const struct fyp_evaluation *evaluation = scoring->view->evaluation;
    const struct fyp_target *target = &scoring->result->indicator->target;
    const char *bound = fyp_scoring_number(scoring, target->value.value);
    const char *count = "0";
    const char *met = "0";

    for (size_t i = 0; i < set->used_count; i++) {
        const struct fyp_used_figure *used = &set->used[i];
        if (used->result != scoring->result ||
            used->figure->year != evaluation->year) {
            continue;
        }
        const char *cell = data_cell(
            scoring,
            used->use == FYP_USE_SUBREGION
                ? fyp_data_used_row(scoring->view, i)
                : fyp_data_range(
                      scoring->view, scoring->index, FYP_DATA_REPORTED)
                          .first_row +
                      (uint32_t)(used->figure->year - first_year(scoring)),
            FYP_DATA_REPORTED);
        count = fyp_scoring_text(scoring, "%s+COUNT(%s)", count, cell);
        met = fyp_scoring_text(
            scoring, "%s+IF(ISNUMBER(%s),IF(%s,1,0),0)", met, cell,
            fyp_scoring_compare(
                scoring,
                fyp_scoring_compared(
                    scoring, cell, fyp_target_decimals(target)),
                target->comparator, bound));
    }
    const bool own =
        strcmp(evaluation->region, evaluation->plan->region.code) == 0;
    return fyp_scoring_text(
        scoring, "IF(%s=0,\"—\",100*(%s)/%zu)", count, met,
        own ? evaluation->plan->subregion_count : 1);
}

/* The latest running total up to the evaluated year; 0: there is none. */
static int total_year(const struct fyp_scoring *scoring)
{
    int year = scoring->view->evaluation->year;
    while (year > first_year(scoring) && !series_of(scoring, year)->to_date) {
        year--;
    }
    return year > first_year(scoring) ? year : 0;
}

/* Cells whose sum is X, separated by commas; *years of them are figures of
 * single years. */
static const char *sum_cells(struct fyp_scoring *scoring)
{
    const int year = scoring->view->evaluation->year;
    const int total = total_year(scoring);
    const char *cells = NULL;

    if (total > 0) {
        cells = series_of(scoring, total)->figure
                    ? figure_below(scoring, FYP_USE_OWN, total)
                    : fyp_scoring_figure(scoring, total);
    }
    for (int y = total > 0 ? total + 1 : first_year(scoring) + 1; y <= year;
         y++) {
        const char *cell = fyp_scoring_figure(scoring, y);
        cells = cells ? fyp_scoring_text(scoring, "%s,%s", cells, cell) : cell;
    }
    return cells ? cells : "";
}

static int sum_cell_count(const struct fyp_scoring *scoring)
{
    const int total = total_year(scoring);
    const int year = scoring->view->evaluation->year;
    return total > 0 ? year - total + 1 : year - first_year(scoring);
}

static const char *latest_event(struct fyp_scoring *scoring)
{
    const char *done = "\"—\"";
    const char *latest = "\"—\"";
    const char *any = "0";
    for (int y = first_year(scoring) + 1; y <= scoring->view->evaluation->year;
         y++) {
        const char *cell = fyp_scoring_figure(scoring, y);
        const char *is_done =
            fyp_scoring_compare(scoring, cell, FYP_COMPARE_GE, "1");
        latest = fyp_scoring_text(
            scoring, "IF(ISNUMBER(%s),%s,%s)", cell, cell, latest);
        done = fyp_scoring_text(
            scoring, "IF(IF(ISNUMBER(%s),IF(%s,1,0),0)=1,%s,%s)", cell, is_done,
            cell, done);
        any = fyp_scoring_text(
            scoring, "%s+IF(ISNUMBER(%s),IF(%s,1,0),0)", any, cell, is_done);
    }
    return fyp_scoring_text(scoring, "IF(%s>0,%s,%s)", any, done, latest);
}

/* --- growth --- */

static const char *reference_of(struct fyp_scoring *scoring, int year)
{
    return figure_below(scoring, FYP_USE_REFERENCE, year);
}

/* "1 where the year counts, else 0"; with a reference only a year that both
 * have. */
static const char *
year_counts(struct fyp_scoring *scoring, int year, bool common)
{
    const char *own = fyp_scoring_figure(scoring, year);
    if (!common) {
        return fyp_scoring_text(scoring, "IF(ISNUMBER(%s),1,0)", own);
    }
    const char *beside = reference_of(scoring, year);
    return beside == NULL
               ? "0"
               : fyp_scoring_text(
                     scoring, "IF(AND(ISNUMBER(%s),ISNUMBER(%s)),1,0)", own,
                     beside);
}

static const char *years_counted(struct fyp_scoring *scoring, bool common)
{
    const char *sum = "0";
    for (int y = first_year(scoring) + 1; y <= scoring->view->evaluation->year;
         y++) {
        sum = fyp_scoring_text(
            scoring, "%s+%s", sum, year_counts(scoring, y, common));
    }
    return sum;
}

/* Geometric mean of the years that count, of the own series or of the
 * reference; a change below -100 % makes it undefined. */
static const char *
growth_mean(struct fyp_scoring *scoring, bool common, bool of_reference)
{
    const char *factors = "1";
    for (int y = first_year(scoring) + 1; y <= scoring->view->evaluation->year;
         y++) {
        const char *cell = of_reference ? reference_of(scoring, y)
                                        : fyp_scoring_figure(scoring, y);
        if (cell == NULL) {
            continue;
        }
        factors = fyp_scoring_text(
            scoring, "%s,IF(%s=1,1+%s/100,1)", factors,
            year_counts(scoring, y, common), cell);
    }
    const char *years = years_counted(scoring, common);
    return fyp_scoring_text(
        scoring,
        "IF(%s=0,\"—\",IF(MIN(%s)<0,\"—\","
        "ROUND(100*(POWER(PRODUCT(%s),1/(%s))-1),12)))",
        years, factors, factors, years);
}

static const char *growth_value(struct fyp_scoring *scoring)
{
    if (!fyp_scoring_has_reference(scoring)) {
        return growth_mean(scoring, false, false);
    }
    return fyp_scoring_text(
        scoring, "IF(%s>0,%s,%s)", years_counted(scoring, true),
        growth_mean(scoring, true, false), growth_mean(scoring, false, false));
}

const char *fyp_scoring_growth_has_any(struct fyp_scoring *scoring)
{
    return fyp_scoring_text(scoring, "%s>0", years_counted(scoring, false));
}

const char *fyp_scoring_growth_has_year(struct fyp_scoring *scoring)
{
    return fyp_scoring_text(
        scoring, "%s=1",
        year_counts(
            scoring, scoring->view->evaluation->year,
            fyp_scoring_has_reference(scoring)));
}

/* --- the columns --- */

static const char *value_formula(struct fyp_scoring *scoring)
{
    switch (scoring->result->indicator->kind) {
    case FYP_KIND_CUMULATIVE:
        return fyp_scoring_text(
            scoring, "IF(COUNT(%s)=0,\"—\",ROUND(SUM(%s),12))",
            sum_cells(scoring), sum_cells(scoring));
    case FYP_KIND_GROWTH:
        return growth_value(scoring);
    case FYP_KIND_EVENT:
        return latest_event(scoring);
    case FYP_KIND_NONE:
    case FYP_KIND_LEVEL:
        break;
    }
    if (scoring->result->indicator->each_subregion) {
        return share_of_subregions(scoring);
    }
    const char *cell =
        fyp_scoring_figure(scoring, scoring->view->evaluation->year);
    return fyp_scoring_text(scoring, "IF(ISNUMBER(%s),%s,\"—\")", cell, cell);
}

static const char *reference_formula(struct fyp_scoring *scoring)
{
    if (!fyp_scoring_has_reference(scoring)) {
        return NULL;
    }
    if (scoring->result->indicator->kind == FYP_KIND_GROWTH) {
        return growth_mean(scoring, true, true);
    }
    const char *cell = reference_of(scoring, scoring->view->evaluation->year);
    return cell == NULL ? NULL
                        : fyp_scoring_text(
                              scoring, "IF(ISNUMBER(%s),%s,\"—\")", cell, cell);
}

static const char *complete_formula(struct fyp_scoring *scoring)
{
    const struct fyp_indicator *indicator = scoring->result->indicator;
    if (indicator->kind == FYP_KIND_CUMULATIVE) {
        return fyp_scoring_text(
            scoring, "IF(COUNT(%s)=%d,1,0)", sum_cells(scoring),
            sum_cell_count(scoring));
    }
    if (indicator->kind == FYP_KIND_GROWTH) {
        const char *common = years_counted(scoring, true);
        const char *own = years_counted(scoring, false);
        const char *used =
            fyp_scoring_has_reference(scoring)
                ? fyp_scoring_text(
                      scoring, "IF(%s>0,%s,%s)", common, common, own)
                : own;
        return fyp_scoring_text(
            scoring, "IF(%s=%d,1,0)", used,
            scoring->view->evaluation->year - first_year(scoring));
    }
    return NULL;
}

/* Observed in y0, else the first figure after it (a proxy), unless a
 * milestone was due by then. as_year: the year instead of the figure. */
static const char *observed_baseline(struct fyp_scoring *scoring, bool as_year)
{
    const struct fyp_indicator *indicator = scoring->result->indicator;
    const int last = scoring->view->evaluation->year;
    const char *formula = "\"—\"";
    for (int y = last; y >= first_year(scoring); y--) {
        const bool late = y > first_year(scoring) &&
                          indicator->milestone_count > 0 &&
                          indicator->milestones[0].year <= y;
        const char *cell = fyp_scoring_figure(scoring, y);
        const char *found = as_year ? fyp_scoring_text(scoring, "%d", y) : cell;
        formula = fyp_scoring_text(
            scoring, "IF(ISNUMBER(%s),%s,%s)", cell, late ? "\"—\"" : found,
            formula);
    }
    return formula;
}

static bool is_observed(const struct fyp_scoring *scoring)
{
    const struct fyp_indicator_result *result = scoring->result;
    return result->indicator->kind == FYP_KIND_LEVEL &&
           result->indicator->path != FYP_PATH_STEP &&
           !result->indicator->each_subregion &&
           result->baseline_source != FYP_BASELINE_TABLE &&
           result->baseline_source != FYP_BASELINE_PROSE;
}

const char *fyp_scoring_observed(
    struct fyp_scoring *scoring, enum fyp_scoring_column column)
{
    switch (column) {
    case FYP_SCORING_VALUE:
        return value_formula(scoring);
    case FYP_SCORING_REFERENCE:
        return reference_formula(scoring);
    case FYP_SCORING_COMPLETE:
        return complete_formula(scoring);
    case FYP_SCORING_BASELINE:
        return is_observed(scoring) ? observed_baseline(scoring, false) : NULL;
    case FYP_SCORING_BASELINE_YEAR:
        return is_observed(scoring) ? observed_baseline(scoring, true) : NULL;
    default:
        return NULL;
    }
}
