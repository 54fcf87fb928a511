/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_XLSX_INPUT_H
#define FYP_REPORTS_XLSX_INPUT_H

#include "reports/xlsx_write.h"

#include <stdbool.h>

/*
 * What makes a sheet a form: cells that may be filled in (their styles have
 * .input), all others locked, and a check of what is typed.
 */

/** Locks everything but the cells for input, without a password. Widths may
 *  be changed, and rows deleted that hold nothing but cells for input. */
void fyp_sheet_protect(struct fyp_sheet *sheet);

/** What a cell says when it is selected, and when something else is typed.
 *  Longer texts are cut: 32 characters a title, 255 a text. */
struct fyp_input_words {
    const char *title, *prompt;
    const char *wrong_title, *wrong;
};

/** Allows a number from low to high only; NAN: no bound. */
void fyp_sheet_input_number(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column, double low,
    double high, const struct fyp_input_words *words);

/** Allows one of a few words only.
 *  @param choices  NULL-terminated, without commas. */
void fyp_sheet_input_choice(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    const char *const *choices, const struct fyp_input_words *words);

/** A text property of the document (docProps/custom.xml). */
void fyp_book_property(
    struct fyp_book *book, const char *name, const char *value);

#endif
