/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_COMMANDS_H
#define FYP_CLI_COMMANDS_H

#include "cli/options.h"

/* Each command gets its options and returns the program's exit code. */
int fyp_command_plan(const struct fyp_options *options);
int fyp_command_import(const struct fyp_options *options);
int fyp_command_evaluate(const struct fyp_options *options);
int fyp_command_report(const struct fyp_options *options);
int fyp_command_sample(const struct fyp_options *options);
int fyp_command_verify(const struct fyp_options *options);
int fyp_command_survey(const struct fyp_options *options);

#endif
