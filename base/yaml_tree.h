/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_YAML_TREE_H
#define FYP_BASE_YAML_TREE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The text of a YAML file as a tree with positions; for base/yaml.c alone.
 * What YAML allows and these files do not (anchors, aliases, tags, several
 * documents, deep nesting) is refused here. Complaints of libyaml become
 * messages that say what to write instead: base/yaml_fault.c.
 */

enum fyp_yaml_kind { FYP_YAML_SCALAR, FYP_YAML_LIST, FYP_YAML_PAIRS };

struct fyp_yaml_node {
    enum fyp_yaml_kind kind;
    size_t line, column; /* from 1 */
    const char *text;    /* SCALAR: terminated, no control characters */
    bool plain;          /* SCALAR: written without quotes */
    bool refused;        /* reported already; its content means nothing */
    size_t count;        /* of children; a pair counts as two */
    struct fyp_yaml_node *first; /* LIST: items; PAIRS: key, value, key … */
    struct fyp_yaml_node *last;
    struct fyp_yaml_node *next;
};

enum {
    FYP_YAML_DEPTH_MAX = 32,
    FYP_YAML_LIST_MAX = 10000,  /* items of one list, fields of one map */
    FYP_YAML_NODES_MAX = 200000 /* of one file: about 20 MB */
};

/** Where problems of one file go. */
struct fyp_yaml_report {
    const char *path;              /* of the file, for places */
    struct fyp_problems *problems; /* may be NULL */
    enum fyp_status first;         /* status of the first problem */
};

/** Adds a problem with its place, "path:line:column". */
void fyp_yaml_report_add(
    struct fyp_yaml_report *report, struct fyp_error *problem, size_t line,
    size_t column);

/**
 * Parses the bytes of a file; a byte order mark at the start is skipped.
 * @return NULL on failure. A tree, even where something was reported, as
 *         long as the rest can be checked.
 */
struct fyp_yaml_node *fyp_yaml_parse(
    const char *text, size_t length, struct fyp_arena *arena,
    struct fyp_yaml_report *report);

#endif
