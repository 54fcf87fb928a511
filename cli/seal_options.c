/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/seal_options.h"

#include "base/message.h"
#include "cli/options.h"
#include "reports/seal/record.h"

#include <string.h>

enum fyp_status fyp_seal_option_date(
    const char *text, struct fyp_options *out, struct fyp_error *err)
{
    if (!fyp_seal_is_date(text)) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--sealed-on", text, "2026-01-31");
    }
    out->sealed_on = text;
    return FYP_OK;
}

/* A name that can be printed in one line. */
