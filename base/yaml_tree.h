/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_YAML_TREE_H
#define FYP_BASE_YAML_TREE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The text of a YAML file as a tree with positions; used by base/yaml.c
 * alone. What YAML allows and these files do not (anchors, aliases, tags,
 * several documents, deep nesting) is refused here, and the parser's own
 * complaints are turned into messages that say what to write instead.
 */

enum fyp_yaml_kind { FYP_YAML_SCALAR, FYP_YAML_LIST, FYP_YAML_PAIRS };

struct fyp_yaml_node {
    enum fyp_yaml_kind kind;
    size_t line, column; /* from 1 */
    const char *text;    /* SCALAR, terminated */
    size_t length;
    bool plain;                  /* SCALAR: written without quotes */
    struct fyp_yaml_node *first; /* LIST: items; PAIRS: key, value, key … */
    struct fyp_yaml_node *last;
    struct fyp_yaml_node *next;
    size_t count; /* of children; a pair is two */
};

enum {
    FYP_YAML_DEPTH_MAX = 32,
    FYP_YAML_LIST_MAX = 10000,  /* items of one list, fields of one map */
    FYP_YAML_NODES_MAX = 200000 /* of one file: about 15 MB */
};

/**
 * Parses the bytes of a file (without byte order mark).
 *
 * @param path      For the places of problems.
 * @param root      NULL on failure; lives in the arena.
 * @param problems  May be NULL.
 * @param first     Set to the first problem; its status is FYP_OK before.
 * @retval true     A tree was built, although anchors, aliases or tags may
 *                  have been reported.
 */
bool fyp_yaml_parse(
    const char *path, const char *text, size_t length,
    struct fyp_arena *arena, struct fyp_yaml_node **root,
    struct fyp_yaml_report *report);

#endif
