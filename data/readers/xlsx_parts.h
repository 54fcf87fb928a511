/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_XLSX_PARTS_H
#define FYP_DATA_READERS_XLSX_PARTS_H

#include "base/arena.h"
#include "data/readers/cell_text.h"
#include "data/readers/sheet.h"
#include "data/readers/xml_reader.h"

/*
 * The parts of a workbook besides its sheets: which sheets there are and
 * where, what the formats of cells are, the shared strings, properties. Only
 * parts inside the package are followed, and only those that hold figures;
 * macros, objects, links and connections are noted and left alone.
 *
 * Source: ISO/IEC 29500-1 sections 12.3, 18.2, 18.4, 18.8; 29500-2 section 9.
 */

enum {
    FYP_XLSX_SHEETS_MAX = 512,
    FYP_XLSX_STYLES_MAX = 65536,
    FYP_XLSX_RELATIONS_MAX = 4096,
    FYP_XLSX_PROPERTIES_MAX = 256
};

struct fyp_xlsx_sheet_part {
    const char *name; /* as people see it */
    const struct fyp_zip_member *member;
    bool hidden;
};

struct fyp_xlsx_property {
    const char *name, *value;
};

/** Zero-initialise; release with fyp_xlsx_parts_finish. */
struct fyp_xlsx_parts {
    struct fyp_arena arena;
    struct fyp_xlsx_sheet_part *sheets;
    size_t sheet_count;
    const struct fyp_zip_member *strings, *styles; /* NULL: not there */
    bool from_1904;
    bool never_opened; /* written by a library, not by a spreadsheet program:
                          a formula with the value 0 was never calculated */
    unsigned char *formats; /* enum fyp_cell_format of each cell format */
    size_t format_count;
    struct fyp_xlsx_property *properties;
    size_t property_count;
};

/**
 * Finds the parts of a package.
 * @param notes  What was found and left alone: FYP_W_XLSX_….
 * @retval FYP_E_SOURCE_KIND  A zip that is no workbook: says what it is.
 * @retval FYP_E_XLSX_…       A part is missing, outside or no XML.
 */
enum fyp_status fyp_xlsx_parts_find(
    const struct fyp_zip *zip, struct fyp_xlsx_parts *parts,
    struct fyp_problems *notes, struct fyp_error *err);
void fyp_xlsx_parts_finish(struct fyp_xlsx_parts *parts);

/** Shared strings: texts in a pool and where each begins. */
struct fyp_xlsx_strings {
    struct fyp_text_pool pool;
    uint32_t *offsets; /* shape [count] */
    size_t count, capacity;
};

/**
 * Reads xl/sharedStrings.xml: the runs of a rich text joined, phonetic runs
 * left out, _x0041_ decoded. The counts that the part claims are not asked.
 */
enum fyp_status fyp_xlsx_strings_read(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    struct fyp_xlsx_strings *strings, struct fyp_error *err);
/** The same from memory, for tests and fuzzers. */
enum fyp_status fyp_xlsx_strings_read_memory(
    const void *memory, size_t size, struct fyp_xlsx_strings *strings,
    struct fyp_error *err);
/** One more, at its end; the old .xls keeps its strings in the same way.
 *  @retval FYP_E_XLSX_LIMIT  Too many, or too long together. */
enum fyp_status fyp_xlsx_strings_add(
    struct fyp_xlsx_strings *strings, const char *text, size_t length,
    struct fyp_error *err);
void fyp_xlsx_strings_finish(struct fyp_xlsx_strings *strings);

/** Decodes _x0041_ in place; _x005F_ keeps what would be decoded. What is
 *  no character (a lone surrogate, NUL) stays as it is. Returns length. */
size_t fyp_xlsx_unescape(char *text, size_t length);

/** What a sheet needs of its workbook. */
struct fyp_xlsx_context {
    const struct fyp_xlsx_strings *strings;
    const unsigned char *formats;
    size_t format_count;
    bool from_1904, never_opened;
};

/**
 * Reads the cells of a sheet and settles it.
 * @param sheet  Zeroed but for name and hidden; shared is set here.
 * @param notes  May be NULL.
 */
enum fyp_status fyp_xlsx_sheet_read(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    const struct fyp_xlsx_context *context, struct fyp_sheet *sheet,
    struct fyp_problems *notes, struct fyp_error *err);
/** The same from memory, for tests and fuzzers. */
enum fyp_status fyp_xlsx_sheet_read_memory(
    const void *memory, size_t size, const struct fyp_xlsx_context *context,
    struct fyp_sheet *sheet, struct fyp_problems *notes, struct fyp_error *err);

#endif
