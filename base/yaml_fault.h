/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_YAML_FAULT_H
#define FYP_BASE_YAML_FAULT_H

#include "base/yaml_tree.h"

#include <yaml.h>

/*
 * libyaml says "could not find expected ':'", in English and often one line
 * late. Here its complaint and the lines around it become one numbered
 * message that says what to write: full-width colons, missing blanks, tabs,
 * unquoted signs, text after a closing quotation mark.
 */

/** Reports why the parser stopped. text is what the parser was given. */
void fyp_yaml_fault(
    const yaml_parser_t *parser, const char *text, size_t length,
    struct fyp_yaml_report *into);

#endif
