/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sensitivity.h"

#include "reports/parts.h"

void fyp_report_sensitivity(
    const struct fyp_sensitivity *sensitivity, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_sensitivity_text(sensitivity, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_sensitivity_json(sensitivity, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_sensitivity_csv(sensitivity, out);
        break;
    }
}

const char *fyp_sensitivity_place(const struct fyp_sensitivity_subject *subject)
{
    const struct fyp_evaluation *evaluation = &subject->evaluation;

    return fyp_plan_region_name(evaluation->plan, evaluation->region);
}
