/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "reports/seal/folder.h"
#include "reports/seal/write.h"
#include "reports/text_page.h"

#include <stdlib.h>

static int
print_done(const struct fyp_seal_written *written, const char *folder)
{
    struct fyp_buffer out = {0};
    struct fyp_text_page page = {.out = &out};
    fyp_page_say(
        &page, FYP_M_SEAL_DONE, fyp_page_plain(&page, folder),
        fyp_page_number(&page, (long long)written->files),
        fyp_page_number(&page, (long long)written->figures));
    fyp_page_line_end(&page);
    fyp_page_say(&page, FYP_M_SEAL_DONE_FINGERPRINT, written->fingerprint);
    fyp_page_line_end(&page);
    fyp_page_finish(&page);
    return fyp_console_print(&out);
}

/* Fills the paths of the request; the caller frees the two that are made. */
static enum fyp_status write_seal(
    const struct fyp_session *session, const struct fyp_options *options,
    struct fyp_seal_request *request, struct fyp_seal_written *written,
    struct fyp_error *err)
{
    char changes[FYP_SESSION_PATH_SIZE];
    char *catalogue =
        fyp_seal_join(session->home.folder, "indicators/catalogue.yaml");
    char *checks =
        fyp_seal_join(session->home.folder, "data/quality/quality_checks.yaml");
    enum fyp_status status =
        catalogue != NULL && checks != NULL
            ? fyp_store_open(options->db, FYP_STORE_READ, &request->store, err)
            : fyp_fail(err, FYP_E_MEMORY, NULL);
    request->catalogue_path = catalogue;
    request->checks_path = session->checks != NULL ? checks : NULL;
    request->region_changes_path =
        fyp_session_data_file(session, "region_changes.yaml", changes);
    if (status == FYP_OK) {
        status = fyp_seal_write(request, options->output, written, err);
    }
    fyp_store_close(request->store);
    free(catalogue);
    free(checks);
    return status;
}

static int seal(struct fyp_session *session, const struct fyp_options *options)
{
    struct fyp_request asked;
    struct fyp_seal_written written;
    struct fyp_error err = {0};
    const int code = fyp_session_request(session, options, &asked);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    if (fyp_session_checks(session, false, &err) != FYP_OK) {
        return fyp_session_checks_failure(session, &err);
    }
    struct fyp_seal_request request = {
        .question =
            {.plan = asked.plan,
             .figures = asked.figures,
             .ruleset = asked.ruleset,
             .catalogue = session->home.catalogue,
             .checks = session->checks,
             .regions = session->regions,
             .region = asked.region,
             .year = asked.year,
             .stage = asked.stage,
             .target_version = asked.target_version,
             .third_party = &session->fieldwork},
        .sealed_on = options->sealed_on,
        .sealed_by = options->by};
    return write_seal(session, options, &request, &written, &err) == FYP_OK
               ? print_done(&written, options->output)
               : fyp_console_error(&err);
}

int fyp_command_seal(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_error err = {0};
    int code;

    if (options->argument_count != 1 || options->year == 0 ||
        options->output == NULL ||
        options->target_version == FYP_TARGETS_BOTH) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "seal PLAN --year Y [--stage S] [--region R] "
            "[--targets original | N] -o DIR");
        return fyp_console_error(&err);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = seal(&session, options);
    }
    fyp_session_close(&session);
    return code;
}
