/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/words.h"

#include "base/message.h"

#include <assert.h>

const char *fyp_word_verdict(enum fyp_verdict verdict, enum fyp_stage stage)
{
    static const enum fyp_message words[FYP_VERDICT_COUNT] = {
        [FYP_VERDICT_MONITOR] = FYP_M_VERDICT_MONITOR,
        [FYP_VERDICT_NOT_DUE] = FYP_M_VERDICT_NOT_DUE,
        [FYP_VERDICT_NO_DATA] = FYP_M_VERDICT_NO_DATA,
        [FYP_VERDICT_NOT_ASSESSABLE] = FYP_M_VERDICT_NOT_ASSESSABLE,
        [FYP_VERDICT_EXCEEDED] = FYP_M_VERDICT_EXCEEDED,
        [FYP_VERDICT_ACHIEVED] = FYP_M_VERDICT_ACHIEVED_EARLY,
        [FYP_VERDICT_AHEAD] = FYP_M_VERDICT_AHEAD,
        [FYP_VERDICT_ON_TRACK] = FYP_M_VERDICT_ON_TRACK,
        [FYP_VERDICT_BEHIND] = FYP_M_VERDICT_BEHIND,
        [FYP_VERDICT_NOT_ACHIEVED] = FYP_M_VERDICT_NOT_ACHIEVED,
    };
    assert(verdict < FYP_VERDICT_COUNT);
    if (verdict == FYP_VERDICT_ACHIEVED && stage == FYP_STAGE_FINAL) {
        return fyp_text(FYP_M_VERDICT_ACHIEVED);
    }
    return fyp_text(words[verdict]);
}

const char *fyp_symbol_verdict(enum fyp_verdict verdict)
{
    static const char *const symbols[FYP_VERDICT_COUNT] = {
        [FYP_VERDICT_MONITOR] = "○",  [FYP_VERDICT_NOT_DUE] = "○",
        [FYP_VERDICT_NO_DATA] = "—",  [FYP_VERDICT_NOT_ASSESSABLE] = "？",
        [FYP_VERDICT_EXCEEDED] = "✔", [FYP_VERDICT_ACHIEVED] = "✔",
        [FYP_VERDICT_AHEAD] = "▲",    [FYP_VERDICT_ON_TRACK] = "●",
        [FYP_VERDICT_BEHIND] = "▼",   [FYP_VERDICT_NOT_ACHIEVED] = "▼",
    };
    assert(verdict < FYP_VERDICT_COUNT);
    return symbols[verdict];
}

bool fyp_verdict_is_missed(enum fyp_verdict verdict)
{
    return verdict == FYP_VERDICT_BEHIND || verdict == FYP_VERDICT_NOT_ACHIEVED;
}

const char *fyp_word_stage(enum fyp_stage stage)
{
    static const enum fyp_message words[] = {
        [FYP_STAGE_DEFAULT] = FYP_M_STAGE_ANNUAL,
        [FYP_STAGE_ANNUAL] = FYP_M_STAGE_ANNUAL,
        [FYP_STAGE_MIDTERM] = FYP_M_STAGE_MIDTERM,
        [FYP_STAGE_FINAL] = FYP_M_STAGE_FINAL,
    };
    return fyp_text(words[stage]);
}

const char *fyp_word_grade(enum fyp_grade grade)
{
    static const enum fyp_message words[] = {
        [FYP_GRADE_NONE] = FYP_M_GRADE_NONE,
        [FYP_GRADE_FAIL] = FYP_M_GRADE_FAIL,
        [FYP_GRADE_PASS] = FYP_M_GRADE_PASS,
        [FYP_GRADE_GOOD] = FYP_M_GRADE_GOOD,
        [FYP_GRADE_EXCELLENT] = FYP_M_GRADE_EXCELLENT,
    };
    return fyp_text(words[grade]);
}

const char *fyp_word_cap(enum fyp_grade grade)
{
    return grade == FYP_GRADE_NONE ? fyp_text(FYP_M_RULE_NO_CAP)
                                   : fyp_word_grade(grade);
}

const char *fyp_word_attribute(enum fyp_attribute attribute)
{
    static const enum fyp_message words[] = {
        [FYP_ATTRIBUTE_NONE] = FYP_M_ATTRIBUTE_NONE,
        [FYP_BINDING] = FYP_M_ATTRIBUTE_BINDING,
        [FYP_ANTICIPATORY] = FYP_M_ATTRIBUTE_ANTICIPATORY,
    };
    return fyp_text(words[attribute]);
}

const char *fyp_word_kind(enum fyp_kind kind)
{
    static const enum fyp_message words[] = {
        [FYP_KIND_LEVEL] = FYP_M_KIND_LEVEL,
        [FYP_KIND_CUMULATIVE] = FYP_M_KIND_CUMULATIVE,
        [FYP_KIND_GROWTH] = FYP_M_KIND_GROWTH,
        [FYP_KIND_EVENT] = FYP_M_KIND_EVENT,
    };
    return kind == FYP_KIND_NONE ? "" : fyp_text(words[kind]);
}

const char *fyp_word_method(enum fyp_method method)
{
    static const enum fyp_message words[FYP_METHOD_COUNT] = {
        [FYP_METHOD_PACE] = FYP_M_METHOD_PACE,
        [FYP_METHOD_COMPLETION] = FYP_M_METHOD_COMPLETION,
        [FYP_METHOD_REALISATION] = FYP_M_METHOD_REALISATION,
        [FYP_METHOD_EFFICACY] = FYP_M_METHOD_EFFICACY,
    };
    assert(method < FYP_METHOD_COUNT);
    return fyp_text(words[method]);
}

const char *fyp_word_comparison(enum fyp_comparison comparison)
{
    return fyp_text(
        comparison == FYP_COMPARE_ROUNDED ? FYP_M_ROUNDED_COMPARISON
                                          : FYP_M_FULL_COMPARISON);
}

const char *fyp_word_baseline_source(enum fyp_baseline_source source)
{
    static const enum fyp_message words[] = {
        [FYP_BASELINE_NONE] = FYP_M_BASELINE_NONE,
        [FYP_BASELINE_TABLE] = FYP_M_BASELINE_TABLE,
        [FYP_BASELINE_PROSE] = FYP_M_BASELINE_PROSE,
        [FYP_BASELINE_OBSERVED] = FYP_M_BASELINE_OBSERVED,
        [FYP_BASELINE_PROXY] = FYP_M_BASELINE_PROXY,
    };
    return fyp_text(words[source]);
}

const char *fyp_word_blank(enum fyp_blank blank)
{
    static const enum fyp_message words[] = {
        [FYP_BLANK_DASH] = FYP_M_BLANK_DASH,
        [FYP_BLANK_NO_COLUMN] = FYP_M_BLANK_NO_COLUMN,
        [FYP_BLANK_NOT_ENTERED] = FYP_M_BLANK_NOT_ENTERED,
    };
    return blank == FYP_BLANK_NONE ? "" : fyp_text(words[blank]);
}

const char *fyp_word_path(enum fyp_path path)
{
    return fyp_text(
        path == FYP_PATH_STEP ? FYP_M_PATH_STEP : FYP_M_PATH_LINEAR);
}

const char *fyp_word_flag(int bit)
{
    static const enum fyp_message words[FYP_FLAG_COUNT] = {
        FYP_M_FLAG_INFERRED,
        FYP_M_FLAG_BOUND,
        FYP_M_FLAG_INCOMPLETE,
        FYP_M_FLAG_RETROSPECTIVE,
        FYP_M_FLAG_REGRESSED,
        FYP_M_FLAG_MAINTAINED,
        FYP_M_FLAG_SLIPPING,
        FYP_M_FLAG_RECOVERING,
        FYP_M_FLAG_LOST,
        FYP_M_FLAG_AT_THRESHOLD,
        FYP_M_FLAG_MILESTONE_MISSED,
        FYP_M_FLAG_PRICE_BASIS_MISMATCH,
    };
    assert(bit >= 0 && bit < FYP_FLAG_COUNT);
    return fyp_text(words[bit]);
}

const char *
fyp_word_result_flag(const struct fyp_indicator_result *result, int bit)
{
    const unsigned flag = 1U << bit;
    if (flag == FYP_FLAG_INCOMPLETE &&
        (result->obstacle == FYP_OBSTACLE_INCOMPLETE_SUM ||
         result->obstacle == FYP_OBSTACLE_INCOMPLETE_GROWTH)) {
        return "";
    }
    if (flag == FYP_FLAG_BOUND) {
        switch (fyp_shown_limit(result)) {
        case FYP_LIMIT_AT_MOST:
            return fyp_text(FYP_M_NOTE_BOUND_UPPER);
        case FYP_LIMIT_AT_LEAST:
            return fyp_text(FYP_M_NOTE_BOUND_LOWER);
        case FYP_LIMIT_NONE:
            break;
        }
    }
    return fyp_word_flag(bit);
}

const char *fyp_word_obstacle(enum fyp_obstacle obstacle)
{
    static const enum fyp_message words[] = {
        [FYP_OBSTACLE_NO_REFERENCE] = FYP_M_OBSTACLE_NO_REFERENCE,
        [FYP_OBSTACLE_NO_EXPECTED] = FYP_M_OBSTACLE_NO_EXPECTED,
        [FYP_OBSTACLE_INCOMPLETE_SUM] = FYP_M_OBSTACLE_INCOMPLETE_SUM,
        [FYP_OBSTACLE_INCOMPLETE_GROWTH] = FYP_M_OBSTACLE_INCOMPLETE_GROWTH,
    };
    return obstacle == FYP_OBSTACLE_NONE ? "" : fyp_text(words[obstacle]);
}

void fyp_word_flags(
    unsigned flags, const char *separator, struct fyp_buffer *out)
{
    bool first = true;
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        if ((flags & (1U << bit)) == 0) {
            continue;
        }
        if (!first) {
            fyp_buffer_text(out, separator);
        }
        fyp_buffer_text(out, fyp_word_flag(bit));
        first = false;
    }
}
