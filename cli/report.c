/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "engine/beside.h"
#include "engine/rank_ranges.h"
#include "engine/whole.h"
#include "reports/summary.h"

#include <stdlib.h>
#include <string.h>

/* What is computed beside one evaluation. report --all leaves it out: trying
 * out a score takes a thousand evaluations, and thousands of workbooks are
 * made to be sent, not to be argued over. */
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

static enum fyp_status write_workbook(
    const struct fyp_request *request, const struct fyp_workbook_extras *extras,
    const char *path, struct fyp_summary *summary, struct fyp_error *err)
{
    struct fyp_whole whole;
    enum fyp_status status = fyp_evaluate_whole(request, &whole, err);
    if (status == FYP_OK) {
        status = fyp_report_workbook_with(
            &whole.evaluation, request->figures, extras, path, err);
    }
    if (status == FYP_OK) {
        fyp_summary_add(summary, &whole.evaluation, path);
    }
    fyp_whole_finish(&whole);
    return status;
}

/* The workbooks of a batch. */
struct batch {
    const struct fyp_options *options;
    struct fyp_summary *summary;
};

/* One of them: DIR/<plan>-<year>-<stage>.xlsx */
static enum fyp_status write_of_batch(
    void *context, const struct fyp_request *request, struct fyp_error *err)
{
    static const struct fyp_workbook_extras none = {.beside = NULL};
    const struct batch *batch = context;
    struct fyp_buffer path = {0};

    fyp_buffer_format(
        &path, "%s/%s-%d-%s.xlsx", batch->options->output, request->plan->id,
        request->year, fyp_stage_name(request->stage));
    if (path.failed) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    const enum fyp_status status =
        write_workbook(request, &none, path.data, batch->summary, err);
    fyp_buffer_finish(&path);
    return status;
}

static int report_one(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_summary *summary)
{
    struct fyp_request request;
    struct fyp_error err = {0};
    const int code = fyp_session_request(session, options, &request);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    struct fyp_quality_findings findings = {0};
    struct beside beside = {.extras = {.beside = NULL}};
    enum fyp_status status =
        fyp_session_question(session, &request, &findings, &err);
    if (status == FYP_OK) {
        status = compute_beside(&request, &beside, &err);
    }
    if (status == FYP_OK) {
        status = write_workbook(
            &request, &beside.extras, options->output, summary, &err);
    }
    finish_beside(&beside);
    fyp_quality_findings_finish(&findings);
    return status == FYP_OK ? FYP_EXIT_DONE : fyp_console_error(&err);
}

/* What was written is told even when something else failed. */
static int print_summary(
    const struct fyp_summary *summary, enum fyp_format format, int code)
{
    struct fyp_buffer out = {0};

    if (summary->row_count == 0 && code != FYP_EXIT_DONE) {
        return code;
    }
    fyp_summary_report(summary, format, &out);
    const int print_code = fyp_console_print(&out);
    return code != FYP_EXIT_DONE ? code : print_code;
}

int fyp_command_report(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_summary summary = {0};
    struct batch batch = {.options = options, .summary = &summary};
    struct fyp_error err = {0};
    const bool one = options->argument_count == 1 && options->year != 0;
    const bool all = options->all && options->argument_count == 0;
    int code;

    if (options->output == NULL || !(all || (one && !options->all))) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "report PLAN --year Y -o OUT.xlsx | report --all -o DIR");
        return fyp_console_error(&err);
    }
    if (one && !fyp_options_workbook_name(options->output)) {
        fyp_fail(&err, FYP_E_USAGE_VALUE, "-o", options->output, "*.xlsx");
        return fyp_console_error(&err);
    }
    if (options->target_version == FYP_TARGETS_BOTH) {
        fyp_fail(
            &err, FYP_E_USAGE_VALUE, "--targets", "both",
            "original | 1, 2, 3 …");
        return fyp_console_error(&err);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE &&
        fyp_session_checks(&session, false, &err) != FYP_OK) {
        code = fyp_session_checks_failure(&session, &err);
    }
    if (code == FYP_EXIT_DONE) {
        code = all ? fyp_batch_run(options, &session, write_of_batch, &batch)
                   : report_one(options, &session, &summary);
        code = print_summary(&summary, options->format, code);
    }
    fyp_summary_finish(&summary);
    fyp_session_close(&session);
    return code;
}
