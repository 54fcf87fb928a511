/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_XLSX_FORMULA_H
#define FYP_REPORTS_XLSX_FORMULA_H

#include <stdbool.h>

/**
 * Only the functions that Excel 2010, WPS and LibreOffice 7 share and give
 * the same results for (the table in xlsx_formula.c), no other workbook, no
 * array, no defined name, at most 8192 characters (Excel specifications and
 * limits, "length of formula contents").
 * @param formula  Without a leading "=".
 */
bool fyp_xlsx_formula_is_plain(const char *formula);

#endif
