/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"

#include "base/message.h"
#include "reports/feedback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** The number of an import; 0 for anything else. */
static long long import_number(const char *text)
{
    enum { DIGITS_MAX = 18 };
    const size_t length = strlen(text);
    if (length == 0 || length > DIGITS_MAX ||
        strspn(text, "0123456789") != length) {
        return 0;
    }
    return strtoll(text, NULL, 10);
}

static int
write_feedback(const struct fyp_options *options, long long import_id)
{
    struct fyp_store *store = NULL;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};
    long findings = 0;
    char count[24], line[1024];
    enum fyp_status status =
        fyp_store_open(options->db, FYP_STORE_READ, &store, &err);
    if (status == FYP_OK) {
        status = fyp_report_feedback(
            store, import_id, options->output, &findings, &err);
    }
    fyp_store_close(store);
    if (status != FYP_OK) {
        return fyp_console_error(&err);
    }
    snprintf(count, sizeof count, "%ld", findings);
    fyp_say(line, sizeof line, FYP_M_FEEDBACK_WRITTEN, options->output, count);
    fyp_buffer_format(&out, "%s\n", line);
    return fyp_console_print(&out);
}

int fyp_command_feedback(const struct fyp_options *options)
{
    struct fyp_error err = {0};

    if (options->argument_count != 1 || options->output == NULL) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "feedback IMPORT [--db F] -o FILE.xlsx");
        return fyp_console_error(&err);
    }
    const long long import_id = import_number(options->arguments[0]);
    if (import_id == 0) {
        fyp_fail(
            &err, FYP_E_USAGE_VALUE, "IMPORT", options->arguments[0], "1, 2 …");
        return fyp_console_error(&err);
    }
    if (!fyp_options_workbook_name(options->output)) {
        fyp_fail(&err, FYP_E_USAGE_VALUE, "-o", options->output, "*.xlsx");
        return fyp_console_error(&err);
    }
    return write_feedback(options, import_id);
}
