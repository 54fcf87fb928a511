/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_JSON_FILE_H
#define FYP_REPORTS_SEAL_JSON_FILE_H

#include "base/error.h"

#include <jansson.h>

/**
 * Reads one JSON file that may come from anybody: at most 64 MB, keys given
 * twice are refused, and so is nesting beyond what jansson allows (2,048).
 * @param out  The caller gives it to json_decref; NULL on failure.
 * @retval FYP_E_SEAL_RECORD  It is no JSON; says where.
 */
enum fyp_status
fyp_seal_json_read(const char *path, json_t **out, struct fyp_error *err);

#endif
