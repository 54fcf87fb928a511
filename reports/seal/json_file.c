/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/json_file.h"

#include "base/text.h"

#include <stdlib.h>

enum { JSON_MAX = 64 << 20 };

enum fyp_status
fyp_seal_json_read(const char *path, json_t **out, struct fyp_error *err)
{
    char *text = NULL;
    size_t length = 0;
    json_error_t what;
    *out = NULL;
    enum fyp_status status = fyp_file_read(path, JSON_MAX, &text, &length, err);
    if (status == FYP_OK) {
        *out = json_loadb(
            text != NULL ? text : "", length, JSON_REJECT_DUPLICATES, &what);
        if (*out == NULL) {
            status = fyp_fail(err, FYP_E_SEAL_RECORD, what.text);
            (void)fyp_error_at(err, "%s:%d", path, what.line);
        }
    }
    free(text);
    return status;
}
