/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain.h"

#include "base/message.h"
#include "reports/parts.h"
#include "reports/quality.h"
#include "reports/trace.h"

#include <math.h>

/* The chain for programs: every formula with its symbols, its numbers and
 * what it comes to. Keys and codes are never translated; "text" is. */

/* --- where a figure comes from --- */

static void put_codes(
    struct fyp_json *parent, const char *key, unsigned bits,
    const char *(*code)(size_t))
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; code(i) != NULL; i++) {
        if ((bits >> i & 1U) != 0) {
            fyp_json_text(&array, NULL, code(i));
        }
    }
    fyp_json_put(parent, key, &array);
}

static void put_origin(
    struct fyp_json *parent, const struct fyp_figure *figure,
    const struct fyp_explain_origin *origin)
{
    static const struct fyp_explain_origin unknown = {NULL, 0, NULL, NULL};
    struct fyp_json object = fyp_json_object();
    char cell[FYP_CELL_NAME_SIZE];

    origin = origin == NULL ? &unknown : origin;
    fyp_json_text(
        &object, "basis",
        figure->basis == FYP_BASIS_TO_DATE ? "to_date" : "year");
    fyp_json_text(&object, "file", figure->file);
    fyp_json_text(&object, "sheet", figure->sheet);
    fyp_json_positive(&object, "line", figure->line);
    fyp_cell_name(figure->line, figure->column, cell);
    fyp_json_text(&object, "cell", figure->sheet == NULL ? NULL : cell);
    fyp_json_positive(&object, "version", figure->version);
    fyp_json_integer(&object, "import", figure->import_id);
    fyp_json_text(&object, "imported_at", origin->imported_at);
    fyp_json_text(&object, "source", figure->source);
    fyp_json_text(&object, "raw", origin->raw);
    fyp_json_text(&object, "unit", origin->unit);
    put_codes(
        &object, "normalised", origin->normalised, fyp_normalisation_code);
    put_codes(&object, "marks", figure->marks, fyp_cell_mark_code);
    fyp_json_boolean(&object, "demonstration", figure->demonstration);
    fyp_json_put(parent, "origin", &object);
}

/* --- formulas --- */

static void put_formula_text(
    struct fyp_json *object, const char *key, const struct fyp_step *step)
{
    struct fyp_buffer text = {0};
    fyp_formula_numbers(step, &text);
    fyp_json_text(object, key, text.length > 0 ? text.data : NULL);
    object->failed = object->failed || text.failed;
    fyp_buffer_finish(&text);
}

/* The terms by their names, or as a list where they have none. */
static void put_values(struct fyp_json *object, const struct fyp_step *step)
{
    const char *const *names = fyp_formula_names(step->formula);
    struct fyp_json values =
        names != NULL ? fyp_json_object() : fyp_json_array();

    for (size_t i = 0; i < step->term_count; i++) {
        fyp_json_number(
            &values, names != NULL ? names[i] : NULL, step->terms[i]);
    }
    fyp_json_put(object, "values", &values);
}

static void put_formula(struct fyp_json *object, const struct fyp_step *step)
{
    fyp_json_text(object, "symbols", fyp_formula_symbols(step->formula));
    put_formula_text(object, "formula", step);
    if (step->formula == FYP_FORMULA_NONE) {
        fyp_json_null(object, "values");
    } else {
        put_values(object, step);
    }
}

/* --- steps --- */

/* What only some kinds have. */
static void put_more(struct fyp_json *object, const struct fyp_step *step)
{
    char code[FYP_QUALITY_CODE_SIZE];

    switch (step->kind) {
    case FYP_STEP_TARGET:
    case FYP_STEP_MILESTONE:
        fyp_json_comparator(object, "comparator", step->comparator);
        break;
    case FYP_STEP_COMPARISON:
        fyp_json_comparator(object, "comparator", step->comparator);
        fyp_json_number(object, "bound", step->bound);
        break;
    case FYP_STEP_FLAG:
        fyp_json_text(object, "flag", fyp_flag_name(step->flag));
        break;
    case FYP_STEP_QUESTION:
        fyp_quality_code(step->finding->check, code);
        fyp_json_text(object, "code", code);
        break;
    case FYP_STEP_CAP:
        fyp_json_text(object, "grade", fyp_grade_name(step->grade));
        break;
    default:
        break;
    }
}

static void put_sentence(
    struct fyp_json *object, const struct fyp_explain_view *view, size_t i)
{
    struct fyp_buffer text = {0};
    struct fyp_text_page page = {.out = &text};

    fyp_explain_sentence(view, i, &page);
    fyp_page_finish(&page);
    fyp_json_text(object, "text", text.length > 0 ? text.data : NULL);
    object->failed = object->failed || text.failed;
    fyp_buffer_finish(&text);
}

static void
put_step(struct fyp_json *array, const struct fyp_explain_view *view, size_t i)
{
    const struct fyp_step *step = &view->explanation->steps[i];
    struct fyp_json object = fyp_json_object();

    fyp_json_text(&object, "step", fyp_step_kind_name(step->kind));
    fyp_json_text(&object, "rule", fyp_step_rule_name(step->rule));
    fyp_json_number(&object, "result", step->result);
    put_formula(&object, step);
    fyp_json_positive(&object, "year", step->year);
    fyp_json_text(&object, "region", step->region);
    put_more(&object, step);
    if (step->figure != NULL) {
        put_origin(
            &object, step->figure,
            view->origins == NULL ? NULL : &view->origins[i]);
    }
    put_sentence(&object, view, i);
    fyp_json_put(array, NULL, &object);
}

void fyp_explain_put_steps(
    struct fyp_json *parent, const char *key,
    const struct fyp_explain_view *view)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < view->explanation->count; i++) {
        put_step(&array, view, i);
    }
    fyp_json_put(parent, key, &array);
}

/* --- fyp explain --- */

void fyp_explain_json(
    const struct fyp_explain_view *view, struct fyp_buffer *out)
{
    const struct fyp_explanation *explanation = view->explanation;
    const struct fyp_evaluation *evaluation = explanation->evaluation;
    const struct fyp_indicator_result *result = explanation->result;
    const bool demonstration = fyp_explain_is_demonstration(explanation);
    struct fyp_json root = fyp_json_object();

    fyp_json_text(&root, "plan", evaluation->plan->id);
    fyp_json_text(&root, "region", evaluation->region);
    fyp_json_text(
        &root, "region_name",
        fyp_plan_region_name(evaluation->plan, evaluation->region));
    fyp_json_integer(&root, "year", evaluation->year);
    fyp_json_text(&root, "stage", fyp_stage_name(evaluation->stage));
    fyp_json_integer(&root, "target_version", evaluation->target_version);
    fyp_json_text(&root, "no", result->indicator->number);
    fyp_json_text(&root, "code", result->indicator->code);
    fyp_json_text(&root, "name", result->indicator->name);
    fyp_json_text(&root, "unit", result->indicator->unit);
    fyp_json_boolean(&root, "demonstration", demonstration);
    fyp_json_text(
        &root, "data_notice",
        demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL);
    fyp_json_text(&root, "status", fyp_verdict_name(result->verdict));
    fyp_json_text(
        &root, "method",
        isnan(result->score) ? NULL : fyp_method_name(result->method));
    fyp_json_number(&root, "score", result->score);
    fyp_explain_put_steps(&root, "explanation", view);
    fyp_json_write(&root, out);
}
