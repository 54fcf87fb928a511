/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/findings.h"

void fyp_findings_add(
    struct fyp_findings *findings, const struct fyp_error *problem)
{
    if (findings->problems != NULL) {
        fyp_problems_add(findings->problems, problem);
    }
    if (findings->first.status == FYP_OK && !fyp_problem_is_warning(problem)) {
        findings->first = *problem;
    }
}

void fyp_findings_note(
    struct fyp_findings *findings, int line, enum fyp_status status,
    const char *source_file, int source_line, const char *const *arguments)
{
    struct fyp_error problem = {.status = FYP_OK};
    fyp_error_set(&problem, status, source_file, source_line, arguments);
    fyp_error_at(&problem, "%s:%d", findings->path, line);
    fyp_findings_add(findings, &problem);
}

void fyp_findings_take(
    struct fyp_findings *findings, const struct fyp_problems *read,
    enum fyp_status status)
{
    for (size_t i = 0; i < read->count; i++) {
        fyp_findings_add(findings, &read->items[i]);
    }
    if (findings->problems != NULL) {
        findings->problems->dropped += read->dropped;
    }
    if (status != FYP_OK && findings->first.status == FYP_OK) {
        fyp_fail(&findings->first, status, findings->path);
    }
}

enum fyp_status
fyp_findings_end(const struct fyp_findings *findings, struct fyp_error *err)
{
    if (err != NULL && findings->first.status != FYP_OK) {
        *err = findings->first;
    }
    return findings->first.status;
}
