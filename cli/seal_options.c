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
enum fyp_status fyp_seal_option_name(
    const char *text, struct fyp_options *out, struct fyp_error *err)
{
    enum { LONGEST = 200 };
    const size_t length = strlen(text);
    bool good = length > 0 && length <= LONGEST &&
                fyp_utf8_valid_prefix(text, length) == length;
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)text[i];
        good = good && c >= 0x20 && c != 0x7F;
    }
    if (!good) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--by", text,
            fyp_text(FYP_M_SEAL_BY_WANTS));
    }
    out->sealed_by = text;
    return FYP_OK;
}
