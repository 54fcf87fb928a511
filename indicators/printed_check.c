/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/plan_check.h"

#include "base/message.h"
#include "indicators/printed.h"

/* What is entered against what is printed. */

struct entry {
    const char *field; /* of the message */
    const char *text;  /* as printed */
    const struct fyp_decimal *value;
    enum fyp_comparator comparator;
    bool same_unit; /* the number is printed in the unit of the arithmetic */
    int line;
};

static const char *unit_printed(const struct fyp_indicator *indicator)
{
    return indicator->printed_unit == NULL ? indicator->unit
                                           : indicator->printed_unit;
}

static const char *comparator_word(enum fyp_comparator comparator)
{
    return comparator == FYP_COMPARE_NONE ? fyp_text(FYP_M_CHECK_NONE_KNOWN)
                                          : fyp_comparator_text(comparator);
}

static void check_value(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator,
    const struct entry *entry, const struct fyp_printed *printed)
{
    if (!entry->same_unit || !entry->value->present ||
        !printed->value.present ||
        fyp_equal(printed->value.value, entry->value->value)) {
        return;
    }
    char read[FYP_DECIMAL_TEXT_SIZE];
    char written[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(printed->value.value, printed->value.decimals, read);
    fyp_decimal_format(entry->value->value, entry->value->decimals, written);
    fyp_found(
        check->findings, entry->line, FYP_E_PLAN_PRINTED_VALUE,
        indicator->number, entry->field, entry->text, read, written);
}

/** @return true when it was the one expected. */
static bool check_comparator(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator,
    const struct entry *entry, enum fyp_comparator expected)
{
    if (entry->comparator == expected) {
        return true;
    }
    fyp_found(
        check->findings, entry->line, FYP_E_PLAN_PRINTED_COMPARATOR,
        indicator->number, entry->field, entry->text, comparator_word(expected),
        comparator_word(entry->comparator));
    return false;
}

/** A bare number means "reach", which is marked; a printed sign is not. */
static void check_target_sign(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator,
    const struct entry *entry, const struct fyp_printed *printed)
{
    bool lower = indicator->entry->direction == FYP_LOWER_IS_BETTER;
    bool sign = printed->comparator != FYP_COMPARE_NONE || printed->reach;
    if (!sign && !printed->bare) {
        return;
    }
    enum fyp_comparator expected = printed->comparator;
    if (expected == FYP_COMPARE_NONE) {
        expected = lower ? FYP_COMPARE_LE : FYP_COMPARE_GE;
    }
    bool inferred = indicator->target.inferred;
    bool strict = expected == FYP_COMPARE_GT || expected == FYP_COMPARE_LT;
    if (check_comparator(check, indicator, entry, expected) &&
        inferred != printed->bare && !(inferred && strict)) {
        fyp_found(
            check->findings, entry->line,
            inferred ? FYP_E_PLAN_PRINTED_SIGN : FYP_E_PLAN_PRINTED_BARE,
            indicator->number, entry->text);
    }
}

static void check_target(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;
    const struct entry entry = {
        .field = fyp_text(FYP_M_CHECK_TARGET),
        .text = target->text,
        .value = &target->value,
        .comparator = target->comparator,
        .same_unit =
            indicator->printed_unit == NULL && !target->precision.present,
        .line = target->line};
    struct fyp_printed printed;
    if (target->comparator == FYP_COMPARE_NONE ||
        !fyp_printed_read(target->text, unit_printed(indicator), &printed)) {
        return;
    }
    bool number = target->kind == FYP_TARGET_VALUE;
    if (number) {
        check_value(check, indicator, &entry, &printed);
    }
    /* Words without a number ("建成") say too little to hold them against a
     * figure that was derived from them. */
    if (number == printed.value.present) {
        check_target_sign(check, indicator, &entry, &printed);
    }
}

/** A figure, or a bound where a sign is printed; bare: nothing but a number
 *  can be no bound. */
static void check_start(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator,
    const struct entry *entry, bool cell)
{
    struct fyp_printed printed;
    if (entry->text == NULL || !entry->value->present ||
        entry->comparator == FYP_COMPARE_EQ ||
        !fyp_printed_read(entry->text, unit_printed(indicator), &printed)) {
        return;
    }
    check_value(check, indicator, entry, &printed);
    bool bound = printed.comparator != FYP_COMPARE_NONE &&
                 printed.comparator != FYP_COMPARE_EQ;
    if (printed.value.present && (bound || (cell && printed.bare))) {
        (void)check_comparator(
            check, indicator, entry,
            bound ? printed.comparator : FYP_COMPARE_NONE);
    }
}

static void check_baselines(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    const struct fyp_baseline *baseline = &indicator->baseline;
    const struct fyp_prose_baseline *prose = &baseline->prose;
    const bool same_unit = indicator->printed_unit == NULL;
    check_start(
        check, indicator,
        &(struct entry){
            .field = fyp_text(FYP_M_CHECK_BASELINE),
            .text = baseline->text,
            .value = &baseline->value,
            .comparator = baseline->comparator,
            .same_unit = same_unit,
            .line = baseline->line},
        true);
    if (prose->present) {
        check_start(
            check, indicator,
            &(struct entry){
                .field = fyp_text(FYP_M_CHECK_PROSE_BASELINE),
                .text = prose->source.quote,
                .value = &prose->value,
                .comparator = prose->comparator,
                .same_unit = same_unit,
                .line = prose->line},
            false);
    }
}

void fyp_printed_target_check(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    check_target(check, indicator);
}

void fyp_printed_check(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    check_target(check, indicator);
    check_baselines(check, indicator);
}
