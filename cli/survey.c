/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fieldwork.h"

/* More answers than people asked: one of the two numbers is wrong. */
static enum fyp_status check_invited(
    const struct fyp_survey *survey, long long invited, struct fyp_error *err)
{
    size_t most = 0;
    char given[24], needed[32];

    for (size_t i = 0; i < survey->count; i++) {
        const size_t answered = survey->items[i].answered;
        most = answered > most ? answered : most;
    }
    if (invited == 0 || (size_t)invited >= most) {
        return FYP_OK;
    }
    snprintf(given, sizeof given, "%lld", invited);
    snprintf(needed, sizeof needed, ">= %zu", most);
    return fyp_fail(err, FYP_E_USAGE_VALUE, "--invited", given, needed);
}

static int save(
    const struct fyp_options *options, const struct fyp_fieldwork_head *head,
    const struct fyp_survey_request *request)
{
    struct fyp_fieldwork fieldwork = {
        .plan = head->plan->id,
        .region = head->region,
        .invited = request->invited};
    struct fyp_arena arena = {0};
    struct fyp_error err = {0};
    int code = FYP_EXIT_DONE;

    if (!options->fieldwork.save) {
        return code;
    }
    if (fyp_keep_answers(request->answers, &arena, &fieldwork, &err) !=
        FYP_OK) {
        code = fyp_console_error(&err);
    } else {
        code = fyp_fieldwork_save(options, head->file, &fieldwork);
    }
    fyp_arena_finish(&arena);
    return code;
}

static int print_survey(
    const struct fyp_fieldwork_head *head,
    const struct fyp_survey_request *request, const struct fyp_options *options)
{
    struct fyp_survey survey;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_survey_summarise(request, &survey, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    int code = FYP_EXIT_DONE;
    if (check_invited(&survey, request->invited, &err) != FYP_OK) {
        code = fyp_console_error(&err);
    }
    if (code == FYP_EXIT_DONE) {
        code = save(options, head, request);
    }
    if (code == FYP_EXIT_DONE) {
        fyp_report_survey(head, request, &survey, options->format, &out);
        code = fyp_fieldwork_print(&out, head->file);
    }
    fyp_survey_finish(&survey);
    return code;
}

static int
survey_plan(struct fyp_session *session, const struct fyp_options *options)
{
    const struct fyp_plan *plan = session->plan;
    const char *region = NULL;
    const struct fyp_fieldwork_options *wanted = &options->fieldwork;
    struct fyp_answers answers;
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};
    int code = fyp_fieldwork_check_year(plan, options->year);

    if (code == FYP_EXIT_DONE) {
        code = fyp_session_region(session, options->region, &region);
    }
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    const enum fyp_status status = fyp_answers_read(
        wanted->answers, wanted->scale, &answers, &problems, &err);
    code = fyp_fieldwork_told(status, &problems, &err);
    if (code == FYP_EXIT_DONE) {
        const struct fyp_survey_request request = {
            .answers = &answers,
            .scale = wanted->scale,
            .invited = wanted->invited,
            .confidence = wanted->confidence,
        };
        const struct fyp_fieldwork_head head = {
            .plan = plan,
            .region = region != NULL ? region : plan->region.code,
            .year = options->year,
            .file = &answers.file,
        };
        code = print_survey(&head, &request, options);
    }
    fyp_answers_finish(&answers);
    return code;
}

int fyp_command_survey(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};

    if (options->argument_count != 1 || options->year == 0 ||
        options->fieldwork.answers == NULL) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "survey PLAN --year Y --answers FILE …");
        return fyp_console_error(&err);
    }
    int code = fyp_fieldwork_check_save(
        options, "survey PLAN --year Y --answers FILE --save --by NAME");
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_open(&session);
    }
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_plan(&session, options->arguments[0], &session.plan);
    }
    if (code == FYP_EXIT_DONE) {
        code = survey_plan(&session, options);
    }
    fyp_session_close(&session);
    return code;
}
