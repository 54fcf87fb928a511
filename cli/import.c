/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include "base/message.h"

static const char *file_name(const char *path)
{
    const char *slash = path;
    for (const char *c = path; *c != '\0'; c++) {
        if (*c == '/') {
            slash = c + 1;
        }
    }
    return slash;
}

static void
print_counts(const char *path, const struct fyp_import_result *result)
{
    const struct fyp_import_counts *counts = &result->counts;
    const long numbers[] = {
        (long)result->import_id, counts->rows, counts->added,
        counts->changed,         counts->same, counts->rejected,
    };
    char words[6][24];
    char line[640];

    for (size_t i = 0; i < 6; i++) {
        snprintf(words[i], sizeof words[i], "%ld", numbers[i]);
    }
    fyp_say(
        line, sizeof line,
        result->already_imported ? FYP_M_IMPORT_AGAIN : FYP_M_IMPORT_DONE,
        file_name(path), words[0], words[1], words[2], words[3], words[4],
        words[5]);
    fyp_print_safe(stdout, line);
    fputc('\n', stdout);
}

static int import_file(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_store *store, const struct fyp_regions *regions,
    const char *path)
{
    struct fyp_import_result result = {0};
    struct fyp_error err = {0};
    int code = FYP_EXIT_DONE;

    if (fyp_import(
            store,
            &(struct fyp_import_request){
                .path = path,
                .catalogue = session->home.catalogue,
                .regions = regions,
                .plans = session->home.plans,
                .plan_count = session->home.plan_count,
                .revise_reason = options->revise},
            &result, &err) != FYP_OK) {
        code = fyp_console_error(&err);
    } else {
        fyp_console_problems(stderr, &result.findings);
        print_counts(path, &result);
        if (result.counts.rejected > 0) {
            code = FYP_EXIT_ROWS_REJECTED;
        }
    }
    fyp_problems_finish(&result.findings);
    return code;
}

/* A refused file does not stop the others; the gravest code is returned:
 * anything refused before rows rejected. */
static int import_files(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_store *store, const struct fyp_regions *regions)
{
    int worst = FYP_EXIT_DONE;
    for (int i = 0; i < options->argument_count; i++) {
        fyp_console_progress(
            options->arguments[i], (size_t)i, (size_t)options->argument_count);
        const int code = import_file(
            options, session, store, regions, options->arguments[i]);
        if (worst == FYP_EXIT_DONE || worst == FYP_EXIT_ROWS_REJECTED) {
            worst = code != FYP_EXIT_DONE ? code : worst;
        }
    }
    fyp_console_progress("", 1, 1);
    return worst;
}

int fyp_command_import(const struct fyp_options *options)
{
    struct fyp_session session = {0};
    struct fyp_regions *regions = NULL;
    struct fyp_store *store = NULL;
    struct fyp_error err = {0};
    int code;

    if (options->undo > 0) {
        return fyp_undo_import(options);
    }
    if (options->argument_count == 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "import [--db F] FILE…");
        return fyp_console_error(&err);
    }
    code = fyp_session_open(&session);
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_plans(&session);
    }
    if (code == FYP_EXIT_DONE) {
        if (fyp_regions_create(
                session.home.plans, session.home.plan_count, &regions, &err) !=
                FYP_OK ||
            fyp_store_open(options->db, FYP_STORE_WRITE, &store, &err) !=
                FYP_OK) {
            code = fyp_console_error(&err);
        } else {
            code = import_files(options, &session, store, regions);
        }
    }
    fyp_store_close(store);
    fyp_regions_destroy(regions);
    fyp_session_close(&session);
    return code;
}
