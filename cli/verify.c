/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fieldwork.h"

static int print_verification(
    const struct fyp_verification_request *request, enum fyp_format format)
{
    struct fyp_verification verification;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    const struct fyp_fieldwork_head head = {
        .plan = request->plan,
        .region = request->region,
        .year = request->year,
        .file = &request->recounts->file,
    };

    if (fyp_verify(request, &verification, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_verification(&head, &verification, format, &out);
    fyp_verification_finish(&verification);
    return fyp_fieldwork_print(&out, &request->recounts->file);
}

static int
verify_plan(struct fyp_session *session, const struct fyp_options *options)
{
    struct fyp_request asked;
    struct fyp_recounts recounts;
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};
    int code = fyp_session_request(session, options, &asked);

    if (code == FYP_EXIT_DONE) {
        code = fyp_fieldwork_check_year(asked.plan, options->year);
    }
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    const enum fyp_status status = fyp_recounts_read(
        options->fieldwork.sample, asked.plan, session->home.catalogue,
        &recounts, &problems, &err);
    code = fyp_fieldwork_told(status, &problems, &err);
    if (code == FYP_EXIT_DONE) {
        const struct fyp_verification_request request = {
            .plan = asked.plan,
            .figures = asked.figures,
            .recounts = &recounts,
            .region = asked.region ? asked.region : asked.plan->region.code,
            .year = options->year,
            .confidence = options->fieldwork.confidence,
        };
        code = print_verification(&request, options->format);
    }
    fyp_recounts_finish(&recounts);
    return code;
}

int fyp_command_verify(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};

    if (options->argument_count != 1 || options->year == 0 ||
        options->fieldwork.sample == NULL) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "verify PLAN --year Y --sample FILE …");
        return fyp_console_error(&err);
    }
    int code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = verify_plan(&session, options);
    }
    fyp_session_close(&session);
    return code;
}
