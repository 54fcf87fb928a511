/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Good files cut, damaged and interrupted: whatever comes, an import ends
 * with a numbered answer and a sound store. */

static const char good[] =
    "\xEF\xBB\xBF地区,指标,年份,数值,单位,口径,分子,分母,来源,备注\r\n"
    "罗江区,参保率,2021,91.46,％,,,,年报,\r\n"
    "510604,share,2022年,,%,当年,2873,3141,\"年报, 第 3 页\","
    "\"两\r\n行\"\r\n"
    "市中区,改造户数,2022,17,户,累计,,,示例数据，非真实统计,\"\"\"甲\"\"\"\n"
    "\n,,,,,,,,,\n"
    "510604,share,2022,91.5,,,,,,\r"
    "全国,gdp,2022,5.37,,,,,年报,完";

static void expect_answer(const struct outcome *outcome, size_t at)
{
    int code = fyp_status_exit_code(outcome->status);
    cr_expect(
        outcome->status == FYP_OK || code == FYP_EXIT_INPUT_REFUSED,
        "at %zu: %d %s", at, (int)outcome->status, outcome->err.text);
    cr_expect(
        outcome->status == FYP_OK || outcome->err.place[0] != '\0',
        "at %zu: no place", at);
    if (outcome->status == FYP_OK) {
        const struct fyp_import_counts *counts = &outcome->result.counts;
        cr_expect_eq(
            counts->rows,
            counts->added + counts->changed + counts->same + counts->rejected);
        const struct fyp_problems *findings = &outcome->result.findings;
        size_t rejected = 0;
        for (size_t i = 0; i < findings->count; i++) {
            rejected += !fyp_problem_is_warning(&findings->items[i]);
        }
        cr_expect_eq((size_t)counts->rejected, rejected);
    }
}

Test(torture, a_good_file_cut_at_every_byte, .timeout = 900)
{
    struct scene scene = scene_make();
    int taken = 0;
    for (size_t length = 0; length < sizeof good; length++) {
        struct outcome outcome =
            scene_import_bytes(&scene, "cut.csv", good, length);
        expect_answer(&outcome, length);
        taken += outcome.status == FYP_OK;
        outcome_finish(&outcome);
    }
    cr_expect_gt(taken, 50);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM import"), taken);
    scene_assert_sound(&scene);
    scene_finish(&scene);
}

Test(torture, a_good_file_with_bytes_turned, .timeout = 900)
{
    static const char stuff[] = {'"', ',',  '\n', '\r',   '0',
                                 '-', '\0', ' ',  '\xE5', '\xFF'};
    struct scene scene = scene_make();
    uint64_t state = 38;
    for (int round = 0; round < 200; round++) {
        char text[sizeof good];
        memcpy(text, good, sizeof good);
        for (uint32_t n = 1 + next_number(&state, 3); n > 0; n--) {
            text[next_number(&state, sizeof good - 1)] =
                stuff[next_number(&state, sizeof stuff)];
        }
        struct outcome outcome =
            scene_import_bytes(&scene, "turned.csv", text, sizeof good - 1);
        expect_answer(&outcome, (size_t)round);
        outcome_finish(&outcome);
    }
    scene_assert_sound(&scene);
    scene_finish(&scene);
}

static void wait_milliseconds(long milliseconds)
{
    struct timespec pause = {0, milliseconds * 1000000};
    nanosleep(&pause, NULL);
}

/* A process killed at any moment of an import: the next one finds the store
 * as it was before, or as it is after. */
Test(torture, an_import_killed_at_any_moment, .timeout = 900)
{
    enum { ROWS = 20000 };
    struct scene scene = scene_make();
    struct outcome first = scene_import(
        &scene, "a.csv",
        "region,indicator,year,value\n510604,share,2023,91.46\n");
    outcome_finish(&first);
    fyp_store_close(scene.store);
    scene.store = NULL;
    struct fyp_buffer text = {0};
    fyp_buffer_text(&text, "region,indicator,year,value\n");
    for (int i = 0; i < ROWS; i++) {
        fyp_buffer_format(
            &text, "%d,share,%d,%d.5\n", 110000 + i / 100, 1950 + i % 100,
            i % 97);
    }
    scene_file(&scene, "b.csv", text.data, text.length);
    int killed = 0;
    for (long pause = 1; pause < 400; pause = pause * 3 / 2 + 1) {
        pid_t child = fork();
        if (child == 0) {
            struct fyp_store *store = NULL;
            struct fyp_import_result result;
            fyp_store_open(scene.db, FYP_STORE_WRITE, &store, NULL);
            fyp_import(
                store,
                &(struct fyp_import_request){
                    .path = folder_file(&scene.folder, "b.csv"),
                    .catalogue = scene.catalogue,
                    .regions = scene.regions},
                &result, NULL);
            _exit(0);
        }
        cr_assert_gt(child, 0);
        wait_milliseconds(pause);
        kill(child, SIGKILL);
        int code = 0;
        cr_assert_eq(waitpid(child, &code, 0), child);
        killed += WIFSIGNALED(code);

        struct fyp_store *store = NULL;
        struct fyp_figures *figures = NULL;
        struct fyp_error err = {.status = FYP_OK};
        cr_assert_eq(
            fyp_store_open(scene.db, FYP_STORE_READ, &store, &err), FYP_OK,
            "after %ld ms: %s", pause, err.text);
        cr_assert_eq(
            fyp_store_load(store, NULL, 0, &figures, &err), FYP_OK, "%s",
            err.text);
        size_t count = fyp_figures_count(figures);
        cr_expect(
            count == 1 || count == ROWS + 1, "after %ld ms: %zu", pause, count);
        fyp_figures_destroy(figures);
        fyp_store_close(store);
        scene_assert_sound(&scene);
    }
    cr_expect_gt(killed, 3);
    fyp_buffer_finish(&text);
    scene_finish(&scene);
}
