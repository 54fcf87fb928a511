/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_RULESET_RAW_H
#define FYP_ENGINE_RULESET_RAW_H

#include "engine/ruleset_file.h"
#include "indicators/findings.h"

/*
 * A ruleset file as written, before it is checked: decimals where a number
 * may be absent, lines for messages. Filled by ruleset_file.c, checked by
 * ruleset_check.c. Private to engine/.
 */

struct fyp_raw_bands {
    const char *code; /* NULL in the one of the whole ruleset */
    struct fyp_decimal ahead, on_track;
    int line;
};

struct fyp_raw_growth {
    struct fyp_decimal ahead, least;
    int line;
};

struct fyp_raw_grades {
    struct fyp_decimal excellent, good, pass;
    int line;
};

struct fyp_raw_caps {
    int binding, binding_final, majority; /* enum fyp_grade */
    int line;
};

struct fyp_raw_weight {
    const char *code;
    struct fyp_decimal weight;
    int line;
};

struct fyp_raw_judgement {
    const char *code;
    const char *text;
    int line;
};

struct fyp_raw_matrix {
    bool present;
    bool accept;
    struct fyp_raw_judgement *rows;
    size_t count;
    int line;
};

struct fyp_raw_ruleset {
    const char *name;
    const char *version;
    const char **notes;
    size_t note_count;
    int method, comparison, missing, mean;
    int weighting; /* -1: not written */
    struct fyp_raw_bands bands;
    struct fyp_raw_growth growth;
    struct fyp_decimal least_scale, exceeded, midterm, satisfaction;
    struct fyp_raw_grades grades;
    struct fyp_raw_caps caps;
    struct fyp_raw_weight *weights;
    size_t weight_count;
    struct fyp_decimal total;
    struct fyp_raw_matrix matrix;
    struct fyp_raw_bands *own;
    size_t own_count;
};

/** What a check works on. */
struct fyp_ruleset_check {
    const struct fyp_raw_ruleset *raw;
    const struct fyp_catalogue *catalogue;
    const char *text; /* of the file, to find lines of single keys */
    struct fyp_findings *findings;
    struct fyp_ruleset_file *file; /* gets the rules */
};

/** Takes the rules over into check->file->rules; everything that cannot be
 *  used is a finding. */
void fyp_ruleset_check_run(const struct fyp_ruleset_check *check);

#endif
