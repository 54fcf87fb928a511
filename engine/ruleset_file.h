/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_RULESET_FILE_H
#define FYP_ENGINE_RULESET_FILE_H

#include "base/text.h"
#include "engine/ruleset.h"
#include "indicators/home.h"

/*
 * Rulesets are YAML files with Chinese keys (docs/rulesets.md), beside the
 * plans: indicators/rulesets/<name>.yaml. Whatever a file leaves out has the
 * value of the house rules; what fyp_ruleset_print writes, reads back as the
 * same ruleset.
 */

struct fyp_ruleset_file {
    struct fyp_ruleset rules; /* points into the arena */
    const char *path;         /* "" for the built-in rules */
    char sha256[65];          /* of the file, hexadecimal; or "" */
    struct fyp_arena arena;
};

/**
 * Reads and checks a ruleset file.
 *
 * @param catalogue  Codes are looked up there.
 * @param out        NULL on failure; release with fyp_ruleset_file_destroy.
 * @param problems   Every problem, with file and line; may be NULL. Warnings
 *                   are among them (FYP-781).
 * @retval other     Status of the first problem that is no warning.
 */
enum fyp_status fyp_ruleset_file_create(
    const char *path, const struct fyp_catalogue *catalogue,
    struct fyp_ruleset_file **out, struct fyp_problems *problems,
    struct fyp_error *err);
void fyp_ruleset_file_destroy(struct fyp_ruleset_file *file);

/**
 * A ruleset by its name, or by the path of its file when the text holds a
 * '/' or ends in ".yaml". "house" are the built-in rules.
 */
enum fyp_status fyp_ruleset_find(
    const struct fyp_home *home, const char *name_or_path,
    struct fyp_ruleset_file **out, struct fyp_problems *problems,
    struct fyp_error *err);

/** Appends the YAML text, with comments. Entropy weights are not written:
 *  they belong to an evaluation. */
void fyp_ruleset_print(
    const struct fyp_ruleset *ruleset, struct fyp_buffer *out);

#endif
