/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_FIELDWORK_H
#define FYP_CLI_FIELDWORK_H

#include "cli/session.h"
#include "reports/fieldwork.h"

/** The year must be one of the plan's; a failure is already printed. */
int fyp_fieldwork_check_year(const struct fyp_plan *plan, int year);

/**
 * How reading a table ended: rejected rows are told, and when it failed, why.
 * @return FYP_EXIT_DONE where the table can be used, else an exit code.
 */
int fyp_fieldwork_told(
    enum fyp_status status, struct fyp_problems *problems,
    const struct fyp_error *err);

/**
 * Prints a result.
 * @return FYP_EXIT_ROWS_REJECTED where the file had such rows.
 */
int fyp_fieldwork_print(
    struct fyp_buffer *out, const struct fyp_field_file *file);

/** --save and --by come together; else the usage is printed. */
int fyp_fieldwork_check_save(
    const struct fyp_options *options, const char *usage);

/**
 * Stores a file, in one transaction, and says so on stderr. With a rejected
 * row nothing is stored: a signed result is whole.
 * @param fieldwork  Its list, plan and region are filled; name, year and
 *                   confidence are taken from the options.
 */
int fyp_fieldwork_save(
    const struct fyp_options *options, const struct fyp_field_file *file,
    struct fyp_fieldwork *fieldwork);

#endif
