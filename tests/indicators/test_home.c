/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/indicators/files.h"

#include "indicators/home.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** A home with the small catalogue and the plans b-1, a, a-2. */
static struct folder make_home(void)
{
    struct folder folder = folder_make();
    folder_make_inner(&folder, "indicators");
    folder_make_inner(&folder, "indicators/plans");
    folder_write(&folder, "indicators/catalogue.yaml", small_catalogue);
    static const char *const ids[] = {"b-1", "a", "a-2"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char name[64];
        char line[64];
        snprintf(name, sizeof name, "indicators/plans/%s.yaml", ids[i]);
        snprintf(line, sizeof line, "规划: %s\n", ids[i]);
        char *text = replaced(small_plan, "规划: t\n", line);
        folder_write(&folder, name, text);
        free(text);
    }
    folder_write(&folder, "indicators/plans/.hidden.yaml", "不读");
    folder_write(&folder, "indicators/plans/notes.txt", "不读");
    setenv("FYP_HOME", folder.path, 1);
    return folder;
}

Test(home, plans_come_sorted_by_their_ids)
{
    struct folder folder = make_home();
    struct fyp_home home;
    struct fyp_error err = {.status = FYP_OK};
    cr_assert_eq(fyp_home_init(&home, &err), FYP_OK, "%s", err.text);
    cr_expect_str_eq(home.folder, folder.path);
    cr_expect_eq(home.plan_count, 0);
    cr_assert_eq(
        fyp_home_read_plans(&home, NULL, &err), FYP_OK, "%s: %s", err.place,
        err.text);
    cr_assert_eq(home.plan_count, 3);
    cr_expect_str_eq(home.plans[0]->id, "a");
    cr_expect_str_eq(home.plans[1]->id, "a-2");
    cr_expect_str_eq(home.plans[2]->id, "b-1");
    cr_expect_eq(fyp_home_read_plans(&home, NULL, &err), FYP_OK, "twice");
    cr_expect_eq(home.plan_count, 3);
    fyp_home_finish(&home);
    fyp_home_finish(&home);
    fyp_home_finish(NULL);
    folder_remove(&folder);
}

Test(home, a_plan_is_found_by_id_and_by_path)
{
    struct folder folder = make_home();
    struct fyp_home home;
    cr_assert_eq(fyp_home_init(&home, NULL), FYP_OK);
    char path[256];
    snprintf(path, sizeof path, "%s/indicators/plans/b-1.yaml", folder.path);
    const char *const texts[] = {"b-1", path};
    for (size_t i = 0; i < 2; i++) {
        struct fyp_plan *plan = NULL;
        struct fyp_error err = {.status = FYP_OK};
        fyp_home_plan(&home, texts[i], &plan, NULL, &err);
        cr_assert_not_null(plan, "%s: %s", texts[i], err.text);
        cr_expect_str_eq(plan->id, "b-1");
        fyp_plan_destroy(plan);
    }
    fyp_home_finish(&home);
    folder_remove(&folder);
}

Test(home, an_unknown_id_names_the_known_ones)
{
    static const char *const texts[] = {"b-2",       "",   "A",
                                        "notes.txt", "..", "a%n\x1b[31m"};
    struct folder folder = make_home();
    struct fyp_home home;
    cr_assert_eq(fyp_home_init(&home, NULL), FYP_OK);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fyp_plan *plan = NULL;
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            fyp_home_plan(&home, texts[i], &plan, NULL, &err);
        cr_expect_eq(status, FYP_E_PLAN_UNKNOWN, "%s", texts[i]);
        cr_expect_null(plan);
        cr_expect_not_null(strstr(err.text, "a a-2 b-1"), "%s", err.text);
        cr_expect_null(strchr(err.text, '\x1b'), "%s", texts[i]);
    }
    cr_expect_eq(fyp_status_exit_code(FYP_E_PLAN_UNKNOWN), FYP_EXIT_USAGE);
    fyp_home_finish(&home);
    folder_remove(&folder);
}

Test(home, a_path_that_is_not_there_is_a_file_that_cannot_be_opened)
{
    static const char *const texts[] = {"./none.yaml", "none.yaml", "/none"};
    struct folder folder = make_home();
    struct fyp_home home;
    cr_assert_eq(fyp_home_init(&home, NULL), FYP_OK);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fyp_plan *plan = NULL;
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            fyp_home_plan(&home, texts[i], &plan, NULL, &err);
        cr_expect_eq(status, FYP_E_FILE_OPEN, "%s: %d", texts[i], (int)status);
        cr_expect_null(plan);
    }
    fyp_home_finish(&home);
    folder_remove(&folder);
}

Test(home, one_bad_plan_fails_the_home_and_all_problems_are_told)
{
    struct folder folder = make_home();
    struct fyp_home home;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    folder_write(&folder, "indicators/plans/a-1.yaml", small_plan);
    folder_write(&folder, "indicators/plans/c.yaml", "规划: c\n");
    cr_assert_eq(fyp_home_init(&home, NULL), FYP_OK);
    enum fyp_status status = fyp_home_read_plans(&home, &problems, &err);
    cr_expect_eq(status, FYP_E_PLAN_ID_FILE, "FYP-%03d", (int)status);
    cr_expect_eq(err.status, status);
    cr_expect_not_null(strstr(err.place, "a-1.yaml:2"), "%s", err.place);
    cr_expect_eq(home.plan_count, 0);
    cr_assert_gt(problems.count, 1);
    cr_expect_not_null(
        strstr(problems.items[problems.count - 1].place, "c.yaml"));
    fyp_problems_finish(&problems);
    fyp_home_finish(&home);
    folder_remove(&folder);
}

Test(home, a_folder_without_catalogue_is_no_home)
{
    struct folder folder = folder_make();
    struct fyp_home home;
    struct fyp_error err = {.status = FYP_OK};
    setenv("FYP_HOME", folder.path, 1);
    cr_expect_eq(fyp_home_init(&home, &err), FYP_E_HOME_MISSING);
    cr_expect_not_null(strstr(err.text, folder.path), "%s", err.text);
    cr_expect_null(home.folder);
    cr_expect_null(home.catalogue);
    fyp_home_finish(&home);
    folder_remove(&folder);
}

Test(home, a_damaged_catalogue_is_told_with_its_place)
{
    struct folder folder = make_home();
    struct fyp_home home;
    struct fyp_error err = {.status = FYP_OK};
    folder_write(&folder, "indicators/catalogue.yaml", "指标目录: 甲\n");
    cr_expect_neq(fyp_home_init(&home, &err), FYP_OK);
    cr_expect_not_null(strstr(err.place, "catalogue.yaml:1"), "%s", err.place);
    cr_expect_null(home.catalogue);
    folder_remove(&folder);
}

Test(home, a_home_without_a_folder_of_plans_says_so)
{
    struct folder folder = folder_make();
    struct fyp_home home;
    struct fyp_error err = {.status = FYP_OK};
    struct fyp_plan *plan = NULL;
    folder_make_inner(&folder, "indicators");
    folder_write(&folder, "indicators/catalogue.yaml", small_catalogue);
    setenv("FYP_HOME", folder.path, 1);
    cr_assert_eq(fyp_home_init(&home, NULL), FYP_OK);
    cr_expect_eq(fyp_home_read_plans(&home, NULL, &err), FYP_E_HOME_PLANS);
    cr_expect_not_null(strstr(err.place, "indicators/plans"), "%s", err.place);
    cr_expect_eq(
        fyp_home_plan(&home, "a", &plan, NULL, NULL), FYP_E_HOME_PLANS);
    fyp_home_finish(&home);
    folder_remove(&folder);
}

struct answer {
    bool found;
    char text[512]; /* the home below the folder, or why there is none */
};

/** Copies find_home to name and runs it there under "env how". */
static struct answer
find_from(const struct folder *folder, const char *how, const char *name)
{
    struct answer answer = {.found = false};
    char command[2048];
    char line[1024] = "";
    snprintf(
        command, sizeof command, "cp '%s' '%s/%s' && env %s '%s/%s'",
        FYP_TEST_FIND_HOME, folder->path, name, how, folder->path, name);
    FILE *output = popen(command, "r");
    cr_assert_not_null(output, "cannot run %s", command);
    cr_assert_not_null(fgets(line, sizeof line, output), "no answer");
    line[strcspn(line, "\n")] = '\0';
    answer.found = pclose(output) == 0;
    size_t length = answer.found ? strlen(folder->path) : 0;
    cr_assert_eq(strncmp(line, folder->path, length), 0, "%s", line);
    snprintf(answer.text, sizeof answer.text, "%s", line + length);
    return answer;
}

Test(home, a_program_in_a_build_tree_finds_the_folder_above_it)
{
    static const char *const names[] = {
        "program", "one/program", "one/two/three/four/program"};
    struct folder folder = make_home();
    folder_make_inner(&folder, "one");
    folder_make_inner(&folder, "one/two");
    folder_make_inner(&folder, "one/two/three");
    folder_make_inner(&folder, "one/two/three/four");
    folder_make_inner(&folder, "one/two/three/four/five");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct answer answer = find_from(&folder, "-u FYP_HOME", names[i]);
        cr_expect(answer.found, "%s", names[i]);
        cr_expect_str_eq(answer.text, "", "%s: %s", names[i], answer.text);
    }
    struct answer far =
        find_from(&folder, "-u FYP_HOME", "one/two/three/four/five/program");
    cr_expect_not(far.found, "five levels are too far");
    folder_remove(&folder);
}

Test(home, an_installed_program_finds_share_fyp_beside_its_folder)
{
    struct folder folder = folder_make();
    folder_make_inner(&folder, "bin");
    folder_make_inner(&folder, "share");
    folder_make_inner(&folder, "share/fyp");
    folder_make_inner(&folder, "share/fyp/indicators");
    struct answer answer = find_from(&folder, "-u FYP_HOME", "bin/program");
    cr_expect_not(answer.found, "nothing there yet");
    cr_expect_not_null(
        strstr(answer.text, "indicators/catalogue.yaml"), "%s", answer.text);
    folder_write(
        &folder, "share/fyp/indicators/catalogue.yaml", small_catalogue);
    answer = find_from(&folder, "-u FYP_HOME", "bin/program");
    cr_expect(answer.found);
    cr_expect_str_eq(answer.text, "/bin/../share/fyp");
    folder_remove(&folder);
}

Test(home, an_empty_variable_counts_as_none)
{
    struct folder folder = make_home();
    folder_make_inner(&folder, "bin");
    struct answer answer = find_from(&folder, "FYP_HOME=", "bin/program");
    cr_expect(answer.found, "%s", answer.text);
    answer = find_from(&folder, "FYP_HOME=/nowhere", "bin/program");
    cr_expect_not(answer.found);
    cr_expect_not_null(strstr(answer.text, "/nowhere"), "%s", answer.text);
    folder_remove(&folder);
}
