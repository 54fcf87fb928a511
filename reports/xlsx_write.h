/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_XLSX_WRITE_H
#define FYP_REPORTS_XLSX_WRITE_H

#include "base/error.h"
#include "reports/xlsx_style.h"

#include <stdint.h>
#include <time.h>

/*
 * The only place that writes cells. One function for numbers, which refuses
 * what is not a number; one for texts, which makes them safe and never lets
 * them become a formula or a link; one for formulas, which always carry the
 * result of the engine. Everything written is remembered, and
 * fyp_book_close reads the file again and compares.
 *
 * The first failure is kept and everything after it is ignored, so that a
 * sheet is written without a check after each cell.
 */

struct fyp_book;  /* opaque */
struct fyp_sheet; /* opaque; belongs to its book */

struct fyp_book_properties {
    const char *title;
    const char *subject;
    const char *author;
    time_t created;   /* from the data, so that same input gives same bytes */
    bool values_only; /* results stand in place of formulas */
};

/**
 * Starts a workbook that will be written to path, which the caller has
 * reserved.
 * @param out  Released by fyp_book_close or fyp_book_discard.
 */
enum fyp_status fyp_book_create(
    const char *path, const struct fyp_book_properties *properties,
    struct fyp_book **out, struct fyp_error *err);

/** Writes the file, reads it again and compares; releases the book. */
enum fyp_status fyp_book_close(struct fyp_book *book, struct fyp_error *err);

/** Releases the book without writing; accepts NULL. */
void fyp_book_discard(struct fyp_book *book);

/** Adds a sheet; NULL when that failed (the other functions accept it).
 *  @param name  At most 31 characters, unique. */
struct fyp_sheet *fyp_book_sheet(struct fyp_book *book, const char *name);
const char *fyp_sheet_name(const struct fyp_sheet *sheet);

/* --- cells --- */

/** How a number is shown. */
enum fyp_number_form {
    FYP_NUMBER_PLAIN,
    FYP_NUMBER_AT_MOST,            /* ≤1.20 */
    FYP_NUMBER_AT_LEAST,           /* ≥1.20 */
    FYP_NUMBER_TO_DATE,            /* 120＊: stands for all years so far */
    FYP_NUMBER_QUESTIONED,         /* 120※: deserves a question */
    FYP_NUMBER_TO_DATE_QUESTIONED, /* 120＊※ */
    FYP_NUMBER_PERCENT,            /* a share: 0.6 is shown as 60 % */
    FYP_NUMBER_PERCENT_AT_MOST,
    FYP_NUMBER_PERCENT_AT_LEAST,
    FYP_NUMBER_FORM_COUNT
};

struct fyp_number {
    double value; /* NAN: not defined */
    int decimals;
    enum fyp_number_form form;
    bool blank_if_undefined; /* for the ranges of charts, where a symbol
                                would be drawn as 0 */
};

/** A number; where it is not defined the declared symbol FYP_SHOWN_UNDEFINED
 *  or a blank, never the text NaN. */
void fyp_sheet_number(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, struct fyp_number number);

/** A text; NULL and "" are a blank with the style. */
void fyp_sheet_text(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, const char *text);

/**
 * A formula whose result is a number: what the engine computed, which is
 * shown until somebody recalculates. Where it is not defined the formula
 * gives the declared symbol. Only the functions that Excel 2010, WPS and
 * LibreOffice 7 share are taken (the table in xlsx_formula.c), no name, no
 * other workbook, no array.
 * @param formula  Without a leading "=".
 */
void fyp_sheet_formula(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, const char *formula, struct fyp_number result);

/** The same, with a text as its result. */
void fyp_sheet_formula_text(
    struct fyp_sheet *sheet, uint32_t row, uint32_t column,
    enum fyp_style style, const char *formula, const char *result);

/** What is to be written could not be made: the book fails. */
void fyp_sheet_fail_memory(struct fyp_sheet *sheet);

struct fyp_area {
    uint32_t first_row, first_column, last_row, last_column;
};

/** A text in merged cells. */
void fyp_sheet_merged(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const char *text);

/**
 * Makes a plain table of an area, which can be filtered and which programs
 * that read aloud announce by its headers. Writes the headers, the first
 * row; the other rows are written by the caller. One a sheet, and no filter
 * beside it; an area of one row gets its headers only.
 * @param titles  One a column, in one line each, all different.
 */
void fyp_sheet_table(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const char *const *titles);

/** Lets the rows of an area be filtered by the headers in its first row. */
void fyp_sheet_filter(struct fyp_sheet *sheet, struct fyp_area area);

/** A text in merged cells that leads to the first cell of another sheet of the
 *  book; nothing where that sheet is missing. */
void fyp_sheet_link(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const struct fyp_sheet *target, const char *text);

/** Cells of an area that hold this very text get ink and fill of a style. */
void fyp_sheet_colour_text(
    struct fyp_sheet *sheet, struct fyp_area area, const char *text,
    enum fyp_style style);

/** A part of a cell's text in the colour of another style. */
struct fyp_run {
    enum fyp_style style;
    const char *text;
};

/** Runs one after the other in merged cells; n >= 2, empty ones are left
 *  out. */
void fyp_sheet_runs(
    struct fyp_sheet *sheet, struct fyp_area area, enum fyp_style style,
    const struct fyp_run *runs, size_t n);

/* --- the sheet --- */

void fyp_sheet_column_width(
    struct fyp_sheet *sheet, uint32_t first, uint32_t last, uint32_t pixels);
void fyp_sheet_row_height(
    struct fyp_sheet *sheet, uint32_t row, uint32_t pixels);
void fyp_sheet_freeze(struct fyp_sheet *sheet, uint32_t row, uint32_t column);

enum { FYP_PAGE_BREAKS_MAX = 64 };

struct fyp_page {
    bool landscape;
    int pages_tall; /* fit to one page wide and so many tall; 0: any number */
    int scale_pct;  /* instead of fitting, where breaks must hold; 0: fit */
    struct fyp_area area;
    int repeat_first, repeat_last;        /* rows on each page; -1: none */
    uint32_t repeat_columns;              /* first ones on each page; 0: none */
    uint32_t breaks[FYP_PAGE_BREAKS_MAX]; /* a new page before this row */
    size_t break_count;
    const char *notice; /* top of each page, NULL: none */
    const char *footer;
};

/** A4; page number at the bottom. */
void fyp_sheet_page(struct fyp_sheet *sheet, const struct fyp_page *page);

/** Pixels of a sheet that fit on one A4 page, height over width, with the
 *  margins of fyp_sheet_page. */
double fyp_page_ratio(bool landscape);
/** Width of the printable area in pixels at 100 %. */
double fyp_page_width(bool landscape);

/** Lines that a text takes in a cell of a width, Chinese characters broken
 *  anywhere; a generous estimate, for row heights. */
int fyp_text_lines(const char *text, double points, uint32_t pixels);

#endif
