/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "cli/commands.h"
#include "cli/console.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

static const struct command {
    const char *name;
    unsigned takes;
    int (*run)(const struct fyp_options *options);
} commands[] = {
    {"plan", FYP_TAKES_FORMAT | FYP_TAKES_DRY_RUN | FYP_TAKES_SECTION,
     fyp_command_plan},
    {"ruleset", FYP_TAKES_FORMAT, fyp_command_ruleset},
    {"import",
     FYP_TAKES_DB | FYP_TAKES_YEAR | FYP_TAKES_REGION | FYP_TAKES_INTAKE,
     fyp_command_import},
    {"history", FYP_TAKES_DB | FYP_TAKES_FORMAT, fyp_command_history},
    {"trace",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_REGION,
     fyp_command_trace},
    {"quality",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_REGION,
     fyp_command_quality},
    {"evaluate",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_STAGE |
         FYP_TAKES_REGION | FYP_TAKES_RULES | FYP_TAKES_ALL | FYP_TAKES_TARGETS,
     fyp_command_evaluate},
    {"explain",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_STAGE |
         FYP_TAKES_REGION | FYP_TAKES_RULES | FYP_TAKES_TARGETS,
     fyp_command_explain},
    {"compare",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_STAGE |
         FYP_TAKES_REGION | FYP_TAKES_COMPARISON | FYP_TAKES_SERIES,
     fyp_command_compare},
    {"outlook",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_REGION |
         FYP_TAKES_SERIES | FYP_TAKES_RULESET,
     fyp_command_outlook},
    {"regions",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_STAGE |
         FYP_TAKES_RULES,
     fyp_command_regions},
    {"report",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_STAGE |
         FYP_TAKES_REGION | FYP_TAKES_RULES | FYP_TAKES_OUTPUT | FYP_TAKES_ALL |
         FYP_TAKES_TARGETS | FYP_TAKES_BATCH,
     fyp_command_report},
    {"template",
     FYP_TAKES_DB | FYP_TAKES_YEAR | FYP_TAKES_REGION | FYP_TAKES_OUTPUT,
     fyp_command_template},
    {"feedback", FYP_TAKES_DB | FYP_TAKES_OUTPUT, fyp_command_feedback},
    {"sensitivity",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_STAGE |
         FYP_TAKES_REGION | FYP_TAKES_RULES | FYP_TAKES_SENSITIVITY,
     fyp_command_sensitivity},
    {"sample",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_REGION |
         FYP_TAKES_CONFIDENCE | FYP_TAKES_DESIGN | FYP_TAKES_SAVE,
     fyp_command_sample},
    {"verify",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_REGION |
         FYP_TAKES_CONFIDENCE | FYP_TAKES_SAMPLE | FYP_TAKES_SAVE,
     fyp_command_verify},
    {"survey",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_REGION |
         FYP_TAKES_CONFIDENCE | FYP_TAKES_ANSWERS | FYP_TAKES_SAVE,
     fyp_command_survey},
    {"seal",
     FYP_TAKES_DB | FYP_TAKES_YEAR | FYP_TAKES_STAGE | FYP_TAKES_REGION |
         FYP_TAKES_RULES | FYP_TAKES_OUTPUT | FYP_TAKES_SEALER |
         FYP_TAKES_TARGETS,
     fyp_command_seal},
    {"verify-seal", FYP_TAKES_FORMAT, fyp_command_verify_seal},
    {"commitments",
     FYP_TAKES_DB | FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_STAGE |
         FYP_TAKES_REGION | FYP_TAKES_RULES,
     fyp_command_commitments},
    {"tasks", FYP_TAKES_FORMAT | FYP_TAKES_YEAR | FYP_TAKES_PROGRESS,
     fyp_command_tasks},
    {"duties", FYP_TAKES_FORMAT | FYP_TAKES_DONE, fyp_command_duties},
    {NULL, 0, NULL},
};

/* SQLite must never get a descriptor that someone prints to. */
static void occupy_standard_descriptors(void)
{
    int fd;
    do {
        fd = open("/dev/null", O_RDWR);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO) {
        close(fd);
    }
}

/* A closed pipe or a full quota is an error of a write, not a signal. */
static void ignore_write_signals(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

static bool set_language(const char *text)
{
    if (strcmp(text, "zh") != 0 && strcmp(text, "en") != 0) {
        return false;
    }
    fyp_language_set(
        strcmp(text, "en") == 0 ? FYP_LANGUAGE_EN : FYP_LANGUAGE_ZH);
    return true;
}

/* Takes "--lang X" and "--lang=X" out of the arguments, wherever they are,
 * so that even a message about the arguments is in the right language. */
static enum fyp_status
take_language(int *argc, char **argv, struct fyp_error *err)
{
    int kept = 1;

    for (int i = 1; i < *argc; i++) {
        const char *value = NULL;
        if (strcmp(argv[i], "--") == 0) {
            while (i < *argc) {
                argv[kept++] = argv[i++];
            }
            break;
        }
        if (strcmp(argv[i], "--lang") == 0) {
            if (i + 1 >= *argc) {
                return fyp_fail(err, FYP_E_USAGE_ARGUMENT, argv[i]);
            }
            value = argv[++i];
        } else if (strncmp(argv[i], "--lang=", 7) == 0) {
            value = argv[i] + 7;
        } else {
            argv[kept++] = argv[i];
            continue;
        }
        if (!set_language(value)) {
            return fyp_fail(err, FYP_E_USAGE_VALUE, "--lang", value, "zh | en");
        }
    }
    argv[kept] = NULL;
    *argc = kept;
    return FYP_OK;
}

static int print_text(const char *text)
{
    struct fyp_buffer out = {0};
    fyp_buffer_text(&out, text);
    return fyp_console_print(&out);
}

static int print_help(void)
{
    struct fyp_buffer out = {0};
    fyp_buffer_text(&out, fyp_text(FYP_M_HELP));
    fyp_buffer_text(&out, fyp_text(FYP_M_HELP_OPTIONS));
    return fyp_console_print(&out);
}

static int run_command(const struct command *command, int argc, char **argv)
{
    struct fyp_options options;
    struct fyp_error err = {0};

    if (fyp_options_read(command->takes, argc, argv, &options, &err) !=
        FYP_OK) {
        return fyp_console_error(&err);
    }
    if (options.help) {
        return print_help();
    }
    return command->run(&options);
}

static int run(int argc, char **argv)
{
    struct fyp_error err = {0};
    const char *name = argc > 1 ? argv[1] : "help";

    if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 ||
        strcmp(name, "-h") == 0) {
        const int code = print_help();
        return argc > 1 ? code : FYP_EXIT_USAGE;
    }
    if (strcmp(name, "--version") == 0) {
        return print_text("fyp " FYP_VERSION "\n");
    }
    for (const struct command *c = commands; c->name != NULL; c++) {
        if (strcmp(c->name, name) == 0) {
            return run_command(c, argc - 1, argv + 1);
        }
    }
    fyp_fail(&err, FYP_E_USAGE_COMMAND, name);
    return fyp_console_error(&err);
}

int main(int argc, char **argv)
{
    struct fyp_error err = {0};

    occupy_standard_descriptors();
    ignore_write_signals();
    gsl_set_error_handler_off();
    if (take_language(&argc, argv, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    return run(argc, argv);
}
