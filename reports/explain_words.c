/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain.h"

#include "indicators/amendment.h"
#include "reports/parts.h"
#include "reports/quality.h"
#include "reports/trace.h"
#include "reports/words.h"

#include <math.h>
#include <string.h>

/*
 * One sentence a step. Every sentence is a template of base/messages.def with
 * the same places, of which each takes what it needs:
 *
 *   {1} the step's number, with its unit where it has one
 *   {2} " ＝ formula in words"   {3} " ＝ formula with its numbers"
 *   {4} year    {5} name of the place
 *   {6} to {9}  by the kind of step, see the functions below
 */
enum place_number { RESULT, WORDS, NUMBERS, YEAR, PLACE, A, B, C, D, PLACES };

struct sentence {
    const struct fyp_explanation *chain;
    const struct fyp_step *step;
    const struct fyp_explain_origin *origin; /* NULL: not known */
    struct fyp_text_page *page;
    const char *places[PLACES];
};

/* --- small texts --- */

/* The text of a buffer, which is released; it lasts as long as the page. */
static const char *kept(struct fyp_text_page *page, struct fyp_buffer *text)
{
    const char *copy = fyp_page_plain(page, text->length > 0 ? text->data : "");
    page->out->failed = page->out->failed || text->failed;
    fyp_buffer_finish(text);
    return copy;
}

static const char *kept_say(
    struct fyp_text_page *page, enum fyp_message message,
    const char *const *arguments)
{
    struct fyp_buffer text = {0};
    struct fyp_text_page part = {.out = &text};
    fyp_page_expand(&part, message, arguments);
    fyp_page_finish(&part);
    return kept(page, &text);
}

#define say_kept(page, message, ...)                                           \
    kept_say((page), (message), (const char *const[]){__VA_ARGS__, NULL})

static const char *number_text(struct fyp_text_page *page, double number)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_explain_number(number, text);
    return fyp_page_plain(page, text);
}

static const char *per_cent(struct fyp_text_page *page, double share)
{
    return number_text(page, 100.0 * share);
}

/* "89.34 %" */
static const char *
with_unit(struct fyp_text_page *page, const char *number, const char *unit)
{
    struct fyp_buffer text = {0};
    const bool bare =
        unit == NULL || unit[0] == '\0' || strcmp(unit, "无") == 0;
    fyp_buffer_format(&text, bare ? "%s" : "%s %s", number, unit);
    return kept(page, &text);
}

/* "≥90 %" */
static const char *with_comparator(
    struct fyp_text_page *page, enum fyp_comparator comparator, double bound,
    const char *unit)
{
    struct fyp_buffer text = {0};
    fyp_buffer_format(
        &text, "%s%s", fyp_comparator_sign(comparator),
        number_text(page, bound));
    return with_unit(page, kept(page, &text), unit);
}

/* "（专栏1，第 113 行：“……”）"; "" where nothing is cited. */
static const char *
citation_text(struct fyp_text_page *page, const struct fyp_citation *citation)
{
    const char *section = fyp_page_plain(page, citation->section);
    const char *quote = fyp_page_plain(page, citation->quote);

    if (quote[0] == '\0') {
        return section[0] == '\0' ? ""
                                  : say_kept(page, FYP_M_WHY_SECTION, section);
    }
    if (citation->line > 0) {
        return say_kept(
            page, FYP_M_WHY_CITED_LINE, section,
            fyp_page_number(page, citation->line), quote);
    }
    return say_kept(page, FYP_M_WHY_CITED, section, quote);
}

static const char *status_text(const struct sentence *sentence)
{
    const enum fyp_verdict verdict = sentence->chain->result->verdict;
    struct fyp_buffer text = {0};
    fyp_buffer_format(
        &text, "%s %s", fyp_symbol_verdict(verdict),
        fyp_word_verdict(verdict, sentence->chain->evaluation->stage));
    return kept(sentence->page, &text);
}

/* --- figures --- */

static void
add_bits(struct fyp_buffer *out, unsigned bits, const char *(*word)(size_t))
{
    bool first = true;
    for (size_t i = 0; word(i) != NULL; i++) {
        if ((bits >> i & 1U) != 0) {
            fyp_buffer_text(out, first ? "" : fyp_text(FYP_M_LIST_SEPARATOR));
            fyp_buffer_text(out, word(i));
            first = false;
        }
    }
}

static const char *bits_text(
    struct fyp_text_page *page, unsigned bits, const char *(*word)(size_t))
{
    struct fyp_buffer text = {0};
    add_bits(&text, bits, word);
    return kept(page, &text);
}

/* What was read, where the store was asked. */
static void add_raw(const struct sentence *sentence, struct fyp_text_page *to)
{
    const struct fyp_explain_origin *origin = sentence->origin;

    if (origin == NULL || origin->raw == NULL) {
        return;
    }
    if (origin->raw[0] != '\0') {
        fyp_page_say(to, FYP_M_WHY_RAW, fyp_page_plain(to, origin->raw));
    }
    if (origin->normalised != 0) {
        fyp_page_say(
            to, FYP_M_WHY_NORMALISED,
            bits_text(to, origin->normalised, fyp_word_normalisation));
    }
}

/* A source may say no more than that the figure is a demonstration. */
static bool says_more(const struct fyp_figure *figure)
{
    return figure->source != NULL && figure->source[0] != '\0' &&
           !(figure->demonstration &&
             strcmp(figure->source, fyp_text(FYP_M_DEMO_NOTICE)) == 0);
}

static const char *origin_text(const struct sentence *sentence)
{
    const struct fyp_figure *figure = sentence->step->figure;
    char place[FYP_FIGURE_PLACE_SIZE];
    struct fyp_buffer text = {0};
    struct fyp_text_page part = {.out = &text};

    if (figure->demonstration) {
        fyp_buffer_text(&text, fyp_text(FYP_M_WHY_DEMONSTRATION));
    }
    if (figure->file != NULL) {
        fyp_figure_place(figure, place);
        fyp_page_say(
            &part, FYP_M_WHY_ORIGIN, fyp_page_plain(&part, place),
            fyp_page_number(&part, figure->import_id),
            fyp_page_number(&part, figure->version));
    }
    if (says_more(figure)) {
        fyp_page_say(
            &part, FYP_M_WHY_SOURCE, fyp_page_plain(&part, figure->source));
    }
    add_raw(sentence, &part);
    if (figure->marks != 0) {
        fyp_page_say(
            &part, FYP_M_WHY_MARKS,
            bits_text(&part, figure->marks, fyp_word_cell_mark));
    }
    fyp_page_finish(&part);
    return kept(sentence->page, &text);
}

/* {6} origin, {7} the reference's series */
static void fill_figure(struct sentence *sentence)
{
    const struct fyp_figure *figure = sentence->step->figure;
    const struct fyp_indicator *indicator = sentence->chain->result->indicator;
    char number[FYP_DECIMAL_TEXT_SIZE];

    fyp_decimal_format(figure->value.value, figure->value.decimals, number);
    sentence->places[RESULT] = with_unit(
        sentence->page, number,
        sentence->step->rule == FYP_BY_FIGURE_REFERENCE &&
                indicator->kind != FYP_KIND_GROWTH
            ? ""
            : indicator->unit);
    sentence->places[A] = origin_text(sentence);
    sentence->places[B] = fyp_page_plain(sentence->page, figure->indicator);
}

/* {7} the reference's series */
static void fill_gap(struct sentence *sentence)
{
    sentence->places[B] = fyp_page_plain(
        sentence->page,
        sentence->chain->result->indicator->target.reference.code);
}

/* --- baseline --- */

static bool is_other_place(const struct fyp_evaluation *evaluation)
{
    return strcmp(evaluation->region, evaluation->plan->region.code) != 0;
}

/* What the plan's table has instead of a baseline that is used. */
static const char *blank_text(const struct sentence *sentence)
{
    const struct fyp_evaluation *evaluation = sentence->chain->evaluation;
    const struct fyp_baseline *baseline =
        &sentence->chain->result->indicator->baseline;

    if (is_other_place(evaluation)) {
        return say_kept(
            sentence->page, FYP_M_WHY_OTHER_PLACE,
            fyp_page_plain(sentence->page, evaluation->plan->region.name));
    }
    return baseline->blank == FYP_BLANK_NONE
               ? fyp_text(FYP_M_WHY_NOT_PRINTED)
               : say_kept(
                     sentence->page, FYP_M_WHY_BLANK,
                     fyp_word_blank(baseline->blank));
}

static const struct fyp_citation *
baseline_citation(const struct sentence *sentence)
{
    const struct fyp_indicator *indicator = sentence->chain->result->indicator;
    const bool prose =
        sentence->step->rule == FYP_BY_BASELINE_CONTRADICTED ||
        sentence->chain->result->baseline_source == FYP_BASELINE_PROSE;
    return prose ? &indicator->baseline.prose.source : &indicator->source;
}

/* {6} citation, {7} as printed, {8} what a bound means, {9} the blank */
static void fill_baseline(struct sentence *sentence)
{
    const struct fyp_indicator_result *result = sentence->chain->result;
    char printed[FYP_SHOWN_TARGET_SIZE];

    fyp_show_baseline(result, printed);
    sentence->places[A] =
        citation_text(sentence->page, baseline_citation(sentence));
    sentence->places[B] = fyp_page_plain(sentence->page, printed);
    if (result->baseline_source == FYP_BASELINE_PROSE) {
        sentence->places[B] = with_comparator(
            sentence->page, result->indicator->baseline.prose.comparator,
            result->baseline, result->indicator->unit);
    }
    if ((result->flags & FYP_FLAG_BOUND) != 0) {
        sentence->places[C] =
            say_kept(sentence->page, FYP_M_WHY_BOUND, sentence->places[RESULT]);
    }
    sentence->places[D] = blank_text(sentence);
}

/* --- target --- */

/* {6} citation and {7} what is printed: in the plan, or in the document that
 * amended this target last */
static void fill_promise(struct sentence *sentence)
{
    const struct fyp_evaluation *evaluation = sentence->chain->evaluation;
    const struct fyp_indicator *indicator = sentence->chain->result->indicator;
    const struct fyp_amendment *amendment = fyp_plan_amendment_of(
        evaluation->plan, indicator->code, evaluation->target_version);
    struct fyp_text_page *page = sentence->page;
    const char *printed = fyp_page_plain(page, indicator->target.text);

    if (printed[0] == '\0') {
        printed = FYP_SHOWN_UNDEFINED;
    }
    sentence->places[A] = citation_text(
        page, amendment == NULL ? &indicator->source : &amendment->source);
    if (indicator->target.kind == FYP_TARGET_TEXT) {
        sentence->places[B] = printed;
    } else if (amendment == NULL) {
        sentence->places[B] = say_kept(page, FYP_M_WHY_PRINTED, printed);
    } else {
        sentence->places[B] = say_kept(
            page, FYP_M_WHY_AMENDED, printed,
            fyp_page_number(
                page, fyp_amendment_version(evaluation->plan, amendment)),
            fyp_page_plain(page, amendment->authority));
    }
}

/* {6} citation, {7} as printed, {8} as understood, {9} further words */
static void fill_target(struct sentence *sentence)
{
    const struct fyp_step *step = sentence->step;
    const struct fyp_indicator *indicator = sentence->chain->result->indicator;
    struct fyp_text_page *page = sentence->page;

    fill_promise(sentence);
    switch (step->rule) {
    case FYP_BY_TARGET_VALUE:
        sentence->places[C] = with_comparator(
            page, step->comparator, step->result, indicator->unit);
        break;
    case FYP_BY_TARGET_SUBREGIONS:
        sentence->places[C] = with_comparator(
            page, indicator->target.comparator, step->bound, indicator->unit);
        break;
    default:
        sentence->places[C] = fyp_comparator_sign(step->comparator);
        sentence->places[D] = number_text(page, step->bound);
        break;
    }
    if (indicator->target.reference.present) {
        sentence->places[PLACE] =
            fyp_page_plain(page, indicator->target.reference.code);
    }
}

/* {6} citation, {8} what is asked */
static void fill_milestone(struct sentence *sentence)
{
    const struct fyp_step *step = sentence->step;
    sentence->places[A] =
        citation_text(sentence->page, &step->milestone->source);
    sentence->places[C] = with_comparator(
        sentence->page, step->comparator, step->result,
        fyp_shown_unit(sentence->chain->result->indicator));
}

/* --- judgement --- */

/* {6} per cent: of the plan, of the least scale; {7} points; {8} a limit */
static void fill_number(struct sentence *sentence)
{
    const struct fyp_indicator_result *result = sentence->chain->result;
    const struct fyp_ruleset *ruleset = &sentence->chain->evaluation->ruleset;
    struct fyp_text_page *page = sentence->page;

    sentence->places[A] = per_cent(
        page, sentence->step->kind == FYP_STEP_SCALE ? ruleset->least_scale
                                                     : sentence->step->result);
    sentence->places[B] = number_text(page, ruleset->least_growth);
    if (fyp_shown_at_most(result)) {
        sentence->places[C] = fyp_text(FYP_M_WHY_AT_MOST);
    } else if (fyp_shown_at_least(result)) {
        sentence->places[C] = fyp_text(FYP_M_WHY_AT_LEAST);
    }
}

/* A reader must not look for the side of a bound: progress has one where
 * the pace has none. */
static void fill_progress(struct sentence *sentence)
{
    fill_number(sentence);
    switch (fyp_shown_limit(sentence->chain->result)) {
    case FYP_LIMIT_AT_MOST:
        sentence->places[C] = fyp_text(FYP_M_WHY_AT_MOST);
        break;
    case FYP_LIMIT_AT_LEAST:
        sentence->places[C] = fyp_text(FYP_M_WHY_AT_LEAST);
        break;
    case FYP_LIMIT_NONE:
        sentence->places[C] = "";
        break;
    }
}

/* {6} what x is held against */
static void fill_comparison(struct sentence *sentence)
{
    const struct fyp_step *step = sentence->step;
    sentence->places[A] = with_comparator(
        sentence->page, step->comparator, step->bound,
        fyp_shown_unit(sentence->chain->result->indicator));
}

/* {6} status, {7} band, {8} other band, {9} the obstacle, or what a growth
 * is held against */
static void fill_status(struct sentence *sentence)
{
    const struct fyp_indicator_result *result = sentence->chain->result;
    const struct fyp_ruleset *ruleset = &sentence->chain->evaluation->ruleset;
    struct fyp_text_page *page = sentence->page;
    const bool growth = result->indicator->kind == FYP_KIND_GROWTH;
    const struct fyp_bands bands =
        fyp_ruleset_bands(ruleset, result->indicator);

    sentence->places[RESULT] =
        number_text(page, growth ? result->value : result->pace);
    sentence->places[A] = status_text(sentence);
    sentence->places[B] =
        number_text(page, growth ? ruleset->growth_ahead : bands.ahead);
    sentence->places[C] = number_text(page, bands.on_track);
    if (result->obstacle != FYP_OBSTACLE_NONE) {
        sentence->places[D] = fyp_word_obstacle(result->obstacle);
    } else if (sentence->step->rule == FYP_BY_DECIDED_FINAL_EXCEEDED) {
        sentence->places[D] = per_cent(page, ruleset->exceeded_share);
    } else {
        sentence->places[D] = number_text(
            page,
            isnan(result->reference) ? result->target : result->reference);
    }
}

/* {6} the method used, {7} the method asked for */
static void fill_score(struct sentence *sentence)
{
    sentence->places[A] = fyp_word_method(sentence->chain->result->method);
    sentence->places[B] =
        fyp_word_method(sentence->chain->evaluation->ruleset.method);
}

/* {6} weight */
static void fill_weight(struct sentence *sentence)
{
    const struct fyp_indicator_result *result = sentence->chain->result;
    sentence->places[A] = number_text(sentence->page, result->weight);
}

/* --- remarks --- */

/* {6} the flag in words; told elsewhere where that says nothing here */
static void fill_flag(struct sentence *sentence)
{
    const struct fyp_indicator_result *result = sentence->chain->result;
    const int bit = sentence->step->flag;
    const char *word = fyp_word_result_flag(result, bit);
    sentence->places[A] = word[0] != '\0' ? word : fyp_word_flag(bit);
}

/* {6} number of the check, {7} the question */
static void fill_question(struct sentence *sentence)
{
    const struct fyp_quality_finding *finding = sentence->step->finding;
    char code[FYP_QUALITY_CODE_SIZE];

    fyp_quality_code(finding->check, code);
    sentence->places[A] = fyp_page_plain(sentence->page, code);
    sentence->places[B] = fyp_page_plain(sentence->page, finding->text);
}

/* {6} the limit, {7} the grade by the score alone, {8} status */
static void fill_cap(struct sentence *sentence)
{
    sentence->places[A] = fyp_word_grade(sentence->step->grade);
    sentence->places[B] =
        fyp_word_grade(sentence->chain->evaluation->uncapped_grade);
    sentence->places[C] = status_text(sentence);
}

/* --- all kinds --- */

static const struct {
    bool has_unit; /* the step's number is in the unit of the indicator */
    void (*fill)(struct sentence *sentence);
} kinds[FYP_STEP_COUNT] = {
    [FYP_STEP_FIGURE] = {true, fill_figure},
    [FYP_STEP_GAP] = {false, fill_gap},
    [FYP_STEP_VALUE] = {true, NULL},
    [FYP_STEP_REFERENCE] = {true, NULL},
    [FYP_STEP_BASELINE] = {true, fill_baseline},
    [FYP_STEP_TARGET] = {true, fill_target},
    [FYP_STEP_MILESTONE] = {true, fill_milestone},
    [FYP_STEP_ELAPSED] = {false, fill_number},
    [FYP_STEP_DIRECTION] = {false, NULL},
    [FYP_STEP_EXPECTED_VALUE] = {true, NULL},
    [FYP_STEP_SCALE] = {false, fill_number},
    [FYP_STEP_PACE] = {false, fill_number},
    [FYP_STEP_PROGRESS] = {false, fill_progress},
    [FYP_STEP_EXPECTED] = {false, fill_number},
    [FYP_STEP_LEAD] = {false, fill_progress},
    [FYP_STEP_COMPARISON] = {true, fill_comparison},
    [FYP_STEP_STATUS] = {false, fill_status},
    [FYP_STEP_SCORE] = {false, fill_score},
    [FYP_STEP_WEIGHT] = {false, fill_weight},
    [FYP_STEP_CONTRIBUTION] = {false, fill_weight},
    [FYP_STEP_FLAG] = {false, fill_flag},
    [FYP_STEP_QUESTION] = {false, fill_question},
    [FYP_STEP_CAP] = {false, fill_cap},
};

/* " ＝ formula", nothing where there is none. */
static const char *equals(
    struct fyp_text_page *page, const struct fyp_step *step,
    void (*write)(const struct fyp_step *, struct fyp_buffer *))
{
    struct fyp_buffer formula = {0};
    write(step, &formula);
    if (formula.length == 0) {
        page->out->failed = page->out->failed || formula.failed;
        return "";
    }
    return say_kept(page, FYP_M_WHY_EQUALS, kept(page, &formula));
}

/* A sum of one number is that number. */
static bool is_single_sum(const struct fyp_step *step)
{
    return step->formula == FYP_FORMULA_SUM && step->term_count == 1;
}

static void fill_common(struct sentence *sentence)
{
    const struct fyp_step *step = sentence->step;
    const struct fyp_evaluation *evaluation = sentence->chain->evaluation;
    struct fyp_text_page *page = sentence->page;
    const char *number = number_text(page, step->result);
    const char *place =
        step->region != NULL ? step->region : evaluation->region;

    for (int i = 0; i < PLACES; i++) {
        sentence->places[i] = "";
    }
    sentence->places[RESULT] =
        kinds[step->kind].has_unit && !isnan(step->result)
            ? with_unit(
                  page, number,
                  fyp_shown_unit(sentence->chain->result->indicator))
            : number;
    if (!is_single_sum(step)) {
        sentence->places[WORDS] = equals(page, step, fyp_formula_words);
        sentence->places[NUMBERS] = equals(page, step, fyp_formula_shown);
    }
    sentence->places[YEAR] =
        step->year > 0 ? fyp_page_number(page, step->year) : "";
    sentence->places[PLACE] =
        fyp_page_plain(page, fyp_plan_region_name(evaluation->plan, place));
}

static const enum fyp_message templates[FYP_STEP_RULE_COUNT] = {
#define FYP_STEP_RULE(name, json) [FYP_BY_##name] = FYP_M_BY_##name,
#include "engine/explain_rules.def"
#undef FYP_STEP_RULE
};

/* A place at the end that stays empty leaves a blank. */
static void trim_end(struct fyp_buffer *out)
{
    while (!out->failed && out->length > 0 &&
           out->data[out->length - 1] == ' ') {
        out->data[--out->length] = '\0';
    }
}

void fyp_explain_sentence(
    const struct fyp_explain_view *view, size_t step,
    struct fyp_text_page *page)
{
    struct sentence sentence = {
        .chain = view->explanation,
        .step = &view->explanation->steps[step],
        .origin = view->origins == NULL ? NULL : &view->origins[step],
        .page = page};

    fill_common(&sentence);
    if (kinds[sentence.step->kind].fill != NULL) {
        kinds[sentence.step->kind].fill(&sentence);
    }
    fyp_page_say(
        page, templates[sentence.step->rule], sentence.places[RESULT],
        sentence.places[WORDS], sentence.places[NUMBERS], sentence.places[YEAR],
        sentence.places[PLACE], sentence.places[A], sentence.places[B],
        sentence.places[C], sentence.places[D]);
    trim_end(page->out);
}

/* --- parts --- */

enum fyp_explain_part fyp_explain_part(const struct fyp_step *step)
{
    static const enum fyp_explain_part parts[FYP_STEP_COUNT] = {
        [FYP_STEP_FIGURE] = FYP_PART_FIGURES,
        [FYP_STEP_GAP] = FYP_PART_FIGURES,
        [FYP_STEP_VALUE] = FYP_PART_FIGURES,
        [FYP_STEP_REFERENCE] = FYP_PART_FIGURES,
        [FYP_STEP_BASELINE] = FYP_PART_PROMISE,
        [FYP_STEP_TARGET] = FYP_PART_PROMISE,
        [FYP_STEP_MILESTONE] = FYP_PART_PROMISE,
        [FYP_STEP_ELAPSED] = FYP_PART_EXPECTED,
        [FYP_STEP_DIRECTION] = FYP_PART_EXPECTED,
        [FYP_STEP_EXPECTED_VALUE] = FYP_PART_EXPECTED,
        [FYP_STEP_SCALE] = FYP_PART_PROGRESS,
        [FYP_STEP_PACE] = FYP_PART_PROGRESS,
        [FYP_STEP_PROGRESS] = FYP_PART_PROGRESS,
        [FYP_STEP_EXPECTED] = FYP_PART_PROGRESS,
        [FYP_STEP_LEAD] = FYP_PART_PROGRESS,
        [FYP_STEP_COMPARISON] = FYP_PART_PROGRESS,
        [FYP_STEP_STATUS] = FYP_PART_STATUS,
        [FYP_STEP_SCORE] = FYP_PART_SCORE,
        [FYP_STEP_WEIGHT] = FYP_PART_SCORE,
        [FYP_STEP_CONTRIBUTION] = FYP_PART_SCORE,
        [FYP_STEP_FLAG] = FYP_PART_REMARKS,
        [FYP_STEP_QUESTION] = FYP_PART_REMARKS,
        [FYP_STEP_CAP] = FYP_PART_REMARKS,
    };
    /* the scale that only a score is measured with */
    return step->rule == FYP_BY_SCORE_COMPLETION_SCALE ||
                   step->rule == FYP_BY_SCORE_COMPLETION_LEAST
               ? FYP_PART_SCORE
               : parts[step->kind];
}

const char *fyp_explain_part_title(enum fyp_explain_part part)
{
    static const enum fyp_message titles[FYP_PART_COUNT] = {
        [FYP_PART_FIGURES] = FYP_M_WHY_PART_FIGURES,
        [FYP_PART_PROMISE] = FYP_M_WHY_PART_PROMISE,
        [FYP_PART_EXPECTED] = FYP_M_WHY_PART_EXPECTED,
        [FYP_PART_PROGRESS] = FYP_M_WHY_PART_PROGRESS,
        [FYP_PART_STATUS] = FYP_M_WHY_PART_STATUS,
        [FYP_PART_SCORE] = FYP_M_WHY_PART_SCORE,
        [FYP_PART_REMARKS] = FYP_M_WHY_PART_REMARKS,
    };
    return fyp_text(titles[part]);
}

void fyp_explain_conclusion(
    const struct fyp_explanation *explanation, struct fyp_text_page *page)
{
    const struct fyp_indicator_result *result = explanation->result;
    const struct sentence sentence = {.chain = explanation, .page = page};
    char score[FYP_DECIMAL_TEXT_SIZE];

    fyp_show_score(result->score, &explanation->evaluation->ruleset, score);
    fyp_page_say(
        page, isnan(result->score) ? FYP_M_WHY_UNSCORED : FYP_M_WHY_CONCLUSION,
        status_text(&sentence), score);
}
