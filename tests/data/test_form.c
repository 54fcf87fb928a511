/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "data/tables/form.h"
#include "data/tables/form_words.h"
#include "tests/data/layout_scene.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The identity of a form and the words it is known by; rows that no form
 * ever had. What becomes of whole forms is in tests/intake/cases_form.py.
 */

static const struct fyp_form_identity identity = {
    .plan = "luojiang-2021",
    .year = 2023,
    .region = "510604",
    .hash = "8d969eef6eca"};

Test(form, an_identity_reads_back_wherever_it_stands)
{
    char text[FYP_FORM_IDENTITY_SIZE], around[600];
    struct fyp_form_identity read;
    fyp_form_identity_write(&identity, text);
    static const char *const frames[] = {
        "%s", "表单标识：%s", "Form identity: %s  ", "甲\n%s\n乙"};
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        const char *hole = strstr(frames[i], "%s");
        snprintf(
            around, sizeof around, "%.*s%s%s", (int)(hole - frames[i]),
            frames[i], text, hole + 2);
        cr_expect(fyp_form_identity_read(around, &read), "%s", around);
        cr_expect_str_eq(read.plan, identity.plan);
        cr_expect_str_eq(read.region, identity.region);
        cr_expect_str_eq(read.hash, identity.hash);
        cr_expect_eq(read.year, identity.year);
    }
}

Test(form, every_byte_of_an_identity_counts)
{
    char text[FYP_FORM_IDENTITY_SIZE];
    struct fyp_form_identity read;
    fyp_form_identity_write(&identity, text);
    const size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        char changed[FYP_FORM_IDENTITY_SIZE];
        memcpy(changed, text, sizeof changed);
        changed[i] = changed[i] == '7' ? '8' : '7';
        cr_expect_not(
            fyp_form_identity_read(changed, &read), "byte %zu: %s", i, changed);
        cr_expect_eq(read.year, 0);
        memcpy(changed, text, sizeof changed);
        changed[i] = '\0';
        cr_expect_not(fyp_form_identity_read(changed, &read), "cut at %zu", i);
    }
}

Test(form, fields_that_are_too_long_are_no_identity)
{
    static const char *const keys[] = {"plan", "year", "region", "sha"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char text[1200] = "fyp-form/1";
        struct fyp_form_identity read;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            char field[400], word[301];
            memset(word, '7', 300);
            word[k == i ? 300 : 4] = '\0';
            snprintf(field, sizeof field, " %s=%s", keys[k], word);
            strncat(text, field, sizeof text - strlen(text) - 1);
        }
        cr_expect_not(fyp_form_identity_read(text, &read), "%s", keys[i]);
    }
}

Test(form, every_word_that_is_written_is_known_again)
{
    for (int language = FYP_LANGUAGE_ZH; language <= FYP_LANGUAGE_EN;
         language++) {
        for (int i = 0; i < FYP_FORM_COLUMNS; i++) {
            char text[64];
            fyp_language_set((enum fyp_language)language);
            snprintf(
                text, sizeof text, " %s\n2023 年",
                fyp_form_heading((enum fyp_form_column)i));
            fyp_language_set(FYP_LANGUAGE_ZH);
            cr_expect_eq(fyp_form_column_of(text), i, "%s", text);
        }
        for (int i = 0; i < FYP_FORM_LINES; i++) {
            char text[64];
            fyp_language_set((enum fyp_language)language);
            snprintf(
                text, sizeof text, "%s（盖章）：",
                fyp_form_line_label((enum fyp_form_line)i));
            fyp_language_set(FYP_LANGUAGE_ZH);
            cr_expect_eq(fyp_form_line_of(text), i, "%s", text);
        }
    }
    cr_expect_eq(fyp_form_column_of("合计"), FYP_FORM_COLUMNS);
    cr_expect_eq(fyp_form_line_of("合计"), FYP_FORM_LINES);
}

#define LONG_WORD                                                              \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "a"                                                                        \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "a"                                                                        \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* One row of a form each, behind one that is sound, and what is handed out
 * for it. The row begins in line 5. */
static const struct {
    const char *name, *row, *expected;
} rows[] = {
    {"value", "1,甲,,%,,当年,91.46,,,年报,,share",
     "510604||share|2023|91.46|%||"},
    {"parts", "1,甲,,%,,当年,,2873,3141,,,share",
     "510604||share|2023||%|2873|3141"},
    {"not asked", "1,甲,,户,,当年,53,—,—,,,counted",
     "510604||counted|2023|53|户||"},
    {"a mark in place of the value", "1,甲,,户,,当年,—,—,—,,,counted",
     "510604||counted|2023|—|户||"},
    {"no unit", "1,甲,,—,,当年,1,—,—,,,done", "510604||done|2023|1|||"},
    {"region in the code", "1,甲,,%,,当年,7.3,,,,,share@510604001",
     "510604001||share|2023|7.3|%||"},
    {"nothing before the region", "1,甲,,%,,当年,7.3,,,,,@510604001",
     "510604001|||2023|7.3|%||"},
    {"nothing behind the @", "1,甲,,%,,当年,7.3,,,,,share@",
     "||share|2023|7.3|%||"},
    {"region too long", "1,甲,,%,,当年,7.3,,,,,share@51060400100200300",
     "!445"},
    {"code too long", "1,甲,,%,,当年,7.3,,,,," LONG_WORD, "!445"},
    {"no code", "1,甲,,%,,当年,7.3,,,,,", "!444"},
    {"short row without code", ",甲,,,,,7.3", "!444"},
    {"nothing filled in", "1,甲,,%,88.1,当年,,,,年报,备注,share", NULL},
    {"a note", "注：甲", NULL},
    {"a signature", "填表人：,,张三,,,,19", NULL},
    {"an example that was cleared", "示例,示例：甲,,%,,当年,,,,,,示例", NULL},
};

static void check_row(struct scene *scene, size_t i)
{
    char mark[FYP_FORM_IDENTITY_SIZE];
    struct fyp_buffer text = {0};
    fyp_form_identity_write(&identity, mark);
    fyp_buffer_format(
        &text,
        "填报表\n表单标识：%s\n序号,指标名称,指标解释,单位,上年数,口径,数值,"
        "分子,分母,数据来源,备注,代码\n1,甲,,%%,,当年,6.17,,,,,growing\n%s\n",
        mark, rows[i].row);
    const struct layout_table table = {.file = "form.csv", .text = text.data};
    struct layout_read read =
        layout_read(&table, scene->catalogue, scene->regions, &scene->folder);
    cr_assert_eq(
        read.refused.status, FYP_OK, "%s: %s", rows[i].name, read.refused.text);
    cr_expect_eq(read.kind, FYP_LAYOUT_FORM);
    const char *second = strchr(read.observations.data, '\n') + 1;
    if (rows[i].expected) {
        cr_expect_not_null(
            strstr(second, rows[i].expected), "%s: %s", rows[i].name, second);
    } else {
        cr_expect_str_empty(second, "%s: %s", rows[i].name, second);
    }
    layout_read_finish(&read);
    fyp_buffer_finish(&text);
}

Test(form, a_row_is_handed_out_as_it_stands)
{
    struct scene scene = scene_make();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_row(&scene, i);
    }
    scene_finish(&scene);
}

Test(form, who_filled_it_in_can_be_told)
{
    struct scene scene = scene_make();
    char mark[FYP_FORM_IDENTITY_SIZE];
    struct fyp_buffer text = {0};
    fyp_form_identity_write(&identity, mark);
    fyp_buffer_format(
        &text,
        "%s\n指标名称,单位,数值,分子,分母,代码\n甲,,91.46,,,share\n乙,,,,,"
        "counted\n"
        "填报单位（盖章）：,,区残联,填表人：,张三\n审核人：,李四\n联系电话：\n",
        mark);
    const struct layout_table table = {.file = "form.csv", .text = text.data};
    struct layout_read read =
        layout_read(&table, scene.catalogue, scene.regions, &scene.folder);
    static const char *const told[] = {
        "luojiang-2021",     "2023",         "510604",
        "填报单位：区残联",  "填表人：张三", "审核人：李四",
        "2 行指标，1 行有数"};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        cr_expect_not_null(
            strstr(read.explained.data, told[i]), "%s in %s", told[i],
            read.explained.data);
    }
    cr_expect_null(strstr(read.explained.data, "联系电话"));
    layout_read_finish(&read);
    fyp_buffer_finish(&text);
    scene_finish(&scene);
}
