/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sheets.h"

#include "base/message.h"
#include "reports/parts.h"
#include "reports/words.h"

#include <math.h>
#include <string.h>

/*
 * 数据: one plain table, a row for each indicator and year, from A1 on; below
 * them each figure of a reference and of a sub-region that went in. It feeds
 * charts and formulas: in the columns that they use, a year without its
 * number is a blank (a symbol would be drawn as 0), and the column 数据情况
 * says in words why it is blank. Everything else that is not there is the
 * declared symbol.
 */

enum { STATE_SIZE = 256 };

struct column {
    enum fyp_message title;
    uint32_t width; /* pixels */
};

static const struct column columns[FYP_DATA_COLUMNS] = {
    [FYP_DATA_NUMBER] = {FYP_M_COLUMN_NUMBER, 36},
    [FYP_DATA_CODE] = {FYP_M_COLUMN_CODE, 150},
    [FYP_DATA_NAME] = {FYP_M_COLUMN_INDICATOR, 184},
    [FYP_DATA_REGION] = {FYP_M_COLUMN_REGION, 84},
    [FYP_DATA_UNIT] = {FYP_M_COLUMN_UNIT, 54},
    [FYP_DATA_YEAR] = {FYP_M_COLUMN_YEAR, 44},
    [FYP_DATA_REPORTED] = {FYP_M_DATA_REPORTED, 70},
    [FYP_DATA_BASIS] = {FYP_M_DATA_BASIS, 54},
    [FYP_DATA_JUDGED] = {FYP_M_DATA_JUDGED, 66},
    [FYP_DATA_EXPECTED] = {FYP_M_DATA_EXPECTED, 72},
    [FYP_DATA_TARGET] = {FYP_M_DATA_TARGET, 62},
    [FYP_DATA_REFERENCE] = {FYP_M_DATA_REFERENCE, 78},
    [FYP_DATA_FORECAST] = {FYP_M_DATA_FORECAST, 72},
    [FYP_DATA_FORECAST_LOW] = {FYP_M_DATA_FORECAST_LOW, 84},
    [FYP_DATA_FORECAST_HIGH] = {FYP_M_DATA_FORECAST_HIGH, 84},
    [FYP_DATA_ELAPSED] = {FYP_M_DATA_ELAPSED, 70},
    [FYP_DATA_STATE] = {FYP_M_DATA_STATE, 132},
    [FYP_DATA_SOURCE] = {FYP_M_DATA_SOURCE, 140},
    [FYP_DATA_FILE] = {FYP_M_COLUMN_FILE, 150},
    [FYP_DATA_VERSION] = {FYP_M_DATA_VERSION, 54},
};

struct fyp_chart_range fyp_data_range(
    const struct fyp_view *view, size_t indicator, enum fyp_data_column column)
{
    uint32_t years = (uint32_t)view->series->year_count;
    uint32_t first = 1 + (uint32_t)indicator * years;
    return (struct fyp_chart_range){
        .sheet = view->sheets[FYP_SHEET_DATA],
        .first_row = first,
        .last_row = first + years - 1,
        .column = column};
}

enum { DECIMALS_MOST = 4, DECIMALS_OF_FORECAST = 2 };

/* As many decimals as the number has, so that the table shows it whole; not
 * more than fit into the column. */
static struct fyp_number whole_number(double value, int most)
{
    const double wide = 1000.0;
    int decimals = 0;
    if (isfinite(value)) {
        char text[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(value, 0, text);
        const char *point = strchr(text, '.');
        decimals = point ? (int)strlen(point + 1) : 0;
    }
    if (fabs(value) >= wide && most > DECIMALS_OF_FORECAST) {
        most = DECIMALS_OF_FORECAST;
    }
    return (struct fyp_number){
        .value = value, .decimals = decimals < most ? decimals : most};
}

/* A number that a chart or a formula takes; else a blank. */
static void write_number(
    struct fyp_sheet *sheet, uint32_t row, enum fyp_data_column column,
    double value)
{
    struct fyp_number number = whole_number(value, DECIMALS_MOST);
    number.blank_if_undefined = true;
    fyp_sheet_number(sheet, row, column, FYP_STYLE_DATA_NUMBER, number);
}

/* A text; where there is none, the declared symbol. */
static void write_text(
    struct fyp_sheet *sheet, uint32_t row, enum fyp_data_column column,
    enum fyp_style style, const char *text)
{
    fyp_sheet_text(
        sheet, row, column, style,
        text && text[0] != '\0' ? text : FYP_SHOWN_UNDEFINED);
}

static const char *plain_state_of(
    const struct fyp_view *view, const struct fyp_series_year *year,
    const struct fyp_series *series, const struct fyp_figure *figure)
{
    if (year->year > view->evaluation->year) {
        return fyp_text(
            isnan(year->forecast) ? FYP_M_DATA_LATER
            : year->demonstration ? FYP_M_DATA_FORECAST_DEMO
                                  : FYP_M_DATA_FORECAST_STATE);
    }
    if (figure ? figure->demonstration : year->demonstration) {
        return fyp_text(FYP_M_DEMO_NOTICE);
    }
    if (year->demonstration) {
        return fyp_text(FYP_M_DATA_WITH_DEMO);
    }
    if (year->is_baseline && !figure) {
        return fyp_text(
            isnan(year->value) ||
                    series->result->indicator->kind == FYP_KIND_CUMULATIVE
                ? FYP_M_DATA_START
                : FYP_M_DATA_BASELINE);
    }
    if (figure) {
        return fyp_text(FYP_M_DATA_PRESENT);
    }
    return fyp_text(
        isnan(year->value) ? FYP_M_DATA_MISSING : FYP_M_DATA_COMPUTED);
}

/* The state, and whether the figure deserves a question. */
static void state_of(
    const struct fyp_view *view, const struct fyp_figure *figure,
    const char *state, char out[STATE_SIZE])
{
    if (fyp_quality_is_questioned(view->evaluation->quality, figure)) {
        (void)fyp_say(out, STATE_SIZE, FYP_M_QUALITY_STATE, state);
    } else {
        (void)snprintf(out, STATE_SIZE, "%s", state);
    }
}

/* --- what is blank in a row --- */

/* What charts draw and formulas take. */
struct drawn_column {
    enum fyp_data_column column;
    double (*value)(const struct fyp_series_year *year);
};

static double reported(const struct fyp_series_year *year)
{
    const struct fyp_figure *figure =
        year->figure ? year->figure : year->to_date;
    return figure ? figure->value.value : (double)NAN;
}

static double judged(const struct fyp_series_year *year)
{
    return year->value;
}

static double expected(const struct fyp_series_year *year)
{
    return year->expected;
}

static double target(const struct fyp_series_year *year)
{
    return year->target;
}

static double reference(const struct fyp_series_year *year)
{
    return year->reference;
}

static double forecast(const struct fyp_series_year *year)
{
    return year->forecast;
}

static double forecast_low(const struct fyp_series_year *year)
{
    return year->forecast_low;
}

static double forecast_high(const struct fyp_series_year *year)
{
    return year->forecast_high;
}

static const struct drawn_column drawn_columns[] = {
    {FYP_DATA_REPORTED, reported},
    {FYP_DATA_JUDGED, judged},
    {FYP_DATA_EXPECTED, expected},
    {FYP_DATA_TARGET, target},
    {FYP_DATA_REFERENCE, reference},
    {FYP_DATA_FORECAST, forecast},
    {FYP_DATA_FORECAST_LOW, forecast_low},
    {FYP_DATA_FORECAST_HIGH, forecast_high},
};
enum { DRAWN = sizeof drawn_columns / sizeof drawn_columns[0] };

/* Is there a number in any year? Where there is none nothing is drawn, and
 * the symbol can stand. */
static bool is_drawn(
    const struct fyp_view *view, const struct fyp_series *series,
    const struct drawn_column *column)
{
    bool any = false;
    for (size_t k = 0; k < view->series->year_count; k++) {
        any |= isfinite(column->value(&series->years[k]));
    }
    return any && fyp_series_has_figure(series, view->series->year_count);
}

static bool is_of_forecast(const struct drawn_column *column)
{
    return column->column >= FYP_DATA_FORECAST &&
           column->column <= FYP_DATA_FORECAST_HIGH;
}

static void write_drawn(
    const struct fyp_view *view, uint32_t row, const struct fyp_series *series,
    const struct fyp_series_year *year)
{
    for (size_t i = 0; i < DRAWN; i++) {
        struct fyp_number number = whole_number(
            drawn_columns[i].value(year), is_of_forecast(&drawn_columns[i])
                                              ? DECIMALS_OF_FORECAST
                                              : DECIMALS_MOST);
        number.blank_if_undefined = is_drawn(view, series, &drawn_columns[i]);
        fyp_sheet_number(
            view->sheets[FYP_SHEET_DATA], row, drawn_columns[i].column,
            FYP_STYLE_DATA_NUMBER, number);
    }
}

/* Names the blanks of a row that its state does not explain: "应达值". */
static void tell_blanks(
    const struct fyp_view *view, const struct fyp_series *series,
    const struct fyp_series_year *year, char *out, size_t size)
{
    struct fyp_buffer names = {0};
    /* what a state tells by itself: that there is no figure */
    const bool later = year->year > view->evaluation->year;
    const bool missing =
        !year->figure && !year->to_date && (later || !year->demonstration);
    for (size_t i = 0; i < DRAWN; i++) {
        const struct drawn_column *column = &drawn_columns[i];
        const bool told =
            (missing && (column->column == FYP_DATA_REPORTED ||
                         column->column == FYP_DATA_JUDGED)) ||
            (year->year <= view->evaluation->year && is_of_forecast(column));
        if (told || isfinite(column->value(year)) ||
            !is_drawn(view, series, column)) {
            continue;
        }
        fyp_buffer_text(
            &names, names.length > 0 ? fyp_text(FYP_M_NAME_BETWEEN) : "");
        fyp_buffer_text(&names, fyp_text(columns[column->column].title));
    }
    out[0] = '\0';
    if (names.length > 0 && !names.failed) {
        (void)fyp_say(out, size, FYP_M_DATA_BLANK, names.data);
    }
    fyp_buffer_finish(&names);
}

/* --- a row --- */

/* Source, file, line and version of a figure. */
static void write_source(
    struct fyp_sheet *sheet, uint32_t row, const struct fyp_figure *figure)
{
    char file[320];
    write_text(
        sheet, row, FYP_DATA_SOURCE, FYP_STYLE_TEXT_SMALL, figure->source);
    (void)snprintf(file, sizeof file, "%s:%d", figure->file, figure->line);
    fyp_sheet_text(sheet, row, FYP_DATA_FILE, FYP_STYLE_TEXT_SMALL, file);
    fyp_sheet_number(
        sheet, row, FYP_DATA_VERSION, FYP_STYLE_DATA_NUMBER,
        (struct fyp_number){.value = figure->version});
}

static void write_origin(
    struct fyp_sheet *sheet, uint32_t row, const struct fyp_series *series,
    const struct fyp_series_year *year, const struct fyp_figure *figure)
{
    if (!figure) {
        bool printed = year->is_baseline && !isnan(year->value) &&
                       series->result->indicator->kind == FYP_KIND_LEVEL;
        bool composed =
            series->result->indicator->each_subregion && !isnan(year->value);
        write_text(
            sheet, row, FYP_DATA_SOURCE, FYP_STYLE_TEXT_SMALL,
            composed ? fyp_text(FYP_M_DATA_SUBREGIONS)
            : printed
                ? fyp_word_baseline_source(series->result->baseline_source)
                : "");
        write_text(sheet, row, FYP_DATA_FILE, FYP_STYLE_TEXT_SMALL, "");
        write_text(sheet, row, FYP_DATA_VERSION, FYP_STYLE_DATA_NUMBER, "");
        return;
    }
    write_source(sheet, row, figure);
}

/* What and where a row is about. */
struct subject {
    const char *number, *code, *name, *region, *unit;
    int year;
};

/* These texts are wrapped, so the row is as high as the longest needs. */
static void set_height(
    struct fyp_sheet *sheet, uint32_t row, const struct subject *subject,
    const char *state, const struct fyp_figure *figure)
{
    const struct {
        enum fyp_data_column column;
        const char *text;
    } texts[] = {
        {FYP_DATA_CODE, subject->code},
        {FYP_DATA_NAME, subject->name},
        {FYP_DATA_STATE, state},
        {FYP_DATA_SOURCE, figure ? figure->source : ""},
        {FYP_DATA_FILE, figure ? figure->file : ""},
    };
    int lines = 1;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const int needed =
            fyp_text_lines(texts[i].text, 9, columns[texts[i].column].width);
        lines = needed > lines ? needed : lines;
    }
    fyp_sheet_row_height(sheet, row, (uint32_t)(lines * 16 + 5));
}

static const char *region_name(const struct fyp_view *view, const char *code)
{
    static const char nation[] = "100000";
    return strcmp(code, nation) == 0
               ? fyp_text(FYP_M_DATA_NATION)
               : fyp_plan_region_name(view->evaluation->plan, code);
}

static const char *basis_word(const struct fyp_figure *figure)
{
    return fyp_text(
        figure->basis == FYP_BASIS_YEAR ? FYP_M_DATA_BASIS_YEAR
                                        : FYP_M_DATA_BASIS_TO_DATE);
}

static void write_subject(
    struct fyp_sheet *sheet, uint32_t row, const struct subject *subject)
{
    fyp_sheet_number_or_text(
        sheet, row, FYP_DATA_NUMBER, FYP_STYLE_DATA_TEXT, subject->number);
    fyp_sheet_text(
        sheet, row, FYP_DATA_CODE, FYP_STYLE_TEXT_SMALL, subject->code);
    fyp_sheet_text(
        sheet, row, FYP_DATA_NAME, FYP_STYLE_TEXT_SMALL, subject->name);
    fyp_sheet_text(
        sheet, row, FYP_DATA_REGION, FYP_STYLE_DATA_TEXT, subject->region);
    fyp_sheet_text(
        sheet, row, FYP_DATA_UNIT, FYP_STYLE_DATA_TEXT, subject->unit);
    fyp_sheet_number(
        sheet, row, FYP_DATA_YEAR, FYP_STYLE_DATA_NUMBER,
        (struct fyp_number){.value = subject->year});
}

/* What is known of the year, and why something is blank. */
static void say_state(
    const struct fyp_view *view, const struct fyp_series *series,
    const struct fyp_series_year *year, const struct fyp_figure *figure,
    char out[STATE_SIZE])
{
    state_of(view, figure, plain_state_of(view, year, series, figure), out);
    if (year->year <= view->evaluation->year) {
        const size_t used = strlen(out);
        tell_blanks(view, series, year, out + used, STATE_SIZE - used);
    }
}

static void write_row(
    const struct fyp_view *view, uint32_t row, const struct fyp_series *series,
    const struct fyp_series_year *year)
{
    struct fyp_sheet *sheet = view->sheets[FYP_SHEET_DATA];
    const struct fyp_indicator *indicator = series->result->indicator;
    const struct fyp_figure *figure =
        year->figure ? year->figure : year->to_date;
    const struct subject subject = {
        .number = indicator->number,
        .code = indicator->code,
        .name = indicator->name,
        .region = region_name(view, view->evaluation->region),
        .unit = fyp_shown_unit(indicator),
        .year = year->year};
    char state[STATE_SIZE];
    say_state(view, series, year, figure, state);
    write_subject(sheet, row, &subject);
    write_text(
        sheet, row, FYP_DATA_BASIS, FYP_STYLE_DATA_TEXT,
        figure ? basis_word(figure) : "");
    write_drawn(view, row, series, year);
    fyp_sheet_number(
        sheet, row, FYP_DATA_ELAPSED, FYP_STYLE_DATA_NUMBER,
        fyp_share_number(view->evaluation->elapsed));
    fyp_sheet_text(sheet, row, FYP_DATA_STATE, FYP_STYLE_TEXT_SMALL, state);
    write_origin(sheet, row, series, year, figure);
    set_height(sheet, row, &subject, state, figure);
}

/* A figure that is no own one of the place: of a reference or a sub-region. */
static void write_used(
    const struct fyp_view *view, uint32_t row,
    const struct fyp_used_figure *used)
{
    struct fyp_sheet *sheet = view->sheets[FYP_SHEET_DATA];
    const struct fyp_indicator *indicator = used->result->indicator;
    const struct fyp_figure *figure = used->figure;
    char name[512];
    (void)fyp_say(
        name, sizeof name,
        used->use == FYP_USE_REFERENCE   ? FYP_M_DATA_REFERENCE_OF
        : used->use == FYP_USE_SUBREGION ? FYP_M_DATA_SUBREGION_OF
                                         : FYP_M_DATA_TOTAL_OF,
        indicator->name);
    const struct subject subject = {
        .number = indicator->number,
        .code = figure->indicator,
        .name = name,
        .region = region_name(view, figure->region),
        .unit = indicator->unit,
        .year = figure->year};
    char state[STATE_SIZE];
    state_of(
        view, figure,
        fyp_text(
            figure->demonstration ? FYP_M_DEMO_NOTICE : FYP_M_DATA_PRESENT),
        state);
    write_subject(sheet, row, &subject);
    write_number(sheet, row, FYP_DATA_REPORTED, figure->value.value);
    fyp_sheet_text(
        sheet, row, FYP_DATA_BASIS, FYP_STYLE_DATA_TEXT, basis_word(figure));
    for (uint32_t c = FYP_DATA_JUDGED; c <= FYP_DATA_ELAPSED; c++) {
        write_text(
            sheet, row, (enum fyp_data_column)c, FYP_STYLE_DATA_NUMBER, "");
    }
    fyp_sheet_text(sheet, row, FYP_DATA_STATE, FYP_STYLE_TEXT_SMALL, state);
    write_source(sheet, row, figure);
    set_height(sheet, row, &subject, state, figure);
}

/* A running total beside a figure of the same year has no row of its own. */
static bool
has_row(const struct fyp_series_set *set, const struct fyp_used_figure *used)
{
    if (used->use != FYP_USE_OWN) {
        return false;
    }
    const struct fyp_series *series = &set->items[0];
    while (series->result != used->result) {
        series++;
    }
    const struct fyp_series_year *first = series->years;
    const struct fyp_series_year *year =
        &first[used->figure->year - first->year];
    return !year->figure || year->figure == used->figure;
}

uint32_t fyp_data_used_row(const struct fyp_view *view, size_t used)
{
    const struct fyp_series_set *set = view->series;
    uint32_t row = 1 + (uint32_t)(set->count * set->year_count);
    for (size_t i = 0; i < used; i++) {
        row += !has_row(set, &set->used[i]);
    }
    return row;
}

void fyp_sheet_data(const struct fyp_view *view)
{
    struct fyp_sheet *sheet = view->sheets[FYP_SHEET_DATA];
    const struct fyp_series_set *set = view->series;
    const char *titles[FYP_DATA_COLUMNS];
    for (uint32_t c = 0; c < FYP_DATA_COLUMNS; c++) {
        fyp_sheet_column_width(sheet, c, c, columns[c].width);
        titles[c] = fyp_text(columns[c].title);
    }
    fyp_sheet_row_height(sheet, 0, 38);
    uint32_t row = 1;
    for (size_t i = 0; i < set->count; i++) {
        for (size_t k = 0; k < set->year_count; k++) {
            write_row(view, row++, &set->items[i], &set->items[i].years[k]);
        }
    }
    for (size_t i = 0; i < set->used_count; i++) {
        if (!has_row(set, &set->used[i])) {
            write_used(view, row++, &set->used[i]);
        }
    }
    fyp_sheet_table(
        sheet, fyp_area(0, 0, row - 1, FYP_DATA_COLUMNS - 1),
        FYP_STYLE_DATA_HEAD, titles);
    fyp_sheet_freeze(sheet, 1, 0);
    struct fyp_page page = {
        .landscape = true,
        .area = fyp_area(0, 0, row - 1, FYP_DATA_COLUMNS - 1),
        .repeat_first = 0,
        .repeat_last = 0,
        .notice = view->notice,
        .footer = view->footer};
    fyp_sheet_page(sheet, &page);
}
