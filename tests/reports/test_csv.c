/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/report.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cell_row {
    const char *text;
    const char *written;
};

/* RFC 4180 section 2 for the quotes; OWASP "CSV Injection" for the marks. */
static const struct cell_row cell_rows[] = {
    {"残疾人", "残疾人"},
    {"a,b", "\"a,b\""},
    {"a \"b\"", "\"a \"\"b\"\"\""},
    {"a\nb", "\"a\nb\""},
    {"a\r", "\"a\r\""},
    {"", ""},
    {NULL, ""},
    {"=1+1", "'=1+1"},
    {"+1", "'+1"},
    {"--", "--"},
    {"-", "-"},
    {"--1", "'--1"},
    {"-=1", "'-=1"},
    {"-5", "'-5"},
    {"@sum", "'@sum"},
    {"\tx", "'\tx"},
    {"\rx", "\"'\rx\""},
    {"=A1,\"x\"", "\"'=A1,\"\"x\"\"\""},
    {"—", "—"},
    {">95", ">95"},
    {"1=1", "1=1"},
};

Test(csv, text_is_quoted_where_needed_and_never_starts_a_formula)
{
    for (size_t i = 0; i < sizeof cell_rows / sizeof cell_rows[0]; i++) {
        struct fyp_buffer out = {0};
        struct fyp_csv_row row = {.out = &out};
        char expected[64];
        fyp_csv_text(&row, cell_rows[i].text);
        fyp_csv_text(&row, "z");
        fyp_csv_end(&row);
        snprintf(expected, sizeof expected, "%s,z\n", cell_rows[i].written);
        cr_expect_str_eq(out.data, expected, "row %zu: %s", i, out.data);
        fyp_buffer_finish(&out);
    }
}

Test(csv, numbers_stay_numbers)
{
    struct fyp_buffer out = {0};
    struct fyp_csv_row row = {.out = &out};
    const struct fyp_decimal absent = {0};
    fyp_csv_number(&row, -8.8);
    fyp_csv_number(&row, 0.1 + 0.2);
    fyp_csv_number(&row, NAN);
    fyp_csv_number(&row, INFINITY);
    fyp_csv_number(&row, 1e15);
    fyp_csv_decimal(&row, &absent);
    fyp_csv_integer(&row, 2023);
    fyp_csv_positive(&row, 0);
    fyp_csv_positive(&row, 88);
    fyp_csv_boolean(&row, true);
    fyp_csv_comparator(&row, FYP_COMPARE_EQ);
    fyp_csv_end(&row);
    cr_expect_str_eq(
        out.data, "-8.8,0.3,,,1000000000000000,,2023,,88,true,=\n");
    fyp_buffer_finish(&out);
}

/* A slow reader of RFC 4180, beside the writer: the fields of the record
 * that starts at *at; moves *at behind it. */
enum { FIELDS_MAX = 48, FIELD_SIZE = 256 };
struct record {
    size_t count;
    char fields[FIELDS_MAX][FIELD_SIZE];
};

static void read_record(const char **at, struct record *record)
{
    bool quoted = false;
    size_t length = 0;
    memset(record, 0, sizeof *record);
    record->count = 1;
    for (; **at != '\0' && (quoted || **at != '\n'); (*at)++) {
        char *field = record->fields[record->count - 1];
        if (**at == '"' && quoted && (*at)[1] == '"') {
            field[length++] = *(*at)++;
        } else if (**at == '"') {
            quoted = !quoted;
        } else if (**at == ',' && !quoted) {
            cr_assert_lt(record->count, (size_t)FIELDS_MAX);
            record->count++;
            length = 0;
        } else {
            cr_assert_lt(length, (size_t)FIELD_SIZE - 1);
            field[length++] = **at;
        }
    }
    cr_assert_not(quoted, "an open quote");
    *at += **at == '\n';
}

static size_t column(const struct record *header, const char *key)
{
    for (size_t i = 0; i < header->count; i++) {
        if (strcmp(header->fields[i], key) == 0) {
            return i;
        }
    }
    cr_assert_fail("no column \"%s\"", key);
    return 0;
}

static struct record header;
static struct record record;

Test(csv, an_evaluation_has_a_row_for_each_indicator_as_wide_as_its_header)
{
    struct fyp_buffer out = {0};
    const struct fyp_evaluation *evaluation = sample_evaluation();
    fyp_report_evaluation(evaluation, FYP_FORMAT_CSV, &out);
    cr_assert_not(out.failed);
    const char *at = out.data;
    read_record(&at, &header);
    cr_expect_str_eq(header.fields[0], "plan", "no byte order mark");
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        read_record(&at, &record);
        cr_expect_eq(record.count, header.count, "row %zu", i);
        cr_expect_str_eq(
            record.fields[column(&header, "code")],
            evaluation->indicators[i].indicator->code);
        cr_expect_str_eq(
            record.fields[column(&header, "status")],
            fyp_verdict_name(evaluation->indicators[i].verdict));
        cr_expect_str_eq(record.fields[column(&header, "year")], "2023");
    }
    cr_expect_str_empty(at);
    fyp_buffer_finish(&out);
}

Test(csv, a_row_holds_what_the_json_holds)
{
    struct fyp_buffer out = {0};
    struct fyp_evaluation *evaluation = sample_evaluation();
    evaluation->indicators[SAMPLE_STEP].demonstration = true;
    fyp_report_evaluation(evaluation, FYP_FORMAT_CSV, &out);
    const char *at = out.data;
    read_record(&at, &header);
    for (size_t i = 0; i <= SAMPLE_STEP; i++) {
        read_record(&at, &record);
    }
    cr_expect_str_eq(
        record.fields[column(&header, "flags")], "inferred;milestone_missed");
    cr_expect_str_eq(record.fields[column(&header, "value")], "99.996");
    cr_expect_str_eq(record.fields[column(&header, "comparator")], ">=");
    cr_expect_str_eq(record.fields[column(&header, "pace")], "0.998");
    cr_expect_str_eq(record.fields[column(&header, "progress")], "");
    cr_expect_str_eq(record.fields[column(&header, "attribute")], "binding");
    cr_expect_str_eq(
        record.fields[column(&header, "method_fell_back")], "true");
    cr_expect_str_eq(
        record.fields[column(&header, "data_notice")], "示例数据，非真实统计");
    fyp_buffer_finish(&out);
}

Test(csv, every_figure_stands_under_its_own_key)
{
    struct fyp_buffer out = {0};
    struct fyp_evaluation *evaluation = sample_evaluation();
    sample_fill(&evaluation->indicators[0]);
    fyp_report_evaluation(evaluation, FYP_FORMAT_CSV, &out);
    const char *at = out.data;
    read_record(&at, &header);
    read_record(&at, &record);
    for (size_t i = 0; i < SAMPLE_FIGURES; i++) {
        const char *key = sample_figures[i].key;
        cr_expect_float_eq(
            strtod(record.fields[column(&header, key)], NULL),
            sample_figures[i].figure, 1e-13, "\"%s\"", key);
    }
    fyp_buffer_finish(&out);
}

Test(csv, a_plan_has_a_row_for_each_indicator_with_what_is_printed)
{
    struct fyp_buffer out = {0};
    fyp_report_plan(sample_plan(), FYP_FORMAT_CSV, &out);
    cr_assert_not(out.failed);
    const char *at = out.data;
    read_record(&at, &header);
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        read_record(&at, &record);
        cr_expect_eq(record.count, header.count, "row %zu", i);
        if (i == SAMPLE_AHEAD) {
            cr_expect_str_eq(
                record.fields[column(&header, "baseline_text")], "--");
            cr_expect_str_eq(
                record.fields[column(&header, "reference_region")], "100000");
        }
        if (i == SAMPLE_NO_DATA) {
            cr_expect_str_eq(
                record.fields[column(&header, "name")],
                "'=残疾人基本康复服务覆盖率");
        }
        if (i == SAMPLE_MONITOR) {
            cr_expect_str_eq(record.fields[column(&header, "unit")], "人次");
            cr_expect_str_eq(
                record.fields[column(&header, "printed_unit")], "万人次");
        }
        if (i == SAMPLE_STEP) {
            cr_expect_str_eq(
                record.fields[column(&header, "milestones")], "2022>=100");
        }
    }
    cr_expect_str_empty(at);
    fyp_buffer_finish(&out);
}

Test(csv, the_list_of_plans_has_a_row_a_plan)
{
    struct fyp_buffer out = {0};
    struct fyp_plan copy = *sample_plan();
    struct fyp_plan *const plans[] = {&copy, &copy};
    fyp_report_plan_list(plans, 2, FYP_FORMAT_CSV, &out);
    const char *at = out.data;
    read_record(&at, &header);
    for (int i = 0; i < 2; i++) {
        read_record(&at, &record);
        cr_expect_eq(record.count, header.count);
        cr_expect_str_eq(record.fields[column(&header, "id")], "sample-2021");
        cr_expect_str_eq(record.fields[column(&header, "indicators")], "10");
        cr_expect_str_eq(record.fields[column(&header, "binding")], "4");
    }
    cr_expect_str_empty(at);
    fyp_buffer_finish(&out);
}
