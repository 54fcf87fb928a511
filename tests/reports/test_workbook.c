/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "engine/beside.h"
#include "engine/sensitivity.h"
#include "engine/used.h"
#include "parts_of.h"
#include "reports/attention.h"
#include "reports/cards.h"
#include "reports/report.h"
#include "reports/sheets.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/*
 * The whole workbook, made from the evaluation by hand in sample.c, which
 * has every status and texts that a spreadsheet must not obey.
 */

enum { PATH_SIZE = 256, SHEETS = 6 };

static char folder[64];
static struct fyp_figures *figures;

static void set_up(void)
{
    static const struct fyp_figure demonstration = {
        .region = "510600",
        .indicator = "rehabilitation_coverage",
        .year = 2022,
        .basis = FYP_BASIS_YEAR,
        .value = {.present = true, .value = 83.7, .decimals = 1},
        .source = "示例数据，非真实统计",
        .file = "示例数据.csv",
        .line = 3,
        .version = 1,
        .demonstration = true};
    snprintf(folder, sizeof folder, "%s", "/tmp/fyp-workbook-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(fyp_figures_create(&figures, NULL), FYP_OK);
    cr_assert_eq(fyp_figures_add(figures, &demonstration, NULL), FYP_OK);
    fyp_figures_index(figures);
}

/* Removes what a test left, and tells how many files that were. */
static int empty_folder(void)
{
    int count = 0;
    DIR *directory = opendir(folder);
    for (struct dirent *entry = directory ? readdir(directory) : NULL; entry;
         entry = readdir(directory)) {
        char path[512];
        if (entry->d_name[0] == '.') {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        (void)remove(path);
        count++;
    }
    if (directory) {
        closedir(directory);
    }
    return count;
}

static void tear_down(void)
{
    (void)empty_folder();
    (void)rmdir(folder);
    fyp_figures_destroy(figures);
    fyp_language_set(FYP_LANGUAGE_ZH);
}

TestSuite(workbook, .init = set_up, .fini = tear_down);

static const char *path_of(const char *name)
{
    static char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_book(const struct fyp_evaluation *evaluation)
{
    struct fyp_error err = {0};
    cr_assert_eq(
        fyp_report_workbook(evaluation, figures, path_of("a.xlsx"), &err),
        FYP_OK, "%s %s", err.place, err.text);
}

static char *part_of_book(const char *part)
{
    char *text = part_text(path_of("a.xlsx"), part);
    cr_assert_not_null(text, "%s", part);
    return text;
}

/* How often needle stands in text. */
static int occurrences(const char *text, const char *needle)
{
    int count = 0;
    for (const char *at = strstr(text, needle); at;
         at = strstr(at + 1, needle)) {
        count++;
    }
    return count;
}

Test(workbook, the_same_input_gives_the_same_bytes)
{
    char *first = NULL, *second = NULL;
    size_t n = 0, m = 0;
    const size_t most = 16777216;
    write_book(sample_evaluation());
    cr_assert_eq(
        fyp_file_read(path_of("a.xlsx"), most, &first, &n, NULL), FYP_OK);
    sleep(1); /* a clock that went into the file would show */
    write_book(sample_evaluation());
    cr_assert_eq(
        fyp_file_read(path_of("a.xlsx"), most, &second, &m, NULL), FYP_OK);
    cr_expect_eq(n, m, "%zu and %zu bytes", n, m);
    cr_expect(n == m && memcmp(first, second, n) == 0);
    free(first);
    free(second);
    cr_expect_eq(empty_folder(), 1, "only the workbook stays behind");
}

Test(workbook, both_languages_have_short_and_different_sheet_names)
{
    for (int language = 0; language < 2; language++) {
        char names[SHEETS][64];
        fyp_language_set((enum fyp_language)language);
        write_book(sample_evaluation());
        char *list = part_of_book("xl/workbook.xml");
        const char *at = list;
        for (int i = 0; i < SHEETS; i++) {
            at = strstr(at, "<sheet name=\"");
            cr_assert_not_null(at, "language %d, sheet %d", language, i);
            at += strlen("<sheet name=\"");
            snprintf(
                names[i], sizeof names[i], "%.*s", (int)strcspn(at, "\""), at);
            cr_expect_leq(utf16_length(names[i]), 31, "%s", names[i]);
            for (int k = 0; k < i; k++) {
                cr_expect_str_neq(names[i], names[k]);
            }
        }
        cr_expect_null(strstr(at, "<sheet name=\""), "more sheets");
        cr_expect_null(strstr(list, "state="), "a hidden sheet");
        free(list);
    }
}

Test(workbook, demonstration_figures_are_marked_on_every_sheet_they_reach)
{
    const char *notice = fyp_text(FYP_M_DEMO_NOTICE);
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->demonstration = true;
    write_book(evaluation);
    long index = string_index(path_of("a.xlsx"), notice);
    cr_assert_geq(index, 0);
    char cell[64];
    snprintf(cell, sizeof cell, "t=\"s\"><v>%ld</v>", index);
    for (int i = 1; i <= SHEETS; i++) {
        char part[64];
        snprintf(part, sizeof part, "xl/worksheets/sheet%d.xml", i);
        char *sheet = part_of_book(part);
        const char *header = strstr(sheet, "<oddHeader>");
        cr_expect_not_null(header, "%s", part);
        cr_expect(header && strstr(header, notice), "%s: page header", part);
        cr_expect_not_null(strstr(sheet, cell), "%s: in a cell", part);
        free(sheet);
    }
}

Test(workbook, real_figures_carry_no_notice)
{
    struct fyp_figures *none = NULL;
    cr_assert_eq(fyp_figures_create(&none, NULL), FYP_OK);
    fyp_figures_index(none);
    cr_assert_eq(
        fyp_report_workbook(sample_evaluation(), none, path_of("a.xlsx"), NULL),
        FYP_OK);
    cr_expect_eq(
        string_index(path_of("a.xlsx"), fyp_text(FYP_M_DEMO_NOTICE)), -1);
    fyp_figures_destroy(none);
}

Test(workbook, every_chart_has_a_finding_and_at_most_six_series)
{
    int charts = 0, drawings = 0;
    write_book(sample_evaluation());
    for (int i = 1; i <= 2; i++) {
        char part[64];
        snprintf(part, sizeof part, "xl/drawings/drawing%d.xml", i);
        char *drawing = part_of_book(part);
        int frames = occurrences(drawing, "<xdr:cNvPr id=");
        cr_expect_eq(occurrences(drawing, " descr=\""), frames, "%s", part);
        cr_expect_eq(occurrences(drawing, " descr=\"\""), 0, "%s", part);
        drawings += frames;
        free(drawing);
    }
    for (int i = 1; i <= drawings; i++) {
        char part[64];
        snprintf(part, sizeof part, "xl/charts/chart%d.xml", i);
        char *chart = part_of_book(part);
        int series = occurrences(chart, "<c:ser>");
        cr_expect(series >= 1 && series <= 6, "%s: %d series", part, series);
        charts++;
        free(chart);
    }
    cr_expect_gt(charts, 1, "the bars, and a trend at least");
}

Test(workbook, the_score_stands_beside_what_it_covers_and_what_is_missed)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    struct fyp_card cards[FYP_CARD_COUNT];
    fyp_cards_init(evaluation, cards);
    cr_expect_not_null(strstr(cards[FYP_CARD_SCORE].value, "79.97"));
    cr_expect_not_null(
        strstr(cards[FYP_CARD_SCORE].note.data, "66.7"), "%s",
        cards[FYP_CARD_SCORE].note.data);
    cr_expect(cards[FYP_CARD_SCORE].note_warning);
    cr_expect_not_null(strstr(cards[FYP_CARD_MISSED].value, "3"));
    cr_expect(cards[FYP_CARD_MISSED].warning);
    fyp_cards_finish(cards);
    /* Nothing lowered the grade, all is covered: the number still stands. */
    evaluation->assessed_weight = 1.0;
    evaluation->uncapped_grade = evaluation->grade;
    fyp_cards_init(evaluation, cards);
    cr_expect_not_null(
        strstr(cards[FYP_CARD_SCORE].note.data, "3"), "%s",
        cards[FYP_CARD_SCORE].note.data);
    fyp_cards_finish(cards);
}

Test(workbook, the_majority_is_not_called_binding)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    struct fyp_card cards[FYP_CARD_COUNT];
    evaluation->indicators[SAMPLE_STEP].caps_as_binding = false;
    evaluation->indicators[SAMPLE_STEP].caps_in_majority = true;
    evaluation->capped_by_majority = true;
    fyp_cards_init(evaluation, cards);
    const char *note = cards[FYP_CARD_SCORE].note.data;
    cr_expect_null(strstr(note, "约束性"), "%s", note);
    cr_expect_not_null(strstr(note, "半数以上权重滞后"), "%s", note);
    fyp_cards_finish(cards);
}

Test(workbook, what_needs_attention_comes_worst_and_binding_first)
{
    static const int expected[] = {
        SAMPLE_BEHIND, SAMPLE_STEP, SAMPLE_SUBREGIONS, SAMPLE_NO_DATA,
        SAMPLE_NOT_ASSESSABLE};
    enum { N = sizeof expected / sizeof expected[0] };
    const struct fyp_evaluation *evaluation = sample_evaluation();
    const struct fyp_indicator_result *list[SAMPLE_COUNT];
    cr_assert_eq(fyp_attention_list(evaluation, list), N);
    for (int i = 0; i < N; i++) {
        struct fyp_buffer reason = {0};
        cr_expect_eq(
            list[i] - evaluation->indicators, expected[i], "place %d", i);
        fyp_attention_reason(evaluation, list[i], &reason);
        cr_expect_gt(reason.length, 0, "place %d has no reason", i);
        fyp_buffer_finish(&reason);
    }
}

Test(workbook, a_binding_target_that_is_lost_is_listed_though_on_track)
{
    struct fyp_evaluation *evaluation = sample_evaluation();
    const struct fyp_indicator_result *list[SAMPLE_COUNT];
    struct fyp_indicator_result *lost =
        &evaluation->indicators[SAMPLE_ON_TRACK];
    size_t before = fyp_attention_list(evaluation, list);
    lost->maintain = true;
    lost->flags |= FYP_FLAG_LOST;
    cr_assert_eq(fyp_attention_list(evaluation, list), before + 1);
    cr_expect_eq(list[before], lost, "after what is worse");
}

static bool is_any(const struct fyp_indicator_result *result)
{
    return result != NULL;
}

static bool is_odd(const struct fyp_indicator_result *result)
{
    struct fyp_decimal number;
    return fyp_decimal_parse(result->indicator->number, &number) &&
           ((int)number.value) % 2 != 0;
}

/* Numbers as they are printed, in the order of the plan. */
Test(workbook, four_numbers_in_a_row_are_told_by_their_ends)
{
    static const struct {
        const char *name;
        const char *numbers[5];
        size_t count;
        bool odd; /* only the odd ones are picked */
        const char *expected;
    } rows[] = {
        {"none", {NULL}, 0, false, ""},
        {"one", {"7"}, 1, false, "第 7 项"},
        {"three", {"1", "2", "3"}, 3, false, "第 1、2、3 项"},
        {"four", {"2", "3", "4", "5"}, 4, false, "第 2—5 项"},
        {"a gap", {"1", "2", "3", "5", "6"}, 5, false, "第 1、2、3、5、6 项"},
        {"run and one", {"1", "2", "3", "4", "9"}, 5, false, "第 1—4、9 项"},
        {"not in order", {"4", "3", "2", "1"}, 4, false, "第 4、3、2、1 项"},
        {"not whole",
         {"1.1", "1.2", "1.3", "1.4"},
         4,
         false,
         "第 1.1、1.2、1.3、1.4 项"},
        {"words", {"一", "二", "三", "四"}, 4, false, "第 一、二、三、四 项"},
        {"picked", {"1", "2", "3", "4", "5"}, 5, true, "第 1、3、5 项"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct fyp_indicator indicators[5] = {{.number = NULL}};
        struct fyp_indicator_result results[5] = {{.indicator = NULL}};
        struct fyp_buffer out = {0};
        for (size_t i = 0; i < rows[r].count; i++) {
            indicators[i].number = rows[r].numbers[i];
            results[i].indicator = &indicators[i];
        }
        const struct fyp_evaluation evaluation = {
            .indicators = results, .indicator_count = rows[r].count};
        fyp_numbers_of(&evaluation, rows[r].odd ? is_odd : is_any, &out);
        fyp_buffer_bytes(&out, "", 1);
        cr_expect_str_eq(
            out.data, rows[r].expected, "%s: %s", rows[r].name, out.data);
        fyp_buffer_finish(&out);
    }
}

/* A row of each reason to be in, and of each to be out. */
Test(workbook, only_figures_that_went_in_are_sources)
{
    static const struct {
        const char *region, *indicator;
        int year;
        bool used;
    } rows[] = {
        {"510600", "rehabilitation_coverage", 2022, true},
        {"510600", "rehabilitation_coverage", 2024, false}, /* later */
        {"510600", "living_subsidy_coverage", 2020, false}, /* printed b */
        {"440000", "rehabilitation_coverage", 2022, false}, /* elsewhere */
        {"510600", "income_growth", 2022, true},
        {"100000", "gdp_growth", 2022, true},
        {"100000", "gdp_growth", 2023, false}, /* not in both series */
        {"510601", "support_institution", 2023, true},
        {"510601", "rehabilitation_coverage", 2023, false},
    };
    enum { N = sizeof rows / sizeof rows[0], USED = 4 };
    struct fyp_figures *some = NULL;
    struct fyp_used_figure used[N];
    cr_assert_eq(fyp_figures_create(&some, NULL), FYP_OK);
    for (int i = 0; i < N; i++) {
        struct fyp_figure figure = {
            .region = rows[i].region,
            .indicator = rows[i].indicator,
            .year = rows[i].year,
            .value = {.present = true, .value = 2.385, .decimals = 3},
            .source = rows[i].used ? "in" : "out",
            .file = "a.csv",
            .line = i + 2,
            .version = 1};
        cr_assert_eq(fyp_figures_add(some, &figure, NULL), FYP_OK);
    }
    fyp_figures_index(some);
    cr_assert_eq(fyp_used_figures(sample_evaluation(), some, NULL), USED);
    cr_assert_eq(fyp_used_figures(sample_evaluation(), some, used), USED);
    for (int i = 0; i < USED; i++) {
        cr_expect_str_eq(
            used[i].figure->source, "in", "line %d", used[i].figure->line);
    }
    fyp_figures_destroy(some);
}

Test(workbook, document_properties_come_from_the_data)
{
    write_book(sample_evaluation());
    char *core = part_of_book("docProps/core.xml");
    cr_expect_not_null(strstr(core, "十四五"), "title");
    cr_expect_not_null(strstr(core, "<dc:subject>"));
    cr_expect_not_null(strstr(core, "<dc:creator>fyp"));
    cr_expect_eq(occurrences(core, "2023-12-31T00:00:00Z"), 2, "%s", core);
    free(core);
}

Test(workbook, the_final_stage_is_written_too)
{
    write_book(sample_final());
    long index = string_index(path_of("a.xlsx"), "▼ 未完成");
    cr_expect_geq(index, 0);
    index = string_index(path_of("a.xlsx"), "▼ 滞后于预期");
    cr_expect_eq(index, -1, "no word of the running plan");
}

/* --- the disk --- */

Test(workbook, a_folder_that_does_not_exist_is_told_cleanly)
{
    struct fyp_error err = {0};
    const char *path = path_of("missing/a.xlsx");
    cr_expect_eq(
        fyp_report_workbook(sample_evaluation(), figures, path, &err),
        FYP_E_REPORT_WRITE);
    cr_expect_eq(fyp_status_exit_code(err.status), FYP_EXIT_CANNOT_WRITE);
    cr_expect_str_eq(err.place, path);
    cr_expect_eq(empty_folder(), 0);
}

Test(workbook, a_folder_in_the_place_of_the_file_leaves_nothing_behind)
{
    struct fyp_error err = {0};
    cr_expect_eq(
        fyp_report_workbook(sample_evaluation(), figures, folder, &err),
        FYP_E_REPORT_WRITE);
    char pattern[96];
    snprintf(pattern, sizeof pattern, "%s.%ld-0.tmp", folder, (long)getpid());
    cr_expect_neq(
        access(pattern, F_OK), 0, "the temporary file is still there");
}

/* Files may only grow to some kilobytes, as if the disk were full; what was
 * there before must survive, and libxlsxwriter alone would report success. */
Test(workbook, a_full_disk_leaves_the_old_file_and_nothing_else)
{
    static const rlim_t limits[] = {0, 100, 4096, 20000};
    static const char old[] = "an older workbook";
    (void)signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        char *left = NULL;
        size_t length = 0;
        struct fyp_error err = {0};
        FILE *file = fopen(path_of("a.xlsx"), "w");
        cr_assert_not_null(file);
        fputs(old, file);
        cr_assert_eq(fclose(file), 0);
        struct rlimit before, small;
        cr_assert_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
        small = before;
        small.rlim_cur = limits[i];
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
        enum fyp_status status = fyp_report_workbook(
            sample_evaluation(), figures, path_of("a.xlsx"), &err);
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
        cr_expect_neq(status, FYP_OK, "limit %lu", (unsigned long)limits[i]);
        cr_expect_eq(fyp_status_exit_code(status), FYP_EXIT_CANNOT_WRITE);
        cr_assert_eq(
            fyp_file_read(path_of("a.xlsx"), 1024, &left, &length, NULL),
            FYP_OK);
        cr_expect_str_eq(left, old);
        free(left);
        cr_expect_eq(empty_folder(), 1, "limit %lu", (unsigned long)limits[i]);
    }
}

/* What was computed beside the evaluation, of which nothing is defined. */
static struct fyp_workbook_extras
undefined_extras(struct fyp_beside *beside, struct fyp_sensitivity *trials)
{
    static struct fyp_beside_line lines[SAMPLE_COUNT];
    static struct fyp_sensitivity_subject subject;
    beside->evaluation = *sample_evaluation();
    beside->lines = lines;
    beside->statcan_score = (double)NAN;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        for (int method = 0; method < FYP_BESIDE_COUNT; method++) {
            lines[i].results[method] =
                fyp_beside_refused(FYP_E_PEER_NOT_FINITE);
        }
    }
    subject.evaluation = *sample_evaluation();
    subject.low = subject.median = subject.high = (double)NAN;
    subject.indices.mean = (double)NAN;
    for (int factor = 0; factor < FYP_FACTOR_COUNT; factor++) {
        subject.indices.first[factor] = (double)NAN;
        subject.indices.total[factor] = (double)INFINITY;
        subject.grade_change[factor] = (double)NAN;
    }
    *trials = (struct fyp_sensitivity){
        .subjects = &subject, .subject_count = 1, .points = 1, .runs = 2};
    return (struct fyp_workbook_extras){
        .beside = beside, .sensitivity = trials};
}

static bool has_sheet_named(enum fyp_message name)
{
    char *list = part_of_book("xl/workbook.xml");
    char wanted[128];
    snprintf(wanted, sizeof wanted, "<sheet name=\"%s\"", fyp_text(name));
    const bool found = strstr(list, wanted) != NULL;
    free(list);
    return found;
}

Test(workbook, what_is_not_defined_beside_the_evaluation_is_no_number)
{
    static struct fyp_beside beside;
    static struct fyp_sensitivity trials;
    struct fyp_error err = {0};
    const struct fyp_workbook_extras extras =
        undefined_extras(&beside, &trials);
    for (size_t runs = 0; runs < 2; runs++) {
        trials.subjects[0].scored_runs = runs;
        cr_assert_eq(
            fyp_report_workbook_with(
                sample_evaluation(), figures, &extras, path_of("a.xlsx"), &err),
            FYP_OK, "%s %s", err.place, err.text);
        cr_expect(has_sheet_named(FYP_M_SHEET_COMPARE));
        cr_expect_not(has_sheet_named(FYP_M_SHEET_REGIONS));
        cr_expect_eq(has_sheet_named(FYP_M_SHEET_SENSITIVITY), runs > 0);
        cr_expect_geq(string_index(path_of("a.xlsx"), "— 519"), 0);
        cr_expect_eq(string_index(path_of("a.xlsx"), "nan"), -1);
    }
}
