/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_COMMANDS_H
#define FYP_CLI_COMMANDS_H

#include "cli/options.h"

/* Each command gets its options and returns the program's exit code. */
int fyp_command_plan(const struct fyp_options *options);
int fyp_command_ruleset(const struct fyp_options *options);
int fyp_command_import(const struct fyp_options *options);
int fyp_command_quality(const struct fyp_options *options);
int fyp_command_evaluate(const struct fyp_options *options);
int fyp_command_explain(const struct fyp_options *options);
int fyp_command_history(const struct fyp_options *options);
int fyp_command_trace(const struct fyp_options *options);
int fyp_command_compare(const struct fyp_options *options);
int fyp_command_outlook(const struct fyp_options *options);
int fyp_command_regions(const struct fyp_options *options);
int fyp_command_sensitivity(const struct fyp_options *options);
int fyp_command_report(const struct fyp_options *options);
int fyp_command_template(const struct fyp_options *options);
int fyp_command_feedback(const struct fyp_options *options);

/* fyp plan amend PLAN FILE; in amend.c. */
int fyp_plan_amend_command(const struct fyp_options *options);

/* fyp import --undo N; in history.c. */
int fyp_undo_import(const struct fyp_options *options);
int fyp_command_sample(const struct fyp_options *options);
int fyp_command_verify(const struct fyp_options *options);
int fyp_command_survey(const struct fyp_options *options);
int fyp_command_seal(const struct fyp_options *options);
int fyp_command_verify_seal(const struct fyp_options *options);
int fyp_command_commitments(const struct fyp_options *options);
int fyp_command_tasks(const struct fyp_options *options);
int fyp_command_duties(const struct fyp_options *options);

#endif
