/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHORT "region,indicator,year,value,source\n"

static void run_sql(const struct scene *scene, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    cr_assert_eq(sqlite3_open(scene->db, &db), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_OK, "%s: %s", sql,
        message);
    sqlite3_close(db);
}

static void close_store(struct scene *scene)
{
    fyp_store_close(scene->store);
    scene->store = NULL;
}

/** Status of opening in a mode and loading everything. */
static enum fyp_status
try_open(const char *path, enum fyp_store_mode mode, struct fyp_error *err)
{
    struct fyp_store *store = NULL;
    struct fyp_figures *figures = NULL;
    enum fyp_status status = fyp_store_open(path, mode, &store, err);
    if (status == FYP_OK) {
        status = fyp_store_load(store, NULL, 0, &figures, err);
    }
    cr_expect_eq(status == FYP_OK, figures != NULL);
    fyp_figures_destroy(figures);
    fyp_store_close(store);
    return status;
}

static void import_many(struct scene *scene, int count)
{
    static const char *const regions[] = {"510604", "511102", "100000"};
    struct fyp_buffer text = {0};
    fyp_buffer_text(&text, SHORT);
    for (int i = 0; i < count; i++) {
        fyp_buffer_format(
            &text, "%s,%s,%d,%d.%03d,统计年报\n", regions[i % 3],
            i / 3 % 2 ? "share" : "counted", 1950 + i / 6, 1 + i % 97, i);
    }
    struct outcome outcome = scene_import(scene, "many.csv", text.data);
    cr_assert_eq(outcome.result.counts.added, count);
    outcome_finish(&outcome);
    fyp_buffer_finish(&text);
}

Test(store, a_new_file_carries_its_marks)
{
    struct scene scene = scene_make();
    cr_expect_eq(scene_ask(&scene, "PRAGMA application_id"), 0x66797031);
    cr_expect_eq(scene_ask(&scene, "PRAGMA user_version"), 3);
    cr_expect_eq(
        scene_ask(
            &scene, "SELECT sum(strict) FROM pragma_table_list"
                    " WHERE schema = 'main' AND type = 'table'"
                    " AND name NOT LIKE 'sqlite_%'"),
        12);
    char mode[16];
    scene_ask_text(&scene, "PRAGMA journal_mode", mode, sizeof mode);
    cr_expect_str_eq(mode, "delete");
    scene_assert_sound(&scene);
    scene_finish(&scene);
}

Test(store, it_opens_again_in_both_modes)
{
    struct scene scene = scene_make();
    import_many(&scene, 30);
    close_store(&scene);
    struct fyp_error err = {.status = FYP_OK};
    cr_expect_eq(
        try_open(scene.db, FYP_STORE_READ, &err), FYP_OK, "%s", err.text);
    cr_expect_eq(
        try_open(scene.db, FYP_STORE_WRITE, &err), FYP_OK, "%s", err.text);
    scene_finish(&scene);
}

Test(store, nothing_is_made_for_reading)
{
    struct folder folder = folder_make();
    struct fyp_error err = {.status = FYP_OK};
    const char *path = folder_file(&folder, "none.db");
    cr_expect_eq(try_open(path, FYP_STORE_READ, &err), FYP_E_STORE_MISSING);
    cr_expect_str_eq(err.place, path);
    cr_expect_neq(access(path, F_OK), 0);
    folder_write(&folder, "none.db", "");
    cr_expect_eq(
        try_open(folder_file(&folder, "none.db"), FYP_STORE_READ, &err),
        FYP_E_STORE_MISSING);
    folder_remove(&folder);
}

Test(store, an_empty_file_becomes_a_store_when_written)
{
    struct folder folder = folder_make();
    struct fyp_error err = {.status = FYP_OK};
    folder_write(&folder, "empty.db", "");
    cr_expect_eq(
        try_open(folder_file(&folder, "empty.db"), FYP_STORE_WRITE, &err),
        FYP_OK, "%s", err.text);
    folder_remove(&folder);
}

/* Names that SQLite gives a meaning of its own are names of files here. */
Test(store, a_path_is_only_a_path)
{
    static const char *const names[] = {
        ":memory:", "file:a.db", "file:b.db?mode=memory",
        "-rf",      "罗 江.db",  "a%20b'\";.db"};
    struct folder folder = folder_make();
    cr_assert_eq(chdir(folder.path), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fyp_error err = {.status = FYP_OK};
        cr_expect_eq(
            try_open(names[i], FYP_STORE_WRITE, &err), FYP_OK, "%s: %s",
            names[i], err.text);
        cr_expect_eq(
            access(folder_file(&folder, names[i]), F_OK), 0, "no file %s",
            names[i]);
    }
    cr_assert_eq(chdir("/"), 0);
    folder_remove(&folder);
}

Test(store, what_cannot_be_written_is_told_as_such)
{
    struct folder folder = folder_make();
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status = try_open(
        folder_file(&folder, "no folder/fyp.db"), FYP_STORE_WRITE, &err);
    cr_expect_eq(status, FYP_E_STORE_WRITE, "%d: %s", (int)status, err.text);
    cr_expect_eq(fyp_status_exit_code(status), FYP_EXIT_CANNOT_WRITE);
    cr_expect_neq(access(folder_file(&folder, "no folder"), F_OK), 0);
    cr_expect_eq(
        try_open("", FYP_STORE_WRITE, &err), FYP_E_STORE_WRITE, "%s", err.text);
    folder_remove(&folder);
}

struct alien {
    const char *name;
    const char *sql;   /* done to a sound store; NULL: see bytes */
    const char *bytes; /* the whole file instead */
    enum fyp_status status;
};

static const struct alien aliens[] = {
    {"another program", "PRAGMA application_id = 7", NULL, FYP_E_STORE_FOREIGN},
    {"no program", "PRAGMA application_id = 0", NULL, FYP_E_STORE_FOREIGN},
    {"newer", "PRAGMA user_version = 4", NULL, FYP_E_STORE_NEWER},
    {"version 1 by its number only", "PRAGMA user_version = 1", NULL,
     FYP_E_STORE_FOREIGN},
    {"no version", "PRAGMA user_version = 0", NULL, FYP_E_STORE_FOREIGN},
    {"a trigger",
     "CREATE TRIGGER t AFTER INSERT ON import"
     " BEGIN DELETE FROM current_figure; END",
     NULL, FYP_E_STORE_FOREIGN},
    {"a view", "CREATE VIEW v AS SELECT 1", NULL, FYP_E_STORE_FOREIGN},
    {"a table more", "CREATE TABLE t (a)", NULL, FYP_E_STORE_FOREIGN},
    {"an index more", "CREATE INDEX i ON current_figure (line)", NULL,
     FYP_E_STORE_FOREIGN},
    {"a table less", "DROP VIEW rejected_row", NULL, FYP_E_STORE_FOREIGN},
    {"a column more", "ALTER TABLE gap ADD COLUMN a TEXT", NULL,
     FYP_E_STORE_FOREIGN},
    {"text", NULL, "region,indicator,year,value\n", FYP_E_STORE_FOREIGN},
    {"one byte", NULL, "x", FYP_E_STORE_FOREIGN},
};

Test(store, only_a_store_of_this_program_is_used)
{
    for (size_t i = 0; i < sizeof aliens / sizeof *aliens; i++) {
        const struct alien *row = &aliens[i];
        struct scene scene = scene_make();
        close_store(&scene);
        if (row->sql) {
            run_sql(&scene, row->sql);
        } else {
            folder_write(&scene.folder, "fyp.db", row->bytes);
        }
        for (int mode = FYP_STORE_READ; mode <= FYP_STORE_WRITE; mode++) {
            struct fyp_error err = {.status = FYP_OK};
            enum fyp_status status =
                try_open(scene.db, (enum fyp_store_mode)mode, &err);
            cr_expect_eq(
                status, row->status, "%s, mode %d: expected %d, found %d: %s",
                row->name, mode, (int)row->status, (int)status, err.text);
            cr_expect_eq(fyp_status_exit_code(status), FYP_EXIT_STORE);
            cr_expect_str_eq(err.place, scene.db);
        }
        scene_finish(&scene);
    }
    struct fyp_error err = {.status = FYP_OK};
    cr_expect_eq(try_open("/", FYP_STORE_WRITE, &err), FYP_E_STORE_FOREIGN);
    cr_expect_eq(
        try_open("/dev/zero", FYP_STORE_READ, &err), FYP_E_STORE_FOREIGN);
}

Test(store, a_reader_cannot_import)
{
    struct scene scene = scene_make();
    close_store(&scene);
    cr_assert_eq(
        fyp_store_open(scene.db, FYP_STORE_READ, &scene.store, NULL), FYP_OK);
    struct outcome outcome =
        scene_import(&scene, "a.csv", SHORT "510604,share,2023,91.46,年报\n");
    cr_expect_eq(outcome.status, FYP_E_STORE_WRITE, "%s", outcome.err.text);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM import"), 0);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

/* The last line of the file is what refuses it: all before is rolled back. */
Test(store, a_refused_file_leaves_nothing_behind)
{
    struct scene scene = scene_make();
    struct outcome first =
        scene_import(&scene, "a.csv", SHORT "510604,share,2023,91.46,年报\n");
    struct outcome second = scene_import(
        &scene, "b.csv",
        SHORT "510604,share,2023,91.83,年报\n"
              "510604,share,2024,92.17,年报\n"
              "510604,share,24,92.17,年报\n"
              "510604,share,2025,\"92.17,年报\n");
    cr_expect_eq(second.status, FYP_E_CSV_QUOTE_OPEN);
    cr_expect_eq(second.result.counts.rows, 0);
    cr_expect_eq(second.result.findings.count, 0);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM import"), 1);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM figure"), 1);
    cr_expect_eq(scene_ask(&scene, "SELECT version FROM figure"), 1);
    scene_assert_sound(&scene);
    struct outcome third = scene_revise(
        &scene, "c.csv", SHORT "510604,share,2023,91.83,年报\n", "更正");
    cr_expect_eq(third.result.counts.changed, 1, "the store goes on");
    outcome_finish(&first);
    outcome_finish(&second);
    outcome_finish(&third);
    scene_finish(&scene);
}

/* A disk that is full at any size: the import fails as a whole, with the
 * number for writing, and the store is what it was. */
Test(store, a_full_disk_rolls_the_import_back)
{
    struct scene scene = scene_make();
    struct outcome first =
        scene_import(&scene, "a.csv", SHORT "510604,share,2023,91.46,年报\n");
    struct fyp_buffer text = {0};
    fyp_buffer_text(&text, SHORT);
    for (int i = 0; i < 5000; i++) {
        fyp_buffer_format(
            &text, "%d,share,%d,%d.5,统计年报第%d页\n", 110000 + i / 100,
            1950 + i % 100, i % 97, i);
    }
    const char *path = scene_file(&scene, "b.csv", text.data, text.length);
    char kept[512];
    snprintf(kept, sizeof kept, "%s", path);
    cr_assert_neq(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
    struct rlimit limit;
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    rlim_t whole = limit.rlim_cur;
    int failed = 0;
    for (rlim_t size = 16384; size < 1000000; size = size * 3 / 2) {
        struct fyp_import_result result;
        struct fyp_error err = {.status = FYP_OK};
        limit.rlim_cur = size;
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        enum fyp_status status = fyp_import(
            scene.store,
            &(struct fyp_import_request){
                .path = kept,
                .catalogue = scene.catalogue,
                .regions = scene.regions},
            &result, &err);
        limit.rlim_cur = whole;
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        if (status == FYP_OK) {
            fyp_problems_finish(&result.findings);
            break;
        }
        failed++;
        cr_expect_eq(status, FYP_E_STORE_WRITE, "%d: %s", status, err.text);
        cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM figure"), 1);
        scene_assert_sound(&scene);
    }
    cr_expect_geq(failed, 3);
    fyp_buffer_finish(&text);
    outcome_finish(&first);
    scene_finish(&scene);
}

Test(store, a_store_in_use_is_busy, .timeout = 300)
{
    struct scene scene = scene_make();
    import_many(&scene, 6);
    sqlite3 *other = NULL;
    cr_assert_eq(sqlite3_open(scene.db, &other), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    struct outcome outcome =
        scene_import(&scene, "a.csv", SHORT "510604,share,2023,91.46,年报\n");
    cr_expect_eq(outcome.status, FYP_E_STORE_BUSY, "%s", outcome.err.text);
    cr_expect_eq(fyp_status_exit_code(outcome.status), FYP_EXIT_STORE);
    /* a writer that has not written yet does not keep readers out */
    struct fyp_error err = {.status = FYP_OK};
    cr_expect_eq(try_open(scene.db, FYP_STORE_READ, &err), FYP_OK);
    sqlite3_close(other);
    outcome_finish(&outcome);
    outcome =
        scene_import(&scene, "a.csv", SHORT "510604,share,2023,91.46,年报\n");
    cr_expect_eq(outcome.status, FYP_OK);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

Test(store, two_programs_may_make_the_same_store)
{
    struct folder folder = folder_make();
    const char *path = folder_file(&folder, "new.db");
    enum { PROGRAMS = 6 };
    pid_t programs[PROGRAMS];
    for (int i = 0; i < PROGRAMS; i++) {
        programs[i] = fork();
        if (programs[i] == 0) {
            struct fyp_store *store = NULL;
            enum fyp_status status =
                fyp_store_open(path, FYP_STORE_WRITE, &store, NULL);
            fyp_store_close(store);
            _exit(status == FYP_OK ? 0 : 1);
        }
        cr_assert_gt(programs[i], 0);
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int code = 0;
        cr_assert_eq(waitpid(programs[i], &code, 0), programs[i]);
        cr_expect(WIFEXITED(code) && WEXITSTATUS(code) == 0, "program %d", i);
    }
    folder_remove(&folder);
}

static void expect_only(
    struct scene *scene, const struct fyp_figures *all,
    const char *const *regions, size_t n)
{
    struct fyp_figures *some = NULL;
    struct fyp_error err = {.status = FYP_OK};
    size_t expected = 0;
    cr_assert_eq(
        fyp_store_load(scene->store, regions, n, &some, &err), FYP_OK, "%s",
        err.text);
    for (size_t i = 0; i < fyp_figures_count(all); i++) {
        const struct fyp_figure *figure = fyp_figures_at(all, i);
        bool wanted = false;
        for (size_t k = 0; k < n; k++) {
            wanted = wanted || strcmp(regions[k], figure->region) == 0;
        }
        expected += wanted;
        const struct fyp_figure *found = fyp_figures_find(
            some, figure->region, figure->indicator, figure->year,
            figure->basis);
        cr_expect_eq(found != NULL, wanted);
        cr_expect(!found || found->line == figure->line);
    }
    cr_expect_eq(fyp_figures_count(some), expected);
    fyp_figures_destroy(some);
}

Test(store, some_regions_are_loaded_as_all_of_them_filtered)
{
    static const char *const one[] = {"511102"};
    static const char *const two[] = {"510604", "100000", "510604"};
    static const char *const none[] = {"990000", ""};
    struct scene scene = scene_make();
    import_many(&scene, 600);
    struct outcome outcome = scene_import(
        &scene, "d.csv",
        "region,indicator,year,value,basis\n511102,counted,2099,7,累计\n"
        "511102,counted,2099,3,当年\n511102,gdp,1999,5.3,\n");
    struct fyp_figures *all = scene_load(&scene);
    cr_assert_eq(fyp_figures_count(all), 603);
    expect_only(&scene, all, one, 1);
    expect_only(&scene, all, two, 3);
    expect_only(&scene, all, none, 2);
    fyp_figures_destroy(all);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

/* What lies in a place by its code, and what is asked for besides; a region
 * that is both comes once. */
static const struct {
    const char *upper;
    const char *also;
    const char *regions; /* of the figures that come */
} within[] = {
    {"510604", NULL, "510604 510604001 510604001003"},
    {"510600", NULL, "510604 510604001 510604001003 510681"},
    {"510000", "510604001", "510604 510604001 510604001003 510681 511102"},
    {"510604001", NULL, "510604001 510604001003"},
    {"510604001003", NULL, "510604001003"},
    {"510604001003", "510604001003", "510604001003"},
    {"100000", NULL,
     "100000 320000 510604 510604001 510604001003 510681 511102"},
    {"511100", "320000", "320000 511102"},
    {"990000", NULL, ""},
};

Test(store, a_place_is_loaded_with_all_that_lies_in_it)
{
    struct scene scene = scene_make();
    struct outcome outcome = scene_import(
        &scene, "d.csv",
        "region,indicator,year,value,basis\n510604,counted,2021,7,\n"
        "510604001,counted,2021,1,\n510604001003,counted,2021,2,\n"
        "510681,share,2022,3,\n511102,counted,2021,4,\n"
        "320000,counted,2021,5,\n100000,gdp,2021,6,\n");
    cr_assert_eq(outcome.result.counts.added, 7);
    for (size_t i = 0; i < sizeof within / sizeof *within; i++) {
        struct fyp_figures *figures = NULL;
        struct fyp_buffer regions = {0};
        const char *const also[] = {within[i].also};
        cr_assert_eq(
            fyp_store_load_within(
                scene.store, also, within[i].also != NULL, within[i].upper,
                &figures, NULL),
            FYP_OK);
        fyp_buffer_text(&regions, "");
        for (size_t k = 0; k < fyp_figures_count(figures); k++) {
            fyp_buffer_format(
                &regions, "%s%s", k > 0 ? " " : "",
                fyp_figures_at(figures, k)->region);
        }
        cr_expect_str_eq(
            regions.length > 0 ? regions.data : "", within[i].regions, "%s: %s",
            within[i].upper, regions.length > 0 ? regions.data : "");
        fyp_buffer_finish(&regions);
        fyp_figures_destroy(figures);
    }
    outcome_finish(&outcome);
    scene_finish(&scene);
}

static char *read_file(const char *path, size_t *size)
{
    char *bytes = NULL;
    cr_assert_eq(fyp_file_read(path, 1 << 24, &bytes, size, NULL), FYP_OK);
    return bytes;
}

Test(store, a_page_written_over_is_noticed_and_never_crashes)
{
    enum { PAGE = 4096 };
    struct scene scene = scene_make();
    import_many(&scene, 900);
    close_store(&scene);
    size_t size = 0;
    char *sound = read_file(scene.db, &size);
    int refused = 0;
    for (size_t page = 0; page < size / PAGE; page++) {
        for (int byte = 0; byte < 256; byte += 51) {
            char *bytes = malloc(size);
            cr_assert_not_null(bytes);
            memcpy(bytes, sound, size);
            memset(bytes + page * PAGE, byte, PAGE);
            scene_file(&scene, "fyp.db", bytes, size);
            struct fyp_error err = {.status = FYP_OK};
            enum fyp_status status = try_open(scene.db, FYP_STORE_READ, &err);
            cr_expect(
                status == FYP_OK || status == FYP_E_STORE_DAMAGED ||
                    status == FYP_E_STORE_FOREIGN,
                "page %zu, byte %d: %d %s", page, byte, (int)status, err.text);
            refused += status != FYP_OK;
            free(bytes);
        }
    }
    cr_expect_gt(refused, 20, "%d of %zu pages", refused, size / PAGE);
    free(sound);
    scene_finish(&scene);
}

Test(store, a_store_cut_short_is_damaged)
{
    struct scene scene = scene_make();
    import_many(&scene, 900);
    close_store(&scene);
    size_t size = 0;
    char *sound = read_file(scene.db, &size);
    for (size_t length = 512; length < size; length += 1800) {
        struct fyp_error err = {.status = FYP_OK};
        scene_file(&scene, "fyp.db", sound, length);
        enum fyp_status status = try_open(scene.db, FYP_STORE_READ, &err);
        cr_expect_eq(
            status, FYP_E_STORE_DAMAGED, "%zu of %zu bytes: %d %s", length,
            size, (int)status, err.text);
    }
    free(sound);
    scene_finish(&scene);
}

Test(store, single_bytes_turned_never_crash_a_reader)
{
    struct scene scene = scene_make();
    import_many(&scene, 300);
    close_store(&scene);
    size_t size = 0;
    char *bytes = read_file(scene.db, &size);
    uint64_t state = 104;
    int refused = 0;
    for (int round = 0; round < 300; round++) {
        uint32_t at = next_number(&state, (uint32_t)size);
        char kept = bytes[at];
        bytes[at] = (char)next_number(&state, 256);
        scene_file(&scene, "fyp.db", bytes, size);
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status = try_open(scene.db, FYP_STORE_READ, &err);
        refused += status != FYP_OK;
        cr_expect(
            status == FYP_OK || fyp_status_exit_code(status) == 6 ||
                fyp_status_exit_code(status) == 7,
            "byte %u: %d %s", at, (int)status, err.text);
        bytes[at] = kept;
    }
    cr_expect_gt(refused, 0);
    free(bytes);
    scene_finish(&scene);
}
