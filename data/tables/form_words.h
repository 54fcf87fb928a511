/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_FORM_WORDS_H
#define FYP_DATA_TABLES_FORM_WORDS_H

#include "data/tables/form.h"

/*
 * For form.c only: which word of a form a cell begins with, in either
 * language.
 */

/** enum fyp_form_column, FYP_FORM_COLUMNS for another text. */
int fyp_form_column_of(const char *text);
/** enum fyp_form_line, FYP_FORM_LINES for another text. */
int fyp_form_line_of(const char *text);
/** 示例… */
bool fyp_form_is_example(const char *text);
/** Holds the mark of an identity, whole or not. */
bool fyp_form_identity_marked(const char *text);

#endif
