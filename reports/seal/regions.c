/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/regions.h"

#include "base/message.h"
#include "data/readers/csv.h"
#include "reports/csv_row.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_REGIONS = 100000 };

static const char *const columns[] = {"region", "name"};

static void put_row(
    const struct fyp_regions *regions, const char *code, struct fyp_buffer *out)
{
    struct fyp_csv_row row = {.out = out};
    const char *name = fyp_regions_name(regions, code);
    if (strcmp(name, code) != 0) {
        fyp_csv_text(&row, code);
        fyp_csv_text(&row, name);
        fyp_csv_end(&row);
    }
}

void fyp_seal_regions_write(
    const struct fyp_regions *regions, const struct fyp_sealed_figures *figures,
    const char *region, struct fyp_buffer *out)
{
    bool told = false;
    const char *before = "";
    fyp_buffer_text(out, "\xEF\xBB\xBF");
    fyp_csv_texts(out, columns, 2);
    for (size_t i = 0; i < figures->count; i++) {
        const char *code = figures->items[i].figure.region;
        if (strcmp(code, before) != 0) {
            put_row(regions, code, out);
        }
        told = told || strcmp(code, region) == 0;
        before = code;
    }
    if (!told) {
        put_row(regions, region, out);
    }
}

/* --- reading --- */

struct names {
    struct fyp_region *items;
    size_t count, capacity;
    struct fyp_arena arena;
};

static enum fyp_status bad_row(struct fyp_error *err)
{
    return fyp_fail(err, FYP_E_SEAL_FIGURES, fyp_text(FYP_M_SEAL_BAD_REGION));
}

static bool is_code(const char *text)
{
    const size_t digits = strspn(text, "0123456789");
    return text[digits] == '\0' && (digits == 6 || digits == 9 || digits == 12);
}

static enum fyp_status grow(struct names *names, struct fyp_error *err)
{
    const size_t capacity = names->capacity == 0 ? 16 : 2 * names->capacity;
    struct fyp_region *items = realloc(names->items, capacity * sizeof *items);
    if (items == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    names->items = items;
    names->capacity = capacity;
    return FYP_OK;
}

static enum fyp_status take_row(
    struct names *names, const struct fyp_csv_record *record,
    struct fyp_error *err)
{
    if (record->count != 2 || !is_code(record->fields[0]) ||
        record->fields[1][0] == '\0' || names->count == MOST_REGIONS) {
        return bad_row(err);
    }
    if (names->count == names->capacity && grow(names, err) != FYP_OK) {
        return FYP_E_MEMORY;
    }
    struct fyp_region *region = &names->items[names->count];
    *region = (struct fyp_region){
        .code = fyp_arena_text(
            &names->arena, record->fields[0], strlen(record->fields[0])),
        .name = fyp_arena_text(
            &names->arena, record->fields[1], strlen(record->fields[1]))};
    if (region->code == NULL || region->name == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    names->count++;
    return FYP_OK;
}

static enum fyp_status read_names(
    struct fyp_csv *csv, const char *path, struct names *out,
    struct fyp_error *err)
{
    struct fyp_csv_record record = {0};
    bool header = true;
    enum fyp_status status = fyp_csv_next(csv, &record, err);
    while (status == FYP_OK && record.count > 0) {
        const bool titles = record.count == 2 &&
                            strcmp(record.fields[0], columns[0]) == 0 &&
                            strcmp(record.fields[1], columns[1]) == 0;
        if (!header) {
            status = take_row(out, &record, err);
        } else if (!titles) {
            status = bad_row(err);
        }
        header = false;
        if (status != FYP_OK) {
            (void)fyp_error_at(err, "%s:%d", path, record.line);
            return status;
        }
        status = fyp_csv_next(csv, &record, err);
    }
    return status;
}

/* A plan that is nothing but its regions: that is how names become known. */
static enum fyp_status make_regions(
    struct names *names, const char *changes_path, struct fyp_regions **out,
    struct fyp_error *err)
{
    struct fyp_plan plan = {0};
    struct fyp_plan *plans[] = {&plan};
    if (names->count > 0) {
        plan.region = names->items[0];
        plan.subregions = names->items + 1;
        plan.subregion_count = names->count - 1;
    }
    return fyp_regions_create(
        plans, names->count > 0 ? 1 : 0, changes_path, out, err);
}

enum fyp_status fyp_seal_regions_read(
    const char *path, const char *changes_path, struct fyp_regions **out,
    struct fyp_error *err)
{
    struct fyp_csv *csv = NULL;
    struct names names = {0};
    *out = NULL;
    enum fyp_status status = fyp_csv_create(path, &csv, err);
    if (status == FYP_OK && (fyp_csv_encoding(csv) != FYP_ENCODING_UTF8 ||
                             fyp_csv_delimiter(csv) != ',')) {
        status = bad_row(err);
    }
    if (status == FYP_OK) {
        status = read_names(csv, path, &names, err);
    }
    if (status == FYP_OK) {
        status = make_regions(&names, changes_path, out, err);
    }
    fyp_csv_destroy(csv);
    free(names.items);
    fyp_arena_finish(&names.arena);
    if (status != FYP_OK) {
        (void)fyp_error_at(err, "%s", path);
    }
    return status;
}
