/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_YAML_H
#define FYP_BASE_YAML_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * YAML files with Chinese keys, read into C structs through a table.
 *
 * Why not libcyaml: it reads "92%" as 92 and "2026年" as 2026 and stops at
 * the first error. Here a value is taken only when all of it is understood,
 * and every problem of a file is reported, each with file, line, column, the
 * field's path (指标[6].目标.比较), what was found and what is allowed.
 *
 * A schema is an array of fields ended by one with key NULL. Each field says
 * where in the struct its value goes. Strings and arrays live in the arena.
 */

enum fyp_yaml_type {
    FYP_YAML_TEXT,    /* const char * */
    FYP_YAML_INTEGER, /* int, up to nine digits; low/high bound it */
    FYP_YAML_DECIMAL, /* struct fyp_decimal */
    FYP_YAML_BOUND,   /* struct fyp_decimal; 无上限, 无下限: absent */
    FYP_YAML_BOOLEAN, /* bool: 是 / 否 */
    FYP_YAML_CHOICE,  /* int (an enum); words in choices */
    FYP_YAML_DATE,    /* const char *; YYYY-MM-DD or YYYY-MM, from 1900 */
    FYP_YAML_TEXTS,   /* const char ** and size_t; one text or a list */
    FYP_YAML_MAP,     /* a nested struct, in place */
    FYP_YAML_MAPS,    /* pointer to structs and size_t; a list of maps */
    FYP_YAML_RANGE    /* two struct fyp_decimal: [low, high] */
};

struct fyp_yaml_choice {
    const char *word; /* as written in the file; NULL ends the list */
    int value;
};

struct fyp_yaml_field {
    const char *key;
    enum fyp_yaml_type type;
    bool required;
    size_t offset;       /* of the value in the struct */
    size_t count_offset; /* TEXTS, MAPS: of the size_t count */
    int low, high;       /* INTEGER; no bounds unless low < high */
    const struct fyp_yaml_choice *choices; /* CHOICE */
    const struct fyp_yaml_field *fields;   /* MAP, MAPS: the inner schema */
    size_t item_size;                      /* MAPS: sizeof the struct */
    size_t line_offset_plus_one;    /* MAP, MAPS: int line in the inner struct,
                                       plus one; 0: not wanted */
    size_t present_offset_plus_one; /* MAP: bool present in the inner struct,
                                       plus one; 0: not wanted */
};

/**
 * Reads one file into out according to schema.
 *
 * Unknown keys, keys given twice, missing required keys, wrong kinds of
 * value, aliases and tags are problems; anything absent leaves out as the
 * caller initialised it. "key:" and "key: ~" count as absent, and so does ""
 * where a field is required. Limits: 4 MB, depth 32, 10,000 items a list.
 *
 * @param problems  Every problem found is added, with its place.
 * @retval FYP_OK            No problem was found.
 * @retval FYP_E_YAML…       Status of the first problem; out is incomplete.
 */
enum fyp_status fyp_yaml_read(
    const char *path, const struct fyp_yaml_field *schema, void *out,
    struct fyp_arena *arena, struct fyp_problems *problems);

#endif
