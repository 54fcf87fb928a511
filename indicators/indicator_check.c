/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/plan_check.h"

#include "base/message.h"
#include "base/text.h"
#include "indicators/target.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DECIMALS_MAX = 9, YEAR_SIZE = 16 };

/* What is found in one indicator begins with its printed number. */
#define found(check, indicator, line, status, ...)                             \
    fyp_found(                                                                 \
        (check)->findings, (line), (status), (indicator)->number, __VA_ARGS__)

static const char *kind_word(enum fyp_kind kind)
{
    switch (kind) {
    case FYP_KIND_LEVEL:
        return fyp_text(FYP_M_KIND_LEVEL);
    case FYP_KIND_CUMULATIVE:
        return fyp_text(FYP_M_KIND_CUMULATIVE);
    case FYP_KIND_GROWTH:
        return fyp_text(FYP_M_KIND_GROWTH);
    case FYP_KIND_EVENT:
        return fyp_text(FYP_M_KIND_EVENT);
    case FYP_KIND_NONE:
        break;
    }
    return "";
}

/** The word of the plan file. */
static const char *target_word(enum fyp_target_kind kind)
{
    static const char *const words[] = {
        [FYP_TARGET_VALUE] = "数值",
        [FYP_TARGET_REFERENCE] = "参照",
        [FYP_TARGET_NONE] = "无",
        [FYP_TARGET_TEXT] = "文字"};
    return words[kind];
}

static bool is_upward(enum fyp_comparator comparator)
{
    return comparator == FYP_COMPARE_GT || comparator == FYP_COMPARE_GE;
}

static bool is_downward(enum fyp_comparator comparator)
{
    return comparator == FYP_COMPARE_LT || comparator == FYP_COMPARE_LE;
}

static void
decimal_text(const struct fyp_decimal *decimal, char out[FYP_DECIMAL_TEXT_SIZE])
{
    fyp_decimal_format(decimal->value, decimal->decimals, out);
}

/** One end of a range; an absent one in words. */
static void
end_text(const struct fyp_decimal *end, char out[FYP_DECIMAL_TEXT_SIZE])
{
    if (end->present) {
        decimal_text(end, out);
    } else {
        snprintf(
            out, FYP_DECIMAL_TEXT_SIZE, "%s", fyp_text(FYP_M_CHECK_NO_BOUND));
    }
}

static void check_code(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator,
    const char *code, int line)
{
    if (fyp_catalogue_by_code(check->catalogue, code) != NULL) {
        return;
    }
    const struct fyp_catalogue_entry *closest =
        fyp_catalogue_closest(check->catalogue, code);
    if (closest == NULL) {
        found(check, indicator, line, FYP_E_PLAN_CODE_UNKNOWN, code);
    } else {
        found(
            check, indicator, line, FYP_E_PLAN_CODE_CLOSE, code, closest->code);
    }
}

static const char *unit_word(const char *unit)
{
    return unit[0] == '\0' ? "无" : unit;
}

static bool is_same_unit(const char *a, const char *b)
{
    return strcmp(a, b) == 0 || (strcmp(a, "％") == 0 && strcmp(b, "%") == 0);
}

/** Figures come in the unit of the catalogue and are never converted. */
static void check_unit(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_catalogue_entry *entry = indicator->entry;
    if (is_same_unit(indicator->unit, entry->unit)) {
        return;
    }
    struct fyp_buffer known = {0};
    fyp_buffer_text(&known, unit_word(entry->unit));
    for (size_t i = 0; i < entry->other_unit_count; i++) {
        if (is_same_unit(indicator->unit, entry->other_units[i])) {
            fyp_buffer_finish(&known);
            return;
        }
        fyp_buffer_text(&known, fyp_text(FYP_M_LIST_SEPARATOR));
        fyp_buffer_text(&known, entry->other_units[i]);
    }
    found(
        check, indicator, indicator->line, FYP_E_PLAN_UNIT,
        unit_word(indicator->unit), entry->code,
        known.failed ? entry->unit : known.data);
    fyp_buffer_finish(&known);
}

static void check_own_code(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    check_code(check, indicator, indicator->code, indicator->line);
}

/** Fields that a target of this type has no use for. */
static void check_target_extras(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;
    bool judged = target->kind == FYP_TARGET_VALUE ||
                  target->kind == FYP_TARGET_REFERENCE;
    const struct {
        const char *field;
        bool given;
        bool allowed;
    } fields[] = {
        {"比较", target->comparator != FYP_COMPARE_NONE, judged},
        {"数值", target->value.present, target->kind == FYP_TARGET_VALUE},
        {"小数位", target->precision.present, target->kind == FYP_TARGET_VALUE},
        {"推定", target->inferred, judged},
        {"参照", target->reference.present,
         target->kind == FYP_TARGET_REFERENCE},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i].given && !fields[i].allowed) {
            found(
                check, indicator, target->line, FYP_E_PLAN_TARGET_EXTRA,
                target_word(target->kind), fields[i].field);
        }
    }
}

/** What a target that is judged must have. */
static void check_target_needs(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;
    if (target->kind == FYP_TARGET_NONE || target->kind == FYP_TARGET_TEXT) {
        return;
    }
    if (target->kind == FYP_TARGET_VALUE && !target->value.present) {
        found(check, indicator, target->line, FYP_E_PLAN_TARGET_VALUE, "");
    }
    const char *comparator = fyp_comparator_text(target->comparator);
    if (target->comparator == FYP_COMPARE_NONE) {
        found(check, indicator, target->line, FYP_E_PLAN_TARGET_COMPARATOR, "");
    } else if (
        indicator->kind == FYP_KIND_CUMULATIVE &&
        !is_upward(target->comparator)) {
        found(
            check, indicator, target->line, FYP_E_PLAN_CUMULATIVE, comparator);
    }
    bool lower = indicator->entry->direction == FYP_LOWER_IS_BETTER;
    if (target->inferred && target->comparator != FYP_COMPARE_NONE &&
        target->comparator != (lower ? FYP_COMPARE_LE : FYP_COMPARE_GE)) {
        found(check, indicator, target->line, FYP_E_PLAN_INFERRED, comparator);
    }
}

/** Of the row that the code stands in; an amended one has the same. */
static size_t row_of(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_indicator *row =
        fyp_plan_indicator(check->plan, indicator->code);
    return row == NULL ? 0 : (size_t)(row - check->plan->indicators) + 1;
}

static void check_reference(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_reference *reference = &indicator->target.reference;
    if (!reference->present) {
        return;
    }
    if (indicator->kind == FYP_KIND_CUMULATIVE ||
        indicator->kind == FYP_KIND_EVENT) {
        found(
            check, indicator, reference->line, FYP_E_PLAN_REFERENCE_KIND,
            kind_word(indicator->kind));
    }
    check_code(check, indicator, reference->code, reference->line);
    const char *own = check->plan->region.code;
    const char *region = reference->region == NULL ? own : reference->region;
    if (reference->region != NULL) {
        char field[64];
        snprintf(
            field, sizeof field, "指标[%zu].目标.参照.地区",
            row_of(check, indicator));
        fyp_region_code_check(check, region, field, reference->line);
    }
    if (strcmp(reference->code, indicator->code) == 0 &&
        strcmp(region, own) == 0) {
        found(check, indicator, reference->line, FYP_E_PLAN_REFERENCE_SELF, "");
    }
}

static void check_target_numbers(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;
    char text[FYP_DECIMAL_TEXT_SIZE];
    bool applies = target->kind == FYP_TARGET_REFERENCE &&
                   indicator->kind == FYP_KIND_GROWTH;
    double tolerance = target->tolerance.value;
    if (target->tolerance.present &&
        (tolerance < 0 || (tolerance > 0 && !applies))) {
        decimal_text(&target->tolerance, text);
        found(check, indicator, target->line, FYP_E_PLAN_TOLERANCE, text);
    }
    const struct fyp_decimal *precision = &target->precision;
    if (precision->present &&
        (precision->decimals > 0 || fabs(precision->value) > DECIMALS_MAX)) {
        decimal_text(precision, text);
        found(check, indicator, target->line, FYP_E_PLAN_DECIMALS, text);
    }
}

static bool takes_milestones(const struct fyp_indicator *indicator)
{
    return indicator->target.kind == FYP_TARGET_VALUE &&
           indicator->kind != FYP_KIND_GROWTH;
}

/** Comparators that a milestone may have beside its target's. */
static const char *milestone_comparators(const struct fyp_indicator *indicator)
{
    if (indicator->each_subregion || is_upward(indicator->target.comparator)) {
        return "> >=";
    }
    return is_downward(indicator->target.comparator) ? "< <=" : "=";
}

static bool milestone_direction_fits(
    const struct fyp_indicator *indicator,
    const struct fyp_milestone *milestone)
{
    enum fyp_comparator target = indicator->target.comparator;
    if (indicator->each_subregion || is_upward(target)) {
        return is_upward(milestone->comparator); /* the share is to grow */
    }
    return is_downward(target) ? is_downward(milestone->comparator)
                               : milestone->comparator == target;
}

static void check_milestone(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator,
    const struct fyp_milestone *milestone)
{
    const struct fyp_plan *plan = check->plan;
    char year[YEAR_SIZE];
    char from[YEAR_SIZE];
    char to[YEAR_SIZE];
    snprintf(year, sizeof year, "%d", milestone->year);
    if (plan->baseline_year < plan->end_year &&
        (milestone->year <= plan->baseline_year ||
         milestone->year >= plan->end_year)) {
        snprintf(from, sizeof from, "%d", plan->baseline_year + 1);
        snprintf(to, sizeof to, "%d", plan->end_year - 1);
        found(
            check, indicator, milestone->line, FYP_E_PLAN_MILESTONE_YEAR, year,
            from, to);
    }
    if (milestone > indicator->milestones &&
        milestone[-1].year >= milestone->year) {
        snprintf(from, sizeof from, "%d", milestone[-1].year);
        found(
            check, indicator, milestone->line, FYP_E_PLAN_MILESTONE_ORDER, year,
            from);
    }
    if (indicator->target.comparator != FYP_COMPARE_NONE &&
        !milestone_direction_fits(indicator, milestone)) {
        found(
            check, indicator, milestone->line, FYP_E_PLAN_MILESTONE_DIRECTION,
            year, fyp_comparator_text(milestone->comparator),
            milestone_comparators(indicator));
    }
}

static void check_milestones(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    if (indicator->milestone_count == 0) {
        return;
    }
    int line = indicator->milestones[0].line;
    if (!takes_milestones(indicator)) {
        found(
            check, indicator, line, FYP_E_PLAN_MILESTONE_KIND,
            kind_word(indicator->kind), target_word(indicator->target.kind));
        return;
    }
    if (indicator->kind == FYP_KIND_EVENT && indicator->milestone_count > 1) {
        char count[32];
        snprintf(count, sizeof count, "%zu", indicator->milestone_count);
        found(check, indicator, line, FYP_E_PLAN_MILESTONE_DEADLINE, count);
    }
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        check_milestone(check, indicator, &indicator->milestones[i]);
    }
}

static void check_each_subregion(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    if (!indicator->each_subregion) {
        return;
    }
    if (check->plan->subregion_count == 0) {
        found(
            check, indicator, indicator->line, FYP_E_PLAN_EACH_SUBREGION_NONE,
            "");
    }
    if (indicator->target.kind != FYP_TARGET_VALUE ||
        indicator->kind != FYP_KIND_LEVEL) {
        found(
            check, indicator, indicator->line, FYP_E_PLAN_EACH_SUBREGION_KIND,
            kind_word(indicator->kind), target_word(indicator->target.kind));
    }
}

static void check_bound(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator,
    enum fyp_comparator comparator, bool has_value, enum fyp_message field)
{
    if (comparator == FYP_COMPARE_EQ ||
        (comparator != FYP_COMPARE_NONE && !has_value)) {
        const struct fyp_baseline *baseline = &indicator->baseline;
        found(
            check, indicator,
            field == FYP_M_CHECK_BASELINE ? baseline->line
                                          : baseline->prose.line,
            FYP_E_PLAN_BASELINE_BOUND, fyp_text(field),
            fyp_comparator_text(comparator));
    }
}

static void check_baseline(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_baseline *baseline = &indicator->baseline;
    int line = baseline->line;
    bool dash = baseline->blank == FYP_BLANK_DASH;
    bool printed = baseline->text != NULL && baseline->text[0] != '\0';
    if (!baseline->value.present && baseline->blank == FYP_BLANK_NONE) {
        found(check, indicator, line, FYP_E_PLAN_BASELINE_EMPTY, "");
    }
    if (baseline->value.present && baseline->blank != FYP_BLANK_NONE) {
        found(check, indicator, line, FYP_E_PLAN_BASELINE_BOTH, "数值");
    }
    if (printed && baseline->blank != FYP_BLANK_NONE && !dash) {
        found(check, indicator, line, FYP_E_PLAN_BASELINE_BOTH, "原文");
    }
    if (!printed && (baseline->value.present || dash)) {
        found(
            check, indicator, line, FYP_E_PLAN_BASELINE_TEXT,
            dash ? "空白: 横线" : "数值");
    }
    check_bound(
        check, indicator, baseline->comparator, baseline->value.present,
        FYP_M_CHECK_BASELINE);
    check_bound(
        check, indicator, baseline->prose.comparator, baseline->prose.present,
        FYP_M_CHECK_PROSE_BASELINE);
}

/** A figure of the plan that lies outside its natural range. */
static void check_inside(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator,
    const struct fyp_range *range, const struct fyp_decimal *figure,
    const char *field, int line)
{
    bool below =
        range->low.present && fyp_less(figure->value, range->low.value);
    bool above =
        range->high.present && fyp_more(figure->value, range->high.value);
    if (figure->present && (below || above)) {
        char value[FYP_DECIMAL_TEXT_SIZE];
        char low[FYP_DECIMAL_TEXT_SIZE];
        char high[FYP_DECIMAL_TEXT_SIZE];
        decimal_text(figure, value);
        end_text(&range->low, low);
        end_text(&range->high, high);
        found(
            check, indicator, line, FYP_E_PLAN_OUTSIDE_RANGE, field, value, low,
            high);
    }
}

static void check_milestone_range(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_range share = {
        .low = {.present = true, .value = 0},
        .high = {.present = true, .value = 100}};
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        char field[64];
        char year[YEAR_SIZE];
        snprintf(year, sizeof year, "%d", milestone->year);
        fyp_say(field, sizeof field, FYP_M_CHECK_MILESTONE, year);
        check_inside(
            check, indicator,
            indicator->each_subregion ? &share : &indicator->range,
            &milestone->value, field, milestone->line);
    }
}

static void check_target_range(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    check_inside(
        check, indicator, &indicator->range, &indicator->target.value,
        fyp_text(FYP_M_CHECK_TARGET), indicator->target.line);
    check_milestone_range(check, indicator);
}

static void check_baseline_range(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_range *range = &indicator->range;
    const struct fyp_baseline *baseline = &indicator->baseline;
    check_inside(
        check, indicator, range, &baseline->value,
        fyp_text(FYP_M_CHECK_BASELINE), baseline->line);
    check_inside(
        check, indicator, range, &baseline->prose.value,
        fyp_text(FYP_M_CHECK_PROSE_BASELINE), baseline->prose.line);
}

/** "> 100" of a share: nothing can meet it. */
static void warn_unreachable(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;
    const struct fyp_range *range = &indicator->range;
    bool over = target->comparator == FYP_COMPARE_GT && range->high.present &&
                fyp_equal(target->value.value, range->high.value);
    bool under = target->comparator == FYP_COMPARE_LT && range->low.present &&
                 fyp_equal(target->value.value, range->low.value);
    if (target->value.present && (over || under)) {
        char low[FYP_DECIMAL_TEXT_SIZE];
        char high[FYP_DECIMAL_TEXT_SIZE];
        end_text(&range->low, low);
        end_text(&range->high, high);
        found(
            check, indicator, target->line, FYP_W_PLAN_TARGET_UNREACHABLE,
            target->text, low, high);
    }
}

/** Only a level starts from its baseline; docs/methods.md section 3. */
static void warn_worse(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;
    const struct fyp_baseline *baseline = &indicator->baseline;
    const struct fyp_decimal *start =
        baseline->value.present ? &baseline->value : &baseline->prose.value;
    if (indicator->kind != FYP_KIND_LEVEL || !target->value.present ||
        !start->present) {
        return;
    }
    double bound = target->value.value;
    bool worse =
        (is_upward(target->comparator) && fyp_less(bound, start->value)) ||
        (is_downward(target->comparator) && fyp_more(bound, start->value));
    if (worse) {
        char value[FYP_DECIMAL_TEXT_SIZE];
        char from[FYP_DECIMAL_TEXT_SIZE];
        decimal_text(&target->value, value);
        decimal_text(start, from);
        found(
            check, indicator, target->line, FYP_W_PLAN_TARGET_WORSE, value,
            from);
    }
}

void fyp_indicator_check(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    static void (*const checks[])(
        const struct fyp_plan_check *, const struct fyp_indicator *) = {
        check_unit,
        check_target_extras,
        check_target_needs,
        check_target_numbers,
        check_reference,
        check_milestones,
        check_each_subregion,
        check_baseline,
        fyp_printed_check,
        check_target_range,
        check_baseline_range,
        warn_unreachable,
        warn_worse};
    check_own_code(check, indicator);
    if (indicator->kind == FYP_KIND_NONE || indicator->entry == NULL) {
        return; /* of an unknown code: the rest depends on its entry */
    }
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        checks[i](check, indicator);
    }
}

void fyp_target_check(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    static void (*const checks[])(
        const struct fyp_plan_check *, const struct fyp_indicator *) = {
        check_target_extras, check_target_needs,       check_target_numbers,
        check_reference,     check_milestones,         check_each_subregion,
        check_target_range,  fyp_printed_target_check, warn_unreachable,
        warn_worse};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        checks[i](check, indicator);
    }
}
