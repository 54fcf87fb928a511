/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of third parties: files cut and changed at every byte, names in both
 * languages, rows seen before. Each kind of bad row, with its line, is tested
 * from outside: tests/cli/test_fieldwork.py.
 */
#include "data/fieldwork/answers.h"
#include "data/fieldwork/sites.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(fieldwork);

static const char answers_text[] = "受访者,问题,分组,回答\r\n"
                                   "r1,服务,城镇,5\r\n"
                                   "r2,\"服务\",农村,不满意\r\n"
                                   "r3,服务,,\r\n";
static const char sites_text[] = "编号,名称,地址\n"
                                 "v1,\"甲,村\",x\n"
                                 "v2,乙村,\"y\"\"z\"\n";

/* What a file is, it is read or refused, and either can be released. */
static void read_both(const char *path)
{
    struct fyp_problems problems = {0};
    struct fyp_answers answers;
    struct fyp_sites sites;
    const struct fyp_scale scale = {1, 5};

    const enum fyp_status first =
        fyp_answers_read(path, scale, &answers, &problems, NULL);
    cr_assert(first == FYP_OK ? answers.count > 0 : answers.items == NULL);
    fyp_answers_finish(&answers);
    const enum fyp_status second =
        fyp_sites_read(path, &sites, &problems, NULL);
    cr_assert(second == FYP_OK ? sites.count > 0 : sites.items == NULL);
    fyp_sites_finish(&sites);
    fyp_problems_finish(&problems);
}

Test(fieldwork, a_file_cut_at_any_length_is_read_or_refused)
{
    struct scene scene = scene_make();
    for (size_t n = 0; n < sizeof answers_text; n++) {
        read_both(scene_file(&scene, "a.csv", answers_text, n));
    }
    for (size_t n = 0; n < sizeof sites_text; n++) {
        read_both(scene_file(&scene, "a.csv", sites_text, n));
    }
    scene_finish(&scene);
}

Test(fieldwork, a_file_with_any_byte_changed_is_read_or_refused)
{
    static const char bytes[] = {'"', ',', '\n', '\0', '\xFF', '9'};
    struct scene scene = scene_make();
    char changed[sizeof answers_text];
    for (size_t i = 0; i + 1 < sizeof answers_text; i++) {
        for (size_t b = 0; b < sizeof bytes; b++) {
            memcpy(changed, answers_text, sizeof changed);
            changed[i] = bytes[b];
            read_both(scene_file(&scene, "a.csv", changed, sizeof changed - 1));
        }
    }
    scene_finish(&scene);
}

Test(fieldwork, answers_are_read_as_written)
{
    struct scene scene = scene_make();
    struct fyp_problems problems = {0};
    struct fyp_answers got;
    const char *path =
        scene_file(&scene, "a.csv", answers_text, sizeof answers_text - 1);
    cr_assert_eq(
        fyp_answers_read(path, (struct fyp_scale){1, 5}, &got, &problems, NULL),
        FYP_OK);
    cr_assert_eq(got.count, 3);
    cr_assert_eq(got.question_count, 1);
    cr_assert_eq(got.group_count, 2);
    cr_assert_str_eq(got.groups[1], "农村");
    cr_assert(got.items[1].given && got.items[1].value == 2.0);
    cr_assert(!got.items[2].given && got.items[2].group == -1);
    cr_assert_eq(got.items[2].line, 4);
    fyp_answers_finish(&got);
    scene_finish(&scene);
}

Test(fieldwork, headers_in_both_languages_are_the_same)
{
    static const char *const headers[] = {
        "site,name", "Site_ID,名称", "抽样点,site_name", "站点 ,名称（全称）",
        "\xEF\xBB\xBF编号,单位名称"};
    struct scene scene = scene_make();
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct fyp_problems problems = {0};
        struct fyp_sites got;
        char text[128];
        const int n = snprintf(text, sizeof text, "%s\nv1,甲村\n", headers[i]);
        const char *path = scene_file(&scene, "a.csv", text, (size_t)n);
        cr_assert_eq(
            fyp_sites_read(path, &got, &problems, NULL), FYP_OK, "%s",
            headers[i]);
        cr_assert_str_eq(got.items[0].id, "v1");
        fyp_sites_finish(&got);
        fyp_problems_finish(&problems);
    }
    scene_finish(&scene);
}

Test(fieldwork, two_texts_are_one_key_and_not_run_together)
{
    struct fyp_field_seen seen = {0};
    struct fyp_error err = {0};
    cr_assert_eq(fyp_field_once(&seen, "ab", "c", 2, &err), FYP_OK);
    cr_assert_eq(fyp_field_once(&seen, "a", "bc", 3, &err), FYP_OK);
    cr_assert_eq(fyp_field_once(&seen, "abc", "", 4, &err), FYP_OK);
    cr_assert_eq(fyp_field_once(&seen, "a", "bc", 5, &err), FYP_E_FIELD_TWICE);
    for (int i = 0; i < 5000; i++) {
        char key[16];
        snprintf(key, sizeof key, "%d", i);
        cr_assert_eq(fyp_field_once(&seen, key, "", i, &err), FYP_OK);
        cr_assert_eq(
            fyp_field_once(&seen, key, "", i, &err), FYP_E_FIELD_TWICE);
    }
    fyp_field_seen_finish(&seen);
    fyp_field_seen_finish(&seen);
    fyp_field_seen_finish(NULL);
}
