/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/missing.h"
#include "data/cleaning/number.h"
#include "data/readers/source.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Revisions need a reason, imports can be taken back, every figure tells
 * where it comes from. */

#define HEAD                                                                   \
    "region,indicator,year,value,numerator,denominator,price_basis,"           \
    "status,source,note\n"

/* --- what is another figure --- */

struct again {
    const char *name;
    const char *first, *second; /* rows for the same place */
    enum fyp_stored plain;      /* without a reason */
    bool refused;               /* without a reason */
    enum fyp_stored reasoned;   /* with one */
};

static const struct again agains[] = {
    {"the same in all", "510604,share,2023,91.46,,,,初步,年报,甲",
     "510604,share,2023,91.46,,,,初步,年报,甲", FYP_STORED_SAME, false,
     FYP_STORED_SAME},
    {"another value", "510604,share,2023,91.46,,,,,年报,",
     "510604,share,2023,91.47,,,,,年报,", FYP_STORED_SAME, true,
     FYP_STORED_CHANGED},
    {"a last digit of nine", "511102,counted,2023,1234567891,,,,,年报,",
     "511102,counted,2023,1234567892,,,,,年报,", FYP_STORED_SAME, true,
     FYP_STORED_CHANGED},
    {"more zeros", "510604,share,2023,91.5,,,,,年报,",
     "510604,share,2023,91.50,,,,,年报,", FYP_STORED_SAME, false,
     FYP_STORED_SAME},
    {"a ratio is added", "510604,share,2023,91.47,,,,,年报,",
     "510604,share,2023,91.47,2873,3141,,,年报,", FYP_STORED_SAME, true,
     FYP_STORED_CHANGED},
    {"a ratio is left out", "510604,share,2023,91.47,2873,3141,,,年报,",
     "510604,share,2023,91.47,,,,,年报,", FYP_STORED_SAME, false,
     FYP_STORED_SAME},
    {"another ratio", "510604,share,2023,91.47,2873,3141,,,年报,",
     "510604,share,2023,91.47,28730,31410,,,年报,", FYP_STORED_SAME, true,
     FYP_STORED_CHANGED},
    {"prices are told", "510604,gdp,2023,5.37,,,,,年报,",
     "510604,gdp,2023,5.37,,,实际,,年报,", FYP_STORED_SAME, true,
     FYP_STORED_CHANGED},
    {"prices are no longer told", "510604,gdp,2023,5.37,,,实际,,年报,",
     "510604,gdp,2023,5.37,,,,,年报,", FYP_STORED_SAME, false, FYP_STORED_SAME},
    {"another status", "510604,share,2023,91.46,,,,初步,年报,",
     "510604,share,2023,91.46,,,,最终,年报,", FYP_STORED_SAME, false,
     FYP_STORED_CHANGED},
    {"another source", "510604,share,2023,91.46,,,,,年报,",
     "510604,share,2023,91.46,,,,,公报,", FYP_STORED_SAME, false,
     FYP_STORED_CHANGED},
    {"another note", "510604,share,2023,91.46,,,,,年报,甲",
     "510604,share,2023,91.46,,,,,年报,", FYP_STORED_SAME, false,
     FYP_STORED_CHANGED},
    {"a demonstration becomes real",
     "510604,share,2023,91.46,,,,,示例数据，非真实统计,",
     "510604,share,2023,91.46,,,,,年报,", FYP_STORED_SAME, true,
     FYP_STORED_CHANGED},
};

static struct outcome import_row(
    struct scene *scene, const char *name, const char *row, const char *reason)
{
    char text[512];
    snprintf(text, sizeof text, HEAD "%s\n", row);
    struct outcome outcome = scene_revise(scene, name, text, reason);
    cr_assert_eq(outcome.status, FYP_OK, "%s: %s", row, outcome.err.text);
    return outcome;
}

static void expect_again(const struct again *row, const char *reason)
{
    struct scene scene = scene_make();
    struct outcome a = import_row(&scene, "a.csv", row->first, NULL);
    char second[400];
    snprintf(second, sizeof second, "%s", row->second);
    struct outcome b = import_row(&scene, "b.csv", second, reason);
    if (strcmp(row->first, row->second) == 0) {
        cr_expect(b.result.already_imported, "%s", row->name);
    } else {
        const struct fyp_import_counts *counts = &b.result.counts;
        bool refused = row->refused && !reason;
        enum fyp_stored what = reason ? row->reasoned : row->plain;
        cr_expect_eq(counts->rejected, refused, "%s", row->name);
        cr_expect_eq(
            counts->same, !refused && what == FYP_STORED_SAME, "%s", row->name);
        cr_expect_eq(
            counts->changed, !refused && what == FYP_STORED_CHANGED, "%s",
            row->name);
        cr_expect(
            !refused || b.result.findings.items[0].status == FYP_E_ROW_REVISION,
            "%s", row->name);
    }
    scene_assert_sound(&scene);
    outcome_finish(&a);
    outcome_finish(&b);
    scene_finish(&scene);
}

Test(history, what_differs_needs_a_reason_and_words_about_it_do_not)
{
    for (size_t i = 0; i < sizeof agains / sizeof *agains; i++) {
        expect_again(&agains[i], NULL);
        expect_again(&agains[i], "核实后更正");
    }
}

Test(history, a_refused_revision_tells_what_is_stored_and_where_from)
{
    struct scene scene = scene_make();
    struct outcome a = import_row(
        &scene, "去年.csv", "510604,share,2023,91.46,,,,,年报,", NULL);
    struct outcome b = import_row(
        &scene, "今年.csv", "510604,share,2023,91.83,,,,,年报,", NULL);
    const struct fyp_error *finding = &b.result.findings.items[0];
    static const char *const said[] = {
        "91.46", "91.83", "去年.csv", "第 2 行", "第 1 次导入"};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        cr_expect_not_null(
            strstr(finding->text, said[i]), "%s in %s", said[i], finding->text);
    }
    cr_expect_not_null(strstr(finding->cure, "--revise"));
    cr_expect_eq(scene_ask(&scene, "SELECT value = 91.46 FROM figure"), 1);
    outcome_finish(&a);
    outcome_finish(&b);
    scene_finish(&scene);
}

/* The cure of the message must work: the same file once more, with reason. */
Test(history, the_same_file_comes_again_with_the_reason_that_it_lacked)
{
    static const char row[] = "510604,share,2023,91.83,,,,,年报,";
    struct scene scene = scene_make();
    struct outcome a =
        import_row(&scene, "a.csv", "510604,share,2023,91.46,,,,,年报,", NULL);
    struct outcome b = import_row(&scene, "b.csv", row, NULL);
    struct outcome again = import_row(&scene, "b.csv", row, NULL);
    struct outcome c = import_row(&scene, "b.csv", row, "更正");
    struct outcome d = import_row(&scene, "b.csv", row, "更正");
    cr_expect_eq(b.result.counts.rejected, 1);
    cr_expect(again.result.already_imported);
    cr_expect_not(c.result.already_imported);
    cr_expect_eq(c.result.counts.changed, 1);
    cr_expect(d.result.already_imported);
    cr_expect_eq(d.result.import_id, c.result.import_id);
    char text[64];
    scene_ask_text(
        &scene, "SELECT reason FROM import WHERE id = 3", text, sizeof text);
    cr_expect_str_eq(text, "更正");
    scene_assert_sound(&scene);
    outcome_finish(&a);
    outcome_finish(&b);
    outcome_finish(&again);
    outcome_finish(&c);
    outcome_finish(&d);
    scene_finish(&scene);
}

/* --- undo --- */

static enum fyp_status
undo(struct scene *scene, long long id, struct fyp_error *err)
{
    *err = (struct fyp_error){0};
    enum fyp_status status = fyp_store_undo(scene->store, id, err);
    scene_assert_sound(scene);
    return status;
}

static void expect_values(const struct scene *scene, const char *expected)
{
    char text[256];
    scene_ask_text(
        scene,
        "SELECT group_concat(year || ':' || value_text || 'v' || version, ' ')"
        " FROM (SELECT * FROM figure ORDER BY year)",
        text, sizeof text);
    cr_expect_str_eq(text, expected);
}

Test(history, an_import_is_taken_back_whole)
{
    struct scene scene = scene_make();
    struct fyp_error err;
    struct outcome a = scene_import(
        &scene, "a.csv",
        HEAD "510604,share,2022,90.37,,,,,年报,\n"
             "510604,share,2023,91.46,,,,,年报,\n");
    struct outcome b = scene_revise(
        &scene, "b.csv",
        HEAD "510604,share,2023,91.83,,,,,年报,\n"
             "510604,share,2024,92.19,,,,,年报,\n"
             "510604,share,24,92.19,,,,,年报,\n",
        "更正");
    expect_values(&scene, "2022:90.37v1 2023:91.83v2 2024:92.19v1");
    cr_expect_eq(undo(&scene, 2, &err), FYP_OK, "%s", err.text);
    expect_values(&scene, "2022:90.37v1 2023:91.46v1");
    cr_expect_eq(
        scene_ask(
            &scene, "SELECT undone_at IS NOT NULL FROM import WHERE id=2"),
        1);
    outcome_finish(&b);
    b = scene_revise(
        &scene, "c.csv",
        HEAD "510604,share,2023,91.83,,,,,年报,\n"
             "510604,share,2024,92.19,,,,,年报,\n"
             "510604,share,24,92.19,,,,,年报,\n",
        "更正");
    cr_expect_not(b.result.already_imported);
    cr_expect_eq(b.result.import_id, 3);
    expect_values(&scene, "2022:90.37v1 2023:91.83v3 2024:92.19v2");
    scene_assert_sound(&scene);
    outcome_finish(&a);
    outcome_finish(&b);
    scene_finish(&scene);
}

Test(history, the_first_import_can_be_taken_back_and_brought_again)
{
    static const char row[] = "510604,share,2023,91.46,,,,,年报,";
    struct scene scene = scene_make();
    struct fyp_error err;
    for (int round = 1; round <= 3; round++) {
        struct outcome outcome = import_row(&scene, "a.csv", row, NULL);
        cr_expect_eq(outcome.result.import_id, round);
        cr_expect_eq(outcome.result.counts.added, 1);
        cr_expect_eq(scene_ask(&scene, "SELECT version FROM figure"), round);
        cr_expect_eq(undo(&scene, round, &err), FYP_OK, "%s", err.text);
        cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM figure"), 0);
        outcome_finish(&outcome);
    }
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM figure_history"), 3);
    scene_finish(&scene);
}

static void expect_refused(
    struct scene *scene, long long id, enum fyp_status expected,
    const char *named)
{
    struct fyp_error err;
    enum fyp_status status = undo(scene, id, &err);
    cr_expect_eq(
        status, expected, "%lld: expected %d, found %d: %s", id, (int)expected,
        (int)status, err.text);
    cr_expect_not_null(strstr(err.text, named), "%s in %s", named, err.text);
    cr_expect_eq(fyp_status_exit_code(status), FYP_EXIT_INPUT_REFUSED);
    cr_expect_str_eq(err.place, scene->db);
}

Test(history, what_later_imports_stand_on_is_not_taken_back)
{
    struct scene scene = scene_make();
    struct fyp_error err;
    struct outcome a =
        import_row(&scene, "a.csv", "510604,share,2023,91.46,,,,,年报,", NULL);
    struct outcome b = import_row(
        &scene, "b.csv", "510604,share,2023,91.83,,,,,年报,", "更正");
    struct outcome c =
        import_row(&scene, "c.csv", "510604,share,2023,91.83,,,,,公报,", NULL);
    cr_expect_eq(c.result.counts.same, 1);
    expect_refused(&scene, 1, FYP_E_IMPORT_BUILT_ON, "第 2 次导入（b.csv）");
    expect_refused(&scene, 2, FYP_E_IMPORT_BUILT_ON, "第 3 次导入（c.csv）");
    expect_refused(&scene, 4, FYP_E_IMPORT_UNKNOWN, "4");
    expect_refused(&scene, 0, FYP_E_IMPORT_UNKNOWN, "0");
    expect_values(&scene, "2023:91.83v2");
    cr_expect_eq(undo(&scene, 3, &err), FYP_OK, "%s", err.text);
    cr_expect_eq(undo(&scene, 2, &err), FYP_OK, "%s", err.text);
    expect_values(&scene, "2023:91.46v1");
    expect_refused(&scene, 2, FYP_E_IMPORT_UNDONE, "第 2 次");
    cr_expect_eq(undo(&scene, 1, &err), FYP_OK, "%s", err.text);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM figure"), 0);
    outcome_finish(&a);
    outcome_finish(&b);
    outcome_finish(&c);
    scene_finish(&scene);
}

/* A model of the store in a few lines: the imports that count, in their
 * order, each saying one value a place. */
enum { MODEL_PLACES = 5, MODEL_IMPORTS = 40 };

struct model_import {
    bool taken, undone;
    int says[MODEL_PLACES];   /* value; 0: nothing */
    bool moved[MODEL_PLACES]; /* it made a version */
};

static void
model_values(const struct model_import *imports, int n, int values[])
{
    memset(values, 0, MODEL_PLACES * sizeof *values);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < MODEL_PLACES; k++) {
            if (!imports[i].undone && imports[i].says[k] > 0) {
                values[k] = imports[i].says[k];
            }
        }
    }
}

/** The latest import after i that speaks of one of its places. */
static int model_built_on(const struct model_import *imports, int i, int n)
{
    for (int later = n - 1; later > i; later--) {
        for (int k = 0; k < MODEL_PLACES; k++) {
            if (!imports[later].undone && imports[later].says[k] > 0 &&
                imports[i].says[k] > 0) {
                return later;
            }
        }
    }
    return -1;
}

static void expect_model(struct scene *scene, const int values[], int round)
{
    struct fyp_figures *figures = scene_load(scene);
    size_t expected = 0;
    for (int k = 0; k < MODEL_PLACES; k++) {
        const struct fyp_figure *figure = fyp_figures_find(
            figures, "510604", "counted", 2020 + k, FYP_BASIS_YEAR);
        cr_expect_eq(figure != NULL, values[k] > 0, "round %d", round);
        expected += values[k] > 0;
        cr_expect(
            !figure || fabs(figure->value.value - values[k]) < 0.5,
            "round %d, place %d", round, k);
    }
    cr_expect_eq(fyp_figures_count(figures), expected);
    fyp_figures_destroy(figures);
}

/* Imports confirm as well as revise. A confirmation of a figure whose own
 * import confirmed it only is no reason to keep that import: the model is
 * stricter there, and such rounds are left to the store. */
Test(history, imports_and_undos_in_any_order_agree_with_a_model)
{
    struct scene scene = scene_make();
    struct model_import imports[MODEL_IMPORTS] = {{0}};
    uint64_t state = 74;
    int n = 0, undone = 0, refused = 0;
    while (n < MODEL_IMPORTS) {
        int values[MODEL_PLACES];
        if (n > 0 && next_number(&state, 3) == 0) {
            int i = (int)next_number(&state, (uint32_t)n);
            struct fyp_error err;
            enum fyp_status status = undo(&scene, i + 1, &err);
            if (imports[i].undone) {
                cr_expect_eq(status, FYP_E_IMPORT_UNDONE);
            } else if (model_built_on(imports, i, n) < 0) {
                cr_expect_eq(status, FYP_OK, "%s", err.text);
            }
            undone += status == FYP_OK;
            refused += status == FYP_E_IMPORT_BUILT_ON;
            imports[i].undone = imports[i].undone || status == FYP_OK;
        } else {
            struct fyp_buffer text = {0};
            fyp_buffer_text(&text, HEAD);
            for (int k = 0; k < MODEL_PLACES; k++) {
                if (next_number(&state, 2) == 0) {
                    imports[n].says[k] = 100 + (int)next_number(&state, 3);
                    fyp_buffer_format(
                        &text, "510604,counted,%d,%d,,,,,年报,\n", 2020 + k,
                        imports[n].says[k]);
                }
            }
            fyp_buffer_format(&text, "510604,counted,x,%d,,,,,,\n", n);
            struct outcome outcome =
                scene_revise(&scene, "m.csv", text.data, "更正");
            cr_assert_eq(outcome.status, FYP_OK, "%s", outcome.err.text);
            cr_assert_eq(outcome.result.import_id, n + 1);
            outcome_finish(&outcome);
            fyp_buffer_finish(&text);
            n++;
        }
        model_values(imports, n, values);
        expect_model(&scene, values, n);
        scene_assert_sound(&scene);
    }
    cr_expect_gt(undone, 3);
    cr_expect_gt(refused, 3);
    scene_finish(&scene);
}

/* --- history --- */

static enum fyp_status note_import(
    void *context, const struct fyp_import_record *record,
    struct fyp_error *err)
{
    (void)err;
    fyp_buffer_format(
        context, "%lld %s %ld/%ld/%ld/%ld/%ld b%ld q%ld %s %s;", record->id,
        record->file, record->counts.rows, record->counts.added,
        record->counts.changed, record->counts.same, record->counts.rejected,
        record->blocking, record->questions,
        record->reason ? record->reason : "-",
        record->undone_at ? "undone" : "stands");
    cr_expect_eq(strlen(record->sha256), 64);
    cr_expect_eq(strlen(record->imported_at), 20);
    return FYP_OK;
}

Test(history, all_imports_are_told_with_what_became_of_them)
{
    struct scene scene = scene_make();
    struct fyp_error err;
    struct outcome a = scene_import(
        &scene, "a.csv",
        HEAD "510604,share,2022,0.37,,,,,年报,\n"
             "510604,share,2023,,,,,,年报,\n"
             "510604,share,2023,191.46,,,,,年报,\n"
             "510604,share,2023,91.46,,,,,年报,\n");
    struct outcome b = import_row(
        &scene, "b.csv", "510604,share,2023,91.83,,,,,年报,", "更正");
    cr_expect_eq(undo(&scene, 2, &err), FYP_OK);
    struct fyp_buffer text = {0};
    cr_assert_eq(
        fyp_store_history(scene.store, note_import, &text, &err), FYP_OK);
    cr_expect_str_eq(
        text.data, "1 a.csv 4/2/0/0/1 b1 q2 - stands;"
                   "2 b.csv 1/0/1/0/0 b0 q0 更正 undone;");
    struct fyp_import_record record;
    cr_assert_eq(
        fyp_store_import_record(scene.store, 2, &record, &err), FYP_OK);
    cr_expect_str_eq(record.reason, "更正");
    cr_expect_str_eq(record.file, "b.csv");
    cr_expect_eq(
        fyp_store_import_record(scene.store, 3, &record, &err),
        FYP_E_IMPORT_UNKNOWN);
    fyp_buffer_finish(&text);
    outcome_finish(&a);
    outcome_finish(&b);
    scene_finish(&scene);
}

/* --- findings --- */

static enum fyp_status note_finding(
    void *context, const struct fyp_store_finding_record *finding,
    struct fyp_error *err)
{
    (void)err;
    fyp_buffer_format(
        context, "%s%d %s!%d,%d %s|%s|%s;",
        finding->severity == FYP_FINDING_BLOCKING ? "B" : "Q", finding->status,
        finding->place.sheet ? finding->place.sheet : "-", finding->place.line,
        finding->place.column, finding->raw, finding->text, finding->cure);
    return FYP_OK;
}

struct given_finding {
    struct fyp_store_place place;
    enum fyp_status status;
    const char *raw;
};

static const struct given_finding given_findings[] = {
    {{NULL, 0, 0}, FYP_W_ROW_FRACTION, "q-file"},
    {{"表乙", 9, 4}, FYP_W_ROW_FRACTION, "q-9-4"},
    {{"表乙", 7, 11}, FYP_E_ROW_HALF_RATIO, "b-7-11"},
    {{"表乙", 7, 2}, FYP_E_ROW_HALF_RATIO, "b-7-2"},
    {{"表甲", 3, 2}, FYP_E_ROW_HALF_RATIO, "b-3-2"},
    {{"表甲", 3, 1}, FYP_W_ROW_FRACTION, "q-3-1"},
    {{NULL, 5, 0}, FYP_E_ROW_HALF_RATIO, "b-5"},
};

Test(history, findings_come_in_order_those_that_block_first)
{
    struct scene scene = scene_make();
    struct fyp_import_file file = {.name = "a.xlsx"};
    memset(file.sha256, '7', 64);
    long long id = 0;
    cr_assert_eq(fyp_store_begin(scene.store, &file, &id, NULL), FYP_OK);
    for (size_t i = 0; i < sizeof given_findings / sizeof *given_findings;
         i++) {
        struct fyp_error finding = {.status = given_findings[i].status};
        snprintf(finding.text, sizeof finding.text, "t");
        snprintf(finding.cure, sizeof finding.cure, "c");
        cr_assert_eq(
            fyp_store_finding(
                scene.store, id, &given_findings[i].place,
                given_findings[i].raw, &finding, NULL),
            FYP_OK);
    }
    struct fyp_import_counts counts = {.rows = 4, .rejected = 4};
    cr_assert_eq(fyp_store_commit(scene.store, id, &counts, NULL), FYP_OK);
    struct fyp_buffer text = {0};
    struct fyp_error err = {0};
    cr_assert_eq(
        fyp_store_findings(scene.store, id, note_finding, &text, &err), FYP_OK,
        "%s", err.text);
    cr_expect_str_eq(
        text.data,
        "B330 -!5,0 b-5|t|c;B330 表乙!7,2 b-7-2|t|c;B330 表乙!7,11 b-7-11|t|c;"
        "B330 表甲!3,2 b-3-2|t|c;Q337 -!0,0 q-file|t|c;Q337 表乙!9,4 q-9-4|t|c;"
        "Q337 表甲!3,1 q-3-1|t|c;");
    fyp_buffer_finish(&text);
    cr_assert_eq(
        fyp_store_findings(scene.store, 99, note_finding, &text, &err), FYP_OK);
    cr_expect_eq(text.length, 0);
    fyp_buffer_finish(&text);
    scene_finish(&scene);
}

/* --- trace --- */

static enum fyp_status note_entry(
    void *context, const struct fyp_trace_entry *entry, struct fyp_error *err)
{
    static const char kinds[] = "CRUSM";
    const struct fyp_store_row *row = &entry->row;
    const struct fyp_figure *figure = &row->figure;
    char value[FYP_DECIMAL_TEXT_SIZE] = "-";
    (void)err;
    if (figure->value.present) {
        fyp_decimal_format(figure->value.value, figure->value.decimals, value);
    }
    fyp_buffer_format(
        context, "%c%d%s %s '%s' %s %s!%d,%d m%x n%x i%lld>%lld g%d;",
        kinds[entry->kind], figure->version,
        figure->basis == FYP_BASIS_TO_DATE ? "t" : "y", value, row->value_text,
        row->note ? row->note : "-", figure->sheet ? figure->sheet : "-",
        figure->line, figure->column, figure->marks, row->normalised,
        entry->import.id, entry->replaced_by, entry->missing);
    cr_expect_eq(strlen(entry->import.sha256), 64);
    return FYP_OK;
}

static void
put(struct scene *scene, long long id, const struct fyp_store_row *row,
    enum fyp_status expected)
{
    enum fyp_stored what = FYP_STORED_SAME;
    struct fyp_error err = {0};
    enum fyp_status status = fyp_store_put(scene->store, id, row, &what, &err);
    cr_assert_eq(status, expected, "%d: %s", (int)status, err.text);
}

static long long
begin(struct scene *scene, char mark, const char *name, const char *reason)
{
    struct fyp_import_file file = {.name = name, .revise_reason = reason};
    memset(file.sha256, mark, 64);
    long long id = 0;
    cr_assert_eq(fyp_store_begin(scene->store, &file, &id, NULL), FYP_OK);
    return id;
}

static void commit(struct scene *scene, long long id)
{
    const struct fyp_import_counts counts = {0};
    cr_assert_eq(fyp_store_commit(scene->store, id, &counts, NULL), FYP_OK);
}

Test(history, a_figure_tells_all_that_is_known_of_it)
{
    struct scene scene = scene_make();
    struct fyp_error err;
    struct fyp_store_row row = {
        .figure =
            {.region = "510604",
             .indicator = "share",
             .year = 2023,
             .value = {true, 91.46, 2},
             .source = "年报",
             .sheet = "表1",
             .line = 7,
             .column = 3,
             .marks = FYP_CELL_FORMULA | FYP_CELL_HIDDEN},
        .value_text = "９１．４６％",
        .normalised = FYP_NORMAL_FULL_WIDTH | FYP_NORMAL_PER_CENT,
        .note = "甲"};
    long long id = begin(&scene, 'a', "a.xlsx", NULL);
    put(&scene, id, &row, FYP_OK);
    commit(&scene, id);
    id = begin(&scene, 'b', "b.xlsx", NULL);
    row.note = NULL;
    row.figure.sheet = NULL;
    row.figure.line = 2;
    row.figure.column = 0;
    row.figure.marks = row.normalised = 0;
    put(&scene, id, &row, FYP_OK); /* confirms */
    row.figure.basis = FYP_BASIS_TO_DATE;
    row.value_text = "暂无";
    cr_assert_eq(
        fyp_store_put_missing(scene.store, id, &row, FYP_MISSING_NOT_YET, NULL),
        FYP_OK);
    commit(&scene, id);
    id = begin(&scene, 'c', "c.csv", "更正");
    row.figure.basis = FYP_BASIS_YEAR;
    row.figure.value = (struct fyp_decimal){true, 91.83, 2};
    row.value_text = "91.83";
    put(&scene, id, &row, FYP_OK);
    commit(&scene, id);
    id = begin(&scene, 'd', "d.csv", "又更正");
    row.figure.value = (struct fyp_decimal){true, 91.9, 1};
    row.value_text = "91.9";
    put(&scene, id, &row, FYP_OK);
    commit(&scene, id);
    cr_assert_eq(fyp_store_undo(scene.store, id, &err), FYP_OK);
    struct fyp_buffer text = {0};
    cr_assert_eq(
        fyp_store_trace(scene.store, &row.figure, note_entry, &text, &err),
        FYP_OK);
    cr_expect_str_eq(
        text.data, "U3y 91.9 '91.9' - -!2,0 m0 n0 i4>0 g0;"
                   "C2y 91.83 '91.83' - -!2,0 m0 n0 i3>0 g0;"
                   "R1y 91.46 '９１．４６％' 甲 表1!7,3 m108 n9 i1>3 g0;"
                   "S1y - '９１．４６％' - -!2,0 m0 n0 i2>0 g0;"
                   "M0t - '暂无' - -!2,0 m0 n0 i2>0 g5;");
    fyp_buffer_finish(&text);
    scene_finish(&scene);
}

Test(history, of_an_unknown_place_nothing_is_told)
{
    static const char *const regions[] = {"511102", "", "51060", "罗江区"};
    struct scene scene = scene_make();
    struct outcome a =
        import_row(&scene, "a.csv", "510604,share,2023,91.46,,,,,年报,", NULL);
    struct fyp_buffer text = {0};
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        const struct fyp_figure place = {
            .region = regions[i], .indicator = "share", .year = 2023};
        cr_expect_eq(
            fyp_store_trace(scene.store, &place, note_entry, &text, NULL),
            FYP_OK);
    }
    const struct fyp_figure other = {
        .region = "510604", .indicator = "counted", .year = 2023};
    cr_expect_eq(
        fyp_store_trace(scene.store, &other, note_entry, &text, NULL), FYP_OK);
    cr_expect_eq(text.length, 0, "%s", text.data);
    fyp_buffer_finish(&text);
    outcome_finish(&a);
    scene_finish(&scene);
}

Test(history, sheet_cell_marks_and_ratio_come_back_into_memory)
{
    struct scene scene = scene_make();
    const struct fyp_store_row row = {
        .figure =
            {.region = "510604001",
             .indicator = "share",
             .year = 1949,
             .basis = FYP_BASIS_TO_DATE,
             .value = {true, 91.47, 2},
             .source = "年报",
             .sheet = "表1",
             .line = 7,
             .column = 3,
             .marks = FYP_CELL_EXTERNAL},
        .value_text = "91.47",
        .numerator = {true, 2873, 0},
        .denominator = {true, 3141, 0}};
    long long id = begin(&scene, 'a', "a.xlsx", NULL);
    put(&scene, id, &row, FYP_OK);
    commit(&scene, id);
    struct fyp_figures *figures = scene_load(&scene);
    const struct fyp_figure *figure = fyp_figures_find(
        figures, "510604001", "share", 1949, FYP_BASIS_TO_DATE);
    cr_assert_not_null(figure);
    cr_expect_str_eq(figure->sheet, "表1");
    cr_expect_str_eq(figure->file, "a.xlsx");
    cr_expect_eq(figure->line, 7);
    cr_expect_eq(figure->column, 3);
    cr_expect_eq(figure->marks, FYP_CELL_EXTERNAL);
    cr_expect_eq(figure->import_id, id);
    cr_expect_float_eq(figure->numerator.value, 2873, 1e-9);
    cr_expect_float_eq(figure->denominator.value, 3141, 1e-9);
    fyp_figures_destroy(figures);
    scene_finish(&scene);
}

/* --- places --- */

Test(history, every_code_of_a_region_survives_as_it_is)
{
    static const char *const regions[] = {
        "110000",       "000001",       "999999",    "000000000",
        "510604001",    "999999999",    "000000000", "000000000001",
        "510604001002", "999999999999", "100000"};
    struct scene scene = scene_make();
    long long id = begin(&scene, 'a', "a.csv", NULL);
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        const struct fyp_store_row row = {
            .figure =
                {.region = regions[i],
                 .indicator = i % 2 ? "share" : "counted",
                 .year = 2100 - (int)i,
                 .value = {true, 1.5 + (double)i, 1},
                 .source = "",
                 .line = 2},
            .value_text = "x"};
        put(&scene, id, &row, FYP_OK);
    }
    commit(&scene, id);
    struct fyp_figures *figures = scene_load(&scene);
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        char sql[200];
        const struct fyp_figure *figure = fyp_figures_find(
            figures, regions[i], i % 2 ? "share" : "counted", 2100 - (int)i,
            FYP_BASIS_YEAR);
        cr_assert_not_null(figure, "%s", regions[i]);
        cr_expect_float_eq(figure->value.value, 1.5 + (double)i, 1e-9);
        snprintf(
            sql, sizeof sql,
            "SELECT count(*) FROM figure WHERE region = '%s' AND year = %d",
            regions[i], 2100 - (int)i);
        cr_expect_eq(scene_ask(&scene, sql), 1, "%s in the view", regions[i]);
    }
    fyp_figures_destroy(figures);
    scene_finish(&scene);
}
