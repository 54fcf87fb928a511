/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/explaining.h"

#include <math.h>

/* What went in, with the selection of engine/observe.c (sections 2, 3, 5). */

/* Numbers that a sum or a mean is made of. */
struct terms {
    double *values; /* shape [count], room for every year of the plan */
    size_t count;
};

static struct terms make_terms(struct fyp_explaining *chain)
{
    const struct fyp_plan *plan = chain->evaluation->plan;
    const size_t years = (size_t)(plan->end_year - plan->baseline_year) + 1;
    const struct terms terms = {
        .values =
            fyp_arena_alloc(&chain->out->arena, years, sizeof *terms.values)};
    chain->failed = chain->failed || terms.values == NULL;
    return terms;
}

static void add_term(struct terms *terms, double value)
{
    if (terms->values != NULL) {
        terms->values[terms->count++] = value;
    }
}

static void tell_figure(
    struct fyp_explaining *chain, enum fyp_step_rule rule,
    const struct fyp_figure *figure)
{
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_FIGURE, rule, figure->value.value);
    step->figure = figure;
    step->year = figure->year;
    step->region = figure->region;
}

static void tell_gap(
    struct fyp_explaining *chain, enum fyp_step_rule rule, int year,
    const char *region)
{
    struct fyp_step *step = fyp_explaining_add(chain, FYP_STEP_GAP, rule);
    step->year = year;
    step->region = region;
}

static const struct fyp_figure *
own_figure(const struct fyp_explaining *chain, int year)
{
    return fyp_state_figure(
        &chain->judge, chain->judge.region, chain->result->indicator->code,
        year);
}

static const struct fyp_figure *
reference_figure(const struct fyp_explaining *chain, int year)
{
    const struct fyp_reference *reference =
        &chain->result->indicator->target.reference;
    return fyp_state_figure(
        &chain->judge, fyp_reference_place(&chain->judge, reference),
        reference->code, year);
}

static void
tell_value(struct fyp_explaining *chain, enum fyp_step_rule rule, int year)
{
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_VALUE, rule, chain->result->value);
    step->year = year;
}

/* --- level --- */

/* Figures of a year in every place that counts, or of the one place. */
static void tell_state(
    struct fyp_explaining *chain, int year, enum fyp_step_rule own,
    enum fyp_step_rule subregion)
{
    const struct fyp_judge *judge = &chain->judge;
    const struct fyp_indicator *indicator = chain->result->indicator;
    const size_t count = indicator->each_subregion ? fyp_place_count(judge) : 1;

    for (size_t i = 0; i < count; i++) {
        const char *place = indicator->each_subregion ? fyp_place_code(judge, i)
                                                      : judge->region;
        const struct fyp_figure *figure =
            fyp_state_figure(judge, place, indicator->code, year);
        if (figure != NULL) {
            tell_figure(
                chain, indicator->each_subregion ? subregion : own, figure);
        }
    }
}

/* What the value of today is compared with: an observed or proxy baseline,
 * and under maintain the latest earlier figure. */
static void tell_earlier_states(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const bool measured = result->baseline_source == FYP_BASELINE_OBSERVED ||
                          result->baseline_source == FYP_BASELINE_PROXY;
    double value;

    if (measured && result->baseline_year < chain->judge.year) {
        tell_state(
            chain, result->baseline_year, FYP_BY_FIGURE_START,
            FYP_BY_FIGURE_SUBREGION_START);
    }
    if (!result->maintain || isnan(result->value)) {
        return;
    }
    const int year = fyp_latest_earlier(&chain->judge, result, &value);
    if (year != 0 && !(measured && year == result->baseline_year)) {
        tell_state(
            chain, year, FYP_BY_FIGURE_EARLIER,
            FYP_BY_FIGURE_SUBREGION_EARLIER);
    }
}

static void tell_subregions(struct fyp_explaining *chain)
{
    const struct fyp_judge *judge = &chain->judge;
    const struct fyp_indicator_result *result = chain->result;
    const char *code = result->indicator->code;

    for (size_t i = 0; i < fyp_place_count(judge); i++) {
        const char *place = fyp_place_code(judge, i);
        const struct fyp_figure *figure =
            fyp_state_figure(judge, place, code, judge->year);
        if (figure == NULL) {
            tell_gap(chain, FYP_BY_GAP_SUBREGION, judge->year, place);
            continue;
        }
        tell_figure(
            chain,
            fyp_subregion_meets(judge, result->indicator, figure)
                ? FYP_BY_FIGURE_SUBREGION_MET
                : FYP_BY_FIGURE_SUBREGION_MISSED,
            figure);
    }
    if (isnan(result->value)) {
        tell_value(chain, FYP_BY_VALUE_NONE, judge->year);
        return;
    }
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_VALUE, FYP_BY_VALUE_SUBREGIONS, result->value);
    fyp_explaining_terms(
        chain, step, FYP_FORMULA_SUBREGIONS, (double)result->subregions_met,
        (double)fyp_place_count(judge));
}

static void tell_level_reference(struct fyp_explaining *chain)
{
    const int year = chain->judge.year;
    const struct fyp_figure *beside = reference_figure(chain, year);
    const char *place = fyp_reference_place(
        &chain->judge, &chain->result->indicator->target.reference);

    if (beside != NULL) {
        tell_figure(chain, FYP_BY_FIGURE_REFERENCE, beside);
    } else {
        tell_gap(chain, FYP_BY_GAP_REFERENCE, year, place);
    }
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_REFERENCE,
        beside != NULL ? FYP_BY_REFERENCE_OF_YEAR : FYP_BY_REFERENCE_NONE,
        chain->result->reference);
    step->year = year;
    step->region = place;
}

static void tell_level(struct fyp_explaining *chain)
{
    const int year = chain->judge.year;
    const struct fyp_indicator_result *result = chain->result;

    tell_earlier_states(chain);
    if (result->indicator->each_subregion) {
        tell_subregions(chain);
        return;
    }
    if (result->figure != NULL) {
        tell_figure(chain, FYP_BY_FIGURE, result->figure);
        tell_value(chain, FYP_BY_VALUE_OF_YEAR, year);
    } else {
        tell_gap(chain, FYP_BY_GAP, year, chain->judge.region);
        tell_value(chain, FYP_BY_VALUE_NONE, year);
    }
    if (result->indicator->target.kind == FYP_TARGET_REFERENCE) {
        tell_level_reference(chain);
    }
}

/* --- cumulative --- */

static void tell_sum(struct fyp_explaining *chain)
{
    const struct fyp_judge *judge = &chain->judge;
    const char *code = chain->result->indicator->code;
    const struct fyp_figure *total = fyp_sum_start(judge, code);
    struct terms terms = make_terms(chain);
    int first = judge->plan->baseline_year + 1;

    if (total != NULL) {
        tell_figure(chain, FYP_BY_FIGURE_TOTAL, total);
        add_term(&terms, total->value.value);
        first = total->year + 1;
    }
    for (int year = first; year <= judge->year; year++) {
        const struct fyp_figure *figure = fyp_figures_find(
            judge->figures, judge->region, code, year, FYP_BASIS_YEAR);
        if (figure == NULL) {
            tell_gap(chain, FYP_BY_GAP, year, judge->region);
            continue;
        }
        tell_figure(chain, FYP_BY_FIGURE, figure);
        add_term(&terms, figure->value.value);
    }
    if (terms.count == 0) {
        tell_value(chain, FYP_BY_VALUE_NONE, judge->year);
        return;
    }
    struct fyp_step *step = fyp_explaining_number(
        chain, FYP_STEP_VALUE,
        total != NULL ? FYP_BY_VALUE_SUM_FROM_TOTAL : FYP_BY_VALUE_SUM,
        chain->result->value);
    step->year = total != NULL ? total->year : 0;
    fyp_explaining_formula(
        chain, step, FYP_FORMULA_SUM, terms.values, terms.count);
}

/* --- growth --- */

/* Changes of all own years, of those that both series have, and of the
 * reference in the same. */
struct growths {
    struct terms own, common, reference;
};

static void tell_growth_year(
    struct fyp_explaining *chain, int year, struct growths *growths)
{
    const struct fyp_target *target = &chain->result->indicator->target;
    const struct fyp_figure *figure = own_figure(chain, year);

    if (figure == NULL) {
        tell_gap(chain, FYP_BY_GAP, year, chain->judge.region);
        return;
    }
    tell_figure(chain, FYP_BY_FIGURE, figure);
    add_term(&growths->own, figure->value.value);
    if (!target->reference.present) {
        return;
    }
    const struct fyp_figure *beside = reference_figure(chain, year);
    if (beside == NULL) {
        tell_gap(
            chain, FYP_BY_GAP_REFERENCE, year,
            fyp_reference_place(&chain->judge, &target->reference));
        return;
    }
    tell_figure(chain, FYP_BY_FIGURE_REFERENCE, beside);
    add_term(&growths->common, figure->value.value);
    add_term(&growths->reference, beside->value.value);
}

static void tell_mean(
    struct fyp_explaining *chain, enum fyp_step_kind kind,
    enum fyp_step_rule rule, const struct terms *terms)
{
    const double mean = kind == FYP_STEP_REFERENCE ? chain->result->reference
                                                   : chain->result->value;
    struct fyp_step *step = fyp_explaining_number(
        chain, kind, isnan(mean) ? FYP_BY_VALUE_MEAN_UNDEFINED : rule, mean);
    fyp_explaining_formula(
        chain, step, FYP_FORMULA_MEAN, terms->values, terms->count);
}

static void
tell_reference_mean(struct fyp_explaining *chain, const struct growths *growths)
{
    if (growths->reference.count > 0) {
        tell_mean(
            chain, FYP_STEP_REFERENCE, FYP_BY_REFERENCE_MEAN,
            &growths->reference);
        return;
    }
    struct fyp_step *step =
        fyp_explaining_add(chain, FYP_STEP_REFERENCE, FYP_BY_REFERENCE_NONE);
    step->year = chain->judge.year;
}

static void tell_growth(struct fyp_explaining *chain)
{
    struct growths growths = {
        .own = make_terms(chain),
        .common = make_terms(chain),
        .reference = make_terms(chain)};

    for (int year = chain->judge.plan->baseline_year + 1;
         year <= chain->judge.year; year++) {
        tell_growth_year(chain, year, &growths);
    }
    if (growths.own.count == 0) {
        tell_value(chain, FYP_BY_VALUE_NONE, chain->judge.year);
    } else if (growths.common.count > 0) {
        tell_mean(
            chain, FYP_STEP_VALUE, FYP_BY_VALUE_MEAN_COMMON, &growths.common);
    } else {
        tell_mean(chain, FYP_STEP_VALUE, FYP_BY_VALUE_MEAN, &growths.own);
    }
    if (chain->result->indicator->target.reference.present) {
        tell_reference_mean(chain, &growths);
    }
}

/* --- event --- */

static void tell_event(struct fyp_explaining *chain)
{
    const struct fyp_indicator_result *result = chain->result;
    const int year = chain->judge.year;

    for (int y = chain->judge.plan->baseline_year + 1; y <= year; y++) {
        const struct fyp_figure *figure = own_figure(chain, y);
        if (figure != NULL) {
            tell_figure(chain, FYP_BY_FIGURE, figure);
        }
    }
    if (isnan(result->value)) {
        tell_gap(chain, FYP_BY_GAP, year, chain->judge.region);
        tell_value(chain, FYP_BY_VALUE_NONE, year);
    } else if (fyp_less(result->value, 1.0)) {
        tell_value(chain, FYP_BY_VALUE_LATEST, result->value_year);
    } else {
        tell_value(chain, FYP_BY_VALUE_DONE, 0);
    }
}

void fyp_explain_figures(struct fyp_explaining *chain)
{
    switch (chain->result->indicator->kind) {
    case FYP_KIND_CUMULATIVE:
        tell_sum(chain);
        break;
    case FYP_KIND_GROWTH:
        tell_growth(chain);
        break;
    case FYP_KIND_EVENT:
        tell_event(chain);
        break;
    case FYP_KIND_NONE:
    case FYP_KIND_LEVEL:
        tell_level(chain);
        break;
    }
}
