/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/ruleset.h"

#include "base/message.h"
#include "engine/ruleset_file.h"
#include "engine/weights.h"
#include "reports/parts.h"
#include "reports/words.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

/* --- in what it differs --- */

static const struct number_row {
    const char *key; /* of the JSON */
    enum fyp_message label;
    size_t offset;
} number_rows[] = {
    {"band_ahead", FYP_M_RULE_BAND_AHEAD,
     offsetof(struct fyp_ruleset, band_ahead)},
    {"band_on_track", FYP_M_RULE_BAND_ON_TRACK,
     offsetof(struct fyp_ruleset, band_on_track)},
    {"growth_ahead", FYP_M_RULE_GROWTH_AHEAD,
     offsetof(struct fyp_ruleset, growth_ahead)},
    {"least_growth", FYP_M_RULE_LEAST_GROWTH,
     offsetof(struct fyp_ruleset, least_growth)},
    {"least_scale", FYP_M_RULE_LEAST_SCALE,
     offsetof(struct fyp_ruleset, least_scale)},
    {"exceeded_share", FYP_M_RULE_EXCEEDED,
     offsetof(struct fyp_ruleset, exceeded_share)},
    {"midterm_share", FYP_M_RULE_MIDTERM,
     offsetof(struct fyp_ruleset, midterm_share)},
    {"excellent", FYP_M_RULE_EXCELLENT,
     offsetof(struct fyp_ruleset, grade_limits) +
         FYP_GRADE_EXCELLENT * sizeof(double)},
    {"good", FYP_M_RULE_GOOD,
     offsetof(struct fyp_ruleset, grade_limits) +
         FYP_GRADE_GOOD * sizeof(double)},
    {"pass", FYP_M_RULE_PASS,
     offsetof(struct fyp_ruleset, grade_limits) +
         FYP_GRADE_PASS * sizeof(double)},
    {"satisfaction_weight", FYP_M_RULE_SATISFACTION,
     offsetof(struct fyp_ruleset, satisfaction_weight)},
};

static const char *word_missing(int missing)
{
    return fyp_text(
        missing == FYP_MISSING_ZERO ? FYP_M_METHOD_MISSING_ZERO
                                    : FYP_M_METHOD_MISSING_SKIP);
}

static const char *word_mean(int mean)
{
    return fyp_text(
        mean == FYP_MEAN_GEOMETRIC ? FYP_M_METHOD_GEOMETRIC
                                   : FYP_M_METHOD_ARITHMETIC);
}

static const char *word_method(int method)
{
    return fyp_word_method((enum fyp_method)method);
}

static const char *word_comparison(int comparison)
{
    return fyp_word_comparison((enum fyp_comparison)comparison);
}

static const char *word_cap(int cap)
{
    return fyp_word_cap((enum fyp_grade)cap);
}

static const struct word_row {
    const char *key;
    enum fyp_message label;
    size_t offset; /* of an enum, which is as wide as an int */
    const char *(*word)(int value);
} word_rows[] = {
    {"method", FYP_M_METHOD_SCORING, offsetof(struct fyp_ruleset, method),
     word_method},
    {"comparison", FYP_M_METHOD_COMPARISON,
     offsetof(struct fyp_ruleset, comparison), word_comparison},
    {"missing", FYP_M_METHOD_MISSING, offsetof(struct fyp_ruleset, missing),
     word_missing},
    {"mean", FYP_M_METHOD_MEAN, offsetof(struct fyp_ruleset, mean), word_mean},
    {"binding_cap", FYP_M_RULE_BINDING_CAP,
     offsetof(struct fyp_ruleset, binding_cap), word_cap},
    {"binding_cap_final", FYP_M_RULE_BINDING_CAP_FINAL,
     offsetof(struct fyp_ruleset, binding_cap_final), word_cap},
    {"majority_cap", FYP_M_RULE_MAJORITY_CAP,
     offsetof(struct fyp_ruleset, majority_cap), word_cap},
};

enum {
    NUMBER_ROWS = sizeof number_rows / sizeof *number_rows,
    WORD_ROWS = sizeof word_rows / sizeof *word_rows
};

static double
number_at(const struct fyp_ruleset *ruleset, const struct number_row *row)
{
    return *(const double *)(const void *)((const char *)ruleset + row->offset);
}

static int
word_at(const struct fyp_ruleset *ruleset, const struct word_row *row)
{
    return *(const int *)(const void *)((const char *)ruleset + row->offset);
}

static void separate(struct fyp_buffer *out, size_t start)
{
    if (out->length > start) {
        fyp_buffer_text(out, fyp_text(FYP_M_RULE_BETWEEN));
    }
}

static void tell_difference(
    struct fyp_buffer *out, enum fyp_message label, const char *own,
    const char *house)
{
    char text[512];
    (void)fyp_say(
        text, sizeof text, FYP_M_RULE_DIFFERS, fyp_text(label), own, house);
    fyp_buffer_text(out, text);
}

static void tell_own_bands(
    const struct fyp_ruleset *ruleset, struct fyp_buffer *out, size_t start)
{
    for (size_t i = 0; i < ruleset->band_count; i++) {
        const struct fyp_bands *bands = &ruleset->bands[i];
        char text[512];
        char ahead[FYP_DECIMAL_TEXT_SIZE];
        char on_track[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(bands->ahead, 0, ahead);
        fyp_decimal_format(bands->on_track, 0, on_track);
        (void)fyp_say(
            text, sizeof text, FYP_M_RULE_OWN_BANDS, bands->code, ahead,
            on_track);
        separate(out, start);
        fyp_buffer_text(out, text);
    }
}

void fyp_tell_differences(
    const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    const struct fyp_ruleset house = fyp_ruleset_builtin();
    const size_t start = out->length;

    for (size_t i = 0; i < WORD_ROWS; i++) {
        const int own = word_at(ruleset, &word_rows[i]);
        const int other = word_at(&house, &word_rows[i]);
        if (own != other) {
            separate(out, start);
            tell_difference(
                out, word_rows[i].label, word_rows[i].word(own),
                word_rows[i].word(other));
        }
    }
    for (size_t i = 0; i < NUMBER_ROWS; i++) {
        char own[FYP_DECIMAL_TEXT_SIZE];
        char other[FYP_DECIMAL_TEXT_SIZE];
        const double value = number_at(ruleset, &number_rows[i]);
        if (!fyp_equal(value, number_at(&house, &number_rows[i]))) {
            fyp_decimal_format(value, 0, own);
            fyp_decimal_format(number_at(&house, &number_rows[i]), 0, other);
            separate(out, start);
            tell_difference(out, number_rows[i].label, own, other);
        }
    }
    tell_own_bands(ruleset, out, start);
}

/* --- weights --- */

/* Four digits; all of them where four would tell another side of 0.10. */
static void ratio_text(double ratio, char out[FYP_DECIMAL_TEXT_SIZE])
{
    const double shown = fyp_round_half_even(ratio, 4);
    if (fyp_more(shown, FYP_AHP_RATIO_MAX) ==
        fyp_more(ratio, FYP_AHP_RATIO_MAX)) {
        fyp_decimal_format_fixed(ratio, 4, out);
    } else {
        fyp_decimal_format(ratio, 4, out);
    }
}

static void tell_ahp(const struct fyp_ahp *ahp, char *out, size_t size)
{
    char largest[FYP_DECIMAL_TEXT_SIZE];
    char ratio[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format_fixed(ahp->lambda_max, 4, largest);
    ratio_text(ahp->consistency_ratio, ratio);
    (void)fyp_say(out, size, FYP_M_WEIGHTS_AHP, largest, ratio);
}

static void
tell_origin(const struct fyp_evaluation *evaluation, char *out, size_t size)
{
    const struct fyp_ruleset *ruleset = &evaluation->ruleset;
    const struct fyp_weighing *weighing = &evaluation->weighing;
    char a[FYP_DECIMAL_TEXT_SIZE];

    if (ruleset->weighting == FYP_WEIGHTING_AHP) {
        tell_ahp(&ruleset->ahp, out, size);
    } else if (ruleset->weighting == FYP_WEIGHTING_ENTROPY) {
        (void)snprintf(a, sizeof a, "%zu", weighing->row_count);
        (void)fyp_say(
            out, size,
            weighing->rows == FYP_ENTROPY_SUBREGIONS
                ? FYP_M_WEIGHTS_ENTROPY_PLACES
                : FYP_M_WEIGHTS_ENTROPY_YEARS,
            a);
    } else {
        (void)snprintf(out, size, "%s", fyp_text(FYP_M_METHOD_WEIGHTS_LISTED));
    }
}

/* Two digits; more where a weight would look like none. */
static void share_text(double share, char out[FYP_DECIMAL_TEXT_SIZE])
{
    int decimals = 2;
    while (decimals < 9 && fyp_more(share, 0.0) &&
           !fyp_more(fyp_round_half_even(share, decimals), 0.0)) {
        decimals++;
    }
    fyp_decimal_format(fyp_round_half_even(share, decimals), 0, out);
}

void fyp_tell_weights(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    char text[256];
    double sum = 0.0;
    bool first = true;

    if (evaluation->ruleset.weights == NULL) {
        return;
    }
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        sum += result->verdict == FYP_VERDICT_MONITOR ? 0.0 : result->weight;
    }
    tell_origin(evaluation, text, sizeof text);
    fyp_buffer_text(out, text);
    for (size_t i = 0; i < evaluation->indicator_count && sum > 0.0; i++) {
        const struct fyp_indicator_result *result = &evaluation->indicators[i];
        char share[FYP_DECIMAL_TEXT_SIZE];
        if (result->verdict == FYP_VERDICT_MONITOR) {
            continue;
        }
        share_text(100.0 * (result->weight / sum), share);
        (void)fyp_say(
            text, sizeof text, first ? FYP_M_WEIGHT_FIRST : FYP_M_WEIGHT_NEXT,
            result->indicator->number, share);
        fyp_buffer_text(out, text);
        first = false;
    }
}

void fyp_tell_weighting(
    const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    char text[512];
    char a[FYP_DECIMAL_TEXT_SIZE];
    char b[FYP_DECIMAL_TEXT_SIZE];
    double sum = 0.0;

    if (ruleset->weighting == FYP_WEIGHTING_LISTED) {
        for (size_t i = 0; i < ruleset->weight_count; i++) {
            sum += ruleset->weights[i].weight;
        }
        (void)snprintf(a, sizeof a, "%zu", ruleset->weight_count);
        fyp_decimal_format(sum, 0, b);
        (void)fyp_say(text, sizeof text, FYP_M_WEIGHTING_LISTED, a, b);
    } else if (ruleset->weighting == FYP_WEIGHTING_AHP) {
        tell_ahp(&ruleset->ahp, text, sizeof text);
    } else {
        (void)snprintf(
            text, sizeof text, "%s",
            fyp_text(
                ruleset->weighting == FYP_WEIGHTING_ENTROPY
                    ? FYP_M_WEIGHTING_ENTROPY
                    : FYP_M_METHOD_WEIGHTS_EQUAL));
    }
    fyp_buffer_text(out, text);
}

/* --- JSON --- */

static const char *weighting_key(enum fyp_weighting weighting)
{
    static const char *const keys[FYP_WEIGHTING_COUNT] = {
        [FYP_WEIGHTING_EQUAL] = "equal",
        [FYP_WEIGHTING_LISTED] = "listed",
        [FYP_WEIGHTING_AHP] = "ahp",
        [FYP_WEIGHTING_ENTROPY] = "entropy",
    };
    return keys[weighting];
}

static void
put_limits(struct fyp_json *object, const struct fyp_ruleset *ruleset)
{
    struct fyp_json limits = fyp_json_object();
    for (int grade = FYP_GRADE_EXCELLENT; grade > FYP_GRADE_FAIL; grade--) {
        fyp_json_number(
            &limits, fyp_grade_name((enum fyp_grade)grade),
            ruleset->grade_limits[grade]);
    }
    fyp_json_put(object, "grade_limits", &limits);
}

static void
put_weights(struct fyp_json *object, const struct fyp_ruleset *ruleset)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < ruleset->weight_count; i++) {
        struct fyp_json item = fyp_json_object();
        fyp_json_text(&item, "code", ruleset->weights[i].code);
        fyp_json_number(&item, "weight", ruleset->weights[i].weight);
        fyp_json_put(&array, NULL, &item);
    }
    fyp_json_put(object, "weights", &array);
    fyp_json_number(
        object, "weight_total",
        ruleset->weight_total > 0.0 ? ruleset->weight_total : (double)NAN);
}

static void put_ahp(struct fyp_json *object, const struct fyp_ruleset *ruleset)
{
    const struct fyp_ahp *ahp = &ruleset->ahp;
    if (ruleset->weighting != FYP_WEIGHTING_AHP) {
        fyp_json_null(object, "ahp");
        return;
    }
    struct fyp_json item = fyp_json_object();
    fyp_json_integer(&item, "order", (long long)ahp->count);
    fyp_json_number(&item, "lambda_max", ahp->lambda_max);
    fyp_json_number(&item, "consistency_index", ahp->consistency_index);
    fyp_json_number(&item, "random_index", ahp->random_index);
    fyp_json_number(&item, "consistency_ratio", ahp->consistency_ratio);
    fyp_json_boolean(&item, "accept_inconsistent", ahp->accept_inconsistent);
    fyp_json_put(object, "ahp", &item);
}

static void
put_own_bands(struct fyp_json *object, const struct fyp_ruleset *ruleset)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < ruleset->band_count; i++) {
        struct fyp_json item = fyp_json_object();
        fyp_json_text(&item, "code", ruleset->bands[i].code);
        fyp_json_number(&item, "ahead", ruleset->bands[i].ahead);
        fyp_json_number(&item, "on_track", ruleset->bands[i].on_track);
        fyp_json_put(&array, NULL, &item);
    }
    fyp_json_put(object, "indicator_bands", &array);
}

/* Keys of what is not as in the house rules. */
static void
put_differences(struct fyp_json *object, const struct fyp_ruleset *ruleset)
{
    const struct fyp_ruleset house = fyp_ruleset_builtin();
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < WORD_ROWS; i++) {
        if (word_at(ruleset, &word_rows[i]) != word_at(&house, &word_rows[i])) {
            fyp_json_text(&array, NULL, word_rows[i].key);
        }
    }
    for (size_t i = 0; i < NUMBER_ROWS; i++) {
        if (!fyp_equal(
                number_at(ruleset, &number_rows[i]),
                number_at(&house, &number_rows[i]))) {
            fyp_json_text(&array, NULL, number_rows[i].key);
        }
    }
    if (ruleset->weighting != house.weighting) {
        fyp_json_text(&array, NULL, "weighting");
    }
    if (ruleset->band_count > 0) {
        fyp_json_text(&array, NULL, "indicator_bands");
    }
    fyp_json_put(object, "differs", &array);
}

static void
put_numbers(struct fyp_json *object, const struct fyp_ruleset *ruleset)
{
    fyp_json_number(object, "least_scale", ruleset->least_scale);
    fyp_json_number(object, "band_ahead", ruleset->band_ahead);
    fyp_json_number(object, "band_on_track", ruleset->band_on_track);
    fyp_json_number(object, "growth_ahead", ruleset->growth_ahead);
    fyp_json_number(object, "least_growth", ruleset->least_growth);
    fyp_json_number(object, "exceeded_share", ruleset->exceeded_share);
    fyp_json_number(object, "midterm_share", ruleset->midterm_share);
}

void fyp_json_fill_ruleset(
    struct fyp_json *object, const struct fyp_ruleset *ruleset)
{
    fyp_json_text(object, "name", ruleset->name);
    fyp_json_text(object, "version", ruleset->version);
    put_numbers(object, ruleset);
    put_limits(object, ruleset);
    fyp_json_text(object, "binding_cap", fyp_grade_name(ruleset->binding_cap));
    fyp_json_text(
        object, "binding_cap_final",
        fyp_grade_name(ruleset->binding_cap_final));
    fyp_json_text(
        object, "majority_cap", fyp_grade_name(ruleset->majority_cap));
    fyp_json_text(
        object, "missing",
        ruleset->missing == FYP_MISSING_ZERO ? "zero" : "skip");
    fyp_json_text(
        object, "mean",
        ruleset->mean == FYP_MEAN_GEOMETRIC ? "geometric" : "arithmetic");
    fyp_json_text(object, "method", fyp_method_name(ruleset->method));
    fyp_json_text(
        object, "comparison", fyp_comparison_key(ruleset->comparison));
    fyp_json_text(object, "weighting", weighting_key(ruleset->weighting));
    put_weights(object, ruleset);
    put_ahp(object, ruleset);
    fyp_json_number(
        object, "satisfaction_weight", ruleset->satisfaction_weight);
    put_own_bands(object, ruleset);
    put_differences(object, ruleset);
}

void fyp_json_put_ruleset(
    struct fyp_json *parent, const struct fyp_evaluation *evaluation)
{
    const struct fyp_weighing *weighing = &evaluation->weighing;
    struct fyp_json object = fyp_json_object();

    fyp_json_fill_ruleset(&object, &evaluation->ruleset);
    if (weighing->rows == FYP_ENTROPY_NONE) {
        fyp_json_null(&object, "entropy");
    } else {
        struct fyp_json item = fyp_json_object();
        fyp_json_text(
            &item, "rows",
            weighing->rows == FYP_ENTROPY_SUBREGIONS ? "subregions" : "years");
        fyp_json_integer(&item, "count", (long long)weighing->row_count);
        fyp_json_put(&object, "entropy", &item);
    }
    fyp_json_put(parent, "ruleset", &object);
}

void fyp_report_ruleset(
    const struct fyp_ruleset *ruleset, enum fyp_format format,
    struct fyp_buffer *out)
{
    if (format == FYP_FORMAT_JSON) {
        struct fyp_json root = fyp_json_object();
        struct fyp_json notes = fyp_json_array();
        fyp_json_fill_ruleset(&root, ruleset);
        for (size_t i = 0; i < ruleset->note_count; i++) {
            fyp_json_text(&notes, NULL, ruleset->notes[i]);
        }
        fyp_json_put(&root, "notes", &notes);
        fyp_json_write(&root, out);
    } else {
        fyp_ruleset_print(ruleset, out);
    }
}
