/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_XLS_PARTS_H
#define FYP_DATA_READERS_XLS_PARTS_H

#include "data/readers/xls_records.h"
#include "data/readers/xlsx_parts.h"

/*
 * What the records of an old workbook mean: what holds for all of it (sheets,
 * texts, formats), and the cells of one sheet. The texts are kept and the
 * numbers shown by the code that does so for .xlsx, so that a workbook saved
 * in both formats says the same.
 *
 * Source:    [MS-XLS] revision 9, sections 2.1.7 and 2.4.
 * Deviation: formulas are looked at only for whether they refer to another
 *            workbook; those of an array are not looked at.
 */

enum { FYP_XLS_COLUMNS = 256, FYP_XLS_NUMBERS = 65536 };

struct fyp_xls_sheet_part {
    const char *name;
    size_t offset; /* of its first record */
    bool hidden;
};

/** Zero-initialise; release with fyp_xls_book_finish. Large: never on the
 *  stack. */
struct fyp_xls_book {
    struct fyp_arena arena;
    struct fyp_xls_records records;
    struct fyp_xls_sheet_part *sheets; /* shape [sheet_count] */
    size_t sheet_count;
    struct fyp_xlsx_strings strings;
    bool from_1904, macros, links, connections;
    /* by number; all that 16 bits can ask for is there */
    unsigned char custom[FYP_XLS_NUMBERS]; /* format codes, their class + 1 */
    uint16_t formats[FYP_XLS_NUMBERS];     /* format numbers of cell formats */
    size_t format_count;
    unsigned char outside[FYP_XLS_NUMBERS]; /* is this workbook another one? */
    size_t workbook_count;
    unsigned char external[FYP_XLS_NUMBERS]; /* is this reference into one? */
};

/**
 * Reads what stands before the sheets; book->records.stream is set.
 * @retval FYP_E_SOURCE_XLS       Excel 95 or before.
 * @retval FYP_E_SOURCE_PASSWORD  Encrypted.
 * @retval FYP_E_XLS_RECORD       Incomplete or contradictory.
 */
enum fyp_status
fyp_xls_book_read(struct fyp_xls_book *book, struct fyp_error *err);
void fyp_xls_book_finish(struct fyp_xls_book *book);

/** The format of a cell by the number that stands in it. */
enum fyp_cell_format
fyp_xls_format(const struct fyp_xls_book *book, unsigned number);

/**
 * Reads the cells of a sheet and settles it.
 * @param sheet  Zeroed but for name and hidden; shared is set here.
 * @param notes  May be NULL.
 */
enum fyp_status fyp_xls_sheet_read(
    struct fyp_xls_book *book, size_t index, struct fyp_sheet *sheet,
    struct fyp_problems *notes, struct fyp_error *err);

/** Does a formula refer to another workbook? Goes over its tokens as far as
 *  they are known. */
bool fyp_xls_is_external(
    const struct fyp_xls_book *book, const unsigned char *tokens, size_t size);

#endif
