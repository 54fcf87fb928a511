/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_FIELDWORK_OPTIONS_H
#define FYP_CLI_FIELDWORK_OPTIONS_H

#include "data/fieldwork/answers.h"

#include <stdint.h>

/* Options of third-party work: fyp sample, verify, survey. */
struct fyp_fieldwork_options {
    double confidence, margin, share;
    uint64_t seed;
    bool has_seed;
    const char *sites, *sample, *answers; /* files; NULL: not given */
    struct fyp_scale scale;
    long long invited; /* 0: not given */
    bool save;
};

struct fyp_fieldwork_options fyp_fieldwork_defaults(void);

struct fyp_options; /* of cli/options.h, which holds the struct above */

/* Each reads the argument of the option of its name; rows of the table in
 * options.c. */
enum fyp_status fyp_fieldwork_confidence(
    const char *text, struct fyp_options *out, struct fyp_error *err);
enum fyp_status fyp_fieldwork_margin(
    const char *text, struct fyp_options *out, struct fyp_error *err);
enum fyp_status fyp_fieldwork_share(
    const char *text, struct fyp_options *out, struct fyp_error *err);
enum fyp_status fyp_fieldwork_seed(
    const char *text, struct fyp_options *out, struct fyp_error *err);
enum fyp_status fyp_fieldwork_scale(
    const char *text, struct fyp_options *out, struct fyp_error *err);
enum fyp_status fyp_fieldwork_invited(
    const char *text, struct fyp_options *out, struct fyp_error *err);

#endif
