/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fieldwork.h"

#include "base/message.h"
#include "cli/console.h"

#include <signal.h>
#include <stdio.h>

int fyp_fieldwork_check_year(const struct fyp_plan *plan, int year)
{
    char words[3][16];
    struct fyp_error err = {0};

    if (year > plan->baseline_year && year <= plan->end_year) {
        return FYP_EXIT_DONE;
    }
    snprintf(words[0], sizeof words[0], "%d", year);
    snprintf(words[1], sizeof words[1], "%d", plan->baseline_year + 1);
    snprintf(words[2], sizeof words[2], "%d", plan->end_year);
    fyp_fail(&err, FYP_E_EVALUATE_YEAR, words[0], words[1], words[2]);
    return fyp_console_error(&err);
}

int fyp_fieldwork_told(
    enum fyp_status status, struct fyp_problems *problems,
    const struct fyp_error *err)
{
    fyp_console_problems(stderr, problems);
    fyp_problems_finish(problems);
    return status == FYP_OK ? FYP_EXIT_DONE : fyp_console_error(err);
}

int fyp_fieldwork_print(
    struct fyp_buffer *out, const struct fyp_field_file *file)
{
    const int code = fyp_console_print(out);
    if (code == FYP_EXIT_DONE && file->rejected > 0) {
        return FYP_EXIT_ROWS_REJECTED;
    }
    return code;
}

int fyp_fieldwork_check_save(
    const struct fyp_options *options, const char *usage)
{
    struct fyp_error err = {0};

    if (options->fieldwork.save == (options->by != NULL)) {
        return FYP_EXIT_DONE;
    }
    fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, usage);
    return fyp_console_error(&err);
}

/* A signal waits until the transaction is over, one way or the other. */
static enum fyp_status save_undisturbed(
    const char *db, const struct fyp_fieldwork *fieldwork, long long *id,
    bool *already, struct fyp_error *err)
{
    struct fyp_store *store = NULL;
    sigset_t all, before;

    sigemptyset(&all);
    sigaddset(&all, SIGINT);
    sigaddset(&all, SIGTERM);
    sigaddset(&all, SIGHUP);
    sigprocmask(SIG_BLOCK, &all, &before);
    enum fyp_status status = fyp_store_open(db, FYP_STORE_WRITE, &store, err);
    if (status == FYP_OK) {
        status = fyp_store_save_fieldwork(store, fieldwork, id, already, err);
    }
    fyp_store_close(store);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

static void note_saved(
    const char *db, const struct fyp_fieldwork *fieldwork, long long id,
    bool already)
{
    static const enum fyp_message kinds[FYP_FIELDWORK_KINDS] = {
        [FYP_FIELDWORK_NONE] = FYP_M_FIELDWORK_FIGURES,
        [FYP_FIELDWORK_SITES] = FYP_M_FIELDWORK_SITES,
        [FYP_FIELDWORK_RECOUNTS] = FYP_M_FIELDWORK_RECOUNTS,
        [FYP_FIELDWORK_ANSWERS] = FYP_M_FIELDWORK_ANSWERS,
    };
    char number[24], line[1024];

    snprintf(number, sizeof number, "%lld", id);
    fyp_say(
        line, sizeof line,
        already ? FYP_M_FIELD_SAVED_BEFORE : FYP_M_FIELD_SAVED, db, number,
        fyp_text(kinds[fieldwork->kind]), fieldwork->by);
    fyp_console_note(line);
}

int fyp_fieldwork_save(
    const struct fyp_options *options, const struct fyp_field_file *file,
    struct fyp_fieldwork *fieldwork)
{
    struct fyp_error err = {0};
    char rejected[24];
    long long id = 0;
    bool already = false;

    if (file->rejected > 0) {
        snprintf(rejected, sizeof rejected, "%zu", file->rejected);
        fyp_fail(&err, FYP_E_FIELD_NOT_SAVED, rejected);
        return fyp_console_error(&err);
    }
    fieldwork->by = options->by;
    fieldwork->year = options->year;
    fieldwork->confidence = options->fieldwork.confidence;
    if (save_undisturbed(options->db, fieldwork, &id, &already, &err) !=
        FYP_OK) {
        return fyp_console_error(&err);
    }
    note_saved(options->db, fieldwork, id, already);
    return FYP_EXIT_DONE;
}
