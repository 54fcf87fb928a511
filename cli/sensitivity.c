/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sensitivity.h"
#include "base/message.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include "engine/subregions.h"

#include <stdlib.h>

/* The plans that are named, and what is asked of each place. */
struct cohort {
    const struct fyp_options *options;
    struct fyp_session session;
    struct fyp_plan **plans; /* of several, shape [plan_count] */
    size_t plan_count;
    struct fyp_request *requests;
    size_t request_count;
    struct fyp_ruleset part_rules; /* of sub-regions */
};

static int out_of_memory(void)
{
    struct fyp_error err = {0};

    fyp_fail(&err, FYP_E_MEMORY, NULL);
    return fyp_console_error(&err);
}

static int make_room(struct cohort *cohort, size_t count)
{
    cohort->requests = calloc(count, sizeof *cohort->requests);
    return cohort->requests != NULL ? FYP_EXIT_DONE : out_of_memory();
}

/* --- one plan --- */

static int ask_regions(struct cohort *cohort, const struct fyp_request *whole)
{
    const struct fyp_plan *plan = whole->plan;
    struct fyp_error err = {0};

    if (plan->subregion_count == 0) {
        fyp_fail(&err, FYP_E_SENSITIVITY_NO_REGIONS, plan->id);
        return fyp_console_error(&err);
    }
    const int code = make_room(cohort, plan->subregion_count);
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    for (size_t i = 0; i < plan->subregion_count; i++) {
        cohort->requests[i] = fyp_part_request(
            whole, plan->subregions[i].code, &cohort->part_rules);
    }
    cohort->request_count = plan->subregion_count;
    return code;
}

static int ask_plan(struct cohort *cohort)
{
    struct fyp_request request;
    int code = fyp_session_request(&cohort->session, cohort->options, &request);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    if (cohort->options->regions) {
        return ask_regions(cohort, &request);
    }
    code = make_room(cohort, 1);
    if (code == FYP_EXIT_DONE) {
        cohort->requests[0] = request;
        cohort->request_count = 1;
    }
    return code;
}

/* --- several --- */

static int read_plans(struct cohort *cohort)
{
    const size_t count = (size_t)cohort->options->argument_count;
    int code = FYP_EXIT_DONE;

    cohort->plans = calloc(count, sizeof(*cohort->plans));
    if (cohort->plans == NULL) {
        return out_of_memory();
    }
    for (size_t i = 0; i < count && code == FYP_EXIT_DONE; i++) {
        code = fyp_session_plan(
            &cohort->session, cohort->options->arguments[i], &cohort->plans[i]);
        cohort->plan_count += code == FYP_EXIT_DONE ? 1 : 0;
    }
    return code;
}

static int ask_plans(struct cohort *cohort)
{
    const struct fyp_options *options = cohort->options;
    int code = read_plans(cohort);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_figures(
            &cohort->session, options->db, cohort->plans, cohort->plan_count,
            NULL);
    }
    if (code == FYP_EXIT_DONE) {
        code = make_room(cohort, cohort->plan_count);
    }
    for (size_t i = 0; i < cohort->plan_count && code == FYP_EXIT_DONE; i++) {
        const struct fyp_ruleset *rules = NULL;
        code = fyp_session_ruleset(
            &cohort->session, options, cohort->plans[i], &rules);
        cohort->requests[i] = (struct fyp_request){
            .plan = cohort->plans[i],
            .figures = cohort->session.figures,
            .ruleset = rules,
            .year = options->year,
            .stage = options->stage,
        };
        cohort->request_count++;
    }
    return code;
}

/* --- the answer --- */

static void show_progress(void *context, long long done, long long total)
{
    fyp_console_share(context, done, total);
}

static int print_answer(const struct cohort *cohort)
{
    const struct fyp_options *options = cohort->options;
    char label[64];
    const struct fyp_sensitivity_question question = {
        .requests = cohort->requests,
        .count = cohort->request_count,
        .points =
            options->points != 0 ? options->points : FYP_SENSITIVITY_POINTS,
        .seed = options->fieldwork.has_seed ? options->fieldwork.seed
                                            : FYP_SENSITIVITY_SEED,
        .progress = show_progress,
        .context = label,
    };
    struct fyp_sensitivity sensitivity;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    fyp_say(label, sizeof label, FYP_M_SENSITIVITY_RUNNING, NULL);
    const enum fyp_status status =
        fyp_sensitivity_compute(&question, &sensitivity, &err);
    fyp_console_progress("", 1, 1);
    if (status != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_sensitivity(&sensitivity, options->format, &out);
    fyp_sensitivity_finish(&sensitivity);
    return fyp_console_print(&out);
}

static void close_cohort(struct cohort *cohort)
{
    for (size_t i = 0; i < cohort->plan_count; i++) {
        fyp_plan_destroy(cohort->plans[i]);
    }
    free(cohort->plans);
    free(cohort->requests);
    fyp_session_close(&cohort->session);
}

int fyp_command_sensitivity(const struct fyp_options *options)
{
    struct cohort cohort = {.options = options};
    struct fyp_error err = {0};
    const bool one = options->argument_count == 1 &&
                     (options->region == NULL || !options->regions);
    const bool several = options->argument_count > 1 &&
                         options->region == NULL && !options->regions;

    if (options->year == 0 || !(one || several)) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "sensitivity PLAN … --year Y | sensitivity PLAN --regions --year "
            "Y");
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&cohort.session);
    if (code == FYP_EXIT_DONE) {
        code = one ? ask_plan(&cohort) : ask_plans(&cohort);
    }
    if (code == FYP_EXIT_DONE) {
        code = print_answer(&cohort);
    }
    close_cohort(&cohort);
    return code;
}
