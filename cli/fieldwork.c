/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fieldwork.h"

#include "cli/console.h"

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
