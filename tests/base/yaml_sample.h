/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_BASE_YAML_SAMPLE_H
#define FYP_TESTS_BASE_YAML_SAMPLE_H

#include "base/decimal.h"
#include "base/yaml.h"

/*
 * A schema with a field of every type, a sound file of it, and the way from
 * a text to what the reader makes of it.
 */

struct sample_target {
    bool present;
    int line;
    const char *text;
    int comparator;
    struct fyp_decimal value;
    bool inferred;
};

struct sample_item {
    int line;
    const char *number;
    const char *name;
    const char *unit;
    struct sample_target target;
    struct fyp_decimal low, high;
    const char **notes;
    size_t note_count;
};

struct sample {
    const char *id;
    const char *title;
    const char *published;
    int year;
    struct fyp_decimal ceiling;
    const char **notes;
    size_t note_count;
    struct sample_item *items;
    size_t item_count;
};

extern const struct fyp_yaml_field sample_schema[];

/** Every field, comments, both notations. */
extern const char sample_text[];

/** What one reading gave; release with reading_finish. */
struct reading {
    char path[64];
    struct sample sample;
    struct fyp_arena arena;
    struct fyp_problems problems;
    enum fyp_status status;
};

/** Writes the bytes to a file of its own, reads and removes it. */
void reading_init(struct reading *reading, const char *text, size_t length);
void reading_finish(struct reading *reading);

/** "3:5" of a problem whose place is "path:3:5"; asserts the path. */
const char *place_in(const struct reading *reading, size_t problem);

#endif
