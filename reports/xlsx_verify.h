/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_XLSX_VERIFY_H
#define FYP_REPORTS_XLSX_VERIFY_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A workbook gets its name only after it was read again. libxlsxwriter
 * reports success when the disk was full, when a number was NaN and when a
 * text was not UTF-8; so the file itself is asked:
 *
 *   the zip is sound, every part has its checksum, no ZIP64 (WPS cannot open
 *   it), no part twice, no macro, nothing that is not XML;
 *   every part is well-formed XML without a document type;
 *   the sheets are those that were meant, none hidden, the first one active,
 *   no link to the outside;
 *   tables and filters cover the cells that were meant, under their headers;
 *   each cell holds the number, the text or the formula with the result that
 *   was meant, and no other.
 */

/** Cells from one corner to the other. */
struct fyp_xlsx_range {
    uint32_t first_row, first_column, last_row, last_column;
};

/** A table as it was meant: its first row holds the headers. */
struct fyp_xlsx_table {
    struct fyp_xlsx_range range;
    uint64_t headers; /* hash of all of them, each followed by a line end */
};

/** A cell as it was meant. */
struct fyp_xlsx_cell {
    uint32_t row;
    uint32_t column;
    bool is_text;
    bool is_formula;
    double number;    /* as fyp_xlsx_number gives it */
    uint64_t hash;    /* of the text, see fyp_xlsx_hash */
    uint64_t formula; /* hash of the formula, without its "=" */
};

struct fyp_xlsx_sheet {
    const char *name;
    const struct fyp_xlsx_cell *cells; /* by row, then column */
    size_t count;
    const struct fyp_xlsx_table *table;  /* NULL: none */
    const struct fyp_xlsx_range *filter; /* of rows, without a table */
};

/**
 * Reads a workbook again.
 *
 * @param sheets  In their order, shape [count].
 * @retval FYP_E_REPORT_VERIFY  With what is wrong, and in which part or cell.
 */
enum fyp_status fyp_xlsx_verify(
    const char *path, const struct fyp_xlsx_sheet *sheets, size_t count,
    struct fyp_error *err);

#endif
