/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fieldwork.h"

#include "data/fieldwork/recounts.h"

static int print_selection(
    struct fyp_selection *selection, const struct fyp_sites *sites,
    enum fyp_format format)
{
    struct fyp_arena arena = {0};
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    size_t *pool = fyp_arena_alloc(&arena, sites->count, sizeof *pool);

    if (pool == NULL) {
        fyp_fail(&err, FYP_E_MEMORY, NULL);
        return fyp_console_error(&err);
    }
    fyp_sample_select(
        selection->seed, sites->count, (size_t)selection->size.needed, pool);
    selection->drawn = pool;
    fyp_report_selection(selection, format, &out);
    fyp_arena_finish(&arena);
    return fyp_fieldwork_print(&out, &sites->file);
}

static int draw(
    const struct fyp_options *options, const struct fyp_plan *plan,
    const struct fyp_indicator *indicator)
{
    const struct fyp_fieldwork_options *wanted = &options->fieldwork;
    struct fyp_problems problems = {0};
    struct fyp_sites sites;
    struct fyp_error err = {0};
    const enum fyp_status status =
        fyp_sites_read(wanted->sites, &sites, &problems, &err);
    int code = fyp_fieldwork_told(status, &problems, &err);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    struct fyp_selection selection = {
        .plan = plan,
        .indicator = indicator,
        .design =
            {.confidence = wanted->confidence,
             .margin = wanted->margin,
             .share = wanted->share,
             .population = (long long)sites.count},
        .seed = wanted->seed,
        .sites = &sites,
    };
    selection.size = fyp_sample_size(&selection.design);
    code = print_selection(&selection, &sites, options->format);
    fyp_sites_finish(&sites);
    return code;
}

static int
draw_for_plan(struct fyp_session *session, const struct fyp_options *options)
{
    const char *name = options->arguments[1];
    struct fyp_error err = {0};
    const int code =
        fyp_session_plan(session, options->arguments[0], &session->plan);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    const struct fyp_indicator *indicator =
        fyp_field_indicator(session->plan, session->home.catalogue, name);
    if (indicator == NULL) {
        fyp_fail(&err, FYP_E_SAMPLE_INDICATOR, name, session->plan->id);
        return fyp_console_error(&err);
    }
    return draw(options, session->plan, indicator);
}

int fyp_command_sample(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};

    if (options->argument_count != 2 || options->fieldwork.sites == NULL ||
        !options->fieldwork.has_seed) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "sample PLAN INDICATOR --sites FILE --seed N …");
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = draw_for_plan(&session, options);
    }
    fyp_session_close(&session);
    return code;
}
