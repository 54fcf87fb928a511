/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compare.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/session.h"
#include "engine/beside.h"
#include "engine/outlook.h"
#include "engine/series_text.h"

static int print_plan(const struct fyp_request *request, enum fyp_format format)
{
    struct fyp_beside beside;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (fyp_beside_plan(request, &beside, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_beside(&beside, format, &out);
    fyp_beside_finish(&beside);
    return fyp_console_print(&out);
}

static enum fyp_status ask_series(
    const struct fyp_options *options, struct fyp_beside_result *results,
    enum fyp_verdict *verdict, struct fyp_error *err)
{
    struct fyp_year_series series;
    struct fyp_asked_target target;
    enum fyp_status status =
        fyp_series_text_read(options->series, &series, err);

    if (status == FYP_OK) {
        status = fyp_target_text_read(options->target, &target, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    const struct fyp_beside_question question = {
        .points = series.points,
        .point_count = series.count,
        .comparator = target.comparator,
        .target = target.value,
        .kind = options->kind == FYP_KIND_NONE ? FYP_KIND_LEVEL : options->kind,
        .rate = options->unit == NULL || target.per_cent ||
                fyp_is_per_cent(options->unit),
        .comparison = options->ruleset.comparison,
        .end_year = options->end_year,
        .year = options->year,
    };
    return fyp_beside_series(&question, results, verdict, err);
}

static int compare_series(const struct fyp_options *options)
{
    struct fyp_beside_result results[FYP_BESIDE_COUNT];
    enum fyp_verdict verdict = FYP_VERDICT_NO_DATA;
    struct fyp_buffer out = {0};
    struct fyp_error err = {0};

    if (ask_series(options, results, &verdict, &err) != FYP_OK) {
        return fyp_console_error(&err);
    }
    fyp_report_beside_series(results, verdict, options->format, &out);
    return fyp_console_print(&out);
}

int fyp_command_compare(const struct fyp_options *options)
{
    const bool series = options->series != NULL && options->target != NULL &&
                        options->end_year != 0 &&
                        options->argument_count == 0 &&
                        options->ruleset_name == NULL;
    const bool plan = options->series == NULL && options->target == NULL &&
                      options->end_year == 0 && options->year != 0 &&
                      options->kind == FYP_KIND_NONE && options->unit == NULL &&
                      options->argument_count == 1;
    struct fyp_error err = {0};

    if (!series && !plan) {
        fyp_fail(
            &err, FYP_E_USAGE_ARGUMENTS,
            "compare PLAN --year Y | compare --series 2020:82,2023:86 "
            "--target '>=90' --end 2025");
        return fyp_console_error(&err);
    }
    return series ? compare_series(options)
                  : fyp_session_run(options, print_plan);
}
