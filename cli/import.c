/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include "base/message.h"
#include "data/cleaning/missing.h"
#include "data/tables/mapping.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* What all files of one command share. */
struct intake {
    const struct fyp_options *options;
    struct fyp_session session;
    struct fyp_regions *regions;
    struct fyp_mapping *mapping;
    struct fyp_missing_marks *marks;
    struct fyp_store *store;
    const char *region; /* code; NULL: not given */
};

/* Number of the signal that asked to stop; 0: none did. */
static volatile sig_atomic_t interrupted;

/* The second signal ends the program at once (SA_RESETHAND): SQLite undoes
 * what was half-done when the store is next opened. */
static void on_signal(int number)
{
    interrupted = number;
}

static void watch_signals(void)
{
    struct sigaction action = {
        .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/** Called now and then by the import; false asks it to stop. */
static bool show_progress(void *context, long long done, long long total)
{
    fyp_console_share(context, done, total);
    return interrupted == 0;
}

static enum fyp_message closing_words(
    const struct intake *intake, const struct fyp_import_result *result)
{
    if (result->already_imported) {
        return FYP_M_IMPORT_AGAIN;
    }
    return intake->options->dry_run || intake->options->explain
               ? FYP_M_IMPORT_REHEARSED
               : FYP_M_IMPORT_DONE;
}

static void print_counts(
    const struct intake *intake, const char *path,
    const struct fyp_import_result *result)
{
    const struct fyp_import_counts *counts = &result->counts;
    const long numbers[] = {
        (long)result->import_id, counts->rows, counts->added,
        counts->changed,         counts->same, counts->missing,
        counts->rejected,
    };
    char words[sizeof numbers / sizeof *numbers][24];
    char line[640];

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        snprintf(words[i], sizeof words[i], "%ld", numbers[i]);
    }
    fyp_say(
        line, sizeof line, closing_words(intake, result), file_name(path),
        words[0], words[1], words[2], words[3], words[4], words[5], words[6]);
    fyp_print_safe(stdout, line);
    fputc('\n', stdout);
}

/** What was recognised, on stdout, also where the file was then refused. */
static int print_explanation(struct fyp_buffer *explanation)
{
    return explanation->length > 0 ? fyp_console_print(explanation)
                                   : FYP_EXIT_DONE;
}

static int import_file(struct intake *intake, char *path)
{
    const struct fyp_options *options = intake->options;
    struct fyp_buffer explanation = {0};
    struct fyp_import_result result = {0};
    struct fyp_error err = {0};
    const struct fyp_import_request request = {
        .path = path,
        .catalogue = intake->session.home.catalogue,
        .regions = intake->regions,
        .marks = intake->marks,
        .mapping = intake->mapping,
        .plans = intake->session.home.plans,
        .plan_count = intake->session.home.plan_count,
        .region = intake->region,
        .year = options->year,
        .checks = intake->session.checks,
        .revise_reason = options->revise,
        .dry_run = options->dry_run || options->explain,
        .progress = show_progress,
        .context = path,
        .explain = options->explain ? &explanation : NULL};

    const enum fyp_status status =
        fyp_import(intake->store, &request, &result, &err);
    fyp_console_progress("", 1, 1);
    int code = print_explanation(&explanation);
    if (status != FYP_OK) {
        code = fyp_console_error(&err);
    } else {
        fyp_console_problems(stderr, &result.findings);
        print_counts(intake, path, &result);
        if (result.counts.rejected > 0) {
            code = FYP_EXIT_ROWS_REJECTED;
        }
    }
    fyp_problems_finish(&result.findings);
    return code;
}

/* A refused file does not stop the others, Ctrl-C does; the gravest code is
 * returned: anything refused before rows rejected. */
static int import_files(struct intake *intake)
{
    const struct fyp_options *options = intake->options;
    int worst = FYP_EXIT_DONE;
    for (int i = 0; i < options->argument_count && interrupted == 0; i++) {
        const int code = import_file(intake, options->arguments[i]);
        if (worst == FYP_EXIT_DONE || worst == FYP_EXIT_ROWS_REJECTED) {
            worst = code != FYP_EXIT_DONE ? code : worst;
        }
    }
    /* as shells count it: 130 for Ctrl-C, 143 when told to end */
    return interrupted != 0 ? 128 + (int)interrupted : worst;
}

static int open_mapping(struct intake *intake)
{
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};
    int code = FYP_EXIT_DONE;

    if (intake->options->mapping != NULL &&
        fyp_mapping_create(
            intake->options->mapping, &intake->mapping, &problems, &err) !=
            FYP_OK) {
        fyp_console_problems(stderr, &problems);
        code = fyp_status_exit_code(err.status);
    }
    fyp_problems_finish(&problems);
    return code;
}

/** The missing marks of the source that is named, else of the usual one. */
static int open_marks(struct intake *intake)
{
    const char *source = intake->options->marks;
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};
    char path[FYP_SESSION_PATH_SIZE];
    int code = FYP_EXIT_DONE;

    if (source == NULL && intake->mapping != NULL) {
        source = fyp_mapping_marks_of(intake->mapping);
    }
    const char *file =
        fyp_session_data_file(&intake->session, "missing_marks.yaml", path);
    if (file == NULL && source == NULL) {
        return FYP_EXIT_DONE; /* the marks that are built in */
    }
    if (fyp_missing_marks_create(
            file != NULL ? file : path, source, &intake->marks, &problems,
            &err) != FYP_OK) {
        if (problems.count > 0) {
            fyp_console_problems(stderr, &problems);
            code = fyp_status_exit_code(err.status);
        } else {
            code = fyp_console_error(&err);
        }
    }
    fyp_problems_finish(&problems);
    return code;
}

static int open_regions(struct intake *intake)
{
    const struct fyp_home *home = &intake->session.home;
    const char *region = intake->options->region;
    char changes[FYP_SESSION_PATH_SIZE];
    struct fyp_error err = {0};

    if (fyp_regions_create(
            home->plans, home->plan_count,
            fyp_session_data_file(
                &intake->session, "region_changes.yaml", changes),
            &intake->regions, &err) != FYP_OK ||
        (region != NULL && fyp_regions_resolve(
                               intake->regions, region, intake->options->year,
                               &intake->region, NULL, &err) != FYP_OK)) {
        return fyp_console_error(&err);
    }
    return FYP_EXIT_DONE;
}

static int open_checks(struct intake *intake)
{
    struct fyp_error err = {0};
    return fyp_session_checks(&intake->session, false, &err) == FYP_OK
               ? FYP_EXIT_DONE
               : fyp_session_checks_failure(&intake->session, &err);
}

static int open_store(struct intake *intake)
{
    struct fyp_error err = {0};
    if (fyp_store_open(
            intake->options->db, FYP_STORE_WRITE, &intake->store, &err) !=
        FYP_OK) {
        return fyp_console_error(&err);
    }
    return FYP_EXIT_DONE;
}

static int open_session(struct intake *intake)
{
    const int code = fyp_session_open(&intake->session);
    return code == FYP_EXIT_DONE ? fyp_session_plans(&intake->session) : code;
}

static void close_intake(struct intake *intake)
{
    fyp_store_close(intake->store);
    fyp_missing_marks_destroy(intake->marks);
    fyp_mapping_destroy(intake->mapping);
    fyp_regions_destroy(intake->regions);
    fyp_session_close(&intake->session);
}

int fyp_command_import(const struct fyp_options *options)
{
    static int (*const steps[])(struct intake *) = {
        open_session, open_mapping, open_marks,   open_regions,
        open_checks,  open_store,   import_files,
    };
    struct intake intake = {.options = options};
    struct fyp_error err = {0};
    int code = FYP_EXIT_DONE;

    if (options->undo > 0) {
        return fyp_undo_import(options);
    }
    if (options->argument_count == 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "import [--db F] FILE…");
        return fyp_console_error(&err);
    }
    watch_signals();
    for (size_t i = 0;
         code == FYP_EXIT_DONE && i < sizeof steps / sizeof *steps; i++) {
        code = steps[i](&intake);
    }
    close_intake(&intake);
    return code;
}
