/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "engine/rank_ranges.h"
#include "reports/regions.h"
#include "reports/sensitivity.h"
#include "reports/sheet_body.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * 地区对比: the declared sub-regions in the order of their ranks, with the
 * range in which a rank lies under other rules, each indicator's status and
 * value (a heat map that can be read without colours), and how far apart they
 * are. Of many indicators the map goes on in a further block below. The text
 * of `fyp regions` has the totals, too.
 */

enum {
    RANK,
    REGION,
    SCORE,
    GRADE,
    RANGE,
    FIRST_CELL,
    CELLS = 11, /* indicators side by side */
    COLUMNS = FIRST_CELL + CELLS,
    CELL_WIDTH = 74,
    SPAN_MAX = 3,
    PLACE_LINE = 18, /* of a row of the map */
    PLACE_PADDING = 3,
    NAME_WIDTH = 298 /* of the table of differences: REGION to RANGE */
};

static const uint32_t leading[FIRST_CELL] = {
    [RANK] = 46, [REGION] = 116, [SCORE] = 50, [GRADE] = 70, [RANGE] = 62};

/* The columns of the map: indicators of which a sub-region has a figure. */
struct map {
    const struct fyp_subregions *subregions;
    size_t *shown; /* shape [count] */
    size_t count;
    uint32_t span; /* columns that one of them takes */
};

bool fyp_has_sheet_regions(const struct fyp_view *view)
{
    return view->extras.subregions != NULL &&
           view->extras.subregions->count > 0;
}

/* --- which --- */

static bool
has_figure(const struct fyp_subregions *subregions, size_t indicator)
{
    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_evaluation *own = &subregions->items[i].evaluation;
        if (!isnan(own->indicators[indicator].value)) {
            return true;
        }
    }
    return false;
}

static bool init_map(const struct fyp_subregions *subregions, struct map *map)
{
    *map = (struct map){.subregions = subregions};
    map->shown = calloc(subregions->indicator_count + 1, sizeof *map->shown);
    for (size_t i = 0; map->shown && i < subregions->indicator_count; i++) {
        if (has_figure(subregions, i)) {
            map->shown[map->count++] = i;
        }
    }
    map->span = map->count == 0 ? 1 : (uint32_t)(CELLS / map->count);
    map->span = map->span < 1 ? 1 : map->span;
    map->span = map->span > SPAN_MAX ? SPAN_MAX : map->span;
    return map->shown != NULL;
}

static const struct fyp_indicator *
promised(const struct fyp_subregions *subregions, size_t indicator)
{
    return subregions->evaluation.indicators[indicator].indicator;
}

/* --- the map --- */

/* A cell of an indicator, over one column or some. */
static void put_cell(
    const struct fyp_sheet_body *body, const struct map *map, uint32_t place,
    enum fyp_style style, const char *text)
{
    const uint32_t first = FIRST_CELL + place * map->span;

    if (map->span == 1) {
        fyp_sheet_text(body->sheet, body->row, first, style, text);
    } else {
        fyp_sheet_merged(
            body->sheet,
            fyp_area(body->row, first, body->row, first + map->span - 1), style,
            text);
    }
}

/* Of one indicator all values are shown with the same decimals. */
static int shown_decimals(const struct map *map, size_t indicator)
{
    int most = 0;

    for (size_t i = 0; i < map->subregions->count; i++) {
        const struct fyp_evaluation *own =
            &map->subregions->items[i].evaluation;
        const struct fyp_indicator_result *result = &own->indicators[indicator];
        if (!isnan(result->value)) {
            const int decimals =
                fyp_show_decimals(result, own->ruleset.comparison);
            most = decimals > most ? decimals : most;
        }
    }
    return most;
}

static void
write_map_head(struct fyp_sheet_body *body, const struct map *map, size_t from)
{
    static const enum fyp_message heads[FIRST_CELL] = {
        [RANK] = FYP_M_COLUMN_RANK,
        [REGION] = FYP_M_COLUMN_REGION,
        [SCORE] = FYP_M_COLUMN_SCORE,
        [GRADE] = FYP_M_COLUMN_GRADE,
        [RANGE] = FYP_M_COLUMN_RANK_RANGE};
    int most = fyp_text_lines(fyp_text(heads[RANGE]), 10, leading[RANGE] - 8);

    for (uint32_t c = 0; c < FIRST_CELL; c++) {
        fyp_sheet_text(
            body->sheet, body->row, c, FYP_STYLE_HEAD, fyp_text(heads[c]));
    }
    for (uint32_t c = 0; c < CELLS && from + c < map->count; c++) {
        const struct fyp_indicator *indicator =
            promised(map->subregions, map->shown[from + c]);
        char text[512];
        snprintf(
            text, sizeof text, "%s %s", indicator->number, indicator->name);
        const int lines = fyp_text_lines(text, 10, map->span * CELL_WIDTH - 8);
        most = lines > most ? lines : most;
        put_cell(body, map, c, FYP_STYLE_HEAD, text);
    }
    fyp_body_keep(body, 1);
    fyp_body_next(body, fyp_body_row_height(most));
}

/* "2 至 4"; "2" where it is the same in nine runs of ten. */
static void write_range(const struct fyp_sheet_body *body, const char *region)
{
    const struct fyp_sensitivity_subject *trials =
        fyp_rank_range_of(body->view->extras.rank_ranges, region);
    char text[2 * FYP_DECIMAL_TEXT_SIZE + 32] = FYP_SHOWN_UNDEFINED;

    if (trials != NULL) {
        fyp_rank_range_text(trials, text, sizeof text);
    }
    fyp_sheet_text(body->sheet, body->row, RANGE, FYP_STYLE_CENTER, text);
}

static void write_place(
    const struct fyp_sheet_body *body, const struct fyp_subregions *subregions,
    const struct fyp_subregion *item)
{
    const struct fyp_evaluation *own = &item->evaluation;

    fyp_sheet_number(
        body->sheet, body->row, RANK, FYP_STYLE_NUMBER,
        (struct fyp_number){
            .value = item->rank > 0 ? (double)item->rank : (double)NAN});
    fyp_sheet_text(
        body->sheet, body->row, REGION, FYP_STYLE_TEXT,
        subregions->tree.nodes[item->node].name);
    fyp_sheet_number(
        body->sheet, body->row, SCORE, FYP_STYLE_NUMBER_STRONG,
        fyp_score_number(own->score, &own->ruleset));
    fyp_sheet_text(
        body->sheet, body->row, GRADE, FYP_STYLE_CENTER,
        isnan(own->score) ? FYP_SHOWN_UNDEFINED : fyp_word_grade(own->grade));
    write_range(body, subregions->tree.nodes[item->node].code);
}

/* "▼ 83.7". What each sub-region is to meet is judged as a share of places;
 * of one place its own figure tells more. */
static void write_cell(
    const struct fyp_sheet_body *body, const struct map *map, uint32_t place,
    const struct fyp_subregion *item, size_t indicator)
{
    const struct fyp_evaluation *own = &item->evaluation;
    const struct fyp_indicator_result *result = &own->indicators[indicator];
    char value[FYP_DECIMAL_TEXT_SIZE] = "";
    char text[FYP_DECIMAL_TEXT_SIZE + 16];

    if (result->indicator->each_subregion) {
        const double reported = fyp_own_target(item, indicator).value;
        if (!isnan(reported)) {
            fyp_decimal_format(reported, 0, value);
        }
    } else if (!isnan(result->value)) {
        fyp_show_number(
            fyp_shown_value(result, own->ruleset.comparison),
            shown_decimals(map, indicator), value);
    }
    snprintf(
        text, sizeof text, "%s%s%s", fyp_symbol_verdict(result->verdict),
        value[0] != '\0' ? " " : "", value);
    put_cell(body, map, place, fyp_verdict_look(result->verdict)->chip, text);
}

static void
write_block(struct fyp_sheet_body *body, const struct map *map, size_t from)
{
    const struct fyp_subregions *subregions = map->subregions;

    write_map_head(body, map, from);
    for (size_t i = 0; i < subregions->count; i++) {
        const struct fyp_subregion *item = subregions->ranking[i];
        const char *name = subregions->tree.nodes[item->node].name;
        const uint32_t height =
            PLACE_LINE *
                (uint32_t)fyp_text_lines(name, 10.5, leading[REGION] + 4) +
            PLACE_PADDING;
        if (fyp_body_turns(body, height)) {
            write_map_head(body, map, from);
        }
        write_place(body, subregions, item);
        for (uint32_t c = 0; c < CELLS && from + c < map->count; c++) {
            write_cell(body, map, c, item, map->shown[from + c]);
        }
        fyp_body_next(body, height);
    }
}

static void write_map(struct fyp_sheet_body *body, const struct map *map)
{
    fyp_body_line(body, FYP_STYLE_HEADING, fyp_text(FYP_M_REGIONS_HEAT));
    write_block(body, map, 0);
    for (size_t from = CELLS; from < map->count; from += CELLS) {
        fyp_body_space(body);
        write_block(body, map, from);
    }
}

/* --- its legend --- */

static bool occurs(const struct map *map, enum fyp_verdict verdict)
{
    for (size_t i = 0; i < map->subregions->count; i++) {
        const struct fyp_evaluation *own =
            &map->subregions->items[i].evaluation;
        for (size_t k = 0; k < map->count; k++) {
            if (own->indicators[map->shown[k]].verdict == verdict) {
                return true;
            }
        }
    }
    return false;
}

static void add_name(struct fyp_buffer *names, const char *name)
{
    fyp_buffer_text(
        names, names->length > 0 ? fyp_text(FYP_M_NAME_BETWEEN) : "");
    fyp_buffer_text(names, name);
}

/* One line of words around a list; nothing for an empty one. */
static void write_list(
    struct fyp_sheet_body *body, enum fyp_message words,
    const struct fyp_buffer *list)
{
    struct fyp_buffer line = {0};
    const char *before = fyp_text(words);
    const char *after = strstr(before, "{1}");

    if (list->length > 0 && after != NULL) {
        fyp_buffer_format(
            &line, "%.*s%s%s\n", (int)(after - before), before, list->data,
            after + strlen("{1}"));
    }
    line.failed = line.failed || list->failed;
    fyp_body_lines(body, FYP_STYLE_NOTE, &line);
    fyp_buffer_finish(&line);
}

static void write_legend(struct fyp_sheet_body *body, const struct map *map)
{
    struct fyp_buffer symbols = {0}, left_out = {0};
    const struct fyp_subregions *subregions = map->subregions;

    for (int v = 0; v < FYP_VERDICT_COUNT; v++) {
        char text[128];
        if (occurs(map, fyp_verdict_order[v])) {
            fyp_verdict_text(
                &subregions->evaluation, fyp_verdict_order[v], text,
                sizeof text);
            add_name(&symbols, text);
        }
    }
    for (size_t i = 0; i < subregions->indicator_count; i++) {
        if (!has_figure(subregions, i)) {
            add_name(&left_out, promised(subregions, i)->number);
        }
    }
    write_list(body, FYP_M_REGIONS_LEGEND, &symbols);
    write_list(body, FYP_M_REGIONS_NO_FIGURES, &left_out);
    fyp_buffer_finish(&symbols);
    fyp_buffer_finish(&left_out);
}

/* --- spread --- */

enum spread_column {
    NUMBER,
    NAME,
    UNIT,
    PLACES,
    MEAN,
    VARIATION,
    RATIO,
    BEST,
    WORST,
    WEIGHTS,
    SPREAD_COLUMNS
};

/* On the grid of the map. */
static const struct {
    enum fyp_message title;
    uint32_t first, last;
} spread_columns[SPREAD_COLUMNS] = {
    [NUMBER] = {FYP_M_COLUMN_NUMBER, 0, 0},
    [NAME] = {FYP_M_COLUMN_INDICATOR, 1, 4},
    [UNIT] = {FYP_M_COLUMN_UNIT, 5, 5},
    [PLACES] = {FYP_M_COLUMN_PLACES, 6, 6},
    [MEAN] = {FYP_M_COLUMN_SPREAD_MEAN, 7, 7},
    [VARIATION] = {FYP_M_COLUMN_VARIATION, 8, 8},
    [RATIO] = {FYP_M_COLUMN_RATIO, 9, 9},
    [BEST] = {FYP_M_COLUMN_BEST, 10, 12},
    [WORST] = {FYP_M_COLUMN_WORST, 13, 14},
    [WEIGHTS] = {FYP_M_COLUMN_WEIGHTS, 15, 15},
};

static void
put(const struct fyp_sheet_body *body, enum spread_column column,
    enum fyp_style style, const char *text)
{
    const uint32_t first = spread_columns[column].first;
    const uint32_t last = spread_columns[column].last;

    if (first == last) {
        fyp_sheet_number_or_text(body->sheet, body->row, first, style, text);
    } else {
        fyp_sheet_merged(
            body->sheet, fyp_area(body->row, first, body->row, last), style,
            text);
    }
}

static void put_number(
    const struct fyp_sheet_body *body, enum spread_column column,
    struct fyp_number number)
{
    fyp_sheet_number(
        body->sheet, body->row, spread_columns[column].first, FYP_STYLE_NUMBER,
        number);
}

/* Names of nodes, FYP_SHOWN_UNDEFINED for none; into names. */
static const char *names_of(
    const struct fyp_sheet_body *body, const struct fyp_subregions *subregions,
    const size_t *nodes, size_t count, struct fyp_buffer *names)
{
    for (size_t i = 0; i < count; i++) {
        add_name(names, subregions->tree.nodes[nodes[i]].name);
    }
    if (names->failed) {
        fyp_sheet_fail_memory(body->sheet);
    }
    return count > 0 && !names->failed ? names->data : FYP_SHOWN_UNDEFINED;
}

static struct fyp_number beside(double value, double bound)
{
    return (struct fyp_number){
        .value = value, .decimals = fyp_spread_decimals(value, bound)};
}

static void write_spread_head(struct fyp_sheet_body *body)
{
    int most = 1;

    for (int c = 0; c < SPREAD_COLUMNS; c++) {
        const char *title = fyp_text(spread_columns[c].title);
        const int lines = fyp_text_lines(title, 10, CELL_WIDTH + 12);
        most = lines > most ? lines : most;
        put(body, (enum spread_column)c, FYP_STYLE_HEAD, title);
    }
    fyp_body_keep(body, 1);
    fyp_body_next(body, fyp_body_row_height(most));
}

static void write_measures(
    const struct fyp_sheet_body *body, const struct fyp_spread *spread)
{
    put_number(
        body, PLACES, (struct fyp_number){.value = (double)spread->count});
    put_number(body, MEAN, beside(spread->mean, (double)NAN));
    put_number(body, VARIATION, fyp_share_number(spread->variation));
    put_number(body, RATIO, beside(spread->ratio, 1.0));
}

static uint32_t spread_height(
    const char *name, const char *best, const char *worst, const char *weights)
{
    const int needed[] = {
        fyp_text_lines(name, 10.5, NAME_WIDTH - 12),
        fyp_text_lines(best, 9, 3 * CELL_WIDTH + 6),
        fyp_text_lines(worst, 9, 2 * CELL_WIDTH + 6),
        fyp_text_lines(weights, 9, CELL_WIDTH + 6)};
    int most = 1;

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        most = needed[i] > most ? needed[i] : most;
    }
    return fyp_body_row_height(most);
}

static void write_spread_row(
    struct fyp_sheet_body *body, const struct fyp_subregions *subregions,
    size_t indicator)
{
    const struct fyp_indicator *about = promised(subregions, indicator);
    const struct fyp_indicator_spread *line = &subregions->spreads[indicator];
    struct fyp_buffer high = {0}, low = {0};
    const char *best =
        names_of(body, subregions, line->best, line->best_count, &high);
    const char *worst =
        names_of(body, subregions, line->worst, line->worst_count, &low);
    const char *weights = fyp_word_spread_weights(line->weights);
    const uint32_t height = spread_height(about->name, best, worst, weights);

    if (fyp_body_turns(body, height)) {
        write_spread_head(body);
    }
    put(body, NUMBER, FYP_STYLE_CENTER, about->number);
    put(body, NAME, FYP_STYLE_TEXT, about->name);
    put(body, UNIT, FYP_STYLE_CENTER_FIT, about->unit);
    write_measures(body, &line->spread);
    put(body, BEST, FYP_STYLE_TEXT_SMALL, best);
    put(body, WORST, FYP_STYLE_TEXT_SMALL, worst);
    put(body, WEIGHTS, FYP_STYLE_TEXT_SMALL, weights);
    fyp_body_next(body, height);
    fyp_buffer_finish(&high);
    fyp_buffer_finish(&low);
}

static void write_spread(
    struct fyp_sheet_body *body, const struct fyp_subregions *subregions)
{
    bool any = false;

    for (size_t i = 0; i < subregions->indicator_count; i++) {
        if (subregions->spreads[i].spread.count < 2) {
            continue;
        }
        if (!any) {
            fyp_body_space(body);
            fyp_body_line(
                body, FYP_STYLE_HEADING, fyp_text(FYP_M_REGIONS_SPREAD));
            write_spread_head(body);
            any = true;
        }
        write_spread_row(body, subregions, i);
    }
}

/* What the ranges of ranks are. */
static void write_range_note(struct fyp_sheet_body *body)
{
    const struct fyp_sensitivity *ranges = body->view->extras.rank_ranges;
    char runs[24], text[512];

    if (ranges != NULL && ranges->subject_count > 0) {
        snprintf(runs, sizeof runs, "%zu", ranges->runs);
        fyp_say(text, sizeof text, FYP_M_REGIONS_RANGES, runs);
        fyp_body_line(body, FYP_STYLE_NOTE, text);
    }
}

void fyp_sheet_regions(const struct fyp_view *view)
{
    struct fyp_sheet_body body = {
        .view = view, .sheet = view->sheets[FYP_SHEET_REGIONS]};
    struct fyp_buffer notes = {0};
    uint32_t widths[COLUMNS];
    struct map map;

    if (!init_map(view->extras.subregions, &map)) {
        fyp_sheet_fail_memory(body.sheet);
        return;
    }
    for (uint32_t c = 0; c < COLUMNS; c++) {
        widths[c] = c < FIRST_CELL ? leading[c] : CELL_WIDTH;
    }
    fyp_body_start(&body, fyp_text(FYP_M_SHEET_REGIONS), widths, COLUMNS);
    write_map(&body, &map);
    write_legend(&body, &map);
    write_range_note(&body);
    write_spread(&body, map.subregions);
    fyp_body_space(&body);
    fyp_subregions_notes(map.subregions, &notes);
    fyp_body_lines(&body, FYP_STYLE_NOTE, &notes);
    fyp_buffer_finish(&notes);
    free(map.shown);
    fyp_body_finish(&body);
}
