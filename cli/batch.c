/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/batch.h"

#include "cli/console.h"

/* What all plans of a batch share. */
struct batch {
    const struct fyp_options *options;
    struct fyp_session *session;
    fyp_batch_visit *visit;
    void *context;
};

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

/* What is the same for all years of one plan. */
struct subject {
    const struct fyp_plan *plan;
    const struct fyp_ruleset *ruleset;
};

static enum fyp_status run_year(
    const struct batch *batch, const struct subject *subject, int year,
    struct fyp_error *err)
{
    const enum fyp_stage asked = batch->options->stage;
    struct fyp_quality_findings findings = {0};
    struct fyp_request request = {
        .plan = subject->plan,
        .figures = batch->session->figures,
        .ruleset = subject->ruleset,
        .year = year,
        .target_version = batch->options->target_version,
        .stage = asked != FYP_STAGE_DEFAULT
                     ? asked
                     : fyp_default_stage(subject->plan, subject->ruleset, year),
    };
    enum fyp_status status =
        fyp_session_third_party(batch->session, &request, err);
    if (status == FYP_OK) {
        status = fyp_session_question(batch->session, &request, &findings, err);
    }
    if (status == FYP_OK) {
        status = batch->visit(batch->context, &request, err);
    }
    fyp_quality_findings_finish(&findings);
    return status;
}

static int run_plan(const struct batch *batch, const struct fyp_plan *plan)
{
    const int asked = batch->options->year;
    struct subject subject = {.plan = plan};
    struct fyp_error err = {0};
    int code = fyp_session_ruleset(
        batch->session, batch->options, plan, &subject.ruleset);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    for (int year = plan->baseline_year + 1; year <= plan->end_year; year++) {
        if ((asked != 0 && asked != year) ||
            !year_applies(batch->session->figures, plan, year)) {
            continue;
        }
        if (run_year(batch, &subject, year, &err) != FYP_OK) {
            code = fyp_console_error(&err);
        }
    }
    return code;
}

int fyp_batch_run(
    const struct fyp_options *options, struct fyp_session *session,
    fyp_batch_visit *visit, void *context)
{
    const struct batch batch = {
        .options = options,
        .session = session,
        .visit = visit,
        .context = context};
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
        const int plan_code = run_plan(&batch, home->plans[i]);
        code = plan_code != FYP_EXIT_DONE ? plan_code : code;
    }
    fyp_console_progress("", 1, 1);
    return code;
}
