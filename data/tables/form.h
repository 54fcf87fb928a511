/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_FORM_H
#define FYP_DATA_TABLES_FORM_H

#include <stdbool.h>

/*
 * The project's own form, read back: reports/form.c writes it, a clerk fills
 * it in, any spreadsheet program saves it, and it comes back as a workbook
 * or as CSV.
 *
 * What makes a table a form is a text in one of its first cells,
 *
 *     表单标识：fyp-form/1 plan=luojiang-2021 year=2023 region=510604
 *     sha=8d969eef6eca check=5f0a1c37
 *
 * because a cell survives where document properties are dropped. sha are the
 * first digits of the plan file's SHA-256; check covers the rest, so that a
 * year changed by hand in last year's form is noticed. The rows are known by
 * their codes, "code" or "code@region", so that they may be moved, and the
 * columns by their headings, in either language. form.c is one of the layouts
 * of layout_kinds.h; here is what the writer of the form must know of it.
 */

enum {
    FYP_FORM_PLAN_SIZE = 64,
    FYP_FORM_REGION_SIZE = 16,
    FYP_FORM_HASH_SIZE = 13,
    FYP_FORM_IDENTITY_SIZE = 256
};

/** Name of the document property that holds the identity as well. */
#define FYP_FORM_PROPERTY "fyp-form"

struct fyp_form_identity {
    char plan[FYP_FORM_PLAN_SIZE];
    int year;
    char region[FYP_FORM_REGION_SIZE];
    char hash[FYP_FORM_HASH_SIZE];
};

/** "fyp-form/1 plan=… year=… region=… sha=… check=…" */
void fyp_form_identity_write(
    const struct fyp_form_identity *identity, char out[FYP_FORM_IDENTITY_SIZE]);

/**
 * Reads the identity wherever it stands in a text.
 * @param out  Zeroed when false.
 * @return false: not whole, of another version, or changed by hand.
 */
bool fyp_form_identity_read(const char *text, struct fyp_form_identity *out);

enum fyp_form_column {
    FYP_FORM_NUMBER,
    FYP_FORM_NAME,
    FYP_FORM_DEFINITION,
    FYP_FORM_UNIT,
    FYP_FORM_LAST_YEAR,
    FYP_FORM_BASIS,
    FYP_FORM_VALUE,
    FYP_FORM_NUMERATOR,
    FYP_FORM_DENOMINATOR,
    FYP_FORM_SOURCE,
    FYP_FORM_NOTE,
    FYP_FORM_CODE,
    FYP_FORM_COLUMNS
};

/** Words by which the form is known again, in the current language. */
const char *fyp_form_heading(enum fyp_form_column column);
const char *fyp_form_identity_label(void); /* 表单标识 */
const char *fyp_form_example_word(void);   /* 示例 */

enum fyp_form_line {
    FYP_FORM_OFFICE,
    FYP_FORM_CLERK,
    FYP_FORM_CHECKER,
    FYP_FORM_PHONE,
    FYP_FORM_DATE,
    FYP_FORM_LINES
};
const char *fyp_form_line_label(enum fyp_form_line line); /* 填表人 … */

/** In a cell that is not asked for, such as a denominator of a count. */
#define FYP_FORM_NOT_ASKED "—"

#endif
