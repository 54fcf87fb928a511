/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER                                                                 \
    "region,indicator,year,value,unit,basis,numerator,denominator,"            \
    "status,source,note,price_basis\n"

/* One row a line of one file, each for a place of its own. Source of the
 * expected outcomes: docs/data-file.md; catalogue: small_catalogue. */
struct row {
    const char *name;
    const char *text;
    enum fyp_status status; /* FYP_OK: taken in */
    double value;
    const char *message; /* what the message must hold; NULL: anything */
};

static const struct row rows[] = {
    {"code and code", "510604,share,2001,91.46,,,,,,,,", FYP_OK, 91.46, NULL},
    {"names", "罗江区,参保率,2002,87.3,%,,,,,,,", FYP_OK, 87.3, NULL},
    {"alias, long name", "德阳市罗江区,养老参保率,2003,87.31,％,,,,,,,", FYP_OK,
     87.31, NULL},
    {"unit in words", "510604,share,2004,88.2,百分比,,,,,,,", FYP_OK, 88.2,
     NULL},
    {"unit in brackets", "510604,参保率（%）,2005,88.9,,,,,,,,", FYP_OK, 88.9,
     NULL},
    {"blanks around", " 510604 ,　share , 2006 , 89.1 , % ,,,,,,,", FYP_OK,
     89.1, NULL},
    {"year with 年", "510604,share,2007年,89.4,,,,,,,,", FYP_OK, 89.4, NULL},
    {"zero is a value", "510604,share,2008,0,,,,,,,,", FYP_OK, 0, NULL},
    {"sign", "510604,growing,2009,-3.17,,,,,,,,", FYP_OK, -3.17, NULL},
    {"plus sign", "510604,growing,2010,+6.85,,,,,,,,", FYP_OK, 6.85, NULL},
    {"first year", "510604,share,1949,11.7,,,,,,,,", FYP_OK, 11.7, NULL},
    {"last year", "510604,share,2100,99.3,,,,,,,,", FYP_OK, 99.3, NULL},
    {"upper end", "510604,share,2011,100,,,,,,,,", FYP_OK, 100, NULL},
    {"growth has no range", "510604,growing,2012,137.5,,,,,,,,", FYP_OK, 137.5,
     NULL},
    {"computed per cent", "510604,share,2013,,%,,2873,3141,,,,", FYP_OK,
     100.0 * 2873 / 3141, NULL},
    {"computed 0.29 of 1", "510604,share,2014,,,,0.29,1,,,,", FYP_OK, 29, NULL},
    {"value and its ratio", "510604,share,2015,91.47,,,2873,3141,,,,", FYP_OK,
     91.47, NULL},
    {"ratio at half a unit", "510604,share,2016,91.5,,,9145,10000,,,,", FYP_OK,
     91.5, NULL},
    {"part equals whole", "510604,share,2017,,,,31,31,,,,", FYP_OK, 100, NULL},
    {"per cent sign", "510604,share,1989,91.46%,%,,,,,,,", FYP_OK, 91.46, NULL},
    {"wide per cent sign", "510604,share,1990,91.47 ％,,,,,,,,", FYP_OK, 91.47,
     NULL},
    {"less than one, with the sign", "510604,share,1991,0.92%,,,,,,,,", FYP_OK,
     0.92, NULL},
    {"less than one, with its ratio", "510604,share,1992,0.92,,,23,2500,,,,",
     FYP_OK, 0.92, NULL},
    {"less than one, a growth", "510604,growing,1993,0.7,,,,,,,,", FYP_OK, 0.7,
     NULL},
    {"a growth with the sign", "510604,growing,1994,-0.7%,,,,,,,,", FYP_OK,
     -0.7, NULL},
    {"one, a share", "510604,share,1995,1,,,,,,,,", FYP_OK, 1, NULL},
    {"to date", "510604,counted,2018,117,户,to_date,,,,,,", FYP_OK, 117, NULL},
    {"year and to date side by side", "510604,counted,2018,23,户,year,,,,,,",
     FYP_OK, 23, NULL},
    {"累计", "510604,counted,2019,141,户,累计,,,,,,", FYP_OK, 141, NULL},
    {"截至当年", "510604,counted,2020,163,户,截至当年,,,,,,", FYP_OK, 163,
     NULL},
    {"当年", "510604,counted,2021,22,户,当年,,,,,,", FYP_OK, 22, NULL},
    {"nominal", "510604,growing,2022,7.13,%,,,,,,,名义", FYP_OK, 7.13, NULL},
    {"current prices", "510604,growing,2023,7.25,%,,,,,,,现价", FYP_OK, 7.25,
     NULL},
    {"real", "510604,gdp,2022,5.81,%,,,,,,,可比价", FYP_OK, 5.81, NULL},
    {"constant prices", "510604,gdp,2023,5.37,%,,,,,,,不变价", FYP_OK, 5.37,
     NULL},
    {"quoted cell of two lines",
     "510604,done,2022,1,无,,,,初步,\"年报, 第\r\n3 页\",\"\"\"甲\"\"\",",
     FYP_OK, 1, NULL},
    {"unit 无 of a name", "510604,done,2023,0.5,无,,,,,,,", FYP_OK, 0.5, NULL},
    {"full-width year", "510604,share,２０１８,89.17,,,,,,,,", FYP_OK, 89.17,
     NULL},
    {"full-width digits", "510604,share,2019,９１．４６,,,,,,,,", FYP_OK, 91.46,
     NULL},
    {"grouping", "510604,counted,2024,\"1,234\",,,,,,,,", FYP_OK, 1234, NULL},
    {"ten thousands", "510604,counted,2025,0.0217,万户,,,,,,,", FYP_OK, 217,
     NULL},
    {"unit in brackets, ten thousands",
     "510604,改造户数（万户）,2026,1.7,,,,,,,,", FYP_OK, 17000, NULL},
    {"per mille", "510604,share,2020,914.6,‰,,,,,,,", FYP_OK, 91.46, NULL},
    {"share", "510604,share,2021,0.9146,小数,,,,,,,", FYP_OK, 91.46, NULL},
    {"prefecture in four digits", "5111,counted,2024,19,,,,,,,,", FYP_OK, 19,
     NULL},
    {"sub-region", "市中区,counted,2022,7,,,,,,,,", FYP_OK, 7, NULL},
    {"town", "510604001,counted,2022,3,,,,,,,,", FYP_OK, 3, NULL},
    {"same again", "罗江区,参保率,2001,91.46,,,,,,,,", FYP_OK, 91.46, NULL},
    {"same in other digits", "510604,share,2001,91.460,,,,,,,,", FYP_OK, 91.46,
     NULL},

    {"twice, another value", "510604,share,2001,91.47,,,,,,,,", FYP_E_ROW_TWICE,
     0, "第 2 行"},
    {"twice, both values", "罗江区,share,2013,91.4,,,,,,,,", FYP_E_ROW_TWICE, 0,
     "91.4"},
    {"too few cells", "510604,share,2023,91.46", FYP_E_ROW_CELLS, 0,
     "有 4 格，表头有 12 列"},
    {"too many cells", "510604,share,2023,91.46,,,,,,,,,", FYP_E_ROW_CELLS, 0,
     "有 13 格"},
    {"no region", ",share,2023,91.46,,,,,,,,", FYP_E_ROW_BLANK, 0, "地区"},
    {"no indicator", "510604, ,2023,91.46,,,,,,,,", FYP_E_ROW_BLANK, 0, "指标"},
    {"no year", "510604,share,　,91.46,,,,,,,,", FYP_E_ROW_BLANK, 0, "年份"},
    {"unknown region", "罗江县,share,2023,91.46,,,,,,,,", FYP_E_REGION_UNKNOWN,
     0, "罗江县"},
    {"code of 7 digits", "5106041,share,2023,91.46,,,,,,,,", FYP_E_REGION_CODE,
     0, "5106041"},
    {"unknown indicator", "510604,医保率,2023,91.46,,,,,,,,",
     FYP_E_ROW_INDICATOR, 0, "医保率"},
    {"year before", "510604,share,1948,91.46,,,,,,,,", FYP_E_ROW_YEAR, 0,
     "1948"},
    {"year after", "510604,share,2101,91.46,,,,,,,,", FYP_E_ROW_YEAR, 0, NULL},
    {"two digits", "510604,share,23,91.46,,,,,,,,", FYP_E_ROW_YEAR, 0, NULL},
    {"five digits", "510604,share,20231,91.46,,,,,,,,", FYP_E_ROW_YEAR, 0,
     NULL},
    {"months", "510604,share,2023年1-9月,91.46,,,,,,,,", FYP_E_ROW_YEAR, 0,
     NULL},
    {"per cent sign of a count", "510604,counted,2023,91%,,,,,,,,",
     FYP_E_ROW_NUMBER, 0, "91%"},
    {"nothing but a per cent sign", "510604,share,2023,%,,,,,,,,",
     FYP_E_ROW_NUMBER, 0, "%"},
    {"two per cent signs", "510604,share,2023,91.46%%,,,,,,,,",
     FYP_E_ROW_NUMBER, 0, "91.46%%"},
    {"about", "510604,share,2023,约91,,,,,,,,", FYP_E_ROW_NUMBER, 0, "约91"},
    {"bound", "510604,share,2023,>95,,,,,,,,", FYP_E_ROW_NUMBER, 0, ">95"},
    {"exponent", "510604,counted,2023,1e2,,,,,,,,", FYP_E_ROW_NUMBER, 0, NULL},
    {"hexadecimal", "510604,counted,2023,0x10,,,,,,,,", FYP_E_ROW_NUMBER, 0,
     NULL},
    {"NaN", "510604,growing,2024,nan,,,,,,,,", FYP_E_ROW_NUMBER, 0, NULL},
    {"infinity", "510604,growing,2024,inf,,,,,,,,", FYP_E_ROW_NUMBER, 0, NULL},
    {"letter O", "510604,share,2023,9O,,,,,,,,", FYP_E_ROW_NUMBER, 0, NULL},
    {"formula", "510604,share,2023,=1+1,,,,,,,,", FYP_E_ROW_NUMBER, 0, NULL},
    {"41 digits",
     "510604,counted,2023,"
     "11111111111111111111111111111111111111111,,,,,,,,",
     FYP_E_ROW_NUMBER, 0, NULL},
    {"numerator no number", "510604,share,2023,,,,甲,31,,,,", FYP_E_ROW_NUMBER,
     0, "分子"},
    {"denominator no number", "510604,share,2023,,,,7,3 1,,,,",
     FYP_E_ROW_NUMBER, 0, "分母"},
    {"only numerator", "510604,share,2023,,,,31,,,,,", FYP_E_ROW_HALF_RATIO, 0,
     NULL},
    {"value and denominator", "510604,share,2023,91.46,,,,31,,,,",
     FYP_E_ROW_HALF_RATIO, 0, NULL},
    {"denominator zero", "510604,share,2023,,,,7,0,,,,", FYP_E_ROW_DENOMINATOR,
     0, "分母 0 "},
    {"both zero", "510604,share,2023,,,,0,0,,,,", FYP_E_ROW_DENOMINATOR, 0,
     NULL},
    {"denominator negative", "510604,share,2023,,,,7,-9,,,,",
     FYP_E_ROW_DENOMINATOR, 0, "-9"},
    {"swapped", "510604,share,2023,,,,3141,2873,,,,", FYP_E_ROW_PART_OVER_WHOLE,
     0, "3141"},
    {"swapped beside a value", "510604,share,2023,91.47,,,3141,2873,,,,",
     FYP_E_ROW_PART_OVER_WHOLE, 0, NULL},
    {"swapped, default range", "510604,shortfall,2023,,,,9,7,,,,",
     FYP_E_ROW_PART_OVER_WHOLE, 0, NULL},
    {"disagrees", "510604,share,2023,91.48,,,2873,3141,,,,",
     FYP_E_ROW_DISAGREES, 0, "91.48 与分子 2873、分母 3141 算出的 91.467"},
    {"just beyond half a unit", "510604,share,2023,91.5,,,91449,100000,,,,",
     FYP_E_ROW_DISAGREES, 0, "91.449"},
    {"fraction for per cent", "510604,share,2023,0.9147,,,2873,3141,,,,",
     FYP_E_ROW_DISAGREES, 0, NULL},
    {"other unit", "510604,counted,2023,17,人,,,,,,,", FYP_E_ROW_UNIT, 0,
     "“人”"},
    {"unknown basis", "510604,counted,2023,17,,季度,,,,,,", FYP_E_ROW_WORD, 0,
     "季度"},
    {"unknown prices", "510604,growing,2024,7.1,,,,,,,,上年价", FYP_E_ROW_WORD,
     0, "上年价"},
    {"above the range", "510604,share,2023,100.01,,,,,,,,", FYP_E_ROW_RANGE, 0,
     "0 至 100"},
    {"below the range", "510604,share,2023,-0.01,,,,,,,,", FYP_E_ROW_RANGE, 0,
     "0 至 100"},
    {"negative count", "510604,counted,2023,-1,,,,,,,,", FYP_E_ROW_RANGE, 0,
     "不小于 0"},
    {"default range of a level in %", "510604,shortfall,2023,101.7,,,,,,,,",
     FYP_E_ROW_RANGE, 0, "0 至 100"},
    {"negative numerator", "510604,share,2023,,,,-3,7,,,,", FYP_E_ROW_RANGE, 0,
     NULL},
    {"SQL in a cell", "'); DROP TABLE figure;--,share,2023,1,,,,,,,,",
     FYP_E_REGION_UNKNOWN, 0, "DROP"},
};

enum { ROWS = sizeof rows / sizeof *rows };

/* Line of each row: one has a line end inside. */
static int line_of_row(size_t index)
{
    int line = 2;
    for (size_t i = 0; i < index; i++) {
        line += 1 + (strchr(rows[i].text, '\n') != NULL);
    }
    return line;
}

static struct outcome import_rows(struct scene *scene)
{
    struct fyp_buffer text = {0};
    fyp_buffer_text(&text, HEADER);
    for (size_t i = 0; i < ROWS; i++) {
        fyp_buffer_format(&text, "%s\n", rows[i].text);
    }
    struct outcome outcome = scene_import(scene, "rows.csv", text.data);
    fyp_buffer_finish(&text);
    return outcome;
}

static const struct fyp_error *
problem_at(const struct outcome *outcome, const char *place)
{
    for (size_t i = 0; i < outcome->result.findings.count; i++) {
        if (strcmp(outcome->result.findings.items[i].place, place) == 0) {
            return &outcome->result.findings.items[i];
        }
    }
    return NULL;
}

static void expect_rejected(
    const struct scene *scene, const struct outcome *outcome, size_t index)
{
    const struct row *row = &rows[index];
    char place[256], sql[200], raw[400];
    snprintf(
        place, sizeof place, "%s/rows.csv:%d", scene->folder.path,
        line_of_row(index));
    const struct fyp_error *problem = problem_at(outcome, place);
    cr_assert_not_null(problem, "%s: not rejected at %s", row->name, place);
    cr_expect_eq(
        problem->status, row->status, "%s: expected %d, found %d: %s",
        row->name, (int)row->status, (int)problem->status, problem->text);
    cr_expect(
        !row->message || strstr(problem->text, row->message),
        "%s: \"%s\" not in \"%s\"", row->name, row->message, problem->text);
    snprintf(
        sql, sizeof sql,
        "SELECT raw FROM rejected_row WHERE line = %d AND status = %d",
        line_of_row(index), (int)row->status);
    scene_ask_text(scene, sql, raw, sizeof raw);
    cr_expect_str_eq(raw, row->text, "%s", row->name);
}

/* A taken row is the figure of its line, or confirms the one of line 2. */
static void expect_taken(const struct scene *scene, size_t index)
{
    const struct row *row = &rows[index];
    char sql[200], text[64];
    bool again = strncmp(row->name, "same", 4) == 0;
    snprintf(
        sql, sizeof sql,
        "SELECT printf('%%!.17g', value) FROM figure WHERE line = %d",
        again ? 2 : line_of_row(index));
    scene_ask_text(scene, sql, text, sizeof text);
    double found = strtod(text, NULL);
    cr_expect(
        fabs(found - row->value) <= 1e-12 * fabs(row->value),
        "%s: expected %.17g, found %.17g", row->name, row->value, found);
}

Test(import, every_row_is_taken_or_rejected_for_its_own_reason)
{
    struct scene scene = scene_make();
    struct outcome outcome = import_rows(&scene);
    long taken = 0;
    cr_assert_eq(outcome.status, FYP_OK, "%s", outcome.err.text);
    for (size_t i = 0; i < ROWS; i++) {
        if (rows[i].status == FYP_OK) {
            expect_taken(&scene, i);
            taken++;
        } else {
            expect_rejected(&scene, &outcome, i);
        }
    }
    const struct fyp_import_counts *counts = &outcome.result.counts;
    cr_expect_eq(counts->rows, ROWS);
    cr_expect_eq(counts->rejected, (long)ROWS - taken);
    cr_expect_eq(counts->same, 2);
    cr_expect_eq(counts->added, taken - 2);
    cr_expect_eq(counts->changed, 0);
    scene_assert_sound(&scene);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

Test(import, a_row_keeps_everything_that_was_written)
{
    struct scene scene = scene_make();
    struct outcome outcome = import_rows(&scene);
    char text[400];
    scene_ask_text(
        &scene,
        "SELECT value_text || '|' || unit || '|' || status || '|' ||"
        " source || '|' || note FROM figure WHERE indicator = 'done'"
        " AND year = 2022",
        text, sizeof text);
    cr_expect_str_eq(text, "1|无|初步|年报, 第\r\n3 页|\"甲\"");
    scene_ask_text(
        &scene,
        "SELECT value_text || '|' || numerator || '|' || denominator FROM"
        " figure WHERE indicator = 'share' AND year = 2013",
        text, sizeof text);
    cr_expect_str_eq(text, "|2873.0|3141.0");
    scene_ask_text(
        &scene,
        "SELECT group_concat(price_basis) FROM (SELECT price_basis FROM figure"
        " WHERE indicator IN ('gdp', 'growing') AND year IN (2022, 2023)"
        " ORDER BY indicator, year)",
        text, sizeof text);
    cr_expect_str_eq(text, "real,real,nominal,nominal");

    struct fyp_figures *figures = scene_load(&scene);
    const struct fyp_figure *figure =
        fyp_figures_find(figures, "510604", "counted", 2018, FYP_BASIS_TO_DATE);
    cr_assert_not_null(figure);
    cr_expect_float_eq(figure->value.value, 117, 1e-12);
    cr_expect_str_eq(figure->file, "rows.csv");
    cr_expect_eq(figure->version, 1);
    figure =
        fyp_figures_find(figures, "510604", "growing", 2022, FYP_BASIS_YEAR);
    cr_assert_not_null(figure);
    cr_expect_eq(figure->price_basis, FYP_PRICE_NOMINAL);
    cr_expect_eq(figure->value.decimals, 2);
    fyp_figures_destroy(figures);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

struct header {
    const char *name;
    const char *text; /* with one row */
    enum fyp_status status;
    const char *message;
};

static const struct header headers[] = {
    {"least", "region,indicator,year,value\n510604,share,2023,91.46\n", FYP_OK,
     NULL},
    {"Chinese", "地区,指标,年份,数值\n罗江区,参保率,2023,91.46\n", FYP_OK,
     NULL},
    {"all Chinese",
     "地区,指标,年份,数值,单位,口径,分子,分母,状态,来源,备注,价格口径\n"
     "罗江区,参保率,2023,91.46,,,,,,,,\n",
     FYP_OK, NULL},
    {"any order, mixed languages",
     "value,年份,indicator,地区\n91.46,2023,share,510604\n", FYP_OK, NULL},
    {"folded",
     " Region ,ＩＮＤＩＣＡＴＯＲ,Y E A R,\"VALUE\n\"\n"
     "510604,share,2023,91.46\n",
     FYP_OK, NULL},
    {"byte order mark, CRLF",
     "\xEF\xBB\xBFregion,indicator,year,value\r\n510604,share,2023,91.46\r\n",
     FYP_OK, NULL},
    {"carriage returns",
     "region,indicator,year,value\r510604,share,2023,91.46\r", FYP_OK, NULL},
    {"blank lines and commas",
     "\n,,,\n\nregion,indicator,year,value\n\n, ,　,\n"
     "510604,share,2023,91.46\n,,,,,,,\n\n\n",
     FYP_OK, NULL},
    {"unknown", "region,indicator,year,value,比例,x\n", FYP_E_HEADER_UNKNOWN,
     "比例、x"},
    {"nameless", "region,indicator,year,value,\n", FYP_E_HEADER_UNKNOWN,
     "第 5 列"},
    {"unit in the header", "region,indicator,year,数值（万户）\n",
     FYP_E_HEADER_UNKNOWN, "数值（万户）"},
    {"semicolons", "region;indicator;year;value\n510604;share;2023;91.46\n",
     FYP_OK, NULL},
    {"wide commas", "地区，指标，年份，数值\n罗江区，share，2023，91.46\n",
     FYP_OK, NULL},
    {"tabs", "地区\t指标\t年份\t数值\n罗江区\tshare\t2023\t91.46\n", FYP_OK,
     NULL},
    {"a title with a wide comma", "罗江区，统计表\n", FYP_E_LAYOUT_UNKNOWN,
     "统计表"},
    {"title line",
     "2023年统计表\nregion,indicator,year,value\n510604,share,2023,91.46\n",
     FYP_OK, NULL},
    {"twice", "region,indicator,year,value,年份,地区\n", FYP_E_HEADER_TWICE,
     "年份、地区"},
    {"missing", "indicator,value,unit\n", FYP_E_HEADER_MISSING, "地区、年份"},
    {"no header", "510604,share,2023,91.46\n", FYP_E_LAYOUT_UNKNOWN, "510604"},
    {"only a header", "region,indicator,year,value\n", FYP_E_CSV_NO_ROWS, NULL},
    {"header and commas", "region,indicator,year,value\n,,,\n",
     FYP_E_CSV_NO_ROWS, NULL},
    {"only line ends", "\n\r\n,,\n", FYP_E_CSV_EMPTY, NULL},
    {"GB18030",
     "region,indicator,year,value\n"
     "\xC2\xDE\xBD\xAD\xC7\xF8,share,2023,91.46\n",
     FYP_OK, NULL},
    {"no encoding at all", "region,indicator,year,value\n\xFF,share,2023,1\n",
     FYP_E_CSV_ENCODING, "偏移 28 "},
    {"quote open", "region,indicator,year,value\n\"510604,share,2023,1\n",
     FYP_E_CSV_QUOTE_OPEN, "第 2 行"},
};

Test(import, a_file_is_known_by_its_header_or_refused_whole)
{
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const struct header *row = &headers[i];
        struct scene scene = scene_make();
        struct outcome outcome = scene_import(&scene, "h.csv", row->text);
        cr_expect_eq(
            outcome.status, row->status, "%s: expected %d, found %d: %s",
            row->name, (int)row->status, (int)outcome.status, outcome.err.text);
        cr_expect(
            !row->message || strstr(outcome.err.text, row->message),
            "%s: \"%s\" not in \"%s\"", row->name, row->message,
            outcome.err.text);
        bool taken = row->status == FYP_OK;
        cr_expect_eq(
            scene_ask(&scene, "SELECT count(*) FROM figure"), taken, "%s",
            row->name);
        cr_expect_eq(
            scene_ask(&scene, "SELECT count(*) FROM import"), taken, "%s",
            row->name);
        cr_expect(
            taken || strstr(outcome.err.place, "h.csv"), "%s: place \"%s\"",
            row->name, outcome.err.place);
        outcome_finish(&outcome);
        scene_finish(&scene);
    }
}

#define SHORT "region,indicator,year,value,source,note\n"

Test(import, the_same_file_twice_changes_nothing)
{
    static const char text[] = SHORT "510604,share,2023,91.46,年报,\n"
                                     "510604,share,2024,200,年报,\n";
    struct scene scene = scene_make();
    struct outcome first = scene_import(&scene, "a.csv", text);
    struct outcome second = scene_import(&scene, "another name.csv", text);
    cr_expect_eq(first.status, FYP_OK);
    cr_expect_not(first.result.already_imported);
    cr_expect_eq(first.result.counts.rejected, 1);
    cr_expect_eq(second.status, FYP_OK);
    cr_expect(second.result.already_imported);
    cr_expect_eq(second.result.import_id, first.result.import_id);
    cr_expect_eq(second.result.counts.rows, 0);
    cr_expect_eq(second.result.findings.count, 0);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM import"), 1);
    scene_assert_sound(&scene);
    outcome_finish(&first);
    outcome_finish(&second);
    scene_finish(&scene);
}

Test(import, a_changed_figure_becomes_a_new_version_and_the_old_one_stays)
{
    struct scene scene = scene_make();
    struct outcome a = scene_import(
        &scene, "a.csv",
        SHORT "510604,share,2023,91.46,年报,\n"
              "510604,share,2024,92.17,年报,\n");
    struct outcome b = scene_revise(
        &scene, "b.csv",
        SHORT "510604,share,2024,92.17,年报,\n"
              "510604,share,2023,91.83,年报,核实\n",
        "核实后更正");
    struct outcome c = scene_revise(
        &scene, "c.csv", SHORT "510604,share,2023,91.9,年报,核实\n", "再核实");
    char text[256];
    cr_expect_eq(a.result.counts.added, 2);
    cr_expect_eq(b.result.counts.same, 1);
    cr_expect_eq(b.result.counts.changed, 1);
    cr_expect_eq(c.result.counts.changed, 1);
    scene_ask_text(
        &scene,
        "SELECT group_concat(version || ':' || value_text || ':' || import_id"
        " || '>' || replaced_by, ' ') FROM figure_history",
        text, sizeof text);
    cr_expect_str_eq(text, "1:91.46:1>2 2:91.83:2>3");
    scene_ask_text(
        &scene,
        "SELECT version || ':' || value_text || ':' || import_id || ':' ||"
        " line || ':' || note FROM figure WHERE year = 2023",
        text, sizeof text);
    cr_expect_str_eq(text, "3:91.9:3:2:核实");
    cr_expect_eq(
        scene_ask(&scene, "SELECT import_id FROM figure WHERE year = 2024"), 1,
        "a confirmed figure keeps its origin");
    struct fyp_figures *figures = scene_load(&scene);
    const struct fyp_figure *figure =
        fyp_figures_find(figures, "510604", "share", 2023, FYP_BASIS_YEAR);
    cr_assert_not_null(figure);
    cr_expect_eq(figure->version, 3);
    cr_expect_str_eq(figure->file, "c.csv");
    fyp_figures_destroy(figures);
    scene_assert_sound(&scene);
    outcome_finish(&a);
    outcome_finish(&b);
    outcome_finish(&c);
    scene_finish(&scene);
}

/* What else a row says belongs to the figure: a real source in place of a
 * demonstration must not be lost because the value is the same. */
Test(import, a_real_source_for_the_value_of_a_demonstration_is_a_revision)
{
    struct scene scene = scene_make();
    struct outcome a = scene_import(
        &scene, "a.csv",
        SHORT "510604,share,2023,91.46,示例数据，非真实统计,\n");
    struct fyp_figures *figures = scene_load(&scene);
    cr_expect(fyp_figures_at(figures, 0)->demonstration);
    fyp_figures_destroy(figures);
    struct outcome b =
        scene_import(&scene, "b.csv", SHORT "510604,share,2023,91.46,年报,\n");
    cr_expect_eq(b.result.counts.rejected, 1);
    cr_expect_eq(b.result.findings.items[0].status, FYP_E_ROW_REVISION);
    cr_expect_not_null(strstr(b.result.findings.items[0].text, "示例数据"));
    outcome_finish(&b);
    b = scene_revise(
        &scene, "b.csv", SHORT "510604,share,2023,91.46,年报,\n", "实数到了");
    cr_expect_eq(b.result.counts.changed, 1);
    figures = scene_load(&scene);
    cr_expect_not(fyp_figures_at(figures, 0)->demonstration);
    cr_expect_eq(fyp_figures_at(figures, 0)->version, 2);
    fyp_figures_destroy(figures);
    outcome_finish(&a);
    outcome_finish(&b);
    scene_finish(&scene);
}

Test(import, a_place_confirmed_and_then_contradicted_in_one_file_is_rejected)
{
    struct scene scene = scene_make();
    struct outcome a =
        scene_import(&scene, "a.csv", SHORT "510604,share,2023,91.46,,\n");
    struct outcome b = scene_import(
        &scene, "b.csv",
        SHORT "510604,share,2023,91.46,,\n"
              "510604,share,2023,91.83,,\n"
              "510604,share,2023,91.46,,\n");
    struct outcome c = scene_revise(
        &scene, "c.csv",
        SHORT "510604,share,2023,91.83,,\n"
              "510604,share,2023,91.46,,\n",
        "更正");
    cr_expect_eq(b.result.counts.same, 2);
    cr_expect_eq(b.result.counts.rejected, 1);
    cr_expect_eq(b.result.findings.items[0].status, FYP_E_ROW_TWICE);
    cr_expect_not_null(strstr(b.result.findings.items[0].text, "第 2 行"));
    cr_expect_eq(c.result.counts.changed, 1);
    cr_expect_eq(c.result.counts.rejected, 1);
    cr_expect_not_null(strstr(c.result.findings.items[0].text, "91.83"));
    scene_assert_sound(&scene);
    outcome_finish(&a);
    outcome_finish(&b);
    outcome_finish(&c);
    scene_finish(&scene);
}

Test(import, a_rejected_row_leaves_its_place_to_the_next_one)
{
    struct scene scene = scene_make();
    struct outcome outcome = scene_import(
        &scene, "a.csv",
        SHORT "510604,share,2023,191.46,,\n"
              "510604,share,2023,91.46,,\n");
    cr_expect_eq(outcome.result.counts.added, 1);
    cr_expect_eq(outcome.result.counts.rejected, 1);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

Test(import, a_file_of_rejected_rows_is_kept_with_its_reasons)
{
    struct scene scene = scene_make();
    struct outcome outcome = scene_import(
        &scene, "a.csv",
        SHORT "510604,share,2023,191.46,,\n"
              "510604,医保率,2023,91.46,,\n");
    cr_expect_eq(outcome.status, FYP_OK);
    cr_expect_eq(outcome.result.counts.rows, 2);
    cr_expect_eq(outcome.result.counts.rejected, 2);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM figure"), 0);
    cr_expect_eq(scene_ask(&scene, "SELECT count(*) FROM rejected_row"), 2);
    cr_expect_eq(scene_ask(&scene, "SELECT rejected FROM import"), 2);
    scene_assert_sound(&scene);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

Test(import, the_raw_text_of_a_rejected_row_is_cut_between_characters)
{
    struct scene scene = scene_make();
    struct fyp_buffer text = {0};
    fyp_buffer_text(&text, "region,indicator,year,value,note\nx,,,,a");
    for (int i = 0; i < 1000; i++) {
        fyp_buffer_text(&text, "罗");
    }
    struct outcome outcome = scene_import(&scene, "a.csv", text.data);
    cr_expect_eq(outcome.result.counts.rejected, 1);
    cr_expect_eq(
        scene_ask(&scene, "SELECT length(CAST(raw AS BLOB)) FROM rejected_row"),
        1998); /* "x,,,,a" and 664 characters of 3 bytes; 665 make 2,001 */
    fyp_buffer_finish(&text);
    outcome_finish(&outcome);
    scene_finish(&scene);
}

Test(import, the_order_of_the_rows_does_not_matter)
{
    struct scene a = scene_make();
    struct scene b = scene_make();
    struct fyp_buffer forward = {0}, backward = {0};
    enum { COUNT = 60 };
    fyp_buffer_text(&forward, SHORT);
    fyp_buffer_text(&backward, SHORT);
    for (int i = 0; i < COUNT; i++) {
        for (int way = 0; way < 2; way++) {
            int n = way == 0 ? i : COUNT - 1 - i;
            fyp_buffer_format(
                way == 0 ? &forward : &backward, "%s,%s,%d,%d.%02d,年报%d,\n",
                n % 2 ? "罗江区" : "511102", n % 3 ? "share" : "counted",
                2001 + n, n, 37, n % 7);
        }
    }
    struct outcome first = scene_import(&a, "a.csv", forward.data);
    struct outcome second = scene_import(&b, "b.csv", backward.data);
    cr_expect_eq(first.result.counts.added, COUNT);
    cr_expect_eq(second.result.counts.added, COUNT);
    struct fyp_figures *left = scene_load(&a);
    struct fyp_figures *right = scene_load(&b);
    cr_expect(same_figures(left, right));
    struct outcome third = scene_import(&a, "b.csv", backward.data);
    cr_expect_eq(third.result.counts.same, COUNT);
    fyp_figures_destroy(left);
    fyp_figures_destroy(right);
    fyp_buffer_finish(&forward);
    fyp_buffer_finish(&backward);
    outcome_finish(&first);
    outcome_finish(&second);
    outcome_finish(&third);
    scene_finish(&a);
    scene_finish(&b);
}
