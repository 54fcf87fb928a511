/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_CSV_ROW_H
#define FYP_REPORTS_CSV_ROW_H

#include "base/decimal.h"
#include "base/text.h"

/*
 * CSV that a spreadsheet opens without harm: RFC 4180 quoting, UTF-8, and
 * text that would start a formula (= + - @ TAB CR) behind an apostrophe, as
 * OWASP recommends. Numbers are never quoted nor marked; what is not
 * defined is an empty cell.
 *
 * Deviation: lines end in LF, not CRLF, so that cut, sort and diff work on
 * what comes out of the program; spreadsheets read both.
 */

struct fyp_csv_row {
    struct fyp_buffer *out;
    bool started; /* a cell was written */
};

/** NULL is an empty cell. */
void fyp_csv_text(struct fyp_csv_row *row, const char *text);
/** NAN (and infinity) is an empty cell. */
void fyp_csv_number(struct fyp_csv_row *row, double number);
void fyp_csv_decimal(
    struct fyp_csv_row *row, const struct fyp_decimal *decimal);
void fyp_csv_integer(struct fyp_csv_row *row, long long integer);
/** A year or a line; 0 is an empty cell. */
void fyp_csv_positive(struct fyp_csv_row *row, int number);
/** true or false, as in JSON. */
void fyp_csv_boolean(struct fyp_csv_row *row, bool truth);
/** >= or an empty cell. A comparator is one of ours, so "=" alone, which a
 *  spreadsheet does not take for a formula, stays unmarked. */
void fyp_csv_comparator(
    struct fyp_csv_row *row, enum fyp_comparator comparator);
void fyp_csv_end(struct fyp_csv_row *row);

/** A whole row of texts; the header. */
void fyp_csv_texts(
    struct fyp_buffer *out, const char *const *texts, size_t count);

#endif
