/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_chart.h"

#include "base/decimal.h"
#include "base/message.h"
#include "base/text.h"
#include "reports/xlsx_book.h"
#include "reports/xlsx_safe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FONT_TITLE = 10, FONT_AXIS = 9 };

/* Of the forecast's band, through which lines are seen. */
enum { TINT_SEE_THROUGH = 65 };

/* libxlsxwriter takes char * but only copies what it is given. */
static lxw_chart_font font_of(double size, bool bold, int colour)
{
    static char name[] = FYP_FONT;
    return (lxw_chart_font){
        .name = name, .size = size, .bold = bold, .color = (lxw_color_t)colour};
}

static void set_range(
    lxw_chart_series *series, const struct fyp_chart_range *range,
    bool categories)
{
    const char *sheet = fyp_sheet_name(range->sheet);
    if (categories) {
        chart_series_set_categories(
            series, sheet, range->first_row, (lxw_col_t)range->column,
            range->last_row, (lxw_col_t)range->column);
    } else {
        chart_series_set_values(
            series, sheet, range->first_row, (lxw_col_t)range->column,
            range->last_row, (lxw_col_t)range->column);
    }
}

static lxw_chart *new_chart(struct fyp_sheet *sheet, uint8_t type)
{
    if (!sheet || !fyp_book_ok(sheet->book)) {
        return NULL;
    }
    lxw_chart *chart = workbook_add_chart(sheet->book->workbook, type);
    if (!chart) {
        fyp_book_fail_memory(sheet->book);
    }
    return chart;
}

static lxw_chart_series *new_series(
    struct fyp_sheet *sheet, lxw_chart *chart, const char *name,
    const struct fyp_chart_range *categories,
    const struct fyp_chart_range *values)
{
    char *safe = fyp_xlsx_safe_label(name);
    lxw_chart_series *series =
        safe ? chart_add_series(chart, NULL, NULL) : NULL;
    if (series) {
        set_range(series, categories, true);
        set_range(series, values, false);
        chart_series_set_name(series, safe);
    } else {
        fyp_book_fail_memory(sheet->book);
    }
    free(safe);
    return series;
}

static void place_chart(
    struct fyp_sheet *sheet, lxw_chart *chart,
    const struct fyp_chart_place *place, const char *finding)
{
    enum { DEFAULT_WIDTH = 480, DEFAULT_HEIGHT = 288 };
    /* libxlsxwriter cuts an attribute after 2,079 bytes, perhaps inside of
       a character. */
    enum { ALTERNATIVE_MAX = 2000 };
    char *safe = fyp_xlsx_safe_label(finding);
    if (!safe) {
        fyp_book_fail_memory(sheet->book);
        return;
    }
    safe[fyp_text_cut(safe, strlen(safe), ALTERNATIVE_MAX)] = '\0';
    lxw_chart_options options = {
        .x_offset = place->x,
        .y_offset = place->y,
        .x_scale = (double)place->width / DEFAULT_WIDTH,
        .y_scale = (double)place->height / DEFAULT_HEIGHT,
        .object_position = LXW_OBJECT_MOVE_AND_SIZE,
        .description = safe};
    fyp_book_fail_library(
        sheet->book, worksheet_insert_chart_opt(
                         sheet->worksheet, place->row, (lxw_col_t)place->column,
                         chart, &options));
    free(safe);
}

/* --- lines over years --- */

struct line_look {
    int colour;
    bool no_line;
    float width;
    uint8_t dash;
    uint8_t marker;
    uint8_t marker_size;
    bool hollow; /* the mark */
};

static const struct line_look line_looks[FYP_LINE_KINDS] = {
    [FYP_LINE_OBSERVED] =
        {.colour = FYP_COLOUR_BLUE,
         .width = 2.25F,
         .dash = LXW_CHART_LINE_DASH_SOLID,
         .marker = LXW_CHART_MARKER_CIRCLE,
         .marker_size = 7},
    [FYP_LINE_YEARLY] =
        {.colour = FYP_COLOUR_SKY,
         .no_line = true,
         .marker = LXW_CHART_MARKER_DIAMOND,
         .marker_size = 8},
    [FYP_LINE_EXPECTED] =
        {.colour = FYP_COLOUR_LINE,
         .width = 1.25F,
         .dash = LXW_CHART_LINE_DASH_DASH,
         .marker = LXW_CHART_MARKER_NONE},
    [FYP_LINE_TARGET] =
        {.colour = FYP_COLOUR_LINE,
         .width = 1.5F,
         .dash = LXW_CHART_LINE_DASH_SOLID,
         .marker = LXW_CHART_MARKER_NONE},
    [FYP_LINE_REFERENCE] =
        {.colour = FYP_COLOUR_PURPLE,
         .width = 1.5F,
         .dash = LXW_CHART_LINE_DASH_ROUND_DOT,
         .marker = LXW_CHART_MARKER_SQUARE,
         .marker_size = 6},
    [FYP_LINE_FORECAST] =
        {.colour = FYP_COLOUR_BLUE,
         .width = 1.75F,
         .dash = LXW_CHART_LINE_DASH_ROUND_DOT,
         .marker = LXW_CHART_MARKER_DIAMOND,
         .marker_size = 8,
         .hollow = true},
    [FYP_LINE_LOW] =
        {.colour = FYP_COLOUR_BLUE,
         .width = 1.0F,
         .dash = LXW_CHART_LINE_DASH_SQUARE_DOT,
         .marker = LXW_CHART_MARKER_NONE},
    [FYP_LINE_HIGH] =
        {.colour = FYP_COLOUR_BLUE,
         .width = 1.0F,
         .dash = LXW_CHART_LINE_DASH_LONG_DASH,
         .marker = LXW_CHART_MARKER_NONE},
};

static void style_line(lxw_chart_series *series, const struct line_look *look)
{
    lxw_chart_line line = {
        .color = (lxw_color_t)look->colour,
        .none = look->no_line,
        .width = look->width,
        .dash_type = look->dash};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, look->marker);
    if (look->marker != LXW_CHART_MARKER_NONE) {
        enum { WHITE = 0xFFFFFF };
        const int inside = look->hollow ? WHITE : look->colour;
        const int outside = look->hollow ? look->colour : WHITE;
        lxw_chart_fill fill = {.color = (lxw_color_t)inside};
        lxw_chart_line edge = {
            .color = (lxw_color_t)outside,
            .width = look->hollow ? 1.25F : 0.75F};
        chart_series_set_marker_size(series, look->marker_size);
        chart_series_set_marker_fill(series, &fill);
        chart_series_set_marker_line(series, &edge);
    }
}

/* The first and the last figure carry their value, the others do not. */
static void label_ends(
    struct fyp_sheet *sheet, lxw_chart_series *series,
    const struct fyp_chart_series *spec)
{
    static const uint8_t sides[FYP_LABELS_SIDES] = {
        [FYP_LABELS_ABOVE] = LXW_CHART_LABEL_POSITION_ABOVE,
        [FYP_LABELS_BELOW] = LXW_CHART_LABEL_POSITION_BELOW,
        [FYP_LABELS_RIGHT] = LXW_CHART_LABEL_POSITION_RIGHT};
    size_t n = spec->values.last_row - spec->values.first_row + 1;
    lxw_chart_data_label *labels = calloc(n, sizeof *labels);
    lxw_chart_data_label **list = calloc(n + 1, sizeof *list);
    char *first = fyp_xlsx_safe_label(spec->first_label);
    char *last = fyp_xlsx_safe_label(spec->last_label);
    lxw_chart_font font = font_of(FONT_AXIS, true, FYP_COLOUR_BLUE);
    if (labels && list && first && last) {
        for (size_t i = 0; i < n; i++) {
            bool is_first = (int)i == spec->first_point;
            bool is_last = (int)i == spec->last_point;
            labels[i].hide = !is_first && !is_last;
            labels[i].value = is_last ? last : is_first ? first : NULL;
            labels[i].font = labels[i].hide ? NULL : &font;
            list[i] = &labels[i];
        }
        chart_series_set_labels(series);
        chart_series_set_labels_position(series, sides[spec->labels]);
        chart_series_set_labels_font(series, &font);
        fyp_book_fail_library(
            sheet->book, chart_series_set_labels_custom(series, list));
    } else {
        fyp_book_fail_memory(sheet->book);
    }
    free(labels);
    free(list);
    free(first);
    free(last);
}

static bool is_end_of_band(enum fyp_chart_line line)
{
    return line == FYP_LINE_LOW || line == FYP_LINE_HIGH;
}

/* Where the band is one point wide. */
static uint8_t end_of_band_marker(enum fyp_chart_line line)
{
    return line == FYP_LINE_HIGH ? LXW_CHART_MARKER_PLUS
                                 : LXW_CHART_MARKER_SHORT_DASH;
}

static void add_lines(
    struct fyp_sheet *sheet, lxw_chart *chart,
    const struct fyp_line_chart *spec)
{
    for (size_t i = 0; i < spec->count && i < FYP_CHART_SERIES_MAX; i++) {
        const struct fyp_chart_series *line = &spec->series[i];
        lxw_chart_series *series = new_series(
            sheet, chart, line->name, &spec->categories, &line->values);
        if (!series) {
            return;
        }
        struct line_look look = line_looks[line->line];
        look.no_line = look.no_line || line->steps;
        if ((line->single || line->steps) &&
            look.marker == LXW_CHART_MARKER_NONE) {
            look.marker = is_end_of_band(line->line)
                              ? end_of_band_marker(line->line)
                              : LXW_CHART_MARKER_LONG_DASH;
            look.marker_size = is_end_of_band(line->line) ? 6 : 9;
        }
        style_line(series, &look);
        if (line->line == FYP_LINE_OBSERVED && line->last_point >= 0) {
            label_ends(sheet, series, line);
        }
    }
}

static void style_axis(lxw_chart_axis *axis)
{
    lxw_chart_font font = font_of(FONT_AXIS, false, FYP_COLOUR_AXIS);
    lxw_chart_line line = {.color = FYP_COLOUR_GREY, .width = 0.75F};
    chart_axis_set_num_font(axis, &font);
    chart_axis_set_name_font(axis, &font);
    chart_axis_set_line(axis, &line);
    chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
}

/* "0.0" */
static const char *axis_format(const struct fyp_line_chart *spec)
{
    static const char *const formats[] = {"0",     "0.0",    "0.00",
                                          "0.000", "0.0000", "0.00000"};
    const int most = (int)(sizeof formats / sizeof formats[0]) - 1;
    return formats[spec->axis_decimals < most ? spec->axis_decimals : most];
}

static void scale_axis(lxw_chart_axis *axis, const struct fyp_line_chart *spec)
{
    lxw_chart_line grid = {.color = FYP_COLOUR_GRID, .width = 0.75F};
    chart_axis_set_min(axis, spec->low);
    chart_axis_set_max(axis, spec->high);
    chart_axis_set_major_unit(axis, spec->step);
    chart_axis_set_num_format(axis, axis_format(spec));
    chart_axis_major_gridlines_set_line(axis, &grid);
}

static void style_frame(lxw_chart *chart, bool framed)
{
    lxw_chart_line edge = {
        .color = FYP_COLOUR_GRID, .width = 0.75F, .none = !framed};
    lxw_chart_fill none = {.none = 1};
    chart_chartarea_set_line(chart, &edge);
    if (!framed) {
        chart_chartarea_set_fill(chart, &none);
    }
    chart_plotarea_set_fill(chart, &none);
}

/* The bars of a line chart stand between its first and its last series, where
 * both have a value. Lines behind them must be seen. A program that draws no
 * such bars shows the two dashed lines. */
static void tint_band(lxw_chart *chart)
{
    int16_t lower_end[] = {0, -1};
    lxw_chart_fill tint = {
        .color = FYP_COLOUR_SKY, .transparency = TINT_SEE_THROUGH};
    lxw_chart_line none = {.none = 1};
    chart_set_up_down_bars_format(chart, &none, &tint, &none, &tint);
    (void)chart_legend_delete_series(chart, lower_end);
}

static void name_parts(
    lxw_chart *chart, const char *title, const char *years, const char *unit)
{
    lxw_chart_font title_font = font_of(FONT_TITLE, true, 0x262626);
    lxw_chart_font legend_font = font_of(FONT_AXIS, false, FYP_COLOUR_AXIS);
    chart_title_set_name(chart, title);
    chart_title_set_name_font(chart, &title_font);
    chart_axis_set_name(chart->x_axis, years);
    chart_axis_set_name(chart->y_axis, unit);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
    chart_legend_set_font(chart, &legend_font);
}

void fyp_sheet_line_chart(
    struct fyp_sheet *sheet, const struct fyp_line_chart *spec)
{
    lxw_chart *chart = new_chart(sheet, LXW_CHART_LINE);
    if (!chart) {
        return;
    }
    char *title = fyp_xlsx_safe_label(spec->title);
    char *years = fyp_xlsx_safe_label(spec->years);
    char *unit = fyp_xlsx_safe_label(spec->unit);
    if (!title || !years || !unit) {
        fyp_book_fail_memory(sheet->book);
    } else {
        add_lines(sheet, chart, spec);
        style_axis(chart->x_axis);
        style_axis(chart->y_axis);
        scale_axis(chart->y_axis, spec);
        name_parts(chart, title, years, unit);
        if (spec->band) {
            tint_band(chart);
        }
        /* A path below zero must not push the years into the picture. */
        chart_axis_set_label_position(
            chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
        chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
        style_frame(chart, true);
        place_chart(sheet, chart, &spec->place, spec->finding);
    }
    free(title);
    free(years);
    free(unit);
}

/* --- bars with a time line --- */

struct point_parts {
    lxw_chart_point point;
    lxw_chart_fill fill;
    lxw_chart_line line;
};

static void colour_bars(
    struct fyp_sheet *sheet, lxw_chart_series *series,
    const struct fyp_bar_chart *spec)
{
    size_t n = spec->values.last_row - spec->values.first_row + 1;
    struct point_parts *parts = calloc(n, sizeof *parts);
    lxw_chart_point **list = calloc(n + 1, sizeof *list);
    if (parts && list) {
        for (size_t i = 0; i < n; i++) {
            const struct fyp_verdict_look *look = spec->looks[i];
            struct point_parts *part = &parts[i];
            part->fill.none = !look;
            part->line.none = !look;
            if (look) {
                part->fill.color = (lxw_color_t)look->chart_colour;
                part->line.color = (lxw_color_t)look->chart_outline;
                part->line.width = 0.75F;
            }
            part->point.fill = &part->fill;
            part->point.line = &part->line;
            list[i] = &part->point;
        }
        fyp_book_fail_library(
            sheet->book, chart_series_set_points(series, list));
    } else {
        fyp_book_fail_memory(sheet->book);
    }
    free(parts);
    free(list);
}

/* libxlsxwriter combines no charts: the line is the trend of a series that
   has the same value in each row and is not drawn itself. */
static void add_time_line(
    struct fyp_sheet *sheet, lxw_chart *chart, const struct fyp_bar_chart *spec)
{
    lxw_chart_series *series = new_series(
        sheet, chart, spec->line_name, &spec->categories, &spec->line);
    if (!series) {
        return;
    }
    lxw_chart_fill no_fill = {.none = 1};
    lxw_chart_line no_line = {.none = 1};
    lxw_chart_line line = {
        .color = FYP_COLOUR_LINE,
        .width = 1.75F,
        .dash_type = LXW_CHART_LINE_DASH_SOLID};
    chart_series_set_fill(series, &no_fill);
    chart_series_set_line(series, &no_line);
    chart_series_set_trendline(series, LXW_CHART_TRENDLINE_TYPE_LINEAR, 0);
    chart_series_set_trendline_forecast(series, 0.5, 0.5);
    chart_series_set_trendline_line(series, &line);
}

/* The heads of the table around it are its visible titles; programs that
 * read aloud take the chart's own. They are as small as can be, and what
 * programs leave free for them above and below is added to the chart, so that
 * each bar stays beside its row. */
static struct fyp_chart_place
name_bars(lxw_chart *chart, const struct fyp_bar_chart *spec)
{
    enum { TITLE_PIXELS = 17 };
    struct fyp_chart_place place = spec->place;
    const int above = place.y < TITLE_PIXELS ? place.y : TITLE_PIXELS;
    const char *name = spec->name;
    char values[128];
    lxw_chart_font font = font_of(1, false, FYP_COLOUR_AXIS);
    (void)snprintf(values, sizeof values, "%s %%", name);
    chart_title_set_name(chart, name);
    chart_title_set_name_font(chart, &font);
    chart_axis_set_name(chart->x_axis, values);
    chart_axis_set_name_font(chart->x_axis, &font);
    chart_axis_set_name(chart->y_axis, fyp_text(FYP_M_COLUMN_NUMBER));
    chart_axis_set_name_font(chart->y_axis, &font);
    place.y -= above;
    place.height += above + TITLE_PIXELS;
    return place;
}

/* Has any row a bar? Not where no indicator has a way to its target. */
static bool has_bars(const struct fyp_chart_range *values)
{
    const struct fyp_sheet *sheet = values->sheet;
    bool any = false;
    for (size_t i = 0; sheet && i < sheet->count; i++) {
        const struct fyp_xlsx_cell *cell = &sheet->cells[i];
        any |= !cell->is_text && cell->column == values->column &&
               cell->row >= values->first_row && cell->row <= values->last_row;
    }
    return any;
}

void fyp_sheet_bar_chart(
    struct fyp_sheet *sheet, const struct fyp_bar_chart *spec)
{
    lxw_chart *chart =
        has_bars(&spec->values) ? new_chart(sheet, LXW_CHART_BAR) : NULL;
    if (!chart) {
        return;
    }
    lxw_chart_series *bars =
        new_series(sheet, chart, spec->name, &spec->categories, &spec->values);
    if (!bars) {
        return;
    }
    /* libxlsxwriter turns the axes of a bar chart round. */
    lxw_chart_axis *categories = chart->y_axis;
    lxw_chart_axis *values = chart->x_axis;
    colour_bars(sheet, bars, spec);
    add_time_line(sheet, chart, spec);
    lxw_chart_line grid = {.color = FYP_COLOUR_GRID, .width = 0.75F};
    chart_set_series_overlap(chart, 100);
    chart_set_series_gap(chart, 70);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    style_axis(categories);
    style_axis(values);
    const struct fyp_chart_place place = name_bars(chart, spec);
    chart_axis_set_reverse(categories);
    /* Each bar lies beside the cell that is its label. */
    chart_axis_set_label_position(
        categories, LXW_CHART_AXIS_LABEL_POSITION_NONE);
    chart_axis_set_min(values, 0.0);
    chart_axis_set_max(values, 1.0);
    chart_axis_set_major_unit(values, 0.5);
    chart_axis_set_num_format(values, "0%");
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &grid);
    chart_axis_set_label_position(values, LXW_CHART_AXIS_LABEL_POSITION_NONE);
    style_frame(chart, false);
    place_chart(sheet, chart, &place, spec->finding);
}
