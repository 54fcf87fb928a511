/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xlsx_parts.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

/* The part of the shared strings. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fyp_xlsx_strings strings = {.count = 0};
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status =
        fyp_xlsx_strings_read_memory(data, size, &strings, &err);
    if (status != err.status) {
        abort(); /* refused without a reason */
    }
    for (size_t i = 0; i < strings.count; i++) {
        size_t start = strings.offsets[i];
        size_t end = start + strlen(strings.pool.data + start);
        if (end >= strings.pool.length || end - start > FYP_CELL_TEXT_MAX) {
            abort();
        }
    }
    fyp_xlsx_strings_finish(&strings);
    return 0;
}
