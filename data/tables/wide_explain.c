/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/text.h"
#include "data/tables/wide.h"
#include "data/tables/wide_rows.h"

#include <stdio.h>
#include <string.h>

/* What was recognised, for people: every column, every row that is not
 * figures, and where region, year and unit come from. */

enum { LINES_MAX = 40 /* rows of one kind that are listed */ };

#define SAY(out, ...)                                                          \
    do {                                                                       \
        char said[FYP_HEADING_SIZE * 3];                                       \
        (void)fyp_say(said, sizeof said, __VA_ARGS__);                         \
        fyp_buffer_text((out), said);                                          \
        fyp_buffer_text((out), "\n");                                          \
    } while (false)

static const char *role_text(const struct fyp_wide *wide, size_t column)
{
    static const enum fyp_message words[] = {
        [FYP_ROLE_BLANK] = FYP_M_ROLE_IGNORED,
        [FYP_ROLE_UNKNOWN] = FYP_M_ROLE_IGNORED,
        [FYP_ROLE_REGION] = FYP_M_ROLE_REGION,
        [FYP_ROLE_REGION_CODE] = FYP_M_ROLE_REGION_CODE,
        [FYP_ROLE_INDICATOR] = FYP_M_ROLE_INDICATOR,
        [FYP_ROLE_YEAR] = FYP_M_ROLE_YEAR,
        [FYP_ROLE_UNIT] = FYP_M_ROLE_UNIT,
        [FYP_ROLE_BASIS] = FYP_M_ROLE_BASIS,
        [FYP_ROLE_STATUS] = FYP_M_ROLE_STATUS,
        [FYP_ROLE_SOURCE] = FYP_M_ROLE_SOURCE,
        [FYP_ROLE_NOTE] = FYP_M_ROLE_NOTE,
        [FYP_ROLE_IGNORED] = FYP_M_ROLE_IGNORED,
        [FYP_ROLE_VALUE] = FYP_M_ROLE_VALUE,
        [FYP_ROLE_NUMERATOR] = FYP_M_ROLE_NUMERATOR,
        [FYP_ROLE_DENOMINATOR] = FYP_M_ROLE_DENOMINATOR,
        [FYP_ROLE_DATA] = FYP_M_ROLE_VALUE};
    enum fyp_role role = wide->columns[column].role;
    if (role == FYP_ROLE_BLANK && (int)column == wide->label) {
        role = wide->kind == FYP_LAYOUT_REGIONS_DOWN ? FYP_ROLE_REGION
                                                     : FYP_ROLE_INDICATOR;
    }
    return fyp_text(words[role]);
}

/** "C “参保率（%）” → 数值：residents … 2023 %" */
static void explain_column(
    const struct fyp_layout *layout, const struct fyp_wide *wide, size_t index,
    struct fyp_buffer *out)
{
    const struct fyp_wide_column *column = &wide->columns[index];
    char name[FYP_CELL_NAME_SIZE], meaning[FYP_HEADING_SIZE], year[16] = "";
    if (column->role == FYP_ROLE_BLANK && (int)index != wide->label) {
        return;
    }
    if (column->year > 0) {
        (void)snprintf(year, sizeof year, " %d", column->year);
    }
    (void)snprintf(
        meaning, sizeof meaning, "%s%s%s%s%s%s", role_text(wide, index),
        column->entry ? " " : "", column->entry ? column->entry->code : "",
        year, column->unit[0] != '\0' ? " " : "", column->unit);
    (void)snprintf(name, sizeof name, "%zu", index + 1);
    if (layout->sheet) {
        char cell[FYP_CELL_NAME_SIZE];
        fyp_cell_name(1, (int)index + 1, cell);
        (void)snprintf(
            name, sizeof name, "%.*s", (int)strcspn(cell, "0123456789"), cell);
    }
    SAY(out, FYP_M_EXPLAIN_COLUMN, name, column->heading, meaning);
}

static void explain_rows(
    const struct fyp_layout *layout, const struct fyp_wide *wide,
    struct fyp_buffer *out)
{
    static const enum fyp_message words[] = {
        [FYP_ROW_FIGURES] = FYP_M_NOTHING,
        [FYP_ROW_TOTAL] = FYP_M_ROW_TOTAL,
        [FYP_ROW_TOTAL_LEFT] = FYP_M_ROW_TOTAL_LEFT,
        [FYP_ROW_PART] = FYP_M_ROW_PART,
        [FYP_ROW_FOOT] = FYP_M_ROW_FOOT,
        [FYP_ROW_TEXT] = FYP_M_ROW_TEXT,
        [FYP_ROW_OUTSIDE] = FYP_M_ROW_OUTSIDE};
    size_t figures = 0, told = 0;
    char number[24];
    for (size_t i = wide->header_last + 1; i < layout->grid.count; i++) {
        enum fyp_row_kind kind = (enum fyp_row_kind)wide->row_kinds[i];
        figures += kind == FYP_ROW_FIGURES;
        if (kind != FYP_ROW_FIGURES && told < LINES_MAX) {
            (void)snprintf(
                number, sizeof number, "%d", layout->grid.rows[i].line);
            SAY(out, FYP_M_EXPLAIN_ROW, number, layout->grid.rows[i].raw,
                fyp_text(words[kind]));
            told++;
        }
    }
    (void)snprintf(number, sizeof number, "%zu", figures);
    SAY(out, FYP_M_EXPLAIN_FIGURES, number);
}

static void explain_context(
    const struct fyp_layout *layout, const struct fyp_wide *wide,
    struct fyp_buffer *out)
{
    const struct fyp_context *context = &wide->context;
    char line[24];
    if (context->region.found) {
        SAY(out, FYP_M_EXPLAIN_REGION,
            fyp_regions_name(layout->request.regions, context->region.text),
            fyp_origin_text(context->region.origin));
    }
    if (context->year.found) {
        SAY(out, FYP_M_EXPLAIN_YEAR, context->year.text,
            fyp_origin_text(context->year.origin));
    }
    for (size_t i = 0; i < context->unit_count; i++) {
        (void)snprintf(line, sizeof line, "%d", context->unit_line);
        SAY(out, FYP_M_EXPLAIN_UNIT, context->units[i], line);
    }
    const struct fyp_context_own own = {
        .basis = wide->of_role[FYP_ROLE_BASIS] >= 0,
        .status = wide->of_role[FYP_ROLE_STATUS] >= 0};
    fyp_context_explain(context, &own, out);
    if (wide->source[0] != '\0') {
        SAY(out, FYP_M_EXPLAIN_SOURCE, wide->source);
    }
}

void fyp_wide_explain(const struct fyp_layout *layout, struct fyp_buffer *out)
{
    const struct fyp_wide *wide = layout->own;
    char first[24], last[24];
    for (size_t i = 0; i < wide->header_first; i++) {
        (void)snprintf(first, sizeof first, "%d", layout->grid.rows[i].line);
        SAY(out, FYP_M_EXPLAIN_TITLE, first, layout->grid.rows[i].raw);
    }
    (void)snprintf(
        first, sizeof first, "%d", layout->grid.rows[wide->header_first].line);
    (void)snprintf(
        last, sizeof last, "%d", layout->grid.rows[wide->header_last].line);
    SAY(out, FYP_M_EXPLAIN_HEADER, first, last);
    for (size_t i = 0; i < wide->column_count; i++) {
        explain_column(layout, wide, i, out);
    }
    explain_context(layout, wide, out);
    explain_rows(layout, wide, out);
}
