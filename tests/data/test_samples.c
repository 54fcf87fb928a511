/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "indicators/home.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bundled statistics, and the example of docs/data-file.md, against the
 * bundled plans and catalogue. */

/** A scene that knows the bundled regions instead of its own. */
static struct scene bundled(struct fyp_home *home)
{
    struct scene scene = scene_make();
    struct fyp_error err = {.status = FYP_OK};
    cr_assert_eq(setenv("FYP_HOME", FYP_TEST_HOME, 1), 0);
    cr_assert_eq(fyp_home_init(home, &err), FYP_OK, "%s", err.text);
    cr_assert_eq(fyp_home_read_plans(home, NULL, &err), FYP_OK, "%s", err.text);
    fyp_regions_destroy(scene.regions);
    cr_assert_eq(
        fyp_regions_create(
            home->plans, home->plan_count, NULL, &scene.regions, &err),
        FYP_OK);
    return scene;
}

/** Imports a file of which every row is to be usable; rows added. */
static long
import_whole(struct scene *scene, const struct fyp_home *home, const char *path)
{
    struct fyp_import_result result;
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status = fyp_import(
        scene->store,
        &(struct fyp_import_request){
            .path = path,
            .catalogue = home->catalogue,
            .regions = scene->regions},
        &result, &err);
    cr_expect_eq(status, FYP_OK, "%s: %s", err.place, err.text);
    for (size_t i = 0; i < result.findings.count; i++) {
        const struct fyp_error *problem = &result.findings.items[i];
        cr_expect_fail("%s: %s", problem->place, problem->text);
    }
    fyp_problems_finish(&result.findings);
    return result.counts.added;
}

static bool ends_in_csv(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

static int import_samples(struct scene *scene, const struct fyp_home *home)
{
    static const char samples[] = FYP_TEST_HOME "/data/samples";
    DIR *folder = opendir(samples);
    cr_assert_not_null(folder);
    const struct dirent *file;
    int files = 0;
    while ((file = readdir(folder)) != NULL) {
        if (ends_in_csv(file->d_name)) {
            char path[1024];
            snprintf(path, sizeof path, "%s/%s", samples, file->d_name);
            cr_expect_gt(import_whole(scene, home, path), 0, "%s", path);
            files++;
        }
    }
    closedir(folder);
    return files;
}

/* A demonstration says so in its file name and in every row, nothing else
 * does. */
Test(samples, every_bundled_row_is_usable_and_demonstrations_say_so)
{
    struct fyp_home home = {0};
    struct scene scene = bundled(&home);
    size_t demonstrations = 0;
    cr_expect_geq(import_samples(&scene, &home), 6);
    struct fyp_figures *figures = scene_load(&scene);
    for (size_t i = 0; i < fyp_figures_count(figures); i++) {
        const struct fyp_figure *figure = fyp_figures_at(figures, i);
        bool named = strstr(figure->file, "示例数据") != NULL;
        cr_expect_eq(
            figure->demonstration, named, "%s:%d", figure->file, figure->line);
        demonstrations += named;
    }
    cr_expect_gt(demonstrations, 0);
    cr_expect_lt(demonstrations, fyp_figures_count(figures));
    fyp_figures_destroy(figures);
    scene_finish(&scene);
    fyp_home_finish(&home);
}

Test(samples, the_example_of_the_documentation_is_usable)
{
    struct fyp_home home = {0};
    struct scene scene = bundled(&home);
    char *page = NULL;
    size_t size = 0;
    cr_assert_eq(
        fyp_file_read(
            FYP_TEST_HOME "/docs/data-file.md", 1 << 20, &page, &size, NULL),
        FYP_OK);
    const char *start = strstr(page, "```csv\n");
    cr_assert_not_null(start);
    start += strlen("```csv\n");
    const char *end = strstr(start, "```");
    cr_assert_not_null(end);
    char path[512];
    snprintf(
        path, sizeof path, "%s",
        scene_file(&scene, "example.csv", start, (size_t)(end - start)));
    cr_expect_eq(import_whole(&scene, &home, path), 3);
    free(page);
    scene_finish(&scene);
    fyp_home_finish(&home);
}
