/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_EXPLAIN_H
#define FYP_REPORTS_EXPLAIN_H

#include "data/store/store.h"
#include "engine/explain.h"
#include "reports/json.h"
#include "reports/report.h"
#include "reports/text_page.h"

/*
 * Why this score, in words: the steps of engine/explain.h as sentences with
 * their formulas, and as JSON that a program can compute again.
 *
 *   explain_formula.c   formulas: for programs, in words, with numbers
 *   explain_words.c     one sentence a step
 *   explain_text.c      the page of `fyp explain`
 *   explain_json.c      the same as JSON, also inside of `fyp evaluate`
 *   explain_origin.c    what stood in the file, from the store
 */

/** What the store knows of the figure of one step. */
struct fyp_explain_origin {
    const char *raw;         /* as written; NULL: not known */
    unsigned normalised;     /* enum fyp_normalisation */
    const char *unit;        /* as written; NULL: not given */
    const char *imported_at; /* NULL: not known */
};

/** A chain with what the store knows. */
struct fyp_explain_view {
    const struct fyp_explanation *explanation;
    const struct fyp_explain_origin *origins; /* shape [count]; NULL: the
                                                 store was not asked */
};

/** Appends to out; check out->failed at the end. There is no CSV: a chain is
 *  no table. */
void fyp_report_explanation(
    const struct fyp_explain_view *view, enum fyp_format format,
    struct fyp_buffer *out);

/**
 * Asks the store for what stood in the files.
 * @param arena  Keeps the answer.
 * @param out    Shape [explanation->count].
 */
enum fyp_status fyp_explain_read_origins(
    struct fyp_store *store, const struct fyp_explanation *explanation,
    struct fyp_arena *arena, const struct fyp_explain_origin **out,
    struct fyp_error *err);

/* --- inside of reports --- */

/** Parts of a chain, each with a heading. */
enum fyp_explain_part {
    FYP_PART_FIGURES,
    FYP_PART_PROMISE,
    FYP_PART_EXPECTED,
    FYP_PART_PROGRESS,
    FYP_PART_STATUS,
    FYP_PART_SCORE,
    FYP_PART_REMARKS,
    FYP_PART_COUNT
};
enum fyp_explain_part fyp_explain_part(const struct fyp_step *step);
const char *fyp_explain_part_title(enum fyp_explain_part part);

/** Appends the sentence of a step, without a line end. */
void fyp_explain_sentence(
    const struct fyp_explain_view *view, size_t step,
    struct fyp_text_page *page);

/** Appends what the chain comes to: "▼ 滞后于预期，得分 63.4". */
void fyp_explain_conclusion(
    const struct fyp_explanation *explanation, struct fyp_text_page *page);

/** Did a demonstration figure go in, be it only for comparison? */
bool fyp_explain_is_demonstration(const struct fyp_explanation *explanation);

void fyp_explain_text(
    const struct fyp_explain_view *view, struct fyp_buffer *out);
void fyp_explain_json(
    const struct fyp_explain_view *view, struct fyp_buffer *out);

/** Puts the steps as an array under key. */
void fyp_explain_put_steps(
    struct fyp_json *parent, const char *key,
    const struct fyp_explain_view *view);

/* Formulas. What a step has no formula for appends nothing. */

/** Names of the terms, in their order, NULL-terminated; NULL for a formula
 *  with any number of terms. */
const char *const *fyp_formula_names(enum fyp_formula formula);
/** "1 + s*(x - e)/scale"; NULL where the terms have no names. */
const char *fyp_formula_symbols(enum fyp_formula formula);
/** "1 + 1*(89.34 - 95.6)/3.6": + - * / ^ ( ) max min abs, and numbers with
 *  15 digits; what it comes to is the result of the step. */
void fyp_formula_numbers(const struct fyp_step *step, struct fyp_buffer *out);
/** "1 + 方向×(评估值 − 应达值)÷尺度" */
void fyp_formula_words(const struct fyp_step *step, struct fyp_buffer *out);
/** "1 + 1×(89.34 − 95.6)÷3.6", each number as fyp_explain_number. */
void fyp_formula_shown(const struct fyp_step *step, struct fyp_buffer *out);

/**
 * A number with ten significant digits at most: finer than the equality of
 * section 1, so no rounding contradicts a verdict, and a reader with a pocket
 * calculator comes to the next number.
 */
void fyp_explain_number(double value, char out[FYP_DECIMAL_TEXT_SIZE]);

#endif
