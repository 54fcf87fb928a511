/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_RECORD_H
#define FYP_REPORTS_SEAL_RECORD_H

#include "engine/evaluate.h"
#include "reports/seal/figures.h"

/*
 * seal.json: of what this is the result, by which program, from which files.
 * Nothing in it comes from the clock or the machine's name; the date and the
 * name of whoever seals are there only when they were given.
 */

struct fyp_seal_record {
    char version[64];    /* of the program that sealed */
    char plan_file[128]; /* <id>.yaml */
    char region[16];     /* code of the place evaluated */
    int year;
    enum fyp_stage stage; /* never DEFAULT */
    int target_version;   /* of the plan, from 1 */
    char sealed_on[16];   /* 2026-01-31; "": not given */
    char sealed_by[256];  /* so */
};

/** The text of seal.json. */
void fyp_seal_record_write(
    const struct fyp_seal_record *record,
    const struct fyp_evaluation *evaluation,
    const struct fyp_sealed_figures *figures, struct fyp_buffer *out);

/**
 * Reads seal.json back.
 * @retval FYP_E_SEAL_RECORD  What is wrong with it.
 */
enum fyp_status fyp_seal_record_read(
    const char *path, struct fyp_seal_record *out, struct fyp_error *err);

/** One imported file that figures come from. */
struct fyp_seal_source {
    const struct fyp_sealed_figure *first; /* file, sha256, imported_at */
    size_t figures;                        /* that come from it */
};

/**
 * The files that the figures come from, in the order of their imports.
 * @param arena  Owns the result.
 * @return NULL when out of memory.
 */
struct fyp_seal_source *fyp_seal_sources(
    struct fyp_arena *arena, const struct fyp_sealed_figures *figures,
    size_t *count);

/** 2026-01-31, a day that there is. */
bool fyp_seal_is_date(const char *text);

#endif
