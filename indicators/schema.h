/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_SCHEMA_H
#define FYP_INDICATORS_SCHEMA_H

#include "base/yaml.h"
#include "indicators/catalogue.h"

/*
 * Shorthand for the schema tables of the catalogue and of plan files, one
 * line a key, and the words that both files use. Private to indicators/.
 *
 * The last word of a name says whether the key must be there.
 */

#define FYP_MUST true
#define FYP_MAY false

#define FYP_FIELD(kind, must, text, owner, member)                             \
    {                                                                          \
        .key = (text), .type = FYP_YAML_##kind, .required = (must),            \
        .offset = offsetof(struct owner, member)                               \
    }

#define FYP_FIELD_CHOICE(must, text, owner, member, words)                     \
    {                                                                          \
        .key = (text), .type = FYP_YAML_CHOICE, .required = (must),            \
        .offset = offsetof(struct owner, member), .choices = (words)           \
    }

#define FYP_FIELD_INTEGER(must, text, owner, member, from, to)                 \
    {                                                                          \
        .key = (text), .type = FYP_YAML_INTEGER, .required = (must),           \
        .offset = offsetof(struct owner, member), .low = (from), .high = (to)  \
    }

#define FYP_FIELD_TEXTS(must, text, owner, member, count)                      \
    {                                                                          \
        .key = (text), .type = FYP_YAML_TEXTS, .required = (must),             \
        .offset = offsetof(struct owner, member),                              \
        .count_offset = offsetof(struct owner, count)                          \
    }

/* a map whose struct, inner, has an int line */
#define FYP_FIELD_MAP(must, text, owner, member, schema, inner)                \
    {                                                                          \
        .key = (text), .type = FYP_YAML_MAP, .required = (must),               \
        .offset = offsetof(struct owner, member), .fields = (schema),          \
        .line_offset_plus_one = offsetof(struct inner, line) + 1               \
    }

/* the place of something in the document; its int line is the key 行 */
#define FYP_FIELD_CITATION(must, text, owner, member)                          \
    {                                                                          \
        .key = (text), .type = FYP_YAML_MAP, .required = (must),               \
        .offset = offsetof(struct owner, member), .fields = citation_fields    \
    }

/* a map with an int line and a bool present */
#define FYP_FIELD_OPTIONAL_MAP(text, owner, member, schema, inner)             \
    {                                                                          \
        .key = (text), .type = FYP_YAML_MAP,                                   \
        .offset = offsetof(struct owner, member), .fields = (schema),          \
        .line_offset_plus_one = offsetof(struct inner, line) + 1,              \
        .present_offset_plus_one = offsetof(struct inner, present) + 1         \
    }

#define FYP_FIELD_MAPS(must, text, owner, member, count, schema, inner)        \
    {                                                                          \
        .key = (text), .type = FYP_YAML_MAPS, .required = (must),              \
        .offset = offsetof(struct owner, member),                              \
        .count_offset = offsetof(struct owner, count), .fields = (schema),     \
        .item_size = sizeof(struct inner),                                     \
        .line_offset_plus_one = offsetof(struct inner, line) + 1               \
    }

#define FYP_FIELD_END                                                          \
    {                                                                          \
        .key = NULL                                                            \
    }

/** 水平 累计 增速 事项; ended by a NULL word. */
extern const struct fyp_yaml_choice fyp_kind_words[];

struct fyp_target;

/** A number that names another series is a reference. */
void fyp_target_settle(struct fyp_target *target);

/** Fields of struct fyp_amendment, as in a plan file; in plan_file.c. */
extern const struct fyp_yaml_field fyp_amendment_fields[];

/** "" for the unit 无, which says that there is none. */
const char *fyp_unit_meant(const char *unit);

#endif
