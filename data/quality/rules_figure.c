/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/quality/internal.h"

#include "base/message.h"
#include "data/readers/source.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* One figure, by itself and beside its own past. What each rule measures is
 * told in docs/quality.md, in the same order. */

static const struct fyp_figure *
figure_of(const struct fyp_trial *trial, int year, enum fyp_basis basis)
{
    return fyp_figures_find(
        trial->figures, trial->figure->region, trial->figure->indicator, year,
        basis);
}

const struct fyp_figure *fyp_year_before(const struct fyp_trial *trial)
{
    return figure_of(trial, trial->year - 1, trial->basis);
}

bool fyp_is_running_total(const struct fyp_trial *trial)
{
    return trial->basis == FYP_BASIS_TO_DATE ||
           (trial->plan && trial->kind == FYP_KIND_LEVEL &&
            trial->entry->kind == FYP_KIND_CUMULATIVE);
}

bool fyp_is_at_bound(const struct fyp_trial *trial, double value)
{
    const struct fyp_range *range = &trial->range;
    return (range->low.present && fyp_equal(value, range->low.value)) ||
           (range->high.present && fyp_equal(value, range->high.value));
}

static bool is_rate(const struct fyp_trial *trial)
{
    return strcmp(trial->unit, "%") == 0;
}

static double value_of(const struct fyp_trial *trial)
{
    return trial->figure->value.value;
}

static void
hold_against(struct fyp_measure *out, const struct fyp_figure *figure)
{
    out->beside = figure;
    out->other = figure->value.value;
    out->other_decimals = figure->value.decimals;
}

bool fyp_rule_range(const struct fyp_trial *trial, struct fyp_measure *out)
{
    const struct fyp_range *range = &trial->range;
    const struct fyp_decimal *bound = NULL;
    double value = value_of(trial);
    if (range->low.present && fyp_less(value, range->low.value)) {
        bound = &range->low;
    } else if (range->high.present && fyp_more(value, range->high.value)) {
        bound = &range->high;
    }
    if (!bound) {
        return false;
    }
    out->measured = value;
    out->other = bound->value;
    out->other_decimals = bound->decimals;
    return true;
}

static bool has_ratio(const struct fyp_figure *figure)
{
    return figure->numerator.present && figure->denominator.present;
}

bool fyp_rule_part_over_whole(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    const struct fyp_figure *figure = trial->figure;
    const struct fyp_decimal *high = &trial->range.high;
    bool is_share = high->present && fyp_equal(high->value, 100.0);
    if (!has_ratio(figure) || !is_rate(trial) || !is_share ||
        !fyp_more(figure->numerator.value, figure->denominator.value)) {
        return false;
    }
    out->measured = figure->numerator.value;
    out->other = figure->denominator.value;
    out->other_decimals = figure->denominator.decimals;
    return true;
}

/* The distance in units of the last digit that is printed. */
bool fyp_rule_ratio(const struct fyp_trial *trial, struct fyp_measure *out)
{
    const struct fyp_figure *figure = trial->figure;
    if (!has_ratio(figure) || !(figure->denominator.value > 0.0)) {
        return false;
    }
    double share = figure->numerator.value / figure->denominator.value;
    double computed = is_rate(trial) ? 100.0 * share : share;
    double unit = pow(10.0, -figure->value.decimals);
    double allowed = trial->threshold * unit;
    double value = value_of(trial);
    if (!fyp_less(value, computed - allowed) &&
        !fyp_more(value, computed + allowed)) {
        return false;
    }
    out->measured = fabs(value - computed) / unit;
    out->other = computed;
    out->other_decimals = figure->value.decimals;
    return true;
}

/*
 * Growth is compared in percentage points, since a share of a growth rate
 * means nothing; everything else in per cent of the year before. A rate must
 * also have moved by some percentage points (最小差), or 0.8 % after 0.5 %
 * would be asked about. From 0 no share is defined.
 */
bool fyp_rule_jump(const struct fyp_trial *trial, struct fyp_measure *out)
{
    const struct fyp_figure *before = fyp_year_before(trial);
    if (!before || trial->kind == FYP_KIND_EVENT ||
        fyp_is_running_total(trial)) {
        return false;
    }
    double change = value_of(trial) - before->value.value;
    if (trial->kind == FYP_KIND_GROWTH) {
        out->measured = change;
    } else if (fyp_equal(before->value.value, 0.0)) {
        return false;
    } else {
        out->measured = 100.0 * change / fabs(before->value.value);
        if (is_rate(trial) &&
            !fyp_more(fabs(change), trial->check->least.value)) {
            return false;
        }
    }
    hold_against(out, before);
    (void)snprintf(
        out->extra, sizeof out->extra, "%s",
        fyp_text(
            trial->kind == FYP_KIND_GROWTH ? FYP_M_QUALITY_POINTS
                                           : FYP_M_QUALITY_PER_CENT));
    return fyp_more(fabs(out->measured), trial->threshold);
}

/* 0 % and 100 % may well stay, and so may a thing that is done. */
bool fyp_rule_same_value(const struct fyp_trial *trial, struct fyp_measure *out)
{
    double value = value_of(trial);
    if (trial->kind == FYP_KIND_EVENT || fyp_is_at_bound(trial, value)) {
        return false;
    }
    int years = 1;
    const struct fyp_figure *figure =
        figure_of(trial, trial->year - years, trial->basis);
    while (figure && fyp_equal(figure->value.value, value)) {
        hold_against(out, figure);
        years++;
        figure = figure_of(trial, trial->year - years, trial->basis);
    }
    out->measured = years;
    return years >= trial->threshold;
}

bool fyp_rule_total_falls(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    if (!fyp_is_running_total(trial)) {
        return false;
    }
    for (int year = trial->year - 1; year >= trial->first_year; year--) {
        const struct fyp_figure *figure = figure_of(trial, year, trial->basis);
        if (figure) {
            hold_against(out, figure);
            out->measured = value_of(trial) - figure->value.value;
            return fyp_less(value_of(trial), figure->value.value);
        }
    }
    return false;
}

bool fyp_rule_revised(const struct fyp_trial *trial, struct fyp_measure *out)
{
    out->measured = trial->figure->version;
    return trial->figure->version > trial->threshold;
}

bool fyp_rule_not_whole(const struct fyp_trial *trial, struct fyp_measure *out)
{
    double value = value_of(trial);
    out->measured = fabs(value - round(value));
    /* Sets per hundred households are printed in sets, and are a mean. */
    return trial->entry->rollup != FYP_ROLLUP_WEIGHTED &&
           fyp_quality_is_whole_unit(trial->checks, trial->unit) &&
           !fyp_equal(value, round(value));
}

bool fyp_rule_small_denominator(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    const struct fyp_decimal *denominator = &trial->figure->denominator;
    out->measured = denominator->value;
    return denominator->present &&
           fyp_less(denominator->value, trial->threshold);
}

bool fyp_rule_denominator_break(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    const struct fyp_figure *before = fyp_year_before(trial);
    const struct fyp_decimal *now = &trial->figure->denominator;
    if (!before || !now->present || !before->denominator.present ||
        !(before->denominator.value > 0.0)) {
        return false;
    }
    out->beside = before;
    out->other = before->denominator.value;
    out->other_decimals = before->denominator.decimals;
    out->measured = 100.0 * (now->value - out->other) / out->other;
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(now->value, now->decimals, text);
    (void)snprintf(out->extra, sizeof out->extra, "%s", text);
    return fyp_more(fabs(out->measured), trial->threshold);
}

bool fyp_rule_mixed_basis(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    if (trial->basis != FYP_BASIS_TO_DATE) {
        return false;
    }
    int years = 0;
    for (int year = trial->first_year; year <= trial->last_year; year++) {
        const struct fyp_figure *figure =
            figure_of(trial, year, FYP_BASIS_YEAR);
        if (figure) {
            hold_against(out, figure);
            years++;
        }
    }
    out->measured = years;
    return years > 0;
}

static bool
has_mark(const struct fyp_trial *trial, unsigned mark, struct fyp_measure *out)
{
    out->measured = 1.0;
    return (trial->figure->marks & mark) != 0;
}

bool fyp_rule_never_calculated(
    const struct fyp_trial *trial, struct fyp_measure *out)
{
    return has_mark(trial, FYP_CELL_NEVER_CALCULATED, out);
}

bool fyp_rule_hidden(const struct fyp_trial *trial, struct fyp_measure *out)
{
    return has_mark(trial, FYP_CELL_HIDDEN, out);
}

bool fyp_rule_external(const struct fyp_trial *trial, struct fyp_measure *out)
{
    return has_mark(trial, FYP_CELL_EXTERNAL, out);
}
