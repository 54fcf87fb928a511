/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/home.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bundled statistics against the bundled plans and catalogue: every row
 * is usable, and a demonstration says so in its name and in every row. */

static void
expect_labelled(const struct fyp_figures *figures, size_t *demonstrations)
{
    for (size_t i = 0; i < fyp_figures_count(figures); i++) {
        const struct fyp_figure *figure = fyp_figures_at(figures, i);
        bool named = strstr(figure->file, "示例数据") != NULL;
        cr_expect_eq(
            figure->demonstration, named, "%s:%d", figure->file, figure->line);
        *demonstrations += named;
    }
}

static bool ends_in_csv(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

Test(samples, every_bundled_row_is_usable_and_demonstrations_say_so)
{
    struct scene scene = scene_make();
    struct fyp_home home = {0};
    struct fyp_regions *regions = NULL;
    struct fyp_error err = {.status = FYP_OK};
    cr_assert_eq(setenv("FYP_HOME", FYP_TEST_HOME, 1), 0);
    cr_assert_eq(fyp_home_init(&home, &err), FYP_OK, "%s", err.text);
    cr_assert_eq(
        fyp_home_read_plans(&home, NULL, &err), FYP_OK, "%s", err.text);
    cr_assert_eq(
        fyp_regions_create(home.plans, home.plan_count, &regions, &err),
        FYP_OK);

    DIR *folder = opendir(FYP_TEST_HOME "/data/samples");
    cr_assert_not_null(folder);
    const struct dirent *file;
    int files = 0;
    while ((file = readdir(folder)) != NULL) {
        char path[1024];
        struct fyp_import_result result;
        struct fyp_problems rejected = {0};
        if (!ends_in_csv(file->d_name)) {
            continue;
        }
        files++;
        snprintf(
            path, sizeof path, "%s/data/samples/%s", FYP_TEST_HOME,
            file->d_name);
        cr_expect_eq(
            fyp_import_csv(
                scene.store, path, home.catalogue, regions, &result, &rejected,
                &err),
            FYP_OK, "%s: %s", err.place, err.text);
        cr_expect_gt(result.counts.added, 0, "%s", path);
        for (size_t i = 0; i < rejected.count; i++) {
            cr_expect_fail(
                "%s: %s", rejected.items[i].place, rejected.items[i].text);
        }
        fyp_problems_finish(&rejected);
    }
    closedir(folder);
    cr_expect_geq(files, 6);

    struct fyp_figures *figures = scene_load(&scene);
    size_t demonstrations = 0;
    expect_labelled(figures, &demonstrations);
    cr_expect_gt(demonstrations, 0);
    cr_expect_lt(demonstrations, fyp_figures_count(figures));
    fyp_figures_destroy(figures);
    fyp_regions_destroy(regions);
    fyp_home_finish(&home);
    scene_finish(&scene);
}
