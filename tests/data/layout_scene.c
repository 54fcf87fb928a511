/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/data/layout_scene.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static void
add_observation(struct fyp_buffer *out, const struct fyp_observation *seen)
{
    static const enum fyp_column shown[] = {
        FYP_COLUMN_REGION,    FYP_COLUMN_REGION_NAME, FYP_COLUMN_INDICATOR,
        FYP_COLUMN_YEAR,      FYP_COLUMN_VALUE,       FYP_COLUMN_UNIT,
        FYP_COLUMN_NUMERATOR, FYP_COLUMN_DENOMINATOR};
    fyp_buffer_format(out, "%d:%d ", seen->line, seen->column);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        /* what cleaning does: the cells must bear it */
        fyp_buffer_format(
            out, "%s%s", i > 0 ? "|" : "",
            fyp_text_trim(seen->cells[shown[i]]));
    }
    if (seen->cells[FYP_COLUMN_SOURCE][0] != '\0') {
        fyp_buffer_format(out, " [%s]", seen->cells[FYP_COLUMN_SOURCE]);
    }
    if (seen->cells[FYP_COLUMN_BASIS][0] != '\0') {
        fyp_buffer_format(out, " <口径 %s>", seen->cells[FYP_COLUMN_BASIS]);
    }
    if (seen->cells[FYP_COLUMN_STATUS][0] != '\0') {
        fyp_buffer_format(out, " <状态 %s>", seen->cells[FYP_COLUMN_STATUS]);
    }
    fyp_buffer_text(out, "\n");
}

static void read_all(struct fyp_layout *layout, struct layout_read *out)
{
    enum fyp_status status = fyp_layout_begin(layout, &out->refused);
    bool done = false;
    while (status == FYP_OK && !done) {
        struct fyp_observation seen;
        struct fyp_error reason = {.status = FYP_OK};
        status = fyp_layout_next(layout, &seen, &done, &reason);
        if (status == FYP_OK && !done) {
            add_observation(&out->observations, &seen);
        } else if (fyp_layout_is_of_row(status)) {
            fyp_buffer_format(
                &out->observations, "%d:%d !%d\n", seen.line, seen.column,
                (int)status);
            status = FYP_OK;
        }
    }
    cr_assert_eq(status, FYP_OK);
}

static struct fyp_mapping *
mapping_of(const struct layout_table *table, const struct folder *folder)
{
    struct fyp_mapping *mapping = NULL;
    struct fyp_error err = {.status = FYP_OK};
    const char *path = table->mapping_path;
    if (table->mapping) {
        folder_write(folder, "mapping.yaml", table->mapping);
        path = folder_file(folder, "mapping.yaml");
    }
    if (path) {
        fyp_mapping_create(path, &mapping, NULL, &err);
        cr_assert_not_null(mapping, "%s: %s", err.place, err.text);
    }
    return mapping;
}

static void take(
    struct fyp_source *source, const struct fyp_layout_request *request,
    struct layout_read *out)
{
    struct fyp_layout *layout = NULL;
    fyp_layout_find(source, 0, request, &layout, &out->refused);
    if (!layout) {
        return;
    }
    out->kind = (int)fyp_layout_kind(layout);
    const struct fyp_problems *notes = fyp_layout_notes(layout);
    for (size_t i = 0; i < notes->count; i++) {
        const char *colon = strrchr(notes->items[i].place, ':');
        fyp_buffer_format(
            &out->notes, "%s:%d ", colon ? colon + 1 : "?",
            (int)notes->items[i].status);
    }
    fyp_layout_explain(layout, &out->explained);
    read_all(layout, out);
    fyp_layout_destroy(layout);
}

struct layout_read layout_read(
    const struct layout_table *table, const struct fyp_catalogue *catalogue,
    const struct fyp_regions *regions, const struct folder *folder)
{
    struct layout_read out = {.kind = -1};
    struct fyp_source *source = NULL;
    struct fyp_mapping *mapping = mapping_of(table, folder);
    char path[256];
    if (table->text) {
        folder_write(folder, table->file, table->text);
        (void)snprintf(
            path, sizeof path, "%s", folder_file(folder, table->file));
    } else {
        (void)snprintf(path, sizeof path, "%s", table->path);
    }
    fyp_source_open(path, &source, &out.refused);
    if (source) {
        const struct fyp_layout_request request = {
            .catalogue = catalogue,
            .regions = regions,
            .path = path,
            .file_name = table->file,
            .region = table->region,
            .year = table->year,
            .mapping = mapping};
        take(source, &request, &out);
    }
    fyp_source_close(source);
    fyp_mapping_destroy(mapping);
    return out;
}

void layout_read_finish(struct layout_read *read)
{
    fyp_buffer_finish(&read->observations);
    fyp_buffer_finish(&read->notes);
    fyp_buffer_finish(&read->explained);
}
