/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/opened.h"

#include "reports/seal/folder.h"
#include "reports/seal/parts.h"
#include "reports/seal/regions.h"
#include "reports/seal/third_party.h"

#include <stdlib.h>
#include <string.h>

/* Paths of the parts; NULL where the manifest does not list one. */
struct paths {
    char *at[FYP_SEAL_PARTS];
};

static void finish_paths(struct paths *paths)
{
    for (int i = 0; i < FYP_SEAL_PARTS; i++) {
        free(paths->at[i]);
        paths->at[i] = NULL;
    }
}

static enum fyp_status make_paths(
    const char *folder, const struct fyp_seal_manifest *listed,
    const char *plan_file, struct paths *out, struct fyp_error *err)
{
    *out = (struct paths){{0}};
    for (int i = 0; i < FYP_SEAL_PARTS; i++) {
        const char *name = fyp_seal_part_name((enum fyp_seal_part)i, plan_file);
        if (!fyp_seal_manifest_lists(listed, name)) {
            continue;
        }
        out->at[i] = fyp_seal_join(folder, name);
        if (out->at[i] == NULL) {
            finish_paths(out);
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
    }
    return FYP_OK;
}

static enum fyp_status read_rules(
    const struct paths *paths, struct fyp_seal_opened *out,
    struct fyp_error *err)
{
    enum fyp_status status = fyp_catalogue_create(
        paths->at[FYP_SEAL_CATALOGUE], &out->catalogue, NULL, err);
    const struct fyp_plan_beside beside = {
        .commitments = paths->at[FYP_SEAL_COMMITMENTS],
        .text = paths->at[FYP_SEAL_TEXT]};
    if (status == FYP_OK) {
        status = fyp_plan_create_beside(
            paths->at[FYP_SEAL_PLAN], &beside, out->catalogue, &out->plan, NULL,
            err);
    }
    if (status == FYP_OK) {
        status = fyp_ruleset_file_create(
            paths->at[FYP_SEAL_RULESET], out->catalogue, &out->ruleset, NULL,
            err);
    }
    if (status == FYP_OK && paths->at[FYP_SEAL_CHECKS] != NULL) {
        status = fyp_quality_checks_create(
            paths->at[FYP_SEAL_CHECKS], out->catalogue, &out->checks, NULL,
            err);
    }
    return status;
}

static enum fyp_status read_data(
    const struct paths *paths, struct fyp_seal_opened *out,
    struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    if (paths->at[FYP_SEAL_REGIONS] != NULL) {
        status = fyp_seal_regions_read(
            paths->at[FYP_SEAL_REGIONS], paths->at[FYP_SEAL_REGION_CHANGES],
            &out->regions, err);
    }
    if (status == FYP_OK) {
        status = fyp_sealed_figures_read(
            paths->at[FYP_SEAL_ORIGINS], &out->sealed, err);
    }
    if (status == FYP_OK) {
        status = fyp_sealed_figures_load(&out->sealed, &out->figures, err);
    }
    if (status == FYP_OK && paths->at[FYP_SEAL_THIRD_PARTY] != NULL) {
        status = fyp_seal_third_party_read(
            paths->at[FYP_SEAL_THIRD_PARTY], &out->third_party, err);
    }
    return status;
}

enum fyp_status fyp_seal_open(
    const char *folder, const struct fyp_seal_manifest *listed,
    const struct fyp_seal_record *record, struct fyp_seal_opened *out,
    struct fyp_error *err)
{
    struct paths paths;
    *out = (struct fyp_seal_opened){.record = *record};
    enum fyp_status status =
        make_paths(folder, listed, record->plan_file, &paths, err);
    if (status == FYP_OK) {
        status = read_rules(&paths, out, err);
    }
    if (status == FYP_OK) {
        status = read_data(&paths, out, err);
    }
    finish_paths(&paths);
    if (status != FYP_OK) {
        fyp_seal_opened_finish(out);
    }
    return status;
}

void fyp_seal_opened_finish(struct fyp_seal_opened *opened)
{
    if (opened == NULL) {
        return;
    }
    fyp_fieldwork_set_finish(&opened->third_party);
    fyp_figures_destroy(opened->figures);
    fyp_sealed_figures_finish(&opened->sealed);
    fyp_regions_destroy(opened->regions);
    fyp_quality_checks_destroy(opened->checks);
    fyp_ruleset_file_destroy(opened->ruleset);
    fyp_plan_destroy(opened->plan);
    fyp_catalogue_destroy(opened->catalogue);
    *opened = (struct fyp_seal_opened){0};
}

struct fyp_seal_question
fyp_seal_question_of(const struct fyp_seal_opened *opened)
{
    const char *region = opened->record.region;
    return (struct fyp_seal_question){
        .plan = opened->plan,
        .figures = opened->figures,
        .ruleset = &opened->ruleset->rules,
        .catalogue = opened->catalogue,
        .checks = opened->checks,
        .regions = opened->regions,
        .region =
            strcmp(region, opened->plan->region.code) == 0 ? NULL : region,
        .year = opened->record.year,
        .stage = opened->record.stage,
        .target_version = opened->record.target_version,
        .third_party = &opened->third_party};
}
