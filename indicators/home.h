/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_HOME_H
#define FYP_INDICATORS_HOME_H

#include "indicators/plan.h"

/*
 * Where the catalogue and the plans are: $FYP_HOME, else the nearest folder
 * above the program that holds indicators/catalogue.yaml (a build tree),
 * else ../share/fyp beside it (installed). Under that folder:
 * indicators/catalogue.yaml and indicators/plans/<id>.yaml.
 */

/** The catalogue and all plans of a home, opened together. */
struct fyp_home {
    char *folder;
    struct fyp_catalogue *catalogue;
    struct fyp_plan **plans; /* sorted by id */
    size_t plan_count;
};

/**
 * Finds the folder and reads the catalogue; no plan yet.
 * @param out  Zeroed on failure; release with fyp_home_finish.
 */
enum fyp_status fyp_home_init(struct fyp_home *out, struct fyp_error *err);
void fyp_home_finish(struct fyp_home *home);

/**
 * Reads every plan file of the home into plans; all must be sound.
 * @param problems  All problems of all files, warnings too (see plan.h).
 */
enum fyp_status fyp_home_read_plans(
    struct fyp_home *home, struct fyp_problems *problems,
    struct fyp_error *err);

/**
 * A plan by its id, or by the path of its file when the text holds a '/' or
 * ends in ".yaml".
 * @param out  The caller releases it with fyp_plan_destroy.
 */
enum fyp_status fyp_home_plan(
    const struct fyp_home *home, const char *id_or_path, struct fyp_plan **out,
    struct fyp_problems *problems, struct fyp_error *err);

#endif
