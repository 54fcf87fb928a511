/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_OPENED_H
#define FYP_REPORTS_SEAL_OPENED_H

#include "engine/ruleset_file.h"
#include "reports/seal/manifest.h"
#include "reports/seal/record.h"
#include "reports/seal/render.h"

/*
 * All that a folder says about an evaluation, and nothing from elsewhere: no
 * store, no catalogue or plan of this installation.
 */

/** Zero-initialise; release with fyp_seal_opened_finish. */
struct fyp_seal_opened {
    struct fyp_seal_record record;
    struct fyp_catalogue *catalogue;
    struct fyp_plan *plan;
    struct fyp_ruleset_file *ruleset;
    struct fyp_quality_checks *checks; /* NULL: none were sealed */
    struct fyp_regions *regions;       /* so */
    struct fyp_sealed_figures sealed;
    struct fyp_figures *figures;
    struct fyp_fieldwork_set third_party; /* empty: none was sealed */
};

/**
 * Reads a folder whose files were checked before.
 * @param record  Of the folder: fyp_seal_record_read.
 * @param listed  Parts that it does not list are not read.
 * @param out     Zeroed on failure.
 * @retval other  Why a part cannot be used, with file and line.
 */
enum fyp_status fyp_seal_open(
    const char *folder, const struct fyp_seal_manifest *listed,
    const struct fyp_seal_record *record, struct fyp_seal_opened *out,
    struct fyp_error *err);
void fyp_seal_opened_finish(struct fyp_seal_opened *opened);

/** What was asked of the engine. Points into opened. */
struct fyp_seal_question
fyp_seal_question_of(const struct fyp_seal_opened *opened);

#endif
