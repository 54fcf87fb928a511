/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fieldwork.h"

#include "data/fieldwork/recounts.h"

static const char save_usage[] =
    "sample PLAN INDICATOR --sites FILE --seed N --year Y --save --by NAME";

/* What drawing one sample goes through. */
struct drawing {
    struct fyp_session *session;
    const struct fyp_options *options;
    const char *region;
    struct fyp_selection selection;
    struct fyp_arena arena;
};

static int save(struct drawing *drawing)
{
    const struct fyp_selection *selection = &drawing->selection;
    struct fyp_fieldwork fieldwork = {
        .plan = selection->plan->id,
        .region = drawing->region,
        .indicator = selection->indicator->code,
        .margin = selection->design.margin,
        .share = selection->design.share,
        .seed = selection->seed,
        .generator = FYP_SAMPLE_GENERATOR};
    struct fyp_error err = {0};

    if (!drawing->options->fieldwork.save) {
        return FYP_EXIT_DONE;
    }
    if (fyp_keep_sites(
            selection->sites, selection->drawn, (size_t)selection->size.needed,
            &drawing->arena, &fieldwork, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    return fyp_fieldwork_save(
        drawing->options, &selection->sites->file, &fieldwork);
}

static int select_sites(struct drawing *drawing)
{
    struct fyp_selection *selection = &drawing->selection;
    const struct fyp_sites *sites = selection->sites;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    size_t *pool = fyp_arena_alloc(&drawing->arena, sites->count, sizeof *pool);

    if (pool == NULL) {
        fyp_fail(&err, FYP_E_MEMORY, NULL);
        return fyp_console_error(&err);
    }
    fyp_sample_select(
        selection->seed, sites->count, (size_t)selection->size.needed, pool);
    selection->drawn = pool;
    const int code = save(drawing);
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    fyp_report_selection(selection, drawing->options->format, &out);
    return fyp_fieldwork_print(&out, &sites->file);
}

static int draw(struct drawing *drawing)
{
    const struct fyp_fieldwork_options *wanted = &drawing->options->fieldwork;
    struct fyp_selection *selection = &drawing->selection;
    struct fyp_problems problems = {0};
    struct fyp_sites sites;
    struct fyp_error err = {0};
    const enum fyp_status status =
        fyp_sites_read(wanted->sites, &sites, &problems, &err);
    int code = fyp_fieldwork_told(status, &problems, &err);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    selection->design = (struct fyp_sample_design){
        .confidence = wanted->confidence,
        .margin = wanted->margin,
        .share = wanted->share,
        .population = (long long)sites.count};
    selection->seed = wanted->seed;
    selection->sites = &sites;
    selection->size = fyp_sample_size(&selection->design);
    code = select_sites(drawing);
    fyp_sites_finish(&sites);
    return code;
}

/* The year is asked for only where a sample is stored for one. */
static int check_place(struct drawing *drawing)
{
    const struct fyp_options *options = drawing->options;
    const struct fyp_plan *plan = drawing->session->plan;
    int code = options->year != 0
                   ? fyp_fieldwork_check_year(plan, options->year)
                   : FYP_EXIT_DONE;

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_region(
            drawing->session, options->region, &drawing->region);
    }
    if (drawing->region == NULL) {
        drawing->region = plan->region.code;
    }
    return code;
}

static int
draw_for_plan(struct fyp_session *session, const struct fyp_options *options)
{
    const char *name = options->arguments[1];
    struct drawing drawing = {.session = session, .options = options};
    struct fyp_error err = {0};
    int code = fyp_session_plan(session, options->arguments[0], &session->plan);

    if (code == FYP_EXIT_DONE) {
        code = check_place(&drawing);
    }
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    drawing.selection.plan = session->plan;
    drawing.selection.indicator =
        fyp_field_indicator(session->plan, session->home.catalogue, name);
    if (drawing.selection.indicator == NULL) {
        fyp_fail(&err, FYP_E_SAMPLE_INDICATOR, name, session->plan->id);
        return fyp_console_error(&err);
    }
    code = draw(&drawing);
    fyp_arena_finish(&drawing.arena);
    return code;
}

int fyp_command_sample(const struct fyp_options *options)
{
    const struct fyp_fieldwork_options *wanted = &options->fieldwork;
    struct fyp_session session = {0};
    struct fyp_error err = {0};

    if (options->argument_count != 2 || wanted->sites == NULL ||
        !wanted->has_seed || (wanted->save && options->year == 0)) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            wanted->save ? save_usage
                         : "sample PLAN INDICATOR --sites FILE --seed N …");
        return fyp_console_error(&err);
    }
    int code = fyp_fieldwork_check_save(options, save_usage);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_open(&session);
    }
    if (code == FYP_EXIT_DONE) {
        code = draw_for_plan(&session, options);
    }
    fyp_session_close(&session);
    return code;
}
