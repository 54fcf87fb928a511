/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "data/readers/xlsx_parts.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sheets as XML, and what is read of them. Rows are shown as
 * "row:text marks|text marks;" with a letter for each mark. */

static const char shared[] =
    "<sst count=\"4294967295\"><si><t>地区</t></si>"
    "<si><r><t xml:space=\"preserve\"> 参保</t></r><r><t>率</t></r>"
    "<rPh sb=\"0\" eb=\"1\"><t>canbaolv</t></rPh><phoneticPr/></si>"
    "<si><t/></si>"
    "<si><t>a_x0041__x000D_b_x005F_x0042__xD83D__x00e9_</t></si></sst>";

static const unsigned char formats[] = {
    FYP_FORMAT_PLAIN, FYP_FORMAT_PER_CENT, FYP_FORMAT_DATE};

static void show_marks(unsigned marks, struct fyp_buffer *out)
{
    static const char letters[] = "N%DFCXB2HM"; /* in the order of the bits */
    for (size_t bit = 0; bit < sizeof letters - 1; bit++) {
        if ((marks >> bit & 1) != 0) {
            fyp_buffer_bytes(
                out, bit == 0 ? " N" : &letters[bit], bit == 0 ? 2 : 1);
        }
    }
}

static void show_row(const struct fyp_table_row *row, struct fyp_buffer *out)
{
    fyp_buffer_format(out, "%d:", row->line);
    for (size_t i = 0; i < row->count; i++) {
        fyp_buffer_text(out, i > 0 ? "|" : "");
        fyp_buffer_text(out, row->cells[i]);
        show_marks(row->marks[i], out);
    }
    fyp_buffer_text(out, ";");
}

static enum fyp_status read_sheet(
    const char *xml, bool from_1904, struct fyp_buffer *out,
    struct fyp_problems *notes, struct fyp_error *err)
{
    struct fyp_xlsx_strings strings = {.count = 0};
    struct fyp_sheet sheet = {.name = "表一"};
    cr_assert_eq(
        fyp_xlsx_strings_read_memory(shared, sizeof shared - 1, &strings, err),
        FYP_OK, "%s", err->text);
    const struct fyp_xlsx_context context = {
        .strings = &strings,
        .formats = formats,
        .format_count = sizeof formats,
        .from_1904 = from_1904};
    enum fyp_status status = fyp_xlsx_sheet_read_memory(
        xml, strlen(xml), &context, &sheet, notes, err);
    struct fyp_table_row row = {.count = 1};
    while (status == FYP_OK && row.count > 0) {
        status = fyp_sheet_next(&sheet, &row, err);
        if (status == FYP_OK && row.count > 0) {
            show_row(&row, out);
        }
    }
    fyp_sheet_finish(&sheet);
    fyp_xlsx_strings_finish(&strings);
    return status;
}

#define SHEET(inner) "<worksheet>" inner "</worksheet>"
#define DATA(inner) SHEET("<sheetData>" inner "</sheetData>")
#define CELL(inner) DATA("<row r=\"1\">" inner "</row>")

struct shape {
    const char *name;
    const char *xml;
    const char *expected;
    enum fyp_status note; /* FYP_OK: none */
};

static const struct shape shapes[] = {
    {"nothing", DATA(""), "", FYP_OK},
    {"a number", CELL("<c r=\"B1\"><v>6.3700000000000001</v></c>"),
     "1:|6.37 N;", FYP_OK},
    {"per cent", CELL("<c r=\"A1\" s=\"1\"><v>0.96499999999999997</v></c>"),
     "1:96.5% N%;", FYP_OK},
    {"a date", CELL("<c r=\"A1\" s=\"2\"><v>45356</v></c>"), "1:2024-03-05 ND;",
     FYP_OK},
    {"the day that never was", CELL("<c r=\"A1\" s=\"2\"><v>60</v></c>"),
     "1:60 NDB;", FYP_OK},
    {"a style that is none", CELL("<c r=\"A1\" s=\"77\"><v>2.5</v></c>"),
     "1:2.5 N;", FYP_OK},
    {"a shared string", CELL("<c r=\"A1\" t=\"s\"><v>0</v></c>"), "1:地区;",
     FYP_OK},
    {"rich text without its phonetics",
     CELL("<c r=\"A1\" t=\"s\"><v>1</v></c>"), "1: 参保率;", FYP_OK},
    {"an empty string is no cell", CELL("<c r=\"A1\" t=\"s\"><v>2</v></c>"), "",
     FYP_OK},
    {"escapes", CELL("<c r=\"A1\" t=\"s\"><v>3</v></c>"),
     "1:aA\rb_x0042__xD83D_é;", FYP_OK},
    {"string 4 of 4", CELL("<c r=\"A1\" t=\"s\"><v>4</v></c>"), "1:4B;",
     FYP_OK},
    {"an inline string in runs",
     CELL("<c r=\"A1\" t=\"inlineStr\"><is><r><t>参</t></r><rPh><t>x</t></rPh>"
          "<r><t>保</t></r></is></c>"),
     "1:参保;", FYP_OK},
    {"character references", CELL("<c t=\"str\"><v>&lt;&#x7B2C;&gt;</v></c>"),
     "1:<第>;", FYP_OK},
    {"cells and rows without references",
     DATA("<row><c><v>1.5</v></c><c><v>2.5</v></c></row><row r=\"7\"><c><v>3"
          "</v></c></row><row><c r=\"C8\"><v>4</v></c><c><v>5</v></c></row>"),
     "1:1.5 N|2.5 N;7:3 N;8:||4 N|5 N;", FYP_OK},
    {"true", CELL("<c t=\"b\"><v>1</v></c>"), "1:TRUEB;", FYP_OK},
    {"an error", CELL("<c t=\"e\"><v>#DIV/0!</v></c>"), "1:#DIV/0!B;", FYP_OK},
    {"an unknown type", CELL("<c t=\"zz\"><v>6.37</v></c>"), "1:6.37B;",
     FYP_OK},
    {"not a number", CELL("<c><v>NaN</v></c>"), "1:NaNB;", FYP_OK},
    {"an ISO date", CELL("<c t=\"d\"><v>2021-01-01T00:00:00</v></c>"),
     "1:2021-01-01D;", FYP_OK},
    {"not an ISO date", CELL("<c t=\"d\"><v>2021-1-1</v></c>"), "1:2021-1-1B;",
     FYP_OK},
    {"a formula", CELL("<c><f>A2*2</f><v>12.74</v></c>"), "1:12.74 NF;",
     FYP_OK},
    {"a formula without a value", CELL("<c><f>A2*2</f></c>"), "1:FC;", FYP_OK},
    {"a formula whose text is empty",
     CELL("<c t=\"str\"><f>IF(A2=\"\",\"\",1)</f><v></v></c>"), "", FYP_OK},
    {"another workbook by number",
     CELL("<c><f>SUM([1]表1!A2,1)</f><v>3</v></c>"), "1:3 NFX;", FYP_OK},
    {"another workbook by name",
     CELL("<c><f>'[年报.xlsx]表1'!A2</f><v>3</v></c>"), "1:3 NFX;", FYP_OK},
    {"the column of a table",
     CELL("<c><f>表1[2021]+T[[#All],[7]]</f><v>3</v>"
          "</c>"),
     "1:3 NF;", FYP_OK},
    {"rows out of order",
     DATA("<row r=\"9\"><c><v>1</v></c></row><row r=\"4\"><c><v>2</v></c>"
          "</row>"),
     "4:2 N;9:1 N;", FYP_W_XLSX_ROWS_ORDER},
    {"a row twice",
     DATA("<row r=\"4\"><c><v>1.5</v></c></row><row r=\"4\"><c r=\"B4\"><v>2"
          "</v></c></row>"),
     "4:1.5 N2|2 N2;", FYP_W_XLSX_TWICE},
    {"a cell twice",
     CELL("<c r=\"A1\"><v>6.37</v></c><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>"
          "9.73</v></c>"),
     "1:6.37 | 9.73 N2|1 N;", FYP_W_XLSX_TWICE},
    {"hidden row",
     DATA("<row r=\"1\" hidden=\"1\"><c><v>1</v></c></row><row r=\"2\"><c><v>2"
          "</v></c></row>"),
     "1:1 NH;2:2 N;", FYP_W_XLSX_HIDDEN_CELLS},
    {"a row of height 0", DATA("<row r=\"1\" ht=\"0\"><c><v>1</v></c></row>"),
     "1:1 NH;", FYP_W_XLSX_HIDDEN_CELLS},
    {"hidden columns",
     SHEET("<cols><col min=\"2\" max=\"3\" hidden=\"true\"/></cols><sheetData>"
           "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c>"
           "</row></sheetData>"),
     "1:1 N|2 NH|3 NH|4 N;", FYP_W_XLSX_HIDDEN_CELLS},
    {"a header merged across and down",
     SHEET("<sheetData><row><c t=\"s\"><v>0</v></c><c><v>7</v></c></row><row>"
           "<c r=\"B2\"><v>8</v></c><c><v>9</v></c></row></sheetData>"
           "<mergeCells count=\"77\"><mergeCell ref=\"A1:A2\"/><mergeCell "
           "ref=\"B1:Z1\"/></mergeCells>"),
     "1:地区|7 N|7 NM;2:地区M|8 N|9 N;", FYP_OK},
    {"what lies under a merged cell is not shown",
     SHEET("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"
           "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"),
     "1:1 N|1 NM;", FYP_OK},
    {"a merged range whose first cell is blank",
     SHEET("<sheetData><row><c r=\"B1\"><v>2</v></c><c><v>3</v></c></row>"
           "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"),
     "1:|M|3 N;", FYP_OK},
    {"the far corner",
     DATA("<row r=\"1048576\"><c r=\"A1048576\"><v>5</v></c>"
          "</row>"),
     "1048576:5 N;", FYP_OK},
    {"lies about the extent",
     SHEET("<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"2\" "
           "spans=\"1:16384\"><c r=\"A2\"><v>5</v></c></row></sheetData>"),
     "2:5 N;", FYP_OK},
    {"extensions",
     CELL("<c><v>5</v><extLst><ext><v>6</v></ext></extLst></c>"
          "<x:y xmlns:x=\"z\"><c><v>9</v></c></x:y>"),
     "1:5 N;", FYP_OK},
    {"prefixes",
     "<x:worksheet xmlns:x=\"z\"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c>"
     "</x:row></x:sheetData></x:worksheet>",
     "1:5 N;", FYP_OK},
};

Test(xlsx_sheet, cells_come_with_their_texts_and_marks)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct shape *row = &shapes[i];
        struct fyp_buffer found = {0};
        struct fyp_problems notes = {.count = 0};
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            read_sheet(row->xml, false, &found, &notes, &err);
        const char *text = found.length > 0 ? found.data : "";
        cr_expect_eq(status, FYP_OK, "%s: %s", row->name, err.text);
        cr_expect_str_eq(
            text, row->expected, "%s: expected %s, found %s", row->name,
            row->expected, text);
        cr_expect_eq(
            notes.count > 0 ? notes.items[0].status : FYP_OK, row->note,
            "%s: %s", row->name, notes.count > 0 ? notes.items[0].text : "");
        fyp_problems_finish(&notes);
        fyp_buffer_finish(&found);
    }
}

Test(xlsx_sheet, dates_may_count_from_1904)
{
    struct fyp_buffer found = {0};
    struct fyp_error err = {.status = FYP_OK};
    const char xml[] = CELL("<c s=\"2\"><v>43894</v></c>");
    cr_assert_eq(read_sheet(xml, true, &found, NULL, &err), FYP_OK);
    cr_expect_str_eq(found.data, "1:2024-03-05 ND;");
    fyp_buffer_finish(&found);
}

struct refusal {
    const char *name;
    const char *xml;
    enum fyp_status status;
    const char *text; /* what the message must hold */
};

static const struct refusal refusals[] = {
    {"nothing at all", "", FYP_E_XLSX_XML, "表一"},
    {"another part", "<sst/>", FYP_E_XLSX_PART_KIND, "worksheet"},
    {"cut off", "<worksheet><sheetData><row>", FYP_E_XLSX_XML, "1"},
    {"two roots", "<worksheet/><worksheet/>", FYP_E_XLSX_XML, "1"},
    {"a DOCTYPE", "<!DOCTYPE x><worksheet/>", FYP_E_XLSX_DOCTYPE, "DOCTYPE"},
    {"an unknown entity", CELL("&a;"), FYP_E_XLSX_XML, "1"},
    {"bytes that are not UTF-8", CELL("<c t=\"str\"><v>\xD5\xE3</v></c>"),
     FYP_E_XLSX_XML, "1"},
    {"an encoding", "<?xml version=\"1.0\" encoding=\"GB18030\"?><worksheet/>",
     FYP_E_XLSX_XML_ENCODING, "GB18030"},
    {"column XFE", CELL("<c r=\"XFE1\"/>"), FYP_E_XLSX_REFERENCE, "XFE1"},
    {"a cell of another row", CELL("<c r=\"A2\"/>"), FYP_E_XLSX_REFERENCE,
     "A2"},
    {"row 0", DATA("<row r=\"0\"/>"), FYP_E_XLSX_REFERENCE, "0"},
    {"row 1048577", DATA("<row r=\"1048577\"/>"), FYP_E_XLSX_REFERENCE,
     "1048577"},
    {"the row behind the last", DATA("<row r=\"1048576\"/><row/>"),
     FYP_E_XLSX_REFERENCE, "1048577"},
    {"a merged range upside down",
     SHEET("<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>"),
     FYP_E_XLSX_REFERENCE, "B2:A1"},
    {"columns that end before they begin",
     SHEET("<cols><col min=\"3\" max=\"2\"/></cols>"), FYP_E_XLSX_REFERENCE,
     "2"},
    {"merged ranges that overlap",
     SHEET("<sheetData><row><c r=\"D1\"><v>1</v></c></row></sheetData>"
           "<mergeCells><mergeCell ref=\"A1:B3\"/><mergeCell ref=\"B3:C4\"/>"
           "</mergeCells>"),
     FYP_E_XLSX_MERGES, "B3"},
};

Test(xlsx_sheet, a_sheet_that_cannot_be_is_refused)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *row = &refusals[i];
        struct fyp_buffer found = {0};
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            read_sheet(row->xml, false, &found, NULL, &err);
        cr_expect_eq(
            status, row->status, "%s: expected %d, found %d %s", row->name,
            (int)row->status, (int)status, err.text);
        cr_expect_not_null(
            strstr(err.text, row->text), "%s: %s", row->name, err.text);
        fyp_buffer_finish(&found);
    }
}

/* The naive twin of merging: a grid that is filled by brute force. */
enum { GRID = 12 };

static void write_grid(
    unsigned char filled[GRID][GRID], unsigned char merged[GRID][GRID][2],
    struct fyp_buffer *xml)
{
    fyp_buffer_text(xml, "<worksheet><sheetData>");
    for (int r = 0; r < GRID; r++) {
        fyp_buffer_format(xml, "<row r=\"%d\">", r + 1);
        for (int c = 0; c < GRID; c++) {
            if (filled[r][c] != 0) {
                fyp_buffer_format(
                    xml, "<c r=\"%c%d\"><v>%d</v></c>", 'A' + c, r + 1,
                    100 * r + c);
            }
        }
        fyp_buffer_text(xml, "</row>");
    }
    fyp_buffer_text(xml, "</sheetData><mergeCells>");
    for (int r = 0; r < GRID; r++) {
        for (int c = 0; c < GRID; c++) {
            if (merged[r][c][0] > 0) {
                fyp_buffer_format(
                    xml, "<mergeCell ref=\"%c%d:%c%d\"/>", 'A' + c, r + 1,
                    'A' + c + merged[r][c][1] - 1, r + merged[r][c][0]);
            }
        }
    }
    fyp_buffer_text(xml, "</mergeCells></worksheet>");
}

/** Which cell's value is shown in each place, -1: none; *last: how far the
 *  used columns go. */
static void merge_naively(
    unsigned char filled[GRID][GRID], unsigned char merged[GRID][GRID][2],
    int shown[GRID][GRID], int from[GRID][GRID])
{
    for (int r = 0; r < GRID; r++) {
        for (int c = 0; c < GRID; c++) {
            if (from[r][c] < 0) {
                shown[r][c] = filled[r][c] != 0 ? 100 * r + c : -1;
            }
            for (int i = 0; i < merged[r][c][0] * merged[r][c][1]; i++) {
                int y = r + i / merged[r][c][1], x = c + i % merged[r][c][1];
                from[y][x] = 100 * r + c;
                shown[y][x] = filled[r][c] != 0 ? 100 * r + c : -1;
            }
        }
    }
}

static int used_columns(unsigned char filled[GRID][GRID])
{
    int used = 0;
    for (int r = 0; r < GRID; r++) {
        for (int c = 0; c < GRID; c++) {
            used = filled[r][c] != 0 && c >= used ? c + 1 : used;
        }
    }
    return used;
}

static bool is_free(int taken[GRID][GRID], int r, int c, int height, int width)
{
    for (int y = r; y < r + height; y++) {
        for (int x = c; x < c + width; x++) {
            if (y >= GRID || x >= GRID || taken[y][x] != 0) {
                return false;
            }
        }
    }
    return true;
}

static uint64_t next(uint64_t *state, unsigned below)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (*state >> 33) % below;
}

static void draw(
    uint64_t *state, unsigned char filled[GRID][GRID],
    unsigned char merged[GRID][GRID][2])
{
    int taken[GRID][GRID] = {{0}};
    for (int r = 0; r < GRID; r++) {
        for (int c = 0; c < GRID; c++) {
            filled[r][c] = next(state, 3) != 0;
            int height = 1 + (int)next(state, 4);
            int width = 1 + (int)next(state, 4);
            if (next(state, 8) == 0 && height * width > 1 &&
                is_free(taken, r, c, height, width)) {
                merged[r][c][0] = (unsigned char)height;
                merged[r][c][1] = (unsigned char)width;
                for (int i = 0; i < height * width; i++) {
                    taken[r + i / width][c + i % width] = 1;
                }
            }
        }
    }
}

static void show_grid(
    unsigned char filled[GRID][GRID], int shown[GRID][GRID],
    int from[GRID][GRID], struct fyp_buffer *out)
{
    int used = used_columns(filled);
    for (int r = 0; r < GRID; r++) {
        int width = 0;
        bool any = false;
        for (int c = 0; c < used; c++) {
            bool there = filled[r][c] != 0 || from[r][c] >= 0;
            any = any || filled[r][c] != 0;
            bool own = from[r][c] == 100 * r + c;
            width = (filled[r][c] != 0 || (there && !own)) ? c + 1 : width;
        }
        for (int c = 0; any && c < width; c++) {
            fyp_buffer_format(out, c > 0 ? "|" : "%d:", r + 1);
            if (shown[r][c] >= 0) {
                fyp_buffer_format(out, "%d N", shown[r][c]);
            }
            bool copy = from[r][c] >= 0 && from[r][c] != 100 * r + c;
            fyp_buffer_text(out, copy ? "M" : "");
        }
        fyp_buffer_text(out, any ? ";" : "");
    }
}

Test(xlsx_sheet, merged_ranges_spread_as_a_grid_filled_by_brute_force)
{
    uint64_t state = 20260317;
    for (int round = 0; round < 400; round++) {
        unsigned char filled[GRID][GRID] = {{0}};
        unsigned char merged[GRID][GRID][2] = {{{0}}};
        int shown[GRID][GRID], from[GRID][GRID];
        struct fyp_buffer xml = {0}, found = {0}, expected = {0};
        struct fyp_problems notes = {.count = 0};
        struct fyp_error err = {.status = FYP_OK};
        memset(from, -1, sizeof from);
        draw(&state, filled, merged);
        write_grid(filled, merged, &xml);
        merge_naively(filled, merged, shown, from);
        show_grid(filled, shown, from, &expected);
        cr_assert_eq(
            read_sheet(xml.data, false, &found, &notes, &err), FYP_OK,
            "round %d: %s", round, err.text);
        cr_assert_eq(notes.count, 0, "round %d", round);
        cr_assert_str_eq(
            found.data, expected.data, "round %d: %s", round, xml.data);
        fyp_buffer_finish(&xml);
        fyp_buffer_finish(&found);
        fyp_buffer_finish(&expected);
    }
}
