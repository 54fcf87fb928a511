/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/peers.h"

#include <assert.h>
#include <math.h>

struct fyp_beside_result fyp_beside_refused(enum fyp_status reason)
{
    return (struct fyp_beside_result){
        .refusal = reason, .values = {NAN, NAN}, .growth = NAN};
}

static const struct fyp_year_value *
first_of(const struct fyp_peer_case *peer_case)
{
    return &peer_case->points[0];
}

static const struct fyp_year_value *
last_of(const struct fyp_peer_case *peer_case)
{
    return &peer_case->points[peer_case->point_count - 1];
}

static bool at_least(double value, double bound)
{
    return !fyp_less(value, bound);
}

/* No distance to cover: b lies at the target or beyond it. */
static bool starts_at_target(const struct fyp_peer_case *peer_case)
{
    const double b = first_of(peer_case)->value;
    return peer_case->direction > 0 ? at_least(b, peer_case->target)
                                    : !fyp_more(b, peer_case->target);
}

/* What every method asks of a case before it looks at the numbers. */
static enum fyp_status
find_obstacle(const struct fyp_peer_case *peer_case, bool needs_target)
{
    if (peer_case->kind == FYP_KIND_EVENT ||
        peer_case->kind == FYP_KIND_GROWTH) {
        return FYP_E_PEER_NO_RULE;
    }
    if (isnan(peer_case->target) &&
        (needs_target || peer_case->comparator != FYP_COMPARE_NONE ||
         peer_case->direction == 0)) {
        return FYP_E_PEER_NO_NUMBER;
    }
    if (!peer_case->has_baseline) {
        return FYP_E_PEER_NO_BASELINE;
    }
    return peer_case->point_count < 2 ? FYP_E_PEER_TOO_SHORT : FYP_OK;
}

/* --- growth rates: statcan and unsd --- */

double fyp_annual_growth(double from, double to, int years)
{
    return expm1(log(to / from) / years);
}

/* A growth rate from or to zero, or through it, means nothing. */
static enum fyp_status growth_obstacle(double from, double to)
{
    if (fyp_equal(from, 0.0) || fyp_equal(to, 0.0)) {
        return FYP_E_PEER_ZERO;
    }
    return (from > 0.0) == (to > 0.0) ? FYP_OK : FYP_E_PEER_SIGN;
}

/* From the one value to the other, or why there is no such rate. */
static enum fyp_status
growth_between(double from, double to, int years, double *growth)
{
    const enum fyp_status obstacle = growth_obstacle(from, to);

    if (obstacle != FYP_OK) {
        return obstacle;
    }
    *growth = fyp_annual_growth(from, to, years);
    return isinf(*growth) ? FYP_E_PEER_NOT_FINITE : FYP_OK;
}

static enum fyp_status
observed_growth(const struct fyp_peer_case *peer_case, double *growth)
{
    const struct fyp_year_value *b = first_of(peer_case);
    const struct fyp_year_value *x = last_of(peer_case);

    return growth_between(b->value, x->value, x->year - b->year, growth);
}

/* The anchors of the published figure, joined by straight lines: 1.3 -> 5,
 * 0.6 -> 0, -0.6 -> -5. */
double fyp_statcan_score_of_ratio(double ratio)
{
    return ratio >= 0.6 ? fmin(5.0 / 0.7 * (ratio - 0.6), 5.0)
                        : fmax(5.0 / 1.2 * (ratio - 0.6), -5.0);
}

double fyp_statcan_coefficient(double baseline, double limit)
{
    static const double steepness = 4.44;
    const double base = fabs(baseline), end = fabs(limit);

    if (isnan(limit) || base >= 2.0 * end) {
        return 1.0;
    }
    const double near = base <= end ? base / end : (2.0 * end - base) / end;
    return 1.0 - pow(near, steepness);
}

double fyp_statcan_score_of_growth(double growth, double coefficient)
{
    if (fyp_less(growth, 0.0)) {
        return fmax(125.0 * growth - 2.5, -5.0);
    }
    if (fyp_equal(coefficient, 0.0)) {
        return 5.0; /* at its natural limit, and kept there */
    }
    const double asked = growth / coefficient;
    if (at_least(asked, 0.015)) {
        return fmin(500.0 * asked - 5.0, 5.0);
    }
    return at_least(asked, 0.005) ? 250.0 * asked - 1.25 : 500.0 * asked - 2.5;
}

/* Classes by falling lower bounds. */
static enum fyp_peer_class
statcan_class(double value, double high, double middle, double low)
{
    if (at_least(value, high)) {
        return FYP_CLASS_SUBSTANTIAL;
    }
    if (at_least(value, middle)) {
        return FYP_CLASS_MODERATE;
    }
    return at_least(value, low) ? FYP_CLASS_LIMITED : FYP_CLASS_DETERIORATION;
}

enum fyp_peer_class fyp_statcan_class_of_scores(
    const double *scores, size_t n, bool all_achieved, double *mean)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += scores[i];
    }
    const double score = n > 0 ? sum / (double)n : NAN;
    if (mean != NULL) {
        *mean = score;
    }
    if (n == 0) {
        return FYP_CLASS_NONE;
    }
    return all_achieved ? FYP_CLASS_TARGET_ACHIEVED
                        : statcan_class(score, 2.5, 0.0, -2.5);
}

/* Yes or no: what the fork of EUSTAT adds to open-sdg. */
static void statcan_event(
    const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    const double done = last_of(peer_case)->value;

    if (at_least(done, 1.0)) {
        out->values[1] = 5.0;
        out->classes[0] = FYP_CLASS_TARGET_ACHIEVED;
    } else if (fyp_equal(done, 0.0)) {
        out->values[1] = -5.0;
        out->classes[0] = FYP_CLASS_DETERIORATION;
    } else {
        out->refusal = FYP_E_PEER_NO_RULE; /* a share done */
    }
}

/* The growth of a negative series points the other way. */
static int growth_sign(const struct fyp_peer_case *peer_case)
{
    return first_of(peer_case)->value < 0.0 ? -peer_case->direction
                                            : peer_case->direction;
}

static void statcan_without_target(
    const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    const double growth = growth_sign(peer_case) * out->growth;
    const double coefficient =
        fyp_statcan_coefficient(first_of(peer_case)->value, peer_case->limit);

    out->values[1] = fyp_statcan_score_of_growth(growth, coefficient);
    out->classes[0] =
        statcan_class(growth, 0.015 * coefficient, 0.005 * coefficient, 0.0);
}

static void statcan_with_target(
    const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    const struct fyp_year_value *b = first_of(peer_case);
    const bool distance = !fyp_equal(peer_case->target, b->value);

    double needed = NAN;
    out->refusal = growth_between(
        b->value, peer_case->target, peer_case->end_year - b->year, &needed);
    if (out->refusal != FYP_OK) {
        return;
    }
    if (distance) {
        out->values[0] = growth_sign(peer_case) * out->growth / fabs(needed);
    }
    if (peer_case->met) {
        out->values[1] = 5.0;
        out->classes[0] = FYP_CLASS_TARGET_ACHIEVED;
    } else if (distance) {
        out->values[1] = fyp_statcan_score_of_ratio(out->values[0]);
        out->classes[0] = statcan_class(out->values[0], 0.95, 0.6, 0.0);
    } else {
        out->refusal = FYP_E_PEER_NO_DISTANCE;
    }
}

static void run_statcan(
    const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    if (peer_case->kind == FYP_KIND_EVENT) {
        statcan_event(peer_case, out);
        return;
    }
    out->refusal = peer_case->comparator == FYP_COMPARE_EQ
                       ? FYP_E_PEER_NO_RULE
                       : find_obstacle(peer_case, false);
    if (out->refusal == FYP_OK) {
        out->refusal = observed_growth(peer_case, &out->growth);
    }
    if (out->refusal != FYP_OK) {
        return;
    }
    if (isnan(peer_case->target)) {
        statcan_without_target(peer_case, out);
    } else {
        statcan_with_target(peer_case, out);
    }
}

static void
unsd_score(double value, double high, double low, struct fyp_beside_result *out)
{
    if (at_least(value, high)) {
        out->values[1] = 3.0;
        out->classes[1] = FYP_CLASS_REACHED_OR_CLOSE;
    } else if (at_least(value, low)) {
        out->values[1] = 2.0;
        out->classes[1] = FYP_CLASS_TO_ACCELERATE;
    } else {
        out->values[1] = 1.0;
        out->classes[1] = FYP_CLASS_STAGNATION;
    }
}

/* The share of the way that will be covered at this rate of growth. */
static void unsd_with_target(
    const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    const double b = first_of(peer_case)->value;
    const struct fyp_year_value *x = last_of(peer_case);

    if (!starts_at_target(peer_case)) {
        const double expected = x->value * exp(log1p(out->growth) *
                                               (peer_case->end_year - x->year));
        out->values[0] = (expected - b) / (peer_case->target - b);
    } else if (!peer_case->met) {
        /* b = 97, T = 95, x = 88 would be 7 times the way there */
        out->refusal = FYP_E_PEER_NO_DISTANCE;
        return;
    }
    unsd_score(peer_case->met ? 1.0 : out->values[0], 0.95, 0.10, out);
}

static void
run_unsd(const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    if (peer_case->kind == FYP_KIND_EVENT) {
        unsd_score(last_of(peer_case)->value, 1.0, 1.0, out);
        return;
    }
    out->refusal = peer_case->comparator == FYP_COMPARE_EQ
                       ? FYP_E_PEER_NO_RULE
                       : find_obstacle(peer_case, false);
    if (out->refusal == FYP_OK) {
        out->refusal = observed_growth(peer_case, &out->growth);
    }
    if (out->refusal != FYP_OK) {
        return;
    }
    if (isnan(peer_case->target)) {
        unsd_score(growth_sign(peer_case) * out->growth, 0.02, 0.005, out);
    } else {
        unsd_with_target(peer_case, out);
    }
}

/* --- escap --- */

enum fyp_peer_class fyp_escap_current_class(double index)
{
    if (fyp_more(index, 9.0)) {
        return FYP_CLASS_ON_TRACK;
    }
    return fyp_more(index, 0.0) ? FYP_CLASS_SLOW : FYP_CLASS_REGRESSION;
}

enum fyp_peer_class fyp_escap_anticipated_class(double index)
{
    if (fyp_more(index, 9.0)) {
        return FYP_CLASS_WILL_MEET;
    }
    return fyp_more(index, 0.0) ? FYP_CLASS_NEEDS_MORE : FYP_CLASS_NO_PROGRESS;
}

/* 10 times the share of the way; an exact target is approached from either
 * side, so there the distances count. Reached is 10, also when passed. */
static double
escap_index(const struct fyp_peer_case *peer_case, double value, bool met)
{
    const double b = first_of(peer_case)->value;
    const double way = fabs(peer_case->target - b);

    if (met) {
        return 10.0;
    }
    if (peer_case->comparator == FYP_COMPARE_EQ) {
        return 10.0 * (way - fabs(peer_case->target - value)) / way;
    }
    return 10.0 * peer_case->direction * (value - b) / way;
}

static double inverse_logit(double logit)
{
    return 1.0 / (1.0 + exp(-logit));
}

double fyp_logit_step_forecast(
    const struct fyp_year_value *points, size_t n, double top, int year)
{
    const struct fyp_year_value *last = &points[n - 1];
    double before = NAN, sum = 0.0;
    bool at_end = false;

    for (size_t i = 0; i < n; i++) {
        const double value = points[i].value;
        if (isnan(top) || fyp_less(value, 0.0) || fyp_more(value, top)) {
            return NAN;
        }
        at_end = at_end || fyp_equal(value, 0.0) || fyp_equal(value, top);
        const double logit = log(value / (top - value));
        if (i > 0) {
            sum += (logit - before) / (points[i].year - points[i - 1].year);
        }
        before = logit;
    }
    const double step = sum / (double)(n - 1);
    return at_end ? last->value
                  : top * inverse_logit(before + step * (year - last->year));
}

static void
run_escap(const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    out->refusal = find_obstacle(peer_case, true);
    if (out->refusal == FYP_OK && !peer_case->met &&
        fyp_equal(peer_case->target, first_of(peer_case)->value)) {
        out->refusal = FYP_E_PEER_NO_DISTANCE;
    }
    if (out->refusal != FYP_OK) {
        return;
    }
    out->values[0] =
        escap_index(peer_case, last_of(peer_case)->value, peer_case->met);
    out->classes[0] = fyp_escap_current_class(out->values[0]);
    const double forecast = fyp_logit_step_forecast(
        peer_case->points, peer_case->point_count, peer_case->top,
        peer_case->end_year);
    const bool will_meet =
        fyp_compare(forecast, peer_case->comparator, peer_case->target);
    if (isnan(forecast)) {
        out->second_refusal = FYP_E_PEER_OUTSIDE_LOGIT;
    } else if (
        !will_meet &&
        fyp_equal(peer_case->target, first_of(peer_case)->value)) {
        out->second_refusal = FYP_E_PEER_NO_DISTANCE;
    } else {
        out->values[1] = escap_index(peer_case, forecast, will_meet);
        out->classes[1] = fyp_escap_anticipated_class(out->values[1]);
    }
}

/* --- destatis --- */

enum fyp_peer_class
fyp_destatis_worst(const enum fyp_peer_class *symbols, size_t n)
{
    enum fyp_peer_class worst = symbols[0];

    for (size_t i = 1; i < n; i++) {
        worst = symbols[i] > worst ? symbols[i] : worst;
    }
    return worst;
}

enum { DESTATIS_POINTS = 6, DESTATIS_LEAST = 4 };

/* Mean annual change over the last six points. */
static double mean_change(const struct fyp_peer_case *peer_case)
{
    const size_t n = peer_case->point_count;
    const struct fyp_year_value *from =
        &peer_case->points[n > DESTATIS_POINTS ? n - DESTATIS_POINTS : 0];
    const struct fyp_year_value *to = last_of(peer_case);

    return fyp_equal(to->value, from->value)
               ? 0.0
               : (to->value - from->value) / (to->year - from->year);
}

/* What counts first chooses between the two better and the two worse
 * symbols, what counts second between the neighbours. */
static enum fyp_peer_class symbol_of(bool first, bool second)
{
    if (first) {
        return second ? FYP_CLASS_SUN : FYP_CLASS_SLIGHTLY_CLOUDY;
    }
    return second ? FYP_CLASS_CLOUD : FYP_CLASS_THUNDERSTORM;
}

static enum fyp_peer_class
symbol_of_direction(const struct fyp_peer_case *peer_case, double change)
{
    const struct fyp_year_value *x = last_of(peer_case);
    const struct fyp_year_value *before = x - 1;
    const double latest = peer_case->direction * (x->value - before->value);

    return symbol_of(
        fyp_more(peer_case->direction * change, 0.0),
        fyp_more(latest, 0.0) && !fyp_equal(x->value, before->value));
}

/* A target that is reached, or was at the start, is to be kept. */
static enum fyp_peer_class
symbol_of_kept(const struct fyp_peer_case *peer_case, double change)
{
    const double better = peer_case->direction * change;
    return symbol_of(
        peer_case->met,
        peer_case->met ? at_least(better, 0.0) : fyp_more(better, 0.0));
}

static void symbol_of_dated(
    const struct fyp_peer_case *peer_case, double change,
    struct fyp_beside_result *out)
{
    const struct fyp_year_value *x = last_of(peer_case);
    const double target = peer_case->target;
    const double projection =
        x->value + change * (peer_case->end_year - x->year);
    const double gap = target - x->value;
    const int towards = peer_case->comparator == FYP_COMPARE_EQ
                            ? (gap > 0.0 ? 1 : -1)
                            : peer_case->direction;

    if (!fyp_equal(target, x->value)) {
        const double share = (target - projection) / gap;
        out->values[0] =
            peer_case->comparator == FYP_COMPARE_EQ ? fabs(share) : share;
    }
    if (!fyp_more(towards * change, 0.0)) {
        out->classes[0] = FYP_CLASS_THUNDERSTORM;
    } else if (
        fyp_compare(projection, peer_case->comparator, target) ||
        fyp_less(out->values[0], 0.05)) {
        out->classes[0] = FYP_CLASS_SUN;
    } else if (!fyp_more(out->values[0], 0.20)) {
        out->classes[0] = FYP_CLASS_SLIGHTLY_CLOUDY;
    } else {
        out->classes[0] = FYP_CLASS_CLOUD;
    }
}

/* Needs no baseline: what it looks at is the course of the last points. */
static void run_destatis(
    const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    struct fyp_peer_case course = *peer_case;

    course.has_baseline = true;
    out->refusal = find_obstacle(&course, false);
    if (out->refusal == FYP_OK && peer_case->point_count < DESTATIS_LEAST) {
        out->refusal = FYP_E_PEER_TOO_SHORT;
    }
    if (out->refusal != FYP_OK) {
        return;
    }
    const double change = mean_change(peer_case);
    const bool kept = peer_case->kind == FYP_KIND_LEVEL &&
                      peer_case->has_baseline &&
                      peer_case->comparator != FYP_COMPARE_EQ;
    if (isnan(peer_case->target)) {
        out->classes[0] = symbol_of_direction(peer_case, change);
    } else if (peer_case->met || (kept && starts_at_target(peer_case))) {
        out->classes[0] = symbol_of_kept(peer_case, change);
    } else {
        symbol_of_dated(peer_case, change, out);
    }
}

/* --- goalposts --- */

double fyp_goalposts(double value, double low, double high, int direction)
{
    if (fyp_equal(low, high)) {
        return NAN;
    }
    const double share = (value - low) / (high - low);
    const double place = direction > 0 ? share : 1.0 - share;
    return place > 0.0 ? fmin(place, 1.0) : 0.0;
}

static void run_goalposts(
    const struct fyp_peer_case *peer_case, struct fyp_beside_result *out)
{
    out->refusal = peer_case->comparator == FYP_COMPARE_EQ
                       ? FYP_E_PEER_NO_RULE
                       : find_obstacle(peer_case, true);
    if (out->refusal == FYP_OK && starts_at_target(peer_case)) {
        out->refusal = FYP_E_PEER_NO_DISTANCE;
    }
    if (out->refusal != FYP_OK) {
        return;
    }
    const double b = first_of(peer_case)->value;
    out->values[0] =
        100.0 * fyp_goalposts(
                    last_of(peer_case)->value, fmin(b, peer_case->target),
                    fmax(b, peer_case->target), peer_case->direction);
}

/* --- the table --- */

#define OFFICIAL(title_, source_, deviation_)                                  \
    .keys = {"score", NULL}, .least_years = 1, .title = FYP_M_##title_,        \
    .source = FYP_M_##source_, .deviation = FYP_M_##deviation_

static const struct fyp_beside_row rows[FYP_BESIDE_COUNT] = {
    [FYP_METHOD_PACE] =
        {.name = "pace", OFFICIAL(METHOD_PACE, SOURCE_PACE, DEVIATION_PACE)},
    [FYP_METHOD_COMPLETION] =
        {.name = "completion",
         OFFICIAL(METHOD_COMPLETION, SOURCE_COMPLETION, DEVIATION_COMPLETION)},
    [FYP_METHOD_REALISATION] =
        {.name = "realisation",
         OFFICIAL(
             METHOD_REALISATION, SOURCE_REALISATION, DEVIATION_REALISATION)},
    [FYP_METHOD_EFFICACY] =
        {.name = "efficacy",
         OFFICIAL(METHOD_EFFICACY, SOURCE_EFFICACY, DEVIATION_EFFICACY)},
    [FYP_BESIDE_STATCAN] =
        {.name = "statcan",
         .keys = {"ratio", "score"},
         .class_key = "class",
         .run = run_statcan,
         .least_years = 2,
         .title = FYP_M_PEER_STATCAN,
         .source = FYP_M_SOURCE_STATCAN,
         .deviation = FYP_M_DEVIATION_STATCAN},
    [FYP_BESIDE_UNSD] =
        {.name = "unsd",
         .keys = {"share", "score"},
         .run = run_unsd,
         .least_years = 2,
         .title = FYP_M_PEER_UNSD,
         .source = FYP_M_SOURCE_UNSD,
         .deviation = FYP_M_DEVIATION_UNSD},
    [FYP_BESIDE_ESCAP] =
        {.name = "escap",
         .keys = {"current_status", "anticipated_progress"},
         .run = run_escap,
         .least_years = 2,
         .title = FYP_M_PEER_ESCAP,
         .source = FYP_M_SOURCE_ESCAP,
         .deviation = FYP_M_DEVIATION_ESCAP},
    [FYP_BESIDE_DESTATIS] =
        {.name = "destatis",
         .keys = {"gap_share", NULL},
         .class_key = "symbol",
         .run = run_destatis,
         .least_years = DESTATIS_LEAST,
         .title = FYP_M_PEER_DESTATIS,
         .source = FYP_M_SOURCE_DESTATIS,
         .deviation = FYP_M_DEVIATION_DESTATIS},
    [FYP_BESIDE_GOALPOSTS] =
        {.name = "goalposts",
         .keys = {"score", NULL},
         .run = run_goalposts,
         .least_years = 2,
         .title = FYP_M_PEER_GOALPOSTS,
         .source = FYP_M_SOURCE_GOALPOSTS,
         .deviation = FYP_M_DEVIATION_GOALPOSTS},
};

const struct fyp_beside_row *fyp_beside_row(int method)
{
    assert(method >= 0 && method < FYP_BESIDE_COUNT);
    return &rows[method];
}

/* 1e300 and the like: a formula that overflowed says nothing. */
static bool is_sound(const struct fyp_beside_result *result)
{
    return !isinf(result->values[0]) && !isinf(result->values[1]) &&
           !isinf(result->growth) &&
           (!isnan(result->values[0]) || !isnan(result->values[1]) ||
            result->classes[0] != FYP_CLASS_NONE);
}

struct fyp_beside_result
fyp_peer_run(int method, const struct fyp_peer_case *peer_case)
{
    const struct fyp_beside_row *row = fyp_beside_row(method);
    struct fyp_beside_result result = fyp_beside_refused(FYP_OK);

    assert(row->run != NULL);
    for (size_t i = 0; i < peer_case->point_count; i++) {
        if (!isfinite(peer_case->points[i].value)) {
            return fyp_beside_refused(FYP_E_PEER_UNSCORED);
        }
    }
    if (peer_case->point_count == 0) {
        return fyp_beside_refused(FYP_E_PEER_TOO_SHORT);
    }
    row->run(peer_case, &result);
    if (result.refusal == FYP_OK && !is_sound(&result)) {
        result.refusal = FYP_E_PEER_NOT_FINITE;
    }
    return result.refusal == FYP_OK ? result
                                    : fyp_beside_refused(result.refusal);
}

const char *fyp_peer_class_name(enum fyp_peer_class peer_class)
{
    static const char *const names[FYP_CLASS_COUNT] = {
        [FYP_CLASS_NONE] = NULL,
        [FYP_CLASS_TARGET_ACHIEVED] = "target_achieved",
        [FYP_CLASS_SUBSTANTIAL] = "substantial_progress",
        [FYP_CLASS_MODERATE] = "moderate_progress",
        [FYP_CLASS_LIMITED] = "limited_progress",
        [FYP_CLASS_DETERIORATION] = "deterioration",
        [FYP_CLASS_REACHED_OR_CLOSE] = "reached_or_on_course",
        [FYP_CLASS_TO_ACCELERATE] = "acceleration_needed",
        [FYP_CLASS_STAGNATION] = "stagnation_or_regression",
        [FYP_CLASS_ON_TRACK] = "on_track",
        [FYP_CLASS_SLOW] = "slow_progress",
        [FYP_CLASS_REGRESSION] = "regression",
        [FYP_CLASS_WILL_MEET] = "will_meet_target",
        [FYP_CLASS_NEEDS_MORE] = "need_to_accelerate",
        [FYP_CLASS_NO_PROGRESS] = "no_progress_expected",
        [FYP_CLASS_SUN] = "sun",
        [FYP_CLASS_SLIGHTLY_CLOUDY] = "slightly_cloudy",
        [FYP_CLASS_CLOUD] = "cloud",
        [FYP_CLASS_THUNDERSTORM] = "thunderstorm",
    };
    return names[peer_class];
}
