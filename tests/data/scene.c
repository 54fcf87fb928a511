/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

struct fyp_regions *scene_regions(void)
{
    static struct fyp_region parts[] = {
        {.code = "511102", .name = "市中区"},
        {.code = "511112", .name = "五通桥区"}};
    static struct fyp_plan luojiang = {
        .region = {.code = "510604", .name = "德阳市罗江区"}};
    static struct fyp_plan leshan = {
        .region = {.code = "511100", .name = "乐山市"},
        .subregions = parts,
        .subregion_count = 2};
    struct fyp_plan *const plans[] = {&luojiang, &leshan};
    struct fyp_regions *regions = NULL;
    fyp_regions_create(plans, 2, NULL, &regions, NULL);
    cr_assert_not_null(regions);
    return regions;
}

struct scene scene_make(void)
{
    struct scene scene = {.folder = folder_make()};
    struct fyp_error err = {.status = FYP_OK};
    scene.catalogue = small_catalogue_read(&scene.folder);
    scene.regions = scene_regions();
    snprintf(scene.db, sizeof scene.db, "%s/fyp.db", scene.folder.path);
    fyp_store_open(scene.db, FYP_STORE_WRITE, &scene.store, &err);
    cr_assert_not_null(scene.store, "%s: %s", err.place, err.text);
    return scene;
}

void scene_finish(struct scene *scene)
{
    fyp_store_close(scene->store);
    fyp_regions_destroy(scene->regions);
    fyp_catalogue_destroy(scene->catalogue);
    folder_remove(&scene->folder);
}

const char *scene_file(
    const struct scene *scene, const char *name, const void *bytes, size_t size)
{
    const char *path = folder_file(&scene->folder, name);
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "cannot write %s", path);
    cr_assert_eq(fwrite(bytes, 1, size, file), size);
    cr_assert_eq(fclose(file), 0);
    return path;
}

struct outcome scene_import_bytes(
    struct scene *scene, const char *name, const void *bytes, size_t size)
{
    struct outcome outcome = {.status = FYP_OK};
    outcome.status = fyp_import(
        scene->store,
        &(struct fyp_import_request){
            .path = scene_file(scene, name, bytes, size),
            .catalogue = scene->catalogue,
            .regions = scene->regions},
        &outcome.result, &outcome.err);
    return outcome;
}

struct outcome
scene_import(struct scene *scene, const char *name, const char *text)
{
    return scene_import_bytes(scene, name, text, strlen(text));
}

struct outcome scene_revise(
    struct scene *scene, const char *name, const char *text, const char *reason)
{
    struct outcome outcome = {.status = FYP_OK};
    outcome.status = fyp_import(
        scene->store,
        &(struct fyp_import_request){
            .path = scene_file(scene, name, text, strlen(text)),
            .catalogue = scene->catalogue,
            .regions = scene->regions,
            .revise_reason = reason},
        &outcome.result, &outcome.err);
    return outcome;
}

void outcome_finish(struct outcome *outcome)
{
    fyp_problems_finish(&outcome->result.findings);
}

void scene_ask_text(
    const struct scene *scene, const char *sql, char *out, size_t size)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    cr_assert_eq(sqlite3_open(scene->db, &db), SQLITE_OK);
    cr_assert_eq(
        sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK, "%s: %s",
        sql, sqlite3_errmsg(db));
    cr_assert_eq(
        sqlite3_step(statement), SQLITE_ROW, "%s: no row (%s)", sql,
        sqlite3_errmsg(db));
    const unsigned char *text = sqlite3_column_text(statement, 0);
    snprintf(out, size, "%s", text ? (const char *)text : "");
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

long long scene_ask(const struct scene *scene, const char *sql)
{
    char text[64];
    long long number = 0;
    scene_ask_text(scene, sql, text, sizeof text);
    cr_assert_eq(
        sscanf(text, "%lld", &number), 1, "%s gives \"%s\"", sql, text);
    return number;
}

struct fyp_figures *scene_load(struct scene *scene)
{
    struct fyp_figures *figures = NULL;
    struct fyp_error err = {.status = FYP_OK};
    fyp_store_load(scene->store, NULL, 0, &figures, &err);
    cr_assert_not_null(figures, "%s: %s", err.place, err.text);
    return figures;
}

void scene_assert_sound(const struct scene *scene)
{
    char verdict[64];
    scene_ask_text(scene, "PRAGMA integrity_check", verdict, sizeof verdict);
    cr_assert_str_eq(verdict, "ok");
    cr_assert_eq(
        scene_ask(scene, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    cr_assert_eq(
        scene_ask(
            scene, "SELECT count(*) FROM import WHERE row_count <>"
                   " added + changed + same + missing + rejected"),
        0);
    cr_assert_eq(
        scene_ask(
            scene, "SELECT (SELECT ifnull(sum(rejected), 0) FROM import) -"
                   " (SELECT count(*) FROM rejected_row)"),
        0);
    cr_assert_eq(
        scene_ask(
            scene, "SELECT (SELECT ifnull(sum(added), 0) FROM import"
                   " WHERE undone_at IS NULL AND id NOT IN"
                   " (SELECT import_id FROM fieldwork)) -"
                   " (SELECT count(*) FROM figure)"),
        0);
    cr_assert_eq(
        scene_ask(
            scene, "SELECT (SELECT ifnull(sum(changed), 0) FROM import"
                   " WHERE undone_at IS NULL) - (SELECT count(*)"
                   " FROM figure_history WHERE replaced_by IS NOT NULL)"),
        0);
    cr_assert_eq(
        scene_ask(
            scene, "SELECT (SELECT ifnull(sum(added + changed), 0) FROM import"
                   " WHERE undone_at IS NOT NULL AND id NOT IN"
                   " (SELECT import_id FROM fieldwork)) - (SELECT count(*)"
                   " FROM figure_history WHERE replaced_by IS NULL)"),
        0);
    /* numbers of versions never come twice, and none is left out */
    cr_assert_eq(
        scene_ask(
            scene,
            "WITH v AS (SELECT place, version FROM current_figure UNION ALL"
            " SELECT place, version FROM earlier_figure)"
            " SELECT count(*) FROM (SELECT place, count(*) AS n, count(DISTINCT"
            " version) AS d, max(version) AS m FROM v GROUP BY place)"
            " WHERE n <> d OR n <> m"),
        0);
}

static bool same_figure(const struct fyp_figure *a, const struct fyp_figure *b)
{
    return strcmp(a->region, b->region) == 0 &&
           strcmp(a->indicator, b->indicator) == 0 && a->year == b->year &&
           a->basis == b->basis && !(a->value.value < b->value.value) &&
           !(a->value.value > b->value.value) &&
           a->value.decimals == b->value.decimals &&
           a->price_basis == b->price_basis &&
           strcmp(a->source, b->source) == 0 &&
           a->demonstration == b->demonstration;
}

bool same_figures(const struct fyp_figures *a, const struct fyp_figures *b)
{
    size_t n = fyp_figures_count(a);
    bool same = n == fyp_figures_count(b);
    for (size_t i = 0; same && i < n; i++) {
        same = same_figure(fyp_figures_at(a, i), fyp_figures_at(b, i));
    }
    return same;
}

/* Source: D. E. Knuth, The Art of Computer Programming, vol. 2, section
 * 3.3.4, line 26 (MMIX). */
uint32_t next_number(uint64_t *state, uint32_t limit)
{
    *state =
        *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % limit;
}
