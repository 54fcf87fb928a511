/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_WORDS_H
#define FYP_REPORTS_WORDS_H

#include "base/text.h"
#include "engine/evaluate.h"
#include "reports/shown.h"

/*
 * Words as people read them, shared by every report: the text on a terminal
 * and the workbook. All of them are in the current language and in static
 * storage. Figures as people read them are in reports/shown.h, which comes
 * along with this header.
 */

/** "提前实现" before the final stage, "完成" in it. */
const char *fyp_word_verdict(enum fyp_verdict verdict, enum fyp_stage stage);

/** ✔ ▲ ● ▼ ○ — ？, one a status; never the only sign of it. */
const char *fyp_symbol_verdict(enum fyp_verdict verdict);

const char *fyp_word_stage(enum fyp_stage stage);
const char *fyp_word_grade(enum fyp_grade grade);
/** The highest grade that a cap leaves; NONE: it is lifted. */
const char *fyp_word_cap(enum fyp_grade grade);
const char *fyp_word_attribute(enum fyp_attribute attribute);
const char *fyp_word_kind(enum fyp_kind kind);
const char *fyp_word_method(enum fyp_method method);
const char *fyp_word_comparison(enum fyp_comparison comparison);
const char *fyp_word_baseline_source(enum fyp_baseline_source source);
const char *fyp_word_blank(enum fyp_blank blank);
const char *fyp_word_path(enum fyp_path path);

/** One flag in words; bit as in fyp_flag_name, 0 .. FYP_FLAG_COUNT - 1. */
const char *fyp_word_flag(int bit);

/**
 * One flag of one result in words: what a bound makes of its progress; ""
 * where the obstacle of the result says the same already.
 */
const char *
fyp_word_result_flag(const struct fyp_indicator_result *result, int bit);

/** Why an indicator cannot be judged; "" for FYP_OBSTACLE_NONE. */
const char *fyp_word_obstacle(enum fyp_obstacle obstacle);

/** Appends all flags in words, each after the first behind separator. */
void fyp_word_flags(
    unsigned flags, const char *separator, struct fyp_buffer *out);

/** True for behind and not_achieved, which are counted beside the score. */
bool fyp_verdict_is_missed(enum fyp_verdict verdict);

#endif
