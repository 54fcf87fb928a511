/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/scoring.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *
fyp_scoring_text(struct fyp_scoring *scoring, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0
                     ? NULL
                     : fyp_arena_alloc(scoring->arena, (size_t)length + 1, 1);
    if (text == NULL) {
        scoring->failed = true;
        return "";
    }
    va_start(arguments, format);
    (void)vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void fyp_scoring_cell(
    enum fyp_scoring_column column, uint32_t row,
    char out[FYP_SCORING_NAME_SIZE])
{
    (void)snprintf(
        out, FYP_SCORING_NAME_SIZE, "%c%lu", (char)('A' + column),
        (unsigned long)row + 1);
}

const char *
fyp_scoring_link(struct fyp_scoring *scoring, enum fyp_scoring_column column)
{
    const struct fyp_sheet *sheet = scoring->view->sheets[FYP_SHEET_SCORING];
    return fyp_scoring_text(
        scoring, "'%s'!%s", fyp_sheet_name(sheet), scoring->cell[column]);
}

void fyp_scoring_init(
    struct fyp_scoring *scoring, const struct fyp_view *view, size_t index,
    struct fyp_arena *arena)
{
    *scoring = (struct fyp_scoring){
        .view = view,
        .result = &view->evaluation->indicators[index],
        .index = index,
        .arena = arena};
    for (uint32_t c = 0; c < FYP_SCORING_COLUMNS; c++) {
        fyp_scoring_cell(
            (enum fyp_scoring_column)c, fyp_scoring_row(view, index),
            scoring->cell[c]);
    }
}

const char *fyp_scoring_number(struct fyp_scoring *scoring, double value)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(value, 0, text);
    return value < 0.0 ? fyp_scoring_text(scoring, "(%s)", text)
                       : fyp_scoring_text(scoring, "%s", text);
}

const char *fyp_scoring_compare(
    struct fyp_scoring *scoring, const char *x, enum fyp_comparator comparator,
    const char *y)
{
    static const char *const forms[] = {
        [FYP_COMPARE_GT] = "(%s)-(%s)>1E-9*MAX(ABS(%s),ABS(%s))",
        [FYP_COMPARE_GE] = "(%s)-(%s)>=-1E-9*MAX(ABS(%s),ABS(%s))",
        [FYP_COMPARE_LT] = "(%s)-(%s)<-1E-9*MAX(ABS(%s),ABS(%s))",
        [FYP_COMPARE_LE] = "(%s)-(%s)<=1E-9*MAX(ABS(%s),ABS(%s))",
        [FYP_COMPARE_EQ] = "ABS((%s)-(%s))<=1E-9*MAX(ABS(%s),ABS(%s))",
    };
    struct fyp_buffer text = {0};
    const char *arguments[] = {x, y, x, y};
    size_t next = 0;
    for (const char *at = forms[comparator]; *at != '\0'; at++) {
        if (at[0] == '%' && at[1] == 's') {
            fyp_buffer_text(&text, arguments[next++]);
            at++;
        } else {
            fyp_buffer_bytes(&text, at, 1);
        }
    }
    const char *kept =
        text.failed ? NULL
                    : fyp_arena_text(scoring->arena, text.data, text.length);
    fyp_buffer_finish(&text);
    scoring->failed |= kept == NULL;
    return kept ? kept : "";
}

const char *
fyp_scoring_compared(struct fyp_scoring *scoring, const char *x, int decimals)
{
    if (scoring->view->evaluation->ruleset.comparison == FYP_COMPARE_FULL) {
        return x;
    }
    const char *power = fyp_scoring_number(scoring, pow(10.0, decimals));
    const char *y = fyp_scoring_text(scoring, "(%s)*%s", x, power);
    return fyp_scoring_text(
        scoring,
        "(IF(ABS(ABS(%s-INT(%s))-0.5)<1E-9,2*ROUND((%s)/2,0),ROUND(%s,0))/%s)",
        y, y, y, y, power);
}

/* --- what the plan fixes --- */

static const struct fyp_indicator *indicator_of(const struct fyp_scoring *s)
{
    return s->result->indicator;
}

static bool has_kind(const struct fyp_scoring *scoring, enum fyp_kind kind)
{
    return indicator_of(scoring)->kind == kind;
}

static bool is_judged(const struct fyp_scoring *scoring)
{
    const enum fyp_target_kind kind = indicator_of(scoring)->target.kind;
    return kind == FYP_TARGET_VALUE || kind == FYP_TARGET_REFERENCE;
}

bool fyp_scoring_has_reference(const struct fyp_scoring *scoring)
{
    return indicator_of(scoring)->target.kind == FYP_TARGET_REFERENCE;
}

/* A level or a sum against a number. */
static bool has_path(const struct fyp_scoring *scoring)
{
    return indicator_of(scoring)->target.kind == FYP_TARGET_VALUE &&
           (has_kind(scoring, FYP_KIND_LEVEL) ||
            has_kind(scoring, FYP_KIND_CUMULATIVE));
}

bool fyp_scoring_is_step(const struct fyp_scoring *scoring)
{
    return has_path(scoring) && indicator_of(scoring)->path == FYP_PATH_STEP;
}

static bool is_final(const struct fyp_scoring *scoring)
{
    return scoring->view->evaluation->stage == FYP_STAGE_FINAL;
}

/* --- comparing with the target --- */

const char *fyp_scoring_meets_target(struct fyp_scoring *scoring, const char *x)
{
    const struct fyp_indicator *indicator = indicator_of(scoring);
    const char *compared =
        indicator->each_subregion
            ? x
            : fyp_scoring_compared(
                  scoring, x, fyp_target_decimals(&indicator->target));
    return fyp_scoring_compare(
        scoring, compared, scoring->result->comparator,
        scoring->cell[FYP_SCORING_TARGET]);
}

/* x does not fall short of a milestone; x = m_k is enough. */
static const char *
reaches(struct fyp_scoring *scoring, const struct fyp_milestone *milestone)
{
    const char *x = scoring->cell[FYP_SCORING_VALUE];
    const char *s = scoring->cell[FYP_SCORING_DIRECTION];
    const char *m = fyp_scoring_number(scoring, milestone->value.value);
    const char *compared =
        indicator_of(scoring)->each_subregion
            ? x
            : fyp_scoring_compared(scoring, x, milestone->value.decimals);
    return fyp_scoring_compare(
        scoring, fyp_scoring_text(scoring, "%s*%s", s, compared),
        FYP_COMPARE_GE, fyp_scoring_text(scoring, "%s*%s", s, m));
}

static const char *known(struct fyp_scoring *scoring, const char *condition)
{
    return fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),IF(%s,1,0),0)",
        scoring->cell[FYP_SCORING_VALUE], condition);
}

static const char *met_against(
    struct fyp_scoring *scoring, enum fyp_scoring_column bound,
    enum fyp_comparator comparator)
{
    const char *cell = scoring->cell[bound];
    return fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),%s,0)", cell,
        known(
            scoring,
            fyp_scoring_compare(
                scoring, scoring->cell[FYP_SCORING_VALUE], comparator, cell)));
}

static const char *met_formula(struct fyp_scoring *scoring)
{
    const struct fyp_evaluation *evaluation = scoring->view->evaluation;
    const char *x = scoring->cell[FYP_SCORING_VALUE];
    if (!is_judged(scoring)) {
        return NULL;
    }
    if (has_kind(scoring, FYP_KIND_EVENT)) {
        return known(
            scoring, fyp_scoring_compare(scoring, x, FYP_COMPARE_GE, "1"));
    }
    if (fyp_scoring_has_reference(scoring)) {
        return has_kind(scoring, FYP_KIND_GROWTH)
                   ? met_against(scoring, FYP_SCORING_EXPECTED, FYP_COMPARE_GE)
                   : met_against(
                         scoring, FYP_SCORING_REFERENCE,
                         scoring->result->comparator);
    }
    if (fyp_scoring_is_step(scoring) &&
        evaluation->year < evaluation->plan->end_year) {
        const struct fyp_milestone *milestone = fyp_milestone_in_force(
            indicator_of(scoring), evaluation->year,
            evaluation->plan->end_year);
        return milestone ? known(scoring, reaches(scoring, milestone)) : NULL;
    }
    return known(scoring, fyp_scoring_meets_target(scoring, x));
}

static const char *maintain_formula(struct fyp_scoring *scoring)
{
    const char *b = scoring->cell[FYP_SCORING_BASELINE];
    const struct fyp_indicator *indicator = indicator_of(scoring);
    if (!has_path(scoring) || !has_kind(scoring, FYP_KIND_LEVEL) ||
        fyp_scoring_is_step(scoring)) {
        return NULL;
    }
    const char *compared =
        indicator->each_subregion
            ? b
            : fyp_scoring_compared(
                  scoring, b, fyp_target_decimals(&indicator->target));
    return fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),IF(OR(%s,%s),1,0),0)", b,
        fyp_scoring_meets_target(scoring, b),
        fyp_scoring_compare(
            scoring, compared, FYP_COMPARE_EQ,
            scoring->cell[FYP_SCORING_TARGET]));
}

static const char *missed_formula(struct fyp_scoring *scoring)
{
    const struct fyp_indicator *indicator = indicator_of(scoring);
    const char *reached = NULL;
    if (!has_path(scoring)) {
        return NULL;
    }
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        if (milestone->year <= scoring->view->evaluation->year) {
            const char *one = reaches(scoring, milestone);
            reached = reached ? fyp_scoring_text(scoring, "%s,%s", reached, one)
                              : one;
        }
    }
    return reached ? known(
                         scoring,
                         fyp_scoring_text(scoring, "NOT(AND(%s))", reached))
                   : NULL;
}

/* --- the expected value, the scale, the pace --- */

/* A point of the path after its start. */
struct point {
    const char *value;
    int year;
};

static struct point point_at(struct fyp_scoring *scoring, size_t index)
{
    const struct fyp_indicator *indicator = indicator_of(scoring);
    if (index < indicator->milestone_count) {
        const struct fyp_milestone *milestone = &indicator->milestones[index];
        return (struct point){
            fyp_scoring_number(scoring, milestone->value.value),
            milestone->year};
    }
    return (struct point){
        scoring->cell[FYP_SCORING_TARGET],
        scoring->view->evaluation->plan->end_year};
}

/* From the start to the first point: the start is (y0, b), or the proxy, in
 * whose own year nothing is expected yet. */
static const char *
first_stretch(struct fyp_scoring *scoring, const struct point *to)
{
    const int year = scoring->view->evaluation->year;
    const char *b = scoring->cell[FYP_SCORING_BASELINE];
    const char *f = scoring->cell[FYP_SCORING_BASELINE_YEAR];
    const char *otherwise = year == to->year ? to->value : "\"—\"";
    return fyp_scoring_text(
        scoring,
        "IF(ISNUMBER(%s),IF(%s=%d,\"—\",%s+(%s-%s)*(%d-%s)/(%d-%s)),%s)", b, f,
        year, b, to->value, b, year, f, to->year, f, otherwise);
}

static const char *line_formula(struct fyp_scoring *scoring)
{
    const int year = scoring->view->evaluation->year;
    size_t index = 0;
    struct point to = point_at(scoring, 0);
    while (to.year < year) {
        to = point_at(scoring, ++index);
    }
    if (index == 0) {
        return first_stretch(scoring, &to);
    }
    const struct point from = point_at(scoring, index - 1);
    return fyp_scoring_text(
        scoring, "%s+(%s-%s)*(%d-%d)/(%d-%d)", from.value, to.value, from.value,
        year, from.year, to.year, from.year);
}

static const char *path_formula(struct fyp_scoring *scoring)
{
    const struct fyp_evaluation *evaluation = scoring->view->evaluation;
    const char *target = scoring->cell[FYP_SCORING_TARGET];
    if (is_final(scoring)) {
        return target;
    }
    if (!fyp_scoring_is_step(scoring)) {
        return fyp_scoring_text(
            scoring, "IF(%s=1,%s,%s)", scoring->cell[FYP_SCORING_MAINTAIN],
            target, line_formula(scoring));
    }
    if (evaluation->year >= evaluation->plan->end_year) {
        return target;
    }
    const struct fyp_milestone *milestone = fyp_milestone_in_force(
        indicator_of(scoring), evaluation->year, evaluation->plan->end_year);
    return milestone ? fyp_scoring_number(scoring, milestone->value.value)
                     : NULL;
}

static const char *expected_formula(struct fyp_scoring *scoring)
{
    const char *reference = scoring->cell[FYP_SCORING_REFERENCE];
    if (has_path(scoring)) {
        return path_formula(scoring);
    }
    if (!is_judged(scoring) || has_kind(scoring, FYP_KIND_EVENT)) {
        return NULL;
    }
    if (!fyp_scoring_has_reference(scoring)) {
        return scoring->cell[FYP_SCORING_TARGET];
    }
    const struct fyp_decimal *tolerance =
        &indicator_of(scoring)->target.tolerance;
    const bool lowered =
        tolerance->present && has_kind(scoring, FYP_KIND_GROWTH);
    return fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),%s-%s,\"—\")", reference, reference,
        fyp_scoring_number(scoring, lowered ? tolerance->value : 0.0));
}

/* |e - b|, the distance that should have been covered; e may be T. */
static const char *distance(struct fyp_scoring *scoring, const char *expected)
{
    const char *b = scoring->cell[FYP_SCORING_BASELINE];
    if (fyp_scoring_is_step(scoring)) {
        return "0";
    }
    return fyp_scoring_text(
        scoring, "IF(%s=1,0,IF(ISNUMBER(%s),IF(%s,0,ABS(%s-%s)),0))",
        scoring->cell[FYP_SCORING_MAINTAIN], b,
        fyp_scoring_compare(scoring, expected, FYP_COMPARE_EQ, b), expected, b);
}

static const char *path_scale(struct fyp_scoring *scoring, const char *expected)
{
    const struct fyp_ruleset *ruleset = &scoring->view->evaluation->ruleset;
    return fyp_scoring_text(
        scoring, "MAX(%s,%s*ABS(%s))", distance(scoring, expected),
        fyp_scoring_number(scoring, ruleset->least_scale),
        scoring->cell[FYP_SCORING_TARGET]);
}

static const char *scale_formula(struct fyp_scoring *scoring)
{
    const struct fyp_ruleset *ruleset = &scoring->view->evaluation->ruleset;
    const char *bound =
        scoring->cell
            [fyp_scoring_has_reference(scoring) ? FYP_SCORING_REFERENCE
                                                : FYP_SCORING_TARGET];
    const char *scale;
    if (!is_judged(scoring) || has_kind(scoring, FYP_KIND_EVENT)) {
        return NULL;
    }
    if (has_path(scoring)) {
        scale = path_scale(scoring, scoring->cell[FYP_SCORING_EXPECTED]);
    } else if (has_kind(scoring, FYP_KIND_GROWTH)) {
        scale = fyp_scoring_text(
            scoring, "MAX(ABS(%s),%s)", bound,
            fyp_scoring_number(scoring, ruleset->least_growth));
    } else {
        scale = fyp_scoring_text(
            scoring, "%s*ABS(%s)",
            fyp_scoring_number(scoring, ruleset->least_scale), bound);
    }
    return fyp_scoring_text(
        scoring, "IF(AND(ISNUMBER(%s),ISNUMBER(%s)),%s,\"—\")",
        scoring->cell[FYP_SCORING_VALUE], scoring->cell[FYP_SCORING_EXPECTED],
        scale);
}

static const char *pace_against(
    struct fyp_scoring *scoring, const char *expected, const char *scale)
{
    return fyp_scoring_text(
        scoring, "IF(%s=0,%s,1+%s*(%s-%s)/%s)", scale,
        scoring->cell[FYP_SCORING_MET], scoring->cell[FYP_SCORING_DIRECTION],
        scoring->cell[FYP_SCORING_VALUE], expected, scale);
}

static const char *pace_formula(struct fyp_scoring *scoring)
{
    const char *scale = scoring->cell[FYP_SCORING_SCALE];
    if (!is_judged(scoring) || has_kind(scoring, FYP_KIND_EVENT)) {
        return NULL;
    }
    return fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),%s,\"—\")", scale,
        pace_against(scoring, scoring->cell[FYP_SCORING_EXPECTED], scale));
}

/* --- the score --- */

static const char *hundredfold(struct fyp_scoring *scoring, const char *share)
{
    return fyp_scoring_text(scoring, "100*MAX(0,MIN(1,%s))", share);
}

static const char *completion(struct fyp_scoring *scoring)
{
    const char *target = scoring->cell[FYP_SCORING_TARGET];
    if (!has_path(scoring) || fyp_scoring_is_step(scoring)) {
        return hundredfold(scoring, scoring->cell[FYP_SCORING_PACE]);
    }
    return hundredfold(
        scoring,
        pace_against(
            scoring, target,
            fyp_scoring_text(scoring, "(%s)", path_scale(scoring, target))));
}

/* x/T, where lower is better T/x; without a number for T as pace. */
static const char *realisation(struct fyp_scoring *scoring)
{
    const char *x = scoring->cell[FYP_SCORING_VALUE];
    const char *t = scoring->cell[FYP_SCORING_TARGET];
    const char *s = scoring->cell[FYP_SCORING_DIRECTION];
    const char *pace = hundredfold(scoring, scoring->cell[FYP_SCORING_PACE]);
    const char *share =
        fyp_scoring_text(scoring, "IF(%s=1,%s/%s,%s/%s)", s, x, t, t, x);
    if (fyp_scoring_has_reference(scoring)) {
        return pace;
    }
    return fyp_scoring_text(
        scoring, "IF(OR(%s=0,%s*%s<0,AND(%s=-1,%s=0)),%s,%s)", t, x, t, s, x,
        pace, hundredfold(scoring, share));
}

static const char *efficacy(struct fyp_scoring *scoring)
{
    const char *x = scoring->cell[FYP_SCORING_VALUE];
    const char *t = scoring->cell[FYP_SCORING_TARGET];
    const char *b = scoring->cell[FYP_SCORING_BASELINE];
    const char *pace = hundredfold(scoring, scoring->cell[FYP_SCORING_PACE]);
    if (fyp_scoring_has_reference(scoring)) {
        return pace;
    }
    return fyp_scoring_text(
        scoring,
        "IF(ISNUMBER(%s),IF(OR(%s=1,%s),%s,"
        "MAX(0,MIN(100,60+40*(%s-%s)/(%s-%s)))),%s)",
        b, scoring->cell[FYP_SCORING_MAINTAIN],
        fyp_scoring_compare(scoring, t, FYP_COMPARE_EQ, b), pace, x, b, t, b,
        pace);
}

static const char *raw_score(struct fyp_scoring *scoring)
{
    if (has_kind(scoring, FYP_KIND_EVENT)) {
        return hundredfold(scoring, scoring->cell[FYP_SCORING_VALUE]);
    }
    switch (scoring->view->evaluation->ruleset.method) {
    case FYP_METHOD_COMPLETION:
        return completion(scoring);
    case FYP_METHOD_REALISATION:
        return realisation(scoring);
    case FYP_METHOD_EFFICACY:
        return efficacy(scoring);
    case FYP_METHOD_PACE:
    case FYP_METHOD_COUNT:
        break;
    }
    return hundredfold(scoring, scoring->cell[FYP_SCORING_PACE]);
}

const char *
fyp_scoring_word(struct fyp_scoring *scoring, enum fyp_verdict verdict)
{
    char text[128];
    fyp_verdict_text(scoring->view->evaluation, verdict, text, sizeof text);
    return fyp_scoring_text(scoring, "\"%s\"", text);
}

/* Not met: at most 99 in the final stage and under the maintain rule. */
static const char *score_formula(struct fyp_scoring *scoring)
{
    static const enum fyp_verdict without[] = {
        FYP_VERDICT_NOT_DUE, FYP_VERDICT_NO_DATA, FYP_VERDICT_NOT_ASSESSABLE};
    const char *status = scoring->cell[FYP_SCORING_STATUS];
    const char *none = "";
    if (!is_judged(scoring)) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        none = fyp_scoring_text(
            scoring, "%s%s%s=%s", none, i > 0 ? "," : "", status,
            fyp_scoring_word(scoring, without[i]));
    }
    const char *ceiling = is_final(scoring)
                              ? "99"
                              : fyp_scoring_text(
                                    scoring, "IF(%s=1,99,100)",
                                    scoring->cell[FYP_SCORING_MAINTAIN]);
    return fyp_scoring_text(
        scoring, "IF(OR(%s),\"—\",IF(%s=1,100,MIN(%s,%s)))", none,
        scoring->cell[FYP_SCORING_MET], raw_score(scoring), ceiling);
}

static const char *counted_formula(struct fyp_scoring *scoring)
{
    const bool zero =
        scoring->view->evaluation->ruleset.missing == FYP_MISSING_ZERO;
    const char *weight = scoring->cell[FYP_SCORING_WEIGHT];
    const char *as_zero =
        zero ? fyp_scoring_text(
                   scoring, "IF(%s=%s,%s,0)", scoring->cell[FYP_SCORING_STATUS],
                   fyp_scoring_word(scoring, FYP_VERDICT_NO_DATA), weight)
             : "0";
    return fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),%s,%s)", scoring->cell[FYP_SCORING_SCORE],
        weight, as_zero);
}

static const char *part_formula(struct fyp_scoring *scoring)
{
    const bool geometric =
        scoring->view->evaluation->ruleset.mean == FYP_MEAN_GEOMETRIC;
    const char *score = scoring->cell[FYP_SCORING_SCORE];
    return fyp_scoring_text(
        scoring,
        geometric ? "IF(ISNUMBER(%s),%s*LN(%s),0)" : "IF(ISNUMBER(%s),%s*%s,0)",
        score, scoring->cell[FYP_SCORING_WEIGHT], score);
}

static const char *direction_formula(struct fyp_scoring *scoring)
{
    const char *b = scoring->cell[FYP_SCORING_BASELINE];
    if (scoring->result->comparator != FYP_COMPARE_EQ || !has_path(scoring)) {
        return NULL;
    }
    return fyp_scoring_text(
        scoring, "IF(ISNUMBER(%s),IF(%s,-1,1),1)", b,
        fyp_scoring_compare(
            scoring, scoring->cell[FYP_SCORING_TARGET], FYP_COMPARE_LT, b));
}

/* A missed or unknown binding indicator lowers the grade; a strict target
 * that was hit exactly does not. */
static const char *caps_formula(struct fyp_scoring *scoring)
{
    const char *status = scoring->cell[FYP_SCORING_STATUS];
    if (indicator_of(scoring)->attribute != FYP_BINDING ||
        !is_judged(scoring)) {
        return NULL;
    }
    const bool strict = scoring->result->comparator == FYP_COMPARE_GT ||
                        scoring->result->comparator == FYP_COMPARE_LT;
    const bool growth_reference = fyp_scoring_has_reference(scoring) &&
                                  has_kind(scoring, FYP_KIND_GROWTH);
    const char *x = scoring->cell[FYP_SCORING_VALUE];
    const struct fyp_indicator *indicator = indicator_of(scoring);
    const char *hit =
        strict && !growth_reference
            ? fyp_scoring_compare(
                  scoring,
                  fyp_scoring_has_reference(scoring)
                      ? x
                      : fyp_scoring_compared(
                            scoring, x,
                            fyp_target_decimals(&indicator->target)),
                  FYP_COMPARE_EQ,
                  scoring->cell
                      [fyp_scoring_has_reference(scoring)
                           ? FYP_SCORING_REFERENCE
                           : FYP_SCORING_TARGET])
            : "1=0";
    return fyp_scoring_text(
        scoring, "IF(OR(%s=%s,%s=%s,AND(%s=%s,%s=0)),1,IF(%s=%s,IF(%s,0,1),0))",
        status, fyp_scoring_word(scoring, FYP_VERDICT_BEHIND), status,
        fyp_scoring_word(scoring, FYP_VERDICT_NO_DATA), status,
        fyp_scoring_word(scoring, FYP_VERDICT_NOT_ASSESSABLE),
        scoring->cell[FYP_SCORING_COMPLETE], status,
        fyp_scoring_word(scoring, FYP_VERDICT_NOT_ACHIEVED), hit);
}

typedef const char *maker(struct fyp_scoring *scoring);

/* Those that are not observed; NULL: a constant, or observed. */
static maker *const makers[FYP_SCORING_COLUMNS] = {
    [FYP_SCORING_DIRECTION] = direction_formula,
    [FYP_SCORING_MET] = met_formula,
    [FYP_SCORING_MAINTAIN] = maintain_formula,
    [FYP_SCORING_EXPECTED] = expected_formula,
    [FYP_SCORING_SCALE] = scale_formula,
    [FYP_SCORING_PACE] = pace_formula,
    [FYP_SCORING_MISSED] = missed_formula,
    [FYP_SCORING_STATUS] = fyp_scoring_status,
    [FYP_SCORING_SCORE] = score_formula,
    [FYP_SCORING_COUNTED] = counted_formula,
    [FYP_SCORING_PART] = part_formula,
    [FYP_SCORING_CAPS] = caps_formula,
};

const char *
fyp_scoring_formula(struct fyp_scoring *scoring, enum fyp_scoring_column column)
{
    return makers[column] ? makers[column](scoring)
                          : fyp_scoring_observed(scoring, column);
}
