/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include "data/tables/layout_kinds.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sheets, whose cells carry marks. A table is written as rows of cells with
 * bars between them; "^" before a text: inside a merged range, whose text the
 * reader repeats; "~": hidden. */
struct sheet {
    const char *name;
    const char *sheet;
    const char *rows[10];
    const char *expected; /* "line:column region|indicator|year|value|n|d" and
                             "!" for a figure that must not be used */
    enum fyp_status status;
    const char *notes;
};

static const struct sheet sheets[] = {
    {.name = "a header of three rows, merged",
     .sheet = "2023",
     .rows =
         {"乐山市残疾人事业统计表|^乐山市残疾人事业统计表|^"
          "乐山市残疾人事业统计表|"
          "^乐山市残疾人事业统计表|^乐山市残疾人事业统计表",
          "地区|参保率|^参保率|^参保率|改造户数",
          "^地区|分子|分母|数值|^改造户数", "^地区|人|人|%|户",
          "市中区|2873|3141|91.47|117", "五通桥区|1842|2086|88.3|93",
          "注：年报|^注：年报|^注：年报|^注：年报|^注：年报"},
     .expected = "5:4 市中区|share|2023|91.47|2873|3141\n"
                 "5:5 市中区|counted|2023|117||\n"
                 "6:4 五通桥区|share|2023|88.3|1842|2086\n"
                 "6:5 五通桥区|counted|2023|93||\n",
     .notes = "2:715 "},
    {.name = "years merged over indicators, a merged corner",
     .sheet = "表1",
     .rows =
         {"县（市、区）|2022年|^2022年|2023年|^2023年",
          "^县（市、区）|参保率|改造户数|参保率|改造户数",
          "市中区|89.4|117|91.5|163"},
     .expected = "3:2 市中区|share|2022|89.4||\n"
                 "3:3 市中区|counted|2022|117||\n"
                 "3:4 市中区|share|2023|91.5||\n"
                 "3:5 市中区|counted|2023|163||\n"},
    {.name = "regions merged over several years",
     .sheet = "表1",
     .rows = {"地区|年份|参保率", "市中区|2022|89.4", "^市中区|2023|91.5"},
     .expected = "2:3 市中区|share|2022|89.4||\n"
                 "3:3 市中区|share|2023|91.5||\n"},
    {.name = "a figure merged over two regions is nobody's",
     .sheet = "2023",
     .rows = {"地区|参保率|改造户数", "市中区|91.5|117", "五通桥区|^91.5|93"},
     .expected = "2:2 市中区|share|2023|91.5||!\n"
                 "2:3 市中区|counted|2023|117||\n"
                 "3:2 五通桥区|share|2023|91.5||!\n"
                 "3:3 五通桥区|counted|2023|93||\n",
     .notes = "1:715 "},
    {.name = "hidden figures are taken, and told",
     .sheet = "2023",
     .rows =
         {"地区|参保率|~改造户数", "市中区|91.5|~117", "~五通桥区|~88.3|~93"},
     .expected = "2:2 市中区|share|2023|91.5||\n"
                 "2:3 市中区|counted|2023|117||\n"
                 "3:2 五通桥区|share|2023|88.3||\n"
                 "3:3 五通桥区|counted|2023|93||\n",
     .notes = "2:722 1:715 "},
    {.name = "short rows are short of blank cells only",
     .sheet = "2023",
     .rows = {"地区|参保率|改造户数|备注", "市中区|91.5"},
     .expected = "2:2 市中区|share|2023|91.5||\n"
                 "2:3 市中区|counted|2023|||\n",
     .notes = "1:715 "},
    {.name = "one county a sheet",
     .sheet = "罗江区",
     .rows = {"指标名称|单位|2022年|2023年", "参保率|%|89.4|91.5"},
     .expected = "2:3 510604|share|2022|89.4||\n"
                 "2:4 510604|share|2023|91.5||\n",
     .notes = "1:725 "},
    {.name = "the title says another county than the sheet",
     .sheet = "罗江区",
     .rows = {"五通桥区统计表", "指标名称|单位|2022年", "参保率|%|89.4"},
     .status = FYP_E_LAYOUT_PLACE},
    {.name = "figures beyond the header",
     .sheet = "2023",
     .rows = {"地区|参保率", "市中区|91.5||7"},
     .status = FYP_E_LAYOUT_COLUMNS},
};

enum { CELLS_MAX = 8 };

static void add_cells(struct fyp_layout *layout, const char *text, int line)
{
    char *cells[CELLS_MAX];
    uint16_t marks[CELLS_MAX];
    size_t count = 0;
    struct fyp_arena *arena = &layout->grid.arena;
    while (text) {
        size_t length = strcspn(text, "|");
        unsigned mark = text[0] == '^'   ? FYP_CELL_MERGED
                        : text[0] == '~' ? FYP_CELL_HIDDEN
                                         : 0;
        size_t skip = mark != 0;
        marks[count] = (uint16_t)mark;
        cells[count] = fyp_arena_text(arena, text + skip, length - skip);
        count++;
        text = text[length] == '|' ? text + length + 1 : NULL;
    }
    struct fyp_grid_row *row = &layout->grid.rows[layout->grid.count];
    uint16_t *kept = fyp_arena_alloc(arena, count, sizeof *kept);
    memcpy(kept, marks, count * sizeof *kept);
    *row = (struct fyp_grid_row){
        .cells = fyp_arena_alloc(arena, count, sizeof *row->cells),
        .marks = kept,
        .count = count,
        .line = line,
        .raw = ""};
    memcpy(row->cells, cells, count * sizeof *cells);
    layout->grid.count++;
    layout->grid.width =
        count > layout->grid.width ? count : layout->grid.width;
}

static void show(
    struct fyp_layout *layout, const struct fyp_layout_recogniser *recogniser,
    struct fyp_buffer *out)
{
    bool done = false;
    cr_assert_eq(recogniser->begin(layout, NULL), FYP_OK);
    while (!done) {
        struct fyp_observation seen;
        cr_assert_eq(recogniser->next(layout, &seen, &done, NULL), FYP_OK);
        if (!done) {
            char *const *cells = seen.cells;
            fyp_buffer_format(
                out, "%d:%d %s|%s|%s|%s|%s|%s%s\n", seen.line, seen.column,
                cells[FYP_COLUMN_REGION], cells[FYP_COLUMN_INDICATOR],
                cells[FYP_COLUMN_YEAR], cells[FYP_COLUMN_VALUE],
                cells[FYP_COLUMN_NUMERATOR], cells[FYP_COLUMN_DENOMINATOR],
                seen.marks & FYP_CELL_MERGED ? "!" : "");
        }
    }
}

static void expect_sheet(const struct sheet *row, struct fyp_layout *layout)
{
    const struct fyp_layout_recogniser *recogniser =
        fyp_layout_years.is_like(layout) ? &fyp_layout_years
                                         : &fyp_layout_regions;
    struct fyp_error err = {.status = FYP_OK};
    struct fyp_buffer found = {0}, notes = {0};
    cr_assert(recogniser->is_like(layout), "%s", row->name);
    recogniser->recognise(layout, &err);
    cr_expect_eq(
        err.status, row->status, "%s: %d %s", row->name, (int)err.status,
        err.text);
    if (err.status == FYP_OK) {
        show(layout, recogniser, &found);
    }
    for (size_t i = 0; i < layout->notes.count; i++) {
        const char *cell = strrchr(layout->notes.items[i].place, '!');
        fyp_buffer_format(
            &notes, "%s:%d ", cell + 1, (int)layout->notes.items[i].status);
    }
    cr_expect_str_eq(
        found.data ? found.data : "", row->expected ? row->expected : "",
        "%s: found\n%s", row->name, found.data);
    cr_expect_str_eq(
        notes.data ? notes.data : "", row->notes ? row->notes : "",
        "%s: notes %s", row->name, notes.data);
    fyp_buffer_finish(&found);
    fyp_buffer_finish(&notes);
}

Test(layout, marks_of_the_cells_of_a_sheet_count)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_regions *regions = scene_regions();
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        struct fyp_layout layout = {
            .sheet = sheets[i].sheet,
            .request = {
                .catalogue = catalogue,
                .regions = regions,
                .path = "a.xlsx",
                .file_name = "a.xlsx"}};
        layout.grid.rows = calloc(CELLS_MAX + 2, sizeof *layout.grid.rows);
        layout.grid.complete = true;
        for (int k = 0; k < 10 && sheets[i].rows[k]; k++) {
            add_cells(&layout, sheets[i].rows[k], k + 1);
        }
        expect_sheet(&sheets[i], &layout);
        fyp_problems_finish(&layout.notes);
        fyp_grid_finish(&layout.grid);
        fyp_arena_finish(&layout.arena);
    }
    fyp_regions_destroy(regions);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}
