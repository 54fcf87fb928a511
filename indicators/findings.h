/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_FINDINGS_H
#define FYP_INDICATORS_FINDINGS_H

#include "base/error.h"

/*
 * What is found in one file: every problem goes to the caller's list, and the
 * first one that is not a warning is kept, because it is what the function
 * that reads the file returns. For the readers of YAML files here and in data/.
 */

struct fyp_findings {
    const char *path;              /* of the file */
    struct fyp_problems *problems; /* NULL: nobody wants the list */
    struct fyp_error first;        /* FYP_OK while there is no error */
};

/** Adds a problem made by someone else. */
void fyp_findings_add(
    struct fyp_findings *findings, const struct fyp_error *problem);

void fyp_findings_note(
    struct fyp_findings *findings, int line, enum fyp_status status,
    const char *source_file, int source_line, const char *const *arguments);

/* fyp_found(&findings, line, FYP_E_PLAN_ID, plan->id) */
#define fyp_found(findings, line, status, ...)                                 \
    fyp_findings_note(                                                         \
        (findings), (line), (status), __FILE__, __LINE__,                      \
        (const char *const[]){__VA_ARGS__, NULL})

/**
 * Takes over what a reader has put on a list of its own.
 * @param status  As the reader returned it: kept even with an empty list.
 */
void fyp_findings_take(
    struct fyp_findings *findings, const struct fyp_problems *read,
    enum fyp_status status);

/** Copies the first error to err, if wanted. @return its status, or FYP_OK. */
enum fyp_status
fyp_findings_end(const struct fyp_findings *findings, struct fyp_error *err);

#endif
