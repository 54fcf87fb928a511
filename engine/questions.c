/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/judge.h"
#include "engine/used.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Questions about figures find the results into which the figures went. A
 * question changes no result: what is asked about is used, and marked. */

struct search {
    struct fyp_evaluation *evaluation;
    const struct fyp_figures *figures;
    struct fyp_used_figure *used; /* sorted by figure */
    size_t count;
    bool fill; /* the second time; the first time only counts */
};

static int compare_used(const void *left, const void *right)
{
    const struct fyp_used_figure *a = left;
    const struct fyp_used_figure *b = right;
    uintptr_t x = (uintptr_t)a->figure;
    uintptr_t y = (uintptr_t)b->figure;
    return (x > y) - (x < y);
}

/* A running total takes the place of the years up to its own. */
static bool is_in_sum(
    const struct search *search, const struct fyp_quality_finding *finding)
{
    const struct fyp_evaluation *evaluation = search->evaluation;
    for (int year = evaluation->year; year >= finding->year; year--) {
        const struct fyp_figure *total = fyp_figures_find(
            search->figures, evaluation->region, finding->indicator, year,
            FYP_BASIS_TO_DATE);
        if (total) {
            return total == finding->figure;
        }
    }
    return true;
}

/* Earlier states are used for comparison only; growth and events rest on
 * every year. */
static bool rests_on(
    const struct search *search, const struct fyp_indicator_result *result,
    const struct fyp_quality_finding *finding)
{
    bool found_baseline = result->baseline_source == FYP_BASELINE_OBSERVED ||
                          result->baseline_source == FYP_BASELINE_PROXY;
    switch (result->indicator->kind) {
    case FYP_KIND_LEVEL:
        return finding->year == search->evaluation->year ||
               (found_baseline && finding->year == result->baseline_year);
    case FYP_KIND_CUMULATIVE:
        return is_in_sum(search, finding);
    default:
        return true;
    }
}

static void
add(const struct search *search, const struct fyp_indicator_result *result,
    const struct fyp_quality_finding *finding)
{
    struct fyp_evaluation *evaluation = search->evaluation;
    struct fyp_indicator_result *to =
        &evaluation->indicators[result - evaluation->indicators];
    if (!rests_on(search, to, finding)) {
        return;
    }
    if (search->fill) {
        to->questions[to->question_count] = finding;
    }
    to->question_count++;
}

/* A figure may have gone into more than one result. */
static void find_figure(
    const struct search *search, const struct fyp_quality_finding *finding)
{
    const struct fyp_used_figure key = {.figure = finding->figure};
    const struct fyp_used_figure *found = bsearch(
        &key, search->used, search->count, sizeof *search->used, compare_used);
    if (!found) {
        return;
    }
    while (found > search->used && found[-1].figure == finding->figure) {
        found--;
    }
    const struct fyp_used_figure *end = search->used + search->count;
    for (; found < end && found->figure == finding->figure; found++) {
        add(search, found->result, finding);
    }
}

/* What is asked about the sub-regions as a group concerns the results that
 * are made of them. */
static void find_group(
    const struct search *search, const struct fyp_quality_finding *finding)
{
    const struct fyp_evaluation *evaluation = search->evaluation;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (result->indicator->each_subregion &&
            strcmp(result->indicator->code, finding->indicator) == 0 &&
            strcmp(evaluation->region, finding->region) == 0) {
            add(search, result, finding);
        }
    }
}

static void find_all(
    const struct search *search, const struct fyp_quality_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct fyp_quality_finding *finding = &findings->items[i];
        if (finding->check->severity == FYP_SEVERITY_NOTE) {
            continue;
        }
        if (finding->figure) {
            find_figure(search, finding);
        } else {
            find_group(search, finding);
        }
    }
}

/** Room for as many as were counted; the counts start again. */
static bool make_room(struct fyp_evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (result->question_count == 0) {
            continue;
        }
        result->questions = fyp_arena_alloc(
            &evaluation->arena, result->question_count,
            sizeof(*result->questions));
        if (!result->questions) {
            return false;
        }
        result->question_count = 0;
    }
    return true;
}

enum fyp_status fyp_attach_questions(
    const struct fyp_request *request, struct fyp_evaluation *evaluation,
    struct fyp_error *err)
{
    struct search search = {
        .evaluation = evaluation, .figures = request->figures};
    struct fyp_arena room = {0};
    evaluation->quality = request->quality;
    search.count = fyp_used_figures(evaluation, request->figures, NULL);
    search.used = fyp_arena_alloc(&room, search.count + 1, sizeof *search.used);
    bool done = search.used != NULL;
    if (done) {
        (void)fyp_used_figures(evaluation, request->figures, search.used);
        qsort(search.used, search.count, sizeof *search.used, compare_used);
        find_all(&search, request->quality);
        done = make_room(evaluation);
    }
    if (done) {
        search.fill = true;
        find_all(&search, request->quality);
    }
    fyp_arena_finish(&room);
    return done ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
}
