/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/quality.h"

#include "base/message.h"

#include <stdio.h>

void fyp_report_quality(
    const struct fyp_quality_report *report, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_quality_text(report, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_quality_json(report, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_quality_csv(report, out);
        break;
    }
}

const char *fyp_word_severity(enum fyp_severity severity)
{
    static const enum fyp_message words[] = {
        [FYP_SEVERITY_NOTE] = FYP_M_SEVERITY_NOTE,
        [FYP_SEVERITY_QUESTION] = FYP_M_SEVERITY_QUESTION,
        [FYP_SEVERITY_SERIOUS] = FYP_M_SEVERITY_SERIOUS};
    return fyp_text(words[severity]);
}

void fyp_quality_code(
    const struct fyp_quality_check *check, char out[FYP_QUALITY_CODE_SIZE])
{
    (void)snprintf(out, FYP_QUALITY_CODE_SIZE, "FYP-%03d", check->code);
}

void fyp_figure_place(
    const struct fyp_figure *figure, char out[FYP_FIGURE_PLACE_SIZE])
{
    out[0] = '\0';
    if (figure && figure->sheet) {
        char cell[FYP_CELL_NAME_SIZE];
        fyp_cell_name(figure->line, figure->column, cell);
        (void)snprintf(
            out, FYP_FIGURE_PLACE_SIZE, "%s!%s!%s", figure->file, figure->sheet,
            cell);
    } else if (figure) {
        (void)snprintf(
            out, FYP_FIGURE_PLACE_SIZE, "%s:%d", figure->file, figure->line);
    }
}

/** Has the check found something about the result before? */
static bool is_told(const struct fyp_indicator_result *result, size_t question)
{
    for (size_t i = 0; i < question; i++) {
        if (result->questions[i]->check == result->questions[question]->check) {
            return true;
        }
    }
    return false;
}

void fyp_tell_questions(
    const struct fyp_indicator_result *result, struct fyp_buffer *out)
{
    for (size_t i = 0; i < result->question_count; i++) {
        const struct fyp_quality_check *check = result->questions[i]->check;
        if (is_told(result, i)) {
            continue;
        }
        char code[FYP_QUALITY_CODE_SIZE];
        fyp_quality_code(check, code);
        fyp_buffer_format(
            out, "%s%s %s", i > 0 ? fyp_text(FYP_M_NAME_BETWEEN) : "", code,
            fyp_quality_check_name(check));
    }
}

size_t fyp_questioned_results(const struct fyp_evaluation *evaluation)
{
    size_t count = 0;
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        count += evaluation->indicators[i].question_count > 0;
    }
    return count;
}
