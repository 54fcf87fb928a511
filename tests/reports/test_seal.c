/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/differences.h"
#include "reports/seal/figures.h"
#include "reports/seal/folder.h"
#include "reports/seal/manifest.h"
#include "reports/seal/parts.h"
#include "reports/seal/record.h"
#include "reports/seal/versions.h"
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The parts of a seal one by one; tests/cli/test_seal.py is about the whole.
 */

/* --- the table of parts --- */

Test(seal, every_part_has_a_name_of_its_own_and_words_in_both_languages)
{
    for (int i = 0; i < FYP_SEAL_PARTS; i++) {
        const enum fyp_seal_part part = (enum fyp_seal_part)i;
        const char *name = fyp_seal_part_name(part, "p.yaml");
        cr_assert_str_neq(name, FYP_SEAL_MANIFEST);
        for (int k = 0; k < i; k++) {
            cr_expect_str_neq(
                name, fyp_seal_part_name((enum fyp_seal_part)k, "p.yaml"));
        }
        fyp_language_set(FYP_LANGUAGE_ZH);
        const char *chinese = fyp_text(fyp_seal_part_at(part)->what);
        fyp_language_set(FYP_LANGUAGE_EN);
        cr_expect(strlen(chinese) > 0);
        cr_expect_str_neq(chinese, fyp_text(fyp_seal_part_at(part)->what));
    }
}

Test(seal, no_part_can_have_the_name_of_a_plan_file)
{
    for (int i = 0; i < FYP_SEAL_PARTS; i++) {
        const char *name = fyp_seal_part_at((enum fyp_seal_part)i)->name;
        if (name != NULL) {
            const size_t id =
                strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
            cr_expect(strcmp(name + id, ".yaml") != 0, "%s", name);
        }
    }
}

Test(seal, every_library_tells_its_version)
{
    size_t n = 0;
    for (; fyp_version_at(n).name != NULL; n++) {
        cr_expect(strlen(fyp_version_at(n).version) > 0);
    }
    cr_expect_eq(n, 7);
}

Test(seal, a_date_is_a_day_that_there_is)
{
    static const struct {
        const char *text;
        bool is_date;
    } rows[] = {
        {"2026-01-31", true},  {"2024-02-29", true},   {"2000-02-29", true},
        {"2023-02-29", false}, {"1900-02-29", false},  {"2026-04-31", false},
        {"2026-13-01", false}, {"2026-00-01", false},  {"2026-01-00", false},
        {"2026-1-31", false},  {"2026-01-3", false},   {"20260131", false},
        {"2026/01/31", false}, {"2026-01-31 ", false}, {"", false},
        {"----------", false}, {"2026-01--1", false},  {"0000-01-01", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(
            fyp_seal_is_date(rows[i].text), rows[i].is_date, "%s",
            rows[i].text);
    }
}

/* --- figures with their origins --- */

static struct fyp_sealed_figure figure_of(int year, double value)
{
    return (struct fyp_sealed_figure){
        .figure =
            {.region = "510604",
             .indicator = "share",
             .year = year,
             .value = {true, value, 2},
             .source = "年报",
             .file = "a.csv",
             .line = 7,
             .version = 1,
             .import_id = 3},
        .raw = "x",
        .sha256 = "0123456789abcdef0123456789abcdef"
                  "0123456789abcdef0123456789abcdef",
        .imported_at = "2026-01-31T08:15:00Z"};
}

static void
add(struct fyp_sealed_figures *figures, const struct fyp_sealed_figure *figure)
{
    cr_assert_eq(fyp_sealed_figures_add(figures, figure, NULL), FYP_OK);
}

/* Writes, reads and writes again: the bytes must be the same. */
static struct fyp_sealed_figures
there_and_back(const struct fyp_sealed_figures *figures)
{
    struct folder folder = folder_make();
    struct fyp_sealed_figures back;
    struct fyp_buffer first = {0}, second = {0};
    struct fyp_error err = {0};
    fyp_sealed_figures_origins(figures, &first);
    cr_assert(!first.failed);
    folder_write(&folder, "origins.csv", first.data);
    cr_assert_eq(
        fyp_sealed_figures_read(
            folder_file(&folder, "origins.csv"), &back, &err),
        FYP_OK, "%s %s", err.place, err.text);
    fyp_sealed_figures_origins(&back, &second);
    cr_expect_str_eq(first.data, second.data);
    fyp_buffer_finish(&first);
    fyp_buffer_finish(&second);
    folder_remove(&folder);
    return back;
}

Test(seal, every_number_comes_back_to_the_bit)
{
    static const double numbers[] = {
        85.62,
        0.1 + 0.2,
        1.0 / 3,
        100.0 * 2873 / 3141,
        0.0,
        -0.0,
        1e300,
        -1e300,
        DBL_MAX,
        DBL_MIN,
        5e-324,
        1e15 + 0.125,
        96.49999999999999,
        123456789012345678.0};
    const size_t n = sizeof numbers / sizeof *numbers;
    struct fyp_sealed_figures figures = {0};
    for (size_t i = 0; i < n; i++) {
        struct fyp_sealed_figure one = figure_of(2000 + (int)i, numbers[i]);
        one.figure.numerator = (struct fyp_decimal){true, numbers[i], 0};
        add(&figures, &one);
    }
    struct fyp_sealed_figures back = there_and_back(&figures);
    cr_assert_eq(back.count, n);
    for (size_t i = 0; i < n; i++) {
        const struct fyp_figure *figure = &back.items[i].figure;
        cr_expect_eq(
            memcmp(&figure->value.value, &numbers[i], sizeof numbers[i]), 0,
            "%.17g", numbers[i]);
        cr_expect_eq(
            memcmp(&figure->numerator.value, &numbers[i], sizeof numbers[i]),
            0);
        cr_expect(!figure->denominator.present);
    }
    fyp_sealed_figures_finish(&back);
    fyp_sealed_figures_finish(&figures);
}

Test(seal, every_text_comes_back_as_it_was)
{
    static const char *const texts[] = {
        "普通", "'",  "''",         "'=1+1", "=1+1",   "@x",
        "-",    "--", "-1",         "+1",    "\tx",    " 前后 ",
        "a,b",  "\"", "行一\n行二", "a;b",   "\"\"\"", "示例数据",
        "—",    "，", "|",          "sep=;", "#",      "null"};
    const size_t n = sizeof texts / sizeof *texts;
    struct fyp_sealed_figures figures = {0};
    for (size_t i = 0; i < n; i++) {
        struct fyp_sealed_figure one = figure_of(2000 + (int)i, 1);
        one.figure.source = one.figure.file = one.figure.sheet = texts[i];
        one.raw = one.unit = one.status = one.note = one.reason = texts[i];
        add(&figures, &one);
    }
    struct fyp_sealed_figures back = there_and_back(&figures);
    cr_assert_eq(back.count, n);
    for (size_t i = 0; i < n; i++) {
        const struct fyp_sealed_figure *one = &back.items[i];
        const char *const read[] = {one->figure.source, one->figure.file,
                                    one->figure.sheet,  one->raw,
                                    one->unit,          one->status,
                                    one->note,          one->reason};
        for (size_t k = 0; k < sizeof read / sizeof *read; k++) {
            cr_expect_str_eq(read[k], texts[i]);
        }
        cr_expect_eq(
            one->figure.demonstration, strcmp(texts[i], "示例数据") == 0);
    }
    fyp_sealed_figures_finish(&back);
    fyp_sealed_figures_finish(&figures);
}

Test(seal, every_mark_basis_and_price_comes_back)
{
    struct fyp_sealed_figures figures = {0};
    for (unsigned bit = 0; bit < 15; bit++) {
        struct fyp_sealed_figure one = figure_of(2000 + (int)bit, 1);
        one.normalised = 1U << bit | 1U;
        one.figure.marks = bit < 10 ? 1U << bit | 2U : 0;
        one.figure.basis = (enum fyp_basis)(bit % 2);
        one.figure.price_basis = (enum fyp_price_basis)(bit % 3);
        add(&figures, &one);
    }
    struct fyp_sealed_figures back = there_and_back(&figures);
    cr_assert_eq(back.count, figures.count);
    for (size_t i = 0; i < back.count; i++) {
        const struct fyp_figure *left = &figures.items[i].figure;
        const struct fyp_figure *right = &back.items[i].figure;
        cr_expect_eq(left->marks, right->marks);
        cr_expect_eq(left->basis, right->basis);
        cr_expect_eq(left->price_basis, right->price_basis);
        cr_expect_eq(figures.items[i].normalised, back.items[i].normalised);
    }
    fyp_sealed_figures_finish(&back);
    fyp_sealed_figures_finish(&figures);
}

Test(seal, no_figures_are_read_back_as_none)
{
    struct fyp_sealed_figures none = {0};
    struct fyp_figures *loaded = NULL;
    struct fyp_sealed_figures back = there_and_back(&none);
    cr_expect_eq(back.count, 0);
    cr_assert_eq(fyp_sealed_figures_load(&back, &loaded, NULL), FYP_OK);
    cr_expect_eq(fyp_figures_count(loaded), 0);
    fyp_figures_destroy(loaded);
    fyp_sealed_figures_finish(&back);
}

/* --- the store that they come from --- */

static void put_figure(struct fyp_store *store, double value, char digit)
{
    struct fyp_import_file file = {.name = "a.csv", .revise_reason = "更正"};
    const struct fyp_import_counts counts = {.rows = 1, .added = 1};
    enum fyp_stored what;
    long long id = 0;
    memset(file.sha256, digit, sizeof file.sha256 - 1);
    const struct fyp_store_row row = {
        .figure =
            {.region = "510604",
             .indicator = "share",
             .year = 2023,
             .value = {true, value, 1},
             .source = "年报",
             .line = 2},
        .value_text = "raw"};
    cr_assert_eq(fyp_store_begin(store, &file, &id, NULL), FYP_OK);
    cr_assert_eq(fyp_store_put(store, id, &row, &what, NULL), FYP_OK);
    cr_assert_eq(fyp_store_commit(store, id, &counts, NULL), FYP_OK);
}

Test(seal, a_store_that_changed_meanwhile_is_told)
{
    struct folder folder = folder_make();
    struct fyp_store *store = NULL;
    struct fyp_figures *figures = NULL;
    struct fyp_sealed_figures sealed;
    cr_assert_eq(
        fyp_store_open(
            folder_file(&folder, "fyp.db"), FYP_STORE_WRITE, &store, NULL),
        FYP_OK);
    put_figure(store, 97.5, 'a');
    cr_assert_eq(fyp_store_load(store, NULL, 0, &figures, NULL), FYP_OK);
    cr_assert_eq(
        fyp_sealed_figures_collect(store, figures, &sealed, NULL), FYP_OK);
    cr_assert_eq(sealed.count, 1);
    cr_expect_str_eq(sealed.items[0].raw, "raw");
    cr_expect_eq(sealed.items[0].sha256[63], 'a');
    fyp_sealed_figures_finish(&sealed);
    put_figure(store, 96.9, 'b');
    cr_expect_eq(
        fyp_sealed_figures_collect(store, figures, &sealed, NULL),
        FYP_E_SEAL_STORE_CHANGED);
    cr_expect_eq(sealed.count, 0);
    fyp_figures_destroy(figures);
    fyp_store_close(store);
    folder_remove(&folder);
}

/* --- differences --- */

static const struct {
    const char *name, *sealed, *recomputed;
    bool exactly;
    size_t found, compared;
} pairs[] = {
    {"the same", "{\"a\":1.25,\"b\":\"x\"}", "{\"b\":\"x\",\"a\":1.25}", true,
     0, 2},
    {"whole and real", "{\"a\":5}", "{\"a\":5.0}", true, 0, 1},
    {"a bit, same version", "[0.3]", "[0.30000000000000004]", true, 1, 1},
    {"a bit, other version", "[0.3]", "[0.30000000000000004]", false, 0, 1},
    {"below 1e-9", "[1000000.0009]", "[1000000]", false, 0, 1},
    {"above 1e-9", "[1000000.0011]", "[1000000]", false, 1, 1},
    {"negative, above", "[-2.385]", "[-2.38500001]", false, 1, 1},
    {"zero is near nothing", "[0]", "[1e-300]", false, 1, 1},
    {"zeros", "[0]", "[-0.0]", true, 0, 1},
    {"a number and a text", "[1]", "[\"1\"]", false, 1, 1},
    {"a number and null", "[0]", "[null]", false, 1, 1},
    {"yes and no", "[true]", "[false]", false, 1, 1},
    {"texts are exact", "[\"behind\"]", "[\"behind \"]", false, 1, 1},
    {"a key less, same version", "{}", "{\"a\":1}", true, 1, 1},
    {"a key less, other version", "{}", "{\"a\":1}", false, 0, 0},
    {"a key more, other version", "{\"a\":1}", "{}", false, 1, 1},
    {"an item more", "[1,2]", "[1]", false, 1, 2},
    {"an item less", "[1]", "[1,2]", false, 1, 2},
    {"another shape", "{\"a\":[1,2,3]}", "{\"a\":{\"b\":1}}", false, 1, 1},
    {"nothing", "{}", "{}", true, 0, 0},
    {"deep", "{\"a\":{\"b\":[{\"c\":1.5}]}}", "{\"a\":{\"b\":[{\"c\":2}]}}",
     true, 1, 1},
    {"1e300", "[1e300]", "[1.0000000001e300]", false, 0, 1},
};

Test(seal, values_are_the_same_by_the_rule_of_their_kind)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct fyp_seal_differences found = {0};
        json_t *sealed = json_loads(pairs[i].sealed, 0, NULL);
        json_t *recomputed = json_loads(pairs[i].recomputed, 0, NULL);
        cr_assert(sealed != NULL && recomputed != NULL);
        fyp_seal_compare_results(
            NULL, sealed, recomputed, pairs[i].exactly, &found);
        cr_expect(!found.failed);
        cr_expect_eq(
            found.found, pairs[i].found, "%s: found %zu, expected %zu",
            pairs[i].name, found.found, pairs[i].found);
        cr_expect_eq(
            found.compared, pairs[i].compared, "%s: compared %zu",
            pairs[i].name, found.compared);
        json_decref(sealed);
        json_decref(recomputed);
        fyp_seal_differences_finish(&found);
    }
}

Test(seal, a_difference_names_indicator_field_and_both_values)
{
    struct fyp_seal_differences found = {0};
    json_t *sealed = json_loads(
        "{\"indicators\":[{\"code\":\"share\",\"score\":99.25,"
        "\"deep\":{\"x\":null}}]}",
        0, NULL);
    json_t *recomputed = json_loads(
        "{\"indicators\":[{\"code\":\"share\",\"score\":98.5,"
        "\"deep\":{\"x\":\"y\"}}]}",
        0, NULL);
    fyp_seal_compare_results(NULL, sealed, recomputed, true, &found);
    cr_assert_eq(found.kept, 2);
    cr_expect_str_eq(found.items[0].indicator, "share");
    cr_expect_str_eq(found.items[0].field, "score");
    cr_expect_str_eq(found.items[0].sealed, "99.25");
    cr_expect_str_eq(found.items[0].recomputed, "98.5");
    cr_expect_str_eq(found.items[1].field, "deep.x");
    cr_expect_str_eq(found.items[1].sealed, "null");
    cr_expect_str_eq(found.items[1].recomputed, "\"y\"");
    json_decref(sealed);
    json_decref(recomputed);
    fyp_seal_differences_finish(&found);
}

Test(seal, more_differences_than_are_kept_are_counted)
{
    struct fyp_seal_differences *found = calloc(1, sizeof *found);
    json_t *sealed = json_array(), *recomputed = json_array();
    for (int i = 0; i < 2 * FYP_SEAL_DIFFERENCES_MAX; i++) {
        json_array_append_new(sealed, json_integer(i));
        json_array_append_new(recomputed, json_integer(i + 1));
    }
    cr_assert(found != NULL);
    fyp_seal_compare_results(NULL, sealed, recomputed, false, found);
    cr_expect_eq(found->found, 2 * FYP_SEAL_DIFFERENCES_MAX);
    cr_expect_eq(found->kept, FYP_SEAL_DIFFERENCES_MAX);
    json_decref(sealed);
    json_decref(recomputed);
    fyp_seal_differences_finish(found);
    free(found);
}

Test(seal, texts_differ_at_their_first_other_line)
{
    static const struct {
        const char *sealed, *recomputed;
        const char *field; /* NULL: the same */
    } rows[] = {
        {"", "", NULL},
        {"a\nb\n", "a\nb\n", NULL},
        {"a\nb\n", "a\nc\n", "f:2"},
        {"a\n", "a\nb\n", "f:2"},
        {"a\nb\n", "a\n", "f:2"},
        {"a\nb", "a\nb\n", "f:3"},
        {"", "a", "f:1"},
        {"\n\n", "\n", "f:2"},
        {"a\r\n", "a\n", "f:1"},
        {"中", "中\xE6", "f:1"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fyp_seal_differences found = {0};
        struct fyp_buffer expected = {0};
        fyp_buffer_text(&expected, rows[i].recomputed);
        fyp_seal_compare_texts(
            "f", rows[i].sealed, strlen(rows[i].sealed), &expected, &found);
        cr_expect_eq(found.found, rows[i].field != NULL, "row %zu", i);
        if (found.kept > 0) {
            cr_expect_str_eq(found.items[0].field, rows[i].field);
        }
        fyp_buffer_finish(&expected);
        fyp_seal_differences_finish(&found);
    }
}

/* --- folder and manifest --- */

static struct fyp_buffer buffer_of(const char *text)
{
    struct fyp_buffer buffer = {0};
    fyp_buffer_text(&buffer, text);
    return buffer;
}

Test(seal, a_folder_that_is_not_published_leaves_nothing)
{
    struct folder around = folder_make();
    char target[128];
    struct fyp_seal_folder folder;
    struct fyp_buffer text = buffer_of("x");
    (void)snprintf(target, sizeof target, "%s", folder_file(&around, "seal"));
    cr_assert_eq(fyp_seal_folder_init(target, &folder, NULL), FYP_OK);
    cr_expect_eq(fyp_seal_folder_write(&folder, "a", &text, NULL), FYP_OK);
    cr_expect_eq(
        fyp_seal_folder_write(&folder, "a", &text, NULL), FYP_E_SEAL_WRITE);
    fyp_seal_folder_finish(&folder);
    fyp_seal_folder_finish(&folder);
    fyp_seal_folder_finish(NULL);
    cr_expect_eq(rmdir(around.path), 0, "something was left behind");
    fyp_buffer_finish(&text);
}

Test(seal, whoever_takes_the_name_meanwhile_keeps_it)
{
    struct folder around = folder_make();
    char target[128];
    struct fyp_seal_folder folder;
    (void)snprintf(target, sizeof target, "%s", folder_file(&around, "seal"));
    cr_assert_eq(fyp_seal_folder_init(target, &folder, NULL), FYP_OK);
    folder_write(&around, "seal", "mine");
    cr_expect_eq(fyp_seal_folder_publish(&folder, NULL), FYP_E_SEAL_EXISTS);
    fyp_seal_folder_finish(&folder);
    cr_expect_eq(unlink(target), 0);
    cr_expect_eq(rmdir(around.path), 0, "something was left behind");
}

Test(seal, a_manifest_reads_back_as_it_was_written)
{
    struct folder folder = folder_make();
    struct fyp_seal_manifest made, read;
    struct fyp_seal_damages damages;
    struct fyp_buffer text = {0};
    folder_write(&folder, "b", "");
    folder_write(&folder, "中文", "abc");
    folder_write(&folder, "A b", "abc");
    cr_assert_eq(fyp_seal_manifest_of(folder.path, &made, NULL), FYP_OK);
    fyp_seal_manifest_text(&made, &text);
    /* FIPS 180-4 examples: SHA-256 of "abc" and of the empty message */
    cr_expect_str_eq(
        text.data,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        "  A b\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        "  b\n"
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        "  中文\n");
    folder_write(&folder, FYP_SEAL_MANIFEST, text.data);
    cr_assert_eq(fyp_seal_manifest_read(folder.path, &read, NULL), FYP_OK);
    cr_expect_eq(read.count, 3);
    cr_expect(fyp_seal_manifest_lists(&read, "中文"));
    cr_expect(!fyp_seal_manifest_lists(&read, "中"));
    cr_assert_eq(
        fyp_seal_manifest_check(folder.path, &read, &damages, NULL), FYP_OK);
    cr_expect_eq(damages.count, 0);
    fyp_seal_damages_finish(&damages);
    fyp_seal_manifest_finish(&read);
    fyp_seal_manifest_finish(&made);
    fyp_buffer_finish(&text);
    folder_remove(&folder);
}
