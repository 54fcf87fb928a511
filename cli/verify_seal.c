/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/console.h"
#include "reports/seal/check.h"

#include <stdlib.h>

/* Needs no catalogue and no plans of this installation: a folder is judged
 * by what lies in it. */
static int check(const struct fyp_options *options, struct fyp_seal_check *out)
{
    struct fyp_error err = {0};
    struct fyp_buffer text = {0};

    if (fyp_seal_check_folder(options->arguments[0], out, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_seal_check(out, options->format, &text);
    const int code = fyp_console_print(&text);
    return code == FYP_EXIT_DONE && !out->equal ? FYP_EXIT_INPUT_REFUSED : code;
}

int fyp_command_verify_seal(const struct fyp_options *options)
{
    struct fyp_error err = {0};

    if (options->argument_count != 1) {
        fyp_fail(&err, FYP_E_USAGE_ARGUMENTS, "verify-seal DIR");
        return fyp_console_error(&err);
    }
    if (options->format == FYP_FORMAT_CSV) {
        fyp_fail(&err, FYP_E_USAGE_VALUE, "--format", "csv", "text | json");
        return fyp_console_error(&err);
    }
    struct fyp_seal_check *out = malloc(sizeof *out);
    if (out == NULL) {
        fyp_fail(&err, FYP_E_MEMORY, NULL);
        return fyp_console_error(&err);
    }
    const int code = check(options, out);
    fyp_seal_check_finish(out);
    free(out);
    return code;
}
