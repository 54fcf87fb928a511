/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "engine/commitments.h"
#include "reports/summary.h"

#include <stdlib.h>
#include <string.h>

static enum fyp_status write_workbook(
    const struct fyp_request *request, const char *path,
    struct fyp_summary *summary, struct fyp_error *err)
{
    struct fyp_evaluation evaluation;
    struct fyp_judged_commitments judged;
    enum fyp_status status = fyp_evaluate(request, &evaluation, err);
    if (status != FYP_OK) {
        return status;
    }
    status = fyp_commitments_judge(request, &evaluation, &judged, err);
    evaluation.judged = &judged;
    if (status == FYP_OK) {
        status = fyp_report_workbook(&evaluation, request->figures, path, err);
    }
    if (status == FYP_OK) {
        fyp_summary_add(summary, &evaluation, path);
    }
    fyp_judged_finish(&judged);
    fyp_evaluation_finish(&evaluation);
    return status;
}

/* Writes one workbook, with the questions about its figures, and adds its
 * row to the summary. */
static enum fyp_status write_report(
    const struct fyp_session *session, struct fyp_request *request,
    const char *path, struct fyp_summary *summary, struct fyp_error *err)
{
    struct fyp_quality_findings findings = {0};
    enum fyp_status status =
        fyp_session_question(session, request, &findings, err);
    if (status == FYP_OK) {
        status = write_workbook(request, path, summary, err);
    }
    fyp_quality_findings_finish(&findings);
    request->quality = NULL;
    return status;
}

/* A year applies when anything was measured for the plan in it. */
static bool has_figure(
    const struct fyp_figures *figures, const struct fyp_plan *plan,
    const char *region, const char *code, int year)
{
    for (int basis = FYP_BASIS_YEAR; basis <= FYP_BASIS_TO_DATE; basis++) {
        if (fyp_figures_find(
                figures, region, code, year, (enum fyp_basis)basis) != NULL) {
            return true;
        }
    }
    for (size_t i = 0; i < plan->subregion_count; i++) {
        if (fyp_figures_find(
                figures, plan->subregions[i].code, code, year,
                FYP_BASIS_YEAR) != NULL) {
            return true;
        }
    }
    return false;
}

static bool year_applies(
    const struct fyp_figures *figures, const struct fyp_plan *plan, int year)
{
    for (size_t i = 0; i < plan->indicator_count; i++) {
        if (has_figure(
                figures, plan, plan->region.code, plan->indicators[i].code,
                year)) {
            return true;
        }
    }
    return false;
}

/* One workbook of a batch: DIR/<plan>-<year>-<stage>.xlsx */
static enum fyp_status report_year(
    const struct fyp_options *options, const struct fyp_session *session,
    const struct fyp_plan *plan, int year, struct fyp_summary *summary,
    struct fyp_error *err)
{
    struct fyp_buffer path = {0};
    enum fyp_stage stage = options->stage;
    struct fyp_request request = {
        .plan = plan,
        .figures = session->figures,
        .ruleset = &options->ruleset,
        .year = year,
        .stage = stage,
    };

    if (stage == FYP_STAGE_DEFAULT) {
        stage = fyp_default_stage(plan, &options->ruleset, year);
    }
    fyp_buffer_format(
        &path, "%s/%s-%d-%s.xlsx", options->output, plan->id, year,
        fyp_stage_name(stage));
    if (path.failed) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    const enum fyp_status status =
        write_report(session, &request, path.data, summary, err);
    fyp_buffer_finish(&path);
    return status;
}

static int report_plan_years(
    const struct fyp_options *options, const struct fyp_session *session,
    const struct fyp_plan *plan, struct fyp_summary *summary)
{
    struct fyp_error err = {0};
    int code = FYP_EXIT_DONE;

    for (int year = plan->baseline_year + 1; year <= plan->end_year; year++) {
        if ((options->year != 0 && options->year != year) ||
            !year_applies(session->figures, plan, year)) {
            continue;
        }
        if (report_year(options, session, plan, year, summary, &err) !=
            FYP_OK) {
            code = fyp_console_error(&err);
        }
    }
    return code;
}

/* A plan that fails does not stop the others; its code is returned. */
static int report_all(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_summary *summary)
{
    const struct fyp_home *home = &session->home;
    int code = fyp_session_plans(session);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_figures(
            session, options->db, home->plans, home->plan_count, NULL);
    }
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    for (size_t i = 0; i < home->plan_count; i++) {
        fyp_console_progress(home->plans[i]->id, i, home->plan_count);
        const int plan_code =
            report_plan_years(options, session, home->plans[i], summary);
        code = plan_code != FYP_EXIT_DONE ? plan_code : code;
    }
    fyp_console_progress("", 1, 1);
    return code;
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
    if (write_report(session, &request, options->output, summary, &err) !=
        FYP_OK) {
        return fyp_console_error(&err);
    }
    return FYP_EXIT_DONE;
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
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE &&
        fyp_session_checks(&session, false, &err) != FYP_OK) {
        code = fyp_session_checks_failure(&session, &err);
    }
    if (code == FYP_EXIT_DONE) {
        code = all ? report_all(options, &session, &summary)
                   : report_one(options, &session, &summary);
        code = print_summary(&summary, options->format, code);
    }
    fyp_summary_finish(&summary);
    fyp_session_close(&session);
    return code;
}
