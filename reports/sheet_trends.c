/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sheets.h"

#include "base/message.h"
#include "reports/parts.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/*
 * 趋势: a chart for each indicator that has a figure, six on a landscape
 * page; the others are named below with the reason. Page breaks are set by
 * hand (a scale instead of "fit to width", which makes Excel ignore breaks),
 * so that no chart is cut in two.
 */

enum {
    ACROSS = 3,
    DOWN = 2,
    CHART_WIDTH = 378,
    GAP = 14,
    CAPTION_HEIGHT = 26,
    FINDING_HEIGHT = 38,
    BLOCK_ROWS = 4, /* status, chart, finding, gap */
    LAST_COLUMN = 2 * ACROSS - 2
};

/* The sheet, while it is written. */
struct trends {
    const struct fyp_view *view;
    struct fyp_sheet *sheet;
    uint32_t top;          /* first row of the charts */
    uint32_t names_height; /* pixels of the line above them */
    uint32_t chart_height; /* pixels, so that two fit on a page */
    struct fyp_page page;
};

/* --- the value axis --- */

struct scale {
    double low, high, step;
    int decimals;
};

static void widen(struct scale *scale, double value)
{
    if (isfinite(value)) {
        scale->low = fmin(scale->low, value);
        scale->high = fmax(scale->high, value);
    }
}

/* 1, 2 or 5 times a power of ten, for about five steps. */
static double round_step(double span)
{
    double raw = span / 5.0;
    double power = pow(10.0, floor(log10(raw)));
    double share = raw / power;
    return power * (share <= 1.0   ? 1.0
                    : share <= 2.0 ? 2.0
                    : share <= 5.0 ? 5.0
                                   : 10.0);
}

/* Growth starts in the first year of the plan, everything else in y0. */
static size_t first_year(const struct fyp_series *series)
{
    return series->result->indicator->kind == FYP_KIND_GROWTH ? 1 : 0;
}

static struct scale
value_scale(const struct fyp_series *series, size_t year_count)
{
    struct scale scale = {.low = INFINITY, .high = -INFINITY};
    for (size_t k = first_year(series); k < year_count; k++) {
        const struct fyp_series_year *year = &series->years[k];
        widen(&scale, year->value);
        widen(&scale, year->expected);
        widen(&scale, year->target);
        widen(&scale, year->reference);
        if (series->result->indicator->kind == FYP_KIND_GROWTH &&
            year->figure) {
            widen(&scale, year->figure->value.value);
        }
    }
    if (series->result->indicator->kind == FYP_KIND_CUMULATIVE) {
        widen(&scale, 0.0);
    }
    return scale;
}

/* Round ends and steps, room above for the labels. Figures that hardly move
 * must not look like a mountain: the axis spans at least 5 % of them. */
static void round_scale(struct scale *scale)
{
    double least = 0.05 * fmax(fabs(scale->high), fabs(scale->low));
    double span = fmax(scale->high - scale->low, least > 0.0 ? least : 1.0);
    bool positive = scale->low >= 0.0;
    double low = fmin(scale->low - 0.05 * span, scale->high - span);
    double high = scale->high + 0.15 * span;
    scale->step = round_step(span);
    scale->low = scale->step * floor(low / scale->step);
    scale->high = scale->step * ceil(high / scale->step);
    if (positive) {
        scale->low = fmax(scale->low, 0.0);
    }
    scale->decimals = (int)fmax(0.0, ceil(-log10(scale->step) - 1e-9));
}

/* --- one chart --- */

static size_t count_points(
    const struct fyp_series *series, size_t year_count,
    double (*value)(const struct fyp_series_year *))
{
    size_t count = 0;
    for (size_t k = first_year(series); k < year_count; k++) {
        count += isfinite(value(&series->years[k])) ? 1 : 0;
    }
    return count;
}

static double judged(const struct fyp_series_year *year)
{
    return year->value;
}

static double reported(const struct fyp_series_year *year)
{
    return year->figure ? year->figure->value.value : NAN;
}

static bool lies_on(double a, double b)
{
    return isfinite(a) && isfinite(b) && fyp_equal(a, b);
}

/* An expected path that lies on the line of the target or of the reference
 * is not drawn a second time. */
static double own_expected(const struct fyp_series_year *year)
{
    bool drawn = lies_on(year->expected, year->target) ||
                 lies_on(year->expected, year->reference);
    return drawn ? NAN : year->expected;
}

static double target(const struct fyp_series_year *year)
{
    return year->target;
}

static double reference(const struct fyp_series_year *year)
{
    return year->reference;
}

struct drawn_line {
    enum fyp_chart_line line;
    enum fyp_data_column column;
    enum fyp_message name;
    double (*value)(const struct fyp_series_year *);
};

static const struct drawn_line drawn_lines[] = {
    {FYP_LINE_OBSERVED, FYP_DATA_JUDGED, FYP_M_TREND_JUDGED, judged},
    {FYP_LINE_YEARLY, FYP_DATA_REPORTED, FYP_M_TREND_YEARLY, reported},
    {FYP_LINE_REFERENCE, FYP_DATA_REFERENCE, FYP_M_TREND_REFERENCE, reference},
    {FYP_LINE_EXPECTED, FYP_DATA_EXPECTED, FYP_M_TREND_EXPECTED, own_expected},
    {FYP_LINE_TARGET, FYP_DATA_TARGET, FYP_M_TREND_TARGET, target},
};

static enum fyp_message judged_name(const struct fyp_indicator *indicator)
{
    switch (indicator->kind) {
    case FYP_KIND_CUMULATIVE:
        return FYP_M_TREND_SUM;
    case FYP_KIND_GROWTH:
        return FYP_M_TREND_MEAN;
    default:
        return FYP_M_TREND_JUDGED;
    }
}

/* The first and the last point of the judged line, and how they read. */
struct ends {
    int first, last; /* -1: no point */
    char first_text[FYP_DECIMAL_TEXT_SIZE], last_text[FYP_DECIMAL_TEXT_SIZE];
};

/* A point's value as reported, with up to two of its own decimals; a mean or
 * a share with those of the evaluated year. */
static void end_text(
    const struct fyp_view *view, const struct fyp_series *series, int point,
    char out[FYP_DECIMAL_TEXT_SIZE])
{
    const struct fyp_indicator_result *result = series->result;
    enum fyp_comparison comparison = view->evaluation->ruleset.comparison;
    double value = series->years[point].value;
    bool computed = result->indicator->kind == FYP_KIND_GROWTH ||
                    result->indicator->each_subregion;
    if (series->years[point].year == view->evaluation->year) {
        fyp_show_value(result, comparison, out);
    } else if (computed) {
        fyp_show_number(value, fyp_show_decimals(result, comparison), out);
    } else {
        fyp_decimal_format(fyp_round_half_even(value, 2), 0, out);
    }
}

/* A printed baseline reads as printed: ">80" is a bound, no measured point. */
static void
show_printed_start(const struct fyp_series *series, struct ends *ends)
{
    const struct fyp_indicator_result *result = series->result;
    char number[FYP_DECIMAL_TEXT_SIZE];
    if (!series->years[ends->first].is_baseline ||
        result->indicator->kind != FYP_KIND_LEVEL ||
        result->baseline_source == FYP_BASELINE_OBSERVED) {
        return;
    }
    struct fyp_printed_baseline printed =
        fyp_printed_baseline(result->indicator);
    bool bound = (result->flags & FYP_FLAG_BOUND) != 0;
    fyp_show_number(printed.value.value, printed.value.decimals, number);
    (void)snprintf(
        ends->first_text, sizeof ends->first_text, "%s%.40s",
        bound ? fyp_comparator_sign(printed.comparator) : "", number);
    if (ends->last == ends->first) {
        (void)snprintf(
            ends->last_text, sizeof ends->last_text, "%s", ends->first_text);
    }
}

static struct ends
find_ends(const struct fyp_view *view, const struct fyp_series *series)
{
    struct ends ends = {.first = -1, .last = -1};
    for (size_t k = 0; k < view->series->year_count; k++) {
        if (isfinite(series->years[k].value)) {
            ends.last = (int)k;
            ends.first = ends.first < 0 ? (int)k : ends.first;
        }
    }
    if (ends.last < 0) {
        return ends;
    }
    end_text(view, series, ends.first, ends.first_text);
    end_text(view, series, ends.last, ends.last_text);
    show_printed_start(series, &ends);
    return ends;
}

static struct fyp_chart_range drawn_range(
    const struct fyp_view *view, size_t index, enum fyp_data_column column)
{
    struct fyp_chart_range range = fyp_data_range(view, index, column);
    range.first_row += (uint32_t)first_year(&view->series->items[index]);
    return range;
}

/* Labels stand above their points, below where the target line would strike
 * through one of them and both have room there. */
static bool labels_below(
    const struct fyp_series *series, const struct ends *ends,
    const struct fyp_line_chart *chart)
{
    const double room = 0.18 * (chart->high - chart->low);
    const int points[] = {ends->first, ends->last};
    bool crowded = false;
    for (size_t i = 0; i < 2; i++) {
        if (points[i] < 0) {
            return false;
        }
        const struct fyp_series_year *year = &series->years[points[i]];
        if (year->value - chart->low < room) {
            return false;
        }
        crowded |= fyp_more(year->target, year->value) &&
                   year->target - year->value < room;
    }
    return crowded;
}

static void add_lines(
    const struct fyp_view *view, size_t index, const struct ends *ends,
    struct fyp_line_chart *chart)
{
    const struct fyp_series *series = &view->series->items[index];
    const struct fyp_indicator *indicator = series->result->indicator;
    for (size_t i = 0; i < sizeof drawn_lines / sizeof drawn_lines[0]; i++) {
        const struct drawn_line *drawn = &drawn_lines[i];
        bool yearly = drawn->line == FYP_LINE_YEARLY;
        size_t points =
            count_points(series, view->series->year_count, drawn->value);
        if (points == 0 || (yearly && indicator->kind != FYP_KIND_GROWTH)) {
            continue;
        }
        struct fyp_chart_series *line = &chart->series[chart->count++];
        *line = (struct fyp_chart_series){
            .name = fyp_text(
                drawn->line == FYP_LINE_OBSERVED ? judged_name(indicator)
                                                 : drawn->name),
            .line = drawn->line,
            .values = drawn_range(view, index, drawn->column),
            .single = points == 1,
            .steps = drawn->line == FYP_LINE_EXPECTED &&
                     indicator->path == FYP_PATH_STEP,
            .first_point = ends->first - (int)first_year(series),
            .last_point = ends->last - (int)first_year(series),
            .first_label = ends->first_text,
            .last_label = ends->last_text,
            .labels_below = labels_below(series, ends, chart)};
    }
}

/* "2020 年 85.0，2023 年 88.2；应达 87.0，目标 ≥90" */
static void tell_finding(
    const struct fyp_view *view, const struct fyp_series *series,
    const struct ends *ends, char *out, size_t size)
{
    char first[16], last[16], expected[FYP_DECIMAL_TEXT_SIZE];
    char goal[FYP_SHOWN_TARGET_SIZE];
    fyp_show_expected(
        series->result, view->evaluation->ruleset.comparison, expected);
    fyp_show_target(series->result->indicator, goal);
    if (ends->last < 0) {
        (void)fyp_say(out, size, FYP_M_TREND_NO_VALUE, goal);
        return;
    }
    (void)snprintf(first, sizeof first, "%d", series->years[ends->first].year);
    (void)snprintf(last, sizeof last, "%d", series->years[ends->last].year);
    if (ends->first == ends->last) {
        (void)fyp_say(
            out, size, FYP_M_TREND_ONE, last, ends->last_text, expected, goal);
    } else {
        (void)fyp_say(
            out, size, FYP_M_TREND_FINDING, first, ends->first_text, last,
            ends->last_text, expected, goal);
    }
}

struct place {
    uint32_t row, column;
};

/* Above the end of the natural range the axis has room, but no label. */
static double highest_label(const struct fyp_indicator *indicator)
{
    if (indicator->each_subregion) {
        return 100.0;
    }
    return indicator->range.high.present ? indicator->range.high.value
                                         : (double)INFINITY;
}

static void
draw_block(const struct trends *trends, size_t index, struct place place)
{
    const struct fyp_view *view = trends->view;
    struct fyp_sheet *sheet = trends->sheet;
    const struct fyp_series *series = &view->series->items[index];
    const struct fyp_indicator *indicator = series->result->indicator;
    char title[512], status[64], finding[768], alternative[1600];
    bool bare = strcmp(indicator->unit, "无") == 0;
    const char *unit = bare ? "" : fyp_shown_unit(indicator);
    (void)snprintf(
        title, sizeof title, "%s %s", indicator->number, indicator->name);
    fyp_verdict_text(
        view->evaluation, series->result->verdict, status, sizeof status);
    const struct ends ends = find_ends(view, series);
    tell_finding(view, series, &ends, finding, sizeof finding);
    (void)fyp_say(
        alternative, sizeof alternative, FYP_M_TREND_ALTERNATIVE, title, unit,
        finding, status);
    struct scale scale = value_scale(series, view->series->year_count);
    round_scale(&scale);
    struct fyp_line_chart chart = {
        .title = title,
        .unit = unit,
        .finding = alternative,
        .categories = drawn_range(view, index, FYP_DATA_YEAR),
        .low = scale.low,
        .high = scale.high,
        .step = scale.step,
        .axis_decimals = scale.decimals,
        .highest_label = highest_label(indicator),
        .place = {
            .row = place.row + 1,
            .column = place.column,
            .width = CHART_WIDTH,
            .height = (int)trends->chart_height - 4}};
    add_lines(view, index, &ends, &chart);
    fyp_sheet_text(
        sheet, place.row, place.column,
        fyp_verdict_look(series->result->verdict)->chip, status);
    fyp_sheet_line_chart(sheet, &chart);
    fyp_sheet_text(
        sheet, place.row + 2, place.column, FYP_STYLE_FINDING, finding);
}

/* --- the sheet --- */

/* Indicators without any figure have no chart; they are named. */
static void list_empty(const struct fyp_view *view, struct fyp_buffer *out)
{
    for (size_t i = 0; i < view->series->count; i++) {
        const struct fyp_series *series = &view->series->items[i];
        if (fyp_series_has_figure(series, view->series->year_count)) {
            continue;
        }
        fyp_buffer_text(
            out,
            fyp_text(out->length > 0 ? FYP_M_NAME_BETWEEN : FYP_M_TREND_EMPTY));
        fyp_buffer_format(
            out, "%s %s", series->result->indicator->number,
            series->result->indicator->name);
    }
}

/* The line that names them stands above the charts; where every indicator
 * has a figure there is none. Sets the first row of the charts. */
static void name_empty(struct trends *trends)
{
    const uint32_t width = ACROSS * (CHART_WIDTH + GAP) - GAP;
    struct fyp_buffer text = {0};
    list_empty(trends->view, &text);
    if (text.length > 0 && !text.failed) {
        int lines = fyp_text_lines(text.data, 10.5, width);
        trends->names_height = (uint32_t)(18 * lines + 16);
        fyp_sheet_row_height(trends->sheet, trends->top, trends->names_height);
        fyp_sheet_merged(
            trends->sheet, fyp_area(trends->top, 0, trends->top, LAST_COLUMN),
            FYP_STYLE_BODY, text.data);
        trends->top++;
    }
    fyp_buffer_finish(&text);
}

static void set_block_heights(const struct trends *trends, uint32_t row)
{
    fyp_sheet_row_height(trends->sheet, row, CAPTION_HEIGHT);
    fyp_sheet_row_height(trends->sheet, row + 1, trends->chart_height);
    fyp_sheet_row_height(trends->sheet, row + 2, FINDING_HEIGHT);
    fyp_sheet_row_height(trends->sheet, row + 3, GAP);
}

/* Draws the blocks; returns the first row below them. */
static uint32_t draw_blocks(struct trends *trends)
{
    const struct fyp_series_set *set = trends->view->series;
    struct fyp_page *page = &trends->page;
    uint32_t drawn = 0, row = trends->top;
    for (size_t i = 0; i < set->count; i++) {
        if (!fyp_series_has_figure(&set->items[i], set->year_count)) {
            continue;
        }
        row = trends->top + drawn / ACROSS * BLOCK_ROWS;
        if (drawn % ACROSS == 0) {
            set_block_heights(trends, row);
            if (drawn > 0 && drawn % (ACROSS * DOWN) == 0 &&
                page->break_count < FYP_PAGE_BREAKS_MAX) {
                page->breaks[page->break_count++] = row;
            }
        }
        draw_block(trends, i, (struct place){row, drawn % ACROSS * 2});
        drawn++;
    }
    return drawn > 0 ? row + BLOCK_ROWS : trends->top;
}

/* Two blocks and the heading, which is repeated, on each page; 3 % are left
 * for programs that set rows a little higher. */
static uint32_t height_of_chart(const struct trends *trends)
{
    double page = fyp_page_width(true) * fyp_page_ratio(true) * 100.0 /
                  trends->page.scale_pct * 0.97;
    double block =
        (page - fyp_heading_height(trends->view) - trends->names_height) / DOWN;
    return (uint32_t)(block - CAPTION_HEIGHT - FINDING_HEIGHT - GAP);
}

void fyp_sheet_trends(const struct fyp_view *view)
{
    struct trends trends = {
        .view = view, .sheet = view->sheets[FYP_SHEET_TRENDS]};
    const double width = ACROSS * (CHART_WIDTH + GAP) - GAP;
    int scale_pct = (int)(98.0 * fyp_page_width(true) / width);
    for (uint32_t c = 0; c <= LAST_COLUMN; c++) {
        fyp_sheet_column_width(
            trends.sheet, c, c, c % 2 == 0 ? CHART_WIDTH : GAP);
    }
    trends.top = fyp_sheet_heading(
        view, trends.sheet, fyp_text(FYP_M_SHEET_TRENDS), LAST_COLUMN);
    trends.page = (struct fyp_page){
        .landscape = true,
        .scale_pct = scale_pct,
        .repeat_first = 0,
        .repeat_last = (int)trends.top - 1,
        .notice = view->notice,
        .footer = view->footer};
    name_empty(&trends);
    trends.chart_height = height_of_chart(&trends);
    uint32_t end = draw_blocks(&trends);
    trends.page.area = fyp_area(0, 0, end - 1, LAST_COLUMN);
    fyp_sheet_page(trends.sheet, &trends.page);
}
