/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fieldwork/sites.h"

#include "data/fieldwork/grow.h"

#include <stdlib.h>
#include <string.h>

enum { SITE, NAME, COLUMNS };

static const struct fyp_field_column columns[COLUMNS] = {
    [SITE] = {"site", "抽样点", {"site_id", "id", "编号", "站点"}, true, false},
    [NAME] = {"name", "名称", {"site_name", "单位名称", NULL}, false, true},
};
static const struct fyp_field_form form = {columns, COLUMNS, true};

static enum fyp_status
take(void *into, const struct fyp_field_row *row, struct fyp_error *err)
{
    struct fyp_sites *sites = into;
    const char *id = row->cells[SITE], *name = row->cells[NAME];
    enum fyp_status status = fyp_field_need(row, SITE, err);

    if (status == FYP_OK) {
        status = fyp_field_once(&sites->seen, id, "", row->line, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    const struct fyp_site site = {
        .id = fyp_arena_text(&sites->arena, id, strlen(id)),
        .name = fyp_arena_text(&sites->arena, name, strlen(name)),
        .line = row->line,
    };
    if (site.id == NULL || site.name == NULL ||
        !fyp_field_grow(
            &sites->items, sites->count, &sites->capacity, sizeof site)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    sites->items[sites->count++] = site;
    return FYP_OK;
}

enum fyp_status fyp_sites_read(
    const char *path, struct fyp_sites *out, struct fyp_problems *problems,
    struct fyp_error *err)
{
    *out = (struct fyp_sites){0};
    const enum fyp_status status = fyp_field_read(
        path, &form, (struct fyp_field_taker){take, out}, &out->file, problems,
        err);
    if (status != FYP_OK) {
        fyp_sites_finish(out);
    }
    return status;
}

void fyp_sites_finish(struct fyp_sites *sites)
{
    if (sites != NULL) {
        free(sites->items);
        fyp_field_seen_finish(&sites->seen);
        fyp_arena_finish(&sites->arena);
        *sites = (struct fyp_sites){0};
    }
}
