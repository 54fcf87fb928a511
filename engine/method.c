/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/judge.h"

#include <math.h>

/*
 * Section 8: one row a method. A method returns its raw score for an
 * indicator, or NAN where it is not defined there; what all methods share
 * (target met, the ceiling of 99, the fall-back to pace) is applied once.
 *
 * A new method is a function and a row here, a value of enum fyp_method, its
 * words in base/messages.def, and its line in docs/methods.md.
 */

typedef double score_function(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result);

/* At low it is low itself: a score is never minus zero. */
static double clamp(double value, double low, double high)
{
    return value > low ? fmin(value, high) : low;
}

static double score_pace(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    (void)judge;
    return 100.0 * clamp(result->pace, 0.0, 1.0);
}

/* Pace with e = T at any time; growth, step and reference keep theirs. */
static double score_completion(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    const struct fyp_indicator *indicator = result->indicator;
    double scale;

    if (indicator->kind == FYP_KIND_GROWTH || fyp_is_step(indicator) ||
        indicator->target.kind == FYP_TARGET_REFERENCE) {
        return score_pace(judge, result);
    }
    return 100.0 * clamp(
                       fyp_pace_against(judge, result, result->target, &scale),
                       0.0, 1.0);
}

/* x/T, lower-is-better T/x. Not defined for T = 0 or a negative ratio. */
static double score_realisation(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    (void)judge;
    const bool higher = fyp_result_direction(result) > 0;
    const double part = higher ? result->value : result->target;
    const double whole = higher ? result->target : result->value;

    if (isnan(result->target) || fyp_equal(result->target, 0.0) ||
        fyp_equal(whole, 0.0) || part / whole < 0.0) {
        return NAN;
    }
    return 100.0 * clamp(part / whole, 0.0, 1.0);
}

/*
 * 60 + 40·(x − b)/(T − b). Not defined without b, for T = b, and under the
 * maintain rule.
 * Deviation from the textbook form, which would give a fall through a target
 * that was already met the full score; see docs/methods.md, Changes.
 */
static double score_efficacy(
    const struct fyp_judge *judge, const struct fyp_indicator_result *result)
{
    (void)judge;
    const double baseline = fyp_formula_baseline(result);

    if (isnan(result->target) || isnan(baseline) || result->maintain ||
        fyp_equal(result->target, baseline)) {
        return NAN;
    }
    return clamp(
        60.0 + 40.0 * (result->value - baseline) / (result->target - baseline),
        0.0, 100.0);
}

static const struct {
    const char *name;
    score_function *score;
} methods[FYP_METHOD_COUNT] = {
    [FYP_METHOD_PACE] = {"pace", score_pace},
    [FYP_METHOD_COMPLETION] = {"completion", score_completion},
    [FYP_METHOD_REALISATION] = {"realisation", score_realisation},
    [FYP_METHOD_EFFICACY] = {"efficacy", score_efficacy},
};

const char *fyp_method_name(enum fyp_method method)
{
    return methods[method].name;
}

/* The share done is the score, whatever the method. */
static double event_score(const struct fyp_indicator_result *result)
{
    return 100.0 * clamp(result->value, 0.0, 1.0);
}

static double
raw_score(const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    double score;

    if (result->indicator->kind == FYP_KIND_EVENT) {
        result->method = FYP_METHOD_PACE;
        result->method_fell_back = judge->ruleset->method != FYP_METHOD_PACE;
        return event_score(result);
    }
    score = methods[result->method].score(judge, result);
    if (isnan(score)) {
        result->method = FYP_METHOD_PACE;
        result->method_fell_back = true;
        score = score_pace(judge, result);
    }
    return score;
}

void fyp_method_score(
    const struct fyp_judge *judge, struct fyp_indicator_result *result)
{
    if (!fyp_verdict_is_scored(result->verdict)) {
        return;
    }
    const double score = raw_score(judge, result);
    result->method_score = score;
    if (result->met) {
        result->score = 100.0;
    } else if (judge->stage == FYP_STAGE_FINAL || result->maintain) {
        result->score = fmin(score, FYP_MISSED_CEILING);
    } else {
        result->score = score;
    }
}
