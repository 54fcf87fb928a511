/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/store.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A store as version 1 made it is brought up to date when it is opened, by
 * readers too, and loses nothing. The schema stands here once more, because
 * the program's own copy could change by mistake. */

static const char *const version_1[] = {
    "CREATE TABLE import (\n"
    "    id INTEGER PRIMARY KEY,\n"
    "    file TEXT NOT NULL,\n"
    "    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),\n"
    "    imported_at TEXT NOT NULL,\n"
    "    row_count INTEGER NOT NULL DEFAULT 0,\n"
    "    added INTEGER NOT NULL DEFAULT 0,\n"
    "    changed INTEGER NOT NULL DEFAULT 0,\n"
    "    same INTEGER NOT NULL DEFAULT 0,\n"
    "    rejected INTEGER NOT NULL DEFAULT 0\n"
    ") STRICT;",
    "CREATE TABLE figure (\n"
    "    indicator TEXT NOT NULL,\n"
    "    year INTEGER NOT NULL,\n"
    "    region TEXT NOT NULL,\n"
    "    basis TEXT NOT NULL CHECK (basis IN ('year', 'to_date')),\n"
    "    value REAL NOT NULL,\n"
    "    decimals INTEGER NOT NULL,\n"
    "    value_text TEXT NOT NULL,\n"
    "    unit TEXT,\n"
    "    numerator REAL,\n"
    "    denominator REAL,\n"
    "    price_basis TEXT CHECK (price_basis IN ('nominal', 'real')),\n"
    "    status TEXT,\n"
    "    source TEXT NOT NULL,\n"
    "    note TEXT,\n"
    "    import_id INTEGER NOT NULL REFERENCES import (id),\n"
    "    line INTEGER NOT NULL,\n"
    "    version INTEGER NOT NULL CHECK (version >= 1),\n"
    "    PRIMARY KEY (indicator, year, region, basis)\n"
    ") STRICT, WITHOUT ROWID;",
    "CREATE TABLE figure_history (\n"
    "    indicator TEXT NOT NULL,\n"
    "    year INTEGER NOT NULL,\n"
    "    region TEXT NOT NULL,\n"
    "    basis TEXT NOT NULL CHECK (basis IN ('year', 'to_date')),\n"
    "    value REAL NOT NULL,\n"
    "    decimals INTEGER NOT NULL,\n"
    "    value_text TEXT NOT NULL,\n"
    "    unit TEXT,\n"
    "    numerator REAL,\n"
    "    denominator REAL,\n"
    "    price_basis TEXT CHECK (price_basis IN ('nominal', 'real')),\n"
    "    status TEXT,\n"
    "    source TEXT NOT NULL,\n"
    "    note TEXT,\n"
    "    import_id INTEGER NOT NULL REFERENCES import (id),\n"
    "    line INTEGER NOT NULL,\n"
    "    version INTEGER NOT NULL CHECK (version >= 1),\n"
    "    replaced_by INTEGER NOT NULL REFERENCES import (id),\n"
    "    PRIMARY KEY (indicator, year, region, basis, version)\n"
    ") STRICT, WITHOUT ROWID;",
    "CREATE TABLE rejected_row (\n"
    "    import_id INTEGER NOT NULL REFERENCES import (id),\n"
    "    line INTEGER NOT NULL,\n"
    "    raw TEXT NOT NULL,\n"
    "    status INTEGER NOT NULL,\n"
    "    reason TEXT NOT NULL,\n"
    "    PRIMARY KEY (import_id, line)\n"
    ") STRICT, WITHOUT ROWID;",
    "PRAGMA application_id = 1719234609",
    "PRAGMA user_version = 1",
    "INSERT INTO import VALUES"
    " (1, 'a.csv', printf('%064d', 1), '2025-03-02T08:15:00Z', 5, 4, 0, 0, 1),"
    " (2, 'b.csv', printf('%064d', 2), '2025-04-07T09:16:00Z', 3, 1, 1, 1, 0)",
    "INSERT INTO figure VALUES"
    " ('share', 2023, '510604', 'year', 91.83, 2, '91.83', NULL, 2884, 3141,"
    " NULL, '最终', '年报', '核实', 2, 3, 2),"
    " ('share', 2024, '510604', 'year', 92.17, 2, '92.17', '%', NULL, NULL,"
    " NULL, NULL, '年报', NULL, 1, 4, 1),"
    " ('counted', 2023, '511102001', 'to_date', 17, 0, '17', NULL, NULL, NULL,"
    " NULL, NULL, '', NULL, 1, 5, 1),"
    " ('counted', 2023, '511102001003', 'year', 9, 0, '9', NULL, NULL, NULL,"
    " NULL, NULL, '', NULL, 1, 6, 1),"
    " ('gdp', 1949, '100000', 'year', 5.37, 2, '', NULL, NULL, NULL,"
    " 'real', NULL, '示例数据', NULL, 2, 4, 1)",
    "INSERT INTO figure_history VALUES"
    " ('share', 2023, '510604', 'year', 91.46, 2, '91.46', NULL, 2873, 3141,"
    " NULL, '初步', '年报', NULL, 1, 2, 1, 2)",
    "INSERT INTO rejected_row VALUES (1, 7, '510604,share,x', 325, '年份不对')",
};

static void make_version_1(const char *path)
{
    sqlite3 *db = NULL;
    (void)unlink(path);
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof version_1 / sizeof *version_1; i++) {
        char *message = NULL;
        cr_assert_eq(
            sqlite3_exec(db, version_1[i], NULL, NULL, &message), SQLITE_OK,
            "%s: %s", version_1[i], message);
    }
    sqlite3_close(db);
}

/** A scene whose store is of version 1, not open. */
static struct scene old_scene(void)
{
    struct scene scene = scene_make();
    fyp_store_close(scene.store);
    scene.store = NULL;
    make_version_1(scene.db);
    return scene;
}

static void
expect_text(const struct scene *scene, const char *sql, const char *expected)
{
    char text[512];
    scene_ask_text(scene, sql, text, sizeof text);
    cr_expect_str_eq(text, expected, "%s: %s", sql, text);
}

static void expect_all_there(struct scene *scene)
{
    cr_expect_eq(scene_ask(scene, "PRAGMA user_version"), 3);
    expect_text(
        scene,
        "SELECT group_concat(indicator || year || ' ' || region || ' ' || basis"
        " || ' ' || value_text || ' v' || version || ' i' || import_id || ':'"
        " || line, ', ') FROM (SELECT * FROM figure"
        " ORDER BY indicator, year, region)",
        "counted2023 511102001 to_date 17 v1 i1:5, "
        "counted2023 511102001003 year 9 v1 i1:6, "
        "gdp1949 100000 year  v1 i2:4, share2023 510604 year 91.83 v2 i2:3, "
        "share2024 510604 year 92.17 v1 i1:4");
    expect_text(
        scene,
        "SELECT value || numerator || denominator || status || source || note"
        " || decimals FROM figure WHERE indicator = 'share' AND year = 2023",
        "91.832884.03141.0最终年报核实2");
    expect_text(
        scene,
        "SELECT value_text || status || version || import_id || replaced_by"
        " FROM figure_history",
        "91.46初步112");
    expect_text(
        scene,
        "SELECT import_id || '|' || line || '|' || raw || '|' || status || '|'"
        " || reason FROM rejected_row",
        "1|7|510604,share,x|325|年份不对");
    expect_text(
        scene,
        "SELECT group_concat(file || imported_at || row_count) FROM"
        " import",
        "a.csv2025-03-02T08:15:00Z5,b.csv2025-04-07T09:16:00Z3");
    cr_expect_eq(
        scene_ask(
            scene, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'v1%'"),
        0);
}

Test(migration, a_store_of_version_1_is_brought_up_to_date)
{
    for (int mode = FYP_STORE_READ; mode <= FYP_STORE_WRITE; mode++) {
        struct scene scene = old_scene();
        struct fyp_error err = {0};
        cr_assert_eq(
            fyp_store_open(
                scene.db, (enum fyp_store_mode)mode, &scene.store, &err),
            FYP_OK, "mode %d: %s", mode, err.text);
        expect_all_there(&scene);
        struct fyp_figures *figures = scene_load(&scene);
        cr_expect_eq(fyp_figures_count(figures), 5);
        const struct fyp_figure *figure =
            fyp_figures_find(figures, "100000", "gdp", 1949, FYP_BASIS_YEAR);
        cr_assert_not_null(figure);
        cr_expect_eq(figure->price_basis, FYP_PRICE_REAL);
        cr_expect(figure->demonstration);
        fyp_figures_destroy(figures);
        scene_finish(&scene);
    }
}

Test(migration, what_came_before_can_be_revised_and_taken_back)
{
    struct scene scene = old_scene();
    struct fyp_error err = {0};
    cr_assert_eq(
        fyp_store_open(scene.db, FYP_STORE_WRITE, &scene.store, &err), FYP_OK);
    struct outcome outcome = scene_revise(
        &scene, "c.csv",
        "region,indicator,year,value\n510604,share,2023,91.9\n", "更正");
    cr_expect_eq(outcome.result.counts.changed, 1);
    cr_expect_eq(outcome.result.import_id, 3);
    cr_expect_eq(
        scene_ask(&scene, "SELECT version FROM figure WHERE import_id = 3"), 3);
    cr_expect_eq(fyp_store_undo(scene.store, 3, &err), FYP_OK);
    cr_expect_eq(fyp_store_undo(scene.store, 2, &err), FYP_OK, "%s", err.text);
    expect_text(
        &scene,
        "SELECT value_text FROM figure WHERE indicator = 'share'"
        " AND year = 2023",
        "91.46");
    outcome_finish(&outcome);
    scene_finish(&scene);
}

struct damage {
    const char *name;
    const char *sql;
    enum fyp_status status;
};

static const struct damage damages[] = {
    {"a trigger of another hand",
     "CREATE TRIGGER t AFTER INSERT ON import BEGIN DELETE FROM figure; END",
     FYP_E_STORE_FOREIGN},
    {"a table more", "CREATE TABLE v1_figure (a)", FYP_E_STORE_FOREIGN},
    {"a region that is none",
     "UPDATE figure SET region = '51060x' WHERE year = 2024",
     FYP_E_STORE_DAMAGED},
    {"a year that is none", "UPDATE figure SET year = 20 WHERE year = 2024",
     FYP_E_STORE_DAMAGED},
    {"an import that is none", "DELETE FROM import WHERE id = 1",
     FYP_E_STORE_DAMAGED},
};

/* All or nothing: the file is what it was, byte for byte. */
Test(migration, what_cannot_be_brought_over_whole_stays_as_it_was)
{
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct scene scene = old_scene();
        sqlite3 *db = NULL;
        cr_assert_eq(sqlite3_open(scene.db, &db), SQLITE_OK);
        cr_assert_eq(
            sqlite3_exec(db, damages[i].sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        char *before = NULL, *after = NULL;
        size_t size = 0, now = 0;
        cr_assert_eq(
            fyp_file_read(scene.db, 1 << 24, &before, &size, NULL), FYP_OK);
        struct fyp_error err = {0};
        enum fyp_status status =
            fyp_store_open(scene.db, FYP_STORE_WRITE, &scene.store, &err);
        cr_expect_eq(
            status, damages[i].status, "%s: expected %d, found %d: %s",
            damages[i].name, (int)damages[i].status, (int)status, err.text);
        cr_assert_eq(
            fyp_file_read(scene.db, 1 << 24, &after, &now, NULL), FYP_OK);
        cr_expect(
            now == size && memcmp(before, after, size) == 0,
            "%s: the file changed", damages[i].name);
        free(before);
        free(after);
        scene_finish(&scene);
    }
}
