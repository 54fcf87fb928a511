/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_SEAL_OPTIONS_H
#define FYP_CLI_SEAL_OPTIONS_H

#include "base/error.h"

struct fyp_options; /* of cli/options.h */

/** Reads the argument of --sealed-on; a row of the table in options.c. */
enum fyp_status fyp_seal_option_date(
    const char *text, struct fyp_options *out, struct fyp_error *err);

#endif
