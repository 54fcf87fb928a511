/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Files of many batches, stored by a thread of their own: the same must come
 * out as from one row after the other. */

enum { ROWS = 20000, CLASH_EVERY = 613, BAD_EVERY = 977 };

static void write_row(struct fyp_buffer *text, int i, int value)
{
    fyp_buffer_format(
        text, "%d,counted,%d,%d,统计年报第%d页\n", 110000 + i / 150,
        1950 + i % 150, value, i % 31);
}

/** Every so often a place comes twice, or a row is none. */
static void write_rows(struct fyp_buffer *text)
{
    fyp_buffer_text(text, "region,indicator,year,value,source\n");
    for (int i = 0; i < ROWS; i++) {
        write_row(text, i, 3 * i + 1);
        if (i % CLASH_EVERY == 5) {
            write_row(text, i, 3 * i + 2);
        }
        if (i % BAD_EVERY == 7) {
            fyp_buffer_text(text, "110000,counted,1950,很多,\n");
        }
    }
}

static int times(int every, int first)
{
    return (ROWS - 1 - first) / every + 1;
}

Test(writer, many_rows_arrive_each_once_and_in_order, .timeout = 120)
{
    struct scene scene = scene_make();
    struct fyp_buffer text = {0};
    write_rows(&text);
    struct outcome outcome = scene_import(&scene, "many.csv", text.data);
    const struct fyp_import_counts *counts = &outcome.result.counts;
    const int clashes = times(CLASH_EVERY, 5);
    const int bad = times(BAD_EVERY, 7);
    cr_assert_eq(outcome.status, FYP_OK, "%s", outcome.err.text);
    cr_expect_eq(counts->rows, ROWS + clashes + bad);
    cr_expect_eq(counts->added, ROWS);
    cr_expect_eq(counts->rejected, clashes + bad, "%ld", counts->rejected);
    cr_expect_eq(counts->same, 0);
    cr_expect_eq(
        scene_ask(
            &scene, "SELECT count(*) FROM figure WHERE value <> 3 *"
                    " ((CAST(region AS INTEGER) - 110000) * 150 + year - 1950)"
                    " + 1"),
        0);
    cr_expect_eq(
        scene_ask(
            &scene,
            "SELECT count(*) FROM (SELECT line, lag(line) OVER (ORDER BY"
            " number) AS before FROM finding) WHERE line <= before"),
        0, "findings are in the order of the file");
    scene_assert_sound(&scene);
    outcome_finish(&outcome);
    /* all of it again, but for one figure in the middle */
    char *place = strstr(text.data, ",30001,");
    cr_assert_not_null(place);
    memcpy(place, ",30009,", 7);
    outcome = scene_import(&scene, "again.csv", text.data);
    cr_expect_eq(counts->same, ROWS - 1);
    cr_expect_eq(counts->rejected, clashes + bad + 1);
    scene_assert_sound(&scene);
    fyp_buffer_finish(&text);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

static bool stop_after(void *context, long long done, long long total)
{
    int *left = context;
    cr_expect_leq(done, total);
    return (*left)-- > 0;
}

Test(writer, an_import_that_is_stopped_leaves_nothing, .timeout = 120)
{
    struct scene scene = scene_make();
    struct fyp_buffer text = {0};
    write_rows(&text);
    char path[256];
    snprintf(
        path, sizeof path, "%s",
        scene_file(&scene, "many.csv", text.data, text.length));
    for (int calls = 0; calls < 5; calls++) {
        int left = calls;
        struct fyp_import_result result;
        struct fyp_error err = {0};
        enum fyp_status status = fyp_import(
            scene.store,
            &(struct fyp_import_request){
                .path = path,
                .catalogue = scene.catalogue,
                .regions = scene.regions,
                .progress = stop_after,
                .context = &left},
            &result, &err);
        bool stopped = calls < (ROWS + 50) / 4096;
        cr_expect_eq(
            status, stopped ? FYP_E_STOPPED : FYP_OK, "%d: %d", calls, status);
        cr_expect_eq(
            scene_ask(&scene, "SELECT count(*) FROM figure"),
            stopped ? 0 : ROWS);
        cr_expect_eq(
            scene_ask(&scene, "SELECT count(*) FROM import"), !stopped);
        fyp_problems_finish(&result.findings);
    }
    scene_assert_sound(&scene);
    fyp_buffer_finish(&text);
    scene_finish(&scene);
}

Test(writer, a_quote_that_never_closes_takes_back_what_was_queued)
{
    struct scene scene = scene_make();
    struct fyp_buffer text = {0};
    write_rows(&text);
    fyp_buffer_text(&text, "110000,counted,1950,\"1,\n");
    struct outcome outcome = scene_import(&scene, "many.csv", text.data);
    cr_expect_eq(
        outcome.status, FYP_E_CSV_QUOTE_OPEN, "%d", (int)outcome.status);
    cr_expect_eq(outcome.result.counts.added, 0);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM import"), 0);
    scene_assert_sound(&scene);
    fyp_buffer_finish(&text);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

/* Cells far longer than a batch. */
Test(writer, long_rows_go_their_way)
{
    enum { LONG = 300000 };
    struct scene scene = scene_make();
    struct fyp_buffer text = {0};
    fyp_buffer_text(&text, "region,indicator,year,value,note\n");
    for (int i = 0; i < 9; i++) {
        fyp_buffer_format(&text, "510604,counted,%d,%d,", 2001 + i, 17 + i);
        for (int n = 0; n < (i % 3) * LONG; n++) {
            fyp_buffer_bytes(&text, "x", 1);
        }
        fyp_buffer_text(&text, "\n");
    }
    struct outcome outcome = scene_import(&scene, "long.csv", text.data);
    cr_assert_eq(outcome.status, FYP_OK, "%s", outcome.err.text);
    cr_expect_eq(outcome.result.counts.added, 9);
    cr_expect_eq(
        scene_ask(&scene, "SELECT sum(length(note)) FROM figure"), 9 * LONG);
    scene_assert_sound(&scene);
    fyp_buffer_finish(&text);
    outcome_finish(&outcome);
    scene_finish(&scene);
}
