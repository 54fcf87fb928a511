/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xlsx_parts.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

/* A container, its parts, and what they say is where. */

static void read_everything(const struct fyp_zip *zip)
{
    struct fyp_error err = {.status = FYP_OK};
    for (size_t i = 0; i < fyp_zip_count(zip); i++) {
        const struct fyp_zip_member *member = fyp_zip_member(zip, i);
        struct fyp_zip_stream *stream = NULL;
        unsigned char block[1000]; /* no divisor of anything */
        size_t got = 1, total = 0;
        enum fyp_status status =
            fyp_zip_stream_open(zip, member, &stream, &err);
        while (status == FYP_OK && got > 0) {
            status =
                fyp_zip_stream_read(stream, block, sizeof block, &got, &err);
            total += got;
        }
        /* opening has read it all before: nothing can be wrong now */
        if (status != FYP_OK || total != member->size ||
            fyp_zip_find(zip, member->name) != member) {
            abort();
        }
        fyp_zip_stream_close(stream);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fyp_bytes bytes = fyp_bytes_of(data, size);
    struct fyp_zip *zip = NULL;
    struct fyp_error err = {.status = FYP_OK};
    if (fyp_zip_open(&bytes, &zip, &err) == FYP_OK) {
        struct fyp_xlsx_parts parts = {.sheet_count = 0};
        struct fyp_problems notes = {.count = 0};
        read_everything(zip);
        (void)fyp_xlsx_parts_find(zip, &parts, &notes, &err);
        fyp_xlsx_parts_finish(&parts);
        fyp_problems_finish(&notes);
    } else if (err.status == FYP_OK) {
        abort(); /* refused without a reason */
    }
    fyp_zip_close(zip);
    return 0;
}
