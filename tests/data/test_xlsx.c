/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "data/readers/source.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Whole workbooks through source.h. Their container is written here, stored
 * and not deflated; everything that can be wrong with one has its file in
 * tests/intake/cases_containers.py. */

struct part {
    const char *name;
    const char *text;
};

static void put(struct fyp_buffer *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        char byte = (char)(value >> (8 * i) & 0xFF);
        fyp_buffer_bytes(out, &byte, 1);
    }
}

static void put_fields(struct fyp_buffer *out, const struct part *part)
{
    uint32_t size = (uint32_t)strlen(part->text);
    put(out, 20, 2);
    put(out, 0, 4); /* no flags, stored */
    put(out, 0, 4); /* time, date */
    put(out, (uint32_t)crc32(0, (const Bytef *)part->text, size), 4);
    put(out, size, 4);
    put(out, size, 4);
    put(out, (uint32_t)strlen(part->name), 2);
    put(out, 0, 2);
}

static struct fyp_buffer zip_of(const struct part *parts, size_t count)
{
    struct fyp_buffer out = {0}, directory = {0};
    for (size_t i = 0; i < count; i++) {
        fyp_buffer_text(&directory, "PK\1\2");
        put(&directory, 20, 2);
        put_fields(&directory, &parts[i]);
        put(&directory, 0, 4);
        put(&directory, 0, 4);
        put(&directory, 0, 2);
        put(&directory, (uint32_t)out.length, 4);
        fyp_buffer_text(&directory, parts[i].name);
        fyp_buffer_text(&out, "PK\3\4");
        put_fields(&out, &parts[i]);
        fyp_buffer_text(&out, parts[i].name);
        fyp_buffer_text(&out, parts[i].text);
    }
    uint32_t at = (uint32_t)out.length;
    fyp_buffer_bytes(&out, directory.data, directory.length);
    fyp_buffer_text(&out, "PK\5\6");
    put(&out, 0, 4);
    put(&out, (uint32_t)count, 2);
    put(&out, (uint32_t)count, 2);
    put(&out, (uint32_t)directory.length, 4);
    put(&out, at, 4);
    put(&out, 0, 2);
    fyp_buffer_finish(&directory);
    cr_assert_not(out.failed);
    return out;
}

#define RELATION(id, kind, target)                                             \
    "<Relationship Id=\"" id "\" Type=\"http://x/" kind "\" Target=\"" target  \
    "\"/>"

static const struct part workbook[] = {
    {"[Content_Types].xml", "<Types/>"},
    {"_rels/.rels",
     "<Relationships>" RELATION("a", "officeDocument", "xl/workbook.xml")
         RELATION("b", "custom-properties", "docProps/custom.xml") RELATION(
             "c", "extended-properties",
             "docProps/app.xml") "</Relationships>"},
    {"docProps/app.xml",
     "<Properties><Application>Microsoft Excel</Application></Properties>"},
    {"docProps/custom.xml",
     "<Properties><property name=\"表单\"><lpwstr>罗江 &amp; 乐山</lpwstr>"
     "</property><property name=\"年\"><i4>2023</i4></property></Properties>"},
    {"xl/workbook.xml", "<workbook><workbookPr date1904=\"1\"/><sheets>"
                        "<sheet name=\"甲\" r:id=\"r1\" xmlns:r=\"r\"/>"
                        "<sheet name=\"图\" id=\"r4\"/>"
                        "<sheet name=\"乙\" id=\"r2\" state=\"hidden\"/>"
                        "<sheet name=\"丙\" id=\"r3\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships>" RELATION("r1", "worksheet", "worksheets/a.xml")
         RELATION("r2", "worksheet", "worksheets/b.xml")
             RELATION("r3", "worksheet", "/XL/Worksheets/C.xml") RELATION(
                 "r4", "chartsheet", "nowhere.xml")
                 RELATION("r5", "styles", "styles.xml") RELATION(
                     "r6", "sharedStrings", "strings.xml") "</Relationships>"},
    {"xl/styles.xml",
     "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"0.000%\"/>"
     "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
     "<xf numFmtId=\"0\"/><xf numFmtId=\"200\"/><xf numFmtId=\"14\"/>"
     "</cellXfs></styleSheet>"},
    {"xl/strings.xml", "<sst><si><t> 地区 </t></si></sst>"},
    {"xl/worksheets/a.xml",
     "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>0.91463"
     "</v></c></row><row r=\"3\"><c s=\"2\"><v>43894</v></c></row></sheetData>"
     "</worksheet>"},
    {"xl/worksheets/b.xml",
     "<worksheet><sheetData><row><c><v>7.31</v></c></row></sheetData>"
     "</worksheet>"},
    {"xl/worksheets/c.xml",
     "<worksheet><sheetData><row r=\"2\" hidden=\"1\"><c t=\"s\"><v>0</v></c>"
     "</row></sheetData></worksheet>"}};

enum { PARTS = sizeof workbook / sizeof *workbook };

static struct fyp_source *
open_workbook(struct scene *scene, const struct part *parts, size_t count)
{
    struct fyp_buffer zip = zip_of(parts, count);
    struct fyp_source *source = NULL;
    struct fyp_error err = {.status = FYP_OK};
    const char *path = scene_file(scene, "任意.csv", zip.data, zip.length);
    fyp_source_open(path, &source, &err);
    cr_assert_not_null(source, "%s", err.text);
    fyp_buffer_finish(&zip);
    return source;
}

static const char *
show_table(struct fyp_source *source, size_t table, struct fyp_buffer *out)
{
    struct fyp_error err = {.status = FYP_OK};
    struct fyp_table_row row = {.count = 1};
    out->length = 0;
    cr_assert_eq(
        fyp_source_select(source, table, &err), FYP_OK, "%s", err.text);
    while (fyp_source_next(source, &row, &err) == FYP_OK && row.count > 0) {
        fyp_buffer_format(out, "%d(%s)", row.line, row.raw);
        for (size_t i = 0; i < row.count; i++) {
            /* whoever reads may write to the cells */
            fyp_buffer_format(
                out, "%s%s,%x", i > 0 ? "|" : "", fyp_text_trim(row.cells[i]),
                (unsigned)row.marks[i]);
        }
        fyp_buffer_text(out, ";");
    }
    cr_assert_eq(err.status, FYP_OK, "%s", err.text);
    return out->length > 0 ? out->data : "";
}

Test(xlsx, sheets_may_be_read_again_and_in_any_order)
{
    static const char *const expected[] = {
        "1( 地区 \t91.463%)地区,0|91.463%,3;3(2024-03-05)2024-03-05,5;",
        "1(7.31)7.31,101;", "2( 地区 )地区,100;"};
    static const size_t order[] = {0, 0, 2, 1, 0, 2, 2};
    struct scene scene = {.folder = folder_make()};
    struct fyp_source *source = open_workbook(&scene, workbook, PARTS);
    struct fyp_buffer found = {0};
    cr_expect_eq(fyp_source_kind(source), FYP_SOURCE_XLSX);
    cr_expect_null(fyp_source_encoding(source));
    cr_assert_eq(fyp_source_table_count(source), 3);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *text = show_table(source, order[i], &found);
        cr_expect_str_eq(
            text, expected[order[i]], "step %zu: expected %s, found %s", i,
            expected[order[i]], text);
    }
    cr_expect_eq(fyp_source_position(source), fyp_source_size(source));
    fyp_buffer_finish(&found);
    fyp_source_close(source);
    folder_remove(&scene.folder);
}

Test(xlsx, names_properties_and_notes_are_those_of_the_workbook)
{
    static const enum fyp_status told[] = {
        FYP_W_XLSX_EPOCH, FYP_W_XLSX_HIDDEN_SHEET, FYP_W_XLSX_HIDDEN_CELLS};
    struct scene scene = {.folder = folder_make()};
    struct fyp_source *source = open_workbook(&scene, workbook, PARTS);
    const struct fyp_problems *notes = fyp_source_notes(source);
    cr_expect_str_eq(fyp_source_table(source, 0)->sheet, "甲");
    cr_expect_str_eq(fyp_source_table(source, 1)->sheet, "乙");
    cr_expect_str_eq(fyp_source_table(source, 2)->sheet, "丙");
    cr_expect_not(fyp_source_table(source, 0)->hidden);
    cr_expect(fyp_source_table(source, 1)->hidden);
    cr_expect_str_eq(fyp_source_property(source, "表单"), "罗江 & 乐山");
    cr_expect_str_eq(fyp_source_property(source, "年"), "2023");
    cr_expect_null(fyp_source_property(source, "月"));
    cr_assert_eq(notes->count, sizeof told / sizeof *told);
    for (size_t i = 0; i < notes->count; i++) {
        cr_expect_eq(
            notes->items[i].status, told[i], "%zu: %s", i,
            notes->items[i].text);
    }
    fyp_source_close(source);
    folder_remove(&scene.folder);
}

Test(xlsx, a_workbook_that_changes_while_it_is_read_is_refused)
{
    struct scene scene = {.folder = folder_make()};
    struct fyp_source *source = open_workbook(&scene, workbook, PARTS);
    struct fyp_error err = {.status = FYP_OK};
    scene_file(&scene, "任意.csv", "PK", 2);
    cr_expect_eq(fyp_source_select(source, 2, &err), FYP_E_CSV_CHANGED);
    fyp_source_close(source);
    folder_remove(&scene.folder);
}

enum { STEP = 5 }; /* bytes */

/* A stored container has no checksum over its own fields: whatever byte is
 * changed, the answer is a workbook or a reason, and never a crash. */
Test(xlsx, any_byte_of_the_container_may_be_damaged, .timeout = 300)
{
    struct scene scene = {.folder = folder_make()};
    struct fyp_buffer zip = zip_of(workbook, PARTS);
    size_t refused = 0, tried = 0;
    for (size_t at = 0; at < zip.length; at += STEP) {
        struct fyp_source *source = NULL;
        struct fyp_error err = {.status = FYP_OK};
        zip.data[at] ^= 0x11;
        const char *path =
            scene_file(&scene, "任意.xlsx", zip.data, zip.length);
        enum fyp_status status = fyp_source_open(path, &source, &err);
        cr_expect_eq(status, err.status, "byte %zu", at);
        cr_expect(
            status == FYP_OK ||
                fyp_status_exit_code(status) == FYP_EXIT_INPUT_REFUSED,
            "byte %zu: %d", at, (int)status);
        refused += status != FYP_OK;
        tried++;
        fyp_source_close(source);
        zip.data[at] ^= 0x11;
    }
    /* all but the dates and versions of the members matter */
    cr_expect_gt(refused, tried * 9 / 10, "%zu of %zu", refused, tried);
    fyp_buffer_finish(&zip);
    folder_remove(&scene.folder);
}
