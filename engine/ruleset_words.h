/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_RULESET_WORDS_H
#define FYP_ENGINE_RULESET_WORDS_H

#include "base/yaml.h"

/*
 * The words of ruleset files that stand for a choice; read by
 * ruleset_file.c and written by ruleset_print.c. Private to engine/.
 */
extern const struct fyp_yaml_choice fyp_ruleset_method_words[];
extern const struct fyp_yaml_choice fyp_ruleset_comparison_words[];
extern const struct fyp_yaml_choice fyp_ruleset_missing_words[];
extern const struct fyp_yaml_choice fyp_ruleset_mean_words[];
extern const struct fyp_yaml_choice fyp_ruleset_weighting_words[];
extern const struct fyp_yaml_choice fyp_ruleset_cap_words[];

/** The word of a value; "" where the list has none. */
const char *fyp_ruleset_word(const struct fyp_yaml_choice *words, int value);

#endif
