/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/shown.h"

#include "base/message.h"
#include "indicators/target.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Decimals of a reported figure that are shown without need. */
enum { REPORTED_DECIMALS = 2, COMPUTED_DECIMALS = 1 };

/* Most decimals of a share of a distance. */
enum { SHARE_DECIMALS_MAX = 6 };

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int order(double a, double b)
{
    if (fyp_less(a, b)) {
        return -1;
    }
    return fyp_more(a, b) ? 1 : 0;
}

/* A spreadsheet's number format rounds half away from zero. */
static double round_half_up(double value, int decimals)
{
    const double factor = pow(10.0, decimals);
    const double scaled = value * factor;
    return isfinite(scaled) ? round(scaled) / factor : value;
}

/* Does value, shown with some decimals, stand on the same side of bound? */
static bool keeps_side(double value, double bound, int decimals)
{
    const int side = order(value, bound);
    return !isfinite(value) || !isfinite(bound) ||
           (order(fyp_round_half_even(value, decimals), bound) == side &&
            order(round_half_up(value, decimals), bound) == side);
}

/* Decimals that the value itself has, at most so many. */
static int own_decimals(double value, int most)
{
    int decimals = 0;
    while (decimals < most &&
           !fyp_equal(fyp_round_half_even(value, decimals), value)) {
        decimals++;
    }
    return decimals;
}

/* Decimals that the plan prints for this indicator. */
static int plan_decimals(const struct fyp_indicator *indicator)
{
    const struct fyp_baseline *baseline = &indicator->baseline;
    int decimals = 0;
    if (indicator->target.kind == FYP_TARGET_VALUE) {
        decimals = larger(decimals, fyp_target_decimals(&indicator->target));
    }
    if (baseline->value.present) {
        decimals = larger(decimals, baseline->value.decimals);
    } else if (baseline->prose.present) {
        decimals = larger(decimals, baseline->prose.value.decimals);
    }
    return smaller(decimals, FYP_SHOWN_DECIMALS_MAX);
}

static bool is_computed(const struct fyp_indicator *indicator)
{
    return indicator->kind == FYP_KIND_GROWTH || indicator->each_subregion;
}

/* Did rounding move x to another side of its target, or onto it? Then the
 * rounded value is what was judged, and what must be shown. */
static bool judged_rounded(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison)
{
    const struct fyp_indicator *indicator = result->indicator;
    if (comparison != FYP_COMPARE_ROUNDED ||
        indicator->target.kind != FYP_TARGET_VALUE ||
        indicator->kind == FYP_KIND_EVENT || indicator->each_subregion) {
        return false;
    }
    const double rounded = fyp_round_half_even(
        result->value, fyp_target_decimals(&indicator->target));
    return order(rounded, result->target) !=
           order(result->value, result->target);
}

static bool
keeps_verdict(const struct fyp_indicator_result *result, int decimals)
{
    const struct fyp_indicator *indicator = result->indicator;
    const double x = result->value;

    if (!keeps_side(x, result->target, decimals) ||
        !keeps_side(x, result->reference, decimals) ||
        !keeps_side(x, result->expected_value, decimals)) {
        return false;
    }
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        if (!keeps_side(x, indicator->milestones[i].value.value, decimals)) {
            return false;
        }
    }
    /* A share done of an event is short of 1 until it is 1. */
    return indicator->kind != FYP_KIND_EVENT || keeps_side(x, 1.0, decimals);
}

int fyp_show_decimals(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison)
{
    const struct fyp_indicator *indicator = result->indicator;
    const int most =
        is_computed(indicator) ? COMPUTED_DECIMALS : REPORTED_DECIMALS;
    int decimals = plan_decimals(indicator);

    if (isnan(result->value)) {
        return decimals;
    }
    if (judged_rounded(result, comparison)) {
        return larger(0, fyp_target_decimals(&indicator->target));
    }
    decimals = larger(decimals, own_decimals(result->value, most));
    while (decimals < FYP_SHOWN_DECIMALS_MAX &&
           !keeps_verdict(result, decimals)) {
        decimals++;
    }
    return decimals;
}

double fyp_shown_value(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison)
{
    if (isnan(result->value) || !judged_rounded(result, comparison)) {
        return result->value;
    }
    return fyp_round_half_even(
        result->value, fyp_target_decimals(&result->indicator->target));
}

void fyp_show_number(
    double value, int decimals, char out[FYP_DECIMAL_TEXT_SIZE])
{
    if (isnan(value)) {
        snprintf(out, FYP_DECIMAL_TEXT_SIZE, "%s", FYP_SHOWN_UNDEFINED);
        return;
    }
    fyp_decimal_format_fixed(value, decimals, out);
}

void fyp_show_value(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    char out[FYP_DECIMAL_TEXT_SIZE])
{
    fyp_show_number(
        fyp_shown_value(result, comparison),
        fyp_show_decimals(result, comparison), out);
}

void fyp_show_judged(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    char out[FYP_SHOWN_JUDGED_SIZE])
{
    char reported[FYP_DECIMAL_TEXT_SIZE];
    char rounded[FYP_DECIMAL_TEXT_SIZE];

    fyp_show_value(result, FYP_COMPARE_FULL, reported);
    if (isnan(result->value) || !judged_rounded(result, comparison)) {
        snprintf(out, FYP_SHOWN_JUDGED_SIZE, "%s", reported);
        return;
    }
    fyp_show_value(result, comparison, rounded);
    fyp_say(out, FYP_SHOWN_JUDGED_SIZE, FYP_M_SHOWN_ROUNDED, reported, rounded);
}

/* Decimals of a number that is shown beside x: enough to keep them apart. */
static int decimals_beside(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    double number)
{
    const double value = fyp_shown_value(result, comparison);
    const int least = larger(
        plan_decimals(result->indicator),
        own_decimals(number, REPORTED_DECIMALS));
    int decimals = least;

    if (isnan(number) || isnan(value)) {
        return least;
    }
    const double shown =
        fyp_round_half_even(value, fyp_show_decimals(result, comparison));
    while (decimals < FYP_SHOWN_DECIMALS_MAX &&
           !keeps_side(number, shown, decimals)) {
        decimals++;
    }
    return decimals < FYP_SHOWN_DECIMALS_MAX ? decimals : least;
}

int fyp_show_expected_decimals(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison)
{
    return decimals_beside(result, comparison, result->expected_value);
}

void fyp_show_expected(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    char out[FYP_DECIMAL_TEXT_SIZE])
{
    fyp_show_number(
        result->expected_value,
        decimals_beside(result, comparison, result->expected_value), out);
}

void fyp_show_reference(
    const struct fyp_indicator_result *result, enum fyp_comparison comparison,
    char out[FYP_DECIMAL_TEXT_SIZE])
{
    fyp_show_number(
        result->reference,
        decimals_beside(result, comparison, result->reference), out);
}

/* Decimals of a share in per cent: no more than it has, at most so many, but
 * enough to keep it apart from nothing and from everything. */
static int share_decimals(double pct, int most)
{
    int decimals = own_decimals(pct, most);
    while (decimals < FYP_SHOWN_DECIMALS_MAX &&
           (!keeps_side(pct, 0.0, decimals) ||
            !keeps_side(pct, 100.0, decimals))) {
        decimals++;
    }
    return decimals;
}

void fyp_show_share(double share, char out[FYP_DECIMAL_TEXT_SIZE])
{
    const double pct = 100.0 * share;
    fyp_show_number(pct, share_decimals(pct, 1), out);
}

/* Which band a ratio of progress and expected share falls into. */
static int band_of(double ratio, const struct fyp_bands *bands)
{
    return !fyp_less(ratio, bands->ahead) + !fyp_less(ratio, 1.0) +
           !fyp_less(ratio, bands->on_track);
}

/* Does the division of both, shown with some decimals, tell their band? */
static bool keeps_band(
    double progress, double expected, const struct fyp_bands *bands, int most)
{
    const double shown =
        fyp_round_half_even(progress, share_decimals(progress, most));
    const double due =
        fyp_round_half_even(expected, share_decimals(expected, most));
    return fyp_more(due, 0.0) &&
           band_of(shown / due, bands) == band_of(progress / expected, bands);
}

void fyp_show_progress(
    const struct fyp_indicator_result *result,
    const struct fyp_ruleset *ruleset, char progress[FYP_DECIMAL_TEXT_SIZE],
    char expected[FYP_DECIMAL_TEXT_SIZE])
{
    const double covered = 100.0 * result->progress;
    const double due = 100.0 * result->expected;
    const struct fyp_bands bands =
        fyp_ruleset_bands(ruleset, result->indicator);
    int most = 1;

    if (isfinite(covered) && fyp_more(due, 0.0)) {
        while (most < SHARE_DECIMALS_MAX &&
               !keeps_band(covered, due, &bands, most)) {
            most++;
        }
        /* A ratio of thirds on a limit is not reached by any digits. */
        if (!keeps_band(covered, due, &bands, most)) {
            most = 1;
        }
    }
    fyp_show_number(covered, share_decimals(covered, most), progress);
    fyp_show_number(due, share_decimals(due, most), expected);
}

int fyp_show_score_decimals(double score, const struct fyp_ruleset *ruleset)
{
    int decimals = 1;
    bool same = false;
    while (!same && isfinite(score) && decimals < FYP_SHOWN_DECIMALS_MAX) {
        same = keeps_side(score, 0.0, decimals) &&
               keeps_side(score, 100.0, decimals);
        for (int i = FYP_GRADE_PASS; i <= FYP_GRADE_EXCELLENT; i++) {
            same =
                same && keeps_side(score, ruleset->grade_limits[i], decimals);
        }
        decimals += same ? 0 : 1;
    }
    return decimals;
}

void fyp_show_score(
    double score, const struct fyp_ruleset *ruleset,
    char out[FYP_DECIMAL_TEXT_SIZE])
{
    fyp_show_number(score, fyp_show_score_decimals(score, ruleset), out);
}

static void show_with_sign(
    enum fyp_comparator comparator, const struct fyp_decimal *value, char *out,
    size_t size)
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(value->value, value->decimals, number);
    snprintf(out, size, "%s%s", fyp_comparator_sign(comparator), number);
}

void fyp_show_target(
    const struct fyp_indicator *indicator, char out[FYP_SHOWN_TARGET_SIZE])
{
    const struct fyp_target *target = &indicator->target;
    const char *text = target->text == NULL ? "" : target->text;
    char number[FYP_DECIMAL_TEXT_SIZE + 8];

    if (target->kind == FYP_TARGET_VALUE) {
        show_with_sign(
            target->comparator, &target->value, number, sizeof number);
        if (indicator->each_subregion) {
            fyp_say(out, FYP_SHOWN_TARGET_SIZE, FYP_M_SHOWN_EACH, number);
        } else {
            snprintf(out, FYP_SHOWN_TARGET_SIZE, "%s", number);
        }
        return;
    }
    if (target->kind == FYP_TARGET_NONE || text[0] == '\0') {
        text = FYP_SHOWN_UNDEFINED;
    }
    const size_t length =
        fyp_text_cut(text, strlen(text), FYP_SHOWN_TARGET_SIZE - 1);
    memcpy(out, text, length);
    out[length] = '\0';
}

enum fyp_limit fyp_shown_limit(const struct fyp_indicator_result *result)
{
    const struct fyp_baseline *baseline = &result->indicator->baseline;
    const bool prose = result->baseline_source == FYP_BASELINE_PROSE;
    const enum fyp_comparator bound =
        prose ? baseline->prose.comparator : baseline->comparator;
    const bool above = bound == FYP_COMPARE_GT || bound == FYP_COMPARE_GE;
    const int side = order(result->value, result->target);

    if ((result->flags & FYP_FLAG_BOUND) == 0 || !isfinite(result->progress) ||
        side == 0) {
        return FYP_LIMIT_NONE;
    }
    return above == (side < 0) ? FYP_LIMIT_AT_MOST : FYP_LIMIT_AT_LEAST;
}

static bool is_short(const struct fyp_indicator_result *result)
{
    return !result->met &&
           order(result->value, result->target) *
                   fyp_target_direction(
                       result->comparator, result->target, result->baseline) <
               0;
}

bool fyp_shown_at_most(const struct fyp_indicator_result *result)
{
    return is_short(result) && fyp_shown_limit(result) == FYP_LIMIT_AT_MOST;
}

bool fyp_shown_at_least(const struct fyp_indicator_result *result)
{
    return is_short(result) && fyp_shown_limit(result) == FYP_LIMIT_AT_LEAST;
}

const char *fyp_shown_unit(const struct fyp_indicator *indicator)
{
    return indicator->each_subregion ? "%" : indicator->unit;
}

static void show_printed(
    const struct fyp_baseline *baseline, bool prose, char *out, size_t size)
{
    const enum fyp_comparator comparator =
        prose ? baseline->prose.comparator : baseline->comparator;
    show_with_sign(
        comparator, prose ? &baseline->prose.value : &baseline->value, out,
        size);
}

/* A baseline from statistics may be computed: a share of sub-regions. */
static void
show_observed(const struct fyp_indicator_result *result, char *out, size_t size)
{
    const struct fyp_indicator *indicator = result->indicator;
    char number[FYP_DECIMAL_TEXT_SIZE];
    const int most =
        is_computed(indicator) ? COMPUTED_DECIMALS : REPORTED_DECIMALS;
    fyp_show_number(
        result->baseline,
        larger(plan_decimals(indicator), own_decimals(result->baseline, most)),
        number);
    snprintf(out, size, "%s%s", number, indicator->each_subregion ? "%" : "");
}

void fyp_show_baseline(
    const struct fyp_indicator_result *result, char out[FYP_SHOWN_TARGET_SIZE])
{
    const struct fyp_indicator *indicator = result->indicator;
    char number[FYP_DECIMAL_TEXT_SIZE + 8];
    char year[16];
    enum fyp_baseline_source source = result->baseline_source;

    /* The judged figure itself is nobody's baseline, though it stands in for
     * one in the formulas. */
    if (source == FYP_BASELINE_PROXY &&
        result->value_year == result->baseline_year) {
        source = FYP_BASELINE_NONE;
    }
    snprintf(year, sizeof year, "%d", result->baseline_year);
    switch (source) {
    case FYP_BASELINE_NONE:
        snprintf(out, FYP_SHOWN_TARGET_SIZE, "%s", FYP_SHOWN_UNDEFINED);
        break;
    case FYP_BASELINE_TABLE:
        show_printed(&indicator->baseline, false, out, FYP_SHOWN_TARGET_SIZE);
        break;
    case FYP_BASELINE_PROSE:
        show_printed(&indicator->baseline, true, number, sizeof number);
        fyp_say(out, FYP_SHOWN_TARGET_SIZE, FYP_M_SHOWN_PROSE, number);
        break;
    case FYP_BASELINE_OBSERVED:
    case FYP_BASELINE_PROXY:
        show_observed(result, number, sizeof number);
        fyp_say(
            out, FYP_SHOWN_TARGET_SIZE,
            result->baseline_source == FYP_BASELINE_OBSERVED
                ? FYP_M_SHOWN_OBSERVED
                : FYP_M_SHOWN_PROXY,
            number, year);
        break;
    }
}
