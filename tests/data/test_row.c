/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/row.h"
#include "data/readers/source.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char people[] =
    "  - {代码: people, 名称: 康复人数, 英文名: People, 单位: 人,\n"
    "     其他单位: [人次], 类型: 水平, 方向: 越高越好,\n"
    "     自然范围: [0, 无上限], 汇总: 相加, 定义: 人数}\n"
    "  - {代码: subsidy, 名称: 补贴标准, 英文名: Subsidy, 单位: 元/人月,\n"
    "     类型: 水平, 方向: 越高越好, 汇总: 不汇总, 定义: 标准}\n";

/* What rows are read against: small_catalogue and the two above. */
struct desk {
    struct folder folder;
    struct fyp_catalogue *catalogue;
    struct fyp_regions *regions;
    struct fyp_row_reader reader;
};

static struct desk desk_make(void)
{
    struct desk desk = {.folder = folder_make()};
    struct fyp_buffer text = {0};
    struct fyp_error err = {.status = FYP_OK};
    fyp_buffer_text(&text, small_catalogue);
    fyp_buffer_text(&text, people);
    folder_write(&desk.folder, "catalogue.yaml", text.data);
    fyp_buffer_finish(&text);
    (void)fyp_catalogue_create(
        folder_file(&desk.folder, "catalogue.yaml"), &desk.catalogue, NULL,
        &err);
    cr_assert_not_null(desk.catalogue, "%s: %s", err.place, err.text);
    desk.regions = scene_regions();
    desk.reader.catalogue = desk.catalogue;
    desk.reader.regions = desk.regions;
    return desk;
}

static void desk_finish(struct desk *desk)
{
    fyp_row_finish(&desk->reader, NULL);
    fyp_regions_destroy(desk->regions);
    fyp_catalogue_destroy(desk->catalogue);
    folder_remove(&desk->folder);
}

/* The cells of a row: indicator|value|unit|numerator|denominator, for 510604
 * in 2023. */
struct cells {
    char text[512];
    struct fyp_observation observation;
};

static void lay_out(struct cells *cells, const char *row, unsigned marks)
{
    static const enum fyp_column order[] = {
        FYP_COLUMN_INDICATOR, FYP_COLUMN_VALUE, FYP_COLUMN_UNIT,
        FYP_COLUMN_NUMERATOR, FYP_COLUMN_DENOMINATOR};
    static char region[] = "510604", year[] = "2023", nothing[] = "";
    snprintf(cells->text, sizeof cells->text, "%s", row);
    cells->observation =
        (struct fyp_observation){.marks = marks, .line = 7, .column = 3};
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        cells->observation.cells[i] = nothing;
    }
    cells->observation.cells[FYP_COLUMN_REGION] = region;
    cells->observation.cells[FYP_COLUMN_YEAR] = year;
    char *at = cells->text;
    for (size_t i = 0; at && i < sizeof order / sizeof *order; i++) {
        cells->observation.cells[order[i]] = at;
        at = strchr(at, '|');
        if (at) {
            *at++ = '\0';
        }
    }
}

struct taken {
    const char *row;
    unsigned marks;
    double value;
    int decimals;
    unsigned normalised;
    enum fyp_status remark; /* the first; FYP_OK: none */
};

static const struct taken taken[] = {
    {"share|91.46", 0, 91.46, 2, 0, FYP_OK},
    {"share|９６．５％", 0, 96.5, 1,
     FYP_NORMAL_FULL_WIDTH | FYP_NORMAL_PER_CENT, FYP_OK},
    {"share|965‰", 0, 96.5, 1, FYP_NORMAL_PER_MILLE, FYP_OK},
    {"share|965|‰", 0, 96.5, 1, FYP_NORMAL_PER_MILLE, FYP_OK},
    {"share|965‰|‰", 0, 96.5, 1, FYP_NORMAL_PER_MILLE, FYP_OK},
    {"share|0.965|小数", 0, 96.5, 1, FYP_NORMAL_SHARE, FYP_OK},
    {"参保率（小数）|0.9147", 0, 91.47, 2, FYP_NORMAL_SHARE, FYP_OK},
    {"share|0.92", 0, 0.92, 2, 0, FYP_W_ROW_FRACTION},
    {"share|0.92%", 0, 0.92, 2, FYP_NORMAL_PER_CENT, FYP_OK},
    {"share|96.49999999999999", 0, 96.5, 1, FYP_NORMAL_BINARY_TAIL, FYP_OK},
    {"share|96.5%", FYP_CELL_NUMBER | FYP_CELL_PER_CENT, 96.5, 1,
     FYP_NORMAL_PER_CENT, FYP_OK},
    {"share||%|2873|3141", 0, 100.0 * 2873 / 3141, 0, FYP_NORMAL_COMPUTED,
     FYP_OK},
    {"share|—|%|2873|3141", 0, 100.0 * 2873 / 3141, 0, FYP_NORMAL_COMPUTED,
     FYP_W_ROW_MARK_COMPUTED},
    {"share|91.47||2,873|3,141", 0, 91.47, 2, FYP_NORMAL_GROUPING, FYP_OK},
    {"share|91.47||0.2873万|3141", 0, 91.47, 2, FYP_NORMAL_TEN_THOUSAND,
     FYP_OK},
    {"share|0.9147|小数|2873|3141", 0, 91.47, 2, FYP_NORMAL_SHARE, FYP_OK},
    {"share|91.46||—|—", 0, 91.46, 2, 0, FYP_OK},
    {"growing|-0.7", 0, -0.7, 1, 0, FYP_OK},
    {"growing|＋６．８５", 0, 6.85, 2, FYP_NORMAL_FULL_WIDTH | FYP_NORMAL_PLUS,
     FYP_OK},
    {"people|1,234", 0, 1234, 0, FYP_NORMAL_GROUPING, FYP_OK},
    {"people|3.2万", 0, 32000, 0, FYP_NORMAL_TEN_THOUSAND, FYP_OK},
    {"people|3.2万|人", 0, 32000, 0, FYP_NORMAL_TEN_THOUSAND, FYP_OK},
    {"people|3.2|万人", 0, 32000, 0, FYP_NORMAL_UNIT, FYP_OK},
    {"康复人数(万人)|3.2|万人", 0, 32000, 0, FYP_NORMAL_UNIT, FYP_OK},
    {"康复人数（万人）|3.2", 0, 32000, 0, FYP_NORMAL_UNIT, FYP_OK},
    {"people|0.02|万人次", 0, 200, 0, FYP_NORMAL_UNIT, FYP_OK},
    {"people|0.020|万人", 0, 200, 0, FYP_NORMAL_UNIT, FYP_OK},
    {"people|217|人次", 0, 217, 0, 0, FYP_OK},
    {"people|217|名", 0, 217, 0, 0, FYP_OK},
    {"people|0", 0, 0, 0, 0, FYP_OK},
    {"people|-0", 0, 0, 0, 0, FYP_OK},
    {"people|12.5", 0, 12.5, 1, 0, FYP_W_ROW_NOT_WHOLE},
    {"people|1.23456|万人", 0, 12345.6, 1, FYP_NORMAL_UNIT,
     FYP_W_ROW_NOT_WHOLE},
    {"people|12.0", 0, 12, 1, 0, FYP_OK},
    {"subsidy|1,203.7", 0, 1203.7, 1, FYP_NORMAL_GROUPING, FYP_OK},
    {"subsidy|0.1204|万元/人·月", 0, 1204, 0, FYP_NORMAL_UNIT, FYP_OK},
    {"subsidy||万元/人月|2.4|20", 0, 1200, 0, FYP_NORMAL_COMPUTED, FYP_OK},
    {"people|31", FYP_CELL_HIDDEN | FYP_CELL_NUMBER, 31, 0, 0,
     FYP_W_ROW_HIDDEN},
    {"people|0", FYP_CELL_FORMULA | FYP_CELL_NEVER_CALCULATED, 0, 0, 0,
     FYP_W_ROW_NEVER_CALCULATED},
    {"people|31", FYP_CELL_FORMULA | FYP_CELL_EXTERNAL, 31, 0, 0,
     FYP_W_ROW_EXTERNAL},
    {"people|31", FYP_CELL_FORMULA | FYP_CELL_NUMBER, 31, 0, 0, FYP_OK},
};

Test(row, a_row_is_the_figure_that_was_meant_and_says_what_was_done_to_it)
{
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        const struct taken *row = &taken[i];
        struct desk desk = desk_make();
        struct cells cells;
        struct fyp_understood out;
        struct fyp_problems notes = {0};
        struct fyp_error err = {.status = FYP_OK};
        lay_out(&cells, row->row, row->marks);
        enum fyp_status status = fyp_row_understand(
            &desk.reader, &cells.observation, &out, &notes, &err);
        cr_expect_eq(status, FYP_OK, "%s: %s", row->row, err.text);
        cr_expect_eq(out.missing, FYP_MISSING_NONE, "%s", row->row);
        const struct fyp_decimal *value = &out.row.figure.value;
        cr_expect(
            value->present &&
                fabs(value->value - row->value) <= 1e-15 * fabs(row->value),
            "%s: %.17g, not %.17g", row->row, value->value, row->value);
        cr_expect_eq(
            value->decimals, row->decimals, "%s: %d decimals", row->row,
            value->decimals);
        cr_expect_eq(
            out.row.normalised, row->normalised, "%s: %#x, not %#x", row->row,
            out.row.normalised, row->normalised);
        cr_expect_eq(
            notes.count > 0 ? notes.items[0].status : FYP_OK, row->remark,
            "%s: %s", row->row, notes.count > 0 ? notes.items[0].text : "");
        cr_expect_leq(notes.count, 1);
        cr_expect_eq(out.row.figure.line, 7);
        cr_expect_eq(out.row.figure.column, 3);
        cr_expect_eq(out.row.figure.marks, row->marks);
        fyp_problems_finish(&notes);
        desk_finish(&desk);
    }
}

struct rejected {
    const char *row;
    unsigned marks;
    enum fyp_status status;
    const char *message; /* what it must say */
};

static const struct rejected rejected[] = {
    {"share|约95", 0, FYP_E_ROW_NUMBER, "约95"},
    {"share|≥95", 0, FYP_E_ROW_NUMBER, "≥95"},
    {"share|90-95", 0, FYP_E_ROW_NUMBER, "90-95"},
    {"share|96.5①", 0, FYP_E_ROW_NUMBER, "①"},
    {"people|12,34", 0, FYP_E_ROW_NUMBER, "12,34"},
    {"people|1e5", 0, FYP_E_ROW_NUMBER, "1e5"},
    {"people|9O", 0, FYP_E_ROW_NUMBER, "9O"},
    {"people|91%", 0, FYP_E_ROW_NUMBER, "91%"},
    {"people|91‰", 0, FYP_E_ROW_NUMBER, "91‰"},
    {"share|3.2万", 0, FYP_E_ROW_NUMBER, "3.2万"},
    {"share|91.47||91%|100", 0, FYP_E_ROW_NUMBER, "91%"},
    {"people|17|户", 0, FYP_E_ROW_UNIT,
     "“户”，指标 康复人数 的单位是“人、人次”"},
    {"counted|17|人", 0, FYP_E_ROW_UNIT, "“人”，指标 改造户数 的单位是“户”"},
    {"counted|17|万人", 0, FYP_E_ROW_UNIT, "万人"},
    {"subsidy|17|元/年", 0, FYP_E_ROW_UNIT, "元/年"},
    {"share|17|百分点", 0, FYP_E_ROW_UNIT, "百分点"},
    {"share|17|人", 0, FYP_E_ROW_UNIT, "人"},
    {"康复人数（万人）|3.2|人", 0, FYP_E_ROW_UNITS, "“万人”，一处写“人”"},
    {"康复人数（户）|3.2", 0, FYP_E_ROW_UNIT, "户"},
    {"people|3.2万|万人", 0, FYP_E_ROW_UNITS, "“万人”，一处写“3.2万”"},
    {"康复人数（万人）|3.2万", 0, FYP_E_ROW_UNITS, "3.2万"},
    {"share|96.5%|小数", 0, FYP_E_ROW_UNITS, "“小数”，一处写“96.5%”"},
    {"share|96.5%|‰", 0, FYP_E_ROW_UNITS, "“‰”，一处写“96.5%”"},
    {"share|965‰|小数", 0, FYP_E_ROW_UNITS, "小数"},
    {"share|96.5|小数", 0, FYP_E_ROW_RANGE, "9650"},
    {"share|9650%", FYP_CELL_NUMBER | FYP_CELL_PER_CENT,
     FYP_E_ROW_SHOWN_PER_CENT, "9650%"},
    {"people|-1", 0, FYP_E_ROW_RANGE, "-1"},
    {"people|-0.0001|万人", 0, FYP_E_ROW_RANGE, "-1"},
    {"share|103", 0, FYP_E_ROW_RANGE, "103"},
    {"share|91.47||3141|2873", 0, FYP_E_ROW_PART_OVER_WHOLE, "3141"},
    {"share|91.47||0.3142万|3141", 0, FYP_E_ROW_PART_OVER_WHOLE, "0.3142万"},
    {"share|||7|0", 0, FYP_E_ROW_DENOMINATOR, "0"},
    {"share|||0|0", 0, FYP_E_ROW_DENOMINATOR, "0"},
    {"share|91.48||2873|3141", 0, FYP_E_ROW_DISAGREES, "91.48"},
    {"share|91.48%||2873|3141", 0, FYP_E_ROW_DISAGREES, "91.48%"},
    {"subsidy|1201||24000|20", 0, FYP_E_ROW_DISAGREES, "1200"},
    {"share|||31", 0, FYP_E_ROW_HALF_RATIO, ""},
    {"share|91.47||31|—", 0, FYP_E_ROW_HALF_RATIO, ""},
    {"share|—||31", 0, FYP_E_ROW_HALF_RATIO, ""},
    {"share|#DIV/0!", FYP_CELL_BROKEN, FYP_E_ROW_CELL,
     "错误值，格里是“#DIV/0!”"},
    {"people|31", FYP_CELL_TWICE, FYP_E_ROW_CELL, "出现两次"},
    {"people|2021-03-01", FYP_CELL_DATE, FYP_E_ROW_CELL, "日期"},
    {"people|31", FYP_CELL_MERGED, FYP_E_ROW_CELL, "合并单元格"},
    {"share|#DIV/0!", 0, FYP_E_ROW_NUMBER, "#DIV/0!"},
    {"nothing|31", 0, FYP_E_ROW_INDICATOR, "nothing"},
};

Test(row, what_cannot_be_used_is_rejected_with_what_stood_there)
{
    for (size_t i = 0; i < sizeof rejected / sizeof *rejected; i++) {
        const struct rejected *row = &rejected[i];
        struct desk desk = desk_make();
        struct cells cells;
        struct fyp_understood out;
        struct fyp_problems notes = {0};
        struct fyp_error err = {.status = FYP_OK};
        lay_out(&cells, row->row, row->marks);
        enum fyp_status status = fyp_row_understand(
            &desk.reader, &cells.observation, &out, &notes, &err);
        cr_expect_eq(
            status, row->status, "%s: %d, not %d: %s", row->row, (int)status,
            (int)row->status, err.text);
        cr_expect_not_null(
            strstr(err.text, row->message), "%s: \"%s\" not in \"%s\"",
            row->row, row->message, err.text);
        cr_expect_null(out.row.figure.region);
        cr_expect_not(out.row.figure.value.present);
        fyp_problems_finish(&notes);
        desk_finish(&desk);
    }
}

struct gap {
    const char *row;
    enum fyp_missing_kind kind;
    const char *text; /* value_text */
};

static const struct gap gaps[] = {
    {"share|—", FYP_MISSING_UNKNOWN, "—"},
    {"share|暂无", FYP_MISSING_NOT_YET, "暂无"},
    {"share|", FYP_MISSING_UNKNOWN, ""},
    {"share| 　", FYP_MISSING_UNKNOWN, ""},
    {"share|不适用", FYP_MISSING_NOT_APPLICABLE, "不适用"},
    {"share|||——|31", FYP_MISSING_UNKNOWN, "——"},
    {"share|||保密|31", FYP_MISSING_SUPPRESSED, "保密"},
    {"share|||31|尚无", FYP_MISSING_NOT_YET, "尚无"},
    {"share|暂无||—|—", FYP_MISSING_NOT_YET, "暂无"},
    {"people|N/A|万人", FYP_MISSING_UNKNOWN, "N/A"},
};

Test(row, a_mark_is_a_declared_gap_of_its_kind)
{
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        struct desk desk = desk_make();
        struct cells cells;
        struct fyp_understood out;
        struct fyp_problems notes = {0};
        struct fyp_error err = {.status = FYP_OK};
        lay_out(&cells, gaps[i].row, 0);
        cr_expect_eq(
            fyp_row_understand(
                &desk.reader, &cells.observation, &out, &notes, &err),
            FYP_OK, "%s: %s", gaps[i].row, err.text);
        cr_expect_eq(
            out.missing, gaps[i].kind, "%s: %d", gaps[i].row, (int)out.missing);
        cr_expect_not(out.row.figure.value.present, "%s", gaps[i].row);
        cr_expect_not(out.row.numerator.present, "%s", gaps[i].row);
        cr_expect_str_eq(out.row.figure.region, "510604");
        cr_expect_str_eq(out.row.value_text, gaps[i].text);
        cr_expect_eq(notes.count, 0);
        fyp_problems_finish(&notes);
        desk_finish(&desk);
    }
}

/* Rows of one table, each with its value. */
struct column {
    const char *name;
    const char *rows[6];
    size_t asked;         /* warnings of single cells */
    enum fyp_status told; /* of the column; FYP_OK: nothing */
    const char *message;
};

static const struct column columns[] = {
    {"all bare", {"share|91.46", "share|87.3", "share|100"}, 0, FYP_OK, NULL},
    {"all with signs",
     {"share|91.46%", "share|87.3％", "share|0.9%"},
     0,
     FYP_OK,
     NULL},
    {"signs on some",
     {"share|91.46", "share|87.3%", "share|88.1"},
     0,
     FYP_W_ROW_MIXED_SIGNS,
     "C2 格的 91.46和C3 格的 87.3%"},
    {"per mille on some",
     {"share|91.46%", "share|887", "share|881‰"},
     0,
     FYP_OK, /* 887 is refused, the others have signs */
     NULL},
    {"shares among percentages",
     {"share|91.46", "share|0.87", "share|88.1", "share|0.93"},
     2,
     FYP_W_ROW_MIXED_SCALES,
     "2 个数不超过 1，其余是百分数，如C2 格的 91.46和C3 格的 0.87"},
    {"percentages after shares",
     {"share|0.87", "share|0.93", "share|91.46"},
     1,
     FYP_W_ROW_MIXED_SCALES,
     "C2 格的 0.87和C4 格的 91.46"},
    {"all shares",
     {"share|0.87", "share|0.93", "share|1", "share|0.77"},
     1,
     FYP_W_ROW_ALL_SHARES,
     "4 个数全都不超过 1，如C2 格的 0.87和C3 格的 0.93"},
    {"one share", {"share|0.87"}, 1, FYP_OK, NULL},
    {"zero and one say nothing",
     {"share|0", "share|1", "share|1"},
     0,
     FYP_OK,
     NULL},
    {"declared as shares",
     {"share|0.87|小数", "share|0.93|小数", "share|1|小数"},
     0,
     FYP_OK,
     NULL},
    {"growth may be small",
     {"growing|0.7", "growing|6.8", "growing|-0.3"},
     0,
     FYP_OK,
     NULL},
    {"growth with signs on some",
     {"growing|0.7", "growing|6.8%"},
     0,
     FYP_W_ROW_MIXED_SIGNS,
     "收入增速"},
    {"two columns, each its own way",
     {"share|91.46", "growing|6.8%", "share|88.1", "growing|7.1%"},
     0,
     FYP_OK,
     NULL},
};

static size_t read_column(struct desk *desk, const struct column *column)
{
    size_t asked = 0;
    for (int i = 0; i < 6 && column->rows[i]; i++) {
        struct cells cells;
        struct fyp_understood out;
        struct fyp_problems notes = {0};
        lay_out(&cells, column->rows[i], 0);
        cells.observation.line = 2 + i;
        (void)fyp_row_understand(
            &desk->reader, &cells.observation, &out, &notes, NULL);
        asked += notes.count;
        fyp_problems_finish(&notes);
    }
    return asked;
}

Test(row, a_column_that_is_written_in_two_ways_is_asked_about_once)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const struct column *column = &columns[i];
        struct desk desk = desk_make();
        struct fyp_problems notes = {0};
        size_t asked = read_column(&desk, column);
        cr_expect_eq(asked, column->asked, "%s: %zu", column->name, asked);
        fyp_row_finish(&desk.reader, &notes);
        cr_expect_eq(
            notes.count, column->told != FYP_OK, "%s: %zu", column->name,
            notes.count);
        if (notes.count > 0 && column->told != FYP_OK) {
            cr_expect_eq(
                notes.items[0].status, column->told, "%s", column->name);
            cr_expect_not_null(
                strstr(notes.items[0].text, column->message), "%s: %s",
                column->name, notes.items[0].text);
        }
        fyp_problems_finish(&notes);
        fyp_row_finish(&desk.reader, &notes); /* the next table is clean */
        cr_expect_eq(notes.count, 0);
        desk_finish(&desk);
    }
}

struct place {
    const char *region, *name, *year;
    enum fyp_status status;
    const char *code;
    unsigned normalised;
};

static const struct place places[] = {
    {"510604", "", "2023", FYP_OK, "510604", 0},
    {"510604", "罗江区", "2023年", FYP_OK, "510604", 0},
    {"", "罗江区", "2023", FYP_OK, "510604", FYP_NORMAL_REGION_NAME},
    {"罗江区", "", "2023", FYP_OK, "510604", FYP_NORMAL_REGION_NAME},
    {"5111", "乐山市", "2023", FYP_OK, "511100", FYP_NORMAL_REGION_CODE},
    {"510604", "乐山市", "2023", FYP_E_REGION_CONFLICT, NULL, 0},
    {"罗江区", "乐山市", "2023", FYP_E_REGION_CONFLICT, NULL, 0},
    {"510604", "德阳市罗江区", "２０２３", FYP_OK, "510604", FYP_NORMAL_YEAR},
    {"", "", "2023", FYP_E_ROW_BLANK, NULL, 0},
    {"510604", "", "", FYP_E_ROW_BLANK, NULL, 0},
    {"510604", "", "1948", FYP_E_ROW_YEAR, NULL, 0},
    {"3.301E+11", "", "2023", FYP_E_REGION_CODE, NULL, 0},
    {"510604000000", "", "2023", FYP_OK, "510604", FYP_NORMAL_REGION_CODE},
};

/* One reader for all: what it remembers of the row before must not stick. */
Test(row, region_and_year_are_read_for_every_row)
{
    struct desk desk = desk_make();
    for (size_t i = 0; i < 3 * sizeof places / sizeof *places; i++) {
        const struct place *row =
            &places[(7 * i) % (sizeof places / sizeof *places)];
        struct cells cells;
        struct fyp_understood out;
        struct fyp_problems notes = {0};
        struct fyp_error err = {.status = FYP_OK};
        char region[64], name[64], year[64];
        lay_out(&cells, "share|91.46", 0);
        snprintf(region, sizeof region, "%s", row->region);
        snprintf(name, sizeof name, "%s", row->name);
        snprintf(year, sizeof year, "%s", row->year);
        cells.observation.cells[FYP_COLUMN_REGION] = region;
        cells.observation.cells[FYP_COLUMN_REGION_NAME] = name;
        cells.observation.cells[FYP_COLUMN_YEAR] = year;
        enum fyp_status status = fyp_row_understand(
            &desk.reader, &cells.observation, &out, &notes, &err);
        cr_expect_eq(
            status, row->status, "%s %s %s: %d %s", row->region, row->name,
            row->year, (int)status, err.text);
        if (row->status == FYP_OK) {
            cr_expect_str_eq(out.row.figure.region, row->code);
            cr_expect_eq(out.row.figure.year, 2023);
            cr_expect_eq(
                out.row.normalised, row->normalised, "%s %s: %#x", row->region,
                row->name, out.row.normalised);
        }
        fyp_problems_finish(&notes);
    }
    desk_finish(&desk);
}

/* Naive twin: a reader that remembers nothing gives the same. */
Test(row, remembering_the_row_before_changes_nothing)
{
    struct desk desk = desk_make();
    uint64_t state = 20211;
    enum { KINDS = sizeof taken / sizeof *taken };
    for (int i = 0; i < 4000; i++) {
        const struct taken *row = &taken[next_number(&state, KINDS)];
        struct cells one, other;
        struct fyp_understood left, right;
        struct fyp_problems notes = {0};
        struct fyp_row_reader fresh = {
            .catalogue = desk.catalogue, .regions = desk.regions};
        lay_out(&one, row->row, row->marks);
        lay_out(&other, row->row, row->marks);
        enum fyp_status a = fyp_row_understand(
            &desk.reader, &one.observation, &left, &notes, NULL);
        enum fyp_status b = fyp_row_understand(
            &fresh, &other.observation, &right, &notes, NULL);
        cr_assert_eq(a, b, "%s", row->row);
        cr_assert_eq(left.row.normalised, right.row.normalised);
        cr_assert_eq(
            memcmp(
                &left.row.figure.value.value, &right.row.figure.value.value,
                sizeof(double)),
            0, "%s", row->row);
        cr_assert_str_eq(
            left.row.unit ? left.row.unit : "",
            right.row.unit ? right.row.unit : "");
        fyp_row_finish(&fresh, NULL);
        fyp_problems_finish(&notes);
    }
    desk_finish(&desk);
}
