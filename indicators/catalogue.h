/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_CATALOGUE_H
#define FYP_INDICATORS_CATALOGUE_H

#include "base/arena.h"
#include "base/decimal.h"
#include "base/error.h"

/*
 * The catalogue names what is measured: one code, its names and aliases,
 * unit, kind, better direction, natural range and roll-up rule. Plans and
 * statistics refer to its codes. File: indicators/catalogue.yaml.
 */

/** What one year's figure is (docs/methods.md section 2). */
enum fyp_kind {
    FYP_KIND_NONE, /* not given */
    FYP_KIND_LEVEL,
    FYP_KIND_CUMULATIVE,
    FYP_KIND_GROWTH,
    FYP_KIND_EVENT
};

enum fyp_direction {
    FYP_DIRECTION_NONE,
    FYP_HIGHER_IS_BETTER,
    FYP_LOWER_IS_BETTER
};

enum fyp_rollup {
    FYP_ROLLUP_NONE,
    FYP_ROLLUP_RATIO,    /* sum of numerators over sum of denominators */
    FYP_ROLLUP_SUM,      /* counts add */
    FYP_ROLLUP_WEIGHTED, /* mean weighted by a denominator series */
};

struct fyp_range {
    struct fyp_decimal low, high; /* absent: no bound */
};

struct fyp_catalogue_entry {
    const char *code;
    const char *name;
    const char *english_name;
    const char **aliases;
    size_t alias_count;
    const char *unit;         /* "" where the file says 无 */
    const char **other_units; /* under which plans print it as well */
    size_t other_unit_count;
    enum fyp_kind kind;
    enum fyp_direction direction;
    struct fyp_range range;
    bool has_range; /* 自然范围 was given */
    enum fyp_rollup rollup;
    const char *weight_code; /* 权数: the series that weighs places where
                                numerators are missing; NULL: none */
    const char *definition;
    int line;
};

/** Is a unit "%" or its full-width form? */
bool fyp_is_per_cent(const char *unit);

struct fyp_catalogue; /* opaque */

/**
 * Reads a catalogue; codes, names and aliases must be unique after folding.
 * @param out       NULL on failure; release with fyp_catalogue_destroy.
 * @param problems  Everything found; may be NULL.
 */
enum fyp_status fyp_catalogue_create(
    const char *path, struct fyp_catalogue **out, struct fyp_problems *problems,
    struct fyp_error *err);
void fyp_catalogue_destroy(struct fyp_catalogue *catalogue);

/** SHA-256 of the file, hexadecimal. */
const char *fyp_catalogue_sha256(const struct fyp_catalogue *catalogue);

size_t fyp_catalogue_count(const struct fyp_catalogue *catalogue);
const struct fyp_catalogue_entry *
fyp_catalogue_at(const struct fyp_catalogue *catalogue, size_t index);

/** By code only. NULL when there is none. */
const struct fyp_catalogue_entry *
fyp_catalogue_by_code(const struct fyp_catalogue *catalogue, const char *code);

/** By code, name or alias, compared folded. NULL when there is none. */
const struct fyp_catalogue_entry *
fyp_catalogue_find(const struct fyp_catalogue *catalogue, const char *text);

/** For "did you mean": the entry of that name or alias, else the one whose
 *  code differs least, by at most a third of text. NULL when none is close. */
const struct fyp_catalogue_entry *
fyp_catalogue_closest(const struct fyp_catalogue *catalogue, const char *text);

#endif
