/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What third parties brought back, into the store and out of it: nothing is
 * lost on the way, the same file changes nothing, an undone one is gone and
 * may come again, figures never notice.
 */
#include "data/store/store.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

TestSuite(fieldwork_store);

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
#define HASH(letter)                                                           \
    letter letter letter letter letter letter letter letter letter letter      \
        letter letter letter letter letter letter
static const char hash_a[] = HASH("a1b2"), hash_b[] = HASH("c3d4");

static struct fyp_kept_site sites[] = {
    {"村7", "第七村", 8}, {"村1", "", 2}, {"=1+1", "a\"b,c", 3}};
static struct fyp_kept_recount recounts[] = {
    {"share",
     "村7",
     {.present = true, .value = 23.85},
     {.present = true, .value = 22.1},
     50,
     31,
     2},
    {"share", "村1", {0}, {0}, 12, 12, 3},
    {"counted",
     "村1",
     {.present = true, .value = 0.0},
     {.present = true, .value = 1e300},
     0,
     0,
     5},
};
static struct fyp_kept_answers answers[] = {
    {"总体满意度", "城镇", true, 5, 17, 2},
    {"总体满意度", NULL, true, 1, 3, 9},
    {"总体满意度", "农村", false, 0, 4, 12},
    {"态度", NULL, true, 4, 1, 30},
};

/* One of each kind, by number. */
static struct fyp_fieldwork fieldwork_of(enum fyp_fieldwork_kind kind)
{
    struct fyp_fieldwork out = {
        .kind = kind,
        .file = "复核.csv",
        .sha256 = hash_a,
        .plan = "luojiang-2021",
        .region = "510604",
        .year = 2023,
        .by = "某评估公司",
        .confidence = 0.95};
    if (kind == FYP_FIELDWORK_SITES) {
        out.indicator = "share";
        out.margin = 0.137;
        out.share = 0.5;
        out.population = 411;
        out.seed = UINT64_MAX;
        out.generator = "splitmix64/fisher-yates/1";
        out.sites = sites;
        out.count = COUNT(sites);
    } else if (kind == FYP_FIELDWORK_RECOUNTS) {
        out.sheet = "表1";
        out.recounts = recounts;
        out.count = COUNT(recounts);
    } else {
        out.scale = (struct fyp_scale){1, 5};
        out.invited = 37;
        out.answers = answers;
        out.count = COUNT(answers);
    }
    return out;
}

static long long
save(const struct scene *scene, const struct fyp_fieldwork *fieldwork)
{
    struct fyp_error err = {0};
    long long id = 0;
    bool already = true;
    cr_assert_eq(
        fyp_store_save_fieldwork(scene->store, fieldwork, &id, &already, &err),
        FYP_OK, "%s: %s", err.place, err.text);
    cr_assert(!already);
    return id;
}

static struct fyp_fieldwork_set load(const struct scene *scene)
{
    struct fyp_fieldwork_set set;
    struct fyp_error err = {0};
    cr_assert_eq(
        fyp_store_load_fieldwork(scene->store, &set, &err), FYP_OK, "%s: %s",
        err.place, err.text);
    return set;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_bits(struct fyp_decimal a, struct fyp_decimal b)
{
    return a.present == b.present &&
           (!a.present || memcmp(&a.value, &b.value, sizeof a.value) == 0);
}

static void
expect_same_head(const struct fyp_fieldwork *a, const struct fyp_fieldwork *b)
{
    cr_expect_eq(a->kind, b->kind);
    cr_expect(same_text(a->file, b->file));
    cr_expect(same_text(a->sha256, b->sha256));
    cr_expect(same_text(a->sheet, b->sheet));
    cr_expect(same_text(a->plan, b->plan));
    cr_expect(same_text(a->region, b->region));
    cr_expect(same_text(a->by, b->by));
    cr_expect(same_text(a->indicator, b->indicator));
    cr_expect(same_text(a->generator, b->generator));
    cr_expect_eq(a->year, b->year);
    cr_expect_eq(a->seed, b->seed);
    cr_expect_eq(a->population, b->population);
    cr_expect_eq(a->invited, b->invited);
    cr_expect_eq(a->scale.low, b->scale.low);
    cr_expect_eq(a->scale.high, b->scale.high);
    cr_expect_eq(a->count, b->count);
    const double x[] = {a->confidence, a->margin, a->share};
    const double y[] = {b->confidence, b->margin, b->share};
    cr_expect_eq(memcmp(x, y, sizeof x), 0);
}

static void
expect_same_rows(const struct fyp_fieldwork *a, const struct fyp_fieldwork *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (a->kind == FYP_FIELDWORK_SITES) {
            const struct fyp_kept_site *x = &a->sites[i], *y = &b->sites[i];
            cr_expect(same_text(x->site, y->site));
            cr_expect(same_text(x->name, y->name));
            cr_expect_eq(x->line, y->line);
        } else if (a->kind == FYP_FIELDWORK_RECOUNTS) {
            const struct fyp_kept_recount *x = &a->recounts[i];
            const struct fyp_kept_recount *y = &b->recounts[i];
            cr_expect(same_text(x->indicator, y->indicator));
            cr_expect(same_text(x->site, y->site));
            cr_expect(same_bits(x->reported, y->reported));
            cr_expect(same_bits(x->recounted, y->recounted));
            cr_expect_eq(x->checked, y->checked);
            cr_expect_eq(x->confirmed, y->confirmed);
            cr_expect_eq(x->line, y->line);
        } else {
            const struct fyp_kept_answers *x = &a->answers[i];
            const struct fyp_kept_answers *y = &b->answers[i];
            cr_expect(same_text(x->question, y->question));
            cr_expect(same_text(x->group, y->group));
            cr_expect_eq(x->given, y->given);
            cr_expect_eq(x->value, y->value);
            cr_expect_eq(x->people, y->people);
            cr_expect_eq(x->line, y->line);
        }
    }
}

Test(fieldwork_store, what_goes_in_comes_out)
{
    struct scene scene = scene_make();
    for (int kind = FYP_FIELDWORK_SITES; kind < FYP_FIELDWORK_KINDS; kind++) {
        const struct fyp_fieldwork given =
            fieldwork_of((enum fyp_fieldwork_kind)kind);
        cr_expect_eq(save(&scene, &given), kind);
    }
    struct fyp_fieldwork_set set = load(&scene);
    cr_assert_eq(set.count, 3);
    for (size_t i = 0; i < set.count; i++) {
        const struct fyp_fieldwork given =
            fieldwork_of((enum fyp_fieldwork_kind)(i + 1));
        expect_same_head(&set.items[i], &given);
        expect_same_rows(&set.items[i], &given);
        cr_expect_eq(set.items[i].import_id, (long long)i + 1);
        cr_expect_eq(strlen(set.items[i].saved_at), 20);
    }
    cr_expect_eq(
        scene_ask(&scene, "SELECT row_count FROM import WHERE id = 3"), 25);
    scene_assert_sound(&scene);
    fyp_fieldwork_set_finish(&set);
    fyp_fieldwork_set_finish(&set);
    fyp_fieldwork_set_finish(NULL);
    scene_finish(&scene);
}

Test(fieldwork_store, the_same_file_changes_nothing)
{
    struct scene scene = scene_make();
    for (int kind = FYP_FIELDWORK_SITES; kind < FYP_FIELDWORK_KINDS; kind++) {
        const struct fyp_fieldwork given =
            fieldwork_of((enum fyp_fieldwork_kind)kind);
        long long id = 0;
        bool already = false;
        const long long first = save(&scene, &given);
        cr_assert_eq(
            fyp_store_save_fieldwork(scene.store, &given, &id, &already, NULL),
            FYP_OK);
        cr_expect(already);
        cr_expect_eq(id, first);
    }
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM import"), 3);
    scene_finish(&scene);
}

struct change {
    const char *name;
    enum fyp_fieldwork_kind kind;
    void (*make)(struct fyp_fieldwork *fieldwork);
    enum fyp_status status; /* OK: it is another file, or place */
};

static void other_name(struct fyp_fieldwork *f)
{
    f->by = "别人";
}
static void other_confidence(struct fyp_fieldwork *f)
{
    f->confidence = 0.9;
}
static void other_scale(struct fyp_fieldwork *f)
{
    f->scale = (struct fyp_scale){0, 10};
}
static void other_invited(struct fyp_fieldwork *f)
{
    f->invited = 0;
}
static void other_year(struct fyp_fieldwork *f)
{
    f->year = 2024;
}
static void other_plan(struct fyp_fieldwork *f)
{
    f->plan = "leshan-2021";
}
static void other_region(struct fyp_fieldwork *f)
{
    f->region = "511102";
}
static void other_bytes(struct fyp_fieldwork *f)
{
    f->sha256 = hash_b;
}
static void other_margin(struct fyp_fieldwork *f)
{
    f->margin = 0.05;
}
static void other_seed(struct fyp_fieldwork *f)
{
    f->seed = 0;
}

static const struct change changes[] = {
    {"name", FYP_FIELDWORK_RECOUNTS, other_name, FYP_E_FIELD_SAVED_OTHER},
    {"confidence", FYP_FIELDWORK_RECOUNTS, other_confidence,
     FYP_E_FIELD_SAVED_OTHER},
    {"scale", FYP_FIELDWORK_ANSWERS, other_scale, FYP_E_FIELD_SAVED_OTHER},
    {"invited", FYP_FIELDWORK_ANSWERS, other_invited, FYP_E_FIELD_SAVED_OTHER},
    {"year", FYP_FIELDWORK_RECOUNTS, other_year, FYP_OK},
    {"plan", FYP_FIELDWORK_ANSWERS, other_plan, FYP_OK},
    {"region", FYP_FIELDWORK_RECOUNTS, other_region, FYP_OK},
    {"bytes", FYP_FIELDWORK_ANSWERS, other_bytes, FYP_OK},
    {"a smaller margin: the sample grows", FYP_FIELDWORK_SITES, other_margin,
     FYP_OK},
    {"seed", FYP_FIELDWORK_SITES, other_seed, FYP_OK},
};

Test(fieldwork_store, one_file_is_not_counted_twice_under_other_parameters)
{
    for (size_t i = 0; i < COUNT(changes); i++) {
        struct scene scene = scene_make();
        struct fyp_fieldwork fieldwork = fieldwork_of(changes[i].kind);
        struct fyp_error err = {0};
        long long id = 0;
        bool already = false;
        save(&scene, &fieldwork);
        changes[i].make(&fieldwork);
        const enum fyp_status status = fyp_store_save_fieldwork(
            scene.store, &fieldwork, &id, &already, &err);
        cr_expect_eq(
            status, changes[i].status, "%s: expected %d, found %d: %s",
            changes[i].name, (int)changes[i].status, (int)status, err.text);
        cr_expect_eq(
            scene_ask(&scene, "SELECT count(*) FROM fieldwork"),
            status == FYP_OK ? 2 : 1, "%s", changes[i].name);
        scene_finish(&scene);
    }
}

Test(fieldwork_store, what_is_taken_back_is_gone_and_may_come_again)
{
    struct scene scene = scene_make();
    const struct fyp_fieldwork given = fieldwork_of(FYP_FIELDWORK_RECOUNTS);
    struct fyp_import_record record;
    cr_assert_eq(save(&scene, &given), 1);
    cr_assert_eq(fyp_store_undo(scene.store, 1, NULL), FYP_OK);
    struct fyp_fieldwork_set set = load(&scene);
    cr_expect_eq(set.count, 0);
    fyp_fieldwork_set_finish(&set);
    cr_assert_eq(
        fyp_store_import_record(scene.store, 1, &record, NULL), FYP_OK);
    cr_expect_eq(record.kind, FYP_FIELDWORK_RECOUNTS);
    cr_expect_not_null(record.undone_at);
    cr_expect_eq(save(&scene, &given), 2);
    set = load(&scene);
    cr_expect_eq(set.count, 1);
    fyp_fieldwork_set_finish(&set);
    scene_assert_sound(&scene);
    scene_finish(&scene);
}

/* The very bytes of a table of figures may be a table of recounts, too. */
Test(fieldwork_store, figures_and_fieldwork_do_not_see_each_other)
{
    static const char text[] =
        "region,indicator,year,value\n510604,share,2023,91.83\n";
    struct scene scene = scene_make();
    struct fyp_fieldwork fieldwork = fieldwork_of(FYP_FIELDWORK_RECOUNTS);
    struct outcome first = scene_import(&scene, "a.csv", text);
    char hash[65];
    scene_ask_text(&scene, "SELECT sha256 FROM import", hash, sizeof hash);
    fieldwork.sha256 = hash;
    cr_expect_eq(save(&scene, &fieldwork), 2);
    struct outcome again = scene_import(&scene, "a.csv", text);
    cr_expect(again.result.already_imported);
    cr_expect_eq(again.result.import_id, 1);
    struct fyp_figures *figures = scene_load(&scene);
    cr_expect_eq(fyp_figures_count(figures), 1);
    fyp_figures_destroy(figures);
    cr_assert_eq(fyp_store_undo(scene.store, 1, NULL), FYP_OK);
    struct outcome back = scene_import(&scene, "a.csv", text);
    cr_expect(!back.result.already_imported);
    scene_assert_sound(&scene);
    outcome_finish(&first);
    outcome_finish(&again);
    outcome_finish(&back);
    scene_finish(&scene);
}

static const char *const damages[] = {
    "UPDATE fieldwork SET confidence = 1 WHERE kind = 'answers'",
    "UPDATE fieldwork SET scale_high = 1 WHERE kind = 'answers'",
    "UPDATE fieldwork SET scale_high = NULL WHERE kind = 'answers'",
    "UPDATE fieldwork SET seed = '12x' WHERE kind = 'sites'",
    "UPDATE fieldwork SET seed = '18446744073709551616' WHERE kind = 'sites'",
    "UPDATE fieldwork SET seed = NULL WHERE kind = 'sites'",
    "UPDATE fieldwork SET indicator = NULL WHERE kind = 'sites'",
    "UPDATE fieldwork SET by_whom = CAST(x'ff' AS TEXT)",
    "UPDATE answer_count SET answer = 6 WHERE number = 1",
    "UPDATE answer_count SET people = 9223372036854775807 WHERE number = 1",
    "UPDATE answer_count SET question = CAST(x'e4b8' AS TEXT)",
    "UPDATE recount SET site = CAST(x'80' AS TEXT)",
};

Test(fieldwork_store, a_row_that_no_file_could_bring_is_damage)
{
    for (size_t i = 0; i < COUNT(damages); i++) {
        struct scene scene = scene_make();
        struct fyp_fieldwork_set set;
        struct fyp_error err = {0};
        sqlite3 *db = NULL;
        for (int kind = FYP_FIELDWORK_SITES; kind < FYP_FIELDWORK_KINDS;
             kind++) {
            const struct fyp_fieldwork given =
                fieldwork_of((enum fyp_fieldwork_kind)kind);
            save(&scene, &given);
        }
        cr_assert_eq(sqlite3_open(scene.db, &db), SQLITE_OK);
        cr_assert_eq(
            sqlite3_exec(db, damages[i], NULL, NULL, NULL), SQLITE_OK, "%s: %s",
            damages[i], sqlite3_errmsg(db));
        cr_assert(sqlite3_changes(db) > 0, "%s", damages[i]);
        sqlite3_close(db);
        const enum fyp_status status =
            fyp_store_load_fieldwork(scene.store, &set, &err);
        cr_expect_eq(
            status, FYP_E_STORE_DAMAGED, "%s: found %d", damages[i],
            (int)status);
        fyp_fieldwork_set_finish(&set);
        scene_finish(&scene);
    }
}

/* Answers are added up, and come back as many as they were. */
Test(fieldwork_store, answers_keep_their_number_and_order)
{
    static const char text[] = "受访者,问题,分组,回答\n"
                               "r1,服务,城镇,5\nr2,服务,农村,2\n"
                               "r3,服务,城镇,5\nr4,服务,,\nr5,态度,,5\n"
                               "r6,服务,,未答\nr7,服务,农村,5\n";
    struct scene scene = scene_make();
    struct fyp_arena arena = {0};
    struct fyp_problems problems = {0};
    struct fyp_answers got, back;
    struct fyp_fieldwork kept = {0};
    const char *path = scene_file(&scene, "a.csv", text, sizeof text - 1);
    cr_assert_eq(
        fyp_answers_read(path, (struct fyp_scale){1, 5}, &got, &problems, NULL),
        FYP_OK);
    cr_assert_eq(fyp_keep_answers(&got, &arena, &kept, NULL), FYP_OK);
    cr_expect_eq(kept.count, 5);
    cr_expect_eq(kept.answers[0].people, 2);
    cr_expect_eq(kept.answers[2].people, 2);
    cr_expect(!kept.answers[2].given);
    cr_expect_str_eq(kept.file, "a.csv");
    cr_assert_eq(fyp_kept_answers(&kept, &back, NULL), FYP_OK);
    cr_expect_eq(back.count, got.count);
    cr_expect_eq(back.question_count, 2);
    cr_expect_str_eq(back.questions[1], "态度");
    cr_expect_str_eq(back.groups[0], "城镇");
    cr_expect_str_eq(back.groups[1], "农村");
    cr_expect_eq(back.file.taken, 7);
    fyp_answers_finish(&back);
    fyp_answers_finish(&got);
    fyp_arena_finish(&arena);
    scene_finish(&scene);
}

Test(fieldwork_store, a_store_of_version_2_is_read_as_it_is)
{
    static const char back_to_2[] =
        "DROP TABLE answer_count; DROP TABLE recount; DROP TABLE drawn_site;"
        "DROP TABLE fieldwork; PRAGMA user_version = 2";
    struct scene scene = scene_make();
    struct outcome outcome = scene_import(
        &scene, "a.csv",
        "region,indicator,year,value\n510604,share,2023,91.83\n");
    struct fyp_import_record record;
    char *before = NULL, *after = NULL;
    size_t size = 0, now = 0;
    sqlite3 *db = NULL;
    fyp_store_close(scene.store);
    scene.store = NULL;
    cr_assert_eq(sqlite3_open(scene.db, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, back_to_2, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    cr_assert_eq(
        fyp_file_read(scene.db, 1 << 24, &before, &size, NULL), FYP_OK);
    cr_assert_eq(
        fyp_store_open(scene.db, FYP_STORE_READ, &scene.store, NULL), FYP_OK);
    struct fyp_fieldwork_set set = load(&scene);
    cr_expect_eq(set.count, 0);
    fyp_fieldwork_set_finish(&set);
    cr_assert_eq(
        fyp_store_import_record(scene.store, 1, &record, NULL), FYP_OK);
    cr_expect_eq(record.kind, FYP_FIELDWORK_NONE);
    struct fyp_figures *figures = scene_load(&scene);
    cr_expect_eq(fyp_figures_count(figures), 1);
    fyp_figures_destroy(figures);
    fyp_store_close(scene.store);
    cr_assert_eq(fyp_file_read(scene.db, 1 << 24, &after, &now, NULL), FYP_OK);
    cr_expect(now == size && memcmp(before, after, size) == 0);
    free(before);
    free(after);

    /* the first who writes brings it up to date */
    cr_assert_eq(
        fyp_store_open(scene.db, FYP_STORE_WRITE, &scene.store, NULL), FYP_OK);
    cr_expect_eq(scene_ask(&scene, "PRAGMA user_version"), 3);
    const struct fyp_fieldwork given = fieldwork_of(FYP_FIELDWORK_ANSWERS);
    cr_expect_eq(save(&scene, &given), 2);
    scene_assert_sound(&scene);
    outcome_finish(&outcome);
    scene_finish(&scene);
}
