/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/explaining.h"

#include <math.h>
#include <string.h>

/* --- a chain that grows --- */

static bool reserve(struct fyp_explanation *out)
{
    enum { FIRST_CAPACITY = 48 };
    const size_t wanted =
        out->capacity == 0 ? FIRST_CAPACITY : 2 * out->capacity;
    struct fyp_step *steps =
        fyp_arena_alloc(&out->arena, wanted, sizeof *steps);

    if (steps == NULL) {
        return false;
    }
    if (out->count > 0) {
        memcpy(steps, out->steps, out->count * sizeof *steps);
    }
    out->steps = steps;
    out->capacity = wanted;
    return true;
}

struct fyp_step *fyp_explaining_add(
    struct fyp_explaining *chain, enum fyp_step_kind kind,
    enum fyp_step_rule rule)
{
    struct fyp_explanation *out = chain->out;
    struct fyp_step *step = &chain->spare;

    if (!chain->failed && out->count == out->capacity && !reserve(out)) {
        chain->failed = true;
    }
    if (!chain->failed) {
        step = &out->steps[out->count++];
    }
    *step = (struct fyp_step){
        .kind = kind, .rule = rule, .result = NAN, .bound = NAN};
    return step;
}

struct fyp_step *fyp_explaining_number(
    struct fyp_explaining *chain, enum fyp_step_kind kind,
    enum fyp_step_rule rule, double result)
{
    struct fyp_step *step = fyp_explaining_add(chain, kind, rule);
    step->result = result;
    return step;
}

void fyp_explaining_formula(
    struct fyp_explaining *chain, struct fyp_step *step,
    enum fyp_formula formula, const double *terms, size_t count)
{
    bool finite = isfinite(step->result) && count > 0;

    for (size_t i = 0; i < count; i++) {
        finite = finite && isfinite(terms[i]);
    }
    if (!finite) {
        return;
    }
    double *copy = fyp_arena_alloc(&chain->out->arena, count, sizeof *copy);
    if (copy == NULL) {
        chain->failed = true;
        return;
    }
    memcpy(copy, terms, count * sizeof *copy);
    step->formula = formula;
    step->terms = copy;
    step->term_count = count;
}

/* --- the whole of it --- */

enum fyp_status fyp_explain(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_explanation *out,
    struct fyp_error *err)
{
    struct fyp_explaining chain = {
        .out = out,
        .evaluation = evaluation,
        .result = result,
        .judge = {
            .plan = evaluation->plan,
            .figures = evaluation->figures,
            .ruleset = &evaluation->ruleset,
            .region = evaluation->region,
            .year = evaluation->year,
            .stage = evaluation->stage,
        }};

    *out = (struct fyp_explanation){.evaluation = evaluation, .result = result};
    fyp_explain_figures(&chain);
    fyp_explain_promise(&chain);
    fyp_explain_judgement(&chain);
    fyp_explain_score(&chain);
    if (chain.failed) {
        fyp_explanation_finish(out);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    return FYP_OK;
}

void fyp_explanation_finish(struct fyp_explanation *explanation)
{
    if (explanation == NULL) {
        return;
    }
    fyp_arena_finish(&explanation->arena);
    *explanation = (struct fyp_explanation){0};
}

const char *fyp_step_kind_name(enum fyp_step_kind kind)
{
    static const char *const names[FYP_STEP_COUNT] = {
        [FYP_STEP_FIGURE] = "figure",
        [FYP_STEP_GAP] = "gap",
        [FYP_STEP_VALUE] = "value",
        [FYP_STEP_REFERENCE] = "reference",
        [FYP_STEP_BASELINE] = "baseline",
        [FYP_STEP_TARGET] = "target",
        [FYP_STEP_MILESTONE] = "milestone",
        [FYP_STEP_ELAPSED] = "elapsed",
        [FYP_STEP_DIRECTION] = "direction",
        [FYP_STEP_EXPECTED_VALUE] = "expected_value",
        [FYP_STEP_SCALE] = "scale",
        [FYP_STEP_PACE] = "pace",
        [FYP_STEP_PROGRESS] = "progress",
        [FYP_STEP_EXPECTED] = "expected",
        [FYP_STEP_LEAD] = "lead",
        [FYP_STEP_COMPARISON] = "comparison",
        [FYP_STEP_STATUS] = "status",
        [FYP_STEP_SCORE] = "score",
        [FYP_STEP_WEIGHT] = "weight",
        [FYP_STEP_CONTRIBUTION] = "contribution",
        [FYP_STEP_FLAG] = "flag",
        [FYP_STEP_QUESTION] = "question",
        [FYP_STEP_CAP] = "cap",
    };
    return names[kind];
}

const char *fyp_step_rule_name(enum fyp_step_rule rule)
{
    static const char *const names[FYP_STEP_RULE_COUNT] = {
#define FYP_STEP_RULE(name, json) [FYP_BY_##name] = (json),
#include "engine/explain_rules.def"
#undef FYP_STEP_RULE
    };
    return names[rule];
}
