/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sheets.h"

#include "base/message.h"
#include "reports/attention.h"
#include "reports/cards.h"
#include "reports/contents.h"
#include "reports/report.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * 总览: one landscape page that answers, from top to bottom: what is the
 * verdict, what is missed, what has no figure, what else is in the workbook.
 * The block of cells has the proportions of the page, so that fitting it to
 * one page fills the page: rows grow where there are few indicators, columns
 * where there are many. Nothing is written smaller than 10.5 points, for the
 * page is printed at about three quarters of its size.
 */

enum place {
    NUMBER,
    NAME,
    UNIT,
    BASELINE,
    VALUE,
    EXPECTED,
    TARGET,
    PROGRESS,
    LABEL,     /* of a bar: the chart has none, it stands beside */
    BAR_LEFT,  /* the chart lies over two columns, */
    BAR_RIGHT, /* because the cards above end between them */
    STATUS,
    GAP,
    ITEM_LEFT,
    ITEM_RIGHT,
    COLUMNS
};

/* Pixels; the sums up to each card's end are about equal. */
static const uint32_t widths[COLUMNS] = {
    [NUMBER] = 36, [NAME] = 236,     [UNIT] = 52,       [BASELINE] = 112,
    [VALUE] = 62,  [EXPECTED] = 62,  [TARGET] = 74,     [PROGRESS] = 66,
    [LABEL] = 40,  [BAR_LEFT] = 90,  [BAR_RIGHT] = 50,  [STATUS] = 118,
    [GAP] = 10,    [ITEM_LEFT] = 60, [ITEM_RIGHT] = 250};

enum {
    TITLE_HEIGHT = 36,
    SUBTITLE_HEIGHT = 24,
    SPACE_HEIGHT = 6,
    SPACE_DENSE = 3,
    DENSE_ROWS = 24, /* from so many rows on the page has no room to spare */
    CARD_LABEL_HEIGHT = 22,
    CARD_VALUE_HEIGHT = 36,
    LINE_HEIGHT = 20, /* of 10.5 points */
    SENTENCE_HEIGHT = 26,
    COUNTS_HEIGHT = 24,
    HEAD_HEIGHT = 44,
    LINK_HEIGHT = 21,
    SPACES = 5, /* below title, cards, counts, table, legend */
    ROW_LEAST = 18,
    ROW_TWO_LINES = 40,
    ROW_MOST = 46,
    WIDTH = 1386 /* of the page where 10.5 points are printed as 8 */
};

enum { GROUPS_MAX = 3 };

/* Indicators of one attribute, under one heading. */
struct group {
    enum fyp_attribute attribute;
    size_t count;
};

struct overview {
    const struct fyp_view *view;
    const struct fyp_evaluation *evaluation;
    struct fyp_sheet *sheet;
    struct group groups[GROUPS_MAX];
    size_t group_count;
    struct fyp_card cards[FYP_CARD_COUNT];
    struct fyp_contents contents;
    uint32_t widths[COLUMNS];
    uint32_t row;        /* the next free one */
    uint32_t row_height; /* of the table */
};

/* --- proportions --- */

static void find_groups(struct overview *overview)
{
    static const enum fyp_attribute order[] = {
        FYP_BINDING, FYP_ANTICIPATORY, FYP_ATTRIBUTE_NONE};
    for (size_t i = 0; i < GROUPS_MAX; i++) {
        struct group group = {.attribute = order[i]};
        for (size_t k = 0; k < overview->evaluation->indicator_count; k++) {
            group.count +=
                overview->evaluation->indicators[k].indicator->attribute ==
                order[i];
        }
        if (group.count > 0) {
            overview->groups[overview->group_count++] = group;
        }
    }
}

static uint32_t table_rows(const struct overview *overview)
{
    return (
        uint32_t)(overview->evaluation->indicator_count + overview->group_count);
}

static uint32_t longest_name(const struct overview *overview)
{
    size_t columns = 0;
    for (size_t i = 0; i < overview->evaluation->indicator_count; i++) {
        size_t width =
            fyp_text_width(overview->evaluation->indicators[i].indicator->name);
        columns = width > columns ? width : columns;
    }
    /* 10.5 points are 14 pixels for a Chinese character of two columns. */
    return (uint32_t)((double)columns * 7.15) + 10;
}

/* From the left edge of one column to the right edge of another. */
static uint32_t
span(const struct overview *overview, uint32_t first, uint32_t last)
{
    uint32_t width = 0;
    for (uint32_t c = first; c <= last; c++) {
        width += overview->widths[c];
    }
    return width;
}

/* First and last column of each card, and of the links below. */
static const uint32_t ends[FYP_CARD_COUNT][2] = {
    [FYP_CARD_SCORE] = {NUMBER, NAME},
    [FYP_CARD_MISSED] = {UNIT, EXPECTED},
    [FYP_CARD_BINDING] = {TARGET, BAR_LEFT},
    [FYP_CARD_ASSESSABLE] = {BAR_RIGHT, ITEM_LEFT},
    [FYP_CARD_RATE] = {ITEM_RIGHT, ITEM_RIGHT}};

static uint32_t space(const struct overview *overview)
{
    return table_rows(overview) >= DENSE_ROWS ? SPACE_DENSE : SPACE_HEIGHT;
}

static uint32_t notes_height(const struct overview *overview)
{
    int lines = 1;
    for (size_t i = 0; i < FYP_CARD_COUNT; i++) {
        const struct fyp_buffer *note = &overview->cards[i].note;
        const int needed = fyp_text_lines(
            note->failed ? "" : note->data, 10.0,
            span(overview, ends[i][0], ends[i][1]) - 4);
        lines = needed > lines ? needed : lines;
    }
    return (uint32_t)(lines * LINE_HEIGHT) + 4;
}

/* How the page is to be read. */
static void tell_how(const struct overview *overview, struct fyp_buffer *out)
{
    fyp_buffer_text(out, fyp_text(FYP_M_OVERVIEW_HOW));
    if (fyp_has_sheet_quality(overview->view)) {
        fyp_buffer_text(out, fyp_text(FYP_M_OVERVIEW_QUESTIONED));
    }
    fyp_buffer_bytes(out, "", 1);
}

static uint32_t how_height(const struct overview *overview)
{
    struct fyp_buffer text = {0};
    tell_how(overview, &text);
    /* Long lines lose some room at their ends, where marks must not stand
       alone. */
    const int lines = fyp_text_lines(
        text.failed ? "" : text.data, 10.5,
        span(overview, 0, COLUMNS - 1) * 24 / 25);
    fyp_buffer_finish(&text);
    return (uint32_t)(lines * LINE_HEIGHT) + 2;
}

static uint32_t link_rows(const struct overview *overview)
{
    /* One more cell for what the list is called. */
    return (uint32_t)(overview->contents.count / FYP_CARD_COUNT) + 1;
}

static double fixed_height(const struct overview *overview)
{
    return TITLE_HEIGHT + SUBTITLE_HEIGHT + SPACES * space(overview) +
           CARD_LABEL_HEIGHT + CARD_VALUE_HEIGHT + notes_height(overview) +
           SENTENCE_HEIGHT + COUNTS_HEIGHT + HEAD_HEIGHT +
           how_height(overview) + link_rows(overview) * LINK_HEIGHT;
}

/* Width of the block, where the names take so many pixels and each row at
 * least so many: its own, or what the page's proportions ask for. The widths
 * are set, what is spare goes to the names and to what needs attention. */
static double
block_width(struct overview *overview, uint32_t name_width, double row_least)
{
    memcpy(overview->widths, widths, sizeof widths);
    overview->widths[NAME] = name_width;
    const double own = span(overview, 0, COLUMNS - 1);
    const double height =
        fixed_height(overview) + table_rows(overview) * row_least;
    const double width = fmax(fmax(own, WIDTH), height / fyp_page_ratio(true));
    overview->widths[NAME] += (uint32_t)(0.2 * (width - own));
    overview->widths[ITEM_RIGHT] += (uint32_t)(0.8 * (width - own));
    return width;
}

/* Names in one line need width, in two lines height: what makes the smaller
 * block prints larger. Rows then share the height of the page. */
static void set_proportions(struct overview *overview)
{
    const uint32_t longest = longest_name(overview);
    const bool fits = longest <= widths[NAME];
    const double wide =
        block_width(overview, fits ? widths[NAME] : longest, ROW_LEAST);
    double width =
        block_width(overview, widths[NAME], fits ? ROW_LEAST : ROW_TWO_LINES);
    if (!fits && wide < width) {
        width = block_width(overview, longest, ROW_LEAST);
    }
    const double height =
        (width * fyp_page_ratio(true) - fixed_height(overview)) /
        table_rows(overview);
    overview->row_height = (uint32_t)fmax(ROW_LEAST, fmin(ROW_MOST, height));
    for (uint32_t c = 0; c < COLUMNS; c++) {
        fyp_sheet_column_width(overview->sheet, c, c, overview->widths[c]);
    }
}

/* --- the title --- */

/* The notice of demonstration figures beside the place and the year, where
 * it takes no line of its own. */
static void write_title(struct overview *overview)
{
    const struct fyp_view *view = overview->view;
    fyp_sheet_row_height(overview->sheet, 0, TITLE_HEIGHT);
    fyp_sheet_text(
        overview->sheet, 0, 0, FYP_STYLE_TITLE,
        overview->evaluation->plan->title);
    fyp_sheet_row_height(overview->sheet, 1, SUBTITLE_HEIGHT);
    fyp_sheet_text(overview->sheet, 1, 0, FYP_STYLE_SUBTITLE, view->subtitle);
    if (view->notice) {
        fyp_sheet_merged(
            overview->sheet, fyp_area(1, ITEM_LEFT, 1, ITEM_RIGHT),
            FYP_STYLE_NOTICE_SIDE, view->notice);
    }
    fyp_sheet_row_height(overview->sheet, 2, space(overview));
    overview->row = 3;
}

/* --- cards --- */

static void write_card(
    const struct overview *overview, const struct fyp_card *card,
    uint32_t first, uint32_t last)
{
    uint32_t row = overview->row;
    fyp_sheet_merged(
        overview->sheet, fyp_area(row, first, row, last), FYP_STYLE_CARD_LABEL,
        fyp_text(card->label));
    fyp_sheet_merged(
        overview->sheet, fyp_area(row + 1, first, row + 1, last),
        card->warning ? FYP_STYLE_CARD_WARNING : FYP_STYLE_CARD_VALUE,
        card->value);
    fyp_sheet_merged(
        overview->sheet, fyp_area(row + 2, first, row + 2, last),
        card->note_warning ? FYP_STYLE_CARD_NOTE_WARNING : FYP_STYLE_CARD_NOTE,
        card->note.failed ? "" : card->note.data);
}

static void write_cards(struct overview *overview)
{
    fyp_sheet_row_height(overview->sheet, overview->row, CARD_LABEL_HEIGHT);
    fyp_sheet_row_height(overview->sheet, overview->row + 1, CARD_VALUE_HEIGHT);
    fyp_sheet_row_height(
        overview->sheet, overview->row + 2, notes_height(overview));
    for (size_t i = 0; i < FYP_CARD_COUNT; i++) {
        write_card(overview, &overview->cards[i], ends[i][0], ends[i][1]);
    }
    overview->row += 3;
    fyp_sheet_row_height(overview->sheet, overview->row++, space(overview));
}

/* --- the sentence and the counts --- */

static void write_sentence(struct overview *overview)
{
    struct fyp_buffer text = {0};
    fyp_report_sentence(overview->evaluation, &text);
    fyp_buffer_bytes(&text, "", 1);
    fyp_sheet_row_height(overview->sheet, overview->row, SENTENCE_HEIGHT);
    fyp_sheet_merged(
        overview->sheet, fyp_area(overview->row, 0, overview->row, COLUMNS - 1),
        FYP_STYLE_SENTENCE, text.failed ? "" : text.data);
    fyp_buffer_finish(&text);
    overview->row++;
}

/* "▲ 快于预期 4 项 33 %", each in its colour; whole shares add to 100. */
static void write_counts(struct overview *overview)
{
    enum { PART_SIZE = 96 };
    const struct fyp_evaluation *evaluation = overview->evaluation;
    char texts[FYP_VERDICT_COUNT][PART_SIZE];
    struct fyp_run runs[FYP_VERDICT_COUNT];
    int counts[FYP_VERDICT_COUNT], shares[FYP_VERDICT_COUNT];
    size_t n = 0;
    /* As shown: of equal remainders the first that a reader meets. */
    for (size_t i = 0; i < FYP_VERDICT_COUNT; i++) {
        counts[i] = evaluation->counts[fyp_verdict_order[i]];
    }
    fyp_whole_shares(counts, FYP_VERDICT_COUNT, shares);
    for (size_t i = 0; i < FYP_VERDICT_COUNT; i++) {
        enum fyp_verdict verdict = fyp_verdict_order[i];
        char word[64], count[16], share[16];
        if (evaluation->counts[verdict] == 0) {
            continue;
        }
        fyp_verdict_text(evaluation, verdict, word, sizeof word);
        (void)snprintf(count, sizeof count, "%d", evaluation->counts[verdict]);
        (void)snprintf(share, sizeof share, "%d", shares[i]);
        (void)fyp_say(
            texts[n], PART_SIZE, FYP_M_OVERVIEW_COUNT, word, count, share);
        runs[n] = (struct fyp_run){
            .style = fyp_verdict_look(verdict)->chip, .text = texts[n]};
        n++;
    }
    fyp_sheet_row_height(overview->sheet, overview->row, COUNTS_HEIGHT);
    fyp_sheet_runs(
        overview->sheet, fyp_area(overview->row, 0, overview->row, COLUMNS - 1),
        FYP_STYLE_COUNTS, runs, n);
    overview->row++;
    fyp_sheet_row_height(overview->sheet, overview->row++, space(overview));
}

/* --- the table --- */

static void write_head(const struct overview *overview)
{
    static const struct {
        uint32_t first, last;
        enum fyp_message title;
    } heads[] = {
        {NUMBER, NUMBER, FYP_M_COLUMN_NUMBER},
        {NAME, NAME, FYP_M_COLUMN_INDICATOR},
        {UNIT, UNIT, FYP_M_COLUMN_UNIT},
        {BASELINE, BASELINE, FYP_M_COLUMN_BASELINE},
        {VALUE, VALUE, FYP_M_COLUMN_JUDGED},
        {EXPECTED, EXPECTED, FYP_M_COLUMN_EXPECTED_VALUE},
        {TARGET, TARGET, FYP_M_COLUMN_TARGET},
        {PROGRESS, PROGRESS, FYP_M_OVERVIEW_PROGRESS},
        {STATUS, STATUS, FYP_M_COLUMN_STATUS},
        {ITEM_LEFT, ITEM_RIGHT, FYP_M_OVERVIEW_ATTENTION},
    };
    char share[FYP_DECIMAL_TEXT_SIZE], title[128];
    uint32_t row = overview->row;
    fyp_sheet_row_height(overview->sheet, row, HEAD_HEIGHT);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        fyp_sheet_merged(
            overview->sheet, fyp_area(row, heads[i].first, row, heads[i].last),
            FYP_STYLE_HEAD, fyp_text(heads[i].title));
    }
    fyp_show_share(overview->evaluation->elapsed, share);
    (void)fyp_say(title, sizeof title, FYP_M_OVERVIEW_BARS, share);
    fyp_sheet_merged(
        overview->sheet, fyp_area(row, LABEL, row, BAR_RIGHT), FYP_STYLE_HEAD,
        title);
}

static void
write_group(const struct overview *overview, const struct group *group)
{
    const struct fyp_evaluation *evaluation = overview->evaluation;
    char total[16], met[16], of[16], text[256];
    bool binding = group->attribute == FYP_BINDING;
    (void)snprintf(total, sizeof total, "%zu", group->count);
    (void)snprintf(met, sizeof met, "%d", evaluation->binding.met);
    (void)snprintf(of, sizeof of, "%d", evaluation->binding.assessable);
    if (binding) {
        (void)fyp_say(
            text, sizeof text, FYP_M_OVERVIEW_BINDING, total, of, met);
    } else {
        (void)fyp_say(
            text, sizeof text,
            group->attribute == FYP_ANTICIPATORY ? FYP_M_OVERVIEW_ANTICIPATORY
                                                 : FYP_M_OVERVIEW_ALL,
            total);
    }
    fyp_sheet_text(overview->sheet, overview->row, NUMBER, FYP_STYLE_GROUP, "");
    fyp_sheet_merged(
        overview->sheet, fyp_area(overview->row, NAME, overview->row, TARGET),
        FYP_STYLE_GROUP, text);
    for (uint32_t c = PROGRESS; c <= STATUS; c++) {
        fyp_sheet_text(overview->sheet, overview->row, c, FYP_STYLE_GROUP, "");
    }
}

/* Is the target's own number reached now? A mean of growth or a lead over
 * another series is only known at the end. */
static bool is_reached(const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    return result->verdict == FYP_VERDICT_ACHIEVED ||
           result->verdict == FYP_VERDICT_EXCEEDED ||
           (result->target_met && indicator->kind != FYP_KIND_GROWTH &&
            indicator->target.kind == FYP_TARGET_VALUE);
}

/* Share of the way to the target: all of it while the target is met. None can
 * be told without a verdict, nor where there is no way: growth, a reference,
 * a step or a level met at the start that does not meet its target now. */
static struct fyp_number way_number(const struct fyp_indicator_result *result)
{
    switch (result->verdict) {
    case FYP_VERDICT_MONITOR:
    case FYP_VERDICT_NO_DATA:
    case FYP_VERDICT_NOT_ASSESSABLE:
        return (struct fyp_number){.value = NAN};
    default:
        break;
    }
    if (result->indicator->kind == FYP_KIND_EVENT) {
        return fyp_share_number(result->value);
    }
    if (is_reached(result)) {
        return (struct fyp_number){.value = 1.0, .form = FYP_NUMBER_PERCENT};
    }
    return fyp_progress_number(result);
}

static void target_text(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, char *out, size_t size)
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    const struct fyp_target *target = &result->indicator->target;
    if (target->kind == FYP_TARGET_REFERENCE) {
        if (isfinite(result->reference)) {
            fyp_show_reference(result, evaluation->ruleset.comparison, number);
            (void)fyp_say(out, size, FYP_M_OVERVIEW_REFERENCE, number);
        } else {
            (void)snprintf(
                out, size, "%s", fyp_text(FYP_M_OVERVIEW_NO_REFERENCE));
        }
    } else if (target->kind == FYP_TARGET_TEXT) {
        (void)snprintf(out, size, "%s", fyp_text(FYP_M_OVERVIEW_TEXT_TARGET));
    } else {
        char text[FYP_SHOWN_TARGET_SIZE];
        fyp_show_target(result->indicator, text);
        (void)snprintf(out, size, "%s", text);
    }
}

static void write_row(
    const struct overview *overview, const struct fyp_indicator_result *result)
{
    const struct fyp_evaluation *evaluation = overview->evaluation;
    const struct fyp_indicator *indicator = result->indicator;
    struct fyp_sheet *sheet = overview->sheet;
    uint32_t row = overview->row;
    char text[FYP_SHOWN_TARGET_SIZE];
    fyp_sheet_number_or_text(
        sheet, row, NUMBER, FYP_STYLE_CENTER, indicator->number);
    fyp_sheet_text(
        sheet, row, NAME,
        overview->row_height < ROW_TWO_LINES - 8 ? FYP_STYLE_TEXT_FIT
                                                 : FYP_STYLE_TEXT,
        indicator->name);
    fyp_sheet_text(
        sheet, row, UNIT, FYP_STYLE_CENTER_FIT, fyp_shown_unit(indicator));
    fyp_show_baseline(result, text);
    fyp_sheet_number_or_text(sheet, row, BASELINE, FYP_STYLE_VALUE_FIT, text);
    fyp_sheet_number(
        sheet, row, VALUE, FYP_STYLE_NUMBER_STRONG,
        fyp_value_number(evaluation, result));
    fyp_sheet_number(
        sheet, row, EXPECTED, FYP_STYLE_NUMBER,
        fyp_expected_number(evaluation, result));
    target_text(evaluation, result, text, sizeof text);
    fyp_sheet_text(sheet, row, TARGET, FYP_STYLE_VALUE_FIT, text);
    fyp_sheet_number(
        sheet, row, PROGRESS, FYP_STYLE_NUMBER, way_number(result));
    (void)snprintf(
        text, sizeof text, "%s %s", indicator->number,
        fyp_symbol_verdict(result->verdict));
    fyp_sheet_text(sheet, row, LABEL, FYP_STYLE_VALUE_FIT, text);
    fyp_sheet_merged(
        sheet, fyp_area(row, BAR_LEFT, row, BAR_RIGHT), FYP_STYLE_TEXT, "");
    fyp_verdict_text(evaluation, result->verdict, text, sizeof text);
    fyp_sheet_text(
        sheet, row, STATUS, fyp_verdict_look(result->verdict)->chip, text);
}

/* --- the bars --- */

static bool is_missed(const struct fyp_indicator_result *result)
{
    return fyp_verdict_is_missed(result->verdict);
}

/* Results that have a bar, from top to bottom; how many. */
static size_t list_bars(
    const struct overview *overview, const struct fyp_indicator_result **out)
{
    const struct fyp_evaluation *evaluation = overview->evaluation;
    size_t n = 0;
    for (size_t g = 0; g < overview->group_count; g++) {
        for (size_t i = 0; i < evaluation->indicator_count; i++) {
            const struct fyp_indicator_result *result =
                &evaluation->indicators[i];
            if (result->indicator->attribute == overview->groups[g].attribute &&
                isfinite(way_number(result).value)) {
                out[n++] = result;
            }
        }
    }
    return n;
}

enum { BAR_TEXT_SIZE = 320 };

static void tell_bar(
    const struct overview *overview, const struct fyp_indicator_result *result,
    char out[BAR_TEXT_SIZE])
{
    const struct fyp_number way = way_number(result);
    char share[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(
        fyp_round_half_even(100.0 * way.value, way.decimals), way.decimals,
        share);
    (void)fyp_say(
        out, BAR_TEXT_SIZE, FYP_M_OVERVIEW_BAR, result->indicator->number,
        result->indicator->name,
        fyp_word_verdict(result->verdict, overview->evaluation->stage), share);
}

/* How many, the first, the last, the lowest and the highest. */
static void tell_shares(
    const struct overview *overview,
    const struct fyp_indicator_result *const *bars, size_t n,
    struct fyp_buffer *out)
{
    char first[BAR_TEXT_SIZE], last[BAR_TEXT_SIZE];
    char low[BAR_TEXT_SIZE], high[BAR_TEXT_SIZE];
    char elapsed[FYP_DECIMAL_TEXT_SIZE], count[24], text[5 * BAR_TEXT_SIZE];
    const struct fyp_indicator_result *lowest = bars[0], *highest = bars[0];
    for (size_t i = 1; i < n; i++) {
        const double way = way_number(bars[i]).value;
        lowest = way < way_number(lowest).value ? bars[i] : lowest;
        highest = way > way_number(highest).value ? bars[i] : highest;
    }
    fyp_show_share(overview->evaluation->elapsed, elapsed);
    (void)snprintf(count, sizeof count, "%zu", n);
    tell_bar(overview, bars[0], first);
    tell_bar(overview, bars[n - 1], last);
    tell_bar(overview, lowest, low);
    tell_bar(overview, highest, high);
    (void)fyp_say(
        text, sizeof text, FYP_M_OVERVIEW_BARS_TOLD, elapsed, count, first,
        last, low, high);
    fyp_buffer_text(out, text);
}

/* For those who do not see the chart: how far the bars reach, the sentence,
 * and who is behind. The single shares stand in the cells beside it. */
static void tell_bars(const struct overview *overview, struct fyp_buffer *out)
{
    const struct fyp_evaluation *evaluation = overview->evaluation;
    const struct fyp_indicator_result **bars =
        calloc(evaluation->indicator_count + 1, sizeof *bars);
    const size_t n = bars ? list_bars(overview, bars) : 0;
    char share[FYP_DECIMAL_TEXT_SIZE], text[640];
    struct fyp_buffer behind = {0};
    if (n > 0) {
        tell_shares(overview, bars, n, out);
    } else {
        fyp_show_share(evaluation->elapsed, share);
        (void)fyp_say(text, sizeof text, FYP_M_OVERVIEW_BARS_NONE, share);
        fyp_buffer_text(out, text);
    }
    free(bars);
    fyp_report_sentence(evaluation, out);
    fyp_numbers_of(evaluation, is_missed, &behind);
    if (behind.length > 0 && !behind.failed) {
        (void)fyp_say(
            text, sizeof text, FYP_M_CARD_BINDING_MISSED, behind.data);
        fyp_buffer_text(out, text);
    }
    fyp_buffer_finish(&behind);
    fyp_buffer_bytes(out, "", 1);
}

static void draw_bars(
    const struct overview *overview, uint32_t first_row,
    const struct fyp_verdict_look **looks)
{
    const struct fyp_view *view = overview->view;
    uint32_t rows = table_rows(overview);
    struct fyp_chart_range cells = {
        .sheet = overview->sheet,
        .first_row = first_row,
        .last_row = first_row + rows - 1};
    /* The same number in each row of the data sheet, see xlsx_chart.c. */
    struct fyp_chart_range line = fyp_data_range(view, 0, FYP_DATA_ELAPSED);
    line.last_row = line.first_row + rows - 1;
    /* Programs leave about a fiftieth of a chart free around its plot: it
       is made so much taller, and each bar lies beside its row. */
    int height = (int)(rows * overview->row_height);
    int edge = height / 48;
    struct fyp_buffer told = {0};
    tell_bars(overview, &told);
    struct fyp_bar_chart chart = {
        .finding = told.failed ? "" : told.data,
        .name = fyp_text(FYP_M_OVERVIEW_PROGRESS),
        .line_name = fyp_text(FYP_M_DATA_ELAPSED),
        .categories = cells,
        .values = cells,
        .line = line,
        .looks = looks,
        .place = {
            .row = first_row - 1,
            .column = BAR_LEFT,
            .x = 1,
            .y = HEAD_HEIGHT - edge,
            .width = (int)span(overview, BAR_LEFT, BAR_RIGHT) - 2,
            .height = height + 2 * edge}};
    chart.categories.column = LABEL;
    chart.values.column = PROGRESS;
    fyp_sheet_bar_chart(overview->sheet, &chart);
    fyp_buffer_finish(&told);
}

/* --- what needs attention --- */

static enum fyp_style item_style(enum fyp_verdict verdict)
{
    return fyp_verdict_is_missed(verdict) ? FYP_STYLE_ITEM_BEHIND
                                          : FYP_STYLE_ITEM_QUIET;
}

static void tell_item(
    const struct overview *overview, const struct fyp_indicator_result *result,
    struct fyp_buffer *out)
{
    const struct fyp_indicator *indicator = result->indicator;
    fyp_buffer_format(
        out, "%s %s %s", fyp_symbol_verdict(result->verdict), indicator->number,
        indicator->name);
    fyp_buffer_format(
        out, "\n%s",
        fyp_word_verdict(result->verdict, overview->evaluation->stage));
    if (indicator->attribute == FYP_BINDING) {
        char text[64];
        (void)fyp_say(
            text, sizeof text, FYP_M_OVERVIEW_BRACKET,
            fyp_text(FYP_M_ATTRIBUTE_BINDING));
        fyp_buffer_text(out, text);
    }
    fyp_buffer_text(out, fyp_text(FYP_M_OVERVIEW_COLON));
    fyp_attention_reason(overview->evaluation, result, out);
    fyp_buffer_bytes(out, "", 1);
}

static void write_remaining(
    const struct overview *overview, struct fyp_area area, size_t hidden)
{
    char count[16], text[128];
    (void)snprintf(count, sizeof count, "%zu", hidden);
    (void)fyp_say(
        text, sizeof text,
        hidden > 0 ? FYP_M_OVERVIEW_MORE : FYP_M_OVERVIEW_NO_MORE, count);
    fyp_sheet_merged(overview->sheet, area, FYP_STYLE_ITEM_QUIET, text);
}

/* Items take whole rows of the table beside them, enough for their text. */
static uint32_t item_rows(const struct overview *overview, const char *text)
{
    int lines =
        fyp_text_lines(text, 10.0, span(overview, ITEM_LEFT, ITEM_RIGHT) - 10);
    uint32_t height = (uint32_t)(lines * LINE_HEIGHT + 4);
    return (height + overview->row_height - 1) / overview->row_height;
}

static void
write_attention(const struct overview *overview, uint32_t first, uint32_t end)
{
    const struct fyp_evaluation *evaluation = overview->evaluation;
    const struct fyp_indicator_result **list =
        calloc(evaluation->indicator_count + 1, sizeof *list);
    size_t count = list ? fyp_attention_list(evaluation, list) : 0;
    size_t shown = 0;
    uint32_t row = first;
    for (; shown < count; shown++) {
        struct fyp_buffer text = {0};
        tell_item(overview, list[shown], &text);
        const char *told = text.failed ? "" : text.data;
        uint32_t rows = item_rows(overview, told);
        /* A row is kept to say how many more there are. */
        uint32_t kept = shown + 1 < count ? 1 : 0;
        bool fits = row + rows + kept <= end;
        if (fits) {
            fyp_sheet_merged(
                overview->sheet,
                fyp_area(row, ITEM_LEFT, row + rows - 1, ITEM_RIGHT),
                item_style(list[shown]->verdict), told);
            row += rows;
        }
        fyp_buffer_finish(&text);
        if (!fits) {
            break;
        }
    }
    if (count == 0) {
        fyp_sheet_merged(
            overview->sheet, fyp_area(row, ITEM_LEFT, row + 1, ITEM_RIGHT),
            FYP_STYLE_ITEM_GOOD, fyp_text(FYP_M_OVERVIEW_NOTHING));
    } else if (row < end) {
        write_remaining(
            overview, fyp_area(row, ITEM_LEFT, row, ITEM_RIGHT), count - shown);
    }
    free(list);
}

/* --- the sheet --- */

static void write_table(struct overview *overview)
{
    const struct fyp_evaluation *evaluation = overview->evaluation;
    const struct fyp_verdict_look **looks =
        calloc(table_rows(overview) + 1, sizeof *looks);
    write_head(overview);
    uint32_t first = ++overview->row;
    for (size_t g = 0; g < overview->group_count; g++) {
        fyp_sheet_row_height(
            overview->sheet, overview->row, overview->row_height);
        write_group(overview, &overview->groups[g]);
        overview->row++;
        for (size_t i = 0; i < evaluation->indicator_count; i++) {
            const struct fyp_indicator_result *result =
                &evaluation->indicators[i];
            if (result->indicator->attribute != overview->groups[g].attribute) {
                continue;
            }
            fyp_sheet_row_height(
                overview->sheet, overview->row, overview->row_height);
            write_row(overview, result);
            if (looks) {
                looks[overview->row - first] =
                    fyp_verdict_look(result->verdict);
            }
            overview->row++;
        }
    }
    if (looks && evaluation->indicator_count > 0) {
        draw_bars(overview, first, looks);
    }
    write_attention(overview, first, overview->row);
    free(looks);
}

static void write_foot(struct overview *overview)
{
    struct fyp_buffer text = {0};
    tell_how(overview, &text);
    fyp_sheet_row_height(overview->sheet, overview->row++, space(overview));
    fyp_sheet_row_height(overview->sheet, overview->row, how_height(overview));
    fyp_sheet_merged(
        overview->sheet, fyp_area(overview->row, 0, overview->row, COLUMNS - 1),
        FYP_STYLE_LEGEND, text.failed ? "" : text.data);
    fyp_buffer_finish(&text);
    overview->row++;
}

/* What else is in the workbook, in the columns of the cards. */
static void write_contents(struct overview *overview)
{
    const struct fyp_contents *contents = &overview->contents;
    fyp_sheet_row_height(overview->sheet, overview->row++, space(overview));
    fyp_sheet_row_height(overview->sheet, overview->row, LINK_HEIGHT);
    fyp_sheet_merged(
        overview->sheet,
        fyp_area(overview->row, ends[0][0], overview->row, ends[0][1]),
        FYP_STYLE_GROUP, fyp_text(FYP_M_OVERVIEW_CONTENTS));
    for (size_t i = 1; i <= contents->count; i++) {
        const struct fyp_contents_entry *entry = &contents->items[i - 1];
        const size_t place = i % FYP_CARD_COUNT;
        const uint32_t row = overview->row + (uint32_t)(i / FYP_CARD_COUNT);
        fyp_sheet_row_height(overview->sheet, row, LINK_HEIGHT);
        fyp_sheet_link(
            overview->sheet, fyp_area(row, ends[place][0], row, ends[place][1]),
            FYP_STYLE_LINK, entry->sheet,
            entry->text.failed ? "" : entry->text.data);
    }
    overview->row += link_rows(overview);
}

static void write_page(struct overview *overview)
{
    const struct fyp_view *view = overview->view;
    find_groups(overview);
    set_proportions(overview);
    write_title(overview);
    write_cards(overview);
    write_sentence(overview);
    write_counts(overview);
    write_table(overview);
    write_foot(overview);
    write_contents(overview);
    const struct fyp_page page = {
        .landscape = true,
        .pages_tall = 1,
        .area = fyp_area(0, 0, overview->row - 1, COLUMNS - 1),
        .repeat_first = -1,
        .repeat_last = -1,
        .notice = view->notice,
        .footer = view->footer};
    fyp_sheet_page(overview->sheet, &page);
}

void fyp_sheet_overview(const struct fyp_view *view)
{
    struct overview overview = {
        .view = view,
        .evaluation = view->evaluation,
        .sheet = view->sheets[FYP_SHEET_OVERVIEW]};
    fyp_cards_init(view->evaluation, overview.cards);
    fyp_contents_init(view, &overview.contents);
    write_page(&overview);
    fyp_contents_finish(&overview.contents);
    fyp_cards_finish(overview.cards);
}
