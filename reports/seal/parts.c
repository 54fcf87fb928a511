/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/parts.h"

#include <assert.h>

/* The names that people look for are Chinese; a program finds the others. */
static const struct fyp_seal_part_row rows[FYP_SEAL_PARTS] = {
    [FYP_SEAL_README] = {"说明.txt", false, FYP_M_SEAL_PART_README},
    [FYP_SEAL_PAGE] = {"评估结果.txt", true, FYP_M_SEAL_PART_PAGE},
    [FYP_SEAL_RESULT] = {"result.json", true, FYP_M_SEAL_PART_RESULT},
    [FYP_SEAL_RECORD] = {"seal.json", true, FYP_M_SEAL_PART_RECORD},
    [FYP_SEAL_PLAN] = {NULL, true, FYP_M_SEAL_PART_PLAN},
    [FYP_SEAL_COMMITMENTS] =
        {"commitments_used.yaml", false, FYP_M_SEAL_PART_COMMITMENTS},
    [FYP_SEAL_TEXT] = {"document.txt", false, FYP_M_SEAL_PART_TEXT},
    [FYP_SEAL_RULESET] = {"ruleset_used.yaml", true, FYP_M_SEAL_PART_RULESET},
    [FYP_SEAL_FIGURES] = {"figures.csv", true, FYP_M_SEAL_PART_FIGURES},
    [FYP_SEAL_ORIGINS] = {"origins.csv", true, FYP_M_SEAL_PART_ORIGINS},
    [FYP_SEAL_THIRD_PARTY] =
        {"third_party.json", false, FYP_M_SEAL_PART_THIRD_PARTY},
    [FYP_SEAL_CATALOGUE] =
        {"catalogue_used.yaml", true, FYP_M_SEAL_PART_CATALOGUE},
    [FYP_SEAL_CHECKS] = {"quality_checks.yaml", false, FYP_M_SEAL_PART_CHECKS},
    [FYP_SEAL_REGIONS] = {"regions.csv", false, FYP_M_SEAL_PART_REGIONS},
    [FYP_SEAL_REGION_CHANGES] =
        {"region_changes.yaml", false, FYP_M_SEAL_PART_REGION_CHANGES},
};

const struct fyp_seal_part_row *fyp_seal_part_at(enum fyp_seal_part part)
{
    assert(part < FYP_SEAL_PARTS);
    return &rows[part];
}

const char *fyp_seal_part_name(enum fyp_seal_part part, const char *plan_file)
{
    const char *name = fyp_seal_part_at(part)->name;
    return name != NULL ? name : plan_file;
}
