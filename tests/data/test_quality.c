/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/text.h"
#include "data/quality/quality.h"
#include "data/readers/source.h"
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Every check of data/quality/quality_checks.yaml at, below and above its
 * threshold. A row gives figures in short form and what is asked about them,
 * all of it: a check that fires without being expected fails the row too.
 *
 *     T 2023 41.3 12/37 t v2 h     place, year, value, then what else is known
 *
 * Place T is the plan's own, A to F are its sub-regions; 12/37 numerator and
 * denominator, t a running total, v2 the second version, h f x the marks
 * hidden, formula never calculated, external.
 *
 * Expected: code, place (* the group), year, measured to six digits. The
 * numbers were worked out by hand; tests/twin/quality_twin.py computes those
 * of the demonstration figures a second time.
 */

static const char bundled[] = FYP_TEST_HOME "/data/quality/quality_checks.yaml";
static const char catalogue_path[] = FYP_TEST_HOME "/indicators/catalogue.yaml";

enum { PLACES = 7, BASELINE = 2020, LAST = 2025 };
static const char place_letters[] = "TABCDEF";
static struct fyp_region subregions[PLACES - 1] = {
    {"510601", "甲区", 1}, {"510602", "乙区", 2}, {"510603", "丙县", 3},
    {"510604", "丁县", 4}, {"510605", "戊县", 5}, {"510606", "己县", 6}};

enum subject { RATE, COUNT, MONEY, PER_HUNDRED, GROWTH, EVENT, TOTAL_LEVEL };
static const struct {
    const char *code;
    enum fyp_kind kind;
} subjects[] = {
    [RATE] = {"pension_insurance_coverage", FYP_KIND_LEVEL},
    [COUNT] = {"skills_training", FYP_KIND_CUMULATIVE},
    [MONEY] = {"minimum_wage", FYP_KIND_LEVEL},
    [PER_HUNDRED] = {"colour_television_sets", FYP_KIND_LEVEL},
    [GROWTH] = {"income_growth", FYP_KIND_GROWTH},
    [EVENT] = {"village_association_coverage", FYP_KIND_EVENT},
    [TOTAL_LEVEL] = {"home_modification_households", FYP_KIND_LEVEL},
};

struct row {
    const char *name;
    enum subject subject;
    const char *figures; /* separated by ; */
    const char *expected;
};

static const struct row rows[] = {
    /* 750: natural range [0, 100] of the catalogue */
    {"750 at the limit", RATE, "T 2023 100.0", ""},
    {"750 above", RATE, "T 2023 103.7", "750 T 2023 103.7"},
    {"750 below", RATE, "T 2023 -0.3", "750 T 2023 -0.3"},
    {"750 growth has no range", GROWTH, "T 2023 -17.3", ""},
    /* 751 and 752 */
    {"751 equal parts", RATE, "T 2023 100 3137/3137", ""},
    {"751 more than all", RATE, "T 2023 96.5 3141/2873",
     "751 T 2023 3141; 752 T 2023 128.282"},
    {"752 within half a unit", RATE, "T 2023 91.5 2874/3141", ""},
    {"752 just half a unit", RATE, "T 2023 91.5 1829/2000", ""},
    {"752 beyond", RATE, "T 2023 91.5 1832/2000", "752 T 2023 1"},
    {"752 not in per cent", MONEY, "T 2023 1637.25 6549/4", "763 T 2023 4"},
    {"752 denominator 0 is not defined", RATE, "T 2023 91.5 13/0",
     "751 T 2023 13; 763 T 2023 0"},
    /* 753 */
    {"753 at 30 %", COUNT, "T 2022 130; T 2023 169", ""},
    {"753 above", COUNT, "T 2022 130; T 2023 170", "753 T 2023 30.7692"},
    {"753 a fall", COUNT, "T 2022 170; T 2023 118", "753 T 2023 -30.5882"},
    {"753 a fall at 30 %", COUNT, "T 2022 170; T 2023 119", ""},
    {"753 from 0 is not defined", COUNT, "T 2022 0; T 2023 119", ""},
    {"753 to 0", COUNT, "T 2022 119; T 2023 0", "753 T 2023 -100"},
    {"753 not over a gap", COUNT, "T 2021 41; T 2023 119", ""},
    {"753 a rate, relative", RATE, "T 2022 43.7; T 2023 57.3",
     "753 T 2023 31.1213"},
    {"753 a rate by 5 points", RATE, "T 2022 11.3; T 2023 16.3", ""},
    {"753 a rate by more", RATE, "T 2022 11.3; T 2023 16.4",
     "753 T 2023 45.1327"},
    {"753 growth by 30 points", GROWTH, "T 2022 -13.7; T 2023 16.3", ""},
    {"753 growth by more", GROWTH, "T 2022 -13.7; T 2023 16.4",
     "753 T 2023 30.1"},
    {"753 not for running totals", COUNT, "T 2022 130 t; T 2023 313 t", ""},
    {"753 nor totals as levels", TOTAL_LEVEL, "T 2022 130; T 2023 313", ""},
    {"753 nor events", EVENT, "T 2022 0.31; T 2023 0.97", ""},
    /* 754: 10 with 20 % leeway is 8.333 .. 12 */
    {"754 at 12", MONEY, "T 2022 137; T 2023 1644",
     "753 T 2023 1100; 754 T 2023 12"},
    {"754 beyond 12", MONEY, "T 2022 137; T 2023 1645", "753 T 2023 1100.73"},
    {"754 at 1/8.4", MONEY, "T 2022 1638; T 2023 195",
     "753 T 2023 -88.0952; 754 T 2023 0.119048"},
    {"754 below 8.333", MONEY, "T 2022 137; T 2023 1141", "753 T 2023 732.847"},
    {"754 a share for per cent", RATE, "T 2022 96.3; T 2023 0.965",
     "753 T 2023 -98.9979; 754 T 2023 0.0100208"},
    {"754 万人", COUNT, "T 2022 12700; T 2023 1.31",
     "753 T 2023 -99.9897; 754 T 2023 0.00010315; 760 T 2023 0.31"},
    {"754 a running total by 10", COUNT, "T 2021 13 t; T 2022 131 t", ""},
    {"754 a running total by 100", COUNT, "T 2021 13 t; T 2022 1311 t",
     "754 T 2022 100.846"},
    {"754 the sign is no unit", MONEY, "T 2022 -137; T 2023 1370",
     "750 T 2022 -137; 753 T 2023 1100"},
    {"754 among peers", RATE,
     "A 2023 91.3; B 2023 93.7; C 2023 94.9; D 2023 0.923; E 2023 96.1;"
     "F 2023 92.9",
     "754 D 2023 0.00989282; 756 D 2023 -34.6157"},
    {"754 counts among peers, 10 is size", COUNT,
     "A 2023 41; B 2023 53; C 2023 47; D 2023 493; E 2023 38; F 2023 59",
     "756 D 2023 33.2004"},
    {"754 counts among peers, 100", COUNT,
     "A 2023 41; B 2023 53; C 2023 47; D 2023 4930; E 2023 38; F 2023 59",
     "754 D 2023 98.6; 756 D 2023 365.729"},
    /* 755 */
    {"755 two years", RATE, "T 2022 87.31; T 2023 87.31", ""},
    {"755 three years", RATE, "T 2021 87.31; T 2022 87.31; T 2023 87.31",
     "755 T 2023 3"},
    {"755 four years", RATE,
     "T 2020 87.3; T 2021 87.3; T 2022 87.3; T 2023 87.30",
     "755 T 2022 3; 755 T 2023 4"},
    {"755 not at 100 %", RATE, "T 2021 100; T 2022 100; T 2023 100", ""},
    {"755 not over a gap", RATE, "T 2020 87.3; T 2021 87.3; T 2023 87.3", ""},
    {"755 not events", EVENT, "T 2021 0.4; T 2022 0.4; T 2023 0.4", ""},
    /* 756: median 93.3, deviations 0.4 0.4 1.6 2.0 2.8 x; MAD 1.8 */
    {"756 too few peers", RATE, "A 2023 91.3; B 2023 93.7; C 2023 13.9",
     "765 * 2023 3"},
    {"756 below", RATE,
     "A 2023 91.3; B 2023 93.7; C 2023 94.9; D 2023 83.7; E 2023 96.1;"
     "F 2023 92.9",
     "756 D 2023 -3.59733"},
    {"756 not quite", RATE,
     "A 2023 91.3; B 2023 93.7; C 2023 94.9; D 2023 84.0; E 2023 96.1;"
     "F 2023 92.9",
     ""},
    {"756 no spread is not defined", RATE,
     "A 2023 91.3; B 2023 91.3; C 2023 91.3; D 2023 91.3; E 2023 91.3;"
     "F 2023 72.9",
     ""},
    /* 757 and 770: three parts of whole persons may be off by 1.5 */
    {"757 by rounding", COUNT,
     "T 2023 1274; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
     "E 2023 173; F 2023 220",
     "764 T 2023 6"},
    {"757 beyond", COUNT,
     "T 2023 1275; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
     "E 2023 173; F 2023 220",
     "757 T 2023 4; 764 T 2023 6"},
    {"770 one left out", COUNT,
     "T 2023 1042; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
     "E 2023 173; F 2023 220",
     "757 T 2023 -229; 764 T 2023 6; 770 T 2023 -229"},
    {"770 near the gap is not the gap", COUNT,
     "T 2023 1043; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
     "E 2023 173; F 2023 220",
     "757 T 2023 -228; 764 T 2023 6"},
    {"770 one twice", COUNT,
     "T 2023 1582; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
     "E 2023 173; F 2023 220",
     "757 T 2023 311; 764 T 2023 6; 770 T 2023 311"},
    {"757 missing parts explain a larger total", COUNT,
     "T 2023 1275; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
     "E 2023 173",
     "764 T 2023 5; 765 * 2023 1"},
    {"757 but not a smaller one", COUNT,
     "T 2023 1046; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
     "E 2023 173",
     "757 T 2023 -5; 764 T 2023 5; 765 * 2023 1"},
    {"757 rates do not add", RATE, "T 2023 93.1; A 2023 91.3; B 2023 94.7",
     "765 * 2023 4"},
    /* 758 */
    {"758 grows", COUNT, "T 2022 313 t; T 2023 313 t", ""},
    {"758 falls", COUNT, "T 2022 313 t; T 2023 311 t", "758 T 2023 -2"},
    {"758 falls after a gap", COUNT, "T 2021 313 t; T 2023 311 t",
     "758 T 2023 -2"},
    {"758 a new period starts again", COUNT, "T 2020 313 t; T 2021 97 t", ""},
    {"758 a total as a level", TOTAL_LEVEL, "T 2022 313; T 2023 297",
     "758 T 2023 -16"},
    {"758 yearly figures may fall", COUNT, "T 2022 313; T 2023 297", ""},
    /* 759 to 769, 771 */
    {"759 first version", COUNT, "T 2023 313", ""},
    {"759 second version", COUNT, "T 2023 313 v2", "759 T 2023 2"},
    {"760 whole", COUNT, "T 2023 313.00", ""},
    {"760 not whole", COUNT, "T 2023 12.5", "760 T 2023 0.5"},
    {"760 sets per hundred households are a mean", PER_HUNDRED, "T 2023 84.42",
     ""},
    {"760 money may have parts", MONEY, "T 2023 1637.25", ""},
    {"761 two places", RATE, "A 2023 93.7; B 2023 93.7", "765 * 2023 4"},
    {"761 three places", RATE, "A 2023 93.7; B 2023 93.7; C 2023 93.70",
     "761 * 2023 3; 765 * 2023 3"},
    {"761 not at 100 %", RATE, "A 2023 100; B 2023 100; C 2023 100",
     "765 * 2023 3"},
    {"762 four places", RATE,
     "A 2023 93.5; B 2023 91.0; C 2023 92.5; D 2023 94.5", "765 * 2023 2"},
    {"762 five places", RATE,
     "A 2023 93.5; B 2023 91.0; C 2023 92.5; D 2023 94.5; E 2023 92",
     "765 * 2023 1"},
    {"762 five that end in 0 or 5", RATE,
     "A 2023 93.5; B 2023 91.0; C 2023 92.5; D 2023 94.5; E 2023 92.0",
     "762 * 2023 5; 765 * 2023 1"},
    {"763 at 10", RATE, "T 2023 70.0 7/10", ""},
    {"763 below 10", RATE, "T 2023 77.8 7/9", "763 T 2023 9"},
    {"764 only the parts", COUNT,
     "A 2023 311; B 2023 207; C 2023 131; D 2023 229; E 2023 173;"
     "F 2023 220",
     ""},
    {"765 nobody", COUNT, "T 2023 311", ""},
    {"765 a running total is a figure too", RATE,
     "A 2023 91.3; B 2023 93.7; C 2023 94.9; D 2023 93.1; E 2023 96.1;"
     "F 2023 92.9 t",
     ""},
    {"766 mixed", COUNT, "T 2021 131; T 2023 397 t", "766 T 2023 1"},
    {"766 only running totals", COUNT, "T 2021 131 t; T 2023 397 t", ""},
    {"767 768 769 marks", COUNT, "T 2021 131 f; T 2022 137 h; T 2023 139 x",
     "767 T 2021 1; 768 T 2022 1; 769 T 2023 1"},
    {"771 at 20 %", RATE, "T 2022 91.3 2283/2500; T 2023 91.3 2740/3000", ""},
    {"771 beyond", RATE, "T 2022 91.3 2283/2500; T 2023 91.3 2742/3003",
     "771 T 2023 20.12"},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* --- the scene --- */

struct scene {
    struct fyp_catalogue *catalogue;
    struct fyp_quality_checks *checks;
    struct fyp_figures *figures;
    struct fyp_indicator indicator;
    struct fyp_plan plan;
    struct fyp_quality_findings findings;
};

static const char *code_of(char letter)
{
    const char *at = strchr(place_letters, letter);
    cr_assert_not_null(at, "no place %c", letter);
    return at == place_letters ? "510600"
                               : subregions[at - place_letters - 1].code;
}

static void read_extra(const char *text, struct fyp_figure *out)
{
    char left[32], right[32];
    if (sscanf(text, "%31[0-9.]/%31[0-9.]", left, right) == 2) {
        cr_assert(fyp_decimal_parse(left, &out->numerator));
        cr_assert(fyp_decimal_parse(right, &out->denominator));
        return;
    }
    switch (text[0]) {
    case 't':
        out->basis = FYP_BASIS_TO_DATE;
        break;
    case 'v':
        out->version = (int)strtol(text + 1, NULL, 10);
        break;
    case 'h':
        out->marks |= FYP_CELL_HIDDEN;
        break;
    case 'f':
        out->marks |= FYP_CELL_NEVER_CALCULATED;
        break;
    default:
        cr_assert_eq(text[0], 'x', "%s", text);
        out->marks |= FYP_CELL_EXTERNAL;
    }
}

static void
add_figures(struct scene *scene, const char *code, const char *given)
{
    char text[512], *rest = NULL;
    int line = 2;
    cr_assert_lt(strlen(given), sizeof text);
    strcpy(text, given);
    for (char *item = strtok_r(text, ";", &rest); item;
         item = strtok_r(NULL, ";", &rest)) {
        char *inner = NULL;
        struct fyp_figure figure = {
            .indicator = code, .file = "甲.csv", .line = line++, .version = 1};
        figure.region = code_of(strtok_r(item, " ", &inner)[0]);
        figure.year = (int)strtol(strtok_r(NULL, " ", &inner), NULL, 10);
        cr_assert(
            fyp_decimal_parse(strtok_r(NULL, " ", &inner), &figure.value));
        for (char *extra = strtok_r(NULL, " ", &inner); extra;
             extra = strtok_r(NULL, " ", &inner)) {
            read_extra(extra, &figure);
        }
        cr_assert_eq(fyp_figures_add(scene->figures, &figure, NULL), FYP_OK);
    }
    fyp_figures_index(scene->figures);
}

static void scene_make(struct scene *scene, const char *checks)
{
    struct fyp_error err = {0};
    *scene = (struct scene){0};
    cr_assert_eq(
        fyp_catalogue_create(catalogue_path, &scene->catalogue, NULL, &err),
        FYP_OK);
    cr_assert_eq(
        fyp_quality_checks_create(
            checks, scene->catalogue, &scene->checks, NULL, &err),
        FYP_OK, "%s: %s", err.place, err.text);
}

static void scene_plan(struct scene *scene, enum subject subject)
{
    const struct fyp_catalogue_entry *entry =
        fyp_catalogue_by_code(scene->catalogue, subjects[subject].code);
    cr_assert_not_null(entry);
    scene->indicator = (struct fyp_indicator){
        .number = "1",
        .code = entry->code,
        .name = entry->name,
        .unit = entry->unit,
        .kind = subjects[subject].kind,
        .range = entry->range,
        .entry = entry};
    scene->plan = (struct fyp_plan){
        .id = "t",
        .title = "试验规划",
        .region = {"510600", "德阳市", 1},
        .baseline_year = BASELINE,
        .end_year = LAST,
        .subregions = subregions,
        .subregion_count = PLACES - 1,
        .indicators = &scene->indicator,
        .indicator_count = 1};
    cr_assert_eq(fyp_figures_create(&scene->figures, NULL), FYP_OK);
}

static void scene_run(struct scene *scene, const char *region)
{
    const struct fyp_quality_scope scope = {
        .catalogue = scene->catalogue,
        .plan = &scene->plan,
        .region = region,
        .last_year = LAST};
    cr_assert_eq(
        fyp_quality_run(
            scene->checks, scene->figures, &scope, &scene->findings, NULL),
        FYP_OK);
}

/** Ready for the next row. */
static void scene_clear(struct scene *scene)
{
    fyp_quality_findings_finish(&scene->findings);
    fyp_figures_destroy(scene->figures);
    scene->figures = NULL;
}

static void scene_finish(struct scene *scene)
{
    scene_clear(scene);
    fyp_quality_checks_destroy(scene->checks);
    fyp_catalogue_destroy(scene->catalogue);
}

static char letter_of(const struct fyp_quality_finding *finding)
{
    if (!finding->figure) {
        return '*';
    }
    for (size_t i = 0; i < PLACES; i++) {
        if (strcmp(code_of(place_letters[i]), finding->region) == 0) {
            return place_letters[i];
        }
    }
    return '?';
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* By code first, whatever the order of the findings. */
static void tell_findings(
    const struct fyp_quality_findings *findings, char *out, size_t size)
{
    enum { MOST = 32 };
    char lines[MOST][64];
    char *sorted[MOST];
    cr_assert_leq(findings->count, MOST);
    for (size_t i = 0; i < findings->count; i++) {
        const struct fyp_quality_finding *f = &findings->items[i];
        snprintf(
            lines[i], sizeof lines[i], "%d %c %d %.6g", f->check->code,
            letter_of(f), f->year, f->measured);
        sorted[i] = lines[i];
    }
    qsort(sorted, findings->count, sizeof *sorted, compare_lines);
    out[0] = '\0';
    for (size_t i = 0; i < findings->count; i++) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%s", i > 0 ? "; " : "", sorted[i]);
    }
}

/* --- the rules --- */

Test(quality, each_check_fires_beyond_its_threshold_and_only_there)
{
    struct scene scene;
    scene_make(&scene, bundled);
    for (size_t i = 0; i < ROWS; i++) {
        char found[1024];
        scene_plan(&scene, rows[i].subject);
        add_figures(&scene, scene.indicator.code, rows[i].figures);
        scene_run(&scene, NULL);
        tell_findings(&scene.findings, found, sizeof found);
        cr_expect_str_eq(
            found, rows[i].expected, "%s\n  found    %s\n  expected %s",
            rows[i].name, found, rows[i].expected);
        scene_clear(&scene);
    }
    scene_finish(&scene);
}

Test(quality, every_bundled_check_has_a_row_that_provokes_it)
{
    struct scene scene;
    scene_make(&scene, bundled);
    cr_assert_eq(fyp_quality_checks_count(scene.checks), 22);
    for (size_t i = 0; i < fyp_quality_checks_count(scene.checks); i++) {
        int code = fyp_quality_checks_at(scene.checks, i)->code;
        char text[16];
        bool provoked = false;
        snprintf(text, sizeof text, "%d ", code);
        for (size_t k = 0; k < ROWS; k++) {
            provoked |= strstr(rows[k].expected, text) != NULL;
        }
        cr_expect(provoked, "no row provokes %d", code);
    }
    scene_finish(&scene);
}

Test(quality, findings_do_not_depend_on_the_order_of_the_figures)
{
    struct scene scene;
    char first[1024], second[1024];
    scene_make(&scene, bundled);
    scene_plan(&scene, COUNT);
    add_figures(
        &scene, scene.indicator.code,
        "T 2022 130; T 2023 170 v3; A 2023 12.5; B 2023 207; T 2021 12.7");
    scene_run(&scene, NULL);
    tell_findings(&scene.findings, first, sizeof first);
    scene_clear(&scene);
    scene_plan(&scene, COUNT);
    add_figures(
        &scene, scene.indicator.code,
        "T 2021 12.7; B 2023 207; A 2023 12.5; T 2023 170 v3; T 2022 130");
    scene_run(&scene, NULL);
    tell_findings(&scene.findings, second, sizeof second);
    cr_expect_str_eq(first, second);
    cr_expect_not_null(strstr(first, "759 T 2023 3"), "%s", first);
    scene_finish(&scene);
}

Test(quality, another_unit_changes_no_finding_but_that_of_whole_numbers)
{
    /* a rate does not care whether persons are counted in ones or sevens */
    struct scene scene;
    scene_make(&scene, bundled);
    static const char *const scaled[] = {
        "T 2021 131; T 2022 187; T 2023 97",
        "T 2021 917; T 2022 1309; T 2023 679"};
    char found[2][1024];
    for (size_t i = 0; i < 2; i++) {
        scene_plan(&scene, COUNT);
        add_figures(&scene, scene.indicator.code, scaled[i]);
        scene_run(&scene, NULL);
        tell_findings(&scene.findings, found[i], sizeof found[i]);
        scene_clear(&scene);
    }
    cr_expect_str_eq(found[0], found[1]);
    cr_expect_str_eq(found[0], "753 T 2022 42.7481; 753 T 2023 -48.1283");
    scene_finish(&scene);
}

Test(quality, one_place_is_asked_about_its_own_figures_only)
{
    struct scene scene;
    char found[1024];
    scene_make(&scene, bundled);
    scene_plan(&scene, RATE);
    add_figures(
        &scene, scene.indicator.code,
        "A 2023 91.3; B 2023 93.7 v2; C 2023 94.9; D 2023 83.7; E 2023 96.1;"
        "F 2023 92.9; T 2023 93.3 v2");
    scene_run(&scene, code_of('D'));
    tell_findings(&scene.findings, found, sizeof found);
    cr_expect_str_eq(found, "756 D 2023 -3.59733"); /* peers are still known */
    scene_finish(&scene);
}

Test(quality, years_after_the_last_one_are_not_looked_at)
{
    struct scene scene;
    scene_make(&scene, bundled);
    scene_plan(&scene, COUNT);
    add_figures(&scene, scene.indicator.code, "T 2023 313 v2; T 2024 317 v2");
    const struct fyp_quality_scope scope = {
        .catalogue = scene.catalogue, .plan = &scene.plan, .last_year = 2023};
    cr_assert_eq(
        fyp_quality_run(
            scene.checks, scene.figures, &scope, &scene.findings, NULL),
        FYP_OK);
    cr_assert_eq(scene.findings.count, 1);
    cr_expect_eq(scene.findings.items[0].year, 2023);
    scene_finish(&scene);
}

Test(quality, a_question_names_place_year_indicator_figure_and_threshold)
{
    struct scene scene;
    scene_make(&scene, bundled);
    scene_plan(&scene, COUNT);
    add_figures(&scene, scene.indicator.code, "A 2022 130; A 2023 170");
    scene_run(&scene, NULL);
    static const char *const pieces[] = {"甲区",   "2023",        "170 人",
                                         "130 人", "2022",        "30.77 %",
                                         "30 %",   "职业技能培训"};
    const char *text = NULL;
    for (size_t i = 0; i < scene.findings.count; i++) {
        if (scene.findings.items[i].check->code == 753) {
            text = scene.findings.items[i].text;
        }
    }
    cr_assert_not_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        cr_expect_not_null(
            strstr(text, pieces[i]), "%s in %s", pieces[i], text);
    }
    cr_expect_null(strchr(text, '{'), "%s", text);
    scene_finish(&scene);
}

Test(quality, no_question_keeps_a_brace_in_either_language)
{
    struct scene scene;
    scene_make(&scene, bundled);
    for (size_t i = 0; i < 2 * ROWS; i++) {
        const struct row *row = &rows[i / 2];
        fyp_language_set(i % 2 == 0 ? FYP_LANGUAGE_ZH : FYP_LANGUAGE_EN);
        scene_plan(&scene, row->subject);
        add_figures(&scene, scene.indicator.code, row->figures);
        scene_run(&scene, NULL);
        for (size_t k = 0; k < scene.findings.count; k++) {
            const char *text = scene.findings.items[k].text;
            cr_expect(
                strpbrk(text, "{}") == NULL && strlen(text) > 40, "%s: %s",
                row->name, text);
        }
        scene_clear(&scene);
    }
    fyp_language_set(FYP_LANGUAGE_ZH);
    scene_finish(&scene);
}

Test(quality, a_note_does_not_mark_its_figure)
{
    struct scene scene;
    scene_make(&scene, bundled);
    scene_plan(&scene, COUNT);
    add_figures(
        &scene, scene.indicator.code,
        "T 2023 1271; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
        "E 2023 173; F 2023 220; T 2022 12.5");
    scene_run(&scene, NULL);
    const struct fyp_figure *noted = fyp_figures_find(
        scene.figures, "510600", scene.indicator.code, 2023, FYP_BASIS_YEAR);
    const struct fyp_figure *asked = fyp_figures_find(
        scene.figures, "510600", scene.indicator.code, 2022, FYP_BASIS_YEAR);
    cr_assert_eq(fyp_quality_count(&scene.findings, FYP_SEVERITY_NOTE), 1);
    cr_expect(fyp_quality_is_questioned(&scene.findings, asked));
    cr_expect(!fyp_quality_is_questioned(&scene.findings, NULL));
    cr_expect(!fyp_quality_is_questioned(NULL, asked));
    /* 2023 is asked about as well: 1271 after 12.5 */
    cr_expect(fyp_quality_is_questioned(&scene.findings, noted));
    scene_clear(&scene);
    scene_plan(&scene, COUNT);
    add_figures(
        &scene, scene.indicator.code,
        "T 2023 1271; A 2023 311; B 2023 207; C 2023 131; D 2023 229;"
        "E 2023 173; F 2023 220");
    scene_run(&scene, NULL);
    noted = fyp_figures_find(
        scene.figures, "510600", scene.indicator.code, 2023, FYP_BASIS_YEAR);
    cr_assert_eq(scene.findings.count, 1);
    cr_expect(!fyp_quality_is_questioned(&scene.findings, noted));
    scene_finish(&scene);
}

/* --- at import --- */

struct intake_of_2023 {
    int seen;
    struct fyp_problems problems;
};

static bool is_of_2023(void *context, const struct fyp_figure *figure)
{
    struct intake_of_2023 *of_2023 = context;
    of_2023->seen++;
    return figure->year == 2023;
}

static enum fyp_status keep_question(
    void *context, const struct fyp_figure *figure,
    const struct fyp_error *question, struct fyp_error *err)
{
    struct intake_of_2023 *of_2023 = context;
    (void)err;
    cr_expect_eq(figure->year, 2023);
    fyp_problems_add(&of_2023->problems, question);
    return FYP_OK;
}

Test(quality, an_import_warns_of_its_new_figures_with_their_place)
{
    struct scene scene;
    struct intake_of_2023 of_2023 = {0};
    scene_make(&scene, bundled);
    scene_plan(&scene, COUNT);
    add_figures(
        &scene, scene.indicator.code, "T 2021 12.5; T 2022 130; T 2023 170");
    const struct fyp_quality_intake intake = {
        .catalogue = scene.catalogue,
        .path = "/tmp/甲.csv",
        .is_new = is_of_2023,
        .ask = keep_question,
        .context = &of_2023};
    const struct fyp_problems *problems = &of_2023.problems;
    cr_assert_eq(
        fyp_quality_new(scene.checks, scene.figures, &intake, NULL), FYP_OK);
    cr_expect_eq(of_2023.seen, 3);
    cr_assert_eq(problems->count, 1);
    cr_expect_eq((int)problems->items[0].status, 753);
    cr_expect_str_eq(problems->items[0].place, "/tmp/甲.csv:4");
    cr_expect(fyp_problem_is_warning(&problems->items[0]));
    cr_expect_not_null(strstr(problems->items[0].text, "130"));
    fyp_problems_finish(&of_2023.problems);
    scene_finish(&scene);
}

Test(quality, at_import_running_totals_start_with_the_five_year_period)
{
    static const struct {
        const char *name, *figures;
        size_t warnings;
    } periods[] = {
        {"within 2021 to 2025", "T 2022 313 t; T 2023 311 t", 1},
        {"from 2020 to 2021", "T 2020 313 t; T 2021 297 t", 0},
        {"from 2020 to 2023", "T 2020 313 t; T 2023 297 t", 0},
        {"from 2021 to 2023", "T 2021 313 t; T 2023 297 t", 1},
    };
    struct scene scene;
    scene_make(&scene, bundled);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        struct intake_of_2023 of_2023 = {0};
        scene_plan(&scene, COUNT);
        add_figures(&scene, scene.indicator.code, periods[i].figures);
        const struct fyp_quality_intake intake = {
            .catalogue = scene.catalogue,
            .is_new = is_of_2023,
            .ask = keep_question,
            .context = &of_2023};
        cr_assert_eq(
            fyp_quality_new(scene.checks, scene.figures, &intake, NULL),
            FYP_OK);
        cr_expect_eq(
            of_2023.problems.count, periods[i].warnings, "%s: %zu",
            periods[i].name, of_2023.problems.count);
        fyp_problems_finish(&of_2023.problems);
        scene_clear(&scene);
    }
    scene_finish(&scene);
}

/* --- the file --- */

static const char one_check[] = "核查:\n"
                                "  - 编号: 775\n"
                                "    名称: 甲\n"
                                "    英文名: A\n"
                                "    规则: 比上年\n"
                                "    严重程度: 提问\n"
                                "    阈值: 12.5\n"
                                "    提问: \"{3}{6}{8}\"\n"
                                "    英文提问: \"{3} {6}\"\n"
                                "整数单位: [人]\n";

static const struct {
    const char *name, *from, *to;
    enum fyp_status status;
    const char *place;
} faults[] = {
    {"unknown rule", "比上年", "比去年", FYP_E_YAML_CHOICE, ":5:"},
    {"unknown severity", "提问\n    阈", "大\n    阈", FYP_E_YAML_CHOICE,
     ":6:"},
    {"number of others", "775", "773", FYP_E_QUALITY_CODE, ":2"},
    {"number out of range", "775", "780", FYP_E_YAML_INTEGER_RANGE, ":2:"},
    {"no threshold", "    阈值: 12.5\n", "", FYP_E_QUALITY_THRESHOLD, ":2"},
    {"threshold 0", "12.5", "0", FYP_E_QUALITY_THRESHOLD, ":2"},
    {"a threshold too many", "比上年", "隐藏", FYP_E_QUALITY_NO_THRESHOLD,
     ":2"},
    {"open brace", "{3}{6}{8}", "{3}{6", FYP_E_QUALITY_QUESTION, ":2"},
    {"argument 0", "{3}{6}{8}", "{0}", FYP_E_QUALITY_QUESTION, ":2"},
    {"lone closing brace", "{3} {6}", "{3} }", FYP_E_QUALITY_QUESTION, ":2"},
    {"setting of no check", "整数单位: [人]\n",
     "指标阈值:\n  - {指标: skills_training, 核查: 776, 阈值: 3}\n",
     FYP_E_QUALITY_UNKNOWN, ":11"},
    {"setting of no indicator", "整数单位: [人]\n",
     "指标阈值:\n  - {指标: skills, 核查: 775, 阈值: 3}\n",
     FYP_E_QUALITY_INDICATOR, ":11"},
    {"setting of 0", "整数单位: [人]\n",
     "指标阈值:\n  - {指标: skills_training, 核查: 775, 阈值: 0}\n",
     FYP_E_QUALITY_THRESHOLD, ":11"},
    {"silence of no indicator", "整数单位: [人]\n",
     "停用:\n  - {指标: skills, 核查: 775}\n", FYP_E_QUALITY_INDICATOR, ":11"},
    {"silence of no check", "整数单位: [人]\n", "停用:\n  - {核查: 751}\n",
     FYP_E_QUALITY_UNKNOWN, ":11"},
};

Test(quality_file, each_fault_is_told_with_its_line)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = NULL;
    cr_assert_eq(
        fyp_catalogue_create(catalogue_path, &catalogue, NULL, NULL), FYP_OK);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char *text = replaced(one_check, faults[i].from, faults[i].to);
        struct fyp_quality_checks *checks = NULL;
        struct fyp_error err = {0};
        folder_write(&folder, "checks.yaml", text);
        enum fyp_status status = fyp_quality_checks_create(
            folder_file(&folder, "checks.yaml"), catalogue, &checks, NULL,
            &err);
        cr_expect_eq(
            status, faults[i].status, "%s: FYP-%d %s", faults[i].name,
            (int)status, err.text);
        cr_expect_not_null(
            strstr(err.place, faults[i].place), "%s: %s", faults[i].name,
            err.place);
        cr_expect_null(checks, "%s", faults[i].name);
        fyp_quality_checks_destroy(checks);
        free(text);
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

Test(quality_file, the_same_number_twice_is_refused)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = NULL;
    struct fyp_quality_checks *checks = NULL;
    struct fyp_buffer text = {0};
    cr_assert_eq(
        fyp_catalogue_create(catalogue_path, &catalogue, NULL, NULL), FYP_OK);
    const char *body = strchr(one_check, '\n') + 1;
    size_t item = (size_t)(strstr(one_check, "整数单位") - body);
    fyp_buffer_text(&text, "核查:\n");
    fyp_buffer_bytes(&text, body, item);
    fyp_buffer_bytes(&text, body, item);
    folder_write(&folder, "checks.yaml", text.data);
    struct fyp_error err = {0};
    cr_expect_eq(
        fyp_quality_checks_create(
            folder_file(&folder, "checks.yaml"), catalogue, &checks, NULL,
            &err),
        FYP_E_QUALITY_TWICE, "%s", err.text);
    cr_expect_not_null(strstr(err.place, ":10"), "%s", err.place);
    fyp_buffer_finish(&text);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

/* What a file of checks says decides: one's own check, its threshold for one
 * indicator, a check that is off. */
static const struct {
    const char *name, *more;
    const char *expected;
} files[] = {
    {"as it stands", "", "775 T 2023 17.3077"},
    {"another threshold",
     "指标阈值:\n  - {指标: skills_training, 核查: 775, 阈值: 17.5}\n", ""},
    {"a threshold of another indicator",
     "指标阈值:\n  - {指标: minimum_wage, 核查: 775, 阈值: 17.5}\n",
     "775 T 2023 17.3077"},
    {"a lower threshold",
     "指标阈值:\n  - {指标: skills_training, 核查: 775, 阈值: 3.9}\n",
     "775 T 2022 4; 775 T 2023 17.3077"},
    {"off for the indicator", "停用:\n  - {指标: skills_training, 核查: 775}\n",
     ""},
    {"off for another", "停用:\n  - {指标: minimum_wage, 核查: 775}\n",
     "775 T 2023 17.3077"},
    {"off for all", "停用:\n  - {核查: 775}\n", ""},
};

Test(quality_file, thresholds_and_silences_are_obeyed)
{
    struct folder folder = folder_make();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct scene scene;
        struct fyp_buffer text = {0};
        char found[1024];
        fyp_buffer_text(&text, one_check);
        fyp_buffer_text(&text, files[i].more);
        folder_write(&folder, "checks.yaml", text.data);
        scene_make(&scene, folder_file(&folder, "checks.yaml"));
        scene_plan(&scene, COUNT);
        add_figures(
            &scene, scene.indicator.code, "T 2021 150; T 2022 156; T 2023 183");
        scene_run(&scene, NULL);
        tell_findings(&scene.findings, found, sizeof found);
        cr_expect_str_eq(
            found, files[i].expected, "%s: %s", files[i].name, found);
        fyp_buffer_finish(&text);
        scene_finish(&scene);
    }
    folder_remove(&folder);
}
