/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/index.h"

#include "base/message.h"
#include "engine/subregions.h"
#include "reports/caps.h"
#include "reports/index_sheets.h"
#include "reports/publish.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum fyp_status
fyp_index_create(bool regions, struct fyp_index **out, struct fyp_error *err)
{
    *out = calloc(1, sizeof(**out));
    if (*out == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    (*out)->regions = regions;
    return FYP_OK;
}

void fyp_index_destroy(struct fyp_index *index)
{
    if (index == NULL) {
        return;
    }
    free(index->books);
    fyp_arena_finish(&index->arena);
    free(index);
}

/* --- what is kept --- */

/* NULL only when memory is exhausted. */
static const char *keep(struct fyp_index *index, const char *text)
{
    return text == NULL || text[0] == '\0'
               ? ""
               : fyp_arena_text(&index->arena, text, strlen(text));
}

static const char *
keep_buffer(struct fyp_index *index, struct fyp_buffer *buffer)
{
    const char *kept = buffer->failed ? NULL : keep(index, buffer->data);
    fyp_buffer_finish(buffer);
    return kept;
}

static const char *
keep_flags(struct fyp_index *index, const struct fyp_indicator_result *result)
{
    struct fyp_buffer words = {0};

    fyp_buffer_text(&words, fyp_word_obstacle(result->obstacle));
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        const char *word = (result->flags & (1U << bit)) != 0
                               ? fyp_word_result_flag(result, bit)
                               : "";
        if (word[0] != '\0') {
            fyp_buffer_text(
                &words, words.length > 0 ? fyp_text(FYP_M_LIST_BETWEEN) : "");
            fyp_buffer_text(&words, word);
        }
    }
    return keep_buffer(index, &words);
}

/* "≤54.9 %" */
static const char *keep_progress(
    struct fyp_index *index, const struct fyp_indicator_result *result,
    const struct fyp_ruleset *ruleset)
{
    char progress[FYP_DECIMAL_TEXT_SIZE], expected[FYP_DECIMAL_TEXT_SIZE];
    char text[FYP_DECIMAL_TEXT_SIZE + 16];
    const enum fyp_limit limit = fyp_shown_limit(result);

    if (!isfinite(result->progress)) {
        return "";
    }
    fyp_show_progress(result, ruleset, progress, expected);
    snprintf(
        text, sizeof text, "%s%s %%",
        limit == FYP_LIMIT_AT_MOST    ? "≤"
        : limit == FYP_LIMIT_AT_LEAST ? "≥"
                                      : "",
        progress);
    return keep(index, text);
}

static bool keep_line(
    struct fyp_index *index, const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_index_line *out)
{
    const struct fyp_indicator *indicator = result->indicator;
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    char baseline[FYP_SHOWN_TARGET_SIZE], target[FYP_SHOWN_TARGET_SIZE];

    fyp_show_baseline(result, baseline);
    fyp_show_target(indicator, target);
    *out = (struct fyp_index_line){
        .number = keep(index, indicator->number),
        .code = keep(index, indicator->code),
        .name = keep(index, indicator->name),
        .common_name = keep(index, indicator->entry->name),
        .unit = keep(index, fyp_shown_unit(indicator)),
        .baseline = keep(index, baseline),
        .target = keep(index, target),
        .flags = keep_flags(index, result),
        .progress_text = keep_progress(index, result, ruleset),
        .attribute = indicator->attribute,
        .kind = indicator->kind,
        .value = fyp_value_number(evaluation, result),
        .due = fyp_expected_number(evaluation, result),
        .progress = fyp_progress_number(result),
        .expected = fyp_share_number(result->expected),
        .pace = fyp_pace_number(result, ruleset),
        .score = fyp_score_number(result->score, ruleset),
        .weight = fyp_share_number(result->weight_share),
        .value_year = result->value_year,
        .verdict = result->verdict,
        .questions = result->question_count,
        .demonstration = result->demonstration};
    return out->number != NULL && out->code != NULL && out->name != NULL &&
           out->common_name != NULL && out->unit != NULL &&
           out->baseline != NULL && out->target != NULL && out->flags != NULL &&
           out->progress_text != NULL;
}

/* --- why a grade is what it is --- */

static void add_part(struct fyp_buffer *out, const char *text)
{
    fyp_buffer_text(out, out->length > 0 ? fyp_text(FYP_M_LIST_BETWEEN) : "");
    fyp_buffer_text(out, text);
}

static void
binding_numbers(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (result->caps_as_binding) {
            fyp_buffer_text(
                out, out->length > 0 ? fyp_text(FYP_M_NAME_BETWEEN) : "");
            fyp_buffer_text(out, result->indicator->number);
        }
    }
}

static void
tell_caps(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    const struct fyp_caps caps = fyp_caps_of(evaluation);
    struct fyp_buffer numbers = {0};
    char text[512];

    binding_numbers(evaluation, &numbers);
    if (caps.binding && numbers.length > 0 && !numbers.failed) {
        fyp_say(
            text, sizeof text, FYP_M_CARD_CAPPED_BINDING,
            fyp_word_grade(caps.binding_from), fyp_word_grade(caps.binding_to),
            numbers.data);
        add_part(out, text);
    }
    if (caps.majority) {
        fyp_say(
            text, sizeof text, FYP_M_CARD_CAPPED_MAJORITY,
            fyp_word_grade(caps.majority_from),
            fyp_word_grade(caps.majority_to));
        add_part(out, text);
    }
    fyp_buffer_finish(&numbers);
}

/* How many are counted as 0, and what else a score rests on. */
static void
tell_zeros(const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    const int zeros = evaluation->counts[FYP_VERDICT_NO_DATA];

    if (evaluation->ruleset.missing == FYP_MISSING_ZERO && zeros > 0) {
        char number[16], text[256];
        snprintf(number, sizeof number, "%d", zeros);
        fyp_say(text, sizeof text, FYP_M_MISSING_AS_ZERO, number);
        add_part(out, text);
    }
}

static const char *keep_remark(
    struct fyp_index *index, const struct fyp_evaluation *evaluation,
    const struct fyp_index_place *place)
{
    struct fyp_buffer text = {0};

    if (isnan(evaluation->score)) {
        add_part(&text, fyp_text(FYP_M_INDEX_NO_SCORE));
    } else if (evaluation->grade != evaluation->uncapped_grade) {
        tell_caps(evaluation, &text);
    }
    tell_zeros(evaluation, &text);
    if (place->part && !place->ranked) {
        add_part(&text, fyp_text(FYP_M_INDEX_NOT_DECLARED));
    }
    return keep_buffer(index, &text);
}

/* --- one workbook --- */

static struct fyp_index_book *new_book(struct fyp_index *index)
{
    if (index->count == index->capacity) {
        const size_t capacity = index->capacity == 0 ? 32 : 2 * index->capacity;
        struct fyp_index_book *books =
            realloc(index->books, capacity * sizeof *books);
        if (books == NULL) {
            return NULL;
        }
        index->books = books;
        index->capacity = capacity;
    }
    return &index->books[index->count];
}

static bool keep_book(
    struct fyp_index *index, const struct fyp_evaluation *evaluation,
    const struct fyp_index_place *place, struct fyp_index_book *out)
{
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    char rules[256];

    fyp_say(
        rules, sizeof rules, FYP_M_METHOD_RULESET_NAME, ruleset->name,
        ruleset->version);
    *out = (struct fyp_index_book){
        .plan = keep(index, evaluation->plan->id),
        .title = keep(index, evaluation->plan->title),
        .region = keep(index, evaluation->region),
        .name = keep(index, place->name),
        .file = keep(index, place->file),
        .rules = keep(index, rules),
        .remark = keep_remark(index, evaluation, place),
        .part = place->part,
        .ranked = place->ranked,
        .year = evaluation->year,
        .stage = evaluation->stage,
        .grade = evaluation->grade,
        .raw_score = evaluation->score,
        .elapsed = fyp_share_number(evaluation->elapsed),
        .score = fyp_score_number(evaluation->score, ruleset),
        .assessed = fyp_share_number(evaluation->assessed_weight),
        .missed = evaluation->behind_count,
        .attainment = evaluation->attainment,
        .demonstration = evaluation->demonstration,
        .order = index->count};
    memcpy(out->counts, evaluation->counts, sizeof out->counts);
    return out->plan != NULL && out->title != NULL && out->region != NULL &&
           out->name != NULL && out->file != NULL && out->rules != NULL &&
           out->remark != NULL;
}

enum fyp_status fyp_index_add(
    struct fyp_index *index, const struct fyp_evaluation *evaluation,
    const struct fyp_index_place *place, struct fyp_error *err)
{
    const size_t n = evaluation->indicator_count;
    struct fyp_index_book *book = new_book(index);
    bool kept = book != NULL && keep_book(index, evaluation, place, book);

    if (kept) {
        book->lines =
            fyp_arena_alloc(&index->arena, n + 1, sizeof *book->lines);
        kept = book->lines != NULL;
    }
    for (size_t i = 0; kept && i < n; i++) {
        kept = keep_line(
            index, evaluation, &evaluation->indicators[i], &book->lines[i]);
    }
    if (!kept) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    book->line_count = n;
    index->count++;
    index->demonstration |= book->demonstration;
    index->last_year =
        book->year > index->last_year ? book->year : index->last_year;
    return FYP_OK;
}

/* --- ranks --- */

/* Ranks 1, 2, 2, 4 among the ranked parts of one year. */
static void
rank_year(struct fyp_index *index, int year, double *scores, int *ranks)
{
    for (size_t i = 0; i < index->count; i++) {
        const struct fyp_index_book *book = &index->books[i];
        const bool counts = book->year == year && book->part && book->ranked;
        scores[i] = counts ? book->raw_score : (double)NAN;
    }
    fyp_rank_scores(scores, index->count, ranks);
    for (size_t i = 0; i < index->count; i++) {
        if (index->books[i].year == year) {
            index->books[i].rank = ranks[i];
        }
    }
}

/* By year; the place itself, then by rank, then those without one. */
static int compare_books(const void *left, const void *right)
{
    const struct fyp_index_book *a = left, *b = right;
    int order = (a->year > b->year) - (a->year < b->year);

    if (order == 0) {
        order = (int)a->part - (int)b->part;
    }
    if (order == 0) {
        order = (a->rank == 0) - (b->rank == 0);
    }
    if (order == 0) {
        order = (a->rank > b->rank) - (a->rank < b->rank);
    }
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static enum fyp_status rank_all(struct fyp_index *index, struct fyp_error *err)
{
    double *scores = calloc(index->count + 1, sizeof *scores);
    int *ranks = calloc(index->count + 1, sizeof *ranks);
    const bool room = scores != NULL && ranks != NULL;
    int year = 0;

    for (size_t i = 0; room && i < index->count; i++) {
        if (index->books[i].year != year) { /* they come year by year */
            year = index->books[i].year;
            rank_year(index, year, scores, ranks);
        }
    }
    free(scores);
    free(ranks);
    if (!room) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    qsort(index->books, index->count, sizeof *index->books, compare_books);
    return FYP_OK;
}

/* --- the workbook --- */

static const struct {
    enum fyp_message name;
    void (*write)(struct fyp_index_page *page);
} sheets[FYP_INDEX_SHEETS] = {
    [FYP_INDEX_OVERVIEW] = {FYP_M_SHEET_OVERVIEW, fyp_index_overview},
    [FYP_INDEX_MATRIX] = {FYP_M_SHEET_INDEX_MATRIX, fyp_index_matrix},
    [FYP_INDEX_DATA] = {FYP_M_SHEET_DATA, fyp_index_data},
    [FYP_INDEX_METHOD] = {FYP_M_SHEET_METHOD, fyp_index_method},
};

struct writing {
    const struct fyp_index *index;
    struct fyp_view view;
};

static size_t count_plans(const struct fyp_index *index)
{
    size_t plans = 0;

    for (size_t i = 0; i < index->count; i++) {
        plans += i == 0 ||
                 strcmp(index->books[i].plan, index->books[i - 1].plan) != 0;
    }
    return plans;
}

static void init_view(const struct fyp_index *index, struct fyp_view *view)
{
    char plans[24], books[24];

    *view = (struct fyp_view){
        .notice = index->demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL};
    snprintf(plans, sizeof plans, "%zu", count_plans(index));
    snprintf(books, sizeof books, "%zu", index->count);
    fyp_say(
        view->subtitle, sizeof view->subtitle,
        index->regions ? FYP_M_INDEX_OF_REGIONS : FYP_M_INDEX_OF_PLANS,
        index->regions ? index->books[0].title : plans, books);
    snprintf(
        view->footer, sizeof view->footer, "%s", fyp_text(FYP_M_INDEX_TITLE));
}

static enum fyp_status
write_sheets(void *context, const char *path, struct fyp_error *err)
{
    const struct writing *writing = context;
    const struct fyp_view *view = &writing->view;
    struct fyp_sheet *made[FYP_INDEX_SHEETS] = {0};
    struct fyp_book *book = NULL;
    const struct fyp_book_properties properties = {
        .title = fyp_text(FYP_M_INDEX_TITLE),
        .subject = view->notice ? view->notice : view->subtitle,
        .author = "fyp " FYP_VERSION,
        .created = fyp_created_at(writing->index->last_year)};
    const enum fyp_status status =
        fyp_book_create(path, &properties, &book, err);

    if (status != FYP_OK) {
        return status;
    }
    for (size_t i = 0; i < FYP_INDEX_SHEETS; i++) {
        made[i] = fyp_book_sheet(book, fyp_text(sheets[i].name));
    }
    for (size_t i = 0; i < FYP_INDEX_SHEETS; i++) {
        struct fyp_index_page page = {
            .index = writing->index, .view = view, .sheet = made[i]};
        sheets[i].write(&page);
    }
    return fyp_book_close(book, err);
}

enum fyp_status fyp_index_write(
    struct fyp_index *index, const char *path, struct fyp_error *err)
{
    struct writing writing = {.index = index};
    enum fyp_status status = FYP_OK;

    if (index->regions) {
        status = rank_all(index, err);
    }
    if (status == FYP_OK) {
        init_view(index, &writing.view);
        status = fyp_publish(path, write_sheets, &writing, err);
    }
    return status;
}

/* --- what its sheets share --- */

uint32_t fyp_index_say(
    struct fyp_index_page *page, enum fyp_style style, const char *text)
{
    const struct fyp_style_row *look = fyp_style_row(style);
    const int lines = fyp_text_lines(text, look->size, page->width);
    const uint32_t pixels = (uint32_t)((double)lines * look->size * 1.9 + 6.0);

    fyp_sheet_merged(
        page->sheet, fyp_area(page->row, 0, page->row, page->columns - 1),
        style, text);
    fyp_sheet_row_height(page->sheet, page->row++, pixels);
    return pixels;
}

void fyp_index_status(
    enum fyp_verdict verdict, enum fyp_stage stage, char *out, size_t size)
{
    snprintf(
        out, size, "%s %s", fyp_symbol_verdict(verdict),
        fyp_word_verdict(verdict, stage));
}

const char *fyp_index_label(
    const struct fyp_index *index, const struct fyp_index_book *book)
{
    return index->regions ? book->name : book->title;
}
