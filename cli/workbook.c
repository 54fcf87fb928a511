/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/workbook.h"

#include "engine/beside.h"
#include "engine/rank_ranges.h"
#include "engine/whole.h"

/* What is computed beside one evaluation. A brief workbook goes without:
 * trying out a score takes thousands of evaluations. */
struct beside {
    struct fyp_beside methods;
    struct fyp_sensitivity trials;
    struct fyp_subregions subregions;
    struct fyp_sensitivity ranges; /* of their ranks */
    struct fyp_workbook_extras extras;
};

/* The figures of the declared sub-regions are read with those of the place;
 * what lies deeper would only change totals, which the sheet does not show. */
static enum fyp_status compare_subregions(
    const struct fyp_request *request, struct beside *out,
    struct fyp_error *err)
{
    struct fyp_error none = {0};

    if (request->region != NULL || request->plan->subregion_count == 0) {
        return FYP_OK;
    }
    const enum fyp_status status =
        fyp_subregions_evaluate(request, NULL, NULL, &out->subregions, &none);
    if (status == FYP_OK) {
        out->extras.subregions = &out->subregions;
        out->extras.rank_ranges = &out->ranges;
        return fyp_rank_ranges_compute(
            request, &out->subregions, &out->ranges, err);
    }
    if (status != FYP_E_REGIONS_NONE) {
        *err = none;
        return status;
    }
    return FYP_OK;
}

static enum fyp_status compute_beside(
    const struct fyp_request *request, struct beside *out,
    struct fyp_error *err)
{
    const struct fyp_sensitivity_question question = {
        .requests = request,
        .count = 1,
        .points = FYP_SENSITIVITY_POINTS,
        .seed = FYP_SENSITIVITY_SEED};
    enum fyp_status status = fyp_beside_plan(request, &out->methods, err);

    if (status == FYP_OK) {
        out->extras.beside = &out->methods;
        status = fyp_sensitivity_compute(&question, &out->trials, err);
    }
    if (status == FYP_OK) {
        out->extras.sensitivity = &out->trials;
        status = compare_subregions(request, out, err);
    }
    return status;
}

static void finish_beside(struct beside *beside)
{
    fyp_beside_finish(&beside->methods);
    fyp_sensitivity_finish(&beside->trials);
    fyp_sensitivity_finish(&beside->ranges);
    fyp_subregions_finish(&beside->subregions);
}

static enum fyp_status write_whole(
    const struct fyp_request *request, const struct fyp_workbook_extras *extras,
    const char *path, struct fyp_summary *summary, struct fyp_error *err)
{
    struct fyp_whole whole;
    enum fyp_status status = fyp_evaluate_whole(request, &whole, err);
    if (status == FYP_OK) {
        status = fyp_report_workbook_with(
            &whole.evaluation, request->figures, extras, path, err);
    }
    if (status == FYP_OK && summary != NULL) {
        fyp_summary_add(summary, &whole.evaluation, path);
    }
    fyp_whole_finish(&whole);
    return status;
}

enum fyp_status fyp_workbook_write(
    const struct fyp_request *request, const struct fyp_workbook_wish *wish,
    struct fyp_summary *summary, struct fyp_error *err)
{
    struct beside beside = {
        .extras = {.brief = wish->brief, .batch = wish->batch}};
    enum fyp_status status =
        wish->brief ? FYP_OK : compute_beside(request, &beside, err);

    if (status == FYP_OK) {
        status = write_whole(request, &beside.extras, wish->path, summary, err);
    }
    finish_beside(&beside);
    return status;
}
