/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_SPREADSHEET_H
#define FYP_DATA_READERS_SPREADSHEET_H

#include "data/readers/bytes.h"
#include "data/readers/sheet.h"

/*
 * A workbook of any format behind source.h: which sheets it has, and one of
 * them in memory. Opening reads every sheet that is not hidden once, so that
 * what is wrong with any of them refuses the file before anything is stored,
 * and what somebody should know about it is known; the sheet read last stays,
 * so that a workbook of one sheet is read once.
 */

struct fyp_spreadsheet; /* opaque */

/** A format. */
struct fyp_spreadsheet_format {
    enum fyp_source_kind kind;
    /* Finds the sheets with fyp_spreadsheet_add_sheet and whatever reading them
     * takes, into *reader, which is released also after a failure. */
    enum fyp_status (*open)(
        struct fyp_spreadsheet *book, void **reader, struct fyp_error *err);
    /* Reads and settles a sheet, zeroed but for name and hidden. */
    enum fyp_status (*load)(
        void *reader, size_t index, struct fyp_sheet *sheet,
        struct fyp_problems *notes, struct fyp_error *err);
    const char *(*property)(const void *reader, const char *name);
    void (*close)(void *reader); /* accepts NULL */
};

/**
 * @param bytes  Of the open file; taken over, also after a failure.
 * @param out    NULL on failure; release with fyp_spreadsheet_close.
 */
enum fyp_status fyp_spreadsheet_open(
    struct fyp_bytes *bytes, const struct fyp_spreadsheet_format *format,
    struct fyp_spreadsheet **out, struct fyp_error *err);
void fyp_spreadsheet_close(struct fyp_spreadsheet *book);

/** For formats: the bytes, the list of notes, and a sheet more. The name is
 *  copied. */
const struct fyp_bytes *
fyp_spreadsheet_bytes(const struct fyp_spreadsheet *book);
struct fyp_problems *fyp_spreadsheet_notes(struct fyp_spreadsheet *book);
enum fyp_status fyp_spreadsheet_add_sheet(
    struct fyp_spreadsheet *book, const char *name, bool hidden,
    struct fyp_error *err);

enum fyp_source_kind fyp_spreadsheet_kind(const struct fyp_spreadsheet *book);
const char *fyp_spreadsheet_sha256(const struct fyp_spreadsheet *book);
/** Bytes of the file, and the share of them that the rows handed out are. */
long long fyp_spreadsheet_size(const struct fyp_spreadsheet *book);
long long fyp_spreadsheet_position(const struct fyp_spreadsheet *book);
size_t fyp_spreadsheet_count(const struct fyp_spreadsheet *book);
const struct fyp_table_info *
fyp_spreadsheet_table(const struct fyp_spreadsheet *book, size_t index);
enum fyp_status fyp_spreadsheet_select(
    struct fyp_spreadsheet *book, size_t index, struct fyp_error *err);
enum fyp_status fyp_spreadsheet_next(
    struct fyp_spreadsheet *book, struct fyp_table_row *row,
    struct fyp_error *err);
const char *
fyp_spreadsheet_property(const struct fyp_spreadsheet *book, const char *name);

#endif
