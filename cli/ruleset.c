/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/ruleset.h"
#include "base/message.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"

#include <stdio.h>
#include <string.h>

/* Prints what is in a file, or what is wrong with it on a stream; NULL and
 * an exit code where it cannot be used. */
static struct fyp_ruleset_file *read_rules(
    struct fyp_session *session, const char *name, FILE *stream, int *code)
{
    struct fyp_ruleset_file *file = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {0};
    const enum fyp_status status =
        fyp_ruleset_find(&session->home, name, &file, &problems, &err);

    *code = fyp_status_exit_code(status);
    if (status != FYP_OK && problems.count == 0) {
        fyp_console_error(&err);
    } else {
        fyp_console_problems(stream, &problems);
    }
    fyp_problems_finish(&problems);
    return file;
}

static int show(const char *name, enum fyp_format format)
{
    struct fyp_session session = {0};
    struct fyp_ruleset_file *file = NULL;
    struct fyp_buffer out = {0};
    int code = fyp_session_open(&session);

    if (code == FYP_EXIT_DONE) {
        file = read_rules(&session, name, stderr, &code);
    }
    if (file != NULL) {
        fyp_report_ruleset(&file->rules, format, &out);
        code = fyp_console_print(&out);
    }
    fyp_ruleset_file_destroy(file);
    fyp_session_close(&session);
    return code;
}

static void tell_sound(const struct fyp_ruleset *rules, struct fyp_buffer *out)
{
    struct fyp_buffer told = {0};
    char line[512];

    fyp_say(
        line, sizeof line, FYP_M_RULESET_SOUND, rules->name, rules->version);
    fyp_buffer_format(out, "%s\n", line);
    fyp_tell_differences(rules, &told);
    if (told.length > 0) {
        fyp_buffer_format(
            out, "%s%s\n", fyp_text(FYP_M_RULESET_DIFFERS), told.data);
    }
    fyp_buffer_finish(&told);
    told = (struct fyp_buffer){0};
    fyp_tell_weighting(rules, &told);
    fyp_buffer_format(
        out, "%s%s\n", fyp_text(FYP_M_RULESET_WEIGHTS),
        told.failed ? "" : told.data);
    out->failed = out->failed || told.failed;
    fyp_buffer_finish(&told);
}

/* What is found is what was asked for: data, on stdout. */
static int check(const char *name)
{
    struct fyp_session session = {0};
    struct fyp_ruleset_file *file = NULL;
    int code = fyp_session_open(&session);

    if (code == FYP_EXIT_DONE) {
        file = read_rules(&session, name, stdout, &code);
    }
    if (file != NULL) {
        struct fyp_buffer out = {0};
        tell_sound(&file->rules, &out);
        code = fyp_console_print(&out);
    }
    fyp_ruleset_file_destroy(file);
    fyp_session_close(&session);
    return code;
}

int fyp_command_ruleset(const struct fyp_options *options)
{
    const int count = options->argument_count;
    const char *verb = count > 0 ? options->arguments[0] : "";
    struct fyp_error err = {0};

    if (strcmp(verb, "show") == 0 && count <= 2) {
        return show(
            count == 2 ? options->arguments[1] : "house", options->format);
    }
    if (strcmp(verb, "check") == 0 && count == 2) {
        return check(options->arguments[1]);
    }
    fyp_fail(
        &err, FYP_E_USAGE_ARGUMENTS,
        "ruleset show [NAME|FILE] | ruleset check FILE");
    return fyp_console_error(&err);
}
