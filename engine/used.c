/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/used.h"

#include <string.h>

/* What is looked through, and the list as far as it is known. */
struct search {
    const struct fyp_evaluation *evaluation;
    const struct fyp_figures *figures;
    const struct fyp_indicator_result *result;
    struct fyp_used_figure *out;
    size_t count;
};

static void
add(struct search *search, const struct fyp_figure *figure, enum fyp_use use)
{
    if (!figure) {
        return;
    }
    if (search->out) {
        search->out[search->count] = (struct fyp_used_figure){
            .figure = figure, .result = search->result, .use = use};
    }
    search->count++;
}

static const struct fyp_figure *find(
    const struct search *search, const char *region, const char *code, int year,
    enum fyp_basis basis)
{
    return fyp_figures_find(search->figures, region, code, year, basis);
}

/* A state takes the figure of the year, else the running total. */
static const struct fyp_figure *find_state(
    const struct search *search, const char *region, const char *code, int year)
{
    const struct fyp_figure *figure =
        find(search, region, code, year, FYP_BASIS_YEAR);
    return figure ? figure
                  : find(search, region, code, year, FYP_BASIS_TO_DATE);
}

/* The first year whose figures count. */
static int first_year(const struct search *search)
{
    int start = search->evaluation->plan->baseline_year;
    return search->result->baseline_source == FYP_BASELINE_OBSERVED ? start
                                                                    : start + 1;
}

static void add_own(struct search *search)
{
    const char *region = search->evaluation->region;
    const struct fyp_indicator *indicator = search->result->indicator;
    for (int year = first_year(search); year <= search->evaluation->year;
         year++) {
        if (indicator->kind != FYP_KIND_CUMULATIVE) {
            add(search, find_state(search, region, indicator->code, year),
                FYP_USE_OWN);
            continue;
        }
        for (int basis = FYP_BASIS_YEAR; basis <= FYP_BASIS_TO_DATE; basis++) {
            add(search,
                find(
                    search, region, indicator->code, year,
                    (enum fyp_basis)basis),
                FYP_USE_OWN);
        }
    }
}

static void add_references(struct search *search)
{
    const char *own = search->evaluation->region;
    const struct fyp_indicator *indicator = search->result->indicator;
    const struct fyp_reference *reference = &indicator->target.reference;
    const char *region = reference->region ? reference->region : own;
    if (!reference->present) {
        return;
    }
    for (int year = search->evaluation->plan->baseline_year + 1;
         year <= search->evaluation->year; year++) {
        if (indicator->kind != FYP_KIND_GROWTH ||
            find_state(search, own, indicator->code, year)) {
            add(search, find_state(search, region, reference->code, year),
                FYP_USE_REFERENCE);
        }
    }
}

static void add_subregions(struct search *search)
{
    const struct fyp_plan *plan = search->evaluation->plan;
    const char *code = search->result->indicator->code;
    for (size_t i = 0; i < plan->subregion_count; i++) {
        for (int year = first_year(search); year <= search->evaluation->year;
             year++) {
            add(search,
                find_state(search, plan->subregions[i].code, code, year),
                FYP_USE_SUBREGION);
        }
    }
}

size_t fyp_used_figures(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    struct fyp_used_figure *out)
{
    struct search search = {
        .evaluation = evaluation, .figures = figures, .out = out};
    /* Another place than the plan's is judged by itself. */
    bool own_place =
        strcmp(evaluation->region, evaluation->plan->region.code) == 0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        search.result = &evaluation->indicators[i];
        if (search.result->indicator->each_subregion && own_place) {
            add_subregions(&search);
        } else {
            add_own(&search);
        }
        add_references(&search);
    }
    return search.count;
}
