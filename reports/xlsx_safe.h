/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_XLSX_SAFE_H
#define FYP_REPORTS_XLSX_SAFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What may go into a workbook. Text comes from plans and statistics that
 * others wrote: one byte that is not UTF-8 makes every later string vanish
 * in LibreOffice, a control character makes Excel offer a repair. Numbers
 * come from arithmetic: NaN and infinity would be written as text and read
 * as 0.
 */

/** Longest text of a cell, in UTF-16 units. Source: Excel specifications and
 *  limits, "total number of characters that a cell can contain". */
enum { FYP_XLSX_TEXT_MAX = 32767 };

/**
 * A copy that every program can read: bytes that are not UTF-8, control
 * characters and U+FFFE, U+FFFF become U+FFFD, a line break is LF, a tab a
 * blank, "_x0041_" (an escape to Excel) is escaped itself, and what is
 * longer than FYP_XLSX_TEXT_MAX is cut and ends in "…".
 *
 * @return malloc'ed; NULL when out of memory.
 */
char *fyp_xlsx_safe_text(const char *text);

/** The same for titles and names of a chart, where a leading "=" would make
 *  a formula of it: it becomes the full-width "＝". */
char *fyp_xlsx_safe_label(const char *text);

/**
 * The number that is written for value: 15 significant digits, what a
 * spreadsheet keeps. Such a number survives the 16 digits that libxlsxwriter
 * prints, so that reading it back gives exactly the same double.
 */
double fyp_xlsx_number(double value);

/** FNV-1a of length bytes; a text is remembered by its hash. */
uint64_t fyp_xlsx_hash(uint64_t hash, const char *bytes, size_t length);
#define FYP_XLSX_HASH_START UINT64_C(14695981039346656037)

#endif
