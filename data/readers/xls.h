/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_XLS_H
#define FYP_DATA_READERS_XLS_H

#include "data/readers/spreadsheet.h"

/** Workbooks of Excel 97 to 2003, .xls, also those of WPS and LibreOffice:
 *  compound_file.h, xls_records.h, xls_parts.h and sheet.h put together.
 *  Those of Excel 95 and before are told and refused. */
extern const struct fyp_spreadsheet_format fyp_spreadsheet_xls;

#endif
