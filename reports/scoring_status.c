/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/scoring.h"

/* The status as a formula: docs/methods.md section 7; beside
 * engine/verdict.c. */

static const struct fyp_indicator *indicator_of(const struct fyp_scoring *s)
{
    return s->result->indicator;
}

/* The cell of what x is held against. */
static const char *bound_of(const struct fyp_scoring *scoring)
{
    return scoring->cell
        [fyp_scoring_has_reference(scoring) ? FYP_SCORING_REFERENCE
                                            : FYP_SCORING_TARGET];
}

static const char *compared(struct fyp_scoring *scoring)
{
    const struct fyp_indicator *indicator = indicator_of(scoring);
    const char *x = scoring->cell[FYP_SCORING_VALUE];
    return indicator->each_subregion || fyp_scoring_has_reference(scoring)
               ? x
               : fyp_scoring_compared(
                     scoring, x, fyp_target_decimals(&indicator->target));
}

/* --- before the final stage --- */

static const char *growth_status(struct fyp_scoring *scoring)
{
    const struct fyp_ruleset *ruleset = &scoring->view->evaluation->ruleset;
    const enum fyp_comparator comparator = scoring->result->comparator;
    const bool strict =
        !fyp_scoring_has_reference(scoring) &&
        (comparator == FYP_COMPARE_GT || comparator == FYP_COMPARE_LT);
    const char *lead = fyp_scoring_text(
        scoring, "%s*(%s-%s)", scoring->cell[FYP_SCORING_DIRECTION],
        scoring->cell[FYP_SCORING_VALUE], bound_of(scoring));
    const char *at_threshold = strict ? fyp_scoring_compare(
                                            scoring, compared(scoring),
                                            FYP_COMPARE_EQ, bound_of(scoring))
                                      : "1=0";
    return fyp_scoring_text(
        scoring, "IF(%s,%s,IF(OR(%s=1,%s),%s,%s))",
        fyp_scoring_compare(
            scoring, lead, FYP_COMPARE_GE,
            fyp_scoring_number(scoring, ruleset->growth_ahead)),
        fyp_scoring_word(scoring, FYP_VERDICT_AHEAD),
        scoring->cell[FYP_SCORING_MET], at_threshold,
        fyp_scoring_word(scoring, FYP_VERDICT_ON_TRACK),
        fyp_scoring_word(scoring, FYP_VERDICT_BEHIND));
}

/* The target is met before its time: by a sum, or by a level that had a
 * distance to cover. */
static const char *achieved_early(struct fyp_scoring *scoring)
{
    const char *met =
        fyp_scoring_meets_target(scoring, scoring->cell[FYP_SCORING_VALUE]);
    if (fyp_scoring_has_reference(scoring)) {
        return "1=0";
    }
    if (indicator_of(scoring)->kind == FYP_KIND_CUMULATIVE) {
        return met;
    }
    return fyp_scoring_is_step(scoring)
               ? "1=0"
               : fyp_scoring_text(
                     scoring, "AND(%s=0,ISNUMBER(%s),%s)",
                     scoring->cell[FYP_SCORING_MAINTAIN],
                     scoring->cell[FYP_SCORING_BASELINE], met);
}

static const char *path_status(struct fyp_scoring *scoring)
{
    const struct fyp_bands bands = fyp_ruleset_bands(
        &scoring->view->evaluation->ruleset, indicator_of(scoring));
    const char *pace = scoring->cell[FYP_SCORING_PACE];
    const char *behind = fyp_scoring_word(scoring, FYP_VERDICT_BEHIND);
    const char *on_track = fyp_scoring_word(scoring, FYP_VERDICT_ON_TRACK);
    /* 1 under maintain, step and a reference: these are never ahead */
    const char *level =
        fyp_scoring_is_step(scoring) || fyp_scoring_has_reference(scoring)
            ? "1"
            : scoring->cell[FYP_SCORING_MAINTAIN];
    const char *banded = fyp_scoring_text(
        scoring, "IF(%s,IF(%s=1,%s,%s),IF(%s,%s,%s))",
        fyp_scoring_compare(
            scoring, pace, FYP_COMPARE_GE,
            fyp_scoring_number(scoring, bands.ahead)),
        level, behind, fyp_scoring_word(scoring, FYP_VERDICT_AHEAD),
        fyp_scoring_compare(
            scoring, pace, FYP_COMPARE_LT,
            fyp_scoring_number(scoring, bands.on_track)),
        behind, on_track);
    return fyp_scoring_text(
        scoring, "IF(%s=1,%s,IF(%s,%s,IF(AND(%s=1,%s=1),%s,%s)))",
        scoring->cell[FYP_SCORING_MISSED], behind, achieved_early(scoring),
        fyp_scoring_word(scoring, FYP_VERDICT_ACHIEVED), level,
        scoring->cell[FYP_SCORING_MET], on_track, banded);
}

static const char *running_status(struct fyp_scoring *scoring)
{
    switch (indicator_of(scoring)->kind) {
    case FYP_KIND_EVENT:
        return fyp_scoring_text(
            scoring, "IF(%s=1,%s,%s)", scoring->cell[FYP_SCORING_MET],
            fyp_scoring_word(scoring, FYP_VERDICT_ACHIEVED),
            fyp_scoring_word(scoring, FYP_VERDICT_BEHIND));
    case FYP_KIND_GROWTH:
        return growth_status(scoring);
    case FYP_KIND_NONE:
    case FYP_KIND_LEVEL:
    case FYP_KIND_CUMULATIVE:
        break;
    }
    return path_status(scoring);
}

/* --- the final stage --- */

/* The end of the natural range in the better direction leaves no room. */
static const char *at_natural_end(struct fyp_scoring *scoring)
{
    const struct fyp_range *range = &indicator_of(scoring)->range;
    const char *bound = bound_of(scoring);
    const char *ends[2] = {"1=0", "1=0"};
    const struct fyp_decimal *decimals[2] = {&range->high, &range->low};
    for (size_t i = 0; i < 2; i++) {
        if (decimals[i]->present) {
            ends[i] = fyp_scoring_compare(
                scoring, bound, FYP_COMPARE_EQ,
                fyp_scoring_number(scoring, decimals[i]->value));
        }
    }
    return fyp_scoring_text(
        scoring, "IF(%s=1,%s,%s)", scoring->cell[FYP_SCORING_DIRECTION],
        ends[0], ends[1]);
}

static bool can_exceed(const struct fyp_scoring *scoring)
{
    const struct fyp_indicator *indicator = indicator_of(scoring);
    return indicator->kind != FYP_KIND_GROWTH &&
           indicator->kind != FYP_KIND_EVENT && !indicator->each_subregion &&
           scoring->result->comparator != FYP_COMPARE_EQ;
}

static const char *final_status(struct fyp_scoring *scoring)
{
    const char *achieved = fyp_scoring_word(scoring, FYP_VERDICT_ACHIEVED);
    const char *reached = achieved;
    if (can_exceed(scoring)) {
        const struct fyp_ruleset *ruleset = &scoring->view->evaluation->ruleset;
        const char *x = compared(scoring);
        const char *s = scoring->cell[FYP_SCORING_DIRECTION];
        const char *b = scoring->cell[FYP_SCORING_BASELINE];
        const char *bound = bound_of(scoring);
        const char *beyond =
            fyp_scoring_text(scoring, "%s*(%s-%s)", s, x, bound);
        const char *regressed = fyp_scoring_text(
            scoring, "IF(ISNUMBER(%s),%s,1=0)", b,
            fyp_scoring_compare(
                scoring,
                fyp_scoring_text(
                    scoring, "%s*%s", s, scoring->cell[FYP_SCORING_VALUE]),
                FYP_COMPARE_LT, fyp_scoring_text(scoring, "%s*%s", s, b)));
        reached = fyp_scoring_text(
            scoring, "IF(OR(%s,%s,%s,%s),%s,%s)", at_natural_end(scoring),
            regressed, fyp_scoring_compare(scoring, x, FYP_COMPARE_EQ, bound),
            fyp_scoring_compare(
                scoring, beyond, FYP_COMPARE_LT,
                fyp_scoring_text(
                    scoring, "%s*ABS(%s)",
                    fyp_scoring_number(scoring, ruleset->exceeded_share),
                    bound)),
            achieved, fyp_scoring_word(scoring, FYP_VERDICT_EXCEEDED));
    }
    return fyp_scoring_text(
        scoring, "IF(%s=1,%s,%s)", scoring->cell[FYP_SCORING_MET], reached,
        fyp_scoring_word(scoring, FYP_VERDICT_NOT_ACHIEVED));
}

/* --- what comes before any judgement --- */

static bool is_final(const struct fyp_scoring *scoring)
{
    return scoring->view->evaluation->stage == FYP_STAGE_FINAL;
}

/* True where it cannot be judged. */
static const char *obstacle(struct fyp_scoring *scoring)
{
    const struct fyp_indicator *indicator = indicator_of(scoring);
    const char *missing = "1=0";
    if (fyp_scoring_has_reference(scoring)) {
        missing = fyp_scoring_text(
            scoring, "NOT(ISNUMBER(%s))", scoring->cell[FYP_SCORING_REFERENCE]);
    }
    if (indicator->kind == FYP_KIND_GROWTH) {
        missing = fyp_scoring_text(
            scoring, "%s,NOT(%s)", missing,
            fyp_scoring_growth_has_year(scoring));
        if (is_final(scoring)) {
            missing = fyp_scoring_text(
                scoring, "%s,%s=0", missing,
                scoring->cell[FYP_SCORING_COMPLETE]);
        }
    }
    if (indicator->kind != FYP_KIND_EVENT) {
        missing = fyp_scoring_text(
            scoring, "%s,NOT(ISNUMBER(%s))", missing,
            scoring->cell[FYP_SCORING_PACE]);
    }
    return fyp_scoring_text(scoring, "OR(%s)", missing);
}

/* A sum with a gap can prove that a target is met, not that it is missed. */
static const char *
with_gap(struct fyp_scoring *scoring, const char *status, const char *missed)
{
    return indicator_of(scoring)->kind != FYP_KIND_CUMULATIVE
               ? status
               : fyp_scoring_text(
                     scoring, "IF(AND(%s=0,%s=%s),%s,%s)",
                     scoring->cell[FYP_SCORING_COMPLETE], status, missed,
                     fyp_scoring_word(scoring, FYP_VERDICT_NOT_ASSESSABLE),
                     status);
}

static const char *judged_status(struct fyp_scoring *scoring)
{
    const bool final = is_final(scoring);
    const char *status =
        final ? final_status(scoring) : running_status(scoring);
    const char *has_any =
        indicator_of(scoring)->kind == FYP_KIND_GROWTH
            ? fyp_scoring_growth_has_any(scoring)
            : fyp_scoring_text(
                  scoring, "ISNUMBER(%s)", scoring->cell[FYP_SCORING_VALUE]);
    return fyp_scoring_text(
        scoring, "IF(%s,IF(%s,%s,%s),%s)", has_any, obstacle(scoring),
        fyp_scoring_word(scoring, FYP_VERDICT_NOT_ASSESSABLE),
        with_gap(
            scoring, status,
            fyp_scoring_word(
                scoring,
                final ? FYP_VERDICT_NOT_ACHIEVED : FYP_VERDICT_BEHIND)),
        fyp_scoring_word(scoring, FYP_VERDICT_NO_DATA));
}

const char *fyp_scoring_status(struct fyp_scoring *scoring)
{
    const struct fyp_evaluation *evaluation = scoring->view->evaluation;
    const struct fyp_indicator *indicator = indicator_of(scoring);
    const int end = evaluation->plan->end_year;
    if (indicator->target.kind == FYP_TARGET_NONE ||
        indicator->target.kind == FYP_TARGET_TEXT) {
        return NULL;
    }
    const char *not_due = fyp_scoring_word(scoring, FYP_VERDICT_NOT_DUE);
    if (indicator->kind == FYP_KIND_EVENT) {
        const int deadline = indicator->milestone_count > 0
                                 ? indicator->milestones[0].year
                                 : end;
        return evaluation->year < deadline
                   ? fyp_scoring_text(
                         scoring, "IF(%s=1,%s,%s)",
                         scoring->cell[FYP_SCORING_MET], judged_status(scoring),
                         not_due)
                   : judged_status(scoring);
    }
    if (fyp_scoring_is_step(scoring) && evaluation->year < end &&
        fyp_milestone_in_force(indicator, evaluation->year, end) == NULL) {
        return NULL;
    }
    return judged_status(scoring);
}
