/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_XLSX_H
#define FYP_DATA_READERS_XLSX_H

#include "data/readers/spreadsheet.h"

/** Workbooks of Excel 2007 and later, .xlsx and .xlsm: zip_container.h,
 *  xml_reader.h, xlsx_parts.h and sheet.h put together. */
extern const struct fyp_spreadsheet_format fyp_spreadsheet_xlsx;

#endif
