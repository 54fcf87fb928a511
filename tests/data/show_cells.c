/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "data/readers/source.h"

#include <stdio.h>

/*
 * Prints every cell that the readers give of a file, with what is known of
 * it: what tests compare that save one table in two formats. Blank cells at
 * the end of a row and rows of nothing but blank cells are left out.
 */

static void show_row(const struct fyp_table_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        unsigned marks = row->marks ? row->marks[i] : 0U;
        if (row->cells[i][0] != '\0' || marks != 0) {
            (void)printf("%d %zu %x [", row->line, i + 1, marks);
            fyp_print_safe(stdout, row->cells[i]);
            (void)printf("]\n");
        }
    }
}

static enum fyp_status
show_table(struct fyp_source *source, size_t table, struct fyp_error *err)
{
    struct fyp_table_row row = {.count = 1};
    const struct fyp_table_info *info = fyp_source_table(source, table);
    enum fyp_status status = fyp_source_select(source, table, err);
    (void)printf(
        "= %s%s\n", info->sheet ? info->sheet : "",
        info->hidden ? " hidden" : "");
    while (status == FYP_OK && row.count > 0) {
        status = fyp_source_next(source, &row, err);
        show_row(&row);
    }
    return status;
}

int main(int argc, char **argv)
{
    struct fyp_source *source = NULL;
    struct fyp_error err = {.status = FYP_OK};
    if (argc != 2) {
        (void)fputs("show_cells FILE\n", stderr);
        return 2;
    }
    enum fyp_status status = fyp_source_open(argv[1], &source, &err);
    size_t count = status == FYP_OK ? fyp_source_table_count(source) : 0;
    for (size_t i = 0; status == FYP_OK && i < count; i++) {
        status = show_table(source, i, &err);
    }
    if (status != FYP_OK) {
        (void)fprintf(stderr, "%s\n", err.text);
    }
    fyp_source_close(source);
    return status == FYP_OK ? 0 : 1;
}
