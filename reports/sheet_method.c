/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/sheets.h"

#include "base/message.h"
#include "engine/third_party.h"
#include "indicators/amendment.h"
#include "reports/commitments.h"
#include "reports/parts.h"
#include "reports/ruleset.h"
#include "reports/targets.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * 方法与来源: what a reader needs to compute every number again and to find
 * every promise in the document: rules, formulas, bands, flags, quotations
 * with section and line, readings, files, versions.
 */

enum place { NUMBER, NAME, SECTION, LINE, QUOTE, COLUMNS };

static const uint32_t widths[COLUMNS] = {
    [NUMBER] = 40, [NAME] = 170, [SECTION] = 116, [LINE] = 48, [QUOTE] = 346};
enum {
    BODY_HEIGHT = 21,
    SMALL_HEIGHT = 18,
    HEADING_HEIGHT = 28,
    SPACE_HEIGHT = 10,
    REPEATED_HEIGHT = 62, /* title and subtitle, on every page */
    FOLLOWS_HEIGHT = 110, /* so much of a section stays with its heading */
    TEXT_SIZE = 1024
};

/* Programs differ by some pixels in what a page holds. */
#define PAGE_SHARE 0.98

struct page {
    const struct fyp_view *view;
    const struct fyp_evaluation *evaluation;
    struct fyp_sheet *sheet;
    uint32_t row;
    double room; /* pixels left on the printed page */
    struct fyp_page print;
};

static uint32_t width_from(enum place first)
{
    uint32_t width = 0;
    for (uint32_t c = first; c < COLUMNS; c++) {
        width += widths[c];
    }
    return width;
}

/* A new page before the next row where so many pixels do not fit on this one.
 * Pages are broken here and not by the program that prints, so that no heading
 * stands alone at the end of one. */
static bool break_page(struct page *page, double needed)
{
    if (needed <= page->room ||
        page->print.break_count >= FYP_PAGE_BREAKS_MAX) {
        return false;
    }
    page->print.breaks[page->print.break_count++] = page->row;
    page->room = PAGE_SHARE * fyp_page_ratio(false) * fyp_page_width(false) -
                 REPEATED_HEIGHT;
    return true;
}

static void set_height(struct page *page, uint32_t height)
{
    (void)break_page(page, height);
    page->room -= height;
    fyp_sheet_row_height(page->sheet, page->row, height);
}

static void heading(struct page *page, enum fyp_message title)
{
    (void)break_page(page, SPACE_HEIGHT + HEADING_HEIGHT + FOLLOWS_HEIGHT);
    set_height(page, SPACE_HEIGHT);
    page->row++;
    set_height(page, HEADING_HEIGHT);
    fyp_sheet_merged(
        page->sheet, fyp_area(page->row, 0, page->row, COLUMNS - 1),
        FYP_STYLE_HEADING, fyp_text(title));
    page->row++;
}

static void paragraph(struct page *page, const char *text)
{
    int lines = fyp_text_lines(text, 10.5, width_from(NUMBER));
    set_height(page, (uint32_t)(lines * BODY_HEIGHT + 3));
    fyp_sheet_merged(
        page->sheet, fyp_area(page->row, 0, page->row, COLUMNS - 1),
        FYP_STYLE_BODY, text);
    page->row++;
}

/* A term and what it means, in two cells. */
static void entry_of(
    struct page *page, enum fyp_style style, const char *term,
    enum fyp_style text_style, const char *text)
{
    int lines = fyp_text_lines(
        text, fyp_style_row(text_style)->size, width_from(SECTION));
    int other = fyp_text_lines(term, 10.5, widths[NUMBER] + widths[NAME]);
    lines = other > lines ? other : lines;
    set_height(page, (uint32_t)(lines * BODY_HEIGHT + 6));
    fyp_sheet_merged(
        page->sheet, fyp_area(page->row, NUMBER, page->row, NAME), style, term);
    fyp_sheet_merged(
        page->sheet, fyp_area(page->row, SECTION, page->row, QUOTE), text_style,
        text);
    page->row++;
}

static void entry(
    struct page *page, enum fyp_style style, const char *term, const char *text)
{
    entry_of(page, style, term, FYP_STYLE_TEXT, text);
}

static void fact(struct page *page, enum fyp_message term, const char *text)
{
    if (text && text[0] != '\0') {
        entry(page, FYP_STYLE_TEXT, fyp_text(term), text);
    }
}

static const char *number_text(double value, char out[FYP_DECIMAL_TEXT_SIZE])
{
    fyp_decimal_format(value, 0, out);
    return out;
}

/* --- what was evaluated --- */

/* Under which version of the targets, and what was amended. */
static void write_targets(struct page *page)
{
    const struct fyp_plan *plan = page->evaluation->plan;
    struct fyp_buffer text = {0};
    struct fyp_text_page words = {.out = &text};

    fyp_targets_say_version(page->evaluation, &words);
    if (text.length > 0) {
        text.data[text.length - 1] = '\0'; /* without its line end */
    }
    fact(page, FYP_M_METHOD_TARGETS, text.data);
    for (size_t i = 0; i < plan->amendment_count; i++) {
        text.length = 0;
        fyp_amendment_say(plan, &plan->amendments[i], &words);
        fact(page, FYP_M_METHOD_AMENDMENT, text.data);
    }
    fyp_page_finish(&words);
    fyp_buffer_finish(&text);
}

static void write_scope(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    const struct fyp_plan *plan = evaluation->plan;
    char text[TEXT_SIZE], first[16], last[16], start[16];
    heading(page, FYP_M_METHOD_SCOPE);
    (void)snprintf(first, sizeof first, "%d", plan->baseline_year + 1);
    (void)snprintf(last, sizeof last, "%d", plan->end_year);
    (void)snprintf(start, sizeof start, "%d", plan->baseline_year);
    fact(page, FYP_M_COLUMN_TITLE, plan->title);
    fact(page, FYP_M_COLUMN_PLAN, plan->id);
    (void)fyp_say(text, sizeof text, FYP_M_PLAN_PERIOD, first, last, start);
    fact(page, FYP_M_COLUMN_PERIOD, text);
    fact(page, FYP_M_METHOD_PUBLISHED, plan->published);
    fact(page, FYP_M_METHOD_DOCUMENT, plan->document_number);
    fact(page, FYP_M_METHOD_ORIGIN, plan->origin);
    fact(page, FYP_M_METHOD_EVALUATED, page->view->subtitle);
    fact(page, FYP_M_DATA_STATE, page->view->notice);
    write_targets(page);
}

/* Weights and what else is not as in the house rules. */
static void write_rules(struct page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    struct fyp_buffer weights = {0};
    struct fyp_buffer differences = {0};

    fyp_tell_weights(evaluation, &weights);
    fact(
        page, FYP_M_METHOD_WEIGHTS,
        weights.length > 0 && !weights.failed
            ? weights.data
            : fyp_text(FYP_M_METHOD_WEIGHTS_EQUAL));
    fyp_tell_differences(&evaluation->ruleset, &differences);
    fact(
        page, FYP_M_METHOD_DIFFERENCES,
        differences.failed ? NULL : differences.data);
    fyp_buffer_finish(&weights);
    fyp_buffer_finish(&differences);
}

static void write_choices(struct page *page)
{
    const struct fyp_ruleset *ruleset = &page->evaluation->ruleset;
    char text[TEXT_SIZE];
    (void)fyp_say(
        text, sizeof text, FYP_M_METHOD_RULESET_NAME, ruleset->name,
        ruleset->version);
    fact(page, FYP_M_METHOD_RULESET, text);
    fact(
        page, FYP_M_METHOD_COMPARISON,
        fyp_word_comparison(ruleset->comparison));
    fact(page, FYP_M_METHOD_SCORING, fyp_word_method(ruleset->method));
    fact(
        page, FYP_M_METHOD_MISSING,
        fyp_text(
            ruleset->missing == FYP_MISSING_ZERO ? FYP_M_METHOD_MISSING_ZERO
                                                 : FYP_M_METHOD_MISSING_SKIP));
    fact(
        page, FYP_M_METHOD_MEAN,
        fyp_text(
            ruleset->mean == FYP_MEAN_GEOMETRIC ? FYP_M_METHOD_GEOMETRIC
                                                : FYP_M_METHOD_ARITHMETIC));
    write_rules(page);
}

/* --- from figures to a verdict --- */

static bool has_kind(const struct page *page, enum fyp_kind kind)
{
    for (size_t i = 0; i < page->evaluation->indicator_count; i++) {
        if (page->evaluation->indicators[i].indicator->kind == kind) {
            return true;
        }
    }
    return false;
}

static void write_kinds(struct page *page)
{
    static const struct {
        enum fyp_kind kind;
        enum fyp_message text;
    } kinds[] = {
        {FYP_KIND_LEVEL, FYP_M_METHOD_LEVEL},
        {FYP_KIND_CUMULATIVE, FYP_M_METHOD_CUMULATIVE},
        {FYP_KIND_GROWTH, FYP_M_METHOD_GROWTH},
        {FYP_KIND_EVENT, FYP_M_METHOD_EVENT},
    };
    heading(page, FYP_M_METHOD_VALUES);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (has_kind(page, kinds[i].kind)) {
            entry(
                page, FYP_STYLE_TEXT, fyp_word_kind(kinds[i].kind),
                fyp_text(kinds[i].text));
        }
    }
}

static void write_formulas(struct page *page)
{
    const struct fyp_ruleset *ruleset = &page->evaluation->ruleset;
    char text[TEXT_SIZE], a[FYP_DECIMAL_TEXT_SIZE], b[FYP_DECIMAL_TEXT_SIZE];
    heading(page, FYP_M_METHOD_FORMULAS);
    (void)fyp_say(
        text, sizeof text, FYP_M_METHOD_PACE_TEXT,
        number_text(100.0 * ruleset->least_scale, a),
        number_text(ruleset->least_growth, b));
    fact(page, FYP_M_COLUMN_EXPECTED_VALUE, fyp_text(FYP_M_METHOD_EXPECTED));
    fact(page, FYP_M_COLUMN_PACE, text);
    fact(page, FYP_M_COLUMN_PROGRESS, fyp_text(FYP_M_METHOD_PROGRESS));
    fact(page, FYP_M_COLUMN_BASELINE, fyp_text(FYP_M_METHOD_BASELINE));
}

/* --- bands --- */

static void band_text(
    const struct fyp_evaluation *evaluation, enum fyp_verdict verdict,
    char *out, size_t size)
{
    static const enum fyp_message texts[FYP_VERDICT_COUNT] = {
        [FYP_VERDICT_MONITOR] = FYP_M_BAND_MONITOR,
        [FYP_VERDICT_NOT_DUE] = FYP_M_BAND_NOT_DUE,
        [FYP_VERDICT_NO_DATA] = FYP_M_BAND_NO_DATA,
        [FYP_VERDICT_NOT_ASSESSABLE] = FYP_M_BAND_NOT_ASSESSABLE,
        [FYP_VERDICT_EXCEEDED] = FYP_M_BAND_EXCEEDED,
        [FYP_VERDICT_ACHIEVED] = FYP_M_BAND_ACHIEVED,
        [FYP_VERDICT_AHEAD] = FYP_M_BAND_AHEAD,
        [FYP_VERDICT_ON_TRACK] = FYP_M_BAND_ON_TRACK,
        [FYP_VERDICT_BEHIND] = FYP_M_BAND_BEHIND,
        [FYP_VERDICT_NOT_ACHIEVED] = FYP_M_BAND_NOT_ACHIEVED,
    };
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    enum fyp_message text = texts[verdict];
    char a[FYP_DECIMAL_TEXT_SIZE], b[FYP_DECIMAL_TEXT_SIZE];
    char c[FYP_DECIMAL_TEXT_SIZE], d[FYP_DECIMAL_TEXT_SIZE];
    if (verdict == FYP_VERDICT_ACHIEVED &&
        evaluation->stage == FYP_STAGE_FINAL) {
        text = FYP_M_BAND_ACHIEVED_FINAL;
    }
    (void)fyp_say(
        out, size, text, number_text(ruleset->band_ahead, a),
        number_text(ruleset->band_on_track, b),
        number_text(ruleset->growth_ahead, c),
        number_text(100.0 * ruleset->exceeded_share, d));
}

/* Before the final stage some words do not occur, in it others. */
static bool
occurs(const struct fyp_evaluation *evaluation, enum fyp_verdict verdict)
{
    bool final = evaluation->stage == FYP_STAGE_FINAL;
    switch (verdict) {
    case FYP_VERDICT_EXCEEDED:
    case FYP_VERDICT_NOT_ACHIEVED:
        return final;
    case FYP_VERDICT_AHEAD:
    case FYP_VERDICT_ON_TRACK:
    case FYP_VERDICT_BEHIND:
        return !final;
    default:
        return true;
    }
}

static void write_bands(struct page *page)
{
    heading(page, FYP_M_METHOD_BANDS);
    paragraph(page, fyp_text(FYP_M_METHOD_BANDS_NOTE));
    for (size_t i = 0; i < FYP_VERDICT_COUNT; i++) {
        enum fyp_verdict verdict = fyp_verdict_order[i];
        char status[64], text[TEXT_SIZE];
        if (!occurs(page->evaluation, verdict)) {
            continue;
        }
        fyp_verdict_text(page->evaluation, verdict, status, sizeof status);
        band_text(page->evaluation, verdict, text, sizeof text);
        entry(page, fyp_verdict_look(verdict)->chip, status, text);
    }
}

/* --- score and grade --- */

const char *fyp_method_score_text(enum fyp_method method)
{
    static const enum fyp_message methods[FYP_METHOD_COUNT] = {
        [FYP_METHOD_PACE] = FYP_M_METHOD_SCORE_PACE,
        [FYP_METHOD_COMPLETION] = FYP_M_METHOD_SCORE_COMPLETION,
        [FYP_METHOD_REALISATION] = FYP_M_METHOD_SCORE_REALISATION,
        [FYP_METHOD_EFFICACY] = FYP_M_METHOD_SCORE_EFFICACY,
    };
    return fyp_text(methods[method]);
}

static void write_score(struct page *page)
{
    const struct fyp_ruleset *ruleset = &page->evaluation->ruleset;
    char text[TEXT_SIZE], a[FYP_DECIMAL_TEXT_SIZE], b[FYP_DECIMAL_TEXT_SIZE],
        c[FYP_DECIMAL_TEXT_SIZE];
    bool final = page->evaluation->stage == FYP_STAGE_FINAL;
    heading(page, FYP_M_METHOD_SCORE);
    fact(page, FYP_M_METHOD_SCORE_ONE, fyp_method_score_text(ruleset->method));
    fact(page, FYP_M_METHOD_SCORE_PLAN, fyp_text(FYP_M_METHOD_SCORE_SUM));
    (void)fyp_say(
        text, sizeof text, FYP_M_METHOD_GRADES,
        number_text(ruleset->grade_limits[FYP_GRADE_EXCELLENT], a),
        number_text(ruleset->grade_limits[FYP_GRADE_GOOD], b),
        number_text(ruleset->grade_limits[FYP_GRADE_PASS], c));
    fact(page, FYP_M_COLUMN_GRADE, text);
    (void)fyp_say(
        text, sizeof text, FYP_M_METHOD_CAPS,
        fyp_word_cap(final ? ruleset->binding_cap_final : ruleset->binding_cap),
        fyp_word_cap(ruleset->majority_cap));
    fact(page, FYP_M_METHOD_CAP, text);
    fact(page, FYP_M_CARD_RATE, fyp_text(FYP_M_METHOD_ATTAINMENT));
}

/* --- symbols and flags --- */

static void write_flags(struct page *page)
{
    unsigned flags = 0;
    heading(page, FYP_M_METHOD_SYMBOLS);
    paragraph(page, fyp_text(FYP_M_INDICATORS_SYMBOLS));
    if (fyp_has_sheet_quality(page->view)) {
        paragraph(page, fyp_text(FYP_M_QUALITY_LEGEND));
    }
    for (size_t i = 0; i < page->evaluation->indicator_count; i++) {
        flags |= page->evaluation->indicators[i].flags;
    }
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        if ((flags & (1U << bit)) == 0) {
            continue;
        }
        struct fyp_buffer numbers = {0};
        for (size_t i = 0; i < page->evaluation->indicator_count; i++) {
            const struct fyp_indicator_result *result =
                &page->evaluation->indicators[i];
            if ((result->flags & (1U << bit)) != 0) {
                fyp_buffer_text(
                    &numbers,
                    numbers.length > 0 ? fyp_text(FYP_M_NAME_BETWEEN) : "");
                fyp_buffer_text(&numbers, result->indicator->number);
            }
        }
        char text[TEXT_SIZE];
        (void)fyp_say(
            text, sizeof text, FYP_M_SHEET_NUMBERS,
            numbers.data && !numbers.failed ? numbers.data : "");
        entry(page, FYP_STYLE_TEXT, fyp_word_flag(bit), text);
        fyp_buffer_finish(&numbers);
    }
}

/* --- quotations --- */

static void write_citation_heads(struct page *page)
{
    static const enum fyp_message titles[COLUMNS] = {
        [NUMBER] = FYP_M_COLUMN_NUMBER,   [NAME] = FYP_M_COLUMN_INDICATOR,
        [SECTION] = FYP_M_METHOD_SECTION, [LINE] = FYP_M_METHOD_LINE,
        [QUOTE] = FYP_M_METHOD_QUOTE,
    };
    set_height(page, 26);
    for (uint32_t c = 0; c < COLUMNS; c++) {
        fyp_sheet_text(
            page->sheet, page->row, c, FYP_STYLE_HEAD_LEFT,
            fyp_text(titles[c]));
    }
    page->row++;
}

static void write_citation(
    struct page *page, const char *number, const char *name,
    const struct fyp_citation *citation)
{
    struct fyp_sheet *sheet = page->sheet;
    const char *quote = citation->quote ? citation->quote : "";
    const char *section = citation->section ? citation->section : "";
    int lines = fyp_text_lines(quote, 9, widths[QUOTE]);
    int other = fyp_text_lines(name, 9, widths[NAME]);
    lines = other > lines ? other : lines;
    other = fyp_text_lines(section, 9, widths[SECTION]);
    lines = other > lines ? other : lines;
    if (break_page(page, lines * SMALL_HEIGHT + 4)) {
        write_citation_heads(page);
    }
    set_height(page, (uint32_t)(lines * SMALL_HEIGHT + 4));
    fyp_sheet_number_or_text(
        sheet, page->row, NUMBER, FYP_STYLE_CENTER, number);
    fyp_sheet_text(sheet, page->row, NAME, FYP_STYLE_TEXT_SMALL, name);
    fyp_sheet_text(sheet, page->row, SECTION, FYP_STYLE_TEXT_SMALL, section);
    fyp_sheet_number(
        sheet, page->row, LINE, FYP_STYLE_CENTER,
        (struct fyp_number){
            .value =
                citation->line > 0 ? (double)citation->line : (double)NAN});
    fyp_sheet_text(sheet, page->row, QUOTE, FYP_STYLE_TEXT_SMALL, quote);
    page->row++;
}

static void write_indicator_citations(
    struct page *page, const struct fyp_indicator *indicator)
{
    char text[128], year[16], value[FYP_DECIMAL_TEXT_SIZE];
    write_citation(
        page, indicator->number, indicator->name, &indicator->source);
    if (indicator->baseline.prose.present) {
        fyp_decimal_format(
            indicator->baseline.prose.value.value,
            indicator->baseline.prose.value.decimals, value);
        (void)fyp_say(text, sizeof text, FYP_M_PLAN_PROSE, value);
        write_citation(
            page, indicator->number, text, &indicator->baseline.prose.source);
    }
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        if (!milestone->source.quote) {
            continue;
        }
        (void)snprintf(year, sizeof year, "%d", milestone->year);
        fyp_decimal_format(
            milestone->value.value, milestone->value.decimals, value);
        (void)fyp_say(
            text, sizeof text, FYP_M_PLAN_MILESTONE, year,
            fyp_comparator_sign(milestone->comparator), value);
        write_citation(page, indicator->number, text, &milestone->source);
    }
}

static void write_amendment_citations(struct page *page)
{
    const struct fyp_plan *plan = page->evaluation->plan;
    for (size_t i = 0; i < plan->amendment_count; i++) {
        const struct fyp_amendment *amendment = &plan->amendments[i];
        char version[16], text[TEXT_SIZE];
        (void)snprintf(
            version, sizeof version, "%d",
            fyp_amendment_version(plan, amendment));
        (void)fyp_say(
            text, sizeof text, FYP_M_METHOD_AMENDED, version,
            amendment->after->name);
        write_citation(
            page, amendment->after->number, text, &amendment->source);
    }
}

static void write_citations(struct page *page)
{
    const struct fyp_plan *plan = page->evaluation->plan;
    heading(page, FYP_M_METHOD_QUOTES);
    write_citation_heads(page);
    for (size_t i = 0; i < plan->indicator_count; i++) {
        write_indicator_citations(page, &plan->indicators[i]);
    }
    write_amendment_citations(page);
}

/* --- readings --- */

static void write_readings(struct page *page)
{
    const struct fyp_plan *plan = page->evaluation->plan;
    char term[512];
    heading(page, FYP_M_METHOD_READINGS);
    for (size_t i = 0; i < plan->note_count; i++) {
        entry(
            page, FYP_STYLE_TEXT, fyp_text(FYP_M_METHOD_WHOLE_PLAN),
            plan->notes[i]);
    }
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const struct fyp_indicator *indicator = &plan->indicators[i];
        (void)snprintf(
            term, sizeof term, "%s %s", indicator->number, indicator->name);
        for (size_t k = 0; k < indicator->note_count; k++) {
            entry(page, FYP_STYLE_TEXT, term, indicator->notes[k]);
        }
    }
}

/* --- where the document contradicts itself --- */

static void write_other(struct page *page, const struct fyp_other_result *other)
{
    char reading[FYP_OTHER_TEXT_SIZE], text[TEXT_SIZE];
    fyp_other_text(other, reading);
    (void)fyp_say(
        text, sizeof text,
        other->differs ? FYP_M_OTHER_DIFFERS : FYP_M_OTHER_SAME,
        other->result.indicator->name, reading,
        fyp_word_verdict(other->result.verdict, page->evaluation->stage),
        fyp_word_verdict(other->chosen->verdict, page->evaluation->stage));
    entry(page, FYP_STYLE_TEXT, "", text);
}

static void
write_conflict(struct page *page, const struct fyp_conflict *conflict)
{
    const struct fyp_judged_commitments *judged = page->evaluation->judged;
    struct fyp_buffer text = {0};
    char term[256];
    (void)snprintf(
        term, sizeof term, "%s %s", conflict->id,
        fyp_word_conflict(conflict->kind));
    fyp_buffer_text(&text, conflict->statement);
    for (size_t i = 0; i < conflict->evidence_count; i++) {
        fyp_buffer_format(
            &text, "\n%d  %s", conflict->evidence[i].line,
            conflict->evidence[i].quote);
    }
    fyp_buffer_format(&text, "\n%s", conflict->reading);
    fyp_buffer_format(&text, "\n%s", conflict->reason);
    entry(
        page, FYP_STYLE_TEXT, term,
        text.failed ? conflict->statement : text.data);
    fyp_buffer_finish(&text);
    for (size_t i = 0; judged != NULL && i < judged->other_count; i++) {
        if (judged->others[i].conflict == conflict) {
            write_other(page, &judged->others[i]);
        }
    }
}

static void write_conflicts(struct page *page)
{
    const struct fyp_commitments *all = page->evaluation->plan->commitments;
    if (all == NULL || all->conflict_count == 0) {
        return;
    }
    heading(page, FYP_M_METHOD_CONFLICTS);
    for (size_t i = 0; i < all->conflict_count; i++) {
        write_conflict(page, &all->conflicts[i]);
    }
}

/* --- where the figures come from --- */

/* The first figure of each pair of file and source stands for all of them:
 * there are few files, so each is looked for among those before it. */
static bool came_before(const struct fyp_series_set *set, size_t index)
{
    const struct fyp_figure *figure = set->used[index].figure;
    for (size_t i = 0; i < index; i++) {
        const struct fyp_figure *other = set->used[i].figure;
        if (strcmp(other->file, figure->file) == 0 &&
            strcmp(other->source, figure->source) == 0) {
            return true;
        }
    }
    return false;
}

static void write_files(struct page *page)
{
    const struct fyp_series_set *set = page->view->series;
    heading(page, FYP_M_METHOD_FILES);
    for (size_t i = 0; i < set->used_count; i++) {
        const struct fyp_figure *figure = set->used[i].figure;
        if (!came_before(set, i)) {
            entry(
                page, FYP_STYLE_TEXT, figure->file,
                figure->source[0] != '\0' ? figure->source
                                          : fyp_text(FYP_M_METHOD_NO_SOURCE));
        }
    }
    paragraph(
        page, fyp_text(
                  set->used_count > 0 ? FYP_M_METHOD_ALL_FIGURES
                                      : FYP_M_METHOD_NO_FILES));
}

/* --- hashes --- */

static void write_hash(
    struct page *page, enum fyp_message what, const char *file,
    const char *sha256)
{
    char term[TEXT_SIZE];
    if (file == NULL || file[0] == '\0') {
        (void)snprintf(term, sizeof term, "%s", fyp_text(what));
    } else {
        (void)fyp_say(
            term, sizeof term, FYP_M_METHOD_HASH_OF, fyp_text(what), file);
    }
    if (sha256 != NULL && sha256[0] != '\0') {
        entry_of(page, FYP_STYLE_TEXT, term, FYP_STYLE_TEXT_SMALL, sha256);
    }
}

/* Each imported file once, in the order in which its figures were used. */
static bool hash_came_before(const struct fyp_series_set *set, size_t index)
{
    const struct fyp_figure *figure = set->used[index].figure;
    for (size_t i = 0; i < index; i++) {
        const struct fyp_figure *other = set->used[i].figure;
        if (strcmp(other->file, figure->file) == 0 &&
            strcmp(other->sha256, figure->sha256) == 0) {
            return true;
        }
    }
    return false;
}

static void write_data_hashes(struct page *page)
{
    const struct fyp_series_set *set = page->view->series;
    const struct fyp_third_party *others = page->evaluation->third_party;
    for (size_t i = 0; i < set->used_count; i++) {
        const struct fyp_figure *figure = set->used[i].figure;
        if (!hash_came_before(set, i)) {
            write_hash(
                page, FYP_M_METHOD_DATA_HASH, figure->file, figure->sha256);
        }
    }
    for (size_t i = 0; others && i < others->verification_count; i++) {
        const struct fyp_fieldwork *file = others->verifications[i].fieldwork;
        write_hash(page, FYP_M_METHOD_THIRD_HASH, file->file, file->sha256);
    }
    for (size_t i = 0; others && i < others->survey_count; i++) {
        const struct fyp_fieldwork *file = others->surveys[i].fieldwork;
        write_hash(page, FYP_M_METHOD_THIRD_HASH, file->file, file->sha256);
    }
}

static void write_hashes(struct page *page)
{
    const struct fyp_plan *plan = page->evaluation->plan;
    const struct fyp_ruleset *ruleset = &page->evaluation->ruleset;
    const char *name = plan->path ? strrchr(plan->path, '/') : NULL;
    name = name ? name + 1 : plan->path;
    heading(page, FYP_M_METHOD_HASHES);
    write_hash(page, FYP_M_METHOD_PLAN_HASH, name, plan->sha256);
    if (plan->commitments != NULL) {
        write_hash(
            page, FYP_M_METHOD_COMMITMENTS_HASH, NULL,
            plan->commitments->sha256);
    }
    write_hash(page, FYP_M_METHOD_CATALOGUE_HASH, NULL, plan->catalogue_sha256);
    write_hash(
        page, FYP_M_METHOD_RULESET_HASH, NULL,
        ruleset->sha256 ? ruleset->sha256
                        : fyp_text(FYP_M_METHOD_RULESET_BUILT_IN));
    write_data_hashes(page);
}

static void write_versions(struct page *page)
{
    heading(page, FYP_M_METHOD_VERSIONS);
    entry(
        page, FYP_STYLE_TEXT, fyp_text(FYP_M_METHOD_PROGRAM),
        "fyp " FYP_VERSION);
}

void fyp_sheet_method(const struct fyp_view *view)
{
    struct page page = {
        .view = view,
        .evaluation = view->evaluation,
        .sheet = view->sheets[FYP_SHEET_METHOD]};
    for (uint32_t c = 0; c < COLUMNS; c++) {
        fyp_sheet_column_width(page.sheet, c, c, widths[c]);
    }
    page.row = fyp_sheet_heading(
        view, page.sheet, fyp_text(FYP_M_SHEET_METHOD), COLUMNS - 1);
    page.room = PAGE_SHARE * fyp_page_ratio(false) * fyp_page_width(false) -
                fyp_heading_height(view);
    write_scope(&page);
    write_choices(&page);
    write_kinds(&page);
    write_formulas(&page);
    write_bands(&page);
    write_score(&page);
    write_flags(&page);
    write_citations(&page);
    write_readings(&page);
    write_conflicts(&page);
    write_files(&page);
    write_versions(&page);
    write_hashes(&page);
    page.print.scale_pct = 100;
    page.print.area = fyp_area(0, 0, page.row - 1, COLUMNS - 1);
    page.print.repeat_last = 1;
    page.print.notice = view->notice;
    page.print.footer = view->footer;
    fyp_sheet_page(page.sheet, &page.print);
}
