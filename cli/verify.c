/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fieldwork.h"

#include <stdio.h>
#include <string.h>

/* What verifying one file goes through. */
struct verifying {
    struct fyp_session *session;
    const struct fyp_options *options;
    struct fyp_verification_request request;
    struct fyp_arena arena; /* of the lists of sites */
};

enum { SITES_TOLD_SIZE = 400 };

/* As many names as fit into a message. */
static void
join_sites(const char *const *sites, size_t count, char out[SITES_TOLD_SIZE])
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const char *between = i > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "";
        if (used + strlen(between) + strlen(sites[i]) + 8 > SITES_TOLD_SIZE) {
            snprintf(out + used, SITES_TOLD_SIZE - used, "%s…", between);
            return;
        }
        used += (size_t)snprintf(
            out + used, SITES_TOLD_SIZE - used, "%s%s", between, sites[i]);
    }
}

static void note_sites(
    enum fyp_status what, const struct fyp_indicator *indicator,
    const struct fyp_drawn_check *check, struct fyp_problems *notes)
{
    const bool not_drawn = what == FYP_W_FIELD_NOT_DRAWN;
    const size_t count =
        not_drawn ? check->not_drawn_count : check->missing_count;
    struct fyp_error note = {0};
    char names[SITES_TOLD_SIZE], number[24];

    if (count == 0) {
        return;
    }
    join_sites(not_drawn ? check->not_drawn : check->missing, count, names);
    snprintf(number, sizeof number, "%lld", check->sample->import_id);
    fyp_fail(&note, what, indicator->number, number, names);
    fyp_problems_add(notes, &note);
}

/* The recounts against the samples that were stored. */
static struct fyp_drawn_check *check_sites(
    struct verifying *verifying, const struct fyp_verification *verification,
    struct fyp_error *err)
{
    const struct fyp_verification_request *request = &verifying->request;
    const struct fyp_third_party_request asked = {
        .set = &verifying->session->fieldwork,
        .plan = request->plan,
        .figures = request->figures,
        .region = request->region,
        .year = request->year,
    };
    struct fyp_problems notes = {0};
    struct fyp_drawn_check *checks = fyp_arena_alloc(
        &verifying->arena, verification->count + 1, sizeof *checks);

    if (checks == NULL) {
        fyp_fail(err, FYP_E_MEMORY, NULL);
        return NULL;
    }
    for (size_t i = 0; checks != NULL && i < verification->count; i++) {
        const struct fyp_indicator *indicator =
            verification->items[i].indicator;
        if (fyp_check_drawn(
                &asked, request->recounts, indicator, &verifying->arena,
                &checks[i], err) != FYP_OK) {
            checks = NULL;
        } else {
            note_sites(FYP_W_FIELD_NOT_DRAWN, indicator, &checks[i], &notes);
            note_sites(
                FYP_W_FIELD_NOT_RECOUNTED, indicator, &checks[i], &notes);
        }
    }
    fyp_console_problems(stderr, &notes);
    fyp_problems_finish(&notes);
    return checks;
}

static int print_verification(struct verifying *verifying)
{
    const struct fyp_verification_request *request = &verifying->request;
    struct fyp_verification verification;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    struct fyp_fieldwork_head head = {
        .plan = request->plan,
        .region = request->region,
        .year = request->year,
        .file = &request->recounts->file,
    };

    if (fyp_verify(request, &verification, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    head.checks = check_sites(verifying, &verification, &err);
    if (head.checks != NULL) {
        fyp_report_verification(
            &head, &verification, verifying->options->format, &out);
    }
    fyp_verification_finish(&verification);
    return head.checks != NULL
               ? fyp_fieldwork_print(&out, &request->recounts->file)
               : fyp_console_error(&err);
}

static int save(struct verifying *verifying)
{
    const struct fyp_verification_request *request = &verifying->request;
    struct fyp_fieldwork fieldwork = {
        .plan = request->plan->id, .region = request->region};
    struct fyp_error err = {0};

    if (!verifying->options->fieldwork.save) {
        return FYP_EXIT_DONE;
    }
    if (fyp_keep_recounts(
            request->recounts, &verifying->arena, &fieldwork, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    return fyp_fieldwork_save(
        verifying->options, &request->recounts->file, &fieldwork);
}

static int verify_recounts(
    struct fyp_session *session, const struct fyp_options *options,
    const struct fyp_request *asked, const struct fyp_recounts *recounts)
{
    struct verifying verifying = {
        .session = session,
        .options = options,
        .request = {
            .plan = asked->plan,
            .figures = asked->figures,
            .recounts = recounts,
            .region = asked->region ? asked->region : asked->plan->region.code,
            .year = options->year,
            .confidence = options->fieldwork.confidence,
        }};
    int code = save(&verifying);

    if (code == FYP_EXIT_DONE) {
        code = print_verification(&verifying);
    }
    fyp_arena_finish(&verifying.arena);
    return code;
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
        code = verify_recounts(session, options, &asked, &recounts);
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
    int code = fyp_fieldwork_check_save(
        options, "verify PLAN --year Y --sample FILE --save --by NAME");
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_open(&session);
    }
    if (code == FYP_EXIT_DONE) {
        code = verify_plan(&session, options);
    }
    fyp_session_close(&session);
    return code;
}
