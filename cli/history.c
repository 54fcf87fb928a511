/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "data/store/store.h"
#include "reports/trace.h"

int fyp_command_history(const struct fyp_options *options)
{
    struct fyp_store *store = NULL;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    enum fyp_status status;
    int code;

    if (options->argument_count != 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "history [--db F]");
        return fyp_console_error(&err);
    }
    status = fyp_store_open(options->db, FYP_STORE_READ, &store, &err);
    if (status == FYP_OK) {
        status = fyp_report_history(store, options->format, &out, &err);
    }
    fyp_store_close(store);
    if (status == FYP_OK) {
        return fyp_console_print(&out);
    }
    code = fyp_console_error(&err);
    fyp_buffer_finish(&out);
    return code;
}

static void print_undone(const struct fyp_import_record *record)
{
    const long long numbers[] = {
        record->id, record->counts.added, record->counts.changed};
    char words[3][24];
    char line[640];

    for (size_t i = 0; i < 3; i++) {
        snprintf(words[i], sizeof words[i], "%lld", numbers[i]);
    }
    fyp_say(
        line, sizeof line, FYP_M_UNDO_DONE, words[0], record->file, words[1],
        words[2]);
    fyp_print_safe(stdout, line);
    fputc('\n', stdout);
}

int fyp_undo_import(const struct fyp_options *options)
{
    struct fyp_store *store = NULL;
    struct fyp_import_record record;
    struct fyp_error err = {0};
    enum fyp_status status;
    int code = FYP_EXIT_DONE;

    if (options->argument_count != 0) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "import [--db F] --undo N");
        return fyp_console_error(&err);
    }
    /* opened for reading first: nothing is made where there is no store */
    status = fyp_store_open(options->db, FYP_STORE_READ, &store, &err);
    fyp_store_close(store);
    store = NULL;
    if (status == FYP_OK) {
        status = fyp_store_open(options->db, FYP_STORE_WRITE, &store, &err);
    }
    if (status == FYP_OK) {
        status = fyp_store_undo(store, options->undo, &err);
    }
    if (status == FYP_OK) {
        status = fyp_store_import_record(store, options->undo, &record, &err);
    }
    if (status == FYP_OK) {
        print_undone(&record);
    } else {
        code = fyp_console_error(&err);
    }
    fyp_store_close(store);
    return code;
}
