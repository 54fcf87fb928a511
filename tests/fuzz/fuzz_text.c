/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "data/readers/source.h"
#include "tests/fuzz/fuzz.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Any bytes as a text file: it is refused with a message, or every record of
 * it is UTF-8, in order, inside the limits, and the same when read again.
 */

static char path[] = "/tmp/fyp-fuzz-text.XXXXXX";

static void remove_file(void)
{
    (void)unlink(path);
}

static void demand(bool truth)
{
    if (!truth) {
        abort();
    }
}

static void write_file(const uint8_t *data, size_t size)
{
    static int file = -1;
    if (file < 0) {
        file = mkstemp(path);
        demand(file >= 0);
        demand(atexit(remove_file) == 0);
    }
    demand(ftruncate(file, 0) == 0);
    demand(pwrite(file, data, size, 0) == (ssize_t)size);
}

static bool is_utf8(const char *text)
{
    size_t length = strlen(text);
    return fyp_utf8_valid_prefix(text, length) == length;
}

static void check_row(const struct fyp_table_row *row, int *line)
{
    demand(row->count > 0 && row->line >= *line + (*line > 0));
    demand(row->raw && is_utf8(row->raw));
    size_t length = 0;
    for (size_t i = 0; i < row->count; i++) {
        demand(is_utf8(row->cells[i]));
        length += strlen(row->cells[i]);
    }
    demand(length <= strlen(row->raw));
    *line = row->line;
}

/** Reads all rows; a sum of what was in them, to compare two readings. */
static uint64_t read_rows(struct fyp_source *source)
{
    uint64_t sum = 1469598103934665603U;
    int line = 0;
    for (;;) {
        struct fyp_table_row row;
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status = fyp_source_next(source, &row, &err);
        if (status != FYP_OK) {
            demand(err.text[0] != '\0' && is_utf8(err.text));
            return sum ^ (uint64_t)status;
        }
        if (row.count == 0) {
            return sum;
        }
        check_row(&row, &line);
        for (size_t i = 0; i < row.count; i++) {
            for (const char *c = row.cells[i]; *c != '\0'; c++) {
                sum = (sum ^ (unsigned char)*c) * 1099511628211U;
            }
            sum = (sum ^ 0xFF) * 1099511628211U;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fyp_source *source = NULL;
    struct fyp_error err = {.status = FYP_OK};
    write_file(data, size);
    if (fyp_source_open(path, &source, &err) != FYP_OK) {
        demand(!source && err.text[0] != '\0' && is_utf8(err.text));
        return 0;
    }
    if (fyp_source_kind(source) != FYP_SOURCE_TEXT) {
        fyp_source_close(source);
        return 0;
    }
    char delimiter = fyp_source_table(source, 0)->delimiter;
    demand(delimiter != '\0' && strchr(",;\t|F", delimiter));
    uint64_t first = read_rows(source);
    demand(fyp_source_select(source, 0, &err) == FYP_OK);
    demand(read_rows(source) == first);
    fyp_source_close(source);
    return 0;
}
