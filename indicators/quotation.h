/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_QUOTATION_H
#define FYP_INDICATORS_QUOTATION_H

#include "base/text.h"
#include "indicators/findings.h"
#include "indicators/plan.h"

#include <limits.h>

/*
 * The text of a document, texts/<id>.txt beside the folder of its plan, and
 * quotations held against it: word for word from their line on, blanks and
 * line ends ignored. Private to indicators/.
 */

struct fyp_document {
    struct fyp_buffer squeezed; /* without blanks and line ends */
    struct fyp_buffer starts;   /* size_t [lines + 1] into squeezed */
    char name[PATH_MAX];
    struct fyp_findings *findings;
};

/** @return false where there is no such text, or it cannot be read, which is
 *  then among the findings. Close it either way. */
bool fyp_document_open(
    const struct fyp_plan *plan, struct fyp_findings *findings,
    struct fyp_document *out);
void fyp_document_close(struct fyp_document *document);

/**
 * Reports a quotation that does not begin on its line.
 * @param text_line  0: nothing is checked.
 * @param line       Of the file that quotes.
 */
void fyp_document_check(
    const struct fyp_document *document, const char *quotation, int text_line,
    int line);

#endif
